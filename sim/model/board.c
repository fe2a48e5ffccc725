#include "buildout/model/board.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/capital.h"
#include "buildout/model/demand.h"
#include "buildout/model/finance.h"
#include "buildout/model/grid.h"
#include "buildout/model/landlord.h"
#include "buildout/model/milestone.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/site_option.h"
#include "buildout/model/tenant_default.h"
#include "buildout/model/siting.h"

#define MONTHS_PER_YEAR 12.0

double bo_board_energised_mw(const struct bo_world *world, uint32_t company)
{
    const struct bo_estate *estate = world->company[company].estate;
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mw += estate[r].owned_mw + estate[r].leased_mw;
    }
    return mw;
}

static double ordered_mw(const struct bo_world *world, uint32_t company)
{
    const struct bo_estate *estate = world->company[company].estate;
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mw += estate[r].building_mw + estate[r].planned_mw + estate[r].leased_building_mw;
    }
    return mw;
}

double bo_board_have_mw(const struct bo_world *world, uint32_t company)
{
    return bo_board_energised_mw(world, company) + ordered_mw(world, company) -
           world->company[company].stranded_mw;
}

/* It waits for a grant that comes too late, or not at all. */
static bool is_stranded(const struct bo_world *world, const struct bo_project *p)
{
    if (p->user == BO_NO_ROW || p->kind == BO_SITE_OPTION || p->state > BO_WORKS ||
        !isnan(p->grid_day) || p->on_site || !bo_milestone_needs_grid_turn(world, p)) {
        return false;
    }
    const struct bo_region *region = &world->region[p->region];
    double days =
        isnan(p->study_day) ? bo_grid_quote_days(world, region) : bo_grid_place_days(region, p);
    return days > world->param->planning->strand_days;
}

/* Only where the end of the queue is so far off can any place in it be. */
static void find_stranded(struct bo_world *world)
{
    bool any = false;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        region->strands = bo_grid_quote_days(world, region) > world->param->planning->strand_days;
        any = any || region->strands;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        world->company[i].stranded_mw = 0.0;
    }
    for (uint32_t i = 0; i < world->n_active && any; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        if (world->region[p->region].strands && is_stranded(world, p)) {
            world->company[p->user].stranded_mw += p->mw;
        }
    }
}

double bo_board_gap_mw(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    const struct bo_planning_param *p = world->param->planning;
    double ahead = fmin(world->lead_planned_days + c->policy.build_ahead_days, p->horizon_max_days);
    double growth = bo_demand_planned_growth(world, company) * c->policy.growth_belief_ratio;
    double forecast = bo_demand_level_mw(c) * bo_exp(growth * fmax(ahead, 0.0) / BO_DAYS_PER_YEAR);
    return forecast * p->cover_ratio * c->policy.cover_ratio - bo_board_have_mw(world, company);
}

double bo_board_quoted_lead_days(struct bo_world *world, double day)
{
    double sum = 0.0, weights = 0.0, cost = 0.0;
    double date = (double)world->start_day + day;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        struct bo_siting_weight *w = &world->siting[r];
        region->time_to_power_days = bo_siting_time_to_power_days(world, r);
        *w = (struct bo_siting_weight){
            .demand = bo_path_at(&region->param->demand_weight, date),
            .demand_china = bo_path_at(&region->param->demand_weight_china, date),
            .time_days = region->time_to_power_days,
            .cost_usd_per_mw = bo_site_cost_per_mw(world, r, day),
            .power_usd_per_mwh =
                region->power_price_usd_per_mwh * bo_grid_least_price_ratio(world, region),
        };
        weights += w->demand;
        cost += w->demand * w->cost_usd_per_mw;
        sum +=
            w->demand * fmin(region->time_to_power_days, world->param->planning->horizon_max_days);
    }
    bo_siting_weigh(world);
    world->mean_cost_usd_per_mw = weights > 0.0 ? cost / weights : 0.0;
    return weights > 0.0 ? sum / weights : world->lead_nominal_days;
}

void bo_board_observe_market(const struct bo_world *world, double observation[BO_N_OBSERVATIONS])
{
    double sites = 0.0, mw = 0.0, pipeline = 0.0, capex = 0.0;
    bo_world_totals(world, &sites, &mw, &pipeline, &capex);
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        observation[i] = BO_NAN;
    }
    observation[BO_OBS_YEAR] = bo_decimal_year(bo_world_date(world, world->day));
    observation[BO_OBS_WORLD_SITES] = sites;
    observation[BO_OBS_WORLD_MW] = mw;
    observation[BO_OBS_WORLD_PIPELINE] = pipeline;
    observation[BO_OBS_WORLD_EQUIPMENT_WEEKS] = world->longest_lead_days / BO_DAYS_PER_WEEK;
    observation[BO_OBS_WORLD_RENT] = world->mean_rent_usd_per_kw_month;
    observation[BO_OBS_WORLD_CAPEX_TTM] = capex;
    observation[BO_OBS_WORLD_OPENINGS_TTM] = world->openings_ttm.ttm;
    bo_board_observe_ai_market(world, observation);
}

