#include "fleet_lots.h"

#include <string.h>

#include "buildout/base/num.h"

/* The place of a lot in its group, there or to be made: mostly not far from where one of its chip was before. */
static uint32_t place_of(const struct group *g, const struct lot *like, uint32_t seen)
{
    uint32_t i = seen < g->n ? seen : g->n;
    while (i > 0 && fleet_lot_compare(&g->lot[i - 1], like) >= 0) {
        i--;
    }
    while (i < g->n && fleet_lot_compare(&g->lot[i], like) < 0) {
        i++;
    }
    return i;
}

/* For one more lot, at a place. */
static void make_room(struct bo_world *world, struct group *g, uint32_t at)
{
    if (g->n == g->room) {
        BO_ARENA_ROOM(world->arena, g->lot, g->n, g->room);
        uint32_t *waiting = BO_NEW_ARRAY(world->arena, uint32_t, g->room);
        if (g->n_waiting > 0) {
            memcpy(waiting, g->waiting, g->n_waiting * sizeof *waiting);
        }
        g->waiting = waiting;
    }
    memmove(&g->lot[at + 1], &g->lot[at], (g->n - at) * sizeof *g->lot);
    g->n++;
    for (uint32_t k = 0; k < g->n_waiting; k++) {
        g->waiting[k] += g->waiting[k] >= at;
    }
}

struct lot *fleet_lot_elsewhere(struct bo_world *world, uint32_t group, const struct lot *like)
{
    struct bo_fleets *fleets = world->fleets;
    struct group *g = &fleets->group[group];
    uint32_t *seen = &fleets->place[group * fleets->chip_room + like->chip];
    uint32_t i = place_of(g, like, *seen);
    *seen = i;
    if (i < g->n && fleet_lot_compare(&g->lot[i], like) == 0) {
        return &g->lot[i];
    }
    fleet_rate(world, like->chip);
    make_room(world, g, i);
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
