/* buildout/model/world.h - the state of the world: the only thing that a run changes.
 *
 * Plain structs in arrays: companies and regions in the order of their tables; parties are companies, then one
 * landlord a region, then the sectors of the ledger. Model code changes the world at month closes, events change it
 * at milestones; neither knows of the kernel.
 *
 * Units:  days since the start of the run; MW of critical IT unless a name says grid; money in the ledger is cents,
 *         rates and plans are USD.
 * Owner:  the run's arena.
 */
#ifndef BUILDOUT_MODEL_WORLD_H
#define BUILDOUT_MODEL_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/base/facts.h"
#include "buildout/base/rng.h"
#include "buildout/model/flow.h"
#include "buildout/model/fluid_pool.h"
#include "buildout/model/fluid_queue.h"
#include "buildout/model/ledger.h"
#include "buildout/model/observation.h"
#include "buildout/model/param.h"
#include "buildout/model/plant.h"
#include "buildout/model/project.h"

struct bo_recorder;
struct bo_site_sums;
struct bo_ai_economy;
struct bo_capability;
struct bo_products;
struct bo_rental;
struct bo_capital;
struct bo_lab_books;
struct bo_fleets;
struct bo_trade;

/* What draws are for: a purpose keeps its number for ever, so that new ones move nobody's draws. */
enum bo_purpose {
    BO_DRAW_PERMIT = 1,
    BO_DRAW_STUDY = 2,
    BO_DRAW_GRID_LEAD = 3,
    BO_DRAW_SHELL = 4,
    BO_DRAW_FITOUT = 5,
    BO_DRAW_HALL = 6,
    BO_DRAW_WORKERS = 7,
    BO_DRAW_FAST = 8,
    BO_DRAW_FAST_DAYS = 9,
    BO_DRAW_SIZE = 10,
    BO_DRAW_REGION = 11,
    BO_DRAW_LEASE = 12,
    BO_DRAW_EXTENSION = 13,
    BO_DRAW_COST = 14,
    BO_DRAW_AI_PREMIUM = 15,
    BO_DRAW_CANCEL = 16,
    BO_DRAW_CANCEL_KIND = 17,
    BO_DRAW_PAST_DATE = 18,
    BO_DRAW_PAST_OWNER = 19,
    BO_DRAW_POWER_PRICE = 20,
    BO_DRAW_LATE_CANCEL = 21,
    BO_DRAW_PAST_EQUIPMENT = 22,
    BO_DRAW_ROUND_DATE = 23,
    BO_DRAW_EXIT = 24,
    BO_DRAW_EXIT_KIND = 25,
    BO_DRAW_EXIT_DATE = 26,
    BO_DRAW_RECOVERY = 27,
    BO_DRAW_ACQUIRER = 28,
    BO_DRAW_OFFER = 29,
    BO_DRAW_OFFER_PRICE = 30,
    BO_DRAW_GIVE_UP = 31,
    BO_DRAW_ON_SITE = 32,
    BO_DRAW_ON_SITE_DAYS = 33,
    BO_DRAW_MORATORIUM = 34,
    BO_DRAW_MARGIN = 35,
    BO_DRAW_TOLD_ANEW = 40,
    BO_DRAW_MFU = 60,
    BO_DRAW_FINAL_RUN = 61,
    BO_DRAW_RUN_FAILS = 62,
    BO_DRAW_FIRST_RUN = 63,
    BO_DRAW_JUMP = 64,
    BO_DRAW_JUMP_GAIN = 65,
    BO_DRAW_JUMP_STEP = 66,
    BO_DRAW_JUMP_LOSS = 67,
    BO_DRAW_PRICE_REPLY = 80,
    BO_DRAW_WAR_PRICE = 81,
    BO_DRAW_WAR_DAYS = 82,
    BO_DRAW_SLIP = 83,
    BO_DRAW_SLIP_DAYS = 84,
    BO_DRAW_SUSPENSION = 120,
    BO_DRAW_SHIP_DATE = 121,
    BO_DRAW_SHIP_DELAY = 122,
    BO_DRAW_LICENCE = 123,
    BO_DRAW_LICENCE_DAYS = 124,
    BO_DRAW_DESIGN_AROUND = 125
};

