/* Double entry: what balances, what the month's sums say, and that the audit finds what does not add up. */
#include <string.h>

#include "near.h"

#include "buildout/model/ledger.h"

#define ARENA_BYTES ((size_t)16 << 20)

enum { ALPHA, BETA, N_NAMED };

struct fixture {
    struct bo_ledger ledger; /* first: tests are given its address */
    struct bo_arena *arena;
};

static int make_ledger(void **state)
{
    static struct fixture fixture;
    static const char *const names[N_NAMED] = {"Alpha", "Beta"};
    struct bo_err err;
    if (bo_arena_create(ARENA_BYTES, false, &fixture.arena, &err) != BO_OK) {
        return -1;
    }
    memset(&fixture.ledger, 0, sizeof fixture.ledger);
    bo_ledger_init(&fixture.ledger, fixture.arena, N_NAMED, names, true);
    *state = &fixture;
    return 0;
}

static int free_ledger(void **state)
{
    struct fixture *fixture = *state;
    bo_arena_free(fixture->arena);
    return 0;
}

static void assert_sound(const struct bo_ledger *ledger)
{
    struct bo_err err = {.status = BO_OK};
    if (bo_ledger_audit(ledger, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
}

static void assert_unsound(const struct bo_ledger *ledger, const char *text)
{
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_ledger_audit(ledger, &err), BO_ERUN);
    assert_int_equal(err.status, BO_ERUN);
    assert_string_equal(err.text, text);
}

static void an_empty_ledger_is_sound(void **state)
{
    assert_sound(*state);
}

static void parties_are_those_named_and_then_the_sectors(void **state)
{
    const struct bo_ledger *ledger = *state;
    assert_int_equal(ledger->n_parties, N_NAMED + BO_N_SECTORS);
    assert_string_equal(ledger->name[BETA], "Beta");
    assert_string_equal(ledger->name[ledger->first_sector + BO_LENDERS], "Lenders");
    for (int i = 0; i < BO_N_SECTORS; i++) {
        assert_string_equal(ledger->name[ledger->first_sector + (uint32_t)i],
                            bo_sector_name((enum bo_sector)i));
    }
}

static void accounts_and_categories_have_names_and_none_twice(void **state)
{
    (void)state;
    for (int i = 0; i < BO_N_ACCOUNTS; i++) {
        assert_non_null(bo_account_name((enum bo_account)i));
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(bo_account_name((enum bo_account)i),
                                    bo_account_name((enum bo_account)k));
        }
    }
    for (int i = 0; i < BO_N_CATEGORIES; i++) {
        assert_non_null(bo_category_name((enum bo_category)i));
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(bo_category_name((enum bo_category)i),
                                    bo_category_name((enum bo_category)k));
        }
    }
}

static void a_posting_moves_two_accounts_by_the_same_cents(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_post(ledger, ALPHA, BO_PLANT_SITES, BO_WORK_IN_PROGRESS, BO_COMMISSIONED, 1205);
    assert_int_equal(ledger->balance[ALPHA][BO_PLANT_SITES], 1205);
    assert_int_equal(ledger->balance[ALPHA][BO_WORK_IN_PROGRESS], -1205);
    assert_int_equal(ledger->month[ALPHA][BO_COMMISSIONED], 1205);
    assert_int_equal(ledger->debit[ALPHA][BO_PLANT_SITES][BO_COMMISSIONED], 1205);
    assert_int_equal(ledger->credit[ALPHA][BO_WORK_IN_PROGRESS][BO_COMMISSIONED], 1205);
    assert_int_equal(ledger->balance[BETA][BO_PLANT_SITES], 0);
    assert_sound(ledger);
}

