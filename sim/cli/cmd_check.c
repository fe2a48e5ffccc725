#include "buildout/cli/commands.h"
#include "open_scenario.h"

/* Silent when all is well. All files are checked, also after one that is not. */
int bo_cmd_check(const struct bo_args *args, struct bo_err *err)
{
    int result = 0;

    for (uint32_t i = 0; i < args->n_operands; i++) {
        const struct bo_scenario *scenario;
        struct bo_arena *arena;
        int one = bo_open_scenario(args, args->operand[i], &arena, &scenario, err);

        bo_arena_free(arena);
        result = one != 0 ? one : result;
    }
    return result;
}
