#include "buildout/model/fleet.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/trade.h"
#include "fleet_lots.h"

static double whole(double x)
{
    return floor(x + 0.5);
}

/* Part of what came evenly between two days that came before another. */
static double come_frac(double first, double last, double day)
{
    return day >= last ? 1.0 : day <= first ? 0.0 : (day - first) / (last - first);
}

/* Chips that were delivered evenly over twice their mean age before the start. Those of the last fleet.rack_days are being
 * set up, the others work, as do all where no age is given. */
static void open_lots(struct bo_world *world, uint32_t group, uint32_t buyer, uint32_t chip,
                      double count)
{
    double span = 2.0 * world->param->chip_buyer[buyer].opening_age_days;
    double works_frac = come_frac(-span, 0.0, -world->param->fleet->rack_days);
    double works = span > 0.0 ? whole(count * works_frac) : count;
    double first = -span, before = 0.0;
    struct lot like = {.chip = chip, .source = bo_fleet_source(world, buyer, chip)};
    while (before < count) {
        like.year = bo_year_of_day(bo_world_date(world, first));
        double last = (double)(bo_day_of(like.year + 1, 1, 1) - world->start_day);
        last = fmin(last, 0.0);
        double sum = whole(count * come_frac(-span, 0.0, last));
        if (sum > before) {
            struct lot *lot = fleet_lot(world, group, &like);
            lot->racked = bo_clamp(works - before, 0.0, sum - before);
            lot->setting_up = sum - before - lot->racked;
            lot->first_day = first;
            lot->last_day = last;
            lot->system_usd = fleet_opening_usd(world, chip);
            lot->chip_usd = lot->system_usd / world->param->fleet->opening_system_ratio;
        }
        before = sum;
        first = last;
    }
}

static void open_buyer(struct bo_world *world, uint32_t buyer)
{
    const struct bo_chip_buyer_param *p = &world->param->chip_buyer[buyer];
    struct bo_fleets *fleets = world->fleets;
    double *share = world->scratch;
    bo_fleet_spread(world, buyer, share);
    double all = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        all += share[r];
    }
    for (uint32_t chip = 0; chip < p->opening_chips.n; chip++) {
        double count = whole(p->opening_chips.value[chip]), sum = 0.0, before = 0.0;
        for (uint32_t r = 0; r < world->n_regions && count > 0.0; r++) {
            sum += share[r];
            double placed = whole(count * sum / all);
            open_lots(world, buyer * world->n_regions + r, buyer, chip, placed - before);
            before = placed;
        }
        fleets->tally[chip].opening += count;
    }
}

static void open_countries(struct bo_world *world)
{
    struct bo_fleets *fleets = world->fleets;
    fleets->country = BO_NEW_ARRAY(world->arena, uint32_t, world->n_regions);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_texts *countries = &world->param->region[r].countries;
        fleets->country[r] =
            countries->n == 1 ? bo_country_of_code(countries->text[0]).v : BO_NO_ROW;
    }
}

static void open_resale(struct bo_world *world)
{
    const struct bo_fleet_param *p = world->param->fleet;
    struct bo_fleets *fleets = world->fleets;
    fleets->n_ages = 2 + (uint32_t)(p->service_life_days / BO_DAYS_PER_MONTH);
    fleets->resale_frac = BO_NEW_ARRAY(world->arena, double, fleets->n_ages);
    for (uint32_t age = 0; age < fleets->n_ages; age++) {
        fleets->resale_frac[age] =
            bo_pow(p->resale_frac_per_year, age * BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR);
    }
}

static void open_buyers(struct bo_world *world)
{
    struct bo_fleets *fleets = world->fleets;
    fleets->buyer_of = BO_NEW_ARRAY(world->arena, uint32_t, world->n_companies);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        fleets->buyer_of[i] = BO_NO_ROW;
    }
    for (uint32_t b = 0; b < fleets->n_buyers; b++) {
        const struct bo_chip_buyer_param *p = &world->param->chip_buyer[b];
        const char *seat = p->headquarters;
        if (p->company != BO_NO_ROW) {
            seat = world->param->company[p->company].headquarters;
            fleets->buyer_of[p->company] = b;
        }
        fleets->buyer[b].headquarters = bo_country_of_code(seat);
    }
}

