/* trade_inner.h - the state of the trade, shared by its files and by nobody else.
 *
 * trade.c opens, closes and audits; trade_order.c says what boards want and trade_choice.c of which chips, trade_lay_in.c
 * what they lay in before a rule; trade_opening.c is its first day; trade_make.c what vendors make and trade_strand.c what a rule
 * leaves of it, trade_ship.c what they ship to whom; trade_law.c
 * judges, trade_licence.c applies for licences, trade_design.c launches chips made for a rule; trade_grey.c is the grey
 * channel, trade_price.c prices and quotes; trade_shock.c: outages; trade_entry.c: owners beside the model's companies.
 */
#ifndef BUILDOUT_SIM_MODEL_TRADE_INNER_H
#define BUILDOUT_SIM_MODEL_TRADE_INNER_H

#include "buildout/model/fleet.h"
#include "buildout/model/trade.h"

struct law;

enum { SHIPMENTS_PER_MONTH = 2, MONTHS_PER_YEAR = 12 };

/* ---- the law, as vendors and boards read it ---- */

struct trade_verdict {
    uint32_t stamp; /* of the law under which it holds; 0: never asked */
    enum bo_permission permission;
    bool barred;        /* nothing to speak of gets through */
    uint32_t rule;      /* that decides; BO_NO_ROW when free */
    uint32_t second;    /* whose licence the other gate asks for as well; BO_NO_ROW: none */
    uint32_t quota;     /* rule of either gate whose quota counts; BO_NO_ROW: none */
    double grant_frac;  /* chance of an application that both gates grant it */
    double review_days; /* of an application */
    double levy_frac;   /* of the price */
    double notify_days; /* from the order to the shipment at the earliest */
};

/* Since when a pair's law is as it is: verdicts of that stamp still hold under the one seen last. */
struct trade_unchanged {
    uint32_t since, seen; /* stamps; 0: never asked */
};

/* Buyers that the law treats alike, wherever they take their chips. */
struct trade_class {
    struct bo_country headquarters;
    bool listed, state_funded, supercomputer;
    bool *ships_to; /* [destinations] wanted chips there when boards ordered last */
};

/* To whom a rule's quota is asked for. */
struct trade_quota_of {
    uint32_t rule, chip, destination;
    uint32_t buyer; /* BO_NO_ROW: any */
};

/* What a quota has let through. */
struct trade_quota {
    uint32_t rule, chip, buyer; /* BO_NO_ROW where it does not matter */
    struct bo_country country;
    int32_t year;        /* of a buyer's year; else 0 */
    double used;         /* TPP; chips for a share of sales at home */
    double home_shipped; /* of the chip, before the window of the quota */
};

/* ---- chips and lines ---- */

struct trade_counts { /* of the month so far */
    double orders, cancelled, delivered, denied, grey, seized;
};

