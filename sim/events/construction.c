#include "buildout/events/construction.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/capital.h"
#include "buildout/model/colocation.h"
#include "buildout/model/milestone.h"
#include "buildout/model/planned_site.h"

/* The next completion of a pool or queue, as it stands in the agenda. */
struct pending {
    struct bo_event_id id;
    double day;
    bool set;
};

struct bo_construction_events {
    struct bo_world *world;
    struct bo_kernel *kernel;
    uint32_t n_scheduled;  /* projects whose own dates are in the agenda */
    struct pending *crews; /* [regions] */
    struct pending *grid;  /* [regions] */
    struct pending *maker; /* [makers] */
};

static void on_crews(struct bo_kernel *kernel, void *context, uint64_t region);
static void on_grid(struct bo_kernel *kernel, void *context, uint64_t region);
static void on_maker(struct bo_kernel *kernel, void *context, uint64_t maker);

/* One event stands for the head of each pool or queue; it is moved only when its date has. */
static void aim(struct bo_construction_events *e, struct pending *pending, bool any, double day,
                bo_event_fn fn, uint64_t index)
{
    double now = bo_kernel_now(e->kernel);
    double date = day > now ? day : now;
    if (pending->set && any && !(date < pending->day) && !(pending->day < date)) {
        return;
    }
    if (pending->set) {
        bo_kernel_cancel(e->kernel, pending->id);
    }
    pending->set = any;
    if (any) {
        pending->day = date;
        pending->id = bo_kernel_at(e->kernel, date, BO_EVENT_PURE, fn, e, index);
    }
}

static void aim_crews(struct bo_construction_events *e, uint32_t region)
{
    double day = 0.0;
    bool any = bo_fluid_pool_next(&e->world->region[region].crews, &day);
    aim(e, &e->crews[region], any, day, on_crews, region);
}

static void aim_grid(struct bo_construction_events *e, uint32_t region)
{
    double day = 0.0;
    bool any = bo_fluid_queue_next(&e->world->region[region].grid, &day);
    aim(e, &e->grid[region], any, day, on_grid, region);
}

static void aim_maker(struct bo_construction_events *e, uint32_t maker)
{
    double day = 0.0;
    bool any = bo_fluid_queue_next(&e->world->maker[maker].book, &day);
    aim(e, &e->maker[maker], any, day, on_maker, maker);
}

static void aim_makers(struct bo_construction_events *e)
{
    for (uint32_t k = 0; k < e->world->n_makers; k++) {
        aim_maker(e, k);
    }
}

static void on_crews(struct bo_kernel *kernel, void *context, uint64_t region)
{
    struct bo_construction_events *e = context;
    e->crews[region].set = false;
    double now = bo_kernel_now(kernel);
    uint32_t project = bo_fluid_pool_pop(&e->world->region[region].crews, now);
    bo_milestone_crew(e->world, project, now);
    aim_crews(e, (uint32_t)region);
}

static void on_grid(struct bo_kernel *kernel, void *context, uint64_t region)
{
    struct bo_construction_events *e = context;
    e->grid[region].set = false;
    double now = bo_kernel_now(kernel);
    uint32_t project = bo_fluid_queue_pop(&e->world->region[region].grid, now);
    if (project == BO_NO_ROW) {
        bo_colocation_grant_land(&e->world->region[region]);
    } else {
        bo_milestone_grid(e->world, project, now);
        aim_makers(e); /* which broke ground for it, perhaps */
    }
    aim_grid(e, (uint32_t)region);
    aim_crews(e, (uint32_t)region);
}

static void on_maker(struct bo_kernel *kernel, void *context, uint64_t maker)
{
    struct bo_construction_events *e = context;
    e->maker[maker].set = false;
    double now = bo_kernel_now(kernel);
    uint32_t project = bo_fluid_queue_pop(&e->world->maker[maker].book, now);
    e->world->project[project].last_maker = (uint32_t)maker;
    bo_milestone_equipment(e->world, project, now);
    aim_maker(e, (uint32_t)maker);
    if (e->world->project[project].equipment_missing == 0) { /* the last of them lets crews begin */
        aim_crews(e, e->world->project[project].region);
    }
}

