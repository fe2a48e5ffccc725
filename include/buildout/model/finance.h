/* buildout/model/finance.h - a company's month in money: income, capex, cash, debt.
 *
 * Core and cloud earn, power and rent and interest cost, plant wears out; capex is what projects, servers and AI
 * systems are paid, within the budget of the strategy; buybacks give way first, then debt is raised.
 *
 * Units:  USD outside the ledger. Errors: none.
 * Source: companies.md (behaviour seen in the data 1-6), prototypes B1.
 */
#ifndef BUILDOUT_MODEL_FINANCE_H
#define BUILDOUT_MODEL_FINANCE_H

#include "buildout/model/world.h"

void bo_finance_close(struct bo_world *world, double day);
/* Parts of a company's close, for those whose money is kept elsewhere (model/lab_books.h). */
void bo_finance_pay_capex(struct bo_world *world, uint32_t company, double day);
void bo_finance_revalue(struct bo_world *world, uint32_t company, double day);
/* What boards plan to spend on AI systems stands for the year before the start. */
void bo_finance_open_ai(struct bo_world *world);
/* And what they tell of the first year. */
void bo_finance_open_told(struct bo_world *world);
/* 0..1: the part of wanted starts (MW a year) and of AI plans that the budget allows, by what of them falls due in a year. */
double bo_finance_plan_scale(const struct bo_world *world, uint32_t company,
                             double starts_mw_per_year, double day);
/* Of AI systems in the books: as they say, and no longer than the systems serve. */
double bo_finance_ai_life_days(const struct bo_world *world, double date);
/* That part, and the plan for AI systems by it and by how many wait for halls (model/ai_budget.h); a laboratory has scaled its
 * own to its money. */
double bo_finance_ration(struct bo_world *world, uint32_t company, double starts_mw_per_year,
                         double day);
/* Units of the company's currency per USD. */
double bo_finance_rate(const struct bo_world *world, uint32_t company, double day);

#endif
