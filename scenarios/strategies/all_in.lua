-- All-in as a program: what all_in.cfg says with parameters and rules, to begin from. A strategy names it with
--   strategies: { mine: { extends = "all_in"; script = "strategies/all_in.lua"; }; };
-- It reads what the board sees (the names of rules and checks, world.* among them) and returns parameters of a strategy. What it leaves
-- out is as the strategy says without it. Nothing is kept from month to month.

local plan = {
    build_ahead_days = 9 * 365.25 / 12,
    growth_belief_ratio = 1.4,
    cover_ratio = 1.1,
    capex_limit_ratio = 2,
    ai_plan_ratio = 2,
    buyback_ratio = 0,
    reserve_days = 30,
    spare_cash_frac = 0.5,
    leverage_max = 6,
    training = "frontier",
    cadence_ratio = 0.8,
    price_posture = "match",
    exit_ratio = 0.5,
    give_up_ratio = 0,
}

-- brake
if runway_months < 9 then
    plan.growth_belief_ratio, plan.ai_plan_ratio, plan.cadence_ratio = 1, 1, 1
end

-- chips that cannot work at home earn more abroad than in store
if stored_h100e > 0.3 * h100e and gpu_hour > 2 then
    plan.lease_out_frac = 0.3
end

return plan
