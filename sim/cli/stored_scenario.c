#include "stored_scenario.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "open_scenario.h"

enum { PATH_ROOM = 40 };

static int write_all(int fd, const char *text)
{
    size_t n = strlen(text);
    while (n > 0) {
        ssize_t done = write(fd, text, n);
        if (done <= 0)
            return -1;
        text += done;
        n -= (size_t)done;
    }
    return 0;
}

int bo_stored_scenario_open(const struct bo_experiment *experiment, struct bo_arena **arena,
                            const struct bo_scenario **scenario, struct bo_err *err)
{
    static const struct bo_args plain = {.n_operands = 0};
    char path[PATH_ROOM];
    int fd = memfd_create("scenario", MFD_CLOEXEC);
    *arena = NULL;
    if (fd < 0 || write_all(fd, experiment->scenario_text) != 0) {
        if (fd >= 0)
            close(fd);
        return bo_err_set(err, BO_ESTORE, "no memory for the scenario");
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int status = bo_open_scenario(&plain, path, arena, scenario, err);
    close(fd);
    return status;
}
