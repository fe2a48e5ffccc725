/* The command line: what is read, what is refused, and that the table of options holds together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "buildout/cli/args.h"
#include "buildout/cli/nearest.h"
#include "buildout/cli/options.h"

enum { MOST_WORDS = 32, ARENA_BYTES = 1 << 20 };

static struct bo_arena *arena;
static struct bo_args args;
static struct bo_err err;

static int create_arena(void **state)
{
    (void)state;
    memset(&args, 0, sizeof args);
    memset(&err, 0, sizeof err);
    return bo_arena_create(ARENA_BYTES, false, &arena, &err);
}

static int free_arena(void **state)
{
    (void)state;
    bo_arena_free(arena);
    return 0;
}

/* Parses the words of line, separated by single spaces, as a shell would without quotes. */
static int parse(const char *line)
{
    char *copy = bo_arena_strdup(arena, line);
    char *argv[MOST_WORDS] = {copy};
    int argc = 1;
    for (char *c = copy; *c; c++) {
        if (*c == ' ') {
            *c = '\0';
            argv[argc++] = c + 1;
        }
    }
    return bo_args_parse(arena, argc, argv, &args, &err);
}

static void expect_refused(const char *line, const char *text)
{
    memset(&args, 0x5a, sizeof args);
    struct bo_args untouched; /* with what is between its members, too */
    memcpy(&untouched, &args, sizeof untouched);
    assert_int_equal(parse(line), BO_EUSAGE);
    assert_string_equal(err.text, text);
    assert_memory_equal(&args, &untouched, sizeof args);
}

static void no_words_mean_help(void **state)
{
    (void)state;
    assert_int_equal(parse("buildout"), 0);
    assert_string_equal(args.verb->name, "help");
    assert_int_equal(parse("buildout -h"), 0);
    assert_string_equal(args.verb->name, "help");
    assert_int_equal(parse("buildout --version"), 0);
    assert_string_equal(args.verb->name, "version");
}

static void a_verb_has_its_defaults(void **state)
{
    (void)state;
    assert_int_equal(parse("buildout help"), 0);
    assert_int_equal(args.n_operands, 0);
    assert_int_equal(args.seed, 1);
    assert_int_equal(args.replicate, 0);
    assert_int_equal(args.progress, BO_PROGRESS_AUTO);
    assert_false(args.quiet || args.json || args.help || args.man || args.central);
    assert_null(args.output);
    assert_null(args.completion);
    assert_int_equal(args.set.n, 0);
}

static void an_argument_follows_a_space_or_an_equals_sign(void **state)
{
    (void)state;
    assert_int_equal(parse("buildout help --completion bash test"), 0);
    assert_string_equal(args.completion, "bash");
    assert_int_equal(args.n_operands, 1);
    assert_string_equal(args.operand[0], "test");
    assert_int_equal(parse("buildout help --completion=bash --man --quiet"), 0);
    assert_string_equal(args.completion, "bash");
    assert_true(args.man && args.quiet);
}

static void options_end_at_two_dashes(void **state)
{
    (void)state;
    assert_int_equal(parse("buildout test - -- --sanitize -x"), 0);
    assert_int_equal(args.n_operands, 3);
    assert_string_equal(args.operand[0], "-");
    assert_string_equal(args.operand[1], "--sanitize");
    assert_string_equal(args.operand[2], "-x");
}

static void help_is_given_however_many_operands_there_are(void **state)
{
    (void)state;
    assert_int_equal(parse("buildout version a b c --help"), 0);
    assert_true(args.help);
    assert_string_equal(args.verb->name, "version");
}

