/* buildout/model/rental_param.h - the markets for GPU-hours and who lets: what a scenario sets.
 *
 * Units:  H100e; USD per H100-hour; durations in days.
 */
#ifndef BUILDOUT_MODEL_RENTAL_PARAM_H
#define BUILDOUT_MODEL_RENTAL_PARAM_H

#include <stdint.h>

#include "buildout/model/entry.h"
#include "buildout/model/path.h"

/* ---- rental_markets.*: one index each for the world and for China ---- */
struct bo_rental_market_param {
    struct bo_entry entry;
    int market;                        /* enum bo_market */
    double price_usd_per_h;            /* on demand, at the start */
    double contract_ratio, spot_ratio; /* of the on-demand price, in balance */
    double contract_lag_days;          /* contracts follow the market */
    double commitment_frac;            /* of what a renter has, to be paid whether used or not */
    double contract_term_days;   /* hours are paid at the price of signing, mean time; 0: today's */
    double clear_days;           /* the price moves to the one that clears */
    double payback_least_days;   /* in which no rent pays a system back sooner; 0: no limit */
    double elasticity;           /* of what others rent */
    double utilisation_max_frac; /* of what is offered, that can be sold */
    struct bo_path other_demand_h100e; /* of renters outside the model, at the price of the start */
    struct bo_path other_supply_h100e; /* of lessors outside the model */
    struct bo_path
        abroad_max_frac;      /* of what is spent here on rent, that may go to the other market */
    double abroad_cost_ratio; /* what an hour there costs its renter, over its price */
    double abroad_weight;     /* of the logit on log cost */
    double abroad_lag_days;   /* what is rented turns over */
};

/* ---- lessors.*: what a company lets of its own ---- */
struct bo_lessor_param {
    struct bo_entry entry;
    uint32_t company;
    struct bo_path lease_out_frac; /* of its fleet, under contract, before its own needs */
    double spare_frac; /* of what its own needs leave idle, offered on the spot market */
};

#endif
