#include <stdio.h>

#include "buildout/cli/commands.h"
#include "buildout/scenario/scenario.h"

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
    (void)fputs(bo_schema_print(format, arena), stdout);
    bo_arena_free(arena);
    return 0;
}
