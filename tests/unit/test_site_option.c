/* Land, a place in the grid's queue, a shell: what is held costs its carry, and a site begun on it has that behind it. */
#include "tiny_project.h"

#include "buildout/model/board.h"
#include "buildout/model/grid.h"
#include "buildout/model/late.h"
#include "buildout/model/lease.h"
#include "buildout/model/record.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/site_option.h"
#include "buildout/model/siting.h"

/* Carry that can be worked out: land 12 % a year, places 12,000 and 120,000 USD a MW, shells 24 %. */
#define HOLD                                                                            \
    TINY_CERTAIN, "site_options.land_carry_per_year=0.12",                              \
        "site_options.place_carry_usd_per_mw_per_year=12000.0",                         \
        "site_options.grant_carry_usd_per_mw_per_year=120000.0",                        \
        "site_options.shell_carry_per_year=0.24", "site_options.seller_share_frac=0.5", \
        "site_options.resale_frac=0.25", "site_options.offer_months=6",                 \
        "site_options.sublet_rent_ratio=0.2", "site_options.sublet_term_months=12"

static void open_with(struct tiny *t, const char *more)
{
    const char *const set[] = {HOLD, more};
    tiny_open(t, sizeof set / sizeof set[0], set);
    t->world->region[TINY_NORTH].grid.capacity = 10.0;
}

static uint32_t hold_one(struct tiny *t, uint32_t company, enum bo_hold hold)
{
    struct bo_world *w = t->world;
    struct bo_project_order order = tiny_order(company, 40.0);
    order.user = company;
    order.kind = BO_SITE_OPTION;
    order.hold = hold;
    uint32_t option = bo_milestone_announce(w, &order);
    struct bo_company *c = &w->company[company];
    BO_ARENA_ROOM(w->arena, c->held, c->n_held, c->held_room);
    c->held[c->n_held] = option;
    c->n_held++;
    return option;
}

static struct bo_project *site_on(struct tiny *t, uint32_t option, uint32_t company, double day)
{
    struct bo_project_order site = {.key = 88, .ordinal = 5, .announced_day = day};
    t->world->day = day;
    bo_site_option_begin_site(t->world, option, company, &site);
    return &t->world->project[t->world->n_projects - 1];
}

static double carry(struct tiny *t)
{
    t->world->company[TINY_ALPHA].options = (struct bo_option_month){0};
    bo_site_option_close(t->world);
    return t->world->company[TINY_ALPHA].options.carry_usd;
}

/* 40 MW at 10 M USD: land 40 M, of which 12 % a year are 0.4 M a month; nothing before the permit. */
static void land_costs_its_price_and_its_carry(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.cost_noise_ratio=1.0");
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_LAND);
    struct bo_project *o = &t.world->project[i];
    double land = 0.1 * o->cost_usd, have = bo_board_have_mw(t.world, TINY_ALPHA);
    assert_near(carry(&t), 0.0, 0.0);
    bo_milestone_permit(t.world, i, 5.0 * MONTH);
    bo_site_close(t.world, 5.0 * MONTH);
    assert_near(bo_money_usd(o->paid), land, 1e-9);
    assert_near(carry(&t), 0.01 * land, 1e-9);
    /* It is no site: nothing is ordered, no crew works, and no board counts on its megawatts. */
    assert_near(bo_board_have_mw(t.world, TINY_ALPHA), have, 0.0);
    assert_int_equal(o->crew_job, BO_NO_ROW);
    assert_near(t.world->company[TINY_ALPHA].estate[TINY_NORTH].held_mw, 40.0, 0.0);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

/* Beside the land: 40 MW x 12,000 / 12 while it waits, ten times that once it is granted. */
static void a_place_costs_more_once_it_is_granted(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "site_options.land_carry_per_year=0.0");
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_PLACE);
    assert_near(carry(&t), 40e3, 1e-9);
    bo_milestone_permit(t.world, i, 0.0);
    bo_milestone_study(t.world, i, 6.0 * MONTH);
    assert_near(carry(&t), 40e3, 1e-9);
    bo_milestone_grid(t.world, i, 7.0 * MONTH);
    assert_near(carry(&t), 400e3, 1e-9);
    assert_int_equal(t.world->project[i].state, BO_WORKS); /* and it goes no further */
    assert_mw_audited(t.world);
    tiny_close(&t);
}

