/* buildout/model/load.h - what energised megawatts draw: a ramp of two to three years, then a load factor.
 *
 * Units:  MW of IT; energy in MWh of electricity, PUE included. Errors: none.
 */
#ifndef BUILDOUT_MODEL_LOAD_H
#define BUILDOUT_MODEL_LOAD_H

#include "buildout/model/world.h"

/* An opening stock, fully ramped. */
void bo_load_open(struct bo_world *world, uint32_t company, uint32_t region, double owned_mw,
                  double leased_mw);
/* PUE of halls of the region opened on a day. */
double bo_load_pue_new(const struct bo_world *world, const struct bo_region *region, double day);
void bo_load_energise(struct bo_world *world, const struct bo_project *project, double mw);
/* One month of ramping; call once a close. */
void bo_load_close(struct bo_world *world);
/* Electricity of a month, MWh. */
double bo_load_energy_mwh(const struct bo_world *world, uint32_t company, uint32_t region,
                          double days);
/* Draws the year's luck of power prices. */
void bo_load_begin_year(struct bo_world *world, int32_t year);
double bo_load_power_price(const struct bo_world *world, uint32_t region, double day);
double bo_load_emission_kg_per_kwh(const struct bo_world *world, uint32_t region, double day);

#endif
