#include <stdio.h>
#include <string.h>

#include "buildout/base/units.h"
#include "near.h"

static struct bo_quantity read_as(const char *text, const char *unit_name)
{
    const struct bo_unit *unit = bo_unit_find(unit_name);
    struct bo_quantity q = {0};
    struct bo_err err = {BO_OK, ""};

    assert_non_null(unit);
    if (bo_quantity_parse(text, unit, &q, &err) != 0)
        fail_msg("\"%s\" as %s: %s", text, unit_name, err.text);
    return q;
}

static void expect(const char *text, const char *unit_name, double value)
{
    struct bo_quantity q = read_as(text, unit_name);

    assert_near(q.value, value, 1e-14);
    assert_string_equal(q.currency, "");
}

static void expect_money(const char *text, const char *unit_name, double value,
                         const char *currency)
{
    struct bo_quantity q = read_as(text, unit_name);

    assert_near(q.value, value, 1e-14);
    assert_string_equal(q.currency, currency);
}

static void expect_refused(const char *text, const char *unit_name, const char *message)
{
    struct bo_quantity q = {.value = 77.0, .currency = "XYZ"};
    struct bo_err err = {BO_OK, ""};

    assert_int_equal(bo_quantity_parse(text, bo_unit_find(unit_name), &q, &err), BO_ESCENARIO);
    assert_string_equal(err.text, message);
    assert_near(q.value, 77.0, 0.0);
    assert_string_equal(q.currency, "XYZ");
}

static void durations_are_read_in_days(void **state)
{
    (void)state;
    expect("14 months", "days", 14 * 30.4375);
    expect("1 month", "days", 30.4375);
    expect("18 mo", "days", 18 * 30.4375);
    expect("90 days", "days", 90.0);
    expect("1 day", "days", 1.0);
    expect("8 weeks", "days", 56.0);
    expect("2 years", "days", 730.5);
    expect("1 yr", "days", 365.25);
    expect("2 quarters", "days", 182.625);
    expect("36 h", "days", 1.5);
    expect("12 hours", "days", 0.5);
    expect("30 min", "days", 1.0 / 48.0);
}

static void a_bare_number_is_taken_in_the_unit_of_the_key(void **state)
{
    (void)state;
    expect("14", "months", 14 * 30.4375);
    expect("0.5", "ratio", 0.5);
    expect("0.5", "fraction", 0.5);
    expect("35", "%", 0.35);
    expect("1.5", "GW", 1500.0);
    expect("-1.2e1", "number", -12.0);
    expect_money("9e9", "USD", 9e9, "USD");
    expect_money("11.6", "M USD/MW", 11.6e6, "USD");
}

static void powers_and_energies_are_read_in_mw_and_mwh(void **state)
{
    (void)state;
    expect("120 MW", "MW", 120.0);
    expect("120MW", "MW", 120.0);
    expect("  120  MW ", "MW", 120.0);
    expect("1.2 GW", "MW", 1200.0);
    expect("700 W", "MW", 0.0007);
    expect("250 kW", "GW", 0.25);
    expect("600 MW/yr", "MW/yr", 600.0);
    expect("50 MW per month", "MW/yr", 600.0);
    expect("1.5 GW/year", "MW/yr", 1500.0);
    expect("3 TWh", "MWh", 3e6);
    expect("40 GWh", "MWh", 4e4);
    expect("500 kWh", "MWh", 0.5);
}

static void fractions_and_rates_are_read(void **state)
{
    (void)state;
    expect("35 %", "fraction", 0.35);
    expect("35%", "fraction", 0.35);
    expect("2.5 percent", "fraction", 0.025);
    expect("5 %/yr", "1/yr", 0.05);
    expect("5 % per year", "1/yr", 0.05);
    expect("0.3/yr", "1/yr", 0.3);
    expect("0.3 1/year", "1/yr", 0.3);
    expect("1 %/month", "1/yr", 0.12);
    expect("2 1/day", "1/yr", 730.5);
}

