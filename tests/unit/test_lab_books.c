/* Rounds, credits, exits and rents as they stand in the books, worked by hand. */
#include "books_world.h"

#include "buildout/model/finance.h"

/* Books of the lab at the end of the month. */
static void close_lab(struct books_world *b)
{
    struct bo_world *world = &b->w.world;
    if (world->company[LAB].alive) {
        (void)bo_lab_books_close(world, LAB, world->day);
    }
    books_audit(b);
    world->month++;
}

/* A round of 100 M USD at 500 post-money, all of it the giant's: 60 in cash and 40 in credits. */
static void fund(struct books_world *b, double day)
{
    struct bo_capital *capital = b->w.world.capital;
    BO_ARENA_ROOM(b->w.arena, capital->deal, capital->n_deals, capital->deal_room);
    capital->deal[capital->n_deals] = (struct bo_deal){.kind = BO_DEAL_ROUND,
                                                       .lab = 0,
                                                       .day = day,
                                                       .usd = 100.0 * MN,
                                                       .value_usd = 500.0 * MN,
                                                       .acquirer = BO_NO_ROW,
                                                       .why = "a test"};
    capital->n_deals++;
}

static void end_lab(struct books_world *b, double day, enum bo_lab_end end, uint32_t acquirer,
                    double usd)
{
    struct bo_capital *capital = b->w.world.capital;
    BO_ARENA_ROOM(b->w.arena, capital->deal, capital->n_deals, capital->deal_room);
    capital->deal[capital->n_deals] = (struct bo_deal){.kind = BO_DEAL_EXIT,
                                                       .lab = 0,
                                                       .day = day,
                                                       .usd = usd,
                                                       .end = end,
                                                       .acquirer = acquirer,
                                                       .why = "a test"};
    capital->n_deals++;
}

/* No staff, no rounds of its own, no exits: the lab does what the test says. */
static void quiet(struct books_world *b)
{
    b->w.patron[GIANT] = 1.0;
    b->w.capital.credit_share_frac = 0.4;
    b->w.capital.round_runway_days = 0.0;
    b->w.lab.exit_ratio = b->w.lab.give_up_ratio = b->w.lab.offer_ratio = 0.0;
    books_open(b);
}

static void a_round_is_a_stake_at_cost_and_equity(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    fund(b, 10.0);
    books_month(b);
    close_lab(b);
    assert_near(held_usd(b, GIANT, BO_STAKES), 100.0 * MN, 0.0);
    assert_near(held_usd(b, GIANT, BO_CASH), 100.0 * BN - 60.0 * MN, 0.0);
    assert_near(held_usd(b, GIANT, BO_DEFERRED_REVENUE), -40.0 * MN, 0.0);
    assert_near(held_usd(b, LAB, BO_CASH), 360.0 * MN, 0.0); /* 300 before */
    assert_near(held_usd(b, LAB, BO_RECEIVABLE), 40.0 * MN, 0.0);
    assert_near(bo_lab_books_holding(&b->w.world, 0, GIANT)->owned_frac, 0.2, 1e-12);
    assert_near(b->w.world.capital->lab[0].cash_usd, 360.0 * MN, 0.0);
}

/* A second round of a fifth: what was 0.2 becomes 0.16, and 0.2 more comes with it. */
static void later_rounds_dilute(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    fund(b, 10.0);
    fund(b, 20.0);
    books_month(b);
    assert_near(bo_lab_books_holding(&b->w.world, 0, GIANT)->owned_frac, 0.36, 1e-12);
}

/* 10 M USD of rent, all in credits: the giant honours them out of 40 deferred. As the only lessor it gets them back. */
static void credits_pay_rent_and_lower_deferred_revenue(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    fund(b, 10.0);
    books_month(b);
    close_lab(b);
    b->w.ai[LAB].leasing_cost_usd = 10.0 * MN;
    b->w.ai[GIANT].leasing_revenue_usd = 15.0 * MN;
    b->w.ai[GIANT].intra_leasing_usd = 10.0 * MN;
    double lab_before = held_usd(b, LAB, BO_CASH), giant_before = held_usd(b, GIANT, BO_CASH);
    books_month(b);
    close_lab(b);
    assert_near(held_usd(b, GIANT, BO_DEFERRED_REVENUE), -30.0 * MN, 0.0);
    assert_near(held_usd(b, LAB, BO_RECEIVABLE), 30.0 * MN, 0.0);
    assert_near(held_usd(b, GIANT, BO_CASH) - giant_before, 5.0 * MN, 0.0); /* of others */
    assert_near(b->w.company[GIANT].credits_honoured_usd, 10.0 * MN, 0.0);
    assert_near(held_usd(b, LAB, BO_CASH) - lab_before, b->w.ai[LAB].leasing_revenue_usd, 1e-12);
    assert_near(-bo_money_usd(b->w.world.ledger.month[GIANT][BO_REVENUE_LEASING]), 15.0 * MN, 0.0);
}

