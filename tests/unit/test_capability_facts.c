/* How followers fare: closed forms in degenerate worlds, and the stylised facts of model.md as signs. */
#include "capability_world.h"

#define G_S 1.1
#define G_F 1.5 /* growth of a programme's compute, log a year */

enum { LEADER, FOLLOWER };

static struct cap cap;
static double growth[CAP_MOST], start_h100e[CAP_MOST]; /* compute of each */

static void grow(uint32_t n)
{
    double years = bo_world_month_end(&cap.world, cap.world.month) / BO_DAYS_PER_YEAR;
    for (uint32_t i = 0; i < n; i++) {
        cap.ai[i].internal_training_h100e = start_h100e[i] * bo_exp(growth[i] * years);
    }
}

static void go(uint32_t months)
{
    while (months-- > 0) {
        grow(cap.economy.n_companies);
        cap_month(&cap);
    }
}

/* A leader whose compute grows and who shows a model every month, and a follower with nothing but what diffuses. */
static void leader_and_listener(double diffusion_per_year, double delay_days)
{
    cap_init(&cap, 2);
    cap.technology.algorithmic_progress_per_year = G_S;
    cap.technology.diffusion_per_year = diffusion_per_year;
    cap.technology.diffusion_delay_days = delay_days;
    cap.technology.opening_progress_per_year = 10.0 * (G_S + G_F) / bo_log(BO_DECADE);
    cap.programme[LEADER].cadence_days = 28.0;
    cap.programme[LEADER].first_run_flop = 3.5e23; /* what its compute gives in a month */
    cap.programme[LEADER].first_effective_flop = 3.5e23;
    cap.programme[FOLLOWER].first_effective_flop = 3.5e23;
    cap.programme[FOLLOWER].follow_lag_days = 1e6;
    cap.ai[FOLLOWER].frontier = false;
    growth[LEADER] = G_F;
    start_h100e[LEADER] = 1800.0;
    start_h100e[FOLLOWER] = growth[FOLLOWER] = 0.0;
    grow(2);
    cap_open(&cap);
}

static double lag_months_at(double diffusion_per_year, double delay_days)
{
    leader_and_listener(diffusion_per_year, delay_days);
    go(140);
    double lag = cap.ai[FOLLOWER].lag_months;
    cap_close(&cap);
    return lag;
}

/* The leader gains g a year; a gap G to what it was tau ago closes at d G: in balance G = g / d, which is 1/d years and
 * tau. */
static void the_lag_of_who_only_listens_is_the_delay_and_one_over_the_rate(void **state)
{
    (void)state;
    double delay = 3.0 * BO_DAYS_PER_MONTH;
    assert_near(lag_months_at(2.0, delay), 3.0 + 6.0, 0.02);
    assert_near(lag_months_at(1.0, delay), 3.0 + 12.0, 0.02);
    assert_near(lag_months_at(1.0, 0.0), 12.0, 0.02);
}

/* Stylised fact 7. */
static void the_lag_shrinks_as_diffusion_rises_and_never_below_the_delay(void **state)
{
    (void)state;
    double delay = 2.0 * BO_DAYS_PER_MONTH, before = (double)INFINITY;
    const double rate[] = {0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 12.0, 50.0};
    for (uint32_t i = 0; i < sizeof rate / sizeof *rate; i++) {
        double lag = lag_months_at(rate[i], delay);
        assert_true(lag < before);
        assert_true(lag >= 2.0 * 0.98);
        before = lag;
    }
    assert_true(before < 3.0);
}

/* Oracle 10. The leader begins a run of f C T on day 0. A follower with the same stock of algorithms, who repeats no
 * research (phi = f: it pays for the final run alone), matches the model L = 365 days later at
 * C_L phi exp(-(g_S + g_H) L), where C_L = final / f is the leader's cost of a generation, g_S = 1.1 and g_H = 0.28. */
static void following_costs_what_the_formula_says(void **state)
{
    (void)state;
    double g_h = 0.28, final = 0.2, price = 2.0, years = 365.0 / BO_DAYS_PER_YEAR;
    cap_init(&cap, 2);
    cap.technology.algorithmic_progress_per_year = G_S;
    cap.technology.hardware_progress_per_year = g_h;
    cap.programme[FOLLOWER].follow_lag_days = 360.0;
    cap.programme[FOLLOWER].first_effective_flop = 1e23;
    cap.programme[FOLLOWER].first_run_flop = 1e23;
    cap.ai[FOLLOWER].frontier = false;
    cap.ai[FOLLOWER].lag_months = 0.0;
    cap.ai[LEADER].internal_training_h100e = cap.ai[FOLLOWER].internal_training_h100e = 5e3;
    cap.technology.opening_progress_per_year =
        1e6; /* all that is below the first model is just behind */
    cap_open(&cap);
    cap_hurry(&cap, LEADER);
    bo_capability_plan(&cap.world, 0.0);
    double c_l = cap_of(&cap, LEADER)->run.work_h100e_days * 24.0 * price / final;
    double log_flop = bo_log(cap_of(&cap, LEADER)->run.flop);
    cap.programme[LEADER].cadence_days = 1e5;
    cap_months(&cap, 11);
    assert_false(cap_of(&cap, FOLLOWER)->run.active);
    cap_month(&cap); /* day 365 */
    const struct bo_training_run *run = &cap_of(&cap, FOLLOWER)->run;
    assert_true(run->active);
    double c_f = run->work_h100e_days * 24.0 * price * bo_exp(-g_h * years);
    assert_near(bo_log(run->flop), log_flop - G_S * years, 1e-9);
    assert_near(c_f / (c_l * final * bo_exp(-(G_S + g_h) * years)), 1.0, 1e-6);
    cap_close(&cap);
}

