/* The programmes that ship, given about the compute that they had, against what Epoch AI observed from 2022 to mid-2025:
 * training compute of leading models, the slope of capability, and lags. The compute is judged from cards in hand
 * (A100 counted as 0.315 H100) and rented; models, their FLOP and dates are what is compared, and no input. */
#include <string.h>

#include "tiny_world.h"

#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"

#define SCENARIO "tests/support/capability_history.cfg"
#define MONTHS 42 /* to 2025-07-01 */
#define N_DATES 5

/* H100e that train and experiment at 2022-01, 2023-01, 2024-01, 2025-01, 2025-07. */
struct compute {
    const char *company;
    double h100e[N_DATES];
};
static const struct compute history[] = {
    {"OpenAI", {6e3, 12e3, 60e3, 250e3, 400e3}},     /* 25,000 A100 for GPT-4; rents 102 k, 386 k */
    {"Alphabet", {12e3, 25e3, 120e3, 400e3, 600e3}}, /* TPU; a third of the fleet */
    {"Meta", {2e3, 6e3, 50e3, 160e3, 250e3}},
    {"Anthropic", {0.5e3, 4e3, 25e3, 140e3, 200e3}},
    {"xAI", {0.0, 0.0, 8e3, 100e3, 180e3}},
    {"Inflection", {0.0, 2e3, 12e3, 0.0, 0.0}},
    {"Microsoft", {3e3, 5e3, 10e3, 30e3, 40e3}},
    {"Alibaba", {2e3, 4e3, 12e3, 30e3, 45e3}},
    {"Baidu", {2e3, 4e3, 10e3, 15e3, 20e3}},
    {"Tencent", {1e3, 3e3, 8e3, 20e3, 30e3}},
    {"ByteDance", {1e3, 4e3, 12e3, 50e3, 80e3}},
    {"Zhipu", {0.3e3, 0.6e3, 4e3, 12e3, 15e3}},
    {"DeepSeek", {0.0, 2e3, 5e3, 15e3, 20e3}},
    {"Moonshot", {0.0, 0.0, 2e3, 6e3, 8e3}},
    {"Baichuan", {0.0, 0.5e3, 2e3, 3e3, 2e3}},
    {"MiniMax", {0.3e3, 0.7e3, 2e3, 5e3, 7e3}},
    {"Character_AI", {0.3e3, 0.6e3, 1.5e3, 0.0, 0.0}},
    {"Amazon", {1e3, 2e3, 6e3, 25e3, 40e3}},
    {"Apple", {0.3e3, 0.5e3, 1e3, 3e3, 4e3}},
    {"Huawei", {1e3, 1.5e3, 3e3, 7e3, 12e3}},
};
#define N_HISTORY (sizeof history / sizeof *history)

struct past {
    struct bo_world world;
    struct bo_ai_economy economy;
};

/* Between dates by a constant rate, or straight from or to nothing. */
static double compute_at(const double *h100e, double day)
{
    const double date[N_DATES] = {0.0, 365.0, 730.0, 1096.0, 1277.0};
    uint32_t i = 0;
    while (i + 2 < N_DATES && day >= date[i + 1]) {
        i++;
    }
    double part = bo_clamp((day - date[i]) / (date[i + 1] - date[i]), 0.0, 1.0);
    double a = h100e[i], b = h100e[i + 1];
    return a > 0.0 && b > 0.0 ? a * bo_exp(part * bo_log(b / a)) : a + part * (b - a);
}

static void give_compute(struct past *past, double day)
{
    const struct bo_param *param = past->world.param;
    for (uint32_t i = 0; i < past->world.n_companies; i++) {
        past->world.company[i].alive =
            param->company[i].founded_day <= bo_world_date(&past->world, day);
        past->world.company[i].policy = param->strategy[param->company[i].strategy];
        for (uint32_t k = 0; k < N_HISTORY; k++) {
            if (strcmp(history[k].company, param->company[i].entry.key) == 0) {
                past->economy.company[i].internal_training_h100e =
                    compute_at(history[k].h100e, day);
            }
        }
    }
}

static void open_past(struct past *past, struct bo_arena *arena, const struct bo_param *param,
                      uint32_t replicate)
{
    uint32_t n = param->n[BO_TABLE_COMPANIES];
    *past = (struct past){.economy = {.n_companies = n}};
    past->economy.company = BO_NEW_ARRAY(arena, struct bo_ai_company, n);
    past->world = (struct bo_world){.arena = arena,
                                    .param = param,
                                    .rng = {.seed = 1, .replicate = replicate},
                                    .start_day = param->time->start_day,
                                    .n_months = MONTHS,
                                    .n_companies = n,
                                    .ai_economy = &past->economy};
    past->world.company = BO_NEW_ARRAY(arena, struct bo_company, n);
    for (uint32_t i = 0; i < param->n[BO_TABLE_PROGRAMMES]; i++) {
        const struct bo_programme_param *p = &param->programme[i];
        past->economy.company[p->company].frontier = p->policy == BO_TRAIN_FRONTIER;
    }
}

