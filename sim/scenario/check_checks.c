/* What a check reads depends on its other keys: the month, the company, or the key figures of runs. */
#include <string.h>

#include "buildout/model/chip.h"
#include "buildout/model/figures.h"
#include "reader.h"

/* Made when the first check wants it. */
struct checking {
    struct bo_reader *reader;
    const struct bo_node *checks;
    struct bo_policy *market;  /* of the world's names alone */
    struct bo_policy *figures; /* of key figures */
};

static const struct bo_node *key_of(const struct checking *c, const struct bo_check_param *check,
                                    const char *key)
{
    return bo_node_child(bo_node_child(c->checks, check->entry.key), key);
}

static const char *path_of(const struct checking *c, const struct bo_check_param *check,
                           const char *key)
{
    return bo_arena_printf(c->reader->arena, "checks.%s.%s", check->entry.key, key);
}

static void create_policy(struct checking *c, const struct bo_policy_name *name, uint32_t n,
                          struct bo_policy **out)
{
    struct bo_err err;

    if (bo_policy_create(name, n, &bo_probe_limits, out, &err) != 0)
        (void)bo_problem(c->reader->problems, c->checks->key, "%s", err.text);
}

static struct bo_policy *market_of(struct checking *c)
{
    const struct bo_reader *reader = c->reader;
    struct bo_policy_name *name =
        BO_NEW_ARRAY(reader->arena, struct bo_policy_name, reader->n_names);
    uint32_t n = 0;

    for (uint32_t i = 0; c->market == NULL && i < reader->n_names; i++)
        if (strncmp(reader->name[i].name, "world.", 6) == 0 ||
            strcmp(reader->name[i].name, "year") == 0)
            name[n++] = reader->name[i];
    if (c->market == NULL)
        create_policy(c, name, n, &c->market);
    return c->market;
}

static struct bo_policy *figures_of(struct checking *c)
{
    struct bo_arena *arena = c->reader->arena;

    if (c->figures == NULL) {
        struct bo_figure_words words = bo_figure_words_of(c->reader->param, arena);
        struct bo_policy_name *name = BO_NEW_ARRAY(arena, struct bo_policy_name, words.n);

        for (uint32_t i = 0; i < words.n; i++)
            name[i] = (struct bo_policy_name){
                .name = words.word[i].word, .meaning = words.word[i].key, .probe = 1.0};
        create_policy(c, name, words.n, &c->figures);
    }
    return c->figures;
}

static void check_expression(struct checking *c, const struct bo_check_param *check,
                             struct bo_policy *policy)
{
    const struct bo_node *node = key_of(c, check, "expect");
    uint32_t id;

    if (node != NULL && check->expect != NULL && policy != NULL)
        (void)bo_try_expression(c->reader, policy, path_of(c, check, "expect"), node, check->expect,
                                &id);
}

/* Does it read what only a company sees? */
static bool is_own(const struct checking *c, const struct bo_check_param *check,
                   struct bo_policy *market)
{
    struct bo_err err;
    uint32_t id;

    return check->expect != NULL && market != NULL &&
           bo_policy_compile(market, check->expect, "", &id, &err) != 0 &&
           bo_policy_compile(c->reader->policy, check->expect, "", &id, &err) == 0;
}

static void check_market(struct checking *c, const struct bo_check_param *check)
{
    struct bo_policy *market = market_of(c);

    if (is_own(c, check, market))
        (void)bo_problem(c->reader->problems, key_of(c, check, "expect")->value,
                         "checks.%s.expect: reads what a company sees of itself; say which one: "
                         "company = \"...\"",
                         check->entry.key);
    else
        check_expression(c, check, market);
}

static void check_month(struct checking *c, const struct bo_check_param *check)
{
    const struct bo_node *when = key_of(c, check, "when");
    const struct bo_node *company = key_of(c, check, "company");
    const struct bo_time_param *time = c->reader->param->time;
    bool own = check->company != NULL && check->company[0] != '\0';

    if (check->when_day == BO_NEVER)
        (void)bo_problem(c->reader->problems, bo_node_child(c->checks, check->entry.key)->key,
                         "checks.%s: missing when", check->entry.key);
    else if (when != NULL && bo_table_is_well(c->reader, BO_TABLE_TIME) &&
             (check->when_day < time->start_day || check->when_day >= time->end_day))
        (void)bo_problem(c->reader->problems, when->value,
                         "checks.%s.when: \"%.40s\" is not within the run, so the check would "
                         "never be made",
                         check->entry.key, when->text);
    if (own)
        (void)bo_find_row(c->reader, BO_TABLE_COMPANIES, check->company,
                          path_of(c, check, "company"), company->value);
    if (own)
        check_expression(c, check, c->reader->policy);
    else
        check_market(c, check);
}

static void check_figures(struct checking *c, const struct bo_check_param *check)
{
    static const char *const not_wanted[] = {"when", "company"};
    /* A resolved scenario says the defaults, which say nothing. */
    const bool says_something[] = {check->when_day != BO_NEVER,
                                   check->company != NULL && check->company[0] != '\0'};

    for (size_t i = 0; i < sizeof not_wanted / sizeof *not_wanted; i++) {
        const struct bo_node *node = key_of(c, check, not_wanted[i]);
        if (node != NULL && says_something[i])
            (void)bo_problem(c->reader->problems, node->value,
                             "checks.%s.%s: a check of key figures is made at the end of the run, "
                             "of every company that it names",
                             check->entry.key, not_wanted[i]);
    }
    check_expression(c, check, figures_of(c));
}

void bo_check_checks(struct bo_reader *reader)
{
    const struct bo_param *param = reader->param;
    struct checking c = {.reader = reader, .checks = bo_node_child(reader->root, "checks")};

    bool is_sound = reader->problems->n == 0; /* so that all companies have names */
    for (uint32_t i = 0; i < param->n[BO_TABLE_CHECKS]; i++) {
        const struct bo_check_param *check = &param->check[i];

        if (check->of == BO_CHECK_MONTH)
            check_month(&c, check);
        else if (is_sound)
            check_figures(&c, check);
    }
    bo_policy_free(c.market);
    bo_policy_free(c.figures);
}
