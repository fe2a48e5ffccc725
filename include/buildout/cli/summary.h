/* buildout/cli/summary.h - a run in one screen: the world by year, its regions and companies at the end.
 *
 * Computed from the facts alone, by the names of their variables, so that it holds for whatever the model came to be.
 *
 * Units:  as the variables have them (MW, million USD, TWh, fractions). NaN is what was not computed; it prints as "-".
 *         A year's flow is the sum of its months, a year's stock that of its last month in the run.
 * Owner:  everything lives in the arena given or in the facts.
 * Errors: none.
 */
#ifndef BUILDOUT_CLI_SUMMARY_H
#define BUILDOUT_CLI_SUMMARY_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/base/facts.h"
#include "buildout/cli/terminal.h"

struct bo_param;

enum bo_summary_line {
    BO_LINE_SITES,
    BO_LINE_OPENINGS,
    BO_LINE_PIPELINE,
    BO_LINE_MW,
    BO_LINE_MW_BUILDING,
    BO_LINE_LATE,
    BO_LINE_ELECTRICITY,
    BO_LINE_COST,
    BO_LINE_RENT,
    BO_LINE_VACANCY,
    BO_LINE_LEAD,
    BO_LINE_CAPEX,
    BO_N_LINES
};

/* The AI economy by year. */
enum bo_summary_ai_line {
    BO_AI_HOUR_WORLD,
    BO_AI_HOUR_CHINA,
    BO_AI_FLEET_WORLD,
    BO_AI_FLEET_CHINA,
    BO_AI_CAPABILITY,
    BO_AI_LAG_CHINA,
    BO_AI_REVENUE,
    BO_AI_GAP,
    BO_AI_SALES, /* of the vendor that sold most */
    BO_AI_LEAD,
    BO_AI_CHINA_ORDERS, /* chips of China's market */
    BO_AI_CHINA_LEGAL,  /* delivered, and not past the law */
    BO_AI_CHINA_DENIED,
    BO_AI_CHINA_GREY,
    BO_AI_CHINA_SEIZED,
    BO_N_AI_LINES
};

struct bo_summary_series {
    const double *month; /* [n_months] */
    const double *year;  /* [n_years] */
};

struct bo_summary_region {
    const char *name;
    double sites_start, sites_end; /* at the end of the first and of the last month */
    double mw_start, mw_end;
    const double *mw_month; /* [n_months] */
    double openings;        /* of the whole run */
    double grid_wait_months, crew_use_frac;
    double cost_musd_per_mw;
};

struct bo_summary_company {
    const char *name;
    double sites, mw_owned, mw_leased;
    const double *capex_musd; /* [n_years] */
    double capex_total_musd, ocf_total_musd;
    double cash_musd, debt_musd;
    double npv_musd, cash_min_musd;
    double cash_min_day; /* a day of base/calendar.h */
};

/* What a company computes with and on, at the end of the run; flows are of its last twelve months. */
struct bo_summary_fleet {
    const char *name;
    double h100e, leased_in_h100e;
    double training_frac, inference_frac, leased_out_frac,
        idle_frac; /* of what is racked and rented */
    double capability_eci, lag_months;
    double ai_musd, cloud_musd, let_musd;
    double cash_musd, runway_months;
};

enum bo_summary_end_kind { BO_END_ABSORBED, BO_END_LIQUIDATED, BO_END_GAVE_UP, BO_N_ENDS };

struct bo_summary_end {
    enum bo_summary_end_kind kind;
    int32_t day;
    const char *name;
    const char *how; /* kind of its event */
    const char *by;  /* who absorbed it; else itself */
};

struct bo_summary_opening {
    const char *name;
    double unexplained_musd; /* reported equity less what the opening lists */
};

struct bo_summary_overdraft {
    const char *name;
    uint32_t n; /* months */
    int32_t first_day;
    double most_musd, total_musd; /* in a month, and in all of them */
};

/* Months in which a company came into default, or in which its lenders took shares for debt. */
struct bo_summary_distress {
    const char *name;
    uint32_t n;
    int32_t first_month;
    double musd; /* of debt, all together */
};

/* What a what-if's rule on chips makes stricter for buyers in China on the day from which it binds. */
struct bo_summary_rule {
    const char *name;
    int32_t day;
    uint32_t n_sold, n_later; /* chips that are sold on that day, and that come later */
    const char **sold, **later;
};

/* A site that the scenario gives; days are BO_NO_DAY for what has not come. */
struct bo_summary_site {
    const char *name;
    bool announced;
    int32_t opened, expected, planned, cancelled;
};

struct bo_summary {
    const char *misfit;  /* why no use of halls explains the opening; NULL: one does */
    int32_t first_month; /* of base/calendar.h */
    uint32_t n_months;
    int32_t first_year;
    uint32_t n_years;
    struct bo_summary_series world[BO_N_LINES];
    const char
        *slowest_equipment; /* with the longest lead time at the end; NULL when there is none */
    struct bo_summary_series ai[BO_N_AI_LINES];
    const char *leading_vendor; /* that sold most over the run; NULL: nobody sells */
    uint32_t n_fleets, n_ends;
    struct bo_summary_fleet *fleet; /* by H100e, owned and rented, most first */
    struct bo_summary_end *end;     /* by day */
    uint32_t n_regions, n_companies, n_landlords, n_openings, n_overdrafts;
    struct bo_summary_region *region;       /* by MW at the end, most first */
    struct bo_summary_company *company;     /* by MW owned and leased, most first */
    struct bo_summary_company landlords;    /* all together, without NPV and lowest cash */
    struct bo_summary_opening *opening;     /* by size, largest first */
    struct bo_summary_overdraft *overdraft; /* by first day */
    uint32_t n_defaults, n_restructured;
    struct bo_summary_distress *defaulted, *restructured; /* by first month */
    uint32_t n_rules;
    struct bo_summary_rule *rule; /* as the scenario lists them */
    uint32_t n_sites_given;
    struct bo_summary_site *site_given; /* by key of planned_sites */
};

/* facts as bo_facts_sort leaves them. */
void bo_summary_compute(const struct bo_facts *facts, struct bo_arena *arena,
                        struct bo_summary *out);

/* Of the scenario, not of the facts: rules whose source is "what-if". Call after bo_summary_compute. */
void bo_summary_tell_law(const struct bo_param *param, struct bo_arena *arena,
                         struct bo_summary *out);

/* Of planned_sites, which the scenario names and the facts tell of. Call after bo_summary_compute. */
void bo_summary_tell_sites(const struct bo_param *param, const struct bo_facts *facts,
                           struct bo_arena *arena, struct bo_summary *out);

/* What the facts do not say. */
struct bo_summary_about {
    const char *title;
    const char *name;
    uint64_t seed;
    uint32_t replicate;
    bool central;
    uint32_t n_sets;
    const char *const *set;
    const char *dir;
};
void bo_summary_print(FILE *out, const struct bo_summary *summary,
                      const struct bo_summary_about *about, const struct bo_terminal *terminal,
                      struct bo_arena *arena);

#endif
