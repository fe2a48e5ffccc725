#include "buildout/policy/policy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static int set_up(void **state)
{
    (void)state;
    memset(&err, 0, sizeof err);
    return bo_policy_create(names, N_NAMES, &limits, &policy, &err);
}

static void use_limits(uint32_t instructions, size_t memory_bytes)
{
    struct bo_policy_limits other = {.instructions = instructions, .memory_bytes = memory_bytes};

    bo_policy_free(policy);
    policy = NULL;
    assert_int_equal(bo_policy_create(names, N_NAMES, &other, &policy, &err), 0);
}

static int tear_down(void **state)
{
    (void)state;
    bo_policy_free(policy);
    return 0;
}

static uint32_t compile(const char *expression)
{
    uint32_t id = UINT32_MAX;

    if (bo_policy_compile(policy, expression, WHERE, &id, &err) != 0)
        fail_msg("%s", err.text);
    return id;
}

/* On runway_months 5, cash_usd 1e9, world.sites 2000, world.mw 50000 and own.mw 400. */
static int try_eval(const char *expression, struct bo_policy_value *out)
{
    static const double value[N_NAMES] = {5.0, 1e9, 2000.0, 50000.0, 400.0};

    return bo_policy_eval(policy, compile(expression), value, out, &err);
}

static struct bo_policy_value eval(const char *expression)
{
    struct bo_policy_value out;

    if (try_eval(expression, &out) != 0)
        fail_msg("%s", err.text);
    return out;
}

static double number(const char *expression)
{
    struct bo_policy_value out = eval(expression);

    assert_int_equal(out.type, BO_POLICY_NUMBER);
    return out.number;
}

static bool truth(const char *expression)
{
    struct bo_policy_value out = eval(expression);

    assert_int_equal(out.type, BO_POLICY_BOOLEAN);
    return out.boolean;
}

static const char *text(const char *expression)
{
    struct bo_policy_value out = eval(expression);

    assert_int_equal(out.type, BO_POLICY_TEXT);
    return out.text;
}

static void assert_refused(const char *expression, const char *reason)
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

static void assert_fails(const char *expression, const char *reason)
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

static void an_expression_gives_a_number_a_truth_or_a_text(void **state)
{
    (void)state;
    assert_near(number("own.mw / world.mw"), 0.008, 1e-15); /* 400 / 50000 */
    assert_true(truth("runway_months < 6 and world.sites > 1000"));
    assert_false(truth("not (runway_months < 6) or world.sites ~= 2000"));
    assert_string_equal(text("runway_months < 6 and 'follow' or 'lead'"), "follow");
    assert_string_equal(text("runway_months > 6 and 'follow' or 'lead'"), "lead");
    assert_string_equal(text("[==[a ]] b]==] .. \"\\\"c\" -- joined"), "a ]] b\"c");
    assert_near(number("2 --[[ two\nlines ]] + 3"), 5.0, 0.0);
}

static void names_are_looked_up_in_the_array_of_each_evaluation(void **state)
{
    double value[N_NAMES] = {1.0, 2.0, 3.0, 4.0, 5.0};
    uint32_t first = compile("cash_usd + 10 * world . sites");
    uint32_t second = compile("own.mw");
    struct bo_policy_value out;

    (void)state;
    assert_int_equal(first, 0);
    assert_int_equal(second, 1);
    assert_int_equal(bo_policy_eval(policy, first, value, &out, &err), 0);
    assert_near(out.number, 32.0, 0.0); /* 2 + 10 * 3 */
    value[SITES] = 7.0;
    assert_int_equal(bo_policy_eval(policy, first, value, &out, &err), 0);
    assert_near(out.number, 72.0, 0.0); /* 2 + 10 * 7 */
    assert_int_equal(bo_policy_eval(policy, second, value, &out, &err), 0);
    assert_near(out.number, 5.0, 0.0);
}

static void whole_numbers_do_not_wrap_around(void **state)
{
    (void)state;
    /* In Lua's integers the first is -8446744073709551616 and the others -1 and 0. */
    assert_near(number("10000000000 * 1000000000"), 1e19, 0.0);
    assert_near(number("0xffffffffffffffff"), 18446744073709551616.0, 0.0);
    assert_near(number("9223372036854775807 + 9223372036854775809"), 18446744073709551616.0, 0.0);
    assert_near(number("1e3+0x10+.5+7"), 1023.5, 0.0);
    assert_near(number("7 // 2 + 7 % 4"), 6.0, 0.0); /* 3 + 3 */
}

