/* Conditions of export rules.
 *
 *   when: { all: { chip: { any: { tpp: { at_least = 4800.0; };
 *                                 dense: { all: { tpp: { at_least = 1600.0; }; data_centre = true; }; }; }; };
 *                  buyer: { any: { destination = [ "D5", "MO" ]; headquarters = [ "D5", "MO" ]; }; }; }; };
 *
 * `any` and `all` hold tests and further groups; `chip` and `buyer` say whose tests follow; any other name is a label,
 * needed where two groups of one kind stand side by side. Nothing is implied: a group that holds neither any nor all
 * holds one test. Of several operators on one quantity all must hold. A list of places or chips means "in"; written
 * out it is { in = [ ... ]; } or { not_in = [ ... ]; }.
 */
#include <math.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "nearest.h"
#include "reader.h"

enum scope { SCOPE_NONE, SCOPE_CHIP, SCOPE_BUYER };

struct condition_reader {
    struct bo_reader *reader;
    struct bo_slot slot; /* of the thresholds */
    struct bo_when *when;
};

#define MOST_TPP 1e9
#define MOST_DENSITY 1e6
#define MOST_BANDWIDTH 1e7

static int complain(struct condition_reader *r, struct bo_place place, const char *path,
                    const char *text)
{
    return bo_problem(r->reader->problems, place, "%s: %s", path, text);
}

static const char *below(struct condition_reader *r, const char *path, const struct bo_node *node)
{
    return bo_arena_printf(r->reader->arena, "%s.%s", path, node->name);
}

/* The index of name among names, or n. */
static int find(const char *name, const char *const *names, int n)
{
    int i = 0;

    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i;
}

/* ---- thresholds ---- */

static double most_of(enum bo_chip_quantity quantity)
{
    if (quantity == BO_CHIP_TPP)
        return MOST_TPP;
    return quantity == BO_CHIP_PERFORMANCE_DENSITY ? MOST_DENSITY : MOST_BANDWIDTH;
}

static int read_operator(struct condition_reader *r, enum bo_chip_quantity quantity,
                         const char *path, const struct bo_node *node, struct bo_condition *out)
{
    int op = find(node->name, bo_operator_names, BO_N_OPERATORS);
    struct bo_slot slot = r->slot;
    double *bound;

    if (op == BO_N_OPERATORS)
        return bo_problem(r->reader->problems, node->key,
                          "%s: there is no operator \"%s\"; known are at_least, above, below and "
                          "at_most",
                          path, node->name);
    slot.path = below(r, path, node);
    slot.unit = bo_unit_find(bo_chip_quantities[quantity].unit);
    slot.low = 0.0;
    slot.high = most_of(quantity);
    slot.point = r->when->bound.n;
    bound = &r->when->bound.value[r->when->bound.n];
    *out = (struct bo_condition){.kind = BO_CONDITION_QUANTITY,
                                 .quantity = quantity,
                                 .op = (enum bo_operator)op,
                                 .bound = r->when->bound.n++};
    if (node->kind == BO_NODE_TEXT && strcmp(node->text, "none") == 0) {
        *bound = bo_operator_never((enum bo_operator)op);
        return 0;
    }
    return bo_read_number(r->reader, &slot, node, bound);
}

