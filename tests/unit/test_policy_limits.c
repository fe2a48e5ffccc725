#include "policy_fixture.h"

static void bytecode_and_odd_bytes_are_refused(void **state)
{
    (void)state;
    assert_refused("\x1bLua", "unexpected byte 0x1b");
    assert_refused("1 + \xc3\xa9", "unexpected byte 0xc3");
    assert_fails("'a\\0b'", "the expression gives a text with a zero byte");
}

static void long_and_deep_texts_are_refused(void **state)
{
    char expression[5000];

    (void)state;
    memset(expression, ' ', sizeof expression);
    expression[0] = '1';
    expression[4096] = '\0';
    assert_near(number(expression), 1.0, 0.0);
    expression[4096] = ' ';
    expression[4097] = '\0';
    assert_refused(expression, "an expression has at most 4096 bytes");

    memset(expression, '(', 65);
    strcpy(expression + 65, "1");
    assert_refused(expression, "this is nested too deeply");
    memset(expression, '(', 2000);
    memset(expression + 2000, ')', 2000);
    expression[4000] = '\0';
    assert_refused(expression, "this is nested too deeply");
    memset(expression, '(', 64);
    expression[64] = '1';
    memset(expression + 65, ')', 64);
    expression[129] = '\0';
    assert_near(number(expression), 1.0, 0.0);

    expression[0] = '\0';
    for (int i = 0; i < 500; i++)
        strcat(expression, "not ");
    strcat(expression, "1");
    assert_refused(expression, "this is nested too deeply");
    strcpy(expression, "(function() ");
    for (int i = 0; i < 100; i++)
        strcat(expression, "do ");
    for (int i = 0; i < 100; i++)
        strcat(expression, "end ");
    strcat(expression, "end)()");
    assert_refused(expression, "this is nested too deeply");
}

static void libraries_and_loaders_are_unknown_names(void **state)
{
    static const char *const absent[] = {
        "pcall(1)",
        "load('1')",
        "pairs({})",
        "print(1)",
        "require('os')",
        "error('x')",
        "collectgarbage()",
        "setmetatable({}, {})",
        "getmetatable",
        "rawset",
        "next({})",
        "tostring(1)",
        "os.exit()",
        "io.open('x')",
        "string.rep('x', 9)",
        "coroutine.wrap(1)",
        "math.random()",
        "debug.sethook()",
        "_G.x",
        "dofile('x')",
        "utf8.char(955)",
        "table.concat({})",
        "select('#')",
        "math.huge",
    };

    (void)state;
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        uint32_t id;
        char expected[200];

        snprintf(expected, sizeof expected, WHERE ": error: unknown name \"%.*s\"",
                 (int)strcspn(absent[i], "("), absent[i]);
        assert_int_equal(bo_policy_compile(policy, absent[i], WHERE, &id, &err), BO_ESCENARIO);
        assert_memory_equal(err.text, expected, strlen(expected));
    }
    assert_refused("_ENV", "_ENV is not for expressions");
    assert_refused("(function(_ENV) return 1 end)({})", "_ENV is not for expressions");
    assert_refused("(function() local _ENV = {} end)()", "_ENV is not for expressions");
    assert_refused("(function() _ENV = {} end)()", "_ENV is not for expressions");
}

static void texts_have_no_methods_and_are_no_numbers(void **state)
{
    (void)state;
    assert_fails("('x'):rep(1000)", "attempt to index a string value (constant 'x')");
    assert_fails("'10' + 1", "attempt to perform arithmetic on a string value (constant '10')");
    assert_fails("cash_usd < 'a'", "attempt to compare number with string");
}

