#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"
#include "buildout/cli/terminal.h"
#include "buildout/cli/why.h"

#define WORLD "World"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"
#define PERCENT 100.0
#define TOO_MANY_DIGITS 1e9

enum {
    COLUMNS = 80,
    NAME_COLUMNS = 36,
    DATE_COLUMNS = 12,
    FEW_DAYS = 61,
    TEXT_BYTES = 16,
    MOST_DECIMALS = 8
};

struct printer {
    FILE *out;
    const struct bo_why *why;
    const struct bo_why_about *about;
    struct bo_arena *arena;
    struct bo_terminal terminal;
    bool whole_numbers; /* the unit counts things */
};

/* ---- texts ---- */

static const char *month_text(const struct printer *p, int32_t month)
{
    char text[TEXT_BYTES];
    bo_month_format(month, text);
    return bo_arena_strdup(p->arena, text);
}

static const char *month_at(const struct printer *p, uint32_t index)
{
    return month_text(p, p->why->first_month + (int32_t)index);
}

static const char *day_text(const struct printer *p, int32_t day)
{
    char text[TEXT_BYTES];
    bo_day_format(day, text);
    return bo_arena_strdup(p->arena, text);
}

/* Four digits or so, as the largest of the numbers beside it needs. */
static uint32_t decimals_for(double most, bool whole)
{
    static const double least[] = {1000.0, 100.0, 10.0, 0.1, 0.01};
    uint32_t decimals = 0;
    if (whole || most == 0.0)
        return 0;
    while (decimals < sizeof least / sizeof least[0] && most < least[decimals])
        decimals++;
    return decimals;
}

static const char *number(const struct printer *p, double x, uint32_t decimals)
{
    return fabs(x) >= TOO_MANY_DIGITS && isfinite(x) ? bo_arena_printf(p->arena, "%.4g", x)
                                                     : bo_number_shown(p->arena, x, decimals);
}

static const char *signed_number(const struct printer *p, double x, uint32_t decimals)
{
    const char *text = number(p, x, decimals);
    bool nil = text[strspn(text, "0.,")] == '\0';
    return x > 0.0 && isfinite(x) && !nil ? bo_arena_printf(p->arena, "+%s", text) : text;
}

static const char *ratio_text(const struct printer *p, double x, double of)
{
    return of != 0.0 && isfinite(x / of) ? signed_number(p, PERCENT * x / of, 1) : "-";
}

static const char *shown(const struct printer *p, const char *text, uint32_t columns)
{
    return bo_text_shown(p->arena, &p->terminal, text, columns);
}

