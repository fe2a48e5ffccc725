/* Random starts, cancellations, preemptions and resizes, against a simulation of the same by water filling. */
#include "child.h"

#include <stdio.h>

#define N_SEEDS 30
#define N_SLOTS 24
#define N_STEPS 400
#define STEP_DAYS 1.7

struct slot {
    struct bo_job *job; /* NULL: vacant */
    double remaining;
    double weight;
    double bound;
    double rate;
    bool done;
};

struct check {
    uint64_t seed;
    uint32_t n_done;
    uint32_t n_cancelled;
    double worst_date;
    double worst_remaining;
};

static struct check *the_check;
static struct bo_cluster *the_cluster;
static struct slot slot[N_SLOTS];
static double model_now;
static double capacity;

/* A linear congruential generator (Knuth, MMIX). */
static double draw(void)
{
    the_check->seed = the_check->seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(the_check->seed >> 11) / 9007199254740992.0;
}

static uint32_t pick(uint32_t n)
{
    return (uint32_t)(draw() * n);
}

static bool runs(const struct slot *s)
{
    return s->job != NULL && !s->done && s->weight > 0.0 && capacity > 0.0;
}

/* Max-min fairness: give every job its share by weight, settle those whose bound is below it, share the rest again. */
static void fill(void)
{
    bool settled[N_SLOTS] = {false};
    double left = capacity;
    bool again = true;

    for (int i = 0; i < N_SLOTS; i++)
        slot[i].rate = 0.0;
    while (again) {
        double weights = 0.0;
        double used = 0.0;

        again = false;
        for (int i = 0; i < N_SLOTS; i++)
            weights += runs(&slot[i]) && !settled[i] ? slot[i].weight : 0.0;
        for (int i = 0; i < N_SLOTS; i++) {
            if (!runs(&slot[i]) || settled[i])
                continue;
            slot[i].rate = left * slot[i].weight / weights;
            if (slot[i].rate >= slot[i].bound) {
                slot[i].rate = slot[i].bound;
                settled[i] = true;
                again = true;
                used += slot[i].bound;
            }
        }
        left -= used;
    }
}

/* The model at a date; jobs end on the way. */
static void advance_to(double day)
{
    for (;;) {
        double first = day;

        fill();
        for (int i = 0; i < N_SLOTS; i++) {
            if (runs(&slot[i]))
                first = fmin(first, model_now + slot[i].remaining / slot[i].rate);
        }
        for (int i = 0; i < N_SLOTS; i++) {
            if (!runs(&slot[i]))
                continue;
            slot[i].remaining -= slot[i].rate * (first - model_now);
            slot[i].done = slot[i].remaining <= 1e-9;
        }
        model_now = first;
        if (first >= day)
            return;
    }
}

static void worst(double *so_far, double difference)
{
    *so_far = fmax(*so_far, fabs(difference));
}

static void ended(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end, void *context)
{
    struct slot *s = context;

    if (s->job != job)
        _exit(4);
    if (end == BO_JOB_DONE) {
        the_check->n_done++;
        advance_to(bo_kernel_now(kernel));
        worst(&the_check->worst_date, s->remaining);
        s->done = true;
    } else {
        the_check->n_cancelled++;
    }
    s->job = NULL;
}

static void start(struct slot *s)
{
    const struct bo_job_options options = {
        .work = 1.0 + 60.0 * draw(),
        .weight = 0.01 + 10.0 * draw() * draw(),
        .bound = draw() < 0.5 ? 0.1 + 8.0 * draw() : NO_BOUND,
        .on_end = ended,
        .context = s,
    };

    *s = (struct slot){NULL, options.work, options.weight, options.bound, 0.0, false};
    s->job = bo_job_start(the_cluster, &options);
}

static void change(struct slot *s)
{
    double what = draw();

    if (s->job == NULL) {
        start(s);
    } else if (what < 0.4) {
        bo_job_cancel(s->job);
        s->done = true;
    } else {
        s->weight = what < 0.6 ? 0.0 : 0.01 + 5.0 * draw();
        bo_job_reweight(s->job, s->weight);
    }
}

static void step(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    advance_to(bo_kernel_now(kernel));
    for (int i = 0; i < N_SLOTS; i++) {
        if (slot[i].job != NULL && !slot[i].done)
            worst(&the_check->worst_remaining, bo_job_remaining(slot[i].job) - slot[i].remaining);
    }
    for (uint32_t n = pick(6); n > 0; n--)
        change(&slot[pick(N_SLOTS)]);
    if (draw() < 0.3) {
        capacity = draw() < 0.2 ? 0.0 : 60.0 * draw();
        bo_cluster_resize(the_cluster, capacity);
    }
    if (argument < N_STEPS)
        (void)bo_kernel_at(kernel, bo_kernel_now(kernel) + STEP_DAYS * draw(), BO_EVENT_KERNEL,
                           step, NULL, argument + 1);
}

static void random_run(void *shared)
{
    the_check = shared;
    capacity = 20.0;
    struct bo_kernel *kernel = child_kernel(1, &capacity);

    the_cluster = bo_kernel_cluster(kernel, 0);
    (void)bo_kernel_at(kernel, 0.0, BO_EVENT_KERNEL, step, NULL, 0);
    child_run(kernel, N_STEPS * STEP_DAYS);
    bo_kernel_free(kernel);
}

static void jobs_share_like_water_under_any_changes(void **state)
{
    struct check *check = child_memory(sizeof *check);

    (void)state;
    for (uint64_t seed = 1; seed <= N_SEEDS; seed++) {
        *check = (struct check){.seed = seed};
        run_in_child(random_run, check);
        if (check->worst_date > 1e-8 || check->worst_remaining > 1e-8) {
            print_error("seed %u: %g left at an end, %g off\n", (unsigned)seed, check->worst_date,
                        check->worst_remaining);
            fail();
        }
        assert_true(check->n_done > 50);
        assert_true(check->n_cancelled > 50);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_share_like_water_under_any_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
