#include "text_file.h"

#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "buildout/cli/json_memory.h"
#include "buildout/store/read.h"

#define META ".meta.json"

static int fail(const char *path, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE, "%s: %s", path, strerror(errno));
}

static int join(char path[static PATH_MAX], const char *dir, const char *name, const char *ending,
                struct bo_err *err)
{
    if (snprintf(path, PATH_MAX, "%s/%s%s", dir, name, ending) < PATH_MAX)
        return BO_OK;
    return bo_err_set(err, BO_ESTORE, "the name of the result folder is too long");
}

/* ---- whose results are there? ---- */

static int refuse(const char *dir, const char *other, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE,
                      "%s: holds results of the scenario %.80s; --force replaces them", dir, other);
}

static int check_store(const char *dir, const struct bo_scenario *scenario, struct bo_err *err)
{
    char path[PATH_MAX];
    struct stat info;
    struct bo_results *results = NULL;
    int status = join(path, dir, "results.db", "", err);
    if (status != BO_OK || stat(path, &info) != 0)
        return status;
    status = bo_results_open(dir, &results, err);
    if (status != BO_OK)
        return status;
    const char *other = bo_results_experiment(results)->scenario_name;
    if (strcmp(other, scenario->name) != 0)
        status = refuse(dir, other, err);
    bo_results_close(results);
    return status;
}

static int check_sidecar(const char *dir, const char *name, const struct bo_scenario *scenario,
                         struct bo_err *err)
{
    char path[PATH_MAX];
    int status = join(path, dir, name, META, err);
    if (status != BO_OK)
        return status;
    FILE *file = fopen(path, "r");
    json_t *meta = file ? bo_json_read_file(file, 0) : NULL;
    if (file)
        fclose(file);
    const char *other = json_string_value(json_object_get(meta, "scenario"));
    if (other && strcmp(other, scenario->name) != 0)
        status = refuse(dir, other, err);
    json_decref(meta);
    return status;
}

int bo_text_file_may_write(const char *dir, const char *name, const struct bo_scenario *scenario,
                           struct bo_err *err)
{
    int status = check_store(dir, scenario, err);
    return status == BO_OK ? check_sidecar(dir, name, scenario, err) : status;
}

/* ---- writing ---- */

static int make_folder(const char *dir, struct bo_err *err)
{
    char path[PATH_MAX];
    struct stat info;
    size_t n = strlen(dir);
    if (n >= sizeof path)
        return bo_err_set(err, BO_ESTORE, "the name of the result folder is too long");
    for (size_t i = 1; i <= n; i++) {
        if (dir[i] != '/' && dir[i] != '\0')
            continue;
        memcpy(path, dir, i);
        path[i] = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return fail(path, err);
    }
    if (stat(dir, &info) != 0)
        return fail(dir, err);
    return S_ISDIR(info.st_mode) ? BO_OK : bo_err_set(err, BO_ESTORE, "%s: is not a folder", dir);
}

static int write_synced(const char *path, const char *text, size_t n_bytes, struct bo_err *err)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return fail(path, err);
    bool well =
        fwrite(text, 1, n_bytes, out) == n_bytes && fflush(out) == 0 && fsync(fileno(out)) == 0;
    int status = well ? BO_OK : fail(path, err);
    if (fclose(out) != 0 && well)
        status = fail(path, err);
    return status;
}

static char *describe(const struct bo_text_file *file)
{
    char sha256[BO_SHA256_HEX], seed[24];
    bo_sha256_hex(file->text, file->n_bytes, sha256);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)file->seed);
    json_t *meta = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "file", file->name,
                             "file_sha256", sha256, "scenario", file->scenario->name,
                             "scenario_title", file->scenario->title, "scenario_sha256",
                             file->scenario->sha256, "data_sha256", file->scenario->data_sha256,
                             "verb", file->verb, "version", BUILDOUT_VERSION, "seed", seed);
    char *text = json_dumps(meta, JSON_INDENT(2));
    json_decref(meta);
    if (!bo_json_memory_was_short()) /* Jansson leaves out a key that it has no memory for */
        return text;
    free(text);
    return NULL;
}

/* Both are on the disk before the first gets its name. */
static int publish(const struct bo_text_file *file, const char *meta, struct bo_err *err)
{
    char path[2][PATH_MAX], temporary[2][PATH_MAX];
    int status = BO_OK;
    for (int i = 0; status == BO_OK && i < 2; i++) {
        status = join(path[i], file->dir, file->name, i ? META : "", err);
        if (status == BO_OK)
            status = join(temporary[i], file->dir, file->name, i ? META ".tmp" : ".tmp", err);
    }
    if (status != BO_OK)
        return status;
    status = write_synced(temporary[0], file->text, file->n_bytes, err);
    if (status == BO_OK)
        status = write_synced(temporary[1], meta, strlen(meta), err);
    for (int i = 0; status == BO_OK && i < 2; i++) {
        if (rename(temporary[i], path[i]) != 0)
            status = fail(path[i], err);
    }
    for (int i = 0; status != BO_OK && i < 2; i++)
        unlink(temporary[i]);
    return status;
}

int bo_text_file_write(const struct bo_text_file *file, struct bo_err *err)
{
    int status = make_folder(file->dir, err);
    if (status != BO_OK)
        return status;
    char *meta = describe(file);
    if (!meta)
        return bo_err_set(err, BO_ESTORE, "%s" META " could not be written", file->name);
    status = publish(file, meta, err);
    free(meta);
    return status;
}
