#include <jansson.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "ensemble_print.h"

static const char *const column_name[BO_N_QUANTILES] = {"p05", "p25", "p50", "p75", "p95"};

static void print_text(FILE *out, const char *name, const char *text)
{
    json_t *string = json_string(text);
    fprintf(out, ", \"%s\": ", name);
    if (!string || json_dumpf(string, out, JSON_ENCODE_ANY) != 0)
        fputs("null", out); /* not UTF-8 */
    json_decref(string);
}

static void print_number(FILE *out, const char *name, double x)
{
    char number[BO_DOUBLE_TEXT];
    bo_double_format(x, number, sizeof number);
    fprintf(out, ", \"%s\": %s", name, number);
}

static void print_band(FILE *out, const char *variant, const struct bo_series_name *name,
                       const char *unit, const struct bo_band *band, const char **before)
{
    for (uint32_t month = 0; month < band->n_months; month++) {
        char date[16];
        if (!(band->n[month] > 0.0))
            continue;
        bo_day_format(bo_month_last_day(band->first_month + (int32_t)month), date);
        fprintf(out, "%s{\"date\": \"%s\"", *before, date);
        print_text(out, "variant", variant);
        print_text(out, "entity", name->entity);
        print_text(out, "place", name->place);
        print_text(out, "variable", name->variable);
        print_text(out, "unit", unit);
        for (int q = 0; q < BO_N_QUANTILES; q++)
            print_number(out, column_name[q], band->quantile[q][month]);
        print_number(out, "n", band->n[month]);
        fputs("}", out);
        *before = ",\n";
    }
}

/* A band comes and goes with an arena of its own: there may be many. */
static int print_one(FILE *out, struct bo_results *results, const char *variant,
                     const struct bo_series_name *name, const char **before, struct bo_err *err)
{
    enum { BAND_BYTES = 1 << 24 };
    const struct bo_fact_variable *variable = bo_results_find_variable(results, name->variable);
    struct bo_arena *arena = NULL;
    struct bo_band band;
    int rc = bo_arena_create(BAND_BYTES, false, &arena, err);
    if (rc == 0)
        rc = bo_results_band(results, variant, name, arena, &band, err);
    if (rc == 0)
        print_band(out, variant, name, variable ? variable->unit : "", &band, before);
    bo_arena_free(arena);
    return rc;
}

int bo_ensemble_json(FILE *out, struct bo_results *results, const char *variant,
                     struct bo_arena *arena, struct bo_err *err)
{
    const char *before = "[\n";
    struct bo_name_list list = {0};
    int rc = bo_results_band_names(results, variant, arena, &list, err);
    for (uint32_t i = 0; rc == 0 && i < list.n; i++)
        rc = print_one(out, results, variant, &list.name[i], &before, err);
    fputs(before[0] == '[' ? "[]\n" : "\n]\n", out);
    return rc;
}
