/* buildout/model/vendor_param.h - who makes accelerators and how many, and how they are ordered, priced and smuggled.
 *
 * Units:  package slots and chips; GB of HBM; USD; days; fractions 0..1.
 * Owner:  the scenario's or the run's arena.
 */
#ifndef BUILDOUT_MODEL_VENDOR_PARAM_H
#define BUILDOUT_MODEL_VENDOR_PARAM_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/dist.h"
#include "buildout/model/country.h"
#include "buildout/model/entry.h"
#include "buildout/model/path.h"

/* ---- vendors.* ---- */
struct bo_vendor_param {
    struct bo_entry entry; /* chips.*.vendor holds its name, or one of: */
    struct bo_texts makes;
    uint32_t owner; /* the only company that it sells to; BO_NO_ROW: to all */
    struct bo_country home;
    struct bo_path wafers_per_month; /* of advanced packaging in the world or at its foundry */
    struct bo_path share_frac;       /* of them, its own */
    double slots_answer_frac;        /* of what a waiting book calls up at others */
    double slots_per_wafer;          /* good package slots, yield included */
    double make_days;                /* from wafer to shipment */
    double build_ahead_days;         /* of what its buyers need, made without an order */
    struct bo_path
        hbm_gb_per_month; /* memory that it can buy; inputs.hbm rules take the foreign part away */
    struct bo_path hbm_home_frac; /* of that memory, made at home, out of foreign rules' reach */
    double hbm_bank_gb;           /* in store at the start */
    double foundry_home_frac;     /* of its wafers, made at home, out of foreign rules' reach */
    struct bo_path
        equipment_home_frac; /* of the lines that it adds, set up with tools out of foreign rules' reach */
    struct bo_path system_uplift_ratio; /* a whole system over its chips' price */
    struct bo_path
        network_attach_frac; /* network that it sells with chips, over the chips' price */
    double software_ratio;   /* value of its FLOP to a buyer used to the leader's software */
    int32_t software_day;    /* of that value; BO_NEVER: the start of the run */
    double software_learning_per_year; /* log, by which the discount shrinks */
    struct bo_path home_ratio;   /* worth to buyers of its own country over what it computes */
    double roadmap_ratio;        /* its progress over chip_market.roadmap's */
    double backlog_opening_days; /* of what boards need and it can make, at the start */
};

/* ---- supply_shocks.* ---- */
struct bo_supply_shock_param {
    struct bo_entry entry;
    uint32_t vendor;             /* BO_NO_ROW: every one */
    int32_t from_day, until_day; /* the first day, and the first without it */
    double slots_frac, hbm_frac; /* that are left of its package slots and of the memory it buys */
    const char *source;
};

/* ---- chip_market.roadmap: how chips go on that continue others; log growth from launch to launch ---- */
struct bo_roadmap_param {
    double compute_per_year; /* of FLOP/s of all formats, and of TPP */
    double memory_per_year;
    double memory_bandwidth_per_year;
    double interconnect_per_year;
    double power_per_year;
    double price_per_year;
    double slots_per_year; /* of dies a package: of its area, too */
    double slip_days;      /* of launches, after the announced day */
    double
        overlap_days; /* of the sale of a chip with the one that continues it; infinite: no end */
};

/* ---- chip_market.entry: owners beside the model's companies come where a fleet pays ---- */
struct bo_entry_param {
    int32_t from_day;           /* their budgets are known until then; BO_NEVER: nobody comes */
    double yield_per_year;      /* rent over price at which they neither come nor go */
    double answer_per_year;     /* log growth of their budgets per log of yield over that */
    double answer_max_per_year; /* either way */
    double lag_days;            /* with which prices and rents are seen */
};

/* ---- chip_market.slots_answer: lines that orders which wait call up, beside those that vendors' paths have ---- */
struct bo_slots_answer_param {
    int32_t from_day;    /* until then paths tell what is called up; BO_NEVER: always */
    double per_year;     /* log growth of slots a year, per year of waiting beyond the usual */
    double usual_days;   /* of waiting, that call up nothing */
    double max_per_year; /* most of that growth */
    double delay_days;   /* from the decision to the slots */
};

