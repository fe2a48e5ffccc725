#include "fleet_print.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/cli/table.h"
#include "buildout/cli/terminal.h"

enum { NAME_COLUMNS = 28, N_CHIPS_TOLD = 3 };

static bool is_same_use(const struct bo_fact_holding *a, const struct bo_fact_holding *b)
{
    return strcmp(a->owner, b->owner) == 0 && strcmp(a->host, b->host) == 0 &&
           strcmp(a->place, b->place) == 0 && strcmp(a->user, b->user) == 0;
}

static int by_count(const void *a, const void *b)
{
    const struct bo_fact_holding *x = *(const struct bo_fact_holding *const *)a;
    const struct bo_fact_holding *y = *(const struct bo_fact_holding *const *)b;
    return x->count == y->count ? strcmp(x->chip, y->chip) : x->count < y->count ? 1 : -1;
}

/* "H100 SXM 12,345, A100 4,000 and 3 more kinds"; puts chip[n] in order. */
static const char *chips_told(struct bo_arena *arena, const struct bo_fact_holding **chip,
                              uint32_t n)
{
    const char *text = "";
    qsort(chip, n, sizeof(const struct bo_fact_holding *), by_count);
    for (uint32_t i = 0; i < n && i < N_CHIPS_TOLD; i++)
        text = bo_arena_printf(arena, "%s%s%s %s", text, i > 0 ? ", " : "", chip[i]->chip,
                               bo_number_shown(arena, chip[i]->count, 0));
    return n > N_CHIPS_TOLD
               ? bo_arena_printf(arena, "%s and %u more kind%s", text, (unsigned)(n - N_CHIPS_TOLD),
                                 bo_plural(n - N_CHIPS_TOLD))
               : text;
}

static void print_rows(struct bo_arena *arena, const struct bo_fleet_rows *rows,
                       struct bo_table *table, const struct bo_terminal *terminal)
{
    uint32_t end;
    for (uint32_t i = 0; i < rows->n; i = end) {
        const struct bo_fact_holding *h = rows->row[i];
        const char **cell = bo_table_row(table);
        double count = 0.0;
        for (end = i; end < rows->n && is_same_use(rows->row[end], h); end++)
            count += rows->row[end]->count;
        bool is_own_hall = strcmp(h->host, h->owner) == 0;
        cell[0] = bo_text_shown(arena, terminal, h->owner, NAME_COLUMNS);
        cell[1] = bo_text_shown(arena, terminal, h->place, NAME_COLUMNS);
        cell[2] = is_own_hall ? "its own" : bo_text_shown(arena, terminal, h->host, NAME_COLUMNS);
        cell[3] = strcmp(h->user, h->owner) == 0
                      ? "itself"
                      : bo_text_shown(arena, terminal, h->user, NAME_COLUMNS);
        cell[4] = bo_number_shown(arena, count, 0);
        cell[5] = chips_told(arena, &rows->row[i], end - i);
    }
}

void bo_fleet_print(FILE *out, const struct bo_fleet_rows *rows, struct bo_arena *arena)
{
    static const struct bo_table_column column[] = {
        {NULL, "owner", true, 0},   {NULL, "place", true, 0},  {NULL, "hall of", true, 0},
        {NULL, "used by", true, 0}, {NULL, "chips", false, 0}, {NULL, "of which", true, 1}};
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    print_rows(arena, rows, &table, &terminal);
    bo_table_print(out, &table, &terminal);
}
