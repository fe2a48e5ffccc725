/* buildout/cli/books.h - the books of a company, from its totals of postings: income, cash flow, balance sheet, equity.
 *
 * Postings on the account equity are income by their category, postings on cash are cash flow; what differs between
 * the two is told between net income and operating cash flow. Balances are sums of all postings since the first year, so
 * that what opens a year and what flows in it add up to what closes it, to the cent. What the categories "opening" post
 * is no flow, but there when the year, or the company, begins.
 *
 * Units:  bo_money. Costs, payments and liabilities: costs and payments are < 0, liabilities and equity > 0.
 * Owner:  the caller's arena; texts of the postings must outlive the books.
 * Errors: BO_ESTORE for an account or a category that no ledger has.
 */
#ifndef BUILDOUT_CLI_BOOKS_H
#define BUILDOUT_CLI_BOOKS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/base/money.h"
#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

enum bo_statement {
    BO_STATEMENT_INCOME,
    BO_STATEMENT_CASH,
    BO_STATEMENT_BALANCE,
    BO_STATEMENT_EQUITY,
    BO_N_STATEMENTS
};

struct bo_books_line {
    enum bo_statement statement;
    const char *section; /* "Revenue"; "" of a total over sections */
    const char *name;
    bool is_total;
    bo_money *amount;            /* [n_years] of the year; of a balance, by how much it changed */
    bo_money *opening, *closing; /* [n_years] of a balance; else NULL */
};

struct bo_books {
    int32_t first_year;
    uint32_t n_years;
    uint32_t n_lines, room;
    struct bo_books_line *line; /* statement by statement, in the order of a page */
};

/* Of one party's postings, sorted or not. Lines that are nil in all years are left out, totals are not. */
int bo_books_compute(const struct bo_posting_list *postings, int32_t first_year, uint32_t n_years,
                     struct bo_arena *arena, struct bo_books *out, struct bo_err *err);
const char *bo_statement_name(enum bo_statement statement);
/* The line of that name, a total or not; NULL: there is none. */
const struct bo_books_line *bo_books_find(const struct bo_books *books, enum bo_statement statement,
                                          const char *name);

/* Years from..to, indices, side by side in millions, the latest first when there is no room for all. */
void bo_books_print_years(FILE *out, const struct bo_books *books,
                          const struct bo_terminal *terminal, struct bo_arena *arena);
/* One year beside the one before, in dollars and cents. */
void bo_books_print_year(FILE *out, const struct bo_books *books, uint32_t year,
                         const struct bo_terminal *terminal, struct bo_arena *arena);
/* Of years from..to-1. */
void bo_books_json(FILE *out, const struct bo_books *books, const char *company, uint32_t from,
                   uint32_t to);

#endif
