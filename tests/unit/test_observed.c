/* Files of observations: what is read, and what is said of those that are not well. */
#include "backtest_fixture.h"

static void all_columns_are_read_in_any_order(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, "\xEF\xBB\xBF"
                    "confidence,url,source,topic,naive_guidance,tolerance,unit,value,aggregate,"
                    "variable,place,entity,period\r\n"
                    "# from the yearly reports\r\n"
                    "\r\n"
                    "high,https://a.example,\"Report, \"\"2024\"\"\",power,7-9,+-1.5,TWh,-2--1.5,"
                    "sum,Electricity|Use,North+South,A+B,2023-Q4\r\n");
    assert_int_equal(f->list.n, 1);
    const struct bo_observed *row = &f->list.row[0];
    assert_int_equal(row->line, 4);
    assert_string_equal(row->period, "2023-Q4");
    assert_int_equal(row->first_month, month_of(2023, 10));
    assert_int_equal(row->last_month, month_of(2023, 12));
    assert_int_equal(row->entity.n, 2);
    assert_string_equal(row->entity.item[1], "B");
    assert_int_equal(row->place.n, 2);
    assert_string_equal(row->place.item[0], "North");
    assert_string_equal(row->variables, "Electricity|Use");
    assert_int_equal(row->aggregate, BO_AGGREGATE_SUM);
    assert_near(row->value.low, -2.0, 0.0);
    assert_near(row->value.high, -1.5, 0.0);
    assert_string_equal(row->unit, "TWh");
    assert_int_equal(row->tolerance_kind, BO_TOLERANCE_UNIT);
    assert_near(row->tolerance, 1.5, 0.0);
    assert_near(row->guidance.high, 9.0, 0.0);
    assert_string_equal(row->topic, "power");
    assert_string_equal(row->source, "Report, \"2024\"");
    assert_string_equal(row->url, "https://a.example");
    assert_string_equal(row->confidence, "high");
}

static void what_is_left_out_is_empty(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, "period,entity,variable,aggregate,value,unit\n2024,World,Sites,last,1e3,sites");
    const struct bo_observed *row = &f->list.row[0];
    assert_near(row->value.low, 1000.0, 0.0);
    assert_near(row->value.high, 1000.0, 0.0);
    assert_int_equal(row->tolerance_kind, BO_TOLERANCE_NONE);
    assert_true(isnan(row->guidance.low));
    assert_string_equal(row->topic, BO_TOPIC_OTHER);
    assert_int_equal(row->place.n, 1);
    assert_string_equal(row->place.item[0], "");
    assert_string_equal(row->source, "");
}

static void a_period_is_a_year_a_quarter_a_month_or_a_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t year, month, n_months;
    } well[] = {
        {"2024", 2024, 1, 12},       {"2024-Q3", 2024, 7, 3},
        {"2024-06", 2024, 6, 1},     {"2024-05..2024-07", 2024, 5, 3},
        {"2023..2024", 2023, 1, 24}, {"2023-Q4..2024-02", 2023, 10, 5},
    };
    static const char *const wrong[] = {"",
                                        "24",
                                        "2024-Q5",
                                        "2024-13",
                                        "2024-06-30",
                                        "2024-07..2024-05",
                                        "2024..",
                                        "..2024",
                                        "2024-06...2024-07",
                                        "soon",
                                        "2024-01-01..2024-01-31"};
    int32_t first, last;
    for (size_t i = 0; i < sizeof well / sizeof *well; i++) {
        assert_int_equal(bo_period_parse(well[i].text, &first, &last, NULL), BO_OK);
        assert_int_equal(first, month_of(well[i].year, well[i].month));
        assert_int_equal(last - first + 1, well[i].n_months);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bo_err err = {.status = BO_OK};
        assert_int_equal(bo_period_parse(wrong[i], &first, &last, &err), BO_ESCENARIO);
        assert_true(err.text[0] != '\0');
    }
}

static void assert_complaints(struct backtest_fixture *f, const char *text, uint32_t n,
                              const char *const *expected)
{
    f->list.n = 0;
    f->diag.n = 0;
    assert_int_equal(observe(f, text), BO_ESCENARIO);
    for (uint32_t i = 0; i < n && i < f->diag.n; i++) {
        assert_string_equal(f->diag.message[i], expected[i]);
    }
    assert_int_equal(f->diag.n, n);
}