/* Leases of one company in one region that end in one month. */
struct bo_lease_end {
    double mw, rent_usd_per_month;
};

/* Leases that a company began in one year of the run. */
struct bo_lease_year {
    double liability_usd, rent_usd_per_month;
};

/* MW and sites of one user or owner in one region. */
struct bo_estate {
    double owned_mw;           /* energised, in own sites */
    double leased_mw;          /* energised, in landlords' sites */
    double building_mw;        /* ground broken, not energised, own */
    double planned_mw;         /* announced, ground not broken, own */
    double leased_building_mw; /* both stages, in landlords' sites */
    double held_mw;            /* of options, in all stages */
    double load_mw;            /* drawn by the servers */
    double load_slope_mw;      /* rise of the load a month */
    double energy_mwh;         /* electricity of the month that is being closed */
    double on_site_mw;         /* of what is energised: with its own generation */
    double pue_mw;             /* sum of MW x PUE of what is energised */
    double rent_usd_per_month;
    uint32_t n_sites; /* hyperscale, open, owned */
};

struct bo_region {
    const struct bo_region_param *param;
    const char *landlord_name;
    uint64_t past_key, colocation_key; /* of draws of past and of the landlord's own projects */
    double study_median_days;
    struct bo_fluid_pool crews;
    struct bo_fluid_queue grid;
    double crew_growth;   /* log growth a year now */
    double crews_index;   /* as in force now */
    double *crew_trained; /* [months] extra log growth a year of those taken on earlier */
    double power_price_usd_per_mwh;
    double emission_kg_per_kwh;
    double power_luck_ratio; /* of the year */
    double bank_mw;          /* landlord's prepared land */
    double *land_asked_mw;   /* [months] of land under study, where landlords need grants */
    double *land_queued_mw;  /* [months] of land in the grid's queue, first in first out */
    uint32_t n_land_queued, n_land_granted;
    double landlord_grants_ratio; /* all grants, to those of sites */
    double leased_starts_mw;      /* MW a year, smoothed */
    double leased_starts_month_mw;
    double granted_mw;        /* since the start */
    double speculative_mw;    /* requests in the queue on which nobody will build */
    double held_mw;           /* granted to such requests, and not taken back */
    double grid_ratio;        /* of grants, to their path: the grid's answer so far */
    double *grid_decided;     /* [months] extra log growth a year that was decided on earlier */
    double grid_lost_mw;      /* granted to projects that were cancelled */
    double grid_energised_mw; /* of granted */
    /* colocation for others */
    double colo_inventory_mw, colo_leased_mw, colo_building_mw;
    double vacated_mw;     /* of whole sites that a tenant left, and nobody has taken whole since */
    double colo_demand_mw; /* what tenants want at the rent of now */
    double colo_trend_mw;  /* what tenants would lease at the rent of the start over cost */
    double colo_growth_seen, colo_wanted_mw;
    bool strands; /* the end of its queue is too far off to wait for */
    double suites_month_mw, suites_seen_mw_per_year; /* that companies took of the inventory */
    double rent_usd_per_kw_month;
    uint32_t n_colo_started;
    double colo_energy_mwh;                     /* of the month */
    double time_to_power_days;                  /* quoted to a board now */
    uint32_t n_offered, offered_room, *offered; /* options on offer there: rows of projects */
    double *load_slope_end;                     /* bo_world_end, MW a month */
    struct bo_lease_end *lease_end;             /* bo_world_end */
};

struct bo_maker {
    const struct bo_maker_param *param;
    struct bo_fluid_queue book;
    double capacity_start;   /* units a day */
    double capacity_index;   /* as in force now */
    double other_start;      /* units a day */
    const char *late_reason; /* of projects that waited for it most; made by bo_record_projects */
    double lead_seen_days;   /* the quote as other buyers have it in mind */
    double *growth_decided;  /* [months] log growth a year that lines decided on earlier bring */
};

