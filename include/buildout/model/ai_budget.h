/* buildout/model/ai_budget.h - what boards with a cash cow, or with lenders, want to spend on AI systems.
 *
 * The budget is operating cash flow times s = (s0 + s1 b) r. b answers the dated shock through three equal exponential
 * delays, exactly; r is a ratchet: it grows with the log of the highest AI revenue and backlog that the board has seen,
 * and shrinks with the log of what they have fallen since, or not at all. What lenders and shareholders give for AI
 * systems comes on top. The capex limit of the strategy, stretched when backlog outgrows the fleet or little of it
 * idles, less servers and other capex, bounds the part that cash flow pays. What is spent beyond the limit becomes the
 * limit, with a lag.
 *
 * Units:  USD a year. Errors: none.
 * Source: prototypes B1; capex over operating cash flow of the big four, 2022-25.
 */
#ifndef BUILDOUT_MODEL_AI_BUDGET_H
#define BUILDOUT_MODEL_AI_BUDGET_H

#include "buildout/model/world.h"

struct bo_ai_budget {
    bool begun;          /* has seen a month */
    double signal_usd;   /* AI revenue a year and backlog, last month */
    double fleet_mw;     /* last month */
    double growth_seen;  /* of the signal, log a year */
    double fleet_growth; /* of the fleet, log a year */
    double use_seen;     /* of its compute */
    double use_believed; /* the same, all of it at first */
    double log_seen;     /* the signal as seen, over the first */
    double log_peak;     /* the highest of it */
    double log_ratchet;
    double habit_ratio;   /* of the capex limit, to which it has become used; 1 and more */
    double share_frac;    /* s */
    double stretch_ratio; /* of the capex limit */
    double limit_usd_per_year;
    double options_usd_per_year; /* of the plan, for which only halls are built */
    double lent_usd_per_year;    /* what lenders give for AI systems, on top */
    double promised_usd;         /* of that, not drawn yet */
};

/* The response to a step, `days` after it: what has come out of three stages of stage_days each; 0 before it. */
double bo_ai_budget_response(double days, double stage_days);
/* How far the capex limit is stretched beyond a habit when AI revenue and backlog outgrow the fleet by that much, log a
 * year, or when that share of the fleet is in use. */
double bo_ai_budget_stretch(const struct bo_capital_param *param, double habit_ratio,
                            double excess_growth, double use_frac);
/* 0..1: what a board buys of a plan for AI systems: all until more waits for halls than its strategy allows, and nothing when
 * twice as much does. */
double bo_ai_budget_hall_frac(const struct bo_world *world, uint32_t company,
                              double plan_usd_per_year);
/* The budget of a company; NULL when it has none. */
const struct bo_ai_budget *bo_ai_budget_of(const struct bo_world *world, uint32_t company);
/* Takes up to usd of what lenders have promised for AI systems; returns what was there. */
double bo_ai_budget_draw(struct bo_world *world, uint32_t company, double usd);
/* Part of that which owners put in; 0 without a budget. */
double bo_ai_budget_equity_frac(const struct bo_world *world, uint32_t company);
/* Of its debt, what lenders would give up for shares; 0 while they can hope to be paid. */
double bo_ai_budget_forgiven_usd(const struct bo_world *world, uint32_t company, double debt_usd);
/* Debt over yearly revenue that is left when lenders of who loses cash take shares; infinite when they never do. */
double bo_ai_budget_bearable_ratio(const struct bo_world *world, uint32_t company);
/* The first budgets, with nothing seen yet. */
void bo_ai_budget_open(struct bo_world *world);
/* All boards look at the month and set their budgets, on the blackboard. */
void bo_ai_budget_close(struct bo_world *world, double day);

#endif