/* The giant buys the lab of which it holds a fifth for 400 M USD: 320 to others, goodwill of 400, and a loss of
 * 100 - 80 on its stake. 360 of cash are left, a fifth of them the giant's: 72; so the stake ends with a gain of 52. Its
 * 40 of credits are claimed by nobody. */
static void an_acquirer_pays_the_owners_and_the_books_are_closed(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    fund(b, 10.0);
    books_month(b);
    close_lab(b);
    double before = held_usd(b, GIANT, BO_CASH);
    end_lab(b, 40.0, BO_LAB_BOUGHT, GIANT, 400.0 * MN);
    books_month(b);
    close_lab(b);
    assert_near(held_usd(b, GIANT, BO_GOODWILL), 400.0 * MN, 0.0);
    assert_near(held_usd(b, GIANT, BO_CASH) - before, -320.0 * MN + 72.0 * MN, 0.0);
    assert_int_equal(held(b, GIANT, BO_STAKES), 0);
    assert_int_equal(held(b, GIANT, BO_DEFERRED_REVENUE), 0);
    assert_near(b->w.company[GIANT].stake_gain_usd, (80.0 + 72.0 - 100.0 + 40.0) * MN, 0.0);
    for (int a = 0; a < BO_N_ACCOUNTS; a++) {
        assert_int_equal(held(b, LAB, (enum bo_account)a), 0);
    }
    assert_false(b->w.company[LAB].alive);
    assert_true(b->w.company[LAB].ended);
}

/* It owes 150 M USD that its cash does not pay: of a price of 400 these go to its lenders, and 250 to owners, 50 of them the
 * giant's own. */
static void lenders_come_before_owners_of_what_is_sold(void **state)
{
    struct books_world *b = *state;
    struct bo_ledger *ledger = &b->w.world.ledger;
    quiet(b);
    fund(b, 10.0);
    books_month(b);
    close_lab(b);
    bo_ledger_pay_sector(ledger, LAB, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(150.0 * MN));
    bo_ledger_pay_sector(ledger, LAB, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         ledger->balance[LAB][BO_CASH]);
    b->w.world.capital->lab[0].cash_usd = 0.0;
    double before = held_usd(b, GIANT, BO_CASH);
    bo_money lenders = ledger->balance[ledger->first_sector + BO_LENDERS][BO_CASH];
    end_lab(b, 40.0, BO_LAB_BOUGHT, GIANT, 400.0 * MN);
    books_month(b);
    close_lab(b);
    assert_near(held_usd(b, GIANT, BO_CASH) - before, -(150.0 + 200.0) * MN, 0.0);
    assert_near(bo_money_usd(ledger->balance[ledger->first_sector + BO_LENDERS][BO_CASH] - lenders),
                150.0 * MN, 0.0);
    assert_near(b->w.company[LAB].credit_loss_usd, 0.0, 0.0);
    assert_int_equal(held(b, LAB, BO_DEBT), 0);
    books_audit(b);
}

/* It has halls, and owes 500 M USD: from now on the giant owes them, beside the 400 that it pays. */
static void a_lab_with_halls_becomes_a_subsidiary_whose_debt_is_its_parents(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    b->w.lab.owns_buildings = true;
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         bo_money_from_usd(800.0 * MN));
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(500.0 * MN));
    end_lab(b, 10.0, BO_LAB_BOUGHT, GIANT, 400.0 * MN);
    double owed = held_usd(b, GIANT, BO_DEBT);
    books_month(b);
    assert_true(b->w.company[LAB].alive);
    assert_int_equal(bo_capital_parent(&b->w.world, LAB), GIANT);
    assert_int_equal(held(b, LAB, BO_DEBT), 0);
    assert_near(held_usd(b, GIANT, BO_DEBT) - owed, -500.0 * MN, 0.0);
    assert_near(held_usd(b, GIANT, BO_GOODWILL), 900.0 * MN, 0.0);
    books_audit(b);
}

