#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "buildout/cli/args.h"
#include "buildout/cli/help.h"
#include "buildout/cli/json_memory.h"
#include "buildout/cli/options.h"

/* With a standard stream closed, the next file opened would take its number and be written over by messages. */
static int open_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
            return -1;
    }
    return 0;
}

static int run_command(const struct bo_args *args, struct bo_err *err)
{
    const struct bo_verb *verb = args->verb;
    if (args->help) {
        bo_help_verb(stdout, verb);
        return 0;
    }
    if (!verb->command)
        return bo_err_set(err, BO_EUSAGE,
                          "%s is done by the script buildout at the top of the source tree",
                          verb->name);
    return verb->command(args, err);
}

static int flush_output(struct bo_err *err)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        return bo_err_set(err, BO_ESTORE, "standard output could not be written");
    if (bo_json_memory_was_short())
        return bo_err_set(err, BO_ESTORE, "there was no memory for all that --json tells");
    return 0;
}

static int exit_code(int result, const struct bo_err *err)
{
    if (result >= 0)
        return result;
    if (err->text[0])
        fprintf(stderr, "buildout: error: %s\n", err->text);
    return bo_err_exit_code((enum bo_status)result);
}

int main(int argc, char *argv[])
{
    enum { ARGUMENTS_BYTES = 1 << 26 };
    struct bo_err err = {0};
    struct bo_args args = {0};
    struct bo_arena *arena;
    if (open_standard_streams() != 0)
        return bo_err_exit_code(BO_ESTORE);
    signal(SIGXFSZ,
           SIG_IGN); /* a file that may not grow is a failed write, which is told and cleaned up */
    bo_json_memory_watch();
    int result = bo_arena_create(ARGUMENTS_BYTES, false, &arena, &err);
    if (result)
        return exit_code(result, &err);
    result = bo_args_parse(arena, argc, argv, &args, &err);
    if (!result)
        result = run_command(&args, &err);
    if (result >= 0) {
        int flushed = flush_output(&err);
        result = flushed ? flushed : result;
    }
    bo_arena_free(arena);
    return exit_code(result, &err);
}
