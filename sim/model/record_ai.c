/* Markets of GPU-hours, what compute is used for, models, and what capital makes of it all. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"
#include "buildout/model/capital.h"
#include "buildout/model/fleet.h"
#include "buildout/model/product.h"
#include "buildout/model/record.h"
#include "buildout/model/rental.h"
#include "recorder.h"

#define USD_PER_BILLION 1e9
#define ROUNDING 1e-12 /* of what there is: a rest of sums of its parts */

struct value {
    uint32_t v;
    double x;
};

/* Sums over companies, by variable. */
struct total {
    double sum[N_FIXED_VARIABLES];
};

/* All of them are told as soon as one is more than nil. */
static void put_and_sum(const struct bo_scope *scope, const struct value *value, uint32_t n,
                        struct total *total)
{
    bool told = scope->column[value[0].v] != 0;
    for (uint32_t i = 0; i < n; i++) {
        told = told || fabs(value[i].x) > 0.0;
    }
    for (uint32_t i = 0; i < n && told; i++) {
        bo_put_since(scope, value[i].v, value[i].x);
        total->sum[value[i].v] += value[i].x;
    }
}

#define PUT_AND_SUM(scope, value, total) \
    put_and_sum((scope), (value), sizeof(value) / sizeof(value)[0], (total))

/* ---- markets ---- */

static void record_market(const struct bo_world *world, enum bo_market which)
{
    const struct bo_ai_market *m = &world->ai_economy->market[which];
    struct bo_scope scope = bo_scope_of_market(world, which);
    if (world->rental != NULL && m->on_demand_usd_per_h > 0.0) {
        bo_put(&scope, V_HOUR_PRICE, m->on_demand_usd_per_h);
        bo_put(&scope, V_HOUR_SPOT, m->spot_usd_per_h);
        bo_put(&scope, V_HOUR_CONTRACT, m->contract_usd_per_h);
        if (m->supply_h100e > 0.0) {
            bo_put(&scope, V_UTILISATION, m->utilisation_frac);
        }
    }
}

/* ---- companies ---- */

/* Rented in the world's market by a company of China. */
static double offshore_leased(const struct bo_world *world, uint32_t c)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    if (!(ai->leased_in_h100e > 0.0)) {
        return 0.0;
    }
    const struct bo_country home = bo_country_of_code(world->param->company[c].headquarters);
    bool chinese = home.v == bo_country_of_code("CN").v;
    double abroad = ai->leased_abroad_h100e;
    return !chinese ? 0.0 : ai->market == BO_MARKET_WORLD ? ai->leased_in_h100e - abroad : abroad;
}

static void record_hour_cost(const struct bo_world *world, uint32_t c)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    const struct bo_hour_cost *parts = &ai->hour_cost;
    double rent = world->ai_economy->market[ai->market].contract_usd_per_h;
    struct bo_scope scope = bo_scope_of_company(world, c);
    const struct value value[] = {
        {V_HOUR_COST, ai->chip_hour_cost_usd},  {V_HOUR_CHIP, parts->chip_usd},
        {V_HOUR_SYSTEM, parts->system_usd},     {V_HOUR_POWER, parts->power_usd},
        {V_HOUR_BUILDING, parts->building_usd}, {V_HOUR_OPERATIONS, parts->operations_usd},
        {V_HOUR_CAPITAL, parts->capital_usd},   {V_HOUR_BREAK_EVEN, ai->chip_hour_cost_usd / rent}};
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
        bo_put_known(&scope, value[i].v, value[i].x);
    }
}

static void record_uses(const struct bo_world *world, uint32_t c, struct total *total)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    struct bo_scope scope = bo_scope_of_company(world, c);
    double there = ai->training_h100e + ai->leased_in_h100e;
    double idle = ai->idle_h100e > ROUNDING * there ? ai->idle_h100e : 0.0;
    const struct value uses[] = {{V_TRAINING, ai->internal_training_h100e},
                                 {V_INFERENCE, ai->internal_inference_h100e},
                                 {V_LEASED_OUT, ai->leased_out_h100e},
                                 {V_LEASED_IN, ai->leased_in_h100e},
                                 {V_IDLE, idle}};
    PUT_AND_SUM(&scope, uses, total);
    if (world->products != NULL) {
        bo_put_some(&scope, V_CORE_COMPUTE, world->products->company[c].core_h100e);
    }
    if (there > 0.0) {
        bo_put(&scope, V_UTILISATION, 1.0 - ai->idle_h100e / there);
    }
    if (ai->training_h100e > 0.0) {
        record_hour_cost(world, c);
    }
}

