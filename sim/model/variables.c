#include "variables.h"

#include "buildout/model/record.h"

const struct bo_fact_variable fixed_variables[N_FIXED_VARIABLES] = {
    [V_SITES] = {"Data Centers|Operating", "sites",
                 "hyperscale sites open at the end of the month, at their owner"},
    [V_OPENINGS] = {"Data Centers|Openings", "sites",
                    "hyperscale sites whose first hall was energised"},
    [V_PIPELINE] = {"Data Centers|Pipeline", "sites",
                    "hyperscale sites announced or under construction"},
    [V_BUILDING] = {"Data Centers|Under Construction", "sites",
                    "hyperscale sites with ground broken and no hall energised"},
    [V_CANCELLED] = {"Data Centers|Cancelled", "sites", "hyperscale sites given up"},
    [V_LATE] = {"Data Centers|Late", "fraction",
                "of the sites published on 1 January for the year, not energised at its end; told "
                "each December"},
    [V_MW] = {"Capacity|IT Power|Energised", "MW",
              "hyperscale critical IT load energised, at its owner"},
    [V_MW_BUILDING] =
        {"Capacity|IT Power|Under Construction", "MW",
         "hyperscale critical IT load with ground broken and not energised, at its owner"},
    [V_MW_LEASED] = {"Capacity|IT Power|Leased", "MW",
                     "energised critical IT load in whole sites leased, at its user"},
    [V_MW_DEMAND] = {"Capacity|IT Power|Demand", "MW",
                     "critical IT load that the business needs now, at its user"},
    [V_CREW_USE] = {"Construction|Crew Use", "fraction", "workers wanted over workers there"},
    [V_COST] =
        {"Construction|Cost per MW", "million USD/MW",
         "shell, power and cooling of a new site at today's bids; World: by weight of demand"},
    [V_GRID_WAIT] = {"Grid|Wait", "months",
                     "queue for a grant that a new request would face, study and works apart"},
    [V_GRID_QUEUE] = {"Grid|Queue", "MW", "requests ready and waiting for their grant"},
    [V_VACANCY] = {"Colocation|Vacancy", "fraction",
                   "of the inventory for others than hyperscalers"},
    [V_RENT] = {"Colocation|Rent", "USD/kW-month",
                "asking rent of small deals; World: by inventory"},
    [V_PRELEASED] = {"Colocation|Pre-leased", "fraction",
                     "of what landlords have under way, let in advance"},
    [V_COLO_INVENTORY] = {"Colocation|Inventory", "MW",
                          "critical IT load for others than hyperscalers"},
    [V_ELECTRICITY] = {"Electricity|Use", "TWh",
                       "of hyperscale sites, PUE included, at their user"},
    [V_CO2] = {"Emissions|CO2", "Mt", "of that electricity, at the grid's intensity"},
    [V_REVENUE] = {"Revenue|Total", "million USD", "all revenue"},
    [V_CORE] = {"Revenue|Core", "million USD", "the business beside the cloud"},
    [V_CLOUD] = {"Revenue|Cloud", "million USD", "base cloud"},
    [V_CAPEX] = {"Capex", "million USD", "cash paid for property and equipment"},
    [V_CAPEX_LEASES] = {"Capex|Finance Leases", "million USD", "finance leases begun"},
    [V_CAPEX_SITES] = {"Capex|Data Center", "million USD", "shell, power, cooling and land"},
    [V_CAPEX_AI] = {"Capex|AI Systems", "million USD",
                    "accelerators with their hosts, network and storage"},
    [V_CAPEX_SERVERS] = {"Capex|Servers", "million USD", "other servers and network"},
    [V_CAPEX_OTHER] = {"Capex|Other", "million USD", "outside data centres"},
    [V_LEASES_AHEAD] = {"Leases|Not Commenced", "million USD",
                        "present value of leases signed and not begun"},
    [V_OCF] = {"Operating Cash Flow", "million USD", "cash from operations"},
    [V_DEPRECIATION] = {"Depreciation", "million USD", "of plant"},
    [V_INTEREST] = {"Interest", "million USD", "on debt"},
    [V_BUYBACKS] = {"Buybacks", "million USD", "shares bought back; a landlord's dividends"},
    [V_FUNDING] = {"Funding", "million USD", "debt issued"},
    [V_CASH] = {"Cash", "million USD", "cash and short-term investments"},
    [V_DEBT] = {"Debt", "million USD", "borrowed"},
    [V_RUNWAY] = {"Runway", "months",
                  "cash over what twelve months took; none when cash does not fall"},
    [V_OPERATING_INCOME] = {"Operating Income", "million USD", "before interest and tax"},
    [V_NET_INCOME] = {"Net Income", "million USD", "after interest and tax"},
    [V_ALIVE] = {"Companies|Alive", "count", "founded and not ended"},
};

const struct bo_fact_variable *bo_record_variables(const struct bo_param *param,
                                                   struct bo_arena *arena, uint32_t *n_variables)
{
    uint32_t n_makers = param->n[BO_TABLE_EQUIPMENT];
    struct bo_fact_variable *all =
        BO_NEW_ARRAY(arena, struct bo_fact_variable, N_FIXED_VARIABLES + n_makers);
    for (uint32_t i = 0; i < N_FIXED_VARIABLES; i++) {
        all[i] = fixed_variables[i];
    }
    for (uint32_t k = 0; k < n_makers; k++) {
        all[N_FIXED_VARIABLES + k] = (struct bo_fact_variable){
            bo_arena_printf(arena, "Equipment|Lead Time|%s", param->maker[k].entry.name), "weeks",
            "from order to delivery, as quoted now"};
    }
    *n_variables = N_FIXED_VARIABLES + n_makers;
    return all;
}
