/* Runs against observations: what a row asks of a run, and how the answers are scored. */
#include "backtest_fixture.h"

static bool are_sites(const char *variable)
{
    return strcmp(variable, "Sites") == 0;
}

static bool is_power(const char *variable)
{
    return strcmp(variable, "Power") == 0;
}

static const struct bo_untold untold = {are_sites, "Capex", is_power};

/* What the facts say to one row. */
static enum bo_row_state ask(struct backtest_fixture *f, const struct bo_facts *facts,
                             const char *row, double *value)
{
    char text[512];
    f->list.n = 0;
    snprintf(text, sizeof text, BACKTEST_HEADER "%s\n", row);
    observe_well(f, text);
    return bo_backtest_value(facts, &untold, &f->list.row[0], f->arena, value);
}

static void assert_says(struct backtest_fixture *f, const struct bo_facts *facts, const char *row,
                        double expected)
{
    double value;
    enum bo_row_state state = ask(f, facts, row, &value);
    if (state != BO_ROW_COMPUTED) {
        fail_msg("%s: %s", row, bo_row_state_text(state));
    }
    assert_near(value, expected, 1e-12);
}

static void assert_silent(struct backtest_fixture *f, const struct bo_facts *facts, const char *row,
                          enum bo_row_state expected)
{
    double value;
    enum bo_row_state state = ask(f, facts, row, &value);
    if (state != expected) {
        fail_msg("%s: %s, not %s", row, bo_row_state_text(state), bo_row_state_text(expected));
    }
    assert_true(isnan(value));
}

/* Months of 2022: 10, 20, ..., 120. */
static void an_aggregate_is_of_the_months_of_the_period(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    facts_ramp(facts, POWER, "World", "", 10.0, 10.0);
    assert_says(f, facts, "2022,World,Power,last,1,MW,,,", 120.0);
    assert_says(f, facts, "2022,World,Power,sum,1,MW,,,", 780.0); /* 10 x 78 */
    assert_says(f, facts, "2022-Q2,World,Power,sum,1,MW,,,", 150.0);
    assert_says(f, facts, "2022-Q2,World,Power,mean,1,MW,,,", 50.0);
    assert_says(f, facts, "2022-Q2,World,Power,min,1,MW,,,", 40.0);
    assert_says(f, facts, "2022-Q2,World,Power,max,1,MW,,,", 60.0);
    assert_says(f, facts, "2022-03,World,Power,last,1,MW,,,", 30.0);
    assert_says(f, facts, "2022-05..2022-07,World,Power,sum,1,MW,,,", 180.0);
    assert_says(f, facts, "2022-Q1..2022-Q2,World,Power,sum,1,MW,,,", 210.0);
    assert_says(f, facts, "2022,World,Power,change,1,MW,,,", 110.0); /* 120 - 10 */
    assert_says(f, facts, "2022-05..2022-07,World,Power,change,1,MW,,,", 20.0);
}

static void values_come_in_the_unit_of_the_row(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    facts_ramp(facts, POWER, "World", "", 1500.0, 0.0);
    facts_ramp(facts, CAPEX, "World", "", 2500.0, 0.0);
    facts_ramp(facts, EMISSIONS, "World", "", 3.0, 0.0);
    assert_says(f, facts, "2022-01,World,Power,last,1,GW,,,", 1.5);
    assert_says(f, facts, "2022-01,World,Capex,sum,1,bn USD,,,", 2.5);
    assert_says(f, facts, "2022-01,World,Capex,sum,1,billion USD,,,", 2.5);
    assert_says(f, facts, "2022-01,World,Capex,sum,1,USD,,,", 2.5e9);
    assert_says(f, facts, "2022-01,World,Emissions,last,1,Mt,,,", 3.0); /* not in the table */
    assert_silent(f, facts, "2022-01,World,Power,last,1,TWh,,,", BO_ROW_OTHER_UNIT);
    assert_silent(f, facts, "2022-01,World,Capex,sum,1,bn RMB,,,", BO_ROW_OTHER_UNIT);
}

