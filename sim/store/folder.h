/* folder.h - the result folder: made when missing, locked while written, files in it replaced whole.
 *
 * Owner:  a struct bo_folder owns its paths and its lock; bo_folder_close releases both.
 * Errors: BO_ESTORE, "<path>: <what the system says>".
 */
#ifndef BUILDOUT_STORE_FOLDER_H
#define BUILDOUT_STORE_FOLDER_H

#include <stdbool.h>

#include "buildout/base/err.h"

#define BO_STORE_MEMBERS_END "-members" /* behind the name of the partial file */

struct bo_folder {
    char *dir;
    char *lock_path;
    int lock_fd; /* -1: not locked */
};

/* Makes DIR and its parents when missing. */
int bo_folder_make(const char *dir, struct bo_err *err);
/* Takes the lock of an existing DIR; fails when another process has it. */
int bo_folder_lock(const char *dir, struct bo_folder *folder, struct bo_err *err);
/* Waits until the names in DIR are on the disk. */
int bo_folder_sync(const char *dir, struct bo_err *err);
void bo_folder_close(struct bo_folder *folder);

/* "DIR/name", always with a '/', so that SQLite takes no name for a URI; free it. NULL without memory. */
char *bo_folder_path(const char *dir, const char *name);
int bo_file_fail(const char *path, struct bo_err *err); /* from errno */
int bo_file_sync(const char *path, struct bo_err *err);
bool bo_file_exists(const char *path);
/* Removes a database that is not wanted any more, with the files that SQLite puts beside it. */
void bo_file_remove_database(const char *path);

#endif
