/* history.h - the replicates of a scenario against a table of targets, shared by benchmarks that print it and tests that
 * judge it. */
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

#include "figures.h"

enum history_kind {
    HISTORY_LAST, /* at the end */
    HISTORY_SUM,  /* over the months from, to */
    HISTORY_MEAN, /* of them */
    HISTORY_SWING, /* largest |sum of a year / sum of the year before - 1| from the year from to the year to */
    HISTORY_PEAK,   /* highest month after to, over the mean of from, to */
    HISTORY_RATIO,  /* month to over month from */
    HISTORY_SHARE,  /* share of the places in the entity's whole, month to less month from */
    HISTORY_CHANGE, /* sum of the months from, to, over that of as many before them, less 1 */
    HISTORY_RISE    /* at the end less at the end of the month before from */
};

struct history_target {
    const char
        *variable; /* joined by '+', which are added; "A over B": the one as a part of the other */
    const char *entities; /* joined by '+' */
    const char *place;    /* joined by '+' */
    enum history_kind kind;
    int32_t from_year, from_month, to_year, to_month;
    double observed;  /* NaN: none, shown for orientation */
    double scale;     /* from the variable's unit to the one observed */
    double tolerance; /* fraction; 0: not judged */
    const char *unit;
    double least, most; /* a bound for each run, of which the share inside is told; 0, 0: none */
};

#define HISTORY_OVER " over "

struct history {
    struct figures figures; /* a row a target */
    struct figure *row;
    double cpu_ms_median;
    double events_median;
};

static inline bool history_has(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = names; at != NULL; at = strchr(at, '+') ? strchr(at, '+') + 1 : NULL) {
        if (strncmp(at, name, n) == 0 && (at[n] == '\0' || at[n] == '+')) {
            return true;
        }
    }
    return false;
}

/* Of one series over the months from, to. */
static inline double history_part(const struct bo_fact_series *s, enum history_kind kind,
                                  int32_t from, int32_t to)
{
    double part = 0.0;
    for (int32_t m = kind == HISTORY_LAST ? to : from; m <= to; m++) {
        part += isnan(s->value[m]) ? 0.0 : s->value[m];
    }
    return kind == HISTORY_MEAN ? part / (to - from + 1) : part;
}

/* Of all series that the target names. */
static inline double history_over(const struct bo_facts *facts, const struct history_target *t,
                                  enum history_kind kind, int32_t from, int32_t to)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        if (history_has(t->variable, facts->variable[s->variable].name) &&
            history_has(t->place, s->place) && history_has(t->entities, s->entity)) {
            sum += history_part(s, kind, from, to);
        }
    }
    return sum;
}

static inline double history_swing(const struct bo_facts *facts, const struct history_target *t,
                                   int32_t from, int32_t to)
{
    double most = 0.0, before = history_over(facts, t, HISTORY_SUM, from, from + 11);
    for (int32_t m = from + 12; m + 11 <= to; m += 12) {
        double now = history_over(facts, t, HISTORY_SUM, m, m + 11);
        most = fmax(most, fabs(now / before - 1.0));
        before = now;
    }
    return most;
}

static inline double history_of(const struct bo_facts *facts, const struct history_target *t)
{
    int32_t from = bo_month_of_day(bo_day_of(t->from_year, t->from_month, 1)) - facts->first_month;
    int32_t to = bo_month_of_day(bo_day_of(t->to_year, t->to_month, 1)) - facts->first_month;
    if (from < 0 || to >= (int32_t)facts->n_months) {
        return BO_NAN;
    }
    if (t->kind == HISTORY_SWING) {
        return t->scale * history_swing(facts, t, from, to);
    }
    if (t->kind == HISTORY_PEAK) {
        double most = 0.0;
        for (int32_t m = to + 1; m < (int32_t)facts->n_months; m++) {
            most = fmax(most, history_over(facts, t, HISTORY_LAST, m, m));
        }
        return t->scale * most / history_over(facts, t, HISTORY_MEAN, from, to);
    }
    if (t->kind == HISTORY_CHANGE) {
        int32_t n = to - from + 1;
        return from < n ? BO_NAN
                        : t->scale * (history_over(facts, t, HISTORY_SUM, from, to) /
                                          history_over(facts, t, HISTORY_SUM, from - n, from - 1) -
                                      1.0);
    }
    if (t->kind == HISTORY_RISE) {
        double before = from > 0 ? history_over(facts, t, HISTORY_LAST, from - 1, from - 1) : 0.0;
        return t->scale * (history_over(facts, t, HISTORY_LAST, to, to) - before);
    }
    if (t->kind == HISTORY_RATIO || t->kind == HISTORY_SHARE) {
        struct history_target whole = *t;
        whole.place = "";
        double first = history_over(facts, t, HISTORY_LAST, from, from);
        double last = history_over(facts, t, HISTORY_LAST, to, to);
        return t->scale * (t->kind == HISTORY_RATIO
                               ? last / first
                               : last / history_over(facts, &whole, HISTORY_LAST, to, to) -
                                     first / history_over(facts, &whole, HISTORY_LAST, from, from));
    }
    return t->scale * history_over(facts, t, t->kind, from, to);
}

