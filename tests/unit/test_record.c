/* What the recorder tells: every row of the table of names has its variables, and a blackboard by hand its values. */
#include "tiny_run.h"
#include "tiny_world.h"

#include "buildout/base/num.h"
#include "buildout/model/rental.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"
#include "buildout/model/capital.h"
#include "buildout/model/chip.h"
#include "buildout/model/product.h"

/* ---- names ---- */

static struct bo_chip chip = {.entry = {"H20", "H20", 1}};
static struct bo_vendor_param vendor = {.entry = {"NVIDIA", "NVIDIA", 2}};
static struct bo_segment_param segment = {.entry = {"api", "API", 3}};
static struct bo_maker_param maker = {.entry = {"UPS", "UPS", 4}};

/* Rows of the table of names, `*` filled in, in its order; then what else is told. */
static const struct {
    const char *name, *unit;
} rows[] = {
    {"Data Centers|Operating", "sites"},
    {"Data Centers|Openings", "sites"},
    {"Data Centers|Pipeline", "sites"},
    {"Data Centers|Under Construction", "sites"},
    {"Data Centers|Cancelled", "sites"},
    {"Data Centers|Late", "fraction"},
    {"Capacity|IT Power|Energised", "MW"},
    {"Capacity|IT Power|Under Construction", "MW"},
    {"Capacity|IT Power|Leased", "MW"},
    {"Construction|Crew Use", "ratio"},
    {"Construction|Cost per MW", "million USD/MW"},
    {"Equipment|Lead Time|UPS", "weeks"},
    {"Grid|Wait", "months"},
    {"Grid|Queue", "MW"},
    {"Colocation|Vacancy", "fraction"},
    {"Colocation|Rent", "USD/kW-month"},
    {"Electricity|Use", "TWh"},
    {"Emissions|CO2", "Mt"},
    {"Chips|Orders|H20", "count"},
    {"Chips|Deliveries|H20", "count"},
    {"Chips|Backlog|H20", "count"},
    {"Chips|Lead Time Quoted|H20", "weeks"},
    {"Chips|Lead Time Lived|H20", "weeks"},
    {"Chips|List Price|H20", "USD"},
    {"Chips|Price|H20", "USD"},
    {"Chips|Denied|H20", "count"},
    {"Chips|Grey|H20", "count"},
    {"Chips|Seized|H20", "count"},
    {"Chips|Domestic Share", "fraction"},
    {"Fleet|Chips|H20", "count"},
    {"Fleet|H100e", "H100e"},
    {"Fleet|H100e Inference", "H100e"},
    {"Fleet|Stored", "count"},
    {"Fleet|Waiting for Halls", "count"},
    {"Fleet|IT Power", "MW"},
    {"Fleet|Book Value", "million USD"},
    {"Fleet|Market Value", "million USD"},
    {"Compute|Internal Training", "H100e"},
    {"Compute|Internal Inference", "H100e"},
    {"Compute|Leased Out", "H100e"},
    {"Compute|Leased In", "H100e"},
    {"Compute|Idle", "H100e"},
    {"Usable Compute|Legal", "H100e"},
    {"Usable Compute|Compliant", "H100e"},
    {"Usable Compute|Domestic", "H100e"},
    {"Usable Compute|Offshore Leased", "H100e"},
    {"Usable Compute|Grey", "H100e"},
    {"Price|GPU Hour|H100", "USD/h"},
    {"Price|GPU Hour|H100|Spot", "USD/h"},
    {"Price|GPU Hour|H100|Contract", "USD/h"},
    {"Compute|Utilisation", "fraction"},
    {"Cost|GPU Hour", "USD/h"},
    {"Cost|Million Tokens", "USD"},
    {"Capability", "ECI"},
    {"Capability|Lag", "months"},
    {"Training|Runs", "count"},
    {"Training|Compute", "FLOP"},
    {"Training|Cost", "million USD"},
    {"Users|API", "count"},
    {"Adoption|API", "fraction"},
    {"Tokens", "tokens"},
    {"Price|Tokens", "USD/Mtok"},
    {"Share|API", "fraction"},
    {"Revenue|Total", "million USD"},
    {"Revenue|Core", "million USD"},
    {"Revenue|Cloud", "million USD"},
    {"Revenue|Cloud AI", "million USD"},
    {"Revenue|AI", "million USD"},
    {"Revenue|Leasing", "million USD"},
    {"Revenue|Intra-sector", "million USD"},
    {"Revenue|Data Center", "million USD"},
    {"Revenue|Data Center|China", "million USD"},
    {"Revenue|Data Center|Network", "million USD"},
    {"Capex", "million USD"},
    {"Capex|Finance Leases", "million USD"},
    {"Capex|Data Center", "million USD"},
    {"Capex|AI Systems", "million USD"},
    {"Capex|Servers", "million USD"},
    {"Capex|Other", "million USD"},
    {"Leases|Not Commenced", "million USD"},
    {"Operating Cash Flow", "million USD"},
    {"Depreciation", "million USD"},
    {"Interest", "million USD"},
    {"Buybacks", "million USD"},
    {"Funding", "million USD"},
    {"Cash", "million USD"},
    {"Debt", "million USD"},
    {"Valuation", "million USD"},
    {"Runway", "months"},
    {"Backlog", "million USD"},
    {"Operating Income", "million USD"},
    {"Net Income", "million USD"},
    {"Margin|Compute", "fraction"},
    {"Margin|Cloud", "fraction"},
    {"IRR|Vintage", "fraction"},
    {"Sentiment", "ratio"},
    {"Levies", "million USD"},
    {"Chips|Write-down", "million USD"},
    {"Colocation|Pre-leased", "fraction"},
    {"Revenue Gap|Flow", "billion USD/yr"},
    {"Revenue Gap|Stock", "billion USD/yr"},
    {"Revenue Gap|Sequoia Replica", "billion USD/yr"},
    {"Companies|Alive", "count"},
    {"Companies|Absorbed", "count"},
    {"Companies|Liquidated", "count"},
    {"Companies|Gave Up Frontier", "count"},
};

