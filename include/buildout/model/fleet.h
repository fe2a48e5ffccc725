/* buildout/model/fleet.h - chips in hand: whose, where, of which kind and how come by; racked or waiting.
 *
 * Chips arrive (bo_fleet_receive), are set up and wait for an energised hall, work, fail, and are retired. A holding is
 * what one buyer has of one chip in one region from one source, kept by year of delivery. Once a month the module
 * writes onto the blackboard what each company's fleet can do. Counts are whole chips.
 *
 * A company racks what its halls have room for beside its other servers: nothing more, in the order of the years in which it
 * came, and of one year what gives most a MW first. What waits in one region is racked in another of the same country that has
 * room, and nowhere else. When there is no room the first that waits takes the place of older chips that give much less compute
 * a MW (the mean of training and serving): those are retired. Halls of buyers outside the model are not modelled: what they
 * receive works after fleet.rack_days. Of what is in hand at the opening, what came within fleet.rack_days before it is being
 * set up; the rest works, whether or not there is room.
 *
 * Units:  chips; H100e (what one reference chip does, in training or in inference); IT MW.
 * Owner:  the world's arena.
 * Errors: BO_ERUN from the audit, naming the chip of which there are too many or too few; BO_ESCENARIO from the check.
 */
#ifndef BUILDOUT_MODEL_FLEET_H
#define BUILDOUT_MODEL_FLEET_H

#include "buildout/model/ai.h"
#include "buildout/model/world.h"

/* How a chip came to its owner, for usable compute by source. */
enum bo_chip_source {
    BO_SOURCE_LEGAL,     /* a flagship that the law lets through */
    BO_SOURCE_COMPLIANT, /* made for a rule */
    BO_SOURCE_DOMESTIC, /* made in the country of the owner's headquarters, where that is not the leading vendors' */
    BO_SOURCE_GREY, /* past the law */
    BO_N_SOURCES
};

struct bo_delivery {
    uint32_t buyer; /* row of chip_buyers */
    uint32_t region, chip;
    enum bo_chip_source source;
    double count;      /* whole */
    double chips_usd;  /* paid for the chips, levies included */
    double system_usd; /* paid for all of it, network, host and storage included */
};

struct bo_fleets;

/* Needs world->ai_economy and the estates; leaves world->fleets NULL without it or without chip_buyers. Opening holdings
 * are placed where their owners have halls, and are on the blackboard. */
void bo_fleet_open(struct bo_world *world);
/* What a scenario may not say of fleets: BO_ESCENARIO. */
int bo_fleet_check(const struct bo_param *param, struct bo_err *err);
/* A shipment arrives, on its own date. */
void bo_fleet_receive(struct bo_world *world, const struct bo_delivery *delivery, double day);
/* A part of what is racked in a company's halls of a region is taken out, and waits for others. */
void bo_fleet_unrack(struct bo_world *world, uint32_t company, uint32_t region, double part_frac);
/* The month: retirement, failures, racking; writes the fields of model/ai.h that are fleet's. */
void bo_fleet_close(struct bo_world *world, double day);
/* Chips held at the opening and received = held + failed + retired, of every chip; all whole. */
int bo_fleet_audit(const struct bo_world *world, struct bo_err *err);

/* ---- of one chip ---- */
/* In reference chips; 0 for what is not known. Training goes by dense 16-bit FLOP/s; serving by the scarcest of FLOP/s
 * (8-bit where both are known), memory bandwidth and memory, of which the reference's FLOP/s are in use by
 * fleet.serving_flop_frac only, since bandwidth binds it (Pope et al. 2022, arXiv:2211.05102). */
double bo_fleet_training_h100e(const struct bo_world *world, uint32_t chip);
double bo_fleet_inference_h100e(const struct bo_world *world, uint32_t chip);
/* IT power of one with its part of the system; of one whose power is not known: as the reference's by FLOP/s. */
double bo_fleet_chip_mw(const struct bo_world *world, uint32_t chip);
/* How a chip that the law lets through comes to a buyer. */
enum bo_chip_source bo_fleet_source(const struct bo_world *world, uint32_t buyer, uint32_t chip);

/* ---- places ---- */
/* Row of chip_buyers of a company; BO_NO_ROW. */
uint32_t bo_fleet_buyer_of(const struct bo_world *world, uint32_t company);
/* IT MW that a company's halls in a region have for AI: what is energised, as far as it was in use at the start, less
 * what its other servers take, which are spread over its regions by energised MW; where that is less than AI's part of
 * what all its servers want, that part. */
double bo_fleet_room_mw(const struct bo_world *world, uint32_t company, uint32_t region);
/* IT MW in a region that a buyer could fill with AI systems now, beyond what it has there, racked or stored. Of buyers
 * outside the model: more than anyone buys. */
double bo_fleet_free_mw(const struct bo_world *world, uint32_t buyer, uint32_t region);
/* Where a buyer's next chips go, share[n_regions], summing to 1: by its region_share; else where its halls, those being
 * built too, have room beyond what it has there; without any by its halls, or by its company's region_share. */
void bo_fleet_spread(const struct bo_world *world, uint32_t buyer, double *share);

/* ---- what there is. BO_NO_ROW: of all buyers, in all regions, of all chips. 0 without fleets. ---- */
/* Chips in hand, racked and stored; those stored are being set up or wait for a hall. */
double bo_fleet_count(const struct bo_world *world, uint32_t buyer, uint32_t region, uint32_t chip);
double bo_fleet_stored(const struct bo_world *world, uint32_t buyer, uint32_t region,
                       uint32_t chip);
/* Of the last close: training H100e racked; IT MW racked. */
double bo_fleet_racked_h100e(const struct bo_world *world, uint32_t buyer, uint32_t region);
double bo_fleet_racked_mw(const struct bo_world *world, uint32_t buyer, uint32_t region);
/* Usable compute of a buyer by source, training H100e, racked, at the last close. */
double bo_fleet_by_source(const struct bo_world *world, uint32_t buyer, enum bo_chip_source source);
/* What a buyer's fleet would fetch second-hand now: system prices less fleet.resale_frac_per_year. */
double bo_fleet_market_value_usd(const struct bo_world *world, uint32_t buyer);
/* H100e that buyers outside the model offer in a market under contract. */
double bo_fleet_outside_offer_h100e(const struct bo_world *world, enum bo_market market);

/* Of one chip since the opening. */
struct bo_fleet_tally {
    double opening, received, failed, retired;
};
struct bo_fleet_tally bo_fleet_tally(const struct bo_world *world, uint32_t chip);

/* Holdings of a buyer in a region, by chip, then source. Returns how many; they are there until it is asked again. */
struct bo_holding {
    uint32_t chip;
    enum bo_chip_source source;
    double racked, stored, waiting; /* waiting: of those stored, what is set up and has no hall */
};
uint32_t bo_fleet_holdings(const struct bo_world *world, uint32_t buyer, uint32_t region,
                           const struct bo_holding **holding);

#endif