/* A loan of 500 M USD at 12 %, eight years long: 5 a month of interest, and an eighth a year is paid back while there is cash. */
static void a_loan_of_a_lab_bears_its_coupon_and_falls_due(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    b->w.finance.debt_maturity_days = 8.0 * BO_DAYS_PER_YEAR;
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(500.0 * MN));
    b->w.company[LAB].coupon_per_year = 0.12;
    b->w.world.capital->lab[0].cash_usd += 500.0 * MN;
    books_month(b);
    close_lab(b);
    assert_near(b->w.company[LAB].interest_usd, 5.0 * MN, 1e-9);
    assert_near(bo_money_usd(b->w.world.ledger.month[LAB][BO_INTEREST]), 5.0 * MN, 1e-9);
    assert_near(held_usd(b, LAB, BO_DEBT), -500.0 * MN * (1.0 - 1.0 / 96.0), 1e-8);
    assert_near(b->w.company[LAB].coupon_per_year, 0.12, 1e-12); /* all that was due is paid */
    b->w.world.capital->lab[0].cash_usd = 0.0;
    books_month(b);
    close_lab(b);
    assert_near(held_usd(b, LAB, BO_DEBT), -500.0 * MN * (1.0 - 1.0 / 96.0), 1e-8);
    assert_near(b->w.company[LAB].coupon_per_year, 0.12 * 95.0 / 96.0, 1e-9); /* at 0 % anew */
}

/* A line of 50 M USD, of which the ledger has `lacks` cents less: with 300 in hand and no cushion it all goes back at once. */
static void repay_a_line(struct books_world *b, bo_money lacks)
{
    quiet(b);
    b->w.finance.debt_maturity_days = 8.0 * BO_DAYS_PER_YEAR;
    b->w.capital.line_cushion_days = 0.0;
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         lacks - bo_money_from_usd(50.0 * MN));
    b->w.world.capital->lab[0].line_drawn_usd = 50.0 * MN;
    books_month(b);
    close_lab(b);
}

/* No 96th of it is taken for a loan that falls due. */
static void a_line_is_repaid_once(void **state)
{
    struct books_world *b = *state;
    repay_a_line(b, 0);
    assert_near(b->w.company[LAB].funding.month, 0.0, 0.0); /* what is repaid is no less funding */
    assert_near(b->w.world.capital->lab[0].line_drawn_usd, 0.0, 0.0);
    assert_near(b->w.world.capital->lab[0].month.term_repaid_usd, 0.0, 0.0);
    assert_int_equal(held(b, LAB, BO_DEBT), 0);
}

static void nobody_repays_a_cent_more_than_it_owes(void **state)
{
    struct books_world *b = *state;
    repay_a_line(b, 1);
    assert_int_equal(held(b, LAB, BO_DEBT), 0);
}

/* It has halls in the books at 400 M USD, owes 500 and has 300 of cash: half of 400 is worth 200, which its lenders have for the
 * rest of what it owes; owners get nothing. With 150 in halls, they lose 125. */
static void lenders_of_a_lab_with_halls_have_them_and_lose_the_rest(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    b->w.lab.owns_buildings = true;
    b->w.capital.liquidation_frac = 0.5;
    b->w.finance.debt_maturity_days = 8.0 * BO_DAYS_PER_YEAR;
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(500.0 * MN));
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_PLANT_SITES, BO_CAPEX_SITES, BO_BUILDERS,
                         bo_money_from_usd(500.0 * MN));
    bo_ledger_post(&b->w.world.ledger, LAB, BO_EQUITY, BO_PLANT_SITES, BO_DEPRECIATION,
                   bo_money_from_usd(350.0 * MN));
    end_lab(b, 10.0, BO_LAB_LIQUIDATED, BO_NO_ROW, 0.0);
    books_month(b);
    assert_true(bo_capital_liquidated(&b->w.world, LAB));
    assert_int_equal(held(b, LAB, BO_DEBT), 0);
    assert_near(held_usd(b, LAB, BO_CASH), 0.0, 0.0); /* 300 to its lenders, nothing to owners */
    assert_near(bo_money_usd(b->w.world.ledger.month[LAB][BO_WRITE_OFF]), 125.0 * MN, 1e-9);
    assert_near(bo_money_usd(b->w.world.ledger.month[LAB][BO_PAYOUT]), 0.0, 0.0);
    books_audit(b);
}

