/* buildout/base/units.h - the table of units, and quantities written as text.
 *
 * A unit has a dimension and a factor to that dimension's canonical unit, which is what structs hold. Scenario texts
 * such as "120 MW", "14 months", "2.85 USD/h", "35 %", "USD 14 B" or "RMB 5.1 bn" are read here and nowhere else.
 *
 * Units:  canonical: day (durations), MW, MWh, USD, USD/MW, USD/kW-month, USD/MWh, USD/h, fraction, 1/year, ...
 *         A duration month is 365.25/12 days.
 * Errors: BO_ESCENARIO with a text that names what was expected and shows an example.
 */
#ifndef BUILDOUT_BASE_UNITS_H
#define BUILDOUT_BASE_UNITS_H

#include <stdint.h>

#include "buildout/base/err.h"

enum bo_dimension {
    BO_DIM_NUMBER,          /* counts, ratios, elasticities */
    BO_DIM_FRACTION,        /* "35 %" is 0.35 */
    BO_DIM_DURATION,        /* days */
    BO_DIM_RATE,            /* 1/year; "5 %/yr" is 0.05 */
    BO_DIM_POWER,           /* MW */
    BO_DIM_POWER_RATE,      /* MW/year */
    BO_DIM_ENERGY,          /* MWh */
    BO_DIM_MONEY,           /* USD; currencies convert by the caller */
    BO_DIM_MONEY_PER_POWER, /* USD/MW */
    BO_DIM_RENT,            /* USD/kW-month */
    BO_DIM_POWER_PRICE,     /* USD/MWh */
    BO_DIM_HOURLY_PRICE,    /* USD/h */
    BO_DIM_INTENSITY,       /* kgCO2e/kWh */
    BO_DIM_COUNT_PER_POWER, /* 1/MW: workers per MW, MVA per MW */
    BO_DIM_BANDWIDTH,       /* GB/s */
    BO_DIM_MEMORY,          /* GB */
    BO_DIM_COMPUTE,         /* FLOP */
    BO_DIM_COMPUTE_RATE,    /* FLOP/s */
    BO_N_DIMENSIONS
};

struct bo_unit {
    const char *name;
    enum bo_dimension dimension;
    double to_canonical;
};

/* NULL when there is no such unit. */
const struct bo_unit *bo_unit_find(const char *name);

struct bo_quantity {
    double value;     /* canonical unit; for money: in currency, not yet converted */
    char currency[8]; /* "USD", "RMB", ... for money and prices, else "" */
};

/* "14 months" where unit is of the dimension expected; text without a unit is taken in `unit`. */
int bo_quantity_parse(const char *text, const struct bo_unit *unit, struct bo_quantity *out,
                      struct bo_err *err);

#endif