/* What a company sees of itself, beside what all see of the market. */
static void observe_self(const struct bo_world *world, uint32_t company,
                         double observation[BO_N_OBSERVATIONS])
{
    const struct bo_company *c = &world->company[company];
    double have = bo_board_energised_mw(world, company);
    double cash = bo_money_usd(world->ledger.balance[company][BO_CASH]);
    double debt = -bo_money_usd(world->ledger.balance[company][BO_DEBT]);
    double burn = (c->capex.ttm + c->buybacks.ttm - c->ocf.ttm) / MONTHS_PER_YEAR;
    observation[BO_OBS_CASH] = cash;
    observation[BO_OBS_DEBT] = debt;
    observation[BO_OBS_RUNWAY] = burn > 0.0 ? fmax(cash, 0.0) / burn : BO_RUNWAY_MAX_MONTHS;
    observation[BO_OBS_CAPEX_TTM] = c->capex.ttm;
    observation[BO_OBS_OCF_TTM] = c->ocf.ttm;
    observation[BO_OBS_CAPEX_OVER_OCF] =
        c->ocf.ttm > 0.0 ? c->capex.ttm / c->ocf.ttm : BO_RATIO_MAX;
    observation[BO_OBS_LEVERAGE] = c->ocf.ttm > 0.0 ? debt / c->ocf.ttm : BO_RATIO_MAX;
    observation[BO_OBS_MW] = have;
    observation[BO_OBS_PIPELINE_MW] = ordered_mw(world, company);
    observation[BO_OBS_DEMAND_MW] = c->demand_mw;
    observation[BO_OBS_DEMAND_GROWTH] = bo_demand_planned_growth(world, company);
    observation[BO_OBS_USE] = have > 0.0 ? c->demand_mw / have : BO_RATIO_MAX;
    observation[BO_OBS_REVENUE_TTM] = c->revenue.ttm;
    bo_board_observe_ai(world, company, observation);
}

void bo_board_observe(const struct bo_world *world, uint32_t company,
                      double observation[BO_N_OBSERVATIONS])
{
    bo_board_observe_market(world, observation);
    observe_self(world, company, observation);
}

int bo_board_decide(struct bo_world *world)
{
    double market[BO_N_OBSERVATIONS];
    bool seen = false;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        c->policy = world->param->strategy[c->param->strategy];
        if (bo_capital_ended(world, i)) {
            bo_capital_resign(world, i);
            continue;
        }
        if (!c->alive || (c->policy.n_rules == 0 && c->policy.script == NULL) ||
            world->board.decide == NULL) {
            continue;
        }
        if (!seen) {
            bo_board_observe_market(world, market);
            seen = true;
        }
        double observation[BO_N_OBSERVATIONS];
        memcpy(observation, market, sizeof market);
        observe_self(world, i, observation);
        int status =
            world->board.decide(world->board.context, i, observation, &c->policy, &world->failure);
        if (status != BO_OK) {
            return status;
        }
    }
    return BO_OK;
}

static bool draw_lease(const struct bo_world *world, const struct bo_company *c, uint64_t key)
{
    double lease = bo_tenant_lease_frac(c);
    return bo_world_draw(world, key, BO_DRAW_LEASE, 0) < lease;
}

/* On land, with a place or in a shell that it holds or that another offers. Returns the MW, or 0 when there is none. */
static double start_on_option(struct bo_world *world, uint32_t company, double day, uint32_t region,
                              uint64_t key)
{
    struct bo_company *c = &world->company[company];
    uint32_t option = bo_site_option_find(world, company, region, c->wanted_mw, day);
    if (option == BO_NO_ROW) {
        return 0.0;
    }
    struct bo_project_order site = {.key = key, .ordinal = c->n_started, .announced_day = day};
    bo_site_option_begin_site(world, option, company, &site);
    return world->project[option].mw;
}

static void start_one(struct bo_world *world, uint32_t company, double day, double mw,
                      uint32_t region, uint64_t key)
{
    struct bo_company *c = &world->company[company];
    bool lease = draw_lease(world, c, key);
    struct bo_region *where = &world->region[region];
    struct bo_project_order order = {.owner =
                                         lease ? bo_world_landlord_party(world, region) : company,
                                     .user = company,
                                     .region = region,
                                     .kind = BO_NEW_SITE,
                                     .mw = mw,
                                     .key = key,
                                     .ordinal = c->n_started,
                                     .announced_day = day};
    double extension = bo_world_draw(world, key, BO_DRAW_EXTENSION, 0);
    bool has_site = lease ? world->landlord_sites[region] > 0 : c->estate[region].n_sites > 0;
    if (has_site && extension < world->param->construction->extension_frac) {
        order.kind = BO_EXTENSION;
    }
    if (lease) {
        where->leased_starts_month_mw += mw;
        if (world->param->construction->prepared_land && where->bank_mw >= mw) {
            where->bank_mw -= mw;
            order.prepared = true;
        }
    }
    bo_milestone_announce(world, &order);
}

