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
    "box,input,low,high,p,coverage,density,inside,held_out_coverage,held_out_density,held_out_inside,base_rate,when,among"
expect "the first box, of one input, open above" "$(awk -F, 'NR == 2 { print $1, $2, ($3 > 30), $4 }' many/discover.csv)" \
    "1 construction.size_median_mw 1 "
expect "dense and covering, also among those held out" \
    "$(awk -F, 'NR == 2 { print ($6 > 0.6), ($7 > 0.6), ($9 > 0.5), ($10 > 0.5), ($7 > 2 * $12) }' many/discover.csv)" \
    "1 1 1 1 1"
# The share of all runs of which it is true, by hand.
expect "the base rate" "$(awk -F, 'NR == 2 { printf "%.6f", $12 }' many/discover.csv)" \
    "$(awk -F, '$3 == "World" && $4 == "mw" { n++; hits += $6 > 1700 } END { printf "%.6f", hits / n }' many/outcomes.csv)"
expect "what was asked" "$(awk -F, 'NR == 2 { print $13 }' many/discover.csv)" "tiny: World.mw > 1700"
cut -d, -f1-12 many/discover.csv >before.csv
expect "the same again" "$(code discover many --when 'world.mw > 1700'; cut -d, -f1-12 many/discover.csv | cmp before.csv - 2>&1)" 0
expect "small sites make little" "$(discover many --when 'World.mw < 1400' | sed -n 's/^  \(.* <=\) .*/\1/p')" \
    "construction.size_median_mw <="
expect "of a region" "$(discover many --when 'North_Country.mw > 900' >/dev/null; awk -F, 'NR == 2 { printf "%.6f", $12 }' many/discover.csv)" \
    "$(awk -F, '$3 == "North Country" && $4 == "mw" { n++; hits += $6 > 900 } END { printf "%.6f", hits / n }' many/outcomes.csv)"
expect "a date is a decimal year" "$(discover many --when 'Alpha.cash_min_date < 2022.5' | sed -n 1p)" \
    "tiny: Alpha.cash_min_date < 2022.5 in $(awk -F, '$4 == "cash_min_date" && $3 == "Alpha" { n++; hits += $6 < "2022-07" }
        END { printf "%.0f", 100 * hits / n }' many/outcomes.csv) % of 240 runs"
expect "what is always true has no box" "$(discover many --when 'World.mw > 0 and Alpha.survived == 1' | sed -n 2p)" \
    "No box of the 2 inputs that differ tells when."
expect "nothing to tell" "$(wc -l <many/discover.csv | tr -d ' ')" 1

expect "what was found and stands up" "$(discover many --when 'World.mw > 1700' | grep -c 'do not bear it out')" 0

# Four inputs that hardly matter: what is found of them among 40 runs is no more frequent among the 20 held out.
cat >chance.cfg <<'END'
scenario: { extends = "tiny.cfg"; title = "Chance"; };
construction: { size_median_mw = 40.0; };
power: { ramp_months = 12.0; };
demand: { growth_return_years = { dist = "uniform"; low = 4.0; high = 6.0; }; };
finance: {
  life_other_years = { dist = "uniform"; low = 8.0; high = 12.0; };
  life_ai_systems_years = { dist = "uniform"; low = 4.0; high = 6.0; };
};
equipment: { transformers: { capacity_growth_per_year = { dist = "uniform"; low = 0.04; high = 0.06; }; }; };
END
expect "many of little" "$(code "$BUILDOUT_PROGRAM" ensemble chance.cfg --runs 60 --seed 4 -o chance)" 0
high=$(awk -F, '$3 == "World" && $4 == "mw" { print $6 }' chance/outcomes.csv | sort -g | sed -n 40p)
expect_in "what the runs held out do not bear out" "$(discover chance --when "World.mw > $high")" \
    "They do not bear it out: it may be chance"

# What comes nearest is said with what chance would do; and only what is asked for is looked at.
expect "nearest" "$(discover many --when 'World.mw > 0 and Alpha.survived == 1' | grep -c Nearest)" 0
expect "no box, but a sign" "$(discover many --when 'World.mw > 1700' --inputs power | sed -n '2p;3s/within [0-9.]* it/within X it/p;4s/[+-][0-9.]*  //p')" \
    "No box of the 1 input that differs tells when.
Nearest, by rank correlation; within X it may be chance:
  power.ramp_months"
expect "an input that is not there" "$(discover many --when 'World.mw > 1700' --inputs power.ramp_month 2>&1; echo $?)" \
    'buildout: error: no uncertain input is called "power.ramp_month"; did you mean power.ramp_months?
2'

# Of a comparison: whose runs, and when a variant does better than the first with the same luck. Sites of a median of
# 60 MW make more load than those drawn, where those are smaller.
expect "a comparison" "$(code "$BUILDOUT_PROGRAM" compare tiny.cfg 'construction.size_median_mw=60' --runs 120 -o two)" 0
discover two --variant 2 --when 'World.mw > 1600' >second.txt
expect "the second's runs" "$(sed 1q second.txt)" "$(awk -F, '$1 ~ /size/ && $3 == "World" && $4 == "mw" { n++; hits += $6 > 1600 }
    END { printf "construction.size_median_mw=60: World.mw > 1600 in %.0f %% of %d runs", 100 * hits / n, n }' two/outcomes.csv)"
discover two --pairs --when 'World.mw > 100' >pairs.txt
expect "pairs: what the second has more" "$(sed 1q pairs.txt)" \
    "$(awk -F, '$3 == "World" && $4 == "mw" { if ($1 ~ /size/) other[$2] = $6; else base[$2] = $6 }
        END { for (k in base) { n++; hits += other[k] - base[k] > 100 }
              printf "construction.size_median_mw=60 less tiny: World.mw > 100 in %.0f %% of %d pairs of runs", 100 * hits / n, n }' \
        two/outcomes.csv)"
expect "where the first's sites are small" "$(sed -n 's/^  \(construction.*<=\) .*/\1/p' pairs.txt)" "construction.size_median_mw <="
expect "no such variant" "$(discover two --variant 3 --when 'World.mw > 1' 2>&1; echo $?)" \
    'buildout: error: two: it has no variant 3, but 2
2'
expect "pairs of an ensemble" "$(discover many --pairs --when 'World.mw > 1' 2>&1; echo $?)" \
    'buildout: error: many: --pairs wants a comparison; it has one variant only
2'
expect "the first against itself" "$(code discover two --pairs --variant 1 --when 'World.mw > 1')" 2

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
expect "one run" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 1 -o single
    discover single --when 'World.mw > 3' 2>&1)" "0
buildout: error: single: has 1 run that is done; boxes want 30 at least, and some hundred are better"

[ "$failures" -eq 0 ]
