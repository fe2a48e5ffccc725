/* Deals on the agenda: done on their own dates, between the closes. */
#include "child.h"
#include "capital_world.h"

#include <stdio.h>

#include "buildout/events/funding.h"
#include "buildout/kernel/kernel.h"

struct stage {
    struct capital_world *w;
    struct bo_funding_events *events;
};

static void on_close(struct bo_kernel *kernel, void *context, uint64_t month)
{
    struct stage *s = context;
    rent_as_planned(s->w);
    close_month(s->w);
    bo_funding_events_refresh(s->events);
    if (month + 1 < 6) {
        bo_kernel_at(kernel, BO_DAYS_PER_MONTH * (double)(month + 2), BO_EVENT_PURE, on_close, s,
                     month + 1);
    }
}

static void run_half_a_year(struct capital_world *w)
{
    struct bo_kernel *kernel;
    struct bo_kernel_options options = {.n_clusters = 0};
    struct bo_err err;
    if (bo_kernel_create(&options, &kernel, &err) != BO_OK) {
        _exit(1);
    }
    struct stage s = {.w = w, .events = bo_funding_events_create(&w->world, kernel)};
    bo_kernel_at(kernel, BO_DAYS_PER_MONTH, BO_EVENT_PURE, on_close, &s, 0);
    if (bo_kernel_run(kernel, 6.5 * BO_DAYS_PER_MONTH, &err) != BO_OK) {
        _exit(1);
    }
    bo_kernel_free(kernel);
}

/* What a child tells its parent. */
struct told {
    bool hopeless; /* asked for */
    uint32_t n_events, n_rounds;
    char kind[32], subject[32];
    int32_t day; /* of the run */
    double million_usd, agreed_usd;
    bool done, ended;
};

static void tell(void *shared)
{
    static struct capital_world w;
    struct told *t = shared;
    start_capital(&w);
    if (t->hopeless) {
        w.capital.shock_day = w.world.start_day - 100000; /* the race is on */
        w.lab.option_usd = 0.9 * BN;
        w.capital.exit_per_year = 1e6;
    } else {
        w.company_param[LAB].cash_usd = 100.0 * MN;
    }
    bo_capital_open(&w.world);
    run_half_a_year(&w);
    const struct bo_fact_event *first = &w.world.facts->event[0];
    t->n_events = w.world.facts->n_events;
    t->n_rounds = w.world.capital->lab[0].n_rounds;
    (void)snprintf(t->kind, sizeof t->kind, "%s", first->kind);
    (void)snprintf(t->subject, sizeof t->subject, "%s", first->subject);
    t->day = first->day - w.world.start_day;
    t->million_usd = first->amount;
    t->agreed_usd = w.world.capital->deal[0].usd;
    t->done = w.world.capital->deal[0].done;
    t->ended = bo_capital_ended(&w.world, LAB);
}

/* Cash for eleven months: agreed on at the first close, day 30.4, done ten days later, before the second close sees it. */
static void a_round_happens_ten_days_after_it_was_agreed_on(void **state)
{
    (void)state;
    struct told *t = child_memory(sizeof *t);
    run_in_child(tell, t);
    assert_true(t->n_events >= 1 && t->n_rounds >= 1);
    assert_string_equal(t->kind, "round");
    assert_int_equal(t->day, 40);
    assert_near(t->million_usd, t->agreed_usd / MN, 1e-12);
    assert_true(t->done && !t->ended);
}

static void a_sale_happens_on_its_date_and_ends_the_lab(void **state)
{
    (void)state;
    struct told *t = child_memory(sizeof *t);
    t->hopeless = true;
    run_in_child(tell, t);
    assert_int_equal(t->n_events, 1);
    assert_string_equal(t->kind, "licence and hire");
    assert_string_equal(t->subject, "Giant");
    assert_int_equal(t->day, 50);
    assert_true(t->done && t->ended);
}

static void a_world_without_a_capital_market_schedules_nothing(void **state)
{
    struct capital_world *w = *state;
    assert_null(bo_funding_events_create(&w->world, NULL));
    bo_funding_events_refresh(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_happens_ten_days_after_it_was_agreed_on),
        cmocka_unit_test(a_sale_happens_on_its_date_and_ends_the_lab),
        CAPITAL_TEST(a_world_without_a_capital_market_schedules_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
