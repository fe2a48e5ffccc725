#include "buildout/model/site_option.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/grid.h"
#include "buildout/model/lease.h"
#include "buildout/model/record.h"
#include "buildout/model/siting.h"
#include "buildout/model/supply.h"
#include "buildout/model/tenant_default.h"

#define MONTHS_PER_YEAR 12.0

/* ---- lists ---- */

static void drop(uint32_t *list, uint32_t *n, uint32_t row)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++) {
        list[kept] = list[i];
        kept += list[i] != row;
    }
    *n = kept;
}

static void stop_offering(struct bo_world *world, uint32_t option)
{
    struct bo_project *o = &world->project[option];
    struct bo_region *region = &world->region[o->region];
    drop(region->offered, &region->n_offered, option);
    o->offered_day = BO_NAN;
}

static void let_go(struct bo_world *world, uint32_t option)
{
    struct bo_company *holder = &world->company[world->project[option].owner];
    stop_offering(world, option);
    drop(holder->held, &holder->n_held, option);
}

/* ---- use ---- */

static bool is_let(const struct bo_project *o, double day)
{
    return o->sublet_until_day > day;
}

/* A site may begin on it: the land has its permit, and the shell, if it goes so far, stands and is not let. */
static bool is_ready(const struct bo_project *o, double day)
{
    return !isnan(o->permit_day) && !is_let(o, day) &&
           (o->hold != BO_HOLD_SHELL || !isnan(o->shell_day));
}

/* Until a site on it has its power. */
static double power_days(const struct bo_world *world, const struct bo_project *o)
{
    const struct bo_region *region = &world->region[o->region];
    if (!world->param->construction->grid_binds || !isnan(o->grid_day)) {
        return 0.0;
    }
    if (o->hold == BO_HOLD_LAND) {
        return bo_grid_power_days(world, region);
    }
    if (!isnan(o->study_day)) {
        return bo_grid_place_days(region, o);
    }
    double since = world->day - o->announced_day;
    return bo_max(0.0, region->study_median_days - since) + bo_grid_quote_days(world, region);
}

double bo_site_option_saves_days(const struct bo_world *world, const struct bo_project *o)
{
    double slow = bo_supply_crew_slowdown(&world->region[o->region]);
    double shell = o->hold == BO_HOLD_SHELL ? 0.0 : world->shell_median_days * slow;
    double works = bo_max(bo_supply_equipment_quote_days(world), shell);
    double with = bo_max(works, power_days(world, o)) + world->fitout_median_days * slow;
    return bo_max(0.0, bo_siting_time_to_power_days(world, o->region) - with);
}

double bo_site_option_price_usd(const struct bo_world *world, const struct bo_project *o)
{
    double months = bo_site_option_saves_days(world, o) / BO_DAYS_PER_MONTH;
    double earned = bo_lease_rent_usd_per_mw(world, o->region) *
                    (1.0 - world->param->colocation->operating_cost_frac);
    return bo_money_usd(o->paid) +
           world->param->site_option->seller_share_frac * months * earned * o->mw;
}

/* Whichever of a list saves most, and more than `least` days. */
static uint32_t best_of(const struct bo_world *world, const uint32_t *list, uint32_t n,
                        double wanted_mw, double day, double least)
{
    uint32_t best = BO_NO_ROW;
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_project *o = &world->project[list[i]];
        if (!is_ready(o, day) || wanted_mw < 0.5 * o->mw) {
            continue;
        }
        double saves = bo_site_option_saves_days(world, o);
        if (saves > least) {
            least = saves;
            best = list[i];
        }
    }
    return best;
}

uint32_t bo_site_option_find(const struct bo_world *world, uint32_t company, uint32_t region,
                             double wanted_mw, double day)
{
    const struct bo_company *c = &world->company[company];
    uint32_t own = best_of(world, c->held, c->n_held, wanted_mw, day, -1.0);
    const struct bo_region *r = &world->region[region];
    return own != BO_NO_ROW ? own : best_of(world, r->offered, r->n_offered, wanted_mw, day, 0.0);
}

