#include "buildout/model/figures.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/country.h"

static const char world[] = "World";
static const char *const of_world[] = {"sites", "mw",         "on_site_mw",     "late_frac",
                                       "h100e", "revenue_ai", "gap_closed_date"};
static const char *const of_region[] = {
    "sites", "mw", "on_site_mw", "late_frac", "grid_wait_months", "grid_wait_max_months"};
static const char *const of_country[] = {"h100e", "capability_lag_months"};
static const char *const of_site[] = {"opened_date", "complete_date", "planned_date", "site_cost"};
static const char *const of_company[] = {
    "npv",         "npv_book",  "npv_terminal",  "irr",
    "survived",    "cash_min",  "cash_min_date", "funding_peak",
    "mw",          "sites",     "revenue_cloud", "h100e",
    "revenue_ai",  "exit_date", "exit_kind",     "capability_lag_months",
    "default_date"};

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char *plain(struct bo_arena *arena, const char *text)
{
    char *word = bo_arena_strdup(arena, text);
    for (char *at = word; *at; at++) {
        if (!is_plain(*at))
            *at = '_';
    }
    return word;
}

/* "3M" is no word of Lua. */
const char *bo_figure_word(struct bo_arena *arena, const char *entity, const char *key)
{
    const char *scope = plain(arena, entity);
    bool digit = scope[0] >= '0' && scope[0] <= '9';
    return bo_arena_printf(arena, "%s%s.%s", digit ? "_" : "", scope, plain(arena, key));
}

struct listing {
    struct bo_arena *arena;
    uint32_t n, room;
    struct bo_figure_word *word;
};

static void add(struct listing *l, const char *scope, const char *entity, const char *key)
{
    BO_ARENA_ROOM(l->arena, l->word, l->n, l->room);
    l->word[l->n++] = (struct bo_figure_word){bo_figure_word(l->arena, scope, key), entity, key};
}

static void add_country(struct listing *l, const char *code)
{
    const struct bo_country_name *country =
        code == NULL ? NULL : bo_country_row(bo_country_of_code(code));
    for (uint32_t i = 0; country != NULL && i < l->n; i++) {
        if (l->word[i].entity == country->name)
            return;
    }
    for (size_t i = 0; country != NULL && i < sizeof of_country / sizeof *of_country; i++)
        add(l, country->name, country->name, of_country[i]);
}

static void add_region(struct listing *l, const char *name)
{
    for (size_t i = 0; i < sizeof of_region / sizeof *of_region; i++)
        add(l, name, name, of_region[i]);
}

static void add_company(struct listing *l, const struct bo_param *param, uint32_t c)
{
    const char *name = param->company[c].entry.name;
    for (size_t i = 0; i < sizeof of_company / sizeof *of_company; i++)
        add(l, name, name, of_company[i]);
    for (uint32_t i = 0; i < param->n[BO_TABLE_SEGMENTS]; i++)
        add(l, name, name, bo_arena_printf(l->arena, "share_%s", param->segment[i].entry.key));
}

static void add_site(struct listing *l, const char *name)
{
    for (size_t i = 0; i < sizeof of_site / sizeof *of_site; i++)
        add(l, name, name, of_site[i]);
}

struct bo_figure_words bo_figure_words_of(const struct bo_param *param, struct bo_arena *arena)
{
    struct listing l = {.arena = arena};
    for (size_t i = 0; i < sizeof of_world / sizeof *of_world; i++) {
        add(&l, world, world, of_world[i]);
        add(&l, "world", world, of_world[i]);
    }
    for (uint32_t c = 0; c < param->n[BO_TABLE_COMPANIES]; c++)
        add_country(&l, param->company[c].headquarters);
    for (uint32_t b = 0; b < param->n[BO_TABLE_CHIP_BUYERS]; b++)
        add_country(&l, param->chip_buyer[b].headquarters);
    for (uint32_t r = 0; r < param->n[BO_TABLE_REGIONS]; r++)
        add_region(&l, param->region[r].entry.name);
    for (uint32_t c = 0; c < param->n[BO_TABLE_COMPANIES]; c++)
        add_company(&l, param, c);
    for (uint32_t i = 0; i < param->n[BO_TABLE_PLANNED_SITES]; i++)
        add_site(&l, param->planned_site[i].entry.name);
    return (struct bo_figure_words){.n = l.n, .word = l.word};
}

double bo_figure_read_as(const char *unit, double value)
{
    bool is_date = strcmp(unit, "date") == 0 && isfinite(value);
    return is_date ? bo_decimal_year((int32_t)value) : value;
}

void bo_figure_values(const struct bo_figure_words *words, const struct bo_facts *facts,
                      double *value)
{
    for (uint32_t i = 0; i < words->n; i++) {
        value[i] = BO_NAN;
        for (uint32_t k = 0; k < facts->n_outcomes; k++) {
            const struct bo_fact_outcome *outcome = &facts->outcome[k];
            if (strcmp(outcome->entity, words->word[i].entity) == 0 &&
                strcmp(outcome->key, words->word[i].key) == 0)
                value[i] = bo_figure_read_as(outcome->unit, outcome->value);
        }
    }
}
