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

void table_add_bar(struct bo_text *page, const struct table_bar *bar)
{
    char style[96];
    double span = bar->most - bar->least;
    bo_text_puts(page, "<td><span class=\"effect\" aria-hidden=\"true\">");
    if (isfinite(bar->value) && span > 0.0) {
        add_part(page, bar, bo_min(bar->value, 0.0), bo_max(bar->value, 0.0),
                 bar->value < 0.0 ? "<i class=\"less\" style=\"%s\"></i>"
                                  : "<i class=\"more\" style=\"%s\"></i>");
        snprintf(style, sizeof style, "left:%.1f%%", WHOLE * (0.0 - bar->least) / span);
        html_format(page, "<u style=\"%s\"></u>", style);
    }
    if (isfinite(bar->low) && isfinite(bar->high) && span > 0.0)
        add_part(page, bar, bar->low, bar->high, "<s style=\"%s\"></s>");
    bo_text_puts(page, "</span></td>");
}
