/* Who is chosen, how fast customers move, and how volume answers the price. */
#include "near.h"

#include "buildout/base/num.h"
#include "buildout/model/share.h"

#define NOTHING (-(double)INFINITY)

static void move(double *share, uint32_t n, const double *utility, double incumbency, double hazard,
                 double years)
{
    double room[8];
    struct bo_share_step step = {.utility = utility,
                                 .incumbency = incumbency,
                                 .rechoice_per_year = hazard,
                                 .years = years,
                                 .adopters_before = 100.0,
                                 .adopters = 100.0};
    bo_share_move(&step, n, share, room);
}

static double sum(const double *x, uint32_t n)
{
    double s = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        s += x[i];
    }
    return s;
}

static void equal_offers_share_in_halves(void **state)
{
    (void)state;
    double share[3];
    bo_share_logit((const double[]){1.5, 1.5, NOTHING}, 3, share);
    assert_near(share[0], 0.5, 1e-14);
    assert_near(share[1], 0.5, 1e-14);
    assert_near(share[2], 0.0, 0.0);
    bo_share_logit((const double[]){0.0, NOTHING, 0.0}, 3, share); /* and with the outside good */
    assert_near(share[0], 0.5, 1e-14);
    assert_near(share[2], 0.5, 1e-14);
}

/* exp(ln 3) : 1 = three quarters; utilities of thousands do not overflow. */
static void shares_follow_utility(void **state)
{
    (void)state;
    double share[2];
    bo_share_logit((const double[]){5000.0 + bo_log(3.0), 5000.0}, 2, share);
    assert_near(share[0], 0.75, 1e-12);
}

/* A hazard of ln 2 a year: half choose again in a year. From all with the first to halves: 1 - 1/2 x 1/2. */
static void only_those_who_choose_again_move(void **state)
{
    (void)state;
    double share[2] = {1.0, 0.0};
    const double even[2] = {0.0, 0.0};
    move(share, 2, even, 0.0, bo_log(2.0), 1.0);
    assert_near(share[0], 0.75, 1e-14);
    double monthly[2] = {1.0, 0.0};
    for (int i = 0; i < 12; i++) {
        move(monthly, 2, even, 0.0, bo_log(2.0), 1.0 / 12.0);
    }
    assert_near(monthly[0], 0.75, 1e-12); /* steps do not matter */
    move(share, 2, even, 0.0, 0.0, 1.0);
    assert_near(share[0], 0.75, 1e-14); /* nobody chooses */
}

/* Worth ln 3 more, what one has is chosen by 3 of 4: of those who choose again a quarter leaves. */
static void what_one_has_is_worth_more(void **state)
{
    (void)state;
    double share[2] = {1.0, 0.0};
    move(share, 2, (const double[]){0.0, 0.0}, bo_log(3.0), 1000.0, 1.0);
    assert_near(share[0], 0.75, 1e-12);
    assert_near(share[1], 0.25, 1e-12);
}

/* The 60 of who is gone choose afresh, equally; the others stay where they are. */
static void customers_of_a_supplier_who_is_gone_choose_at_once(void **state)
{
    (void)state;
    double share[3] = {0.6, 0.3, 0.1};
    move(share, 3, (const double[]){NOTHING, 0.0, 0.0}, 2.0, 0.0, 1.0);
    assert_near(share[0], 0.0, 0.0);
    assert_near(share[1], 0.6, 1e-14);
    assert_near(share[2], 0.4, 1e-14);
}

/* 100 become 200: the new half chooses freely, halves, so 1/2 x 1 + 1/2 x 1/2. */
static void new_customers_have_no_habit(void **state)
{
    (void)state;
    double share[2] = {1.0, 0.0}, room[2];
    struct bo_share_step step = {.utility = (const double[]){0.0, 0.0},
                                 .incumbency = 5.0,
                                 .years = 1.0,
                                 .adopters_before = 100.0,
                                 .adopters = 200.0};
    bo_share_move(&step, 2, share, room);
    assert_near(share[0], 0.75, 1e-14);
}

static void no_share_is_lost(void **state)
{
    (void)state;
    double share[4] = {0.1, 0.2, 0.3, 0.4};
    for (int i = 0; i < 100; i++) {
        move(share, 4, (const double[]){i * 0.1, 1.0, i == 50 ? NOTHING : 2.0, 0.0}, 1.0, 0.7, 0.1);
        assert_near(sum(share, 4), 1.0, 1e-12);
    }
}

/* A rival better by one unit of utility: leadership moves by 12 points a year with API's hazard and by a point or so
 * with the cloud's. */
