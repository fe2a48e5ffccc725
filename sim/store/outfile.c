#include "buildout/store/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "folder.h"

#define DRAIN_BYTES ((size_t)1 << 18)

int bo_outfile_open(struct bo_outfile *file, const char *dir, const char *name, struct bo_err *err)
{
    *file = (struct bo_outfile){.fd = -1};
    file->path = bo_folder_path(dir, name);
    if (!file->path || asprintf(&file->temporary_path, "%s.partial", file->path) < 0) {
        file->temporary_path = NULL;
        return bo_file_fail(dir, err);
    }
    file->fd =
        open(file->temporary_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    return file->fd < 0 ? bo_file_fail(file->temporary_path, err) : 0;
}

static int write_out(struct bo_outfile *file, struct bo_err *err)
{
    size_t done = 0;
    if (file->text.failed)
        return bo_err_set(err, BO_ESTORE, "%s: out of memory", file->temporary_path);
    while (done < file->text.n) {
        ssize_t n = write(file->fd, file->text.data + done, file->text.n - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return bo_file_fail(file->temporary_path, err);
        done += (size_t)n;
    }
    file->text.n = 0;
    return 0;
}

int bo_outfile_drain(struct bo_outfile *file, struct bo_err *err)
{
    return file->text.n < DRAIN_BYTES ? 0 : write_out(file, err);
}

int bo_outfile_seal(struct bo_outfile *file, struct bo_err *err)
{
    int rc = write_out(file, err);
    if (rc == 0 && fsync(file->fd) != 0)
        rc = bo_file_fail(file->temporary_path, err);
    int closed = close(file->fd);
    file->fd = -1;
    if (rc == 0 && closed != 0)
        rc = bo_file_fail(file->temporary_path, err);
    return rc;
}

int bo_outfile_publish(struct bo_outfile *file, struct bo_err *err)
{
    if (rename(file->temporary_path, file->path) != 0)
        return bo_file_fail(file->path, err);
    file->published = true;
    return 0;
}

void bo_outfile_close(struct bo_outfile *file)
{
    if (file->fd >= 0)
        close(file->fd);
    if (file->temporary_path && !file->published)
        unlink(file->temporary_path);
    free(file->path);
    free(file->temporary_path);
    bo_text_free(&file->text);
    *file = (struct bo_outfile){.fd = -1};
}
