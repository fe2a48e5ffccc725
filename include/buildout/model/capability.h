/* buildout/model/capability.h - who has trained what: runs, algorithms, capability, and how they spread.
 *
 * A programme has a stock of algorithms A, raised by its own research and by what diffuses from the frontier, and runs
 * that turn compute into FLOP F; a model published has effective compute ln E = ln F + A and the capability of that
 * E on the frontier's curve (model/frontier.h). A run is an amount of work on a capacity that changes at closes: its
 * end is found here, or, after bo_capability_date_runs, on its own date by whoever keeps a clock (events/training.h).
 *
 * Units:  days of the run of the world; logs of FLOP at the algorithms of 2022-01-01; work in H100e-days.
 * Owner:  the world's arena. Errors: BO_ERUN from the audit.
 * Source: model.md 6; ai_economics.md 3.1 and 3.2; prototypes B8.
 */
#ifndef BUILDOUT_MODEL_CAPABILITY_H
#define BUILDOUT_MODEL_CAPABILITY_H

#include "buildout/model/frontier.h"
#include "buildout/model/pace.h"
#include "buildout/model/world.h"

/* The run in progress. */
struct bo_training_run {
    bool active, fails;
    double started_day;
    double work_h100e_days, done_h100e_days;
    double mfu_frac;
    double flop;           /* when all is done */
    double log_algorithms; /* at its start, and what was absorbed since */
};

struct bo_programme {
    const struct bo_programme_param *param;
    uint32_t company;
    bool begun, open; /* has begun; and its company lives */
    bool spends;
    enum bo_training_policy policy;
    double log_effective;   /* ln E of its best model */
    double log_algorithms;  /* A */
    double log_flop;        /* ln F of its largest run published */
    double lost_log;        /* what jumps took from A and is still to be regained */
    double class_log;       /* lead that jumps gave to others, in E and A alike */
    double compute_h100e;   /* for training, until the next close */
    double research_h100e;  /* smoothed */
    double research_effort; /* R: 1 for the greatest */
    double spending_usd_per_day;
    double spending_log_seen,     /* ln of it, with a lag */
        spending_growth_per_year; /* g_I */
    struct bo_training_run run;
    uint32_t n_runs, n_published, n_failed;
    double last_start_day;
    double flop_month; /* of final runs */
    /* what the audit compares: work since the last close, in the month closed and the most that its capacity allowed */
    double work_h100e_days, worked_h100e_days, most_h100e_days;
    double told_flop, ended_flop; /* of all months, and of all runs that have ended */
    double *history;              /* [n_months + 1] ln E at closes, 0 before the first model */
};

/* Its best model as others know it, a delay ago, at the beginning and the end of a month; 0 for none. */
struct bo_shown {
    double before, now;
    double
        pull_months; /* of what is open of it: rate times time, and the part of a gap that goes in it */
    double pulled_frac;
};

struct bo_capability {
    uint32_t n_programmes;
    struct bo_programme *programme; /* in the order of their table */
    uint32_t *programme_of;         /* [n_companies], BO_NO_ROW for none */
    bool has_frontier;              /* somebody has shown a model */
    bool dated;                     /* somebody else ends the runs */
    struct bo_frontier frontier;
    struct bo_pace pace;
    double record_log_flop; /* of the largest run begun or published, and when it began */
    double record_day;
    struct bo_shown *shown;      /* [n_programmes] of this month */
    double usual_final_run_frac; /* medians of the technology: inverting a beta takes 2000 steps */
    double usual_mfu_frac;
    uint32_t n_jumps;
    double jump_day, jump_gain_ratio; /* the last */
};

/* Leaves world->capability NULL when the scenario has no technology or no programme, or no AI economy. */
void bo_capability_open(struct bo_world *world);
/* Once boards and laboratories have opened: who is at the frontier needs its compute from the first month on. */
void bo_capability_heed_boards(struct bo_world *world);
/* One month: reads internal_training_h100e and what it cost, frontier and gave_up; writes what ai.h says. */
void bo_capability_close(struct bo_world *world, double day);

/* FLOP: what months were told of is what runs have done, and no run did more in a month than its capacity allows. */
int bo_capability_audit(const struct bo_world *world, struct bo_err *err);

/* 1 / (g_H + g_S + g_I): a longer run would be overtaken by a later one (Epoch AI, 2022). INFINITY without growth. */
double bo_capability_longest_run_days(double hardware_per_year, double algorithms_per_year,
                                      double spending_per_year);
/* A length that is wanted, within a bound: wanted / (1 + (wanted / longest)^sharpness)^(1 / sharpness). */
double bo_capability_run_days(double wanted_days, double longest_days, double sharpness);

/* ECI per decade of effective compute at the frontier now, with what a jump adds. */
double bo_capability_eci_per_decade(const struct bo_world *world, double day);

/* What a clock needs. Work that is left of a company's run, 0 when none is on; the capacity that it has. */
void bo_capability_date_runs(struct bo_world *world);
double bo_capability_run_work(const struct bo_world *world, uint32_t company);
double bo_capability_run_capacity(const struct bo_world *world, uint32_t company);
/* The run is over on that day, between two closes: the model is published, unless the run fails. */
void bo_capability_run_ended(struct bo_world *world, uint32_t company, double day);

/* After some of a company's internal_training_h100e went to serving at the same close: it trains with what is left, and pays
 * for that. */
void bo_capability_reread(struct bo_world *world, uint32_t company);

/* Who buys a laboratory, or licenses its models and hires its people, has its best model and knows what it knew, where that is
 * more; capability_spread.c. Nothing without a programme of its own. */
void bo_capability_take_over(struct bo_world *world, uint32_t lab, uint32_t acquirer);

/* ---- parts, called by bo_capability_close in this order ---- */
void bo_capability_advance(struct bo_world *world,
                           double day); /* capability_run.c: work done, runs ended */
/* Work of the run that is on, no more than is left of it. */
void bo_capability_work(struct bo_programme *programme, double work_h100e_days);
void bo_capability_jump(struct bo_world *world, double day);   /* capability_spread.c */
void bo_capability_spread(struct bo_world *world, double day); /* research, diffusion, regaining */
void bo_capability_plan(struct bo_world *world, double day); /* capability_run.c: new runs, needs */

#endif
