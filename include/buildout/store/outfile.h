/* buildout/store/outfile.h - a file that appears whole or not at all: written under a temporary name, synced, renamed.
 *
 * Units:  bytes.
 * Owner:  bo_outfile_close frees everything, and removes what was not published.
 * Errors: BO_ESTORE with path and reason.
 */
#ifndef BUILDOUT_STORE_OUTFILE_H
#define BUILDOUT_STORE_OUTFILE_H

#include "buildout/base/err.h"
#include "buildout/store/text.h"

struct bo_outfile {
    char *path;
    char *temporary_path;
    int fd;              /* -1: not open */
    struct bo_text text; /* what is not yet on the disk */
    bool published;
};

/* DIR must be there. */
int bo_outfile_open(struct bo_outfile *file, const char *dir, const char *name, struct bo_err *err);
/* Writes the text out when it has grown large; call it after each row. */
int bo_outfile_drain(struct bo_outfile *file, struct bo_err *err);
/* Writes the rest and waits until it is on the disk; the file can now be read under temporary_path. */
int bo_outfile_seal(struct bo_outfile *file, struct bo_err *err);
int bo_outfile_publish(struct bo_outfile *file, struct bo_err *err);
void bo_outfile_close(struct bo_outfile *file);

#endif
