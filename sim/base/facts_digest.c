/* One digest over all that a run found, or over the part of it that an ensemble asks of every run.
 *
 * Megabytes a run are hashed, by every run: words are folded into four lanes, and the lanes are hashed by SHA-256. Each
 * step of a lane is a bijection, so that facts that differ in one number never have the same digest; it is no
 * protection against forgery. A text is folded into one word first, and since the same few texts come again and
 * again, the words of those met last are kept; the text of the row before mostly comes again at once.
 */
#include "buildout/base/facts.h"

#include <math.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"

#define N_LANES 4u
#define ODD UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */
#define N_KEPT 1024u
#define MOST_TEXTS 8u /* of a row */

struct kept_text {
    const char *text;
    uint64_t word;
};

struct fold {
    uint64_t lane[N_LANES];        /* texts and counts go to the first, values to all in turn */
    struct kept_text kept[N_KEPT]; /* by address */
    struct kept_text latest[MOST_TEXTS]; /* of the row before, by their place in it */
};

static uint64_t step(uint64_t lane, uint64_t word)
{
    uint64_t x = (lane ^ word) * ODD;

    return x ^ x >> 32;
}

static void add_word(struct fold *fold, uint64_t word)
{
    fold->lane[0] = step(fold->lane[0], word);
}

static uint64_t word_of_text(const char *text)
{
    size_t n = strlen(text);
    uint64_t word, lane = n;

    for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        lane = step(lane, word);
    }
    word = 0;
    memcpy(&word, text, n);
    return step(lane, word);
}

static uint64_t kept_word(struct fold *fold, const char *text)
{
    struct kept_text *kept = &fold->kept[((uintptr_t)text * ODD >> 32) % N_KEPT];

    if (kept->text != text)
        *kept = (struct kept_text){text, word_of_text(text)};
    return kept->word;
}

/* The text at a place of a row. */
static inline void add_text(struct fold *fold, uint32_t place, const char *text)
{
    struct kept_text *latest = &fold->latest[place];

    if (latest->text != text)
        *latest = (struct kept_text){text, kept_word(fold, text)};
    add_word(fold, latest->word);
}

static void add_count(struct fold *fold, int64_t count)
{
    add_word(fold, (uint64_t)count);
}

/* NaNs are one value, as are 0 and -0. */
static uint64_t word_of_value(double value)
{
    double x = isnan(value) ? BO_NAN : value + 0.0;
    uint64_t word;

    memcpy(&word, &x, sizeof word);
    return word;
}

static void add_values(struct fold *fold, const double *value, uint32_t n)
{
    uint32_t i = 0;

    for (; i + N_LANES <= n; i += N_LANES)
        for (uint32_t k = 0; k < N_LANES; k++)
            fold->lane[k] = step(fold->lane[k], word_of_value(value[i + k]));
    for (; i < n; i++)
        add_word(fold, word_of_value(value[i]));
}

static bool is_sealed(const struct bo_facts *facts, const struct bo_fact_series *series,
                      bo_facts_keep_fn only)
{
    return only == NULL || only(&facts->variable[series->variable], series);
}

static void add_series(struct fold *fold, const struct bo_facts *facts, bo_facts_keep_fn only)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        if (!is_sealed(facts, series, only))
            continue;
        n++;
        add_text(fold, 0, facts->variable[series->variable].name);
        add_text(fold, 1, facts->variable[series->variable].unit);
        add_text(fold, 2, series->entity);
        add_text(fold, 3, series->place);
        add_values(fold, series->value, facts->n_months);
    }
    add_count(fold, n);
}

static void add_events(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_events);
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *event = &facts->event[i];
        add_count(fold, event->day);
        add_text(fold, 0, event->entity);
        add_text(fold, 1, event->place);
        add_text(fold, 2, event->kind);
        add_text(fold, 3, event->subject);
        add_values(fold, &event->amount, 1);
        add_text(fold, 4, event->unit);
        add_text(fold, 5, event->why);
    }
}

