/* ensemble_end.h - what follows when all runs of an ensemble are in the store: bands, exports, what is printed.
 *
 * Owner:  all texts belong to the caller.
 * Errors: BO_ESTORE with path and reason.
 */
#ifndef BUILDOUT_SIM_CLI_ENSEMBLE_END_H
#define BUILDOUT_SIM_CLI_ENSEMBLE_END_H

#include "buildout/base/arena.h"
#include "buildout/cli/args.h"
#include "buildout/model/scenario.h"
#include "buildout/store/store.h"

#define BO_ENSEMBLE_VARIANT "base"

extern const char *const bo_sampling_name[];
extern const char *const bo_keep_name[];

struct bo_ensemble_end {
    const struct bo_args *args; /* keep, sampling, set, json and quiet are asked for */
    const char *dir;
    struct bo_arena *arena;
    const struct bo_scenario *scenario; /* whose checks of medians are made */
    const char *where;                  /* before what a check says; NULL: where it was written */
    double bands_ms, export_ms;         /* filled */
};

/* Bands and results.db; the store can only be closed afterwards. Of a shard (args->shard) there are no bands. */
int bo_ensemble_finish(struct bo_ensemble_end *end, struct bo_store *store, struct bo_err *err);
/* The CSV files. */
int bo_ensemble_export(struct bo_ensemble_end *end, struct bo_err *err);
/* Prints what there is, and what failed: 0, BO_EXIT_SOME_FAILED, or BO_ECHECK with what does not hold on stderr. */
int bo_ensemble_present(const struct bo_ensemble_end *end, struct bo_err *err);

#endif