/* Ground is broken on the day, not after five months; the option's MW are the site's. */
static void a_site_on_land_needs_no_permit(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "site_options.resale_frac=0.0");
    double planned = t.world->company[TINY_ALPHA].estate[TINY_NORTH].planned_mw;
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_LAND);
    bo_milestone_permit(t.world, i, 5.0 * MONTH);
    bo_site_close(t.world, 10.0 * MONTH);
    bo_money land = t.world->project[i].paid;
    struct bo_project *p = site_on(&t, i, TINY_ALPHA, 10.0 * MONTH);
    assert_int_equal(t.world->project[i].state, BO_USED);
    assert_int_equal(t.world->company[TINY_ALPHA].n_held, 0);
    assert_near(p->plan.permit_days, 0.0, 0.0);
    assert_near(p->planned.ground, 10.0 * MONTH, 0.0);
    assert_int_equal(p->paid, land);
    assert_near(t.world->company[TINY_ALPHA].estate[TINY_NORTH].held_mw, 0.0, 0.0);
    assert_near(t.world->company[TINY_ALPHA].estate[TINY_NORTH].planned_mw, planned + 40.0, 1e-12);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

/* What was paid for the land is no longer due: nine tenths of the price of the day are, to the cent. */
static void what_the_option_cost_is_part_of_the_site(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.cost_noise_ratio=1.0");
    struct bo_world *w = t.world;
    struct bo_ledger *ledger = &w->ledger;
    bo_site_close(w, 10.0 * MONTH); /* what others have earned by then */
    bo_money before = ledger->balance[TINY_ALPHA][BO_WORK_IN_PROGRESS];
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_LAND);
    bo_milestone_permit(w, i, 10.0 * MONTH);
    bo_site_close(w, 10.0 * MONTH);
    bo_money land = w->project[i].paid;
    assert_int_equal(ledger->balance[TINY_ALPHA][BO_WORK_IN_PROGRESS] - before, land);
    struct bo_project *p = site_on(&t, i, TINY_ALPHA, 10.0 * MONTH);
    double fresh = bo_site_cost_usd(w, p);
    assert_near(p->cost_usd, 0.9 * fresh + bo_money_usd(land), 1e-9);
    bo_site_close(w, 10.0 * MONTH); /* the option is off the books of its own, and costs no more */
    assert_int_equal(ledger->balance[TINY_ALPHA][BO_WORK_IN_PROGRESS] - before, land);
    assert_int_equal(ledger->month[TINY_ALPHA][BO_ABANDONMENT], 0);
    tiny_close(&t);
}

/* A granted place: power is there on the day. The region has granted 40 MW once, and they are under work. */
static void a_site_has_the_grant_that_was_held(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "site_options.resale_frac=0.0");
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_PLACE);
    bo_milestone_permit(t.world, i, 5.0 * MONTH);
    bo_milestone_study(t.world, i, 6.0 * MONTH);
    bo_milestone_grid(t.world, i, 7.0 * MONTH);
    struct bo_project *p = site_on(&t, i, TINY_ALPHA, 10.0 * MONTH);
    assert_near(p->grid_day, 10.0 * MONTH, 0.0);
    assert_near(p->planned.power, 10.0 * MONTH, 0.0);
    assert_true(p->grid_counted && !t.world->project[i].grid_counted);
    assert_near(t.world->region[TINY_NORTH].granted_mw, 40.0, 0.0);
    assert_mw_audited(t.world);
    tiny_close(&t);
}

/* Alpha's place in a queue of North that grants so many MW a day; the world opens with it. */
static uint32_t hold_a_place(struct tiny *t, double mw_per_day)
{
    open_with(t, "site_options.resale_frac=0.0");
    bo_fluid_queue_init(&t->world->region[TINY_NORTH].grid, t->world->arena, 0.0, mw_per_day,
                        300.0);
    uint32_t i = hold_one(t, TINY_ALPHA, BO_HOLD_PLACE);
    bo_milestone_permit(t->world, i, 0.0);
    bo_milestone_study(t->world, i, 0.0);
    return i;
}

