/* policy_fixture.h - a policy over five names, and the checks that its tests share. */
#ifndef BUILDOUT_TESTS_POLICY_FIXTURE_H
#define BUILDOUT_TESTS_POLICY_FIXTURE_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/policy/policy.h"
#include "near.h"

#define WHERE "file.cfg:31:20"

static const struct bo_policy_name names[] = {
    {"runway_months", "months of cash left", 18.0},
    {"cash_usd", "cash", 2e9},
    {"world.sites", "operating sites", 1500.0},
    {"world.mw", "energised IT power", 40000.0},
    {"own.mw", "own IT power", 300.0},
};
enum { RUNWAY, CASH, SITES, WORLD_MW, OWN_MW, N_NAMES };
static const struct bo_policy_limits limits = {.instructions = 100000,
                                               .memory_bytes = (size_t)4 << 20};

static struct bo_policy *policy;
static struct bo_err err;

static inline int set_up(void **state)
{
    (void)state;
    memset(&err, 0, sizeof err);
    return bo_policy_create(names, N_NAMES, &limits, &policy, &err);
}

static inline void use_limits(uint32_t instructions, size_t memory_bytes)
{
    struct bo_policy_limits other = {.instructions = instructions, .memory_bytes = memory_bytes};

    bo_policy_free(policy);
    policy = NULL;
    assert_int_equal(bo_policy_create(names, N_NAMES, &other, &policy, &err), 0);
}

static inline int tear_down(void **state)
{
    (void)state;
    bo_policy_free(policy);
    return 0;
}

static inline uint32_t compile(const char *expression)
{
    uint32_t id = UINT32_MAX;

    if (bo_policy_compile(policy, expression, WHERE, &id, &err) != 0)
        fail_msg("%s", err.text);
    return id;
}

/* On runway_months 5, cash_usd 1e9, world.sites 2000, world.mw 50000 and own.mw 400. */
static inline int try_eval(const char *expression, struct bo_policy_value *out)
{
    static const double value[N_NAMES] = {5.0, 1e9, 2000.0, 50000.0, 400.0};

    return bo_policy_eval(policy, compile(expression), value, out, &err);
}

static inline struct bo_policy_value eval(const char *expression)
{
    struct bo_policy_value out;

    if (try_eval(expression, &out) != 0)
        fail_msg("%s", err.text);
    return out;
}

static inline double number(const char *expression)
{
    struct bo_policy_value out = eval(expression);

    assert_int_equal(out.type, BO_POLICY_NUMBER);
    return out.number;
}

static inline bool truth(const char *expression)
{
    struct bo_policy_value out = eval(expression);

    assert_int_equal(out.type, BO_POLICY_BOOLEAN);
    return out.boolean;
}

static inline const char *text(const char *expression)
{
    struct bo_policy_value out = eval(expression);

    assert_int_equal(out.type, BO_POLICY_TEXT);
    return out.text;
}

static inline void assert_refused(const char *expression, const char *reason)
{
    uint32_t id = 77;
    char expected[sizeof err.text];

    snprintf(expected, sizeof expected, WHERE ": error: %s", reason);
    memset(&err, 0, sizeof err);
    assert_int_equal(bo_policy_compile(policy, expression, WHERE, &id, &err), BO_ESCENARIO);
    assert_int_equal(err.status, BO_ESCENARIO);
    assert_string_equal(err.text, expected);
    assert_int_equal(id, 77);
}

static inline void assert_fails(const char *expression, const char *reason)
{
    struct bo_policy_value out = {.number = 77.0};
    char expected[sizeof err.text];

    snprintf(expected, sizeof expected, WHERE ": error: %s", reason);
    memset(&err, 0, sizeof err);
    assert_int_equal(try_eval(expression, &out), BO_ERUN);
    assert_int_equal(err.status, BO_ERUN);
    assert_string_equal(err.text, expected);
    assert_near(out.number, 77.0, 0.0);
    assert_near(number("own.mw + 1"), 401.0, 0.0); /* the state is still good */
}

#define POLICY_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
