/* What-ifs on the baseline have the sign that they must have: on seeds 1 to 5, on the same luck. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

#define SEEDS 5
#define BASELINE "scenarios/baseline.cfg"

struct asked {
    const char *variable, *entity, *place;
};

/* Sum over the months of a period (or the value of its last month) of one series, over all seeds. */
static double over_seeds(const char *const *set, uint32_t n_sets, struct asked of, int32_t year,
                         bool last)
{
    struct run_fixture f;
    run_open(&f, BASELINE, n_sets, set);
    double sum = 0.0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result result = run_well(&f, seed);
        const struct bo_fact_series *s = facts_find(result.facts, of.variable, of.entity, of.place);
        int32_t to = bo_month_of_day(bo_day_of(year, 12, 1)) - result.facts->first_month;
        for (int32_t m = last ? to : 0; m <= to && s != NULL; m++) {
            sum += isnan(s->value[m]) ? 0.0 : s->value[m];
        }
        bo_run_result_free(&result);
    }
    run_close(&f);
    return sum;
}

#define SHORT "time.end=2027-01-01"
#define LONG "time.end=2031-01-01"

static double openings_to(int32_t year, const char *what_if)
{
    const char *set[] = {SHORT, what_if};
    return over_seeds(set, 2, (struct asked){"Data Centers|Openings", "World", ""}, year, false);
}

static double openings(const char *what_if)
{
    return openings_to(2026, what_if);
}

static void switching_a_constraint_off_never_slows_the_world(void **state)
{
    (void)state;
    double base = openings("construction.grid_binds=true");
    assert_true(openings("construction.equipment_binds=false") > base);
    assert_true(openings("construction.grid_binds=false") >= base);
    assert_true(openings("construction.crews_bind=false") >= base);
}

/* While it lasts: later on boards have planned for what they have. */
static void without_prepared_land_sites_open_later(void **state)
{
    (void)state;
    assert_true(openings_to(2023, "construction.prepared_land=false") <
                openings_to(2023, "construction.prepared_land=true"));
}

#define STOP \
    "regions.Texas.moratorium_frac={points=((\"2022-01\",0.0),(\"2024-01\",1.0));shape=\"step\";}"

static void a_stop_of_connections_stops_landlords_too(void **state)
{
    (void)state;
    const char *with[] = {LONG, STOP}, *without[] = {LONG};
    assert_true(over_seeds(with, 2, (struct asked){"Colocation|Inventory", "Landlord Texas", ""},
                           2030, true) <
                over_seeds(without, 1, (struct asked){"Colocation|Inventory", "Landlord Texas", ""},
                           2030, true));
    assert_true(over_seeds(with, 2, (struct asked){"Data Centers|Openings", "World", "Texas"}, 2030,
                           false) <
                over_seeds(without, 1, (struct asked){"Data Centers|Openings", "World", "Texas"},
                           2030, false));
}

#define SLUMP "demand.index={points=((\"2022-01\",1.0),(\"2024-01\",0.3));shape=\"step\";}"

static void what_stands_idle_draws_less_and_plans_are_withdrawn(void **state)
{
    (void)state;
    const char *with[] = {SHORT, SLUMP}, *without[] = {SHORT};
    assert_true(
        over_seeds(with, 2, (struct asked){"Electricity|Use", "World", ""}, 2026, true) <
        0.8 * over_seeds(without, 1, (struct asked){"Electricity|Use", "World", ""}, 2026, true));
    /* Boards that take a slump for lasting within a season still have plans to withdraw. */
    const char *quick[] = {SHORT, SLUMP, "planning.level_lag_months=2.0"};
    assert_true(
        over_seeds(quick, 3, (struct asked){"Data Centers|Cancelled", "World", ""}, 2026, false) >
        over_seeds(without, 1, (struct asked){"Data Centers|Cancelled", "World", ""}, 2026, false));
}