static void token_leadership_is_contestable_and_the_cloud_sticky(void **state)
{
    (void)state;
    double api[3] = {0.5, 0.12, 0.38}, cloud[3] = {0.5, 0.12, 0.38};
    const double better[3] = {-1.0, 0.5, 0.0};
    for (int month = 0; month < 24; month++) {
        move(api, 3, better, 0.5, 0.65, 1.0 / 12.0);
        move(cloud, 3, better, 0.5, 0.075, 1.0 / 12.0);
    }
    assert_true(0.5 - api[0] > 0.15 && 0.5 - api[0] < 0.35);
    assert_true(0.5 - cloud[0] > 0.005 && 0.5 - cloud[0] < 0.06);
}

/* ((p + 1)/10)^-2: 100 at nothing, 1 at 9. */
static void volume_is_finite_at_no_price(void **state)
{
    (void)state;
    struct bo_segment_param s = {.reference_price_usd = 10.0, .elasticity = 2.0};
    assert_near(bo_share_volume(&s, 0.0, 1.0), 100.0, 1e-12);
    assert_near(bo_share_volume(&s, 9.0, 1.0), 1.0, 1e-12);
}

/* Revenue p V(p) rises with a cut if and only if the elasticity is above 1 (hassle aside). */
static void a_cut_raises_revenue_only_beyond_unit_elasticity(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct bo_segment_param s = {.reference_price_usd = 10.0,
                                     .elasticity = i == 0 ? 1.11 : 0.8};
        double before = 10.0 * bo_share_volume(&s, 10.0, 1e-6),
               after = 5.0 * bo_share_volume(&s, 5.0, 1e-6);
        assert_int_equal(after > before, i == 0);
    }
}

/* Half of a fall in the log of the price: at a quarter of the price at which it begins, half the hassle. */
static void a_token_takes_less_effort_where_tokens_are_cheap(void **state)
{
    (void)state;
    struct bo_segment_param s = {
        .hassle_follows_frac = 0.5, .hassle_follows_below_usd = 2.0, .hassle_least_per_eci = 10.0};
    assert_near(bo_share_hassle_ratio(&s, 0.5, 150.0), 0.5, 1e-12);
    assert_near(bo_share_hassle_ratio(&s, 2.0, 150.0), 1.0, 0.0);
    assert_near(bo_share_hassle_ratio(&s, 60.0, 150.0), 1.0, 0.0);
    assert_near(bo_share_hassle_ratio(&s, BO_NAN, 150.0), 1.0, 0.0); /* none is sold yet */
    s.hassle_follows_frac = 1.0;
    assert_near(bo_share_hassle_ratio(&s, 0.5, 150.0), 0.25, 1e-12);
    /* no further than a better model is able to */
    s.hassle_least_per_eci = 0.05;
    s.hassle_least_from_eci = 148.0;
    assert_near(bo_share_hassle_ratio(&s, 0.5, 140.0), 1.0, 0.0);
    assert_near(bo_share_hassle_ratio(&s, 0.5, 150.0), exp(-0.1), 1e-12);
    assert_near(bo_share_hassle_ratio(&s, 0.5, 250.0), 0.25, 1e-12);
    s.hassle_follows_frac = 0.0;
    assert_near(bo_share_hassle_ratio(&s, 0.5, 150.0), 1.0, 0.0);
}

/* Who would spend 3/4 of the most spends 3/5 of it. At an elasticity of 2 users would spend ever more as prices fall, and
 * come to spend the most: volume then answers with an elasticity of 1. */
static void users_spend_no_more_than_their_budget(void **state)
{
    (void)state;
    struct bo_segment_param s = {
        .reference_price_usd = 1.0, .elasticity = 2.0, .spend_max_usd = {100.0, 0.0}};
    assert_near(75.0 * bo_share_spent_frac(&s, BO_MARKET_WORLD, 75.0), 60.0, 1e-12);
    assert_near(bo_share_spent_frac(&s, BO_MARKET_CHINA, 1e9), 1.0, 0.0); /* no end */
    double spent = 0.0;
    for (int i = 0; i < 20; i++) {
        double price = ldexp(1.0, -i);
        double wish = price * bo_share_volume(&s, price, 0.0);
        double now = wish * bo_share_spent_frac(&s, BO_MARKET_WORLD, wish);
        assert_true(now > spent && now < 100.0);
        spent = now;
    }
    assert_true(spent > 99.99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_offers_share_in_halves),
        cmocka_unit_test(shares_follow_utility),
        cmocka_unit_test(only_those_who_choose_again_move),
        cmocka_unit_test(what_one_has_is_worth_more),
        cmocka_unit_test(customers_of_a_supplier_who_is_gone_choose_at_once),
        cmocka_unit_test(new_customers_have_no_habit),
        cmocka_unit_test(no_share_is_lost),
        cmocka_unit_test(token_leadership_is_contestable_and_the_cloud_sticky),
        cmocka_unit_test(volume_is_finite_at_no_price),
        cmocka_unit_test(a_token_takes_less_effort_where_tokens_are_cheap),
        cmocka_unit_test(users_spend_no_more_than_their_budget),
        cmocka_unit_test(a_cut_raises_revenue_only_beyond_unit_elasticity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
