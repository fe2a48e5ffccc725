/* Of very many inputs every peel finds one that looks good by chance, and a box is used up on those before one that
 * matters has its turn. So only inputs whose ranks tell hits from misses best may have ends at all: by the mean rank of
 * the hits, or by how far from the middle they lie. */
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

/* Of the hits among the learning points the sum of what is drawn, less what chance gives, in its standard deviations
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
    double n_hits = 0.0, middle = (s->n_learning - 1.0) / 2.0;
    for (uint32_t place = 0; place < s->n_learning; place++) {
        bool hit = s->points->hit[s->order[(size_t)input * s->n_learning + place]];
        n_hits += hit;
        add(&rank, place, hit);
        add(&far, fabs(place - middle), hit);
    }
    return fmax(surprise(&rank, s->n_learning, n_hits), surprise(&far, s->n_learning, n_hits));
}

void search_screen(struct search *s, struct bo_arena *arena)
{
    uint32_t n = s->points->n_inputs, most = s->options->most_inputs;
    s->open_only = BO_NEW_ARRAY(arena, bool, n);
    if (n <= most || s->n_learning == 0)
        return;
    struct scored *scored = BO_NEW_ARRAY(arena, struct scored, n);
    for (uint32_t k = 0; k < n; k++)
        scored[k] = (struct scored){score(s, k), k};
    qsort(scored, n, sizeof *scored, by_score);
    for (uint32_t k = most; k < n; k++)
        s->open_only[scored[k].input] = true;
}
