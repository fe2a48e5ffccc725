#!/bin/sh
# A call of the system that fails, each in turn: the command says so and ends with its code, results that were there stay
# whole, nothing else is left behind, and the same command afterwards ends as if nothing had been.
set -u
[ -n "${BUILDOUT_FAULT_LIBRARY:-}" ] || exit 77
here=$(mktemp -d) || exit 1
trap 'exec 7>&- 8<&-; rm -rf "$here"' EXIT
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
    find "$1" '(' -name '*partial*' -o -name '*-wal' -o -name '*-shm' -o -name '*.tmp' ')' -printf '%P '
}

# serve command...: has it loaded once, to be run again and again with the same words, its results in $here/results.
serve() {
    exec 7>&- 8<&-
    rm -f "$here/ask" "$here/answer"
    mkfifo "$here/ask" "$here/answer" || exit 1
    BUILDOUT_FAULT_SERVER=$here BUILDOUT_FAULT_MARK=$here/mark LD_PRELOAD=$preload \
        "$BUILDOUT_PROGRAM" "$@" --quiet -o "$here/results" </dev/null &
    exec 7>"$here/ask" 8<"$here/answer"
    verb=$1
}

# try KIND N: true while there is an N-th call.
try() {
    what="$1 $2 of $verb"
    echo "$1:$2" >&7
    read -r code failed <&8 || exit 1
    [ "$failed" -eq 1 ]
}

# Every call at first, then ever fewer, so that this is not all of CI; BUILDOUT_EVERY_FAULT=1 tries them all:
# an hour, as a run makes 15,000 allocations, nearly all of them SQLite's.
next() {
    case $kind in
    alloc) slower=2 ;;
    *) slower=6 ;;
    esac
    n=$((n + (${BUILDOUT_EVERY_FAULT:-0} ? 1 : 1 + n / slower)))
}

# A file that cannot be opened may be the scenario (1); memory may be short for a run (3) or for its replicate (7).
told() { # a failure was told as one
    error=''
    while read -r line; do
        case $line in
        *Sanitizer* | *"runtime error"*) expect "$what" "$(cat "$here/said")" "no leak, nothing wrong" ;;
        *"error: "*) error=told ;;
        esac
    done <"$here/said"
    case $code$error in
    0* | [1347]told) return 0 ;; # there was a way round, or an error
    esac
    expect "$what is told (code $code)" "$(cat "$here/said")" "an error"
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
serve run $tiny --seed 2 --force
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
"$BUILDOUT_PROGRAM" ensemble $tiny --quiet --runs 3 --jobs 1 -o "$here/many" || exit 1
many=$(bytes_of "$here/many")
serve ensemble $tiny --runs 3 --jobs 1
for kind in open write sync rename ${of_memory#map}; do
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
