/* Rules on the way from an order to its buyer: bans, notices, licences, quotas, chips made for a rule. */
#include "trade_world.h"

static int setup(void **state)
{
    static struct trade_world w;
    trade_make(&w);
    w.wafers[LEADER] = 3000.0;
    w.chip[HOME].price_usd = BO_NAN; /* only the flagship is sold, and Cut where it is called for */
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    trade_free(*state);
    return 0;
}

static const struct bo_trade_buyer_month *china(const struct trade_world *w)
{
    return &bo_trade_month(&w->world)->market[BO_MARKET_CHINA];
}

/* East alone buys, so that whatever is said of chips is said of it. */
static void leave_out_west(struct trade_world *w)
{
    w->budget[WEST] = 0.0;
}

/* Nobody has made a chip for a rule. */
static void leave_out_cut(struct trade_world *w)
{
    w->chip[CUT].vendor = "nobody";
}

/* Day 365 is a year after the start. */
static void a_ban_cancels_orders_and_is_told(void **state)
{
    struct trade_world *w = *state;
    struct bo_fact_event e = {.day = 0};
    leave_out_cut(w);
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    w->market.design_around_least_frac = 1.0;
    trade_start(w);
    trade_months(w, 12);
    double backlog = china(w)->chips.backlog;
    assert_true(backlog > 500.0);
    trade_month(w);
    assert_int_equal(trade_events(w, "law binds", "Ban", NULL), 1);
    assert_int_equal(trade_events(w, "orders cancelled", "Flagship", &e), 1);
    assert_int_equal(e.day, w->world.start_day + 370);
    assert_string_equal(e.entity, "Leader");
    assert_string_equal(e.why, "Ban");
    assert_true(e.amount > 0.5 * backlog && e.amount < backlog + 600.0);
    assert_near(china(w)->chips.backlog, 0.0, 0.0);
    trade_month(w); /* what was under way has come */
    trade_month(w);
    assert_near(china(w)->chips.delivered, 0.0, 0.0);
    /* USD 10 M a month at 20,000 a system, of which no gate lets one through */
    assert_near(china(w)->chips.denied, 500.0, 0.05);
    assert_true(bo_trade_month(&w->world)->market[BO_MARKET_WORLD].chips.delivered > 300.0);
}

/* The flagship is at home in the US: what West buys crosses no border. */
static void a_ban_of_all_places_does_not_reach_the_home_of_the_chip(void **state)
{
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    w->rule[0].destinations = (struct bo_places){0};
    trade_start(w);
    trade_months(w, 24);
    assert_near(china(w)->chips.delivered, trade_chip(w, CUT)->chips.delivered, 0.0);
    assert_true(bo_trade_month(&w->world)->market[BO_MARKET_WORLD].chips.delivered > 300.0);
}

static void the_catalogue_answers_a_rule_and_sleeps_without_one(void **state)
{
    struct trade_world *w = *state;
    struct bo_fact_event e = {.day = 0};
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    trade_start(w);
    trade_months(w, 12);
    assert_near(trade_chip(w, CUT)->chips.orders + trade_chip(w, CUT)->chips.backlog, 0.0, 0.0);
    trade_months(w, 12);
    assert_int_equal(trade_events(w, "design-around", "Cut", &e), 1);
    assert_string_equal(e.why, "Ban");
    /* 10,000 a system: 1,000 a month, for East alone */
    assert_near(trade_chip(w, CUT)->chips.delivered, 1000.0, 0.1);
    assert_near(china(w)->chips.delivered, trade_chip(w, CUT)->chips.delivered, 0.0);
    assert_int_equal(bo_trade_n_chips(&w->world), N_CHIPS);
}

/* Four months after the rule as many are delivered as when lines are set up at once. */
static void a_chip_made_for_a_rule_runs_on_lines_that_are_there(void **state)
{
    double delivered[2];
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct trade_world w;
        trade_make(&w);
        w.rule[0] = trade_rule(&w, "Ban", 370, 370);
        w.market.launch_ramp_days = i * BO_DAYS_PER_YEAR;
        trade_start(&w);
        trade_months(&w, 16);
        delivered[i] = trade_chip(&w, CUT)->chips.delivered;
        trade_free(&w);
    }
    assert_true(delivered[0] > 0.0);
    assert_near(delivered[1], delivered[0], 0.0);
}

