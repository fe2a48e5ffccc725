/* What a scenario may say of products, and what it may not. */
#include "scenario_fixture.h"

#include "buildout/base/calendar.h"
#include "buildout/base/units.h"
#include "buildout/scenario/schema.h"

#define API "kind = \"api\"; "
#define SEGMENT                                                                           \
    "segments: { tokens: { required_success_frac = 0.5; "                                 \
    "task_median_minutes = 1.0; task_sigma = 1.0; reference_price = 10.0; hassle = 0.1; " \
    "%s }; };\n"
#define COMPETITION                                                                        \
    "competition: { reference_eci = 130.0; task_at_reference_minutes = 1440.0; "           \
    "eci_per_doubling = 5.0; hours_per_mtok = 1.0; serving_use_frac = 0.5; "               \
    "margin_max_frac = 0.8; release_eci = 1.0; cut_trigger_frac = 0.5; reply_days = 3.0; " \
    "war_price_ratio = 0.5; war_months = 18.0; %s };\n"
#define OFFER "offers: { A: { company = \"Alpha\"; posture = \"match\"; %s }; };\n"

static const struct bo_scenario *read_with(struct scenario_fixture *f, const char *segment,
                                           const char *competition, const char *offer)
{
    char text[4096];
    int n =
        snprintf(text, sizeof text, ON_TINY SEGMENT COMPETITION OFFER, segment, competition, offer);
    assert_true(n > 0 && (size_t)n < sizeof text);
    return fixture_read(f, text);
}

static void refused(struct scenario_fixture *f, const char *segment, const char *competition,
                    const char *offer, const char *complaint)
{
    char text[4096];
    (void)snprintf(text, sizeof text, ON_TINY SEGMENT COMPETITION OFFER, segment, competition,
                   offer);
    assert_int_equal(fixture_try(f, text, NULL, 0), BO_ESCENARIO);
    if (strstr(f->diag.message[0], complaint) == NULL) {
        fail_msg("\"%s\" is not said in \"%s\"", complaint, f->diag.message[0]);
    }
}

static void without_its_groups_a_scenario_has_no_products(void **state)
{
    const struct bo_scenario *tiny = fixture_read(*state, ON_TINY);
    assert_int_equal(tiny->param.n[BO_TABLE_SEGMENTS], 0);
    assert_int_equal(tiny->param.n[BO_TABLE_COMPETITION], 0);
    assert_int_equal(tiny->param.n[BO_TABLE_OFFERS], 0);
    assert_null(tiny->param.competition);
}

/* 1440 minutes are a day; who says nothing of a segment never sells in it; Alpha is the first company. */
static void values_arrive_in_their_units(void **state)
{
    const struct bo_scenario *s =
        read_with(*state, API "potential_users_china = 7.0; gated = true;", "slip_months = 6.0;",
                  "api_from = \"2023-05-10\"; free_tokens_frac = 0.25;");
    const struct bo_segment_param *segment = &s->param.segment[0];
    assert_int_equal(segment->kind, BO_SEGMENT_API);
    assert_true(segment->gated);
    assert_near(segment->potential_users[BO_MARKET_CHINA], 7.0, 0.0);
    assert_near(segment->potential_users[BO_MARKET_WORLD], 0.0, 0.0);
    assert_near(segment->task_median_days * 1440.0, 1.0, 1e-12);
    assert_near(s->param.competition->task_at_reference_days, 1.0, 1e-12);
    assert_near(s->param.competition->slip_days.p[0], 6.0 * BO_DAYS_PER_MONTH, 1e-12);
    const struct bo_offer_param *offer = &s->param.offer[0];
    assert_int_equal(offer->company, 0);
    assert_int_equal(offer->posture, BO_POSTURE_MATCH);
    assert_near(offer->free_tokens_frac, 0.25, 0.0);
    assert_int_equal(offer->from_day[BO_SEGMENT_API], bo_day_of(2023, 5, 10));
    assert_int_equal(offer->from_day[BO_SEGMENT_CLOUD], bo_day_of(2199, 12, 31));
}

static void what_makes_no_sense_is_refused(void **state)
{
    refused(*state, "kind = \"ads\";", "", "", "segments.tokens.kind");
    refused(*state, API "price_weight = 0.0;", "", "", "segments.tokens.price_weight");
    refused(*state, API "paying_frac = 1.5;", "", "", "segments.tokens.paying_frac");
    refused(*state, API "churn_per_year = -0.1;", "", "", "segments.tokens.churn_per_year");
    refused(*state, API, "efficiency_log = -100.0;", "", "competition.efficiency_log");
    refused(*state, API, "slip_frac = 1.0;", "", "competition.slip_frac");
    refused(*state, API, "slip_months = 0.0;", "", "competition.slip_months");
    refused(*state, API, "", "price_per_mtok = -1.0;", "offers.A.price_per_mtok");
    refused(*state, API, "", "api_from = 2023;", "offers.A.api_from");
    refused(*state, API, "", "brand = 1.0;", "offers.A: there is no key \"brand\"");
}

/* Free tokens must not be wanted without end, nor a model be trusted always, nor a margin be all of the price. */
static void what_would_divide_by_nothing_is_out_of_range(void **state)
{
    (void)state;
    assert_true(bo_schema_find(BO_TABLE_SEGMENTS, "hassle")->low > 0.0);
    assert_true(bo_schema_find(BO_TABLE_SEGMENTS, "reference_price")->low > 0.0);
    assert_true(bo_schema_find(BO_TABLE_SEGMENTS, "task_sigma")->low > 0.0);
    assert_true(bo_schema_find(BO_TABLE_SEGMENTS, "required_success_frac")->high < 1.0);
    assert_true(bo_schema_find(BO_TABLE_COMPETITION, "margin_max_frac")->high < 1.0);
    assert_true(bo_schema_find(BO_TABLE_COMPETITION, "eci_per_doubling")->low > 0.0);
    assert_true(bo_schema_find(BO_TABLE_COMPETITION, "serving_use_frac")->low > 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_its_groups_a_scenario_has_no_products,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(values_arrive_in_their_units, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(what_makes_no_sense_is_refused, fixture_start, fixture_end),
        cmocka_unit_test(what_would_divide_by_nothing_is_out_of_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
