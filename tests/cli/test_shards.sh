#!/bin/sh
# An ensemble in parts: shards that are merged, a run that is killed again and again, runs until enough is known.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
# Two inputs are uncertain: the load at the end follows the first and not the second.
sed 's/size_median_mw = 40.0/size_median_mw = "20 to 80"/
s/ramp_months *=.*/ramp_months = "1 to 12";/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg" >"$here/tiny.cfg"
cd "$here" || exit 1

ensemble() {
    "$BUILDOUT_PROGRAM" ensemble tiny.cfg "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

# --- shards ---------------------------------------------------------------------------------------------------------

expect "the whole" "$(code ensemble --runs 23 -o whole)" 0
expect "shards" "$(for i in 1 2 3; do code ensemble --runs 23 --shard $i/3 -o s$i; done)" "0
0
0"
expect "a shard says what it is" "$(ensemble --runs 23 --shard 2/3 -o s2 2>/dev/null)" \
    "s2: shard 2/3, 8 runs; buildout merge makes one of all shards"
expect "merged" "$(code "$BUILDOUT_PROGRAM" merge s1 s2 s3 -o merged)" 0
expect "merged, byte by byte" "$(diff -r whole merged 2>&1)" ""
expect "merged in another order, one twice" "$(code "$BUILDOUT_PROGRAM" merge s3 s1 s2 s1 -o merged3)" 0
expect "byte by byte again" "$(diff -r whole merged3 2>&1)" ""
expect "merge prints what the ensemble prints" "$("$BUILDOUT_PROGRAM" merge s1 s2 s3 -o merged | sed '$d')" \
    "$(ensemble --runs 23 -o whole 2>/dev/null | sed '$d')"

for keep in watched all; do
    expect "the whole, $keep kept" "$(code ensemble --runs 6 --keep $keep -o $keep)" 0
    expect "in two" "$(for i in 1 2; do code ensemble --runs 6 --keep $keep --shard $i/2 -o $keep$i; done)" "0
0"
    expect "merged with $keep" "$(code "$BUILDOUT_PROGRAM" merge ${keep}1 ${keep}2 -o merged$keep)" 0
    expect "merged with $keep, byte by byte" "$(diff -r $keep merged$keep 2>&1)" ""
done

expect "one is missing" "$("$BUILDOUT_PROGRAM" merge s1 s3 -o part 2>&1; echo $?; ls part 2>/dev/null)" \
    "buildout: error: replicate 1 of 23 is in none of the folders
2"
expect "another seed" "$(code ensemble --runs 23 --seed 2 --shard 2/3 -o other
    "$BUILDOUT_PROGRAM" merge s1 other s3 -o part 2>&1; echo $?)" \
    "0
buildout: error: other: is a shard of an experiment with another seed
6"
expect "what is no shard" "$("$BUILDOUT_PROGRAM" merge whole -o part 2>&1; echo $?)" \
    "buildout: error: whole: is no shard: only what --shard has simulated can be merged
2"
expect "into a shard" "$(code "$BUILDOUT_PROGRAM" merge s1 s2 s3 -o s1)" 2
expect "a shard that is not there" "$(code "$BUILDOUT_PROGRAM" merge s1 nowhere -o part)" 4
for wrong in 0/3 4/3 3 1/ /2 1/2x -1/2; do
    expect "--shard $wrong" "$(code ensemble --shard=$wrong -o part)" 2
done
expect "nothing was left" "$(ls -d part 2>/dev/null)" ""
if command -v python3 >/dev/null 2>&1; then
    cp -r s1 forged
    python3 -c 'import sqlite3; db = sqlite3.connect("forged/results.db")
db.execute("update run set checksum = \"0\" where replicate = 3"); db.commit()'
    expect "the same run, twice and not the same" "$("$BUILDOUT_PROGRAM" merge s1 forged s2 s3 -o part 2>&1; echo $?)" \
        "buildout: error: ./forged/results.db: run base/3 is not what another folder has of it
6"
fi

(
    trap '' XFSZ
    ulimit -f 600
    "$BUILDOUT_PROGRAM" merge s1 s2 s3 -o full >/dev/null 2>&1
    echo $? >full.code
)
expect "a full disk" "$(cat full.code; ls -d full/results.db* 2>/dev/null)" 4
expect "with room again" "$(code "$BUILDOUT_PROGRAM" merge s1 s2 s3 -o full; diff -r whole full 2>&1)" 0

# --- shards of several variants -------------------------------------------------------------------------------------

