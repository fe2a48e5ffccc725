/* A month's flow and its sum over twelve months. */
#include "near.h"

#include "buildout/model/flow.h"

static void pass_month(struct bo_flow *flow, uint32_t month, double usd)
{
    bo_flow_begin(flow);
    bo_flow_add(flow, usd);
    bo_flow_close(flow, month);
}

static void the_first_year_is_completed_by_the_opening_rate(void **state)
{
    (void)state;
    struct bo_flow flow;
    bo_flow_open(&flow, 120.0);
    assert_near(flow.ttm, 120.0, 0.0);
    pass_month(&flow, 0, 25.0);
    assert_near(flow.ttm, 135.0, 1e-15); /* 11 months of 10 and one of 25 */
    pass_month(&flow, 1, 0.0);
    assert_near(flow.ttm, 125.0, 1e-15); /* 10 x 10 + 25 */
}

static void after_a_year_only_the_last_twelve_months_count(void **state)
{
    (void)state;
    struct bo_flow flow;
    bo_flow_open(&flow, 120.0);
    for (uint32_t month = 0; month < 12; month++) {
        pass_month(&flow, month, 1.0 + month);
    }
    assert_near(flow.ttm, 78.0, 1e-15); /* 1 + .. + 12 */
    pass_month(&flow, 12, 100.0);
    assert_near(flow.ttm, 177.0, 1e-15); /* 2 + .. + 12 + 100 */
}

static void a_month_adds_up_and_can_be_read_until_the_next_begins(void **state)
{
    (void)state;
    struct bo_flow flow;
    bo_flow_open(&flow, 0.0);
    bo_flow_begin(&flow);
    bo_flow_add(&flow, 3.0);
    bo_flow_add(&flow, -1.0);
    assert_near(flow.ttm, 0.0, 0.0); /* not before the month is closed */
    bo_flow_close(&flow, 0);
    assert_near(flow.month, 2.0, 0.0);
    assert_near(flow.ttm, 2.0, 0.0);
    bo_flow_begin(&flow);
    assert_near(flow.month, 0.0, 0.0);
}

/* 0.1 + 1e17 - 1e17 is not 0.1: a sum that is kept by adding and taking away would stay wrong for ever. */
static void rounding_does_not_outlive_the_year(void **state)
{
    (void)state;
    struct bo_flow flow;
    bo_flow_open(&flow, 0.0);
    pass_month(&flow, 0, 1e17);
    for (uint32_t month = 1; month <= 12; month++) {
        pass_month(&flow, month, 0.1);
    }
    assert_near(flow.ttm, 1.2, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_year_is_completed_by_the_opening_rate),
        cmocka_unit_test(after_a_year_only_the_last_twelve_months_count),
        cmocka_unit_test(a_month_adds_up_and_can_be_read_until_the_next_begins),
        cmocka_unit_test(rounding_does_not_outlive_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
