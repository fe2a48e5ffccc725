/* Prints what storing, rebuilding and exporting a run of 2,500 series x 144 months and 20,000 events costs, in ms. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "buildout/base/calendar.h"
#include "buildout/store/store.h"

enum { N_VARIABLES = 125, N_ENTITIES = 20, N_MONTHS = 144, N_EVENTS = 20000 };

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* Numbers with all their digits, as a model makes them. */
static double next_number(double *x)
{
    *x = 3.9 * *x * (1.0 - *x);
    return 1e4 * *x;
}

static struct bo_facts *make_facts(struct bo_arena *arena)
{
    struct bo_fact_variable *variable = BO_NEW_ARRAY(arena, struct bo_fact_variable, N_VARIABLES);
    double x = 0.3;

    for (int i = 0; i < N_VARIABLES; i++)
        variable[i] = (struct bo_fact_variable){bo_arena_printf(arena, "Fleet|H100e|Kind %03d", i),
                                                "million USD", "a variable"};
    struct bo_facts *facts = bo_facts_create(arena, bo_month_of_day(bo_day_of(2022, 1, 1)),
                                             N_MONTHS, variable, N_VARIABLES);
    for (uint32_t i = 0; i < N_VARIABLES * N_ENTITIES; i++) {
        double *value = bo_facts_series(facts, i / N_ENTITIES,
                                        bo_arena_printf(arena, "Company %02u", i % N_ENTITIES),
                                        "Northern Virginia");
        for (int k = 0; k < N_MONTHS; k++)
            value[k] = next_number(&x);
    }
    for (uint32_t i = 0; i < N_EVENTS; i++)
        bo_facts_event(facts, &(struct bo_fact_event){.day = 19000 + (int32_t)(i / 5),
                                                      .order = i,
                                                      .entity = "Company 07",
                                                      .place = "Northern Virginia",
                                                      .kind = "opened",
                                                      .subject = "Ashburn 12",
                                                      .amount = next_number(&x),
                                                      .unit = "MW",
                                                      .why = "first hall energised, on time"});
    bo_facts_sort(facts);
    return facts;
}

static int measure(const char *dir, const struct bo_facts *facts, struct bo_err *err)
{
    const struct bo_experiment experiment = {.scenario_name = "bench", .verb = "run"};
    const struct bo_run_row row = {.variant = "base", .status = BO_RUN_DONE, .message = ""};
    struct bo_store *store = NULL;
    double t[5];

    t[0] = now_ms();
    int rc = bo_store_create(dir, &experiment, true, &store, err);
    t[1] = now_ms();
    if (rc == 0)
        rc = bo_store_put_run(store, &row, facts, err);
    t[2] = now_ms();
    if (rc == 0)
        rc = bo_store_finish(store, err);
    bo_store_close(store);
    t[3] = now_ms();
    if (rc == 0)
        rc = bo_store_export_csv(dir, err);
    t[4] = now_ms();
    if (rc == 0)
        printf("create %.0f ms, put %.0f ms, finish %.0f ms, export %.0f ms\n", t[1] - t[0],
               t[2] - t[1], t[3] - t[2], t[4] - t[3]);
    return rc;
}

int main(int argc, char **argv)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;

    if (argc != 2) {
        fprintf(stderr, "usage: bench_export DIR\n");
        return 2;
    }
    int rc = bo_arena_create((size_t)1 << 30, false, &arena, &err);
    if (rc == 0)
        rc = measure(argv[1], make_facts(arena), &err);
    if (rc != 0)
        fprintf(stderr, "%s\n", err.text);
    if (arena)
        bo_arena_free(arena);
    return bo_err_exit_code((enum bo_status)rc);
}
