#include "study_tables.h"

#include "buildout/cli/why_table.h"
#include "buildout/model/record.h"
#include "buildout/stats/interval.h"
#include "buildout/stats/stats.h"
#include "buildout/store/variants.h"

#define CONFIDENCE 0.95
#define SERIES_BYTES ((size_t)64 << 20)

/* Cash is told of a company from its founding to its end; an entity without any is there always. */
const struct bo_untold bo_study_untold = {.is_nil = bo_record_is_nil_untold,
                                          .told_while_there = "Cash",
                                          .is_amount = bo_record_is_amount};

static bool adds_up(const char *variable)
{
    const struct bo_why_entry *entry = bo_why_find(variable);
    return entry && entry->nature == BO_WHY_FLOW;
}

/* The differences take the place of the base. */
static struct bo_difference differ(double *base, double *other, uint32_t n)
{
    static const double probability[] = {0.05, 0.5, 0.95};
    double quantile[3];
    struct bo_paired pair = bo_stats_paired(base, other, n, CONFIDENCE);
    n = bo_stats_differences(base, other, n, base);
    bo_stats_quantiles(base, n, probability, 3, quantile);
    return (struct bo_difference){.n = pair.n,
                                  .base = pair.base,
                                  .other = pair.other,
                                  .mean = pair.difference,
                                  .low = pair.low,
                                  .high = pair.high,
                                  .p05 = quantile[0],
                                  .p50 = quantile[1],
                                  .p95 = quantile[2]};
}

static int compare_pairs(struct bo_store *store, const char *base, const char *other,
                         struct bo_err *err)
{
    const struct bo_pairing pairing = {.base = base,
                                       .other = other,
                                       .adds_up = adds_up,
                                       .differ = differ,
                                       .memory_bytes = SERIES_BYTES,
                                       .untold = bo_study_untold};
    return bo_store_compare_pairs(store, &pairing, err);
}

int bo_study_make_tables(struct bo_store *store, const struct bo_study_tables *tables,
                         struct bo_err *err)
{
    struct bo_band_options bands = {.quantiles = bo_stats_quantiles,
                                    .memory_bytes = SERIES_BYTES,
                                    .n_threads = tables->n_threads,
                                    .untold = bo_study_untold};
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < tables->n; i++)
        status = bo_store_make_bands(store, tables->name[i], &bands, err);
    for (uint32_t i = 1; status == BO_OK && tables->whole && i < tables->n; i++)
        status = compare_pairs(store, tables->name[0], tables->name[i], err);
    return status;
}
