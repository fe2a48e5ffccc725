/* One key of one row, by its kind. */
#include <assert.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "nearest.h"
#include "reader.h"

#define MOST_OFF_ONE 0.001 /* of the sum of shares, which are published rounded */

/* A field's address without a cast that drops alignment. */
static void *field_of(struct bo_reader *reader, const struct bo_key *key, uint32_t row)
{
    return bo_param_field(reader->param, key->table, row, key->offset);
}

static int wrong_kind(struct bo_reader *reader, const char *path, const struct bo_node *node,
                      const char *expected)
{
    return bo_problem(reader->problems, node->value, "%s: expected %s, not %s", path, expected,
                      bo_node_describe(node));
}

int bo_read_date(struct bo_reader *reader, const char *path, const struct bo_node *node,
                 int32_t *day)
{
    struct bo_err err;

    if (node->kind != BO_NODE_TEXT)
        return wrong_kind(reader, path, node, "a date in quotes, such as \"2023-10-17\"");
    if (bo_day_parse(node->text, day, &err) != 0)
        return bo_problem(reader->problems, node->value, "%s: %s", path, err.text);
    return 0;
}

/* All names there are, when they are few and none is near: "; there are all_in, steady". */
static const char *names_hint(struct bo_arena *arena, const struct bo_node *entries,
                              const struct bo_near *near, char room[static 128])
{
    enum { FEW = 16 };
    const char *text = "; there are ";

    if (entries == NULL || entries->n < 2 || entries->n > FEW || near->best == NULL ||
        bo_near_is(near))
        return bo_near_hint(near, room);
    for (uint32_t i = 0; i < entries->n; i++)
        text =
            bo_arena_printf(arena, "%s%s%.64s", text, i > 0 ? ", " : "", entries->child[i]->name);
    return text;
}

uint32_t bo_find_row(struct bo_reader *reader, enum bo_table table, const char *key,
                     const char *path, struct bo_place place)
{
    const struct bo_node *entries = bo_node_child(reader->root, bo_tables[table].name);
    const struct bo_node *entry = bo_node_child(entries, key);
    struct bo_near near = bo_near_to(reader->problems, key);
    uint32_t n = entries != NULL ? entries->n : 0;
    char room[128];

    for (uint32_t i = 0; entry != NULL && i < n; i++)
        if (entries->child[i] == entry)
            return i;
    for (uint32_t i = 0; i < n; i++)
        bo_near_offer(&near, entries->child[i]->name);
    (void)bo_problem(reader->problems, place, "%s: there is no \"%.64s\" among %s%s", path, key,
                     bo_tables[table].name, names_hint(reader->arena, entries, &near, room));
    return BO_NO_ROW;
}

static enum bo_table table_of_words(const char *words)
{
    for (int i = 0; i < BO_N_TABLES; i++)
        if (strcmp(bo_tables[i].name, words) == 0)
            return (enum bo_table)i;
    assert(0 && "the schema names a table that exists");
    return BO_N_TABLES;
}

static bool has_word(enum bo_key_kind kind)
{
    return kind == BO_KEY_NUMBER_OR || kind == BO_KEY_PATH_OR;
}

static struct bo_slot slot_of(struct bo_reader *reader, const struct bo_key *key, uint32_t row,
                              const char *path)
{
    struct bo_slot slot = {.path = path,
                           .low = key->low,
                           .high = key->high,
                           .table = key->table,
                           .row = row,
                           .offset = key->offset,
                           .point = BO_NO_ROW,
                           .rank = key->rank,
                           .rate_day = reader->param->time->start_day,
                           .word = has_word(key->kind) ? key->words : NULL};

    slot.unit = bo_unit_find(key->unit != NULL ? key->unit : "number");
    assert(slot.unit != NULL);
    return slot;
}

static int read_switch(struct bo_reader *reader, const char *path, const struct bo_node *node,
                       bool *field)
{
    if (node->kind != BO_NODE_SWITCH)
        return wrong_kind(reader, path, node, "true or false");
    *field = node->on;
    return 0;
}

static int read_text(struct bo_reader *reader, const char *path, const struct bo_node *node,
                     const char **field)
{
    if (node->kind != BO_NODE_TEXT)
        return wrong_kind(reader, path, node, "a text in quotes");
    *field = node->text;
    return 0;
}