/* Cut was made for another rule, which never comes; the one of this run lets it through all the same. */
static void a_chip_made_for_another_rule_answers_this_one(void **state)
{
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    w->param.n[BO_TABLE_RULES] = 2;
    w->chip[CUT].designed_for = 1;
    trade_start(w);
    trade_months(w, 24);
    assert_int_equal(bo_trade_n_chips(&w->world), N_CHIPS);
    assert_true(trade_chip(w, CUT)->chips.delivered > 500.0);
}

/* Without one in the catalogue: 100 days after the announcement a chip of 5,000 x 0.99 TPP is sold. Its price: 10,000 x
 * 4,950 / 16,000 x 2. */
static void a_vendor_designs_around_a_rule(void **state)
{
    struct trade_world *w = *state;
    struct bo_fact_event e = {.day = 0};
    leave_out_cut(w);
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    trade_start(w);
    trade_months(w, 24);
    assert_int_equal(bo_trade_n_chips(&w->world), N_CHIPS + 1);
    const struct bo_chip *made = bo_trade_chip(&w->world, N_CHIPS);
    assert_near(made->tpp, 4950.0, 1e-6);
    assert_near(made->dense_16_bit_tflops, 1000.0 * 4950.0 / 16000.0, 1e-6);
    assert_near(made->price_usd, 6187.5, 1e-6);
    assert_int_equal(made->launch_day, w->world.start_day + 470);
    assert_int_equal(made->replaces, FLAGSHIP);
    assert_true(bo_trade_is_compliant(&w->world, N_CHIPS));
    assert_int_equal(trade_events(w, "design-around", "", &e), 1);
    assert_true(trade_chip(w, N_CHIPS)->chips.delivered > 300.0);
    assert_near(china(w)->chips.delivered, trade_chip(w, N_CHIPS)->chips.delivered, 0.0);
}

/* That chip has 0.61875 of the price of the one that it is cut from. */
static void a_vendor_makes_no_chip_that_earns_too_little(void **state)
{
    for (int too_little = 0; too_little < 2; too_little++) {
        trade_free(*state);
        trade_make(*state);
        struct trade_world *w = *state;
        leave_out_cut(w);
        w->rule[0] = trade_rule(w, "Ban", 370, 370);
        w->market.design_around_price_least_frac = too_little ? 0.619 : 0.618;
        trade_start(w);
        trade_months(w, 24);
        assert_int_equal(bo_trade_n_chips(&w->world), too_little ? N_CHIPS : N_CHIPS + 1);
    }
}

/* A density of 10 on the die of 800 mm2: 8,000 TPP and a hundredth less. */
static void less_density_is_less_computing_on_the_same_die(void **state)
{
    struct trade_world *w = *state;
    leave_out_cut(w);
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    w->bound = 10.0;
    w->test.quantity = BO_CHIP_PERFORMANCE_DENSITY;
    trade_start(w);
    trade_months(w, 24);
    assert_int_equal(bo_trade_n_chips(&w->world), N_CHIPS + 1);
    const struct bo_chip *made = bo_trade_chip(&w->world, N_CHIPS);
    assert_near(made->tpp, 7920.0, 1e-9);
    assert_near(bo_chip_quantity(made, BO_CHIP_PERFORMANCE_DENSITY), 9.9, 1e-9);
}

/* East is a twelfth of what the vendor sells. */
static void a_small_loss_is_let_be(void **state)
{
    struct trade_world *w = *state;
    leave_out_cut(w);
    w->budget[EAST] = 12e6;
    w->market.design_around_least_frac = 0.1;
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    trade_start(w);
    trade_months(w, 24);
    assert_int_equal(bo_trade_n_chips(&w->world), N_CHIPS);
}

/* All that the vendor makes is for East: half of what is in stock or in work is lost. */
static void what_nobody_takes_is_written_down(void **state)
{
    struct trade_world *w = *state;
    struct bo_fact_event e = {.day = 0};
    leave_out_west(w);
    leave_out_cut(w);
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    trade_start(w);
    trade_months(w, 13);
    assert_int_equal(trade_events(w, "write-down", "Flagship", &e), 1);
    const struct bo_trade_vendor_month *v = &bo_trade_month(&w->world)->vendor[LEADER];
    assert_near(v->write_down_usd / 1e6, e.amount, 1e-9);
    /* a month and more in work or in stock: some 500 to 1,200 chips, of which half */
    assert_true(e.amount > 2.5 && e.amount < 6.0); /* million USD, 100 chips each */
}

