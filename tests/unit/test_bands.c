/* Ensembles in the store: members, bands, what is left of each run, and taking up what was interrupted. */
#include "store_fixture.h"

#include <sqlite3.h>

#include "buildout/experiment/ensemble.h"
#include "buildout/stats/stats.h"

static const struct bo_band_options plain = {
    .quantiles = bo_stats_quantiles, .memory_bytes = (size_t)1 << 20, .n_threads = 1};

static bool is_of_world(const struct bo_fact_variable *variable,
                        const struct bo_fact_series *series)
{
    (void)variable;
    return strcmp(series->entity, "World") == 0;
}

static struct bo_experiment ensemble_experiment(void)
{
    struct bo_experiment experiment = fixture_experiment("baseline");
    experiment.verb = "ensemble";
    return experiment;
}

static struct bo_store *resume(struct fixture *t, const char *dir)
{
    struct bo_experiment experiment = ensemble_experiment();
    struct bo_store *store = NULL;
    must(bo_store_resume(dir, &experiment, false, &store, &t->err));
    return store;
}

static void put(struct fixture *t, struct bo_store *store, uint32_t replicate, double x)
{
    struct bo_run_row row = fixture_row("base", replicate);
    must(bo_store_put_member(store, &row, fixture_facts(t->arena, x), is_of_world, &t->err));
}

static void put_failed(struct fixture *t, struct bo_store *store, uint32_t replicate)
{
    struct bo_run_row row = fixture_row("base", replicate);
    row.status = BO_RUN_FAILED;
    row.message = "it crashed";
    must(bo_store_put_member(store, &row, NULL, is_of_world, &t->err));
}

static void finish(struct fixture *t, struct bo_store *store)
{
    must(bo_store_make_bands(store, "base", &plain, &t->err));
    must(bo_store_finish(store, &t->err));
    bo_store_close(store);
}

