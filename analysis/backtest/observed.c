#include "buildout/backtest/observed.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/base/units.h"
#include "buildout/base/csv.h"

enum column {
    PERIOD,
    ENTITY,
    VARIABLE,
    AGGREGATE,
    VALUE,
    UNIT,
    N_NEEDED,
    TOLERANCE = N_NEEDED,
    SOURCE,
    URL,
    CONFIDENCE,
    TOPIC,
    GUIDANCE,
    PLACE,
    N_COLUMNS
};

static const char *const column_name[N_COLUMNS] = {[PERIOD] = "period",
                                                   [ENTITY] = "entity",
                                                   [VARIABLE] = "variable",
                                                   [AGGREGATE] = "aggregate",
                                                   [VALUE] = "value",
                                                   [UNIT] = "unit",
                                                   [TOLERANCE] = "tolerance",
                                                   [SOURCE] = "source",
                                                   [URL] = "url",
                                                   [CONFIDENCE] = "confidence",
                                                   [TOPIC] = "topic",
                                                   [GUIDANCE] = "naive_guidance",
                                                   [PLACE] = "place"};

static const char *const aggregate_name[BO_N_AGGREGATES] = {
    [BO_AGGREGATE_LAST] = "last", [BO_AGGREGATE_SUM] = "sum", [BO_AGGREGATE_MEAN] = "mean",
    [BO_AGGREGATE_MIN] = "min",   [BO_AGGREGATE_MAX] = "max", [BO_AGGREGATE_CHANGE] = "change"};

const char *bo_aggregate_name(enum bo_aggregate aggregate)
{
    return aggregate_name[aggregate];
}

#define NOT_THERE UINT32_MAX

struct reading {
    struct bo_csv csv;
    uint32_t at[N_COLUMNS]; /* the field of each column, or NOT_THERE */
    uint32_t n_fields;
    struct bo_observed_list *list;
    bool faulty;
};

__attribute__((format(printf, 3, 4))) static void
complain(struct reading *r, const struct bo_csv_field *field, const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    bo_csv_clean(what);
    bo_diag_add(r->csv.diag, "%s:%u:%u: error: %s", r->csv.file, field->line, field->column, what);
    r->faulty = true;
}

/* ---- the header ---- */

static enum column find_column(const char *name)
{
    for (enum column c = 0; c < N_COLUMNS; c++) {
        if (strcmp(column_name[c], name) == 0)
            return c;
    }
    return N_COLUMNS;
}

static void take_header_field(struct reading *r, uint32_t i)
{
    const struct bo_csv_field *field = &r->csv.field[i];
    enum column c = find_column(field->text);
    if (c == N_COLUMNS)
        complain(r, field, "there is no column \"%.48s\"", field->text);
    else if (r->at[c] != NOT_THERE)
        complain(r, field, "the column \"%.48s\" is there twice", field->text);
    else
        r->at[c] = i;
}

static bool read_header(struct reading *r)
{
    struct bo_csv_field start = {.line = 1, .column = 1};
    for (enum column c = 0; c < N_COLUMNS; c++)
        r->at[c] = NOT_THERE;
    if (!bo_csv_next(&r->csv)) {
        complain(r, &start, "there is no header: period,entity,variable,aggregate,value,unit,...");
        return false;
    }
    r->n_fields = r->csv.n;
    for (uint32_t i = 0; i < r->n_fields; i++)
        take_header_field(r, i);
    for (enum column c = 0; c < N_NEEDED; c++) {
        if (r->at[c] == NOT_THERE)
            complain(r, &r->csv.field[0], "the column \"%.48s\" is missing", column_name[c]);
    }
    return !r->faulty;
}

/* ---- the fields of a row ---- */

static const struct bo_csv_field *field_of(const struct reading *r, enum column c)
{
    static const struct bo_csv_field none = {.text = ""};
    return r->at[c] == NOT_THERE ? &none : &r->csv.field[r->at[c]];
}

