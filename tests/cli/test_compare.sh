#!/bin/sh
# Variants held against the first: the same luck, the same bytes, what is told of pairs, and resuming.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" "$here/tiny.cfg"
cd "$here" || exit 1
printf 'scenario: { extends = "tiny.cfg"; title = "More growth"; };\ndemand: { long_run_growth_per_year = 0.3; };\n' >growth.cfg

compare() {
    "$BUILDOUT_PROGRAM" compare "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

# --- bytes, columns -------------------------------------------------------------------------------------------------

expect "one job" "$(code compare tiny.cfg growth.cfg --runs 8 --jobs 1 -o one)" 0
expect "three jobs" "$(code compare tiny.cfg growth.cfg --runs 8 --jobs 3 -o three)" 0
expect "one and three jobs, byte by byte" "$(diff -r one three 2>&1)" ""
expect "columns" "$(sed -n 1p one/compare.csv)" \
    "entity,key,unit,base,other,difference,low,high,p_better,variance_factor,n,first_date"
expect "columns with several others" \
    "$(code compare tiny.cfg growth.cfg 'power.ramp_months=6' --runs 2 -o two; sed -n 1p two/compare.csv)" "0
entity,key,unit,base,other,difference,low,high,p_better,variance_factor,n,first_date,variant"
expect "a change is called as it was typed" "$(sed 1d two/compare.csv | cut -d, -f13 | sort -u)" "growth
power.ramp_months=6"

mkdir below
cp tiny.cfg growth.cfg below
expect "a file with changes is called by its scenario, wherever it is" \
    "$(code compare tiny.cfg './below/growth.cfg; power.ramp_months=6' --runs 1 -o there; sed 1d there/outcomes.csv | cut -d, -f1 | sort -u)" "0
growth; power.ramp_months=6
tiny"

# --- figures that not every pair has ---------------------------------------------------------------------------------

compare "$BUILDOUT_SOURCE/scenarios/baseline.cfg" capital.exit_per_month='*0.5' --set time.end='"2026-01-01"' --runs 6 --company MiniMax -o few >few.txt 2>/dev/null
expect "are told with their number of pairs" "$(awk '/^Figure of/ { pairs = index($0, "Pairs") + 4 } /^$/ && n { exit }
        pairs && !/^Figure/ { n++ } pairs && !/^Figure|^exit_kind/ { print $1, substr($0, pairs, 1) }' few.txt | sort)" \
    "$(awk -F, '$1 == "MiniMax" && $2 != "exit_kind" { print $2, $11 }' few/compare.csv | sort)"
expect "there are some, and others" "$(awk -F, '$1 == "MiniMax" { print ($11 < 6) }' few/compare.csv | sort -u | tr '\n' ' ')" "0 1 "
expect "a company's revenue by year is that of its AI products" "$(sed -n '/^MiniMax by year/,$p' few.txt | grep -c 'AI products')" 1
expect "no such column where all have all" "$(compare tiny.cfg growth.cfg --runs 8 -o one 2>/dev/null | grep -c 'Pairs:')" 0

# --- who ends -------------------------------------------------------------------------------------------------------

compare "$BUILDOUT_SOURCE/scenarios/baseline.cfg" labs.MiniMax.rounds_until=2022-06-01 --set time.end='"2026-01-01"' --runs 6 --company MiniMax -o gone >gone.txt 2>/dev/null
expect "who gets no money ends in more runs" "$(awk -F, '$1 == "MiniMax" && $2 == "survived" { print ($5 < $4) }' gone/compare.csv)" 1
expect "has no revenue after that, and the pair counts" "$(awk -F, '$1 == "MiniMax" && $2 ~ /^(revenue_ai|share_subscription)$/ { print $2, $11, ($6 < 0) }' gone/compare.csv | sort)" \
    "revenue_ai 6 1
share_subscription 6 1"
expect "by year too" "$(awk -F, '$2 == 2025 && $3 == "MiniMax" && $5 ~ /^(Revenue\|AI|Cash|Users|Share\|subscription)$/ { print $5, $16 }' gone/differences.csv | sort)" \
    "Cash 6
Revenue|AI 6
Share|subscription 6
Users 6"
expect "the last year is the key figure" "$(awk -F, '$2 == 2025 && $3 == "MiniMax" && $5 == "Revenue|AI" { printf "%.4f %.4f\n", $8, $9 }' gone/differences.csv)" \
    "$(awk -F, '$1 == "MiniMax" && $2 == "revenue_ai" { printf "%.4f %.4f\n", $4, $5 }' gone/compare.csv)"
expect "and of six runs in the bands" "$(awk -F, '$2 == "2025-12-31" && $3 == "MiniMax" && $5 == "Revenue|AI" { print $12 }' gone/bands.csv | sort -u)" 6
expect "but no lag, which is of fewer pairs" "$(awk -F, '$2 == 2025 && $3 == "MiniMax" && $5 == "Capability|Lag" { print ($16 < 6) }' gone/differences.csv)" 1
expect "as the table by year says" "$(sed -n '/^MiniMax by year/,$p' gone.txt | grep '^2025 ' | grep -o '\[.*\]$'; grep -c '^\[n\]: of n pairs' gone.txt)" \
    "[$(awk -F, '$2 == 2025 && $3 == "MiniMax" && $5 == "Capability|Lag" { print $16 }' gone/differences.csv)]
1"
expect "how it ends is told" "$(sed -n '/^Who ends/,/^$/p' gone.txt | sed 1d | awk 'NF { print $(NF > 4 && $1 == "MiniMax" ? 2 : 1), $($1 == "MiniMax" ? 3 : 2), $($1 == "MiniMax" ? 4 : 3) }')" \
    "$(awk -F, '$3 == "MiniMax" && $4 == "exit_kind" { side = $1 == "baseline" ? "base" : "other"; n[side]++; up[side] += $NF == 3 }
        END { print "base", n["base"] + 0, up["base"] + 0; print "other", n["other"] + 0, up["other"] + 0 }' gone/outcomes.csv)"
expect "and not of who ends as often in both" "$(grep -c '^Who ends' few.txt)" \
    "$(awk -F, '$1 == "MiniMax" && $2 == "survived" { print ($4 != $5) }' few/compare.csv)"

# --- regions --------------------------------------------------------------------------------------------------------

# By hand from the series of the run: at the end, the mean of the last twelve months, the longest, the mean of the years.
expect "the base alone, of which the first run has its series" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 4 -o regions)" 0
expect "key figures of a region are those of its series" "$(awk -F, '
    $2 == "World" && $3 == "North Country" { n[$4]++; v[$4, n[$4]] = $6 }
    $2 == "World" && $3 == "North Country" && $4 == "Grid|Wait" { most = $6 > most ? $6 : most }
    END {
        k = n["Grid|Wait"]
        for (i = k - 11; i <= k; i++) wait += v["Grid|Wait", i] / 12
        for (i = 1; i <= n["Data Centers|Late"]; i++) late += v["Data Centers|Late", i] / n["Data Centers|Late"]
        printf "%.6f %.6f %.6f %.3f %.3f %d\n", most, wait, late, v["Capacity|IT Power|Energised", k], v["Capacity|IT Power|On Site", k], v["Data Centers|Operating", k]
    }' regions/series.csv)" "$(awk -F, '$2 == 0 && $3 == "North Country" { v[$4] = $6 }
    END { printf "%.6f %.6f %.6f %.3f %.3f %d\n", v["grid_wait_max_months"], v["grid_wait_months"], v["late_frac"], v["mw"], v["on_site_mw"], v["sites"] }' regions/outcomes.csv)"
