/* Memory that JSON lacked is remembered, though what was to hold it says nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_left_out_is_remembered)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
