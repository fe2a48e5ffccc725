/* Sites that a scenario gives: announced on their day, counted by their board, powered as told, given up by nobody. */
#include "tiny_project.h"
#include "tiny_run.h"

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/grid.h"
#include "buildout/model/moratorium.h"
#include "buildout/model/planned_site.h"

#define MINE "A site of mine"
#define MW 40.0
#define SITE                                                                               \
    ("planned_sites.Mine={ name = \"" MINE "\"; company = \"Alpha\"; region = \"North\"; " \
     "announced = \"2022-04-10\"; it_power = 40.0; }")
#define OWN "planned_sites.Mine.power=own"
#define GRID "planned_sites.Mine.power=grid"
#define LEASED "planned_sites.Mine.leased=true"
/* Nine months until own generation stands; with a queue of more than twelve all of North's sites go around it. */
#define AROUND                                                                                \
    "regions.North.on_site_frac=1.0", "grid.on_site_wait_months=12", "grid.on_site_months=9", \
        "grid.on_site_cost_per_mw=\"2 M USD/MW\"", "planning.horizon_max_years=4"

static void open_with(struct tiny *t, const char *one, const char *two)
{
    const char *const set[] = {TINY_CERTAIN, AROUND, SITE, one, two};
    tiny_open(t, sizeof set / sizeof set[0], set);
}

/* Nothing is changed by it. */
#define AS_IT_IS "finance.discount_rate_per_year=0.1"

static struct bo_project *announce(struct tiny *t)
{
    bo_planned_site_announce(t->world, 0, 0.0);
    return &t->world->project[t->world->n_projects - 1];
}

static void queue_of_months(struct tiny *t, double months)
{
    bo_fluid_queue_init(&t->world->region[TINY_NORTH].grid, t->world->arena, 0.0, 1.0,
                        months * MONTH);
}

/* ---- its board ---- */

static void its_megawatts_count_as_ordered(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, AS_IT_IS, AS_IT_IS);
    double gap = bo_board_gap_mw(t.world, TINY_ALPHA), have = bo_board_have_mw(t.world, TINY_ALPHA);
    double planned = t.world->company[TINY_ALPHA].estate[TINY_NORTH].planned_mw;
    struct bo_project *p = announce(&t);
    assert_near(p->mw, MW, 0.0);
    assert_int_equal(p->user, TINY_ALPHA);
    assert_int_equal(p->owner, TINY_ALPHA);
    assert_int_equal(p->region, TINY_NORTH);
    assert_near(bo_board_have_mw(t.world, TINY_ALPHA), have + MW, 1e-12);
    assert_near(bo_board_gap_mw(t.world, TINY_ALPHA), gap - MW, 1e-9);
    assert_near(t.world->company[TINY_ALPHA].estate[TINY_NORTH].planned_mw, planned + MW, 1e-12);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

struct begun {
    uint32_t n;
    struct bo_project first; /* of Alpha's */
};

/* What Alpha's board begins in a year of closes. */
static struct begun begin_for_a_year(bool with)
{
    struct tiny t;
    struct begun b = {.n = 0};
    open_with(&t, "planned_sites.Mine.it_power=80.0", AS_IT_IS);
    struct bo_world *w = t.world;
    w->company[TINY_ALPHA].demand_seen_mw *= 1.2;
    if (with) {
        (void)announce(&t);
    }
    uint32_t before = w->n_projects;
    for (int m = 1; m <= 12; m++) {
        w->day = m * MONTH;
        bo_board_close(w, w->day);
    }
    for (uint32_t i = before; i < w->n_projects; i++) {
        const struct bo_project *p = &w->project[i];
        if (p->user == TINY_ALPHA && b.n++ == 0) {
            b.first = *p;
        }
    }
    assert_int_equal(w->company[TINY_ALPHA].n_started, b.n);
    tiny_close(&t);
    return b;
}

static void its_board_begins_fewer_and_draws_for_them_as_it_would(void **state)
{
    (void)state;
    struct begun without = begin_for_a_year(false), with = begin_for_a_year(true);
    print_message("%u begun, %u with a site that is given\n", without.n, with.n);
    assert_true(with.n > 0);
    assert_true(with.n < without.n);
    assert_true(with.first.key == without.first.key);
    assert_int_equal(with.first.region, without.first.region);
    assert_near(with.first.mw, without.first.mw, 0.0);
    assert_near(with.first.plan.workers, without.first.plan.workers, 0.0);
}

