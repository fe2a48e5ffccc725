/* source.h - opening the files of a scenario, and nothing else on the machine.
 *
 * Only regular files of at most BO_SOURCE_MAX bytes are read. What `extends` names must lie under the scenario's own
 * folder or among the scenarios that ship: no absolute path, no "..", no symbolic link that leads out, unless the
 * planner allows it.
 *
 * Owner:  texts live in the arena.
 * Errors: BO_ESCENARIO with the reason, without place: the caller knows who asked for the file.
 */
#ifndef BUILDOUT_SIM_SCENARIO_SOURCE_H
#define BUILDOUT_SIM_SCENARIO_SOURCE_H

#include "buildout/base/err.h"
#include "tree.h"

#define BO_SOURCE_MAX ((size_t)1 << 20)

/* Where files may be. */
struct bo_sources {
    struct bo_arena *arena;
    const char *home;      /* the real path of the scenario's own folder */
    const char *installed; /* the real path of the scenarios that ship, or NULL */
    bool allow_outside;
};

/* The file that the planner named: it may be anywhere. Fills file and sources->home. */
int bo_source_open_first(struct bo_sources *sources, const char *path, struct bo_file *file,
                         struct bo_err *err);
/* The file that from extends: beside it, or else among the scenarios that ship. */
int bo_source_open(const struct bo_sources *sources, const struct bo_file *from, const char *name,
                   struct bo_file *file, struct bo_err *err);

#endif
