/* The smallest cut of a chip's numbers that makes it free: every combination of the thresholds in force is tried. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "regime.h"

#define JUST_BELOW (1.0 - 1e-9)

enum {
    MOST_CUTS = 12,
    N_CUT = BO_CHIP_TOTAL_BANDWIDTH
}; /* a total is cut by cutting one of its parts */

struct cut {
    double bound;
    bool inclusive; /* the bound itself is free */
};

struct search {
    const struct bo_regime *regime;
    const struct bo_chip *chip;
    const struct bo_buyer *buyer;
    int32_t day, heard_day;
    uint32_t n[N_CUT];
    struct cut cut[N_CUT][MOST_CUTS];
    const struct cut *chosen[N_CUT]; /* NULL: as it is */
    struct bo_way_out best;
};

static void offer(struct search *s, enum bo_chip_quantity quantity, double bound, bool inclusive)
{
    double x = bo_chip_quantity(s->chip, quantity);

    if (!(bound > 0.0 && bound <= x) || s->n[quantity] == MOST_CUTS)
        return;
    for (uint32_t i = 0; i < s->n[quantity]; i++)
        if (!(fabs(s->cut[quantity][i].bound - bound) > 0.0))
            return;
    s->cut[quantity][s->n[quantity]++] = (struct cut){.bound = bound, .inclusive = inclusive};
}

static void offer_node(struct search *s, const struct node *node)
{
    bool inclusive = node->op == BO_ABOVE;

    if (node->kind != BO_CONDITION_QUANTITY || (node->op != BO_AT_LEAST && node->op != BO_ABOVE))
        return;
    if (node->quantity != BO_CHIP_TOTAL_BANDWIDTH) {
        offer(s, node->quantity, node->bound, inclusive);
        return;
    }
    offer(s, BO_CHIP_INTERCONNECT, node->bound - s->chip->memory_bandwidth_gb_per_s, inclusive);
    offer(s, BO_CHIP_MEMORY_BANDWIDTH, node->bound - s->chip->interconnect_gb_per_s, inclusive);
}

static void offer_all(struct search *s)
{
    const struct epoch *epoch =
        s->heard_day != 0 ? &s->regime->all : bo_regime_epoch(s->regime, s->day);

    for (uint32_t i = 0; epoch != NULL && i < epoch->n; i++) {
        const struct law *law = epoch->law[i];

        if (s->heard_day == 0 || bo_law_is_foreseen(law, s->day, s->heard_day))
            for (const struct node *node = law->root; node < law->root->end; node++)
                offer_node(s, node);
    }
}

static double value_of(const struct search *s, enum bo_chip_quantity quantity)
{
    const struct cut *cut = s->chosen[quantity];

    if (cut == NULL)
        return bo_chip_quantity(s->chip, quantity);
    return cut->inclusive ? cut->bound : cut->bound * JUST_BELOW;
}

/* The same die with less performance is less dense. */
static struct bo_chip chip_of(const struct search *s)
{
    struct bo_chip chip = *s->chip;
    double density = bo_chip_quantity(s->chip, BO_CHIP_PERFORMANCE_DENSITY);

    chip.tpp = value_of(s, BO_CHIP_TPP);
    chip.interconnect_gb_per_s = value_of(s, BO_CHIP_INTERCONNECT);
    chip.memory_bandwidth_gb_per_s = value_of(s, BO_CHIP_MEMORY_BANDWIDTH);
    if (s->chosen[BO_CHIP_TPP] != NULL)
        density *= chip.tpp / s->chip->tpp;
    if (s->chosen[BO_CHIP_PERFORMANCE_DENSITY] != NULL)
        density = fmin(density, value_of(s, BO_CHIP_PERFORMANCE_DENSITY));
    chip.performance_density = density;
    return chip;
}

static void weigh(struct search *s)
{
    struct bo_chip chip = chip_of(s);
    struct bo_way_out way = {.possible = true};
    struct bo_verdict verdict;

    for (int q = 0; q < BO_N_CHIP_QUANTITIES; q++) {
        const struct cut *cut = q < N_CUT ? s->chosen[q] : NULL;

        way.below[q] = cut != NULL ? cut->bound : BO_NAN;
        way.inclusive[q] = cut != NULL && cut->inclusive;
        if (cut != NULL)
            way.cut_frac += 1.0 - cut->bound / bo_chip_quantity(s->chip, (enum bo_chip_quantity)q);
    }
    if (s->best.possible && way.cut_frac >= s->best.cut_frac)
        return;
    verdict = bo_regime_inquire(s->regime, &(struct bo_inquiry){.chip = &chip,
                                                                .buyer = s->buyer,
                                                                .day = s->day,
                                                                .kind = BO_RULE_CHIPS,
                                                                .gate = BO_GATE_NONE,
                                                                .without = BO_NO_ROW,
                                                                .heard_day = s->heard_day,
                                                                .bare = true});
    if (verdict.permission == BO_FREE && !verdict.unknown)
        s->best = way;
}

static void try_from(struct search *s, int quantity)
{
    if (quantity == N_CUT) {
        weigh(s);
        return;
    }
    s->chosen[quantity] = NULL;
    try_from(s, quantity + 1);
    for (uint32_t i = 0; i < s->n[quantity]; i++) {
        s->chosen[quantity] = &s->cut[quantity][i];
        try_from(s, quantity + 1);
    }
}

struct bo_way_out bo_regime_way_out(const struct bo_regime *regime, const struct bo_chip *chip,
                                    const struct bo_buyer *buyer, int32_t day, int32_t heard_day)
{
    struct search s = {
        .regime = regime, .chip = chip, .buyer = buyer, .day = day, .heard_day = heard_day};

    for (int q = 0; q < BO_N_CHIP_QUANTITIES; q++)
        s.best.below[q] = BO_NAN;
    offer_all(&s);
    try_from(&s, 0);
    return s.best;
}
