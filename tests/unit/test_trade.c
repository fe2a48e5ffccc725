/* Orders, making, shipping and prices, without a rule in the way. */
#include "trade_world.h"

static int setup(void **state)
{
    static struct trade_world w;
    trade_make(&w);
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    trade_free(*state);
    return 0;
}

/* Only the flagship is sold. */
static void leave_out_home(struct trade_world *w)
{
    w->chip[HOME].price_usd = BO_NAN;
}

static double delivered_in(struct trade_world *w, uint32_t chip, uint32_t n_months)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n_months; i++) {
        trade_month(w);
        sum += trade_chip(w, chip)->chips.delivered;
    }
    return sum;
}

/* USD 240 M a year for systems of 20,000 are 12,000 a year; 2,000 a month could be made. */
static void what_budgets_buy_is_delivered(void **state)
{
    struct trade_world *w = *state;
    leave_out_home(w);
    w->wafers[LEADER] = 2000.0;
    trade_start(w);
    trade_months(w, 24);
    assert_near(delivered_in(w, FLAGSHIP, 12), 12000.0, 0.01);
    const struct bo_trade_vendor_month *v = &bo_trade_month(&w->world)->vendor[LEADER];
    assert_near(v->chips.delivered, 1000.0, 0.1);
    assert_near(v->revenue_usd, 10000.0 * v->chips.delivered, 1e-9);
    assert_near(bo_trade_month(&w->world)->market[BO_MARKET_CHINA].systems_usd,
                20000.0 * bo_trade_month(&w->world)->market[BO_MARKET_CHINA].chips.delivered, 1e-9);
}

/* Capacity for a third of what is wanted: that is made, and no more. */
static void no_more_is_made_than_there_are_slots(void **state)
{
    struct trade_world *w = *state;
    leave_out_home(w);
    w->wafers[LEADER] = 333.0;
    trade_start(w);
    trade_months(w, 24);
    assert_near(delivered_in(w, FLAGSHIP, 12), 12.0 * 333.0, 0.01);
    /* the book is full: 450 days of its capacity */
    assert_near(trade_chip(w, FLAGSHIP)->chips.backlog, 333.0 * 450.0 / BO_DAYS_PER_MONTH, 0.08);
}

static void a_chip_of_two_dies_takes_two_slots(void **state)
{
    struct trade_world *w = *state;
    leave_out_home(w);
    w->chip[FLAGSHIP].slots = 2.0;
    trade_start(w);
    trade_months(w, 24);
    assert_near(delivered_in(w, FLAGSHIP, 12), 12.0 * 500.0, 0.01);
}

/* 8,000 GB a month are 100 chips of 80 GB. */
static void memory_limits_what_is_made(void **state)
{
    struct trade_world *w = *state;
    double gb = 8000.0;
    leave_out_home(w);
    w->vendor[LEADER].hbm_gb_per_month = trade_path(w, &gb);
    trade_start(w);
    trade_months(w, 24);
    assert_near(delivered_in(w, FLAGSHIP, 12), 1200.0, 0.02);
}

/* From the 13th month on. */
static void forbid_memory(struct trade_world *w)
{
    w->rule[0] = trade_rule(w, "Embargo", 365, 365);
    w->rule[0].kind = BO_RULE_INPUT;
    w->rule[0].subject = "hbm";
    w->rule[0].when = (struct bo_when){.root = NULL};
}

/* Half of the memory comes from abroad until an embargo, on the day of the 13th month; then 50 chips a month are made. */
static void an_embargo_on_memory_leaves_what_is_made_at_home(void **state)
{
    struct trade_world *w = *state;
    double gb = 8000.0;
    w->chip[FLAGSHIP].price_usd = BO_NAN;
    w->vendor[DOMESTIC].hbm_gb_per_month = trade_path(w, &gb);
    double half = 0.5;
    w->vendor[DOMESTIC].hbm_home_frac = trade_path(w, &half);
    w->wafers[DOMESTIC] = 10000.0;
    forbid_memory(w);
    trade_start(w);
    trade_months(w, 3);
    assert_near(delivered_in(w, HOME, 9), 9.0 * 100.0, 0.05);
    trade_months(w, 3);
    assert_near(delivered_in(w, HOME, 12), 12.0 * 50.0, 0.05);
}

