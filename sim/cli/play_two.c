/* Two players: every pair of strategies, with all that the table of payoffs says. */
#include <stdio.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/game/game.h"
#include "play.h"

_Static_assert((int)BO_PLAY_MOST_STRATEGIES <= (int)BO_GAME_MOST, "a table has room for all");

int bo_play_add_pairs(struct bo_play *play, struct bo_err *err)
{
    uint32_t strategy[BO_GAME_PLAYERS], profile;
    int status = BO_OK;
    for (strategy[0] = 0; strategy[0] < play->strategy.n; strategy[0]++) {
        for (strategy[1] = 0; status == BO_OK && strategy[1] < play->strategy.n; strategy[1]++)
            status = bo_play_profile(play, strategy, &profile, err);
    }
    return status;
}

/* Profile row * n + column was added in that order. */
static struct bo_sampled_game sampled_of(const struct bo_play *play)
{
    uint32_t n_runs = play->study->args->runs;
    struct bo_sampled_game sampled = {.n = {play->strategy.n, play->strategy.n},
                                      .n_replicates = n_runs};
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        double *all = BO_NEW_ARRAY(play->study->arena, double, (size_t)play->n_profiles *n_runs);
        for (uint32_t i = 0; i < play->n_profiles; i++)
            memcpy(all + (size_t)i * n_runs, play->profile[i].sample[p], n_runs * sizeof *all);
        sampled.sample[p] = all;
    }
    return sampled;
}

static double *regrets_of(const struct bo_play *play, const struct bo_game *game)
{
    uint32_t n = play->n_profiles;
    double *all = BO_NEW_ARRAY(play->study->arena, double, (size_t)n *BO_GAME_PLAYERS);
    double *one = BO_NEW_ARRAY(play->study->arena, double, n);
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        bo_game_regret(game, p, one);
        for (uint32_t i = 0; i < n; i++)
            all[i * BO_GAME_PLAYERS + p] = one[i];
    }
    return all;
}

static void print_dominance(const struct bo_play *play, const struct bo_game *game)
{
    struct bo_dominated of[BO_GAME_PLAYERS][BO_GAME_MOST];
    double largest[BO_GAME_MOST];
    bo_game_dominance(game, of);
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        uint32_t least = 0;
        bo_game_largest_regret(game, p, largest);
        for (uint32_t s = 0; s < play->strategy.n; s++) {
            if (of[p][s].kind != BO_DOMINANCE_NONE)
                printf("%s: %s is never better than %s%s\n", play->player[p]->name,
                       play->strategy.item[s], play->strategy.item[of[p][s].by],
                       of[p][s].kind == BO_DOMINANCE_STRICT ? ", and always worse" : "");
            least = largest[s] < largest[least] ? s : least;
        }
        printf("%s: least of the largest regrets with %s (%.4g)\n", play->player[p]->name,
               play->strategy.item[least], largest[least]);
    }
    putchar('\n');
}

static int find_equilibria(struct bo_play *play, const struct bo_game *game,
                           const struct bo_sampled_game *sampled, struct bo_sheet *sheet,
                           struct bo_err *err)
{
    const struct bo_args *args = play->study->args;
    struct bo_equilibria found = {0};
    int status = bo_game_equilibria(game, play->study->arena, &found, err);
    if (status != BO_OK)
        return status;
    double *stands = BO_NEW_ARRAY(play->study->arena, double, found.n + 1);
    struct bo_game_draws draws = {
        .seed = args->seed, .key = bo_key_hash("game"), .n_resamples = BO_PLAY_RESAMPLES};
    status = bo_game_bootstrap(sampled, &found, &draws, play->study->arena, stands, err);
    for (uint32_t i = 0; status == BO_OK && i < found.n; i++) {
        const struct bo_equilibrium *e = &found.equilibrium[i];
        struct bo_standing standing = {.number = i + 1,
                                       .pure = e->pure,
                                       .share = {e->share[0], e->share[1]},
                                       .value = {e->value[0], e->value[1]},
                                       .stands = stands[i]};
        bo_play_equilibrium(play, &standing, sheet);
        if (!args->json && !args->quiet)
            bo_play_print_equilibrium(stdout, play, &standing);
    }
    if (found.degenerate && !args->json && !args->quiet)
        puts("Some answers are equally good: equilibria may form lines, of which the ends are "
             "told.");
    return status;
}

int bo_play_two(struct bo_play *play, struct bo_sheet *payoff, struct bo_sheet *equilibria,
                struct bo_err *err)
{
    const struct bo_args *args = play->study->args;
    int status = bo_play_run(play, err);
    if (status != BO_OK)
        return status;
    struct bo_sampled_game sampled = sampled_of(play);
    double *mean[BO_GAME_PLAYERS];
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++)
        mean[p] = BO_NEW_ARRAY(play->study->arena, double, play->n_profiles);
    if (bo_game_mean(&sampled, play->study->arena, mean) == 0)
        return bo_err_set(err, BO_ERUN, "no replicate has %s in every pair of strategies",
                          play->key);
    struct bo_game game = {.n = {play->strategy.n, play->strategy.n}, .payoff = {mean[0], mean[1]}};
    const double *regret = regrets_of(play, &game);
    bo_play_payoffs(play, regret, payoff);
    if (!args->json && !args->quiet) {
        bo_play_print_payoffs(stdout, play, regret);
        print_dominance(play, &game);
    }
    return find_equilibria(play, &game, &sampled, equilibria, err);
}
