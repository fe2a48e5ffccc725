/* buildout/model/flow.h - a flow of the month and its sum over twelve months.
 *
 * Units:  USD. Before a year has passed the sum is completed by the opening's yearly rate.
 */
#ifndef BUILDOUT_MODEL_FLOW_H
#define BUILDOUT_MODEL_FLOW_H

#include <stdint.h>

#define BO_FLOW_MONTHS 12

struct bo_flow {
    double month;
    double ring[BO_FLOW_MONTHS];
    double ttm;
};

void bo_flow_open(struct bo_flow *flow, double usd_per_year);
void bo_flow_add(struct bo_flow *flow, double usd);
/* Ends month number `month`: the sums move on. The month's value stays readable until bo_flow_begin. */
void bo_flow_close(struct bo_flow *flow, uint32_t month);
void bo_flow_begin(struct bo_flow *flow);

#endif
