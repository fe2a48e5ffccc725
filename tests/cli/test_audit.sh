#!/bin/sh
# A run whose books, megawatts or chips do not add up ends with code 3 and says which account: the program, linked with one
# function that is wrong on purpose (tests/support/broken_*.c).
set -u
broken=$(dirname -- "$BUILDOUT_PROGRAM")/../tests
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT
failed=0

# expect program fault code text: the run must end with the code, and say the text (nothing when it is empty).
scenario=tiny.cfg
expect() {
    said=$(BUILDOUT_FAULT=$2 "$broken/$1" run "$BUILDOUT_SOURCE/tests/support/$scenario" --quiet \
        -o "$results/$1-$2" 2>&1 </dev/null)
    code=$?
    case $said in
    *"$4"*) [ "$code" -eq "$3" ] && return ;;
    esac
    printf 'FAILED: %s with the fault "%s" ended with code %d and said: %s\n' "$1" "$2" "$code" "$said"
    failed=1
}

expect buildout_broken_books none 0 ''
expect buildout_broken_books cent 3 'buildout: error: seed 1, replicate 0: 2022-01: audit: the account cash of '
expect buildout_broken_books side 3 'buildout: error: seed 1, replicate 0: 2022-01: audit: interest of '
expect buildout_broken_megawatts none 0 ''
expect buildout_broken_megawatts megawatts 3 'buildout: error: seed 1, replicate 0: 2022-0'
scenario=fleet.cfg
expect buildout_broken_fleet none 0 ''
expect buildout_broken_fleet chips 3 'audit: fleets had 1000 of Flagship, but 0 are held, 0 failed, 0 retired'
expect buildout_broken_fleet part 3 'audit: a part of a chip of '

# What failed leaves no results that look like those of a run.
for folder in "$results"/*-cent "$results"/*-side "$results"/*-megawatts "$results"/*-chips \
    "$results"/*-part; do
    [ ! -e "$folder/series.csv" ] || {
        echo "FAILED: a run that failed left $folder/series.csv"
        failed=1
    }
done
exit "$failed"
