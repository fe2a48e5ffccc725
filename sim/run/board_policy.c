#include "board_policy.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/record.h"

#define LUA_INSTRUCTIONS 100000u
#define LUA_BYTES ((size_t)16 << 20)
static const struct bo_policy_limits limits = {LUA_INSTRUCTIONS, LUA_BYTES};

const struct bo_policy_name *bo_run_names(uint32_t *n_names)
{
    static struct bo_policy_name names[BO_N_OBSERVATIONS];
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        const struct bo_observation_name *o = &bo_observation_names[i];
        names[i] =
            (struct bo_policy_name){.name = o->name, .meaning = o->meaning, .probe = o->probe};
    }
    *n_names = BO_N_OBSERVATIONS;
    return names;
}

static int compile_strategy(struct bo_runner *runner, uint32_t s, struct bo_err *err)
{
    const struct bo_strategy_param *strategy = &runner->scenario->param.strategy[s];
    if (strategy->script != NULL) {
        int status =
            bo_policy_compile_script(runner->policy, strategy->script, strategy->script_file,
                                     strategy->script_line, &runner->script[s], err);
        if (status != BO_OK) {
            return status;
        }
    }
    runner->when[s] = BO_NEW_ARRAY(runner->arena, uint32_t, strategy->n_rules);
    runner->first_set[s] = BO_NEW_ARRAY(runner->arena, uint32_t, strategy->n_rules);
    for (uint32_t i = 0; i < strategy->n_rules; i++) {
        const struct bo_rule *rule = &strategy->rule[i];
        int status =
            bo_policy_compile(runner->policy, rule->when, rule->where, &runner->when[s][i], err);
        for (uint32_t k = 0; status == BO_OK && k < rule->n_sets; k++) {
            uint32_t id;
            status = bo_policy_compile(runner->policy, rule->set[k].expression, rule->set[k].where,
                                       &id, err);
            if (k == 0) {
                runner->first_set[s][i] = id;
            }
        }
        if (status != BO_OK) {
            return status;
        }
    }
    return BO_OK;
}

static int create_figures(struct bo_runner *runner, struct bo_err *err)
{
    struct bo_arena *arena = runner->arena;
    runner->word = bo_figure_words_of(&runner->scenario->param, arena);
    struct bo_policy_name *name = BO_NEW_ARRAY(arena, struct bo_policy_name, runner->word.n);
    for (uint32_t i = 0; i < runner->word.n; i++) {
        name[i] = (struct bo_policy_name){.name = runner->word.word[i].word,
                                          .meaning = runner->word.word[i].key};
    }
    return bo_policy_create(name, runner->word.n, &limits, &runner->figures, err);
}

static uint32_t company_of(const struct bo_param *param, const char *key)
{
    for (uint32_t c = 0; c < param->n[BO_TABLE_COMPANIES]; c++) {
        if (strcmp(param->company[c].entry.key, key) == 0) {
            return c;
        }
    }
    return BO_NO_ROW;
}

/* That of medians is made when all runs have ended (cli/check_medians.h). */
static int compile_check(struct bo_runner *runner, uint32_t i, struct bo_err *err)
{
    const struct bo_check_param *check = &runner->scenario->param.check[i];
    struct bo_policy *policy = runner->policy;
    runner->check_company[i] = company_of(&runner->scenario->param, check->company);
    if (check->of == BO_CHECK_MEDIAN) {
        return BO_OK;
    }
    if (check->of == BO_CHECK_RUN) {
        int status = runner->figures != NULL ? BO_OK : create_figures(runner, err);
        if (status != BO_OK) {
            return status;
        }
        policy = runner->figures;
    }
    return bo_policy_compile(policy, check->expect, check->where, &runner->check[i], err);
}

int bo_board_policy_compile(struct bo_runner *runner, struct bo_err *err)
{
    uint32_t n_names;
    const struct bo_policy_name *names = bo_run_names(&n_names);
    int status = bo_policy_create(names, n_names, &limits, &runner->policy, err);
    if (status != BO_OK) {
        return status;
    }
    const struct bo_param *param = &runner->scenario->param;
    uint32_t n = param->n[BO_TABLE_STRATEGIES];
    runner->script = BO_NEW_ARRAY(runner->arena, uint32_t, n);
    runner->returned = BO_NEW_ARRAY(runner->arena, struct bo_policy_result, bo_n_strategy_fields);
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        runner->returned[i].name = bo_strategy_fields[i].name;
    }
    runner->when = BO_NEW_ARRAY(runner->arena, uint32_t *, n);
    runner->first_set = BO_NEW_ARRAY(runner->arena, uint32_t *, n);
    runner->first_rule = BO_NEW_ARRAY(runner->arena, uint32_t, n);
    runner->n_rules = 0;
    for (uint32_t s = 0; s < n && status == BO_OK; s++) {
        runner->first_rule[s] = runner->n_rules;
        runner->n_rules += param->strategy[s].n_rules;
        status = compile_strategy(runner, s, err);
    }
    runner->acts = BO_NEW_ARRAY(runner->arena, bool, runner->n_rules);
    runner->check = BO_NEW_ARRAY(runner->arena, uint32_t, param->n[BO_TABLE_CHECKS]);
    runner->check_company = BO_NEW_ARRAY(runner->arena, uint32_t, param->n[BO_TABLE_CHECKS]);
    for (uint32_t i = 0; i < param->n[BO_TABLE_CHECKS] && status == BO_OK; i++) {
        status = compile_check(runner, i, err);
    }
    return status;
}