static void on_permit(struct bo_kernel *kernel, void *context, uint64_t project)
{
    struct bo_construction_events *e = context;
    const struct bo_project *p = &e->world->project[project];
    if (p->state != BO_PERMIT) {
        return;
    }
    double now = bo_kernel_now(kernel), look_again = 0.0;
    if (bo_milestone_hold(e->world, (uint32_t)project, now, &look_again)) {
        bo_kernel_at(kernel, look_again, BO_EVENT_PURE, on_permit, e, project);
        return;
    }
    bool ordered = !isnan(p->ordered_day);
    bo_milestone_permit(e->world, (uint32_t)project, now);
    aim_crews(e, p->region);
    if (!ordered) {
        aim_makers(e);
    }
}

static void on_order(struct bo_kernel *kernel, void *context, uint64_t project)
{
    struct bo_construction_events *e = context;
    const struct bo_project *p = &e->world->project[project];
    if (p->state != BO_PERMIT) {
        return;
    }
    double now = bo_kernel_now(kernel);
    double early =
        bo_project_hold_days(e->world, p, now) - bo_project_order_ahead_days(e->world, p);
    if (early > BO_DAYS_PER_MONTH || !bo_capital_can_begin(e->world, p->owner, p->cost_usd)) {
        bo_kernel_at(kernel, bo_project_look_again(now, early), BO_EVENT_PURE, on_order, e,
                     project);
        return;
    }
    bo_milestone_order(e->world, (uint32_t)project, now);
    aim_makers(e);
}

static void on_own_power(struct bo_kernel *kernel, void *context, uint64_t project)
{
    struct bo_construction_events *e = context;
    bo_milestone_on_site(e->world, (uint32_t)project, bo_kernel_now(kernel));
    aim_makers(e);
    aim_crews(e, e->world->project[project].region);
}

static void on_study(struct bo_kernel *kernel, void *context, uint64_t project)
{
    struct bo_construction_events *e = context;
    const struct bo_project *p = &e->world->project[project];
    if (!bo_project_active(p) || !isnan(p->study_day)) {
        return;
    }
    bo_milestone_study(e->world, (uint32_t)project, bo_kernel_now(kernel));
    if (p->on_site) {
        bo_kernel_at(kernel, p->on_site_day, BO_EVENT_PURE, on_own_power, e, project);
    }
    aim_grid(e, p->region);
    aim_crews(e, p->region);
    aim_makers(e);
}

static void on_cancel(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    struct bo_construction_events *e = context;
    uint32_t project = (uint32_t)(argument >> 8);
    enum bo_cancel_reason reason = (enum bo_cancel_reason)(argument & 0xff);
    const struct bo_project *p = &e->world->project[project];
    bool late = reason == BO_LATE_STOP;
    if (!bo_project_in_pipeline(p) || (p->state == BO_PERMIT) == late) {
        return; /* each hazard acts in its own stage */
    }
    bo_milestone_cancel(e->world, project, bo_kernel_now(kernel), reason);
    aim_crews(e, p->region);
}

/* An exponential lifetime against each hazard: it strikes if it comes while the project is in the hazard's stage. */
static void schedule_hazard(struct bo_construction_events *e, uint32_t project, double per_year,
                            uint32_t purpose, enum bo_cancel_reason reason)
{
    const struct bo_project *p = &e->world->project[project];
    if (!(per_year > 0.0)) {
        return;
    }
    double u = bo_world_draw(e->world, p->key, (enum bo_purpose)purpose, (uint32_t)reason);
    double day = fmax(p->announced_day, 0.0) - bo_log(u) / per_year * BO_DAYS_PER_YEAR;
    /* The permit comes on a date that is known: opposition later than that strikes nothing, nor does a withdrawal
     * unless ground may stay unbroken. */
    double permit = p->announced_day + p->plan.permit_days;
    bool held = reason == BO_WITHDRAWN && e->world->param->construction->power_wait_max_days >= 0.0;
    bool in_stage =
        reason == BO_LATE_STOP ? day > permit : p->state == BO_PERMIT && (held || day < permit);
    if (in_stage && day <= bo_world_month_end(e->world, e->world->n_months - 1)) {
        uint64_t argument = ((uint64_t)project << 8) | (uint64_t)reason;
        bo_kernel_at(e->kernel, fmax(day, bo_kernel_now(e->kernel)), BO_EVENT_PURE, on_cancel, e,
                     argument);
    }
}

