/* What bears on a variable: every variable has its row, every kind of event its topic. */
#include "tiny_world.h"

#include "buildout/base/num.h"
#include "buildout/cli/why_table.h"

/* The variables that are promised, a name of the catalogue for '*'. */
static const char *const promised[] = {
    "Data Centers|Operating",
    "Data Centers|Openings",
    "Data Centers|Pipeline",
    "Data Centers|Under Construction",
    "Data Centers|Cancelled",
    "Data Centers|Late",
    "Capacity|IT Power|Energised",
    "Capacity|IT Power|Under Construction",
    "Capacity|IT Power|Leased",
    "Construction|Crew Use",
    "Construction|Cost per MW",
    "Equipment|Lead Time|Chillers",
    "Grid|Wait",
    "Grid|Queue",
    "Colocation|Vacancy",
    "Colocation|Rent",
    "Colocation|Pre-leased",
    "Electricity|Use",
    "Emissions|CO2",
    "Chips|Orders",
    "Chips|Orders|H100",
    "Chips|Deliveries",
    "Chips|Deliveries|H100",
    "Chips|Backlog|H100",
    "Chips|Lead Time Quoted|H100",
    "Chips|Lead Time Lived|H100",
    "Chips|List Price|H100",
    "Chips|Price|H100",
    "Chips|Denied|H100",
    "Chips|Grey|H100",
    "Chips|Seized|H100",
    "Chips|Cancelled",
    "Chips|Made",
    "Chips|Stock",
    "Chips|Written Off",
    "Chips|Domestic Share",
    "Chips|Write-down",
    "Fleet|Chips|H100",
    "Fleet|H100e",
    "Fleet|H100e Inference",
    "Fleet|Stored",
    "Fleet|Waiting for Halls",
    "Fleet|IT Power",
    "Fleet|Book Value",
    "Fleet|Market Value",
    "Compute|Internal Training",
    "Compute|Internal Inference",
    "Compute|Core Business",
    "Compute|Leased Out",
    "Compute|Leased In",
    "Compute|Idle",
    "Compute|Utilisation",
    "Usable Compute|Legal",
    "Usable Compute|Compliant",
    "Usable Compute|Domestic",
    "Usable Compute|Offshore Leased",
    "Usable Compute|Grey",
    "Price|GPU Hour|H100",
    "Price|GPU Hour|H100|Spot",
    "Price|GPU Hour|H100|Contract",
    "Cost|GPU Hour",
    "Cost|Million Tokens",
    "Capability",
    "Capability|Lag",
    "Training|Runs",
    "Training|Compute",
    "Training|Cost",
    "Users",
    "Users|Assistants",
    "Adoption|Assistants",
    "Tokens",
    "Price|Tokens",
    "Share|Assistants",
    "Revenue|Total",
    "Revenue|Core",
    "Revenue|Cloud",
    "Revenue|Cloud AI",
    "Revenue|AI",
    "Revenue|Leasing",
    "Cloud|Turned Away",
    "Revenue|Intra-sector",
    "Revenue|Data Center",
    "Revenue|Data Center|China",
    "Revenue|Data Center|Network",
    "Capex",
    "Capex|Finance Leases",
    "Capex|Data Center",
    "Capex|AI Systems",
    "Capex|Servers",
    "Capex|Other",
    "Leases|Not Commenced",
    "Operating Cash Flow",
    "Free Cash Flow",
    "Depreciation",
    "Interest",
    "Buybacks",
    "Funding",
    "Funding|Equity",
    "Debt Repaid",
    "Credit Loss",
    "Credit Loss|Rent",
    "Acquisitions",
    "Sites Bought",
    "Exchange Gain",
    "Cash",
    "Debt",
    "Lease Liability",
    "Equity",
    "Valuation",
    "Runway",
    "Backlog",
    "Operating Income",
    "Net Income",
    "Margin|Compute",
    "Margin|Cloud",
    "IRR|Vintage",
    "Sentiment",
    "Levies",
    "Revenue Gap|Flow",
    "Revenue Gap|Stock",
    "Revenue Gap|Sequoia Replica",
    "Companies|Alive",
    "Companies|Absorbed",
    "Companies|Liquidated",
    "Companies|Gave Up Frontier",
    /* the parts of those that are promised */
    "Cost|GPU Hour|Chip",
    "Cost|GPU Hour|System",
    "Cost|GPU Hour|Power",
    "Cost|GPU Hour|Building",
    "Cost|GPU Hour|Operations",
    "Cost|GPU Hour|Capital",
    "Revenue|Core|AI Uplift",
};
enum { N_PROMISED = sizeof promised / sizeof promised[0] };

