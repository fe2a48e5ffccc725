#include "buildout/model/milestone.h"

#include <assert.h>
#include <math.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/grid.h"
#include "buildout/model/lease.h"
#include "buildout/model/load.h"
#include "buildout/model/planned_site.h"
#include "buildout/model/record.h"
#include "buildout/model/siting.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/supply.h"

static struct bo_estate *estate_of(struct bo_world *world, const struct bo_project *p)
{
    return p->user == BO_NO_ROW ? NULL : &world->company[p->user].estate[p->region];
}

/* Moves MW of a project between announced, under construction and energised. */
static void shift_mw(struct bo_world *world, const struct bo_project *p, double planned,
                     double building)
{
    struct bo_estate *estate = estate_of(world, p);
    if (estate == NULL) {
        world->region[p->region].colo_building_mw += planned + building;
    } else if (p->kind == BO_SITE_OPTION) {
        estate->held_mw += planned + building;
    } else if (bo_world_is_landlord(world, p->owner)) {
        estate->leased_building_mw += planned + building;
    } else {
        estate->planned_mw += planned;
        estate->building_mw += building;
    }
}

/* Who is short of halls looks for what stands: mines of coins, factories. */
static double fast_track_frac(const struct bo_world *world, const struct bo_project *p)
{
    const struct bo_construction_param *c = world->param->construction;
    if (p->user == BO_NO_ROW || !(c->fast_track_answer > 0.0)) {
        return c->fast_track_frac;
    }
    double wanted = world->company[p->user].demand_mw;
    double have = bo_board_energised_mw(world, p->user);
    double short_of = wanted > 0.0 ? fmax(0.0, 1.0 - have / wanted) : 0.0;
    return c->fast_track_frac + c->fast_track_answer * short_of;
}

static bool may_be_fast(const struct bo_construction_param *c, const struct bo_project *p)
{
    return p->kind == BO_NEW_SITE && p->planned_site == NULL && p->mw <= c->fast_track_max_mw;
}

static double drawn_permit_days(const struct bo_world *world, const struct bo_project *p)
{
    return bo_siting_permit_ratio(world, p->region, p->announced_day) *
           bo_world_sample(world, &world->param->construction->permit_days, p->key, BO_DRAW_PERMIT);
}

static void draw_plan(const struct bo_world *world, struct bo_project *p)
{
    const struct bo_construction_param *c = world->param->construction;
    const struct bo_region_param *r = world->region[p->region].param;
    double ratio = p->kind == BO_EXTENSION ? c->extension_time_ratio : 1.0;
    double workers_per_mw = bo_world_sample(world, &c->workers_per_mw, p->key, BO_DRAW_WORKERS);
    p->plan = (struct bo_project_plan){
        .permit_days = p->prepared ? 0.0 : ratio * drawn_permit_days(world, p),
        .grid_study_days = bo_world_sample(world, &r->grid_study_days, p->key, BO_DRAW_STUDY),
        .grid_lead_days =
            bo_world_sample(world, &c->grid_application_lead_days, p->key, BO_DRAW_GRID_LEAD),
        .shell_days = ratio * bo_world_sample(world, &c->shell_days, p->key, BO_DRAW_SHELL),
        .fitout_days = bo_world_sample(world, &c->fitout_days, p->key, BO_DRAW_FITOUT),
        .hall_days = bo_world_sample(world, &c->hall_interval_days, p->key, BO_DRAW_HALL),
        .workers = workers_per_mw * p->mw,
    };
    p->plan.permit_days = bo_planned_site_permit_days(world, p, p->plan.permit_days);
    if (bo_planned_site_has_contract(p)) { /* its date is the end of its study: it takes no turn */
        p->plan.grid_study_days =
            p->plan.grid_lead_days + bo_planned_site_study_days(world, p, 0.0);
    }
    if (p->kind == BO_SITE_OPTION) {
        p->plan.grid_lead_days = 0.0; /* the grid is asked when it is taken */
    }
    if (p->prepared) {
        p->plan.shell_days *= world->param->colocation->prepared_shell_ratio;
    }
    p->fast_track = may_be_fast(c, p) &&
                    bo_world_draw(world, p->key, BO_DRAW_FAST, 0) < fast_track_frac(world, p);
    if (p->fast_track) {
        /* A shell that stands and power on the site: the whole time is split as the usual one. */
        double whole = bo_world_sample(world, &c->fast_track_days, p->key, BO_DRAW_FAST_DAYS);
        double usual = p->plan.shell_days + p->plan.fitout_days;
        p->plan.shell_days *= whole / usual;
        p->plan.fitout_days *= whole / usual;
    }
}

