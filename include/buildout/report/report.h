/* buildout/report/report.h - a folder of results as one HTML file, to be read anywhere and mailed.
 *
 * The file holds all it needs and fetches nothing: what was asked, key figures with their intervals, charts, what the
 * experiments of the folder found, the sites as they were built, the law on chips, events, and how to do it again.
 * It is drawn from results.db and from the tables of experiments beside it; a part of which there is nothing is left
 * out. Equal results give equal bytes.
 *
 * Units:  as the results say; on the page they are scaled, e.g. "bn USD".
 * Owner:  what the caller passes must live until bo_report_write returns.
 * Errors: BO_ESTORE with path and reason.
 */
#ifndef BUILDOUT_REPORT_REPORT_H
#define BUILDOUT_REPORT_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/err.h"

struct bo_report_line {
    const char *label; /* "Scenario" */
    const char *text;
};

/* The law on chips, which the store knows nothing of: what a buyer could have on the days on which the law changed. */
struct bo_report_gates {
    const char *buyer; /* "a buyer in China" */
    uint32_t n_days;
    const int32_t *day;
    const char *const *rules; /* [n_days] names of those that changed then */
    uint32_t n_chips;
    const char *const *chip;
    const char *const *
        verdict; /* [n_chips x n_days]: "free", "notify", "licence", "refusal", "denied", "unknown"; "": not on sale */
};

struct bo_report_about {
    bool with_results; /* dir holds results.db; else its tables alone are drawn */
    uint32_t n_asked;
    const struct bo_report_line *asked; /* what was asked, beyond what the store says */
    const char *command;                /* does it again; "" when it is not known */
    const char *then;                   /* a second command, of the folder of the first; "": none */
    const struct bo_report_gates *gates; /* NULL: no law is known */
    uint32_t n_foreign;
    const char *const
        *foreign; /* tables that are of another version of the scenario than the results */
};

/* Draws the folder dir into out_dir/out_name, which appears whole or not at all. */
int bo_report_write(const char *dir, const struct bo_report_about *about, const char *out_dir,
                    const char *out_name, struct bo_err *err);

#endif
