/* load.h - a scenario's files, followed along `extends` and merged, then --set over them.
 *
 * Each file counts once, where it is first met, after the files that it extends itself.
 */
#ifndef BUILDOUT_SIM_SCENARIO_LOAD_H
#define BUILDOUT_SIM_SCENARIO_LOAD_H

#include "buildout/base/hash.h"
#include "buildout/scenario/scenario.h"
#include "problems.h"

#define BO_LOAD_MAX_FILES BO_SCENARIO_FILES
#define BO_LOAD_MAX_MERGED 40000 /* of the merged tree, strategies with what they inherit */

struct bo_loaded {
    struct bo_node *root;
    const struct bo_file *file; /* the one that the planner named */
    char data_sha256[BO_SHA256_HEX];
};

int bo_load(const char *path, const struct bo_read_options *options, struct bo_problems *problems,
            struct bo_loaded *out);

/* Applies "companies.Baidu.strategy=all_in" to root; "companies.*.strategy=all_in" to every row, and of what multiplies, to every
 * row that says something of it. is_rule: it was typed as --rule, without the path of the rule.
 * order: of its messages among those of files. */
int bo_set_apply(const char *set, bool is_rule, uint32_t order, struct bo_problems *problems,
                 struct bo_node **root);
/* Lays what the set says over a tree of nothing but sets. It has been applied before, and was right: what it multiplies is
 * what resolved, the whole tree, says. */
int bo_set_collect(const char *set, struct bo_node *resolved, struct bo_problems *problems,
                   struct bo_node **root);

#endif
