#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/why.h"
#include "json_rows.h"

enum { DATE_BYTES = 16, SPAN_BYTES = 80 };

/* One object; what it does not have is null. */
struct row {
    const char *part;
    int32_t day;
    const char *entity, *place, *variable, *kind, *subject, *unit;
    double value, before, change;
    const char *why;
};

static struct row row_of(const struct bo_why *why, const char *part)
{
    const struct bo_why_question *q = &why->question;
    return (struct row){.part = part,
                        .day = bo_month_last_day(why->month),
                        .entity = q->entity,
                        .place = q->place,
                        .variable = q->variable->name,
                        .unit = q->variable->unit,
                        .value = BO_NAN,
                        .before = BO_NAN,
                        .change = BO_NAN};
}

/* "12 months to 2025-06, against those to 2024-06" */
static void describe_span(const struct bo_why *why, const struct bo_why_span *span,
                          char text[static SPAN_BYTES])
{
    char now[DATE_BYTES], before[DATE_BYTES];
    bo_month_format(why->first_month + (int32_t)span->now, now);
    bo_month_format(why->first_month + (int32_t)span->before, before);
    if (!span->compared)
        snprintf(text, SPAN_BYTES, "%s", now);
    else if (span->n > 1)
        snprintf(text, SPAN_BYTES, "%u months to %s, against those to %s", span->n, now, before);
    else
        snprintf(text, SPAN_BYTES, "%s, against %s", now, before);
}

static void print_row(struct bo_json_rows *rows, const struct row *row)
{
    char date[DATE_BYTES];
    bo_day_format(row->day, date);
    bo_json_row_begin(rows);
    bo_json_text(rows, "part", row->part);
    bo_json_text(rows, "date", date);
    bo_json_text(rows, "entity", row->entity);
    bo_json_text(rows, "place", row->place);
    bo_json_text(rows, "variable", row->variable);
    bo_json_text(rows, "kind", row->kind);
    bo_json_text(rows, "subject", row->subject);
    bo_json_text(rows, "unit", row->unit);
    bo_json_number(rows, "value", row->value);
    bo_json_number(rows, "before", row->before);
    bo_json_number(rows, "change", row->change);
    bo_json_text(rows, "why", row->why);
    bo_json_row_end(rows);
}

static void print_value(struct bo_json_rows *rows, const struct bo_why *why)
{
    struct row row = row_of(why, "value");
    row.value = why->value;
    row.why = why->nil_throughout ? "computed and nil throughout" : why->question.variable->meaning;
    print_row(rows, &row);
    if (why->has_band) {
        const char *const kind[] = {"p05", "p50", "p95"};
        const double value[] = {why->low, why->middle, why->high};
        for (int i = 0; i < 3; i++) {
            row = row_of(why, "band");
            row.kind = kind[i];
            row.value = value[i];
            print_row(rows, &row);
        }
    }
}

static void print_changes(struct bo_json_rows *rows, const struct bo_why *why)
{
    static const char *const kind[] = {[1] = "month", [3] = "quarter", [12] = "year"};
    for (uint32_t i = 0; i < why->n_changes; i++) {
        const struct bo_why_change *c = &why->change[i];
        char span[SPAN_BYTES];
        struct row row = row_of(why, "change");
        describe_span(why, &c->span, span);
        row.why = span;
        row.kind = c->span.n > 1 ? "sum" : kind[c->span.now - c->span.before];
        row.value = c->now;
        row.before = c->before;
        row.change = c->now - c->before;
        print_row(rows, &row);
    }
}

static void print_split_row(struct bo_json_rows *rows, const struct bo_why *why, enum bo_why_by by,
                            const struct bo_why_row *r, bool is_rest)
{
    static const char *const part[] = {[BO_WHY_BY_PART] = "part",
                                       [BO_WHY_BY_OWNER] = "owner",
                                       [BO_WHY_BY_PLACE] = "place",
                                       [BO_WHY_BY_FLOW] = "flow"};
    char span[SPAN_BYTES];
    struct row row = row_of(why, part[by]);
    describe_span(why, &why->whole.span, span);
    row.why = span;
    row.subject = r->name;
    row.kind = is_rest ? "rest" : NULL;
    row.value = r->now;
    row.before = r->before;
    row.change = r->change;
    print_row(rows, &row);
}

static void print_splits(struct bo_json_rows *rows, const struct bo_why *why)
{
    for (uint32_t i = 0; i < why->n_splits; i++) {
        const struct bo_why_split *split = &why->split[i];
        for (uint32_t k = 0; k < split->n; k++)
            print_split_row(rows, why, split->by, &split->row[k], false);
        if (split->has_rest)
            print_split_row(rows, why, split->by, &split->rest, true);
    }
}

static void print_events(struct bo_json_rows *rows, const struct bo_why *why)
{
    for (uint32_t i = 0; i < why->n_events; i++) {
        const struct bo_fact_event *e = why->event[i].event;
        struct row row = {.part = "event",
                          .day = e->day,
                          .entity = e->entity,
                          .place = e->place,
                          .kind = e->kind,
                          .subject = e->subject,
                          .unit = e->unit,
                          .value = e->amount,
                          .before = BO_NAN,
                          .change = BO_NAN,
                          .why = e->why};
        print_row(rows, &row);
    }
}

static void print_rules(struct bo_json_rows *rows, const struct bo_why *why)
{
    for (uint32_t i = 0; i < why->n_rules; i++) {
        const struct bo_why_rule *rule = &why->rule[i];
        struct row row = {.part = "rule",
                          .day = rule->since_day,
                          .entity = rule->company,
                          .place = "",
                          .kind = "rule begins",
                          .subject = rule->rule,
                          .value = BO_NAN,
                          .before = BO_NAN,
                          .change = BO_NAN,
                          .why = rule->when};
        print_row(rows, &row);
    }
}

void bo_why_json(FILE *out, const struct bo_why *why)
{
    struct bo_json_rows rows = {.out = out};
    print_value(&rows, why);
    print_changes(&rows, why);
    print_splits(&rows, why);
    print_events(&rows, why);
    print_rules(&rows, why);
    bo_json_rows_end(&rows);
}
