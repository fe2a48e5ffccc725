/* One project over its milestones by direct calls, and what each of them moves. */
#include "tiny_project.h"
#include "buildout/base/calendar.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/site_cost.h"

#include "buildout/model/supply.h"

static int open_world(void **state)
{
    static struct tiny tiny;
    tiny_open_certain(&tiny);
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

static const struct bo_fact_event *last_event(const struct tiny *t)
{
    assert_true(t->facts->n_events > 0);
    return &t->facts->event[t->facts->n_events - 1];
}

static void an_announcement_draws_the_plan_and_counts_the_megawatts(void **state)
{
    struct tiny *t = *state;
    struct bo_estate *north = &t->world->company[TINY_ALPHA].estate[TINY_NORTH];
    double planned = north->planned_mw, started = t->world->started_mw;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(t->world, &order);
    const struct bo_project *p = &t->world->project[i];
    assert_int_equal(p->state, BO_PERMIT);
    assert_int_equal(p->n_halls, 4);
    assert_near(p->plan.permit_days, 152.1875, 1e-15); /* 5 x 30.4375 */
    assert_near(p->plan.shell_days, 365.25, 1e-15);
    assert_near(p->plan.fitout_days, 121.75, 1e-15);
    assert_near(p->plan.hall_days, 60.875, 1e-15);
    assert_near(p->plan.workers, 400.0, 1e-15);
    assert_near(north->planned_mw - planned, 40.0, 1e-12);
    assert_near(t->world->started_mw - started, 40.0, 1e-12);
    assert_string_equal(last_event(t)->kind, "announced");
    assert_near(last_event(t)->amount, 40.0, 0.0);
    assert_mw_audited(t->world);
}

static void halls_are_of_the_usual_size_at_least_one_and_at_most_the_limit(void **state)
{
    struct tiny *t = *state;
    struct bo_project_order small = tiny_order(TINY_ALPHA, 3.0);
    struct bo_project_order large = tiny_order(TINY_ALPHA, 1000.0);
    uint32_t a = bo_milestone_announce(t->world, &small);
    uint32_t b = bo_milestone_announce(t->world, &large);
    assert_int_equal(t->world->project[a].n_halls, 1);
    assert_near(bo_project_hall_mw(&t->world->project[a]), 3.0, 0.0);
    assert_int_equal(t->world->project[b].n_halls, 10);
    assert_near(bo_project_hall_mw(&t->world->project[b]), 100.0, 0.0);
}

/* Of 160 MW in halls of 10 usually 16; where halls grow with the root of the site four of 40, and small sites have one. */
static void large_sites_may_have_large_halls(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.hall_size_exponent=0.5"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    static const double mw[] = {3.0, 10.0, 160.0, 4000.0};
    static const uint32_t halls[] = {1, 1, 4, 10};
    for (size_t k = 0; k < sizeof mw / sizeof *mw; k++) {
        struct bo_project_order order = tiny_order(TINY_ALPHA, mw[k]);
        uint32_t i = bo_milestone_announce(t.world, &order);
        assert_int_equal(t.world->project[i].n_halls, halls[k]);
    }
    tiny_close(&t);
}

static void the_permit_breaks_ground_orders_equipment_and_calls_the_crews(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    struct bo_estate *north = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    double planned = north->planned_mw, building = north->building_mw;
    bo_fluid_queue_advance(&w->maker[0].book, 5.0 * MONTH);
    double book = bo_fluid_queue_backlog(&w->maker[0].book);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    assert_int_equal(w->project[i].state, BO_WORKS);
    assert_near(north->planned_mw - planned, -40.0, 1e-12);
    assert_near(north->building_mw - building, 40.0, 1e-12);
    assert_near(bo_fluid_queue_backlog(&w->maker[0].book) - book, 40.0, 1e-9); /* 1 unit a MW */
    assert_int_equal(w->project[i].equipment_missing, 1);
    assert_int_not_equal(w->project[i].crew_job, BO_NO_ROW);
    assert_near(
        bo_fluid_pool_progress(&w->region[TINY_NORTH].crews, 11.0 * MONTH, w->project[i].crew_job),
        0.5, 1e-12); /* 6 of 12 months */
    assert_string_equal(last_event(t)->kind, "ground broken");
    assert_mw_audited(w);
}

/* The quote is longer than the shell by four months, so at a half the order is due two months before the permit; its
 * deposit is paid then, and the permit orders nothing again. */
static void equipment_that_takes_longer_than_the_shell_is_ordered_ahead(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.order_ahead_frac=0.5"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    double lead = bo_supply_equipment_quote_days(w);
    w->shell_median_days = lead - 4.0 * MONTH;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 20.0);
    uint32_t i = bo_milestone_announce(w, &order);
    assert_near(bo_project_order_ahead_days(w, &w->project[i]), 2.0 * MONTH, 1e-9);
    assert_near(w->project[i].planned.equipment, 3.0 * MONTH + lead, 1e-6);
    assert_near(bo_project_earned_frac(w, &w->project[i], 0.0), 0.0, 0.0);
    bo_milestone_order(w, i, 3.0 * MONTH);
    uint32_t booked = w->maker[0].book.n_orders;
    const struct bo_construction_param *c = w->param->construction;
    assert_near(bo_project_earned_frac(w, &w->project[i], 0.0),
                c->equipment_share_frac * c->equipment_deposit_frac, 1e-12);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    assert_int_equal(w->maker[0].book.n_orders, booked);
    assert_near(w->project[i].ordered_day, 3.0 * MONTH, 0.0);
    w->shell_median_days = lead; /* no longer than the shell: it waits for the permit */
    assert_near(bo_project_order_ahead_days(w, &w->project[i]), 0.0, 0.0);
    tiny_close(&t);
}

