/* fault - a library to be preloaded, in which the N-th call of one kind fails, as on a full or a broken machine.
 *
 * BUILDOUT_FAULT=KIND:N with KIND open, write, sync, rename, map, alloc, or own: the program's allocations. Of
 * SQLite's statements, of which each text counts once: prepare, bind, which is the first value given to it, step, which is the
 * first, and row, which is the second step. What SQLite asks of itself does not count. netcdf: the calls of that library.
 * BUILDOUT_FAULT_MARK names a file that is made when the call has failed, so that a test knows when it is past the last
 * one. Children count on from their parent.
 * BUILDOUT_FAULT_SERVER=FOLDER instead: each line KIND:N of the pipe FOLDER/ask is a run of the program, which says what
 * it says to FOLDER/said; its exit code, and whether there was an N-th call (1 or 0), go to the pipe FOLDER/answer. All
 * that it takes to load the program is done but once.
 * What libconfig 1.5 allocates does not count, as it does not look whether it got memory, nor what C++ does, which throws.
 * Our own memory is mapped, but for what libraries want freed.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *kind = "";
static long left; /* calls of the kind until one fails; 0: none will */

static void read_fault(const char *fault)
{
    const char *colon = strchr(fault, ':');
    kind = colon ? fault : "";
    left = colon ? strtol(colon + 1, NULL, 10) : 0;
}

static int open_in(const char *folder, const char *name, int flags)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = n < (int)sizeof path ? open(path, flags, (mode_t)(S_IRUSR | S_IWUSR)) : -1;
    if (fd < 0)
        _exit(126);
    return fd;
}

/* A line without its end; false at the end of the text. */
static bool read_line(int fd, char *line, size_t size)
{
    for (size_t n = 0; n < size; n++) {
        if (read(fd, line + n, 1) != 1)
            return false;
        if (line[n] == '\n') {
            line[n] = '\0';
            return true;
        }
    }
    return false;
}

/* Returns in each child, which then runs the program. */
static void serve(const char *folder)
{
    static char line[64];
    int ask = open_in(folder, "ask", O_RDONLY | O_CLOEXEC);
    int answer = open_in(folder, "answer", O_WRONLY | O_CLOEXEC);
    const char *mark = getenv("BUILDOUT_FAULT_MARK");
    if (!mark)
        _exit(126);
    while (read_line(ask, line, sizeof line)) {
        int status = 0;
        pid_t child = fork();
        if (child == 0) {
            int said = open_in(folder, "said", O_CREAT | O_WRONLY | O_TRUNC);
            dup2(said, STDOUT_FILENO);
            dup2(said, STDERR_FILENO);
            close(said);
            close(ask);
            close(answer);
            read_fault(line);
            return;
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            _exit(126);
        int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        dprintf(answer, "%d %d\n", code, unlink(mark) == 0);
    }
    _exit(0);
}

/* What is done behind the program, such as to write counts of coverage, is not its own: flush.c calls it before. */
void bo_fault_end(void);
void bo_fault_end(void)
{
    left = 0;
}

/* Comes after what all libraries have to do when they are loaded, as those that are preloaded are last. */
__attribute__((constructor)) static void read_environment(void)
{
    const char *fault = getenv("BUILDOUT_FAULT");
    const char *server = getenv("BUILDOUT_FAULT_SERVER");
    if (fault)
        read_fault(fault);
    if (server)
        serve(server);
}

/* The call of this kind that is to fail: errno is set, and the mark is made without any call that could count. */
static bool fails(const char *what, int error)
{
    size_t n = strlen(what);
    if (left == 0 || strncmp(kind, what, n) != 0 || kind[n] != ':' || --left > 0)
        return false;
    const char *mark = getenv("BUILDOUT_FAULT_MARK");
    if (mark) {
        long fd =
            syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, (mode_t)(S_IRUSR | S_IWUSR));
        if (fd >= 0)
            syscall(SYS_close, fd);
    }
    errno = error;
    return true;
}

/* Does the call come from a library that cannot live without what it asks for, or from the loader? */
static bool is_helpless(const void *caller)
{
    static const char *const helpless[] = {"/libconfig", "/libstdc++", "/libsimgrid", "/ld-linux"};
    Dl_info from;
    if (!dladdr(caller, &from) || !from.dli_fname)
        return true;
    for (size_t i = 0; i < sizeof helpless / sizeof *helpless; i++) {
        if (strstr(from.dli_fname, helpless[i]))
            return true;
    }
    return false;
}