static void every_row_of_the_table_of_names_has_its_variable(void **state)
{
    (void)state;
    struct bo_arena *arena;
    struct bo_param param = {
        .chip = &chip, .vendor = &vendor, .segment = &segment, .maker = &maker};
    uint32_t n;
    param.n[BO_TABLE_CHIPS] = param.n[BO_TABLE_VENDORS] = param.n[BO_TABLE_SEGMENTS] =
        param.n[BO_TABLE_EQUIPMENT] = 1;
    assert_int_equal(bo_arena_create((size_t)1 << 24, false, &arena, NULL), BO_OK);
    const struct bo_fact_variable *variable = bo_record_variables(&param, arena, &n);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t k = 0;
        while (k < n && strcmp(variable[k].name, rows[i].name) != 0) {
            k++;
        }
        if (k == n || strcmp(variable[k].unit, rows[i].unit) != 0) {
            fail_msg("%s in %s: %s", rows[i].name, rows[i].unit,
                     k == n ? "not listed" : variable[k].unit);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        assert_true(variable[i].meaning[0] != '\0');
        for (uint32_t k = 0; k < i; k++) {
            assert_string_not_equal(variable[i].name, variable[k].name);
        }
    }
    bo_arena_free(arena);
}

/* ---- a blackboard by hand ---- */

enum { ALPHA = TINY_ALPHA, BETA = TINY_BETA };

/* The tiny world, and what its AI economy would have written by the end of January 2022. */
struct board {
    struct tiny t;
    struct bo_param param;
    struct bo_segment_param segment;
    struct bo_ai_economy economy;
    struct bo_ai_company ai[TINY_N_COMPANIES];
    struct bo_products products;
    struct bo_product_company product[TINY_N_COMPANIES];
    struct bo_segment_market market[1][BO_N_MARKETS];
    double share[BO_N_MARKETS][TINY_N_COMPANIES + 1];
    struct bo_offer_param offer[TINY_N_COMPANIES];
    struct bo_capability capability;
    struct bo_programme programme[1];
    uint32_t programme_of[TINY_N_COMPANIES];
    struct bo_capital_param capital_param;
    struct bo_capital capital;
    struct bo_lab lab[1];
    struct bo_lab_param lab_param;
    uint32_t lab_of[TINY_N_COMPANIES];
    double backlog[TINY_N_COMPANIES];
};

