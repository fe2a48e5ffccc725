#include "load.h"

#include <stdlib.h>
#include <string.h>

#include "merge.h"
#include "parse.h"
#include "source.h"

struct loader {
    struct bo_problems *problems;
    struct bo_sources sources;
    uint32_t n_files;
    struct bo_file *file[BO_LOAD_MAX_FILES];
    bool open[BO_LOAD_MAX_FILES]; /* being followed: meeting it again is a cycle */
    struct bo_parse_size size;
    uint32_t n_parts;
    const struct bo_file *part[BO_LOAD_MAX_FILES]; /* in the order of merging */
    struct bo_node *root;
    struct bo_parsed_files *parsed; /* of earlier readings; or NULL */
};

static int follow(struct loader *l, uint32_t index);

/* The index of the file, or n_files when it is new. */
static uint32_t index_of(const struct loader *l, const struct bo_file *file)
{
    uint32_t i = 0;

    while (i < l->n_files &&
           (l->file[i]->device != file->device || l->file[i]->inode != file->inode))
        i++;
    return i;
}

/* What was probably meant by the name of a file that there is not. */
static const char *hint_of(const struct loader *l, const struct bo_file *from, const char *name,
                           const char *ending, const struct bo_file *file)
{
    bool missing = file->shown != NULL && file->path == NULL;

    return missing ? bo_source_hint(&l->sources, from, name, ending, l->problems) : "";
}

static int extend(struct loader *l, const struct bo_file *from, const struct bo_node *name)
{
    struct bo_file *file = BO_NEW(l->sources.arena, struct bo_file);
    struct bo_err err;
    uint32_t index;

    if (name->kind != BO_NODE_TEXT)
        return bo_problem(l->problems, name->value,
                          "scenario.extends: expected a file name in quotes, not %s",
                          bo_node_describe(name));
    if (bo_source_open(&l->sources, from, name->text, file, &err) != 0)
        return bo_problem(l->problems, name->value, "scenario.extends: \"%s\" %s%s", name->text,
                          err.text, hint_of(l, from, name->text, ".cfg", file));
    index = index_of(l, file);
    if (index < l->n_files) {
        if (l->open[index])
            return bo_problem(l->problems, name->value,
                              "scenario.extends: \"%s\" extends itself, through this file",
                              name->text);
        return 0;
    }
    if (l->size.n_keys > BO_LOAD_MAX_KEYS || l->size.n_pairs > BO_LOAD_MAX_PAIRS)
        return BO_ESCENARIO;
    if (l->n_files == BO_LOAD_MAX_FILES)
        return bo_problem(l->problems, name->value,
                          "scenario.extends: more than %d files make up this scenario",
                          BO_LOAD_MAX_FILES);
    file->order = l->n_files;
    l->file[l->n_files++] = file;
    return follow(l, index);
}

/* Every file is looked at even after an error, so that each one's first syntax error is told. */
static int extend_all(struct loader *l, const struct bo_file *from, const struct bo_node *extends)
{
    int result = 0;

    if (extends->kind != BO_NODE_LIST && extends->kind != BO_NODE_ARRAY)
        return extend(l, from, extends);
    for (uint32_t i = 0; i < extends->n; i++)
        if (extend(l, from, extends->child[i]) != 0)
            result = BO_ESCENARIO;
    return result;
}

/* The root with scenario.extends taken out: it has been followed. */
static struct bo_node *without_extends(struct bo_arena *arena, struct bo_node *root)
{
    for (uint32_t i = 0; i < root->n; i++)
        if (strcmp(root->child[i]->name, "scenario") == 0)
            root->child[i] = bo_node_without(arena, root->child[i], "extends");
    return root;
}

/* Nodes are never changed once they are in a tree, but the root's list of children is its reader's. */
static struct bo_node *copy_root(struct bo_arena *arena, const struct bo_node *root)
{
    struct bo_node *copy = bo_node_group(arena, root);

    copy->child = BO_NEW_ARRAY(arena, struct bo_node *, root->n);
    for (uint32_t i = 0; i < root->n; i++)
        copy->child[copy->n++] = root->child[i];
    return copy;
}

static struct bo_node *find_parsed(struct loader *l, const struct bo_file *file)
{
    for (uint32_t i = 0; l->parsed != NULL && i < l->parsed->n; i++) {
        const struct bo_file *known = l->parsed->item[i].file;

        if (known->n == file->n && strcmp(known->shown, file->shown) == 0 &&
            memcmp(known->text, file->text, file->n) == 0) {
            l->size.n_keys += l->parsed->item[i].n_keys;
            l->size.n_pairs += l->parsed->item[i].n_pairs;
            return copy_root(l->sources.arena, l->parsed->item[i].root);
        }
    }
    return NULL;
}

static int parse(struct loader *l, const struct bo_file *file, struct bo_node **root)
{
    struct bo_parse_size before = l->size;
    struct bo_parsed_files *parsed = l->parsed;

    *root = find_parsed(l, file);
    if (*root != NULL)
        return 0;
    if (bo_parse_text(file, l->sources.arena, l->problems, &l->size, root) != 0)
        return BO_ESCENARIO;
    if (parsed != NULL && parsed->n < BO_SCENARIO_FILES) {
        parsed->item[parsed->n].file = file;
        parsed->item[parsed->n].root = copy_root(l->sources.arena, *root);
        parsed->item[parsed->n].n_keys = l->size.n_keys - before.n_keys;
        parsed->item[parsed->n++].n_pairs = l->size.n_pairs - before.n_pairs;
    }
    return 0;
}

/* ---- scripts of strategies ---- */

