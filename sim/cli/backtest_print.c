#include "backtest_print.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/cli/table.h"

#define NUMBER_COLUMNS 53 /* of a row without its period and entity */
#define WIDE_COLUMNS 90   /* where the band has a column */
#define BAND_COLUMNS 5
#define ENTITY_COLUMNS_MIN 12
#define TEXT_COLUMNS 60
#define PERCENT 100.0

/* ---- order ---- */

static int compare_months(int32_t a, int32_t b)
{
    return a < b ? -1 : a > b;
}

/* Years, then halves, quarters and months, each in order of time; of what is told at its end only that counts. */
static int compare_periods(const struct bo_observed *a, const struct bo_observed *b)
{
    int by_length = compare_months(b->last_month - b->first_month, a->last_month - a->first_month);
    int by_time = compare_months(a->last_month, b->last_month);
    if (a->aggregate == BO_AGGREGATE_LAST)
        return by_time != 0 ? by_time : by_length;
    return by_length != 0 ? by_length : by_time;
}

static int compare_rows(const struct bo_observed *a, const struct bo_observed *b)
{
    const char *const text[][2] = {
        {a->topic, b->topic},
        {a->variables, b->variables},
        {a->unit, b->unit},
        {bo_aggregate_name(a->aggregate), bo_aggregate_name(b->aggregate)},
        {a->entities, b->entities},
        {a->places, b->places}};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        int order = strcmp(text[i][0], text[i][1]);
        if (order != 0)
            return order;
    }
    return compare_periods(a, b);
}

struct place {
    const struct bo_observed *row;
    uint32_t index;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int order = compare_rows(x->row, y->row);
    if (order != 0)
        return order;
    return x->index < y->index ? -1 : x->index > y->index;
}

void bo_backtest_arrange(struct bo_backtest_report *report, struct bo_arena *arena)
{
    const struct bo_observed_list *list = report->list;
    struct place *place = BO_NEW_ARRAY(arena, struct place, list->n);
    uint32_t *shown = BO_NEW_ARRAY(arena, uint32_t, list->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        if (report->score[i].state != BO_ROW_GIVEN && report->score[i].state != BO_ROW_EARLIER)
            place[n++] = (struct place){&list->row[i], i};
    }
    if (n > 0)
        qsort(place, n, sizeof *place, compare_places);
    for (uint32_t i = 0; i < n; i++)
        shown[i] = place[i].index;
    report->shown = shown;
    report->n_shown = n;
    report->topics = bo_backtest_topics(list, report->score, arena);
}

/* ---- terminal ---- */

struct screen {
    FILE *out;
    const struct bo_backtest_report *report;
    const struct bo_terminal *terminal;
    struct bo_arena *arena;
    uint32_t period_columns, entity_columns, known_columns; /* the same in all tables */
};

/* About four digits. */
static const char *number(struct screen *s, double x)
{
    const double most = 1e7; /* written out */
    double size = fabs(x);
    if (size >= most && isfinite(x))
        return bo_arena_printf(s->arena, "%.1e", x);
    return bo_number_shown(s->arena, x, size >= 100.0 ? 0 : size >= 10.0 ? 1 : size >= 1.0 ? 2 : 3);
}

static const char *known(struct screen *s, const struct bo_known *known)
{
    if (known->low < known->high)
        return bo_arena_printf(s->arena, "%s-%s", number(s, known->low), number(s, known->high));
    return number(s, known->low);
}

static const char *percent(struct screen *s, double x)
{
    return isfinite(x) ? bo_arena_printf(s->arena, "%.0f %%", PERCENT * x) : "-";
}

static const char *signed_percent(struct screen *s, double x)
{
    const double least = 0.005; /* what is not told as nothing */
    if (fabs(x) < least)
        return "0 %";
    return isfinite(x) ? bo_arena_printf(s->arena, "%+.0f %%", PERCENT * x) : "-";
}

static const char *answer(enum bo_answer a)
{
    return a == BO_YES ? "in" : a == BO_NO ? "out" : "-";
}

/* A miss is to be seen among hundreds of rows. */
static const char *verdict(enum bo_answer a)
{
    return a == BO_NO ? "MISS" : answer(a);
}