/* Alpha sells in the world, Beta in China; a tenth of whoever adopts is Alpha's. */
static void make_products(struct board *b)
{
    b->segment = (struct bo_segment_param){
        .entry = {"api", "API", 3}, .kind = BO_SEGMENT_API, .potential_users = {4000.0, 1000.0}};
    b->param.segment = &b->segment;
    b->param.offer = b->offer;
    b->param.n[BO_TABLE_SEGMENTS] = 1;
    for (uint32_t c = 0; c < TINY_N_COMPANIES; c++) {
        b->product[c] = (struct bo_product_company){.offer = c, .margin_frac = BO_NAN};
    }
    b->offer[BETA].from_day[BO_SEGMENT_API] = INT32_MAX; /* not yet */
    b->market[0][BO_MARKET_WORLD] =
        (struct bo_segment_market){.adopters = 1000.0, .share = b->share[BO_MARKET_WORLD]};
    b->market[0][BO_MARKET_CHINA] =
        (struct bo_segment_market){.adopters = 500.0, .share = b->share[BO_MARKET_CHINA]};
    b->share[BO_MARKET_WORLD][ALPHA] = 0.1;
    b->products = (struct bo_products){.company = b->product, .segment = b->market};
    b->product[ALPHA].margin_frac = 0.6;
    b->product[ALPHA].cloud_h100e = 10.0;
    b->product[ALPHA].resold_usd = 2e6;
    b->product[ALPHA].backlog_usd = 30e6;
}

static void make_capital(struct board *b)
{
    b->lab_param.company = BETA;
    b->lab_param.acquirer = BO_NO_ROW;
    b->lab[0] = (struct bo_lab){.param = &b->lab_param,
                                .state = BO_LAB_AT_WORK,
                                .gave_up = true,
                                .runway_days = 9.0 * BO_DAYS_PER_MONTH};
    b->lab_of[ALPHA] = BO_NO_ROW;
    b->backlog[ALPHA] = 20e6;
    b->capital = (struct bo_capital){
        .n_labs = 1, .lab = b->lab, .lab_of = b->lab_of, .backlog_usd = b->backlog};
    b->param.capital = &b->capital_param;
}

static void make_blackboard(struct board *b)
{
    b->ai[ALPHA] = (struct bo_ai_company){.training_h100e = 1000.0,
                                          .internal_training_h100e = 300.0,
                                          .internal_inference_h100e = 150.0,
                                          .leased_out_h100e = 450.0,
                                          .idle_h100e = 100.0,
                                          .chip_hour_cost_usd = 0.05,
                                          .quality_eci = 120.0,
                                          .training_flop = 1e24,
                                          .training_cost_usd = 3e6,
                                          .users = 100.0,
                                          .tokens = 7e9,
                                          .price_usd_per_mtok = 5.0,
                                          .cost_usd_per_mtok = 2.0,
                                          .product_revenue_usd = 10e6,
                                          .cloud_ai_revenue_usd = 1000.0,
                                          .leasing_revenue_usd = 4e6,
                                          .intra_leasing_usd = 1e6};
    b->ai[BETA] = (struct bo_ai_company){.market = BO_MARKET_CHINA,
                                         .leased_in_h100e = 200.0,
                                         .internal_training_h100e = 150.0,
                                         .internal_inference_h100e = 50.0,
                                         .quality_eci = 110.0,
                                         .lag_months = 7.0,
                                         .training_flop = 1e23,
                                         .valuation_usd = 5e9,
                                         .levies_usd = 0.5e6};
    b->economy = (struct bo_ai_economy){.n_companies = TINY_N_COMPANIES,
                                        .company = b->ai,
                                        .frontier_eci = 121.0,
                                        .ai_revenue_netted_usd = 12e6,
                                        .sentiment = 1.25,
                                        .gap_flow_usd_per_year = 30e9,
                                        .gap_stock_usd_per_year = -4e9};
    b->economy.market[BO_MARKET_WORLD] = (struct bo_ai_market){.on_demand_usd_per_h = 4.0,
                                                               .spot_usd_per_h = 2.0,
                                                               .contract_usd_per_h = 3.0,
                                                               .supply_h100e = 500.0,
                                                               .utilisation_frac = 0.9,
                                                               .frontier_price_usd_per_mtok = 5.0};
    b->programme[0] = (struct bo_programme){.company = ALPHA, .n_runs = 2};
    b->programme_of[BETA] = BO_NO_ROW;
    b->capability = (struct bo_capability){
        .n_programmes = 1, .programme = b->programme, .programme_of = b->programme_of};
}

