/* Of very many inputs every peel finds one that looks good by chance, and a box is used up on those before one that
 * matters has its turn. So only inputs whose ranks tell hits from misses best are tried at all: by the mean rank of the
 * hits, or by how far from the middle they lie. */
#include <math.h>
#include <stdlib.h>

#include "search.h"

struct scored {
    double score;
    uint32_t input;
};

static int by_score(const void *a, const void *b)
{
    const struct scored *left = a, *right = b;
    int order = (left->score < right->score) - (left->score > right->score);
    return order != 0 ? order : (left->input > right->input) - (left->input < right->input);
}

/* Of the hits among the points inside the sum of what is drawn, less what chance gives, in its standard deviations
 * but for a factor that is the same for all inputs. */
struct sum {
    double of_hits, all, squares;
};

static void add(struct sum *sum, double x, bool hit)
{
    sum->of_hits += hit ? x : 0.0;
    sum->all += x;
    sum->squares += x * x;
}

static double surprise(const struct sum *sum, double n, double n_hits)
{
    double mean = sum->all / n, variance = sum->squares / n - mean * mean;
    return variance > 0.0 ? fabs(sum->of_hits - n_hits * mean) / sqrt(variance) : 0.0;
}

static double score(const struct search *s, uint32_t input)
{
    struct sum rank = {0}, far = {0};
    double place = 0.0, middle = (s->n_inside - 1.0) / 2.0;
    for (uint32_t i = 0; i < s->n_learning; i++) {
        uint32_t point = s->order[(size_t)input * s->n_learning + i];
        if (!search_is_inside(s, point))
            continue;
        add(&rank, place, s->points->hit[point]);
        add(&far, fabs(place - middle), s->points->hit[point]);
        place += 1.0;
    }
    return fmax(surprise(&rank, s->n_inside, s->n_hits_inside),
                surprise(&far, s->n_inside, s->n_hits_inside));
}

uint32_t search_screen(const struct search *s, struct bo_arena *arena, const uint32_t **out)
{
    uint32_t n = s->points->n_inputs;
    uint32_t n_kept = n < s->options->most_inputs ? n : s->options->most_inputs;
    struct scored *scored = BO_NEW_ARRAY(arena, struct scored, n);
    uint32_t *kept = BO_NEW_ARRAY(arena, uint32_t, n_kept);
    for (uint32_t k = 0; k < n; k++)
        scored[k] = (struct scored){score(s, k), k};
    qsort(scored, n, sizeof *scored, by_score);
    for (uint32_t k = 0; k < n_kept; k++)
        kept[k] = scored[k].input;
    *out = kept;
    return n_kept;
}
