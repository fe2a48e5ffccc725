/* buildout/game/game.h - two players with a table of payoffs: what is dominated, what is in equilibrium, what is regretted.
 *
 * Every pair of supports and binding best responses of equal size is tried, which finds the pure and mixed equilibria
 * of a game all of whose ties are broken. In a degenerate game (some mixture has more best responses than strategies
 * in it) equilibria may form lines and faces; then their corners are found, all of them, and the game says that it is
 * degenerate. Payoffs within 1e-9 of the game's range count as equal.
 *
 * Units:  payoffs in any unit, the higher the better; each player's may be scaled and shifted without a change here.
 * Owner:  tables belong to the caller; results live in the arena given.
 * Errors: BO_EUSAGE for an empty game, one beyond BO_GAME_MOST strategies or a payoff that is not finite.
 * Source: von Stengel (2002), Computing equilibria for two-person games, for both methods; Avis, Rosenberg, Savani and
 *         von Stengel (2010), Enumeration of Nash equilibria for two-player games.
 */
#ifndef BUILDOUT_GAME_GAME_H
#define BUILDOUT_GAME_GAME_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"

enum { BO_GAME_MOST = 8, BO_GAME_PLAYERS = 2 };

struct bo_game {
    uint32_t n[BO_GAME_PLAYERS]; /* strategies of the row player and of the column player */
    const double *payoff[BO_GAME_PLAYERS]; /* of each: [row * n[1] + column] */
};

struct bo_equilibrium {
    double share[BO_GAME_PLAYERS][BO_GAME_MOST]; /* of each strategy; they add up to 1 */
    double value[BO_GAME_PLAYERS];               /* what each expects */
    bool pure;
    bool strict; /* whoever leaves it alone loses: pure, and without another best response */
    bool
        alone; /* no other best response of the same value: not part of a line or face of equilibria */
};

struct bo_equilibria {
    uint32_t n; /* pure ones first, each kind in order of its shares */
    const struct bo_equilibrium *equilibrium;
    bool degenerate;
};

int bo_game_equilibria(const struct bo_game *game, struct bo_arena *arena,
                       struct bo_equilibria *out, struct bo_err *err);

/* Is this profile an equilibrium of the game? Shares below 0 or that do not add up to 1 never are. */
bool bo_game_holds(const struct bo_game *game, const struct bo_equilibrium *profile);

enum bo_dominance { BO_DOMINANCE_NONE, BO_DOMINANCE_WEAK, BO_DOMINANCE_STRICT };

struct bo_dominated {
    enum bo_dominance kind;
    uint32_t by; /* a pure strategy that is never worse */
    uint32_t
        round; /* of iterated elimination of the strictly dominated: 1, 2, ...; 0 for what is left */
};

/* of[p][s]: what dominates strategy s of player p in the whole game, and when it is eliminated. */
void bo_game_dominance(const struct bo_game *game,
                       struct bo_dominated of[BO_GAME_PLAYERS][BO_GAME_MOST]);

/* regret[row * n[1] + column]: what the player could have had more, had the other's choice been known. */
void bo_game_regret(const struct bo_game *game, uint32_t player, double *regret);
/* The largest regret of each strategy over the other's choices; minimax regret picks the least. */
void bo_game_largest_regret(const struct bo_game *game, uint32_t player, double *largest);

/* A game known from replicates: sample[p][(row * n[1] + column) * n_replicates + k], whose means are the payoffs.
 * Replicates of which any payoff is not finite are left out. */
struct bo_sampled_game {
    uint32_t n[BO_GAME_PLAYERS];
    uint32_t n_replicates;
    const double *sample[BO_GAME_PLAYERS];
};

/* mean[p], with room for every cell, becomes the payoffs; returns how many replicates count. */
uint32_t bo_game_mean(const struct bo_sampled_game *sampled, struct bo_arena *arena,
                      double *const mean[BO_GAME_PLAYERS]);

struct bo_game_draws {
    uint64_t seed, key; /* as in stats/interval.h */
    uint32_t n_resamples;
};

/* share[e]: of how many of n_resamples games of resampled replicates (whole replicates: the same luck in every cell)
 * equilibrium e of found still stands. A pure one stands when it is one there too, a mixed one when there is one with
 * the same supports. */
int bo_game_bootstrap(const struct bo_sampled_game *sampled, const struct bo_equilibria *found,
                      const struct bo_game_draws *draws, struct bo_arena *arena, double *share,
                      struct bo_err *err);

#endif