static void functions_are_the_documented_ones(void **state)
{
    (void)state;
    assert_near(number("abs(-3) + ceil(1.2) + floor(-1.2) + sqrt(16)"), 7.0, 0.0); /* 3+2-2+4 */
    assert_near(number("min(3, 1, 2) * 10 + max(3, 9, 2)"), 19.0, 0.0);
    assert_near(number("math.min(3, 1) + math.floor(7 / 2)"), 4.0, 0.0);          /* 1 + 3 */
    assert_near(number("log(exp(2)) + log10(1000) + pow(2, 10)"), 1029.0, 1e-14); /* 2+3+1024 */
    assert_near(number("log(8, 2) + 2 ^ 0.5"), 3.0 + 1.4142135623730951, 1e-15);
    assert_near(number("floor(1e300)"), 1e300, 0.0);
    assert_fails("abs('3')", "argument 1 of abs must be a number");
    assert_fails("pow(2)", "argument 2 of pow must be a number");
    assert_fails("max()", "argument 1 of max must be a number");
}

static void division_by_zero_is_infinite_and_nan_is_an_error(void **state)
{
    double value[N_NAMES] = {(double)NAN, 0.0, 0.0, 0.0, 0.0};
    const char *nan_text = "the expression gives a number that is not defined (NaN)";
    uint32_t id = compile("runway_months < 6 or runway_months >= 6");
    struct bo_policy_value out;

    (void)state;
    assert_true(isinf(number("1 / 0")));
    assert_true(isinf(number("7 // 0")));
    assert_near(number("-1 / 0 < -1e308 and 1 or 2"), 1.0, 0.0);
    assert_fails("0 / 0", nan_text);
    assert_fails("5 % 0", nan_text);
    assert_fails("sqrt(-1)", nan_text);
    assert_fails("log(-1)", nan_text);
    assert_fails("min(1, 0 / 0)", nan_text);
    assert_fails("max(0 / 0, 1)", nan_text);
    /* NaN as a name's value is neither below nor above anything. */
    assert_int_equal(bo_policy_eval(policy, id, value, &out, &err), 0);
    assert_false(out.boolean);
    id = compile("runway_months");
    assert_int_equal(bo_policy_eval(policy, id, value, &out, &err), BO_ERUN);
}

static void only_one_expression_is_accepted(void **state)
{
    (void)state;
    assert_refused("", "an expression is missing");
    assert_refused("  -- nothing\n", "an expression is missing");
    assert_refused("1, 2", "this is not one expression");
    assert_refused("1;", "this is not one expression");
    assert_refused("1) + (2", "a bracket is closed that was never opened");
    assert_refused("1 +", "unexpected symbol near <eof>");
    assert_refused("(1", "')' expected near <eof>");
    assert_refused("1 2", "<eof> expected near '2'");
    assert_refused("return 1", "unexpected symbol near 'return'");
    assert_refused("local x = 1", "\"=\" assigns: to compare, write \"==\"");
    assert_refused("cash_usd = 5", "\"=\" assigns: to compare, write \"==\"");
    assert_refused("cash_usd != 5",
                   "\"!\" is not an operator: write \"not\", or \"~=\" for unequal");
    assert_refused("cash_usd > 5 $", "unexpected character \"$\"");
    assert_refused("12x", "malformed number near '12x'");
    assert_refused("'open", "a quoted text is not closed");
    assert_refused("'open\\", "a quoted text is not closed");
    assert_refused("'two\nlines'", "unfinished string near ''two'");
    assert_refused("[=[open]]", "a quoted text is not closed");
    assert_refused("1 --[[ open", "a comment is not closed");
    assert_refused("goto x", "unexpected symbol near 'goto'");
    assert_refused("(function() goto x end)()", "no visible label 'x' for <goto> at line 1");
}

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

static void the_longest_row_of_numbers_fits_the_source(void **state)
{
    char expression[4097] = "1";

    (void)state;
    for (int i = 0; i < 2047; i++)
        strcat(expression, "+1");
    assert_near(number(expression), 2048.0, 0.0);
}