static void entities_places_and_members_are_added(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    facts_ramp(facts, CAPEX_SITES, "A", "", 1.0, 0.0);
    facts_ramp(facts, CAPEX_SERVERS, "A", "", 2.0, 0.0);
    facts_ramp(facts, CAPEX_SITES, "B", "", 4.0, 0.0);
    facts_ramp(facts, CAPEX_SERVERS, "B", "", 8.0, 0.0);
    facts_ramp(facts, CAPEX, "A", "", 100.0, 0.0); /* no member of its own family */
    facts_ramp(facts, SITES, "World", "North", 16.0, 0.0);
    facts_ramp(facts, SITES, "World", "South", 32.0, 0.0);
    facts_ramp(facts, SITES, "World", "", 64.0, 0.0);
    facts_ramp(facts, SITES, "A", "North", 128.0, 0.0);
    assert_says(f, facts, "2022-01,A+B,Capex|Sites,sum,1,million USD,,,", 5.0);
    assert_says(f, facts, "2022-01,A,Capex|*,sum,1,million USD,,,", 3.0);
    assert_says(f, facts, "2022-01,A+B,Capex|*,sum,1,million USD,,,", 15.0);
    assert_says(f, facts, "2022-01,A+B,Capex|Sites+Capex,sum,1,million USD,,,", 105.0);
    assert_says(f, facts, "2022-01,A,Capex*,sum,1,million USD,,,", 103.0);
    assert_says(f, facts, "2022-01,A,Capex|*+Capex|Sites,sum,1,million USD,,,", 3.0); /* once */
    assert_says(f, facts, "2022-01,World,Sites,last,1,sites,,,", 64.0);
    assert_says(f, facts, "2022-01,World,Sites,last,1,sites,,,North", 16.0);
    assert_says(f, facts, "2022-01,World,Sites,last,1,sites,,,North+South", 48.0);
    /* A company has a series only where it has ever been. */
    assert_says(f, facts, "2022-01,A,Sites,last,1,sites,,,South", 0.0);
}

/* B has Capex from March on, D something always; what is known of A tells that sites are computed. */
static void what_is_nil_untold_is_nil_while_there_is_its_entity(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    facts_ramp(facts, SITES, "A", "", 3.0, 0.0);
    double *capex = facts_ramp(facts, CAPEX, "B", "", 1.0, 0.0);
    capex[0] = capex[1] = BO_NAN;
    facts_ramp(facts, POWER, "D", "", 1.0, 0.0);
    assert_says(f, facts, "2022-03,B,Sites,last,1,sites,,,", 0.0);
    assert_silent(f, facts, "2022-02,B,Sites,last,1,sites,,,", BO_ROW_NO_VALUE);
    assert_says(f, facts, "2022-02,D,Sites,last,1,sites,,,", 0.0);
    assert_says(f, facts, "2022-03,A+B,Sites,last,1,sites,,,", 3.0);
    assert_silent(f, facts, "2022-03,B,Power,last,1,MW,,,", BO_ROW_NO_ENTITY);
    assert_silent(f, facts, "2022-03,C,Sites,last,1,sites,,,", BO_ROW_NO_ENTITY);
    assert_silent(f, facts, "2022-03,B,Emissions,last,1,Mt,,,", BO_ROW_NO_VARIABLE);
}

/* B has Capex until June and ends, as of A and C nothing does; C has no Capex, and nobody knows when there is C. Of power,
 * an amount, B has none afterwards: 12 MW / 12 months. Emissions are none here, and Capex itself is not asked about. */
static void who_has_ended_has_none_of_an_amount(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    double *series[] = {facts_ramp(facts, CAPEX, "B", "", 1.0, 0.0),
                        facts_ramp(facts, POWER, "B", "", 2.0, 0.0),
                        facts_ramp(facts, EMISSIONS, "B", "", 1.0, 0.0),
                        facts_ramp(facts, POWER, "C", "", 2.0, 0.0)};
    facts_ramp(facts, CAPEX, "A", "", 1.0, 0.0);
    facts_ramp(facts, POWER, "A", "", 5.0, 0.0)[11] = BO_NAN;
    for (size_t i = 0; i < sizeof series / sizeof *series; i++) {
        for (uint32_t m = 6; m < facts->n_months; m++)
            series[i][m] = BO_NAN;
    }
    assert_says(f, facts, "2022-07,B,Power,last,1,MW,,,", 0.0);
    assert_says(f, facts, "2022-07..2022-12,B,Power,sum,1,MW,,,", 0.0);
    assert_says(f, facts, "2022,B,Power,mean,1,MW,,,", 1.0);
    assert_says(f, facts, "2022-07,A+B,Power,last,1,MW,,,", 5.0);
    assert_silent(f, facts, "2022-12,A,Power,last,1,MW,,,", BO_ROW_NO_VALUE);
    assert_silent(f, facts, "2022-07,C,Power,last,1,MW,,,", BO_ROW_NO_VALUE);
    assert_silent(f, facts, "2022-07,B,Emissions,last,1,Mt,,,", BO_ROW_NO_VALUE);
}

