#include <math.h>
#include <string.h>

#include "buildout/cli/table.h"
#include "json_rows.h"
#include "unit_cost.h"

#define PERCENT 100.0

struct printer {
    FILE *out;
    const struct bo_unit_costs *costs;
    struct bo_arena *arena;
};

struct page {
    const char *head;
    enum bo_unit_line from, to; /* lines of the table, the last included */
    uint32_t decimals;
};

/* Told in percent: a fraction, or a ratio of two of a kind. */
static bool is_share(enum bo_unit_line line)
{
    const char *unit = bo_unit_line_names[line].unit;
    return strcmp(unit, "fraction") == 0 || strcmp(unit, "ratio") == 0;
}

static const char *shown(const struct printer *p, enum bo_unit_line line, uint32_t y,
                         uint32_t decimals)
{
    double x = p->costs->line[line][y];
    if (!is_share(line))
        return bo_number_shown(p->arena, x, decimals);
    if (!isfinite(x))
        return "-";
    return bo_arena_printf(p->arena, "%s %%", bo_number_shown(p->arena, x * PERCENT, 0));
}

/* Nothing is known of it, or it is nil throughout. */
static bool is_empty(const struct bo_unit_costs *costs, int line)
{
    for (uint32_t y = 0; y < costs->n_years; y++) {
        if (fabs(costs->line[line][y]) > 0.0)
            return false;
    }
    return true;
}

/* Years that there is no room for: the earliest, as the ranks say. */
static uint32_t n_hidden(const struct bo_table *table, uint32_t n_years,
                         const struct bo_terminal *terminal)
{
    uint32_t hidden = 0;
    while (hidden + 1 < n_years && bo_table_width(table, n_years - 1 - hidden) > terminal->width)
        hidden++;
    return hidden;
}

static void say_hidden(const struct printer *p, uint32_t hidden)
{
    int32_t first = p->costs->first_year;
    if (hidden == 1)
        fprintf(p->out, "No room for %d: --json has it.\n", (int)first);
    else if (hidden > 1)
        fprintf(p->out, "No room for %d to %d: --json has them.\n", (int)first,
                (int)(first + (int32_t)hidden - 1));
}

static void print_page(const struct printer *p, const struct page *page,
                       const struct bo_terminal *terminal)
{
    uint32_t n = p->costs->n_years;
    struct bo_table_column *column = BO_NEW_ARRAY(p->arena, struct bo_table_column, n + 1);
    struct bo_table table = {.arena = p->arena, .n_columns = n + 1, .column = column, .gap = 2};
    column[0] = (struct bo_table_column){.head = page->head, .left = true};
    for (uint32_t y = 0; y < n; y++)
        column[1 + y] = (struct bo_table_column){
            .head = bo_arena_printf(p->arena, "%d", p->costs->first_year + (int32_t)y),
            .rank = n - 1 - y};
    for (int i = (int)page->from; i <= (int)page->to; i++) {
        const struct bo_unit_line_name *name = &bo_unit_line_names[i];
        if (is_empty(p->costs, i))
            continue;
        const char **cell = bo_table_row(&table);
        cell[0] = bo_arena_printf(p->arena, "%s%s", name->is_part ? "  " : "", name->part);
        for (uint32_t y = 0; y < n; y++)
            cell[1 + y] = shown(p, (enum bo_unit_line)i, y, page->decimals);
    }
    if (table.n_rows == 0)
        return;
    fputc('\n', p->out);
    bo_table_print(p->out, &table, terminal);
    say_hidden(p, n_hidden(&table, n, terminal));
}

/* Tokens get cheaper by orders of magnitude: as many digits as the last price needs. */
static uint32_t token_decimals(const struct bo_unit_costs *costs)
{
    double least = 1.0;
    for (uint32_t y = 0; y < costs->n_years; y++)
        least = fmin(least, costs->line[BO_UNIT_TOKENS][y]);
    return least < 0.01 ? 5 : 3;
}

void bo_unit_costs_print(FILE *out, const struct bo_unit_costs *costs,
                         const struct bo_terminal *terminal, struct bo_arena *arena)
{
    const struct page page[] = {
        {"A GPU-HOUR (H100e), USD", BO_UNIT_HOUR_CHIP, BO_UNIT_UTILISATION, 3},
        {"A MILLION TOKENS, USD", BO_UNIT_TOKENS_CHIP, BO_UNIT_TOKENS_PRICE, token_decimals(costs)},
        {"WHAT A YEAR'S PURCHASES RETURN", BO_UNIT_IRR, BO_UNIT_IRR_STAYED, 0},
    };
    const struct printer printer = {out, costs, arena};
    for (size_t i = 0; i < sizeof page / sizeof *page; i++)
        print_page(&printer, &page[i], terminal);
    if (!is_empty(costs, BO_UNIT_IRR))
        fputs("Let for life at the rents of the run, which past its end go on as in its last two "
              "years;\nhad rents stayed: at those of the month of purchase.\n",
              out);
}

void bo_unit_costs_json(FILE *out, const struct bo_unit_costs *costs, const char *company)
{
    struct bo_json_rows rows = {.out = out};
    for (uint32_t y = 0; y < costs->n_years; y++) {
        for (int i = 0; i < BO_N_UNIT_LINES; i++) {
            const struct bo_unit_line_name *name = &bo_unit_line_names[i];
            bo_json_row_begin(&rows);
            bo_json_text(&rows, "company", company);
            bo_json_number(&rows, "year", costs->first_year + (int32_t)y);
            bo_json_text(&rows, "subject", name->subject);
            bo_json_text(&rows, "line", name->part);
            bo_json_switch(&rows, "part", name->is_part);
            bo_json_text(&rows, "unit", name->unit);
            bo_json_number(&rows, "value", costs->line[i][y]);
            bo_json_row_end(&rows);
        }
    }
    bo_json_rows_end(&rows);
}