expect "a run of which figures alone are kept has the same" \
    "$("$BUILDOUT_PROGRAM" run tiny.cfg --replicate 3 -o third --quiet; sed 1d third/outcomes.csv | cut -d, -f3-)" \
    "$(awk -F, '$2 == 3' regions/outcomes.csv | cut -d, -f3-)"
printf 'scenario: { extends = "tiny.cfg"; title = "Slow"; };\nregions: { North: { grid_grants_mw_per_year = 100.0; }; };\n' >slow.cfg
expect "a region may be asked about" "$(compare tiny.cfg slow.cfg --runs 8 -o slow --company 'North Country' 2>/dev/null |
    grep -c '^grid_wait_months \|^North Country by year')" 2
compare tiny.cfg slow.cfg --runs 8 -o slow --company 'North Country' 2>/dev/null >by_name.txt
expect "by its key" "$(compare tiny.cfg slow.cfg --runs 8 -o slow --company North 2>/dev/null | cmp - by_name.txt && echo same)" same
printf 'scenario: { extends = "slow.cfg"; title = "Called otherwise"; };\nregions: { North: { name = "Far North"; }; };\n' >called.cfg
expect "a key that files name differently" "$(code compare tiny.cfg called.cfg --runs 1 -o x --company North)" 2
expect "a region that is called as a country is told of, and not the country" \
    "$(compare "$BUILDOUT_SOURCE/scenarios/baseline_2025.cfg" regions.Germany.power_price_usd_per_mwh='*2' --set time.end='"2028-01-01"' --runs 2 -o de --company Germany 2>/dev/null |
        sed -n '/^Germany by year/,/^Year/p' | grep -c 'IT load.*Rent')" 1
