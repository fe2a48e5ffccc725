#include "study_names.h"

#include <stdio.h>
#include <string.h>

#include "buildout/cli/nearest.h"
#include "buildout/model/entities.h"
#include "figure_names.h"

static size_t name_length(const char *text)
{
    size_t n = 0;
    int depth = 0;
    for (bool quoted = false; text[n]; n++) {
        if (text[n] == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        depth += strchr("{[(", text[n]) != NULL;
        depth -= strchr("}])", text[n]) != NULL;
        if (text[n] == ',' && depth == 0)
            break;
    }
    return n;
}

struct bo_text_list bo_names_split(struct bo_arena *arena, const char *names)
{
    struct bo_text_list list = {.item = BO_NEW_ARRAY(arena, const char *, strlen(names) + 1)};
    while (*names) {
        size_t n = name_length(names);
        if (n > 0)
            list.item[list.n++] = bo_arena_strndup(arena, names, n);
        names += n + (names[n] == ',');
    }
    return list;
}

static int no_company(const struct bo_study *study, const struct bo_nearest *nearest,
                      struct bo_err *err)
{
    if (nearest->best)
        return bo_err_set(err, BO_EUSAGE, "there is no company \"%s\"; did you mean %s?",
                          nearest->typed, nearest->best);
    return bo_err_set(err, BO_EUSAGE, "there is no company \"%s\" in %s", nearest->typed,
                      study->file[0].path);
}

int bo_study_company(const struct bo_study *study, const char *name, const struct bo_entry **out,
                     struct bo_err *err)
{
    const struct bo_param *param = &study->file[0].scenario->param;
    struct bo_nearest nearest = bo_nearest_to(name);
    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_entry *entry = &param->company[i].entry;
        if (strcmp(entry->key, name) == 0 || strcmp(entry->name, name) == 0) {
            *out = entry;
            return BO_OK;
        }
        bo_nearest_offer(&nearest, entry->name);
    }
    return no_company(study, &nearest, err);
}

static bool is_among(const struct bo_texts *known, const char *name, struct bo_nearest *nearest)
{
    for (uint32_t i = 0; i < known->n; i++) {
        if (strcmp(known->text[i], name) == 0)
            return true;
        bo_nearest_offer(nearest, known->text[i]);
    }
    return false;
}

static const char *name_of_key(const struct bo_param *param, const char *key)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        if (strcmp(param->company[i].entry.key, key) == 0)
            return param->company[i].entry.name;
    }
    for (uint32_t i = 0; i < param->n[BO_TABLE_REGIONS]; i++) {
        if (strcmp(param->region[i].entry.key, key) == 0)
            return param->region[i].entry.name;
    }
    return NULL;
}

/* NULL for none, and where files name it differently. */
static const char *find_key(const struct bo_study *study, const char *key)
{
    const char *found = NULL;
    for (uint32_t f = 0; f < study->n_files; f++) {
        const char *name = name_of_key(&study->file[f].scenario->param, key);
        if (found && name && strcmp(found, name) != 0)
            return NULL;
        found = name ? name : found;
    }
    return found;
}

/* Regions have key figures, too. */
static int find_entity(const struct bo_study *study, const char *name, const char **out,
                       struct bo_err *err)
{
    struct bo_nearest nearest = bo_nearest_to(name);
    *out = name;
    for (uint32_t f = 0; f < study->n_files; f++) {
        const struct bo_param *param = &study->file[f].scenario->param;
        struct bo_texts entity = bo_entity_names(param, study->arena);
        struct bo_texts place = bo_place_names(param, study->arena);
        if (is_among(&entity, name, &nearest) || is_among(&place, name, &nearest))
            return BO_OK;
    }
    *out = find_key(study, name);
    return *out ? BO_OK : no_company(study, &nearest, err);
}

int bo_study_entities(const struct bo_study *study, const char *names, const char **out,
                      struct bo_err *err)
{
    struct bo_text_list list = bo_names_split(study->arena, names);
    const char *all = "", *name = NULL;
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        status = find_entity(study, list.item[i], &name, err);
        all = bo_arena_printf(study->arena, "%s%s%s", all, i > 0 ? "," : "", name ? name : "");
    }
    *out = all;
    return status;
}

int bo_study_figure(const struct bo_study *study, struct bo_figure *figure, struct bo_err *err)
{
    const struct bo_param **param =
        BO_NEW_ARRAY(study->arena, const struct bo_param *, study->n_files);
    for (uint32_t f = 0; f < study->n_files; f++)
        param[f] = &study->file[f].scenario->param;
    return bo_figure_known(param, study->n_files, study->arena, figure, err);
}

int bo_study_figure_of(const struct bo_study *study, const char *entity, const char *key,
                       struct bo_err *err)
{
    struct bo_figure figure = {entity, key};
    return bo_study_figure(study, &figure, err);
}

const char *bo_strategy_change(struct bo_arena *arena, const struct bo_entry *company,
                               const char *strategy)
{
    return bo_arena_printf(arena, "companies.%s.strategy=%s", company->key, strategy);
}

int bo_study_no_figure(const struct bo_study *study, const char *entity, const char *key,
                       struct bo_err *err)
{
    struct bo_outcome_list list = {0};
    struct bo_nearest nearest = bo_nearest_to(key);
    int status = bo_study_outcome_keys(study, study->arena, &list, err);
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        if (strcmp(list.outcome[i].entity, entity) == 0)
            bo_nearest_offer(&nearest, list.outcome[i].key);
    }
    if (status != BO_OK)
        return status;
    if (!nearest.best)
        return bo_err_set(err, BO_EUSAGE, "%s has no key figure \"%s\" in these runs", entity, key);
    return bo_err_set(err, BO_EUSAGE, "%s has no key figure \"%s\" in these runs; did you mean %s?",
                      entity, key, nearest.best);
}
