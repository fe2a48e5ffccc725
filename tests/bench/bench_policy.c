/* Prints what one evaluation of an expression costs, in nanoseconds. */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "buildout/policy/policy.h"

enum { N_EVALUATIONS = 1000000 };

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int measure(struct bo_policy *policy, const char *expression)
{
    double value[] = {18.0, 1500.0};
    struct bo_policy_value out;
    struct bo_err err;
    uint32_t id;
    double start;

    if (bo_policy_compile(policy, expression, "bench", &id, &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    start = now_ns();
    for (int i = 0; i < N_EVALUATIONS; i++) {
        value[0] = i % 12;
        if (bo_policy_eval(policy, id, value, &out, &err) != 0) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    }
    printf("%8.0f ns  %s\n", (now_ns() - start) / N_EVALUATIONS, expression);
    return 0;
}

int main(void)
{
    static const struct bo_policy_name names[] = {{"runway_months", "", 18.0},
                                                  {"world.sites", "", 1500.0}};
    static const struct bo_policy_limits limits = {.instructions = 100000,
                                                   .memory_bytes = (size_t)4 << 20};
    static const char *const expression[] = {
        "true", "runway_months < 6 and world.sites > 1000", "min(runway_months, 6) / 6",
        "runway_months < 6 and 'follow' or 'lead'",
        "(function() local x = runway_months return x * x end)()"};
    struct bo_policy *policy;
    struct bo_err err;
    int failed = 0;

    if (bo_policy_create(names, 2, &limits, &policy, &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (size_t i = 0; i < sizeof expression / sizeof expression[0]; i++)
        failed |= measure(policy, expression[i]);
    bo_policy_free(policy);
    return failed;
}
