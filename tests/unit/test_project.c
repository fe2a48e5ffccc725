/* What builders have earned, when they are paid, what is lost with a project, and the dates that planners publish. */
#include "tiny_project.h"

#include "buildout/model/site_cost.h"

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

static uint32_t announce(struct tiny *t, double mw)
{
    struct bo_project_order order = tiny_order(TINY_ALPHA, mw);
    return bo_milestone_announce(t->world, &order);
}

/* Shares of tiny.cfg: land 0.1, equipment 0.4 of which a fifth is the deposit, shell 0.2, so halls 0.3. */
static void builders_earn_land_deposit_shell_delivery_and_halls_in_turn(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    const struct bo_project *p = &w->project[i];
    assert_near(bo_project_earned_frac(w, p, 0.0), 0.0, 0.0);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    assert_near(bo_project_earned_frac(w, p, 0.0), 0.18, 1e-15); /* 0.1 + 0.4 x 0.2 */
    assert_near(bo_project_earned_frac(w, p, 0.5), 0.28, 1e-15); /* + 0.2 / 2 */
    bo_milestone_study(w, i, 6.0 * MONTH);
    bo_milestone_grid(w, i, 7.0 * MONTH);
    assert_near(bo_project_earned_frac(w, p, 0.5), 0.28, 1e-15); /* a grant is free */
    bo_milestone_equipment(w, i, 11.0 * MONTH);
    assert_near(bo_project_earned_frac(w, p, 0.5), 0.60, 1e-15); /* + 0.4 x 0.8 */
    bo_milestone_crew(w, i, 17.0 * MONTH);
    assert_near(bo_project_earned_frac(w, p, 0.0), 0.70, 1e-15);
    assert_near(bo_project_earned_frac(w, p, 0.5), 0.7375, 1e-15); /* half a hall of four */
    bo_milestone_crew(w, i, 21.0 * MONTH);
    assert_near(bo_project_earned_frac(w, p, 0.0), 0.775, 1e-15);
    assert_near(bo_project_earned_frac(w, p, 0.2), 0.79, 1e-15);
    for (int hall = 2; hall <= 4; hall++) {
        bo_milestone_crew(w, i, (19.0 + 2.0 * hall) * MONTH);
    }
    assert_near(bo_project_earned_frac(w, p, 0.0), 1.0, 1e-15);
}

/* The site waits between shell and fit-out: nobody works, nobody is paid. */
/* Of 0.4 a fifth is the deposit; of the rest three makers of four have had their parts. */
static void each_maker_is_paid_as_it_delivers(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    struct bo_project *p = &w->project[i];
    bo_milestone_permit(w, i, 5.0 * MONTH);
    w->n_makers = 4;
    p->equipment_missing = 1;
    assert_near(bo_project_earned_frac(w, p, 0.0), 0.1 + 0.4 * (1.0 - 0.8 / 4.0), 1e-15);
    w->n_makers = 1;
    p->settled = true;
    bo_milestone_equipment(w, i, 11.0 * MONTH);
    assert_false(p->settled);
    assert_near(bo_project_earned_frac(w, p, 0.0), 0.5, 1e-15);
}

static void a_shell_that_waits_for_the_grid_earns_nothing(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    bo_milestone_equipment(w, i, 11.0 * MONTH);
    bo_milestone_crew(w, i, 17.0 * MONTH);
    struct bo_project *p = &w->project[i];
    assert_true(bo_site_due(w, p, 18.0 * MONTH) > 0);
    assert_int_equal(bo_site_due(w, p, 30.0 * MONTH), 0);
    bo_milestone_study(w, i, 31.0 * MONTH);
    bo_milestone_grid(w, i, 32.0 * MONTH);
    assert_true(bo_site_due(w, p, 33.0 * MONTH) > 0);
}

/* North costs 10 M USD a MW when crews do not bind: 40 MW, 400 M. */
static void a_site_costs_its_megawatts_at_the_price_of_the_region(void **state)
{
    struct tiny *t = *state;
    uint32_t i = announce(t, 40.0);
    assert_near(t->world->project[i].cost_usd, 400e6, 1e-12);
}

static void what_is_paid_month_by_month_is_the_whole_cost_to_the_cent(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    struct bo_project *p = &w->project[i];
    p->cost_usd = 123456789.01;
    bo_money paid = 0, commissioned = 0;
    bo_milestone_permit(w, i, 5.0 * MONTH);
    bo_milestone_study(w, i, 6.0 * MONTH);
    bo_milestone_grid(w, i, 7.0 * MONTH);
    bo_milestone_equipment(w, i, 11.0 * MONTH);
    double done[] = {17.0, 21.0, 23.0, 25.0, 27.0};
    int next = 0;
    for (int month = 11; month <= 28; month++) {
        while (next < 5 && done[next] <= month) {
            bo_milestone_crew(w, i, done[next] * MONTH);
            next++;
        }
        bo_money due = bo_site_due(w, p, month * MONTH);
        assert_true(due >= 0);
        paid += due;
        commissioned += bo_site_commissioned(p);
        assert_true(commissioned <= paid);
    }
    assert_int_equal(paid, 12345678901);
    assert_int_equal(commissioned, 12345678901);
    assert_int_equal(bo_site_due(w, p, 60.0 * MONTH), 0);
}

/* At the close of month 8: land, deposit and 3 of 12 months of shell, 0.1 + 0.08 + 0.05 of 400 M = 92 M. Stopped, that
 * is what is written off, and no more is paid. */
