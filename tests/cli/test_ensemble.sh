#!/bin/sh
# Many runs: the same bytes whatever the number of jobs and the history, what fails, what is kept.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
tiny=$BUILDOUT_SOURCE/tests/support/tiny.cfg
cp "$tiny" "$here/tiny.cfg"
cd "$here" || exit 1

ensemble() {
    "$BUILDOUT_PROGRAM" ensemble "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

# The session's own runs, from what --stats prints.
simulated() {
    sed -n '/^runs,/{n;s/,.*//p;}' "$1"
}

# --- the same bytes -------------------------------------------------------------------------------------------------

expect "one job" "$(code ensemble tiny.cfg --runs 30 --jobs 1 -o one)" 0
expect "two jobs" "$(code ensemble tiny.cfg --runs 30 --jobs 2 -o two)" 0
expect "five jobs" "$(code ensemble tiny.cfg --runs 30 --jobs 5 -o five)" 0
expect "the files" "$(cd one && echo *)" "bands.csv bands.csv.meta.json events.csv events.csv.meta.json outcomes.csv \
outcomes.csv.meta.json results.db series.csv series.csv.meta.json"
expect "one and two jobs, byte by byte" "$(diff -r one two 2>&1)" ""
expect "one and five jobs, byte by byte" "$(diff -r one five 2>&1)" ""

expect "columns of bands.csv" "$(sed -n 1p one/bands.csv)" \
    "variant,date,entity,place,variable,unit,p05,p25,p50,p75,p95,n"
expect "quantiles rise and count the runs" \
    "$(awk -F, 'NR > 1 && !($7 <= $8 && $8 <= $9 && $9 <= $10 && $10 <= $11 && $12 >= 1 && $12 <= 30)' one/bands.csv)" ""
expect "bands of World, places included, and of companies as a whole" \
    "$(awk -F, 'NR > 1 && $3 != "World" && $4 != ""' one/bands.csv | wc -l | tr -d ' ')" 0
expect "of landlords what they have let and build, earn, spend and owe" \
    "$(awk -F, '$3 == "Landlord North Country" { print $5 }' one/bands.csv | LC_ALL=C sort -u | tr '\n' ',')" \
    "Capacity|IT Power|Energised,Capacity|IT Power|Under Construction,Capex,Colocation|Pre-leased,Debt,Net Income,Operating Cash Flow,Revenue|Total,"
expect "a band of a place" "$(grep -c '^base,2023-12-31,World,North Country,Capacity|IT Power|Energised,' one/bands.csv)" 1
expect "every replicate has its key figures" \
    "$(awk -F, '$3 == "World" && $4 == "mw"' one/outcomes.csv | cut -d, -f2 | tr '\n' ' ')" \
    "$(awk 'BEGIN { for (i = 0; i < 30; i++) printf "%d ", i }')"

# A replicate is the run of the same number, and the series are those of the lowest.
expect "run 7" "$(code "$BUILDOUT_PROGRAM" run tiny.cfg --replicate 7 -o seven)" 0
expect "replicate 7 is run 7" "$(grep '^base,7,' one/outcomes.csv)" "$(sed 1d seven/outcomes.csv)"
expect "run 0" "$(code "$BUILDOUT_PROGRAM" run tiny.cfg -o zero)" 0
expect "series are those of replicate 0" "$(cmp one/series.csv zero/series.csv 2>&1)" ""
expect "events too" "$(cmp one/events.csv zero/events.csv 2>&1)" ""

# The median by hand: of 30 values the mean of the 15th and the 16th.
median=$(awk -F, '$3 == "World" && $4 == "mw" { print $6 }' one/outcomes.csv | sort -g |
    awk 'NR == 15 || NR == 16 { sum += $1 } END { printf "%.6f", sum / 2 }')
expect "the median of the last month" \
    "$(awk -F, '$2 == "2023-12-31" && $3 == "World" && $4 == "" && $5 == "Capacity|IT Power|Energised" { printf "%.6f", $9 }' one/bands.csv)" \
    "$median"

ensemble tiny.cfg --runs 30 -o one >one.said 2>/dev/null
expect "the spread in every region, the largest first" "$(awk '/^Region/ { on = 1; next } !NF { on = 0 } on { gsub(",", ""); print }' one.said | awk '/^North Country/ { print $3, $4, $5 } /^South/ { print $2, $3, $4 }')" \
    "$(awk -F, '$2 == "2023-12-31" && $3 == "World" && $4 != "" && $5 == "Capacity|IT Power|Energised" { printf "%.0f %.0f %.0f\n", $7, $9, $11 }' one/bands.csv | sort -rn)"

# --- what ends ------------------------------------------------------------------------------------------------------

ensemble "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2025-01-01 --runs 6 -o labs --progress none >labs.said 2>/dev/null
expect "shares of runs by how they end" "$(awk '/^What ends/ { on = 1; next } !NF { on = 0 } on { print $1, $2, $3, $4, $5 }' labs.said | grep -c .)" \
    "$(awk -F, '$4 == "exit_kind" { print $3 }' labs/outcomes.csv | sort -u | wc -l | tr -d ' ')"
expect "of a company" "$(awk '/^What ends/ { on = 1 } !NF { on = 0 } on && $1 == "Inflection" { print $2, $3, $4, $5 }' labs.said)" \
    "$(awk -F, '$3 == "Inflection" && $4 == "exit_kind" { n++; k[$NF]++ } END { printf "%.0f %.0f %.0f %.0f\n", n / .06, k[1] / .06, k[2] / .06, k[3] / .06 }' labs/outcomes.csv)"
expect "and when, from the first to the last" "$(awk -F, '$3 == "Inflection" && $4 == "exit_date" { print substr($NF, 1, 7) }' labs/outcomes.csv | sort |
    sed -n '1p;$p' | tr '\n' ' ' | cat - labs.said | awk 'NR == 1 { first = $1; last = $2; next }
        /^What ends/ { on = 1 } !NF { on = 0 } on && $1 == "Inflection" { print (first <= $6 && $6 <= $7 && $7 <= $8 && $8 <= last) }')" 1
# Who absorbs whom: of every replicate, as its own events say.
of_them="by licence and hire, or bought"
for replicate in 0 5; do
    "$BUILDOUT_PROGRAM" run "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2025-01-01 --replicate $replicate -o absorbs --quiet
    awk -F, '$4 == "licence and hire" || $4 == "acquired" { print $2 "|" $5 }' absorbs/events.csv | LC_ALL=C sort >absorbs.$replicate
    expect "$of_them, in run $replicate" "$([ -s absorbs.$replicate ] && echo some)" some
done
if command -v sqlite3 >/dev/null; then
    for replicate in 0 5; do
        expect "stored of replicate $replicate" "$(sqlite3 labs/results.db "SELECT entity || '|' || acquirer FROM takeover JOIN run USING (run)
            WHERE replicate = $replicate ORDER BY 1" | LC_ALL=C sort)" "$(cat absorbs.$replicate)"
    done
    expect "by whom, and in which share" "$(awk '/^Who is absorbed/ { on = 1; next } !NF { on = 0 } on && $1 == "Adept"' labs.said)" \
        "$(sqlite3 labs/results.db "SELECT acquirer, printf('%.0f', count(*) * 100.0 / (SELECT count(*) FROM takeover WHERE entity = 'Adept'))
            FROM takeover WHERE entity = 'Adept' GROUP BY 1 ORDER BY count(*) DESC, 1" |
            awk -F'|' '{ text = text (NR > 1 ? ", " : "") $1 " " $2 } END { print text }' |
            sed "s/^/Adept                  $(awk -F, '$3 == "Adept" && $4 == "exit_kind" { n += $NF < 3 } END { printf "%3.0f", n / .06 }' labs/outcomes.csv)  /")"
