/* score.c - the runs' numbers against the observation and against forecasts that need no model. */
#include "buildout/backtest/backtest.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "inner.h"

double bo_crps_sorted(const double *x, uint32_t n, double y)
{
    double near = 0.0, spread = 0.0; /* spread: half the sum of |x_i - x_j| over all pairs */
    for (uint32_t i = 0; i < n; i++) {
        near += fabs(x[i] - y);
        spread += (2.0 * i + 1.0 - n) * x[i];
    }
    return near / n - spread / n / n;
}

static double middle(const struct bo_known *known)
{
    return 0.5 * (known->low + known->high);
}

/* ---- naive forecasts ---- */

bool same_series(const struct bo_observed *a, const struct bo_observed *b)
{
    bool same_length = a->last_month - a->first_month == b->last_month - b->first_month;
    return a->aggregate == b->aggregate && (same_length || a->aggregate == BO_AGGREGATE_LAST) &&
           strcmp(a->variables, b->variables) == 0 && strcmp(a->entities, b->entities) == 0 &&
           strcmp(a->places, b->places) == 0;
}

static double time_of(const struct bo_observed *row)
{
    return row->aggregate == BO_AGGREGATE_LAST ? row->last_month
                                               : 0.5 * (row->first_month + row->last_month);
}

static bool known_at_start(const struct bo_observed *row, int32_t start_month)
{
    return row->last_month < start_month || strcmp(row->topic, BO_TOPIC_GIVEN) == 0;
}

/* Sums over what is known, with times counted from the time asked for. */
struct fit {
    double at; /* the time asked for */
    uint32_t n;
    int32_t latest_month;
    double latest;
    double t, tt, y, ty;
};

static void add_known(struct fit *fit, const struct bo_observed *row, double factor)
{
    double y = middle(&row->value) * factor, t = time_of(row) - fit->at;
    if (fit->n == 0 || row->last_month > fit->latest_month) {
        fit->latest_month = row->last_month;
        fit->latest = y;
    }
    fit->n++;
    fit->t += t;
    fit->tt += t * t;
    fit->y += y;
    fit->ty += t * y;
}

static struct fit collect(const struct bo_observed_list *list, const struct bo_observed *asked,
                          bool at_start, int32_t start_month)
{
    struct fit fit = {.at = time_of(asked)};
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_observed *row = &list->row[i];
        double factor;
        bool earlier = row->last_month < asked->first_month;
        if (earlier && same_series(row, asked) && (!at_start || known_at_start(row, start_month)) &&
            bo_observed_unit_factor(row->unit, asked->unit, &factor, NULL) == BO_OK)
            add_known(&fit, row, factor);
    }
    return fit;
}

struct bo_naive bo_backtest_naive(const struct bo_observed_list *list, uint32_t i,
                                  int32_t start_month)
{
    struct bo_naive naive = {BO_NAN, BO_NAN};
    struct fit fit = collect(list, &list->row[i], true, start_month);
    if (fit.n == 0)
        fit = collect(list, &list->row[i], false, start_month);
    if (fit.n == 0)
        return naive;
    naive.last = fit.latest;
    double spread = fit.n * fit.tt - fit.t * fit.t;
    if (fit.n >= 2 && spread > 0.0)
        naive.trend = (fit.y * fit.tt - fit.t * fit.ty) / spread;
    return naive;
}

/* ---- one row ---- */

static double tolerance_of(const struct bo_observed *row, double end)
{
    return row->tolerance_kind == BO_TOLERANCE_UNIT ? row->tolerance : row->tolerance * fabs(end);
}

static enum bo_answer inside_tolerance(const struct bo_observed *row, double x)
{
    /* The last digits of a sum are nobody's fault. */
    const double slack = 1e-12;
    if (row->tolerance_kind == BO_TOLERANCE_NONE)
        return BO_UNTOLD;
    double low = row->value.low - tolerance_of(row, row->value.low);
    double high = row->value.high + tolerance_of(row, row->value.high);
    return x >= low - slack * fabs(low) && x <= high + slack * fabs(high) ? BO_YES : BO_NO;
}

static double error_of(const struct bo_known *observed, double x)
{
    if (x < observed->low)
        return x - observed->low;
    return x > observed->high ? x - observed->high : 0.0;
}

struct bo_score bo_backtest_score(const struct bo_observed_list *list, uint32_t i,
                                  int32_t start_month, double *value, uint32_t n_runs,
                                  enum bo_row_state state)
{
    const struct bo_observed *row = &list->row[i];
    struct bo_score score = {.state = state,
                             .p05 = BO_NAN,
                             .p50 = BO_NAN,
                             .p95 = BO_NAN,
                             .error = BO_NAN,
                             .inside_tolerance = BO_UNTOLD,
                             .inside_band = BO_UNTOLD,
                             .crps = BO_NAN,
                             .crps_last = BO_NAN,
                             .crps_trend = BO_NAN,
                             .crps_guidance = BO_NAN};
    if (n_runs > 0)
        qsort(value, n_runs, sizeof *value, bo_double_compare);
    while (score.n < n_runs && !isnan(value[score.n]))
        score.n++;
    if (score.n == 0)
        return score;
    struct bo_naive naive = bo_backtest_naive(list, i, start_month);
    double y = middle(&row->value);
    score.state = BO_ROW_COMPUTED;
    score.p05 = bo_quantile_sorted(value, score.n, 0.05);
    score.p50 = bo_quantile_sorted(value, score.n, 0.5);
    score.p95 = bo_quantile_sorted(value, score.n, 0.95);
    score.error = error_of(&row->value, score.p50);
    score.inside_tolerance = inside_tolerance(row, score.p50);
    score.inside_band =
        row->value.high >= score.p05 && row->value.low <= score.p95 ? BO_YES : BO_NO;
    score.crps = bo_crps_sorted(value, score.n, y);
    score.crps_last = fabs(naive.last - y);
    score.crps_trend = fabs(naive.trend - y);
    score.crps_guidance = fabs(middle(&row->guidance) - y);
    return score;
}

