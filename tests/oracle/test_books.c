/* Oracle 4: depreciation, net present value and the cash of whole runs against what paper says, to the cent. The
 * annuity of a lease is in tests/unit/test_lease.c.
 */
#include "tiny_run.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define ALONE_CFG "tests/oracle/one_project.cfg"

/* Cents: what is compared is a sum of rounded postings in millions of dollars. */
#define CENT 1e-8

static bo_money posted(const struct bo_facts *facts, const char *entity, const char *account,
                       const char *category)
{
    bo_money sum = 0;
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *p = &facts->posting[i];
        if (strcmp(p->entity, entity) == 0 && strcmp(p->account, account) == 0 &&
            strcmp(p->category, category) == 0) {
            sum += bo_facts_net(facts, p);
        }
    }
    return sum;
}

/* Of what a company that began with nothing has bought, what has not worn out. */
static bo_money plant(const struct bo_facts *facts, const char *entity)
{
    bo_money sum = 0;
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *p = &facts->posting[i];
        if (strcmp(p->entity, entity) == 0 && strncmp(p->account, "plant: ", 7) == 0) {
            sum += bo_facts_net(facts, p);
        }
    }
    return sum;
}

static double outcome(const struct bo_facts *facts, const char *entity, const char *key)
{
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &facts->outcome[i];
        if (strcmp(o->entity, entity) == 0 && strcmp(o->key, key) == 0) {
            return o->value;
        }
    }
    fail_msg("there is no %s of %s", key, entity);
    return 0.0;
}

/* 100 M a month for ten years of life: 83,333,333 cents a month each, from the month after its purchase on: 0 + 1 + .. +
 * 59 = 1,770 charges in the 60 months of the run. */
static void depreciation_is_straight_to_the_cent(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, ALONE_CFG, 0, NULL);
    struct bo_run_result run = run_well(&f, 1);
    assert_int_equal(posted(run.facts, "Sole", "plant: other", "capex: other"),
                     INT64_C(60) * 10000000000);
    assert_int_equal(posted(run.facts, "Sole", "plant: other", "depreciation"),
                     INT64_C(-1770) * 83333333);
    bo_run_result_free(&run);
    run_close(&f);
}

/* Each month's operating cash flow less capex, discounted by 10 % a year from its end. */
static void the_net_present_value_is_that_of_the_months(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, ALONE_CFG, 0, NULL);
    struct bo_run_result run = run_well(&f, 1);
    const double *ocf = facts_values(run.facts, "Operating Cash Flow", "Sole", "");
    const double *capex = facts_values(run.facts, "Capex", "Sole", "");
    double npv = 0.0;
    int32_t start = bo_month_first_day(run.facts->first_month);
    for (uint32_t month = 0; month < run.facts->n_months; month++) {
        int32_t end = bo_month_first_day(run.facts->first_month + (int32_t)month + 1);
        double years = (end - start) / BO_DAYS_PER_YEAR;
        npv += (ocf[month] - capex[month]) * bo_exp(-years * bo_log(1.1));
    }
    assert_true(fabs(npv) > 1.0);
    assert_near(outcome(run.facts, "Sole", "npv"), npv, 1e-12);
    /* What was bought less what wore out stands; the last year's flows go on at 10 % a year. */
    double years =
        (bo_month_first_day(run.facts->first_month + (int32_t)run.facts->n_months) - start) /
        BO_DAYS_PER_YEAR;
    double then = bo_exp(-years * bo_log(1.1));
    const double *worn = facts_values(run.facts, "Depreciation", "Sole", "");
    double book = bo_money_usd(plant(run.facts, "Sole"));
    double year = 0.0;
    for (uint32_t month = run.facts->n_months - 12; month < run.facts->n_months; month++) {
        year += ocf[month] - worn[month];
    }
    assert_true(year > 1.0);
    assert_near(outcome(run.facts, "Sole", "npv_book"), npv + then * book / 1e6, 1e-9);
    assert_near(outcome(run.facts, "Sole", "npv_terminal"), npv + then * year / 0.1, 1e-9);
    bo_run_result_free(&run);
    run_close(&f);
}

/* Cash moves by operating cash flow, capex, borrowing, repayment, buybacks and firms bought, and by nothing else. */
static void assert_cash_flows(const struct bo_facts *facts, const char *company, double opening)
{
    const double *ocf = facts_values(facts, "Operating Cash Flow", company, "");
    const double *capex = facts_values(facts, "Capex", company, "");
    double cash = opening;
    for (uint32_t month = 0; month < facts->n_months; month++) {
        cash += ocf[month] - capex[month];
    }
    cash += bo_money_usd(posted(facts, company, "cash", "debt issued")) / 1e6 +
            bo_money_usd(posted(facts, company, "cash", "debt repaid")) / 1e6 +
            bo_money_usd(posted(facts, company, "cash", "buybacks")) / 1e6 +
            bo_money_usd(posted(facts, company, "cash", "acquisition")) / 1e6 +
            bo_money_usd(posted(facts, company, "cash", "currency gain")) / 1e6;
    /* Flows are told before rounding: half a cent for each of some twenty postings a month. */
    double tolerance = 20.0 * 0.5 * CENT * facts->n_months;
    double end = facts_values(facts, "Cash", company, "")[facts->n_months - 1];
    if (!(fabs(end - cash) <= tolerance)) {
        fail_msg("%s has %.8f, flows give %.8f", company, end, cash);
    }
}

