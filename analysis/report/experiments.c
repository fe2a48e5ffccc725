/* What the verbs that compare have left in the folder: their tables, each drawn for what it says. */
#include <string.h>

#include "figures.h"
#include "tables.h"

struct experiment {
    const char *file, *id, *title, *note;
    void (*draw)(struct report *report, const struct table *table);
    /* the column that names key figures; NULL: none, or the table says itself what they are */
    const char *figure;
};

/* In the order of the page: the answer to a question comes before what it was made from. */
static const struct experiment experiments[] = {
    {"compare.csv", "differences", "What differs", "", table_draw_compare, NULL},
    {"diff.csv", "diff", "What was changed, and what it does",
     "What each change adds to the mean difference of pairs of runs with the same luck: made in "
     "this order, one after the other; and as the mean over all orders (Shapley), which the bars "
     "show. In brackets the 95 % interval.",
     table_draw_diff, "key"},
    {"wait.csv", "wait", "What it is worth to wait",
     "Worth: what a run brings more than the same run, with the same luck, after the shortest "
     "wait. "
     "The band, and what stands in brackets, is the 95 % interval of the mean.",
     table_draw_wait, "key"},
    {"solve.csv", "solve", "The value that was looked for",
     "Each point is the mean over the runs at one value, all with the same luck; the band, and "
     "what "
     "stands in brackets, is its 95 % interval.",
     table_draw_solve, NULL},
    {"payoff.csv", "payoffs", "Payoffs",
     "Means over the runs, in brackets their 95 % interval; regret: what the player gave away "
     "against the best of its strategies, with the others as they are.",
     table_draw_payoff, "key"},
    {"equilibria.csv", "equilibria", "Equilibria",
     "In an equilibrium nobody gains by playing something else. It stands in the share of "
     "resampled runs in which that stays so.",
     table_draw_equilibria, NULL},
    {"robustness.csv", "robustness", "What holds whatever comes",
     "The points of the sweep as futures of which none is known to be likelier. Regret is what a "
     "strategy gave away against the best one in the same future with the same luck; bars are its "
     "mean, in brackets its 95 % interval.",
     table_draw_robustness, "key"},
    {"frontier.csv", "frontier", "Which strategy is better where",
     "Means of both strategies at each point; the difference is the mean over pairs of runs with "
     "the same luck, in brackets its 95 % interval.",
     table_draw_frontier, "key"},
    {"sweep.csv", "sweep", "Point by point", "Medians, in brackets from 5 to 95 % of the runs.",
     table_draw_sweep, "key"},
    {"sensitivity.csv", "sensitivity", "Which inputs matter",
     "By elementary effects the bar is the mean size of what an input does over its range, to the "
     "side on which the figure goes when it grows, or to the right where that is now one and now "
     "the other; by variance it is the share that the input has a part "
     "in. In brackets the 95 % interval.",
     table_draw_sensitivity, "key"},
    {"discover.csv", "discover", "When it happens",
     "A box is a range of one input or of a few. It is the better the more often what is asked for "
     "happens inside (density) and the more of all such runs it holds (coverage). Boxes are made "
     "from one part of the runs and tried on the other.",
     table_draw_discover, "when"},
    {"backtest.csv", "backtest", "Held against history", "", table_draw_backtest, NULL},
    {"calibration_topics.csv", "fit", "What calibration does to the fit",
     "Of the rows that were fitted: the share inside the tolerance, the share inside the band from "
     "5 to 95 % of the runs, and how wide that band is; before and after. The bar is after, the "
     "upright before.",
     table_draw_fit, NULL},
    {"calibration.csv", "calibration", "What calibration moves", "", table_draw_calibration, NULL},
};

/* A key, or a condition that reads one: "Baidu.npv > 0". */
static bool names_worth(const char *text)
{
    return figure_is_worth(text) || strstr(text, ".npv");
}

static bool tells_worth(const struct experiment *e, const struct table *table)
{
    for (uint32_t i = 0; e->figure && i < table->n_rows; i++) {
        if (names_worth(table_text(table, i, e->figure)))
            return true;
    }
    return false;
}

static bool is_foreign(const struct report *report, const char *file)
{
    for (uint32_t i = 0; i < report->about->n_foreign; i++) {
        if (strcmp(report->about->foreign[i], file) == 0)
            return true;
    }
    return false;
}

static int draw(struct report *report, const struct experiment *e)
{
    struct table table;
    int rc = table_read(report, e->file, &table);
    if (rc != 0 || table.n_rows == 0)
        return rc;
    report_section(report, e->id, e->title);
    if (is_foreign(report, e->file))
        bo_text_puts(report->page,
                     "<p><strong>Of another version of the scenario</strong> than the "
                     "runs of this report: it was changed since.</p>");
    if (e->note[0])
        html_format(report->page, "<p class=\"muted\">%s</p>", e->note);
    e->draw(report, &table);
    if (tells_worth(e, &table))
        figure_gloss_worth(report->page);
    report_section_end(report);
    return 0;
}

int report_experiments(struct report *report)
{
    int rc = draw(report, &experiments[0]);
    if (rc == 0)
        rc = report_years(report);
    for (size_t i = 1; rc == 0 && i < sizeof experiments / sizeof *experiments; i++)
        rc = draw(report, &experiments[i]);
    return rc;
}
