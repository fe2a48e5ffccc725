/* The summary of a run, from facts made by hand: November 2023 to January 2025, so three years of 2, 12 and 1 months. */
#include "near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/summary.h"

enum {
    SITES,
    OPENINGS,
    MW,
    LEASED,
    LATE,
    CAPEX,
    CASH,
    LEAD_TURBINES,
    LEAD_CABLES,
    GRID,
    HOUR,
    FLEET,
    TRAINING,
    INFERENCE,
    OUT,
    IN,
    IDLE,
    CAPABILITY,
    LAG,
    AI_REVENUE,
    CLOUD,
    LET,
    SALES,
    LEAD,
    DELIVERIES,
    GREY,
    DENIED,
    RUNWAY,
    N_VARIABLES
};

static const struct bo_fact_variable variables[N_VARIABLES] = {
    [SITES] = {"Data Centers|Operating", "sites", ""},
    [OPENINGS] = {"Data Centers|Openings", "sites", ""},
    [MW] = {"Capacity|IT Power|Energised", "MW", ""},
    [LEASED] = {"Capacity|IT Power|Leased", "MW", ""},
    [LATE] = {"Data Centers|Late", "fraction", ""},
    [CAPEX] = {"Capex", "million USD", ""},
    [CASH] = {"Cash", "million USD", ""},
    [LEAD_TURBINES] = {"Equipment|Lead Time|Turbines", "weeks", ""},
    [LEAD_CABLES] = {"Equipment|Lead Time|Cables", "weeks", ""},
    [GRID] = {"Grid|Wait", "months", ""},
    [HOUR] = {"Price|GPU Hour|H100", "USD/h", ""},
    [FLEET] = {"Fleet|H100e", "H100e", ""},
    [TRAINING] = {"Compute|Internal Training", "H100e", ""},
    [INFERENCE] = {"Compute|Internal Inference", "H100e", ""},
    [OUT] = {"Compute|Leased Out", "H100e", ""},
    [IN] = {"Compute|Leased In", "H100e", ""},
    [IDLE] = {"Compute|Idle", "H100e", ""},
    [CAPABILITY] = {"Capability", "ECI", ""},
    [LAG] = {"Capability|Lag", "months", ""},
    [AI_REVENUE] = {"Revenue|AI", "million USD", ""},
    [CLOUD] = {"Revenue|Cloud", "million USD", ""},
    [LET] = {"Revenue|Leasing", "million USD", ""},
    [SALES] = {"Revenue|Data Center", "million USD", ""},
    [LEAD] = {"Chips|Lead Time Quoted", "weeks", ""},
    [DELIVERIES] = {"Chips|Deliveries", "count", ""},
    [GREY] = {"Chips|Grey", "count", ""},
    [DENIED] = {"Chips|Denied", "count", ""},
    [RUNWAY] = {"Runway", "months", ""},
};

enum { N_MONTHS = 15 };

static struct bo_arena *arena;
static struct bo_facts *facts;
static struct bo_summary summary;

static int create_facts(void **state)
{
    (void)state;
    int status = bo_arena_create(1 << 24, false, &arena, NULL);
    if (status)
        return status;
    facts = bo_facts_create(arena, bo_month_of_day(bo_day_of(2023, 11, 1)), N_MONTHS, variables,
                            N_VARIABLES);
    return 0;
}

static int free_facts(void **state)
{
    (void)state;
    bo_arena_free(arena);
    return 0;
}

/* first in November 2023, step more each month */
static double *rising(uint32_t variable, const char *entity, const char *place, double first,
                      double step)
{
    double *value = bo_facts_series(facts, variable, entity, place);
    for (int i = 0; i < N_MONTHS; i++)
        value[i] = first + step * i;
    return value;
}

static void event(int32_t day, const char *entity, const char *kind, double amount)
{
    bo_facts_event(facts, &(struct bo_fact_event){.day = day,
                                                  .order = facts->n_events,
                                                  .entity = entity,
                                                  .kind = kind,
                                                  .amount = amount});
}

static void compute(void)
{
    bo_facts_sort(facts);
    bo_summary_compute(facts, arena, &summary);
}