static const struct usable_by_source {
    uint32_t variable;
    enum bo_chip_source source;
} usable_by_source[BO_N_SOURCES] = {{V_USABLE_LEGAL, BO_SOURCE_LEGAL},
                                    {V_USABLE_COMPLIANT, BO_SOURCE_COMPLIANT},
                                    {V_USABLE_DOMESTIC, BO_SOURCE_DOMESTIC},
                                    {V_USABLE_GREY, BO_SOURCE_GREY}};

static void record_usable(const struct bo_world *world, uint32_t c, struct total *total)
{
    uint32_t buyer = bo_fleet_buyer_of(world, c);
    struct bo_scope scope = bo_scope_of_company(world, c);
    struct value value[BO_N_SOURCES + 1] = {
        [BO_N_SOURCES] = {V_USABLE_OFFSHORE, offshore_leased(world, c)}};
    for (int i = 0; i < BO_N_SOURCES; i++) {
        value[i].v = usable_by_source[i].variable;
        value[i].x =
            buyer != BO_NO_ROW ? bo_fleet_by_source(world, buyer, usable_by_source[i].source) : 0.0;
    }
    PUT_AND_SUM(&scope, value, total);
}

static void record_runs(const struct bo_world *world, uint32_t c, struct total *total)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    const struct bo_capability *capability = world->capability;
    struct bo_recorder *r = world->recorder;
    if (capability == NULL || capability->programme_of[c] == BO_NO_ROW) {
        return;
    }
    struct bo_scope scope = bo_scope_of_company(world, c);
    uint32_t n_runs = capability->programme[capability->programme_of[c]].n_runs;
    const struct value value[] = {{V_RUNS, (double)(n_runs - r->n_runs[c])},
                                  {V_RUN_COMPUTE, ai->training_flop},
                                  {V_RUN_COST, ai->training_cost_usd / BO_USD_PER_MILLION}};
    r->n_runs[c] = n_runs;
    PUT_AND_SUM(&scope, value, total);
}

static void record_model(const struct bo_world *world, uint32_t c)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    struct bo_scope scope = bo_scope_of_company(world, c);
    if (ai->quality_eci > 0.0) {
        bo_put(&scope, V_CAPABILITY, ai->quality_eci);
        bo_put(&scope, V_LAG, ai->lag_months);
    }
}

static const struct bo_lab *lab_of(const struct bo_world *world, uint32_t c)
{
    const struct bo_capital *capital = world->capital;
    if (capital == NULL || capital->n_labs == 0 || capital->lab_of[c] == BO_NO_ROW) {
        return NULL;
    }
    return &capital->lab[capital->lab_of[c]];
}

static void record_capital(const struct bo_world *world, uint32_t c, struct total *total)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    const struct bo_lab *lab = lab_of(world, c);
    struct bo_scope scope = bo_scope_of_company(world, c);
    double backlog_usd = (world->capital != NULL ? world->capital->backlog_usd[c] : 0.0) +
                         (world->products != NULL ? world->products->company[c].backlog_usd : 0.0) +
                         bo_rental_signed_usd(world, c);
    const struct value backlog[] = {{V_BACKLOG, backlog_usd / BO_USD_PER_MILLION}};
    const struct value worth[] = {{V_VALUATION, ai->valuation_usd / BO_USD_PER_MILLION}};
    const struct value levies[] = {{V_LEVIES, ai->levies_usd / BO_USD_PER_MILLION}};
    PUT_AND_SUM(&scope, backlog, total);
    PUT_AND_SUM(&scope, worth, total);
    PUT_AND_SUM(&scope, levies, total);
    if (lab != NULL && lab->state == BO_LAB_AT_WORK) {
        bo_put_known(&scope, V_RUNWAY, lab->runway_days / BO_DAYS_PER_MONTH);
    }
}

/* ---- countries: their companies together ---- */

static void record_best(const struct bo_world *world, const struct bo_scope *scope,
                        uint32_t country)
{
    double best = 0.0, lag = BO_NAN;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        const struct bo_ai_company *ai = &world->ai_economy->company[c];
        if (world->recorder->country_of[c] == country && bo_record_at_work(world, c) &&
            ai->quality_eci > best) {
            best = ai->quality_eci;
            lag = ai->lag_months;
        }
    }
    if (best > 0.0) {
        bo_put(scope, V_CAPABILITY, best);
        bo_put(scope, V_LAG, lag);
    }
}

