/* record_chips.h - what the recorder keeps of chips from month to month. */
#ifndef BUILDOUT_MODEL_RECORD_CHIPS_H
#define BUILDOUT_MODEL_RECORD_CHIPS_H

#include "buildout/model/fleet.h"
#include "buildout/model/trade.h"
#include "recorder.h"

struct bo_chip_known {
    bool had;         /* somebody has some, or had */
    bool met;         /* was on sale, ordered, denied: told of the world from then on */
    const char *name; /* as long as the facts live */
    uint32_t vendor;
    uint32_t variable; /* the first of those that are told of it: enum chip_variable from there */
    double h100e, h100e_inference, mw; /* of one */
};

struct bo_fleet_sums {
    double h100e, inference, stored, waiting, mw;
};

struct bo_chip_recorder {
    uint32_t n;  /* chips seen so far */
    bool of_all; /* chips are told of companies and regions, too: somebody will read one of them */
    uint32_t n_had, *had;     /* chips of which somebody has some, or had */
    struct bo_chip_known *of; /* [chips] */
    bool *met_by;             /* [companies x chips] ordered or denied at some time */
    uint32_t *n_met, *met;    /* [companies], [companies x chips] those chips, rising */
    double *count;            /* [chips] scratch: of one buyer */
    double *count_here;       /* [regions x chips] scratch: of all; in one row when not of_all */
    uint32_t *told;           /* [companies] the last month of which its chips were told, from 1 */
    uint32_t *told_here;      /* [companies x regions] the same, of those there */
    struct bo_fleet_sums *here; /* [(countries + 1) x regions] scratch, all buyers last */
};

#endif
