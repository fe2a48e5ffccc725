#include "buildout/model/demand.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/ai_budget.h"
#include "buildout/model/board.h"
#include "buildout/model/fleet.h"

#define MONTHS_PER_YEAR 12.0
/* Between which the use of halls at the start is looked for, of what is energised. */
#define LEAST_USE 0.05
#define MOST_USE 3.0

/* The growth of a path on a day, less that of another, which the model makes itself; after its last known point it
 * returns to the long run. */
static double growth_at(const struct bo_world *world, const struct bo_path *path,
                        const struct bo_path *less, double day)
{
    const struct bo_demand_param *p = world->param->demand;
    double date = bo_world_closed_date(world, day);
    double growth = bo_path_at(path, date) - (less != NULL ? bo_path_at(less, date) : 0.0);
    uint32_t n = path->v.n;
    if (n > 0 && date > path->day[n - 1]) {
        growth = bo_approach(growth, p->long_run_growth_per_year, date - path->day[n - 1],
                             p->growth_return_days);
    }
    return bo_log1p(fmax(growth, -0.9));
}

double bo_demand_core_growth(const struct bo_world *world, uint32_t company, double day)
{
    return growth_at(world, &world->company[company].param->core_growth_per_year, NULL, day);
}

/* Published growth is that of the whole cloud; without an AI economy it stays whole. */
double bo_demand_cloud_growth(const struct bo_world *world, uint32_t company, double day)
{
    const struct bo_company_param *p = world->company[company].param;
    const struct bo_path *ai = world->ai_economy != NULL ? &p->cloud_ai_growth_per_year : NULL;
    return growth_at(world, &p->cloud_growth_per_year, ai, day);
}

double bo_demand_ai_mw(const struct bo_world *world, uint32_t company)
{
    if (world->ai_economy == NULL) {
        return 0.0;
    }
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    return ai->fleet_mw + ai->stored_mw + world->param->demand->order_weight_frac * ai->ordered_mw;
}

static double base_growth(const struct bo_world *world, uint32_t company, double day)
{
    double cloud = world->company[company].param->cloud_mw_frac;
    double growth = cloud * bo_demand_cloud_growth(world, company, day) +
                    (1.0 - cloud) * bo_demand_core_growth(world, company, day) -
                    world->param->demand->mw_efficiency_per_year;
    double limit = world->param->planning->growth_max_per_year;
    return bo_clamp(growth, -limit, limit);
}

/* What a stage of delay shows at the start is the growth of a lag ago. */
void bo_demand_open(struct bo_world *world)
{
    double lag = world->param->planning->growth_lag_days;
    double server_lag = world->param->finance->server_growth_lag_days;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        c->growth_1 = base_growth(world, i, -lag);
        c->growth_2 = base_growth(world, i, -2.0 * lag);
        c->growth_long = world->param->planning->growth_anchor_per_year;
        c->server_growth_1 = base_growth(world, i, -server_lag);
        c->server_growth_2 = base_growth(world, i, -2.0 * server_lag);
        c->ai_mw_start = bo_demand_ai_mw(world, i);
        c->ai_mw = c->ai_mw_start;
    }
}

void bo_demand_open_orders(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        double more = bo_demand_ai_mw(world, i) - c->ai_mw_start;
        c->ai_mw_start += more;
        c->ai_mw = c->ai_mw_start;
        c->base_mw_start = fmax(0.0, c->base_mw_start - more);
        c->base_mw = c->base_mw_start;
        c->demand_mw = c->base_mw + c->ai_mw;
        c->demand_before_mw = c->demand_seen_mw = c->demand_mw;
        c->ai_seen_mw = c->ai_mw;
    }
}

double bo_demand_level_mw(const struct bo_company *c)
{
    return c->demand_seen_mw - c->ai_seen_mw + c->ai_mw;
}

double bo_demand_planned_growth(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    const struct bo_planning_param *p = world->param->planning;
    double there = bo_board_energised_mw(world, company);
    double idle = there > 0.0 ? 1.0 - c->demand_mw / there : 0.0;
    double doubt = bo_clamp(idle / p->idle_doubt_frac - 1.0, 0.0, 1.0);
    double anchor = p->growth_anchor_frac * (1.0 - doubt);
    return anchor * c->growth_long + (1.0 - anchor) * c->growth_2;
}

/* Demand if a share `use` of what is energised were needed. */
static void set_use(struct bo_world *world, double use)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        c->base_mw_start = fmax(0.0, use * c->param->it_mw - c->ai_mw_start);
        c->base_mw = c->base_mw_start;
        c->demand_mw = c->base_mw + c->ai_mw;
        c->demand_before_mw = c->demand_mw;
        c->demand_seen_mw = c->demand_mw;
        c->ai_seen_mw = c->ai_mw;
        c->use_ratio = 1.0;
    }
}

static double wanted_starts(struct bo_world *world, double use)
{
    set_use(world, use);
    double years = world->param->planning->gap_close_days / BO_DAYS_PER_YEAR;
    double sum = 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->company[i].param->in_history) {
            sum += fmax(0.0, bo_board_gap_mw(world, i)) / years;
        }
    }
    return sum;
}

/* A board without a strategy of its own: what was needed on the first day does not hang on what is planned for later. */
static void be_neutral(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_strategy_param *policy = &world->company[i].policy;
        policy->build_ahead_days = 0.0;
        policy->growth_belief_ratio = 1.0;
        policy->cover_ratio = 1.0;
    }
}

static void follow_strategies(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        c->policy = world->param->strategy[c->param->strategy];
    }
}