static void others_take_what_a_rule_strands(void **state)
{
    struct trade_world *w = *state;
    leave_out_cut(w);
    w->wafers[LEADER] = 900.0; /* West waits for chips */
    w->rule[0] = trade_rule(w, "Ban", 370, 370);
    trade_start(w);
    trade_months(w, 13);
    assert_int_equal(trade_events(w, "write-down", "", NULL), 0);
}

static void a_licence_is_asked_for_and_ships_when_it_is_granted(void **state)
{
    struct trade_world *w = *state;
    double granted = 0.0, refused = 0.0, delivered = 0.0;
    leave_out_west(w);
    w->rule[0] = trade_rule(w, "Licence", -10, -10);
    w->rule[0].policy = BO_LICENCE;
    w->rule[0].grant_frac = 0.6;
    trade_start(w);
    for (int i = 0; i < 36; i++) {
        trade_month(w);
        delivered += trade_chip(w, FLAGSHIP)->chips.delivered;
    }
    for (uint32_t i = 0; i < w->world.facts->n_events; i++) {
        const struct bo_fact_event *e = &w->world.facts->event[i];
        granted += strcmp(e->kind, "licence granted") == 0 ? e->amount : 0.0;
        refused += strcmp(e->kind, "licence denied") == 0 ? e->amount : 0.0;
    }
    assert_true(granted > 0.0 && refused > 0.0);
    assert_true(delivered > 0.5 * granted && delivered <= granted);
}

/* What boards in China order of the flagship in three years, beside Home, if the law grants so much of it. */
static double ordered_under_licence(double grant_frac, double *delivered)
{
    struct trade_world w;
    double orders = 0.0;
    trade_make(&w);
    leave_out_cut(&w);
    leave_out_west(&w);
    w.market.design_around_least_frac = 1.0;
    w.market.lead_weight_per_year = 1.2;
    w.rule[0] = trade_rule(&w, "Licence", -10, -10);
    w.rule[0].policy = BO_LICENCE;
    w.rule[0].grant_frac = grant_frac;
    trade_start(&w);
    *delivered = 0.0;
    for (int i = 0; i < 36; i++) {
        trade_month(&w);
        orders += trade_chip(&w, FLAGSHIP)->chips.orders;
        *delivered += trade_chip(&w, FLAGSHIP)->chips.delivered;
    }
    trade_free(&w);
    return orders;
}

/* A licence that is granted once in fifty times is five years off: at 1.2 a year that is a worth of 1/400, and a logit of
 * weight 4 leaves next to nothing. None at all is a ban. */
static void hardly_any_licence_is_as_good_as_a_ban(void **state)
{
    double delivered;
    (void)state;
    assert_true(ordered_under_licence(0.02, &delivered) < 2.0);
    assert_near(delivered, 0.0, 0.0);
    assert_near(ordered_under_licence(0.0, &delivered), 0.0, 0.0);
}

/* A denial costs time and takes no money: boards turn away little by little as fewer applications are granted, and no tenth
 * of the grants makes half of the difference. */
static void fewer_licences_bring_fewer_chips_little_by_little(void **state)
{
    double before = 0.0, delivered, all;
    (void)state;
    ordered_under_licence(1.0, &all);
    for (int tenths = 1; tenths <= 10; tenths++) {
        ordered_under_licence((double)tenths / 10.0, &delivered);
        assert_true(delivered >= before && delivered - before < 0.5 * all);
        before = delivered;
    }
}

static double let_through(struct trade_world *w)
{
    double delivered = 0.0;
    leave_out_cut(w);
    w->market.design_around_least_frac = 1.0;
    trade_start(w);
    for (int i = 0; i < 24; i++) {
        trade_month(w);
        delivered += china(w)->chips.delivered;
    }
    return delivered;
}

