/* history.h - the baseline's replicates against history: one table of targets, shared by a benchmark that prints it
 * and a test that judges it. Observed values: Synergy (counts), companies' filings (capex), CBRE, WoodMackenzie, as in
 * the history files' sources. */
#ifndef BUILDOUT_TESTS_HISTORY_H
#define BUILDOUT_TESTS_HISTORY_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

enum history_kind { HISTORY_LAST, HISTORY_SUM, HISTORY_MEAN };

struct history_target {
    const char *variable;
    const char *entities; /* joined by '+' */
    const char *place;
    enum history_kind kind;
    int32_t from_year, from_month, to_year, to_month;
    double observed;  /* NaN: none, shown for orientation */
    double scale;     /* from the variable's unit to the one observed */
    double tolerance; /* fraction; 0: not judged */
    const char *unit;
};

#define BIG4 "Microsoft+Alphabet+Amazon+Meta"
#define YEAR(y) y, 1, y, 12
#define END(y) y, 12, y, 12

static const struct history_target history_targets[] = {
    {"Data Centers|Operating", "World", "", HISTORY_LAST, 2023, 6, 2023, 6, 926, 1, 0, "sites"},
    {"Data Centers|Operating", "World", "", HISTORY_LAST, END(2023), 992, 1, 0.08, "sites"},
    {"Data Centers|Operating", "World", "", HISTORY_LAST, END(2024), 1136, 1, 0.08, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2022), 128, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2023), 136, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2024), 144, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2025), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2026), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2027), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2028), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2029), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2030), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2031), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2032), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2033), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Pipeline", "World", "", HISTORY_LAST, 2022, 3, 2022, 3, 314, 1, 0, "sites"},
    {"Data Centers|Pipeline", "World", "", HISTORY_LAST, END(2023), 440, 1, 0, "sites"},
    {"Data Centers|Pipeline", "World", "", HISTORY_LAST, END(2024), 504, 1, 0, "sites"},
    {"Data Centers|Pipeline", "World", "", HISTORY_LAST, END(2028), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Pipeline", "World", "", HISTORY_LAST, END(2033), BO_NAN, 1, 0, "sites"},
    {"Data Centers|Late", "World", "", HISTORY_LAST, END(2023), BO_NAN, 1, 0, "fraction"},
    {"Data Centers|Late", "World", "", HISTORY_LAST, END(2024), 0.36, 1, 0, "fraction"},
    {"Capacity|IT Power|Energised", "World", "", HISTORY_LAST, END(2022), 26000, 1, 0, "MW"},
    {"Capacity|IT Power|Energised", "World", "", HISTORY_LAST, END(2023), BO_NAN, 1, 0, "MW"},
    {"Capacity|IT Power|Energised", "World", "", HISTORY_LAST, END(2024), BO_NAN, 1, 0, "MW"},
    {"Capacity|IT Power|Energised", "World", "", HISTORY_LAST, END(2030), BO_NAN, 1, 0, "MW"},
    {"Capacity|IT Power|Energised", "World", "", HISTORY_LAST, END(2033), BO_NAN, 1, 0, "MW"},
    {"Capacity|IT Power|Demand", "World", "", HISTORY_LAST, 2022, 1, 2022, 1, BO_NAN, 1, 0, "MW"},
    {"Capacity|IT Power|Demand", "World", "", HISTORY_LAST, END(2024), BO_NAN, 1, 0, "MW"},
    {"Capacity|IT Power|Demand", "World", "", HISTORY_LAST, END(2033), BO_NAN, 1, 0, "MW"},
    {"Construction|Cost per MW", "World", "", HISTORY_LAST, END(2024), 11.6, 1, 0, "M USD"},
    {"Equipment|Lead Time|Power transformers", "World", "", HISTORY_MEAN, YEAR(2022), 78, 1, 0,
     "weeks"},
    {"Equipment|Lead Time|Power transformers", "World", "", HISTORY_MEAN, YEAR(2024), 130, 1, 0,
     "weeks"},
    {"Equipment|Lead Time|Power transformers", "World", "", HISTORY_MEAN, YEAR(2028), BO_NAN, 1, 0,
     "weeks"},
    {"Grid|Queue", "World", "", HISTORY_LAST, END(2024), BO_NAN, 1, 0, "MW"},
    {"Grid|Queue", "World", "", HISTORY_LAST, END(2030), BO_NAN, 1, 0, "MW"},
    {"Colocation|Vacancy", "World", "", HISTORY_LAST, END(2024), 0.04, 1, 0, "fraction"},
    {"Colocation|Rent", "World", "", HISTORY_LAST, END(2024), BO_NAN, 1, 0, "USD"},
    {"Colocation|Rent", "World", "", HISTORY_LAST, END(2033), BO_NAN, 1, 0, "USD"},
    {"Electricity|Use", "World", "", HISTORY_SUM, YEAR(2024), BO_NAN, 1, 0, "TWh"},
    {"Electricity|Use", "World", "", HISTORY_SUM, YEAR(2030), BO_NAN, 1, 0, "TWh"},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2022), 151, 1e-3, 0.20, "bn USD"},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2023), 147, 1e-3, 0.20, "bn USD"},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2024), 228, 1e-3, 0, "bn USD"},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2025), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2030), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|Data Center", BIG4, "", HISTORY_SUM, YEAR(2022), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|Servers", BIG4, "", HISTORY_SUM, YEAR(2022), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|AI Systems", BIG4, "", HISTORY_SUM, YEAR(2022), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|Other", BIG4, "", HISTORY_SUM, YEAR(2022), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|Data Center", BIG4, "", HISTORY_SUM, YEAR(2023), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|Servers", BIG4, "", HISTORY_SUM, YEAR(2023), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|AI Systems", BIG4, "", HISTORY_SUM, YEAR(2023), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex|Other", BIG4, "", HISTORY_SUM, YEAR(2023), BO_NAN, 1e-3, 0, "bn USD"},
    {"Capex", "Microsoft", "", HISTORY_SUM, YEAR(2022), 24.8, 1e-3, 0, "bn USD"},
    {"Capex", "Microsoft", "", HISTORY_SUM, YEAR(2023), 35.2, 1e-3, 0, "bn USD"},
    {"Capex", "Alphabet", "", HISTORY_SUM, YEAR(2022), 31.5, 1e-3, 0, "bn USD"},
    {"Capex", "Alphabet", "", HISTORY_SUM, YEAR(2023), 32.3, 1e-3, 0, "bn USD"},
    {"Capex", "Amazon", "", HISTORY_SUM, YEAR(2022), 63.6, 1e-3, 0, "bn USD"},
    {"Capex", "Amazon", "", HISTORY_SUM, YEAR(2023), 52.7, 1e-3, 0, "bn USD"},
    {"Capex", "Meta", "", HISTORY_SUM, YEAR(2022), 31.2, 1e-3, 0, "bn USD"},
    {"Capex", "Meta", "", HISTORY_SUM, YEAR(2023), 27.0, 1e-3, 0, "bn USD"},
    {"Operating Cash Flow", BIG4, "", HISTORY_SUM, YEAR(2022), BO_NAN, 1e-3, 0, "bn USD"},
    {"Operating Cash Flow", BIG4, "", HISTORY_SUM, YEAR(2024), BO_NAN, 1e-3, 0, "bn USD"},
    {"Cash", BIG4, "", HISTORY_LAST, END(2024), BO_NAN, 1e-3, 0, "bn USD"},
    {"Cash", BIG4, "", HISTORY_LAST, END(2033), BO_NAN, 1e-3, 0, "bn USD"},
};
#define HISTORY_N (sizeof history_targets / sizeof history_targets[0])

