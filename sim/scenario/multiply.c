/* --set vendors.Cambricon.wafers_per_month=*2, --set finance.base_rate_per_year="+0.03 from 2027-01" */
#include "multiply.h"

#include <math.h>
#include <string.h>

#include "buildout/base/num.h"

struct multiplying {
    struct bo_problems *problems;
    struct bo_place place;
    const char *path;
    double factor;
};

static struct bo_node *scaled(struct multiplying *m, const struct bo_node *node);

static struct bo_node *refuse(struct multiplying *m, const struct bo_node *node)
{
    (void)bo_problem(m->problems, m->place,
                     "%s: only a number, a distribution or a path in time can be multiplied, not "
                     "%s",
                     m->path, bo_node_describe(node));
    return NULL;
}

static struct bo_node *new_node(struct multiplying *m, enum bo_node_kind kind, const char *name)
{
    struct bo_node *node = BO_NEW(m->problems->arena, struct bo_node);

    *node = (struct bo_node){.kind = kind, .name = name, .key = m->place, .value = m->place};
    return node;
}

static struct bo_node *number_node(struct multiplying *m, const char *name, double number)
{
    struct bo_node *node = new_node(m, BO_NODE_FLOAT, name);
    char text[BO_DOUBLE_TEXT];

    (void)bo_double_format(number, text, sizeof text);
    node->number = number;
    node->text = bo_arena_strdup(m->problems->arena, text);
    return node;
}

static struct bo_node *scaled_number(struct multiplying *m, const struct bo_node *node)
{
    struct bo_node *out = number_node(m, node->name, node->number * m->factor);

    if (node->kind == BO_NODE_INTEGER && floor(out->number) >= out->number &&
        fabs(out->number) < (double)INT32_MAX)
        out->kind = BO_NODE_INTEGER;
    return out;
}

