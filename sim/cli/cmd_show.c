#include <stdio.h>

#include "buildout/cli/commands.h"
#include "open_scenario.h"

int bo_cmd_show(const struct bo_args *args, struct bo_err *err)
{
    struct bo_arena *arena;
    const char *text;
    int result = bo_open_scenario_text(args, args->operand[0], args->resolved, &arena, &text, err);

    if (result == 0)
        (void)fputs(text, stdout);
    bo_arena_free(arena);
    return result;
}
