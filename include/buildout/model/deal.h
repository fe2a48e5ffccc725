/* buildout/model/deal.h - rounds, sales, offers and ends of labs, each decided at a close and done on its own date.
 *
 * A deal waits in the queue of the capital market until the agenda (events/funding.h) calls bo_capital_fund or
 * bo_capital_exit on its date. An investor may be a company of the model, in cash or in cloud credits; each such part is
 * a stake, for whoever keeps the books.
 *
 * Units:  USD, days of the run. Errors: none.
 */
#ifndef BUILDOUT_MODEL_DEAL_H
#define BUILDOUT_MODEL_DEAL_H

#include "buildout/model/lab.h"

enum bo_deal_kind { BO_DEAL_ROUND, BO_DEAL_EXIT };

struct bo_deal {
    enum bo_deal_kind kind;
    uint32_t lab; /* row of labs */
    double day;
    double usd;       /* the round, or the price */
    double value_usd; /* post-money; of a round */
    enum bo_lab_end end;
    uint32_t acquirer;
    const char *why;
    bool done;
};

/* What one investor put into one round. */
struct bo_stake {
    uint32_t lab;
    uint32_t investor; /* company, BO_NO_ROW for those outside the model */
    double day;
    double cash_usd, credits_usd;
    double post_money_usd;
};

/* What the lab's board does this month: sell, give up, raise money, or end. */
void bo_deal_decide(struct bo_world *world, struct bo_lab *lab, double day);
/* What staying near the frontier costs a year: nothing before there is a race for it. */
double bo_deal_stay_usd_per_year(const struct bo_world *world, const struct bo_lab *lab);
/* Who could pay this much for the lab; BO_NO_ROW when nobody can. Drawn among them, patrons first in weight. */
uint32_t bo_deal_acquirer(const struct bo_world *world, const struct bo_lab *lab, double usd);

#endif
