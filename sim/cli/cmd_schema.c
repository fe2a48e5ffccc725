#include <stdio.h>
#include <unistd.h>

#include "buildout/cli/commands.h"
#include "buildout/scenario/scenario.h"
#include "dictionary.h"
#include "observations.h"

static void print_keys(enum bo_schema_format format, struct bo_arena *arena)
{
    (void)fputs(bo_schema_print(format, arena), stdout);
    if (format == BO_SCHEMA_MARKDOWN)
        bo_dictionary_markdown(stdout, arena);
    if (format == BO_SCHEMA_MARKDOWN)
        bo_dictionary_figures_markdown(stdout, arena);
    if (format == BO_SCHEMA_MARKDOWN)
        bo_observations_markdown(stdout);
}

static void print_names(enum bo_schema_format format, struct bo_arena *arena)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    if (format == BO_SCHEMA_JSON)
        bo_observations_json(stdout);
    else if (format == BO_SCHEMA_MARKDOWN)
        bo_observations_markdown(stdout);
    else
        bo_observations_print(stdout, &terminal, arena);
}

static void print_variables(enum bo_schema_format format, struct bo_arena *arena)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    if (format == BO_SCHEMA_JSON)
        bo_dictionary_json(stdout, arena);
    else if (format == BO_SCHEMA_MARKDOWN)
        bo_dictionary_markdown(stdout, arena);
    else
        bo_dictionary_print(stdout, &terminal, arena);
}

static void print_figures(enum bo_schema_format format, struct bo_arena *arena)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    if (format == BO_SCHEMA_JSON)
        bo_dictionary_figures_json(stdout);
    else if (format == BO_SCHEMA_MARKDOWN)
        bo_dictionary_figures_markdown(stdout, arena);
    else
        bo_dictionary_figures_print(stdout, &terminal, arena);
}

int bo_cmd_schema(const struct bo_args *args, struct bo_err *err)
{
    enum { SCHEMA_BYTES = 16 << 20 };
    enum bo_schema_format format = args->json       ? BO_SCHEMA_JSON
                                   : args->markdown ? BO_SCHEMA_MARKDOWN
                                                    : BO_SCHEMA_TEXT;
    struct bo_arena *arena;
    int result;

    if (args->json && args->markdown)
        return bo_err_set(err, BO_EUSAGE, "--json and --markdown exclude each other");
    result = bo_arena_create(SCHEMA_BYTES, false, &arena, err);
    if (result != 0)
        return result;
    if (args->names)
        print_names(format, arena);
    else if (args->figures)
        print_figures(format, arena);
    else
        (args->variables ? print_variables : print_keys)(format, arena);
    bo_arena_free(arena);
    return 0;
}