/* What its option holds a site need not do again; the rest of its cost is the price of the day. */
static void take_over(struct bo_world *world, uint32_t index, const struct bo_project_order *order)
{
    const struct bo_construction_param *c = world->param->construction;
    struct bo_project *p = &world->project[index], *o = &world->project[order->option];
    double day = order->announced_day;
    double done = c->land_share_frac + (p->hold == BO_HOLD_SHELL ? c->shell_share_frac : 0.0);
    p->plan.permit_days = 0.0;
    p->fast_track = false;
    p->paid = order->option_paid;
    p->cost_usd = p->cost_usd * (1.0 - done) + bo_money_usd(p->paid);
    if (p->hold == BO_HOLD_SHELL) {
        p->shell_day = day;
    }
    if (p->hold >= BO_HOLD_PLACE) { /* the grid was asked when the option was taken */
        p->plan.grid_lead_days = day - o->announced_day;
        p->plan.grid_study_days = o->plan.grid_study_days;
        p->study_day = isnan(o->study_day) ? BO_NAN : day;
        p->grid_day = isnan(o->grid_day) ? BO_NAN : day;
        p->grid_position = o->grid_position;
        p->grid_counted = o->grid_counted;
    }
    world->started_mw -= o->mw; /* they go on as the site's */
    shift_mw(world, o, -o->mw, 0.0);
    o->state = BO_USED;
    o->complete_day = day;
    o->heir = index;
    o->grid_counted = o->settled = false;
    o->paid = 0;
}

/* Larger sites are made of larger halls. */
static uint32_t halls_of(const struct bo_construction_param *c, double mw)
{
    double n = bo_pow(mw / c->hall_mw, 1.0 - c->hall_size_exponent);
    return (uint32_t)bo_clamp(floor(n + 0.5), 1.0, c->max_halls);
}

uint32_t bo_milestone_announce(struct bo_world *world, const struct bo_project_order *order)
{
    const struct bo_construction_param *c = world->param->construction;
    BO_ARENA_ROOM(world->arena, world->project, world->n_projects, world->project_room);
    BO_ARENA_ROOM(world->arena, world->active, world->n_active, world->active_room);
    uint32_t index = world->n_projects;
    world->n_projects++;
    world->active[world->n_active] = index;
    world->n_active++;
    struct bo_project *p = &world->project[index];
    *p = (struct bo_project){.key = order->key,
                             .ordinal = order->ordinal,
                             .planned_site = order->planned_site,
                             .owner = order->owner,
                             .user = order->user,
                             .region = order->region,
                             .kind = order->kind,
                             .prepared = order->prepared,
                             .in_flight = order->in_flight,
                             .mw = order->mw,
                             .announced_day = order->announced_day,
                             .permit_day = BO_NAN,
                             .ordered_day = BO_NAN,
                             .study_day = BO_NAN,
                             .grid_day = BO_NAN,
                             .equipment_day = BO_NAN,
                             .shell_day = BO_NAN,
                             .fitout_day = BO_NAN,
                             .opened_day = BO_NAN,
                             .complete_day = BO_NAN,
                             .cancelled_day = BO_NAN,
                             .equipment_missing = world->n_makers,
                             .last_maker = BO_NO_ROW,
                             .crew_job = BO_NO_ROW,
                             .hold = order->hold,
                             .heir = BO_NO_ROW,
                             .offered_day = BO_NAN,
                             .sublet_until_day = BO_NAN};
    p->n_halls = halls_of(c, p->mw);
    draw_plan(world, p);
    p->cost_usd = bo_site_cost_usd(world, p);
    if (bo_project_on_option(p)) {
        take_over(world, index, order);
    }
    bool early = bo_grid_go_around_early(world, p, p->announced_day);
    bo_lease_sign(world, p);
    world->started_mw += p->mw;
    shift_mw(world, p, p->mw, 0.0);
    bo_project_expect(world, p, fmax(0.0, p->announced_day), &p->planned);
    p->published_day = p->planned.open;
    if (!p->in_flight && p->kind != BO_SITE_OPTION) {
        bo_record_project(world, p, BO_EVENT_ANNOUNCED, p->announced_day, NULL);
    }
    if (early) {
        bo_record_project(world, p, BO_EVENT_ON_SITE, p->announced_day, NULL);
    }
    return index;
}

