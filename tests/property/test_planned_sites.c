/* A site that a scenario gives, in the full world: what comes before it is as it was, and a slower grid makes it wait. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define MINE "A site of mine"
#define USER "Microsoft"
#define PLACE "Northern Virginia"
#define SCENARIO "scenarios/baseline_2025.cfg"
#define SEEDS 3
#define MONTHS_MOST 24
#define MW 2000.0 /* more than its board would order in a month: it shows */
#define SITE(power)                                                                          \
    "planned_sites.Mine={ name = \"" MINE "\"; company = \"Microsoft\"; "                    \
    "region = \"NorthernVirginia\"; announced = \"2026-02-15\"; it_power = 2000.0; power = " \
    "\"" power "\"; }"
#define UNTIL_2026 "time.end=\"2026-07-01\""
#define UNTIL_2032 "time.end=\"2032-01-01\""

static uint32_t month_of(const struct bo_facts *facts, int32_t year, int32_t month)
{
    return (uint32_t)(bo_month_of_day(bo_day_of(year, month, 1)) - facts->first_month);
}

/* Every series, of companies, landlords and the world, is the same to the last bit in its first n months. */
static void assert_same_until(const struct bo_facts *a, const struct bo_facts *b, uint32_t n)
{
    static const double zero[MONTHS_MOST]; /* a series that is zero throughout is left out */
    assert_true(n <= MONTHS_MOST);
    for (uint32_t i = 0; i < a->n_series; i++) {
        const struct bo_fact_series *s = &a->series[i];
        const char *variable = a->variable[s->variable].name;
        const struct bo_fact_series *other = facts_find(b, variable, s->entity, s->place);
        if (!same_values(s->value, other != NULL ? other->value : zero, n)) {
            fail_msg("%s of %s %s differs", variable, s->entity, s->place);
        }
    }
}

static const struct bo_fact_project *row_of(const struct bo_facts *facts)
{
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        if (strcmp(facts->project[i].name, MINE) == 0) {
            return &facts->project[i];
        }
    }
    fail_msg("there is no project %s", MINE);
    return NULL;
}

/* The month of the announcement is the first in which anything may differ. */
static void nothing_differs_before_it_is_announced(void **state)
{
    (void)state;
    static const char *const set[] = {UNTIL_2026, SITE("usual")};
    struct run_fixture without, with;
    run_open(&without, SCENARIO, 1, set);
    run_open(&with, SCENARIO, 2, set);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result a = run_well(&without, seed), b = run_well(&with, seed);
        uint32_t announced = month_of(a.facts, 2026, 2);
        assert_same_until(a.facts, b.facts, announced);
        double before = facts_value(a.facts, "Data Centers|Pipeline", USER, "", announced);
        double after = facts_value(b.facts, "Data Centers|Pipeline", USER, "", announced);
        assert_true(after > before);
        bo_run_result_free(&a);
        bo_run_result_free(&b);
    }
    run_close(&without);
    run_close(&with);
}

/* Capacity of a series with the site, less that without it. */
static double more(const struct bo_facts *without, const struct bo_facts *with,
                   const char *variable, const char *entity, const char *place, uint32_t month)
{
    return facts_value(with, variable, entity, place, month) -
           facts_value(without, variable, entity, place, month);
}

/* Its user builds less elsewhere, and others where it stands: at least a half of it is there on top. */
static void its_megawatts_are_those_of_its_company_and_region(void **state)
{
    (void)state;
    static const char *const set[] = {UNTIL_2032, SITE("own"), "construction.opposition_per_year=0",
                                      "construction.late_cancel_per_year=0"};
    static const char *const none[] = {UNTIL_2032, "construction.opposition_per_year=0",
                                       "construction.late_cancel_per_year=0"};
    static const char energised[] = "Capacity|IT Power|Energised";
    static const char building[] = "Capacity|IT Power|Under Construction";
    struct run_fixture without, with;
    run_open(&without, SCENARIO, 3, none);
    run_open(&with, SCENARIO, 4, set);
    struct bo_run_result a = run_well(&without, 1), b = run_well(&with, 1);
    const struct bo_fact_project *row = row_of(b.facts);
    assert_string_equal(row->way, "own power");
    assert_true(row->complete != BO_NO_DAY);
    uint32_t whole = (uint32_t)(bo_month_of_day(row->complete) - a.facts->first_month) + 1;
    uint32_t begun =
        (uint32_t)(bo_month_of_day(row->actual[BO_PHASE_GROUND]) - a.facts->first_month);
    print_message("%+.0f MW of its company, %+.0f of its place, %+.0f on site; %+.0f under work\n",
                  more(a.facts, b.facts, energised, USER, "", whole),
                  more(a.facts, b.facts, energised, "World", PLACE, whole),
                  more(a.facts, b.facts, "Capacity|IT Power|On Site", "World", PLACE, whole),
                  more(a.facts, b.facts, building, USER, "", begun));
    assert_true(more(a.facts, b.facts, energised, USER, "", whole) > 0.5 * MW);
    assert_true(more(a.facts, b.facts, energised, "World", PLACE, whole) > 0.5 * MW);
    assert_true(more(a.facts, b.facts, building, USER, "", begun) > 0.5 * MW);
    bo_run_result_free(&a);
    bo_run_result_free(&b);
    run_close(&without);
    run_close(&with);
}

/* Days until it opens, or is expected to. */
static double opening(const char *grants, uint64_t seed)
{
    const char *const set[] = {UNTIL_2032, SITE("grid"), "construction.opposition_per_year=0",
                               "construction.late_cancel_per_year=0", grants};
    struct run_fixture f;
    run_open(&f, SCENARIO, sizeof set / sizeof set[0], set);
    struct bo_run_result run = run_well(&f, seed);
    const struct bo_fact_project *row = row_of(run.facts);
    int32_t day =
        row->actual[BO_PHASE_OPEN] != BO_NO_DAY ? row->actual[BO_PHASE_OPEN] : row->expected;
    assert_string_equal(row->way, "");
    bo_run_result_free(&run);
    run_close(&f);
    return day != BO_NO_DAY ? (double)day : (double)INFINITY;
}

static void a_slower_grid_opens_it_later(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double usual = opening("regions.NorthernVirginia.grid_grants_mw_per_year=*1", seed);
        double slow = opening("regions.NorthernVirginia.grid_grants_mw_per_year=*0.5", seed);
        print_message("%.0f days later\n", slow - usual);
        assert_true(slow > usual + BO_DAYS_PER_MONTH);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_differs_before_it_is_announced),
        cmocka_unit_test(its_megawatts_are_those_of_its_company_and_region),
        cmocka_unit_test(a_slower_grid_opens_it_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