struct history {
    uint32_t n_seeds, n_done;
    double *value; /* [HISTORY_N x n_seeds], sorted for each target */
    double cpu_ms_median;
    double events_median;
};

static bool history_has(const char *entities, const char *entity)
{
    size_t n = strlen(entity);
    for (const char *at = entities; at != NULL; at = strchr(at, '+') ? strchr(at, '+') + 1 : NULL) {
        if (strncmp(at, entity, n) == 0 && (at[n] == '\0' || at[n] == '+')) {
            return true;
        }
    }
    return false;
}

static inline double history_value(const struct bo_facts *facts, const struct history_target *t)
{
    int32_t from = bo_month_of_day(bo_day_of(t->from_year, t->from_month, 1)) - facts->first_month;
    int32_t to = bo_month_of_day(bo_day_of(t->to_year, t->to_month, 1)) - facts->first_month;
    if (from < 0 || to >= (int32_t)facts->n_months) {
        return BO_NAN;
    }
    double sum = 0.0;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        if (strcmp(facts->variable[s->variable].name, t->variable) != 0 ||
            strcmp(s->place, t->place) != 0 || !history_has(t->entities, s->entity)) {
            continue;
        }
        double part = 0.0;
        for (int32_t m = t->kind == HISTORY_LAST ? to : from; m <= to; m++) {
            part += isnan(s->value[m]) ? 0.0 : s->value[m];
        }
        sum += t->kind == HISTORY_MEAN ? part / (to - from + 1) : part;
    }
    return sum * t->scale;
}

