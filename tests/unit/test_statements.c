#include "near.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/cli/books.h"
#include "buildout/model/ledger.h"

enum { MOST = 256, N_YEARS = 2, FIRST_YEAR = 2023 };

struct fixture {
    struct bo_arena *arena;
    struct bo_results_posting posting[MOST];
    uint32_t n;
    struct bo_books books;
    struct bo_err err;
};

static int create(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    *state = t;
    return bo_arena_create((size_t)1 << 24, false, &t->arena, NULL);
}

static int destroy(void **state)
{
    struct fixture *t = *state;
    bo_arena_free(t->arena);
    free(t);
    return 0;
}

static void add(struct fixture *t, int32_t year, enum bo_account account, enum bo_category category,
                bo_money net)
{
    assert_true(t->n < MOST);
    t->posting[t->n++] = (struct bo_results_posting){.entity = "Alpha",
                                                     .year = year,
                                                     .account = bo_account_name(account),
                                                     .category = bo_category_name(category),
                                                     .debit = net > 0 ? net : 0,
                                                     .credit = net < 0 ? -net : 0};
}

static void post(struct fixture *t, int32_t year, enum bo_account debit, enum bo_account credit,
                 enum bo_category category, bo_money amount)
{
    add(t, year, debit, category, amount);
    add(t, year, credit, category, -amount);
}

static int compute(struct fixture *t)
{
    struct bo_posting_list list = {t->n, t->posting};
    return bo_books_compute(&list, FIRST_YEAR, N_YEARS, t->arena, &t->books, &t->err);
}

static bo_money amount(const struct fixture *t, enum bo_statement statement, const char *name,
                       uint32_t year)
{
    const struct bo_books_line *line = bo_books_find(&t->books, statement, name);
    assert_non_null(line);
    return line == NULL ? 0 : line->amount[year];
}

static bo_money closing(const struct fixture *t, const char *name, uint32_t year)
{
    const struct bo_books_line *line = bo_books_find(&t->books, BO_STATEMENT_BALANCE, name);
    assert_non_null(line);
    if (line == NULL)
        return 0;
    assert_int_equal(line->closing[year], line->opening[year] + line->amount[year]);
    return line->closing[year];
}

/* 2023 opens with 1000 in cash and 400 of plant, of which 300 are borrowed. It sells for 500, of which 80 wait to be paid;
 * pays 200 for staff and 60 in shares; wears down 100; pays 10 of interest and buys 250 of plant. 2024 sells for 50. */
static void two_years(struct fixture *t)
{
    post(t, 2023, BO_CASH, BO_EQUITY, BO_OPENING, 1000);
    post(t, 2023, BO_PLANT_AI, BO_EQUITY, BO_OPENING, 400);
    post(t, 2023, BO_EQUITY, BO_DEBT, BO_OPENING, 300);
    post(t, 2023, BO_CASH, BO_EQUITY, BO_REVENUE_CORE, 500);
    post(t, 2023, BO_RECEIVABLE, BO_CASH, BO_WORKING_CAPITAL, 80);
    post(t, 2023, BO_EQUITY, BO_CASH, BO_OPERATING_COST, 200);
    post(t, 2023, BO_EQUITY, BO_EQUITY, BO_STOCK_COMPENSATION, 60);
    post(t, 2023, BO_EQUITY, BO_PLANT_AI, BO_DEPRECIATION, 100);
    post(t, 2023, BO_EQUITY, BO_CASH, BO_INTEREST, 10);
    post(t, 2023, BO_PLANT_AI, BO_CASH, BO_CAPEX_AI_SYSTEMS, 250);
    post(t, 2024, BO_CASH, BO_EQUITY, BO_REVENUE_CLOUD, 50);
}

static void statements_are_what_an_accountant_would_write(void **state)
{
    struct fixture *t = *state;
    two_years(t);
    assert_int_equal(compute(t), 0);
    assert_int_equal(amount(t, BO_STATEMENT_INCOME, "core business", 0), 500);
    assert_int_equal(amount(t, BO_STATEMENT_INCOME, "core business", 1), 0);
    assert_int_equal(amount(t, BO_STATEMENT_INCOME, "paid in shares", 0), -60);
    assert_int_equal(amount(t, BO_STATEMENT_INCOME, "Operating income", 0),
                     140); /* 500-200-60-100 */
    assert_int_equal(amount(t, BO_STATEMENT_INCOME, "Net income", 0), 130);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "depreciation", 0), 100);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Operating cash flow", 0),
                     210); /* 500-80-200-10 */
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Investing cash flow", 0), -250);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Change in cash", 0), -40);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Cash at the end", 0), 960);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Cash at the beginning", 1), 960);
    assert_int_equal(closing(t, "plant: AI systems", 0), 550); /* 400-100+250 */
    assert_int_equal(closing(t, "Total assets", 0), 1590);
    assert_int_equal(closing(t, "debt", 0), 300);
    assert_int_equal(closing(t, "Equity", 0), 1290); /* 1100+130+60 */
    assert_int_equal(closing(t, "Liabilities and equity", 0), 1590);
    assert_int_equal(closing(t, "Total assets", 1), 1640);
    assert_int_equal(closing(t, "Liabilities and equity", 1), 1640);
    assert_int_equal(amount(t, BO_STATEMENT_EQUITY, "Equity at the end", 1), 1340);
}

