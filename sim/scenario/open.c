/* Reading into an arena of its own, which may prove too small for what the files hold. */
#include <setjmp.h>

#include "buildout/scenario/scenario.h"
#include "resolve.h"

enum {
    SCENARIO_BYTES = 96 << 20
}; /* many times what a scenario of the largest allowed size takes */

/* What is read is what the caller wants: a scenario, its text, its values, a variant of it. */
struct reading {
    const char *file;
    const struct bo_read_options *options;
    struct bo_arena *arena;
    struct bo_diag *diag;
    const struct bo_scenario *scenario;
    int (*read)(struct reading *r);
    const struct bo_variant_wish *wish;
    const char *text;
    struct bo_scenario_values values;
    jmp_buf full;
};

static int read_scenario(struct reading *r)
{
    return bo_scenario_read(r->file, r->options, r->arena, &r->scenario, r->diag);
}

static int read_text(struct reading *r)
{
    return bo_scenario_show(r->file, r->options, r->arena, &r->text, r->diag);
}

static int read_values(struct reading *r)
{
    return bo_scenario_list(r->file, r->options, r->arena, &r->values, r->diag);
}

static int read_variant(struct reading *r)
{
    return bo_scenario_rewrite(r->wish, r->options, r->arena, &r->text, r->diag);
}

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
    return r->read(r);
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
    struct reading r = {.file = file, .options = options, .diag = diag, .read = read_scenario};
    int result = open_it(&r, err);

    *arena = r.arena;
    *out = result == 0 ? r.scenario : NULL;
    return result;
}

int bo_scenario_open_text(const char *file, const struct bo_read_options *options,
                          struct bo_arena **arena, const char **text, struct bo_diag *diag,
                          struct bo_err *err)
{
    struct reading r = {.file = file, .options = options, .diag = diag, .read = read_text};
    int result = open_it(&r, err);

    *arena = r.arena;
    *text = result == 0 ? r.text : NULL;
    return result;
}

int bo_scenario_open_values(const char *file, const struct bo_read_options *options,
                            struct bo_arena **arena, struct bo_scenario_values *out,
                            struct bo_diag *diag, struct bo_err *err)
{
    struct reading r = {.file = file, .options = options, .diag = diag, .read = read_values};
    int result = open_it(&r, err);

    *arena = r.arena;
    *out = result == 0 ? r.values : (struct bo_scenario_values){.n = 0};
    return result;
}

int bo_scenario_open_variant(const struct bo_variant_wish *wish,
                             const struct bo_read_options *options, struct bo_arena **arena,
                             const char **text, struct bo_diag *diag, struct bo_err *err)
{
    struct reading r = {
        .file = wish->file, .options = options, .diag = diag, .read = read_variant, .wish = wish};
    int result = open_it(&r, err);

    *arena = r.arena;
    *text = result == 0 ? r.text : NULL;
    return result;
}