static void the_study_takes_a_turn_in_the_queue_of_the_grid(void **state)
{
    struct tiny *t = *state;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(t->world, &order);
    struct bo_region *north = &t->world->region[TINY_NORTH];
    bo_fluid_queue_advance(&north->grid, 6.0 * MONTH);
    double queue = bo_supply_grid_queue_mw(north);
    bo_milestone_study(t->world, i, 6.0 * MONTH);
    assert_near(bo_supply_grid_queue_mw(north) - queue, 40.0, 1e-9);
    assert_true(isnan(t->world->project[i].grid_day));
    bo_milestone_grid(t->world, i, 7.0 * MONTH);
    assert_near(t->world->project[i].grid_day, 7.0 * MONTH, 0.0);
    assert_near(north->granted_mw, 40.0, 1e-12);
    assert_mw_audited(t->world);
}

enum { GRID, EQUIPMENT, SHELL };

static void reach(struct bo_world *w, uint32_t project, int what, double day)
{
    if (what == GRID) {
        bo_milestone_grid(w, project, day);
    } else if (what == EQUIPMENT) {
        bo_milestone_equipment(w, project, day);
    } else {
        bo_milestone_crew(w, project, day);
    }
}

static void fit_out_begins_with_the_last_of_grid_equipment_and_shell(void **state)
{
    struct tiny *t = *state;
    static const int order[6][3] = {{GRID, EQUIPMENT, SHELL}, {GRID, SHELL, EQUIPMENT},
                                    {EQUIPMENT, GRID, SHELL}, {EQUIPMENT, SHELL, GRID},
                                    {SHELL, GRID, EQUIPMENT}, {SHELL, EQUIPMENT, GRID}};
    for (int k = 0; k < 6; k++) {
        struct bo_project_order o = tiny_order(TINY_ALPHA, 40.0);
        uint32_t i = bo_milestone_announce(t->world, &o);
        double day = 600.0 + 200.0 * k;
        bo_milestone_permit(t->world, i, day - 100.0);
        bo_milestone_study(t->world, i, day - 100.0);
        reach(t->world, i, order[k][0], day);
        assert_int_equal(t->world->project[i].state, BO_WORKS);
        reach(t->world, i, order[k][1], day + 10.0);
        assert_int_equal(t->world->project[i].state, BO_WORKS);
        reach(t->world, i, order[k][2], day + 20.0);
        assert_int_equal(t->world->project[i].state, BO_FITOUT);
        assert_near(t->world->project[i].fitout_day, day + 20.0, 0.0);
        assert_int_not_equal(t->world->project[i].crew_job, BO_NO_ROW);
    }
    assert_mw_audited(t->world);
}