static void what_is_mistyped_is_refused_with_the_nearest(void **state)
{
    (void)state;
    expect_refused("buildout tset", "there is no verb \"tset\"; did you mean test?");
    expect_refused("buildout elephants", "there is no verb \"elephants\"; see buildout help");
    expect_refused("buildout --quiet", "a verb comes first, then its options; see buildout help");
    expect_refused("buildout test --sanitise",
                   "test has no option --sanitise; did you mean --sanitize?");
    expect_refused("buildout help --sanitize",
                   "help does not take --sanitize, test does; see buildout help --help");
    expect_refused("buildout solve a --shard=1/2",
                   "solve does not take --shard; see buildout solve --help");
    expect_refused("buildout help --seed=1", "help does not take --seed; see buildout help --help");
    expect_refused("buildout help --elephants=4",
                   "help has no option --elephants; see buildout help --help");
    expect_refused("buildout help -x", "help has no option -x; see buildout help --help");
    expect_refused("buildout help -o x", "help has no option -o; see buildout help --help");
}

static void what_cannot_be_a_value_is_refused(void **state)
{
    (void)state;
    expect_refused("buildout help --completion", "--completion wants SHELL after it");
    expect_refused("buildout help --completion=",
                   "--completion wants one of bash|zsh|fish, not \"\"");
    expect_refused("buildout help --completion csh",
                   "--completion wants one of bash|zsh|fish, not \"csh\"");
    expect_refused("buildout help --quiet=yes", "--quiet takes no argument");
    expect_refused("buildout help a b", "help does not know what to do with \"b\"");
}

static void an_option_of_any_length_is_refused(void **state)
{
    char line[400] = "buildout help --";
    (void)state;
    memset(line + strlen(line), 'x', 300);
    assert_int_equal(parse(line), BO_EUSAGE);
    assert_int_equal(parse("buildout help --"), 0);
}

/* The values below belong to the verb run; until there is one they cannot be typed. */
static void need_run(void)
{
    if (!bo_verb_find("run"))
        skip();
}

static void a_run_takes_its_values(void **state)
{
    (void)state;
    need_run();
    assert_int_equal(parse("buildout run a.cfg --seed 18446744073709551615 --replicate=4294967295 "
                           "-o out --progress json --central --json --stats --force"),
                     0);
    assert_string_equal(args.operand[0], "a.cfg");
    assert_true(args.seed == UINT64_MAX);
    assert_true(args.replicate == UINT32_MAX);
    assert_string_equal(args.output, "out");
    assert_int_equal(args.progress, BO_PROGRESS_JSON);
    assert_true(args.central && args.json && args.stats && args.force);
    assert_int_equal(parse("buildout run a.cfg -oout --output=other"), 0);
    assert_string_equal(args.output, "other");
}

static void settings_keep_their_order(void **state)
{
    (void)state;
    need_run();
    assert_int_equal(parse("buildout run --set b=1 a.cfg --set=a=2=3 --set c="), 0);
    assert_int_equal(args.set.n, 3);
    assert_string_equal(args.set.item[0], "b=1");
    assert_string_equal(args.set.item[1], "a=2=3");
    assert_string_equal(args.set.item[2], "c=");
}

static void there_is_at_least_one_run_and_one_job(void **state)
{
    (void)state;
    expect_refused("buildout ensemble a --runs ten",
                   "--runs wants a whole number from 1 to 4294967295, not \"ten\"");
    expect_refused("buildout ensemble a --runs 0",
                   "--runs wants a whole number from 1 to 4294967295, not \"0\"");
    expect_refused("buildout backtest a --jobs 0",
                   "--jobs wants a whole number from 1 to 4294967295, not \"0\"");
}

static void values_of_a_run_are_checked(void **state)
{
    (void)state;
    need_run();
    expect_refused("buildout run", "run wants FILE; see buildout run --help");
    expect_refused("buildout run a --seed -1",
                   "--seed wants a whole number from 0 to 18446744073709551615, not \"-1\"");
    expect_refused(
        "buildout run a --seed 18446744073709551616",
        "--seed wants a whole number from 0 to 18446744073709551615, not \"18446744073709551616\"");
    expect_refused("buildout run a --replicate 4294967296",
                   "--replicate wants a whole number from 0 to 4294967295, not \"4294967296\"");
    expect_refused("buildout run a --replicate=",
                   "--replicate wants a whole number from 0 to 4294967295, not \"\"");
    expect_refused("buildout run a --progress loud",
                   "--progress wants one of auto|bar|json|none, not \"loud\"");
    expect_refused("buildout run a --set x", "--set wants PATH=VALUE, not \"x\"");
    expect_refused("buildout run a --set =x", "--set wants PATH=VALUE, not \"=x\"");
    expect_refused("buildout run a -o", "--output wants DIR after it");
    expect_refused("buildout run a --output=", "--output wants DIR, not \"\"");
}