static bool is_letter(char c)
{
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* "14 months", "USD 14 B", "5 to 20"; "2025-04-09" and "all_in" are no such thing. */
static struct bo_node *scaled_text(struct multiplying *m, const struct bo_node *node)
{
    struct bo_arena *arena = m->problems->arena;
    const char *out = "";
    uint32_t n_numbers = 0;
    char before = ' ';

    for (const char *p = node->text; *p != '\0';) {
        bool may = before == ' ' || before == '-' || before == '+';
        uint32_t n = may && *p != '-' && *p != '+' ? bo_double_scan(p) : 0;
        double number = 0.0;
        char text[BO_DOUBLE_TEXT];

        if (n > 0 && (is_letter(p[n]) || p[n] == '-' ||
                      bo_double_parse(bo_arena_strndup(arena, p, n), &number) != 0))
            return refuse(m, node);
        if (n > 0)
            (void)bo_double_format(number * m->factor, text, sizeof text);
        out = n > 0 ? bo_arena_printf(arena, "%s%s", out, text)
                    : bo_arena_printf(arena, "%s%c", out, *p);
        n_numbers += n > 0;
        before = (char)(n > 0 ? '0' : *p);
        p += n > 0 ? n : 1;
    }
    if (n_numbers == 0)
        return refuse(m, node);
    struct bo_node *text = new_node(m, BO_NODE_TEXT, node->name);
    const char *to = m->factor > 0.0 ? NULL : strstr(out, " to 0"); /* nothing is no range */
    text->text = to == NULL
                     ? out
                     : bo_arena_printf(arena, "%.*s%s", (int)(to - out), out, to + strlen(" to 0"));
    return text;
}

static struct bo_node *copied(struct multiplying *m, const struct bo_node *node, uint32_t room)
{
    struct bo_node *out = new_node(m, node->kind, node->name);

    out->child = BO_NEW_ARRAY(m->problems->arena, struct bo_node *, node->n + room);
    for (uint32_t i = 0; i < node->n; i++)
        out->child[out->n++] = node->child[i];
    return out;
}

static bool is_shape(const char *name)
{
    static const char *const shape[] = {"dist", "sigma", "shape", "a", "b", "weights"};

    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
        if (strcmp(shape[i], name) == 0)
            return true;
    return false;
}

static bool is_beta_without_ends(const struct bo_node *dist)
{
    const struct bo_node *name = bo_node_child(dist, "dist");

    return name->kind == BO_NODE_TEXT && strcmp(name->text, "beta") == 0 &&
           bo_node_child(dist, "high") == NULL;
}

/* Times 0 nothing is uncertain any more: any of its values, in its unit. */
static struct bo_node *nothing_of(struct multiplying *m, const struct bo_node *dist)
{
    const struct bo_node *any = NULL;

    for (uint32_t i = 0; i < dist->n; i++)
        if (!is_shape(dist->child[i]->name))
            any = dist->child[i];
    if (any != NULL && any->kind == BO_NODE_LIST && any->n > 0)
        any = any->child[0];
    struct bo_node *out = any != NULL ? scaled(m, any) : number_node(m, NULL, 0.0);
    if (out != NULL)
        out->name = dist->name;
    return out;
}

static struct bo_node *scaled_dist(struct multiplying *m, const struct bo_node *dist)
{
    enum { ENDS = 2 };
    if (!(m->factor > 0.0))
        return nothing_of(m, dist);

    struct bo_node *out = copied(m, dist, ENDS);
    for (uint32_t i = 0; i < out->n; i++) {
        if (is_shape(out->child[i]->name))
            continue;
        out->child[i] = scaled(m, out->child[i]);
        if (out->child[i] == NULL)
            return NULL;
    }
    if (is_beta_without_ends(dist)) {
        out->child[out->n++] = number_node(m, "low", 0.0);
        out->child[out->n++] = number_node(m, "high", m->factor);
        bo_node_sort(out);
    }
    return out;
}

static bool is_points(const struct bo_node *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->child[i]->kind != BO_NODE_LIST || list->child[i]->n != 2 ||
            list->child[i]->child[0]->kind != BO_NODE_TEXT)
            return false;
    return list->n > 0;
}

/* The points keep their values, and what they may be uncertain by; the factor is that of the path. */
static struct bo_node *scaled_path(struct multiplying *m, const struct bo_node *path)
{
    struct bo_node *out = copied(m, path, 1);

    for (uint32_t i = 0; i < out->n; i++) {
        if (strcmp(out->child[i]->name, "scale") != 0)
            continue;
        out->child[i] = scaled(m, out->child[i]);
        return out->child[i] != NULL ? out : NULL;
    }
    out->child[out->n++] = number_node(m, "scale", m->factor);
    bo_node_sort(out);
    return out;
}

/* ( ("2024", 1.0), ... ) is a path; a distribution's ( 1.0, 2.0, ... ) are its values. */
static struct bo_node *scaled_list(struct multiplying *m, const struct bo_node *list)
{
    struct bo_node *out;

    if (is_points(list)) {
        out = new_node(m, BO_NODE_GROUP, list->name);
        out->child = BO_NEW_ARRAY(m->problems->arena, struct bo_node *, 1);
        out->child[out->n++] = copied(m, list, 0);
        out->child[0]->name = "points";
        return scaled_path(m, out);
    }
    out = copied(m, list, 0);
    for (uint32_t i = 0; i < out->n; i++) {
        if (out->child[i]->kind != BO_NODE_INTEGER && out->child[i]->kind != BO_NODE_FLOAT)
            return refuse(m, list);
        out->child[i] = scaled_number(m, out->child[i]);
    }
    return out;
}

