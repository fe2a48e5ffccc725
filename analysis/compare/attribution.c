#include "buildout/compare/attribution.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"

/* ---- which sets ---- */

static uint64_t all_of(uint32_t n_changes)
{
    return ((uint64_t)1 << n_changes) - 1;
}

static int by_set(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The sets that an order passes through, from none to all. */
static uint32_t add_sets_of(const uint32_t *order, uint32_t n_changes, uint64_t *set)
{
    uint64_t so_far = 0;
    set[0] = 0;
    for (uint32_t i = 0; i < n_changes; i++) {
        so_far |= (uint64_t)1 << order[i];
        set[i + 1] = so_far;
    }
    return n_changes + 1;
}

static uint32_t sort_and_unite(uint64_t *set, uint32_t n)
{
    uint32_t n_left = 0;
    qsort(set, n, sizeof *set, by_set);
    for (uint32_t i = 0; i < n; i++) {
        if (n_left == 0 || set[n_left - 1] != set[i])
            set[n_left++] = set[i];
    }
    return n_left;
}

/* Fisher and Yates; the replicate of the draws is the number of the order. */
static void draw_order(uint64_t seed, uint32_t number, uint32_t n, uint32_t *order)
{
    static const uint32_t purpose = 1;
    struct bo_rng rng = {.seed = seed, .replicate = number};
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (uint32_t i = n; i-- > 1;) {
        uint32_t k = (uint32_t)(bo_rng_uniform(&rng, n, purpose, i) * (i + 1));
        uint32_t taken = order[k];
        order[k] = order[i];
        order[i] = taken;
    }
}

static void plan_orders(uint32_t n_orders, uint64_t seed, struct bo_arena *arena,
                        struct bo_attribution_plan *plan)
{
    uint32_t n = plan->n_changes;
    uint32_t *order = BO_NEW_ARRAY(arena, uint32_t, (size_t)n_orders * n);
    uint32_t *listed = BO_NEW_ARRAY(arena, uint32_t, n);
    uint64_t *set = BO_NEW_ARRAY(arena, uint64_t, (size_t)(n_orders + 1) * (n + 1));
    for (uint32_t i = 0; i < n; i++)
        listed[i] = i;
    uint32_t n_sets = add_sets_of(listed, n, set);
    for (uint32_t o = 0; o < n_orders; o += 2) {
        uint32_t *forth = order + (size_t)o * n, *back = forth + n;
        draw_order(seed, o / 2, n, forth);
        for (uint32_t i = 0; i < n; i++)
            back[i] = forth[n - 1 - i];
        n_sets += add_sets_of(forth, n, set + n_sets);
        n_sets += add_sets_of(back, n, set + n_sets);
    }
    plan->n_orders = n_orders;
    plan->order = order;
    plan->n_sets = sort_and_unite(set, n_sets);
    plan->set = set;
}

void bo_attribution_plan(uint32_t n_changes, uint32_t n_orders, uint64_t seed,
                         struct bo_arena *arena, struct bo_attribution_plan *out)
{
    assert(n_changes > 0 && n_changes <= BO_ATTRIBUTION_MOST);
    assert(n_orders > 0 || n_changes <= BO_ATTRIBUTION_MOST_WHOLE);
    *out = (struct bo_attribution_plan){.n_changes = n_changes, .whole = n_orders == 0};
    if (!out->whole) {
        plan_orders(n_orders + n_orders % 2, seed, arena, out);
        return;
    }
    uint64_t *set = BO_NEW_ARRAY(arena, uint64_t, all_of(n_changes) + 1);
    out->n_sets = (uint32_t)all_of(n_changes) + 1;
    for (uint32_t i = 0; i < out->n_sets; i++)
        set[i] = i;
    out->set = set;
}

/* ---- what the values say ---- */

struct telling {
    const struct bo_attribution_plan *plan;
    const double *const *value; /* [set][replicate] */
    uint32_t n;                 /* replicates that count */
    const uint32_t *replicate;  /* [n] */
    double confidence;
    struct bo_arena *arena;
};

static const double *values_of(const struct telling *t, uint64_t set)
{
    const uint64_t *found =
        bsearch(&set, t->plan->set, t->plan->n_sets, sizeof *t->plan->set, by_set);
    assert(found != NULL);
    return t->value[found - t->plan->set];
}

/* Of the mean, not of one value. */
static double variance_of_mean(const double *x, uint32_t n)
{
    return bo_variance_of(x, n) / n;
}

static struct bo_part part_of(const struct telling *t, const double *x)
{
    struct bo_part part = {.mean = bo_mean_of(x, t->n), .low = BO_NAN, .high = BO_NAN};
    if (t->n < 2)
        return part;
    double half = bo_student_quantile((1.0 + t->confidence) / 2.0, t->n - 1.0) *
                  sqrt(variance_of_mean(x, t->n));
    part.low = part.mean - half;
    part.high = part.mean + half;
    return part;
}

/* What change i adds to a set that does not have it: x[n] += weight * that. */
static void add_gain(const struct telling *t, uint64_t set, uint32_t i, double weight, double *x)
{
    const double *without = values_of(t, set), *with = values_of(t, set | (uint64_t)1 << i);
    for (uint32_t k = 0; k < t->n; k++)
        x[k] += weight * (with[t->replicate[k]] - without[t->replicate[k]]);
}

static void tell_in_order(const struct telling *t, struct bo_part *part)
{
    for (uint32_t i = 0; i < t->plan->n_changes; i++) {
        double *x = BO_NEW_ARRAY(t->arena, double, t->n);
        add_gain(t, all_of(i), i, 1.0, x);
        part[i] = part_of(t, x);
    }
}

/* The share of all orders of n changes in which exactly a set of that size comes before a change. */
static double weight_of(uint32_t size, uint32_t n)
{
    double weight = 1.0 / n;
    for (uint32_t k = 0; k < size; k++)
        weight *= (k + 1.0) / (n - 1.0 - k);
    return weight;
}

static uint32_t size_of(uint64_t set)
{
    uint32_t n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

static void tell_whole(const struct telling *t, struct bo_part *part)
{
    uint32_t n = t->plan->n_changes;
    for (uint32_t i = 0; i < n; i++) {
        double *x = BO_NEW_ARRAY(t->arena, double, t->n);
        for (uint64_t set = 0; set <= all_of(n); set++) {
            if (!(set >> i & 1))
                add_gain(t, set, i, weight_of(size_of(set), n), x);
        }
        part[i] = part_of(t, x);
    }
}

/* The interval of a mean over replicates and over pairs of orders: both are drawn, and both variances count. */
static struct bo_part part_of_draws(const struct telling *t, const double *x, const double *pair,
                                    uint32_t n_pairs)
{
    struct bo_part part = {.mean = bo_mean_of(x, t->n), .low = BO_NAN, .high = BO_NAN};
    if (t->n < 2 || n_pairs < 2)
        return part;
    double of_luck = variance_of_mean(x, t->n), of_orders = variance_of_mean(pair, n_pairs);
    double both = of_luck + of_orders;
    double degrees =
        both * both / (of_luck * of_luck / (t->n - 1.0) + of_orders * of_orders / (n_pairs - 1.0));
    double half =
        both > 0.0 ? bo_student_quantile((1.0 + t->confidence) / 2.0, degrees) * sqrt(both) : 0.0;
    part.low = part.mean - half;
    part.high = part.mean + half;
    return part;
}

/* What comes before change i in an order. */
static uint64_t set_before(const uint32_t *order, uint32_t i)
{
    uint64_t set = 0;
    for (uint32_t k = 0; order[k] != i; k++)
        set |= (uint64_t)1 << order[k];
    return set;
}

static void tell_drawn(const struct telling *t, struct bo_part *part)
{
    uint32_t n = t->plan->n_changes, n_orders = t->plan->n_orders, n_pairs = n_orders / 2;
    double *pair = BO_NEW_ARRAY(t->arena, double, n_pairs);
    double *one = BO_NEW_ARRAY(t->arena, double, t->n), *x = BO_NEW_ARRAY(t->arena, double, t->n);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < t->n; k++)
            x[k] = 0.0;
        for (uint32_t p = 0; p < n_pairs; p++) {
            for (uint32_t k = 0; k < t->n; k++)
                one[k] = 0.0;
            for (uint32_t o = 2 * p; o < 2 * p + 2; o++)
                add_gain(t, set_before(&t->plan->order[(size_t)o * n], i), i, 1.0 / 2.0, one);
            pair[p] = bo_mean_of(one, t->n);
            for (uint32_t k = 0; k < t->n; k++)
                x[k] += one[k] / n_pairs;
        }
        part[i] = part_of_draws(t, x, pair, n_pairs);
    }
}

