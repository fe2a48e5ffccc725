#include "buildout/report/headlines.h"

#include <string.h>

struct title {
    const char *title, *brief; /* NULL: not of them */
};

struct line {
    const char *variable;
    struct title of_world, of_others, of_place;
};

static const struct line lines[BO_HEADLINES_MAX] = {
    {"Capex", {"Capital expenditure", "Capex"}, {"Capital expenditure", "Capex"}, {NULL, NULL}},
    /* Of others without AI in their clouds and GPU-hours. */
    {"Revenue|AI",
     {"AI revenue", "AI revenue"},
     {"Revenue of AI products", "AI products"},
     {NULL, NULL}},
    {"Revenue|Data Center",
     {"Chip revenue", "Chip revenue"},
     {"Chip revenue", "Chip revenue"},
     {NULL, NULL}},
    /* Of vendors alone. */
    {"Revenue|Data Center|China",
     {NULL, NULL},
     {"Chip revenue in China", "In China"},
     {NULL, NULL}},
    {"Chips|Made", {NULL, NULL}, {"Chips made", "Made"}, {NULL, NULL}},
    {"Chips|Lead Time Quoted", {NULL, NULL}, {"Lead time quoted", "Lead"}, {NULL, NULL}},
    {"Chips|Write-down", {NULL, NULL}, {"Stock written down", "Write-down"}, {NULL, NULL}},
    /* Of markets alone. */
    {"Price|GPU Hour|H100", {NULL, NULL}, {"Hour of an H100", "H100 hour"}, {NULL, NULL}},
    {"Chips|Domestic Share", {NULL, NULL}, {"Chips made at home", "Domestic"}, {NULL, NULL}},
    {"Capacity|IT Power|Energised",
     {"IT load energised", "IT load"},
     {"IT load of its own", "Own IT load"},
     {"IT load energised", "IT load"}},
    /* Of the world's it is a part. */
    {"Capacity|IT Power|Leased", {NULL, NULL}, {"IT load leased", "Leased"}, {NULL, NULL}},
    {"Grid|Wait", {NULL, NULL}, {NULL, NULL}, {"Wait for the grid", "Grid wait"}},
    {"Capacity|IT Power|On Site",
     {NULL, NULL},
     {NULL, NULL},
     {"IT load with own generation", "Own power"}},
    {"Data Centers|Operating", {NULL, NULL}, {NULL, NULL}, {"Sites", "Sites"}},
    {"Colocation|Rent", {NULL, NULL}, {NULL, NULL}, {"Rent of small halls", "Rent"}},
    {"Fleet|H100e",
     {"Accelerators in hand", "Fleet"},
     {"Accelerators in hand", "Fleet"},
     {"Accelerators in hand", "Fleet"}},
    /* Of countries alone. */
    {"Usable Compute|Offshore Leased", {NULL, NULL}, {"Rented abroad", "Abroad"}, {NULL, NULL}},
    {"Cash", {"Cash", "Cash"}, {"Cash", "Cash"}, {NULL, NULL}},
    {"Capability|Lag",
     {"Behind the frontier", "Lag"},
     {"Behind the frontier", "Lag"},
     {NULL, NULL}},
};

static void take(struct bo_headlines *out, const struct bo_headline *headline)
{
    int32_t first = headline->list.difference[0].year;
    int32_t last = headline->list.difference[headline->list.n - 1].year;
    out->first_year = out->n > 0 && out->first_year < first ? out->first_year : first;
    out->last_year = out->n > 0 && out->last_year > last ? out->last_year : last;
    out->headline[out->n++] = *headline;
}

/* Of what the lines are read, and where they go. */
struct reading {
    struct bo_results *results;
    const char *variant;
    struct bo_arena *arena;
    struct bo_headlines *out;
};

static int read_line(const struct reading *reading, const struct bo_series_name *name,
                     const struct title *title, struct bo_err *err)
{
    struct bo_headline headline = {
        .variable = name->variable, .title = title->title, .brief = title->brief};
    if (!title->title)
        return 0;
    int rc = bo_results_differences(reading->results, reading->variant, name, reading->arena,
                                    &headline.list, err);
    if (rc == 0 && headline.list.n > 0)
        take(reading->out, &headline);
    return rc;
}

int bo_headlines_read(struct bo_results *results, const char *variant, const char *entity,
                      struct bo_arena *arena, struct bo_headlines *out, struct bo_err *err)
{
    const struct reading reading = {results, variant, arena, out};
    bool of_world = strcmp(entity, "World") == 0;
    int rc = 0;
    *out = (struct bo_headlines){0};
    for (int i = 0; rc == 0 && !of_world && i < BO_HEADLINES_MAX; i++) {
        const struct bo_series_name name = {lines[i].variable, "World", entity};
        rc = read_line(&reading, &name, &lines[i].of_place, err);
    }
    bool is_place = out->n > 0; /* which a country may be called, too */
    for (int i = 0; rc == 0 && !is_place && i < BO_HEADLINES_MAX; i++) {
        const struct bo_series_name name = {lines[i].variable, entity, ""};
        rc = read_line(&reading, &name, of_world ? &lines[i].of_world : &lines[i].of_others, err);
    }
    return rc;
}
