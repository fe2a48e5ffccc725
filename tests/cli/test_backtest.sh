#!/bin/sh
# The verb backtest, as a planner uses it: a table, backtest.csv and JSON that agree, and what is said of bad files.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
tiny=$PWD/tests/support/tiny.cfg
baseline=$PWD/scenarios/baseline.cfg
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

columns=period,entity,variable,aggregate,value,unit,tolerance,source,topic,place

# The tiny world has two companies from beginning to end, in every run: 24 company-months a year.
cat >past.csv <<END
$columns
2020,World,Companies|Alive,sum,20,count,,report,given,
2021,World,Companies|Alive,sum,18,count,,report,given,
2022,World,Companies|Alive,sum,22,count,0.1,report,companies,
2023,World,Companies|Alive,sum,20-21,count,+-2,"a, b",companies,
2022-06,World,Companies|Alive,last,2,count,0,,life,
2022-Q2,World market,Revenue|Total,sum,5,bn USD,0.1,,money,
2021-Q2,World,Capex,sum,5,bn USD,0.1,,money,
2030,World,Companies|Alive,sum,24,count,0.1,,life,
2022-01,World,Data Centers|Operating,last,1,sites,,,life,North Country+South
END

expect "a backtest" "$(buildout backtest "$tiny" --observed past.csv --runs 3 --jobs 2 -o out 2>err >table; echo $?)" 0
expect "says nothing on stderr" "$(cat err)" ""

# 2022: 24 against 22: an error of 2 and a CRPS of 2; the last value known was 18 (off by 4), the trend goes
# 20, 18, 16 (off by 6). 2023: 24 against 20.5: 3 above 21, CRPS 3.5; last 18 off by 2.5, trend 14 off by 6.5.
expect "the table as CSV" "$(sed '/Data Centers/d' out/backtest.csv)" \
    "period,entity,variable,unit,observed,p05,p50,p95,error,inside_tolerance,inside_band,crps,crps_last_value,crps_trend,source
2022,World,Companies|Alive,count,22,24,24,24,2,1,0,2,4,6,report
2023,World,Companies|Alive,count,20-21,24,24,24,3,0,0,3.5,2.5,6.5,\"a, b\"
2022-06,World,Companies|Alive,count,2,2,2,2,0,1,1,0,,,
2030,World,Companies|Alive,count,24,,,,,,,,,,
2021-Q2,World,Capex,bn USD,5,,,,,,,,,,
2022-Q2,World market,Revenue|Total,bn USD,5,,,,,,,,,,"
expect_in "a place follows its entity" "$(cat out/backtest.csv)" \
    "2022-01,World@North Country+South,Data Centers|Operating,sites,1,"
squeezed=$(tr -s ' ' <table)
expect_in "observed, median, band, error and marks" "$squeezed" "2022 World 22.0 24.0 24.0 24.0 +9 % in out"
expect_in "what is not computed" "$squeezed" "2022-Q2 World market 5.00 not computed: no series of it"
expect_in "a topic begins with its misses" "$squeezed" "== companies: 1 of 2 rows inside tolerance =="
expect_in "a miss is seen" "$squeezed" "2023 World 20.0-21.0 24.0 24.0 24.0 +15 % MISS out"
expect "what lies outside is not in the tables" "$(grep -c '^2030\|^2021' table)" 0
expect_in "but counted" "$squeezed" "2 rows are not comparable: before the start or after the end of the runs."
expect "all lines fit" "$(awk 'length > 100' table)" ""
# (2/22 + 3.5/20.5) / (4/22 + 2.5/20.5) = 0.861 and, of the trend, 0.2616 / (6/22 + 6.5/20.5) = 0.444.
expect_in "a topic" "$squeezed" "companies 2 0 0 50 % 0 % 0 % +14 % +56 % -"
expect_in "a topic without anything computed" "$squeezed" "money 0 1 1 - - - - - -"
# Tolerance: 1/2 and 1/1 (one of life has none). Band: 0 of 2, 1 of 2.
expect_in "all topics weigh the same" "$squeezed" "all, by topic 4 1 2 75 % 25 % 22 % +14 % +56 % -"
# Both rows of companies are one series: 2 + 3.5 against 4 + 2.5 and 6 + 6.5.
expect_in "series on which the runs do better" "$squeezed" \
    "CRPS is better than both naive forecasts on 1 of 1 series (100 %)."
expect_in "what was given" "$squeezed" "2 more rows are given to the scenario and not scored."
expect "the sum comes last" "$(tail -n 1 table)" "2 of 3 rows inside tolerance; score by topic 75 %"

expect "the sidecar" "$(sed -n 's/^ *"\(file\|scenario\|verb\|seed\)": "\(.*\)".*/\1 \2/p' out/backtest.csv.meta.json)" \
    "file backtest.csv