static void everything_that_is_wrong_is_told_at_once(void **state)
{
    static const char period[] =
        "past.csv:2:1: error: a period is written 2024, 2024-Q2, 2024-06 or 2024-05..2024-07: "
        "there is no month 13 in \"2024-13\"";
    static const char tolerance[] =
        "past.csv:2:28: error: the tolerance \"8 %\" is neither a fraction such as 0.08 nor one in "
        "the unit such as +-1.5";
    static const char *const expected[] = {
        period,
        "past.csv:2:9: error: the entity is missing",
        "past.csv:2:16: error: \"latest\" is none of last, sum, mean, min, max, change",
        "past.csv:2:23: error: the value \"ten\" is neither a number nor low-high",
        "past.csv:2:27: error: the unit is missing",
        tolerance,
        "past.csv:3:1: error: 3 fields where the header has 9",
        "past.csv:4:23: error: the value \"9-7\" falls: write low-high",
        "past.csv:5:6: error: a name is missing beside a '+'",
        "past.csv:5:13: error: a variable is named as in the results; one '*' may end it",
        "past.csv:5:39: error: \"North\" is there twice",
        "past.csv:7:1: error: past.csv:6 has observed the same",
        "past.csv:8:15: error: a name is missing beside a '+'",
        "past.csv:9:21: error: a change is over more than one month",
    };
    assert_complaints(*state,
                      BACKTEST_HEADER "2024-13,,Sites,latest,ten,,8 %,,\n"
                                      "2024,World,Sites\n"
                                      "2024,World,Sites,last,9-7,sites,,,\n"
                                      "2024,World+,*Sites|Old,last,9,sites,,,North+North\n"
                                      "2024,World,Sites,last,9,sites,,,\n"
                                      "2024,World,Sites,last,8,sites,0.1,x,\n"
                                      "2024-01,World,+Sites,last,8,sites,,,\n"
                                      "2024-01,World,Sites,change,8,sites,,,\n",
                      sizeof expected / sizeof *expected, expected);
}

static void numbers_periods_and_names_that_almost_are(void **state)
{
    static const char *const expected[] = {
        "past.csv:2:1: error: a period is written 2024, 2024-Q2, 2024-06 or 2024-05..2024-07",
        "past.csv:2:43: error: the value \"9-\" is neither a number nor low-high",
        "past.csv:3:12: error: a variable is named as in the results; one '*' may end it",
        "past.csv:3:19: error: the value \"9x\" is neither a number nor low-high",
        ("past.csv:3:28: error: the tolerance \"-0.1\" is neither a fraction such as 0.08 nor one "
         "in the unit such as +-1.5"),
        "past.csv:4:23: error: the value \"1e999\" is neither a number nor low-high",
        ("past.csv:4:35: error: the tolerance \"+-\" is neither a fraction such as 0.08 nor one in "
         "the unit such as +-1.5"),
        "past.csv:5:12: error: the variable is missing",
        "past.csv:5:18: error: the value \"\" is neither a number nor low-high",
    };
    assert_complaints(*state,
                      BACKTEST_HEADER "the year of the pandemic,World,Sites,last,9-,sites,,,\n"
                                      "2024,World,*,last,9x,sites,-0.1,,\n"
                                      "2024,World,Sites,last,1e999,sites,+-,,\n"
                                      "2024,World,,last,,sites,,,\n",
                      sizeof expected / sizeof *expected, expected);
}

/* Each of these differs in one thing alone from the first, which is the same as none of them. */
static void what_differs_in_one_thing_is_another_observation(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, BACKTEST_HEADER "2024,World,Sites,last,9,sites,,,\n"
                                    "2024..2025,World,Sites,last,9,sites,,,\n"
                                    "2023..2024,World,Sites,last,9,sites,,,\n"
                                    "2024,World,Sites,max,9,sites,,,\n"
                                    "2024,World,Sites|Old,last,9,sites,,,\n"
                                    "2024,Alpha,Sites,last,9,sites,,,\n"
                                    "2024,World,Sites,last,9,sites,,,North\n");
    assert_int_equal(f->list.n, 7);
}

static void a_header_must_name_the_columns(void **state)
{
    static const char *const none[] = {
        "past.csv:1:1: error: there is no header: period,entity,variable,aggregate,value,unit,..."};
    static const char *const wrong[] = {
        "past.csv:2:8: error: there is no column \"company\"",
        "past.csv:2:16: error: the column \"period\" is there twice",
        "past.csv:2:1: error: the column \"entity\" is missing",
        "past.csv:2:1: error: the column \"variable\" is missing",
        "past.csv:2:1: error: the column \"aggregate\" is missing",
        "past.csv:2:1: error: the column \"unit\" is missing"};
    assert_complaints(*state, "", 1, none);
    assert_complaints(*state, "# nothing but this\n", 1, none);
    assert_complaints(*state, "# first\nperiod,company,period,value\n2024,1,2,3\n", 6, wrong);
}

static void quotes_that_do_not_fit_are_told_where_they_are(void **state)
{
    static const char *const inside[] = {
        "past.csv:2:6: error: a quote stands inside a field that does not begin with one"};
    static const char *const after[] = {
        "past.csv:2:6: error: after the closing quote a comma is expected"};
    static const char *const open[] = {
        "past.csv:2:6: error: the quote that opens here is never closed"};
    static const char *const lines[] = {
        "past.csv:4:16: error: the value \"x\" is neither a number nor low-high"};
    assert_complaints(*state, BACKTEST_HEADER "2024,Wo\"rld,Sites,last,9,sites,,,\n", 1, inside);
    assert_complaints(*state, BACKTEST_HEADER "2024,\"Wo\"rld,Sites,last,9,sites,,,\n", 1, after);
    assert_complaints(*state, BACKTEST_HEADER "2024,\"World,Sites,last,9,sites,,,\n", 1, open);
    /* A quoted field may hold a line's end; what follows is counted from there. */
    assert_complaints(*state, BACKTEST_HEADER "2024,\"Wo\nr\nld\",Sites,last,x,sites,,,\n", 1,
                      lines);
}

