#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "near.h"

#define N_RANDOM 100000

static const char *text_of(double x)
{
    static char text[BO_DOUBLE_TEXT];
    int length = bo_double_format(x, text, sizeof text);

    assert_int_equal(length, strlen(text));
    return text;
}

static double number_in(const char *text)
{
    double x = 0.0;

    if (bo_double_parse(text, &x) != 0)
        fail_msg("\"%s\" was not read", text);
    return x;
}

static double double_of_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t bits_of_double(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static void the_mathematical_functions_have_their_textbook_values(void **state)
{
    (void)state;
    assert_near(bo_exp(1.0), 2.718281828459045, 1e-15);
    assert_near(bo_expm1(1e-10) * 1e10, 1.0 + 5e-11, 1e-15);
    assert_near(bo_log(2.0), 0.6931471805599453, 1e-15);
    assert_near(bo_log10(1000.0), 3.0, 1e-15);
    assert_near(bo_log1p(1e-10) * 1e10, 1.0 - 5e-11, 1e-15);
    assert_near(bo_pow(2.0, 0.5), 1.4142135623730951, 1e-15);
    assert_near(bo_tanh(0.5), 0.46211715726000976, 1e-15);
    assert_near(bo_normal_cdf(0.0), 0.5, 1e-15);
    assert_near(bo_normal_cdf(1.959963984540054), 0.975, 1e-15);
    assert_near(bo_normal_cdf(-10.0) * 1e23, 0.7619853024160525, 1e-12);
}

static void clamping_holds_a_number_between_its_bounds(void **state)
{
    (void)state;
    assert_near(bo_clamp(0.5, 0.0, 1.0), 0.5, 0.0);
    assert_near(bo_clamp(-0.5, 0.0, 1.0), 0.0, 0.0);
    assert_near(bo_clamp(7.0, 0.0, 1.0), 1.0, 0.0);
    assert_near(bo_clamp(BO_NAN, 0.25, 1.0), 0.25, 0.0);
}

static void an_approach_halves_the_distance_in_log_2_time_constants(void **state)
{
    double tau = 30.0;

    (void)state;
    assert_near(bo_approach(10.0, 2.0, tau * 0.6931471805599453, tau), 6.0, 1e-14);
    assert_near(bo_approach(10.0, 2.0, 0.0, tau), 10.0, 0.0);
    assert_near(bo_approach(10.0, 2.0, 1e9, tau), 2.0, 0.0);
}

static void sorting_doubles_puts_nan_last_and_minus_zero_first(void **state)
{
    double x[] = {BO_NAN, 1.0, 0.0, -1.0, -0.0, BO_NAN, -(double)INFINITY, 0.0};
    size_t n = sizeof x / sizeof *x;

    (void)state;
    qsort(x, n, sizeof *x, bo_double_compare);
    assert_true(isinf(x[0]) && x[0] < 0.0);
    assert_near(x[1], -1.0, 0.0);
    assert_true(signbit(x[2]) && !signbit(x[3]) && !signbit(x[4]));
    assert_near(x[5], 1.0, 0.0);
    assert_true(isnan(x[6]) && isnan(x[7]));
}

static void quantiles_are_linear_between_order_statistics(void **state)
{
    static const double X[] = {10.0, 20.0, 40.0, 80.0};

    (void)state;
    /* h = 3 p: p 0.5 lies half way from the 2nd to the 3rd, p 0.9 seven tenths from the 3rd to the 4th */
    assert_near(bo_quantile_sorted(X, 4, 0.5), 30.0, 1e-15);
    assert_near(bo_quantile_sorted(X, 4, 0.9), 68.0, 1e-15);
    assert_near(bo_quantile_sorted(X, 4, 0.0), 10.0, 0.0);
    assert_near(bo_quantile_sorted(X, 4, 1.0), 80.0, 0.0);
    assert_near(bo_quantile_sorted(X, 4, -3.0), 10.0, 0.0);
    assert_near(bo_quantile_sorted(X, 4, 2.0), 80.0, 0.0);
    assert_near(bo_quantile_sorted(X, 1, 0.7), 10.0, 0.0);
}

static void a_quantile_that_hits_an_infinite_value_is_it(void **state)
{
    const double x[] = {1.0, 2.0, (double)INFINITY};

    (void)state;
    assert_near(bo_quantile_sorted(x, 3, 0.5), 2.0, 0.0);
    assert_true(isinf(bo_quantile_sorted(x, 3, 1.0)));
}

static void numbers_are_written_as_people_write_them(void **state)
{
    (void)state;
    assert_string_equal(text_of(0.0), "0");
    assert_string_equal(text_of(-0.0), "0");
    assert_string_equal(text_of(120.0), "120");
    assert_string_equal(text_of(-1.5), "-1.5");
    assert_string_equal(text_of(0.1), "0.1");
    assert_string_equal(text_of(0.1 + 0.2), "0.30000000000000004");
    assert_string_equal(text_of(1.0 / 3.0), "0.3333333333333333");
    assert_string_equal(text_of(123456789.125), "123456789.125");
    assert_string_equal(text_of(9007199254740993.0), "9007199254740992");
    assert_string_equal(text_of(1e20), "100000000000000000000");
    assert_string_equal(text_of(123456789012345678901.0), "123456789012345680000");
}

static void very_large_and_very_small_numbers_have_an_exponent(void **state)
{
    (void)state;
    assert_string_equal(text_of(1e21), "1e21");
    assert_string_equal(text_of(2.1e25), "2.1e25");
    assert_string_equal(text_of(-5.5e-7), "-5.5e-7");
    assert_string_equal(text_of(0.00001), "0.00001");
    assert_string_equal(text_of(0.000001), "1e-6");
    assert_string_equal(text_of(1e23), "1e23");
    assert_string_equal(text_of(1.7976931348623157e308), "1.7976931348623157e308");
    assert_string_equal(text_of(2.2250738585072014e-308), "2.2250738585072014e-308");
    assert_string_equal(text_of(5e-324), "5e-324");
}

static void what_is_not_finite_has_no_text(void **state)
{
    (void)state;
    assert_string_equal(text_of(BO_NAN), "");
    assert_string_equal(text_of((double)INFINITY), "");
    assert_string_equal(text_of(-(double)INFINITY), "");
}

/* Is there a shorter decimal that reads back as x? The C library's printing with ever more digits says how many it
 * takes; at powers of two a decimal that is not the nearest may be shorter still, so fewer is right as well. */
static void check_shortest(double x)
{
    const char *text = text_of(x);
    char trial[40];
    int n_digits = 0, needed = 0;
    bool leading = true;

    if (bits_of_double(strtod(text, NULL)) != bits_of_double(x))
        fail_msg("%.17g is written %s", x, text);
    for (const char *p = text; *p != '\0' && *p != 'e'; p++) {
        leading = leading && (*p == '0' || *p == '.' || *p == '-');
        n_digits += !leading && *p != '.';
    }
    if (strchr(text, '.') == NULL && strchr(text, 'e') == NULL)
        for (const char *p = text + strlen(text) - 1; p > text && *p == '0'; p--)
            n_digits--;
    do {
        needed++;
        (void)snprintf(trial, sizeof trial, "%.*e", needed - 1, x);
    } while (bits_of_double(strtod(trial, NULL)) != bits_of_double(x));
    if (n_digits > needed)
        fail_msg("%s takes %d digits where %d would do", text, n_digits, needed);
}

static uint64_t random_bits(uint32_t purpose, uint32_t i)
{
    const uint32_t counter[4] = {i, 0, 0, 0};
    uint32_t out[4];

    bo_philox(purpose, counter, out);
    return (uint64_t)out[1] << 32 | out[0];
}

static void any_double_is_written_shortest_and_reads_back(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < N_RANDOM / 10; i++) {
        double x = double_of_bits(random_bits(1, i));

        if (isfinite(x))
            check_shortest(x);
    }
}