static void the_first_hall_opens_the_site_and_the_last_completes_it(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    struct bo_estate *north = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    double owned = north->owned_mw;
    uint32_t sites = north->n_sites;
    double day = tiny_build_shell(t, i) + 4.0 * MONTH;
    bo_milestone_crew(w, i, day);
    assert_int_equal(w->project[i].state, BO_HALLS);
    assert_near(w->project[i].opened_day, day, 0.0);
    assert_near(north->owned_mw - owned, 10.0, 1e-12);
    assert_int_equal(north->n_sites - sites, 1);
    assert_int_equal(w->count.openings, 1);
    assert_int_equal(w->count.openings_company[TINY_ALPHA], 1);
    assert_int_equal(w->count.openings_region[TINY_NORTH], 1);
    assert_string_equal(last_event(t)->kind, "opened");
    assert_mw_audited(w);
    for (int hall = 2; hall <= 4; hall++) {
        assert_true(bo_project_active(&w->project[i]));
        day += 2.0 * MONTH;
        bo_milestone_crew(w, i, day);
        assert_mw_audited(w);
    }
    assert_int_equal(w->project[i].state, BO_COMPLETE);
    assert_near(w->project[i].complete_day, day, 0.0);
    assert_near(north->owned_mw - owned, 40.0, 1e-12);
    assert_int_equal(w->count.openings, 1); /* further halls are no openings */
    assert_string_equal(last_event(t)->kind, "complete");
}

static void an_extension_adds_megawatts_and_no_opening(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    order.kind = BO_EXTENSION;
    uint32_t i = bo_milestone_announce(w, &order);
    struct bo_estate *north = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    double owned = north->owned_mw;
    uint32_t sites = north->n_sites;
    bo_milestone_crew(w, i, tiny_build_shell(t, i) + 4.0 * MONTH);
    assert_int_equal(w->project[i].state, BO_COMPLETE); /* one hall */
    assert_near(north->owned_mw - owned, 10.0, 1e-12);
    assert_int_equal(north->n_sites, sites);
    assert_int_equal(w->count.openings, 0);
}

static void a_leased_site_is_the_landlords_and_its_megawatts_the_tenants(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t landlord = bo_world_landlord_party(w, TINY_NORTH);
    struct bo_project_order order = tiny_order(landlord, 10.0);
    struct bo_estate *north = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    double leased = north->leased_mw, owned = north->owned_mw, ahead = north->leased_building_mw;
    uint32_t sites = w->landlord_sites[TINY_NORTH];
    uint32_t i = bo_milestone_announce(w, &order);
    assert_near(north->leased_building_mw - ahead, 10.0, 1e-12);
    bo_milestone_crew(w, i, tiny_build_shell(t, i) + 4.0 * MONTH);
    assert_near(north->leased_building_mw - ahead, 0.0, 1e-12);
    assert_near(north->leased_mw - leased, 10.0, 1e-12);
    assert_near(north->owned_mw - owned, 0.0, 0.0);
    assert_int_equal(w->landlord_sites[TINY_NORTH] - sites, 1);
    assert_int_equal(w->count.openings_company[TINY_ALPHA], 0);
    assert_int_equal(w->count.openings_region[TINY_NORTH], 1);
    assert_mw_audited(w);
}

static void colocation_adds_to_the_inventory_and_waits_for_no_grant(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(bo_world_landlord_party(w, TINY_NORTH), 10.0);
    order.kind = BO_COLOCATION;
    order.user = BO_NO_ROW;
    struct bo_region *north = &w->region[TINY_NORTH];
    double inventory = north->colo_inventory_mw, building = north->colo_building_mw;
    uint32_t i = bo_milestone_announce(w, &order);
    assert_near(north->colo_building_mw - building, 10.0, 1e-12);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    bo_milestone_study(w, i, 6.0 * MONTH);
    assert_near(w->project[i].grid_day, 6.0 * MONTH, 0.0);
    bo_milestone_equipment(w, i, 8.0 * MONTH);
    bo_milestone_crew(w, i, 17.0 * MONTH);
    bo_milestone_crew(w, i, 21.0 * MONTH);
    assert_near(north->colo_inventory_mw - inventory, 10.0, 1e-12);
    assert_near(north->colo_building_mw - building, 0.0, 1e-12);
    assert_int_equal(w->count.openings, 0);
    assert_mw_audited(w);
}