/* Whose board it was, and when. */
static void tell_meeting(const struct bo_world *world, uint32_t company, struct bo_err *err)
{
    struct bo_err bare = *err;
    char month[16];
    bo_month_format(bo_month_of_day(bo_world_date(world, world->day)), month);
    bo_err_set(err, bare.status, "%s, for %s in %s", bare.text,
               world->company[company].param->entry.name, month);
}

static int set_choice(const struct bo_rule_set *set, const struct bo_policy_value *value,
                      struct bo_strategy_param *policy, struct bo_err *err)
{
    const struct bo_strategy_field *field = &bo_strategy_fields[set->parameter];
    int index = value->type == BO_POLICY_TEXT ? bo_word_index(field->words, value->text) : -1;
    if (index < 0) {
        return bo_err_set(err, BO_ERUN, "%s: error: %s needs one of %s, in quotes", set->where,
                          field->name, field->words);
    }
    memcpy((char *)policy + field->offset, &index, sizeof index);
    return BO_OK;
}

static int set_parameter(const struct bo_rule_set *set, const struct bo_policy_value *value,
                         struct bo_strategy_param *policy, struct bo_err *err)
{
    const struct bo_strategy_field *field = &bo_strategy_fields[set->parameter];
    if (field->words != NULL) {
        return set_choice(set, value, policy, err);
    }
    if (value->type != BO_POLICY_NUMBER) {
        return bo_err_set(err, BO_ERUN, "%s: error: %s needs a number", set->where, field->name);
    }
    if (!(value->number >= field->low && value->number <= field->high)) {
        return bo_err_set(err, BO_ERUN, "%s: error: %s = %g is outside %g to %g", set->where,
                          field->name, value->number, field->low, field->high);
    }
    memcpy((char *)policy + field->offset, &value->number, sizeof value->number);
    return BO_OK;
}

/* A board that makes up its mind. */
struct meeting {
    struct bo_runner *runner;
    const struct bo_company *company;
    const double *observation;        /* [BO_N_OBSERVATIONS] */
    struct bo_strategy_param *policy; /* what comes of it */
};

static int apply_script(const struct meeting *m, uint32_t s, struct bo_err *err)
{
    struct bo_runner *runner = m->runner;
    const struct bo_strategy_param *strategy = &runner->scenario->param.strategy[s];
    if (strategy->script == NULL) {
        return BO_OK;
    }
    int status = bo_policy_run_script(runner->policy, runner->script[s], m->observation,
                                      runner->returned, bo_n_strategy_fields, err);
    for (uint32_t i = 0; status == BO_OK && i < bo_n_strategy_fields; i++) {
        char where[256];
        (void)snprintf(where, sizeof where, "%s:%u", strategy->script_file, strategy->script_line);
        const struct bo_rule_set set = {.parameter = i, .where = where};
        if (runner->returned[i].given) {
            status = set_parameter(&set, &runner->returned[i].value, m->policy, err);
        }
    }
    return status;
}

/* Whether rule i of strategy s acts: its condition holds, or has held when that is for good. */
static int judge(const struct meeting *m, uint32_t s, uint32_t i, bool *acts, struct bo_err *err)
{
    struct bo_runner *runner = m->runner;
    const struct bo_rule *rule = &runner->scenario->param.strategy[s].rule[i];
    uint32_t index = runner->first_rule[s] + i;
    struct bo_policy_value value;
    *acts = rule->for_good && m->company->rule_acts[index];
    if (!*acts) {
        int status =
            bo_policy_eval(runner->policy, runner->when[s][i], m->observation, &value, err);
        if (status != BO_OK) {
            return status;
        }
        if (value.type != BO_POLICY_BOOLEAN) {
            return bo_err_set(err, BO_ERUN,
                              "%s: error: the condition of rule %s is neither true nor false",
                              rule->where, rule->key);
        }
        *acts = value.boolean;
    }
    runner->acts[index] = *acts;
    return BO_OK;
}

static void take_parameters(struct bo_strategy_param *policy, const struct bo_strategy_param *from)
{
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        const struct bo_strategy_field *field = &bo_strategy_fields[i];
        memcpy((char *)policy + field->offset, (const char *)from + field->offset,
               field->words != NULL ? sizeof(int) : sizeof(double));
    }
}

static int apply(const struct meeting *m, uint32_t s, struct bo_err *err);

