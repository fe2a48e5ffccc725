#include "buildout/model/product.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/adoption.h"
#include "buildout/model/capital.h"
#include "buildout/model/capability.h"
#include "buildout/model/cloud_ai.h"
#include "buildout/model/demand.h"
#include "buildout/model/price_war.h"
#include "buildout/model/share.h"
#include "buildout/model/token_price.h"

#define MONTHS_PER_QUARTER 3
#define TOKENS_PER_MTOK 1e6

const struct bo_offer_param *bo_product_offer(const struct bo_world *world, uint32_t company)
{
    uint32_t row = world->products->company[company].offer;
    return row == BO_NO_ROW ? NULL : &world->param->offer[row];
}

double bo_product_paying_frac(const struct bo_world *world, uint32_t segment, uint32_t company,
                              double day)
{
    const struct bo_competition_param *competition = world->param->competition;
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    double as_good_eci =
        bo_adoption_as_reliable_eci(competition, ai->quality_eci, bo_world_closed_date(world, day));
    double paying = bo_adoption_paying_frac(competition, &world->param->segment[segment],
                                            ai->market, as_good_eci);
    const struct bo_offer_param *offer = bo_product_offer(world, company);
    return offer != NULL ? offer->paying_ratio * paying : 0.0;
}

enum bo_price_posture bo_product_posture(const struct bo_world *world, uint32_t company)
{
    switch ((enum bo_posture_choice)world->company[company].policy.price_posture) {
    case BO_PRICES_HOLD:
        return BO_POSTURE_HOLD;
    case BO_PRICES_MATCH:
        return BO_POSTURE_MATCH;
    case BO_PRICES_CUT:
        return BO_POSTURE_CUT;
    case BO_PRICES_OWN:
        break;
    }
    const struct bo_offer_param *offer = bo_product_offer(world, company);
    return offer != NULL ? (enum bo_price_posture)offer->posture : BO_POSTURE_HOLD;
}

uint32_t bo_product_segment(const struct bo_world *world, enum bo_segment_kind kind)
{
    for (uint32_t i = 0; i < world->param->n[BO_TABLE_SEGMENTS]; i++) {
        if (world->param->segment[i].kind == (int)kind) {
            return i;
        }
    }
    return BO_NO_ROW;
}

/* A subsidiary buys no machines, and once its own are worn out there is nothing to serve with. */
static bool is_spent(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    return bo_capital_ended(world, company) && !(ai->training_h100e + ai->leased_in_h100e > 0.0);
}

/* A cloud may serve others' models, but only a company with a cloud is one. */
bool bo_product_sells(const struct bo_world *world, uint32_t company, enum bo_segment_kind kind,
                      double day)
{
    const struct bo_offer_param *offer = bo_product_offer(world, company);
    const struct bo_company *c = &world->company[company];
    bool ready = kind == BO_SEGMENT_CLOUD ? c->param->cloud_revenue_usd_per_year > 0.0
                                          : world->ai_economy->company[company].quality_eci > 0.0;
    return offer != NULL && c->alive && ready &&
           bo_world_begun(world, offer->from_day[kind], day) &&
           !bo_capital_liquidated(world, company) && !is_spent(world, company);
}

/* ---- opening ---- */

static void open_segment(struct bo_world *world, uint32_t segment)
{
    const struct bo_param *p = world->param;
    int kind = p->segment[segment].kind;
    for (int k = 0; k < BO_N_MARKETS; k++) {
        struct bo_segment_market *m = &world->products->segment[segment][k];
        m->share = BO_NEW_ARRAY(world->arena, double, world->n_companies + 1);
        for (uint32_t i = 0; i < p->n[BO_TABLE_OFFERS] && kind < BO_N_CHOSEN_KINDS; i++) {
            const struct bo_offer_param *offer = &p->offer[i];
            if ((int)world->ai_economy->company[offer->company].market == k) {
                m->adopters += offer->opening_users[kind];
                m->share[offer->company] += offer->opening_users[kind];
            }
        }
        for (uint32_t i = 0; i < world->n_companies && m->adopters > 0.0; i++) {
            m->share[i] /= m->adopters;
        }
        m->share[world->n_companies] = m->adopters > 0.0 ? 0.0 : 1.0;
    }
}