static void a_stock_of_a_year_is_that_of_its_last_month(void **state)
{
    (void)state;
    rising(SITES, "World", "", 100, 1);
    compute();
    assert_int_equal(summary.first_year, 2023);
    assert_int_equal(summary.n_years, 3);
    const double *year = summary.world[BO_LINE_SITES].year;
    assert_near(year[0], 101, 0); /* December 2023 is the second month */
    assert_near(year[1], 113, 0); /* December 2024 the fourteenth */
    assert_near(year[2], 114, 0);
}

static void a_flow_of_a_year_is_the_sum_of_its_months(void **state)
{
    (void)state;
    rising(OPENINGS, "World", "", 1, 1);
    compute();
    const double *year = summary.world[BO_LINE_OPENINGS].year;
    assert_near(year[0], 1 + 2, 0);
    assert_near(year[1], 102, 0); /* 3 + 4 + ... + 14 = 12 * 8.5 */
    assert_near(year[2], 15, 0);
}

static void what_was_not_computed_stays_unknown(void **state)
{
    (void)state;
    double *late = bo_facts_series(facts, LATE, "World", "");
    late[13] = 0.25; /* told in December 2024 only */
    double *capex = bo_facts_series(facts, CAPEX, "World", "");
    capex[5] = 7.0;
    compute();
    assert_true(isnan(summary.world[BO_LINE_LATE].year[0]));
    assert_near(summary.world[BO_LINE_LATE].year[1], 0.25, 0);
    assert_true(isnan(summary.world[BO_LINE_CAPEX].year[0]));
    assert_near(summary.world[BO_LINE_CAPEX].year[1], 7.0, 0);
    assert_true(isnan(summary.world[BO_LINE_RENT].year[1]));
    assert_int_equal(summary.n_regions, 0);
    assert_int_equal(summary.n_companies, 0);
    assert_null(summary.slowest_equipment);
}

static void the_longest_lead_time_is_taken_month_by_month(void **state)
{
    (void)state;
    rising(LEAD_TURBINES, "World", "", 100, -5); /* 30 at the end */
    rising(LEAD_CABLES, "World", "", 50, 0);
    compute();
    const double *lead = summary.world[BO_LINE_LEAD].year;
    assert_near(lead[0], 95, 0);
    assert_near(lead[1], 50, 0); /* turbines are at 35 by then */
    assert_near(summary.world[BO_LINE_LEAD].month[10], 50, 0);
    assert_string_equal(summary.slowest_equipment, "Cables");
}

static void regions_come_by_their_power_at_the_end(void **state)
{
    (void)state;
    rising(SITES, "World", "", 9, 0);
    rising(SITES, "World", "North", 4, 0);
    rising(MW, "World", "North", 100, 0);
    rising(SITES, "World", "South", 1, 1);
    rising(MW, "World", "South", 0, 10); /* 140 at the end */
    rising(OPENINGS, "World", "South", 1, 0);
    rising(SITES, "World", "Nowhere", 0, 0); /* its MW are unknown */
    rising(GRID, "World", "North", 2, 0);
    rising(SITES, "Alpha", "North", 3, 0); /* a company's, not a region's */
    compute();
    assert_int_equal(summary.n_regions, 3);
    assert_string_equal(summary.region[0].name, "South");
    assert_near(summary.region[0].sites_start, 1, 0);
    assert_near(summary.region[0].sites_end, 15, 0);
    assert_near(summary.region[0].mw_end, 140, 0);
    assert_near(summary.region[0].openings, 15, 0);
    assert_true(isnan(summary.region[0].grid_wait_months));
    assert_string_equal(summary.region[1].name, "North");
    assert_near(summary.region[1].grid_wait_months, 2, 0);
    assert_true(isnan(summary.region[1].openings));
    assert_string_equal(summary.region[2].name, "Nowhere");
}

