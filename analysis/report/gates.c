/* The law on chips as a map: a row a chip, a column a day on which the law changed. */
#include "inner.h"

#include <string.h>

static const char *letter_of(const char *verdict)
{
    static const char *const letters[][2] = {{"free", "free"},       {"notify", "notify"},
                                             {"licence", "licence"}, {"refusal", "refusal"},
                                             {"denied", "denied"},   {"unknown", "?"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (strcmp(letters[i][0], verdict) == 0)
            return letters[i][1];
    }
    return "";
}

static void add_cell(struct bo_text *page, const char *verdict)
{
    const char *letter = letter_of(verdict);
    if (letter[0] == '\0')
        bo_text_puts(page, "<td class=\"gate none\"><span class=\"sr\">not sold</span></td>");
    else
        html_format(page, "<td class=\"gate %s\">%s</td>", verdict, letter);
}

static void add_head(struct bo_text *page, const struct bo_report_gates *gates)
{
    bo_text_puts(page, "<thead><tr><th scope=\"col\">Chip</th>");
    for (uint32_t d = 0; d < gates->n_days; d++) {
        html_format(page, "<th scope=\"col\" title=\"%s\">", gates->rules[d]);
        html_date(page, gates->day[d]);
        bo_text_puts(page, "</th>");
    }
    bo_text_puts(page, "</tr></thead>");
}

static void add_rules(struct bo_text *page, const struct bo_report_gates *gates)
{
    bo_text_puts(page, "<details><summary>What changed on these days</summary><dl class=\"days\">");
    for (uint32_t d = 0; d < gates->n_days; d++) {
        bo_text_puts(page, "<dt>");
        html_date(page, gates->day[d]);
        html_format(page, "</dt><dd>%s</dd>", gates->rules[d]);
    }
    bo_text_puts(page, "</dl></details>");
}

static const char *verdict_of(const struct bo_report_gates *gates, uint32_t chip, uint32_t day)
{
    return gates->verdict[(size_t)chip * gates->n_days + day];
}

/* A chip that is not sold while the run lasts has no verdict; one that is free whenever it is sold is named in a line. */
enum row { ROW_NONE, ROW_FREE, ROW_TABLE };

static enum row row_of(const struct bo_report_gates *gates, uint32_t chip)
{
    enum row row = ROW_NONE;
    for (uint32_t d = 0; d < gates->n_days; d++) {
        const char *verdict = verdict_of(gates, chip, d);
        if (verdict[0] == '\0')
            continue;
        if (strcmp(verdict, "free") != 0)
            return ROW_TABLE;
        row = ROW_FREE;
    }
    return row;
}

static void add_free(struct bo_text *page, const struct bo_report_gates *gates)
{
    const char *comma = "<p>Free whenever they are on sale: ";
    for (uint32_t c = 0; c < gates->n_chips; c++) {
        if (row_of(gates, c) != ROW_FREE)
            continue;
        bo_text_puts(page, comma);
        html_text(page, gates->chip[c]);
        comma = ", ";
    }
    if (comma[0] == ',')
        bo_text_puts(page, ".</p>");
}

void report_gates(struct report *report)
{
    const struct bo_report_gates *gates = report->about->gates;
    struct bo_text *page = report->page;
    if (!gates || gates->n_days == 0 || gates->n_chips == 0)
        return;
    report_section(report, "gates", "Which chips the law lets through");
    html_format(page,
                "<p class=\"muted\">For %s, by the law of the scenario on each day on which it "
                "changes, until the next. Refusal: a licence is needed and presumed to be refused; "
                "?: what the law "
                "asks about is not known of the chip; an empty cell: not yet on sale.</p><div "
                "class=\"wide\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Chips and verdicts\"><table class=\"gates\"><caption>Verdicts from "
                "each day on</caption>",
                gates->buyer);
    add_head(page, gates);
    bo_text_puts(page, "<tbody>");
    for (uint32_t c = 0; c < gates->n_chips; c++) {
        if (row_of(gates, c) != ROW_TABLE)
            continue;
        html_format(page, "<tr><th scope=\"row\">%s</th>", gates->chip[c]);
        for (uint32_t d = 0; d < gates->n_days; d++)
            add_cell(page, verdict_of(gates, c, d));
        bo_text_puts(page, "</tr>");
    }
    bo_text_puts(page, "</tbody></table></div>");
    add_free(page, gates);
    add_rules(page, gates);
    report_section_end(report);
}