void bo_product_open(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    if (world->ai_economy == NULL || p->n[BO_TABLE_COMPETITION] == 0 ||
        p->n[BO_TABLE_OFFERS] == 0 || p->n[BO_TABLE_SEGMENTS] == 0) {
        return;
    }
    struct bo_products *s = BO_NEW(world->arena, struct bo_products);
    world->products = s;
    s->company = BO_NEW_ARRAY(world->arena, struct bo_product_company, world->n_companies);
    s->utility = BO_NEW_ARRAY(world->arena, double, world->n_companies + 1);
    s->room = BO_NEW_ARRAY(world->arena, double, world->n_companies + 1);
    s->segment = bo_arena_alloc(world->arena, p->n[BO_TABLE_SEGMENTS], sizeof *s->segment);
    s->usual_use = BO_NEW_ARRAY(world->arena, double, p->n[BO_TABLE_SEGMENTS]);
    s->going_usd = BO_NEW_ARRAY(world->arena, double, p->n[BO_TABLE_SEGMENTS]);
    for (uint32_t i = 0; i < p->n[BO_TABLE_SEGMENTS]; i++) {
        s->usual_use[i] = s->going_usd[i] = BO_NAN;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        s->company[i].offer = BO_NO_ROW;
        s->company[i].war_until_day = -(double)INFINITY;
        s->company[i].margin_frac = BO_NAN;
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_OFFERS]; i++) {
        s->company[p->offer[i].company].offer = i;
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_SEGMENTS]; i++) {
        open_segment(world, i);
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (s->company[i].offer != BO_NO_ROW && world->company[i].alive) {
            bo_cloud_ai_open(world, i);
        }
    }
}

/* ---- a month ---- */

static void clear_month(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_product_company *c = &world->products->company[i];
        struct bo_ai_company *ai = &world->ai_economy->company[i];
        memset(c->revenue_usd, 0, sizeof c->revenue_usd);
        c->resold_usd = c->mtok_wanted = c->mtok_served = c->mtok_unmet = 0.0;
        c->own_h100e = c->cloud_h100e = c->core_h100e = 0.0;
        c->margin_frac = BO_NAN;
        ai->users = ai->paying_users = ai->tokens = ai->inference_need_h100e = 0.0;
        ai->product_revenue_usd = ai->cloud_ai_revenue_usd = ai->uplift_revenue_usd = 0.0;
    }
}

static bool sells_anything(const struct bo_world *world, uint32_t company, double day)
{
    for (int kind = 0; kind < BO_N_CHOSEN_KINDS; kind++) {
        if (bo_product_sells(world, company, (enum bo_segment_kind)kind, day)) {
            return true;
        }
    }
    return false;
}

static void note_exits(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_product_company *c = &world->products->company[i];
        bool sells = sells_anything(world, i, day);
        if (c->served && !sells) {
            struct bo_ai_company *ai = &world->ai_economy->company[i];
            bo_price_war_exit(world, ai->market, day);
            ai->price_war = false;
            ai->price_usd_per_mtok = ai->cost_usd_per_mtok = 0.0;
            c->priced = false;
            c->priced_eci = c->backlog_usd = 0.0;
        }
        c->served = sells;
    }
}

static void look_at_models(struct bo_world *world, double day)
{
    struct bo_products *s = world->products;
    for (int k = 0; k < BO_N_MARKETS; k++) {
        s->best_eci[k] = 0.0;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        const struct bo_ai_company *ai = &world->ai_economy->company[i];
        if (sells_anything(world, i, day)) {
            s->best_eci[ai->market] = fmax(s->best_eci[ai->market], ai->quality_eci);
        }
    }
}

/* The price of the best model, and the lowest cost, which is what open models are hosted at. */
static void look_at_prices(struct bo_world *world, double day)
{
    struct bo_products *s = world->products;
    double best[BO_N_MARKETS] = {0.0};
    for (int k = 0; k < BO_N_MARKETS; k++) {
        world->ai_economy->market[k].frontier_price_usd_per_mtok = 0.0;
        s->lowest_cost_usd[k] = 0.0;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        const struct bo_ai_company *ai = &world->ai_economy->company[i];
        if (!bo_product_sells(world, i, BO_SEGMENT_API, day)) {
            continue;
        }
        if (ai->quality_eci > best[ai->market]) {
            best[ai->market] = ai->quality_eci;
            world->ai_economy->market[ai->market].frontier_price_usd_per_mtok =
                ai->price_usd_per_mtok;
        }
        double *lowest = &s->lowest_cost_usd[ai->market];
        if (!(*lowest > 0.0) || ai->cost_usd_per_mtok < *lowest) {
            *lowest = ai->cost_usd_per_mtok;
            s->lowest_cost_eci[ai->market] = ai->quality_eci;
        }
    }
}

