#include "search.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/base/num.h"
#include "buildout/base/rng.h"

enum { DRAW_HELD_OUT = 1120 };

struct ranked {
    double x;
    uint32_t point;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    int order = bo_double_compare(&left->x, &right->x);
    return order != 0 ? order : (left->point > right->point) - (left->point < right->point);
}

static void sort_points(struct search *s, uint32_t input, struct ranked *ranked)
{
    const struct bo_prim_points *p = s->points;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (s->learns[i])
            ranked[n++] = (struct ranked){p->x[(size_t)i * p->n_inputs + input], i};
    }
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    for (uint32_t i = 0; i < n; i++)
        s->order[(size_t)input * n + i] = ranked[i].point;
}

void search_start(struct search *s, const struct bo_prim_points *points,
                  const struct bo_prim_options *options, struct bo_arena *arena)
{
    *s = (struct search){.points = points, .options = options};
    s->learns = BO_NEW_ARRAY(arena, bool, points->n);
    s->taken = BO_NEW_ARRAY(arena, bool, points->n);
    s->outside = BO_NEW_ARRAY(arena, uint32_t, points->n);
    s->may_end = BO_NEW_ARRAY(arena, bool, points->n_inputs);
    for (uint32_t i = 0; i < points->n; i++) {
        struct bo_rng rng = {.seed = options->seed, .replicate = i};
        s->learns[i] = bo_rng_uniform(&rng, 0, DRAW_HELD_OUT, 0) >= options->held_out_frac;
        s->n_learning += s->learns[i];
    }
    s->order = BO_NEW_ARRAY(arena, uint32_t, (size_t)points->n_inputs * s->n_learning);
    struct ranked *ranked = BO_NEW_ARRAY(arena, struct ranked, points->n);
    for (uint32_t k = 0; k < points->n_inputs; k++)
        sort_points(s, k, ranked);
}

static void count(struct search *s)
{
    s->n_inside = s->n_hits_inside = 0;
    for (uint32_t i = 0; i < s->points->n; i++) {
        bool inside = s->learns[i] && !s->taken[i] && s->outside[i] == 0;
        s->n_inside += inside;
        s->n_hits_inside += inside && s->points->hit[i];
    }
}

void search_open_box(struct search *s)
{
    for (uint32_t k = 0; k < s->points->n_inputs; k++) {
        s->box.end[LOW][k] = -(double)INFINITY;
        s->box.end[HIGH][k] = (double)INFINITY;
    }
    for (uint32_t i = 0; i < s->points->n; i++)
        s->outside[i] = 0;
    count(s);
    s->n_hits = s->n_hits_inside;
}

static bool is_beyond(const struct box *box, uint32_t input, double x)
{
    return x < box->end[LOW][input] || x > box->end[HIGH][input];
}

void search_set_end(struct search *s, uint32_t input, enum side side, double value)
{
    const struct bo_prim_points *p = s->points;
    struct box *box = &s->box;
    for (uint32_t i = 0; i < p->n; i++)
        s->outside[i] -= is_beyond(box, input, p->x[(size_t)i * p->n_inputs + input]);
    box->end[side][input] = value;
    for (uint32_t i = 0; i < p->n; i++)
        s->outside[i] += is_beyond(box, input, p->x[(size_t)i * p->n_inputs + input]);
    count(s);
}

bool search_is_inside(const struct search *s, uint32_t point)
{
    return !s->taken[point] && s->outside[point] == 0;
}

double search_density(const struct search *s)
{
    return s->n_inside > 0 ? (double)s->n_hits_inside / s->n_inside : 0.0;
}
