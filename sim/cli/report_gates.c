#include "report_gates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "law.h"
#include "stored_scenario.h"

/* ---- verdicts ---- */

struct listed {
    const struct bo_chip *chip;
};

struct question {
    const struct bo_param *param;
    const struct bo_regime *regime;
    struct bo_buyer buyer;
    struct bo_arena *arena;
    struct listed *on; /* [n_chips] by launch */
    uint32_t n_chips;
    uint32_t n_days, day_room;
    int32_t *day;
    int32_t end; /* the last day of the run */
};

static int by_launch(const void *a, const void *b)
{
    const struct bo_chip *x = ((const struct listed *)a)->chip;
    const struct bo_chip *y = ((const struct listed *)b)->chip;
    if (x->launch_day != y->launch_day)
        return x->launch_day < y->launch_day ? -1 : 1;
    return strcmp(x->entry.name, y->entry.name);
}

static void list_chips(struct question *q)
{
    uint32_t n = q->param->n[BO_TABLE_CHIPS];
    q->on = BO_NEW_ARRAY(q->arena, struct listed, n);
    for (uint32_t i = 0; i < n; i++)
        q->on[q->n_chips++].chip = &q->param->chip[i];
    qsort(q->on, q->n_chips, sizeof *q->on, by_launch);
}

/* Licences that are presumed to be refused are a word of their own: most planners read them as a ban. */
static const char *verdict_of(const struct question *q, const struct bo_chip *chip, int32_t day)
{
    if (day < chip->launch_day)
        return "";
    struct bo_verdict verdict = bo_regime_judge(q->regime, chip, &q->buyer, day);
    if (verdict.unknown)
        return "unknown";
    if (verdict.permission == BO_LICENCE && verdict.presumption == BO_PRESUME_DENIAL)
        return "refusal";
    return bo_permission_word(verdict.permission);
}

static bool changes_anything(const struct question *q, int32_t from, int32_t to)
{
    for (uint32_t i = 0; i < q->n_chips; i++) {
        const char *before = verdict_of(q, q->on[i].chip, from);
        if (before[0] && strcmp(before, verdict_of(q, q->on[i].chip, to)) != 0)
            return true;
    }
    return false;
}

static void add_day(struct question *q, int32_t day)
{
    BO_ARENA_ROOM(q->arena, q->day, q->n_days, q->day_room);
    q->day[q->n_days++] = day;
}

/* The first day of the run, then each within it on which some verdict on a chip already sold is another. */
static void list_days(struct question *q, int32_t from)
{
    int32_t day = from;
    add_day(q, from);
    while ((day = bo_regime_next_change(q->regime, day)) <= q->end) {
        if (changes_anything(q, day - 1, day))
            add_day(q, day);
    }
}

static const char *rules_of(const struct question *q, int32_t day)
{
    const char *text = "";
    for (uint32_t i = 0; i < q->param->n[BO_TABLE_RULES]; i++) {
        bool before = bo_regime_in_force(q->regime, i, day - 1);
        bool now = bo_regime_in_force(q->regime, i, day);
        if (before != now)
            text = bo_arena_printf(q->arena, "%s%s%s %s", text, text[0] ? "; " : "",
                                   q->param->export_rule[i].entry.name, now ? "begins" : "ends");
    }
    return text[0] ? text : "the months begin";
}

/* Of the days from one change to the next the last: what is first sold among them has its verdict, too. */
static int32_t last_of(const struct question *q, uint32_t d)
{
    return d + 1 < q->n_days ? q->day[d + 1] - 1 : q->end;
}

static void fill(struct question *q, struct bo_report_gates *gates)
{
    const char **rules = BO_NEW_ARRAY(q->arena, const char *, q->n_days);
    const char **chip = BO_NEW_ARRAY(q->arena, const char *, q->n_chips);
    const char **verdict = BO_NEW_ARRAY(q->arena, const char *, (size_t)q->n_chips * q->n_days);
    for (uint32_t d = 0; d < q->n_days; d++)
        rules[d] = rules_of(q, q->day[d]);
    for (uint32_t i = 0; i < q->n_chips; i++) {
        chip[i] = bo_arena_strdup(q->arena, q->on[i].chip->entry.name);
        for (uint32_t d = 0; d < q->n_days; d++)
            verdict[(size_t)i * q->n_days + d] = verdict_of(q, q->on[i].chip, last_of(q, d));
    }
    gates->n_days = q->n_days;
    gates->day = q->day;
    gates->rules = rules;
    gates->n_chips = q->n_chips;
    gates->chip = chip;
    gates->verdict = verdict;
}

static int judge(struct question *q, const char *buyer, const struct bo_results_run *run,
                 struct bo_report_gates *gates, struct bo_err *err)
{
    struct bo_regime_parts parts = bo_regime_parts_of(q->param, NULL);
    const char *shown;
    q->regime = bo_regime_create(&parts, q->arena);
    int rc = bo_law_buyer(buyer, q->param, q->arena, &q->buyer, &shown, err);
    if (rc != 0)
        return rc;
    list_chips(q);
    q->end = bo_month_last_day(run->first_month + (int32_t)run->n_months - 1);
    list_days(q, bo_month_first_day(run->first_month));
    fill(q, gates);
    gates->buyer = shown;
    return 0;
}

int bo_report_gates_of(const struct bo_results *results, const char *buyer, struct bo_arena *arena,
                       struct bo_report_gates *gates, struct bo_err *err)
{
    const struct bo_results_run *run = bo_results_first_run(results);
    const struct bo_scenario *scenario = NULL;
    struct bo_arena *own = NULL;
    *gates = (struct bo_report_gates){.n_days = 0};
    if (!run || run->n_months == 0)
        return 0;
    int rc = bo_stored_scenario_open(bo_results_experiment(results), &own, &scenario, err);
    if (rc == 0 && scenario && scenario->param.n[BO_TABLE_RULES] > 0 &&
        scenario->param.n[BO_TABLE_CHIPS] > 0) {
        struct question q = {.param = &scenario->param, .arena = arena};
        rc = judge(&q, buyer, run, gates, err);
    }
    bo_arena_free(own);
    return rc;
}