/* Of the other half a fifth comes from a country that does not join. */
static void an_ally_that_does_not_join_goes_on_selling(void **state)
{
    static double fifth = 0.2, half = 0.5;
    struct trade_world *w = *state;
    double gb = 8000.0;
    w->chip[FLAGSHIP].price_usd = BO_NAN;
    w->vendor[DOMESTIC].hbm_gb_per_month = trade_path(w, &gb);
    w->vendor[DOMESTIC].hbm_home_frac = trade_path(w, &half);
    w->wafers[DOMESTIC] = 10000.0;
    forbid_memory(w);
    w->rule[0].out_of_reach_frac = trade_path(w, &fifth);
    trade_start(w);
    trade_months(w, 15);
    assert_near(delivered_in(w, HOME, 12), 12.0 * (50.0 + 0.2 * 50.0), 0.05);
}

/* A twentieth of it is licensed, and of the rest four tenths stand where nobody asks for a licence. */
static void clouds_abroad_are_let_as_far_as_the_law_reaches(void **state)
{
    static double out = 0.4;
    struct trade_world *w = *state;
    w->rule[0] = trade_rule(w, "Remote access", 100, 200);
    w->rule[0].kind = BO_RULE_CLOUD;
    w->rule[0].when = (struct bo_when){.root = NULL};
    w->rule[0].policy = BO_LICENCE;
    w->rule[0].grant_frac = 0.05;
    w->rule[0].out_of_reach_frac = trade_path(w, &out);
    trade_start(w);
    int32_t start = w->world.start_day;
    assert_near(bo_trade_cloud_frac(&w->world, BO_MARKET_CHINA, start + 199), 1.0, 0.0);
    assert_near(bo_trade_cloud_frac(&w->world, BO_MARKET_CHINA, start + 200), 0.05 + 0.95 * 0.4,
                1e-12);
    assert_near(bo_trade_cloud_frac(&w->world, BO_MARKET_WORLD, start + 200), 1.0, 0.0);
}

/* Home makers of memory supply half until the embargo's fourth month, and all of it from then on. */
static void memory_made_at_home_has_its_dates(void **state)
{
    struct trade_world *w = *state;
    double gb = 8000.0, home[] = {0.5, 1.0};
    const int32_t day[] = {w->world.start_day, w->world.start_day + 456};
    w->chip[FLAGSHIP].price_usd = BO_NAN;
    w->vendor[DOMESTIC].hbm_gb_per_month = trade_path(w, &gb);
    w->vendor[DOMESTIC].hbm_home_frac =
        (struct bo_path){.v = {2, home}, .day = day, .shape = BO_PATH_STEP, .scale = 1.0};
    w->wafers[DOMESTIC] = 10000.0;
    forbid_memory(w);
    trade_start(w);
    trade_months(w, 14);
    assert_near(delivered_in(w, HOME, 1), 50.0, 0.05);
    trade_months(w, 6);
    assert_near(delivered_in(w, HOME, 1), 100.0, 0.05);
}

/* At equal worth and price half of the money goes to each of two chips; at twice the price the weight is 2^-4. */
static void choice_follows_compute_a_dollar(void **state)
{
    struct trade_world *w = *state;
    w->budget[EAST] = 0.0;
    w->wafers[LEADER] = w->wafers[DOMESTIC] = 10000.0;
    w->chip[HOME].price_usd = 20000.0;
    trade_start(w);
    trade_months(w, 24);
    double usd = 0.0, home_usd = 0.0;
    for (int i = 0; i < 12; i++) {
        trade_month(w);
        usd += bo_trade_month(&w->world)->vendor[LEADER].revenue_usd;
        home_usd += bo_trade_month(&w->world)->vendor[DOMESTIC].revenue_usd;
    }
    assert_near(home_usd / usd, 1.0 / 16.0, 0.01);
}

/* Half of the orders wait for a better chip, for three months after its announcement; the money comes back. */
static void buyers_wait_for_a_successor(void **state)
{
    struct trade_world *w = *state;
    w->wafers[LEADER] = 5000.0;
    w->chip[HOME].vendor = "Leader";
    w->chip[HOME].home = bo_country_of_code("US");
    w->chip[HOME].hbm_gb = 141.0;
    w->chip[HOME].launch_day = w->world.start_day + 5000;
    w->chip[HOME].announced_day = w->world.start_day + 730; /* the 25th month begins */
    w->market.wait_frac = 0.5;
    w->market.wait_window_days = 80.0;
    trade_start(w);
    trade_months(w, 24);
    double before = 0.0, waiting = 0.0, after = 0.0;
    for (int i = 0; i < 3; i++) {
        trade_month(w);
        waiting += trade_chip(w, FLAGSHIP)->chips.orders;
    }
    for (int i = 0; i < 12; i++) {
        trade_month(w);
        after += trade_chip(w, FLAGSHIP)->chips.orders;
    }
    before = 3000.0;
    assert_true(waiting < 0.6 * before);
    assert_true(waiting + after > 0.97 * 15.0 / 3.0 * before);
}

