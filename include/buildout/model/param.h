/* buildout/model/param.h - every number that a scenario can set, as plain structs.
 *
 * The scenario reader fills one struct bo_param with nominal values (a distribution's median) and a list of uncertain
 * slots; sampling copies it and overwrites the slots. Nothing here changes during a run. Entities of a table are
 * sorted by key. bo_tables[] describes the tables to code that copies or fills them without knowing their fields.
 *
 * Units:  names carry them. Durations are days, money is USD (converted at the day's rate at the scenario's edge),
 *         rates are per year, fractions 0..1. A struct bo_dist field is process noise: drawn for each project.
 * Owner:  the scenario's or the run's arena.
 */
#ifndef BUILDOUT_MODEL_PARAM_H
#define BUILDOUT_MODEL_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/dist.h"
#include "buildout/model/capability_param.h"
#include "buildout/model/capital_param.h"
#include "buildout/model/entry.h"
#include "buildout/model/fleet_param.h"
#include "buildout/model/path.h"
#include "buildout/model/product_param.h"
#include "buildout/model/rental_param.h"
#include "buildout/model/vendor_param.h"

#define BO_NO_ROW UINT32_MAX

/* ---- time: from when to when ---- */
struct bo_time_param {
    int32_t opening_day; /* of which stocks and balances are; INT32_MAX: of the start */
    int32_t start_day;
    int32_t end_day;
};

/* ---- currencies.*: units of a currency per USD ---- */
struct bo_currency_param {
    struct bo_entry entry;
    struct bo_path per_usd;
};

/* ---- regions.*: a construction market and its countries ---- */
struct bo_region_param {
    struct bo_entry entry;
    struct bo_texts countries; /* ISO codes */
    double quota_countries;    /* in which who buys chips has halls: each has its quota; 0: all */
    struct bo_path tax_rate_frac;
    double pue_new_ratio;
    struct bo_path overhead_index; /* of PUE less 1 of new halls, to pue_new_ratio less 1 */
    double pue_fleet_ratio;
    struct bo_path power_price_usd_per_mwh;
    double power_price_drift_per_year; /* log drift after the last point of the path */
    struct bo_path emission_kg_per_kwh;
    double emission_drift_per_year; /* log drift after the last point */
    double build_cost_multiplier;   /* to the US mean */
    double size_multiplier;         /* of new sites, to the world median */
    double
        labour_pool_workers; /* at the start; rescaled to the work in hand (construction.crew_cover) */
    struct bo_path labour_growth_per_year;
    struct bo_path crews_index; /* crews there, to those there would be without it */
    struct bo_path grid_grants_mw_per_year;
    struct bo_dist grid_study_days;  /* study and works, drawn per project */
    double grid_queue_at_start_days; /* grants already promised at the start, in days of granting */
    struct bo_path moratorium_frac;  /* share of new grants stopped; step */
    struct bo_path permit_time_ratio;   /* of a site announced then, to the world's */
    struct bo_path on_site_frac;        /* of projects there that can build their own generation */
    struct bo_path least_charge_frac;   /* of contracted power, paid whether it is drawn or not */
    struct bo_path demand_weight;       /* where buyers outside China want new MW */
    struct bo_path demand_weight_china; /* where Chinese buyers want it */
    double colo_inventory_mw;
    double colo_vacancy_frac;
    double colo_rent_usd_per_kw_month;
    double colo_move_frac;          /* of its tenants, who may have halls elsewhere as well */
    struct bo_path starts_per_year; /* projects started in the years before the start; step */
};

