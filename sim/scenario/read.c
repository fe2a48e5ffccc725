/* From a merged tree to struct bo_param, row by row of the schema. */
#include <stdlib.h>
#include <string.h>

#include "buildout/model/roadmap.h"
#include "buildout/scenario/scenario.h"
#include "load.h"
#include "lone.h"
#include "nearest.h"
#include "nested.h"
#include "reader.h"
#include "resolve.h"

/* ---- one row ---- */

struct row {
    enum bo_table table;
    uint32_t index;
    const char *path;           /* "regions.Texas" or "power" */
    const struct bo_node *node; /* NULL when a group is left out */
    struct bo_place place;      /* where to complain about what is missing */
    struct bo_node *out;        /* the row with its defaults */
    const char *missing;        /* required keys that are, joined by commas */
};

/* The parsed default of the k-th key of a table; parsed once, since every row may need it. */
static struct bo_node *default_of(struct bo_reader *reader, const struct bo_key *key, uint32_t k,
                                  uint32_t n_keys)
{
    struct bo_node ***cache = &reader->fallback[key->table];

    if (*cache == NULL)
        *cache = BO_NEW_ARRAY(reader->arena, struct bo_node *, n_keys);
    if ((*cache)[k] == NULL)
        (void)bo_lone_value(reader->defaults, key->fallback, key->name, reader->problems,
                            &(*cache)[k]);
    return (*cache)[k];
}

/* Beyond what is reported one name will do: thousands of empty rows must not fill the memory with lists. */
static void note_missing(struct bo_reader *reader, struct row *row, const char *name)
{
    if (row->missing == NULL)
        row->missing = name;
    else if (reader->problems->n_total <= BO_DIAG_MAX)
        row->missing = bo_arena_printf(reader->arena, "%s, %s", row->missing, name);
}

static void read_key(struct bo_reader *reader, struct row *row, const struct bo_key *key,
                     uint32_t k, uint32_t n_keys)
{
    struct bo_node *node = bo_nested_find(row->node, key->name);

    if (node == NULL && key->fallback == NULL) {
        note_missing(reader, row, key->name);
        return;
    }
    if (node == NULL)
        node = default_of(reader, key, k, n_keys);
    if (node == NULL)
        return;
    (void)bo_read_field(reader, key, row->index,
                        bo_arena_printf(reader->arena, "%s.%s", row->path, key->name), node);
    bo_nested_keep(reader->arena, row->out, key->name, node, n_keys);
}

static bool is_name_key(enum bo_table table, const char *name)
{
    return bo_tables[table].is_list && strcmp(name, "name") == 0;
}

/* A key of a row, or a group that keys stand in, whose own keys are looked at then. */
static void refuse_unknown(struct bo_reader *reader, const struct row *row,
                           const struct bo_node *group, const char *prefix);

static bool is_known(struct bo_reader *reader, const struct row *row, const struct bo_node *node,
                     const char *name)
{
    uint32_t n_keys;
    const struct bo_key *key = bo_schema_keys(row->table, &n_keys);

    if (is_name_key(row->table, name) || bo_schema_find(row->table, name))
        return true;
    if (!bo_nested_is_group(key, n_keys, name))
        return false;
    if (node->kind == BO_NODE_GROUP)
        refuse_unknown(reader, row, node, bo_arena_printf(reader->arena, "%s.", name));
    else if (!bo_schema_find(row->table, bo_arena_printf(reader->arena, "%s.default", name)))
        (void)bo_problem(reader->problems, node->value, "%s.%s: expected a group { ... }, not %s",
                         row->path, name, bo_node_describe(node));
    return true;
}

/* A name that is no misspelling of this table's keys may be a key of another. */
static const char *other_table(struct bo_reader *reader, enum bo_table own, const char *name)
{
    for (int i = 0; i < BO_N_TABLES; i++) {
        enum bo_table table = (enum bo_table)i;
        if (table != own && bo_schema_find(table, name) != NULL)
            return bo_arena_printf(reader->arena, "; it is one of %s%s", bo_tables[table].name,
                                   bo_tables[table].is_list ? ".*" : "");
    }
    return NULL;
}

