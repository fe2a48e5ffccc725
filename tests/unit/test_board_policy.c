/* Rules and checks of a scenario, as whole runs see them. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"
#include "buildout/model/figures.h"

#define DECEMBER 11 /* of the first year; months count from 0 */

static struct bo_run_result run_with(struct run_fixture *f, const char *set)
{
    run_open(f, TINY_CFG, set == NULL ? 0 : 1, &set);
    return run_seed(f, 1);
}

static void end(struct run_fixture *f, struct bo_run_result *run)
{
    bo_run_result_free(run);
    run_close(f);
}

static double server_capex(const struct bo_facts *facts, uint32_t month)
{
    return facts_value(facts, "Capex|Servers", "Alpha", "", month);
}

static uint32_t events_of(const struct bo_facts *facts, const char *entity, const char *kind,
                          int32_t *day)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        if (strcmp(e->entity, entity) == 0 && strcmp(e->kind, kind) == 0) {
            *day = e->day;
            n++;
        }
    }
    return n;
}

/* The board that sits after the books of December are closed decides on January. */
static void a_rule_acts_from_the_month_after_its_condition_holds(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "strategies.steady.rules={stop={order=1.0;when=\"year >= 2023\";"
                     "set={capex_limit_ratio=\"0\";};};}");
    int32_t day = 0;
    assert_int_equal(run.err.status, BO_OK);
    assert_true(server_capex(run.facts, DECEMBER) > 0.0);
    for (uint32_t month = DECEMBER + 1; month < 24; month++) {
        assert_near(server_capex(run.facts, month), 0.0, 0.0);
    }
    assert_int_equal(events_of(run.facts, "Alpha", "rule begins", &day), 1);
    assert_int_equal(day, bo_day_of(2023, 1, 1));
    assert_int_equal(events_of(run.facts, "Alpha", "rule ends", &day), 0);
    end(&f, &run);
}

static void a_rule_whose_condition_ceases_gives_the_strategy_back_its_values(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "strategies.steady.rules={wait={order=1.0;when=\"year < 2023\";"
                     "set={capex_limit_ratio=\"0\";};};}");
    int32_t day = 0;
    assert_int_equal(run.err.status, BO_OK);
    assert_true(server_capex(run.facts, 0) > 0.0); /* no board has sat yet */
    assert_near(server_capex(run.facts, 1), 0.0, 0.0);
    assert_near(server_capex(run.facts, DECEMBER), 0.0, 0.0);
    assert_true(server_capex(run.facts, DECEMBER + 1) > 0.0);
    assert_int_equal(events_of(run.facts, "Beta", "rule begins", &day), 1);
    assert_int_equal(day, bo_day_of(2022, 2, 1));
    assert_int_equal(events_of(run.facts, "Beta", "rule ends", &day), 1);
    assert_int_equal(day, bo_day_of(2023, 1, 1));
    end(&f, &run);
}

/* Frugal buys nothing from January on, whatever its condition says in February; from April on a rule of its own lets it. */
static void a_rule_plays_another_strategy_with_its_rules_for_good(void **state)
{
    (void)state;
    static const char *const set[] = {
        "strategies.frugal={leverage_max=0.0;capex_limit_ratio=0.0;rules={late={order=1.0;"
        "when=\"year >= 2023.2\";set={capex_limit_ratio=\"1\";};};};}",
        "strategies.steady.rules={halt={order=1.0;when=\"year >= 2023 and year < 2023.05\";"
        "play=\"frugal\";for_good=true;};}"};
    struct run_fixture f;
    run_open(&f, TINY_CFG, 2, set);
    struct bo_run_result run = run_seed(&f, 1);
    int32_t day = 0;
    assert_int_equal(run.err.status, BO_OK);
    assert_true(server_capex(run.facts, DECEMBER) > 0.0);
    for (uint32_t month = DECEMBER + 1; month <= DECEMBER + 3; month++) {
        assert_near(server_capex(run.facts, month), 0.0, 0.0);
    }
    assert_true(server_capex(run.facts, DECEMBER + 4) > 0.0);
    assert_int_equal(events_of(run.facts, "Alpha", "rule begins", &day), 2);
    assert_int_equal(day, bo_day_of(2023, 4, 1));
    assert_int_equal(events_of(run.facts, "Alpha", "rule ends", &day), 0);
    end(&f, &run);
}

