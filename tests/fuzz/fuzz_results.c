/* fuzz_results - a results.db that somebody else wrote, or that a disk has spoiled: all that verbs ask of it is read, or
 * refused with a message. */
#include "fuzz.h"

#include "buildout/store/variants.h"

/* Far more than a file of the corpus can fill; of the months of a run the reader must not believe any number. */
#define RUN_BYTES ((size_t)256 << 20)

static void expect(int status, const struct bo_err *err)
{
    assert(status == BO_OK || (status == BO_ESTORE && err->text[0]));
}

static void read_series(struct bo_results *results, const struct bo_results_run *run,
                        const char *variable, struct bo_arena *arena)
{
    struct bo_err err = {.status = BO_OK};
    struct bo_key_list keys = {.n = 0};
    double *value = BO_NEW_ARRAY(arena, double, run->n_months);
    expect(bo_results_keys(results, run->run, variable, arena, &keys, &err), &err);
    for (uint32_t i = 0; i < keys.n; i++) {
        struct bo_series_name name = {variable, keys.key[i].entity, keys.key[i].place};
        enum bo_series_state state;
        expect(bo_results_series(results, run, &name, value, &state, &err), &err);
    }
}

static void read_run(struct bo_results *results, const struct bo_results_run *run,
                     struct bo_arena *arena)
{
    struct bo_err err = {.status = BO_OK};
    struct bo_event_list events;
    struct bo_outcome_list outcomes;
    struct bo_posting_list postings;
    struct bo_input_list inputs;
    struct bo_project_list projects;
    struct bo_holding_list holdings = {.n = 0};
    expect(bo_results_events(results, run->run, NULL, arena, &events, &err), &err);
    expect(bo_results_outcomes(results, run->run, NULL, arena, &outcomes, &err), &err);
    expect(bo_results_postings(results, run->run, NULL, arena, &postings, &err), &err);
    expect(bo_results_inputs(results, run->run, arena, &inputs, &err), &err);
    expect(bo_results_projects(results, run->run, arena, &projects, &err), &err);
    expect(bo_results_holdings(results, run, arena, &holdings, &err), &err);
    for (uint32_t i = 0; i < holdings.n; i++)
        assert(holdings.holding[i].month < run->n_months);
    for (uint32_t i = 0; i < bo_results_n_variables(results); i++)
        read_series(results, run, bo_results_variable(results, i)->name, arena);
}

static int pass(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    (void)context, (void)err;
    assert(values->n > 0);
    return BO_OK;
}

static void read_variant(struct bo_results *results, const char *variant, struct bo_arena *arena)
{
    struct bo_err err = {.status = BO_OK};
    struct bo_name_list names = {.n = 0};
    struct bo_parting_list partings;
    struct bo_takeover_list takeovers;
    expect(bo_results_band_names(results, variant, arena, &names, &err), &err);
    for (uint32_t i = 0; i < names.n; i++) {
        struct bo_band band;
        struct bo_difference_list differences;
        expect(bo_results_band(results, variant, &names.name[i], arena, &band, &err), &err);
        expect(bo_results_differences(results, variant, &names.name[i], arena, &differences, &err),
               &err);
    }
    expect(bo_results_partings(results, variant, arena, &partings, &err), &err);
    expect(bo_results_takeovers(results, variant, arena, &takeovers, &err), &err);
    expect(bo_results_each_outcome(results, variant, pass, NULL, &err), &err);
}

static void read_variants(struct bo_results *results, struct bo_arena *arena)
{
    struct bo_err err = {.status = BO_OK};
    struct bo_variant_list variants = {.n = 0};
    expect(bo_results_variants(results, arena, &variants, &err), &err);
    for (uint32_t i = 0; i < variants.n; i++) {
        read_variant(results, variants.row[i].name, arena);
        expect(bo_results_each_pair(results, variants.row[0].name, variants.row[i].name, pass, NULL,
                                    &err),
               &err);
    }
    read_variant(results, "base", arena);
}

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena;
    struct bo_err err = {.status = BO_OK};
    if (bo_arena_create(RUN_BYTES, false, &arena, &err) != BO_OK)
        abort();
    return arena;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct bo_err err = {.status = BO_OK};
    struct bo_results *results;
    (void)fuzz_write("results.db", bytes, n);
    if (bo_results_open(fuzz_folder(), &results, &err) != BO_OK) {
        assert(err.text[0]);
        return 0;
    }
    for (uint32_t i = 0; i < bo_results_n_runs(results); i++) {
        struct bo_arena *arena = new_arena();
        read_run(results, bo_results_run(results, i), arena);
        bo_arena_free(arena);
    }
    struct bo_arena *arena = new_arena();
    (void)bo_results_first_run(results);
    read_variants(results, arena);
    bo_arena_free(arena);
    bo_results_close(results);
    return 0;
}
