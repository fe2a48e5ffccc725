/* Memory that JSON lacked is remembered, though what was to hold it says nothing, and ends what reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "buildout/cli/json_memory.h"

/* AddressSanitizer would end what asks for too much. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void what_is_left_out_is_remembered(void **state)
{
    (void)state;
    bo_json_memory_watch();
    json_t *list = json_array();
    json_array_append_new(list, json_string("a text"));
    assert_int_equal(json_array_size(list), 1);
    assert_false(bo_json_memory_was_short());
    json_array_append_new(
        list, json_stringn_nocheck("a long one", PTRDIFF_MAX / 2)); /* no machine has it */
    assert_int_equal(json_array_size(list), 1);
    assert_true(bo_json_memory_was_short());
    json_array_append_new(list, json_string("a text"));
    assert_true(bo_json_memory_was_short()); /* what came later does not make it whole */
    json_decref(list);
}

/* The allocator that is watched, asked for more than there is when its turn comes. What it gave is freed at the end. */
enum { MOST_BLOCKS = 64 };
static json_malloc_t watched;
static uint32_t n_asked, fails_at, n_blocks;
static void *block[MOST_BLOCKS];

static void *allocate(size_t n)
{
    void *memory = watched(++n_asked == fails_at ? PTRDIFF_MAX : n);
    assert_true(n_blocks < MOST_BLOCKS);
    block[n_blocks++] = memory;
    return memory;
}

static void free_later(void *memory)
{
    (void)memory;
}

/* Reads the text, of which memory is short for the n-th thing that it holds. */
static bool reads(const char *text, uint32_t n, FILE *file)
{
    json_free_t free_block;
    bo_json_memory_watch();
    bo_json_memory_forget();
    json_get_alloc_funcs(&watched, &free_block);
    json_set_alloc_funcs(allocate, free_later);
    n_asked = n_blocks = 0;
    fails_at = n;
    json_t *list = file ? bo_json_read_file(file, 0) : bo_json_read(text, 0);
    bool whole = list != NULL && strncmp(json_string_value(json_array_get(list, 0)), text + 2,
                                         strlen(text) - 4) == 0;
    assert_int_equal(whole, n_asked < n);
    assert_int_equal(bo_json_memory_was_short(), !whole);
    if (list)
        json_decref(list);
    bo_json_memory_watch();
    bo_json_memory_forget();
    for (uint32_t i = 0; i < n_blocks; i++)
        free_block(block[i]);
    return whole;
}

/* Texts of every length, as what is short may be room for a text's last byte. */
static void what_reads_ends_where_memory_does(void **state)
{
    (void)state;
    enum { LONGEST = 80 };
    char text[LONGEST + 5] = "[\"";
    for (size_t length = 1; length <= LONGEST; length++) {
        memset(text + 2, 'a', length);
        memcpy(text + 2 + length, "\"]", 3);
        uint32_t n = 1;
        while (!reads(text, n, NULL))
            n++;
        assert_true(n > 3);
    }
}

static void so_does_what_reads_a_file(void **state)
{
    (void)state;
    static const char text[] = "[\"a line that wants more room than there is at first\"]";
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    uint32_t n = 0;
    do
        rewind(file);
    while (!reads(text, ++n, file));
    assert_true(n > 3);
    fclose(file);
}

static void what_is_no_json_reads_as_none(void **state)
{
    (void)state;
    assert_null(bo_json_read(NULL, 0));
    assert_null(bo_json_read("[1", 0));
    assert_null(bo_json_read_bytes("{\"a\": 1, \"a\": 2}", 16, JSON_REJECT_DUPLICATES));
    json_t *list = bo_json_read_bytes("[1]2", 3, 0);
    assert_int_equal(json_array_size(list), 1);
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_left_out_is_remembered),
                                       cmocka_unit_test(what_reads_ends_where_memory_does),
                                       cmocka_unit_test(so_does_what_reads_a_file),
                                       cmocka_unit_test(what_is_no_json_reads_as_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
