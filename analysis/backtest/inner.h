/* inner.h - what the sources of this folder share. */
#ifndef BUILDOUT_ANALYSIS_BACKTEST_INNER_H
#define BUILDOUT_ANALYSIS_BACKTEST_INNER_H

#include "buildout/backtest/backtest.h"

/* Do both rows ask the same of periods of the same length? */
bool same_series(const struct bo_observed *a, const struct bo_observed *b);
/* Fills n_series and n_series_better of a topic. */
void count_series(const struct bo_observed_list *list, const struct bo_score *score,
                  const char *topic, struct bo_topic_score *out);

#endif