/* Its turn comes to the site that was begun on it; that was told to wait for no more than was ahead of it. */
static void a_place_that_waits_is_the_sites(void **state)
{
    (void)state;
    struct tiny t;
    uint32_t i = hold_a_place(&t, 1.0);
    struct bo_world *w = t.world;
    bo_fluid_queue_add(&w->region[TINY_NORTH].grid, 0.0, 700.0, 0); /* behind it */
    bo_fluid_queue_advance(&w->region[TINY_NORTH].grid, 100.0);
    struct bo_project *p = site_on(&t, i, TINY_ALPHA, 100.0);
    uint32_t site = w->n_projects - 1;
    assert_near(p->study_day, 100.0, 0.0);
    assert_near(p->planned.power, 340.0, 1e-9);
    assert_true(isnan(p->grid_day));
    bo_milestone_permit(w, site, 100.0);
    assert_int_equal(bo_fluid_queue_pop(&w->region[TINY_NORTH].grid, 340.0), i);
    bo_milestone_grid(w, i, 340.0);
    assert_near(w->project[site].grid_day, 340.0, 0.0);
    assert_true(w->project[site].grid_counted);
    assert_mw_audited(w);
    tiny_close(&t);
}

static const struct bo_fact_project *last_told(struct tiny *t)
{
    bo_record_projects(t->world);
    return &t->world->facts->project[t->world->facts->n_projects - 1];
}

/* Where nothing is granted a site on a place has no date, and without one no slip, also when grants go on. */
static void a_site_in_a_queue_that_stands_still_has_no_date(void **state)
{
    (void)state;
    struct tiny t;
    uint32_t i = hold_a_place(&t, 0.0);
    struct bo_world *w = t.world;
    const struct bo_project *p = site_on(&t, i, TINY_ALPHA, 100.0);
    assert_true(!isfinite(p->planned.open));
    const struct bo_fact_project *f = last_told(&t);
    assert_int_equal(f->planned[BO_PHASE_OPEN], BO_NO_DAY);
    assert_int_equal(f->expected, BO_NO_DAY);
    assert_false(f->slipped);
    assert_string_equal(f->why, "");
    bo_late_open(w);
    assert_false(p->due_this_year);
    w->region[TINY_NORTH].grid.capacity = 1.0;
    f = last_told(&t);
    assert_int_not_equal(f->expected, BO_NO_DAY);
    assert_false(f->slipped);
    assert_int_equal(f->slip, 0);
    tiny_close(&t);
}

/* A shell of 12 months that stands: fit-out begins as the equipment comes, and crews are asked for that alone. */
static void a_site_in_a_shell_waits_for_its_equipment_alone(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "site_options.land_carry_per_year=0.0");
    struct bo_world *w = t.world;
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_SHELL);
    bo_milestone_permit(w, i, 5.0 * MONTH);
    assert_int_not_equal(w->project[i].crew_job, BO_NO_ROW);
    bo_milestone_study(w, i, 6.0 * MONTH);
    bo_milestone_grid(w, i, 7.0 * MONTH);
    assert_int_equal(bo_site_option_find(w, TINY_ALPHA, TINY_NORTH, 40.0, 17.0 * MONTH), BO_NO_ROW);
    bo_milestone_crew(w, i, 17.0 * MONTH);
    bo_site_close(w, 17.0 * MONTH);
    double cost = w->project[i].cost_usd;
    assert_near(bo_money_usd(w->project[i].paid), (0.1 + 0.2) * cost, 1e-9);
    w->day = 17.0 * MONTH;
    assert_near(carry(&t), 400e3 + 0.02 * 0.2 * cost,
                1e-9); /* the grant, and 2 % a month of the shell */
    assert_int_equal(bo_site_option_find(w, TINY_ALPHA, TINY_NORTH, 40.0, 17.0 * MONTH), i);
    struct bo_project *p = site_on(&t, i, TINY_ALPHA, 20.0 * MONTH);
    uint32_t site = w->n_projects - 1;
    assert_near(p->shell_day, 20.0 * MONTH, 0.0);
    bo_milestone_permit(w, site, 20.0 * MONTH);
    assert_int_equal(w->project[site].state, BO_WORKS);
    assert_int_equal(w->project[site].crew_job, BO_NO_ROW);
    bo_milestone_equipment(w, site, 24.0 * MONTH);
    assert_int_equal(w->project[site].state, BO_FITOUT);
    assert_near(w->project[site].fitout_day, 24.0 * MONTH, 0.0);
    assert_mw_audited(w);
    tiny_close(&t);
}

