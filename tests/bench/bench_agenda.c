/* Prints what a run's events cost: CPU milliseconds of a forked child after a warm-up, median of some. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "buildout/kernel/kernel.h"

#define N_REPEATS 15
#define N_CHAINS 250
#define N_EVENTS 25000
#define N_JOBS 3600
#define N_ACTORS 25
#define N_MONTHS 144

static struct bo_kernel *the_kernel;
static uint64_t n_left;

/* Chains that schedule themselves, each at its own step, as projects do. */
static void step(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    if (n_left == 0)
        return;
    n_left--;
    (void)bo_kernel_at(kernel, bo_kernel_now(kernel) + 20.0 + (double)(argument % 97),
                       BO_EVENT_PURE, step, NULL, argument * 31 + 7);
}

static void start_chains(void)
{
    n_left = N_EVENTS - N_CHAINS;
    for (uint64_t i = 0; i < N_CHAINS; i++)
        (void)bo_kernel_at(the_kernel, (double)i / 8.0, BO_EVENT_PURE, step, NULL, i);
}

static void start_job(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    const struct bo_job_options options = {20.0 + (double)(argument % 13), 1.0, (double)INFINITY,
                                           NULL, NULL};

    (void)context;
    (void)bo_job_start(bo_kernel_cluster(kernel, (uint32_t)(argument % N_ACTORS)), &options);
    if (argument + N_ACTORS < N_JOBS)
        (void)bo_kernel_at(kernel, bo_kernel_now(kernel) + 29.0, BO_EVENT_KERNEL, start_job, NULL,
                           argument + N_ACTORS);
}

static void monthly(struct bo_actor *actor, void *context)
{
    (void)context;
    for (int month = 1; month <= N_MONTHS; month++)
        bo_actor_sleep_until(actor, 30.4375 * month);
}

static void with_clusters(uint32_t n_clusters)
{
    double capacity[N_ACTORS];
    const struct bo_kernel_options options = {n_clusters, capacity};

    for (int i = 0; i < N_ACTORS; i++)
        capacity[i] = 1.0;
    if (bo_kernel_create(&options, &the_kernel, NULL) != BO_OK)
        abort();
}

static void only_create(void)
{
    with_clusters(N_ACTORS);
}

static void only_events(void)
{
    with_clusters(0);
    start_chains();
}

static void events_and_jobs(void)
{
    with_clusters(N_ACTORS);
    start_chains();
    for (uint64_t i = 0; i < N_ACTORS; i++)
        (void)bo_kernel_at(the_kernel, (double)i, BO_EVENT_KERNEL, start_job, NULL, i);
}

static void events_and_actors(void)
{
    with_clusters(N_ACTORS);
    start_chains();
    for (uint64_t i = 0; i < N_ACTORS; i++)
        (void)bo_actor_create(the_kernel, "company", monthly, NULL);
}

static double cpu_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static void measure(const char *name, void (*set_up)(void))
{
    double ms[N_REPEATS];
    struct bo_kernel_stats *stats = mmap(NULL, sizeof *stats + sizeof *ms, PROT_READ | PROT_WRITE,
                                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (stats == MAP_FAILED)
        abort();
    double *spent = (double *)(void *)(stats + 1);

    for (int i = 0; i < N_REPEATS; i++) {
        pid_t pid = fork();

        if (pid == 0) {
            double before = cpu_ms();

            set_up();
            if (bo_kernel_run(the_kernel, 1e5, NULL) != BO_OK)
                abort();
            *spent = cpu_ms() - before;
            *stats = bo_kernel_stats(the_kernel);
            _exit(0);
        }
        (void)waitpid(pid, NULL, 0);
        ms[i] = *spent;
    }
    qsort(ms, N_REPEATS, sizeof ms[0], compare);
    printf("%-34s %8.2f ms  %6lu events  %5lu jobs  %5lu wake-ups\n", name, ms[N_REPEATS / 2],
           (unsigned long)stats->agenda_events, (unsigned long)stats->completions,
           (unsigned long)stats->wakeups);
}

int main(void)
{
    double before = cpu_ms();

    (void)setvbuf(stdout, NULL, _IOLBF, 0); /* nothing buffered may be left to the children */
    if (bo_kernel_warm_up(0, NULL) != BO_OK)
        return EXIT_FAILURE;
    printf("%-34s %8.2f ms\n", "warm-up, once", cpu_ms() - before);
    measure("25 clusters, nothing to do", only_create);
    measure("25,000 pure events", only_events);
    measure("the same and 3,600 jobs", events_and_jobs);
    measure("the same and 25 monthly actors", events_and_actors);
    return EXIT_SUCCESS;
}
