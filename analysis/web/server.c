#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/select.h>
#include <sys/socket.h>

#include "buildout/base/text.h"
#include "buildout/web/guard.h"
#include "buildout/web/web.h"

enum {
    MAX_CONNECTIONS = 48,
    IDLE_S = 10,
    HEADER_BYTES = 32 << 10,
    TOKEN_BYTES = BO_WEB_TOKEN_CHARS / 2
};

/* One request, from its headers to the end of its answer. */
struct request {
    struct bo_web_call call; /* first: what the caller is handed */
    struct bo_web *web;
    struct MHD_Connection *connection;
    char *path, *body;
    size_t n_due;                  /* bytes of the body that are to come */
    struct MHD_Response *response; /* once it is answered */
    unsigned status;
    bool called, suspended;
    struct request *next, **link; /* among those that wait for an answer */
};

struct bo_web {
    struct MHD_Daemon *daemon;
    struct bo_web_options options;
    uint16_t port;
    char token[BO_WEB_TOKEN_CHARS + 1];
    struct request *waiting;
};

/* ---- answers ---- */

/* Nothing may be loaded from elsewhere, framed elsewhere or kept; what a file is, is what we say. */
static void add_headers(struct MHD_Response *response, const char *type)
{
    static const char *const header[][2] = {
        {"Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; "
                                    "frame-ancestors 'none'; object-src 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cache-Control", "no-store"}};

    (void)MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    for (size_t i = 0; i < sizeof header / sizeof *header; i++)
        (void)MHD_add_response_header(response, header[i][0], header[i][1]);
}

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status,
                                     struct MHD_Response *response, const char *type)
{
    enum MHD_Result sent;

    if (response == NULL)
        return MHD_NO;
    add_headers(response, type);
    sent = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return sent;
}

/* why is one of our own sentences: it needs no escape. */
static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status, const char *why)
{
    char text[512];
    int n = snprintf(text, sizeof text, "{\"error\":\"%s\"}\n", why);
    struct MHD_Response *response =
        MHD_create_response_from_buffer((size_t)n, text, MHD_RESPMEM_MUST_COPY);

    if (response != NULL)
        (void)MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    return send_response(connection, status, response, "application/json");
}

static enum MHD_Result send_asset(struct MHD_Connection *connection, const char *path)
{
    const struct bo_web_asset *asset = bo_web_asset_find(path);
    union {
        const unsigned char *in;
        void *out;
    } bytes; /* libmicrohttpd takes no const, and changes nothing */

    if (asset == NULL)
        return refuse(connection, MHD_HTTP_NOT_FOUND, "there is no such page");
    bytes.in = asset->bytes;
    return send_response(
        connection, MHD_HTTP_OK,
        MHD_create_response_from_buffer(asset->n, bytes.out, MHD_RESPMEM_PERSISTENT), asset->type);
}

void bo_web_reply(struct bo_web_call *call, unsigned status, const char *json, size_t n)
{
    struct request *request = (struct request *)call;
    union {
        const char *in;
        void *out;
    } bytes; /* it is copied */

    bytes.in = json;
    request->status = status;
    request->response = MHD_create_response_from_buffer(n, bytes.out, MHD_RESPMEM_MUST_COPY);
    if (request->suspended) {
        request->suspended = false;
        MHD_resume_connection(request->connection);
    }
    if (request->link != NULL) {
        *request->link = request->next;
        if (request->next != NULL)
            request->next->link = request->link;
        request->link = NULL;
    }
}

/* ---- requests ---- */

static enum MHD_Result count_host(void *context, enum MHD_ValueKind kind, const char *key,
                                  const char *value)
{
    uint32_t *n = context;

    (void)kind;
    (void)value;
    *n += key != NULL && bo_text_alike(key, MHD_HTTP_HEADER_HOST);
    return MHD_YES;
}

static const char *header_of(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static struct bo_web_verdict judge(const struct bo_web *web, struct MHD_Connection *connection,
                                   const char *method, const char *path)
{
    struct bo_web_headers headers = {
        .method = method,
        .path = path,
        .host = header_of(connection, MHD_HTTP_HEADER_HOST),
        .origin = header_of(connection, "Origin"),
        .fetch_site = header_of(connection, "Sec-Fetch-Site"),
        .token = header_of(connection, "X-Buildout-Token"),
        .content_type = header_of(connection, MHD_HTTP_HEADER_CONTENT_TYPE),
        .content_length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH),
        .transfer_encoding = header_of(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING)};

    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, count_host, &headers.n_hosts);
    return bo_web_judge(&headers, web->port, web->token);
}

static void free_request(struct request *request)
{
    if (request == NULL)
        return;
    if (request->link != NULL) {
        *request->link = request->next;
        if (request->next != NULL)
            request->next->link = request->link;
    }
    if (request->response != NULL)
        MHD_destroy_response(request->response);
    free(request->path);
    free(request->body);
    free(request);
}

static struct request *open_request(struct bo_web *web, struct MHD_Connection *connection,
                                    const char *path, size_t n_body)
{
    struct request *request = calloc(1, sizeof *request);

    if (request == NULL)
        return NULL;
    request->web = web;
    request->connection = connection;
    request->n_due = n_body;
    request->path = strdup(path);
    request->body = malloc(n_body + 1);
    if (request->path != NULL && request->body != NULL)
        return request;
    free_request(request);
    return NULL;
}

