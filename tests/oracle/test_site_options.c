/* What is held ahead of sites pays where the path that it shortens is the longest, and costs its carry where it is not.
 *
 * One company without luck (one_project.cfg): permit 100 days; then shell 200, equipment, grid; fit-out 50. Its cloud
 * earns what its halls can serve. In a slow world one path takes longer than what its board plans ahead of; in an idle one what is
 * held is not on the longest path, so that sites open on the same days, and money differs by the carry alone.
 */
#include "tiny_run.h"
#include "verify.h"

#include "buildout/base/calendar.h"

#define FILE_CFG "tests/oracle/one_project.cfg"
enum { MOST_SETS = 24 };

/* All that it earns is the cloud's, which its halls limit; what is held costs what can be worked out. */
#define CLOUD                                                                                \
    "time.end=\"2030-01-01\"", "companies.Sole.core_revenue_per_year=\"1 B USD\"",           \
        "companies.Sole.cloud_revenue_per_year=\"9 B USD\"",                                 \
        "companies.Sole.cloud_growth_per_year=0.15", "companies.Sole.cloud_margin_frac=0.3", \
        "companies.Sole.cloud_mw_frac=1.0", "site_options.land_carry_per_year=0.02",         \
        "site_options.place_carry_usd_per_mw_per_year=2000.0",                               \
        "site_options.grant_carry_usd_per_mw_per_year=50000.0",                              \
        "site_options.shell_carry_per_year=0.03"

struct world {
    uint32_t n;
    const char *set[MOST_SETS];
};

static struct world world_with(const char *hold, uint32_t n, const char *const *more)
{
    struct world w = {.n = 0};
    static const char *const cloud[] = {CLOUD};
    for (uint32_t i = 0; i < sizeof cloud / sizeof *cloud; i++) {
        w.set[w.n++] = cloud[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        w.set[w.n++] = more[i];
    }
    w.set[w.n++] = hold;
    return w;
}

/* What a run says: of the company, and of its projects. */
struct story {
    struct run_fixture f;
    struct bo_run_result run;
    double npv_musd, cash_musd, carry_musd, spent_musd, revenue_musd;
    uint32_t n_used;
};

static double sum_of(const struct bo_facts *facts, const char *variable)
{
    const struct bo_fact_series *s = facts_find(facts, variable, "Sole", "");
    double sum = 0.0;
    for (uint32_t m = 0; s != NULL && m < facts->n_months; m++) {
        sum += isnan(s->value[m]) ? 0.0 : s->value[m];
    }
    return sum;
}

static void tell(struct story *s, const struct world *w)
{
    run_open(&s->f, FILE_CFG, w->n, w->set);
    s->run = run_well(&s->f, 1);
    const struct bo_facts *facts = s->run.facts;
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &facts->outcome[i];
        if (strcmp(o->entity, "Sole") == 0 && strcmp(o->key, "npv") == 0) {
            s->npv_musd = o->value;
        }
    }
    s->cash_musd = facts_value(facts, "Cash", "Sole", "", facts->n_months - 1);
    s->carry_musd = sum_of(facts, "Site Options|Carry");
    s->revenue_musd = sum_of(facts, "Revenue|Total");
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        s->spent_musd += facts->project[i].spent_musd;
        s->n_used += strcmp(facts->project[i].state, "used") == 0;
    }
}

static void end(struct story *s)
{
    bo_run_result_free(&s->run);
    run_close(&s->f);
}

static const struct bo_fact_project *find_project(const struct bo_facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        if (strcmp(facts->project[i].name, name) == 0) {
            return &facts->project[i];
        }
    }
    fail_msg("there is no project %s", name);
    return NULL;
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* ---- it pays ---- */

/* The days from an option, and from the site that is begun on it, to the opening: the longer of the two. */
struct paths {
    int32_t from_option, from_site;
};

static void assert_pays(const char *hold, const char *slow, struct paths paths)
{
    const char *const more[] = {slow};
    struct world none = world_with("strategies.steady.leverage_max=2.0", 1, more);
    struct world some = world_with(hold, 1, more);
    struct story without = {.npv_musd = 0.0}, with = {.npv_musd = 0.0};
    tell(&without, &none);
    tell(&with, &some);
    uint32_t opened = 0;
    for (uint32_t i = 0; i < with.run.facts->n_projects; i++) {
        const struct bo_fact_project *o = &with.run.facts->project[i];
        if (strcmp(o->state, "used") != 0) {
            continue;
        }
        const struct bo_fact_project *p = find_project(with.run.facts, o->why);
        int32_t wanted = later(o->announced + paths.from_option, p->announced + paths.from_site);
        if (p->actual[BO_PHASE_OPEN] != BO_NO_DAY) {
            verify_near("a site on an option: days from its announcement to its opening",
                        wanted - p->announced, p->actual[BO_PHASE_OPEN] - p->announced, 0.0);
            opened++;
        }
    }
    print_message("%s: npv %.1f, without %.1f; carry %.1f, revenue %.0f and %.0f\n", hold,
                  with.npv_musd, without.npv_musd, with.carry_musd, with.revenue_musd,
                  without.revenue_musd);
    assert_true(opened > 0);
    assert_true(with.npv_musd > without.npv_musd);
    end(&without);
    end(&with);
}