/* Both hold; the one with the higher order speaks last, though its key comes first. */
static void the_last_rule_in_order_decides(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run = run_with(
        &f, "strategies.steady.rules={a={order=20.0;when=\"true\";set={capex_limit_ratio=\"0\";};};"
            "b={order=10.0;when=\"true\";set={capex_limit_ratio=\"1\";};};}");
    assert_int_equal(run.err.status, BO_OK);
    assert_near(server_capex(run.facts, 5), 0.0, 0.0);
    end(&f, &run);
}

static void assert_changes_nothing(const char *set)
{
    struct run_fixture f, g;
    struct bo_run_result with = run_with(&f, set), without = run_with(&g, NULL);
    assert_int_equal(with.err.status, BO_OK);
    assert_series_in(without.facts, with.facts, NULL);
    assert_int_equal(with.facts->n_series, without.facts->n_series);
    end(&f, &with);
    end(&g, &without);
}

static void a_rule_that_never_holds_changes_nothing(void **state)
{
    (void)state;
    assert_changes_nothing("strategies.steady.rules={never={order=1.0;when=\"world.sites < 0\";"
                           "set={capex_limit_ratio=\"0\";};};}");
}

/* The value is what the board observes: the parameter as it was. */
static void a_value_may_be_made_of_what_the_board_sees(void **state)
{
    (void)state;
    assert_changes_nothing("strategies.steady.rules={same={order=1.0;when=\"world.mw > 0\";"
                           "set={capex_limit_ratio=\"world.mw / world.mw\";};};}");
}

/* At the made-up observation of check the year is 2024.5 and the value 0; in the run it is below. */
static void a_value_out_of_range_ends_the_run_at_its_place(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run = run_with(&f, "strategies.steady.rules={odd={order=1.0;when=\"true\";"
                                            "set={capex_limit_ratio=\"year - 2024.5\";};};}");
    assert_int_equal(run.err.status, BO_ERUN);
    assert_null(run.facts);
    assert_non_null(strstr(run.err.text, "--set strategies.steady.rules"));
    assert_non_null(strstr(run.err.text, "error: capex_limit_ratio = -2.4"));
    assert_non_null(strstr(run.err.text, "is outside 0 to 10"));
    assert_memory_equal(run.err.text, "seed 1, replicate 0: --set", 26);
    end(&f, &run);
}

/* A word of the parameter is text within the expression; which one may depend on what the board sees. */
static void a_rule_sets_a_choice_by_its_word(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "strategies.steady.rules={follow={order=1.0;when=\"true\";"
                     "set={training=\"year < 2023 and 'follow' or 'none'\";};};}");
    assert_int_equal(run.err.status, BO_OK);
    end(&f, &run);
    run = run_with(&f, "strategies.steady.rules={follow={order=1.0;when=\"true\";"
                       "set={training=\"year < 2023 and 'follow' or 'lead'\";};};}");
    assert_int_equal(run.err.status, BO_ERUN);
    assert_non_null(
        strstr(run.err.text, "training needs one of own|frontier|follow|none, in quotes"));
    assert_non_null(strstr(run.err.text, " in 2023-0"));
    end(&f, &run);
}

static void a_condition_that_is_no_condition_ends_the_run(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "strategies.steady.rules={odd={order=1.0;when=\"year > 2024 or 1\";"
                     "set={capex_limit_ratio=\"1\";};};}");
    assert_int_equal(run.err.status, BO_ERUN);
    assert_non_null(
        strstr(run.err.text, "the condition of rule odd is neither true nor false, for "));
    assert_non_null(strstr(run.err.text, " in 2022-0"));
    end(&f, &run);
}

static void a_check_that_holds_is_silent(void **state)
{
    (void)state;
    assert_changes_nothing("checks={sane={when=\"2022-06\";expect=\"world.sites >= 25\";};}");
}

/* The facts of the run are there to be looked at. */
static void a_check_that_does_not_hold_fails_the_run_and_leaves_its_facts(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "checks={sane={when=\"2022-06\";expect=\"world.sites > 1000\";};}");
    assert_int_equal(run.err.status, BO_ECHECK);
    assert_memory_equal(run.err.text, "seed 1, replicate 0: ", 21);
    assert_non_null(strstr(run.err.text, "the check sane does not hold at the end of 2022-06: "
                                         "world.sites > 1000"));
    assert_non_null(run.facts);
    assert_true(facts_value(run.facts, "Data Centers|Operating", "World", "", 23) >= 25.0);
    end(&f, &run);
}