/* What a company's options cost and brought in the month. */
struct bo_option_month {
    double carry_usd, rent_usd; /* of shells let */
    double sold_usd;            /* got for options that others took over */
    double net_paid_usd;        /* for others' options, less what its own brought */
    double gain_usd;            /* over what was paid for them */
    double used_mw;             /* on which sites were begun */
};

struct bo_company {
    const struct bo_company_param *param;
    bool alive;
    bool ended; /* sold or liquidated: it comes to life no more */
    uint32_t n_started;
    uint32_t n_plans;   /* of sites for which ground is not broken, when the boards met last */
    uint32_t n_options; /* taken since the start */
    uint32_t n_held, held_room, *held;   /* options that it holds: rows of projects */
    double option_wanted_mw[BO_N_HOLDS]; /* carried over: wanted and not yet taken */
    struct bo_option_month options;
    struct bo_estate *estate; /* [regions] */
    /* demand */
    double core_log, cloud_log; /* log of volume against the start */
    double base_mw_start;       /* demand that is not AI, at the start */
    double ai_mw_start;
    double base_mw, ai_mw; /* demand now */
    double option_mw;      /* of ai_mw: halls planned for AI systems that are not bought */
    double demand_mw, demand_before_mw;
    double
        use_ratio; /* of demand over what is energised, against the start, at most 1: the load follows it */
    double
        ai_seen_mw; /* its part that is AI, smoothed alike: boards know what they have and ordered */
    double demand_seen_mw; /* the level on which boards plan: demand, smoothed along its trend */
    double growth_1, growth_2; /* perceived, two stages, log a year */
    double growth_long;        /* the long view */
    double server_growth_1, server_growth_2, server_growth_start; /* of base MW */
    double wanted_mw;                /* carried over: wanted and not yet started */
    double stranded_mw;              /* ordered, and power is too far off to count on it */
    double start_rate_mw;            /* MW a year, smoothed */
    double start_rate_reference_mw;  /* MW a year at the start, grown with size */
    bool *rule_acts;                 /* [rules of all strategies, one after another] last month */
    struct bo_strategy_param policy; /* what rules made of the strategy this month */
    /* money */
    double fx_start, fx_last;   /* units of its currency per USD */
    double operating_cost_frac; /* of revenue, in cash, without depreciation, power and rent */
    double margin_drift_frac;   /* of revenue: what such costs are less than that now */
    double margin_gain_frac;    /* the same, of what is known since the start */
    double other_cash_frac;     /* of revenue: operating cash flow that is not earnings */
    struct bo_plant sites, servers, ai, other;
    uint32_t server_life_months, ai_life_months; /* as judged last */
    struct bo_flow revenue, ocf, capex, capex_sites, capex_servers, capex_ai, capex_other,
        finance_leases, buybacks, funding, free_cash_flow, core_revenue, cloud_revenue, ai_revenue;
    bool defaulted;                     /* on its rents: nobody leases to it */
    double new_lease_liability_usd;     /* of leases begun since the start */
    struct bo_lease_end *opening_lease; /* [regions] as it was at the start */
    bo_money opening_lease_liability;   /* what is left of it */
    struct bo_lease_year *lease_year;   /* [years of the run] */
    double leases_not_commenced_usd;
    double stated_capex_usd;  /* of the calendar year, as its board had told it before the month */
    double told_capex_usd;    /* and as it tells it now */
    double capex_of_year_usd; /* paid in the calendar year so far */
    double operating_income_usd, net_income_usd, depreciation_usd, interest_usd; /* of the month */
    double tax_losses_usd;       /* of the past, that no tax has seen yet */
    double stake_gain_usd;       /* of the month: gains less losses on stakes in laboratories */
    double credits_honoured_usd; /* of the month: cloud credits that laboratories used */
    double short_of_cash_usd;    /* what could not be borrowed */
    double overdraft_usd;        /* of the month: lent for what it could not pay */
    double credit_loss_usd;      /* of the month: debt that lenders took shares for or lost */
    bool leases_rejected;        /* of this default, those that it does not use */
    bool in_default;         /* nobody lends to it until cash comes in again (model/distress.h) */
    uint32_t short_months;   /* running, in which an overdraft covered what it could not pay */
    uint32_t default_months; /* in default, since it is again */
    int32_t default_day;     /* the first of a default; 0: none yet */
    double coupon_per_year;  /* mean rate on its debt, by amount: each part keeps that of the day on
                               which it was borrowed until it falls due (model/debt.h) */
    double cash_before_usd;  /* at the last close */
    double cloud_away_usd;   /* of the month: base cloud wanted that halls did not hold */
    double capex_limit_usd;  /* a year, that the board allows itself this month */
    double capex_scale;      /* 0..1: how far plans fit it */
    double npv_usd, cash_min_usd;
    int32_t cash_min_day;
    double funding_usd, funding_peak_usd;
};

