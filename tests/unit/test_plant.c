/* Straight-line depreciation of pools: every purchase is charged in full, to the cent. */
#include "near.h"

#include "buildout/model/plant.h"

#define ARENA_BYTES ((size_t)16 << 20)

static int make_arena(void **state)
{
    struct bo_arena *arena;
    struct bo_err err;
    if (bo_arena_create(ARENA_BYTES, false, &arena, &err) != BO_OK) {
        return -1;
    }
    *state = arena;
    return 0;
}

static int free_arena(void **state)
{
    bo_arena_free(*state);
    return 0;
}

static bo_money charges(struct bo_plant *plant, uint32_t from, uint32_t to)
{
    bo_money sum = 0;
    for (uint32_t month = from; month < to; month++) {
        sum += bo_plant_charge(plant, month);
    }
    return sum;
}

/* 100.01 over three months: 33.33, 33.33 and the rest, 33.35. */
static void the_last_charge_takes_the_cents_that_are_left(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 12);
    bo_plant_buy(&plant, 2, 10001, 3);
    assert_int_equal(bo_plant_charge(&plant, 0), 0);
    assert_int_equal(bo_plant_charge(&plant, 1), 0);
    assert_int_equal(bo_plant_charge(&plant, 2), 3333);
    assert_int_equal(bo_plant_charge(&plant, 3), 3333);
    assert_int_equal(bo_plant_charge(&plant, 4), 3335);
    assert_int_equal(charges(&plant, 5, 12), 0);
}

static void one_cent_is_charged_once_at_the_end_of_its_life(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 12);
    bo_plant_buy(&plant, 0, 1, 5);
    assert_int_equal(charges(&plant, 0, 4), 0);
    assert_int_equal(bo_plant_charge(&plant, 4), 1);
    assert_int_equal(charges(&plant, 5, 12), 0);
}

static void a_life_of_one_month_is_charged_in_the_month_of_the_purchase(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 3);
    bo_plant_buy(&plant, 2, 777, 1);
    assert_int_equal(charges(&plant, 0, 2), 0);
    assert_int_equal(bo_plant_charge(&plant, 2), 777);
}

static void purchases_of_many_months_and_lives_are_charged_in_full(void **state)
{
    enum { MONTHS = 200 };
    struct bo_plant plant;
    bo_plant_init(&plant, *state, MONTHS);
    bo_money bought = 0;
    for (uint32_t month = 0; month < 100; month++) {
        bo_money cost = 1234567 + 7919 * (bo_money)month * month;
        bo_plant_buy(&plant, month, cost, 1 + month % 97);
        bought += cost;
    }
    assert_int_equal(charges(&plant, 0, MONTHS), bought);
}

/* 60.00 over 60 months, of which the run sees 24: 24 charges of 1.00. */
static void a_life_that_outlasts_the_run_is_charged_as_far_as_the_run_goes(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 24);
    bo_plant_buy(&plant, 0, 6000, 60);
    bo_plant_buy(&plant, 12, 1200, 12); /* ends with the run, last cent included */
    assert_int_equal(charges(&plant, 0, 24), 24 * 100 + 1200);
}

/* Founded late, its owner's first charge is that of month 4; what was bought for month 2 has ten of twelve left. */
static void months_without_a_charge_are_passed_over(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 24);
    bo_plant_buy(&plant, 2, 1200, 12);
    assert_int_equal(bo_plant_charge(&plant, 4), 100);
    assert_int_equal(charges(&plant, 5, 24), 900);
}

/* 600.00 with a life of three years is 300, 200 and 100 with three, two and one year left: 8.33 + 8.33 + 8.33 a month
 * in the first year, two of them in the second, one in the third, and the odd cents in each one's last month. */
static void an_opening_stock_wears_out_by_yearly_vintages(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 60);
    bo_plant_open(&plant, 60000, 36);
    assert_int_equal(charges(&plant, 0, 11), 11 * 2499);
    assert_int_equal(bo_plant_charge(&plant, 11), 2 * 833 + 837); /* 10000 - 11 x 833 */
    assert_int_equal(charges(&plant, 12, 23), 11 * 1666);
    assert_int_equal(bo_plant_charge(&plant, 23), 833 + 841); /* 20000 - 23 x 833 */
    assert_int_equal(charges(&plant, 24, 35), 11 * 833);
    assert_int_equal(bo_plant_charge(&plant, 35), 845); /* 30000 - 35 x 833 */
    assert_int_equal(charges(&plant, 36, 60), 0);
}

