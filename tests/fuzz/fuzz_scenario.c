/* fuzz_scenario - the text of a scenario file: it is read whole, or refused with a complaint that names the file. What show
 * makes of it is read again, and shown the same. */
#include "fuzz.h"

#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

static const char *shown(const char *file, struct bo_arena **arena, struct bo_diag *diag)
{
    struct bo_read_options options = {.installed_dir = NULL};
    struct bo_err err = {.status = BO_OK};
    const char *text;
    options.names = bo_run_names(&options.n_names);
    memset(diag, 0, sizeof *diag);
    int status = bo_scenario_open_text(file, &options, arena, &text, diag, &err);
    assert(status == BO_OK || (status == BO_ESCENARIO && diag->n > 0));
    assert((status == BO_OK) == (text != NULL));
    for (uint32_t i = 0; i < diag->n; i++)
        assert(strstr(diag->message[i], "error: ") != NULL);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct bo_diag diag;
    struct bo_arena *first = NULL, *second = NULL;
    const char *text = shown(fuzz_write("x.cfg", bytes, n), &first, &diag);
    if (text) {
        const char *again =
            shown(fuzz_write("y.cfg", (const uint8_t *)text, strlen(text)), &second, &diag);
        assert(again && strcmp(text, again) == 0);
    }
    bo_arena_free(first);
    bo_arena_free(second);
    return 0;
}