/* What users take tokens to cost: the price of the best model anywhere, as those who build with it come to count on it. */
static void look_at_going(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    double best_eci = 0.0, usd = 0.0;
    for (int k = 0; k < BO_N_MARKETS; k++) {
        if (world->products->best_eci[k] > best_eci) {
            best_eci = world->products->best_eci[k];
            usd = world->ai_economy->market[k].frontier_price_usd_per_mtok;
        }
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_SEGMENTS] && usd > 0.0; i++) {
        double *going = &world->products->going_usd[i];
        double lag = p->segment[i].hassle_lag_days;
        bool follows = isfinite(*going) && lag > 0.0;
        *going = follows ? bo_exp(bo_approach(bo_log(*going), bo_log(usd), world->month_days, lag))
                         : usd;
    }
}

/* Surveys come by the quarter: how many planned dates slip, and by how much. */
static void survey(struct bo_world *world)
{
    const struct bo_competition_param *p = world->param->competition;
    uint64_t key = bo_key_mix(bo_key_hash("survey"), world->month / MONTHS_PER_QUARTER);
    world->products->slip_frac = bo_world_sample(world, &p->slip_frac, key, BO_DRAW_SLIP);
    world->products->slip_days = bo_world_sample(world, &p->slip_days, key, BO_DRAW_SLIP_DAYS);
}

static bool anyone_sells(const struct bo_world *world, enum bo_segment_kind kind,
                         enum bo_market market, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->ai_economy->company[i].market == market &&
            bo_product_sells(world, i, kind, day)) {
            return true;
        }
    }
    return false;
}

static void close_segment(struct bo_world *world, uint32_t segment, enum bo_market market,
                          double day)
{
    enum bo_segment_kind kind = (enum bo_segment_kind)world->param->segment[segment].kind;
    if (kind == BO_SEGMENT_UPLIFT || !anyone_sells(world, kind, market, day)) {
        return;
    }
    double before = world->products->segment[segment][market].adopters;
    bo_adoption_close(world, segment, market, world->products->best_eci[market]);
    bo_share_close(world, segment, market, before);
}

/* ---- sales of one company ---- */

struct order {
    double free_mtok, paid_mtok; /* wanted this month */
    double usd;                  /* if all of the paid ones are served */
    double users, payers;
};

static struct order order_of(const struct bo_world *world, uint32_t segment, uint32_t company,
                             double day)
{
    const struct bo_segment_param *p = &world->param->segment[segment];
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    const struct bo_segment_market *m = &world->products->segment[segment][ai->market];
    const struct bo_offer_param *offer = bo_product_offer(world, company);
    double months = world->month_days / BO_DAYS_PER_MONTH;
    double date = bo_world_closed_date(world, day);
    double use = bo_share_use_ratio(world, segment, ai->quality_eci, date);
    double index = months * use, hassle = bo_share_hassle_at_usd(world, segment, use);
    struct order order = {.users =
                              m->adopters * m->share[company] * bo_demand_ai_index(world, date)};
    if (p->kind == BO_SEGMENT_API) {
        double volume = bo_share_volume(p, ai->price_usd_per_mtok, hassle);
        order.payers = order.users * p->paying_frac[ai->market];
        double usd = p->use_per_user * use * volume * ai->price_usd_per_mtok; /* a month */
        order.paid_mtok = order.payers * p->use_per_user * index * volume *
                          bo_share_spent_frac(p, ai->market, usd);
        order.usd = order.paid_mtok * ai->price_usd_per_mtok;
        return order;
    }
    double price = offer->price_usd[p->kind];
    double paying = fmin(1.0, bo_product_paying_frac(world, segment, company, day) *
                                  bo_share_volume(p, price, hassle));
    order.payers = order.users * paying;
    order.paid_mtok = order.payers * (p->use_per_user + p->use_per_payer) * index;
    order.free_mtok = (order.users - order.payers) * p->use_per_user * index;
    order.usd = order.payers * price * months;
    return order;
}

/* Of what those who pay by the month would use, what their provider lets them: tokens that cost so much over what they pay. */
static double limited_mtok(const struct bo_world *world, uint32_t company,
                           const struct order *order)
{
    double cost = world->ai_economy->company[company].cost_usd_per_mtok;
    double most_usd = world->param->competition->use_limit_ratio * order->usd;
    return cost > 0.0 ? fmin(order->paid_mtok, most_usd / cost) : order->paid_mtok;
}

struct sales {
    double wanted_mtok, free_mtok, paid_mtok, usd[BO_N_PRICED_KINDS], resold_usd;
};

