/* How the verb why prints what stands behind a value, from answers made up for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/why.h"

static struct bo_arena *arena;
static const struct bo_fact_variable cash = {"Cash", "million USD", "at hand"};
static const struct bo_fact_variable sites = {"Data Centers|Operating", "sites", "open"};
static const struct bo_why_entry entry = {.pattern = "Cash", .nature = BO_WHY_STOCK};
static struct bo_why_about about;

static int create_arena(void **state)
{
    (void)state;
    about = (struct bo_why_about){.title = "Made up", .variant = "base", .seed = 1, .limit = 2};
    return bo_arena_create(1 << 20, false, &arena, NULL);
}

static int free_arena(void **state)
{
    (void)state;
    bo_arena_free(arena);
    return 0;
}

static struct bo_why answer(void)
{
    int32_t first = bo_month_of_day(bo_day_of(2022, 1, 1));
    return (struct bo_why){.question = {&cash, "Alpha", "", first + 13},
                           .entry = &entry,
                           .first_month = first,
                           .last_month = first + 23,
                           .month = first + 13,
                           .value = 130.0,
                           .window_first_day = bo_day_of(2023, 1, 1),
                           .window_last_day = bo_day_of(2023, 2, 28)};
}

static const char *printed(const struct bo_why *why)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    bo_why_print(out, why, &about, arena);
    fclose(out);
    const char *kept = bo_arena_strdup(arena, text);
    free(text);
    return kept;
}

static void expect_part(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("there is no\n%s\nin\n%s", part, text);
}

static void nothing_but_a_value(void **state)
{
    (void)state;
    struct bo_why why = answer();
    assert_string_equal(printed(&why), "Cash of Alpha, 2023-02: 130.0 million USD\n"
                                       "  at hand\n"
                                       "Made up; variant base, replicate 0, seed 1\n"
                                       "\n"
                                       "No event from 2023-01-01 to 2023-02-28 bears on it.\n"
                                       "\n"
                                       "No rule of a strategy was acting.\n");
}

static void a_terminal_has_its_headings_bold(void **state)
{
    (void)state;
    struct bo_why why = answer();
    about.colour = true;
    const char *text = printed(&why);
    expect_part(text, "\033[1mCash of Alpha, 2023-02: 130.0 million USD\n\033[0m  at hand\n");
    expect_part(text, "\n\033[1mNo rule of a strategy was acting.\n\033[0m");
}

static void a_place_and_a_month_without_a_value_are_said(void **state)
{
    (void)state;
    struct bo_why why = answer();
    why.question.place = "Texas";
    why.question.month += 2;
    const char *text = printed(&why);
    expect_part(text, "Cash of Alpha at Texas, 2023-02: ");
    expect_part(text, "\nIt has no value in 2023-04; the last before is that of 2023-02.\n");
}

/* Four digits or so; what is beyond a thousand million is not written out. */
static void numbers_have_the_digits_that_they_need(void **state)
{
    static const struct {
        double value;
        const char *text;
    } well[] = {{1234.5, ": 1,234 "}, {250.25, ": 250.2 "},  {25.125, ": 25.12 "},
                {2.0625, ": 2.062 "}, {0.0625, ": 0.0625 "}, {0.0078125, ": 0.00781 "},
                {0.0, ": 0 "},        {-2e9, ": -2e+09 "},   {BO_NAN, ": - "}};
    struct bo_why why = answer();
    (void)state;
    for (size_t i = 0; i < sizeof well / sizeof *well; i++) {
        why.value = well[i].value;
        expect_part(printed(&why), well[i].text);
    }
    why.question.variable = &sites;
    why.value = 7.0;
    expect_part(printed(&why), ": 7 sites\n");
}

static void changes_are_told_with_what_they_are_against(void **state)
{
    (void)state;
    struct bo_why why = answer();
    why.n_changes = 4;
    why.change[0] = (struct bo_why_change){{1, 13, 12, true}, 130.0, 130.0};
    why.change[1] = (struct bo_why_change){{1, 13, 10, true}, BO_NAN, 130.0};
    why.change[2] = (struct bo_why_change){{1, 13, 1, true}, 0.0, BO_NAN};
    why.change[3] = (struct bo_why_change){{7, 13, 6, true}, 100.0, 130.0};
    assert_non_null(strstr(printed(&why), "Change"));
    expect_part(printed(&why), "\n  in a month, from 2023-01         130.0  130.0     0.0    0.0\n"
                               "  in a quarter, from 2022-11           -  130.0       -      -\n"
                               "  in a year, from 2022-02            0.0      -       -      -\n"
                               "  7 months, against the 7 before   100.0  130.0   +30.0  +30.0\n");
}

static struct bo_why_row rows[] = {{"Texas", 100.0, 150.0, 50.0},
                                   {"Gulf", BO_NAN, 20.0, 20.0},
                                   {"Ohio", 30.0, BO_NAN, -30.0},
                                   {"Maine", BO_NAN, BO_NAN, BO_NAN},
                                   {"Utah", 5.0, 4.0, -1.0}};

static struct bo_why split_in(enum bo_why_by by, bool compared, bool adds_up)
{
    struct bo_why why = answer();
    why.whole = (struct bo_why_change){{1, 13, 1, compared}, compared ? 140.0 : BO_NAN, 180.0};
    why.n_splits = 1;
    why.split[0] = (struct bo_why_split){.by = by, .adds_up = adds_up, .n = 5, .row = rows};
    return why;
}