static int check_buyer(const struct bo_param *param, uint32_t buyer, struct bo_err *err)
{
    const struct bo_chip_buyer_param *p = &param->chip_buyer[buyer];
    if (p->company == BO_NO_ROW && bo_country_of_code(p->headquarters).v == BO_NO_COUNTRY.v) {
        return bo_err_set(err, BO_ESCENARIO,
                          "chip_buyers.%s: it buys for no company, so headquarters must be an ISO "
                          "code, not \"%s\"",
                          p->entry.key, p->headquarters);
    }
    for (uint32_t other = 0; other < buyer && p->company != BO_NO_ROW; other++) {
        if (param->chip_buyer[other].company == p->company) {
            return bo_err_set(err, BO_ESCENARIO, "chip_buyers.%s and %s buy for the same company",
                              param->chip_buyer[other].entry.key, p->entry.key);
        }
    }
    return BO_OK;
}

int bo_fleet_check(const struct bo_param *param, struct bo_err *err)
{
    if (param->n[BO_TABLE_CHIP_BUYERS] == 0 || param->n[BO_TABLE_FLEET] == 0) {
        return BO_OK;
    }
    const struct bo_chip *reference = &param->chip[param->fleet->reference_chip];
    if (isnan(reference->dense_16_bit_tflops) || isnan(reference->memory_bandwidth_gb_per_s) ||
        isnan(reference->power_mw) || isnan(reference->price_usd)) {
        return bo_err_set(err, BO_ESCENARIO,
                          "fleet.reference_chip: of %s the 16-bit FLOP/s, memory bandwidth, power "
                          "and price must be known",
                          reference->entry.key);
    }
    for (uint32_t b = 0; b < param->n[BO_TABLE_CHIP_BUYERS]; b++) {
        if (check_buyer(param, b, err) != BO_OK) {
            return BO_ESCENARIO;
        }
    }
    return BO_OK;
}

static int32_t year_of(struct bo_world *world, double day)
{
    struct bo_fleets *fleets = world->fleets;
    int32_t date = bo_world_date(world, day);
    if (date != fleets->date || fleets->year == 0) {
        fleets->date = date;
        fleets->year = bo_year_of_day(date);
    }
    return fleets->year;
}

/* The first close at which what is ready on a day will be found so. */
static double close_of(const struct bo_world *world, double ready_day)
{
    uint32_t month = world->month;
    while (month < world->n_months && bo_world_month_end(world, month) < ready_day) {
        month++;
    }
    return month < world->n_months ? bo_world_month_end(world, month) : (double)INFINITY;
}

/* Chips are set up whole, so that it is the same whether deliveries of a lot are counted singly or together. */
static void set_up_later(struct bo_world *world, struct lot *lot, const struct setup *setup)
{
    struct bo_fleets *fleets = world->fleets;
    if (fleets->batch == 0 || setup->ready_day > fleets->batch_day) {
        fleets->batch++;
        fleets->batch_first = fleets->n_setups;
        fleets->batch_day = close_of(world, setup->ready_day);
    }
    if (lot->batch == fleets->batch) {
        fleets->setup[fleets->batch_first + lot->in_batch].count += setup->count;
        return;
    }
    lot->batch = fleets->batch;
    lot->in_batch = fleets->n_setups - fleets->batch_first;
    BO_ARENA_ROOM(world->arena, fleets->setup, fleets->n_setups, fleets->setup_room);
    fleets->setup[fleets->n_setups++] = *setup;
}

/* What of a lot of the opening that is being set up is ready on a day. */
static double ready_of(const struct bo_world *world, const struct lot *lot, double day)
{
    double rack_days = world->param->fleet->rack_days;
    double first = bo_max(lot->first_day, -rack_days);
    return whole(lot->setting_up * come_frac(first, lot->last_day, day - rack_days));
}

