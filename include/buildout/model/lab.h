/* buildout/model/lab.h - companies that live on rounds: cash, compute plan, value, rounds, exits, giving up.
 *
 * A lab pays staff, rent and the cost of sales from revenue, cash and cloud credits. Its compute plan follows the
 * frontier's growth or its planned revenue, but never beyond what cash and committed rounds bear. It is worth a multiple
 * of its run-rate and an option value; it raises money when its runway is short and somebody would pay more than last
 * time, and refuses less. Without an up-round in reach it sells while there is cash left, gives up the frontier, or
 * goes on until the money ends. Decisions are made at the month's close; deals are dated in the weeks after it
 * (model/deal.h).
 *
 * Units:  USD; a year where the name says so. Errors: none.
 * Source: prototypes B5-B7; rounds and exits of 2022-25.
 */
#ifndef BUILDOUT_MODEL_LAB_H
#define BUILDOUT_MODEL_LAB_H

#include "buildout/model/world.h"

enum bo_lab_state { BO_LAB_UNFOUNDED, BO_LAB_AT_WORK, BO_LAB_ENDED };
enum bo_lab_end { BO_LAB_GOES_ON, BO_LAB_LICENSED, BO_LAB_BOUGHT, BO_LAB_LIQUIDATED };

/* What a month moved, for the books: + is what the name says, whoever pays it. */
struct bo_lab_flows {
    double revenue_usd;      /* AI products and cloud AI */
    double revenue_cost_usd; /* sales, payment, share of the patron */
    double staff_usd;
    double rent_usd;         /* all of it; the training part of it is */
    double research_usd;     /* this, the rest is inference */
    double rent_credits_usd; /* of the rent, paid in cloud credits */
    double systems_usd;      /* AI systems and sites of a lab that owns buildings */
    double halls_usd;        /* their electricity and the rent of halls */
    double grant_usd;
    double interest_usd;
    double line_drawn_usd;  /* less what was repaid */
    double term_repaid_usd; /* of debt other than the line */
    double equity_cash_usd;
    double equity_credits_usd;
    double exit_usd;   /* what the acquirer pays, to the lab's shareholders */
    double payout_usd; /* cash left at the end, to them too */
};

struct bo_lab {
    const struct bo_lab_param *param;
    enum bo_lab_state state;
    bool frontier, gave_up;
    /* money */
    double cash_usd;
    double *credit_usd;      /* [companies] cloud credits left, by who gave them */
    double *credit_used_usd; /* [companies] of the month */
    double line_usd, line_drawn_usd;
    double raised_usd, last_value_usd; /* sum of rounds, last post-money */
    double value_usd;                  /* before money, as investors see it this month */
    double
        marked_usd; /* what holders carry it at: the last round's, or once that is old as it is worth */
    double sales_seen_usd, serving_seen_usd; /* a month, of its products, as investors see them */
    double run_rate_usd;
    double run_rate_seen_usd;      /* the same, a year behind on average */
    double burn_seen_usd_per_year; /* net of revenue and grants; negative when it earns */
    double runway_days;            /* INFINITY when nothing is burnt */
    struct bo_lab_flows month;     /* of the month that was closed last */
    struct bo_lab_flows since;     /* of deals since that close */
    /* plans, a year */
    double research_wish_usd; /* what keeping up takes, or planned revenue bears */
    double research_plan_usd; /* of it, what is contracted */
    double staff_usd;
    /* deals */
    uint32_t deal; /* that is under way, BO_NO_ROW for none */
    double committed_usd;
    uint32_t n_rounds;
    double round_day; /* of the last */
    enum bo_lab_end end;
    uint32_t acquirer; /* company, BO_NO_ROW for none */
};

/* Cash, credits and what may still be drawn on the credit line. */
double bo_lab_funds(const struct bo_world *world, const struct bo_lab *lab);
/* How far the shock is understood: the race for the frontier is on. */
double bo_lab_race(const struct bo_world *world, double day);
/* What the lab is worth before new money: run-rate times multiple and option value, times sentiment. */
double bo_lab_value(const struct bo_world *world, const struct bo_lab *lab, double day);
/* Part of the multiple that its sales are worth: all at a usual margin, nothing at cost; but of who grows as laboratories did
 * investors hope for the margin, so that all its sales count, and at half of that growth a quarter of what the margin lacks. */
double bo_lab_margin_ratio(const struct bo_world *world, const struct bo_lab *lab);
/* The month's burn paid, and the lab's own view of burn, runway and value. */
void bo_lab_pay(struct bo_world *world, struct bo_lab *lab, double day);
/* What it will spend on computing: onto the blackboard. */
void bo_lab_plan(struct bo_world *world, struct bo_lab *lab, double day);
/* The most that a round brings at this value before it. */
double bo_lab_sold_usd(const struct bo_world *world, double value_usd);
/* The size of the round that the lab would ask for now: months of planned burn, at the frontier with what staying near
 * it costs, within the dilution. */
double bo_lab_round_usd(const struct bo_world *world, const struct bo_lab *lab);

void bo_lab_open(struct bo_world *world);
/* All labs: founded, paid, decided, planned. */
void bo_lab_close(struct bo_world *world, double day);

#endif