/* ---- topics ---- */

struct skill {
    double ours, naive;
    uint32_t n;
};

static void add_skill(struct skill *skill, double ours, double naive, double size)
{
    if (isnan(naive) || !(size > 0.0))
        return;
    skill->ours += ours / size;
    skill->naive += naive / size;
    skill->n++;
}

static double skill_of(const struct skill *skill)
{
    return skill->naive > 0.0 ? 1.0 - skill->ours / skill->naive : BO_NAN;
}

static struct bo_topic_score score_topic(const struct bo_observed_list *list,
                                         const struct bo_score *score, const char *topic)
{
    struct bo_topic_score t = {.topic = topic};
    struct skill last = {0}, trend = {0}, guidance = {0};
    uint32_t n_hits = 0, n_banded = 0, n_sized = 0;
    double width = 0.0;
    for (uint32_t i = 0; i < list->n; i++) {
        if (strcmp(list->row[i].topic, topic) != 0)
            continue;
        const struct bo_score *s = &score[i];
        if (s->state == BO_ROW_EARLIER)
            continue;
        if (s->state != BO_ROW_COMPUTED) {
            t.n_outside += bo_row_is_outside(s->state);
            t.n_not_computed += !bo_row_is_outside(s->state);
            continue;
        }
        double size = fabs(middle(&list->row[i].value));
        t.n_rows++;
        t.n_judged += s->inside_tolerance != BO_UNTOLD;
        n_hits += s->inside_tolerance == BO_YES;
        n_banded += s->inside_band == BO_YES;
        if (size > 0.0) {
            width += (s->p95 - s->p05) / size;
            n_sized++;
        }
        add_skill(&last, s->crps, s->crps_last, size);
        add_skill(&trend, s->crps, s->crps_trend, size);
        add_skill(&guidance, s->crps, s->crps_guidance, size);
    }
    t.n_inside = n_hits;
    t.inside_tolerance = t.n_judged > 0 ? (double)n_hits / t.n_judged : BO_NAN;
    t.inside_band = t.n_rows > 0 ? (double)n_banded / t.n_rows : BO_NAN;
    t.width = n_sized > 0 ? width / n_sized : BO_NAN;
    count_series(list, score, topic, &t);
    t.skill_last = skill_of(&last);
    t.skill_trend = skill_of(&trend);
    t.skill_guidance = skill_of(&guidance);
    t.n_last = last.n;
    t.n_trend = trend.n;
    t.n_guidance = guidance.n;
    return t;
}

/* The mean over the topics that have such a number. */
static double mean_over(const struct bo_topic_list *list, size_t offset)
{
    double sum = 0.0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        double x;
        memcpy(&x, (const char *)&list->topic[i] + offset, sizeof x);
        if (!isnan(x)) {
            sum += x;
            n++;
        }
    }
    return n > 0 ? sum / n : BO_NAN;
}

static void score_all(struct bo_topic_list *list)
{
    struct bo_topic_score *all = &list->all;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_topic_score *t = &list->topic[i];
        all->n_rows += t->n_rows;
        all->n_not_computed += t->n_not_computed;
        all->n_outside += t->n_outside;
        all->n_judged += t->n_judged;
        all->n_inside += t->n_inside;
        all->n_last += t->n_last;
        all->n_trend += t->n_trend;
        all->n_guidance += t->n_guidance;
        all->n_series += t->n_series;
        all->n_series_better += t->n_series_better;
    }
    all->inside_tolerance = mean_over(list, offsetof(struct bo_topic_score, inside_tolerance));
    all->inside_band = mean_over(list, offsetof(struct bo_topic_score, inside_band));
    all->width = mean_over(list, offsetof(struct bo_topic_score, width));
    all->skill_last = mean_over(list, offsetof(struct bo_topic_score, skill_last));
    all->skill_trend = mean_over(list, offsetof(struct bo_topic_score, skill_trend));
    all->skill_guidance = mean_over(list, offsetof(struct bo_topic_score, skill_guidance));
}

static int compare_topics(const void *a, const void *b)
{
    const struct bo_topic_score *x = a, *y = b;
    return strcmp(x->topic, y->topic);
}

struct bo_topic_list bo_backtest_topics(const struct bo_observed_list *list,
                                        const struct bo_score *score, struct bo_arena *arena)
{
    struct bo_topic_list topics = {.topic = NULL};
    uint32_t room = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const char *topic = list->row[i].topic;
        uint32_t k = 0;
        while (k < topics.n && strcmp(topics.topic[k].topic, topic) != 0)
            k++;
        if (k < topics.n || strcmp(topic, BO_TOPIC_GIVEN) == 0)
            continue;
        BO_ARENA_ROOM(arena, topics.topic, topics.n, room);
        topics.topic[topics.n++] = score_topic(list, score, topic);
    }
    if (topics.n > 0)
        qsort(topics.topic, topics.n, sizeof *topics.topic, compare_topics);
    score_all(&topics);
    return topics;
}