/* Cash for work in progress; what is got over its cost is a gain. */
static bo_money sell(struct bo_world *world, uint32_t option, uint32_t buyer)
{
    struct bo_project *o = &world->project[option];
    struct bo_company *from = &world->company[o->owner], *to = &world->company[buyer];
    bo_money price = bo_money_from_usd(bo_site_option_price_usd(world, o));
    double usd = bo_money_usd(price), gain = bo_money_usd(price - o->paid);
    struct bo_payment payment = {.from = buyer,
                                 .to = o->owner,
                                 .from_account = BO_WORK_IN_PROGRESS,
                                 .to_account = BO_WORK_IN_PROGRESS,
                                 .from_category = BO_SITE_SALES,
                                 .to_category = BO_SITE_SALES};
    bo_ledger_pay(&world->ledger, &payment, price);
    bo_ledger_post(&world->ledger, o->owner, BO_WORK_IN_PROGRESS, BO_EQUITY, BO_SITE_GAIN,
                   price - o->paid);
    from->options.sold_usd += usd;
    from->options.net_paid_usd -= usd;
    from->options.gain_usd += gain;
    to->options.net_paid_usd += usd;
    bo_record_option_sold(world, option, buyer, usd);
    return price;
}

void bo_site_option_begin_site(struct bo_world *world, uint32_t option, uint32_t company,
                               const struct bo_project_order *site)
{
    struct bo_project *o = &world->project[option];
    struct bo_project_order order = *site;
    bool own = o->owner == company;
    order.owner = order.user = company;
    order.region = o->region;
    order.kind = BO_NEW_SITE;
    order.mw = o->mw;
    order.hold = o->hold;
    order.option = option;
    order.option_paid = own ? o->paid : sell(world, option, company);
    if (own) {
        world->company[company].options.used_mw += o->mw;
        bo_record_project(world, o, BO_EVENT_OPTION_USED, site->announced_day, NULL);
    }
    let_go(world, option);
    (void)bo_milestone_announce(world, &order);
}

/* ---- holding ---- */

static double carry_usd_per_year(const struct bo_world *world, const struct bo_project *o)
{
    const struct bo_site_option_param *p = world->param->site_option;
    const struct bo_construction_param *c = world->param->construction;
    double usd = 0.0;
    if (!isnan(o->permit_day)) {
        usd += c->land_share_frac * o->cost_usd * p->land_carry_per_year;
    }
    if (o->hold >= BO_HOLD_PLACE) {
        usd += o->mw * (isnan(o->grid_day) ? p->place_carry_usd_per_mw_per_year
                                           : p->grant_carry_usd_per_mw_per_year);
    }
    if (!isnan(o->shell_day)) {
        usd += c->shell_share_frac * o->cost_usd * p->shell_carry_per_year;
    }
    return usd;
}

void bo_site_option_close(struct bo_world *world)
{
    double ratio = world->param->site_option->sublet_rent_ratio;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        for (uint32_t k = 0; k < c->n_held; k++) {
            const struct bo_project *o = &world->project[c->held[k]];
            c->options.carry_usd += carry_usd_per_year(world, o) / MONTHS_PER_YEAR;
            if (is_let(o, world->day)) {
                c->options.rent_usd += ratio * o->mw * bo_lease_rent_usd_per_mw(world, o->region);
            }
        }
    }
}

double bo_site_option_book(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    bo_ledger_pay_sector(&world->ledger, company, BO_EQUITY, BO_OPTION_CARRY, BO_SUPPLIERS,
                         bo_money_from_usd(c->options.carry_usd));
    bo_ledger_pay_sector(&world->ledger, company, BO_EQUITY, BO_REVENUE_RENT, BO_CUSTOMERS,
                         -bo_money_from_usd(c->options.rent_usd));
    bo_flow_add(&c->revenue, c->options.rent_usd);
    return c->options.carry_usd;
}