void bo_milestone_forget_last(struct bo_world *world)
{
    struct bo_project *p = &world->project[world->n_projects - 1];
    world->started_mw -= p->mw;
    shift_mw(world, p, -p->mw, 0.0);
    bo_lease_drop(world, p);
    world->n_projects--;
    world->n_active--;
}

static void begin_fitout(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    if (!bo_project_ready(p)) {
        return;
    }
    p->state = BO_FITOUT;
    p->fitout_day = day;
    bo_milestone_start_crew(world, index, day, p->plan.fitout_days, 0.0,
                            p->plan.workers / p->n_halls);
}

bool bo_milestone_needs_grid_turn(const struct bo_world *world, const struct bo_project *p)
{
    return world->param->construction->grid_binds && !p->prepared && !p->fast_track &&
           !bo_planned_site_has_contract(p) &&
           (p->kind != BO_COLOCATION || bo_grid_binds_landlords(world));
}

void bo_milestone_start_crew(struct bo_world *world, uint32_t index, double day, double work_days,
                             double done_days, double workers)
{
    struct bo_project *p = &world->project[index];
    double demand = world->param->construction->crews_bind ? workers : 0.0;
    p->crew_job = bo_fluid_pool_add_begun(&world->region[p->region].crews, day, work_days,
                                          done_days, demand, index);
}

void bo_milestone_order(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    if (!isnan(p->ordered_day)) {
        return;
    }
    p->ordered_day = day;
    p->settled = false;
    if (p->fast_track || !world->param->construction->equipment_binds || world->n_makers == 0) {
        p->equipment_missing = 0;
        p->equipment_day = day;
        return;
    }
    for (uint32_t k = 0; k < world->n_makers; k++) {
        struct bo_maker *maker = &world->maker[k];
        bo_fluid_queue_add(&maker->book, day, p->mw * maker->param->units_per_mw, index);
    }
}

void bo_milestone_permit(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    assert(p->state == BO_PERMIT);
    p->state = BO_WORKS;
    p->settled = false;
    p->permit_day = day;
    shift_mw(world, p, -p->mw, p->mw);
    bool option = p->kind == BO_SITE_OPTION;
    if (!option) {
        bo_record_project(world, p, BO_EVENT_GROUND_BROKEN, day, NULL);
        bo_milestone_order(world, index, day);
    }
    if (p->fast_track) {
        p->grid_day = day;
    }
    if (!isnan(p->shell_day)) { /* it stands on the option that the site was begun on */
        begin_fitout(world, index, day);
    } else if (!option || p->hold == BO_HOLD_SHELL) {
        bo_milestone_start_crew(world, index, day, p->plan.shell_days, 0.0, p->plan.workers);
    }
}

/* Power has come sooner than was thought. */
static void end_hold(struct bo_world *world, uint32_t index, double day)
{
    const struct bo_project *p = &world->project[index];
    if (p->held && p->state == BO_PERMIT && bo_capital_can_begin(world, p->owner, p->cost_usd)) {
        bo_milestone_permit(world, index, day);
    }
}

void bo_milestone_study(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    p->study_day = day;
    if (!bo_milestone_needs_grid_turn(world, p)) {
        p->grid_day = isnan(p->grid_day) ? day : p->grid_day; /* a fast track has it already */
        end_hold(world, index, day);
        begin_fitout(world, index, day);
    } else if (bo_grid_request(world, index, day)) {
        bo_record_project(world, p, BO_EVENT_ON_SITE, day, NULL);
    }
}

bool bo_milestone_hold(struct bo_world *world, uint32_t index, double day, double *look_again)
{
    struct bo_project *p = &world->project[index];
    double days = bo_project_hold_days(world, p, day);
    p->held = days > 0.0 || !bo_capital_can_begin(world, p->owner, p->cost_usd);
    *look_again = bo_project_look_again(day, days);
    return p->held;
}

void bo_milestone_on_site(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    if (p->state != BO_CANCELLED) {
        p->settled = false;
        p->grid_day = day;
        end_hold(world, index, day);
        begin_fitout(world, index, day);
    }
}

/* What comes to an option comes to the site that was begun on it. */
static uint32_t heir_of(const struct bo_world *world, uint32_t index)
{
    uint32_t heir = world->project[index].heir;
    return heir != BO_NO_ROW ? heir : index;
}

