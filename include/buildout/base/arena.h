/* buildout/base/arena.h - memory that lives and dies together.
 *
 * An arena reserves one range of addresses and hands out zeroed pieces of it. Nothing is freed singly; destroying the
 * arena frees all. A shared arena is visible to forked children at the same addresses, so what a child writes there
 * the parent can read by the same pointers.
 *
 * Owner:  pieces belong to the arena.
 * Errors: a full arena calls its on_full handler, which must not return; without one the process aborts. Allocation
 *         therefore never returns NULL.
 */
#ifndef BUILDOUT_BASE_ARENA_H
#define BUILDOUT_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/err.h"

struct bo_arena;
typedef void (*bo_arena_full_fn)(void *context, size_t wanted_bytes);

/* limit_bytes is address space, not memory: pages are only used once touched. */
int bo_arena_create(size_t limit_bytes, bool shared, struct bo_arena **out, struct bo_err *err);
void bo_arena_free(struct bo_arena *arena);
void bo_arena_on_full(struct bo_arena *arena, bo_arena_full_fn handler, void *context);
/* Children that are forked from now on do not have it, and may not touch it: so a process that forks often does not copy
 * its own pages anew after each fork. */
void bo_arena_hide(struct bo_arena *arena);

/* Zeroed and aligned to 16 bytes; n 0 gives a valid pointer to nothing. n * size may not overflow (asserted). */
void *bo_arena_alloc(struct bo_arena *arena, size_t n, size_t size);
char *bo_arena_strdup(struct bo_arena *arena, const char *text);
char *bo_arena_strndup(struct bo_arena *arena, const char *text, size_t length);
char *bo_arena_printf(struct bo_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The next piece begins on a cache line. */
void bo_arena_begin_line(struct bo_arena *arena);

/* An array that may double: returns an array of at least n_new elements that starts with the n_old of old. When old
 * is the arena's latest piece it grows in place. */
void *bo_arena_regrow(struct bo_arena *arena, const void *old, size_t n_old, size_t n_new,
                      size_t size);

size_t bo_arena_used_bytes(const struct bo_arena *arena);

/* The other way from a forked child to its parent: of a private arena, which may have huge pages, made before the fork
 * and untouched since by the parent, what the child has in it is written to a file, the pages of which the parent
 * has where they were, for the parent alone to write to. */
int bo_arena_send(struct bo_arena *arena, int fd, struct bo_err *err);
int bo_arena_receive(struct bo_arena *arena, int fd, struct bo_err *err);

#define BO_NEW(arena, type) ((type *)bo_arena_alloc((arena), 1, sizeof(type)))
#define BO_NEW_ARRAY(arena, type, n) ((type *)bo_arena_alloc((arena), (n), sizeof(type)))

/* Makes room for one more element in a (pointer, count, capacity) array kept in an arena. */
#define BO_ARENA_ROOM_FROM(arena, array, n, capacity, first)                          \
    do {                                                                              \
        if ((n) == (capacity)) {                                                      \
            uint32_t room_ = (capacity) ? 2 * (capacity) : (first);                   \
            (array) = bo_arena_regrow((arena), (array), (n), room_, sizeof *(array)); \
            (capacity) = room_;                                                       \
        }                                                                             \
    } while (0)
#define BO_ARENA_ROOM(arena, array, n, capacity) BO_ARENA_ROOM_FROM(arena, array, n, capacity, 16)

#endif
