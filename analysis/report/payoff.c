/* payoff.csv: of two players a matrix, of more a row for each profile; regret beside the payoff. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "tables.h"

enum { NAMES_MAX = 64 };

struct names {
    uint32_t n;
    const char *name[NAMES_MAX];
};

static uint32_t place_of(struct names *names, const char *name)
{
    uint32_t i = 0;
    while (i < names->n && strcmp(names->name[i], name) != 0)
        i++;
    if (i == names->n && names->n < NAMES_MAX)
        names->name[names->n++] = name;
    return i;
}

static void add_payoff(struct bo_text *page, const struct table *table, uint32_t row)
{
    double mean = table_number(table, row, "payoff"), regret = table_number(table, row, "regret");
    double low = table_number(table, row, "low"), high = table_number(table, row, "high");
    double size = bo_max(fabs(mean), bo_max(fabs(low), fabs(high)));
    struct html_scale scale = html_scale_of(table_text(table, row, "unit"), size);
    if (!isfinite(mean)) { /* a date */
        html_text(page, table_text(table, row, "payoff"));
        return;
    }
    html_interval(page, &scale, mean, low, high);
    html_format(page, " <span class=\"unit\">%s</span>", scale.unit);
    if (!isfinite(regret))
        return;
    if (regret == 0.0) {
        bo_text_puts(page, " <span class=\"yes\">best answer</span>");
        return;
    }
    struct html_scale lost = html_scale_of(table_text(table, row, "unit"), regret);
    bo_text_puts(page, " <span class=\"no\">regret ");
    html_scaled(page, &lost, regret);
    html_format(page, " %s</span>", lost.unit);
}

/* The row of a player in the profile that begins at row first, each profile having a row a player. */
static void add_cell(struct bo_text *page, const struct table *table, uint32_t first,
                     uint32_t n_players)
{
    bo_text_puts(page, "<td>");
    for (uint32_t p = 0; p < n_players; p++) {
        html_format(page, "<div><span class=\"muted\">%s</span> ",
                    table_text(table, first + p, "player"));
        add_payoff(page, table, first + p);
        bo_text_puts(page, "</div>");
    }
    bo_text_puts(page, "</td>");
}

static void draw_matrix(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    struct names rows = {0}, columns = {0};
    const char *one = table_text(table, 0, "player"), *two = table_text(table, 1, "player");
    for (uint32_t i = 0; i + 1 < table->n_rows; i += 2) {
        place_of(&rows, table_text(table, i, "strategy"));
        place_of(&columns, table_text(table, i + 1, "strategy"));
    }
    html_format(page,
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Payoff matrix\">"
                "<table class=\"payoff\"><caption>%s in rows, %s in columns</caption><thead><tr>"
                "<td></td>",
                one, two);
    for (uint32_t c = 0; c < columns.n; c++)
        html_format(page, "<th scope=\"col\">%s: %s</th>", two, columns.name[c]);
    bo_text_puts(page, "</tr></thead><tbody>");
    for (uint32_t r = 0; r < rows.n; r++) {
        html_format(page, "<tr><th scope=\"row\">%s: %s</th>", one, rows.name[r]);
        for (uint32_t c = 0; c < columns.n; c++) {
            uint32_t i = 0;
            while (i + 1 < table->n_rows &&
                   (strcmp(table_text(table, i, "strategy"), rows.name[r]) != 0 ||
                    strcmp(table_text(table, i + 1, "strategy"), columns.name[c]) != 0))
                i += 2;
            if (i + 1 < table->n_rows)
                add_cell(page, table, i, 2);
            else
                bo_text_puts(page, "<td>not played</td>");
        }
        bo_text_puts(page, "</tr>");
    }
    bo_text_puts(page, "</tbody></table></div>");
}

static void draw_profiles(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    bo_text_puts(page, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Payoffs\">"
                       "<table><caption>Payoffs by profile</caption><thead><tr>"
                       "<th scope=\"col\">Profile</th><th scope=\"col\">Player</th>"
                       "<th scope=\"col\">Strategy</th><th scope=\"col\" class=\"n\">Payoff</th>"
                       "</tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++) {
        html_format(page, "<tr><td>%s</td><th scope=\"row\">%s</th><td>%s</td><td class=\"n\">",
                    table_text(table, i, "profile"), table_text(table, i, "player"),
                    table_text(table, i, "strategy"));
        add_payoff(page, table, i);
        bo_text_puts(page, "</td></tr>");
    }
    bo_text_puts(page, "</tbody></table></div>");
}

/* Rows come profile by profile, a row a player. */
void table_draw_payoff(struct report *report, const struct table *table)
{
    struct names players = {0};
    bool pairs = table->n_rows % 2 == 0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        uint32_t player = place_of(&players, table_text(table, i, "player"));
        pairs = pairs && player == i % 2;
    }
    if (pairs && players.n == 2)
        draw_matrix(report, table);
    else
        draw_profiles(report, table);
}