/* A market in which nothing is let yet; prices stay those of the blackboard. */
static void open_rental(struct board *b)
{
    static struct bo_rental_market_param market = {.price_usd_per_h = 1.0, .contract_ratio = 1.0};
    b->param.rental_market = &market;
    b->param.n[BO_TABLE_RENTAL_MARKETS] = 1;
    bo_rental_open(b->t.world);
    b->param.n[BO_TABLE_RENTAL_MARKETS] = 0;
    make_blackboard(b);
}

static int open_board(void **state)
{
    static struct board b;
    memset(&b, 0, sizeof b);
    tiny_open(&b.t, 0, NULL);
    struct bo_world *world = b.t.world;
    b.param = *world->param;
    make_products(&b);
    make_capital(&b);
    make_blackboard(&b);
    uint32_t n;
    const struct bo_fact_variable *variable = bo_record_variables(&b.param, b.t.arena, &n);
    b.t.facts = world->facts =
        bo_facts_create(b.t.arena, world->facts->first_month, world->facts->n_months, variable, n);
    world->param = &b.param;
    world->ai_economy = &b.economy;
    world->products = &b.products;
    world->capability = &b.capability;
    world->capital = &b.capital;
    open_rental(&b);
    world->day = world->month_days = 31.0;
    bo_record_open(world);
    *state = &b;
    return 0;
}

static int close_board(void **state)
{
    struct board *b = *state;
    tiny_close(&b->t);
    return 0;
}

static void record_months(struct board *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bo_record_month(b->t.world);
        b->t.world->month++;
        b->t.world->day += 31.0;
    }
    bo_record_series(b->t.world);
}

static double told(const struct board *b, const char *variable, const char *entity)
{
    return facts_value(b->t.facts, variable, entity, "", 0);
}

static void assert_untold(const struct board *b, const char *variable, const char *entity)
{
    if (facts_find(b->t.facts, variable, entity, "") != NULL) {
        fail_msg("%s of %s is told", variable, entity);
    }
}

static void uses_and_what_is_rented_are_told(void **state)
{
    struct board *b = *state;
    record_months(b, 1);
    assert_near(told(b, "Compute|Internal Training", "Alpha"), 300.0, 0.0);
    assert_near(told(b, "Compute|Leased Out", "Alpha"), 450.0, 0.0);
    assert_near(told(b, "Compute|Leased In", "Alpha"), 0.0, 0.0);
    assert_near(told(b, "Compute|Utilisation", "Alpha"), 0.9, 1e-15); /* 100 of 1000 idle */
    assert_near(told(b, "Compute|Leased In", "Beta"), 200.0, 0.0);
    assert_near(told(b, "Compute|Utilisation", "Beta"), 1.0, 0.0);
    assert_near(told(b, "Compute|Internal Training", "World"), 450.0, 0.0);
    assert_near(told(b, "Compute|Idle", "World"), 100.0, 0.0);
    assert_near(told(b, "Cost|GPU Hour", "Alpha"), 0.05, 0.0);
    assert_untold(b, "Cost|GPU Hour", "Beta"); /* it owns nothing */
}

static void prices_of_a_market_without_trade_are_not_told(void **state)
{
    struct board *b = *state;
    record_months(b, 1);
    assert_near(told(b, "Price|GPU Hour|H100", "World market"), 4.0, 0.0);
    assert_near(told(b, "Price|GPU Hour|H100|Spot", "World market"), 2.0, 0.0);
    assert_near(told(b, "Price|GPU Hour|H100|Contract", "World market"), 3.0, 0.0);
    assert_near(told(b, "Compute|Utilisation", "World market"), 0.9, 0.0);
    assert_untold(b, "Price|GPU Hour|H100", "China market");
    assert_near(told(b, "Price|Tokens", "World"), 5.0, 0.0);
    assert_untold(b, "Price|Tokens", "China market");
}

