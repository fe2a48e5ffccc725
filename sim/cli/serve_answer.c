#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/cli/json_memory.h"
#include "serve.h"

enum { DIGITS = 9, MESSAGE_BYTES = 1024, SERVER_FAILED = 500, NO_MEMORY = 503 };

void bo_serve_answer(struct bo_web_call *call, unsigned status, json_t *answer)
{
    static const char failed[] = "{\"error\":\"the answer could not be written\"}";
    static const char no_memory[] = "{\"error\":\"there was no memory for the answer; ask again\"}";
    char *text =
        answer != NULL ? json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS)) : NULL;

    if (bo_json_memory_was_short()) /* since the answer before: this one may lack a key */
        bo_web_reply(call, NO_MEMORY, no_memory, sizeof no_memory - 1);
    else if (text != NULL)
        bo_web_reply(call, status, text, strlen(text));
    else
        bo_web_reply(call, SERVER_FAILED, failed, sizeof failed - 1);
    bo_json_memory_forget();
    free(text);
    json_decref(answer);
}

void bo_serve_refuse(struct bo_web_call *call, unsigned status, const char *format, ...)
{
    char text[MESSAGE_BYTES];
    va_list values;

    va_start(values, format);
    (void)vsnprintf(text, sizeof text, format, values);
    va_end(values);
    bo_serve_answer(call, status, json_pack("{s:s?}", "error", text));
}
