/* Countries, groups of them, and the days between which they belong. */
#include <limits.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "nearest.h"
#include "reader.h"

/* ---- spans of days: "2025..2027" ---- */

/* The last day of what bo_day_parse takes for its first: a day, month, quarter or year. */
static int32_t last_day_of(const char *text, int32_t first)
{
    int32_t month = bo_month_of_day(first);

    if (strlen(text) == strlen("2024"))
        return bo_month_last_day(month + 11);
    if (strchr(text, 'Q') != NULL)
        return bo_month_last_day(month + 2);
    return strlen(text) == strlen("2024-06") ? bo_month_last_day(month) : first;
}

static int parse_span(struct bo_reader *reader, const char *path, struct bo_place place,
                      const char *text, struct bo_span *span)
{
    const char *dots = strstr(text, "..");
    struct bo_span read = {.from_day = INT32_MIN, .to_day = INT32_MAX};
    const char *from, *to;
    struct bo_err err;

    if (strcmp(text, "always") == 0) {
        *span = read;
        return 0;
    }
    if (dots == NULL)
        return bo_problem(reader->problems, place,
                          "%s: expected two dates, such as \"2021-12-09..2026-07-08\"; one may be "
                          "left out",
                          path);
    from = bo_arena_strndup(reader->arena, text, (size_t)(dots - text));
    to = dots + strlen("..");
    if ((from[0] != '\0' && bo_day_parse(from, &read.from_day, &err) != 0) ||
        (to[0] != '\0' && bo_day_parse(to, &read.to_day, &err) != 0))
        return bo_problem(reader->problems, place, "%s: %s", path, err.text);
    if (to[0] != '\0')
        read.to_day = last_day_of(to, read.to_day);
    if (read.to_day < read.from_day)
        return bo_problem(reader->problems, place, "%s: \"%.40s\" ends before it begins", path,
                          text);
    *span = read;
    return 0;
}

int bo_read_span(struct bo_reader *reader, const char *path, const struct bo_node *node,
                 struct bo_span *field)
{
    if (node->kind != BO_NODE_TEXT)
        return bo_problem(reader->problems, node->value,
                          "%s: expected two dates in quotes, such as \"2025..2027\", not %s", path,
                          bo_node_describe(node));
    return parse_span(reader, path, node->value, node->text, field);
}

/* ---- countries ---- */

static int country_by_name(struct bo_reader *reader, const char *path, struct bo_place place,
                           const struct bo_country_name *named)
{
    return bo_problem(reader->problems, place,
                      "%s: countries stand by their code of ISO 3166: %s is \"%s\"", path,
                      named->name, named->code);
}

static int find_country(struct bo_reader *reader, const char *path, struct bo_place place,
                        const char *code, struct bo_country *field)
{
    struct bo_country country = bo_country_of_code(code);

    const struct bo_country_name *named = bo_country_row(bo_country_find(code));

    if (country.v >= BO_N_COUNTRY_CODES && named != NULL)
        return country_by_name(reader, path, place, named);
    if (country.v >= BO_N_COUNTRY_CODES)
        return bo_problem(reader->problems, place,
                          "%s: there is no country \"%.40s\"; countries are two letters of "
                          "ISO 3166, such as \"CN\"",
                          path, code);
    *field = country;
    return 0;
}

static int expect_text(struct bo_reader *reader, const char *path, const struct bo_node *node,
                       const char *expected)
{
    if (node->kind == BO_NODE_TEXT)
        return 0;
    return bo_problem(reader->problems, node->value, "%s: expected %s, not %s", path, expected,
                      bo_node_describe(node));
}

int bo_read_country(struct bo_reader *reader, const char *path, const struct bo_node *node,
                    struct bo_country *field)
{
    if (expect_text(reader, path, node, "a country in quotes, such as \"CN\"") != 0)
        return BO_ESCENARIO;
    return find_country(reader, path, node->value, node->text, field);
}

/* A text alone is a list of one, and an empty text a list of none. */
static uint32_t count_texts(const struct bo_node *node)
{
    if (node->kind == BO_NODE_LIST || node->kind == BO_NODE_ARRAY)
        return node->n;
    return node->kind == BO_NODE_TEXT && node->text[0] == '\0' ? 0 : 1;
}

static const struct bo_node *text_of(const struct bo_node *node, uint32_t i)
{
    return node->kind == BO_NODE_LIST || node->kind == BO_NODE_ARRAY ? node->child[i] : node;
}

