/* buildout/model/trade.h - vendors' order books: what is ordered, made, allocated, let through, shipped and paid.
 *
 * Boards order at closes (trade_order.c): what their budgets buy, over a supply line that stretches with the quoted lead
 * time, more before a rule that they see coming; they cancel when the line is longer than they want. Vendors make chips
 * from package slots and memory, allocate them to orders by age, size and relation, and ship on dates of the agenda
 * (events/trade.h). Both gates judge on the shipping date; a change of the law judges all undelivered orders again.
 * Chips are paid for at delivery, into bo_ai_company.systems_paid_usd.
 *
 * A chip is known by its number: the catalogue's rows come first, then those that vendors make for a rule in this run.
 *
 * Units:  whole chips, USD, days of the run, weeks where a name says so.
 * Owner:  the world's arena.
 * Errors: BO_ERUN from the audit.
 * Source: model.md 3 and 4; prototypes B2-B4.
 */
#ifndef BUILDOUT_MODEL_TRADE_H
#define BUILDOUT_MODEL_TRADE_H

#include "buildout/model/ai.h"
#include "buildout/model/chip.h"
#include "buildout/model/export_rule.h"
#include "buildout/model/world.h"

struct bo_trade;

/* Most chips that are made for rules in one run, beyond the catalogue. */
enum { BO_MOST_INVENTED_CHIPS = 16 };

/* Needs world->ai_economy and world->fleets; leaves world->trade NULL without vendors. */
void bo_trade_open(struct bo_world *world);
/* The month's deliveries are over: production for the next, quotes, prices, sales onto the blackboard. */
void bo_trade_close(struct bo_world *world, double day);
/* After boards: orders placed and cancelled for the next month. */
void bo_trade_order(struct bo_world *world, double day);
/* Made = shipped + in stock + written off; shipped = received + in transit + seized, of every chip. */
int bo_trade_audit(const struct bo_world *world, struct bo_err *err);

/* ---- on dates, called from events/trade.c ---- */
/* Next day on which something of the trade happens (shipment, arrival, licence, launch of a design-around) and its doing. */
bool bo_trade_next(const struct bo_world *world, double *day);
void bo_trade_happen(struct bo_world *world, double day);
/* The law has changed or an announcement was made on this day: undelivered orders are judged again. */
void bo_trade_law_changes(struct bo_world *world, double day);
/* The days of base/calendar.h on which to call it, rising; needs world->trade. */
const int32_t *bo_trade_law_days(const struct bo_world *world, uint32_t *n_days);

/* ---- what others ask; all of it may be asked of a world without trade ---- */
/* The vendor of the scenario that makes the chip; BO_NO_ROW: none does. */
uint32_t bo_trade_maker(const struct bo_param *param, const struct bo_chip *chip);
/* The law of this run, suspensions drawn; NULL without trade. */
const struct bo_regime *bo_trade_regime(const struct bo_world *world);
/* The part of GPU-hours in the other market that the law leaves to who is at home in this one. */
double bo_trade_cloud_frac(const struct bo_world *world, enum bo_market market, int32_t date);
/* How many chips there are now, and how many there can ever be: what is indexed by chip needs that room. */
uint32_t bo_trade_n_chips(const struct bo_world *world);
uint32_t bo_trade_chip_room(const struct bo_world *world);
/* Data of a chip, of the catalogue or made for a rule; number < bo_trade_n_chips. */
const struct bo_chip *bo_trade_chip(const struct bo_world *world, uint32_t chip);
/* Whether it was made for a rule, in history or in this run. */
bool bo_trade_is_compliant(const struct bo_world *world, uint32_t chip);

/* ---- the month that was closed last ---- */

/* Chips. Backlog and stock are of its end. */
struct bo_trade_counts {
    double orders;
    double cancelled; /* by buyers and by rules */
    double delivered; /* grey ones included */
    double backlog;   /* ordered, not shipped */
    double denied;    /* wanted, and no gate let it through */
    double grey;      /* delivered past the law */
    double seized;
};

struct bo_trade_vendor_month {
    struct bo_trade_counts chips;
    double made, stock, written_off;
    double quoted_lead_weeks;              /* to whoever orders now */
    double lived_lead_weeks[BO_N_MARKETS]; /* of what was delivered; NaN when nothing was */
    double revenue_usd;                    /* chips and the network sold with them */
    double revenue_china_usd;              /* of it, to China's buyers at home */
    double network_usd;                    /* of it */
    double write_down_usd;
};

struct bo_trade_chip_month {
    struct bo_trade_counts chips;
    double made, stock, written_off;
    double list_usd, realised_usd; /* a chip, without discount for volume; NaN before its launch */
    double quoted_lead_weeks;      /* to who orders now; NaN before it can be ordered */
};

/* Of a company of the model, or of all buyers of a market. */
struct bo_trade_buyer_month {
    struct bo_trade_counts chips;
    double systems_usd; /* paid */
};

struct bo_trade_month {
    uint32_t n_vendors, n_chips, n_companies, n_traded;
    struct bo_trade_vendor_month *vendor; /* [n_vendors] */
    struct bo_trade_chip_month *chip;     /* [n_chips], catalogue first */
    struct bo_trade_buyer_month *company; /* [n_companies] */
    uint32_t *traded; /* [n_traded] chips with counts in this month or the one before, rising */
    uint32_t chip_room;
    struct bo_trade_counts *company_chip; /* [n_companies x chip_room] of one chip each */
    struct bo_trade_buyer_month market[BO_N_MARKETS];
    double china_domestic_frac; /* of cards delivered in China's market, twelve months; NaN: none */
};

/* NULL without trade. */
const struct bo_trade_month *bo_trade_month(const struct bo_world *world);

#endif