struct trade_chip {
    struct bo_chip data;
    uint32_t vendor;   /* BO_NO_ROW: nobody's in this scenario */
    uint32_t lines;    /* chip on whose lines it is made: itself, or another */
    bool sleeps;       /* made for a rule that has not bitten in this run */
    int32_t order_day; /* first day on which it can be ordered */
    /* this month */
    double list_usd, realised_usd; /* NaN before it can be ordered */
    double worth_h100e;            /* usable, of the mix of uses */
    double log_worth;              /* of that, while it can be ordered */
    double plain_score;            /* by choice, without a bonus at home, levy or licence */
    double log_scarcity;           /* of realised over list price */
    double quoted_days;            /* to whoever orders now */
    double seen_days;              /* the same, as boards choose by it; 0: not yet seen */
    double cancellable_frac;       /* of orders: no wafer has been started for them */
    double waiting;                /* orders for which no wafer has been started */
    double lines_slots;     /* asked of its lines, or waiting for them; of all chips on them */
    double lines_low_slots; /* the same of those that give way */
    bool gives_way;         /* a slot earns too little on it: it has only slots that others leave */
    double backlog;         /* ordered and not shipped */
    double makeable;        /* of it, what may ship as the law is */
    double under_quota;     /* of that, within what a quota leaves */
    double need;            /* a day, of all boards that may have it */
    double served;          /* a day, delivered last month */
    double in_work;         /* started, not finished */
    double finished_frac;   /* of a chip */
    bool hit;               /* today's law has taken orders of it */
    double unwanted_days;   /* its stock has lain without a buyer */
    /* since the start; whole chips */
    double made, shipped, stock, written_off, received, seized;
    double home_shipped; /* to the vendor's own country; what was there at the start included */
    double seized_frac;  /* of a chip */
    double grey_wanted;  /* of this month's grey orders, not yet found */
    uint32_t first_grey; /* the first of those */
    struct trade_counts month;
    double made_month, written_off_month;
    bool was_traded;                /* the month before */
    uint32_t first_line, last_line; /* of the live ones; BO_NO_ROW: none */
    uint32_t next_of_vendor;        /* BO_NO_ROW */
};

/* What one buyer has on order of one chip for one region. Lines stay when they are empty. */
struct trade_line {
    uint32_t buyer, region, chip;
    uint32_t pair;              /* of its buyer's class and its destination */
    uint32_t next;              /* live one of the same chip; BO_NO_ROW */
    enum bo_chip_source source; /* how the chip comes to the buyer */
    double count;               /* ordered, not shipped; whole */
    double ordered_day;         /* mean, of those */
    double laid_in;             /* of the count, beyond the supply line, before a rule */
    double transit;             /* shipped, not arrived */
    double need;                /* a day, as the board saw it last */
    double wish;                /* to be ordered now, or cancelled below 0 */
    double extra;               /* to be laid in */
    double order_frac;          /* of a chip: carried over to the next order */
    double licensed;            /* of the count */
    double applied;             /* applied for; 0: no application is pending */
    double decision_day;
    uint32_t n_applications;
    bool granted; /* what the decision will be */
    bool live;    /* among the live ones, or woken since they were listed */
};

/* ---- vendors ---- */

/* Wafers started between two days, and the chips that come of them make_days later. */
struct trade_lot {
    uint32_t chip;
    double begin_day, end_day;
    double chips, finished;
};

struct trade_vendor {
    const struct bo_vendor_param *param;
    uint32_t n_shipments; /* done */
    double ship_day;      /* the next; infinite after the last */
    double home_ratio;    /* of this month */
    double worth_ratio;   /* of its chips with its software, this month */
    double uplift_ratio;  /* a whole system over its chips, this month */
    double network_frac;  /* over the price of its chips, this month */
    double arrival_days;  /* of a month that have passed, on the mean, when its shipments arrive */
    double phase_frac;    /* of its shipments in a month */
    double hbm_gb;        /* in store */
    double slots_per_day; /* of the last start, as far as memory allows */
    double wished_slots[2];  /* of orders that come in now; second: for chips that give way */
    double accepted_frac[2]; /* of them */
    double slots_ratio;      /* over its path, as orders that waited have called up */
    double path_wafers;      /* a month, that the path had when it was last looked at */
    double lost_wafers;      /* of the path's, for want of tools that rules keep from its foundry */
    double *slots_decided;   /* [n_months] log growth a year, of the month in which it comes */
    double waiting_slots;    /* of orders for which no wafer has been started */
    double quoted_days;
    double sold_usd; /* since the start */
    uint32_t awaited;
    uint32_t first_chip, last_chip; /* BO_NO_ROW: it has none */
    uint32_t n_lots, lot_room;
    struct trade_lot *lot;
    /* of the month so far */
    double revenue_usd, revenue_china_usd, network_usd, write_down_usd;
    double lived_chip_days[BO_N_MARKETS], lived_chips[BO_N_MARKETS];
};