static inline double history_value(const struct bo_facts *facts, const struct history_target *t)
{
    const char *over = strstr(t->variable, HISTORY_OVER);
    if (over == NULL) {
        return history_of(facts, t);
    }
    char part[128];
    snprintf(part, sizeof part, "%.*s", (int)(over - t->variable), t->variable);
    struct history_target top = *t, whole = *t;
    top.variable = part;
    whole.variable = over + strlen(HISTORY_OVER);
    whole.scale = 1.0;
    return history_of(facts, &top) / history_of(facts, &whole);
}

/* Tells a line from the others of its table. */
static inline void history_name(const struct history_target *t, char *name, size_t size)
{
    static const char *const how[] = {[HISTORY_LAST] = "",
                                      [HISTORY_SUM] = "",
                                      [HISTORY_MEAN] = "mean ",
                                      [HISTORY_SWING] = "swing to ",
                                      [HISTORY_PEAK] = "peak after ",
                                      [HISTORY_RATIO] = "ratio to ",
                                      [HISTORY_SHARE] = "share to ",
                                      [HISTORY_CHANGE] = "change to ",
                                      [HISTORY_RISE] = "rise to "};
    snprintf(name, size, "%s %.16s %s%d-%02d", t->variable, t->entities, how[t->kind], t->to_year,
             t->to_month);
}

#define HISTORY_NAME_BYTES 192

/* The rows of a table of targets, and their names behind them. */
static inline struct figure *history_rows(const struct history_target *target, uint32_t n)
{
    struct figure *row = malloc(n * (sizeof *row + HISTORY_NAME_BYTES));
    char *name = (char *)(row + n);
    for (uint32_t i = 0; i < n; i++, name += HISTORY_NAME_BYTES) {
        const struct history_target *t = &target[i];
        history_name(t, name, HISTORY_NAME_BYTES);
        row[i] = (struct figure){.name = name,
                                 .unit = t->unit,
                                 .observed = t->observed,
                                 .tolerance = t->tolerance,
                                 .least = t->least,
                                 .most = t->most};
    }
    return row;
}

static inline int history_run(struct history *h, const struct history_target *target,
                              uint32_t n_targets, const char *file, uint32_t n_seeds, int n_sets,
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
    *h = (struct history){.row = history_rows(target, n_targets)};
    h->figures = figures_create(h->row, n_targets, n_seeds);
    uint32_t *n_done = &h->figures.n_done;
    double *cpu = calloc(n_seeds, sizeof *cpu), *events = calloc(n_seeds, sizeof *events);
    for (uint32_t seed = 1; seed <= n_seeds; seed++) {
        struct bo_run_options run = {.seed = seed, .limits = bo_run_default_limits};
        struct bo_run_result result;
        if (bo_run(runner, &run, &result, &err) != BO_OK || result.facts == NULL) {
            fprintf(stderr, "seed %u: %s %s\n", seed, err.text, result.err.text);
            continue;
        }
        for (uint32_t i = 0; i < n_targets; i++) {
            figures_of(&h->figures, i)[*n_done] = history_value(result.facts, &target[i]);
        }
        cpu[*n_done] = result.facts->stats.cpu_ms;
        events[*n_done] = (double)result.facts->stats.agenda_events;
        (*n_done)++;
        bo_run_result_free(&result);
    }
    figures_sort(&h->figures);
    qsort(cpu, *n_done, sizeof *cpu, bo_double_compare);
    qsort(events, *n_done, sizeof *events, bo_double_compare);
    h->cpu_ms_median = *n_done > 0 ? bo_quantile_sorted(cpu, *n_done, 0.5) : BO_NAN;
    h->events_median = *n_done > 0 ? bo_quantile_sorted(events, *n_done, 0.5) : BO_NAN;
    free(cpu);
    free(events);
    bo_runner_free(runner);
    bo_arena_free(arena);
    return *n_done == n_seeds ? 0 : 1;
}

static inline double history_quantile(const struct history *h, uint32_t target, double p)
{
    return figures_quantile(&h->figures, target, p);
}

/* Share of the runs within the target's bound. */
static inline double history_inside(const struct history *h, uint32_t target)
{
    return figures_inside(&h->figures, target);
}

static inline void history_print(const struct history *h)
{
    figures_print(&h->figures);
    printf("median cpu_ms %.2f, agenda events %.0f\n", h->cpu_ms_median, h->events_median);
}

static inline void history_free(struct history *h)
{
    figures_free(&h->figures);
    free(h->row);
}

/* main of a benchmark: prints a table of [FILE [SEEDS [PATH=VALUE...]]]. */
static inline int history_bench(const struct history_target *target, uint32_t n_targets, int argc,
                                char **argv)
{
    const char *file = argc > 1 ? argv[1] : "scenarios/baseline.cfg";
    uint32_t n_seeds = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20;
    struct history history;
    if (history_run(&history, target, n_targets, file, n_seeds, argc > 3 ? argc - 3 : 0,
                    argv + 3) != 0) {
        return 1;
    }
    history_print(&history);
    history_free(&history);
    return 0;
}

#endif
