#include "buildout/model/supply.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/grid.h"
#include "buildout/model/load.h"
#include "buildout/model/moratorium.h"

#define MONTHS_PER_YEAR 12.0

double bo_supply_grid_queue_mw(const struct bo_region *region)
{
    return bo_fluid_queue_backlog(&region->grid);
}

double bo_supply_crew_use(const struct bo_region *region)
{
    return region->crews.capacity > 0.0 ? region->crews.demand / region->crews.capacity : 0.0;
}

double bo_supply_crew_slowdown(const struct bo_region *region)
{
    return bo_max(1.0, bo_supply_crew_use(region));
}

double bo_supply_lead_days(const struct bo_maker *maker)
{
    return bo_fluid_queue_wait_days(&maker->book);
}

double bo_supply_equipment_quote_days(const struct bo_world *world)
{
    double longest = 0.0;
    for (uint32_t k = 0; k < world->n_makers && world->param->construction->equipment_binds; k++) {
        longest = bo_max(longest, bo_supply_lead_days(&world->maker[k]));
    }
    return longest;
}

double bo_supply_order_ahead_days(const struct bo_world *world, double permit_days,
                                  double shell_days)
{
    double excess = bo_supply_equipment_quote_days(world) - shell_days;
    return bo_clamp(world->param->construction->order_ahead_frac * excess, 0.0, permit_days);
}

static double lead_log(const struct bo_maker *maker)
{
    return bo_log(bo_supply_lead_days(maker) / maker->param->lead_at_start_days);
}

double bo_supply_equipment_price_ratio(const struct bo_world *world)
{
    double sum = 0.0;
    for (uint32_t k = 0; k < world->n_makers; k++) {
        sum += bo_exp(world->maker[k].param->price_answer * lead_log(&world->maker[k]));
    }
    return world->n_makers > 0 ? sum / world->n_makers : 1.0;
}

double bo_supply_grants_mw_per_day(const struct bo_world *world, const struct bo_region *region,
                                   double day)
{
    double date = (double)world->start_day + day;
    double stopped = bo_moratorium_stopped_frac(world, region, day);
    double carries = bo_load_pue_new(world, region, 0.0) / bo_load_pue_new(world, region, day);
    return bo_path_at(&region->param->grid_grants_mw_per_year, date) * carries *
           region->landlord_grants_ratio * region->grid_ratio * (1.0 - stopped) / BO_DAYS_PER_YEAR;
}

static void open_crews(struct bo_world *world)
{
    double work = 0.0, pool = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        work += world->region[r].crews.demand;
        pool += world->region[r].param->labour_pool_workers;
    }
    double cover = world->param->construction->crew_cover_ratio;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        double workers = region->param->labour_pool_workers;
        if (work > 0.0) {
            workers *= cover * work / pool;
        }
        region->crews_index = bo_path_at(&region->param->crews_index, (double)world->start_day);
        /* Where more is under way than the scaled pool could carry, its crews are there already. */
        bo_fluid_pool_set_capacity(&region->crews, 0.0,
                                   region->crews_index *
                                       bo_max(workers, region->crews.demand * bo_min(cover, 1.0)));
        region->crew_growth =
            bo_path_at(&region->param->labour_growth_per_year, (double)world->start_day);
    }
}

static void open_maker(struct bo_world *world, struct bo_maker *maker, double starts_mw_per_year)
{
    const struct bo_maker_param *p = maker->param;
    double own = starts_mw_per_year * p->units_per_mw / BO_DAYS_PER_YEAR;
    double all = own / (1.0 - p->other_share_frac);
    maker->other_start = all - own;
    maker->capacity_start = all / p->orders_over_capacity_ratio;
    maker->capacity_index = bo_path_at(&p->capacity_index, (double)world->start_day);
    bo_fluid_queue_init(&maker->book, world->arena, 0.0, maker->capacity_start,
                        p->lead_at_start_days * maker->capacity_start);
    maker->book.least_days = p->lead_least_days;
    bo_fluid_queue_set(&maker->book, 0.0, maker->capacity_start, maker->other_start);
    /* Others see a rise of the last year as late as any other. */
    double before = p->lead_before_days > 0.0 ? p->lead_before_days : p->lead_at_start_days;
    double rise = (p->lead_at_start_days - before) / BO_DAYS_PER_YEAR;
    bool lags = p->other_lag_days > BO_DAYS_PER_MONTH;
    maker->lead_seen_days = p->lead_at_start_days - (lags ? rise * p->other_lag_days : 0.0);
}

void bo_supply_open(struct bo_world *world, double starts_mw_per_year)
{
    open_crews(world);
    for (uint32_t k = 0; k < world->n_makers; k++) {
        open_maker(world, &world->maker[k], starts_mw_per_year);
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        double rate = bo_supply_grants_mw_per_day(world, region, 0.0);
        double promised =
            region->param->grid_queue_at_start_days * region->landlord_grants_ratio *
            bo_path_at(&region->param->grid_grants_mw_per_year, (double)world->start_day) /
            BO_DAYS_PER_YEAR;
        bo_fluid_queue_init(&region->grid, world->arena, 0.0, rate, promised);
        bo_grid_open(world, region);
    }
}

/* Of an index in force, to what it was at the last look. */
static double dated_ratio(const struct bo_path *index, double date, double *then)
{
    double now = bo_path_at(index, date), before = *then;
    *then = now;
    return now / before;
}