static void companies_come_by_all_their_power_and_landlords_together(void **state)
{
    (void)state;
    rising(CAPEX, "World", "", 100, 0);
    rising(CAPEX, "Alpha", "", 10, 0);
    rising(MW, "Alpha", "", 30, 0);
    rising(CAPEX, "Beta", "", 1, 0);
    rising(MW, "Beta", "", 20, 0);
    rising(LEASED, "Beta", "", 20, 0);
    rising(CAPEX, "Alpha", "North", 10, 0); /* in a place: part of its own */
    rising(CAPEX, "Landlord North", "", 2, 0);
    rising(MW, "Landlord North", "", 50, 0);
    rising(CAPEX, "Landlord South", "", 3, 0);
    bo_facts_outcome(facts, "Beta", "npv", "million USD", -5.0);
    bo_facts_outcome(facts, "Beta", "cash_min_date", "date", bo_day_of(2024, 6, 30));
    bo_facts_outcome(facts, "Landlord North", "npv", "million USD", 8.0);
    compute();
    assert_int_equal(summary.n_companies, 2);
    assert_string_equal(summary.company[0].name, "Beta"); /* 40 of 20 owned and 20 leased */
    assert_string_equal(summary.company[1].name, "Alpha");
    assert_near(summary.company[0].npv_musd, -5, 0);
    assert_near(summary.company[0].cash_min_day, bo_day_of(2024, 6, 30), 0);
    assert_near(summary.company[1].capex_musd[1], 120, 0);
    assert_near(summary.company[1].capex_total_musd, 150, 0);
    assert_true(isnan(summary.company[1].npv_musd));
    assert_true(isnan(summary.company[1].mw_leased));
    assert_int_equal(summary.n_landlords, 2);
    assert_near(summary.landlords.capex_musd[1], 12 * (2 + 3), 0);
    assert_near(summary.landlords.mw_owned, 50, 0);
    assert_true(isnan(summary.landlords.npv_musd));
}

static void a_company_of_which_the_end_is_unknown_is_not_guessed(void **state)
{
    (void)state;
    double *cash = rising(CASH, "Alpha", "", 10, 0);
    double *capex = rising(CAPEX, "Alpha", "", 10, 0);
    cash[14] = capex[14] = BO_NAN; /* ended in January 2025 */
    compute();
    assert_true(isnan(summary.company[0].cash_musd));
    assert_near(summary.company[0].capex_total_musd, 140, 0);
    assert_true(isnan(summary.company[0].capex_musd[2]));
}

static void opening_gaps_are_told(void **state)
{
    (void)state;
    int32_t start = bo_day_of(2023, 11, 1);
    event(start, "Alpha", "opening balance", 100);
    event(start, "Beta", "opening balance", -300);
    event(bo_day_of(2024, 9, 30), "Beta", "opened", 40);
    compute();
    assert_int_equal(summary.n_openings, 2);
    assert_string_equal(summary.opening[0].name, "Beta");
    assert_near(summary.opening[0].unexplained_musd, -300, 0);
}

/* ---- the AI economy ---- */

static void prices_fleets_and_chips_come_by_year(void **state)
{
    (void)state;
    rising(HOUR, "World market", "", 2, 0.5);
    rising(FLEET, "China", "", 1000, 100);
    rising(FLEET, "China", "North", 5, 0); /* a part of it */
    rising(LAG, "China", "", 7, 0);
    rising(AI_REVENUE, "World", "", 10, 0);
    rising(DELIVERIES, "China market", "", 30, 0);
    rising(GREY, "China market", "", 10, 0);
    rising(DENIED, "China market", "", 0, 1);
    compute();
    assert_near(summary.ai[BO_AI_HOUR_WORLD].year[0], 2.5, 0);
    assert_near(summary.ai[BO_AI_HOUR_WORLD].year[2], 9, 0);
    assert_true(isnan(summary.ai[BO_AI_HOUR_CHINA].year[0]));
    assert_near(summary.ai[BO_AI_FLEET_CHINA].year[1], 2300, 0);
    assert_near(summary.ai[BO_AI_LAG_CHINA].year[1], 7, 0);
    assert_near(summary.ai[BO_AI_REVENUE].year[1], 120, 0);
    assert_near(summary.ai[BO_AI_CHINA_LEGAL].year[0], 2 * (30 - 10), 0);
    assert_near(summary.ai[BO_AI_CHINA_GREY].year[1], 120, 0);
    assert_near(summary.ai[BO_AI_CHINA_DENIED].year[0], 0 + 1, 0);
    assert_true(isnan(summary.ai[BO_AI_CHINA_SEIZED].year[0]));
    assert_null(summary.leading_vendor);
}

static void the_leading_vendor_is_the_one_that_sold_most(void **state)
{
    (void)state;
    rising(SALES, "World", "", 100, 0);
    rising(SALES, "Alder", "", 0, 1); /* 105 in 15 months, and more than Birch at the end */
    rising(SALES, "Birch", "", 10, 0);
    rising(LEAD, "Alder", "", 9, 0);
    rising(LEAD, "Birch", "", 30, -1);
    compute();
    assert_string_equal(summary.leading_vendor, "Birch");
    assert_near(summary.ai[BO_AI_SALES].year[1], 120, 0);
    assert_near(summary.ai[BO_AI_LEAD].year[1], 17, 0);
}