/* Permit 600 days before it, none after; then shell and fit-out. */
static void land_pays_where_permits_are_slow(void **state)
{
    (void)state;
    assert_pays("strategies.steady.hold_land_ratio=1.0", "construction.permit_months=\"600 days\"",
                (struct paths){850, 250});
}

/* Study 900 days, 40 MW of the region's 100 a day, and fit-out; or shell and fit-out. */
static void a_place_pays_where_the_grid_is_slow(void **state)
{
    (void)state;
    assert_pays("strategies.steady.hold_place_ratio=1.0",
                "regions.Here.grid_study_months=\"900 days\"", (struct paths){950, 250});
}

/* Permit 100 and shell 600 days before it; equipment does not bind, so that fit-out alone is left. */
static void a_shell_pays_where_shells_are_slow(void **state)
{
    (void)state;
    assert_pays("strategies.steady.hold_shell_ratio=1.0", "construction.shell_months=\"600 days\"",
                (struct paths){750, 50});
}

/* ---- it costs its carry ---- */

static void assert_same_openings(const struct bo_facts *a, const struct bo_facts *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_projects; i++) {
        const struct bo_fact_project *p = &a->project[i];
        if (strcmp(p->kind, "option") != 0) {
            const struct bo_fact_project *q = find_project(b, p->name);
            assert_int_equal(p->announced, q->announced);
            assert_int_equal(p->actual[BO_PHASE_OPEN], q->actual[BO_PHASE_OPEN]);
            n += p->actual[BO_PHASE_OPEN] != BO_NO_DAY;
        }
    }
    assert_true(n > 0);
}

/* A fifth of the carry is the state's; what was spent on land and shells by the end, and no more, is spent earlier. */
static void assert_costs_its_carry(const char *hold, uint32_t n, const char *const *idle)
{
    struct world none = world_with("strategies.steady.leverage_max=2.0", n, idle);
    struct world some = world_with(hold, n, idle);
    struct story without = {.npv_musd = 0.0}, with = {.npv_musd = 0.0};
    tell(&without, &none);
    tell(&with, &some);
    assert_same_openings(with.run.facts, without.run.facts);
    assert_true(with.n_used > 0 && with.carry_musd > 0.0);
    assert_near(with.revenue_musd, without.revenue_musd, 1e-12);
    double wanted = -0.8 * with.carry_musd - (with.spent_musd - without.spent_musd);
    verify_near("an option that saves nothing: cash by the end, million USD", wanted,
                with.cash_musd - without.cash_musd, 1e-6);
    assert_true(with.npv_musd < without.npv_musd);
    end(&without);
    end(&with);
}

/* The grid is the longest path. */
static void land_that_saves_nothing_costs_its_carry(void **state)
{
    (void)state;
    static const char *const idle[] = {"regions.Here.grid_study_months=\"900 days\""};
    assert_costs_its_carry("strategies.steady.hold_land_ratio=1.0", 1, idle);
}

/* The shell is the longest path. */
static void a_place_that_saves_nothing_costs_its_carry(void **state)
{
    (void)state;
    static const char *const idle[] = {"construction.permit_months=\"0 days\""};
    assert_costs_its_carry("strategies.steady.hold_place_ratio=1.0", 1, idle);
}

/* Equipment is the longest path. */
static void a_shell_that_saves_nothing_costs_its_carry(void **state)
{
    (void)state;
    static const char *const idle[] = {"construction.permit_months=\"0 days\"",
                                       "construction.equipment_binds=true"};
    assert_costs_its_carry("strategies.steady.hold_shell_ratio=1.0", 2, idle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(land_pays_where_permits_are_slow),
        cmocka_unit_test(a_place_pays_where_the_grid_is_slow),
        cmocka_unit_test(a_shell_pays_where_shells_are_slow),
        cmocka_unit_test(land_that_saves_nothing_costs_its_carry),
        cmocka_unit_test(a_place_that_saves_nothing_costs_its_carry),
        cmocka_unit_test(a_shell_that_saves_nothing_costs_its_carry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