/* Of a chip that comes in 150 days when what is ordered now takes about 44: of 212 days of patience half is left, so that
 * a quarter of the orders waits; with 53 days nobody does. */
static double ordered_while_one_waits(double patience_days)
{
    struct trade_world w;
    trade_make(&w);
    w.wafers[LEADER] = 5000.0;
    w.chip[HOME].vendor = "Leader";
    w.chip[HOME].home = bo_country_of_code("US");
    w.chip[HOME].hbm_gb = 141.0;
    w.chip[HOME].announced_day = w.world.start_day + 730; /* the 25th month begins */
    w.chip[HOME].launch_day = w.world.start_day + 880;
    w.market.wait_frac = 0.5;
    w.market.wait_window_days = 20.0;
    w.market.wait_patience_days = patience_days;
    trade_start(&w);
    trade_months(&w, 24);
    double ordered = trade_chip(&w, FLAGSHIP)->chips.orders;
    trade_month(&w);
    ordered = trade_chip(&w, FLAGSHIP)->chips.orders / ordered;
    trade_free(&w);
    return ordered;
}

static void for_what_is_far_off_fewer_wait(void **state)
{
    (void)state;
    assert_near(ordered_while_one_waits(53.0), 1.0, 0.03);
    /* orders of a month, and of a supply line of 1.5 months as much less, in the first e-fold */
    double some = ordered_while_one_waits(212.0), most = ordered_while_one_waits(0.0);
    assert_true(some < 0.9 && most < some - 0.2);
}

/* Flagships bought after a chip four times as good can be ordered. */
static double bought_by_habit(double lag_days)
{
    struct trade_world w;
    trade_make(&w);
    w.wafers[LEADER] = 50000.0;
    w.chip[HOME].vendor = "Leader";
    w.chip[HOME].home = bo_country_of_code("US");
    w.chip[HOME].launch_day = w.world.start_day + 365 + 30;
    w.chip[HOME].dense_16_bit_tflops *= 4.0;
    w.chip[HOME].dense_8_bit_tops *= 4.0;
    w.chip[HOME].memory_bandwidth_gb_per_s *= 4.0;
    w.market.choice_lag_days = lag_days;
    trade_start(&w);
    trade_months(&w, 12);
    double chips = delivered_in(&w, FLAGSHIP, 36);
    trade_free(&w);
    return chips;
}

/* With four months of lag exp(-k/4) of 1,000 a month is still for the flagship in the k-th: 3,520 in all, less some of
 * the 1,700 that are on order before and could not be called off at once. */
static void buyers_turn_to_another_chip_over_a_while(void **state)
{
    (void)state;
    double more = bought_by_habit(4.0 * BO_DAYS_PER_MONTH) - bought_by_habit(0.0);
    assert_true(more > 3520.0 - 1000.0 && more < 3520.0);
}

struct mix {
    double flagships, others; /* made in half a year */
    double others_weeks;      /* quoted for the others in the end */
};

/* Flagships beside other chips of three times the price, when a sixth of what is asked for can be made. */
static struct mix made_when_short(double price_weight, double least_ratio)
{
    struct trade_world w;
    trade_make(&w);
    w.wafers[LEADER] = 150.0;
    w.chip[HOME].vendor = "Leader";
    w.chip[HOME].home = bo_country_of_code("US");
    w.chip[HOME].price_usd = 30000.0;
    w.market.choice_weight = 0.0; /* as much money for each: both could fill all slots */
    w.market.slot_price_weight = price_weight;
    w.market.slot_least_ratio = least_ratio;
    trade_start(&w);
    trade_months(&w, 3);
    struct mix mix = {0.0, 0.0, 0.0};
    for (int i = 0; i < 6; i++) {
        trade_month(&w);
        mix.flagships += trade_chip(&w, FLAGSHIP)->made;
        mix.others += trade_chip(&w, HOME)->made;
    }
    mix.others_weeks = trade_chip(&w, HOME)->quoted_lead_weeks;
    trade_free(&w);
    return mix;
}

static void short_of_slots_a_vendor_makes_what_earns_most(void **state)
{
    (void)state;
    struct mix even = made_when_short(0.0, 0.0), dear = made_when_short(1.0, 0.0);
    assert_near(even.flagships, even.others, 0.01 * even.others);
    assert_true(dear.flagships < 0.6 * dear.others);
}

/* A flagship earns a third on a slot. Below that it has what others leave, which is nothing, and nobody waits for those that are
 * made for it: neither quotes nor order books count it. */