static void two_sites_have_keys_of_their_own(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t,
              "planned_sites.Other={ company = \"Alpha\"; region = \"North\"; announced = "
              "\"2022-04-10\"; it_power = 40.0; }",
              AS_IT_IS);
    bo_planned_site_announce(t.world, 0, 0.0);
    bo_planned_site_announce(t.world, 1, 0.0);
    uint32_t n = t.world->n_projects;
    assert_true(t.world->project[n - 1].key != t.world->project[n - 2].key);
    for (uint32_t k = 0; k < 1000; k++) { /* nor any that the board draws */
        assert_true(bo_key_mix(t.world->company[TINY_ALPHA].param->entry.hash, k) !=
                    t.world->project[n - 1].key);
    }
    tiny_close(&t);
}

static void a_leased_one_is_the_landlords(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, LEASED, AS_IT_IS);
    const struct bo_region *north = &t.world->region[TINY_NORTH];
    double have = bo_board_have_mw(t.world, TINY_ALPHA), starts = north->leased_starts_month_mw;
    double own = t.world->company[TINY_ALPHA].estate[TINY_NORTH].planned_mw;
    struct bo_project *p = announce(&t);
    assert_int_equal(p->owner, bo_world_landlord_party(t.world, TINY_NORTH));
    assert_int_equal(p->user, TINY_ALPHA);
    assert_near(north->leased_starts_month_mw, starts + MW, 1e-12);
    assert_near(bo_board_have_mw(t.world, TINY_ALPHA), have + MW, 1e-12);
    assert_near(t.world->company[TINY_ALPHA].estate[TINY_NORTH].planned_mw, own, 0.0);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

static void nobody_announces_for_a_company_that_is_gone(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, AS_IT_IS, AS_IT_IS);
    uint32_t n = t.world->n_projects;
    t.world->company[TINY_ALPHA].alive = false;
    bo_planned_site_announce(t.world, 0, 0.0);
    assert_int_equal(t.world->n_projects, n);
    assert_null(bo_planned_site_project(t.world, 0));
    tiny_close(&t);
}

/* ---- power ---- */

static bool goes_around(const char *power, double queue_months)
{
    struct tiny t;
    open_with(&t, power, AS_IT_IS);
    queue_of_months(&t, queue_months);
    bo_planned_site_announce(t.world, 0, 0.0);
    uint32_t i = t.world->n_projects - 1;
    bo_milestone_permit(t.world, i, 0.0);
    bo_milestone_study(t.world, i, 0.0);
    bool around = t.world->project[i].on_site;
    tiny_close(&t);
    return around;
}

static void its_power_is_what_the_scenario_says(void **state)
{
    (void)state;
    const double none = 0.0, long_queue = 20.0;
    assert_true(goes_around(OWN, none));
    assert_true(goes_around(OWN, long_queue));
    assert_false(goes_around(GRID, none));
    assert_false(goes_around(GRID, long_queue));
    assert_false(goes_around(AS_IT_IS, none));
    assert_true(goes_around(AS_IT_IS, long_queue));
}

static double planned_power_day(const char *power, double queue_months)
{
    struct tiny t;
    open_with(&t, power, AS_IT_IS);
    queue_of_months(&t, queue_months);
    double day = announce(&t)->planned.power;
    tiny_close(&t);
    return day;
}

/* The study takes six months; generation nine, whatever the queue. */
static void the_plan_of_own_power_asks_its_makers_and_not_the_queue(void **state)
{
    (void)state;
    assert_near(planned_power_day(OWN, 20.0), 15.0 * MONTH, 1e-9);
    assert_near(planned_power_day(OWN, 0.0), 15.0 * MONTH, 1e-9);
    assert_near(planned_power_day(GRID, 20.0), 26.0 * MONTH, 1e-9);
}

static void it_is_on_no_fast_track(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.fast_track_frac=1", "construction.fast_track_max_mw=50");
    assert_false(announce(&t)->fast_track);
    struct bo_project_order order = tiny_order(TINY_ALPHA, MW);
    assert_true(t.world->project[bo_milestone_announce(t.world, &order)].fast_track);
    tiny_close(&t);
}

/* ---- who gives it up ---- */

/* Of two the board's goes, though it is the older one. */
static void a_board_that_has_too_much_keeps_it(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "planning.withdraw_excess_frac=0.0", AS_IT_IS);
    struct bo_project_order order = tiny_order(TINY_ALPHA, MW);
    uint32_t other = bo_milestone_announce(t.world, &order);
    bo_planned_site_announce(t.world, 0, 0.0);
    uint32_t mine = t.world->n_projects - 1;
    t.world->company[TINY_ALPHA].demand_mw = 0.0;
    t.world->company[TINY_ALPHA].demand_seen_mw = 0.0;
    bo_board_close(t.world, MONTH);
    assert_int_equal(t.world->project[other].state, BO_CANCELLED);
    assert_int_equal(t.world->project[mine].state, BO_PERMIT);
    tiny_close(&t);
}

