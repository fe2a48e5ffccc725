#include "buildout/base/arena.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define ALIGNMENT ((size_t)16)
#define CACHE_LINE ((size_t)64)
#define KIB 1024u

/* The arena's own struct opens its range, so that a forked child's allocations in a shared arena are seen by the
 * parent as allocations too. */
struct bo_arena {
    size_t limit; /* bytes of the range, this struct included */
    size_t first; /* offset of the first piece */
    size_t
        used; /* bytes handed out, all before the first piece included; a multiple of ALIGNMENT */
    size_t latest; /* offset of the latest piece */
    bo_arena_full_fn on_full;
    void *context;
};

static size_t round_up(size_t n_bytes, size_t to)
{
    assert(n_bytes <= SIZE_MAX - to);
    return (n_bytes + to - 1) / to * to;
}

static void *piece_at(struct bo_arena *arena, size_t offset)
{
    return (unsigned char *)arena + offset;
}

#define HUGE_PAGE ((size_t)2 << 20)
/* Small arenas would waste most of a huge page. */
#define HUGE_FROM ((size_t)256 << 20)

/* The struct of a large arena has a huge page's room to itself, and only a small page in it: a forked child that writes
 * where its parent wrote would copy a huge page by small ones. */
static size_t first_offset(size_t limit_bytes)
{
    return limit_bytes < HUGE_FROM ? round_up(sizeof(struct bo_arena), ALIGNMENT) : HUGE_PAGE;
}

static size_t range_bytes(const struct bo_arena *arena)
{
    return arena->first < HUGE_PAGE ? arena->limit : round_up(arena->limit, HUGE_PAGE);
}

/* One fault for 2 MiB instead of 512: a tenth of a run was spent on faults without it. The range must begin where a
 * huge page can, so a longer one is mapped and its ends are given back. */
static void *map_in_huge_pages(size_t n_bytes, int flags)
{
    unsigned char *range = mmap(NULL, n_bytes + HUGE_PAGE, PROT_READ | PROT_WRITE, flags, -1, 0);

    if (range == MAP_FAILED)
        return range;
    size_t before = (HUGE_PAGE - (uintptr_t)range % HUGE_PAGE) % HUGE_PAGE;
    size_t after = HUGE_PAGE - before;
    if (before > 0)
        (void)munmap(range, before);
    (void)munmap(range + before + n_bytes, after);
    /* Hints: there need not be any. */
    (void)madvise(range + before, HUGE_PAGE, MADV_NOHUGEPAGE);
    (void)madvise(range + before + HUGE_PAGE, n_bytes - HUGE_PAGE, MADV_HUGEPAGE);
    return range + before;
}

/* Of addresses far more are reserved than are ever filled: a limit of them, which ulimit -v sets, is none of memory. */
static int refuse(size_t n_bytes, int error, struct bo_err *err)
{
    struct rlimit addresses;
    bool limited = getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY;
    if (!limited)
        return bo_err_set(err, BO_ERUN, "cannot reserve %zu bytes of memory: %s", n_bytes,
                          strerror(error));
    return bo_err_set(err, BO_ERUN,
                      "cannot reserve %zu bytes of addresses, as ulimit -v allows %llu kB in all: "
                      "lift it (ulimit -v unlimited), for most of them are never filled",
                      n_bytes, (unsigned long long)addresses.rlim_cur / KIB);
}

int bo_arena_create(size_t limit_bytes, bool shared, struct bo_arena **out, struct bo_err *err)
{
    int flags = MAP_ANONYMOUS | MAP_NORESERVE | (shared ? MAP_SHARED : MAP_PRIVATE);
    struct bo_arena *arena;
    size_t limit, first = first_offset(limit_bytes);

    if (limit_bytes > SIZE_MAX / 2)
        return bo_err_set(err, BO_ERUN, "cannot reserve %zu bytes of memory", limit_bytes);
    limit = round_up(limit_bytes, ALIGNMENT) + first;
    if (first < HUGE_PAGE)
        arena = mmap(NULL, limit, PROT_READ | PROT_WRITE, flags, -1, 0);
    else
        arena = map_in_huge_pages(round_up(limit, HUGE_PAGE), flags);
    if (arena == MAP_FAILED)
        return refuse(limit, errno, err);
    arena->limit = limit;
    arena->first = arena->used = first;
    *out = arena;
    return 0;
}

void bo_arena_free(struct bo_arena *arena)
{
    if (arena != NULL)
        (void)munmap(arena, range_bytes(arena));
}

void bo_arena_on_full(struct bo_arena *arena, bo_arena_full_fn handler, void *context)
{
    arena->on_full = handler;
    arena->context = context;
}

void bo_arena_hide(struct bo_arena *arena)
{
    (void)madvise(arena, range_bytes(arena), MADV_DONTFORK); /* a saving, no promise */
}

/* Takes the next n_bytes (a multiple of ALIGNMENT); does not return when there is no room. */
static void take(struct bo_arena *arena, size_t n_bytes)
{
    if (n_bytes > arena->limit - arena->used) {
        if (arena->on_full != NULL)
            arena->on_full(arena->context, n_bytes);
        (void)fprintf(stderr, "arena of %zu bytes is full: %zu more were wanted\n", arena->limit,
                      n_bytes);
        abort();
    }
    arena->used += n_bytes;
}

