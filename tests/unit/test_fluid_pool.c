/* Crews as a virtual clock: every date below is worked out by hand from rate = min(1, capacity / demand). */
#include <string.h>

#include "child.h"

#include "buildout/base/rng.h"
#include "buildout/model/fluid_pool.h"

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

/* The next job ends on this day and bears this tag. */
static void assert_ends(struct bo_fluid_pool *pool, double day, uint32_t tag)
{
    double next = -1.0;
    assert_true(bo_fluid_pool_next(pool, &next));
    assert_near(next, day, 1e-12);
    assert_int_equal(bo_fluid_pool_pop(pool, next), tag);
}

static void assert_idle(struct bo_fluid_pool *pool)
{
    double next;
    assert_false(bo_fluid_pool_next(pool, &next));
}

static void a_job_alone_takes_its_work_however_long_the_pool_was_idle(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    assert_idle(&pool);
    bo_fluid_pool_add(&pool, 100.0, 5.0, 10.0, 3);
    assert_ends(&pool, 105.0, 3);
    assert_idle(&pool);
    bo_fluid_pool_add(&pool, 200.0, 5.0, 1.0, 4);
    assert_ends(&pool, 205.0, 4);
}

static void work_of_no_days_is_done_at_once(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    bo_fluid_pool_add(&pool, 0.0, 8.0, 20.0, 1); /* at a rate of a half: until day 16 */
    uint32_t job = bo_fluid_pool_add(&pool, 2.0, 0.0, 5.0, 2);
    assert_near(bo_fluid_pool_progress(&pool, 2.0, job), 1.0, 0.0);
    assert_ends(&pool, 2.0, 2);
    assert_ends(&pool, 16.0, 1);
    assert_idle(&pool);
}

static void more_crews_than_are_asked_for_make_nobody_faster(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 1000.0);
    bo_fluid_pool_add(&pool, 0.0, 8.0, 1.0, 1);
    assert_near(bo_fluid_pool_rate(&pool), 1.0, 0.0);
    assert_ends(&pool, 8.0, 1);
}

/* 10 workers, both want 10: half speed. The short one ends at 4 / 0.5 = 8; then 6 of 10 are left, at full speed: 14. */
static void two_jobs_slow_each_other_until_one_ends(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 10.0, 1);
    bo_fluid_pool_add(&pool, 0.0, 4.0, 10.0, 2);
    assert_near(bo_fluid_pool_rate(&pool), 0.5, 0.0);
    assert_ends(&pool, 8.0, 2);
    assert_near(bo_fluid_pool_rate(&pool), 1.0, 0.0);
    assert_ends(&pool, 14.0, 1);
}

/* 8 workers. A wants 6 for 10 days, alone till 5. B joins with 10: rate 8/16. A's other 5 days take 10: day 15. By then
 * B has done 5 of 10; alone it runs at 8/10, so 5 / 0.8 = 6.25 more: 21.25. */
static void a_job_that_joins_slows_what_is_under_way(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 8.0);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 6.0, 1);
    bo_fluid_pool_add(&pool, 5.0, 10.0, 10.0, 2);
    assert_ends(&pool, 15.0, 1);
    assert_ends(&pool, 21.25, 2);
}

/* 4 of 10 days are done when crews fall to a half: the other 6 take 12 more. */
static void a_change_of_capacity_counts_from_its_day(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 10.0, 1);
    bo_fluid_pool_set_capacity(&pool, 4.0, 5.0);
    assert_ends(&pool, 16.0, 1);
}

/* Half speed to day 6 (3 done), quarter speed to day 14 (5 done), then full: the other 5 end on day 19. */
static void capacity_may_change_many_times(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 2.0);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 4.0, 1);
    bo_fluid_pool_set_capacity(&pool, 6.0, 1.0);
    bo_fluid_pool_set_capacity(&pool, 14.0, 4.0);
    assert_ends(&pool, 19.0, 1);
}

/* Both at half speed till day 6: 3 done. Alone, the other 7 end on day 13. */
static void a_job_removed_leaves_its_crews_to_the_others(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 10.0, 1);
    uint32_t leaves = bo_fluid_pool_add(&pool, 0.0, 9.0, 10.0, 2);
    bo_fluid_pool_remove(&pool, 6.0, leaves);
    assert_ends(&pool, 13.0, 1);
    assert_idle(&pool);
}