fi
for shard in 1 2; do
    expect "shard $shard" "$(code ensemble "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2025-01-01 --runs 6 --shard $shard/2 --jobs $shard -o labs$shard)" 0
done
expect "from shards, the same bytes" "$(code "$BUILDOUT_PROGRAM" merge labs1 labs2 -o merged; cmp merged/results.db labs/results.db 2>&1)" 0
"$BUILDOUT_PROGRAM" report labs --quiet
expect "and in a report" "$(grep -o 'aria-label="Who is absorbed".*' labs/report.html | sed 's/<\/table>.*//' | grep -o '<th scope="row">[^<]*<' | LC_ALL=C sort)" \
    "$(awk -F, '$4 == "exit_kind" && $NF < 3 { print "<th scope=\"row\">" $3 "<" }' labs/outcomes.csv | LC_ALL=C sort -u)"
expect "nothing where nobody ends" "$(ensemble tiny.cfg --runs 2 -o few 2>/dev/null | grep -c '^What ends')" 0

# --- sites that the scenario gives ------------------------------------------------------------------------------------

cat >sites.cfg <<'END'
scenario: { extends = "tiny.cfg"; title = "Three sites"; };
time: { end = "2026-01-01"; };
planned_sites: {
    a: { name = "Mine, by turbines and with a long name"; company = "Alpha"; region = "North"; announced = "2022-04-01"; it_power = 30.0; power = "own"; };
    b: { name = "Leased"; company = "Alpha"; region = "South"; announced = "2022-01-01"; it_power = 250.0; leased = true; };
    c: { name = "Never"; company = "Beta"; region = "South"; announced = "2025-12-01"; it_power = "1 GW"; };
};
END
(LC_ALL=C && export LC_ALL && ensemble sites.cfg --runs 25 -o sites >sites.said 2>/dev/null)
sed -n '/^Site given/,/^Planned:/p' sites.said | sed '1d; $d' >sites.table
expect "no line of the table is wider than 80 columns" "$(sed -n '/% of runs .*opens/,/^Planned/p' sites.said | awk 'length > 80' | wc -l | tr -d ' ')" 0
expect "a row a site" "$(wc -l <sites.table | tr -d ' ')" 3
expect "one that opens in no run has no dates" "$(awk '$1 == "Never" { print $3, $4, $5, $6, $7 }' sites.table)" "0 0 - - -"
expect "no table where none is given" "$(grep -c '^Site given' one.said)" 0
if command -v sqlite3 >/dev/null; then
    of() { # of SITE KEY: the values of a key figure
        sqlite3 sites/results.db "SELECT value FROM outcome WHERE entity = '$1' AND key = '$2' AND value IS NOT NULL ORDER BY value"
    }
    middle() {
        awk '{ x[NR] = $1 } END { print (x[int((NR + 1) / 2)] + x[int(NR / 2) + 1]) / 2 }'
    }
    month() { # of a day of 1970
        sqlite3 :memory: "SELECT strftime('%Y-%m', CAST($1 AS INTEGER) * 86400, 'unixepoch')"
    }
    expect "dates are days of 1970" "$(sqlite3 sites/results.db "SELECT DISTINCT unit FROM outcome WHERE entity = 'Leased' AND key LIKE '%_date'")" date
    expect "shares of runs, medians of dates and of cost" "$(awk '$1 == "Leased" { print $2, $3, $4, $6, $9 }' sites.table)" \
        "$(month "$(of Leased planned_date | middle)") $(of Leased opened_date | awk 'END { print NR * 4 }') $(of Leased complete_date |
            awk 'END { print NR * 4 }') $(month "$(of Leased opened_date | middle)") $(of Leased site_cost | middle | awk '{ printf "%.1f", $1 / 1000 }')"
