#include "compare_print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"
#include "buildout/stats/stats.h"

#define BOLD "\033[1m"
#define FAINT "\033[2m"
#define PLAIN "\033[0m"
#define INDENT "  "

#define MOST_FACTOR 1e3
#define SMALL 0.01      /* below it three decimals do not tell an interval */
#define CONFIDENCE 0.95 /* of the intervals, as the columns say */

enum { NAME_COLUMNS = 20, UNIT_COLUMNS = 16, MOST_ROWS = 30, MOST_DECIMALS = 7 };

enum { FACTOR_RANK = 3 }; /* of columns: base and other are wanted more */

bool bo_names_have(const char *names, const char *name)
{
    size_t n = strlen(name);
    while (*names) {
        size_t length = strcspn(names, ",");
        if (length == n && memcmp(names, name, n) == 0)
            return true;
        names += length + (names[length] == ',');
    }
    return false;
}

const char *bo_value_shown(struct bo_arena *arena, const char *unit, double value)
{
    char date[16];
    double size = fabs(value);
    if (strcmp(unit, "date") == 0 && size < (double)INT32_MAX) {
        bo_day_format((int32_t)floor(value), date);
        return bo_arena_strdup(arena, date);
    }
    return bo_number_shown(arena, value,
                           size >= 100.0  ? 0
                           : size >= 10.0 ? 1
                           : size >= 1.0  ? 2
                                          : 3);
}

static bool differs(const struct bo_compare_row *row)
{
    return fabs(row->paired.difference) > 0.0;
}

/* Does the interval exclude 0? */
static bool is_clear(const struct bo_compare_row *row)
{
    return row->paired.low > 0.0 || row->paired.high < 0.0;
}

/* Of one pair, which has no interval: the difference as a part of the larger of its two. */
static double part_of_value(const struct bo_compare_row *row)
{
    const struct bo_paired *p = &row->paired;
    double larger = fmax(fabs(p->base), fabs(p->other));
    return larger > 0.0 ? fabs(p->difference) / larger : 0.0;
}

/* The world first, then what differs most. */
static int compare_single(const void *a, const void *b)
{
    const struct bo_compare_row *x = *(const struct bo_compare_row *const *)a;
    const struct bo_compare_row *y = *(const struct bo_compare_row *const *)b;
    bool x_world = strcmp(x->entity, "World") == 0, y_world = strcmp(y->entity, "World") == 0;
    double p = part_of_value(x), q = part_of_value(y);
    if (x_world != y_world)
        return x_world ? -1 : 1;
    if (x->slight != y->slight)
        return x->slight ? 1 : -1;
    if (p > q || p < q)
        return p > q ? -1 : 1;
    int order = strcmp(x->entity, y->entity);
    return order != 0 ? order : strcmp(x->key, y->key);
}

/* How many half widths the difference is from 0. */
static double clarity(const struct bo_compare_row *row)
{
    double half = (row->paired.high - row->paired.low) / 2.0;
    double size = fabs(row->paired.difference);
    return half > 0.0 ? size / half : size > 0.0 ? HUGE_VAL : 0.0;
}

/* A date has none. */
static double size_of(const struct bo_compare_row *row)
{
    if (strcmp(row->unit, "date") == 0)
        return 0.0;
    return fmax(fabs(row->paired.base), fabs(row->paired.other));
}

void bo_compare_weigh(struct bo_compare_row *row, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        double largest = 0.0;
        for (uint32_t k = 0; k < n; k++) {
            if (strcmp(row[k].key, row[i].key) == 0)
                largest = fmax(largest, size_of(&row[k]));
        }
        row[i].slight = bo_stats_is_slight(row[i].paired.difference, size_of(&row[i]), largest);
    }
}

static int compare_rows(const void *a, const void *b)
{
    const struct bo_compare_row *x = *(const struct bo_compare_row *const *)a;
    const struct bo_compare_row *y = *(const struct bo_compare_row *const *)b;
    if (is_clear(x) != is_clear(y))
        return is_clear(x) ? -1 : 1;
    if (x->slight != y->slight)
        return x->slight ? 1 : -1;
    double p = clarity(x), q = clarity(y);
    if (p > q || p < q)
        return p > q ? -1 : 1;
    int order = strcmp(x->entity, y->entity);
    return order != 0 ? order : strcmp(x->key, y->key);
}