/* ---- buyers ---- */

/* Of the best that a dollar buys, what the law leaves to a class of buyers at a destination. */
struct trade_open {
    int32_t date;
    double frac;
};

struct trade_buyer {
    const struct bo_chip_buyer_param *param;
    uint32_t company;
    enum bo_market market;
    uint32_t class;
    bool gone;            /* a company that is no more, or that was sold */
    double usd_per_day;   /* for systems */
    double usual_usd;     /* a day, as it was last month */
    double growth;        /* of that, log a year, as the board sees it */
    double in_house_frac; /* of it, while there is something to buy */
    double size_frac;     /* of the largest buyer's */
    double grey_usd;      /* paid in the month so far */
    double waited_usd;    /* kept back for an announced successor */
    double grey_frac;     /* of a chip: carried over to the next grey order */
    double open_today;    /* of the best that a dollar buys, what the law leaves to it */
    double
        open_frac; /* that over the same of all beside the companies in its market, as it is seen */
    double open_known; /* and as it was when its budgets were known */
    double entry_log;  /* log of its budget over the path's, of who is no company of the model */
    double *share;     /* [regions] */
    uint32_t *region_line; /* [regions x chips] number of its line + 1 */
};

struct trade_ahead {       /* a budget when a chip would be there, over now's */
    uint32_t stamp, buyer; /* of the month's orders; for whom it was asked last */
    double ratio;
};

struct trade_buyer_sums { /* of the month so far, by company and by market */
    struct trade_counts chips;
    double systems_usd, denied_usd, levies_usd;
    double h100e; /* of those systems, to train with; of markets only */
};

/* What a class of buyers chooses for a destination, out of what all may buy or of one vendor's own. */
struct trade_choice {
    uint32_t stamp; /* of the month; 0: never asked */
    uint32_t n;
    uint32_t *chip;       /* [n] */
    double *share_frac;   /* [n] of the money, summing to 1 */
    double *interim_frac; /* [n] of the money, until chips of others come; beyond the shares */
    double *system_ratio; /* [n] a whole system with its levies over the price of its chips */
    double *waiting_frac; /* [n] of the money, kept back for a successor */
    double *habit;        /* [chips] of the money, as it was last chosen */
    uint32_t n_denied;    /* wanted, and barred */
    uint32_t *denied;     /* [n_denied] */
    double *denied_share; /* [n_denied] of the money without the bar; the sum is denied_frac */
    double denied_frac;
};

/* ---- shipments ---- */

struct trade_shipment {
    struct bo_delivery delivery;
    uint32_t line;      /* from which it was ordered; BO_NO_ROW for grey ones */
    double ordered_day; /* mean */
    double chips_usd;   /* to the vendor, without network */
    double levy_usd;
    uint32_t next; /* in its consignment, or of the free ones */
};

/* All that a vendor sends to a region on one day. */
struct trade_consignment {
    double arrival_day;
    uint32_t first, last;
};

/* A line's part in what a vendor has of a chip, or a chip's in its slots. */
struct trade_part {
    uint32_t of;
    const struct trade_verdict *verdict; /* on the chip that ships */
    double most;                         /* may ship today; is asked for */
    double weight;
    double chips;
};

struct trade_grey_order {
    uint32_t buyer, region, chip;
    double chips; /* wanted this month, not yet found */
    double seized_frac;
    double chip_usd, paid_usd; /* a chip; a system */
};

struct trade_launch { /* of a chip that is being made for a rule */
    double day;       /* from which it can be ordered */
    int32_t sale_day;
    uint32_t vendor, rule;
    uint32_t chip; /* whose place it takes; of the catalogue: itself */
    bool is_of_catalogue;
    struct bo_docket *docket; /* of whom it is made for */
};

