/* buildout/model/rental.h - GPU-hours let and rented, and how each owner splits its fleet.
 *
 * A lessor gives its contract part first; then its users and its own training take what they need, in this order; of what is left a
 * part is offered by the hour. Labs rent for their budgets, others by a demand that falls with the price. The price on
 * demand moves to the one that clears the market, up as well as down; contracts follow, spot lies below. Of what labs rent
 * a part is theirs to pay for a term at what it cost at its signing, used or not, for as many hours as that buys today; who
 * ends breaks that, and the hours are let anew at the price of the day. At every close
 * what is used is what there is: racked and rented in = training + serving + let + idle.
 *
 * Units:  H100e, USD per H100-hour. Fields of model/ai.h under rental.c.
 * Errors: none. Source: prototypes B12.
 */
#ifndef BUILDOUT_MODEL_RENTAL_H
#define BUILDOUT_MODEL_RENTAL_H

#include "buildout/model/ai.h"
#include "buildout/model/world.h"

struct bo_rental;

/* Leaves world->rental NULL when the scenario has no rental market or no AI economy. */
void bo_rental_open(struct bo_world *world);
/* One month of a market of `hours`; reads fleets, needs and budgets, writes uses, revenues and prices. */
void bo_rental_close(struct bo_world *world, double day);

/* What a company has let under contract and not yet served, USD: contracts end at random, one term long on average. */
double bo_rental_signed_usd(const struct bo_world *world, uint32_t company);
/* USD of an H100-hour under contract, for a renter that spends in both markets as those of its market do. 0: not known. */
double bo_rental_contract_usd_per_h(const struct bo_world *world, uint32_t company);

/* The price at which what is wanted equals what is offered: budget_usd_per_h / p + sum of h100e x (p / p0)^-elasticity =
 * supply. supply > 0. */
struct bo_rental_others {
    double h100e; /* at reference_usd_per_h */
    double reference_usd_per_h;
    double elasticity;
};
struct bo_rental_balance {
    double supply_h100e;
    double budget_usd_per_h;
    struct bo_rental_others
        others[BO_N_MARKETS]; /* by where they are at home; the first has a reference */
};
double bo_rental_clearing_price(const struct bo_rental_balance *balance);
double bo_rental_demand(const struct bo_rental_balance *balance, double price_usd_per_h);

#endif