/* Those with a value in every set: else the parts would not add up. */
static uint32_t find_replicates(const struct bo_attribution_plan *plan, const double *const *value,
                                uint32_t n_replicates, uint32_t *replicate)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < n_replicates; k++) {
        bool counts = true;
        for (uint32_t s = 0; s < plan->n_sets; s++)
            counts &= isfinite(value[s][k]) != 0;
        if (counts)
            replicate[n++] = k;
    }
    return n;
}

struct bo_attribution bo_attribution_of(const struct bo_attribution_plan *plan,
                                        const double *const *value, uint32_t n_replicates,
                                        double confidence, struct bo_arena *arena)
{
    uint32_t *replicate = BO_NEW_ARRAY(arena, uint32_t, n_replicates);
    struct bo_part *in_order = BO_NEW_ARRAY(arena, struct bo_part, plan->n_changes);
    struct bo_part *shapley = BO_NEW_ARRAY(arena, struct bo_part, plan->n_changes);
    double *x = BO_NEW_ARRAY(arena, double, n_replicates);
    struct telling t = {.plan = plan,
                        .value = value,
                        .n = find_replicates(plan, value, n_replicates, replicate),
                        .replicate = replicate,
                        .confidence = confidence,
                        .arena = arena};
    struct bo_attribution out = {.n = t.n, .in_order = in_order, .shapley = shapley};
    const double *base = value[0], *other = value[plan->n_sets - 1];
    for (uint32_t k = 0; k < t.n; k++)
        x[k] = base[replicate[k]];
    out.base = bo_mean_of(x, t.n);
    for (uint32_t k = 0; k < t.n; k++)
        x[k] = other[replicate[k]];
    out.other = bo_mean_of(x, t.n);
    for (uint32_t k = 0; k < t.n; k++)
        x[k] = other[replicate[k]] - base[replicate[k]];
    out.total = part_of(&t, x);
    tell_in_order(&t, in_order);
    if (plan->whole)
        tell_whole(&t, shapley);
    else
        tell_drawn(&t, shapley);
    return out;
}
