/* sensitivity_print.h - what a key figure says of each input, as a table, the strongest first. */
#ifndef BUILDOUT_SIM_CLI_SENSITIVITY_PRINT_H
#define BUILDOUT_SIM_CLI_SENSITIVITY_PRINT_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/cli/terminal.h"
#include "buildout/sensitivity/morris.h"
#include "buildout/sensitivity/sobol_indices.h"

struct bo_sensitivity_row {
    const char *input;
    uint32_t n;                     /* effects, or rows, counted */
    struct bo_morris_effect effect; /* of Morris */
    struct bo_sobol_index index;    /* of Sobol' */
};

struct bo_sensitivity_table {
    const char *scenario, *figure, *unit;
    bool is_sobol;
    uint32_t n;
    const struct bo_sensitivity_row *row;
};

void bo_sensitivity_print(FILE *out, const struct bo_sensitivity_table *table,
                          const struct bo_terminal *terminal, struct bo_arena *arena);

#endif
