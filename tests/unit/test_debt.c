/* What a company owes and at what rate, worked by hand on Alpha: debt of 10 B USD, operating cash flow of 30 B a year. */
#include "tiny_world.h"

#include "buildout/model/debt.h"
#include "buildout/model/finance.h"
#include "buildout/model/landlord.h"
#include "buildout/model/tenant_default.h"

#define BN 1e9
#define PRICED "finance.spread_per_leverage_per_year=0.006", "finance.leverage_priced_max=20.0"

/* Base rate of 4 %; a third of a turn of debt costs 0.2 points more. */
static void leverage_is_priced(void **state)
{
    (void)state;
    static const char *const set[] = {PRICED};
    struct tiny t;
    tiny_open(&t, 2, set);
    assert_near(bo_debt_usd(t.world, TINY_ALPHA), 10.0 * BN, 1e-12);
    assert_near(bo_debt_rate_per_year(t.world, TINY_ALPHA, 0.0), 0.04 + 0.006 / 3.0, 1e-12);
    assert_near(bo_debt_rate_per_year(t.world, TINY_BETA, 0.0), 0.04, 1e-12);
    t.world->company[TINY_ALPHA].ocf.ttm = 0.1 * BN; /* 100 turns: priced as 20 */
    assert_near(bo_debt_rate_per_year(t.world, TINY_ALPHA, 0.0), 0.16, 1e-12);
    tiny_close(&t);
}

static void who_has_no_cash_flow_to_pay_from_pays_most(void **state)
{
    (void)state;
    static const char *const set[] = {PRICED};
    struct tiny t;
    tiny_open(&t, 2, set);
    t.world->company[TINY_ALPHA].ocf.ttm = 0.0;
    assert_near(bo_debt_rate_per_year(t.world, TINY_ALPHA, 0.0), 0.16, 1e-12);
    t.world->company[TINY_ALPHA].ocf.ttm = -5.0 * BN;
    assert_near(bo_debt_rate_per_year(t.world, TINY_ALPHA, 0.0), 0.16, 1e-12);
    t.world->company[TINY_BETA].ocf.ttm = -5.0 * BN; /* but owes nothing */
    assert_near(bo_debt_rate_per_year(t.world, TINY_BETA, 0.0), 0.04, 1e-12);
    tiny_close(&t);
}

static void borrow(struct tiny *t, uint32_t company, double usd)
{
    bo_debt_take(t->world, company, usd);
    bo_ledger_pay_sector(&t->world->ledger, company, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(usd));
}

/* 4 % at the opening and 8 % from 2023 on. */
#define RISES \
    "finance.base_rate_per_year={points=((\"2022-01\",0.04),(\"2023-01\",0.08));shape=\"step\";}"
#define DEAR_DAY 400.0

static void each_part_of_a_debt_keeps_its_rate(void **state)
{
    (void)state;
    static const char *const set[] = {RISES};
    struct tiny t;
    tiny_open(&t, 1, set);
    const struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    assert_near(alpha->coupon_per_year, 0.04, 1e-12);
    t.world->day = DEAR_DAY;
    assert_near(bo_debt_interest_usd_per_year(t.world, TINY_ALPHA, DEAR_DAY), 0.4 * BN, 1e-12);
    borrow(&t, TINY_ALPHA, 5.0 * BN);
    assert_near(alpha->coupon_per_year, (10.0 * 0.04 + 5.0 * 0.08) / 15.0, 1e-12);
    assert_near(bo_debt_interest_usd_per_year(t.world, TINY_ALPHA, DEAR_DAY), 0.8 * BN, 1e-9);
    bo_debt_roll_over(t.world, TINY_ALPHA, 1.0);
    assert_near(alpha->coupon_per_year, 0.08, 1e-12);
    borrow(&t, TINY_BETA, 1.0 * BN); /* which owed nothing */
    assert_near(t.world->company[TINY_BETA].coupon_per_year, 0.08, 1e-12);
    tiny_close(&t);
}

/* What was reported holds before what is usual, and that before the rate of the day; a what-if on this one moves neither, nor
 * what cash the opening makes beside its earnings. */
