# For tests of calls that fail (support/fault.c): a script sources it and has a folder of its own, $here.
# shellcheck shell=sh
[ -n "${BUILDOUT_FAULT_LIBRARY:-}" ] || exit 77
here=$(mktemp -d) || exit 1
trap 'stop_serving; rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

# A sanitizer sees what leaks when something has failed; memory is its own affair.
preload=$(preloaded "$BUILDOUT_FAULT_LIBRARY")
of_memory='map alloc'
[ -z "${BUILDOUT_SANITIZE:-}" ] || of_memory=''

# serve word...: has the program loaded once, to be run again and again with the same words.
serve() {
    exec 7>&- 8<&-
    rm -f "$here/ask" "$here/answer"
    mkfifo "$here/ask" "$here/answer" || exit 1
    BUILDOUT_FAULT_SERVER=$here BUILDOUT_FAULT_MARK=$here/mark LD_PRELOAD=$preload \
        "$BUILDOUT_PROGRAM" "$@" </dev/null &
    exec 7>"$here/ask" 8<"$here/answer"
    verb=$*
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
    own | prepare) slower=3 ;;
    step | row) slower=8 ;;
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

stop_serving() {
    exec 7>&- 8<&-
}
