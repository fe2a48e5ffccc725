#include "precision.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
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

uint32_t bo_precision_next(uint32_t n, uint32_t most)
{
    uint32_t more = n / PART_MORE > LEAST_MORE ? n / PART_MORE : LEAST_MORE;
    uint32_t next = n == 0 ? FIRST_LOOK : n + more;
    return next < most ? next : most;
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

int bo_precision_look(const struct bo_precision *precision, const struct bo_store *store,
                      const char *variant, uint32_t n, bool *reached, struct bo_err *err)
{
    double *value = malloc(n * sizeof *value);
    if (!value)
        return bo_err_set(err, BO_ERUN, "no memory for %u runs", n);
    int status = bo_store_replicates(store, variant, precision->figure.entity,
                                     precision->figure.key, n, value, err);
    struct bo_mean mean = {0};
    if (!status) {
        mean = bo_stats_mean(value, n, CONFIDENCE);
        *reached = is_reached(precision, &mean);
    }
    free(value);
    return !status && mean.n == 0 ? no_figure(precision, err) : status;
}

struct looking {
    const struct bo_precision *precision;
    struct bo_mean mean;
};

static int take(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct looking *l = context;
    (void)err;
    if (strcmp(values->entity, l->precision->figure.entity) == 0 &&
        strcmp(values->key, l->precision->figure.key) == 0)
        l->mean = bo_stats_mean(values->value, values->n, CONFIDENCE);
    return 0;
}

int bo_precision_print(FILE *out, const struct bo_precision *precision, const char *dir,
                       const char *variant, uint32_t most, struct bo_err *err)
{
    struct looking l = {.precision = precision};
    struct bo_results *results = NULL;
    int status = bo_results_open(dir, &results, err);
    if (!status)
        status = bo_results_each_outcome(results, variant, take, &l, err);
    if (!status && l.mean.n > 1)
        fprintf(out, "%s.%s is known to %.2g %% of its mean after %u of at most %u runs%s.\n",
                precision->figure.entity, precision->figure.key,
                PERCENT * (l.mean.high - l.mean.low) / 2.0 / fabs(l.mean.mean),
                bo_results_n_runs(results), most,
                is_reached(precision, &l.mean) ? "" : ", which is not what was asked for");
    bo_results_close(results);
    return status;
}
