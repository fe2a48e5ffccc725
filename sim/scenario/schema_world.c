#include "schema_rows.h"

#define TIME(kind, name, field) KEY(BO_TABLE_TIME, struct bo_time_param, kind, name, field)

static const struct bo_key time_rows[] = {
    {TIME(BO_KEY_DATE_OR_NEVER, "opening", opening_day), ELSE("never"),
     MEANS("Day of which the opening balances and fleets are: a run cannot start on another."),
     FROM("the packs' choice")},
    {TIME(BO_KEY_DATE, "start", start_day),
     MEANS("First day of the run, the first of a month, when the opening balances and fleets "
           "hold."),
     FROM("planner's choice")},
    {TIME(BO_KEY_DATE, "end", end_day),
     MEANS("First day after the run, the first of a month, at most 60 years after the start."),
     FROM("planner's choice")},
};
const struct key_table bo_keys_time =
    KEY_TABLE(time_rows, "From when to when the world is simulated.");

#define CURRENCY(kind, name, field) \
    KEY(BO_TABLE_CURRENCIES, struct bo_currency_param, kind, name, field)

static const struct bo_key currencies_rows[] = {
    {CURRENCY(BO_KEY_PATH, "per_usd", per_usd), UNIT("number", 1e-06, 1000000.0),
     MEANS("Units of the currency that one US dollar buys, by date."),
     FROM("central bank monthly averages (FRED)")},
};
const struct key_table bo_keys_currencies =
    KEY_TABLE(currencies_rows, "Currencies other than the US dollar, and their dated rates.");

#define REGION(kind, name, field) KEY(BO_TABLE_REGIONS, struct bo_region_param, kind, name, field)