static int read_quantity(struct condition_reader *r, enum bo_chip_quantity quantity,
                         const char *path, const struct bo_node *node, struct bo_condition *out)
{
    struct bo_condition *child;
    int result = 0;

    if (node->kind != BO_NODE_GROUP || node->n == 0)
        return complain(r, node->value, path,
                        "expected a threshold with its operator, such as { at_least = 4800.0; }");
    if (node->n == 1)
        return read_operator(r, quantity, path, node->child[0], out);
    child = BO_NEW_ARRAY(r->reader->arena, struct bo_condition, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        if (read_operator(r, quantity, path, node->child[i], &child[i]) != 0)
            result = BO_ESCENARIO;
    *out = (struct bo_condition){.kind = BO_CONDITION_ALL, .n_children = node->n, .child = child};
    return result;
}

/* ---- flags and lists ---- */

static int read_flag(struct condition_reader *r, enum bo_flag flag, const char *path,
                     const struct bo_node *node, struct bo_condition *out)
{
    if (node->kind != BO_NODE_SWITCH)
        return complain(r, node->value, path, "expected true or false");
    *out = (struct bo_condition){.kind = BO_CONDITION_FLAG, .flag = flag, .wanted = node->on};
    return 0;
}

/* The list of `destination = [ ... ]`, { in = [ ... ]; } or { not_in = [ ... ]; }. */
static int find_list(struct condition_reader *r, const char *path, const struct bo_node *node,
                     const struct bo_node **list, bool *in)
{
    *list = node;
    *in = true;
    if (node->kind == BO_NODE_GROUP) {
        bool known = node->n == 1 && (strcmp(node->child[0]->name, "in") == 0 ||
                                      strcmp(node->child[0]->name, "not_in") == 0);

        if (!known)
            return complain(r, node->value, path,
                            "expected a list, { in = [ ... ]; } or { not_in = [ ... ]; }");
        *list = node->child[0];
        *in = strcmp((*list)->name, "in") == 0;
    }
    return 0;
}

static int read_party(struct condition_reader *r, enum bo_party party, const char *path,
                      const struct bo_node *node, struct bo_condition *out)
{
    const struct bo_node *list;

    *out = (struct bo_condition){.kind = BO_CONDITION_PLACE, .party = party};
    if (find_list(r, path, node, &list, &out->wanted) != 0)
        return BO_ESCENARIO;
    return bo_read_places(r->reader, path, list, &out->places);
}

static int read_chip(struct condition_reader *r, const char *path, const struct bo_node *node,
                     uint64_t *hash)
{
    if (node->kind != BO_NODE_TEXT)
        return complain(r, node->value, path, "expected keys of chips, such as [ \"H20\" ]");
    *hash = bo_key_hash(node->text);
    return bo_find_row(r->reader, BO_TABLE_CHIPS, node->text, path, node->value) == BO_NO_ROW
               ? BO_ESCENARIO
               : 0;
}

static int read_chips(struct condition_reader *r, const char *path, const struct bo_node *node,
                      struct bo_condition *out)
{
    const struct bo_node *list;
    uint64_t *hash;
    bool is_list;
    int result = 0;

    *out = (struct bo_condition){.kind = BO_CONDITION_CHIP};
    if (find_list(r, path, node, &list, &out->wanted) != 0)
        return BO_ESCENARIO;
    is_list = list->kind == BO_NODE_LIST || list->kind == BO_NODE_ARRAY;
    out->n_chips = is_list ? list->n : 1;
    hash = BO_NEW_ARRAY(r->reader->arena, uint64_t, out->n_chips);
    for (uint32_t i = 0; i < out->n_chips; i++)
        if (read_chip(r, path, is_list ? list->child[i] : list, &hash[i]) != 0)
            result = BO_ESCENARIO;
    out->chip = hash;
    return result;
}

/* ---- the tree ---- */

static const char *const group_names[] = {"all", "any"};
static const char *const scope_names[] = {"chip", "buyer"};

static bool is_group_name(const char *name)
{
    return find(name, group_names, 2) < 2;
}

static int read_member(struct condition_reader *r, enum scope scope, const char *path,
                       const struct bo_node *node, struct bo_condition *out);

/* any: { ... } */
static int read_members(struct condition_reader *r, enum scope scope, const char *path,
                        const struct bo_node *node, struct bo_condition *out)
{
    struct bo_condition *child;
    int result = 0;

    if (node->kind != BO_NODE_GROUP || node->n == 0)
        return complain(r, node->value, path, "expected a group of tests");
    child = BO_NEW_ARRAY(r->reader->arena, struct bo_condition, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        if (read_member(r, scope, below(r, path, node->child[i]), node->child[i], &child[i]) != 0)
            result = BO_ESCENARIO;
    *out = (struct bo_condition){.kind = strcmp(node->name, "all") == 0 ? BO_CONDITION_ALL
                                                                        : BO_CONDITION_ANY,
                                 .n_children = node->n,
                                 .child = child};
    return result;
}

/* What stands after `when`, `chip`, `buyer` or a label: one thing. */
static int read_one(struct condition_reader *r, enum scope scope, const char *path,
                    const struct bo_node *node, struct bo_condition *out)
{
    if (node->kind != BO_NODE_GROUP || node->n == 0)
        return complain(r, node->value, path, "expected a group { any: { ... }; } of tests");
    if (node->n > 1)
        return complain(r, node->value, path,
                        "several tests side by side; say any: { ... } or all: { ... }");
    return read_member(r, scope, below(r, path, node->child[0]), node->child[0], out);
}

static bool is_label(const struct bo_node *node)
{
    return node->kind == BO_NODE_GROUP && node->n == 1 && is_group_name(node->child[0]->name);
}

static void offer_all(struct bo_near *near, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        bo_near_offer(near, names[i]);
}

static int unknown_test(struct condition_reader *r, enum scope scope, const char *path,
                        const struct bo_node *node)
{
    static const char *const whose[] = {"here", "of a chip", "of a buyer"};
    struct bo_near near = bo_near_to(r->reader->problems, node->name);
    char room[128];

    offer_all(&near, group_names, 2);
    switch (scope) {
    case SCOPE_NONE:
        offer_all(&near, scope_names, 2);
        break;
    case SCOPE_CHIP:
        for (int i = 0; i < BO_N_CHIP_QUANTITIES; i++)
            bo_near_offer(&near, bo_chip_quantities[i].name);
        bo_near_offer(&near, "name");
        bo_near_offer(&near, bo_flag_names[BO_FLAG_DATA_CENTRE]);
        break;
    case SCOPE_BUYER:
        offer_all(&near, bo_party_names, BO_N_PARTIES);
        offer_all(&near, bo_flag_names + BO_FLAG_LISTED, BO_N_FLAGS - BO_FLAG_LISTED);
        break;
    }
    return bo_problem(r->reader->problems, node->key, "%s: there is no test \"%s\" %s%s", path,
                      node->name, whose[scope], bo_near_hint(&near, room));
}

static int read_chip_test(struct condition_reader *r, const char *path, const struct bo_node *node,
                          struct bo_condition *out)
{
    for (int i = 0; i < BO_N_CHIP_QUANTITIES; i++)
        if (strcmp(bo_chip_quantities[i].name, node->name) == 0)
            return read_quantity(r, (enum bo_chip_quantity)i, path, node, out);
    if (strcmp(node->name, bo_flag_names[BO_FLAG_DATA_CENTRE]) == 0)
        return read_flag(r, BO_FLAG_DATA_CENTRE, path, node, out);
    if (strcmp(node->name, "name") == 0)
        return read_chips(r, path, node, out);
    return unknown_test(r, SCOPE_CHIP, path, node);
}

static int read_buyer_test(struct condition_reader *r, const char *path, const struct bo_node *node,
                           struct bo_condition *out)
{
    int party = find(node->name, bo_party_names, BO_N_PARTIES);
    int flag = find(node->name, bo_flag_names, BO_N_FLAGS);

    if (party < BO_N_PARTIES)
        return read_party(r, (enum bo_party)party, path, node, out);
    if (flag < BO_N_FLAGS && flag != BO_FLAG_DATA_CENTRE)
        return read_flag(r, (enum bo_flag)flag, path, node, out);
    return unknown_test(r, SCOPE_BUYER, path, node);
}

static int read_member(struct condition_reader *r, enum scope scope, const char *path,
                       const struct bo_node *node, struct bo_condition *out)
{
    int into = find(node->name, scope_names, 2);

    if (is_group_name(node->name))
        return read_members(r, scope, path, node, out);
    if (scope == SCOPE_NONE && into < 2)
        return read_one(r, into == 0 ? SCOPE_CHIP : SCOPE_BUYER, path, node, out);
    if (is_label(node))
        return read_one(r, scope, path, node, out);
    switch (scope) {
    case SCOPE_CHIP:
        return read_chip_test(r, path, node, out);
    case SCOPE_BUYER:
        return read_buyer_test(r, path, node, out);
    case SCOPE_NONE:
        break;
    }
    return unknown_test(r, scope, path, node);
}

int bo_read_condition(struct bo_reader *reader, const struct bo_slot *slot,
                      const struct bo_node *node, struct bo_when *field)
{
    struct condition_reader r = {.reader = reader, .slot = *slot, .when = field};
    struct bo_condition *root = BO_NEW(reader->arena, struct bo_condition);

    *field = (struct bo_when){.root = NULL};
    if (node->kind == BO_NODE_TEXT && strcmp(node->text, "always") == 0)
        return 0;
    r.slot.offset += offsetof(struct bo_when, bound);
    field->bound.value = BO_NEW_ARRAY(reader->arena, double, bo_node_count_keys(node, UINT32_MAX));
    if (read_one(&r, SCOPE_NONE, slot->path, node, root) != 0)
        return BO_ESCENARIO;
    field->root = root;
    return 0;
}