static int read_texts(struct bo_reader *reader, const char *path, const struct bo_node *node,
                      struct bo_texts *field)
{
    bool is_list = node->kind == BO_NODE_LIST || node->kind == BO_NODE_ARRAY;
    uint32_t n = is_list ? node->n : 1;
    const char **text = BO_NEW_ARRAY(reader->arena, const char *, n);

    if (!is_list && node->kind != BO_NODE_TEXT)
        return wrong_kind(reader, path, node, "a list of texts, such as [ \"US\", \"CA\" ]");
    for (uint32_t i = 0; i < n; i++)
        if (read_text(reader, path, is_list ? node->child[i] : node, &text[i]) != 0)
            return BO_ESCENARIO;
    if (!is_list && node->text[0] == '\0')
        n = 0;
    *field = (struct bo_texts){.n = n, .text = text};
    return 0;
}

/* words is "a|b|c". */
static int read_choice(struct bo_reader *reader, const char *path, const struct bo_node *node,
                       const char *words, int *field)
{
    const char *text = "";
    const char *p = words;

    if (read_text(reader, path, node, &text) != 0)
        return BO_ESCENARIO;
    for (int i = 0;; i++) {
        size_t n = strcspn(p, "|");

        if (strlen(text) == n && memcmp(text, p, n) == 0) {
            *field = i;
            return 0;
        }
        if (p[n] == '\0')
            break;
        p += n + 1;
    }
    return bo_problem(reader->problems, node->value, "%s: expected one of %s, not \"%.40s\"", path,
                      words, text);
}

/* What stands when the key is left out is no row: the US dollar among currencies, "none" elsewhere. */
static int read_reference(struct bo_reader *reader, const struct bo_key *key, const char *path,
                          const struct bo_node *node, uint32_t *field)
{
    enum bo_table table = table_of_words(key->words);
    const char *text = "";
    uint32_t row;

    if (read_text(reader, path, node, &text) != 0)
        return BO_ESCENARIO;
    if (key->fallback != NULL && strcmp(text, key->fallback) == 0) {
        *field = BO_NO_ROW;
        return 0;
    }
    row = bo_find_row(reader, table, text, path, node->value);
    if (row == BO_NO_ROW)
        return BO_ESCENARIO;
    *field = row;
    return 0;
}

static int read_share(struct bo_reader *reader, const struct bo_slot *slot, enum bo_table table,
                      const struct bo_node *node, struct bo_vector *vector)
{
    struct bo_slot own = *slot;

    own.path = bo_arena_printf(reader->arena, "%s.%s", slot->path, node->name);
    own.point = bo_find_row(reader, table, node->name, slot->path, node->key);
    if (own.point == BO_NO_ROW)
        return BO_ESCENARIO;
    return bo_read_number(reader, &own, node, &vector->value[own.point]);
}

/* "Malaysia 0.7, Gulf 1": some may stand in another file. */
static const char *list_shares(struct bo_reader *reader, enum bo_table table,
                               const struct bo_node *node, const struct bo_vector *vector)
{
    const struct bo_node *entries = bo_node_child(reader->root, bo_tables[table].name);
    const char *text = "";

    for (uint32_t i = 0; i < vector->n; i++)
        if (bo_node_child(node, entries->child[i]->name) != NULL)
            text = bo_arena_printf(reader->arena, "%s%s%s %s", text, text[0] != '\0' ? ", " : "",
                                   entries->child[i]->name,
                                   bo_number_text(reader->arena, vector->value[i]));
    return text;
}

/* Shares that are fractions are of one whole. */
static int check_sum(struct bo_reader *reader, const struct bo_slot *slot, enum bo_table table,
                     const struct bo_node *node, const struct bo_vector *vector)
{
    double sum = 0.0;

    for (uint32_t i = 0; i < vector->n; i++)
        sum += vector->value[i];
    if (node->n == 0 || slot->unit->dimension != BO_DIM_FRACTION ||
        (sum >= 1.0 - MOST_OFF_ONE && sum <= 1.0 + MOST_OFF_ONE))
        return 0;
    return bo_problem(reader->problems, node->value, "%s: the shares sum to %s, not to 1: %s%s",
                      slot->path, bo_number_text(reader->arena, sum),
                      list_shares(reader, table, node, vector),
                      sum > 1.0 ? "; one that is not wanted any more is set to 0" : "");
}