static void a_moratorium_does_not_end_it(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "regions.North.moratorium_frac=1.0", "grid.moratorium_cancel_per_year=12");
    struct bo_world *w = t.world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, MW);
    uint32_t other = bo_milestone_announce(w, &order);
    bo_planned_site_announce(w, 0, 0.0);
    uint32_t mine = w->n_projects - 1;
    for (w->month = 0; w->month < w->n_months; w->month++) {
        bo_moratorium_close(w, 0.0);
    }
    assert_int_equal(w->project[other].reason, BO_MORATORIUM);
    assert_int_equal(w->project[mine].state, BO_PERMIT);
    tiny_close(&t);
}

/* Asked in April with a queue of 20 months: the permit is there on 1 June, the grid by contract on 1 October. */
static void its_permit_and_its_power_may_have_dates(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "planned_sites.Mine.permitted=2022-06-01",
              "planned_sites.Mine.powered=2022-10-01");
    queue_of_months(&t, 20.0);
    struct bo_project *p = announce(&t);
    double permit = (double)(bo_day_of(2022, 6, 1) - bo_day_of(2022, 1, 1)),
           power = (double)(bo_day_of(2022, 10, 1) - bo_day_of(2022, 1, 1));
    assert_false(p->on_site);
    assert_near(p->plan.permit_days, permit, 0.0);
    assert_near(p->planned.power, power, 1e-9);
    uint32_t i = t.world->n_projects - 1;
    bo_milestone_permit(t.world, i, permit);
    bo_milestone_study(t.world, i, power);
    assert_near(t.world->project[i].grid_day, power, 0.0);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

static void its_own_generation_may_have_a_date(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, OWN, "planned_sites.Mine.powered=2022-10-01");
    double power = (double)(bo_day_of(2022, 10, 1) - bo_day_of(2022, 1, 1));
    double book = t.world->on_site_book_mw;
    struct bo_project *p = announce(&t);
    assert_near(p->planned.power, power, 1e-9);
    bo_milestone_study(t.world, t.world->n_projects - 1, 6.0 * MONTH);
    assert_true(p->on_site);
    assert_near(p->on_site_day, power, 0.0);
    assert_near(t.world->on_site_book_mw, book, 0.0);
    tiny_close(&t);
}

/* ---- whole runs ---- */

static struct bo_run_result run_with(struct run_fixture *f, const char *one, const char *two)
{
    const char *const set[] = {SITE, "construction.permit_months=24",
                               "construction.fast_track_frac=0", one, two};
    run_open(f, TINY_CFG, sizeof set / sizeof set[0], set);
    return run_well(f, 1);
}

static void end(struct run_fixture *f, struct bo_run_result *run)
{
    bo_run_result_free(run);
    run_close(f);
}

static const struct bo_fact_event *event_of(const struct bo_facts *facts, const char *subject,
                                            const char *kind)
{
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        if (strcmp(e->kind, kind) == 0 && (subject == NULL || strcmp(e->subject, subject) == 0)) {
            return e;
        }
    }
    return NULL;
}

static void it_is_announced_on_its_day_under_its_name(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run = run_with(&f, AS_IT_IS, AS_IT_IS);
    const struct bo_fact_event *e = event_of(run.facts, MINE, "announced");
    assert_non_null(e);
    assert_int_equal(e->day, bo_day_of(2022, 4, 10));
    assert_string_equal(e->entity, "Alpha");
    assert_string_equal(e->place, "North Country");
    assert_string_equal(e->why, "a site that the scenario gives");
    assert_near(e->amount, MW, 0.0);
    end(&f, &run);
}

static uint32_t n_cancelled(const struct bo_facts *facts, bool mine)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        const struct bo_fact_project *p = &facts->project[i];
        n += strcmp(p->state, "cancelled") == 0 && (strcmp(p->name, MINE) == 0) == mine;
    }
    return n;
}

static void its_owner_does_not_withdraw_it_and_opposition_may_end_it(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run =
        run_with(&f, "construction.withdrawal_per_year=5", "construction.opposition_per_year=0");
    assert_true(n_cancelled(run.facts, false) > 0);
    assert_int_equal(n_cancelled(run.facts, true), 0);
    end(&f, &run);
    run = run_with(&f, "construction.withdrawal_per_year=0", "construction.opposition_per_year=5");
    assert_int_equal(n_cancelled(run.facts, true), 1);
    end(&f, &run);
}

