/* export.h - what the tables of an export share. */
#ifndef BUILDOUT_STORE_EXPORT_H
#define BUILDOUT_STORE_EXPORT_H

#include "buildout/store/outfile.h"
#include "results.h"

enum { BO_DATE_BYTES = 10 };

/* "2022-01-31" for each month of the run, one after the other. */
char *bo_month_dates(struct bo_arena *arena, const struct bo_results_run *run);

int bo_export_bands(struct bo_results *results, const struct bo_results_run *run,
                    struct bo_outfile *file, struct bo_err *err);
int bo_export_differences(struct bo_results *results, const struct bo_results_run *run,
                          struct bo_outfile *file, struct bo_err *err);

/* Writes and seals what says of a sealed file named name from which results it is. */
int bo_export_sidecar(const struct bo_results *results, const char *name,
                      const struct bo_outfile *file, struct bo_outfile *sidecar,
                      struct bo_err *err);

/* ---- formats of other programs (formats.c); file[] are open, one for each name ---- */

int bo_format_iamc(struct bo_results *results, struct bo_outfile *file, struct bo_err *err);
int bo_format_datapackage(struct bo_results *results, struct bo_outfile *file, struct bo_err *err);
int bo_format_netcdf(struct bo_results *results, struct bo_outfile *file, struct bo_err *err);
int bo_format_trace(struct bo_results *results, struct bo_outfile *file, struct bo_err *err);
/* Runs that are done, and of these the ones of which a netCDF file can show the series. */
int bo_format_netcdf_runs(struct bo_results *results, uint32_t *n_kept, uint32_t *n_done,
                          struct bo_err *err);

#endif
