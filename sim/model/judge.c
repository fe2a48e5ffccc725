/* The judge: three-valued answers to conditions, and the strictest rule. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "regime.h"

#define FOREVER ((double)INFINITY) /* away: no change of a number gets there */

enum truth { NO, UNKNOWN, YES };

/* What the conditions ask, looked up once. */
struct question {
    const struct bo_inquiry *inquiry;
    bool of_any_chip; /* on any day: only what is known of the buyer answers */
    bool crosses_a_border;
    double quantity[BO_N_CHIP_QUANTITIES];
    bool flag[BO_N_FLAGS];
    struct bo_country place[BO_N_PARTIES];
};

static bool crosses_a_border(const struct bo_inquiry *inquiry)
{
    return inquiry->chip == NULL || inquiry->chip->home.v != inquiry->buyer->destination.v;
}

static struct question question_of(const struct bo_inquiry *inquiry)
{
    const struct bo_chip *chip = inquiry->chip;
    const struct bo_buyer *buyer = inquiry->buyer;
    struct question question = {
        .inquiry = inquiry,
        .crosses_a_border = crosses_a_border(inquiry),
        .flag = {[BO_FLAG_DATA_CENTRE] = chip != NULL && chip->data_centre,
                 [BO_FLAG_LISTED] = buyer->listed,
                 [BO_FLAG_STATE_FUNDED] = buyer->state_funded,
                 [BO_FLAG_SUPERCOMPUTER] = buyer->supercomputer},
        .place = {[BO_DESTINATION] = buyer->destination, [BO_HEADQUARTERS] = buyer->headquarters},
    };

    for (int i = 0; i < BO_N_CHIP_QUANTITIES; i++)
        question.quantity[i] =
            chip != NULL ? bo_chip_quantity(chip, (enum bo_chip_quantity)i) : BO_NAN;
    return question;
}

/* ---- tests that no number changes ---- */

static bool is_one_of(const struct node *node, const struct bo_chip *chip)
{
    for (uint32_t i = 0; chip != NULL && i < node->n_chips; i++)
        if (node->chip[i] == chip->entry.hash)
            return true;
    return false;
}

static bool is_in(const struct place_set *set, struct bo_country country, int32_t day)
{
    if (country.v >= BO_N_COUNTRY_CODES)
        return false;
    if (set->always[country.v / 64] >> country.v % 64 & 1)
        return true;
    for (uint32_t i = 0; i < set->n_dated; i++)
        if (set->dated[i].country.v == country.v && day >= set->dated[i].span.from_day &&
            day <= set->dated[i].span.to_day)
            return true;
    return false;
}

/* FLAG, CHIP, PLACE */
static bool holds(const struct node *node, const struct question *question)
{
    if (node->kind == BO_CONDITION_FLAG)
        return question->flag[node->flag] == node->wanted;
    if (node->kind == BO_CONDITION_CHIP)
        return is_one_of(node, question->inquiry->chip) == node->wanted;
    return is_in(node->places, question->place[node->party], question->inquiry->day) ==
           node->wanted;
}

/* ---- thresholds ---- */

static bool asks_for_more(enum bo_operator op)
{
    return op == BO_AT_LEAST || op == BO_ABOVE;
}

/* Above 0 (or at 0, where the operator says so) the test holds. Infinite where no change of the number matters: a
 * threshold that is never met is none at all, and whatever a number may be it is not below zero. */
static double beyond(const struct node *node, double x)
{
    double bound = node->bound;

    if (!isfinite(bound))
        return -FOREVER;
    if (!(bound > 0.0))
        return asks_for_more(node->op) ? FOREVER : -FOREVER;
    return (asks_for_more(node->op) ? x - bound : bound - x) / bound;
}

static enum truth decide_quantity(const struct node *node, double x)
{
    double margin = beyond(node, x);
    bool at_it = node->op == BO_AT_LEAST || node->op == BO_AT_MOST;

    if (isnan(margin))
        return UNKNOWN;
    return margin > 0.0 || (at_it && margin >= 0.0) ? YES : NO;
}

/* ---- trees: does the condition hold? ---- */

static enum truth decide(const struct node *node, const struct question *question);

/* ANY ends with the first YES, ALL with the first NO. */
static enum truth decide_children(const struct node *node, const struct question *question)
{
    bool any = node->kind == BO_CONDITION_ANY;
    enum truth truth = any ? NO : YES, last = any ? YES : NO;