struct bo_trade {
    const struct bo_chip_market_param *market;
    const struct bo_regime *regime;
    uint32_t n_rules;       /* of export_rules, or none when none is in force */
    const struct law **law; /* [n_rules], see regime.h */
    uint32_t n_law_days;
    int32_t *law_day; /* on which the law or what is known of it changes, rising */
    uint32_t n_verdict_days;
    int32_t *verdict_day; /* on which verdicts may change: no announcement does that */
    uint32_t stamp;       /* of the law on stamp_date */
    int32_t stamp_date;
    double unit_usd; /* in which prices are weighed */
    double ship_median_days;
    uint32_t month_stamp; /* of boards' orders */
    double order_days;    /* for which they order */

    uint32_t n_vendors, n_chips, chip_room, n_buyers, n_regions;
    struct trade_vendor *vendor;
    struct trade_chip *chip;
    struct trade_buyer *buyer;
    uint32_t n_classes, n_destinations;
    struct trade_class *class;
    struct bo_country *destination;
    uint32_t *destination_of;          /* [regions] */
    struct bo_docket **docket;         /* [classes x destinations] */
    struct trade_unchanged *unchanged; /* [classes x destinations] */
    struct trade_verdict *verdict;     /* [classes x destinations x chip_room] */
    struct trade_verdict *future;      /* the same, on the day on which a rule will bind */
    uint32_t future_stamp;
    int32_t future_date, heard_date; /* that day, and the one on which it is foreseen */
    struct trade_choice
        *choice; /* [classes x destinations x (vendors + 1)] the last one: what is sold to all */

    uint32_t n_lines, line_room;
    struct trade_line *line;
    uint32_t n_live, live_room;
    uint32_t *
        live; /* lines, in their order, of which anything was wanted, ordered or under way at the last order */
    uint32_t was_live_room, *was_live; /* room for the list of the order before */
    uint32_t n_woken, woken_room;
    uint32_t *woken; /* lines that were not live and are wanted now */
    uint32_t n_offers;
    uint32_t *offer; /* [chip_room] chips that can be ordered this month */
    uint32_t n_shipments, shipment_room, free_shipment;
    struct trade_shipment *shipment;
    uint32_t n_consignments, consignment_room;
    struct trade_consignment *consignment; /* under way */
    double arrival_day;                    /* of the first of them; infinite: none is */
    struct trade_consignment *sent;        /* [regions] of the vendor that ships now */
    uint32_t n_pending, pending_room;
    uint32_t *pending; /* lines with an application */
    uint32_t n_launches, launch_room;
    struct trade_launch *launch;
    uint32_t n_quotas, quota_room;
    struct trade_quota *quota;
    uint32_t n_grey, grey_room;
    struct trade_grey_order *grey;

    double rent_start[BO_N_MARKETS];  /* on demand, at the start */
    double yield_start[BO_N_MARKETS]; /* of a fleet, the first that was seen */
    struct trade_open *open;          /* [pairs] */
    double rumour_ratio;              /* of this month */
    double *by_rule;                  /* [rules] scratch */
    uint32_t *rules;                  /* [rules] scratch */
    double *cost;                     /* [buyers] scratch */
    double *weight;                   /* [chip_room] scratch */
    struct trade_ahead *ahead;        /* [chip_room] */
    uint32_t part_room;
    struct trade_part *part;          /* [lines of a chip] scratch */
    struct trade_buyer_sums *company; /* [companies] of the month so far */
    struct trade_buyer_sums by_market[BO_N_MARKETS];
    struct trade_counts *company_chip; /* [companies x chip_room] of the month so far */
    bool *counted;               /* [companies x chip_room] something was, in the month so far */
    bool *was_counted;           /* or was on order, in the one before */
    struct trade_counts outside; /* of buyers outside the model: nobody asks */
    double *domestic, *cards;    /* [12] delivered in China's market, by month */
    struct bo_trade_month month;
};