scenario tiny
verb backtest
seed 1"
cp out/backtest.csv once.csv
buildout backtest "$tiny" --observed past.csv --runs 3 --jobs 1 -o out --quiet >quiet 2>&1
expect "quiet is quiet" "$(cat quiet)" ""
expect "the number of jobs does not matter" "$(cmp once.csv out/backtest.csv && echo same)" same
if command -v python3 >/dev/null 2>&1; then
    expect "JSON has the columns of the CSV" "$(buildout backtest "$tiny" --observed past.csv --runs 3 -o out --json |
        python3 -c '
import csv, json, sys
rows = json.load(sys.stdin)
want = list(csv.DictReader(open("once.csv")))
text = lambda x: "" if x is None else str(x)
num = lambda x: float(x) if x not in ("", None) else None
for row, line in zip(rows, want):
    for name in line:
        same = text(row[name]) == line[name] if isinstance(row[name], str) else row[name] == num(line[name])
        if not same:
            print(name, row[name], line[name])
print(len(rows), len(want), rows[6]["state"])')" "7 7 no series of it"
fi

# Known by the end of 2022 is 22: of 2023 the naive forecasts are 22 and, through 20, 18 and 22, 22.
expect "later rows alone" "$(buildout backtest "$tiny" --observed past.csv --after 2022-12-31 --runs 3 -o later | tr -s ' ' |
    grep 'companies\|end by'
sed -n 2,3p later/backtest.csv)" "== companies: 0 of 1 rows inside tolerance ==
companies 1 0 0 0 % 0 % 0 % -133 % -133 % -
5 rows end by 2022-12-31 and are not scored.
2023,World,Companies|Alive,count,20-21,24,24,24,3,0,0,3.5,1.5,1.5,\"a, b\"
2030,World,Companies|Alive,count,24,,,,,,,,,,"
expect "a day that is none" "$(buildout backtest "$tiny" --observed past.csv --after 2022-12-32 --runs 1 2>&1; echo $?)" \
    'buildout: error: --after: there is no day "2022-12-32"
2'

# Periods are written as short as they can be; what cannot be compared by its size, and what is too long, is not.
cat >odd.csv <<END
$columns
2021-12..2022-02,World,Companies|Alive,sum,6,count,0.1,"a ""quoted"" report",odd,
2022-Q1..2022-Q2,World,Companies|Alive,sum,0,count,,,odd,
2022..2023,World,Companies|Alive,sum,100000000,count,0.1,,odd,
2022-02..2022-03,World,Companies|Alive,sum,0.5,count,0.1,,odd,
2022-11..2023-01,World,Companies|Alive,sum,6,count,0.1,,odd,
2022-03,World,Companies|Alive,last,2,count,0,,life,
2022-Q1,World,Companies|Alive,last,2,count,0,,life,
1999-12..2000-02,World,Companies|Alive,sum,6,count,0.1,,odd,
END
expect "odd rows" "$(buildout backtest "$tiny" --observed odd.csv --runs 1 --jobs 1 -o odd | tr -s ' ' | grep '^20')" \
    "2022-Q1 World 2.00 2.00 2.00 2.00 0 % in in
2022-03 World 2.00 2.00 2.00 2.00 0 % in in
2022..2023 World 1.0e+08 48.0 48.0 48.0 -100 % MISS out
2022-Q1..Q2 World 0.000 12.0 12.0 12.0 - - out
2022-11..23-01 World 6.00 6.00 6.00 6.00 0 % in in
2022-02..03 World 0.500 4.00 4.00 4.00 +700 % MISS out"
expect_in "a quote in a source" "$(cat odd/backtest.csv)" ',"a ""quoted"" report"'
printf '%s\n2020,World,Companies|Alive,sum,20,count,,report,given,\n' $columns >given.csv
expect "nothing but what is given" "$(buildout backtest "$tiny" --observed given.csv --runs 1 --jobs 1 -o given --json)" "[]"
expect "and its sum" "$(buildout backtest "$tiny" --observed given.csv --runs 1 --jobs 1 -o given | tail -n 1)" \
    "0 of 0 rows inside tolerance; score by topic -"

# A folder is all of its *.csv; the same question twice is one too many.
mkdir both
printf '%s\n2022,World,Companies|Alive,sum,22,count,,,a,\n' $columns >both/1.csv
printf '%s\n2023,World,Companies|Alive,sum,22,count,,,b,\n' $columns >both/2.csv
printf 'not for us\n' >both/README.md
expect "a folder" "$(buildout backtest "$tiny" --observed both --runs 1 -o folder --quiet && wc -l <folder/backtest.csv | tr -d ' ')" 3
cp both/1.csv both/3.csv
expect "twice the same" "$(buildout backtest "$tiny" --observed both --runs 1 -o folder 2>&1; echo $?)" \
    'both/3.csv:2:1: error: both/1.csv:2 has observed the same