/* The first column of the first row. */
static int number_of(struct fixture *t, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(fixture_path(t, t->dir, "results.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int number = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return number;
}

static bool read_band(struct fixture *t, const struct bo_series_name *name, struct bo_band *band)
{
    struct bo_results *results = NULL;
    must(bo_results_open(t->dir, &results, &t->err));
    must(bo_results_band(results, "base", name, t->arena, band, &t->err));
    bo_results_close(results);
    return band->n_months > 0;
}

/* x of the fixture is the third month of the sites of World. */
static void bands_are_quantiles_of_the_runs_that_are_done(void **state)
{
    struct fixture *t = *state;
    const struct bo_series_name sites = {"Data Centers|Operating", "World", ""};
    struct bo_store *store = resume(t, t->dir);
    struct bo_band band;
    put(t, store, 2, 10.0);
    put(t, store, 0, 30.0);
    put_failed(t, store, 3);
    put(t, store, 1, 20.0);
    finish(t, store);
    assert_true(read_band(t, &sites, &band));
    assert_int_equal(band.n_months, 3);
    assert_int_equal(band.first_month, bo_month_of_day(bo_day_of(2023, 11, 1)));
    /* Of 10, 20, 30: the place of p is 2 p, so 0.05 is at 10 + 0.1 x 10. */
    assert_near(band.quantile[0][2], 11.0, 1e-14);
    assert_near(band.quantile[1][2], 15.0, 0.0);
    assert_near(band.quantile[2][2], 20.0, 0.0);
    assert_near(band.quantile[4][2], 29.0, 1e-14);
    assert_near(band.quantile[2][0], 1.0, 0.0);
    assert_near(band.n[2], 3.0, 0.0);
}

static void a_series_that_is_zero_in_all_runs_or_not_banded_has_no_band(void **state)
{
    struct fixture *t = *state;
    const struct bo_series_name ireland = {"Data Centers|Operating", "World", "Ireland"};
    const struct bo_series_name cash = {"Cash", "Alibaba", ""};
    struct bo_store *store = resume(t, t->dir);
    struct bo_band band;
    put(t, store, 0, 1.0);
    finish(t, store);
    assert_false(read_band(t, &ireland, &band));
    assert_false(read_band(t, &cash, &band));
}

/* Sites of World in two runs, of Texas in one of them, and zero in the other's last run. */
static struct bo_facts *facts_with_texas(struct bo_arena *arena, bool texas, bool zero)
{
    struct bo_facts *f = bo_facts_create(arena, 0, 3, fixture_variable, N_VARIABLES);
    fixture_three(bo_facts_series(f, OPERATING, "World", ""), 1.0, 2.0, 3.0);
    if (texas)
        fixture_three(bo_facts_series(f, OPERATING, "World", "Texas"), zero ? 0.0 : 4.0, 0.0,
                      zero ? 0.0 : BO_NAN);
    bo_facts_sort(f);
    return f;
}

static void runs_without_the_series_are_not_counted_and_zeros_are(void **state)
{
    struct fixture *t = *state;
    const struct bo_series_name texas = {"Data Centers|Operating", "World", "Texas"};
    struct bo_store *store = resume(t, t->dir);
    struct bo_band band;
    for (uint32_t i = 0; i < 3; i++) {
        struct bo_run_row row = fixture_row("base", i);
        const struct bo_facts *facts = facts_with_texas(t->arena, i > 0, i == 2);
        must(bo_store_put_member(store, &row, facts, is_of_world, &t->err));
    }
    finish(t, store);
    assert_true(read_band(t, &texas, &band));
    assert_near(band.n[0], 2.0, 0.0);
    assert_near(band.quantile[2][0], 2.0, 0.0); /* of 4 and 0 */
    assert_near(band.n[2], 1.0, 0.0);
    assert_near(band.quantile[2][2], 0.0, 0.0);
}

static bool all_are_banded(const struct bo_fact_variable *variable,
                           const struct bo_fact_series *series)
{
    (void)variable;
    (void)series;
    return true;
}

static bool is_backlog(const char *variable)
{
    return strcmp(variable, "Backlog") == 0;
}

/* Alibaba is there in the first run, founded a month later in the second, and never in the third; of what it and World
 * have signed, the first run alone tells. In a fourth it ends after a month. */
static struct bo_facts *facts_with_backlog(struct bo_arena *arena, uint32_t run)
{
    struct bo_facts *f = bo_facts_create(arena, 0, 3, fixture_variable, N_VARIABLES);
    fixture_three(bo_facts_series(f, OPERATING, "World", ""), 1.0, 2.0, 3.0);
    if (run < 2)
        fixture_three(bo_facts_series(f, CASH, "Alibaba", ""), run == 0 ? 5.0 : BO_NAN, 5.0, 5.0);
    if (run == 3) {
        fixture_three(bo_facts_series(f, CASH, "Alibaba", ""), 5.0, BO_NAN, BO_NAN);
        fixture_three(bo_facts_series(f, BACKLOG, "Alibaba", ""), 7.0, BO_NAN, BO_NAN);
    }
    if (run == 0) {
        fixture_three(bo_facts_series(f, BACKLOG, "World", ""), 10.0, 20.0, 30.0);
        fixture_three(bo_facts_series(f, BACKLOG, "Alibaba", ""), 7.0, 8.0, 9.0);
        fixture_three(bo_facts_series(f, RUNWAY, "Alibaba", ""), 3.0, 3.0, 3.0);
    }
    bo_facts_sort(f);
    return f;
}

static void assert_band(struct fixture *t, const struct bo_series_name *name, const double n[3],
                        const double median[3])
{
    struct bo_band band;
    assert_true(read_band(t, name, &band));
    for (int i = 0; i < 3; i++) {
        assert_near(band.n[i], n[i], 0.0);
        assert_near(band.quantile[2][i], median[i], 0.0);
    }
}

static void band_backlogs(struct fixture *t, uint32_t n_threads, uint32_t n, const uint32_t run[],
                          struct bo_untold untold)
{
    const struct bo_band_options options = {.quantiles = bo_stats_quantiles,
                                            .memory_bytes = 1,
                                            .n_threads = n_threads,
                                            .untold = untold};
    struct bo_store *store = resume(t, t->dir);
    for (uint32_t i = 0; i < n; i++) {
        struct bo_run_row row = fixture_row("base", run[i]);
        const struct bo_facts *facts = facts_with_backlog(t->arena, run[i]);
        must(bo_store_put_member(store, &row, facts, all_are_banded, &t->err));
    }
    must(bo_store_make_bands(store, "base", &options, &t->err));
    must(bo_store_finish(store, &t->err));
    bo_store_close(store);
}

static void
what_a_run_does_not_tell_is_nil_where_told_so_and_while_there_is_its_entity(void **state)
{
    struct fixture *t = *state;
    const struct bo_series_name of_world = {"Backlog", "World", ""};
    const struct bo_series_name of_alibaba = {"Backlog", "Alibaba", ""};
    const struct bo_series_name runway = {"Runway", "Alibaba", ""};
    for (uint32_t n_threads = 1; n_threads <= 3; n_threads += 2) {
        band_backlogs(t, n_threads, 3, (const uint32_t[]){0, 1, 2},
                      (struct bo_untold){.is_nil = is_backlog, .told_while_there = "Cash"});
        /* of 10, 0 and 0 */
        assert_band(t, &of_world, (double[]){3.0, 3.0, 3.0}, (double[]){0.0, 0.0, 0.0});
        /* of 7; of 8 and 0; of 9 and 0 */
        assert_band(t, &of_alibaba, (double[]){1.0, 2.0, 2.0}, (double[]){7.0, 4.0, 4.5});
        assert_band(t, &runway, (double[]){1.0, 1.0, 1.0}, (double[]){3.0, 3.0, 3.0});
        unlink(fixture_path(t, t->dir, "results.db"));
    }
}

/* Of the fixture's four series those of Ireland are zero; the others have bands, one after the other. */
static void bands_with(struct fixture *t, const struct bo_band_options *options)
{
    const char *other = fixture_path(t, t->parent, "other");
    const char *const dir[2] = {t->dir, other};
    for (int i = 0; i < 2; i++) {
        struct bo_store *store = resume(t, dir[i]);
        for (uint32_t k = 0; k < 4; k++) {
            struct bo_run_row row = fixture_row("base", k);
            const struct bo_facts *facts =
                k % 2 ? facts_with_texas(t->arena, true, false) : fixture_facts(t->arena, k);
            must(bo_store_put_member(store, &row, facts, all_are_banded, &t->err));
        }
        must(bo_store_make_bands(store, "base", i == 0 ? &plain : options, &t->err));
        must(bo_store_finish(store, &t->err));
        bo_store_close(store);
    }
    assert_same_file(t, t->dir, other, "results.db");
    assert_true(number_of(t, "SELECT count(*) FROM band") >= 4);
}

static void little_memory_gives_the_same_bands(void **state)
{
    const struct bo_band_options options = {
        .quantiles = bo_stats_quantiles, .memory_bytes = 1, .n_threads = 1};
    bands_with(*state, &options);
}

/* More than there are series, and each goes past those of the threads before it one by one. */
static void many_threads_give_the_same_bands(void **state)
{
    const struct bo_band_options options = {
        .quantiles = bo_stats_quantiles, .memory_bytes = 1, .n_threads = 9};
    bands_with(*state, &options);
}

static void only_the_lowest_run_that_is_done_keeps_series_and_events(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = resume(t, t->dir);
    put(t, store, 3, 1.0); /* whole for a while, as the first to come */
    put_failed(t, store, 0);
    put(t, store, 1, 2.0);
    put(t, store, 2, 3.0);
    finish(t, store);
    assert_int_equal(number_of(t, "SELECT count(*) FROM run"), 4);
    assert_int_equal(number_of(t, "SELECT count(DISTINCT run) FROM outcome"), 3);
    assert_int_equal(number_of(t, "SELECT count(DISTINCT run) FROM input"), 3);
    assert_int_equal(number_of(t, "SELECT count(DISTINCT run) FROM series"), 1);
    assert_int_equal(number_of(t, "SELECT max(replicate) FROM series JOIN run USING (run)"), 1);
    assert_int_equal(number_of(t, "SELECT max(replicate) FROM event JOIN run USING (run)"), 1);
    assert_int_equal(number_of(t, "SELECT max(replicate) FROM posting JOIN run USING (run)"), 1);
    assert_int_equal(number_of(t, "SELECT count(*) FROM member"), 0);
}

static void members_stay_when_asked(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = resume(t, t->dir);
    put(t, store, 0, 1.0);
    bo_store_keep(store, BO_KEEP_ALL);
    finish(t, store);
    assert_int_equal(number_of(t, "SELECT count(*) FROM member"), 2);
    assert_int_equal(number_of(t, "SELECT sum(length(month_values)) FROM member"), 3 * 8);
    struct bo_experiment experiment = ensemble_experiment();
    must(bo_store_resume(t->dir, &experiment, true, &store, &t->err));
    put(t, store, 0, 1.0);
    bo_store_keep(store, BO_KEEP_WATCHED);
    finish(t, store);
    assert_int_equal(number_of(t, "SELECT count(*) FROM member"), 1);
}

static void order_and_interruption_do_not_show(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "other");
    struct bo_store *store = resume(t, t->dir);
    for (uint32_t i = 0; i < 5; i++)
        put(t, store, i, i);
    finish(t, store);
    store = resume(t, other);
    put(t, store, 4, 4.0);
    put(t, store, 2, 2.0);
    put_failed(t, store, 1);
    must(bo_store_make_bands(store, "base", &plain, &t->err));
    bo_store_close(store);
    store = resume(t, other);
    enum bo_stored stored[3];
    must(bo_store_find_run(store, "base", 0, &stored[0], &t->err));
    must(bo_store_find_run(store, "base", 1, &stored[1], &t->err));
    must(bo_store_find_run(store, "base", 2, &stored[2], &t->err));
    assert_int_equal(stored[0], BO_STORED_NOT);
    assert_int_equal(stored[1], BO_STORED_FAILED);
    assert_int_equal(stored[2], BO_STORED_DONE);
    put(t, store, 3, 3.0);
    put(t, store, 1, 1.0);
    put(t, store, 0, 0.0);
    put(t, store, 2, 2.0); /* once more */
    finish(t, store);
    assert_same_file(t, t->dir, other, "results.db");
}

/* As a power cut may leave the file of members: the last of the bytes of run 1 is not what was written. */
static void a_run_whose_members_are_torn_is_forgotten_and_the_others_are_kept(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "other");
    struct bo_store *store = resume(t, other);
    for (uint32_t i = 0; i < 3; i++)
        put(t, store, i, i + 1.0);
    finish(t, store);
    store = resume(t, t->dir);
    put(t, store, 0, 1.0);
    put(t, store, 2, 3.0);
    put(t, store, 1, 2.0);
    bo_store_close(store);
    FILE *members = fopen(fixture_path(t, t->dir, "results.db.partial-members"), "r+");
    assert_non_null(members);
    assert_int_equal(fseek(members, -1, SEEK_END), 0);
    assert_int_equal(fputc(1, members), 1);
    assert_int_equal(fclose(members), 0);
    enum bo_stored stored[3];
    store = resume(t, t->dir);
    for (uint32_t i = 0; i < 3; i++)
        must(bo_store_find_run(store, "base", i, &stored[i], &t->err));
    assert_int_equal(stored[0], BO_STORED_DONE);
    assert_int_equal(stored[1], BO_STORED_NOT);
    assert_int_equal(stored[2], BO_STORED_DONE);
    put(t, store, 1, 2.0);
    finish(t, store);
    assert_same_file(t, t->dir, other, "results.db");
    assert_int_equal(fixture_n_files(t->dir), 1);
}

