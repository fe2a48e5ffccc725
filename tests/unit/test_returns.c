/* Internal rates of return, worked by hand. */
#include "near.h"

#include "buildout/base/num.h"
#include "buildout/model/returns.h"

/* 1.1 after a year for 1 now; two years' even flow for 1 at 10 %: 1 / (1/1.1 + 1/1.21). */
static void an_annuity_has_the_rate_at_which_it_is_worth_its_price(void **state)
{
    (void)state;
    assert_near(bo_return_of_annuity(1.0, 1.1, 1.0), 0.1, 1e-9);
    assert_near(bo_return_of_annuity(1.0, 1.0 / (1.0 / 1.1 + 1.0 / 1.21), 2.0), 0.1, 1e-9);
    assert_near(bo_return_of_annuity(30e3, 5e3, 6.0), 0.0, 1e-9); /* paid back, and no more */
    assert_near(bo_return_of_annuity(1.0, 1e4, 5.0), 1e4, 1e-4);  /* the first year is all */
}

/* Half comes back after a year: -50 %. */
static void what_is_lost_is_a_negative_rate(void **state)
{
    (void)state;
    assert_near(bo_return_of_annuity(1.0, 0.5, 1.0), -0.5, 1e-9);
    double half = 0.25 / (1.0 / 0.9 + 1.0 / 0.81) * 4.0; /* at -10 % two payments are worth 1 */
    assert_near(bo_return_of_annuity(1.0, half, 2.0), -0.1, 1e-9);
}

static void without_cash_there_is_no_rate(void **state)
{
    (void)state;
    assert_true(isnan(bo_return_of_annuity(1.0, 0.0, 5.0)));
    assert_true(isnan(bo_return_of_annuity(1.0, -1.0, 5.0)));
    assert_true(isnan(bo_return_of_annuity(0.0, 1.0, 5.0)));
}

static void a_flow_by_month_has_the_yearly_rate(void **state)
{
    (void)state;
    double flow[25] = {-100.0, [12] = 10.0, [24] = 110.0};
    assert_near(bo_return_of_flow(flow, 25), 0.1, 1e-9);
    flow[24] = 80.0; /* 100 = 10 x + 80 x^2, x a year's discount: x = (sqrt(32100) - 10) / 160 */
    assert_near(bo_return_of_flow(flow, 25), 160.0 / (sqrt(32100.0) - 10.0) - 1.0, 1e-9);
}

static void a_flow_that_is_never_an_outlay_or_never_earns_has_none(void **state)
{
    (void)state;
    const double earns[3] = {1.0, 1.0, 1.0}, pays[3] = {-1.0, -1.0, -1.0};
    assert_true(isnan(bo_return_of_flow(earns, 3)));
    assert_true(isnan(bo_return_of_flow(pays, 3)));
    assert_true(isnan(bo_return_of_flow(earns, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_annuity_has_the_rate_at_which_it_is_worth_its_price),
        cmocka_unit_test(what_is_lost_is_a_negative_rate),
        cmocka_unit_test(without_cash_there_is_no_rate),
        cmocka_unit_test(a_flow_by_month_has_the_yearly_rate),
        cmocka_unit_test(a_flow_that_is_never_an_outlay_or_never_earns_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
