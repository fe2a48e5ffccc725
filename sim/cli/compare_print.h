/* compare_print.h - paired differences on a terminal: what is clear first, and whom the reader asked about.
 *
 * Owner:  rows and texts belong to the caller; what is made lives in the arena given. Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_COMPARE_PRINT_H
#define BUILDOUT_SIM_CLI_COMPARE_PRINT_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/stats/interval.h"

/* One key figure of one entity, of the base and of another variant. */
struct bo_compare_row {
    const char *entity, *key, *unit;
    struct bo_paired paired;
    double p_better;        /* NaN when neither more nor less is better */
    const char *first_date; /* "" when no pair parts */
    bool slight;            /* next to nothing: behind all that is not */
};

struct bo_compare_table {
    const char *base, *other; /* variants */
    uint32_t n_pairs;         /* of runs */
    const char *company;      /* "Baidu,Alibaba"; NULL: everybody */
    uint32_t n;
    const struct bo_compare_row *row;
};

/* Which rows of all are slight. */
void bo_compare_weigh(struct bo_compare_row *row, uint32_t n);
void bo_compare_print(FILE *out, const struct bo_compare_table *table,
                      const struct bo_terminal *terminal, struct bo_arena *arena);
/* The rows that are wanted: of the company, or those that are clear, the clearest first; of one pair those that differ, the
 * world's first. */
const struct bo_compare_row **bo_compare_sort(const struct bo_compare_table *table,
                                              struct bo_arena *arena, uint32_t *n);
/* A line of remarks. */
void bo_compare_say(FILE *out, const struct bo_terminal *terminal, const char *text);
/* What npv leaves out, when it is the key. */
void bo_npv_say(FILE *out, const struct bo_terminal *terminal, const char *key);
/* A value of a unit, as dates are shown, with as many decimals as its size asks for. */
const char *bo_value_shown(struct bo_arena *arena, const char *unit, double value);
/* Is the name one of "A,B"? */
bool bo_names_have(const char *names, const char *name);

#endif