/* ---- trade_law.c ---- */
void bo_trade_open_law(struct bo_world *world);
/* Once classes and destinations are known. */
void bo_trade_open_dockets(struct bo_world *world);
/* A class of buyers and a destination, as rows of what is kept for each pair. */
static inline uint32_t bo_trade_pair(const struct bo_trade *trade, uint32_t class,
                                     uint32_t destination)
{
    return class * trade->n_destinations + destination;
}
/* Judged when it has not been asked under this law; else kept. */
const struct trade_verdict *bo_trade_verdict_anew(struct bo_trade *trade, uint32_t pair,
                                                  uint32_t chip, int32_t date);
static inline const struct trade_verdict *bo_trade_verdict(struct bo_trade *trade, uint32_t pair,
                                                           uint32_t chip, int32_t date)
{
    const struct trade_verdict *kept = &trade->verdict[pair * trade->chip_room + chip];
    bool holds = date == trade->stamp_date && kept->stamp == trade->stamp;
    return holds ? kept : bo_trade_verdict_anew(trade, pair, chip, date);
}
struct trade_verdict bo_trade_judge(const struct bo_trade *trade, const struct bo_chip *chip,
                                    struct bo_docket *docket, int32_t date);
/* The same, as whoever has heard of the law up to a day foresees it; 0: all of it. */
struct trade_verdict bo_trade_foresee(const struct bo_trade *trade, const struct bo_chip *chip,
                                      struct bo_docket *docket, int32_t date, int32_t heard);
/* What of the law can concern who has ordered a line. */
static inline struct bo_docket *bo_trade_docket(const struct bo_trade *trade,
                                                const struct trade_line *line)
{
    return trade->docket[line->pair];
}
static inline const struct trade_verdict *
bo_trade_line_verdict(struct bo_trade *trade, const struct trade_line *line, int32_t date)
{
    return bo_trade_verdict(trade, line->pair, line->chip, date);
}
/* As the law will be on a day on which a rule binds, as far as it has been announced by another. */
const struct trade_verdict *bo_trade_future_verdict(struct bo_trade *trade, uint32_t pair,
                                                    uint32_t chip, int32_t date, int32_t heard);
/* First day on which the rule binds, past its grace; BO_NEVER when it is rescinded before, as far as that has been heard of
 * by a day. */
int32_t bo_trade_rule_start(const struct bo_world *world, uint32_t rule, int32_t heard);
/* The first day, after date, on which a rule that has been announced by then may bar chips; BO_NEVER: none does. */
int32_t bo_trade_next_bar(const struct bo_world *world, int32_t date);
/* The part of its foreign inputs of a kind that the law leaves to a vendor. */
double bo_trade_input_frac(const struct bo_world *world, const struct trade_vendor *vendor,
                           enum bo_input input, int32_t date);
/* How many more chips the deciding rule's quota lets through; infinite without one. */
double bo_trade_quota_left(struct bo_world *world, const struct trade_quota_of *of, int32_t date);
void bo_trade_quota_use(struct bo_world *world, const struct trade_quota_of *of, double count,
                        int32_t date);
void bo_trade_event(struct bo_world *world, const struct bo_fact_event *event, double day);

/* ---- trade_licence.c ---- */
void bo_trade_apply(struct bo_world *world, uint32_t line, double day);
void bo_trade_decide(struct bo_world *world, double day);

/* A new chip joins those of its vendor. */
void bo_trade_join_vendor(struct bo_trade *trade, uint32_t chip);

/* ---- trade_design.c ---- */
void bo_trade_open_chips(struct bo_world *world);
void bo_trade_wake(struct bo_world *world, double day);
void bo_trade_design_around(struct bo_world *world, uint32_t rule, double day);
void bo_trade_launch(struct bo_world *world, double day);

/* ---- trade_choice.c ---- */
/* Lists what can be ordered this month. */
void bo_trade_see_offers(struct bo_world *world, double day);
/* What a dollar buys of the best on offer that the law lets through, over what it buys of the best: 1 where no rule stands in
 * the way, or in the way of all. */