/* 16,000,000 TPP are 1,000 flagships. */
static void a_quota_lets_so_many_through(void **state)
{
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Quota", -10, -10);
    w->rule[0].quota_per = BO_QUOTA_COUNTRY;
    w->rule[0].quota_tpp = 16e6;
    assert_near(let_through(w), 1000.0, 0.0);
}

/* To a region of three countries, each with a quota of 500 flagships. */
static double let_through_to_three(struct trade_world *w, double countries_with_halls)
{
    static const char *const countries[] = {"CN", "HK", "MO"};
    w->rule[0] = trade_rule(w, "Quota", -10, -10);
    w->rule[0].quota_per = BO_QUOTA_COUNTRY;
    w->rule[0].quota_tpp = 8e6;
    w->region[CHINA].countries = (struct bo_texts){3, countries};
    w->region[CHINA].quota_countries = countries_with_halls;
    return let_through(w);
}

static void a_region_has_the_quotas_of_countries_with_halls(void **state)
{
    assert_near(let_through_to_three(*state, 2.0), 1000.0, 0.0);
}

static void a_region_has_the_quotas_of_all_countries_where_none_is_told(void **state)
{
    assert_near(let_through_to_three(*state, 0.0), 1500.0, 0.0);
}

/* What is begun in the last month before the rule is made after it. */
static void nothing_is_begun_that_a_known_rule_will_bar(void **state)
{
    struct trade_world *w = *state;
    leave_out_cut(w);
    leave_out_west(w);
    w->market.design_around_least_frac = 1.0;
    w->rule[0] = trade_rule(w, "Ban", 600, 731);
    trade_start(w);
    trade_months(w, 24);
    assert_near(trade_chip(w, FLAGSHIP)->made, 500.0, 0.2);
    trade_month(w);
    assert_true(trade_chip(w, FLAGSHIP)->made <
                50.0); /* a day or two of those of the month before */
}

/* 500 flagships in a calendar year: what is left of one is lost. */
static void a_quota_may_begin_anew_every_year(void **state)
{
    struct trade_world *w = *state;
    double delivered = 0.0;
    leave_out_cut(w);
    w->market.design_around_least_frac = 1.0;
    w->rule[0] = trade_rule(w, "Quota", -10, -10);
    w->rule[0].quota_per = BO_QUOTA_COUNTRY_YEAR;
    w->rule[0].quota_tpp = 8e6;
    trade_start(w);
    for (int i = 0; i < 47; i++) {
        trade_month(w);
        delivered += china(w)->chips.delivered;
    }
    assert_near(delivered, 2000.0, 0.0);
}

static void a_quota_may_follow_sales_at_home(void **state)
{
    struct trade_world *w = *state;
    double delivered = 0.0, home = 0.0;
    leave_out_cut(w);
    w->market.design_around_least_frac = 1.0;
    w->rule[0] = trade_rule(w, "Quota", -10, -10);
    w->rule[0].quota_per = BO_QUOTA_HOME_SALES;
    w->rule[0].quota_share_frac = 0.5;
    trade_start(w);
    for (int i = 0; i < 36; i++) {
        trade_month(w);
        delivered += china(w)->chips.delivered;
        home += bo_trade_month(&w->world)->market[BO_MARKET_WORLD].chips.delivered;
    }
    assert_true(delivered <= 0.5 * home + 600.0 && delivered > 0.4 * home);
}

/* A quarter of 2,000 that stand at home at the start. */
static void a_quota_counts_what_was_sold_at_home_before_the_start(void **state)
{
    static double held[N_CHIPS] = {[FLAGSHIP] = 2000.0};
    struct trade_world *w = *state;
    double delivered = 0.0;
    leave_out_cut(w);
    leave_out_west(w);
    w->market.design_around_least_frac = 1.0;
    w->buyer[WEST].opening_chips = (struct bo_vector){N_CHIPS, held};
    w->rule[0] = trade_rule(w, "Quota", -10, -10);
    w->rule[0].quota_per = BO_QUOTA_HOME_SALES;
    w->rule[0].quota_share_frac = 0.25;
    trade_start(w);
    for (int i = 0; i < 24; i++) {
        trade_month(w);
        delivered += china(w)->chips.delivered;
    }
    assert_near(delivered, 500.0, 0.0);
}

