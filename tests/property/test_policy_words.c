/* Words of Lua in any order: whatever is refused, is refused with a message, and nothing survives an evaluation. */
#include "buildout/policy/policy.h"

#include <stdio.h>
#include <string.h>

#include "near.h"

enum { N_TEXTS = 20000, SEED = 20250117 };

static const char *const words[] = {
    "function", "end",    "(",     ")",    "{",          "}",        "[",     "]",
    "do",       "if",     "then",  "else", "elseif",     "for",      "while", "repeat",
    "until",    "local",  "a",     "b",    "world",      "cash",     "=",     ",",
    ";",        "::",     "goto",  "in",   "1",          "0x1",      "..",    "...",
    "'q'",      "[[z]]",  "--",    "\n",   "return",     "and",      "not",   "<const>",
    "_ENV",     ":",      ".",     "min",  "-",          "<",        "==",    "nil",
    "true",     "end)()", "break", "#",    "function()", "world.mw", "(a)",   "[=[",
};

static uint32_t pick(uint64_t *random, uint32_t n)
{
    *random = *random * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*random >> 33) % n;
}

static void write_text(uint64_t *random, char text[static 512])
{
    bool wrapped = pick(random, 2) == 0;

    strcpy(text, wrapped ? "(function() " : "");
    for (uint32_t n = 1 + pick(random, 20); n > 0; n--) {
        strcat(text, words[pick(random, sizeof words / sizeof words[0])]);
        strcat(text, " ");
    }
    strcat(text, wrapped ? "end)()" : "");
}

static void assert_message(const struct bo_err *err, const char *text)
{
    if (strncmp(err->text, "words:1: error: ", 16) != 0 || strstr(err->text, "lua:") ||
        strstr(err->text, "0x5") || strstr(err->text, "0x7"))
        fail_msg("seed %d: %s\ngives: %s", SEED, text, err->text);
}

static void any_words_are_evaluated_or_refused(void **state)
{
    static const struct bo_policy_name names[] = {{"cash", "", 1.0}, {"world.mw", "", 2.0}};
    static const struct bo_policy_limits limits = {.instructions = 2000,
                                                   .memory_bytes = (size_t)4 << 20};
    const double value[] = {3.0, 4.0};
    struct bo_policy *policy;
    struct bo_policy_value out;
    struct bo_err err;
    uint64_t random = SEED;
    uint32_t id, sum, n_evaluated = 0;

    (void)state;
    assert_int_equal(bo_policy_create(names, 2, &limits, &policy, &err), 0);
    assert_int_equal(bo_policy_compile(policy, "cash + min(world.mw, 9)", "sum", &sum, &err), 0);
    for (int i = 0; i < N_TEXTS; i++) {
        char text[512];

        write_text(&random, text);
        if (bo_policy_compile(policy, text, "words:1", &id, &err) != 0 ||
            bo_policy_eval(policy, id, value, &out, &err) != 0)
            assert_message(&err, text);
        else
            n_evaluated++;
        assert_int_equal(bo_policy_eval(policy, sum, value, &out, &err), 0);
        assert_near(out.number, 7.0, 0.0); /* 3 + min(4, 9) */
    }
    assert_true(n_evaluated > 20);
    bo_policy_free(policy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_words_are_evaluated_or_refused)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
