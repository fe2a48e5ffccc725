/* books_world.h - the world of capital_world.h with a ledger: a rich company, a poor one and a laboratory, without halls.
 *
 * A month is capital's close and then the books'. Numbers are round and stand for nothing.
 */
#ifndef BUILDOUT_TESTS_BOOKS_WORLD_H
#define BUILDOUT_TESTS_BOOKS_WORLD_H

#include "capital_world.h"

#include "buildout/model/ai_books.h"
#include "buildout/model/lab_books.h"
#include "buildout/model/lease.h"
#include "buildout/model/ledger.h"

struct books_world {
    struct capital_world w;
    struct bo_colocation_param colocation;
    struct bo_planning_param planning;
};

static inline bo_money held(const struct books_world *b, uint32_t party, enum bo_account account)
{
    return b->w.world.ledger.balance[party][account];
}

static inline double held_usd(const struct books_world *b, uint32_t party, enum bo_account account)
{
    return bo_money_usd(held(b, party, account));
}

static inline void give_cash(struct books_world *b, uint32_t party, double usd)
{
    bo_ledger_pay_sector(&b->w.world.ledger, party, BO_EQUITY, BO_OPENING, BO_SHAREHOLDERS,
                         -bo_money_from_usd(usd));
}

/* Opens everything; what a test is about it sets before. */
static inline void books_open(struct books_world *b)
{
    struct bo_world *world = &b->w.world;
    bo_capital_open(world);
    give_cash(b, LAB, b->w.company_param[LAB].cash_usd);
    give_cash(b, GIANT, 100.0 * BN);
    give_cash(b, POOR, BN);
    bo_ledger_begin_month(&world->ledger);
}

static inline int books_setup(void **state)
{
    static struct books_world b;
    b = (struct books_world){.colocation = {.lease_term_days = BO_DAYS_PER_YEAR}};
    start_capital(&b.w);
    b.planning.commitment_days = BO_DAYS_PER_YEAR;
    b.w.param.planning = &b.planning;
    b.w.param.colocation = &b.colocation;
    struct bo_world *world = &b.w.world;
    bo_ledger_init(&world->ledger, b.w.arena, N_COMPANIES, b.w.name, true);
    for (int c = 0; c < N_COMPANIES; c++) {
        struct bo_company *company = &b.w.company[c];
        b.w.company_param[c].currency = BO_NO_ROW;
        company->fx_start = company->fx_last = 1.0;
        bo_plant_init(&company->sites, b.w.arena, MONTHS);
        bo_plant_init(&company->servers, b.w.arena, MONTHS);
        bo_plant_init(&company->ai, b.w.arena, MONTHS);
        bo_plant_init(&company->other, b.w.arena, MONTHS);
    }
    bo_lease_open(world);
    static double ai_life_days = 5.0 * BO_DAYS_PER_YEAR;
    b.w.finance.life_ai_systems_days = constant_path(&ai_life_days, &b.w.day);
    *state = &b;
    return 0;
}

static inline int books_teardown(void **state)
{
    struct books_world *b = *state;
    bo_arena_free(b->w.arena);
    return 0;
}

static inline void books_audit(const struct books_world *b)
{
    struct bo_err err = {.status = BO_OK};
    if (bo_ledger_audit(&b->w.world.ledger, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(held(b, b->w.world.ledger.first_sector + BO_CLEARING, BO_CASH), 0);
}

/* Deals of the month on their dates, the capital market's close, then the books. */
static inline void books_month(struct books_world *b)
{
    struct bo_world *world = &b->w.world;
    double day = bo_world_month_end(world, world->month);
    bo_ledger_begin_month(&world->ledger);
    do_deals(&b->w, day);
    world->day = day;
    bo_capital_close(world, day);
    bo_lab_books_settle(world, day);
    bo_ai_books_settle(world);
}

#define BOOKS_TEST(test) cmocka_unit_test_setup_teardown(test, books_setup, books_teardown)

#endif
