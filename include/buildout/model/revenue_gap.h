/* buildout/model/revenue_gap.h - the revenue that AI would need, less what it has; and what investors make of it.
 *
 * Flow form (Cahn 2023, 2024): accelerator sales a year, times the whole data centre over its accelerators, over one
 * less the margin of those who sell the computing, less AI revenue a year. It compares a year's purchases, which serve
 * for years, with one year's revenue. Stock form: what of all accelerators is consumed in a year, evenly over their
 * life, and what running them costs, instead of the purchases. The two agree when sales stand still and running costs
 * nothing. Investors watch the stock form: a stop of sales must not look like good news.
 *
 * Units:  USD a year. Errors: none.
 * Source: D. Cahn, AI's $200B question (2023) and AI's $600B question (2024); prototypes B10.
 */
#ifndef BUILDOUT_MODEL_REVENUE_GAP_H
#define BUILDOUT_MODEL_REVENUE_GAP_H

#include "buildout/model/world.h"

struct bo_revenue_gap {
    uint32_t life_months;
    double *sales_usd;     /* [life_months + months of the run]: of each month, oldest first */
    double required_usd;   /* revenue a year that the stock of accelerators needs */
    double revenue_before; /* netted AI revenue of last month */
    double growth_seen;    /* of it, log a year */
    double log_sentiment;
    double progress_usual, growth_usual; /* as investors have got used to them */
};

/* Sales over one less the margin, less revenue; all a year. */
double bo_revenue_gap_flow(const struct bo_capital_param *param, double sales_usd,
                           double revenue_usd);
/* Revenue a year that consuming so much a year of accelerators needs. */
double bo_revenue_gap_required(const struct bo_capital_param *param, double consumed_usd);
/* Cahn's gap with his own sales and revenues, dated: an input, not an outcome. NaN before his first date. */
double bo_revenue_gap_sequoia(const struct bo_world *world, double day);
void bo_revenue_gap_open(struct bo_world *world);
/* Both gaps and the sentiment, on the blackboard. */
void bo_revenue_gap_close(struct bo_world *world, double day);

#endif
