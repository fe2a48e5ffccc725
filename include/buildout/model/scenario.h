/* buildout/model/scenario.h - a scenario as read: nominal parameters, what is uncertain, and where it came from.
 *
 * Owner:  the scenario's arena; read-only after load.
 */
#ifndef BUILDOUT_MODEL_SCENARIO_H
#define BUILDOUT_MODEL_SCENARIO_H

#include <stdint.h>

#include "buildout/base/hash.h"
#include "buildout/model/param.h"

/* One number that a distribution stands for: table, row and offset of a double, or of a bo_vector's (bo_path's)
 * element when point is not BO_NO_ROW. */
struct bo_uncertain {
    const char *path; /* "regions.Texas.pue_new" or "demand.index.path[3]" */
    uint64_t key;     /* bo_key_hash of path, for its draws */
    enum bo_table table;
    uint32_t row;
    size_t offset;
    uint32_t point;
    struct bo_dist dist; /* in the unit of the key */
    double to_canonical; /* factor to the struct's unit */
    uint32_t rank;       /* 1..40 for the inputs that Sobol' sequences take first; 0 for the rest */
};

struct bo_correlation {
    uint32_t a, b; /* indices into uncertain[] */
    double rank_correlation;
};

struct bo_scenario {
    struct bo_param param;
    uint32_t n_uncertain;
    const struct bo_uncertain *uncertain; /* sorted by path */
    uint32_t n_correlations;
    const struct bo_correlation *correlation;
    uint32_t n_notes;
    const char *const
        *note; /* "FILE:LINE:COLUMN: note: ...": what is no error, but may not be what was meant */
    const char *name; /* file name without .cfg */
    const char *title;
    const char *resolved_text;       /* canonical text of the merged tree, without origins */
    char sha256[BO_SHA256_HEX];      /* of resolved_text */
    char data_sha256[BO_SHA256_HEX]; /* over the bytes of all files read, in order */
};

#endif