/* ---- equipment.*: makers of long-lead equipment, one world market each ---- */
struct bo_maker_param {
    struct bo_entry entry;
    double units_per_mw;               /* of IT */
    double other_share_frac;           /* of orders at the start that other buyers place */
    double orders_over_capacity_ratio; /* at the start */
    double lead_least_days;            /* of making it: no order is delivered sooner */
    double lead_before_days; /* until a year before the start, for the pipeline in flight */
    double lead_at_start_days;
    struct bo_path capacity_growth_per_year; /* trend */
    struct bo_path capacity_index;           /* what they build, to what they would without it */
    struct bo_path
        capacity_answer_per_year; /* extra growth per log of lead over the start's, less lines under way */
    double capacity_answer_max_per_year;
    double lines_delay_days;             /* from deciding to the new line's first unit */
    struct bo_path other_orders_log;     /* log of other buyers' orders against the start */
    double other_lag_days;               /* with which other buyers see the lead time change */
    double other_forward_ordering_ratio; /* extra orders of others per growth of the quoted lead */
    double price_answer;                 /* log price per log of lead over the lead at the start */
};

/* ---- construction: how a site is built, everywhere ---- */
struct bo_construction_param {
    struct bo_dist permit_days;
    struct bo_dist shell_days;         /* of the first building, uncongested */
    struct bo_dist fitout_days;        /* roof to first load, uncongested */
    struct bo_dist hall_interval_days; /* uncongested crew time between one hall and the next */
    struct bo_dist workers_per_mw;     /* at peak, of the halls under work */
    struct bo_dist fast_track_days;    /* ground-break to load when fast-tracked */
    double fast_track_frac;
    double fast_track_max_mw; /* of a site that is; infinite: any */
    double fast_track_answer; /* more of them a share of its halls that a company is short of */
    struct bo_dist grid_application_lead_days; /* applied before the announcement */
    double hall_mw;                            /* usual size of a hall */
    double hall_size_exponent; /* log size of a hall per log of its site's, beyond hall_mw */
    double max_halls;
    double size_median_mw; /* of a new site at the start of the run */
    double size_growth_per_year;
    double size_sigma;
    double size_response;        /* 0: growth of wanted MW makes more sites; 1: larger ones */
    double size_multiple_max;    /* largest multiple of the drawn size */
    double extension_frac;       /* share of starts on the owner's existing sites */
    double extension_time_ratio; /* of a new site's permit and shell */
    double extension_cost_ratio;
    double cost_usd_per_mw; /* US mean, shell, power and cooling, on cost_day */
    int32_t cost_day;
    struct bo_path cost_index;       /* relative to cost_day */
    struct bo_dist cost_noise_ratio; /* per project */
    struct bo_dist ai_premium_frac;  /* of halls for AI, per project */
    double land_share_frac;          /* of the cost: paid when the permit is there */
    double equipment_share_frac;     /* a deposit at order, the rest as each maker delivers */
    double equipment_deposit_frac;
    double shell_share_frac; /* paid along the shell; what is left is paid along fit-out */
    double crew_cover_ratio; /* crews at the start over the work in hand */
    double crew_growth_answer_per_year; /* extra growth per unit of use above the threshold */
    double crew_training_days;          /* until that growth is there */
    double
        crew_move_per_year; /* of the crews that one region lacks and another of its country spares */
    double crew_use_threshold_frac;
    double bid_premium_frac;            /* on cost at full use, from nothing at the threshold */
    struct bo_path opposition_per_year; /* hazard of announced projects without ground broken */
    double withdrawal_per_year;         /* hazard, commercial, before ground is broken */
    double late_cancel_per_year;        /* hazard after ground is broken */
    double plan_buffer_frac;            /* of the nominal time, in published dates */
    double
        order_ahead_frac; /* of what the lead is longer than the shell, ordered before the permit */
    double power_wait_max_days; /* that a shell is let stand for power; below 0: for ever */
    double told_anew_frac;      /* of owners who tell on 1 January that a date cannot be met */
    double hoped_time_ratio;    /* of the usual time of works, in the dates that are held on to */
    /* switches, for what-ifs and for asking what each does */
    bool crews_bind;
    bool grid_binds;
    bool equipment_binds;
    bool prepared_land;
};

