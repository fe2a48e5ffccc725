#include "buildout/model/inflight.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/siting.h"

/* A constant rate of starts has no first year; what was begun longer ago than this is open, whatever was drawn. */
#define CONSTANT_YEARS 12

/* Uncongested dates of a project: what happens when nobody else is there. */
struct dates {
    double permit, study, grid, ordered, equipment, shell, fitout, opened;
};

/* What a maker needed for an order of a day before the start: the lead rose over the last year to that of the start. */
static double past_lead(const struct bo_maker_param *maker, double day)
{
    double before =
        maker->lead_before_days > 0.0 ? maker->lead_before_days : maker->lead_at_start_days;
    double part = bo_clamp(1.0 + day / BO_DAYS_PER_YEAR, 0.0, 1.0);
    return before + part * (maker->lead_at_start_days - before);
}

static double longest_lead(const struct bo_world *world, double day)
{
    double longest = 0.0;
    for (uint32_t k = 0; k < world->n_makers; k++) {
        longest = fmax(longest, past_lead(world->maker[k].param, day));
    }
    return longest;
}

/* How long before its permit equipment was ordered that takes longer than the usual shell. */
static double past_ahead(const struct bo_world *world, double permit,
                         const struct bo_project_plan *usual)
{
    double excess = longest_lead(world, permit) - usual->shell_days;
    return bo_clamp(world->param->construction->order_ahead_frac * excess, 0.0, usual->permit_days);
}

static struct dates replay(const struct bo_world *world, const struct bo_project *p,
                           const struct bo_project_plan *plan)
{
    const struct bo_region_param *region = world->region[p->region].param;
    struct dates d;
    d.permit = p->announced_day + plan->permit_days;
    d.study =
        fmax(p->announced_day, p->announced_day - plan->grid_lead_days + plan->grid_study_days);
    d.grid = bo_milestone_needs_grid_turn(world, p) ? d.study + region->grid_queue_at_start_days
                                                    : d.study;
    bool waits = !p->fast_track && world->param->construction->equipment_binds;
    struct bo_project_plan usual = bo_project_usual_plan(world, p);
    d.ordered = d.permit - (waits ? past_ahead(world, d.permit, &usual) : 0.0);
    d.equipment = waits ? d.ordered + longest_lead(world, d.ordered) : d.permit;
    d.shell = d.permit + plan->shell_days;
    if (p->fast_track) {
        d.grid = d.permit;
    }
    d.fitout = fmax(d.grid, fmax(d.equipment, d.shell));
    d.opened = d.fitout + plan->fitout_days;
    return d;
}

static void move_to_building(struct bo_world *world, const struct bo_project *p, double mw)
{
    if (p->user == BO_NO_ROW || bo_world_is_landlord(world, p->owner)) {
        return; /* landlords' projects are not split by stage */
    }
    struct bo_estate *estate = &world->company[p->user].estate[p->region];
    estate->planned_mw -= mw;
    estate->building_mw += mw;
}

/* Halls energised before the start belong to the opening stock, so only the rest is still to come. */
static void place_open_site(struct bo_world *world, uint32_t index, const struct dates *d)
{
    struct bo_project *p = &world->project[index];
    double since = -d->opened;
    double done = 1.0 + floor(since / p->plan.hall_days);
    p->n_halls_done = (uint32_t)fmin(done, p->n_halls - 1.0);
    double energised = bo_project_hall_mw(p) * p->n_halls_done;
    move_to_building(world, p, p->mw);
    if (p->user == BO_NO_ROW) {
        world->region[p->region].colo_building_mw -= energised;
    } else if (bo_world_is_landlord(world, p->owner)) {
        world->company[p->user].estate[p->region].leased_building_mw -= energised;
        world->company[p->user].leases_not_commenced_usd -= p->lease_value_usd * energised / p->mw;
    } else {
        world->company[p->user].estate[p->region].building_mw -= energised;
    }
    world->energised_mw += energised;
    p->state = BO_HALLS;
    p->fitout_day = d->fitout;
    p->opened_day = d->opened;
    double into = fmod(since, p->plan.hall_days);
    bo_milestone_start_crew(world, index, 0.0, p->plan.hall_days, into,
                            p->plan.workers / p->n_halls);
}

