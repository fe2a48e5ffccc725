/* Prints what an event of an M/M/1 queue costs: on a bare heap, on the kernel's agenda, as events that may touch SimGrid, and
 * as an actor of SimGrid that sleeps. All in this process's children, the same customers each time; median of some. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/kernel/kernel.h"

enum { CUSTOMERS = 200000, REPEATS = 7 };
#define LOAD 0.9

static uint64_t bits;
static uint64_t n_arrived, n_served, n_waiting;
static double busy_days;

/* Unit exponentials by xorshift (Marsaglia 2003): cheap, so that the events are what is measured. */
static double exponential(double rate)
{
    bits ^= bits << 13;
    bits ^= bits >> 7;
    bits ^= bits << 17;
    return -bo_log((double)((bits >> 11) + 1) * 0x1p-53) / rate;
}

static void begin(void)
{
    bits = 88172645463325252u;
    n_arrived = n_served = n_waiting = 0;
    busy_days = 0.0;
}

/* --- a bare heap of dates --- */

struct entry {
    double day;
    bool arrival;
};

static struct entry heap[4];
static uint32_t n_heap;

static void push(double day, bool arrival)
{
    uint32_t i = n_heap++;
    for (; i > 0 && day < heap[(i - 1) / 2].day; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = (struct entry){day, arrival};
}

static struct entry pop(void)
{
    struct entry first = heap[0], last = heap[--n_heap];
    uint32_t i = 0, child;
    while ((child = 2 * i + 1) < n_heap) {
        child += child + 1 < n_heap && heap[child + 1].day < heap[child].day;
        if (last.day <= heap[child].day)
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return first;
}

static void serve_on_heap(double now)
{
    double days = exponential(1.0);
    busy_days += days;
    push(now + days, false);
}

static void on_heap(void)
{
    push(exponential(LOAD), true);
    while (n_heap > 0) {
        struct entry e = pop();
        if (e.arrival) {
            if (++n_arrived < CUSTOMERS)
                push(e.day + exponential(LOAD), true);
            if (n_waiting++ == 0)
                serve_on_heap(e.day);
        } else {
            n_served++;
            if (--n_waiting > 0)
                serve_on_heap(e.day);
        }
    }
}

/* --- the kernel --- */

static struct bo_kernel *kernel;
static enum bo_event_class event_class;

static void on_served(struct bo_kernel *k, void *context, uint64_t argument);

static void serve(struct bo_kernel *k)
{
    double days = exponential(1.0);
    busy_days += days;
    (void)bo_kernel_at(k, bo_kernel_now(k) + days, event_class, on_served, NULL, 0);
}

static void on_served(struct bo_kernel *k, void *context, uint64_t argument)
{
    (void)context;
    (void)argument;
    n_served++;
    if (--n_waiting > 0)
        serve(k);
}

static void on_arrival(struct bo_kernel *k, void *context, uint64_t argument)
{
    (void)context;
    if (++n_arrived < CUSTOMERS)
        (void)bo_kernel_at(k, bo_kernel_now(k) + exponential(LOAD), event_class, on_arrival, NULL,
                           argument);
    if (n_waiting++ == 0)
        serve(k);
}

/* A job that outlasts the run makes SimGrid have something to be run for. */
static void run_kernel(enum bo_event_class kind, bool with_job)
{
    double capacity[1] = {1.0};
    const struct bo_kernel_options options = {1, capacity};
    const struct bo_job_options job = {1e8, 1.0, (double)INFINITY, NULL, NULL};
    if (bo_kernel_create(&options, &kernel, NULL) != BO_OK)
        abort();
    event_class = kind;
    if (with_job)
        (void)bo_job_start(bo_kernel_cluster(kernel, 0), &job);
    (void)bo_kernel_at(kernel, exponential(LOAD), kind, on_arrival, NULL, 0);
    if (bo_kernel_run(kernel, 1e7, NULL) != BO_OK)
        abort();
}

static void on_agenda(void)
{
    run_kernel(BO_EVENT_PURE, false);
}

static void on_simgrid(void)
{
    run_kernel(BO_EVENT_KERNEL, true);
}

/* Two sleeps a customer: one of its arrival, one of its service. */
static void sleeper(struct bo_actor *actor, void *context)
{
    double day = 0.0;
    (void)context;
    for (n_arrived = n_served = 0; n_served < CUSTOMERS; n_arrived++, n_served++) {
        day += exponential(LOAD);
        bo_actor_sleep_until(actor, day);
        double days = exponential(1.0);
        busy_days += days;
        day += days;
        bo_actor_sleep_until(actor, day);
    }
}

static void as_actor(void)
{
    const struct bo_kernel_options options = {0, NULL};
    if (bo_kernel_create(&options, &kernel, NULL) != BO_OK)
        abort();
    (void)bo_actor_create(kernel, "server", sleeper, NULL);
    if (bo_kernel_run(kernel, 1e9, NULL) != BO_OK)
        abort();
}

static double cpu_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

/* ns an event, median; 0 when a child failed. */
static double measure(void (*run)(void))
{
    double ns[REPEATS];
    double *spent =
        mmap(NULL, sizeof *spent, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (spent == MAP_FAILED)
        abort();
    for (int i = 0; i < REPEATS; i++) {
        int status;
        pid_t pid = fork();
        if (pid == 0) {
            begin();
            double before = cpu_ns();
            run();
            *spent = (cpu_ns() - before) / (double)(n_arrived + n_served);
            _exit(n_served == CUSTOMERS && busy_days > 0.9 * CUSTOMERS ? 0 : 1);
        }
        if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
            return 0.0;
        ns[i] = *spent;
    }
    qsort(ns, REPEATS, sizeof ns[0], bo_double_compare);
    return ns[REPEATS / 2];
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } way[] = {{"a bare heap", on_heap},
               {"the agenda, drained", on_agenda},
               {"events that may touch SimGrid", on_simgrid},
               {"an actor of SimGrid, sleeping", as_actor}};
    double heap_ns = 0.0;

    (void)setvbuf(stdout, NULL, _IOLBF, 0); /* nothing buffered may be left to the children */
    if (bo_kernel_warm_up(0, NULL) != BO_OK)
        return EXIT_FAILURE;
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        double ns = measure(way[i].run);
        if (!(ns > 0.0)) {
            fprintf(stderr, "%s: failed\n", way[i].name);
            return EXIT_FAILURE;
        }
        heap_ns = i == 0 ? ns : heap_ns;
        printf("M/M/1 at load %.1f, %-30s %8.1f ns an event  %6.2f M events/s  %6.1f x the heap\n",
               LOAD, way[i].name, ns, 1e3 / ns, ns / heap_ns);
    }
    return EXIT_SUCCESS;
}
