/* fact_runs.h - the runs that the stylised facts are asked of: variants of the baseline on the same luck, and their series.
 */
#ifndef BUILDOUT_TESTS_FACT_RUNS_H
#define BUILDOUT_TESTS_FACT_RUNS_H

#include "variant_runs.h"

/* ---- what is run ---- */

enum variant {
    BASE,
    TO_2034,
    NO_RULES,
    BAN,
    NO_DIFFUSION,
    JUMP,
    APPLICATIONS,
    BUNDLES,
    NO_BUNDLES,
    ERROR_10,
    ERROR_20,
    DEFAULT,
    NO_DEMAND,
    FREE_MONEY,
    N_VARIANTS
};

#define END_2026 "time.end=\"2026-01-01\""
#define GRANT(lab) "labs." lab ".grant_per_year=\"USD 1000 bn\""

/* T50 is where half of the tasks fail: ln 0.5 / ln(1 - e) steps. So 20 instead of 10 % shorten it by ln 0.9 / ln 0.8 = 0.47. */
static const struct run_variant variants[N_VARIANTS] = {
    [BASE] = {"baseline", {END_2026}},
    [TO_2034] = {"baseline", {"time.end=\"2034-01-01\""}},
    [NO_RULES] = {"no_rules", {END_2026}},
    [BAN] = {"chip_ban_2023", {END_2026}},
    [NO_DIFFUSION] = {"no_diffusion", {END_2026}},
    [JUMP] = {"paradigm_jump_2024", {END_2026}},
    [APPLICATIONS] = {"baseline", {END_2026, "companies.Moonshot.strategy=\"application_only\""}},
    [BUNDLES] = {"baseline",
                 {END_2026, "offers.Alibaba.free_tokens_frac=1", "offers.Baidu.free_tokens_frac=1",
                  "offers.Tencent.free_tokens_frac=1"}},
    [NO_BUNDLES] = {"baseline",
                    {END_2026, "offers.Alibaba.free_tokens_frac=0",
                     "offers.Baidu.free_tokens_frac=0", "offers.Tencent.free_tokens_frac=0"}},
    [ERROR_10] = {"baseline", {END_2026, "competition.task_at_reference_minutes=20"}},
    [ERROR_20] = {"baseline", {END_2026, "competition.task_at_reference_minutes=9.4"}},
    [DEFAULT] = {"tenant_default", {"time.end=\"2027-01-01\""}},
    [NO_DEMAND] = {"baseline",
                   {"time.end=\"2029-01-01\"", "segments.subscription.potential_users=1",
                    "segments.subscription.potential_users_china=1",
                    "segments.api.potential_users=1", "segments.api.potential_users_china=1",
                    "segments.agents.potential_users=1", "segments.agents.potential_users_china=1",
                    "segments.cloud.potential_users=1", "segments.cloud.potential_users_china=1",
                    "segments.uplift.paying_frac=0", "segments.uplift.paying_frac_china=0"}},
    [FREE_MONEY] = {"baseline",
                    {END_2026, GRANT("OpenAI"), GRANT("Anthropic"), GRANT("xAI"),
                     GRANT("Inflection"), GRANT("Adept"), GRANT("Character_AI"), GRANT("Zhipu"),
                     GRANT("Moonshot"), GRANT("Baichuan"), GRANT("MiniMax"), GRANT("DeepSeek")}},
};

/* All variants of one seed, side by side. */
static const struct bo_facts *const *now;

/* ---- asking ---- */

/* 0 where nothing is told. */
static inline double at(enum variant v, const char *variable, const char *entity, int32_t year,
                        int32_t month)
{
    const struct bo_fact_series *s = facts_find(now[v], variable, entity, "");
    double x = s == NULL ? 0.0 : s->value[month_of(now[v], year, month)];
    return isnan(x) ? 0.0 : x;
}

static inline double over(enum variant v, const char *variable, const char *entity, int32_t year,
                          int32_t from, int32_t to)
{
    double sum = 0.0;
    for (int32_t m = from; m <= to; m++) {
        sum += at(v, variable, entity, year, m);
    }
    return sum;
}

static inline double in_year(enum variant v, const char *variable, const char *entity, int32_t year)
{
    return over(v, variable, entity, year, 1, 12);
}

static inline bool is_kind(const struct bo_fact_event *e, const char *kind)
{
    return strcmp(e->kind, kind) == 0;
}

static inline bool is_exit(const struct bo_fact_event *e)
{
    return is_kind(e, "licence and hire") || is_kind(e, "acquired") || is_kind(e, "liquidated");
}

/* Whether it ended in the run, or left the frontier. */
static inline bool has_left(const struct bo_facts *f, const char *company, bool the_frontier)
{
    for (uint32_t i = 0; i < f->n_events; i++) {
        const struct bo_fact_event *e = &f->event[i];
        if (strcmp(e->entity, company) == 0 &&
            (is_exit(e) || (the_frontier && is_kind(e, "gave up the frontier")))) {
            return true;
        }
    }
    return false;
}

/* In 2025, of the clouds whose models are free in a war of prices. */
static inline double of_bundlers(enum variant v, const char *variable)
{
    static const char *const bundler[] = {"Alibaba", "Baidu", "Tencent"};
    double sum = 0.0;
    for (int i = 0; i < 3; i++) {
        sum += over(v, variable, bundler[i], 2025, 1, 12);
    }
    return sum;
}

static inline double revenue_with_bundles(const char *variable)
{
    return of_bundlers(BUNDLES, variable) / of_bundlers(NO_BUNDLES, variable) - 1.0;
}

static inline double years_that_a_lessor_owes(void)
{
    return at(TO_2034, "Debt", "CoreWeave", 2033, 12) /
           in_year(TO_2034, "Revenue|Total", "CoreWeave", 2033);
}

static inline double openai_is_alive_in_2033(void)
{
    return !has_left(now[TO_2034], "OpenAI", false);
}

/* For qsort. */
static inline int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static inline double quantile(const double *sorted, uint32_t n, double p)
{
    return sorted[(uint32_t)(p * (n - 1) + 0.5)];
}

#endif
