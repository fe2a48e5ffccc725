/* buildout/report/drivers.h - which uncertain inputs an ensemble's key figures follow.
 *
 * Spearman's rank correlation of every input with every key figure of an entity, over the replicates that have it: a
 * date of closing, say, is of those that close. What is listed is more than the largest of so many unrelated inputs
 * would show by chance, 19 times of 20, over as many replicates; of fewer than 20 nothing is said.
 *
 * Owner:  the list lives in the arena given. Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_REPORT_DRIVERS_H
#define BUILDOUT_REPORT_DRIVERS_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/store/read.h"

#define BO_DRIVERS_FEWEST_RUNS 20

struct bo_driver {
    const char *key, *unit; /* of the key figure */
    const char *input;      /* path in the scenario */
    double correlation;     /* -1..1 */
    uint32_t n_runs;        /* that have the figure */
    double noise;           /* below it a correlation over these may be chance */
};

/* A key figure that too few runs have. */
struct bo_driver_rare {
    const char *key;
    uint32_t n_runs;
};

struct bo_driver_list {
    uint32_t n;
    const struct bo_driver *driver; /* by key; of each at most so many, the strongest first */
    uint32_t n_rare;
    const struct bo_driver_rare *rare; /* by key; not those that no run has */
    uint32_t n_runs, n_inputs;
    double noise; /* of a figure that all runs have */
};

struct bo_driver_wish {
    const char *variant, *entity;
    uint32_t most_per_key;
};

int bo_drivers_find(struct bo_results *results, const struct bo_driver_wish *wish,
                    struct bo_arena *arena, struct bo_driver_list *list, struct bo_err *err);

#endif