/* Beta pays Alpha 50.00 of rent: cash moves, each books it under its own category. */
static void a_payment_is_booked_by_both_and_makes_no_cash(void **state)
{
    struct bo_ledger *ledger = *state;
    struct bo_payment rent = {.from = BETA,
                              .to = ALPHA,
                              .from_account = BO_EQUITY,
                              .to_account = BO_EQUITY,
                              .from_category = BO_RENT,
                              .to_category = BO_REVENUE_RENT};
    bo_ledger_pay(ledger, &rent, 5000);
    assert_int_equal(ledger->balance[BETA][BO_CASH], -5000);
    assert_int_equal(ledger->balance[BETA][BO_EQUITY], 5000);
    assert_int_equal(ledger->balance[ALPHA][BO_CASH], 5000);
    assert_int_equal(ledger->balance[ALPHA][BO_EQUITY], -5000);
    assert_int_equal(ledger->month[BETA][BO_RENT], 5000);
    /* In the month's sums what is received is less than nothing, whoever pays. */
    assert_int_equal(ledger->month[ALPHA][BO_REVENUE_RENT], -5000);
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_REVENUE_RENT, BO_CUSTOMERS, -300);
    assert_int_equal(ledger->month[ALPHA][BO_REVENUE_RENT], -5300);
    assert_sound(ledger);
}

/* Of a month's postings by category those that are cash, what came in counting as more than nothing; the new month has
 * none. Of what is no cash there is nothing. */
static void cash_of_a_month_is_counted_by_category(void **state)
{
    struct bo_ledger *ledger = *state;
    uint32_t tax_office = ledger->first_sector + BO_STATE;
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_TAX, BO_STATE, 100);
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_TAX, BO_STATE, 20);
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_REVENUE_CORE, BO_CUSTOMERS, -700);
    bo_ledger_post(ledger, ALPHA, BO_PLANT_SITES, BO_WORK_IN_PROGRESS, BO_COMMISSIONED, 1205);
    assert_int_equal(ledger->cash[ALPHA][BO_TAX], -120);
    assert_int_equal(ledger->cash[tax_office][BO_TAX], 120);
    assert_int_equal(ledger->cash[ALPHA][BO_REVENUE_CORE], 700);
    assert_int_equal(ledger->cash[ALPHA][BO_COMMISSIONED], 0);
    bo_ledger_begin_month(ledger);
    for (uint32_t p = 0; p < ledger->n_parties; p++)
        for (int c = 0; c < BO_N_CATEGORIES; c++)
            assert_int_equal(ledger->cash[p][c], 0);
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_TAX, BO_STATE, 5);
    assert_int_equal(ledger->cash[ALPHA][BO_TAX], -5);
}

static void money_from_a_sector_is_a_payment_of_less_than_nothing(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_pay_sector(ledger, ALPHA, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS, -7700);
    uint32_t lenders = ledger->first_sector + BO_LENDERS;
    assert_int_equal(ledger->balance[ALPHA][BO_CASH], 7700);
    assert_int_equal(ledger->balance[ALPHA][BO_DEBT], -7700);
    assert_int_equal(ledger->balance[lenders][BO_CASH], -7700);
    assert_int_equal(ledger->balance[lenders][BO_EQUITY], 7700);
    assert_sound(ledger);
}

static void a_new_month_forgets_the_sums_and_keeps_the_balances(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_TAX, BO_STATE, 100);
    bo_ledger_begin_month(ledger);
    assert_int_equal(ledger->month[ALPHA][BO_TAX], 0);
    assert_int_equal(ledger->balance[ALPHA][BO_EQUITY], 100);
    assert_sound(ledger);
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_TAX, BO_STATE, 11);
    assert_int_equal(ledger->month[ALPHA][BO_TAX], 11);
    assert_int_equal(ledger->balance[ALPHA][BO_EQUITY], 111);
    assert_int_equal(ledger->debit[ALPHA][BO_EQUITY][BO_TAX],
                     111); /* since they were last recorded */
    assert_sound(ledger);
}

static void the_audit_finds_a_balance_that_nobody_posted(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_pay_sector(ledger, ALPHA, BO_EQUITY, BO_TAX, BO_STATE, 100);
    bo_ledger_begin_month(ledger);
    ledger->balance[ALPHA][BO_WORK_IN_PROGRESS] += 1;
    assert_unsound(ledger, "audit: the account work in progress of Alpha holds 1 cents, but its "
                           "postings add up to 0");
}