/* Alpha's seat is in the US, Beta's in China (tiny.cfg). */
static void models_runs_and_the_lag_of_a_country_are_told(void **state)
{
    struct board *b = *state;
    bo_record_month(b->t.world);
    b->t.world->month++;
    b->programme[0].n_runs = 3;
    record_months(b, 1);
    assert_near(told(b, "Training|Runs", "Alpha"), 2.0, 0.0);
    assert_near(facts_value(b->t.facts, "Training|Runs", "Alpha", "", 1), 1.0, 0.0);
    assert_near(told(b, "Training|Compute", "World"), 1e24, 1e-15); /* Beta has no programme */
    assert_near(told(b, "Training|Cost", "Alpha"), 3.0, 0.0);
    assert_near(told(b, "Capability", "World"), 121.0, 0.0);
    assert_near(told(b, "Capability", "Alpha"), 120.0, 0.0);
    assert_near(told(b, "Capability", "United States"), 120.0, 0.0);
    assert_near(told(b, "Capability|Lag", "China"), 7.0, 0.0);
}

/* 744 hours of 10 H100e at 5 cents are 372 of 1,000 USD. */
static void revenues_margins_and_backlogs_are_told(void **state)
{
    struct board *b = *state;
    record_months(b, 1);
    assert_near(told(b, "Revenue|AI", "Alpha"), 10.0, 0.0);
    assert_near(told(b, "Revenue|AI", "World"), 12.0, 0.0);
    assert_near(told(b, "Revenue|Cloud AI", "Alpha"), 0.001, 1e-15);
    assert_near(told(b, "Revenue|Leasing", "World"), 4.0, 0.0);
    assert_near(told(b, "Revenue|Intra-sector", "Alpha"), 3.0, 1e-15);
    assert_near(told(b, "Margin|Compute", "Alpha"), 0.6, 0.0);
    assert_near(told(b, "Margin|Cloud", "Alpha"), 0.628, 1e-12);
    assert_untold(b, "Margin|Compute", "Beta");
    assert_near(told(b, "Backlog", "Alpha"), 50.0, 0.0);
    assert_near(told(b, "Cost|Million Tokens", "Alpha"), 2.0, 0.0);
    assert_near(told(b, "Tokens", "World"), 7e9, 0.0);
}

static void users_shares_and_adoption_are_told_by_segment(void **state)
{
    struct board *b = *state;
    record_months(b, 1);
    assert_near(told(b, "Share|API", "Alpha"), 0.1, 0.0);
    assert_near(told(b, "Users|API", "Alpha"), 100.0, 1e-12);
    assert_near(told(b, "Users|API", "World"), 100.0, 1e-12);
    assert_untold(b, "Share|API", "Beta"); /* it sells later */
    assert_near(told(b, "Adoption|API", "World market"), 0.25, 0.0);
    assert_near(told(b, "Adoption|API", "China market"), 0.5, 0.0);
    assert_near(told(b, "Adoption|API", "World"), 0.3, 1e-15);
}

static void capital_and_who_gave_up_are_told(void **state)
{
    struct board *b = *state;
    record_months(b, 1);
    assert_near(told(b, "Valuation", "Beta"), 5000.0, 0.0);
    assert_near(told(b, "Runway", "Beta"), 9.0, 1e-12);
    assert_near(told(b, "Levies", "World"), 0.5, 0.0);
    assert_near(told(b, "Sentiment", "World"), 1.25, 0.0);
    assert_near(told(b, "Revenue Gap|Flow", "World"), 30.0, 0.0);
    assert_near(told(b, "Revenue Gap|Stock", "World"), -4.0, 0.0);
    assert_near(told(b, "Companies|Gave Up Frontier", "World"), 1.0, 0.0);
    assert_near(told(b, "Companies|Absorbed", "World"), 0.0, 0.0);
}

/* NaN where the run has it not. */
static double figure(const struct board *b, const char *entity, const char *key)
{
    for (uint32_t i = 0; i < b->t.facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &b->t.facts->outcome[i];
        if (strcmp(o->entity, entity) == 0 && strcmp(o->key, key) == 0)
            return o->value;
    }
    return BO_NAN;
}

