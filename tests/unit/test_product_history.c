/* The pack of products at its medians against what was seen in 2022-24, with models, rents and ample compute given by
 * hand. Judged values of the pack were moved until most of this held: a fit that must not be lost by accident, neither a
 * validation nor a test of the whole model.
 *
 * The best model's quality rises by 8.3 points a year from 109 and by 15.5 from April 2024 (Epoch AI), in releases of 3;
 * others follow by so many months. */
#include "tiny_world.h"

#include "buildout/base/num.h"
#include "buildout/model/product.h"

#define MONTHS 36
#define BN 1e9

struct follower {
    const char *key;
    double lag_months;
    int from; /* month of its first model */
    enum bo_market market;
};
static const struct follower follower[] = {
    {"OpenAI", 0.0, 0, BO_MARKET_WORLD},      {"Anthropic", 4.0, 14, BO_MARKET_WORLD},
    {"Alphabet", 6.0, 10, BO_MARKET_WORLD},   {"Microsoft", 2.0, 13, BO_MARKET_WORLD},
    {"Meta", 8.0, 12, BO_MARKET_WORLD},       {"Baidu", 13.0, 10, BO_MARKET_CHINA},
    {"Alibaba", 14.0, 12, BO_MARKET_CHINA},   {"Tencent", 15.0, 14, BO_MARKET_CHINA},
    {"ByteDance", 13.0, 14, BO_MARKET_CHINA}, {"Zhipu", 13.0, 12, BO_MARKET_CHINA},
    {"MiniMax", 15.0, 14, BO_MARKET_CHINA},   {"DeepSeek", 10.0, 25, BO_MARKET_CHINA},
};
#define N_FOLLOWERS (sizeof follower / sizeof *follower)

struct history {
    struct bo_arena *arena;
    struct bo_world *world;
    uint32_t row[N_FOLLOWERS];
    double openai_usd[MONTHS], openai_users[MONTHS], openai_margin[MONTHS], baidu_cloud_usd[MONTHS];
    double baidu_margin[MONTHS], world_api_usd[MONTHS], netted_usd[MONTHS];
    bool baidu_war[MONTHS];
    uint32_t done; /* replies */
    int32_t first_reply;
};
enum { OPENAI, BAIDU = 5 };

static uint32_t row_of(const struct bo_world *world, const char *key)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (strcmp(world->param->company[i].entry.key, key) == 0) {
            return i;
        }
    }
    fail_msg("there is no %s", key);
    return 0;
}

static double best_quality(double month)
{
    double bend = 27.0; /* April 2024 */
    return 109.0 + (8.3 * fmin(month, bend) + 15.5 * fmax(0.0, month - bend)) / 12.0;
}

static void give(struct history *h, int month)
{
    struct bo_world *world = h->world;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_ai_company *c = &world->ai_economy->company[i];
        world->company[i].alive =
            world->company[i].param->founded_day <= bo_world_date(world, world->day);
        c->training_h100e = c->inference_h100e = c->internal_inference_h100e = 1e8;
        c->chip_hour_cost_usd = 2.4;
    }
    for (size_t i = 0; i < N_FOLLOWERS; i++) {
        double quality = best_quality(month - follower[i].lag_months);
        struct bo_ai_company *c = &world->ai_economy->company[h->row[i]];
        c->quality_eci = month >= follower[i].from ? 3.0 * floor(quality / 3.0) : 0.0;
        c->lag_months = follower[i].lag_months;
    }
    for (int k = 0; k < BO_N_MARKETS; k++) {
        world->ai_economy->market[k].contract_usd_per_h = month < 24 ? 3.2 : 2.6;
    }
}

static void note(struct history *h, int month)
{
    const struct bo_ai_economy *ai = h->world->ai_economy;
    const struct bo_product_company *c = h->world->products->company;
    uint32_t openai = h->row[OPENAI], baidu = h->row[BAIDU];
    h->openai_usd[month] = ai->company[openai].product_revenue_usd;
    h->openai_users[month] = ai->company[openai].users;
    h->openai_margin[month] = c[openai].margin_frac;
    h->baidu_cloud_usd[month] = ai->company[baidu].cloud_ai_revenue_usd;
    h->baidu_margin[month] = c[baidu].margin_frac;
    h->baidu_war[month] = ai->company[baidu].price_war;
    h->netted_usd[month] = ai->ai_revenue_netted_usd;
    for (size_t i = 0; i < N_FOLLOWERS; i++) {
        h->world_api_usd[month] +=
            follower[i].market == BO_MARKET_WORLD ? c[h->row[i]].revenue_usd[BO_SEGMENT_API] : 0.0;
    }
}

static void answer(struct history *h)
{
    struct bo_products *s = h->world->products;
    for (; h->done < s->n_replies; h->done++) {
        struct bo_price_reply reply = s->reply[h->done];
        if (h->done == 0) {
            h->first_reply = bo_world_date(h->world, reply.day);
        }
        bo_product_reply(h->world, reply.company, reply.day);
    }
}

static void play(struct history *h)
{
    struct bo_world *world = h->world;
    for (int month = 0; month < MONTHS; month++) {
        double day = bo_world_month_end(world, (uint32_t)month);
        world->month_days = day - world->day;
        world->day = day;
        world->month = (uint32_t)month;
        give(h, month);
        bo_product_close(world, day);
        note(h, month);
        answer(h);
    }
}

