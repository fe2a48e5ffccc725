/* A tenant walks away: books and megawatts balance at every close (the run's audits), and the landlord has the loss. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

static double in_month(const struct bo_run_result *run, const char *variable, const char *entity,
                       int32_t year, int32_t month)
{
    const struct bo_fact_series *s = facts_find(run->facts, variable, entity, "");
    int32_t m = bo_month_of_day(bo_day_of(year, month, 1)) - run->facts->first_month;
    if (s == NULL) {
        fail_msg("%s has no %s", entity, variable);
        return 0.0;
    }
    return s->value[m];
}

static const char *const leaves[] = {"companies.Alpha.defaults_on=\"2023-03-15\""};

/* Alpha leases a quarter of its 800 MW and more in North and South, until March 2023. */
static void the_halls_stand_empty_and_a_month_of_rent_is_lost(void **state)
{
    (void)state;
    struct run_fixture f, g;
    run_open(&f, "tests/support/tiny.cfg", 0, NULL);
    run_open(&g, "tests/support/tiny.cfg", 1, leaves);
    struct bo_run_result stays = run_well(&f, 1), goes = run_well(&g, 1);
    const char *leased = "Capacity|IT Power|Leased", *vacancy = "Colocation|Vacancy";
    assert_true(in_month(&goes, leased, "Alpha", 2023, 2) > 100.0);
    assert_near(in_month(&goes, leased, "Alpha", 2023, 3), 0.0, 0.0);
    assert_near(in_month(&goes, leased, "Alpha", 2023, 12), 0.0, 0.0);
    assert_near(in_month(&goes, vacancy, "World", 2023, 2),
                in_month(&stays, vacancy, "World", 2023, 2), 1e-12);
    assert_true(in_month(&goes, vacancy, "World", 2023, 3) >
                in_month(&stays, vacancy, "World", 2023, 3) + 0.1);
    const char *landlord = "Landlord North Country", *income = "Net Income";
    assert_near(in_month(&goes, income, landlord, 2023, 2),
                in_month(&stays, income, landlord, 2023, 2), 1e-12);
    assert_true(in_month(&goes, income, landlord, 2023, 3) <
                in_month(&stays, income, landlord, 2023, 3));
    bo_run_result_free(&stays);
    bo_run_result_free(&goes);
    run_close(&f);
    run_close(&g);
}

static void it_leases_nothing_any_more(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, "tests/support/tiny.cfg", 1, leaves);
    struct bo_run_result run = run_well(&f, 2);
    bool told = false;
    for (uint32_t i = 0; i < run.facts->n_events; i++) {
        const struct bo_fact_event *e = &run.facts->event[i];
        told = told || (strcmp(e->kind, "default") == 0 && e->amount > 0.0);
    }
    assert_true(told);
    assert_near(in_month(&run, "Capex|Finance Leases", "Alpha", 2023, 6), 0.0, 0.0);
    bo_run_result_free(&run);
    run_close(&f);
}

/* Beta leases all that it wants, and grows: Alpha's halls are its own in the month, and nothing is built for it there. */
static void whole_halls_are_let_to_who_would_have_had_them_built(void **state)
{
    (void)state;
    static const char *const set[] = {
        "companies.Alpha.defaults_on=\"2023-03-15\"", "companies.Beta.buys_as_china=false",
        "companies.Beta.own_frac=0.0", "companies.Beta.core_growth_per_year=0.4"};
    struct run_fixture f;
    run_open(&f, "tests/support/tiny.cfg", 4, set);
    double taken = 0.0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct bo_run_result run = run_well(&f, seed);
        for (uint32_t i = 0; i < run.facts->n_events; i++) {
            const struct bo_fact_event *e = &run.facts->event[i];
            if (strcmp(e->kind, "lease taken over") == 0) {
                assert_string_equal(e->entity, "Beta");
                assert_true(e->day >= bo_day_of(2023, 3, 31));
                taken += e->amount;
            }
        }
        bo_run_result_free(&run);
    }
    assert_true(taken > 0.0);
    run_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_halls_stand_empty_and_a_month_of_rent_is_lost),
        cmocka_unit_test(it_leases_nothing_any_more),
        cmocka_unit_test(whole_halls_are_let_to_who_would_have_had_them_built),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
