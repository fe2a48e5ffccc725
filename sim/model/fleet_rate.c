#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/trade.h"
#include "fleet_lots.h"

/* Chips that vendors may make for rules during a run come after the catalogue. */
uint32_t fleet_n_chips(const struct bo_world *world)
{
    return bo_trade_n_chips(world);
}

const struct bo_chip *fleet_chip(const struct bo_world *world, uint32_t chip)
{
    return bo_trade_chip(world, chip);
}

/* Of two quantities that are both known; NaN else. Nothing works without memory: 0 stands for a kind that is not listed. */
static double ratio(double a, double b)
{
    return isfinite(a) && a > 0.0 && isfinite(b) && b > 0.0 ? a / b : BO_NAN;
}

/* The first that is known. */
static double first_known(const double x[3])
{
    for (int i = 0; i < 3; i++) {
        if (!isnan(x[i])) {
            return x[i];
        }
    }
    return BO_NAN;
}

static double training_rate(const struct bo_chip *chip, const struct bo_chip *reference)
{
    const double by[3] = {ratio(chip->dense_16_bit_tflops, reference->dense_16_bit_tflops),
                          ratio(chip->tpp, reference->tpp),
                          ratio(chip->dense_8_bit_tops, reference->dense_8_bit_tops)};
    double rate = first_known(by);
    return isnan(rate) ? 0.0 : rate;
}

/* The scarcest of what serving needs. Bandwidth that is not known goes with FLOP/s. */
static double inference_rate(const struct bo_chip *chip, const struct bo_chip *reference,
                             double serving_flop_frac)
{
    const double by[3] = {ratio(chip->dense_8_bit_tops, reference->dense_8_bit_tops),
                          ratio(chip->dense_16_bit_tflops, reference->dense_16_bit_tflops),
                          ratio(chip->tpp, reference->tpp)};
    double flop = first_known(by);
    double bandwidth = ratio(chip->memory_bandwidth_gb_per_s, reference->memory_bandwidth_gb_per_s);
    /* fmin of a number and NaN is the number */
    double least = fmin(flop / serving_flop_frac, isnan(bandwidth) ? flop : bandwidth);
    least = fmin(least, ratio(chip->hbm_gb, reference->hbm_gb));
    return isnan(least) ? 0.0 : least;
}

/* Of its own system, of the nearest one down its line, or of most. */
static double system_ratio(const struct bo_world *world, const struct bo_chip *chip)
{
    const struct bo_param *p = world->param;
    uint32_t steps = 0;
    while (isnan(chip->system_power_ratio) && chip->continues < p->n[BO_TABLE_CHIPS] &&
           steps++ < p->n[BO_TABLE_CHIPS]) {
        chip = &p->chip[chip->continues];
    }
    return isnan(chip->system_power_ratio) ? p->fleet->system_power_ratio
                                           : chip->system_power_ratio;
}

static void work_out(const struct bo_world *world, uint32_t chip, struct chip_rate *rate)
{
    const struct bo_fleet_param *p = world->param->fleet;
    const struct bo_chip *c = fleet_chip(world, chip);
    const struct bo_chip *reference = fleet_chip(world, p->reference_chip);
    rate->training = training_rate(c, reference);
    rate->inference = inference_rate(c, reference, p->serving_flop_frac);
    double power = isnan(c->power_mw) ? reference->power_mw * rate->training : c->power_mw;
    rate->mw = isnan(power) ? 0.0 : power * system_ratio(world, c);
    /* what stands in a hall trains and serves: a chip made to serve is not weighed by its training alone */
    rate->per_mw = rate->mw > 0.0 ? (rate->training + rate->inference) / 2.0 / rate->mw : 0.0;
    rate->known = true;
}

const struct chip_rate *fleet_rate(const struct bo_world *world, uint32_t chip)
{
    struct chip_rate *rate = &world->fleets->rate[chip];
    if (!rate->known) {
        work_out(world, chip, rate);
    }
    return rate;
}

double fleet_opening_usd(const struct bo_world *world, uint32_t chip)
{
    const struct bo_fleet_param *p = world->param->fleet;
    double price = fleet_chip(world, chip)->price_usd;
    if (isnan(price)) {
        double reference = fleet_chip(world, p->reference_chip)->price_usd;
        price = isnan(reference) ? 0.0 : reference * fleet_rate(world, chip)->training;
    }
    return price * p->opening_system_ratio;
}

double bo_fleet_training_h100e(const struct bo_world *world, uint32_t chip)
{
    return world->fleets != NULL ? fleet_rate(world, chip)->training : 0.0;
}

double bo_fleet_inference_h100e(const struct bo_world *world, uint32_t chip)
{
    return world->fleets != NULL ? fleet_rate(world, chip)->inference : 0.0;
}

double bo_fleet_chip_mw(const struct bo_world *world, uint32_t chip)
{
    return world->fleets != NULL ? fleet_rate(world, chip)->mw : 0.0;
}

enum bo_chip_source bo_fleet_source(const struct bo_world *world, uint32_t buyer, uint32_t chip)
{
    const struct bo_chip *c = fleet_chip(world, chip);
    uint32_t leader = fleet_chip(world, world->param->fleet->reference_chip)->home.v;
    if (c->home.v == world->fleets->buyer[buyer].headquarters.v && c->home.v != leader) {
        return BO_SOURCE_DOMESTIC;
    }
    return c->designed_for != BO_NO_ROW ? BO_SOURCE_COMPLIANT : BO_SOURCE_LEGAL;
}