/* Seats are for work: only those who pay have one. */
static void take_orders(struct bo_world *world, uint32_t company, double day, struct sales *sales)
{
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    for (uint32_t i = 0; i < world->param->n[BO_TABLE_SEGMENTS]; i++) {
        const struct bo_segment_param *p = &world->param->segment[i];
        enum bo_segment_kind kind = (enum bo_segment_kind)p->kind;
        if (kind >= BO_N_PRICED_KINDS || !bo_product_sells(world, company, kind, day)) {
            continue;
        }
        struct order order = order_of(world, i, company, day);
        if (kind == BO_SEGMENT_AGENTS) {
            order.free_mtok = 0.0;
            order.users = order.payers;
        }
        if (!(order.usd > 0.0)) { /* at a price of nothing nobody pays */
            order.free_mtok += order.paid_mtok;
            order.paid_mtok = 0.0;
        }
        sales->wanted_mtok += order.free_mtok + order.paid_mtok;
        sales->free_mtok += order.free_mtok;
        sales->paid_mtok +=
            kind == BO_SEGMENT_API ? order.paid_mtok : limited_mtok(world, company, &order);
        sales->usd[kind] += order.usd;
        sales->resold_usd += order.usd * p->resold_frac;
        if (kind != BO_SEGMENT_API) {
            ai->users += order.users;
            ai->paying_users += order.payers;
        }
    }
}

/* H100e of a company's machines that serve a million tokens a month. */
static double h100e_per_mtok(const struct bo_world *world, uint32_t company, double day)
{
    double hours =
        bo_token_price_hours(world, company, day) / world->param->competition->serving_use_frac;
    return hours / (world->month_days * BO_HOURS_PER_DAY * bo_ai_serving_ratio(world, company));
}

/* What stands idle serves payers on the day, and so does training but for the part that the board keeps for it first. */
static void make_room(struct bo_world *world, uint32_t company, double need_h100e)
{
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    double missing = fmax(0.0, need_h100e - ai->internal_inference_h100e);
    double idle = fmin(missing, ai->idle_h100e);
    double kept = world->company[company].policy.train_first_frac;
    double trains = fmin(missing - idle, (1.0 - kept) * ai->internal_training_h100e);
    ai->idle_h100e -= idle;
    ai->internal_inference_h100e += idle + trains;
    if (trains > 0.0) {
        ai->internal_training_h100e -= trains;
        bo_capability_reread(world, company);
    }
}

/* Ranking, advertising and recommendation take what was meant for serving and what idles, up to a part of it all. */
static void run_core(struct bo_world *world, uint32_t company, double need_h100e, double most_frac)
{
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    double meant = ai->internal_inference_h100e - c->own_h100e - c->cloud_h100e - c->core_h100e;
    double left = fmax(0.0, meant);
    double most = most_frac * (ai->internal_inference_h100e + ai->idle_h100e) - c->core_h100e;
    double more = fmin(need_h100e - c->core_h100e, fmin(left + ai->idle_h100e, most));
    double idle = fmax(0.0, more - left);
    ai->idle_h100e -= idle;
    ai->internal_inference_h100e += idle;
    c->core_h100e += fmax(0.0, more);
}

/* Of its need, beside users who do not pay: all, or where that is too much the same part of it as of what they want. */
static double core_part(const struct bo_world *world, uint32_t company, double core_need,
                        double free)
{
    const struct bo_product_company *c = &world->products->company[company];
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    double room = ai->internal_inference_h100e + ai->idle_h100e - c->own_h100e - c->cloud_h100e;
    double all = core_need + free;
    return all > room && all > 0.0 ? core_need / all * fmax(0.0, room) : core_need;
}

/* Users who pay, and customers of the cloud: whose hours bring more are served first, and those who do not pay last. What is
 * beyond the compute is dropped. */
static void serve_payers(struct bo_world *world, uint32_t company, const struct sales *sales,
                         double each)
{
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    double others = c->cloud_h100e + c->core_h100e;
    make_room(world, company, others + sales->paid_mtok * each);
    double left = fmax(0.0, ai->internal_inference_h100e - others);
    double paid = fmin(sales->paid_mtok, left / each);
    double part = sales->paid_mtok > 0.0 ? paid / sales->paid_mtok : 1.0;
    c->mtok_wanted = sales->wanted_mtok;
    c->mtok_served = paid;
    c->own_h100e = paid * each;
    for (int kind = 0; kind < BO_N_PRICED_KINDS; kind++) {
        c->revenue_usd[kind] = sales->usd[kind] * part;
        ai->product_revenue_usd += c->revenue_usd[kind];
    }
    c->resold_usd = sales->resold_usd * part;
}

