/* buildout/store/formats.h - results.db in the formats of other programs.
 *
 *   iamc         iamc.csv: model, scenario, region, variable, unit, time, value, as pyam reads it, with its code lists
 *                iamc.variables.yaml and iamc.regions.yaml. Of one run its series; of many p05, p50 and p95 of the
 *                bands, as scenarios "name|p05", .... A region is an entity, or "entity|place".
 *   datapackage  datapackage.json: the CSV files of the folder as a Frictionless tabular data package
 *   netcdf       results.nc: a netCDF-4 file by the CF conventions, run x time x entity, of the runs whose series are kept
 *   trace        trace.json: sites, shipments, training runs and licences as bars on their company's track, in the trace
 *                format of Chrome, which Perfetto opens
 *
 * Each file appears whole or not at all, beside a sidecar with its hash; equal results give equal bytes.
 *
 * Units:  as the results say.
 * Owner:  nothing is handed out.
 * Errors: BO_ESTORE with path and reason; BO_EUSAGE for netCDF in a program built without it.
 */
#ifndef BUILDOUT_STORE_FORMATS_H
#define BUILDOUT_STORE_FORMATS_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"

enum bo_format { BO_FORMAT_IAMC, BO_FORMAT_DATAPACKAGE, BO_FORMAT_NETCDF, BO_FORMAT_TRACE };

struct bo_exported {
    uint32_t n_files;
    const char *file[3]; /* names in DIR, the first is the format's own */
    uint32_t n_runs,
        n_runs_all; /* netCDF: runs whose series are kept, and all that are done; else 0 */
};

/* Takes the lock of DIR. */
int bo_store_export(const char *dir, enum bo_format format, struct bo_exported *done,
                    struct bo_err *err);

#endif