static void close_crews(struct bo_world *world, struct bo_region *region, double day)
{
    const struct bo_construction_param *c = world->param->construction;
    double over = bo_max(0.0, bo_min(bo_supply_crew_use(region), 2.0) - c->crew_use_threshold_frac);
    uint32_t training = (uint32_t)(c->crew_training_days / BO_DAYS_PER_MONTH);
    if (world->month + training < world->n_months) {
        region->crew_trained[world->month + training] = c->crew_growth_answer_per_year * over;
    }
    double trained = world->month < world->n_months ? region->crew_trained[world->month] : 0.0;
    double date = (double)world->start_day + day;
    region->crew_growth = bo_path_at(&region->param->labour_growth_per_year, date) + trained;
    double shock = dated_ratio(&region->param->crews_index, date, &region->crews_index);
    double capacity =
        region->crews.capacity * bo_exp(region->crew_growth / MONTHS_PER_YEAR) * shock;
    bo_fluid_pool_set_capacity(&region->crews, day, capacity);
}

/* What it lacks to be at the threshold of use, below 0 what it can spare. */
static double crews_short_of(const struct bo_world *world, const struct bo_region *region)
{
    double wanted = region->crews.demand / world->param->construction->crew_use_threshold_frac;
    return wanted - region->crews.capacity;
}

static bool of_one_country(const struct bo_region *a, const struct bo_region *b)
{
    return strcmp(a->param->countries.text[0], b->param->countries.text[0]) == 0;
}

/* In the country of a region: who travels goes from where crews are spare to where they are short. */
static void move_crews(struct bo_world *world, const struct bo_region *first, double part,
                       double day)
{
    double lacking = 0.0, spare = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_region *region = &world->region[r];
        double lacks = of_one_country(region, first) ? crews_short_of(world, region) : 0.0;
        lacking += bo_max(0.0, lacks);
        spare += bo_max(0.0, -lacks);
    }
    double moved = part * bo_min(lacking, spare);
    for (uint32_t r = 0; r < world->n_regions && moved > 0.0; r++) {
        struct bo_region *region = &world->region[r];
        double lacks = of_one_country(region, first) ? crews_short_of(world, region) : 0.0;
        if (lacks != 0.0) {
            double come = moved * lacks / (lacks > 0.0 ? lacking : spare);
            bo_fluid_pool_set_capacity(&region->crews, day, region->crews.capacity + come);
        }
    }
}

static bool is_first_of_country(const struct bo_world *world, uint32_t r)
{
    bool first = true;
    for (uint32_t i = 0; i < r && first; i++) {
        first = !of_one_country(&world->region[i], &world->region[r]);
    }
    return first;
}

static void close_crews_of_countries(struct bo_world *world, double day)
{
    double per_month = world->param->construction->crew_move_per_year / MONTHS_PER_YEAR;
    for (uint32_t r = 0; r < world->n_regions && per_month > 0.0; r++) {
        if (is_first_of_country(world, r)) {
            move_crews(world, &world->region[r], -bo_expm1(-per_month), day);
        }
    }
}

/* Log growth that lines decided on and not yet running will bring: a maker does not build for the same book twice. */
static double lines_under_way(const struct bo_world *world, const struct bo_maker *maker,
                              uint32_t delay)
{
    double sum = 0.0;
    for (uint32_t m = world->month + 1; m < world->month + delay && m < world->n_months; m++) {
        sum += maker->growth_decided[m];
    }
    return sum / MONTHS_PER_YEAR;
}

/* Capacity follows its trend and what was decided a line's building time ago; others order more, and ahead of time
 * when the quote rises. */
static void close_maker(struct bo_world *world, struct bo_maker *maker, double day)
{
    const struct bo_maker_param *p = maker->param;
    bo_fluid_queue_advance(&maker->book, day);
    double lead = bo_supply_lead_days(maker);
    double rise = (lead - maker->lead_seen_days) / p->other_lag_days;
    maker->lead_seen_days += rise * BO_DAYS_PER_MONTH;
    uint32_t delay = (uint32_t)(p->lines_delay_days / BO_DAYS_PER_MONTH);
    /* Short books stop the trend; lines that stand are not torn down. */
    double need = lead_log(maker) - lines_under_way(world, maker, delay);
    double date = (double)world->start_day + day;
    double trend = bo_path_at(&p->capacity_growth_per_year, date);
    double answer = bo_clamp(bo_path_at(&p->capacity_answer_per_year, date) * need, -trend,
                             p->capacity_answer_max_per_year);
    if (world->month + delay < world->n_months) {
        maker->growth_decided[world->month + delay] = answer;
    }
    double growth = trend + maker->growth_decided[world->month];
    double shock = dated_ratio(&p->capacity_index, date, &maker->capacity_index);
    double others = maker->other_start *
                    bo_exp(bo_path_at(&p->other_orders_log, date) -
                           bo_path_at(&p->other_orders_log, (double)world->start_day)) *
                    (1.0 + p->other_forward_ordering_ratio * bo_clamp(rise, -1.0, 1.0));
    bo_fluid_queue_set(&maker->book, day,
                       maker->book.capacity * bo_exp(growth / MONTHS_PER_YEAR) * shock, others);
}

void bo_supply_close(struct bo_world *world, double day)
{
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        close_crews(world, region, day);
        bo_grid_close(world, region, day);
    }
    close_crews_of_countries(world, day);
    bo_grid_close_makers(world, day);
    for (uint32_t k = 0; k < world->n_makers; k++) {
        close_maker(world, &world->maker[k], day);
    }
}
