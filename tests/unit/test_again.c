/* The command line that a folder came from, of plans that are well and of such as no program of ours has written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "arena_fixture.h"

#include "buildout/cli/args.h"

#include "../../sim/cli/again.h"

static void expect_command(const char *verb, const char *plan, const char *command)
{
    struct bo_experiment of = {.scenario_name = "my world", .verb = verb, .plan = plan};
    assert_string_equal(bo_again_command(&of, arena), command);
}

static void a_word_is_quoted_where_it_must_be(void **state)
{
    (void)state;
    assert_string_equal(bo_again_word("a/b-1.cfg", arena), "a/b-1.cfg");
    assert_string_equal(bo_again_word("", arena), "''");
    assert_string_equal(bo_again_word("it's", arena), "'it'\\''s'");
}

static void options_are_those_of_the_verb(void **state)
{
    (void)state;
    expect_command("ensemble", "{\"runs\": 3, \"limit\": 5, \"nothing_of_ours\": 1}",
                   "buildout ensemble 'my world'.cfg --runs 3");
    expect_command("ensemble", "{\"set\": [\"a=1\", 2, \"b=two words\"]}",
                   "buildout ensemble 'my world'.cfg --set a=1 --set 'b=two words'");
    expect_command("game", "{\"players\": [\"A\", 7, \"B\"], \"strategies\": []}",
                   "buildout game 'my world'.cfg --players A,B");
    expect_command("no_such_verb", "{\"runs\": 3}", "buildout no_such_verb 'my world'.cfg");
}

/* A number with a point, null and an object say nothing that could be typed. */
static void values_of_other_kinds_are_left_out(void **state)
{
    (void)state;
    expect_command("ensemble", "{\"runs\": 3.5, \"seed\": null, \"shard\": {\"a\": 1}}",
                   "buildout ensemble 'my world'.cfg");
    expect_command("ensemble", "[1, 2]", "");
    expect_command("ensemble", "{\"runs\": 3, \"runs\": 4}", "");
    expect_command("ensemble", "no JSON", "");
}

static void variants_that_are_not_whole_are_left_out(void **state)
{
    (void)state;
    expect_command("compare",
                   "{\"variants\": [{\"name\": \"a\", \"scenario\": \"a\"},"
                   " {\"name\": \"b\"}, {\"scenario\": \"c\"},"
                   " {\"name\": \"d\", \"scenario\": \"d\"},"
                   " {\"name\": \"x.y=2\", \"scenario\": \"a\", \"set\": [\"x.y=2\"]}]}",
                   "buildout compare 'my world'.cfg d.cfg x.y=2");
    expect_command("compare", "{\"variants\": [{}, {\"name\": \"d\", \"scenario\": \"d\"}]}",
                   "buildout compare 'my world'.cfg");
    expect_command("diff", "{\"variants\": []}", "buildout diff 'my world'.cfg");
    expect_command("diff", "{\"variants\": [{\"scenario\": \"a\"}, {\"scenario\": \"b\"}]}",
                   "buildout diff 'my world'.cfg b.cfg");
}

static void both_ends_or_none(void **state)
{
    (void)state;
    expect_command("solve", "{\"low\": 0.5, \"high\": 2.25}",
                   "buildout solve 'my world'.cfg --between 0.5..2.25");
    expect_command("solve", "{\"low\": 0.5}", "buildout solve 'my world'.cfg");
    expect_command("solve", "{\"low\": 0.5, \"high\": \"2\"}", "buildout solve 'my world'.cfg");
    expect_command("solve", "{\"high\": 2.25}", "buildout solve 'my world'.cfg");
}

static void lists_keep_their_texts(void **state)
{
    (void)state;
    struct bo_experiment of = {.verb = "run", .plan = "{\"set\": [\"a=1\", 2, \"b=2\"]}"};
    const char *const *set = bo_again_sets(&of, arena);
    assert_string_equal(set[0], "a=1");
    assert_string_equal(set[1], "b=2");
    assert_null(set[2]);
    assert_string_equal(bo_again_list("[\"a\", 1, \"b\"]", arena), "a, b");
    assert_string_equal(bo_again_list("[]", arena), "");
    assert_string_equal(bo_again_list("not", arena), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, create_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_word_is_quoted_where_it_must_be),
        TEST(options_are_those_of_the_verb),
        TEST(values_of_other_kinds_are_left_out),
        TEST(variants_that_are_not_whole_are_left_out),
        TEST(both_ends_or_none),
        TEST(lists_keep_their_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
