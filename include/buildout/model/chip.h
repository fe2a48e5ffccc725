/* buildout/model/chip.h - accelerators as the law and their buyers see them.
 *
 * A chip is a row of the scenario's table `chips`. What is not known is NaN, never zero: a rule that asks for it
 * answers "unknown". A chip may be made for a rule (a compliant successor): then it launches only if that rule bites.
 *
 * Units:  TPP is the most of dense TOPS x bits over the formats; performance density is TPP per mm2 of applicable die
 *         area; bandwidths GB/s (interconnect: aggregate, both directions), HBM GB, power MW a chip, price USD a chip.
 * Owner:  the scenario's or the run's arena.
 * Source: 15 CFR part 774, ECCN 3A090 (TPP, performance density).
 */
#ifndef BUILDOUT_MODEL_CHIP_H
#define BUILDOUT_MODEL_CHIP_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/model/country.h"
#include "buildout/model/param.h"

#define BO_NEVER INT32_MAX /* a day that does not come */

struct bo_chip {
    struct bo_entry entry;
    const char *vendor;
    struct bo_country home; /* whose own it is: sold there it crosses no border */
    int32_t launch_day;     /* BO_NEVER: announced or rumoured only */
    int32_t end_of_sale_day;
    int32_t announced_day; /* from which buyers wait for it; BO_NEVER: nobody does */
    uint32_t designed_for; /* row of export_rules; BO_NO_ROW */
    uint32_t replaces;     /* row of chips whose place it takes where the rule bites; BO_NO_ROW */
    uint32_t lines_of;     /* row of chips on whose lines it is made; BO_NO_ROW: its own */
    int32_t
        volume_day; /* from which wafers of it are started in numbers, and orders taken; BO_NEVER: as long before
                            * its launch as its vendor takes to make it */
    uint32_t continues; /* row of chips whose line it goes on with, see roadmap.h; BO_NO_ROW */
    uint32_t derived;   /* bits of what the roadmap filled in */
    int32_t slip_days;  /* of its launch, later than announced */
    bool data_centre;   /* designed or marketed for data centres */
    double tpp;
    double die_area_mm2;
    double performance_density; /* NaN: TPP over die area */
    double interconnect_gb_per_s;
    double memory_bandwidth_gb_per_s;
    double hbm_gb;
    double dense_16_bit_tflops;
    double dense_8_bit_tops;
    double power_mw;
    double
        system_power_ratio; /* of its system over it; NaN: that of the one it continues, or of most */
    double price_usd;
    int32_t price_day; /* of that price; BO_NEVER: of the launch */
    double chips_per_server;
    double slots; /* of advanced packaging that one takes of its vendor's */
};

/* What rules ask of a chip. */
enum bo_chip_quantity {
    BO_CHIP_TPP,
    BO_CHIP_PERFORMANCE_DENSITY,
    BO_CHIP_INTERCONNECT,
    BO_CHIP_MEMORY_BANDWIDTH,
    BO_CHIP_TOTAL_BANDWIDTH, /* interconnect and memory together */
    BO_N_CHIP_QUANTITIES
};

struct bo_chip_quantity_info {
    const char *name; /* in conditions: "performance_density" */
    const char *unit; /* of base/units.h */
    const char *shown;
};
extern const struct bo_chip_quantity_info bo_chip_quantities[BO_N_CHIP_QUANTITIES];

/* NaN when it is not known. */
double bo_chip_quantity(const struct bo_chip *chip, enum bo_chip_quantity quantity);

/* Whether it is sold on a day, by its own dates. */
bool bo_chip_is_sold(const struct bo_chip *chip, int32_t day);

#endif
