#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buildout/base/arena.h"
#include "near.h"

#define KIB ((size_t)1024)

static struct bo_arena *arena_of(size_t limit_bytes, bool shared)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;

    assert_int_equal(bo_arena_create(limit_bytes, shared, &arena, &err), 0);
    return arena;
}

static void pieces_are_zeroed_and_aligned_to_16_bytes(void **state)
{
    struct bo_arena *arena = arena_of(64 * KIB, false);

    (void)state;
    for (size_t n = 1; n < 100; n++) {
        unsigned char *piece = bo_arena_alloc(arena, n, 1);

        assert_int_equal((uintptr_t)piece % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xff, n);
    }
    bo_arena_free(arena);
}

static void a_piece_may_begin_on_a_cache_line(void **state)
{
    struct bo_arena *arena = arena_of(64 * KIB, false);

    (void)state;
    for (size_t n = 1; n < 100; n++) {
        (void)bo_arena_alloc(arena, n, 1);
        bo_arena_begin_line(arena);
        size_t used = bo_arena_used_bytes(arena);
        bo_arena_begin_line(arena); /* where one begins it stays */
        assert_int_equal(bo_arena_used_bytes(arena), used);
        unsigned char *piece = bo_arena_alloc(arena, 1, 1);

        assert_int_equal((uintptr_t)piece % 64, 0);
        assert_int_equal(piece[0], 0);
    }
    bo_arena_free(arena);
}

static void an_empty_piece_is_a_pointer_of_its_own(void **state)
{
    struct bo_arena *arena = arena_of(KIB, false);
    void *a = bo_arena_alloc(arena, 0, 8);
    void *b = bo_arena_alloc(arena, 1, 8);

    (void)state;
    assert_non_null(a);
    assert_ptr_not_equal(a, b);
    bo_arena_free(arena);
}

static void an_arena_gives_all_of_its_limit(void **state)
{
    struct bo_arena *arena = arena_of(4 * KIB, false);
    unsigned char *piece = bo_arena_alloc(arena, 4 * KIB, 1);

    (void)state;
    piece[4 * KIB - 1] = 1;
    assert_int_equal(bo_arena_used_bytes(arena), 4 * KIB);
    bo_arena_free(arena);
}

/* valgrind has 128 gibibytes of addresses to give in all. */
static bool under_valgrind(void)
{
    const char *answer = getenv("BUILDOUT_VALGRIND");

    return answer && strcmp(answer, "1") == 0;
}

static void a_large_limit_costs_no_memory_until_touched(void **state)
{
    struct bo_arena *arena;
    char *text;

    (void)state;
    if (under_valgrind())
        skip();
    arena = arena_of((size_t)1 << 40, false);
    text = bo_arena_strdup(arena, "one tebibyte of addresses");
    assert_string_equal(text, "one tebibyte of addresses");
    bo_arena_free(arena);
}

static void a_limit_beyond_the_address_space_is_an_error(void **state)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;

    (void)state;
    assert_int_equal(bo_arena_create(SIZE_MAX, false, &arena, &err), BO_ERUN);
    assert_int_equal(bo_arena_create(SIZE_MAX / 4, false, &arena, &err), BO_ERUN);
    assert_null(arena);
}

static void texts_are_copied(void **state)
{
    struct bo_arena *arena = arena_of(4 * KIB, false);

    (void)state;
    assert_string_equal(bo_arena_strndup(arena, "Beijing", 3), "Bei");
    assert_string_equal(bo_arena_strndup(arena, "Bei", 10), "Bei");
    assert_string_equal(bo_arena_strdup(arena, ""), "");
    assert_string_equal(bo_arena_printf(arena, "%s-%03d", "hall", 7), "hall-007");
    for (int n = 254; n < 259; n++) { /* where a text no longer fits what it is tried in */
        const char *wide = bo_arena_printf(arena, "%*d", n, n);
        assert_int_equal(strlen(wide), n);
        assert_int_equal(strtol(wide, NULL, 10), n);
    }
    bo_arena_free(arena);
}

static void the_latest_piece_grows_in_place_and_the_new_part_is_zero(void **state)
{
    struct bo_arena *arena = arena_of(64 * KIB, false);
    uint32_t *old = BO_NEW_ARRAY(arena, uint32_t, 3);
    uint32_t *grown;

    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        old[i] = i + 1;
    grown = bo_arena_regrow(arena, old, 3, 1000, sizeof *old);
    assert_ptr_equal(grown, old);
    assert_int_equal(grown[2], 3);
    assert_int_equal(grown[3], 0);
    assert_int_equal(grown[999], 0);
    bo_arena_free(arena);
}

