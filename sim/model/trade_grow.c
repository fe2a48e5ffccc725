/* Lines that are called up by orders that wait, beside those that the scenario knows. */
#include "trade_inner.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* Log growth a year that a book as long calls up. */
static double answer_per_year(const struct bo_slots_answer_param *p, double waiting_days)
{
    double years = bo_max(0.0, waiting_days - p->usual_days) / BO_DAYS_PER_YEAR;
    return bo_min(p->per_year * years, p->max_per_year);
}

/* Lines that the path adds are set up with tools: what rules keep from the vendor's foundry is missing from then on. What
 * stands goes on. */
static void miss_tools(const struct bo_world *world, struct trade_vendor *v, double day)
{
    double date = bo_world_closed_date(world, day);
    double wafers = bo_path_at(&v->param->wafers_per_month, date);
    double added = bo_max(0.0, wafers - v->path_wafers);
    double left = bo_trade_input_frac(world, v, BO_INPUT_EQUIPMENT, (int32_t)date);
    double home = bo_path_at(&v->param->equipment_home_frac, date);
    v->lost_wafers += added * (1.0 - home) * (1.0 - left);
    v->path_wafers = wafers;
}

void bo_trade_grow(struct bo_world *world, double day)
{
    const struct bo_slots_answer_param *p = &world->trade->market->slots_answer;
    uint32_t delay = (uint32_t)(p->delay_days / BO_DAYS_PER_MONTH);
    bool decides = p->per_year > 0.0 && bo_world_date(world, day) >= p->from_day;
    for (uint32_t i = 0; i < world->trade->n_vendors; i++) {
        struct trade_vendor *v = &world->trade->vendor[i];
        miss_tools(world, v, day);
        if (decides && v->slots_per_day > 0.0 && world->month + delay < world->n_months) {
            double log_year = answer_per_year(p, v->waiting_slots / v->slots_per_day);
            v->slots_decided[world->month + delay] = v->param->slots_answer_frac * log_year;
        }
        if (v->slots_decided[world->month] > 0.0) {
            v->slots_ratio *=
                bo_exp(v->slots_decided[world->month] * BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR);
        }
    }
}
