#include "observations.h"

#include <string.h>

#include "buildout/cli/table.h"
#include "buildout/model/observation.h"
#include "json_rows.h"

#define LAG_MONTHS 1.0 /* a board sees the last close */

static const char *scope_of(const struct bo_observation_name *name)
{
    return strncmp(name->name, "world.", strlen("world.")) == 0 ? "world" : "own";
}

void bo_observations_print(FILE *out, const struct bo_terminal *terminal, struct bo_arena *arena)
{
    static const struct bo_table_column column[] = {{.head = "NAME", .left = true},
                                                    {.head = "UNIT", .left = true},
                                                    {.head = "MEANING", .left = true}};
    struct bo_table table = {.arena = arena, .n_columns = 3, .column = column, .gap = 2};
    fputs("What rules, scripts and checks of a scenario may read, as of the last month's end;\n"
          "checks see the world's alone, or one company's too. Checks of runs and of medians, "
          "--when\n"
          "and --until read key figures instead: World.mw, Baidu.npv, as outcomes.csv has them,\n"
          "and dates of them as decimal years: OpenAI.exit_date < 2028.5.\n\n",
          out);
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        const char **cell = bo_table_row(&table);
        cell[0] = bo_observation_names[i].name;
        cell[1] = bo_observation_names[i].unit;
        cell[2] = bo_observation_names[i].meaning;
    }
    bo_table_print(out, &table, terminal);
}

void bo_observations_json(FILE *out)
{
    struct bo_json_rows rows = {.out = out};
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        const struct bo_observation_name *name = &bo_observation_names[i];
        bo_json_row_begin(&rows);
        bo_json_text(&rows, "name", name->name);
        bo_json_text(&rows, "scope", scope_of(name));
        bo_json_text(&rows, "unit", name->unit);
        bo_json_text(&rows, "meaning", name->meaning);
        bo_json_text(&rows, "variable", name->variable);
        bo_json_number(&rows, "lag_months", LAG_MONTHS);
        bo_json_number(&rows, "probe", name->probe);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}

void bo_observations_markdown(FILE *out)
{
    fputs("\n## Names of rules, scripts and checks\n\nAs of the last month's end.\n\n"
          "| name | unit | meaning |\n|---|---|---|\n",
          out);
    for (int i = 0; i < BO_N_OBSERVATIONS; i++)
        fprintf(out, "| `%s` | %s | %s |\n", bo_observation_names[i].name,
                bo_observation_names[i].unit, bo_observation_names[i].meaning);
}
