/* Companies side by side: small multiples of what they have, and a table of how they fare. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "svg.h"
#include "tables.h"

enum { SHOWN_MAX = 16, HEIGHT = 64 };

struct company {
    const char *name;
    double size; /* megawatts at the end, in the first variant */
};

struct companies {
    uint32_t n;
    struct company *company; /* largest first */
};

static int compare_company(const void *a, const void *b)
{
    const struct company *x = a, *y = b;
    if (x->size < y->size || x->size > y->size)
        return x->size > y->size ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Those of which the outcomes speak: each company has "survived". */
static struct companies list_companies(const struct report *report)
{
    const struct report_variant *first = &report->variant[0];
    struct companies list = {.company =
                                 BO_NEW_ARRAY(report->arena, struct company, first->n_figures)};
    for (uint32_t i = 0; i < first->n_figures; i++) {
        const struct report_figure *f = &first->figure[i];
        if (strcmp(f->key, "survived") != 0)
            continue;
        const struct report_figure *mw = report_figure(first, f->entity, "mw");
        list.company[list.n++] = (struct company){f->entity, mw ? mw->median : 0.0};
    }
    qsort(list.company, list.n, sizeof *list.company, compare_company);
    return list;
}

/* ---- small multiples ---- */

struct multiple {
    const char *title, *variable, *note;
};

static const struct multiple multiples[] = {
    {"IT load of their own sites", "Capacity|IT Power|Energised", ""},
    {"Accelerators in hand", "Fleet|H100e", ""},
    {"Revenue of AI products, a month", "Revenue|AI", "AI in their clouds and GPU-hours apart"},
    {"GPU-hours let, a month", "Revenue|Leasing", ""},
    {"Cash", "Cash", ""},
};

struct row {
    const char *name;
    double end; /* the median there, of the first variant that has one */
    bool any;   /* it is not zero throughout */
    struct report_curve curve[REPORT_VARIANTS_MAX];
};

static int compare_row(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->end < y->end || x->end > y->end)
        return x->end > y->end ? -1 : 1;
    return strcmp(x->name, y->name);
}

static int fill_row(struct report *report, const struct multiple *m, struct row *row)
{
    const struct bo_series_name name = {m->variable, row->name, ""};
    int rc = 0;
    row->end = 0.0;
    row->any = false;
    for (uint32_t v = 0; rc == 0 && v < report->n_variants; v++) {
        struct report_curve *c = &row->curve[v];
        rc = report_curve(report, &report->variant[v], &name, c);
        if (rc != 0 || !c->any)
            continue;
        row->any |= report_largest(c->quantile[REPORT_P95], c->n_months) > 0.0;
        double end = report_last(c->quantile[REPORT_P50], c->n_months);
        row->end = row->end == 0.0 && isfinite(end) ? end : row->end;
    }
    return rc;
}

static void add_end(struct report *report, const struct report_curve *c, const char *unit)
{
    struct bo_text *page = report->page;
    const double *const *q = c->quantile;
    if (!c->any) {
        bo_text_puts(page, "\xE2\x80\x93");
        return;
    }
    double median = report_last(q[REPORT_P50], c->n_months);
    double low = report_last(q[REPORT_P05], c->n_months);
    double high = report_last(q[REPORT_P95], c->n_months);
    struct html_scale scale = html_scale_of(unit, bo_max(fabs(median), fabs(high)));
    bool nothing = median == 0.0 && low == 0.0 && high == 0.0;
    if (c->banded && !nothing)
        html_interval(page, &scale, median, low, high);
    else
        html_scaled(page, &scale, median);
    html_format(page, " <span class=\"unit\">%s</span>", nothing ? "" : scale.unit);
}

static void draw_small(struct report *report, const struct row *row, const char *unit)
{
    struct bo_text *page = report->page;
    struct svg_box box = svg_box_of(row->curve, report->n_variants, HEIGHT);
    html_format(page, "<div class=\"multiple\"><h4>%s</h4>", row->name);
    svg_open(page, &box);
    for (uint32_t v = 0; v < report->n_variants; v++)
        svg_curve(page, &box, &row->curve[v], v);
    svg_close(page);
    for (uint32_t v = 0; v < report->n_variants; v++) {
        bo_text_puts(page, "<p>");
        if (report->n_variants > 1)
            html_format(page, "<i style=\"background:var(--series-%d)\"></i>", (int)v + 1);
        add_end(report, &row->curve[v], unit);
        bo_text_puts(page, "</p>");
    }
    bo_text_puts(page, "</div>");
}

