/* buildout/backtest/observed.h - what really happened: rows of a CSV file that a forecast can be held against.
 *
 * The header line names the columns, in any order. Needed: period,entity,variable,aggregate,value,unit. Optional:
 * tolerance, source, url, confidence, topic, naive_guidance, place, for text or nothing. Fields as in RFC 4180; empty
 * lines and lines that begin with '#' are skipped.
 *
 *   period          2024, 2024-Q2, 2024-06, or a range of these: 2024-05..2024-07
 *   entity          World, Microsoft, or several that are added: Microsoft+Alphabet
 *   place           a region or several that are added; empty is the whole. Only this column knows of places.
 *   variable        of the table of variables, or several that are added: Revenue|Core+Revenue|Cloud; "Capex|*" adds
 *                   the members of a family. What two of them mean is added once.
 *   aggregate       last, sum, mean, min or max of the months in the period; change: the last less the first
 *   value           a number, or low-high when no more is known
 *   unit            the variable's unit or one of its kind: bn USD for million USD, GW for MW, % for fraction
 *   tolerance       a fraction of the value ("0.08"), or "+-1.5" in the unit; empty: the row is not a hit or a miss
 *   topic           topics weigh the same in the total; "given" is what the scenario takes as known: it is never
 *                   scored and only feeds the naive forecasts of other rows. Empty: "other"
 *   naive_guidance  what those who decided had announced, in the unit; a number or low-high
 *
 * Units:  months of base/calendar.h. Values are in the row's own unit.
 * Owner:  everything lives in the arena given. Texts are what the file holds: clean them before a terminal sees them.
 * Errors: BO_ESCENARIO with all complaints in diag, each with file:line:column (of bytes, from 1).
 */
#ifndef BUILDOUT_BACKTEST_OBSERVED_H
#define BUILDOUT_BACKTEST_OBSERVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/base/facts.h"

#define BO_TOPIC_GIVEN "given"
#define BO_TOPIC_OTHER "other"

enum bo_aggregate {
    BO_AGGREGATE_LAST,
    BO_AGGREGATE_SUM,
    BO_AGGREGATE_MEAN,
    BO_AGGREGATE_MIN,
    BO_AGGREGATE_MAX,
    BO_AGGREGATE_CHANGE,
    BO_N_AGGREGATES
};

enum bo_tolerance { BO_TOLERANCE_NONE, BO_TOLERANCE_FRACTION, BO_TOLERANCE_UNIT };

/* What is known of a number: low equals high when it is known exactly; NaN when there is none. */
struct bo_known {
    double low, high;
};

struct bo_text_set {
    uint32_t n;
    const char *const *item;
};

struct bo_observed {
    const char *file;
    uint32_t line;
    struct {
        uint32_t entity, place, variable, unit;
    } column;           /* for complaints that only the scenario allows */
    const char *period; /* as written */
    int32_t first_month, last_month;
    const char *entities; /* as written */
    const char *places;   /* as written, "" is the whole */
    struct bo_text_set entity;
    struct bo_text_set place;    /* one "" for the whole */
    const char *variables;       /* as written */
    struct bo_text_set variable; /* each may end in '*' */
    enum bo_aggregate aggregate;
    struct bo_known value;
    const char *unit;
    enum bo_tolerance tolerance_kind;
    double tolerance;
    struct bo_known guidance;
    const char *topic, *source, *url, *confidence;
};

struct bo_observed_list {
    uint32_t n, room;
    struct bo_observed *row;
    bool
        cut; /* of a row that ends after until_month nothing but its period is looked at, and it is no row */
    int32_t until_month;
    uint32_t n_cut; /* how many these were */
};

/* Appends the rows of the text of one file to the list. file names it in complaints. After a failure the list holds
 * the rows that were well. */
int bo_observed_parse(const char *file, const char *text, size_t n_bytes, struct bo_arena *arena,
                      struct bo_observed_list *list, struct bo_diag *diag);

/* "2024-Q2" or "2024-05..2024-07" as its first and last month. */
int bo_period_parse(const char *text, int32_t *first_month, int32_t *last_month,
                    struct bo_err *err);

/* "last", "sum", ... */
const char *bo_aggregate_name(enum bo_aggregate aggregate);

/* The number of row units in one unit of the variable. BO_ESCENARIO when they are not of a kind. */
int bo_observed_unit_factor(const char *variable_unit, const char *row_unit, double *factor,
                            struct bo_err *err);

/* What a scenario has names for. */
struct bo_observed_names {
    const struct bo_fact_variable *variable;
    uint32_t n_variables;
    struct bo_text_set entity, place;
};
/* Complains of each row that asks for a variable, an entity or a place that the scenario does not know, or whose unit is
 * not of a kind with that of a variable it asks for: a name misspelt must not pass as a row that cannot be compared. */
int bo_observed_check(const struct bo_observed_list *list, const struct bo_observed_names *names,
                      struct bo_diag *diag);
/* Does one of the row's variables, which may end in '*', mean this one? */
bool bo_observed_asks_for(const struct bo_observed *row, const char *variable);

#endif
