/* buildout/model/fleet.h - chips in hand: whose, where, of which kind and how come by; racked or waiting.
 *
 * Chips arrive (bo_fleet_receive), wait until there is an energised hall and they are set up, work, fail, and are
 * retired. A holding is what one buyer has of one chip in one region from one source, by year of delivery. Once a month
 * the module writes onto the blackboard what each company's fleet can do. Counts are whole chips.
 *
 * Units:  chips; H100e (what one reference chip does, in training or in inference); IT MW.
 * Owner:  the world's arena.
 * Errors: BO_ERUN from the audit, naming who has too many or too few.
 */
#ifndef BUILDOUT_MODEL_FLEET_H
#define BUILDOUT_MODEL_FLEET_H

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
    double system_usd; /* paid for all of it, network, host and storage included */
};

struct bo_fleets;

/* Needs world->ai_economy; leaves world->fleets NULL without it or without chip_buyers. Opening holdings are placed
 * where their owners have halls. */
void bo_fleet_open(struct bo_world *world);
/* A shipment arrives, on its own date. */
void bo_fleet_receive(struct bo_world *world, const struct bo_delivery *delivery, double day);
/* The month: racking, failures, retirement; writes the fields of model/ai.h that are fleet's. */
void bo_fleet_close(struct bo_world *world, double day);
/* Chips received and held at the opening = racked + stored + failed + retired, of every chip. */
int bo_fleet_audit(const struct bo_world *world, struct bo_err *err);

/* ---- what others ask ---- */
/* Of one chip in reference chips; 0 for what is not known. */
double bo_fleet_training_h100e(const struct bo_world *world, uint32_t chip);
double bo_fleet_inference_h100e(const struct bo_world *world, uint32_t chip);
/* IT power of one with its part of the system. */
double bo_fleet_chip_mw(const struct bo_world *world, uint32_t chip);
/* Chips in hand, racked and stored. BO_NO_ROW: of all buyers, in all regions, of all chips. */
double bo_fleet_count(const struct bo_world *world, uint32_t buyer, uint32_t region, uint32_t chip);
double bo_fleet_stored(const struct bo_world *world, uint32_t buyer, uint32_t region,
                       uint32_t chip);
/* Row of chip_buyers of a company; BO_NO_ROW. */
uint32_t bo_fleet_buyer_of(const struct bo_world *world, uint32_t company);
/* IT MW in a region that a buyer could fill with AI systems now, beyond what it has there. */
double bo_fleet_free_mw(const struct bo_world *world, uint32_t buyer, uint32_t region);
/* Usable compute of a buyer by source, training H100e, racked. */
double bo_fleet_by_source(const struct bo_world *world, uint32_t buyer, enum bo_chip_source source);
/* H100e that buyers outside the model offer in a market under contract. */
double bo_fleet_outside_offer_h100e(const struct bo_world *world, int market);

#endif