double bo_site_option_bank_carry_usd(const struct bo_world *world, uint32_t region)
{
    double land = world->region[region].bank_mw * world->siting[region].cost_usd_per_mw *
                  world->param->construction->land_share_frac;
    return land * world->param->site_option->land_carry_per_year / MONTHS_PER_YEAR;
}

/* Held and not on offer, of one kind. */
static double kept_mw(const struct bo_world *world, const struct bo_company *c, enum bo_hold hold)
{
    double mw = 0.0;
    for (uint32_t k = 0; k < c->n_held; k++) {
        const struct bo_project *o = &world->project[c->held[k]];
        mw += o->hold == hold && isnan(o->offered_day) ? o->mw : 0.0;
    }
    return mw;
}

/* The oldest of a kind that is on offer, and could be kept instead, or that is not. */
static uint32_t oldest(const struct bo_world *world, const struct bo_company *c, enum bo_hold hold,
                       bool on_offer, double day)
{
    for (uint32_t k = 0; k < c->n_held; k++) {
        const struct bo_project *o = &world->project[c->held[k]];
        if (o->hold == hold && !isnan(o->offered_day) == on_offer && !is_let(o, day)) {
            return c->held[k];
        }
    }
    return BO_NO_ROW;
}

/* The next that it would take: drawn as a site is, but no larger than all that it wants to hold. */
static struct bo_project_order next_order(const struct bo_world *world, uint32_t company,
                                          enum bo_hold hold, double target_mw, double day)
{
    const struct bo_company *c = &world->company[company];
    uint64_t own = bo_key_mix(c->param->entry.hash, bo_key_hash("site option"));
    struct bo_project_order order = {.owner = company,
                                     .user = company,
                                     .kind = BO_SITE_OPTION,
                                     .key = bo_key_mix(own, c->n_options),
                                     .ordinal = c->n_options,
                                     .announced_day = day,
                                     .hold = hold};
    order.region = bo_siting_region(world, company, order.key);
    double most_mw = bo_max(target_mw, world->param->construction->hall_mw);
    order.mw = bo_min(bo_siting_size_mw(world, company, order.key, order.region, day), most_mw);
    return order;
}

static void take(struct bo_world *world, const struct bo_project_order *order)
{
    struct bo_company *c = &world->company[order->owner];
    c->n_options++;
    uint32_t option = bo_milestone_announce(world, order);
    BO_ARENA_ROOM(world->arena, c->held, c->n_held, c->held_room);
    c->held[c->n_held] = option;
    c->n_held++;
    if (order->hold >= BO_HOLD_PLACE) {
        c->options.carry_usd += order->mw * world->param->site_option->place_fee_usd_per_mw;
    }
    bo_record_project(world, &world->project[option], BO_EVENT_OPTION_TAKEN, order->announced_day,
                      NULL);
}

static void offer(struct bo_world *world, uint32_t option, double day)
{
    struct bo_project *o = &world->project[option];
    struct bo_region *region = &world->region[o->region];
    BO_ARENA_ROOM(world->arena, region->offered, region->n_offered, region->offered_room);
    region->offered[region->n_offered] = option;
    region->n_offered++;
    o->offered_day = day;
    bo_record_project(world, o, BO_EVENT_OPTION_OFFERED, day, NULL);
}

/* One that is on offer and could be kept, or the next: when half of it fits what is wanted. Returns its MW, or 0. */
static double take_one(struct bo_world *world, uint32_t company, enum bo_hold hold,
                       double target_mw, double day)
{
    struct bo_company *c = &world->company[company];
    uint32_t option = oldest(world, c, hold, true, day);
    if (option != BO_NO_ROW && c->option_wanted_mw[hold] >= 0.5 * world->project[option].mw) {
        stop_offering(world, option);
        return world->project[option].mw;
    }
    struct bo_project_order order = next_order(world, company, hold, target_mw, day);
    if (c->option_wanted_mw[hold] < 0.5 * order.mw) {
        return 0.0;
    }
    take(world, &order);
    return order.mw;
}

