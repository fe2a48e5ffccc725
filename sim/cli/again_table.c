/* What a folder's tables tell of how they were asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "again.h"
#include "buildout/base/csv.h"
#include "buildout/cli/options.h"

enum { HEAD_BYTES = 1 << 16 }; /* the header and the first row */

/* Of the first row; "" when there is none. */
static const char *first_cell(const char *dir, const char *name, const char *column,
                              struct bo_arena *arena)
{
    FILE *in = fopen(bo_arena_printf(arena, "%s/%s", dir, name), "rb");
    if (!in)
        return "";
    char *text = BO_NEW_ARRAY(arena, char, HEAD_BYTES);
    size_t n = fread(text, 1, HEAD_BYTES, in);
    (void)fclose(in);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    struct bo_csv *csv = BO_NEW(arena, struct bo_csv);
    *csv = bo_csv_open(name, text, n, arena, diag);
    uint32_t at = 0;
    if (!bo_csv_next(csv))
        return "";
    while (at < csv->n && strcmp(csv->field[at].text, column) != 0)
        at++;
    return bo_csv_next(csv) && at < csv->n ? csv->field[at].text : "";
}

/* Whose key figures sensitivity.csv has beside the world's, by one of them, "Baidu.npv": all make the same table. "" when
 * there are only the world's. */
static const char *figure_of(const char *dir, struct bo_arena *arena)
{
    static const char name[] = "sensitivity.csv";
    FILE *in = fopen(bo_arena_printf(arena, "%s/%s", dir, name), "rb");
    if (!in)
        return "";
    char *text = NULL;
    size_t room = 0;
    ssize_t n = getdelim(&text, &room, EOF, in);
    (void)fclose(in);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    struct bo_csv *csv = BO_NEW(arena, struct bo_csv);
    *csv = bo_csv_open(name, text, n > 0 ? (size_t)n : 0, arena, diag);
    const char *figure = "";
    bool begun = bo_csv_next(csv); /* the header */
    while (begun && !figure[0] && bo_csv_next(csv) && csv->n > 1) {
        if (strcmp(csv->field[0].text, "World") != 0)
            figure = bo_arena_printf(arena, "%s.%s", csv->field[0].text, csv->field[1].text);
    }
    free(text);
    return figure;
}

static const char *with_figure(const char *line, const char *dir, struct bo_arena *arena)
{
    const char *figure = figure_of(dir, arena);
    return figure[0] ? bo_arena_printf(arena, "%s --figure %s", line, bo_again_word(figure, arena))
                     : line;
}

const char *bo_again_in(const char *dir, const struct bo_experiment *experiment,
                        struct bo_arena *arena)
{
    const char *line = bo_again_command(experiment, arena);
    if (strcmp(experiment->verb, "sensitivity") == 0)
        return with_figure(line, dir, arena);
    bool says_key = strstr(line, " --key ") != NULL;
    if (strcmp(experiment->verb, "game") != 0 || says_key)
        return line;
    const char *key = first_cell(dir, "payoff.csv", "key", arena);
    if (!key[0] || strcmp(key, bo_option_find("key")->initial) == 0)
        return line;
    return bo_arena_printf(arena, "%s --key %s", line, bo_again_word(key, arena));
}

static const char *after(const char *text, const char *start)
{
    size_t n = strlen(start);
    return strncmp(text, start, n) == 0 ? text + n : NULL;
}

struct question {
    const char *when; /* NULL: not understood */
    uint32_t variant; /* 0: the usual one */
    bool pairs;
};

/* As discover.csv has it: "name: condition", of pairs "other less first: condition". */
static struct question question_of(const char *text, const char *scenario,
                                   const struct bo_variant_list *variants, struct bo_arena *arena)
{
    const struct bo_variant_row *row = variants->row;
    struct question q = {NULL, 0, false};
    if (variants->n == 0)
        q.when = after(text, bo_arena_printf(arena, "%s: ", scenario));
    for (uint32_t i = 1; !q.when && i < variants->n; i++)
        q = (struct question){
            after(text, bo_arena_printf(arena, "%s less %s: ", row[i].name, row[0].name)),
            i > 1 ? row[i].number : 0, true};
    for (uint32_t i = 0; !q.when && i < variants->n; i++)
        q = (struct question){after(text, bo_arena_printf(arena, "%s: ", row[i].name)),
                              i > 0 ? row[i].number : 0, false};
    return q;
}

const char *bo_again_discover(const char *dir, const struct bo_experiment *experiment,
                              const struct bo_variant_list *variants, struct bo_arena *arena)
{
    const char *scenario = experiment->scenario_name;
    const char *text = first_cell(dir, "discover.csv", "when", arena);
    struct question q = question_of(text, scenario, variants, arena);
    if (!q.when)
        return "";
    const char *line =
        bo_arena_printf(arena, "buildout discover %s --when %s%s",
                        bo_again_word(bo_arena_printf(arena, "results/%s", scenario), arena),
                        bo_again_word(q.when, arena), q.pairs ? " --pairs" : "");
    if (q.variant)
        line = bo_arena_printf(arena, "%s --variant %u", line, q.variant);
    const char *among = first_cell(dir, "discover.csv", "among", arena);
    return among[0] ? bo_arena_printf(arena, "%s --inputs %s", line, bo_again_word(among, arena))
                    : line;
}