static bool is_wanted(const struct bo_compare_table *table, const struct bo_compare_row *row)
{
    if (table->company)
        return bo_names_have(table->company, row->entity);
    return table->n_pairs == 1 ? differs(row) : is_clear(row);
}

/* Pairs that hardly differ have factors without meaning. */
static const char *factor_shown(struct bo_arena *arena, double factor)
{
    return factor > MOST_FACTOR ? ">1,000" : bo_number_shown(arena, factor, 1);
}

/* "million USD/yr" is "M USD/yr", as there is no room for more. */
static const char *unit_shown(struct bo_arena *arena, const struct bo_terminal *terminal,
                              const char *unit)
{
    static const char million[] = "million ";
    if (strncmp(unit, million, sizeof million - 1) == 0)
        unit = bo_arena_printf(arena, "M %s", unit + sizeof million - 1);
    return bo_text_shown(arena, terminal, unit, UNIT_COLUMNS);
}

/* A small difference has the two digits that its interval, or without one itself, is known to. */
static const char *difference_shown(struct bo_arena *arena, const struct bo_paired *p, double value)
{
    double half = (p->high - p->low) / 2.0;
    double known = half > 0.0 ? half : fabs(p->difference);
    if (!(known > 0.0) || !(known < SMALL) || !(fabs(value) < 1.0))
        return bo_value_shown(arena, "", value);
    double decimals = 1.0 - floor(bo_log10(known));
    return bo_number_shown(arena, value, (uint32_t)fmin(decimals, MOST_DECIMALS));
}

static void fill(const struct bo_compare_row *row, bool single, bool fewer,
                 const struct bo_terminal *terminal, struct bo_table *table)
{
    const struct bo_paired *p = &row->paired;
    struct bo_arena *arena = table->arena;
    const char **cell = bo_table_row(table);
    const char *unit = strcmp(row->unit, "date") == 0 ? "days" : row->unit;
    *cell++ = bo_text_shown(arena, terminal, row->entity, NAME_COLUMNS);
    *cell++ = bo_text_shown(arena, terminal, row->key, NAME_COLUMNS + 2);
    *cell++ = unit_shown(arena, terminal, unit);
    *cell++ = bo_value_shown(arena, row->unit, p->base);
    *cell++ = bo_value_shown(arena, row->unit, p->other);
    *cell++ = difference_shown(arena, p, p->difference);
    if (!single) {
        *cell++ = difference_shown(arena, p, p->low);
        *cell++ = difference_shown(arena, p, p->high);
        *cell++ = bo_number_shown(arena, row->p_better, 2);
        *cell++ = factor_shown(arena, p->variance_factor);
    }
    if (fewer)
        *cell++ = bo_number_shown(arena, p->n, 0);
    *cell = row->first_date;
}

void bo_compare_say(FILE *out, const struct bo_terminal *terminal, const char *text)
{
    fprintf(out, "%s%s%s\n", terminal->colour ? FAINT : "", text, terminal->colour ? PLAIN : "");
}

void bo_npv_say(FILE *out, const struct bo_terminal *terminal, const char *key)
{
    if (strcmp(key, "npv") == 0)
        bo_compare_say(out, terminal,
                       "npv counts nothing for what stands at the end; --key npv_book and --key "
                       "npv_terminal do.");
}

const struct bo_compare_row **bo_compare_sort(const struct bo_compare_table *table,
                                              struct bo_arena *arena, uint32_t *n)
{
    const struct bo_compare_row **row =
        BO_NEW_ARRAY(arena, const struct bo_compare_row *, table->n);
    *n = 0;
    for (uint32_t i = 0; i < table->n; i++) {
        if (is_wanted(table, &table->row[i]))
            row[(*n)++] = &table->row[i];
    }
    if (*n > 0)
        qsort(row, *n, sizeof(const struct bo_compare_row *),
              table->n_pairs == 1 ? compare_single : compare_rows);
    return row;
}

/* Of intervals that have a width, how many would be clear if nothing differed. */
static double count_by_chance(const struct bo_compare_table *table)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < table->n; i++)
        n += table->row[i].paired.high > table->row[i].paired.low;
    return (1.0 - CONFIDENCE) * n;
}

static uint32_t count_clear(const struct bo_compare_table *table)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < table->n; i++)
        n += is_clear(&table->row[i]);
    return n;
}

