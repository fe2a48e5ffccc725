/* Twenty games whose equilibria are known, dominance, regret and the sureness of sampled games. */
#include <stdbool.h>
#include <string.h>

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/game/game.h"

enum { MOST_CELLS = 25, MOST_EQUILIBRIA = 5 };

struct known {
    const char *name;
    uint32_t n_rows, n_columns, n;
    double row[MOST_CELLS], column[MOST_CELLS];
    double share[MOST_EQUILIBRIA][BO_GAME_PLAYERS][5]; /* pure first, then as the game lists them */
    bool degenerate;
};

#define THIRD (1.0 / 3.0)

/* All the extreme equilibria of each, from the books; those of degenerate games by hand. */
static const struct known games[] = {
    {"prisoner's dilemma", 2, 2, 1, {3, 0, 5, 1}, {3, 5, 0, 1}, {{{0, 1}, {0, 1}}}, false},
    {"stag hunt",
     2,
     2,
     3,
     {4, 0, 3, 3},
     {4, 3, 0, 3},
     {{{1, 0}, {1, 0}}, {{0, 1}, {0, 1}}, {{0.75, 0.25}, {0.75, 0.25}}},
     false},
    {"battle of the sexes",
     2,
     2,
     3,
     {3, 0, 0, 2},
     {2, 0, 0, 3},
     {{{1, 0}, {1, 0}}, {{0, 1}, {0, 1}}, {{0.6, 0.4}, {0.4, 0.6}}},
     false},
    {"matching pennies",
     2,
     2,
     1,
     {1, -1, -1, 1},
     {-1, 1, 1, -1},
     {{{0.5, 0.5}, {0.5, 0.5}}},
     false},
    {"chicken",
     2,
     2,
     3,
     {0, -1, 1, -10},
     {0, 1, -1, -10},
     {{{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{0.9, 0.1}, {0.9, 0.1}}},
     false},
    {"hawk and dove, V 2 and C 6",
     2,
     2,
     3,
     {-2, 2, 0, 1},
     {-2, 0, 2, 1},
     {{{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{THIRD, 2 * THIRD}, {THIRD, 2 * THIRD}}},
     false},
    {"matching pennies of unequal prizes",
     2,
     2,
     1,
     {4, -1, -1, 1},
     {-1, 1, 1, -1},
     {{{0.5, 0.5}, {2.0 / 7, 5.0 / 7}}},
     false},
    {"inspection: inspector fines 8 at a cost of 1, cheating pays 2",
     2,
     2,
     1,
     {-1, -1, -4, 0},
     {-8, 0, 2, 0},
     {{{0.2, 0.8}, {0.25, 0.75}}},
     false},
    {"pure coordination of three",
     3,
     3,
     7,
     {1, 0, 0, 0, 1, 0, 0, 0, 1},
     {1, 0, 0, 0, 1, 0, 0, 0, 1},
     {{{0}}},
     false},
    {"rock, paper, scissors",
     3,
     3,
     1,
     {0, -1, 1, 1, 0, -1, -1, 1, 0},
     {0, 1, -1, -1, 0, 1, 1, -1, 0},
     {{{THIRD, THIRD, THIRD}, {THIRD, THIRD, THIRD}}},
     false},
    {"rock, paper, scissors, well of five",
     5,
     5,
     1,
     {0, -1, 1, 1, -1, 1, 0, -1, -1, 1, -1, 1, 0, 1, -1, -1, 1, -1, 0, 1, 1, -1, 1, -1, 0},
     {0, 1, -1, -1, 1, -1, 0, 1, 1, -1, 1, -1, 0, -1, 1, 1, -1, 1, 0, -1, -1, 1, -1, 1, 0},
     {{{0.2, 0.2, 0.2, 0.2, 0.2}, {0.2, 0.2, 0.2, 0.2, 0.2}}},
     true},
    {"Shapley's cycle",
     3,
     3,
     1,
     {1, 0, 0, 0, 1, 0, 0, 0, 1},
     {0, 1, 0, 0, 0, 1, 1, 0, 0},
     {{{THIRD, THIRD, THIRD}, {THIRD, THIRD, THIRD}}},
     false},
    {"von Stengel (2002), example 2.1",
     3,
     2,
     3,
     {3, 3, 2, 5, 0, 6},
     {3, 2, 2, 6, 3, 1},
     {{{1, 0, 0}, {1, 0}},
      {{0.8, 0.2, 0}, {2 * THIRD, THIRD}},
      {{0, THIRD, 2 * THIRD}, {THIRD, 2 * THIRD}}},
     false},
    {"Avis and others (2010), degenerate",
     3,
     2,
     3,
     {3, 3, 2, 5, 0, 6},
     {3, 3, 2, 6, 3, 1},
     {{{1, 0, 0}, {1, 0}},
      {{1, 0, 0}, {2 * THIRD, THIRD}},
      {{0, THIRD, 2 * THIRD}, {THIRD, 2 * THIRD}}},
     true},
    {"solved by dominance: middle, left",
     3,
     3,
     1,
     {1, 1, 0, 3, 2, 2, 0, 0, 1},
     {2, 1, 0, 3, 1, 2, 0, 4, 1},
     {{{0, 1, 0}, {1, 0, 0}}},
     false},
    {"Cournot with outputs 0, 1, 2 of price 3 less output",
     3,
     3,
     3,
     {0, 0, 0, 2, 1, 0, 2, 0, -2},
     {0, 2, 2, 0, 1, 0, 0, 0, -2},
     {{{0}}},
     true},
    {"a constant game: every pure profile",
     2,
     2,
     4,
     {5, 5, 5, 5},
     {5, 5, 5, 5},
     {{{1, 0}, {1, 0}}, {{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{0, 1}, {0, 1}}},
     true},
    {"one column: the best row", 3, 1, 1, {1, 4, 2}, {0, 0, 0}, {{{0, 1, 0}, {1}}}, false},
    {"zero sum with a saddle",
     3,
     3,
     1,
     {4, 2, 5, 3, 1, 6, 0, -1, 7},
     {-4, -2, -5, -3, -1, -6, 0, 1, -7},
     {{{1, 0, 0}, {0, 1, 0}}},
     false},
    {"zero sum 2 x 3 of Dresher: a column is not played",
     2,
     3,
     1,
     {2, 3, 11, 7, 5, 2},
     {-2, -3, -11, -7, -5, -2},
     {{{3.0 / 11, 8.0 / 11}, {0, 9.0 / 11, 2.0 / 11}}},
     false},
    {"weakly dominated entry deterrence",
     2,
     2,
     3,
     {0, 2, 1, 1},
     {0, 1, 2, 2},
     {{{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{0, 1}, {0.5, 0.5}}},
     true},
};
enum { N_GAMES = sizeof games / sizeof *games };

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)1 << 30, false, &arena, &err), 0);
    return arena;
}

