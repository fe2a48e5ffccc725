#include "buildout/model/cloud_ai.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/adoption.h"
#include "buildout/model/demand.h"
#include "buildout/model/finance.h"
#include "buildout/model/pace.h"
#include "buildout/model/share.h"

#define MONTHS_PER_YEAR 12.0

static double hours(const struct bo_world *world)
{
    double days =
        world->month_days > 0.0 ? world->month_days : BO_DAYS_PER_MONTH; /* at the opening */
    return days * BO_HOURS_PER_DAY;
}

double bo_cloud_ai_price(const struct bo_world *world, uint32_t company)
{
    enum bo_market market = world->ai_economy->company[company].market;
    return world->ai_economy->market[market].contract_usd_per_h *
           world->param->competition->cloud_markup_ratio;
}

double bo_cloud_ai_bill(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    const struct bo_competition_param *p = world->param->competition;
    double hours_usd = bo_cloud_ai_price(world, company);
    double open_usd = p->outside_price_ratio * world->products->lowest_cost_usd[ai->market];
    uint32_t api = bo_product_segment(world, BO_SEGMENT_API);
    if (!(p->cloud_calls_frac > 0.0) || !(open_usd > 0.0) || api == BO_NO_ROW ||
        !bo_product_sells(world, company, BO_SEGMENT_API, world->day)) {
        return hours_usd;
    }
    double hassle = bo_share_hassle_usd(world, api, ai->quality_eci);
    double own_usd = fmin(ai->price_usd_per_mtok, open_usd);
    return hours_usd * bo_pow((own_usd + hassle) / (open_usd + hassle), p->cloud_calls_frac);
}

/* H100e that customers ask for this month, new demand only. */
static double new_demand(const struct bo_world *world, uint32_t company, double day)
{
    uint32_t segment = bo_product_segment(world, BO_SEGMENT_CLOUD);
    if (segment == BO_NO_ROW || !bo_product_sells(world, company, BO_SEGMENT_CLOUD, day)) {
        return 0.0;
    }
    const struct bo_segment_param *p = &world->param->segment[segment];
    enum bo_market market = world->ai_economy->company[company].market;
    const struct bo_segment_market *m = &world->products->segment[segment][market];
    return bo_demand_ai_index(world, bo_world_closed_date(world, day)) * m->adopters *
           m->share[company] * p->paying_frac[market] * p->use_per_user *
           bo_pace_ratio_at(&p->use_index, p->use_with_models_frac,
                            bo_world_closed_date(world, day), world->ai_economy->ahead_days) *
           bo_share_volume(p, bo_cloud_ai_bill(world, company), p->hassle_usd);
}

void bo_cloud_ai_open(struct bo_world *world, uint32_t company)
{
    double core = bo_cloud_ai_core_need(world, company, 0.0);
    double all = core + world->param->competition->headroom_ratio * new_demand(world, company, 0.0);
    world->ai_economy->company[company].inference_need_h100e = all;
    world->products->company[company].core_wanted_frac = core > 0.0 ? core / all : 0.0;
}

/* What waits is wanted within a year. */
static double waiting(const struct bo_world *world, uint32_t company)
{
    double usd = hours(world) * bo_cloud_ai_price(world, company);
    double backlog = world->products->company[company].backlog_usd;
    return usd > 0.0 ? backlog / MONTHS_PER_YEAR / usd : 0.0;
}

double bo_cloud_ai_close(struct bo_world *world, uint32_t company, double own_h100e, double day)
{
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    double fresh = new_demand(world, company, day);
    double wanted = fresh + waiting(world, company);
    double racks = ai->training_h100e + ai->leased_in_h100e - ai->leased_out_h100e;
    double room = fmax(0.0, fmin(racks, ai->internal_inference_h100e) - own_h100e - c->core_h100e);
    c->cloud_h100e = fmin(wanted, room);
    double price = hours(world) * bo_cloud_ai_price(world, company);
    double lost = -bo_expm1(-world->param->competition->backlog_loss_per_year * world->month_days /
                            BO_DAYS_PER_YEAR);
    double kept = c->backlog_usd * (1.0 - lost);
    c->backlog_usd = fmax(0.0, kept + (fresh - c->cloud_h100e) * price);
    ai->cloud_ai_revenue_usd = c->cloud_h100e * price;
    c->revenue_usd[BO_SEGMENT_CLOUD] = ai->cloud_ai_revenue_usd;
    return wanted;
}

/* Core revenue of the month, USD. */
static double core_usd(const struct bo_world *world, uint32_t company, double day)
{
    const struct bo_company *c = &world->company[company];
    double rate = c->fx_start / bo_finance_rate(world, company, day);
    return c->param->core_revenue_usd_per_year / MONTHS_PER_YEAR * bo_exp(c->core_log) * rate;
}

double bo_cloud_ai_core_need(const struct bo_world *world, uint32_t company, double day)
{
    uint32_t offer = world->products->company[company].offer;
    enum bo_market market = world->ai_economy->company[company].market;
    double hour_usd = world->ai_economy->market[market].contract_usd_per_h;
    if (offer == BO_NO_ROW || !(hour_usd > 0.0)) {
        return 0.0;
    }
    double frac =
        bo_path_at(&world->param->offer[offer].core_compute_frac, bo_world_closed_date(world, day));
    return frac > 0.0 ? frac * core_usd(world, company, day) / (hour_usd * hours(world)) : 0.0;
}

void bo_cloud_ai_uplift(struct bo_world *world, uint32_t company, double core_frac, double day)
{
    uint32_t segment = bo_product_segment(world, BO_SEGMENT_UPLIFT);
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    if (segment == BO_NO_ROW || !bo_product_sells(world, company, BO_SEGMENT_UPLIFT, day)) {
        return;
    }
    const struct bo_segment_param *p = &world->param->segment[segment];
    const struct bo_competition_param *competition = world->param->competition;
    double date = bo_world_closed_date(world, day);
    double as_good_eci = bo_adoption_as_reliable_eci(competition, ai->quality_eci, date);
    double share =
        p->paying_frac[ai->market] * bo_adoption_reliable_frac(competition, p, as_good_eci);
    double elasticity = competition->core_compute_elasticity;
    double fed = elasticity > 0.0 && core_frac < 1.0 ? bo_pow(core_frac, elasticity) : 1.0;
    ai->uplift_revenue_usd = core_usd(world, company, day) * share * fed;
    world->products->company[company].revenue_usd[BO_SEGMENT_UPLIFT] = ai->uplift_revenue_usd;
}
