/* A year in which nobody lends anew: boards that borrow buy less, landlords begin less, and what falls due is paid from cash. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

enum { SEEDS = 4 };
#define END "time.end=\"2031-01-01\""

/* Of runs with the same luck, without and with it. */
struct pair {
    struct run_fixture fixture[2];
    struct bo_run_result result[2];
};

static struct pair run_pair(uint64_t seed)
{
    static const char *const file[] = {"scenarios/baseline_2025.cfg", "scenarios/credit_shut.cfg"};
    static const char *const set[] = {END};
    struct pair p;
    for (int k = 0; k < 2; k++) {
        run_open(&p.fixture[k], file[k], 1, set);
        p.result[k] = run_well(&p.fixture[k], seed);
    }
    return p;
}

static void done(struct pair *p)
{
    for (int k = 0; k < 2; k++) {
        bo_run_result_free(&p->result[k]);
        run_close(&p->fixture[k]);
    }
}

static double in_month(const struct pair *p, int k, const char *variable, const char *entity,
                       int year, int month)
{
    const struct bo_facts *facts = p->result[k].facts;
    uint32_t m = (uint32_t)(bo_month_of_day(bo_day_of(year, month, 1)) - facts->first_month);
    const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
    return s != NULL && isfinite(s->value[m]) ? s->value[m] : 0.0;
}

static double in_year(const struct pair *p, int k, const char *variable, const char *entity,
                      int year)
{
    double sum = 0.0;
    for (int month = 1; month <= 12; month++) {
        sum += in_month(p, k, variable, entity, year, month);
    }
    return sum;
}

static void nothing_is_borrowed_and_less_is_built(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct pair p = run_pair(seed);
        assert_near(in_year(&p, 1, "Capex", "World", 2026), in_year(&p, 0, "Capex", "World", 2026),
                    1e-9);
        assert_true(in_year(&p, 1, "Capex", "World", 2027) <
                    0.95 * in_year(&p, 0, "Capex", "World", 2027));
        assert_true(in_month(&p, 1, "Debt", "Landlord Texas", 2027, 12) <
                    in_month(&p, 1, "Debt", "Landlord Texas", 2026, 12));
        assert_near(in_year(&p, 1, "Funding", "Landlord Texas", 2027),
                    in_year(&p, 1, "Funding|Equity", "Landlord Texas", 2027), 1e-6);
        assert_true(in_month(&p, 1, "Debt", "Oracle", 2027, 12) <
                    in_month(&p, 1, "Debt", "Oracle", 2026, 12));
        assert_true(in_month(&p, 1, "Capacity|IT Power|Energised", "World", 2030, 12) <
                    in_month(&p, 0, "Capacity|IT Power|Energised", "World", 2030, 12));
        done(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_borrowed_and_less_is_built),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
