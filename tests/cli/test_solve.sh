#!/bin/sh
# The value at which an outcome turns, and what it is worth to wait.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cd "$here" || exit 1
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" tiny.cfg
cat >two.cfg <<'END'
scenario: { extends = "tiny.cfg"; title = "Strategies"; };
strategies: {
    bold: { growth_belief_ratio = 2.0; cover_ratio = 1.4; capex_limit_ratio = 3.0; leverage_max = 6.0; };
    shy: { growth_belief_ratio = 0.3; cover_ratio = 0.9; leverage_max = 1.0;
        rules: { later: { order = 1.0; when = "year > 2022.7"; set = { growth_belief_ratio = "1.0"; }; }; }; };
};
END

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

# --- solve: a planted root ------------------------------------------------------------------------------------------

# The mean npv at a rate of 0.1234 is where the search has to end.
expect "the plant" "$(code buildout ensemble tiny.cfg --runs 4 --set finance.discount_rate_per_year=0.1234 -o plant)" 0
npv=$(awk -F, '$3 == "Alpha" && $4 == "npv" { sum += $6 } END { printf "%.9f", sum / 4 }' plant/outcomes.csv)
solve() {
    buildout solve tiny.cfg --for finance.discount_rate_per_year --runs 4 "$@"
}
expect "one job" "$(code solve --until "Alpha.npv - $npv" --between 0.05..0.25 --jobs 1 -o one)" 0
expect "two jobs" "$(code solve --until "Alpha.npv - $npv" --between 0.05..0.25 --jobs 2 -o two)" 0
expect "byte by byte" "$(diff -r one two 2>&1)" ""
expect "columns" "$(sed -n 1p one/solve.csv)" "step,kind,input,value,from,to,outcome,low,high,n"
expect "the root, to a ten-thousandth of the bracket" \
    "$(awk -F, '$2 == "root" { print ($4 > 0.12338 && $4 < 0.12342 && $5 < 0.1234 && $6 > 0.1234 && $6 - $5 < 0.0003) }' one/solve.csv)" 1
expect "the ends and the halvings" "$(cut -d, -f2 one/solve.csv | sort | uniq -c | sed 's/^ *//')" "2 end
10 halving
1 kind
1 root"
# A condition turns where it holds in half of the runs.
expect "a condition" "$(code solve --until "Alpha.npv > $npv" --between 0.05..0.25 -o condition
    awk -F, '$2 == "end" { printf "%s ", $7 } $2 == "root" { print ($4 > 0.1 && $4 < 0.15) }' condition/solve.csv)" "0
1 0 1"
expect "no sign change" "$(solve --until "World.mw > 1e9" --between 0.05..0.25 -o none 2>&1 >/dev/null; echo $?)" \
    "buildout: error: finance.discount_rate_per_year does not turn between 0.05 and 0.25: it is 0 at one end and 0 at the \
other, as shares of the runs, both on one side of a half; --between can look elsewhere
2"
# Replicates that fail say neither yes nor no: of eight, three end in April 2023.
cat >failing.cfg <<'END'
scenario: { extends = "tiny.cfg"; title = "Some fail"; };
strategies: { steady: { rules: { bad: { order = 1.0; when = "year > 2023.2 and year < 2023.3";
    set = { growth_belief_ratio = "1 / (cash_usd > 47e9 and 0 or 1)"; }; }; }; }; };
END
expect "what failed does not count" "$(code buildout solve failing.cfg --for finance.discount_rate_per_year --runs 8 \
    --until 'World.mw > 1' --between 0.05..0.25 -o failing; cut -d, -f2,7,10 failing/solve.csv)" "2
kind,outcome,n
end,1,5
end,1,5"
expect "elsewhere, in the same folder" "$(code solve --until "Alpha.npv - $npv" --between 0.1..0.15 -o none)" 0
expect "an unknown word, before anything is run" "$(solve --until "Wrld.mw > 1" --between 0.05..0.25 -o x 2>&1; ls x 2>/dev/null)" \
    'buildout: error: --until: error: unknown name "Wrld.mw"; the nearest known one is "World.mw"'