static void what_has_ended_is_no_more_at_work_and_its_key_figures_stay(void **state)
{
    struct board *b = *state;
    struct bo_deal deal = {
        .kind = BO_DEAL_EXIT, .day = 40.0, .end = BO_LAB_LIQUIDATED, .done = true};
    bo_record_month(b->t.world);
    b->t.world->month++;
    b->lab[0].state = BO_LAB_ENDED;
    b->lab[0].end = BO_LAB_LIQUIDATED;
    b->t.world->company[BETA].alive = false;
    b->t.world->company[BETA].ended = true;
    b->capital.deal = &deal;
    b->capital.n_deals = 1;
    b->offer[BETA].from_day[BO_SEGMENT_API] = 0;
    record_months(b, 1);
    bo_record_outcomes(b->t.world);
    assert_near(facts_value(b->t.facts, "Companies|Liquidated", "World", "", 1), 1.0, 0.0);
    assert_near(facts_value(b->t.facts, "Companies|Alive", "World", "", 1), 1.0, 0.0);
    assert_near(told(b, "Companies|Alive", "World"), 2.0, 0.0);
    assert_true(isnan(facts_value(b->t.facts, "Capability", "Beta", "", 1)));
    uint32_t found = 0;
    for (uint32_t i = 0; i < b->t.facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &b->t.facts->outcome[i];
        if (strcmp(o->entity, "Beta") == 0 && strcmp(o->key, "survived") == 0) {
            assert_near(o->value, 0.0, 0.0);
            found++;
        }
        if (strcmp(o->entity, "Beta") == 0 && strcmp(o->key, "exit_date") == 0) {
            assert_near(o->value, bo_day_of(2022, 2, 10), 0.0); /* 40 days after 1 January */
            found++;
        }
        if (strcmp(o->entity, "Beta") == 0 && strcmp(o->key, "exit_kind") == 0) {
            assert_near(o->value, 3.0, 0.0);
            found++;
        }
        if (strcmp(o->entity, "World") == 0 && strcmp(o->key, "gap_closed_date") == 0) {
            assert_near(o->value, bo_day_of(2022, 1, 31), 0.0); /* below nil from the start */
            found++;
        }
        if (strcmp(o->entity, "Alpha") == 0 && strcmp(o->key, "revenue_ai") == 0) {
            assert_near(o->value, 20.0, 0.0); /* two months */
            found++;
        }
    }
    assert_int_equal(found, 5);
    assert_near(figure(b, "Beta", "h100e"), 0.0, 0.0);
    assert_near(figure(b, "Beta", "share_api"), 0.0, 0.0);
    assert_true(isnan(figure(b, "Beta", "capability_lag_months")));
}

static void what_begins_later_was_nil_before(void **state)
{
    struct board *b = *state;
    b->ai[BETA].tokens = 0.0;
    bo_record_month(b->t.world);
    b->t.world->month++;
    b->ai[BETA].tokens = 5.0;
    record_months(b, 1);
    assert_near(told(b, "Tokens", "Beta"), 0.0, 0.0);
    assert_near(facts_value(b->t.facts, "Tokens", "Beta", "", 1), 5.0, 0.0);
    assert_true(isnan(facts_value(b->t.facts, "Tokens", "Beta", "", 2))); /* not there yet */
    assert_untold(b, "Revenue|Leasing", "Beta");
}

int main(void)
{
#define BOARD(test) cmocka_unit_test_setup_teardown(test, open_board, close_board)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_of_names_has_its_variable),
        BOARD(uses_and_what_is_rented_are_told),
        BOARD(prices_of_a_market_without_trade_are_not_told),
        BOARD(models_runs_and_the_lag_of_a_country_are_told),
        BOARD(revenues_margins_and_backlogs_are_told),
        BOARD(users_shares_and_adoption_are_told_by_segment),
        BOARD(capital_and_who_gave_up_are_told),
        BOARD(what_has_ended_is_no_more_at_work_and_its_key_figures_stay),
        BOARD(what_begins_later_was_nil_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
