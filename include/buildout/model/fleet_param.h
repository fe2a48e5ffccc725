/* buildout/model/fleet_param.h - who buys accelerators, what they have at the start, and how fleets age.
 *
 * Units:  counts of chips; USD a year; days; fractions 0..1.
 * Owner:  the scenario's or the run's arena.
 */
#ifndef BUILDOUT_MODEL_FLEET_PARAM_H
#define BUILDOUT_MODEL_FLEET_PARAM_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/model/entry.h"
#include "buildout/model/path.h"

/* ---- chip_buyers.*: every owner of a fleet: companies of the model, and groups of buyers beside them ---- */
struct bo_chip_buyer_param {
    struct bo_entry entry;
    uint32_t company; /* row of companies; BO_NO_ROW: buyers outside the model's companies */
    /* of buyers outside only; a company's own come from companies.* */
    const char *headquarters;           /* ISO code; "" for a company, which has its own */
    int market;                         /* enum bo_market: where its GPU-hours are let */
    struct bo_path budget_usd_per_year; /* for AI systems */
    double budget_yield_elasticity;     /* of that budget to what a fleet yields, over its start */
    struct bo_path lease_out_frac;      /* of its fleet, offered under contract */
    /* of all */
    bool listed; /* Entity List */
    bool state_funded;
    bool supercomputer;             /* what it buys for */
    struct bo_vector region_share;  /* [regions] where its chips go; all 0: by free halls */
    struct bo_path in_house_frac;   /* of its budget, to vendors that sell only to it */
    double relation_ratio;          /* weight when vendors allocate; 1 is usual */
    double belief_per_year;         /* hazard that it fears of a rule nobody has announced */
    double stock_need_days;         /* months of need that it would lay in before a rule: H */
    double stock_response;          /* P of the stockpile's multiple */
    struct bo_vector opening_chips; /* [chips] at the start */
    double opening_age_days;        /* their mean age */
};

/* ---- fleet: how all fleets run and age ---- */
struct bo_fleet_param {
    uint32_t reference_chip; /* row of chips: what an H100e is */
    double
        system_power_ratio; /* IT power of a chip with its part of host, network and storage, over its own */
    double
        serving_flop_frac; /* of the reference's FLOP/s, in use when its memory bandwidth binds serving */
    double rack_days; /* from delivery to work, when a hall is free */
    double
        replace_ratio; /* times the H100e a MW of a racked chip at which a stored one takes its place; 0: never */
    double failure_per_year;     /* hazard */
    double service_life_days;    /* retired at the latest */
    double opening_system_ratio; /* a whole system over the price of its chip, of opening fleets */
    double
        resale_frac_per_year; /* market value that is left after a year, of that at its beginning */
    double hour_opex_frac;    /* staff, spares and network a year over the price of the system */
    double
        hall_usd_per_mw_year; /* full cost of a hall, for the cost of an hour: capital and upkeep */
    double capital_cost_per_year; /* rate in the full cost of an hour */
};

#endif