/* Words from where the line stands on; further lines begin at indent. */
static void wrap(const struct printer *p, const char *text, uint32_t at, uint32_t indent)
{
    const char *word = shown(p, text, UINT32_MAX);
    bool first = true;
    while (*word) {
        size_t n = strcspn(word, " ");
        uint32_t width = bo_text_columns(bo_arena_strndup(p->arena, word, n));
        if (!first && at + 1 + width > COLUMNS) {
            fprintf(p->out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', p->out);
            at++;
        }
        fprintf(p->out, "%.*s", (int)n, word);
        at += width;
        first = false;
        word += n + strspn(word + n, " ");
    }
    fputc('\n', p->out);
}

static void heading(const struct printer *p, const char *text)
{
    fprintf(p->out, "\n%s", p->about->colour ? BOLD : "");
    wrap(p, text, 0, 2);
    fputs(p->about->colour ? PLAIN : "", p->out);
}

static uint32_t rows_shown(const struct printer *p, uint32_t n)
{
    return bo_rows_shown(n, p->about->limit);
}

static const char *where(const struct printer *p)
{
    const struct bo_why_question *q = &p->why->question;
    return q->place[0] ? bo_arena_printf(p->arena, "%s at %s", q->entity, q->place) : q->entity;
}

/* ---- the value ---- */

static void print_band(const struct printer *p)
{
    const struct bo_why *w = p->why;
    if (!w->has_band)
        return;
    uint32_t d = decimals_for(fabs(w->high), false);
    wrap(p,
         bo_arena_printf(p->arena,
                         "In %.0f run%s: 5 %% %s, median %s, 95 %% %s. What follows is this one's.",
                         w->n_runs, bo_plural((uint64_t)w->n_runs), number(p, w->low, d),
                         number(p, w->middle, d), number(p, w->high, d)),
         0, 0);
}

static void print_value(const struct printer *p)
{
    const struct bo_why *w = p->why;
    const struct bo_fact_variable *v = w->question.variable;
    fputs(p->about->colour ? BOLD : "", p->out);
    wrap(p,
         bo_arena_printf(p->arena, "%s of %s, %s: %s %s%s", v->name, where(p),
                         month_text(p, w->month),
                         number(p, w->value, decimals_for(fabs(w->value), p->whole_numbers)),
                         v->unit, w->entry->nature == BO_WHY_FLOW ? " in the month" : ""),
         0, 2);
    fputs(p->about->colour ? PLAIN : "", p->out);
    fputs("  ", p->out);
    wrap(p, v->meaning, 2, 2);
    wrap(p,
         bo_arena_printf(p->arena, "%s; variant %s, replicate %u, seed %llu", p->about->title,
                         p->about->variant, p->about->replicate,
                         (unsigned long long)p->about->seed),
         0, 2);
    print_band(p);
    if (w->month != w->question.month)
        wrap(p,
             bo_arena_printf(p->arena, "It has no value in %s; the last before is that of %s.",
                             month_text(p, w->question.month), month_text(p, w->month)),
             0, 0);
    if (w->nil_throughout)
        wrap(p,
             bo_arena_printf(p->arena, "It is computed and nil throughout, from %s to %s.",
                             month_text(p, w->first_month), month_text(p, w->last_month)),
             0, 0);
}

/* ---- changes ---- */

static const char *change_label(const struct printer *p, const struct bo_why_change *c)
{
    if (c->span.n > 1)
        return bo_arena_printf(p->arena, "  %u months, against the %u before", c->span.n,
                               c->span.n);
    uint32_t back = c->span.now - c->span.before;
    const char *word = back == 1 ? "a month" : back == 3 ? "a quarter" : "a year";
    return bo_arena_printf(p->arena, "  in %s, from %s", word, month_at(p, c->span.before));
}

static void print_changes(const struct printer *p)
{
    static const struct bo_table_column column[] = {{NULL, "Change", true, 0},
                                                    {NULL, "before", false, 0},
                                                    {NULL, "now", false, 0},
                                                    {NULL, "change", false, 0},
                                                    {NULL, "%", false, 0}};
    const struct bo_why *w = p->why;
    struct bo_table table = {.arena = p->arena, .n_columns = 5, .column = column, .gap = 2};
    double most = 0.0;
    for (uint32_t i = 0; i < w->n_changes; i++) {
        const struct bo_why_change *c = &w->change[i];
        most = isnan(c->before) ? most : bo_max(most, fabs(c->before));
        most = isnan(c->now) ? most : bo_max(most, fabs(c->now));
    }
    uint32_t d = decimals_for(most, p->whole_numbers);
    for (uint32_t i = 0; i < w->n_changes; i++) {
        const struct bo_why_change *c = &w->change[i];
        const char **cell = bo_table_row(&table);
        cell[0] = change_label(p, c);
        cell[1] = number(p, c->before, d);
        cell[2] = number(p, c->now, d);
        cell[3] = signed_number(p, c->now - c->before, d);
        cell[4] = ratio_text(p, c->now - c->before, fabs(c->before));
    }
    if (w->n_changes == 0)
        return;
    fputc('\n', p->out);
    bo_table_print(p->out, &table, &p->terminal);
}

/* ---- splits ---- */

static double most_of(const struct printer *p, const struct bo_why_split *split)
{
    const struct bo_why_change *whole = &p->why->whole;
    double most = 0.0;
    if (split->adds_up) {
        most = bo_max(isnan(whole->now) ? 0.0 : fabs(whole->now),
                      isnan(whole->before) ? 0.0 : fabs(whole->before));
    }
    for (uint32_t i = 0; i < split->n; i++) {
        const struct bo_why_row *row = &split->row[i];
        most = isnan(row->before) ? most : bo_max(most, fabs(row->before));
        most = isnan(row->now) ? most : bo_max(most, fabs(row->now));
        most = isnan(row->change) ? most : bo_max(most, fabs(row->change));
    }
    return most;
}

/* How many columns a split has: a value, two with their change, also its share of the whole change. */
enum { ALONE = 2, COMPARED = 4, SHARED = 5 };

static void add_row(const struct printer *p, struct bo_table *table, const struct bo_why_row *row,
                    uint32_t decimals, double change)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_arena_printf(p->arena, "  %s", shown(p, row->name, NAME_COLUMNS));
    cell[1] = number(p, table->n_columns == ALONE ? row->now : row->before, decimals);
    if (table->n_columns == ALONE)
        return;
    cell[2] = number(p, row->now, decimals);
    cell[3] = signed_number(p, row->change, decimals);
    if (table->n_columns == SHARED)
        cell[4] = ratio_text(p, row->change, change);
}

