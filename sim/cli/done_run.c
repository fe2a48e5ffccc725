#include "done_run.h"

int bo_done_run_open(const char *dir, struct bo_results **results,
                     const struct bo_results_run **run, struct bo_err *err)
{
    int rc = bo_results_open(dir, results, err);
    if (rc != 0)
        return rc;
    *run = bo_results_first_run(*results);
    if (!*run || (*run)->row.status != BO_RUN_DONE || (*run)->n_months == 0)
        return bo_err_set(err, BO_ESTORE, "%s: holds no run that was done",
                          bo_results_path(*results));
    return 0;
}
