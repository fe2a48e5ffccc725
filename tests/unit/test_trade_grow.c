/* Lines that orders call up which wait: after their delay, as long as the book is longer than usual, and only where tools are
 * to be had. */
#include "trade_world.h"

enum { MONTHS = 30, DELAY = 12 };

struct course {
    double made[MONTHS]; /* flagships, of each month */
};

/* The West asks for `budget` of flagships a month from the start on. */
static struct course run(double budget, int32_t from_after_days, double answer_frac,
                         double max_per_year)
{
    struct trade_world w;
    struct course c;
    trade_make(&w);
    w.budget[WEST] = budget;
    for (uint32_t v = 0; v < w.param.n[BO_TABLE_VENDORS]; v++) {
        w.vendor[v].slots_answer_frac = answer_frac;
    }
    w.market.slots_answer = (struct bo_slots_answer_param){
        .from_day = from_after_days < 0 ? BO_NEVER : w.world.start_day + from_after_days,
        .per_year = 1.0,
        .usual_days = 2.0 * BO_DAYS_PER_MONTH,
        .max_per_year = max_per_year,
        .delay_days = DELAY * BO_DAYS_PER_MONTH + 1.0};
    trade_start(&w);
    for (int month = 0; month < MONTHS; month++) {
        trade_month(&w);
        c.made[month] = trade_chip(&w, FLAGSHIP)->made;
    }
    trade_free(&w);
    return c;
}

#define LONG_BOOK 1e9
#define SHORT_BOOK 1e6

static void a_long_book_calls_up_lines_after_their_delay(void **state)
{
    (void)state;
    struct course never = run(LONG_BOOK, -1, 1.0, 0.5), answers = run(LONG_BOOK, 0, 1.0, 0.5);
    for (int month = 0; month < DELAY; month++) {
        assert_near(answers.made[month], never.made[month], 1e-9);
    }
    double more = answers.made[MONTHS - 1] / never.made[MONTHS - 1];
    assert_true(more > 1.2 && more < bo_exp(0.5 * (MONTHS - DELAY) / 12.0));
}

static void no_faster_than_the_most_and_no_sooner_than_the_date(void **state)
{
    (void)state;
    struct course fast = run(LONG_BOOK, 0, 1.0, 0.5), slow = run(LONG_BOOK, 0, 1.0, 0.1),
                  late = run(LONG_BOOK, 365, 1.0, 0.5), never = run(LONG_BOOK, -1, 1.0, 0.5);
    assert_true(slow.made[MONTHS - 1] < fast.made[MONTHS - 1]);
    assert_true(slow.made[MONTHS - 1] > never.made[MONTHS - 1]);
    assert_near(late.made[20], never.made[20], 1e-9);
    assert_true(late.made[MONTHS - 1] > never.made[MONTHS - 1]);
}

static void a_short_book_or_a_foundry_without_tools_calls_up_none(void **state)
{
    (void)state;
    struct course calm = run(SHORT_BOOK, 0, 1.0, 0.5), calm_never = run(SHORT_BOOK, -1, 1.0, 0.5);
    struct course barred = run(LONG_BOOK, 0, 0.0, 0.5), never = run(LONG_BOOK, -1, 1.0, 0.5);
    for (int month = 0; month < MONTHS; month++) {
        assert_near(calm.made[month], calm_never.made[month], 1e-9);
        assert_near(barred.made[month], never.made[month], 1e-9);
    }
    assert_true(calm_never.made[MONTHS - 1] > 0.0);
}

/* The domestic foundry goes from 100 wafers a month to 340 in two years; tools are denied after one, when it has 220: of the
 * 120 that it would add, three tenths are set up with tools of its own. */
static void without_tools_lines_stay_what_they_were_but_for_tools_of_home(void **state)
{
    static double wafers[] = {100.0, 340.0}, home = 0.3, out = 0.5;
    (void)state;
    for (int joins = 0; joins < 2; joins++) {
        struct trade_world w;
        trade_make(&w);
        const int32_t day[] = {w.world.start_day, w.world.start_day + 730};
        w.vendor[DOMESTIC].wafers_per_month =
            (struct bo_path){.v = {2, wafers}, .day = day, .scale = 1.0};
        w.chip[FLAGSHIP].price_usd = BO_NAN;
        w.budget[EAST] = LONG_BOOK;
        w.vendor[DOMESTIC].equipment_home_frac = trade_path(&w, &home);
        w.rule[0] = trade_rule(&w, "Tools", 300, 365);
        w.rule[0].kind = BO_RULE_INPUT;
        w.rule[0].subject = "equipment";
        w.rule[0].when = (struct bo_when){.root = NULL};
        if (joins == 0) {
            w.rule[0].out_of_reach_frac = trade_path(&w, &out);
        }
        trade_start(&w);
        trade_months(&w, 30);
        double added = 120.0 * (0.3 + 0.7 * (joins == 0 ? 0.5 : 0.0));
        assert_near(trade_chip(&w, HOME)->made,
                    (220.0 + added) * w.world.month_days / BO_DAYS_PER_MONTH, 0.01);
        trade_free(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_book_calls_up_lines_after_their_delay),
        cmocka_unit_test(no_faster_than_the_most_and_no_sooner_than_the_date),
        cmocka_unit_test(a_short_book_or_a_foundry_without_tools_calls_up_none),
        cmocka_unit_test(without_tools_lines_stay_what_they_were_but_for_tools_of_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
