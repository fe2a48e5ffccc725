#!/bin/sh
# A call of the system that fails, each in turn: the command says so and ends with its code, results that were there stay
# whole, nothing else is left behind, and the same command afterwards ends as if nothing had been.
set -u
. "$BUILDOUT_SOURCE/tests/support/faults.sh"
cd "$BUILDOUT_SOURCE" || exit 1
tiny=tests/support/tiny.cfg

bytes_of() { # every export in the folder $1
    (cd "$1" 2>/dev/null && cat -- *.csv *.json | sha256sum)
}

what_is_left() {
    find "$1" '(' -name '*partial*' -o -name '*-wal' -o -name '*-shm' -o -name '*.tmp' ')' -printf '%P '
}

# Results that are there are replaced by the whole or not at all.
"$BUILDOUT_PROGRAM" run $tiny --quiet --seed 1 -o "$here/old" || exit 1
"$BUILDOUT_PROGRAM" run $tiny --quiet --seed 2 -o "$here/new" || exit 1
old=$(bytes_of "$here/old")
new=$(bytes_of "$here/new")
renewed() { # results are as they were before
    rm -rf "$here/results"
    cp -r "$here/old" "$here/results"
}
n_faults=0
renewed
serve run $tiny --seed 2 --force --quiet -o "$here/results"
for kind in open write sync rename $of_memory; do
    n=1
    while try $kind $n; do
        n_faults=$((n_faults + 1))
        told
        if ! diff -rq "$here/old" "$here/results" >"$here/differs"; then
            expect "left behind by $what" "$(what_is_left "$here/results")" ""
            cmp -s "$here/results/results.db" "$here/old/results.db" ||
                cmp -s "$here/results/results.db" "$here/new/results.db" ||
                expect "results.db after $what" "another" "that of before or that of after"
            renewed
        fi
        next
    done
    echo "run: no $kind after $((n - 1))"
    expect "$kind, past the last" "$code $(bytes_of "$here/results")" "0 $new"
    renewed
done
expect "there were faults" "$((n_faults > 30))" 1
[ "$old" != "$new" ] || expect "two seeds differ" "$old" "something else"

# An ensemble that ends early goes on where it was.
"$BUILDOUT_PROGRAM" ensemble $tiny --quiet --runs 2 --jobs 1 -o "$here/many" || exit 1
many=$(bytes_of "$here/many")
serve ensemble $tiny --runs 2 --jobs 1 --quiet -o "$here/results"
for kind in open write sync rename step row ${of_memory#map}; do
    n=1
    while :; do
        rm -rf "$here/results"
        try $kind $n || break
        told
        tried=$what
        try none 0
        expect "code of the same command after $tried" "$code$(cat "$here/said")" 0
        [ "$(bytes_of "$here/results")" = "$many" ] || expect "the bytes after $tried" "others" "the same"
        next
    done
done

[ "$failures" -eq 0 ]
