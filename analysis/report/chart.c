#include "chart.h"

void chart_open(struct report *report)
{
    html_format(report->page,
                "<div class=\"panel\"><figure class=\"chart\" id=\"chart-%d\"><figcaption><b>",
                (int)report->n_charts);
}

void chart_titled(struct report *report, const char *unit)
{
    html_format(report->page, "</b> <span class=\"muted\">%s</span></figcaption></figure>", unit);
    bo_text_puts(&report->charts, report->n_charts > 0 ? ",\n" : "\n");
    report->n_charts++;
}

void chart_close(struct report *report)
{
    bo_text_puts(report->page, "</div>");
}

void chart_values(struct bo_text *json, const char *key, const double *value, uint32_t n,
                  double factor)
{
    bo_text_puts(json, ",\"");
    bo_text_puts(json, key);
    bo_text_puts(json, "\":[");
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            bo_text_char(json, ',');
        html_json_number(json, value[i] * factor);
    }
    bo_text_char(json, ']');
}

static void add_line(struct bo_text *json, const struct chart_line *line, uint32_t n, double factor)
{
    bo_text_puts(json, "{\"name\":");
    bo_text_json(json, line->name);
    chart_values(json, "p50", line->value, n, factor);
    if (line->low && line->high) {
        chart_values(json, "p05", line->low, n, factor);
        chart_values(json, "p95", line->high, n, factor);
    }
    bo_text_char(json, '}');
}

void chart_over(struct report *report, const struct chart_over *over)
{
    struct bo_text *json = &report->charts;
    bo_text_puts(json, "{\"n\":");
    bo_text_uint(json, over->n);
    bo_text_puts(json, ",\"xName\":");
    bo_text_json(json, over->x_name);
    chart_values(json, "x", over->x, over->n, 1.0);
    bo_text_puts(json, ",\"unit\":");
    bo_text_json(json, over->unit);
    if (over->mark_name) {
        bo_text_puts(json, ",\"mark\":{\"name\":");
        bo_text_json(json, over->mark_name);
        chart_values(json, "x", &over->mark, 1, 1.0);
        bo_text_char(json, '}');
    }
    bo_text_puts(json, ",\"lines\":[");
    for (uint32_t i = 0; i < over->n_lines; i++) {
        if (i > 0)
            bo_text_char(json, ',');
        add_line(json, &over->line[i], over->n, over->factor);
    }
    bo_text_puts(json, "]}");
}
