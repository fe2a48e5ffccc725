/* Shared by the files of this folder: a game in which equal means equal, and one side's corners. */
#ifndef BUILDOUT_GAME_INNER_H
#define BUILDOUT_GAME_INNER_H

#include "buildout/game/game.h"

/* Payoffs of each player from 0 to 1. a[p][own * n[other] + other's strategy], so that both sides read alike. */
struct scaled {
    uint32_t n[BO_GAME_PLAYERS];
    double a[BO_GAME_PLAYERS][BO_GAME_MOST * BO_GAME_MOST];
};

#define SAME 1e-9 /* of the range of payoffs, and of shares */

void scale_game(const struct bo_game *game, struct scaled *out);

/* A mixture of a player's opponent: a corner of the region in which the player's best responses stay the same. */
struct corner {
    uint32_t support; /* bits of the opponent's strategies in it */
    uint32_t best;    /* bits of the player's best responses to it */
    double share[BO_GAME_MOST];
};

/* Finds the corner with exactly this support at which the best responses include those of binding, which are as many;
 * false when there is none, or more than one. */
bool find_corner(const struct scaled *game, uint32_t player, uint32_t support, uint32_t binding,
                 struct corner *out);
uint32_t count_bits(uint32_t bits);

#endif