/* Beta rents 30 and owns 10: more than Alpha's 35. Of its 40 a half trains. */
static void fleets_come_by_what_is_owned_and_rented(void **state)
{
    (void)state;
    rising(CASH, "World", "", 1, 0);
    rising(CASH, "Alpha", "", 5, 0);
    rising(CASH, "Beta", "", 6, 0);
    rising(CASH, "Gamma", "", 7, 0); /* computes nothing */
    rising(CASH, "Landlord North", "", 8, 0);
    rising(FLEET, "Alpha", "", 35, 0);
    rising(FLEET, "Beta", "", 10, 0);
    rising(IN, "Beta", "", 30, 0);
    rising(TRAINING, "Beta", "", 20, 0);
    rising(INFERENCE, "Beta", "", 10, 0);
    rising(OUT, "Beta", "", 4, 0);
    rising(IDLE, "Beta", "", 6, 0);
    rising(AI_REVENUE, "Beta", "", 1, 1); /* 4 + ... + 15 in the last twelve months */
    rising(CLOUD, "Beta", "", 10, 0);
    rising(RUNWAY, "Beta", "", 20, -1);
    compute();
    assert_int_equal(summary.n_fleets, 2);
    const struct bo_summary_fleet *beta = &summary.fleet[0];
    assert_string_equal(beta->name, "Beta");
    assert_near(beta->training_frac, 0.5, 0);
    assert_near(beta->inference_frac, 0.25, 0);
    assert_near(beta->leased_out_frac, 0.1, 0);
    assert_near(beta->idle_frac, 0.15, 0);
    assert_near(beta->ai_musd, 114, 0);
    assert_near(beta->cloud_musd, 120, 0);
    assert_near(beta->runway_months, 6, 0);
    assert_true(isnan(summary.fleet[1].training_frac));
    assert_true(isnan(summary.fleet[1].capability_eci));
}

static void make_ends(void)
{
    bo_facts_event(facts, &(struct bo_fact_event){.day = bo_day_of(2024, 3, 9),
                                                  .entity = "Delta",
                                                  .kind = "acquired",
                                                  .subject = "Alpha"});
    event(bo_day_of(2024, 5, 1), "Epsilon", "liquidated", 0);
    event(bo_day_of(2023, 12, 31), "Beta", "gave up the frontier", BO_NAN);
    event(bo_day_of(2024, 5, 1), "Beta", "round", 100);
}

static void who_ended_is_told_by_day(void **state)
{
    (void)state;
    make_ends();
    compute();
    assert_int_equal(summary.n_ends, 3);
    assert_string_equal(summary.end[0].name, "Beta");
    assert_int_equal(summary.end[0].kind, BO_END_GAVE_UP);
    assert_string_equal(summary.end[1].by, "Alpha");
    assert_int_equal(summary.end[2].kind, BO_END_LIQUIDATED);
}

/* ---- what is printed ---- */

static char *print(struct bo_terminal terminal)
{
    static const char *const set[] = {"time.end=2025-02-01"};
    const struct bo_summary_about about = {.title = "A tiny world",
                                           .name = "tiny",
                                           .seed = 7,
                                           .replicate = 3,
                                           .central = true,
                                           .n_sets = 1,
                                           .set = set,
                                           .dir = "results/tiny"};
    char *text = NULL;
    size_t n;
    FILE *out = open_memstream(&text, &n);
    bo_summary_print(out, &summary, &about, &terminal, arena);
    fclose(out);
    return text;
}

static void expect_contains(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("not found: \"%s\" in\n%s", wanted, text);
}

static uint32_t widest_line(const char *text)
{
    uint32_t most = 0;
    char *copy = bo_arena_strdup(arena, text);
    for (char *line = strtok_r(copy, "\n", &copy); line; line = strtok_r(NULL, "\n", &copy))
        most = bo_text_columns(line) > most ? bo_text_columns(line) : most;
    return most;
}

