/* buildout/base/facts.h - what a run leaves behind: plain arrays of names and numbers.
 *
 * The recorder of the model fills it in the arena that a run hands over; store, exports and summary read it. It knows nothing
 * of companies or regions, only of texts.
 *
 * Units:  each variable names its own. series hold one double a month; NaN means "not computed" and is never shown.
 * Owner:  everything lives in the arena that made it; texts are never freed singly.
 */
#ifndef BUILDOUT_BASE_FACTS_H
#define BUILDOUT_BASE_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/hash.h"
#include "buildout/base/money.h"

struct bo_fact_variable {
    const char *name; /* "Data Centers|Operating" */
    const char *unit; /* "sites" */
    const char *meaning;
};

struct bo_fact_series {
    uint32_t variable;  /* index into variable[] */
    const char *entity; /* "World", "Alibaba", "Landlord Texas" */
    const char *place;  /* "" or a region's name */
    double *value;      /* value[n_months] */
};

/* What it means that a run does not tell something. There is an entity in the months in which the run tells the variable
 * told_while_there of it, or in all if no run tells it of the entity. Of some variables what has no series is nil in these
 * months. Who has ended has none of an amount: it is nil in the months after them. Else there is no value. */
struct bo_untold {
    bool (*is_nil)(const char *variable); /* NULL: none is */
    const char *told_while_there;
    bool (*is_amount)(const char *variable); /* NULL: none is */
};

struct bo_fact_event {
    int32_t day;
    uint32_t order; /* place among the events of the run */
    const char *entity;
    const char *place;
    const char *kind;    /* "announced", "opened", "cancelled", "bond", ... */
    const char *subject; /* the project, the chip, the rule */
    double amount;       /* NaN when there is none */
    const char *unit;
    const char *why;
};

struct bo_fact_outcome {
    const char *entity;
    const char *key;  /* "npv", "cash_min_date", ... */
    const char *unit; /* "date" means that value is a day of base/calendar.h */
    double value;     /* NaN: the key does not apply; not exported */
};

struct bo_fact_takeover { /* by licence and hire or by purchase */
    const char *entity;   /* who is absorbed, once a run */
    const char *acquirer;
};

struct bo_fact_posting { /* totals of each calendar year by account and category */
    const char *entity;
    const char *account;
    const char *category;
    const bo_money *debit; /* [bo_facts_n_years], from the year of the first month on */
    const bo_money *credit;
};

struct bo_fact_holding { /* chips in hand at the end of a month */
    uint32_t month;      /* of the run, from 0 */
    const char *owner;
    const char *host; /* whose building it is */
    const char *place;
    const char *user; /* the owner, or the market in which it is let */
    const char *chip;
    double count; /* whole */
};

/* What must be there before a site opens, and its opening. */
enum bo_phase {
    BO_PHASE_GROUND,
    BO_PHASE_POWER,
    BO_PHASE_EQUIPMENT,
    BO_PHASE_SHELL,
    BO_PHASE_FITOUT, /* begins */
    BO_PHASE_OPEN,
    BO_N_PHASES
};

/* What a slip is made of. */
enum bo_slip_part {
    BO_SLIP_PERMIT,
    BO_SLIP_STUDY,
    BO_SLIP_QUEUE,
    BO_SLIP_EQUIPMENT,
    BO_SLIP_SHELL,
    BO_SLIP_CREWS,
    BO_SLIP_FITOUT,
    BO_SLIP_BUFFER,
    BO_N_SLIP_PARTS
};

#define BO_NO_DAY INT32_MIN

struct bo_fact_project { /* dates are days of base/calendar.h, BO_NO_DAY for what never was */
    const char *name, *owner, *user, *place;
    const char *kind, *way, *state;
    const char *why; /* it is late, or was cancelled; "" */
    double mw;
    uint32_t n_halls;
    int32_t announced, complete, cancelled;
    int32_t planned[BO_N_PHASES], actual[BO_N_PHASES];
    int32_t expected;              /* opening of what is neither open nor cancelled at the end */
    bool slipped;                  /* slip and parts apply: it was and is known when it opens */
    int32_t slip;                  /* days from the planned opening to the opening */
    int32_t part[BO_N_SLIP_PARTS]; /* their sum is the slip */
    double cost_musd, spent_musd;
};

struct bo_fact_input { /* an uncertain input as sampled */
    const char *path;
    double value; /* in the unit of the key */
};

struct bo_run_stats {
    uint64_t agenda_events; /* callbacks executed by the agenda */
    uint64_t kernel_events; /* of these, the ones that touched SimGrid */
    uint64_t wakeups;       /* of actors */
    uint64_t completions;   /* of cluster jobs */
    double cpu_ms;          /* of the simulating process, for sampling, building and simulating */
    double rss_mib;         /* peak resident memory of the simulating process */
    uint64_t world_bytes;   /* of memory that the world took, facts apart */
};

struct bo_fact_pack { /* series as store/pack.h packs them; zeroed: none are */
    const char *names;
    size_t n_names_bytes;
    const unsigned char *values;
    size_t n_values_bytes;
    uint64_t check; /* over names and values */
};

