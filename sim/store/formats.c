#include "buildout/store/formats.h"

#include <stdio.h>
#include <string.h>

#include "export.h"
#include "folder.h"

enum { FILES_MAX = 3 };

struct format {
    const char *name[FILES_MAX];
    int (*write)(struct bo_results *results, struct bo_outfile *file, struct bo_err *err);
};

static const struct format formats[] = {
    [BO_FORMAT_IAMC] = {{"iamc.csv", "iamc.variables.yaml", "iamc.regions.yaml"}, bo_format_iamc},
    [BO_FORMAT_DATAPACKAGE] = {{"datapackage.json", NULL, NULL}, bo_format_datapackage},
    [BO_FORMAT_NETCDF] = {{"results.nc", NULL, NULL}, bo_format_netcdf},
    [BO_FORMAT_TRACE] = {{"trace.json", NULL, NULL}, bo_format_trace},
};

static uint32_t n_files_of(const struct format *format)
{
    uint32_t n = 0;
    while (n < FILES_MAX && format->name[n])
        n++;
    return n;
}

static int write_files(struct bo_results *results, const char *dir, const struct format *format,
                       struct bo_outfile *file, struct bo_err *err)
{
    uint32_t n = n_files_of(format);
    char sidecar_name[64];
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < n; i++)
        rc = bo_outfile_open(&file[i], dir, format->name[i], err);
    if (rc == 0)
        rc = format->write(results, file, err);
    for (uint32_t i = 0; rc == 0 && i < n; i++)
        rc = bo_outfile_seal(&file[i], err);
    snprintf(sidecar_name, sizeof sidecar_name, "%s.meta.json", format->name[0]);
    if (rc == 0)
        rc = bo_outfile_open(&file[FILES_MAX], dir, sidecar_name, err);
    if (rc == 0)
        rc = bo_export_sidecar(results, format->name[0], &file[0], &file[FILES_MAX], err);
    for (uint32_t i = 0; rc == 0 && i < n; i++)
        rc = bo_outfile_publish(&file[i], err);
    return rc == 0 ? bo_outfile_publish(&file[FILES_MAX], err) : rc;
}

static int export_locked(const char *dir, const struct format *format, struct bo_exported *done,
                         struct bo_err *err)
{
    struct bo_outfile file[FILES_MAX + 1];
    struct bo_results *results = NULL;
    for (int i = 0; i <= FILES_MAX; i++)
        file[i] = (struct bo_outfile){.fd = -1};
    int rc = bo_results_open(dir, &results, err);
    if (rc == 0)
        rc = write_files(results, dir, format, file, err);
    if (rc == 0 && format->write == bo_format_netcdf)
        rc = bo_format_netcdf_runs(results, &done->n_runs, &done->n_runs_all, err);
    for (int i = 0; i <= FILES_MAX; i++)
        bo_outfile_close(&file[i]);
    bo_results_close(results);
    return rc == 0 ? bo_folder_sync(dir, err) : rc;
}

int bo_store_export(const char *dir, enum bo_format format, struct bo_exported *done,
                    struct bo_err *err)
{
    const struct format *chosen = &formats[format];
    struct bo_folder folder;
    struct bo_results *results = NULL;
    int rc = bo_results_open(dir, &results, err); /* a folder without results gets no lock file */
    if (rc != 0)
        return rc;
    bo_results_close(results);
    *done = (struct bo_exported){.n_files = n_files_of(chosen)};
    for (uint32_t i = 0; i < done->n_files; i++)
        done->file[i] = chosen->name[i];
    rc = bo_folder_lock(dir, &folder, err);
    if (rc != 0)
        return rc;
    rc = export_locked(dir, chosen, done, err);
    bo_folder_close(&folder);
    return rc;
}
