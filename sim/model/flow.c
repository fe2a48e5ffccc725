#include "buildout/model/flow.h"

void bo_flow_open(struct bo_flow *flow, double usd_per_year)
{
    *flow = (struct bo_flow){.ttm = usd_per_year};
    for (int i = 0; i < BO_FLOW_MONTHS; i++) {
        flow->ring[i] = usd_per_year / BO_FLOW_MONTHS;
    }
}

void bo_flow_add(struct bo_flow *flow, double usd)
{
    flow->month += usd;
}

void bo_flow_close(struct bo_flow *flow, uint32_t month)
{
    flow->ring[month % BO_FLOW_MONTHS] = flow->month;
    flow->ttm = 0.0; /* summed anew each time, so that no rounding piles up */
    for (int i = 0; i < BO_FLOW_MONTHS; i++) {
        flow->ttm += flow->ring[i];
    }
}

void bo_flow_begin(struct bo_flow *flow)
{
    flow->month = 0.0;
}