static void money_is_read_with_its_currency_before_or_after(void **state)
{
    (void)state;
    expect_money("USD 14 B", "USD", 14e9, "USD");
    expect_money("14 B USD", "USD", 14e9, "USD");
    expect_money("RMB 5.1 bn", "USD", 5.1e9, "RMB");
    expect_money("5.1bn RMB", "USD", 5.1e9, "RMB");
    expect_money("EUR 250 k", "USD", 250e3, "EUR");
    expect_money("3 T JPY", "USD", 3e12, "JPY");
    expect_money("900 M", "USD", 900e6, "USD");
    expect_money("900 million USD", "USD", 900e6, "USD");
    expect_money("-2 B USD", "USD", -2e9, "USD");
    expect_money("USD14B", "USD", 14e9, "USD");
}

static void prices_are_read_with_their_currency(void **state)
{
    (void)state;
    expect_money("11.6 M USD/MW", "USD/MW", 11.6e6, "USD");
    expect_money("USD 11.6 M/MW", "USD/MW", 11.6e6, "USD");
    expect_money("11 USD/W", "USD/MW", 11e6, "USD");
    expect_money("80 M RMB/MW", "USD/MW", 80e6, "RMB");
    expect_money("160 USD/kW-month", "USD/kW-month", 160.0, "USD");
    expect_money("160 USD/kW/month", "USD/kW-month", 160.0, "USD");
    expect_money("160 USD per kW-mo", "USD/kW-month", 160.0, "USD");
    expect_money("1200 USD/kW-yr", "USD/kW-month", 100.0, "USD");
    expect_money("55 USD/MWh", "USD/MWh", 55.0, "USD");
    expect_money("0.6 RMB/kWh", "USD/MWh", 600.0, "RMB");
    expect_money("2.85 USD/h", "USD/h", 2.85, "USD");
    expect_money("2.85 USD/GPU-hour", "USD/h", 2.85, "USD");
    expect_money("12 RMB/hour", "USD/h", 12.0, "RMB");
    expect_money("13000 USD/card", "USD/card", 13000.0, "USD");
    expect_money("RMB 120 k/card", "USD/card", 120e3, "RMB");
}

static void counts_per_power_and_intensities_are_read(void **state)
{
    (void)state;
    expect("4 workers/MW", "1/MW", 4.0);
    expect("4 workers per MW", "workers/MW", 4.0);
    expect("1.3 MVA/MW", "MVA/MW", 1.3);
    expect("2/MW", "1/MW", 2.0);
    expect("0.4 kgCO2e/kWh", "kgCO2e/kWh", 0.4);
    expect("400 gCO2e/kWh", "kgCO2e/kWh", 0.4);
}

static void chips_are_read_in_their_usual_units(void **state)
{
    (void)state;
    expect("3.35 TB/s", "GB/s", 3350.0);
    expect("600 GB/s", "GB/s", 600.0);
    expect("141 GB", "GB", 141.0);
    expect("1.5 TB", "GB", 1500.0);
    expect("2.1e25 FLOP", "FLOP", 2.1e25);
    expect("21 T EFLOP", "FLOP", 2.1e31);
    expect("1 PFLOP/s-day", "FLOP", 8.64e19);
    expect("989 TFLOP/s", "FLOP/s", 989e12);
    expect("4800 TPP", "TPP", 4800.0);
    expect("814 mm2", "mm2", 814.0);
}

static void counts_keep_their_noun(void **state)
{
    (void)state;
    expect("100 k cards", "cards", 100e3);
    expect("1 card", "cards", 1.0);
    expect("100000 GPUs", "GPU", 100e3);
    expect("12 sites", "count", 12.0);
    expect("12", "sites", 12.0);
    expect("1.5 M", "users", 1.5e6);
    expect_refused("12 sites", "cards",
                   "expected a number of cards such as \"100 cards\", but \"12 sites\" is a number "
                   "of sites");
    expect_refused("13000 USD/card", "ratio",
                   "expected a plain number such as \"2.5\", but \"13000 USD/card\" is a number of "
                   "USD/card");
}

