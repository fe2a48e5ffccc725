/* Chips and rules as tables on a terminal. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/cli/table.h"
#include "law_lines.h"

#define SMALL_MARGIN 0.1 /* below it a tenth of a percent is shown */

/* ---- chips ---- */

enum chip_column {
    CHIP,
    VENDOR,
    SOLD,
    TPP,
    DENSITY,
    LINK,
    MEMORY,
    VERDICT,
    GATE,
    CLAUSE,
    MARGIN,
    FREE_IF,
    ADDS,
    N_CHIP_COLUMNS
};

static const struct bo_table_column chip_columns[N_CHIP_COLUMNS] = {
    [CHIP] = {.head = "chip", .left = true},
    [VENDOR] = {.head = "vendor", .left = true, .rank = 7},
    [SOLD] = {.head = "sold", .left = true, .rank = 4},
    [TPP] = {.head = "TPP"},
    [DENSITY] = {.head = "TPP/mm2", .rank = 2},
    [LINK] = {.group = "GB/s", .head = "link", .rank = 5},
    [MEMORY] = {.group = "GB/s", .head = "memory", .rank = 5},
    [VERDICT] = {.head = "verdict", .left = true},
    [GATE] = {.head = "gate", .left = true, .rank = 6},
    [CLAUSE] = {.head = "clause", .left = true},
    [MARGIN] = {.head = "margin"},
    [FREE_IF] = {.head = "free if", .left = true, .rank = 3},
    [ADDS] = {.head = "adds", .left = true, .rank = 1},
};

static const char *or_nothing(const char *text)
{
    return text != NULL ? text : "";
}

static const char *percent(struct bo_arena *arena, double frac)
{
    if (!isfinite(frac))
        return "-";
    return bo_arena_printf(arena, "%s%s %%", frac > 0.0 ? "+" : "",
                           bo_number_shown(arena, 100.0 * frac, fabs(frac) < SMALL_MARGIN ? 1 : 0));
}

static const char *verdict_text(struct bo_arena *arena, const struct bo_chip_line *line)
{
    if (strcmp(line->verdict, line->treated_as) != 0)
        return bo_arena_printf(arena, "%s: %s", line->verdict, line->treated_as);
    if (strcmp(line->verdict, "licence") != 0 || strcmp(line->presumption, "none") == 0)
        return line->verdict;
    if (strcmp(line->presumption, "case_by_case") == 0)
        return "licence: by case";
    return bo_arena_printf(arena, "licence: %s", line->presumption);
}

static void add_chip(struct bo_table *table, const struct bo_terminal *terminal,
                     const struct bo_chip_line *line)
{
    enum { MOST_CHIP = 20, MOST_CLAUSE = 34, MOST_VENDOR = 12 };
    struct bo_arena *arena = table->arena;
    const char **cell = bo_table_row(table);

    cell[CHIP] = bo_text_shown(arena, terminal, line->chip, MOST_CHIP);
    cell[VENDOR] = bo_text_shown(arena, terminal, line->vendor, MOST_VENDOR);
    cell[SOLD] = line->sold;
    cell[TPP] = bo_number_shown(arena, line->tpp, 0);
    cell[DENSITY] = bo_number_shown(arena, line->performance_density, 2);
    cell[LINK] = bo_number_shown(arena, line->interconnect, 0);
    cell[MEMORY] = bo_number_shown(arena, line->memory_bandwidth, 0);
    cell[VERDICT] = verdict_text(arena, line);
    cell[GATE] = strcmp(line->gate, "none") == 0 ? "" : line->gate;
    cell[CLAUSE] = bo_text_shown(arena, terminal, or_nothing(line->clause), MOST_CLAUSE);
    cell[MARGIN] = percent(arena, line->margin);
    cell[FREE_IF] = or_nothing(line->free_if);
    cell[ADDS] = line->adds_to_law ? "yes" : "";
}

static void print_title(struct bo_arena *arena, const struct bo_terminal *terminal,
                        const char *title)
{
    (void)printf("%s\n\n", bo_text_shown(arena, terminal, title, terminal->width));
}

void bo_chips_print_table(struct bo_arena *arena, const char *title,
                          const struct bo_chip_line *line, uint32_t n)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_table table = {
        .arena = arena, .n_columns = N_CHIP_COLUMNS, .column = chip_columns, .gap = 2};

    for (uint32_t i = 0; i < n; i++)
        add_chip(&table, &terminal, &line[i]);
    print_title(arena, &terminal, title);
    bo_table_print(stdout, &table, &terminal);
}

/* ---- rules ---- */

enum rule_column {
    RULE_CLAUSE,
    STATE,
    ABOUT,
    RULE_GATE,
    EFFECTIVE,
    UNTIL,
    POLICY,
    SOURCE,
    N_RULE_COLUMNS
};

static const struct bo_table_column rule_columns[N_RULE_COLUMNS] = {
    [RULE_CLAUSE] = {.head = "clause", .left = true},
    [STATE] = {.head = "state", .left = true},
    [ABOUT] = {.head = "about", .left = true, .rank = 2},
    [RULE_GATE] = {.head = "gate", .left = true, .rank = 2},
    [EFFECTIVE] = {.head = "effective", .left = true},
    [UNTIL] = {.head = "until", .left = true, .rank = 1},
    [POLICY] = {.head = "policy", .left = true},
    [SOURCE] = {.head = "source", .left = true, .rank = 3},
};

static void add_rule(struct bo_table *table, const struct bo_terminal *terminal,
                     const struct bo_rule_line *line)
{
    enum { MOST_CLAUSE = 45, MOST_SOURCE = 40, MOST_SUBJECT = 12 };
    struct bo_arena *arena = table->arena;
    const char **cell = bo_table_row(table);

    cell[RULE_CLAUSE] = bo_text_shown(arena, terminal, line->clause, MOST_CLAUSE);
    cell[STATE] = line->state;
    cell[ABOUT] = line->subject == NULL
                      ? line->kind
                      : bo_text_shown(arena, terminal, line->subject, MOST_SUBJECT);
    cell[RULE_GATE] = line->gate;
    cell[EFFECTIVE] = line->effective;
    cell[UNTIL] = or_nothing(line->until);
    cell[POLICY] = line->policy_shown;
    cell[SOURCE] = bo_text_shown(arena, terminal, line->source, MOST_SOURCE);
}

void bo_rules_print_table(struct bo_arena *arena, const char *title,
                          const struct bo_rule_line *line, uint32_t n)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_table table = {
        .arena = arena, .n_columns = N_RULE_COLUMNS, .column = rule_columns, .gap = 2};
    uint32_t n_left_out = 0;

    for (uint32_t i = 0; i < n; i++) {
        if (line[i].is_shown)
            add_rule(&table, &terminal, &line[i]);
        else
            n_left_out++;
    }
    print_title(arena, &terminal, title);
    if (table.n_rows > 0)
        bo_table_print(stdout, &table, &terminal);
    else
        (void)printf("no rule is in force or announced\n");
    if (n_left_out > 0)
        (void)printf("\n%u more, rescinded or not yet announced: see --json\n", n_left_out);
}
