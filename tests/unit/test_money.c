#include "buildout/base/money.h"
#include "near.h"

static void dollars_become_whole_cents_half_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(bo_money_from_usd(12.34), 1234);
    assert_int_equal(bo_money_from_usd(-12.34), -1234);
    assert_int_equal(bo_money_from_usd(0.125), 13); /* 12.5 cents exactly */
    assert_int_equal(bo_money_from_usd(-0.125), -13);
    assert_int_equal(bo_money_from_usd(0.375), 38);
    assert_int_equal(bo_money_from_usd(0.0), 0);
    assert_int_equal(bo_money_from_usd(-0.0), 0);
    assert_int_equal(bo_money_from_usd(1e-300), 0);
    assert_int_equal(bo_money_from_usd(14e9), 1400000000000);
}

static void the_double_is_rounded_and_not_its_product_with_100(void **state)
{
    (void)state;
    /* The double nearest 1.115 is 1.11499999999999999..., yet its product with 100 rounds to 111.5 */
    assert_int_equal(bo_money_from_usd(1.115), 111);
    /* 2^53 + 2 dollars: times 100 no longer fits the mantissa */
    assert_int_equal(bo_money_from_usd(9007199254740994.0), 900719925474099400);
}

/* A quarter of a dollar, and what is halfway between cents, has no rounding error as eighths: k / 8 dollars are
 * 12 k + k / 2 cents. The double beside it is on its own side of the half. */
static void halves_of_a_cent_and_their_neighbours_round_on_their_side(void **state)
{
    (void)state;
    for (int64_t k = 1; k < INT64_C(1) << 46; k = 3 * k + 2) {
        double usd = (double)k / 8.0;
        int64_t below = 12 * k + k / 2;

        assert_int_equal(bo_money_from_usd(usd), below + k % 2);
        assert_int_equal(bo_money_from_usd(-usd), -(below + k % 2));
        if (k % 2 == 1) {
            assert_int_equal(bo_money_from_usd(nextafter(usd, 0.0)), below);
            assert_int_equal(bo_money_from_usd(nextafter(usd, 1e18)), below + 1);
        }
    }
}

static void cents_become_dollars(void **state)
{
    (void)state;
    assert_near(bo_money_usd(1234), 12.34, 1e-15);
    assert_near(bo_money_usd(-1), -0.01, 1e-15);
}

static void sums_and_differences_are_exact(void **state)
{
    (void)state;
    assert_int_equal(bo_money_add(INT64_MAX - 1, 1), INT64_MAX);
    assert_int_equal(bo_money_sub(INT64_MIN + 1, 1), INT64_MIN);
    assert_int_equal(bo_money_sub(3, 5), -2);
}

static void a_share_is_rounded_to_the_cent(void **state)
{
    (void)state;
    assert_int_equal(bo_money_share(1000, 0.25), 250);
    assert_int_equal(bo_money_share(1001, 0.5), 501); /* 500.5 */
    assert_int_equal(bo_money_share(-1001, 0.5), -501);
    assert_int_equal(bo_money_share(1001, -0.5), -501);
    assert_int_equal(bo_money_share(-1001, -0.5), 501);
    assert_int_equal(bo_money_share(100, 1.0 / 3.0), 33);
    assert_int_equal(bo_money_share(100, 1.5), 150);
    assert_int_equal(bo_money_share(0, 0.7), 0);
    assert_int_equal(bo_money_share(12345, 0.0), 0);
}

/* Thirds of what is no multiple of three, and halves of what is odd, up to 2^53 cents. */
static void shares_of_any_size_are_rounded_alike(void **state)
{
    (void)state;
    for (int64_t k = 1; k < INT64_C(1) << 52; k = 2 * k + 1) {
        assert_int_equal(bo_money_share(2 * k + 1, 0.5), k + 1);
        assert_int_equal(bo_money_share(-2 * k - 1, 0.5), -k - 1);
        assert_int_equal(bo_money_share(2 * k + 1, nextafter(0.5, 0.0)), k);
        assert_int_equal(bo_money_share(4 * k + 1, 0.25), k);
        assert_int_equal(bo_money_share(4 * k + 3, 0.25), k + 1);
    }
}

