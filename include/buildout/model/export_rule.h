/* buildout/model/export_rule.h - may this chip go to this buyer on this day?
 *
 * A regime is the law that a scenario states: dated rules, each a condition on a chip and its buyer and what follows
 * when it holds. The strictest of all rules in force decides, so their order does not matter. A condition on what is
 * not known of a chip is neither true nor false; whether such a chip passes is the scenario's choice (lax) or not
 * (strict). A chip sold in its home country crosses no border and no rule on chips reaches it. Pure arithmetic.
 *
 * Units:  thresholds as in chip.h; levies, grants and detection are fractions; days of base/calendar.h.
 * Owner:  rules belong to the scenario's or the run's arena, a regime to the arena that it was made in; both are
 *         read-only afterwards. A regime points into the rules that it was made from.
 * Errors: none; every chip and buyer has a verdict.
 * Source: 15 CFR part 774, ECCN 3A090, and 15 CFR 742.6, 744; each rule names its own citation.
 */
#ifndef BUILDOUT_MODEL_EXPORT_RULE_H
#define BUILDOUT_MODEL_EXPORT_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/dist.h"
#include "buildout/model/chip.h"
#include "buildout/model/country.h"
#include "buildout/model/param.h"
#include "buildout/model/path.h"

/* ---- country_groups.* ---- */

/* First and last day; INT32_MIN and INT32_MAX where it has no end. */
struct bo_span {
    int32_t from_day;
    int32_t to_day;
};

struct bo_member {
    struct bo_country country;
    struct bo_span span;
};

struct bo_members {
    uint32_t n;
    const struct bo_member *member; /* a country may stand twice, with two spans */
};

struct bo_country_group {
    struct bo_entry entry;
    struct bo_members members;
    const char *source;
};

/* ---- conditions ---- */

enum bo_condition_kind {
    BO_CONDITION_ALL,
    BO_CONDITION_ANY,
    BO_CONDITION_QUANTITY, /* of the chip, against a threshold */
    BO_CONDITION_FLAG,
    BO_CONDITION_CHIP, /* the chip is (not) one of some */
    BO_CONDITION_PLACE /* the buyer's destination or headquarters is (not) one of some */
};

enum bo_operator { BO_AT_LEAST, BO_ABOVE, BO_BELOW, BO_AT_MOST, BO_N_OPERATORS };
extern const char *const bo_operator_names[BO_N_OPERATORS];
/* The threshold that is never met: what "none" stands for. */
double bo_operator_never(enum bo_operator op);

enum bo_flag {
    BO_FLAG_DATA_CENTRE, /* of the chip; the others of the buyer */
    BO_FLAG_LISTED,
    BO_FLAG_STATE_FUNDED,
    BO_FLAG_SUPERCOMPUTER,
    BO_N_FLAGS
};
extern const char *const bo_flag_names[BO_N_FLAGS];

enum bo_party { BO_DESTINATION, BO_HEADQUARTERS, BO_N_PARTIES };
extern const char *const bo_party_names[BO_N_PARTIES];

struct bo_places {
    uint32_t n_countries, n_groups;
    const struct bo_country *country;
    const uint32_t *group; /* rows of country_groups */
};

struct bo_condition {
    enum bo_condition_kind kind;
    uint32_t n_children; /* ALL, ANY */
    const struct bo_condition *child;
    enum bo_chip_quantity quantity;
    enum bo_operator op;
    uint32_t bound; /* the threshold: an element of the rule's bounds */
    enum bo_flag flag;
    bool wanted; /* FLAG: the value that is true; CHIP, PLACE: in, not "not in" */
    uint32_t n_chips;
    const uint64_t *chip; /* hashes of their keys */
    enum bo_party party;
    struct bo_places places;
};

/* Thresholds stand apart from the tree so that they can be uncertain inputs. */
struct bo_when {
    struct bo_vector bound;
    const struct bo_condition *root; /* NULL: always */
};

/* ---- export_rules.* ---- */

