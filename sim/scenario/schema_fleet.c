#include "schema_rows.h"

#define BUYER(kind, name, field) \
    KEY(BO_TABLE_CHIP_BUYERS, struct bo_chip_buyer_param, kind, name, field)

static const struct bo_key chip_buyers_rows[] = {
    {BUYER(BO_KEY_REF, "company", company), WORDS("companies"), ELSE("none"),
     MEANS("The company that buys; none: buyers beside the companies of the model."),
     FROM("the scenario's choice")},
    {BUYER(BO_KEY_TEXT, "headquarters", headquarters), ELSE(""),
     MEANS("ISO code of the ultimate parent's seat, of buyers beside the companies."),
     FROM("the scenario's choice")},
    {BUYER(BO_KEY_CHOICE, "market", market), WORDS("world|china"), ELSE("world"),
     MEANS("Where their GPU-hours are let, of buyers beside the companies."),
     FROM("the scenario's choice")},
    {BUYER(BO_KEY_PATH, "budget_per_year", budget_usd_per_year), UNIT("USD", 0.0, 10000000000000.0),
     ELSE("0"), MEANS("What they spend on AI systems in a year, of buyers beside the companies."),
     FROM("analysts; judgement")},
    {BUYER(BO_KEY_NUMBER, "budget_yield_elasticity", budget_yield_elasticity),
     UNIT("number", 0.0, 10.0), ELSE("0"),
     MEANS("Of that budget to what a fleet yields, over its start."), FROM("judgement")},
    {BUYER(BO_KEY_PATH, "lease_out_frac", lease_out_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of their fleet offered under contract, of buyers beside the companies."),
     FROM("judgement")},
    {BUYER(BO_KEY_SWITCH, "listed", listed), ELSE("false"),
     MEANS("Whether it stands on the Entity List."), FROM("15 CFR part 744, supplement 4")},
    {BUYER(BO_KEY_SWITCH, "state_funded", state_funded), ELSE("false"),
     MEANS("Whether the state pays for its data centres: what rules on state_funded buyers ask."),
     FROM("press; judgement")},
    {BUYER(BO_KEY_SWITCH, "supercomputer", supercomputer), ELSE("false"),
     MEANS("Whether what it buys is for a supercomputer: what rules on that end use ask."),
     FROM("15 CFR 744.23; judgement")},
    {BUYER(BO_KEY_SHARES, "region_share", region_share), UNIT("fraction", 0.0, 1.0),
     WORDS("regions"), ELSE(""), MEANS("Where its chips go; nothing: where it has free halls."),
     FROM("judgement")},
    {BUYER(BO_KEY_PATH, "in_house_frac", in_house_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of its budget for vendors that sell to it alone."), FROM("analysts; judgement")},
    {BUYER(BO_KEY_NUMBER, "relation_ratio", relation_ratio), UNIT("ratio", 0.0, 100.0), ELSE("1"),
     MEANS("Its weight when vendors allocate; 1 is usual."), FROM("judgement")},
    {BUYER(BO_KEY_NUMBER, "belief_per_year", belief_per_year), UNIT("1/yr", 0.0, 10.0), ELSE("0"),
     MEANS("Hazard that it fears of a stricter rule nobody has announced."), FROM("judgement")},
    {BUYER(BO_KEY_NUMBER, "stock_need_months", stock_need_days), UNIT("months", 0.0, 60.0),
     ELSE("0"), MEANS("Need that it would lay in before a rule."),
     FROM("prototype of orders around October 2023")},
    {BUYER(BO_KEY_NUMBER, "stock_response", stock_response), UNIT("number", 0.0, 20.0), ELSE("0"),
     MEANS("Strength of laying in."), FROM("prototype of orders around October 2023")},
    {BUYER(BO_KEY_SHARES, "opening_chips", opening_chips), UNIT("chips", 0.0, 1000000000.0),
     WORDS("chips"), ELSE(""),
     MEANS("What it has at the start; of a company that is founded later, those of whom it comes "
           "from."),
     FROM("analysts; judgement")},
    {BUYER(BO_KEY_NUMBER, "opening_age_months", opening_age_days), UNIT("months", 0.0, 240.0),
     ELSE("0"),
     MEANS("Mean age of those chips, which came evenly over twice that; 0: not known, all work."),
     FROM("judgement")},
};
const struct key_table bo_keys_chip_buyers = KEY_TABLE(
    chip_buyers_rows, "Who buys accelerators: companies, and groups of buyers beside them.");

#define FLEET(kind, name, field) KEY(BO_TABLE_FLEET, struct bo_fleet_param, kind, name, field)

static const struct bo_key fleet_rows[] = {
    {FLEET(BO_KEY_REF, "reference_chip", reference_chip), WORDS("chips"),
     MEANS("What an H100e is."), FROM("the unit of the field")},
    {FLEET(BO_KEY_NUMBER, "system_power_ratio", system_power_ratio), UNIT("ratio", 1.0, 10.0),
     MEANS("IT power of a chip with its part of host, network and storage, over its own."),
     FROM("vendors' data sheets of servers")},
    {FLEET(BO_KEY_NUMBER, "serving_flop_frac", serving_flop_frac), UNIT("fraction", 0.001, 1.0),
     ELSE("1"),
     MEANS("Part of the reference chip's FLOP/s that serving uses, bound by memory bandwidth: what "
           "a chip poor in FLOP/s can do without."),
     FROM("Pope et al. 2022, arXiv:2211.05102; judgement")},
    {FLEET(BO_KEY_NUMBER, "rack_days", rack_days), UNIT("days", 0.0, 1000.0),
     MEANS("From delivery to work where a hall is free."), FROM("Epoch AI: 13 weeks")},
    {FLEET(BO_KEY_NUMBER, "replace_ratio", replace_ratio), UNIT("ratio", 0.0, 1000.0), ELSE("0"),
     MEANS("Where there is no room a stored chip takes the place of racked ones when it gives more "
           "than this times their H100e a MW; 0: never."),
     FROM("judgement")},
    {FLEET(BO_KEY_NUMBER, "failure_per_year", failure_per_year), UNIT("1/yr", 0.0, 10.0), ELSE("0"),
     MEANS("Hazard of a chip's failing for good."), FROM("operators' reports")},
    {FLEET(BO_KEY_NUMBER, "service_life_years", service_life_days), UNIT("years", 0.5, 50.0),
     MEANS("Retired at the latest at this age."), FROM("depreciation lives; judgement")},
    {FLEET(BO_KEY_NUMBER, "opening_system_ratio", opening_system_ratio), UNIT("ratio", 1.0, 10.0),
     ELSE("1"), MEANS("A whole system over the price of its chip, of fleets in hand at the start."),
     FROM("analysts: 26 k of chip become about 50 k")},
    {FLEET(BO_KEY_NUMBER, "resale_frac_per_year", resale_frac_per_year), UNIT("fraction", 0.0, 1.0),
     MEANS("Market value left after a year, of that at its beginning."),
     FROM("resale prices of A100 and H100")},
    {FLEET(BO_KEY_NUMBER, "hour_opex_frac", hour_opex_frac), UNIT("fraction", 0.0, 1.0),
     MEANS("Staff, spares and network a year over the price of the system."), FROM("judgement")},
    {FLEET(BO_KEY_NUMBER, "hall_usd_per_mw_year", hall_usd_per_mw_year),
     UNIT("number", 0.0, 100000000.0),
     MEANS("Full cost of a hall a MW and year, in USD, for the cost of an hour."),
     FROM("rents of wholesale deals")},
    {FLEET(BO_KEY_NUMBER, "capital_cost_per_year", capital_cost_per_year), UNIT("1/yr", 0.0, 1.0),
     MEANS("Rate in the full cost of an hour."), FROM("judgement")},
};
const struct key_table bo_keys_fleet =
    KEY_TABLE(fleet_rows, "How fleets of accelerators run and age.");
