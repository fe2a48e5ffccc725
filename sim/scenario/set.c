/* --set companies.Baidu.strategy=all_in */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/model/param.h"
#include "load.h"
#include "lone.h"
#include "merge.h"
#include "multiply.h"
#include "nearest.h"
#include "scan.h"

enum { MOST_NAMES = BO_SCAN_MAX_DEPTH };
enum { RULE_NAMES = 2 }; /* of "export_rules.what_if", before what was typed as --rule */
enum { NEAR_ROW = 2 };   /* edits: keys of rows are short, and one of them is always the nearest */

struct set_path {
    const char *whole;
    uint32_t n;
    const char *name[MOST_NAMES];
};

static bool is_name(const char *text, size_t n)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    if (n == 0 || n > BO_SCAN_MAX_NAME || strchr(letters, text[0]) == NULL)
        return false;
    for (size_t i = 1; i < n; i++)
        if (strchr(letters, text[i]) == NULL && strchr("0123456789_-", text[i]) == NULL)
            return false;
    return true;
}

static int split(struct set_path *path, struct bo_place place, struct bo_problems *problems)
{
    const char *p = path->whole;

    while (true) {
        size_t n = strcspn(p, ".");

        if (!is_name(p, n) || path->n == MOST_NAMES)
            return bo_problem(problems, place,
                              "expected names with points between, such as "
                              "companies.Baidu.strategy, before the \"=\"");
        path->name[path->n++] = bo_arena_strndup(problems->arena, p, n);
        if (p[n] == '\0')
            return 0;
        p += n + 1;
    }
}

static const struct bo_table_info *find_table(const char *name, struct bo_near *near)
{
    for (int i = 0; i < BO_N_TABLES; i++) {
        bo_near_offer(near, bo_tables[i].name);
        if (strcmp(bo_tables[i].name, name) == 0)
            return &bo_tables[i];
    }
    return NULL;
}

/* "regions.*.x=...", as the schema has it, stands for each row of a table. */
struct starred {
    const struct bo_node *rows; /* NULL: there are none */
    const char *table, *rest;   /* "regions", "x=..." */
};

static bool is_starred(const char *set, struct bo_problems *problems, const struct bo_node *root,
                       struct starred *out)
{
    size_t n = strcspn(set, ".");
    const char *name = bo_arena_strndup(problems->arena, set, n);
    struct bo_near near = bo_near_to(problems, name);
    const struct bo_table_info *table = find_table(name, &near);

    if (table == NULL || !table->is_list || strncmp(set + n, ".*.", sizeof ".*." - 1) != 0)
        return false;
    *out = (struct starred){bo_node_child(root, name), name, set + n + sizeof ".*." - 1};
    return true;
}

/* The same of one row. */
static const char *of_row(struct bo_arena *arena, const struct starred *s, uint32_t row)
{
    return bo_arena_printf(arena, "%s.%s.%s", s->table, s->rows->child[row]->name, s->rest);
}

static int check_entry(const struct set_path *path, const struct bo_node *root,
                       struct bo_place place, struct bo_problems *problems)
{
    const struct bo_node *table = bo_node_child(root, path->name[0]);
    struct bo_near near = bo_near_to(problems, path->name[1]);
    char room[128];

    if (bo_node_child(table, path->name[1]) != NULL)
        return 0;
    for (uint32_t i = 0; table != NULL && i < table->n; i++)
        bo_near_offer(&near, table->child[i]->name);
    if (near.best_edits > NEAR_ROW)
        near.best = NULL;
    return bo_problem(problems, place,
                      "%s: \"%s\" is no row of %s, and a new row needs a whole group in a file%s",
                      path->whole, path->name[1], path->name[0], bo_near_hint(&near, room));
}

/* A path must lead through what is there: a mistyped company would else be a new one without any key. */
static int check_path(const struct set_path *path, const struct bo_node *root,
                      struct bo_place place, struct bo_problems *problems)
{
    struct bo_near near = bo_near_to(problems, path->name[0]);
    const struct bo_table_info *table;
    char room[128];

