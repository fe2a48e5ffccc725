/* changes.h - what another scenario changes: value by value, and as changes that can be made one without the other.
 *
 * Owner:  texts live in the arenas of the two sides, which the changes own, and in the arena given.
 * Errors: BO_ESCENARIO with all complaints on stderr.
 */
#ifndef BUILDOUT_SIM_CLI_CHANGES_H
#define BUILDOUT_SIM_CLI_CHANGES_H

#include "buildout/cli/args.h"
#include "buildout/scenario/scenario.h"

enum { BO_N_SIDES = 2 };

/* A key whose values differ; NULL where it has none. */
struct bo_change {
    const struct bo_scenario_value *value[BO_N_SIDES];
};

struct bo_changes {
    struct bo_arena *arena;
    struct bo_arena *side_arena[BO_N_SIDES];
    struct bo_scenario_values side[BO_N_SIDES];
    const struct bo_scenario_value **by_path[BO_N_SIDES];
    uint32_t n_by_path[BO_N_SIDES];
    uint32_t n, room;
    struct bo_change *change; /* by path */
};

/* Of file[1], with its own sets, against file[0] with its. */
int bo_changes_find(const struct bo_args *const args[BO_N_SIDES],
                    const char *const file[BO_N_SIDES], struct bo_arena *arena,
                    struct bo_changes *out, struct bo_err *err);
void bo_changes_free(struct bo_changes *changes);
const char *bo_change_path(const struct bo_change *change);

/* What is told and made as one: a value, or a whole row that only one side has, with what speaks of it. */
struct bo_step {
    const char *path;             /* several with " + " between */
    const char *text[BO_N_SIDES]; /* "" where there is none */
    bool is_row;                  /* or begins with one */
    struct bo_text_list set;      /* that make it in side 0 */
};
struct bo_step_list {
    uint32_t n, room;
    struct bo_step *step;
};
struct bo_step_list bo_changes_steps(const struct bo_changes *changes);

#endif
