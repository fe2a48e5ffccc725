/* buildout-mpi: an ensemble on many machines. Every rank simulates the replicates that it claims, one after the other,
 * into a folder of its own; when all are done the first rank merges the folders, so that the bytes are those of one
 * machine. Only the process that a rank is calls MPI, never a replicate, which is a fork of it. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <mpi.h>

#include "buildout/cli/args.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/options.h"

#define ARGS_BYTES ((size_t)1 << 24)

enum { EXIT_RUN = 3, NO_TICKET = -1 };

struct ranks {
    int index, n;
    MPI_Win window; /* of the first rank: the next replicate that nobody has claimed */
    int64_t *next;
    int64_t ticket; /* of ours; NO_TICKET: none yet */
};

/* libsimgrid has an MPI of its own that simulates one. */
static bool is_real_mpi(void)
{
    int (*init)(int *, char ***) = MPI_Init;
    void *address;
    Dl_info info;
    memcpy(&address, &init, sizeof address);
    return dladdr(address, &info) != 0 && info.dli_fname && !strstr(info.dli_fname, "simgrid");
}

static void draw_ticket(struct ranks *ranks)
{
    const int64_t one = 1;
    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, ranks->window);
    MPI_Fetch_and_op(&one, &ranks->ticket, MPI_INT64_T, 0, 0, MPI_SUM, ranks->window);
    MPI_Win_unlock(0, ranks->window);
}

/* Replicates are asked for in order. A ticket is only drawn by who has nothing else to do. */
static bool claim(void *context, uint32_t variant, uint32_t replicate)
{
    struct ranks *ranks = context;
    (void)variant;
    if (ranks->ticket < (int64_t)replicate)
        draw_ticket(ranks);
    return ranks->ticket == (int64_t)replicate;
}

static const char *folder_of(struct bo_arena *arena, const char *dir, int rank)
{
    return bo_arena_printf(arena, "%s.ranks/%d", dir, rank + 1);
}

/* The rank's own part, as a shard. */
static int simulate(struct ranks *ranks, const struct bo_args *args, struct bo_arena *arena,
                    struct bo_err *err)
{
    struct bo_args own = *args;
    own.quiet = true;
    own.json = own.stats = false;
    own.progress = BO_PROGRESS_NONE;
    own.output = folder_of(arena, args->output, ranks->index);
    own.shard = bo_arena_printf(arena, "%d/%d", ranks->index + 1, ranks->n);
    own.claim = claim;
    own.claim_context = ranks;
    return bo_cmd_ensemble(&own, err);
}

static void remove_folders(const struct ranks *ranks, const struct bo_args *args,
                           struct bo_arena *arena)
{
    static const char *const file[] = {"results.db", "results.lock"};
    for (int i = 0; i < ranks->n; i++) {
        const char *dir = folder_of(arena, args->output, i);
        for (size_t k = 0; k < sizeof file / sizeof *file; k++)
            unlink(bo_arena_printf(arena, "%s/%s", dir, file[k]));
        rmdir(dir);
    }
    rmdir(bo_arena_printf(arena, "%s.ranks", args->output));
}

static int merge(const struct ranks *ranks, const struct bo_args *args, struct bo_arena *arena,
                 struct bo_err *err)
{
    struct bo_args all = *args;
    all.verb = bo_verb_find("merge");
    all.n_operands = (uint32_t)ranks->n;
    all.operand = BO_NEW_ARRAY(arena, const char *, (size_t)ranks->n);
    for (int i = 0; i < ranks->n; i++)
        all.operand[i] = folder_of(arena, args->output, i);
    int result = bo_cmd_merge(&all, err);
    if (result >= 0)
        remove_folders(ranks, args, arena);
    return result;
}

/* What a command returned, as the program's code; says what failed. */
static int code_of(int result, const struct bo_err *err, bool speaks)
{
    if (result >= 0)
        return result;
    if (speaks && err->text[0])
        fprintf(stderr, "buildout-mpi: error: %s\n", err->text);
    return bo_err_exit_code((enum bo_status)result);
}

/* The worst code of all; what the first rank says the others need not say again. */
static int agree(const struct ranks *ranks, int result, const struct bo_err *err)
{
    int first = code_of(result, err, ranks->index == 0), worst;
    int own = first;
    MPI_Bcast(&first, 1, MPI_INT, 0, MPI_COMM_WORLD);
    code_of(result, err, ranks->index > 0 && first == 0);
    own = own == BO_EXIT_SOME_FAILED ? 0 : own; /* merge tells of them */
    MPI_Allreduce(&own, &worst, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return worst;
}

static int check(const struct bo_args *args, struct bo_err *err)
{
    if (strcmp(args->verb->name, "ensemble") != 0)
        return bo_err_set(err, BO_EUSAGE, "only ensemble runs on many machines, not %s",
                          args->verb->name);
    if (!args->output)
        return bo_err_set(err, BO_EUSAGE, "-o DIR is wanted, in a folder that all machines see");
    if (args->shard || args->precision)
        return bo_err_set(err, BO_EUSAGE,
                          "neither --shard nor --precision goes with many machines");
    return 0;
}

/* One rank says what is wrong with the scenario, not all of them. */
static int check_scenario(const struct ranks *ranks, const struct bo_args *args, struct bo_err *err)
{
    struct bo_args own = *args;
    int status = 0;
    own.verb = bo_verb_find("check");
    if (ranks->index == 0)
        status = bo_cmd_check(&own, err);
    MPI_Bcast(&status, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return status;
}

static int perform(struct ranks *ranks, int argc, char *const argv[], struct bo_arena *arena)
{
    struct bo_args args;
    struct bo_err err = {.text = ""};
    int result = bo_args_parse(arena, argc, argv, &args, &err);
    if (!result)
        result = check(&args, &err);
    if (!result)
        result = check_scenario(ranks, &args, &err);
    if (!result)
        result = simulate(ranks, &args, arena, &err);
    int code = agree(ranks, result, &err);
    if (code == 0 && ranks->index == 0)
        code = code_of(merge(ranks, &args, arena, &err), &err, true);
    MPI_Bcast(&code, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return code;
}

int main(int argc, char *argv[])
{
    struct ranks ranks = {.ticket = NO_TICKET};
    struct bo_arena *arena = NULL;
    struct bo_err err;
    if (!is_real_mpi()) {
        fputs("buildout-mpi: error: was linked with the MPI that libsimgrid simulates\n", stderr);
        return EXIT_RUN;
    }
    if (bo_arena_create(ARGS_BYTES, false, &arena, &err) != 0) {
        fprintf(stderr, "buildout-mpi: error: %s\n", err.text);
        return EXIT_RUN;
    }
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks.index);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks.n);
    MPI_Win_allocate(ranks.index == 0 ? (MPI_Aint)sizeof *ranks.next : 0, sizeof *ranks.next,
                     MPI_INFO_NULL, MPI_COMM_WORLD, &ranks.next, &ranks.window);
    if (ranks.index == 0)
        *ranks.next = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    int code = perform(&ranks, argc, argv, arena);
    MPI_Win_free(&ranks.window);
    MPI_Finalize();
    bo_arena_free(arena);
    return code;
}
