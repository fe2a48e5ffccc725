/* calibrate_pack.c - the posterior as a pack that a scenario extends. */
#include "calibrate_print.h"

#include <string.h>

#include "buildout/base/num.h"
#include "buildout/store/text.h"
#include "text_file.h"

#define PACK_NAME "posterior.cfg"
#define PERCENT 100.0
#define DIGITS "%.6g"

enum { N_VALUES = 11 };
/* The values of an empirical distribution lie at equal steps of probability; its ends are not those of single runs. */
static const double probability[N_VALUES] = {0.005, 0.1, 0.2, 0.3, 0.4,  0.5,
                                             0.6,   0.7, 0.8, 0.9, 0.995};

static void put_head(struct bo_text *text, const struct bo_calibration *c,
                     const struct bo_posterior *p)
{
    struct bo_arena *a = c->arena;
    bo_text_puts(text, bo_arena_printf(
                           a,
                           "# Posterior of %s, made by buildout calibrate: a scenario extends it "
                           "after %s.cfg.\n#\n",
                           c->scenario.name, c->scenario.name));
    bo_text_puts(text,
                 bo_arena_printf(a, "# Fitted to %u rows (%u series, %u topics of equal weight) ",
                                 c->n_rows, c->n_series, c->n_topics));
    bo_text_puts(
        text, c->args->until
                  ? bo_arena_printf(a, "that end by %s; no later row was read.\n", c->args->until)
                  : "of all times.\n");
    bo_text_puts(text, bo_arena_printf(a,
                                       "# %u runs of equal weight, moved in %u steps; seed %llu. "
                                       "%u of %u inputs moved, and keep "
                                       "%.0f %% of their spread.\n",
                                       p->n_members, BO_CALIBRATION_STEPS,
                                       (unsigned long long)c->args->seed, p->n_moved, p->n_inputs,
                                       PERCENT * p->spread));
    bo_text_puts(text, bo_arena_printf(a, "# Scenario %.16s, data %.16s (SHA-256).\n#\n",
                                       c->scenario.sha256, c->scenario.data_sha256));
}

static const char *share(struct bo_arena *arena, double x)
{
    return isfinite(x) ? bo_arena_printf(arena, "%.0f %%", PERCENT * x) : "-";
}

static void put_scores(struct bo_text *text, const struct bo_calibration *c,
                       const struct bo_calibration_scores *scores)
{
    struct bo_arena *a = c->arena;
    bo_text_puts(
        text, "# Of these rows, inside tolerance and inside the band of 90 %, before -> after:\n");
    for (uint32_t i = 0; i <= scores->topics[0].n; i++) {
        bool all = i == scores->topics[0].n;
        const struct bo_topic_score *was =
            all ? &scores->topics[0].all : &scores->topics[0].topic[i];
        const struct bo_topic_score *is =
            all ? &scores->topics[1].all : &scores->topics[1].topic[i];
        bo_text_puts(text, bo_arena_printf(a, "#   %-14.14s %4u rows  %s -> %s, %s -> %s\n",
                                           all ? "all, by topic" : was->topic, was->n_rows,
                                           share(a, was->inside_tolerance),
                                           share(a, is->inside_tolerance),
                                           share(a, was->inside_band), share(a, is->inside_band)));
    }
}

/* ---- the tree ---- */

static uint32_t depth_of(const char *path)
{
    uint32_t depth = 0;
    for (; *path; path++)
        depth += *path == '.';
    return depth;
}

/* Groups that both paths are in. */
static uint32_t common_depth(const char *a, const char *b)
{
    uint32_t depth = 0;
    for (; *a && *a == *b; a++, b++)
        depth += *a == '.';
    return depth;
}

static void indent(struct bo_text *text, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++)
        bo_text_puts(text, "  ");
}

/* The depth-th name of a path. */
static const char *name_at(struct bo_arena *arena, const char *path, uint32_t depth)
{
    for (; depth > 0; depth--)
        path = strchr(path, '.') + 1;
    return bo_arena_strndup(arena, path, strcspn(path, "."));
}

static void move_to(struct bo_text *text, struct bo_arena *arena, const char *from, const char *to)
{
    uint32_t common = common_depth(from, to);
    for (uint32_t depth = depth_of(from); depth > common; depth--) {
        indent(text, depth - 1);
        bo_text_puts(text, "};\n");
    }
    for (uint32_t depth = common; depth < depth_of(to); depth++) {
        indent(text, depth);
        bo_text_puts(text, name_at(arena, to, depth));
        bo_text_puts(text, ": {\n");
    }
}

static void put_input(struct bo_text *text, const struct bo_calibration *c,
                      const struct bo_posterior *p, uint32_t i)
{
    const struct bo_uncertain *input = bo_posterior_input(c, p, i);
    double value[N_VALUES];
    uint32_t depth = depth_of(input->path);
    bo_posterior_quantiles(c, p, i, probability, N_VALUES, value);
    indent(text, depth);
    bo_text_puts(text, bo_arena_printf(c->arena, "# prior " DIGITS " to " DIGITS "\n",
                                       bo_dist_quantile(&input->dist, 0.05),
                                       bo_dist_quantile(&input->dist, 0.95)));
    indent(text, depth);
    bo_text_puts(text, name_at(c->arena, input->path, depth));
    bo_text_puts(text, " = { dist = \"empirical\"; values = (");
    for (uint32_t k = 0; k < N_VALUES; k++) {
        const char *number = bo_arena_printf(c->arena, DIGITS, value[k]);
        bo_text_puts(text, k > 0 ? ", " : "");
        bo_text_puts(text, number);
        if (strpbrk(number, ".e") == NULL)
            bo_text_puts(text, ".0"); /* a whole number is an integer to the reader */
    }
    bo_text_puts(text, "); };\n");
}

/* A value in a list cannot be replaced alone. */
static bool can_be_written(const struct bo_uncertain *input)
{
    return strchr(input->path, '[') == NULL;
}

static void put_inputs(struct bo_text *text, const struct bo_calibration *c,
                       const struct bo_posterior *p)
{
    const char *before = "";
    for (uint32_t i = 0; i < p->n_inputs; i++) {
        const char *path = bo_posterior_input(c, p, i)->path;
        if (!p->move[i].moved)
            continue;
        if (!can_be_written(bo_posterior_input(c, p, i))) {
            bo_text_puts(text, bo_arena_printf(c->arena, "# Moved too, but in a list: %s\n", path));
            continue;
        }
        move_to(text, c->arena, before, path);
        put_input(text, c, p, i);
        before = path;
    }
    move_to(text, c->arena, before, "");
}

int bo_calibration_write_pack(const struct bo_calibration *c, const struct bo_posterior *posterior,
                              const struct bo_calibration_scores *scores, struct bo_err *err)
{
    struct bo_text text = {0};
    put_head(&text, c, posterior);
    put_scores(&text, c, scores);
    bo_text_puts(&text, "\n");
    put_inputs(&text, c, posterior);
    struct bo_text_file file = {.dir = c->dir,
                                .name = PACK_NAME,
                                .text = text.data,
                                .n_bytes = text.n,
                                .verb = "calibrate",
                                .seed = c->args->seed,
                                .scenario = &c->scenario};
    int status = text.failed ? bo_err_set(err, BO_ESTORE, "no memory for " PACK_NAME)
                             : bo_text_file_write(&file, err);
    bo_text_free(&text);
    return status;
}
