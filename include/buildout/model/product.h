/* buildout/model/product.h - the market for AI products: who uses them, whose they are, what they pay.
 *
 * Each month: what tokens cost, list prices, adoption of every segment in every market, shares, tokens wanted and
 * served, revenue. Companies sell in the market that they rent in. bo_products is the state; adoption.h, share.h,
 * token_price.h, price_war.h and cloud_ai.h are its parts.
 *
 * Units:  USD of the month; Mtok are a million tokens; users are what a segment counts.
 * Owner:  the arena of the world. Errors: none.
 */
#ifndef BUILDOUT_MODEL_PRODUCT_H
#define BUILDOUT_MODEL_PRODUCT_H

#include "buildout/model/ai.h"
#include "buildout/model/world.h"

/* A segment in a market. */
struct bo_segment_market {
    double adopters;
    double potential;        /* reached by what is offered, without what has slipped */
    double deferred;         /* of the potential, planned dates that slipped */
    double potential_before; /* slips included, a month ago */
    double *share;           /* [companies + 1] of adopters, the outside good last */
};

struct bo_product_company {
    uint32_t offer; /* row of offers, BO_NO_ROW */
    bool served;    /* sold something last month */
    bool priced;
    bool replies;       /* a reply of its own is pending */
    double priced_eci;  /* quality at the last revision */
    double listed_frac; /* margin of what was listed at the start, borne until the first revision */
    double war_until_day;    /* fights until then */
    double war_ratio;        /* theta: price over cost */
    uint32_t n_wars;         /* begun, keys draws */
    double mtok_wanted;      /* this month */
    double mtok_served;      /* paid ones first */
    double mtok_unmet;       /* dropped */
    double own_h100e;        /* that products used */
    double cloud_h100e;      /* that customers of the cloud used */
    double core_h100e;       /* that its core business used: ranking, advertising, recommendation */
    double core_wanted_frac; /* that business's part of what was wanted last month */
    double backlog_usd;      /* cloud AI, sold and not served */
    double margin_frac;      /* of products over the cost of their tokens; NaN without revenue */
    double revenue_usd[BO_N_SEGMENT_KINDS];
    double resold_usd; /* of it, to companies of the model */
};

/* A price that will be set on a day. */
struct bo_price_reply {
    uint32_t company, rival; /* who answers whom */
    double day;
};

struct bo_products {
    struct bo_segment_market (*segment)[BO_N_MARKETS]; /* [segments] */
    struct bo_product_company *company;                /* [companies] */
    double best_eci[BO_N_MARKETS];
    double lowest_cost_usd[BO_N_MARKETS]; /* a Mtok, of those who sell */
    double lowest_cost_eci[BO_N_MARKETS]; /* quality of that seller: open models are as good */
    double slip_frac, slip_days;          /* of this quarter */
    uint32_t n_replies, reply_room;
    struct bo_price_reply *reply; /* in the order in which they were decided; grows only */
    double *utility, *room;       /* [companies + 1] scratch */
    double *going_usd; /* [segments] a Mtok of the best model, a lag behind; NaN: none sold yet */
    double *usual_use; /* [segments] of a model of reference_eci; NaN: not asked yet */
};

/* Needs world->ai_economy; leaves world->products NULL without it or without offers, segments or competition. */
void bo_product_open(struct bo_world *world);
void bo_product_close(struct bo_world *world, double day);
/* A rival's answer on its day: the price goes to theta x cost, and may itself be a cut. */
void bo_product_reply(struct bo_world *world, uint32_t company, double day);

/* Does the company sell in a segment of this kind on a day? It is alive, has a model and has begun. */
bool bo_product_sells(const struct bo_world *world, uint32_t company, enum bo_segment_kind kind,
                      double day);
/* Its offer, NULL without one. */
const struct bo_offer_param *bo_product_offer(const struct bo_world *world, uint32_t company);
/* Part of its users in a segment who pay at the reference price. */
double bo_product_paying_frac(const struct bo_world *world, uint32_t segment, uint32_t company,
                              double day);
/* How it sets prices: what its strategy says, or its offer; nothing offered is held. */
enum bo_price_posture bo_product_posture(const struct bo_world *world, uint32_t company);
/* The first segment of a kind, BO_NO_ROW without one. */
uint32_t bo_product_segment(const struct bo_world *world, enum bo_segment_kind kind);

#endif
