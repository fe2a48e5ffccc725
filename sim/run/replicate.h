/* replicate.h - the inside of a replicate: what the forked child does. */
#ifndef BUILDOUT_RUN_REPLICATE_H
#define BUILDOUT_RUN_REPLICATE_H

#include "buildout/base/arena.h"
#include "buildout/model/figures.h"
#include "buildout/run/run.h"

struct bo_pages;

struct bo_runner {
    const struct bo_scenario *scenario;
    struct bo_policy *policy;
    struct bo_arena *arena;
    uint32_t **when;                   /* [strategies][rules] ids of compiled conditions */
    uint32_t *script;                  /* [strategies] */
    struct bo_policy_result *returned; /* [strategy fields] scratch: what a script returned */
    uint32_t **first_set; /* [strategies][rules] id of the first of the rule's expressions */
    uint32_t *first_rule; /* [strategies] of all rules, one after another */
    uint32_t n_rules;
    bool *acts;                /* [n_rules] scratch: the rules that act at a meeting */
    uint32_t *check;           /* [checks] */
    uint32_t *check_company;   /* [checks] BO_NO_ROW: of the market alone */
    struct bo_policy *figures; /* for checks of key figures; NULL: there are none */
    struct bo_figure_words word;
    struct bo_pages *pages; /* that replicates touch */
};

/* What a full arena calls; it does not return. */
struct bo_when_full {
    bo_arena_full_fn handler;
    void *context;
};

/* Samples, builds and simulates; facts are made in facts_arena. */
int bo_replicate(struct bo_runner *runner, const struct bo_run_options *options,
                 struct bo_arena *facts_arena, const struct bo_when_full *full,
                 struct bo_facts **facts, struct bo_err *err);

#endif