/* When equipment takes longer than the shell it is ordered before ground is broken. */
static void schedule_order(struct bo_construction_events *e, uint32_t project)
{
    const struct bo_project *p = &e->world->project[project];
    double ahead = bo_project_order_ahead_days(e->world, p);
    if (ahead > 0.0 && isfinite(p->planned.ground)) {
        bo_kernel_at(e->kernel, fmax(bo_kernel_now(e->kernel), p->planned.ground - ahead),
                     BO_EVENT_PURE, on_order, e, project);
    }
}

static void schedule_project(struct bo_construction_events *e, uint32_t project)
{
    const struct bo_construction_param *c = e->world->param->construction;
    const struct bo_project *p = &e->world->project[project];
    double now = bo_kernel_now(e->kernel);
    if (p->state == BO_PERMIT) {
        bo_kernel_at(e->kernel, fmax(now, p->announced_day + p->plan.permit_days), BO_EVENT_PURE,
                     on_permit, e, project);
        if (p->kind != BO_SITE_OPTION) {
            schedule_order(e, project);
        }
    }
    bool asks_grid = p->kind != BO_SITE_OPTION || p->hold != BO_HOLD_LAND;
    if (p->state <= BO_WORKS && isnan(p->study_day) && asks_grid) {
        double study = p->announced_day - p->plan.grid_lead_days + p->plan.grid_study_days;
        bo_kernel_at(e->kernel, fmax(now, study), BO_EVENT_PURE, on_study, e, project);
    } else if (p->on_site && isnan(p->grid_day)) { /* ordered already */
        bo_kernel_at(e->kernel, fmax(now, p->on_site_day), BO_EVENT_PURE, on_own_power, e, project);
    }
    if (p->kind != BO_COLOCATION && p->kind != BO_SITE_OPTION && p->state <= BO_FITOUT) {
        double date = (double)e->world->start_day + now;
        schedule_hazard(e, project, bo_path_at(&c->opposition_per_year, date), BO_DRAW_CANCEL,
                        BO_OPPOSITION);
        if (p->planned_site == NULL) {
            schedule_hazard(e, project, c->withdrawal_per_year, BO_DRAW_CANCEL, BO_WITHDRAWN);
        }
        schedule_hazard(e, project, c->late_cancel_per_year, BO_DRAW_LATE_CANCEL, BO_LATE_STOP);
    }
}

void bo_construction_events_refresh(struct bo_construction_events *e)
{
    struct bo_world *world = e->world;
    for (; e->n_scheduled < world->n_projects; e->n_scheduled++) {
        schedule_project(e, e->n_scheduled);
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        aim_crews(e, r);
        aim_grid(e, r);
    }
    aim_makers(e);
}

static void on_planned_site(struct bo_kernel *kernel, void *context, uint64_t row)
{
    struct bo_construction_events *e = context;
    double now = bo_kernel_now(kernel);
    const struct bo_company *c = &e->world->company[e->world->param->planned_site[row].company];
    /* Its books open at the end of the month in which it is founded. */
    if (!c->alive && !c->ended) {
        bo_kernel_at(kernel, now + 1.0, BO_EVENT_PURE, on_planned_site, e, row);
        return;
    }
    bo_planned_site_announce(e->world, (uint32_t)row, now);
    bo_construction_events_refresh(e);
}

static void schedule_planned_sites(struct bo_construction_events *e)
{
    const struct bo_param *p = e->world->param;
    for (uint32_t i = 0; i < p->n[BO_TABLE_PLANNED_SITES]; i++) {
        double day = (double)(p->planned_site[i].announced_day - e->world->start_day);
        bo_kernel_at(e->kernel, day, BO_EVENT_PURE, on_planned_site, e, i);
    }
}

struct bo_construction_events *bo_construction_events_create(struct bo_world *world,
                                                             struct bo_kernel *kernel)
{
    struct bo_construction_events *e = BO_NEW(world->arena, struct bo_construction_events);
    e->world = world;
    e->kernel = kernel;
    e->crews = BO_NEW_ARRAY(world->arena, struct pending, world->n_regions);
    e->grid = BO_NEW_ARRAY(world->arena, struct pending, world->n_regions);
    e->maker = BO_NEW_ARRAY(world->arena, struct pending, world->n_makers);
    bo_construction_events_refresh(e);
    schedule_planned_sites(e);
    return e;
}