#define CAP                                                                           \
    "companies.Meta.capex_max_per_year={points=((\"2022-01\",\"none\"),(\"2024-01\"," \
    "\"USD 20 bn\"));shape=\"step\";}"

/* 20 bn USD a year from 2024, when what is under way still goes on; Meta would spend several times that. */
static void a_board_spends_no_more_than_its_planner_lets_it(void **state)
{
    (void)state;
    const struct asked capex = {"Capex", "Meta", ""};
    const char *with[] = {SHORT, CAP}, *without[] = {SHORT};
    const char *nothing[] = {SHORT, "companies.Meta.capex_max_per_year=0"};
    const double cap = 20e3 * SEEDS;
    double before = over_seeds(without, 1, capex, 2022, false);
    double year = over_seeds(with, 2, capex, 2026, false) - over_seeds(with, 2, capex, 2025, false);
    double free =
        over_seeds(without, 1, capex, 2026, false) - over_seeds(without, 1, capex, 2025, false);
    print_message("Meta's capex of 2026 over its end of 20 bn USD: %.2f, without %.2f\n",
                  year / cap, free / cap);
    assert_near(over_seeds(with, 2, capex, 2022, false), before, 0.0);
    assert_true(year < 1.1 * cap && year > 0.7 * cap);
    assert_true(free > 1.5 * cap);
    assert_true(over_seeds(nothing, 2, capex, 2025, false) <
                0.5 * over_seeds(without, 1, capex, 2025, false));
}

/* From 2024 on customers of the ordinary cloud buy half; what they buy of AI stays. */
static void a_cloud_whose_customers_leave_sells_less(void **state)
{
    (void)state;
    static const struct asked cloud = {"Revenue|Cloud", "Amazon", ""},
                              base = {"Capacity|IT Power|Demand", "Amazon", ""};
    static const char *const with[] = {SHORT}, *const half[] = {
                                                   SHORT,
                                                   "demand.cloud_index=((\"2024-01-01\",1.0),"
                                                   "(\"2024-01-02\",0.5))"};
    double before = over_seeds(with, 1, cloud, 2024, true),
           after = over_seeds(half, 2, cloud, 2024, true);
    print_message("Amazon's cloud of 2024 over what it was: %.2f\n", after / before);
    assert_true(after < 0.65 * before && after > 0.4 * before);
    assert_true(over_seeds(half, 2, base, 2024, true) <
                0.9 * over_seeds(with, 1, base, 2024, true));
    assert_near(over_seeds(half, 2, cloud, 2023, true), over_seeds(with, 1, cloud, 2023, true),
                0.0);
}

/* What a lab has in hand bounds what it rents; what its customers pay by the month, what they use. */
static void a_lab_lives_within_its_means(void **state)
{
    (void)state;
    static const struct asked rented = {"Compute|Leased In", "Anthropic", ""},
                              tokens = {"Tokens", "OpenAI", ""};
    static const char *const with[] = {LONG},
                             *const cover[] = {LONG, "capital.rent_cover_months=60"},
                             *const use[] = {LONG, "competition.use_limit_ratio=0.01"};
    assert_true(over_seeds(cover, 2, rented, 2024, true) <
                0.9 * over_seeds(with, 1, rented, 2024, true));
    assert_true(over_seeds(use, 2, tokens, 2024, true) <
                0.9 * over_seeds(with, 1, tokens, 2024, true));
}

/* It costs what it makes, and makes it in time: no maker delivers from one day to the next. */
static void makers_need_their_least_time_even_when_nobody_waits(void **state)
{
    (void)state;
    const char *set[] = {"equipment.transformer.lead_least_weeks=30.0",
                         "equipment.transformer.orders_over_capacity_ratio=0.3"};
    double weeks = over_seeds(
        set, 2, (struct asked){"Equipment|Lead Time|Power transformers", "World", ""}, 2030, true);
    assert_near(weeks / SEEDS, 30.0, 1e-9);
}