enum bo_rule_kind { BO_RULE_CHIPS, BO_RULE_INPUT, BO_RULE_CLOUD };
/* What makers of chips need: memory, wafers, and the tools that new lines are set up with. */
enum bo_input { BO_INPUT_HBM, BO_INPUT_FOUNDRY, BO_INPUT_EQUIPMENT, BO_N_INPUTS };
extern const char *const bo_input_names[BO_N_INPUTS];
enum bo_gate { BO_GATE_EXPORT, BO_GATE_IMPORT, BO_GATE_NONE };
#define BO_N_GATES BO_GATE_NONE
enum bo_permission { BO_FREE, BO_NOTIFY, BO_LICENCE, BO_DENIED };
enum bo_presumption {
    BO_PRESUME_NOTHING,
    BO_PRESUME_APPROVAL,
    BO_PRESUME_CASE_BY_CASE,
    BO_PRESUME_DENIAL
};
enum bo_quota_per {
    BO_QUOTA_NONE,
    BO_QUOTA_COUNTRY,
    BO_QUOTA_COUNTRY_YEAR,
    BO_QUOTA_BUYER_YEAR,
    BO_QUOTA_HOME_SALES
};

struct bo_export_rule {
    struct bo_entry entry;
    int32_t announced_day;
    int32_t effective_day;
    double grace_days;                /* after effective_day, in which shipments still pass */
    int32_t rescinded_day;            /* the first day without it; BO_NEVER */
    int32_t rescission_announced_day; /* from which it is known; on that day itself when later */
    int32_t suspended_from_day;
    int32_t suspended_to_day;         /* the last day of the suspension */
    int32_t suspension_announced_day; /* from which it is known; on its first day when later */
    double suspended_probability;     /* that the suspension happens at all */
    const char *suspended_reason;     /* suspensions for one reason happen together; "" for none */
    int kind;                         /* enum bo_rule_kind */
    int gate;                         /* BO_GATE_EXPORT or BO_GATE_IMPORT */
    const char *subject;              /* of BO_RULE_INPUT: one of bo_input_names */
    struct bo_path
        out_of_reach_frac; /* of inputs or clouds abroad, those of countries that do not join */
    /* it bites when `when` holds, the chip has at least min_tpp, and the buyer's destination or headquarters is
     * one of those listed (no list: any buyer) */
    struct bo_when when;
    double min_tpp;
    struct bo_places destinations;
    struct bo_places headquarters;
    int policy;         /* enum bo_permission */
    double notify_days; /* of BO_NOTIFY: from notice to shipment */
    int presumption;    /* enum bo_presumption, on applications */
    double grant_frac;  /* of applications that are granted */
    struct bo_dist review_days;
    int quota_per; /* enum bo_quota_per: what the policy leaves through, or grants at most */
    double quota_tpp;
    double quota_share_frac; /* of the vendor's sales of the product at home */
    struct bo_span quota_window;
    double levy_frac;                /* of the price */
    bool at_home;                    /* reaches what is sold in the chip's own country, too */
    struct bo_path enforcement_frac; /* of grey flow that is detected */
    const char *source;
};

/* export_law: how the rules are read. */
enum bo_unknown_treatment { BO_UNKNOWN_STRICT, BO_UNKNOWN_LAX };
struct bo_export_law_param {
    int unknown;   /* enum bo_unknown_treatment */
    bool in_force; /* false: no rule at all, whatever the table says */
};

/* ---- judging ---- */

struct bo_buyer {
    struct bo_country destination;
    struct bo_country headquarters; /* of the ultimate parent */
    bool listed;                    /* Entity List */
    bool state_funded;
    bool supercomputer; /* the end use */
};

struct bo_verdict {
    enum bo_permission permission; /* an unknown one as the scenario treats it */
    enum bo_presumption presumption;
    enum bo_gate gate; /* of the rule that decided; BO_GATE_NONE when free */
    uint32_t rule;     /* row of export_rules that decided; BO_NO_ROW when free */
    bool
        unknown; /* something not known of the chip could make it stricter than what is known does */
    /* Distance to the nearest threshold as a fraction of it: above 0 the chip is on the wrong side of the deciding
     * rule, below 0 on the right side of all. NaN when no threshold tells. */
    double margin_frac;
    enum bo_chip_quantity nearest; /* of that threshold; BO_N_CHIP_QUANTITIES when none tells */
    double bound;                  /* that threshold */
    double levy_frac;              /* all levies that surely apply together */
};

struct bo_regime;