static struct bo_game game_of(const struct known *k)
{
    return (struct bo_game){{k->n_rows, k->n_columns}, {k->row, k->column}};
}

static void compare_shares(const struct known *k, const struct bo_equilibria *found)
{
    for (uint32_t e = 0; e < k->n && e < MOST_EQUILIBRIA; e++) {
        if (!(k->share[e][0][0] + k->share[e][0][1] + k->share[e][0][2] > 0.0))
            continue; /* only counted */
        for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
            for (uint32_t s = 0; s < 5; s++)
                assert_near(found->equilibrium[e].share[p][s], k->share[e][p][s], 1e-12);
        }
    }
}

static void equilibria_of_known_games_are_all_found(void **state)
{
    (void)state;
    assert_true(N_GAMES >= 20);
    for (uint32_t i = 0; i < N_GAMES; i++) {
        struct bo_arena *arena = new_arena();
        struct bo_equilibria found;
        struct bo_err err;
        struct bo_game game = game_of(&games[i]);
        assert_int_equal(bo_game_equilibria(&game, arena, &found, &err), 0);
        if (found.n != games[i].n || found.degenerate != games[i].degenerate) {
            for (uint32_t e = 0; e < found.n; e++) {
                const struct bo_equilibrium *q = &found.equilibrium[e];
                print_error("  %g %g %g | %g %g %g\n", q->share[0][0], q->share[0][1],
                            q->share[0][2], q->share[1][0], q->share[1][1], q->share[1][2]);
            }
            print_error("%s: %u equilibria, degenerate %d\n", games[i].name, found.n,
                        found.degenerate);
        }
        assert_int_equal(found.n, games[i].n);
        assert_int_equal(found.degenerate, games[i].degenerate);
        compare_shares(&games[i], &found);
        for (uint32_t e = 0; e < found.n; e++)
            assert_true(bo_game_holds(&game, &found.equilibrium[e]));
        bo_arena_free(arena);
    }
}

