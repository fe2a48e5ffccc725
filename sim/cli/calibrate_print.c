#include "calibrate_print.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/calibrate/smoother.h"
#include "calibrate_table.h"

#define ROUGH 0.4 /* a correlation above which few inputs stand out */

enum { N_QUANTILES = BO_N_SHOWN };
static const double probability[N_QUANTILES] = {0.05, 0.5, 0.95};

/* ---- scores ---- */

static struct bo_score score_row(const struct bo_calibration *c,
                                 const struct bo_calibration_wave *wave, uint32_t row)
{
    double *value = BO_NEW_ARRAY(c->arena, double, wave->n);
    int32_t start = bo_month_of_day(c->scenario.param.time->start_day);
    memcpy(value, &wave->value[(size_t)row * wave->n], wave->n * sizeof *value);
    return bo_backtest_score(&c->list, c->row[row], start, value, wave->n, BO_ROW_NO_VALUE);
}

struct bo_calibration_scores bo_calibration_score(const struct bo_calibration *c,
                                                  const struct bo_posterior *posterior)
{
    struct bo_calibration_scores scores;
    for (int after = 0; after < 2; after++) {
        struct bo_score *score = BO_NEW_ARRAY(c->arena, struct bo_score, c->list.n);
        for (uint32_t i = 0; i < c->list.n; i++)
            score[i] = (struct bo_score){.state = BO_ROW_EARLIER};
        for (uint32_t i = 0; i < c->n_rows; i++)
            score[c->row[i]] = score_row(c, after ? &posterior->after : &posterior->before, i);
        scores.score[after] = score;
        scores.topics[after] = bo_backtest_topics(&c->list, score, c->arena);
    }
    return scores;
}

/* After over before, each row divided by its size. */
static double crps_ratio(const struct bo_calibration *c, const struct bo_calibration_scores *scores,
                         const char *topic)
{
    double sum[2] = {0.0, 0.0};
    for (uint32_t i = 0; i < c->n_rows; i++) {
        const struct bo_observed *row = &c->list.row[c->row[i]];
        double size = fabs(row->value.low + row->value.high) / 2.0;
        bool counts = strcmp(row->topic, topic) == 0 && size > 0.0 &&
                      scores->score[0][c->row[i]].state == BO_ROW_COMPUTED;
        for (int k = 0; counts && k < 2; k++)
            sum[k] += scores->score[k][c->row[i]].crps / size;
    }
    return sum[0] > 0.0 ? sum[1] / sum[0] : BO_NAN;
}

/* ---- the table of inputs ---- */

static const char *bound_name(const struct bo_moved *move)
{
    static const char *const name[] = {
        [BO_BOUND_NONE] = "", [BO_BOUND_LOWER] = "lower", [BO_BOUND_UPPER] = "upper"};
    return name[move->bound];
}

void bo_calibration_sheet(const struct bo_calibration *c, const struct bo_posterior *posterior,
                          struct bo_sheet *out)
{
    static const char *const column[] = {
        "input",         "prior_p05", "prior_p50", "prior_p95", "posterior_p05", "posterior_p50",
        "posterior_p95", "shift",     "spread",    "moved",     "bound"};
    *out = (struct bo_sheet){
        .arena = c->arena, .n_columns = sizeof column / sizeof *column, .column = column};
    for (uint32_t i = 0; i < posterior->n_inputs; i++) {
        const struct bo_uncertain *input = bo_posterior_input(c, posterior, i);
        const struct bo_moved *move = &posterior->move[i];
        struct bo_cell *cell = bo_sheet_row(out);
        double after[N_QUANTILES];
        bo_posterior_quantiles(c, posterior, i, probability, N_QUANTILES, after);
        cell[0] = BO_CELL_OF_TEXT(input->path);
        for (int q = 0; q < N_QUANTILES; q++) {
            cell[1 + q] = BO_CELL_OF(bo_dist_quantile(&input->dist, probability[q]));
            cell[1 + N_QUANTILES + q] = BO_CELL_OF(after[q]);
        }
        cell[7] = BO_CELL_OF(move->shift);
        cell[8] = BO_CELL_OF(move->spread);
        cell[9] = BO_CELL_OF(move->moved);
        cell[10] = BO_CELL_OF_TEXT(bound_name(move));
    }
}

