/* fuzz_results - a results.db that somebody else wrote, or that a disk has spoiled: read, or refused with a message. */
#include "fuzz.h"

#include "buildout/store/read.h"

static void read_all(struct bo_results *results)
{
    struct bo_arena *arena;
    struct bo_err err = {.status = BO_OK};
    if (bo_arena_create((size_t)256 << 20, false, &arena, &err) != BO_OK)
        abort();
    for (uint32_t i = 0; i < bo_results_n_runs(results); i++) {
        struct bo_event_list events;
        struct bo_outcome_list outcomes;
        struct bo_posting_list postings;
        struct bo_input_list inputs;
        (void)bo_results_events(results, i, NULL, arena, &events, &err);
        (void)bo_results_outcomes(results, i, NULL, arena, &outcomes, &err);
        (void)bo_results_postings(results, i, NULL, arena, &postings, &err);
        (void)bo_results_inputs(results, i, arena, &inputs, &err);
        for (uint32_t v = 0; v < bo_results_n_variables(results); v++) {
            struct bo_key_list keys;
            (void)bo_results_keys(results, i, bo_results_variable(results, v)->name, arena, &keys,
                                  &err);
        }
    }
    bo_arena_free(arena);
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
    read_all(results);
    bo_results_close(results);
    return 0;
}
