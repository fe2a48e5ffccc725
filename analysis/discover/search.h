/* One box as it is looked for. */
#ifndef BUILDOUT_DISCOVER_SEARCH_H
#define BUILDOUT_DISCOVER_SEARCH_H

#include "buildout/discover/prim.h"

enum side { LOW, HIGH, N_SIDES };

struct box {
    double *end[N_SIDES]; /* [n_inputs], infinite where it is open */
};

struct search {
    const struct bo_prim_points *points;
    const struct bo_prim_options *options;
    bool *learns;    /* [point] is not held out */
    bool *taken;     /* [point] is in an earlier box */
    uint32_t *order; /* [input * n_learning + place]: points that learn, in order of the input */
    uint32_t n_learning;
    bool *may_end;     /* [input] may bound the box */
    uint32_t *outside; /* [point] how many inputs' ends it is beyond */
    struct box box;
    uint32_t n_inside, n_hits_inside; /* of those that learn and are not taken */
    uint32_t n_hits;                  /* that were there for this box to find */
};

void search_start(struct search *s, const struct bo_prim_points *points,
                  const struct bo_prim_options *options, struct bo_arena *arena);
/* The inputs that tell hits inside from misses best, at most the options' most_inputs, the best first; returns how many. */
uint32_t search_screen(const struct search *s, struct bo_arena *arena, const uint32_t **out);
void search_open_box(struct search *s);
void search_set_end(struct search *s, uint32_t input, enum side side, double value);
bool search_is_inside(const struct search *s, uint32_t point);
double search_density(const struct search *s);

void search_peel(struct search *s, struct bo_arena *arena);
void search_paste(struct search *s);

#endif