compare="compare tiny.cfg power.ramp_months=3 --runs 7"
sweep="sweep tiny.cfg --vary power.ramp_months=3,9 --runs 7"
game="game tiny.cfg --players Alpha,Beta --strategies steady,also --set strategies.also={extends=\"steady\";cover_ratio=1.1;} --runs 7"
for verb in compare sweep game; do
    eval "command=\$$verb"
    n_variants=2
    [ $verb = game ] && n_variants=4
    expect "the whole $verb" "$(code "$BUILDOUT_PROGRAM" $command -o ${verb}whole)" 0
    expect "$verb in shards" "$(for i in 1 2 3; do code "$BUILDOUT_PROGRAM" $command --shard $i/3 -o $verb$i; done)" "0
0
0"
    expect "$verb with a shard missing" "$("$BUILDOUT_PROGRAM" merge ${verb}1 ${verb}3 -o part 2>&1 | sed 's/of 7 of .* is in/of 7 of V is in/'; ls part 2>/dev/null)" \
        "buildout: error: replicate 1 of 7 of V is in none of the folders"
    expect "$verb merged" "$("$BUILDOUT_PROGRAM" merge ${verb}3 ${verb}1 ${verb}2 -o ${verb}merged)" \
        "${verb}merged: 7 runs of each of $n_variants variants; $verb without --shard, with -o ${verb}merged, now writes its tables and simulates nothing"
    expect "$verb makes its table of it, and simulates nothing" \
        "$("$BUILDOUT_PROGRAM" $command -o ${verb}merged 2>&1 >/dev/null)" \
        "${verb}merged/results.db holds this already; --force simulates it again"
    expect "$verb merged, byte by byte" "$(diff -r ${verb}whole ${verb}merged 2>&1)" ""
done
sensitivity="sensitivity tiny.cfg --rows 3"
expect "the whole sensitivity" "$(code "$BUILDOUT_PROGRAM" $sensitivity -o sensitivitywhole)" 0
expect "sensitivity in shards" "$(for i in 1 2; do code "$BUILDOUT_PROGRAM" $sensitivity --shard $i/2 -o sensitivity$i; done)" "0
0"
expect "a shard has no table" "$(ls sensitivity1)" "results.db"
expect "sensitivity merged" "$("$BUILDOUT_PROGRAM" merge sensitivity2 sensitivity1 -o sensitivitymerged)" \
    "sensitivitymerged: 9 runs of each of 1 variant; sensitivity without --shard, with -o sensitivitymerged, now writes its tables and simulates nothing"
expect "sensitivity makes its table of it" "$(code "$BUILDOUT_PROGRAM" $sensitivity -o sensitivitymerged)" 0
expect "sensitivity merged, byte by byte" "$(diff -r sensitivitywhole sensitivitymerged 2>&1)" ""
expect "a shard of each" "$(code "$BUILDOUT_PROGRAM" merge compare1 sweep2 -o part)" 6
expect "a shard cannot know a difference" "$("$BUILDOUT_PROGRAM" $compare --precision 5% --shard 1/2 -o part 2>&1; echo $?)" \
    "buildout: error: --precision looks at all runs, and a shard has only its own
2"

# --- checks of medians ----------------------------------------------------------------------------------------------

{
    cat tiny.cfg
    echo 'checks: { small: { of = "median"; expect = "World.mw < 0"; }; right: { of = "median"; expect = "World.mw > 0"; }; };'
} >checked.cfg
line=$(wc -l <checked.cfg | tr -d ' ')
complaint="error: the check small does not hold of the medians of"
ends() { # what a command says, and its code
    "$BUILDOUT_PROGRAM" "$@" --quiet 2>&1
    echo $?
}
expect "of an ensemble" "$(ends ensemble checked.cfg --runs 5 -o checked)" "checked.cfg:$line:44: $complaint 5 runs: World.mw < 0
5"
expect "of a shard none is made" "$(for i in 1 2; do ends ensemble checked.cfg --runs 5 --shard $i/2 -o checked$i; done)" "0
0"
expect "of shards merged" "$(ends merge checked1 checked2 -o checkedmerged; diff -r checked checkedmerged)" \
    "checked.cfg: $complaint 5 runs: World.mw < 0
5"
expect "of every variant of a compare" "$(ends compare checked.cfg power.ramp_months=3 'checks.small.expect="World.mw > 1"' --runs 3 -o several)" \
    "checked.cfg:$line:44: $complaint 3 runs of checked: World.mw < 0
checked.cfg:$line:44: $complaint 3 runs of power.ramp_months=3: World.mw < 0
5"
expect "of every point of a sweep" "$(ends sweep checked.cfg --vary power.ramp_months=3 --runs 3 -o swept | tail -2)" \
    "checked.cfg:$line:44: $complaint 3 runs: World.mw < 0