/* The law comes after thirteen months, when nobody buys at home any more; a window that opens then leaves nothing. */
static double delivered_after_sales_at_home(bool window, double *home)
{
    struct trade_world w;
    double delivered = 0.0;
    trade_make(&w);
    leave_out_cut(&w);
    w.market.design_around_least_frac = 1.0;
    w.rule[0] = trade_rule(&w, "Quota", 400, 400);
    w.rule[0].quota_per = BO_QUOTA_HOME_SALES;
    w.rule[0].quota_share_frac = 0.5;
    if (window) {
        w.rule[0].quota_window.from_day = w.world.start_day + 400;
    }
    trade_start(&w);
    *home = 0.0;
    for (int i = 0; i < 24; i++) {
        if (i == 9) {
            leave_out_west(&w);
        }
        trade_month(&w);
        delivered += i > 13 ? trade_chip(&w, FLAGSHIP)->chips.delivered : 0.0;
        *home += bo_trade_month(&w.world)->market[BO_MARKET_WORLD].chips.delivered;
    }
    trade_free(&w);
    return delivered;
}

static void a_quota_counts_what_was_sold_at_home_before_the_law(void **state)
{
    double home;
    (void)state;
    assert_true(delivered_after_sales_at_home(false, &home) > 0.3 * home);
    assert_true(delivered_after_sales_at_home(true, &home) < 0.01 * home);
}

/* The exporter licenses all up to a quota of 1,000 flagships; the importer, whose rule is the stricter, what `grant` says. */
static double delivered_through_both_gates(double grant_frac)
{
    struct trade_world w;
    double delivered = 0.0;
    trade_make(&w);
    leave_out_cut(&w);
    leave_out_west(&w);
    w.market.design_around_least_frac = 1.0;
    w.param.n[BO_TABLE_RULES] = 2;
    for (int i = 0; i < 2; i++) {
        w.rule[i] = trade_rule(&w, i == 0 ? "Export" : "Import", -10, -10);
        w.rule[i].policy = BO_LICENCE;
        w.rule[i].grant_frac = i == 0 ? 1.0 : grant_frac;
        w.rule[i].gate = i == 0 ? BO_GATE_EXPORT : BO_GATE_IMPORT;
    }
    w.rule[1].presumption = BO_PRESUME_CASE_BY_CASE;
    w.rule[0].quota_per = BO_QUOTA_COUNTRY;
    w.rule[0].quota_tpp = 16e6;
    trade_start(&w);
    for (int i = 0; i < 24; i++) {
        trade_month(&w);
        delivered += trade_chip(&w, FLAGSHIP)->chips.delivered;
    }
    trade_free(&w);
    return delivered;
}

static void both_gates_are_to_be_passed(void **state)
{
    (void)state;
    assert_near(delivered_through_both_gates(1.0), 1000.0, 0.0);
    assert_near(delivered_through_both_gates(0.4), 1000.0, 0.0);
    assert_near(delivered_through_both_gates(0.0), 0.0, 0.0);
}

/* The flagship is American and made abroad: a duty on it is paid in America. */
static void a_duty_may_reach_the_home_of_the_maker(void **state)
{
    static const struct bo_country america[] = {{20 * 26 + 18}};
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Duty", -10, -10);
    w->rule[0].policy = BO_FREE;
    w->rule[0].gate = BO_GATE_IMPORT;
    w->rule[0].destinations.country = america;
    w->rule[0].levy_frac = 0.25;
    w->rule[0].at_home = true;
    trade_start(w);
    trade_months(w, 12);
    const struct bo_trade_buyer_month *m = &bo_trade_month(&w->world)->market[BO_MARKET_WORLD];
    assert_near(m->systems_usd / m->chips.delivered, 22500.0, 1e-9);
    assert_near(china(w)->systems_usd / china(w)->chips.delivered, 20000.0, 1e-9);
}

static void a_levy_is_paid_on_the_chip(void **state)
{
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Duty", -10, -10);
    w->rule[0].policy = BO_FREE;
    w->rule[0].levy_frac = 0.25;
    trade_start(w);
    trade_months(w, 12);
    /* 10,000 of chip, 10,000 around it, 2,500 to the state */
    assert_near(china(w)->systems_usd / china(w)->chips.delivered, 22500.0, 1e-9);
}