double bo_trade_open_frac(struct bo_world *world, uint32_t pair, int32_t date);
const struct trade_choice *bo_trade_choose(struct bo_world *world, uint32_t pair, uint32_t vendor,
                                           double day);
bool bo_trade_orderable(const struct bo_trade *trade, uint32_t chip, int32_t date);

/* ---- trade_order.c ---- */
struct trade_line *bo_trade_line(struct bo_world *world, uint32_t buyer, uint32_t region,
                                 uint32_t chip);
void bo_trade_line_add(struct trade_line *line, double count, double day);
/* The books of the month of a buyer: its market's, and its company's or NULL. */
static inline struct trade_buyer_sums *bo_trade_market_sums(struct bo_trade *trade, uint32_t buyer)
{
    return &trade->by_market[trade->buyer[buyer].market];
}
static inline struct trade_buyer_sums *bo_trade_company_sums(struct bo_trade *trade, uint32_t buyer)
{
    uint32_t company = trade->buyer[buyer].company;
    return company == BO_NO_ROW ? NULL : &trade->company[company];
}
/* The same, of one chip alone, for something to be added. */
static inline struct trade_counts *bo_trade_chip_counts(struct bo_trade *trade, uint32_t buyer,
                                                        uint32_t chip)
{
    uint32_t company = trade->buyer[buyer].company, row = company * trade->chip_room + chip;
    if (company == BO_NO_ROW) {
        return &trade->outside;
    }
    trade->counted[row] = true;
    return &trade->company_chip[row];
}
void bo_trade_count_denied(struct bo_trade *trade, uint32_t buyer, uint32_t chip, double chips);
/* Takes chips out of a line, whoever cancels them. */
void bo_trade_line_cancel(struct bo_trade *trade, struct trade_line *line, double count);
/* Orders whole chips, or cancels them, and carries the rest over. */
void bo_trade_line_move(struct bo_trade *trade, struct trade_line *line, double chips, double day);
void bo_trade_see_budgets(struct bo_world *world, double day);
void bo_trade_see_needs(struct bo_world *world, double day);
void bo_trade_count_backlog(struct bo_world *world, double day);
/* IT load of what is on order and on its way, onto the blackboard. */
void bo_trade_count_mw(struct bo_world *world);

/* ---- trade_entry.c ---- */
/* What a fleet yields in each market, before the month's sums are cleared; and who comes for it. */
void bo_trade_see_entry(struct bo_world *world, double day);
/* What the law leaves today to a buyer beside the model's companies, over what it leaves to all of them in its market. */
void bo_trade_see_open(const struct bo_world *world, struct trade_buyer *buyer, double frac,
                       double day);
/* Budgets of owners beside the model's companies, over their path. */
double bo_trade_entry_ratio(const struct bo_world *world, const struct trade_buyer *buyer,
                            double date);

/* ---- trade_lay_in.c ---- */
/* Orders of the next `days` beyond need, before rules that boards see coming or fear. */
void bo_trade_lay_in(struct bo_world *world, double day, double days);
/* On the day of an announcement: only what it bars from a later day on, and nothing that was lost before. */
void bo_trade_lay_in_on_news(struct bo_world *world, double day, double days);
double bo_trade_lay_in_multiple(const struct bo_chip_market_param *market,
                                const struct bo_chip_buyer_param *buyer, double window_days);

/* ---- trade_grow.c ---- */
/* Once a month: what orders that wait call up, and what was called up and is there. */
void bo_trade_grow(struct bo_world *world, double day);

/* ---- trade_make.c ---- */
/* Package slots of the next `days`, as far as the law and outages leave them. */
double bo_trade_slots(const struct bo_world *world, const struct trade_vendor *v, double day,
                      double days);
