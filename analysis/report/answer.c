/* The first screen: where the world stands at the end of the months, how sure that is, and from where it came. */
#include "inner.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "svg.h"

struct tile {
    const char *title, *entity;
    const char *variable; /* its value at the end, and its way there */
    const char *key;      /* or a key figure */
    const char *note;     /* what the figure means; "" */
};

static const struct tile tiles[] = {
    {"Data centres in operation", "World", "Data Centers|Operating", NULL, "hyperscale sites"},
    {"IT load energised", "World", "Capacity|IT Power|Energised", NULL, "of hyperscale sites"},
    {"Accelerators in hand", "World", "Fleet|H100e", NULL, "all buyers"},
    {"Accelerators of China's companies", "China", "Fleet|H100e", NULL, ""},
    {"China behind the frontier", "China", "Capability|Lag", NULL, "its best model"},
    {"AI revenue", "World", NULL, "revenue_ai", "of the last twelve months"},
    {"AI revenue covers what it must", "World", NULL, "gap_closed_date",
     "the revenue gap closes for good"},
    {"Companies alive", "World", "Companies|Alive", NULL, "of those in the model"},
};

struct value { /* of a tile, for one variant */
    bool any;
    bool interval; /* low and high say something */
    double low, median, high;
    double first;
    uint32_t n; /* runs that have it, of n_done */
};

static struct value value_of_figure(const struct report_variant *variant, const struct tile *tile)
{
    const struct report_figure *f = report_figure(variant, tile->entity, tile->key);
    if (!f)
        return (struct value){.any = false};
    return (struct value){.any = true,
                          .interval = variant->n_done > 1 && f->n > 1,
                          .low = f->low,
                          .median = f->median,
                          .high = f->high,
                          .first = BO_NAN,
                          .n = f->n};
}

static struct value value_of_curve(const struct report_variant *variant,
                                   const struct report_curve *curve)
{
    if (!curve->any)
        return (struct value){.any = false};
    const double *const *q = curve->quantile;
    return (struct value){.any = true,
                          .interval = curve->banded,
                          .low = report_last(q[REPORT_P05], curve->n_months),
                          .median = report_last(q[REPORT_P50], curve->n_months),
                          .high = report_last(q[REPORT_P95], curve->n_months),
                          .first = q[REPORT_P50][0],
                          .n = variant->n_done};
}

static void add_date_value(struct bo_text *page, const struct value *value)
{
    char text[3][16];
    const double day[] = {value->median, value->low, value->high};
    for (int i = 0; i < 3; i++)
        bo_month_format(bo_month_of_day((int32_t)floor(day[i])), text[i]);
    html_format(page, "<b>%s</b>", text[0]);
    if (value->interval)
        html_format(page, " <span class=\"interval\">(%s to %s)</span>", text[1], text[2]);
}

static void add_range(struct bo_text *page, const struct html_scale *scale,
                      const struct value *value)
{
    bo_text_puts(page, " <span class=\"interval\">(");
    html_scaled(page, scale, value->low);
    bo_text_puts(page, " to ");
    html_scaled(page, scale, value->high);
    bo_text_puts(page, ")</span>");
}

static void add_value(struct bo_text *page, const struct value *value, const char *unit,
                      const struct html_scale *scale)
{
    if (!value->any) {
        bo_text_puts(page, "<b>\xE2\x80\x93</b>");
    } else if (strcmp(unit, "date") == 0) {
        add_date_value(page, value);
    } else {
        bo_text_puts(page, "<b>");
        html_scaled(page, scale, value->median);
        html_format(page, "</b> <span class=\"unit\">%s</span>", scale->unit);
        if (value->interval)
            add_range(page, scale, value);
    }
}

