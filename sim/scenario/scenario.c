#include "buildout/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "nearest.h"
#include "resolve.h"
#include "show.h"

/* For the probe at check: far more than a board's rule needs, and a loop still ends at once. */
const struct bo_policy_limits bo_probe_limits = {.instructions = 20000,
                                                 .memory_bytes = (size_t)16 << 20};

static bool is_top_level(const char *name)
{
    if (strcmp(name, "scenario") == 0 || strcmp(name, "correlations") == 0)
        return true;
    for (int i = 0; i < BO_N_TABLES; i++)
        if (strcmp(bo_tables[i].name, name) == 0)
            return true;
    return false;
}

static void refuse_unknown(struct bo_problems *problems, const struct bo_node *root)
{
    for (uint32_t i = 0; i < root->n; i++) {
        const struct bo_node *node = root->child[i];
        struct bo_near near;
        char room[128];

        if (is_top_level(node->name))
            continue;
        near = bo_near_to(problems, node->name);
        bo_near_offer(&near, "scenario");
        bo_near_offer(&near, "correlations");
        for (int t = 0; t < BO_N_TABLES; t++)
            bo_near_offer(&near, bo_tables[t].name);
        (void)bo_problem(problems, node->key, "there is no group \"%s\"%s", node->name,
                         bo_near_hint(&near, room));
    }
}

/* scenario: { title; }: what it extends has been followed. */
static void read_head(struct bo_reader *reader, struct bo_scenario *scenario)
{
    const struct bo_node *head = bo_node_child(reader->root, "scenario");
    const struct bo_node *title = bo_node_child(head, "title");

    if (head == NULL)
        return;
    if (head->kind != BO_NODE_GROUP)
        (void)bo_problem(reader->problems, head->value, "scenario: expected a group { ... }");
    for (uint32_t i = 0; i < head->n; i++)
        if (head->kind == BO_NODE_GROUP && strcmp(head->child[i]->name, "title") != 0)
            (void)bo_problem(reader->problems, head->child[i]->key,
                             "scenario: there is no key \"%s\"; known are extends and title",
                             head->child[i]->name);
    if (title == NULL)
        return;
    if (title->kind != BO_NODE_TEXT || title->text[strcspn(title->text, "\n\r\t\f")] != '\0')
        (void)bo_problem(reader->problems, title->value,
                         "scenario.title: expected a text of one line");
    else
        scenario->title = title->text;
}

/* "dir/all_in.cfg" is all_in. */
static const char *name_of(struct bo_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    const char *end = strrchr(base, '.');

    if (end == NULL || end == base || strcmp(end, ".cfg") != 0)
        return bo_arena_strdup(arena, base);
    return bo_arena_strndup(arena, base, (size_t)(end - base));
}

static int by_path(const void *a, const void *b)
{
    const struct bo_uncertain *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static void read_all(struct bo_reader *reader, struct bo_scenario *scenario,
                     struct bo_node *resolved)
{
    const struct bo_node *head = bo_node_child(reader->root, "scenario");
    const struct bo_node *correlations = bo_node_child(reader->root, "correlations");

    refuse_unknown(reader->problems, reader->root);
    read_head(reader, scenario);
    bo_read_tables(reader, resolved);
    if (reader->n_uncertain > 1)
        qsort(reader->uncertain, reader->n_uncertain, sizeof *reader->uncertain, by_path);
    scenario->n_uncertain = reader->n_uncertain;
    scenario->uncertain = reader->uncertain;
    (void)bo_read_correlations(reader, scenario);
    if (head != NULL && head->n > 0)
        resolved->child[resolved->n++] = bo_node_child(reader->root, "scenario");
    if (correlations != NULL)
        resolved->child[resolved->n++] = bo_node_child(reader->root, "correlations");
    bo_node_sort(resolved);
}

static int create_policy(struct bo_reader *reader, const struct bo_read_options *options)
{
    struct bo_err err;

    if (bo_policy_create(options->names, options->n_names, &bo_probe_limits, &reader->policy, &err))
        return bo_problem(reader->problems, reader->root->key, "%s", err.text);
    reader->n_names = options->n_names;
    reader->name = options->names;
    return 0;
}

static int read_tree(const struct bo_loaded *loaded, const struct bo_read_options *options,
                     struct bo_problems *problems, struct bo_scenario *scenario,
                     struct bo_node **resolved)
{
    struct bo_arena *arena = problems->arena;
    struct bo_file *defaults = BO_NEW(arena, struct bo_file);
    struct bo_reader reader = {.arena = arena,
                               .problems = problems,
                               .root = bo_resolve_strategies(problems, loaded->root),
                               .param = &scenario->param,
                               .defaults = defaults};

    *defaults = (struct bo_file){.shown = "default", .order = UINT32_MAX};
    if (bo_node_count_keys(reader.root, BO_LOAD_MAX_MERGED + 1) > BO_LOAD_MAX_MERGED)
        return bo_problem(problems, reader.root->key,
                          "the whole scenario has more than %d keys, inherited ones included",
                          BO_LOAD_MAX_MERGED);
    if (create_policy(&reader, options) != 0)
        return BO_ESCENARIO;
    *resolved = bo_node_group(arena, reader.root);
    (*resolved)->child = BO_NEW_ARRAY(arena, struct bo_node *, BO_N_TABLES + 2);
    read_all(&reader, scenario, *resolved);
    bo_policy_free(reader.policy);
    return problems->n > 0 ? BO_ESCENARIO : 0;
}

int bo_resolve(const char *file, const struct bo_read_options *options,
               struct bo_problems *problems, struct bo_scenario *scenario,
               struct bo_node **resolved)
{
    struct bo_loaded loaded;

    if (bo_load(file, options, problems, &loaded) != 0)
        return BO_ESCENARIO;
    memcpy(scenario->data_sha256, loaded.data_sha256, sizeof scenario->data_sha256);
    scenario->name = name_of(problems->arena, file);
    scenario->title = scenario->name;
    return read_tree(&loaded, options, problems, scenario, resolved);
}

int bo_scenario_read(const char *file, const struct bo_read_options *options,
                     struct bo_arena *arena, const struct bo_scenario **out, struct bo_diag *diag)
{
    struct bo_problems problems = {.arena = arena};
    struct bo_scenario *scenario = BO_NEW(arena, struct bo_scenario);
    struct bo_node *resolved = NULL;

    if (bo_resolve(file, options, &problems, scenario, &resolved) != 0)
        return bo_problems_report(&problems, diag);
    scenario->resolved_text = bo_show_tree(arena, resolved, false);
    bo_sha256_hex(scenario->resolved_text, strlen(scenario->resolved_text), scenario->sha256);
    *out = scenario;
    return 0;
}

int bo_scenario_show(const char *file, const struct bo_read_options *options,
                     struct bo_arena *arena, const char **text, struct bo_diag *diag)
{
    struct bo_problems problems = {.arena = arena};
    struct bo_scenario *scenario = BO_NEW(arena, struct bo_scenario);
    struct bo_node *resolved = NULL;

    if (bo_resolve(file, options, &problems, scenario, &resolved) != 0)
        return bo_problems_report(&problems, diag);
    *text = bo_show_tree(arena, resolved, options->with_origins);
    return 0;
}
