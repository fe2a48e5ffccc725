/* Usable compute by source is what is there to use: of a company what it trains, serves, lets and leaves idle, less what it
 * rents; of a country its companies' and that of the groups of buyers who sit there. */
#include "variant_runs.h"

enum { SEEDS = 2 };
#define RACKED_LEAST 0.7 /* of what is in hand at the end of 2025; without those groups 0.55 */

static const struct run_variant variant = {"baseline", {"time.end=\"2026-01-01\""}};

static double of(const struct bo_facts *facts, const char *variable, const char *entity, uint32_t m)
{
    const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
    return s == NULL || isnan(s->value[m]) ? 0.0 : s->value[m];
}

static double by_source(const struct bo_facts *facts, const char *entity, uint32_t m)
{
    return of(facts, "Usable Compute|Legal", entity, m) +
           of(facts, "Usable Compute|Compliant", entity, m) +
           of(facts, "Usable Compute|Domestic", entity, m) +
           of(facts, "Usable Compute|Grey", entity, m);
}

static double by_use(const struct bo_facts *facts, const char *entity, uint32_t m)
{
    return of(facts, "Compute|Internal Training", entity, m) +
           of(facts, "Compute|Internal Inference", entity, m) +
           of(facts, "Compute|Leased Out", entity, m) + of(facts, "Compute|Idle", entity, m) -
           of(facts, "Compute|Leased In", entity, m);
}

static const char *const chinese[] = {"Alibaba", "Tencent",  "Baidu",    "ByteDance", "Huawei",
                                      "Zhipu",   "Moonshot", "Baichuan", "MiniMax",   "DeepSeek"};

static void check(const struct bo_facts *const *now, uint32_t seed, void *context)
{
    const struct bo_facts *facts = now[0];
    uint32_t *n_checked = context;
    (void)seed;
    for (uint32_t m = 0; m < facts->n_months; m++) {
        double companies = 0.0, country = by_source(facts, "China", m);
        for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
            double there = by_source(facts, chinese[i], m);
            assert_near(by_use(facts, chinese[i], m), there, 1e-9);
            companies += there;
            *n_checked += there > 1.0;
        }
        /* the rest is with buyers who are no companies of the model; and a part of the fleet waits for halls */
        assert_true(country > companies);
        assert_true(country < of(facts, "Fleet|H100e", "China", m));
    }
    assert_true(by_source(facts, "China", facts->n_months - 1) >
                RACKED_LEAST * of(facts, "Fleet|H100e", "China", facts->n_months - 1));
}

static void what_there_is_by_source_is_what_is_used(void **state)
{
    uint32_t n_checked = 0;
    (void)state;
    variants_run(&variant, 1, SEEDS, check, &n_checked);
    assert_true(n_checked > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_there_is_by_source_is_what_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
