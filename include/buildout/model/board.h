/* buildout/model/board.h - what a board decides each month: how many MW to start, where, how large, owned or leased.
 *
 * A board forecasts demand a lead time ahead, compares it with what it has and has ordered, closes the gap over some
 * months, within the budget that its capex rule allows, and places each project where weight, time to power, cost and
 * power price draw it.
 *
 * Units:  MW, USD. Errors: a rule that fails ends the run (world->failure).
 * Source: prototypes A4-A6; siting as a discrete choice with constant elasticities.
 */
#ifndef BUILDOUT_MODEL_BOARD_H
#define BUILDOUT_MODEL_BOARD_H

#include "buildout/model/world.h"

/* Energised, under construction and announced, owned and leased. */
double bo_board_have_mw(const struct bo_world *world, uint32_t company);
double bo_board_energised_mw(const struct bo_world *world, uint32_t company);
/* MW wanted a lead time ahead, less what is there or ordered; negative when there is too much. */
double bo_board_gap_mw(const struct bo_world *world, uint32_t company);
/* How boards quote the time to power: the world's mean over regions by weight of demand, in days. */
double bo_board_quoted_lead_days(struct bo_world *world, double day);
/* Applies rules to every company's policy. */
int bo_board_decide(struct bo_world *world);
/* Starts projects of all companies. */
void bo_board_close(struct bo_world *world, double day);
/* The market's part of an observation; own names are NaN. */
void bo_board_observe_market(const struct bo_world *world, double observation[BO_N_OBSERVATIONS]);
/* Fills a board's observation from the last close. */
/* The part of each that is about AI. */
void bo_board_observe_ai_market(const struct bo_world *world,
                                double observation[BO_N_OBSERVATIONS]);
void bo_board_observe_ai(const struct bo_world *world, uint32_t company,
                         double observation[BO_N_OBSERVATIONS]);
void bo_board_observe(const struct bo_world *world, uint32_t company,
                      double observation[BO_N_OBSERVATIONS]);

#endif
