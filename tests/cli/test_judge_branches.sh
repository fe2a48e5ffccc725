#!/bin/sh
# The judge of the export law: its unit tests take every branch of it, as gcov counts them.
set -u
command -v gcc >/dev/null 2>&1 && command -v gcov >/dev/null 2>&1 || exit 0
src=$BUILDOUT_SOURCE
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cd "$here" || exit 1
. "$src/tests/support/expect.sh"

flags="-std=c11 -D_GNU_SOURCE -ffp-contract=off -I$src/include -I$src/sim/model -I$src/tests/support"
# shellcheck disable=SC2086 # one word a flag
gcc $flags --coverage -c "$src/sim/model/judge.c" -o judge.o || exit 1
model="$src/sim/model/regime.c $src/sim/model/way_out.c $src/sim/model/chip.c $src/sim/model/country.c"
for test in regime docket; do
    # shellcheck disable=SC2086
    gcc $flags --coverage -o "$test" "$src/tests/unit/test_$test.c" judge.o $model "$src"/sim/base/*.c \
        $(pkg-config --libs cmocka gsl nettle) -lm || exit 1
    (cd "$src" && "$here/$test") >judge.text 2>&1 || {
        cat judge.text
        exit 1
    }
done
gcov -b -c judge.o 2>/dev/null | grep -A3 "^File '$src/sim/model/judge.c'" >judge.counts
awk '/^ *#####:/ { print }' judge.c.gcov
awk '/^ *[0-9#=-]+\*?:/ { line = $0 } /branch .*(taken 0|never)/ { print line }' judge.c.gcov
expect "lines of the judge" "$(sed -n 's/^Lines executed:\([0-9.]*\)%.*/\1/p' judge.counts)" 100.00
expect "branches of the judge" "$(sed -n 's/^Taken at least once:\([0-9.]*\)%.*/\1/p' judge.counts)" 100.00
[ "$failures" -eq 0 ] || exit 1
