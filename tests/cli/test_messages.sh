#!/bin/sh
# What the verbs say to requests that make no sense, or that have no answer: one line that tells what is wanted.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" "$here/tiny.cfg"
cd "$here" || exit 1
mkdir other && cp tiny.cfg other
cat >two.cfg <<'END'
scenario: { extends = "tiny.cfg"; title = "Strategies"; };
strategies: { bold: { growth_belief_ratio = 2.0; leverage_max = 6.0; }; shy: { growth_belief_ratio = 0.3; leverage_max = 1.0; }; };
END

says() { # says code text word...: the command ends with the code and says the text, on one line when it is an error
    code=$1 text=$2
    shift 2
    "$BUILDOUT_PROGRAM" "$@" >said 2>&1 </dev/null
    expect "code of $*" $? "$code"
    expect_in "$*" "$(cat said)" "$text"
    [ "$code" -ne 2 ] || expect "lines of $*" "$(grep -c 'error: ' said)" 1
}

# --- what is wanted ---
says 2 'solve wants --for PATH and --until EXPRESSION' solve tiny.cfg
says 2 'solve wants --for PATH and --until EXPRESSION' solve tiny.cfg --for power.ramp_months
says 2 '--between wants LOW..HIGH' solve tiny.cfg --for power.ramp_months --until World.mw --between 6
says 2 '--between wants LOW..HIGH' solve tiny.cfg --for power.ramp_months --until World.mw --between x..9
says 2 '--between wants LOW..HIGH' solve tiny.cfg --for power.ramp_months --until World.mw --between 6..x
says 2 '--between wants LOW..HIGH' solve tiny.cfg --for power.ramp_months --until World.mw --between 9..6
says 2 'is not uncertain: say --between LOW..HIGH' solve tiny.cfg --for power.ramp_months --until World.mw
says 2 'wait wants --company' wait two.cfg
says 2 '--strategies wants COMMITTED,WAITING' wait two.cfg --company Alpha --strategies bold
says 2 'there is no strategy "brave"' wait two.cfg --company Alpha --strategies brave,shy --quarters 0..1 --runs 1 --jobs 1
says 1 'there is no "timid" among strategies' wait two.cfg --company Alpha --strategies bold,timid --quarters 0..1 --runs 1 --jobs 1
for quarters in 3 x..2 0..x -1..2 2..2 0..1000 0.5..2 0..2.5; do
    says 2 '--quarters wants FROM..TO' wait two.cfg --company Alpha --strategies bold,shy --quarters=$quarters
done
says 2 'game wants --players and --strategies' game two.cfg --players Alpha,Beta
says 2 'game wants --players and --strategies' game two.cfg --strategies bold,shy
says 2 '--players wants 2 to' game two.cfg --players Alpha --strategies bold,shy
says 2 'Alpha plays twice' game two.cfg --players Alpha,Alpha --strategies bold,shy
says 2 '--strategies wants 1 to' game two.cfg --players Alpha,Beta --strategies ,
says 2 'there is no company "Alhpa"; did you mean Alpha?' game two.cfg --players Alhpa,Beta --strategies bold,shy
says 2 'there is no company "Zyxwvuts" in two.cfg' game two.cfg --players Alpha,Zyxwvuts --strategies bold,shy
says 2 'sweep wants 1 to' sweep tiny.cfg
says 2 'has no value' sweep tiny.cfg --vary power.ramp_months=
says 2 'power.ramp_months is varied twice' sweep tiny.cfg --vary power.ramp_months=1,2 --vary power.ramp_months=3
ten=1,2,3,4,5,6,7,8,9,10
says 2 'these are more than' sweep tiny.cfg --vary power.ramp_months=$ten \
    --vary construction.size_median_mw=$ten --vary construction.hall_mw=$ten --vary construction.max_halls=$ten \
    --vary construction.size_sigma=0.1,0.2
