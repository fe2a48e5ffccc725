/* buildout/policy/policy.h - expressions and rules that planners write, evaluated by sandboxed Lua.
 *
 * A policy holds compiled expressions over a fixed table of names ("runway_months", "world.sites"). Names are looked
 * up in an array of doubles that the caller passes at each evaluation: an expression can see nothing else, change
 * nothing, and no evaluation sees another.
 *
 * An expression is one Lua 5.4 expression of at most 4096 bytes. Every number in it is a double (7 is 7.0: Lua's
 * integers would wrap around); x / 0 is infinite. Besides the operators there are abs, ceil, exp, floor, log(x, base),
 * log10, max, min, pow and sqrt, also as math.abs and so on. All but the operator ^, which is Lua's own call of pow,
 * come from base/num.h or are exact.
 *
 * Owner:  bo_policy_free frees everything; texts returned by an evaluation live until the next one, or a probe.
 * Errors: BO_ESCENARIO when compiling or probing, BO_ERUN when evaluating, always beginning with the `where` given at
 *         compilation ("file.cfg:31:20: error: ..."). An unknown name is an error at compilation, even in a branch
 *         that is never taken, and names the nearest known one. After an error the policy is as good as before.
 * Limits: instructions and memory per evaluation (struct bo_policy_limits), 16 KiB a text; no library that could touch
 *         files, time, randomness or unbounded memory (no patterns, no string.rep, no load, no pairs, no pcall).
 * Cost:   about 0.15 us for "runway_months < 6 and world.sites > 1000" (tests/bench/bench_policy.c).
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
    uint32_t instructions; /* Lua VM instructions per evaluation, 1 to INT_MAX; 100,000 is ample */
    size_t memory_bytes;   /* of the whole Lua state with all its expressions; 4 MiB is ample */
};

enum bo_policy_type { BO_POLICY_NUMBER, BO_POLICY_BOOLEAN, BO_POLICY_TEXT };

struct bo_policy_value {
    enum bo_policy_type type;
    double number;
    bool boolean;
    const char *text;
};

/* names[n_names] must outlive the policy. BO_ESCENARIO when names clash or are no Lua names, BO_EUSAGE for limits that
 * are out of range, BO_ERUN when the memory is too little. */
int bo_policy_create(const struct bo_policy_name *names, uint32_t n_names,
                     const struct bo_policy_limits *limits, struct bo_policy **out,
                     struct bo_err *err);
void bo_policy_free(struct bo_policy *policy);

/* Compiles one Lua expression; *id numbers it from 0. `where` is copied. */
int bo_policy_compile(struct bo_policy *policy, const char *expression, const char *where,
                      uint32_t *id, struct bo_err *err);
/* Evaluates with value[n_names]. NaN reaches Lua as NaN; a result that is NaN is an error, and so is one that is
 * neither a number nor a text nor true or false. */
int bo_policy_eval(struct bo_policy *policy, uint32_t id, const double *value,
                   struct bo_policy_value *out, struct bo_err *err);
/* Evaluates on the probe values under the limits and checks the type. */
int bo_policy_probe(struct bo_policy *policy, uint32_t id, enum bo_policy_type expected,
                    struct bo_err *err);
/* Does the expression read no name, so that it always has the same value? That is *value, if it has one. */
bool bo_policy_is_constant(struct bo_policy *policy, uint32_t id, struct bo_policy_value *value);

/* ---- whole scripts ---- */

/* One Lua chunk of at most 16 KiB: it reads the names as an expression does, has locals, branches, loops and functions
 * of its own, and returns a table of what it sets. It remembers nothing from one run to the next; numbers written
 * without a point are integers there. Errors begin with "file:line: error: ", lines counting from first_line. */
#define BO_POLICY_SCRIPT_MAX ((size_t)16 * 1024)
int bo_policy_compile_script(struct bo_policy *policy, const char *text, const char *file,
                             uint32_t first_line, uint32_t *id, struct bo_err *err);

struct bo_policy_result {
    const char *name; /* in: what a script may return */
    bool given;       /* out: it did */
    struct bo_policy_value value;
};
/* With value[n_names], or with the probe values when it is NULL, and what fails then is BO_ESCENARIO. A key of the table
 * that is none of result[n] is an error, and so is a value that is neither number, text nor true or false. */
int bo_policy_run_script(struct bo_policy *policy, uint32_t id, const double *value,
                         struct bo_policy_result *result, uint32_t n, struct bo_err *err);
/* Of the latest error of a script. */
uint32_t bo_policy_fault_line(const struct bo_policy *policy);

#endif
