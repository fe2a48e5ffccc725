/* Making a regime of the rules that a scenario states. */
#include "regime.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/hash.h"

const char *const bo_operator_names[BO_N_OPERATORS] = {
    [BO_AT_LEAST] = "at_least",
    [BO_ABOVE] = "above",
    [BO_BELOW] = "below",
    [BO_AT_MOST] = "at_most",
};

const char *const bo_flag_names[BO_N_FLAGS] = {
    [BO_FLAG_DATA_CENTRE] = "data_centre",
    [BO_FLAG_LISTED] = "listed",
    [BO_FLAG_STATE_FUNDED] = "state_funded",
    [BO_FLAG_SUPERCOMPUTER] = "supercomputer",
};

const char *const bo_input_names[BO_N_INPUTS] = {
    [BO_INPUT_HBM] = "hbm",
    [BO_INPUT_FOUNDRY] = "foundry",
    [BO_INPUT_EQUIPMENT] = "equipment",
};

const char *const bo_party_names[BO_N_PARTIES] = {
    [BO_DESTINATION] = "destination",
    [BO_HEADQUARTERS] = "headquarters",
};

double bo_operator_never(enum bo_operator op)
{
    return op == BO_AT_LEAST || op == BO_ABOVE ? (double)INFINITY : -(double)INFINITY;
}

uint32_t bo_strictness(enum bo_permission permission, enum bo_presumption presumption)
{
    static const uint32_t among_licences[] = {
        [BO_PRESUME_APPROVAL] = 0,
        [BO_PRESUME_NOTHING] = 1,
        [BO_PRESUME_CASE_BY_CASE] = 2,
        [BO_PRESUME_DENIAL] = 3,
    };

    if (permission == BO_LICENCE)
        return (uint32_t)BO_LICENCE + among_licences[presumption];
    return permission == BO_DENIED ? (uint32_t)BO_LICENCE + 4 : (uint32_t)permission;
}

/* ---- when a rule is in force ---- */

static bool is_suspended(const struct law *law, int32_t day)
{
    return day >= law->suspended_from_day && day <= law->suspended_to_day;
}

static bool is_in_force(const struct law *law, int32_t day)
{
    return day >= law->start_day && day < law->rule->rescinded_day && !is_suspended(law, day);
}

bool bo_law_is_foreseen(const struct law *law, int32_t day, int32_t heard_day)
{
    bool ends = day >= law->rule->rescinded_day && heard_day >= law->end_known_day;
    bool rests = is_suspended(law, day) && heard_day >= law->suspension_known_day;

    return !law->never && heard_day >= law->rule->announced_day && day >= law->start_day && !ends &&
           !rests;
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static void fill_days(struct law *law, const double *draw)
{
    const struct bo_export_rule *rule = law->rule;
    double likely = draw != NULL ? draw[law->row] : 0.5;

    law->start_day = rule->effective_day + (int32_t)ceil(rule->grace_days);
    law->end_known_day = earlier(rule->rescission_announced_day, rule->rescinded_day);
    law->suspended_from_day = BO_NEVER;
    if (likely < rule->suspended_probability) {
        law->suspended_from_day = rule->suspended_from_day;
        law->suspended_to_day = rule->suspended_to_day;
        law->suspension_known_day =
            earlier(rule->suspension_announced_day, rule->suspended_from_day);
    }
}

/* ---- conditions, flattened ---- */

struct maker {
    struct bo_arena *arena;
    const struct bo_regime_parts *parts;
    const struct law *law; /* whose condition it is */
    struct node *next;
};

static uint32_t count_nodes(const struct bo_condition *condition)
{
    uint32_t n = 1;

    for (uint32_t i = 0; i < condition->n_children; i++)
        n += count_nodes(&condition->child[i]);
    return n;
}

static void add_member(const struct maker *m, struct place_set *set, struct bo_member *dated,
                       struct bo_member member)
{
    uint32_t bit = member.country.v;

    assert(bit < BO_N_COUNTRY_CODES);
    if (member.span.from_day <= m->law->start_day &&
        member.span.to_day >= m->law->rule->rescinded_day - 1)
        set->always[bit / 64] |= (uint64_t)1 << bit % 64;
    else
        dated[set->n_dated++] = member;
}

static const struct place_set *make_places(const struct maker *m, const struct bo_places *places)
{
    static const struct bo_span always = {.from_day = INT32_MIN, .to_day = INT32_MAX};
    struct place_set *set = BO_NEW(m->arena, struct place_set);
    struct bo_member *dated;
    uint32_t n = 0;

    for (uint32_t i = 0; i < places->n_groups; i++)
        n += m->parts->group[places->group[i]].members.n;
    dated = BO_NEW_ARRAY(m->arena, struct bo_member, n);
    for (uint32_t i = 0; i < places->n_countries; i++)
        add_member(m, set, dated,
                   (struct bo_member){.country = places->country[i], .span = always});
    for (uint32_t i = 0; i < places->n_groups; i++) {
        const struct bo_members *members = &m->parts->group[places->group[i]].members;

        for (uint32_t k = 0; k < members->n; k++)
            add_member(m, set, dated, members->member[k]);
    }
    set->dated = dated;
    return set;
}

static struct node *add_node(struct maker *m, enum bo_condition_kind kind)
{
    struct node *node = m->next++;

    *node = (struct node){.kind = kind, .wanted = true};
    return node;
}

/* 0 for what is quickly answered and needs no threshold, so that it is asked first. */
static int burden(const struct bo_condition *condition)
{
    int most = condition->kind == BO_CONDITION_QUANTITY ? 1 : 0;

    for (uint32_t i = 0; i < condition->n_children; i++)
        if (burden(&condition->child[i]) > most)
            most = 1;
    return most;
}

static void add_condition(struct maker *m, const struct bo_condition *condition)
{
    struct node *node = add_node(m, condition->kind);

    node->quantity = condition->quantity;
    node->op = condition->op;
    node->flag = condition->flag;
    node->wanted = condition->wanted;
    node->party = condition->party;
    node->n_chips = condition->n_chips;
    node->chip = condition->chip;
    if (condition->kind == BO_CONDITION_QUANTITY)
        node->bound = m->law->rule->when.bound.value[condition->bound];
    if (condition->kind == BO_CONDITION_PLACE)
        node->places = make_places(m, &condition->places);
    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = 0; i < condition->n_children; i++)
            if (burden(&condition->child[i]) == turn)
                add_condition(m, &condition->child[i]);
    node->end = m->next;
}

