/* What a company owes and at what rate, worked by hand on Alpha: debt of 10 B USD, operating cash flow of 30 B a year. */
#include "tiny_world.h"

#include "buildout/model/debt.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leverage_is_priced),
        cmocka_unit_test(who_has_no_cash_flow_to_pay_from_pays_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
