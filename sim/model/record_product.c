/* AI products: who uses them, whose they are, what they earn. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "buildout/model/product.h"
#include "buildout/model/record.h"
#include "buildout/model/rental.h"
#include "buildout/model/token_price.h"
#include "recorder.h"

/* ---- segments ---- */

struct segment_sum {
    double users, usd;
};

/* A company's part in a segment of its market. AI in a cloud is a part of the cloud's revenue. */
static void record_share(const struct bo_world *world, uint32_t segment, uint32_t c,
                         struct segment_sum *sum)
{
    const struct bo_param *p = world->param;
    enum bo_segment_kind kind = (enum bo_segment_kind)p->segment[segment].kind;
    enum bo_market market = world->ai_economy->company[c].market;
    const struct bo_segment_market *m = &world->products->segment[segment][market];
    double share = bo_product_sells(world, c, kind, world->day) ? m->share[c] : 0.0;
    struct bo_scope scope = bo_scope_of_company(world, c);
    bo_put_some(&scope, variable_of_segment(p, segment, S_SHARE), share);
    bo_put_some(&scope, variable_of_segment(p, segment, S_USERS), share * m->adopters);
    sum->users += share * m->adopters;
    double usd = world->products->company[c].revenue_usd[kind];
    sum->usd += usd;
    if (kind < BO_N_PRICED_KINDS) {
        bo_put_some(&scope, variable_of_segment(p, segment, S_REVENUE), usd / BO_USD_PER_MILLION);
    }
}

static void record_segment(const struct bo_world *world, uint32_t segment)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    double adopters = 0.0, potential = 0.0;
    struct segment_sum sum = {0};
    for (int m = 0; m < BO_N_MARKETS; m++) {
        struct bo_scope scope = bo_scope_of_market(world, (enum bo_market)m);
        const struct bo_segment_market *now = &world->products->segment[segment][m];
        adopters += now->adopters;
        potential += p->potential_users[m];
        if (p->potential_users[m] > 0.0) {
            bo_put(&scope, variable_of_segment(world->param, segment, S_ADOPTION),
                   now->adopters / p->potential_users[m]);
        }
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (bo_record_at_work(world, c)) {
            record_share(world, segment, c, &sum);
        }
    }
    struct bo_scope scope = bo_scope_of_world(world);
    bo_put(&scope, variable_of_segment(world->param, segment, S_USERS), sum.users);
    bo_put(&scope, variable_of_segment(world->param, segment, S_REVENUE),
           sum.usd / BO_USD_PER_MILLION);
    if (potential > 0.0) {
        bo_put(&scope, variable_of_segment(world->param, segment, S_ADOPTION),
               adopters / potential);
    }
}

/* ---- companies ---- */

struct earned {
    double users, tokens, cloud_ai_usd, uplift_usd, leasing_usd, intra_usd;
};

static void record_margins(const struct bo_world *world, uint32_t c)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    const struct bo_product_company *p = &world->products->company[c];
    struct bo_scope scope = bo_scope_of_company(world, c);
    bo_put_known(&scope, V_MARGIN_COMPUTE, p->margin_frac);
    if (ai->cloud_ai_revenue_usd > 0.0) {
        double hour_usd = ai->training_h100e > 0.0 ? ai->chip_hour_cost_usd
                                                   : bo_rental_contract_usd_per_h(world, c);
        double cost = p->cloud_h100e * world->month_days * BO_HOURS_PER_DAY * hour_usd;
        bo_put(&scope, V_MARGIN_CLOUD, 1.0 - cost / ai->cloud_ai_revenue_usd);
    }
}

static void record_company(const struct bo_world *world, uint32_t c, struct earned *all)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[c];
    struct bo_scope scope = bo_scope_of_company(world, c);
    double intra = ai->intra_leasing_usd;
    if (world->products != NULL) {
        intra += world->products->company[c].resold_usd;
        record_margins(world, c);
    }
    bo_put_some(&scope, V_USERS, ai->users);
    bo_put_some(&scope, V_TOKENS, ai->tokens);
    bo_put_some(&scope, V_AI, ai->product_revenue_usd / BO_USD_PER_MILLION);
    bo_put_some(&scope, V_CLOUD_AI, ai->cloud_ai_revenue_usd / BO_USD_PER_MILLION);
    bo_put_some(&scope, V_UPLIFT, ai->uplift_revenue_usd / BO_USD_PER_MILLION);
    bo_put_some(&scope, V_LEASING, ai->leasing_revenue_usd / BO_USD_PER_MILLION);
    bo_put_some(&scope, V_INTRA, intra / BO_USD_PER_MILLION);
    bool priced = world->products != NULL && world->products->company[c].priced;
    if (priced || ai->price_usd_per_mtok > 0.0) { /* nothing is a price, too */
        bo_put(&scope, V_TOKEN_PRICE, ai->price_usd_per_mtok);
        bo_put_known(&scope, V_TOKEN_COST, ai->cost_usd_per_mtok);
        bo_put_known(&scope, V_TOKEN_RENTED,
                     ai->cost_usd_per_mtok * bo_token_price_rented_frac(world, c));
    }
    all->users += ai->users;
    all->tokens += ai->tokens;
    all->cloud_ai_usd += ai->cloud_ai_revenue_usd;
    all->uplift_usd += ai->uplift_revenue_usd;
    all->leasing_usd += ai->leasing_revenue_usd;
    all->intra_usd += intra;
}

/* ---- the world ---- */

static void record_token_prices(const struct bo_world *world)
{
    const struct bo_scope world_scope = bo_scope_of_world(world);
    for (int m = 0; m < BO_N_MARKETS; m++) {
        double price = world->ai_economy->market[m].frontier_price_usd_per_mtok;
        struct bo_scope scope = bo_scope_of_market(world, (enum bo_market)m);
        if (price > 0.0) {
            bo_put(&scope, V_TOKEN_PRICE, price);
            if (m == BO_MARKET_WORLD) {
                bo_put(&world_scope, V_TOKEN_PRICE, price);
            }
        }
    }
}

static void record_world(const struct bo_world *world, const struct earned *all)
{
    struct bo_scope scope = bo_scope_of_world(world);
    bo_put(&scope, V_LEASING, all->leasing_usd / BO_USD_PER_MILLION);
    bo_put(&scope, V_INTRA, all->intra_usd / BO_USD_PER_MILLION);
    if (world->products != NULL) {
        bo_put(&scope, V_USERS, all->users);
        bo_put(&scope, V_TOKENS, all->tokens);
        bo_put(&scope, V_CLOUD_AI, all->cloud_ai_usd / BO_USD_PER_MILLION);
        bo_put(&scope, V_UPLIFT, all->uplift_usd / BO_USD_PER_MILLION);
        bo_put(&scope, V_AI, world->ai_economy->ai_revenue_netted_usd / BO_USD_PER_MILLION);
        record_token_prices(world);
    }
}

void bo_record_products(struct bo_world *world)
{
    struct earned all = {0};
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (bo_record_at_work(world, c)) {
            record_company(world, c, &all);
        }
    }
    for (uint32_t i = 0; world->products != NULL && i < world->param->n[BO_TABLE_SEGMENTS]; i++) {
        if (world->param->segment[i].kind != BO_SEGMENT_UPLIFT) {
            record_segment(world, i);
        }
    }
    record_world(world, &all);
}