says 2 '--enough wants a number' sweep tiny.cfg --vary power.ramp_months=1,2 --enough much
says 2 'there is no key figure of Alpha "npvv"; did you mean npv?' sweep two.cfg --vary power.ramp_months=1,2 --company Alpha --strategies bold,shy --key npvv
says 2 'there is no key figure of Alpha "npvv"; did you mean npv?' wait two.cfg --company Alpha --strategies bold,shy --key npvv
says 2 'sweep wants 2 to' sweep two.cfg --vary power.ramp_months=1,2 --strategies bold,shy
says 2 'sweep wants 2 to' sweep two.cfg --vary power.ramp_months=1,2 --company Alpha --strategies bold
says 2 '--precision wants a share' ensemble tiny.cfg --precision much
says 2 '--precision wants a share' ensemble tiny.cfg --precision 200%
says 2 '--figure wants ENTITY.KEY' ensemble tiny.cfg --precision 2% --figure mw
says 2 '--figure wants ENTITY.KEY' ensemble tiny.cfg --precision 2% --figure .mw
says 2 '--figure wants ENTITY.KEY' ensemble tiny.cfg --precision 2% --figure World.
says 2 'is no PATH=VALUE' compare tiny.cfg 'power.ramp_months=6; tiny'
says 2 'have the same name' compare tiny.cfg other/tiny.cfg
says 2 '--rows wants at least 2' sensitivity tiny.cfg --rows 1 --set 'construction.size_median_mw={ dist = "uniform"; low = 20.0; high = 60.0; }'
says 2 'there is no country "Nowhereland"' chips --buyer Alibaba@Nowhereland
says 2 '--shard wants' ensemble tiny.cfg --shard 3/2

# --- no answer ---
"$BUILDOUT_PROGRAM" run tiny.cfg --quiet -o one || expect run $? 0
"$BUILDOUT_PROGRAM" compare tiny.cfg 'power.ramp_months=6' --quiet --runs 30 --jobs 1 -o pair || expect compare $? 0
says 2 'the nearest known one is "Alpha.npv"' solve tiny.cfg --for power.ramp_months \
    --until Alpha.npx --between 6..12 --runs 1 --jobs 1 -o solved
says 2 'a text where a number is due' solve tiny.cfg --for power.ramp_months --until '"mw"' --between 6..12 --runs 1 --jobs 1 -o solved
says 2 'no input differs between its runs' discover pair --when 'World.mw > 0'
says 2 'there is no variable "Zyxwvutsrqpo"' why one Zyxwvutsrqpo --entity Alpha --date 2023-06
says 2 'there is no' books one Zyxwvuts
says 4 'the result folder has an empty name' projects ''
says 4 results.db projects other
says 2 '-o wants a file' report one -o page/
says 4 'results.db' reproduce other
"$BUILDOUT_PROGRAM" ensemble tiny.cfg --quiet --runs 4 --jobs 1 --shard 1/2 -o s1 || expect shard $? 0
says 2 's1 is a shard itself' merge s1 -o s1
says 2 'one: is no shard' merge s1 one -o merged

# --- tables that are written in a folder ---
columns=period,entity,variable,aggregate,value,unit,tolerance,source
printf '%s\n%s\n' $columns '2022,World,Companies|Alive,sum,24,count,0.1,report' >past.csv
backtest() { # backtest code text folder [option...]
    code=$1 text=$2 folder=$3
    shift 3
    says "$code" "$text" backtest tiny.cfg --observed past.csv --runs 2 --jobs 1 -o "$folder" "$@"
}
backtest 4 'too long' "$(printf '%05000d' 0)"
backtest 4 'is not a folder' past.csv
backtest 4 'Not a directory' past.csv/below
"$BUILDOUT_PROGRAM" run two.cfg --quiet -o strategies || expect run $? 0
backtest 4 'strategies: holds results of the scenario two; --force replaces them' strategies
backtest 0 '' strategies --force
backtest 0 '' deep/er/folder
printf '{ "scenario": "another" }' >deep/er/folder/backtest.csv.meta.json
backtest 4 'holds results of the scenario another' deep/er/folder
mkdir -p taken/backtest.csv.tmp
backtest 4 'Is a directory' taken
mkdir -p full/backtest.csv
backtest 4 'full/backtest.csv' full
expect "nothing is left behind" "$(ls full)" backtest.csv
mkdir none
says 4 'none has no *.csv' backtest tiny.cfg --observed none
says 4 'cannot read' backtest tiny.cfg --observed nowhere
says 4 'cannot read' backtest tiny.cfg --observed other/none.csv
head -c 17000000 /dev/zero >large.csv
says 4 'large.csv has more than' backtest tiny.cfg --observed large.csv
printf 'period\n2022\n' >odd.csv
says 1 odd.csv:1: backtest tiny.cfg --observed odd.csv
[ "$failures" -eq 0 ]