static void the_last_job_removed_leaves_an_empty_pool(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 3.0);
    uint32_t a = bo_fluid_pool_add(&pool, 0.0, 10.0, 0.1, 1);
    uint32_t b = bo_fluid_pool_add(&pool, 0.0, 10.0, 0.2, 2);
    bo_fluid_pool_remove(&pool, 1.0, a);
    bo_fluid_pool_remove(&pool, 1.0, b);
    assert_idle(&pool);
    assert_near(pool.demand, 0.0, 0.0); /* to the last bit: 0.1 + 0.2 - 0.1 - 0.2 is not nil */
}

static void begun_work_needs_only_what_is_left(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    uint32_t job = bo_fluid_pool_add_begun(&pool, 0.0, 10.0, 4.0, 10.0, 1);
    assert_near(bo_fluid_pool_progress(&pool, 0.0, job), 0.4, 1e-15);
    assert_near(bo_fluid_pool_progress(&pool, 3.0, job), 0.7, 1e-15);
    assert_ends(&pool, 6.0, 1);
}

/* At half speed 4 days do 2 of 10; at full speed, from day 8 on, the rest; asked late it is whole, not more. */
static void progress_follows_the_crews(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 10.0);
    uint32_t job = bo_fluid_pool_add(&pool, 0.0, 10.0, 10.0, 1);
    bo_fluid_pool_add(&pool, 0.0, 4.0, 10.0, 2);
    assert_near(bo_fluid_pool_progress(&pool, 0.0, job), 0.0, 0.0);
    assert_near(bo_fluid_pool_progress(&pool, 4.0, job), 0.2, 1e-15);
    assert_ends(&pool, 8.0, 2);
    assert_near(bo_fluid_pool_progress(&pool, 9.0, job), 0.5, 1e-15);
    assert_near(bo_fluid_pool_progress(&pool, 99.0, job), 1.0, 0.0);
}

static void jobs_that_end_together_end_in_the_order_in_which_they_came(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 100.0);
    for (uint32_t i = 0; i < 20; i++) {
        bo_fluid_pool_add(&pool, 0.0, 10.0, 1.0, 50 - i);
    }
    for (uint32_t i = 0; i < 20; i++) {
        assert_ends(&pool, 10.0, 50 - i);
    }
}

/* The slot of a removed job goes to the next one. The heap still holds the old entry; though both end on day 10, the
 * new job ends once, and after the one that came before it. */
static void a_slot_taken_again_forgets_whose_it_was(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 100.0);
    uint32_t first = bo_fluid_pool_add(&pool, 0.0, 10.0, 1.0, 1);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 1.0, 2);
    bo_fluid_pool_remove(&pool, 4.0, first);
    assert_int_equal(bo_fluid_pool_add(&pool, 4.0, 6.0, 1.0, 3), first);
    assert_ends(&pool, 10.0, 2);
    assert_ends(&pool, 10.0, 3);
    assert_idle(&pool);
}

static void slots_are_used_again(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 1.0);
    for (uint32_t i = 0; i < 100; i++) {
        uint32_t gone = bo_fluid_pool_add(&pool, 10.0 * i, 5.0, 1.0, 1000);
        bo_fluid_pool_remove(&pool, 10.0 * i + 1.0, gone);
        bo_fluid_pool_add(&pool, 10.0 * i + 2.0, 3.0, 1.0, i);
        assert_ends(&pool, 10.0 * i + 5.0, i);
    }
    assert_int_equal(pool.n_jobs, 1);
}

static void a_pool_without_crews_stands_still_until_some_come(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 0.0);
    uint32_t job = bo_fluid_pool_add(&pool, 0.0, 10.0, 2.0, 1);
    assert_idle(&pool);
    assert_near(bo_fluid_pool_progress(&pool, 30.0, job), 0.0, 0.0);
    bo_fluid_pool_set_capacity(&pool, 30.0, 1.0);
    assert_ends(&pool, 50.0, 1); /* half speed: 10 days of work take 20 */
}

static void work_that_asks_for_nobody_runs_at_full_speed(void **state)
{
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, *state, 0.0, 0.0);
    bo_fluid_pool_add(&pool, 0.0, 10.0, 0.0, 1);
    assert_ends(&pool, 10.0, 1);
}

/* ---- against a plain simulation that lowers every job's remaining work step by step ---- */

enum { N_RANDOM = 200 };

struct plain {
    double left[N_RANDOM], demand[N_RANDOM], ended[N_RANDOM];
    bool here[N_RANDOM];
    double now, capacity;
};

static double plain_rate(const struct plain *p)
{
    double demand = 0.0;
    for (int i = 0; i < N_RANDOM; i++) {
        demand += p->here[i] ? p->demand[i] : 0.0;
    }
    return demand > p->capacity ? p->capacity / demand : 1.0;
}