static void add_note(struct report *report, const struct tile *tile, const struct value *value,
                     const char *unit)
{
    struct bo_text *page = report->page;
    const struct report_variant *first = &report->variant[0];
    html_format(page, "<p class=\"note\">%s", tile->note);
    if (value->any && isfinite(value->first) && first->first) {
        char month[16];
        bo_month_format(first->first->first_month, month);
        bo_text_puts(page, tile->note[0] ? "; " : "");
        struct html_scale then = html_scale_of(unit, value->first);
        html_scaled(page, &then, value->first);
        html_format(page, "%s%s in <span class=\"month\">%s</span>", then.unit[0] ? " " : "",
                    then.unit, month);
    }
    bool some = value->any ? value->n < first->n_done : first->n_done > 0;
    if (some)
        html_format(page, "; in %d of %d runs", value->any ? (int)value->n : 0, (int)first->n_done);
    bo_text_puts(page, "</p>");
}

static void add_tile(struct report *report, const struct tile *tile, const struct value *value,
                     const struct report_curve *curve, const char *unit)
{
    struct bo_text *page = report->page;
    double largest = 0.0;
    for (uint32_t i = 0; i < report->n_variants; i++)
        largest = value[i].any ? bo_max(largest, fabs(value[i].median)) : largest;
    struct html_scale scale = html_scale_of(unit, largest);
    html_format(page, "<div class=\"tile\"><h3>%s</h3>", tile->title);
    for (uint32_t i = 0; i < report->n_variants; i++) {
        html_format(page, "<p class=\"value\">");
        if (report->n_variants > 1)
            html_format(page,
                        "<span class=\"variant\"><i style=\"background:var(--series-%d)\">"
                        "</i>%s</span> ",
                        (int)i + 1, report->variant[i].label);
        add_value(page, &value[i], unit, &scale);
        bo_text_puts(page, "</p>");
    }
    if (tile->variable) {
        struct svg_box box = svg_box_of(curve, report->n_variants, 36);
        svg_open(page, &box);
        for (uint32_t i = 0; i < report->n_variants; i++)
            svg_curve(page, &box, &curve[i], i);
        svg_close(page);
    }
    add_note(report, tile, &value[0], unit);
    bo_text_puts(page, "</div>");
}

static int draw_tile(struct report *report, const struct tile *tile)
{
    struct report_curve *curve =
        BO_NEW_ARRAY(report->arena, struct report_curve, report->n_variants);
    struct value value[REPORT_VARIANTS_MAX];
    const struct bo_series_name name = {tile->variable, tile->entity, ""};
    const char *unit = tile->variable ? report_unit(report, tile->variable) : "";
    bool any = false;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < report->n_variants; i++) {
        const struct report_variant *variant = &report->variant[i];
        if (tile->variable) {
            rc = report_curve(report, variant, &name, &curve[i]);
            value[i] = value_of_curve(variant, &curve[i]);
        } else {
            const struct report_figure *f = report_figure(variant, tile->entity, tile->key);
            value[i] = value_of_figure(variant, tile);
            unit = f ? f->unit : unit;
        }
        any |= value[i].any ||
               (tile->key && report_figure(&report->variant[i], "World", "revenue_ai"));
    }
    if (rc == 0 && any)
        add_tile(report, tile, value, curve, unit);
    return rc;
}

int report_answer(struct report *report)
{
    struct bo_text *page = report->page;
    const struct bo_results_run *first = report->n_variants > 0 ? report->variant[0].first : NULL;
    int rc = 0;
    if (!first)
        return 0;
    char month[16];
    bo_month_format(first->first_month + (int32_t)first->n_months - 1, month);
    report_section(report, "answer", bo_arena_printf(report->arena, "The world in %s", month));
    if (report_is_ensemble(report))
        bo_text_puts(page, "<p class=\"muted\">Median of the runs; in brackets the range from 5 to "
                           "95 %.</p>");
    bo_text_puts(page, "<div class=\"tiles\">");
    for (size_t i = 0; rc == 0 && i < sizeof tiles / sizeof *tiles; i++)
        rc = draw_tile(report, &tiles[i]);
    bo_text_puts(page, "</div>");
    report_section_end(report);
    return rc;
}
