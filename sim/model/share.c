#include "buildout/model/share.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/adoption.h"
#include "buildout/model/cloud_ai.h"
#include "buildout/model/pace.h"

static double most(const double *x, uint32_t n)
{
    double best = x[0];
    for (uint32_t i = 1; i < n; i++) {
        best = fmax(best, x[i]);
    }
    return best;
}

/* Weights exp(u), scaled so that the largest is 1; returns their sum. */
static double weigh(const double *utility, uint32_t n_all, double *weight)
{
    double best = most(utility, n_all);
    double sum = 0.0;
    for (uint32_t i = 0; i < n_all; i++) {
        weight[i] = utility[i] > -(double)INFINITY ? bo_exp(utility[i] - best) : 0.0;
        sum += weight[i];
    }
    return sum;
}

void bo_share_logit(const double *utility, uint32_t n_all, double *share)
{
    double sum = weigh(utility, n_all, share);
    for (uint32_t i = 0; i < n_all; i++) {
        share[i] /= sum;
    }
}

/* With weights w, a customer of j takes i with w_i / D_j, D_j = sum + (e^sigma - 1) w_j, and stays with e^sigma w_j
 * over the same. */
void bo_share_move(const struct bo_share_step *step, uint32_t n_all, double *share, double *room)
{
    double sum = weigh(step->utility, n_all, room);
    double habit = bo_expm1(step->incumbency);
    double again = -bo_expm1(-step->rechoice_per_year * step->years);
    double adopters = step->adopters;
    double grown = adopters > 0.0 ? fmax(0.0, 1.0 - step->adopters_before / adopters) : 0.0;
    double old = 1.0 - grown;
    double fresh = grown; /* choose without a habit */
    double pull = 0.0;    /* of those who choose again, by the denominators they face */
    for (uint32_t j = 0; j < n_all; j++) {
        if (room[j] > 0.0) {
            pull += old * again * share[j] / (sum + habit * room[j]);
        } else {
            fresh += old * share[j];
        }
    }
    for (uint32_t i = 0; i < n_all; i++) {
        if (room[i] > 0.0) {
            double kept = old * share[i];
            share[i] = kept * (1.0 - again) + pull * room[i] +
                       again * kept * habit * room[i] / (sum + habit * room[i]) +
                       fresh * room[i] / sum;
        } else {
            share[i] = 0.0;
        }
    }
}

double bo_share_use_ratio(const struct bo_world *world, uint32_t segment, double quality_eci,
                          double date)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    const struct bo_competition_param *competition = world->param->competition;
    double *usual = &world->products->usual_use[segment];
    if (isnan(*usual) && p->use_length_exponent > 0.0) {
        *usual = bo_adoption_mean_use(competition, p, competition->reference_eci);
    }
    double as_good_eci = bo_adoption_as_reliable_eci(competition, quality_eci, date);
    return bo_pace_ratio_at(&p->use_index, p->use_with_models_frac, date,
                            world->ai_economy->ahead_days) *
           bo_adoption_use_ratio(competition, p, as_good_eci, *usual);
}

double bo_share_hassle_ratio(const struct bo_segment_param *segment, double going_usd,
                             double best_eci)
{
    bool cheap = going_usd < segment->hassle_follows_below_usd; /* not where it is NaN */
    if (!cheap || !(segment->hassle_follows_frac > 0.0)) {
        return 1.0;
    }
    double able = segment->hassle_least_per_eci * (best_eci - segment->hassle_least_from_eci);
    return fmax(bo_exp(-fmax(0.0, able)), bo_pow(going_usd / segment->hassle_follows_below_usd,
                                                 segment->hassle_follows_frac));
}

/* Of the models that are sold, anywhere. */
static double best_eci(const struct bo_world *world)
{
    return most(world->products->best_eci, BO_N_MARKETS);
}

double bo_share_hassle_at_usd(const struct bo_world *world, uint32_t segment, double use_ratio)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    if (p->kind != BO_SEGMENT_API) {
        return p->hassle_usd;
    }
    double usd = p->hassle_usd *
                 bo_share_hassle_ratio(p, world->products->going_usd[segment], best_eci(world));
    return use_ratio > 0.0 ? usd / use_ratio : usd;
}

double bo_share_hassle_usd(const struct bo_world *world, uint32_t segment, double quality_eci)
{
    if (world->param->segment[segment].kind != BO_SEGMENT_API) {
        return world->param->segment[segment].hassle_usd;
    }
    double date = bo_world_closed_date(world, world->day);
    return bo_share_hassle_at_usd(world, segment,
                                  bo_share_use_ratio(world, segment, quality_eci, date));
}

double bo_share_volume(const struct bo_segment_param *segment, double price_usd, double hassle_usd)
{
    double ratio = (price_usd + hassle_usd) / segment->reference_price_usd;
    return bo_pow(ratio, -segment->elasticity);
}

double bo_share_spent_frac(const struct bo_segment_param *segment, enum bo_market market,
                           double usd_per_month)
{
    double most = segment->spend_max_usd[market], part = most > 0.0 ? usd_per_month / most : 0.0;
    return 1.0 / sqrt(1.0 + part * part);
}

