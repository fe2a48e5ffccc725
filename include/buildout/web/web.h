/* buildout/web/web.h - a small web server for one person on this machine: files of the page, and calls.
 *
 * It listens on 127.0.0.1 only and has no thread: the caller waits for its descriptors beside others, and lets it step.
 * So a process may be forked at any time. A request that the guard lets in is a file of the page, which is compiled
 * in, or a call: a body of JSON that is handed to the caller, answered at once or later.
 *
 * Units:  sizes in bytes, times in milliseconds.
 * Owner:  the server owns its calls; a call and its body live until it is answered.
 * Errors: BO_EUSAGE when the port cannot be had, BO_ERUN when the server cannot start. What clients do wrong is
 *         answered to them and is no error.
 */
#ifndef BUILDOUT_WEB_WEB_H
#define BUILDOUT_WEB_WEB_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/err.h"

struct bo_web;

struct bo_web_call {
    const char *path; /* "/api/start" */
    const char *body; /* n_body bytes, then a zero */
    size_t n_body;
};

/* Answers by bo_web_reply, now or later. */
typedef void (*bo_web_call_fn)(void *context, struct bo_web_call *call);

struct bo_web_options {
    uint16_t port; /* 0: any that is free */
    bo_web_call_fn call;
    void *context;
};

enum { BO_WEB_TOKEN_CHARS = 32 };

int bo_web_open(const struct bo_web_options *options, struct bo_web **out, struct bo_err *err);
/* Calls that wait are answered: the server ends. */
void bo_web_close(struct bo_web *web);

uint16_t bo_web_port(const struct bo_web *web);
const char *
bo_web_token(const struct bo_web *web); /* BO_WEB_TOKEN_CHARS hex digits, drawn at the start */

/* What is to be waited for, no longer than timeout_ms (negative: for ever), before the next step: at most
 * BO_WEB_FDS entries are written, and their number is returned. */
enum { BO_WEB_FDS = 64 };
uint32_t bo_web_fds(const struct bo_web *web, struct pollfd fd[static BO_WEB_FDS]);
int bo_web_timeout_ms(const struct bo_web *web);
void bo_web_step(struct bo_web *web);

/* The answer, copied; the call is gone afterwards. json need not end with a zero. */
void bo_web_reply(struct bo_web_call *call, unsigned status, const char *json, size_t n);

/* A file of the page: NULL when there is none at this path. */
struct bo_web_asset {
    const char *path; /* "/page.css" */
    const char *type; /* "text/css; charset=utf-8" */
    const unsigned char *bytes;
    size_t n;
};
const struct bo_web_asset *bo_web_asset_find(const char *path);

#endif
