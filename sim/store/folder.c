#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_TRIES 20
#define LOCK_PAUSE_NS 10000000L

int bo_file_fail(const char *path, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE, "%s: %s", path, strerror(errno));
}

char *bo_folder_path(const char *dir, const char *name)
{
    char *path = NULL;
    size_t n = strlen(dir);
    const char *slash = n > 0 && dir[n - 1] == '/' ? "" : "/";
    const char *here = dir[0] == '/' || strncmp(dir, "./", 2) == 0 ? "" : "./";
    return asprintf(&path, "%s%s%s%s", here, dir, slash, name) < 0 ? NULL : path;
}

static int make_one(const char *path, struct bo_err *err)
{
    struct stat info;
    if (mkdir(path, 0777) == 0)
        return 0;
    if (errno != EEXIST)
        return bo_file_fail(path, err);
    if (stat(path, &info) != 0)
        return bo_file_fail(path, err);
    if (!S_ISDIR(info.st_mode))
        return bo_err_set(err, BO_ESTORE, "%s: is not a folder", path);
    return 0;
}

int bo_folder_make(const char *dir, struct bo_err *err)
{
    if (dir[0] == '\0')
        return bo_err_set(err, BO_ESTORE, "the result folder has an empty name");
    char *path = strdup(dir);
    if (!path)
        return bo_file_fail(dir, err);
    int rc = 0;
    for (char *p = path + 1; rc == 0 && *p; p++) {
        if (*p != '/' || p[-1] == '/')
            continue;
        *p = '\0';
        rc = make_one(path, err);
        *p = '/';
    }
    if (rc == 0)
        rc = make_one(path, err);
    free(path);
    return rc;
}

/* The lock file is removed by its holder, so a lock may have been won on a file that is gone. */
static bool lock_is_current(const struct bo_folder *folder)
{
    struct stat held, named;
    return fstat(folder->lock_fd, &held) == 0 && stat(folder->lock_path, &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/* The replicates of a writer that was killed hold its lock until they are dead too, moments later. */
static int lock_soon(int fd)
{
    const struct timespec pause = {.tv_nsec = LOCK_PAUSE_NS};
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return 0;
        if (errno != EWOULDBLOCK)
            return -1;
        nanosleep(&pause, NULL);
    }
    return flock(fd, LOCK_EX | LOCK_NB);
}

static int take_lock(struct bo_folder *folder, struct bo_err *err)
{
    for (;;) {
        folder->lock_fd = open(folder->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (folder->lock_fd < 0)
            return bo_file_fail(folder->lock_path, err);
        if (lock_soon(folder->lock_fd) != 0) {
            int rc = errno == EWOULDBLOCK
                         ? bo_err_set(err, BO_ESTORE,
                                      "%s: another buildout is writing to this folder; wait for "
                                      "it or give another -o",
                                      folder->dir)
                         : bo_file_fail(folder->lock_path, err);
            close(folder->lock_fd);
            folder->lock_fd = -1;
            return rc;
        }
        if (lock_is_current(folder))
            return 0;
        close(folder->lock_fd);
    }
}

int bo_folder_lock(const char *dir, struct bo_folder *folder, struct bo_err *err)
{
    *folder = (struct bo_folder){.lock_fd = -1};
    folder->dir = strdup(dir);
    folder->lock_path = bo_folder_path(dir, "results.lock");
    int rc = folder->dir && folder->lock_path ? take_lock(folder, err) : bo_file_fail(dir, err);
    if (rc != 0)
        bo_folder_close(folder);
    return rc;
}

void bo_folder_close(struct bo_folder *folder)
{
    if (folder->lock_fd >= 0 && folder->lock_path) {
        unlink(folder->lock_path);
        close(folder->lock_fd);
    }
    free(folder->dir);
    free(folder->lock_path);
    *folder = (struct bo_folder){.lock_fd = -1};
}

static int sync_path(const char *path, int flags, struct bo_err *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return bo_file_fail(path, err);
    int rc = fsync(fd) == 0 ? 0 : bo_file_fail(path, err);
    close(fd);
    return rc;
}

int bo_folder_sync(const char *dir, struct bo_err *err)
{
    return sync_path(dir, O_RDONLY | O_DIRECTORY, err);
}

int bo_file_sync(const char *path, struct bo_err *err)
{
    return sync_path(path, O_RDONLY, err);
}

bool bo_file_exists(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

void bo_file_remove_database(const char *path)
{
    static const char *const suffix[] = {"", "-wal", "-shm", "-journal", BO_STORE_MEMBERS_END};
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        char name[PATH_MAX]; /* memory that is short must not keep what is not wanted */
        int n = snprintf(name, sizeof name, "%s%s", path, suffix[i]);
        if (n > 0 && (size_t)n < sizeof name)
            unlink(name);
    }
}
