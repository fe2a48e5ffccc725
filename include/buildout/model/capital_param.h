/* buildout/model/capital_param.h - what a scenario says of capital: boards' AI budgets, laboratories, investors.
 *
 * Units:  USD, days, rates per year, fractions 0..1.
 * Owner:  the scenario's or the run's arena.
 */
#ifndef BUILDOUT_MODEL_CAPITAL_PARAM_H
#define BUILDOUT_MODEL_CAPITAL_PARAM_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/dist.h"
#include "buildout/model/entry.h"
#include "buildout/model/path.h"

/* ---- capital: what holds for every board, laboratory and investor ---- */
struct bo_capital_param {
    /* budgets of owners */
    int32_t shock_day;          /* the day that showed what AI can do */
    double response_stage_days; /* each of three stages */
    double ratchet_gain;        /* log budget per log of AI revenue and backlog */
    double ratchet_fall;        /* the same below their highest */
    double ratchet_lag_days;    /* with which that growth is seen */
    double ratchet_floor_frac;  /* of operating cash flow: AI revenue below it is not noticed */
    double limit_stretch_ratio; /* capex limit when backlog outgrows capacity, over the calm one */
    double
        limit_stretch_growth; /* excess log growth a year at which the limit is fully stretched */
    double limit_stretch_use_frac; /* of the fleet, in use, from which it stretches; 1: never */
    double limit_habit_days; /* in which what was spent beyond it becomes the habit; 0: never */
    /* laboratories: valuation */
    double run_rate_multiple;
    double mature_multiple;       /* of who does not grow */
    double value_margin_frac;     /* over the cost of tokens, for the whole multiple; 0: any */
    double value_margin_lag_days; /* with which investors see it */
    double value_scale_usd; /* run-rate at which half of what growth adds is left; 0: no end */
    double value_mark_after_days; /* without a round, from when it is marked to what it is worth */
    double value_mark_days;       /* in which it is; 0: what was paid last stands */
    double option_stage_days;     /* each of three stages in which investors take in the shock */
    double option_shock_gain;     /* growth of option values once the shock is understood */
    double
        option_quality_gain; /* log option value per ECI point behind the frontier, as a positive number */
    double option_patron_gain; /* per unit of the rounds that companies of the model take */
    double
        option_progress_gain; /* of option value per ECI point that its best model is above the frontier of the start */
    double patience_days; /* from the shock, or a later founding, until investors ask for revenue */
    double doubt_per_year; /* log fall of option value after that, of a lab without any */
    /* laboratories: rounds */
    double round_runway_days;  /* a lab whose cash lasts less looks for money */
    double round_eager_ratio;  /* and one worth this much more than last time does anyway */
    double round_spacing_days; /* least time from one round to the next */
    double
        round_stay_days; /* of staying near the frontier: one that has less seeks a dearer round */
    double round_size_days;                  /* of planned burn */
    double round_dilution_frac;              /* most of the post-money value that a round sells */
    struct bo_path round_depth_usd_per_year; /* of all rounds together, most; infinite: no end */
    struct bo_dist round_delay_days;
    double credit_share_frac;    /* of what companies of the model put in, in cloud credits */
    double investor_limit_frac;  /* of an investor's yearly operating cash flow, most per round */
    double line_run_rate_usd;    /* run-rate from which banks give a line with the round */
    double line_ratio;           /* line over run-rate */
    double line_spread_per_year; /* over the base rate */
    int32_t line_until_day;      /* from which on nothing is drawn; BO_NEVER of model/chip.h */
    bool line_tested_monthly;    /* drawn only as far as the ratio of the month bears it */
    double liquidation_frac; /* of what plant stands in the books for: what it is worth at an end */
    double site_cover_frac;  /* of a site's cost, in hand before it is begun; 0: none */
    double rent_cover_days;  /* over which funds last for what is rented beyond sales */
    double line_cushion_days; /* of burn that is kept in cash by drawing the line */
    /* laboratories: spending */
    double plan_horizon_days; /* over which cash and committed rounds are spread */
    struct bo_path
        burn_ratio; /* most that a lab may burn, over its run-rate; 0: as much as it has */
    double burn_free_usd_per_year; /* and on top of that, whatever it sells */
    double plan_rise_days;         /* towards a larger compute plan */
    double plan_fall_days;         /* towards a smaller one: compute is contracted ahead */
    double burn_lag_days;          /* with which a lab sees its burn */
    double application_frac;       /* of the research plan that is left after giving up */
    double near_frontier_frac;     /* of the leader's training spending: what staying near costs */
    struct bo_path frontier_cost_usd_per_year; /* leader's, until models of the run show it */
    double frontier_lag_days;                  /* with which the leader's spending is seen */
    /* laboratories: exits and giving up */
    double exit_per_year;  /* hazard */
    double exit_stay_days; /* of staying near the frontier that cash no longer covers */
    double exit_runway_days;
    struct bo_dist exit_delay_days;
    struct bo_dist recovery_ratio; /* price over capital raised */
    double licence_frac;           /* of exits that are a licence and a hire, not a purchase */
    double rescue_frac;            /* absorbed, not liquidated, when money ends */
    double acquirer_limit_frac;    /* of its yearly operating cash flow, most for one lab */
    double acquirer_patron_ratio;  /* weight of a patron among acquirers, over a stranger's */
    double offer_per_year;         /* hazard of an acquirer's own offer */
    struct bo_dist offer_ratio;    /* price over the last valuation */
    double give_up_per_year;       /* hazard */
    double give_up_lag_days;       /* behind the frontier, from which a board asks itself */
    /* the revenue gap */
    double gap_data_centre_ratio; /* all that a data centre costs over its accelerators */
    double gap_margin_frac;       /* of those who sell the computing */
    double gap_opex_ratio;        /* power and staff over what is consumed */
    double gap_life_days;         /* of accelerators */
    struct bo_path sales_before_usd_per_year; /* of accelerators, before the start */
    struct bo_path sequoia_sales_usd_per_year, sequoia_revenue_usd_per_year; /* Cahn's own */
    /* sentiment of investors */
    double sentiment_lag_days;
    double sentiment_habit_days;    /* in which what was unusual becomes usual; 0: never */
    double sentiment_progress_gain; /* log per ECI point a year above usual */
    double sentiment_progress_usual;
    double sentiment_growth_gain; /* log per log growth a year of AI revenue above usual */
    double sentiment_growth_usual;
    double sentiment_gap_gain; /* log per unit of the uncovered part above usual */
    double sentiment_gap_usual_frac;
    double sentiment_rate_gain; /* log per unit of the base rate above usual */
    double sentiment_rate_usual;
    double sentiment_max_log; /* farthest from neutral, each way */
};

