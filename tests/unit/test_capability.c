/* Runs and models of a programme: how long, how much, when done, what comes of it, what it costs. */
#include "capability_world.h"

#include <string.h>

static struct cap cap;

static int set_up(void **state)
{
    *state = &cap;
    cap_init(&cap, 1);
    return 0;
}

static int set_up_two(void **state)
{
    *state = &cap;
    cap_init(&cap, 2);
    return 0;
}

static int tear_down(void **state)
{
    cap_close(*state);
    return 0;
}

/* Epoch AI's table: 42.6 months with hardware alone and 9.12 with investment give g_H = 12/42.6 = 0.2817 and
 * g_I = 12/9.12 - 0.2817 = 1.0341; with software at ln 1.7: 12/0.8123 = 14.8, all three 12/1.8464 = 6.50; at three times
 * a year 12/(0.2817 + 1.0986) = 8.7 months. */
static void the_longest_useful_run_is_one_over_the_sum_of_growths(void **state)
{
    (void)state;
    double g_h = 12.0 / 42.6, g_i = 12.0 / 9.12 - g_h, slow = bo_log(1.7), fast = bo_log(3.0);
    double month = BO_DAYS_PER_MONTH;
    assert_near(bo_capability_longest_run_days(g_h, slow, 0.0) / month, 14.8, 3e-3);
    assert_near(bo_capability_longest_run_days(g_h, slow, g_i) / month, 6.50, 1e-3);
    assert_near(bo_capability_longest_run_days(g_h, fast, 0.0) / month, 8.7, 1e-3);
    assert_true(isinf(bo_capability_longest_run_days(0.0, 0.0, 0.0)));
}

/* Equal lengths with sharpness 1: half; with 2: 1/sqrt 2. */
static void a_run_is_never_longer_than_the_bound(void **state)
{
    (void)state;
    assert_near(bo_capability_run_days(100.0, 100.0, 1.0), 50.0, 1e-14);
    assert_near(bo_capability_run_days(100.0, 100.0, 2.0), 100.0 / sqrt(2.0), 1e-14);
    assert_near(bo_capability_run_days(10.0, 1000.0, 4.0), 10.0, 1e-8);
    assert_near(bo_capability_run_days(1e6, 100.0, 4.0), 100.0, 1e-8);
    assert_near(bo_capability_run_days(50.0, (double)INFINITY, 4.0), 50.0, 1e-14);
    assert_true(bo_capability_run_days(300.0, 200.0, 4.0) < 200.0);
}

/* 0.2 of a year's compute on all of it: 73.05 days of 1,000 H100e; 73,050 x 1e15 x 0.4 x 86,400 FLOP. */
static void a_frontier_run_is_the_drawn_part_of_a_generations_compute(void **state)
{
    struct cap *c = *state;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_hurry(c, 0);
    bo_capability_plan(&c->world, 0.0);
    const struct bo_training_run *run = &cap_of(c, 0)->run;
    assert_true(run->active);
    assert_near(run->work_h100e_days, 73050.0, 1e-12);
    assert_near(run->flop / 1e24, 73050.0 * 1e15 * 0.4 * 86400.0 / 1e24, 1e-12);
    assert_near(bo_capability_run_work(&c->world, 0), 73050.0, 1e-12);
    assert_near(bo_capability_run_capacity(&c->world, 0), 1000.0, 1e-14);
}

/* Experiments keep half, so the run takes twice as long for the same work, on 500. */
static void experiments_keep_their_part_while_a_run_is_on(void **state)
{
    struct cap *c = *state;
    c->programme[0].research_share_frac = 0.5;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_hurry(c, 0);
    bo_capability_plan(&c->world, 0.0);
    assert_near(cap_of(c, 0)->run.work_h100e_days, 73050.0, 1e-12);
    assert_near(bo_capability_run_capacity(&c->world, 0), 500.0, 1e-14);
}

/* Oracle 3: W = 73,050 on 1,000 from day 0; 2,000 from the first close, day 31: 31 + (73,050 - 31,000)/2,000 = 52.025. */
static void a_run_on_capacity_that_doubles_ends_on_the_analytic_day(void **state)
{
    struct cap *c = *state;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_hurry(c, 0);
    bo_capability_plan(&c->world, 0.0);
    c->ai[0].internal_training_h100e = 2000.0;
    cap_month(c);
    assert_near(cap_of(c, 0)->run.done_h100e_days, 31000.0, 1e-12);
    assert_near(c->ai[0].training_flop / 1e24, 31000.0 * CAP_FLOP_PER_DAY / 1e24, 1e-12);
    cap_month(c);
    assert_false(cap_of(c, 0)->run.active);
    const struct bo_frontier *f = &c->world.capability->frontier;
    assert_near(bo_frontier_now(f)->day, 52.025, 1e-12);
    assert_near(c->ai[0].training_flop / 1e24, 42050.0 * CAP_FLOP_PER_DAY / 1e24, 1e-12);
}

