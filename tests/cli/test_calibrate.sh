#!/bin/sh
# The verb calibrate: a truth that was planted is found again, later rows have no part in it, and the bytes are the same
# whatever the jobs and however often it was interrupted.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
tiny=$PWD/tests/support/tiny.cfg
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

cp "$tiny" .
cat >open.cfg <<END
scenario: { extends = "tiny.cfg"; title = "Open"; };
power: { load_factor_frac = { dist = "uniform"; low = 0.4; high = 0.8; }; };
regions: { North: { power_price_usd_per_mwh = { dist = "uniform"; low = 40.0; high = 60.0; }; }; };
END

# What was "observed" is a run in which the load factor is 0.55.
truth=0.55
buildout run open.cfg --central --set power.load_factor_frac=$truth -o truth --quiet
quarter() { # quarter Q: the electricity of a quarter of 2022
    awk -F, -v q="$1" 'NR > 1 && $2 == "World" && $3 == "" && $4 == "Electricity|Use" && substr($1, 1, 4) == 2022 {
        m = substr($1, 6, 2) + 0; if (int((m + 2) / 3) == q) sum += $6 } END { printf "%.6g", sum }' truth/series.csv
}
{
    echo period,entity,variable,aggregate,value,unit,tolerance,topic
    for q in 1 2 3 4; do
        echo "2022-Q$q,World,Electricity|Use,sum,$(quarter $q),TWh,0.03,power"
    done
    echo '2023,World,Electricity|Use,sum,99,TWh,0.03,power'
} >past.csv

buildout calibrate open.cfg --observed past.csv --until 2022-12-31 --runs 20 -o out --jobs 2 --progress none >table 2>err
expect "a calibration" $? 0
# Its ends are those of the prior, its 5 % and 95 % near the truth.
found() { # found FILE INPUT: is the truth between the posterior's 5 % and 95 %, and they nearer than a third of the prior's
    awk -F, -v input="$2" -v truth="$truth" '$1 == input {
        print ($5 <= truth && truth <= $7) ? "inside" : "outside", ($7 - $5 < ($4 - $2) / 3) ? "narrow" : "wide" }' "$1"
}
expect "the planted truth is found" "$(found out/calibration.csv power.load_factor_frac)" "inside narrow"
expect_in "what the rows say nothing of stays" "$(cat table)" \
    "1 input is as it was: the rows move it no more than chance would."
expect_in "how many rows" "$(cat table)" "Open, fitted to 4 rows that end by 2022-12-31 (1 later one was not read)"
expect "the pack has what moved alone" "$(sed -n 's/^  *\([a-z_]*\) = .*/\1/p' out/posterior.cfg)" load_factor_frac
expect "the fit, by topic" "$(cut -d, -f1-5 out/calibration_topics.csv)" 'topic,rows,inside_tolerance_before,inside_tolerance_after,inside_band_before
power,4,0,1,1
"all, by topic",4,0,1'
expect "its CRPS, after over before" "$(awk -F, '$1 == "power" { print ($9 > 0 && $9 < 0.5) }' out/calibration_topics.csv)" 1
cp out/posterior.cfg .
echo 'scenario: { extends = [ "open.cfg", "posterior.cfg" ]; title = "Closed"; };' >closed.cfg
expect "a scenario extends it" "$(buildout check closed.cfg 2>&1; echo $?)" 0
buildout backtest open.cfg --observed past.csv --runs 20 -o before --quiet
buildout backtest closed.cfg --observed past.csv --runs 20 -o after --quiet
crps() { awk -F, '/^2022-Q/ { sum += $12 } END { print sum }' "$1/backtest.csv"; }
expect "and forecasts better" "$(echo "$(crps after) $(crps before)" | awk '{ print ($1 < $2 / 2) }')" 1

# Of later rows nothing but the period is looked at.
sed 's/^2023,.*/2023,Nobody,Nonsense,total,much,furlongs,a lot,power/' past.csv >other.csv
buildout calibrate open.cfg --observed other.csv --until 2022-12-31 --runs 20 -o later --jobs 1 --quiet
expect "later rows and jobs do not matter" "$(cmp out/posterior.cfg later/posterior.cfg && cmp out/calibration.csv later/calibration.csv &&
    cmp out/runs/results.db later/runs/results.db && echo same)" same
buildout calibrate open.cfg --observed other.csv --until 2023-12-31 --runs 2 -o later --force >/dev/null 2>&1
expect "when they are read they must be well" $? 1
: >err
slowly "$BUILDOUT_PROGRAM" calibrate open.cfg --observed past.csv --until 2022-12-31 --runs 20 -o again --jobs 1 --progress json >/dev/null 2>err &
stop_under_way $! err
expect "an interruption" $? 130
expect "the same command goes on" "$(buildout calibrate open.cfg --observed past.csv --until 2022-12-31 --runs 20 -o again --quiet 2>/dev/null; echo $?)" 0
expect "to the same bytes" "$(cmp out/posterior.cfg again/posterior.cfg && cmp out/runs/results.db again/runs/results.db && echo same)" same

# A truth that the prior rules out is told.
awk -F, -v OFS=, '/Electricity/ { $5 *= 0.9 / 0.55 } { print }' past.csv >beyond.csv
buildout calibrate open.cfg --observed beyond.csv --until 2022-12-31 --runs 20 -o beyond --quiet 2>err
expect_in "an input at its bound" "$(cat err)" \
    "warning: power.load_factor_frac ended at the upper bound of its prior, 0.79"

expect "a day that is none" "$(buildout calibrate open.cfg --observed past.csv --until soon --runs 2 2>&1; echo $?)" \
    'buildout: error: --until: "soon" is not a date such as "2023-10-17", "2023-10", "2024-Q2" or "2024"
2'
expect "nothing to fit" "$(buildout calibrate open.cfg --observed past.csv --until 2021 --runs 2 2>&1; echo $?)" \
    'buildout: error: there is nothing to fit: no row that ends by 2021 with a tolerance lies within the time of the scenario
2'
expect "an input that is none" "$(buildout calibrate open.cfg --observed past.csv --inputs power.load_factor_fac --runs 2 -o none 2>&1; echo $?)" \
    'buildout: error: no uncertain input is called "power.load_factor_fac"; did you mean power.load_factor_frac?
2'
expect "JSON has a row an input" "$(buildout calibrate open.cfg --observed past.csv --until 2022-12-31 --inputs power --runs 4 -o json --json 2>/dev/null |
    grep -c '"input"')" 1
sed 's/^\(2022-Q4.*sum,\)[^,]*/\10.001/' past.csv >changed.csv
buildout calibrate open.cfg --observed changed.csv --until 2022-12-31 --inputs power --runs 4 -o changed --quiet 2>/dev/null
expect "earlier rows matter" "$(cmp -s json/posterior.cfg changed/posterior.cfg && echo same)" ""
expect_in "a report of it" "$(buildout report out -o page.html && cat page.html)" "What calibration moves"

[ "$failures" -eq 0 ]