static void refuse_unknown(struct bo_reader *reader, const struct row *row,
                           const struct bo_node *group, const char *prefix)
{
    uint32_t n_keys;
    const struct bo_key *key = bo_schema_keys(row->table, &n_keys);

    for (uint32_t i = 0; group != NULL && i < group->n; i++) {
        const struct bo_node *child = group->child[i];
        const char *name = prefix[0] != '\0'
                               ? bo_arena_printf(reader->arena, "%s%s", prefix, child->name)
                               : child->name;
        struct bo_near near;
        char room[128];

        if (is_known(reader, row, child, name))
            continue;
        near = bo_near_to(reader->problems, name);
        for (uint32_t k = 0; k < n_keys; k++)
            bo_near_offer(&near, key[k].name);
        const char *other = bo_near_is(&near) ? NULL : other_table(reader, row->table, name);
        (void)bo_problem(reader->problems, child->key, "%s: there is no key \"%s\"%s", row->path,
                         name, other != NULL ? other : bo_near_hint(&near, room));
    }
}

static bool is_one_line(const char *text)
{
    return text[0] != '\0' && text[strcspn(text, "\n\r\t\f")] == '\0';
}

/* What people read; the key when the scenario gives none. */
static void read_name(struct bo_reader *reader, struct row *row)
{
    struct bo_entry *entry = bo_param_field(reader->param, row->table, row->index, 0);
    struct bo_node *name = bo_node_child(row->node, "name");

    entry->name = entry->key;
    if (name == NULL)
        return;
    if (name->kind != BO_NODE_TEXT || !is_one_line(name->text)) {
        (void)bo_problem(reader->problems, name->value, "%s.name: expected a text of one line",
                         row->path);
        return;
    }
    entry->name = name->text;
    row->out->child[row->out->n++] = name;
}

/* A new row that lacks keys may be an old one, misspelt: of its neighbours those that are fuller. */
static const char *row_hint(struct bo_reader *reader, const struct row *row, char room[static 128])
{
    const struct bo_node *rows = bo_node_child(reader->root, bo_tables[row->table].name);
    struct bo_near near;

    room[0] = '\0';
    if (!bo_tables[row->table].is_list || row->node == NULL)
        return room;
    near = bo_near_to(reader->problems, row->node->name);
    for (uint32_t i = 0; rows != NULL && i < rows->n; i++)
        if (rows->child[i]->n > row->node->n)
            bo_near_offer(&near, rows->child[i]->name);
    return bo_near_is(&near) ? bo_near_hint(&near, room) : room;
}

static void read_row(struct bo_reader *reader, struct row *row)
{
    char room[128];
    uint32_t n_keys, n_problems;
    const struct bo_key *key = bo_schema_keys(row->table, &n_keys);

    row->out->child = BO_NEW_ARRAY(reader->arena, struct bo_node *, n_keys + 1);
    if (bo_tables[row->table].is_list)
        read_name(reader, row);
    n_problems = reader->problems->n_total;
    refuse_unknown(reader, row, row->node, "");
    for (uint32_t k = 0; k < n_keys; k++)
        read_key(reader, row, &key[k], k, n_keys);
    reader->faulty[row->table][row->index] =
        row->missing != NULL || reader->problems->n_total > n_problems;
    if (row->missing != NULL && (row->node == NULL || !row->node->orphan))
        (void)bo_problem(reader->problems, row->place, "%s: missing %s%s", row->path, row->missing,
                         row_hint(reader, row, room));
    bo_node_sort(row->out);
}

/* ---- tables ---- */

static bool is_group(struct bo_reader *reader, const struct bo_node *node, const char *path)
{
    if (node->kind == BO_NODE_GROUP)
        return true;
    (void)bo_problem(reader->problems, node->value, "%s: expected a group { ... }, not %s", path,
                     bo_node_describe(node));
    return false;
}

static void make_rows(struct bo_reader *reader, enum bo_table table, uint32_t n)
{
    const struct bo_table_info *info = &bo_tables[table];
    void *rows = bo_arena_alloc(reader->arena, n, info->row_size);

    memcpy((char *)reader->param + info->pointer_offset, &rows, sizeof rows);
    reader->param->n[table] = n;
    reader->faulty[table] = BO_NEW_ARRAY(reader->arena, bool, n);
    for (uint32_t i = 0; i < n; i++)
        reader->faulty[table][i] = true; /* until it is read */
}

/* A table that is one group, and may be left out when it is optional or all its keys have defaults. */
static struct bo_node *read_group(struct bo_reader *reader, enum bo_table table)
{
    const struct bo_node *node = bo_node_child(reader->root, bo_tables[table].name);
    struct row row = {.table = table,
                      .path = bo_tables[table].name,
                      .node = node,
                      .place = node != NULL ? node->key : reader->root->key};

