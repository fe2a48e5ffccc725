#!/bin/sh
# The verb reproduce: the same again from what the store says, and what is told when something was altered.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
mkdir "$here/tmp"
export TMPDIR="$here/tmp"

again() {
    "$BUILDOUT_PROGRAM" reproduce "$@" 2>&1
    echo $?
}

"$BUILDOUT_PROGRAM" run world.cfg --quiet --seed 7 --replicate 3 --set regions.North.tax_rate_frac=0.25 -o one
rm world.cfg # the store has it all
expect "a run" "$(again one)" "one: the same again, byte for byte
0"
expect "quietly" "$(again one --quiet)" 0
expect "nothing is left behind" "$(ls tmp)" ""

cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" world.cfg
"$BUILDOUT_PROGRAM" ensemble world.cfg --quiet --runs 3 --jobs 2 --sampling sobol --keep watched --progress none -o many
expect "an ensemble" "$(again many --jobs 1)" "many: the same again, byte for byte
0"

# --- altered ---

cp -r one csv
sed '5s/$/9/' one/series.csv >csv/series.csv
expect "a number of an export" "$(again csv)" "buildout: error: csv/series.csv: line 5 is another when run again
6"
rm csv/series.csv
expect "an export that is gone" "$(again csv)" "buildout: error: csv/series.csv: is not there
6"
if command -v python3 >/dev/null 2>&1; then
    cp -r one db
    python3 -c '
import sqlite3
db = sqlite3.connect("db/results.db")
db.execute("UPDATE outcome SET value = value + 1 WHERE entity = ? AND key = ?", ("World", "sites"))
db.commit()'
    expect_in "a row of the store" "$(again db)" "buildout: error: db/results.db: table outcome has (1, World, sites, "
fi
expect_in "no results" "$(again nowhere)" "4"
"$BUILDOUT_PROGRAM" compare "$BUILDOUT_SOURCE/tests/support/tiny.cfg" power.ramp_months=7 --runs 1 --jobs 1 --quiet -o pair >/dev/null 2>&1
expect_in "what an experiment says instead" "$(again pair)" \
    "goes: buildout compare tiny.cfg power.ramp_months=7 --runs 1 --sampling random --seed 1"

[ "$failures" -eq 0 ]
