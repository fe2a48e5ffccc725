-- The fault is in line 3.
local share = debt_usd / cash_usd
return { leverage_max = shares }
