#include "shard.h"

#include <string.h>

#include "buildout/cli/terminal.h"

enum { MOST_DIGITS = 6 };

static uint32_t read_number(const char **at)
{
    uint32_t n = 0, digits = 0;
    for (; **at >= '0' && **at <= '9' && digits < MOST_DIGITS; (*at)++, digits++)
        n = 10 * n + (uint32_t)(**at - '0');
    return n;
}

int bo_shard_read(const char *text, struct bo_shard *out, struct bo_err *err)
{
    *out = (struct bo_shard){0};
    if (!text)
        return 0;
    const char *at = text;
    uint32_t i = read_number(&at), n = 0;
    bool slash = *at == '/';
    at += slash;
    n = read_number(&at);
    if (!slash || *at || i == 0 || i > n)
        return bo_err_set(err, BO_EUSAGE, "--shard wants i/n, from 1/n to n/n, not \"%s\"", text);
    *out = (struct bo_shard){.index = i - 1, .n = n};
    return 0;
}

void bo_shard_plan(const char *text, json_t *plan)
{
    if (text)
        json_object_set_new(plan, BO_SHARD_KEY, json_string(text));
}

void bo_shard_say(FILE *out, const char *dir, const char *text, uint32_t n_runs)
{
    fprintf(out, "%s: shard %s, %u run%s; buildout merge makes one of all shards\n", dir, text,
            n_runs, bo_plural(n_runs));
}
