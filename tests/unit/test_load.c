/* What halls draw: those that were energised lately are still being filled, at the start of a run too. */
#include "tiny_project.h"

#include "buildout/base/num.h"
#include "buildout/model/load.h"

/* Halls fill in ten months, and grew by 12 % a year before the start: of 100 MW at a load of a half, those of the last nine
 * months are filled in part, and all ten months later. */
static void halls_of_the_last_months_are_filled_after_the_start(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "power.load_factor_frac=0.5",
                                      "power.ramp_months=10",
                                      "planning.growth_anchor_per_year=0.12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_estate *e = &t.world->company[TINY_ALPHA].estate[TINY_SOUTH];
    double before = e->load_mw, slope = e->load_slope_mw;
    bo_load_open(t.world, TINY_ALPHA, TINY_SOUTH, 60.0, 40.0);
    double missing = 0.0, step = 0.0;
    for (int age = 1; age < 10;
         age++) { /* months; the last part was energised in the month before */
        double mw = 100.0 * bo_exp(-0.01 * age) * bo_expm1(0.01);
        missing += 0.5 * mw * (1.0 - age / 10.0);
        step += 0.5 * mw / 10.0;
    }
    assert_near(e->load_mw - before, 50.0 - missing, 1e-9);
    assert_near(e->load_slope_mw - slope, step, 1e-9);
    for (int month = 0; month < 10; month++) {
        bo_load_close(t.world);
        t.world->month++;
    }
    assert_near(e->load_mw, 0.5 * (e->owned_mw + e->leased_mw), 1e-9);
    tiny_close(&t);
}

static void without_growth_all_is_filled_at_the_start(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "power.load_factor_frac=0.5",
                                      "planning.growth_anchor_per_year=0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    const struct bo_estate *e = &t.world->company[TINY_ALPHA].estate[TINY_NORTH];
    assert_near(e->load_mw, 0.5 * (e->owned_mw + e->leased_mw), 1e-9);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halls_of_the_last_months_are_filled_after_the_start),
        cmocka_unit_test(without_growth_all_is_filled_at_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