expect "an end that cannot be, before anything is run" "$(code solve --until "World.mw > 1" --between 0.05..99 -o x; ls x 2>/dev/null)" 1
expect "no bracket" "$(solve --until "World.mw > 1" -o x 2>&1; echo $?)" \
    "buildout: error: finance.discount_rate_per_year is not uncertain: say --between LOW..HIGH
2"
expect "a bracket backwards" "$(code solve --until "World.mw > 1" --between 0.2..0.1 -o x)" 2
expect "an uncertain input brings its own" "$(code buildout solve tiny.cfg --for power.ramp_months --until 'World.mw > 1e9' \
    --set 'power.ramp_months={dist="uniform";low=6.0;high=16.0;}' --runs 1 -o own
    awk -F, '$2 == "end" { printf "%.3f ", $4 }' own/solve.csv)" "2
6.500 15.500 "

# --- wait -----------------------------------------------------------------------------------------------------------

wait_for() {
    buildout wait two.cfg --company Alpha --strategies bold,shy --runs 4 "$@"
}
expect "waiting" "$(code wait_for --quarters 0..2 --jobs 1 -o wait1; code wait_for --quarters 0..2 --jobs 3 -o wait2; diff -r wait1 wait2)" "0
0"
expect "columns of waiting" "$(sed -n 1p wait1/wait.csv)" \
    "quarters,date,strategy,entity,key,unit,value,difference,low,high,p_better,variance_factor,n,switch_date,signal,best"
expect "rows" "$(sed 1d wait1/wait.csv | cut -d, -f1-3)" "0,2022-01-01,bold
1,2022-04-01,bold
2,2022-07-01,bold
,,shy"
# Not to wait is to play bold, and to wait until the end is to play shy, byte by byte in what comes of it.
npv_of() {
    awk -F, '$3 == "Alpha" && $4 == "npv" { sum += $6 } END { printf "%.6f", sum / 4 }' "$1/outcomes.csv"
}
value_of() {
    awk -F, -v q="$2" '$1 == q { printf "%.6f", $7 }' "$1/wait.csv"
}
expect "bold" "$(code buildout ensemble two.cfg --runs 4 --set companies.Alpha.strategy=bold -o bold)" 0
expect "not to wait is to be bold" "$(value_of wait1 0)" "$(npv_of bold)"
expect "shy" "$(code buildout ensemble two.cfg --runs 4 --set companies.Alpha.strategy=shy -o shy)" 0
expect "to wait longer than the scenario lasts is to be shy, its rules too" \
    "$(code wait_for --quarters 7..8 -o long; value_of long 8)" "0
$(npv_of shy)"
expect "the adaptive one is shy" "$(value_of wait1 '')" "$(npv_of shy)"
expect "its rule is told" "$(tail -n 1 wait1/wait.csv | cut -d, -f14-15)" "2022-10-01,later: year > 2022.7"
expect "one row is the best" "$(awk -F, 'NR > 1 { if ($7 > most) { most = $7; at = NR } n += $16; if ($16) best = NR } END { print n, (at == best) }' wait1/wait.csv)" "1 1"
expect "the difference is of pairs" "$(awk -F, '$1 == 0 { base = $7 } $1 == 2 { d = $8 - ($7 - base); print (d < 1e-6 && d > -1e-6) }' wait1/wait.csv)" 1
expect "nobody waits" "$(code buildout wait two.cfg)" 2
expect "quarters backwards" "$(code wait_for --quarters 3..1 -o x)" 2
expect "an unknown strategy" "$(buildout wait two.cfg --company Alpha --strategies bold,shyy -o x 2>&1 | sed 1q)" \
    '--set companies.Alpha.strategy: error: there is no "shyy" among strategies; did you mean "shy"?'

[ "$failures" -eq 0 ]