static void expect_row(const char *name)
{
    const struct bo_why_entry *entry = bo_why_find(name);
    bool by_itself = strcmp(name, "Margin|Drift") == 0 ||
                     strcmp(name, "Exchange Gain") == 0; /* no event bears on it */
    bool there = entry != NULL && (entry->topics != 0) != by_itself;
    /* who counts projects says which */
    if (!there || ((entry->topics & BO_WHY_PROJECT_TOPICS) != 0 && entry->projects == 0)) {
        fail_msg("%s has no row, or not the events that bear on it", name);
    }
}

static void every_variable_of_a_run_has_a_row(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    assert_true(t.facts->n_variables > 40);
    for (uint32_t i = 0; i < t.facts->n_variables; i++) {
        expect_row(t.facts->variable[i].name);
    }
    tiny_close(&t);
}

static void every_promised_variable_has_a_row(void **state)
{
    (void)state;
    for (int i = 0; i < N_PROMISED; i++) {
        expect_row(promised[i]);
    }
    assert_null(bo_why_find("Weather"));
}

static void a_name_beats_a_beginning_and_the_longer_one_wins(void **state)
{
    (void)state;
    assert_string_equal(bo_why_find("Data Centers|Openings")->pattern, "Data Centers|Openings");
    assert_string_equal(bo_why_find("Data Centers|Sold")->pattern, "Data Centers|*");
    assert_string_equal(bo_why_find("Chips|Price|H100")->pattern, "Chips|*");
    assert_string_equal(bo_why_find("Chips|Grey|H100")->pattern, "Chips|Grey*");
    assert_string_equal(bo_why_find("Price|Tokens")->pattern, "Price|Tokens");
    assert_string_equal(bo_why_find("Price|GPU Hour|H100")->pattern, "Price|*");
    assert_string_equal(bo_why_find("Revenue|Data Center|China")->pattern, "Revenue|Data Center*");
    assert_string_equal(bo_why_find("Revenue Gap|Flow")->pattern, "Revenue Gap*");
}

/* What is told of a year stands in each of its months. */
static void a_year_is_no_flow_of_months(void **state)
{
    (void)state;
    assert_int_equal(bo_why_find("Capex|Stated")->nature, BO_WHY_STOCK);
    assert_int_equal(bo_why_find("Capex|Limit")->nature, BO_WHY_STOCK);
    assert_int_equal(bo_why_find("Capex|Other")->nature, BO_WHY_FLOW);
    assert_int_equal(bo_why_find("Free Cash Flow")->nature, BO_WHY_FLOW);
    assert_int_equal(bo_why_find("Credit Loss|Rent")->nature, BO_WHY_FLOW);
    assert_int_equal(bo_why_find("Equity")->nature, BO_WHY_STOCK);
}

static void expect_known(const struct bo_why_term *term)
{
    for (; term != NULL && term->variable != NULL; term++) {
        int i = 0;
        while (i < N_PROMISED && strcmp(promised[i], term->variable) != 0) {
            i++;
        }
        if (i == N_PROMISED) {
            fail_msg("%s is no variable", term->variable);
        }
        assert_true(fabs(term->sign) == 1.0);
    }
}

static void sums_name_variables_and_what_they_leave(void **state)
{
    (void)state;
    uint32_t n_sums = 0;
    for (uint32_t i = 0; i < bo_why_n_entries; i++) {
        const struct bo_why_entry *entry = &bo_why_entries[i];
        expect_known(entry->part);
        expect_known(entry->flow);
        if (!entry->by_member) { /* members leave nothing that has a name of its own */
            assert_true((entry->part == NULL) == (entry->part_rest == NULL));
        }
        assert_true((entry->flow == NULL) == (entry->flow_rest == NULL));
        assert_true(entry->flow == NULL || entry->nature == BO_WHY_STOCK);
        n_sums += entry->part != NULL || entry->flow != NULL;
    }
    assert_true(n_sums >= 11);
}

static void every_kind_of_event_that_the_model_tells_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        uint32_t topic;
    } told[] = {
        {"opening balance", BO_WHY_FOUNDED}, {"announced", BO_WHY_ANNOUNCED},
        {"ground broken", BO_WHY_GROUND},    {"opened", BO_WHY_OPENED},
        {"complete", BO_WHY_COMPLETE},       {"cancelled", BO_WHY_CANCELLED},
        {"founded", BO_WHY_FOUNDED},         {"overdraft", BO_WHY_SHORT},
        {"rule begins", BO_WHY_RULE},        {"rule ends", BO_WHY_RULE},
        {"rule announced", BO_WHY_LAW},      {"round", BO_WHY_FUNDED},
        {"credit line", BO_WHY_FUNDED},      {"licence and hire", BO_WHY_ENDED},
        {"licence granted", BO_WHY_LICENCE}, {"acquired", BO_WHY_ENDED},
        {"liquidated", BO_WHY_ENDED},        {"gave up the frontier", BO_WHY_GAVE_UP},
        {"price cut", BO_WHY_PRICE},         {"price reply", BO_WHY_PRICE},
        {"price war ends", BO_WHY_PRICE},    {"law changes", BO_WHY_LAW},
        {"design-around", BO_WHY_DESIGN},    {"eclipse", BO_WHY_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        if (bo_why_topic_of(told[i].kind) != told[i].topic) {
            fail_msg("%s", told[i].kind);
        }
    }
}