/* Two programmes at the frontier, the follower with half the compute. */
static void two_rivals(double diffusion_per_year)
{
    cap_init(&cap, 2);
    cap.technology.algorithmic_progress_per_year = G_S;
    cap.technology.diffusion_per_year = diffusion_per_year;
    cap.technology.diffusion_delay_days = 60.0;
    for (uint32_t i = 0; i < 2; i++) {
        cap.programme[i].cadence_days = 60.0;
        cap.programme[i].research_share_frac = 0.3;
        start_h100e[i] = i == LEADER ? 8000.0 : 4000.0;
        growth[i] = bo_log(5.0);
    }
    grow(2);
}

static double gap(void)
{
    return cap_of(&cap, LEADER)->log_effective - cap_of(&cap, FOLLOWER)->log_effective;
}

/* Stylised fact 3: five times a year against three, for six years: the ratio of compute widens by (5/3)^6 = 21 times,
 * 3.06 in the log. What diffuses at d holds the gap below ln(5/3) / d = 1.02 of effective compute at d = 0.5. */
static void slower_compute_widens_its_ratio_far_more_than_the_gap(void **state)
{
    (void)state;
    double g[2];
    for (uint32_t cut = 0; cut < 2; cut++) {
        two_rivals(0.5);
        cap.technology.research_compute_exponent =
            0.01; /* staff alone: the research of both is equal */
        growth[FOLLOWER] = bo_log(cut ? 3.0 : 5.0);
        cap_open(&cap);
        go(72);
        g[cut] = gap();
        cap_close(&cap);
    }
    double ratio = 6.0 * bo_log(5.0 / 3.0), bound = bo_log(5.0 / 3.0) / 0.5;
    assert_true(g[1] > g[0] + 0.5);
    assert_true(g[1] - g[0] < 1.15 * bound);
    assert_true(g[1] - g[0] < 0.4 * ratio);
}

/* Prototypes B8: without diffusion the lag of who has less research grows without end; with it it settles. */
static void diffusion_of_effective_compute_keeps_the_lag_from_growing(void **state)
{
    (void)state;
    double lag[2][2];
    for (uint32_t spreads = 0; spreads < 2; spreads++) {
        two_rivals(spreads ? 1.0 : 0.0);
        cap.programme[FOLLOWER].research_staff = cap_path(&cap, 10.0);
        cap_open(&cap);
        go(60);
        lag[spreads][0] = cap.ai[FOLLOWER].lag_months;
        go(60);
        lag[spreads][1] = cap.ai[FOLLOWER].lag_months;
        cap_close(&cap);
    }
    assert_true(lag[0][1] > lag[0][0] + 6.0);
    assert_near(lag[1][1], lag[1][0], 0.3);
    assert_true(lag[1][1] < lag[0][0]);
}

static double mean_lag(uint32_t months)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < months; i++) {
        go(1);
        sum += cap.ai[FOLLOWER].lag_months / months;
    }
    return sum;
}

/* Stylised fact 6, at a jump in September 2024: 0.3 decades for the leader at once, 0.4 of the follower's algorithms
 * gone, k doubled and back in a year. */
static void a_jump_reopens_the_gap_which_closes_within_months(void **state)
{
    (void)state;
    two_rivals(1.0);
    cap.technology.dated_jumps = cap_step(&cap, 0.0, bo_day_of(2024, 9, 12), 1.0);
    cap.technology.dated_jump_gain_ratio = 2.0;
    cap.technology.jump_step_decades = cap_constant(0.3);
    cap.technology.jump_loss_frac = cap_constant(0.4);
    cap_open(&cap);
    go(26);
    double before = mean_lag(6), eci = cap.economy.frontier_eci;
    assert_int_equal(cap.world.capability->n_jumps, 0);
    go(1);
    assert_int_equal(cap.world.capability->n_jumps, 1);
    assert_true(cap.economy.frontier_eci >= eci + 0.3 * 20.0 - 1e-9);
    assert_near(bo_capability_eci_per_decade(&cap.world, cap.world.day), 20.0, 1e-9);
    double after = mean_lag(8);
    go(3);
    double later = mean_lag(6);
    assert_true(after > before + 1.0);
    assert_true(later < after - 1.0 && later < before + 0.5);
    assert_near(bo_capability_eci_per_decade(&cap.world, cap.world.day), 10.0, 1e-9);
    cap_close(&cap);
}

