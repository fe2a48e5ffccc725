#include "buildout/model/roadmap.h"

#include <math.h>
#include <stddef.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/chip.h"
#include "buildout/model/trade.h"

/* Bits of bo_chip.derived beyond those of the fields below. */
#define DERIVED_END (1u << 31)

static const struct grown {
    size_t of;   /* in struct bo_chip */
    size_t rate; /* in struct bo_roadmap_param */
    bool paced;  /* by the vendor's own progress */
} fields[] = {
#define GROWN(field, rate, paced)                                                       \
    {                                                                                   \
        offsetof(struct bo_chip, field), offsetof(struct bo_roadmap_param, rate), paced \
    }
    GROWN(tpp, compute_per_year, true),
    GROWN(dense_16_bit_tflops, compute_per_year, true),
    GROWN(dense_8_bit_tops, compute_per_year, true),
    GROWN(hbm_gb, memory_per_year, true),
    GROWN(memory_bandwidth_gb_per_s, memory_bandwidth_per_year, true),
    GROWN(interconnect_gb_per_s, interconnect_per_year, true),
    GROWN(power_mw, power_per_year, false),
    GROWN(price_usd, price_per_year, true),
    GROWN(die_area_mm2, slots_per_year, false),
    GROWN(slots, slots_per_year, false),
};
enum { N_FIELDS = sizeof fields / sizeof fields[0] };

static double *field_of(struct bo_chip *chip, uint32_t f)
{
    return (double *)(void *)((char *)chip + fields[f].of);
}

static bool is_stated(const struct bo_chip *chip, uint32_t f)
{
    const double *value = (const double *)(const void *)((const char *)chip + fields[f].of);
    return (chip->derived & 1u << f) == 0 && !isnan(*value);
}

/* The nearest chip down the line that says it; BO_NO_ROW when none does. */
static uint32_t source_of(const struct bo_param *param, uint32_t row, uint32_t f)
{
    uint32_t at = param->chip[row].continues;
    for (uint32_t steps = 0; at != BO_NO_ROW && steps < param->n[BO_TABLE_CHIPS]; steps++) {
        if (is_stated(&param->chip[at], f)) {
            return at;
        }
        at = param->chip[at].continues;
    }
    return BO_NO_ROW;
}

static double rate_of(const struct bo_param *param, const struct bo_chip *chip, uint32_t f)
{
    if (param->n[BO_TABLE_CHIP_MARKET] == 0) {
        return 0.0;
    }
    const char *roadmap = (const char *)&param->chip_market->roadmap;
    double rate = *(const double *)(const void *)(roadmap + fields[f].rate);
    uint32_t vendor = bo_trade_maker(param, chip);
    return fields[f].paced && vendor != BO_NO_ROW ? rate * param->vendor[vendor].roadmap_ratio
                                                  : rate;
}

static int32_t announced_launch(const struct bo_chip *chip)
{
    return chip->launch_day == BO_NEVER ? BO_NEVER : chip->launch_day - chip->slip_days;
}

/* A price is quoted on a day and drifts; what grows from chip to chip is the price at the launch. */
static double price_at_launch(const struct bo_param *param, const struct bo_chip *chip)
{
    if (param->n[BO_TABLE_CHIP_MARKET] == 0 || chip->price_day == BO_NEVER ||
        chip->launch_day == BO_NEVER) {
        return chip->price_usd;
    }
    double years = (double)(announced_launch(chip) - chip->price_day) / BO_DAYS_PER_YEAR;
    return chip->price_usd * bo_exp(param->chip_market->price_drift_per_year * years);
}

static void fill_numbers(struct bo_param *param, uint32_t row)
{
    struct bo_chip *chip = &param->chip[row];
    for (uint32_t f = 0; f < N_FIELDS; f++) {
        uint32_t source = is_stated(chip, f) ? BO_NO_ROW : source_of(param, row, f);
        if (source == BO_NO_ROW) {
            continue;
        }
        struct bo_chip *from = &param->chip[source];
        double years = (double)(announced_launch(chip) - announced_launch(from)) / BO_DAYS_PER_YEAR;
        double value = field_of(from, f) == &from->price_usd ? price_at_launch(param, from)
                                                             : *field_of(from, f);
        *field_of(chip, f) = value * bo_exp(rate_of(param, chip, f) * years);
        chip->derived |= 1u << f;
    }
}

static void slip(const struct bo_param *param, struct bo_chip *chip)
{
    if (param->n[BO_TABLE_CHIP_MARKET] > 0 && chip->launch_day != BO_NEVER) {
        int32_t days = (int32_t)param->chip_market->roadmap.slip_days;
        chip->launch_day += days - chip->slip_days;
        chip->volume_day += chip->volume_day != BO_NEVER ? days - chip->slip_days : 0;
        chip->slip_days = days;
    }
}

/* A later chip takes its place, some time after it is there; the first that does counts. */
static void end_sale(const struct bo_param *param, const struct bo_chip *chip)
{
    struct bo_chip *before = &param->chip[chip->continues];
    bool stated = before->end_of_sale_day != BO_NEVER && (before->derived & DERIVED_END) == 0;
    double overlap = param->n[BO_TABLE_CHIP_MARKET] > 0 ? param->chip_market->roadmap.overlap_days
                                                        : (double)INFINITY;
    if (!isfinite(overlap) || stated || chip->launch_day == BO_NEVER) {
        return;
    }
    int32_t end = chip->launch_day + (int32_t)overlap;
    bool first = (before->derived & DERIVED_END) == 0 || end < before->end_of_sale_day;
    before->end_of_sale_day = first ? end : before->end_of_sale_day;
    before->derived |= DERIVED_END;
}

void bo_roadmap_fill(struct bo_param *param)
{
    uint32_t n = param->n[BO_TABLE_CHIPS];
    for (uint32_t c = 0; c < n; c++) {
        struct bo_chip *chip = &param->chip[c];
        chip->end_of_sale_day = chip->derived & DERIVED_END ? BO_NEVER : chip->end_of_sale_day;
        chip->derived &= ~DERIVED_END;
        if (isnan(chip->slots) && chip->continues == BO_NO_ROW) {
            chip->slots = 1.0;
        }
    }
    for (uint32_t c = 0; c < n; c++) {
        if (param->chip[c].continues != BO_NO_ROW) {
            fill_numbers(param, c);
        }
    }
    for (uint32_t c = 0; c < n; c++) {
        if (param->chip[c].continues != BO_NO_ROW) {
            slip(param, &param->chip[c]);
            end_sale(param, &param->chip[c]);
        }
    }
}
