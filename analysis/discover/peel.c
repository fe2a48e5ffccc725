/* Peeling and pasting: one end of one input at a time. */
#include "search.h"

#include <math.h>

#include "buildout/base/num.h"

struct step {
    uint32_t input;
    enum side side;
    double end, before;               /* where the end comes to lie, and where it was */
    uint32_t n_inside, n_hits_inside; /* after it */
};

/* The place-th learning point, from the side's end of an input inwards. */
static uint32_t nth(const struct search *s, uint32_t input, enum side side, uint32_t place)
{
    uint32_t from_low = side == LOW ? place : s->n_learning - 1 - place;
    return s->order[(size_t)input * s->n_learning + from_low];
}

static double value_of(const struct search *s, uint32_t point, uint32_t input)
{
    return s->points->x[(size_t)point * s->points->n_inputs + input];
}

/* An end between a point outside and one inside; two neighbours among doubles have none between them. */
static double between(double outside, double inside)
{
    double middle = outside + (inside - outside) / 2.0;
    bool apart = inside > outside ? middle > outside : middle < outside;
    return apart ? middle : inside;
}

static uint32_t part_of(const struct search *s)
{
    double part = ceil(s->options->peel_frac * s->n_inside);
    return part > 1.0 ? (uint32_t)part : 1;
}

/* Takes off the part nearest to the end, and all that are equal to the last of it. False when nothing would be left. */
static bool try_peel(const struct search *s, uint32_t input, enum side side, struct step *out)
{
    uint32_t wanted = part_of(s), n = 0, n_hits = 0;
    double last = 0.0;
    for (uint32_t place = 0; place < s->n_learning; place++) {
        uint32_t point = nth(s, input, side, place);
        if (!search_is_inside(s, point))
            continue;
        double x = value_of(s, point, input);
        bool equal = n > 0 && !(x < last) && !(x > last);
        if (n >= wanted && !equal) {
            *out = (struct step){.input = input,
                                 .side = side,
                                 .end = between(last, x),
                                 .before = s->box.end[side][input],
                                 .n_inside = s->n_inside - n,
                                 .n_hits_inside = s->n_hits_inside - n_hits};
            return true;
        }
        last = x;
        n++;
        n_hits += s->points->hit[point];
    }
    return false;
}

/* a/b against c/d without rounding. */
static int compare_shares(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    uint64_t left = (uint64_t)a * d, right = (uint64_t)c * b;
    return (left > right) - (left < right);
}

/* Denser, or as dense with more points. */
static bool is_better(const struct step *a, const struct step *b)
{
    int order = compare_shares(a->n_hits_inside, a->n_inside, b->n_hits_inside, b->n_inside);
    return order > 0 || (order == 0 && a->n_inside > b->n_inside);
}

static bool best_peel(const struct search *s, struct step *best)
{
    bool any = false;
    uint32_t least = (uint32_t)ceil(s->options->least_frac * s->n_learning);
    for (uint32_t input = 0; input < s->points->n_inputs; input++) {
        for (uint32_t side = 0; side < N_SIDES && s->may_end[input]; side++) {
            struct step step;
            if (!try_peel(s, input, (enum side)side, &step) || step.n_inside < least ||
                step.n_inside == 0)
                continue;
            if (!any || is_better(&step, best))
                *best = step;
            any = true;
        }
    }
    return any;
}

/* Coverage is inside / hits and density inside / points: their harmonic mean is 2 inside / (hits + points). Hits in
 * earlier boxes do not count: they would make a small box, which can never have them, look poor. */
static double worth(const struct search *s)
{
    return 2.0 * s->n_hits_inside / (s->n_hits + s->n_inside);
}

void search_peel(struct search *s, struct bo_arena *arena)
{
    struct step *path = NULL;
    uint32_t n = 0, room = 0, n_best = 0;
    double most = worth(s);
    while (s->n_hits_inside < s->n_inside) {
        struct step step = {0};
        if (!best_peel(s, &step))
            break;
        search_set_end(s, step.input, step.side, step.end);
        BO_ARENA_ROOM(arena, path, n, room);
        path[n++] = step;
        if (worth(s) > most) {
            most = worth(s);
            n_best = n;
        }
    }
    for (; n > n_best; n--)
        search_set_end(s, path[n - 1].input, path[n - 1].side, path[n - 1].before);
}

/* Would be inside, were it not for this end. */
static bool is_just_beyond(const struct search *s, uint32_t point, uint32_t input, enum side side)
{
    double x = value_of(s, point, input), end = s->box.end[side][input];
    return !s->taken[point] && s->outside[point] == 1 && (side == LOW ? x < end : x > end);
}

/* The end further out by one part of the points inside; open when there are not more. */
static bool try_paste(const struct search *s, uint32_t input, enum side side, struct step *out)
{
    uint32_t wanted = part_of(s), n = 0, n_hits = 0;
    double last = 0.0, end = side == LOW ? -(double)INFINITY : (double)INFINITY;
    for (uint32_t place = s->n_learning; place > 0; place--) {
        uint32_t point = nth(s, input, side, place - 1);
        if (!is_just_beyond(s, point, input, side))
            continue;
        double x = value_of(s, point, input);
        bool equal = n > 0 && !(x < last) && !(x > last);
        if (n >= wanted && !equal) {
            end = between(x, last);
            break;
        }
        last = x;
        n++;
        n_hits += s->points->hit[point];
    }
    *out = (struct step){.input = input,
                         .side = side,
                         .end = end,
                         .n_inside = s->n_inside + n,
                         .n_hits_inside = s->n_hits_inside + n_hits};
    return n > 0;
}

void search_paste(struct search *s)
{
    for (bool any = true; any;) {
        struct step best = {.n_inside = s->n_inside, .n_hits_inside = s->n_hits_inside};
        any = false;
        for (uint32_t input = 0; input < s->points->n_inputs; input++) {
            for (uint32_t side = 0; side < N_SIDES; side++) {
                struct step step;
                if (try_paste(s, input, (enum side)side, &step) && is_better(&step, &best)) {
                    best = step;
                    any = true;
                }
            }
        }
        if (any)
            search_set_end(s, best.input, best.side, best.end);
    }
}