static bool parse_one_period(const char *text, int32_t *first, int32_t *last, struct bo_err *err)
{
    enum { YEAR_LETTERS = 4, MONTH_LETTERS = 7, MONTHS_PER_QUARTER = 3, MONTHS_PER_YEAR = 12 };
    int32_t day;
    if (bo_day_parse(text, &day, err) != BO_OK)
        return false;
    size_t n = strlen(text);
    if (n > MONTH_LETTERS) {
        bo_err_set(err, BO_ESCENARIO, "\"%.48s\" is a day, not a month", text);
        return false;
    }
    int32_t n_months = n == YEAR_LETTERS           ? MONTHS_PER_YEAR
                       : strchr(text, 'Q') != NULL ? MONTHS_PER_QUARTER
                                                   : 1;
    *first = bo_month_of_day(day);
    *last = *first + n_months - 1;
    return true;
}

int bo_period_parse(const char *text, int32_t *first_month, int32_t *last_month, struct bo_err *err)
{
    char from[16] = "";
    const char *dots = strstr(text, "..");
    const char *to = dots == NULL ? text : dots + 2;
    size_t n = dots == NULL ? strlen(text) : (size_t)(dots - text);
    struct bo_err inner = {.status = BO_OK};
    int32_t a, a_last, b, b_last;
    if (n < sizeof from)
        snprintf(from, sizeof from, "%.*s", (int)n, text);
    if (n >= sizeof from || !parse_one_period(from, &a, &a_last, &inner) ||
        !parse_one_period(to, &b, &b_last, &inner))
        return bo_err_set(err, BO_ESCENARIO,
                          "a period is written 2024, 2024-Q2, 2024-06 or 2024-05..2024-07%s%s",
                          inner.text[0] ? ": " : "", inner.text);
    if (b_last < a)
        return bo_err_set(err, BO_ESCENARIO, "the period ends before it begins");
    *first_month = a;
    *last_month = b_last;
    return BO_OK;
}

static void take_period(struct reading *r, struct bo_observed *row)
{
    struct bo_err err = {.status = BO_OK};
    const struct bo_csv_field *field = field_of(r, PERIOD);
    row->period = field->text;
    if (bo_period_parse(field->text, &row->first_month, &row->last_month, &err) != BO_OK)
        complain(r, field, "%s", err.text);
}

/* The parts of "A+B". */
static void take_set(struct reading *r, enum column c, struct bo_text_set *set)
{
    const struct bo_csv_field *field = field_of(r, c);
    uint32_t n = 1;
    for (const char *at = field->text; *at; at++)
        n += *at == '+';
    const char **item = BO_NEW_ARRAY(r->csv.arena, const char *, n);
    const char *at = field->text;
    for (uint32_t i = 0; i < n; i++) {
        size_t length = strcspn(at, "+");
        item[i] = bo_arena_strndup(r->csv.arena, at, length);
        at += length + 1;
        if (length == 0 && (n > 1 || c != PLACE))
            complain(r, field, n > 1 ? "a name is missing beside a '+'" : "the %s is missing",
                     column_name[c]);
        for (uint32_t k = 0; k < i; k++) {
            if (strcmp(item[k], item[i]) == 0)
                complain(r, field, "\"%.48s\" is there twice", item[i]);
        }
    }
    *set = (struct bo_text_set){.n = n, .item = item};
}

static void take_variable(struct reading *r, struct bo_observed *row)
{
    const struct bo_csv_field *field = field_of(r, VARIABLE);
    row->variables = field->text;
    row->column.variable = field->column;
    take_set(r, VARIABLE, &row->variable);
    for (uint32_t i = 0; i < row->variable.n; i++) {
        const char *name = row->variable.item[i];
        size_t n = strcspn(name, "*");
        if (name[n] == '*' && (n == 0 || name[n + 1] != '\0'))
            complain(r, field, "a variable is named as in the results; one '*' may end it");
    }
}