static void make_a_small_world(void)
{
    rising(SITES, "World", "", 1000, 1);
    rising(MW, "World", "", 20000, 0);
    rising(SITES, "World", "North", 4, 0);
    rising(CAPEX, "A company with a name longer than columns", "", 1000, 0);
    rising(MW, "Beta", "", 12345, 0);
    rising(CAPEX, "Beta", "", 2500, 0);
    event(bo_day_of(2023, 11, 1), "Beta", "opening balance", 1250);
    event(bo_day_of(2023, 11, 1), "Alpha", "opening balance", -49); /* less than shows */
    compute();
}

static void the_head_says_what_was_run(void **state)
{
    (void)state;
    make_a_small_world();
    char *text = print((struct bo_terminal){.width = 100});
    expect_contains(text, "A tiny world\n"
                          "tiny, 2023-11 to 2025-01, seed 7, replicate 3, uncertain inputs at "
                          "their medians\n"
                          "with time.end=2025-02-01\n\n"
                          "World ");
    expect_contains(text, "\nresults/tiny: results.db, series.csv, events.csv, outcomes.csv\n");
    free(text);
}

static void the_tables_say_what_there_is_and_dash_the_rest(void **state)
{
    (void)state;
    make_a_small_world();
    char *text = print((struct bo_terminal){.width = 100});
    expect_contains(text, "\nWorld              2023   2024   2025\n");
    expect_contains(text, "\nSites operating   1,001  1,013  1,014  __..,,-==++**##\n");
    expect_contains(text, "\n  in pipeline         -      -      -\n");
    expect_contains(text, "\nGW energised       20.0   20.0   20.0  ===============\n");
    expect_contains(text, "\n2023 counts 2 months.\n2025 counts 1 month.\n");
    expect_contains(text, "\nNorth         4        4       -        -        -");
    /* 2, 12, 1 and 15 months of 2.5 bn USD */
    expect_contains(text, "\nBeta                     - 12,345      -  5.0 30.0  2.5  37.5 ");
    expect_contains(text, "\nA company with a na~ ");
    expect_contains(text,
                    "\nOther assets at the opening (reported equity less what is listed), bn USD: "
                    "Beta +1.2\n");
    assert_null(strstr(text, "nan"));
    assert_null(strchr(text, '\033'));
    free(text);
}

static void make_an_ai_economy(void)
{
    rising(HOUR, "World market", "", 2, 0);
    rising(FLEET, "World", "", 12345678, 0);
    rising(SALES, "NVIDIA", "", 20000, 0);
    rising(LEAD, "NVIDIA", "", 40, 0);
    rising(CASH, "Alpha", "", 123456, 0);
    rising(FLEET, "Alpha", "", 234567, 0);
    rising(TRAINING, "Alpha", "", 100000, 0);
    rising(INFERENCE, "Alpha", "", 60000, 0);
    rising(OUT, "Alpha", "", 30000, 0);
    rising(IDLE, "Alpha", "", 10000, 0);
    rising(IN, "Alpha", "", 98765, 0);
    rising(CAPABILITY, "Alpha", "", 151, 0);
    rising(LAG, "Alpha", "", 10.5, 0);
    rising(AI_REVENUE, "Alpha", "", 1e5, 0);
    rising(CLOUD, "Alpha", "", 2e5, 0);
    rising(LET, "Alpha", "", 3e5, 0);
    rising(RUNWAY, "Alpha", "", 120, 0);
    make_ends();
}

static void the_ai_economy_is_told_and_nothing_that_was_not_computed(void **state)
{
    (void)state;
    make_an_ai_economy();
    make_a_small_world();
    char *text = print((struct bo_terminal){.width = 100});
    expect_contains(text, "\nAI                2023  2024  2025\n");
    expect_contains(text, "\nH100 hour, USD    2.00  2.00  2.00  ");
    expect_contains(text, "\nFleets, M H100e   12.3  12.3  12.3  ");
    expect_contains(text, "\nNVIDIA sales, bn    40   240    20  ");
    expect_contains(text, "\n  lead, weeks       40    40    40  ");
    assert_null(strstr(text, "in China"));
    assert_null(strstr(text, "denied"));
    assert_null(strstr(text, "Gap:"));
    expect_contains(text,
                    "\nAlpha      235   98.8    50    30  15    5 151 10.5 1,200 2,400 3,600  "
                    "123  120\n");
    expect_contains(text, "\nAbsorbed: Delta 2024-03 by Alpha (acquired)\n"
                          "Liquidated: Epsilon 2024-05\n"
                          "Gave up the frontier: Beta 2023-12\n");
    free(text);
}

