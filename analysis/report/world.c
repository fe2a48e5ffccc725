/* Charts over months: a line or a fan for each variant, beside a table of the same by year. */
#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "chart.h"

#define LOG_SPAN \
    50.0 /* between the least and the most: on a linear axis the rest would lie on zero */

enum { MONTHS_A_YEAR = 12, SECOND_MAX = 2 };

struct chart {
    const char *title;
    struct bo_series_name name;
    const char *second,
        *second_name; /* another entity in the same chart when there is one variant; NULL */
    const char *first_name;
};

struct group {
    const char *title;
    uint32_t n;
    const struct chart *chart;
};

static const struct chart building[] = {
    {"Data centres in operation", {"Data Centers|Operating", "World", ""}, NULL, NULL, NULL},
    {"Opened in the month", {"Data Centers|Openings", "World", ""}, NULL, NULL, NULL},
    {"Sites announced or under construction",
     {"Data Centers|Pipeline", "World", ""},
     NULL,
     NULL,
     NULL},
    {"IT load energised", {"Capacity|IT Power|Energised", "World", ""}, NULL, NULL, NULL},
    {"IT load under construction",
     {"Capacity|IT Power|Under Construction", "World", ""},
     NULL,
     NULL,
     NULL},
    {"Cost of a new site", {"Construction|Cost per MW", "World", ""}, NULL, NULL, NULL},
    {"Lead time of transformers",
     {"Equipment|Lead Time|Power transformers", "World", ""},
     NULL,
     NULL,
     NULL},
    {"Rent of small halls", {"Colocation|Rent", "World", ""}, NULL, NULL, NULL},
};

static const struct chart computing[] = {
    {"Accelerators in hand", {"Fleet|H100e", "World", ""}, NULL, NULL, NULL},
    {"Accelerators of China's companies", {"Fleet|H100e", "China", ""}, NULL, NULL, NULL},
    {"IT load of accelerators", {"Fleet|IT Power", "World", ""}, NULL, NULL, NULL},
    {"Chips that wait for an energised hall",
     {"Fleet|Waiting for Halls", "World", ""},
     NULL,
     NULL,
     NULL},
    {"Chips wanted in China that no gate let through, a month",
     {"Chips|Denied", "China market", ""},
     NULL,
     NULL,
     NULL},
    {"An hour of an H100, on demand",
     {"Price|GPU Hour|H100", "World market", ""},
     "China market",
     "China",
     "World"},
    {"Best model", {"Capability", "World", ""}, "China", "China", "World"},
    {"China behind the frontier", {"Capability|Lag", "China", ""}, NULL, NULL, NULL},
};

static const struct chart money[] = {
    {"AI revenue, a month", {"Revenue|AI", "World", ""}, NULL, NULL, NULL},
    {"Capital spending, a month", {"Capex", "World", ""}, NULL, NULL, NULL},
    {"Revenue that the accelerators need and do not have",
     {"Revenue Gap|Stock", "World", ""},
     NULL,
     NULL,
     NULL},
    {"Price of tokens of the best model", {"Price|Tokens", "World", ""}, NULL, NULL, NULL},
    {"Companies alive", {"Companies|Alive", "World", ""}, NULL, NULL, NULL},
    {"Mood of investors", {"Sentiment", "World", ""}, NULL, NULL, NULL},
};

#define GROUP(title, charts)                          \
    {                                                 \
        title, sizeof charts / sizeof *charts, charts \
    }
static const struct group groups[] = {GROUP("Building", building), GROUP("Computing", computing),
                                      GROUP("Money", money)};

/* What one chart shows. */
struct shown {
    uint32_t n;
    const char *name[REPORT_VARIANTS_MAX + SECOND_MAX];
    struct report_curve curve[REPORT_VARIANTS_MAX + SECOND_MAX];
    struct html_scale scale;
    bool log;
};

