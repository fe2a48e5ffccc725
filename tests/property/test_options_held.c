/* Options in whole runs of the tiny world: books, megawatts and grants balance at every close (the run's audits), every option
 * ends in one way, and what is offered finds who takes it. */
#include "tiny_run.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/returns.h"

#define TINY "tests/support/tiny.cfg"
enum { SEEDS = 4 };

static const char holder[] =
    "strategies.holder={extends=\"steady\";hold_land_ratio=1.0;hold_place_ratio=1.0;"
    "hold_shell_ratio=1.0;rules:{enough={order=1.0;when=\"year > 2025\";set={"
    "hold_land_ratio=\"0\";hold_place_ratio=\"0\";hold_shell_ratio=\"0\";};};};}";

/* Alpha lays in land, places and shells until 2025 and wants none from then on; Beta grows fast and builds where Alpha does. */
static const char *const lays_in[] = {
    "time.end=\"2030-01-01\"",
    "companies.Beta.buys_as_china=false",
    "companies.Beta.own_frac=1.0",
    "companies.Beta.core_growth_per_year=0.3",
    holder,
    "companies.Alpha.strategy=\"holder\"",
    "site_options.land_carry_per_year=0.02",
    "site_options.place_fee_per_mw=1000.0",
    "site_options.place_carry_usd_per_mw_per_year=2000.0",
    "site_options.grant_carry_usd_per_mw_per_year=50000.0",
    "site_options.shell_carry_per_year=0.03",
    "site_options.seller_share_frac=0.3",
    "site_options.offer_months=12.0",
    "site_options.resale_frac=0.7",
    "site_options.sublet_rent_ratio=0.15",
    "site_options.sublet_term_months=24.0",
};
enum { N_SETS = sizeof lays_in / sizeof *lays_in };

struct ends {
    uint32_t taken, used, sold, given_up, let, offered;
    uint32_t still_held;
};

static void add(struct ends *e, const struct bo_facts *facts)
{
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const char *kind = facts->event[i].kind;
        e->taken += strcmp(kind, "option taken") == 0;
        e->used += strcmp(kind, "option used") == 0;
        e->sold += strcmp(kind, "option sold") == 0;
        e->given_up += strcmp(kind, "option given up") == 0;
        e->let += strcmp(kind, "option let") == 0;
        e->offered += strcmp(kind, "option offered") == 0;
    }
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        const struct bo_fact_project *p = &facts->project[i];
        bool option = strcmp(p->kind, "option") == 0;
        e->still_held += option && strcmp(p->state, "used") != 0 && p->cancelled == BO_NO_DAY;
    }
}

static void every_option_ends_in_one_way(void **state)
{
    (void)state;
    struct run_fixture f;
    struct ends e = {.taken = 0};
    run_open(&f, TINY, N_SETS, lays_in);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result run = run_well(&f, seed);
        add(&e, run.facts);
        bo_run_result_free(&run);
    }
    run_close(&f);
    print_message("%u taken: %u used, %u sold, %u given up, %u held; %u offered, %u let\n", e.taken,
                  e.used, e.sold, e.given_up, e.still_held, e.offered, e.let);
    assert_int_equal(e.taken, e.used + e.sold + e.given_up + e.still_held);
    assert_true(e.used > 0 && e.sold > 0 && e.given_up > 0 && e.let > 0);
    assert_true(e.offered >= e.sold + e.given_up);
}

/* What nobody holds costs nothing, and the price of holding moves nothing. */
static void without_options_their_price_changes_nothing(void **state)
{
    (void)state;
    static const char *const dear[] = {"site_options.grant_carry_usd_per_mw_per_year=1000000.0",
                                       "site_options.shell_carry_per_year=1.0"};
    struct run_fixture f, g;
    run_open(&f, TINY, 0, NULL);
    run_open(&g, TINY, 2, dear);
    struct bo_run_result a = run_well(&f, 1), b = run_well(&g, 1);
    assert_series_in(a.facts, b.facts, NULL);
    assert_same_events(a.facts, b.facts);
    bo_run_result_free(&a);
    bo_run_result_free(&b);
    run_close(&f);
    run_close(&g);
}

static double outcome_of(const struct bo_facts *facts, const char *entity, const char *key)
{
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &facts->outcome[i];
        if (strcmp(o->entity, entity) == 0 && strcmp(o->key, key) == 0) {
            return o->value;
        }
    }
    return BO_NAN;
}

/* A company that pays for options first and earns later: its return is that of all its cash, what options cost and bring too. */
static void the_return_counts_what_options_cost(void **state)
{
    (void)state;
    static const char *const dear[] = {
        "time.end=\"2030-01-01\"",
        holder,
        "companies.Alpha.strategy=\"holder\"",
        "companies.Alpha.margin_gain_frac={points=((\"2022-01\",-0.4),(\"2026-01\",0.1));"
        "shape=\"step\";}",
        "site_options.place_fee_per_mw=1000.0",
        "site_options.offer_months=12.0",
        "site_options.resale_frac=0.7",
    };
    struct run_fixture f;
    uint32_t n_known = 0;
    run_open(&f, TINY, sizeof dear / sizeof *dear, dear);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result run = run_well(&f, seed);
        const double *flow = facts_values(run.facts, "Free Cash Flow", "Alpha", "");
        double told = outcome_of(run.facts, "Alpha", "irr");
        double found = bo_return_of_flow(flow, run.facts->n_months);
        assert_true(isnan(told) == isnan(found));
        if (isfinite(found)) {
            assert_near(told, found, 1e-6);
            n_known++;
        }
        bo_run_result_free(&run);
    }
    run_close(&f);
    print_message("%u of %u runs have a return\n", n_known, (unsigned)SEEDS);
    assert_true(n_known > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_ends_in_one_way),
        cmocka_unit_test(without_options_their_price_changes_nothing),
        cmocka_unit_test(the_return_counts_what_options_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
