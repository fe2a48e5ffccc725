/* One hash over all that a run found, whether or not all of it is stored. */
#include "buildout/base/facts.h"

#include <math.h>
#include <nettle/sha2.h>
#include <string.h>

#include "buildout/base/num.h"

static const char DIGIT[] = "0123456789abcdef";

static void add_text(struct sha256_ctx *context, const char *text)
{
    sha256_update(context, strlen(text) + 1, (const uint8_t *)text);
}

static void add_count(struct sha256_ctx *context, int64_t count)
{
    sha256_update(context, sizeof count, (const uint8_t *)&count);
}

static double one_of_each(double x)
{
    if (isnan(x))
        return BO_NAN;
    return fabs(x) > 0.0 ? x : 0.0;
}

static void add_values(struct sha256_ctx *context, const double *value, uint32_t n)
{
    enum { BLOCK = 256 };
    double block[BLOCK];
    while (n > 0) {
        uint32_t n_now = n < BLOCK ? n : BLOCK;
        for (uint32_t i = 0; i < n_now; i++)
            block[i] = one_of_each(value[i]);
        sha256_update(context, n_now * sizeof *block, (const uint8_t *)block);
        value += n_now;
        n -= n_now;
    }
}

static void add_series(struct sha256_ctx *context, const struct bo_facts *facts)
{
    add_count(context, facts->n_series);
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        add_text(context, facts->variable[series->variable].name);
        add_text(context, facts->variable[series->variable].unit);
        add_text(context, series->entity);
        add_text(context, series->place);
        add_values(context, series->value, facts->n_months);
    }
}

static void add_events(struct sha256_ctx *context, const struct bo_facts *facts)
{
    add_count(context, facts->n_events);
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *event = &facts->event[i];
        add_count(context, event->day);
        add_text(context, event->entity);
        add_text(context, event->place);
        add_text(context, event->kind);
        add_text(context, event->subject);
        add_values(context, &event->amount, 1);
        add_text(context, event->unit);
        add_text(context, event->why);
    }
}

static void add_outcomes(struct sha256_ctx *context, const struct bo_facts *facts)
{
    add_count(context, facts->n_outcomes);
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &facts->outcome[i];
        add_text(context, outcome->entity);
        add_text(context, outcome->key);
        add_text(context, outcome->unit);
        add_values(context, &outcome->value, 1);
    }
}

static void add_postings(struct sha256_ctx *context, const struct bo_facts *facts)
{
    add_count(context, facts->n_postings);
    for (uint32_t i = 0; i < facts->n_postings; i++) {
        const struct bo_fact_posting *posting = &facts->posting[i];
        add_text(context, posting->entity);
        add_text(context, posting->account);
        add_text(context, posting->category);
        add_count(context, posting->debit);
        add_count(context, posting->credit);
    }
}

static void add_inputs(struct sha256_ctx *context, const struct bo_facts *facts)
{
    add_count(context, facts->n_inputs);
    for (uint32_t i = 0; i < facts->n_inputs; i++) {
        add_text(context, facts->input[i].path);
        add_values(context, &facts->input[i].value, 1);
    }
}

void bo_facts_digest(const struct bo_facts *facts, char hex[static BO_SHA256_HEX])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;
    sha256_init(&context);
    add_count(&context, facts->first_month);
    add_count(&context, facts->n_months);
    add_inputs(&context, facts);
    add_series(&context, facts);
    add_outcomes(&context, facts);
    add_events(&context, facts);
    add_postings(&context, facts);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = DIGIT[digest[i] >> 4];
        hex[2 * i + 1] = DIGIT[digest[i] & 15];
    }
    hex[2 * sizeof digest] = '\0';
}

void bo_facts_seal(struct bo_facts *facts)
{
    bo_facts_digest(facts, facts->digest);
}
