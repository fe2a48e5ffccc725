#include "jobs.h"

#include <sched.h>

enum {
    MOST_JOBS = 512
}; /* each holds a file open, and a process may often have no more than 1024 */

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t bo_jobs_of(const struct bo_args *args)
{
    cpu_set_t set;
    uint32_t n = args->jobs;
    if (n == 0)
        n = sched_getaffinity(0, sizeof set, &set) == 0 ? (uint32_t)CPU_COUNT(&set) : 1;
    n = least(least(n, args->runs), MOST_JOBS);
    return n > 0 ? n : 1;
}