static void a_chip_that_earns_little_has_slots_that_others_leave(void **state)
{
    (void)state;
    struct mix even = made_when_short(0.0, 0.0);
    struct mix above = made_when_short(0.0, 0.3), below = made_when_short(0.0, 0.4);
    assert_near(above.flagships, even.flagships, 0.0);
    assert_true(below.flagships < 0.02 * even.flagships);
    assert_true(below.others > 1.9 * even.others);
    print_message("%.1f weeks, without others %.1f\n", even.others_weeks, below.others_weeks);
    assert_true(below.others_weeks < 0.8 * even.others_weeks);
}

/* The others come a year later, when orders for flagships fill their vendor's book: it takes theirs all the same, and makes them. */
static void a_book_full_of_chips_that_give_way_is_open_to_others(void **state)
{
    struct trade_world *w = *state;
    w->wafers[LEADER] = 150.0;
    w->chip[HOME].vendor = "Leader";
    w->chip[HOME].home = bo_country_of_code("US");
    w->chip[HOME].price_usd = 30000.0;
    w->chip[HOME].launch_day = w->world.start_day + 365;
    w->market.choice_weight = 0.0;
    w->market.slot_least_ratio = 0.4;
    trade_start(w);
    trade_months(w, 12);
    double made = 0.0, ordered = 0.0;
    for (int i = 0; i < 9; i++) {
        trade_month(w);
        ordered += trade_chip(w, HOME)->chips.orders;
        made += i < 3 ? 0.0 : trade_chip(w, HOME)->made;
    }
    print_message("%.0f ordered, %.0f made\n", ordered, made);
    assert_true(ordered > 1350.0); /* 150 a month and more */
    assert_true(made > 800.0);
}

/* A new chip gets its slots over a year: in the sixth month after its first order about half of them. */
static void a_new_chip_ramps_up(void **state)
{
    struct trade_world *w = *state;
    leave_out_home(w);
    w->budget[WEST] = 1e9;
    w->market.launch_ramp_days = BO_DAYS_PER_YEAR;
    w->chip[FLAGSHIP].launch_day = w->world.start_day + 31;
    trade_start(w);
    trade_months(w, 7);
    trade_month(w);
    /* wafers of the fifth and sixth month: 5/12 to 6/12 of 1,000 */
    assert_in_range((uintmax_t)trade_chip(w, FLAGSHIP)->chips.delivered, 350, 650);
    trade_months(w, 8);
    assert_near(delivered_in(w, FLAGSHIP, 12), 12000.0, 0.01);
}

/* Leads of twice the usual make prices dearer by 2^0.5 in the end; the list falls by a tenth a year in the log. */
static void prices_follow_scarcity_and_lists_drift(void **state)
{
    struct trade_world *w = *state;
    leave_out_home(w);
    w->wafers[LEADER] = 300.0;
    w->market.price_scarcity_gain = 0.5;
    w->market.price_drift_per_year = -0.1;
    trade_start(w);
    trade_months(w, 36);
    const struct bo_trade_chip_month *m = trade_chip(w, FLAGSHIP);
    double lead = bo_trade_month(&w->world)->vendor[LEADER].quoted_lead_weeks * 7.0;
    assert_near(m->list_usd, 10000.0 * bo_exp(-0.3), 0.01);
    assert_near(bo_log(m->realised_usd / m->list_usd), 0.5 * bo_log(lead / 60.0), 0.05);
}

static void a_large_buyer_pays_less(void **state)
{
    struct trade_world *w = *state;
    leave_out_home(w);
    w->wafers[LEADER] = 3000.0;
    w->budget[EAST] = 12e6; /* a tenth of the other */
    w->market.volume_discount_frac = 0.1;
    trade_start(w);
    trade_months(w, 12);
    const struct bo_trade_month *m = bo_trade_month(&w->world);
    assert_near(m->market[BO_MARKET_WORLD].systems_usd / m->market[BO_MARKET_WORLD].chips.delivered,
                18000.0, 1e-6);
    assert_near(m->market[BO_MARKET_CHINA].systems_usd / m->market[BO_MARKET_CHINA].chips.delivered,
                19800.0, 1e-6);
}

