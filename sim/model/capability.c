#include "buildout/model/capability.h"

#include <assert.h>
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/record.h"

static struct bo_ai_company *ai_of(const struct bo_world *world, const struct bo_programme *p)
{
    return &world->ai_economy->company[p->company];
}

double bo_capability_eci_per_decade(const struct bo_world *world, double day)
{
    const struct bo_technology_param *t = world->param->technology;
    const struct bo_capability *c = world->capability;
    double k = bo_path_at(&t->eci_per_decade, (double)world->start_day + day);
    if (c->n_jumps == 0) {
        return k;
    }
    /* The new class of compute grows fast until it is as large as the rest. */
    double left = fmax(0.0, 1.0 - (day - c->jump_day) / t->jump_class_days);
    return k * (1.0 + (c->jump_gain_ratio - 1.0) * left);
}

static void show_model(struct bo_world *world, double log_effective, double day)
{
    struct bo_capability *c = world->capability;
    const struct bo_technology_param *t = world->param->technology;
    if (c->has_frontier) {
        (void)bo_frontier_show(&c->frontier, day, log_effective,
                               bo_capability_eci_per_decade(world, day));
        return;
    }
    struct bo_frontier_point first = {
        .day = day, .log_effective = log_effective, .eci = t->opening_eci};
    bo_frontier_init(&c->frontier, world->arena, &first, bo_capability_eci_per_decade(world, day),
                     t->opening_progress_per_year);
    bo_pace_init(&c->pace, world->arena, &t->expected_eci, world->start_day, world->n_months);
    c->has_frontier = true;
}

static void hold_record(struct bo_capability *c, double log_flop, double day)
{
    if (log_flop > c->record_log_flop) {
        c->record_log_flop = log_flop;
        c->record_day = day;
    }
}

static bool may_open(const struct bo_world *world, const struct bo_programme *p, double day)
{
    return !p->begun && bo_world_begun(world, p->param->start_day, day) &&
           world->company[p->company].alive;
}

/* The first model is there, and the next run comes at a date of its own within the cadence. */
static void open_programme(struct bo_world *world, struct bo_programme *p, double day)
{
    p->begun = p->open = true;
    p->log_effective = bo_log(p->param->first_effective_flop);
    p->log_flop = bo_log(p->param->first_run_flop);
    p->log_algorithms = p->log_effective - p->log_flop;
    double u = bo_world_draw(world, p->param->entry.hash, BO_DRAW_FIRST_RUN, 0);
    p->last_start_day = day - u * p->param->cadence_days;
    p->spending_growth_per_year = world->param->technology->opening_spending_growth_per_year;
    hold_record(world->capability, p->log_flop, day);
}

static void open_programmes(struct bo_world *world, double day)
{
    struct bo_capability *c = world->capability;
    double best = 0.0;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        if (p->open && !world->company[p->company].alive) {
            p->open = false;
        } else if (may_open(world, p, day)) {
            open_programme(world, p, day);
            best = fmax(best, p->log_effective);
        }
    }
    if (best > 0.0) {
        show_model(world, best, day);
    }
}

void bo_capability_run_ended(struct bo_world *world, uint32_t company, double day)
{
    struct bo_capability *c = world->capability;
    struct bo_programme *p = &c->programme[c->programme_of[company]];
    struct bo_training_run *run = &p->run;
    assert(run->active);
    bo_capability_work(p, run->work_h100e_days);
    p->ended_flop += run->flop;
    run->active = false;
    if (!world->company[company].alive) {
        return;
    }
    if (run->fails) {
        p->n_failed++;
        bo_record_training(world, company, BO_EVENT_RUN_FAILED, run->flop, day);
        return;
    }
    p->n_published++;
    bo_record_training(world, company, BO_EVENT_MODEL, run->flop, day);
    double log_flop = bo_log(run->flop);
    p->log_flop = fmax(p->log_flop, log_flop);
    p->log_effective = fmax(p->log_effective, log_flop + run->log_algorithms);
    show_model(world, p->log_effective, day);
}

/* The strategy decides; without a word of it, whether the company is at the frontier does. */
static enum bo_training_policy policy_of(const struct bo_world *world, const struct bo_programme *p)
{
    const struct bo_ai_company *ai = ai_of(world, p);
    if (!p->open || ai->gave_up || p->param->policy == BO_TRAIN_NONE) {
        return BO_TRAIN_NONE;
    }
    switch ((enum bo_training_choice)world->company[p->company].policy.training) {
    case BO_TRAINING_FRONTIER:
        return BO_TRAIN_FRONTIER;
    case BO_TRAINING_FOLLOW:
        return BO_TRAIN_FOLLOW;
    case BO_TRAINING_NONE:
        return BO_TRAIN_NONE;
    case BO_TRAINING_OWN:
        break;
    }
    return ai->frontier ? BO_TRAIN_FRONTIER : BO_TRAIN_FOLLOW;
}

static void act_on_boards(struct bo_world *world)
{
    struct bo_capability *c = world->capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        c->programme[i].policy = policy_of(world, &c->programme[i]);
    }
}

/* The rented part of training is that of all rented compute in use. */
static void price_training(struct bo_world *world, struct bo_programme *p)
{
    struct bo_ai_company *ai = ai_of(world, p);
    double hours = world->month_days * BO_HOURS_PER_DAY;
    double used = ai->internal_training_h100e + ai->internal_inference_h100e;
    double part = used > 0.0 ? ai->internal_training_h100e / used : 0.0;
    double rented = fmin(ai->internal_training_h100e, ai->leased_in_h100e * part);
    double rent = ai->leased_in_h100e > 0.0 ? ai->leasing_cost_usd / ai->leased_in_h100e : 0.0;
    ai->training_cost_usd =
        (ai->internal_training_h100e - rented) * hours * ai->chip_hour_cost_usd + rented * rent;
}

