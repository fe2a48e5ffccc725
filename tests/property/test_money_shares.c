#include "buildout/base/money.h"
#include "buildout/base/rng.h"
#include "near.h"

#define N_TRIALS 20000
#define MAX_SHARES 12

static const struct bo_rng RNG = {.seed = 20231017, .replicate = 0};

enum purpose { AMOUNT, COUNT, WEIGHT, PERIODS };

static double draw(enum purpose purpose, uint32_t index)
{
    return bo_rng_uniform(&RNG, 0, (uint32_t)purpose, index);
}

/* Amounts of either sign from cents to a hundred trillion dollars, most of them small. */
static bo_money draw_amount(uint32_t trial)
{
    double u = draw(AMOUNT, 2 * trial);
    double magnitude = u * u * u * u * u * u * 1e14;

    return bo_money_from_usd(draw(AMOUNT, 2 * trial + 1) < 0.5 ? -magnitude : magnitude);
}

static void complain(uint32_t trial)
{
    fail_msg("seed %llu, trial %u", (unsigned long long)RNG.seed, trial);
}

static void shares_with_the_rest_to_the_last_sum_to_the_amount(void **state)
{
    (void)state;
    for (uint32_t trial = 0; trial < N_TRIALS; trial++) {
        bo_money amount = draw_amount(trial), rest = amount;
        uint32_t n = 2 + (uint32_t)(draw(COUNT, trial) * (MAX_SHARES - 2));
        double weight[MAX_SHARES] = {0}, sum = 0.0;

        for (uint32_t i = 0; i < n; i++) {
            weight[i] = draw(WEIGHT, trial * MAX_SHARES + i);
            sum += weight[i];
        }
        for (uint32_t i = 0; i + 1 < n; i++)
            rest = bo_money_sub(rest, bo_money_share(amount, weight[i] / sum));
        /* what is left for the last is its own share up to a cent a share and the rounding of the quotients */
        if (!(fabs(bo_money_usd(rest) - bo_money_usd(amount) * weight[n - 1] / sum) <=
              0.01 * n + 1e-14 * fabs(bo_money_usd(amount))))
            complain(trial);
    }
}

static void a_share_changes_its_sign_with_the_amount(void **state)
{
    (void)state;
    for (uint32_t trial = 0; trial < N_TRIALS; trial++) {
        bo_money amount = draw_amount(trial);
        double share_frac = draw(WEIGHT, trial);

        if (bo_money_share(-amount, share_frac) != -bo_money_share(amount, share_frac))
            complain(trial);
    }
}

static void a_share_is_within_half_a_cent_of_the_product(void **state)
{
    (void)state;
    for (uint32_t trial = 0; trial < N_TRIALS; trial++) {
        bo_money amount = draw_amount(trial) % 1000000000;
        double share_frac = draw(WEIGHT, trial);
        double exact = (double)amount * share_frac;

        if (!(fabs((double)bo_money_share(amount, share_frac) - exact) <= 0.5 + 1e-6))
            complain(trial);
    }
}

static void straight_line_charges_sum_to_the_cost_and_differ_by_a_cent_at_most(void **state)
{
    (void)state;
    for (uint32_t trial = 0; trial < N_TRIALS / 100; trial++) {
        bo_money cost = draw_amount(trial), sum = 0;
        uint32_t n = 1 + (uint32_t)(draw(PERIODS, trial) * 300.0);
        bo_money low = INT64_MAX, high = INT64_MIN;

        for (uint32_t k = 0; k < n; k++) {
            bo_money charge = bo_money_straight_line(cost, k, n);

            sum = bo_money_add(sum, charge);
            low = charge < low ? charge : low;
            high = charge > high ? charge : high;
        }
        if (sum != cost || high - low > 1)
            complain(trial);
    }
}

static void cents_survive_the_way_to_dollars_and_back(void **state)
{
    (void)state;
    for (uint32_t trial = 0; trial < N_TRIALS; trial++) {
        /* up to 2^52 cents, 45 trillion dollars, the spacing of doubles is below half a cent */
        bo_money amount = draw_amount(trial) % ((bo_money)1 << 52);

        if (bo_money_from_usd(bo_money_usd(amount)) != amount)
            complain(trial);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_with_the_rest_to_the_last_sum_to_the_amount),
        cmocka_unit_test(a_share_changes_its_sign_with_the_amount),
        cmocka_unit_test(a_share_is_within_half_a_cent_of_the_product),
        cmocka_unit_test(straight_line_charges_sum_to_the_cost_and_differ_by_a_cent_at_most),
        cmocka_unit_test(cents_survive_the_way_to_dollars_and_back),
    };

    print_message("seed %llu\n", (unsigned long long)RNG.seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