static int draw_multiple(struct report *report, const struct multiple *m,
                         const struct companies *list)
{
    struct bo_text *page = report->page;
    struct row *row = BO_NEW_ARRAY(report->arena, struct row, list->n);
    uint32_t n = 0;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < list->n; i++) {
        row[n].name = list->company[i].name;
        rc = fill_row(report, m, &row[n]);
        n += row[n].any;
    }
    if (rc != 0 || n == 0)
        return rc;
    qsort(row, n, sizeof *row, compare_row);
    html_format(page, "<h3>%s</h3><div class=\"multiples\">", m->title);
    for (uint32_t i = 0; i < n && i < SHOWN_MAX; i++)
        draw_small(report, &row[i], report_unit(report, m->variable));
    bo_text_puts(page, "</div>");
    if (n > SHOWN_MAX)
        html_format(page, "<p class=\"muted\">The table below has %d more.</p>",
                    (int)(n - SHOWN_MAX));
    return 0;
}

static int percent_of(uint32_t n, uint32_t all)
{
    return (int)floor(100.0 * n / all + 0.5);
}

/* ---- table ---- */

struct column {
    const char *title, *key;
    double factor;
    bool median_alone;
};

static const struct column fare[] = {
    {"Sites", "sites", 1, true},
    {"IT load, MW", "mw", 1, false},
    {"k H100e", "h100e", 1e-3, false},
    {"AI products, bn USD/yr", "revenue_ai", 1e-3, false},
    {"Months behind the frontier", "capability_lag_months", 1, true},
    {"Lowest cash, bn USD", "cash_min", 1e-3, true},
    {"Alive, % of runs", "survived", 100, true},
};
static const struct column worth[] = {
    {"NPV", "npv", 1e-3, false},
    {"NPV, plant at book value", "npv_book", 1e-3, false},
    {"NPV, going on for ever", "npv_terminal", 1e-3, false},
};

struct columns {
    const char *title, *caption;
    const struct column *column;
    int n;
};
static const struct columns how_they_fare = {"How they fare", "At the end of the months", fare,
                                             sizeof fare / sizeof *fare};
static const struct columns what_they_are_worth = {"What they are worth", "bn USD", worth,
                                                   sizeof worth / sizeof *worth};

static bool column_has(const struct report_variant *variant, const struct column *column)
{
    for (uint32_t i = 0; i < variant->n_figures; i++) {
        if (strcmp(variant->figure[i].key, column->key) == 0 &&
            strcmp(variant->figure[i].entity, "World") != 0)
            return true;
    }
    return false;
}

static void add_cell_range(struct bo_text *page, const struct report_figure *f, double factor)
{
    bo_text_puts(page, " <span class=\"interval\">(");
    html_cell_number(page, f->low * factor);
    bo_text_puts(page, " to ");
    html_cell_number(page, f->high * factor);
    bo_text_puts(page, ")</span>");
}

/* "survived" is 1 or 0: its mean is the share of runs. */
static void add_figure(struct report *report, const struct report_variant *variant,
                       const char *company, const struct column *column)
{
    struct bo_text *page = report->page;
    const struct report_figure *f = report_figure(variant, company, column->key);
    bo_text_puts(page, "<td class=\"n\">");
    if (!f)
        bo_text_puts(page, "\xE2\x80\x93");
    else if (strcmp(column->key, "survived") == 0)
        html_format(page, "%d", (int)floor(f->mean * column->factor + 0.5));
    else if (strcmp(column->key, "sites") == 0)
        html_format(page, "%d", (int)floor(f->median + 0.5));
    else
        html_cell_number(page, f->median * column->factor);
    if (f && !column->median_alone && variant->n_done > 1)
        add_cell_range(page, f, column->factor);
    if (f && f->n > 0 && f->n < variant->n_done)
        html_format(page, " <span class=\"unit\">in %d of %d runs</span>", (int)f->n,
                    (int)variant->n_done);
    bo_text_puts(page, "</td>");
}

