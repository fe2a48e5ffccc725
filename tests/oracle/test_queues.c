/* Oracle 1: queues and crews against queueing theory, each within the 99.9 % interval of its own replications.
 *
 * Which form applies: the model has no queue of n slots side by side. A maker with n lines and a region that grants n MW
 * a year are fluid servers: the whole rate works on the first in turn. With fixed work that is M/D/1 whose service takes
 * 1/n of a slot's time, not M/D/n, whose n orders at a time each take the whole of it; under load the two wait alike,
 * at little load only M/D/n keeps an order for a slot's time. Permits and studies are delays without a queue. The one
 * place where n serve at a time are crews, of which a job gets at most its own: there Erlang C holds.
 *
 * Sources: Pollaczek-Khinchine for M/D/1, Erlang C for M/M/n, Little's law; e.g. Gross and Harris, Fundamentals of
 * Queueing Theory.
 */
#include "verify.h"

#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/model/fluid_pool.h"
#include "buildout/model/fluid_queue.h"

#define ARENA_BYTES ((size_t)256 << 20)

enum { SEEDS = 20, ORDERS = 20000, WARM_UP = 2000 };
enum { ARRIVAL = 1, WORK = 2 };

/* Student's t of 19 degrees of freedom at 0.9995. */
#define T_19 3.883

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

static double exponential(uint64_t seed, uint32_t i, uint32_t purpose, double mean)
{
    struct bo_rng rng = {.seed = seed};
    return -mean * bo_log(bo_rng_uniform(&rng, i, purpose, 0));
}

/* The mean over seeds is within t standard errors of what theory says; and the interval is narrow enough to tell. */
static void assert_mean(const char *what, const double *mean, double theory, double width)
{
    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < SEEDS; i++) {
        sum += mean[i] / SEEDS;
    }
    for (int i = 0; i < SEEDS; i++) {
        squares += (mean[i] - sum) * (mean[i] - sum);
    }
    double half = T_19 * sqrt(squares / (SEEDS - 1.0) / SEEDS);
    assert_true(half < width * theory);
    verify_interval(what, theory, sum, half, "99.9 %");
}

/* Orders of one unit arrive at random at a maker of some units a day. Returns the mean wait until an order's own work
 * begins, by the dates at which orders end. */
static double wait_of(struct bo_arena *arena, uint64_t seed, double load, double per_day)
{
    struct bo_fluid_queue queue;
    static double arrived[ORDERS];
    double day = 0.0, next, wait = 0.0;
    bo_fluid_queue_init(&queue, arena, 0.0, per_day, 0.0);
    for (uint32_t i = 0; i < ORDERS;) {
        double arrival = day + exponential(seed, i, ARRIVAL, 1.0 / (load * per_day));
        while (bo_fluid_queue_next(&queue, &next) && next <= arrival) {
            uint32_t tag = bo_fluid_queue_pop(&queue, next);
            wait += tag >= WARM_UP ? next - arrived[tag] - 1.0 / per_day : 0.0;
        }
        day = arrived[i] = arrival;
        bo_fluid_queue_add(&queue, day, 1.0, i);
        i++;
    }
    while (bo_fluid_queue_next(&queue, &next)) {
        uint32_t tag = bo_fluid_queue_pop(&queue, next);
        wait += next - arrived[tag] - 1.0 / per_day;
    }
    return wait / (ORDERS - WARM_UP);
}

/* Mean wait of M/D/1 with one day of service: load / (2 (1 - load)): 0.5 at a half, 2 at 0.8. */
static void an_order_book_waits_like_m_d_1(void **state)
{
    static const double load[] = {0.5, 0.8};
    for (int k = 0; k < 2; k++) {
        double mean[SEEDS];
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            mean[seed] = wait_of(*state, 100 + seed, load[k], 1.0);
        }
        char what[64];
        snprintf(what, sizeof what, "order book of a maker, load %.1f: days of wait", load[k]);
        assert_mean(what, mean, load[k] / (2.0 * (1.0 - load[k])), 0.1);
    }
}

