/* buildout/report/headlines.h - the few variables that tell when a variant differs from the base, year by year.
 *
 * A terminal and a page show the same ones, by the same rule of what is left out: what is the same in every pair, and of
 * the world what would be counted twice. In order of weight: the last go first when there is no room.
 *
 * Owner:  lists live in the arena given. Errors: BO_ESTORE from the results.
 */
#ifndef BUILDOUT_REPORT_HEADLINES_H
#define BUILDOUT_REPORT_HEADLINES_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/store/read.h"
#include "buildout/store/variants.h"

enum { BO_HEADLINES_MAX = 19 };

struct bo_headline {
    const char *variable;
    const char *title;              /* as the page calls it: "Capital expenditure" */
    const char *brief;              /* for the narrow columns of a terminal: "Capex" */
    struct bo_difference_list list; /* not empty */
};

struct bo_headlines {
    uint32_t n;
    struct bo_headline headline[BO_HEADLINES_MAX];
    int32_t first_year, last_year; /* of all of them */
};
/* entity: the world, a company, a vendor, a market, a country, or a region, of which it is what the world has there;
 * of a name that a region and a country have it is the region, if anything differs there. */
int bo_headlines_read(struct bo_results *results, const char *variant, const char *entity,
                      struct bo_arena *arena, struct bo_headlines *out, struct bo_err *err);

#endif
