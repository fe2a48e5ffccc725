/* unit_cost.h - what a GPU-hour and a million tokens cost a company, part by part, and what its chips return, by year.
 *
 * Levels are those of a year's last month that has one; the return of a year's vintage is the mean of its months', each
 * weighted by what was paid for AI systems, once at the rents that followed and once at the rent of the month for life. A
 * million tokens takes own hours, whose parts are those of an hour, and
 * rented ones.
 *
 * Units:  USD an H100e-hour or a million tokens; fractions, and a ratio where it may exceed 1. NaN: not computed.
 * Owner:  the caller's arena.
 */
#ifndef BUILDOUT_SIM_CLI_UNIT_COST_H
#define BUILDOUT_SIM_CLI_UNIT_COST_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

enum bo_unit_line {
    BO_UNIT_HOUR_CHIP,
    BO_UNIT_HOUR_SYSTEM,
    BO_UNIT_HOUR_POWER,
    BO_UNIT_HOUR_BUILDING,
    BO_UNIT_HOUR_OPERATIONS,
    BO_UNIT_HOUR_CAPITAL,
    BO_UNIT_HOUR, /* the sum of those before */
    BO_UNIT_RENT, /* for contracts, on the company's market */
    BO_UNIT_BREAK_EVEN,
    BO_UNIT_UTILISATION,
    BO_UNIT_TOKENS_CHIP,
    BO_UNIT_TOKENS_SYSTEM,
    BO_UNIT_TOKENS_POWER,
    BO_UNIT_TOKENS_BUILDING,
    BO_UNIT_TOKENS_OPERATIONS,
    BO_UNIT_TOKENS_CAPITAL,
    BO_UNIT_TOKENS_RENTED,
    BO_UNIT_TOKENS, /* the sum of those before */
    BO_UNIT_TOKENS_PRICE,
    BO_UNIT_IRR,
    BO_UNIT_IRR_STAYED,
    BO_N_UNIT_LINES
};

struct bo_unit_line_name {
    const char *subject; /* "GPU hour" */
    const char *part;    /* "chip" */
    const char *unit;
    bool is_part; /* of a sum */
};
extern const struct bo_unit_line_name bo_unit_line_names[BO_N_UNIT_LINES];

struct bo_unit_costs {
    bool any; /* the company has chips, or a model that it serves */
    int32_t first_year;
    uint32_t n_years;
    double life_years;             /* of AI systems in this run, which the caller knows */
    double *line[BO_N_UNIT_LINES]; /* [n_years] */
};

int bo_unit_costs_read(struct bo_results *results, const struct bo_results_run *run,
                       const char *company, struct bo_arena *arena, struct bo_unit_costs *out,
                       struct bo_err *err);

void bo_unit_costs_print(FILE *out, const struct bo_unit_costs *costs,
                         const struct bo_terminal *terminal, struct bo_arena *arena);
/* A row a line and year: company, year, subject, line, part, unit, value. */
void bo_unit_costs_json(FILE *out, const struct bo_unit_costs *costs, const char *company);

#endif
