/* The full cost of a GPU-hour by the baseline's packs, against what others worked out. */
#include "near.h"

#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/model/chip.h"
#include "buildout/model/hour_cost.h"
#include "buildout/model/observation.h"
#include "buildout/sample/sample.h"
#include "buildout/scenario/scenario.h"

#define HOURS_PER_YEAR 8766.0

static const struct bo_param *central_baseline(struct bo_arena *arena)
{
    static struct bo_policy_name names[BO_N_OBSERVATIONS];
    static struct bo_diag diag;
    const struct bo_scenario *scenario;
    const struct bo_param *param;
    struct bo_read_options options = {.names = names, .n_names = BO_N_OBSERVATIONS};
    for (int i = 0; i < BO_N_OBSERVATIONS; i++)
        names[i] =
            (struct bo_policy_name){bo_observation_names[i].name, bo_observation_names[i].meaning,
                                    bo_observation_names[i].probe};
    if (bo_scenario_read("scenarios/baseline.cfg", &options, arena, &scenario, &diag) != 0)
        fail_msg("%s", diag.message[0]);
    struct bo_rng rng = {.seed = 1};
    struct bo_sample_options central = {.central = true};
    struct bo_err err;
    assert_int_equal(bo_sample_draw(scenario, &rng, &central, arena, &param, &err), 0);
    return param;
}

static const struct bo_chip *chip_of(const struct bo_param *param, const char *key)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_CHIPS]; i++) {
        if (strcmp(param->chip[i].entry.key, key) == 0)
            return &param->chip[i];
    }
    fail_msg("there is no chip %s", key);
    return param->chip;
}

static double uplift_of(const struct bo_param *param, const char *key)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_VENDORS]; i++) {
        if (strcmp(param->vendor[i].entry.key, key) == 0)
            return bo_path_at(&param->vendor[i].system_uplift_ratio,
                              (double)bo_day_of(2025, 10, 1));
    }
    fail_msg("there is no vendor %s", key);
    return 0.0;
}

/* Its list price on the day of the source. */
static double price_of(const struct bo_param *param, const struct bo_chip *chip)
{
    double years = (double)(bo_day_of(2025, 10, 1) - chip->price_day) / BO_DAYS_PER_YEAR;
    return chip->price_usd * exp(param->chip_market->price_drift_per_year * years);
}

/* SemiAnalysis, InferenceMAX (GPU_SPECS, October 2025): a hyperscaler that owns H200s pays 1.41 USD an hour for each, which
 * draws 1.73 kW with all that is around it, cooling included. Its price of systems is not published: ours. Over its whole
 * life half of a system is not worn off, in the mean. */
static void an_h200_costs_its_owner_what_others_worked_out(void **state)
{
    (void)state;
    struct bo_arena *arena;
    assert_int_equal(bo_arena_create((size_t)1 << 30, false, &arena, NULL), 0);
    const struct bo_param *p = central_baseline(arena);
    const struct bo_chip *chip = chip_of(p, "H200_SXM_141GB");
    double mw = chip->power_mw * p->fleet->system_power_ratio, all_mw = 1.73e-3;
    double price_usd = price_of(p, chip);
    struct bo_hour_system system = {.count = 1.0,
                                    .chip_usd = price_usd,
                                    .usd = price_usd * uplift_of(p, "NVIDIA"),
                                    .left_frac = 0.5};
    struct bo_hour_place place = {mw, all_mw / mw, 60.0};
    struct bo_hour_cost cost = {.chip_usd = 0.0};
    bo_hour_cost_of_systems(&cost, p->fleet, &system);
    bo_hour_cost_of_place(&cost, p->fleet, &place);
    struct bo_hour_cost hour = bo_hour_cost_per(&cost, HOURS_PER_YEAR);
    print_message("an H200-hour: chip %.3f, system %.3f, power %.3f, building %.3f, operations "
                  "%.3f, capital %.3f: %.3f USD\n",
                  hour.chip_usd, hour.system_usd, hour.power_usd, hour.building_usd,
                  hour.operations_usd, hour.capital_usd, bo_hour_cost_sum(&hour));
    assert_true(fabs(bo_hour_cost_sum(&hour) / 1.41 - 1.0) < 0.25);
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_h200_costs_its_owner_what_others_worked_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
