#include "dictionary.h"

#include "buildout/cli/table.h"
#include "json_rows.h"

void bo_dictionary_print(FILE *out, const struct bo_terminal *terminal, struct bo_arena *arena)
{
    static const struct bo_table_column column[] = {
        {NULL, "variable", true, 0}, {NULL, "unit", true, 0}, {NULL, "meaning", true, 0}};
    struct bo_table table = {.arena = arena, .n_columns = 3, .column = column, .gap = 2};
    uint32_t n;
    const struct bo_fact_variable *variable = bo_dictionary_variables(arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        const char **cell = bo_table_row(&table);
        cell[0] = variable[i].name;
        cell[1] = variable[i].unit;
        cell[2] = variable[i].meaning;
    }
    bo_table_print(out, &table, terminal);
}

void bo_dictionary_json(FILE *out, struct bo_arena *arena)
{
    struct bo_json_rows rows = {.out = out};
    uint32_t n;
    const struct bo_fact_variable *variable = bo_dictionary_variables(arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        bo_json_row_begin(&rows);
        bo_json_text(&rows, "variable", variable[i].name);
        bo_json_text(&rows, "unit", variable[i].unit);
        bo_json_text(&rows, "meaning", variable[i].meaning);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}

void bo_dictionary_escaped(FILE *out, const char *text)
{
    for (; *text; text++)
        fprintf(out, *text == '|' ? "\\%c" : "%c", *text);
}

void bo_dictionary_markdown(FILE *out, struct bo_arena *arena)
{
    uint32_t n;
    const struct bo_fact_variable *variable = bo_dictionary_variables(arena, &n);
    fputs("\n# Variables of the results\n\n"
          "A row of `series.csv` is (date, entity, place, variable, unit, value); flows are a "
          "month's, stocks are at its end.\n"
          "`*` stands for each chip, maker or segment of the scenario.\n\n"
          "| variable | unit | meaning |\n|---|---|---|\n",
          out);
    for (uint32_t i = 0; i < n; i++) {
        fputs("| ", out);
        bo_dictionary_escaped(out, variable[i].name);
        fprintf(out, " | %s | ", variable[i].unit);
        bo_dictionary_escaped(out, variable[i].meaning);
        fputs(" |\n", out);
    }
}
