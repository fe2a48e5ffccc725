/* buildout/model/debt.h - what a company or a landlord owes to lenders, and at what rate.
 *
 * Each has one coupon, the mean rate of all that it owes: what is borrowed comes in at the rate of its day, by amount, and
 * what falls due and is borrowed anew moves to the rate of that day. What is repaid had the mean rate. finance.debt_floats: all
 * bears the rate of the day. A landlord borrows on its halls, at the base rate alone.
 *
 * Units:  USD; rates a year. Errors: none.
 * Source: corporate bond spreads by leverage; judgement.
 */
#ifndef BUILDOUT_MODEL_DEBT_H
#define BUILDOUT_MODEL_DEBT_H

#include "buildout/model/world.h"

double bo_debt_usd(const struct bo_world *world, uint32_t party);
/* Of what is borrowed on this day: the base rate, and of a company more by leverage. Who owes and has no cash flow to pay
 * from pays most. */
double bo_debt_rate_per_year(const struct bo_world *world, uint32_t party, double day);
/* Of new credit that lenders would give, what they do on this day: 1 but where finance.credit_shut_frac says otherwise. */
double bo_debt_open_frac(const struct bo_world *world, double day);
/* Whether a company's cash flow of a year covers its interest as often as finance.cover_least_ratio wants. */
bool bo_debt_is_covered(const struct bo_world *world, uint32_t company, double day);
/* The coupon of what is owed at the opening: as reported, else as is usual (finance.opening_rate_per_year), else the rate of
 * the day. What-ifs on the base rate change it in neither of the first cases. */
void bo_debt_open(struct bo_world *world, uint32_t party);
/* This much is borrowed now: call it before it is posted. */
void bo_debt_take(struct bo_world *world, uint32_t party, double usd);
/* This part of its debt falls due now and is borrowed anew. */
void bo_debt_roll_over(struct bo_world *world, uint32_t party, double part_frac);
double bo_debt_coupon_per_year(const struct bo_world *world, uint32_t party, double day);
double bo_debt_interest_usd_per_year(const struct bo_world *world, uint32_t party, double day);

#endif
