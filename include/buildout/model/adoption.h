/* buildout/model/adoption.h - how many could use a product, and how many do.
 *
 * A task of n steps fails with each step, so what a model does reliably is short; the potential of a gated segment is
 * the share of its tasks that are shorter than that. A scenario may date what makes steps fail less or more often at the
 * same quality (step_error_ratio). Planned dates slip, which holds part of the potential back, and
 * what is left is taken up as Bass wrote it. Longer tasks take more tokens, so who has it uses more as models get better.
 *
 * Units:  task lengths and times in days; users are what the segment counts. Errors: none.
 * Source: constant hazard per step (Ord 2025 on METR's horizons); Bass 1969, with churn solved as a Riccati equation.
 */
#ifndef BUILDOUT_MODEL_ADOPTION_H
#define BUILDOUT_MODEL_ADOPTION_H

#include "buildout/model/product.h"

/* Share of runs of n steps that succeed when each errs with error_frac: (1 - e)^n. */
double bo_adoption_success(double error_frac, double n_steps);
/* T50 of a model of this quality: log-linear, doubling every eci_per_doubling. */
double bo_adoption_task_days(const struct bo_competition_param *p, double quality_eci);
/* Quality at which a model errs as little at the day's step_error_ratio as at 1: half the hazard, twice T50, one doubling. */
double bo_adoption_as_reliable_eci(const struct bo_competition_param *p, double quality_eci,
                                   double date);
/* The longest task done with success_frac, T50 ln r / ln 0.5. success_frac in (0, 1). */
double bo_adoption_usable_days(double t50_days, double success_frac);
/* Share of a segment's tasks that a model of this quality does reliably, Phi((ln T_r - mu) / sigma); 1 if not gated. */
double bo_adoption_reliable_frac(const struct bo_competition_param *p,
                                 const struct bo_segment_param *segment, double quality_eci);

/* Part of the users of a model of this quality who pay: what is done reliably is worth a price. */
double bo_adoption_paying_frac(const struct bo_competition_param *p,
                               const struct bo_segment_param *segment, enum bo_market market,
                               double quality_eci);

/* A task takes tokens with its length^x, so what a user of a model of this quality uses goes with the mean of l^x over the
 * tasks that are done, exp(x mu + x^2 sigma^2 / 2) Phi(z - x sigma) / Phi(z) for lengths that are lognormal: it rises with
 * the model and ends where all tasks are done. This is the mean over that of all tasks. */
double bo_adoption_mean_use(const struct bo_competition_param *p,
                            const struct bo_segment_param *segment, double quality_eci);
/* Use over usual_use, the mean use of a model of reference_eci at a step_error_ratio of 1. 1 with x = 0. */
double bo_adoption_use_ratio(const struct bo_competition_param *p,
                             const struct bo_segment_param *segment, double quality_eci,
                             double usual_use);

struct bo_bass {
    double innovation_per_year, imitation_per_year, churn_per_year;
    double potential; /* m >= 0 */
};
/* Adopters after `years` of dN = (p + q N/m)(m - N) - churn N, exactly. */
double bo_adoption_bass(const struct bo_bass *bass, double adopters, double years);

/* What is held back after `days` when risen more became possible: a share slips at once, what had slipped comes back
 * after slip_days on average unless it slips again. */
double bo_adoption_deferred(double deferred, double risen, double slip_frac, double slip_days,
                            double days);

/* One month of a segment in a market whose best offer has this quality. */
void bo_adoption_close(struct bo_world *world, uint32_t segment, enum bo_market market,
                       double best_eci);

#endif