    for (const struct node *child = node + 1; child < node->end && truth != last;
         child = child->end) {
        enum truth answer = decide(child, question);

        if (any ? answer > truth : answer < truth)
            truth = answer;
    }
    return truth;
}

/* PLACE: is the country a member for a time? */
static bool comes_or_goes(const struct node *node, const struct question *question)
{
    for (uint32_t i = 0; i < node->places->n_dated; i++)
        if (node->places->dated[i].country.v == question->place[node->party].v)
            return true;
    return false;
}

/* FLAG, CHIP, PLACE: does it hang on more than the buyer? */
static bool is_open(const struct node *node, const struct question *question)
{
    if (node->kind == BO_CONDITION_FLAG)
        return node->flag == BO_FLAG_DATA_CENTRE;
    return node->kind == BO_CONDITION_CHIP || comes_or_goes(node, question);
}

static enum truth decide(const struct node *node, const struct question *question)
{
    if (node->kind == BO_CONDITION_ALL || node->kind == BO_CONDITION_ANY)
        return decide_children(node, question);
    if (node->kind == BO_CONDITION_QUANTITY)
        return decide_quantity(node, question->quantity[node->quantity]);
    if (question->of_any_chip && is_open(node, question))
        return UNKNOWN;
    return holds(node, question) ? YES : NO;
}

/* ---- trees: how far is the threshold that would turn the answer? ---- */

struct margin {
    double frac; /* NaN when it hangs on what is not known */
    const struct node *nearest;
};

static struct margin measure(const struct node *node, const struct question *question);

/* ANY: the child closest to holding, or holding most firmly. ALL: the child farthest from it, or holding least. What
 * fails for good ends an ALL: no threshold will help. */
static struct margin measure_children(const struct node *node, const struct question *question)
{
    bool any = node->kind == BO_CONDITION_ANY;
    struct margin best = {.frac = any ? -FOREVER : FOREVER};

    for (const struct node *child = node + 1; child < node->end && (any || best.frac > -FOREVER);
         child = child->end) {
        struct margin margin = measure(child, question);

        if (any ? margin.frac > best.frac : margin.frac < best.frac)
            best = margin;
    }
    return best;
}

static struct margin measure(const struct node *node, const struct question *question)
{
    if (node->kind == BO_CONDITION_ALL || node->kind == BO_CONDITION_ANY)
        return measure_children(node, question);
    if (node->kind == BO_CONDITION_QUANTITY)
        return (struct margin){.frac = beyond(node, question->quantity[node->quantity]),
                               .nearest = node};
    return (struct margin){.frac = holds(node, question) ? FOREVER : -FOREVER};
}

/* ---- all rules ---- */

/* Laws come strictest first, among equals in a fixed order (regime.c): the first that bites decides. */
struct hearing {
    const struct law *sure;  /* the first that bites; NULL: nothing stands in the way */
    const struct law *maybe; /* the first that does, or may, for what is not known */
    double levy_frac;
};

static bool concerns(const struct law *law, const struct question *question)
{
    const struct bo_inquiry *inquiry = question->inquiry;
    const struct bo_export_rule *rule = law->rule;

    if (!question->crosses_a_border && !rule->at_home)
        return false;
    if (rule->kind != (int)inquiry->kind || law->row == inquiry->without)
        return false;
    if (inquiry->heard_day != 0 && !bo_law_is_foreseen(law, inquiry->day, inquiry->heard_day))
        return false;
    if (inquiry->gate != BO_GATE_NONE && rule->gate != (int)inquiry->gate)
        return false;
    return inquiry->kind != BO_RULE_INPUT || strcmp(rule->subject, inquiry->subject) == 0;
}

static void hear(struct hearing *hearing, const struct law *law, enum truth truth)
{
    bool restricts = law->strictness > 0;

    if (truth != NO && restricts && hearing->maybe == NULL)
        hearing->maybe = law;
    if (truth != YES)
        return;
    if (restricts && hearing->sure == NULL)
        hearing->sure = law;
    hearing->levy_frac += law->rule->levy_frac;
}

/* hearing: [1], or one for each gate. */
static void hear_all(const struct epoch *epoch, const struct question *question, bool by_gate,
                     struct hearing *hearing)
{
    for (uint32_t i = 0; i < epoch->n; i++) {
        const struct law *law = epoch->law[i];
        struct hearing *here = &hearing[by_gate ? law->rule->gate : 0];
        bool is_idle = here->sure != NULL && !(law->rule->levy_frac > 0.0);

        if (!is_idle && concerns(law, question))
            hear(here, law, decide(law->root, question));
    }
}