static void doubles_of_usual_size_are_written_shortest_and_read_back(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < N_RANDOM / 2; i++) {
        /* exponents from 2^-45 to 2^145, across both ends of the exact path */
        uint64_t exponent = 1023 - 45 + random_bits(2, i) % 190;

        check_shortest(double_of_bits(exponent << 52 | random_bits(3, i) >> 12));
    }
}

static void powers_of_two_and_their_neighbours_are_written_shortest(void **state)
{
    (void)state;
    for (uint64_t exponent = 1; exponent < 2047; exponent++) {
        check_shortest(double_of_bits(exponent << 52));
        check_shortest(double_of_bits((exponent << 52) + 1));
        check_shortest(double_of_bits((exponent << 52) - 1));
    }
}

static void short_decimals_come_back_as_they_were(void **state)
{
    char text[40];

    (void)state;
    for (uint32_t i = 1; i < N_RANDOM; i++) {
        uint32_t digits = (uint32_t)(random_bits(4, i) % 100000) * 10 + 1 + (uint32_t)(i % 9);

        (void)snprintf(text, sizeof text, "%u.%06u", i, digits);
        assert_string_equal(text_of(strtod(text, NULL)), text);
    }
}

static void powers_of_two_may_take_a_decimal_that_is_not_the_nearest_of_its_length(void **state)
{
    (void)state;
    /* 2^-24 is 5.9604644775390625e-8 exactly; ...063e-8 reads back though it is not the nearest of 16 digits, which
     * is ...062e-8 and outside the shorter half of the interval */
    assert_string_equal(text_of(0x1p-24), "5.960464477539063e-8");
    assert_string_equal(text_of(0x1p89), "6.189700196426902e26");
    assert_string_equal(text_of(0x1p132), "5.444517870735016e39");
    /* 2^-44 below 1e-11 is printed by trial: right, if not shortest */
    assert_near(number_in(text_of(0x1p-44)) * 0x1p44, 1.0, 0.0);
}