/* The rows from first on as one. */
static struct bo_why_row others_of(const struct printer *p, const struct bo_why_split *split,
                                   uint32_t first)
{
    struct bo_why_row sum = {.name = bo_arena_printf(p->arena, "%u other%s", split->n - first,
                                                     bo_plural(split->n - first))};
    for (uint32_t i = first; i < split->n; i++) {
        const struct bo_why_row *row = &split->row[i];
        sum.before += isnan(row->before) ? 0.0 : row->before;
        sum.now += isnan(row->now) ? 0.0 : row->now;
        sum.change += isnan(row->change) ? 0.0 : row->change;
    }
    if (!p->why->whole.span.compared)
        sum.before = sum.change = BO_NAN;
    return sum;
}

static const char *split_title(const struct printer *p, enum bo_why_by by, const char *order)
{
    const char *const word[] = {[BO_WHY_BY_PART] = "part",
                                [BO_WHY_BY_OWNER] =
                                    p->why->entry->of_landlords ? "owner" : "company",
                                [BO_WHY_BY_PLACE] = "region",
                                [BO_WHY_BY_FLOW] = "flow"};
    return bo_arena_printf(p->arena, "By %s%s", word[by], by == BO_WHY_BY_PART ? "" : order);
}

static void fill_split(const struct printer *p, struct bo_table *table,
                       const struct bo_why_split *split)
{
    const struct bo_why_change *whole = &p->why->whole;
    uint32_t d = decimals_for(most_of(p, split), p->whole_numbers);
    uint32_t n = rows_shown(p, split->n);
    double change = bo_why_difference(true, whole->before, whole->now);
    for (uint32_t i = 0; i < n; i++)
        add_row(p, table, &split->row[i], d, change);
    if (n < split->n && split->adds_up) {
        struct bo_why_row others = others_of(p, split, n);
        add_row(p, table, &others, d, change);
    }
    if (split->has_rest)
        add_row(p, table, &split->rest, d, change);
}

static void print_split(const struct printer *p, const struct bo_why_split *split)
{
    const struct bo_why_change *whole = &p->why->whole;
    bool compared = whole->span.compared;
    const char *group =
        whole->span.n > 1 ? bo_arena_printf(p->arena, "%u months to", whole->span.n) : NULL;
    const char *now = month_at(p, whole->span.now);
    const struct bo_table_column alone[] = {{NULL, split_title(p, split->by, ""), true, 0},
                                            {NULL, now, false, 0}};
    const struct bo_table_column both[] = {
        {NULL, split_title(p, split->by, ", largest change first"), true, 0},
        {group, month_at(p, whole->span.before), false, 0},
        {group, now, false, 0},
        {NULL, "change", false, 0},
        {NULL, "share, %", false, 0}};
    struct bo_table table = {.arena = p->arena,
                             .n_columns = !compared        ? ALONE
                                          : split->adds_up ? SHARED
                                                           : COMPARED,
                             .column = compared ? both : alone,
                             .gap = 2};
    fill_split(p, &table, split);
    fputc('\n', p->out);
    bo_table_print(p->out, &table, &p->terminal);
    if (rows_shown(p, split->n) < split->n && !split->adds_up)
        fprintf(p->out, "  and %u more\n", split->n - rows_shown(p, split->n));
}