static void take_aggregate(struct reading *r, struct bo_observed *row)
{
    const struct bo_csv_field *field = field_of(r, AGGREGATE);
    enum bo_aggregate a = 0;
    while (a < BO_N_AGGREGATES && strcmp(aggregate_name[a], field->text) != 0)
        a++;
    if (a == BO_N_AGGREGATES)
        complain(r, field, "\"%.48s\" is none of last, sum, mean, min, max, change", field->text);
    else if (a == BO_AGGREGATE_CHANGE && row->first_month == row->last_month)
        complain(r, field, "a change is over more than one month");
    else
        row->aggregate = a;
}

static bool parse_number(struct reading *r, const char *text, size_t n, double *x)
{
    return bo_double_parse(bo_arena_strndup(r->csv.arena, text, n), x) == 0 && isfinite(*x);
}

/* "12" or "10-14"; a minus sign belongs to the number that follows it. */
static void take_known(struct reading *r, enum column c, struct bo_known *known)
{
    const struct bo_csv_field *field = field_of(r, c);
    const char *text = field->text;
    *known = (struct bo_known){BO_NAN, BO_NAN};
    if (text[0] == '\0' && c != VALUE)
        return;
    size_t n = bo_double_scan(text);
    bool range = n > 0 && text[n] == '-';
    bool well = n > 0 && (range || text[n] == '\0') && parse_number(r, text, n, &known->low);
    if (well && range)
        well = parse_number(r, text + n + 1, strlen(text + n + 1), &known->high);
    else
        known->high = known->low;
    if (!well)
        complain(r, field, "the %s \"%.48s\" is neither a number nor low-high", column_name[c],
                 text);
    else if (known->high < known->low)
        complain(r, field, "the %s \"%.48s\" falls: write low-high", column_name[c], text);
}

static void take_tolerance(struct reading *r, struct bo_observed *row)
{
    const struct bo_csv_field *field = field_of(r, TOLERANCE);
    const char *text = field->text;
    if (text[0] == '\0')
        return;
    bool in_unit = strncmp(text, "+-", 2) == 0;
    const char *number = in_unit ? text + 2 : text;
    row->tolerance_kind = in_unit ? BO_TOLERANCE_UNIT : BO_TOLERANCE_FRACTION;
    if (!parse_number(r, number, strlen(number), &row->tolerance) || row->tolerance < 0.0)
        complain(
            r, field,
            "the tolerance \"%.48s\" is neither a fraction such as 0.08 nor one in the unit such "
            "as +-1.5",
            text);
}

static void take_unit(struct reading *r, struct bo_observed *row)
{
    const struct bo_csv_field *field = field_of(r, UNIT);
    row->unit = field->text;
    row->column.unit = field->column;
    if (field->text[0] == '\0')
        complain(r, field, "the unit is missing");
}

static bool same_question(const struct bo_observed *a, const struct bo_observed *b)
{
    return a->first_month == b->first_month && a->last_month == b->last_month &&
           a->aggregate == b->aggregate && strcmp(a->variables, b->variables) == 0 &&
           strcmp(a->entities, b->entities) == 0 && strcmp(a->places, b->places) == 0;
}

static void refuse_twin(struct reading *r, const struct bo_observed *row)
{
    for (uint32_t i = 0; i < r->list->n; i++) {
        const struct bo_observed *other = &r->list->row[i];
        if (same_question(row, other)) {
            complain(r, field_of(r, PERIOD), "%s:%u has observed the same", other->file,
                     other->line);
            return;
        }
    }
}

/* Decided by the period alone, so that nothing else of the row can have a part in what is made of the others. */
static bool is_cut(struct reading *r)
{
    int32_t first, last;
    if (!r->list->cut || r->at[PERIOD] >= r->csv.n ||
        bo_period_parse(field_of(r, PERIOD)->text, &first, &last, NULL) != BO_OK ||
        last <= r->list->until_month)
        return false;
    r->list->n_cut++;
    return true;
}