/* "2022-Q3..2022-Q4" as "2022-Q3..Q4", "2023-07..2024-06" as "2023-07..24-06". */
static const char *period(struct screen *s, const struct bo_observed *row)
{
    enum { CENTURY = 2, YEAR = 4 };
    const char *text = row->period, *dots = strstr(text, "..");
    if (dots == NULL || strlen(dots) <= 2 + YEAR)
        return text;
    const char *to = dots + 2;
    size_t same = strncmp(text, to, YEAR) == 0      ? YEAR + 1
                  : strncmp(text, to, CENTURY) == 0 ? CENTURY
                                                    : 0;
    return bo_arena_printf(s->arena, "%.*s..%s", (int)(dots - text), text, to + same);
}

static const char *whose(struct screen *s, const struct bo_observed *row)
{
    const char *text = row->places[0]
                           ? bo_arena_printf(s->arena, "%s@%s", row->entities, row->places)
                           : row->entities;
    uint32_t width = s->terminal->width, other = NUMBER_COLUMNS + s->period_columns;
    if (width >= WIDE_COLUMNS)
        other += BAND_COLUMNS;
    uint32_t room = width > other + ENTITY_COLUMNS_MIN ? width - other : ENTITY_COLUMNS_MIN;
    return bo_text_shown(s->arena, s->terminal, text, room);
}

static const char *shown_text(struct screen *s, const char *text)
{
    return bo_text_shown(s->arena, s->terminal, text, TEXT_COLUMNS);
}

static double relative_error(const struct bo_observed *row, const struct bo_score *score)
{
    double size = 0.5 * fabs(row->value.low + row->value.high);
    return size > 0.0 ? score->error / size : BO_NAN;
}

static void fill_row(struct screen *s, const char **cell, uint32_t i)
{
    const struct bo_observed *row = &s->report->list->row[i];
    const struct bo_score *score = &s->report->score[i];
    cell[0] = period(s, row);
    cell[1] = whose(s, row);
    cell[2] = known(s, &row->value);
    cell[3] = number(s, score->p50);
    cell[4] = number(s, score->p05);
    cell[5] = number(s, score->p95);
    cell[6] = signed_percent(s, relative_error(row, score));
    cell[7] = verdict(score->inside_tolerance);
    cell[8] = answer(score->inside_band);
}

static const char *padded(struct screen *s, const char *text, uint32_t columns)
{
    return bo_arena_printf(s->arena, "%-*s", (int)columns, text);
}

static enum bo_row_state state_of(const struct screen *s, uint32_t at)
{
    return s->report->score[s->report->shown[at]].state;
}

static bool is_outside(const struct screen *s, uint32_t at)
{
    return bo_row_is_outside(state_of(s, at));
}

/* A row to which the runs say nothing, under the heads of the table. */
static void print_silent(struct screen *s, uint32_t at)
{
    const struct bo_observed *row = &s->report->list->row[s->report->shown[at]];
    const char *entity = whose(s, row);
    int blanks = (int)(s->entity_columns - bo_text_columns(entity));
    fprintf(s->out, "%-*s %s%*s %*s  not computed: %s\n", (int)s->period_columns, period(s, row),
            entity, blanks, "", (int)s->known_columns, known(s, &row->value),
            bo_row_state_text(state_of(s, at)));
}

/* Rows from..to share topic, variable, unit and aggregate; some of them are of the time of the runs. */
static void print_group(struct screen *s, uint32_t from, uint32_t to)
{
    const struct bo_table_column column[] = {
        {.head = padded(s, "period", s->period_columns), .left = true},
        {.head = padded(s, "entity", s->entity_columns), .left = true},
        {.head = bo_arena_printf(s->arena, "%*s", (int)s->known_columns, "observed")},
        {.head = " median"},
        {.head = "    5 %"},
        {.head = "   95 %"},
        {.head = "  error"},
        {.head = "tol."},
        {.head = "band", .rank = 1}};
    struct bo_table table = {
        .arena = s->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    const struct bo_observed *first = &s->report->list->row[s->report->shown[from]];
    fprintf(s->out, "\n%s, %s (%s)\n", shown_text(s, first->variables), shown_text(s, first->unit),
            bo_aggregate_name(first->aggregate));
    for (uint32_t i = from; i < to; i++) {
        if (state_of(s, i) == BO_ROW_COMPUTED)
            fill_row(s, bo_table_row(&table), s->report->shown[i]);
    }
    if (table.n_rows > 0)
        bo_table_print(s->out, &table, s->terminal);
    for (uint32_t i = from; i < to; i++) {
        if (state_of(s, i) != BO_ROW_COMPUTED && !is_outside(s, i))
            print_silent(s, i);
    }
}

static uint32_t n_in_state(const struct bo_backtest_report *r, enum bo_row_state state)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->list->n; i++)
        n += r->score[i].state == state;
    return n;
}