static void prepared_land_needs_no_permit_and_no_turn(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(bo_world_landlord_party(w, TINY_NORTH), 40.0);
    order.prepared = true;
    uint32_t i = bo_milestone_announce(w, &order);
    assert_near(w->project[i].plan.permit_days, 0.0, 0.0);
    assert_false(bo_milestone_needs_grid_turn(w, &w->project[i]));
    bo_milestone_permit(w, i, 0.0);
    bo_milestone_study(w, i, 6.0 * MONTH);
    assert_near(w->project[i].grid_day, 6.0 * MONTH, 0.0);
    assert_near(w->region[TINY_NORTH].granted_mw, 0.0, 0.0);
}

static bool is_fast(const struct tiny *t, double wanted_mw, uint64_t key)
{
    t->world->company[TINY_ALPHA].demand_mw = wanted_mw;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    order.key = key;
    uint32_t i = bo_milestone_announce(t->world, &order);
    return t->world->project[i].fast_track;
}

/* At an answer of 2 who has half of the halls that it wants refits all; who has them all refits none. */
static void who_is_short_of_halls_refits_what_stands(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.fast_track_answer=2"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    double have = bo_board_energised_mw(t.world, TINY_ALPHA);
    assert_false(is_fast(&t, 0.5 * have, 77));
    assert_false(is_fast(&t, have, 77));
    assert_true(is_fast(&t, 2.0 * have, 77));
    int fast = 0; /* of 200 who have three quarters half */
    for (uint64_t key = 0; key < 200; key++) {
        fast += is_fast(&t, have / 0.75, key);
    }
    assert_true(fast > 70 && fast < 130);
    tiny_close(&t);
}

/* What stands is of some size: of 50 MW sites of 50 are refitted, and larger ones built. */
static void only_sites_of_some_size_are_refitted(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.fast_track_frac=1",
                                      "construction.fast_track_max_mw=50"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    static const double mw[] = {10.0, 50.0, 50.5, 900.0};
    for (size_t k = 0; k < sizeof mw / sizeof *mw; k++) {
        struct bo_project_order order = tiny_order(TINY_ALPHA, mw[k]);
        uint32_t i = bo_milestone_announce(t.world, &order);
        assert_int_equal(t.world->project[i].fast_track, mw[k] <= 50.0);
    }
    tiny_close(&t);
}

static void none_is_refitted_where_the_largest_is_of_no_size(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.fast_track_frac=1",
                                      "construction.fast_track_max_mw=0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    assert_false(t.world->project[bo_milestone_announce(t.world, &order)].fast_track);
    tiny_close(&t);
}

/* A site of 40 MW of a lab whose cash is half of what it must have of the cost, and then all of it. */
static void a_lab_breaks_no_ground_until_it_has_the_money(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    double look_again = 0.0, cost = w->project[i].cost_usd;
    assert_true(cost > 0.0 && !bo_milestone_hold(w, i, 100.0, &look_again));
    struct bo_capital_param money = {.site_cover_frac = 0.5};
    struct bo_param param = *w->param;
    struct bo_lab lab = {.state = BO_LAB_AT_WORK, .cash_usd = cost / 4.0};
    uint32_t lab_of[8] = {0};
    assert_true(w->n_companies <= 8);
    for (uint32_t c = 0; c < w->n_companies; c++) {
        lab_of[c] = c == TINY_ALPHA ? 0 : BO_NO_ROW;
    }
    struct bo_capital capital = {.n_labs = 1, .lab = &lab, .lab_of = lab_of};
    param.capital = &money;
    w->param = &param;
    w->capital = &capital;
    lab.credit_usd = lab.credit_used_usd = (double[8]){0.0};
    assert_true(bo_milestone_hold(w, i, 100.0, &look_again));
    assert_near(look_again - 100.0, BO_DAYS_PER_MONTH, 1e-9);
    assert_true(w->project[i].held);
    lab.cash_usd = cost / 2.0;
    assert_false(bo_milestone_hold(w, i, 131.0, &look_again));
}