static void add_outcomes(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_outcomes);
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &facts->outcome[i];
        add_text(fold, 0, outcome->entity);
        add_text(fold, 1, outcome->key);
        add_text(fold, 2, outcome->unit);
        add_values(fold, &outcome->value, 1);
    }
}

static void add_takeovers(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_takeovers);
    for (uint32_t i = 0; i < facts->n_takeovers; i++) {
        add_text(fold, 0, facts->takeover[i].entity);
        add_text(fold, 1, facts->takeover[i].acquirer);
    }
}

static void add_postings(struct fold *fold, const struct bo_facts *facts)
{
    uint32_t n_years = bo_facts_n_years(facts);

    add_count(fold, facts->n_postings);
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *posting = &facts->posting[i];
        add_text(fold, 0, posting->entity);
        add_text(fold, 1, posting->account);
        add_text(fold, 2, posting->category);
        for (uint32_t y = 0; y < n_years; y++) {
            add_count(fold, posting->debit[y]);
            add_count(fold, posting->credit[y]);
        }
    }
}

static void add_holdings(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_holdings);
    for (uint32_t i = 0; i < facts->n_holdings; i++) {
        const struct bo_fact_holding *holding = &facts->holding[i];
        add_count(fold, holding->month);
        add_text(fold, 0, holding->owner);
        add_text(fold, 1, holding->host);
        add_text(fold, 2, holding->place);
        add_text(fold, 3, holding->user);
        add_text(fold, 4, holding->chip);
        add_values(fold, &holding->count, 1);
    }
}

static void add_days(struct fold *fold, const int32_t *day, int n)
{
    for (int i = 0; i < n; i++)
        add_count(fold, day[i]);
}

/* Its name is made of what is added beside it. */
static void add_projects(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_projects);
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        const struct bo_fact_project *project = &facts->project[i];
        add_text(fold, 0, project->owner);
        add_text(fold, 1, project->user);
        add_text(fold, 2, project->place);
        add_text(fold, 3, project->kind);
        add_text(fold, 4, project->way);
        add_text(fold, 5, project->state);
        add_text(fold, 6, project->why);
        add_values(fold, &project->mw, 1);
        add_count(fold, project->n_halls);
        add_days(fold, project->planned, BO_N_PHASES);
        add_days(fold, project->actual, BO_N_PHASES);
        add_days(fold, project->part, BO_N_SLIP_PARTS);
        add_days(fold, &project->announced, 1);
        add_days(fold, &project->complete, 1);
        add_days(fold, &project->cancelled, 1);
        add_days(fold, &project->expected, 1);
        add_values(fold, &project->cost_musd, 1);
        add_values(fold, &project->spent_musd, 1);
    }
}

static void add_inputs(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_inputs);
    for (uint32_t i = 0; i < facts->n_inputs; i++) {
        add_text(fold, 0, facts->input[i].path);
        add_values(fold, &facts->input[i].value, 1);
    }
}

void bo_facts_digest(const struct bo_facts *facts, bo_facts_keep_fn only,
                     char hex[static BO_SHA256_HEX])
{
    struct fold fold = {.lane = {1, 2, 3, 4}};

    add_count(&fold, facts->first_month);
    add_count(&fold, facts->n_months);
    add_inputs(&fold, facts);
    add_series(&fold, facts, only);
    add_outcomes(&fold, facts);
    add_takeovers(&fold, facts);
    if (only == NULL) {
        add_events(&fold, facts);
        add_postings(&fold, facts);
        add_holdings(&fold, facts);
        add_projects(&fold, facts);
    }
    bo_sha256_hex(fold.lane, sizeof fold.lane, hex);
}

void bo_facts_seal(struct bo_facts *facts, bo_facts_keep_fn only)
{
    bo_facts_digest(facts, only, facts->digest);
}
