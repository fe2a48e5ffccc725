/* Tables on a terminal: alignment, groups, and what goes when there is no room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arena_fixture.h"

#include "buildout/cli/table.h"

static const struct bo_table_column columns[] = {
    {NULL, "Name", true, 0}, {"Sites", "2022", false, 0}, {"Sites", "2033", false, 0},
    {NULL, "", true, 1},     {NULL, "Cost", false, 2},
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static struct bo_table small_table(void)
{
    static const char *const text[2][N_COLUMNS] = {{"Texas", "8", "1,204", "_#", "7"},
                                                   {"Zürich", "-", "16", "", "12.5"}};
    struct bo_table table = {.arena = arena, .n_columns = N_COLUMNS, .column = columns, .gap = 1};
    for (int r = 0; r < 2; r++) {
        const char **cell = bo_table_row(&table);
        for (int c = 0; c < N_COLUMNS; c++)
            cell[c] = text[r][c];
    }
    return table;
}

static void expect_print(const struct bo_table *table, struct bo_terminal terminal,
                         const char *wanted)
{
    char *text = NULL;
    size_t n;
    FILE *out = open_memstream(&text, &n);
    bo_table_print(out, table, &terminal);
    fclose(out);
    assert_string_equal(text, wanted);
    free(text);
}

static void numbers_stand_to_the_right_and_no_line_ends_in_blanks(void **state)
{
    (void)state;
    struct bo_table table = small_table();
    expect_print(&table, (struct bo_terminal){.width = 80},
                 "            Sites\n"
                 "Name   2022  2033    Cost\n"
                 "Texas     8 1,204 _#    7\n"
                 "Zürich    -    16    12.5\n");
}

static void without_room_the_highest_rank_goes_first(void **state)
{
    (void)state;
    struct bo_table table = small_table();
    assert_int_equal(bo_table_width(&table, 2), 25);
    assert_int_equal(bo_table_width(&table, 1), 20);
    assert_int_equal(bo_table_width(&table, 0), 17);
    expect_print(&table, (struct bo_terminal){.width = 24},
                 "            Sites\n"
                 "Name   2022  2033\n"
                 "Texas     8 1,204 _#\n"
                 "Zürich    -    16\n");
    /* what has rank 0 is shown in any case */
    expect_print(&table, (struct bo_terminal){.width = 10},
                 "            Sites\n"
                 "Name   2022  2033\n"
                 "Texas     8 1,204\n"
                 "Zürich    -    16\n");
}

static void colours_are_only_for_those_who_see_them(void **state)
{
    static const struct bo_table_column one[] = {{NULL, "A", true, 0}};
    (void)state;
    struct bo_table table = {.arena = arena, .n_columns = 1, .column = one, .gap = 1};
    const char **cell = bo_table_row(&table);
    cell[0] = "x";
    expect_print(&table, (struct bo_terminal){.width = 80}, "A\nx\n");
    expect_print(&table, (struct bo_terminal){.width = 80, .colour = true}, "\033[1mA\n\033[0mx\n");
}

static void a_wide_group_widens_its_columns(void **state)
{
    static const struct bo_table_column two[] = {{"Lowest cash", "a", false, 0},
                                                 {"Lowest cash", "b", false, 0}};
    (void)state;
    struct bo_table table = {.arena = arena, .n_columns = 2, .column = two, .gap = 1};
    const char **cell = bo_table_row(&table);
    cell[0] = "1";
    cell[1] = "2";
    expect_print(&table, (struct bo_terminal){.width = 80},
                 "Lowest cash\n        a b\n        1 2\n");
}

static void a_table_takes_any_number_of_rows(void **state)
{
    static const struct bo_table_column one[] = {{NULL, "A", true, 0}};
    (void)state;
    struct bo_table table = {.arena = arena, .n_columns = 1, .column = one, .gap = 1};
    for (int i = 0; i < 100; i++)
        bo_table_row(&table)[0] = i == 0 ? "first" : "other";
    assert_int_equal(table.n_rows, 100);
    assert_string_equal(table.cell[0], "first");
    assert_string_equal(table.cell[99], "other");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, create_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(numbers_stand_to_the_right_and_no_line_ends_in_blanks),
        TEST(without_room_the_highest_rank_goes_first),
        TEST(colours_are_only_for_those_who_see_them),
        TEST(a_wide_group_widens_its_columns),
        TEST(a_table_takes_any_number_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