    assert(path->n > 0 && path->name[0] != NULL);
    if (strcmp(path->whole, "scenario.extends") == 0)
        return bo_problem(problems, place, "scenario.extends: only a file can say what it extends");
    if (strcmp(path->name[0], "scenario") == 0 || strcmp(path->name[0], "correlations") == 0)
        return 0;
    table = find_table(path->name[0], &near);
    if (table == NULL)
        return bo_problem(problems, place, "%s: there is no \"%s\"%s", path->whole, path->name[0],
                          bo_near_hint(&near, room));
    return table->is_list && path->n > 2 ? check_entry(path, root, place, problems) : 0;
}

/* The value inside groups, one for each name before the last. */
static struct bo_node *wrap(struct bo_arena *arena, const struct set_path *path,
                            struct bo_node *value)
{
    for (uint32_t i = path->n; i-- > 0;) {
        struct bo_node *group = bo_node_group(arena, value);

        group->name = i > 0 ? path->name[i - 1] : NULL;
        group->child = BO_NEW_ARRAY(arena, struct bo_node *, 1);
        group->child[0] = value;
        group->n = 1;
        value = group;
    }
    return value;
}

/* Messages say what was typed. */
static void name_place(struct bo_file *file, const struct set_path *path, bool is_rule,
                       struct bo_arena *arena)
{
    const char *typed = path->whole;

    file->told = path->whole;
    for (uint32_t i = 0; is_rule && i < RULE_NAMES && *typed != '\0'; i++)
        typed += strlen(path->name[i]) + (i + 1 < path->n ? 1 : 0);
    if (is_rule)
        file->above = bo_arena_printf(arena, "%s.%s", path->name[0], path->name[1]);
    file->shown = *typed == '\0'
                      ? "--rule"
                      : bo_arena_printf(arena, "--%s %s", is_rule ? "rule" : "set", typed);
}

static struct bo_node *find(struct bo_node *root, const struct set_path *path)
{
    for (uint32_t i = 0; root != NULL && i < path->n; i++)
        root = root->kind == BO_NODE_GROUP ? bo_node_child(root, path->name[i]) : NULL;
    return root;
}

static const struct bo_key *key_of(const struct set_path *path, struct bo_problems *problems)
{
    struct bo_near near = bo_near_to(problems, path->name[0]);
    const struct bo_table_info *table = find_table(path->name[0], &near);
    const char *whole = path->whole;

    for (int dots = table != NULL && table->is_list ? 2 : 1; dots > 0 && whole != NULL; dots--)
        whole = strchr(whole, '.') != NULL ? strchr(whole, '.') + 1 : NULL;
    return table != NULL && whole != NULL
               ? bo_schema_find((enum bo_table)(table - bo_tables), whole)
               : NULL;
}

/* What the schema says a key is that the scenario leaves out, if that is a number and not 0. */
static struct bo_node *default_of(const struct bo_file *file, const struct bo_key *key,
                                  struct bo_problems *problems)
{
    struct bo_node *value = NULL;
    double number = 0.0;

    if (key != NULL && key->fallback != NULL && bo_double_parse(key->fallback, &number) == 0 &&
        fabs(number) > 0.0)
        (void)bo_lone_value(file, key->fallback, key->name, problems, &value);
    return value;
}

static const char from_word[] = " from ", to_word[] = " to ";

/* "0.5", "0.5 from 2027-01", "0.5 from 2027-01 to 2029-01": what stands before the dates, and these. */
static const char *split_dates(const char *text, struct bo_arena *arena, struct bo_factor *by)
{
    const char *from = strstr(text, from_word);
    size_t n = from != NULL ? (size_t)(from - text) : strlen(text);

    *by = (struct bo_factor){.ratio = 1.0};
    if (from != NULL) {
        const char *date = from + strlen(from_word), *to = strstr(date, to_word);
        size_t n_date = to != NULL ? (size_t)(to - date) : strlen(date);

        by->from = bo_arena_strndup(arena, date, n_date);
        by->to = to != NULL ? bo_arena_strdup(arena, to + strlen(to_word)) : NULL;
    }
    return bo_arena_strndup(arena, text, n);
}

static bool is_dated(const struct bo_key *key)
{
    return key != NULL && (key->kind == BO_KEY_PATH || key->kind == BO_KEY_PATH_OR);
}