/* F = 73,050 x 3.456e19 = 2.5246e24 with the algorithms of the opening, A = 0: 0.4022 decades above 1e24, so 104.022. */
static void a_model_published_has_the_capability_of_its_flop_and_algorithms(void **state)
{
    struct cap *c = *state;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    assert_near(c->ai[0].quality_eci, 100.0, 1e-14);
    cap_hurry(c, 0);
    bo_capability_plan(&c->world, 0.0);
    cap_months(c, 2);
    assert_near(c->ai[0].quality_eci, 100.0, 1e-14); /* day 59: not yet */
    cap_month(c);
    double expected = 100.0 + 10.0 * bo_log10(73050.0 * CAP_FLOP_PER_DAY / 1e24);
    assert_near(c->ai[0].quality_eci, expected, 1e-12);
    assert_near(expected, 104.022, 1e-5);
    assert_near(c->economy.frontier_eci, expected, 1e-12);
    assert_int_equal(c->economy.leader, 0);
    assert_int_equal(cap_of(c, 0)->n_published, 1);
}

static void a_run_that_fails_gives_no_model(void **state)
{
    struct cap *c = *state;
    c->programme[0].failure_frac = 1.0;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_hurry(c, 0);
    bo_capability_plan(&c->world, 0.0);
    cap_months(c, 4);
    assert_near(c->ai[0].quality_eci, 100.0, 1e-14);
    assert_int_equal(cap_of(c, 0)->n_failed, 1);
    assert_int_equal(cap_of(c, 0)->n_published, 0);
}

/* g_S = 1.1 a year with R = 1: after a year of research A has grown by 1.1, and a run begun then has it. */
static void own_research_raises_algorithms_for_the_next_run(void **state)
{
    struct cap *c = *state;
    c->technology.algorithmic_progress_per_year = 1.1;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_of(c, 0)->last_start_day = 0.0;
    cap_months(c, 13); /* until 2023-01-31: the run is due a cadence, 365.25 days, after day 0 */
    double years = 396.0 / BO_DAYS_PER_YEAR;
    assert_near(cap_of(c, 0)->log_algorithms, 1.1 * years, 1e-12);
    assert_true(cap_of(c, 0)->run.active);
    assert_near(cap_of(c, 0)->run.log_algorithms, 1.1 * years, 1e-12);
    cap_month(c);
    assert_near(cap_of(c, 0)->run.log_algorithms, 1.1 * years, 1e-12); /* frozen at the start */
}

/* Effort is sqrt(compute x staff): a quarter of the compute and the same staff give one half. */
static void research_counts_in_absolute_compute_and_staff(void **state)
{
    struct cap *c = *state;
    c->technology.algorithmic_progress_per_year = 1.0;
    c->ai[0].internal_training_h100e = 4000.0;
    c->ai[1].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_of(c, 0)->last_start_day = cap_of(c, 1)->last_start_day = 0.0;
    cap_month(c);
    assert_near(cap_of(c, 0)->research_effort, 1.0, 1e-14);
    assert_near(cap_of(c, 1)->research_effort, 0.5, 1e-14);
    assert_near(cap_of(c, 1)->log_algorithms, 0.5 * 31.0 / BO_DAYS_PER_YEAR, 1e-14);
}

/* 600 of its own at 2 USD/h and 400 rented, 1,200 in all used for training of 2,000 in use: of 1,000 rented 600; their
 * rent is 1,000 x 744 h x 3 USD. January: 600 x 744 x 2 + 600 x 744 x 3. */
static void training_costs_own_chip_hours_and_rent(void **state)
{
    struct cap *c = *state;
    cap_open(c);
    c->ai[0].internal_training_h100e = 1200.0;
    c->ai[0].internal_inference_h100e = 800.0;
    c->ai[0].leased_in_h100e = 1000.0;
    c->ai[0].leasing_cost_usd = 1000.0 * 744.0 * 3.0;
    c->ai[0].chip_hour_cost_usd = 2.0;
    cap_month(c);
    assert_near(c->ai[0].training_cost_usd, 600.0 * 744.0 * 5.0, 1e-12);
    /* half of it goes to serving: half trains on, and half is paid for training */
    double before = bo_capability_run_capacity(&c->world, 0);
    c->ai[0].internal_training_h100e = 600.0;
    c->ai[0].internal_inference_h100e = 1400.0;
    bo_capability_reread(&c->world, 0);
    assert_near(c->ai[0].training_cost_usd, 300.0 * 744.0 * 5.0, 1e-12);
    assert_true(before > 0.0);
    assert_near(bo_capability_run_capacity(&c->world, 0), 0.5 * before, 1e-12);
}

