/* regime.h - a regime as it is judged: conditions flattened, places as sets of bits, rules in force listed by day. */
#ifndef BUILDOUT_SIM_MODEL_REGIME_H
#define BUILDOUT_SIM_MODEL_REGIME_H

#include "buildout/model/export_rule.h"

/* Members for as long as the rule may be in force, and those who come or go meanwhile. */
struct place_set {
    uint64_t always[BO_COUNTRY_WORDS];
    uint32_t n_dated;
    const struct bo_member *dated;
};

/* A condition; what it holds follows it, as far as end. */
struct node {
    enum bo_condition_kind kind;
    const struct node *end;
    enum bo_chip_quantity quantity;
    enum bo_operator op;
    double bound;
    enum bo_flag flag;
    bool wanted;
    enum bo_party party;
    uint32_t n_chips;
    const uint64_t *chip;
    const struct place_set *places; /* [1] */
};

struct law {
    const struct bo_export_rule *rule;
    uint32_t row; /* of export_rules */
    uint32_t strictness;
    int32_t start_day;     /* past its grace */
    int32_t end_known_day; /* from which boards know that it will be rescinded */
    int32_t suspended_from_day, suspended_to_day, suspension_known_day;
    const struct node *root;
    bool never; /* whatever the chip and its buyer: a threshold of "none" */
};

/* From day until the next epoch's day these rules are in force. */
struct epoch {
    int32_t day;
    uint32_t n;
    bool any_at_home;             /* a rule among them that reaches sales at home */
    bool is_steady;               /* of a docket: they say the same on all its days */
    const struct law *const *law; /* as in the regime */
};

struct bo_regime {
    uint32_t n_rules, n_epochs;
    const struct law *law; /* the strictest first, equals by key */
    const struct epoch *epoch;
    struct epoch all; /* every rule, in force or not */
    enum bo_unknown_treatment unknown;
};

/* Those in force on day; NULL before the first change. */
const struct epoch *bo_regime_epoch(const struct bo_regime *regime, int32_t day);
/* Will the rule be in force on day, as far as had been announced on another? */
bool bo_law_is_foreseen(const struct law *law, int32_t day, int32_t heard_day);

#endif