/* A sum that lacks a member would look like a miss. */
static void what_is_not_computed_is_said_and_never_summed_in_part(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    facts_ramp(facts, SITES, "World", "", 1.0, 0.0);
    facts_ramp(facts, SITES, "A", "", 1.0, 0.0);
    assert_silent(f, facts, "2022,World,Tokens,sum,1,sites,,,", BO_ROW_NO_VARIABLE);
    assert_silent(f, facts, "2022,World,Power,last,1,MW,,,", BO_ROW_NO_VARIABLE);
    assert_silent(f, facts, "2022,A+C,Sites,last,1,sites,,,", BO_ROW_NO_ENTITY);
    assert_silent(f, facts, "2022,World,Sites,last,1,sites,,,Atlantis", BO_ROW_NO_PLACE);
    assert_silent(f, facts, "2021,World,Sites,last,1,sites,,,", BO_ROW_BEFORE);
    assert_silent(f, facts, "2021-12..2022-02,World,Sites,last,1,sites,,,", BO_ROW_BEFORE);
    assert_silent(f, facts, "2022-12..2023-01,World,Sites,last,1,sites,,,", BO_ROW_BEYOND);
    assert_silent(f, facts, "2022,World,Sites,last,1,sites,,given,", BO_ROW_GIVEN);
}

static void months_without_a_value_count_for_nothing(void **state)
{
    struct backtest_fixture *f = *state;
    struct bo_facts *facts = facts_of_a_year(f);
    double *gone = facts_ramp(facts, SITES, "A", "", 3.0, 0.0);
    facts_ramp(facts, SITES, "B", "", 5.0, 0.0);
    for (uint32_t m = 0; m < 12; m++) {
        if (m != 2) {
            gone[m] = BO_NAN;
        }
    }
    assert_says(f, facts, "2022-Q1,A,Sites,sum,1,sites,,,", 3.0);
    assert_says(f, facts, "2022-Q1,A,Sites,mean,1,sites,,,", 3.0);
    assert_says(f, facts, "2022-Q1,A+B,Sites,sum,1,sites,,,", 18.0); /* 5 + 5 + 8 */
    assert_says(f, facts, "2022,A+B,Sites,last,1,sites,,,", 5.0);
    assert_silent(f, facts, "2022,A,Sites,last,1,sites,,,", BO_ROW_NO_VALUE);
    assert_silent(f, facts, "2022-Q2,A,Sites,sum,1,sites,,,", BO_ROW_NO_VALUE);
}

/* By hand: of {0, 2} against 1 the mean distance is 1 and half the mean spread 1/2 x (0+2+2+0)/4 = 1/2;
 * of {1, 2, 4} against 3 it is (2+1+1)/3 - 1/2 x 2 x (1+3+2)/9 = 4/3 - 2/3. */
static void the_crps_is_the_mean_distance_less_half_the_mean_spread(void **state)
{
    (void)state;
    double one[] = {5.0}, two[] = {0.0, 2.0}, three[] = {1.0, 2.0, 4.0};
    assert_near(bo_crps_sorted(one, 1, 7.5), 2.5, 1e-15);
    assert_near(bo_crps_sorted(two, 2, 1.0), 0.5, 1e-15);
    assert_near(bo_crps_sorted(two, 2, 5.0), 3.5, 1e-15); /* (5 + 3) / 2 - 1/2 */
    assert_near(bo_crps_sorted(three, 3, 3.0), 2.0 / 3.0, 1e-15);
}

/* For k = 0.5, 1.5, ..., 999.5 over 1000 the closed form of a uniform forecast on 0..1 is near: with y in it,
 * (y^3 + (1-y)^3) / 3; at y = 0.3 that is (0.027 + 0.343) / 3. */
static void the_crps_of_a_fine_grid_is_that_of_the_uniform_distribution(void **state)
{
    (void)state;
    static double x[1000];
    for (uint32_t i = 0; i < 1000; i++) {
        x[i] = (i + 0.5) / 1000.0;
    }
    assert_near(bo_crps_sorted(x, 1000, 0.3), 0.37 / 3.0, 1e-6);
}

