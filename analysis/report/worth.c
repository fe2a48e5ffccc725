/* compare.csv: net present value of companies, counted in three ways side by side, as one may win what another loses. */
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "compare.h"
#include "figures.h"

/* The row of a count of the company that row `first` is of; n_rows: there is none. */
static uint32_t row_of(const struct table *table, uint32_t first, const char *key)
{
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (strcmp(table_text(table, i, "key"), key) == 0 &&
            strcmp(table_text(table, i, "entity"), table_text(table, first, "entity")) == 0 &&
            strcmp(table_text(table, i, "variant"), table_text(table, first, "variant")) == 0)
            return i;
    }
    return table->n_rows;
}

/* Companies of which one count at least is wanted, by the clearest of theirs. */
static uint32_t rank(const struct table *table, bool single, struct compare_ranked *ranked)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        struct compare_ranked one = {i, true, 0.0};
        bool wanted = false;
        if (strcmp(table_text(table, i, "key"), figure_worths[0].key) != 0)
            continue;
        for (int k = 0; k < FIGURE_WORTHS; k++) {
            uint32_t row = row_of(table, i, figure_worths[k].key);
            if (row == table->n_rows || !compare_is_wanted(table, row, single))
                continue;
            one.slight &= compare_is_slight(table, row);
            one.weight = bo_max(one.weight, compare_weight(table, row, single));
            wanted = true;
        }
        if (wanted)
            ranked[n++] = one;
    }
    if (n > 1)
        qsort(ranked, n, sizeof *ranked, compare_ranked);
    return n;
}

static void open_table(struct bo_text *page, const struct compare_style *style)
{
    bo_text_puts(page, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What "
                       "companies are worth\"><table><caption>What companies are worth: the same "
                       "pairs, counted in three ways</caption><thead><tr>");
    if (style->variants)
        bo_text_puts(page, "<th scope=\"col\">Variant</th>");
    bo_text_puts(page, "<th scope=\"col\">Whose</th>");
    for (int k = 0; k < FIGURE_WORTHS; k++) {
        html_format(page, "<th scope=\"col\" class=\"n\">%s</th>", figure_worths[k].brief);
        if (!style->single)
            bo_text_puts(page, "<th scope=\"col\" class=\"n\">Better in (ties half)</th>");
    }
    bo_text_puts(page, "</tr></thead><tbody>");
}

static void add_row(struct bo_text *page, const struct table *table, uint32_t first,
                    const struct compare_style *style)
{
    bo_text_puts(page, "<tr>");
    if (style->variants)
        html_format(page, "<td>%s</td>", table_text(table, first, "variant"));
    html_format(page, "<th scope=\"row\">%s</th>", table_text(table, first, "entity"));
    for (int k = 0; k < FIGURE_WORTHS; k++) {
        uint32_t row = row_of(table, first, figure_worths[k].key);
        if (row == table->n_rows) {
            bo_text_puts(page, style->single ? "<td></td>" : "<td></td><td></td>");
            continue;
        }
        compare_add_difference(page, table, row);
        if (!style->single)
            compare_add_better(page, table, row);
    }
    bo_text_puts(page, "</tr>");
}

void compare_draw_worth(struct report *report, const struct table *table,
                        const struct compare_style *style)
{
    struct bo_text *page = report->page;
    struct compare_ranked *ranked =
        BO_NEW_ARRAY(report->arena, struct compare_ranked, table->n_rows);
    uint32_t n = rank(table, style->single, ranked);
    if (n == 0)
        return;
    open_table(page, style);
    for (uint32_t i = 0; i < n && i < COMPARE_ROWS_MAX; i++)
        add_row(page, table, ranked[i].row, style);
    bo_text_puts(page, "</tbody></table></div>");
    if (n > COMPARE_ROWS_MAX)
        html_format(page, "<p class=\"muted\">compare.csv holds %d more.</p>",
                    (int)(n - COMPARE_ROWS_MAX));
    figure_gloss_worth(page);
}