static void the_whole_of_any_amount_is_the_amount(void **state)
{
    (void)state;
    assert_int_equal(bo_money_share(INT64_MAX, 1.0), INT64_MAX);
    assert_int_equal(bo_money_share(9007199254740993, 1.0), 9007199254740993); /* 2^53 + 1 */
}

static void straight_line_charges_of_100_dollars_over_3_years(void **state)
{
    (void)state;
    /* to date 33.33, 66.67, 100.00, so 33.33, 33.34, 33.33 */
    assert_int_equal(bo_money_straight_line(10000, 0, 3), 3333);
    assert_int_equal(bo_money_straight_line(10000, 1, 3), 3334);
    assert_int_equal(bo_money_straight_line(10000, 2, 3), 3333);
    assert_int_equal(bo_money_straight_line(10000, 3, 3), 0);
}

static void straight_line_works_for_credits_too(void **state)
{
    (void)state;
    assert_int_equal(bo_money_straight_line(-10000, 1, 3), -3334);
}

static void an_annuity_of_10000_at_5_percent_over_5_years(void **state)
{
    (void)state;
    /* 10000 * 0.05 / (1 - 1.05^-5) = 500 / 0.2164738335 = 2309.75 */
    assert_int_equal(bo_money_from_usd(bo_annuity_usd(10000.0, 0.05, 5)), 230975);
    /* one period: the principal and its interest */
    assert_int_equal(bo_money_from_usd(bo_annuity_usd(10000.0, 0.05, 1)), 1050000);
    /* a mortgage: 200000 at 0.5 % a month over 360 months is 1199.10 in every textbook */
    assert_int_equal(bo_money_from_usd(bo_annuity_usd(200000.0, 0.005, 360)), 119910);
}

static void an_annuity_without_interest_is_the_principal_in_parts(void **state)
{
    (void)state;
    assert_near(bo_annuity_usd(1200.0, 0.0, 12), 100.0, 1e-15);
    /* and a vanishing rate comes arbitrarily near: P/n (1 + (n+1)/2 r) */
    assert_near(bo_annuity_usd(1200.0, 1e-12, 12), 100.0 * (1.0 + 6.5e-12), 1e-15);
}

static void the_value_of_flows_at_the_ends_of_three_years(void **state)
{
    static const double FLOW_USD[] = {110.0, 242.0, -133.1};

    (void)state;
    /* 110/1.1 + 242/1.21 - 133.1/1.331 = 100 + 200 - 100 */
    assert_near(bo_npv_usd(FLOW_USD, 3, 0.1), 200.0, 1e-14);
    assert_near(bo_npv_usd(FLOW_USD, 3, 0.0), 218.9, 1e-14);
    assert_near(bo_npv_usd(FLOW_USD, 0, 0.1), 0.0, 0.0);
}

static void the_payments_of_an_annuity_are_worth_its_principal(void **state)
{
    double flow_usd[60];

    (void)state;
    for (int i = 0; i < 60; i++)
        flow_usd[i] = bo_annuity_usd(5e8, 0.0075, 60);
    assert_near(bo_npv_usd(flow_usd, 60, 0.0075), 5e8, 1e-13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dollars_become_whole_cents_half_away_from_zero),
        cmocka_unit_test(the_double_is_rounded_and_not_its_product_with_100),
        cmocka_unit_test(halves_of_a_cent_and_their_neighbours_round_on_their_side),
        cmocka_unit_test(cents_become_dollars),
        cmocka_unit_test(sums_and_differences_are_exact),
        cmocka_unit_test(a_share_is_rounded_to_the_cent),
        cmocka_unit_test(shares_of_any_size_are_rounded_alike),
        cmocka_unit_test(the_whole_of_any_amount_is_the_amount),
        cmocka_unit_test(straight_line_charges_of_100_dollars_over_3_years),
        cmocka_unit_test(straight_line_works_for_credits_too),
        cmocka_unit_test(an_annuity_of_10000_at_5_percent_over_5_years),
        cmocka_unit_test(an_annuity_without_interest_is_the_principal_in_parts),
        cmocka_unit_test(the_value_of_flows_at_the_ends_of_three_years),
        cmocka_unit_test(the_payments_of_an_annuity_are_worth_its_principal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