static void a_company_has_no_books_before_it_is_founded(void **state)
{
    (void)state;
    struct run_fixture f;
    static const char *const set[] = {SHORT, "companies.xAI.founded=\"2024-04-15\"",
                                      "companies.xAI.cash=\"USD 1 bn\""};
    run_open(&f, BASELINE, 3, set);
    struct bo_run_result result = run_well(&f, 1);
    const struct bo_fact_series *cash = facts_find(result.facts, "Cash", "xAI", "");
    int32_t april = bo_month_of_day(bo_day_of(2024, 4, 1)) - result.facts->first_month;
    if (cash == NULL) {
        fail_msg("xAI has no series of its cash");
        return;
    }
    assert_true(isnan(cash->value[april - 1]));
    assert_true(cash->value[april] > 0.0);
    bool found = false;
    for (uint32_t i = 0; i < result.facts->n_events; i++) {
        const struct bo_fact_event *e = &result.facts->event[i];
        found = found || (strcmp(e->kind, "founded") == 0 && strcmp(e->entity, "xAI") == 0 &&
                          e->day == bo_day_of(2024, 4, 15));
    }
    assert_true(found);
    bo_run_result_free(&result);
    run_close(&f);
}

/* What was started in the year before comes out of a use of the halls; of next to none no use explains it, and all are told. */
static void an_opening_that_nothing_explains_is_told(void **state)
{
    (void)state;
    static const char *const set[] = {"time.end=\"2022-03-01\"",
                                      "regions.North.starts_per_year=0.001",
                                      "regions.South.starts_per_year=400"};
    for (uint32_t n = 1; n <= 3; n += 2) {
        struct run_fixture f;
        run_open(&f, "tests/support/tiny.cfg", n, set);
        struct bo_run_result result = run_well(&f, 1);
        uint32_t told = 0;
        for (uint32_t i = 0; i < result.facts->n_events; i++) {
            told += strcmp(result.facts->event[i].kind, "opening demand") == 0;
        }
        assert_int_equal(told, n == 1 ? 0 : 1);
        bo_run_result_free(&result);
        run_close(&f);
    }
}

/* What is spent beyond a limit becomes the limit; large halls and what is refitted come into use sooner. */
static void habits_halls_and_refits_bear_on_what_is_spent_and_energised(void **state)
{
    (void)state;
    static const struct asked limit = {"Capex|Limit", "Alphabet", ""},
                              energised = {"Capacity|IT Power|Energised", "World", ""};
    static const char *const with[] = {SHORT},
                             *const habit[] = {SHORT, "capital.limit_habit_years=0"},
                             *const halls[] = {SHORT, "construction.hall_size_exponent=0"},
                             *const refits[] = {SHORT, "construction.fast_track_answer=0"},
                             *const any_size[] = {SHORT, "construction.fast_track_max_mw=none"};
    double spent = over_seeds(with, 1, limit, 2026, true);
    double mw = over_seeds(with, 1, energised, 2026, true);
    assert_true(spent > 0.0);
    assert_true(over_seeds(habit, 2, limit, 2026, true) < spent);
    assert_true(over_seeds(halls, 2, energised, 2026, true) < mw);
    assert_true(over_seeds(refits, 2, energised, 2026, true) < mw);
    assert_true(over_seeds(any_size, 2, energised, 2026, true) > mw);
}

/* Who waits longer goes around sooner, as far as makers of generation deliver. */
static void own_generation_grows_with_the_wait_as_far_as_it_is_made(void **state)
{
    (void)state;
    static const struct asked own = {"Capacity|IT Power|On Site", "World", ""},
                              lead = {"Grid|Own Generation|Lead Time", "World", ""};
    static const char *const with[] = {LONG}, *const same[] = {LONG, "grid.on_site_more_ratio=0"},
                             *const all[] = {LONG, "grid.on_site_max_mw_per_year=none"},
                             *const none[] = {LONG, "grid.on_site_max_mw_per_year=1000000"};
    double mw = over_seeds(with, 1, own, 2030, true), weeks = over_seeds(with, 1, lead, 2030, true);
    assert_true(mw > 0.0 && weeks > 0.0);
    assert_true(over_seeds(same, 2, own, 2030, true) < mw);
    assert_true(over_seeds(all, 2, own, 2030, true) > mw);
    assert_true(over_seeds(none, 2, lead, 2030, true) < weeks); /* nobody waits for those before */
}

