/* The audit finds money and megawatts that are not where they should be. Entries are made by the function of
 * support/broken_books.c, which this program is linked with in place of the real one.
 */
#include "tiny_project.h"
#include "tiny_run.h"

static void assert_run_fails(const char *fault, const char *text)
{
    struct run_fixture f;
    run_open(&f, TINY_CFG, 0, NULL);
    assert_int_equal(setenv("BUILDOUT_FAULT", fault, 1), 0);
    struct bo_run_result run = run_seed(&f, 1);
    assert_int_equal(unsetenv("BUILDOUT_FAULT"), 0);
    assert_int_equal(run.err.status, BO_ERUN);
    assert_null(run.facts);
    if (strncmp(run.err.text, text, strlen(text)) != 0) {
        fail_msg("said: %s", run.err.text);
    }
    bo_run_result_free(&run);
    run_close(&f);
}

static void without_a_fault_the_run_ends_well(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, TINY_CFG, 0, NULL);
    struct bo_run_result run = run_well(&f, 1);
    bo_run_result_free(&run);
    run_close(&f);
}

static void one_cent_too_much_ends_the_run_and_names_the_account(void **state)
{
    (void)state;
    assert_run_fails("cent",
                     "seed 1, replicate 0: 2022-01: audit: the account cash of Alpha holds ");
}

static void an_entry_without_its_other_side_ends_the_run_and_names_the_category(void **state)
{
    (void)state;
    assert_run_fails("side", "seed 1, replicate 0: 2022-01: audit: interest of Alpha does not "
                             "balance: debits exceed credits by ");
}

/* ---- megawatts: one thing moved by hand, and what the audit says of it ---- */

static void assert_mw_unsound(const struct bo_world *world, const char *text)
{
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_audit_mw(world, &err), BO_ERUN);
    if (strncmp(err.text, text, strlen(text)) != 0) {
        fail_msg("said: %s", err.text);
    }
}

static void megawatts_that_were_started_and_are_nowhere_are_found(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    assert_mw_audited(t.world);
    t.world->started_mw += 0.01;
    assert_mw_unsound(t.world, "audit: ");
    tiny_close(&t);
}

static void megawatts_under_way_that_no_owner_has_are_found(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    t.world->company[TINY_BETA].estate[TINY_SOUTH].planned_mw += 0.01;
    assert_mw_unsound(t.world, "audit: projects have ");
    tiny_close(&t);
}

static void energised_megawatts_that_nobody_uses_are_found(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    t.world->company[TINY_ALPHA].estate[TINY_NORTH].owned_mw = 0.0;
    assert_mw_unsound(t.world, "audit: 1700.000000 MW are energised, but their users have ");
    tiny_close(&t);
}

static void grants_that_nobody_has_are_found_by_region(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    t.world->region[TINY_SOUTH].granted_mw += 0.01;
    assert_mw_unsound(t.world, "audit: the grid of South granted 0.010000 MW, but 0.000000 are ");
    tiny_close(&t);
}

/* A tenth of a kW is missed in a world of 100 GW as in a small one. */
static void what_is_lost_does_not_hide_in_a_large_world(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    t.world->started_mw += 1e5;
    t.world->energised_mw += 1e5;
    t.world->stock_mw -= 1e5;
    assert_mw_audited(t.world);
    t.world->energised_mw -= 1.5e-4; /* 1e5 MW x 1e-9 = 1e-4 MW are rounding */
    assert_mw_unsound(t.world, "audit: 1");
    tiny_close(&t);
}

/* Only what is lost between two roundings is forgiven. */
static void the_last_bits_of_a_sum_are_no_fault(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    t.world->started_mw *= 1.0 + 1e-12;
    assert_mw_audited(t.world);
    tiny_close(&t);
}

/* ---- debt ---- */

static void assert_debt_unsound(uint32_t party, const char *text)
{
    struct tiny t;
    tiny_open_certain(&t);
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_audit_debt(t.world, &err), BO_OK);
    bo_money *debt = &t.world->ledger.balance[party][BO_DEBT];
    *debt = 0; /* who owes nothing is sound */
    assert_int_equal(bo_audit_debt(t.world, &err), BO_OK);
    *debt = 3;
    assert_int_equal(bo_audit_debt(t.world, &err), BO_ERUN);
    assert_string_equal(err.text, text);
    tiny_close(&t);
}

static void who_owes_less_than_nothing_is_found(void **state)
{
    (void)state;
    assert_debt_unsound(TINY_ALPHA, "audit: Alpha owes its lenders less than nothing: it repaid 3 "
                                    "cents too many");
    assert_debt_unsound(TINY_N_COMPANIES + TINY_SOUTH,
                        "audit: Landlord South owes its lenders less than nothing: it repaid 3 "
                        "cents too many");
}

static void a_debt_below_nothing_ends_the_run(void **state)
{
    (void)state;
    assert_run_fails("debt",
                     "seed 1, replicate 0: 2022-01: audit: Alpha owes its lenders less than "
                     "nothing: it repaid ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_fault_the_run_ends_well),
        cmocka_unit_test(one_cent_too_much_ends_the_run_and_names_the_account),
        cmocka_unit_test(an_entry_without_its_other_side_ends_the_run_and_names_the_category),
        cmocka_unit_test(megawatts_that_were_started_and_are_nowhere_are_found),
        cmocka_unit_test(megawatts_under_way_that_no_owner_has_are_found),
        cmocka_unit_test(energised_megawatts_that_nobody_uses_are_found),
        cmocka_unit_test(grants_that_nobody_has_are_found_by_region),
        cmocka_unit_test(what_is_lost_does_not_hide_in_a_large_world),
        cmocka_unit_test(the_last_bits_of_a_sum_are_no_fault),
        cmocka_unit_test(who_owes_less_than_nothing_is_found),
        cmocka_unit_test(a_debt_below_nothing_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