/* Of a group, what is ready after one day and by another. */
static void open_group_setups(struct bo_world *world, uint32_t group, double before_day, double day)
{
    struct group *g = &world->fleets->group[group];
    for (uint32_t i = 0; i < g->n; i++) {
        struct lot *lot = &g->lot[i];
        struct setup setup = {.group = group,
                              .chip = lot->chip,
                              .source = lot->source,
                              .year = lot->year,
                              .count = ready_of(world, lot, day) - ready_of(world, lot, before_day),
                              .ready_day = day};
        if (setup.count > 0.0) {
            set_up_later(world, lot, &setup);
        }
    }
}

/* By the close at which it is ready, as what is delivered later. */
static void open_setups(struct bo_world *world)
{
    const struct bo_fleets *fleets = world->fleets;
    double before_day = 0.0, last_day = world->param->fleet->rack_days;
    for (uint32_t month = 0; before_day < last_day; month++) {
        double day = last_day;
        if (month < world->n_months) {
            day = bo_min(bo_world_month_end(world, month), last_day);
        }
        for (uint32_t group = 0; group < fleets->n_buyers * fleets->n_regions; group++) {
            open_group_setups(world, group, before_day, day);
        }
        before_day = day;
    }
}

void bo_fleet_open(struct bo_world *world)
{
    uint32_t n_buyers = world->param->n[BO_TABLE_CHIP_BUYERS];
    if (world->ai_economy == NULL || n_buyers == 0) {
        return;
    }
    struct bo_fleets *fleets = BO_NEW(world->arena, struct bo_fleets);
    world->fleets = fleets;
    fleets->n_buyers = n_buyers;
    fleets->n_regions = world->n_regions;
    fleets->chip_room = bo_trade_chip_room(world);
    fleets->group = BO_NEW_ARRAY(world->arena, struct group, (size_t)n_buyers * world->n_regions);
    fleets->place = BO_NEW_ARRAY(world->arena, uint32_t,
                                 (size_t)n_buyers * world->n_regions * fleets->chip_room);
    fleets->buyer = BO_NEW_ARRAY(world->arena, struct buyer, n_buyers);
    fleets->rate = BO_NEW_ARRAY(world->arena, struct chip_rate, fleets->chip_room);
    fleets->tally = BO_NEW_ARRAY(world->arena, struct bo_fleet_tally, fleets->chip_room);
    fleets->held = BO_NEW_ARRAY(world->arena, double, fleets->chip_room);
    fleets->cost = BO_NEW_ARRAY(world->arena, struct bo_hour_cost, world->n_companies + 1);
    open_countries(world);
    open_buyers(world);
    open_resale(world);
    for (uint32_t b = 0; b < n_buyers; b++) {
        open_buyer(world, b);
    }
    open_setups(world);
    fleet_add_up(world, 0.0);
}

void bo_fleet_receive(struct bo_world *world, const struct bo_delivery *d, double day)
{
    struct bo_fleets *fleets = world->fleets;
    assert(d->buyer < fleets->n_buyers && d->region < fleets->n_regions);
    assert(d->chip < fleets->chip_room && d->count >= 0.0 && !(whole_of(d->count) < d->count));
    if (!(d->count > 0.0)) {
        return;
    }
    struct setup setup = {.group = d->buyer * fleets->n_regions + d->region,
                          .chip = d->chip,
                          .source = d->source,
                          .year = year_of(world, day),
                          .count = d->count,
                          .ready_day = day + world->param->fleet->rack_days};
    struct lot like = {.chip = d->chip, .source = d->source, .year = setup.year};
    struct lot *lot = fleet_lot(world, setup.group, &like);
    like.first_day = like.last_day = day;
    like.chip_usd = d->chips_usd / d->count;
    like.system_usd = d->system_usd / d->count;
    fleet_lot_blend(lot, d->count, &like);
    lot->setting_up += d->count;
    fleets->tally[d->chip].received += d->count;
    set_up_later(world, lot, &setup);
}

/* ---- places ---- */

uint32_t bo_fleet_buyer_of(const struct bo_world *world, uint32_t company)
{
    return world->fleets != NULL ? world->fleets->buyer_of[company] : BO_NO_ROW;
}

static double energised_mw(const struct bo_world *world, uint32_t company, uint32_t region)
{
    const struct bo_estate *e = &world->company[company].estate[region];
    return e->owned_mw + e->leased_mw;
}