static void a_wrong_dimension_is_named_with_an_example_of_the_right_one(void **state)
{
    (void)state;
    expect_refused("14 months", "MW",
                   "expected a power such as \"120 MW\", but \"14 months\" is a duration");
    expect_refused("120 MW", "days",
                   "expected a duration such as \"14 months\", but \"120 MW\" is a power");
    expect_refused("USD 14 B", "fraction",
                   "expected a fraction such as \"35 %\", but \"USD 14 B\" is an amount of money");
    expect_refused("35 %", "number",
                   "expected a plain number such as \"2.5\", but \"35 %\" is a fraction");
    expect_refused("5 %", "1/yr", "expected a rate such as \"5 %/yr\", but \"5 %\" is a fraction");
    expect_refused("2.85 USD/h", "USD",
                   "expected an amount of money such as \"14 B USD\", but \"2.85 USD/h\" is an "
                   "hourly price");
    expect_refused("3 cards", "MW",
                   "expected a power such as \"120 MW\", but \"3 cards\" is a number of cards");
}

static void an_unknown_unit_is_named(void **state)
{
    (void)state;
    expect_refused("120 mw", "MW",
                   "expected a power such as \"120 MW\", but \"120 mw\" has the unknown unit "
                   "\"mw\"");
    expect_refused("USD 5/banana", "USD/h",
                   "expected an hourly price such as \"2.85 USD/h\", but \"USD 5/banana\" has the "
                   "unknown unit \"USD/banana\"");
    expect_refused("5 dollars", "USD",
                   "expected an amount of money such as \"14 B USD\", but \"5 dollars\" has the "
                   "unknown unit \"dollars\"");
}

static void what_is_no_quantity_is_refused(void **state)
{
    static const char *const BAD[] = {"",         " ",      "MW",         "USD",       "USD B",
                                      "many MW",  "1,5 MW", "1e400 MW",   "USD 5 RMB", "nan MW",
                                      "0x10 MW",  "inf",    "5 to 20 MW", "5 MW MW",   "5 k M MW",
                                      "1 000 MW", "5 MW/",  "5 /"};
    struct bo_quantity q;
    struct bo_err err;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        if (bo_quantity_parse(BAD[i], bo_unit_find("MW"), &q, &err) == 0)
            fail_msg("\"%s\" was read as %g MW", BAD[i], q.value);
        assert_non_null(strstr(err.text, "expected a power such as \"120 MW\", but "));
    }
}

