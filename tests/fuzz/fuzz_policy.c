/* fuzz_policy - an expression of a strategy: refused, or evaluated within its limits to a number, a text or a truth; and the
 * policy is as good afterwards as before. */
#include "fuzz.h"

#include <math.h>

#include "buildout/policy/policy.h"

static const struct bo_policy_name names[] = {
    {"runway_months", "months of cash left", 18.0},
    {"cash_usd", "cash", 2e9},
    {"world.sites", "operating sites", 1500.0},
};
enum { N_NAMES = sizeof names / sizeof *names };

static void try_it(struct bo_policy *policy, const char *text)
{
    static const double value[N_NAMES] = {5.0, 1e9, NAN};
    struct bo_err err = {.status = BO_OK};
    struct bo_policy_value out;
    uint32_t id;
    if (bo_policy_compile(policy, text, "x.cfg:1:1", &id, &err) != BO_OK) {
        assert(strncmp(err.text, "x.cfg:1:1: error: ", 18) == 0);
        return;
    }
    int status = bo_policy_eval(policy, id, value, &out, &err);
    assert(status == BO_OK || status == BO_ERUN);
    assert(status != BO_OK || out.type != BO_POLICY_NUMBER || !isnan(out.number));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct bo_policy_limits limits = {.instructions = 10000,
                                                   .memory_bytes = (size_t)4 << 20};
    static const double value[N_NAMES] = {5.0, 1e9, 2000.0};
    struct bo_err err = {.status = BO_OK};
    struct bo_policy *policy;
    struct bo_policy_value out;
    uint32_t id;
    char *text = fuzz_text(bytes, n);
    if (bo_policy_create(names, N_NAMES, &limits, &policy, &err) != BO_OK)
        abort();
    try_it(policy, text);
    assert(bo_policy_compile(policy, "runway_months + world.sites", "y.cfg:1:1", &id, &err) ==
           BO_OK);
    assert(bo_policy_eval(policy, id, value, &out, &err) == BO_OK);
    assert(out.type == BO_POLICY_NUMBER && out.number > 2004.0 && out.number < 2006.0);
    bo_policy_free(policy);
    free(text);
    return 0;
}