static const char *const openings =
    BACKTEST_HEADER "2019,World,Sites,sum,50,sites,,,\n"
                    "2020,World,Sites,sum,60,sites,,,\n"
                    "2021,World,Sites,sum,55,sites,,,\n"
                    "2021-Q4,World,Sites,sum,9,sites,,,\n" /* a quarter is another series */
                    "2022,World,Sites,sum,80,sites,,,\n"
                    "2023,World,Sites,sum,90,sites,,,\n"
                    "2023,A,Sites,sum,7,sites,,,\n"
                    "2024,A,Sites,sum,8,sites,,,\n"
                    "2025,A,Sites,sum,11,sites,,,\n";

/* 50, 60, 55 in 2019-21: mean 55 at 2020, slope (55 - 50) / 2 = 2.5 a year: 60 in 2022 and 62.5 in 2023. */
static void naive_forecasts_know_what_was_known_at_the_start(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, openings);
    struct bo_naive first = bo_backtest_naive(&f->list, 4, month_of(2022, 1));
    struct bo_naive second = bo_backtest_naive(&f->list, 5, month_of(2022, 1));
    assert_near(first.last, 55.0, 1e-12);
    assert_near(first.trend, 60.0, 1e-12);
    assert_near(second.last, 55.0, 1e-12);
    assert_near(second.trend, 62.5, 1e-12);
}

/* A: nothing before the start, so 2024 knows 2023, and 2025 knows 7 and 8: the line gives 9. */
static void a_series_without_a_past_is_forecast_from_its_own_rows(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, openings);
    struct bo_naive none = bo_backtest_naive(&f->list, 6, month_of(2022, 1));
    struct bo_naive one = bo_backtest_naive(&f->list, 7, month_of(2022, 1));
    struct bo_naive two = bo_backtest_naive(&f->list, 8, month_of(2022, 1));
    assert_true(isnan(none.last) && isnan(none.trend));
    assert_near(one.last, 7.0, 1e-12);
    assert_true(isnan(one.trend));
    assert_near(two.last, 8.0, 1e-12);
    assert_near(two.trend, 9.0, 1e-12);
}

/* What the scenario takes as given is known, though it lies after the start; units may differ, and stocks need no
 * equal periods: 1 GW in 2022-Q1 (its March) and 1500 MW in September make 2000 MW in March 2023. */
static void given_rows_are_known_at_the_start(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, BACKTEST_HEADER "2022-Q1,World,Power,last,1,GW,,given,\n"
                                    "2022-09,World,Power,last,1500,MW,,given,\n"
                                    "2022-12,World,Power,last,9,MW,,,\n"
                                    "2023-03,World,Power,last,1800,MW,,,\n");
    struct bo_naive naive = bo_backtest_naive(&f->list, 3, month_of(2022, 1));
    assert_near(naive.last, 1500.0, 1e-12);
    assert_near(naive.trend, 2000.0, 1e-12);
}

static struct bo_score score_one(struct backtest_fixture *f, const char *row, double *value,
                                 uint32_t n)
{
    char text[512];
    f->list.n = 0;
    snprintf(text, sizeof text, BACKTEST_HEADER "%s\n", row);
    observe_well(f, text);
    return bo_backtest_score(&f->list, 0, month_of(2022, 1), value, n, BO_ROW_NO_VALUE);
}

/* 1 to 21: median 11, 5 % and 95 % at 2 and 20 (type 7: 1 + 0.05 x 20). */
static void a_row_is_scored_by_median_band_and_tolerance(void **state)
{
    struct backtest_fixture *f = *state;
    double value[21];
    for (uint32_t i = 0; i < 21; i++) {
        value[i] = 21.0 - i;
    }
    struct bo_score s = score_one(f, "2022,World,Sites,sum,10,sites,0.1,,", value, 21);
    assert_int_equal(s.state, BO_ROW_COMPUTED);
    assert_int_equal(s.n, 21);
    assert_near(s.p05, 2.0, 1e-12);
    assert_near(s.p50, 11.0, 1e-12);
    assert_near(s.p95, 20.0, 1e-12);
    assert_near(s.error, 1.0, 1e-12);
    assert_int_equal(s.inside_tolerance, BO_YES); /* 11 is just 10 % more than 10 */
    assert_int_equal(s.inside_band, BO_YES);
    s = score_one(f, "2022,World,Sites,sum,10,sites,0.09,,", value, 21);
    assert_int_equal(s.inside_tolerance, BO_NO);
    s = score_one(f, "2022,World,Sites,sum,10,sites,+-1,,", value, 21);
    assert_int_equal(s.inside_tolerance, BO_YES);
    s = score_one(f, "2022,World,Sites,sum,10,sites,+-0.9,,", value, 21);
    assert_int_equal(s.inside_tolerance, BO_NO);
    s = score_one(f, "2022,World,Sites,sum,20.5,sites,,,", value, 21);
    assert_int_equal(s.inside_tolerance, BO_UNTOLD);
    assert_int_equal(s.inside_band, BO_NO);
    assert_near(s.error, -9.5, 1e-12);
}