/* Nothing differs: neither a key figure, nor its spread over the pairs. */
static bool is_same(const struct bo_compare_table *table)
{
    for (uint32_t i = 0; i < table->n; i++) {
        const struct bo_paired *p = &table->row[i].paired;
        if (fabs(p->difference) > 0.0 || p->high > p->low)
            return false;
    }
    return table->n > 0;
}

/* What is told instead of a table: no key figure differs, or whom one asks about has none. */
static const char *nothing_told(const struct bo_compare_table *table, uint32_t n_wanted,
                                struct bo_arena *arena)
{
    const char *first = "";
    if (!is_same(table))
        return n_wanted > 0 || !table->company
                   ? NULL
                   : bo_arena_printf(arena, "%s has no key figures: series.csv has its series.",
                                     table->company);
    for (uint32_t i = 0; i < table->n; i++) {
        const char *date = table->row[i].first_date;
        if (date[0] && (!first[0] || strcmp(date, first) < 0))
            first = date;
    }
    return first[0] ? bo_arena_printf(arena,
                                      "No key figure differs in any pair. Some series do, from %s "
                                      "on: differences.csv has them.",
                                      first)
                    : "Nothing differs in any pair, in no month: the change bears on nothing here.";
}

/* A variant by its changes, "A=1; B=2; ...", in as many lines as they need: two may differ in the last one alone. */
static void put_variant(FILE *out, const char *name, uint32_t at,
                        const struct bo_terminal *terminal, struct bo_arena *arena)
{
    for (bool first = true; *name; first = false) {
        const char *end = strstr(name, "; ");
        size_t n = end ? (size_t)(end - name) + 1 : strlen(name);
        const char *change = bo_text_shown(arena, terminal, bo_arena_strndup(arena, name, n),
                                           terminal->width - (uint32_t)sizeof INDENT + 1);
        uint32_t columns = bo_text_columns(change);
        bool fits = at + 1 + columns <= terminal->width;
        fprintf(out, "%s%s", first ? "" : fits ? " " : "\n" INDENT, change);
        at = first || fits ? at + !first + columns : (uint32_t)sizeof INDENT - 1 + columns;
        name += end ? n + 1 : n;
    }
}

static void print_head(FILE *out, const struct bo_compare_table *compared,
                       const struct bo_terminal *terminal, struct bo_arena *arena)
{
    static const char against[] = "against ";
    bool is_long =
        bo_text_columns(compared->other) + bo_text_columns(compared->base) > terminal->width / 2;
    fputs(terminal->colour ? BOLD : "", out);
    put_variant(out, compared->other, 0, terminal, arena);
    fprintf(out, "%s%s", is_long ? "\n" : " ", against);
    put_variant(out, compared->base, (uint32_t)sizeof against - 1, terminal, arena);
    fprintf(out, "%s: %u pair%s of runs\n", terminal->colour ? PLAIN : "", compared->n_pairs,
            bo_plural(compared->n_pairs));
}

static void print_table(FILE *out, const struct bo_table *table, const struct bo_terminal *terminal)
{
    if (table->n_rows == 0)
        return;
    fputc('\n', out);
    bo_table_print(out, table, terminal);
    fputc('\n', out);
}

enum { MOST_COLUMNS = 12 };

/* Who alone is asked about stands in the heading. One pair has no mean, no interval and no share of pairs. */
static uint32_t choose_columns(const struct bo_compare_table *compared, bool fewer,
                               struct bo_arena *arena,
                               struct bo_table_column column[static MOST_COLUMNS])
{
    bool alone = compared->company && !strchr(compared->company, ',');
    bool single = compared->n_pairs == 1;
    const char *mean = single ? NULL : "Mean of";
    const char *difference = single ? NULL : "Difference of pairs";
    const char *figure =
        alone ? bo_arena_printf(arena, "Figure of %s", compared->company) : "Figure";
    uint32_t value_rank = single ? 0 : 2, n = 0;
    column[n++] = (struct bo_table_column){NULL, "Who", true, alone ? FACTOR_RANK + 2 : 0};
    column[n++] = (struct bo_table_column){NULL, figure, true, 0};
    column[n++] = (struct bo_table_column){NULL, "Unit", true, 1};
    column[n++] = (struct bo_table_column){mean, "base", false, value_rank};
    column[n++] = (struct bo_table_column){mean, "other", false, value_rank};
    column[n++] = (struct bo_table_column){difference, single ? "Difference" : "mean", false, 0};
    if (!single) {
        column[n++] = (struct bo_table_column){difference, "from", false, 0};
        column[n++] = (struct bo_table_column){difference, "to (95 %)", false, 0};
        column[n++] = (struct bo_table_column){NULL, "P(better)", false, 0};
        column[n++] = (struct bo_table_column){NULL, "Variance /", false, FACTOR_RANK};
    }
    if (fewer)
        column[n++] = (struct bo_table_column){NULL, "Pairs", false, 0};
    column[n++] = (struct bo_table_column){NULL, "Parts", true, FACTOR_RANK + 1};
    return n;
}