/* Does an hour bring more from a customer of the cloud than from users who pay? */
static bool cloud_pays_more(const struct bo_world *world, uint32_t company,
                            const struct sales *sales, double each)
{
    double usd = 0.0, hours = sales->paid_mtok * each * world->month_days * BO_HOURS_PER_DAY;
    for (int kind = 0; kind < BO_N_PRICED_KINDS; kind++) {
        usd += sales->usd[kind];
    }
    return usd < hours * bo_cloud_ai_price(world, company);
}

/* What a company gives away takes no more than its part of the compute that it has. */
static double free_h100e(const struct bo_world *world, uint32_t company, const struct sales *sales,
                         double each)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    double most = world->param->competition->free_use_frac *
                  (ai->training_h100e - ai->leased_out_h100e + ai->leased_in_h100e);
    return fmin(sales->free_mtok * each, fmax(0.0, most));
}

/* What was meant for serving and is left, and what idles. */
static void serve_free(struct bo_world *world, uint32_t company, double free, double each)
{
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    double left =
        fmax(0.0, ai->internal_inference_h100e - c->own_h100e - c->cloud_h100e - c->core_h100e);
    double idle = fmin(fmax(0.0, free - left), ai->idle_h100e);
    double served = fmin(free, left) + idle;
    ai->idle_h100e -= idle;
    ai->internal_inference_h100e += idle;
    c->own_h100e += served;
    c->mtok_served += served / each;
    c->mtok_unmet = c->mtok_wanted - c->mtok_served;
    ai->tokens = c->mtok_served * TOKENS_PER_MTOK;
    if (ai->product_revenue_usd > 0.0) {
        c->margin_frac = 1.0 - c->mtok_served * ai->cost_usd_per_mtok / ai->product_revenue_usd;
    }
}

static void close_company(struct bo_world *world, uint32_t company, double day)
{
    const struct bo_param *p = world->param;
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    if (c->offer == BO_NO_ROW || !world->company[company].alive) {
        return;
    }
    struct sales sales = {0};
    take_orders(world, company, day, &sales);
    /* Where there is too little for all, the core business has its part of what all wanted last month. */
    double core_need = bo_cloud_ai_core_need(world, company, day);
    run_core(world, company, core_need, c->core_wanted_frac);
    double each = ai->quality_eci > 0.0 ? h100e_per_mtok(world, company, day) : 0.0;
    bool cloud_first = each > 0.0 && cloud_pays_more(world, company, &sales, each);
    if (each > 0.0 && !cloud_first) {
        serve_payers(world, company, &sales, each);
    }
    double cloud_need = bo_cloud_ai_close(world, company, c->own_h100e, day);
    if (cloud_first) {
        serve_payers(world, company, &sales, each);
    }
    ai->inference_need_h100e =
        p->competition->headroom_ratio * (sales.paid_mtok * each + cloud_need);
    double free = each > 0.0 ? free_h100e(world, company, &sales, each) : 0.0;
    run_core(world, company, core_part(world, company, core_need, free), 1.0);
    if (each > 0.0) {
        serve_free(world, company, free, each);
    }
    ai->inference_need_h100e += core_need + free;
    c->core_wanted_frac = core_need > 0.0 ? core_need / ai->inference_need_h100e : 0.0;
    uint32_t cloud = bo_product_segment(world, BO_SEGMENT_CLOUD);
    if (cloud != BO_NO_ROW) {
        c->resold_usd += ai->cloud_ai_revenue_usd * p->segment[cloud].resold_frac;
    }
    bo_cloud_ai_uplift(world, company, core_need > 0.0 ? c->core_h100e / core_need : 1.0, day);
}

/* Final customers once: what companies of the model buy from each other is in their own sales. */
static double netted(const struct bo_world *world)
{
    double usd = 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        const struct bo_ai_company *ai = &world->ai_economy->company[i];
        usd += ai->product_revenue_usd + ai->cloud_ai_revenue_usd + ai->uplift_revenue_usd -
               world->products->company[i].resold_usd;
        usd += ai->leasing_revenue_usd - ai->intra_leasing_usd;
    }
    return usd;
}

void bo_product_close(struct bo_world *world, double day)
{
    if (world->products == NULL) {
        return;
    }
    clear_month(world);
    survey(world);
    note_exits(world, day);
    look_at_models(world, day);
    bo_token_price_close(world, day);
    look_at_prices(world, day);
    look_at_going(world);
    for (uint32_t i = 0; i < world->param->n[BO_TABLE_SEGMENTS]; i++) {
        close_segment(world, i, BO_MARKET_WORLD, day);
        close_segment(world, i, BO_MARKET_CHINA, day);
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        close_company(world, i, day);
    }
    world->ai_economy->ai_revenue_netted_usd = netted(world);
}