static void place_works(struct bo_world *world, uint32_t index, const struct dates *d)
{
    struct bo_project *p = &world->project[index];
    p->state = BO_WORKS;
    move_to_building(world, p, p->mw);
    p->study_day = d->study < 0.0 ? d->study : BO_NAN;
    p->grid_day = d->grid < 0.0 ? d->grid : BO_NAN;
    p->equipment_missing = d->equipment < 0.0 ? 0 : world->n_makers;
    p->equipment_day = d->equipment < 0.0 ? d->equipment : BO_NAN;
    if (d->shell < 0.0) {
        p->shell_day = d->shell;
        return;
    }
    bo_milestone_start_crew(world, index, 0.0, p->plan.shell_days, -d->permit, p->plan.workers);
}

void bo_inflight_add(struct bo_world *world, const struct bo_project_order *order)
{
    uint32_t index = bo_milestone_announce(world, order);
    struct bo_project *p = &world->project[index];
    struct dates d = replay(world, p, &p->plan);
    double complete = d.opened + (p->n_halls - 1.0) * p->plan.hall_days;
    if (complete <= 0.0) {
        bo_milestone_forget_last(world);
        return;
    }
    /* What was told at the announcement did not know the project's luck. */
    struct bo_project_plan usual = bo_project_usual_plan(world, p);
    struct dates told = replay(world, p, &usual);
    p->planned = (struct bo_project_dates){told.permit,    told.study, told.grid,
                                           told.equipment, told.shell, told.fitout,
                                           told.opened,    0.0,        1.0};
    p->published_day = d.opened > 0.0 ? told.opened : BO_NAN;
    p->ordered_day = d.ordered < 0.0 ? d.ordered : BO_NAN;
    if (d.permit >= 0.0) {
        p->study_day = d.study < 0.0 ? d.study : BO_NAN;
        return;
    }
    p->permit_day = d.permit;
    if (d.fitout >= 0.0) {
        place_works(world, index, &d);
        return;
    }
    p->grid_day = d.grid;
    p->study_day = d.study;
    p->equipment_day = d.equipment;
    p->equipment_missing = 0;
    p->shell_day = d.shell;
    if (d.opened < 0.0) {
        place_open_site(world, index, &d);
        return;
    }
    move_to_building(world, p, p->mw);
    p->state = BO_FITOUT;
    p->fitout_day = d.fitout;
    bo_milestone_start_crew(world, index, 0.0, p->plan.fitout_days, -d.fitout,
                            p->plan.workers / p->n_halls);
}

static double past_weight(const struct bo_world *world, uint32_t company, uint32_t region)
{
    const struct bo_company_param *p = world->company[company].param;
    return p->in_history ? p->it_mw * p->region_share.value[region] : 0.0;
}

/* Who began a past project: in proportion to the MW that companies have in the region at the start. */
static uint32_t past_user(const struct bo_world *world, uint32_t region, uint64_t key)
{
    double total = 0.0;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        total += past_weight(world, c, region);
    }
    double u = bo_world_draw(world, key, BO_DRAW_PAST_OWNER, 0) * total;
    double sum = 0.0;
    uint32_t last = BO_NO_ROW;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        double weight = past_weight(world, c, region);
        sum += weight;
        if (weight > 0.0) {
            last = c;
            if (u < sum) {
                return c;
            }
        }
    }
    return last;
}

/* The part of a past year that lies before the start: its first day, as days of the run, and its length. */
struct span {
    double first, days;
};

/* Returns the MW when it was started in the year before the start, and nothing else. */
static double replay_one(struct bo_world *world, uint32_t region, uint32_t ordinal,
                         struct span span)
{
    uint64_t key = bo_key_mix(world->region[region].past_key, ordinal);
    uint32_t user = past_user(world, region, key);
    if (user == BO_NO_ROW) {
        return 0.0;
    }
    double day = span.first + span.days * bo_world_draw(world, key, BO_DRAW_PAST_DATE, 0);
    bool lease =
        bo_world_draw(world, key, BO_DRAW_LEASE, 0) < 1.0 - world->company[user].param->own_frac;
    struct bo_project_order order = {.owner = lease ? bo_world_landlord_party(world, region) : user,
                                     .user = user,
                                     .region = region,
                                     .kind = BO_NEW_SITE,
                                     .prepared = lease && world->param->construction->prepared_land,
                                     .mw = bo_siting_drawn_size_mw(world, key, region, day),
                                     .key = key,
                                     .ordinal = ordinal,
                                     .announced_day = day,
                                     .in_flight = true};
    int32_t year_ago = bo_month_first_day(bo_month_of_day(world->start_day) - 12);
    bool lately = day >= (double)(year_ago - world->start_day);
    if (lease && lately) {
        world->region[region].leased_starts_mw += order.mw;
    }
    bo_inflight_add(world, &order);
    return lately ? order.mw : 0.0;
}