/* ---- planning: how boards turn demand into starts ---- */
struct bo_planning_param {
    double gap_close_days;
    double growth_lag_days; /* of perceived growth, each of two stages */
    double level_lag_days; /* with which boards take a change of demand off its trend for lasting */
    double growth_anchor_frac; /* weight of the long view of growth in plans */
    double growth_anchor_days; /* time constant of the long view */
    double idle_doubt_frac; /* of halls that idle: from there on boards doubt it; infinite: never */
    double growth_anchor_per_year; /* the long view at the start, log growth of MW */
    double lead_reaction_frac;     /* how far the planned lead follows the quoted one, each way */
    double horizon_max_days;
    double strand_days; /* power that comes later is not waited for; infinite: it is */
    double cover_ratio; /* capacity wanted over demand forecast */
    double
        withdraw_excess_frac; /* of what is there and ordered: what exceeds the plan by more is withdrawn */
    double starts_max_per_year_frac; /* of the owner's MW in hand */
    double growth_max_per_year;      /* of perceived log growth */
    double commitment_days;          /* over which a new site's cost falls due */
    double region_wait_elasticity;   /* weight falls with time to power over the world's mean */
    double region_cost_elasticity;
    double region_power_elasticity;
};

/* ---- demand: what turns core and cloud business into megawatts ---- */
struct bo_demand_param {
    struct bo_path index;            /* the dated shock (slump of 2022); 1 is none */
    struct bo_path ai_index;         /* the same of what customers buy of AI */
    struct bo_path cloud_index;      /* of what they buy of ordinary cloud, revenue and capacity */
    double mw_efficiency_per_year;   /* log fall of MW per unit of business */
    double long_run_growth_per_year; /* towards which core and cloud growth return */
    double
        growth_return_days; /* time constant of that return after the last point of a growth path */
    double order_weight_frac;     /* of the MW of AI systems on order, that boards plan halls for */
    double ai_systems_usd_per_mw; /* of plans for AI systems that are not bought yet */
    double base_first_frac; /* of AI's part of halls that are short, that other servers keep */
};

/* ---- power ---- */
struct bo_power_param {
    double load_factor_frac;  /* of energised IT MW, once ramped */
    double ramp_days;         /* from energised to full load, linear */
    double price_noise_sigma; /* log sd, yearly, by region */
};

/* ---- grid: how utilities quote and grow, and the way around ---- */
struct bo_grid_param {
    struct bo_path
        speculative_ratio;        /* MW asked for that nobody will build on, per MW that is meant */
    double speculative_stay_days; /* until such a request drops out, on the mean */
    double speculative_counted_frac; /* of them, in what a utility quotes */
    double speculative_hold_days;    /* until an idle grant is taken back, on the mean */
    double landlord_grants_ratio; /* to what landlords built at the start; 0: they ask for none */
    double answer_per_year;       /* extra log growth of grants, per year of queue */
    double answer_max_per_year;
    double answer_delay_days;          /* of the works for it */
    double moratorium_cancel_per_year; /* hazard of what has no grant, where all is stopped */
    double on_site_wait_days;          /* a longer queue makes a project build its own generation */
    bool on_site_early;                /* projects decide when they are announced */
    double on_site_more_ratio;         /* of on_site_frac, among the rest, for each further wait */
    struct bo_dist on_site_days;       /* until that is there, drawn per project */
    struct bo_path on_site_max_mw_per_year; /* that makers deliver, MW of IT; infinite: no limit */
    double on_site_cost_usd_per_mw;         /* of IT, beside the site */
    double on_site_price_ratio;             /* of its electricity, to the grid's */
    double on_site_kg_per_kwh;
};