chips() {
    compare "$BUILDOUT_SOURCE/scenarios/baseline_2025.cfg" chip_market.grey_seized_frac=1 --set time.end='"2026-07-01"' --runs 2 -o chips --company "$1" 2>/dev/null |
        sed -n "/^$1 by year/,/^Year/p"
}
expect "a vendor by year" "$(chips NVIDIA | grep -c 'Chip revenue.*Made')" 1
expect "a market" "$(chips 'China market' | grep -c 'H100 hour.*Domestic')" 1
expect "a country" "$(chips China | grep -c 'Fleet.*Abroad.*Lag')" 1
expect "in a check" "$(code "$BUILDOUT_PROGRAM" run slow.cfg --set 'checks.quick={of="run";expect="North_Country.grid_wait_months < 1"}' -o quick)" 5
expect "no table calls it a company" "$("$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 4 -o regions --force 2>/dev/null | sed -n '/^Company /,/^$/p' | grep -c North)" 0
expect "a slow grid is told of first where it is" "$(compare tiny.cfg slow.cfg --runs 8 -o slow 2>/dev/null | grep ' by year$' | sed -n 2p)" \
    "North Country by year"

# --- pairs ----------------------------------------------------------------------------------------------------------

# A replicate of a variant is that of the scenario on its own: the same luck.
expect "the base on its own" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 8 -o alone)" 0
expect "is the base of the pairs" "$(sed -n 's/^tiny,/base,/p' one/outcomes.csv)" "$(sed 1d alone/outcomes.csv)"
expect "the change typed is the file" "$(code compare tiny.cfg 'demand.long_run_growth_per_year=0.3' --runs 8 -o typed
    cut -d, -f1-12 typed/compare.csv | cmp - one/compare.csv)" 0
# Mean, interval and share of Alpha's npv, by hand from outcomes.csv; 2.364624 is Student's t of 7 degrees of freedom.
expect "paired by hand" "$(awk -F, '
    $3 == "Alpha" && $4 == "npv" { v[$1, $2] = $6 }
    END {
        for (k = 0; k < 8; k++) { d[k] = v["growth", k] - v["tiny", k]; sum += d[k]; better += d[k] > 0; b += v["tiny", k]; o += v["growth", k] }
        for (k = 0; k < 8; k++) { s += (d[k] - sum / 8) ^ 2; sb += (v["tiny", k] - b / 8) ^ 2; so += (v["growth", k] - o / 8) ^ 2 }
        half = 2.364624 * sqrt(s / 7 / 8)
        printf "%.3f %.2f %.2f %.3f %.3f\n", sum / 8, sum / 8 - half, sum / 8 + half, better / 8, (sb + so) / s
    }' one/outcomes.csv)" \
    "$(awk -F, '$1 == "Alpha" && $2 == "npv" { printf "%.3f %.2f %.2f %.3f %.3f\n", $6, $7, $8, $9, $10 }' one/compare.csv)"
expect "pairs part in the first month" "$(awk -F, '$1 == "Alpha" { print $12 }' one/compare.csv | sort -u)" 2022-01-31
expect "what does nothing does not part" \
    "$(code compare tiny.cfg 'export_law.in_force=false' --runs 3 -o nothing
    awk -F, 'NR > 1 && ($6 != 0 || $12 != "")' nothing/compare.csv)" 0
# The base of a late change: everything is the same before it.
printf 'scenario: { extends = "tiny.cfg"; title = "Later"; };\ndemand: { index = ( ("2022-01", 1.0), ("2022-12", 1.0), ("2023-06", 2.0) ); };\n' >later.cfg
expect "and a late one parts late" "$(code compare tiny.cfg later.cfg --runs 3 -o late
    awk -F, '$1 == "Alpha" && $2 == "npv" { print ($12 > "2022-11-30") }' late/compare.csv)" "0
