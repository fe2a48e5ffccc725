/* How buildout-mpi would do on a cluster that is not there: ranks that claim replicates one after the other, on nodes that
 * SimGrid's SMPI simulates, with the time that a replicate takes in the place of its work. Built and started by
 * predict.sh.
 *
 * The first rank is the counter that buildout-mpi keeps in a window of its first rank: a claim is a message there and one
 * back, which is what reaching into the window costs on a network that does not do it by itself.
 *
 * Units: seconds; arguments are runs, and microseconds of a replicate, of a start, of merging a replicate. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <mpi.h>

enum { COUNTER = 0, NONE_LEFT = -1 };

struct cost {
    int n_runs;
    double run_s, start_s, merge_s;
};

/* Replicates differ: the k-th takes between 0.8 and 1.2 of the mean, by Weyl's sequence. */
static double share_of(int replicate)
{
    static const double golden = 0.6180339887498949, least = 0.8, width = 0.4;
    double x = replicate * golden;
    return least + width * (x - (double)(int64_t)x);
}

static void count(int n_runs, int n_workers)
{
    int next = 0;
    while (n_workers > 0) {
        MPI_Status status;
        int asked, ticket = next < n_runs ? next++ : NONE_LEFT;
        MPI_Recv(&asked, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &status);
        MPI_Send(&ticket, 1, MPI_INT, status.MPI_SOURCE, 0, MPI_COMM_WORLD);
        n_workers -= ticket == NONE_LEFT;
    }
}

static void work(const struct cost *cost)
{
    int ticket = 0;
    smpi_execute(cost->start_s);
    while (ticket != NONE_LEFT) {
        MPI_Send(&ticket, 1, MPI_INT, COUNTER, 0, MPI_COMM_WORLD);
        MPI_Recv(&ticket, 1, MPI_INT, COUNTER, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (ticket != NONE_LEFT)
            smpi_execute(cost->run_s * share_of(ticket));
    }
}

/* Whole microseconds, which no locale writes otherwise. */
static double seconds_of(const char *argument)
{
    return (double)strtol(argument, NULL, 10) / 1e6;
}

int main(int argc, char *argv[])
{
    enum { PROGRAM, RUNS, RUN, START, MERGE, N_ARGUMENTS };
    int rank, n_ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &n_ranks);
    if (argc != N_ARGUMENTS)
        return EXIT_FAILURE;
    struct cost cost = {(int)strtol(argv[RUNS], NULL, 10), seconds_of(argv[RUN]),
                        seconds_of(argv[START]), seconds_of(argv[MERGE])};
    double begin_s = MPI_Wtime();
    if (rank == COUNTER)
        count(cost.n_runs, n_ranks - 1);
    else
        work(&cost);
    MPI_Barrier(MPI_COMM_WORLD);
    double simulated_s = MPI_Wtime() - begin_s;
    if (rank == COUNTER)
        printf("%d %.6f %.6f\n", n_ranks - 1, simulated_s,
               simulated_s + cost.merge_s * cost.n_runs);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