/* ---- labs.*: companies that live on rounds ---- */
struct bo_lab_param {
    struct bo_entry entry;
    uint32_t company; /* row of companies */
    bool owns_buildings;
    bool frontier; /* trains at the frontier */
    uint32_t
        acquirer; /* row of companies that buys it when it is for sale, BO_NO_ROW: who is drawn */
    int32_t rounds_until_day; /* from which on nobody agrees on a round; BO_NEVER of model/chip.h */
    /* at the start, or at the founding when that is later */
    double seed_usd; /* cash at a founding during the run; else companies.*.cash holds */
    double raised_usd;
    double valuation_usd; /* post-money; 0: never priced */
    double run_rate_usd_per_year;
    double run_rate_growth_per_year; /* log, in the year before the start */
    int32_t last_round_day;          /* of valuation_usd; BO_NEVER: the start */
    double option_usd;               /* option value before the shock, unproven, without patron */
    struct bo_vector patron_share;   /* [companies] of each round */
    double staff_usd_per_year;
    double staff_research_ratio;     /* staff over research compute, towards which it moves */
    double research_usd_per_year;    /* rented compute */
    double research_growth_per_year; /* log, as long as money lasts */
    double revenue_research_ratio;   /* research compute over planned revenue */
    double revenue_growth_planned_per_year;        /* log */
    double revenue_cost_frac;                      /* sales, payment, share of the patron */
    struct bo_path grant_usd_per_year;             /* from an owner who asks for no price */
    double exit_ratio, give_up_ratio, offer_ratio; /* multiply the hazards */
    double doubt_ratio;                            /* multiplies doubt_per_year */
    double stay_ratio;       /* multiplies near_frontier_frac: how near it wants to be */
    double rents_frac;       /* of what its own systems lack for research, rented meanwhile */
    double buys_within_days; /* in which it buys what they lack; infinite: as its plan spends */
};

/* ---- ai_budgets.*: companies with a cash cow, or with lenders, that buy AI systems ---- */
struct bo_ai_budget_param {
    struct bo_entry entry;
    uint32_t company;
    bool frontier;                 /* trains at the frontier */
    double calm_frac;              /* of operating cash flow, before the shock: s0 */
    double response_frac;          /* added once the shock is understood: s1 */
    double response_delay_days;    /* from the shock until this board begins to answer */
    double ratchet_ratio;          /* multiplies capital.ratchet_gain */
    double advance_ratio;          /* borrowed a year per USD a year of leasing revenue */
    double advance_debt_max_ratio; /* debt over that revenue beyond which nobody advances */
    struct bo_path advance_max_usd_per_year; /* to one borrower of its kind; infinite: no end */
    struct bo_path funded_usd_per_year;      /* from equity and debt raised for it */
    double advance_equity_frac;              /* of both, that owners put in */
    double
        restructure_ratio; /* debt over the run-rate of revenue at which lenders of who loses money give in */
};

#endif