static void a_fast_track_has_power_and_equipment_when_ground_is_broken(void **state)
{
    struct tiny *t = *state;
    static const char *const set[] = {TINY_CERTAIN, "construction.fast_track_frac=1"};
    struct tiny fast;
    (void)t;
    tiny_open(&fast, sizeof set / sizeof set[0], set);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    uint32_t i = bo_milestone_announce(fast.world, &order);
    const struct bo_project *p = &fast.world->project[i];
    assert_true(p->fast_track);
    assert_near(p->plan.shell_days, 6.0 * MONTH, 1e-12); /* 8 months in the usual 12 to 4 */
    assert_near(p->plan.fitout_days, 2.0 * MONTH, 1e-12);
    bo_milestone_permit(fast.world, i, 100.0);
    assert_int_equal(p->equipment_missing, 0);
    assert_near(p->grid_day, 100.0, 0.0);
    bo_milestone_crew(fast.world, i, 100.0 + 6.0 * MONTH);
    assert_int_equal(p->state, BO_FITOUT);
    bo_milestone_study(fast.world, i, 100.0 + 7.0 * MONTH); /* comes late, and changes nothing */
    assert_int_equal(p->state, BO_FITOUT);
    assert_near(p->grid_day, 100.0, 0.0);
    bo_milestone_crew(fast.world, i, 100.0 + 8.0 * MONTH);
    assert_int_equal(p->state, BO_COMPLETE);
    assert_mw_audited(fast.world);
    tiny_close(&fast);
}

static void a_site_given_up_before_ground_is_broken_leaves_the_plans(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_estate *north = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    double planned = north->planned_mw, cancelled = w->cancelled_mw;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    bo_milestone_cancel(w, i, 50.0, BO_OPPOSITION);
    assert_int_equal(w->project[i].state, BO_CANCELLED);
    assert_near(north->planned_mw - planned, 0.0, 1e-12);
    assert_near(w->cancelled_mw - cancelled, 40.0, 1e-12);
    assert_int_equal(w->count.cancelled, 1);
    assert_int_equal(w->count.cancelled_company[TINY_ALPHA], 1);
    assert_string_equal(last_event(t)->kind, "cancelled");
    assert_string_equal(last_event(t)->why, "local opposition");
    assert_mw_audited(w);
    bo_milestone_cancel(w, i, 60.0, BO_WITHDRAWN); /* once is enough */
    assert_int_equal(w->count.cancelled, 1);
}

static void a_site_stopped_while_it_is_built_frees_the_crews_and_loses_its_grant(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_region *north = &w->region[TINY_NORTH];
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    uint32_t others = north->crews.n_jobs - north->crews.n_free;
    bo_milestone_permit(w, i, 5.0 * MONTH);
    bo_milestone_study(w, i, 6.0 * MONTH);
    bo_milestone_grid(w, i, 7.0 * MONTH);
    bo_milestone_cancel(w, i, 8.0 * MONTH, BO_LATE_STOP);
    assert_int_equal(north->crews.n_jobs - north->crews.n_free, others);
    assert_near(north->grid_lost_mw, 40.0, 1e-12);
    assert_mw_audited(w);
    bo_milestone_equipment(w, i, 16.0 * MONTH); /* the makers sell it elsewhere */
    assert_int_equal(w->project[i].state, BO_CANCELLED);
}

/* Shell of five of ten months done: land, deposit and half of the shell are owed, and paid once. */
static void what_was_earned_before_a_site_is_given_up_is_still_paid(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    const struct bo_construction_param *c = w->param->construction;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    struct bo_project *p = &w->project[i];
    double begun = 5.0 * MONTH, half = begun + 0.5 * p->plan.shell_days;
    bo_milestone_permit(w, i, begun);
    bo_milestone_cancel(w, i, half, BO_LATE_STOP);
    double share = c->land_share_frac + c->equipment_share_frac * c->equipment_deposit_frac +
                   0.5 * c->shell_share_frac;
    assert_near(bo_money_usd(bo_site_due(w, p, half + 10.0)), share * p->cost_usd, 1e-9);
    assert_int_equal(bo_site_due(w, p, half + 20.0), 0);
}

