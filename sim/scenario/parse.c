/* The only file that knows libconfig. Numbers are taken from the text, not from libconfig, which wraps integers. */
#include "parse.h"

#include <libconfig.h>
#include <string.h>

#include "buildout/base/num.h"
#include "scan.h"

struct builder {
    struct bo_arena *arena;
    const struct bo_scan *scan;
    uint32_t next; /* the mark of the next setting */
    bool astray;   /* libconfig's tree is not the one that was scanned */
};

static bool kinds_agree(const config_setting_t *setting, enum bo_node_kind kind)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_GROUP:
        return kind == BO_NODE_GROUP;
    case CONFIG_TYPE_LIST:
        return kind == BO_NODE_LIST;
    case CONFIG_TYPE_ARRAY:
        return kind == BO_NODE_ARRAY;
    case CONFIG_TYPE_STRING:
        return kind == BO_NODE_TEXT;
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        return kind == BO_NODE_INTEGER;
    case CONFIG_TYPE_FLOAT:
        return kind == BO_NODE_FLOAT;
    case CONFIG_TYPE_BOOL:
        return kind == BO_NODE_SWITCH;
    default:
        return false;
    }
}

static bool names_agree(const config_setting_t *setting, const struct bo_mark *mark)
{
    const char *name = config_setting_name(setting);

    if (name == NULL || mark->name == NULL)
        return name == NULL && mark->name == NULL;
    return strlen(name) == mark->n_name && memcmp(name, mark->name, mark->n_name) == 0;
}

/* Exact up to 2^53 and beyond 32 bits only marked as too big. */
static void read_integer(struct bo_node *node)
{
    const char *p = node->text;
    bool negative = *p == '-';
    uint64_t value = 0, most = negative ? (uint64_t)INT32_MAX + 1 : INT32_MAX;
    uint64_t base = 10;

    p += *p == '-' || *p == '+';
    if (p[0] == '0' && (p[1] | 0x20) == 'x') {
        base = 16;
        p += 2;
    }
    for (; *p != '\0' && *p != 'L'; p++) {
        uint64_t digit = *p <= '9' ? (uint64_t)(*p - '0') : (uint64_t)((*p | 0x20) - 'a' + 10);

        if (value <= most)
            value = value * base + digit;
    }
    node->too_big = value > most;
    node->number = negative ? -(double)value : (double)value;
}

static void read_scalar(struct builder *b, const config_setting_t *setting, struct bo_node *node,
                        const struct bo_mark *mark)
{
    switch (node->kind) {
    case BO_NODE_TEXT:
        node->text = bo_arena_strdup(b->arena, config_setting_get_string(setting));
        break;
    case BO_NODE_SWITCH:
        node->on = config_setting_get_bool(setting) != 0;
        break;
    case BO_NODE_INTEGER:
        node->text = bo_arena_strndup(b->arena, mark->text, mark->n_text);
        read_integer(node);
        break;
    case BO_NODE_FLOAT:
        node->text = bo_arena_strndup(b->arena, mark->text, mark->n_text);
        b->astray = b->astray || bo_double_parse(node->text, &node->number) != 0;
        break;
    case BO_NODE_GROUP:
    case BO_NODE_LIST:
    case BO_NODE_ARRAY:
        break;
    }
}

static void read_children(struct builder *b, const config_setting_t *setting, struct bo_node *node);

static struct bo_node *build(struct builder *b, const config_setting_t *setting)
{
    struct bo_node *node = BO_NEW(b->arena, struct bo_node);
    const struct bo_mark *mark;

    if (setting == NULL || b->next >= b->scan->n) {
        b->astray = true;
        return node;
    }
    mark = &b->scan->mark[b->next++];
    node->kind = mark->kind;
    node->key = mark->key;
    node->value = mark->value;
    if (!kinds_agree(setting, mark->kind) || !names_agree(setting, mark)) {
        b->astray = true;
        return node;
    }
    if (mark->name != NULL)
        node->name = bo_arena_strndup(b->arena, mark->name, mark->n_name);
    read_scalar(b, setting, node, mark);
    if (config_setting_is_aggregate(setting))
        read_children(b, setting, node);
    return node;
}

static void read_children(struct builder *b, const config_setting_t *setting, struct bo_node *node)
{
    int n = config_setting_length(setting);

    node->child = BO_NEW_ARRAY(b->arena, struct bo_node *, n > 0 ? (size_t)n : 0);
    for (int i = 0; i < n && !b->astray; i++)
        node->child[node->n++] = build(b, config_setting_get_elem(setting, (unsigned)i));
    if (node->kind == BO_NODE_GROUP && !b->astray)
        bo_node_sort(node);
}

static int build_tree(const config_t *config, const struct bo_file *file,
                      const struct bo_scan *scan, struct bo_problems *problems,
                      struct bo_node *root)
{
    struct builder b = {.arena = problems->arena, .scan = scan};
    struct bo_place start = {.file = file, .line = 1, .column = 1};

    root->kind = BO_NODE_GROUP;
    root->key = root->value = start;
    read_children(&b, config_root_setting(config), root);
    if (b.astray || b.next != scan->n)
        return bo_problem(problems, start, "libconfig reads this text in another way than we do");
    return 0;
}

static int count(const struct bo_file *file, const struct bo_scan *scan,
                 struct bo_problems *problems, struct bo_parse_size *size)
{
    struct bo_place place = {.file = file, .line = 1, .column = 1};

    for (uint32_t i = 0; i < scan->n; i++)
        size->n_keys += scan->mark[i].name != NULL;
    size->n_pairs += scan->n_pairs;
    if (size->n_keys > BO_LOAD_MAX_KEYS)
        return bo_problem(problems, place, "the files have more than %d keys together",
                          BO_LOAD_MAX_KEYS);
    if (size->n_pairs > BO_LOAD_MAX_PAIRS)
        return bo_problem(problems, place,
                          "the files have too many large groups together; make groups of fewer "
                          "keys, a hundred at most");
    return 0;
}

int bo_parse_text(const struct bo_file *file, struct bo_arena *arena, struct bo_problems *problems,
                  struct bo_parse_size *size, struct bo_node **root)
{
    struct bo_scan scan;
    config_t config;
    int result;

    if (bo_scan_text(file, arena, problems, &scan) != 0 || count(file, &scan, problems, size) != 0)
        return BO_ESCENARIO;
    *root = BO_NEW(arena, struct bo_node);
    config_init(&config);
    if (config_read_string(&config, file->text) == CONFIG_TRUE) {
        result = build_tree(&config, file, &scan, problems, *root);
    } else {
        struct bo_place place = {
            .file = file, .line = (uint32_t)config_error_line(&config), .column = 1};
        result = bo_problem(problems, place, "%s", config_error_text(&config));
    }
    config_destroy(&config);
    return result;
}