/* Beta's books open at the end of March: until then it has nobody to announce for it. */
static void a_company_that_was_just_founded_announces_when_its_books_open(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Beta.founded=2022-03-10",
                                      "companies.Beta.it_mw=0.0",
                                      "companies.Beta.sites=0.0",
                                      "companies.Beta.core_revenue_per_year=0.0",
                                      "companies.Beta.plant_net=0.0",
                                      "companies.Beta.operating_cash_flow_per_year=0.0",
                                      "companies.Beta.server_capex_per_year=0.0",
                                      ("planned_sites.Mine={ name = \"" MINE
                                       "\"; company = \"Beta\"; region = \"South\"; "
                                       "announced = \"2022-03-12\"; it_power = 40.0; }")};
    struct run_fixture f;
    run_open(&f, TINY_CFG, sizeof set / sizeof set[0], set);
    struct bo_run_result run = run_well(&f, 1);
    const struct bo_fact_event *e = event_of(run.facts, MINE, "announced");
    assert_non_null(e);
    assert_true(e->day >= bo_day_of(2022, 3, 31) && e->day <= bo_day_of(2022, 4, 2));
    end(&f, &run);
}

static double outcome(const struct bo_facts *facts, const char *key)
{
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &facts->outcome[i];
        if (strcmp(o->entity, MINE) == 0 && strcmp(o->key, key) == 0) {
            return o->value;
        }
    }
    fail_msg("no %s", key);
    return BO_NAN;
}

static const struct bo_fact_project *row_of(const struct bo_facts *facts)
{
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        if (strcmp(facts->project[i].name, MINE) == 0) {
            return &facts->project[i];
        }
    }
    fail_msg("no row of %s", MINE);
    return NULL;
}

static void what_has_not_come_is_no_number(void **state)
{
    (void)state;
    struct run_fixture f;
    struct bo_run_result run = run_with(&f, AS_IT_IS, AS_IT_IS);
    assert_true(isnan(outcome(run.facts, "opened_date")));
    assert_true(isnan(outcome(run.facts, "complete_date")));
    assert_near(outcome(run.facts, "planned_date"), row_of(run.facts)->planned[BO_PHASE_OPEN], 0.0);
    assert_near(outcome(run.facts, "site_cost"), row_of(run.facts)->cost_musd, 1e-12);
    assert_true(outcome(run.facts, "site_cost") > 0.0);
    end(&f, &run);
}

static void what_has_come_is_the_day_of_the_project(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, SITE, "time.end=2026-01-01"};
    struct run_fixture f;
    run_open(&f, TINY_CFG, sizeof set / sizeof set[0], set);
    struct bo_run_result run = run_well(&f, 1);
    const struct bo_fact_project *row = row_of(run.facts);
    double opened = outcome(run.facts, "opened_date"), whole = outcome(run.facts, "complete_date");
    assert_near(opened, row->actual[BO_PHASE_OPEN], 0.0);
    assert_near(whole, row->complete, 0.0);
    assert_true(opened < whole);
    end(&f, &run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_megawatts_count_as_ordered),
        cmocka_unit_test(its_board_begins_fewer_and_draws_for_them_as_it_would),
        cmocka_unit_test(two_sites_have_keys_of_their_own),
        cmocka_unit_test(a_leased_one_is_the_landlords),
        cmocka_unit_test(nobody_announces_for_a_company_that_is_gone),
        cmocka_unit_test(its_power_is_what_the_scenario_says),
        cmocka_unit_test(the_plan_of_own_power_asks_its_makers_and_not_the_queue),
        cmocka_unit_test(it_is_on_no_fast_track),
        cmocka_unit_test(a_board_that_has_too_much_keeps_it),
        cmocka_unit_test(a_moratorium_does_not_end_it),
        cmocka_unit_test(its_permit_and_its_power_may_have_dates),
        cmocka_unit_test(its_own_generation_may_have_a_date),
        cmocka_unit_test(it_is_announced_on_its_day_under_its_name),
        cmocka_unit_test(its_owner_does_not_withdraw_it_and_opposition_may_end_it),
        cmocka_unit_test(a_company_that_was_just_founded_announces_when_its_books_open),
        cmocka_unit_test(what_has_not_come_is_no_number),
        cmocka_unit_test(what_has_come_is_the_day_of_the_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
