/* buildout/scenario/scenario.h - from text to a checked, read-only scenario.
 *
 * Reading follows `extends`, merges group by group, applies --set, checks every key against the schema and collects
 * all complaints with file, line and column. Nothing is half read: either the scenario is whole, or diag says why.
 *
 * Owner:  the scenario and all its texts live in the arena given.
 * Errors: BO_ESCENARIO with diag filled.
 */
#ifndef BUILDOUT_SCENARIO_SCENARIO_H
#define BUILDOUT_SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/model/scenario.h"
#include "buildout/policy/policy.h"
#include "buildout/scenario/schema.h"

/* Zeroed at first; its reader's affair. */
enum { BO_SCENARIO_FILES = 40 };
struct bo_file;
struct bo_node;
struct bo_parsed_files {
    uint32_t n;
    struct {
        const struct bo_file *file;
        const struct bo_node *root;
        uint32_t n_keys, n_pairs; /* pairs: of keys in one group */
    } item[BO_SCENARIO_FILES];
};

struct bo_read_options {
    uint32_t n_sets;
    const char *const *set; /* "companies.Baidu.strategy=all_in", in order */
    uint32_t
        n_rules; /* of set[], the last are what was typed as --rule KEY=VALUE, and messages say so */
    bool allow_outside;        /* extends may leave the folder */
    bool with_origins;         /* a text says behind each value where it was said */
    const char *installed_dir; /* the scenarios that ship, or NULL */
    /* Files parsed by an earlier reading, not parsed again while they hold the same; this one's are added, and live in
     * its arena. NULL: none. */
    struct bo_parsed_files *parsed;
    uint32_t n_names; /* what expressions may see: own and market names, world.* */
    const struct bo_policy_name *names;
};

int bo_scenario_read(const char *file, const struct bo_read_options *options,
                     struct bo_arena *arena, const struct bo_scenario **out, struct bo_diag *diag);

/* The merged tree as text in the arena, each value with its "# file:line" when origins are wished. */
int bo_scenario_show(const char *file, const struct bo_read_options *options,
                     struct bo_arena *arena, const char **text, struct bo_diag *diag);

/* The same into an arena of their own, which the caller frees, also after a failure (it may be NULL then): what needs
 * more memory than any scenario may is one more complaint. *out and *text are NULL when the reading failed. */
int bo_scenario_open(const char *file, const struct bo_read_options *options,
                     struct bo_arena **arena, const struct bo_scenario **out, struct bo_diag *diag,
                     struct bo_err *err);
int bo_scenario_open_text(const char *file, const struct bo_read_options *options,
                          struct bo_arena **arena, const char **text, struct bo_diag *diag,
                          struct bo_err *err);

/* What stands at one key of one row, defaults included. */
struct bo_scenario_value {
    const char *path; /* "companies.Baidu.strategy" */
    const struct bo_key *key;
    const char *text; /* as a scenario would write it */
    const char *from; /* "all_in.cfg:4:30", where it was said; "default" */
    double number;    /* of a number, in the key's unit, uncertain ones at their median; else NaN */
};
struct bo_scenario_values {
    const struct bo_scenario *scenario;
    uint32_t n;
    const struct bo_scenario_value *value; /* in the order of tables, rows and schema */
    struct bo_scenario_value correlations; /* without a key; its path is NULL when there are none */
};
/* The scenario with every value of it, into an arena of its own. */
int bo_scenario_open_values(const char *file, const struct bo_read_options *options,
                            struct bo_arena **arena, struct bo_scenario_values *out,
                            struct bo_diag *diag, struct bo_err *err);

/* A scenario file that extends another and says what options->set[] say to FILE; what they make must be a scenario. */
struct bo_variant_wish {
    const char *file, *extends;
    const char *title; /* NULL: none */
};
int bo_scenario_open_variant(const struct bo_variant_wish *wish,
                             const struct bo_read_options *options, struct bo_arena **arena,
                             const char **text, struct bo_diag *diag, struct bo_err *err);

/* The schema as text, JSON or Markdown, in the arena. */
enum bo_schema_format { BO_SCHEMA_TEXT, BO_SCHEMA_JSON, BO_SCHEMA_MARKDOWN };
const char *bo_schema_print(enum bo_schema_format format, struct bo_arena *arena);

#endif
