#include "buildout/cli/commands.h"

#include <stdio.h>

#include "buildout/cli/help.h"
#include "buildout/cli/nearest.h"
#include "buildout/cli/options.h"

static int help_on(const char *name, struct bo_err *err)
{
    const struct bo_verb *verb = bo_verb_find(name);
    struct bo_nearest nearest = bo_nearest_to(name);
    if (verb) {
        bo_help_verb(stdout, verb);
        return 0;
    }
    for (uint32_t i = 0; i < bo_n_verbs; i++)
        bo_nearest_offer(&nearest, bo_verbs[i].name);
    return bo_err_set(err, BO_EUSAGE, "there is no verb \"%s\"%s%s%s", name,
                      nearest.best ? "; did you mean " : "", nearest.best ? nearest.best : "",
                      nearest.best ? "?" : "");
}

int bo_cmd_help(const struct bo_args *args, struct bo_err *err)
{
    if (args->man)
        bo_help_man(stdout);
    else if (args->completion)
        bo_help_completion(stdout, args->completion);
    else if (args->n_operands)
        return help_on(args->operand[0], err);
    else
        bo_help_overview(stdout);
    return 0;
}
