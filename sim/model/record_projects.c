/* Every project of a run, its dates as planned and as they were, and why it slipped. */
#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/record.h"
#include "buildout/model/slip.h"

static int32_t date_of(const struct bo_world *world, double day)
{
    return isfinite(day) ? bo_world_date(world, day) : BO_NO_DAY;
}

/* As they were; those still to come as a planner would expect them now. */
static struct bo_project_dates dates_of(const struct bo_world *world, const struct bo_project *p)
{
    struct bo_project_dates d;
    if (isnan(p->opened_day)) {
        bo_project_expect(world, p, world->day, &d);
        return d;
    }
    return (struct bo_project_dates){p->permit_day,    p->study_day, p->grid_day,
                                     p->equipment_day, p->shell_day, p->fitout_day,
                                     p->opened_day,    0.0,          1.0};
}

static void tell_dates(const struct bo_world *world, const struct bo_project *p,
                       struct bo_fact_project *f)
{
    const struct bo_project_dates *plan = &p->planned;
    const double planned[BO_N_PHASES] = {plan->ground, plan->power,  plan->equipment,
                                         plan->shell,  plan->fitout, plan->open};
    const double actual[BO_N_PHASES] = {p->permit_day, p->grid_day,   p->equipment_day,
                                        p->shell_day,  p->fitout_day, p->opened_day};
    for (int i = 0; i < BO_N_PHASES; i++) {
        bool due = p->kind != BO_SITE_OPTION; /* of an option nothing is */
        f->planned[i] = due ? date_of(world, planned[i]) : BO_NO_DAY;
        f->actual[i] = date_of(world, actual[i]);
    }
    f->announced = date_of(world, p->announced_day);
    f->complete = date_of(world, p->complete_day);
    f->cancelled = date_of(world, p->cancelled_day);
}

/* Of a late one the longest part, in words. */
static const char *reason(const struct bo_world *world, const struct bo_project *p,
                          const struct bo_fact_project *f)
{
    static const char *const words[BO_N_SLIP_PARTS] = {"the permit took longer",
                                                       "the grid's study and works took longer",
                                                       "the queue for the grid",
                                                       "equipment came late",
                                                       "the shell took longer to build",
                                                       "crews were short",
                                                       "fit-out took longer",
                                                       "the plan was too short"};
    int longest = 0;
    for (int i = 1; i < BO_N_SLIP_PARTS; i++) {
        longest = f->part[i] > f->part[longest] ? i : longest;
    }
    if (longest == BO_SLIP_EQUIPMENT && p->last_maker != BO_NO_ROW) {
        return world->maker[p->last_maker].late_reason;
    }
    return words[longest];
}

static void tell_slip(const struct bo_world *world, const struct bo_project *p,
                      struct bo_fact_project *f)
{
    double part[BO_N_SLIP_PARTS];
    struct bo_project_dates d = dates_of(world, p);
    int32_t opening = date_of(world, d.open);
    f->expected = isnan(p->opened_day) ? opening : BO_NO_DAY;
    f->why = "";
    if (opening == BO_NO_DAY || f->planned[BO_PHASE_OPEN] == BO_NO_DAY) {
        return; /* a place in a queue that does not move: there is, or was, no date to tell */
    }
    f->slipped = true;
    f->slip = opening - f->planned[BO_PHASE_OPEN];
    bo_slip_explain(p, &d, part);
    bo_slip_round(part, f->slip, f->part);
    f->why = f->slip > 0 ? reason(world, p, f) : "";
}

static void tell(struct bo_world *world, struct bo_project *p)
{
    static const char *const kind[] = {"new site", "extension", "colocation", "option"};
    static const char *const state[] = {"permit",   "works",     "fit-out", "halls",
                                        "complete", "cancelled", "used"};
    static const char *const held[BO_N_HOLDS] = {"", "held land", "held grid place", "held shell"};
    bool is_option = p->kind == BO_SITE_OPTION;
    struct bo_fact_project f = {
        .name = bo_record_project_name(world, p),
        .owner = bo_world_party_name(world, p->owner),
        .user = p->user == BO_NO_ROW ? "" : bo_world_party_name(world, p->user),
        .place = world->region[p->region].param->entry.name,
        .kind = kind[p->kind],
        .way = p->on_site      ? "own power"
               : p->fast_track ? "fast track"
               : p->prepared   ? "prepared land"
                               : held[p->hold],
        .state = is_option && p->state == BO_WORKS ? "held" : state[p->state],
        .mw = p->mw,
        .n_halls = p->n_halls,
        .expected = BO_NO_DAY,
        .cost_musd = p->cost_usd / 1e6,
        .spent_musd = bo_money_usd(p->paid) / 1e6};
    tell_dates(world, p, &f);
    if (p->state == BO_CANCELLED) {
        f.why = bo_project_reason(p->reason);
    } else if (is_option) { /* it has no opening that could slip */
        f.why = p->state == BO_USED ? bo_record_project_name(world, &world->project[p->heir]) : "";
    } else {
        tell_slip(world, p, &f);
    }
    bo_facts_project(world->facts, &f);
}

void bo_record_projects(struct bo_world *world)
{
    if (world->facts->wanted != NULL) {
        return;
    }
    for (uint32_t k = 0; k < world->n_makers; k++) {
        /* facts outlive the world */
        world->maker[k].late_reason =
            bo_arena_printf(world->facts->arena, "%s came late", world->maker[k].param->entry.name);
    }
    bo_facts_expect_projects(world->facts, world->n_projects);
    for (uint32_t i = 0; i < world->n_projects; i++) {
        tell(world, &world->project[i]);
    }
}
