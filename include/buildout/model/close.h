/* buildout/model/close.h - the written order of a month.
 *
 * Units:  days since the start. Errors: BO_ERUN when the audit finds a fault or a rule fails.
 */
#ifndef BUILDOUT_MODEL_CLOSE_H
#define BUILDOUT_MODEL_CLOSE_H

#include "buildout/model/world.h"

/* Closes the month that ends on `day` and opens the next. */
int bo_close_month(struct bo_world *world, double day, struct bo_err *err);

/* Megawatts: what was granted and started is somewhere, and what is energised has a user. bo_audit_open notes what
 * stands at the opening. */
void bo_audit_open(struct bo_world *world);
int bo_audit_mw(const struct bo_world *world, struct bo_err *err);
/* Debt: no company and no landlord owes less than nothing. */
int bo_audit_debt(const struct bo_world *world, struct bo_err *err);

#endif