static void edits_are_counted(void **state)
{
    (void)state;
    assert_int_equal(bo_edit_distance("run", "run"), 0);
    assert_int_equal(bo_edit_distance("", "run"), 3);
    assert_int_equal(bo_edit_distance("run", "rn"), 1);  /* u deleted */
    assert_int_equal(bo_edit_distance("urn", "run"), 1); /* neighbours swapped */
    assert_int_equal(bo_edit_distance("chekc", "check"), 1);
    assert_int_equal(bo_edit_distance("show", "shrew"), 2); /* r in, o for e */
    assert_int_equal(
        bo_edit_distance("1234567890123456789012345678901234567890123456789012345678901234", ""),
        UINT32_MAX);
}

static bool is_word_of(const char *words, const char *word)
{
    struct bo_verb verb = {.options = words};
    struct bo_option option = {.name = word};
    return bo_verb_takes(&verb, &option);
}

static void names_are_matched_whole(void **state)
{
    (void)state;
    assert_true(is_word_of("seed set json", "seed"));
    assert_true(is_word_of("seed set json", "json"));
    assert_false(is_word_of("seed set json", "se"));
    assert_false(is_word_of("seed set json", "son"));
    assert_false(is_word_of("", "seed"));
}

/* Every name in a verb's row is an option's; a misspelt one would silently take the option away. */
static void every_option_of_a_verb_is_in_the_table(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        const char *words = bo_verbs[i].options;
        while (*words) {
            char name[64] = "";
            size_t length = strcspn(words, " ");
            assert_in_range(length, 1, sizeof name - 1);
            memcpy(name, words, length);
            if (!bo_option_find(name))
                fail_msg("verb %s names an option %s that is not there", bo_verbs[i].name, name);
            words += length;
            words += strspn(words, " ");
        }
    }
}

static void rows_of_the_table_are_complete(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        const struct bo_verb *verb = &bo_verbs[i];
        assert_ptr_equal(bo_verb_find(verb->name), verb);
        assert_true(verb->n_operands_min <= verb->n_operands_max);
        assert_true((verb->n_operands_max == 0) == (verb->operands[0] == '\0'));
        assert_true(verb->summary[0] && verb->detail);
    }
    for (uint32_t i = 0; i < bo_n_options; i++) {
        const struct bo_option *option = &bo_options[i];
        bool worded = option->kind == BO_OPTION_CHOICE || option->kind == BO_OPTION_WORD;
        assert_ptr_equal(bo_option_find(option->name), option);
        assert_true((option->kind == BO_OPTION_FLAG) == (option->argument == NULL));
        assert_true(worded == (option->words != NULL));
        assert_true(option->offset == BO_NO_FIELD || option->offset < sizeof(struct bo_args));
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, create_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(no_words_mean_help),
        TEST(a_verb_has_its_defaults),
        TEST(an_argument_follows_a_space_or_an_equals_sign),
        TEST(options_end_at_two_dashes),
        TEST(help_is_given_however_many_operands_there_are),
        TEST(what_is_mistyped_is_refused_with_the_nearest),
        TEST(what_cannot_be_a_value_is_refused),
        TEST(an_option_of_any_length_is_refused),
        TEST(a_run_takes_its_values),
        TEST(settings_keep_their_order),
        TEST(there_is_at_least_one_run_and_one_job),
        TEST(values_of_a_run_are_checked),
        TEST(edits_are_counted),
        TEST(names_are_matched_whole),
        TEST(every_option_of_a_verb_is_in_the_table),
        TEST(rows_of_the_table_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
