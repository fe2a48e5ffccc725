/* Leases of whole sites: what they are worth, how their liability runs off, and when they are renewed. */
#include "tiny_project.h"

#include "buildout/base/num.h"
#include "buildout/model/lease.h"

/* North asks 150 USD/kW-month, 150,000 a MW; money costs 4 % a year; terms of one year fit into the two of tiny.cfg. */
#define RENT_10_MW 1.5e6
#define TERM 12

/* What was leased before the start stands still, so that a test sees its own lease alone. */
static void still_opening(struct bo_world *world)
{
    for (uint32_t c = 0; c < world->n_companies; c++) {
        world->company[c].opening_lease_liability = 0;
        for (uint32_t r = 0; r < world->n_regions; r++) {
            world->company[c].opening_lease[r] = (struct bo_lease_end){0};
        }
    }
}

static int open_world(void **state)
{
    static struct tiny tiny;
    static const char *const set[] = {TINY_CERTAIN, "colocation.lease_term_years=1"};
    tiny_open(&tiny, sizeof set / sizeof set[0], set);
    still_opening(tiny.world);
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

static uint32_t sign(struct tiny *t)
{
    struct bo_project_order order = tiny_order(bo_world_landlord_party(t->world, TINY_NORTH), 10.0);
    return bo_milestone_announce(t->world, &order);
}

/* Twelve payments of 1 at the ends of months, at 1/3 % a month, are worth 11.7440 (an annuity's present value). */
static double annuity(double rate, uint32_t n)
{
    double sum = 0.0, factor = 1.0;
    for (uint32_t i = 0; i < n; i++) {
        factor /= 1.0 + rate;
        sum += factor;
    }
    return sum;
}

static void a_lease_is_worth_the_annuity_of_its_rents(void **state)
{
    struct tiny *t = *state;
    assert_near(annuity(0.04 / 12.0, TERM), 11.7440, 1e-5);
    assert_near(bo_lease_rent_usd_per_mw(t->world, TINY_NORTH), 150000.0, 1e-15);
    assert_near(bo_lease_value_usd(t->world, 1000.0), 1000.0 * annuity(0.04 / 12.0, TERM), 1e-13);
    /* and the rent is the level payment of that principal */
    assert_near(bo_annuity_usd(bo_lease_value_usd(t->world, 1000.0), 0.04 / 12.0, TERM), 1000.0,
                1e-13);
}

static void without_interest_a_lease_is_worth_the_sum_of_its_rents(void **state)
{
    (void)state;
    static const char *const set[] = {"finance.base_rate_per_year=0.0"};
    struct tiny t;
    tiny_open(&t, 1, set);
    assert_near(bo_lease_value_usd(t.world, 1000.0), 120000.0, 1e-15); /* ten years */
    tiny_close(&t);
}

static void a_lease_that_is_signed_is_an_obligation_and_not_in_the_books(void **state)
{
    struct tiny *t = *state;
    struct bo_company *alpha = &t->world->company[TINY_ALPHA];
    double ahead = alpha->leases_not_commenced_usd;
    bo_money liability = t->world->ledger.balance[TINY_ALPHA][BO_LEASE_LIABILITY];
    uint32_t i = sign(t);
    double value = RENT_10_MW * annuity(0.04 / 12.0, TERM);
    assert_near(alpha->leases_not_commenced_usd - ahead, value, 1e-12);
    assert_int_equal(t->world->ledger.balance[TINY_ALPHA][BO_LEASE_LIABILITY], liability);
    bo_milestone_cancel(t->world, i, 1.0, BO_WITHDRAWN);
    assert_near(alpha->leases_not_commenced_usd, ahead, 1e-9);
}

static void a_site_of_ones_own_is_no_lease(void **state)
{
    struct tiny *t = *state;
    double ahead = t->world->company[TINY_ALPHA].leases_not_commenced_usd;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    bo_milestone_announce(t->world, &order);
    assert_near(t->world->company[TINY_ALPHA].leases_not_commenced_usd, ahead, 0.0);
}

static bo_money begin(struct tiny *t)
{
    uint32_t i = sign(t);
    bo_money before = t->world->ledger.balance[TINY_ALPHA][BO_LEASE_LIABILITY];
    bo_lease_begin(t->world, &t->world->project[i], 10.0);
    return before;
}

static void a_lease_that_begins_is_an_asset_and_a_liability_at_its_value(void **state)
{
    struct tiny *t = *state;
    bo_money asset = t->world->ledger.balance[TINY_ALPHA][BO_LEASE_ASSETS];
    bo_money before = begin(t);
    bo_money value = bo_money_from_usd(RENT_10_MW * annuity(0.04 / 12.0, TERM));
    assert_int_equal(t->world->ledger.balance[TINY_ALPHA][BO_LEASE_LIABILITY], before - value);
    assert_int_equal(t->world->ledger.balance[TINY_ALPHA][BO_LEASE_ASSETS], asset + value);
}

static double close_month(struct tiny *t)
{
    double paid = bo_lease_close(t->world, TINY_ALPHA);
    t->world->month++;
    return paid;
}

static void the_liability_runs_off_to_the_cent_in_the_term(void **state)
{
    struct tiny *t = *state;
    bo_money asset = t->world->ledger.balance[TINY_ALPHA][BO_LEASE_ASSETS];
    bo_money before = begin(t);
    const bo_money *balance = t->world->ledger.balance[TINY_ALPHA];
    close_month(t);
    /* After the first payment 11 are left. */
    double left = RENT_10_MW * annuity(0.04 / 12.0, TERM - 1);
    assert_int_equal(balance[BO_LEASE_LIABILITY], before - bo_money_from_usd(left));
    for (int month = 1; month < TERM; month++) {
        assert_true(balance[BO_LEASE_LIABILITY] < before);
        close_month(t);
    }
    assert_int_equal(balance[BO_LEASE_LIABILITY], before);
    assert_int_equal(balance[BO_LEASE_ASSETS], asset);
}

#define RATES \
    "finance.base_rate_per_year=((\"2022-01\", 0.04), (\"2022-06\", 0.04), (\"2022-07\", 0.09))"

/* Each lease keeps the rate of the year in which it began: one that begins in the sixth month still runs off when the
 * rate of the second year is another. */
static void a_liability_runs_off_whatever_rates_do_later(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.lease_term_years=1", RATES};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    still_opening(t.world);
    for (int month = 0; month < 6; month++) {
        close_month(&t);
    }
    bo_money before = begin(&t);
    const bo_money *balance = t.world->ledger.balance[TINY_ALPHA];
    for (int month = 0; month < TERM; month++) {
        assert_true(balance[BO_LEASE_LIABILITY] < before);
        close_month(&t);
    }
    assert_int_equal(balance[BO_LEASE_LIABILITY], before);
    tiny_close(&t);
}

/* At twice the rent in both regions, with terms of a year: a twelfth is renewed in each month from the first on, so that all
 * is leased at the new rent after twelve. */
static void what_was_leased_before_the_start_is_leased_again_over_a_term(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.lease_term_years=1",
                                      "companies.Alpha.lease_liability=\"USD 1 bn\""};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_company *c = &t.world->company[TINY_ALPHA];
    assert_true(c->opening_lease_liability > 0);
    double before = 0.0;
    for (uint32_t r = 0; r < t.world->n_regions; r++) {
        before += c->estate[r].rent_usd_per_month;
        t.world->region[r].rent_usd_per_kw_month *= 2.0;
    }
    for (int month = 1; month <= TERM; month++) {
        assert_near(close_month(&t), (1.0 + (double)month / TERM) * before, 1e-9);
    }
    assert_int_equal(c->opening_lease_liability, 0);
    assert_int_equal(bo_ledger_audit(&t.world->ledger, NULL), BO_OK);
    tiny_close(&t);
}