static int read_shares(struct bo_reader *reader, const struct bo_slot *slot, const char *words,
                       const struct bo_node *node, struct bo_vector *field)
{
    enum bo_table table = table_of_words(words);
    const struct bo_node *entries = bo_node_child(reader->root, words);
    struct bo_vector vector = {.n = entries != NULL ? entries->n : 0};
    int result = 0;

    vector.value = BO_NEW_ARRAY(reader->arena, double, vector.n);
    *field = vector;
    if (node->kind == BO_NODE_TEXT && node->text[0] == '\0')
        return 0;
    if (node->kind != BO_NODE_GROUP)
        return wrong_kind(reader, slot->path, node, "a group { name = share; }");
    for (uint32_t i = 0; i < node->n; i++)
        if (read_share(reader, slot, table, node->child[i], &vector) != 0)
            result = BO_ESCENARIO;
    return result != 0 ? result : check_sum(reader, slot, table, node, &vector);
}

static int read_check(struct bo_reader *reader, const struct bo_key *key, uint32_t row,
                      const char *path, const struct bo_node *node)
{
    struct bo_check_param *check = bo_param_field(reader->param, key->table, row, 0);

    assert(key->table == BO_TABLE_CHECKS);
    return bo_read_expression_text(reader, path, node, &check->expect, &check->where);
}

static bool is_text(const struct bo_node *node, const char *text)
{
    return node->kind == BO_NODE_TEXT && strcmp(node->text, text) == 0;
}

static int read_number_or(struct bo_reader *reader, const struct bo_slot *slot,
                          const struct bo_node *node, double *field)
{
    if (!is_text(node, slot->word))
        return bo_read_number(reader, slot, node, field);
    *field = strcmp(slot->word, "none") == 0 ? (double)INFINITY : BO_NAN;
    return 0;
}

static int read_date_or_never(struct bo_reader *reader, const char *path,
                              const struct bo_node *node, int32_t *field)
{
    if (!is_text(node, "never"))
        return bo_read_date(reader, path, node, field);
    *field = BO_NEVER;
    return 0;
}

int bo_read_field(struct bo_reader *reader, const struct bo_key *key, uint32_t row,
                  const char *path, const struct bo_node *node)
{
    struct bo_slot slot = slot_of(reader, key, row, path);
    void *field = field_of(reader, key, row);

    switch (key->kind) {
    case BO_KEY_NUMBER:
        return bo_read_number(reader, &slot, node, field);
    case BO_KEY_SWITCH:
        return read_switch(reader, path, node, field);
    case BO_KEY_DATE:
        return bo_read_date(reader, path, node, field);
    case BO_KEY_TEXT:
        return read_text(reader, path, node, field);
    case BO_KEY_TEXTS:
        return read_texts(reader, path, node, field);
    case BO_KEY_CHOICE:
        return read_choice(reader, path, node, key->words, field);
    case BO_KEY_REF:
        return read_reference(reader, key, path, node, field);
    case BO_KEY_DIST:
        return bo_read_noise(reader, &slot, node, field);
    case BO_KEY_PATH:
    case BO_KEY_PATH_OR:
        return bo_read_path(reader, &slot, node, field);
    case BO_KEY_SHARES:
        return read_shares(reader, &slot, key->words, node, field);
    case BO_KEY_SCRIPT:
        return bo_read_script(reader, path, node,
                              bo_param_field(reader->param, key->table, row, 0));
    case BO_KEY_RULES:
        return bo_read_rules(reader, path, node, bo_param_field(reader->param, key->table, row, 0));
    case BO_KEY_EXPRESSION:
        return read_check(reader, key, row, path, node);
    case BO_KEY_NUMBER_OR:
        return read_number_or(reader, &slot, node, field);
    case BO_KEY_DATE_OR_NEVER:
        return read_date_or_never(reader, path, node, field);
    case BO_KEY_SPAN:
        return bo_read_span(reader, path, node, field);
    case BO_KEY_COUNTRY:
        return bo_read_country(reader, path, node, field);
    case BO_KEY_PLACES:
        return bo_read_places(reader, path, node, field);
    case BO_KEY_MEMBERS:
        return bo_read_members(reader, path, node, field);
    case BO_KEY_CONDITION:
        return bo_read_condition(reader, &slot, node, field);
    }
    return BO_ESCENARIO;
}