fi

expect "Sobol" "$(code ensemble tiny.cfg --runs 30 --jobs 1 --sampling sobol -o sobol1)" 0
expect "Sobol with two jobs" "$(code ensemble tiny.cfg --runs 30 --jobs 2 --sampling sobol -o sobol2)" 0
expect "Sobol, byte by byte" "$(diff -r sobol1 sobol2 2>&1)" ""
expect "another seed gives other bands" "$(code ensemble tiny.cfg --runs 30 --seed 2 -o other
    cmp -s one/bands.csv other/bands.csv; echo $?)" "0
1"

# --- interrupted, and taken up again --------------------------------------------------------------------------------

n_runs=60
expect "never interrupted" "$(code ensemble tiny.cfg --runs $n_runs -o whole)" 0

# start dir: an ensemble in the background, until it has stored some runs; its id is in $pid.
start() {
    : >"$1.log"
    slowly "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs $n_runs --jobs 2 -o "$1" --progress json >/dev/null 2>"$1.log" &
    pid=$!
    tries=0
    while ! grep -q '"done":[1-9][0-9]' "$1.log" && [ $tries -lt 3000 ]; do
        tries=$((tries + 1))
        sleep 0.02
    done
}

start killed
kill -9 $pid
wait $pid 2>/dev/null
expect "a killed one has no results yet" "$(ls killed/results.db 2>/dev/null)" ""
expect "a killed one can be taken up" \
    "$(ensemble tiny.cfg --runs $n_runs --jobs 1 -o killed --quiet --stats >again 2>&1; echo $?)" 0
