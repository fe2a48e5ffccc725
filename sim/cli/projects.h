/* projects.h - the verb projects: which of a run's projects are asked for, and how they are told.
 *
 * Units:  days in the store's columns and in JSON, months of 30.4 days on a terminal.
 * Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_PROJECTS_H
#define BUILDOUT_SIM_CLI_PROJECTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/base/facts.h"

/* A project and its number in the run. */
struct bo_project_row {
    const struct bo_fact_project *project;
    uint32_t number;
};

struct bo_project_rows {
    uint32_t n;
    struct bo_project_row *row;
};

struct bo_projects_asked {
    struct bo_project_rows rows;
    /* of the company or the place, options apart; put in the order of planned years */
    struct bo_project_rows all;
    bool late;      /* rows is of those that are late, the latest first */
    uint32_t limit; /* 0: none */
};
/* Of late ones what each slip is made of, beside planned and actual opening; else planned and actual dates by phase. Then
 * how late all the projects of each year were, and why. */
void bo_projects_print(FILE *out, const struct bo_projects_asked *asked, struct bo_arena *arena);
/* Objects that have the columns of the table project. */
void bo_projects_json(FILE *out, const struct bo_project_rows *rows);

#endif
