/* The virtual clock of a crew pool against SimGrid's fluid host: the same jobs, the same dates.
 *
 * On the host a job that asks for d workers has weight d and bound d, and its work is d times its days: so all jobs
 * run at min(1, capacity / demand), which is the pool's rule (Parekh and Gallager 1993).
 */
#include "child.h"

#include "buildout/model/fluid_pool.h"

#define N_JOBS 2000
#define EXACT 1e-6 /* days */

enum op_kind { OP_ADD, OP_REMOVE, OP_CAPACITY };

struct op {
    double day;
    enum op_kind kind;
    uint32_t job;
    double work_days;
    double value; /* workers: of the job or of the pool */
};

struct dates {
    uint32_t n_ops;
    uint32_t n_removed;
    double worst;
    double last_day;
    double host_day[N_JOBS]; /* of the end; 0 when the job was removed before */
    double pool_day[N_JOBS];
    struct op op[3 * N_JOBS];
};

static struct dates *the_dates;
static struct bo_job *host_job[N_JOBS];
static uint32_t pool_job[N_JOBS];

/* A linear congruential generator (Knuth, MMIX). */
static double draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void add_op(double day, enum op_kind kind, uint32_t job, double work_days, double value)
{
    the_dates->op[the_dates->n_ops++] = (struct op){day, kind, job, work_days, value};
}

/* Arrivals 0.5 days apart with 30 days of work at one worker each: 60 busy, a pool of 50 is short of crews. */
static void plan_equal_jobs(void)
{
    uint64_t random = 11;
    double day = 0.0;

    for (uint32_t i = 0; i < N_JOBS; i++) {
        day += draw(&random);
        add_op(day, OP_ADD, i, 1.0 + 58.0 * draw(&random), 1.0);
    }
}

/* No job is removed twice: i - i / 7 % 20 differs for all multiples i of 7. */
static void plan_everything(void)
{
    uint64_t random = 5;
    double day = 0.0;

    for (uint32_t i = 0; i < N_JOBS; i++) {
        day += 0.01 + draw(&random);
        add_op(day, OP_ADD, i, 1.0 + 58.0 * draw(&random), 0.1 + 4.0 * draw(&random));
        if (i >= 20 && i % 7 == 0)
            add_op(day + 0.001, OP_REMOVE, i - i / 7 % 20, 0.0, 0.0);
        if (i % 50 == 0)
            add_op(day + 0.002, OP_CAPACITY, 0, 0.0, i % 350 == 0 ? 0.0 : 200.0 * draw(&random));
    }
    add_op(day + 1.0, OP_CAPACITY, 0, 0.0, 100.0);
}

static void host_ended(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end,
                       void *context)
{
    (void)job;
    if (end == BO_JOB_DONE)
        *(double *)context = bo_kernel_now(kernel);
}

static void host_apply(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    const struct op *op = context;
    struct bo_cluster *host = bo_kernel_cluster(kernel, 0);

    (void)argument;
    if (op->kind == OP_ADD) {
        const struct bo_job_options options = {op->work_days * op->value, op->value, op->value,
                                               host_ended, &the_dates->host_day[op->job]};

        host_job[op->job] = bo_job_start(host, &options);
    } else if (op->kind == OP_REMOVE) {
        bo_job_cancel(host_job[op->job]);
    } else {
        bo_cluster_resize(host, op->value);
    }
}

static void run_host(double capacity)
{
    struct bo_kernel *kernel = child_kernel(1, &capacity);

    for (uint32_t i = 0; i < the_dates->n_ops; i++)
        (void)bo_kernel_at(kernel, the_dates->op[i].day, BO_EVENT_KERNEL, host_apply,
                           &the_dates->op[i], 0);
    child_run(kernel, 1e6);
    bo_kernel_free(kernel);
}

static void pool_run_to(struct bo_fluid_pool *pool, double until_day)
{
    double day;

    while (bo_fluid_pool_next(pool, &day) && day <= until_day)
        the_dates->pool_day[bo_fluid_pool_pop(pool, day)] = day;
}

static void pool_apply(struct bo_fluid_pool *pool, const struct op *op)
{
    if (op->kind == OP_ADD) {
        pool_job[op->job] = bo_fluid_pool_add(pool, op->day, op->work_days, op->value, op->job);
    } else if (op->kind == OP_REMOVE) {
        if (the_dates->pool_day[op->job] > 0.0)
            return;
        bo_fluid_pool_remove(pool, op->day, pool_job[op->job]);
        the_dates->n_removed++;
    } else {
        bo_fluid_pool_set_capacity(pool, op->day, op->value);
    }
}

static void run_pool(double capacity)
{
    struct bo_arena *arena = NULL;
    struct bo_fluid_pool pool;

    if (bo_arena_create(64u << 20, false, &arena, NULL) != BO_OK)
        _exit(4);
    bo_fluid_pool_init(&pool, arena, 0.0, capacity);
    for (uint32_t i = 0; i < the_dates->n_ops; i++) {
        pool_run_to(&pool, the_dates->op[i].day);
        pool_apply(&pool, &the_dates->op[i]);
    }
    pool_run_to(&pool, 1e6);
    bo_arena_free(arena);
}

static void run_both(void *shared, void (*plan)(void), double capacity)
{
    the_dates = shared;
    plan();
    run_pool(capacity);
    run_host(capacity);
    for (uint32_t i = 0; i < N_JOBS; i++) {
        double difference = fabs(the_dates->pool_day[i] - the_dates->host_day[i]);

        the_dates->worst = fmax(the_dates->worst, difference);
        the_dates->last_day = fmax(the_dates->last_day, the_dates->pool_day[i]);
    }
}

static void run_equal_jobs(void *shared)
{
    run_both(shared, plan_equal_jobs, 50.0);
}

static void run_everything(void *shared)
{
    run_both(shared, plan_everything, 80.0);
}

static struct dates *dates_of(void (*body)(void *shared))
{
    struct dates *dates = child_memory(sizeof *dates);

    run_in_child(body, dates);
    print_message("largest difference %g days, last job on day %g\n", dates->worst,
                  dates->last_day);
    return dates;
}

static void jobs_of_one_rate_end_on_the_same_dates_as_on_simgrids_host(void **state)
{
    const struct dates *dates = dates_of(run_equal_jobs);

    (void)state;
    assert_true(dates->worst < EXACT);
    /* about 60,000 worker-days of work arrive in about 1,000 days, in which 50 workers do 50,000: they end late */
    assert_true(dates->last_day > 1100.0);
}

static void demands_removals_and_capacities_do_not_part_them(void **state)
{
    const struct dates *dates = dates_of(run_everything);

    (void)state;
    assert_true(dates->worst < EXACT);
    assert_true(dates->n_removed > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_of_one_rate_end_on_the_same_dates_as_on_simgrids_host),
        cmocka_unit_test(demands_removals_and_capacities_do_not_part_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