struct bo_landlord {
    struct bo_plant sites;
    struct bo_flow revenue, ocf, capex;
    double operating_income_usd, net_income_usd, depreciation_usd, interest_usd; /* of the month */
    double tax_losses_usd;  /* of the past, that no tax has seen yet */
    double credit_loss_usd; /* rents of tenants who walked away, until its books are closed */
    double rent_lost_usd;   /* of the month: the same, as booked */
    double debt_lost_usd;   /* of the month: debt that lenders took shares for */
    double coupon_per_year; /* mean rate on its debt, by amount (model/debt.h) */
};

/* What draws a board to a region this month. */
struct bo_siting_weight {
    double demand, demand_china; /* weights of buyers outside and inside China */
    double time_days, cost_usd_per_mw, power_usd_per_mwh;
};

/* Sites published for the year, and how many of last year's were late. */
struct bo_lateness {
    uint32_t due, late;
    double late_frac; /* of last year; NaN when none was due */
};

/* Counts of the month, by region and company; reset at each close. */
struct bo_count {
    uint32_t openings, cancelled;
    uint32_t *openings_region, *cancelled_region;   /* [regions] */
    uint32_t *openings_company, *cancelled_company; /* [companies], by owner */
    uint32_t late, due;                             /* of the year so far, set in December */
    double late_frac;
    struct bo_lateness *late_region, *late_company; /* [regions], [companies] by owner */
};

struct bo_board_ops {
    /* Applies the rules of a company's strategy to *policy, which holds the strategy's own values. */
    int (*decide)(void *context, uint32_t company, const double observation[BO_N_OBSERVATIONS],
                  struct bo_strategy_param *policy, struct bo_err *err);
    void *context;
};

struct bo_world {
    struct bo_arena *arena;
    struct bo_site_sums *site_sums; /* [companies and landlords], see site_cost.h */
    const struct bo_param *param;
    struct bo_rng rng;
    uint64_t draw_key;           /* of rng */
    int32_t start_day;           /* of base/calendar.h */
    uint32_t n_months, month;    /* closes done */
    double *month_end_day;       /* [n_months], see bo_world_month_end */
    double day;                  /* of the last close */
    double month_days;           /* length of the month that is being closed */
    double mean_cost_usd_per_mw; /* of a new site, by weight of demand */
    double cost_index_then;      /* on construction.cost_day */

    uint32_t n_regions, n_companies, n_makers;
    struct bo_region *region;
    struct bo_company *company;
    struct bo_landlord *landlord; /* [regions] */
    struct bo_maker *maker;
    struct bo_ledger ledger;
    uint32_t *landlord_sites; /* [regions] hyperscale, open */
    double *landlord_mw;      /* [regions] hyperscale, energised */

    uint32_t n_projects, project_room;
    struct bo_project *project;
    uint32_t n_active, active_room;
    uint32_t *active;     /* projects that are neither complete nor cancelled, in order of start */
    uint32_t n_announced; /* projects whose events have been scheduled */

