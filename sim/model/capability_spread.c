/* What changes know-how between runs: research, what diffuses, and jumps of the paradigm. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"
#include "buildout/model/record.h"

/* ---- research ---- */

static double effort(const struct bo_world *world, const struct bo_programme *p, double day)
{
    double exponent = world->param->technology->research_compute_exponent;
    double staff = bo_path_at(&p->param->research_staff, bo_world_closed_date(world, day));
    return bo_pow(p->research_h100e, exponent) * bo_pow(staff, 1.0 - exponent);
}

/* R is absolute effort, compute and staff, against the greatest. */
static void set_efforts(struct bo_world *world, double day)
{
    struct bo_capability *c = world->capability;
    double most = 0.0;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        double run = p->run.active ? bo_capability_run_capacity(world, p->company) : 0.0;
        p->research_h100e =
            bo_approach(p->research_h100e, p->compute_h100e - run, world->month_days,
                        world->param->technology->research_lag_days);
        p->research_effort = p->policy != BO_TRAIN_NONE ? effort(world, p, day) : 0.0;
        most = fmax(most, p->research_effort);
    }
    for (uint32_t i = 0; i < c->n_programmes && most > 0.0; i++) {
        c->programme[i].research_effort /= most;
    }
}

/* ---- diffusion ---- */

static void absorb(struct bo_programme *p, double gain)
{
    p->log_effective += gain;
    p->log_algorithms += gain;
    p->run.log_algorithms += gain; /* what others show goes into a run that is on, too */
}

/* Its best model on a day up to the last close, between closes linearly; 0 when it had none. */
static double shown_at(const struct bo_world *world, const struct bo_programme *p, double day,
                       double then)
{
    uint32_t m = world->month;
    double later = day - world->month_days;
    if (then >= later) {
        return p->history[m];
    }
    while (m > 0) {
        double earlier = m > 1 ? bo_world_month_end(world, m - 2) : 0.0;
        if (then >= earlier) {
            double a = p->history[m - 1], b = p->history[m];
            double part = (then - earlier) / (later - earlier);
            return a > 0.0 ? a + part * (b - a) : 0.0;
        }
        later = earlier;
        m--;
    }
    return p->history[0];
}

/* What x gains in a month towards a target that moves from `from` to `to` and is above it: dx = rate (target - x) dt. */
static double approached(double x, const struct bo_shown *target)
{
    double start = bo_max(x, target->before), end = bo_max(x, target->now);
    if (!(target->pull_months > 0.0)) {
        return 0.0;
    }
    double part = target->pulled_frac;
    return (start - x) * part + (end - start) * (1.0 - part / target->pull_months);
}

static struct bo_shown target_of(double before, double now, double pull_months)
{
    double part = pull_months > 0.0 ? -bo_expm1(-pull_months) : 0.0;
    return (struct bo_shown){
        .before = before, .now = now, .pull_months = pull_months, .pulled_frac = part};
}

/* The frontier shows those who train what can be done; open models can be taken and built upon by all. The stronger
 * pull counts. */
static double pulled(const struct bo_world *world, const struct bo_programme *p,
                     const struct bo_frontier_point *from, const struct bo_frontier_point *to)
{
    const struct bo_capability *c = world->capability;
    const struct bo_technology_param *t = world->param->technology;
    double years = world->month_days / BO_DAYS_PER_YEAR;
    double gain = 0.0;
    if (p->policy != BO_TRAIN_NONE) {
        double rate = t->diffusion_per_year * p->param->diffusion_ratio;
        struct bo_shown frontier = target_of(from->log_effective, to->log_effective, rate * years);
        gain = approached(p->log_effective, &frontier);
    }
    for (uint32_t j = 0; j < c->n_programmes; j++) {
        gain = bo_max(gain, approached(p->log_effective, &c->shown[j]));
    }
    return gain;
}

static void diffuse(struct bo_world *world, const struct bo_frontier_point *from,
                    const struct bo_frontier_point *to)
{
    struct bo_capability *c = world->capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        if (p->open) {
            absorb(p, pulled(world, p, from, to));
        }
    }
}

/* ---- jumps ---- */

static struct bo_programme *leader_of(struct bo_capability *c)
{
    struct bo_programme *leader = NULL;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        if (p->open && (leader == NULL || p->log_effective > leader->log_effective)) {
            leader = p;
        }
    }
    return leader;
}

static void lose(struct bo_world *world, struct bo_programme *p, double step)
{
    double frac = bo_dist_quantile(
        &world->param->technology->jump_loss_frac,
        bo_world_draw(world, p->param->entry.hash, BO_DRAW_JUMP_LOSS, world->capability->n_jumps));
    double loss = frac * fmax(0.0, p->log_algorithms);
    p->log_algorithms -= loss;
    p->lost_log += loss;
    p->class_log += step;
}

