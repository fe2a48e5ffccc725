/* fleet_print.h - chips as a table: a row for each owner, place, hall and user.
 *
 * Units:  chips. Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_FLEET_PRINT_H
#define BUILDOUT_SIM_CLI_FLEET_PRINT_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/base/facts.h"

struct bo_fleet_rows {
    uint32_t n;
    const struct bo_fact_holding **row; /* [n] by (owner, host, place, user) */
};

/* Puts the kinds of each row of the table in order of their number. */
void bo_fleet_print(FILE *out, const struct bo_fleet_rows *rows, struct bo_arena *arena);

#endif