static void add_party(struct maker *m, enum bo_party party, const struct bo_places *places)
{
    struct node *node;

    if (places->n_countries + places->n_groups == 0)
        return;
    node = add_node(m, BO_CONDITION_PLACE);
    node->party = party;
    node->places = make_places(m, places);
    node->end = m->next;
}

/* The lists of places, min_tpp and `when`: all of them. */
static const struct node *make_root(struct maker *m)
{
    const struct bo_export_rule *rule = m->law->rule;
    uint32_t n_when = rule->when.root != NULL ? count_nodes(rule->when.root) : 0;
    struct node *root = BO_NEW_ARRAY(m->arena, struct node, n_when + 5);
    struct node *node;

    m->next = root;
    (void)add_node(m, BO_CONDITION_ALL);
    if (rule->destinations.n_countries + rule->destinations.n_groups +
            rule->headquarters.n_countries + rule->headquarters.n_groups >
        0) {
        node = add_node(m, BO_CONDITION_ANY);
        add_party(m, BO_DESTINATION, &rule->destinations);
        add_party(m, BO_HEADQUARTERS, &rule->headquarters);
        node->end = m->next;
    }
    if (rule->min_tpp > 0.0) {
        node = add_node(m, BO_CONDITION_QUANTITY);
        node->quantity = BO_CHIP_TPP;
        node->op = BO_AT_LEAST;
        node->bound = rule->min_tpp;
        node->end = m->next;
    }
    if (rule->when.root != NULL)
        add_condition(m, rule->when.root);
    root->end = m->next;
    return root;
}

static bool is_never_met(const struct node *node)
{
    bool all = node->kind == BO_CONDITION_ALL, any = node->kind == BO_CONDITION_ANY;
    bool every = node->end > node + 1;

    if (!all && !any)
        return node->kind == BO_CONDITION_QUANTITY && isinf(node->bound);
    for (const struct node *child = node + 1; child < node->end; child = child->end) {
        bool never = is_never_met(child);

        if (all && never)
            return true;
        every = every && never;
    }
    return any && every;
}

/* ---- epochs ---- */