/* An opening that no use of its halls explains: the run begins with a jump of starts. */
static void tell_misfit(struct bo_world *world, double use, bool too_few)
{
    struct bo_fact_event event = {
        .day = world->start_day,
        .entity = "World",
        .place = "",
        .kind = "opening demand",
        .subject = "World",
        .amount = use,
        .unit = "fraction",
        .why =
            too_few
                ? "at no use of their halls would boards start as many MW as in the year before"
                : "at every use of their halls boards would start more MW than in the year before"};
    bo_facts_event(world->facts, &event);
}

void bo_demand_calibrate(struct bo_world *world, double starts_mw_per_year)
{
    be_neutral(world);
    double low = LEAST_USE, high = MOST_USE;
    if (wanted_starts(world, high) < starts_mw_per_year) {
        tell_misfit(world, high, true);
    } else if (wanted_starts(world, low) > starts_mw_per_year) {
        tell_misfit(world, low, false);
    }
    for (int i = 0; i < 60; i++) { /* bisection to the last bits */
        double middle = 0.5 * (low + high);
        if (wanted_starts(world, middle) < starts_mw_per_year) {
            low = middle;
        } else {
            high = middle;
        }
    }
    set_use(world, 0.5 * (low + high));
    follow_strategies(world);
}

/* Halls for plans of AI systems that are not bought; systems that come (more MW of them) fill them. */
static double option_mw(const struct bo_world *world, uint32_t i, double more)
{
    const struct bo_ai_budget *budget = bo_ai_budget_of(world, i);
    double price = world->param->demand->ai_systems_usd_per_mw;
    double planned = budget != NULL && price > 0.0
                         ? budget->options_usd_per_year / MONTHS_PER_YEAR / price
                         : 0.0;
    return fmax(0.0, world->company[i].option_mw + planned - fmax(0.0, more));
}

double bo_demand_ai_index(const struct bo_world *world, double date)
{
    return bo_path_at(&world->param->demand->ai_index, date);
}

double bo_demand_cloud_index(const struct bo_world *world, double date)
{
    return bo_path_at(&world->param->demand->cloud_index, date);
}

/* What stands idle for want of demand draws less. */
static double use_ratio(const struct bo_world *world, uint32_t i)
{
    const struct bo_company *c = &world->company[i];
    double energised = bo_board_energised_mw(world, i);
    double at_start =
        c->param->it_mw > 0.0 ? (c->base_mw_start + c->ai_mw_start) / c->param->it_mw : 1.0;
    if (!(energised > 0.0) || !(at_start > 0.0)) {
        return 1.0;
    }
    return fmin(1.0, (c->demand_mw - c->option_mw) / energised / at_start);
}

static void close_company(struct bo_world *world, uint32_t i, double day)
{
    struct bo_company *c = &world->company[i];
    const struct bo_demand_param *p = world->param->demand;
    double months = BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR;
    c->core_log += bo_demand_core_growth(world, i, day) * months;
    c->cloud_log += bo_demand_cloud_growth(world, i, day) * months;
    double date = bo_world_closed_date(world, day);
    double index = bo_path_at(&p->index, date) / bo_path_at(&p->index, (double)world->start_day);
    double cloud = c->param->cloud_mw_frac;
    double business = cloud * bo_demand_cloud_index(world, date) * bo_exp(c->cloud_log) +
                      (1.0 - cloud) * bo_exp(c->core_log);
    double base_before = c->base_mw;
    c->base_mw = c->base_mw_start * business * index *
                 bo_exp(-p->mw_efficiency_per_year * day / BO_DAYS_PER_YEAR);
    double have = bo_demand_ai_mw(world, i);
    c->option_mw = option_mw(world, i, have - (c->ai_mw - c->option_mw));
    c->ai_mw = have + c->option_mw;
    c->demand_before_mw = c->demand_mw;
    c->demand_mw = c->base_mw + c->ai_mw;
    c->use_ratio = use_ratio(world, i);
    const struct bo_planning_param *plan = world->param->planning;
    double limit = plan->growth_max_per_year;
    double lag = plan->growth_lag_days;
    if (c->demand_before_mw > 0.0 && c->demand_mw > 0.0) {
        double seen =
            bo_clamp(MONTHS_PER_YEAR * bo_log(c->demand_mw / c->demand_before_mw), -limit, limit);
        c->growth_1 = bo_approach(c->growth_1, seen, BO_DAYS_PER_MONTH, lag);
        c->growth_2 = bo_approach(c->growth_2, c->growth_1, BO_DAYS_PER_MONTH, lag);
        c->growth_long =
            bo_approach(c->growth_long, seen, BO_DAYS_PER_MONTH, plan->growth_anchor_days);
    }
    /* Smoothing of level and trend (Holt 1957): a slump is taken for lasting only as it lasts. */
    double trend = bo_exp(bo_demand_planned_growth(world, i) / MONTHS_PER_YEAR);
    c->demand_seen_mw = bo_approach(c->demand_seen_mw * trend, c->demand_mw, BO_DAYS_PER_MONTH,
                                    plan->level_lag_days);
    c->ai_seen_mw =
        bo_approach(c->ai_seen_mw * trend, c->ai_mw, BO_DAYS_PER_MONTH, plan->level_lag_days);
    if (base_before > 0.0 && c->base_mw > 0.0) {
        double seen = bo_clamp(MONTHS_PER_YEAR * bo_log(c->base_mw / base_before), -limit, limit);
        double stage = world->param->finance->server_growth_lag_days;
        c->server_growth_1 = bo_approach(c->server_growth_1, seen, BO_DAYS_PER_MONTH, stage);
        c->server_growth_2 =
            bo_approach(c->server_growth_2, c->server_growth_1, BO_DAYS_PER_MONTH, stage);
    }
}

void bo_demand_close(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->company[i].alive) {
            close_company(world, i, day);
        }
    }
}