struct bo_facts;
typedef bool (*bo_facts_keep_fn)(const struct bo_fact_variable *variable,
                                 const struct bo_fact_series *series);

struct bo_facts {
    struct bo_arena *arena;
    bo_facts_keep_fn wanted; /* NULL: all; else what does not matter is left out: bo_facts_limit */
    int32_t first_month;     /* month of base/calendar.h */
    uint32_t n_months;
    uint32_t n_variables;
    const struct bo_fact_variable *variable;
    uint32_t n_series, series_room;
    struct bo_fact_series *series;
    uint32_t n_events, event_room;
    struct bo_fact_event *event;
    uint32_t n_outcomes, outcome_room;
    struct bo_fact_outcome *outcome;
    uint32_t n_takeovers, takeover_room;
    struct bo_fact_takeover *takeover;
    uint32_t n_postings, posting_room;
    struct bo_fact_posting *posting;
    uint32_t n_holdings, holding_room;
    struct bo_fact_holding *holding;
    uint32_t n_projects, project_room;
    struct bo_fact_project *project; /* in order of announcement */
    uint32_t n_inputs, input_room;
    struct bo_fact_input *input;
    struct bo_run_stats stats;
    char digest[BO_SHA256_HEX]; /* of what bo_facts_seal was told; "" until then */
    bool extract;               /* the digest is of more than is here: bo_facts_extract */
    const bool *computed;       /* [n_variables] which had values, when not all series are here */
    struct bo_fact_pack pack;   /* of an extract, when it was packed */
};

/* Empty facts for n_months from first_month, in arena. variable[n_variables] must outlive them. */
struct bo_facts *bo_facts_create(struct bo_arena *arena, int32_t first_month, uint32_t n_months,
                                 const struct bo_fact_variable *variable, uint32_t n_variables);
/* From here on, and before anything is put, only inputs, outcomes, takeovers and the series that are wanted are kept: what
 * most replicates of an ensemble are asked for. Events, postings, holdings and projects that are put are dropped; whoever
 * puts series asks bo_facts_wants first. */
void bo_facts_limit(struct bo_facts *facts, bo_facts_keep_fn wanted);
bool bo_facts_wants(const struct bo_facts *facts, uint32_t variable, const char *entity,
                    const char *place);
/* A new series full of NaN; entity and place must outlive the facts. Returns its values. */
double *bo_facts_series(struct bo_facts *facts, uint32_t variable, const char *entity,
                        const char *place);
/* The same, but for the months that the caller fills: from the first on, before the end. */
double *bo_facts_series_of(struct bo_facts *facts, uint32_t variable, const char *entity,
                           const char *place, uint32_t first_month, uint32_t end_month);
void bo_facts_event(struct bo_facts *facts, const struct bo_fact_event *event);
void bo_facts_outcome(struct bo_facts *facts, const char *entity, const char *key, const char *unit,
                      double value);
void bo_facts_takeover(struct bo_facts *facts, const char *entity, const char *acquirer);
/* Calendar years that the months lie in, whole or in part. */
uint32_t bo_facts_n_years(const struct bo_facts *facts);
/* Debit less credit, of all years. */
bo_money bo_facts_net(const struct bo_facts *facts, const struct bo_fact_posting *posting);
/* debit and credit must outlive the facts. */
void bo_facts_posting(struct bo_facts *facts, const struct bo_fact_posting *posting);
void bo_facts_holding(struct bo_facts *facts, const struct bo_fact_holding *holding);
/* Makes room for n more projects: whoever knows how many there are says so first. */
void bo_facts_expect_projects(struct bo_facts *facts, uint32_t n);
void bo_facts_project(struct bo_facts *facts, const struct bo_fact_project *project);
void bo_facts_input(struct bo_facts *facts, const char *path, double value);

/* Orders for export: series by (variable name, entity, place), outcomes by (entity, key), events by (day, order),
 * postings by (entity, account, category), holdings by (month, owner, host, place, user, chip), inputs by path, takeovers by
 * entity. The values of a series stay where they are. */
void bo_facts_sort(struct bo_facts *facts);
/* A digest of sorted facts, for a run to seal them where it was simulated; with only, of inputs, outcomes, takeovers and the
 * series that it says, so that a run that was limited to these has the digest of one that was not. Equal facts have equal
 * digests: NaNs are one value, as are 0 and -0. It tells different runs apart; it does not protect against forgery. */
void bo_facts_digest(const struct bo_facts *facts, bo_facts_keep_fn only,
                     char hex[static BO_SHA256_HEX]);
void bo_facts_seal(struct bo_facts *facts, bo_facts_keep_fn only);

/* In another arena, what most replicates of an ensemble are asked for: of sorted, sealed facts the digest, the inputs,
 * the outcomes, the takeovers, the list of what was computed and the series that are to be kept, in their order (keep NULL: none);
 * without events, postings, holdings and projects. */
struct bo_facts *bo_facts_extract(const struct bo_facts *facts, bo_facts_keep_fn keep,
                                  struct bo_arena *arena);

#endif
