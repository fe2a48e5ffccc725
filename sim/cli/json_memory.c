#include "buildout/cli/json_memory.h"

#include <setjmp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_bool was_short;
/* Where what reads goes back to when memory is short. */
static _Thread_local jmp_buf *reading;

static void *allocate(size_t n)
{
    void *memory = malloc(n);
    if (!memory) {
        atomic_store(&was_short, true);
        if (reading)
            longjmp(*reading, 1);
    }
    return memory;
}

void bo_json_memory_watch(void)
{
    json_set_alloc_funcs(allocate, free);
}

bool bo_json_memory_was_short(void)
{
    return atomic_load(&was_short);
}

void bo_json_memory_forget(void)
{
    atomic_store(&was_short, false);
}

static json_t *read_either(FILE *file, const char *bytes, size_t n, size_t flags)
{
    jmp_buf here;
    if (setjmp(here) != 0) {
        reading = NULL;
        return NULL;
    }
    reading = &here;
    json_t *value =
        file ? json_loadf(file, flags, NULL) : json_loadb(bytes ? bytes : "", n, flags, NULL);
    reading = NULL;
    return value;
}

json_t *bo_json_read(const char *text, size_t flags)
{
    return read_either(NULL, text, text ? strlen(text) : 0, flags);
}

json_t *bo_json_read_bytes(const char *bytes, size_t n, size_t flags)
{
    return read_either(NULL, bytes, n, flags);
}

json_t *bo_json_read_file(FILE *file, size_t flags)
{
    return read_either(file, NULL, 0, flags);
}

int bo_json_memory_check(const char *whose, struct bo_err *err)
{
    return bo_json_memory_was_short()
               ? bo_err_set(err, BO_ESTORE, "%s: no memory for its plan", whose)
               : BO_OK;
}
