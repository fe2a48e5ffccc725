/* buildout/buildout.h - the simulator as a library: load a scenario, set values, run, read what came out.
 *
 * It is what the program does, and gives the same numbers: a run is a forked process, so that whatever happens in it
 * is an error here and not the end of the caller. Link with `pkg-config --cflags --libs buildout`.
 *
 *     struct bo_simulation *simulation = bo_simulation_create();
 *     if (bo_simulation_load(simulation, "scenarios/baseline.cfg") ||
 *         bo_simulation_set(simulation, "companies.Baidu.strategy=all_in") ||
 *         bo_simulation_run(simulation, 1, 0))
 *         fprintf(stderr, "%s\n", bo_simulation_error(simulation));
 *
 * Units:   as in series.csv and outcomes.csv; bo_simulation_unit and the dictionary (buildout schema --variables) tell.
 * Owner:   what is read belongs to the simulation, until its next load, set or run, or its end.
 * Errors:  0, or the exit code with which the program would have ended: 1 the scenario was rejected, 2 none is loaded, or
 *          more values are set than there is room for, 3 the run failed,
 *          5 a check that the scenario states does not hold (the results are there). bo_simulation_error says why.
 * Threads: one simulation at a time in a process, and no other threads while it runs. SIGCHLD is blocked from the first
 *          run on.
 */
#ifndef BUILDOUT_BUILDOUT_H
#define BUILDOUT_BUILDOUT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BO_PUBLIC __attribute__((visibility("default")))

struct bo_simulation;

/* "0.1.0" */
BO_PUBLIC const char *bo_version(void);

/* NULL when memory is short. */
BO_PUBLIC struct bo_simulation *bo_simulation_create(void);
BO_PUBLIC void bo_simulation_free(struct bo_simulation *simulation);

/* Reads and checks a scenario file; what was set before is forgotten. After a failure there is no scenario. */
BO_PUBLIC int bo_simulation_load(struct bo_simulation *simulation, const char *file);

/* Overrides one value: "PATH=VALUE", as --set of the program. A value that is refused leaves the scenario as it was. */
BO_PUBLIC int bo_simulation_set(struct bo_simulation *simulation, const char *assignment);

/* One run: the draws are those of seed and replicate. */
BO_PUBLIC int bo_simulation_run(struct bo_simulation *simulation, uint64_t seed,
                                uint32_t replicate);
/* One run with uncertain inputs at their medians. */
BO_PUBLIC int bo_simulation_run_central(struct bo_simulation *simulation, uint64_t seed);

/* Why the last call failed, a line a complaint with file, line and column; "" when it did not. */
BO_PUBLIC const char *bo_simulation_error(const struct bo_simulation *simulation);

/* The months of the last run, 0 without one; the first one. */
BO_PUBLIC uint32_t bo_simulation_n_months(const struct bo_simulation *simulation);
BO_PUBLIC void bo_simulation_first_month(const struct bo_simulation *simulation, int *year,
                                         int *month);

/* value[n_months] of a series of the last run, NaN where it was not computed; place "" is the whole. NULL when there is
 * no such series; one that would be zero throughout may be left out. */
BO_PUBLIC const double *bo_simulation_series(const struct bo_simulation *simulation,
                                             const char *entity, const char *place,
                                             const char *variable);
/* Of a variable of the last run; NULL when it has none of this name. */
BO_PUBLIC const char *bo_simulation_unit(const struct bo_simulation *simulation,
                                         const char *variable);

/* A key figure of the last run, NaN when it does not apply. Dates are days since 1970-01-01. */
BO_PUBLIC double bo_simulation_outcome(const struct bo_simulation *simulation, const char *entity,
                                       const char *key);

#ifdef __cplusplus
}
#endif

#endif
