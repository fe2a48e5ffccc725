/* buildout/model/grid.h - a region's grid: requests, those that are not meant, grants that grow late, the way around.
 *
 * A request whose study and works are done waits in its region's queue for the yearly grant of MW. Beside it wait
 * requests that nobody will build on: they lengthen what the utility quotes until they drop out, and those whose turn
 * comes before hold their grant idle until the utility takes it back. A grid answers a long queue with more grants,
 * years later. A project that would wait too long builds its own generation, where that is possible: sooner, at its
 * price and with its emissions.
 *
 * Units:  MW of critical IT, days.
 * Errors: none.
 */
#ifndef BUILDOUT_MODEL_GRID_H
#define BUILDOUT_MODEL_GRID_H

#include "buildout/model/world.h"

/* Whether landlords need grants as companies do: for halls that they let to others and for the land that they prepare. */
bool bo_grid_binds_landlords(const struct bo_world *world);
/* What a new request is told that it would wait: those that will drop out are counted too, as far as the utility does
 * not see through them; at most 20 years. */
double bo_grid_quote_days(const struct bo_world *world, const struct bo_region *region);
/* What makers of generation tell who orders today: what those before have ordered is made first, where their output is
 * limited. */
double bo_grid_on_site_quote_days(const struct bo_world *world);
bool bo_grid_on_site_is_limited(const struct bo_world *world);
/* Of projects that ask today, those that build their own generation: none while the wait is short or generation is no
 * sooner, then those that can, and of the rest more for every further wait as long. */
double bo_grid_around_frac(const struct bo_world *world, const struct bo_region *region);
/* From the announcement of a project to its power, by the grid or by the part of projects that go around it: once their
 * study is done by the quote alone; or, when they decide early, by study and quote, for who orders its generation then needs
 * no study. */
double bo_grid_power_days(const struct bo_world *world, const struct bo_region *region);
/* Whether a project that is announced orders its own generation at once: where projects decide early. */
bool bo_grid_go_around_early(struct bo_world *world, struct bo_project *project, double day);
/* Joins the queue; or returns true when it goes around, with the day on which its own power is there in the project. */
bool bo_grid_request(struct bo_world *world, uint32_t project, double day);
/* Something is granted beside what is taken back of idle grants: a stop leaves nothing else. */
bool bo_grid_grants_anew(const struct bo_world *world, const struct bo_region *region);
/* How long one that has joined the queue still waits at today's grants; infinite while nothing is granted. */
double bo_grid_place_days(const struct bo_region *region, const struct bo_project *project);
/* All requests, meant or not. */
double bo_grid_requests_mw(const struct bo_region *region);
/* Requests not meant and the grants that they hold at the start: what they would have come to at today's rates. */
void bo_grid_open(struct bo_world *world, struct bo_region *region);
/* The month's grants from now on. */
void bo_grid_close(struct bo_world *world, struct bo_region *region, double day);
/* The month's generation is delivered. */
void bo_grid_close_makers(struct bo_world *world, double day);

/* The part of what a company has energised in a region that has its own generation. */
double bo_grid_on_site_frac(const struct bo_estate *estate);
/* Of a steady load: what take or pay makes of the price, 1 and more. */
double bo_grid_least_price_ratio(const struct bo_world *world, const struct bo_region *region);
/* What a company pays for the month beside what it draws, where halls pay for a part of their full load, drawn or not. */
double bo_grid_undrawn_usd(const struct bo_world *world, uint32_t company, uint32_t region);
/* Price of a MWh and emission of a kWh to it there, own generation included. */
double bo_grid_power_price(const struct bo_world *world, uint32_t company, uint32_t region);
double bo_grid_emission_kg_per_kwh(const struct bo_world *world, uint32_t company, uint32_t region);

#endif