/* The program, or what allocates for it. */
static bool is_own(const void *caller)
{
    static const char *const own[] = {"/buildout", "/libjansson", "/libc.so"};
    Dl_info from;
    if (!dladdr(caller, &from) || !from.dli_fname)
        return false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strstr(from.dli_fname, own[i]))
            return true;
    }
    return false;
}

/* dladdr may allocate itself, and what it asks for is not to fail. */
static bool alloc_fails(const void *caller)
{
    static __thread bool asking;
    bool own = strncmp(kind, "own:", 4) == 0;
    if (left == 0 || (strncmp(kind, "alloc:", 6) != 0 && !own) || asking)
        return false;
    asking = true;
    bool fail =
        !is_helpless(caller) && (!own || is_own(caller)) && fails(own ? "own" : "alloc", ENOMEM);
    asking = false;
    return fail;
}

/* glibc's own, under the names that it keeps for such as us: dlsym would allocate. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t n);

void *malloc(size_t n)
{
    return alloc_fails(__builtin_return_address(0)) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return alloc_fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t n)
{
    return alloc_fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, n);
}

/* Or what libconfig duplicates would be the C library's. It asks for it by the name that a macro of old put there. */
static char *duplicate(const char *text, const void *caller)
{
    size_t n = strlen(text) + 1;
    char *copy = alloc_fails(caller) ? NULL : __libc_malloc(n);
    return copy ? memcpy(copy, text, n) : NULL;
}

char *strdup(const char *text)
{
    return duplicate(text, __builtin_return_address(0));
}

char *__strdup(const char *text);
char *__strdup(const char *text)
{
    return duplicate(text, __builtin_return_address(0));
}

/* The next definition of a function after ours. */
#define REAL(name) ((__typeof__(&(name)))(uintptr_t)dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list more)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return fails("open", EMFILE) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return fails("open", EMFILE) ? -1 : REAL(open64)(path, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    return fails("write", ENOSPC) ? -1 : REAL(write)(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    return fails("write", ENOSPC) ? -1 : REAL(pwrite)(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    return fails("write", ENOSPC) ? -1 : REAL(pwrite64)(fd, bytes, n, at);
}

int fsync(int fd)
{
    return fails("sync", EIO) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return fails("sync", EIO) ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
    return fails("rename", EIO) ? -1 : REAL(rename)(from, to);
}

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
    return fails("map", ENOMEM) ? MAP_FAILED : REAL(mmap)(at, n, protection, flags, fd, offset);
}

/* SQLite's, as far as they are needed here. */
enum { FAILED = 10, TEXTS_MAX = 1024 }; /* SQLITE_IOERR */
struct sqlite3;
struct sqlite3_stmt;
const char *sqlite3_sql(struct sqlite3_stmt *statement);
int sqlite3_exec(struct sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                 void *context, char **error);
int sqlite3_step(struct sqlite3_stmt *statement);
int sqlite3_prepare_v2(struct sqlite3 *db, const char *sql, int n, struct sqlite3_stmt **out,
                       const char **rest);
int sqlite3_prepare_v3(struct sqlite3 *db, const char *sql, int n, unsigned flags,
                       struct sqlite3_stmt **out, const char **rest);
int sqlite3_bind_int64(struct sqlite3_stmt *statement, int index, int64_t value);
int sqlite3_bind_text(struct sqlite3_stmt *statement, int index, const char *text, int n,
                      void (*end)(void *));

/* How often a text was run before; texts are told apart by a hash (FNV-1a). */
static unsigned times_before(const char *text)
{
    static struct {
        uint64_t hash;
        unsigned times;
    } seen[TEXTS_MAX];
    uint64_t hash = 14695981039346656037U;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    size_t i = hash % TEXTS_MAX;
    while (seen[i].times > 0 && seen[i].hash != hash)
        i = (i + 1) % TEXTS_MAX;
    seen[i].hash = hash;
    return seen[i].times++;
}

int sqlite3_step(struct sqlite3_stmt *statement)
{
    if (left > 0 && is_own(__builtin_return_address(0))) {
        unsigned times = times_before(REAL(sqlite3_sql)(statement));
        if ((times == 0 && fails("step", EIO)) || (times == 1 && fails("row", EIO)))
            return FAILED;
    }
    return REAL(sqlite3_step)(statement);
}

