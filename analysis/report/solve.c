/* solve.csv: the outcome at each value that was tried, and where it turns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "chart.h"
#include "tables.h"

struct point {
    double x;
    uint32_t row;
};

static int compare_point(const void *a, const void *b)
{
    const struct point *p = a, *q = b;
    if (p->x < q->x || p->x > q->x)
        return p->x < q->x ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

static bool is_root(const struct table *table, uint32_t row)
{
    return strcmp(table_text(table, row, "kind"), "root") == 0;
}

/* What was tried, from the least value to the greatest. */
static uint32_t sort_points(const struct table *table, struct point *point)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        double x = table_number(table, i, "value");
        if (!is_root(table, i) && isfinite(x))
            point[n++] = (struct point){x, i};
    }
    qsort(point, n, sizeof *point, compare_point);
    return n;
}

static const double *column_of(const struct report *report, const struct table *table,
                               const struct point *point, uint32_t n, const char *column)
{
    double *x = BO_NEW_ARRAY(report->arena, double, n);
    for (uint32_t i = 0; i < n; i++)
        x[i] = table_number(table, point[i].row, column);
    return x;
}

static void add_chart(struct report *report, const struct table *table, const struct point *point,
                      uint32_t n, uint32_t root)
{
    struct chart_over over = {.x_name = table_text(table, 0, "input"),
                              .unit = "",
                              .factor = 1.0,
                              .n = n,
                              .n_lines = 1,
                              .x = column_of(report, table, point, n, "value")};
    over.line[0] = (struct chart_line){"outcome", column_of(report, table, point, n, "outcome"),
                                       column_of(report, table, point, n, "low"),
                                       column_of(report, table, point, n, "high")};
    if (root < table->n_rows) {
        over.mark = table_number(table, root, "value");
        over.mark_name = "where it turns";
    }
    chart_open(report);
    html_format(report->page, "Outcome by %s", table_text(table, 0, "input"));
    chart_titled(report, "");
    chart_over(report, &over);
    chart_close(report);
}

static void add_outcome(struct bo_text *page, const struct table *table, uint32_t row)
{
    double x[] = {table_number(table, row, "outcome"), table_number(table, row, "low"),
                  table_number(table, row, "high")};
    const struct html_scale as_it_is = {.factor = 1.0};
    bo_text_puts(page, "<td class=\"n\">");
    if (isfinite(x[1]) && isfinite(x[2]))
        html_interval(page, &as_it_is, x[0], x[1], x[2]);
    else
        html_number(page, x[0]);
    bo_text_puts(page, "</td>");
}

/* In the order in which they were tried. */
static void add_table(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    table_open(page, "Values that were tried");
    bo_text_puts(page, "<th scope=\"col\">Step</th><th scope=\"col\" class=\"n\">Value</th>"
                       "<th scope=\"col\" class=\"n\">Outcome</th><th scope=\"col\" class=\"n\">"
                       "Runs</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (is_root(table, i))
            continue;
        html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">",
                    table_text(table, i, "step"));
        html_precise(page, table_number(table, i, "value"));
        bo_text_puts(page, "</td>");
        add_outcome(page, table, i);
        table_add_number(page, table_number(table, i, "n"), "count");
        bo_text_puts(page, "</tr>");
    }
    table_close(page);
}

static void add_root(struct bo_text *page, const struct table *table, uint32_t root)
{
    if (root >= table->n_rows) {
        bo_text_puts(page, "<p>It does not turn between the ends.</p>");
        return;
    }
    html_format(page, "<p>It turns at <code>%s</code> = <b>", table_text(table, root, "input"));
    html_precise(page, table_number(table, root, "value"));
    bo_text_puts(page, "</b> <span class=\"interval\">(between ");
    html_precise(page, table_number(table, root, "from"));
    bo_text_puts(page, " and ");
    html_precise(page, table_number(table, root, "to"));
    bo_text_puts(page, ")</span></p>");
}

void table_draw_solve(struct report *report, const struct table *table)
{
    struct point *point = BO_NEW_ARRAY(report->arena, struct point, table->n_rows);
    uint32_t n = sort_points(table, point), root = 0;
    while (root < table->n_rows && !is_root(table, root))
        root++;
    add_root(report->page, table, root);
    bo_text_puts(report->page, "<div class=\"beside\">");
    if (n > 1)
        add_chart(report, table, point, n, root);
    add_table(report, table);
    bo_text_puts(report->page, "</div>");
}
