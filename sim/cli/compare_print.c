#include "compare_print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"

#define BOLD "\033[1m"
#define FAINT "\033[2m"
#define PLAIN "\033[0m"
#define INDENT "  "

#define MOST_FACTOR 1e3
#define SMALL 0.01      /* below it three decimals do not tell an interval */
#define SLIGHT 1e-3     /* of what it differs from */
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

/* So small beside the figure itself that nobody asks for it first. */
static bool is_slight(const struct bo_compare_row *row)
{
    return strcmp(row->unit, "date") != 0 &&
           fabs(row->paired.difference) < SLIGHT * fabs(row->paired.base);
}

static int compare_rows(const void *a, const void *b)
{
    const struct bo_compare_row *x = *(const struct bo_compare_row *const *)a;
    const struct bo_compare_row *y = *(const struct bo_compare_row *const *)b;
    if (is_clear(x) != is_clear(y))
        return is_clear(x) ? -1 : 1;
    if (is_slight(x) != is_slight(y))
        return is_slight(x) ? 1 : -1;
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

/* Whose, which figure, its unit, both values and their difference; returns what follows. */
static const char **begin_row(const struct bo_compare_row *row, const struct bo_terminal *terminal,
                              struct bo_table *table)
{
    const struct bo_paired *p = &row->paired;
    struct bo_arena *arena = table->arena;
    const char **cell = bo_table_row(table);
    bool date = strcmp(row->unit, "date") == 0;
    const char *unit = date ? "days" : row->unit;
    cell[0] = bo_text_shown(arena, terminal, row->entity, NAME_COLUMNS);
    cell[1] = bo_text_shown(arena, terminal, row->key, NAME_COLUMNS + 2);
    cell[2] = unit_shown(arena, terminal, unit);
    cell[3] = bo_value_shown(arena, row->unit, p->base);
    cell[4] = bo_value_shown(arena, row->unit, p->other);
    cell[5] = difference_shown(arena, p, p->difference);
    return cell + 6;
}

static void fill(const struct bo_compare_row *row, const struct bo_terminal *terminal,
                 struct bo_table *table)
{
    const struct bo_paired *p = &row->paired;
    struct bo_arena *arena = table->arena;
    const char **cell = begin_row(row, terminal, table);
    cell[0] = difference_shown(arena, p, p->low);
    cell[1] = difference_shown(arena, p, p->high);
    cell[2] = bo_number_shown(arena, row->p_better, 2);
    cell[3] = factor_shown(arena, p->variance_factor);
    cell[4] = row->first_date;
}

void bo_compare_say(FILE *out, const struct bo_terminal *terminal, const char *text)
{
    fprintf(out, "%s%s%s\n", terminal->colour ? FAINT : "", text, terminal->colour ? PLAIN : "");
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

/* Who alone is asked about stands in the heading of the figures. */
static void name_columns(const struct bo_compare_table *compared, struct bo_arena *arena,
                         uint32_t last_rank, struct bo_table_column column[static 2])
{
    if (!compared->company || strchr(compared->company, ','))
        return;
    column[0].rank = last_rank;
    column[1].head = bo_arena_printf(arena, "Figure of %s", compared->company);
}

/* The rows that are wanted, and of these those that there is room for. */
static void print_pairs(FILE *out, const struct bo_compare_table *compared,
                        const struct bo_compare_row *const *row, uint32_t n_shown,
                        const struct bo_terminal *terminal, struct bo_arena *arena)
{
    static const char mean[] = "Mean of", difference[] = "Difference of pairs";
    struct bo_table_column column[] = {{NULL, "Who", true, 0},
                                       {NULL, "Figure", true, 0},
                                       {NULL, "Unit", true, 1},
                                       {mean, "base", false, 2},
                                       {mean, "other", false, 2},
                                       {difference, "mean", false, 0},
                                       {difference, "from", false, 0},
                                       {difference, "to (95 %)", false, 0},
                                       {NULL, "P(better)", false, 0},
                                       {NULL, "Variance /", false, FACTOR_RANK},
                                       {NULL, "Parts", true, FACTOR_RANK + 1}};
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    name_columns(compared, arena, FACTOR_RANK + 2, column);
    for (uint32_t i = 0; i < n_shown; i++)
        fill(row[i], terminal, &table);
    print_table(out, &table, terminal);
    bo_compare_say(
        out, terminal,
        bo_arena_printf(arena,
                        "Of %u figures the intervals of %u exclude 0, as of some %.0f by "
                        "chance alone%s.",
                        compared->n, count_clear(compared), count_by_chance(compared),
                        n_shown < compared->n ? "; compare.csv has the others" : ""));
    if (n_shown > 0 && bo_table_width(&table, FACTOR_RANK) > terminal->width)
        bo_compare_say(out, terminal, "P(better): share of the pairs.");
    else if (n_shown > 0)
        bo_compare_say(out, terminal,
                       "P(better): share of the pairs. Variance /: by how much pairing lowers it.");
}

/* One pair has no mean, no interval and no share of pairs. */
static void print_one_pair(FILE *out, const struct bo_compare_table *compared,
                           const struct bo_compare_row *const *row, uint32_t n_shown,
                           const struct bo_terminal *terminal, struct bo_arena *arena)
{
    enum { LAST_RANK = 3 };
    struct bo_table_column column[] = {{NULL, "Who", true, 0},    {NULL, "Figure", true, 0},
                                       {NULL, "Unit", true, 1},   {NULL, "base", false, 0},
                                       {NULL, "other", false, 0}, {NULL, "Difference", false, 0},
                                       {NULL, "Parts", true, 2}};
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    uint32_t n_differ = 0;
    name_columns(compared, arena, LAST_RANK, column);
    for (uint32_t i = 0; i < compared->n; i++)
        n_differ += differs(&compared->row[i]);
    for (uint32_t i = 0; i < n_shown; i++)
        *begin_row(row[i], terminal, &table) = row[i]->first_date;
    print_table(out, &table, terminal);
    bo_compare_say(out, terminal,
                   bo_arena_printf(arena,
                                   "Of %u figures %u differ, which in one pair may be chance%s.",
                                   compared->n, n_differ,
                                   n_shown < compared->n ? "; compare.csv has the others" : ""));
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
    } else if (compared->n_pairs == 1) {
        print_one_pair(out, compared, row, n_shown, terminal, arena);
    } else {
        print_pairs(out, compared, row, n_shown, terminal, arena);
    }
}
