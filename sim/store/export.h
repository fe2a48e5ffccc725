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

#endif