/* Who wants ten years of spending in cash keeps what it earns, and does not borrow for it. */
static void a_reserve_is_saved_and_not_borrowed(void **state)
{
    (void)state;
    static const struct asked cash = {"Cash", "Alphabet", ""}, debt = {"Debt", "Alphabet", ""};
    static const char *const with[] = {SHORT}, *const ten[] = {
                                                   SHORT, "strategies.steady.reserve_days=3650",
                                                   "strategies.steady.leverage_max=6"};
    assert_true(over_seeds(ten, 3, cash, 2025, true) > over_seeds(with, 1, cash, 2025, true));
    assert_true(over_seeds(ten, 3, debt, 2025, true) <=
                2.0 * over_seeds(with, 1, debt, 2025, true)); /* what is owed is prolonged */
}

/* Loans for systems are drawn for what a lessor's own cash does not pay: it does not lie beside a debt of the same size. */
static void a_lessor_pays_with_its_own_cash_before_it_borrows(void **state)
{
    (void)state;
    static const char *const to_2029[] = {"time.end=2030-01-01"};
    struct run_fixture f;
    uint32_t n_owe_more = 0;
    run_open(&f, BASELINE, 1, to_2029);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result run = run_well(&f, seed);
        uint32_t last = run.facts->n_months - 1;
        double cash = facts_value(run.facts, "Cash", "CoreWeave", "", last);
        double debt = facts_value(run.facts, "Debt", "CoreWeave", "", last);
        n_owe_more += cash < 0.5 * debt;
        bo_run_result_free(&run);
    }
    run_close(&f);
    assert_true(n_owe_more >= SEEDS - 1);
}

/* Ranking and advertising take hours, and bring less without; boards that mind idle machines buy fewer. */
static void the_core_business_takes_compute_and_idle_compute_is_minded(void **state)
{
    (void)state;
    static const struct asked used = {"Compute|Core Business", "Meta", ""},
                              brought = {"Revenue|Core|AI Uplift", "ByteDance", ""},
                              bought = {"Capex|AI Systems", "World", ""};
    static const char *const with[] = {SHORT},
                             *const none[] = {SHORT, "offers.Meta.core_compute_frac=0"},
                             *const whatever[] = {SHORT, "competition.core_compute_elasticity=0"},
                             *const blind[] = {SHORT, "strategies.steady.use_least_frac=0"};
    assert_true(over_seeds(with, 1, used, 2025, true) > 0.0);
    assert_near(over_seeds(none, 2, used, 2025, true), 0.0, 0.0);
    assert_true(over_seeds(whatever, 2, brought, 2025, true) >
                over_seeds(with, 1, brought, 2025, true));
    assert_true(over_seeds(blind, 2, bought, 2026, false) >
                over_seeds(with, 1, bought, 2026, false));
}

/* Landlords who need no grants build past the grid; shells are not built for power that is years off. */
static void the_grid_binds_landlords_and_tells_when_ground_is_broken(void **state)
{
    (void)state;
    static const struct asked energised = {"Capacity|IT Power|Energised", "World", ""},
                              building = {"Capacity|IT Power|Under Construction", "World", ""},
                              away = {"Cloud|Turned Away", "World", ""};
    static const char *const with[] = {LONG},
                             *const free[] = {LONG, "grid.landlord_grants_ratio=0"},
                             *const at_once[] = {LONG, "construction.power_wait_max_months=-1"};
    double mw = over_seeds(with, 1, energised, 2030, true);
    static const char *const ai[] = {LONG, "demand.base_first_frac=0"};
    double short_of = over_seeds(with, 1, away, 2030, true); /* halls are short */
    assert_true(short_of > 0.0 && over_seeds(ai, 2, away, 2030, true) > 1.5 * short_of);
    assert_true(over_seeds(free, 2, energised, 2030, true) > mw);
    assert_true(over_seeds(at_once, 2, building, 2030, true) >
                1.5 * over_seeds(with, 1, building, 2030, true));
}