/* Of the rules that do not bite, how far the one is that is closest to it. */
static struct margin measure_misses(const struct epoch *epoch, const struct question *question)
{
    struct margin best = {.frac = -FOREVER};

    for (uint32_t i = 0; i < epoch->n; i++) {
        const struct law *law = epoch->law[i];
        struct margin margin;

        if (law->strictness == 0 || !concerns(law, question))
            continue;
        margin = measure(law->root, question);
        if (margin.frac > best.frac && margin.frac <= 0.0)
            best = margin;
    }
    return best;
}

static void add_margin(struct bo_verdict *verdict, struct margin margin)
{
    if (margin.nearest == NULL)
        return;
    verdict->margin_frac = margin.frac;
    verdict->nearest = margin.nearest->quantity;
    verdict->bound = margin.nearest->bound;
}

static void add_law(struct bo_verdict *verdict, const struct law *law)
{
    verdict->permission = (enum bo_permission)law->rule->policy;
    verdict->presumption = (enum bo_presumption)law->rule->presumption;
    verdict->gate = (enum bo_gate)law->rule->gate;
    verdict->rule = law->row;
}

static uint32_t strictness_of(const struct law *law)
{
    return law != NULL ? law->strictness : 0;
}

/* Returns the law that decides; NULL: the chip is free. */
static const struct law *conclude(struct bo_verdict *verdict, const struct bo_regime *regime,
                                  const struct hearing *hearing)
{
    const struct law *law = hearing->sure;

    verdict->levy_frac = hearing->levy_frac;
    verdict->unknown = strictness_of(hearing->maybe) > strictness_of(hearing->sure);
    if (verdict->unknown && regime->unknown == BO_UNKNOWN_STRICT)
        law = hearing->maybe;
    if (law != NULL)
        add_law(verdict, law);
    return law;
}

static void fill(struct bo_verdict *verdict, const struct bo_regime *regime,
                 const struct epoch *epoch, const struct question *question)
{
    struct hearing hearing = {.levy_frac = 0.0};
    const struct law *law;

    hear_all(epoch, question, false, &hearing);
    law = conclude(verdict, regime, &hearing);
    if (question->inquiry->bare)
        return;
    if (law == NULL)
        add_margin(verdict, measure_misses(epoch, question));
    else if (law == hearing.sure)
        add_margin(verdict, measure(law->root, question));
}

static const struct bo_verdict free_of_all = {.gate = BO_GATE_NONE,
                                              .rule = BO_NO_ROW,
                                              .margin_frac = BO_NAN,
                                              .nearest = BO_N_CHIP_QUANTITIES,
                                              .bound = BO_NAN};

struct bo_verdict bo_regime_inquire(const struct bo_regime *regime,
                                    const struct bo_inquiry *inquiry)
{
    const struct epoch *epoch =
        inquiry->heard_day != 0 ? &regime->all : bo_regime_epoch(regime, inquiry->day);
    struct bo_verdict verdict = free_of_all;
    struct question question;

    if (epoch == NULL || (!epoch->any_at_home && !crosses_a_border(inquiry)))
        return verdict;
    question = question_of(inquiry);
    fill(&verdict, regime, epoch, &question);
    return verdict;
}

struct bo_verdict bo_regime_judge(const struct bo_regime *regime, const struct bo_chip *chip,
                                  const struct bo_buyer *buyer, int32_t day)
{
    return bo_regime_inquire(regime, &(struct bo_inquiry){.chip = chip,
                                                          .buyer = buyer,
                                                          .day = day,
                                                          .kind = BO_RULE_CHIPS,
                                                          .gate = BO_GATE_NONE,
                                                          .without = BO_NO_ROW});
}

bool bo_regime_adds_to_law(const struct bo_regime *regime, uint32_t rule,
                           const struct bo_chip *chip, const struct bo_buyer *buyer, int32_t day)
{
    struct bo_inquiry inquiry = {.chip = chip,
                                 .buyer = buyer,
                                 .day = day,
                                 .kind = BO_RULE_CHIPS,
                                 .gate = BO_GATE_NONE,
                                 .without = rule,
                                 .bare = true};
    struct bo_verdict rest = bo_regime_inquire(regime, &inquiry), all;

    inquiry.without = BO_NO_ROW;
    all = bo_regime_inquire(regime, &inquiry);

    return bo_strictness(all.permission, all.presumption) >
               bo_strictness(rest.permission, rest.presumption) ||
           all.levy_frac > rest.levy_frac;
}

/* ---- dockets ---- */