/* Cash of 360 M USD, a line of 50 drawn: 310 to owners, 62 of them the giant's, who loses 38 of its 100. */
static void a_liquidation_pays_lenders_then_owners(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    fund(b, 10.0);
    books_month(b);
    close_lab(b);
    struct bo_lab *lab = &b->w.world.capital->lab[0];
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(50.0 * MN));
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         bo_money_from_usd(50.0 * MN));
    lab->line_drawn_usd = 50.0 * MN;
    double before = held_usd(b, GIANT, BO_CASH);
    end_lab(b, 40.0, BO_LAB_LIQUIDATED, BO_NO_ROW, 0.0);
    books_month(b);
    close_lab(b);
    assert_near(held_usd(b, GIANT, BO_CASH) - before, 62.0 * MN, 0.0);
    assert_near(b->w.company[GIANT].stake_gain_usd, (62.0 - 100.0 + 40.0) * MN, 0.0);
    assert_int_equal(held(b, LAB, BO_CASH), 0);
    assert_int_equal(held(b, LAB, BO_DEBT), 0);
}

/* Half a year of staff and rent beyond the cash: what is owed at the end is lent and lost, and no cent is missing. */
static void debts_that_nobody_can_pay_are_written_off(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    bo_ledger_pay_sector(&b->w.world.ledger, LAB, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         bo_money_from_usd(500.0 * MN));
    b->w.world.capital->lab[0].cash_usd = -200.0 * MN;
    end_lab(b, 10.0, BO_LAB_LIQUIDATED, BO_NO_ROW, 0.0);
    books_month(b);
    close_lab(b);
    for (int a = 0; a < BO_N_ACCOUNTS; a++) {
        assert_int_equal(held(b, LAB, (enum bo_account)a), 0);
    }
    assert_near(bo_money_usd(b->w.world.ledger.month[LAB][BO_WRITE_OFF]), -200.0 * MN, 0.0);
    assert_near(b->w.company[LAB].credit_loss_usd, 200.0 * MN, 0.0);
}

/* In December, and not before, a stake of 100 M USD in a fifth of what is now worth 200 is written down to 40. */
static void a_stake_is_written_down_once_a_year(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    fund(b, 10.0);
    for (int month = 1; month <= 12; month++) {
        b->w.lab.option_usd = 200.0 * MN;
        books_month(b);
        close_lab(b);
        assert_near(held_usd(b, GIANT, BO_STAKES), month < 12 ? 100.0 * MN : 40.0 * MN, 1e-9);
    }
    assert_near(b->w.company[GIANT].stake_gain_usd, -60.0 * MN, 1e-9);
}

/* What the capital market thinks the lab has and what the ledger shows: equal within a cent a posting, month by month, with
 * rounds, credits, a line, revenue, grants and interest. */
static void a_labs_cash_is_that_of_its_ledger(void **state)
{
    struct books_world *b = *state;
    b->w.patron[GIANT] = 0.5;
    b->w.capital.credit_share_frac = 0.5;
    b->w.capital.line_run_rate_usd = MN;
    b->w.capital.line_ratio = 0.5;
    b->w.capital.line_spread_per_year = 0.02;
    b->w.capital.line_cushion_days = 60.0;
    b->w.lab.staff_usd_per_year = 33.3333 * MN;
    b->w.lab.staff_research_ratio = 0.14;
    b->w.lab.revenue_cost_frac = 0.23;
    b->w.lab.exit_ratio = b->w.lab.give_up_ratio = b->w.lab.offer_ratio = 0.0;
    books_open(b);
    uint32_t rounds = 0;
    for (int month = 1; month <= MONTHS - 1; month++) {
        rent_as_planned(&b->w);
        b->w.ai[LAB].product_revenue_usd = 123456.789 * month;
        b->w.lab.option_usd *= 1.12;
        books_month(b);
        double thought = b->w.world.capital->lab[0].cash_usd;
        (void)bo_lab_books_close(&b->w.world, LAB, b->w.world.day);
        books_audit(b);
        assert_true(fabs(held_usd(b, LAB, BO_CASH) - thought) < 0.2); /* 20 postings */
        assert_near(b->w.world.capital->lab[0].cash_usd, held_usd(b, LAB, BO_CASH), 0.0);
        rounds = b->w.world.capital->lab[0].n_rounds;
        b->w.world.month++;
    }
    assert_true(rounds >= 2);
    assert_true(held(b, GIANT, BO_STAKES) > 0);
}