/* A cloud is as well known as it is large. */
static double cloud_size(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    return bo_log(c->param->cloud_revenue_usd_per_year) + c->cloud_log;
}

static double largest_cloud(const struct bo_world *world, enum bo_market market)
{
    double best = -(double)INFINITY;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        bool here = world->ai_economy->company[i].market == market;
        if (here && bo_product_sells(world, i, BO_SEGMENT_CLOUD, world->day)) {
            best = fmax(best, cloud_size(world, i));
        }
    }
    return best;
}

/* Subscriptions have a tier for nothing, so their price is felt by as many as pay. */
static double who_feels_price(const struct bo_world *world, uint32_t segment, uint32_t company)
{
    return world->param->segment[segment].kind == BO_SEGMENT_SUBSCRIPTION
               ? fmin(1.0, bo_product_paying_frac(world, segment, company, world->day))
               : 1.0;
}

struct bo_share_measure bo_share_measure(const struct bo_world *world, uint32_t segment,
                                         enum bo_market market)
{
    bool cloud = world->param->segment[segment].kind == BO_SEGMENT_CLOUD;
    double cheapest_eci = world->products->lowest_cost_eci[market];
    return (struct bo_share_measure){
        .hassle_usd = bo_share_hassle_usd(world, segment, cheapest_eci),
        .largest_cloud = cloud ? largest_cloud(world, market) : -(double)INFINITY};
}

/* Utility of price and, but for the cloud, of quality against the best in the market. */
double bo_share_utility(const struct bo_world *world, uint32_t segment, uint32_t company,
                        const struct bo_share_measure *measure)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    enum bo_segment_kind kind = (enum bo_segment_kind)p->kind;
    if (!bo_product_sells(world, company, kind, world->day)) {
        return -(double)INFINITY;
    }
    const struct bo_products *s = world->products;
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    const struct bo_offer_param *offer = bo_product_offer(world, company);
    double quality = p->quality_weight * (ai->quality_eci - s->best_eci[ai->market]);
    double price = 0.0, outside = p->reference_price_usd;
    double brand = kind == BO_SEGMENT_SUBSCRIPTION ? offer->consumer_brand : offer->business_brand;
    if (kind == BO_SEGMENT_CLOUD && isfinite(offer->cloud_brand)) {
        brand = offer->cloud_brand;
    }
    switch (kind) {
    case BO_SEGMENT_SUBSCRIPTION:
    case BO_SEGMENT_AGENTS:
        price = offer->price_usd[kind];
        break;
    case BO_SEGMENT_API:
        price = ai->price_usd_per_mtok;
        outside = world->param->competition->outside_price_ratio * s->lowest_cost_usd[ai->market];
        break;
    case BO_SEGMENT_CLOUD:
        price = bo_cloud_ai_bill(world, company);
        quality = cloud_size(world, company) - measure->largest_cloud;
        break;
    case BO_SEGMENT_UPLIFT:
    case BO_N_SEGMENT_KINDS:
        return -(double)INFINITY;
    }
    double dear = bo_log((price + bo_share_hassle_usd(world, segment, ai->quality_eci)) /
                         (outside + measure->hassle_usd));
    return quality + brand - p->price_weight * who_feels_price(world, segment, company) * dear;
}

void bo_share_close(struct bo_world *world, uint32_t segment, enum bo_market market,
                    double adopters_before)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    struct bo_products *s = world->products;
    struct bo_segment_market *m = &s->segment[segment][market];
    struct bo_share_measure measure = bo_share_measure(world, segment, market);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        bool here = world->ai_economy->company[i].market == market;
        s->utility[i] = here ? bo_share_utility(world, segment, i, &measure) : -(double)INFINITY;
    }
    /* open models are as good as the cheapest seller's */
    double behind =
        p->kind == BO_SEGMENT_API ? s->lowest_cost_eci[market] - s->best_eci[market] : 0.0;
    s->utility[world->n_companies] = p->outside_utility + p->quality_weight * behind;
    struct bo_share_step step = {.utility = s->utility,
                                 .incumbency = p->incumbency,
                                 .rechoice_per_year = p->rechoice_per_year,
                                 .years = world->month_days / BO_DAYS_PER_YEAR,
                                 .adopters_before = adopters_before,
                                 .adopters = m->adopters};
    bo_share_move(&step, world->n_companies + 1, m->share, s->room);
}

void bo_share_take_over(struct bo_world *world, uint32_t lab, uint32_t acquirer, double day)
{
    uint32_t n = world->products != NULL ? world->param->n[BO_TABLE_SEGMENTS] : 0;
    enum bo_market market = world->ai_economy->company[lab].market;
    for (uint32_t s = 0; s < n && world->ai_economy->company[acquirer].market == market; s++) {
        enum bo_segment_kind kind = (enum bo_segment_kind)world->param->segment[s].kind;
        double *share = world->products->segment[s][market].share;
        if (share != NULL && kind != BO_SEGMENT_CLOUD && kind != BO_SEGMENT_UPLIFT &&
            bo_product_sells(world, acquirer, kind, day)) {
            share[acquirer] += share[lab];
            share[lab] = 0.0;
        }
    }
}