/* What a boards sees growing it orders for the day of delivery: more than its budget of today buys. */
static void boards_order_for_the_budget_of_the_delivery(void **state)
{
    struct trade_world *w = *state;
    double orders[2];
    for (int k = 0; k < 2; k++) {
        static double value[2] = {60e6, 480e6};
        static int32_t day[2];
        trade_free(w);
        trade_make(w);
        leave_out_home(w);
        day[0] = w->world.start_day;
        day[1] = w->world.start_day + 1096; /* ln 8 in three years */
        w->buyer[WEST].budget_usd_per_year =
            (struct bo_path){.v = {2, value}, .day = day, .shape = BO_PATH_GEOMETRIC, .scale = 1.0};
        w->wafers[LEADER] = 5000.0;
        w->market.plan_growth_max_per_year = k == 0 ? 0.0 : 1.0;
        trade_start(w);
        trade_months(w, 30);
        orders[k] = 0.0;
        for (int i = 0; i < 6; i++) {
            trade_month(w);
            orders[k] += trade_chip(w, FLAGSHIP)->chips.orders;
        }
    }
    /* 60 days at 0.69 a year are 12 % */
    assert_true(orders[1] > 1.05 * orders[0] && orders[1] < 1.25 * orders[0]);
}

/* The domestic vendor belongs to a company that spends a quarter of USD 120 M a year on its chips: of 20,000 a system 125 a
 * month, and 375 flagships. Nobody else gets one. */
static void a_house_buys_its_own_chips_first(void **state)
{
    struct trade_world *w = *state;
    static struct bo_company_param param;
    static struct bo_company company;
    static struct bo_ai_company ai;
    static struct bo_estate estate[N_REGIONS];
    static double frac = 0.25;
    param = (struct bo_company_param){.entry = {"West", "West", 9}, .headquarters = "US"};
    company = (struct bo_company){.param = &param, .alive = true, .estate = estate};
    ai = (struct bo_ai_company){.system_budget_usd_per_year = 120e6};
    w->world.n_companies = w->ai.n_companies = w->param.n[BO_TABLE_COMPANIES] = 1;
    w->param.company = &param;
    w->world.company = &company;
    w->ai.company = &ai;
    w->buyer[WEST].company = 0;
    w->buyer[WEST].in_house_frac = trade_path(w, &frac);
    w->vendor[DOMESTIC].owner = 0;
    w->wafers[LEADER] = 3000.0;
    w->wafers[DOMESTIC] = 1000.0;
    trade_start(w);
    trade_months(w, 24);
    double own = 0.0, paid = 0.0, all = 0.0;
    for (int i = 0; i < 12; i++) {
        trade_month(w);
        own += trade_chip(w, HOME)->chips.delivered;
        all += bo_trade_month(&w->world)->company[0].chips.delivered;
        paid += ai.systems_paid_usd;
    }
    assert_near(own, 12.0 * 125.0, 0.02);
    assert_near(all - own, 12.0 * 375.0, 0.02);
    assert_near(paid, 120e6, 0.02);
    assert_near(bo_fleet_count(&w->world, EAST, BO_NO_ROW, HOME), 0.0, 0.0);
    /* on order and under way: two months of 500, of 2 kW each */
    assert_near(ai.ordered_mw, 2.0, 0.3);
    company.alive = false; /* what it had on order is off */
    trade_months(w, 2);
    assert_near(bo_trade_month(&w->world)->company[0].chips.backlog, 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TRADE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
        TRADE_TEST(what_budgets_buy_is_delivered),
        TRADE_TEST(no_more_is_made_than_there_are_slots),
        TRADE_TEST(a_chip_of_two_dies_takes_two_slots),
        TRADE_TEST(memory_limits_what_is_made),
        TRADE_TEST(an_embargo_on_memory_leaves_what_is_made_at_home),
        TRADE_TEST(an_ally_that_does_not_join_goes_on_selling),
        TRADE_TEST(clouds_abroad_are_let_as_far_as_the_law_reaches),
        TRADE_TEST(memory_made_at_home_has_its_dates),
        TRADE_TEST(choice_follows_compute_a_dollar),
        TRADE_TEST(buyers_wait_for_a_successor),
        TRADE_TEST(for_what_is_far_off_fewer_wait),
        TRADE_TEST(buyers_turn_to_another_chip_over_a_while),
        TRADE_TEST(short_of_slots_a_vendor_makes_what_earns_most),
        TRADE_TEST(a_chip_that_earns_little_has_slots_that_others_leave),
        TRADE_TEST(a_book_full_of_chips_that_give_way_is_open_to_others),
        TRADE_TEST(a_new_chip_ramps_up),
        TRADE_TEST(prices_follow_scarcity_and_lists_drift),
        TRADE_TEST(a_large_buyer_pays_less),
        TRADE_TEST(boards_order_for_the_budget_of_the_delivery),
        TRADE_TEST(a_house_buys_its_own_chips_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