static int apply_rule(const struct meeting *m, uint32_t s, uint32_t i, struct bo_err *err)
{
    struct bo_runner *runner = m->runner;
    const struct bo_param *param = &runner->scenario->param;
    const struct bo_rule *rule = &param->strategy[s].rule[i];
    struct bo_policy_value value;
    int status = BO_OK;
    if (rule->play != BO_NO_ROW) {
        take_parameters(m->policy, &param->strategy[rule->play]);
        status = apply(m, rule->play, err);
    }
    for (uint32_t k = 0; status == BO_OK && k < rule->n_sets; k++) {
        status = bo_policy_eval(runner->policy, runner->first_set[s][i] + k, m->observation, &value,
                                err);
        if (status == BO_OK) {
            status = set_parameter(&rule->set[k], &value, m->policy, err);
        }
    }
    return status;
}

/* The program of strategy s, then its rules; one that plays another has that one's first. */
static int apply(const struct meeting *m, uint32_t s, struct bo_err *err)
{
    int status = apply_script(m, s, err);
    uint32_t n = m->runner->scenario->param.strategy[s].n_rules;
    for (uint32_t i = 0; status == BO_OK && i < n; i++) {
        bool acts = false;
        status = judge(m, s, i, &acts, err);
        if (status == BO_OK && acts) {
            status = apply_rule(m, s, i, err);
        }
    }
    return status;
}

/* What began and what ended with this meeting. */
static void record_rules(const struct bo_board_context *c, uint32_t company)
{
    const struct bo_runner *runner = c->runner;
    const struct bo_param *param = &runner->scenario->param;
    bool *before = c->world->company[company].rule_acts;
    for (uint32_t s = 0; s < param->n[BO_TABLE_STRATEGIES]; s++) {
        for (uint32_t i = 0; i < param->strategy[s].n_rules; i++) {
            uint32_t index = runner->first_rule[s] + i;
            if (before[index] != runner->acts[index]) {
                before[index] = runner->acts[index];
                bo_record_rule(c->world, company, before[index], &param->strategy[s].rule[i]);
            }
        }
    }
}

int bo_board_policy_decide(void *context, uint32_t company,
                           const double observation[BO_N_OBSERVATIONS],
                           struct bo_strategy_param *policy, struct bo_err *err)
{
    const struct bo_board_context *c = context;
    const struct bo_company *who = &c->world->company[company];
    const struct meeting m = {
        .runner = c->runner, .company = who, .observation = observation, .policy = policy};
    memset(c->runner->acts, 0, c->runner->n_rules * sizeof *c->runner->acts);
    int status = apply(&m, who->param->strategy, err);
    if (status == BO_OK) {
        record_rules(c, company);
    } else {
        tell_meeting(c->world, company, err);
    }
    return status;
}

static int check(struct bo_policy *policy, uint32_t id, const double *value,
                 const struct bo_check_param *check, const char *when, struct bo_err *err)
{
    struct bo_policy_value holds;
    int status = bo_policy_eval(policy, id, value, &holds, err);
    if (status == BO_OK && !(holds.type == BO_POLICY_BOOLEAN && holds.boolean)) {
        status = bo_err_set(err, BO_ECHECK, "%s: the check %s does not hold at the end of %s: %s",
                            check->where, check->entry.name, when, check->expect);
    }
    return status;
}

int bo_board_policy_check(struct bo_runner *runner, const struct bo_world *world,
                          struct bo_err *err)
{
    const struct bo_param *param = world->param;
    int32_t closed = bo_month_of_day(bo_world_date(world, world->day)) - 1;
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < param->n[BO_TABLE_CHECKS]; i++) {
        const struct bo_check_param *of = &param->check[i];
        double observation[BO_N_OBSERVATIONS];
        char month[16];
        if (of->of != BO_CHECK_MONTH || bo_month_of_day(of->when_day) != closed) {
            continue;
        }
        if (runner->check_company[i] == BO_NO_ROW) {
            bo_board_observe_market(world, observation);
        } else {
            bo_board_observe(world, runner->check_company[i], observation);
        }
        bo_month_format(closed, month);
        status = check(runner->policy, runner->check[i], observation, of, month, err);
    }
    return status;
}

int bo_board_policy_check_figures(struct bo_runner *runner, const struct bo_world *world,
                                  struct bo_err *err)
{
    const struct bo_param *param = world->param;
    int status = BO_OK;
    if (runner->figures == NULL) {
        return BO_OK;
    }
    double *value = BO_NEW_ARRAY(world->arena, double, runner->word.n);
    bo_figure_values(&runner->word, world->facts, value);
    for (uint32_t i = 0; status == BO_OK && i < param->n[BO_TABLE_CHECKS]; i++) {
        if (param->check[i].of == BO_CHECK_RUN) {
            status =
                check(runner->figures, runner->check[i], value, &param->check[i], "the run", err);
        }
    }
    return status;
}
