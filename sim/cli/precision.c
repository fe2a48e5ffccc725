#include "precision.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/stats/interval.h"
#include "buildout/stats/stats.h"
#include "buildout/store/variants.h"

#define CONFIDENCE 0.95
#define PERCENT 100.0

enum { FIRST_LOOK = 20, LEAST_MORE = 10, PART_MORE = 10 };

int bo_figure_read(const char *text, struct bo_arena *arena, struct bo_figure *out,
                   struct bo_err *err)
{
    const char *point = strrchr(text, '.');
    if (!point || point == text || !point[1])
        return bo_err_set(err, BO_EUSAGE,
                          "--figure wants ENTITY.KEY, as World.mw or Baidu.npv, not \"%s\"", text);
    out->entity = bo_arena_strndup(arena, text, (size_t)(point - text));
    out->key = point + 1;
    return 0;
}

/* "2%" or "0.02" */
static double read_share(const char *text, struct bo_arena *arena)
{
    size_t n = strlen(text);
    bool percent = n > 0 && text[n - 1] == '%';
    double x = 0.0;
    if (bo_double_parse(bo_arena_strndup(arena, text, n - percent), &x) != 0)
        return BO_NAN;
    return percent ? x / PERCENT : x;
}

int bo_precision_read(const struct bo_args *args, struct bo_arena *arena, struct bo_precision *out,
                      struct bo_err *err)
{
    *out = (struct bo_precision){0};
    if (!args->precision)
        return 0;
    double share = read_share(args->precision, arena);
    if (!(share > 0.0 && share < 1.0))
        return bo_err_set(err, BO_EUSAGE,
                          "--precision wants a share between 0 and 1, as 2%% or 0.02, not \"%s\"",
                          args->precision);
    out->share = share;
    return bo_figure_read(args->figure, arena, &out->figure, err);
}

void bo_precision_plan(const struct bo_precision *precision, json_t *plan)
{
    if (!(precision->share > 0.0))
        return;
    json_object_set_new(plan, "precision", json_real(precision->share));
    json_object_set_new(plan, "figure",
                        json_sprintf("%s.%s", precision->figure.entity, precision->figure.key));
}

int bo_precision_check(const struct bo_precision *precision, const struct bo_shard *shard,
                       struct bo_err *err)
{
    if (shard->n > 0 && precision->share > 0.0)
        return bo_err_set(err, BO_EUSAGE,
                          "--precision looks at all runs, and a shard has only its own");
    return 0;
}

static uint32_t next_look(uint32_t n, uint32_t most)
{
    uint32_t more = n / PART_MORE > LEAST_MORE ? n / PART_MORE : LEAST_MORE;
    uint32_t next = n == 0 ? FIRST_LOOK : n + more;
    return next < most ? next : most;
}

/* How many is a matter of the values alone, not of the order in which they come. */
int bo_precision_run(const struct bo_precision *precision, const struct bo_precision_rounds *rounds,
                     struct bo_err *err)
{
    bool asked = precision->share > 0.0, enough = false;
    uint32_t n = asked ? next_look(0, rounds->most) : rounds->most;
    for (;;) {
        bool stopped = false;
        int status = rounds->run(rounds->context, n, &stopped, err);
        if (status != 0 || stopped || !asked)
            return status;
        status = rounds->look(rounds->context, n, &enough, err);
        if (status != 0 || enough || n == rounds->most)
            return status;
        n = next_look(n, rounds->most);
    }
}

static int no_figure(const struct bo_precision *precision, struct bo_err *err)
{
    return bo_err_set(err, BO_EUSAGE,
                      "no run has the key figure %s.%s; outcomes.csv of a run names them all",
                      precision->figure.entity, precision->figure.key);
}

static bool is_reached(const struct bo_precision *precision, const struct bo_mean *mean)
{
    return (mean->high - mean->low) / 2.0 <= precision->share * fabs(mean->mean);
}

/* Of value[n], or of its differences from base[n] unless that is NULL. value is used up. */
static struct bo_mean mean_of(const double *base, double *value, uint32_t n)
{
    if (base)
        n = bo_stats_differences(base, value, n, value);
    return bo_stats_mean(value, n, CONFIDENCE);
}

int bo_precision_look(const struct bo_precision *precision, const struct bo_precision_runs *runs,
                      bool *reached, struct bo_err *err)
{
    double *value = malloc(2 * (size_t)runs->n * sizeof *value), *base = NULL;
    const struct bo_figure *figure = &precision->figure;
    if (!value)
        return bo_err_set(err, BO_ERUN, "no memory for %u runs", runs->n);
    struct bo_outcome_name name = {runs->variant, figure->entity, figure->key};
    int status = bo_store_replicates(runs->store, &name, runs->n, value, err);
    if (!status && runs->base) {
        base = value + runs->n;
        name.variant = runs->base;
        status = bo_store_replicates(runs->store, &name, runs->n, base, err);
    }
    struct bo_mean mean = {0};
    if (!status) {
        mean = mean_of(base, value, runs->n);
        *reached = is_reached(precision, &mean);
    }
    free(value);
    return !status && mean.n == 0 ? no_figure(precision, err) : status;
}

struct looking {
    const struct bo_precision *precision;
    bool pairs;
    struct bo_mean mean;
};

static bool is_asked_for(const struct looking *l, const struct bo_outcome_values *values)
{
    return strcmp(values->entity, l->precision->figure.entity) == 0 &&
           strcmp(values->key, l->precision->figure.key) == 0;
}

static int take(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct looking *l = context;
    (void)err;
    if (!is_asked_for(l, values))
        return 0;
    l->mean = l->pairs ? mean_of(values->value, values->other, values->n)
                       : mean_of(NULL, values->value, values->n);
    return 0;
}

int bo_precision_print(FILE *out, const struct bo_precision *precision,
                       const struct bo_precision_told *told, struct bo_err *err)
{
    struct looking l = {.precision = precision, .pairs = told->base != NULL};
    int status = l.pairs
                     ? bo_results_each_pair(told->results, told->base, told->variant, take, &l, err)
                     : bo_results_each_outcome(told->results, told->variant, take, &l, err);
    if (status || l.mean.n < 2)
        return status;
    double half = (l.mean.high - l.mean.low) / 2.0, size = fabs(l.mean.mean);
    fprintf(out, "%s.%s is known to %.2g %% of its mean%s after %u of at most %u runs%s.\n",
            precision->figure.entity, precision->figure.key,
            half > 0.0 ? PERCENT * half / size : 0.0, l.pairs ? " difference" : "", l.mean.n,
            told->most, is_reached(precision, &l.mean) ? "" : ", which is not what was asked for");
    return 0;
}
