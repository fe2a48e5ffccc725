/* What drives the outcome: of each key figure of the world the inputs that it follows, strongest first, as a tornado. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/report/drivers.h"
#include "figures.h"
#include "inner.h"

enum { MOST_PER_KEY = 6 };

static void add_bar(struct bo_text *page, double correlation)
{
    char style[96];
    double half = 50.0 * fabs(correlation);
    snprintf(style, sizeof style, "left:%.1f%%;width:%.1f%%",
             correlation < 0.0 ? 50.0 - half : 50.0, half);
    html_format(page,
                "<td><span class=\"effect\" aria-hidden=\"true\"><i class=\"%s\" style=\"%s\"></i>"
                "<u style=\"left:50%%\"></u></span></td>",
                correlation < 0.0 ? "less" : "more", style);
}

static void add_row(struct bo_text *page, const struct bo_driver *d, bool new_key)
{
    bo_text_puts(page, "<tr><th scope=\"row\">");
    if (new_key)
        figure_name(page, d->key);
    html_format(page, "</th><td><code>%s</code></td>", d->input);
    add_bar(page, d->correlation);
    bo_text_puts(page, "<td class=\"n\">");
    html_number(page, d->correlation);
    bo_text_puts(page, "</td><td class=\"n\">");
    if (new_key)
        html_number(page, d->noise);
    bo_text_puts(page, "</td><td class=\"n\">");
    if (new_key)
        html_format(page, "%d", (int)d->n_runs);
    bo_text_puts(page, "</td></tr>");
}

static void add_rare(struct bo_text *page, const struct bo_driver_list *list)
{
    if (list->n_rare == 0)
        return;
    bo_text_puts(page, "<p class=\"muted\">Too few runs have ");
    for (uint32_t i = 0; i < list->n_rare; i++) {
        bo_text_puts(page, i == 0 ? "" : ", ");
        figure_name(page, list->rare[i].key);
        html_format(page, " (%d)", (int)list->rare[i].n_runs);
    }
    bo_text_puts(page, ".</p>");
}

int report_drives(struct report *report)
{
    struct bo_text *page = report->page;
    struct bo_driver_list list = {.n = 0};
    if (!report_is_ensemble(report))
        return 0;
    const struct bo_driver_wish wish = {report->variant[0].name, "World", MOST_PER_KEY};
    int rc = bo_drivers_find(report->results, &wish, report->arena, &list, report->err);
    if (rc != 0 || list.n == 0)
        return rc;
    report_section(report, "drives", "What drives the outcome");
    html_format(page,
                "<p class=\"muted\">Rank correlation of uncertain inputs with key figures of "
                "the world, over %d runs%s%s; what may be chance is not shown.</p>",
                (int)list.n_runs, report->n_variants > 1 ? " of " : "",
                report->n_variants > 1 ? report->variant[0].name : "");
    bo_text_puts(page, "<div class=\"wide\" tabindex=\"0\" "
                       "role=\"region\" aria-label=\"Drivers\"><table><caption>Drivers, the "
                       "strongest first</caption><thead><tr><th scope=\"col\">Figure</th>"
                       "<th scope=\"col\">Input</th><td></td><th scope=\"col\" class=\"n\">"
                       "Correlation</th><th scope=\"col\" class=\"n\">May be chance below</th>"
                       "<th scope=\"col\" class=\"n\">Runs that have it</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < list.n; i++)
        add_row(page, &list.driver[i],
                i == 0 || strcmp(list.driver[i].key, list.driver[i - 1].key) != 0);
    bo_text_puts(page, "</tbody></table></div>");
    add_rare(page, &list);
    report_section_end(report);
    return 0;
}
