/* More than two players: each in turn takes its best answer to what the others play, until none would move. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/stats/interval.h"
#include "buildout/stats/stats.h"
#include "play.h"

enum { MOST_ROUNDS = 20 };

struct answering {
    struct bo_play *play;
    uint32_t strategy[BO_PLAY_MOST_PLAYERS]; /* what everybody plays now */
};

/* How much more a player has in another profile, in the mean of the replicates in which it has something in both. */
static double gain_of(const struct bo_play *play, uint32_t from, uint32_t to, uint32_t player)
{
    return bo_stats_paired(play->profile[from].sample[player], play->profile[to].sample[player],
                           play->study->args->runs, BO_PLAY_CONFIDENCE)
        .difference;
}

static double mean_of(const struct bo_play *play, uint32_t profile, uint32_t player)
{
    return bo_stats_mean(play->profile[profile].sample[player], play->study->args->runs,
                         BO_PLAY_CONFIDENCE)
        .mean;
}

/* The profiles in which one player plays each of its strategies and the others what they do now. */
static int run_answers(const struct answering *a, uint32_t player, uint32_t *profile,
                       struct bo_err *err)
{
    uint32_t strategy[BO_PLAY_MOST_PLAYERS];
    int status = BO_OK;
    memcpy(strategy, a->strategy, sizeof strategy);
    for (uint32_t s = 0; status == BO_OK && s < a->play->strategy.n; s++) {
        strategy[player] = s;
        status = bo_play_profile(a->play, strategy, &profile[s], err);
    }
    return status == BO_OK ? bo_play_run(a->play, err) : status;
}

/* Of equally good answers a player keeps the one it has. */
static int answer(struct answering *a, uint32_t player, bool *moved, struct bo_err *err)
{
    uint32_t profile[BO_PLAY_MOST_STRATEGIES] = {0};
    int status = run_answers(a, player, profile, err);
    if (status != BO_OK || a->play->study->interrupted)
        return status;
    uint32_t best = a->strategy[player];
    for (uint32_t s = 0; s < a->play->strategy.n; s++) {
        if (gain_of(a->play, profile[best], profile[s], player) > 0.0)
            best = s;
    }
    *moved |= best != a->strategy[player];
    a->strategy[player] = best;
    return BO_OK;
}

static int settle(struct answering *a, bool *settled, struct bo_err *err)
{
    int status = BO_OK;
    *settled = false;
    for (uint32_t round = 0; status == BO_OK && !*settled && round < MOST_ROUNDS; round++) {
        bool moved = false;
        for (uint32_t p = 0; status == BO_OK && p < a->play->n_players; p++) {
            status = answer(a, p, &moved, err);
            if (a->play->study->interrupted)
                return status;
        }
        *settled = !moved;
    }
    return status;
}

/* What a player could have had more, as far as the other strategies were tried against the same profile. */
static double regret_of(const struct bo_play *play, uint32_t profile, uint32_t player)
{
    uint32_t n_tried = 0;
    double most = 0.0;
    for (uint32_t i = 0; i < play->n_profiles; i++) {
        bool same = true;
        for (uint32_t p = 0; p < play->n_players; p++)
            same &=
                p == player || play->profile[i].strategy[p] == play->profile[profile].strategy[p];
        if (!same)
            continue;
        n_tried++;
        most = fmax(most, gain_of(play, profile, i, player));
    }
    return n_tried == play->strategy.n ? most : BO_NAN;
}

/* The sign of the gain in a resample. */
static bool gains(const struct bo_play *play, uint32_t from, uint32_t to, uint32_t player,
                  const uint32_t *index)
{
    const double *own = play->profile[from].sample[player],
                 *other = play->profile[to].sample[player];
    double sum = 0.0;
    for (uint32_t k = 0; k < play->study->args->runs; k++) {
        double more = other[index[k]] - own[index[k]];
        sum += isfinite(more) ? more : 0.0;
    }
    return sum > 0.0;
}

/* In a resample of whole replicates, would nobody leave what all play? All answers to it have been run. */
static int holds(const struct answering *a, const uint32_t *index, bool *out, struct bo_err *err)
{
    uint32_t profile[BO_PLAY_MOST_STRATEGIES] = {0};
    *out = true;
    for (uint32_t p = 0; p < a->play->n_players; p++) {
        int status = run_answers(a, p, profile, err);
        if (status != BO_OK)
            return status;
        for (uint32_t s = 0; s < a->play->strategy.n; s++)
            *out &= !gains(a->play, profile[a->strategy[p]], profile[s], p, index);
    }
    return BO_OK;
}

static int count_standing(const struct answering *a, double *stands, struct bo_err *err)
{
    const struct bo_study *study = a->play->study;
    struct bo_rng rng = {.seed = study->args->seed};
    uint32_t n = study->args->runs, n_standing = 0;
    uint32_t *index = BO_NEW_ARRAY(study->arena, uint32_t, n);
    for (uint32_t i = 0; i < BO_PLAY_RESAMPLES; i++) {
        bool stood = false;
        bo_rng_resample(&rng, bo_key_hash("game"), i, n, index);
        int status = holds(a, index, &stood, err);
        if (status != BO_OK)
            return status;
        n_standing += stood;
    }
    *stands = (double)n_standing / BO_PLAY_RESAMPLES;
    return BO_OK;
}

static int tell_equilibrium(const struct answering *a, struct bo_sheet *sheet, struct bo_err *err)
{
    struct bo_play *play = a->play;
    const struct bo_args *args = play->study->args;
    struct bo_standing standing = {.number = 1, .pure = true};
    uint32_t profile = 0;
    int status = bo_play_profile(play, a->strategy, &profile, err);
    if (status == BO_OK)
        status = count_standing(a, &standing.stands, err);
    if (status != BO_OK)
        return status;
    for (uint32_t p = 0; p < play->n_players; p++) {
        double *share = BO_NEW_ARRAY(play->study->arena, double, play->strategy.n);
        share[a->strategy[p]] = 1.0;
        standing.share[p] = share;
        standing.value[p] = mean_of(play, profile, p);
    }
    bo_play_equilibrium(play, &standing, sheet);
    if (!args->json && !args->quiet)
        bo_play_print_equilibrium(stdout, play, &standing);
    return BO_OK;
}

int bo_play_many(struct bo_play *play, struct bo_sheet *payoff, struct bo_sheet *equilibria,
                 struct bo_err *err)
{
    const struct bo_args *args = play->study->args;
    struct answering a = {.play = play};
    bool settled = false;
    int status = settle(&a, &settled, err);
    if (status != BO_OK || play->study->interrupted)
        return status;
    double *regret =
        BO_NEW_ARRAY(play->study->arena, double, (size_t)play->n_profiles * play->n_players);
    uint32_t n = 0;
    for (uint32_t i = 0; i < play->n_profiles; i++) {
        for (uint32_t p = 0; p < play->n_players; p++)
            regret[n++] = regret_of(play, i, p);
    }
    bo_play_payoffs(play, regret, payoff);
    if (!args->json && !args->quiet)
        bo_play_print_payoffs(stdout, play, regret);
    if (settled)
        return tell_equilibrium(&a, equilibria, err);
    if (!args->json && !args->quiet)
        printf("No pure equilibrium was reached in %d rounds of best answers.\n", MOST_ROUNDS);
    return BO_OK;
}