static void an_opening_stock_is_charged_in_full_whatever_its_life(void **state)
{
    const uint32_t life[] = {1, 11, 12, 13, 48, 66, 480};
    for (size_t i = 0; i < sizeof life / sizeof life[0]; i++) {
        struct bo_plant plant;
        bo_plant_init(&plant, *state, 600);
        bo_plant_open(&plant, 123456789, life[i]);
        assert_int_equal(charges(&plant, 0, 600), 123456789);
    }
}

/* As much bought in each of the four months before, in use two months later, for four: 4, 4, 4 and 3 of fifteen parts are
 * left. The oldest two are in use, one of them a month longer; one joins in each of the next two months. */
static void an_opening_stock_is_as_old_as_its_purchases(void **state)
{
    const struct bo_plant_past past = {.bought_months = 4, .setup_months = 2, .life_months = 4};
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 12);
    bo_plant_open_past(&plant, 1500, &past);
    const bo_money charge[] = {200, 300, 400, 300, 200, 100, 0};
    for (uint32_t month = 0; month < sizeof charge / sizeof charge[0]; month++) {
        assert_int_equal(bo_plant_charge(&plant, month), charge[month]);
    }
}

static void purchases_older_than_a_life_have_left_nothing(void **state)
{
    const struct bo_plant_past past = {.bought_months = 90, .setup_months = 3, .life_months = 48};
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 100);
    bo_plant_open_past(&plant, 123456789, &past);
    assert_int_equal(charges(&plant, 0, 51), 123456789);
    assert_int_equal(charges(&plant, 51, 100), 0);
}

/* 12.00 over 12 months, 3 charged: 9.00 left over 9; with 9 more months 0.50 each; with 12 fewer all at once. */
static void what_is_left_is_spread_anew_when_lives_are(void **state)
{
    struct bo_plant plant;
    bo_plant_init(&plant, *state, 30);
    bo_plant_buy(&plant, 0, 1200, 12);
    assert_int_equal(charges(&plant, 0, 3), 300);
    bo_plant_stretch(&plant, 3, 9);
    assert_int_equal(bo_plant_charge(&plant, 3), 50);
    assert_int_equal(charges(&plant, 4, 10), 300);
    bo_plant_stretch(&plant, 10, -12);
    assert_int_equal(bo_plant_charge(&plant, 10), 550);
    assert_int_equal(charges(&plant, 11, 30), 0);
}

/* Many vintages, longer and then shorter lives: all that was bought is charged, to the cent. */
static void every_cent_is_charged_whatever_lives_are_judged(void **state)
{
    enum { MONTHS = 300 };
    struct bo_plant plant;
    bo_plant_init(&plant, *state, MONTHS);
    bo_plant_open(&plant, 98765432, 48);
    bo_money bought = 98765432, charged = 0;
    for (uint32_t month = 0; month < MONTHS; month++) {
        if (month == 12 || month == 40) {
            bo_plant_stretch(&plant, month, month == 12 ? 24 : -6);
        }
        charged += bo_plant_charge(&plant, month);
        if (month < 100) {
            bo_money cost = 1234567 + 7919 * (bo_money)month;
            bo_plant_buy(&plant, month + 1, cost, month < 12 ? 48 : month < 40 ? 72 : 66);
            bought += cost;
        }
    }
    assert_int_equal(charged, bought);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_charge_takes_the_cents_that_are_left),
        cmocka_unit_test(one_cent_is_charged_once_at_the_end_of_its_life),
        cmocka_unit_test(a_life_of_one_month_is_charged_in_the_month_of_the_purchase),
        cmocka_unit_test(purchases_of_many_months_and_lives_are_charged_in_full),
        cmocka_unit_test(a_life_that_outlasts_the_run_is_charged_as_far_as_the_run_goes),
        cmocka_unit_test(months_without_a_charge_are_passed_over),
        cmocka_unit_test(an_opening_stock_wears_out_by_yearly_vintages),
        cmocka_unit_test(an_opening_stock_is_charged_in_full_whatever_its_life),
        cmocka_unit_test(an_opening_stock_is_as_old_as_its_purchases),
        cmocka_unit_test(purchases_older_than_a_life_have_left_nothing),
        cmocka_unit_test(what_is_left_is_spread_anew_when_lives_are),
        cmocka_unit_test(every_cent_is_charged_whatever_lives_are_judged),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
