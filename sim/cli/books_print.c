#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/cli/books.h"
#include "buildout/cli/table.h"
#include "json_rows.h"

#define USD_PER_MILLION 1e6
#define LARGE_USD 1e10

enum { GAP = 2, MOST_COLUMNS_OF_YEAR = 4 };

static const char *const title[BO_N_STATEMENTS] = {"INCOME", "CASH FLOW", "BALANCE SHEET",
                                                   "EQUITY"};

/* Small books need a digit behind the point. */
static uint32_t decimals_of(const struct bo_books *books)
{
    for (uint32_t i = 0; i < books->n_lines; i++) {
        for (uint32_t y = 0; y < books->n_years; y++) {
            if (fabs(bo_money_usd(books->line[i].amount[y])) >= LARGE_USD)
                return 0;
        }
    }
    return 1;
}

static const char *in_cents(struct bo_arena *arena, bo_money amount)
{
    return bo_number_shown(arena, bo_money_usd(amount), 2);
}

/* ---- sections ---- */

/* The rows of a statement: a heading when another section begins, its lines set in, totals not. */
struct page {
    const struct bo_books *books;
    struct bo_arena *arena;
    struct bo_table table;
    const char *section;
};

static const char **row_of(struct page *page, const struct bo_books_line *line)
{
    bool in_section = line->section[0] != '\0';
    if (in_section && strcmp(page->section, line->section) != 0)
        bo_table_row(&page->table)[0] = bo_arena_printf(page->arena, "  %s", line->section);
    page->section = line->section;
    const char **cell = bo_table_row(&page->table);
    cell[0] = line->is_total
                  ? line->name
                  : bo_arena_printf(page->arena, "%s%s", in_section ? "    " : "  ", line->name);
    return cell;
}

static struct page page_of(const struct bo_books *books, struct bo_arena *arena,
                           const struct bo_table_column *column, uint32_t n_columns)
{
    return (struct page){
        .books = books,
        .arena = arena,
        .table = {.arena = arena, .n_columns = n_columns, .column = column, .gap = GAP},
        .section = ""};
}

/* ---- all years ---- */

/* Of the years from one on. */
static void fill_years(struct page *page, enum bo_statement statement, uint32_t from)
{
    uint32_t decimals = decimals_of(page->books);
    for (uint32_t i = 0; i < page->books->n_lines; i++) {
        const struct bo_books_line *line = &page->books->line[i];
        if (line->statement != statement)
            continue;
        const char **cell = row_of(page, line);
        const bo_money *shown = line->closing ? line->closing : line->amount;
        for (uint32_t y = from; y < page->books->n_years; y++)
            cell[1 + y - from] =
                bo_number_shown(page->arena, bo_money_usd(shown[y]) / USD_PER_MILLION, decimals);
    }
}

static uint32_t n_fitting(const struct bo_table *table, uint32_t width)
{
    uint32_t rank = table->n_columns - 2;
    while (rank > 0 && bo_table_width(table, rank) > width)
        rank--;
    return rank + 1;
}

static const char *head_of(const struct page *page, enum bo_statement statement, const char *unit)
{
    return bo_arena_printf(page->arena, "%s, %s", title[statement], unit);
}

/* As many years as there is room for; returns the first that is left. */
static uint32_t print_years(FILE *out, const struct bo_books *books, enum bo_statement statement,
                            uint32_t from, const struct bo_terminal *terminal,
                            struct bo_arena *arena)
{
    uint32_t n = books->n_years - from;
    struct bo_table_column *column = BO_NEW_ARRAY(arena, struct bo_table_column, n + 1);
    struct page page = page_of(books, arena, column, n + 1);
    column[0] =
        (struct bo_table_column){.head = head_of(&page, statement, "million USD"), .left = true};
    for (uint32_t y = 0; y < n; y++)
        column[1 + y] = (struct bo_table_column){
            .head = bo_arena_printf(arena, "%d", books->first_year + (int32_t)(from + y)),
            .rank = y};
    fill_years(&page, statement, from);
    fputc('\n', out);
    bo_table_print(out, &page.table, terminal);
    return from + n_fitting(&page.table, terminal->width);
}

