#!/bin/sh
# Companies that choose among strategies, and sweeps with the frontier where the better of two changes.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cd "$here" || exit 1
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" tiny.cfg
cp "$BUILDOUT_SOURCE/tests/support/two.cfg" .

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

mean() { # folder variant entity key
    awk -F, -v v="$2" -v e="$3" -v k="$4" '
        { line = $0; sub(/^"/, "", line) }
        index(line, v) == 1 { n = split(line, f, ","); if (f[n - 3] == e && f[n - 2] == k) { sum += f[n]; runs++ } }
        END { printf "%.3f", sum / runs }' "$1/outcomes.csv"
}

# --- a game of two --------------------------------------------------------------------------------------------------

game() {
    buildout game two.cfg --players Alpha,Beta --strategies steady,bold,shy --runs 5 "$@"
}
expect "one job" "$(code game --jobs 1 -o one)" 0
expect "three jobs" "$(code game --jobs 3 -o three)" 0
expect "byte by byte" "$(diff -r one three 2>&1)" ""
expect "columns of payoffs" "$(sed -n 1p one/payoff.csv)" "profile,player,strategy,key,unit,payoff,low,high,n,regret"
expect "every pair of strategies, both players" "$(sed 1d one/payoff.csv | wc -l | tr -d ' ')" 18
expect "a payoff is the mean of its runs" "$(mean one 'Alpha=bold, Beta=shy' Alpha npv)" \
    "$(awk -F, '/^"Alpha=bold, Beta=shy",Alpha/ { printf "%.3f", $7 }' one/payoff.csv)"
# Regret of bold against shy: what the best answer to shy brings more.
expect "regret by hand" "$(awk -F, '/Beta=shy",Alpha/ { p[$4] = $7; r[$4] = $11; if ($7 > best) best = $7 }
    END { printf "%.3f %.3f", best - p["bold"], r["bold"] - (best - p["bold"]) }' one/payoff.csv | sed 's/-0.000/0.000/; s/.* //')" 0.000
# Both pay for what they build beyond the need: to hold back dominates.
expect "the equilibrium" "$(cut -d, -f1-5,9 one/equilibria.csv)" "equilibrium,kind,player,strategy,share,stands_frac
1,pure,Alpha,shy,1,1
1,pure,Beta,shy,1,1"
game -o one >said 2>/dev/null
expect_in "dominance" "$(cat said)" "Alpha: bold is never better than"
expect_in "what the payoffs leave out" "$(cat said)" "npv counts nothing for what stands at the end"
expect_in "the equilibrium in words" "$(cat said)" "Equilibrium 1 (pure): Alpha shy; Beta shy; stands in 100 % of 1000 resamples"
expect "another key figure of the same runs" "$(game -o one --key mw 2>&1 >/dev/null; cut -d, -f6 one/equilibria.csv | sed 1d | sort -u)" \
    "one/results.db holds this already; --force simulates it again
mw"
expect "JSON has the equilibria" "$(game -o one --json 2>/dev/null | grep -c '"player"')" 2

expect "nobody" "$(code buildout game two.cfg --strategies steady,bold)" 2
expect "an unknown player" "$(buildout game two.cfg --players Alpha,Betta --strategies steady,bold 2>&1; echo $?)" \
    'buildout: error: there is no company "Betta"; did you mean Beta?
2'
expect "an unknown strategy, before anything is run" \
    "$(buildout game two.cfg --players Alpha,Beta --strategies steady,bald -o no 2>&1 | sed 1q; ls no 2>/dev/null)" \
    '--set companies.Alpha.strategy: error: there is no "bald" among strategies; did you mean "bold"?'
expect "an unknown figure" "$(buildout game two.cfg --players Alpha,Beta --strategies steady,bold --key npw --runs 1 -o npw 2>&1; ls npw 2>/dev/null)" \
    'buildout: error: there is no key figure of Alpha "npw"; did you mean npv?'

# --- a game of three ------------------------------------------------------------------------------------------------

{
    cat two.cfg
    sed -n '/^    Beta: {/,/^    };/p' tiny.cfg | sed 's/Beta: {/Gamma: {/; 1i companies: {
    $a };'
} >three.cfg
many() {
    buildout game three.cfg --players Alpha,Beta,Gamma --strategies bold,steady,shy --runs 3 "$@"
}
expect "three players" "$(code many --jobs 1 -o many1)" 0
expect "with more jobs" "$(code many --jobs 4 -o many2)" 0
expect "byte by byte, adaptive as it is" "$(diff -r many1 many2 2>&1)" ""
expect "best answers settle" "$(sed 1d many1/equilibria.csv | cut -d, -f2-4)" "pure,Alpha,shy
pure,Beta,shy
pure,Gamma,shy"
expect "without all 27 profiles" "$([ "$(sed 1d many1/payoff.csv | cut -d'"' -f2 | sort -u | wc -l)" -lt 27 ]; echo $?)" 0
expect "nobody regrets the equilibrium" "$(awk -F, '/^"Alpha=shy, Beta=shy, Gamma=shy"/ { print $12 }' many1/payoff.csv | sort -u)" 0
cp many1/results.db before.db
expect "what is whole is told again" "$(code many -o many1; cmp many1/results.db before.db)" 0
expect "no shard of what hangs on all runs" "$(many --shard 1/2 -o manyshard 2>&1; echo $?; ls -d manyshard 2>/dev/null)" \
    "buildout: error: --shard is for two players: what more of them play hangs on all runs
2"

# --- sweeps ---------------------------------------------------------------------------------------------------------

sweep() {
    buildout sweep two.cfg --runs 5 "$@"
}
flip="--set strategies.bold.cover_ratio=0.9 --vary strategies.bold.growth_belief_ratio=0.3,2.0 --vary power.ramp_months=6,12 --strategies steady,bold --company Alpha"
# shellcheck disable=SC2086
expect "a sweep" "$(code sweep $flip --jobs 1 -o sweep1; code sweep $flip --jobs 2 -o sweep2; diff -r sweep1 sweep2)" "0
0"
expect "columns of points" "$(sed -n 1p sweep1/sweep.csv)" \
    "variant,strategies.bold.growth_belief_ratio,power.ramp_months,strategy,entity,key,unit,mean,low,high,p05,p50,p95,n"
expect "every point with either strategy" "$(sed 1d sweep1/sweep.csv | cut -d, -f2-4 | sort -u | wc -l | tr -d ' ')" 8
expect "columns of the frontier" "$(sed -n 1p sweep1/frontier.csv)" \
    "strategies.bold.growth_belief_ratio,power.ramp_months,entity,key,unit,first,second,difference,low,high,p_better,better"
# shellcheck disable=SC2086
sweep $flip -o sweep1 >said 2>/dev/null
at=$(awk -F, '$2 == "6" { d[$1] = $8 } END { printf "%.4g", 0.3 + 1.7 * d["0.3"] / (d["0.3"] - d["2.0"]) }' sweep1/frontier.csv)
if [ "$(sed 1d sweep1/frontier.csv | awk -F, '{ print ($8 > 0) }' | sort -u | wc -l)" -eq 2 ]; then
    expect_in "the frontier, by hand" "$(cat said)" "from strategies.bold.growth_belief_ratio $at on"
else
    expect "the better strategy changes" no yes
fi
expect "one at a time" "$(code sweep --vary power.ramp_months=6,12 --vary finance.base_rate_per_year=0.01 --one-at-a-time -o single
    cut -d, -f2,3 single/sweep.csv | sed 1d | sort -u)" "0
