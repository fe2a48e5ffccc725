#include "pages.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buildout/base/arena.h"

/* Since Linux 5.14; older kernels refuse them. */
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

/* Documentation/admin-guide/mm/pagemap.rst */
#define PAGEMAP "/proc/self/pagemap"
#define PRESENT (UINT64_C(1) << 63)
#define OF_FILE (UINT64_C(1) << 61)
#define EXCLUSIVE (UINT64_C(1) << 56)

#define N_RANGES 1024
#define N_ENTRIES 512
/* Ranges at the top of the heap, which is not there when a child begins. */
#define N_BEYOND 256
/* Arenas are larger, and a child makes its own. */
#define MOST_BYTES ((ptrdiff_t)64 << 20)
/* What a child may take without asking the kernel again; most of a run's is in arenas. */
#define HEAP_ROOM ((size_t)2 << 20)
#define NEVER ((size_t)32 << 20)

struct range {
    char *first;
    char *end;
    int advice;
};

struct bo_pages {
    struct bo_arena *arena;
    atomic_bool claimed;
    atomic_bool complete;
    uint32_t n;
    struct range range[N_RANGES];
};

struct mapping {
    char *first, *end;
    bool writable;
};

int bo_pages_create(struct bo_pages **out, struct bo_err *err)
{
    struct bo_arena *arena;
    int status = bo_arena_create(sizeof **out, true, &arena, err);
    if (status == BO_OK) {
        *out = BO_NEW(arena, struct bo_pages);
        (*out)->arena = arena;
    }
    return status;
}

void bo_pages_free(struct bo_pages *pages)
{
    if (pages != NULL) {
        bo_arena_free(pages->arena);
    }
}

size_t bo_pages_listed(const struct bo_pages *pages)
{
    return atomic_load(&pages->complete) ? pages->n : 0;
}

/* The top of the heap grows once, so that its pages can be put in place too. */
static void widen_heap(void)
{
    (void)mallopt(M_MMAP_THRESHOLD, (int)NEVER);
    (void)mallopt(M_TRIM_THRESHOLD, (int)NEVER);
    void *volatile room = malloc(HEAP_ROOM);
    free(room);
}

static bool put_in_place(const struct range *range)
{
    return madvise(range->first, (size_t)(range->end - range->first), range->advice) == 0;
}

void bo_pages_ready(const struct bo_pages *pages)
{
    const struct range *beyond[N_BEYOND];
    size_t n_beyond = 0;
    for (uint32_t i = 0; i < bo_pages_listed(pages); i++) {
        if (!put_in_place(&pages->range[i]) && n_beyond < N_BEYOND) {
            beyond[n_beyond++] = &pages->range[i];
        }
    }
    widen_heap();
    for (size_t i = 0; i < n_beyond; i++) {
        (void)put_in_place(beyond[i]);
    }
}

static void add(struct bo_pages *pages, char *page, size_t page_bytes, int advice)
{
    struct range *last = pages->n > 0 ? &pages->range[pages->n - 1] : NULL;
    if (last != NULL && last->end == page && last->advice == advice) {
        last->end += page_bytes;
    } else if (pages->n < N_RANGES) {
        pages->range[pages->n++] = (struct range){page, page + page_bytes, advice};
    }
}

/* Code and constants that were read; of data what is the child's own by now, as it has written there. */
static bool was_touched(uint64_t entry, bool writable)
{
    uint64_t own = PRESENT | EXCLUSIVE;
    return writable ? (entry & (own | OF_FILE)) == own : (entry & PRESENT) != 0;
}

static void note_mapping(struct bo_pages *pages, int pagemap, const struct mapping *mapping)
{
    uint64_t entry[N_ENTRIES];
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    size_t n_left = (size_t)(mapping->end - mapping->first) / page_bytes;
    char *page = mapping->first;
    while (n_left > 0) {
        size_t n = n_left < N_ENTRIES ? n_left : N_ENTRIES;
        off_t at = (off_t)((uintptr_t)page / page_bytes * sizeof entry[0]);
        if (pread(pagemap, entry, n * sizeof entry[0], at) != (ssize_t)(n * sizeof entry[0])) {
            return;
        }
        for (size_t i = 0; i < n; i++, page += page_bytes) {
            if (was_touched(entry[i], mapping->writable)) {
                add(pages, page, page_bytes,
                    mapping->writable ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);
            }
        }
        n_left -= n;
    }
}

/* A line of /proc/self/maps; false for what is shared, an arena's, or the kernel's own. */
static bool read_mapping(const char *line, struct mapping *mapping)
{
    char mode[5];
    void *first = NULL, *end = NULL;
    bool read = sscanf(line, "%p-%p %4s", &first, &end, mode) == 3;
    mapping->first = first;
    mapping->end = end;
    mapping->writable = read && mode[1] == 'w';
    return read && mode[0] == 'r' && mode[3] == 'p' && strstr(line, "[v") == NULL &&
           mapping->end - mapping->first <= MOST_BYTES;
}

void bo_pages_note(struct bo_pages *pages)
{
    if (atomic_exchange(&pages->claimed, true)) {
        return;
    }
    int pagemap = open(PAGEMAP, O_RDONLY | O_CLOEXEC);
    FILE *maps = fopen("/proc/self/maps", "re");
    char line[512];
    while (pagemap >= 0 && maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        struct mapping mapping;
        if (read_mapping(line, &mapping)) {
            note_mapping(pages, pagemap, &mapping);
        }
    }
    if (maps != NULL) {
        (void)fclose(maps);
    }
    if (pagemap >= 0) {
        (void)close(pagemap);
    }
    atomic_store(&pages->complete, true);
}