/* Two lessors, one renter that pays 100.01 USD; 40 of it go to lessors outside. A third of the rest is one's, two thirds the
 * other's: 20.00 and 40.01, in which the sum is exact. */
static void companies_rent_from_each_other_to_the_cent(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    b->w.ai[POOR].leasing_cost_usd = 100.01;
    b->w.ai[GIANT].leasing_revenue_usd = 20.0033333;
    b->w.ai[GIANT].intra_leasing_usd = 20.0033333;
    b->w.ai[LAB].leasing_revenue_usd = 50.0066667;
    b->w.ai[LAB].intra_leasing_usd = 40.0066667;
    bo_ledger_begin_month(&b->w.world.ledger);
    bo_ai_books_settle(&b->w.world);
    books_audit(b);
    const struct bo_ledger *ledger = &b->w.world.ledger;
    assert_int_equal(ledger->month[POOR][BO_COMPUTE_RENT], 10001);
    assert_int_equal(ledger->month[GIANT][BO_REVENUE_LEASING], -2000);
    assert_int_equal(ledger->month[LAB][BO_REVENUE_LEASING], -5001); /* 4,001 and 1,000 */
    assert_int_equal(ledger->month[ledger->first_sector + BO_SUPPLIERS][BO_COMPUTE_RENT], -4000);
    assert_int_equal(ledger->month[ledger->first_sector + BO_CUSTOMERS][BO_REVENUE_LEASING], 1000);
}

static void without_an_ai_economy_nothing_is_settled(void **state)
{
    struct books_world *b = *state;
    quiet(b);
    b->w.world.ai_economy = NULL;
    b->w.ai[POOR].leasing_cost_usd = 100.0;
    bo_ai_books_settle(&b->w.world);
    assert_near(held_usd(b, POOR, BO_CASH), BN, 0.0);
}

/* Books write off in five years; what is scrapped after three cannot be worth anything in the fourth. */
static void books_keep_no_system_longer_than_it_serves(void **state)
{
    struct books_world *b = *state;
    struct bo_fleet_param fleet = {.service_life_days = 3.0 * BO_DAYS_PER_YEAR};
    assert_near(bo_finance_ai_life_days(&b->w.world, 0.0), 5.0 * BO_DAYS_PER_YEAR, 0.0);
    b->w.param.fleet = &fleet;
    b->w.param.n[BO_TABLE_FLEET] = 1;
    assert_near(bo_finance_ai_life_days(&b->w.world, 0.0), 3.0 * BO_DAYS_PER_YEAR, 0.0);
    fleet.service_life_days = 12.0 * BO_DAYS_PER_YEAR;
    assert_near(bo_finance_ai_life_days(&b->w.world, 0.0), 5.0 * BO_DAYS_PER_YEAR, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOKS_TEST(books_keep_no_system_longer_than_it_serves),
        BOOKS_TEST(a_round_is_a_stake_at_cost_and_equity),
        BOOKS_TEST(later_rounds_dilute),
        BOOKS_TEST(credits_pay_rent_and_lower_deferred_revenue),
        BOOKS_TEST(an_acquirer_pays_the_owners_and_the_books_are_closed),
        BOOKS_TEST(lenders_come_before_owners_of_what_is_sold),
        BOOKS_TEST(a_lab_with_halls_becomes_a_subsidiary_whose_debt_is_its_parents),
        BOOKS_TEST(a_loan_of_a_lab_bears_its_coupon_and_falls_due),
        BOOKS_TEST(a_line_is_repaid_once),
        BOOKS_TEST(nobody_repays_a_cent_more_than_it_owes),
        BOOKS_TEST(lenders_of_a_lab_with_halls_have_them_and_lose_the_rest),
        BOOKS_TEST(a_liquidation_pays_lenders_then_owners),
        BOOKS_TEST(debts_that_nobody_can_pay_are_written_off),
        BOOKS_TEST(a_stake_is_written_down_once_a_year),
        BOOKS_TEST(a_labs_cash_is_that_of_its_ledger),
        BOOKS_TEST(companies_rent_from_each_other_to_the_cent),
        BOOKS_TEST(without_an_ai_economy_nothing_is_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