static void a_complaint_shows_no_control_characters(void **state)
{
    static const char *const expected[] = {
        "past.csv:2:18: error: \"?[2Jla?st\" is none of last, sum, mean, min, max, change"};
    assert_complaints(*state, BACKTEST_HEADER "2024,World,Sites,\"\033[2Jla\nst\",9,sites,,,\n", 1,
                      expected);
}

static void rows_that_are_well_are_kept_beside_those_that_are_not(void **state)
{
    struct backtest_fixture *f = *state;
    assert_int_equal(observe(f, BACKTEST_HEADER "2024,World,Sites,last,9,sites,,,\n"
                                                "2025,World,Sites,last,,sites,,,\n"
                                                "2026,World,Sites,last,8,sites,,,\n"),
                     BO_ESCENARIO);
    assert_int_equal(f->list.n, 2);
    assert_string_equal(f->list.row[1].period, "2026");
}

/* Of what ends after the cut-off nothing is looked at: neither a value that is none nor a field too many. */
static void rows_that_end_after_the_cut_off_are_not_read(void **state)
{
    struct backtest_fixture *f = *state;
    f->list.cut = true;
    f->list.until_month = month_of(2023, 12);
    observe_well(f, BACKTEST_HEADER "2023,World,Sites,last,9,sites,,,\n"
                                    "2023-07..2024-06,World,Sites,last,x,parsecs,,,\n"
                                    "2024-01,World,Sites,total\n"
                                    "2023-Q4,World,Sites,last,8,sites,,given,\n"
                                    "2024-01,World,Sites,last,8,sites,,given,\n");
    assert_int_equal(f->list.n, 2);
    assert_int_equal(f->list.n_cut, 3);
    assert_string_equal(f->list.row[1].period, "2023-Q4");
}

/* A name misspelt is an error where it stands, whatever the topic and the period; a known name without any series is
 * for the run to tell. */
static void names_that_a_scenario_does_not_know_are_told(void **state)
{
    static const struct bo_fact_variable variable[] = {
        {"Capex", "million USD", ""}, {"Capex|Sites", "million USD", ""}, {"Sites", "sites", ""}};
    static const char *const entity[] = {"World", "A", "B"}, *const place[] = {"North", "South"};
    static const struct bo_observed_names names = {variable, 3, {3, entity}, {2, place}};
    static const char *const expected[] = {
        "past.csv:3:6: error: the scenario has no entity \"C\"",
        "past.csv:4:8: error: the scenario computes no variable \"Site\"",
        "past.csv:5:8: error: the scenario computes no variable \"Capital|*\"",
        "past.csv:6:12: error: the scenario computes no variable \"Capex|Site\"",
        "past.csv:7:41: error: the scenario has no region \"Nort\"",
        "past.csv:8:25: error: Capex: \"TWh\" is not a unit of a kind with \"million USD\""};
    struct backtest_fixture *f = *state;
    observe_well(f, BACKTEST_HEADER "2024,A+B,Capex*,sum,9,bn USD,,,North+South\n"
                                    "2024,A+C,Capex,sum,9,bn USD,,,\n"
                                    "2024,A,Site,last,9,sites,,given,\n"
                                    "1999,A,Capital|*,sum,9,bn USD,,,\n"
                                    "2024,World,Capex+Capex|Site,sum,9,bn USD,,,\n"
                                    "2024,World,Sites,last,9,sites,0.1,power,Nort\n"
                                    "2024,World,Capex*,sum,9,TWh,,,\n");
    assert_int_equal(bo_observed_check(&f->list, &names, &f->diag), BO_ESCENARIO);
    for (uint32_t i = 0; i < f->diag.n && i < sizeof expected / sizeof *expected; i++) {
        assert_string_equal(f->diag.message[i], expected[i]);
    }
    assert_int_equal(f->diag.n, sizeof expected / sizeof *expected);
    f->list.n = 1;
    assert_int_equal(bo_observed_check(&f->list, &names, &f->diag), BO_OK);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, backtest_setup, backtest_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(all_columns_are_read_in_any_order),
        WITH(what_is_left_out_is_empty),
        cmocka_unit_test(a_period_is_a_year_a_quarter_a_month_or_a_range),
        WITH(everything_that_is_wrong_is_told_at_once),
        WITH(numbers_periods_and_names_that_almost_are),
        WITH(what_differs_in_one_thing_is_another_observation),
        WITH(a_header_must_name_the_columns),
        WITH(quotes_that_do_not_fit_are_told_where_they_are),
        WITH(a_complaint_shows_no_control_characters),
        WITH(rows_that_are_well_are_kept_beside_those_that_are_not),
        WITH(rows_that_end_after_the_cut_off_are_not_read),
        WITH(names_that_a_scenario_does_not_know_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
