/* Which inputs a key figure follows, of the runs that have it. */
#include "store_fixture.h"

#include "buildout/report/drivers.h"
#include "buildout/stats/interval.h"

enum { N_RUNS = 30, N_INPUTS = 3 };

/* Inputs in three orders that have little to do with each other: 7 and 11 have no factor in common with 30 + 1. */
static double input_of(uint32_t run, uint32_t input)
{
    static const uint32_t step[N_INPUTS] = {1, 7, 11};
    return (double)((run + 1) * step[input] % (N_RUNS + 1));
}

/* A key figure of the first so many runs follows the first input. */
static void put_runs(struct fixture *t, const char *const *key, const uint32_t *n_have, uint32_t n)
{
    static const char *const path[N_INPUTS] = {"a.first", "b.second", "c.third"};
    struct bo_store *store = fixture_create(t, t->dir);
    for (uint32_t r = 0; r < N_RUNS; r++) {
        struct bo_run_row row = fixture_row("base", r);
        struct bo_facts *facts = bo_facts_create(t->arena, 0, 3, fixture_variable, N_VARIABLES);
        for (uint32_t i = 0; i < N_INPUTS; i++)
            bo_facts_input(facts, path[i], input_of(r, i));
        for (uint32_t k = 0; k < n; k++)
            bo_facts_outcome(facts, "World", key[k], "date",
                             r < n_have[k] ? input_of(r, 0) : BO_NAN);
        bo_facts_sort(facts);
        must(bo_store_put_run(store, &row, facts, &t->err));
    }
    fixture_finish(t, store);
}

static struct bo_driver_list find(struct fixture *t)
{
    static const struct bo_driver_wish wish = {"base", "World", 2};
    struct bo_results *results = NULL;
    struct bo_driver_list list = {.n = 0};
    must(bo_results_open(t->dir, &results, &t->err));
    must(bo_drivers_find(results, &wish, t->arena, &list, &t->err));
    bo_results_close(results);
    return list;
}

static void what_may_be_chance_hangs_on_the_runs_that_have_the_figure(void **state)
{
    static const char *const key[] = {"all", "some"};
    static const uint32_t n_have[] = {N_RUNS, BO_DRIVERS_FEWEST_RUNS};
    struct fixture *t = *state;
    put_runs(t, key, n_have, 2);
    struct bo_driver_list list = find(t);
    assert_int_equal(list.n_rare, 0);
    assert_int_equal(list.n, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_string_equal(list.driver[i].key, key[i]);
        assert_string_equal(list.driver[i].input, "a.first");
        assert_near(list.driver[i].correlation, 1.0, 1e-12);
        assert_int_equal(list.driver[i].n_runs, n_have[i]);
        assert_near(list.driver[i].noise, bo_stats_rank_noise(n_have[i], N_INPUTS, 0.95), 1e-12);
    }
    assert_true(list.driver[1].noise > list.driver[0].noise);
}

static void of_few_runs_nothing_is_said_but_how_many_they_are(void **state)
{
    static const char *const key[] = {"all", "four", "none"};
    static const uint32_t n_have[] = {N_RUNS, 4, 0};
    struct fixture *t = *state;
    put_runs(t, key, n_have, 3);
    struct bo_driver_list list = find(t);
    assert_int_equal(list.n, 1);
    assert_string_equal(list.driver[0].key, "all");
    assert_int_equal(list.n_rare, 1);
    assert_string_equal(list.rare[0].key, "four");
    assert_int_equal(list.rare[0].n_runs, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_may_be_chance_hangs_on_the_runs_that_have_the_figure,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(of_few_runs_nothing_is_said_but_how_many_they_are,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