n=$(simulated again)
expect "only what was missing was simulated" "$([ "${n:-0}" -gt 0 ] && [ "$n" -lt $n_runs ]; echo $?)" 0
expect "the same bytes as never killed" "$(diff -r whole killed 2>&1)" ""

start stopped
kill -TERM $pid
wait $pid
expect "a stopped one ends with 130" $? 130
expect "and says so" "$(sed -n 's/; [0-9]* of/; N of/; $p' stopped.log)" \
    "buildout: interrupted; N of $n_runs runs are kept, and the same command goes on from there"
expect "another seed is refused" "$(ensemble tiny.cfg --runs $n_runs --seed 2 -o stopped 2>&1; echo $?)" \
    "buildout: error: ./stopped/results.db.partial: holds an unfinished ensemble with another seed; finish it with the \
command that began it, give another -o, or --force to begin anew
6"
expect "other options are refused" "$(code ensemble tiny.cfg --runs 20 -o stopped)" 6
expect "another value is refused" "$(code ensemble tiny.cfg --runs $n_runs -o stopped --set power.ramp_months=6)" 6
cp tiny.cfg tiny2.cfg
expect "another scenario is refused" "$(code ensemble tiny2.cfg --runs $n_runs -o stopped)" 4
expect "it can still be taken up" "$(code ensemble tiny.cfg --runs $n_runs -o stopped)" 0
expect "the same bytes as never stopped" "$(diff -r whole stopped 2>&1)" ""

expect "what is whole is not simulated again" \
    "$(ensemble tiny.cfg --runs 30 -o one --quiet --stats >again; echo $?; simulated again)" "0
0"
expect "and stays as it was" "$(diff -r one two 2>&1)" ""
expect "but by force" "$(ensemble tiny.cfg --runs 30 -o one --quiet --stats --force >again; echo $?; simulated again)" "0
30"
expect "with the same bytes" "$(diff -r one two 2>&1)" ""
expect "another ensemble of the scenario takes its place" "$(code ensemble tiny.cfg --runs 5 -o one)" 0
expect "fewer runs" "$(awk -F, '$3 == "World" && $4 == "mw"' one/outcomes.csv | wc -l | tr -d ' ')" 5
expect "a single run takes its place" "$(code "$BUILDOUT_PROGRAM" run tiny.cfg -o one)" 0
expect "and leaves no bands of others" "$(ls one/bands.csv* 2>/dev/null)" ""

# --- replicates that fail -------------------------------------------------------------------------------------------