static struct bo_node *scaled(struct multiplying *m, const struct bo_node *node)
{
    switch (node->kind) {
    case BO_NODE_INTEGER:
    case BO_NODE_FLOAT:
        return scaled_number(m, node);
    case BO_NODE_TEXT:
        return scaled_text(m, node);
    case BO_NODE_GROUP:
        if (bo_node_is_dist(node))
            return scaled_dist(m, node);
        return bo_node_child(node, "points") != NULL ? scaled_path(m, node) : refuse(m, node);
    case BO_NODE_LIST:
    case BO_NODE_ARRAY:
        return scaled_list(m, node);
    case BO_NODE_SWITCH:
        break;
    }
    return refuse(m, node);
}

static struct bo_node *dated(struct multiplying *m, const char *date, const struct bo_node *value)
{
    enum { DATE_AND_VALUE = 2 };
    struct bo_node *text = new_node(m, BO_NODE_TEXT, NULL);
    struct bo_node *pair = new_node(m, BO_NODE_LIST, NULL);
    struct bo_node *own = BO_NEW(m->problems->arena, struct bo_node);

    text->text = date;
    *own = *value;
    own->name = NULL;
    pair->child = BO_NEW_ARRAY(m->problems->arena, struct bo_node *, DATE_AND_VALUE);
    pair->child[pair->n++] = text;
    pair->child[pair->n++] = own;
    return pair;
}

/* ( (from, value), (to, as_before) ) */
static struct bo_node *changed(struct multiplying *m, const char *name, const struct bo_factor *by,
                               const struct bo_node *value, double as_before)
{
    enum { FROM_AND_TO = 2 };
    struct bo_node *list = new_node(m, BO_NODE_LIST, name);

    list->child = BO_NEW_ARRAY(m->problems->arena, struct bo_node *, FROM_AND_TO);
    list->child[list->n++] = dated(m, by->from, value);
    if (by->to != NULL)
        list->child[list->n++] = dated(m, by->to, number_node(m, NULL, as_before));
    return list;
}

/* What is there, in a group of a path, with the factor in its times and what is added in its plus. */
static struct bo_node *from_a_date(struct multiplying *m, const struct bo_node *value,
                                   const struct bo_factor *by)
{
    enum { POINTS_TIMES_PLUS = 3 };
    bool is_path = value->kind == BO_NODE_GROUP && !bo_node_is_dist(value);
    bool multiplies = by->ratio < 1.0 || by->ratio > 1.0 || by->plus == NULL;
    struct bo_node *out = is_path ? copied(m, value, 2) : new_node(m, BO_NODE_GROUP, value->name);

    if (is_path &&
        (bo_node_child(value, "times") != NULL || bo_node_child(value, "plus") != NULL)) {
        (void)bo_problem(m->problems, m->place,
                         "%s: it is changed from a date on already; say all of it in one: "
                         "{ points = ...; times = ( (\"2026-01\", 2.0), (\"2028-01\", 1.0) ); }",
                         m->path);
        return NULL;
    }
    if (!is_path) {
        out->child = BO_NEW_ARRAY(m->problems->arena, struct bo_node *, POINTS_TIMES_PLUS);
        out->child[out->n] = BO_NEW(m->problems->arena, struct bo_node);
        *out->child[out->n] = *value;
        out->child[out->n++]->name = "points";
    }
    if (multiplies)
        out->child[out->n++] = changed(m, "times", by, number_node(m, NULL, by->ratio), 1.0);
    if (by->plus != NULL)
        out->child[out->n++] = changed(m, "plus", by, by->plus, 0.0);
    bo_node_sort(out);
    return out;
}

struct bo_node *bo_multiply(struct bo_problems *problems, struct bo_place place, const char *path,
                            const struct bo_node *value, const struct bo_factor *by)
{
    struct multiplying m = {problems, place, path, by->ratio};

    if (value != NULL)
        return by->from != NULL ? from_a_date(&m, value, by) : scaled(&m, value);
    (void)bo_problem(problems, place,
                     "%s: there is nothing to multiply, as the scenario leaves it to its default",
                     path);
    return NULL;
}
