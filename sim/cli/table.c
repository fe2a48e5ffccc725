#include "buildout/cli/table.h"

#include <string.h>

#define BOLD "\033[1m"
#define PLAIN "\033[0m"

const char **bo_table_row(struct bo_table *table)
{
    uint32_t n = table->n_columns;
    if (table->n_rows == table->room) {
        uint32_t room = table->room ? 2 * table->room : 16;
        table->cell = bo_arena_regrow(table->arena, table->cell, (size_t)table->n_rows * n,
                                      (size_t)room * n, sizeof *table->cell);
        table->room = room;
    }
    const char **row = table->cell + (size_t)table->n_rows++ * n;
    for (uint32_t i = 0; i < n; i++)
        row[i] = "";
    return row;
}

static uint32_t widest(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static bool same_group(const struct bo_table_column *a, const struct bo_table_column *b)
{
    return a->group && b->group && strcmp(a->group, b->group) == 0;
}

/* The columns of at most this rank, with their widths. */
struct shown {
    uint32_t n;
    uint32_t *column;
    uint32_t *width;
    bool grouped;
};

/* One past the last column of the group that starts at place i. */
static uint32_t end_of_group(const struct bo_table *table, const struct shown *s, uint32_t i)
{
    uint32_t end = i + 1;
    while (end < s->n && same_group(&table->column[s->column[i]], &table->column[s->column[end]]))
        end++;
    return end;
}

static uint32_t span(const struct bo_table *table, const struct shown *s, uint32_t from,
                     uint32_t to)
{
    uint32_t width = (to - from - 1) * table->gap;
    for (uint32_t i = from; i < to; i++)
        width += s->width[i];
    return width;
}

static struct shown choose(const struct bo_table *table, uint32_t rank)
{
    struct shown s = {.column = BO_NEW_ARRAY(table->arena, uint32_t, table->n_columns),
                      .width = BO_NEW_ARRAY(table->arena, uint32_t, table->n_columns)};
    for (uint32_t c = 0; c < table->n_columns; c++) {
        if (table->column[c].rank > rank)
            continue;
        uint32_t width = bo_text_columns(table->column[c].head);
        for (uint32_t r = 0; r < table->n_rows; r++)
            width = widest(width, bo_text_columns(table->cell[(size_t)r * table->n_columns + c]));
        s.column[s.n] = c;
        s.width[s.n++] = width;
        s.grouped |= table->column[c].group != NULL;
    }
    for (uint32_t i = 0, end; i < s.n; i = end) {
        const char *group = table->column[s.column[i]].group;
        end = end_of_group(table, &s, i);
        uint32_t wanted = group ? bo_text_columns(group) : 0;
        uint32_t there = span(table, &s, i, end);
        s.width[i] += wanted > there ? wanted - there : 0;
    }
    return s;
}

uint32_t bo_table_width(const struct bo_table *table, uint32_t rank)
{
    struct shown s = choose(table, rank);
    return s.n ? span(table, &s, 0, s.n) : 0;
}

static uint32_t highest_rank(const struct bo_table *table)
{
    uint32_t rank = 0;
    for (uint32_t c = 0; c < table->n_columns; c++)
        rank = widest(rank, table->column[c].rank);
    return rank;
}

static void blanks(FILE *out, uint32_t n)
{
    fprintf(out, "%*s", (int)n, "");
}

/* A line never ends in blanks: they are owed until something follows. */
struct line {
    FILE *out;
    uint32_t owed;
};

static void put(struct line *line, const char *text, uint32_t width, bool left)
{
    uint32_t n = bo_text_columns(text);
    uint32_t rest = width > n ? width - n : 0;
    if (n == 0) {
        line->owed += width;
        return;
    }
    blanks(line->out, line->owed + (left ? 0 : rest));
    fputs(text, line->out);
    line->owed = left ? rest : 0;
}

static void print_groups(FILE *out, const struct bo_table *table, const struct shown *s)
{
    struct line line = {.out = out};
    for (uint32_t i = 0, end; i < s->n; i = end) {
        const char *group = table->column[s->column[i]].group;
        end = end_of_group(table, s, i);
        line.owed += i ? table->gap : 0;
        put(&line, group ? group : "", span(table, s, i, end), table->column[s->column[i]].left);
    }
    fputc('\n', out);
}

static void print_cells(FILE *out, const struct bo_table *table, const struct shown *s,
                        const char *const *row)
{
    struct line line = {.out = out};
    for (uint32_t i = 0; i < s->n; i++) {
        const struct bo_table_column *column = &table->column[s->column[i]];
        line.owed += i ? table->gap : 0;
        put(&line, row ? row[s->column[i]] : column->head, s->width[i], column->left);
    }
    fputc('\n', out);
}

void bo_table_print(FILE *out, const struct bo_table *table, const struct bo_terminal *terminal)
{
    uint32_t rank = highest_rank(table);
    while (rank > 0 && bo_table_width(table, rank) > terminal->width)
        rank--;
    struct shown s = choose(table, rank);
    if (terminal->colour)
        fputs(BOLD, out);
    if (s.grouped)
        print_groups(out, table, &s);
    print_cells(out, table, &s, NULL);
    if (terminal->colour)
        fputs(PLAIN, out);
    for (uint32_t r = 0; r < table->n_rows; r++)
        print_cells(out, table, &s,
                    (const char *const *)table->cell + (size_t)r * table->n_columns);
}
