/* fleet_lots.h - how fleets are kept: by buyer and region a short list of lots, sorted by chip, source and year. */
#ifndef FLEET_LOTS_H
#define FLEET_LOTS_H

#include "buildout/base/num.h"
#include "buildout/model/chip.h"
#include "buildout/model/fleet.h"
#include "buildout/model/hour_cost.h"
#include "buildout/model/trade.h"

/* Chips of one kind and source that one buyer received in one region in one year. */
struct lot {
    uint32_t chip;
    enum bo_chip_source source;
    int32_t year;
    double setting_up, waiting, racked; /* whole chips */
    double failing;                     /* part of a chip, carried to the next month */
    double first_day, last_day;         /* of delivery, evenly between */
    double chip_usd, system_usd;        /* paid for one; with its part of the system */
    uint32_t batch, in_batch;           /* the latest batch with some of it, and where there */
};

/* What one buyer has in one region. Sums are of the last close. */
struct group {
    uint32_t n, room;
    struct lot *lot; /* [n] */
    uint32_t n_waiting;
    uint32_t
        *waiting; /* [n_waiting] lots that waited for a hall before the last close racked any */
    double racked_mw, stored_mw;
    double training_h100e, inference_h100e, stored_h100e;
    double waiting_usd;
};

/* What of a lot is being set up, and will be ready by the same close. */
struct setup {
    uint32_t group, chip;
    enum bo_chip_source source;
    int32_t year;
    double count, ready_day; /* of the first of it */
};

struct chip_rate {
    bool known;
    double training, inference; /* H100e of one */
    double mw;
    double per_mw; /* H100e, the mean of training and serving */
};

struct buyer {
    struct bo_country headquarters;
    double training_h100e;          /* racked, in all regions, at the last close */
    double by_source[BO_N_SOURCES]; /* of it */
    double room_frac;               /* of its energised halls, for AI, at this close */
};

struct bo_fleets {
    uint32_t n_buyers, n_regions, chip_room;
    struct group *group;          /* [n_buyers x n_regions] */
    uint32_t *place;              /* [groups x chip_room] where a lot of the chip was seen last */
    int32_t date, year;           /* of the last delivery: its year */
    struct buyer *buyer;          /* [n_buyers] */
    uint32_t *buyer_of;           /* [companies] */
    struct chip_rate *rate;       /* [chip_room] */
    struct bo_fleet_tally *tally; /* [chip_room] */
    double *held;                 /* [chip_room] scratch of the audit */
    uint32_t setup_first, n_setups, setup_room;
    struct setup *setup;  /* in the order of deliveries */
    uint32_t batch;       /* number of the latest, from 1: what will be ready by one close */
    uint32_t batch_first; /* its first setup */
    double batch_day;     /* of that close */
    uint32_t *country;    /* [n_regions] of which alone a region is a part; BO_NO_ROW */
    uint32_t holding_room;
    struct bo_holding *holding; /* of the group that was asked for last */
    uint32_t n_ages;
    double *resale_frac;       /* [n_ages] by age in months */
    struct bo_hour_cost *cost; /* [companies, and outside buyers] of the month, all its hours */
};

/* The halls of buyers outside the model are not modelled: room for more than anyone buys. */
#define OUTSIDE_ROOM_MW 1e9

const struct bo_chip *fleet_chip(const struct bo_world *world, uint32_t chip);
uint32_t fleet_n_chips(const struct bo_world *world);
/* Rates of a chip, worked out when first asked for. */
const struct chip_rate *fleet_rate(const struct bo_world *world, uint32_t chip);
/* Of a chip that is or was in a fleet: whoever makes a lot has its rates worked out. */
static inline const struct chip_rate *lot_rate(const struct bo_fleets *fleets,
                                               const struct lot *lot)
{
    return &fleets->rate[lot->chip];
}
static inline double lot_count(const struct lot *lot)
{
    return lot->setting_up + lot->waiting + lot->racked;
}
/* Of what was delivered evenly between two days, on the mean. */
static inline double lot_age_days(const struct lot *lot, double day)
{
    return bo_max(0.0, day - (lot->first_day + lot->last_day) / 2.0);
}
/* floor, of what is not negative and far from 2^63, without a call. */
static inline double whole_of(double x)
{
    return (double)(int64_t)x;
}
/* Of what a company has energised, what AI may have. */
double fleet_room_frac(const struct bo_world *world, uint32_t company);
/* USD of a chip with its part of the system, of a fleet in hand at the start. */
double fleet_opening_usd(const struct bo_world *world, uint32_t chip);

/* Total order of the lots of a group. */
static inline int fleet_lot_compare(const struct lot *a, const struct lot *b)
{
    if (a->chip != b->chip) {
        return a->chip < b->chip ? -1 : 1;
    }
    if (a->source != b->source) {
        return a->source < b->source ? -1 : 1;
    }
    return a->year == b->year ? 0 : a->year < b->year ? -1 : 1;
}
/* All years of the chip and source of a lot, from there on; returns the lot behind. */
static inline const struct lot *lot_holding(const struct lot *lot, const struct lot *end,
                                            struct bo_holding *holding)
{
    const struct lot *first = lot;
    double racked = 0.0, setting_up = 0.0, waiting = 0.0;
    do {
        racked += lot->racked;
        setting_up += lot->setting_up;
        waiting += lot->waiting;
        lot++;
    } while (lot < end && lot->chip == first->chip && lot->source == first->source);
    *holding =
        (struct bo_holding){first->chip, first->source, racked, setting_up + waiting, waiting};
    return lot;
}
/* The lot of a group that is like another, made (without chips) when it is not there. */
struct lot *fleet_lot_elsewhere(struct bo_world *world, uint32_t group, const struct lot *like);
static inline struct lot *fleet_lot(struct bo_world *world, uint32_t group, const struct lot *like)
{
    const struct bo_fleets *fleets = world->fleets;
    const struct group *g = &fleets->group[group];
    /* lots come and go seldom: it is mostly where one of its chip was before */
    uint32_t seen = fleets->place[group * fleets->chip_room + like->chip];
    return seen < g->n && fleet_lot_compare(&g->lot[seen], like) == 0
               ? &g->lot[seen]
               : fleet_lot_elsewhere(world, group, like);
}
/* What was paid and when, of so many more chips in a lot, before they are added to one of its counts. */
void fleet_lot_blend(struct lot *lot, double count, const struct lot *more);
/* Adds up what groups have; writes the blackboard. */
void fleet_add_up(struct bo_world *world, double day);

#endif