static void four_hundred_thousand_numbers_are_written_in_half_a_second(void **state)
{
    const struct bo_rng rng = {.seed = 1, .replicate = 0};
    clock_t start;
    double seconds;
    char text[BO_DOUBLE_TEXT];

    (void)state;
    start = clock();
    for (uint32_t i = 0; i < 4 * N_RANDOM; i++)
        (void)bo_double_format(1e6 * bo_rng_uniform(&rng, 0, 0, i), text, sizeof text);
    seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    print_message("%.3f s\n", seconds);
    /* measured 0.05 s; the bound leaves room for sanitizers and slow machines */
    assert_true(seconds < 2.0);
}

static void decimals_are_read(void **state)
{
    (void)state;
    assert_near(number_in("120"), 120.0, 0.0);
    assert_near(number_in("-0.5"), -0.5, 0.0);
    assert_near(number_in("+.5"), 0.5, 0.0);
    assert_near(number_in("5."), 5.0, 0.0);
    assert_near(number_in("1e3"), 1000.0, 0.0);
    assert_near(number_in("1.25E-2"), 0.0125, 0.0);
    assert_near(number_in("2e+2"), 200.0, 0.0);
    assert_true(number_in("0.30000000000000004") > 0.3);
}

static void what_is_not_a_decimal_number_is_refused(void **state)
{
    static const char *const BAD[] = {"",    " 1", "1 ",    "1,5", "0x10", "inf",
                                      "nan", "1e", "e5",    "--1", "1e+",  "1.2.3",
                                      ".",   "-",  "1e400", "+-1", "1_0",  "1f"};
    double x = 7.0;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        if (bo_double_parse(BAD[i], &x) == 0)
            fail_msg("\"%s\" was taken for a number", BAD[i]);
        assert_near(x, 7.0, 0.0);
    }
}

