/* Crews that are trained, and other buyers who see lead times late. */
#include "tiny_project.h"

#include "buildout/base/num.h"
#include "buildout/model/load.h"
#include "buildout/model/supply.h"

/* At double use crews grow by 0.5 x (2 - 0.9) more a year; those taken on in the first month work from the fourth on. */
static void new_crews_work_once_they_are_trained(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.crew_growth_answer_per_year=0.5",
                                      "construction.crew_training_months=3",
                                      "regions.North.labour_growth_per_year=0.06"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    for (int month = 0; month < 5; month++) {
        north->crews.demand = 2.0 * north->crews.capacity;
        double before = north->crews.capacity;
        bo_supply_close(t.world, 30.0 * (month + 1));
        double answer = month < 3 ? 0.0 : 0.5 * (2.0 - 0.9);
        assert_near(north->crews.capacity / before, bo_exp((0.06 + answer) / 12.0), 1e-12);
        t.world->month++;
    }
    tiny_close(&t);
}

/* The quote stands a month above what others have in mind: with a lag of ten months they see a tenth of it. */
static void other_buyers_see_lead_times_change_late(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "equipment.transformers.other_lag_months=10",
                                      "equipment.transformers.other_forward_ordering_ratio=1.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_maker *maker = &t.world->maker[0];
    bo_fluid_queue_advance(&maker->book, 31.0);
    double lead = bo_supply_lead_days(maker);
    maker->lead_seen_days = lead - MONTH;
    bo_supply_close(t.world, 31.0);
    assert_near(maker->lead_seen_days, lead - 0.9 * MONTH, 1e-9);
    assert_near(maker->book.inflow / maker->other_start, 1.1, 1e-12);
    tiny_close(&t);
}

/* The lead stands at e times that of the start, a need of one: at an answer of 0.6 a year lines for 0.6 a year are
 * begun. They take a year to come, and until then each month's twelfth is off what is needed still. */
static void makers_do_not_build_for_the_same_book_twice(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN,
                                      "equipment.transformers.capacity_answer_per_year=0.6",
                                      "equipment.transformers.capacity_answer_max_per_year=2.0",
                                      "equipment.transformers.lines_delay_months=12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_maker *maker = &t.world->maker[0];
    double decided = 0.0;
    uint32_t delay = (uint32_t)(maker->param->lines_delay_days / BO_DAYS_PER_MONTH);
    for (uint32_t month = 0; month < 6; month++) {
        double day = 30.0 * (month + 1);
        bo_fluid_queue_advance(&maker->book, day);
        double lacking = exp(1.0) * maker->param->lead_at_start_days - bo_supply_lead_days(maker);
        bo_fluid_queue_add(&maker->book, day, lacking * maker->book.capacity, 0);
        bo_supply_close(t.world, day);
        double answer = maker->growth_decided[month + delay];
        assert_near(answer, 0.6 * (1.0 - decided), 1e-6);
        decided += answer / 12.0;
        t.world->month++;
    }
    assert_true(decided > 0.2 && decided < 0.3);
    tiny_close(&t);
}

#define GROWS(how, before, after)                                                        \
    "equipment.transformers.capacity_" how "_per_year={ points = ((\"2022-01\", " before \
    "), (\"2022-02-15\", " after ")); shape = \"step\"; }"

/* Trend and answer of a day: from the second month on there is no trend, and lines are begun at 0.6 a year for a need of
 * one; before, none are. */
static void growth_and_answer_may_change_with_the_date(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, GROWS("growth", "0.12", "0.0"),
                                      GROWS("answer", "0.0", "0.6"),
                                      "equipment.transformers.capacity_answer_max_per_year=2.0",
                                      "equipment.transformers.lines_delay_months=12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_maker *maker = &t.world->maker[0];
    uint32_t delay = (uint32_t)(maker->param->lines_delay_days / BO_DAYS_PER_MONTH);
    for (uint32_t month = 0; month < 2; month++) {
        double day = 30.0 * (month + 1), before = maker->book.capacity;
        bo_fluid_queue_advance(&maker->book, day);
        double lacking = exp(1.0) * maker->param->lead_at_start_days - bo_supply_lead_days(maker);
        bo_fluid_queue_add(&maker->book, day, lacking * maker->book.capacity, 0);
        bo_supply_close(t.world, day);
        assert_near(maker->book.capacity / before, bo_exp(month == 0 ? 0.01 : 0.0), 1e-12);
        assert_near(maker->growth_decided[month + delay], month == 0 ? 0.0 : 0.6, 1e-6);
        t.world->month++;
    }
    tiny_close(&t);
}

