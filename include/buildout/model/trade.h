/* buildout/model/trade.h - vendors' order books: what is ordered, made, allocated, let through, shipped and paid.
 *
 * Boards order at closes (trade_order.c): what their budgets buy, over a supply line that stretches with the quoted lead
 * time, more before a rule that they see coming; they cancel when the line is longer than they want. Vendors make chips
 * from package slots and memory, allocate them to orders by age, size and relation, and ship on dates of the agenda
 * (events/trade.h). Both gates judge on the shipping date; a change of the law judges all undelivered orders again.
 * Chips are paid for at delivery, into bo_ai_company.systems_paid_usd.
 *
 * Units:  whole chips, USD, days of the run, weeks where a name says so.
 * Owner:  the world's arena.
 * Errors: BO_ERUN from the audit.
 * Source: model.md 3 and 4; prototypes B2-B4.
 */
#ifndef BUILDOUT_MODEL_TRADE_H
#define BUILDOUT_MODEL_TRADE_H

#include "buildout/model/export_rule.h"
#include "buildout/model/world.h"

struct bo_trade;

/* Needs world->ai_economy and world->fleets; leaves world->trade NULL without vendors. */
void bo_trade_open(struct bo_world *world);
/* The month's deliveries are over: production for the next, quotes, prices, sales onto the blackboard. */
void bo_trade_close(struct bo_world *world, double day);
/* After boards: orders placed and cancelled for the next month. */
void bo_trade_order(struct bo_world *world, double day);
/* Made = shipped + in stock + written off; shipped = received + in transit + seized, of every chip. */
int bo_trade_audit(const struct bo_world *world, struct bo_err *err);

/* ---- on dates, called from events/trade.c ---- */
/* Next day on which something of the trade happens (shipment, arrival, licence, launch of a design-around) and its doing. */
bool bo_trade_next(const struct bo_world *world, double *day);
void bo_trade_happen(struct bo_world *world, double day);
/* The law has changed or an announcement was made on this day: undelivered orders are judged again. */
void bo_trade_law_changes(struct bo_world *world, double day);

/* ---- what others ask ---- */
/* The law of this run, suspensions drawn. */
const struct bo_regime *bo_trade_regime(const struct bo_world *world);

#endif
