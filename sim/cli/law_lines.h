/* law_lines.h - chips and rules as they are printed: texts and numbers, from which table and JSON are made.
 *
 * Units:  TPP, TPP/mm2, GB/s; fractions; NaN and NULL for what there is not.
 * Owner:  texts belong to the caller. Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_LAW_LINES_H
#define BUILDOUT_SIM_CLI_LAW_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_chip_line {
    const char *chip, *key, *vendor;
    const char *sold; /* "yes", "not yet", "ended" */
    double tpp, performance_density, interconnect, memory_bandwidth, total_bandwidth;
    bool data_centre;
    const char *verdict;     /* "free", "notify", "licence", "denied", "unknown" */
    const char *treated_as;  /* the same, what is unknown treated as the scenario says */
    const char *presumption; /* "none", "approval", "case_by_case", "denial" */
    const char *gate;        /* "export", "import", "none" */
    const char *by_exporter, *by_importer; /* what each gate alone says */
    const char *clause, *source;           /* of the rule that decided */
    double margin;
    const char *nearest; /* the quantity of the nearest threshold */
    double threshold;
    const char *free_if;
    double levy;
    bool adds_to_law;
};

struct bo_rule_line {
    const char *rule, *clause, *state, *kind, *subject, *gate;
    bool is_shown; /* in the table: announced and not rescinded */
    const char *announced, *effective, *rescinded, *suspended_from, *suspended_to;
    const char *rescission_announced, *suspension_announced; /* NULL: on the day itself */
    const char *until;                                       /* in the table */
    double grace_days, suspended_probability;
    const char *when;
    const char *policy, *presumption, *policy_shown;
    double notify_days, grant_frac, review_days;
    const char *quota_per, *quota_from, *quota_to;
    double quota_tpp, quota_share_frac, levy_frac, enforcement_frac;
    const char *source;
};

void bo_chips_print_json(const struct bo_chip_line *line, uint32_t n);
void bo_chips_print_table(struct bo_arena *arena, const char *title,
                          const struct bo_chip_line *line, uint32_t n);
void bo_rules_print_json(const struct bo_rule_line *line, uint32_t n);
void bo_rules_print_table(struct bo_arena *arena, const char *title,
                          const struct bo_rule_line *line, uint32_t n);

#endif
