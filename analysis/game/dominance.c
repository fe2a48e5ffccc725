/* What a player need not play, and what is regretted. */
#include "inner.h"

#include <math.h>

#include "buildout/base/num.h"

/* Which of the opponent's strategies still count. */
static enum bo_dominance compare(const struct scaled *game, uint32_t player, uint32_t strategy,
                                 uint32_t by, uint32_t others)
{
    uint32_t n_other = game->n[1 - player], n_better = 0, n = 0;
    for (uint32_t k = 0; k < n_other; k++) {
        if (!(others >> k & 1))
            continue;
        double more = game->a[player][by * n_other + k] - game->a[player][strategy * n_other + k];
        if (more < -SAME)
            return BO_DOMINANCE_NONE;
        n_better += more > SAME;
        n++;
    }
    if (n_better == 0)
        return BO_DOMINANCE_NONE;
    return n_better == n ? BO_DOMINANCE_STRICT : BO_DOMINANCE_WEAK;
}

/* The strongest dominance, by the first that has it, among the strategies of own that count. */
static struct bo_dominated look(const struct scaled *game, uint32_t player, uint32_t strategy,
                                const uint32_t left[BO_GAME_PLAYERS])
{
    struct bo_dominated found = {.kind = BO_DOMINANCE_NONE};
    for (uint32_t by = 0; by < game->n[player]; by++) {
        if (by == strategy || !(left[player] >> by & 1))
            continue;
        enum bo_dominance kind = compare(game, player, strategy, by, left[1 - player]);
        if (kind > found.kind)
            found = (struct bo_dominated){.kind = kind, .by = by};
    }
    return found;
}

/* One round takes away all that is strictly dominated at its beginning; false when nothing was. */
static bool eliminate(const struct scaled *game, uint32_t round, uint32_t left[BO_GAME_PLAYERS],
                      struct bo_dominated of[BO_GAME_PLAYERS][BO_GAME_MOST])
{
    uint32_t before[BO_GAME_PLAYERS] = {left[0], left[1]};
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        for (uint32_t s = 0; s < game->n[p]; s++) {
            if (!(before[p] >> s & 1) || look(game, p, s, before).kind != BO_DOMINANCE_STRICT)
                continue;
            left[p] &= ~(1u << s);
            of[p][s].round = round;
        }
    }
    return left[0] != before[0] || left[1] != before[1];
}

void bo_game_dominance(const struct bo_game *game,
                       struct bo_dominated of[BO_GAME_PLAYERS][BO_GAME_MOST])
{
    struct scaled scaled;
    scale_game(game, &scaled);
    uint32_t left[BO_GAME_PLAYERS];
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++)
        left[p] = (1u << game->n[p]) - 1;
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        for (uint32_t s = 0; s < game->n[p]; s++)
            of[p][s] = look(&scaled, p, s, left);
    }
    for (uint32_t round = 1; eliminate(&scaled, round, left, of); round++)
        ;
}

static uint32_t cell(const struct bo_game *game, uint32_t player, uint32_t own, uint32_t other)
{
    return player == 0 ? own * game->n[1] + other : other * game->n[1] + own;
}

void bo_game_regret(const struct bo_game *game, uint32_t player, double *regret)
{
    for (uint32_t other = 0; other < game->n[1 - player]; other++) {
        double best = game->payoff[player][cell(game, player, 0, other)];
        for (uint32_t own = 1; own < game->n[player]; own++)
            best = fmax(best, game->payoff[player][cell(game, player, own, other)]);
        for (uint32_t own = 0; own < game->n[player]; own++) {
            uint32_t at = cell(game, player, own, other);
            regret[at] = best - game->payoff[player][at];
        }
    }
}

void bo_game_largest_regret(const struct bo_game *game, uint32_t player, double *largest)
{
    double regret[BO_GAME_MOST * BO_GAME_MOST] = {0};
    bo_game_regret(game, player, regret);
    for (uint32_t own = 0; own < game->n[player]; own++) {
        largest[own] = 0.0;
        for (uint32_t other = 0; other < game->n[1 - player]; other++)
            largest[own] = fmax(largest[own], regret[cell(game, player, own, other)]);
    }
}
