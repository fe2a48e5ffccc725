/* buildout/cli/why.h - the numbers and the events behind one value of a run.
 *
 * A value is compared with earlier months, split into its parts, owners and places, bridged by the flows that change it,
 * and set beside the events that bear on it (cli/why_table.h) and the strategy rules that acted. All is read from what
 * the run stored; nothing is simulated again.
 *
 * Splits compare a stock with what it was twelve months before, and the sum of a flow's last twelve months with the
 * twelve before; where the run is not that old, with as much as there is.
 *
 * Units:  the variable's own; months of base/calendar.h. NaN is what was not computed.
 * Owner:  everything lives in the arena given; the results must outlive it.
 * Errors: BO_ESTORE from the store; BO_EUSAGE when there is no value in the month nor in one before it.
 */
#ifndef BUILDOUT_CLI_WHY_H
#define BUILDOUT_CLI_WHY_H

#include <stdio.h>

#include "buildout/cli/why_table.h"
#include "buildout/store/read.h"

struct bo_why_question {
    const struct bo_fact_variable *variable;
    const char *entity;
    const char *place; /* "" is the whole */
    int32_t month;     /* within the run */
};

/* Months as indices from the run's first; sums of n months that end with now and before. */
struct bo_why_span {
    uint32_t n, now, before;
    bool compared; /* before means something */
};

struct bo_why_change {
    struct bo_why_span span;
    double before, now;
};

struct bo_why_row {
    const char *name;
    double before, now; /* both NaN in a bridge */
    double change;
};

enum bo_why_by { BO_WHY_BY_PART, BO_WHY_BY_OWNER, BO_WHY_BY_PLACE, BO_WHY_BY_FLOW };

struct bo_why_split {
    enum bo_why_by by;
    bool adds_up; /* rows and rest make the whole */
    uint32_t n;
    struct bo_why_row
        *row; /* by size of change, largest first; parts and flows as the table has them */
    bool has_rest;
    struct bo_why_row rest;
};

struct bo_why_event {
    const struct bo_fact_event *event;
    const struct bo_fact_event *announced; /* of a project's later milestone; NULL when not told */
};

struct bo_why_rule {
    const char *company, *rule, *when;
    int32_t since_day;
};

struct bo_why_count {
    const char *kind;
    uint32_t n;
};

enum { BO_WHY_CHANGES = 4, BO_WHY_SPLITS = 4 };

struct bo_why {
    struct bo_why_question question;
    const struct bo_why_entry *entry;
    int32_t first_month, last_month; /* of the run */
    int32_t month;                   /* the last not after the question's that has a value */
    bool nil_throughout;
    double value;
    uint32_t n_changes;
    struct bo_why_change change[BO_WHY_CHANGES];
    struct bo_why_change whole; /* what splits explain */
    uint32_t n_splits;
    struct bo_why_split split[BO_WHY_SPLITS];
    bool has_band;
    double low, middle, high, n_runs; /* 5, 50, 95 % */
    int32_t window_first_day, window_last_day;
    uint32_t n_events; /* that bear on it, newest first */
    struct bo_why_event *event;
    uint32_t n_counts, n_other_counts; /* by kind, most first; others: of the same entity */
    struct bo_why_count *count, *other_count;
    uint32_t n_rules;
    struct bo_why_rule *rule;
};

/* month: index of the month asked about. */
struct bo_why_span bo_why_span_of(enum bo_why_nature nature, uint32_t month);
/* Of value[last-n+1..last]; months that were not computed are left out, NaN when none was. */
double bo_why_sum(const double *value, uint32_t last, uint32_t n);
/* now - before; of what adds up, what was not computed counts as nothing, unless neither was. */
double bo_why_difference(bool adds_up, double before, double now);

int bo_why_compute(struct bo_results *results, const struct bo_results_run *run,
                   const struct bo_why_question *question, struct bo_arena *arena,
                   struct bo_why *out, struct bo_err *err);

/* What the results do not say. */
struct bo_why_about {
    const char *title, *variant;
    uint32_t replicate;
    uint64_t seed;
    uint32_t limit; /* rows of a list; 0: all */
    bool colour;
};
/* In 80 columns. */
void bo_why_print(FILE *out, const struct bo_why *why, const struct bo_why_about *about,
                  struct bo_arena *arena);
/* An array of objects that all have the same members: part, date, entity, place, variable, kind, subject, unit, value,
 * before, change, why. Nothing is left out. */
void bo_why_json(FILE *out, const struct bo_why *why);

#endif
