/* scan.h - our own pass over a scenario's text before libconfig sees it.
 *
 * It refuses what would hurt libconfig 1.5 or what libconfig would read silently wrong (caps, unclosed comments,
 * @include, duplicate names, numbers that are not finite), finds the column of the first syntax error, and notes where
 * every key and value stands and how numbers were written, in the order in which libconfig's tree is walked.
 *
 * Owner:  the arena.
 * Errors: BO_ESCENARIO with problems filled; libconfig must then not parse the text.
 */
#ifndef BUILDOUT_SIM_SCENARIO_SCAN_H
#define BUILDOUT_SIM_SCENARIO_SCAN_H

#include "problems.h"

#define BO_SCAN_MAX_KEYS 32000
#define BO_SCAN_MAX_GROUP 400    /* keys in one group: libconfig compares each with all before it */
#define BO_SCAN_MAX_VALUES 40000 /* keys and elements of lists */
#define BO_SCAN_MAX_TEXT 65536
#define BO_SCAN_MAX_NAME 48
#define BO_SCAN_MAX_DIGITS 64
#define BO_SCAN_MAX_DEPTH 32

/* One setting as written. */
struct bo_mark {
    const char *name; /* name[n_name] in the text; NULL for an element */
    uint32_t n_name;
    uint32_t parent; /* the mark of its group, or BO_MARK_ROOT */
    struct bo_place key, value;
    const char *text; /* text[n_text]: of a number, as written */
    uint32_t n_text;
    enum bo_node_kind kind;
};

#define BO_MARK_ROOT UINT32_MAX

struct bo_scan {
    uint32_t n, room;
    uint32_t n_pairs; /* of keys in one group: what libconfig compares */
    struct bo_mark *mark;
};

int bo_scan_text(const struct bo_file *file, struct bo_arena *arena, struct bo_problems *problems,
                 struct bo_scan *scan);

#endif