/* ---- site_options: what it costs to hold land, a place in the grid's queue or a shell, and what they fetch ---- */
struct bo_site_option_param {
    double land_carry_per_year;             /* of what the land cost: tax and upkeep */
    double place_fee_usd_per_mw;            /* of study and application, once */
    double place_carry_usd_per_mw_per_year; /* of the security while it waits in the queue */
    double grant_carry_usd_per_mw_per_year; /* least charge for what is granted and not used */
    double shell_carry_per_year;            /* of what the shell cost: tax, insurance, upkeep */
    double seller_share_frac;               /* of what the time saved is worth to who takes it */
    double offer_days;                      /* on offer until it is let or given up */
    double resale_frac; /* of what was paid for land and shell: what others give for it then */
    double sublet_rent_ratio; /* of a bare shell, to the rent of large deals */
    double sublet_term_days;
};

/* ---- planned_sites.*: projects that are given, beside those that boards begin ---- */
enum bo_site_power {
    BO_POWER_USUAL, /* the grid or its own, as boards decide by the queue */
    BO_POWER_GRID,  /* it waits for its grant, however long */
    BO_POWER_OWN    /* its own generation, however short the queue */
};

struct bo_planned_site_param {
    struct bo_entry entry;
    uint32_t company; /* that uses it */
    uint32_t region;
    int32_t announced_day;
    int32_t permitted_day; /* BO_NEVER: as long after as is drawn */
    int32_t powered_day;   /* BO_NEVER: when its turn comes */
    double it_mw;
    enum bo_site_power power;
    bool leased; /* a landlord builds and owns it */
};

/* ---- colocation: the landlords' market ---- */
struct bo_colocation_param {
    double natural_vacancy_frac;
    double vacancy_least_frac; /* halls empty between two tenants: no market is ever full */
    double gap_close_days;
    double rent_answer_per_year; /* log rent, fastest rise: where nothing is empty */
    struct bo_path rent_cost_drift_per_year;
    double rent_capital_frac;                  /* of the log user cost of a hall, in rents */
    double large_deal_ratio;                   /* hyperscale rent over small-deal rent */
    struct bo_path absorption_growth_per_year; /* of leased MW, other tenants */
    double rent_elasticity;                    /* of absorption */
    double
        move_per_year; /* of what is wanted, per log of rent over that of other regions, both against their costs */
    double
        rent_belief_frac; /* of the tenants whom dear rent keeps away, that landlords build for */
    double block_mw;      /* size of a landlord's own project */
    double bank_days;     /* prepared land at the start, in time of leased starts */
    double bank_refill_ratio;    /* MW prepared per MW of leased starts of the last year */
    double prepared_shell_ratio; /* shell time on prepared land */
    double plant_usd_per_mw;     /* book value of a landlord's MW at the opening */
    double debt_share_frac;      /* of what landlords build */
    double default_debt_ratio;   /* debt over yearly rents that a landlord without cash flow keeps;
                                    infinite: all of it */
    double operating_cost_frac;  /* of the rent of all halls, let or not */
    double tenant_term_days;     /* of small deals */
    double lease_term_days;
    double finance_lease_frac; /* of leases begun, booked as finance leases */
    double suites_per_year;    /* of what stands empty, most that one company takes */
};

/* ---- finance ---- */
struct bo_finance_param {
    double discount_rate_per_year;
    struct bo_path base_rate_per_year; /* on debt of a sound company */
    double
        spread_per_leverage_per_year; /* extra rate per unit of debt over yearly operating cash flow */
    double
        leverage_priced_max; /* debt over operating cash flow beyond which the rate rises no more */
    struct bo_path cover_least_ratio; /* cash flow before interest over interest; less: no credit */
    struct bo_path credit_shut_frac;  /* of new credit that lenders would give, what they do not */
    struct bo_path cash_yield_per_year;
    double
        default_months; /* covered by overdraft, running, from which it is in default; NaN: never */
    double
        default_debt_ratio; /* debt over yearly revenue beyond which lenders of who is in default own it */
    double debt_maturity_days;
    struct bo_path opening_rate_per_year; /* on debt at the opening; infinite: that of the day */
    bool debt_floats; /* all debt bears the rate of the day, not that of its own */
    double life_buildings_days;
    struct bo_path life_ai_systems_days;
    double life_other_days;
    double margin_return_days; /* in which a margin that strayed comes back by all but 1/e */
    double ai_cost_frac;       /* of AI revenue: what it costs beyond systems, halls and power */
    double server_growth_lag_days; /* of growth seen in server orders, each of two stages */
    double server_growth_gain;     /* server spend per growth seen, over its proportion */
    struct bo_path server_price_index;
};

