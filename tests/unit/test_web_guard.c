/* Who is let in: the rules of web/guard.h, one by one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "buildout/web/guard.h"

#define TOKEN "0123456789abcdef0123456789abcdef"

enum { PORT = 8642 };

static const struct bo_web_headers good_call = {.method = "POST",
                                                .path = "/api/start",
                                                .n_hosts = 1,
                                                .host = "127.0.0.1:8642",
                                                .origin = "http://127.0.0.1:8642",
                                                .token = TOKEN,
                                                .content_type = "application/json",
                                                .content_length = "17"};
static const struct bo_web_headers good_page = {
    .method = "GET", .path = "/", .n_hosts = 1, .host = "localhost:8642"};

static unsigned status_of(const struct bo_web_headers *headers)
{
    return bo_web_judge(headers, PORT, TOKEN).status;
}

static void a_call_and_a_page_are_let_in(void **state)
{
    (void)state;
    assert_int_equal(status_of(&good_call), 0);
    assert_int_equal(bo_web_judge(&good_call, PORT, TOKEN).n_body, 17);
    assert_int_equal(status_of(&good_page), 0);
}

static void only_this_machine_by_its_two_names_is_a_host(void **state)
{
    static const char *const own[] = {"127.0.0.1:8642", "localhost:8642", "LocalHost:8642"};
    static const char *const foreign[] = {"",
                                          "127.0.0.1",
                                          "127.0.0.1:80",
                                          "localhost:8642.evil.example",
                                          "evil.example:8642",
                                          "127.0.0.1:8642:8642",
                                          "localhost:08642",
                                          "0.0.0.0:8642",
                                          "[::1]:8642",
                                          "127.0.0.1:8642 "};

    (void)state;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_true(bo_web_is_own_host(own[i], PORT));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        struct bo_web_headers page = good_page;
        page.host = foreign[i];
        assert_int_equal(status_of(&page), 403);
    }
    assert_true(bo_web_is_own_host("localhost", 80));
}

static void a_missing_or_second_host_is_refused(void **state)
{
    struct bo_web_headers page = good_page;

    (void)state;
    page.host = NULL;
    page.n_hosts = 0;
    assert_int_equal(status_of(&page), 403);
    page = good_page;
    page.n_hosts = 2;
    assert_int_equal(status_of(&page), 403);
}

static void another_page_cannot_ask(void **state)
{
    static const char *const foreign[] = {
        "http://evil.example",   "https://127.0.0.1:8642", "null", "http://127.0.0.1:8643", "",
        "http://localhost:8642/"};

    (void)state;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        struct bo_web_headers call = good_call;
        call.origin = foreign[i];
        assert_int_equal(status_of(&call), 403);
    }
    struct bo_web_headers call = good_call;
    call.origin = NULL;
    call.fetch_site = "cross-site";
    assert_int_equal(status_of(&call), 403);
}

static void a_call_needs_the_whole_token(void **state)
{
    static const char longer[] = TOKEN "0";
    static const char *const wrong[] = {NULL, "", "0123456789abcdef0123456789abcde", longer,
                                        "1123456789abcdef0123456789abcdef"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bo_web_headers call = good_call;
        call.token = wrong[i];
        assert_int_equal(status_of(&call), 403);
    }
}

static void a_call_is_posted_json_of_known_length(void **state)
{
    struct bo_web_headers call = good_call;

    (void)state;
    call.method = "GET";
    assert_int_equal(status_of(&call), 405);
    call = good_call;
    call.content_type = "text/plain";
    assert_int_equal(status_of(&call), 415);
    call.content_type = "application/jsonp";
    assert_int_equal(status_of(&call), 415);
    call.content_type = "application/json; charset=utf-8";
    assert_int_equal(status_of(&call), 0);
    call = good_call;
    call.content_length = NULL;
    assert_int_equal(status_of(&call), 411);
    call = good_call;
    call.transfer_encoding = "chunked";
    assert_int_equal(status_of(&call), 411);
    call = good_call;
    call.content_length = "-1";
    assert_int_equal(status_of(&call), 400);
}

static void a_body_has_a_megabyte_at_most(void **state)
{
    struct bo_web_headers call = good_call;

    (void)state;
    call.content_length = "1048576";
    assert_int_equal(status_of(&call), 0);
    assert_int_equal(bo_web_judge(&call, PORT, TOKEN).n_body, 1 << 20);
    call.content_length = "1048577";
    assert_int_equal(status_of(&call), 413);
    call.content_length = "99999999999999999999999999999999999";
    assert_int_equal(status_of(&call), 413);
}

static void what_is_fetched_is_only_fetched(void **state)
{
    static const char *const others[] = {"POST", "PUT", "DELETE", "OPTIONS", "get"};
    struct bo_web_headers page = good_page;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        page.method = others[i];
        assert_int_equal(status_of(&page), 405);
    }
    page.method = "HEAD";
    assert_int_equal(status_of(&page), 0);
    page.content_length = "5";
    assert_int_equal(status_of(&page), 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_and_a_page_are_let_in),
        cmocka_unit_test(only_this_machine_by_its_two_names_is_a_host),
        cmocka_unit_test(a_missing_or_second_host_is_refused),
        cmocka_unit_test(another_page_cannot_ask),
        cmocka_unit_test(a_call_needs_the_whole_token),
        cmocka_unit_test(a_call_is_posted_json_of_known_length),
        cmocka_unit_test(a_body_has_a_megabyte_at_most),
        cmocka_unit_test(what_is_fetched_is_only_fetched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
