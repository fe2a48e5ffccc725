#include "fleet_lots.h"

#include <string.h>

#include "buildout/base/num.h"

/* Total order of the lots of a group. */
static int compare(const struct lot *a, const struct lot *b)
{
    if (a->chip != b->chip) {
        return a->chip < b->chip ? -1 : 1;
    }
    if (a->source != b->source) {
        return a->source < b->source ? -1 : 1;
    }
    return a->year == b->year ? 0 : a->year < b->year ? -1 : 1;
}

/* The place of a lot in its group, there or to be made. */
static uint32_t place_of(const struct group *g, const struct lot *like)
{
    uint32_t low = 0, high = g->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(&g->lot[middle], like) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

struct lot *fleet_lot(struct bo_world *world, uint32_t group, const struct lot *like)
{
    struct bo_fleets *fleets = world->fleets;
    struct group *g = &fleets->group[group];
    /* lots come and go seldom: it is mostly where one of its chip was before */
    uint32_t *seen = &fleets->place[group * fleets->chip_room + like->chip];
    if (*seen < g->n && compare(&g->lot[*seen], like) == 0) {
        return &g->lot[*seen];
    }
    uint32_t i = place_of(g, like);
    *seen = i;
    if (i < g->n && compare(&g->lot[i], like) == 0) {
        return &g->lot[i];
    }
    fleet_rate(world, like->chip);
    BO_ARENA_ROOM(world->arena, g->lot, g->n, g->room);
    memmove(&g->lot[i + 1], &g->lot[i], (g->n - i) * sizeof *g->lot);
    g->n++;
    g->lot[i] = (struct lot){.chip = like->chip, .source = like->source, .year = like->year};
    return &g->lot[i];
}

void fleet_lot_blend(struct lot *lot, double count, const struct lot *more)
{
    double before = lot_count(lot);
    lot->first_day = before > 0.0 ? bo_min(lot->first_day, more->first_day) : more->first_day;
    lot->last_day = before > 0.0 ? bo_max(lot->last_day, more->last_day) : more->last_day;
    lot->chip_usd = (before * lot->chip_usd + count * more->chip_usd) / (before + count);
    lot->system_usd = (before * lot->system_usd + count * more->system_usd) / (before + count);
}
