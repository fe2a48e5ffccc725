#include <string.h>

#include "buildout/base/err.h"
#include "near.h"

static void an_error_keeps_status_and_text_and_returns_the_status(void **state)
{
    struct bo_err err = {BO_OK, ""};

    (void)state;
    assert_int_equal(bo_err_set(&err, BO_ESTORE, "cannot open %s: %d", "x.db", 7), BO_ESTORE);
    assert_int_equal(err.status, BO_ESTORE);
    assert_string_equal(err.text, "cannot open x.db: 7");
}

static void an_error_without_a_struct_still_returns_the_status(void **state)
{
    (void)state;
    assert_int_equal(bo_err_set(NULL, BO_ERUN, "gone"), BO_ERUN);
}

static void a_text_that_is_too_long_is_cut(void **state)
{
    struct bo_err err;

    (void)state;
    (void)bo_err_set(&err, BO_ERUN, "%0600d", 1);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

static void every_status_has_its_exit_code(void **state)
{
    (void)state;
    assert_int_equal(bo_err_exit_code(BO_OK), 0);
    assert_int_equal(bo_err_exit_code(BO_ESCENARIO), 1);
    assert_int_equal(bo_err_exit_code(BO_EUSAGE), 2);
    assert_int_equal(bo_err_exit_code(BO_ERUN), 3);
    assert_int_equal(bo_err_exit_code(BO_ESTORE), 4);
    assert_int_equal(bo_err_exit_code(BO_ECHECK), 5);
    assert_int_equal(bo_err_exit_code(BO_EDIFFER), 6);
}

static void complaints_past_the_fiftieth_are_only_counted(void **state)
{
    static struct bo_diag diag;

    (void)state;
    for (int i = 1; i <= 60; i++)
        bo_diag_add(&diag, "a.cfg:%d:1: error: no", i);
    assert_int_equal(diag.n, 50);
    assert_int_equal(diag.n_total, 60);
    assert_string_equal(diag.message[0], "a.cfg:1:1: error: no");
    assert_string_equal(diag.message[49], "a.cfg:50:1: error: no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_keeps_status_and_text_and_returns_the_status),
        cmocka_unit_test(an_error_without_a_struct_still_returns_the_status),
        cmocka_unit_test(a_text_that_is_too_long_is_cut),
        cmocka_unit_test(every_status_has_its_exit_code),
        cmocka_unit_test(complaints_past_the_fiftieth_are_only_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
