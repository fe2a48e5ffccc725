#include "fleet_lots.h"

#include <string.h>

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

struct lot *fleet_lot(struct bo_world *world, uint32_t group, const struct lot *like)
{
    struct group *g = &world->fleets->group[group];
    uint32_t i = 0;
    while (i < g->n && compare(&g->lot[i], like) < 0) {
        i++;
    }
    if (i < g->n && compare(&g->lot[i], like) == 0) {
        return &g->lot[i];
    }
    BO_ARENA_ROOM(world->arena, g->lot, g->n, g->room);
    memmove(&g->lot[i + 1], &g->lot[i], (g->n - i) * sizeof *g->lot);
    g->n++;
    g->lot[i] = (struct lot){.chip = like->chip, .source = like->source, .year = like->year};
    return &g->lot[i];
}
