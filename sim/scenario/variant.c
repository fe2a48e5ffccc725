/* What --set said, as a scenario file. */
#include <string.h>

#include "load.h"
#include "merge.h"
#include "resolve.h"
#include "show.h"

static struct bo_node *text_node(struct bo_arena *arena, const char *name, const char *text)
{
    struct bo_node *node = BO_NEW(arena, struct bo_node);

    *node = (struct bo_node){.kind = BO_NODE_TEXT, .name = name, .text = text};
    return node;
}

/* scenario: { extends = "..."; title = "..."; }, over which the sets come. */
static struct bo_node *head(struct bo_arena *arena, const char *extends, const char *title)
{
    struct bo_node *root = BO_NEW(arena, struct bo_node);
    struct bo_node *scenario = BO_NEW(arena, struct bo_node);

    *scenario = (struct bo_node){.kind = BO_NODE_GROUP, .name = "scenario"};
    scenario->child = BO_NEW_ARRAY(arena, struct bo_node *, 2);
    scenario->child[scenario->n++] = text_node(arena, "extends", extends);
    if (title != NULL)
        scenario->child[scenario->n++] = text_node(arena, "title", title);
    *root = (struct bo_node){.kind = BO_NODE_GROUP, .n = 1};
    root->child = BO_NEW_ARRAY(arena, struct bo_node *, 1);
    root->child[0] = scenario;
    return root;
}

int bo_scenario_rewrite(const struct bo_variant_wish *wish, const struct bo_read_options *options,
                        struct bo_arena *arena, const char **text, struct bo_diag *diag)
{
    struct bo_problems problems = {.arena = arena};
    struct bo_scenario *scenario = BO_NEW(arena, struct bo_scenario);
    struct bo_node *resolved = NULL, *root = head(arena, wish->extends, wish->title);
    int result = bo_resolve(wish->file, options, &problems, scenario, &resolved);

    for (uint32_t i = 0; result == 0 && i < options->n_sets; i++)
        result = bo_set_collect(options->set[i], resolved, &problems, &root);
    if (result != 0)
        return bo_problems_report(&problems, diag);
    *text = bo_show_tree(arena, root, false);
    return 0;
}