static void take_row(struct reading *r)
{
    const struct bo_csv_field *first = &r->csv.field[0];
    struct bo_observed row = {.file = r->csv.file, .line = first->line};
    if (is_cut(r))
        return;
    if (r->csv.n != r->n_fields) {
        complain(r, first, "%u fields where the header has %u", r->csv.n, r->n_fields);
        return;
    }
    bool was_faulty = r->faulty;
    r->faulty = false;
    take_period(r, &row);
    row.entities = field_of(r, ENTITY)->text;
    row.column.entity = field_of(r, ENTITY)->column;
    row.places = field_of(r, PLACE)->text;
    row.column.place = field_of(r, PLACE)->column;
    take_set(r, ENTITY, &row.entity);
    take_variable(r, &row);
    take_aggregate(r, &row);
    take_known(r, VALUE, &row.value);
    take_unit(r, &row);
    take_tolerance(r, &row);
    take_known(r, GUIDANCE, &row.guidance);
    take_set(r, PLACE, &row.place);
    const char *topic = field_of(r, TOPIC)->text;
    row.topic = topic[0] ? topic : BO_TOPIC_OTHER;
    row.source = field_of(r, SOURCE)->text;
    row.url = field_of(r, URL)->text;
    row.confidence = field_of(r, CONFIDENCE)->text;
    if (!r->faulty)
        refuse_twin(r, &row);
    if (!r->faulty) {
        struct bo_observed_list *list = r->list;
        BO_ARENA_ROOM(r->csv.arena, list->row, list->n, list->room);
        list->row[list->n++] = row;
    }
    r->faulty |= was_faulty;
}

int bo_observed_parse(const char *file, const char *text, size_t n_bytes, struct bo_arena *arena,
                      struct bo_observed_list *list, struct bo_diag *diag)
{
    struct reading r = {.csv = bo_csv_open(file, text, n_bytes, arena, diag), .list = list};
    if (read_header(&r)) {
        while (bo_csv_next(&r.csv))
            take_row(&r);
    }
    return r.faulty || r.csv.faulty ? BO_ESCENARIO : BO_OK;
}

/* ---- units ---- */

/* The table of units writes "billion USD" where most others write "bn USD". */
static const struct bo_unit *find_unit(const char *name)
{
    static const char *const prefix[][2] = {{"bn ", "billion "}, {"mn ", "million "}};
    char text[80];
    for (size_t i = 0; i < sizeof prefix / sizeof *prefix; i++) {
        size_t n = strlen(prefix[i][0]);
        if (strncmp(name, prefix[i][0], n) == 0 &&
            snprintf(text, sizeof text, "%s%s", prefix[i][1], name + n) < (int)sizeof text)
            return bo_unit_find(text);
    }
    return bo_unit_find(name);
}

int bo_observed_unit_factor(const char *variable_unit, const char *row_unit, double *factor,
                            struct bo_err *err)
{
    const struct bo_unit *unit = find_unit(variable_unit);
    struct bo_err inner = {.status = BO_OK};
    struct bo_quantity one = {.value = 0.0};
    char text[80];
    if (strcmp(variable_unit, row_unit) == 0) {
        *factor = 1.0;
        return BO_OK;
    }
    bool well = unit != NULL && snprintf(text, sizeof text, "1 %s", row_unit) < (int)sizeof text &&
                bo_quantity_parse(text, unit, &one, &inner) == BO_OK && one.value > 0.0 &&
                (one.currency[0] == '\0' || strcmp(one.currency, "USD") == 0);
    if (!well)
        return bo_err_set(err, BO_ESCENARIO, "\"%.48s\" is not a unit of a kind with \"%.48s\"",
                          row_unit, variable_unit);
    *factor = unit->to_canonical / one.value;
    return BO_OK;
}
