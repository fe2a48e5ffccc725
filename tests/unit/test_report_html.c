/* Numbers, units and texts as the report writes them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buildout/base/num.h"
#include "buildout/report/report.h" /* its library */
#include "../../analysis/report/html.h"

static void expect_text(struct bo_text *text, const char *wanted)
{
    bo_text_char(text, '\0');
    assert_false(text->failed);
    assert_string_equal(text->data, wanted);
    bo_text_free(text);
}

static void expect_number(double x, const char *wanted)
{
    struct bo_text text = {0};
    html_number(&text, x);
    expect_text(&text, wanted);
}

static void test_three_digits_matter_and_all_before_the_point(void **state)
{
    (void)state;
    expect_number(1234567.0, "1,234,567");
    expect_number(1234.4, "1,234");
    expect_number(999.6, "1,000");
    expect_number(123.4, "123");
    expect_number(12.34, "12.3");
    expect_number(9.996, "10.0"); /* not 10.00 */
    expect_number(1.0, "1.00");
    expect_number(0.012345, "0.0123");
    expect_number(0.9996, "1.00");
    expect_number(0.0, "0");
    expect_number(-12.34, "\xE2\x88\x92"
                          "12.3");
    expect_number(BO_NAN, "\xE2\x80\x93");
    expect_number(1e300, "1.00e+300");
}

static void expect_scaled(const char *unit, double x, const char *wanted)
{
    struct bo_text text = {0};
    struct html_scale scale = html_scale_of(unit, x);
    html_scaled(&text, &scale, x);
    bo_text_char(&text, ' ');
    bo_text_puts(&text, scale.unit);
    expect_text(&text, wanted);
}

static void test_units_leave_few_digits(void **state)
{
    (void)state;
    expect_scaled("million USD", 1234567.0, "1.23 tn USD");
    expect_scaled("million USD", 1234.0, "1.23 bn USD");
    expect_scaled("million USD", -12.0,
                  "\xE2\x88\x92"
                  "12.0 M USD");
    expect_scaled("MW", 999.0, "999 MW");
    expect_scaled("MW", 1500.0, "1.50 GW");
    expect_scaled("fraction", 0.125, "12.5 %");
    expect_scaled("fraction", 2.5, "2.50 "); /* not 250 %: a ratio */
    expect_scaled("sites", 19.0, "19 sites");
    expect_scaled("count", 2500000.0, "2.50 M");
    expect_scaled("furlongs", 3.0, "3.00 furlongs");
}

static void test_an_interval_is_of_one_piece(void **state)
{
    struct bo_text text = {0};
    struct html_scale scale = html_scale_of("MW", 12600.0);
    (void)state;
    html_interval(&text, &scale, 3510.0, 683.0, 12600.0);
    expect_text(&text, "3.5 <span class=\"interval\">(0.7 to 12.6)</span>");
}

static void expect_in_column(double mean, double low, double high, const char *expected)
{
    struct bo_text text = {0};
    struct html_scale scale = html_scale_of_column("sites", 102.0); /* 102.0: a decimal */
    html_interval(&text, &scale, mean, low, high);
    expect_text(&text, expected);
}

static void test_a_column_has_the_digits_of_its_largest(void **state)
{
    (void)state;
    expect_in_column(-60.25, -102.0, -18.9,
                     "\xE2\x88\x92"
                     "60 <span class=\"interval\">("
                     "\xE2\x88\x92"
                     "102 to \xE2\x88\x92"
                     "19)</span>");
    expect_in_column(1.434, 0.691, 2.172, "1.4 <span class=\"interval\">(0.7 to 2.2)</span>");
    expect_in_column(0.02, -0.01, 0.06, "0 <span class=\"interval\">(0 to 0.1)</span>");
    expect_in_column(1.4e-7, -3.5e-7, 7.2e-8, "0");
    expect_in_column(0.0, 0.0, 0.0, "0");
}

static void test_names_open_no_tag_and_no_broken_letter(void **state)
{
    struct bo_text text = {0};
    (void)state;
    html_text(&text, "<a href=\"x\">'&'</a>\x01\xC3\xA9\xFF");
    expect_text(&text, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;\xEF\xBF\xBD\xC3\xA9"
                       "\xEF\xBF\xBD");
}

static void test_a_format_escapes_what_it_is_given_alone(void **state)
{
    struct bo_text text = {0};
    (void)state;
    html_format(&text, "<b>%s</b> %d %%", "<i>", -3);
    expect_text(&text, "<b>&lt;i&gt;</b> -3 %");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_three_digits_matter_and_all_before_the_point),
        cmocka_unit_test(test_units_leave_few_digits),
        cmocka_unit_test(test_an_interval_is_of_one_piece),
        cmocka_unit_test(test_a_column_has_the_digits_of_its_largest),
        cmocka_unit_test(test_names_open_no_tag_and_no_broken_letter),
        cmocka_unit_test(test_a_format_escapes_what_it_is_given_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
