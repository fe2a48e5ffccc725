/* buildout/model/record.h - what the run writes down: series each month, events as they happen, key figures at the end.
 *
 * Units:  each variable names its own (sim/model/variables.c). Errors: none.
 */
#ifndef BUILDOUT_MODEL_RECORD_H
#define BUILDOUT_MODEL_RECORD_H

#include "buildout/model/world.h"

enum bo_event_kind {
    BO_EVENT_OPENING,
    BO_EVENT_ANNOUNCED,
    BO_EVENT_GROUND_BROKEN,
    BO_EVENT_OPENED,
    BO_EVENT_COMPLETE,
    BO_EVENT_CANCELLED,
    BO_EVENT_FOUNDED,
    BO_EVENT_OVERDRAFT,
    BO_EVENT_DEFAULT,
    BO_EVENT_RULE,
    BO_EVENT_RUN_BEGUN,
    BO_EVENT_RUN_FAILED,
    BO_EVENT_MODEL,
    BO_EVENT_JUMP,
    BO_EVENT_ON_SITE,
    BO_EVENT_RESTRUCTURED,
    BO_EVENT_OPTION_TAKEN,
    BO_EVENT_OPTION_USED,
    BO_EVENT_OPTION_OFFERED,
    BO_EVENT_OPTION_LET,
    BO_EVENT_OPTION_GIVEN_UP,
    BO_EVENT_DEFAULT_BEGINS,
    BO_EVENT_DEFAULT_ENDS,
    BO_EVENT_LINE_DRAWN,
    BO_EVENT_CREDIT_LOSS,
    BO_N_EVENT_KINDS
};

/* Every kind of event that any part of the model tells: whose it is, what its subject is, what its amount counts. */
struct bo_event_kind_info {
    const char *kind;
    const char *entity, *subject, *unit;
    const char *meaning;
};
extern const struct bo_event_kind_info bo_event_kinds[];
extern const uint32_t bo_n_event_kinds;

/* The variables that a scenario computes: the fixed ones, then those of makers, chips and segments. */
const struct bo_fact_variable *bo_record_variables(const struct bo_param *param,
                                                   struct bo_arena *arena, uint32_t *n_variables);
/* The same without a scenario: names of what is there once for each maker, chip or segment end in "*". */
const struct bo_fact_variable *bo_record_dictionary(struct bo_arena *arena, uint32_t *n_variables);
/* Of this variable, by its name, only what is not nil is told: an entity without its series has none of it. What is told
 * of others when there is any, as prices, waits and fractions are, has no value when it is not. */
bool bo_record_is_nil_untold(const char *variable);
/* Is the variable, by its name, an amount: of which who is no more has none, and not a price, a quotient, a time or a level?
 * Its unit tells; of fractions a share is one, as the shares of all make the whole. */
bool bo_record_is_amount(const char *variable);
void bo_record_open(struct bo_world *world);
void bo_record_month(struct bo_world *world);
/* why NULL: who will use it, for leased sites. */
void bo_record_project(struct bo_world *world, struct bo_project *project, enum bo_event_kind kind,
                       double day, const char *why);
/* A company leases halls that another left. */
void bo_record_relet(struct bo_world *world, uint32_t company, uint32_t region, double mw);
/* An option that a company takes over from its holder. */
void bo_record_option_sold(struct bo_world *world, uint32_t option, uint32_t buyer,
                           double price_usd);
void bo_record_company(struct bo_world *world, uint32_t company, enum bo_event_kind kind,
                       double amount_usd, const char *why);
/* Of a training run, in FLOP; of a jump, by how much more a decade of compute brings. Nothing without facts. */
void bo_record_training(struct bo_world *world, uint32_t company, enum bo_event_kind kind,
                        double amount, double day);
/* On its own date. */
void bo_record_founded(struct bo_world *world, uint32_t company);
/* A rule that begins or ceases to act is an event. */
void bo_record_rule(struct bo_world *world, uint32_t company, bool acts,
                    const struct bo_rule *rule);
/* Makes the series of the facts from the months recorded; once, at the end. */
void bo_record_series(struct bo_world *world);
/* Every project: its dates as planned and as they were, and what its slip is made of; once, at the end. */
void bo_record_projects(struct bo_world *world);
/* The name that events give it; made when first asked for. */
const char *bo_record_project_name(struct bo_world *world, struct bo_project *project);
/* Whether anybody will read totals of postings. */
bool bo_record_asks_postings(const struct bo_world *world);
/* Key figures and totals of postings, once the run is over. */
void bo_record_outcomes(struct bo_world *world);

#endif
