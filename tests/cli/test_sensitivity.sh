#!/bin/sh
# Which inputs matter: what is known to matter is first, what cannot matter has no effect at all.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
# The load follows the size of sites, a site's way to power does not bear on it.
sed 's/size_median_mw = 40.0/size_median_mw = "20 to 80"/
s/starts_per_year = 4.0/starts_per_year = "3 to 6"/
s/ramp_months *=.*/ramp_months = "1 to 12";/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg" >"$here/tiny.cfg"
cd "$here" || exit 1

sensitivity() {
    "$BUILDOUT_PROGRAM" sensitivity "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

of_load() { # file column: of the load of the world, by input
    awk -F, -v column="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
        $1 == "World" && $2 == "mw" { print $5, $at }' "$1"
}

expect "Morris" "$(code sensitivity tiny.cfg --jobs 1 -o m1)" 0
expect "with three jobs" "$(code sensitivity tiny.cfg --jobs 3 -o m3)" 0
expect "byte by byte" "$(diff -r m1 m3 2>&1)" ""
expect "every trajectory counts" "$(of_load m1/sensitivity.csv n)" "construction.size_median_mw 10
power.ramp_months 10
regions.North.starts_per_year 10"
expect "the order of the inputs" "$(of_load m1/sensitivity.csv mu_star | sort -k2gr | cut -d' ' -f1 | tr '\n' ' ')" \
    "construction.size_median_mw regions.North.starts_per_year power.ramp_months "
expect "no effect is none" "$(of_load m1/sensitivity.csv mu_star | sed -n 's/power.ramp_months //p')" 0
expect "larger sites are more load" "$(of_load m1/sensitivity.csv mu | awk '/size_median/ { print ($2 > 0) }')" 1
expect "the table has the strongest first" "$(sensitivity tiny.cfg -o m1 2>/dev/null |
    sed -n '/^Input/,/^$/p' | sed 1d | cut -d' ' -f1 | head -1)" "construction.size_median_mw"
# All runs have one luck: a point that is asked for twice gives the same load twice.
expect "where only what does not matter moved, nothing did" "$(awk -F, '$3 == "World" && $4 == "mw" { print $6 }' \
    m1/outcomes.csv | awk 'NR % 4 != 1 && $1 == last { n++ } { last = $1 } END { print n }')" 10

expect "Sobol" "$(code sensitivity tiny.cfg --method sobol --rows 32 -o s)" 0
expect "shares of variance" "$(of_load s/sensitivity.csv total | awk '{ print ($2 > 0.1) }' | tr '\n' ' ')" "1 0 1 "
expect "only some inputs move" "$(code sensitivity tiny.cfg --inputs construction,power.ramp_months -o some
    of_load some/sensitivity.csv n)" "0
construction.size_median_mw 10
power.ramp_months 10"
expect "a company's key figures" "$(code sensitivity tiny.cfg --rows 2 --figure Beta.npv -o beta
    cut -d, -f1 beta/sensitivity.csv | sort -u | tr '\n' ' ')" "0
Beta World entity "
expect "an input that is not there" "$(sensitivity tiny.cfg --inputs power.ramp_month -o x 2>&1; echo $?)" \
    'buildout: error: no uncertain input is called "power.ramp_month"; did you mean power.ramp_months?
2'
expect "a figure that is not there" "$(code sensitivity tiny.cfg --rows 2 --figure World.luck -o x)" 2
expect "is seen before anything is run" "$(ls x 2>/dev/null)" ""
expect "no input at all" "$(sensitivity "$BUILDOUT_SOURCE/tests/support/tiny.cfg" -o y 2>&1; echo $?)" \
    'buildout: error: tiny has no uncertain input
2'
expect "what is whole is not simulated again" "$(sensitivity tiny.cfg -o m1 2>&1 >/dev/null)" \
    "m1/results.db holds this already; --force simulates it again"

[ "$failures" -eq 0 ]