# Some replicates have more load than the median at the end, and the check does not hold for them.
limit=${median%.*}
{
    cat tiny.cfg
    printf 'checks: { small: { when = "2023-11"; expect = "world.mw < %s.0"; }; };\n' "$limit"
} >failing.cfg
ensemble failing.cfg --runs 30 --jobs 1 -o failing1 >/dev/null 2>log1
expect "some failed" $? 7
ensemble failing.cfg --runs 30 --jobs 3 -o failing3 >/dev/null 2>log3
expect "some failed with three jobs" $? 7
expect "failures, byte by byte" "$(diff -r failing1 failing3 2>&1)" ""
expect "listed alike" "$(cat log3)" "$(cat log1)"
n_failed=$(sed -n '1s/^buildout: error: \([0-9]*\) of 30 replicates of seed 1 failed$/\1/p' log1)
expect "each is listed" "$(grep -c '^replicate [0-9]*: .*the check small does not hold' log1)" "$n_failed"
expect "neither all nor none" "$([ "${n_failed:-0}" -gt 0 ] && [ "$n_failed" -lt 30 ]; echo $?)" 0
expect "they have no key figures" \
    "$(awk -F, '$3 == "World" && $4 == "mw"' failing1/outcomes.csv | wc -l | tr -d ' ')" $((30 - n_failed))
expect "and are not in the bands" "$(awk -F, 'NR > 1 && $12 > most { most = $12 } END { print most }' failing1/bands.csv)" \
    $((30 - n_failed))
expect "what is whole is told again" "$(ensemble failing.cfg --runs 30 -o failing1 --quiet 2>&1 >/dev/null; echo $?)" \
    "$(cat log1; echo 7)"
sed "s/world.mw < $limit/world.mw < 0/" failing.cfg >none.cfg
expect "all failed" "$(code ensemble none.cfg --runs 3 -o none)" 7
expect "bands of nothing" "$(wc -l <none/bands.csv | tr -d ' ')" 1

# --- checks of medians ----------------------------------------------------------------------------------------------

{
    cat tiny.cfg
    printf 'checks: { half: { of = "median"; expect = "World.mw > 0 and Alpha.survived == 1"; }; };\n'
} >medians.cfg
expect "a check of medians that holds" "$(code ensemble medians.cfg --runs 5 -o medians)" 0
expect "one that does not, of what is whole already" \
    "$(ensemble medians.cfg --runs 5 -o medians2 --quiet --set 'checks.half.expect=World.mw > 1e6' 2>&1; echo $?)" \
    "--set checks.half.expect: error: the check half does not hold of the medians of 5 runs: World.mw > 1e6
5"
expect "all the results are there" "$(cd medians2 && ls *.csv | tr '\n' ' ')" "bands.csv events.csv outcomes.csv series.csv "
expect "a single run has none" "$(code "$BUILDOUT_PROGRAM" run medians.cfg --set 'checks.half.expect=World.mw > 1e6' -o medians3)" 0

# --- what is kept ---------------------------------------------------------------------------------------------------

expect "keep watched" "$(code ensemble tiny.cfg --runs 4 --keep watched -o watched)" 0
expect "keep all" "$(code ensemble tiny.cfg --runs 4 --keep all -o all)" 0
expect "keep all with two jobs" "$(code ensemble tiny.cfg --runs 4 --keep all --jobs 2 -o all2)" 0
expect "keep all, byte by byte" "$(diff -r all all2 2>&1)" ""
expect "keep bands" "$(code ensemble tiny.cfg --runs 4 -o bands)" 0
expect "the bands are the same" "$(cmp all/bands.csv bands/bands.csv; cmp watched/bands.csv bands/bands.csv)" ""
if command -v python3 >/dev/null 2>&1; then
    count() { # dir sql
        python3 -c 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1] + "/results.db").execute(sys.argv[2]).fetchone())' "$1" "$2"
    }
    expect "no members" "$(count bands 'select count(*) from member')" 0
    expect "members of World as a whole" \
        "$(count watched "select count(distinct run), count(distinct entity || place) from member")" "4 1"
    expect "all members" "$(count all "select count(distinct run), count(distinct entity) > 2 from member")" "4 1"
    expect "a member is its run's series" "$(python3 - <<'END'