5"
expect "of every pair of a game" "$(ends game checked.cfg --players Alpha,Beta --strategies steady --runs 3 -o played)" \
    "checked.cfg:$line:44: $complaint 3 runs: World.mw < 0
5"
expect "of every wait" "$(ends wait checked.cfg --company Alpha --strategies steady,steady --quarters 0..1 --runs 3 -o waited | tail -2)" \
    "checked.cfg:$line:44: $complaint 3 runs of Alpha waits 01 quarters: World.mw < 0
5"
expect "a scenario with such a check is run again" "$(ends reproduce checked | tail -1)" 0

# --- killed at any instant ------------------------------------------------------------------------------------------

# The instants are drawn; SEED=... draws those of a failure again, as far as the machine lets it.
seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
began=$(date +%s%N)
expect "never killed" "$(code ensemble --runs 120 -o never)" 0
took_ms=$((($(date +%s%N) - began) / 1000000))
n_killed=0 n_whole=0
# From the start of the program to what may be after its end. Who comes to an end is compared, and begins anew.
for instant in $(awk -v seed="$seed" -v ms="$took_ms" 'BEGIN { srand(seed); for (i = 0; i < 200; i++) printf "%.4f\n", rand() * ms / 3000 }'); do
    "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 120 --jobs 2 -o killed >/dev/null 2>&1 &
    pid=$!
    sleep "$instant"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    case $? in
    137) n_killed=$((n_killed + 1)) ;;
    0)
        expect "killed at instants of seed $seed, byte by byte" "$(diff -r never killed 2>&1)" ""
        rm -r killed
        n_whole=$((n_whole + 1))
        ;;
    *) expect "killed at instants of seed $seed" failed "killed, or done" ;;
    esac
    [ $n_killed -eq 20 ] && break
done
expect "killed 20 times at instants of seed $seed" "$n_killed" 20
expect "and taken up" "$(code ensemble --runs 120 -o killed)" 0
expect "the same bytes as never killed, seed $seed" "$(diff -r never killed 2>&1)" ""

# Killed between the first replicates and the end, whenever that is here: the files of the partial one are still there.
tenths=3
until [ "$(wc -c 2>/dev/null <late/results.db.partial-members || echo 0)" -gt 100000 ]; do
    rm -rf late
    "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 120 --jobs 2 -o late >/dev/null 2>&1 &
    pid=$!
    sleep "$((tenths / 10)).$((tenths % 10))"
    tenths=$((tenths % 60 + 1))
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
done
mkdir left
cp late/results.db.partial* left
for runs in 120 121; do
    cp left/* never
    expect "$runs runs are there, or are run" "$(code ensemble --runs $runs -o never)" "$([ $runs = 120 ] && echo 0 || echo 6)"
    [ $runs = 120 ] && expect "nothing is left behind" "$(ls never | grep partial)" ""
done
expect "what others began is not removed" "$(ls never | grep -c 'partial$')" 1
rm never/results.db.partial*

# --- until enough is known ------------------------------------------------------------------------------------------

expect "until the load is known to 2 %" "$(code ensemble --runs 500 --precision 2% --jobs 1 -o known1)" 0
expect "with three jobs" "$(code ensemble --runs 500 --precision 2% --jobs 3 -o known3)" 0
expect "byte by byte" "$(diff -r known1 known3 2>&1)" ""
mw=$(awk -F, '$3 == "World" && $4 == "mw" { print $6 }' known1/outcomes.csv)
n=$(echo "$mw" | wc -l | tr -d ' ')
# 1.98 standard errors stand for t here: between 60 and 500 runs it is 2.00 to 1.96.
expect "it is known, and was not a look earlier" "$(echo "$mw" | awk '
    function known(n,    i, mean, sum) {
        for (i = 1; i <= n; i++) mean += x[i] / n
        for (i = 1; i <= n; i++) sum += (x[i] - mean) ^ 2
        return 1.98 * sqrt(sum / (n - 1) / n) / mean
    }
    { x[NR] = $1 }
    END { print (NR < 500), (known(NR) < 0.0202), (known(NR - 10) > 0.0198) }')" "1 1 1"
expect "it says so" "$(ensemble --runs 500 --precision 2% -o known1 2>/dev/null | sed -n '$s/to [0-9.]* %/to P %/p')" \
    "World.mw is known to P % of its mean after $n of at most 500 runs."
expect "never known" "$(ensemble --runs 30 --precision 0.0001 -o unknown | tail -1 | sed 's/to [0-9.]* %/to P %/')" \
    "World.mw is known to P % of its mean after 30 of at most 30 runs, which is not what was asked for."
expect "another figure" "$(code ensemble --runs 60 --precision 20% --figure Alpha.npv -o npv)" 0
expect "a figure that is not there" "$(ensemble --runs 60 --precision 5% --figure Alpha.luck -o luck 2>&1 | head -n 1)" \
    'buildout: error: there is no key figure of Alpha "luck"; there are:'
expect "is told before anything is run" "$(ls luck 2>&1 | grep -c results)" 0
expect "nor a region's" "$(ensemble --runs 60 --precision 5% --figure Country.mw -o luck 2>&1; echo $?)" \
    'buildout: error: there is no key figure "Country.mw"; did you mean North Country.mw?
2'
expect "a long name a few letters off" "$(ensemble --runs 60 --precision 5% --figure 'North Country.grid_wait_max_monhts' -o luck 2>&1; echo $?)" \
    'buildout: error: there is no key figure of North Country "grid_wait_max_monhts"; did you mean grid_wait_max_months?
2'
expect "neither whose nor which" "$(ensemble --runs 60 --precision 5% --figure Atlantis.gold -o luck 2>&1; echo $?)" \
    'buildout: error: there is no key figure "Atlantis.gold": schema --figures lists the keys, and outcomes.csv of a run whose they are
2'
expect "a region's by its word" "$(ensemble --runs 30 --precision 50% --figure North_Country.mw -o word | tail -1 | sed 's/ is known.*//')" "North Country.mw"
for wrong in 0 -1 x 100% 2%%; do
    expect "--precision=$wrong" "$(code ensemble --precision=$wrong -o luck2)" 2
