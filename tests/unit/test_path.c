/* Values of dated paths: between, before and after their points. */
#include "near.h"

#include "buildout/model/path.h"

static const int32_t days[] = {100, 110, 130};

static struct bo_path path_of(double *value, uint32_t n, enum bo_path_shape shape)
{
    return (struct bo_path){.v = {n, value}, .day = days, .shape = shape, .scale = 1.0};
}

static void a_path_without_points_is_zero_everywhere(void **state)
{
    (void)state;
    struct bo_path path = {.scale = 3.0};
    assert_near(bo_path_at(&path, -1e6), 0.0, 0.0);
    assert_near(bo_path_at(&path, 0.0), 0.0, 0.0);
}

static void a_path_of_one_point_is_a_constant_even_when_it_extrapolates(void **state)
{
    (void)state;
    double value[] = {7.0};
    struct bo_path path = path_of(value, 1, BO_PATH_LINEAR);
    path.extrapolate = true;
    assert_near(bo_path_at(&path, 0.0), 7.0, 0.0);
    assert_near(bo_path_at(&path, 100.0), 7.0, 0.0);
    assert_near(bo_path_at(&path, 1e6), 7.0, 0.0);
}

static void a_linear_path_passes_its_points_in_straight_lines(void **state)
{
    (void)state;
    double value[] = {10.0, 20.0, -20.0};
    struct bo_path path = path_of(value, 3, BO_PATH_LINEAR);
    assert_near(bo_path_at(&path, 100.0), 10.0, 0.0);
    assert_near(bo_path_at(&path, 102.5), 12.5, 1e-15); /* a quarter of 10 days: 10 + 10/4 */
    assert_near(bo_path_at(&path, 110.0), 20.0, 0.0);
    assert_near(bo_path_at(&path, 115.0), 10.0, 1e-15); /* a quarter of 20 days: 20 - 40/4 */
    assert_near(bo_path_at(&path, 130.0), -20.0, 0.0);
}

static void a_path_is_held_before_its_first_and_after_its_last_point(void **state)
{
    (void)state;
    double value[] = {10.0, 20.0, -20.0};
    struct bo_path path = path_of(value, 3, BO_PATH_LINEAR);
    assert_near(bo_path_at(&path, 99.0), 10.0, 0.0);
    assert_near(bo_path_at(&path, -5000.0), 10.0, 0.0);
    assert_near(bo_path_at(&path, 131.0), -20.0, 0.0);
    assert_near(bo_path_at(&path, 1e7), -20.0, 0.0);
}

static void
an_extrapolated_path_goes_on_with_its_last_segment_but_not_before_the_first(void **state)
{
    (void)state;
    double value[] = {10.0, 20.0, -20.0};
    struct bo_path path = path_of(value, 3, BO_PATH_LINEAR);
    path.extrapolate = true;
    assert_near(bo_path_at(&path, 140.0), -40.0, 1e-15); /* -2 a day for 10 days more */
    assert_near(bo_path_at(&path, 90.0), 10.0, 0.0);
}

static void a_geometric_path_is_straight_in_the_log(void **state)
{
    (void)state;
    double value[] = {1.0, 100.0, 400.0};
    struct bo_path path = path_of(value, 3, BO_PATH_GEOMETRIC);
    assert_near(bo_path_at(&path, 105.0), 10.0, 1e-14);  /* sqrt(1 x 100) */
    assert_near(bo_path_at(&path, 120.0), 200.0, 1e-14); /* sqrt(100 x 400) */
    path.extrapolate = true;
    assert_near(bo_path_at(&path, 150.0), 1600.0, 1e-14); /* x4 in 20 days, once more */
}

static void a_geometric_path_through_zero_is_linear_there(void **state)
{
    (void)state;
    double value[] = {0.0, 100.0, 400.0};
    struct bo_path path = path_of(value, 3, BO_PATH_GEOMETRIC);
    assert_near(bo_path_at(&path, 105.0), 50.0, 1e-14);
    assert_near(bo_path_at(&path, 120.0), 200.0, 1e-14);
}

static void a_step_path_keeps_its_value_until_the_day_of_the_next_point(void **state)
{
    (void)state;
    double value[] = {10.0, 20.0, -20.0};
    struct bo_path path = path_of(value, 3, BO_PATH_STEP);
    path.extrapolate = true; /* means nothing for steps */
    assert_near(bo_path_at(&path, 109.999), 10.0, 0.0);
    assert_near(bo_path_at(&path, 110.0), 20.0, 0.0);
    assert_near(bo_path_at(&path, 129.999), 20.0, 0.0);
    assert_near(bo_path_at(&path, 130.0), -20.0, 0.0);
    assert_near(bo_path_at(&path, 500.0), -20.0, 0.0);
}

static void the_scale_multiplies_every_value(void **state)
{
    (void)state;
    double value[] = {10.0, 20.0, -20.0};
    struct bo_path path = path_of(value, 3, BO_PATH_LINEAR);
    path.scale = 1.5;
    assert_near(bo_path_at(&path, 0.0), 15.0, 0.0);
    assert_near(bo_path_at(&path, 105.0), 22.5, 1e-15);
    assert_near(bo_path_at(&path, 500.0), -30.0, 0.0);
}