static const struct bo_key regions_rows[] = {
    {REGION(BO_KEY_TEXTS, "countries", countries),
     MEANS("ISO codes of the countries that the region holds."), FROM("definition of the region")},
    {REGION(BO_KEY_NUMBER, "quota_countries", quota_countries), UNIT("number", 0.0, 1000.0),
     ELSE("0"),
     MEANS("In how many of its countries whoever buys chips has halls: a quota by country is there "
           "as often. 0: in all."),
     FROM("judgement")},
    {REGION(BO_KEY_PATH, "tax_rate_frac", tax_rate_frac), UNIT("fraction", 0.0, 0.6),
     MEANS("Corporate tax on profit earned there."), FROM("statutory rates")},
    {REGION(BO_KEY_NUMBER, "pue_new_ratio", pue_new_ratio), UNIT("ratio", 1.0, 3.0),
     MEANS("Power usage effectiveness of halls opened during the run."),
     FROM("operators' reports; Uptime survey")},
    {REGION(BO_KEY_PATH, "overhead_index", overhead_index), UNIT("ratio", 0.0, 10.0), ELSE("1"),
     MEANS("What cooling and losses take in halls opened on its day (PUE less 1), over that of "
           "pue_new_ratio: liquid cooling is 0.5 or so. Grants, which are critical IT at the "
           "start's PUE, carry more IT by as much."),
     FROM("planner's what-if")},
    {REGION(BO_KEY_NUMBER, "pue_fleet_ratio", pue_fleet_ratio), UNIT("ratio", 1.0, 3.0),
     MEANS("Power usage effectiveness of halls that stood at the start."),
     FROM("operators' reports; Uptime survey")},
    {REGION(BO_KEY_PATH, "power_price_usd_per_mwh", power_price_usd_per_mwh),
     UNIT("USD/MWh", 0.0, 2000.0),
     MEANS(
         "What large buyers pay for electricity. Reported margins have that of the start in them: "
         "a what-if changes it from a later day."),
     FROM("EIA, Eurostat, national statistics")},
    {REGION(BO_KEY_NUMBER, "power_price_drift_per_year", power_price_drift_per_year),
     UNIT("1/yr", -0.5, 0.5), ELSE("0"),
     MEANS("Growth of the log of the power price after the last point of its path."),
     FROM("judgement")},
    {REGION(BO_KEY_PATH, "emission_kg_per_kwh", emission_kg_per_kwh), UNIT("kgCO2e/kWh", 0.0, 2.0),
     MEANS("Greenhouse gas emitted for each kWh taken from the grid."),
     FROM("Ember; US EPA eGRID")},
    {REGION(BO_KEY_NUMBER, "emission_drift_per_year", emission_drift_per_year),
     UNIT("1/yr", -0.5, 0.5), ELSE("0"),
     MEANS("Growth of the log of the emission factor after the last point of its path."),
     FROM("slope of 2021-24 (Ember)")},
    {REGION(BO_KEY_NUMBER, "build_cost_multiplier", build_cost_multiplier), UNIT("ratio", 0.1, 5.0),
     ELSE("1"), MEANS("Cost of building there over the US mean."),
     FROM("Turner & Townsend, Cushman & Wakefield cost guides")},
    {REGION(BO_KEY_NUMBER, "size_multiplier", size_multiplier), UNIT("ratio", 0.1, 10.0), ELSE("1"),
     MEANS("Size of new sites there over the world's median."),
     FROM("Synergy Research Group: US sites are about 1.5 times the others")},
    {REGION(BO_KEY_NUMBER, "labour_pool_workers", labour_pool_workers),
     UNIT("count", 1.0, 10000000.0),
     MEANS(
         "Workers on data centres at the start: how regions share the world's, which are scaled to "
         "the work in hand by construction.crew_cover_ratio."),
     FROM("work in hand times workers per MW")},
    {REGION(BO_KEY_PATH, "labour_growth_per_year", labour_growth_per_year), UNIT("1/yr", -0.5, 1.0),
     ELSE("0"), MEANS("Trend growth of the labour pool."),
     FROM("construction labour statistics; judgement")},
    {REGION(BO_KEY_PATH, "crews_index", crews_index), UNIT("ratio", 0.001, 100.0), ELSE("1"),
     MEANS("Dated shock on its crews: those there, over those there would be. 0.7 from 2026-01 to "
           "2028-01: electricians are short for two years. 1 is none."),
     FROM("planner's what-if")},
    {REGION(BO_KEY_PATH, "grid_grants_mw_per_year", grid_grants_mw_per_year),
     UNIT("MW/yr", 0.0, 1000000.0), RANK(39),
     MEANS("Critical IT power that the grid grants to sites in a year, before any moratorium."),
     FROM("utilities' reports; fitted on openings")},
    {REGION(BO_KEY_DIST, "grid_study_months", grid_study_days), UNIT("months", 0.0, 360.0),
     RANK(40), MEANS("Grid study and works of one project, before it waits for its turn."),
     FROM("published waits less the queue")},
    {REGION(BO_KEY_NUMBER, "grid_queue_at_start_months", grid_queue_at_start_days),
     UNIT("months", 0.0, 240.0), ELSE("0"),
     MEANS("Grants already promised to others at the start, as months of granting."),
     FROM("fitted on openings")},
    {REGION(BO_KEY_PATH, "permit_time_ratio", permit_time_ratio), UNIT("ratio", 0.0, 100.0),
     ELSE("1"),
     MEANS("Time that the permit of a site announced there takes, over the world's "
           "(construction.permit_months), by date: neighbours object, or an authority hurries. "
           "Siting sees it. A site that has its permit, or a day of it "
           "(planned_sites.*.permitted), is not touched."),
     FROM("planner's what-if")},
    {REGION(BO_KEY_PATH, "moratorium_frac", moratorium_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS(
         "Share of new grants that is stopped, by date: of those too who wait in the queue. Who "
         "has a grant, land that was prepared, a contract of its own (planned_sites.*.powered) or "
         "its own generation is not held up; on_site_frac closes that way as well."),
     FROM("notices of utilities and governments")},
    {REGION(BO_KEY_PATH, "on_site_frac", on_site_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of the projects there that can go around a long queue with their own "
           "generation: gas, permits and room are there. By the date of the decision."),
     FROM("judgement")},
    {REGION(BO_KEY_PATH, "least_charge_frac", least_charge_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Take or pay: of the energy that companies' energised halls would draw at full load "
           "there, own generation apart, the part that is paid at the power price whether it is "
           "drawn or not. Siting sees it as a dearer price."),
     FROM("large-load tariffs; planner's what-if")},
    {REGION(BO_KEY_PATH, "demand_weight", demand_weight), UNIT("number", 0.0, 1000000.0), ELSE("0"),
     MEANS("Weight of the region for buyers from outside China who want new MW."),
     FROM("history of sites; judgement")},
    {REGION(BO_KEY_PATH, "demand_weight_china", demand_weight_china),
     UNIT("number", 0.0, 1000000.0), ELSE("0"),
     MEANS("Weight of the region for Chinese buyers who want new MW."),
     FROM("history of sites; judgement")},
    {REGION(BO_KEY_NUMBER, "colo_inventory_mw", colo_inventory_mw), UNIT("MW", 0.0, 1000000.0),
     ELSE("0"), MEANS("Colocation that landlords operate at the start."),
     FROM("CBRE, JLL, Cushman & Wakefield")},
    {REGION(BO_KEY_NUMBER, "colo_vacancy_frac", colo_vacancy_frac), UNIT("fraction", 0.0, 1.0),
     MEANS("Share of the colocation inventory that stands empty at the start."), FROM("CBRE")},
    {REGION(BO_KEY_NUMBER, "colo_rent_usd_per_kw_month", colo_rent_usd_per_kw_month),
     UNIT("USD/kW-month", 1.0, 5000.0),
     MEANS("Asking rent of small deals (250-500 kW) at the start."), FROM("CBRE")},
    {REGION(BO_KEY_NUMBER, "colo_move_frac", colo_move_frac), UNIT("fraction", 0.0, 1.0), ELSE("1"),
     MEANS("Of its other tenants, those who may have their halls in another region "
           "(colocation.move_per_year)."),
     FROM("laws on where data lie; judgement")},
    {REGION(BO_KEY_PATH, "starts_per_year", starts_per_year), UNIT("1/yr", 0.0, 100000.0),
     ELSE("0"),
     MEANS("Projects started there in a year before the start, replayed to fill the pipeline."),
     FROM("history of openings, split by site shares")},
};
const struct key_table bo_keys_regions =
    KEY_TABLE(regions_rows,
              "Construction markets: each has its own grid, labour, costs, power and colocation.");

#define MAKER(kind, name, field) KEY(BO_TABLE_EQUIPMENT, struct bo_maker_param, kind, name, field)

static const struct bo_key equipment_rows[] = {
    {MAKER(BO_KEY_NUMBER, "units_per_mw", units_per_mw), UNIT("1/MW", 0.001, 1000.0),
     MEANS("Units bought for each MW of IT load."), FROM("engineering practice")},
    {MAKER(BO_KEY_NUMBER, "other_share_frac", other_share_frac), UNIT("fraction", 0.0, 0.99),
     MEANS("Share of orders at the start that come from other industries."),
     FROM("market reports; judgement")},
    {MAKER(BO_KEY_NUMBER, "orders_over_capacity_ratio", orders_over_capacity_ratio),
     UNIT("ratio", 0.1, 5.0), RANK(3), MEANS("Orders over what makers can build, at the start."),
     FROM("fitted on published lead times")},
    {MAKER(BO_KEY_NUMBER, "lead_least_weeks", lead_least_days), UNIT("weeks", 0.1, 520.0),
     ELSE("1"), MEANS("Time to make it: no order is delivered sooner, however short the queue."),
     FROM("lead times before the shortage of 2021-24")},
    {MAKER(BO_KEY_NUMBER, "lead_before_weeks", lead_before_days), UNIT("weeks", 0.0, 520.0),
     ELSE("0"),
     MEANS("Lead time a year before the start and earlier, for what is in flight; 0: as at the "
           "start."),
     FROM("Wood Mackenzie, JLL surveys")},
    {MAKER(BO_KEY_NUMBER, "lead_at_start_weeks", lead_at_start_days), UNIT("weeks", 1.0, 520.0),
     MEANS("Lead time quoted at the start."), FROM("Wood Mackenzie, JLL surveys")},
    {MAKER(BO_KEY_PATH, "capacity_growth_per_year", capacity_growth_per_year),
     UNIT("1/yr", -0.5, 1.0), ELSE("0"), MEANS("Trend growth of makers' capacity."),
     FROM("fitted on published lead times")},
    {MAKER(BO_KEY_PATH, "capacity_index", capacity_index), UNIT("ratio", 0.001, 100.0), ELSE("1"),
     MEANS("Dated shock on what makers build, over what they would: 2 from 2027-01: a plant that "
           "doubles it; 0.5 from 2026-01 to 2028-01: two years of half. As it is at the start is "
           "in orders_over_capacity_ratio."),
     FROM("planner's what-if")},
    {MAKER(BO_KEY_PATH, "capacity_answer_per_year", capacity_answer_per_year),
     UNIT("1/yr", 0.0, 5.0), ELSE("0"),
     MEANS("Extra growth of capacity per log of the lead time over that at the start."),
     FROM("fitted on published lead times")},
    {MAKER(BO_KEY_NUMBER, "capacity_answer_max_per_year", capacity_answer_max_per_year),
     UNIT("1/yr", 0.0, 2.0), ELSE("0"),
     MEANS("Most extra growth of capacity that a long book can call up."), FROM("judgement")},
    {MAKER(BO_KEY_NUMBER, "lines_delay_months", lines_delay_days), UNIT("months", 0.0, 120.0),
     MEANS("From deciding on a new line to its first unit."), FROM("makers' announcements")},
    {MAKER(BO_KEY_PATH, "other_orders_log", other_orders_log), UNIT("number", -3.0, 5.0), ELSE("0"),
     MEANS("Log of other buyers' orders against those at the start."),
     FROM("utilities' plans; fitted")},
    {MAKER(BO_KEY_NUMBER, "other_lag_months", other_lag_days), UNIT("months", 1.0, 120.0),
     ELSE("1"), MEANS("With which other buyers see that lead times change."), FROM("judgement")},
    {MAKER(BO_KEY_NUMBER, "other_forward_ordering_ratio", other_forward_ordering_ratio),
     UNIT("ratio", 0.0, 5.0), ELSE("0"),
     MEANS("Extra orders of other buyers per growth of the quoted lead time."),
     FROM("fitted on published lead times")},
    {MAKER(BO_KEY_NUMBER, "price_answer", price_answer), UNIT("number", 0.0, 5.0), ELSE("0"),
     MEANS("Log of price per log of the lead time over that at the start."),
     FROM("producer prices of transformers, 2019-24")},
};
const struct key_table bo_keys_equipment =
    KEY_TABLE(equipment_rows, "Makers of long-lead equipment, one world market each.");

#define DEMAND(kind, name, field) KEY(BO_TABLE_DEMAND, struct bo_demand_param, kind, name, field)

static const struct bo_key demand_rows[] = {
    {DEMAND(BO_KEY_PATH, "index", index), UNIT("ratio", 0.01, 10.0), ELSE("1"), RANK(2),
     MEANS("Dated shock on the capacity that ordinary (non-AI) business takes; 1 is none. What it "
           "sells stays: see cloud_index."),
     FROM("judgement: the slump of 2022")},
    {DEMAND(BO_KEY_PATH, "cloud_index", cloud_index), UNIT("ratio", 0.01, 10.0), ELSE("1"),
     MEANS("Dated shock on what customers buy of ordinary (non-AI) cloud: its revenue and the "
           "capacity that it takes; 1 is none."),
     FROM("planner's what-if")},
    {DEMAND(BO_KEY_PATH, "ai_index", ai_index), UNIT("ratio", 0.01, 10.0), ELSE("1"),
     MEANS("Dated shock on what customers buy of AI: users of subscriptions, tokens and agents, AI "
           "workloads in the cloud, and what renters of GPU-hours outside the model want. 1 is "
           "none; what AI does to companies' own business stays."),
     FROM("planner's what-if")},
    {DEMAND(BO_KEY_NUMBER, "mw_efficiency_per_year", mw_efficiency_per_year),
     UNIT("1/yr", -0.5, 1.0), ELSE("0"), RANK(8),
     MEANS("Yearly log fall of the MW that a unit of business needs."),
     FROM("fitted on installed MW and revenue")},
    {DEMAND(BO_KEY_NUMBER, "long_run_growth_per_year", long_run_growth_per_year),
     UNIT("1/yr", -0.2, 0.5), RANK(14),
     MEANS("Growth to which core and cloud business return after their last known point."),
     FROM("judgement")},
    {DEMAND(BO_KEY_NUMBER, "growth_return_years", growth_return_days), UNIT("years", 0.1, 50.0),
     MEANS("Time constant of that return."), FROM("judgement")},
    {DEMAND(BO_KEY_NUMBER, "order_weight_frac", order_weight_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"), RANK(6),
     MEANS("Part of the AI systems on order that boards plan halls for: orders may be cancelled."),
     FROM("judgement: buyers order at several places when lead times are long")},
    {DEMAND(BO_KEY_NUMBER, "ai_systems_per_mw", ai_systems_usd_per_mw),
     UNIT("USD/MW", 0.0, 1000000000.0), ELSE("0"),
     MEANS("Price of the AI systems that fill one MW of IT, for plans of halls without systems; 0: "
           "no such plans."),
     FROM("Bernstein, Epoch AI: 30-35 M USD a MW")},
    {DEMAND(BO_KEY_NUMBER, "base_first_frac", base_first_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS(
         "Where halls are short: what other servers keep of the part of them that AI systems would "
         "have by what all want. 0: AI has its whole part; 1: it has what others leave."),
     FROM("judgement: customers' servers that run are not switched off for those in boxes")},
};
const struct key_table bo_keys_demand =
    KEY_TABLE(demand_rows, "What turns core and cloud business into megawatts.");

#define POWER(kind, name, field) KEY(BO_TABLE_POWER, struct bo_power_param, kind, name, field)

static const struct bo_key power_rows[] = {
    {POWER(BO_KEY_NUMBER, "load_factor_frac", load_factor_frac), UNIT("fraction", 0.01, 1.0),
     RANK(22), MEANS("Mean draw over energised IT power once a hall has filled."),
     FROM("IEA 415 TWh in 2024 over installed GW")},
    {POWER(BO_KEY_NUMBER, "ramp_months", ramp_days), UNIT("months", 0.0, 240.0), RANK(36),
     MEANS("From energised to full load, linear."), FROM("Irish metered load, 2021-24")},
    {POWER(BO_KEY_NUMBER, "price_noise_sigma", price_noise_sigma), UNIT("number", 0.0, 1.0),
     ELSE("0"), MEANS("Yearly standard deviation of the log of a region's power price."),
     FROM("judgement")},
};
const struct key_table bo_keys_power =
    KEY_TABLE(power_rows, "How energised halls draw electricity.");

#define GRID(kind, name, field) KEY(BO_TABLE_GRID, struct bo_grid_param, kind, name, field)

static const struct bo_key grid_rows[] = {
    {GRID(BO_KEY_PATH, "speculative_ratio", speculative_ratio), UNIT("ratio", 0.0, 100.0),
     ELSE("0"),
     MEANS("MW of requests on which nobody will build, for each MW that is meant, by the date of "
           "the request."),
     FROM("ERCOT large-load queue against approvals")},
    {GRID(BO_KEY_NUMBER, "speculative_stay_months", speculative_stay_days),
     UNIT("months", 0.1, 600.0), ELSE("1"),
     MEANS("Mean time until such a request drops out of the queue."), FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "speculative_counted_frac", speculative_counted_frac),
     UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of them that utilities count when they quote a wait; the rest they see through."),
     FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "speculative_hold_months", speculative_hold_days),
     UNIT("months", 0.0, 240.0), ELSE("0"),
     MEANS("Mean time for which a grant to such a request lies idle before the utility takes it "
           "back; 0: it is given to the next at once."),
     FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "landlord_grants_ratio", landlord_grants_ratio), UNIT("ratio", 0.0, 20.0),
     ELSE("0"),
     MEANS("Landlords take their turn in the queue too, with halls for others and with land that "
           "they prepare. Each region's grants, which are those of sites, are raised by this ratio "
           "of what its landlords began a year at the start, and grow alike. 0: they need none."),
     FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "answer_per_year", answer_per_year), UNIT("1/yr", 0.0, 2.0), ELSE("0"),
     MEANS("Extra log growth of a region's grants for each year that its queue is long."),
     FROM("judgement: utilities' plans after 2024")},
    {GRID(BO_KEY_NUMBER, "answer_max_per_year", answer_max_per_year), UNIT("1/yr", 0.0, 2.0),
     ELSE("0"), MEANS("Most extra growth of grants that a queue can call up."), FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "answer_delay_months", answer_delay_days), UNIT("months", 0.0, 360.0),
     ELSE("0"), MEANS("From a long queue to the lines and plants that shorten it."),
     FROM("planning and building of transmission")},
    {GRID(BO_KEY_NUMBER, "moratorium_cancel_per_year", moratorium_cancel_per_year),
     UNIT("1/yr", 0.0, 12.0), ELSE("0"),
     MEANS("Hazard that a project without a grant is given up while all new connections of its "
           "region are stopped; in proportion where a part is."),
     FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "on_site_wait_months", on_site_wait_days), UNIT("months", 0.0, 600.0),
     ELSE("0"),
     MEANS("A queue quoted longer than this makes a project build its own generation, where it "
           "can."),
     FROM("judgement")},
    {GRID(BO_KEY_SWITCH, "on_site_early", on_site_early), ELSE("false"),
     MEANS("Whether a project decides on its own generation when it is announced, by all of its "
           "wait for the grid, study and works too; false: once they are done, by the queue that "
           "is left."),
     FROM("gas campuses of 2024-25, which asked no utility first; judgement")},
    {GRID(BO_KEY_NUMBER, "on_site_more_ratio", on_site_more_ratio), UNIT("ratio", 0.0, 1.0),
     ELSE("0"),
     MEANS("For each further wait as long as on_site_wait_months, this part of regions.*."
           "on_site_frac goes around too, of the projects that are left; 0: nobody more."),
     FROM("judgement")},
    {GRID(BO_KEY_DIST, "on_site_months", on_site_days), UNIT("months", 0.0, 360.0), ELSE("1"),
     MEANS("From that decision to power, drawn for each project."),
     FROM("lead times of turbines and engines")},
    {GRID(BO_KEY_PATH_OR, "on_site_max_mw_per_year", on_site_max_mw_per_year),
     UNIT("MW/yr", 0.0, 1000000.0), WORDS("none"), ELSE("none"),
     MEANS("Generation for data centres that its makers deliver, MW of IT; what is ordered beyond "
           "waits its turn on top of on_site_months."),
     FROM("makers' capacity and order books; judgement")},
    {GRID(BO_KEY_NUMBER, "on_site_cost_per_mw", on_site_cost_usd_per_mw),
     UNIT("USD/MW", 0.0, 1000000000.0), ELSE("0"),
     MEANS("What own generation costs for each MW of IT, beside the site."),
     FROM("costs of gas plants; judgement")},
    {GRID(BO_KEY_NUMBER, "on_site_price_ratio", on_site_price_ratio), UNIT("ratio", 0.0, 20.0),
     ELSE("1"), MEANS("Running cost of its electricity over the grid's price there."),
     FROM("judgement")},
    {GRID(BO_KEY_NUMBER, "on_site_kg_per_kwh", on_site_kg_per_kwh), UNIT("kgCO2e/kWh", 0.0, 3.0),
     ELSE("0"), MEANS("Greenhouse gas emitted for each kWh of it."),
     FROM("IPCC AR5, annex III: life cycle of gas plants")},
};
const struct key_table bo_keys_grid =
    KEY_TABLE(grid_rows, "How utilities quote and grow, and how projects go around them.");
