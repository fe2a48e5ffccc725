/* What the page knows of the scenario: names, and what is worth a slider. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/scenario/schema.h"
#include "serve.h"

enum { MOST_UNCERTAIN = 40, MOST_FOUND = 60, MOST_WORDS = 8, TEXT_SHOWN = 4000 };

/* An uncertain input's slider reaches this far into its tails. */
#define TAIL 0.01

/* What planners ask first, in the order of the page. A * stands for each row of the table. factor: the slider
 * multiplies what the scenario says, and leaves it as uncertain as it is. */
static const struct wish {
    const char *group, *path, *label;
    bool factor;
} wishes[] = {
    {"law", "export_law.in_force", "Export and import rules are in force", false},
    {"law", "chip_market.grey_max_per_year", "What the grey channel can carry", true},
    {"grid", "regions.*.grid_grants_mw_per_year", "", true},
    {"war", "competition.war_months", "How long a company fights", true},
    {"war", "competition.war_price_ratio", "Price over cost in a price war", false},
    {"capital", "finance.base_rate_per_year", "Interest rate", true},
    {"capital", "capital.sentiment_gap_gain", "How hard investors take missing AI revenue", true},
    {"capital", "capital.limit_stretch_ratio", "How far capex may outgrow cash flow", false},
    {"capital", "capital.ratchet_gain", "How budgets follow AI revenue", true},
    {"capital", "capital.round_size_months", "Size of a laboratory's round, in months of burn",
     true},
    {"capital", "finance.life_ai_systems_years", "Life of AI systems", false},
    {"technology", "technology.algorithmic_progress_per_year", "Algorithmic progress", true},
    {"technology", "technology.diffusion_per_year", "How fast followers catch up", true},
    {"technology", "technology.jump_rate_per_year", "Paradigm jumps", true},
};

static void set(json_t *object, const char *name, json_t *value)
{
    (void)json_object_set_new(object, name, value);
}

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static bool is_path(enum bo_key_kind kind)
{
    return kind == BO_KEY_PATH || kind == BO_KEY_PATH_OR;
}

static const char *kind_of(const struct bo_key *key)
{
    switch (key->kind) {
    case BO_KEY_NUMBER:
    case BO_KEY_PATH:
        return "number";
    case BO_KEY_SWITCH:
        return "switch";
    case BO_KEY_CHOICE:
        return "choice";
    case BO_KEY_REF:
        return "reference";
    case BO_KEY_DATE:
    case BO_KEY_DATE_OR_NEVER:
        return "date";
    case BO_KEY_TEXT:
    case BO_KEY_TEXTS:
    case BO_KEY_DIST:
    case BO_KEY_SHARES:
    case BO_KEY_SCRIPT:
    case BO_KEY_RULES:
    case BO_KEY_EXPRESSION:
    case BO_KEY_NUMBER_OR:
    case BO_KEY_PATH_OR:
    case BO_KEY_SPAN:
    case BO_KEY_COUNTRY:
    case BO_KEY_PLACES:
    case BO_KEY_MEMBERS:
    case BO_KEY_CONDITION:
        break;
    }
    return "text";
}

/* ---- uncertain inputs ---- */

static const struct bo_uncertain *find_uncertain(const struct bo_scenario *scenario,
                                                 const char *path)
{
    for (uint32_t i = 0; i < scenario->n_uncertain; i++)
        if (strcmp(scenario->uncertain[i].path, path) == 0)
            return &scenario->uncertain[i];
    return NULL;
}

/* { name, parameters, p01, p50, p99 } in the key's unit, so that the page can write it again, multiplied. */
static json_t *tell_dist(const struct bo_dist *dist)
{
    const char *const *name = bo_dist_parameter_names(dist->kind);
    json_t *parameters = json_array();

    for (int i = 0; name[i] != NULL; i++)
        (void)json_array_append_new(parameters, json_pack("[s, f]", name[i], dist->p[i]));
    return json_pack("{s:s, s:o, s:o, s:o, s:o}", "name", bo_dist_name(dist->kind), "parameters",
                     parameters, "p01", number(bo_dist_quantile(dist, TAIL)), "p50",
                     number(bo_dist_median(dist)), "p99",
                     number(bo_dist_quantile(dist, 1.0 - TAIL)));
}

