/* Milestones on the agenda: what a project's owner must have before its equipment is ordered. */
#include "child.h"
#include "tiny_project.h"

#include "buildout/events/construction.h"
#include "buildout/kernel/kernel.h"
#include "buildout/model/capital.h"
#include "buildout/model/supply.h"

/* What a child is asked and tells its parent. */
struct asked {
    double funds_frac; /* of what the site costs */
    bool lab;
    double ordered_day; /* NaN: not ordered */
};

/* A company that lives on rounds, with so much in hand. */
static void make_lab(struct bo_world *w, double cash_usd)
{
    static struct bo_capital_param param = {.site_cover_frac = 0.5};
    static struct bo_param all;
    static struct bo_lab lab;
    static struct bo_capital capital;
    static double credit[TINY_N_COMPANIES];
    static uint32_t lab_of[TINY_N_COMPANIES] = {[TINY_ALPHA] = 0, [TINY_BETA] = BO_NO_ROW};
    all = *w->param;
    all.capital = &param;
    w->param = &all;
    lab.cash_usd = cash_usd;
    lab.credit_usd = credit;
    capital.lab = &lab;
    capital.n_labs = 1;
    capital.lab_of = lab_of;
    w->capital = &capital;
}

/* Equipment takes four months longer than the shell and is ordered ahead by half of them, three months from now. */
static void tell(void *shared)
{
    static const char *const set[] = {TINY_CERTAIN, "construction.order_ahead_frac=0.5"};
    struct asked *a = shared;
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    w->shell_median_days = bo_supply_equipment_quote_days(w) - 4.0 * MONTH;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 20.0);
    uint32_t i = bo_milestone_announce(w, &order);
    if (a->lab) {
        make_lab(w, a->funds_frac * w->project[i].cost_usd);
    }
    struct bo_kernel *kernel;
    struct bo_kernel_options options = {.n_clusters = 0};
    struct bo_err err;
    if (bo_kernel_create(&options, &kernel, &err) != BO_OK) {
        _exit(1);
    }
    (void)bo_construction_events_create(w, kernel);
    if (bo_kernel_run(kernel, 4.5 * MONTH, &err) !=
        BO_OK) { /* the permit comes half a month later */
        _exit(1);
    }
    a->ordered_day = w->project[i].ordered_day;
    bo_kernel_free(kernel);
}

static double ordered_day(bool lab, double funds_frac)
{
    struct asked *a = child_memory(sizeof *a);
    *a = (struct asked){.lab = lab, .funds_frac = funds_frac};
    assert_int_equal(child_status(tell, a), 0);
    double day = a->ordered_day;
    munmap(a, sizeof *a);
    return day;
}

static void a_lab_orders_equipment_with_a_part_of_the_cost_in_hand(void **state)
{
    (void)state;
    assert_near(ordered_day(false, 0.0), 3.0 * MONTH, 1e-6);
    assert_near(ordered_day(true, 0.51), 3.0 * MONTH, 1e-6);
    assert_true(isnan(ordered_day(true, 0.49)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lab_orders_equipment_with_a_part_of_the_cost_in_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
