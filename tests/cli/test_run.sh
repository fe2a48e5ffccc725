#!/bin/sh
# The verb run, as a planner uses it: what it prints, what it writes, and that a failure leaves things as they were.
set -u
here=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$here"; rm -rf "$here"' EXIT
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

code_of() { # of a run; what it says goes to the file said
    buildout run "$@" >said 2>&1
    echo $?
}

bytes_of() { # a hash of all that is in the folder $1
    (cd "$1" && for file in *; do
        printf '%s ' "$file"
        cksum <"$file"
    done)
}

mkdir other
cat >small.cfg <<'END'
scenario: { extends = "baseline.cfg"; title = "One year"; };
time: { end = "2023-01-01"; };
END
cat >checked.cfg <<'END'
scenario: { extends = "small.cfg"; title = "A check that does not hold"; };
checks: { sane: { when = "2022-12"; expect = "world.sites > 1000000"; }; };
END
cat >other/small.cfg <<'END'
scenario: { extends = "baseline.cfg"; title = "A rule that asks for what cannot be"; };
time: { end = "2023-01-01"; };
strategies: { steady: { rules: { wild: { order = 1; when = "true"; set = { leverage_max = "1e9 + 0 * mw"; }; }; }; }; };
END
# Thousands of additions at every meeting of a board: seconds, but within the limits of expressions.
awk 'BEGIN {
    print "scenario: { extends = \"baseline.cfg\"; title = \"Slow\"; };\nstrategies: { steady: { rules: {"
    for (r = 1; r <= 60; r++) {
        printf "r%d: { order = %d; when = \"", r, r
        for (i = 0; i < 1300; i++)
            printf "mw+"
        print "0.0 < 0.0\"; set = { leverage_max = \"2.0\"; }; };"
    }
    print "}; }; };" }' >other/slow.cfg

# --- what it writes and prints ---

expect "a run" "$(buildout run small.cfg 2>err >out; echo $?)" 0
expect "says nothing on stderr" "$(cat err)" ""
expect "its files" "$(cd results/small && echo *)" \
    "events.csv events.csv.meta.json outcomes.csv outcomes.csv.meta.json results.db series.csv series.csv.meta.json"
expect "names what was run" "$(sed -n 1,2p out)" "One year
small, 2022-01 to 2022-12, seed 1"
expect "names its files" "$(tail -n 1 out)" "results/small: results.db, series.csv, events.csv, outcomes.csv"
expect "a table of the world, of regions and of companies" "$(grep -c '^World \|^Region \|Company  ' out)" 3
expect_in "whose capex it is" "$(cat out)" "Capex: of the companies, without landlords."
expect_in "what a net present value leaves out" "$(cat out)" "nothing for what stands at the end"
expect_in "what part of the wait for the grid it is" "$(cat out)" "Grid queue,"
expect "no colours in a file, no more than 100 columns" "$(LC_ALL=C grep -c "$(printf '\033')\|.\{101\}" out)" 0
expect "plain characters without UTF-8" "$(LC_ALL=C grep -c '[^ -~]' out)" 0
sites=$(awk -F, '$1 == "2022-12-31" && $2 == "World" && $3 == "" && $4 == "Data Centers|Operating" { print $6 }' \
    results/small/series.csv)
expect_in "the number of the export" "$(tr -d , <out | tr -s ' ')" "
Sites operating $sites "

LC_ALL=C.UTF-8 buildout run small.cfg >out
expect "blocks with UTF-8" "$(LC_ALL=C grep -c "$(printf '\342\226\210')" out | sed 's/[1-9][0-9]*/some/')" some

expect "quiet" "$(code_of small.cfg --quiet -o quiet) $(cat said)" "0 "

expect "json" "$(buildout run small.cfg --quiet --json -o json 2>&1 >out; echo $?)" 0
json_row='^{"variant": "\(.*\)", "replicate": \(.*\), "entity": "\(.*\)", "key": "\(.*\)", "unit": "\(.*\)", "value": "\{0,1\}\([^"]*\)"\{0,1\}},\{0,1\}$'
expect "json has the rows of outcomes.csv" "$(sed -n "s/$json_row/\1,\2,\3,\4,\5,\6/p" out)" \
    "$(tail -n +2 json/outcomes.csv)"
expect "json is an array" "$(sed -n '1p;$p' out)" "[
]"
if command -v python3 >/dev/null 2>&1; then
    expect "json can be read" "$(python3 -c 'import json, sys; print(list(json.load(sys.stdin)[0]))' <out)" \
        "['variant', 'replicate', 'entity', 'key', 'unit', 'value']"
fi