/* Seven in ten from February to the end of March, and then all again; what they grow by goes on. */
static void crews_may_be_fewer_for_a_time(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN,
                                      "regions.North.crews_index=*0.7 from 2022-02 to 2022-04",
                                      "regions.North.labour_growth_per_year=0.12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    double first = north->crews.capacity;
    const double day[] = {31.0, 59.0, 90.0}, ratio[] = {0.7, 0.7, 1.0};
    for (int month = 0; month < 3; month++) {
        bo_supply_close(t.world, day[month]);
        assert_near(north->crews.capacity / first, ratio[month] * bo_exp(0.01 * (month + 1)),
                    1e-12);
        t.world->month++;
    }
    tiny_close(&t);
}

static void the_trend_of_crews_may_change_with_the_date(void **state)
{
    (void)state;
    static const char *const set[] = {
        TINY_CERTAIN, ("regions.North.labour_growth_per_year={ points = ( (\"2022-01\", 0.12), "
                       "(\"2022-03\", 0.0) ); shape = \"step\"; }")};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    double first = north->crews.capacity;
    const double day[] = {31.0, 59.0, 90.0};
    for (int month = 0; month < 3; month++) {
        bo_supply_close(t.world, day[month]);
        t.world->month++;
    }
    assert_near(north->crews.capacity / first, bo_exp(0.01), 1e-12);
    tiny_close(&t);
}

/* North wants 900 workers, which at 0.9 of use are 1,000 crews: it has 800 and lacks 200. South has 1,000 idle. Of those
 * that are lacked 1 - exp(-1) come in the month; none from another country, and none that North does not lack. */
static double crews_come(const char *country)
{
    const char *const set[] = {TINY_CERTAIN, "construction.crew_move_per_year=12", country};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_fluid_pool *north = &t.world->region[TINY_NORTH].crews,
                         *south = &t.world->region[TINY_SOUTH].crews;
    bo_fluid_pool_set_capacity(north, 0.0, 800.0);
    bo_fluid_pool_set_capacity(south, 0.0, 1000.0);
    north->demand = 900.0;
    south->demand = 0.0;
    bo_supply_close(t.world, 31.0);
    double come = north->capacity - 800.0;
    assert_near(south->capacity, 1000.0 - come, 1e-9);
    tiny_close(&t);
    return come;
}

static void crews_move_to_where_they_are_short_in_their_country(void **state)
{
    (void)state;
    assert_near(crews_come("regions.South.countries=[ \"US\" ]"), 200.0 * -bo_expm1(-1.0), 1e-9);
    assert_near(crews_come("regions.South.countries=[ \"MY\" ]"), 0.0, 0.0);
}

static void a_plant_may_double_what_makers_build(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN,
                                      "equipment.transformers.capacity_growth_per_year=0.0",
                                      "equipment.transformers.capacity_index=*2 from 2022-02"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_maker *maker = &t.world->maker[0];
    bo_supply_close(t.world, 31.0);
    assert_near(maker->book.capacity, 2.0 * maker->capacity_start, 1e-12);
    t.world->month++;
    bo_supply_close(t.world, 59.0);
    assert_near(maker->book.capacity, 2.0 * maker->capacity_start, 1e-12);
    tiny_close(&t);
}

/* PUE of 1.2, then 1.1: the same connection carries 12 MW of IT where it carried 11. */
static void better_cooling_leaves_more_of_a_grant(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN,
                                      "regions.North.overhead_index=*0.5 from 2022-02"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    const struct bo_region *north = &t.world->region[TINY_NORTH];
    double before = bo_supply_grants_mw_per_day(t.world, north, 30.0);
    assert_near(bo_supply_grants_mw_per_day(t.world, north, 31.0) / before, 1.2 / 1.1, 1e-12);
    assert_near(bo_load_pue_new(t.world, north, 31.0), 1.1, 1e-12);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_crews_work_once_they_are_trained),
        cmocka_unit_test(other_buyers_see_lead_times_change_late),
        cmocka_unit_test(makers_do_not_build_for_the_same_book_twice),
        cmocka_unit_test(growth_and_answer_may_change_with_the_date),
        cmocka_unit_test(crews_may_be_fewer_for_a_time),
        cmocka_unit_test(the_trend_of_crews_may_change_with_the_date),
        cmocka_unit_test(crews_move_to_where_they_are_short_in_their_country),
        cmocka_unit_test(a_plant_may_double_what_makers_build),
        cmocka_unit_test(better_cooling_leaves_more_of_a_grant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