static void what_was_spent_on_a_site_that_is_stopped_is_written_off(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    bo_site_close(w, 8.0 * MONTH);
    assert_int_equal(w->project[i].paid, bo_money_from_usd(92e6));
    bo_money *month = w->ledger.month[TINY_ALPHA];
    bo_ledger_begin_month(&w->ledger);
    bo_milestone_cancel(w, i, 8.0 * MONTH, BO_LATE_STOP);
    bo_money in_progress = w->ledger.balance[TINY_ALPHA][BO_WORK_IN_PROGRESS];
    bo_site_close(w, 8.0 * MONTH);
    assert_int_equal(month[BO_ABANDONMENT], bo_money_from_usd(92e6));
    assert_int_equal(w->ledger.balance[TINY_ALPHA][BO_WORK_IN_PROGRESS],
                     in_progress - bo_money_from_usd(92e6));
    assert_int_equal(w->project[i].paid, bo_money_from_usd(92e6));
    bo_ledger_begin_month(&w->ledger);
    bo_site_close(w, 9.0 * MONTH); /* and only once */
    assert_int_equal(month[BO_ABANDONMENT], 0);
    assert_int_equal(bo_ledger_audit(&w->ledger, NULL), BO_OK);
}

/* ---- the dates that planners publish ---- */

static double expected_opening(const struct bo_world *w, const struct bo_project *p, double day)
{
    struct bo_project_dates dates;
    bo_project_expect(w, p, day, &dates);
    return dates.open;
}

/* Permit 5, then the longest of shell 12, equipment 350 days (11.5 months) and what the grid still takes: 21 months
 * with fit-out. The queue of the grid in tiny.cfg is short, and equipment is quoted at 50 weeks at the start. */
static void a_new_site_is_published_for_its_longest_path(void **state)
{
    struct tiny *t = *state;
    uint32_t i = announce(t, 40.0);
    assert_near(t->world->project[i].planned.open, 21.0 * MONTH, 1e-9);
    assert_near(t->world->project[i].published_day, 21.0 * MONTH, 1e-9);
}

static void planners_add_their_buffer_to_what_is_left(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.plan_buffer_frac=0.1"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    uint32_t i = announce(&t, 40.0);
    assert_near(t.world->project[i].planned.open, 23.1 * MONTH, 1e-9);
    tiny_close(&t);
}

/* What has happened counts for nothing, what goes on for what is left of it. */
static void a_date_moves_with_what_has_been_reached(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    const struct bo_project *p = &w->project[i];
    assert_near(expected_opening(w, p, 3.0 * MONTH), 21.0 * MONTH, 1e-9);
    bo_milestone_permit(w, i, 6.0 * MONTH); /* a month late */
    assert_near(expected_opening(w, p, 8.0 * MONTH), 22.0 * MONTH, 1e-9);
    bo_milestone_study(w, i, 8.0 * MONTH);
    bo_milestone_grid(w, i, 8.0 * MONTH);
    bo_milestone_equipment(w, i, 9.0 * MONTH);
    bo_milestone_crew(w, i, 17.0 * MONTH); /* the shell was faster than planned */
    assert_near(expected_opening(w, p, 18.0 * MONTH), 21.0 * MONTH, 1e-9);
}

static void a_site_without_its_grant_is_expected_after_the_queue(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    uint32_t i = announce(t, 40.0);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    struct bo_region *north = &w->region[TINY_NORTH];
    /* 1,000 MW a year are granted; with 3,000 MW in the queue, its own 40 among them, a grant takes three years. What asks
     * later is nothing to it. */
    bo_fluid_queue_add(&north->grid, 6.0 * MONTH, 2960.0 - bo_fluid_queue_backlog(&north->grid), 0);
    bo_milestone_study(w, i, 6.0 * MONTH);
    bo_fluid_queue_add(&north->grid, 6.0 * MONTH, 500.0, 0);
    assert_near(expected_opening(w, &w->project[i], 6.0 * MONTH), (6.0 + 36.0 + 4.0) * MONTH, 1e-9);
}

/* A prepared site has its turn: the queue of the others is nothing to it. Study 6 months, shell 12, fit-out 4. */
static void a_site_that_needs_no_turn_is_published_without_the_queue(void **state)
{
    struct tiny *t = *state;
    struct bo_world *w = t->world;
    struct bo_region *north = &w->region[TINY_NORTH];
    bo_fluid_queue_add(&north->grid, 0.0, 3000.0, 0);
    struct bo_project_order order = tiny_order(bo_world_landlord_party(w, TINY_NORTH), 40.0);
    order.prepared = true;
    uint32_t i = bo_milestone_announce(w, &order);
    assert_near(w->project[i].planned.open, 16.0 * MONTH, 1e-9);
}

static void every_reason_to_give_up_has_words(void **state)
{
    (void)state;
    for (int i = BO_OPPOSITION; i <= BO_NOT_NEEDED; i++) {
        assert_true(bo_project_reason((enum bo_cancel_reason)i)[0] != '\0');
    }
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(builders_earn_land_deposit_shell_delivery_and_halls_in_turn),
        WORLD_TEST(each_maker_is_paid_as_it_delivers),
        WORLD_TEST(a_shell_that_waits_for_the_grid_earns_nothing),
        WORLD_TEST(a_site_costs_its_megawatts_at_the_price_of_the_region),
        WORLD_TEST(what_is_paid_month_by_month_is_the_whole_cost_to_the_cent),
        WORLD_TEST(what_was_spent_on_a_site_that_is_stopped_is_written_off),
        WORLD_TEST(a_new_site_is_published_for_its_longest_path),
        WORLD_TEST(planners_add_their_buffer_to_what_is_left),
        WORLD_TEST(a_date_moves_with_what_has_been_reached),
        WORLD_TEST(a_site_without_its_grant_is_expected_after_the_queue),
        WORLD_TEST(a_site_that_needs_no_turn_is_published_without_the_queue),
        WORLD_TEST(every_reason_to_give_up_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