static void a_grant_that_comes_after_the_end_is_lost(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    bo_milestone_study(w, i, 6.0 * MONTH);
    bo_milestone_cancel(w, i, 6.5 * MONTH, BO_WITHDRAWN);
    bo_milestone_grid(w, i, 7.0 * MONTH);
    assert_near(w->region[TINY_NORTH].granted_mw, 40.0, 1e-12);
    assert_near(w->region[TINY_NORTH].grid_lost_mw, 40.0, 1e-12);
    assert_mw_audited(w);
}

static void an_open_site_is_not_cancelled(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    bo_milestone_crew(w, i, tiny_build_shell(t, i) + 4.0 * MONTH);
    bo_milestone_cancel(w, i, 25.0 * MONTH, BO_LATE_STOP);
    assert_int_equal(w->project[i].state, BO_HALLS);
}

static void an_announcement_taken_back_leaves_no_trace(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(bo_world_landlord_party(w, TINY_NORTH), 40.0);
    order.in_flight = true;
    double started = w->started_mw;
    double ahead = w->company[TINY_ALPHA].leases_not_commenced_usd;
    double mw = w->company[TINY_ALPHA].estate[TINY_NORTH].leased_building_mw;
    uint32_t n = w->n_projects, active = w->n_active, events = t->facts->n_events;
    bo_milestone_announce(w, &order);
    assert_true(w->company[TINY_ALPHA].leases_not_commenced_usd > ahead);
    bo_milestone_forget_last(w);
    assert_int_equal(w->n_projects, n);
    assert_int_equal(w->n_active, active);
    assert_int_equal(t->facts->n_events, events);
    assert_near(w->started_mw, started, 1e-12);
    assert_near(w->company[TINY_ALPHA].leases_not_commenced_usd, ahead, 1e-12);
    assert_near(w->company[TINY_ALPHA].estate[TINY_NORTH].leased_building_mw, mw, 1e-12);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(an_announcement_draws_the_plan_and_counts_the_megawatts),
        WORLD_TEST(halls_are_of_the_usual_size_at_least_one_and_at_most_the_limit),
        WORLD_TEST(the_permit_breaks_ground_orders_equipment_and_calls_the_crews),
        cmocka_unit_test(equipment_that_takes_longer_than_the_shell_is_ordered_ahead),
        WORLD_TEST(the_study_takes_a_turn_in_the_queue_of_the_grid),
        WORLD_TEST(fit_out_begins_with_the_last_of_grid_equipment_and_shell),
        WORLD_TEST(the_first_hall_opens_the_site_and_the_last_completes_it),
        WORLD_TEST(an_extension_adds_megawatts_and_no_opening),
        WORLD_TEST(a_leased_site_is_the_landlords_and_its_megawatts_the_tenants),
        WORLD_TEST(colocation_adds_to_the_inventory_and_waits_for_no_grant),
        WORLD_TEST(prepared_land_needs_no_permit_and_no_turn),
        cmocka_unit_test(large_sites_may_have_large_halls),
        cmocka_unit_test(who_is_short_of_halls_refits_what_stands),
        cmocka_unit_test(only_sites_of_some_size_are_refitted),
        cmocka_unit_test(none_is_refitted_where_the_largest_is_of_no_size),
        WORLD_TEST(a_lab_breaks_no_ground_until_it_has_the_money),
        WORLD_TEST(a_fast_track_has_power_and_equipment_when_ground_is_broken),
        WORLD_TEST(a_site_given_up_before_ground_is_broken_leaves_the_plans),
        WORLD_TEST(a_site_stopped_while_it_is_built_frees_the_crews_and_loses_its_grant),
        WORLD_TEST(what_was_earned_before_a_site_is_given_up_is_still_paid),
        WORLD_TEST(a_grant_that_comes_after_the_end_is_lost),
        WORLD_TEST(an_open_site_is_not_cancelled),
        WORLD_TEST(an_announcement_taken_back_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
