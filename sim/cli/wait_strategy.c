#include "wait_strategy.h"

#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/store/text.h"

/* Before every rule that a planner writes. */
#define FIRST_ORDER "-1000000.0"

static const struct bo_strategy_param *find(const struct bo_scenario *scenario, const char *key)
{
    for (uint32_t i = 0; i < scenario->param.n[BO_TABLE_STRATEGIES]; i++) {
        if (strcmp(scenario->param.strategy[i].entry.key, key) == 0)
            return &scenario->param.strategy[i];
    }
    return NULL;
}

static void put_number(struct bo_text *text, double x)
{
    char number[BO_DOUBLE_TEXT];
    bo_double_format(x, number, sizeof number);
    bo_text_puts(text, number);
    if (!strpbrk(number, ".e"))
        bo_text_puts(text, ".0");
}

static void put_quoted(struct bo_text *text, const char *inside)
{
    bo_text_char(text, '"');
    for (; *inside; inside++) {
        if (*inside == '"' || *inside == '\\')
            bo_text_char(text, '\\');
        bo_text_char(text, *inside);
    }
    bo_text_char(text, '"');
}

/* What the field holds, as an expression. */
static void put_value(struct bo_text *text, const struct bo_strategy_field *field,
                      const struct bo_strategy_param *strategy)
{
    const char *at = (const char *)strategy + field->offset;
    double x;
    int word;
    bo_text_char(text, '"');
    if (field->words) {
        const char *words = field->words;
        memcpy(&word, at, sizeof word);
        while (word-- > 0)
            words = strchr(words, '|') + 1;
        bo_text_char(text, '\'');
        bo_text_add(text, words, strcspn(words, "|"));
        bo_text_char(text, '\'');
    } else {
        memcpy(&x, at, sizeof x);
        put_number(text, x);
    }
    bo_text_char(text, '"');
}

static bool differs(const struct bo_strategy_field *field, const struct bo_strategy_param *a,
                    const struct bo_strategy_param *b)
{
    size_t n_bytes = field->words ? sizeof(int) : sizeof(double);
    return memcmp((const char *)a + field->offset, (const char *)b + field->offset, n_bytes) != 0;
}

static void put_condition(struct bo_text *text, const char *compare, double year)
{
    bo_text_puts(text, "year ");
    bo_text_puts(text, compare);
    put_number(text, year);
}

static void put_first_rule(struct bo_text *text, const struct bo_strategy_param *waiting,
                           const struct bo_strategy_param *committed, double year)
{
    bool any = false;
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++)
        any |= differs(&bo_strategy_fields[i], waiting, committed);
    if (!any)
        return;
    bo_text_puts(text, "while_it_waits={order=" FIRST_ORDER ";when=\"");
    put_condition(text, "< ", year);
    bo_text_puts(text, "\";set={");
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        if (!differs(&bo_strategy_fields[i], waiting, committed))
            continue;
        bo_text_puts(text, bo_strategy_fields[i].name);
        bo_text_char(text, '=');
        put_value(text, &bo_strategy_fields[i], waiting);
        bo_text_char(text, ';');
    }
    bo_text_puts(text, "};};");
}

static void put_rule(struct bo_text *text, const struct bo_rule *rule, const char *prefix,
                     const char *compare, double year)
{
    struct bo_text when = {0};
    put_condition(&when, compare, year);
    bo_text_puts(&when, " and (");
    bo_text_puts(&when, rule->when);
    bo_text_puts(&when, ")");
    bo_text_char(&when, '\0');
    bo_text_puts(text, prefix);
    bo_text_puts(text, rule->key);
    bo_text_puts(text, "={order=");
    put_number(text, rule->order);
    bo_text_puts(text, ";when=");
    put_quoted(text, when.failed ? "" : when.data);
    text->failed |= when.failed;
    bo_text_puts(text, ";set={");
    for (uint32_t i = 0; i < rule->n_sets; i++) {
        bo_text_puts(text, bo_strategy_fields[rule->set[i].parameter].name);
        bo_text_char(text, '=');
        put_quoted(text, rule->set[i].expression);
        bo_text_char(text, ';');
    }
    bo_text_puts(text, "};};");
    bo_text_free(&when);
}

static void put_strategy(struct bo_text *text, const struct bo_wait_strategy *strategy,
                         const struct bo_strategy_param *waiting,
                         const struct bo_strategy_param *committed)
{
    double year = strategy->until_year;
    bo_text_puts(text, "strategies.");
    bo_text_puts(text, strategy->name);
    bo_text_puts(text, "={extends=");
    put_quoted(text, strategy->committed);
    bo_text_puts(text, ";rules={");
    put_first_rule(text, waiting, committed, year);
    for (uint32_t i = 0; i < waiting->n_rules; i++)
        put_rule(text, &waiting->rule[i], "waiting_", "< ", year);
    for (uint32_t i = 0; i < committed->n_rules; i++)
        put_rule(text, &committed->rule[i], "", ">= ", year);
    bo_text_puts(text, "};}");
    bo_text_char(text, '\0');
}

int bo_wait_strategy_change(const struct bo_scenario *scenario,
                            const struct bo_wait_strategy *strategy, struct bo_arena *arena,
                            const char **change, struct bo_err *err)
{
    const struct bo_strategy_param *waiting = find(scenario, strategy->waiting);
    const struct bo_strategy_param *committed = find(scenario, strategy->committed);
    struct bo_text text = {0};
    if (!waiting || !committed)
        return bo_err_set(err, BO_EUSAGE, "there is no strategy \"%s\" in the scenario",
                          waiting ? strategy->committed : strategy->waiting);
    put_strategy(&text, strategy, waiting, committed);
    if (!text.failed)
        *change = bo_arena_strdup(arena, text.data);
    int status = text.failed ? bo_err_set(err, BO_ERUN, "no memory for a strategy") : BO_OK;
    bo_text_free(&text);
    return status;
}