static void without_an_ai_economy_nothing_is_said_of_it(void **state)
{
    (void)state;
    make_a_small_world();
    char *text = print((struct bo_terminal){.width = 100});
    assert_null(strstr(text, "AI "));
    assert_null(strstr(text, "H100e"));
    free(text);
}

static void it_fits_any_terminal(void **state)
{
    (void)state;
    rising(SITES, "World", "A region with a name longer than columns", 1000, 1);
    rising(MW, "World", "A region with a name longer than columns", 123456, 0);
    rising(GRID, "World", "A region with a name longer than columns", 240, 0);
    rising(SITES, "Beta", "", 1000, 0);
    rising(LEASED, "Beta", "", 12345, 0);
    rising(CASH, "Beta", "", -123456, 0);
    make_an_ai_economy();
    bo_facts_outcome(facts, "Beta", "npv", "million USD", -1234567.0);
    bo_facts_outcome(facts, "Beta", "cash_min", "million USD", -123456.0);
    bo_facts_outcome(facts, "Beta", "cash_min_date", "date", bo_day_of(2024, 6, 30));
    make_a_small_world();
    for (uint32_t width = 80; width <= 132; width++) {
        char *text = print((struct bo_terminal){.width = width, .utf8 = true});
        assert_in_range(widest_line(text), 60, width);
        free(text);
    }
}

static void a_terminal_gets_colours(void **state)
{
    (void)state;
    make_a_small_world();
    char *text = print((struct bo_terminal){.width = 100, .colour = true});
    expect_contains(text, "\033[1mA tiny world\033[0m\n");
    free(text);
}

static void a_run_of_nothing_is_told_in_a_few_lines(void **state)
{
    (void)state;
    facts =
        bo_facts_create(arena, bo_month_of_day(bo_day_of(2024, 1, 1)), 0, variables, N_VARIABLES);
    compute();
    char *text = print((struct bo_terminal){.width = 100});
    assert_null(strstr(text, "World"));
    free(text);
}

static void companies_beyond_the_most_are_counted(void **state)
{
    enum { N = 60 };
    static char name[N][16];
    (void)state;
    rising(SITES, "World", "", 1000, 1);
    for (int i = 0; i < N; i++) {
        snprintf(name[i], sizeof name[i], "Company %02d", i);
        rising(MW, name[i], "", 1000 - i, 0);
        rising(CAPEX, name[i], "", 100, 0);
    }
    compute();
    char *text = print((struct bo_terminal){.width = 100});
    uint32_t n = 0;
    for (const char *at = text; (at = strstr(at, "\nCompany ")); at++)
        n += at[9] >= '0' && at[9] <= '9';
    char rest[40];
    snprintf(rest, sizeof rest, "\nand %u smaller companies\n", N - n);
    assert_in_range(n, 5, N - 1);
    expect_contains(text, rest);
    free(text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, create_facts, free_facts)
    const struct CMUnitTest tests[] = {
        TEST(a_stock_of_a_year_is_that_of_its_last_month),
        TEST(a_flow_of_a_year_is_the_sum_of_its_months),
        TEST(what_was_not_computed_stays_unknown),
        TEST(the_longest_lead_time_is_taken_month_by_month),
        TEST(regions_come_by_their_power_at_the_end),
        TEST(companies_come_by_all_their_power_and_landlords_together),
        TEST(a_company_of_which_the_end_is_unknown_is_not_guessed),
        TEST(opening_gaps_are_told),
        TEST(prices_fleets_and_chips_come_by_year),
        TEST(the_leading_vendor_is_the_one_that_sold_most),
        TEST(fleets_come_by_what_is_owned_and_rented),
        TEST(who_ended_is_told_by_day),
        TEST(the_ai_economy_is_told_and_nothing_that_was_not_computed),
        TEST(without_an_ai_economy_nothing_is_said_of_it),
        TEST(the_head_says_what_was_run),
        TEST(the_tables_say_what_there_is_and_dash_the_rest),
        TEST(it_fits_any_terminal),
        TEST(a_terminal_gets_colours),
        TEST(a_run_of_nothing_is_told_in_a_few_lines),
        TEST(companies_beyond_the_most_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