static void an_older_piece_is_copied_and_its_neighbour_untouched(void **state)
{
    struct bo_arena *arena = arena_of(64 * KIB, false);
    uint32_t *old = BO_NEW_ARRAY(arena, uint32_t, 4);
    uint32_t *neighbour, *grown;

    (void)state;
    old[0] = 11;
    old[3] = 14;
    neighbour = BO_NEW_ARRAY(arena, uint32_t, 4);
    neighbour[0] = 99;
    grown = bo_arena_regrow(arena, old, 4, 8, sizeof *old);
    assert_ptr_not_equal(grown, old);
    assert_int_equal(grown[0], 11);
    assert_int_equal(grown[3], 14);
    assert_int_equal(grown[4], 0);
    assert_int_equal(neighbour[0], 99);
    bo_arena_free(arena);
}

static void an_empty_latest_piece_does_not_grow_over_what_follows_it(void **state)
{
    struct bo_arena *arena = arena_of(KIB, false);
    void *empty = bo_arena_alloc(arena, 0, 4);
    uint32_t *other = BO_NEW(arena, uint32_t);
    uint32_t *grown;

    (void)state;
    *other = 5;
    grown = bo_arena_regrow(arena, empty, 0, 8, sizeof *grown);
    grown[0] = 6;
    assert_int_equal(*other, 5);
    bo_arena_free(arena);
}

static void room_for_one_more_doubles_from_sixteen(void **state)
{
    struct bo_arena *arena = arena_of(64 * KIB, false);
    uint32_t n = 0, room = 0;
    uint32_t *array = NULL;

    (void)state;
    for (uint32_t i = 0; i < 100; i++) {
        BO_ARENA_ROOM(arena, array, n, room);
        assert_non_null(array);
        array[n++] = i;
        if (i % 7 == 0) /* so that some growth is in place and some is not */
            (void)bo_arena_alloc(arena, 1, 1);
    }
    assert_int_equal(room, 128);
    for (uint32_t i = 0; i < 100; i++)
        assert_int_equal(array[i], i);
    bo_arena_free(arena);
}

static void leave_on_full(void *context, size_t wanted_bytes)
{
    _exit(wanted_bytes == 2048 ? *(int *)context : 1);
}

