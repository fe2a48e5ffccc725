#!/bin/sh
# A call of the system that fails, each in turn: the command says so and ends with its code, results that were there stay
# whole, nothing else is left behind, and the same command afterwards ends as if nothing had been.
set -u
[ -n "${BUILDOUT_FAULT_LIBRARY:-}" ] || exit 77
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cd "$BUILDOUT_SOURCE" || exit 1
tiny=tests/support/tiny.cfg

# A sanitizer, which sees what leaks when something has failed, wants to be loaded first, and memory is its own affair.
preload=$BUILDOUT_FAULT_LIBRARY
of_memory='map alloc'
if [ -n "${BUILDOUT_SANITIZE:-}" ]; then
    first=$(ldd "$BUILDOUT_PROGRAM" | sed -n 's/.*=> \([^ ]*libasan[^ ]*\).*/\1/p')
    preload=$first${first:+:}$preload
    of_memory=''
fi

bytes_of() { # every export in the folder $1
    (cd "$1" 2>/dev/null && cat -- *.csv *.json | sha256sum)
}

what_is_left() {
    find "$1" -name '*partial*' -o -name '*-wal' -o -name '*-shm' -o -name '*.tmp' | sed "s|$1/||" | sort | tr '\n' ' '
}

# try KIND N FOLDER command...: true while there is an N-th call.
try() {
    rm -f "$here/mark"
    what="$1 $2 of $4"
    folder=$3
    fault=$1:$2
    shift 3
    BUILDOUT_FAULT=$fault BUILDOUT_FAULT_MARK="$here/mark" LD_PRELOAD=$preload \
        "$BUILDOUT_PROGRAM" "$@" --quiet -o "$folder" >"$here/said" 2>&1
    code=$?
    [ -f "$here/mark" ]
}

# stride KIND N: every call at first, then ever fewer, so that this is not all of CI; BUILDOUT_EVERY_FAULT=1 tries them all
# (hours: a run makes some ten thousand allocations).
stride() {
    case $1 in
    alloc) slower=2 ;;
    *) slower=6 ;;
    esac
    echo $((${BUILDOUT_EVERY_FAULT:-0} ? 1 : 1 + $2 / slower))
}

# A file that cannot be opened may be the scenario (1); memory may be short for a run (3) or for its replicate (7).
told() { # a failure was told as one
    ! grep -q 'Sanitizer\|runtime error' "$here/said" || expect "$what" "$(cat "$here/said")" "no leak, nothing wrong"
    case $code in
    0) return 0 ;; # there was a way round
    1 | 3 | 4 | 7) grep -q 'error: ' "$here/said" && return 0 ;;
    esac
    expect "$what is told (code $code)" "$(cat "$here/said")" "an error"
}

# Results that are there are replaced by the whole or not at all.
"$BUILDOUT_PROGRAM" run $tiny --quiet --seed 1 -o "$here/old" || exit 1
"$BUILDOUT_PROGRAM" run $tiny --quiet --seed 2 -o "$here/new" || exit 1
old=$(bytes_of "$here/old")
new=$(bytes_of "$here/new")
n_faults=0
for kind in open write sync rename $of_memory; do
    n=1
    while :; do
        rm -rf "$here/results"
        cp -r "$here/old" "$here/results"
        try $kind $n "$here/results" run $tiny --seed 2 --force || break
        n_faults=$((n_faults + 1))
        told
        [ "$(what_is_left "$here/results")" = "" ] || expect "left behind by $what" "$(what_is_left "$here/results")" ""
        cmp -s "$here/results/results.db" "$here/old/results.db" ||
            cmp -s "$here/results/results.db" "$here/new/results.db" ||
            expect "results.db after $what" "another" "that of before or that of after"
        n=$((n + $(stride $kind $n)))
    done
    expect "$kind, past the last" "$code $(bytes_of "$here/results")" "0 $new"
done
expect "there were faults" "$((n_faults > 30))" 1
[ "$old" != "$new" ] || expect "two seeds differ" "$old" "something else"

# An ensemble that ends early goes on where it was.
"$BUILDOUT_PROGRAM" ensemble $tiny --quiet --runs 3 --jobs 1 -o "$here/many" || exit 1
many=$(bytes_of "$here/many")
for kind in open write sync rename ${of_memory#map}; do
    n=1
    while :; do
        rm -rf "$here/results"
        try $kind $n "$here/results" ensemble $tiny --runs 3 --jobs 1 || break
        told
        "$BUILDOUT_PROGRAM" ensemble $tiny --quiet --runs 3 --jobs 1 -o "$here/results" >"$here/again" 2>&1 ||
            expect "the same command after $what" "$(cat "$here/again")" ""
        [ "$(bytes_of "$here/results")" = "$many" ] || expect "the bytes after $what" "others" "the same"
        n=$((n + $(stride $kind $n)))
    done
done

[ "$failures" -eq 0 ]
