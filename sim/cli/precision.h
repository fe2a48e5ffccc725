/* precision.h - --precision P: as many replicates as it takes to know the mean of a key figure to a share of itself, or
 * the mean difference of pairs.
 *
 * After 20 replicates, and then after each tenth more, but 10 at least, the 95 % interval of the mean is looked at; the
 * first time that it reaches no further than the share, either way, that is all. Where it ends hangs on the values
 * alone. (Looking often makes the interval hold the truth a little less often than 95 times of 100.)
 *
 * Units:  share is a fraction of the mean.
 * Errors: BO_EUSAGE for a share or a figure that is none.
 */
#ifndef BUILDOUT_SIM_CLI_PRECISION_H
#define BUILDOUT_SIM_CLI_PRECISION_H

#include <stdio.h>

#include <jansson.h>

#include "buildout/base/arena.h"
#include "buildout/cli/args.h"
#include "buildout/experiment/ensemble.h"
#include "buildout/store/read.h"

struct bo_figure {
    const char *entity, *key; /* "World", "mw" */
};
/* "Character.AI.npv": the key is what follows the last point. */
int bo_figure_read(const char *text, struct bo_arena *arena, struct bo_figure *out,
                   struct bo_err *err);

struct bo_precision {
    double share; /* 0: no precision is asked for */
    struct bo_figure figure;
};

int bo_precision_read(const struct bo_args *args, struct bo_arena *arena, struct bo_precision *out,
                      struct bo_err *err);
void bo_precision_plan(const struct bo_precision *precision, json_t *plan);
/* BO_EUSAGE for a precision that a shard should know. */
int bo_precision_check(const struct bo_precision *precision, const struct bo_shard *shard,
                       struct bo_err *err);

/* Replicates 0..n-1 of a variant; of pairs with the base when there is one. */
struct bo_precision_runs {
    const struct bo_store *store;
    const char *variant, *base; /* NULL: no pairs */
    uint32_t n;
};
/* BO_EUSAGE when none of them has the key figure. */
int bo_precision_look(const struct bo_precision *precision, const struct bo_precision_runs *runs,
                      bool *reached, struct bo_err *err);

/* Runs the first n replicates, as far as they are not done, and looks at them. */
struct bo_precision_rounds {
    uint32_t most;
    int (*run)(void *context, uint32_t n, bool *stopped, struct bo_err *err);
    int (*look)(void *context, uint32_t n, bool *reached, struct bo_err *err);
    void *context;
};
/* A few more at a time until a look finds them enough; all at once where no precision is asked for. */
int bo_precision_run(const struct bo_precision *precision, const struct bo_precision_rounds *rounds,
                     struct bo_err *err);

/* What was reached of a variant, after how many of at most so many runs; of its differences from base unless NULL. */
struct bo_precision_told {
    struct bo_results *results;
    const char *variant, *base;
    uint32_t most;
};
int bo_precision_print(FILE *out, const struct bo_precision *precision,
                       const struct bo_precision_told *told, struct bo_err *err);

#endif
