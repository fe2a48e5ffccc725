/* buildout/model/product_param.h - what is sold, how firms compete over it, and who offers what from when.
 *
 * Units:  as buildout/model/param.h. Arrays by market are [world, China]; users are people, firms or seats, as the
 *         segment says. Tokens are counted in millions (Mtok).
 */
#ifndef BUILDOUT_MODEL_PRODUCT_PARAM_H
#define BUILDOUT_MODEL_PRODUCT_PARAM_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/dist.h"
#include "buildout/model/ai.h"
#include "buildout/model/entry.h"
#include "buildout/model/path.h"

enum bo_segment_kind {
    BO_SEGMENT_SUBSCRIPTION, /* people, a price a month */
    BO_SEGMENT_API,          /* developers and firms, a price a million tokens */
    BO_SEGMENT_AGENTS,       /* seats, a price a month */
    BO_SEGMENT_CLOUD,        /* customers of AI services in the cloud, a price an H100e-hour */
    BO_SEGMENT_UPLIFT,       /* the company's own core business */
    BO_N_SEGMENT_KINDS
};
#define BO_N_PRICED_KINDS BO_SEGMENT_CLOUD  /* kinds whose price an offer lists */
#define BO_N_CHOSEN_KINDS BO_SEGMENT_UPLIFT /* kinds in which customers choose */

/* ---- segments.* ---- */
struct bo_segment_param {
    struct bo_entry entry;
    int kind;   /* enum bo_segment_kind */
    bool gated; /* only tasks that the best model does reliably count */
    double potential_users[BO_N_MARKETS];
    double paying_frac[BO_N_MARKETS]; /* at reference_price; of the core business for own uplift */
    double paying_reliable_frac[BO_N_MARKETS]; /* once all tasks are done reliably, if more */
    double innovation_per_year;                /* p of Bass */
    double imitation_per_year;                 /* q of Bass */
    double churn_per_year;
    double required_success_frac; /* r */
    double task_median_days;      /* of the lengths of tasks, exp(mu) */
    double task_sigma;
    double reference_price_usd; /* p0: a month, a Mtok or an H100e-hour */
    double hassle_usd;          /* > 0, in the unit of the price */
    double
        hassle_follows_frac; /* log of a token's hassle per log of the going price, below the next */
    double hassle_follows_below_usd;
    double hassle_lag_days;                             /* with which it follows */
    double hassle_least_per_eci, hassle_least_from_eci; /* how far it falls at most, in logs */
    double spend_max_usd[BO_N_MARKETS]; /* on tokens, of a user in a month; 0: no end */
    double elasticity;                  /* of volume */
    double use_per_user;                /* Mtok a month at p0; H100e of a cloud customer */
    double use_per_payer;               /* Mtok a month, on top */
    struct bo_path use_index;           /* of both */
    double use_with_models_frac;        /* of its log gains: what comes with better models */
    double use_length_exponent;         /* x: tokens of a task go with its length^x */
    double quality_weight;              /* a_q, a point of ECI */
    double price_weight;                /* eta */
    double incumbency;                  /* sigma */
    double outside_utility;             /* of the outside good */
    double rechoice_per_year;
    double resold_frac; /* of sales, to companies of the model */
};

/* ---- competition ---- */
struct bo_competition_param {
    double reference_eci;
    double task_at_reference_days;      /* T50 there */
    double eci_per_doubling;            /* of T50 */
    struct bo_path step_error_ratio;    /* of a task's hazard, over what quality gives */
    double hours_per_mtok;              /* H100e-hours at reference_eci where efficiency_log is 0 */
    struct bo_path efficiency_log;      /* fall of their log since then, at fixed quality */
    double efficiency_with_models_frac; /* of what it gains: what comes with better models */
    double hours_per_eci;               /* log rise of that a point of quality */
    double efficiency_lag_frac;         /* how far a follower's lag holds its efficiency back */
    double serving_use_frac;
    double headroom_ratio;  /* inference wanted over inference used */
    double use_limit_ratio; /* cost of flat fees' tokens over the fees, most; infinite: no limit */
    double free_use_frac;   /* of its serving compute, most that a company gives away */
    double outside_price_ratio; /* of open models, over the lowest cost in the market */
    double margin_max_frac;
    double release_eci;   /* a model that much better is a release */
    double revision_frac; /* of the log gap to the target that a release closes */
    double cut_trigger_frac;
    struct bo_dist reply_days;
    struct bo_dist war_price_ratio; /* theta */
    struct bo_dist war_days;
    struct bo_dist slip_frac; /* of planned dates, drawn each quarter */
    struct bo_dist slip_days;
    double cloud_markup_ratio;
    double cloud_calls_frac; /* of what a workload in the cloud costs */
    double backlog_loss_per_year;
    double core_compute_elasticity; /* of the uplift, in the part that there is of such hours */
};

/* ---- offers.* ---- */
enum bo_price_posture {
    BO_POSTURE_HOLD,  /* markup, answers nobody */
    BO_POSTURE_MATCH, /* markup, answers cuts */
    BO_POSTURE_CUT    /* sells at cost */
};

struct bo_offer_param {
    struct bo_entry entry;
    uint32_t company; /* row of companies */
    int posture;      /* enum bo_price_posture */
    int32_t from_day[BO_N_SEGMENT_KINDS];
    double free_tokens_frac; /* of its tokens, those free with the cloud in a price war */
    double opening_users[BO_N_CHOSEN_KINDS];
    double
        price_usd[BO_N_PRICED_KINDS]; /* a list price of tokens of 0 is set at the first release */
    double consumer_brand;            /* added to utility */
    double business_brand;
    double cloud_brand;               /* of AI in its cloud; infinite: as business_brand */
    double paying_ratio;              /* of users who pay, over the segment's */
    struct bo_path core_compute_frac; /* of core revenue: worth of the GPU-hours that its ranking,
                                         advertising and recommendation want */
    double hours_ratio; /* of serving, over what is usual for the quality and the day */
};

#endif
