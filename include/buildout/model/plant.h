/* buildout/model/plant.h - straight-line depreciation of many purchases at once.
 *
 * A pool keeps the monthly charge and a calendar of charges that end, so a purchase costs two entries whatever its
 * life, and the charges of each purchase add up to its cost, to the cent.
 *
 * Units:  bo_money; months count from the start of the run.
 * Owner:  the arena given. Errors: none.
 */
#ifndef BUILDOUT_MODEL_PLANT_H
#define BUILDOUT_MODEL_PLANT_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/money.h"

struct bo_plant {
    uint32_t n_months;
    uint32_t next;    /* month to be charged next */
    bo_money rate;    /* this month's charge */
    bo_money *change; /* [n_months + 1] change of the rate at the beginning of a month */
    bo_money *extra;  /* [n_months + 1] cents left over, charged in a purchase's last month */
};

void bo_plant_init(struct bo_plant *plant, struct bo_arena *arena, uint32_t n_months);
/* In use from `month`, which is not yet charged: the first charge is that of the month itself. life_months >= 1. */
void bo_plant_buy(struct bo_plant *plant, uint32_t month, bo_money cost, uint32_t life_months);
/* An opening stock of this net value whose ages are spread evenly over its life, in yearly vintages. */
void bo_plant_open(struct bo_plant *plant, bo_money net, uint32_t life_months);
/* Purchases before the start: as much every month over the last so many, each in use so long after it was bought. */
struct bo_plant_past {
    uint32_t bought_months, setup_months, life_months; /* 1 or more; any; 1 or more */
};
/* An opening stock of this net value that came of them. What is not in use yet is charged from when it is. */
void bo_plant_open_past(struct bo_plant *plant, bo_money net, const struct bo_plant_past *past);
/* Lives are judged anew: what is left to charge from `month` on is spread over more months, or over fewer, at least one. All that
 * ends must end within n_months. */
void bo_plant_stretch(struct bo_plant *plant, uint32_t month, int32_t more_months);
/* The charge of `month`; months are asked for in order, each at most once. */
bo_money bo_plant_charge(struct bo_plant *plant, uint32_t month);

#endif