1"

# --- by year --------------------------------------------------------------------------------------------------------

expect "columns by year" "$(sed -n 1p one/differences.csv)" \
    "variant,year,entity,place,variable,unit,aggregate,base,other,difference,low,high,p05,p50,p95,n"
# The last year of a stock is the key figure at the end.
expect "the end of the last year" "$(awk -F, '$2 == 2023 && $3 == "Alpha" && $4 == "" && $5 == "Data Centers|Operating" { print $8, $9, $10, $11, $12, $16 }' one/differences.csv)" \
    "$(awk -F, '$1 == "Alpha" && $2 == "sites" { print $4, $5, $6, $7, $8, 8 }' one/compare.csv)"
# Of one pair the bands are the runs.
expect "one pair" "$(code compare tiny.cfg growth.cfg --runs 1 -o single)" 0
expect "a year's sum" "$(awk -F, '$2 == 2022 && $3 == "Alpha" && $5 == "Capex" { printf "%s %.3f %.3f %.3f %s%s %.3f\n", $7, $8, $9, $10, $11, $12, $14 }' single/differences.csv)" \
    "$(awk -F, '$2 ~ /^2022/ && $3 == "Alpha" && $5 == "Capex" { v[$1] += $9 }
        END { d = v["growth"] - v["tiny"]; printf "sum %.3f %.3f %.3f  %.3f\n", v["tiny"], v["growth"], d, d }' single/bands.csv)"
expect "the 5 and 95 % of eight pairs" "$(awk -F, 'NR > 1 && !($13 <= $14 && $14 <= $15 && $11 <= $10 && $10 <= $12)' one/differences.csv)" ""
expect "nothing by year of what does nothing" "$(wc -l <nothing/differences.csv | tr -d ' ')" 1
expect "every variant but the first" "$(sed 1d two/differences.csv | cut -d, -f1 | sort -u)" "growth
power.ramp_months=6"
expect "and none of another experiment" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 1 -o single --force; ls single/differences.csv* 2>/dev/null)" 0

# --- what was made of other results ---------------------------------------------------------------------------------

expect "a comparison" "$(code compare tiny.cfg growth.cfg --runs 2 -o stale)" 0
for made in "export stale --to iamc" "export stale --to trace" "export stale --to datapackage"; do
    # shellcheck disable=SC2086 # a word each
    expect "$made" "$(code "$BUILDOUT_PROGRAM" $made)" 0
done
expect "a report" "$(code "$BUILDOUT_PROGRAM" report stale)" 0
echo mine >stale/mine.csv
echo mine >stale/wait.csv
"$BUILDOUT_PROGRAM" sweep tiny.cfg --vary power.ramp_months=6,9 --runs 2 -o stale --quiet
expect "goes with them" "$(cd stale && echo *)" "bands.csv bands.csv.meta.json events.csv events.csv.meta.json mine.csv \
outcomes.csv outcomes.csv.meta.json results.db series.csv series.csv.meta.json sweep.csv sweep.csv.meta.json wait.csv"
"$BUILDOUT_PROGRAM" export stale --to datapackage --quiet
expect "the package has what is there" "$(sed -n 's/.*"path": "\(.*\)",/\1/p' stale/datapackage.json | tr '\n' ' ')" \
    "bands.csv events.csv outcomes.csv series.csv sweep.csv "