buildout run small.cfg --quiet --stats >out 2>err
expect "heads of stats" "$(sed -n '1p;3p' out)" "agenda_events,kernel_events,wakeups,completions,cpu_ms,rss_mib
store_ms,export_ms"
expect "values of stats" "$(sed -n '2p;4p' out | sed 's/[0-9][0-9]*/N/g')" "N,N,N,N,N.N,N.N
N.N,N.N"
expect "stats do not spoil json" "$(buildout run small.cfg --json --stats 2>err | tail -n 1; sed -n 1p err)" "]
agenda_events,kernel_events,wakeups,completions,cpu_ms,rss_mib"

expect "progress for programs" \
    "$(buildout run small.cfg --quiet --progress json 2>&1 | sed 's/"runs_per_s":[0-9.][0-9.]*/"runs_per_s":N/')" \
    '{"done":0,"total":1,"failed":0,"runs_per_s":null,"eta_s":null}
{"done":1,"total":1,"failed":0,"runs_per_s":N,"eta_s":0}'

if script -qec true /dev/null >/dev/null 2>&1; then
    on_terminal() { # columns environment...
        columns=$1
        shift
        script -qec "stty cols $columns; env $* '$BUILDOUT_PROGRAM' run small.cfg" /dev/null </dev/null | tr -d '\r'
    }
    expect "bold on a terminal" "$(on_terminal 80 TERM=xterm | grep -c "$(printf '\033')\[1mWorld")" 1
    expect "never with NO_COLOR" "$(on_terminal 80 TERM=xterm NO_COLOR=1 | grep -c "$(printf '\033')\[[0-9]*m")" 0
    expect "no escape sequences without a kind of terminal" "$( (on_terminal 80 TERM=dumb; on_terminal 80 TERM=) |
        grep -c "$(printf '\033')")" 0
    expect "80 columns" "$(on_terminal 80 NO_COLOR=1 | tail -n +2 | LC_ALL=C grep -c '.\{81\}')" 0
fi

# --- the same bytes ---

buildout run small.cfg --quiet -o same --seed 7 || failures=$((failures + 1))
mkdir elsewhere
(cd elsewhere && LC_ALL=C.UTF-8 TZ=Asia/Tokyo buildout run ../small.cfg --quiet -o ../same2 --seed 7) ||
    failures=$((failures + 1))
expect "the same seed, elsewhere" "$(bytes_of same2)" "$(bytes_of same)"
LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TZ=America/Lima buildout run "$here/small.cfg" --quiet -o same --seed 7
expect "the same seed, again" "$(bytes_of same)" "$(bytes_of same2)"
buildout run small.cfg --quiet -o same2 --seed 8
expect "another seed" "$(cmp -s same/series.csv same2/series.csv; echo $?)" 1
buildout run small.cfg --quiet -o same2 --seed 7 --replicate 1
expect "another replicate" "$(cmp -s same/series.csv same2/series.csv; echo $?)" 1
buildout run small.cfg --quiet -o same2 --seed 7 --central
expect "central" "$(cmp -s same/series.csv same2/series.csv; echo $?)" 1
expect "set" "$(code_of small.cfg -o set --set time.end=2022-07-01) $(sed -n 2,3p said)" \
    "0 small, 2022-01 to 2022-06, seed 1
with time.end=2022-07-01"

# --- what goes wrong ---

before=$(bytes_of results/small)
expect "no scenario" "$(code_of missing.cfg)" 1
expect "no such key" "$(code_of small.cfg --set time.ende=2024-01-01)" 1
expect "no argument" "$(code_of)" 2
expect "no such option" "$(code_of small.cfg --sede 4)" 2
expect "a run that fails" "$(code_of other/small.cfg)" 3
expect_in "says why" "$(cat said)" "leverage_max = 1e+09 is outside 0 to 20, for "
expect "a run that fails leaves the results" "$(bytes_of results/small)" "$before"
expect "a run that fails leaves no folder" "$(code_of other/small.cfg -o new/deep/er/; ls -d new 2>/dev/null)" 3
expect "a check that fails" "$(buildout run checked.cfg 2>err >out; echo $?)" 5
expect "says which" "$(cat err)" \
    "buildout: error: seed 1, replicate 0: checked.cfg:2:46: the check sane does not hold at the end of 2022-12: world.sites > 1000000"
expect "is kept, and told" "$(cat results/checked/*.csv | wc -l | sed 's/[1-9][0-9]*/some/') $(sed -n 1p out)" \
    "some A check that does not hold"

expect "another scenario's folder" "$(code_of checked.cfg -o results/small)" 4
expect_in "says whose" "$(cat said)" 'holds results of scenario "small", not of "checked"'
expect "another scenario's folder is left alone" "$(bytes_of results/small)" "$before"
expect "unless forced" "$(code_of checked.cfg -o results/small --force; grep -c checked results/small/*.json)" "5
results/small/events.csv.meta.json:1
results/small/outcomes.csv.meta.json:1
results/small/series.csv.meta.json:1"

mkdir stranger
echo mine >stranger/series.csv
expect "the exports of a stranger" "$(code_of small.cfg -o stranger) $(ls stranger) $(cat stranger/series.csv)" \
    "4 series.csv mine"
expect "unless forced too" "$(code_of small.cfg -o stranger --force)" 0
before=$(cksum <stranger/results.db)
rm stranger/events.csv
mkdir stranger/events.csv
expect "a folder where an export goes" "$(code_of small.cfg -o stranger --seed 2) $(cksum <stranger/results.db)" \
    "4 $before"

touch file
expect "a folder that is a file" "$(code_of small.cfg -o file)" 4
expect "a folder in a file" "$(code_of small.cfg -o file/results)" 4
mkdir closed
chmod a-w closed
if ! touch closed/try 2>/dev/null; then
    expect "a folder that cannot be written" "$(code_of small.cfg -o closed) $(code_of small.cfg -o closed/new)" "4 4"
fi
if [ -e /dev/full ]; then
    expect "a full disk under stdout" "$(buildout run small.cfg -o full 2>&1 >/dev/full; echo $?)" \
        "buildout: error: standard output could not be written
4"
fi

# 32 blocks of 512 bytes: as on a full disk, a write fails, and nothing is left of a folder that was made.
expect "a file that may not grow" "$( (ulimit -f 32; code_of small.cfg -o limited/deep); ls -d limited 2>/dev/null)" 4
cp small.cfg ..cfg
cp small.cfg ...cfg
expect "a scenario without a name" "$(code_of ..cfg) $(code_of ...cfg) $(ls -d results/results.db results.db 2>/dev/null)" "2 2 "
expect_in "says so" "$(cat said)" "names the result folder"

# --- interruptions ---

wait_for_start() { # until the run of which err is the progress has a process of its own, its number in child
    child=
    for _ in $(seq 100); do
        [ ! -s err ] || child=$(tr -d ' ' <"/proc/$1/task/$1/children")
        [ -z "$child" ] || return
        sleep 0.1
    done
}

interrupt() { # interrupt signal [word...]: of a program begun with these words the code and what is left
    : >err
    signal=$1
    shift
    "$@" "$BUILDOUT_PROGRAM" run other/slow.cfg --quiet --progress json -o slow 2>err &
    parent=$!
    wait_for_start "$parent"
    kill -s "$signal" "$parent"
    wait "$parent"
    echo "$?"
    [ -n "$child" ] && kill -0 "$child" 2>&1 | sed "s/.*[Nn]o such process.*/gone/"
    ls slow 2>/dev/null
}

if [ -r /proc/self/task/$$/children ] || [ -r "/proc/$$/task/$$/children" ]; then
    expect "SIGTERM" "$(interrupt TERM)" "130
gone"
    expect "SIGHUP" "$(interrupt HUP)" "130
gone"
    # A shell starts what is in the background with SIGINT ignored; env does not when told.
    if env --default-signal=INT true 2>/dev/null; then
        expect "SIGINT" "$(interrupt INT env --default-signal=INT)" "130
gone"
        expect "says so" "$(tail -n 1 err)" "buildout: interrupted; no results were written"
    fi
    mkdir slow
    echo mine >slow/notes
    buildout run other/slow.cfg --set time.end=2022-02-01 --quiet -o slow
    before=$(bytes_of slow)
    interrupt TERM >left
    expect "SIGTERM leaves the results" "$(bytes_of slow)" "$before"
fi

# --- who has less than nothing --------------------------------------------------------------------------------------

buildout run "$BUILDOUT_SOURCE/scenarios/baseline.cfg" -o long >long.txt 2>/dev/null
awk -F, '$4 == "overdraft" { print $2 }' long/events.csv >overdrawn
expect "cash below zero is told, as lent or not" \
    "$(sed -n 's/^\(Overdraft\|Cash below zero\): \([^,]*\),.*/\2/p' long.txt | sort)" \
    "$(awk -F, '$4 == "cash_min" && $6 < -0.5 { print $3 } ' long/outcomes.csv | sort - overdrawn | sort -u)"

# --- who has none ---------------------------------------------------------------------------------------------------

expect "who is there has key figures of what it has none of" \
    "$(awk -F, '$3 ~ /^(Anthropic|Apple|CoreWeave|OpenAI)$/ && $4 ~ /^(h100e|revenue_ai)$/ { print $3, $4, ($6 > 0) }' long/outcomes.csv)" \
    "Anthropic h100e 0
Anthropic revenue_ai 1
Apple h100e 1
Apple revenue_ai 0
CoreWeave h100e 1
CoreWeave revenue_ai 0
OpenAI h100e 0
OpenAI revenue_ai 1"
expect "and no share of what nobody buys, or where it offers nothing" \
    "$(awk -F, '$4 == "share_uplift" || ($3 == "Apple" && $4 ~ /^share_/) { print $3, $4 }' long/outcomes.csv)" ""

[ "$failures" -eq 0 ]
