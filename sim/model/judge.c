/* The judge: three-valued answers to conditions, and the strictest rule. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "regime.h"

#define FOREVER ((double)INFINITY) /* away: no change of a number gets there */

enum truth { NO, UNKNOWN, YES };

/* The margin is how far the nearest threshold that would turn the answer is, as a fraction of it; above 0 for YES.
 * NaN when that hangs on what is not known. */
struct answer {
    enum truth truth;
    double margin;
    const struct node *nearest;
};

struct question {
    const struct bo_inquiry *inquiry;
    double quantity[BO_N_CHIP_QUANTITIES];
};

static struct answer certain(bool yes)
{
    return (struct answer){.truth = yes ? YES : NO, .margin = yes ? FOREVER : -FOREVER};
}

static bool asks_for_more(enum bo_operator op)
{
    return op == BO_AT_LEAST || op == BO_ABOVE;
}

/* A threshold that is never met is none at all, and whatever a number may be it is not below zero. */
static struct answer ask_quantity(const struct node *node, const struct question *question)
{
    double x = question->quantity[node->quantity], bound = node->bound;
    double beyond = asks_for_more(node->op) ? x - bound : bound - x;
    bool holds;

    if (isnan(bound) || isinf(bound))
        return certain(false);
    if (!(bound > 0.0))
        return certain(asks_for_more(node->op));
    if (isnan(x))
        return (struct answer){.truth = UNKNOWN, .margin = BO_NAN};
    holds = node->op == BO_AT_LEAST || node->op == BO_AT_MOST ? beyond >= 0.0 : beyond > 0.0;
    return (struct answer){.truth = holds ? YES : NO, .margin = beyond / bound, .nearest = node};
}

static bool flag_of(enum bo_flag flag, const struct bo_inquiry *inquiry)
{
    const bool value[BO_N_FLAGS] = {
        [BO_FLAG_DATA_CENTRE] = inquiry->chip != NULL && inquiry->chip->data_centre,
        [BO_FLAG_LISTED] = inquiry->buyer->listed,
        [BO_FLAG_STATE_FUNDED] = inquiry->buyer->state_funded,
        [BO_FLAG_SUPERCOMPUTER] = inquiry->buyer->supercomputer,
    };

    return value[flag];
}

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

static struct answer ask(const struct node *node, const struct question *question);

/* Some child must hold; the nearest threshold is that of the child closest to holding, or holding most firmly. */
static struct answer ask_any(const struct node *node, const struct question *question)
{
    struct answer best = certain(false);

    for (const struct node *child = node + 1; child < node->end; child = child->end) {
        struct answer answer = ask(child, question);
        enum truth truth = answer.truth > best.truth ? answer.truth : best.truth;

        if (answer.margin > best.margin)
            best = answer;
        best.truth = truth;
    }
    return best;
}

/* Every child must hold. What fails for good ends it: no threshold will help. */
static struct answer ask_all(const struct node *node, const struct question *question)
{
    struct answer worst = certain(true);

    for (const struct node *child = node + 1; child < node->end; child = child->end) {
        struct answer answer = ask(child, question);
        enum truth truth = answer.truth < worst.truth ? answer.truth : worst.truth;

        if (answer.margin < worst.margin)
            worst = answer;
        worst.truth = truth;
        if (worst.margin <= -FOREVER)
            break;
    }
    return worst;
}

static struct answer ask(const struct node *node, const struct question *question)
{
    const struct bo_inquiry *inquiry = question->inquiry;
    const struct bo_country place[BO_N_PARTIES] = {
        [BO_DESTINATION] = inquiry->buyer->destination,
        [BO_HEADQUARTERS] = inquiry->buyer->headquarters,
    };

    switch (node->kind) {
    case BO_CONDITION_ALL:
        return ask_all(node, question);
    case BO_CONDITION_ANY:
        return ask_any(node, question);
    case BO_CONDITION_QUANTITY:
        return ask_quantity(node, question);
    case BO_CONDITION_FLAG:
        return certain(flag_of(node->flag, inquiry) == node->wanted);
    case BO_CONDITION_CHIP:
        return certain(is_one_of(node, inquiry->chip) == node->wanted);
    case BO_CONDITION_PLACE:
        break;
    }
    return certain(is_in(node->places, place[node->party], inquiry->day) == node->wanted);
}

/* ---- all rules ---- */

struct pick {
    const struct law *law; /* NULL: nothing stands in the way */
    struct answer answer;
};