    row.out = bo_node_group(reader->arena, node != NULL ? node : reader->root);
    row.out->name = bo_tables[table].name;
    if (node == NULL && bo_tables[table].optional)
        return row.out;
    make_rows(reader, table, 1);
    if (node == NULL || is_group(reader, node, row.path))
        read_row(reader, &row);
    return row.out;
}

/* Letters, digits and _: libconfig would also take - and *. */
static void check_key(struct bo_reader *reader, const struct bo_node *entry, const char *path)
{
    if (strpbrk(entry->name, "-*") != NULL)
        (void)bo_problem(reader->problems, entry->key,
                         "%s: a key is made of letters, digits and _; give it a name = \"...\"",
                         path);
}

static struct bo_node *read_entry(struct bo_reader *reader, enum bo_table table, uint32_t index,
                                  const struct bo_node *node)
{
    struct bo_entry *entry = bo_param_field(reader->param, table, index, 0);
    struct row row = {.table = table, .index = index, .node = node, .place = node->key};

    row.path = bo_arena_printf(reader->arena, "%s.%s", bo_tables[table].name, node->name);
    row.out = bo_node_group(reader->arena, node);
    *entry =
        (struct bo_entry){.key = node->name, .name = node->name, .hash = bo_key_hash(node->name)};
    check_key(reader, node, row.path);
    if (is_group(reader, node, row.path))
        read_row(reader, &row);
    return row.out;
}

static int by_name(const void *a, const void *b)
{
    const struct bo_entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order != 0 ? order : strcmp(x->key, y->key);
}

/* Results tell rows apart by name. */
static void refuse_same_names(struct bo_reader *reader, enum bo_table table,
                              const struct bo_node *node)
{
    struct bo_entry *entry = BO_NEW_ARRAY(reader->arena, struct bo_entry, node->n);

    for (uint32_t i = 0; i < node->n; i++)
        memcpy(&entry[i], bo_param_field(reader->param, table, i, 0), sizeof *entry);
    if (node->n > 1)
        qsort(entry, node->n, sizeof *entry, by_name);
    for (uint32_t i = 1; i < node->n; i++)
        if (strcmp(entry[i - 1].name, entry[i].name) == 0)
            (void)bo_problem(reader->problems, bo_node_child(node, entry[i].key)->key,
                             "%s.%s: its name \"%.60s\" is that of %s too", bo_tables[table].name,
                             entry[i].key, entry[i].name, entry[i - 1].key);
}

/* A table of named rows, sorted by key as the tree is. */
static struct bo_node *read_list(struct bo_reader *reader, enum bo_table table)
{
    const struct bo_node *node = bo_node_child(reader->root, bo_tables[table].name);
    struct bo_node *out = bo_node_group(reader->arena, node != NULL ? node : reader->root);
    bool readable = node != NULL && is_group(reader, node, bo_tables[table].name);
    uint32_t n = readable ? node->n : 0;

    make_rows(reader, table, n);
    out->name = bo_tables[table].name;
    out->child = BO_NEW_ARRAY(reader->arena, struct bo_node *, n);
    for (uint32_t i = 0; i < n; i++)
        out->child[out->n++] = read_entry(reader, table, i, node->child[i]);
    if (readable)
        refuse_same_names(reader, table, node);
    return out;
}

bool bo_table_is_well(const struct bo_reader *reader, enum bo_table table)
{
    for (uint32_t i = 0; i < reader->param->n[table]; i++)
        if (reader->faulty[table][i])
            return false;
    return true;
}

static void check_time(struct bo_reader *reader)
{
    uint32_t n_problems = reader->problems->n_total;

    if (!bo_table_is_well(reader, BO_TABLE_TIME))
        return;
    bo_check_time(reader);
    reader->faulty[BO_TABLE_TIME][0] = reader->problems->n_total > n_problems;
}

void bo_read_tables(struct bo_reader *reader, struct bo_node *out)
{
    for (int i = 0; i < BO_N_TABLES; i++) {
        enum bo_table table = (enum bo_table)i;
        struct bo_node *node =
            bo_tables[table].is_list ? read_list(reader, table) : read_group(reader, table);

        if (node->n > 0)
            out->child[out->n++] = node;
        if (table == BO_TABLE_TIME)
            check_time(reader);
    }
    bo_check_checks(reader);
    bo_check_names(reader);
    bo_check_plays(reader);
    bo_check_sites(reader);
    bo_check_founded(reader);
    bo_check_law(reader);
    if (reader->problems->n == 0)
        bo_roadmap_fill(reader->param);
}
