#include "buildout/model/adoption.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

double bo_adoption_success(double error_frac, double n_steps)
{
    return bo_pow(1.0 - error_frac, n_steps);
}

double bo_adoption_task_days(const struct bo_competition_param *p, double quality_eci)
{
    double doublings = (quality_eci - p->reference_eci) / p->eci_per_doubling;
    return p->task_at_reference_days * bo_exp(bo_log(2.0) * doublings);
}

double bo_adoption_as_reliable_eci(const struct bo_competition_param *p, double quality_eci,
                                   double date)
{
    double ratio = bo_path_at(&p->step_error_ratio, date);
    return quality_eci - p->eci_per_doubling * bo_log(ratio) / bo_log(2.0);
}

double bo_adoption_usable_days(double t50_days, double success_frac)
{
    return -t50_days * bo_log(success_frac) / bo_log(2.0);
}

/* The longest task done reliably, in deviations of the log of a segment's lengths from its median. */
static double reach(const struct bo_competition_param *p, const struct bo_segment_param *segment,
                    double quality_eci)
{
    double usable = bo_adoption_usable_days(bo_adoption_task_days(p, quality_eci),
                                            segment->required_success_frac);
    return bo_log(usable / segment->task_median_days) / segment->task_sigma;
}

double bo_adoption_reliable_frac(const struct bo_competition_param *p,
                                 const struct bo_segment_param *segment, double quality_eci)
{
    return segment->gated ? bo_normal_cdf(reach(p, segment, quality_eci)) : 1.0;
}

double bo_adoption_paying_frac(const struct bo_competition_param *p,
                               const struct bo_segment_param *segment, enum bo_market market,
                               double quality_eci)
{
    double now = segment->paying_frac[market];
    double more = segment->paying_reliable_frac[market] - now;
    return more > 0.0 ? now + more * bo_adoption_reliable_frac(p, segment, quality_eci) : now;
}

double bo_adoption_mean_use(const struct bo_competition_param *p,
                            const struct bo_segment_param *segment, double quality_eci)
{
    double z = reach(p, segment, quality_eci), done = bo_normal_cdf(z);
    double longer = bo_normal_cdf(z - segment->use_length_exponent * segment->task_sigma);
    return done > 0.0 ? longer / done : 0.0;
}

double bo_adoption_use_ratio(const struct bo_competition_param *p,
                             const struct bo_segment_param *segment, double quality_eci,
                             double usual_use)
{
    bool differs = segment->use_length_exponent > 0.0 && usual_use > 0.0;
    return differs ? bo_adoption_mean_use(p, segment, quality_eci) / usual_use : 1.0;
}

/* dN = -a (N - r1)(N - r2) with a = q/m: a Riccati equation, solved from the smaller root r2. */
double bo_adoption_bass(const struct bo_bass *bass, double adopters, double years)
{
    double p = bass->innovation_per_year, q = bass->imitation_per_year;
    double churn = bass->churn_per_year, m = bass->potential;
    if (!(m > 0.0)) {
        return adopters * bo_exp(-churn * years);
    }
    double a = q / m, b = q - p - churn;
    if (!(a > 0.0)) {
        double rate = p + churn;
        double target = rate > 0.0 ? p * m / rate : adopters;
        return target + (adopters - target) * bo_exp(-rate * years);
    }
    double lambda = sqrt(b * b + 2.0 * 2.0 * q * p);
    double low = (b - lambda) / (2.0 * a);
    double above = adopters - low;
    double span = lambda > 0.0 ? -bo_expm1(-lambda * years) / lambda : years;
    return low + above / (bo_exp(-lambda * years) + above * a * span);
}

double bo_adoption_deferred(double deferred, double risen, double slip_frac, double slip_days,
                            double days)
{
    double stay = bo_exp(-(1.0 - slip_frac) * days / slip_days);
    return deferred * stay + slip_frac * fmax(0.0, risen);
}

void bo_adoption_close(struct bo_world *world, uint32_t segment, enum bo_market market,
                       double best_eci)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    struct bo_products *s = world->products;
    struct bo_segment_market *m = &s->segment[segment][market];
    const struct bo_competition_param *competition = world->param->competition;
    double as_good_eci =
        bo_adoption_as_reliable_eci(competition, best_eci, bo_world_closed_date(world, world->day));
    double reliable = bo_adoption_reliable_frac(competition, p, as_good_eci);
    double reached = p->potential_users[market] * reliable;
    if (p->gated) {
        /* dates slip as long as models are not reliable */
        double risen = reached - m->potential_before;
        m->deferred =
            fmin(reached, bo_adoption_deferred(m->deferred, risen, s->slip_frac * (1.0 - reliable),
                                               s->slip_days, world->month_days));
    }
    m->potential_before = reached;
    m->potential = reached - m->deferred;
    struct bo_bass bass = {.innovation_per_year = p->innovation_per_year,
                           .imitation_per_year = p->imitation_per_year,
                           .churn_per_year = p->churn_per_year,
                           .potential = m->potential};
    m->adopters = bo_adoption_bass(&bass, m->adopters, world->month_days / BO_DAYS_PER_YEAR);
}