/* Random games of every size: what is found are equilibria, there is one at least, and, as the ties are broken, their
 * number is odd (Wilson 1971). A shift and a scale change none of it. */
static void random_games_have_an_odd_number_of_equilibria(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 60; seed++) {
        struct bo_arena *arena = new_arena();
        struct bo_rng rng = {.seed = seed};
        uint32_t n_rows = 1 + seed % 5, n_columns = 1 + seed / 5 % 5;
        double row[MOST_CELLS], column[MOST_CELLS], scaled[MOST_CELLS];
        for (uint32_t i = 0; i < n_rows * n_columns; i++) {
            row[i] = bo_rng_uniform(&rng, 0, 0, i);
            column[i] = bo_rng_uniform(&rng, 0, 1, i);
            scaled[i] = 1e9 * row[i] - 4e8;
        }
        struct bo_game game = {{n_rows, n_columns}, {row, column}};
        struct bo_game other = {{n_rows, n_columns}, {scaled, column}};
        struct bo_equilibria found, again;
        struct bo_err err;
        assert_int_equal(bo_game_equilibria(&game, arena, &found, &err), 0);
        assert_int_equal(bo_game_equilibria(&other, arena, &again, &err), 0);
        assert_int_equal(found.n % 2, 1);
        assert_false(found.degenerate);
        assert_int_equal(found.n, again.n);
        for (uint32_t e = 0; e < found.n; e++) {
            assert_true(bo_game_holds(&game, &found.equilibrium[e]));
            assert_true(found.equilibrium[e].alone);
            assert_int_equal(found.equilibrium[e].strict, found.equilibrium[e].pure);
            for (uint32_t s = 0; s < n_rows; s++)
                assert_near(again.equilibrium[e].share[0][s], found.equilibrium[e].share[0][s],
                            1e-6);
        }
        bo_arena_free(arena);
    }
}

static void values_are_in_the_unit_of_the_payoffs(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const struct known *k = &games[2];
    struct bo_game game = game_of(k);
    struct bo_equilibria found;
    assert_int_equal(bo_game_equilibria(&game, arena, &found, NULL), 0);
    assert_near(found.equilibrium[0].value[0], 3.0, 1e-15);
    assert_near(found.equilibrium[0].value[1], 2.0, 1e-15);
    assert_near(found.equilibrium[2].value[0], 1.2, 1e-12); /* 3 * 0.4 */
    assert_true(found.equilibrium[0].strict && !found.equilibrium[2].strict);
    bo_arena_free(arena);
}

static void a_profile_that_pays_less_does_not_hold(void **state)
{
    (void)state;
    struct bo_game game = game_of(&games[0]);
    struct bo_equilibrium both = {.share = {{1.0, 0.0}, {1.0, 0.0}}};
    struct bo_equilibrium half = {.share = {{0.0, 0.5}, {0.0, 1.0}}};
    assert_false(bo_game_holds(&game, &both));
    assert_false(bo_game_holds(&game, &half));
}

static void games_that_are_none_are_refused(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double payoff[1] = {BO_NAN}, fine[1] = {0.0};
    struct bo_equilibria found;
    struct bo_err err;
    struct bo_game no_number = {{1, 1}, {fine, payoff}}, empty = {{0, 1}, {fine, fine}};
    struct bo_game large = {{BO_GAME_MOST + 1, 1}, {fine, fine}};
    assert_int_equal(bo_game_equilibria(&no_number, arena, &found, &err), BO_EUSAGE);
    assert_int_equal(bo_game_equilibria(&empty, arena, &found, &err), BO_EUSAGE);
    assert_int_equal(bo_game_equilibria(&large, arena, &found, &err), BO_EUSAGE);
    bo_arena_free(arena);
}

