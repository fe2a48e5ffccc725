#include "sensitivity_print.h"

#include <math.h>

#include "buildout/cli/table.h"

enum { MOST_SHOWN = 15, PATH_COLUMNS = 60 };

static const char *shown_number(struct bo_arena *arena, double x)
{
    return isfinite(x) ? bo_arena_printf(arena, "%.3g", x) : "-";
}

static void add_row(struct bo_table *table, bool is_sobol, const struct bo_sensitivity_row *row,
                    const struct bo_terminal *terminal)
{
    const char **cell = bo_table_row(table);
    const double morris[] = {row->effect.mu_star, row->effect.low, row->effect.high, row->effect.mu,
                             row->effect.sigma};
    const double sobol[] = {row->index.total, row->index.total_low, row->index.total_high,
                            row->index.first, row->index.first_low, row->index.first_high};
    cell[0] = bo_text_shown(table->arena, terminal, row->input, PATH_COLUMNS);
    for (uint32_t i = 0; i + 1 < table->n_columns; i++)
        cell[i + 1] = shown_number(table->arena, is_sobol ? sobol[i] : morris[i]);
}

void bo_sensitivity_print(FILE *out, const struct bo_sensitivity_table *what,
                          const struct bo_terminal *terminal, struct bo_arena *arena)
{
    static const char size[] = "Size of effect (mu*)", total[] = "Total index";
    static const char first[] = "First order";
    static const struct bo_table_column morris[] = {
        {NULL, "Input", true, 0}, {size, "mean", false, 0},   {size, "low", false, 1},
        {size, "high", false, 1}, {"Mean", "(mu)", false, 0}, {"Spread", "(sigma)", false, 0}};
    static const struct bo_table_column sobol[] = {
        {NULL, "Input", true, 0},  {total, "share", false, 0}, {total, "low", false, 1},
        {total, "high", false, 1}, {first, "share", false, 0}, {first, "low", false, 1},
        {first, "high", false, 1}};
    struct bo_table table = {.arena = arena,
                             .n_columns = what->is_sobol ? sizeof sobol / sizeof *sobol
                                                         : sizeof morris / sizeof *morris,
                             .column = what->is_sobol ? sobol : morris,
                             .gap = 2};
    for (uint32_t i = 0; i < what->n && i < MOST_SHOWN; i++)
        add_row(&table, what->is_sobol, &what->row[i], terminal);
    fprintf(out, "%s: what %s%s%s follows\n%s\n\n", what->scenario, what->figure,
            what->unit[0] ? ", " : "", what->unit,
            what->is_sobol ? "Shares of its variance, with 95 % intervals"
                           : "Its change over the whole range of an input, with 95 % intervals");
    bo_table_print(out, &table, terminal);
    if (what->n > MOST_SHOWN)
        fprintf(out, "and %u weaker inputs\n", what->n - MOST_SHOWN);
}
