/* The books on the first day: what a company reports of itself is what they hold. */
#include "tiny_world.h"

#include "buildout/base/money.h"

/* What is listed of Alpha is 50 B USD. */
static void equity_opens_as_reported_and_the_rest_is_other_assets(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Alpha.equity=60 B USD"};
    struct tiny t;
    tiny_open(&t, 1, set);
    const bo_money *held = t.world->ledger.balance[TINY_ALPHA];
    assert_near(bo_money_usd(held[BO_EQUITY]), -60e9, 0.01);
    assert_near(bo_money_usd(held[BO_OTHER_ASSETS]), 10e9, 0.01);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equity_opens_as_reported_and_the_rest_is_other_assets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