/* Observed 12 to 14: the median 11 is 1 below; within 10 % of 12; a part of it is in the band. */
static void a_range_is_missed_by_the_distance_to_its_nearer_end(void **state)
{
    struct backtest_fixture *f = *state;
    double value[] = {9.0, 11.0, 13.0};
    struct bo_score s = score_one(f, "2022,World,Sites,sum,12-14,sites,0.1,,", value, 3);
    assert_near(s.error, -1.0, 1e-12);
    assert_int_equal(s.inside_tolerance, BO_YES);
    assert_int_equal(s.inside_band, BO_YES); /* up to 12.8 */
    s = score_one(f, "2022,World,Sites,sum,10-14,sites,0,,", value, 3);
    assert_near(s.error, 0.0, 1e-12);
    assert_int_equal(s.inside_tolerance, BO_YES);
    /* the middle is 12: (3+1+1)/3 - half the mean spread 2 x (2+4+2)/9/2 = 8/9 */
    assert_near(s.crps, 5.0 / 3.0 - 8.0 / 9.0, 1e-12);
}

static void runs_without_a_value_are_left_out(void **state)
{
    struct backtest_fixture *f = *state;
    double some[] = {BO_NAN, 4.0, BO_NAN, 2.0}, none[] = {BO_NAN, BO_NAN};
    struct bo_score s = score_one(f, "2022,World,Sites,sum,3,sites,0.1,,", some, 4);
    assert_int_equal(s.n, 2);
    assert_near(s.p50, 3.0, 1e-12);
    s = score_one(f, "2022,World,Sites,sum,3,sites,0.1,,", none, 2);
    assert_int_equal(s.state, BO_ROW_NO_VALUE);
    assert_int_equal(s.inside_tolerance, BO_UNTOLD);
    assert_int_equal(s.inside_band, BO_UNTOLD);
    assert_true(isnan(s.p50) && isnan(s.crps) && isnan(s.error));
}

/* Topic a: one of two in; topic b: one of one. Every topic weighs the same: 3/4. What is not computed is in none. */
static void topics_weigh_the_same_whatever_their_rows(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, BACKTEST_HEADER "2021,World,Sites,sum,100,sites,,given,\n"
                                    "2022,World,Sites,sum,100,sites,0.1,b,\n"
                                    "2023,World,Sites,sum,200,sites,0.1,a,\n"
                                    "2024,World,Sites,sum,104,sites,0.1,a,\n"
                                    "2025,World,Sites,sum,999,sites,0.1,a,\n"
                                    "2026,World,Sites,sum,999,sites,0.1,a,\n");
    struct bo_score score[6];
    for (uint32_t i = 0; i < 6; i++) {
        double value[] = {i == 0 || i >= 4 ? BO_NAN : 100.0};
        score[i] = bo_backtest_score(&f->list, i, month_of(2022, 1), value, 1,
                                     i == 5 ? BO_ROW_BEYOND : BO_ROW_NO_VALUE);
    }
    struct bo_topic_list topics = bo_backtest_topics(&f->list, score, f->arena);
    assert_int_equal(topics.n, 2);
    assert_string_equal(topics.topic[0].topic, "a");
    assert_int_equal(topics.topic[0].n_rows, 2);
    assert_int_equal(topics.topic[0].n_not_computed, 1);
    assert_int_equal(topics.topic[0].n_outside, 1);
    assert_near(topics.topic[0].inside_tolerance, 0.5, 1e-12);
    assert_near(topics.topic[1].inside_tolerance, 1.0, 1e-12);
    assert_near(topics.all.inside_tolerance, 0.75, 1e-12);
    assert_near(topics.all.inside_band, 0.5, 1e-12); /* 0 of 2, 1 of 1 */
    assert_int_equal(topics.all.n_rows, 3);
    assert_int_equal(topics.all.n_judged, 3);
    assert_int_equal(topics.all.n_inside, 2);
    assert_int_equal(topics.all.n_outside, 1);
    /* The ensemble is the last value itself, and no better: in b both are right, which says nothing. */
    assert_near(topics.topic[0].skill_last, 0.0, 1e-12);
    assert_true(isnan(topics.topic[1].skill_last));
    assert_near(topics.all.skill_last, 0.0, 1e-12);
    assert_true(isnan(topics.all.skill_trend));
}

