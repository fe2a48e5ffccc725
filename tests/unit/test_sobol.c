/* Points of Sobol's sequence by their index. */
#include "near.h"

#include <gsl/gsl_qrng.h>

#include "buildout/base/sobol.h"

#define SCALE 0x1p-32

static void the_first_points_of_two_dimensions_are_those_of_the_textbook(void **state)
{
    (void)state;
    /* Dimension 0 is van der Corput's in Gray order: 0, 1/2, 3/4, 1/4, 3/8; dimension 1: 0, 1/2, 1/4, 3/4, 3/8. */
    const double first[5] = {0.0, 0.5, 0.75, 0.25, 0.375};
    const double second[5] = {0.0, 0.5, 0.25, 0.75, 0.375};
    for (uint32_t i = 0; i < 5; i++) {
        assert_near(bo_sobol(i, 0) * SCALE, first[i], 0.0);
        assert_near(bo_sobol(i, 1) * SCALE, second[i], 0.0);
    }
}

/* GSL leaves out the origin: its n-th point, counted from one, is ours of index n. */
static void all_dimensions_agree_with_the_sequence_of_gsl(void **state)
{
    (void)state;
    enum { N_POINTS = 1 << 15 };
    gsl_qrng *gsl = gsl_qrng_alloc(gsl_qrng_sobol, BO_SOBOL_DIMENSIONS);
    assert_non_null(gsl);
    uint32_t n_different = 0;
    for (uint32_t i = 1; i <= N_POINTS; i++) {
        double x[BO_SOBOL_DIMENSIONS];
        gsl_qrng_get(gsl, x);
        for (uint32_t d = 0; d < BO_SOBOL_DIMENSIONS; d++)
            n_different += fabs(bo_sobol(i, d) * SCALE - x[d]) > 0.0;
    }
    gsl_qrng_free(gsl);
    assert_int_equal(n_different, 0);
}

static void each_interval_of_a_power_of_two_gets_one_point_even_at_high_indices(void **state)
{
    (void)state;
    enum { N = 256 };
    const uint32_t start = UINT32_C(3) << 30;
    for (uint32_t d = 0; d < BO_SOBOL_DIMENSIONS; d++) {
        uint32_t n_hit[N] = {0};
        for (uint32_t i = 0; i < N; i++)
            n_hit[bo_sobol(start + i, d) >> 24]++;
        for (uint32_t i = 0; i < N; i++)
            assert_int_equal(n_hit[i], 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_points_of_two_dimensions_are_those_of_the_textbook),
        cmocka_unit_test(all_dimensions_agree_with_the_sequence_of_gsl),
        cmocka_unit_test(each_interval_of_a_power_of_two_gets_one_point_even_at_high_indices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
