/* Texts that nobody wrote: what our scan lets through, libconfig reads in the same way; and no text at all breaks the
 * reader. */
#include "scenario_fixture.h"

#include "buildout/base/rng.h"

#include "../../sim/scenario/parse.h"
#include "../../sim/scenario/scan.h"

#define SEED 20240601

enum { N_SOUPS = 20000, N_MUTATIONS = 400, MOST_BYTES = 16384 };

static uint32_t draw(uint32_t trial, uint32_t index, uint32_t n)
{
    struct bo_rng rng = {.seed = SEED, .replicate = trial};

    return (uint32_t)(bo_rng_uniform(&rng, 1, 0, index) * n);
}

/* Mostly well-formed: settings in a row, each of a name, an equals sign and something. */
static void cook(uint32_t trial, char *text, size_t room)
{
    static const char *const piece[] = {
        "a",       "b",   "c-d",       "*",     "true",     "=",          ":",     "=",
        ";",       ";",   ",",         "{",     "}",        "(",          ")",     "[",
        "]",       "1",   "-2",        "0x1F",  "3L",       "9000000000", "1.5",   ".5",
        "5.",      "1e5", "-.5e-3",    "\"x\"", "\"y\\n\"", "\"\\x41\"",  "# c\n", "// c\n",
        "/* c */", "\n",  "\"q\\\"\"", "falsE", "e",        ".",          "+",     "@",
        "1e",      "0x",  "\"",        "/*",    "\xc3\xa4",
    };
    uint32_t n = 1 + draw(trial, 0, 24);

    text[0] = '\0';
    for (uint32_t i = 1; i <= n; i++) {
        /* Every second trial keeps away from the pieces that are always wrong. */
        uint32_t kinds = trial % 2 == 0 ? 36 : sizeof piece / sizeof *piece;

        (void)strncat(text, piece[draw(trial, 2 * i, kinds)], room - strlen(text) - 1);
        if (draw(trial, 2 * i + 1, 3) > 0)
            (void)strncat(text, " ", room - strlen(text) - 1);
    }
}

/* "a=1; b={...}" and so on: every third soup is built to be accepted. */
static void build(uint32_t trial, char *text, size_t room)
{
    static const char *const value[] = {
        "1",
        "-2.5",
        "\"t\" \"u\"",
        "true",
        "( )",
        "(1, \"a\", (2.5))",
        "[1, 2]",
        "[ ]",
        "{ }",
        "{ x = 1; }",
        "{ x = (3); y: [\"s\"], }",
        "0x10",
        "+.5e1",
    };
    uint32_t n = draw(trial, 0, 6);

    text[0] = '\0';
    for (uint32_t i = 1; i <= n; i++) {
        char setting[64];

        (void)snprintf(setting, sizeof setting, "k%u %s %s%s", i, draw(trial, 3 * i, 2) ? "=" : ":",
                       value[draw(trial, 3 * i + 1, sizeof value / sizeof *value)],
                       draw(trial, 3 * i + 2, 2) ? ";" : " ");
        (void)strncat(text, setting, room - strlen(text) - 1);
    }
}

static void what_the_scan_accepts_libconfig_reads_the_same_way(void **state)
{
    uint32_t n_accepted = 0;

    (void)state;
    for (uint32_t trial = 0; trial < N_SOUPS; trial++) {
        struct bo_arena *arena;
        struct bo_problems problems;
        struct bo_scan scan;
        struct bo_node *root;
        char text[512];

        assert_int_equal(bo_arena_create((size_t)4 << 20, false, &arena, NULL), 0);
        problems = (struct bo_problems){.arena = arena};
        if (trial % 3 == 0)
            build(trial, text, sizeof text);
        else
            cook(trial, text, sizeof text);
        struct bo_file file = {.shown = "soup", .text = text, .n = strlen(text)};
        struct bo_parse_size size = {0};
        if (bo_scan_text(&file, arena, &problems, &scan) == 0) {
            n_accepted++;
            if (bo_parse_text(&file, arena, &problems, &size, &root) != 0)
                fail_msg("seed %d, trial %u: %s: %s", SEED, trial, text, problems.item[0].text);
        } else {
            assert_true(problems.n > 0);
        }
        bo_arena_free(arena);
    }
    assert_true(n_accepted > N_SOUPS / 4);
}

static size_t read_tiny(char *text)
{
    FILE *file = fopen("tests/support/tiny.cfg", "r");
    size_t n;

    assert_non_null(file);
    n = fread(text, 1, MOST_BYTES, file);
    assert_int_equal(fclose(file), 0);
    assert_in_range(n, 1000, MOST_BYTES - 1);
    return n;
}

/* Takes out, puts in or changes a few bytes. */
static size_t mutate(uint32_t trial, char *text, size_t n)
{
    static const char bytes[] = "{}()[]=;:,\"\\#/* -.0159eEabtruMW\n\t@%\xff";
    uint32_t n_changes = 1 + draw(trial, 0, 4);

    for (uint32_t i = 1; i <= n_changes; i++) {
        size_t at = draw(trial, 3 * i, (uint32_t)n);

        switch (draw(trial, 3 * i + 1, 3)) {
        case 0:
            memmove(text + at, text + at + 1, n - at - 1);
            n--;
            break;
        default:
            text[at] = bytes[draw(trial, 3 * i + 2, sizeof bytes - 1)];
            break;
        }
    }
    text[n] = '\0';
    return n;
}

static void a_spoilt_scenario_is_read_or_complained_of_by_file_and_line(void **state)
{
    static char text[MOST_BYTES], tiny[MOST_BYTES];
    struct scenario_fixture *fixture = *state;
    size_t n = read_tiny(tiny);
    uint32_t n_refused = 0;

    for (uint32_t trial = 0; trial < N_MUTATIONS; trial++) {
        struct bo_arena *kept = fixture->arena;

        assert_int_equal(bo_arena_create((size_t)64 << 20, false, &fixture->arena, NULL), 0);
        memcpy(text, tiny, n);
        (void)mutate(trial, text, n);
        if (fixture_try(fixture, text, NULL, 0) != 0) {
            n_refused++;
            if (fixture->diag.n == 0 || strstr(fixture->diag.message[0], "/x.cfg:") == NULL)
                fail_msg("seed %d, trial %u: it says \"%s\"", SEED, trial,
                         fixture->diag.message[0]);
        }
        bo_arena_free(fixture->arena);
        fixture->arena = kept;
    }
    assert_in_range(n_refused, N_MUTATIONS / 4, N_MUTATIONS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_scan_accepts_libconfig_reads_the_same_way),
        cmocka_unit_test_setup_teardown(a_spoilt_scenario_is_read_or_complained_of_by_file_and_line,
                                        fixture_start, fixture_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