sed -n 's/^{* *"verb": "\([^"]*\)".*/\1/p' stale/*.meta.json | sort | uniq -c | awk '{ print $2 }' >verbs
expect "all of one experiment" "$(cat verbs)" sweep
"$BUILDOUT_PROGRAM" compare tiny.cfg growth.cfg --runs 2 --shard 1/2 -o stale --quiet
expect "a shard has results only" "$(cd stale && echo *)" "mine.csv results.db wait.csv"
echo '<html><head><title>Mine</title></head></html>' >stale/report.html
cp stale/results.db before.db
# What cannot go keeps the new results away: they never stand beside it.
mkdir stale/sweep.csv stale/sweep.csv.meta.json
expect "new results" "$(code compare tiny.cfg growth.cfg --runs 2 -o stale; cmp stale/results.db before.db && echo "as before")" "4
as before"
rmdir stale/sweep.csv stale/sweep.csv.meta.json
expect "and are there the next time" "$(code compare tiny.cfg growth.cfg --runs 2 -o stale; cmp -s stale/results.db before.db && echo "as before")" 0
expect "a page of somebody else stays" "$(grep -c Mine stale/report.html)" 1

# --- what is said ---------------------------------------------------------------------------------------------------

compare tiny.cfg growth.cfg --runs 8 -o one >said 2>/dev/null
expect "what is whole is told again" "$(sed -n 1p said)" "growth against tiny: 8 pairs of runs"
expect "one pair is one" "$(compare tiny.cfg growth.cfg --runs 1 -o pair 2>/dev/null | sed -n 1p)" "growth against tiny: 1 pair of runs"
long="demand.long_run_growth_per_year=0.3; power.ramp_months=6; regions.North.labour_pool_workers=4000"
expect "a variant of many changes is told whole" "$(compare tiny.cfg "$long; regions.South.labour_pool_workers=4000" --runs 1 -o many 2>/dev/null | sed -n 1,3p)" \
    "$long;
  regions.South.labour_pool_workers=4000
against tiny: 1 pair of runs"
expect_in "when they differ" "$(cat said)" "differences.csv has all series, with intervals."
expect "of the world and of companies" "$(grep ' by year$' said)" "World by year
$(awk '$1 == "Alpha" || $1 == "Beta" { print $1 " by year" }' said | awk '!seen[$0]++')"
expect "of whom one asks about" "$(compare tiny.cfg growth.cfg --runs 8 -o one --company Beta 2>/dev/null | grep ' by year$')" "Beta by year"
expect "a mean whose interval holds 0, and one that does not" "$(compare tiny.cfg growth.cfg --runs 8 -o one --company Alpha 2>/dev/null |
    awk '/ by year$/ { on = 1 } on && /^202/ { print $1, ($2 ~ /^~/) }')" \
    "$(awk -F, '$3 == "Alpha" && $5 == "Capex" { print $2, ($11 <= 0 && $12 >= 0) }' one/differences.csv)"
expect "IT power of its own and leased is that of the key figure" "$(compare tiny.cfg growth.cfg --runs 8 -o one --company Alpha 2>/dev/null |
    awk '/^Year/ { on = 1 } on && /^2023/ { gsub("~", ""); printf "%.1f\n", $3 + $4 }')" \
    "$(awk -F, '$1 == "Alpha" && $2 == "mw" { printf "%.1f\n", $6 }' one/compare.csv)"
expect "which it says" "$(compare tiny.cfg growth.cfg --runs 8 -o one --company Alpha 2>/dev/null | grep -c 'Own IT load  Leased')" 1
expect "of the world it is all" "$(grep -A 3 '^World by year' said | grep -c -e ' IT load' -e Leased; grep -A 3 '^World by year' said | grep -c Leased)" "1
0"
expect "no note of a variant that changes nothing" "$(compare tiny.cfg 'export_law.in_force=false' --runs 2 -o months 2>/dev/null | grep -c ': 2 pairs')" 1
# The rate at which key figures discount changes them and no month.
expect "nor of figures that differ while no month does" "$(compare tiny.cfg finance.discount_rate_per_year=0.2 --runs 2 -o months --force >rate 2>/dev/null
    grep -c ' npv ' rate; grep -c ' by year$' rate)" "2
0"
expect "one pair has no interval to mark" "$(compare tiny.cfg growth.cfg --runs 1 -o pair 2>/dev/null >pair.txt
    grep -c '~' pair.txt; grep -c ' by year$' pair.txt; grep -c '^Difference of the pair' pair.txt)" "0
1
1"
expect "nor to speak of" "$(grep -ci -e interval -e '95 %' -e 'P(better)' -e ' mean' pair.txt)" 0
expect_in "how many differ" "$(cat pair.txt)" \
    "Of $(awk 'END { print NR - 1 }' pair/compare.csv) figures $(awk -F, 'NR > 1 && $6 != 0' pair/compare.csv | wc -l | tr -d ' ') differ, which in one pair may be chance"
expect "and which" "$(awk '/^Who / { on = 1; next } !NF { on = 0 } on { sub(/^North Country/, "North_Country"); print $1, $2 }' pair.txt | LC_ALL=C sort)" \
    "$(awk -F, 'NR > 1 && $6 != 0 { sub(/ /, "_", $1); print $1, $2 }' pair/compare.csv | LC_ALL=C sort)"
"$BUILDOUT_PROGRAM" report pair --quiet
expect "a report of it neither" "$(sed '/<style>/,/<\/style>/d; s/<script.*//; s/<[^>]*>/\n/g' pair/report.html |
    grep -i -e interval -e '95 %' -e surely -e 'better in' | grep -v 'over the sites')" ""
