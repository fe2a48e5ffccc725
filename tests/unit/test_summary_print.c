/* What is said below the tables of a summary, of summaries made up for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buildout/base/calendar.h"
#include "buildout/cli/summary.h"
#include "buildout/cli/terminal.h"

static void expect_printed(const struct bo_summary *summary, const char *wanted)
{
    const struct bo_summary_about about = {
        .title = "Made up", .name = "made", .seed = 7, .dir = "results/made"};
    const struct bo_terminal terminal = {.width = 100};
    struct bo_arena *arena = NULL;
    char *text = NULL;
    size_t n = 0;
    assert_int_equal(bo_arena_create(1 << 20, false, &arena, NULL), 0);
    FILE *out = open_memstream(&text, &n);
    bo_summary_print(out, summary, &about, &terminal, arena);
    fclose(out);
    if (!strstr(text, wanted))
        fail_msg("not found: \"%s\" in\n%s", wanted, text);
    free(text);
    bo_arena_free(arena);
}

static void what_a_rule_adds_is_told_chip_by_chip(void **state)
{
    static const char *sold[] = {"A100", "H100"}, *later[] = {"B200"};
    struct bo_summary_rule rule[] = {
        {"Ban", bo_day_of(2024, 1, 1), 2, 0, sold, NULL},
        {"Later ban", bo_day_of(2024, 2, 1), 0, 1, NULL, later},
        {"Idle", bo_day_of(2024, 3, 1), 0, 0, NULL, NULL},
    };
    struct bo_summary summary = {.n_rules = 3, .rule = rule};
    (void)state;
    expect_printed(&summary,
                   "\nBan (from 2024-01-01) adds to the law for buyers in China: A100, H100\n"
                   "Later ban (from 2024-02-01), of what is not sold by then: B200\n"
                   "Idle (from 2024-03-01) adds nothing to the law for buyers in China.\n");
}

static void an_opening_that_does_not_fit_is_told(void **state)
{
    struct bo_summary summary = {.misfit = "there are more halls than load"};
    (void)state;
    expect_printed(
        &summary, "\nOpening: there are more halls than load, so the first years are an artefact;");
}

static void event(struct bo_facts *facts, int32_t day, const char *entity, const char *kind,
                  double musd)
{
    struct bo_fact_event e = {.day = day,
                              .entity = entity,
                              .place = "",
                              .kind = kind,
                              .subject = entity,
                              .amount = musd,
                              .unit = "million USD",
                              .why = "a test"};
    bo_facts_event(facts, &e);
}

/* Beta's overdraft lasts three months, though it is told once as an event. */
static void overdrafts_and_defaults_are_counted(void **state)
{
    static const struct bo_fact_variable variable = {"Overdraft", "million USD", "lent"};
    struct bo_arena *arena = NULL;
    struct bo_summary summary;
    (void)state;
    assert_int_equal(bo_arena_create(1 << 20, false, &arena, NULL), 0);
    struct bo_facts *facts =
        bo_facts_create(arena, bo_month_of_day(bo_day_of(2024, 1, 1)), 12, &variable, 1);
    double *beta = bo_facts_series(facts, 0, "Beta", "");
    double *alpha = bo_facts_series(facts, 0, "Alpha", "");
    beta[1] = 1000.0;
    beta[2] = 2500.0;
    beta[7] = 500.0;
    alpha[5] = 1000.0;
    event(facts, bo_day_of(2024, 3, 1), "Beta", "overdraft", 1000.0);
    event(facts, bo_day_of(2024, 9, 1), "Beta", "default begins", 9000.0);
    event(facts, bo_day_of(2024, 10, 1), "Beta", "restructured", 7000.0);
    event(facts, bo_day_of(2024, 11, 1), "Gamma", "default begins", 10.0);
    event(facts, bo_day_of(2024, 12, 1), "Beta", "restructured", 1000.0);
    bo_facts_sort(facts);
    bo_summary_compute(facts, arena, &summary);
    expect_printed(&summary,
                   "\nOverdraft: Beta, in 3 months, first in 2024-02; 4,000 M USD in all, "
                   "at most 2,500 in a month\n"
                   "Overdraft: Alpha, once in 2024-06; 1,000 M USD\n");
    expect_printed(&summary, "\nDefaulted: Beta 2024-08, Gamma 2024-10\n");
    expect_printed(&summary, "\nLenders took shares for debt: Beta 2024-09 and once more\n");
    bo_arena_free(arena);
}

static void a_site_that_is_given_is_told_with_its_plan(void **state)
{
    const int32_t plan = bo_day_of(2028, 9, 30), none = BO_NO_DAY;
    struct bo_summary_site site[] = {
        {"By the grid", true, bo_day_of(2029, 2, 1), none, plan, none},
        {"By turbines", true, none, bo_day_of(2031, 7, 31), plan, none},
        {"Stopped", true, none, none, plan, bo_day_of(2027, 1, 15)},
        {"No turn", true, none, none, none, none},
        {"Of nobody", false, none, none, none, none},
    };
    struct bo_summary summary = {.n_sites_given = 5, .site_given = site};
    (void)state;
    expect_printed(&summary, "\nSite given: By the grid, 2029-02 (planned 2028-09)\n"
                             "Site given: By turbines, expected 2031-07 (planned 2028-09)\n"
                             "Site given: Stopped, cancelled 2027-01 (planned 2028-09)\n"
                             "Site given: No turn, no date\n"
                             "Site given: Of nobody, never announced\n\nresults/made: ");
}

/* Of March to July both ends of the year are missing. */
static void a_run_within_a_year_says_so_once(void **state)
{
    static const struct bo_fact_variable variable = {"Data Centers|Operating", "sites", "open"};
    struct bo_arena *arena = NULL;
    struct bo_summary summary;
    (void)state;
    assert_int_equal(bo_arena_create(1 << 20, false, &arena, NULL), 0);
    struct bo_facts *facts =
        bo_facts_create(arena, bo_month_of_day(bo_day_of(2024, 3, 1)), 5, &variable, 1);
    double *value = bo_facts_series(facts, 0, "World", "");
    for (int m = 0; m < 5; m++)
        value[m] = 7.0;
    bo_facts_sort(facts);
    bo_summary_compute(facts, arena, &summary);
    expect_printed(&summary,
                   "Capex: of the companies, without landlords.\n2024 counts 5 months.\n\n");
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_rule_adds_is_told_chip_by_chip),
        cmocka_unit_test(an_opening_that_does_not_fit_is_told),
        cmocka_unit_test(overdrafts_and_defaults_are_counted),
        cmocka_unit_test(a_site_that_is_given_is_told_with_its_plan),
        cmocka_unit_test(a_run_within_a_year_says_so_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