static bool is_listed(const struct bo_dist *dist)
{
    return dist->kind == BO_DIST_DISCRETE || dist->kind == BO_DIST_EMPIRICAL;
}

/* ---- one key ---- */

static json_t *tell_value(const struct bo_serve *serve, const struct bo_scenario_value *value)
{
    const struct bo_key *key = value->key;
    const struct bo_uncertain *uncertain = find_uncertain(serve->base.scenario, value->path);
    json_t *object =
        json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:s?, s:b}", "path", value->path, "kind",
                  kind_of(key), "unit", key->unit, "words", key->words, "meaning", key->meaning,
                  "source", key->source, "path_in_time", (int)is_path(key->kind));

    set(object, "text",
        strlen(value->text) <= TEXT_SHOWN ? json_string(value->text) : json_string("..."));
    set(object, "number", number(value->number));
    set(object, "low", key->unit != NULL ? number(key->low) : json_null());
    set(object, "high", key->unit != NULL ? number(key->high) : json_null());
    set(object, "dist",
        uncertain != NULL && !is_listed(&uncertain->dist) ? tell_dist(&uncertain->dist)
                                                          : json_null());
    return object;
}

/* A path in time is multiplied by its scale, which may be uncertain itself. */
static void add_scale(const struct bo_serve *serve, const struct bo_scenario_value *value,
                      json_t *object)
{
    char path[512];
    const struct bo_uncertain *scale;

    if (!is_path(value->key->kind))
        return;
    (void)snprintf(path, sizeof path, "%s.scale", value->path);
    scale = find_uncertain(serve->base.scenario, path);
    set(object, "scale",
        scale != NULL && !is_listed(&scale->dist) ? tell_dist(&scale->dist) : json_null());
}

/* ---- the first screen ---- */

static bool fits(const char *pattern, const char *path)
{
    const char *star = strchr(pattern, '*');
    const char *end;

    if (star == NULL)
        return strcmp(pattern, path) == 0;
    if (strncmp(pattern, path, (size_t)(star - pattern)) != 0)
        return false;
    end = strchr(path + (star - pattern), '.');
    return end != NULL && strcmp(star + 1, end) == 0;
}

/* "Texas" of "regions.Texas.grid_grants_mw_per_year", by the name that people read. */
static const char *row_name(const struct bo_param *param, const char *path)
{
    const char *row = strchr(path, '.');

    for (uint32_t i = 0; row != NULL && i < param->n[BO_TABLE_REGIONS]; i++) {
        const struct bo_entry *entry = &param->region[i].entry;
        size_t n = strlen(entry->key);

        if (strncmp(row + 1, entry->key, n) == 0 && row[1 + n] == '.')
            return entry->name;
    }
    return path;
}

static void add_wish(const struct bo_serve *serve, const struct wish *wish, json_t *controls)
{
    for (uint32_t i = 0; i < serve->base.n; i++) {
        const struct bo_scenario_value *value = &serve->base.value[i];
        json_t *object;

        if (!fits(wish->path, value->path))
            continue;
        object = tell_value(serve, value);
        add_scale(serve, value, object);
        set(object, "group", json_string(wish->group));
        set(object, "label",
            json_string(wish->label[0] != '\0'
                            ? wish->label
                            : row_name(&serve->base.scenario->param, value->path)));
        set(object, "factor", json_boolean(wish->factor));
        (void)json_array_append_new(controls, object);
    }
}

static bool is_wished(const char *path)
{
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (fits(wishes[i].path, path))
            return true;
    return false;
}

static int by_rank(const void *a, const void *b)
{
    const struct bo_scenario_value *const *x = a, *const *y = b;
    uint32_t p = (*x)->key->rank, q = (*y)->key->rank;

    return p != q ? (p < q ? -1 : 1) : strcmp((*x)->path, (*y)->path);
}

/* The uncertain inputs that the schema ranks, the most important first. */
static void add_ranked(const struct bo_serve *serve, json_t *controls)
{
    const struct bo_scenario_value **ranked = calloc(serve->base.n + 1, sizeof(void *));
    uint32_t n = 0;

    for (uint32_t i = 0; ranked != NULL && i < serve->base.n; i++) {
        const struct bo_scenario_value *value = &serve->base.value[i];

        if (value->key->rank > 0 && !is_wished(value->path) &&
            find_uncertain(serve->base.scenario, value->path) != NULL)
            ranked[n++] = value;
    }
    if (n > 1)
        qsort(ranked, n, sizeof(const struct bo_scenario_value *), by_rank);
    for (uint32_t i = 0; i < n && i < MOST_UNCERTAIN; i++) {
        json_t *object = tell_value(serve, ranked[i]);

        set(object, "group", json_string("uncertain"));
        set(object, "label", json_string(ranked[i]->path));
        set(object, "factor", json_false());
        (void)json_array_append_new(controls, object);
    }
    free(ranked);
}