/* ---- chip_market: how orders, prices and the grey channel work for all ---- */
struct bo_chip_market_param {
    struct bo_roadmap_param roadmap;
    struct bo_entry_param entry;
    struct bo_slots_answer_param slots_answer;
    double adjust_days; /* over which the supply line is brought to what is wanted */
    double
        lead_gain; /* of the quoted lead time that enters the wanted supply line: above 1 doubles orders */
    double lead_usual_days;
    double line_max_days;            /* longest supply line that anybody orders */
    double plan_growth_lag_days;     /* with which boards see their budgets grow */
    double plan_growth_max_per_year; /* log; most growth until the delivery that they order for */
    double wait_frac;                /* of orders that wait for an announced successor */
    double wait_return_days;         /* over which money that was kept back comes back */
    double wait_window_days;         /* after its announcement, until its launch at the latest */
    double wait_patience_days; /* most that it may come later than what is ordered now; 0: any */
    double
        interim_frac; /* of money whose chips its vendor cannot deliver yet, to chips that come sooner */
    double launch_ramp_days;  /* until a new chip takes its full part of a vendor's slots */
    double slot_price_weight; /* power of dollars a slot, in what a vendor makes when short */
    double
        stock_life_days; /* without a buyer, until finished chips are written off; infinite: never */
    double
        slot_least_ratio;   /* of what the best earns on a slot: below it a chip has what is left */
    double choice_weight;   /* logit, on the log of usable compute a dollar */
    double choice_lag_days; /* over which buyers turn to another chip */
    double choice_least_frac; /* a chip or a region that would get less is left out */
    struct bo_path
        second_source_frac; /* of the money: at least so much to others than the foremost */
    double
        scale_gain; /* of the log of one chip's compute, on top: fewer and stronger are easier to use */
    double inference_frac;       /* weight of serving in usable compute; the rest is training */
    double lead_weight_per_year; /* lost in that log by a year of quoted lead */
    double lead_lag_days;        /* with which boards choose by quoted leads */
    double price_drift_per_year; /* log, of list prices after launch */
    double price_scarcity_gain; /* log of realised over list price per log of lead over the usual */
    double
        price_clearance_gain; /* log by which the price of a chip falls that is all stock and no orders */
    double price_lag_days;
    double volume_discount_frac;       /* of the largest buyers */
    struct bo_dist ship_delay_days;    /* from allocation to the buyer's dock */
    struct bo_dist design_around_days; /* from a rule to the first shipment of a chip made for it */
    double design_around_margin_frac;  /* how far below the threshold it stays */
    double design_around_price_frac;   /* price a TPP over that of the chip it replaces */
    double design_around_price_least_frac; /* of that chip's price: for less none is made */
    double design_around_least_frac; /* of a vendor's sales: a rule that takes less is let be */
    double
        refinish_frac; /* of what is in work of a barred chip, to become the chip it was cut from */
    double write_down_frac; /* of stock that a rule strands and nobody else takes */
    double
        grey_per_year; /* hazard with which denied demand turns to the grey channel, at the price gap of the start */
    double grey_price_ratio;         /* of the grey channel over the list */
    struct bo_path grey_seized_frac; /* detected, where rules say nothing */
    double grey_max_per_year;        /* chips that the channel can carry */
    double grey_max_usd_per_year;    /* and what they may cost there; infinite: no limit */
    double risk_discount_frac;       /* of a grey chip's value to its buyer */
    double
        lay_in_max_ratio; /* of need over the window that is left, when laying in before a rule */
    struct bo_path
        rumour_ratio; /* of what buyers fear: what is said of rules that nobody has announced */
    double lay_in_onset_days; /* windows much shorter leave no time to order */
};

#endif
