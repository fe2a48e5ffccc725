/* small_law.h - a chip, buyers and laws of a rule or two, for tests that work a verdict out by hand. */
#ifndef BUILDOUT_TESTS_SMALL_LAW_H
#define BUILDOUT_TESTS_SMALL_LAW_H

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/export_rule.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static struct bo_arena *arena;

static inline int open_arena(void **state)
{
    (void)state;
    return bo_arena_create((size_t)1 << 24, false, &arena, NULL);
}

static inline int close_arena(void **state)
{
    (void)state;
    bo_arena_free(arena);
    return 0;
}

/* A data-centre chip of an American vendor: TPP 5000 on 1000 mm2, 600 GB/s of links, 2000 GB/s of memory. */
static inline struct bo_chip some_chip(void)
{
    return (struct bo_chip){.entry = {.key = "C", .hash = bo_key_hash("C")},
                            .home = bo_country_of_code("US"),
                            .launch_day = 0,
                            .end_of_sale_day = 1000,
                            .data_centre = true,
                            .tpp = 5000.0,
                            .die_area_mm2 = 1000.0,
                            .performance_density = BO_NAN,
                            .interconnect_gb_per_s = 600.0,
                            .memory_bandwidth_gb_per_s = 2000.0};
}

static inline struct bo_buyer buyer_of(const char *headquarters, const char *destination)
{
    return (struct bo_buyer){.destination = bo_country_of_code(destination),
                             .headquarters = bo_country_of_code(headquarters)};
}

/* A ban in force from day 100 on. */
static inline struct bo_export_rule rule_of(const char *key, const struct bo_condition *root,
                                            double *bound)
{
    return (struct bo_export_rule){.entry = {.key = key, .name = key, .hash = bo_key_hash(key)},
                                   .announced_day = 50,
                                   .effective_day = 100,
                                   .rescinded_day = BO_NEVER,
                                   .suspended_from_day = BO_NEVER,
                                   .suspended_to_day = BO_NEVER,
                                   .suspended_probability = 1.0,
                                   .suspended_reason = "",
                                   .subject = "",
                                   .when = {.root = root, .bound = {.n = 8, .value = bound}},
                                   .policy = BO_DENIED};
}

static inline const struct bo_regime *regime_of(const struct bo_export_rule *rule, uint32_t n,
                                                enum bo_unknown_treatment unknown)
{
    struct bo_regime_parts parts = {.n_rules = n, .rule = rule, .unknown = unknown};

    return bo_regime_create(&parts, arena);
}

#endif
