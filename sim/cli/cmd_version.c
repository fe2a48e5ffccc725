#include "buildout/cli/commands.h"

#include <stdio.h>

int bo_cmd_version(const struct bo_args *args, struct bo_err *err)
{
    (void)args;
    (void)err;
    printf("buildout %s\n", BUILDOUT_VERSION);
    return 0;
}