static void the_audit_finds_an_entry_without_its_other_side(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_enter(ledger, BETA, BO_DEBT, BO_DEBT_ISSUED, -250);
    assert_unsound(ledger, "audit: debt issued of Beta does not balance: debits exceed credits by "
                           "-250 cents");
    bo_ledger_begin_month(ledger); /* nor is it forgotten with the month */
    assert_unsound(ledger, "audit: debt issued of Beta does not balance: debits exceed credits by "
                           "-250 cents");
}

/* One cent is as good as any amount, on the side where it belongs; nothing leaves no trace. */
static void a_cent_is_booked(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_post(ledger, ALPHA, BO_DEBT, BO_EQUITY, BO_OPENING, 1);
    bo_ledger_post(ledger, ALPHA, BO_DEBT, BO_EQUITY, BO_OPENING, 0);
    assert_int_equal(ledger->balance[ALPHA][BO_DEBT], 1);
    assert_int_equal(ledger->month[ALPHA][BO_OPENING], 1);
    assert_int_equal(ledger->debit[ALPHA][BO_DEBT][BO_OPENING], 1);
    assert_int_equal(ledger->credit[ALPHA][BO_DEBT][BO_OPENING], 0);
    assert_int_equal(ledger->credit[ALPHA][BO_EQUITY][BO_OPENING], 1);
    assert_int_equal(ledger->debit[ALPHA][BO_EQUITY][BO_OPENING], 0);
    assert_sound(ledger);
}

/* The wrong is in the first account, or category, of the second party: the first has nothing to do with it. */
static void the_audit_reads_each_party_from_its_first_account_to_its_last(void **state)
{
    struct bo_ledger *ledger = *state;
    ledger->balance[BETA][0] += 5;
    assert_unsound(ledger, "audit: the account cash of Beta holds 5 cents, but its postings add up "
                           "to 0");
    ledger->balance[BETA][0] -= 5;
    ledger->net[BETA][0] += 3;
    assert_unsound(ledger, "audit: opening of Beta does not balance: debits exceed credits by "
                           "3 cents");
}

static void the_audit_finds_two_wrongs_that_sum_to_nil_in_other_categories(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_enter(ledger, BETA, BO_EQUITY, BO_TAX, 30);
    bo_ledger_enter(ledger, BETA, BO_DEBT, BO_INTEREST, -30);
    assert_unsound(ledger, "audit: interest of Beta does not balance: debits exceed credits by "
                           "-30 cents");
}

/* The books of Alpha balance, but nobody paid. */
static void the_audit_finds_cash_that_comes_from_nowhere(void **state)
{
    struct bo_ledger *ledger = *state;
    bo_ledger_post(ledger, ALPHA, BO_CASH, BO_EQUITY, BO_REVENUE_CORE, 900);
    assert_unsound(ledger, "audit: the account cash over all parties is 900 cents, not nil");
}

#define LEDGER_TEST(test) cmocka_unit_test_setup_teardown(test, make_ledger, free_ledger)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LEDGER_TEST(an_empty_ledger_is_sound),
        LEDGER_TEST(parties_are_those_named_and_then_the_sectors),
        LEDGER_TEST(accounts_and_categories_have_names_and_none_twice),
        LEDGER_TEST(a_posting_moves_two_accounts_by_the_same_cents),
        LEDGER_TEST(a_payment_is_booked_by_both_and_makes_no_cash),
        LEDGER_TEST(cash_of_a_month_is_counted_by_category),
        LEDGER_TEST(money_from_a_sector_is_a_payment_of_less_than_nothing),
        LEDGER_TEST(a_new_month_forgets_the_sums_and_keeps_the_balances),
        LEDGER_TEST(the_audit_finds_a_balance_that_nobody_posted),
        LEDGER_TEST(the_audit_finds_an_entry_without_its_other_side),
        LEDGER_TEST(a_cent_is_booked),
        LEDGER_TEST(the_audit_reads_each_party_from_its_first_account_to_its_last),
        LEDGER_TEST(the_audit_finds_two_wrongs_that_sum_to_nil_in_other_categories),
        LEDGER_TEST(the_audit_finds_cash_that_comes_from_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