/* Of what is in store a part is being set up; where that takes no time all of it waits. What is racked draws a part of what
 * is energised. */
static void what_waits_for_halls_is_told_from_what_is_set_up(void **state)
{
    (void)state;
    static const struct asked stored = {"Fleet|Stored", "World", ""},
                              waits = {"Fleet|Waiting for Halls", "World", ""},
                              draws = {"Fleet|IT Power", "World", ""},
                              energised = {"Capacity|IT Power|Energised", "World", ""};
    static const char *const with[] = {LONG}, *const at_once[] = {LONG, "fleet.rack_days=0"};
    double waiting = over_seeds(with, 1, waits, 2030, true);
    assert_true(waiting > 0.0 && waiting < 0.98 * over_seeds(with, 1, stored, 2030, true));
    double all = over_seeds(at_once, 2, stored, 2030, true);
    assert_true(all > 0.0);
    assert_near(over_seeds(at_once, 2, waits, 2030, true), all, 1e-12);
    double mw = over_seeds(with, 1, draws, 2030, true);
    assert_true(mw > 0.0 && mw < over_seeds(with, 1, energised, 2030, true));
}

/* Cards grow, and what smugglers are paid does not; what is sold second-hand fetches less each year. */
static void smugglers_carry_so_much_money_and_old_systems_fetch_little(void **state)
{
    (void)state;
    static const struct asked grey = {"Usable Compute|Grey", "China", ""},
                              worth = {"Fleet|Market Value", "World", ""};
    static const char *const with[] = {LONG},
                             *const by_count[] = {LONG, "chip_market.grey_value_max_per_year=none"},
                             *const kept[] = {LONG, "fleet.resale_frac_per_year=1"};
    assert_true(over_seeds(by_count, 2, grey, 2030, true) >
                1.5 * over_seeds(with, 1, grey, 2030, true));
    double left = over_seeds(with, 1, worth, 2030, true);
    assert_true(left > 0.0 && left < 0.8 * over_seeds(kept, 2, worth, 2030, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(switching_a_constraint_off_never_slows_the_world),
        cmocka_unit_test(without_prepared_land_sites_open_later),
        cmocka_unit_test(a_stop_of_connections_stops_landlords_too),
        cmocka_unit_test(what_stands_idle_draws_less_and_plans_are_withdrawn),
        cmocka_unit_test(a_board_spends_no_more_than_its_planner_lets_it),
        cmocka_unit_test(a_cloud_whose_customers_leave_sells_less),
        cmocka_unit_test(a_lab_lives_within_its_means),
        cmocka_unit_test(makers_need_their_least_time_even_when_nobody_waits),
        cmocka_unit_test(a_company_has_no_books_before_it_is_founded),
        cmocka_unit_test(an_opening_that_nothing_explains_is_told),
        cmocka_unit_test(habits_halls_and_refits_bear_on_what_is_spent_and_energised),
        cmocka_unit_test(own_generation_grows_with_the_wait_as_far_as_it_is_made),
        cmocka_unit_test(a_reserve_is_saved_and_not_borrowed),
        cmocka_unit_test(a_lessor_pays_with_its_own_cash_before_it_borrows),
        cmocka_unit_test(the_core_business_takes_compute_and_idle_compute_is_minded),
        cmocka_unit_test(the_grid_binds_landlords_and_tells_when_ground_is_broken),
        cmocka_unit_test(what_waits_for_halls_is_told_from_what_is_set_up),
        cmocka_unit_test(smugglers_carry_so_much_money_and_old_systems_fetch_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