int sqlite3_exec(struct sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                 void *context, char **error)
{
    if (left > 0 && is_own(__builtin_return_address(0)) && times_before(sql) == 0 &&
        fails("step", EIO))
        return FAILED;
    return REAL(sqlite3_exec)(db, sql, row, context, error);
}

/* The first time that something is asked for this text, by the program, of what is to fail. */
static bool first_fails(const char *what, const char *sql, const void *caller)
{
    return left > 0 && strncmp(kind, what, strlen(what)) == 0 && is_own(caller) &&
           times_before(sql) == 0 && fails(what, EIO);
}

int sqlite3_prepare_v2(struct sqlite3 *db, const char *sql, int n, struct sqlite3_stmt **out,
                       const char **rest)
{
    *out = NULL;
    return first_fails("prepare", sql, __builtin_return_address(0))
               ? FAILED
               : REAL(sqlite3_prepare_v2)(db, sql, n, out, rest);
}

int sqlite3_prepare_v3(struct sqlite3 *db, const char *sql, int n, unsigned flags,
                       struct sqlite3_stmt **out, const char **rest)
{
    *out = NULL;
    return first_fails("prepare", sql, __builtin_return_address(0))
               ? FAILED
               : REAL(sqlite3_prepare_v3)(db, sql, n, flags, out, rest);
}

static bool bind_fails(struct sqlite3_stmt *statement, const void *caller)
{
    return left > 0 && first_fails("bind", REAL(sqlite3_sql)(statement), caller);
}

int sqlite3_bind_int64(struct sqlite3_stmt *statement, int index, int64_t value)
{
    return bind_fails(statement, __builtin_return_address(0))
               ? FAILED
               : REAL(sqlite3_bind_int64)(statement, index, value);
}

int sqlite3_bind_text(struct sqlite3_stmt *statement, int index, const char *text, int n,
                      void (*end)(void *))
{
    return bind_fails(statement, __builtin_return_address(0))
               ? FAILED
               : REAL(sqlite3_bind_text)(statement, index, text, n, end);
}

/* The program asks netCDF's library, which it opens when it wants it, for each call by name: it is given the calls below,
 * which ask the library in their turn. */
static void *netcdf;

void *dlopen(const char *file, int mode)
{
    void *library = REAL(dlopen)(file, mode);
    if (!library || !file || !strstr(file, "libnetcdf") || strncmp(kind, "netcdf:", 7) != 0)
        return library;
    netcdf = library;
    return REAL(dlopen)(NULL, mode);
}

#define NETCDF(name, takes, gives)                                                            \
    int name takes;                                                                           \
    int name takes                                                                            \
    {                                                                                         \
        int failed = fails("netcdf", EIO) ? NETCDF_FAILED : 0;                                \
        return failed ? failed : ((__typeof__(&(name)))(uintptr_t)dlsym(netcdf, #name))gives; \
    }
enum { NETCDF_FAILED = -101 }; /* NC_EHDFERR */

NETCDF(nc_create, (const char *path, int mode, int *file), (path, mode, file))
NETCDF(nc_def_dim, (int file, const char *name, size_t n, int *id), (file, name, n, id))
NETCDF(nc_def_var, (int file, const char *name, int type, int n, const int *dim, int *id),
       (file, name, type, n, dim, id))
NETCDF(nc_def_var_deflate, (int file, int variable, int shuffle, int deflate, int level),
       (file, variable, shuffle, deflate, level))
NETCDF(nc_def_var_chunking, (int file, int variable, int storage, const size_t *size),
       (file, variable, storage, size))
NETCDF(nc_put_att_text, (int file, int variable, const char *name, size_t n, const char *text),
       (file, variable, name, n, text))
NETCDF(nc_put_att_double,
       (int file, int variable, const char *name, int type, size_t n, const double *value),
       (file, variable, name, type, n, value))
NETCDF(nc_enddef, (int file), (file))
NETCDF(nc_put_vara_double,
       (int file, int variable, const size_t *start, const size_t *count, const double *value),
       (file, variable, start, count, value))
NETCDF(nc_put_var_int, (int file, int variable, const int *value), (file, variable, value))
NETCDF(nc_put_var_double, (int file, int variable, const double *value), (file, variable, value))
NETCDF(nc_put_var_string, (int file, int variable, const char **text), (file, variable, text))
NETCDF(nc_close, (int file), (file))

const char *nc_strerror(int code);
const char *nc_strerror(int code)
{
    return ((__typeof__(&nc_strerror))(uintptr_t)dlsym(netcdf, "nc_strerror"))(code);
}