/* ---- strategies.*: what a board's policy sets ---- */
struct bo_rule_set {
    uint32_t parameter; /* index into bo_strategy_fields[] */
    const char *expression;
    const char *where; /* "file.cfg:31:20" */
};

struct bo_rule {
    const char *key;
    double order;
    const char *when;
    const char *where;
    uint32_t
        play; /* row of strategies whose parameters and rules hold meanwhile, BO_NO_ROW: none */
    bool for_good; /* once its condition has held it does */
    uint32_t n_sets;
    const struct bo_rule_set *set;
};

/* What a board wants of training and of prices; 0: what programmes.*, ai_budgets.*, labs.* and offers.* say. */
enum bo_training_choice {
    BO_TRAINING_OWN,
    BO_TRAINING_FRONTIER,
    BO_TRAINING_FOLLOW,
    BO_TRAINING_NONE
};
#define BO_TRAINING_WORDS "own|frontier|follow|none"
#define BO_POSTURE_WORDS "own|hold|match|cut"
enum bo_posture_choice { BO_PRICES_OWN, BO_PRICES_HOLD, BO_PRICES_MATCH, BO_PRICES_CUT };

struct bo_strategy_param {
    struct bo_entry entry;
    double build_ahead_days;    /* planned beyond the lead time; negative: behind demand */
    double growth_belief_ratio; /* of perceived growth that goes into plans */
    double cover_ratio;         /* multiplies planning.cover_ratio */
    double
        capex_limit_ratio; /* multiplies the company's own limit on capex over operating cash flow */
    double ai_plan_ratio;  /* multiplies the plan for AI systems */
    double lease_frac;     /* of new MW leased; negative: the company's habit */
    double reserve_days;   /* of spending kept in cash */
    double buyback_ratio;  /* multiplies the company's habit */
    double spare_cash_frac; /* of cash beyond the reserve that budgets may spend */
    double leverage_max;    /* debt over yearly operating cash flow */
    double
        options_frac; /* of the plan for AI systems: land, grid and shells for it, but no systems */
    double hold_land_ratio;  /* MW of land held for each MW of its own that it starts in a year */
    double hold_place_ratio; /* the same of places in the grid's queue, on land */
    double hold_shell_ratio; /* and of shells, with their places */
    double rent_in_frac;   /* of the GPU-hours that who uses its models lacks, rented from others */
    double lease_out_frac; /* of its fleet let under contract; negative: the lessor's own path */
    double
        waiting_max_days; /* of its plan for AI systems, that may wait for halls; negative: no limit */
    double
        use_least_frac; /* of its compute: with less in use it buys less AI systems; 0: no matter */
    double train_first_frac; /* of what is left, kept for planned training first */
    double belief_ratio;     /* multiplies the buyer's belief in rules that nobody has announced */
    double stockpile_ratio;  /* multiplies the need that it would lay in before a rule */
    double cadence_ratio;    /* multiplies the time from run to run of its programme */
    double
        follow_trigger_days; /* a follower runs when it is further behind; 0: its programme's own */
    double exit_ratio;       /* multiplies the hazard of a laboratory's sale */
    double give_up_ratio;    /* multiplies the hazard of giving up the frontier */
    int training;            /* enum bo_training_choice */
    int price_posture;       /* enum bo_posture_choice */
    const char *script;      /* Lua, before the rules; NULL: none */
    const char *script_file; /* where it stands, from script_line on */
    uint32_t script_line;
    uint32_t n_rules;
    const struct bo_rule *rule; /* sorted by (order, key) */
};

