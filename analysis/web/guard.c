#include "buildout/web/guard.h"

#include <stdio.h>
#include <string.h>

#include "buildout/base/text.h"

enum { HTTP_PORT = 80, OWN_HOST_BYTES = 32 };
enum {
    BAD_REQUEST = 400,
    FORBIDDEN = 403,
    NOT_ALLOWED = 405,
    LENGTH_REQUIRED = 411,
    TOO_LARGE = 413,
    WRONG_TYPE = 415
};

static const char *const own_names[] = {"127.0.0.1", "localhost"};
enum { N_OWN_NAMES = sizeof own_names / sizeof *own_names };

bool bo_web_is_own_host(const char *host, uint16_t port)
{
    char own[OWN_HOST_BYTES];

    for (int i = 0; i < N_OWN_NAMES; i++) {
        (void)snprintf(own, sizeof own, "%s:%u", own_names[i], port);
        if (bo_text_alike(host, own) || (port == HTTP_PORT && bo_text_alike(host, own_names[i])))
            return true;
    }
    return false;
}

static bool is_own_origin(const char *origin, uint16_t port)
{
    static const char scheme[] = "http://";
    size_t n = sizeof scheme - 1;

    return strncmp(origin, scheme, n) == 0 && bo_web_is_own_host(origin + n, port);
}

/* In a time that does not tell how much of it was right. */
static bool same_secret(const char *given, const char *token)
{
    size_t n = strlen(token), n_given = strlen(given);
    unsigned char differs = n != n_given;

    for (size_t i = 0; i < n; i++)
        differs |= (unsigned char)(token[i] ^ (i < n_given ? given[i] : 0));
    return differs == 0;
}

static bool is_json(const char *type)
{
    static const char json[] = "application/json";
    size_t n = sizeof json - 1;

    return type != NULL && strncmp(type, json, n) == 0 &&
           (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

/* False unless it is plain digits; more than the most counts as one more than the most. */
static bool read_length(const char *text, size_t *out)
{
    const size_t base = 10;
    size_t n = 0;

    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        n = n * base + (size_t)(*text - '0');
        n = n > BO_WEB_BODY_MAX_BYTES ? (size_t)BO_WEB_BODY_MAX_BYTES + 1 : n;
    }
    *out = n;
    return true;
}

static struct bo_web_verdict refuse(unsigned status, const char *why)
{
    return (struct bo_web_verdict){.status = status, .why = why};
}

static struct bo_web_verdict judge_origin(const struct bo_web_headers *h, uint16_t port)
{
    if (h->n_hosts != 1 || h->host == NULL || !bo_web_is_own_host(h->host, port))
        return refuse(FORBIDDEN, "this server answers to 127.0.0.1 and localhost only");
    if (h->origin != NULL && !is_own_origin(h->origin, port))
        return refuse(FORBIDDEN, "another page may not ask this server");
    if (h->fetch_site != NULL && strcmp(h->fetch_site, "cross-site") == 0 &&
        strcmp(h->method, "GET") != 0)
        return refuse(FORBIDDEN, "another page may not ask this server");
    return refuse(0, "");
}

static struct bo_web_verdict judge_body(const struct bo_web_headers *h)
{
    struct bo_web_verdict verdict = {.status = 0, .why = ""};

    if (h->transfer_encoding != NULL)
        return refuse(LENGTH_REQUIRED, "say how long the body is, by Content-Length");
    if (h->content_length != NULL && !read_length(h->content_length, &verdict.n_body))
        return refuse(BAD_REQUEST, "Content-Length is no number");
    if (verdict.n_body > BO_WEB_BODY_MAX_BYTES)
        return refuse(TOO_LARGE, "the body is larger than 1 MB");
    return verdict;
}

static struct bo_web_verdict judge_call(const struct bo_web_headers *h, const char *token)
{
    if (strcmp(h->method, "POST") != 0)
        return refuse(NOT_ALLOWED, "this is to be posted");
    if (h->token == NULL || !same_secret(h->token, token))
        return refuse(FORBIDDEN, "the token is missing or not that of this server: open the link "
                                 "that buildout serve printed");
    if (!is_json(h->content_type))
        return refuse(WRONG_TYPE, "the body must be application/json");
    if (h->content_length == NULL && h->transfer_encoding == NULL)
        return refuse(LENGTH_REQUIRED, "say how long the body is, by Content-Length");
    return judge_body(h);
}

struct bo_web_verdict bo_web_judge(const struct bo_web_headers *headers, uint16_t port,
                                   const char *token)
{
    struct bo_web_verdict verdict = judge_origin(headers, port);

    if (verdict.status != 0)
        return verdict;
    if (strncmp(headers->path, "/api/", sizeof "/api/" - 1) == 0)
        return judge_call(headers, token);
    if (strcmp(headers->method, "GET") != 0 && strcmp(headers->method, "HEAD") != 0)
        return refuse(NOT_ALLOWED, "this can only be fetched");
    verdict = judge_body(headers);
    if (verdict.status == 0 && verdict.n_body > 0)
        return refuse(BAD_REQUEST, "what is fetched has no body");
    return verdict;
}