static int multiply(const struct bo_file *file, const char *factor, const struct set_path *path,
                    struct bo_node *root, struct bo_problems *problems, struct bo_node **value)
{
    struct bo_place place = {.file = file};
    const struct bo_node *there = find(root, path);
    const struct bo_key *key = key_of(path, problems);
    struct bo_factor by;
    const char *ratio = split_dates(factor, problems->arena, &by);

    if (bo_double_parse(ratio, &by.ratio) != 0 || !(by.ratio >= 0.0))
        return bo_problem(problems, place,
                          "%s: after * comes a number from 0 on, as in *0.5 or \"*0.5 from "
                          "2027-01\", not \"%s\"",
                          path->whole, factor);
    if (by.from != NULL && key != NULL && !is_dated(key))
        return bo_problem(problems, place,
                          "%s: it does not change in time, so that nothing can be multiplied from "
                          "a date on",
                          path->whole);
    if (there == NULL && key == NULL) /* whoever reads it says that there is no such key */
        return bo_lone_value(file, "1", path->name[path->n - 1], problems, value);
    there = there != NULL ? there : default_of(file, key, problems);
    *value = bo_multiply(problems, place, path->whole, there, &by);
    return *value != NULL ? 0 : BO_ESCENARIO;
}

/* What a path is where the scenario leaves it out: 0 and "none" too, as something is added or put in its place. */
static struct bo_node *any_default_of(const struct bo_file *file, const struct bo_key *key,
                                      struct bo_problems *problems)
{
    struct bo_node *value = NULL;

    if (key->fallback != NULL)
        (void)bo_lone_value(file, key->fallback, key->name, problems, &value);
    return value;
}

/* "0.08 from 2027-01": in the place of what is there; "+0.03 from 2027-01": on top of it. */
static int change_from(const struct bo_file *file, const char *text, const struct set_path *path,
                       struct bo_node *root, struct bo_problems *problems, struct bo_node **value)
{
    struct bo_place place = {.file = file};
    const struct bo_key *key = key_of(path, problems);
    const struct bo_node *there = find(root, path);
    struct bo_factor by;
    struct bo_node *plus = NULL;
    const char *what = split_dates(text, problems->arena, &by);
    bool adds = what[0] == '+';

    if (bo_lone_value(file, adds ? what + 1 : what, key->name, problems, &plus) != 0)
        return BO_ESCENARIO;
    by.ratio = adds ? 1.0 : 0.0;
    by.plus = plus;
    there = there != NULL ? there : any_default_of(file, key, problems);
    *value = bo_multiply(problems, place, path->whole, there, &by);
    return *value != NULL ? 0 : BO_ESCENARIO;
}

/* A number with a date behind it: of a key that may change in time, or one that somebody thinks does. */
static bool is_from_a_date(const char *text, const struct bo_key *key)
{
    return key != NULL && text[0] != '"' && text[0] != '{' && text[0] != '(' && text[0] != '[' &&
           strstr(text, from_word) != NULL &&
           (is_dated(key) || key->kind == BO_KEY_NUMBER || key->kind == BO_KEY_NUMBER_OR);
}

/* What stands after the "=": "*0.5" is half of what is there. */
static int read_value(const struct bo_file *file, const char *text, const struct set_path *path,
                      struct bo_node *root, struct bo_problems *problems, struct bo_node **value)
{
    const struct bo_key *key = strchr(text, ' ') != NULL ? key_of(path, problems) : NULL;

    if (text[0] == '*')
        return multiply(file, text + 1, path, root, problems, value);
    if (is_from_a_date(text, key) && !is_dated(key))
        return bo_problem(problems, (struct bo_place){.file = file},
                          "%s: it does not change in time, so that it has no value from a date on",
                          path->whole);
    if (is_from_a_date(text, key))
        return change_from(file, text, path, root, problems, value);
    return bo_lone_value(file, text, path->name[path->n - 1], problems, value);
}

static int apply_one(const char *set, bool is_rule, uint32_t order, struct bo_problems *problems,
                     struct bo_node **root)
{
    struct bo_arena *arena = problems->arena;
    const char *equals = strchr(set, '=');
    struct bo_file *file = BO_NEW(arena, struct bo_file);
    struct bo_place place = {.file = file};
    struct set_path path = {.whole = ""};
    struct bo_node *value = NULL;