/* ---- companies.* ---- */
struct bo_company_param {
    struct bo_entry entry;
    const char *headquarters; /* ISO code */
    int32_t founded_day;
    uint32_t currency;  /* row of currencies, BO_NO_ROW for USD */
    uint32_t strategy;  /* row of strategies */
    bool buys_as_china; /* siting by demand_weight_china, GPU-hours of China's market */
    bool in_history;    /* has a part in the past that the opening is made of */
    /* opening balance, USD */
    double cash_usd;
    double debt_usd;
    double
        interest_rate_per_year; /* on that debt, as reported; NaN: finance.opening_rate_per_year */
    double lease_liability_usd;
    double plant_net_usd;
    double servers_net_frac; /* of plant */
    double ai_net_frac;      /* of plant: AI systems */
    double other_net_frac;   /* of plant: outside data centres */
    double equity_usd;       /* reported; what is not listed of it is other assets */
    /* opening flows, USD a year, without season */
    double core_revenue_usd_per_year;
    struct bo_path core_growth_per_year;
    double core_margin_frac;
    struct bo_path margin_gain_frac; /* of all that is not AI, since the start */
    double cloud_revenue_usd_per_year;
    struct bo_path cloud_growth_per_year;
    struct bo_path cloud_ai_growth_per_year; /* of that growth, AI's part: the model makes it */
    double cloud_margin_frac;
    double margin_sd_frac; /* how far both margins stray from the opening's in the long run */
    double operating_cash_flow_usd_per_year;
    double server_capex_usd_per_year;            /* non-AI servers and network */
    struct bo_path announced_capex_usd_per_year; /* before the start, for the time after it */
    struct bo_path other_capex_usd_per_year;     /* outside data centres */
    double buybacks_usd_per_year;                /* and dividends, on the first day */
    struct bo_path acquisitions_usd_per_year;    /* of firms outside the model */
    struct bo_path tax_rate_frac;
    struct bo_path server_life_days;
    struct bo_path capex_limit_ratio;      /* capex over operating cash flow, the habit */
    struct bo_path capex_max_usd_per_year; /* whatever it earns; infinite: no end */
    /* fleet */
    double it_mw;
    double sites;
    int32_t default_day;           /* on which it walks away from its leases */
    bool takes_suites;             /* moves into landlords' open stock while it lacks halls */
    double own_frac;               /* of MW owned; the rest is leased */
    struct bo_vector region_share; /* [regions] of it_mw */
    int32_t builds_in_from_day;    /* before it builds_in does not hold */
    struct bo_vector builds_in;    /* [regions] of new projects; all 0: where others build */
    double cloud_mw_frac; /* of base demand in MW that follows the cloud, the rest the core */
};

/* ---- checks.*: what a planner wants to hold ---- */
/* What its expression reads: names of boards at a month's close, key figures of a run, or their medians. */
enum bo_check_of { BO_CHECK_MONTH, BO_CHECK_RUN, BO_CHECK_MEDIAN };
struct bo_check_param {
    struct bo_entry entry;
    int of;              /* enum bo_check_of */
    int32_t when_day;    /* of BO_CHECK_MONTH */
    const char *company; /* whose own names it may read; "": only the world's */
    const char *expect;
    const char *where;
};