static void rent_goes_from_tenant_to_landlord(void **state)
{
    struct tiny *t = *state;
    struct bo_ledger *ledger = &t->world->ledger;
    uint32_t landlord = bo_world_landlord_party(t->world, TINY_NORTH);
    double usual = close_month(t);
    bo_ledger_begin_month(ledger);
    begin(t);
    bo_money cash = ledger->balance[landlord][BO_CASH];
    assert_near(close_month(t) - usual, RENT_10_MW, 1e-12);
    assert_int_equal(ledger->balance[landlord][BO_CASH] - cash,
                     -ledger->month[landlord][BO_REVENUE_RENT]);
    assert_int_equal(bo_ledger_audit(ledger, NULL), BO_OK);
}

/* Twelve months at the rent that was signed, and from the thirteenth on at the rent of that day. */
static void a_lease_is_renewed_after_its_term_at_the_rent_of_the_day(void **state)
{
    struct tiny *t = *state;
    double usual = 0.0;
    for (uint32_t r = 0; r < t->world->n_regions; r++) {
        usual += t->world->company[TINY_ALPHA].estate[r].rent_usd_per_month;
    }
    bo_money before = begin(t);
    t->world->region[TINY_NORTH].rent_usd_per_kw_month = 300.0;
    for (int month = 0; month < TERM; month++) {
        assert_near(close_month(t) - usual, RENT_10_MW, 1e-9);
    }
    assert_near(close_month(t) - usual, 2.0 * RENT_10_MW, 1e-9);
    double left = 2.0 * RENT_10_MW * annuity(0.04 / 12.0, TERM - 1);
    assert_int_equal(t->world->ledger.balance[TINY_ALPHA][BO_LEASE_LIABILITY],
                     before - bo_money_from_usd(left));
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_lease_is_worth_the_annuity_of_its_rents),
        WORLD_TEST(without_interest_a_lease_is_worth_the_sum_of_its_rents),
        WORLD_TEST(a_lease_that_is_signed_is_an_obligation_and_not_in_the_books),
        WORLD_TEST(a_site_of_ones_own_is_no_lease),
        WORLD_TEST(a_lease_that_begins_is_an_asset_and_a_liability_at_its_value),
        WORLD_TEST(the_liability_runs_off_to_the_cent_in_the_term),
        cmocka_unit_test(a_liability_runs_off_whatever_rates_do_later),
        cmocka_unit_test(what_was_leased_before_the_start_is_leased_again_over_a_term),
        WORLD_TEST(rent_goes_from_tenant_to_landlord),
        WORLD_TEST(a_lease_is_renewed_after_its_term_at_the_rent_of_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
