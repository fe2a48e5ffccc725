#include <stdio.h>
#include <string.h>

#include "buildout/cli/commands.h"
#include "buildout/store/formats.h"

static const struct {
    const char *word;
    enum bo_format format;
} formats[] = {{"iamc", BO_FORMAT_IAMC},
               {"datapackage", BO_FORMAT_DATAPACKAGE},
               {"netcdf", BO_FORMAT_NETCDF},
               {"trace", BO_FORMAT_TRACE}};

/* The table of options lets no other word through. */
static enum bo_format format_of(const char *word)
{
    size_t i = 0;
    while (i + 1 < sizeof formats / sizeof *formats && strcmp(formats[i].word, word) != 0)
        i++;
    return formats[i].format;
}

int bo_cmd_export(const struct bo_args *args, struct bo_err *err)
{
    const char *dir = args->operand[0];
    struct bo_exported done;
    if (!args->to)
        return bo_err_set(err, BO_EUSAGE, "export wants --to iamc, datapackage, netcdf or trace");
    int rc = bo_store_export(dir, format_of(args->to), &done, err);
    if (rc != 0)
        return rc;
    for (uint32_t i = 0; i < done.n_files && !args->quiet; i++)
        printf("%s%s%s", i > 0 ? ", " : dir, i > 0 ? "" : ": ", done.file[i]);
    if (!args->quiet)
        putchar('\n');
    if (done.n_runs < done.n_runs_all)
        fprintf(stderr,
                "buildout: warning: holds %u of %u runs, those whose series were kept; see "
                "ensemble --keep all\n",
                done.n_runs, done.n_runs_all);
    return 0;
}
