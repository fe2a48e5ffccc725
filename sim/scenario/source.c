#include "source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nearest.h"

/* "a/b/c.cfg" -> "a/b", "c.cfg" -> "." */
static const char *folder_of(struct bo_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return ".";
    return slash == path ? "/" : bo_arena_strndup(arena, path, (size_t)(slash - path));
}

static const char *join(struct bo_arena *arena, const char *folder, const char *name)
{
    if (name[0] == '/' || strcmp(folder, ".") == 0)
        return name;
    return bo_arena_printf(arena, "%s/%s", folder, name);
}

static const char *real_path(struct bo_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *kept = real != NULL ? bo_arena_strdup(arena, real) : NULL;

    free(real);
    return kept;
}

static bool lies_under(const char *path, const char *folder)
{
    size_t n;

    if (folder == NULL)
        return false;
    n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || (n > 0 && path[n - 1] == '/'));
}

/* Reads until the end or one byte beyond what is allowed. */
static int read_all(int fd, char *text, size_t room, size_t *n, struct bo_err *err)
{
    *n = 0;
    while (*n < room) {
        ssize_t got = read(fd, text + *n, room - *n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return bo_err_set(err, BO_ESCENARIO, "cannot be read: %s", strerror(errno));
        if (got == 0)
            return 0;
        *n += (size_t)got;
    }
    return bo_err_set(err, BO_ESCENARIO, "is larger than 1 MB");
}

/* Some editors put one before UTF-8 text. */
static void skip_byte_order_mark(const char *text, struct bo_file *file)
{
    static const char mark[] = "\xef\xbb\xbf";
    size_t n = sizeof mark - 1;
    bool has_mark = file->n >= n && memcmp(text, mark, n) == 0;

    file->text = has_mark ? text + n : text;
    file->n -= has_mark ? n : 0;
}

/* The size is only a hint for the room: what counts is what can be read. */
static int read_regular(struct bo_arena *arena, int fd, struct bo_file *file, struct bo_err *err)
{
    struct stat status;
    size_t room;
    char *text;
    int result;

    if (fstat(fd, &status) != 0)
        return bo_err_set(err, BO_ESCENARIO, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(status.st_mode))
        return bo_err_set(err, BO_ESCENARIO, "is not a regular file");
    if (status.st_size > (off_t)BO_SOURCE_MAX)
        return bo_err_set(err, BO_ESCENARIO, "is larger than 1 MB");
    room = BO_SOURCE_MAX + 1;
    text = malloc(room);
    if (text == NULL)
        return bo_err_set(err, BO_ESCENARIO, "cannot be read: out of memory");
    result = read_all(fd, text, room, &file->n, err);
    if (result == 0) {
        char *kept = bo_arena_alloc(arena, file->n + 1, 1);

        memcpy(kept, text, file->n);
        skip_byte_order_mark(kept, file);
        file->device = status.st_dev;
        file->inode = status.st_ino;
    }
    free(text);
    return result;
}

/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
static int read_file(struct bo_arena *arena, const char *path, struct bo_file *file,
                     struct bo_err *err)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    int result;

    if (fd < 0)
        return bo_err_set(err, BO_ESCENARIO, "cannot be opened: %s", strerror(errno));
    result = read_regular(arena, fd, file, err);
    (void)close(fd);
    return result;
}

int bo_source_open_first(struct bo_sources *sources, const char *path, struct bo_file *file,
                         struct bo_err *err)
{
    int result = read_file(sources->arena, path, file, err);

    if (result != 0)
        return result;
    file->shown = file->path = bo_arena_strdup(sources->arena, path);
    sources->home = real_path(sources->arena, folder_of(sources->arena, path));
    if (sources->home == NULL)
        return bo_err_set(err, BO_ESCENARIO, "its folder cannot be found: %s", strerror(errno));
    if (sources->installed != NULL)
        sources->installed = real_path(sources->arena, sources->installed);
    return 0;
}

static bool has_parent_step(const char *name)
{
    while (*name != '\0') {
        size_t n = strcspn(name, "/");

        if (n == 2 && name[0] == '.' && name[1] == '.')
            return true;
        name += n;
        name += strspn(name, "/");
    }
    return false;
}

