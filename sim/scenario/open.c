/* Reading into an arena of its own, which may prove too small for what the files hold. */
#include <setjmp.h>

#include "buildout/scenario/scenario.h"

enum {
    SCENARIO_BYTES = 96 << 20
}; /* many times what a scenario of the largest allowed size takes */

/* What is read is what out points to: a scenario, or its text. */
struct reading {
    const char *file;
    const struct bo_read_options *options;
    struct bo_arena *arena;
    struct bo_diag *diag;
    const struct bo_scenario *scenario;
    bool as_text, with_origins;
    const char *text;
    jmp_buf full;
};

static void on_full(void *context, size_t wanted_bytes)
{
    struct reading *r = context;

    (void)wanted_bytes;
    longjmp(r->full, 1);
}

static int read_it(struct reading *r)
{
    if (setjmp(r->full) != 0) {
        bo_diag_add(r->diag, "%s: error: the scenario needs more than %d MB of memory", r->file,
                    SCENARIO_BYTES >> 20);
        return BO_ESCENARIO;
    }
    bo_arena_on_full(r->arena, on_full, r);
    if (r->as_text)
        return bo_scenario_show(r->file, r->options, r->with_origins, r->arena, &r->text, r->diag);
    return bo_scenario_read(r->file, r->options, r->arena, &r->scenario, r->diag);
}

static int open_it(struct reading *r, struct bo_err *err)
{
    int result = bo_arena_create(SCENARIO_BYTES, false, &r->arena, err);

    if (result != 0)
        return result;
    result = read_it(r);
    bo_arena_on_full(r->arena, NULL, NULL);
    return result;
}

int bo_scenario_open(const char *file, const struct bo_read_options *options,
                     struct bo_arena **arena, const struct bo_scenario **out, struct bo_diag *diag,
                     struct bo_err *err)
{
    struct reading r = {.file = file, .options = options, .diag = diag};
    int result = open_it(&r, err);

    *arena = r.arena;
    *out = result == 0 ? r.scenario : NULL;
    return result;
}

int bo_scenario_open_text(const char *file, const struct bo_read_options *options,
                          bool with_origins, struct bo_arena **arena, const char **text,
                          struct bo_diag *diag, struct bo_err *err)
{
    struct reading r = {.file = file,
                        .options = options,
                        .diag = diag,
                        .as_text = true,
                        .with_origins = with_origins};
    int result = open_it(&r, err);

    *arena = r.arena;
    *text = result == 0 ? r.text : NULL;
    return result;
}