static void opening_the_leaders_models_brings_followers_nearer(void **state)
{
    (void)state;
    double lag[2];
    for (uint32_t open = 0; open < 2; open++) {
        leader_and_listener(0.5, 60.0);
        cap.technology.open_diffusion_per_year = 3.0;
        cap.programme[LEADER].openness_frac = open;
        go(100);
        lag[open] = cap.ai[FOLLOWER].lag_months;
        cap_close(&cap);
    }
    assert_true(lag[1] < lag[0] - 6.0);
    assert_true(lag[1] > 2.0 * 0.98);
}

/* Who goes to applications builds on what is open, and no longer learns from what is not. */
static void who_gave_up_has_open_models_only(void **state)
{
    (void)state;
    double gained[2];
    for (uint32_t open = 0; open < 2; open++) {
        leader_and_listener(1.0, 60.0);
        cap.technology.open_diffusion_per_year = 1.0;
        cap.programme[LEADER].openness_frac = open;
        cap.ai[FOLLOWER].gave_up = true;
        double before = cap_of(&cap, FOLLOWER)->log_effective;
        go(24);
        gained[open] = cap_of(&cap, FOLLOWER)->log_effective - before;
        cap_close(&cap);
    }
    assert_near(gained[0], 0.0, 0.0);
    assert_true(gained[1] > 1.0);
}

static void what_diffuses_takes_nobody_beyond_the_frontier(void **state)
{
    (void)state;
    leader_and_listener(50.0, 0.0);
    for (uint32_t month = 0; month < 60; month++) {
        go(1);
        assert_true(gap() >= 0.0);
    }
    cap_close(&cap);
}

/* 12 years at 0.4 a year: 4.8 jumps; of 400 replicates the mean has a standard deviation of sqrt(4.8/400) = 0.11, of
 * which 3.3 are 0.36. */
static void jumps_that_nobody_dates_come_at_their_rate(void **state)
{
    (void)state;
    double n = 0.0;
    for (uint32_t replicate = 0; replicate < 400; replicate++) {
        cap_init(&cap, 1);
        cap.technology.jump_rate_per_year = cap_path(&cap, 0.4);
        cap.world.rng.replicate = replicate;
        cap_open(&cap);
        cap_months(&cap, CAP_MONTHS);
        n += cap.world.capability->n_jumps / 400.0;
        cap_close(&cap);
    }
    assert_true(fabs(n - 4.8) < 0.36);
}

/* Another programme moves nobody's draws: the utilisation and the part of a run are those of its own key. */
static void draws_are_a_programmes_own(void **state)
{
    (void)state;
    double mfu[2], flop[2];
    for (uint32_t n = 1; n <= 2; n++) {
        cap_init(&cap, n);
        cap.technology.mfu_frac = (struct bo_dist){.kind = BO_DIST_UNIFORM, .p = {0.3, 0.5}};
        cap.technology.final_run_frac = (struct bo_dist){.kind = BO_DIST_UNIFORM, .p = {0.1, 0.3}};
        cap.ai[0].internal_training_h100e = cap.ai[1].internal_training_h100e = 1e3;
        cap_open(&cap);
        cap_hurry(&cap, 0);
        bo_capability_plan(&cap.world, 0.0);
        mfu[n - 1] = cap_of(&cap, 0)->run.mfu_frac;
        flop[n - 1] = cap_of(&cap, 0)->run.flop;
        cap_close(&cap);
    }
    assert_true(mfu[0] > 0.3 && mfu[0] < 0.5);
    assert_near(mfu[1], mfu[0], 0.0);
    assert_near(flop[1] / flop[0], 1.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lag_of_who_only_listens_is_the_delay_and_one_over_the_rate),
        cmocka_unit_test(the_lag_shrinks_as_diffusion_rises_and_never_below_the_delay),
        cmocka_unit_test(following_costs_what_the_formula_says),
        cmocka_unit_test(slower_compute_widens_its_ratio_far_more_than_the_gap),
        cmocka_unit_test(diffusion_of_effective_compute_keeps_the_lag_from_growing),
        cmocka_unit_test(a_jump_reopens_the_gap_which_closes_within_months),
        cmocka_unit_test(opening_the_leaders_models_brings_followers_nearer),
        cmocka_unit_test(who_gave_up_has_open_models_only),
        cmocka_unit_test(what_diffuses_takes_nobody_beyond_the_frontier),
        cmocka_unit_test(jumps_that_nobody_dates_come_at_their_rate),
        cmocka_unit_test(draws_are_a_programmes_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