expect "but of the pair" "$(grep -o -e 'one pair, whose difference may be chance' -e 'Difference of the pair of runs' pair/report.html | wc -l | tr -d ' ')" 2
expect "slight ones come last" "$(compare tiny.cfg demand.long_run_growth_per_year=0.1 --runs 8 -o slight |
    sed -n '/^Who /,/^$/s/^[A-Z][a-z]* *\(npv\|cash\)[a-z_]* .*/\1/p' | uniq | tr '\n' ' ')" "npv cash "
expect_in "clear figures only" "$(cat said)" " by chance alone; compare.csv has the others."
expect "how many would be clear by chance" "$(sed -n 's/.* as of some \([0-9]*\) by chance.*/\1/p' said)" \
    "$(awk -F, 'NR > 1 && $8 > $7 { n++ } END { printf "%.0f", (1 - 0.95) * n }' one/compare.csv)"
compare tiny.cfg growth.cfg --runs 8 -o one --company Beta >beta 2>/dev/null
expect "whom one asks about, unclear ones too" "$(sed -n '/^Figure of Beta/,/^$/p' beta | sed '1d;$d' | wc -l | tr -d ' ')" \
    "$(grep -c '^Beta,' one/compare.csv)"
expect "with both means, in units" "$(sed -n 's/^Figure of Beta *//p' beta | tr -s ' '; awk '$1 == "npv" { print $2, $3 }' beta)" \
    "Unit base other mean from to (95 %) P(better) Variance /
M USD"
expect "units of everybody, and the factor of pairing where there is room" "$(grep -c '^Who *Figure *Unit ' said)$(grep -c '^Who .* Variance /' said)" \
    "1$(grep -c ' Variance /: ' said)"
expect "npv does not stand alone" "$(compare tiny.cfg growth.cfg --runs 8 -o one 2>/dev/null | grep -c '^Nothing for what stands at the end: npv; with it: npv_book')" 1
expect "a difference that is small has its digits" "$(compare tiny.cfg finance.base_rate_per_year=0.0400001 --runs 4 -o digits --company Alpha 2>/dev/null |
    awk '$1 == "npv" { print ($6 > 0 && $6 < 0.01 && $7 > 0 && $7 < $6 && $6 < $8) }')" 1
expect "of nothing there is no table" "$(compare tiny.cfg 'export_law.in_force=false' --runs 3 -o nothing 2>/dev/null | sed 1,2d | sed -n 1p)" \
    "Nothing differs in any pair, in no month: the change bears on nothing here."
expect "nor of what no key figure sees" "$(compare tiny.cfg 'regions.North.emission_kg_per_kwh=0.5' --runs 3 -o nothing --force 2>/dev/null | sed 1,2d | sed -n 1p)" \
    "No key figure differs in any pair. Some series do, from 2022-01-31 on: differences.csv has them."
expect "nor of who has no key figures" "$(compare tiny.cfg growth.cfg --runs 8 -o one --company 'Landlord North Country' 2>/dev/null | sed -n 3p)" \
    "Landlord North Country has no key figures: series.csv has its series."
expect "JSON has the rows of the file" "$(compare tiny.cfg growth.cfg --runs 8 -o one --json 2>/dev/null | grep -c '"entity"')" \
    "$(sed 1d one/compare.csv | wc -l | tr -d ' ')"

# --- what is fixed --------------------------------------------------------------------------------------------------

printf 'scenario: { extends = "tiny.cfg"; title = "Unknown growth"; };\ndemand: { long_run_growth_per_year = "0.1 to 0.2"; };\n' >unknown.cfg
growth=demand.long_run_growth_per_year
fixes="note: $growth is now the same in every run, else from 0.1 to 0.2 in 90 % of them; \"A to B\" would give it a spread"
said_of() { # said_of ARGUMENTS: on stderr
    "$BUILDOUT_PROGRAM" "$@" --runs 2 --progress none --force -o fixed 2>&1 >/dev/null
}
expect "a number in the place of a spread" "$(said_of ensemble unknown.cfg --set $growth=0.1)" "--set: $fixes"
expect "told once" "$(said_of compare unknown.cfg growth.cfg --set $growth=0.1)" "--set: $fixes"
expect "another spread is none" "$(said_of ensemble unknown.cfg --set "$growth=\"0.1 to 0.3\"")" ""
expect "nor is what had none" "$(said_of ensemble unknown.cfg --set power.ramp_months=6)" ""
expect "a variant" "$(said_of compare unknown.cfg $growth=0.1 power.ramp_months=6)" "$growth=0.1: $fixes"
expect "values that are gone through" "$(said_of sweep unknown.cfg --vary $growth=0.1,0.2)" ""
expect "quietly" "$(said_of compare unknown.cfg $growth=0.1 --set $growth=0.15 --quiet)" ""