done
expect "a shard cannot know" "$(code ensemble --precision 5% --shard 1/2 -o luck2)" 2

# The mean difference of pairs, of which the figure's own spread says nothing.
known="tiny.cfg demand.long_run_growth_per_year=0.3 --runs 300 --precision 10% --figure Alpha.npv"
expect "until the difference is known" "$(code "$BUILDOUT_PROGRAM" compare $known --jobs 1 -o pairs1)" 0
expect "with three jobs, byte by byte" "$(code "$BUILDOUT_PROGRAM" compare $known --jobs 3 -o pairs3; diff -r pairs1 pairs3)" 0
pairs=$(awk -F, '$3 == "Alpha" && $4 == "npv" { v[$1, $2] = $6; if ($2 >= n) n = $2 + 1 }
    END { for (k = 0; k < n; k++) print v["demand.long_run_growth_per_year=0.3", k] - v["tiny", k] }' pairs1/outcomes.csv)
expect "it is known, and was not a look earlier" "$(echo "$pairs" | awk '
    function known(n,    i, mean, sum) {
        for (i = 1; i <= n; i++) mean += x[i] / n
        for (i = 1; i <= n; i++) sum += (x[i] - mean) ^ 2
        return 1.98 * sqrt(sum / (n - 1) / n) / (mean < 0 ? -mean : mean)
    }
    { x[NR] = $1 }
    END { more = int(NR / 11) > 10 ? int(NR / 11) : 10; print (NR < 300), (NR == 20 || known(NR - more) > 0.098), (known(NR) < 0.103) }')" "1 1 1"
expect_in "compare says so" "$("$BUILDOUT_PROGRAM" compare $known -o pairs1 2>/dev/null)" \
    " % of its mean difference after $(echo "$pairs" | wc -l | tr -d ' ') of at most 300 runs."
expect "a sweep until every point is known" "$("$BUILDOUT_PROGRAM" sweep tiny.cfg --vary power.ramp_months=3,9 --runs 400 --precision 6% -o points |
    sed -n 's/of [0-9]* runs$/of N runs/p'; awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } $c["entity"] == "World" && $c["key"] == "mw" {
        n++; bad += !(($c["high"] - $c["low"]) / 2 <= 0.06 * $c["mean"] && $c["n"] < 400) } END { print n, bad }' points/sweep.csv)" \
    "points: sweep.csv, results.db, outcomes.csv; 2 points of N runs
2 0"

# --- what drives it -------------------------------------------------------------------------------------------------

expect "what drives the load" "$(ensemble --runs 120 -o never 2>/dev/null |
    sed -n '/^What drives it/,/^120 runs/s/^mw  *\([^ ]*\)  *\([+-]\).*/\1 \2/p')" "construction.size_median_mw +"
expect "what does not is not named" "$(ensemble --runs 120 -o never 2>/dev/null | grep -c ramp_months)" 0

[ "$failures" -eq 0 ]
