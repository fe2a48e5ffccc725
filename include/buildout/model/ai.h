/* buildout/model/ai.h - what the modules of the AI economy tell each other: one blackboard a month.
 *
 * Chips are ordered and delivered (vendor), racked and powered (fleet), let or used (rental), trained on (capability),
 * sold as products (product), paid for (capital). Each module owns the fields that its comment names, writes them at
 * its place in the month's order (model/close.c) and reads the others' as they stood when it is called. A scenario
 * without chip_buyers has no AI economy: then world->ai_economy is NULL and nobody trains, lets or sells.
 *
 * Units:  H100e: what one H100 does. Flows are USD of the month unless a name says per year. Powers are IT MW.
 * Owner:  the arena of the world.
 */
#ifndef BUILDOUT_MODEL_AI_H
#define BUILDOUT_MODEL_AI_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/model/hour_cost.h"

#define BO_N_MARKETS 2
enum bo_market { BO_MARKET_WORLD, BO_MARKET_CHINA };

/* One company's part. Companies without AI business keep zeros. */
struct bo_ai_company {
    enum bo_market market; /* where it rents and lets: China for buyers of China's market */

    /* capital.c: what the board wants to spend on AI systems (owners) and on rented compute (labs; others: rental.c), per year */
    double system_budget_usd_per_year;
    double rent_budget_usd_per_year;
    double rent_most_usd_per_year; /* of a laboratory: what it can pay this month, a year's worth */
    double rent_research_frac;     /* of the latter, meant for training */
    bool frontier;                 /* trains at the frontier; false: follows or has given up */
    bool gave_up;

    /* trade.c: deliveries of the month, paid on delivery, network, host and storage included */
    double systems_paid_usd;
    double systems_denied_usd; /* wanted this month, but no gate let it through */
    double levies_usd;         /* of what was paid, to a state */
    double ordered_mw;         /* IT load of what is on order */

    /* fleet.c: at the end of the month */
    double fleet_mw;               /* of racked systems at full load */
    double training_h100e;         /* racked, if all of it trained */
    double inference_h100e;        /* racked, if all of it served */
    double stored_h100e;           /* delivered: being set up, or waiting for an energised hall */
    double stored_mw;              /* of those at full load */
    double waiting_usd;            /* what those cost that are set up and wait for a hall */
    double chip_hour_cost_usd;     /* full cost of an H100e-hour: capital, power, hall */
    struct bo_hour_cost hour_cost; /* its parts */

    /* rental.c: use of the month, H100e as they train; sources = uses at every close */
    double internal_training_h100e, internal_inference_h100e, leased_out_h100e, leased_in_h100e,
        idle_h100e;
    double leased_abroad_h100e; /* of what is leased in: in the other market */
    double leasing_revenue_usd; /* from companies and others */
    double leasing_cost_usd;    /* to lessors */
    double intra_leasing_usd;   /* of the revenue, from companies of the model */

    /* capability.c */
    double quality_eci;         /* best model offered; 0: none */
    double lag_months;          /* to the frontier */
    double training_flop;       /* of the month */
    double training_need_h100e; /* wants next month */
    double training_cost_usd;

    /* product.c */
    double users, paying_users;
    double tokens;
    double inference_need_h100e; /* wants next month, as they train */
    double price_usd_per_mtok, cost_usd_per_mtok;
    double product_revenue_usd;  /* AI products and API */
    double cloud_ai_revenue_usd; /* AI services in the cloud, bare rent apart */
    double uplift_revenue_usd;   /* core business that AI brings */
    bool price_war;

    /* capital.c */
    double valuation_usd, raised_usd; /* last post-money, sum of rounds */
    double run_rate_usd;              /* AI revenue of the month x 12 */
};

struct bo_ai_market {
    /* fleet.c */
    double
        serving_ratio; /* what its companies' machines serve over what they train, H100e; 0: none */
    /* rental.c */
    double on_demand_usd_per_h, spot_usd_per_h, contract_usd_per_h; /* an H100 */
    double supply_h100e, demand_h100e, utilisation_frac;
    /* trade_entry.c */
    double system_usd_per_h100e; /* as it is paid now; 0: nobody has paid yet */
    double yield_per_year;       /* rent under contract of what is let, over that; 0: not known */
    /* product.c */
    double frontier_price_usd_per_mtok;
};

struct bo_ai_economy {
    uint32_t n_companies;
    struct bo_ai_company *company; /* [n_companies] */
    struct bo_ai_market market[BO_N_MARKETS];
    /* trade.c */
    double accelerator_sales_usd; /* of all vendors, month */
    double quoted_lead_days;      /* of the leading vendor */
    /* capability.c */
    double frontier_eci;
    uint32_t leader;          /* company, BO_NO_ROW before the first model */
    double progress_per_year; /* of the frontier, ECI */
    double ahead_days;        /* of what was expected of it; model/pace.h */
    /* product.c */
    double ai_revenue_netted_usd; /* final customers once, month */
    /* capital.c */
    double sentiment; /* 1 is neutral */
    double gap_flow_usd_per_year, gap_stock_usd_per_year;
};

struct bo_world;

/* Makes the blackboard and the fleets, once the world's halls are there; nothing without chip_buyers. */
void bo_ai_open(struct bo_world *world);
/* Then markets, models, products, capital and trade, once the books are open. */
void bo_ai_open_markets(struct bo_world *world);
/* H100e that serve as one H100 does, of an H100e as they train: of a company's machines that are not let, and of rented ones as
 * those of its market do. A fleet of chips with much memory and few FLOP/s serves more than it trains. > 0. */
double bo_ai_serving_ratio(const struct bo_world *world, uint32_t company);
/* A month's markets in their order: deliveries, fleets, rental, models, products, capital. */
void bo_ai_close(struct bo_world *world, double day);

#endif