# --- resuming, refusing ---------------------------------------------------------------------------------------------

n_runs=60
compare tiny.cfg growth.cfg --runs $n_runs --jobs 2 -o whole --quiet
slowly "$BUILDOUT_PROGRAM" compare tiny.cfg growth.cfg --runs $n_runs --jobs 2 -o killed --progress json >/dev/null 2>log &
pid=$!
tries=0
while ! grep -q '"done":[7-9][0-9]' log && [ $tries -lt 3000 ]; do # in the second variant
    tries=$((tries + 1))
    sleep 0.02
done
kill -9 $pid
wait $pid 2>/dev/null
expect "progress counts both variants" "$(sed -n '1s/.*"total":\([0-9]*\).*/\1/p' log)" $((2 * n_runs))
expect "other variants are refused" "$(code compare tiny.cfg later.cfg --runs $n_runs -o killed)" 6
expect "it can be taken up" "$(code compare tiny.cfg growth.cfg --runs $n_runs --jobs 1 -o killed)" 0
expect "the same bytes as never killed" "$(diff -r whole killed 2>&1)" ""

: >log # which still tells of the other
slowly "$BUILDOUT_PROGRAM" compare tiny.cfg growth.cfg --runs $n_runs --jobs 2 -o stopped --progress json >said 2>log &
stop_under_way $! log
expect "a stopped one ends with 130" $? 130
expect_in "and says how to go on" "$(cat log)" "the runs that ended are kept, and the same command goes on from there"
expect "which it does: none is run twice" "$(compare tiny.cfg growth.cfg --runs $n_runs --jobs 1 -o stopped --progress json 2>&1 >/dev/null |
    sed -n '1s/.*"done":\([0-9]*\).*/\1/p' | awk '{ print ($1 >= 10) }'; diff -r whole stopped 2>&1)" 1

expect "one scenario alone" "$(code compare tiny.cfg)" 2
expect "the same twice" "$(compare tiny.cfg tiny.cfg -o x 2>&1; echo $?)" "buildout: error: tiny is asked for twice
2"
expect "a wrong change" "$(compare tiny.cfg 'power.ramp_month=6' -o x 2>&1; echo $?)" \
    '--set power.ramp_month: error: power: there is no key "ramp_month"; did you mean "ramp_months"?
1'
printf 'scenario: { extends = "tiny.cfg"; title = "Shorter"; };\ntime: { end = "2023-07-01"; };\n' >shorter.cfg
expect "another end" "$(compare tiny.cfg growth.cfg shorter.cfg --runs 2 -o x 2>&1; echo $?)" \
    "buildout: error: variants of other months are not compared: tiny runs from 2022-01-01 to 2024-01-01, shorter from 2022-01-01 to 2023-07-01; \
give them one time.start and one time.end
2"
expect "a change to another end" "$(code compare tiny.cfg time.end=2023-07-01 -o x)" 2
expect "one end for both" "$(code compare tiny.cfg shorter.cfg --set time.end=2023-07-01 --runs 1 -o one_end)" 0
expect "a company that there is not" "$(compare tiny.cfg growth.cfg --company Beta,Alpah -o x 2>&1; echo $?)" \
    'buildout: error: there is no company "Alpah"; did you mean Alpha?
2'
expect "nothing was begun" "$(ls x 2>/dev/null)" ""
printf 'checks: { no: { when = "2022-05"; expect = "world.mw < 0"; }; };\n' | cat growth.cfg - >failing.cfg
expect "failures are listed by variant" "$(compare tiny.cfg failing.cfg --runs 2 -o failing --quiet 2>&1 | sed -n '1,2s/:.*//p'
    code compare tiny.cfg failing.cfg --runs 2 -o failing)" "buildout
failing, replicate 0
7"

[ "$failures" -eq 0 ]
