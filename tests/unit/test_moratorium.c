/* Projects caught by a stop of new connections: some are given up, and what was paid for them is lost. */
#include "tiny_project.h"

#include "buildout/model/moratorium.h"
#include "buildout/model/site_cost.h"

/* A hazard of 12 a year, and of one month exp(-1); North is stopped whole, South is not. */
#define STOP TINY_CERTAIN, "regions.North.moratorium_frac=1.0", "grid.moratorium_cancel_per_year=12"

static struct bo_project_order order_number(uint64_t key, uint32_t region)
{
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    order.key = key;
    order.region = region;
    return order;
}

/* Land is a tenth of 40 MW at 10 M USD: what the permit has cost is all that is lost. */
static void what_a_stop_catches_is_given_up_and_its_land_written_off(void **state)
{
    (void)state;
    static const char *const set[] = {STOP, "construction.equipment_deposit_frac=0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_project_order order = order_number(77, TINY_NORTH);
    uint32_t i = bo_milestone_announce(w, &order);
    double cost = w->project[i].cost_usd;
    bo_milestone_permit(w, i, 0.0);
    for (w->month = 0; w->month < w->n_months && w->project[i].state != BO_CANCELLED; w->month++) {
        bo_moratorium_close(w, 0.0);
    }
    assert_int_equal(w->project[i].state, BO_CANCELLED);
    assert_int_equal(w->project[i].reason, BO_MORATORIUM);
    w->month = 0;
    bo_site_close(w, 0.0);
    bo_money lost = w->ledger.month[TINY_ALPHA][BO_ABANDONMENT];
    assert_int_equal(lost, bo_money_from_usd(0.1 * cost));
    assert_mw_audited(w);
    tiny_close(&t);
}

/* Of 2000 with a hazard of one a month exp(-1) stay: 735.8, sd 21.6, here within four of them. */
static void the_hazard_is_that_of_the_scenario(void **state)
{
    (void)state;
    static const char *const set[] = {STOP};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    const int n = 2000;
    for (int k = 0; k < n; k++) {
        struct bo_project_order order = order_number(1000u + (uint64_t)k, TINY_NORTH);
        bo_milestone_announce(t.world, &order);
    }
    uint32_t first = t.world->n_projects - (uint32_t)n;
    bo_moratorium_close(t.world, 0.0);
    int stay = 0;
    for (int k = 0; k < n; k++) {
        stay += t.world->project[first + (uint32_t)k].state != BO_CANCELLED;
    }
    assert_in_range(stay, 735 - 86, 736 + 86);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

static void who_has_its_grant_or_builds_elsewhere_is_not_caught(void **state)
{
    (void)state;
    static const char *const set[] = {STOP};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_project_order order = order_number(77, TINY_NORTH);
    uint32_t granted = bo_milestone_announce(w, &order);
    bo_milestone_permit(w, granted, 0.0);
    bo_milestone_study(w, granted, 0.0);
    bo_milestone_grid(w, granted, 0.0);
    order = order_number(78, TINY_SOUTH);
    uint32_t elsewhere = bo_milestone_announce(w, &order);
    order = order_number(79, TINY_NORTH);
    order.owner = bo_world_landlord_party(w, TINY_NORTH);
    order.prepared = true;
    uint32_t prepared = bo_milestone_announce(w, &order);
    for (w->month = 0; w->month < w->n_months; w->month++) {
        bo_moratorium_close(w, 0.0);
    }
    assert_int_equal(w->project[granted].state, BO_WORKS);
    assert_int_equal(w->project[elsewhere].state, BO_PERMIT);
    assert_int_equal(w->project[prepared].state, BO_PERMIT);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_stop_catches_is_given_up_and_its_land_written_off),
        cmocka_unit_test(the_hazard_is_that_of_the_scenario),
        cmocka_unit_test(who_has_its_grant_or_builds_elsewhere_is_not_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
