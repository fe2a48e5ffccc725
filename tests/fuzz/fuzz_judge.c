/* fuzz_judge - laws, chips and buyers of any numbers: the judge always has a verdict, a rule more never makes it laxer, and
 * the order of the rules does not matter. */
#include "fuzz.h"

#include <math.h>

#include "buildout/base/arena.h"
#include "buildout/model/export_rule.h"

enum { RULES = 3, BOUNDS = 4 };

static struct bo_condition leaf(struct fuzz_bytes *in, uint32_t bound)
{
    return (struct bo_condition){.kind = BO_CONDITION_QUANTITY,
                                 .quantity =
                                     (enum bo_chip_quantity)fuzz_below(in, BO_N_CHIP_QUANTITIES),
                                 .op = (enum bo_operator)fuzz_below(in, BO_N_OPERATORS),
                                 .bound = bound};
}

static struct bo_export_rule rule_of(struct fuzz_bytes *in, struct bo_arena *arena, uint64_t hash)
{
    struct bo_condition *child = BO_NEW_ARRAY(arena, struct bo_condition, BOUNDS);
    struct bo_condition *root = BO_NEW(arena, struct bo_condition);
    double *bound = BO_NEW_ARRAY(arena, double, BOUNDS);
    for (uint32_t i = 0; i < BOUNDS; i++) {
        child[i] = leaf(in, i);
        bound[i] = fuzz_double(in);
        if (isnan(bound[i]))
            bound[i] = 1.0;
    }
    *root = (struct bo_condition){.kind = fuzz_below(in, 2) ? BO_CONDITION_ALL : BO_CONDITION_ANY,
                                  .n_children = 1 + fuzz_below(in, BOUNDS),
                                  .child = child};
    return (struct bo_export_rule){.entry = {.key = "r", .name = "r", .hash = hash},
                                   .effective_day = (int32_t)fuzz_below(in, 200),
                                   .rescinded_day = BO_NEVER,
                                   .suspended_from_day = BO_NEVER,
                                   .suspended_to_day = BO_NEVER,
                                   .suspended_reason = "",
                                   .kind = BO_RULE_CHIPS,
                                   .gate = (int)fuzz_below(in, 2),
                                   .subject = "",
                                   .when = {.bound = {.n = BOUNDS, .value = bound}, .root = root},
                                   .policy = (int)fuzz_below(in, 4),
                                   .presumption = (int)fuzz_below(in, 4),
                                   .levy_frac = 0.1,
                                   .source = ""};
}

static struct bo_verdict judge(const struct bo_export_rule *rule, uint32_t n,
                               const struct bo_chip *chip, struct bo_arena *arena)
{
    struct bo_regime_parts parts = {.n_rules = n, .rule = rule, .unknown = BO_UNKNOWN_STRICT};
    struct bo_buyer buyer = {.destination = bo_country_of_code("CN"),
                             .headquarters = bo_country_of_code("CN")};
    return bo_regime_judge(bo_regime_create(&parts, arena), chip, &buyer, 100);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct fuzz_bytes in = {bytes, n};
    struct bo_arena *arena;
    struct bo_err err;
    if (bo_arena_create((size_t)1 << 22, false, &arena, &err) != BO_OK)
        abort();
    struct bo_export_rule rule[RULES], turned[RULES];
    for (uint32_t i = 0; i < RULES; i++) {
        rule[i] = rule_of(&in, arena, i + 1);
        turned[RULES - 1 - i] = rule[i];
    }
    struct bo_chip chip = {.entry = {.key = "C", .name = "C", .hash = 9},
                           .vendor = "V",
                           .home = bo_country_of_code("US"),
                           .end_of_sale_day = 1000,
                           .designed_for = BO_NO_ROW,
                           .replaces = BO_NO_ROW,
                           .data_centre = true,
                           .tpp = fuzz_double(&in),
                           .die_area_mm2 = fuzz_double(&in),
                           .performance_density = NAN,
                           .interconnect_gb_per_s = fuzz_double(&in),
                           .memory_bandwidth_gb_per_s = fuzz_double(&in)};
    uint32_t before = 0;
    for (uint32_t k = 0; k <= RULES; k++) {
        struct bo_verdict verdict = judge(rule, k, &chip, arena);
        uint32_t strictness = bo_strictness(verdict.permission, verdict.presumption);
        assert(strictness >= before);
        assert((verdict.permission == BO_FREE) == (verdict.rule == BO_NO_ROW));
        before = strictness;
    }
    struct bo_verdict other = judge(turned, RULES, &chip, arena);
    assert(bo_strictness(other.permission, other.presumption) == before);
    bo_arena_free(arena);
    return 0;
}
