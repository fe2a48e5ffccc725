/* arena_fixture.h - an arena of 1 MiB for all tests of a group. */
#ifndef BUILDOUT_TESTS_ARENA_FIXTURE_H
#define BUILDOUT_TESTS_ARENA_FIXTURE_H

#include "buildout/base/arena.h"

static struct bo_arena *arena;

static int create_arena(void **state)
{
    (void)state;
    return bo_arena_create(1 << 20, false, &arena, NULL);
}

static int free_arena(void **state)
{
    (void)state;
    bo_arena_free(arena);
    return 0;
}

#endif