static void add_topic_row(struct bo_sheet *out, const char *name, const struct bo_topic_score *was,
                          const struct bo_topic_score *is, double ratio)
{
    const double number[] = {was->n_rows,
                             was->inside_tolerance,
                             is->inside_tolerance,
                             was->inside_band,
                             is->inside_band,
                             was->width,
                             is->width,
                             ratio};
    struct bo_cell *cell = bo_sheet_row(out);
    cell[0] = BO_CELL_OF_TEXT(name);
    for (uint32_t k = 0; k < sizeof number / sizeof *number; k++)
        cell[1 + k] = BO_CELL_OF(number[k]);
}

void bo_calibration_topics_sheet(const struct bo_calibration *c,
                                 const struct bo_calibration_scores *scores, struct bo_sheet *out)
{
    static const char *const column[] = {"topic",
                                         "rows",
                                         "inside_tolerance_before",
                                         "inside_tolerance_after",
                                         "inside_band_before",
                                         "inside_band_after",
                                         "width_before",
                                         "width_after",
                                         "crps_ratio"};
    const struct bo_topic_list *was = &scores->topics[0], *is = &scores->topics[1];
    *out = (struct bo_sheet){
        .arena = c->arena, .n_columns = sizeof column / sizeof *column, .column = column};
    for (uint32_t i = 0; i < was->n; i++) {
        const char *topic = was->topic[i].topic;
        if (was->topic[i].n_rows > 0)
            add_topic_row(out, topic, &was->topic[i], &is->topic[i], crps_ratio(c, scores, topic));
    }
    add_topic_row(out, "all, by topic", &was->all, &is->all, BO_NAN);
}

void bo_calibration_warn(const struct bo_calibration *c, const struct bo_posterior *posterior)
{
    double least = bo_chance_correlation(posterior->n_inputs, posterior->n_members);
    if (least > ROUGH)
        fprintf(stderr,
                "buildout: warning: among %u inputs and %u runs chance makes correlations of "
                "%.2f, and only what is above can move; take more --runs, or fewer --inputs\n",
                posterior->n_inputs, posterior->n_members, least);
    for (uint32_t i = 0; i < posterior->n_inputs; i++) {
        const double middle = 0.5;
        double median;
        if (posterior->move[i].bound == BO_BOUND_NONE)
            continue;
        bo_posterior_quantiles(c, posterior, i, &middle, 1, &median);
        fprintf(stderr,
                "buildout: warning: %s ended at the %s bound of its prior, %.4g: the rows may want "
                "what it rules out\n",
                bo_posterior_input(c, posterior, i)->path, bound_name(&posterior->move[i]), median);
    }
}

static void fill_inputs(const struct bo_calibration *c, const struct bo_posterior *p,
                        struct bo_calibration_table *table)
{
    table->input = BO_NEW_ARRAY(c->arena, struct bo_calibration_row, p->n_inputs);
    for (uint32_t i = 0; i < p->n_inputs; i++) {
        const struct bo_uncertain *input = bo_posterior_input(c, p, i);
        if (!p->move[i].moved)
            continue;
        struct bo_calibration_row *row = &table->input[table->n_inputs++];
        row->path = input->path;
        row->bound = bound_name(&p->move[i]);
        for (int q = 0; q < N_QUANTILES; q++)
            row->before[q] = bo_dist_quantile(&input->dist, probability[q]);
        bo_posterior_quantiles(c, p, i, probability, N_QUANTILES, row->after);
    }
    table->n_same = p->n_inputs - table->n_inputs;
}

void bo_calibration_print(FILE *out, const struct bo_calibration *c,
                          const struct bo_posterior *posterior,
                          const struct bo_calibration_scores *scores)
{
    struct bo_calibration_table table = {.arena = c->arena,
                                         .title = c->scenario.title,
                                         .until = c->args->until,
                                         .dir = c->dir,
                                         .n_rows = c->n_rows,
                                         .n_cut = c->list.n_cut,
                                         .n_members = posterior->n_members,
                                         .n_steps = BO_CALIBRATION_STEPS,
                                         .seed = c->args->seed,
                                         .luck_share = posterior->luck_share,
                                         .spread = posterior->spread,
                                         .topics = {scores->topics[0], scores->topics[1]}};
    fill_inputs(c, posterior, &table);
    table.crps_ratio = BO_NEW_ARRAY(c->arena, double, table.topics[0].n);
    for (uint32_t i = 0; i < table.topics[0].n; i++)
        table.crps_ratio[i] = crps_ratio(c, scores, table.topics[0].topic[i].topic);
    bo_calibration_table_print(out, &table);
}
