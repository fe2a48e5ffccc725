/* What was made of the results that were in a folder before. */
#include "inner.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MARK_WITHIN = 1024 };

/* The first of a row has the sidecar. Of backtest and calibrate, which keep no results, nothing is here. */
static const char *const made[][3] = {
    {"compare.csv"},      {"sweep.csv"},
    {"frontier.csv"},     {"robustness.csv"},
    {"payoff.csv"},       {"equilibria.csv"},
    {"solve.csv"},        {"wait.csv"},
    {"sensitivity.csv"},  {"diff.csv"},
    {"discover.csv"},     {"iamc.csv", "iamc.variables.yaml", "iamc.regions.yaml"},
    {"datapackage.json"}, {"results.nc"},
    {"trace.json"},       {"series.csv"},
    {"events.csv"},       {"outcomes.csv"},
    {"bands.csv"},        {"differences.csv"},
};

static int remove_one(const char *dir, const char *name, struct bo_err *err)
{
    char *path = bo_folder_path(dir, name);
    int rc =
        path && (unlink(path) == 0 || errno == ENOENT) ? 0 : bo_file_fail(path ? path : dir, err);
    free(path);
    return rc;
}

static int remove_row(const char *dir, const char *const row[3], struct bo_err *err)
{
    char sidecar[64];
    snprintf(sidecar, sizeof sidecar, "%s.meta.json", row[0]);
    char *path = bo_folder_path(dir, sidecar);
    if (!path)
        return bo_file_fail(dir, err);
    bool ours = bo_file_exists(path);
    free(path);
    int rc = 0;
    for (int k = 0; rc == 0 && ours && k < 3 && row[k]; k++)
        rc = remove_one(dir, row[k], err);
    return rc == 0 && ours ? remove_one(dir, sidecar, err) : rc;
}

/* A page that bears our mark. */
static bool is_report(const char *path)
{
    char head[MARK_WITHIN + 1];
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    size_t n = fread(head, 1, MARK_WITHIN, in);
    fclose(in);
    head[n] = '\0';
    return strstr(head, BO_STORE_REPORT_MARK) != NULL;
}

static int remove_report(const char *dir, struct bo_err *err)
{
    char *path = bo_folder_path(dir, BO_STORE_REPORT_NAME);
    if (!path)
        return bo_file_fail(dir, err);
    bool ours = is_report(path);
    free(path);
    return ours ? remove_one(dir, BO_STORE_REPORT_NAME, err) : 0;
}

int bo_store_remove_stale(const struct bo_store *store, struct bo_err *err)
{
    const char *dir = store->folder.dir;
    int rc = remove_report(dir, err);
    for (size_t i = 0; rc == 0 && i < sizeof made / sizeof *made; i++)
        rc = remove_row(dir, made[i], err);
    return rc;
}