import json, sqlite3, struct
db = sqlite3.connect("all/results.db")
for v, e, p, blob in db.execute("select variable, entity, place, month_values from member where run = 1"):
    found = db.execute("select month_values from series where run = 1 and variable = ? and entity = ? and place = ?", (v, e, p)).fetchone()
    value = [None if x != x else x for x in struct.unpack("%dd" % (len(blob) // 8), blob)]
    if (json.loads(found[0]) if found else []) != value:
        print(v, e, p)
END
)" ""
    expect "--json is bands.csv" "$(ensemble tiny.cfg --runs 4 -o bands --json 2>/dev/null >bands.json; python3 - <<'END'
import csv, json
rows = list(csv.DictReader(open("bands/bands.csv")))
said = json.load(open("bands.json"))
number = ("p05", "p25", "p50", "p75", "p95", "n")
print(len(rows) == len(said) and all({k: float(v) if k in number else v for k, v in r.items()} == s for r, s in zip(rows, said)))
END
)" True
fi

# --- progress, usage, disks, addresses ------------------------------------------------------------------------------

ensemble tiny.cfg --runs 4 -o p --quiet --progress json 2>log
expect "progress begins" "$(sed -n 1p log)" '{"done":0,"total":4,"failed":0,"runs_per_s":null,"eta_s":null}'
expect "progress ends" "$(sed -n '$s/"runs_per_s":[0-9.]*/R/p' log)" '{"done":4,"total":4,"failed":0,R,"eta_s":0.000}'
expect "no progress where nobody looks" "$(ensemble tiny.cfg --runs 4 -o q --quiet 2>&1)" ""
expect "no runs" "$(ensemble tiny.cfg --runs 0 2>&1; echo $?)" 'buildout: error: --runs wants a whole number from 1 to 4294967295, not "0"
2'
expect "a sampling that is not there" "$(code ensemble tiny.cfg --sampling latin)" 2
expect "a faulty scenario" "$(code ensemble tiny.cfg --set power.ramp_months=x -o none2; ls none2 2>/dev/null)" 1
expect "the terminal" "$(ensemble tiny.cfg --runs 4 -o q 2>/dev/null | sed -n '1,2p')" \
    "A tiny world for tests
tiny, 2022-01 to 2023-12, 4 of 4 runs, seed 1, random"

full() { # a disk that is full after so many blocks of 512 bytes
    (
        trap '' XFSZ
        ulimit -f "$1"
        shift
        ensemble "$@"
    )
}
for blocks in 100 1000 2000; do
    full $blocks tiny.cfg --runs 200 -o "full$blocks" >/dev/null 2>log
    expect "a full disk at $blocks" "$?, $(sed 's/\(partial\|rebuilt\|csv\): .*/F/' log)" "4, buildout: error: ./full$blocks/results.db.F"
done
expect "with room again" "$(code ensemble tiny.cfg --runs 200 -o full2000)" 0
expect "never full" "$(code ensemble tiny.cfg --runs 200 -o never)" 0
expect "the same bytes as never full" "$(diff -r never full2000 2>&1)" ""

few_addresses() { # 12 GiB of them, as a batch system may allow
    (
        ulimit -v 12582912
        ensemble "$@"
    )
}
# A sanitizer takes many for itself.
if [ -z "${BUILDOUT_SANITIZE:-}" ]; then
    expect "with few addresses" "$(few_addresses tiny.cfg --runs 200 --jobs 2 -o few 2>&1 >/dev/null; echo $?)" 0
    expect "the same bytes as with many" "$(diff -r never few 2>&1)" ""
fi

[ "$failures" -eq 0 ]
