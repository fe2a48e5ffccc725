#include "policy_fixture.h"

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
    assert_refused("cash 2", "<eof> expected near '2'");
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

#define NO_UNITS                                                                         \
    ": units do not belong in an expression; write the number in the unit of the name, " \
    "as in cash_usd > 5e9 (schema --names tells units)"

static void a_unit_is_told_to_be_one(void **state)
{
    (void)state;
    assert_refused("cash_usd > USD 5 bn", "\"USD 5\"" NO_UNITS);
    assert_refused("cash_usd > 5 bn", "\"5 bn\"" NO_UNITS);
    assert_refused("runway_months < 18 months or false", "\"18 months\"" NO_UNITS);
    assert_refused("world.mw / own.mw > 90 %", "\"90 %\"" NO_UNITS);
    assert_refused("(world.mw > 90 %) and true", "\"90 %\"" NO_UNITS);
    assert_refused("world.mw > 90 % and true", "\"90 %\"" NO_UNITS);
    assert_refused("own.mw > 5\tGW", "\"5\tGW\"" NO_UNITS);
    assert_refused("5 world.mw", "<eof> expected near 'world'"); /* what is known is no unit */
    assert_refused("world.mw 5", "<eof> expected near '5'");
    assert_refused("90 % * 2", "unexpected symbol near '*'");
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

static void an_expression_that_reads_no_name_is_constant(void **state)
{
    struct bo_policy_value value = {0};

    (void)state;
    assert_true(bo_policy_is_constant(policy, compile("2 * max(3, 4) + math.abs(-1)"), &value));
    assert_near(value.number, 9.0, 0.0);
    assert_true(bo_policy_is_constant(policy, compile("1/0"), &value));
    assert_true(isinf(value.number));
    assert_true(bo_policy_is_constant(
        policy, compile("(function() local own = 5 return own end)()"), &value));
    assert_near(value.number, 5.0, 0.0);
    assert_false(bo_policy_is_constant(policy, compile("0 * runway_months"), &value));
    assert_false(bo_policy_is_constant(policy, compile("true and 1 or own.mw"), &value));
    /* Without a value it is none either. */
    assert_false(bo_policy_is_constant(policy, compile("0 / 0"), &value));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        POLICY_TEST(an_expression_gives_a_number_a_truth_or_a_text),
        POLICY_TEST(names_are_looked_up_in_the_array_of_each_evaluation),
        POLICY_TEST(whole_numbers_do_not_wrap_around),
        POLICY_TEST(functions_are_the_documented_ones),
        POLICY_TEST(division_by_zero_is_infinite_and_nan_is_an_error),
        POLICY_TEST(only_one_expression_is_accepted),
        POLICY_TEST(a_unit_is_told_to_be_one),
        POLICY_TEST(the_longest_row_of_numbers_fits_the_source),
        POLICY_TEST(an_unknown_name_is_refused_with_the_nearest_one),
        POLICY_TEST(local_names_of_a_function_are_its_own),
        POLICY_TEST(a_text_lives_until_the_next_evaluation),
        POLICY_TEST(a_probe_uses_the_probe_values_and_checks_the_type),
        POLICY_TEST(an_expression_that_reads_no_name_is_constant),
        POLICY_TEST(a_message_names_the_place_of_its_own_expression),
        POLICY_TEST(a_faulty_table_of_names_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