/* A year that the start of the run cuts has its part of the year's projects. Adds to the MW of the last year. */
static void replay_year(struct bo_world *world, uint32_t region, int32_t year, uint32_t *ordinal,
                        double *last_year_mw)
{
    const struct bo_path *starts = &world->region[region].param->starts_per_year;
    int32_t first = bo_day_of(year, 1, 1), next = bo_day_of(year + 1, 1, 1);
    int32_t end = next < world->start_day ? next : world->start_day;
    struct span span = {(double)(first - world->start_day), (double)(end - first)};
    double n = floor(bo_path_at(starts, (double)first) * span.days / (next - first) + 0.5);
    for (uint32_t i = 0; i < (uint32_t)n; i++) {
        *last_year_mw += replay_one(world, region, *ordinal, span);
        (*ordinal)++;
    }
}

double bo_inflight_replay(struct bo_world *world)
{
    double last_year_mw = 0.0;
    int32_t last_year = bo_year_of_day(world->start_day - 1);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_path *starts = &world->region[r].param->starts_per_year;
        if (starts->v.n == 0) {
            continue;
        }
        uint32_t ordinal = 0;
        int32_t year =
            starts->v.n > 1 ? bo_year_of_day(starts->day[0]) : last_year + 1 - CONSTANT_YEARS;
        for (; year <= last_year; year++) {
            replay_year(world, r, year, &ordinal, &last_year_mw);
        }
    }
    return last_year_mw;
}

struct waiting {
    double ahead;
    uint32_t project;
};

static int by_wait(const void *a, const void *b)
{
    const struct waiting *x = a, *y = b;
    int order = bo_double_compare(&x->ahead, &y->ahead);
    return order != 0 ? order : (x->project > y->project) - (x->project < y->project);
}

static void join_makers(struct bo_world *world, struct waiting *waiting)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < world->n_projects; i++) {
        const struct bo_project *p = &world->project[i];
        if (p->state <= BO_WORKS && !isnan(p->ordered_day) && p->equipment_missing > 0) {
            waiting[n] = (struct waiting){p->ordered_day, i};
            n++;
        }
    }
    qsort(waiting, n, sizeof *waiting, by_wait);
    for (uint32_t k = 0; k < world->n_makers; k++) {
        struct bo_fluid_queue *book = &world->maker[k].book;
        for (uint32_t i = 0; i < n; i++) {
            double ordered = waiting[i].ahead;
            double left = ordered + past_lead(world->maker[k].param, ordered);
            if (left < 0.0) { /* delivered, and paid for, before the start */
                world->project[waiting[i].project].equipment_missing--;
            } else {
                bo_fluid_queue_place(book, left * book->capacity, waiting[i].project);
            }
        }
    }
}

static void join_grid(struct bo_world *world, uint32_t region, struct waiting *waiting)
{
    struct bo_region *r = &world->region[region];
    uint32_t n = 0;
    for (uint32_t i = 0; i < world->n_projects; i++) {
        const struct bo_project *p = &world->project[i];
        if (p->region == region && p->state <= BO_WORKS && !isnan(p->study_day) &&
            isnan(p->grid_day) && bo_milestone_needs_grid_turn(world, p)) {
            waiting[n] = (struct waiting){p->study_day + r->param->grid_queue_at_start_days, i};
            n++;
        }
    }
    qsort(waiting, n, sizeof *waiting, by_wait);
    double rate = bo_path_at(&r->param->grid_grants_mw_per_year, (double)world->start_day) *
                  r->landlord_grants_ratio / BO_DAYS_PER_YEAR;
    for (uint32_t i = 0; i < n; i++) {
        bo_fluid_queue_place(&r->grid, fmax(0.0, waiting[i].ahead) * rate, waiting[i].project);
        world->project[waiting[i].project].grid_position =
            r->grid.order[r->grid.n_orders - 1].position;
    }
}

void bo_inflight_join_queues(struct bo_world *world)
{
    struct waiting *waiting = BO_NEW_ARRAY(world->arena, struct waiting, world->n_projects);
    if (world->param->construction->equipment_binds) {
        join_makers(world, waiting);
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        join_grid(world, r, waiting);
        for (uint32_t i = 0; i < world->n_projects; i++) {
            struct bo_project *p = &world->project[i];
            if (p->region == r && p->state <= BO_WORKS && !isnan(p->study_day) &&
                isnan(p->grid_day) && !bo_milestone_needs_grid_turn(world, p)) {
                p->grid_day = p->study_day;
            }
        }
    }
}
