/* Pages that a child will touch are put in place before it does. */
#include "child.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../sim/run/pages.h"
#include "buildout/run/run.h"

#define N_PAGES 64
#define N_NEW_BYTES ((size_t)1 << 20)

struct world {
    struct bo_pages *pages;
    unsigned char *data; /* [N_PAGES pages] written by the parent, so that children copy them */
    size_t page_bytes;
    long faults;
};

static long n_faults(void)
{
    struct rusage usage;

    (void)getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

/* Writes a byte a page to data and to what malloc gives. */
static void touch(struct world *world)
{
    long before = n_faults();
    unsigned char *new = malloc(N_NEW_BYTES);

    for (size_t i = 0; i < N_PAGES; i++)
        world->data[i * world->page_bytes] = 2;
    for (size_t at = 0; new != NULL &&at < N_NEW_BYTES; at += world->page_bytes)
        ((volatile unsigned char *)new)[at] = 3;
    world->faults = n_faults() - before;
    free(new);
}

static void touch_and_note(void *shared)
{
    struct world *world = shared;

    bo_pages_ready(world->pages);
    touch(world);
    bo_pages_note(world->pages);
}

static void touch_only(void *shared)
{
    struct world *world = shared;

    bo_pages_ready(world->pages);
    touch(world);
}

static struct world *new_world(void)
{
    struct world *world = child_memory(sizeof *world);
    struct bo_err err;

    assert_int_equal(bo_pages_create(&world->pages, &err), BO_OK);
    world->page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    world->data = mmap(NULL, N_PAGES * world->page_bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(world->data != MAP_FAILED);
    memset(world->data, 1, N_PAGES * world->page_bytes);
    return world;
}

/* Whose own pages are counted with the child's. */
static bool is_watched(void)
{
    const char *valgrind = getenv("BUILDOUT_VALGRIND"), *sanitize = getenv("BUILDOUT_SANITIZE");

    return (valgrind != NULL && strcmp(valgrind, "1") == 0) ||
           (sanitize != NULL && sanitize[0] != '\0');
}

static void the_second_child_has_few_faults(void **state)
{
    struct world *world = new_world();

    (void)state;
    assert_int_equal(bo_pages_listed(world->pages), 0);
    run_in_child(touch_and_note, world);
    long first = world->faults;
    if (bo_pages_listed(world->pages) == 0) {
        printf("the kernel does not tell which pages are a process's own\n");
        skip();
    }
    run_in_child(touch_only, world);
    assert_true(first >= N_PAGES);
    if (!is_watched())
        assert_true(world->faults < N_PAGES / 4);
    bo_pages_free(world->pages);
}

static void what_is_put_in_place_keeps_what_it_holds(void **state)
{
    struct world *world = new_world();

    (void)state;
    run_in_child(touch_and_note, world);
    for (size_t i = 0; i < N_PAGES * world->page_bytes; i++)
        assert_int_equal(world->data[i], 1);
    bo_pages_ready(world->pages);
    for (size_t i = 0; i < N_PAGES * world->page_bytes; i++)
        assert_int_equal(world->data[i], 1);
    bo_pages_free(world->pages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_child_has_few_faults),
        cmocka_unit_test(what_is_put_in_place_keeps_what_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
