#include "nc_library.h"

#ifdef BUILDOUT_NETCDF
#include <dlfcn.h>
#include <string.h>

/* ISO C has no conversion from an object pointer to a function pointer; POSIX says that the bytes are the same. */
static int find(void *library, const char *name, void *function, struct bo_err *err)
{
    void *symbol = dlsym(library, name);
    if (!symbol)
        return bo_err_set(err, BO_EUSAGE, "the netCDF library has no %s", name);
    memcpy(function, &symbol, sizeof symbol);
    return 0;
}

const struct bo_netcdf *bo_netcdf_load(struct bo_err *err)
{
    static struct bo_netcdf netcdf;
    const struct {
        const char *name;
        void *function;
    } wanted[] = {
        {"nc_create", &netcdf.create},
        {"nc_def_dim", &netcdf.def_dim},
        {"nc_def_var", &netcdf.def_var},
        {"nc_def_var_deflate", &netcdf.def_var_deflate},
        {"nc_def_var_chunking", &netcdf.def_var_chunking},
        {"nc_put_att_text", &netcdf.put_att_text},
        {"nc_put_att_double", &netcdf.put_att_double},
        {"nc_enddef", &netcdf.enddef},
        {"nc_put_vara_double", &netcdf.put_vara_double},
        {"nc_put_var_int", &netcdf.put_var_int},
        {"nc_put_var_double", &netcdf.put_var_double},
        {"nc_put_var_string", &netcdf.put_var_string},
        {"nc_close", &netcdf.close},
        {"nc_strerror", &netcdf.strerror},
    };
    void *library = dlopen(BUILDOUT_NETCDF, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        bo_err_set(err, BO_EUSAGE, "the netCDF library is not there: %s", dlerror());
        return NULL;
    }
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (find(library, wanted[i].name, wanted[i].function, err) != 0)
            return NULL;
    }
    return &netcdf;
}
#endif