static const char *hits(struct screen *s, const struct bo_topic_score *t)
{
    return bo_arena_printf(s->arena, "%u of %u rows inside tolerance", t->n_inside, t->n_judged);
}

static const struct bo_topic_score *topic_of(const struct screen *s, const char *topic)
{
    const struct bo_topic_list *topics = &s->report->topics;
    uint32_t i = 0;
    while (i + 1 < topics->n && strcmp(topics->topic[i].topic, topic) != 0)
        i++;
    return &topics->topic[i];
}

static void print_topic_head(struct screen *s, const char *topic)
{
    fprintf(s->out, "\n== %s: %s ==\n", shown_text(s, topic), hits(s, topic_of(s, topic)));
}

static bool same_group(const struct bo_observed *a, const struct bo_observed *b)
{
    return strcmp(a->topic, b->topic) == 0 && strcmp(a->variables, b->variables) == 0 &&
           strcmp(a->unit, b->unit) == 0 && a->aggregate == b->aggregate;
}

static void print_groups(struct screen *s)
{
    const struct bo_backtest_report *r = s->report;
    const char *topic = NULL;
    for (uint32_t i = 0, end; i < r->n_shown; i = end) {
        const struct bo_observed *first = &r->list->row[r->shown[i]];
        bool all_outside = is_outside(s, i);
        for (end = i + 1; end < r->n_shown; end++) {
            if (!same_group(first, &r->list->row[r->shown[end]]))
                break;
            all_outside = all_outside && is_outside(s, end);
        }
        if (all_outside)
            continue;
        if (topic == NULL || strcmp(topic, first->topic) != 0)
            print_topic_head(s, first->topic);
        topic = first->topic;
        print_group(s, i, end);
    }
}

static void fill_topic(struct screen *s, const char **cell, const struct bo_topic_score *t)
{
    cell[0] = t->topic == NULL ? "all, by topic" : shown_text(s, t->topic);
    cell[1] = bo_number_shown(s->arena, t->n_rows, 0);
    cell[2] = bo_number_shown(s->arena, t->n_not_computed, 0);
    cell[3] = bo_number_shown(s->arena, t->n_outside, 0);
    cell[4] = percent(s, t->inside_tolerance);
    cell[5] = percent(s, t->inside_band);
    cell[6] = percent(s, t->width);
    cell[7] = signed_percent(s, t->skill_last);
    cell[8] = signed_percent(s, t->skill_trend);
    cell[9] = signed_percent(s, t->skill_guidance);
}