/* Halls are used as they were at the start; where they are short of what all servers want, AI has its part of what is wanted
 * and not only what others leave, but for what other servers keep of it. */
double fleet_room_frac(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    double all = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        all += energised_mw(world, company, r);
    }
    double at_start =
        c->param->it_mw > 0.0 ? (c->base_mw_start + c->ai_mw_start) / c->param->it_mw : 1.0;
    double wanted = c->base_mw + c->ai_mw;
    double yields = 1.0 - world->param->demand->base_first_frac;
    double part = wanted > 0.0 ? yields * at_start * c->ai_mw / wanted : 0.0;
    return all > 0.0 ? fmax(part, at_start - c->base_mw / all) : 0.0;
}

double bo_fleet_room_mw(const struct bo_world *world, uint32_t company, uint32_t region)
{
    return fleet_room_frac(world, company) * energised_mw(world, company, region);
}

static double held_mw(const struct bo_world *world, uint32_t buyer, uint32_t region)
{
    const struct group *g = &world->fleets->group[buyer * world->n_regions + region];
    double held = 0.0;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct lot *lot = &g->lot[i];
        held += lot_count(lot) * lot_rate(world->fleets, lot)->mw;
    }
    return held;
}

double bo_fleet_free_mw(const struct bo_world *world, uint32_t buyer, uint32_t region)
{
    uint32_t company = world->param->chip_buyer[buyer].company;
    return company != BO_NO_ROW
               ? fmax(0.0, bo_fleet_room_mw(world, company, region) - held_mw(world, buyer, region))
               : OUTSIDE_ROOM_MW;
}

/* Weighs the regions for a buyer, into weight[n_regions]; their sum. */
typedef double (*weigh_fn)(const struct bo_world *world, uint32_t buyer, double *weight);

static double weigh_vector(const struct bo_world *world, const struct bo_vector *v, double *weight)
{
    double sum = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        weight[r] = r < v->n ? v->value[r] : 0.0;
        sum += weight[r];
    }
    return sum;
}

static double by_share(const struct bo_world *world, uint32_t buyer, double *weight)
{
    return weigh_vector(world, &world->param->chip_buyer[buyer].region_share, weight);
}

/* Chips come weeks or months after they are ordered: to halls that are being built too. */
static double by_room(const struct bo_world *world, uint32_t buyer, double *weight)
{
    uint32_t company = world->param->chip_buyer[buyer].company;
    double sum = 0.0, frac = company != BO_NO_ROW ? fleet_room_frac(world, company) : 0.0;
    for (uint32_t r = 0; r < world->n_regions && company != BO_NO_ROW; r++) {
        const struct bo_estate *e = &world->company[company].estate[r];
        double room = frac * (e->owned_mw + e->leased_mw) + e->building_mw + e->leased_building_mw;
        weight[r] = room > 0.0 ? fmax(0.0, room - held_mw(world, buyer, r)) : 0.0;
        sum += weight[r];
    }
    return sum;
}

static double by_halls(const struct bo_world *world, uint32_t buyer, double *weight)
{
    uint32_t company = world->param->chip_buyer[buyer].company;
    double sum = 0.0;
    for (uint32_t r = 0; r < world->n_regions && company != BO_NO_ROW; r++) {
        weight[r] = energised_mw(world, company, r);
        sum += weight[r];
    }
    return sum;
}

static double by_seat(const struct bo_world *world, uint32_t buyer, double *weight)
{
    uint32_t company = world->param->chip_buyer[buyer].company;
    return company != BO_NO_ROW
               ? weigh_vector(world, &world->param->company[company].region_share, weight)
               : 0.0;
}

static double evenly(const struct bo_world *world, uint32_t buyer, double *weight)
{
    (void)buyer;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        weight[r] = 1.0;
    }
    return (double)world->n_regions;
}

void bo_fleet_spread(const struct bo_world *world, uint32_t buyer, double *share)
{
    static const weigh_fn way[] = {by_share, by_room, by_halls, by_seat, evenly};
    double sum = 0.0;
    for (uint32_t i = 0; i < sizeof way / sizeof way[0] && !(sum > 0.0); i++) {
        sum = way[i](world, buyer, share);
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        share[r] /= sum;
    }
}
