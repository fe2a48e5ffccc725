/* What a board sees of AI: its own models, fleet and revenue, and the markets'. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/board.h"
#include "buildout/model/chip.h"
#include "buildout/model/trade.h"

#define MONTHS_PER_YEAR 12.0

/* Price of the chip that an H100e is: as it is sold, or the catalogue's before that; 0 when the scenario has none. */
static double gpu_price_usd(const struct bo_world *world)
{
    const struct bo_param *p = world->param;
    if (p->n[BO_TABLE_FLEET] == 0 || p->fleet->reference_chip >= p->n[BO_TABLE_CHIPS]) {
        return 0.0;
    }
    const struct bo_trade_month *month = bo_trade_month(world);
    double sold = month != NULL ? month->chip[p->fleet->reference_chip].realised_usd : BO_NAN;
    return isnan(sold) ? p->chip[p->fleet->reference_chip].price_usd : sold;
}

void bo_board_observe_ai_market(const struct bo_world *world, double observation[BO_N_OBSERVATIONS])
{
    static const struct bo_ai_economy none;
    const struct bo_ai_economy *ai = world->ai_economy != NULL ? world->ai_economy : &none;
    observation[BO_OBS_WORLD_FRONTIER] = ai->frontier_eci;
    observation[BO_OBS_WORLD_PROGRESS] = ai->progress_per_year;
    observation[BO_OBS_WORLD_GPU_HOUR] = ai->market[BO_MARKET_WORLD].on_demand_usd_per_h;
    observation[BO_OBS_WORLD_GPU_PRICE] = gpu_price_usd(world);
    observation[BO_OBS_WORLD_GPU_WEEKS] = ai->quoted_lead_days / BO_DAYS_PER_WEEK;
    observation[BO_OBS_WORLD_AI_REVENUE] = MONTHS_PER_YEAR * ai->ai_revenue_netted_usd;
    observation[BO_OBS_WORLD_GAP] = ai->gap_stock_usd_per_year;
    observation[BO_OBS_WORLD_SENTIMENT] = world->ai_economy != NULL ? ai->sentiment : 1.0;
}

void bo_board_observe_ai(const struct bo_world *world, uint32_t company,
                         double observation[BO_N_OBSERVATIONS])
{
    static const struct bo_ai_company none;
    const struct bo_ai_economy *economy = world->ai_economy;
    const struct bo_ai_company *ai = economy != NULL ? &economy->company[company] : &none;
    double gap = economy != NULL ? economy->frontier_eci - ai->quality_eci : 0.0;
    observation[BO_OBS_CAPABILITY] = ai->quality_eci;
    observation[BO_OBS_FRONTIER_GAP] = gap;
    observation[BO_OBS_LAG] = ai->lag_months;
    observation[BO_OBS_H100E] = ai->training_h100e;
    observation[BO_OBS_STORED_H100E] = ai->stored_h100e;
    observation[BO_OBS_GPU_HOUR] =
        economy != NULL ? economy->market[ai->market].on_demand_usd_per_h : 0.0;
    observation[BO_OBS_AI_REVENUE_TTM] = world->company[company].ai_revenue.ttm;
    observation[BO_OBS_PRICE_WAR] = ai->price_war ? 1.0 : 0.0;
}