/* The exit status of a child that asks for too much; -1 when a signal ended it. */
static int status_of_overfull_child(bo_arena_full_fn handler)
{
    int code = 42, status;
    pid_t child = fork();

    if (child == 0) {
        struct bo_arena *arena = NULL;

        if (bo_arena_create(KIB, false, &arena, NULL) != 0)
            _exit(2);
        (void)close(STDERR_FILENO);
        bo_arena_on_full(arena, handler, &code);
        (void)bo_arena_alloc(arena, 2048, 1);
        _exit(3);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_full_arena_calls_its_handler(void **state)
{
    (void)state;
    assert_int_equal(status_of_overfull_child(leave_on_full), 42);
}

static void a_full_arena_without_handler_aborts(void **state)
{
    (void)state;
    assert_int_equal(status_of_overfull_child(NULL), -1);
}

static const char *written_by_child(bool shared)
{
    struct bo_arena *arena = arena_of(KIB, shared);
    const char **slot = BO_NEW(arena, const char *);
    size_t used_before = bo_arena_used_bytes(arena);
    pid_t child = fork();
    int status;

    if (child == 0) {
        *slot = bo_arena_printf(arena, "child wrote %d", 12);
        _exit(0);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(bo_arena_used_bytes(arena) > used_before, shared);
    return *slot; /* the arena stays, for the test is over soon */
}

static void what_a_child_writes_to_a_shared_arena_its_parent_reads(void **state)
{
    (void)state;
    assert_string_equal(written_by_child(true), "child wrote 12");
}

/* Of an arena of small pages and of one of huge pages. */
static void what_a_child_sends_its_parent_has_at_the_same_places(void **state)
{
    static const size_t limit[] = {64 * KIB, (size_t)1 << 30};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct bo_arena *arena = arena_of(limit[i], false), *shared = arena_of(KIB, true);
        const char **text = BO_NEW(shared, const char *);
        int file = memfd_create("sent", 0);
        pid_t child = fork();
        if (child == 0) {
            (void)bo_arena_alloc(arena, 20, KIB);
            *text = bo_arena_printf(arena, "child %d", i);
            _exit(bo_arena_send(arena, file, NULL) == 0 ? 0 : 1);
        }
        int how = 1;
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_int_equal(how, 0);
        assert_int_equal(bo_arena_used_bytes(arena), 0);
        assert_int_equal(bo_arena_receive(arena, file, NULL), 0);
        assert_string_equal(*text, i == 0 ? "child 0" : "child 1");
        assert_int_equal(bo_arena_used_bytes(arena), 20 * KIB + 16);
        /* What follows is as it always is. */
        char *next = bo_arena_alloc(arena, 1, 1);
        assert_true(next == *text + 16 && *next == 0);
        (void)close(file);
        bo_arena_free(shared);
        bo_arena_free(arena);
    }
}

static void what_was_not_sent_is_not_received(void **state)
{
    (void)state;
    struct bo_arena *arena = arena_of(64 * KIB, false), *other = arena_of(32 * KIB, false);
    int file = memfd_create("nothing", 0);
    struct bo_err err;
    assert_int_equal(bo_arena_receive(arena, file, &err), BO_ERUN);
    assert_string_equal(err.text, "the results of a run cannot be read");
    assert_int_equal(bo_arena_send(other, file, NULL), 0); /* that of another arena */
    assert_int_equal(bo_arena_receive(arena, file, NULL), BO_ERUN);
    (void)bo_arena_alloc(arena, 20, KIB);
    assert_int_equal(bo_arena_send(arena, file, NULL), 0);
    assert_int_equal(ftruncate(file, 20 * KIB), 0); /* the pieces begin at a page */
    assert_int_equal(bo_arena_receive(arena, file, NULL), BO_ERUN);
    assert_int_equal(bo_arena_send(arena, -1, &err), BO_ERUN);
    assert_non_null(strstr(err.text, "cannot hand over"));
    (void)close(file);
    bo_arena_free(other);
    bo_arena_free(arena);
}

static void what_a_child_writes_to_a_private_arena_stays_its_own(void **state)
{
    (void)state;
    assert_null(written_by_child(false));
}

static void what_is_hidden_no_child_has(void **state)
{
    (void)state;
    if (under_valgrind()) /* whose search for leaks in the child does not end at what is hidden */
        skip();
    static const size_t limit[] = {64 * KIB, (size_t)1 << 30};
    for (int i = 0; i < 2; i++) {
        struct bo_arena *arena = arena_of(limit[i], false);
        char *text = bo_arena_strdup(arena, "kept");
        uintptr_t page = (uintptr_t)text / (4 * KIB) * (4 * KIB);
        bo_arena_hide(arena);
        pid_t child = fork();
        if (child == 0) {
            unsigned char there;
            _exit(mincore((void *)page, 1, &there) == -1 && errno == ENOMEM ? 0 : 1);
        }
        int how = 1;
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_int_equal(how, 0);
        assert_string_equal(text, "kept");
        assert_string_equal(bo_arena_strdup(arena, "more"), "more");
        bo_arena_free(arena);
    }
}

/* In a child, whose limit ends with it. */
static void a_limit_of_addresses_is_told_as_one(void **state)
{
    const struct rlimit little = {(rlim_t)1 << 28, (rlim_t)1 << 28};
    int status = 0;
    pid_t pid = fork();

    (void)state;
    if (pid == 0) {
        struct bo_arena *arena = NULL;
        struct bo_err err;
        bool told = setrlimit(RLIMIT_AS, &little) == 0 &&
                    bo_arena_create((size_t)1 << 29, false, &arena, &err) == BO_ERUN &&
                    strstr(err.text, "ulimit -v allows 262144 kB") != NULL;
        _exit(told ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_of_addresses_is_told_as_one),
        cmocka_unit_test(pieces_are_zeroed_and_aligned_to_16_bytes),
        cmocka_unit_test(a_piece_may_begin_on_a_cache_line),
        cmocka_unit_test(an_empty_piece_is_a_pointer_of_its_own),
        cmocka_unit_test(an_arena_gives_all_of_its_limit),
        cmocka_unit_test(a_large_limit_costs_no_memory_until_touched),
        cmocka_unit_test(a_limit_beyond_the_address_space_is_an_error),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(the_latest_piece_grows_in_place_and_the_new_part_is_zero),
        cmocka_unit_test(an_older_piece_is_copied_and_its_neighbour_untouched),
        cmocka_unit_test(an_empty_latest_piece_does_not_grow_over_what_follows_it),
        cmocka_unit_test(room_for_one_more_doubles_from_sixteen),
        cmocka_unit_test(a_full_arena_calls_its_handler),
        cmocka_unit_test(a_full_arena_without_handler_aborts),
        cmocka_unit_test(what_a_child_sends_its_parent_has_at_the_same_places),
        cmocka_unit_test(what_was_not_sent_is_not_received),
        cmocka_unit_test(what_a_child_writes_to_a_shared_arena_its_parent_reads),
        cmocka_unit_test(what_a_child_writes_to_a_private_arena_stays_its_own),
        cmocka_unit_test(what_is_hidden_no_child_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
