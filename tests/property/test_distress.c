/* A company that cannot pay is in default where the scenario knows of it, and lent to for ever where it does not. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

/* Alpha loses 30 B USD a year on sales of 80, with 5 in hand and half of its halls leased; the business of the world shrinks to
 * a third, so that halls stand empty. */
#define SINKS                                                                        \
    "time.end=\"2029-01-01\"", "companies.Alpha.cash=\"5 B USD\"",                   \
        "companies.Alpha.operating_cash_flow_per_year=\"-30 B USD\"",                \
        "companies.Alpha.core_growth_per_year=-0.3", "companies.Alpha.own_frac=0.5", \
        "demand.index={points=((\"2022-01\",1.0),(\"2022-04\",0.3));}"
#define KNOWN "finance.default_months=3.0", "finance.default_debt_ratio=0.1"
enum { N_SINKS = 6, N_KNOWN = 8 };

struct end {
    struct run_fixture fixture;
    struct bo_run_result result;
};

static struct end run_alpha(const char *const *set, uint32_t n_sets)
{
    struct end e;
    run_open(&e.fixture, "tests/support/tiny.cfg", n_sets, set);
    e.result = run_well(&e.fixture, 1);
    return e;
}

static void done(struct end *e)
{
    bo_run_result_free(&e->result);
    run_close(&e->fixture);
}

/* Alpha's value of a month; 0 where it is not told. */
static double at(const struct end *e, const char *variable, uint32_t month)
{
    const struct bo_fact_series *s = facts_find(e->result.facts, variable, "Alpha", "");
    return s != NULL && isfinite(s->value[month]) ? s->value[month] : 0.0;
}

/* The month that ends with an event of this kind, the first or the last of them; n_months: none. */
static uint32_t month_of(const struct end *e, const char *kind, bool last)
{
    const struct bo_facts *facts = e->result.facts;
    uint32_t month = facts->n_months;
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *event = &facts->event[i];
        if (strcmp(event->kind, kind) == 0 && strcmp(event->entity, "Alpha") == 0 &&
            (last || month == facts->n_months)) {
            month = (uint32_t)(bo_month_of_day(event->day - 1) - facts->first_month);
        }
    }
    return month;
}

static double default_day(const struct end *e)
{
    const struct bo_facts *facts = e->result.facts;
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        if (strcmp(facts->outcome[i].entity, "Alpha") == 0 &&
            strcmp(facts->outcome[i].key, "default_date") == 0) {
            return facts->outcome[i].value;
        }
    }
    fail_msg("there is no default_date");
    return 0.0;
}

static void without_the_key_lenders_lend_for_ever(void **state)
{
    (void)state;
    static const char *const set[] = {SINKS};
    struct end e = run_alpha(set, N_SINKS);
    uint32_t n = e.result.facts->n_months, short_months = 0;
    for (uint32_t m = 0; m < n; m++) {
        short_months += at(&e, "Overdraft", m) > 0.0;
    }
    assert_int_equal(month_of(&e, "default begins", false), n);
    assert_true(isnan(default_day(&e)));
    assert_true(short_months > 24);
    assert_true(at(&e, "Debt", n - 1) > at(&e, "Debt", n / 2));
    done(&e);
}

/* After three months on an overdraft. */
static void who_lives_on_an_overdraft_is_in_default(void **state)
{
    (void)state;
    static const char *const set[] = {SINKS, KNOWN};
    struct end e = run_alpha(set, N_KNOWN);
    uint32_t n = e.result.facts->n_months, begins = month_of(&e, "default begins", false);
    assert_true(begins + 24 < n && begins >= 3);
    for (uint32_t m = 0; m < n; m++) {
        assert_true((at(&e, "Overdraft", m) > 0.0) == (m + 2 >= begins && m <= begins));
    }
    int32_t month = bo_month_of_day((int32_t)default_day(&e));
    assert_int_equal(month, e.result.facts->first_month + (int32_t)begins);
    assert_int_equal(month_of(&e, "default ends", false), n);
    done(&e);
}

/* Its debt shrinks to a tenth of its sales at once, and grows no more; it leaves empty halls, and begins none. */
static void nobody_lends_to_who_is_in_default(void **state)
{
    (void)state;
    static const char *const set[] = {SINKS, KNOWN};
    struct end e = run_alpha(set, N_KNOWN);
    uint32_t n = e.result.facts->n_months, begins = month_of(&e, "default begins", false);
    double revenue = 0.0;
    for (uint32_t k = 0; k < 12; k++) { /* the last twelve months; before the start 80 B a year */
        revenue += k <= begins ? at(&e, "Revenue|Total", begins - k) : 80000.0 / 12.0;
    }
    assert_int_equal(month_of(&e, "restructured", false), begins + 1);
    assert_near(at(&e, "Debt", begins + 1) / revenue, 0.1, 0.01);
    for (uint32_t m = begins + 2; m < n; m++) {
        assert_true(at(&e, "Debt", m) <= at(&e, "Debt", m - 1) + 1e-6);
        assert_true(at(&e, "Cash", m) >= 0.0);
    }
    assert_int_equal(month_of(&e, "default", false), begins + 1);
    double leased = at(&e, "Capacity|IT Power|Leased", begins);
    double kept = at(&e, "Capacity|IT Power|Leased", begins + 1);
    assert_true(kept < leased && kept > 0.0);
    uint32_t last = month_of(&e, "announced", true);
    assert_true(last == n || last <= begins);
    done(&e);
}

/* Margins come back in 2024: after a year with cash it is over, and it is lent to again. */
static void a_year_with_cash_ends_it(void **state)
{
    (void)state;
    static const char *const set[] = {
        SINKS, KNOWN,
        ("companies.Alpha.margin_gain_frac={points=((\"2022-01\",0.0),(\"2024-01\",0.9));"
         "shape=\"step\";}")};
    struct end e = run_alpha(set, N_KNOWN + 1);
    uint32_t n = e.result.facts->n_months, begins = month_of(&e, "default begins", false);
    uint32_t ends = month_of(&e, "default ends", false);
    assert_true(begins < 24);
    assert_true(ends > 24 && ends <= 36 && ends > begins + 12);
    assert_int_equal(month_of(&e, "default begins", true), begins);
    assert_true(ends < n);
    done(&e);
}

static void so_is_who_pays_no_rent_any_more(void **state)
{
    (void)state;
    static const char *const set[] = {KNOWN, "companies.Alpha.defaults_on=\"2022-08-15\""};
    struct end e = run_alpha(set, 3);
    assert_int_equal(month_of(&e, "default begins", false), 7);
    assert_int_equal(month_of(&e, "default", false), 7);
    done(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_key_lenders_lend_for_ever),
        cmocka_unit_test(who_lives_on_an_overdraft_is_in_default),
        cmocka_unit_test(nobody_lends_to_who_is_in_default),
        cmocka_unit_test(a_year_with_cash_ends_it),
        cmocka_unit_test(so_is_who_pays_no_rent_any_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
