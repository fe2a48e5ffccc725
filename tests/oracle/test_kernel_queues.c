/* Queues through the kernel's agenda against queueing theory: M/M/1, M/M/c and M/D/1, a million customers at half the load
 * within 1 %, and twenty seeds at 0.9 of it within their 99.9 % interval.
 *
 * Sources: Erlang C for M/M/c, Pollaczek-Khinchine for M/D/1; Gross and Harris, Fundamentals of Queueing Theory.
 */
#include "child.h"

#include "verify.h"

#include "buildout/base/num.h"
#include "buildout/base/rng.h"

enum { ARRIVAL = 1, SERVICE = 2 };
enum { SEEDS = 20, SERVERS_MAX = 4, CUSTOMERS_MANY = 1000000, CUSTOMERS_EACH = 150000 };
enum { WARM_UP = 5000, RING = 1 << 16 };

/* Student's t of 19 degrees of freedom at 0.9995. */
#define T_19 3.883

/* One system: customers come at rate load x servers, a server serves one a day on average. */
struct queue {
    uint64_t run_key;
    uint32_t n_servers, n_customers;
    double load;
    bool fixed; /* each service takes a day */
    uint32_t n_arrived, n_begun, n_left, n_busy;
    double arrived[RING]; /* of those in the system, by number */
    double sum;           /* of the days that customers spent in it, after the warm-up */
};

static double exponential(const struct queue *q, uint32_t purpose, uint32_t i)
{
    return -bo_log(bo_rng_uniform_of(q->run_key, 1, purpose, i));
}

static void on_departure(struct bo_kernel *kernel, void *context, uint64_t customer);

static void begin_service(struct bo_kernel *kernel, struct queue *q)
{
    uint32_t customer = q->n_begun++;
    double service = q->fixed ? 1.0 : exponential(q, SERVICE, customer);
    q->n_busy++;
    bo_kernel_at(kernel, bo_kernel_now(kernel) + service, BO_EVENT_PURE, on_departure, q, customer);
}

static void on_departure(struct bo_kernel *kernel, void *context, uint64_t customer)
{
    struct queue *q = context;
    q->n_busy--;
    q->n_left++;
    if (customer >= WARM_UP)
        q->sum += bo_kernel_now(kernel) - q->arrived[customer % RING];
    if (q->n_begun < q->n_arrived)
        begin_service(kernel, q);
}

static void on_arrival(struct bo_kernel *kernel, void *context, uint64_t customer)
{
    struct queue *q = context;
    double gap = exponential(q, ARRIVAL, (uint32_t)customer) / (q->load * (double)q->n_servers);
    if (q->n_arrived - q->n_left >= RING)
        _exit(4);
    q->arrived[customer % RING] = bo_kernel_now(kernel);
    q->n_arrived++;
    if (q->n_busy < q->n_servers)
        begin_service(kernel, q);
    if (customer + 1 < q->n_customers)
        bo_kernel_at(kernel, bo_kernel_now(kernel) + gap, BO_EVENT_PURE, on_arrival, q,
                     customer + 1);
}

struct experiment {
    uint32_t n_queues;
    struct queue queue[SEEDS];
};

static void simulate(void *shared)
{
    struct experiment *e = shared;
    struct bo_kernel *kernel = child_kernel(0, NULL);
    for (uint32_t i = 0; i < e->n_queues; i++)
        bo_kernel_at(kernel, 0.0, BO_EVENT_PURE, on_arrival, &e->queue[i], 0);
    child_run(kernel, NO_BOUND);
    bo_kernel_free(kernel);
}

/* Mean days in the system, of each queue. */
static void days_in_system(const struct queue *like, uint32_t n_queues, double *days)
{
    struct experiment *e = child_memory(sizeof *e);
    e->n_queues = n_queues;
    for (uint32_t i = 0; i < n_queues; i++) {
        struct bo_rng rng = {.seed = i + 1};
        e->queue[i] = *like;
        e->queue[i].run_key = bo_rng_run_key(&rng);
    }
    run_in_child(simulate, e);
    for (uint32_t i = 0; i < n_queues; i++) {
        assert_int_equal(e->queue[i].n_left, like->n_customers);
        days[i] = e->queue[i].sum / (double)(like->n_customers - WARM_UP);
    }
    munmap(e, sizeof *e);
}

/* Erlang C: the chance to wait, from the recursion of Erlang B. */
static double erlang_c(uint32_t n, double load)
{
    double a = load * (double)n, b = 1.0;
    for (uint32_t k = 1; k <= n; k++)
        b = a * b / ((double)k + a * b);
    return b / (1.0 - load * (1.0 - b));
}

static double theory(const struct queue *q)
{
    double n = (double)q->n_servers;
    if (q->fixed)
        return 1.0 + q->load / (2.0 * (1.0 - q->load));
    return 1.0 + erlang_c(q->n_servers, q->load) / (n * (1.0 - q->load));
}

static void check_half_load(const char *what, struct queue q)
{
    double days;
    q.load = 0.5;
    q.n_customers = CUSTOMERS_MANY;
    days_in_system(&q, 1, &days);
    verify_near(what, theory(&q), days, 0.01);
}

static void check_high_load(const char *what, struct queue q)
{
    double days[SEEDS], mean = 0.0, squares = 0.0;
    q.load = 0.9;
    q.n_customers = CUSTOMERS_EACH;
    days_in_system(&q, SEEDS, days);
    for (int i = 0; i < SEEDS; i++)
        mean += days[i] / SEEDS;
    for (int i = 0; i < SEEDS; i++)
        squares += (days[i] - mean) * (days[i] - mean);
    double half = T_19 * sqrt(squares / (SEEDS - 1.0) / SEEDS);
    assert_true(half < 0.1 * theory(&q)); /* narrow enough to tell */
    verify_interval(what, theory(&q), mean, half, "99.9 %");
}

static void one_server_with_exponential_service(void **state)
{
    (void)state;
    const struct queue q = {.n_servers = 1};
    check_half_load("M/M/1, load 0.5, 10^6 customers: days in system", q);
    check_high_load("M/M/1, load 0.9, 20 seeds: days in system", q);
}

static void four_servers_with_exponential_service(void **state)
{
    (void)state;
    const struct queue q = {.n_servers = SERVERS_MAX};
    check_half_load("M/M/4, load 0.5, 10^6 customers: days in system", q);
    check_high_load("M/M/4, load 0.9, 20 seeds: days in system", q);
}

static void one_server_with_fixed_service(void **state)
{
    (void)state;
    const struct queue q = {.n_servers = 1, .fixed = true};
    check_half_load("M/D/1, load 0.5, 10^6 customers: days in system", q);
    check_high_load("M/D/1, load 0.9, 20 seeds: days in system", q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_server_with_exponential_service),
        cmocka_unit_test(four_servers_with_exponential_service),
        cmocka_unit_test(one_server_with_fixed_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