static uint32_t row(const struct bo_param *param, const char *key)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        if (strcmp(param->company[i].entry.key, key) == 0) {
            return i;
        }
    }
    fail_msg("no company %s", key);
    return 0;
}

/* What a replicate shows, summed for means. */
struct shown {
    double eci_2022, eci_2024_04, eci_end, largest_2023, largest_2025;
    double china_lag_2023, china_lag_2025, open_lag, models;
};

static double best_of(const struct past *past, const char *const *key, uint32_t n)
{
    double best = 0.0;
    for (uint32_t k = 0; k < n; k++) {
        best = fmax(best, past->economy.company[row(past->world.param, key[k])].quality_eci);
    }
    return best;
}

static double lag_of(const struct past *past, const char *const *key, uint32_t n)
{
    return bo_frontier_lag_days(&past->world.capability->frontier, past->world.day,
                                best_of(past, key, n)) /
           BO_DAYS_PER_MONTH;
}

static double largest(const struct past *past)
{
    double most = 0.0;
    for (uint32_t i = 0; i < past->world.capability->n_programmes; i++) {
        most = fmax(most, past->world.capability->programme[i].log_flop);
    }
    return most / bo_log(BO_DECADE);
}

static void look(const struct past *past, uint32_t month, struct shown *s)
{
    static const char *const china[] = {"Alibaba",  "Baidu",   "Tencent",  "ByteDance", "Zhipu",
                                        "DeepSeek", "MiniMax", "Moonshot", "Baichuan"};
    static const char *const open[] = {"Meta", "Alibaba", "DeepSeek"};
    const uint32_t n_china = sizeof china / sizeof *china;
    if (month >= 12 && month < 24) {
        s->china_lag_2023 += lag_of(past, china, n_china) / 12.0;
    }
    if (month >= 30) {
        s->china_lag_2025 += lag_of(past, china, n_china) / 12.0;
    }
    if (month >= 18) {
        s->open_lag += lag_of(past, open, 3) / 24.0;
    }
    if (month == 26) {
        s->eci_2024_04 += past->economy.frontier_eci;
    }
    if (month == 17) {
        s->largest_2023 += largest(past);
    }
}

static void step(struct past *past)
{
    struct bo_world *world = &past->world;
    double end = bo_world_month_end(world, world->month);
    world->month_days = end - world->day;
    world->day = end;
    give_compute(past, end);
    bo_capability_close(world, end);
    world->month++;
}

static void replay(struct bo_arena *arena, const struct bo_param *param, uint32_t replicate,
                   struct shown *s)
{
    struct past past;
    open_past(&past, arena, param, replicate);
    give_compute(&past, 0.0);
    bo_capability_open(&past.world);
    s->eci_2022 += past.economy.frontier_eci;
    for (uint32_t month = 0; month < MONTHS; month++) {
        step(&past);
        look(&past, month, s);
    }
    s->eci_end += past.economy.frontier_eci;
    s->largest_2025 += largest(&past);
    for (uint32_t i = 0; i < past.world.capability->n_programmes; i++) {
        const struct bo_programme *p = &past.world.capability->programme[i];
        s->models += p->n_published;
    }
}

#define LONG_MONTHS 144

static void assert_sound(const struct past *past, const double *before)
{
    const struct bo_capability *c = past->world.capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        const struct bo_programme *p = &c->programme[i];
        const struct bo_ai_company *ai = &past->economy.company[p->company];
        assert_true(isfinite(p->log_effective) && isfinite(p->log_algorithms));
        assert_true(p->log_effective >= before[i]);
        assert_true(p->log_effective <= bo_frontier_now(&c->frontier)->log_effective + 1e-9);
        assert_true(isfinite(ai->training_need_h100e) && ai->training_need_h100e >= 0.0);
        assert_true(isfinite(ai->training_flop) && ai->training_flop >= 0.0);
        assert_true(ai->lag_months >= 0.0 && ai->lag_months < 500.0);
        assert_true(p->research_effort >= 0.0 && p->research_effort <= 1.0);
    }
}