,
,0.01
12,
6,"
sweep --vary construction.size_median_mw=30,60 --figure Alpha.npv -o shown >figures 2>/dev/null
expect_in "a sweep without strategies shows a figure" "$(cat figures)" "npv of Alpha, million USD"
expect "less the first point, pair by pair" "$(awk '$1 == "60" { gsub(",", ""); print $5 }' figures)" \
    "$(awk -F, '$3 == "Alpha" && $4 == "npv" { d += ($1 ~ /=60$/ ? 1 : -1) * $6; n += $1 ~ /=60$/ }
        END { printf "%.0f", d / n }' shown/outcomes.csv)"
expect "a figure that nobody has" "$(code sweep --vary power.ramp_months=6 --figure Alpha.mww -o none)" 2
expect "the unchanged point is the scenario" "$(mean single two Alpha npv)" \
    "$(awk -F, '$1 == "two" && $4 == "Alpha" && $5 == "npv" { printf "%.3f", $7 }' single/sweep.csv)"
: >log
slowly "$BUILDOUT_PROGRAM" sweep two.cfg --vary power.ramp_months=6,7,8,9 --runs 20 -o stopped --progress json >/dev/null 2>log &
stop_under_way $! log
expect "a stopped sweep ends with 130, and goes on" \
    "$?; $(code buildout sweep two.cfg --vary power.ramp_months=6,7,8,9 --runs 20 -o stopped; code buildout sweep two.cfg --vary power.ramp_months=6,7,8,9 --runs 20 -o unstopped; diff -r stopped unstopped)" "130; 0