    double permit_median_days, grid_lead_median_days, shell_median_days, fitout_median_days,
        on_site_median_days;
    double on_site_book_mw;   /* own generation ordered and not made, MW of IT */
    double lead_nominal_days; /* time to power at the start, uncongested */
    double lead_start_days;   /* as quoted at the start */
    double lead_planned_days; /* what boards plan with now */
    struct bo_count count;
    double *lease_rate;              /* [years of the run] a month, of leases begun in that year */
    double *lease_factor;            /* [years of the run] present value of a rent of 1 a month */
    struct bo_siting_weight *siting; /* [regions] as boards see them this month */
    double *siting_sums, *siting_sums_china,
        *siting_sums_own;         /* [regions] weights summed up, see siting.c */
    double *scratch;              /* [regions] */
    double *earlier_ratio;        /* [months of a ramp] see load.c; NULL until it is asked for */
    double equipment_price_ratio; /* this month, against the start */
    double longest_lead_days;     /* of the makers */
    double mean_rent_usd_per_kw_month; /* by inventory */
    double rent_capital_log;           /* what a dearer hall has added to rents since the start */
    struct bo_flow openings_ttm;
    double started_mw, energised_mw,
        cancelled_mw; /* of projects, since the start, in flight included */
    double stock_mw;  /* in use at the start, less what of it energised_mw counts */
    struct bo_board_ops board;
    struct bo_ai_economy *ai_economy; /* NULL when the scenario has none: see model/ai.h */
    struct bo_capability *capability;
    struct bo_products *products;
    struct bo_rental *rental;
    struct bo_capital *capital;     /* NULL without capital.* */
    struct bo_lab_books *lab_books; /* with capital */
    struct bo_fleets *fleets;       /* NULL without chip_buyers.* */
    struct bo_trade *trade;         /* NULL without vendors.* */
    struct bo_facts *facts;
    struct bo_recorder *recorder;
    struct bo_err failure; /* status other than BO_OK ends the run */
};

/* Builds the world as it stands at the start: stocks, books, projects in flight. */
int bo_world_create(const struct bo_param *param, const struct bo_rng *rng, struct bo_arena *arena,
                    struct bo_facts *facts, struct bo_world **out, struct bo_err *err);

double bo_world_draw(const struct bo_world *world, uint64_t key, enum bo_purpose purpose,
                     uint32_t index);
double bo_world_sample(const struct bo_world *world, const struct bo_dist *dist, uint64_t key,
                       enum bo_purpose purpose);
/* A day of base/calendar.h. */
static inline int32_t bo_world_date(const struct bo_world *world, double day)
{
    int32_t whole =
        (int32_t)day; /* towards zero; floor() would be a call, and all ask for the date */
    return world->start_day + whole - ((double)whole > day);
}
/* The date at which a close reads what the month was: of the month that ends on `day` the last; at the opening and before it,
 * the day itself. What is set for the month that begins is read at its own first day. */
static inline double bo_world_closed_date(const struct bo_world *world, double day)
{
    return (double)world->start_day + (day > 0.0 ? day - 1.0 : day);
}
/* Has begun what begins on a date? The close of a month stands on the first day of the next, and what begins on that day is not of the
 * month that ends; at the opening it is. */
static inline bool bo_world_begun(const struct bo_world *world, int32_t date, double day)
{
    int32_t today = bo_world_date(world, day);
    return date < today ||
           (date == today && (!(day > 0.0) || bo_month_first_day(bo_month_of_day(date)) != date));
}
/* Of what ends in a month, by company: a close reads its month's of all of them. */
static inline uint32_t bo_world_end(const struct bo_world *world, uint32_t company, uint32_t month)
{
    return month * world->n_companies + company;
}
uint32_t bo_world_landlord_party(const struct bo_world *world, uint32_t region);
bool bo_world_is_landlord(const struct bo_world *world, uint32_t party);
const char *bo_world_party_name(const struct bo_world *world, uint32_t party);
/* The end of the month that is `month` closes after the start, in days. */
double bo_world_month_end(const struct bo_world *world, uint32_t month);
/* Hyperscale sites open, energised MW, sites in the pipeline (not counted when NULL), and companies' capex of twelve
 * months, USD. */
void bo_world_totals(const struct bo_world *world, double *sites, double *mw, double *pipeline,
                     double *capex_usd);

#endif
