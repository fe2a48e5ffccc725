/* text_file.h - a small export of a command: written under a temporary name, synced, renamed, with a sidecar.
 *
 * The sidecar NAME.meta.json holds hashes of the file, the scenario and its data, the version and the seed.
 *
 * Errors: BO_ESTORE with path and reason; earlier files stay as they were.
 */
#ifndef BUILDOUT_SIM_CLI_TEXT_FILE_H
#define BUILDOUT_SIM_CLI_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/err.h"
#include "buildout/model/scenario.h"

struct bo_text_file {
    const char *dir; /* made, with its parents, when it is not there */
    const char *name;
    const char *text;
    size_t n_bytes;
    const char *verb;
    uint64_t seed;
    const struct bo_scenario *scenario;
};
int bo_text_file_write(const struct bo_text_file *file, struct bo_err *err);

/* BO_ESTORE when DIR holds results of another scenario, in a results.db or beside the file NAME. */
int bo_text_file_may_write(const char *dir, const char *name, const struct bo_scenario *scenario,
                           struct bo_err *err);

#endif
