/* buildout/model/cloud_ai.h - AI services in the cloud, and what AI adds to the company's own core business.
 *
 * Customers of a cloud use inference compute at the contract rent times a markup for services; what lessees, and own products
 * whose hours bring more, leave of the racks limits it, and what cannot be served waits in a backlog. A part of what their
 * workloads cost is calls of models, which they make of the cloud's own or of open ones, whatever costs less: so a cloud that
 * gives its model away draws workloads at the same price of an hour. The calls themselves are sales of tokens.
 *
 * Units:  H100e, USD of the month. Errors: none.
 * Source: prototypes B11 (services markup, Baidu 1.8); a constant part of a bill is Cobb and Douglas (1928).
 */
#ifndef BUILDOUT_MODEL_CLOUD_AI_H
#define BUILDOUT_MODEL_CLOUD_AI_H

#include "buildout/model/product.h"

/* USD an H100e-hour that a company asks of its customers. */
double bo_cloud_ai_price(const struct bo_world *world, uint32_t company);
/* What customers compare: an hour and the calls that go with it, as the price of an hour where calls cost what open models
 * do. A part of the bill, whatever they cost; at nothing there is the hassle left. */
double bo_cloud_ai_bill(const struct bo_world *world, uint32_t company);
/* H100e that the first month's customers and core business will want, for which machines are kept. */
void bo_cloud_ai_open(struct bo_world *world, uint32_t company);
/* Serves them with what own products leave; sets cloud_ai_revenue_usd and the backlog, returns the H100e wanted. */
double bo_cloud_ai_close(struct bo_world *world, uint32_t company, double own_h100e, double day);
/* H100e that its core business wants this month: what part of core revenue buys at contract rents. */
double bo_cloud_ai_core_need(const struct bo_world *world, uint32_t company, double day);
/* Sets uplift_revenue_usd: reliable tasks' share of the core business that AI can lift, as far as the `core_frac` of the
 * H100e wanted for it that there are carries. */
void bo_cloud_ai_uplift(struct bo_world *world, uint32_t company, double core_frac, double day);

#endif