static bool names_file(const struct bo_node *script)
{
    static const char ending[] = ".lua";
    size_t n, length = strlen(ending);

    if (script == NULL || script->kind != BO_NODE_TEXT)
        return false;
    n = strlen(script->text);
    return n > length && strcmp(script->text + n - length, ending) == 0 &&
           strchr(script->text, '\n') == NULL;
}

/* The file's text takes the place of its name, in a node of its own: others may have the tree too. */
static int load_script(struct loader *l, const struct bo_file *from, const char *strategy,
                       struct bo_node **script)
{
    struct bo_file *file = BO_NEW(l->sources.arena, struct bo_file);
    struct bo_node *loaded = BO_NEW(l->sources.arena, struct bo_node);
    const char *name = (*script)->text;
    struct bo_place place = (*script)->value;
    struct bo_err err;

    if (bo_source_open(&l->sources, from, name, file, &err) != 0)
        return bo_problem(l->problems, place, "strategies.%s.script: \"%s\" %s%s", strategy, name,
                          err.text, hint_of(l, from, name, ".lua", file));
    if (memchr(file->text, '\0', file->n) != NULL)
        return bo_problem(l->problems, place, "strategies.%s.script: \"%s\" has a zero byte",
                          strategy, name);
    if (l->n_parts == BO_LOAD_MAX_FILES)
        return bo_problem(l->problems, place,
                          "strategies.%s.script: more than %d files make up this scenario",
                          strategy, BO_LOAD_MAX_FILES);
    file->order = from->order;
    l->part[l->n_parts++] = file;
    *loaded = **script;
    loaded->text = file->text;
    loaded->value = (struct bo_place){.file = file, .line = 1, .column = 1};
    *script = loaded;
    return 0;
}

static struct bo_node **find_child(struct bo_node *group, const char *name)
{
    for (uint32_t i = 0; i < group->n; i++)
        if (strcmp(group->child[i]->name, name) == 0)
            return &group->child[i];
    return NULL;
}

/* The same children in a list of its own. */
static struct bo_node *copy_group(struct loader *l, const struct bo_node *group)
{
    return bo_node_without(l->sources.arena, group, "");
}

static int load_scripts(struct loader *l, const struct bo_file *from, struct bo_node *root)
{
    struct bo_node **strategies = find_child(root, "strategies");
    int result = 0;

    if (strategies == NULL || (*strategies)->kind != BO_NODE_GROUP)
        return 0;
    *strategies = copy_group(l, *strategies);
    for (uint32_t i = 0; i < (*strategies)->n; i++) {
        struct bo_node **strategy = &(*strategies)->child[i];

        if ((*strategy)->kind != BO_NODE_GROUP || !names_file(bo_node_child(*strategy, "script")))
            continue;
        *strategy = copy_group(l, *strategy);
        struct bo_node **script = find_child(*strategy, "script");
        if (script != NULL && load_script(l, from, (*strategy)->name, script) != 0)
            result = BO_ESCENARIO;
    }
    return result;
}

static int follow(struct loader *l, uint32_t index)
{
    const struct bo_file *file = l->file[index];
    const struct bo_node *extends;
    struct bo_node *root;
    int result = 0;

    if (parse(l, file, &root) != 0)
        return BO_ESCENARIO;
    l->open[index] = true;
    extends = bo_node_child(bo_node_child(root, "scenario"), "extends");
    if (extends != NULL) {
        result = extend_all(l, file, extends);
        root = without_extends(l->sources.arena, root);
    }
    l->open[index] = false;
    if (load_scripts(l, file, root) != 0)
        result = BO_ESCENARIO;
    if (result != 0)
        return result;
    l->part[l->n_parts++] = file;
    l->root = bo_merge_roots(l->problems, l->root, root);
    return 0;
}

/* Over the bytes of all files in the order of merging. */
static int hash_parts(const struct loader *l, char hex[static BO_SHA256_HEX])
{
    size_t n = 0, at = 0;
    char *bytes;

    for (uint32_t i = 0; i < l->n_parts; i++)
        n += l->part[i]->n;
    bytes = malloc(n > 0 ? n : 1);
    if (bytes == NULL)
        return bo_problem(l->problems, (struct bo_place){.file = l->file[0]}, "out of memory");
    for (uint32_t i = 0; i < l->n_parts; i++) {
        memcpy(bytes + at, l->part[i]->text, l->part[i]->n);
        at += l->part[i]->n;
    }
    bo_sha256_hex(bytes, n, hex);
    free(bytes);
    return 0;
}

static int open_first(struct loader *l, const char *path)
{
    struct bo_file *file = BO_NEW(l->sources.arena, struct bo_file);
    struct bo_err err;

    file->shown = bo_arena_strdup(l->sources.arena, path);
    if (bo_source_open_first(&l->sources, path, file, &err) != 0)
        return bo_problem(l->problems, (struct bo_place){.file = file}, "%s", err.text);
    l->file[l->n_files++] = file;
    return 0;
}

int bo_load(const char *path, const struct bo_read_options *options, struct bo_problems *problems,
            struct bo_loaded *out)
{
    struct loader l = {.problems = problems,
                       .parsed = options->parsed,
                       .sources = {.arena = problems->arena,
                                   .installed = options->installed_dir,
                                   .allow_outside = options->allow_outside}};

    if (open_first(&l, path) != 0 || follow(&l, 0) != 0 || problems->n > 0)
        return BO_ESCENARIO;
    for (uint32_t i = 0; i < options->n_sets; i++) {
        bool is_rule = i + options->n_rules >= options->n_sets;

        if (bo_set_apply(options->set[i], is_rule, l.n_files + i, problems, &l.root) != 0)
            return BO_ESCENARIO;
    }
    out->root = l.root;
    out->file = l.file[0];
    return hash_parts(&l, out->data_sha256);
}
