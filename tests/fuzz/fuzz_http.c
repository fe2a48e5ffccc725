/* fuzz_http - what anybody on this machine may send to the page's server: refused or answered, the body handed over as it
 * was sent, and the server answers the next request as if nothing had been.
 *
 * An input's first byte says what the rest is, a whole request (even) or the body of one that the guard lets in (odd), and,
 * halved, when calls of a whole request are answered. In a whole request byte 1 stands for the port and byte 2 for the token
 * of the server, so that the guard may let it in.
 */
#include "fuzz.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "buildout/base/err.h"
#include "buildout/web/web.h"

enum { MOST_BYTES = 1 << 16, STEPS = 200, LISTENS = 8, ADDRESSES = 250, PORT = 1, TOKEN = 2 };
enum { AT_ONCE, NEXT_STEP, CLIENT_GONE, N_WHENS };

static struct bo_web *web;
static const uint8_t *sent;
static size_t n_sent;
static bool is_body, seen;
static int when = AT_ONCE;
static struct bo_web_call *waiting;

static void reply(struct bo_web_call *call)
{
    waiting = NULL;
    bo_web_reply(call, 200, "{}", 2);
}

static void on_call(void *context, struct bo_web_call *call)
{
    (void)context;
    assert(call->path != NULL && call->body[call->n_body] == '\0');
    if (is_body) {
        assert(call->n_body == n_sent && (n_sent == 0 || memcmp(call->body, sent, n_sent) == 0));
    }
    seen = true;
    assert(waiting == NULL);
    waiting = call;
    if (when == AT_ONCE)
        reply(call);
}

static void step(int client)
{
    struct pollfd fd[BO_WEB_FDS + 1];
    uint32_t n = bo_web_fds(web, fd);
    fd[n] = (struct pollfd){.fd = client, .events = POLLIN};
    (void)poll(fd, n + 1, 1);
    bo_web_step(web);
}

/* Each from another of this machine's own addresses: a port that is left waiting blocks only the one. -1: the clock by
 * which libFuzzer ends an input that takes too long has come between. */
static int try_to_connect(void)
{
    static uint32_t n_tries;
    struct sockaddr_in from = {.sin_family = AF_INET,
                               .sin_addr = {htonl(INADDR_LOOPBACK + 1 + n_tries++ % ADDRESSES)}};
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(bo_web_port(web)),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct linger reset = {1, 0};
    int client = socket(AF_INET, SOCK_STREAM, 0);
    if (client < 0 || bind(client, (const struct sockaddr *)&from, sizeof from) != 0 ||
        setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) != 0)
        abort();
    if (connect(client, (const struct sockaddr *)&to, sizeof to) == 0)
        return client;
    if (errno != EINTR)
        abort();
    (void)close(client);
    return -1;
}

static int connected(void)
{
    int client = try_to_connect();
    while (client < 0)
        client = try_to_connect();
    return client;
}

/* Sends it all, and returns the first bytes of the answer. */
static void ask(const uint8_t *bytes, size_t n, char answer[static 16])
{
    int client = connected();
    size_t done = 0, got = 0;
    bool ended = false;
    memset(answer, 0, 16);
    for (int i = 0; i < STEPS && !ended && (when != CLIENT_GONE || !waiting); i++) {
        if (waiting)
            reply(waiting);
        ssize_t part =
            done < n ? send(client, bytes + done, n - done, MSG_DONTWAIT | MSG_NOSIGNAL) : 0;
        done += part > 0 ? (size_t)part : 0;
        if (done == n && (when != NEXT_STEP || i >= LISTENS))
            (void)shutdown(client, SHUT_WR);
        step(client);
        char more[4096];
        ssize_t read = recv(client, more, sizeof more, MSG_DONTWAIT);
        for (ssize_t k = 0; k < read && got < 15; k++)
            answer[got++] = more[k];
        ended = read == 0;
    }
    (void)close(client);
    step(-1);
    while (waiting) {
        reply(waiting);
        step(-1);
    }
}

/* The bytes with the port and the token in their places; the caller frees them. */
static uint8_t *filled(const uint8_t *bytes, size_t n, size_t *n_filled)
{
    char port[8];
    uint8_t *out = malloc(n * BO_WEB_TOKEN_CHARS + 1);
    if (out == NULL)
        abort();
    snprintf(port, sizeof port, "%u", (unsigned)bo_web_port(web));
    *n_filled = 0;
    for (size_t i = 0; i < n; i++) {
        const char *part = bytes[i] == PORT ? port : bytes[i] == TOKEN ? bo_web_token(web) : NULL;
        if (part == NULL)
            out[(*n_filled)++] = bytes[i];
        for (; part != NULL && *part != '\0'; part++)
            out[(*n_filled)++] = (uint8_t)*part;
    }
    return out;
}

static void ask_whole(const uint8_t *bytes, size_t n, char answer[static 16])
{
    size_t n_all;
    uint8_t *all = filled(bytes, n, &n_all);
    is_body = false;
    ask(all, n_all, answer);
    free(all);
}

static void ask_with_body(const uint8_t *body, size_t n, char answer[static 16])
{
    char head[512];
    int n_head = snprintf(
        head, sizeof head,
        "POST /api/look HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Type: application/json\r\n"
        "X-Buildout-Token: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
        (unsigned)bo_web_port(web), bo_web_token(web), n);
    uint8_t *all = malloc((size_t)n_head + n);
    if (all == NULL)
        abort();
    memcpy(all, head, (size_t)n_head);
    if (n > 0)
        memcpy(all + n_head, body, n);
    is_body = true;
    sent = body;
    n_sent = n;
    seen = false;
    ask(all, (size_t)n_head + n, answer);
    free(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char answer[16];
    struct bo_err err = {.status = BO_OK};
    const struct bo_web_options options = {.call = on_call};
    if (web == NULL && bo_web_open(&options, &web, &err) != BO_OK)
        abort();
    if (n == 0 || n > MOST_BYTES)
        return 0;
    if (bytes[0] % 2 == 0) {
        when = bytes[0] / 2 % N_WHENS;
        ask_whole(bytes + 1, n - 1, answer);
        when = AT_ONCE;
    } else {
        ask_with_body(bytes + 1, n - 1, answer);
        assert(seen && strncmp(answer, "HTTP/1.1 200", 12) == 0);
    }
    ask_with_body((const uint8_t *)"{}", 2, answer);
    assert(seen && strncmp(answer, "HTTP/1.1 200", 12) == 0);
    return 0;
}