static json_t *tell_controls(const struct bo_serve *serve)
{
    json_t *controls = json_array();

    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        add_wish(serve, &wishes[i], controls);
    add_ranked(serve, controls);
    return controls;
}

/* ---- all of it ---- */

static json_t *tell_companies(const struct bo_param *param)
{
    json_t *rows = json_array();

    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_company_param *company = &param->company[i];
        bool known = company->strategy < param->n[BO_TABLE_STRATEGIES];

        (void)json_array_append_new(
            rows, json_pack("{s:s, s:s, s:s, s:s}", "key", company->entry.key, "name",
                            company->entry.name, "headquarters", company->headquarters, "strategy",
                            known ? param->strategy[company->strategy].entry.key : ""));
    }
    return rows;
}

static json_t *tell_strategies(const struct bo_param *param)
{
    json_t *rows = json_array();

    for (uint32_t i = 0; i < param->n[BO_TABLE_STRATEGIES]; i++)
        (void)json_array_append_new(rows,
                                    json_pack("{s:s, s:s}", "key", param->strategy[i].entry.key,
                                              "name", param->strategy[i].entry.name));
    return rows;
}

/* What the server itself was told to set, in every run. */
static json_t *tell_sets(const struct bo_args *args)
{
    json_t *sets = json_array();

    for (uint32_t i = 0; i < args->set.n; i++)
        (void)json_array_append_new(sets, json_string(args->set.item[i]));
    return sets;
}

json_t *bo_serve_about(const struct bo_serve *serve)
{
    const struct bo_scenario *scenario = serve->base.scenario;
    const struct bo_param *param = &scenario->param;
    char start[16], end[16];

    bo_day_format(param->time->start_day, start);
    bo_day_format(param->time->end_day, end);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:i, s:i, s:s, s:o, s:o, s:o, s:o}", "name",
                     scenario->name, "title", scenario->title, "file", serve->extends, "start",
                     start, "end", end, "seed", (json_int_t)serve->args->seed, "runs",
                     (int)serve->args->runs, "jobs", (int)serve->n_jobs, "sampling",
                     serve->args->sampling == BO_SAMPLING_SOBOL ? "sobol" : "random", "sets",
                     tell_sets(serve->args), "companies", tell_companies(param), "strategies",
                     tell_strategies(param), "controls", tell_controls(serve));
}

/* ---- search ---- */

struct words {
    uint32_t n;
    char text[MOST_WORDS][64];
};

static struct words split(const char *query)
{
    struct words words = {.n = 0};

    while (words.n < MOST_WORDS) {
        size_t n;

        query += strspn(query, " ");
        n = strcspn(query, " ");
        if (n == 0)
            break;
        (void)snprintf(words.text[words.n++], sizeof words.text[0], "%.*s", (int)n, query);
        query += n;
    }
    return words;
}

static bool has_all(const struct bo_scenario_value *value, const struct words *words)
{
    for (uint32_t i = 0; i < words->n; i++)
        if (strcasestr(value->path, words->text[i]) == NULL &&
            strcasestr(value->key->meaning, words->text[i]) == NULL)
            return false;
    return true;
}

json_t *bo_serve_keys(const struct bo_serve *serve, const char *query)
{
    struct words words = split(query);
    json_t *found = json_array();
    uint32_t n = 0;

    for (uint32_t i = 0; words.n > 0 && i < serve->base.n; i++) {
        const struct bo_scenario_value *value = &serve->base.value[i];

        if (!has_all(value, &words))
            continue;
        if (n++ < MOST_FOUND) {
            json_t *object = tell_value(serve, value);

            add_scale(serve, value, object);
            (void)json_array_append_new(found, object);
        }
    }
    return json_pack("{s:o, s:i, s:i}", "found", found, "n", (int)n, "of", (int)serve->base.n);
}
