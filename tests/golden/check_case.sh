#!/bin/sh
# check_case.sh NAME: the run of NAME/scenario.cfg must export what NAME/*.csv expect, byte for byte.
# check_case.sh --renew NAME: writes what it exports now; say in the commit, and in why.md, why it moved.
#
# NAME/options, if there, holds options of the run (one line). NAME/rows, if there, holds fixed texts, one a line: of a
# CSV file only the heading and the rows with one of them count, so that a case keeps to what it is about.
set -u
renew=false
if [ "${1:-}" = --renew ]; then
    renew=true
    shift
fi
name=$1
cd -- "$(dirname -- "$0")/$name" || exit 1
program=${BUILDOUT_PROGRAM:-../../../buildout}
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT

expected_rows() { # of the export $1
    if [ -f rows ]; then
        head -n 1 "$1"
        tail -n +2 "$1" | LC_ALL=C grep -F -f rows
    else
        cat "$1"
    fi
}

options=
[ ! -f options ] || options=$(cat options)
# shellcheck disable=SC2086 # one word an option
"$program" run scenario.cfg --quiet -o "$results/out" $options </dev/null || exit 1
[ -s why.md ] || echo "why.md is missing"
status=0
set -- *.csv
[ -f "$1" ] || set -- series.csv
for file in "$@"; do
    if $renew; then
        expected_rows "$results/out/$file" >"$file"
    else
        expected_rows "$results/out/$file" | diff -u "$file" - >"$results/diff" || status=1
        head -n 40 "$results/diff"
    fi
done
[ -s why.md ] && [ "$status" -eq 0 ]
