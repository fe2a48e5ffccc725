#include "check_medians.h"

#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/model/figures.h"
#include "buildout/policy/policy.h"
#include "buildout/stats/stats.h"

#define ARENA_BYTES ((size_t)64 << 20)

static const struct bo_policy_limits limits = {.instructions = 100000,
                                               .memory_bytes = (size_t)16 << 20};

struct medians {
    const struct bo_medians_of *of;
    uint32_t n_runs;
    struct bo_arena *arena;
    struct bo_figure_words words;
    double *value; /* [words.n] */
    struct bo_policy *policy;
    uint32_t n_failed;
};

static int take(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    static const double half = 0.5;
    struct medians *m = context;
    double median = BO_NAN;
    (void)err;
    bo_stats_quantiles(values->value, values->n, &half, 1, &median);
    for (uint32_t i = 0; i < m->words.n; i++) {
        if (strcmp(m->words.word[i].entity, values->entity) == 0 &&
            strcmp(m->words.word[i].key, values->key) == 0)
            m->value[i] = bo_figure_read_as(values->unit, median);
    }
    return BO_OK;
}

static int create_policy(struct medians *m, struct bo_err *err)
{
    struct bo_policy_name *name = BO_NEW_ARRAY(m->arena, struct bo_policy_name, m->words.n);
    for (uint32_t i = 0; i < m->words.n; i++)
        name[i] =
            (struct bo_policy_name){.name = m->words.word[i].word, .meaning = m->words.word[i].key};
    return bo_policy_create(name, m->words.n, &limits, &m->policy, err);
}

static uint32_t count_runs(const struct bo_medians_of *of)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < bo_results_n_runs(of->results); i++)
        n += strcmp(bo_results_run(of->results, i)->row.variant, of->variant) == 0;
    return n;
}

static int prepare(struct medians *m, const struct bo_param *param, struct bo_err *err)
{
    int status = bo_arena_create(ARENA_BYTES, false, &m->arena, err);
    if (status != BO_OK)
        return status;
    m->words = bo_figure_words_of(param, m->arena);
    m->value = BO_NEW_ARRAY(m->arena, double, m->words.n);
    for (uint32_t i = 0; i < m->words.n; i++)
        m->value[i] = BO_NAN;
    status = create_policy(m, err);
    return status == BO_OK ? bo_results_each_outcome(m->of->results, m->of->variant, take, m, err)
                           : status;
}

static void complain(const struct medians *m, const struct bo_check_param *check)
{
    fprintf(stderr, "%s: error: the check %s does not hold of the medians of %u runs",
            m->of->where ? m->of->where : check->where, check->entry.name, m->n_runs);
    if (m->of->named)
        fprintf(stderr, " of %s", m->of->variant);
    fprintf(stderr, ": %s\n", check->expect);
}

static int check_one(struct medians *m, const struct bo_check_param *check, struct bo_err *err)
{
    struct bo_policy_value holds = {.type = BO_POLICY_BOOLEAN};
    uint32_t id = 0;
    int status = bo_policy_compile(m->policy, check->expect, check->where, &id, err);
    if (status == BO_OK)
        status = bo_policy_eval(m->policy, id, m->value, &holds, err);
    if (status != BO_OK || (holds.type == BO_POLICY_BOOLEAN && holds.boolean))
        return status;
    complain(m, check);
    m->n_failed++;
    return BO_OK;
}

bool bo_has_median_checks(const struct bo_scenario *scenario)
{
    const struct bo_param *param = &scenario->param;
    bool any = false;
    for (uint32_t i = 0; i < param->n[BO_TABLE_CHECKS]; i++)
        any |= param->check[i].of == BO_CHECK_MEDIAN;
    return any;
}

int bo_check_medians(const struct bo_scenario *scenario, const struct bo_medians_of *of,
                     struct bo_err *err)
{
    const struct bo_param *param = &scenario->param;
    struct medians m = {.of = of, .n_runs = count_runs(of)};
    if (!bo_has_median_checks(scenario))
        return BO_OK;
    int status = prepare(&m, param, err);
    for (uint32_t i = 0; status == BO_OK && i < param->n[BO_TABLE_CHECKS]; i++) {
        if (param->check[i].of == BO_CHECK_MEDIAN)
            status = check_one(&m, &param->check[i], err);
    }
    bo_policy_free(m.policy);
    bo_arena_free(m.arena);
    if (status == BO_OK && m.n_failed > 0)
        return bo_err_set(err, BO_ECHECK, "%s", ""); /* said already */
    return status;
}
