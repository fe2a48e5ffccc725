#include "summary_print.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

enum { LEAST_SPARK = 10, MOST_SPARK = 36 };

void bo_print_colour(const struct bo_printer *p, const char *colour)
{
    if (p->terminal->colour)
        fputs(colour, p->out);
}

const char *bo_print_name(const struct bo_printer *p, const char *name)
{
    return bo_text_shown(p->arena, p->terminal, name, BO_NAME_COLUMNS);
}

const char *bo_print_year(const struct bo_printer *p, uint32_t y)
{
    return bo_arena_printf(p->arena, "%d", p->summary->first_year + (int32_t)y);
}

const char *bo_print_month(const struct bo_printer *p, int32_t month)
{
    char text[16];
    bo_month_format(month, text);
    return bo_arena_strdup(p->arena, text);
}

const char *bo_print_billions(const struct bo_printer *p, double musd)
{
    return bo_number_shown(p->arena, musd / BO_MUSD_PER_BN, 1);
}

double bo_print_largest(const double *value, uint32_t n)
{
    double most = 0.0;
    for (uint32_t i = 0; i < n; i++)
        most = fmax(most, fabs(value[i]));
    return most;
}

uint32_t bo_print_decimals(double most)
{
    if (most >= 100.0 || !(most > 0.0))
        return 0;
    return most >= 1.0 ? 1 : 2;
}

/* ---- lists ---- */

struct bo_print_list bo_print_list(const struct bo_printer *p, const char *heading)
{
    fprintf(p->out, "%s", heading);
    return (struct bo_print_list){.p = p, .at = bo_text_columns(heading)};
}

void bo_print_item(struct bo_print_list *list, const char *item, bool last)
{
    FILE *out = list->p->out;
    uint32_t n = bo_text_columns(item) + 1;
    if (list->at + 1 + n > list->p->terminal->width) {
        fputs("\n ", out);
        list->at = 1;
    }
    fprintf(out, " %s%s", item, last ? "\n" : ",");
    list->at += n + 1;
}

/* ---- tables by year ---- */

/* Every step-th year, the last among them, between the label and the course. */
static uint32_t n_years_shown(const struct bo_printer *p, uint32_t step)
{
    return (p->summary->n_years + step - 1) / step;
}

static uint32_t year_at(const struct bo_printer *p, uint32_t step, uint32_t place)
{
    uint32_t n = n_years_shown(p, step);
    return p->summary->n_years - 1 - (n - 1 - place) * step;
}

static void fill_line(const struct bo_printer *p, struct bo_table *table,
                      const struct bo_year_line *line, const double *year, uint32_t step)
{
    const char **cell = bo_table_row(table);
    double most = bo_print_largest(year, p->summary->n_years);
    bool large = line->large > 0.0 && most >= line->large;
    double unit = large ? line->per_large_unit : line->per_unit;
    uint32_t decimals =
        line->decimals < 0 ? bo_print_decimals(most / unit) : (uint32_t)line->decimals;
    decimals = large ? line->large_decimals : decimals;
    cell[0] = large ? line->large_label : line->label;
    for (uint32_t i = 0; i < n_years_shown(p, step); i++)
        cell[1 + i] = bo_number_shown(p->arena, year[year_at(p, step, i)] / unit, decimals);
}

static struct bo_table table_of(const struct bo_printer *p, const struct bo_year_table *years,
                                uint32_t step, uint32_t gap)
{
    uint32_t n = n_years_shown(p, step);
    struct bo_table_column *column = BO_NEW_ARRAY(p->arena, struct bo_table_column, n + 2);
    struct bo_table table = {.arena = p->arena, .n_columns = n + 2, .column = column, .gap = gap};
    column[0] = (struct bo_table_column){.head = years->head, .left = true};
    for (uint32_t i = 0; i < n; i++)
        column[1 + i].head = bo_print_year(p, year_at(p, step, i));
    column[n + 1] = (struct bo_table_column){.head = "", .left = true};
    for (uint32_t i = 0; i < years->n; i++)
        fill_line(p, &table, &years->line[i], years->series[years->line[i].which].year, step);
    return table;
}

/* As many years as there is room for beside the courses. */
static struct bo_table widest_table(const struct bo_printer *p, const struct bo_year_table *years,
                                    uint32_t *spark)
{
    struct bo_table table;
    for (uint32_t step = 1;; step++) {
        for (uint32_t gap = 2; gap >= 1; gap--) {
            table = table_of(p, years, step, gap);
            uint32_t width = bo_table_width(&table, 0) + 1;
            *spark = width < p->terminal->width ? p->terminal->width - width : 0;
            if (*spark >= LEAST_SPARK || (step >= p->summary->n_years && gap == 1))
                return table;
        }
    }
}

void bo_print_years(const struct bo_printer *p, const struct bo_year_table *years)
{
    uint32_t spark;
    struct bo_table table = widest_table(p, years, &spark);
    for (uint32_t r = 0; r < table.n_rows; r++)
        table.cell[(size_t)(r + 1) * table.n_columns - 1] =
            bo_sparkline(p->arena, p->terminal, years->series[years->line[r].which].month,
                         p->summary->n_months, spark < MOST_SPARK ? spark : MOST_SPARK);
    bo_table_print(p->out, &table, p->terminal);
}