static void the_opening_bears_the_interest_that_was_reported(void **state)
{
    (void)state;
    static const char *const usual[] = {"finance.base_rate_per_year=0.2",
                                        "finance.opening_rate_per_year=0.05"};
    static const char *const cheap[] = {"finance.base_rate_per_year=0.01",
                                        "finance.opening_rate_per_year=0.05"};
    static const char *const own[] = {"finance.opening_rate_per_year=0.05",
                                      "companies.Alpha.interest_rate_per_year=0.03"};
    struct tiny t;
    tiny_open(&t, 2, own);
    assert_near(t.world->company[TINY_ALPHA].coupon_per_year, 0.03, 1e-12);
    tiny_close(&t);
    tiny_open(&t, 2, cheap);
    double other_cash = t.world->company[TINY_ALPHA].other_cash_frac;
    tiny_close(&t);
    tiny_open(&t, 2, usual);
    assert_near(t.world->company[TINY_ALPHA].coupon_per_year, 0.05, 1e-12);
    assert_near(t.world->company[TINY_ALPHA].other_cash_frac, other_cash, 1e-12);
    tiny_close(&t);
}

static void a_scenario_may_let_all_debt_float(void **state)
{
    (void)state;
    static const char *const set[] = {RISES, "finance.debt_floats=true"};
    struct tiny t;
    tiny_open(&t, 2, set);
    assert_near(bo_debt_interest_usd_per_year(t.world, TINY_ALPHA, 0.0), 0.4 * BN, 1e-12);
    assert_near(bo_debt_interest_usd_per_year(t.world, TINY_ALPHA, DEAR_DAY), 0.8 * BN, 1e-12);
    tiny_close(&t);
}

#define NORTH (TINY_N_COMPANIES + TINY_NORTH) /* the landlord there */

static double month_interest_usd(struct tiny *t)
{
    t->world->day = DEAR_DAY;
    bo_landlord_close(t->world, DEAR_DAY);
    t->world->month++;
    return t->world->landlord[TINY_NORTH].interest_usd;
}

/* Half of 500 MW at 10 M USD: 2.5 bn at the 4 % of the opening. An 84th falls due each month of seven years and is borrowed
 * anew at 8 %. */
static void a_landlord_keeps_its_rate_until_its_debt_falls_due(void **state)
{
    (void)state;
    static const char *const set[] = {RISES};
    struct tiny t;
    tiny_open(&t, 1, set);
    const struct bo_landlord *north = &t.world->landlord[TINY_NORTH];
    double debt = bo_debt_usd(t.world, NORTH);
    assert_near(north->coupon_per_year, 0.04, 1e-12);
    assert_near(month_interest_usd(&t), debt * 0.04 / 12.0, 1e-9);
    double coupon = 0.04 + 0.04 / 84.0;
    assert_near(north->coupon_per_year, coupon, 1e-12);
    assert_near(bo_debt_usd(t.world, NORTH), debt, 0.0);
    assert_near(month_interest_usd(&t), debt * coupon / 12.0, 1e-9);
    tiny_close(&t);
}

/* Its cash is gone: what it borrows beside that bears 8 %. */
static void what_a_landlord_borrows_bears_the_rate_of_its_day(void **state)
{
    (void)state;
    static const char *const set[] = {RISES};
    struct tiny t;
    tiny_open(&t, 1, set);
    double before = bo_debt_usd(t.world, NORTH);
    bo_ledger_pay_sector(&t.world->ledger, NORTH, BO_EQUITY, BO_BUYBACKS, BO_SHAREHOLDERS,
                         bo_money_from_usd(BN));
    (void)month_interest_usd(&t);
    double debt = bo_debt_usd(t.world, NORTH), coupon = 0.04 + 0.04 / 84.0;
    assert_true(debt > before + 0.4 * BN);
    assert_near(t.world->landlord[TINY_NORTH].coupon_per_year,
                (before * coupon + (debt - before) * 0.08) / debt, 1e-12);
    tiny_close(&t);
}

static void a_landlords_debt_floats_where_all_does(void **state)
{
    (void)state;
    static const char *const set[] = {RISES, "finance.debt_floats=true"};
    struct tiny t;
    tiny_open(&t, 2, set);
    double debt = bo_debt_usd(t.world, NORTH);
    assert_near(month_interest_usd(&t), debt * 0.08 / 12.0, 1e-9);
    tiny_close(&t);
}

