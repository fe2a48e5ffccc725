/* backtest_print.h - a backtest as a table on a terminal, as CSV and as JSON.
 *
 * Rows come sorted by topic, variable, unit, entity, place and period; those of the topic "given" are left out. In CSV
 * and JSON a place follows its entity after an '@': "World@Ireland".
 *
 * Owner:  everything belongs to the caller. Errors: none; whether the stream took it all is the caller's to check.
 */
#ifndef BUILDOUT_SIM_CLI_BACKTEST_PRINT_H
#define BUILDOUT_SIM_CLI_BACKTEST_PRINT_H

#include <stdio.h>

#include "buildout/backtest/backtest.h"
#include "buildout/cli/terminal.h"

struct bo_backtest_report {
    const char *title;
    uint64_t seed;
    uint32_t n_runs, n_failed;
    const char *dir;
    const char *after; /* as typed; NULL: all rows are scored */
    const struct bo_observed_list *list;
    const struct bo_score *score; /* [list->n] */
    struct bo_topic_list topics;
    uint32_t n_shown;
    const uint32_t *shown; /* indices of rows, sorted */
};

/* Sorts and sums up; the other fields are the caller's. */
void bo_backtest_arrange(struct bo_backtest_report *report, struct bo_arena *arena);
void bo_backtest_print(FILE *out, const struct bo_backtest_report *report,
                       const struct bo_terminal *terminal, struct bo_arena *arena);
void bo_backtest_csv(FILE *out, const struct bo_backtest_report *report);
void bo_backtest_json(FILE *out, const struct bo_backtest_report *report);

#endif
