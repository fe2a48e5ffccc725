#include "schema_rows.h"

#define MARKET(kind, name, field) \
    KEY(BO_TABLE_RENTAL_MARKETS, struct bo_rental_market_param, kind, name, field)

static const struct bo_key rental_markets_rows[] = {
    {MARKET(BO_KEY_CHOICE, "market", market), WORDS("world|china"),
     MEANS("Whose prices these are: buyers outside or inside China."),
     FROM("the scenario's choice")},
    {MARKET(BO_KEY_NUMBER, "price_per_h", price_usd_per_h), UNIT("USD/h", 0.01, 1000.0),
     MEANS("An H100 on demand, an hour, at the start."), FROM("published rents")},
    {MARKET(BO_KEY_NUMBER, "contract_ratio", contract_ratio), UNIT("ratio", 0.05, 1.5), ELSE("1"),
     MEANS("Contract price over the price on demand, in balance."), FROM("published rents")},
    {MARKET(BO_KEY_NUMBER, "spot_ratio", spot_ratio), UNIT("ratio", 0.01, 1.5), ELSE("1"),
     MEANS("Spot price over the price on demand, in balance."), FROM("published rents")},
    {MARKET(BO_KEY_NUMBER, "contract_lag_months", contract_lag_days), UNIT("months", 0.01, 60.0),
     ELSE("1"), MEANS("Lag of contract prices behind the market."), FROM("judgement")},
    {MARKET(BO_KEY_NUMBER, "contract_term_months", contract_term_days), UNIT("months", 0.0, 240.0),
     ELSE("0"),
     MEANS(
         "Mean term of contracts, at the price of their signing; over it a lessor takes back what "
         "its own customers need. 0: today's price, and it takes nothing back."),
     FROM("lessors' reports")},
    {MARKET(BO_KEY_NUMBER, "commitment_frac", commitment_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Part of what a renter has that it pays for over contract_term_months, used or not."),
     FROM("lessors' reports")},
    {MARKET(BO_KEY_NUMBER, "clear_months", clear_days), UNIT("months", 0.01, 60.0), ELSE("1"),
     MEANS("Time in which the price moves to the one that clears the market."),
     FROM("judgement: rents halved within a year")},
    {MARKET(BO_KEY_NUMBER, "payback_least_months", payback_least_days), UNIT("months", 0.0, 120.0),
     ELSE("0"),
     MEANS(
         "Time in which a system that is let on demand all hours is paid back at the dearest: who "
         "would have to pay more buys one, or does without; 0 is no limit."),
     FROM("judgement: rents of 2023 paid an H100 back in eight months and more")},
    {MARKET(BO_KEY_NUMBER, "elasticity", elasticity), UNIT("number", 0.05, 10.0),
     MEANS("Of what renters outside the model take, to the price."),
     FROM("NBER on token demand: 1.11")},
    {MARKET(BO_KEY_NUMBER, "utilisation_max_frac", utilisation_max_frac),
     UNIT("fraction", 0.05, 1.0), ELSE("1"), MEANS("Most of what is offered that can be sold."),
     FROM("operators' reports")},
    {MARKET(BO_KEY_PATH, "other_demand_h100e", other_demand_h100e), UNIT("count", 0.0, 1e9),
     ELSE("0"), MEANS("H100e that renters outside the model want at the price of the start."),
     FROM("judgement")},
    {MARKET(BO_KEY_PATH, "other_supply_h100e", other_supply_h100e), UNIT("count", 0.0, 1e9),
     ELSE("0"), MEANS("H100e that lessors outside the model offer."), FROM("judgement")},
    {MARKET(BO_KEY_PATH, "abroad_max_frac", abroad_max_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Most of what is spent here on rent that may be spent in the other market: what the law "
           "and data let go. 0: none."),
     FROM("judgement")},
    {MARKET(BO_KEY_NUMBER, "abroad_cost_ratio", abroad_cost_ratio), UNIT("ratio", 0.1, 10.0),
     ELSE("1"),
     MEANS("What an hour in the other market costs a renter from here, distance and rules "
           "included, over its price."),
     FROM("judgement")},
    {MARKET(BO_KEY_NUMBER, "abroad_weight", abroad_weight), UNIT("number", 0.0, 100.0), ELSE("1"),
     MEANS("How strongly renters go where an hour costs less: of the logarithm of what it costs "
           "there over here, in a logit."),
     FROM("judgement")},
    {MARKET(BO_KEY_NUMBER, "abroad_lag_months", abroad_lag_days), UNIT("months", 0.01, 60.0),
     ELSE("1"), MEANS("Time in which what is rented moves to the other market, or back."),
     FROM("judgement")},
};
const struct key_table bo_keys_rental_markets =
    KEY_TABLE(rental_markets_rows, "The markets on which GPU-hours are rented.");

#define LESSOR(kind, name, field) KEY(BO_TABLE_LESSORS, struct bo_lessor_param, kind, name, field)

static const struct bo_key lessors_rows[] = {
    {LESSOR(BO_KEY_REF, "company", company), WORDS("companies"), MEANS("The company that lets."),
     FROM("the scenario's choice")},
    {LESSOR(BO_KEY_PATH, "lease_out_frac", lease_out_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of its fleet that it lets under contract, before its own needs."),
     FROM("companies' statements; judgement")},
    {LESSOR(BO_KEY_NUMBER, "spare_frac", spare_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of what its own needs leave idle that it offers by the hour."), FROM("judgement")},
};
const struct key_table bo_keys_lessors =
    KEY_TABLE(lessors_rows, "Who lets GPU capacity to others.");