static int check_name(const char *name, struct bo_err *err)
{
    if (name[0] == '/')
        return bo_err_set(err, BO_ESCENARIO,
                          "is an absolute path; name a file beside the scenario or one that "
                          "ships, or use --allow-outside");
    if (has_parent_step(name))
        return bo_err_set(err, BO_ESCENARIO,
                          "leaves the folder by \"..\"; name a file beside the scenario or one "
                          "that ships, or use --allow-outside");
    return 0;
}

/* Opens path when it exists where it may be: 1 when there is no such file. */
static int open_under(const struct bo_sources *sources, const char *path, struct bo_file *file,
                      struct bo_err *err)
{
    const char *real = real_path(sources->arena, path);

    if (real == NULL)
        return 1;
    if (!sources->allow_outside && !lies_under(real, sources->home) &&
        !lies_under(real, sources->installed))
        return bo_err_set(err, BO_ESCENARIO,
                          "leads out of the scenario's folder; use --allow-outside to read it");
    file->path = path;
    return read_file(sources->arena, real, file, err);
}

int bo_source_open(const struct bo_sources *sources, const struct bo_file *from, const char *name,
                   struct bo_file *file, struct bo_err *err)
{
    struct bo_arena *arena = sources->arena;
    int result;

    if (name[0] == '\0')
        return bo_err_set(err, BO_ESCENARIO, "is empty; it should name a file");
    if (!sources->allow_outside && check_name(name, err) != 0)
        return BO_ESCENARIO;
    file->shown = join(arena, folder_of(arena, from->shown), name);
    result = open_under(sources, join(arena, folder_of(arena, from->path), name), file, err);
    if (result != 1)
        return result;
    if (sources->installed != NULL && name[0] != '/') {
        file->shown = name;
        result = open_under(sources, join(arena, sources->installed, name), file, err);
    }
    if (result != 1)
        return result;
    return bo_err_set(err, BO_ESCENARIO,
                      sources->installed != NULL
                          ? "is neither beside this file nor among the scenarios that ship"
                          : "is not beside this file");
}

/* ---- what was probably meant ---- */

struct wanted {
    struct bo_arena *arena;
    const struct bo_problems *problems;
    const char *stem; /* "packs/baselin.cfg" without folder and ending */
    const char *ending;
    struct bo_near best;
};

/* The letters before the ending; 0 when it has another one. */
static size_t stem_length(const char *name, const char *ending)
{
    size_t n = strlen(name), n_ending = strlen(ending);

    return n > n_ending && strcmp(name + n - n_ending, ending) == 0 ? n - n_ending : 0;
}

/* A folder lists its files in any order: of two that are as near the first in the alphabet is meant. */
static void offer(struct wanted *w, const char *name)
{
    struct bo_near one = bo_near_to(w->problems, w->stem);
    char stem[64]; /* longer names are near to none */
    size_t n = stem_length(name, w->ending);

    if (n == 0 || n >= sizeof stem)
        return;
    memcpy(stem, name, n);
    stem[n] = '\0';
    bo_near_offer(&one, stem);
    if (one.best == NULL || one.best_edits > w->best.best_edits ||
        (one.best_edits == w->best.best_edits && strcmp(w->best.best, stem) <= 0))
        return;
    w->best = one;
    w->best.best = bo_arena_strdup(w->arena, stem);
}

static void offer_folder(struct wanted *w, const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;

    if (dir == NULL)
        return;
    while ((entry = readdir(dir)) != NULL)
        offer(w, entry->d_name);
    (void)closedir(dir);
}

const char *bo_source_hint(const struct bo_sources *sources, const struct bo_file *from,
                           const char *name, const char *ending, const struct bo_problems *problems)
{
    struct bo_arena *arena = sources->arena;
    const char *slash = strrchr(name, '/'), *base = slash != NULL ? slash + 1 : name;
    struct wanted w = {.arena = arena, .problems = problems, .stem = base, .ending = ending};

    if (stem_length(base, ending) > 0)
        w.stem = bo_arena_strndup(arena, base, stem_length(base, ending));
    w.best = bo_near_to(problems, w.stem);
    if (w.best.typed[0] == '\0')
        return "";
    offer_folder(&w, folder_of(arena, join(arena, folder_of(arena, from->path), name)));
    if (sources->installed != NULL && name[0] != '/')
        offer_folder(&w, folder_of(arena, join(arena, sources->installed, name)));
    if (!bo_near_is(&w.best))
        return "";
    return bo_arena_printf(arena, "; did you mean \"%.*s%s%s\"?", (int)(base - name), name,
                           w.best.best, ending);
}
