/* buildout/model/site_option.h - land, a place in the grid's queue, a shell: held before anybody decides on a site.
 *
 * A board may hold, ahead of its sites, land with its permit, a place in the grid's queue on such land, or a shell with
 * such a place. An option is a project that stops there: it takes the time, the crews and the turn in the queue that a
 * site takes, costs what of it is done, and its carry from then on. A site that is begun on it has that behind it. Who
 * holds more than its board wants offers the oldest: another company whose site would wait longer takes it over, at what
 * was paid for it and a part of what the time saved is worth; a shell that nobody takes is let, other options are given up.
 *
 * Units:  MW of critical IT, USD, days since the start of the run.
 * Errors: none.
 * Source: real options on land and power (Titman 1985, "Urban land prices under uncertainty", AER 75); research on
 *         powered land.
 */
#ifndef BUILDOUT_MODEL_SITE_OPTION_H
#define BUILDOUT_MODEL_SITE_OPTION_H

#include "buildout/model/milestone.h"
#include "buildout/model/world.h"

/* ---- use ---- */

/* The option on which a board would best begin its next site in a region: of its own, wherever they are, the one that
 * saves most time; else one on offer there that saves some. At most twice wanted_mw large. BO_NO_ROW: none. */
uint32_t bo_site_option_find(const struct bo_world *world, uint32_t company, uint32_t region,
                             double wanted_mw, double day);
/* Begins a site of the company on it, and pays its holder first if that is another; key and ordinal are the site's. */
void bo_site_option_begin_site(struct bo_world *world, uint32_t option, uint32_t company,
                               const struct bo_project_order *site);
/* Days that a site begun on it would open sooner than one that is begun there with nothing, as quoted now. */
double bo_site_option_saves_days(const struct bo_world *world, const struct bo_project *option);
/* What it would go at today, USD. */
double bo_site_option_price_usd(const struct bo_world *world, const struct bo_project *option);

/* ---- holding ---- */

/* A month of carry, and the rent of shells that are let: call before the companies' books. */
void bo_site_option_close(struct bo_world *world);
/* Books them; returns the carry, and adds the rent to the month's revenue. */
double bo_site_option_book(struct bo_world *world, uint32_t company);
/* What land that a landlord holds prepared costs a month. */
double bo_site_option_bank_carry_usd(const struct bo_world *world, uint32_t region);
/* After a board has started its sites: takes options that it wants, offers those that it does not, lets or gives up what
 * has been on offer too long. */
void bo_site_option_plan(struct bo_world *world, uint32_t company, double day);

#endif