void bo_books_print_years(FILE *out, const struct bo_books *books,
                          const struct bo_terminal *terminal, struct bo_arena *arena)
{
    for (int s = 0; s < BO_N_STATEMENTS; s++) {
        for (uint32_t from = 0; from < books->n_years;)
            from = print_years(out, books, (enum bo_statement)s, from, terminal, arena);
    }
}

/* ---- one year ---- */

static void fill_year(struct page *page, enum bo_statement statement, uint32_t year)
{
    bool has_before = year > 0;
    for (uint32_t i = 0; i < page->books->n_lines; i++) {
        const struct bo_books_line *line = &page->books->line[i];
        if (line->statement != statement)
            continue;
        const char **cell = row_of(page, line);
        uint32_t at = 1;
        if (line->closing) {
            cell[at++] = in_cents(page->arena, line->opening[year]);
            cell[at++] = in_cents(page->arena, line->amount[year]);
            cell[at] = in_cents(page->arena, line->closing[year]);
            continue;
        }
        if (has_before)
            cell[at++] = in_cents(page->arena, line->amount[year - 1]);
        cell[at] = in_cents(page->arena, line->amount[year]);
    }
}

void bo_books_print_year(FILE *out, const struct bo_books *books, uint32_t year,
                         const struct bo_terminal *terminal, struct bo_arena *arena)
{
    const char *before = bo_arena_printf(arena, "%d", books->first_year + (int32_t)year - 1);
    const char *now = bo_arena_printf(arena, "%d", books->first_year + (int32_t)year);
    for (int s = 0; s < BO_N_STATEMENTS; s++) {
        struct bo_table_column column[MOST_COLUMNS_OF_YEAR] = {{.left = true}};
        struct page page = page_of(books, arena, column, 0);
        uint32_t n = 1;
        column[0].head = head_of(&page, (enum bo_statement)s, "USD");
        if (s == BO_STATEMENT_BALANCE) {
            column[n++] = (struct bo_table_column){.head = "beginning"};
            column[n++] = (struct bo_table_column){.head = "change", .rank = 1};
            column[n++] = (struct bo_table_column){.head = bo_arena_printf(arena, "end %s", now)};
        } else {
            if (year > 0)
                column[n++] = (struct bo_table_column){.head = before, .rank = 1};
            column[n++] = (struct bo_table_column){.head = now};
        }
        page.table.n_columns = n;
        fill_year(&page, (enum bo_statement)s, year);
        fputc('\n', out);
        bo_table_print(out, &page.table, terminal);
    }
}

/* ---- JSON ---- */

static void balance(struct bo_json_rows *rows, const char *name, const bo_money *amount,
                    uint32_t year)
{
    if (amount)
        bo_json_number(rows, name, bo_money_usd(amount[year]));
    else
        bo_json_text(rows, name, NULL);
}

void bo_books_json(FILE *out, const struct bo_books *books, const char *company, uint32_t from,
                   uint32_t to)
{
    struct bo_json_rows rows = {.out = out};
    for (uint32_t y = from; y < to; y++) {
        for (uint32_t i = 0; i < books->n_lines; i++) {
            const struct bo_books_line *line = &books->line[i];
            bo_json_row_begin(&rows);
            bo_json_text(&rows, "company", company);
            bo_json_number(&rows, "year", books->first_year + (int32_t)y);
            bo_json_text(&rows, "statement", bo_statement_name(line->statement));
            bo_json_text(&rows, "section", line->section);
            bo_json_text(&rows, "line", line->name);
            bo_json_switch(&rows, "total", line->is_total);
            bo_json_text(&rows, "unit", "USD");
            balance(&rows, "opening", line->opening, y);
            bo_json_number(&rows, "amount", bo_money_usd(line->amount[y]));
            balance(&rows, "closing", line->closing, y);
            bo_json_row_end(&rows);
        }
    }
    bo_json_rows_end(&rows);
}