static void a_check_is_made_in_its_month_alone(void **state)
{
    (void)state;
    assert_changes_nothing(
        "checks={june={when=\"2022-06\";expect=\"year > 2022.49 and year < 2022.51\";};}");
}

/* The tiny world's Alpha has cash in every month, and Beta's board sees its own. */
static void a_check_may_read_what_a_company_sees_of_itself(void **state)
{
    (void)state;
    assert_changes_nothing("checks={own={when=\"2022-06\";company=\"Alpha\";"
                           "expect=\"cash_usd > 0 and mw > 0 and world.sites > mw / 1e9\";};}");
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "checks={own={when=\"2022-06\";company=\"Beta\";expect=\"cash_usd < 0\";};}");
    assert_int_equal(run.err.status, BO_ECHECK);
    end(&f, &run);
}

static void a_check_may_read_key_figures_at_the_end(void **state)
{
    (void)state;
    assert_changes_nothing("checks={end={of=\"run\";"
                           "expect=\"Alpha.survived == 1 and World.mw == world.mw\";};}");
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "checks={end={of=\"run\";expect=\"Alpha.npv > 1e12\";};}");
    assert_int_equal(run.err.status, BO_ECHECK);
    assert_non_null(strstr(run.err.text,
                           "the check end does not hold at the end of the run: Alpha.npv > 1e12"));
    assert_non_null(run.facts);
    end(&f, &run);
    /* That of medians is for an ensemble. */
    assert_changes_nothing("checks={end={of=\"median\";expect=\"Alpha.npv > 1e12\";};}");
}

/* The month of the lowest cash is one of the run's. */
static void a_check_of_the_run_reads_dates_as_decimal_years(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "checks={when={of=\"run\";expect=\"Alpha.cash_min_date > 2022.0 and "
                     "Alpha.cash_min_date < 2030.0\";};}");
    assert_int_equal(run.err.status, BO_OK);
    end(&f, &run);
}

/* Every key figure of a run has a word. */
static void there_is_a_word_for_every_key_figure(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run = run_with(&f, "checks={none={of=\"run\";expect=\"true\";};}");
    assert_int_equal(run.err.status, BO_OK);
    struct bo_figure_words words = bo_figure_words_of(&f.scenario->param, f.arena);
    assert_true(run.facts->n_outcomes > 10);
    for (uint32_t i = 0; i < run.facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &run.facts->outcome[i];
        const char *word = bo_figure_word(f.arena, outcome->entity, outcome->key);
        bool found = false;
        for (uint32_t k = 0; k < words.n; k++)
            found |= strcmp(words.word[k].word, word) == 0;
        if (!found)
            fail_msg("no word for %s", word);
    }
    end(&f, &run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_plays_another_strategy_with_its_rules_for_good),
        cmocka_unit_test(a_rule_acts_from_the_month_after_its_condition_holds),
        cmocka_unit_test(a_rule_whose_condition_ceases_gives_the_strategy_back_its_values),
        cmocka_unit_test(the_last_rule_in_order_decides),
        cmocka_unit_test(a_rule_that_never_holds_changes_nothing),
        cmocka_unit_test(a_value_may_be_made_of_what_the_board_sees),
        cmocka_unit_test(a_value_out_of_range_ends_the_run_at_its_place),
        cmocka_unit_test(a_rule_sets_a_choice_by_its_word),
        cmocka_unit_test(a_condition_that_is_no_condition_ends_the_run),
        cmocka_unit_test(a_check_that_holds_is_silent),
        cmocka_unit_test(a_check_that_does_not_hold_fails_the_run_and_leaves_its_facts),
        cmocka_unit_test(a_check_of_the_run_reads_dates_as_decimal_years),
        cmocka_unit_test(a_check_is_made_in_its_month_alone),
        cmocka_unit_test(a_check_may_read_what_a_company_sees_of_itself),
        cmocka_unit_test(a_check_may_read_key_figures_at_the_end),
        cmocka_unit_test(there_is_a_word_for_every_key_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