static void dominance_goes_round_after_round(void **state)
{
    (void)state;
    /* Middle is better than top and bottom whatever the column (1 1 0, 3 2 2, 0 0 1). Among the columns left (2 3 0)
     * dominates nothing at first; once middle alone is left, left (3) is better than right (2) and centre (1). */
    struct bo_game game = game_of(&games[14]);
    struct bo_dominated of[BO_GAME_PLAYERS][BO_GAME_MOST];
    bo_game_dominance(&game, of);
    assert_int_equal(of[0][0].kind, BO_DOMINANCE_STRICT);
    assert_int_equal(of[0][0].by, 1);
    assert_int_equal(of[0][0].round, 1);
    assert_int_equal(of[0][1].kind, BO_DOMINANCE_NONE);
    assert_int_equal(of[0][1].round, 0);
    assert_int_equal(of[1][1].kind, BO_DOMINANCE_NONE);
    assert_int_equal(of[1][1].round, 2);
    assert_int_equal(of[1][0].round, 0);
    /* Staying out is never better than weakly dominated: fight is weakly worse than to give in. */
    game = game_of(&games[20]);
    bo_game_dominance(&game, of);
    assert_int_equal(of[1][0].kind, BO_DOMINANCE_WEAK);
    assert_int_equal(of[1][0].by, 1);
    assert_int_equal(of[1][0].round, 0);
}

static void regret_is_what_could_have_been_had(void **state)
{
    (void)state;
    struct bo_game game = game_of(&games[12]); /* rows 3 3, 2 5, 0 6; columns 3 2, 2 6, 3 1 */
    double regret[6], largest[BO_GAME_MOST];
    bo_game_regret(&game, 0, regret);
    const double rows[6] = {0.0, 3.0, 1.0, 1.0, 3.0, 0.0},
                 columns[6] = {0.0, 1.0, 4.0, 0.0, 0.0, 2.0};
    for (int i = 0; i < 6; i++)
        assert_near(regret[i], rows[i], 1e-15);
    bo_game_regret(&game, 1, regret);
    for (int i = 0; i < 6; i++)
        assert_near(regret[i], columns[i], 1e-15);
    bo_game_largest_regret(&game, 0, largest);
    assert_near(largest[0], 3.0, 1e-15);
    assert_near(largest[1], 1.0, 1e-15);
    bo_game_largest_regret(&game, 1, largest);
    assert_near(largest[0], 4.0, 1e-15);
    assert_near(largest[1], 2.0, 1e-15);
}

/* Stag hunt with noise in each cell: (stag, stag) pays 1 more than to leave, of a difference whose mean over N runs has
 * a standard error of 1.4 sd / sqrt(N); (hare, hare) pays 3 more and always stands. */
static void shares_say_how_sure_an_equilibrium_is(void **state)
{
    (void)state;
    enum { N = 50, CELLS = 4 };
    static double sample[BO_GAME_PLAYERS][CELLS * N];
    struct bo_arena *arena = new_arena();
    struct bo_rng rng = {.seed = 4};
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        for (uint32_t i = 0; i < CELLS * N; i++) {
            const double *payoff = p == 0 ? games[1].row : games[1].column;
            sample[p][i] = payoff[i / N] + 8.0 * (bo_rng_uniform(&rng, 0, p, i) - 0.5);
        }
    }
    sample[0][3] = BO_NAN;
    struct bo_sampled_game sampled = {{2, 2}, N, {sample[0], sample[1]}};
    double mean[BO_GAME_PLAYERS][CELLS], share[MOST_EQUILIBRIA];
    double *const means[BO_GAME_PLAYERS] = {mean[0], mean[1]};
    assert_int_equal(bo_game_mean(&sampled, arena, means), N - 1);
    struct bo_game game = {{2, 2}, {mean[0], mean[1]}};
    struct bo_equilibria found;
    struct bo_err err;
    assert_int_equal(bo_game_equilibria(&game, arena, &found, &err), 0);
    assert_int_equal(found.n, 3);
    struct bo_game_draws draws = {.seed = 1, .key = 9, .n_resamples = 400};
    assert_int_equal(bo_game_bootstrap(&sampled, &found, &draws, arena, share, &err), 0);
    assert_true(share[0] > 0.6 && share[0] < 1.0);
    assert_near(share[1], 1.0, 0.0);
    assert_near(share[2], share[0], 1e-15); /* the mixed one stands where both pure ones do */
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equilibria_of_known_games_are_all_found),
        cmocka_unit_test(random_games_have_an_odd_number_of_equilibria),
        cmocka_unit_test(values_are_in_the_unit_of_the_payoffs),
        cmocka_unit_test(a_profile_that_pays_less_does_not_hold),
        cmocka_unit_test(games_that_are_none_are_refused),
        cmocka_unit_test(dominance_goes_round_after_round),
        cmocka_unit_test(regret_is_what_could_have_been_had),
        cmocka_unit_test(shares_say_how_sure_an_equilibrium_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
