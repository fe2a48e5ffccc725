/* What the page is sent is whole, or an error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "buildout/cli/json_memory.h"
#include "../../sim/cli/serve.h"

/* AddressSanitizer would end what asks for too much. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

/* In place of the server's: what was sent last. */
static unsigned sent_status;
static char sent[256];

void bo_web_reply(struct bo_web_call *call, unsigned status, const char *json, size_t n)
{
    (void)call;
    sent_status = status;
    (void)snprintf(sent, sizeof sent, "%.*s", (int)n, json);
}

static json_t *answer_of(size_t n_bytes)
{
    json_t *answer = json_pack("{s:i}", "job", 1);
    json_object_set_new(answer, "why", json_stringn_nocheck("a word", n_bytes));
    return answer;
}

static void an_answer_without_memory_for_a_key_is_an_error(void **state)
{
    (void)state;
    bo_json_memory_watch();
    bo_serve_answer(NULL, 200, answer_of(PTRDIFF_MAX / 2)); /* no machine has it */
    assert_int_equal(sent_status, 503);
    assert_string_equal(sent, "{\"error\":\"there was no memory for the answer; ask again\"}");
    bo_serve_answer(NULL, 200, answer_of(1));
    assert_int_equal(sent_status, 200);
    assert_string_equal(sent, "{\"job\":1,\"why\":\"a\"}");
    (void)json_stringn_nocheck("a word", PTRDIFF_MAX / 2);
    bo_serve_refuse(NULL, 400, "the body must be one JSON object"); /* it could not be read */
    assert_int_equal(sent_status, 503);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_without_memory_for_a_key_is_an_error)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
