/* buildout/model/capability_param.h - what a scenario says of models' progress and of who trains them.
 *
 * The table `technology` holds laws and priors common to all; `programmes.*` is one company's training programme each.
 *
 * Units:  algorithms and effective compute are natural logs of FLOP, those of FLOP at the algorithms of 2022-01-01;
 *         a decade is a factor of ten; capability is in points of the Epoch Capabilities Index (ECI).
 * Owner:  the scenario's or the run's arena.
 */
#ifndef BUILDOUT_MODEL_CAPABILITY_PARAM_H
#define BUILDOUT_MODEL_CAPABILITY_PARAM_H

#include <stdint.h>

#include "buildout/base/dist.h"
#include "buildout/model/entry.h"
#include "buildout/model/path.h"

/* ---- technology ---- */
struct bo_technology_param {
    double algorithmic_progress_per_year; /* g_S, log, with the frontier's research effort */
    double hardware_progress_per_year;    /* g_H, log, FLOP per dollar */
    double diffusion_per_year;            /* d, of the gap in effective compute to the frontier */
    double open_diffusion_per_year;       /* of the gap to the best open model, if all is open */
    double diffusion_delay_days;          /* tau */
    struct bo_path eci_per_decade;        /* k(t), of effective compute */
    struct bo_path expected_eci;      /* of the best model, by those who judged the paths in time */
    double opening_eci;               /* of the best model on the first day */
    double opening_progress_per_year; /* ECI, in the years before the first day */
    double h100_flop_per_s;           /* dense, 16 bit */
    struct bo_dist mfu_frac;          /* of a run */
    struct bo_dist final_run_frac;    /* of the research compute of a generation: its final run */
    double run_length_sharpness;      /* of the bound on a run's length: 1 soft, large hard */
    double spending_growth_lag_days;
    double opening_spending_growth_per_year; /* log, what programmes have seen at their start */
    struct bo_path
        training_growth_per_year;      /* log, by which frontier firms want the next run larger */
    double research_compute_exponent;  /* of compute in research effort; the rest is staff's */
    double research_lag_days;          /* from compute to effort */
    double follow_plan_days;           /* a follower's run aims at the frontier of that long ago */
    struct bo_path dated_jumps;        /* paradigm jumps so far; a step of one is a jump */
    double dated_jump_gain_ratio;      /* of k, after a dated jump */
    struct bo_path jump_rate_per_year; /* of jumps that nobody dates */
    struct bo_dist jump_gain_ratio;    /* of k, after such a jump */
    struct bo_dist jump_step_decades;  /* effective compute that the leader gains at once */
    struct bo_dist jump_loss_frac;     /* of algorithms, by follower */
    double jump_class_days;            /* until the new class of compute grows like the rest */
    double jump_catch_up_days;         /* time constant with which followers regain */
};

enum bo_training_policy { BO_TRAIN_FRONTIER, BO_TRAIN_FOLLOW, BO_TRAIN_NONE };

/* ---- programmes.* ---- */
struct bo_programme_param {
    struct bo_entry entry;
    uint32_t company;
    int32_t start_day;           /* of its first model, if that is later than the run's */
    int policy;                  /* enum bo_training_policy */
    double first_effective_flop; /* of its first model */
    double first_run_flop;
    double research_share_frac; /* of training compute that experiments keep while a run is on */
    struct bo_path research_staff;
    double cadence_days;    /* from the start of one run to the next */
    double follow_lag_days; /* a follower runs when it is further behind */
    double openness_frac;   /* of its models */
    double diffusion_ratio; /* multiplies technology.diffusion_per_year */
    double failure_frac;    /* of runs that give no model */
    double fleet_frac;      /* of its company's fleet, the most that training may ask for */
};

#endif
