/* What a terminal can show: numbers, names and courses as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "arena_fixture.h"

#include "buildout/base/num.h"
#include "buildout/cli/terminal.h"

static const struct bo_terminal ascii = {.width = 80};
static const struct bo_terminal utf8 = {.width = 80, .utf8 = true};

static void expect_number(double x, uint32_t decimals, const char *text)
{
    assert_string_equal(bo_number_shown(arena, x, decimals), text);
}

static void thousands_are_set_apart(void **state)
{
    (void)state;
    expect_number(0.0, 0, "0");
    expect_number(999.0, 0, "999");
    expect_number(1000.0, 0, "1,000");
    expect_number(999.5, 0, "1,000"); /* halves go to the even neighbour */
    expect_number(1234567.25, 1, "1,234,567.2");
    expect_number(-1234.5, 2, "-1,234.50");
    expect_number(-123.0, 0, "-123");
    expect_number(123456.0, 0, "123,456");
}

static void what_rounds_to_nothing_has_no_sign(void **state)
{
    (void)state;
    expect_number(-0.0, 1, "0.0");
    expect_number(-0.04, 1, "0.0");
    expect_number(-0.06, 1, "-0.1");
    expect_number(-0.4, 0, "0");
}

static void what_was_not_computed_is_a_dash(void **state)
{
    (void)state;
    expect_number(BO_NAN, 0, "-");
    expect_number((double)INFINITY, 2, "-");
}

static void columns_are_characters(void **state)
{
    (void)state;
    assert_int_equal(bo_text_columns(""), 0);
    assert_int_equal(bo_text_columns("Zürich"), 6);
    assert_int_equal(bo_text_columns("\u2581\u2588"), 2);
}

static void a_long_name_is_cut_between_characters(void **state)
{
    (void)state;
    assert_string_equal(bo_text_shown(arena, &utf8, "Zürich", 6), "Zürich");
    assert_string_equal(bo_text_shown(arena, &utf8, "Zürich", 3), "Zü\u2026");
    assert_string_equal(bo_text_shown(arena, &ascii, "Zürich", 5), "Züri~");
}

static void a_name_cannot_command_the_terminal(void **state)
{
    (void)state;
    assert_string_equal(bo_text_shown(arena, &utf8, "a\033[2J\nb\177", 20), "a [2J b ");
}

static void a_course_goes_from_least_to_greatest(void **state)
{
    const double value[] = {0, 1, 2, 3, 4, 5, 6, 8};
    (void)state;
    /* Eighths of 0..8: the greatest belongs to the highest block. */
    assert_string_equal(bo_sparkline(arena, &ascii, value, 8, 8), "_.,-=+*#");
    assert_string_equal(bo_sparkline(arena, &utf8, value, 8, 8),
                        "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588");
}

static void a_column_of_a_course_is_the_mean_of_its_part(void **state)
{
    const double value[] = {0, 0, 2, 6, 7, 9};
    (void)state;
    /* means 0, 4, 8 */
    assert_string_equal(bo_sparkline(arena, &ascii, value, 6, 3), "_=#");
    /* never more columns than values */
    assert_string_equal(bo_sparkline(arena, &ascii, value + 2, 2, 40), "_#");
}

static void a_flat_course_is_in_the_middle(void **state)
{
    const double value[] = {3, 3, 3};
    (void)state;
    assert_string_equal(bo_sparkline(arena, &ascii, value, 3, 3), "===");
}

static void a_course_is_blank_before_its_start_and_ends_with_its_values(void **state)
{
    const double value[] = {BO_NAN, 0, BO_NAN, 8, BO_NAN};
    const double nothing[] = {BO_NAN, BO_NAN};
    (void)state;
    assert_string_equal(bo_sparkline(arena, &ascii, value, 5, 5), " __#");
    assert_string_equal(bo_sparkline(arena, &ascii, nothing, 2, 2), "");
    assert_string_equal(bo_sparkline(arena, &ascii, nothing, 0, 5), "");
}

static bool utf8_with(const char *lc_all, const char *lc_ctype, const char *lang)
{
    const char *const name[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *const value[] = {lc_all, lc_ctype, lang};
    for (int i = 0; i < 3; i++) {
        if (value[i])
            setenv(name[i], value[i], 1);
        else
            unsetenv(name[i]);
    }
    int out[2];
    assert_int_equal(pipe(out), 0);
    struct bo_terminal terminal = bo_terminal_of(out[1]);
    close(out[0]);
    close(out[1]);
    assert_false(terminal.colour);
    assert_int_equal(terminal.width, 100);
    return terminal.utf8;
}

static void the_locale_says_which_characters_there_are(void **state)
{
    (void)state;
    assert_true(utf8_with("en_GB.UTF-8", NULL, NULL));
    assert_true(utf8_with(NULL, "C.utf8", "C"));
    assert_true(utf8_with("", "", "de_DE.UTF-8@euro"));
    assert_false(utf8_with("C", "C.UTF-8", "C.UTF-8"));
    assert_false(utf8_with("de_DE.ISO-8859-1", NULL, NULL));
    assert_false(utf8_with("en_GB.UTF", NULL, NULL));
    assert_false(utf8_with(NULL, NULL, NULL));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, create_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(thousands_are_set_apart),
        TEST(what_rounds_to_nothing_has_no_sign),
        TEST(what_was_not_computed_is_a_dash),
        TEST(columns_are_characters),
        TEST(a_long_name_is_cut_between_characters),
        TEST(a_name_cannot_command_the_terminal),
        TEST(a_course_goes_from_least_to_greatest),
        TEST(a_column_of_a_course_is_the_mean_of_its_part),
        TEST(a_flat_course_is_in_the_middle),
        TEST(a_course_is_blank_before_its_start_and_ends_with_its_values),
        TEST(the_locale_says_which_characters_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
