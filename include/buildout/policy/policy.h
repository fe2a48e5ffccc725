/* buildout/policy/policy.h - expressions and rules that planners write, evaluated by sandboxed Lua.
 *
 * A policy holds compiled expressions over a fixed table of names ("runway_months", "world.sites"). Names are looked
 * up in an array of doubles that the caller passes at each evaluation: an expression can see nothing else.
 *
 * Owner:  bo_policy_free frees everything; texts returned by an evaluation live until the next one.
 * Errors: BO_ESCENARIO when compiling or probing, BO_ERUN when evaluating, always beginning with the `where` given at
 *         compilation ("file.cfg:31:20"). An unknown name is an error that names the nearest known one.
 * Limits: instructions and memory per evaluation (struct bo_policy_limits); no library that could touch files, time,
 *         randomness or unbounded memory (no patterns, no string.rep, no load, no unsorted pairs).
 */
#ifndef BUILDOUT_POLICY_POLICY_H
#define BUILDOUT_POLICY_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/err.h"

struct bo_policy;

struct bo_policy_name {
    const char *name; /* "cash_usd" or with one scope: "world.sites" */
    const char *meaning;
    double probe; /* a plausible value for the probe at check */
};

struct bo_policy_limits {
    uint32_t instructions; /* Lua VM instructions per evaluation */
    size_t memory_bytes;   /* of the whole Lua state */
};

enum bo_policy_type { BO_POLICY_NUMBER, BO_POLICY_BOOLEAN, BO_POLICY_TEXT };

struct bo_policy_value {
    enum bo_policy_type type;
    double number;
    bool boolean;
    const char *text;
};

/* names[n_names] must outlive the policy. */
int bo_policy_create(const struct bo_policy_name *names, uint32_t n_names,
                     const struct bo_policy_limits *limits, struct bo_policy **out,
                     struct bo_err *err);
void bo_policy_free(struct bo_policy *policy);

/* Compiles one Lua expression; *id numbers it from 0. */
int bo_policy_compile(struct bo_policy *policy, const char *expression, const char *where,
                      uint32_t *id, struct bo_err *err);
/* Evaluates with value[n_names]. NaN reaches Lua as NaN. */
int bo_policy_eval(struct bo_policy *policy, uint32_t id, const double *value,
                   struct bo_policy_value *out, struct bo_err *err);
/* Evaluates on the probe values under the limits and checks the type. */
int bo_policy_probe(struct bo_policy *policy, uint32_t id, enum bo_policy_type expected,
                    struct bo_err *err);

#endif