static int open_history(void **state)
{
    static struct history h;
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_arena_create(TINY_ARENA_BYTES, false, &h.arena, &err), BO_OK);
    const struct bo_scenario *scenario =
        tiny_read("tests/support/product_history.cfg", h.arena, 0, NULL);
    uint32_t n;
    const struct bo_fact_variable *variable = bo_record_variables(&scenario->param, h.arena, &n);
    struct bo_facts *facts = bo_facts_create(
        h.arena, bo_month_of_day(scenario->param.time->start_day), MONTHS, variable, n);
    struct bo_rng rng = {.seed = 1};
    struct bo_sample_options central = {.central = true, .facts = facts};
    const struct bo_param *param;
    if (bo_sample_draw(scenario, &rng, &central, h.arena, &param, &err) != BO_OK ||
        bo_world_create(param, &rng, h.arena, facts, &h.world, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    struct bo_ai_economy *ai = BO_NEW(h.arena, struct bo_ai_economy);
    ai->n_companies = h.world->n_companies;
    ai->company = BO_NEW_ARRAY(h.arena, struct bo_ai_company, ai->n_companies);
    h.world->ai_economy = ai;
    for (size_t i = 0; i < N_FOLLOWERS; i++) {
        h.row[i] = row_of(h.world, follower[i].key);
        ai->company[h.row[i]].market = follower[i].market;
    }
    bo_product_open(h.world);
    play(&h);
    *state = &h;
    return 0;
}

static int close_history(void **state)
{
    bo_arena_free(((struct history *)*state)->arena);
    return 0;
}

static double year_of(const double *usd, int year)
{
    double sum = 0.0;
    for (int month = 12 * (year - 2022); month < 12 * (year - 2021); month++) {
        sum += usd[month];
    }
    return sum;
}

/* 0.03-0.05 bn in 2022, 1.6-2.0 in 2023, 3.7 in 2024; weekly users about 100 M in November 2023, 300 M in December 2024. */
static void openai_sells_about_what_it_sold(void **state)
{
    const struct history *h = *state;
    assert_true(year_of(h->openai_usd, 2022) < 0.25 * BN);
    assert_true(year_of(h->openai_usd, 2023) > 0.9 * BN && year_of(h->openai_usd, 2023) < 2.4 * BN);
    assert_true(year_of(h->openai_usd, 2024) > 2.5 * BN && year_of(h->openai_usd, 2024) < 5.0 * BN);
    assert_true(h->openai_users[22] > 70e6 && h->openai_users[22] < 160e6);
    assert_true(h->openai_users[35] > 200e6 && h->openai_users[35] < 400e6);
    assert_near(h->openai_users[9], 0.0, 0.0); /* before ChatGPT */
}

/* Firms spent 3.5 bn USD a year on tokens at the end of 2024 (Menlo); what is sold on counts once. */
static void tokens_are_bought_for_about_what_was_spent(void **state)
{
    const struct history *h = *state;
    double run_rate = 12.0 * h->world_api_usd[35];
    assert_true(run_rate > 2.0 * BN && run_rate < 6.0 * BN);
    assert_true(run_rate > 3.0 * 12.0 * h->world_api_usd[23]);
}

/* Two who sell at cost enter in May 2024, by the pack's dates; that they are answered, and within days, is the model's. */
static void the_chinese_price_war_begins_in_mid_2024(void **state)
{
    const struct history *h = *state;
    assert_true(h->first_reply >= bo_day_of(2024, 5, 1));
    assert_true(h->first_reply <= bo_day_of(2024, 6, 8));
    assert_false(h->baidu_war[28]);
    assert_true(h->baidu_war[29] && h->baidu_war[35]);
}

/* 35 to 52 % at OpenAI between January and December 2024; giving tokens away leaves a follower with less than nothing. */
static void the_leaders_margin_rises_while_a_followers_collapses(void **state)
{
    const struct history *h = *state;
    assert_true(h->openai_margin[35] > h->openai_margin[24]);
    assert_true(h->openai_margin[24] > 0.2 && h->openai_margin[35] < 0.8);
    assert_true(h->baidu_margin[30] < h->baidu_margin[28] - 0.2);
    assert_true(h->baidu_margin[30] < 0.0);
}

/* 4.8, 6.9, 9 and 11 % of 4.7-5.1 bn renminbi a quarter from 2023-Q4 to 2024-Q3: 34 to 75 M USD. */
static void generative_ai_is_a_small_and_rising_part_of_baidus_cloud(void **state)
{
    const struct history *h = *state;
    double before = h->baidu_cloud_usd[21] + h->baidu_cloud_usd[22] + h->baidu_cloud_usd[23];
    double then = h->baidu_cloud_usd[27] + h->baidu_cloud_usd[28] + h->baidu_cloud_usd[29];
    assert_true(then > 1.3 * before);
    assert_true(then > 20e6 && then < 130e6);
}

static void people_pay_little_in_china(void **state)
{
    const struct history *h = *state;
    const struct bo_ai_company *baidu = &h->world->ai_economy->company[h->row[BAIDU]];
    assert_true(baidu->users > 1e6);
    assert_true(baidu->paying_users < 0.01 * baidu->users);
}

static void almost_nothing_is_sold_at_the_start(void **state)
{
    const struct history *h = *state;
    assert_true(12.0 * h->netted_usd[0] < 0.1 * BN);
    assert_true(12.0 * h->netted_usd[35] > 5.0 * BN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(almost_nothing_is_sold_at_the_start),
        cmocka_unit_test(openai_sells_about_what_it_sold),
        cmocka_unit_test(tokens_are_bought_for_about_what_was_spent),
        cmocka_unit_test(the_chinese_price_war_begins_in_mid_2024),
        cmocka_unit_test(the_leaders_margin_rises_while_a_followers_collapses),
        cmocka_unit_test(generative_ai_is_a_small_and_rising_part_of_baidus_cloud),
        cmocka_unit_test(people_pay_little_in_china),
    };
    return cmocka_run_group_tests(tests, open_history, close_history);
}