1'

cat >bad.csv <<END
$columns
2024-13,World,Companies|Alive,sum,22,count,0.1,,,
2022,World,Companies|Alive,total,x,count,a lot,,,
2022,World,Revenue|Total,sum,22,TWh,,,,
2022,Wrold,Revenue|Totl,sum,22,bn USD,,,,
END
expect "all that is wrong at once" "$(buildout backtest "$tiny" --observed bad.csv --runs 1 -o bad 2>&1; echo $?)" \
    'bad.csv:2:1: error: a period is written 2024, 2024-Q2, 2024-06 or 2024-05..2024-07: there is no month 13 in "2024-13"
bad.csv:3:28: error: "total" is none of last, sum, mean, min, max, change
bad.csv:3:34: error: the value "x" is neither a number nor low-high
bad.csv:3:42: error: the tolerance "a lot" is neither a fraction such as 0.08 nor one in the unit such as +-1.5
bad.csv:4:33: error: Revenue|Total: "TWh" is not a unit of a kind with "million USD"
bad.csv:5:6: error: the scenario has no entity "Wrold"
bad.csv:5:12: error: the scenario computes no variable "Revenue|Totl"
1'
expect "and nothing is written" "$(ls bad 2>/dev/null)" ""
expect "a file that is not there" "$(buildout backtest "$tiny" --observed none.csv --runs 1 2>&1; echo $?)" \
    'buildout: error: cannot read none.csv: No such file or directory
4'
expect "no runs" "$(buildout backtest "$tiny" --observed past.csv --runs 0 2>&1; echo $?)" \
    'buildout: error: --runs wants a whole number from 1 to 4294967295, not "0"
2'

cp "$tiny" other.cfg
expect "another scenario's folder" "$(buildout backtest other.cfg --observed past.csv --runs 1 -o out 2>&1; echo $?)" \
    'buildout: error: out: holds results of the scenario tiny; --force replaces them
4'
expect "unless by force" "$(buildout backtest other.cfg --observed past.csv --runs 1 -o out --force --quiet 2>&1; echo $?)" 0

# Sites at the end of January 2022 are 25 or 26, as replicates have it: a check that only 25 pass fails some of three.
cat >strict.cfg <<END
scenario: { extends = "tiny.cfg"; title = "Strict"; };
checks: { few: { when = "2022-01"; expect = "world.sites < 25.5"; }; };
END
cp "$tiny" .
expect "some replicates fail" "$(buildout backtest strict.cfg --observed past.csv --runs 3 -o strict >table 2>err; echo $?)" 7
expect_in "they are told" "$(cat err)" "failed: "
expect_in "and counted" "$(cat table)" "Strict, against what was observed: 3 runs, seed 1, "
expect "the others are scored" "$(sed -n '/^2022,/p' strict/backtest.csv)" \
    "2022,World,Companies|Alive,count,22,24,24,24,2,1,0,2,4,6,report"
sed 's/25.5/1.0/' strict.cfg >hopeless.cfg
expect "all replicates fail" "$(buildout backtest hopeless.cfg --observed past.csv --runs 2 -o hopeless >/dev/null 2>&1; echo $?)" 3
expect "and nothing is written" "$(ls hopeless 2>/dev/null)" ""

"$BUILDOUT_PROGRAM" backtest "$tiny" --observed past.csv --runs 1000000 -o long --progress json >/dev/null 2>progress &
stop_under_way $! progress
expect "an interruption" $? 130
expect_in "progress as JSON lines" "$(cat progress)" '"total":1000000,"failed":0,"runs_per_s":'
expect "leaves nothing" "$(tail -n 1 progress; ls long 2>/dev/null)" "buildout: interrupted; no results were written"

# Nothing in the place of what was observed is outside tolerance.
expect "tolerances that are more than half of the value" "$(awk -F, '$7 ~ /^\+-/ && substr($7, 3) + 0 > ($5 + 0) / 2 { print FILENAME, $1, $2, $3, $5, $7 }' \
    "$BUILDOUT_SOURCE"/scenarios/history/*.csv "$BUILDOUT_SOURCE"/scenarios/history/estimates/*.csv)" ""
# The history that ships is well, and all of it is computed by the scenario that ships; but a laboratory may have been sold
# in a run before the day that a row asks for.
expect "the history that ships" "$(buildout backtest "$baseline" --runs 1 -o base --quiet 2>&1; echo $?)" 0
buildout backtest "$baseline" --runs 1 -o base >base.txt
expect "all of it is computed" "$(grep 'not computed' base.txt | grep -v 'no value then')" ""
expect "or nearly all" "$(($(grep -c 'not computed' base.txt) < 10))" 1

[ "$failures" -eq 0 ] || exit 1