static int add_curve(struct report *report, const struct report_variant *variant,
                     const struct bo_series_name *name, const char *label, struct shown *shown)
{
    struct report_curve *curve = &shown->curve[shown->n];
    int rc = report_curve(report, variant, name, curve);
    if (rc == 0 && curve->any)
        shown->name[shown->n++] = label;
    return rc;
}

/* All of it is more than nil, and spans so much that only decades show it. */
static bool spans_decades(const struct shown *shown)
{
    double least = HUGE_VAL, most = 0.0;
    for (uint32_t i = 0; i < shown->n; i++) {
        const struct report_curve *c = &shown->curve[i];
        for (int q = 0; q < BO_N_QUANTILES; q++) {
            if (q != REPORT_P50 && !c->banded)
                continue;
            for (uint32_t m = 0; m < c->n_months; m++) {
                double value = c->quantile[q][m];
                if (isfinite(value)) {
                    least = bo_min(least, value);
                    most = bo_max(most, value);
                }
            }
        }
    }
    return least > 0.0 && most > LOG_SPAN * least;
}

static int collect(struct report *report, const struct chart *chart, struct shown *shown)
{
    double largest = 0.0;
    int rc = 0;
    shown->n = 0;
    for (uint32_t i = 0; rc == 0 && i < report->n_variants; i++) {
        const struct report_variant *variant = &report->variant[i];
        const char *own = chart->second ? chart->first_name : variant->label;
        rc = add_curve(report, variant, &chart->name, report->n_variants > 1 ? variant->label : own,
                       shown);
    }
    if (rc == 0 && chart->second && report->n_variants == 1) {
        struct bo_series_name name = chart->name;
        name.entity = chart->second;
        rc = add_curve(report, &report->variant[0], &name, chart->second_name, shown);
    }
    for (uint32_t i = 0; i < shown->n; i++) {
        const struct report_curve *c = &shown->curve[i];
        largest = bo_max(largest, report_largest(c->quantile[REPORT_P95], c->n_months));
        largest = bo_max(largest, report_largest(c->quantile[REPORT_P05], c->n_months));
    }
    shown->scale = html_scale_of(report_unit(report, chart->name.variable), largest);
    shown->log = spans_decades(shown);
    return rc;
}

/* ---- what the script draws ---- */

static void add_line(struct bo_text *json, const char *name, const struct report_curve *curve,
                     double factor)
{
    static const char *const key[] = {"p05", "p25", "p50", "p75", "p95"};
    bo_text_puts(json, "{\"name\":");
    bo_text_json(json, name);
    for (int i = 0; i < BO_N_QUANTILES; i++) {
        if (i == REPORT_P50 || curve->banded)
            chart_values(json, key[i], curve->quantile[i], curve->n_months, factor);
    }
    bo_text_char(json, '}');
}

static void add_spec(struct report *report, const struct shown *shown)
{
    struct bo_text *json = &report->charts;
    char month[16];
    bo_month_format(shown->curve[0].first_month, month);
    bo_text_puts(json, "{\"first\":");
    bo_text_json(json, month);
    bo_text_puts(json, ",\"n\":");
    bo_text_uint(json, shown->curve[0].n_months);
    bo_text_puts(json, ",\"unit\":");
    bo_text_json(json, shown->scale.unit);
    bo_text_puts(json, shown->log ? ",\"log\":true,\"lines\":[" : ",\"lines\":[");
    for (uint32_t i = 0; i < shown->n; i++) {
        if (i > 0)
            bo_text_char(json, ',');
        add_line(json, shown->name[i], &shown->curve[i], shown->scale.factor);
    }
    bo_text_puts(json, "]}");
}

/* ---- the table beside it ---- */

static void add_head(struct bo_text *page, const struct shown *shown)
{
    bo_text_puts(page, "<thead><tr><th scope=\"col\">Year</th>");
    for (uint32_t i = 0; i < shown->n; i++) {
        html_format(page, "<th scope=\"col\" class=\"n\">%s</th>",
                    shown->n > 1           ? shown->name[i]
                    : shown->scale.unit[0] ? shown->scale.unit
                                           : "number");
        if (shown->curve[i].banded)
            bo_text_puts(page, "<th scope=\"col\" class=\"n\">5 %</th>"
                               "<th scope=\"col\" class=\"n\">95 %</th>");
    }
    bo_text_puts(page, "</tr></thead>");
}

