/* The trade on the agenda: days of the law, and one event at a time for all that happens between. */
#include "child.h"
#include "trade_world.h"

#include "buildout/events/trade.h"

enum { MONTHS = 24 };

struct stage {
    struct trade_world *w;
    struct bo_trade_events *events;
};

static void on_close(struct bo_kernel *kernel, void *context, uint64_t month)
{
    struct stage *s = context;
    struct trade_world *w = s->w;
    struct bo_err err;
    double now = bo_kernel_now(kernel);
    w->world.month_days = now - w->world.day;
    w->world.day = now;
    bo_trade_close(&w->world, now);
    bo_fleet_close(&w->world, now);
    if (bo_trade_audit(&w->world, &err) != BO_OK) {
        bo_kernel_stop(kernel, &err);
        return;
    }
    w->world.month++;
    bo_trade_order(&w->world, now);
    bo_trade_events_refresh(s->events);
    if (month + 1 < MONTHS) {
        bo_kernel_at(kernel, bo_world_month_end(&w->world, (uint32_t)month + 1), BO_EVENT_PURE,
                     on_close, s, month + 1);
    }
}

struct told {
    double delivered, stock;
    uint32_t n_facts;
    uint64_t n_agenda;
    int32_t binds_on;
};

static void prepare(struct trade_world *w)
{
    trade_make(w);
    w->rule[0] = trade_rule(w, "Ban", 365, 400);
    w->market.ship_delay_days = (struct bo_dist){.kind = BO_DIST_LOGNORMAL, .p = {10.0, 0.3}};
}

static void look(const struct trade_world *w, struct told *t)
{
    struct bo_fact_event e = {.day = 0};
    (void)trade_events(w, "law binds", "Ban", &e);
    t->binds_on = e.day - w->world.start_day;
    t->n_facts = w->world.facts->n_events;
    t->delivered = bo_fleet_count(&w->world, BO_NO_ROW, BO_NO_ROW, BO_NO_ROW);
    t->stock = trade_chip(w, FLAGSHIP)->stock;
}

static void on_the_agenda(void *shared)
{
    static struct trade_world w;
    struct told *t = shared;
    struct bo_kernel *kernel;
    struct bo_kernel_options options = {.n_clusters = 0};
    struct bo_err err;
    prepare(&w);
    trade_start(&w);
    if (bo_kernel_create(&options, &kernel, &err) != BO_OK) {
        _exit(1);
    }
    struct stage s = {.w = &w, .events = bo_trade_events_create(&w.world, kernel)};
    bo_kernel_at(kernel, bo_world_month_end(&w.world, 0), BO_EVENT_PURE, on_close, &s, 0);
    if (bo_kernel_run(kernel, bo_world_month_end(&w.world, MONTHS - 1), &err) != BO_OK) {
        _exit(1);
    }
    t->n_agenda = bo_kernel_stats(kernel).agenda_events;
    bo_kernel_free(kernel);
    look(&w, t);
}

static void the_agenda_does_what_is_due_on_its_day(void **state)
{
    (void)state;
    struct told *t = child_memory(sizeof *t), by_hand = {.stock = 0.0};
    run_in_child(on_the_agenda, t);
    struct trade_world w;
    prepare(&w);
    trade_start(&w);
    trade_months(&w, MONTHS);
    look(&w, &by_hand);
    trade_free(&w);
    assert_int_equal(t->binds_on, 400);
    assert_true(t->delivered > 10000.0);
    assert_near(t->delivered, by_hand.delivered, 0.0);
    assert_near(t->stock, by_hand.stock, 0.0);
    assert_int_equal(t->n_facts, by_hand.n_facts);
    /* two vendors ship twice a month and what they ship arrives: at most eight events a month, and the closes */
    assert_true(t->n_agenda < (size_t)11 * MONTHS);
}

static void a_world_without_vendors_schedules_nothing(void **state)
{
    (void)state;
    struct bo_world world = {.trade = NULL};
    assert_null(bo_trade_events_create(&world, NULL));
    bo_trade_events_refresh(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_agenda_does_what_is_due_on_its_day),
        cmocka_unit_test(a_world_without_vendors_schedules_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
