/* The AI economy in a whole run: what happens on its own date, and books that hold to the cent. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

#define BASELINE "scenarios/baseline.cfg"
#define END "time.end=2027-01-01"

static struct run_fixture fixture; /* names in facts are those of its scenario */

static int run_baseline(void **state)
{
    static struct bo_run_result run;
    static const char *const set[] = {END};
    run_open(&fixture, BASELINE, 1, set);
    run = run_well(&fixture, 1);
    *state = &run;
    return 0;
}

static int forget(void **state)
{
    bo_run_result_free(*state);
    run_close(&fixture);
    return 0;
}

/* Events of a kind, and how many of them on another day than the first of a month, when closes are. */
static uint32_t count(const struct bo_facts *facts, const char *kind, uint32_t *between)
{
    uint32_t n = 0;
    *between = 0;
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        if (strcmp(e->kind, kind) == 0) {
            n++;
            *between += bo_month_first_day(bo_month_of_day(e->day)) != e->day;
        }
    }
    return n;
}

static void training_runs_are_jobs_of_the_kernel(void **state)
{
    const struct bo_run_result *run = *state;
    uint32_t between = 0;
    uint32_t models = count(run->facts, "model published", &between);
    assert_true(models >= 20);
    assert_true(between > models / 2);
    assert_true(run->facts->stats.completions >= models);
}

static void rounds_and_price_replies_come_on_their_dates(void **state)
{
    const struct bo_run_result *run = *state;
    uint32_t between = 0;
    assert_true(count(run->facts, "round", &between) >= 5);
    assert_true(between > 0);
    assert_true(count(run->facts, "price reply", &between) > 0);
    assert_true(between > 0);
}

/* Debits less credits of all postings that match; NULL: any. */
static bo_money net(const struct bo_facts *facts, const char *entity, const char *account,
                    const char *category)
{
    bo_money sum = 0;
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *p = &facts->posting[i];
        if ((entity == NULL || strcmp(p->entity, entity) == 0) &&
            (account == NULL || strcmp(p->account, account) == 0) &&
            (category == NULL || strcmp(p->category, category) == 0)) {
            sum += bo_facts_net(facts, p);
        }
    }
    return sum;
}

static void the_clearing_of_rents_holds_nothing(void **state)
{
    const struct bo_run_result *run = *state;
    assert_int_equal(net(run->facts, "Clearing", "cash", NULL), 0);
    assert_true(net(run->facts, "Clearing", "cash", "compute rent") > 0);
    assert_true(net(run->facts, "Clearing", "cash", "leasing revenue") < 0);
}

static void what_customers_pay_for_ai_is_what_companies_earn(void **state)
{
    const struct bo_run_result *run = *state;
    static const char *const category[] = {"AI product revenue", "cloud AI revenue",
                                           "uplift revenue"};
    for (int i = 0; i < 3; i++) {
        bo_money paid = net(run->facts, "Customers", "cash", category[i]);
        assert_true(paid < 0);
        assert_int_equal(net(run->facts, NULL, "cash", category[i]), 0);
    }
}

/* Who was sold or liquidated has nothing left, in any account. */
static void the_books_of_labs_that_ended_are_empty(void **state)
{
    const struct bo_run_result *run = *state;
    static const char *const kind[] = {"licence and hire", "acquired", "liquidated"};
    uint32_t n = 0;
    for (uint32_t i = 0; i < run->facts->n_events; i++) {
        const struct bo_fact_event *e = &run->facts->event[i];
        bool end = strcmp(e->kind, kind[0]) == 0 || strcmp(e->kind, kind[1]) == 0 ||
                   strcmp(e->kind, kind[2]) == 0;
        if (!end || strcmp(e->entity, "xAI") == 0) { /* who has halls goes on */
            continue;
        }
        n++;
        static const char *const account[] = {"cash", "receivable", "debt", "deferred revenue",
                                              "equity"};
        for (int a = 0; a < 5; a++) {
            assert_int_equal(net(run->facts, e->entity, account[a], NULL), 0);
        }
    }
    print_message("%u labs ended\n", (unsigned)n);
}

static void stakes_are_bought_by_companies_of_the_model(void **state)
{
    const struct bo_run_result *run = *state;
    assert_true(net(run->facts, "Microsoft", "stakes", "investment") > 0);
    assert_true(net(run->facts, "Microsoft", "deferred revenue", "investment") < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_runs_are_jobs_of_the_kernel),
        cmocka_unit_test(rounds_and_price_replies_come_on_their_dates),
        cmocka_unit_test(the_clearing_of_rents_holds_nothing),
        cmocka_unit_test(what_customers_pay_for_ai_is_what_companies_earn),
        cmocka_unit_test(the_books_of_labs_that_ended_are_empty),
        cmocka_unit_test(stakes_are_bought_by_companies_of_the_model),
    };
    return cmocka_run_group_tests(tests, run_baseline, forget);
}
