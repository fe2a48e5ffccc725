/* sweep.csv: a row a point, with the key figures of the world in columns. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

enum { KEYS_MAX = 8 };

struct keys {
    uint32_t n;
    const char *key[KEYS_MAX], *unit[KEYS_MAX];
};

static bool is_world(const struct table *table, uint32_t row)
{
    return strcmp(table_text(table, row, "entity"), "World") == 0;
}

static struct keys keys_of(const struct table *table)
{
    struct keys keys = {0};
    for (uint32_t i = 0; i < table->n_rows && keys.n < KEYS_MAX; i++) {
        const char *key = table_text(table, i, "key");
        bool known = !is_world(table, i);
        for (uint32_t k = 0; k < keys.n; k++)
            known |= strcmp(keys.key[k], key) == 0;
        if (known)
            continue;
        keys.unit[keys.n] = table_text(table, i, "unit");
        keys.key[keys.n++] = key;
    }
    return keys;
}

/* The columns between the first, variant, and entity: what was varied. */
static uint32_t entity_column(const struct table *table)
{
    uint32_t c = 0;
    while (c < table->n_columns && strcmp(table->head[c], "entity") != 0)
        c++;
    return c;
}

static void add_figure(struct bo_text *page, const struct table *table, uint32_t row)
{
    const char *unit = table_text(table, row, "unit");
    double median = table_number(table, row, "p50");
    bo_text_puts(page, "<td class=\"n\">");
    if (isfinite(median)) {
        double low = table_number(table, row, "p05"), high = table_number(table, row, "p95");
        struct html_scale scale = html_scale_of(unit, bo_max(fabs(low), fabs(high)));
        html_interval(page, &scale, median, low, high);
        html_format(page, " <span class=\"unit\">%s</span>", scale.unit);
    } else {
        figure_value(page, table_text(table, row, "p50"), unit, true);
    }
    bo_text_puts(page, "</td>");
}

static void add_point(struct bo_text *page, const struct table *table, uint32_t first,
                      const struct keys *keys)
{
    const char *variant = table_text(table, first, "variant");
    bo_text_puts(page, "<tr>");
    for (uint32_t c = 1; c < entity_column(table); c++)
        html_format(page, "<th scope=\"row\">%s</th>",
                    table->cell[(size_t)first * table->n_columns + c]);
    for (uint32_t k = 0; k < keys->n; k++) {
        uint32_t i = first;
        while (i < table->n_rows && strcmp(table_text(table, i, "variant"), variant) == 0 &&
               !(is_world(table, i) && strcmp(table_text(table, i, "key"), keys->key[k]) == 0))
            i++;
        if (i < table->n_rows && strcmp(table_text(table, i, "variant"), variant) == 0)
            add_figure(page, table, i);
        else
            bo_text_puts(page, "<td class=\"n\">\xE2\x80\x93</td>");
    }
    bo_text_puts(page, "</tr>");
}

void table_draw_sweep(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    struct keys keys = keys_of(table);
    bo_text_puts(page, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Points of "
                       "the sweep\"><table><caption>The world at each point</caption><thead><tr>");
    for (uint32_t c = 1; c < entity_column(table); c++)
        html_format(page, "<th scope=\"col\">%s</th>", table->head[c]);
    for (uint32_t k = 0; k < keys.n; k++) {
        bo_text_puts(page, "<th scope=\"col\" class=\"n\">");
        figure_name(page, keys.key[k]);
        bo_text_puts(page, "</th>");
    }
    bo_text_puts(page, "</tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (i == 0 ||
            strcmp(table_text(table, i, "variant"), table_text(table, i - 1, "variant")) != 0)
            add_point(page, table, i, &keys);
    }
    bo_text_puts(page, "</tbody></table></div>");
}