static void cash_is_what_flowed(void **state)
{
    (void)state;
    static const char *const set[] = {"colocation.lease_term_years=1",
                                      "companies.Alpha.buybacks_per_year=10e9",
                                      "companies.Alpha.acquisitions_per_year=0.6e9",
                                      "finance.cash_yield_per_year=0.03",
                                      "companies.Beta.debt=\"EUR 2 B\"",
                                      "strategies.steady.reserve_days=200.0"};
    struct run_fixture f, g;
    run_open(&f, ALONE_CFG, 0, NULL);
    run_open(&g, TINY_CFG, sizeof set / sizeof set[0], set);
    struct bo_run_result alone = run_well(&f, 1), tiny = run_well(&g, 1);
    assert_cash_flows(alone.facts, "Sole", 50000.0);
    assert_cash_flows(tiny.facts, "Alpha", 20000.0);
    assert_cash_flows(tiny.facts, "Beta", 5000.0);
    bo_run_result_free(&alone);
    bo_run_result_free(&tiny);
    run_close(&f);
    run_close(&g);
}

/* A balance sheet that begins with debt alone: it falls due over seven years and costs 5 %, a twelfth a month. */
static void interest_is_the_rate_on_what_is_owed(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Sole.debt=\"12 B USD\"",
                                      "time.end=\"2022-02-01\""};
    struct run_fixture f;
    run_open(&f, ALONE_CFG, 2, set);
    struct bo_run_result run = run_well(&f, 1);
    assert_int_equal(posted(run.facts, "Sole", "cash", "interest"), INT64_C(-5000000000));
    /* 12 B x 30.4375 days / (7 x 365.25 days) = 12 B / 84 */
    assert_int_equal(posted(run.facts, "Sole", "cash", "debt repaid"), INT64_C(-14285714286));
    bo_run_result_free(&run);
    run_close(&f);
}

/* ---- margins that stray ---- */

#define STRAY_SD 0.05
#define STRAY_RUNS 24
#define STRAY_MONTHS 60

static const char *const straying[] = {"companies.Sole.margin_sd_frac=0.05",
                                       "finance.margin_return_years=0.25"};

/* What the margin is above the opening's is operating income, and less tax it is operating cash flow. */
static void check_drift_is_earned(const char *const *set, uint32_t n_sets, double *drift_out)
{
    struct run_fixture f, g;
    run_open(&f, ALONE_CFG, 0, NULL);
    run_open(&g, ALONE_CFG, n_sets, set);
    struct bo_run_result still = run_well(&f, 1), strays = run_well(&g, 1);
    const double *drift = facts_values(strays.facts, "Margin|Drift", "Sole", "");
    const double *revenue = facts_values(strays.facts, "Revenue|Total", "Sole", "");
    const double *before = facts_values(still.facts, "Operating Income", "Sole", "");
    const double *after = facts_values(strays.facts, "Operating Income", "Sole", "");
    const double *flow_before = facts_values(still.facts, "Operating Cash Flow", "Sole", "");
    const double *flow_after = facts_values(strays.facts, "Operating Cash Flow", "Sole", "");
    assert_null(facts_find(still.facts, "Margin|Drift", "Sole", ""));
    for (uint32_t month = 0; month < STRAY_MONTHS; month++) {
        double more = drift[month] * revenue[month];
        assert_near(after[month] - before[month], more, 1e-9);
        assert_near(flow_after[month] - flow_before[month], 0.8 * more, 1e-9);
        drift_out[month] = drift[month];
    }
    bo_run_result_free(&still);
    bo_run_result_free(&strays);
    run_close(&f);
    run_close(&g);
}

static void a_margin_that_strays_is_earned(void **state)
{
    (void)state;
    double drift[STRAY_MONTHS];
    check_drift_is_earned(straying, 2, drift);
}

static void a_margin_that_is_known_to_rise_is_earned(void **state)
{
    (void)state;
    static const char *const known[] = {"companies.Sole.margin_gain_frac=0.03"};
    double drift[STRAY_MONTHS];
    check_drift_is_earned(known, 1, drift);
    assert_near(drift[0], 0.03, 1e-15);
    assert_near(drift[STRAY_MONTHS - 1], 0.03, 1e-15);
}

/* An Ornstein-Uhlenbeck process: about 0 with its own deviation, months alike by exp(-1/3) each at a return of three months.
 * Of 1,440 months some 460 are as good as independent: tolerances are four standard errors. */
static void margins_stray_as_they_are_told_to(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, ALONE_CFG, 2, straying);
    double sum = 0.0, square = 0.0, product = 0.0;
    for (uint32_t seed = 1; seed <= STRAY_RUNS; seed++) {
        struct bo_run_result run = run_well(&f, seed);
        const double *drift = facts_values(run.facts, "Margin|Drift", "Sole", "");
        for (uint32_t month = 0; month < STRAY_MONTHS; month++) {
            sum += drift[month];
            square += drift[month] * drift[month];
            product += month > 0 ? drift[month] * drift[month - 1] : 0.0;
        }
        bo_run_result_free(&run);
    }
    double n = STRAY_RUNS * STRAY_MONTHS, kept = exp(-1.0 / 3.0);
    assert_true(fabs(sum / n) < 4.0 * STRAY_SD / sqrt(n * (1.0 - kept) / (1.0 + kept)));
    assert_true(fabs(sqrt(square / n) / STRAY_SD - 1.0) < 0.13);
    assert_true(fabs(product / square - kept) < 0.08);
    run_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depreciation_is_straight_to_the_cent),
        cmocka_unit_test(the_net_present_value_is_that_of_the_months),
        cmocka_unit_test(cash_is_what_flowed),
        cmocka_unit_test(interest_is_the_rate_on_what_is_owed),
        cmocka_unit_test(a_margin_that_strays_is_earned),
        cmocka_unit_test(a_margin_that_is_known_to_rise_is_earned),
        cmocka_unit_test(margins_stray_as_they_are_told_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
