/* reader.h - what the parts of the reader share: where a value goes, and how complaints name it.
 *
 * The reader walks the schema's rows, takes each key's node from the merged tree (or its default), and fills struct
 * bo_param. Uncertain values are stored at their median and listed.
 *
 * Units:  a value is in the key's unit while it is checked, and canonical when it is stored.
 * Errors: each function returns 0 or BO_ESCENARIO with a problem added.
 */
#ifndef BUILDOUT_SIM_SCENARIO_READER_H
#define BUILDOUT_SIM_SCENARIO_READER_H

#include "buildout/base/units.h"
#include "buildout/model/export_rule.h"
#include "buildout/model/scenario.h"
#include "buildout/policy/policy.h"
#include "buildout/scenario/schema.h"
#include "problems.h"

struct bo_reader {
    struct bo_arena *arena;
    struct bo_problems *problems;
    const struct bo_node *root; /* merged, strategies resolved */
    struct bo_param *param;
    struct bo_policy *policy;
    uint32_t n_names; /* what it knows */
    const struct bo_policy_name *name;
    uint32_t n_uncertain, uncertain_room;
    struct bo_uncertain *uncertain;
    struct bo_node **fallback[BO_N_TABLES]; /* parsed defaults, by key; filled when first needed */
    const struct bo_file *defaults;         /* where they stand */
    /* [rows] of which a key is missing, misspelt or wrong: nothing follows from them */
    bool *faulty[BO_N_TABLES];
};

/* One number or field that is being read. */
struct bo_slot {
    const char *path; /* "regions.Texas.pue_new_ratio" */
    const struct bo_unit *unit;
    double low, high; /* in unit */
    enum bo_table table;
    uint32_t row;
    size_t offset;
    uint32_t point; /* of a vector or path, or BO_NO_ROW */
    uint32_t rank;
    int32_t rate_day; /* of which exchange rates hold */
    const char *word; /* that may stand for a number, NULL: none does */
};

struct bo_value {
    bool uncertain;
    double number;       /* in the slot's unit; of an uncertain value the median */
    double canonical;    /* the same, canonical */
    struct bo_dist dist; /* in the slot's unit; a constant when the value is certain */
};

/* ---- value.c ---- */
/* A number, a quantity, an interval or a distribution, within the slot's range. */
int bo_read_value(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_value *out);
/* A number or quantity only. */
int bo_read_plain(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_value *out);
/* bo_read_value, then stored in *field and, when uncertain, listed. */
int bo_read_number(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                   double *field);
/* A value without its range: what a distribution's own numbers are. */
int bo_read_loose(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_value *out);
int bo_check_range(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                   const struct bo_dist *dist);
void bo_list_uncertain(struct bo_reader *reader, const struct bo_slot *slot,
                       const struct bo_dist *dist);
/* At most six digits, for messages. */
const char *bo_number_text(struct bo_arena *arena, double x);

/* " in months", or nothing for plain numbers and fractions. */
const char *bo_in_unit(struct bo_arena *arena, const struct bo_unit *unit);

/* ---- distribution.c ---- */
/* { dist = ...; } with plain numbers inside, in the slot's unit. */
int bo_read_dist_group(struct bo_reader *reader, const struct bo_slot *slot,
                       const struct bo_node *node, struct bo_dist *out);
/* A key of kind BO_KEY_DIST: process noise, canonical, its own numbers possibly uncertain. */
int bo_read_noise(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_dist *field);

/* ---- timepath.c ---- */
int bo_read_path(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                 struct bo_path *field);

/* ---- field.c ---- */
/* One key of one row, by its kind. */
int bo_read_field(struct bo_reader *reader, const struct bo_key *key, uint32_t row,
                  const char *path, const struct bo_node *node);
int bo_read_date(struct bo_reader *reader, const char *path, const struct bo_node *node,
                 int32_t *day);
/* The row of an entry among the sorted entries of a table; BO_NO_ROW and a problem when there is none. */
uint32_t bo_find_row(struct bo_reader *reader, enum bo_table table, const char *key,
                     const char *path, struct bo_place place);

/* ---- scenario.c ---- */
extern const struct bo_policy_limits bo_probe_limits;

/* ---- rules.c ---- */
int bo_read_rules(struct bo_reader *reader, const char *path, const struct bo_node *node,
                  struct bo_strategy_param *strategy);
/* No strategy plays itself. */
void bo_check_plays(struct bo_reader *reader);
/* ---- script.c ---- */
int bo_read_script(struct bo_reader *reader, const char *path, const struct bo_node *node,
                   struct bo_strategy_param *strategy);

/* ---- rules.c, again: expressions ---- */
/* Compiles and probes; *where becomes "file.cfg:31:20". */
int bo_read_expression(struct bo_reader *reader, const char *path, const struct bo_node *node,
                       enum bo_policy_type type, const char **expression, const char **where);
/* Only its text and its place. */
int bo_read_expression_text(struct bo_reader *reader, const char *path, const struct bo_node *node,
                            const char **expression, const char **where);
/* Only compiles and probes a text that was read, by a policy of one's own. */
int bo_try_expression(struct bo_reader *reader, struct bo_policy *policy, const char *path,
                      const struct bo_node *node, const char *expression, uint32_t *id);

/* ---- places.c ---- */
int bo_read_country(struct bo_reader *reader, const char *path, const struct bo_node *node,
                    struct bo_country *field);
int bo_read_places(struct bo_reader *reader, const char *path, const struct bo_node *node,
                   struct bo_places *field);
int bo_read_members(struct bo_reader *reader, const char *path, const struct bo_node *node,
                    struct bo_members *field);
int bo_read_span(struct bo_reader *reader, const char *path, const struct bo_node *node,
                 struct bo_span *field);

/* ---- condition.c ---- */
/* slot: of the thresholds, a struct bo_vector at slot->offset. */
int bo_read_condition(struct bo_reader *reader, const struct bo_slot *slot,
                      const struct bo_node *node, struct bo_when *field);

/* ---- read.c ---- */
/* All its rows are whole and right as far as one key can tell: so something follows from them. */
bool bo_table_is_well(const struct bo_reader *reader, enum bo_table table);

/* ---- check_time.c ---- */
/* The run is of whole months, and not of too many. */
void bo_check_time(struct bo_reader *reader);

/* ---- check_checks.c ---- */
/* What a check may read depends on its other keys. */
void bo_check_checks(struct bo_reader *reader);

/* ---- check_names.c ---- */
/* No company goes by a name that results use for another party. */
void bo_check_names(struct bo_reader *reader);

/* ---- check_sites.c ---- */
/* A usual site fits some region's grid. */
void bo_check_sites(struct bo_reader *reader);

/* ---- check_founded.c ---- */
/* Who is founded after the start has no halls, and no revenue, at the opening. */
void bo_check_founded(struct bo_reader *reader);

/* ---- check_law.c ---- */
/* What no single key can tell of chips and export rules: the order of dates, and circles. */
void bo_check_law(struct bo_reader *reader);

/* ---- strategies.c ---- */
/* The root with each strategy merged over the one that it extends. */
struct bo_node *bo_resolve_strategies(struct bo_problems *problems, struct bo_node *root);

/* ---- correlate.c ---- */
/* The top-level correlations, over the sorted list of uncertain inputs. */
int bo_read_correlations(struct bo_reader *reader, struct bo_scenario *scenario);

#endif
