#!/bin/sh
# Oracle 7 of the model through the command line: wait finds the worth of an option and when it is best used, both of which
# are known in closed form (tests/oracle/option_to_wait.cfg).
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cd "$here" || exit 1
cp "$BUILDOUT_SOURCE/tests/oracle/one_project.cfg" "$BUILDOUT_SOURCE/tests/oracle/option_to_wait.cfg" .

# What investing after k quarters brings over never doing so, in million USD. Boards meet when a month ends, the first time
# a month after the start; the site is begun, paid for and earning in the month that follows, whose money counts at its end.
# days[m] come before month m.
closed_form='
BEGIN {
    split("31 28 31 30 31 30 31 31 30 31 30 31", length_of, " ")
    for (m = 0; m < 72; m++) {
        month = m % 12 + 1
        days[m + 1] = days[m] + length_of[month] + (month == 2 && int(m / 12) == 2)
    }
}
function first_of(k) { return k > 0 ? 3 * k : 1 }
function discount(m) { return exp(-0.1 * days[m + 1] / 365.25) }
function worth(k, per_mw, erosion,   first, m, sum) {
    first = first_of(k)
    sum = -40 * per_mw * exp(-1.1 * days[first] / 365) * discount(first)
    for (m = first; m < 72; m++)
        sum += 1e4 / 12 * 40 / ((400 + 40 / 24) / 0.5) * exp(-erosion * (m + 1) / 12) * discount(m)
    return sum
}
# V/I of the oracle at the day on which earning begins: V for ever, with the shares of months as they are booked.
function ratio(k, per_mw, erosion,   t) {
    t = first_of(k) / 12
    return 1e4 * 40 / ((400 + 40 / 24) / 0.5) / (0.1 + erosion) / (40 * per_mw) * exp((1.1 - erosion) * t)
}'

option() { # option name erosion cost-per-MW
    growth=$(awk -v a="$2" 'BEGIN { printf "%.12f", exp(-a) - 1 }')
    "$BUILDOUT_PROGRAM" wait option_to_wait.cfg --company Sole --strategies invest,hold --quarters 0..8 --runs 1 --jobs 1 \
        --set "companies.Sole.cloud_growth_per_year=((\"2021-01-01\",$growth),(\"2040-01-01\",$growth))" \
        --set "construction.cost_per_mw=\"$3 M USD/MW\"" -o "$1" >"$1.txt" 2>&1
    echo $?
}

# The worth of every wait, in dollars: 72 postings are rounded to the cent.
worth_of_all() { # worth_of_all name erosion cost-per-MW: how many are as in the closed form, and how far off the worst is
    awk -F, -v a="$2" -v cost="$3" "$closed_form"'
    $1 != "" && NR > 1 { value[$1] = $7 }
    $1 == "" { never = $7 }
    END {
        for (k = 0; k <= 8; k++) {
            off = value[k] - never - worth(k, cost, a)
            off = off < 0 ? -off : off
            n += off < 2e-6
            worst = off > worst ? off : worst
        }
        printf "%d", n
        if (n < 9) printf ", the worst by %.9f million USD", worst
    }' "$1/wait.csv"
}

best_of() { # as it is told
    sed -n 's/^Best on average: //p' "$1.txt"
}

# Of quarters the best is the last below the threshold or the first beyond it.
beside_threshold() { # beside_threshold k erosion cost-per-MW threshold
    awk -v k="$1" -v a="$2" -v cost="$3" -v threshold="$4" "$closed_form"'
    BEGIN { printf "%d", (ratio(k - 1, cost, a) < threshold && ratio(k + 1, cost, a) >= threshold) }'
}

expect "an erosion of 0.3" "$(option slow 0.3 20)" 0
expect "the worth of each wait" "$(worth_of_all slow 0.3 20)" 9
expect "the best wait" "$(best_of slow)" "to wait 3 quarters."
expect "where V/I is 3.0: (0.1 + 1.1)/(0.1 + 0.3)" "$(beside_threshold 3 0.3 20 3.0)" 1

expect "an erosion of 0.6" "$(option fast 0.6 20)" 0
expect "the worth of each wait" "$(worth_of_all fast 0.6 20)" 9
expect "the best wait" "$(best_of fast)" "to wait 5 quarters."
expect "where V/I is 1.71: (0.1 + 1.1)/(0.1 + 0.6)" "$(beside_threshold 5 0.6 20 1.7142857)" 1

# What erodes as fast as it cheapens keeps its V/I: beyond 1 it is begun at once, below never.
expect "an erosion of 1.1, V/I of 1.08" "$(option once 1.1 9)" 0
expect "the worth of each wait" "$(worth_of_all once 1.1 9)" 9
expect "at once" "$(best_of once)" "to wait 0 quarters."
expect "an erosion of 1.1, V/I of 0.94" "$(option never 1.1 11)" 0
expect "the worth of each wait" "$(worth_of_all never 1.1 11)" 9
expect "never" "$(best_of never)" "not to commit itself; no such wait brings more than hold."

[ "$failures" -eq 0 ]
