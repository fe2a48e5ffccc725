/* ask.c - a client of the page's server that may misbehave, for tests/cli/test_serve.sh.
 *
 *   buildout_ask PORT                  sends stdin as it is, and prints what comes back until the server closes
 *   buildout_ask PORT half N SECONDS   opens N connections, sends half of a request on each, and waits
 *   buildout_ask PORT storm N SEED     sends N requests that make no sense, one a connection
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { MOST_BYTES = 4 << 20, MOST_HALVES = 256, PATIENCE_S = 20 };

static int dial(uint16_t port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        perror("buildout_ask: connect");
        exit(1);
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

/* What the server no longer wants to hear is lost. */
static void say(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes += sent;
        n -= (size_t)sent;
    }
}

static void hear(int fd, FILE *out)
{
    char bytes[1 << 16];
    ssize_t n;

    while ((n = recv(fd, bytes, sizeof bytes, 0)) > 0)
        if (out != NULL)
            (void)fwrite(bytes, 1, (size_t)n, out);
}

static void ask(uint16_t port)
{
    char *bytes = malloc(MOST_BYTES);
    size_t n = bytes != NULL ? fread(bytes, 1, MOST_BYTES, stdin) : 0;
    int fd = dial(port);

    say(fd, bytes, n);
    hear(fd, stdout);
    (void)close(fd);
    free(bytes);
}

static void open_halves(uint16_t port, int n, unsigned seconds)
{
    static const char half[] = "POST /api/about HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bui";

    for (int i = 0; i < n && i < MOST_HALVES; i++)
        say(dial(port), half, sizeof half - 1);
    (void)puts("held");
    (void)fflush(stdout);
    (void)sleep(seconds);
}

/* A linear congruence (Knuth's MMIX): the storm is the same for the same seed. */
static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*state >> 33);
}

static size_t nonsense(char *bytes, size_t most, uint64_t *state)
{
    static const char *const start[] = {"GET ",
                                        "POST /api/look HTTP/1.1\r\n",
                                        "\r\n\r\n",
                                        "",
                                        "GET / HTTP/9.9\r\n",
                                        "POST /api/start HTTP/1.1\r\nHost: ",
                                        "GET /\x80\xff%00%2e%2e/ HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                                        "POST /api/about HTTP/1.1\r\nContent-Length: -5\r\n\r\n"};
    const char *head = start[draw(state) % (sizeof start / sizeof *start)];
    size_t n = (size_t)(stpcpy(bytes, head) - bytes), more = draw(state) % 200;

    for (size_t i = 0; i < more && n < most; i++)
        bytes[n++] = (char)(draw(state) % 4 == 0 ? '\n' : draw(state) % 256);
    return n;
}

static void storm(uint16_t port, int n, uint64_t seed)
{
    char bytes[512];

    for (int i = 0; i < n; i++) {
        int fd = dial(port);
        say(fd, bytes, nonsense(bytes, sizeof bytes, &seed));
        (void)shutdown(fd, SHUT_WR);
        hear(fd, NULL);
        (void)close(fd);
    }
    (void)printf("%d\n", n);
}

int main(int argc, char *argv[])
{
    uint16_t port = argc > 1 ? (uint16_t)strtoul(argv[1], NULL, 10) : 0;

    if (argc == 5 && strcmp(argv[2], "half") == 0)
        open_halves(port, (int)strtol(argv[3], NULL, 10), (unsigned)strtoul(argv[4], NULL, 10));
    else if (argc == 5 && strcmp(argv[2], "storm") == 0)
        storm(port, (int)strtol(argv[3], NULL, 10), strtoull(argv[4], NULL, 10));
    else if (argc == 2)
        ask(port);
    else
        return 2;
    return 0;
}