static void nothing_outside_can_be_assigned_to(void **state)
{
    (void)state;
    assert_refused("(function() cash_usd = 1 end)()", "cannot assign to \"cash_usd\"");
    assert_refused("(function() world.mw = 1 end)()", "cannot assign to \"world.mw\"");
    assert_refused("(function() min = 1 end)()", "cannot assign to \"min\"");
    assert_refused("(function() leak = 1 end)()",
                   "unknown name \"leak\"; the nearest known one is \"ceil\"");
    assert_refused("{ function() ; cash_usd = 1 end }", "cannot assign to \"cash_usd\"");
    assert_fails("(function() local a cash_usd, a = 1, 2 end)()",
                 "cannot assign to a name that is not local");
    assert_fails("(function() function floor() return 1 end end)()",
                 "cannot assign to a name that is not local");
    assert_fails("(function() local a math.min, a = 1, 2 end)()",
                 "cannot assign to a name that is not local");
    assert_fails("(function() local a world.mw, a = 1, 2 end)()",
                 "cannot assign to a name that is not local");
    assert_near(number("min(4, 3)"), 3.0, 0.0);
    assert_near(number("cash_usd"), 1e9, 0.0);
}

static void no_evaluation_sees_another(void **state)
{
    static const double value[N_NAMES] = {0};
    uint32_t id = compile("(function() local n = 0 "
                          "local function f() n = n + 1 return n end return f() end)()");
    struct bo_policy_value out;

    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(bo_policy_eval(policy, id, value, &out, &err), 0);
        assert_near(out.number, 1.0, 0.0);
    }
    /* A name whose declaration only our reader takes for finished is caught by the environment. */
    assert_fails("(function() local leak = leak return leak end)()", "the name leak is not known");
}

static void an_endless_loop_meets_the_limit(void **state)
{
    const char *reason = "this takes too long: the limit of instructions is reached";

    (void)state;
    assert_fails("(function() while true do end end)()", reason);
    assert_fails("(function() ::again:: goto again end)()", reason);
    assert_fails("(function() local function f() return f() end return f() end)()", reason);
    assert_fails("(function() repeat local x = min(1, 2) until false end)()", reason);
}

static void each_evaluation_has_all_its_instructions(void **state)
{
    /* About 4 instructions a turn: 20,000 turns are within 100,000, several evaluations together are not. */
    const char *loop = "(function() local s = 0 for i = 1, 20000 do s = s + i end return s end)()";

    (void)state;
    for (int i = 0; i < 5; i++)
        assert_near(number(loop), 200010000.0, 0.0); /* 20000 * 20001 / 2 */
}

static void memory_bombs_meet_the_limit(void **state)
{
    (void)state;
    assert_fails("(function() local s = 'x' while true do s = s .. s end end)()",
                 "a text grows longer than 16 KiB");
    assert_fails("(function() local s, t, n = 'x', {}, 0 while #s < 8000 do s = s .. s end "
                 "while true do n = n + 1 t[n] = s .. n end end)()",
                 "more than 4096 KiB of memory is needed");
    use_limits(100000, (size_t)256 << 10);
    assert_fails("(function() local t, n = {}, 0 while true do n = n + 1 t[n] = {n} end end)()",
                 "more than 256 KiB of memory is needed");
}

static void garbage_is_not_held_against_an_evaluation(void **state)
{
    (void)state;
    /* 10,000 texts of 8 KiB, 80 MB in all, are made and dropped. */
    assert_near(number("(function() local s = 'x' while #s < 8000 do s = s .. s end "
                       "for i = 1, 10000 do local t = s .. i end return #s end)()"),
                8192.0, 0.0);
}

static void deep_recursion_is_an_error(void **state)
{
    const char *deep = "(function() local function f(n) return 1 + f(n + 1) end return f(0) end)()";

    (void)state;
    assert_fails(deep, "this takes too long: the limit of instructions is reached");
    use_limits(10000000, (size_t)1 << 20);
    assert_fails(deep, "more than 1024 KiB of memory is needed");
    /* Lua itself stops at a million places of its stack, 16 MB. */
    use_limits(10000000, (size_t)256 << 20);
    assert_fails(deep, "stack overflow");
}