/* However much it owes, it pays no more for leverage; and what is usual at the opening holds for it too. */
static void a_landlord_borrows_on_its_halls(void **state)
{
    (void)state;
    static const char *const set[] = {PRICED, "finance.opening_rate_per_year=0.05"};
    struct tiny t;
    tiny_open(&t, 3, set);
    assert_near(bo_debt_rate_per_year(t.world, NORTH, 0.0), 0.04, 1e-12);
    assert_near(t.world->landlord[TINY_NORTH].coupon_per_year, 0.05, 1e-12);
    tiny_close(&t);
}

static double month_operation_usd(struct tiny *t)
{
    bo_ledger_begin_month(&t->world->ledger);
    (void)month_interest_usd(t);
    return bo_money_usd(t->world->ledger.month[NORTH][BO_OPERATING_COST]);
}

/* Its tenants leave half of what they have: rents halve, and staff and upkeep are what they were. */
static void upkeep_goes_with_halls_let_or_not(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    t.world->company[TINY_ALPHA].estate[TINY_NORTH].leased_mw = 0.0; /* all are small */
    t.world->company[TINY_BETA].estate[TINY_NORTH].leased_mw = 0.0;
    double before = month_operation_usd(&t);
    north->colo_leased_mw /= 2.0;
    assert_true(before > 0.0);
    assert_near(month_operation_usd(&t), before, 1e-9);
    tiny_close(&t);
}

/* A year of losses: its lenders have shares for what exceeds half of a year's rents, and it begins nothing. */
static void lenders_own_a_landlord_without_cash_flow(void **state)
{
    (void)state;
    static const char *const set[] = {RISES, "colocation.default_debt_ratio=0.5"};
    struct tiny t;
    tiny_open(&t, 2, set);
    struct bo_landlord *north = &t.world->landlord[TINY_NORTH];
    double before = bo_debt_usd(t.world, NORTH);
    (void)month_interest_usd(&t);
    assert_false(bo_landlord_in_default(t.world, TINY_NORTH));
    assert_near(bo_debt_usd(t.world, NORTH), before, 0.0);
    bo_flow_open(&north->ocf, -1e12);
    (void)month_interest_usd(&t);
    assert_true(bo_landlord_in_default(t.world, TINY_NORTH));
    assert_near(bo_debt_usd(t.world, NORTH), 0.5 * 12.0 * north->revenue.month, 1e-9);
    assert_near(north->debt_lost_usd, before - bo_debt_usd(t.world, NORTH), 1e-9);
    tiny_close(&t);
}

/* Rents of three months' profit are lost: what is earned in the three months after it is taxed no more. */
static void a_landlord_pays_no_tax_until_a_loss_is_earned_back(void **state)
{
    (void)state;
    static const char *const set[] = {"regions.North.colo_rent_usd_per_kw_month=600.0"};
    struct tiny t;
    tiny_open(&t, 1, set);
    struct bo_landlord *north = &t.world->landlord[TINY_NORTH];
    (void)month_interest_usd(&t);
    double profit = north->operating_income_usd - north->interest_usd;
    double tax = profit - north->net_income_usd;
    assert_true(profit > 0.0 && tax > 0.1 * profit);
    north->credit_loss_usd = 3.5 * profit;
    double taxed = 0.0;
    for (int month = 0; month < 5; month++) {
        bo_flow_begin(&north->revenue);
        bo_ledger_begin_month(&t.world->ledger);
        (void)month_interest_usd(&t);
        double before = north->operating_income_usd - north->interest_usd - north->rent_lost_usd;
        taxed += before - north->net_income_usd;
        assert_true(month > 2 || !(taxed > 0.0));
    }
    assert_near(taxed, 1.5 * tax, 1e-2);
    tiny_close(&t);
}

/* Its cash is gone and an 84th falls due: its owners pay both; they would begin half as much, as half is their own. */
static void no_landlord_borrows_where_the_market_is_shut(void **state)
{
    (void)state;
    static const char *const set[] = {RISES, "finance.credit_shut_frac=1.0"};
    struct tiny t;
    tiny_open(&t, 2, set);
    double before = bo_debt_usd(t.world, NORTH);
    bo_ledger_pay_sector(&t.world->ledger, NORTH, BO_EQUITY, BO_BUYBACKS, BO_SHAREHOLDERS,
                         bo_money_from_usd(BN));
    (void)month_interest_usd(&t);
    assert_near(bo_debt_usd(t.world, NORTH), before * (1.0 - 1.0 / 84.0), 1e-9);
    assert_near(t.world->landlord[TINY_NORTH].coupon_per_year, 0.04, 1e-12);
    assert_near(bo_landlord_builds_frac(t.world, DEAR_DAY),
                1.0 - t.world->param->colocation->debt_share_frac, 1e-12);
    tiny_close(&t);
}

