/* verify.h - figures that tests publish: each is checked here, and written down when somebody collects them.
 *
 * With BUILDOUT_VERIFY naming a file, a row of a Markdown table goes to its end for each figure; ./buildout test --verify
 * makes tests/VERIFICATION.md of them.
 */
#ifndef BUILDOUT_TESTS_VERIFY_H
#define BUILDOUT_TESTS_VERIFY_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "near.h"

static inline void verify_row(const char *what, double target, double observed, const char *bound,
                              bool holds)
{
    const char *path = getenv("BUILDOUT_VERIFY");
    FILE *file = path ? fopen(path, "a") : NULL;
    if (file) {
        fprintf(file, "| %s | %.6g | %.6g | %s | %s |\n", what, target, observed, bound,
                holds ? "yes" : "**no**");
        fclose(file);
    }
    if (!holds)
        fail_msg("%s: %.9g, and not %.9g (%s)", what, observed, target, bound);
}

/* observed is within a fraction of target. */
static inline void verify_near(const char *what, double target, double observed, double frac)
{
    char bound[48];
    snprintf(bound, sizeof bound, "within %.3g %%", 100.0 * frac);
    verify_row(what, target, observed, bound, fabs(observed - target) <= frac * fabs(target));
}

/* observed is within half of target: half a confidence interval, which level names. */
static inline void verify_interval(const char *what, double target, double observed, double half,
                                   const char *level)
{
    char bound[64];
    snprintf(bound, sizeof bound, "within +-%.4g, %s", half, level);
    verify_row(what, target, observed, bound, fabs(observed - target) <= half);
}

#endif
