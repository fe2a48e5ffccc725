/* One digest over all that a run found, whether or not all of it is stored.
 *
 * Megabytes a run are hashed, by every run: words are folded into four lanes, and the lanes are hashed by SHA-256. Each
 * step of a lane is a bijection, so that facts that differ in one word never have the same digest; it is no
 * protection against forgery.
 */
#include "buildout/base/facts.h"

#include <math.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"

#define N_LANES 4u
#define ODD UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */

struct fold {
    uint64_t lane[N_LANES];
    uint32_t next;
};

static void add_word(struct fold *fold, uint64_t word)
{
    uint64_t x = (fold->lane[fold->next] ^ word) * ODD;

    fold->lane[fold->next] = x ^ x >> 32;
    fold->next = (fold->next + 1) % N_LANES;
}

/* The last word of a text has its end: what two texts say together is told apart. */
static void add_text(struct fold *fold, const char *text)
{
    size_t n = strlen(text) + 1;
    uint64_t word;

    for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        add_word(fold, word);
    }
    if (n > 0) {
        word = 0;
        memcpy(&word, text, n);
        add_word(fold, word);
    }
}

static void add_count(struct fold *fold, int64_t count)
{
    add_word(fold, (uint64_t)count);
}

static double one_of_each(double x)
{
    if (isnan(x))
        return BO_NAN;
    return fabs(x) > 0.0 ? x : 0.0;
}

static void add_values(struct fold *fold, const double *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        double x = one_of_each(value[i]);
        uint64_t word;

        memcpy(&word, &x, sizeof word);
        add_word(fold, word);
    }
}

static void add_series(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_series);
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        add_text(fold, facts->variable[series->variable].name);
        add_text(fold, facts->variable[series->variable].unit);
        add_text(fold, series->entity);
        add_text(fold, series->place);
        add_values(fold, series->value, facts->n_months);
    }
}

static void add_events(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_events);
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *event = &facts->event[i];
        add_count(fold, event->day);
        add_text(fold, event->entity);
        add_text(fold, event->place);
        add_text(fold, event->kind);
        add_text(fold, event->subject);
        add_values(fold, &event->amount, 1);
        add_text(fold, event->unit);
        add_text(fold, event->why);
    }
}

static void add_outcomes(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_outcomes);
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &facts->outcome[i];
        add_text(fold, outcome->entity);
        add_text(fold, outcome->key);
        add_text(fold, outcome->unit);
        add_values(fold, &outcome->value, 1);
    }
}

static void add_postings(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_postings);
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *posting = &facts->posting[i];
        add_text(fold, posting->entity);
        add_text(fold, posting->account);
        add_text(fold, posting->category);
        add_count(fold, posting->debit);
        add_count(fold, posting->credit);
    }
}

static void add_inputs(struct fold *fold, const struct bo_facts *facts)
{
    add_count(fold, facts->n_inputs);
    for (uint32_t i = 0; i < facts->n_inputs; i++) {
        add_text(fold, facts->input[i].path);
        add_values(fold, &facts->input[i].value, 1);
    }
}

void bo_facts_digest(const struct bo_facts *facts, char hex[static BO_SHA256_HEX])
{
    struct fold fold = {.lane = {1, 2, 3, 4}};

    add_count(&fold, facts->first_month);
    add_count(&fold, facts->n_months);
    add_inputs(&fold, facts);
    add_series(&fold, facts);
    add_outcomes(&fold, facts);
    add_events(&fold, facts);
    add_postings(&fold, facts);
    bo_sha256_hex(fold.lane, sizeof fold.lane, hex);
}

void bo_facts_seal(struct bo_facts *facts)
{
    bo_facts_digest(facts, facts->digest);
}
