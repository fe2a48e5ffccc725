/* variables.h - the numbers of the variables in the table of variables.c. */
#ifndef BUILDOUT_MODEL_VARIABLES_H
#define BUILDOUT_MODEL_VARIABLES_H

#include "buildout/base/facts.h"

enum variable {
    V_SITES,
    V_OPENINGS,
    V_PIPELINE,
    V_BUILDING,
    V_CANCELLED,
    V_LATE,
    V_MW,
    V_MW_BUILDING,
    V_MW_LEASED,
    V_MW_DEMAND,
    V_CREW_USE,
    V_COST,
    V_GRID_WAIT,
    V_GRID_QUEUE,
    V_VACANCY,
    V_RENT,
    V_PRELEASED,
    V_COLO_INVENTORY,
    V_ELECTRICITY,
    V_CO2,
    V_REVENUE,
    V_CORE,
    V_CLOUD,
    V_CAPEX,
    V_CAPEX_LEASES,
    V_CAPEX_SITES,
    V_CAPEX_AI,
    V_CAPEX_SERVERS,
    V_CAPEX_OTHER,
    V_LEASES_AHEAD,
    V_OCF,
    V_DEPRECIATION,
    V_INTEREST,
    V_BUYBACKS,
    V_FUNDING,
    V_CASH,
    V_DEBT,
    V_RUNWAY,
    V_OPERATING_INCOME,
    V_NET_INCOME,
    V_ALIVE,
    N_FIXED_VARIABLES /* then one lead time a maker */
};

extern const struct bo_fact_variable fixed_variables[N_FIXED_VARIABLES];

#endif