static void add_step(const struct printer *p, struct bo_table *table, const char *label,
                     const char *value)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_arena_printf(p->arena, "  %s", shown(p, label, NAME_COLUMNS));
    cell[1] = value;
}

static void print_bridge(const struct printer *p, const struct bo_why_split *split)
{
    const struct bo_why_change *whole = &p->why->whole;
    const char *before = month_at(p, whole->span.before), *now = month_at(p, whole->span.now);
    const struct bo_table_column column[] = {
        {NULL, bo_arena_printf(p->arena, "What moved it from %s to %s", before, now), true, 0},
        {NULL, p->why->question.variable->unit, false, 0}};
    struct bo_table table = {.arena = p->arena, .n_columns = 2, .column = column, .gap = 2};
    uint32_t d = decimals_for(most_of(p, split), p->whole_numbers);
    add_step(p, &table, before, number(p, whole->before, d));
    for (uint32_t i = 0; i < split->n; i++)
        add_step(p, &table, split->row[i].name, signed_number(p, split->row[i].change, d));
    if (split->has_rest)
        add_step(p, &table, split->rest.name, signed_number(p, split->rest.change, d));
    add_step(p, &table, now, number(p, whole->now, d));
    fputc('\n', p->out);
    bo_table_print(p->out, &table, &p->terminal);
}

/* ---- events ---- */

/* "12 opened, 1 cancelled" */
static const char *counts_text(const struct printer *p, const struct bo_why_count *count,
                               uint32_t n)
{
    const char *text = "";
    for (uint32_t i = 0; i < n; i++)
        text =
            bo_arena_printf(p->arena, "%s%s%u %s", text, i ? ", " : "", count[i].n, count[i].kind);
    return text;
}

/* A project's name without the user that its owner, or the question, names already. */
static const char *project_text(const struct printer *p, const struct bo_fact_event *event)
{
    const char *user[] = {event->entity, p->why->question.entity};
    for (int i = 0; i < 2; i++) {
        const char *end = bo_arena_printf(p->arena, " (%s)", user[i]);
        size_t n = strlen(event->subject), n_end = strlen(end);
        if (n > n_end && strcmp(event->subject + n - n_end, end) == 0)
            return bo_arena_strndup(p->arena, event->subject, n - n_end);
    }
    return event->subject;
}

/* "Alphabet: Texas 97, 105 MW"; "landlord: Texas 64 (Microsoft), 90 MW"; "xAI, 2,070 million USD" */
static const char *subject_text(const struct printer *p, const struct bo_fact_event *event)
{
    const char *entity = event->entity, *text = project_text(p, event);
    if (strcmp(entity, p->why->question.entity) != 0 && strcmp(entity, event->subject) != 0) {
        text = bo_arena_printf(p->arena, "%s: %s", bo_why_is_landlord(entity) ? "landlord" : entity,
                               text);
    }
    if (!(fabs(event->amount) > 0.0)) /* nor NaN */
        return text;
    double size = fabs(event->amount);
    uint32_t decimals = size >= PERCENT ? 0 : 1;
    double least = 1.0;
    while (size < least && decimals < MOST_DECIMALS) { /* two digits */
        decimals++;
        least /= 10.0;
    }
    return bo_arena_printf(p->arena, "%s, %s %s", text, number(p, event->amount, decimals),
                           event->unit);
}

