#include "buildout/model/ai_books.h"

#include <math.h>

#include "buildout/model/ai.h"
#include "buildout/model/lab_books.h"

/* ---- GPU-hours ---- */

/* Cloud credits first, each giver's own; the rest in cash. Returns what the clearing has received. */
static bo_money pay_rent(struct bo_world *world, uint32_t company)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_money rent = bo_money_from_usd(world->ai_economy->company[company].leasing_cost_usd);
    if (rent == 0) {
        return 0;
    }
    bo_money in_credits = 0;
    for (uint32_t giver = 0; giver < world->n_companies; giver++) {
        bo_money used = bo_lab_books_use_credits(world, company, giver, rent - in_credits);
        if (used == 0) {
            continue;
        }
        bo_ledger_post(ledger, company, BO_EQUITY, BO_RECEIVABLE, BO_COMPUTE_RENT, used);
        bo_ledger_pay_sector(ledger, giver, BO_DEFERRED_REVENUE, BO_CLOUD_CREDITS, BO_CLEARING,
                             used);
        world->company[giver].credits_honoured_usd += bo_money_usd(used);
        in_credits += used;
    }
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_COMPUTE_RENT, BO_CLEARING,
                         rent - in_credits);
    return rent;
}

/* Of what companies pay, each lessor's part: rounded along the sum, so that the parts add up to the cent. */
static bo_money pay_lessors(struct bo_world *world, enum bo_market market)
{
    struct bo_ledger *ledger = &world->ledger;
    double sum = 0.0;
    bo_money paid = 0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        const struct bo_ai_company *ai = &world->ai_economy->company[i];
        if (ai->market != market || !(ai->leasing_revenue_usd > 0.0)) {
            continue;
        }
        sum += ai->intra_leasing_usd;
        bo_money part = bo_money_from_usd(sum) - paid;
        bo_money all = bo_money_from_usd(ai->leasing_revenue_usd);
        bo_ledger_pay_sector(ledger, i, BO_EQUITY, BO_REVENUE_LEASING, BO_CLEARING, -part);
        bo_ledger_pay_sector(ledger, i, BO_EQUITY, BO_REVENUE_LEASING, BO_CUSTOMERS, part - all);
        paid += part;
    }
    return paid;
}

void bo_ai_books_settle(struct bo_world *world)
{
    if (world->ai_economy == NULL) {
        return;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        world->company[i].credits_honoured_usd = 0.0;
    }
    for (int m = 0; m < BO_N_MARKETS; m++) {
        bo_money received = 0;
        for (uint32_t i = 0; i < world->n_companies; i++) {
            if ((int)world->ai_economy->company[i].market == m) {
                received += pay_rent(world, i);
            }
        }
        bo_money rest = received - pay_lessors(world, (enum bo_market)m);
        uint32_t clearing = world->ledger.first_sector + BO_CLEARING;
        bo_ledger_pay_sector(&world->ledger, clearing, BO_EQUITY, BO_COMPUTE_RENT, BO_SUPPLIERS,
                             rest);
    }
}

/* ---- what customers pay ---- */

static void sell(struct bo_world *world, uint32_t company, enum bo_category category, double usd)
{
    bo_ledger_pay_sector(&world->ledger, company, BO_EQUITY, category, BO_CUSTOMERS,
                         -bo_money_from_usd(usd));
}

struct bo_ai_revenue bo_ai_books_revenue(struct bo_world *world, uint32_t company)
{
    if (world->ai_economy == NULL) {
        return (struct bo_ai_revenue){.product_usd = 0.0};
    }
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    sell(world, company, BO_REVENUE_AI, ai->product_revenue_usd);
    sell(world, company, BO_REVENUE_CLOUD_AI, ai->cloud_ai_revenue_usd);
    sell(world, company, BO_REVENUE_UPLIFT, ai->uplift_revenue_usd);
    return (struct bo_ai_revenue){.product_usd = ai->product_revenue_usd,
                                  .cloud_ai_usd = ai->cloud_ai_revenue_usd,
                                  .uplift_usd = ai->uplift_revenue_usd,
                                  .leasing_usd = ai->leasing_revenue_usd};
}
