/* Whose lines a chip is made on: what is set up once, what needs none, what comes sooner, and what a rule leaves in work. */
#include "trade_world.h"

/* Home becomes a second chip of the leader, as good as the flagship, sold from the 13th month on. */
static void second_chip(struct trade_world *w)
{
    w->chip[HOME].vendor = "Leader";
    w->chip[HOME].home = bo_country_of_code("US");
    w->chip[HOME].launch_day = w->world.start_day + 365;
    w->market.launch_ramp_days = 2.0 * BO_DAYS_PER_YEAR;
}

struct second { /* of Home */
    double delivered;
    double quoted_weeks, other_weeks; /* in the month in which it is first sold; the flagship's */
    double ordered_before;            /* orders until 100 days before its launch */
};

static struct second second_sold(uint32_t lines_of, int32_t volume_days_ahead)
{
    struct trade_world w;
    trade_make(&w);
    second_chip(&w);
    w.budget[WEST] = 110e6;
    w.chip[HOME].lines_of = lines_of;
    if (volume_days_ahead > 0) {
        w.chip[HOME].volume_day = w.chip[HOME].launch_day - volume_days_ahead;
    }
    trade_start(&w);
    struct second s = {.delivered = 0.0};
    for (int month = 0; month < 18; month++) {
        trade_month(&w);
        s.delivered += trade_chip(&w, HOME)->chips.delivered;
        if (month < 9) {
            s.ordered_before += trade_chip(&w, HOME)->chips.orders;
        }
        if (month == 13) {
            s.quoted_weeks = trade_chip(&w, HOME)->quoted_lead_weeks;
            s.other_weeks = trade_chip(&w, FLAGSHIP)->quoted_lead_weeks;
        }
    }
    trade_free(&w);
    return s;
}

/* On lines of its own it has a part that grows for two years; on the flagship's, half of all from its launch on. */
static void a_chip_on_lines_of_another_needs_none_of_its_own(void **state)
{
    (void)state;
    struct second own = second_sold(BO_NO_ROW, 0), shared = second_sold(FLAGSHIP, 0);
    assert_true(shared.delivered > 1.8 * own.delivered && own.delivered > 100.0);
    assert_true(own.quoted_weeks > own.other_weeks + 10.0);
    assert_near(shared.quoted_weeks, shared.other_weeks, 1e-9);
}

/* Half a year ahead of its launch: orders come in, its lines are further when it is sold. */
static void lines_set_up_early_deliver_more(void **state)
{
    (void)state;
    struct second late = second_sold(BO_NO_ROW, 0), early = second_sold(BO_NO_ROW, 180);
    assert_near(late.ordered_before, 0.0, 0.0);
    assert_true(early.ordered_before > 100.0);
    assert_true(early.delivered > 1.5 * late.delivered);
}

/* Both new, on the same lines: together they get no more than these can take, which is a quarter after half a year. */
static void chips_on_the_same_lines_share_what_these_can_take(void **state)
{
    struct trade_world *w = *state;
    second_chip(w);
    w->budget[WEST] = 480e6; /* 2,000 flagships a month where 1,000 can be made */
    w->chip[FLAGSHIP].launch_day = w->chip[HOME].launch_day = w->world.start_day + 31;
    w->chip[HOME].lines_of = FLAGSHIP;
    trade_start(w);
    trade_months(w, 7);
    trade_month(w);
    /* wafers of the fifth and sixth month: 5/24 to 6/24 of 1,000 */
    double made = trade_chip(w, FLAGSHIP)->made + trade_chip(w, HOME)->made;
    assert_true(made > 180.0 && made < 300.0);
}

/* Without stacked memory it takes no slots: it is quoted what making and the journey take, and gets what it orders. */
static void a_card_without_a_package_waits_for_nobody(void **state)
{
    struct trade_world *w = *state;
    second_chip(w);
    w->chip[HOME].launch_day = w->world.start_day - 1000;
    w->chip[HOME].slots = 0.0;
    w->budget[WEST] = 480e6;
    trade_start(w);
    trade_months(w, 24);
    const struct bo_trade_chip_month *card = trade_chip(w, HOME),
                                     *flagship = trade_chip(w, FLAGSHIP);
    assert_true(card->quoted_lead_weeks < 11.0 && flagship->quoted_lead_weeks > 20.0);
    assert_near(card->chips.delivered, card->chips.orders, 0.2);
    /* the flagship has all the slots */
    assert_near(flagship->made, 1000.0, 0.05);
}

