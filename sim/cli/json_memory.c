#include "buildout/cli/json_memory.h"

#include <jansson.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_bool was_short;

static void *allocate(size_t n)
{
    void *memory = malloc(n);
    if (!memory)
        atomic_store(&was_short, true);
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

int bo_json_memory_check(const char *whose, struct bo_err *err)
{
    return bo_json_memory_was_short()
               ? bo_err_set(err, BO_ESTORE, "%s: no memory for its plan", whose)
               : BO_OK;
}
