/* variables.h - the numbers of the variables: the fixed ones of variables.c, then those of each maker, chip and segment. */
#ifndef BUILDOUT_MODEL_VARIABLES_H
#define BUILDOUT_MODEL_VARIABLES_H

#include "buildout/base/facts.h"
#include "buildout/model/param.h"

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
    V_MW_ON_SITE,
    V_HELD_LAND,
    V_HELD_PLACE,
    V_HELD_SHELL,
    V_OPTION_USED,
    V_OPTION_CARRY,
    V_OPTION_SALES,
    V_OPTION_RENT,
    V_CREW_USE,
    V_CREWS,
    V_COST,
    V_GRID_WAIT,
    V_GRID_GRANTS,
    V_GRID_QUEUE,
    V_GRID_REQUESTS,
    V_GRID_IDLE,
    V_ON_SITE_LEAD,
    V_VACANCY,
    V_RENT,
    V_PRELEASED,
    V_COLO_INVENTORY,
    V_POWER_PRICE,
    V_ELECTRICITY,
    V_CO2,
    V_REVENUE,
    V_CORE,
    V_UPLIFT,
    V_CLOUD,
    V_CLOUD_AWAY,
    V_CAPEX,
    V_CAPEX_LEASES,
    V_CAPEX_SITES,
    V_CAPEX_AI,
    V_CAPEX_SERVERS,
    V_CAPEX_OTHER,
    V_CAPEX_STATED,
    V_CAPEX_LIMIT,
    V_LEASES_AHEAD,
    V_OCF,
    V_FREE_CASH_FLOW,
    V_DEPRECIATION,
    V_INTEREST,
    V_BUYBACKS,
    V_FUNDING,
    V_EQUITY_RAISED,
    V_DEBT_REPAID,
    V_CREDIT_LOSS,
    V_RENT_LOST,
    V_ACQUISITIONS,
    V_SITES_BOUGHT,
    V_EXCHANGE_GAIN,
    V_CASH,
    V_DEBT,
    V_LEASE_LIABILITY,
    V_EQUITY,
    V_OVERDRAFT,
    V_RUNWAY,
    V_OPERATING_INCOME,
    V_NET_INCOME,
    V_ALIVE,
    /* chips and fleets */
    V_ORDERS,
    V_ORDERS_CANCELLED,
    V_DELIVERIES,
    V_CHIP_BACKLOG,
    V_DENIED,
    V_GREY,
    V_SEIZED,
    V_MADE,
    V_CHIP_STOCK,
    V_WRITTEN_OFF,
    V_LEAD_QUOTED,
    V_LEAD_LIVED,
    V_DOMESTIC_SHARE,
    V_WRITE_DOWN,
    V_FLEET_H100E,
    V_FLEET_INFERENCE,
    V_FLEET_STORED,
    V_FLEET_WAITING,
    V_FLEET_MW,
    V_FLEET_BOOK,
    V_FLEET_MARKET,
    /* computing */
    V_TRAINING,
    V_INFERENCE,
    V_CORE_COMPUTE,
    V_LEASED_OUT,
    V_LEASED_IN,
    V_IDLE,
    V_UTILISATION,
    V_USABLE_LEGAL,
    V_USABLE_COMPLIANT,
    V_USABLE_DOMESTIC,
    V_USABLE_OFFSHORE,
    V_USABLE_GREY,
    V_HOUR_PRICE,
    V_HOUR_SPOT,
    V_HOUR_CONTRACT,
    V_HOUR_COST,
    V_HOUR_CHIP,
    V_HOUR_SYSTEM,
    V_HOUR_POWER,
    V_HOUR_BUILDING,
    V_HOUR_OPERATIONS,
    V_HOUR_CAPITAL,
    V_HOUR_BREAK_EVEN,
    V_TOKEN_COST,
    V_TOKEN_RENTED,
    /* models */
    V_CAPABILITY,
    V_LAG,
    V_AHEAD,
    V_RUNS,
    V_RUN_COMPUTE,
    V_RUN_COST,
    /* products */
    V_USERS,
    V_TOKENS,
    V_TOKEN_PRICE,
    V_CLOUD_AI,
    V_AI,
    V_LEASING,
    V_INTRA,
    V_DATA_CENTER,
    V_DATA_CENTER_CHINA,
    V_NETWORK,
    /* capital */
    V_VALUATION,
    V_BACKLOG,
    V_MARGIN_COMPUTE,
    V_MARGIN_CLOUD,
    V_MARGIN_DRIFT,
    V_IRR,
    V_SENTIMENT,
    V_LEVIES,
    V_GAP_FLOW,
    V_GAP_STOCK,
    V_GAP_SEQUOIA,
    V_ABSORBED,
    V_LIQUIDATED,
    V_GAVE_UP,
    N_FIXED_VARIABLES
};

extern const struct bo_fact_variable fixed_variables[N_FIXED_VARIABLES];

/* What is told of each chip. */
enum chip_variable {
    C_ORDERS,
    C_DELIVERIES,
    C_BACKLOG,
    C_LEAD_QUOTED,
    C_LEAD_LIVED,
    C_LIST_PRICE,
    C_PRICE,
    C_DENIED,
    C_GREY,
    C_SEIZED,
    C_FLEET,
    N_CHIP_VARIABLES
};

/* What is told of each segment of the market for AI products. */
enum segment_variable { S_USERS, S_ADOPTION, S_SHARE, S_REVENUE, N_SEGMENT_VARIABLES };

/* After the fixed variables: one a maker, then those of each chip of the catalogue, then those of each segment. Chips
 * that a run invents for a rule come after them. */
static inline uint32_t variable_of_maker(uint32_t maker)
{
    return N_FIXED_VARIABLES + maker;
}

static inline uint32_t variable_of_segment(const struct bo_param *param, uint32_t segment,
                                           enum segment_variable which)
{
    uint32_t first = N_FIXED_VARIABLES + param->n[BO_TABLE_EQUIPMENT] +
                     param->n[BO_TABLE_CHIPS] * N_CHIP_VARIABLES;
    return first + segment * N_SEGMENT_VARIABLES + which;
}

static inline uint32_t variable_of_chip(const struct bo_param *param, uint32_t chip,
                                        enum chip_variable which)
{
    uint32_t n_chips = param->n[BO_TABLE_CHIPS];
    uint32_t first = chip < n_chips
                         ? N_FIXED_VARIABLES + param->n[BO_TABLE_EQUIPMENT]
                         : variable_of_segment(param, param->n[BO_TABLE_SEGMENTS], S_USERS);
    uint32_t row = chip < n_chips ? chip : chip - n_chips;
    return first + row * N_CHIP_VARIABLES + which;
}

/* The variable of a chip by this name, told of it. */
struct bo_fact_variable bo_record_chip_variable(struct bo_arena *arena, enum chip_variable which,
                                                const char *chip);

#endif
