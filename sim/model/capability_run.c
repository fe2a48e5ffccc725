/* Runs: how much compute a programme wants, what run it begins, and when that run is done. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/base/units.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"
#include "buildout/model/record.h"

#define SECONDS_PER_DAY (BO_HOURS_PER_DAY * 3600.0)
#define FLOP_ROUNDING \
    1e-9 /* of sums over hundreds of months, and of dates that the kernel rounds */

double bo_capability_longest_run_days(double hardware_per_year, double algorithms_per_year,
                                      double spending_per_year)
{
    return BO_DAYS_PER_YEAR / (hardware_per_year + algorithms_per_year + spending_per_year);
}

double bo_capability_run_days(double wanted_days, double longest_days, double sharpness)
{
    double over = bo_pow(wanted_days / longest_days, sharpness);
    return wanted_days / bo_pow(1.0 + over, 1.0 / sharpness);
}

static double cadence_days(const struct bo_world *world, const struct bo_programme *p)
{
    return p->param->cadence_days * world->company[p->company].policy.cadence_ratio;
}

/* The part of compute that a final run gets while it is on. */
static double run_capacity(const struct bo_programme *p)
{
    return p->compute_h100e * (1.0 - p->param->research_share_frac);
}

double bo_capability_run_work(const struct bo_world *world, uint32_t company)
{
    const struct bo_capability *c = world->capability;
    if (c->programme_of[company] == BO_NO_ROW) {
        return 0.0;
    }
    const struct bo_training_run *run = &c->programme[c->programme_of[company]].run;
    return run->active ? run->work_h100e_days - run->done_h100e_days : 0.0;
}

double bo_capability_run_capacity(const struct bo_world *world, uint32_t company)
{
    const struct bo_capability *c = world->capability;
    return c->programme_of[company] == BO_NO_ROW
               ? 0.0
               : run_capacity(&c->programme[c->programme_of[company]]);
}

/* ---- work done since the last close ---- */

void bo_capability_work(struct bo_programme *p, double work)
{
    struct bo_training_run *run = &p->run;
    double done = fmin(work, run->work_h100e_days - run->done_h100e_days);
    double flop = run->flop * done / run->work_h100e_days;
    run->done_h100e_days += done;
    p->work_h100e_days += done;
    p->flop_month += flop;
    p->told_flop += flop;
}

/* The programme whose run ends first, not after day; ties by order of the table. */
static struct bo_programme *next_end(struct bo_capability *c, double from, double day, double *end)
{
    struct bo_programme *next = NULL;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        double left = p->run.work_h100e_days - p->run.done_h100e_days;
        double capacity = run_capacity(p);
        if (!p->run.active || !(capacity > 0.0)) {
            continue;
        }
        double ends = from + left / capacity;
        if (ends <= day && (next == NULL || ends < *end)) {
            next = p;
            *end = ends;
        }
    }
    return next;
}

void bo_capability_advance(struct bo_world *world, double day)
{
    struct bo_capability *c = world->capability;
    double from = day - world->month_days, end = 0.0;
    struct bo_programme *p;
    while (!c->dated && (p = next_end(c, from, day, &end)) != NULL) {
        bo_capability_run_ended(world, p->company, end);
    }
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        p = &c->programme[i];
        if (p->run.active) {
            bo_capability_work(p, run_capacity(p) * world->month_days);
        }
        p->most_h100e_days = run_capacity(p) * world->month_days;
        p->worked_h100e_days = p->work_h100e_days;
        p->work_h100e_days = 0.0;
    }
}

/* ---- audit ---- */

int bo_capability_audit(const struct bo_world *world, struct bo_err *err)
{
    const struct bo_capability *c = world->capability;
    for (uint32_t i = 0; c != NULL && i < c->n_programmes; i++) {
        const struct bo_programme *p = &c->programme[i];
        const struct bo_training_run *run = &p->run;
        const char *name = world->company[p->company].param->entry.name;
        double on = run->active ? run->flop * run->done_h100e_days / run->work_h100e_days : 0.0;
        double done = p->ended_flop + on;
        if (!(fabs(p->told_flop - done) <= FLOP_ROUNDING * done)) {
            return bo_err_set(err, BO_ERUN,
                              "audit: %s was told of %.6g FLOP of training, but its runs did %.6g",
                              name, p->told_flop, done);
        }
        if (!(p->worked_h100e_days <= (1.0 + FLOP_ROUNDING) * p->most_h100e_days)) {
            return bo_err_set(
                err, BO_ERUN,
                "audit: runs of %s did %.6g H100e-days in a month, but its capacity allows %.6g",
                name, p->worked_h100e_days, p->most_h100e_days);
        }
    }
    return BO_OK;
}

/* ---- what is wanted ---- */

static double flop_per_h100e_day(const struct bo_world *world, double mfu_frac)
{
    return world->param->technology->h100_flop_per_s * mfu_frac * SECONDS_PER_DAY;
}

/* Firms at the frontier want their next run larger than the largest, by what has become usual since that began, and
 * plan no more than one generation ahead. */
static double frontier_goal_log(const struct bo_world *world, const struct bo_programme *p,
                                double day)
{
    const struct bo_capability *c = world->capability;
    double growth = bo_path_at(&world->param->technology->training_growth_per_year,
                               (double)world->start_day + day);
    double since = fmin(day - c->record_day, cadence_days(world, p));
    return c->record_log_flop + growth * since / BO_DAYS_PER_YEAR;
}

