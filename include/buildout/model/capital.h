/* buildout/model/capital.h - the capital market: boards' AI budgets, laboratories, investors.
 *
 * Called once a month after vendor, fleet, rental, capability and product have closed; writes the fields of the
 * blackboard (model/ai.h) that are capital's. The books are kept elsewhere: bo_capital_flows and the stakes say what to
 * post.
 *
 * Owner:  the arena of the world. Errors: none.
 */
#ifndef BUILDOUT_MODEL_CAPITAL_H
#define BUILDOUT_MODEL_CAPITAL_H

#include "buildout/model/ai_budget.h"
#include "buildout/model/deal.h"
#include "buildout/model/lab.h"
#include "buildout/model/revenue_gap.h"

struct bo_capital {
    uint32_t n_budgets, n_labs;
    struct bo_ai_budget *budget; /* [ai_budgets] */
    struct bo_lab *lab;          /* [labs] */
    uint32_t *lab_of;            /* [companies] row of labs, BO_NO_ROW */
    double *backlog_usd;         /* [companies] of cloud credits that labs hold */
    struct bo_revenue_gap gap;
    double opening_eci;         /* of the frontier, 0: no model yet */
    bool leader_known;          /* somebody has trained in this run */
    double leader_usd_per_year; /* training spending of the leader, as seen */
    double rounds_usd;          /* of about the last year: older ones are forgotten */
    uint32_t n_deals, deal_room;
    struct bo_deal *deal; /* in the order of decision */
    uint32_t n_stakes, stake_room;
    struct bo_stake *stake;           /* in the order of the rounds */
    uint32_t first_stake, last_stake; /* of the month that was closed last: [first, last) */
};

/* Nothing, and world->capital stays NULL, without capital.* or without an AI economy. */
void bo_capital_open(struct bo_world *world);
void bo_capital_close(struct bo_world *world, double day);

/* Deal number `deal` of the queue is done on this day. Done twice, or of a lab that has ended: nothing. */
void bo_capital_fund(struct bo_world *world, uint32_t deal, double day);
void bo_capital_exit(struct bo_world *world, uint32_t deal, double day);

/* What a lab's month moved, for the books; NULL for a company that is no lab. */
const struct bo_lab_flows *bo_capital_flows(const struct bo_world *world, uint32_t company);
/* Stakes taken in the month that was closed last, to be booked with it. */
const struct bo_stake *bo_capital_stakes(const struct bo_world *world, uint32_t *n_stakes);
/* What the strategy says of training at the frontier, or what the company's own habit is. */
bool bo_capital_wants_frontier(const struct bo_company *company, bool habit);
/* Whether the company lives on rounds: a lab that has not ended. */
bool bo_capital_is_lab(const struct bo_world *world, uint32_t company);
/* Whether the company was a lab that has been sold or liquidated. One with halls lives on, a subsidiary of its acquirer's that
 * sells what it sells as long as it has machines, or in its creditors' hands, who let its machines: it finishes what is under
 * way, but begins nothing more. */
bool bo_capital_ended(const struct bo_world *world, uint32_t company);
bool bo_capital_liquidated(const struct bo_world *world, uint32_t company);
/* Whether a party may begin a site that costs so much: a lab, only with enough in hand. */
bool bo_capital_can_begin(const struct bo_world *world, uint32_t party, double cost_usd);
/* Whose subsidiary the company is; BO_NO_ROW for none. */
uint32_t bo_capital_parent(const struct bo_world *world, uint32_t company);
/* What is left to decide of a strategy's for a company that has ended: no run, and no land, place or shell held; creditors
 * let every machine. */
void bo_capital_resign(struct bo_world *world, uint32_t company);

#endif