/* Spending that grows by 0.8 a year is seen as 0.8 from the start and for ever. */
static void steady_growth_of_spending_is_seen_as_it_is(void **state)
{
    struct cap *c = *state;
    c->technology.opening_spending_growth_per_year = 0.8;
    c->ai[0].chip_hour_cost_usd = 2.0;
    cap_open(c);
    for (int month = 0; month < 36; month++) {
        c->ai[0].internal_training_h100e =
            1e3 * bo_exp(0.8 * bo_world_month_end(&c->world, c->world.month) / BO_DAYS_PER_YEAR);
        cap_month(c);
    }
    assert_near(cap_of(c, 0)->spending_growth_per_year, 0.8, 0.05); /* monthly steps */
    c->ai[0].internal_training_h100e /= 1e3;
    cap_month(c);
    assert_near(cap_of(c, 0)->spending_growth_per_year, 0.0, 0.0); /* a fall bounds no run */
}

/* The largest run of all is 1e24; a year later the frontier wants it e^1.5 larger; as 0.2 of a year's compute that is
 * 1e24 e^1.5 / (3.456e19 x 73.05) = 1,775 H100e. */
static void the_frontier_wants_the_next_run_larger(void **state)
{
    struct cap *c = *state;
    cap_open(c);
    double now = 1e24 / (CAP_FLOP_PER_DAY * 73.05);
    assert_near(c->ai[0].training_need_h100e, now, 1e-12);
    cap_months(c, 12);
    double year = 365.0 / BO_DAYS_PER_YEAR;
    assert_near(c->ai[0].training_need_h100e, now * bo_exp(1.5 * year), 1e-12);
    cap_months(c, 36); /* not more than a generation ahead */
    assert_near(c->ai[0].training_need_h100e, now * bo_exp(1.5), 1e-12);
}

static void who_has_given_up_trains_no_more(void **state)
{
    struct cap *c = *state;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_hurry(c, 0);
    c->ai[0].gave_up = true;
    cap_months(c, 6);
    assert_int_equal(cap_of(c, 0)->n_runs, 0);
    assert_near(c->ai[0].training_need_h100e, 0.0, 0.0);
    assert_near(c->ai[0].quality_eci, 100.0, 1e-14); /* its model is still offered */
}

static void a_company_that_is_gone_offers_nothing(void **state)
{
    struct cap *c = *state;
    c->programme[1].first_effective_flop = 1e25;
    cap_open(c);
    assert_int_equal(c->economy.leader, 1);
    c->company[1].alive = false;
    cap_month(c);
    assert_near(c->ai[1].quality_eci, 0.0, 0.0);
    assert_near(c->ai[1].training_need_h100e, 0.0, 0.0);
    assert_int_equal(c->economy.leader, 0);
    assert_near(c->economy.frontier_eci, 100.0, 1e-14); /* what was shown stays known */
}

/* A decade ahead, and as much more known: its buyer then has the model and the knowledge, and loses nothing by a worse one. */
static void who_buys_a_laboratory_has_its_model(void **state)
{
    struct cap *c = *state;
    c->programme[1].first_effective_flop = 1e25;
    cap_open(c);
    cap_of(c, 1)->log_algorithms = cap_of(c, 0)->log_algorithms + 1.5;
    double known = cap_of(c, 1)->log_algorithms, best = cap_of(c, 1)->log_effective;
    assert_near(best - cap_of(c, 0)->log_effective, bo_log(10.0), 1e-12);
    bo_capability_take_over(&c->world, 1, 0);
    assert_near(cap_of(c, 0)->log_effective, best, 1e-12);
    assert_near(cap_of(c, 0)->log_algorithms, known, 1e-12);
    cap_of(c, 1)->log_effective -= 1.0;
    cap_of(c, 1)->log_algorithms -= 1.0;
    bo_capability_take_over(&c->world, 1, 0);
    assert_near(cap_of(c, 0)->log_effective, best, 1e-12);
    assert_near(cap_of(c, 0)->log_algorithms, known, 1e-12);
}

