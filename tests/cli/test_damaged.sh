#!/bin/sh
# Results that a disk or somebody has altered: each verb that reads them says what is wrong with them, and where.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" "$here/tiny.cfg"
cd "$here" || exit 1
export TMPDIR=$here

for made in "run tiny.cfg -o one" "ensemble tiny.cfg --runs 2 --jobs 1 --keep all -o many" \
    "compare tiny.cfg construction.size_median_mw=60 --runs 2 --jobs 1 -o pair" \
    "ensemble tiny.cfg --runs 4 --jobs 1 --shard 1/2 -o s1" "ensemble tiny.cfg --runs 4 --jobs 1 --shard 2/2 -o s2"; do
    # shellcheck disable=SC2086 # a word each
    "$BUILDOUT_PROGRAM" $made --quiet || expect "$made" $? 0
done

# A line a folder: its name, whose copy it is, and what is done to it.
cat >damages <<'END'
no_month;one;UPDATE run SET first_month = '2022-13'
no_months;one;UPDATE run SET n_months = -1
endless;one;UPDATE run SET n_months = 2000000000
undated;one;UPDATE run SET first_month = NULL
no_experiment;one;DELETE FROM experiment
no_table;one;DROP TABLE series
no_event_day;one;UPDATE event SET date = 'yesterday'
no_project_day;one;UPDATE project SET announced = 'never' WHERE number = 1
no_fleet_month;one;INSERT INTO fleet VALUES (1, '2021-12', 'Alpha', 'Alpha', 'North', 'Alpha', 'H100', 1)
late_fleet_month;one;INSERT INTO fleet VALUES (1, '2024-01', 'Alpha', 'Alpha', 'North', 'Alpha', 'H100', 1)
failed;one;UPDATE run SET status = 'failed'
short_series;one;UPDATE series SET month_values = '[1.0, 2.0]'
short_member;many;UPDATE member SET month_values = x'00'
short_band;many;UPDATE band SET p50 = '[1.0]'
other_months;many;UPDATE run SET n_months = 23 WHERE run = 2
no_parting_day;pair;UPDATE parting SET date = 'never'
no_variants;pair;DELETE FROM variant
array;one;UPDATE experiment SET plan = '[]'
unknown;one;UPDATE experiment SET plan = '{"nothing": 1}'
elsewhere;one;UPDATE experiment SET version = '0.0.1', probe_hash = 'another'
no_shard;s2;UPDATE experiment SET plan = json_remove(plan, '$.shard')
no_number;s1;UPDATE experiment SET plan = '{"shard": "1/2"}'
odd_sets;s1;UPDATE experiment SET plan = json_set(plan, '$.set', json('[1]'))
other_seed;s2;UPDATE experiment SET seed = '2'
other_scenario;s2;UPDATE scenario SET sha256 = 'another'
other_version;s2;UPDATE experiment SET version = '0.0.1'
other_machine;s2;UPDATE experiment SET probe_hash = 'another'
other_packs;s2;UPDATE scenario SET data_sha256 = 'another'
no_names;s2;UPDATE pack SET names = x'07'
no_moves;s2;UPDATE pack SET moves = x'07'
no_check;s2;UPDATE pack SET pack_check = 7
END
python3 - <<'END' || exit 1
import shutil, sqlite3
for line in open("damages"):
    name, source, sql = line.rstrip("\n").split(";")
    shutil.copytree(source, name)
    with sqlite3.connect(name + "/results.db") as db:
        db.execute(sql)
    db.close()
END

says() { # says code text word...: the command ends with the code and says the text
    code=$1 text=$2
    shift 2
    "$BUILDOUT_PROGRAM" "$@" >said 2>&1
    expect "code of $*" $? "$code"
    expect_in "$*" "$(cat said)" "$text"
}
cash='Cash --entity Alpha --date 2023-06'

says 4 'the first month of a run is no month' projects no_month
says 4 'the months of a run make no sense' projects no_months
says 4 'the months of a run make no sense' report undated
# shellcheck disable=SC2086 # a word each
says 4 'the months of a run make no sense' why endless $cash
says 4 'the months of a run make no sense' export endless --to iamc
says 4 'it names no experiment' report no_experiment
says 4 'no such table: series' export no_table --to iamc
says 4 'the date of an event is no date' report no_event_day
says 4 'the date of a project is no date' projects no_project_day
says 4 'a month of the fleet is no month of the run' fleet no_fleet_month
says 4 'a month of the fleet is no month of the run' fleet late_fleet_month
says 4 'holds no run that was done' projects failed
says 4 'holds no run that was done' export failed --to trace
says 0 './failed.html' report failed -o failed.html
for format in iamc $(has_netcdf many && echo netcdf); do
    says 4 'short_series' export short_series --to $format
done
# shellcheck disable=SC2086 # a word each
says 4 short_series why short_series $cash
says 4 'is damaged' export short_band --to iamc
if has_netcdf many; then
    says 4 'is damaged' export short_member --to netcdf
    says 4 'its runs do not have the same months' export other_months --to netcdf
fi
says 4 'the date of a parting is no date' compare tiny.cfg construction.size_median_mw=60 --runs 2 -o no_parting_day
says 0 no_variants.html report no_variants -o no_variants.html
says 4 'its plan is no JSON object' reproduce array
says 2 'its plan says nothing, which cannot be done again' reproduce unknown
says 0 'written by version 0.0.1' reproduce elsewhere
says 0 'mathematical functions' reproduce elsewhere
says 2 pair reproduce pair
says 2 'no_shard: is no shard' merge s1 no_shard -o merged
says 4 'its plan says no number of runs' merge no_number -o merged
says 4 'odd_sets: its plan sets what is no text' merge odd_sets -o merged
says 6 'another choice of options' merge s1 no_number -o merged
says 6 'another seed' merge s1 other_seed -o merged
says 6 'another scenario' merge s1 other_scenario -o merged
says 6 'another version of buildout' merge s1 other_version -o merged
says 6 'another mathematical library' merge s1 other_machine -o merged
says 6 "another text in the scenario's files" merge s1 other_packs -o merged
for damage in no_names no_moves no_check; do
    says 4 'its members cannot be read' merge s1 $damage -o merged
done
says 2 'replicate' merge s1 -o merged
expect "what could not be merged is not there" "$(ls merged 2>&1 | grep -c results.db)" 0

# A table that a report draws.
for damage in 's/,[^,]*$//;2p' 's/$/"/;2p'; do
    sed -n "1p;2$damage" pair/compare.csv >pair/compare.new && mv pair/compare.new pair/compare.csv
    says 4 compare.csv: report pair -o pair.html
    "$BUILDOUT_PROGRAM" compare tiny.cfg construction.size_median_mw=60 --runs 2 --jobs 1 --quiet -o pair
done

# What fuzz/results begins with is read: of a database of other tables it would try no more than the refusal.
mkdir corpus
for database in "$BUILDOUT_SOURCE"/tests/fuzz/corpus/results/*.db; do
    cp "$database" corpus/results.db
    expect "of the corpus of fuzz/results $database" "$("$BUILDOUT_PROGRAM" projects corpus 2>&1 >/dev/null; echo $?)" 0
done
[ "$failures" -eq 0 ]
