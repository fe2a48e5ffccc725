#include "buildout/discover/prim.h"

#include <string.h>

#include <gsl/gsl_cdf.h>

#include "buildout/base/num.h"
#include "search.h"

const struct bo_prim_options bo_prim_usual = {.peel_frac = 0.05,
                                              .least_frac = 0.05,
                                              .held_out_frac = 1.0 / 3.0,
                                              .significance = 0.05,
                                              .most_boxes = 4,
                                              .most_inputs = 20};

static bool is_bounded(const struct box *box, uint32_t input)
{
    return isfinite(box->end[LOW][input]) || isfinite(box->end[HIGH][input]);
}

static void open_input(struct search *s, uint32_t input)
{
    search_set_end(s, input, LOW, -(double)INFINITY);
    search_set_end(s, input, HIGH, (double)INFINITY);
}

/* How likely the box is as dense as it is when the input's ends say nothing: each point inside is a hit with the
 * share of hits in the box without them. */
static double chance_without(struct search *s, uint32_t input)
{
    uint32_t n = s->n_inside, n_hits = s->n_hits_inside;
    double low = s->box.end[LOW][input], high = s->box.end[HIGH][input];
    open_input(s, input);
    double rate = search_density(s);
    search_set_end(s, input, LOW, low);
    search_set_end(s, input, HIGH, high);
    return n_hits == 0 ? 1.0 : gsl_cdf_binomial_Q(n_hits - 1, rate, n);
}

/* Of many inputs one looks good by chance, so each must be as many times surer. */
static bool does_chance_explain_any(struct search *s)
{
    double most = s->options->significance / s->points->n_inputs;
    for (uint32_t k = 0; k < s->points->n_inputs; k++) {
        if (is_bounded(&s->box, k) && chance_without(s, k) > most)
            return true;
    }
    return false;
}

static void peel(struct search *s, struct bo_arena *arena)
{
    search_open_box(s);
    search_peel(s, arena);
    search_paste(s);
}

/* One more input at a time may have ends, the most telling first; it may not when chance then explains any of them. */
static void find_box(struct search *s, struct bo_arena *arena)
{
    const uint32_t *input;
    uint32_t n = search_screen(s, arena, &input);
    memset(s->may_end, 0, s->points->n_inputs * sizeof *s->may_end);
    for (uint32_t k = 0; k < n; k++) {
        s->may_end[input[k]] = true;
        peel(s, arena);
        s->may_end[input[k]] = !does_chance_explain_any(s);
    }
    peel(s, arena);
}

static struct bo_prim_score score(const struct search *s, bool learns)
{
    struct bo_prim_score out = {0};
    for (uint32_t i = 0; i < s->points->n; i++) {
        if (s->learns[i] != learns)
            continue;
        out.n_hits += s->points->hit[i];
        out.n += !s->taken[i];
        out.n_inside += search_is_inside(s, i);
        out.n_hits_inside += search_is_inside(s, i) && s->points->hit[i];
    }
    out.coverage = out.n_hits > 0 ? (double)out.n_hits_inside / out.n_hits : BO_NAN;
    out.density = out.n_inside > 0 ? (double)out.n_hits_inside / out.n_inside : BO_NAN;
    return out;
}

static struct bo_prim_box describe(struct search *s, struct bo_arena *arena)
{
    struct bo_prim_bound *bound = BO_NEW_ARRAY(arena, struct bo_prim_bound, s->points->n_inputs);
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->points->n_inputs; k++) {
        if (!is_bounded(&s->box, k))
            continue;
        struct bo_prim_bound next = {k, s->box.end[LOW][k], s->box.end[HIGH][k],
                                     chance_without(s, k)};
        uint32_t at = n++;
        for (; at > 0 && next.p < bound[at - 1].p; at--)
            bound[at] = bound[at - 1];
        bound[at] = next;
    }
    return (struct bo_prim_box){n, bound, score(s, true), score(s, false)};
}

static void take(struct search *s)
{
    for (uint32_t i = 0; i < s->points->n; i++)
        s->taken[i] |= search_is_inside(s, i);
}

/* False when what is left has no box that is more than all of it. */
static bool next_box(struct search *s, struct bo_arena *arena, struct bo_prim_box *box)
{
    search_open_box(s);
    if (s->n_hits_inside == 0 || s->n_hits_inside == s->n_inside)
        return false;
    find_box(s, arena);
    *box = describe(s, arena);
    if (box->n_bounds > 0)
        take(s);
    return box->n_bounds > 0;
}

void bo_prim_find(const struct bo_prim_points *points, const struct bo_prim_options *options,
                  struct bo_arena *arena, struct bo_prim_boxes *out)
{
    struct search s;
    uint32_t n_hits = 0;
    search_start(&s, points, options, arena);
    for (uint32_t side = 0; side < N_SIDES; side++)
        s.box.end[side] = BO_NEW_ARRAY(arena, double, points->n_inputs);
    for (uint32_t i = 0; i < points->n; i++)
        n_hits += points->hit[i];
    struct bo_prim_box *box = BO_NEW_ARRAY(arena, struct bo_prim_box, options->most_boxes);
    *out = (struct bo_prim_boxes){.box = box,
                                  .base_rate = points->n > 0 ? (double)n_hits / points->n : BO_NAN};
    while (out->n < options->most_boxes && next_box(&s, arena, &box[out->n]))
        out->n++;
}
