/* buildout/scenario/schema.h - one table of keys that drives reading, checking, help and documentation.
 *
 * Each row says where a key stands, what it holds, its unit, range, default, meaning, and the field of struct bo_param
 * that it fills. Unknown keys are errors that name the nearest row.
 *
 * Units:  low and high are in the key's unit (as written), inclusive; the struct holds the canonical unit.
 */
#ifndef BUILDOUT_SCENARIO_SCHEMA_H
#define BUILDOUT_SCENARIO_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

#include "buildout/model/param.h"

enum bo_key_kind {
    BO_KEY_NUMBER, /* double; may be a distribution (then an uncertain input) */
    BO_KEY_SWITCH, /* bool */
    BO_KEY_DATE,   /* int32_t day */
    BO_KEY_TEXT,   /* const char * */
    BO_KEY_TEXTS,  /* struct bo_texts */
    BO_KEY_CHOICE, /* int: index into words "a|b|c" */
    BO_KEY_REF,    /* uint32_t row of the table named by words */
    BO_KEY_DIST, /* struct bo_dist: process noise, drawn per entity; its parameters may be uncertain */
    BO_KEY_PATH, /* struct bo_path; a plain number is a constant path; points and scale may be uncertain */
    BO_KEY_SHARES, /* struct bo_vector over the table named by words: { Texas = 0.2; }; missing ones are 0 */
    BO_KEY_SCRIPT,        /* Lua program of a strategy, see struct bo_strategy_param */
    BO_KEY_RULES,         /* rules of a strategy: n_rules at offset, see struct bo_strategy_param */
    BO_KEY_EXPRESSION,    /* const char *; compiled at check */
    BO_KEY_NUMBER_OR,     /* double, or the word in words: "unknown" is NaN, "none" infinity */
    BO_KEY_PATH_OR,       /* struct bo_path; a value may be the word in words: "none" is infinity */
    BO_KEY_DATE_OR_NEVER, /* int32_t day; BO_NEVER of model/chip.h */
    BO_KEY_SPAN,          /* struct bo_span: "2025..2027", "2021-12-09.." or "always" */
    BO_KEY_COUNTRY,       /* struct bo_country: an ISO code */
    BO_KEY_PLACES,        /* struct bo_places: ISO codes and keys of country_groups */
    BO_KEY_MEMBERS,       /* struct bo_members: [ "AF", "KH 2021-12-09..2026-07-08" ] */
    BO_KEY_CONDITION      /* struct bo_when; "always" or a tree of tests, see condition.c */
};

struct bo_key {
    enum bo_table table;
    const char *name; /* "grid_study_months"; "policy.licence.grant" stands in groups of its row */
    enum bo_key_kind kind;
    const char *unit; /* of base/units.h, NULL for kinds without */
    double low, high;
    const char
        *fallback; /* what stands when the key is absent, as text; NULL: the key is required */
    size_t offset;
    const char *words;   /* choices or table, by kind */
    const char *meaning; /* one sentence */
    const char
        *source;   /* where values come from in general: a paper, "board's choice", "judgement" */
    uint32_t rank; /* of an uncertain input, 1..40, or 0 */
};

/* Keys of one table, in the order of the documentation. */
const struct bo_key *bo_schema_keys(enum bo_table table, uint32_t *n_keys);
/* One sentence on a table. */
const char *bo_schema_table_meaning(enum bo_table table);
/* NULL when there is none. */
const struct bo_key *bo_schema_find(enum bo_table table, const char *name);

#endif