void bo_milestone_grid(struct bo_world *world, uint32_t asked_by, double day)
{
    uint32_t index = heir_of(world, asked_by);
    struct bo_project *p = &world->project[index];
    world->region[p->region].granted_mw += p->mw;
    p->grid_day = day;
    if (p->state == BO_CANCELLED) {
        world->region[p->region].grid_lost_mw += p->mw;
        return;
    }
    p->grid_counted = true;
    end_hold(world, index, day);
    begin_fitout(world, index, day);
}

void bo_milestone_equipment(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    if (p->state == BO_CANCELLED) {
        return; /* the makers sell it elsewhere */
    }
    assert(p->equipment_missing > 0);
    p->equipment_missing--;
    p->settled = false;
    if (p->equipment_missing == 0) {
        p->equipment_day = day;
        begin_fitout(world, index, day);
    }
}

static void count_opening(struct bo_world *world, struct bo_project *p)
{
    if (p->kind != BO_NEW_SITE) {
        return;
    }
    world->count.openings++;
    world->count.openings_region[p->region]++;
    if (bo_world_is_landlord(world, p->owner)) {
        world->landlord_sites[p->region]++;
    } else {
        world->count.openings_company[p->owner]++;
        world->company[p->owner].estate[p->region].n_sites++;
    }
}

void bo_milestone_energise(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    struct bo_region *region = &world->region[p->region];
    double mw = bo_project_hall_mw(p);
    p->n_halls_done++;
    shift_mw(world, p, 0.0, -mw);
    world->energised_mw += mw;
    region->grid_energised_mw += p->grid_counted ? mw : 0.0;
    if (p->user == BO_NO_ROW) {
        region->colo_inventory_mw += mw;
    } else {
        bo_load_energise(world, p, mw);
        bo_lease_begin(world, p, mw);
    }
    if (p->n_halls_done == 1) {
        p->opened_day = day;
        count_opening(world, p);
        bo_record_project(world, p, BO_EVENT_OPENED, day, NULL);
    }
}

void bo_milestone_crew(struct bo_world *world, uint32_t index, double day)
{
    struct bo_project *p = &world->project[index];
    p->crew_job = BO_NO_ROW;
    p->settled = false;
    if (isnan(p->shell_day)) {
        p->shell_day = day;
        begin_fitout(world, index, day);
        return;
    }
    assert(p->state == BO_FITOUT || p->state == BO_HALLS);
    bo_milestone_energise(world, index, day);
    if (p->n_halls_done < p->n_halls) {
        p->state = BO_HALLS;
        bo_milestone_start_crew(world, index, day, p->plan.hall_days, 0.0,
                                p->plan.workers / p->n_halls);
        return;
    }
    p->state = BO_COMPLETE;
    p->complete_day = day;
    bo_record_project(world, p, BO_EVENT_COMPLETE, day, NULL);
}

void bo_milestone_cancel(struct bo_world *world, uint32_t index, double day,
                         enum bo_cancel_reason reason)
{
    struct bo_project *p = &world->project[index];
    if (!bo_project_in_pipeline(p)) {
        return;
    }
    bo_site_stop(world, p, day);
    if (p->crew_job != BO_NO_ROW) {
        bo_fluid_pool_remove(&world->region[p->region].crews, day, p->crew_job);
        p->crew_job = BO_NO_ROW;
    }
    if (p->grid_counted) {
        world->region[p->region].grid_lost_mw += p->mw;
        p->grid_counted = false;
    }
    if (p->state == BO_PERMIT) {
        shift_mw(world, p, -p->mw, 0.0);
    } else {
        shift_mw(world, p, 0.0, -p->mw);
    }
    p->state = BO_CANCELLED;
    p->settled = false;
    p->cancelled_day = day;
    p->reason = reason;
    world->cancelled_mw += p->mw;
    if (p->kind == BO_NEW_SITE) {
        world->count.cancelled++;
        world->count.cancelled_region[p->region]++;
        if (!bo_world_is_landlord(world, p->owner)) {
            world->count.cancelled_company[p->owner]++;
        }
    }
    bo_lease_drop(world, p);
    bool option = p->kind == BO_SITE_OPTION;
    bo_record_project(world, p, option ? BO_EVENT_OPTION_GIVEN_UP : BO_EVENT_CANCELLED, day,
                      bo_project_reason(reason));
}