static void a_finished_ensemble_is_not_opened_again(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = resume(t, t->dir);
    put(t, store, 0, 1.0);
    finish(t, store);
    assert_null(resume(t, t->dir));
    assert_int_equal(fixture_n_files(t->dir), 1);
}

static void what_differs_is_refused_by_name_and_left_as_it_is(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment other = ensemble_experiment();
    struct bo_store *store = resume(t, t->dir);
    put(t, store, 0, 1.0);
    bo_store_close(store);
    store = NULL;
    other.seed = 7;
    assert_int_equal(bo_store_resume(t->dir, &other, false, &store, &t->err), BO_EDIFFER);
    assert_told(t, "another seed");
    assert_told(t, "--force");
    other = ensemble_experiment();
    other.probe_hash = "dd44";
    assert_int_equal(bo_store_resume(t->dir, &other, false, &store, &t->err), BO_EDIFFER);
    assert_told(t, "another mathematical library");
    other = ensemble_experiment();
    other.plan = "{\"runs\":2}";
    assert_int_equal(bo_store_resume(t->dir, &other, false, &store, &t->err), BO_EDIFFER);
    other = ensemble_experiment();
    other.scenario_name = "slow_grid";
    assert_int_equal(bo_store_resume(t->dir, &other, false, &store, &t->err), BO_ESTORE);
    assert_null(store);
    enum bo_stored stored = BO_STORED_NOT;
    store = resume(t, t->dir);
    must(bo_store_find_run(store, "base", 0, &stored, &t->err));
    assert_int_equal(stored, BO_STORED_DONE);
    bo_store_close(store);
}