0"
expect "no axis" "$(code sweep -o none)" 2
expect "an axis twice" "$(code sweep --vary power.ramp_months=6 --vary power.ramp_months=7 -o none)" 2
expect "a value that cannot be" "$(code sweep --vary power.ramp_months=6,x -o none; ls none 2>/dev/null)" 1

# --- many futures ---------------------------------------------------------------------------------------------------

# By hand from outcomes.csv: the means of each strategy at each point, the best of them, and what either gives away.
expect "regret and what is good enough, by hand" "$(awk -F, '
    $3 == "Alpha" && $4 == "npv" { strategy = $1; sub(/.*strategy=/, "", strategy); point = $1; sub(/; companies.*/, "", point)
        v[point, strategy, $2] = $6; points[point] = 1; names[strategy] = 1; sum[point, strategy] += $6 / 5 }
    END {
        for (s in names) {
            largest = worst = "none"
            enough = regret = n = 0
            for (p in points) {
                best = -1e99
                for (o in names) if (sum[p, o] > best) best = sum[p, o]
                lost = best - sum[p, s]
                if (largest == "none" || lost > largest) largest = lost
                if (worst == "none" || sum[p, s] < worst) worst = sum[p, s]
                for (k = 0; k < 5; k++) {
                    best = -1e99
                    for (o in names) if (v[p, o, k] > best) best = v[p, o, k]
                    regret += best - v[p, s, k]
                    enough += v[p, s, k] >= 43000
                    n++
                }
            }
            printf "%s %.6g %.6g %.6g %.6g\n", s, worst, largest, regret / n, enough / n
        }
    }' sweep1/outcomes.csv | sort)" "$(sweep $flip --enough 43000 -o sweep1 --quiet 2>/dev/null
    awk -F, 'NR > 1 { gsub(/"[^"]*"/, "at"); printf "%s %.6g %.6g %.6g %.6g\n", $1, $7, $9, $11, $15 }' sweep1/robustness.csv | sort)"
most() { # who has the highest mean of a key figure over all points
    awk -F, -v key="$1" '$3 == "Alpha" && $4 == key { strategy = $1; sub(/.*strategy=/, "", strategy); sum[strategy] += $6 }
        END { for (s in sum) if (best == "" || sum[s] > sum[best]) best = s; print best }' sweep1/outcomes.csv
}
# said: what the first of these sweeps printed
expect_in "who does best on the other counts, by hand" "$(cat said)" \
    "Most on average by npv_book with $(most npv_book), by npv_terminal with $(most npv_terminal)."
expect_in "what the key leaves out" "$(cat said)" "npv counts nothing for what stands at the end"
expect "another key leaves nothing out" "$(sweep $flip --key npv_book -o sweep1 2>/dev/null | grep -c -e 'npv counts' -e 'Most on')" 0
expect_in "three strategies have no frontier" \
    "$(sweep $flip --strategies steady,bold,shy -o sweep3 2>/dev/null; ls sweep3)" "robustness.csv"
expect "but a table" "$(sed 1d sweep3/robustness.csv | wc -l | tr -d ' ')" 3
short='--vary power.ramp_months=6,12 --strategies bold,shy --company Alpha --set time.end=2022-07-01 -o short'
# shellcheck disable=SC2086
expect "a key figure that no run has a value of" "$(sweep $short --key irr 2>/dev/null | grep -e 'No run has' -e regrets
    sed 1d short/robustness.csv)" \
    "No run has irr of Alpha in every future with every strategy: which is better is not known.
bold,Alpha,irr,fraction,2,,,,,,,,,0,,,,,0
shy,Alpha,irr,fraction,2,,,,,,,,,0,,,,,0"
# shellcheck disable=SC2086
expect "a key figure that nobody came to have" "$(sweep $short --key exit_date 2>&1 >/dev/null | tail -n 1)" \
    'buildout: error: Alpha has no key figure "exit_date" in these runs'
expect "what is no number" "$(code sweep $flip --enough much -o sweep4)" 2

[ "$failures" -eq 0 ]