static void other_values_are_refused_without_addresses(void **state)
{
    const char *but = "the expression gives neither a number nor a text nor true or false, but ";
    char reason[200];

    (void)state;
    snprintf(reason, sizeof reason, "%sa table", but);
    assert_fails("{}", reason);
    snprintf(reason, sizeof reason, "%sa function", but);
    assert_fails("function() end", reason);
    assert_fails("min", reason);
    snprintf(reason, sizeof reason, "%snothing (nil)", but);
    assert_fails("nil", reason);
    assert_fails("(function() end)()", reason);
    assert_fails("...", reason);
    assert_fails("'a' .. {}", "attempt to concatenate a table value");
    assert_fails("cash_usd()", "attempt to call a number value (global 'cash_usd')");
    assert_fails("nil + 1", "attempt to perform arithmetic on a nil value");
}

static void impossible_limits_are_refused(void **state)
{
    static const size_t few_bytes[] = {0, 1000, 6000, 20000};
    struct bo_policy_limits odd = limits;
    struct bo_policy *none = NULL;

    (void)state;
    odd.instructions = 0;
    assert_int_equal(bo_policy_create(names, N_NAMES, &odd, &none, &err), BO_EUSAGE);
    odd.instructions = 4000000000U;
    assert_int_equal(bo_policy_create(names, N_NAMES, &odd, &none, &err), BO_EUSAGE);
    odd.instructions = 1000;
    for (int i = 0; i < 3; i++) {
        odd.memory_bytes = few_bytes[i];
        assert_int_equal(bo_policy_create(names, N_NAMES, &odd, &none, &err), BO_ERUN);
        assert_null(none);
    }
    odd.memory_bytes = few_bytes[3];
    assert_int_equal(bo_policy_create(names, N_NAMES, &odd, &none, &err), 0);
    bo_policy_free(none);
    bo_policy_free(NULL);
}

static void expressions_that_fill_the_memory_end_with_an_error(void **state)
{
    struct bo_policy_limits tight = {.instructions = 1000, .memory_bytes = 40000};
    struct bo_policy_value out;
    struct bo_policy *small;
    uint32_t id, n = 0;
    int status;

    (void)state;
    assert_int_equal(bo_policy_create(NULL, 0, &tight, &small, &err), 0);
    do {
        char where[32];

        snprintf(where, sizeof where, "line:%u", (unsigned)n++);
        status = bo_policy_compile(small, "1 + 1 == 2 and 'text' or 7", where, &id, &err);
    } while (status == 0 && n < 10000);
    assert_int_equal(status, BO_ESCENARIO);
    assert_non_null(strstr(err.text, ": error: more than 39 KiB of memory is needed"));
    assert_true(n > 20);
    assert_int_equal(bo_policy_eval(small, 3, NULL, &out, &err), 0);
    assert_string_equal(out.text, "text");
    bo_policy_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        POLICY_TEST(bytecode_and_odd_bytes_are_refused),
        POLICY_TEST(long_and_deep_texts_are_refused),
        POLICY_TEST(libraries_and_loaders_are_unknown_names),
        POLICY_TEST(texts_have_no_methods_and_are_no_numbers),
        POLICY_TEST(nothing_outside_can_be_assigned_to),
        POLICY_TEST(no_evaluation_sees_another),
        POLICY_TEST(an_endless_loop_meets_the_limit),
        POLICY_TEST(each_evaluation_has_all_its_instructions),
        POLICY_TEST(memory_bombs_meet_the_limit),
        POLICY_TEST(garbage_is_not_held_against_an_evaluation),
        POLICY_TEST(deep_recursion_is_an_error),
        POLICY_TEST(other_values_are_refused_without_addresses),
        POLICY_TEST(impossible_limits_are_refused),
        POLICY_TEST(expressions_that_fill_the_memory_end_with_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
