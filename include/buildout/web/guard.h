/* buildout/web/guard.h - may this request be answered?
 *
 * The page is for one person on this machine. Three doors keep others out: the Host must be this server by name (so
 * that no foreign name can be made to point here), an Origin must be the page's own (so that no other page posts), and
 * whatever tells or does something asks for the token that was printed in the terminal (so that no other user of the
 * machine does). Pure functions of texts.
 *
 * Units:  sizes in bytes.
 * Owner:  all texts belong to the caller; a header that the request does not have is NULL.
 * Errors: the HTTP status to refuse with, and in one sentence why.
 */
#ifndef BUILDOUT_WEB_GUARD_H
#define BUILDOUT_WEB_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BO_WEB_BODY_MAX_BYTES = 1 << 20 };

struct bo_web_headers {
    const char *method, *path;
    uint32_t n_hosts; /* how many Host headers there are */
    const char *host, *origin, *fetch_site;
    const char *token;             /* X-Buildout-Token */
    const char *content_type;      /* "application/json", with parameters or without */
    const char *content_length;    /* digits */
    const char *transfer_encoding; /* none is understood */
};

struct bo_web_verdict {
    unsigned status; /* 0: let in */
    const char *why;
    size_t n_body; /* bytes that follow */
};

/* port: on which we listen; token: the right one. Paths that start with "/api/" are posts of JSON and need the token;
 * all others are fetched, and hold nothing that is secret. */
struct bo_web_verdict bo_web_judge(const struct bo_web_headers *headers, uint16_t port,
                                   const char *token);

/* "localhost:8642" or "127.0.0.1:8642", for the port on which we listen. */
bool bo_web_is_own_host(const char *host, uint16_t port);

#endif