static void print_topics(struct screen *s)
{
    static const struct bo_table_column column[] = {
        {.head = "topic", .left = true},
        {.head = "rows"},
        {.group = "not", .head = "computed"},
        {.group = "not", .head = "comparable"},
        {.group = "inside", .head = "tol."},
        {.group = "inside", .head = "band"},
        {.group = "band's", .head = "width"},
        {.group = "better than (CRPS)", .head = "last"},
        {.group = "better than (CRPS)", .head = "trend"},
        {.group = "better than (CRPS)", .head = "guidance"}};
    struct bo_table table = {
        .arena = s->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    const struct bo_topic_list *topics = &s->report->topics;
    for (uint32_t i = 0; i < topics->n; i++)
        fill_topic(s, bo_table_row(&table), &topics->topic[i]);
    fill_topic(s, bo_table_row(&table), &topics->all);
    fputc('\n', s->out);
    bo_table_print(s->out, &table, s->terminal);
}

static void widen(uint32_t *columns, const char *text)
{
    uint32_t n = bo_text_columns(text);
    *columns = n > *columns ? n : *columns;
}

static void measure(struct screen *s)
{
    for (uint32_t i = 0; i < s->report->n_shown; i++) {
        const struct bo_observed *row = &s->report->list->row[s->report->shown[i]];
        widen(&s->period_columns, period(s, row));
        widen(&s->known_columns, known(s, &row->value));
    }
    for (uint32_t i = 0; i < s->report->n_shown; i++)
        widen(&s->entity_columns, whose(s, &s->report->list->row[s->report->shown[i]]));
}

/* What is not in the tables, and the sum of it all. */
static void print_rest(struct screen *s)
{
    const struct bo_backtest_report *r = s->report;
    const struct bo_topic_score *all = &r->topics.all;
    uint32_t n_given = n_in_state(r, BO_ROW_GIVEN), n_earlier = n_in_state(r, BO_ROW_EARLIER);
    fputc('\n', s->out);
    if (n_given > 0)
        fprintf(s->out, "%u more row%s given to the scenario and not scored.\n", n_given,
                n_given == 1 ? " is" : "s are");
    if (n_earlier > 0)
        fprintf(s->out, "%u row%s by %s and %s not scored.\n", n_earlier,
                n_earlier == 1 ? " ends" : "s end", r->after, n_earlier == 1 ? "is" : "are");
    if (all->n_series > 0)
        fprintf(s->out, "CRPS is better than both naive forecasts on %u of %u series (%s).\n",
                all->n_series_better, all->n_series,
                percent(s, (double)all->n_series_better / all->n_series));
    if (all->n_outside > 0)
        fprintf(s->out, "%u row%s not comparable: before the start or after the end of the runs.\n",
                all->n_outside, all->n_outside == 1 ? " is" : "s are");
    fprintf(s->out, "Results are in %s.\n",
            bo_text_shown(s->arena, s->terminal, r->dir, 2 * TEXT_COLUMNS));
    fprintf(s->out, "%s; score by topic %s\n", hits(s, all), percent(s, all->inside_tolerance));
}

void bo_backtest_print(FILE *out, const struct bo_backtest_report *report,
                       const struct bo_terminal *terminal, struct bo_arena *arena)
{
    struct screen s = {.out = out, .report = report, .terminal = terminal, .arena = arena};
    measure(&s);
    fprintf(out, "%s, against what was observed: %u run%s, seed %llu",
            bo_text_shown(arena, terminal, report->title, TEXT_COLUMNS), report->n_runs,
            bo_plural(report->n_runs), (unsigned long long)report->seed);
    fprintf(out, report->n_failed > 0 ? ", %u failed\n" : "\n", report->n_failed);
    print_groups(&s);
    print_topics(&s);
    print_rest(&s);
}

/* ---- CSV and JSON ---- */

enum { N_CELLS = 15, FIRST_NUMBER = 4, SOURCE_CELL = 14 };
static const char *const cell_name[N_CELLS] = {"period",
                                               "entity",
                                               "variable",
                                               "unit",
                                               "observed",
                                               "p05",
                                               "p50",
                                               "p95",
                                               "error",
                                               "inside_tolerance",
                                               "inside_band",
                                               "crps",
                                               "crps_last_value",
                                               "crps_trend",
                                               "source"};

/* A text when text is not NULL, else a number, which may be missing. */
struct cell {
    const char *text, *at;
    double number;
};

static struct cell text_cell(const char *text)
{
    return (struct cell){.text = text};
}

static struct cell number_cell(double x)
{
    return (struct cell){.number = x};
}

static struct cell answer_cell(enum bo_answer a)
{
    return number_cell(a == BO_UNTOLD ? BO_NAN : a == BO_YES ? 1.0 : 0.0);
}

#define RANGE_TEXT (2 * BO_DOUBLE_TEXT)

static struct cell known_cell(const struct bo_known *known, char text[static RANGE_TEXT])
{
    if (!(known->low < known->high))
        return number_cell(known->low);
    int n = bo_double_format(known->low, text, BO_DOUBLE_TEXT);
    text[n++] = '-';
    bo_double_format(known->high, text + n, BO_DOUBLE_TEXT);
    return text_cell(text);
}

static void fill_cells(const struct bo_backtest_report *r, uint32_t i,
                       struct cell cell[static N_CELLS], char range[static RANGE_TEXT])
{
    const struct bo_observed *row = &r->list->row[i];
    const struct bo_score *s = &r->score[i];
    cell[0] = text_cell(row->period);
    cell[1] = (struct cell){.text = row->entities, .at = row->places[0] ? row->places : NULL};
    cell[2] = text_cell(row->variables);
    cell[3] = text_cell(row->unit);
    cell[4] = known_cell(&row->value, range);
    cell[5] = number_cell(s->p05);
    cell[6] = number_cell(s->p50);
    cell[7] = number_cell(s->p95);
    cell[8] = number_cell(s->error);
    cell[9] = answer_cell(s->inside_tolerance);
    cell[10] = answer_cell(s->inside_band);
    cell[11] = number_cell(s->crps);
    cell[12] = number_cell(s->crps_last);
    cell[13] = number_cell(s->crps_trend);
    cell[14] = text_cell(row->source);
}

static void put_number(FILE *out, double x, const char *missing)
{
    char text[BO_DOUBLE_TEXT];
    if (bo_double_format(x, text, sizeof text) > 0)
        fputs(text, out);
    else
        fputs(missing, out);
}

static void put_doubling_quotes(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
}

static void put_csv_text(FILE *out, const struct cell *cell)
{
    const char *at = cell->at ? cell->at : "";
    bool quoted = strpbrk(cell->text, ",\"\r\n") || strpbrk(at, ",\"\r\n");
    if (quoted)
        fputc('"', out);
    put_doubling_quotes(out, cell->text);
    if (cell->at)
        fputc('@', out);
    put_doubling_quotes(out, at);
    if (quoted)
        fputc('"', out);
}

void bo_backtest_csv(FILE *out, const struct bo_backtest_report *report)
{
    char range[RANGE_TEXT];
    struct cell cell[N_CELLS];
    for (int c = 0; c < N_CELLS; c++)
        fprintf(out, "%s%c", cell_name[c], c + 1 < N_CELLS ? ',' : '\n');
    for (uint32_t i = 0; i < report->n_shown; i++) {
        fill_cells(report, report->shown[i], cell, range);
        for (int c = 0; c < N_CELLS; c++) {
            if (cell[c].text)
                put_csv_text(out, &cell[c]);
            else
                put_number(out, cell[c].number, "");
            fputc(c + 1 < N_CELLS ? ',' : '\n', out);
        }
    }
}

static void put_json_text(FILE *out, const struct cell *cell)
{
    json_t *text = cell->at ? json_sprintf("%s@%s", cell->text, cell->at) : json_string(cell->text);
    if (!text || json_dumpf(text, out, JSON_ENCODE_ANY) != 0)
        fputs("null", out); /* not UTF-8 */
    json_decref(text);
}

void bo_backtest_json(FILE *out, const struct bo_backtest_report *report)
{
    char range[RANGE_TEXT];
    struct cell cell[N_CELLS];
    for (uint32_t i = 0; i < report->n_shown; i++) {
        fill_cells(report, report->shown[i], cell, range);
        fputs(i == 0 ? "[\n{" : ",\n{", out);
        for (int c = 0; c < N_CELLS; c++) {
            fprintf(out, "%s\"%s\": ", c > 0 ? ", " : "", cell_name[c]);
            if (cell[c].text)
                put_json_text(out, &cell[c]);
            else
                put_number(out, cell[c].number, "null");
        }
        struct cell topic = text_cell(report->list->row[report->shown[i]].topic);
        struct cell state = text_cell(bo_row_state_text(report->score[report->shown[i]].state));
        fputs(", \"topic\": ", out);
        put_json_text(out, &topic);
        fputs(", \"state\": ", out);
        put_json_text(out, &state);
        fputc('}', out);
    }
    fputs(report->n_shown > 0 ? "\n]\n" : "[]\n", out);
}
