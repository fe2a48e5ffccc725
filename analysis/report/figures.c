#include "figures.h"

#include <math.h>
#include <string.h>

#include "buildout/base/num.h"

const struct figure_worth figure_worths[FIGURE_WORTHS] = {
    {"npv", "NPV",
     "operating cash flow less capex up to the last month, discounted; what stands or is owed then "
     "counts for nothing"},
    {"npv_book", "NPV, plant at book value", "and the plant that stands then, at its book value"},
    {"npv_terminal", "NPV, going on for ever",
     "and what the last twelve months earned, wear taken off, in every year to come"},
};

bool figure_is_worth(const char *key)
{
    for (int i = 0; i < FIGURE_WORTHS; i++) {
        if (strcmp(figure_worths[i].key, key) == 0)
            return true;
    }
    return false;
}

void figure_gloss_worth(struct bo_text *page)
{
    bo_text_puts(page, "<ul class=\"gloss\">");
    for (int i = 0; i < FIGURE_WORTHS; i++)
        html_format(page, "<li><b>%s</b> (%s): %s.</li>", figure_worths[i].brief,
                    figure_worths[i].key, figure_worths[i].gloss);
    bo_text_puts(page, "</ul>");
}

void figure_name_of(struct bo_text *page, const char *entity, const char *key)
{
    if (strcmp(key, "revenue_ai") == 0 && strcmp(entity, "World") != 0)
        bo_text_puts(page, "Revenue of AI products");
    else
        figure_name(page, key);
}

void figure_name(struct bo_text *page, const char *key)
{
    static const char *const name[][2] = {
        {"npv", "Net present value"},
        {"npv_book", "Net present value, plant at book value"},
        {"npv_terminal", "Net present value, going on for ever"},
        {"irr", "Internal rate of return"},
        {"survived", "Survives"},
        {"exit_date", "Exit"},
        {"exit_kind", "Kind of exit"},
        {"cash_min", "Lowest cash"},
        {"cash_min_date", "Date of lowest cash"},
        {"funding_peak", "Largest funding"},
        {"capability_lag_months", "Behind the frontier"},
        {"h100e", "Accelerators in hand"},
        {"mw", "IT load"},
        {"on_site_mw", "IT load with own generation"},
        {"grid_wait_months", "Wait for the grid"},
        {"grid_wait_max_months", "Longest wait for the grid"},
        {"late_frac", "Late sites"},
        {"sites", "Sites"},
        {"revenue_ai", "AI revenue"},
        {"revenue_cloud", "Cloud revenue"},
        {"gap_closed_date", "Revenue gap closes"},
        {"share_agents", "Share of agents"},
        {"share_api", "Share of the API market"},
        {"share_cloud", "Share of AI in the cloud"},
        {"share_subscription", "Share of subscriptions"},
    };
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        if (strcmp(name[i][0], key) == 0) {
            bo_text_puts(page, name[i][1]);
            return;
        }
    }
    for (const char *p = key; *p; p++) {
        char letter[2] = {(char)(*p == '_' ? ' ' : *p), '\0'};
        if ((unsigned char)*p < 0x80)
            html_text(page, letter);
        else
            bo_text_char(page, *p);
    }
}

void figure_value(struct bo_text *page, const char *text, const char *unit, bool with_unit)
{
    double x;
    if (text[0] == '\0') {
        bo_text_puts(page, "\xE2\x80\x93");
    } else if (bo_double_parse(text, &x) != 0) {
        html_text(page, text);
    } else {
        struct html_scale scale = html_scale_of(unit, x);
        html_number(page, x * scale.factor);
        if (with_unit && scale.unit[0])
            html_format(page, " %s", scale.unit);
    }
}