/* A rule that binds in 90 days, known from the first of January 2024: with eight months of need and P = 0.6 the multiple
 * is 1 + 0.6 x 240 / 90 x (1 - exp(-90 / 30.4)) = 2.52 in the first of the three months. */
static void boards_lay_in_before_a_rule(void **state)
{
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Ban", 730, 820);
    w->buyer[EAST].stock_need_days = 240.0;
    w->buyer[EAST].stock_response = 0.6;
    leave_out_west(w);
    leave_out_cut(w);
    trade_start(w);
    trade_months(w, 23);
    assert_near(china(w)->chips.orders, 500.0, 0.1);
    trade_month(w); /* the announcement is on its last day, and boards order at the end of it */
    trade_month(w);
    double usual = 500.0;
    assert_near(china(w)->chips.orders / usual, 2.52, 0.15);
}

/* All of it is known in the end: nothing made is lost. */
static void chips_are_conserved_under_all_of_it(void **state)
{
    struct trade_world *w = *state;
    w->market.grey_per_year = 1.0;
    w->market.grey_max_per_year = 5000.0;
    double fifth = 0.2;
    w->market.grey_seized_frac = trade_path(w, &fifth);
    w->buyer[EAST].belief_per_year = 0.5;
    w->buyer[EAST].stock_need_days = 100.0;
    w->buyer[EAST].stock_response = 0.5;
    w->rule[0] = trade_rule(w, "Ban", 370, 400);
    w->rule[0].rescinded_day = w->world.start_day + 900;
    w->rule[1] = trade_rule(w, "Licence", 950, 950);
    w->rule[1].policy = BO_LICENCE;
    w->rule[1].grant_frac = 0.6;
    w->param.n[BO_TABLE_RULES] = 2;
    w->chip[HOME].price_usd = 12000.0;
    trade_start(w);
    trade_months(w, 60); /* audited every month */
    double got = bo_fleet_count(&w->world, BO_NO_ROW, BO_NO_ROW, BO_NO_ROW);
    assert_true(got > 30000.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TRADE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
        TRADE_TEST(a_ban_cancels_orders_and_is_told),
        TRADE_TEST(a_ban_of_all_places_does_not_reach_the_home_of_the_chip),
        TRADE_TEST(the_catalogue_answers_a_rule_and_sleeps_without_one),
        TRADE_TEST(a_chip_made_for_a_rule_runs_on_lines_that_are_there),
        TRADE_TEST(a_chip_made_for_another_rule_answers_this_one),
        TRADE_TEST(a_vendor_designs_around_a_rule),
        TRADE_TEST(a_vendor_makes_no_chip_that_earns_too_little),
        TRADE_TEST(less_density_is_less_computing_on_the_same_die),
        TRADE_TEST(a_small_loss_is_let_be),
        TRADE_TEST(what_nobody_takes_is_written_down),
        TRADE_TEST(others_take_what_a_rule_strands),
        TRADE_TEST(a_licence_is_asked_for_and_ships_when_it_is_granted),
        TRADE_TEST(hardly_any_licence_is_as_good_as_a_ban),
        TRADE_TEST(fewer_licences_bring_fewer_chips_little_by_little),
        TRADE_TEST(a_quota_lets_so_many_through),
        TRADE_TEST(nothing_is_begun_that_a_known_rule_will_bar),
        TRADE_TEST(a_region_has_the_quotas_of_countries_with_halls),
        TRADE_TEST(a_region_has_the_quotas_of_all_countries_where_none_is_told),
        TRADE_TEST(a_quota_may_begin_anew_every_year),
        TRADE_TEST(a_quota_may_follow_sales_at_home),
        TRADE_TEST(a_quota_counts_what_was_sold_at_home_before_the_start),
        TRADE_TEST(a_quota_counts_what_was_sold_at_home_before_the_law),
        TRADE_TEST(both_gates_are_to_be_passed),
        TRADE_TEST(a_duty_may_reach_the_home_of_the_maker),
        TRADE_TEST(a_levy_is_paid_on_the_chip),
        TRADE_TEST(boards_lay_in_before_a_rule),
        TRADE_TEST(chips_are_conserved_under_all_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