static inline int history_run(struct history *h, const char *file, uint32_t n_seeds, int n_sets,
                              char **set)
{
    struct bo_arena *arena;
    struct bo_err err = {.status = BO_OK};
    if (bo_arena_create((size_t)1 << 30, false, &arena, &err) != BO_OK) {
        return 1;
    }
    struct bo_read_options options = {.n_sets = (uint32_t)n_sets, .set = (const char *const *)set};
    options.names = bo_run_names(&options.n_names);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    const struct bo_scenario *scenario;
    struct bo_runner *runner = NULL;
    int status = bo_scenario_read(file, &options, arena, &scenario, diag);
    if (status == BO_OK) {
        status = bo_runner_create(scenario, &runner, &err);
    }
    if (status != BO_OK) {
        fprintf(stderr, "%s\n%s\n", diag->n > 0 ? diag->message[0] : "", err.text);
        return 1;
    }
    *h = (struct history){.n_seeds = n_seeds, .value = calloc(HISTORY_N * n_seeds, sizeof(double))};
    double *cpu = calloc(n_seeds, sizeof *cpu), *events = calloc(n_seeds, sizeof *events);
    for (uint32_t seed = 1; seed <= n_seeds; seed++) {
        struct bo_run_options run = {.seed = seed, .limits = bo_run_default_limits};
        struct bo_run_result result;
        if (bo_run(runner, &run, &result, &err) != BO_OK || result.facts == NULL) {
            fprintf(stderr, "seed %u: %s %s\n", seed, err.text, result.err.text);
            continue;
        }
        for (uint32_t i = 0; i < HISTORY_N; i++) {
            h->value[i * n_seeds + h->n_done] = history_value(result.facts, &history_targets[i]);
        }
        cpu[h->n_done] = result.facts->stats.cpu_ms;
        events[h->n_done] = (double)result.facts->stats.agenda_events;
        h->n_done++;
        bo_run_result_free(&result);
    }
    for (uint32_t i = 0; i < HISTORY_N; i++) {
        qsort(h->value + i * n_seeds, h->n_done, sizeof(double), bo_double_compare);
    }
    qsort(cpu, h->n_done, sizeof *cpu, bo_double_compare);
    qsort(events, h->n_done, sizeof *events, bo_double_compare);
    h->cpu_ms_median = h->n_done > 0 ? bo_quantile_sorted(cpu, h->n_done, 0.5) : BO_NAN;
    h->events_median = h->n_done > 0 ? bo_quantile_sorted(events, h->n_done, 0.5) : BO_NAN;
    free(cpu);
    free(events);
    bo_runner_free(runner);
    bo_arena_free(arena);
    return h->n_done == n_seeds ? 0 : 1;
}

static inline double history_quantile(const struct history *h, uint32_t target, double p)
{
    return bo_quantile_sorted(h->value + target * h->n_seeds, h->n_done, p);
}

static inline void history_print(const struct history *h)
{
    printf("%-44s %9s %9s %9s %9s  %s\n", "target", "observed", "median", "5 %", "95 %", "unit");
    for (uint32_t i = 0; i < HISTORY_N; i++) {
        const struct history_target *t = &history_targets[i];
        char name[80], observed[16] = "-";
        snprintf(name, sizeof name, "%s %.16s %d-%02d", t->variable, t->entities, t->to_year,
                 t->to_month);
        if (!isnan(t->observed)) {
            snprintf(observed, sizeof observed, "%.4g", t->observed);
        }
        printf("%-58.58s %9s %9.4g %9.4g %9.4g  %s\n", name, observed, history_quantile(h, i, 0.5),
               history_quantile(h, i, 0.05), history_quantile(h, i, 0.95), t->unit);
    }
    printf("%u seeds; median cpu_ms %.2f, agenda events %.0f\n", h->n_done, h->cpu_ms_median,
           h->events_median);
}

static inline void history_free(struct history *h)
{
    free(h->value);
}

#endif
