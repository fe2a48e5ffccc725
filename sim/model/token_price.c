#include "buildout/model/token_price.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/pace.h"
#include "buildout/model/price_war.h"
#include "buildout/model/rental.h"

/* What serving has learnt by a day, or what it had learnt some days before. */
static double efficiency_log(const struct bo_world *world, double day, double behind_days)
{
    const struct bo_competition_param *p = world->param->competition;
    double date = bo_world_closed_date(world, day) - behind_days;
    double by_date = bo_path_at(&p->efficiency_log, date);
    if (!(p->efficiency_with_models_frac > 0.0)) {
        return by_date;
    }
    double ahead = bo_pace_of_world(world, day - behind_days);
    double by_models = bo_path_at(&p->efficiency_log, date + ahead);
    return by_date + p->efficiency_with_models_frac * (by_models - by_date);
}

double bo_token_price_hours(const struct bo_world *world, uint32_t company, double day)
{
    const struct bo_competition_param *p = world->param->competition;
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    double behind = p->efficiency_lag_frac * ai->lag_months * BO_DAYS_PER_MONTH;
    double learnt = efficiency_log(world, day, behind);
    double harder = p->hours_per_eci * (ai->quality_eci - p->reference_eci);
    const struct bo_offer_param *offer = bo_product_offer(world, company);
    double usual = p->hours_per_mtok * bo_exp(harder - learnt);
    return offer != NULL ? offer->hours_ratio * usual : usual;
}

/* Of a company's hours for serving: its own, and what all of them cost. */
struct hours {
    double own, rented, rent_usd, usd;
};

static struct hours hours_of(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    struct hours h = {.own = fmax(0.0, ai->training_h100e - ai->leased_out_h100e),
                      .rented = ai->leased_in_h100e,
                      .rent_usd = bo_rental_contract_usd_per_h(world, company)};
    h.usd = h.own * ai->chip_hour_cost_usd + h.rented * h.rent_usd;
    return h;
}

double bo_token_price_hour_cost(const struct bo_world *world, uint32_t company)
{
    struct hours h = hours_of(world, company);
    double all = h.own + h.rented;
    return all > 0.0 ? h.usd / all : h.rent_usd;
}

double bo_token_price_rented_frac(const struct bo_world *world, uint32_t company)
{
    struct hours h = hours_of(world, company);
    bool rents_all = !(h.own > 0.0) || !(h.usd > 0.0);
    return rents_all ? 1.0 : h.rented * h.rent_usd / h.usd;
}

double bo_token_price_cost(const struct bo_world *world, uint32_t company, double day)
{
    double hours = bo_token_price_hours(world, company, day) /
                   world->param->competition->serving_use_frac /
                   bo_ai_serving_ratio(world, company);
    return bo_token_price_hour_cost(world, company) * hours;
}

double bo_token_price_markup(double cost_usd, double price_weight, double share,
                             double margin_max_frac)
{
    double highest = cost_usd / (1.0 - margin_max_frac);
    double e = price_weight * (1.0 - share);
    return e > 1.0 ? fmin(cost_usd * e / (e - 1.0), highest) : highest;
}

/* What a company would list if it could start afresh. */
static double target(const struct bo_world *world, uint32_t company, double day)
{
    const struct bo_products *s = world->products;
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    double cost = ai->cost_usd_per_mtok;
    if (bo_price_war_fights(world, company, day)) {
        return s->company[company].war_ratio * cost;
    }
    uint32_t segment = bo_product_segment(world, BO_SEGMENT_API);
    if (bo_product_posture(world, company) == BO_POSTURE_CUT || segment == BO_NO_ROW) {
        return cost;
    }
    return bo_token_price_markup(cost, world->param->segment[segment].price_weight,
                                 s->segment[segment][ai->market].share[company],
                                 world->param->competition->margin_max_frac);
}

/* Towards the target by revision_frac of the gap, in logs; all the way to a price that war or posture dictates. */
static double revised(const struct bo_world *world, uint32_t company, double now, double day)
{
    double aim = target(world, company, day);
    bool at_once = bo_price_war_fights(world, company, day) ||
                   bo_product_posture(world, company) == BO_POSTURE_CUT;
    if (at_once || !(isfinite(now) && now > 0.0 && aim > 0.0)) {
        return aim;
    }
    double price = now * bo_exp(world->param->competition->revision_frac * bo_log(aim / now));
    double cost = world->ai_economy->company[company].cost_usd_per_mtok;
    return bo_clamp(price, cost, cost / (1.0 - world->param->competition->margin_max_frac));
}

void bo_token_price_revise(struct bo_world *world, uint32_t company, double day)
{
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    if (c->offer == BO_NO_ROW || !world->company[company].alive || !(ai->quality_eci > 0.0)) {
        return;
    }
    ai->cost_usd_per_mtok = bo_token_price_cost(world, company, day);
    bool war_over = ai->price_war && !bo_price_war_fights(world, company, day);
    ai->price_war = bo_price_war_fights(world, company, day);
    if (!bo_product_sells(world, company, BO_SEGMENT_API, day)) {
        return;
    }
    bool release = ai->quality_eci >= c->priced_eci + world->param->competition->release_eci;
    if (c->priced && !release && !war_over) {
        /* a margin beyond what the market bears is not left standing until the next release; what it bore at the start it
         * bears */
        double most_frac = fmax(world->param->competition->margin_max_frac, c->listed_frac);
        double highest = ai->cost_usd_per_mtok / (1.0 - most_frac);
        ai->price_usd_per_mtok = fmin(ai->price_usd_per_mtok, highest);
        return;
    }
    double before = c->priced ? ai->price_usd_per_mtok : (double)INFINITY;
    double listed = world->param->offer[c->offer].price_usd[BO_SEGMENT_API];
    bool as_listed = !c->priced && listed > 0.0;
    ai->price_usd_per_mtok = as_listed ? listed : revised(world, company, before, day);
    c->listed_frac = as_listed ? fmax(0.0, 1.0 - ai->cost_usd_per_mtok / listed) : 0.0;
    c->priced = true;
    c->priced_eci = ai->quality_eci;
    bo_price_war_watch(world, company, before, day);
}

void bo_token_price_close(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        bo_token_price_revise(world, i, day);
    }
}