/* The headers have come. */
static enum MHD_Result begin(struct bo_web *web, struct MHD_Connection *connection,
                             const char *method, const char *path, void **state)
{
    struct bo_web_verdict verdict = judge(web, connection, method, path);

    if (verdict.status != 0)
        return refuse(connection, verdict.status, verdict.why);
    if (strncmp(path, "/api/", sizeof "/api/" - 1) != 0)
        return send_asset(connection, path);
    *state = open_request(web, connection, path, verdict.n_body);
    return *state != NULL ? MHD_YES : MHD_NO;
}

static enum MHD_Result add_body(struct request *request, const char *data, size_t *n)
{
    struct bo_web_call *call = &request->call;

    if (*n > request->n_due - call->n_body)
        return MHD_NO;
    memcpy(request->body + call->n_body, data, *n);
    call->n_body += *n;
    *n = 0;
    return MHD_YES;
}

static void hand_over(struct bo_web *web, struct request *request)
{
    request->body[request->call.n_body] = '\0';
    request->call.body = request->body;
    request->call.path = request->path;
    request->called = true;
    request->next = web->waiting;
    request->link = &web->waiting;
    if (request->next != NULL)
        request->next->link = &request->next;
    web->waiting = request;
    web->options.call(web->options.context, &request->call);
    if (request->response == NULL && request->link != NULL) {
        request->suspended = true;
        MHD_suspend_connection(request->connection);
    }
}

/* libmicrohttpd calls it for the headers, for each piece of the body, at its end, and again after a suspension. */
/* NOLINTNEXTLINE(readability-function-size): the library says which arguments there are */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *data, size_t *n, void **state)
{
    struct bo_web *web = context;
    struct request *request = *state;

    (void)version;
    if (request == NULL)
        return begin(web, connection, method, path, state);
    if (*n > 0)
        return add_body(request, data, n);
    if (!request->called)
        hand_over(web, request);
    if (request->suspended)
        return MHD_YES;
    struct MHD_Response *response = request->response;
    request->response = NULL;
    return send_response(connection, request->status, response, "application/json");
}

static void on_end(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode how)
{
    (void)context;
    (void)connection;
    (void)how;
    free_request(*state);
    *state = NULL;
}

/* Paths are compared as they come: an escape never becomes a name of ours. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* What clients send wrong is no news for the terminal. */
static void say_nothing(void *context, const char *format, va_list values)
{
    (void)context;
    (void)format;
    (void)values;
}

/* ---- the server ---- */

static int draw_token(char *token, struct bo_err *err)
{
    unsigned char bytes[TOKEN_BYTES];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return bo_err_set(err, BO_ERUN, "no random token can be drawn: %s", strerror(errno));
    for (size_t i = 0; i < sizeof bytes; i++)
        (void)snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    return BO_OK;
}

static int start(struct bo_web *web, struct bo_err *err)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(web->options.port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    unsigned flags = MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    const union MHD_DaemonInfo *info;

    errno = 0;
    web->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, web, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEADER_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_escapes, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_end, web, MHD_OPTION_END);
    if (web->daemon == NULL)
        return bo_err_set(err, errno == EADDRINUSE || errno == EACCES ? BO_EUSAGE : BO_ERUN,
                          "port %u of 127.0.0.1 cannot be had: %s; try another with --port",
                          web->options.port, errno != 0 ? strerror(errno) : "the server failed");
    info = MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT);
    web->port = info != NULL ? info->port : 0;
    return web->port != 0 ? BO_OK : bo_err_set(err, BO_ERUN, "the server does not say where it is");
}

int bo_web_open(const struct bo_web_options *options, struct bo_web **out, struct bo_err *err)
{
    struct bo_web *web = calloc(1, sizeof *web);
    int status;

    if (web == NULL)
        return bo_err_set(err, BO_ERUN, "no memory for the server");
    web->options = *options;
    status = draw_token(web->token, err);
    if (status == BO_OK)
        status = start(web, err);
    if (status != BO_OK) {
        bo_web_close(web);
        return status;
    }
    *out = web;
    return BO_OK;
}

void bo_web_close(struct bo_web *web)
{
    static const char ends[] = "{\"error\":\"the server ends\"}\n";

    if (web == NULL)
        return;
    while (web->waiting != NULL)
        bo_web_reply(&web->waiting->call, MHD_HTTP_SERVICE_UNAVAILABLE, ends, sizeof ends - 1);
    if (web->daemon != NULL)
        MHD_stop_daemon(web->daemon);
    free(web);
}

uint16_t bo_web_port(const struct bo_web *web)
{
    return web->port;
}

const char *bo_web_token(const struct bo_web *web)
{
    return web->token;
}

/* Level-triggered, by select's sets: a client that sends half of a request and closes its side is seen to do so. */
uint32_t bo_web_fds(const struct bo_web *web, struct pollfd fd[static BO_WEB_FDS])
{
    fd_set readable, writable, broken;
    MHD_socket highest = -1;
    uint32_t n = 0;

    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_ZERO(&broken);
    if (MHD_get_fdset(web->daemon, &readable, &writable, &broken, &highest) != MHD_YES)
        return 0;
    for (int i = 0; i <= highest && n < BO_WEB_FDS; i++) {
        short events =
            (short)((FD_ISSET(i, &readable) ? POLLIN : 0) | (FD_ISSET(i, &writable) ? POLLOUT : 0));
        if (events != 0)
            fd[n++] = (struct pollfd){.fd = i, .events = events};
    }
    return n;
}

int bo_web_timeout_ms(const struct bo_web *web)
{
    MHD_UNSIGNED_LONG_LONG ms;

    if (MHD_get_timeout(web->daemon, &ms) != MHD_YES)
        return -1;
    return ms < INT_MAX ? (int)ms : INT_MAX;
}

void bo_web_step(struct bo_web *web)
{
    (void)MHD_run(web->daemon);
}
