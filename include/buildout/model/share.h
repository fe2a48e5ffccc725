/* buildout/model/share.h - who is chosen: a logit with an outside good, customers who rarely choose again, and volume.
 *
 * Units:  shares are fractions of adopters, index n is the outside good; utilities are in logs. Errors: none.
 * Source: multinomial logit (McFadden 1974) with a switching cost; re-choice as a hazard.
 */
#ifndef BUILDOUT_MODEL_SHARE_H
#define BUILDOUT_MODEL_SHARE_H

#include "buildout/model/product.h"

/* Shares of those who choose without a habit. utility[n + 1]; -INFINITY is not on offer; one at least is. */
void bo_share_logit(const double *utility, uint32_t n_all, double *share);

struct bo_share_step {
    const double *utility; /* [n_all], the outside good last */
    double incumbency;     /* added to the utility of what one has */
    double rechoice_per_year;
    double years;
    double adopters_before, adopters;
};
/* share[n_all] of adopters moves on: a part of the old customers chooses again, all whose supplier is gone and all new
 * ones choose afresh. room[n_all] is scratch. */
void bo_share_move(const struct bo_share_step *step, uint32_t n_all, double *share, double *room);

/* What a user of a model uses over what is given, at a date: with the time's index, and with the tasks that the model does. */
double bo_share_use_ratio(const struct bo_world *world, uint32_t segment, double quality_eci,
                          double date);
/* What using it costs beside the price. Of tokens it is the effort of a task, so a million of them take less of it the more a
 * task takes of them. */
double bo_share_hassle_usd(const struct bo_world *world, uint32_t segment, double quality_eci);
/* The same where the use ratio is known. */
double bo_share_hassle_at_usd(const struct bo_world *world, uint32_t segment, double use_ratio);
/* The hassle of a token over what is given. Where tokens are cheap, more of them do what a person did: they check, try again and
 * choose. So once the going price is below hassle_follows_below the hassle goes with it, to the power hassle_follows_frac,
 * as far as the best model is able to. */
double bo_share_hassle_ratio(const struct bo_segment_param *segment, double going_usd,
                             double best_eci);
/* What is bought of what would be, by users who would spend so much each and have spend_max at most: 1/sqrt(1 + (s/m)^2). As
 * spending nears the most, its answer to the price goes to nothing: the elasticity of volume to 1. */
double bo_share_spent_frac(const struct bo_segment_param *segment, enum bo_market market,
                           double usd_per_month);
/* V over V0 at a price: ((p + hassle) / p0)^-elasticity, finite at p = 0. */
double bo_share_volume(const struct bo_segment_param *segment, double price_usd, double hassle_usd);

/* What all offers of a market are held against. */
struct bo_share_measure {
    double hassle_usd; /* of the good outside; of tokens, with the model that is cheapest to run */
    double largest_cloud; /* log of its revenue; -INFINITY without one, and in other segments */
};
struct bo_share_measure bo_share_measure(const struct bo_world *world, uint32_t segment,
                                         enum bo_market market);
/* Utility of a company's offer in a segment; -INFINITY when it has none. The price of a subscription weighs as much as users
 * pay: the others choose among tiers that cost nothing. */
double bo_share_utility(const struct bo_world *world, uint32_t segment, uint32_t company,
                        const struct bo_share_measure *measure);

/* One month of a segment in a market. */
void bo_share_close(struct bo_world *world, uint32_t segment, enum bo_market market,
                    double adopters_before);

/* Its customers go to who buys it, of what that one sells too, until they choose again. */
void bo_share_take_over(struct bo_world *world, uint32_t lab, uint32_t acquirer, double day);

#endif