struct bo_regime_parts {
    uint32_t n_rules, n_groups;
    const struct bo_export_rule *rule;
    const struct bo_country_group *group;
    enum bo_unknown_treatment unknown;
    /* Uniform draws [n_rules], by bo_rule_suspension_key: a suspension happens when its draw is below its probability.
     * NULL: when it is likelier than not. */
    const double *draw;
};

/* The key of the draw that decides whether a rule's suspension happens. */
uint64_t bo_rule_suspension_key(const struct bo_export_rule *rule);
/* The parts that a scenario states. */
struct bo_regime_parts bo_regime_parts_of(const struct bo_param *param, const double *draw);
const struct bo_regime *bo_regime_create(const struct bo_regime_parts *parts,
                                         struct bo_arena *arena);

/* The strictest verdict of all rules on chips in force on day. */
struct bo_verdict bo_regime_judge(const struct bo_regime *regime, const struct bo_chip *chip,
                                  const struct bo_buyer *buyer, int32_t day);

/* A question that leaves something out, or asks of something other than chips. */
struct bo_inquiry {
    const struct bo_chip *chip; /* NULL for inputs and cloud */
    const struct bo_buyer *buyer;
    int32_t day;
    enum bo_rule_kind kind;
    const char *subject; /* of BO_RULE_INPUT */
    enum bo_gate gate;   /* only rules of this gate; BO_GATE_NONE: of both */
    uint32_t without;    /* a rule that is left out; BO_NO_ROW */
    /* of what was announced later, rules, their ends and suspensions, nothing is known; 0: all is */
    int32_t heard_day;
    bool bare; /* no margin is wanted: to measure the rules that do not bite is most of the work */
};
struct bo_verdict bo_regime_inquire(const struct bo_regime *regime,
                                    const struct bo_inquiry *inquiry);

/* What of the law can concern one buyer, whichever the chip: what it asks of him is answered once in each epoch. For who
 * asks of many chips. */
struct bo_docket;
struct bo_docket *bo_docket_create(const struct bo_regime *regime, const struct bo_buyer *buyer,
                                   struct bo_arena *arena);
const struct bo_buyer *bo_docket_buyer(const struct bo_docket *docket);
/* The bare verdict of each gate, as bo_regime_inquire gives it on rules on chips. */
void bo_docket_ask(struct bo_docket *docket, const struct bo_chip *chip, int32_t day,
                   int32_t heard_day, struct bo_verdict verdict[static BO_N_GATES]);
/* On both days the same rules concern the buyer, and none of them hangs on the day or has a quota: whatever the chip, to
 * who has heard of all of the law the verdict is the same. */
bool bo_docket_says_the_same(struct bo_docket *docket, int32_t day, int32_t other_day);

/* Does the rule make the verdict stricter than the rest of the law does? */
bool bo_regime_adds_to_law(const struct bo_regime *regime, uint32_t rule,
                           const struct bo_chip *chip, const struct bo_buyer *buyer, int32_t day);

/* Is the rule in force on day: effective, past its grace, not rescinded, not suspended? */
bool bo_regime_in_force(const struct bo_regime *regime, uint32_t rule, int32_t day);
/* The last day on which the law changes; INT32_MIN when it has no rules. */
int32_t bo_regime_last_change(const struct bo_regime *regime);
/* The first day after this one on which the law changes; BO_NEVER when it does not. */
int32_t bo_regime_next_change(const struct bo_regime *regime, int32_t day);

/* The smallest cut of a chip's numbers after which it would be free. */
struct bo_way_out {
    bool possible; /* by numbers; a rule that names chips or buyers leaves none */
    double below[BO_N_CHIP_QUANTITIES]; /* NaN: may stay. Exclusive where a rule says at_least */
    bool inclusive[BO_N_CHIP_QUANTITIES];
    double cut_frac; /* sum of the cuts */
};
/* On a day, as whoever has heard of the law up to another foresees it; 0: of all of it. */
struct bo_way_out bo_regime_way_out(const struct bo_regime *regime, const struct bo_chip *chip,
                                    const struct bo_buyer *buyer, int32_t day, int32_t heard_day);

/* Stricter is greater; presumptions count between licences. */
uint32_t bo_strictness(enum bo_permission permission, enum bo_presumption presumption);

#endif