/* 400 raised, 100 of it in credits, and lenders who take shares for 250. */
static void shares_are_told_by_what_they_are_given_for(void **state)
{
    struct fixture *t = *state;
    post(t, 2023, BO_CASH, BO_EQUITY, BO_EQUITY_RAISED, 300);
    post(t, 2023, BO_RECEIVABLE, BO_EQUITY, BO_EQUITY_RAISED, 100);
    post(t, 2023, BO_DEBT, BO_EQUITY, BO_EQUITY_RAISED, 250);
    assert_int_equal(compute(t), 0);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "equity raised", 0), 300);
    assert_int_equal(amount(t, BO_STATEMENT_EQUITY, "equity raised", 0), 300);
    assert_int_equal(amount(t, BO_STATEMENT_EQUITY, "shares for cloud credits", 0), 100);
    assert_int_equal(amount(t, BO_STATEMENT_EQUITY, "shares for debt", 0), 250);
    assert_int_equal(amount(t, BO_STATEMENT_EQUITY, "Equity at the end", 0), 650);
}

static bo_money sum_of_equity_flows(const struct fixture *t, uint32_t year)
{
    bo_money sum = 0;
    for (uint32_t i = 0; i < t->books.n_lines; i++) {
        const struct bo_books_line *line = &t->books.line[i];
        if (line->statement == BO_STATEMENT_EQUITY && !line->is_total)
            sum += line->amount[year];
    }
    return sum;
}

/* A power of two of cents a category: nothing that is left out, or told twice, is made up for by another. */
static void every_category_is_told_once(void **state)
{
    struct fixture *t = *state;
    bo_money cash = 0, equity = 0;
    for (int c = 0; c < BO_N_CATEGORIES; c++) {
        bo_money cents = (bo_money)1 << c;
        post(t, 2023, BO_CASH, BO_DEBT, (enum bo_category)c, cents);
        cash += c == BO_OPENING ? 0 : cents;
        if (c != BO_OPENING && c != BO_COMMISSIONED && c != BO_LEASE_BEGUN &&
            c != BO_LEASE_REPAID) {
            post(t, 2024, BO_RECEIVABLE, BO_EQUITY, (enum bo_category)c, cents);
            equity += cents;
        }
    }
    cash -= (bo_money)1 << BO_COMMISSIONED; /* never in cash */
    cash -= (bo_money)1 << BO_LEASE_BEGUN;
    cash -= (bo_money)1 << BO_LEASE_REPAID;
    assert_int_equal(compute(t), 0);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Change in cash", 0), cash);
    assert_int_equal(sum_of_equity_flows(t, 1), equity);
}

static void a_year_that_opens_a_company_begins_with_what_it_brings(void **state)
{
    struct fixture *t = *state;
    post(t, 2024, BO_CASH, BO_EQUITY, BO_OPENING, 700);
    assert_int_equal(compute(t), 0);
    const struct bo_books_line *cash = bo_books_find(&t->books, BO_STATEMENT_BALANCE, "cash");
    assert_non_null(cash);
    assert_int_equal(cash->closing[0], 0);
    assert_int_equal(cash->opening[1], 700);
    assert_int_equal(cash->amount[1], 0);
    assert_int_equal(amount(t, BO_STATEMENT_CASH, "Change in cash", 1), 0);
}

static void what_no_ledger_has_is_refused(void **state)
{
    struct fixture *t = *state;
    post(t, 2023, BO_CASH, BO_EQUITY, BO_OPENING, 1);
    t->posting[1].category = "alchemy";
    assert_int_equal(compute(t), BO_ESTORE);
    assert_string_equal(t->err.text, "the books hold a posting of alchemy on equity in 2023");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, create, destroy)
    const struct CMUnitTest tests[] = {
        TEST(statements_are_what_an_accountant_would_write),
        TEST(shares_are_told_by_what_they_are_given_for),
        TEST(every_category_is_told_once),
        TEST(a_year_that_opens_a_company_begins_with_what_it_brings),
        TEST(what_no_ledger_has_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
