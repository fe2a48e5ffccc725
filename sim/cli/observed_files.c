#include "observed_files.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buildout/base/calendar.h"
#include "buildout/model/entities.h"
#include "buildout/model/record.h"
#include "open_scenario.h"

enum { FILE_BYTES_MAX = 1 << 20, FILES_MAX = 1000 };

struct reading {
    struct bo_arena *arena;
    struct bo_observed_list *list;
    struct bo_diag diag;
    bool faulty;
};

static int cannot_read(const char *path, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE, "cannot read %s: %s", path, strerror(errno));
}

static int read_stream(struct reading *r, const char *path, FILE *in, struct bo_err *err)
{
    char *text = BO_NEW_ARRAY(r->arena, char, FILE_BYTES_MAX + 1);
    size_t n = fread(text, 1, FILE_BYTES_MAX + 1, in);
    if (ferror(in))
        return cannot_read(path, err);
    if (n > FILE_BYTES_MAX)
        return bo_err_set(err, BO_ESTORE, "%s has more than %d MiB", path, FILE_BYTES_MAX >> 20);
    if (bo_observed_parse(path, text, n, r->arena, r->list, &r->diag) != BO_OK)
        r->faulty = true;
    return BO_OK;
}

static int read_file(struct reading *r, const char *path, struct bo_err *err)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return cannot_read(path, err);
    int status = read_stream(r, path, in, err);
    fclose(in);
    return status;
}

static int is_csv(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".csv") == 0;
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name); /* whatever the locale */
}

static int read_folder(struct reading *r, const char *path, struct bo_err *err)
{
    struct dirent **entry;
    int status = BO_OK, n = scandir(path, &entry, is_csv, compare_names);
    if (n < 0)
        return cannot_read(path, err);
    if (n == 0 || n > FILES_MAX)
        status = bo_err_set(err, BO_ESTORE, "%s has %s *.csv", path, n ? "too many" : "no");
    for (int i = 0; i < n; i++) {
        if (status == BO_OK)
            status = read_file(r, bo_arena_printf(r->arena, "%s/%s", path, entry[i]->d_name), err);
        free(entry[i]);
    }
    free(entry);
    return status;
}

static int read_path(struct reading *r, const char *path, struct bo_err *err)
{
    char installed[PATH_MAX];
    struct stat info;
    if (!path) {
        const char *scenarios = bo_installed_scenarios(installed);
        if (!scenarios)
            return bo_err_set(err, BO_ESTORE,
                              "the history that ships was not found: name a file with --observed");
        path = bo_arena_printf(r->arena, "%s/history", scenarios);
    }
    if (stat(path, &info) != 0)
        return cannot_read(path, err);
    return S_ISDIR(info.st_mode) ? read_folder(r, path, err) : read_file(r, path, err);
}

static void complain(const struct bo_diag *diag)
{
    for (uint32_t i = 0; i < diag->n; i++)
        fprintf(stderr, "%s\n", diag->message[i]);
    if (diag->n_total > diag->n)
        fprintf(stderr, "and %u more\n", diag->n_total - diag->n);
}

int bo_observed_read(const char *path, const struct bo_observed_names *names,
                     struct bo_arena *arena, struct bo_observed_list *list, struct bo_err *err)
{
    struct reading *r = BO_NEW(arena, struct reading);
    r->arena = arena;
    r->list = list;
    int status = read_path(r, path, err);
    if (status != BO_OK)
        return status;
    r->faulty |= bo_observed_check(list, names, &r->diag) != BO_OK;
    complain(&r->diag);
    return r->faulty ? BO_ESCENARIO : BO_OK;
}

struct bo_observed_names bo_observed_names_of(const struct bo_param *param, struct bo_arena *arena)
{
    struct bo_texts entity = bo_entity_names(param, arena), place = bo_place_names(param, arena);
    struct bo_observed_names names = {.entity = {entity.n, entity.text},
                                      .place = {place.n, place.text}};
    names.variable = bo_record_variables(param, arena, &names.n_variables);
    return names;
}

int bo_cut_month(const char *option, const char *text, int32_t *month, struct bo_err *err)
{
    struct bo_err why = {.status = BO_OK};
    int32_t first, day;
    if (bo_period_parse(text, &first, month, NULL) == BO_OK)
        return BO_OK;
    if (bo_day_parse(text, &day, &why) != BO_OK)
        return bo_err_set(err, BO_EUSAGE, "%s: %s", option, why.text);
    *month = bo_month_of_day(day + 1) - 1;
    return BO_OK;
}