/* ---- places: countries and groups ---- */

static uint32_t group_row(const struct bo_reader *reader, const char *key)
{
    const struct bo_node *groups = bo_node_child(reader->root, "country_groups");
    const struct bo_node *group = bo_node_child(groups, key);

    for (uint32_t i = 0; group != NULL && i < groups->n; i++)
        if (groups->child[i] == group)
            return i;
    return BO_NO_ROW;
}

static int unknown_place(struct bo_reader *reader, const char *path, const struct bo_node *node)
{
    const struct bo_node *groups = bo_node_child(reader->root, "country_groups");
    const struct bo_country_name *named = bo_country_row(bo_country_find(node->text));
    struct bo_near near = bo_near_to(reader->problems, node->text);
    char room[128];

    if (named != NULL)
        return country_by_name(reader, path, node->value, named);
    for (uint32_t i = 0; groups != NULL && i < groups->n; i++)
        bo_near_offer(&near, groups->child[i]->name);
    return bo_problem(reader->problems, node->value,
                      "%s: \"%.40s\" is neither a country (ISO 3166) nor one of country_groups%s",
                      path, node->text, bo_near_hint(&near, room));
}

static int read_place(struct bo_reader *reader, const char *path, const struct bo_node *node,
                      struct bo_places *places, struct bo_country *country, uint32_t *group)
{
    uint32_t row;

    if (expect_text(reader, path, node, "countries and groups, such as [ \"D5\", \"MO\" ]") != 0)
        return BO_ESCENARIO;
    row = group_row(reader, node->text);
    if (row != BO_NO_ROW)
        group[places->n_groups++] = row;
    else if (bo_country_of_code(node->text).v < BO_N_COUNTRY_CODES)
        country[places->n_countries++] = bo_country_of_code(node->text);
    else
        return unknown_place(reader, path, node);
    return 0;
}

int bo_read_places(struct bo_reader *reader, const char *path, const struct bo_node *node,
                   struct bo_places *field)
{
    uint32_t n = count_texts(node);
    struct bo_country *country = BO_NEW_ARRAY(reader->arena, struct bo_country, n);
    uint32_t *group = BO_NEW_ARRAY(reader->arena, uint32_t, n);
    struct bo_places places = {.country = country, .group = group};
    int result = 0;

    for (uint32_t i = 0; i < n; i++)
        if (read_place(reader, path, text_of(node, i), &places, country, group) != 0)
            result = BO_ESCENARIO;
    if (result == 0)
        *field = places;
    return result;
}

/* ---- members of a group: "KH 2021-12-09..2026-07-08" ---- */

static int read_member(struct bo_reader *reader, const char *path, const struct bo_node *node,
                       struct bo_member *member)
{
    size_t n;

    if (expect_text(reader, path, node,
                    "countries, such as [ \"AF\", \"KH 2021-12-09..2026-07-08\" ]") != 0)
        return BO_ESCENARIO;
    n = strcspn(node->text, " ");
    if (find_country(reader, path, node->value, bo_arena_strndup(reader->arena, node->text, n),
                     &member->country) != 0)
        return BO_ESCENARIO;
    return parse_span(reader, path, node->value,
                      node->text[n] == '\0' ? "always" : node->text + n + 1, &member->span);
}

/* A country belongs once on any day. */
static int check_overlap(struct bo_reader *reader, const char *path, const struct bo_node *node,
                         const struct bo_member *member, uint32_t last)
{
    for (uint32_t i = 0; i < last; i++)
        if (member[i].country.v == member[last].country.v &&
            member[i].span.from_day <= member[last].span.to_day &&
            member[last].span.from_day <= member[i].span.to_day)
            return bo_problem(reader->problems, node->value,
                              "%s: \"%.40s\" belongs on these days already", path, node->text);
    return 0;
}

int bo_read_members(struct bo_reader *reader, const char *path, const struct bo_node *node,
                    struct bo_members *field)
{
    uint32_t n = count_texts(node);
    struct bo_member *member = BO_NEW_ARRAY(reader->arena, struct bo_member, n);
    int result = 0;

    for (uint32_t i = 0; i < n; i++)
        if (read_member(reader, path, text_of(node, i), &member[i]) != 0 ||
            check_overlap(reader, path, text_of(node, i), member, i) != 0)
            result = BO_ESCENARIO;
    *field = (struct bo_members){.n = n, .member = member};
    return result;
}