/* Beta takes Alpha's place: cost and half of what the months saved would earn. Both books balance, cash moves once. */
static void another_company_pays_cost_and_a_part_of_the_time_saved(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.equipment_binds=false");
    struct bo_world *w = t.world;
    struct bo_err err = {.status = BO_OK};
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_PLACE);
    bo_milestone_permit(w, i, 0.0);
    bo_milestone_study(w, i, 0.0);
    bo_milestone_grid(w, i, 0.0);
    bo_fluid_queue_init(&w->region[TINY_NORTH].grid, w->arena, 0.0, 1.0, 20.0 * MONTH);
    bo_site_close(w, 0.0);
    const struct bo_project *o = &w->project[i];
    /* Anew: study 6 months less the lead of none, 20 of queue, fit-out 4: 30. With the place: shell 12 and 4. */
    assert_near(bo_site_option_saves_days(w, o), 14.0 * MONTH, 1e-9);
    double worth = 14.0 * 40.0 * 0.6 * bo_lease_rent_usd_per_mw(w, TINY_NORTH);
    double price = bo_money_usd(o->paid) + 0.5 * worth;
    assert_near(bo_site_option_price_usd(w, o), price, 1e-9);
    bo_money had = w->ledger.balance[TINY_ALPHA][BO_CASH];
    (void)site_on(&t, i, TINY_BETA, 0.0);
    const struct bo_project *p = &w->project[w->n_projects - 1];
    assert_int_equal(p->owner, TINY_BETA);
    assert_near(bo_money_usd(w->ledger.balance[TINY_ALPHA][BO_CASH] - had), price, 1e-9);
    assert_int_equal(-w->ledger.balance[TINY_BETA][BO_CASH] + w->ledger.opening[TINY_BETA][BO_CASH],
                     p->paid);
    assert_near(w->company[TINY_ALPHA].options.gain_usd, 0.5 * worth, 1e-9);
    assert_near(w->company[TINY_BETA].options.net_paid_usd, price, 1e-9);
    assert_int_equal(bo_ledger_audit(&w->ledger, &err), BO_OK);
    assert_mw_audited(w);
    tiny_close(&t);
}

static void the_price_answers_scarcity(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.equipment_binds=false");
    struct bo_world *w = t.world;
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_PLACE);
    bo_milestone_permit(w, i, 0.0);
    bo_milestone_study(w, i, 0.0);
    bo_milestone_grid(w, i, 0.0);
    double before = -1.0;
    for (int months = 12; months < 40; months += 8) {
        bo_fluid_queue_init(&w->region[TINY_NORTH].grid, w->arena, 0.0, 1.0, months * MONTH);
        double price = bo_site_option_price_usd(w, &w->project[i]);
        assert_true(price > before);
        before = price;
    }
    tiny_close(&t);
}

/* Alpha, whose board wants none any more, offers what it holds; nobody comes, and after six months a quarter of what
 * the land cost comes back, the rest is written off. */
static void what_nobody_takes_is_given_up(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.cost_noise_ratio=1.0");
    struct bo_world *w = t.world;
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_LAND);
    bo_milestone_permit(w, i, 0.0);
    bo_site_close(w, 0.0);
    bo_money paid = w->project[i].paid;
    bo_site_option_plan(w, TINY_ALPHA, 1.0 * MONTH);
    assert_near(w->project[i].offered_day, 1.0 * MONTH, 0.0);
    assert_int_equal(w->region[TINY_NORTH].n_offered, 1);
    bo_site_option_plan(w, TINY_ALPHA, 6.5 * MONTH);
    assert_int_equal(w->project[i].state, BO_WORKS);
    bo_site_option_plan(w, TINY_ALPHA, 7.5 * MONTH);
    assert_int_equal(w->project[i].state, BO_CANCELLED);
    assert_int_equal(w->project[i].reason, BO_NOT_NEEDED);
    assert_int_equal(w->region[TINY_NORTH].n_offered, 0);
    bo_site_close(w, 7.5 * MONTH);
    bo_money back = bo_money_share(paid, 0.25);
    assert_int_equal(w->ledger.month[TINY_ALPHA][BO_SITE_SALES], -back);
    assert_int_equal(w->ledger.month[TINY_ALPHA][BO_ABANDONMENT], paid - back);
    assert_mw_audited(w);
    tiny_close(&t);
}