/* Whatever is drawn, for twelve years: models do not get worse, none is beyond the frontier, all is finite. */
static void any_draw_of_the_inputs_stays_sound(void **state)
{
    (void)state;
    struct bo_arena *arena = NULL;
    assert_int_equal(bo_arena_create(TINY_ARENA_BYTES, false, &arena, NULL), BO_OK);
    const struct bo_scenario *scenario = tiny_read(SCENARIO, arena, 0, NULL);
    for (uint32_t replicate = 0; replicate < 20; replicate++) {
        struct bo_rng rng = {.seed = 7, .replicate = replicate};
        struct bo_sample_options options = {.central = false};
        const struct bo_param *param;
        struct past past;
        double before[32] = {0.0};
        assert_int_equal(bo_sample_draw(scenario, &rng, &options, arena, &param, NULL), BO_OK);
        open_past(&past, arena, param, replicate);
        past.world.n_months = LONG_MONTHS;
        give_compute(&past, 0.0);
        bo_capability_open(&past.world);
        assert_true(past.world.capability->n_programmes <= 32);
        for (uint32_t month = 0; month < LONG_MONTHS; month++) {
            step(&past);
            assert_sound(&past, before);
            for (uint32_t i = 0; i < past.world.capability->n_programmes; i++) {
                before[i] = past.world.capability->programme[i].log_effective;
            }
        }
    }
    bo_arena_free(arena);
}

#define REPLICATES 40

/* The mean of replicates that differ by the luck of runs, with uncertain inputs at their medians. */
static int replay_all(void **state)
{
    static struct shown mean;
    struct bo_arena *arena = NULL;
    if (bo_arena_create(TINY_ARENA_BYTES, false, &arena, NULL) != BO_OK) {
        return -1;
    }
    const struct bo_scenario *scenario = tiny_read(SCENARIO, arena, 0, NULL);
    for (uint32_t replicate = 0; replicate < REPLICATES; replicate++) {
        struct bo_rng rng = {.seed = 1, .replicate = replicate};
        struct bo_sample_options central = {.central = true};
        const struct bo_param *param;
        if (bo_sample_draw(scenario, &rng, &central, arena, &param, NULL) != BO_OK) {
            return -1;
        }
        replay(arena, param, replicate, &mean);
    }
    double *sum = (double *)&mean;
    for (uint32_t i = 0; i < sizeof mean / sizeof *sum; i++) {
        sum[i] /= REPLICATES;
    }
    print_message(
        "ECI %.1f, %.1f, %.1f; log10 FLOP %.2f, %.2f; lags %.1f, %.1f, %.1f; models %.0f\n",
        mean.eci_2022, mean.eci_2024_04, mean.eci_end, mean.largest_2023, mean.largest_2025,
        mean.china_lag_2023, mean.china_lag_2025, mean.open_lag, mean.models);
    bo_arena_free(arena);
    *state = &mean;
    return 0;
}

static void assert_within(double x, double low, double high)
{
    if (!(x >= low && x <= high)) {
        fail_msg("%g is not within %g and %g", x, low, high);
    }
}

/* Claude 3.5 Sonnet is 130 on 2024-06-20; back at 15.5 ECI a year to April 2024: 126.6, at 8.3 to 2022: 107.9; on at 15.5
 * to July 2025: 146. */
static void the_frontier_rises_as_the_index_did(void **state)
{
    const struct shown *s = *state;
    assert_within(s->eci_2022, 107.0, 109.0);
    assert_within(s->eci_2024_04, 126.6 - 5.0, 126.6 + 5.0);
    assert_within(s->eci_end, 146.0 - 5.0, 146.0 + 5.0);
    double slow = (s->eci_2024_04 - s->eci_2022) / 2.25,
           fast = (s->eci_end - s->eci_2024_04) / 1.25;
    assert_within(fast / slow, 1.3, 2.5); /* 15.5 / 8.3 = 1.87 */
}

/* GPT-4 2.1e25 in March 2023, Grok-3 4.6e26 in February 2025: 25.3 and 26.7, within a factor of 2.5. */
static void the_largest_runs_are_as_large_as_they_were(void **state)
{
    const struct shown *s = *state;
    assert_within(s->largest_2023, 25.3 - 0.4, 25.3 + 0.4);
    assert_within(s->largest_2025, 26.7 - 0.4, 26.7 + 0.4);
}

/* Chinese models 7 months (4-14), fewer of late; open ones 3.5 (1.1-5.3). */
static void followers_lag_as_they_did(void **state)
{
    const struct shown *s = *state;
    assert_within(s->china_lag_2023, 4.0, 14.0);
    assert_within(s->china_lag_2025, 4.0, 14.0);
    assert_true(s->china_lag_2025 < s->china_lag_2023);
    assert_within(s->open_lag, 1.1, 5.3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frontier_rises_as_the_index_did),
        cmocka_unit_test(the_largest_runs_are_as_large_as_they_were),
        cmocka_unit_test(followers_lag_as_they_did),
        cmocka_unit_test(any_draw_of_the_inputs_stays_sound),
    };
    return cmocka_run_group_tests(tests, replay_all, NULL);
}
