#include "svg.h"

#include <math.h>
#include <stdio.h>

#include "buildout/base/num.h"

enum { STEP_MONTHS = 3 };

static void widen(struct svg_box *box, const double *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            continue;
        box->low = bo_min(box->low, x[i]);
        box->high = bo_max(box->high, x[i]);
    }
}

struct svg_box svg_box_of(const struct report_curve *curve, uint32_t n, int height)
{
    struct svg_box box = {.height = height};
    for (uint32_t i = 0; i < n; i++) {
        if (!curve[i].any)
            continue;
        widen(&box, curve[i].quantile[REPORT_P05], curve[i].n_months);
        widen(&box, curve[i].quantile[REPORT_P95], curve[i].n_months);
    }
    if (!(box.high > box.low))
        box.high = box.low + 1.0;
    return box;
}

void svg_open(struct bo_text *page, const struct svg_box *box)
{
    html_format(page,
                "<svg class=\"small\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" "
                "aria-hidden=\"true\">",
                (int)SVG_WIDTH, box->height);
    if (box->low < 0.0 && box->high > 0.0) {
        char y[40];
        snprintf(y, sizeof y, "%.1f", box->height * box->high / (box->high - box->low));
        html_format(page, "<path class=\"zero\" d=\"M0 %sH%d\"/>", y, (int)SVG_WIDTH);
    }
}

void svg_close(struct bo_text *page)
{
    bo_text_puts(page, "</svg>");
}

static void add_point(struct bo_text *page, const struct svg_box *box, char command, double share,
                      double value)
{
    char text[64];
    double y = (box->high - value) / (box->high - box->low) * (box->height - 2) + 1.0;
    snprintf(text, sizeof text, "%c%.1f %.1f", command, share * SVG_WIDTH, y);
    bo_text_puts(page, text);
}

static double share_of(uint32_t month, uint32_t n_months)
{
    return n_months > 1 ? (double)month / (double)(n_months - 1) : 0.0;
}

/* The months drawn: each third, counted from the last. */
static uint32_t first_drawn(uint32_t n_months)
{
    return n_months > 0 ? (n_months - 1) % STEP_MONTHS : 0;
}

static void add_band(struct bo_text *page, const struct svg_box *box,
                     const struct report_curve *curve)
{
    const double *low = curve->quantile[REPORT_P05], *high = curve->quantile[REPORT_P95];
    uint32_t n = curve->n_months, start = first_drawn(n), end;
    while (start < n) {
        for (; start < n && !isfinite(high[start]); start += STEP_MONTHS) {
        }
        for (end = start; end < n && isfinite(high[end]); end += STEP_MONTHS)
            add_point(page, box, end == start ? 'M' : 'L', share_of(end, n), high[end]);
        for (uint32_t i = end; i > start; i -= STEP_MONTHS)
            add_point(page, box, 'L', share_of(i - STEP_MONTHS, n), low[i - STEP_MONTHS]);
        if (end > start)
            bo_text_char(page, 'Z');
        start = end;
    }
}

static void add_line(struct bo_text *page, const struct svg_box *box,
                     const struct report_curve *curve)
{
    const double *median = curve->quantile[REPORT_P50];
    bool drawing = false;
    for (uint32_t i = first_drawn(curve->n_months); i < curve->n_months; i += STEP_MONTHS) {
        if (isfinite(median[i]))
            add_point(page, box, drawing ? 'L' : 'M', share_of(i, curve->n_months), median[i]);
        drawing = isfinite(median[i]);
    }
}

void svg_curve(struct bo_text *page, const struct svg_box *box, const struct report_curve *curve,
               uint32_t colour)
{
    int number = (int)(colour % REPORT_COLOURS) + 1;
    if (!curve->any)
        return;
    if (curve->banded) {
        html_format(page, "<path class=\"band\" style=\"fill:var(--series-%d)\" d=\"", number);
        add_band(page, box, curve);
        bo_text_puts(page, "\"/>");
    }
    html_format(page, "<path class=\"line\" style=\"stroke:var(--series-%d)\" d=\"", number);
    add_line(page, box, curve);
    bo_text_puts(page, "\"/>");
}
