/* How far an experiment is, as a bar and as a JSON object. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buildout/base/num.h"
#include "buildout/cli/args.h"
#include "buildout/experiment/ensemble.h"

#include "../../sim/cli/progress.h"

static char said[512];

/* stderr is a file meanwhile. */
static const char *shown(enum bo_progress how, const struct bo_progress_report *report)
{
    struct bo_args args = {.progress = how};
    FILE *file = tmpfile();
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    assert_non_null(file);
    assert_true(kept >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    if (report)
        bo_progress_show(&args, report);
    else
        bo_progress_end(&args);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    rewind(file);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    fclose(file);
    return said;
}

static void a_bar_grows_with_what_is_done(void **state)
{
    (void)state;
    struct bo_progress_report report = {.total = 10, .runs_per_s = BO_NAN, .eta_s = BO_NAN};
    assert_string_equal(shown(BO_PROGRESS_BAR, &report),
                        "\r[..............................] 0/10\033[K");
    report = (struct bo_progress_report){5, 10, 2, 3.25, 12.2};
    assert_string_equal(shown(BO_PROGRESS_BAR, &report),
                        "\r[###############...............] 5/10  3.2 runs/s  13 s left  2 failed"
                        "\033[K");
    report = (struct bo_progress_report){10, 10, 0, 3.25, 0.0};
    assert_string_equal(shown(BO_PROGRESS_BAR, &report),
                        "\r[##############################] 10/10  3.2 runs/s  0 s left\033[K");
    report = (struct bo_progress_report){.runs_per_s = BO_NAN, .eta_s = BO_NAN};
    assert_string_equal(shown(BO_PROGRESS_BAR, &report),
                        "\r[..............................] 0/0\033[K");
}

static void minutes_and_hours_are_told_apart(void **state)
{
    (void)state;
    struct bo_progress_report report = {1, 30, 0, BO_NAN, 65.0};
    assert_string_equal(shown(BO_PROGRESS_BAR, &report),
                        "\r[#.............................] 1/30  1 min 05 s left\033[K");
    report.eta_s = 2.0 * 3600.0 + 3.0 * 60.0 + 59.0;
    assert_string_equal(shown(BO_PROGRESS_BAR, &report),
                        "\r[#.............................] 1/30  2 h 03 min left\033[K");
}

static void json_has_null_for_what_is_not_known(void **state)
{
    (void)state;
    struct bo_progress_report report = {1, 30, 1, BO_NAN, 65.0};
    assert_string_equal(
        shown(BO_PROGRESS_JSON, &report),
        "{\"done\":1,\"total\":30,\"failed\":1,\"runs_per_s\":null,\"eta_s\":65.000}\n");
}

static void the_end_takes_a_bar_away_and_nothing_else(void **state)
{
    (void)state;
    struct bo_progress_report report = {1, 30, 0, 1.0, 65.0};
    assert_string_equal(shown(BO_PROGRESS_BAR, NULL), "\r\033[K");
    assert_string_equal(shown(BO_PROGRESS_JSON, NULL), "");
    assert_string_equal(shown(BO_PROGRESS_NONE, &report), "");
    /* A file is no terminal. */
    assert_string_equal(shown(BO_PROGRESS_AUTO, &report), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bar_grows_with_what_is_done),
        cmocka_unit_test(minutes_and_hours_are_told_apart),
        cmocka_unit_test(json_has_null_for_what_is_not_known),
        cmocka_unit_test(the_end_takes_a_bar_away_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
