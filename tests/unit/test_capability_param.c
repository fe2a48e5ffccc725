/* What a scenario may say of technology and programmes, and what is refused. */
#include "scenario_fixture.h"

#include "buildout/base/calendar.h"

#define TECHNOLOGY                                                                           \
    "technology: { algorithmic_progress_per_year = 1.1; hardware_progress_per_year = 0.28; " \
    "diffusion_per_year = 0.5; diffusion_delay_months = 3.0; eci_per_decade = 10.0; "        \
    "opening_eci = 100.0; opening_progress_per_year = 8.0; "                                 \
    "h100_flop_per_s = \"989.4 TFLOP/s\"; "                                                  \
    "mfu_frac = { dist = \"beta\"; a = 3.0; b = 7.0; low = 0.18; high = 1.0; }; "            \
    "final_run_frac = 0.2; run_length_sharpness = 4.0; spending_growth_lag_months = 12.0; "  \
    "opening_spending_growth_per_year = 1.0; training_growth_per_year = 1.5; "               \
    "research_compute_exponent = 0.6; research_lag_months = 6.0; jump_class_months = 12.0; " \
    "jump_catch_up_months = 4.0; };\n"
#define PROGRAMMES                                                                         \
    "programmes: { Beta: { company = \"Beta\"; start = \"2021-06\"; policy = \"follow\"; " \
    "first_effective_flop = \"1e23 FLOP\"; first_run_flop = 2e23; "                        \
    "research_share_frac = 0.3; research_staff = 100.0; cadence_months = 12.0; }; };\n"
#define ALL ON_TINY TECHNOLOGY PROGRAMMES

static void both_are_read_in_the_units_of_the_model(void **state)
{
    const struct bo_param *param = &fixture_read(*state, ALL)->param;
    assert_int_equal(param->n[BO_TABLE_TECHNOLOGY], 1);
    assert_near(param->technology->diffusion_delay_days, 3.0 * BO_DAYS_PER_MONTH, 1e-14);
    assert_near(param->technology->h100_flop_per_s, 989.4e12, 1e-14);
    assert_int_equal(param->n[BO_TABLE_PROGRAMMES], 1);
    const struct bo_programme_param *beta = &param->programme[0];
    assert_string_equal(param->company[beta->company].entry.key, "Beta");
    assert_int_equal(beta->start_day, bo_day_of(2021, 6, 1));
    assert_int_equal(beta->policy, BO_TRAIN_FOLLOW);
    assert_near(beta->first_effective_flop / 1e23, 1.0, 1e-14);
    assert_near(beta->cadence_days, BO_DAYS_PER_YEAR, 1e-14);
    assert_near(beta->diffusion_ratio, 1.0, 0.0);
}

/* What is left out is neutral: no jump, no failure, nothing open. */
static void what_may_be_left_out_is_neutral(void **state)
{
    const struct bo_param *param = &fixture_read(*state, ALL)->param;
    const struct bo_technology_param *t = param->technology;
    assert_near(bo_path_at(&t->jump_rate_per_year, 0.0), 0.0, 0.0);
    assert_near(bo_path_at(&t->dated_jumps, 20000.0), 0.0, 0.0);
    assert_near(bo_dist_median(&t->jump_gain_ratio), 1.0, 0.0);
    assert_near(bo_dist_median(&t->jump_loss_frac), 0.0, 0.0);
    assert_near(param->programme[0].failure_frac, 0.0, 0.0);
    assert_near(param->programme[0].openness_frac, 0.0, 0.0);
}

static void a_scenario_without_technology_has_none(void **state)
{
    const struct bo_param *param = &fixture_read(*state, ON_TINY)->param;
    assert_null(param->technology);
    assert_int_equal(param->n[BO_TABLE_TECHNOLOGY], 0);
    assert_int_equal(param->n[BO_TABLE_PROGRAMMES], 0);
}

static void assert_refused(struct scenario_fixture *fixture, const char *set, const char *why)
{
    assert_int_equal(fixture_try(fixture, ALL, &set, 1), BO_ESCENARIO);
    if (strstr(fixture->diag.message[0], why) == NULL) {
        fail_msg("%s: \"%s\" does not say \"%s\"", set, fixture->diag.message[0], why);
    }
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct scenario_fixture *fixture = *state;
    assert_refused(fixture, "technology.diffusion_per_year=-0.1", "diffusion_per_year");
    assert_refused(fixture, "technology.mfu_frac=1.2", "mfu_frac");
    assert_refused(fixture, "technology.research_compute_exponent=0.0",
                   "research_compute_exponent");
    assert_refused(fixture, "technology.jump_catch_up_months=0.0", "jump_catch_up_months");
    assert_refused(fixture, "technology.h100_flop_per_s=\"989 MW\"", "h100_flop_per_s");
    assert_refused(fixture, "programmes.Beta.policy=\"lead\"", "frontier|follow|none");
    assert_refused(fixture, "programmes.Beta.company=\"Betta\"", "there is no \"Betta\"");
    assert_refused(fixture, "programmes.Beta.cadence_months=0.0", "cadence_months");
    assert_refused(fixture, "programmes.Beta.research_share_frac=1.0", "research_share_frac");
    assert_refused(fixture, "programmes.Beta.first_run_flop=0.0", "first_run_flop");
    assert_refused(fixture, "programmes.Beta.openness_frac=1.5", "openness_frac");
    assert_refused(fixture, "programmes.Beta.diffusion=1.0", "there is no key \"diffusion\"");
}

static void technology_half_said_is_refused(void **state)
{
    struct scenario_fixture *fixture = *state;
    assert_int_equal(fixture_try(fixture, ON_TINY "technology: { opening_eci = 100.0; };", NULL, 0),
                     BO_ESCENARIO);
    assert_non_null(strstr(fixture->diag.message[0], "technology: missing "));
}

#define PARAM_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_start, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PARAM_TEST(both_are_read_in_the_units_of_the_model),
        PARAM_TEST(what_may_be_left_out_is_neutral),
        PARAM_TEST(a_scenario_without_technology_has_none),
        PARAM_TEST(what_makes_no_sense_is_refused),
        PARAM_TEST(technology_half_said_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
