#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/model/record.h"

static const char *const kind_names[BO_N_EVENT_KINDS] = {
    "opening balance", "announced",       "ground broken",   "opened",         "complete",
    "cancelled",       "founded",         "overdraft",       "default",        "rule",
    "training begun",  "training failed", "model published", "paradigm jump",  "own power",
    "restructured",    "option taken",    "option used",     "option offered", "option let",
    "option given up", "default begins",  "default ends",    "line drawn",     "credit loss"};

static char *append(char *to, const char *text)
{
    size_t n = strlen(text);
    memcpy(to, text, n + 1);
    return to + n;
}

/* "Texas 12 (Microsoft)": place, the user's how-manieth project, user; or as its scenario calls it. */
const char *bo_record_project_name(struct bo_world *world, struct bo_project *p)
{
    if (p->name == NULL && p->planned_site != NULL) {
        p->name = bo_arena_strdup(world->facts->arena, p->planned_site->entry.name);
    }
    if (p->name != NULL) {
        return p->name;
    }
    static const char *const kind[] = {"", "extension ", "colocation ", "option "};
    const char *place = world->region[p->region].param->entry.name;
    const char *user = p->user == BO_NO_ROW ? "" : bo_world_party_name(world, p->user);
    char digits[16];
    int n = 0;
    uint32_t rest = p->ordinal + 1;
    while (rest > 0) {
        digits[n] = (char)('0' + rest % 10);
        n++;
        rest /= 10;
    }
    char *text = bo_arena_alloc(world->facts->arena, 1, strlen(place) + strlen(user) + 48);
    char *end = append(text, place);
    *end = ' ';
    end = append(end + 1, kind[p->kind]);
    if (p->in_flight) {
        end = append(end, "begun before ");
    }
    while (n > 0) {
        n--;
        *end = digits[n];
        end++;
    }
    if (*user != '\0') {
        (void)append(append(append(end, " ("), user), ")");
    }
    p->name = text;
    return text;
}

static const char longer_wait[] = "the grid quotes a longer wait";

static const char *given_because(const struct bo_project *p, enum bo_event_kind kind)
{
    bool around = kind == BO_EVENT_ON_SITE && p->planned_site->power == BO_POWER_USUAL;
    return around ? longer_wait : "a site that the scenario gives";
}

void bo_record_project(struct bo_world *world, struct bo_project *p, enum bo_event_kind kind,
                       double day, const char *why)
{
    static const char *const held[BO_N_HOLDS] = {
        "", "on land that was held", "on land with a place in the grid's queue that was held",
        "in a shell that was held"};
    static const char *const taken[BO_N_HOLDS] = {
        "", "land ahead of any site", "land and a place in the grid's queue ahead of any site",
        "a shell ahead of any site"};
    const char *reason = why;
    if (reason == NULL) {
        reason = p->planned_site != NULL                 ? given_because(p, kind)
                 : kind == BO_EVENT_OPTION_TAKEN         ? taken[p->hold]
                 : kind == BO_EVENT_OPTION_USED          ? "a site begins on it"
                 : kind == BO_EVENT_OPTION_OFFERED       ? "more is held than the board wants"
                 : kind == BO_EVENT_OPTION_LET           ? "nobody took it: let as a bare shell"
                 : bo_project_on_option(p)               ? held[p->hold]
                 : kind == BO_EVENT_ON_SITE              ? longer_wait
                 : p->kind == BO_EXTENSION               ? "more halls on a site that is there"
                 : p->kind == BO_COLOCATION              ? "expected absorption"
                 : p->prepared                           ? "leased on the landlord's prepared land"
                 : bo_world_is_landlord(world, p->owner) ? "leased whole"
                                                         : "demand forecast a lead time ahead";
    }
    struct bo_fact_event event = {.day = bo_world_date(world, day),
                                  .entity = bo_world_party_name(world, p->owner),
                                  .place = world->region[p->region].param->entry.name,
                                  .kind = kind_names[kind],
                                  .subject = bo_record_project_name(world, p),
                                  .amount = p->mw,
                                  .unit = "MW",
                                  .why = reason};
    bo_facts_event(world->facts, &event);
}