static int by_day(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The days on which a rule begins or ceases to hold; returns how many. */
static uint32_t list_changes(const struct law *law, uint32_t n_laws, int32_t *day)
{
    uint32_t n = 0, n_unique = 0;

    for (uint32_t i = 0; i < n_laws; i++) {
        const int32_t change[] = {
            law[i].start_day, law[i].rule->rescinded_day, law[i].suspended_from_day,
            law[i].suspended_to_day < BO_NEVER ? law[i].suspended_to_day + 1 : BO_NEVER};

        for (size_t k = 0; k < sizeof change / sizeof *change; k++)
            day[n++] = change[k];
    }
    if (n > 1)
        qsort(day, n, sizeof *day, by_day);
    for (uint32_t i = 0; i < n; i++)
        if (n_unique == 0 || day[i] > day[n_unique - 1])
            day[n_unique++] = day[i];
    return n_unique;
}

static bool same_laws(const struct epoch *a, const struct epoch *b)
{
    uint32_t i = 0;

    while (i < a->n && i < b->n && a->law[i] == b->law[i])
        i++;
    return i == a->n && i == b->n;
}

/* A day on which nothing changes after all (a rule rescinded before it began) makes no epoch. */
static void make_epochs(struct bo_regime *regime, struct bo_arena *arena)
{
    int32_t *day = BO_NEW_ARRAY(arena, int32_t, (size_t)4 * regime->n_rules);
    uint32_t n_days = list_changes(regime->law, regime->n_rules, day);
    struct epoch *epoch = BO_NEW_ARRAY(arena, struct epoch, n_days);
    struct epoch before = {.n = 0};

    for (uint32_t i = 0; i < n_days; i++) {
        const struct law **law = BO_NEW_ARRAY(arena, const struct law *, regime->n_rules);
        struct epoch here = {.day = day[i], .law = law};

        for (uint32_t k = 0; k < regime->n_rules; k++)
            if (!regime->law[k].never && is_in_force(&regime->law[k], day[i])) {
                law[here.n++] = &regime->law[k];
                here.any_at_home |= regime->law[k].rule->at_home;
            }
        if (day[i] < BO_NEVER && !same_laws(&here, &before))
            epoch[regime->n_epochs++] = here;
        before = here;
    }
    regime->epoch = epoch;
}

const struct epoch *bo_regime_epoch(const struct bo_regime *regime, int32_t day)
{
    uint32_t low = 0, high = regime->n_epochs;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (regime->epoch[middle].day <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &regime->epoch[low - 1] : NULL;
}

/* ---- the whole ---- */

/* Among equals: a quota bounds what is licensed, and lets through some of what is denied. */
static int leniency_of_quota(const struct law *law)
{
    bool quota = law->rule->quota_per != BO_QUOTA_NONE;

    return law->rule->policy == (int)BO_DENIED ? quota : !quota;
}

/* The strictest first; of equals the buyer's own country before others, and at one gate the quota that leaves less. */
static int by_strictness_and_key(const void *a, const void *b)
{
    const struct law *x = a, *y = b;
    int order = strcmp(x->rule->entry.key, y->rule->entry.key);

    if (x->strictness != y->strictness)
        return x->strictness > y->strictness ? -1 : 1;
    if (x->rule->gate != y->rule->gate)
        return x->rule->gate == (int)BO_GATE_IMPORT ? -1 : 1;
    if (leniency_of_quota(x) != leniency_of_quota(y))
        return leniency_of_quota(x) - leniency_of_quota(y);

    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static struct epoch all_of(const struct law *law, uint32_t n_rules, struct bo_arena *arena)
{
    const struct law **all = BO_NEW_ARRAY(arena, const struct law *, n_rules);

    for (uint32_t i = 0; i < n_rules; i++)
        all[i] = &law[i];
    return (struct epoch){.day = INT32_MIN, .n = n_rules, .any_at_home = true, .law = all};
}

const struct bo_regime *bo_regime_create(const struct bo_regime_parts *parts,
                                         struct bo_arena *arena)
{
    struct bo_regime *regime = BO_NEW(arena, struct bo_regime);
    struct law *law = BO_NEW_ARRAY(arena, struct law, parts->n_rules);

    for (uint32_t i = 0; i < parts->n_rules; i++) {
        const struct bo_export_rule *rule = &parts->rule[i];

        law[i] = (struct law){.rule = rule, .row = i};
        law[i].strictness =
            bo_strictness((enum bo_permission)rule->policy, (enum bo_presumption)rule->presumption);
        fill_days(&law[i], parts->draw);
    }
    if (parts->n_rules > 1)
        qsort(law, parts->n_rules, sizeof *law, by_strictness_and_key);
    for (uint32_t i = 0; i < parts->n_rules; i++) {
        struct maker m = {.arena = arena, .parts = parts, .law = &law[i]};

        law[i].root = make_root(&m);
        law[i].never = is_never_met(law[i].root);
    }
    *regime = (struct bo_regime){.n_rules = parts->n_rules,
                                 .law = law,
                                 .all = all_of(law, parts->n_rules, arena),
                                 .unknown = parts->unknown};
    make_epochs(regime, arena);
    return regime;
}

uint64_t bo_rule_suspension_key(const struct bo_export_rule *rule)
{
    return rule->suspended_reason[0] != '\0' ? bo_key_hash(rule->suspended_reason)
                                             : rule->entry.hash;
}

struct bo_regime_parts bo_regime_parts_of(const struct bo_param *param, const double *draw)
{
    return (struct bo_regime_parts){
        .n_rules = param->export_law->in_force ? param->n[BO_TABLE_RULES] : 0,
        .n_groups = param->n[BO_TABLE_COUNTRY_GROUPS],
        .rule = param->export_rule,
        .group = param->country_group,
        .unknown = (enum bo_unknown_treatment)param->export_law->unknown,
        .draw = draw,
    };
}

bool bo_regime_in_force(const struct bo_regime *regime, uint32_t rule, int32_t day)
{
    for (uint32_t i = 0; i < regime->n_rules; i++)
        if (regime->law[i].row == rule)
            return is_in_force(&regime->law[i], day);
    return false;
}

int32_t bo_regime_last_change(const struct bo_regime *regime)
{
    return regime->n_epochs > 0 ? regime->epoch[regime->n_epochs - 1].day : INT32_MIN;
}

int32_t bo_regime_next_change(const struct bo_regime *regime, int32_t day)
{
    for (uint32_t i = 0; i < regime->n_epochs; i++)
        if (regime->epoch[i].day > day)
            return regime->epoch[i].day;
    return BO_NEVER;
}