/* Its run would end on day 73.05. */
static void a_run_of_a_company_that_is_gone_gives_no_model(void **state)
{
    struct cap *c = *state;
    c->ai[0].internal_training_h100e = 1000.0;
    cap_open(c);
    cap_hurry(c, 0);
    bo_capability_plan(&c->world, 0.0);
    cap_months(c, 2);
    c->company[0].alive = false;
    cap_months(c, 2);
    assert_false(cap_of(c, 0)->run.active);
    assert_int_equal(cap_of(c, 0)->n_published, 0);
    assert_near(c->economy.frontier_eci, 100.0, 1e-14);
}

/* The close at day 365 is that of December: its model is shown there, a decade above the other's 100. */
static void a_programme_may_begin_later(void **state)
{
    struct cap *c = *state;
    c->programme[1].start_day = bo_day_of(2022, 12, 31);
    c->programme[1].first_effective_flop = 1e25;
    cap_open(c);
    cap_months(c, 11);
    assert_near(c->ai[1].quality_eci, 0.0, 0.0);
    cap_month(c);
    assert_near(c->ai[1].quality_eci, 110.0, 1e-12);
    assert_int_equal(c->economy.leader, 1);
    /* 100 stood until day 334, so in a year of 365.25 days the frontier gained 10. */
    assert_near(c->economy.progress_per_year, 10.0, 1e-2);
}

/* At one decade behind, 10 ECI, with 12 ECI a year before the start: 10 months. A follower content with 12 does
 * nothing; with 6 it runs: 1e25 FLOP at the algorithms of 1e24/1e24. */
static void a_follower_runs_when_it_lags_too_far(void **state)
{
    struct cap *c = *state;
    c->programme[0].first_effective_flop = 1e25;
    c->programme[0].first_run_flop = 1e25;
    c->programme[1].follow_lag_days = 12.0 * BO_DAYS_PER_MONTH;
    c->ai[1].frontier = false;
    c->ai[1].internal_training_h100e = 10000.0;
    cap_open(c);
    assert_near(c->ai[1].lag_months, 10.0, 1e-12);
    assert_false(cap_of(c, 1)->run.active);
    c->programme[1].follow_lag_days = 6.0 * BO_DAYS_PER_MONTH;
    bo_capability_plan(&c->world, 0.0);
    assert_true(cap_of(c, 1)->run.active);
    assert_near(cap_of(c, 1)->run.flop / 1e25, 1.0, 1e-9);
}

/* As above, but planned half a year ago, when the frontier was 6 ECI lower: 0.6 decades less. And what its training asks for
 * stays within its part of 100 H100e. */
static void a_follower_aims_at_what_it_knew_and_asks_for_its_part(void **state)
{
    struct cap *c = *state;
    c->technology.follow_plan_days = BO_DAYS_PER_YEAR / 2.0;
    c->programme[0].first_effective_flop = 1e25;
    c->programme[0].first_run_flop = 1e25;
    c->programme[1].follow_lag_days = 6.0 * BO_DAYS_PER_MONTH;
    c->programme[1].fleet_frac = 0.25;
    c->ai[1].frontier = false;
    c->ai[1].internal_training_h100e = 10000.0;
    c->ai[1].training_h100e = 100.0;
    cap_open(c);
    bo_capability_plan(&c->world, 0.0);
    assert_near(bo_log10(cap_of(c, 1)->run.flop), 25.0 - 0.6, 1e-9);
    assert_near(c->ai[1].training_need_h100e, 25.0, 1e-12);
}

/* A lag of 10 months: its own trigger of 12 lets it wait, the strategy's of 6 does not. */
static void a_strategy_says_when_a_follower_runs(void **state)
{
    struct cap *c = *state;
    c->programme[0].first_effective_flop = 1e25;
    c->programme[0].first_run_flop = 1e25;
    c->programme[1].follow_lag_days = 12.0 * BO_DAYS_PER_MONTH;
    c->ai[1].internal_training_h100e = 10000.0;
    c->company[1].policy.training = BO_TRAINING_FOLLOW; /* though its board is at the frontier */
    cap_open(c);
    assert_int_equal(cap_of(c, 1)->policy, BO_TRAIN_FOLLOW);
    assert_false(cap_of(c, 1)->run.active);
    c->company[1].policy.follow_trigger_days = 6.0 * BO_DAYS_PER_MONTH;
    bo_capability_plan(&c->world, 0.0);
    assert_true(cap_of(c, 1)->run.active);
    c->company[1].policy.training = BO_TRAINING_NONE;
    cap_month(c);
    assert_int_equal(cap_of(c, 1)->policy, BO_TRAIN_NONE);
    assert_near(c->ai[1].training_need_h100e, 0.0, 0.0);
}

