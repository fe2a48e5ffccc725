/* study_tables.h - the tables that the end of a study makes in its store: bands of every variant, and of a whole study what
 * differs between the first variant and each other one.
 *
 * Owner:  the caller keeps store and names. Errors: BO_ESTORE.
 */
#ifndef BUILDOUT_SIM_CLI_STUDY_TABLES_H
#define BUILDOUT_SIM_CLI_STUDY_TABLES_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/store/store.h"

/* What it means in any experiment that a run has no series of something. */
extern const struct bo_untold bo_study_untold;

struct bo_study_tables {
    uint32_t n;
    const char *const *name; /* of the variants, in order */
    bool whole;
    uint32_t n_threads; /* that make bands */
};
int bo_study_make_tables(struct bo_store *store, const struct bo_study_tables *tables,
                         struct bo_err *err);

#endif
