#include "buildout/report/headlines.h"

#include <string.h>

struct line {
    const char *variable;
    struct {
        const char *title, *brief; /* NULL: not of them */
    } of_world, of_others;
};

static const struct line lines[BO_HEADLINES_MAX] = {
    {"Capex", {"Capital expenditure", "Capex"}, {"Capital expenditure", "Capex"}},
    {"Revenue|AI", {"AI revenue", "AI revenue"}, {"AI revenue", "AI revenue"}},
    {"Revenue|Data Center", {"Chip revenue", "Chip revenue"}, {"Chip revenue", "Chip revenue"}},
    {"Capacity|IT Power|Energised",
     {"IT load energised", "IT load"},
     {"IT load of its own", "Own IT load"}},
    /* Of the world's it is a part. */
    {"Capacity|IT Power|Leased", {NULL, NULL}, {"IT load leased", "Leased"}},
    {"Fleet|H100e", {"Accelerators in hand", "Fleet"}, {"Accelerators in hand", "Fleet"}},
    {"Cash", {"Cash", "Cash"}, {"Cash", "Cash"}},
    {"Capability|Lag", {"Behind the frontier", "Lag"}, {"Behind the frontier", "Lag"}},
};

static void take(struct bo_headlines *out, const struct bo_headline *headline)
{
    int32_t first = headline->list.difference[0].year;
    int32_t last = headline->list.difference[headline->list.n - 1].year;
    out->first_year = out->n > 0 && out->first_year < first ? out->first_year : first;
    out->last_year = out->n > 0 && out->last_year > last ? out->last_year : last;
    out->headline[out->n++] = *headline;
}

int bo_headlines_read(struct bo_results *results, const char *variant, const char *entity,
                      struct bo_arena *arena, struct bo_headlines *out, struct bo_err *err)
{
    bool of_world = strcmp(entity, "World") == 0;
    int rc = 0;
    *out = (struct bo_headlines){0};
    for (int i = 0; rc == 0 && i < BO_HEADLINES_MAX; i++) {
        const struct line *line = &lines[i];
        const struct bo_series_name name = {line->variable, entity, ""};
        struct bo_headline headline = {
            .title = of_world ? line->of_world.title : line->of_others.title,
            .brief = of_world ? line->of_world.brief : line->of_others.brief,
        };
        if (!headline.title)
            continue;
        rc = bo_results_differences(results, variant, &name, arena, &headline.list, err);
        if (rc == 0 && headline.list.n > 0)
            take(out, &headline);
    }
    return rc;
}