/* Starts the vendor's wafers of the next `days` for the orders in hand. */
void bo_trade_make(struct bo_world *world, uint32_t vendor, double day, double days);
/* The part of its vendor's slots that a chip's lines can have. */
double bo_trade_ramp(const struct bo_world *world, uint32_t chip, double day, double days);
void bo_trade_finish(struct bo_world *world, uint32_t vendor, double day);
/* Orders, and need ahead of orders, for which no chip is in stock or in work. */
double bo_trade_unstarted(const struct trade_chip *chip, double ahead_days);
void bo_trade_begin_lot(struct bo_world *world, struct trade_vendor *v,
                        const struct trade_lot *lot);

/* ---- trade_strand.c ---- */
/* After orders have been cancelled by a rule: stock and work that nobody takes is written down. */
void bo_trade_write_down(struct bo_world *world, const char *rule, double day);
/* At a close: stock that has had no buyer for long. */
void bo_trade_write_off(struct bo_world *world, double day);

/* ---- trade_shock.c ---- */
struct trade_left { /* by outages, of what a vendor has otherwise */
    double slots_frac, hbm_frac;
};
struct trade_left bo_trade_left(const struct bo_world *world, const struct trade_vendor *vendor,
                                double day, double days);
/* Those that begin or end on the day. */
void bo_trade_tell_shocks(struct bo_world *world, double day);

/* ---- trade_opening.c ---- */
void bo_trade_open_capacity(struct bo_world *world);
/* What is on order, in work and on its way on the first day, of vendors that had orders before. */
void bo_trade_open_book(struct bo_world *world);

/* ---- trade_ship.c ---- */
/* So many chips of a line leave its vendor. */
void bo_trade_send_legal(struct bo_world *world, const struct trade_part *part, uint32_t chip,
                         double count);
/* Chips for a region, if it is in the country of their maker. */
void bo_trade_count_at_home(struct bo_trade *trade, uint32_t region, uint32_t chip, double count);
/* All that was sent arrives at its region on a day. */
void bo_trade_consign(struct bo_world *world, uint32_t region, double arrival_day);
void bo_trade_clear_sent(struct bo_trade *trade);
/* Of a month, when shipments arrive: a line is that much longer on the mean of a month than at its beginning. */
double bo_trade_arrival_days(const struct bo_world *world, const struct trade_vendor *vendor);
/* Shares a stock among the first n of trade->part: what each gets is left in chips. */
void bo_trade_share(struct bo_trade *trade, uint32_t n, double stock);
double bo_trade_ship_day(const struct bo_world *world, const struct trade_vendor *vendor);
void bo_trade_ship(struct bo_world *world, uint32_t vendor, double day);
void bo_trade_arrive(struct bo_world *world, double day);
/* A new shipment in today's consignment for a region, for the caller to fill. */
struct trade_shipment *bo_trade_send(struct bo_world *world, uint32_t region);
double bo_trade_sample(const struct bo_world *world, const struct bo_dist *dist, uint64_t key,
                       enum bo_purpose purpose, uint32_t index);

/* ---- trade_grey.c ---- */
/* What of a choice's denied chips turns to the grey channel next month. */
void bo_trade_grey_order(struct bo_world *world, uint32_t buyer, uint32_t region,
                         const struct trade_choice *choice, double usd_per_day);
/* No more than the channel carries. */
void bo_trade_grey_bound(struct bo_world *world);
/* Takes from a shipment of a chip what the grey channel wants; returns how many of it. */
double bo_trade_grey_take(struct bo_world *world, const struct trade_line *line, uint32_t chip,
                          double count);

/* ---- trade_price.c ---- */
void bo_trade_see_prices(struct bo_world *world, double day);
void bo_trade_move_prices(struct bo_world *world, double days);
void bo_trade_quote(struct bo_world *world, double day, double days);
/* Price of a chip to a buyer, and of its system, without levies. */
double bo_trade_chip_usd(const struct bo_trade *trade, uint32_t chip, uint32_t buyer);

#endif