static struct bo_fact_event event_of(const char *entity, const char *place, const char *kind,
                                     const char *subject)
{
    return (struct bo_fact_event){
        .entity = entity, .place = place, .kind = kind, .subject = subject, .amount = BO_NAN};
}

static bool bears(const char *variable, const struct bo_fact_event *event)
{
    return bo_why_bears(bo_why_find(variable), event);
}

static bool concerns(const char *variable, const struct bo_fact_event *event, const char *entity,
                     const char *place)
{
    return bo_why_concerns(bo_why_find(variable), event, entity, place);
}

static void sites_extensions_and_colocation_are_told_apart(void **state)
{
    (void)state;
    struct bo_fact_event site = event_of("Beta", "Gulf", "opened", "Gulf 3 (Beta)");
    struct bo_fact_event more = event_of("Beta", "Gulf", "opened", "Gulf extension 4 (Beta)");
    struct bo_fact_event hall =
        event_of("Landlord Gulf", "Gulf", "opened", "Gulf colocation begun before 2");
    assert_true(bears("Data Centers|Operating", &site));
    assert_false(bears("Data Centers|Operating", &more));
    assert_false(bears("Data Centers|Operating", &hall));
    assert_true(bears("Capacity|IT Power|Energised", &more));
    assert_false(bears("Capacity|IT Power|Energised", &hall));
    assert_true(bears("Colocation|Rent", &hall));
    assert_false(bears("Colocation|Rent", &site));
    assert_false(bears("Cash", &site));
    assert_false(bears("Data Centers|Cancelled", &site));
}

static void a_site_counts_at_its_owner_or_at_its_user(void **state)
{
    (void)state;
    struct bo_fact_event leased = event_of("Landlord Gulf", "Gulf", "opened", "Gulf 3 (Beta)");
    assert_false(concerns("Data Centers|Operating", &leased, "Beta", ""));
    assert_true(concerns("Data Centers|Operating", &leased, "Landlord Gulf", ""));
    assert_true(concerns("Data Centers|Operating", &leased, "World", ""));
    assert_true(concerns("Data Centers|Operating", &leased, "World", "Gulf"));
    assert_false(concerns("Data Centers|Operating", &leased, "World", "Texas"));
    assert_true(concerns("Capacity|IT Power|Leased", &leased, "Beta", ""));
    assert_false(concerns("Capacity|IT Power|Leased", &leased, "Alpha", ""));
    assert_false(concerns("Capacity|IT Power|Leased", &leased, "eta", ""));
    /* the world's capex is that of companies */
    assert_false(concerns("Capex", &leased, "World", ""));
}

static void what_befalls_all_befalls_each(void **state)
{
    (void)state;
    struct bo_fact_event law = event_of("World", "", "law changes", "us_2023_10");
    struct bo_fact_event design = event_of("NVIDIA", "", "design-around", "H20");
    struct bo_fact_event round = event_of("Lab", "", "round", "Lab");
    struct bo_fact_event bought = event_of("Lab", "", "acquired", "Alpha");
    assert_true(bears("Fleet|H100e", &law) && concerns("Fleet|H100e", &law, "Alpha", "Gulf"));
    assert_true(bears("Fleet|H100e", &design) && concerns("Fleet|H100e", &design, "Alpha", ""));
    assert_true(bears("Cash", &round) && concerns("Cash", &round, "Lab", ""));
    assert_false(concerns("Cash", &round, "Alpha", ""));
    assert_true(concerns("Cash", &bought, "Alpha", ""));
    assert_false(bears("Data Centers|Operating", &law));
}

static void deals_are_looked_for_longer_than_sites(void **state)
{
    (void)state;
    assert_int_equal(bo_why_window_months(bo_why_find("Data Centers|Operating")), 12);
    assert_int_equal(bo_why_window_months(bo_why_find("Valuation")), 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variable_of_a_run_has_a_row),
        cmocka_unit_test(every_promised_variable_has_a_row),
        cmocka_unit_test(a_year_is_no_flow_of_months),
        cmocka_unit_test(a_name_beats_a_beginning_and_the_longer_one_wins),
        cmocka_unit_test(sums_name_variables_and_what_they_leave),
        cmocka_unit_test(every_kind_of_event_that_the_model_tells_is_known),
        cmocka_unit_test(sites_extensions_and_colocation_are_told_apart),
        cmocka_unit_test(a_site_counts_at_its_owner_or_at_its_user),
        cmocka_unit_test(what_befalls_all_befalls_each),
        cmocka_unit_test(deals_are_looked_for_longer_than_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