static void offer_surplus(struct bo_world *world, uint32_t company, enum bo_hold hold,
                          double target_mw, double day)
{
    const struct bo_company *c = &world->company[company];
    for (;;) {
        uint32_t option = oldest(world, c, hold, false, day);
        if (option == BO_NO_ROW ||
            kept_mw(world, c, hold) - world->project[option].mw < target_mw) {
            return;
        }
        offer(world, option, day);
    }
}

/* As with starts the gap is closed over some months, and what could not be taken is wanted next month too. */
static void plan_kind(struct bo_world *world, uint32_t company, enum bo_hold hold, double target_mw,
                      double day)
{
    struct bo_company *c = &world->company[company];
    double months = world->param->planning->gap_close_days / BO_DAYS_PER_MONTH;
    double gap = bo_max(0.0, target_mw - kept_mw(world, c, hold));
    double *wanted = &c->option_wanted_mw[hold];
    *wanted = bo_min(bo_max(*wanted, 0.0) + gap / bo_max(1.0, months), gap);
    for (double mw = 1.0; mw > 0.0 && *wanted > 0.0;) {
        mw = take_one(world, company, hold, target_mw, day);
        *wanted -= mw;
    }
    offer_surplus(world, company, hold, target_mw, day);
}

/* What others than the model's companies give for land and shell; the rest is lost. */
static void give_up(struct bo_world *world, uint32_t option, double day)
{
    uint32_t owner = world->project[option].owner;
    let_go(world, option);
    bo_milestone_cancel(world, option, day, BO_NOT_NEEDED);
    struct bo_project *o = &world->project[option];
    bo_money back = bo_money_share(o->paid, world->param->site_option->resale_frac);
    bo_ledger_pay_sector(&world->ledger, owner, BO_WORK_IN_PROGRESS, BO_SITE_SALES, BO_CUSTOMERS,
                         -back);
    o->paid -= back;
    world->company[owner].options.net_paid_usd -= bo_money_usd(back);
    world->company[owner].options.sold_usd += bo_money_usd(back);
}

static bool can_be_let(const struct bo_world *world, const struct bo_project *o)
{
    return world->param->site_option->sublet_rent_ratio > 0.0 && !isnan(o->shell_day) &&
           !isnan(o->grid_day);
}

/* What is on offer too long is let or given up. */
static void clear_offers(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    const struct bo_site_option_param *p = world->param->site_option;
    for (uint32_t k = c->n_held; k > 0; k--) {
        uint32_t option = c->held[k - 1];
        struct bo_project *o = &world->project[option];
        if (isnan(o->offered_day) || is_let(o, day) || day - o->offered_day < p->offer_days) {
            continue;
        }
        if (can_be_let(world, o)) {
            o->sublet_until_day = day + p->sublet_term_days;
            bo_record_project(world, o, BO_EVENT_OPTION_LET, day, NULL);
        } else if (o->hold != BO_HOLD_SHELL || !isnan(o->shell_day)) {
            give_up(world, option, day);
        }
    }
}

void bo_site_option_plan(struct bo_world *world, uint32_t company, double day)
{
    const struct bo_company *c = &world->company[company];
    const double ratio[BO_N_HOLDS] = {[BO_HOLD_LAND] = c->policy.hold_land_ratio,
                                      [BO_HOLD_PLACE] = c->policy.hold_place_ratio,
                                      [BO_HOLD_SHELL] = c->policy.hold_shell_ratio};
    double own_mw_per_year = c->start_rate_mw * (1.0 - bo_tenant_lease_frac(c));
    for (int hold = BO_HOLD_LAND; hold < BO_N_HOLDS; hold++) {
        if (ratio[hold] > 0.0 || c->n_held > 0) {
            plan_kind(world, company, (enum bo_hold)hold, ratio[hold] * own_mw_per_year, day);
        }
    }
    clear_offers(world, company, day);
}