enum bo_table {
    BO_TABLE_TIME,
    BO_TABLE_CURRENCIES,
    BO_TABLE_REGIONS,
    BO_TABLE_EQUIPMENT,
    BO_TABLE_CONSTRUCTION,
    BO_TABLE_PLANNING,
    BO_TABLE_DEMAND,
    BO_TABLE_POWER,
    BO_TABLE_GRID,
    BO_TABLE_SITE_OPTIONS,
    BO_TABLE_PLANNED_SITES,
    BO_TABLE_COLOCATION,
    BO_TABLE_FINANCE,
    BO_TABLE_STRATEGIES,
    BO_TABLE_COMPANIES,
    BO_TABLE_CHECKS,
    BO_TABLE_RENTAL_MARKETS,
    BO_TABLE_LESSORS,
    BO_TABLE_CAPITAL,
    BO_TABLE_LABS,
    BO_TABLE_AI_BUDGETS,
    BO_TABLE_TECHNOLOGY,
    BO_TABLE_PROGRAMMES,
    BO_TABLE_SEGMENTS,
    BO_TABLE_COMPETITION,
    BO_TABLE_OFFERS,
    BO_TABLE_CHIPS,          /* struct bo_chip of model/chip.h */
    BO_TABLE_COUNTRY_GROUPS, /* struct bo_country_group of model/export_rule.h, and so on */
    BO_TABLE_RULES,
    BO_TABLE_EXPORT_LAW,
    BO_TABLE_VENDORS,
    BO_TABLE_SUPPLY_SHOCKS,
    BO_TABLE_CHIP_MARKET,
    BO_TABLE_CHIP_BUYERS,
    BO_TABLE_FLEET,
    BO_N_TABLES
};

struct bo_chip;
struct bo_country_group;
struct bo_export_rule;
struct bo_export_law_param;

struct bo_param {
    struct bo_time_param *time;
    struct bo_currency_param *currency;
    struct bo_region_param *region;
    struct bo_maker_param *maker;
    struct bo_construction_param *construction;
    struct bo_planning_param *planning;
    struct bo_demand_param *demand;
    struct bo_power_param *power;
    struct bo_grid_param *grid;
    struct bo_site_option_param *site_option;
    struct bo_planned_site_param *planned_site;
    struct bo_colocation_param *colocation;
    struct bo_finance_param *finance;
    struct bo_strategy_param *strategy;
    struct bo_company_param *company;
    struct bo_check_param *check;
    struct bo_rental_market_param *rental_market;
    struct bo_lessor_param *lessor;
    struct bo_capital_param *capital;
    struct bo_lab_param *lab;
    struct bo_ai_budget_param *ai_budget;
    struct bo_technology_param *technology;
    struct bo_programme_param *programme;
    struct bo_segment_param *segment;
    struct bo_competition_param *competition;
    struct bo_offer_param *offer;
    struct bo_chip *chip;
    struct bo_country_group *country_group;
    struct bo_export_rule *export_rule;
    struct bo_export_law_param *export_law;
    struct bo_vendor_param *vendor;
    struct bo_supply_shock_param *supply_shock;
    struct bo_chip_market_param *chip_market;
    struct bo_chip_buyer_param *chip_buyer;
    struct bo_fleet_param *fleet;
    uint32_t n[BO_N_TABLES]; /* rows; 1 for a group that is not a list */
};

struct bo_table_info {
    const char *name;      /* the group in the scenario: "regions" */
    bool is_list;          /* named rows, each starting with a struct bo_entry */
    bool optional;         /* a group that a scenario may leave out: then it has no row */
    size_t pointer_offset; /* of its pointer in struct bo_param */
    size_t row_size;
};
extern const struct bo_table_info bo_tables[BO_N_TABLES];

/* The address of a field of a row. */
void *bo_param_field(const struct bo_param *param, enum bo_table table, uint32_t row,
                     size_t offset);
/* A strategy's fields, by the name that rules use: doubles, and choices that a rule sets as text. */
struct bo_strategy_field {
    const char *name;
    size_t offset;
    double low, high;  /* canonical units */
    const char *words; /* "own|frontier": an int, the index of the word; NULL: a double */
};
/* The index of a word among "a|b|c"; negative when it is none of them. */
int bo_word_index(const char *words, const char *word);
extern const struct bo_strategy_field bo_strategy_fields[];
extern const uint32_t bo_n_strategy_fields;

#endif
