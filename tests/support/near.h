/* near.h - comparing doubles in tests: cmocka 1.1.5 has no such comparison. */
#ifndef BUILDOUT_TESTS_NEAR_H
#define BUILDOUT_TESTS_NEAR_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline void near_check(double actual, double expected, double rel, const char *file,
                              int line)
{
    double scale = fabs(expected) > 1.0 ? fabs(expected) : 1.0;
    if (!(fabs(actual - expected) <= rel * scale)) {
        print_error("%.17g is not within %g of %.17g\n", actual, rel, expected);
        _fail(file, line);
    }
}

/* |actual - expected| <= rel * max(1, |expected|) */
#define assert_near(actual, expected, rel) \
    near_check((actual), (expected), (rel), __FILE__, __LINE__)

#endif