static void a_text_of_any_length_is_refused_in_a_message_that_fits(void **state)
{
    char text[4000];
    struct bo_quantity q;
    struct bo_err err;

    (void)state;
    memset(text, '1', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_int_equal(bo_quantity_parse(text, bo_unit_find("MW"), &q, &err), BO_ESCENARIO);
    memset(text + 1, 'x', sizeof text - 2);
    assert_int_equal(bo_quantity_parse(text, bo_unit_find("MW"), &q, &err), BO_ESCENARIO);
    assert_true(strlen(err.text) < 200);
}

static void a_lone_multiplier_is_refused_where_it_could_be_a_unit(void **state)
{
    (void)state;
    expect_refused("14 M", "months",
                   "expected a duration such as \"14 months\", but \"14 M\" has no unit");
    expect_refused("14 B", "M USD",
                   "expected an amount of money such as \"14 B USD\", but \"14 B\" has no unit");
}

static void a_value_that_overflows_is_refused(void **state)
{
    (void)state;
    expect_refused("1e308 T", "number",
                   "expected a plain number such as \"2.5\", but \"1e308 T\" is too large");
}

static void units_are_found_by_every_usual_spelling(void **state)
{
    static const char *const SAME[][2] = {
        {"day", "days"},
        {"year", "years"},
        {"yr", "years"},
        {"MW/year", "MW/yr"},
        {"USD/kW-months", "USD/kW-month"},
        {"worker/MW", "workers/MW"},
        {"USD/hour", "USD/h"},
        {"USD per hr", "USD/h"},
        {"1/y", "1/yr"},
        {"FLOPs", "FLOP"},
        {"company", "companies"},
        {"site", "sites"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
        assert_non_null(bo_unit_find(SAME[i][0]));
        assert_ptr_equal(bo_unit_find(SAME[i][0]), bo_unit_find(SAME[i][1]));
    }
    assert_null(bo_unit_find(""));
    assert_null(bo_unit_find("furlongs"));
    assert_null(bo_unit_find("mW"));
}

static void every_dimension_has_a_canonical_unit_that_reads_its_own_name(void **state)
{
    static const char *const CANONICAL[BO_N_DIMENSIONS] = {
        [BO_DIM_NUMBER] = "number",
        [BO_DIM_FRACTION] = "fraction",
        [BO_DIM_DURATION] = "days",
        [BO_DIM_RATE] = "1/yr",
        [BO_DIM_POWER] = "MW",
        [BO_DIM_POWER_RATE] = "MW/yr",
        [BO_DIM_ENERGY] = "MWh",
        [BO_DIM_MONEY] = "USD",
        [BO_DIM_MONEY_PER_POWER] = "USD/MW",
        [BO_DIM_RENT] = "USD/kW-month",
        [BO_DIM_POWER_PRICE] = "USD/MWh",
        [BO_DIM_HOURLY_PRICE] = "USD/h",
        [BO_DIM_INTENSITY] = "kgCO2e/kWh",
        [BO_DIM_COUNT_PER_POWER] = "1/MW",
        [BO_DIM_BANDWIDTH] = "GB/s",
        [BO_DIM_MEMORY] = "GB",
        [BO_DIM_COMPUTE] = "FLOP",
        [BO_DIM_COMPUTE_RATE] = "FLOP/s",
    };

    (void)state;
    for (int d = 0; d < BO_N_DIMENSIONS; d++) {
        const struct bo_unit *unit = bo_unit_find(CANONICAL[d]);
        char text[64];

        assert_non_null(unit);
        assert_int_equal(unit->dimension, d);
        assert_near(unit->to_canonical, 1.0, 0.0);
        (void)snprintf(text, sizeof text, "2.5 %s", CANONICAL[d]);
        assert_near(read_as(text, CANONICAL[d]).value, 2.5, 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_in_days),
        cmocka_unit_test(a_bare_number_is_taken_in_the_unit_of_the_key),
        cmocka_unit_test(powers_and_energies_are_read_in_mw_and_mwh),
        cmocka_unit_test(fractions_and_rates_are_read),
        cmocka_unit_test(money_is_read_with_its_currency_before_or_after),
        cmocka_unit_test(prices_are_read_with_their_currency),
        cmocka_unit_test(counts_per_power_and_intensities_are_read),
        cmocka_unit_test(chips_are_read_in_their_usual_units),
        cmocka_unit_test(counts_keep_their_noun),
        cmocka_unit_test(a_wrong_dimension_is_named_with_an_example_of_the_right_one),
        cmocka_unit_test(an_unknown_unit_is_named),
        cmocka_unit_test(what_is_no_quantity_is_refused),
        cmocka_unit_test(a_text_of_any_length_is_refused_in_a_message_that_fits),
        cmocka_unit_test(a_lone_multiplier_is_refused_where_it_could_be_a_unit),
        cmocka_unit_test(a_value_that_overflows_is_refused),
        cmocka_unit_test(units_are_found_by_every_usual_spelling),
        cmocka_unit_test(every_dimension_has_a_canonical_unit_that_reads_its_own_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
