/* nc_library.h - the calls of the netCDF library that the export needs, found when they are wanted.
 *
 * The library brings HDF5 and more with it; loading it on demand keeps that out of every other command.
 *
 * Owner:  the library stays loaded until the program ends.
 * Errors: BO_EUSAGE when the program was built without netCDF or the library is not there.
 */
#ifndef BUILDOUT_STORE_NC_LIBRARY_H
#define BUILDOUT_STORE_NC_LIBRARY_H

#include <stddef.h>

#include "buildout/base/err.h"

#ifdef BUILDOUT_NETCDF
#include <netcdf.h>

struct bo_netcdf {
    int (*create)(const char *path, int mode, int *file);
    int (*def_dim)(int file, const char *name, size_t n, int *id);
    int (*def_var)(int file, const char *name, nc_type type, int n_dims, const int *dim, int *id);
    int (*def_var_deflate)(int file, int variable, int shuffle, int deflate, int level);
    int (*def_var_chunking)(int file, int variable, int storage, const size_t *size);
    int (*put_att_text)(int file, int variable, const char *name, size_t n, const char *text);
    int (*put_att_double)(int file, int variable, const char *name, nc_type type, size_t n,
                          const double *value);
    int (*enddef)(int file);
    int (*put_vara_double)(int file, int variable, const size_t *start, const size_t *count,
                           const double *value);
    int (*put_var_int)(int file, int variable, const int *value);
    int (*put_var_double)(int file, int variable, const double *value);
    int (*put_var_string)(int file, int variable, const char **text);
    int (*close)(int file);
    const char *(*strerror)(int code);
};

/* NULL after an error. */
const struct bo_netcdf *bo_netcdf_load(struct bo_err *err);
#endif

#endif