static const char *reason_text(const struct printer *p, const struct bo_why_event *e)
{
    if (!e->announced)
        return e->event->why;
    int32_t days = e->event->day - e->announced->day;
    bool few = days < FEW_DAYS;
    return bo_arena_printf(p->arena, "%s%sannounced %.0f %s before", e->event->why,
                           e->event->why[0] ? "; " : "", few ? days : days / BO_DAYS_PER_MONTH,
                           few ? "days" : "months");
}

static void print_event(const struct printer *p, const struct bo_why_event *e, uint32_t n_kind)
{
    uint32_t indent = DATE_COLUMNS + 2 + n_kind + 2;
    fprintf(p->out, "  %s  %-*s  ", day_text(p, e->event->day), (int)n_kind, e->event->kind);
    wrap(p, subject_text(p, e->event), indent, indent);
    const char *reason = reason_text(p, e);
    if (reason[0] == '\0')
        return;
    fprintf(p->out, "%*s", DATE_COLUMNS + 2, "");
    wrap(p, reason, DATE_COLUMNS + 2, DATE_COLUMNS + 2);
}

static void print_events(const struct printer *p)
{
    const struct bo_why *w = p->why;
    const char *from = day_text(p, w->window_first_day), *to = day_text(p, w->window_last_day);
    uint32_t n = rows_shown(p, w->n_events), n_kind = 0;
    if (w->n_events == 0) {
        heading(p, bo_arena_printf(p->arena, "No event from %s to %s bears on it.", from, to));
    } else {
        heading(p, bo_arena_printf(p->arena, "Events that bear on it, %s to %s: %s", from, to,
                                   counts_text(p, w->count, w->n_counts)));
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t length = bo_text_columns(w->event[i].event->kind);
        n_kind = length > n_kind ? length : n_kind;
    }
    for (uint32_t i = 0; i < n; i++)
        print_event(p, &w->event[i], n_kind);
    if (n < w->n_events)
        fprintf(p->out, "  and %u earlier ones (--limit 0 prints all)\n", w->n_events - n);
    if (w->n_other_counts > 0 && strcmp(w->question.entity, WORLD) != 0)
        wrap(p,
             bo_arena_printf(p->arena, "Other events of %s then: %s.", where(p),
                             counts_text(p, w->other_count, w->n_other_counts)),
             0, 2);
}

static void print_rules(const struct printer *p)
{
    const struct bo_why *w = p->why;
    if (w->n_rules == 0) {
        heading(p, "No rule of a strategy was acting.");
        return;
    }
    heading(p, "Rules of strategies that were acting");
    for (uint32_t i = 0; i < rows_shown(p, w->n_rules); i++) {
        const struct bo_why_rule *rule = &w->rule[i];
        fputs("  ", p->out);
        wrap(p,
             bo_arena_printf(p->arena, "%s of %s since %s, when %s", rule->rule, rule->company,
                             day_text(p, rule->since_day), rule->when),
             2, 4);
    }
    if (rows_shown(p, w->n_rules) < w->n_rules)
        fprintf(p->out, "  and %u more\n", w->n_rules - rows_shown(p, w->n_rules));
}

void bo_why_print(FILE *out, const struct bo_why *why, const struct bo_why_about *about,
                  struct bo_arena *arena)
{
    const char *unit = why->question.variable->unit;
    struct printer p = {.out = out,
                        .why = why,
                        .about = about,
                        .arena = arena,
                        .terminal = {.width = COLUMNS, .colour = about->colour},
                        .whole_numbers = strcmp(unit, "sites") == 0 || strcmp(unit, "count") == 0};
    print_value(&p);
    if (!why->nil_throughout)
        print_changes(&p);
    for (uint32_t i = 0; i < why->n_splits; i++) {
        if (why->split[i].by == BO_WHY_BY_FLOW)
            print_bridge(&p, &why->split[i]);
        else
            print_split(&p, &why->split[i]);
    }
    print_events(&p);
    print_rules(&p);
}