/* Alpha may begin all of 100 MW a year while it is sound. */
static void who_is_in_default_begins_nothing(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    assert_true(bo_finance_plan_scale(t.world, TINY_ALPHA, 100.0, 0.0) > 0.0);
    assert_near(bo_tenant_lease_frac(alpha), 0.25, 1e-12);
    alpha->in_default = true;
    assert_near(bo_finance_plan_scale(t.world, TINY_ALPHA, 100.0, 0.0), 0.0, 0.0);
    assert_near(bo_tenant_lease_frac(alpha), 0.0, 0.0);
    tiny_close(&t);
}

/* 30 bn a year beside 0.4 of interest: 76 times. */
static void lenders_may_want_interest_covered(void **state)
{
    (void)state;
    static const char *const set[] = {"finance.cover_least_ratio={points=((\"2022-01\",75.0),("
                                      "\"2023-01\",77.0));shape=\"step\";}"};
    struct tiny t;
    tiny_open(&t, 0, NULL);
    t.world->company[TINY_ALPHA].ocf.ttm = -BN;
    assert_true(bo_debt_is_covered(t.world, TINY_ALPHA, 0.0));
    tiny_close(&t);
    tiny_open(&t, 1, set);
    t.world->company[TINY_ALPHA].ocf.ttm = 30.0 * BN;
    assert_true(bo_debt_is_covered(t.world, TINY_ALPHA, 0.0));
    assert_false(bo_debt_is_covered(t.world, TINY_ALPHA, DEAR_DAY));
    assert_true(bo_debt_is_covered(t.world, TINY_BETA, DEAR_DAY)); /* it owes nothing */
    tiny_close(&t);
}

/* Its cash is gone, and lenders give it nothing: of 30 bn a year it builds on; of nothing, or on an overdraft, it does not. */
static void who_cannot_borrow_spends_what_comes_in(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    alpha->policy.leverage_max = 0.0;
    alpha->policy.reserve_days = 30.0;
    bo_ledger_pay_sector(&t.world->ledger, TINY_ALPHA, BO_EQUITY, BO_BUYBACKS, BO_SHAREHOLDERS,
                         t.world->ledger.balance[TINY_ALPHA][BO_CASH]);
    assert_true(bo_finance_plan_scale(t.world, TINY_ALPHA, 100.0, 0.0) > 0.0);
    alpha->short_of_cash_usd = 1.0;
    assert_near(bo_finance_plan_scale(t.world, TINY_ALPHA, 100.0, 0.0), 0.0, 0.0);
    alpha->short_of_cash_usd = 0.0;
    alpha->ocf.ttm = 0.0;
    assert_near(bo_finance_plan_scale(t.world, TINY_ALPHA, 100.0, 0.0), 0.0, 0.0);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leverage_is_priced),
        cmocka_unit_test(who_has_no_cash_flow_to_pay_from_pays_most),
        cmocka_unit_test(each_part_of_a_debt_keeps_its_rate),
        cmocka_unit_test(the_opening_bears_the_interest_that_was_reported),
        cmocka_unit_test(a_scenario_may_let_all_debt_float),
        cmocka_unit_test(a_landlord_keeps_its_rate_until_its_debt_falls_due),
        cmocka_unit_test(what_a_landlord_borrows_bears_the_rate_of_its_day),
        cmocka_unit_test(a_landlords_debt_floats_where_all_does),
        cmocka_unit_test(a_landlord_borrows_on_its_halls),
        cmocka_unit_test(a_landlord_pays_no_tax_until_a_loss_is_earned_back),
        cmocka_unit_test(no_landlord_borrows_where_the_market_is_shut),
        cmocka_unit_test(upkeep_goes_with_halls_let_or_not),
        cmocka_unit_test(lenders_own_a_landlord_without_cash_flow),
        cmocka_unit_test(who_is_in_default_begins_nothing),
        cmocka_unit_test(lenders_may_want_interest_covered),
        cmocka_unit_test(who_cannot_borrow_spends_what_comes_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