static void add_cell(struct bo_text *page, double value)
{
    bo_text_puts(page, "<td class=\"n\">");
    html_number(page, value);
    bo_text_puts(page, "</td>");
}

static void add_row(struct bo_text *page, const struct shown *shown, uint32_t month)
{
    int32_t day = bo_month_first_day(shown->curve[0].first_month + (int32_t)month);
    html_format(page, "<tr><th scope=\"row\">%d</th>", (int)bo_year_of_day(day));
    for (uint32_t i = 0; i < shown->n; i++) {
        const struct report_curve *c = &shown->curve[i];
        bool has = month < c->n_months;
        add_cell(page, has ? c->quantile[REPORT_P50][month] * shown->scale.factor : BO_NAN);
        if (c->banded) {
            add_cell(page, has ? c->quantile[REPORT_P05][month] * shown->scale.factor : BO_NAN);
            add_cell(page, has ? c->quantile[REPORT_P95][month] * shown->scale.factor : BO_NAN);
        }
    }
    bo_text_puts(page, "</tr>");
}

/* Its last month stands for a year. */
static void add_table(struct bo_text *page, const char *title, const struct shown *shown)
{
    html_format(page,
                "<details><summary>Table<span class=\"sr\">: %s</span></summary>"
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table: %s\">"
                "<table><caption>%s%s in the last month of each year</caption>",
                title, title, shown->scale.unit, shown->scale.unit[0] ? "," : "");
    add_head(page, shown);
    bo_text_puts(page, "<tbody>");
    uint32_t n = shown->curve[0].n_months;
    for (uint32_t i = 0; i < n; i++) {
        int32_t month = shown->curve[0].first_month + (int32_t)i;
        if ((month + 1) % MONTHS_A_YEAR == 0 || i + 1 == n)
            add_row(page, shown, i);
    }
    bo_text_puts(page, "</tbody></table></div></details>");
}

static void draw(struct report *report, const struct chart *chart, const struct shown *shown)
{
    chart_open(report);
    html_text(report->page, chart->title);
    chart_titled(report, !shown->log ? shown->scale.unit
                         : shown->scale.unit[0]
                             ? bo_arena_printf(report->arena, "%s, log scale", shown->scale.unit)
                             : "log scale");
    add_spec(report, shown);
    add_table(report->page, chart->title, shown);
    chart_close(report);
}

static int draw_group(struct report *report, const struct group *group)
{
    struct bo_text *page = report->page;
    struct shown *shown = BO_NEW(report->arena, struct shown);
    bool open = false;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < group->n; i++) {
        rc = collect(report, &group->chart[i], shown);
        if (rc != 0 || shown->n == 0)
            continue;
        if (!open)
            html_format(page, "<h3>%s</h3><div class=\"panels\">", group->title);
        open = true;
        draw(report, &group->chart[i], shown);
    }
    if (open)
        bo_text_puts(page, "</div>");
    return rc;
}

static void explain(struct report *report)
{
    bool many = report_is_ensemble(report);
    html_format(report->page, "<p class=\"muted\">%s%s</p>",
                many ? "Lines are medians; the darker band holds the middle half of the runs, the "
                       "lighter one nine tenths. "
                     : "One run. ",
                "Point at a chart, or move in it with the arrow keys, to read a month.");
}

int report_world(struct report *report)
{
    int rc = 0;
    if (report->n_variants == 0 || !report->variant[0].first)
        return 0;
    report_section(report, "world", "Month by month");
    explain(report);
    for (size_t i = 0; rc == 0 && i < sizeof groups / sizeof *groups; i++)
        rc = draw_group(report, &groups[i]);
    report_section_end(report);
    return rc;
}
