#include "buildout/model/price_war.h"

#include <math.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/share.h"
#include "buildout/model/token_price.h"

static const char *name_of(const struct bo_world *world, uint32_t company)
{
    return world->param->company[company].entry.name;
}

static void tell(struct bo_world *world, uint32_t company, double day, const char *kind,
                 const char *subject, const char *why)
{
    if (world->facts == NULL) {
        return;
    }
    struct bo_fact_event event = {.day = bo_world_date(world, day),
                                  .entity = name_of(world, company),
                                  .place = "",
                                  .kind = kind,
                                  .subject = subject,
                                  .amount = world->ai_economy->company[company].price_usd_per_mtok,
                                  .unit = "USD/Mtok",
                                  .why = why};
    bo_facts_event(world->facts, &event);
}

static uint64_t war_key(const struct bo_world *world, uint32_t company)
{
    const struct bo_product_company *c = &world->products->company[company];
    return bo_key_mix(world->param->company[company].entry.hash, c->n_wars);
}

bool bo_price_war_fights(const struct bo_world *world, uint32_t company, double day)
{
    return world->products->company[company].war_until_day > day;
}

bool bo_price_war_is_cut(const struct bo_world *world, uint32_t cutter, double before_usd,
                         uint32_t rival)
{
    uint32_t segment = bo_product_segment(world, BO_SEGMENT_API);
    if (segment == BO_NO_ROW) {
        return false;
    }
    const struct bo_segment_param *p = &world->param->segment[segment];
    const struct bo_ai_company *a = &world->ai_economy->company[cutter];
    const struct bo_ai_company *b = &world->ai_economy->company[rival];
    double keep = 1.0 - world->param->competition->cut_trigger_frac;
    double now = a->price_usd_per_mtok;
    bool attack = now <= a->cost_usd_per_mtok; /* a price with a margin is business as usual */
    if (!attack || !(now < before_usd && now <= keep * before_usd)) {
        return false;
    }
    double hassle = bo_share_hassle_at_usd(world, segment, 1.0);
    /* what the rival would have to ask for its customers to find both alike */
    double alike = (now + hassle) *
                   bo_exp(-p->quality_weight / p->price_weight * (a->quality_eci - b->quality_eci));
    return alike <= keep * (b->price_usd_per_mtok + hassle);
}

static bool answers(const struct bo_world *world, uint32_t cutter, uint32_t rival, double day)
{
    const struct bo_ai_economy *ai = world->ai_economy;
    const struct bo_product_company *c = &world->products->company[rival];
    return rival != cutter && ai->company[rival].market == ai->company[cutter].market &&
           bo_product_sells(world, rival, BO_SEGMENT_API, day) && c->priced && !c->replies &&
           !bo_price_war_fights(world, rival, day) &&
           bo_product_posture(world, rival) != BO_POSTURE_HOLD;
}

static void begin(struct bo_world *world, uint32_t company, double day)
{
    const struct bo_competition_param *p = world->param->competition;
    struct bo_product_company *c = &world->products->company[company];
    uint64_t key = war_key(world, company);
    c->n_wars++;
    c->war_until_day = day + bo_world_sample(world, &p->war_days, key, BO_DRAW_WAR_DAYS);
    double priced = 1.0 - bo_product_offer(world, company)->free_tokens_frac;
    c->war_ratio = priced * bo_world_sample(world, &p->war_price_ratio, key, BO_DRAW_WAR_PRICE);
    world->ai_economy->company[company].price_war = true;
}

void bo_price_war_watch(struct bo_world *world, uint32_t cutter, double before_usd, double day)
{
    struct bo_products *s = world->products;
    const struct bo_competition_param *p = world->param->competition;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (!answers(world, cutter, i, day) || !bo_price_war_is_cut(world, cutter, before_usd, i)) {
            continue;
        }
        double wait =
            bo_world_sample(world, &p->reply_days, war_key(world, i), BO_DRAW_PRICE_REPLY);
        BO_ARENA_ROOM(world->arena, s->reply, s->n_replies, s->reply_room);
        s->reply[s->n_replies] =
            (struct bo_price_reply){.company = i, .rival = cutter, .day = day + wait};
        s->n_replies++;
        s->company[i].replies = true;
        tell(world, cutter, day, "price cut", name_of(world, i),
             "undercuts this rival for the quality by more than it will bear");
    }
}

void bo_product_reply(struct bo_world *world, uint32_t company, double day)
{
    struct bo_product_company *c = &world->products->company[company];
    struct bo_ai_company *ai = &world->ai_economy->company[company];
    c->replies = false;
    if (!bo_product_sells(world, company, BO_SEGMENT_API, day)) {
        return; /* gone meanwhile */
    }
    begin(world, company, day);
    double before = ai->price_usd_per_mtok;
    ai->cost_usd_per_mtok = bo_token_price_cost(world, company, day);
    ai->price_usd_per_mtok = fmin(before, c->war_ratio * ai->cost_usd_per_mtok);
    tell(world, company, day, "price reply", name_of(world, company), "a rival's cut is answered");
    bo_price_war_watch(world, company, before, day);
}

void bo_price_war_exit(struct bo_world *world, enum bo_market market, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_product_company *c = &world->products->company[i];
        if (world->ai_economy->company[i].market == market && bo_price_war_fights(world, i, day)) {
            c->war_until_day = day;
            tell(world, i, day, "price war ends", name_of(world, i), "a rival is gone");
        }
    }
}