static void a_partial_file_that_is_not_ours_or_of_one_run_is_replaced(void **state)
{
    struct fixture *t = *state;
    enum bo_stored stored = BO_STORED_DONE;
    assert_int_equal(mkdir(t->dir, 0755), 0);
    fixture_write(t, t->dir, "results.db.partial", "torn\n");
    bo_store_close(resume(t, t->dir));
    assert_int_equal(fixture_n_files(t->dir), 0);
    struct bo_store *store = fixture_create(t, t->dir);
    fixture_put(t, store, "base", 0, 1.0);
    bo_store_close(store);
    store = resume(t, t->dir);
    must(bo_store_find_run(store, "base", 0, &stored, &t->err));
    assert_int_equal(stored, BO_STORED_NOT);
    bo_store_close(store);
}

static void bands_are_exported_and_go_with_a_single_run(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = resume(t, t->dir);
    put(t, store, 0, 5.0);
    put(t, store, 1, 6.0);
    finish(t, store);
    must(bo_store_export_csv(t->dir, &t->err));
    assert_string_equal(
        fixture_read(t, t->dir, "bands.csv", NULL),
        "variant,date,entity,place,variable,unit,p05,p25,p50,p75,p95,n\n"
        "base,2023-11-30,World,,Data Centers|Operating,sites,1,1,1,1,1,2\n"
        "base,2023-12-31,World,,Data Centers|Operating,sites,2,2,2,2,2,2\n"
        "base,2024-01-31,World,,Data Centers|Operating,sites,5.05,5.25,5.5,5.75,5.95,2\n");
    assert_int_equal(fixture_n_files(t->dir), 9);
    fixture_store(t, t->dir, 3.0);
    must(bo_store_export_csv(t->dir, &t->err));
    assert_int_equal(fixture_n_files(t->dir), 7);
}