/* Four lines are one server of four units a day: a quarter of the wait of one, 2 / 4 at a load of 0.8. In M/D/4 it is
 * 0.38 days (simulated): a slot that is free is taken at once, whoever is still served in the others. */
static void lines_side_by_side_are_one_fast_server(void **state)
{
    double mean[SEEDS];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        mean[seed] = wait_of(*state, 300 + seed, 0.8, 4.0);
    }
    assert_mean("four lines of a maker, load 0.8: days of wait", mean, 0.5, 0.1);
}

struct crowd {
    double number_days; /* integral of the number at work */
    double day;
    uint32_t n;
};

static void pass(struct crowd *crowd, double day, double from)
{
    if (day > from) {
        crowd->number_days += crowd->n * (day - fmax(crowd->day, from));
    }
    crowd->day = day;
}

/* Jobs of one crew each, exponential work of mean one day, n crews. Fills the mean number at work and the mean time of
 * a job. */
static void crowd_of(struct bo_arena *arena, uint64_t seed, double n, double rate, double *number,
                     double *time)
{
    struct bo_fluid_pool pool;
    static double arrived[ORDERS];
    struct crowd crowd = {0};
    double next, from = 0.0, time_sum = 0.0, end = 0.0;
    uint32_t ended = 0;
    bo_fluid_pool_init(&pool, arena, 0.0, n);
    double arrival = 0.0;
    for (uint32_t i = 0; i < ORDERS; i++) {
        arrival += exponential(seed, i, ARRIVAL, 1.0 / rate);
        while (bo_fluid_pool_next(&pool, &next) && next <= arrival) {
            uint32_t tag = bo_fluid_pool_pop(&pool, next);
            pass(&crowd, next, from);
            crowd.n--;
            if (tag >= WARM_UP) {
                time_sum += next - arrived[tag];
                ended++;
            }
        }
        pass(&crowd, arrival, from);
        if (i == WARM_UP) {
            from = arrival;
            crowd.number_days = 0.0;
        }
        arrived[i] = arrival;
        bo_fluid_pool_add(&pool, arrival, exponential(seed, i, WORK, 1.0), 1.0, i);
        crowd.n++;
        end = arrival;
    }
    *number = crowd.number_days / (end - from);
    *time = time_sum / ended;
}

/* The probability that all n are busy, by Erlang B's recursion. */
static double erlang_c(uint32_t n, double load)
{
    double b = 1.0;
    for (uint32_t i = 1; i <= n; i++) {
        b = load * b / (i + load * b);
    }
    return b / (1.0 - load / n * (1.0 - b));
}

/* With exponential work the number at work in a region where all slow down alike is that of M/M/n, whose mean is
 * a + C a / (n - a) for a load of a Erlang; the mean time is that over the rate of arrivals. Four crews at a load of
 * 3.2: C = 0.5964, so 3.2 + 0.5964 x 3.2 / 0.8 = 5.586. */
static void crews_are_as_busy_as_m_m_n(void **state)
{
    static const struct {
        uint32_t n;
        double rate;
    } region[] = {{4, 3.2}, {1, 0.6}, {20, 15.0}};
    assert_near(erlang_c(4, 3.2), 0.5964, 1e-4);
    for (int k = 0; k < 3; k++) {
        double number[SEEDS], time[SEEDS], a = region[k].rate, n = region[k].n;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            crowd_of(*state, 200 + seed, n, a, &number[seed], &time[seed]);
        }
        double theory = a + erlang_c(region[k].n, a) * a / (n - a);
        char what[64];
        snprintf(what, sizeof what, "%u crews, %.1f jobs a day: number at work", region[k].n, a);
        assert_mean(what, number, theory, 0.1);
        snprintf(what, sizeof what, "%u crews, %.1f jobs a day: days of a job", region[k].n, a);
        assert_mean(what, time, theory / a, 0.1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_book_waits_like_m_d_1),
        cmocka_unit_test(lines_side_by_side_are_one_fast_server),
        cmocka_unit_test(crews_are_as_busy_as_m_m_n),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
