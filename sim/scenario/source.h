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
#include "problems.h"
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
/* The file that from extends: beside it, or else among the scenarios that ship. When there is no such file, though there
 * might be one, file->path is NULL and file->shown is not. */
int bo_source_open(const struct bo_sources *sources, const struct bo_file *from, const char *name,
                   struct bo_file *file, struct bo_err *err);
/* Of a name that is no file where bo_source_open looks: "; did you mean \"baseline.cfg\"?" when one of this ending is
 * nearly called so there, else "". */
const char *bo_source_hint(const struct bo_sources *sources, const struct bo_file *from,
                           const char *name, const char *ending,
                           const struct bo_problems *problems);

#endif
