#include "problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int bo_problem(struct bo_problems *problems, struct bo_place place, const char *format, ...)
{
    char text[BO_DIAG_TEXT];
    va_list arguments;

    problems->n_total++;
    if (problems->n == BO_PROBLEMS_MAX)
        return BO_ESCENARIO;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    BO_ARENA_ROOM(problems->arena, problems->item, problems->n, problems->room);
    problems->item[problems->n] = (struct bo_problem){
        .place = place, .order = problems->n, .text = bo_arena_strdup(problems->arena, text)};
    problems->n++;
    return BO_ESCENARIO;
}

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct bo_problem *x = a, *y = b;
    int order = compare_u32(x->place.file->order, y->place.file->order);

    if (order == 0)
        order = compare_u32(x->place.line, y->place.line);
    if (order == 0)
        order = compare_u32(x->place.column, y->place.column);
    return order != 0 ? order : compare_u32(x->order, y->order);
}

/* What follows path and the mark in the text; the text itself when it begins with anything else. */
static const char *after(const char *text, const char *path, const char *mark)
{
    size_t n = path != NULL ? strlen(path) : 0;

    if (n == 0 || strncmp(text, path, n) != 0 || strncmp(text + n, mark, strlen(mark)) != 0)
        return text;
    return text + n + strlen(mark);
}

/* A path that the place has told already is not told again. */
static const char *untold(const struct bo_problem *problem)
{
    const struct bo_file *file = problem->place.file;
    const char *text = after(problem->text, file->told, ": ");

    if (text == problem->text)
        text = after(text, file->above, ": ");
    return text != problem->text ? text : after(text, file->above, ".");
}

int bo_problems_report(const struct bo_problems *problems, struct bo_diag *diag)
{
    if (problems->n == 0)
        return 0;
    qsort(problems->item, problems->n, sizeof *problems->item, by_place);
    for (uint32_t i = 0; i < problems->n; i++)
        bo_diag_add(diag, "%s: error: %s", bo_place_text(problems->arena, problems->item[i].place),
                    untold(&problems->item[i]));
    diag->n_total += problems->n_total - problems->n;
    return BO_ESCENARIO;
}