struct seen {
    uint32_t n_keys;
    double npv_sum;
    uint32_t n_npv;
};

static int see(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct seen *seen = context;
    (void)err;
    seen->n_keys++;
    if (strcmp(values->key, "npv") == 0) {
        seen->n_npv = values->n;
        for (uint32_t i = 0; i < values->n; i++)
            seen->npv_sum += values->value[i];
    }
    return 0;
}

static void key_figures_come_by_key_from_all_runs(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = resume(t, t->dir);
    struct bo_results *results = NULL;
    struct seen seen = {0};
    put(t, store, 0, 4.0);
    put(t, store, 1, 8.0);
    finish(t, store);
    must(bo_results_open(t->dir, &results, &t->err));
    must(bo_results_each_outcome(results, "base", see, &seen, &t->err));
    bo_results_close(results);
    /* exit_date applies to no run; npv is x / 4. */
    assert_int_equal(seen.n_keys, 2);
    assert_int_equal(seen.n_npv, 2);
    assert_near(seen.npv_sum, 3.0, 0.0);
}

static bool is_banded(const char *variable, const char *entity, const char *place)
{
    const struct bo_fact_variable v = {.name = variable};
    const struct bo_fact_series s = {.entity = entity, .place = place};
    return bo_ensemble_is_banded(&v, &s);
}

