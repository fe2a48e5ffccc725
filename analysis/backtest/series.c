/* series.c - series of a topic on which the runs forecast better than what needs no model. */
#include "inner.h"

#include <math.h>
#include <string.h>

struct sums {
    double ours, naive; /* over the rows that have the naive forecast */
    uint32_t n;
};

static void add(struct sums *sums, double ours, double naive)
{
    if (isnan(naive))
        return;
    sums->ours += ours;
    sums->naive += naive;
    sums->n++;
}

static bool is_scored(const struct bo_observed_list *list, const struct bo_score *score, uint32_t i,
                      const char *topic)
{
    return score[i].state == BO_ROW_COMPUTED && strcmp(list->row[i].topic, topic) == 0;
}

static bool is_first(const struct bo_observed_list *list, const struct bo_score *score, uint32_t i,
                     const char *topic)
{
    for (uint32_t k = 0; k < i; k++) {
        if (is_scored(list, score, k, topic) && same_series(&list->row[k], &list->row[i]))
            return false;
    }
    return true;
}

static bool beats(const struct sums *sums)
{
    return sums->n == 0 || sums->ours < sums->naive;
}

void count_series(const struct bo_observed_list *list, const struct bo_score *score,
                  const char *topic, struct bo_topic_score *out)
{
    for (uint32_t i = 0; i < list->n; i++) {
        struct sums last = {0}, trend = {0};
        if (!is_scored(list, score, i, topic) || !is_first(list, score, i, topic))
            continue;
        for (uint32_t k = i; k < list->n; k++) {
            if (!is_scored(list, score, k, topic) || !same_series(&list->row[i], &list->row[k]))
                continue;
            add(&last, score[k].crps, score[k].crps_last);
            add(&trend, score[k].crps, score[k].crps_trend);
        }
        out->n_series += last.n > 0;
        out->n_series_better += last.n > 0 && beats(&last) && beats(&trend);
    }
}