static void jump(struct bo_world *world, double day, bool dated)
{
    struct bo_capability *c = world->capability;
    const struct bo_technology_param *t = world->param->technology;
    struct bo_programme *leader = leader_of(c);
    uint64_t key = bo_key_hash(bo_tables[BO_TABLE_TECHNOLOGY].name);
    if (leader == NULL) {
        return;
    }
    double gain = bo_dist_quantile(&t->jump_gain_ratio,
                                   bo_world_draw(world, key, BO_DRAW_JUMP_GAIN, c->n_jumps));
    double step = bo_dist_quantile(&t->jump_step_decades,
                                   bo_world_draw(world, key, BO_DRAW_JUMP_STEP, c->n_jumps)) *
                  bo_log(BO_DECADE);
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        if (c->programme[i].open && &c->programme[i] != leader) {
            lose(world, &c->programme[i], step);
        }
    }
    c->n_jumps++;
    c->jump_day = day;
    c->jump_gain_ratio = dated ? t->dated_jump_gain_ratio : gain;
    bo_record_training(world, leader->company, BO_EVENT_JUMP, c->jump_gain_ratio, day);
    absorb(leader, step);
    (void)bo_frontier_show(&c->frontier, day, leader->log_effective,
                           bo_capability_eci_per_decade(world, day));
}

void bo_capability_jump(struct bo_world *world, double day)
{
    const struct bo_technology_param *t = world->param->technology;
    double date = bo_world_closed_date(world, day);
    double dated = floor(bo_path_at(&t->dated_jumps, date)) -
                   floor(bo_path_at(&t->dated_jumps, date - world->month_days));
    double rate = bo_path_at(&t->jump_rate_per_year, date);
    uint32_t month = (uint32_t)bo_month_of_day(bo_world_date(world, day));
    double u =
        bo_world_draw(world, bo_key_hash(bo_tables[BO_TABLE_TECHNOLOGY].name), BO_DRAW_JUMP, month);
    if (dated >= 1.0) {
        jump(world, day, true);
    } else if (u < -bo_expm1(-rate * world->month_days / BO_DAYS_PER_YEAR)) {
        jump(world, day, false);
    }
}

/* What a jump took comes back; nobody regains more than the frontier showed a delay ago. */
static void regain(const struct bo_world *world, struct bo_programme *p, double frontier)
{
    double part = -bo_expm1(-world->month_days / world->param->technology->jump_catch_up_days);
    double lost = part * p->lost_log;
    double reach = fmax(0.0, frontier - p->log_effective);
    double gained = fmin(part * p->class_log, reach);
    p->lost_log -= lost;
    p->log_algorithms += lost;
    p->class_log -= part * p->class_log;
    absorb(p, gained);
}

void bo_capability_take_over(struct bo_world *world, uint32_t lab, uint32_t acquirer)
{
    struct bo_capability *c = world->capability;
    uint32_t from = c != NULL ? c->programme_of[lab] : BO_NO_ROW;
    uint32_t to = c != NULL ? c->programme_of[acquirer] : BO_NO_ROW;
    if (from == BO_NO_ROW || to == BO_NO_ROW || !c->programme[to].open) {
        return;
    }
    const struct bo_programme *its = &c->programme[from];
    struct bo_programme *own = &c->programme[to];
    double known = fmax(0.0, its->log_algorithms - own->log_algorithms);
    own->log_effective = fmax(own->log_effective, its->log_effective);
    own->log_algorithms += known;
    own->run.log_algorithms += known;
}

void bo_capability_spread(struct bo_world *world, double day)
{
    struct bo_capability *c = world->capability;
    const struct bo_technology_param *t = world->param->technology;
    double years = world->month_days / BO_DAYS_PER_YEAR;
    set_efforts(world, day);
    if (!c->has_frontier) {
        return;
    }
    double then = day - t->diffusion_delay_days;
    struct bo_frontier_point from = bo_frontier_at(&c->frontier, then - world->month_days);
    struct bo_frontier_point to = bo_frontier_at(&c->frontier, then);
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        const struct bo_programme *p = &c->programme[i];
        double rate = t->open_diffusion_per_year * p->param->openness_frac;
        c->shown[i] = target_of(shown_at(world, p, day, then - world->month_days),
                                shown_at(world, p, day, then), rate * years);
    }
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        struct bo_programme *p = &c->programme[i];
        if (p->open && p->policy != BO_TRAIN_NONE) {
            p->log_algorithms += t->algorithmic_progress_per_year * p->research_effort * years;
            regain(world, p, to.log_effective);
        }
    }
    diffuse(world, &from, &to);
}