static void draw_table(struct report *report, const struct report_variant *variant,
                       const struct companies *list, const struct columns *columns)
{
    struct bo_text *page = report->page;
    const char *separator = report->n_variants > 1 ? ": " : "";
    const char *name = report->n_variants > 1 ? variant->label : "";
    html_format(page,
                "<h3>%s%s%s</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"%s%s%s\"><table class=\"companies\"><caption>%s; %s</caption>"
                "<thead><tr><th scope=\"col\">Company</th>",
                columns->title, separator, name, columns->title, separator, name, columns->caption,
                variant->n_done > 1 ? "medians, in brackets from 5 to 95 % of the runs"
                                    : "one run");
    for (int c = 0; c < columns->n; c++) {
        if (column_has(variant, &columns->column[c]))
            html_format(page, "<th scope=\"col\" class=\"n\">%s</th>", columns->column[c].title);
    }
    bo_text_puts(page, "</tr></thead><tbody>");
    for (uint32_t i = 0; i < list->n; i++) {
        html_format(page, "<tr><th scope=\"row\">%s</th>", list->company[i].name);
        for (int c = 0; c < columns->n; c++) {
            if (column_has(variant, &columns->column[c]))
                add_figure(report, variant, list->company[i].name, &columns->column[c]);
        }
        bo_text_puts(page, "</tr>");
    }
    bo_text_puts(page, "</tbody></table></div>");
}

/* Of an ensemble: who is absorbed, and by whom. */
static int draw_takeovers(struct report *report, const struct report_variant *variant)
{
    struct bo_text *page = report->page;
    const char *separator = report->n_variants > 1 ? ": " : "";
    const char *name = report->n_variants > 1 ? variant->label : "";
    struct bo_takeover_list list = {0};
    int rc =
        bo_results_takeovers(report->results, variant->name, report->arena, &list, report->err);
    if (rc != 0 || list.n == 0 || variant->n_done < 2)
        return rc;
    html_format(page, "<h3>Who is absorbed%s%s</h3>", separator, name);
    table_open(page, bo_arena_printf(report->arena, "Who is absorbed%s%s", separator, name));
    bo_text_puts(page, "<th scope=\"col\">Company</th><th scope=\"col\" class=\"n\">% of runs</th>"
                       "<th scope=\"col\">By whom, in % of these runs</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < list.n; i++) {
        const struct bo_takeovers *of = &list.of[i];
        html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td><td>", of->entity,
                    percent_of(of->n_runs, variant->n_done));
        for (uint32_t k = 0; k < of->n; k++)
            html_format(page, "%s%s %d", k > 0 ? ", " : "", of->acquirer[k].name,
                        percent_of(of->acquirer[k].n_runs, of->n_runs));
        bo_text_puts(page, "</td></tr>");
    }
    table_close(page);
    return 0;
}

int report_companies(struct report *report)
{
    int rc = 0;
    if (report->n_variants == 0)
        return 0;
    struct companies list = list_companies(report);
    if (list.n == 0)
        return 0;
    report_section(report, "companies", "Companies");
    bo_text_puts(report->page,
                 "<p class=\"muted\">Each chart has its own scale, from zero; below it stands the "
                 "value at the end.</p>");
    for (size_t i = 0; rc == 0 && i < sizeof multiples / sizeof *multiples; i++)
        rc = draw_multiple(report, &multiples[i], &list);
    for (uint32_t v = 0; rc == 0 && v < report->n_variants; v++)
        draw_table(report, &report->variant[v], &list, &how_they_fare);
    for (uint32_t v = 0; rc == 0 && v < report->n_variants; v++)
        draw_table(report, &report->variant[v], &list, &what_they_are_worth);
    figure_gloss_worth(report->page);
    for (uint32_t v = 0; rc == 0 && v < report->n_variants; v++)
        rc = draw_takeovers(report, &report->variant[v]);
    report_section_end(report);
    return rc;
}