static void
an_ensemble_bands_the_world_with_its_places_and_all_totals_but_those_of_one_chip(void **state)
{
    (void)state;
    assert_true(is_banded("Cash", "World", ""));
    assert_true(is_banded("Fleet|H100e", "World", "Ireland"));
    assert_true(is_banded("Fleet|H100e", "Alibaba", ""));
    assert_false(is_banded("Fleet|H100e", "Alibaba", "Ireland"));
    assert_true(is_banded("Debt", "Landlord Ireland", ""));
    assert_true(is_banded("Colocation|Pre-leased", "Landlord Ireland", ""));
    assert_false(is_banded("Cash", "Landlord Ireland", ""));
    assert_true(is_banded("Chips|Orders", "Alibaba", ""));
    assert_true(is_banded("Chips|Orders|H20", "World", ""));
    assert_false(is_banded("Chips|Orders|H20", "Alibaba", ""));
    assert_true(is_banded("Fleet|Chips|H20", "World", ""));
    assert_false(is_banded("Fleet|Chips|H20", "World", "Ireland"));
}

#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

/* Of a replicate that keeps no events either. */
static void who_absorbs_whom_is_kept_of_every_run(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = resume(t, t->dir);
    struct bo_results *results = NULL;
    struct bo_takeover_list list = {0};
    put(t, store, 2, 9.0);
    put(t, store, 0, 1.0);
    put(t, store, 1, 9.0);
    put_failed(t, store, 3);
    finish(t, store);
    assert_int_equal(number_of(t, "SELECT count(DISTINCT run) FROM event"), 1);
    must(bo_results_open(t->dir, &results, &t->err));
    must(bo_results_takeovers(results, "base", t->arena, &list, &t->err));
    bo_results_close(results);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.of[0].entity, "Adept"); /* in as many as Inflection */
    assert_int_equal(list.of[0].n_runs, 3);
    assert_int_equal(list.of[0].n, 2);
    assert_string_equal(list.of[0].acquirer[0].name, "Amazon");
    assert_int_equal(list.of[0].acquirer[0].n_runs, 2);
    assert_string_equal(list.of[0].acquirer[1].name, "Microsoft");
    assert_string_equal(list.of[1].entity, "Inflection");
    assert_int_equal(list.of[1].n, 1);
}

static void who_has_ended_counts_with_none_of_an_amount(void **state)
{
    struct fixture *t = *state;
    const struct bo_series_name of_alibaba = {"Backlog", "Alibaba", ""};
    const struct bo_series_name cash = {"Cash", "Alibaba", ""};
    for (uint32_t n_threads = 1; n_threads <= 3; n_threads += 2) {
        band_backlogs(t, n_threads, 2, (const uint32_t[]){0, 3},
                      (struct bo_untold){.told_while_there = "Cash", .is_amount = is_backlog});
        /* of 7 and 7; of 8 and 0; of 9 and 0 */
        assert_band(t, &of_alibaba, (double[]){2.0, 2.0, 2.0}, (double[]){7.0, 4.0, 4.5});
        assert_band(t, &cash, (double[]){2.0, 1.0, 1.0}, (double[]){5.0, 5.0, 5.0});
        unlink(fixture_path(t, t->dir, "results.db"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(who_absorbs_whom_is_kept_of_every_run),
        cmocka_unit_test(
            an_ensemble_bands_the_world_with_its_places_and_all_totals_but_those_of_one_chip),
        STORE_TEST(bands_are_quantiles_of_the_runs_that_are_done),
        STORE_TEST(a_series_that_is_zero_in_all_runs_or_not_banded_has_no_band),
        STORE_TEST(runs_without_the_series_are_not_counted_and_zeros_are),
        STORE_TEST(what_a_run_does_not_tell_is_nil_where_told_so_and_while_there_is_its_entity),
        STORE_TEST(who_has_ended_counts_with_none_of_an_amount),
        STORE_TEST(little_memory_gives_the_same_bands),
        STORE_TEST(many_threads_give_the_same_bands),
        STORE_TEST(only_the_lowest_run_that_is_done_keeps_series_and_events),
        STORE_TEST(members_stay_when_asked),
        STORE_TEST(order_and_interruption_do_not_show),
        STORE_TEST(a_run_whose_members_are_torn_is_forgotten_and_the_others_are_kept),
        STORE_TEST(a_finished_ensemble_is_not_opened_again),
        STORE_TEST(what_differs_is_refused_by_name_and_left_as_it_is),
        STORE_TEST(a_partial_file_that_is_not_ours_or_of_one_run_is_replaced),
        STORE_TEST(bands_are_exported_and_go_with_a_single_run),
        STORE_TEST(key_figures_come_by_key_from_all_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