static void plain_until(struct plain *p, double day)
{
    for (;;) {
        double rate = plain_rate(p);
        int next = -1;
        for (int i = 0; i < N_RANDOM; i++) {
            if (p->here[i] && (next < 0 || p->left[i] < p->left[next])) {
                next = i;
            }
        }
        double step = next < 0 ? day - p->now : fmin(day - p->now, p->left[next] / rate);
        for (int i = 0; i < N_RANDOM; i++) {
            p->left[i] -= p->here[i] ? step * rate : 0.0;
        }
        p->now += step;
        if (next < 0 || p->left[next] > 1e-9) {
            return;
        }
        p->here[next] = false;
        p->ended[next] = p->now;
    }
}

static void pop_until(struct bo_fluid_pool *pool, double day, double *ended)
{
    double next;
    while (bo_fluid_pool_next(pool, &next) && next <= day) {
        uint32_t tag = bo_fluid_pool_pop(pool, next);
        ended[tag] = next;
    }
}

static void dates_agree_with_a_plain_simulation(void **state)
{
    struct bo_rng rng = {.seed = 7};
    struct bo_fluid_pool pool;
    static struct plain plain;
    static double ended[N_RANDOM];
    uint32_t handle[N_RANDOM] = {0};
    bo_fluid_pool_init(&pool, *state, 0.0, 30.0);
    plain.capacity = 30.0;
    for (uint32_t i = 0; i < N_RANDOM; i++) {
        double day = plain.now + 4.0 * bo_rng_uniform(&rng, i, 1, 0);
        plain_until(&plain, day);
        pop_until(&pool, day, ended);
        double work = 1.0 + 20.0 * bo_rng_uniform(&rng, i, 2, 0);
        double demand = 10.0 * bo_rng_uniform(&rng, i, 3, 0);
        plain.left[i] = work;
        plain.demand[i] = demand;
        plain.here[i] = true;
        handle[i] = bo_fluid_pool_add(&pool, day, work, demand, i);
        if (i % 7 == 0) {
            plain.capacity = 20.0 + i / 10.0;
            bo_fluid_pool_set_capacity(&pool, day, plain.capacity);
        }
        if (i % 11 == 10 && plain.here[i - 3]) {
            plain.here[i - 3] = false;
            bo_fluid_pool_remove(&pool, day, handle[i - 3]);
        }
    }
    plain_until(&plain, 1e5);
    pop_until(&pool, 1e5, ended);
    for (uint32_t i = 0; i < N_RANDOM; i++) {
        assert_near(ended[i], plain.ended[i], 1e-9);
    }
    assert_true(plain.ended[N_RANDOM - 1] > 0.0);
}

static void add_in_the_past(void *shared)
{
    (void)shared;
    child_is_silent();
    struct bo_arena *arena;
    if (bo_arena_create(ARENA_BYTES, false, &arena, NULL) != BO_OK) {
        _exit(2);
    }
    struct bo_fluid_pool pool;
    bo_fluid_pool_init(&pool, arena, 10.0, 1.0);
    bo_fluid_pool_add(&pool, 9.0, 1.0, 1.0, 0);
}

static void dates_that_run_backwards_are_our_bug(void **state)
{
    (void)state;
    assert_child_aborts(add_in_the_past);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_alone_takes_its_work_however_long_the_pool_was_idle),
        cmocka_unit_test(work_of_no_days_is_done_at_once),
        cmocka_unit_test(more_crews_than_are_asked_for_make_nobody_faster),
        cmocka_unit_test(two_jobs_slow_each_other_until_one_ends),
        cmocka_unit_test(a_job_that_joins_slows_what_is_under_way),
        cmocka_unit_test(a_change_of_capacity_counts_from_its_day),
        cmocka_unit_test(capacity_may_change_many_times),
        cmocka_unit_test(a_job_removed_leaves_its_crews_to_the_others),
        cmocka_unit_test(the_last_job_removed_leaves_an_empty_pool),
        cmocka_unit_test(begun_work_needs_only_what_is_left),
        cmocka_unit_test(progress_follows_the_crews),
        cmocka_unit_test(jobs_that_end_together_end_in_the_order_in_which_they_came),
        cmocka_unit_test(a_slot_taken_again_forgets_whose_it_was),
        cmocka_unit_test(slots_are_used_again),
        cmocka_unit_test(a_pool_without_crews_stands_still_until_some_come),
        cmocka_unit_test(work_that_asks_for_nobody_runs_at_full_speed),
        cmocka_unit_test(dates_agree_with_a_plain_simulation),
        cmocka_unit_test(dates_that_run_backwards_are_our_bug),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
