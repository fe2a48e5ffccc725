/* buildout/model/siting.h - where a board puts a project, and how large it makes it.
 *
 * Units:  MW, days, USD. Errors: none.
 */
#ifndef BUILDOUT_MODEL_SITING_H
#define BUILDOUT_MODEL_SITING_H

#include "buildout/model/world.h"

/* Time that the permit of a site announced there on a day takes, over the world's. */
double bo_siting_permit_ratio(const struct bo_world *world, uint32_t region, double announced_day);
/* Permit, equipment or shell, and fit-out as quoted now, the grid apart. */
double bo_siting_build_days(const struct bo_world *world, uint32_t region);
/* Time to power of a new site in a region as quoted now. */
double bo_siting_time_to_power_days(const struct bo_world *world, uint32_t region);
/* Uncongested: permit, the longer of study and shell and equipment at the start, fit-out. */
double bo_siting_nominal_days(const struct bo_world *world);
/* Weighs the regions as they stand this month (world->siting), before any is chosen. */
void bo_siting_weigh(struct bo_world *world);
/* The region of a project with this key: by the company's own shares, or weight x (time / mean)^-a x (cost / mean)^-b x
 * (power / mean)^-c. */
uint32_t bo_siting_region(const struct bo_world *world, uint32_t company, uint64_t key);
/* MW of the next project: a drawn size, larger when the board starts more a year than it used to. */
double bo_siting_size_mw(const struct bo_world *world, uint32_t company, uint64_t key,
                         uint32_t region, double day);
double bo_siting_drawn_size_mw(const struct bo_world *world, uint64_t key, uint32_t region,
                               double day);

#endif
