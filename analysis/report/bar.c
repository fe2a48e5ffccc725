#include <math.h>
#include <stdio.h>

#include "buildout/base/num.h"
#include "tables.h"

#define WHOLE 100.0 /* % */

static void add_part(struct bo_text *page, const struct table_bar *bar, double from, double to,
                     const char *markup)
{
    char style[96];
    double span = bar->most - bar->least;
    snprintf(style, sizeof style, "left:%.1f%%;width:%.1f%%", WHOLE * (from - bar->least) / span,
             WHOLE * (to - from) / span);
    html_format(page, markup, style);
}

void table_bar_widen(struct table_bar *bar)
{
    double low = isfinite(bar->low) ? bar->low : bar->value;
    double high = isfinite(bar->high) ? bar->high : bar->value;
    if (!isfinite(bar->value))
        return;
    bar->least = bo_min(bar->least, bo_min(bar->value, low));
    bar->most = bo_max(bar->most, bo_max(bar->value, high));
}

/* An upright where a value is. */
static void add_upright(struct bo_text *page, const struct table_bar *bar, double at)
{
    char style[96];
    snprintf(style, sizeof style, "left:%.1f%%",
             WHOLE * (at - bar->least) / (bar->most - bar->least));
    html_format(page, "<u style=\"%s\"></u>", style);
}

static void add_body(struct bo_text *page, const struct table_bar *bar)
{
    add_part(page, bar, bo_min(bar->value, 0.0), bo_max(bar->value, 0.0),
             bar->value < 0.0 ? "<i class=\"less\" style=\"%s\"></i>"
                              : "<i class=\"more\" style=\"%s\"></i>");
}

static void open_cell(struct bo_text *page)
{
    bo_text_puts(page, "<td><span class=\"effect\" aria-hidden=\"true\">");
}

static void close_cell(struct bo_text *page)
{
    bo_text_puts(page, "</span></td>");
}

void table_add_bar(struct bo_text *page, const struct table_bar *bar)
{
    bool has_room = bar->most - bar->least > 0.0;
    open_cell(page);
    if (isfinite(bar->value) && has_room) {
        add_body(page, bar);
        add_upright(page, bar, 0.0);
    }
    if (isfinite(bar->low) && isfinite(bar->high) && has_room)
        add_part(page, bar, bar->low, bar->high, "<s style=\"%s\"></s>");
    close_cell(page);
}

void table_add_share(struct bo_text *page, double share, double against)
{
    const struct table_bar bar = {.value = bo_clamp(share, 0.0, 1.0), .most = 1.0};
    open_cell(page);
    if (isfinite(share))
        add_body(page, &bar);
    if (isfinite(against))
        add_upright(page, &bar, bo_clamp(against, 0.0, 1.0));
    close_cell(page);
}

void table_add_ranges(struct bo_text *page, const struct table_ranges *r)
{
    const struct table_bar scale = {.least = bo_min(r->low[0], r->low[1]),
                                    .most = bo_max(r->high[0], r->high[1])};
    open_cell(page);
    if (isfinite(scale.least) && isfinite(scale.most) && scale.most > scale.least) {
        add_part(page, &scale, r->low[1], r->high[1], "<i class=\"more\" style=\"%s\"></i>");
        add_part(page, &scale, r->low[0], r->high[0], "<s style=\"%s\"></s>");
        add_upright(page, &scale, r->median);
    }
    close_cell(page);
}

void table_add_number(struct bo_text *page, double x, const char *unit)
{
    struct html_scale scale = html_scale_of(unit, x);
    bo_text_puts(page, "<td class=\"n\">");
    html_scaled(page, &scale, x);
    if (isfinite(x) && scale.unit[0])
        html_format(page, " <span class=\"unit\">%s</span>", scale.unit);
    bo_text_puts(page, "</td>");
}

void table_open(struct bo_text *page, const char *label)
{
    html_format(
        page,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead>"
        "<tr>",
        label);
}

void table_close(struct bo_text *page)
{
    bo_text_puts(page, "</tbody></table></div>");
}