/* From its day on, until the next, whatever the shape and beside the scale; no end stays none. */
static void what_is_multiplied_from_a_day_on_is_as_it_was_before(void **state)
{
    (void)state;
    static const int32_t day[] = {100, 200}, from[] = {150, 180};
    static const double ratio[] = {2.0, 0.5};
    static const struct bo_path_steps times = {2, from, ratio};
    double value[] = {1.0, 3.0};
    struct bo_path path = {.v = {2, value}, .day = day, .scale = 10.0, .times = &times};
    assert_near(bo_path_at(&path, 149.0), 19.8, 1e-14);
    assert_near(bo_path_at(&path, 150.0), 40.0, 1e-14);
    assert_near(bo_path_at(&path, 179.0), 2.0 * 25.8, 1e-14);
    assert_near(bo_path_at(&path, 180.0), 13.0, 1e-14);
    assert_near(bo_path_at(&path, 1e6), 15.0, 1e-14);
    value[1] = (double)INFINITY;
    assert_true(isinf(bo_path_at(&path, 1e6)));
}

/* Twice that and 5 more from day 150 on; 7 in its place from day 180 on, also of what had no end. */
static void what_is_added_from_a_day_on_comes_after_what_multiplies(void **state)
{
    (void)state;
    static const int32_t day[] = {100, 200}, from[] = {150, 180};
    static const double ratio[] = {2.0, 0.0}, more[] = {5.0, 7.0};
    static const struct bo_path_steps times = {2, from, ratio}, plus = {2, from, more};
    double value[] = {1.0, 3.0};
    struct bo_path path = {
        .v = {2, value}, .day = day, .scale = 10.0, .times = &times, .plus = &plus};
    assert_near(bo_path_at(&path, 149.0), 19.8, 1e-14);
    assert_near(bo_path_at(&path, 150.0), 45.0, 1e-14);
    assert_near(bo_path_at(&path, 180.0), 7.0, 1e-14);
    value[0] = value[1] = (double)INFINITY;
    assert_true(isinf(bo_path_at(&path, 150.0)));
    assert_near(bo_path_at(&path, 180.0), 7.0, 1e-14);
}

/* Of any shape, and times any scale. */
static void what_has_no_end_has_none_until_the_next_point(void **state)
{
    (void)state;
    for (int shape = BO_PATH_LINEAR; shape <= BO_PATH_STEP; shape++) {
        double value[] = {(double)INFINITY, 20.0, (double)INFINITY};
        struct bo_path path = path_of(value, 3, (enum bo_path_shape)shape);
        path.scale = 0.0;
        assert_true(isinf(bo_path_at(&path, 50.0)) && isinf(bo_path_at(&path, 109.9)));
        path.scale = 0.5;
        assert_near(bo_path_at(&path, 110.0), 10.0, 0.0);
        assert_near(bo_path_at(&path, 129.9), 10.0, 0.0);
        assert_true(isinf(bo_path_at(&path, 130.0)) && isinf(bo_path_at(&path, 1e6)));
    }
}

static void every_segment_of_a_long_path_is_found(void **state)
{
    (void)state;
    enum { N = 37 };
    int32_t day[N];
    double value[N];
    for (int i = 0; i < N; i++) {
        day[i] = 7 * i;
        value[i] = i * i;
    }
    struct bo_path path = {.v = {N, value}, .day = day, .shape = BO_PATH_LINEAR, .scale = 1.0};
    for (int i = 0; i + 1 < N; i++) {
        assert_near(bo_path_at(&path, 7.0 * i), (double)i * i, 0.0);
        double middle = 0.5 * (i * i + (i + 1) * (i + 1));
        assert_near(bo_path_at(&path, 7.0 * i + 3.5), middle, 1e-15);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_without_points_is_zero_everywhere),
        cmocka_unit_test(a_path_of_one_point_is_a_constant_even_when_it_extrapolates),
        cmocka_unit_test(a_linear_path_passes_its_points_in_straight_lines),
        cmocka_unit_test(a_path_is_held_before_its_first_and_after_its_last_point),
        cmocka_unit_test(
            an_extrapolated_path_goes_on_with_its_last_segment_but_not_before_the_first),
        cmocka_unit_test(a_geometric_path_is_straight_in_the_log),
        cmocka_unit_test(a_geometric_path_through_zero_is_linear_there),
        cmocka_unit_test(a_step_path_keeps_its_value_until_the_day_of_the_next_point),
        cmocka_unit_test(the_scale_multiplies_every_value),
        cmocka_unit_test(what_is_multiplied_from_a_day_on_is_as_it_was_before),
        cmocka_unit_test(what_is_added_from_a_day_on_comes_after_what_multiplies),
        cmocka_unit_test(what_has_no_end_has_none_until_the_next_point),
        cmocka_unit_test(every_segment_of_a_long_path_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