/* A shell is let instead: a fifth of the rent of large deals, for a year in which no site begins in it. */
static void a_shell_that_nobody_takes_is_let(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "site_options.land_carry_per_year=0.0");
    struct bo_world *w = t.world;
    uint32_t i = hold_one(&t, TINY_ALPHA, BO_HOLD_SHELL);
    bo_milestone_permit(w, i, 0.0);
    bo_milestone_study(w, i, 0.0);
    bo_milestone_grid(w, i, 0.0);
    bo_milestone_crew(w, i, 12.0 * MONTH);
    bo_site_option_plan(w, TINY_ALPHA, 12.0 * MONTH);
    bo_site_option_plan(w, TINY_ALPHA, 18.5 * MONTH);
    assert_near(w->project[i].sublet_until_day, 30.5 * MONTH, 1e-9);
    assert_int_equal(bo_site_option_find(w, TINY_ALPHA, TINY_NORTH, 40.0, 30.0 * MONTH), BO_NO_ROW);
    assert_int_equal(bo_site_option_find(w, TINY_ALPHA, TINY_NORTH, 40.0, 31.0 * MONTH), i);
    w->day = 19.0 * MONTH;
    bo_site_option_close(w);
    double rent = 0.2 * 40.0 * bo_lease_rent_usd_per_mw(w, TINY_NORTH);
    assert_near(w->company[TINY_ALPHA].options.rent_usd, rent, 1e-9);
    (void)bo_site_option_book(w, TINY_ALPHA);
    assert_int_equal(w->ledger.month[TINY_ALPHA][BO_REVENUE_RENT], -bo_money_from_usd(rent));
    tiny_close(&t);
}

/* A board that starts 240 MW a year, a quarter of it leased, and holds half of the rest takes 90 MW, over the months in
 * which it closes gaps. */
static void a_board_holds_what_its_strategy_says(void **state)
{
    (void)state;
    struct tiny t;
    open_with(&t, "construction.hall_mw=10.0");
    struct bo_world *w = t.world;
    struct bo_company *c = &w->company[TINY_ALPHA];
    w->lead_start_days = bo_board_quoted_lead_days(w, 0.0);
    c->start_rate_mw = c->start_rate_reference_mw = 240.0;
    c->policy.hold_land_ratio = 0.5;
    bo_site_option_plan(w, TINY_ALPHA, 0.0);
    uint32_t first = c->n_held;
    for (int m = 1; m < 36; m++) {
        bo_site_option_plan(w, TINY_ALPHA, m * MONTH);
    }
    double mw = 0.0;
    for (uint32_t k = 0; k < c->n_held; k++) {
        mw += w->project[c->held[k]].mw;
        assert_int_equal(w->project[c->held[k]].hold, BO_HOLD_LAND);
    }
    assert_true(first < c->n_held);
    assert_true(mw > 90.0 - 40.0 && mw < 90.0 + 40.0);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(land_costs_its_price_and_its_carry),
        cmocka_unit_test(a_place_costs_more_once_it_is_granted),
        cmocka_unit_test(a_site_on_land_needs_no_permit),
        cmocka_unit_test(what_the_option_cost_is_part_of_the_site),
        cmocka_unit_test(a_site_has_the_grant_that_was_held),
        cmocka_unit_test(a_place_that_waits_is_the_sites),
        cmocka_unit_test(a_site_in_a_queue_that_stands_still_has_no_date),
        cmocka_unit_test(a_site_in_a_shell_waits_for_its_equipment_alone),
        cmocka_unit_test(another_company_pays_cost_and_a_part_of_the_time_saved),
        cmocka_unit_test(the_price_answers_scarcity),
        cmocka_unit_test(what_nobody_takes_is_given_up),
        cmocka_unit_test(a_shell_that_nobody_takes_is_let),
        cmocka_unit_test(a_board_holds_what_its_strategy_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