/* Growth is read off the distance to a level that follows with a lag: a steady growth g shows as g. */
static void watch_spending(struct bo_world *world, struct bo_programme *p)
{
    const struct bo_technology_param *t = world->param->technology;
    double lag = t->spending_growth_lag_days, years = lag / BO_DAYS_PER_YEAR;
    p->spending_usd_per_day =
        world->month_days > 0.0 ? ai_of(world, p)->training_cost_usd / world->month_days : 0.0;
    if (!(p->spending_usd_per_day > 0.0)) {
        return;
    }
    double now = bo_log(p->spending_usd_per_day);
    if (!p->spends) {
        p->spends = true;
        p->spending_log_seen = now - p->spending_growth_per_year * years;
    } else {
        p->spending_log_seen = bo_approach(p->spending_log_seen, now, world->month_days, lag);
    }
    p->spending_growth_per_year = fmax(0.0, (now - p->spending_log_seen) / years);
}

static void give_compute(struct bo_world *world, struct bo_programme *p)
{
    p->compute_h100e = p->policy != BO_TRAIN_NONE ? ai_of(world, p)->internal_training_h100e : 0.0;
}

static void read_compute(struct bo_world *world)
{
    struct bo_capability *c = world->capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        price_training(world, p);
        watch_spending(world, p);
        give_compute(world, p);
    }
}

void bo_capability_reread(struct bo_world *world, uint32_t company)
{
    struct bo_capability *c = world->capability;
    if (c == NULL || c->programme_of[company] == BO_NO_ROW) {
        return;
    }
    struct bo_programme *p = &c->programme[c->programme_of[company]];
    price_training(world, p);
    give_compute(world, p);
}

static void write_models(struct bo_world *world, double day)
{
    struct bo_capability *c = world->capability;
    struct bo_ai_economy *economy = world->ai_economy;
    double best = 0.0;
    economy->leader = BO_NO_ROW;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        struct bo_ai_company *ai = ai_of(world, p);
        ai->training_flop = p->flop_month;
        p->flop_month = 0.0;
        ai->quality_eci = p->open ? bo_frontier_eci(&c->frontier, p->log_effective) : 0.0;
        ai->lag_months =
            p->open ? bo_frontier_lag_days(&c->frontier, day, ai->quality_eci) / BO_DAYS_PER_MONTH
                    : 0.0;
        if (p->open && p->log_effective > best) {
            best = p->log_effective;
            economy->leader = p->company;
        }
    }
    if (c->has_frontier) {
        double year_ago = bo_frontier_at(&c->frontier, day - BO_DAYS_PER_YEAR).eci;
        economy->frontier_eci = bo_frontier_now(&c->frontier)->eci;
        economy->progress_per_year = economy->frontier_eci - year_ago;
        economy->ahead_days = bo_pace_of_world(world, day);
    }
}

static void keep_history(struct bo_world *world, uint32_t month)
{
    struct bo_capability *c = world->capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        p->history[month] = p->open ? p->log_effective : 0.0;
    }
}

static void note_frontier(struct bo_capability *c, double day)
{
    struct bo_frontier *f = &c->frontier;
    if (c->has_frontier && f->history[f->n_history - 1].day < day) {
        bo_frontier_note(f, day);
    }
}

static void make_programmes(struct bo_world *world)
{
    struct bo_capability *c = world->capability;
    uint32_t n = world->param->n[BO_TABLE_PROGRAMMES];
    c->n_programmes = n;
    c->programme = BO_NEW_ARRAY(world->arena, struct bo_programme, n);
    c->shown = BO_NEW_ARRAY(world->arena, struct bo_shown, n);
    c->programme_of = BO_NEW_ARRAY(world->arena, uint32_t, world->n_companies);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        c->programme_of[i] = BO_NO_ROW;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct bo_programme *p = &c->programme[i];
        p->param = &world->param->programme[i];
        p->company = p->param->company;
        p->history = BO_NEW_ARRAY(world->arena, double, world->n_months + 1);
        p->begun = c->programme_of[p->company] != BO_NO_ROW; /* a company has one programme */
        if (!p->begun) {
            c->programme_of[p->company] = i;
        }
    }
}

void bo_capability_open(struct bo_world *world)
{
    const struct bo_param *param = world->param;
    if (param->n[BO_TABLE_TECHNOLOGY] == 0 || param->n[BO_TABLE_PROGRAMMES] == 0 ||
        world->ai_economy == NULL) {
        return;
    }
    world->capability = BO_NEW(world->arena, struct bo_capability);
    world->capability->usual_final_run_frac = bo_dist_median(&param->technology->final_run_frac);
    world->capability->usual_mfu_frac = bo_dist_median(&param->technology->mfu_frac);
    make_programmes(world);
    open_programmes(world, 0.0);
    act_on_boards(world);
    read_compute(world);
    keep_history(world, 0);
    write_models(world, 0.0);
    bo_capability_plan(world, 0.0);
}

void bo_capability_heed_boards(struct bo_world *world)
{
    if (world->capability != NULL) {
        act_on_boards(world);
        bo_capability_plan(world, 0.0);
    }
}

void bo_capability_close(struct bo_world *world, double day)
{
    if (world->capability == NULL) {
        return;
    }
    bo_capability_advance(world, day);
    open_programmes(world, day);
    act_on_boards(world);
    bo_capability_jump(world, day);
    note_frontier(world->capability, day);
    bo_capability_spread(world, day);
    read_compute(world);
    keep_history(world, world->month + 1);
    write_models(world, day);
    bo_capability_plan(world, day);
}

void bo_capability_date_runs(struct bo_world *world)
{
    world->capability->dated = true;
}