/* Flagships, of which there are plenty, ordered in the months in which everybody wants Homes and few are made. */
static double bought_meanwhile(double interim_frac)
{
    struct trade_world w;
    trade_make(&w);
    second_chip(&w);
    w.chip[HOME].dense_16_bit_tflops *= 1.5;
    w.chip[HOME].dense_8_bit_tops *= 1.5;
    w.market.launch_ramp_days = 4.0 * BO_DAYS_PER_YEAR;
    w.market.choice_weight = 3.0;
    w.market.interim_frac = interim_frac;
    trade_start(&w);
    double orders = 0.0;
    for (int month = 0; month < 24; month++) {
        trade_month(&w);
        orders += month >= 12 ? trade_chip(&w, FLAGSHIP)->chips.orders : 0.0;
    }
    trade_free(&w);
    return orders;
}

static void money_for_chips_that_do_not_come_buys_others_meanwhile(void **state)
{
    (void)state;
    double idle = bought_meanwhile(0.0), half = bought_meanwhile(0.5), most = bought_meanwhile(1.0);
    print_message("%g, %g, %g flagships\n", idle, half, most);
    assert_true(idle < half && half < most);
    assert_true(most > 2.75 * idle); /* all of it where theirs would take twice as long */
}

/* Home, half as strong for as much money, of all chips ordered in a year: by the logit a 257th, which is left out. */
static double home_of_all(double second_source_frac)
{
    struct trade_world w;
    trade_make(&w);
    w.chip[HOME].dense_16_bit_tflops *= 0.5;
    w.chip[HOME].dense_8_bit_tops *= 0.5;
    w.market.choice_weight = 8.0;
    w.market.choice_least_frac = 0.05;
    w.market.second_source_frac = trade_path(&w, &second_source_frac);
    trade_start(&w);
    trade_months(&w, 6);
    double home = 0.0, all = 0.0;
    for (int month = 0; month < 12; month++) {
        trade_month(&w);
        home += trade_chip(&w, HOME)->chips.orders;
        all += trade_chip(&w, HOME)->chips.orders + trade_chip(&w, FLAGSHIP)->chips.orders;
    }
    trade_free(&w);
    return home / all;
}

static void boards_keep_a_second_source(void **state)
{
    (void)state;
    assert_near(home_of_all(0.0), 0.0, 0.0);
    assert_near(home_of_all(0.1), 0.1, 1e-3);
    assert_near(home_of_all(0.001), 0.001, 1e-4); /* however little */
}

struct stranded {
    double written_usd, flagships;
    uint32_t n_told;
};

/* Cut has the flagship's dies with slower links, which pass the first rule; a second one bars East from all of them. */
static struct stranded left_in_work(double budget_west, double refinish_frac)
{
    static const struct bo_country china[] = {{2 * 26 + 13}};
    static double links = 600.0;
    static struct bo_condition of_links = {.kind = BO_CONDITION_QUANTITY,
                                           .quantity = BO_CHIP_INTERCONNECT,
                                           .op = BO_AT_LEAST,
                                           .wanted = true};
    struct trade_world w;
    trade_make(&w);
    w.budget[WEST] = budget_west;
    w.market.refinish_frac = refinish_frac;
    w.chip[HOME].price_usd = BO_NAN;
    w.chip[CUT] = w.chip[FLAGSHIP];
    w.chip[CUT].entry = trade_entry("Cut");
    w.chip[CUT].designed_for = 0;
    w.chip[CUT].replaces = FLAGSHIP;
    w.chip[CUT].interconnect_gb_per_s = 400.0;
    w.rule[0] = trade_rule(&w, "Links", 30, 60);
    w.rule[0].when = (struct bo_when){.root = &of_links, .bound = {1, &links}};
    w.rule[1] = trade_rule(&w, "All", 380, 380);
    w.rule[0].destinations.country = w.rule[1].destinations.country = china;
    w.param.n[BO_TABLE_RULES] = 2;
    trade_start(&w);
    trade_months(&w, 12);
    assert_true(trade_chip(&w, CUT)->chips.delivered > 100.0);
    struct stranded s = {.written_usd = 0.0};
    trade_month(&w);
    s.written_usd = bo_trade_month(&w.world)->vendor[LEADER].write_down_usd;
    for (int month = 0; month < 2; month++) {
        trade_month(&w);
        s.flagships += trade_chip(&w, FLAGSHIP)->chips.delivered;
    }
    s.n_told = trade_events(&w, "finished as another", "Cut", NULL);
    trade_free(&w);
    return s;
}