/* Groups of buyers that are no companies of the model. */
static void add_groups(const struct bo_world *world, uint32_t country, struct total *total)
{
    for (uint32_t b = 0; b < world->param->n[BO_TABLE_CHIP_BUYERS]; b++) {
        if (world->param->chip_buyer[b].company != BO_NO_ROW ||
            world->recorder->country_of_buyer[b] != country) {
            continue;
        }
        for (size_t i = 0; i < sizeof usable_by_source / sizeof *usable_by_source; i++) {
            const struct usable_by_source *u = &usable_by_source[i];
            total->sum[u->variable] += bo_fleet_by_source(world, b, u->source);
        }
    }
}

static void record_country(const struct bo_world *world, uint32_t country)
{
    struct bo_scope scope = bo_scope_of_country(world, country);
    struct total usable = {{0.0}};
    static const uint32_t summed[] = {V_USABLE_LEGAL, V_USABLE_COMPLIANT, V_USABLE_DOMESTIC,
                                      V_USABLE_GREY, V_USABLE_OFFSHORE};
    add_groups(world, country, &usable);
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->recorder->country_of[c] == country && bo_record_at_work(world, c)) {
            record_usable(world, c, &usable);
        }
    }
    for (uint32_t i = 0; i < sizeof summed / sizeof summed[0]; i++) {
        bo_put_some(&scope, summed[i], usable.sum[summed[i]]);
    }
    record_best(world, &scope, country);
}

/* ---- the world ---- */

static void record_ends(const struct bo_world *world, const struct bo_scope *scope)
{
    const struct bo_capital *capital = world->capital;
    double absorbed = 0.0, liquidated = 0.0, gave_up = 0.0;
    for (uint32_t i = 0; i < capital->n_labs; i++) {
        const struct bo_lab *lab = &capital->lab[i];
        bool ended = lab->state == BO_LAB_ENDED;
        liquidated += ended && lab->end == BO_LAB_LIQUIDATED;
        absorbed += ended && lab->end != BO_LAB_LIQUIDATED;
        gave_up += lab->gave_up;
    }
    bo_put(scope, V_ABSORBED, absorbed);
    bo_put(scope, V_LIQUIDATED, liquidated);
    bo_put(scope, V_GAVE_UP, gave_up);
}

static void record_investors(const struct bo_world *world, const struct bo_scope *scope)
{
    const struct bo_ai_economy *ai = world->ai_economy;
    bo_put(scope, V_SENTIMENT, ai->sentiment);
    bo_put(scope, V_GAP_FLOW, ai->gap_flow_usd_per_year / USD_PER_BILLION);
    bo_put(scope, V_GAP_STOCK, ai->gap_stock_usd_per_year / USD_PER_BILLION);
    bo_put_known(scope, V_GAP_SEQUOIA, bo_revenue_gap_sequoia(world, world->day) / USD_PER_BILLION);
    record_ends(world, scope);
}

static void record_world(const struct bo_world *world, const struct total *total)
{
    static const uint32_t summed[] = {V_TRAINING, V_INFERENCE, V_LEASED_OUT,  V_LEASED_IN,
                                      V_IDLE,     V_RUNS,      V_RUN_COMPUTE, V_RUN_COST,
                                      V_BACKLOG,  V_VALUATION, V_LEVIES};
    struct bo_scope scope = bo_scope_of_world(world);
    for (uint32_t i = 0; i < sizeof summed / sizeof summed[0]; i++) {
        bo_put(&scope, summed[i], total->sum[summed[i]]);
    }
    if (world->ai_economy->frontier_eci > 0.0) {
        bo_put(&scope, V_CAPABILITY, world->ai_economy->frontier_eci);
        bo_put(&scope, V_AHEAD, world->ai_economy->ahead_days / BO_DAYS_PER_MONTH);
    }
    if (world->capital != NULL) {
        record_investors(world, &scope);
    }
}

void bo_record_compute(struct bo_world *world)
{
    struct total total = {{0.0}};
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (bo_record_at_work(world, c)) {
            record_uses(world, c, &total);
            record_runs(world, c, &total);
            record_model(world, c);
            record_capital(world, c, &total);
            if (world->recorder->country_of[c] == BO_NO_ROW) {
                record_usable(world, c, &total);
            }
        }
    }
    for (int m = 0; m < BO_N_MARKETS; m++) {
        record_market(world, (enum bo_market)m);
    }
    for (uint32_t i = 0; i < world->recorder->n_countries; i++) {
        record_country(world, i);
    }
    record_world(world, &total);
}
