/* Whole runs of the tiny world: what must hold for every seed, and what must not matter. */
#include "tiny_run.h"

#define SEEDS 20
#define MONTHS 24

static const char *const noisy[] = {
    "construction.opposition_per_year=0.1",   "construction.withdrawal_per_year=0.2",
    "construction.late_cancel_per_year=0.1",  "construction.extension_frac=0.3",
    "construction.bid_premium_frac=0.15",     "colocation.absorption_growth_per_year=0.2",
    "colocation.rent_answer_per_year=0.3",    "colocation.lease_term_years=1",
    "construction.fast_track_frac=0.1",       "colocation.bank_years=1.0",
    "planning.region_wait_elasticity=1.0",    "regions.North.grid_queue_at_start_months=12",
    "companies.Alpha.buybacks_per_year=10e9", "power.price_noise_sigma=0.2"};
#define N_NOISY (sizeof noisy / sizeof noisy[0])

/* The audit of every close has passed when the run ends well; here the sums are made again from what was recorded. */
static bo_money postings(const struct bo_facts *facts, const char *account, const char *category)
{
    bo_money sum = 0;
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *p = &facts->posting[i];
        if ((account == NULL || strcmp(p->account, account) == 0) &&
            (category == NULL || strcmp(p->category, category) == 0)) {
            sum += bo_facts_net(facts, p);
        }
    }
    return sum;
}

static void assert_money_is_conserved(const struct bo_facts *facts)
{
    assert_true(facts->n_postings > 0);
    assert_int_equal(postings(facts, "cash", NULL), 0);
    for (int c = 0; c < BO_N_CATEGORIES; c++) {
        assert_int_equal(postings(facts, NULL, bo_category_name((enum bo_category)c)), 0);
    }
}

/* A company's cash at the end is the sum of its postings. */
static void assert_cash_is_what_was_posted(const struct bo_facts *facts, const char *company)
{
    bo_money cash = 0;
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *p = &facts->posting[i];
        if (strcmp(p->entity, company) == 0 && strcmp(p->account, "cash") == 0) {
            cash += bo_facts_net(facts, p);
        }
    }
    assert_near(facts_value(facts, "Cash", company, "", MONTHS - 1), bo_money_usd(cash) / 1e6,
                1e-12);
}

static double sum_of(const struct bo_facts *facts, const char *variable, const char *const *entity,
                     uint32_t n, uint32_t month)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        sum += facts_value(facts, variable, entity[i], "", month);
    }
    return sum;
}

/* The world counts a building once, at its owner. */
static void assert_world_is_the_sum_of_owners(const struct bo_facts *facts)
{
    static const char *const owner[] = {"Alpha", "Beta", "Landlord North Country",
                                        "Landlord South"};
    static const char *const variable[] = {
        "Data Centers|Operating", "Data Centers|Pipeline", "Data Centers|Under Construction",
        "Capacity|IT Power|Energised", "Capacity|IT Power|Under Construction"};
    for (uint32_t v = 0; v < sizeof variable / sizeof variable[0]; v++) {
        for (uint32_t month = 0; month < MONTHS; month++) {
            double world = facts_value(facts, variable[v], "World", "", month);
            assert_near(sum_of(facts, variable[v], owner, 4, month), world, 1e-9);
            double regions = facts_value(facts, variable[v], "World", "North Country", month) +
                             facts_value(facts, variable[v], "World", "South", month);
            assert_near(regions, world, 1e-9);
        }
    }
}

/* Sites at the end are sites at the start plus openings, and 25 stood at the start. */
static void assert_sites_are_openings(const struct bo_facts *facts)
{
    double sites = 25.0;
    for (uint32_t month = 0; month < MONTHS; month++) {
        sites += facts_value(facts, "Data Centers|Openings", "World", "", month);
        assert_near(facts_value(facts, "Data Centers|Operating", "World", "", month), sites, 0.0);
    }
}

