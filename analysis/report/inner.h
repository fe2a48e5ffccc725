/* inner.h - what the sections of the page share: the open results, its variants, their curves and key figures.
 *
 * A section is a function report_<section> that writes its markup to report->page, and nothing when there is nothing
 * to show.
 *
 * Units:  curves and figures are in the unit of the results until a section scales them.
 * Owner:  everything lives in report->arena.
 * Errors: as of bo_results.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_INNER_H
#define BUILDOUT_ANALYSIS_REPORT_INNER_H

#include <stdbool.h>

#include "buildout/base/arena.h"
#include "buildout/report/report.h"
#include "buildout/store/read.h"
#include "html.h"

enum {
    REPORT_P05,
    REPORT_P25,
    REPORT_P50,
    REPORT_P75,
    REPORT_P95,
    REPORT_VARIANTS_MAX = 6, /* as there are colours; more are named, not drawn */
    REPORT_COLOURS = 6
};

struct report_figure { /* a key figure over the runs of a variant */
    const char *entity, *key, *unit;
    uint32_t n; /* runs that have it */
    double low, median, high, mean;
};

struct report_variant {
    const char *name;  /* as in the results */
    const char *label; /* as it is shown: of a point of a sweep without the paths */
    uint32_t n_done, n_failed;
    const struct bo_results_run *first; /* the lowest that is done; NULL */
    uint32_t n_figures, figure_room;
    struct report_figure *figure; /* by (entity, key) */
};

struct report {
    struct bo_results *results; /* NULL: the folder holds tables alone */
    const char *dir;
    const struct bo_report_about *about;
    struct bo_arena *arena;
    struct bo_text *page;
    struct bo_text charts; /* JSON, one object a chart */
    uint32_t n_charts;
    uint32_t n_variants, n_variants_all;
    struct report_variant *variant;
    struct bo_event_list events; /* of the first run that is done */
    struct bo_text contents;     /* links to the sections */
    const char *section;         /* the title of the one being written */
    struct bo_err *err;
};

/* Of a variant: quantiles, or one run alone; over the months of the first variant, NaN where it has none. */
struct report_curve {
    bool any; /* false: it was not computed */
    bool banded;
    int32_t first_month;
    uint32_t n_months;
    const double *quantile[BO_N_QUANTILES]; /* of one run all five are the same */
};

int report_load(struct report *report);
int report_curve(struct report *report, const struct report_variant *variant,
                 const struct bo_series_name *name, struct report_curve *curve);
/* The unit of a variable, "" when there is none. */
const char *report_unit(const struct report *report, const char *variable);
/* NULL when no run has it. */
const struct report_figure *report_figure(const struct report_variant *variant, const char *entity,
                                          const char *key);
/* The largest size of the numbers, 0 when there are none. */
double report_largest(const double *x, uint32_t n);
/* The last number that is one, NaN when there is none. */
double report_last(const double *x, uint32_t n);
bool report_is_ensemble(const struct report *report);

/* Opens <section id><h2>, and the link to it. */
void report_section(struct report *report, const char *id, const char *title);
void report_section_end(struct report *report);

int report_answer(struct report *report);      /* key figures of the world */
int report_experiments(struct report *report); /* tables of compare, game, sweep, ... */
int report_years(struct report *report);       /* differences of pairs */
int report_world(struct report *report);       /* charts over months */
int report_drives(struct report *report);
int report_companies(struct report *report);
int report_gantt(struct report *report);
void report_gates(struct report *report);
void report_events(struct report *report);
void report_again(struct report *report);

#endif
