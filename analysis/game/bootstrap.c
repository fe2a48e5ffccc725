/* How sure a game's equilibria are when its payoffs are means of replicates. */
#include "inner.h"

#include <math.h>

#include "buildout/base/num.h"
#include "buildout/base/rng.h"

static uint32_t cells_of(const struct bo_sampled_game *sampled)
{
    return sampled->n[0] * sampled->n[1];
}

static bool counts(const struct bo_sampled_game *sampled, uint32_t replicate)
{
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        for (uint32_t i = 0; i < cells_of(sampled); i++) {
            if (!isfinite(sampled->sample[p][(size_t)i * sampled->n_replicates + replicate]))
                return false;
        }
    }
    return true;
}

static uint32_t list_counting(const struct bo_sampled_game *sampled, struct bo_arena *arena,
                              uint32_t **list)
{
    uint32_t n = 0;
    *list = BO_NEW_ARRAY(arena, uint32_t, sampled->n_replicates);
    for (uint32_t k = 0; k < sampled->n_replicates; k++) {
        if (counts(sampled, k))
            (*list)[n++] = k;
    }
    return n;
}

static double mean_of(const double *sample, const uint32_t *index, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t k = 0; k < n; k++)
        sum += sample[index[k]];
    return n > 0 ? sum / n : BO_NAN;
}

static void take_means(const struct bo_sampled_game *sampled, const uint32_t *index, uint32_t n,
                       double *const mean[BO_GAME_PLAYERS])
{
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        for (uint32_t i = 0; i < cells_of(sampled); i++)
            mean[p][i] = mean_of(sampled->sample[p] + (size_t)i * sampled->n_replicates, index, n);
    }
}

uint32_t bo_game_mean(const struct bo_sampled_game *sampled, struct bo_arena *arena,
                      double *const mean[BO_GAME_PLAYERS])
{
    uint32_t *list = NULL;
    uint32_t n = list_counting(sampled, arena, &list);
    take_means(sampled, list, n, mean);
    return n;
}

static uint32_t support_of(const double *share)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; i < BO_GAME_MOST; i++)
        bits |= (share[i] > 0.0 ? 1u : 0u) << i;
    return bits;
}

/* Does some mixture of the opponent with this support make all of responses best? Any equilibrium of these supports
 * that is alone is such a pair of corners. */
static bool can_be(const struct scaled *game, uint32_t player, uint32_t support, uint32_t responses)
{
    for (uint32_t binding = 1; binding < 1u << game->n[player]; binding++) {
        struct corner corner;
        if (count_bits(binding) == count_bits(support) &&
            find_corner(game, player, support, binding, &corner) && (responses & ~corner.best) == 0)
            return true;
    }
    return false;
}

static bool stands(const struct scaled *game, const struct bo_equilibrium *e)
{
    uint32_t row = support_of(e->share[0]), column = support_of(e->share[1]);
    return can_be(game, 0, column, row) && can_be(game, 1, row, column);
}

int bo_game_bootstrap(const struct bo_sampled_game *sampled, const struct bo_equilibria *found,
                      const struct bo_game_draws *draws, struct bo_arena *arena, double *share,
                      struct bo_err *err)
{
    uint32_t *list = NULL, n = list_counting(sampled, arena, &list);
    if (n == 0)
        return bo_err_set(err, BO_ERUN, "no replicate has every payoff of the game");
    double payoff[BO_GAME_PLAYERS][BO_GAME_MOST * BO_GAME_MOST];
    const struct bo_game game = {{sampled->n[0], sampled->n[1]}, {payoff[0], payoff[1]}};
    struct bo_rng rng = {.seed = draws->seed};
    uint32_t *drawn = BO_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t e = 0; e < found->n; e++)
        share[e] = 0.0;
    for (uint32_t r = 0; r < draws->n_resamples; r++) {
        struct scaled scaled;
        bo_rng_resample(&rng, draws->key, r, n, drawn);
        for (uint32_t k = 0; k < n; k++)
            drawn[k] = list[drawn[k]];
        take_means(sampled, drawn, n, (double *const[]){payoff[0], payoff[1]});
        scale_game(&game, &scaled);
        for (uint32_t e = 0; e < found->n; e++)
            share[e] += stands(&scaled, &found->equilibrium[e]) ? 1.0 : 0.0;
    }
    for (uint32_t e = 0; e < found->n; e++)
        share[e] /= draws->n_resamples;
    return BO_OK;
}