/* A follower needs as much as takes it, with the algorithms that it has, to the model that led when the run was planned. */
static double follower_goal_log(const struct bo_world *world, const struct bo_programme *p,
                                double day)
{
    double planned = day - world->param->technology->follow_plan_days;
    double seen = bo_frontier_at(&world->capability->frontier, planned).log_effective;
    double need = seen - p->log_algorithms;
    return fmin(need, frontier_goal_log(world, p, day));
}

static bool lags(const struct bo_world *world, const struct bo_programme *p)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[p->company];
    double trigger = world->company[p->company].policy.follow_trigger_days;
    return ai->lag_months * BO_DAYS_PER_MONTH >
           (trigger > 0.0 ? trigger : p->param->follow_lag_days);
}

/* Compute for which a final run of this size is the usual part of a generation's. */
static double needed_h100e(const struct bo_world *world, const struct bo_programme *p,
                           double goal_log)
{
    const struct bo_capability *c = world->capability;
    double days = cadence_days(world, p) * c->usual_final_run_frac;
    return bo_exp(goal_log) / flop_per_h100e_day(world, c->usual_mfu_frac) / days;
}

static double need_of(const struct bo_world *world, const struct bo_programme *p, double day)
{
    switch (p->policy) {
    case BO_TRAIN_FRONTIER:
        return needed_h100e(world, p, frontier_goal_log(world, p, day));
    case BO_TRAIN_FOLLOW: {
        double need = needed_h100e(world, p, follower_goal_log(world, p, day));
        bool runs = p->run.active || lags(world, p);
        return runs ? need : need * p->param->research_share_frac;
    }
    case BO_TRAIN_NONE:
        return 0.0;
    }
    return 0.0;
}

/* ---- runs begun ---- */

static bool is_due(const struct bo_world *world, const struct bo_programme *p, double day)
{
    if (p->policy == BO_TRAIN_NONE || p->run.active || !(run_capacity(p) > 0.0)) {
        return false;
    }
    if (p->policy == BO_TRAIN_FOLLOW) {
        return lags(world, p);
    }
    return day >= p->last_start_day + cadence_days(world, p);
}

static double draw(const struct bo_world *world, const struct bo_programme *p,
                   const struct bo_dist *dist, enum bo_purpose purpose)
{
    return bo_dist_quantile(dist, bo_world_draw(world, p->param->entry.hash, purpose, p->n_runs));
}

/* Days on the capacity now: a leader's final run is the drawn part of a generation's compute, a follower's what it
 * takes to catch up. */
static double wanted_days(const struct bo_world *world, const struct bo_programme *p, double day,
                          double flop_per_day)
{
    const struct bo_technology_param *t = world->param->technology;
    if (p->policy == BO_TRAIN_FOLLOW) {
        return bo_exp(follower_goal_log(world, p, day)) / flop_per_day / run_capacity(p);
    }
    double part = draw(world, p, &t->final_run_frac, BO_DRAW_FINAL_RUN);
    return part * cadence_days(world, p) / (1.0 - p->param->research_share_frac);
}

static void begin_run(struct bo_world *world, struct bo_programme *p, double day)
{
    struct bo_capability *c = world->capability;
    const struct bo_technology_param *t = world->param->technology;
    double mfu = draw(world, p, &t->mfu_frac, BO_DRAW_MFU);
    double flop_per_day = flop_per_h100e_day(world, mfu);
    double longest = bo_capability_longest_run_days(t->hardware_progress_per_year,
                                                    t->algorithmic_progress_per_year,
                                                    p->spending_growth_per_year);
    double days = bo_capability_run_days(wanted_days(world, p, day, flop_per_day), longest,
                                         t->run_length_sharpness);
    if (!(days > 0.0)) {
        return;
    }
    double work = days * run_capacity(p);
    double u = bo_world_draw(world, p->param->entry.hash, BO_DRAW_RUN_FAILS, p->n_runs);
    p->run = (struct bo_training_run){.active = true,
                                      .fails = u < p->param->failure_frac,
                                      .started_day = day,
                                      .work_h100e_days = work,
                                      .mfu_frac = mfu,
                                      .flop = work * flop_per_day,
                                      .log_algorithms = p->log_algorithms};
    p->n_runs++;
    bo_record_training(world, p->company, BO_EVENT_RUN_BEGUN, p->run.flop, day);
    p->last_start_day = day;
    double log_flop = bo_log(p->run.flop);
    if (log_flop > c->record_log_flop) {
        c->record_log_flop = log_flop;
        c->record_day = day;
    }
}

void bo_capability_plan(struct bo_world *world, double day)
{
    struct bo_capability *c = world->capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        if (c->has_frontier && is_due(world, p, day)) {
            begin_run(world, p, day);
        }
    }
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        const struct bo_programme *p = &c->programme[i];
        struct bo_ai_company *ai = &world->ai_economy->company[p->company];
        double most = p->param->fleet_frac * (ai->training_h100e + ai->leased_in_h100e);
        double need = c->has_frontier ? need_of(world, p, day) : 0.0;
        /* the rest of a fleet has its users; who has none yet asks for what it needs */
        ai->training_need_h100e = p->param->fleet_frac < 1.0 ? fmin(need, most) : need;
    }
}