struct bo_docket {
    struct bo_arena *arena;
    const struct bo_regime *regime;
    struct bo_buyer buyer;
    const struct epoch **epoch; /* [epochs] what is left of each; NULL: not asked yet */
    const struct law **law;     /* [rules] scratch */
};

struct bo_docket *bo_docket_create(const struct bo_regime *regime, const struct bo_buyer *buyer,
                                   struct bo_arena *arena)
{
    struct bo_docket *docket = BO_NEW(arena, struct bo_docket);

    *docket =
        (struct bo_docket){.arena = arena,
                           .regime = regime,
                           .buyer = *buyer,
                           .epoch = BO_NEW_ARRAY(arena, const struct epoch *, regime->n_epochs),
                           .law = BO_NEW_ARRAY(arena, const struct law *, regime->n_rules)};
    return docket;
}

const struct bo_buyer *bo_docket_buyer(const struct bo_docket *docket)
{
    return &docket->buyer;
}

/* To this buyer it says the same on every day: his countries do not come or go, and no quota is open for a while. */
static bool is_steady(const struct law *law, const struct question *question)
{
    for (const struct node *node = law->root; node < law->root->end; node++)
        if (node->kind == BO_CONDITION_PLACE && comes_or_goes(node, question))
            return false;
    return law->rule->quota_per == BO_QUOTA_NONE;
}

/* Of the rules on chips of an epoch those of which the buyer alone does not make the condition false. */
static const struct epoch *narrow(const struct bo_docket *docket, const struct epoch *whole)
{
    struct bo_inquiry inquiry = {.buyer = &docket->buyer};
    struct question question = question_of(&inquiry);
    struct epoch *epoch = BO_NEW(docket->arena, struct epoch);
    const struct law **law;

    question.of_any_chip = true;
    *epoch = (struct epoch){.day = whole->day, .is_steady = true};
    for (uint32_t i = 0; i < whole->n; i++)
        if (whole->law[i]->rule->kind == BO_RULE_CHIPS &&
            decide(whole->law[i]->root, &question) != NO) {
            docket->law[epoch->n++] = whole->law[i];
            epoch->any_at_home |= whole->law[i]->rule->at_home;
            epoch->is_steady &= is_steady(whole->law[i], &question);
        }
    law = BO_NEW_ARRAY(docket->arena, const struct law *, epoch->n);
    for (uint32_t i = 0; i < epoch->n; i++)
        law[i] = docket->law[i];
    epoch->law = law;
    return epoch;
}

/* What concerns the buyer of the law of a day; NULL: there is none yet. */
static const struct epoch *part_of(struct bo_docket *docket, int32_t day)
{
    const struct epoch *whole = bo_regime_epoch(docket->regime, day), **epoch;

    if (whole == NULL)
        return NULL;
    epoch = &docket->epoch[whole - docket->regime->epoch];
    if (*epoch == NULL)
        *epoch = narrow(docket, whole);
    return *epoch;
}

bool bo_docket_says_the_same(struct bo_docket *docket, int32_t day, int32_t other_day)
{
    const struct epoch *a = part_of(docket, day), *b = part_of(docket, other_day);
    uint32_t n = a != NULL ? a->n : 0;

    if (n != (b != NULL ? b->n : 0))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (a->law[i] != b->law[i])
            return false;
    return n == 0 || a->is_steady;
}

void bo_docket_ask(struct bo_docket *docket, const struct bo_chip *chip, int32_t day,
                   int32_t heard_day, struct bo_verdict verdict[static BO_N_GATES])
{
    struct bo_inquiry inquiry = {.chip = chip,
                                 .buyer = &docket->buyer,
                                 .day = day,
                                 .kind = BO_RULE_CHIPS,
                                 .gate = BO_GATE_NONE,
                                 .without = BO_NO_ROW,
                                 .heard_day = heard_day};
    const struct epoch *epoch = heard_day != 0 ? &docket->regime->all : part_of(docket, day);
    struct hearing hearing[BO_N_GATES] = {{.levy_frac = 0.0}};
    struct question question;

    for (int i = 0; i < BO_N_GATES; i++)
        verdict[i] = free_of_all;
    if (epoch == NULL || epoch->n == 0 || (!epoch->any_at_home && !crosses_a_border(&inquiry)))
        return;
    question = question_of(&inquiry);
    hear_all(epoch, &question, true, hearing);
    for (int i = 0; i < BO_N_GATES; i++)
        (void)conclude(&verdict[i], docket->regime, &hearing[i]);
}