    file->order = order;
    file->shown = is_rule ? "--rule" : "--set";
    if (equals == NULL)
        return bo_problem(problems, place, "expected path=value, not \"%s\"", set);
    path.whole = bo_arena_strndup(arena, set, (size_t)(equals - set));
    if (split(&path, place, problems) != 0 || check_path(&path, *root, place, problems) != 0)
        return BO_ESCENARIO;
    name_place(file, &path, is_rule, arena);
    if (read_value(file, equals + 1, &path, *root, problems, &value) != 0)
        return BO_ESCENARIO;
    *root = bo_merge_roots(problems, *root, wrap(arena, &path, value));
    return problems->n > 0 ? BO_ESCENARIO : 0;
}

/* Rows that leave a key to a default which is 0 or no number have nothing to multiply. */
static bool multiplies_nothing(const char *set, struct bo_node *root, struct bo_problems *problems)
{
    const char *equals = strchr(set, '=');
    struct bo_file *file = BO_NEW(problems->arena, struct bo_file);
    struct set_path path = {.whole = ""};

    if (equals == NULL || equals[1] != '*')
        return false;
    file->shown = "--set";
    path.whole = bo_arena_strndup(problems->arena, set, (size_t)(equals - set));
    return split(&path, (struct bo_place){.file = file}, problems) == 0 &&
           find(root, &path) == NULL && key_of(&path, problems) != NULL &&
           default_of(file, key_of(&path, problems), problems) == NULL;
}

static int apply_to_rows(const char *set, const struct starred *s, uint32_t order,
                         struct bo_problems *problems, struct bo_node **root)
{
    struct bo_file *file = BO_NEW(problems->arena, struct bo_file);
    uint32_t n_done = 0;

    for (uint32_t i = 0; s->rows != NULL && i < s->rows->n && problems->n == 0; i++) {
        const char *one = of_row(problems->arena, s, i);

        if (multiplies_nothing(one, *root, problems))
            continue;
        if (apply_one(one, false, order, problems, root) != 0)
            return BO_ESCENARIO;
        n_done++;
    }
    file->order = order;
    file->shown = "--set";
    if (n_done == 0 && problems->n == 0)
        return bo_problem(problems, (struct bo_place){.file = file},
                          s->rows == NULL || s->rows->n == 0
                              ? "%s: %s has no row"
                              : "%s: no row of %s has anything to multiply",
                          set, s->table);
    return problems->n > 0 ? BO_ESCENARIO : 0;
}

int bo_set_apply(const char *set, bool is_rule, uint32_t order, struct bo_problems *problems,
                 struct bo_node **root)
{
    struct starred s;

    if (!is_rule && is_starred(set, problems, *root, &s))
        return apply_to_rows(set, &s, order, problems, root);
    return apply_one(set, is_rule, order, problems, root);
}

static int collect_one(const char *set, struct bo_node *resolved, struct bo_problems *problems,
                       struct bo_node **root)
{
    struct bo_arena *arena = problems->arena;
    const char *equals = strchr(set, '=');
    struct bo_file *file = BO_NEW(arena, struct bo_file);
    struct set_path path = {.whole = ""};
    struct bo_node *value;

    assert(equals != NULL);
    file->shown = "--set";
    path.whole = bo_arena_strndup(arena, set, (size_t)(equals - set));
    if (split(&path, (struct bo_place){.file = file}, problems) != 0)
        return BO_ESCENARIO;
    if (equals[1] == '*' || is_from_a_date(equals + 1, key_of(&path, problems)))
        value = find(resolved, &path);
    else if (bo_lone_value(file, equals + 1, path.name[path.n - 1], problems, &value) != 0)
        return BO_ESCENARIO;
    *root = bo_merge_sets(problems, *root, wrap(arena, &path, value));
    return problems->n > 0 ? BO_ESCENARIO : 0;
}

int bo_set_collect(const char *set, struct bo_node *resolved, struct bo_problems *problems,
                   struct bo_node **root)
{
    struct starred s;

    if (!is_starred(set, problems, resolved, &s))
        return collect_one(set, resolved, problems, root);
    for (uint32_t i = 0; s.rows != NULL && i < s.rows->n; i++) {
        const char *one = of_row(problems->arena, &s, i);

        if (!multiplies_nothing(one, resolved, problems) &&
            collect_one(one, resolved, problems, root) != 0)
            return BO_ESCENARIO;
    }
    return 0;
}
