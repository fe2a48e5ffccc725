#include "schema_rows.h"

#define MONEY(kind, name, field) KEY(BO_TABLE_FINANCE, struct bo_finance_param, kind, name, field)

static const struct bo_key finance_rows[] = {
    {MONEY(BO_KEY_NUMBER, "discount_rate_per_year", discount_rate_per_year), UNIT("1/yr", 0.0, 1.0),
     MEANS("Rate at which key figures discount cash."),
     FROM("cost of capital of large technology firms")},
    {MONEY(BO_KEY_PATH, "base_rate_per_year", base_rate_per_year), UNIT("1/yr", 0.0, 1.0),
     MEANS("Interest on new debt of a sound company."),
     FROM("US Treasury and investment-grade yields")},
    {MONEY(BO_KEY_NUMBER, "spread_per_leverage_per_year", spread_per_leverage_per_year),
     UNIT("1/yr", 0.0, 0.5), ELSE("0"),
     MEANS("Extra interest per unit of debt over yearly operating cash flow."),
     FROM("corporate bond spreads by leverage")},
    {MONEY(BO_KEY_NUMBER, "leverage_priced_max", leverage_priced_max), UNIT("ratio", 0.0, 1000.0),
     ELSE("0"), MEANS("Debt over yearly operating cash flow beyond which the rate rises no more."),
     FROM("judgement: beyond it nobody lends")},
    {MONEY(BO_KEY_PATH, "cover_least_ratio", cover_least_ratio), UNIT("ratio", 0.0, 1000.0),
     ELSE("0"),
     MEANS("Operating cash flow of a year before interest, over interest, below which a company is "
           "lent and advanced nothing new, by date; what it owes is borrowed anew as it falls due. "
           "0: nobody looks."),
     FROM("planner's what-if; covenants of loans")},
    {MONEY(BO_KEY_PATH, "credit_shut_frac", credit_shut_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Part of all new credit that lenders do not give, by date: bonds, loans and advances to "
           "companies, lines of laboratories, loans to landlords, who begin as much less; so much "
           "of what falls due is paid back from cash, reserves included, and who has none is "
           "overdrawn. 1: the market is shut."),
     FROM("planner's what-if")},
    {MONEY(BO_KEY_PATH, "cash_yield_per_year", cash_yield_per_year), UNIT("1/yr", 0.0, 1.0),
     ELSE("0"), MEANS("Interest that cash earns."), FROM("US Treasury bills")},
    {MONEY(BO_KEY_NUMBER, "debt_maturity_years", debt_maturity_days), UNIT("years", 0.25, 50.0),
     MEANS("Time from borrowing to paying back, or borrowing anew at the rate of the day."),
     FROM("bonds of large technology firms")},
    {MONEY(BO_KEY_PATH_OR, "opening_rate_per_year", opening_rate_per_year), UNIT("1/yr", 0.0, 1.0),
     WORDS("none"), ELSE("none"),
     MEANS(
         "Interest on the debt of an opening on this day, of a company that does not say its own; "
         "none: the rate of the day."),
     FROM("coupons of US investment-grade bonds")},
    {MONEY(BO_KEY_SWITCH, "debt_floats", debt_floats), ELSE("false"),
     MEANS("Whether all debt bears the rate of the day; false: each part keeps the rate of the day "
           "on which it was borrowed until it falls due."),
     FROM("planner's what-if")},
    {MONEY(BO_KEY_NUMBER_OR, "default_months", default_months), UNIT("count", 1.0, 1000.0),
     WORDS("never"), ELSE("never"),
     MEANS("Months running in which an overdraft covered what a company could not pay, after which "
           "it is in default: nobody lends to it or advances anything, it begins nothing new and "
           "rejects leases that it does not use, until a year of it has brought cash; never: it "
           "is lent to for ever."),
     FROM("judgement")},
    {MONEY(BO_KEY_NUMBER_OR, "default_debt_ratio", default_debt_ratio), UNIT("ratio", 0.0, 1000.0),
     WORDS("none"), ELSE("none"),
     MEANS("Debt over yearly revenue of a company in default for what exceeds which its lenders "
           "take shares; of one that has ai_budgets.*.restructure_ratio what that leaves; none: "
           "they never do."),
     FROM("judgement")},
    {MONEY(BO_KEY_NUMBER, "life_buildings_years", life_buildings_days), UNIT("years", 1.0, 100.0),
     MEANS("Depreciation life of shells, power and cooling."), FROM("annual reports")},
    {MONEY(BO_KEY_PATH, "life_ai_systems_years", life_ai_systems_days), UNIT("years", 0.5, 30.0),
     RANK(38),
     MEANS(
         "Depreciation life of AI systems, by date; no longer than fleet.service_life_years. "
         "Reported margins have that of the start in them: a what-if changes it from a later day."),
     FROM("annual reports")},
    {MONEY(BO_KEY_NUMBER, "life_other_years", life_other_days), UNIT("years", 0.5, 100.0),
     MEANS("Depreciation life of plant outside data centres."), FROM("annual reports")},
    {MONEY(BO_KEY_NUMBER, "ai_cost_frac", ai_cost_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS(
         "Cost of a company's AI revenue beyond systems, halls and power: sales, support, staff."),
     FROM("judgement: gross margins of clouds less power and depreciation")},
    {MONEY(BO_KEY_NUMBER, "margin_return_years", margin_return_days), UNIT("years", 0.1, 100.0),
     ELSE("1"),
     MEANS("Time in which a margin that strayed from the opening's comes back by all but 1/e."),
     FROM("operating margins of annual reports, 2012-21")},
    {MONEY(BO_KEY_NUMBER, "server_growth_lag_months", server_growth_lag_days),
     UNIT("months", 0.0, 60.0),
     MEANS("Lag of the growth that server orders follow, each of two stages."),
     FROM("fitted on capex")},
    {MONEY(BO_KEY_NUMBER, "server_growth_gain", server_growth_gain), UNIT("number", 0.0, 20.0),
     ELSE("0"), RANK(29), MEANS("Server spending per unit of growth seen, beyond its proportion."),
     FROM("accelerator fitted on capex of 2021-23")},
    {MONEY(BO_KEY_PATH, "server_price_index", server_price_index), UNIT("ratio", 0.01, 100.0),
     ELSE("1"), MEANS("Price of servers and network against the start."),
     FROM("US producer prices")},
};
const struct key_table bo_keys_finance =
    KEY_TABLE(finance_rows, "Rates, maturities and lives of assets.");

#define STRATEGY(kind, name, field) \
    KEY(BO_TABLE_STRATEGIES, struct bo_strategy_param, kind, name, field)

static const struct bo_key strategies_rows[] = {
    {STRATEGY(BO_KEY_NUMBER, "build_ahead_days", build_ahead_days), UNIT("days", -1461.0, 1461.0),
     ELSE("0"), MEANS("Time planned beyond the lead time; negative builds behind demand."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "growth_belief_ratio", growth_belief_ratio), UNIT("ratio", 0.0, 3.0),
     ELSE("1"), MEANS("Part of the perceived growth that goes into plans."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "cover_ratio", cover_ratio), UNIT("ratio", 0.2, 3.0), ELSE("1"),
     MEANS("Multiplies planning.cover_ratio."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "capex_limit_ratio", capex_limit_ratio), UNIT("ratio", 0.0, 10.0),
     ELSE("1"), MEANS("Multiplies the company's own limit on capex over operating cash flow."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "ai_plan_ratio", ai_plan_ratio), UNIT("ratio", 0.0, 10.0), ELSE("1"),
     MEANS("Multiplies the plan for AI systems."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "lease_frac", lease_frac), UNIT("fraction", -1.0, 1.0), ELSE("-1"),
     MEANS("Share of new MW that is leased; -1 is the company's habit."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "reserve_days", reserve_days), UNIT("days", 0.0, 3653.0), ELSE("0"),
     MEANS("Spending that is kept in cash. Who has less, and has no room for debt, spends only "
           "that part of its operating cash flow which it has of the reserve."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "buyback_ratio", buyback_ratio), UNIT("ratio", 0.0, 10.0), ELSE("1"),
     MEANS("Multiplies the company's habit of buying back shares."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "spare_cash_frac", spare_cash_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"), MEANS("Part of the cash beyond the reserve that budgets may spend."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "leverage_max", leverage_max), UNIT("ratio", 0.0, 20.0),
     MEANS("Most debt over yearly operating cash flow."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "options_frac", options_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of the plan for AI systems for which only land, grid and shells are bought."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "hold_land_ratio", hold_land_ratio), UNIT("ratio", 0.0, 10.0),
     ELSE("0"),
     MEANS("Land with its permit that is held without a decision on a site, over the MW that the "
           "board starts on its own ground in a year."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "hold_place_ratio", hold_place_ratio), UNIT("ratio", 0.0, 10.0),
     ELSE("0"), MEANS("The same of places in the grid's queue, on such land."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "hold_shell_ratio", hold_shell_ratio), UNIT("ratio", 0.0, 10.0),
     ELSE("0"), MEANS("The same of shells on such land, with their places in the queue."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "rent_in_frac", rent_in_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of the GPU-hours that its users, its cloud's customers and its core business want "
           "beyond its own fleet which it rents from others under contract, for no more in all "
           "than what its AI brings in as many hours; 0 does without. Laboratories rent by their "
           "plans."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "lease_out_frac", lease_out_frac), UNIT("fraction", -1.0, 1.0),
     ELSE("-1"),
     MEANS("Part of the fleet that is let under contract; -1 is the company's own path."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "waiting_max_days", waiting_max_days), UNIT("days", -1.0, 3653.0),
     ELSE("-1"),
     MEANS("Worth of the AI systems that may wait for a hall, in days of the plan for such systems "
           "before the budget cuts it. When more waits less is bought, and nothing when twice as "
           "much does; -1 is no limit."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "use_least_frac", use_least_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Part of its compute, owned and rented, that has to be in use for it to buy all the AI "
           "systems that it could: with less it spends less of its own, in proportion; 0 is no "
           "matter."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "train_first_frac", train_first_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Part of the fleet that is not let which training gets, as far as it needs it, before "
           "anyone is served; 0 serves first."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "belief_ratio", belief_ratio), UNIT("ratio", 0.0, 100.0), ELSE("1"),
     MEANS("Multiplies the buyer's belief in export rules that nobody has announced."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "stockpile_ratio", stockpile_ratio), UNIT("ratio", 0.0, 100.0),
     ELSE("1"), MEANS("Multiplies the need that the buyer would lay in before a rule."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "cadence_ratio", cadence_ratio), UNIT("ratio", 0.1, 10.0), ELSE("1"),
     MEANS("Multiplies the time from one training run to the next."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "follow_trigger_days", follow_trigger_days), UNIT("days", 0.0, 3653.0),
     ELSE("0"),
     MEANS("Distance to the frontier from which a follower trains; 0 is its programme's own."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "exit_ratio", exit_ratio), UNIT("ratio", 0.0, 100.0), ELSE("1"),
     MEANS("Multiplies the hazard with which a laboratory sells itself."), FROM("board's choice")},
    {STRATEGY(BO_KEY_NUMBER, "give_up_ratio", give_up_ratio), UNIT("ratio", 0.0, 100.0), ELSE("1"),
     MEANS("Multiplies the hazard with which a laboratory gives up the frontier."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_CHOICE, "training", training), WORDS(BO_TRAINING_WORDS), ELSE("own"),
     MEANS("What the board wants of training: own is what programmes, budgets and labs say."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_CHOICE, "price_posture", price_posture), WORDS(BO_POSTURE_WORDS), ELSE("own"),
     MEANS("Prices of tokens: held, matched to rivals' cuts, or at cost; own is what its offer "
           "says."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_SCRIPT, "script", script), ELSE("none"),
     MEANS("A Lua program over what the board sees, or its file (mine.lua, beside this one); it "
           "returns a table of parameters, which hold before the rules."),
     FROM("board's choice")},
    {STRATEGY(BO_KEY_RULES, "rules", n_rules), ELSE("none"),
     MEANS("Rules that set parameters, or play another strategy, when their condition holds, in "
           "order; for_good: and ever after."),
     FROM("board's choice")},
};
const struct key_table bo_keys_strategies = KEY_TABLE(
    strategies_rows,
    "What a board does: parameters, and rules that change them as the board sees the world.");

#define COMPANY(kind, name, field) \
    KEY(BO_TABLE_COMPANIES, struct bo_company_param, kind, name, field)

static const struct bo_key companies_rows[] = {
    {COMPANY(BO_KEY_TEXT, "headquarters", headquarters),
     MEANS("ISO code of the country of the headquarters."), FROM("company's filings")},
    {COMPANY(BO_KEY_DATE, "founded", founded_day),
     MEANS("Day from which it exists; after the start: it has no MW, sites or revenue before."),
     FROM("company's history")},
    {COMPANY(BO_KEY_REF, "currency", currency), WORDS("currencies"), ELSE("USD"),
     MEANS("Currency in which the company keeps its books."), FROM("company's filings")},
    {COMPANY(BO_KEY_REF, "strategy", strategy), WORDS("strategies"),
     MEANS("Strategy that its board plays."), FROM("planner's choice")},
    {COMPANY(BO_KEY_SWITCH, "buys_as_china", buys_as_china), ELSE("false"),
     MEANS("Whether it sites new MW by the weights of Chinese buyers, and rents and lets GPU-hours "
           "in China's market; a Chinese company that does not leases offshore."),
     FROM("company's sites")},
    {COMPANY(BO_KEY_SWITCH, "in_history", in_history), ELSE("true"),
     MEANS(
         "Whether some of the sites under way at the start are its own, and what it needs is read "
         "from them; false: a company that a planner adds, which changes nobody's past."),
     FROM("planner's choice")},
    {COMPANY(BO_KEY_NUMBER, "cash", cash_usd), UNIT("USD", 0.0, 10000000000000.0),
     MEANS("Cash and short-term investments at the start."), FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "debt", debt_usd), UNIT("USD", 0.0, 10000000000000.0), ELSE("0"),
     MEANS("Debt at the start, without leases."), FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER_OR, "interest_rate_per_year", interest_rate_per_year),
     UNIT("1/yr", 0.0, 1.0), WORDS("unknown"), ELSE("unknown"),
     MEANS("Interest of a year on that debt, over it; unknown: finance.opening_rate_per_year."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "lease_liability", lease_liability_usd),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"), MEANS("Lease liability at the start."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "plant_net", plant_net_usd), UNIT("USD", 0.0, 10000000000000.0),
     MEANS("Property and equipment at the start, net of depreciation."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "servers_net_frac", servers_net_frac), UNIT("fraction", 0.0, 1.0),
     MEANS("Part of that plant that is servers and network, without AI systems."),
     FROM("annual and quarterly reports; judgement")},
    {COMPANY(BO_KEY_NUMBER, "ai_net_frac", ai_net_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of that plant that is AI systems."),
     FROM("cards in hand at the start; judgement")},
    {COMPANY(BO_KEY_NUMBER, "other_net_frac", other_net_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"), MEANS("Part of that plant that lies outside data centres."),
     FROM("annual and quarterly reports; judgement")},
    {COMPANY(BO_KEY_NUMBER, "equity", equity_usd), UNIT("USD", -10000000000000.0, 10000000000000.0),
     MEANS(
         "Equity as reported. What the opening does not list of it, goodwill, investments and what "
         "else there is, less what else is owed, stays in the books as other assets and is "
         "printed. Of a laboratory founded later it does not count: its books begin with its "
         "money."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "core_revenue_per_year", core_revenue_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"),
     MEANS("Revenue of the business that is not cloud, in a year at the start, without season."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "core_growth_per_year", core_growth_per_year), UNIT("1/yr", -0.95, 20.0),
     ELSE("0"), MEANS("Growth of that revenue at the date, as a yearly rate."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "core_margin_frac", core_margin_frac), UNIT("fraction", -10.0, 1.0),
     ELSE("0"), MEANS("Operating margin of the core business."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "cloud_revenue_per_year", cloud_revenue_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"),
     MEANS("Cloud revenue in a year at the start, without season."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "cloud_growth_per_year", cloud_growth_per_year),
     UNIT("1/yr", -0.95, 20.0), ELSE("0"),
     MEANS("Growth of cloud revenue at the date, as a yearly rate."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "cloud_ai_growth_per_year", cloud_ai_growth_per_year),
     UNIT("1/yr", -0.95, 20.0), ELSE("0"),
     MEANS("Part of that growth that AI has brought and the model makes itself: taken off it."),
     FROM("companies' own statements on AI in the cloud; judgement")},
    {COMPANY(BO_KEY_NUMBER, "cloud_margin_frac", cloud_margin_frac), UNIT("fraction", -10.0, 1.0),
     ELSE("0"), MEANS("Operating margin of the cloud."), FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "margin_gain_frac", margin_gain_frac), UNIT("fraction", -1.0, 1.0),
     ELSE("0"),
     MEANS("What the margin of all that is not AI has gained since the start, at the date."),
     FROM("operating income and cash flow of quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "margin_sd_frac", margin_sd_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("How far the margin of all that is not AI strays from the opening's in the long run, "
           "one standard deviation; 0: it stays."),
     FROM("operating margins of annual reports, 2012-21")},
    {COMPANY(BO_KEY_NUMBER, "operating_cash_flow_per_year", operating_cash_flow_usd_per_year),
     UNIT("USD", -1000000000000.0, 10000000000000.0),
     MEANS("Operating cash flow in a year at the start, without season."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_NUMBER, "server_capex_per_year", server_capex_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0),
     MEANS("Spending on servers and network other than AI systems, in a year at the start."),
     FROM("annual and quarterly reports; share of servers judged")},
    {COMPANY(BO_KEY_PATH, "announced_capex_per_year", announced_capex_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"),
     MEANS("All capex in a year that it had announced before the start: what sites, AI systems and "
           "the rest leave of it goes into servers and network."),
     FROM("companies' guidance")},
    {COMPANY(BO_KEY_PATH, "other_capex_per_year", other_capex_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"), MEANS("Capex outside data centres in a year."),
     FROM("annual and quarterly reports; judgement")},
    {COMPANY(BO_KEY_NUMBER, "buybacks_per_year", buybacks_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"),
     MEANS("Shares bought back and dividends paid in a year at the start; later in step with "
           "operating cash flow."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "acquisitions_per_year", acquisitions_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), ELSE("0"),
     MEANS("Paid in cash for firms that the model does not know, in a year."),
     FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "tax_rate_frac", tax_rate_frac), UNIT("fraction", 0.0, 0.6),
     MEANS("Effective tax on profit, by date."), FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "server_life_years", server_life_days), UNIT("years", 0.5, 30.0),
     MEANS("Depreciation life of servers, by date."), FROM("annual and quarterly reports")},
    {COMPANY(BO_KEY_PATH, "capex_limit_ratio", capex_limit_ratio), UNIT("ratio", 0.0, 20.0),
     MEANS("Most capex over operating cash flow that is the habit, by date."),
     FROM("capex over operating cash flow, 2019-21")},
    {COMPANY(BO_KEY_PATH_OR, "capex_max_per_year", capex_max_usd_per_year),
     UNIT("USD", 0.0, 10000000000000.0), WORDS("none"), ELSE("none"),
     MEANS(
         "Most capex that its board plans for a year, whatever it earns: new sites and AI systems "
         "are cut to it, what is under way goes on."),
     FROM("planner's what-if")},
    {COMPANY(BO_KEY_NUMBER, "it_mw", it_mw), UNIT("MW", 0.0, 1000000.0), ELSE("0"),
     MEANS("Energised IT power at the start, owned and leased."), FROM("Synergy shares of MW")},
    {COMPANY(BO_KEY_NUMBER, "sites", sites), UNIT("count", 0.0, 100000.0), ELSE("0"),
     MEANS("Data centres in operation at the start."), FROM("Synergy counts")},
    {COMPANY(BO_KEY_DATE, "defaults_on", default_day), ELSE("2199-12-31"),
     MEANS("Day on which it stops paying rent and leaves the halls that it leases."),
     FROM("planner's what-if")},
    {COMPANY(BO_KEY_SWITCH, "takes_suites", takes_suites), ELSE("false"),
     MEANS("Whether it leases what stands empty in landlords' colocation while it lacks halls."),
     FROM("judgement: debt-financed lessors, 2023-24")},
    {COMPANY(BO_KEY_NUMBER, "own_frac", own_frac), UNIT("fraction", 0.0, 1.0),
     MEANS("Part of the MW that is owned; the rest is leased."), FROM("Synergy: owned share")},
    {COMPANY(BO_KEY_SHARES, "region_share", region_share), UNIT("fraction", 0.0, 1.0),
     WORDS("regions"), MEANS("Where the MW stand."), FROM("Synergy shares; known campuses")},
    {COMPANY(BO_KEY_SHARES, "builds_in", builds_in), UNIT("fraction", 0.0, 1.0), WORDS("regions"),
     ELSE(""),
     MEANS(
         "Where its new sites go, owned or leased, by their number, whatever the wait and the cost "
         "there; nothing: where those of others go."),
     FROM("planner's choice")},
    {COMPANY(BO_KEY_DATE, "builds_in_from", builds_in_from_day), ELSE("2000-01-01"),
     MEANS("From when builds_in holds, of sites that are announced: until then they go where those "
           "of others go. What stands, or is under way, stays."),
     FROM("planner's choice")},
    {COMPANY(BO_KEY_NUMBER, "cloud_mw_frac", cloud_mw_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of non-AI demand in MW that follows the cloud; the rest follows the core."),
     FROM("judgement")},
};
const struct key_table bo_keys_companies =
    KEY_TABLE(companies_rows,
              "Companies that build or lease data centres: opening balance, flows and fleet.");

#define CHECK(kind, name, field) KEY(BO_TABLE_CHECKS, struct bo_check_param, kind, name, field)

static const struct bo_key checks_rows[] = {
    {CHECK(BO_KEY_CHOICE, "of", of), WORDS("month|run|median"), ELSE("month"),
     MEANS("What the expression reads: what boards see at a month's close (schema --names), the "
           "key figures of a run (Baidu.npv), or their medians over the runs of an ensemble."),
     FROM("planner's choice")},
    {CHECK(BO_KEY_DATE_OR_NEVER, "when", when_day), ELSE("never"),
     MEANS("Month at whose close the check is made."), FROM("planner's choice")},
    {CHECK(BO_KEY_TEXT, "company", company), ELSE(""),
     MEANS("Company whose own names (cash_usd, mw) a check of a month may read beside the "
           "world's; none: the world's alone."),
     FROM("planner's choice")},
    {CHECK(BO_KEY_EXPRESSION, "expect", expect), MEANS("Expression that must be true."),
     FROM("planner's choice")},
};
const struct key_table bo_keys_checks =
    KEY_TABLE(checks_rows, "What must hold on a day; a check that fails fails the run.");