static void the_number_a_text_begins_with_is_measured(void **state)
{
    (void)state;
    assert_int_equal(bo_double_scan("120 MW"), 3);
    assert_int_equal(bo_double_scan("1.5e3x"), 5);
    assert_int_equal(bo_double_scan("2EFLOP"), 1);
    assert_int_equal(bo_double_scan("MW"), 0);
    assert_int_equal(bo_double_scan("-x"), 0);
}

static locale_t comma_locale(void)
{
    static const char *const NAME[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE",      "fr_FR.UTF-8",
                                       "fr_FR.utf8",  "fr_FR",      "nl_NL.UTF-8"};

    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
        locale_t locale = newlocale(LC_ALL_MASK, NAME[i], (locale_t)0);

        if (locale != (locale_t)0)
            return locale;
    }
    return (locale_t)0;
}

static void a_locale_with_a_decimal_comma_changes_nothing(void **state)
{
    locale_t comma = comma_locale(), before;
    char from_libc[16], exact[BO_DOUBLE_TEXT], by_trial[BO_DOUBLE_TEXT];
    double x = 0.0;
    int status;

    (void)state;
    if (comma == (locale_t)0) {
        print_message("skipped: no locale with a decimal comma is installed\n");
        skip();
    }
    before = uselocale(comma);
    (void)snprintf(from_libc, sizeof from_libc, "%.1f", 1.5);
    (void)bo_double_format(-1234.5, exact, sizeof exact);
    (void)bo_double_format(1.5e-300, by_trial, sizeof by_trial);
    status = bo_double_parse("2.75", &x);
    (void)uselocale(before);
    freelocale(comma);
    assert_string_equal(from_libc, "1,5");
    assert_string_equal(exact, "-1234.5");
    assert_string_equal(by_trial, "1.5e-300");
    assert_int_equal(status, 0);
    assert_near(x, 2.75, 0.0);
}

static void means_and_variances(void **state)
{
    (void)state;
    const double x[] = {1.0, 2.0, 6.0};
    assert_near(bo_mean_of(x, 3), 3.0, 1e-15);
    assert_near(bo_variance_of(x, 3), 7.0, 1e-15); /* (4 + 1 + 9) / 2 */
    assert_true(isnan(bo_mean_of(x, 0)) && isnan(bo_variance_of(x, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_and_variances),
        cmocka_unit_test(the_mathematical_functions_have_their_textbook_values),
        cmocka_unit_test(clamping_holds_a_number_between_its_bounds),
        cmocka_unit_test(an_approach_halves_the_distance_in_log_2_time_constants),
        cmocka_unit_test(sorting_doubles_puts_nan_last_and_minus_zero_first),
        cmocka_unit_test(quantiles_are_linear_between_order_statistics),
        cmocka_unit_test(a_quantile_that_hits_an_infinite_value_is_it),
        cmocka_unit_test(numbers_are_written_as_people_write_them),
        cmocka_unit_test(very_large_and_very_small_numbers_have_an_exponent),
        cmocka_unit_test(what_is_not_finite_has_no_text),
        cmocka_unit_test(any_double_is_written_shortest_and_reads_back),
        cmocka_unit_test(doubles_of_usual_size_are_written_shortest_and_read_back),
        cmocka_unit_test(powers_of_two_and_their_neighbours_are_written_shortest),
        cmocka_unit_test(short_decimals_come_back_as_they_were),
        cmocka_unit_test(powers_of_two_may_take_a_decimal_that_is_not_the_nearest_of_its_length),
        cmocka_unit_test(four_hundred_thousand_numbers_are_written_in_half_a_second),
        cmocka_unit_test(decimals_are_read),
        cmocka_unit_test(what_is_not_a_decimal_number_is_refused),
        cmocka_unit_test(the_number_a_text_begins_with_is_measured),
        cmocka_unit_test(a_locale_with_a_decimal_comma_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