/* Ensembles of 90 to 110 and one number. Sites: known 100, then 100 (naive right: 0 against 5) and 120 (20 against
 * CRPS 15): 20 in sum against 20 is no better. Power: known 50, observed 80, computed 75: 5 against 30. Capex has
 * neither a past nor a naive forecast, and is not counted. */
static void a_series_is_better_when_the_sum_of_its_rows_is(void **state)
{
    struct backtest_fixture *f = *state;
    observe_well(f, BACKTEST_HEADER "2021,World,Sites,sum,100,sites,,given,\n"
                                    "2022,World,Sites,sum,100,sites,,a,\n"
                                    "2023,World,Sites,sum,120,sites,,a,\n"
                                    "2021,World,Power,sum,50,MW,,given,\n"
                                    "2022,World,Power,sum,80,MW,,a,\n"
                                    "2022,World,Capex,sum,80,bn USD,,a,\n");
    static const double ends[][2] = {{100.0, 100.0}, {90.0, 110.0}, {90.0, 110.0},
                                     {50.0, 50.0},   {75.0, 75.0},  {75.0, 75.0}};
    struct bo_score score[6];
    for (uint32_t i = 0; i < 6; i++) {
        double value[] = {ends[i][0], ends[i][1]};
        score[i] = bo_backtest_score(&f->list, i, month_of(2022, 1), value, 2, BO_ROW_NO_VALUE);
        if (i == 0 || i == 3)
            score[i].state = BO_ROW_GIVEN;
    }
    assert_near(score[1].crps, 5.0, 1e-12);
    assert_near(score[2].crps, 15.0, 1e-12);
    struct bo_topic_list topics = bo_backtest_topics(&f->list, score, f->arena);
    assert_int_equal(topics.all.n_series, 2);
    assert_int_equal(topics.all.n_series_better, 1);
    /* Type 7: the band is 91 to 109, 18 wide: 18/100, 18/120, 0, 0. */
    assert_near(topics.topic[0].width, (0.18 + 0.15) / 4.0, 1e-12);
}

/* Announced 120-130, observed 100, computed 110: 10 against 25. */
static void guidance_is_one_more_forecast(void **state)
{
    struct backtest_fixture *f = *state;
    double value[] = {110.0};
    observe_well(f, "period,entity,variable,aggregate,value,unit,naive_guidance\n"
                    "2022,World,Sites,sum,100,sites,120-130\n");
    struct bo_score s =
        bo_backtest_score(&f->list, 0, month_of(2022, 1), value, 1, BO_ROW_NO_VALUE);
    assert_near(s.crps, 10.0, 1e-12);
    assert_near(s.crps_guidance, 25.0, 1e-12);
    struct bo_topic_list topics = bo_backtest_topics(&f->list, &s, f->arena);
    assert_string_equal(topics.topic[0].topic, "other");
    assert_near(topics.topic[0].skill_guidance, 0.6, 1e-12);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, backtest_setup, backtest_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(an_aggregate_is_of_the_months_of_the_period),
        WITH(values_come_in_the_unit_of_the_row),
        WITH(entities_places_and_members_are_added),
        WITH(what_is_nil_untold_is_nil_while_there_is_its_entity),
        WITH(who_has_ended_has_none_of_an_amount),
        WITH(what_is_not_computed_is_said_and_never_summed_in_part),
        WITH(months_without_a_value_count_for_nothing),
        cmocka_unit_test(the_crps_is_the_mean_distance_less_half_the_mean_spread),
        cmocka_unit_test(the_crps_of_a_fine_grid_is_that_of_the_uniform_distribution),
        WITH(naive_forecasts_know_what_was_known_at_the_start),
        WITH(a_series_without_a_past_is_forecast_from_its_own_rows),
        WITH(given_rows_are_known_at_the_start),
        WITH(a_row_is_scored_by_median_band_and_tolerance),
        WITH(a_range_is_missed_by_the_distance_to_its_nearer_end),
        WITH(runs_without_a_value_are_left_out),
        WITH(topics_weigh_the_same_whatever_their_rows),
        WITH(a_series_is_better_when_the_sum_of_its_rows_is),
        WITH(guidance_is_one_more_forecast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
