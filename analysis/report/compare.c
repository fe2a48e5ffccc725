/* compare.csv: what changes against the base, pair by pair of runs, with the interval of its mean. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/stats/stats.h"
#include "compare.h"
#include "figures.h"

/* Of one pair no row has an interval. */
static bool is_single(const struct table *table)
{
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (isfinite(table_number(table, i, "low")))
            return false;
    }
    return true;
}

bool compare_is_clear(const struct table *table, uint32_t row)
{
    double low = table_number(table, row, "low"), high = table_number(table, row, "high");
    return low > 0.0 || high < 0.0;
}

static bool is_world(const struct table *table, uint32_t row)
{
    return strcmp(table_text(table, row, "entity"), "World") == 0;
}

/* The most pairs that any figure has: all of them, as of the world's load. */
static double most_pairs(const struct table *table)
{
    double most = 0.0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        double n = table_number(table, i, "n");
        most = n > most ? n : most;
    }
    return most;
}

static void add_pairs(struct bo_text *page, const struct table *table, uint32_t row)
{
    double n = table_number(table, row, "n"), most = most_pairs(table);
    if (n >= 0.0 && most <= UINT32_MAX)
        html_pairs(page, (uint32_t)n, (uint32_t)most);
}

/* Rows are by entity, and each company has "survived". */
static bool is_company(const struct table *table, uint32_t row)
{
    const char *entity = table_text(table, row, "entity");
    uint32_t i = row;
    while (i > 0 && strcmp(table_text(table, i - 1, "entity"), entity) == 0)
        i--;
    for (; i < table->n_rows && strcmp(table_text(table, i, "entity"), entity) == 0; i++) {
        if (strcmp(table_text(table, i, "key"), "survived") == 0)
            return true;
    }
    return false;
}

/* The mean in units of half its interval: how clear it is. */
static double clearness(const struct table *table, uint32_t row)
{
    double low = table_number(table, row, "low"), high = table_number(table, row, "high");
    double half = (high - low) / 2.0;
    double size = fabs(table_number(table, row, "difference"));
    return half > 0.0 ? size / half : size > 0.0 ? HUGE_VAL : 0.0;
}

/* Of one pair: the difference as a part of the larger of its two. */
static double part_of_value(const struct table *table, uint32_t row)
{
    double base = table_number(table, row, "base"), other = table_number(table, row, "other");
    double larger = bo_max(fabs(base), fabs(other));
    return larger > 0.0 ? fabs(table_number(table, row, "difference")) / larger : 0.0;
}

/* The scale is the row's own. */
static void add_effect(struct bo_text *page, const struct table *table, uint32_t row)
{
    struct table_bar bar = {.value = table_number(table, row, "difference"),
                            .low = table_number(table, row, "low"),
                            .high = table_number(table, row, "high")};
    table_bar_widen(&bar);
    table_add_bar(page, &bar);
}

bool compare_is_wanted(const struct table *table, uint32_t row, bool single)
{
    return single ? fabs(table_number(table, row, "difference")) > 0.0
                  : compare_is_clear(table, row);
}

/* The larger of base and other; a date has none. */
static double size_of(const struct table *table, uint32_t row)
{
    double base = fabs(table_number(table, row, "base"));
    double other = fabs(table_number(table, row, "other"));
    return isfinite(base) && isfinite(other) ? bo_max(base, other) : 0.0;
}

bool compare_is_slight(const struct table *table, uint32_t row)
{
    const char *key = table_text(table, row, "key");
    double largest = 0.0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (strcmp(table_text(table, i, "key"), key) == 0)
            largest = bo_max(largest, size_of(table, i));
    }
    return bo_stats_is_slight(table_number(table, row, "difference"), size_of(table, row), largest);
}

double compare_weight(const struct table *table, uint32_t row, bool single)
{
    return single ? part_of_value(table, row) : clearness(table, row);
}

void compare_add_difference(struct bo_text *page, const struct table *table, uint32_t row)
{
    bool is_date = strcmp(table_text(table, row, "unit"), "date") == 0;
    double x[] = {table_number(table, row, "difference"), table_number(table, row, "low"),
                  table_number(table, row, "high")};
    double size = bo_max(fabs(x[0]), bo_max(fabs(x[1]), fabs(x[2])));
    struct html_scale scale = html_scale_of(is_date ? "days" : table_text(table, row, "unit"),
                                            isfinite(size) ? size : fabs(x[0]));
    scale.whole = false; /* a mean of differences */
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &scale, x[0], x[1], x[2]);
    const char *unit = strcmp(scale.unit, "%") == 0 ? "points" : scale.unit; /* of two shares */
    html_format(page, " <span class=\"unit\">%s</span></td>", unit);
}

void compare_add_better(struct bo_text *page, const struct table *table, uint32_t row)
{
    double better = table_number(table, row, "p_better");
    bo_text_puts(page, "<td class=\"n\">");
    if (isfinite(better))
        html_format(page, "%d %%", (int)floor(100.0 * better + 0.5));
    bo_text_puts(page, "</td>");
}

