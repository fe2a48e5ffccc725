/* buildout/report/drivers.h - which uncertain inputs an ensemble's key figures follow.
 *
 * Spearman's rank correlation of every input with every key figure of an entity, over the replicates that are done.
 * What is listed is more than the largest of so many unrelated inputs would show by chance, 19 times of 20.
 *
 * Owner:  the list lives in the arena given. Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_REPORT_DRIVERS_H
#define BUILDOUT_REPORT_DRIVERS_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/store/read.h"

struct bo_driver {
    const char *key, *unit; /* of the key figure */
    const char *input;      /* path in the scenario */
    double correlation;     /* -1..1 */
};

struct bo_driver_list {
    uint32_t n;
    const struct bo_driver *driver; /* by key; of each at most so many, the strongest first */
    uint32_t n_runs, n_inputs;
    double noise; /* below it a correlation may be chance */
};

struct bo_driver_wish {
    const char *variant, *entity;
    uint32_t most_per_key;
};

int bo_drivers_find(struct bo_results *results, const struct bo_driver_wish *wish,
                    struct bo_arena *arena, struct bo_driver_list *list, struct bo_err *err);

#endif