/* An empty piece takes room too, so that no two pieces share an address and "latest" is never ambiguous. */
static size_t piece_bytes(size_t n, size_t size)
{
    assert(size == 0 || n <= SIZE_MAX / 2 / size);
    return n * size == 0 ? ALIGNMENT : round_up(n * size, ALIGNMENT);
}

void *bo_arena_alloc(struct bo_arena *arena, size_t n, size_t size)
{
    size_t offset = arena->used;

    /* Pages of a fresh mapping are zero and no byte is handed out twice, so there is nothing to clear. */
    take(arena, piece_bytes(n, size));
    arena->latest = offset;
    return piece_at(arena, offset);
}

void bo_arena_begin_line(struct bo_arena *arena)
{
    take(arena, round_up(arena->used, CACHE_LINE) - arena->used);
}

char *bo_arena_strndup(struct bo_arena *arena, const char *text, size_t length)
{
    size_t n = strnlen(text, length);
    char *copy = bo_arena_alloc(arena, n + 1, 1);

    memcpy(copy, text, n);
    return copy;
}

char *bo_arena_strdup(struct bo_arena *arena, const char *text)
{
    return bo_arena_strndup(arena, text, strlen(text));
}

char *bo_arena_printf(struct bo_arena *arena, const char *format, ...)
{
    char most[256]; /* nearly every text fits, and is formatted once */
    va_list args, again;
    int length;
    char *text;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(most, sizeof most, format, args);
    va_end(args);
    assert(length >= 0);
    text = bo_arena_alloc(arena, (size_t)length + 1, 1);
    if ((size_t)length < sizeof most)
        memcpy(text, most, (size_t)length + 1);
    else
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void *bo_arena_regrow(struct bo_arena *arena, const void *old, size_t n_old, size_t n_new,
                      size_t size)
{
    void *grown;

    assert(n_new >= n_old && (old != NULL || n_old == 0));
    if (old != NULL && old == piece_at(arena, arena->latest)) {
        size_t have = arena->used - arena->latest;
        size_t want = piece_bytes(n_new, size);

        if (want > have)
            take(arena, want - have);
        return piece_at(arena, arena->latest);
    }
    grown = bo_arena_alloc(arena, n_new, size);
    if (old != NULL)
        memcpy(grown, old, n_old * size);
    return grown;
}

size_t bo_arena_used_bytes(const struct bo_arena *arena)
{
    return arena->used - arena->first;
}

/* ---- from a child to its parent ---- */

typedef ssize_t (*move_fn)(int fd, void *bytes, size_t n, off_t at);

static ssize_t move_out(int fd, void *bytes, size_t n, off_t at)
{
    return pwrite(fd, bytes, n, at);
}

/* All n bytes; a call may move less, or be interrupted. */
static int move_all(move_fn move, int fd, void *bytes, size_t n, off_t at)
{
    unsigned char *next = bytes;

    while (n > 0) {
        ssize_t moved = move(fd, next, n, at);

        if (moved < 0 && errno == EINTR)
            continue;
        if (moved <= 0)
            return -1;
        next += moved;
        at += moved;
        n -= (size_t)moved;
    }
    return 0;
}

/* Where in the file the pieces begin: on a page, for them to be mapped. */
static off_t sent_at(void)
{
    return (off_t)sysconf(_SC_PAGESIZE);
}

int bo_arena_send(struct bo_arena *arena, int fd, struct bo_err *err)
{
    if (move_all(move_out, fd, arena, sizeof *arena, 0) != 0 ||
        move_all(move_out, fd, piece_at(arena, arena->first), arena->used - arena->first,
                 sent_at()) != 0)
        return bo_err_set(err, BO_ERUN, "cannot hand over %zu bytes of results: %s",
                          bo_arena_used_bytes(arena), strerror(errno));
    return 0;
}

/* Pages of the file take the place of the arena's, so that nothing is copied; where pieces do not begin on a page they
 * are read. */
static int take_pieces(struct bo_arena *arena, int fd, size_t n_bytes)
{
    void *pieces = piece_at(arena, arena->first);

    if (n_bytes == 0)
        return 0;
    if (arena->first % (size_t)sent_at() != 0)
        return move_all(pread, fd, pieces, n_bytes, sent_at());
    void *mapped =
        mmap(pieces, n_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, sent_at());
    return mapped == MAP_FAILED ? -1 : 0;
}

/* A file that ends before the pieces do would be mapped all the same. */
static bool has_pieces(int fd, size_t n_bytes)
{
    struct stat info;
    return n_bytes == 0 || (fstat(fd, &info) == 0 && info.st_size >= sent_at() + (off_t)n_bytes);
}

int bo_arena_receive(struct bo_arena *arena, int fd, struct bo_err *err)
{
    struct bo_arena sent = {0};

    if (move_all(pread, fd, &sent, sizeof sent, 0) != 0 || sent.limit != arena->limit ||
        sent.used > sent.limit || sent.used < arena->first ||
        !has_pieces(fd, sent.used - arena->first) ||
        take_pieces(arena, fd, sent.used - arena->first) != 0)
        return bo_err_set(err, BO_ERUN, "the results of a run cannot be read");
    arena->used = sent.used;
    arena->latest = sent.latest;
    return 0;
}