/* Starts while the next project fits what is wanted: it must be at least half covered. */
static void start_projects(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    /* A newcomer's site is no larger than all that it needs. */
    double most_mw = fmax(bo_board_energised_mw(world, company), bo_demand_level_mw(c));
    most_mw = fmax(most_mw, world->param->construction->hall_mw);
    for (;;) {
        uint64_t key = bo_key_mix(c->param->entry.hash, c->n_started);
        uint32_t region = bo_siting_region(world, company, key);
        double mw = bo_siting_size_mw(world, company, key, region, day);
        mw = fmin(mw, most_mw);
        if (c->wanted_mw < 0.5 * mw) {
            return;
        }
        bool lease = draw_lease(world, c, key);
        double got = lease ? bo_tenant_relet(world, company, region, mw)
                           : start_on_option(world, company, day, region, key);
        if (!(got > 0.0)) {
            start_one(world, company, day, mw, region, key);
        }
        c->n_started++;
        c->wanted_mw -= got > 0.0 ? got : mw;
    }
}

static bool may_be_withdrawn(const struct bo_project *p)
{
    return p->state == BO_PERMIT && p->kind != BO_SITE_OPTION && p->planned_site == NULL;
}

/* A board's turn changes only its own plans. */
static void count_plans(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        world->company[i].n_plans = 0;
    }
    for (uint32_t i = 0; i < world->n_active; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        if (may_be_withdrawn(p) && p->user != BO_NO_ROW) {
            world->company[p->user].n_plans++;
        }
    }
}

/* Plans for which ground is not broken are given up, the newest first, when more is under way than the plan bears. */
static double withdraw(struct bo_world *world, uint32_t company, double gap, double day)
{
    if (!(gap < 0.0)) {
        return gap;
    }
    double bears = world->param->planning->withdraw_excess_frac * bo_board_have_mw(world, company);
    uint32_t left = world->company[company].n_plans;
    for (uint32_t i = world->n_active; i > 0 && left > 0 && gap < -bears; i--) {
        const struct bo_project *p = &world->project[world->active[i - 1]];
        if (p->user != company || !may_be_withdrawn(p)) {
            continue;
        }
        left--;
        if (p->mw <= -gap) {
            gap += p->mw;
            bo_milestone_cancel(world, world->active[i - 1], day, BO_OWNER_PLAN);
        }
    }
    return gap;
}

static void close_company(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    const struct bo_planning_param *p = world->param->planning;
    double gap = withdraw(world, company, bo_board_gap_mw(world, company), day);
    if (bo_capital_ended(world, company)) { /* its halls are its parent's to plan */
        gap = 0.0;
    }
    double rate = fmax(gap, 0.0) / (p->gap_close_days / BO_DAYS_PER_YEAR);
    /* A newcomer with chips in store may start for what it needs, an old one for what it has. */
    double base = fmax(bo_board_energised_mw(world, company), bo_demand_level_mw(c));
    base = fmax(base, world->param->construction->size_median_mw);
    rate = fmin(rate, p->starts_max_per_year_frac * base);
    rate *= bo_finance_ration(world, company, rate, day);
    rate *= 1.0 - bo_tenant_lease_frac(c) * (1.0 - bo_landlord_builds_frac(world, day));
    c->start_rate_mw = bo_approach(c->start_rate_mw, rate, BO_DAYS_PER_MONTH, p->gap_close_days);
    /* What could not be started is wanted next month too, but never more than the gap itself. */
    c->wanted_mw = fmin(fmax(c->wanted_mw, 0.0) + rate / MONTHS_PER_YEAR, fmax(gap, 0.0));
    start_projects(world, company, day);
    bo_site_option_plan(world, company, day);
}

void bo_board_close(struct bo_world *world, double day)
{
    const struct bo_planning_param *p = world->param->planning;
    double quoted = bo_board_quoted_lead_days(world, day);
    double change = p->lead_reaction_frac * (quoted - world->lead_start_days);
    world->lead_planned_days =
        bo_clamp(world->lead_nominal_days + change, 0.0, p->horizon_max_days);
    find_stranded(world);
    count_plans(world);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->company[i].alive) {
            close_company(world, i, day);
        }
    }
}
