/* buildout/model/token_price.h - what a million tokens costs a company and what it lists for them.
 *
 * Cost comes from the company's own fleet, or from the rent it pays. A list price stands until a release, a price war
 * or its end; then it moves towards the markup of a firm that knows the elasticity it faces, between cost and the
 * largest margin.
 *
 * Units:  USD per million tokens, H100e-hours. Errors: none.
 * Source: research/ai_economics 3.3: p = c e/(e-1), e = eta (1 - share).
 */
#ifndef BUILDOUT_MODEL_TOKEN_PRICE_H
#define BUILDOUT_MODEL_TOKEN_PRICE_H

#include "buildout/model/product.h"

/* H100e-hours of serving at full use for a million tokens of a model of this quality. */
double bo_token_price_hours(const struct bo_world *world, uint32_t company, double day);
/* An H100e-hour: of own racks at their full cost, of what is leased in at the contract rent; the rent if neither. */
double bo_token_price_hour_cost(const struct bo_world *world, uint32_t company);
/* Of that, what rented hours cost. */
double bo_token_price_rented_frac(const struct bo_world *world, uint32_t company);
/* What a million tokens costs now, at the use that serving fleets reach. */
double bo_token_price_cost(const struct bo_world *world, uint32_t company, double day);
/* c e/(e - 1) with e = price_weight (1 - share), never below c nor above the margin margin_max_frac. */
double bo_token_price_markup(double cost_usd, double price_weight, double share,
                             double margin_max_frac);
/* A company's own price, where a beginning, a release or the end of a price war revises it. */
void bo_token_price_revise(struct bo_world *world, uint32_t company, double day);
/* Costs of all companies; list prices where a release or the end of a price war revises them. */
void bo_token_price_close(struct bo_world *world, double day);

#endif
