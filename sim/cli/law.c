#include "law.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/text.h"
#include "buildout/cli/nearest.h"

/* ---- words ---- */

const char *bo_permission_word(enum bo_permission permission)
{
    static const char *const word[] = {[BO_FREE] = "free",
                                       [BO_NOTIFY] = "notify",
                                       [BO_LICENCE] = "licence",
                                       [BO_DENIED] = "denied"};

    return word[permission];
}

const char *bo_presumption_word(enum bo_presumption presumption)
{
    static const char *const word[] = {[BO_PRESUME_NOTHING] = "none",
                                       [BO_PRESUME_APPROVAL] = "approval",
                                       [BO_PRESUME_CASE_BY_CASE] = "case_by_case",
                                       [BO_PRESUME_DENIAL] = "denial"};

    return word[presumption];
}

const char *bo_gate_word(enum bo_gate gate)
{
    static const char *const word[] = {
        [BO_GATE_EXPORT] = "export", [BO_GATE_IMPORT] = "import", [BO_GATE_NONE] = "none"};

    return word[gate];
}

/* ---- the day ---- */

int bo_law_day(const char *text, const struct bo_regime *regime, int32_t *day, struct bo_err *err)
{
    struct bo_err why;
    int32_t last = bo_regime_last_change(regime);

    if (text == NULL) {
        *day = last > INT32_MIN ? last : 0;
        return 0;
    }
    if (bo_day_parse(text, day, &why) != 0)
        return bo_err_set(err, BO_EUSAGE, "--date: %s", why.text);
    return 0;
}

/* ---- the buyer ---- */

/* As it is written; else the first that differs in capitals only. */
static const struct bo_company_param *find_company(const struct bo_param *param, const char *text)
{
    const struct bo_company_param *like = NULL;

    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_entry *entry = &param->company[i].entry;

        if (strcmp(entry->key, text) == 0 || strcmp(entry->name, text) == 0)
            return &param->company[i];
        if (like == NULL && (bo_text_alike(entry->key, text) || bo_text_alike(entry->name, text)))
            like = &param->company[i];
    }
    return like;
}

static int unknown_buyer(const struct bo_param *param, const char *text, bool is_company,
                         struct bo_err *err)
{
    struct bo_nearest nearest = bo_nearest_to(text);

    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++)
        bo_nearest_offer(&nearest, param->company[i].entry.name);
    for (uint32_t i = 0; i < bo_n_countries && !is_company; i++)
        bo_nearest_offer(&nearest, bo_countries[i].name);
    return bo_err_set(err, BO_EUSAGE, "--buyer: \"%.60s\" is no company of the scenario%s%s%s%s",
                      text, is_company ? "" : " and no country",
                      nearest.best != NULL ? "; did you mean " : "",
                      nearest.best != NULL ? nearest.best : "", nearest.best != NULL ? "?" : "");
}

static int find_place(const char *text, struct bo_country *country, struct bo_err *err)
{
    struct bo_nearest nearest = bo_nearest_to(text);

    *country = bo_country_find(text);
    if (country->v < BO_N_COUNTRY_CODES)
        return 0;
    for (uint32_t i = 0; i < bo_n_countries; i++)
        bo_nearest_offer(&nearest, bo_countries[i].name);
    return bo_err_set(err, BO_EUSAGE, "--buyer: there is no country \"%.60s\"%s%s%s", text,
                      nearest.best != NULL ? "; did you mean " : "",
                      nearest.best != NULL ? nearest.best : "", nearest.best != NULL ? "?" : "");
}

static int find_seat(const struct bo_company_param *company, struct bo_country *country,
                     struct bo_err *err)
{
    *country = bo_country_of_code(company->headquarters);
    if (country->v < BO_N_COUNTRY_CODES)
        return 0;
    return bo_err_set(err, BO_EUSAGE,
                      "--buyer: the headquarters of %s, \"%.20s\", is no country of ISO 3166",
                      company->entry.name, company->headquarters);
}

static const char *name_of(struct bo_country country)
{
    const struct bo_country_name *row = bo_country_row(country);

    return row != NULL ? row->name : "?";
}

int bo_law_buyer(const char *text, const struct bo_param *param, struct bo_arena *arena,
                 struct bo_buyer *buyer, const char **shown, struct bo_err *err)
{
    const char *at = strchr(text, '@');
    const char *who = at != NULL ? bo_arena_strndup(arena, text, (size_t)(at - text)) : text;
    const struct bo_company_param *company = find_company(param, who);
    struct bo_buyer found = {.listed = false};

    if (company == NULL) {
        found.headquarters = bo_country_find(who);
        if (at != NULL || found.headquarters.v >= BO_N_COUNTRY_CODES)
            return unknown_buyer(param, who, at != NULL, err);
    } else if (find_seat(company, &found.headquarters, err) != 0) {
        return BO_EUSAGE;
    }
    found.destination = found.headquarters;
    if (at != NULL && find_place(at + 1, &found.destination, err) != 0)
        return BO_EUSAGE;
    *buyer = found;
    *shown = company != NULL
                 ? bo_arena_printf(arena, "%s (headquarters %s) in %s", company->entry.name,
                                   name_of(found.headquarters), name_of(found.destination))
                 : bo_arena_printf(arena, "a buyer in %s", name_of(found.destination));
    return 0;
}