/* What is in work for East goes on as flagships while West waits for these; when nobody does, it is written down. */
static void what_is_in_work_becomes_what_it_was_cut_from(void **state)
{
    (void)state;
    struct stranded wanted = left_in_work(480e6, 1.0), unwanted = left_in_work(1e3, 1.0),
                    never = left_in_work(480e6, 0.0);
    assert_true(unwanted.written_usd > 1e6); /* 100 chips */
    assert_true(wanted.written_usd < 0.1 * unwanted.written_usd);
    assert_near(wanted.flagships, 2000.0, 0.1); /* all slots of two months, none lost */
    assert_int_equal(wanted.n_told, 1);
    assert_int_equal(unwanted.n_told + never.n_told, 0);
    assert_true(never.flagships < 0.85 * wanted.flagships);
}

struct unsold {
    double stock, written_off; /* chips */
    double written_usd;
    uint32_t n_told;
};

/* Made 60 days ahead of orders for a year, after which nobody buys any more. */
static struct unsold left_unsold(double life_days)
{
    struct trade_world w;
    trade_make(&w);
    w.chip[HOME].price_usd = BO_NAN;
    w.vendor[LEADER].build_ahead_days = 60.0;
    w.market.stock_life_days = life_days;
    trade_start(&w);
    trade_months(&w, 12);
    for (int b = 0; b < N_TRADE_BUYERS; b++) {
        w.budget[b] = 0.0;
    }
    struct unsold u = {.stock = 0.0};
    for (int month = 0; month < 18; month++) {
        trade_month(&w);
        const struct bo_trade_vendor_month *v = &bo_trade_month(&w.world)->vendor[LEADER];
        u.stock = v->stock;
        u.written_off += v->written_off;
        u.written_usd += v->write_down_usd;
    }
    u.n_told = trade_events(&w, "write-down", "Flagship", NULL);
    trade_free(&w);
    return u;
}

static void chips_that_nobody_orders_for_long_are_written_off(void **state)
{
    (void)state;
    struct unsold kept = left_unsold((double)INFINITY), gone = left_unsold(90.0);
    assert_true(kept.stock > 10.0);
    assert_near(kept.written_off + kept.written_usd, 0.0, 0.0);
    assert_near(gone.stock, 0.0, 0.0);
    assert_near(gone.written_off, kept.stock, 0.0);
    assert_true(gone.written_usd > 0.1 * 40000.0 * gone.written_off);
    assert_int_equal(gone.n_told, 1);
}

static int set_up(void **state)
{
    static struct trade_world w;
    trade_make(&w);
    *state = &w;
    return 0;
}

static int tear_down(void **state)
{
    trade_free(*state);
    return 0;
}

#define ON_A_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chip_on_lines_of_another_needs_none_of_its_own),
        cmocka_unit_test(lines_set_up_early_deliver_more),
        cmocka_unit_test(chips_that_nobody_orders_for_long_are_written_off),
        ON_A_WORLD(chips_on_the_same_lines_share_what_these_can_take),
        ON_A_WORLD(a_card_without_a_package_waits_for_nobody),
        cmocka_unit_test(money_for_chips_that_do_not_come_buys_others_meanwhile),
        cmocka_unit_test(boards_keep_a_second_source),
        cmocka_unit_test(what_is_in_work_becomes_what_it_was_cut_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
