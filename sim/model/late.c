#include "buildout/model/late.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* Owners who do not tell that a date cannot be met any more keep it until it has passed. */
static bool tells_anew(const struct bo_world *world, const struct bo_project *p, double day)
{
    return p->published_day < day || bo_world_draw(world, p->key, BO_DRAW_TOLD_ANEW, 0) <
                                         world->param->construction->told_anew_frac;
}

/* New dates on 1 January: a plan keeps the date told at its announcement while it can still be met if all goes well,
 * and nobody tells a later one before. */
static void publish(struct bo_world *world, double day)
{
    int32_t year = bo_year_of_day(bo_world_date(world, day));
    for (uint32_t i = 0; i < world->n_active; i++) {
        struct bo_project *p = &world->project[world->active[i]];
        p->due_this_year = false;
        if (p->kind != BO_NEW_SITE || !bo_project_in_pipeline(p)) {
            continue;
        }
        if (tells_anew(world, p, day)) {
            p->published_day = fmax(p->published_day, bo_project_earliest_opening(world, p, day));
        }
        p->due_this_year = isfinite(p->published_day) &&
                           bo_year_of_day(bo_world_date(world, p->published_day)) == year;
        if (p->due_this_year) {
            world->count.due++;
            world->count.late_region[p->region].due++;
            if (p->owner < world->n_companies) {
                world->count.late_company[p->owner].due++;
            }
        }
    }
}

void bo_late_open(struct bo_world *world)
{
    world->count.due = 0;
    publish(world, 0.0);
}

static void settle(struct bo_lateness *one, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        one[i].late_frac = one[i].due > 0 ? (double)one[i].late / one[i].due : BO_NAN;
        one[i].due = one[i].late = 0;
    }
}

/* Projects that were due and have left the active list are open or cancelled: only the latter are late. */
static void judge(struct bo_world *world)
{
    uint32_t late = 0;
    for (uint32_t i = 0; i < world->n_projects; i++) {
        struct bo_project *p = &world->project[i];
        if (p->due_this_year && isnan(p->opened_day)) {
            late++;
            world->count.late_region[p->region].late++;
            if (p->owner < world->n_companies) {
                world->count.late_company[p->owner].late++;
            }
        }
        p->due_this_year = false;
    }
    world->count.late_frac = world->count.due > 0 ? (double)late / world->count.due : 0.0;
    world->count.late = late;
    world->count.due = 0;
    settle(world->count.late_region, world->n_regions);
    settle(world->count.late_company, world->n_companies);
}

void bo_late_close(struct bo_world *world, double day)
{
    int32_t year, month, day_of_month;
    bo_day_split(bo_world_date(world, day), &year, &month, &day_of_month);
    if (month == 1) {
        judge(world);
        publish(world, day);
    }
}