static void the_smaller_rows_are_summed_where_rows_add_up(void **state)
{
    (void)state;
    struct bo_why why = split_in(BO_WHY_BY_PLACE, true, true);
    why.split[0].has_rest = true;
    why.split[0].rest = (struct bo_why_row){"not told apart", 5.0, 6.0, 1.0};
    expect_part(printed(&why),
                "\nBy region, largest change first  2022-02  2023-02  change  share, %\n"
                "  Texas                            100.0    150.0   +50.0    +125.0\n"
                "  Gulf                                 -     20.0   +20.0     +50.0\n"
                "  3 others                          35.0      4.0   -31.0     -77.5\n"
                "  not told apart                     5.0      6.0    +1.0      +2.5\n");
    why.whole.before = BO_NAN; /* the whole of a company that is new: what is now is its change */
    expect_part(printed(&why),
                "  Texas                            100.0    150.0   +50.0     +27.8\n");
}

static void rows_that_do_not_add_up_are_counted(void **state)
{
    (void)state;
    struct bo_why why = split_in(BO_WHY_BY_OWNER, true, false);
    why.whole.now = BO_NAN;
    expect_part(printed(&why), "\nBy company, largest change first  2022-02  2023-02  change\n"
                               "  Texas                             100.0    150.0   +50.0\n"
                               "  Gulf                                  -     20.0   +20.0\n"
                               "  and 3 more\n");
    about.limit = 0;
    expect_part(printed(&why), "  Utah                                5.0      4.0    -1.0\n");
}

static void without_a_month_to_compare_with_there_is_one_column(void **state)
{
    (void)state;
    struct bo_why why = split_in(BO_WHY_BY_PART, false, true);
    expect_part(printed(&why), "\nBy part     2023-02\n"
                               "  Texas       150.0\n"
                               "  Gulf         20.0\n"
                               "  3 others      4.0\n");
    why = split_in(BO_WHY_BY_PART, true, true);
    why.whole.span.n = 6;
    expect_part(printed(&why), "6 months to");
}

static struct bo_fact_event event_of(int32_t day, const char *subject, double amount,
                                     const char *reason)
{
    return (struct bo_fact_event){.day = day,
                                  .entity = "Alpha",
                                  .place = "",
                                  .kind = "opened",
                                  .subject = subject,
                                  .amount = amount,
                                  .unit = "MW",
                                  .why = reason};
}

static void events_tell_what_how_much_and_when_it_was_announced(void **state)
{
    (void)state;
    int32_t day = bo_day_of(2023, 2, 1);
    struct bo_fact_event near = event_of(day - 30, "x", 1.0, ""),
                         far = event_of(day - 365, "x", 1.0, "");
    struct bo_fact_event of[] = {
        event_of(day, "Texas 1 (Alpha)", 97.25, "demand"), event_of(day, "Texas 2", 970.25, ""),
        event_of(day, "Alpha", BO_NAN, ""), event_of(day, "Ohio 1", 1.0, ""),
        event_of(day, "Ohio 2", 0.00116, "")};
    of[3].entity = "Landlord Ohio";
    struct bo_why_event event[] = {
        {&of[0], &far}, {&of[1], &near}, {&of[2], NULL}, {&of[3], NULL}, {&of[4], NULL}};
    struct bo_why_count count = {"opened", 5}, other = {"eclipse", 1};
    struct bo_why why = answer();
    why.n_events = 5;
    why.event = event;
    why.n_counts = why.n_other_counts = 1;
    why.count = &count;
    why.other_count = &other;
    about.limit = 0;
    expect_part(printed(&why), "\nEvents that bear on it, 2023-01-01 to 2023-02-28: 5 opened\n"
                               "  2023-02-01  opened  Texas 1, 97.2 MW\n"
                               "              demand; announced 12 months before\n"
                               "  2023-02-01  opened  Texas 2, 970 MW\n"
                               "              announced 30 days before\n"
                               "  2023-02-01  opened  Alpha\n"
                               "  2023-02-01  opened  landlord: Ohio 1, 1.0 MW\n"
                               "  2023-02-01  opened  Ohio 2, 0.0012 MW\n"
                               "Other events of Alpha then: 1 eclipse.\n");
    about.limit = 2;
    expect_part(printed(&why), "  and 3 earlier ones (--limit 0 prints all)\n");
    why.question.entity = "World"; /* all events of the world are too many to count */
    const char *text = printed(&why);
    expect_part(text, "  opened  Alpha: Texas 1, 97.2 MW\n");
    assert_null(strstr(text, "Other events"));
}

static void rules_beyond_the_limit_are_counted(void **state)
{
    (void)state;
    struct bo_why_rule rule[4];
    struct bo_why why = answer();
    for (int i = 0; i < 4; i++)
        rule[i] = (struct bo_why_rule){"Alpha", "brake", "cash_usd < 5", bo_day_of(2023, 1, 1 + i)};
    why.n_rules = 4;
    why.rule = rule;
    expect_part(printed(&why), "\nRules of strategies that were acting\n"
                               "  brake of Alpha since 2023-01-01, when cash_usd < 5\n"
                               "  brake of Alpha since 2023-01-02, when cash_usd < 5\n"
                               "  and 2 more\n");
    why.n_rules = 3; /* a line on one more is no shorter than it */
    expect_part(printed(&why), "since 2023-01-03, when cash_usd < 5\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, create_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_but_a_value),
        TEST(a_terminal_has_its_headings_bold),
        TEST(a_place_and_a_month_without_a_value_are_said),
        TEST(numbers_have_the_digits_that_they_need),
        TEST(changes_are_told_with_what_they_are_against),
        TEST(the_smaller_rows_are_summed_where_rows_add_up),
        TEST(rows_that_do_not_add_up_are_counted),
        TEST(without_a_month_to_compare_with_there_is_one_column),
        TEST(events_tell_what_how_much_and_when_it_was_announced),
        TEST(rules_beyond_the_limit_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