static void add_row(struct report *report, const struct table *table, uint32_t row,
                    const struct compare_style *style)
{
    struct bo_text *page = report->page;
    const char *unit = table_text(table, row, "unit");
    bo_text_puts(page, "<tr>");
    if (style->variants)
        html_format(page, "<td>%s</td>", table_text(table, row, "variant"));
    html_format(page, "<th scope=\"row\">%s</th><td>", table_text(table, row, "entity"));
    figure_name_of(page, table_text(table, row, "entity"), table_text(table, row, "key"));
    add_pairs(page, table, row);
    bo_text_puts(page, "</td><td class=\"n\">");
    figure_value(page, table_text(table, row, "base"), unit, true);
    bo_text_puts(page, "</td><td class=\"n\">");
    figure_value(page, table_text(table, row, "other"), unit, true);
    bo_text_puts(page, "</td>");
    compare_add_difference(page, table, row);
    add_effect(page, table, row);
    if (!style->single)
        compare_add_better(page, table, row);
    html_format(page, "<td class=\"n\">%s</td></tr>", table_text(table, row, "first_date"));
}

static void open_table(struct report *report, const char *caption,
                       const struct compare_style *style)
{
    html_format(report->page,
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
                "<table><caption>%s</caption><thead><tr>",
                caption, caption);
    if (style->variants)
        bo_text_puts(report->page, "<th scope=\"col\">Variant</th>");
    const char *base = report->n_variants > 0 ? report->variant[0].name : "Base";
    const char *other =
        report->n_variants > 1 && !style->variants ? report->variant[1].name : "Other";
    html_format(report->page,
                "<th scope=\"col\">Whose</th><th scope=\"col\">Figure</th><th scope=\"col\" "
                "class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s</th>",
                base, other);
    bo_text_puts(report->page, "<th scope=\"col\" class=\"n\">Difference</th><td></td>");
    if (!style->single)
        bo_text_puts(report->page, "<th scope=\"col\" class=\"n\">Better in (ties half)</th>");
    bo_text_puts(report->page, "<th scope=\"col\" class=\"n\">Differs from</th></tr></thead>"
                               "<tbody>");
}

int compare_ranked(const void *a, const void *b)
{
    const struct compare_ranked *x = a, *y = b;
    if (x->slight != y->slight)
        return x->slight ? 1 : -1;
    if (x->weight < y->weight || x->weight > y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Of one pair nothing is clear, and what differs most comes first. What companies are worth has a table of its own. */
static uint32_t rank(const struct table *table, bool companies, bool single,
                     struct compare_ranked *ranked)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (!is_world(table, i) && is_company(table, i) == companies &&
            !figure_is_worth(table_text(table, i, "key")) && compare_is_wanted(table, i, single))
            ranked[n++] = (struct compare_ranked){i, compare_is_slight(table, i),
                                                  compare_weight(table, i, single)};
    }
    if (n > 1)
        qsort(ranked, n, sizeof *ranked, compare_ranked);
    return n;
}

struct whose {
    bool companies;
    const char *nothing, *nothing_sure, *caption, *caption_sure;
};

static void draw_others(struct report *report, const struct table *table, const struct whose *whose,
                        const struct compare_style *style)
{
    struct bo_text *page = report->page;
    struct compare_ranked *ranked =
        BO_NEW_ARRAY(report->arena, struct compare_ranked, table->n_rows);
    uint32_t n = rank(table, whose->companies, style->single, ranked);
    if (n == 0) {
        bo_text_puts(page, style->single ? whose->nothing : whose->nothing_sure);
        return;
    }
    open_table(report, style->single ? whose->caption : whose->caption_sure, style);
    for (uint32_t i = 0; i < n && i < COMPARE_ROWS_MAX; i++)
        add_row(report, table, ranked[i].row, style);
    bo_text_puts(page, "</tbody></table></div>");
    if (n > COMPARE_ROWS_MAX)
        html_format(page, "<p class=\"muted\">compare.csv holds %d more.</p>",
                    (int)(n - COMPARE_ROWS_MAX));
}

static const struct whose companies = {true, "<p>No figure of a company differs.</p>",
                                       "<p>No figure of a company differs surely.</p>",
                                       "Companies: what differs, most of all first",
                                       "Companies: what differs surely, the clearest first"};
static const struct whose places = {false, "", "",
                                    "Regions and countries: what differs, most of all first",
                                    "Regions and countries: what differs surely, the clearest "
                                    "first"};

void table_draw_compare(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    const struct compare_style style = {table_has(table, "variant"), is_single(table)};
    bo_text_puts(page,
                 style.single
                     ? "<p class=\"muted\">A run of the base is held against the run of the other "
                       "with the same luck: one pair, whose difference may be chance.</p>"
                     : "<p class=\"muted\">Each run of the base is held against the run of the "
                       "other with the same luck. The difference is the mean over these pairs, in "
                       "brackets its 95 % interval.</p>");
    open_table(report, "The world", &style);
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (is_world(table, i))
            add_row(report, table, i, &style);
    }
    bo_text_puts(page, "</tbody></table></div>");
    draw_others(report, table, &companies, &style);
    draw_others(report, table, &places, &style);
    compare_draw_worth(report, table, &style);
}
