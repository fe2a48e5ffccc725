#include "buildout/model/revenue_gap.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capital.h"

#define MONTHS_PER_YEAR 12.0
#define HALF 0.5

static double data_centres_over_margin(const struct bo_capital_param *param)
{
    return param->gap_data_centre_ratio / (1.0 - param->gap_margin_frac);
}

double bo_revenue_gap_flow(const struct bo_capital_param *param, double sales_usd,
                           double revenue_usd)
{
    return data_centres_over_margin(param) * sales_usd - revenue_usd;
}

double bo_revenue_gap_required(const struct bo_capital_param *param, double consumed_usd)
{
    return data_centres_over_margin(param) * consumed_usd * (1.0 + param->gap_opex_ratio);
}

double bo_revenue_gap_sequoia(const struct bo_world *world, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    const struct bo_path *sales = &p->sequoia_sales_usd_per_year;
    double date = bo_world_closed_date(world, day);
    if (sales->v.n == 0 || sales->day == NULL || date < (double)sales->day[0]) {
        return BO_NAN;
    }
    return bo_revenue_gap_flow(p, bo_path_at(sales, date),
                               bo_path_at(&p->sequoia_revenue_usd_per_year, date));
}

void bo_revenue_gap_open(struct bo_world *world)
{
    const struct bo_capital_param *p = world->param->capital;
    struct bo_revenue_gap *gap = &world->capital->gap;
    gap->life_months = (uint32_t)fmax(1.0, floor(p->gap_life_days / BO_DAYS_PER_MONTH + HALF));
    gap->sales_usd = BO_NEW_ARRAY(world->arena, double, gap->life_months + world->n_months);
    for (uint32_t i = 0; i < gap->life_months; i++) {
        double months_ago = (double)(gap->life_months - i) - HALF;
        double date = (double)world->start_day - months_ago * BO_DAYS_PER_MONTH;
        gap->sales_usd[i] = bo_path_at(&p->sales_before_usd_per_year, date) / MONTHS_PER_YEAR;
    }
    gap->growth_seen = gap->growth_usual = p->sentiment_growth_usual;
    gap->progress_usual = p->sentiment_progress_usual;
    world->ai_economy->sentiment = 1.0;
}

/* Evenly over their life: the mean of a life's months, a year. */
static double consumed_usd_per_year(const struct bo_revenue_gap *gap, uint32_t month)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < gap->life_months; i++) {
        sum += gap->sales_usd[month + 1 + i];
    }
    return MONTHS_PER_YEAR * sum / (double)gap->life_months;
}

static void see_growth(const struct bo_capital_param *p, struct bo_revenue_gap *gap, double revenue)
{
    if (gap->revenue_before > 0.0 && revenue > 0.0) {
        double growth = MONTHS_PER_YEAR * bo_log(revenue / gap->revenue_before);
        gap->growth_seen =
            bo_approach(gap->growth_seen, growth, BO_DAYS_PER_MONTH, p->sentiment_lag_days);
    }
    gap->revenue_before = revenue;
}

static void get_used(const struct bo_world *world, struct bo_revenue_gap *gap)
{
    double habit = world->param->capital->sentiment_habit_days;
    if (habit > 0.0) {
        gap->growth_usual =
            bo_approach(gap->growth_usual, gap->growth_seen, BO_DAYS_PER_MONTH, habit);
        if (world->ai_economy->frontier_eci > 0.0) {
            gap->progress_usual =
                bo_approach(gap->progress_usual, world->ai_economy->progress_per_year,
                            BO_DAYS_PER_MONTH, habit);
        }
    }
}

/* Up with the frontier's progress and with revenue, down with what is missing and with rates. */
static void feel(struct bo_world *world, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    struct bo_ai_economy *ai = world->ai_economy;
    struct bo_revenue_gap *gap = &world->capital->gap;
    double date = bo_world_closed_date(world, day);
    double rate = bo_path_at(&world->param->finance->base_rate_per_year, date);
    double progress = ai->frontier_eci > 0.0 ? ai->progress_per_year - gap->progress_usual : 0.0;
    double missing = gap->required_usd > 0.0 ? ai->gap_stock_usd_per_year / gap->required_usd -
                                                   p->sentiment_gap_usual_frac
                                             : 0.0;
    double target = p->sentiment_progress_gain * progress +
                    p->sentiment_growth_gain * (gap->growth_seen - gap->growth_usual) -
                    p->sentiment_gap_gain * missing -
                    p->sentiment_rate_gain * (rate - p->sentiment_rate_usual);
    target = bo_clamp(target, -p->sentiment_max_log, p->sentiment_max_log);
    gap->log_sentiment =
        bo_approach(gap->log_sentiment, target, BO_DAYS_PER_MONTH, p->sentiment_lag_days);
    ai->sentiment = bo_exp(gap->log_sentiment);
}

void bo_revenue_gap_close(struct bo_world *world, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    struct bo_ai_economy *ai = world->ai_economy;
    struct bo_revenue_gap *gap = &world->capital->gap;
    gap->sales_usd[gap->life_months + world->month] = ai->accelerator_sales_usd;
    double revenue = MONTHS_PER_YEAR * ai->ai_revenue_netted_usd;
    gap->required_usd = bo_revenue_gap_required(p, consumed_usd_per_year(gap, world->month));
    ai->gap_flow_usd_per_year =
        bo_revenue_gap_flow(p, MONTHS_PER_YEAR * ai->accelerator_sales_usd, revenue);
    ai->gap_stock_usd_per_year = gap->required_usd - revenue;
    see_growth(p, gap, revenue);
    feel(world, day);
    get_used(world, gap);
}
