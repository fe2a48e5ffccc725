/* Order books and grid queues: wait = backlog / capacity, and what changes it. */
#include "near.h"

#include "buildout/model/fluid_queue.h"

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

static void assert_ends(struct bo_fluid_queue *queue, double day, uint32_t tag)
{
    double next = -1.0;
    assert_true(bo_fluid_queue_next(queue, &next));
    assert_near(next, day, 1e-12);
    assert_int_equal(bo_fluid_queue_pop(queue, next), tag);
}

static void assert_idle(const struct bo_fluid_queue *queue)
{
    double next;
    assert_false(bo_fluid_queue_next(queue, &next));
}

/* 10 units at 2 a day: 5 days; an order of 4 more ends after 14 / 2 = 7. */
static void an_order_waits_for_the_backlog_and_for_itself(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 10.0);
    assert_near(bo_fluid_queue_wait_days(&queue), 5.0, 1e-15);
    bo_fluid_queue_add(&queue, 0.0, 4.0, 1);
    assert_near(bo_fluid_queue_backlog(&queue), 14.0, 1e-15);
    assert_near(bo_fluid_queue_wait_days(&queue), 7.0, 1e-15);
    assert_ends(&queue, 7.0, 1);
    assert_near(bo_fluid_queue_backlog(&queue), 0.0, 1e-15);
    assert_idle(&queue);
}

/* 6 of 14 are served by day 3; the other 8 at 4 a day take 2 more. */
static void capacity_that_doubles_halves_what_is_left_of_the_wait(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 10.0);
    bo_fluid_queue_add(&queue, 0.0, 4.0, 1);
    bo_fluid_queue_set(&queue, 3.0, 4.0, 0.0);
    assert_near(bo_fluid_queue_backlog(&queue), 8.0, 1e-15);
    assert_ends(&queue, 5.0, 1);
}

/* Others order 3 a day from a maker of 2: after 4 days 4 units wait, 2 days. Our order of 2 keeps its place before
 * what others order after it: (4 + 2) / 2 = 3 days. */
static void orders_of_others_lengthen_the_queue_but_pass_nobody(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 0.0);
    bo_fluid_queue_set(&queue, 0.0, 2.0, 3.0);
    bo_fluid_queue_advance(&queue, 4.0);
    assert_near(bo_fluid_queue_wait_days(&queue), 2.0, 1e-15);
    bo_fluid_queue_add(&queue, 4.0, 2.0, 1);
    assert_ends(&queue, 7.0, 1);
    /* By then 3 x 3 units of others have come behind it. */
    assert_near(bo_fluid_queue_backlog(&queue), 9.0, 1e-14);
}

static void others_who_order_less_than_capacity_leave_no_queue(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 0.0);
    bo_fluid_queue_set(&queue, 0.0, 2.0, 1.5);
    bo_fluid_queue_advance(&queue, 1000.0);
    assert_near(bo_fluid_queue_wait_days(&queue), 0.0, 0.0);
    bo_fluid_queue_add(&queue, 1000.0, 3.0, 1);
    assert_ends(&queue, 1001.5, 1);
}

/* Capacity that nobody used is not saved: an order of 4 on day 10 takes 2 days, after ten idle ones. */
static void an_idle_server_saves_nothing(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 0.0);
    bo_fluid_queue_add(&queue, 10.0, 4.0, 1);
    assert_ends(&queue, 12.0, 1);
    bo_fluid_queue_add(&queue, 100.0, 4.0, 2);
    assert_ends(&queue, 102.0, 2);
}

/* Places within the opening backlog of 10 come first and add nothing to it; the order that joins on day 1 waits for
 * all of it: (10 + 4) / 2 = 7. */
static void places_within_the_opening_backlog_add_nothing_to_it(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 10.0);
    bo_fluid_queue_place(&queue, 4.0, 1);
    bo_fluid_queue_place(&queue, 4.0, 2);
    bo_fluid_queue_place(&queue, 6.0, 3);
    assert_near(bo_fluid_queue_backlog(&queue), 10.0, 0.0);
    bo_fluid_queue_add(&queue, 1.0, 4.0, 4);
    assert_ends(&queue, 2.0, 1);
    assert_ends(&queue, 2.0, 2);
    assert_ends(&queue, 3.0, 3);
    assert_ends(&queue, 7.0, 4);
}

static void a_place_beyond_the_opening_backlog_makes_it_longer(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 2.0, 10.0);
    bo_fluid_queue_place(&queue, 16.0, 1);
    assert_near(bo_fluid_queue_wait_days(&queue), 8.0, 1e-15);
    assert_ends(&queue, 8.0, 1);
}

static void a_server_that_stands_still_keeps_everybody_waiting(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 0.0, 0.0);
    assert_near(bo_fluid_queue_wait_days(&queue), 0.0, 0.0);
    bo_fluid_queue_add(&queue, 5.0, 6.0, 1);
    assert_true(isinf(bo_fluid_queue_wait_days(&queue)));
    assert_idle(&queue);
    bo_fluid_queue_set(&queue, 50.0, 3.0, 0.0);
    assert_ends(&queue, 52.0, 1);
}

static void orders_without_size_end_in_the_order_in_which_they_came(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 1.0, 3.0);
    for (uint32_t i = 0; i < 40; i++) {
        bo_fluid_queue_add(&queue, 1.0, 0.0, 90 - i);
    }
    for (uint32_t i = 0; i < 40; i++) {
        assert_ends(&queue, 3.0, 90 - i);
    }
}

/* 1,000 orders of 1/3 at capacity 1/3: one a day, with no drift from thirds that have no exact double. */
static void rounding_does_not_pile_up(void **state)
{
    struct bo_fluid_queue queue;
    bo_fluid_queue_init(&queue, *state, 0.0, 1.0 / 3.0, 0.0);
    for (uint32_t i = 0; i < 1000; i++) {
        bo_fluid_queue_add(&queue, 0.0, 1.0 / 3.0, i);
    }
    for (uint32_t i = 0; i < 1000; i++) {
        assert_ends(&queue, i + 1.0, i);
    }
    assert_near(bo_fluid_queue_backlog(&queue), 0.0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_waits_for_the_backlog_and_for_itself),
        cmocka_unit_test(capacity_that_doubles_halves_what_is_left_of_the_wait),
        cmocka_unit_test(orders_of_others_lengthen_the_queue_but_pass_nobody),
        cmocka_unit_test(others_who_order_less_than_capacity_leave_no_queue),
        cmocka_unit_test(an_idle_server_saves_nothing),
        cmocka_unit_test(places_within_the_opening_backlog_add_nothing_to_it),
        cmocka_unit_test(a_place_beyond_the_opening_backlog_makes_it_longer),
        cmocka_unit_test(a_server_that_stands_still_keeps_everybody_waiting),
        cmocka_unit_test(orders_without_size_end_in_the_order_in_which_they_came),
        cmocka_unit_test(rounding_does_not_pile_up),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