void bo_record_relet(struct bo_world *world, uint32_t company, uint32_t region, double mw)
{
    const char *name = bo_world_party_name(world, company);
    struct bo_fact_event event = {.day = bo_world_date(world, world->day),
                                  .entity = name,
                                  .place = world->region[region].param->entry.name,
                                  .kind = "lease taken over",
                                  .subject = name,
                                  .amount = mw,
                                  .unit = "MW",
                                  .why = "halls that a tenant left stand empty there"};
    bo_facts_event(world->facts, &event);
}

void bo_record_option_sold(struct bo_world *world, uint32_t option, uint32_t buyer,
                           double price_usd)
{
    struct bo_project *o = &world->project[option];
    struct bo_fact_event event = {.day = bo_world_date(world, world->day),
                                  .entity = bo_world_party_name(world, o->owner),
                                  .place = world->region[o->region].param->entry.name,
                                  .kind = "option sold",
                                  .subject = bo_record_project_name(world, o),
                                  .amount = price_usd / 1e6,
                                  .unit = "million USD",
                                  .why = bo_arena_printf(world->facts->arena,
                                                         "%s takes it over for a site",
                                                         bo_world_party_name(world, buyer))};
    bo_facts_event(world->facts, &event);
}

void bo_record_company(struct bo_world *world, uint32_t company, enum bo_event_kind kind,
                       double amount_usd, const char *why)
{
    struct bo_fact_event event = {.day = bo_world_date(world, world->day),
                                  .entity = bo_world_party_name(world, company),
                                  .place = "",
                                  .kind = kind_names[kind],
                                  .subject = bo_world_party_name(world, company),
                                  .amount = amount_usd / 1e6,
                                  .unit = "million USD",
                                  .why = why};
    bo_facts_event(world->facts, &event);
}

void bo_record_training(struct bo_world *world, uint32_t company, enum bo_event_kind kind,
                        double amount, double day)
{
    static const char *const why[BO_N_EVENT_KINDS] = {
        [BO_EVENT_RUN_BEGUN] = "its cadence, or its lag, says so",
        [BO_EVENT_RUN_FAILED] = "it gave no model",
        [BO_EVENT_MODEL] = "its run is done",
        [BO_EVENT_JUMP] = "a new class of compute; followers lose a part of their algorithms"};
    if (world->facts == NULL) {
        return;
    }
    const char *name = world->param->company[company].entry.name;
    struct bo_fact_event event = {.day = bo_world_date(world, day),
                                  .entity = name,
                                  .place = "",
                                  .kind = kind_names[kind],
                                  .subject = name,
                                  .amount = amount,
                                  .unit = kind == BO_EVENT_JUMP ? "ratio" : "FLOP",
                                  .why = why[kind]};
    bo_facts_event(world->facts, &event);
}

void bo_record_rule(struct bo_world *world, uint32_t company, bool acts, const struct bo_rule *rule)
{
    struct bo_fact_event event = {.day = bo_world_date(world, world->day),
                                  .entity = bo_world_party_name(world, company),
                                  .place = "",
                                  .kind = acts ? "rule begins" : "rule ends",
                                  .subject = rule->key,
                                  .amount = BO_NAN,
                                  .unit = "",
                                  .why = rule->when};
    bo_facts_event(world->facts, &event);
}

void bo_record_founded(struct bo_world *world, uint32_t company)
{
    const struct bo_company_param *p = world->company[company].param;
    struct bo_fact_event event = {.day = p->founded_day,
                                  .entity = p->entry.name,
                                  .place = "",
                                  .kind = kind_names[BO_EVENT_FOUNDED],
                                  .subject = p->entry.name,
                                  .amount = BO_NAN,
                                  .unit = "",
                                  .why = "the scenario's date"};
    bo_facts_event(world->facts, &event);
}