static void money_and_megawatts_are_conserved_for_every_seed(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, TINY_CFG, N_NOISY, noisy);
    double cancelled = 0.0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        print_message("seed %lu\n", (unsigned long)seed);
        struct bo_run_result run = run_well(&f, seed);
        assert_money_is_conserved(run.facts);
        assert_cash_is_what_was_posted(run.facts, "Alpha");
        assert_cash_is_what_was_posted(run.facts, "Landlord South");
        /* the rent of the world is there from the first close on */
        assert_true(facts_value(run.facts, "Colocation|Rent", "World", "", 0) > 50.0);
        assert_world_is_the_sum_of_owners(run.facts);
        assert_sites_are_openings(run.facts);
        for (uint32_t month = 0; month < MONTHS; month++) {
            cancelled += facts_value(run.facts, "Data Centers|Cancelled", "World", "", month);
        }
        bo_run_result_free(&run);
    }
    assert_true(cancelled > 0.0); /* the seeds have tried cancellations */
    run_close(&f);
}

static void the_same_seed_gives_the_same_facts_and_another_does_not(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, TINY_CFG, N_NOISY, noisy);
    struct bo_run_result a = run_well(&f, 7), b = run_well(&f, 7), c = run_well(&f, 8);
    assert_int_equal(a.facts->n_series, b.facts->n_series);
    assert_series_in(a.facts, b.facts, NULL);
    assert_same_events(a.facts, b.facts);
    const char *pipeline = "Data Centers|Pipeline";
    assert_false(same_values(facts_values(a.facts, pipeline, "World", ""),
                             facts_values(c.facts, pipeline, "World", ""), MONTHS));
    bo_run_result_free(&a);
    bo_run_result_free(&b);
    bo_run_result_free(&c);
    run_close(&f);
}

/* tests/property/tiny_reversed.cfg is tiny.cfg with companies and regions in the opposite order. */
static void the_order_of_the_file_does_not_matter(void **state)
{
    (void)state;
    struct run_fixture f, g;
    run_open(&f, TINY_CFG, N_NOISY, noisy);
    run_open(&g, "tests/property/tiny_reversed.cfg", N_NOISY, noisy);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct bo_run_result a = run_well(&f, seed), b = run_well(&g, seed);
        assert_int_equal(a.facts->n_series, b.facts->n_series);
        assert_series_in(a.facts, b.facts, NULL);
        assert_same_events(a.facts, b.facts);
        bo_run_result_free(&a);
        bo_run_result_free(&b);
    }
    run_close(&f);
    run_close(&g);
}

/* It stands first in the table, so every index moves; only the count of the companies alive is another. */
static void a_company_with_nothing_changes_nobody_elses_series(void **state)
{
    (void)state;
    struct run_fixture f, g;
    const char *set[N_NOISY + 1];
    memcpy(set, noisy, sizeof noisy);
    set[N_NOISY] =
        "companies.Aardvark={headquarters=\"US\";founded=\"2000-01-01\";strategy=\"steady\";"
        "cash=0.0;plant_net=0.0;servers_net_frac=0.0;equity=0.0;operating_cash_flow_per_year=0.0;"
        "server_capex_per_year=0.0;tax_rate_frac=0.2;server_life_years=4.0;capex_limit_ratio=0.6;"
        "own_frac=0.5;region_share={North=1.0;};}";
    run_open(&f, TINY_CFG, N_NOISY, noisy);
    run_open(&g, TINY_CFG, N_NOISY + 1, set);
    assert_int_equal(g.scenario->param.n[BO_TABLE_COMPANIES], 3);
    assert_string_equal(g.scenario->param.company[0].entry.key, "Aardvark");
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct bo_run_result a = run_well(&f, seed), b = run_well(&g, seed);
        assert_series_in(a.facts, b.facts, "Companies|Alive");
        assert_near(facts_value(b.facts, "Cash", "Aardvark", "", MONTHS - 1), 0.0, 0.0);
        bo_run_result_free(&a);
        bo_run_result_free(&b);
    }
    run_close(&f);
    run_close(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_and_megawatts_are_conserved_for_every_seed),
        cmocka_unit_test(the_same_seed_gives_the_same_facts_and_another_does_not),
        cmocka_unit_test(the_order_of_the_file_does_not_matter),
        cmocka_unit_test(a_company_with_nothing_changes_nobody_elses_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