static void an_unknown_name_is_refused_with_the_nearest_one(void **state)
{
    (void)state;
    assert_refused("runway_month < 6",
                   "unknown name \"runway_month\"; the nearest known one is \"runway_months\"");
    assert_refused("true or world.site > 3",
                   "unknown name \"world.site\"; the nearest known one is \"world.sites\"");
    assert_refused("sites > 3", "unknown name \"sites\"; the nearest known one is \"world.sites\"");
    assert_refused("false and flor(3)",
                   "unknown name \"flor\"; the nearest known one is \"floor\"");
    assert_refused("cash_usd.x", "unknown name \"cash_usd.x\"; the nearest known one is "
                                 "\"cash_usd\"");
    assert_refused("wold.mw", "unknown name \"wold.mw\"; the nearest known one is \"world.mw\"");
    assert_refused("world", "\"world\" is not a value: a point and a name must follow");
    assert_refused("world['sites']", "\"world\" is not a value: a point and a name must follow");
    assert_refused("world:sites()", "\"world\" is not a value: a point and a name must follow");
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

static void local_names_of_a_function_are_its_own(void **state)
{
    (void)state;
    assert_near(number("(function(a, b) local c <const> = a + b; return c * own.mw end)(1, 2)"),
                1200.0, 0.0); /* (1 + 2) * 400 */
    /* 1 + 2 + 3 + 4, then 10 times 2 by the loops */
    assert_near(number("(function() local s = 0 for i = 1, 4 do s = s + i end "
                       "while s < 15 do s = s * 2 end return s end)()"),
                20.0, 0.0);
    assert_near(number("(function(...) local t = {x = 3, ['y'] = 4; z = 5} "
                       "if t.x > 3 then return 1 elseif t.y > 4 then local q = 1 return q "
                       "else return t.x + t.y + t.z end end)()"),
                12.0, 0.0);
    assert_near(number("(function() local function f(n) if n == 0 then return 1 end "
                       "return n * f(n - 1) end return f(5) end)()"),
                120.0, 0.0);
    assert_near(number("(function() local n = 0 repeat local done = n > 3; n = n + 1 until done "
                       "goto out do n = 100 end ::out:: return n end)()"),
                5.0, 0.0);
    assert_near(number("(function(world) return world.x end)({x = 6})"), 6.0, 0.0);
    assert_refused("(function(a) return 1 end)(2) + a",
                   "unknown name \"a\"; the nearest known one is \"abs\"");
    assert_refused("(function() do local runaway = 1 end return runaway end)()",
                   "unknown name \"runaway\"; the nearest known one is \"runway_months\"");
    assert_refused("{ a = b }", "unknown name \"b\"; the nearest known one is \"abs\"");
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
    assert_fails("(function() local leak = leak return leak end)()",
                 "a name is used that is not known");
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

static void a_text_lives_until_the_next_evaluation(void **state)
{
    static const double value[N_NAMES] = {0};
    uint32_t id = compile("'lead' .. 'er'");
    struct bo_policy_value out;

    (void)state;
    assert_int_equal(bo_policy_eval(policy, id, value, &out, &err), 0);
    compile("(1 + 2) * 3"); /* compiling is no evaluation */
    assert_int_equal(bo_policy_compile(policy, "x", WHERE, &id, &err), BO_ESCENARIO);
    assert_string_equal(out.text, "leader");
}

static void a_probe_uses_the_probe_values_and_checks_the_type(void **state)
{
    uint32_t id = compile("runway_months == 18 and world.sites == 1500 and own.mw == 300");

    (void)state;
    assert_int_equal(bo_policy_probe(policy, id, BO_POLICY_BOOLEAN, &err), 0);
    assert_int_equal(bo_policy_probe(policy, id, BO_POLICY_NUMBER, &err), BO_ESCENARIO);
    assert_string_equal(err.text, WHERE ": error: the expression gives true or false where a "
                                        "number is due");
    id = compile("runway_months == 18 and 'follow'");
    assert_int_equal(bo_policy_probe(policy, id, BO_POLICY_TEXT, &err), 0);
    assert_int_equal(bo_policy_probe(policy, id, BO_POLICY_BOOLEAN, &err), BO_ESCENARIO);
    assert_string_equal(err.text, WHERE ": error: the expression gives a text where true or false "
                                        "is due");
    id = compile("(function() while true do end end)()");
    assert_int_equal(bo_policy_probe(policy, id, BO_POLICY_BOOLEAN, &err), BO_ESCENARIO);
    assert_int_equal(err.status, BO_ESCENARIO);
    assert_string_equal(err.text, WHERE ": error: this takes too long: the limit of instructions "
                                        "is reached");
}

static void a_message_names_the_place_of_its_own_expression(void **state)
{
    static const double value[N_NAMES] = {0};
    struct bo_policy_value out;
    uint32_t id[40];

    (void)state;
    for (int i = 0; i < 40; i++) {
        char where[32];

        snprintf(where, sizeof where, "other.cfg:%d:1", i + 1);
        assert_int_equal(bo_policy_compile(policy, "0 / 0", where, &id[i], &err), 0);
    }
    assert_int_equal(bo_policy_eval(policy, id[36], value, &out, &err), BO_ERUN);
    assert_memory_equal(err.text, "other.cfg:37:1: error: ", 23);
    assert_int_equal(bo_policy_compile(policy, "1\n+\n2 +", "a.cfg:1:2", id, &err), BO_ESCENARIO);
    assert_string_equal(err.text, "a.cfg:1:2: error: unexpected symbol near <eof>");
}

static void a_faulty_table_of_names_is_refused(void **state)
{
    static const struct bo_policy_name faulty[][2] = {
        {{"a", "", 0}, {"a", "", 0}},     {{"a", "", 0}, {"a.b", "", 0}},
        {{"a.b", "", 0}, {"a", "", 0}},   {{"a", "", 0}, {"a b", "", 0}},
        {{"a", "", 0}, {"b.c.d", "", 0}}, {{"a", "", 0}, {"end", "", 0}},
        {{"a", "", 0}, {"b.", "", 0}},    {{"a", "", 0}, {"", "", 0}},
        {{"a", "", 0}, {"min", "", 0}},   {{"a", "", 0}, {"math.x", "", 0}},
        {{"a", "", 0}, {"math", "", 0}},  {{"a", "", 0}, {"1a", "", 0}},
    };
    struct bo_policy *none = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
        assert_int_equal(bo_policy_create(faulty[i], 1, &limits, &none, &err), 0);
        bo_policy_free(none);
        none = NULL;
        assert_int_equal(bo_policy_create(faulty[i], 2, &limits, &none, &err), BO_ESCENARIO);
        assert_null(none);
    }
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(an_expression_gives_a_number_a_truth_or_a_text),
        TEST(names_are_looked_up_in_the_array_of_each_evaluation),
        TEST(whole_numbers_do_not_wrap_around),
        TEST(functions_are_the_documented_ones),
        TEST(division_by_zero_is_infinite_and_nan_is_an_error),
        TEST(only_one_expression_is_accepted),
        TEST(bytecode_and_odd_bytes_are_refused),
        TEST(long_and_deep_texts_are_refused),
        TEST(the_longest_row_of_numbers_fits_the_source),
        TEST(an_unknown_name_is_refused_with_the_nearest_one),
        TEST(libraries_and_loaders_are_unknown_names),
        TEST(texts_have_no_methods_and_are_no_numbers),
        TEST(local_names_of_a_function_are_its_own),
        TEST(nothing_outside_can_be_assigned_to),
        TEST(no_evaluation_sees_another),
        TEST(an_endless_loop_meets_the_limit),
        TEST(each_evaluation_has_all_its_instructions),
        TEST(memory_bombs_meet_the_limit),
        TEST(garbage_is_not_held_against_an_evaluation),
        TEST(deep_recursion_is_an_error),
        TEST(other_values_are_refused_without_addresses),
        TEST(a_text_lives_until_the_next_evaluation),
        TEST(a_probe_uses_the_probe_values_and_checks_the_type),
        TEST(a_message_names_the_place_of_its_own_expression),
        TEST(a_faulty_table_of_names_is_refused),
        TEST(impossible_limits_are_refused),
        TEST(expressions_that_fill_the_memory_end_with_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