struct hearing {
    struct pick sure;   /* the strictest rule that bites */
    struct pick maybe;  /* the strictest that does, or may, for what is not known */
    struct answer near; /* of the rules that do not bite the one closest to it */
    double levy_frac;
};

static uint32_t strictness_of(const struct pick *pick)
{
    return pick->law != NULL ? pick->law->strictness : 0;
}

/* Among equals the first stays; rules come by key. */
static void take_stricter(struct pick *pick, const struct law *law, const struct answer *answer)
{
    if (law->strictness > strictness_of(pick))
        *pick = (struct pick){.law = law, .answer = *answer};
}

static void hear(struct hearing *hearing, const struct law *law, const struct answer *answer)
{
    if (answer->truth == NO) {
        if (law->strictness > 0 && answer->margin > hearing->near.margin)
            hearing->near = *answer;
        return;
    }
    take_stricter(&hearing->maybe, law, answer);
    if (answer->truth == UNKNOWN)
        return;
    take_stricter(&hearing->sure, law, answer);
    hearing->levy_frac += law->rule->levy_frac;
}

static bool concerns(const struct law *law, const struct bo_inquiry *inquiry)
{
    const struct bo_export_rule *rule = law->rule;

    if (rule->kind != (int)inquiry->kind || law->row == inquiry->without)
        return false;
    if (inquiry->gate != BO_GATE_NONE && rule->gate != (int)inquiry->gate)
        return false;
    return inquiry->kind != BO_RULE_INPUT || strcmp(rule->subject, inquiry->subject) == 0;
}

static struct bo_verdict verdict_of(const struct hearing *hearing,
                                    enum bo_unknown_treatment treatment)
{
    bool unknown = strictness_of(&hearing->maybe) > strictness_of(&hearing->sure);
    const struct pick *pick =
        unknown && treatment == BO_UNKNOWN_STRICT ? &hearing->maybe : &hearing->sure;
    const struct answer *answer = pick->law != NULL ? &pick->answer : &hearing->near;
    struct bo_verdict verdict = {.gate = BO_GATE_NONE,
                                 .rule = BO_NO_ROW,
                                 .unknown = unknown,
                                 .margin_frac = BO_NAN,
                                 .nearest = BO_N_CHIP_QUANTITIES,
                                 .bound = BO_NAN,
                                 .levy_frac = hearing->levy_frac};

    if (pick->law != NULL) {
        verdict.permission = (enum bo_permission)pick->law->rule->policy;
        verdict.presumption = (enum bo_presumption)pick->law->rule->presumption;
        verdict.gate = (enum bo_gate)pick->law->rule->gate;
        verdict.rule = pick->law->row;
    }
    if (answer->nearest != NULL && answer->truth != UNKNOWN) {
        verdict.margin_frac = answer->margin;
        verdict.nearest = answer->nearest->quantity;
        verdict.bound = answer->nearest->bound;
    }
    return verdict;
}

static bool crosses_a_border(const struct bo_inquiry *inquiry)
{
    return inquiry->chip == NULL || inquiry->chip->home.v != inquiry->buyer->destination.v;
}

struct bo_verdict bo_regime_inquire(const struct bo_regime *regime,
                                    const struct bo_inquiry *inquiry)
{
    const struct epoch *epoch = bo_regime_epoch(regime, inquiry->day);
    struct question question = {.inquiry = inquiry};
    struct hearing hearing = {.near = certain(false)};
    uint32_t n = epoch != NULL && crosses_a_border(inquiry) ? epoch->n : 0;

    for (int i = 0; i < BO_N_CHIP_QUANTITIES; i++)
        question.quantity[i] = inquiry->chip != NULL
                                   ? bo_chip_quantity(inquiry->chip, (enum bo_chip_quantity)i)
                                   : BO_NAN;
    for (uint32_t i = 0; i < n; i++) {
        struct answer answer;

        if (!concerns(epoch->law[i], inquiry))
            continue;
        answer = ask(epoch->law[i]->root, &question);
        hear(&hearing, epoch->law[i], &answer);
    }
    return verdict_of(&hearing, regime->unknown);
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
                                 .without = rule};
    struct bo_verdict rest = bo_regime_inquire(regime, &inquiry);
    struct bo_verdict all = bo_regime_judge(regime, chip, buyer, day);

    return bo_strictness(all.permission, all.presumption) >
               bo_strictness(rest.permission, rest.presumption) ||
           all.levy_frac > rest.levy_frac;
}
