#!/bin/sh
# When does it happen: the input that decides is found, on either side of what was planted.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
# The load follows the size of sites; a site's way to power does not bear on it.
sed 's/size_median_mw = 40.0/size_median_mw = "20 to 80"/
s/ramp_months *=.*/ramp_months = "1 to 12";/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg" >"$here/tiny.cfg"
cd "$here" || exit 1

discover() {
    "$BUILDOUT_PROGRAM" discover "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

expect "an ensemble" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 240 -o many)" 0
expect "large sites make much load" "$(discover many --when 'World.mw > 1700' | sed -n 's/^  \(.* >=\) .*/\1/p')" \
    "construction.size_median_mw >="
expect "columns" "$(sed -n 1p many/discover.csv)" \
    "box,input,low,high,p,coverage,density,inside,held_out_coverage,held_out_density,held_out_inside,base_rate"
expect "the first box, of one input, open above" "$(awk -F, 'NR == 2 { print $1, $2, ($3 > 30), $4 }' many/discover.csv)" \
    "1 construction.size_median_mw 1 "
expect "dense and covering, also among those held out" \
    "$(awk -F, 'NR == 2 { print ($6 > 0.6), ($7 > 0.6), ($9 > 0.5), ($10 > 0.5), ($7 > 2 * $12) }' many/discover.csv)" \
    "1 1 1 1 1"
# The share of all runs of which it is true, by hand.
expect "the base rate" "$(awk -F, 'NR == 2 { printf "%.6f", $12 }' many/discover.csv)" \
    "$(awk -F, '$3 == "World" && $4 == "mw" { n++; hits += $6 > 1700 } END { printf "%.6f", hits / n }' many/outcomes.csv)"
cp many/discover.csv before.csv
expect "the same again" "$(code discover many --when 'world.mw > 1700'; cmp before.csv many/discover.csv 2>&1)" 0
expect "small sites make little" "$(discover many --when 'World.mw < 1400' | sed -n 's/^  \(.* <=\) .*/\1/p')" \
    "construction.size_median_mw <="
expect "what is always true has no box" "$(discover many --when 'World.mw > 0 and Alpha.survived == 1' | sed -n 2p)" \
    "No box of the 2 inputs that differ tells when."
expect "nothing to tell" "$(wc -l <many/discover.csv | tr -d ' ')" 1

expect "a word that is not there" "$(discover many --when 'World.mx > 3' 2>&1; echo $?)" \
    'buildout: error: --when: error: unknown name "World.mx"; the nearest known one is "World.mw"
2'
expect "no condition" "$(discover many --when 'World.mw' 2>&1 >/dev/null; echo $?)" "$(discover many --when 'World.mw' 2>&1 >/dev/null)
2"
expect "no --when" "$(code discover many)" 2
expect "a division by nothing is no error" "$(code discover many --when '1 / (World.mw - World.mw) > 3')" 0
expect "no folder" "$(code discover nowhere --when 'World.mw > 3')" 4
expect "few runs" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 10 -o few
    discover few --when 'World.mw > 3' 2>&1; echo $?)" "0
buildout: error: few: has 10 runs that are done; boxes want 30 at least, and some hundred are better
2"

[ "$failures" -eq 0 ]