/* What the intervals say, or of one pair how much differs. */
static const char *counts_told(const struct bo_compare_table *compared, uint32_t n_shown,
                               struct bo_arena *arena)
{
    const char *others = n_shown < compared->n ? "; compare.csv has the others" : "";
    uint32_t n_differ = 0;
    for (uint32_t i = 0; i < compared->n; i++)
        n_differ += differs(&compared->row[i]);
    if (compared->n_pairs == 1)
        return bo_arena_printf(arena, "Of %u figures %u differ, which in one pair may be chance%s.",
                               compared->n, n_differ, others);
    return bo_arena_printf(arena,
                           "Of %u figures the intervals of %u exclude 0, as of some %.0f by "
                           "chance alone%s.",
                           compared->n, count_clear(compared), count_by_chance(compared), others);
}

/* Who is never sold has no date of it: a mean over the pairs that have one is not of all of them. */
static bool has_fewer(const struct bo_compare_table *compared,
                      const struct bo_compare_row *const *row, uint32_t n_shown)
{
    for (uint32_t i = 0; i < n_shown; i++) {
        if (row[i]->paired.n < compared->n_pairs)
            return true;
    }
    return false;
}

/* Does the table hold npv, on which no answer should hang alone? */
static bool has_npv(const struct bo_compare_row *const *row, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(row[i]->key, "npv") == 0)
            return true;
    }
    return false;
}

/* The rows that are wanted, and of these those that there is room for. */
static void print_rows(FILE *out, const struct bo_compare_table *compared,
                       const struct bo_compare_row *const *row, uint32_t n_shown,
                       const struct bo_terminal *terminal, struct bo_arena *arena)
{
    struct bo_table_column column[MOST_COLUMNS];
    bool single = compared->n_pairs == 1, fewer = has_fewer(compared, row, n_shown);
    struct bo_table table = {.arena = arena,
                             .n_columns = choose_columns(compared, fewer, arena, column),
                             .column = column,
                             .gap = single ? 2 : 1};
    for (uint32_t i = 0; i < n_shown; i++)
        fill(row[i], single, fewer, terminal, &table);
    print_table(out, &table, terminal);
    bo_compare_say(out, terminal, counts_told(compared, n_shown, arena));
    if (!single && n_shown > 0 && bo_table_width(&table, FACTOR_RANK) > terminal->width)
        bo_compare_say(out, terminal, "P(better): share of the pairs; equal ones count half.");
    else if (!single && n_shown > 0)
        bo_compare_say(
            out, terminal,
            "P(better): share of the pairs; equal ones count half. Variance /: by how much "
            "pairing lowers it.");
    if (fewer)
        bo_compare_say(out, terminal, "Pairs: those of which both runs have the figure.");
    if (has_npv(row, n_shown))
        bo_compare_say(out, terminal,
                       "Nothing for what stands at the end: npv; with it: npv_book, npv_terminal.");
}

void bo_compare_print(FILE *out, const struct bo_compare_table *compared,
                      const struct bo_terminal *terminal, struct bo_arena *arena)
{
    uint32_t n = 0;
    const struct bo_compare_row **row = bo_compare_sort(compared, arena, &n);
    uint32_t n_shown = compared->company || n < MOST_ROWS ? n : MOST_ROWS;
    const char *nothing = nothing_told(compared, n, arena);
    print_head(out, compared, terminal, arena);
    if (nothing) {
        fputc('\n', out);
        bo_compare_say(out, terminal, nothing);
    } else {
        print_rows(out, compared, row, n_shown, terminal, arena);
    }
}