/* Twice as often: a run of half a year's compute, which takes twice as much of it at a time. */
static void a_strategy_says_how_often_it_runs(void **state)
{
    struct cap *c = *state;
    c->company[0].policy.cadence_ratio = 0.5;
    cap_open(c);
    assert_near(c->ai[0].training_need_h100e, 2.0 * 1e24 / (CAP_FLOP_PER_DAY * 73.05), 1e-12);
}

/* A run of 20 % of a year, 73.05 days, on 10,000 H100e: whole months add up. */
static void flop_is_conserved_at_every_close(void **state)
{
    struct cap *c = *state;
    struct bo_err err = {.status = BO_OK};
    cap_open(c);
    cap_hurry(c, 0);
    for (uint32_t m = 0; m < 24; m++) {
        c->ai[0].internal_training_h100e = 10000.0 * (1.0 + m);
        cap_month(c);
        assert_int_equal(bo_capability_audit(&c->world, &err), BO_OK);
    }
    assert_true(cap_of(c, 0)->n_published >= 2);
    double flop = cap_of(c, 0)->ended_flop;
    flop += cap_of(c, 0)->run.active ? cap_of(c, 0)->told_flop - flop : 0.0;
    assert_near(cap_of(c, 0)->told_flop / flop, 1.0, 1e-9);
}

/* A run begun at the first close whose end comes on its tenth day has done 73 days' work in ten. */
static void a_run_that_ends_too_early_is_found(void **state)
{
    struct cap *c = *state;
    struct bo_err err = {.status = BO_OK};
    c->ai[0].internal_training_h100e = 10000.0;
    cap_open(c);
    bo_capability_date_runs(&c->world);
    cap_hurry(c, 0);
    double day = cap_month(c);
    assert_true(cap_of(c, 0)->run.active);
    bo_capability_run_ended(&c->world, 0, day + 10.0);
    cap_month(c);
    assert_int_equal(bo_capability_audit(&c->world, &err), BO_ERUN);
    assert_non_null(strstr(err.text, "audit: runs of a did 730500 H100e-days in a month"));
}

/* And so is FLOP that no run has done. */
static void flop_from_nowhere_is_found(void **state)
{
    struct cap *c = *state;
    struct bo_err err = {.status = BO_OK};
    c->ai[0].internal_training_h100e = 10000.0;
    cap_open(c);
    cap_hurry(c, 0);
    cap_months(c, 2);
    cap_of(c, 0)->run.done_h100e_days *= 2.0;
    assert_int_equal(bo_capability_audit(&c->world, &err), BO_ERUN);
    assert_non_null(strstr(err.text, "audit: a was told of "));
}

static void without_technology_there_is_no_capability(void **state)
{
    struct cap *c = *state;
    c->param.n[BO_TABLE_TECHNOLOGY] = 0;
    bo_capability_open(&c->world);
    assert_null(c->world.capability);
    bo_capability_close(&c->world, 31.0); /* and a close does nothing */
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define TWO(test) cmocka_unit_test_setup_teardown(test, set_up_two, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_useful_run_is_one_over_the_sum_of_growths),
        cmocka_unit_test(a_run_is_never_longer_than_the_bound),
        ONE(a_frontier_run_is_the_drawn_part_of_a_generations_compute),
        ONE(experiments_keep_their_part_while_a_run_is_on),
        ONE(a_run_on_capacity_that_doubles_ends_on_the_analytic_day),
        ONE(a_model_published_has_the_capability_of_its_flop_and_algorithms),
        ONE(a_run_that_fails_gives_no_model),
        ONE(own_research_raises_algorithms_for_the_next_run),
        TWO(research_counts_in_absolute_compute_and_staff),
        ONE(training_costs_own_chip_hours_and_rent),
        ONE(steady_growth_of_spending_is_seen_as_it_is),
        ONE(the_frontier_wants_the_next_run_larger),
        ONE(who_has_given_up_trains_no_more),
        TWO(a_company_that_is_gone_offers_nothing),
        TWO(who_buys_a_laboratory_has_its_model),
        TWO(a_run_of_a_company_that_is_gone_gives_no_model),
        TWO(a_programme_may_begin_later),
        TWO(a_follower_runs_when_it_lags_too_far),
        TWO(a_follower_aims_at_what_it_knew_and_asks_for_its_part),
        TWO(a_strategy_says_when_a_follower_runs),
        TWO(a_strategy_says_how_often_it_runs),
        ONE(flop_is_conserved_at_every_close),
        ONE(a_run_that_ends_too_early_is_found),
        ONE(flop_from_nowhere_is_found),
        ONE(without_technology_there_is_no_capability),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
