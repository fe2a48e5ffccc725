#!/bin/sh
# Ctrl-C under way, for every verb that runs many: code 130, what is done is kept, and the same command goes on from there
# to the bytes of one that was never stopped.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
sed 's/size_median_mw = 40.0/size_median_mw = "20 to 80"/
s/starts_per_year = 4.0/starts_per_year = "3 to 6"/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg" >"$here/tiny.cfg"
cd "$here" || exit 1
cp "$BUILDOUT_SOURCE/tests/support/two.cfg" .

# A shell that is not interactive lets what it runs in the background ignore Ctrl-C, and the program respects that.
signal=TERM again=''
env --default-signal=INT true 2>/dev/null && signal=INT again='env --default-signal=INT'

first_done() { # log: how many runs there were when it began
    sed -n '1s/.*"done":\([0-9]*\).*/\1/p' "$1"
}

stopped() { # verb argument...
    verb=$1
    : >log # which still tells of the verb before
    # shellcheck disable=SC2086
    slowly $again "$BUILDOUT_PROGRAM" "$@" --jobs 2 -o "$verb" --progress json >/dev/null 2>log &
    stop_under_way $! log $signal
    expect "$verb ends with 130" $? 130
    expect_in "$verb says how to go on" "$(cat log)" "are kept, and the same command goes on from there"
    expect "$verb has no results yet" "$(ls "$verb" | grep -v '^results[.]\(db[.]partial\|lock\)')" ""
    "$BUILDOUT_PROGRAM" "$@" --jobs 1 -o "$verb" --progress json >/dev/null 2>log
    expect "$verb goes on" $? 0
    expect "$verb runs none of them twice" "$([ "$(first_done log)" -ge 10 ] && echo yes)" yes
    "$BUILDOUT_PROGRAM" "$@" --jobs 2 -o "$verb.whole" --quiet >/dev/null 2>&1
    expect "$verb, byte by byte" "$(diff -r "$verb" "$verb.whole" 2>&1)" ""
}

stopped ensemble tiny.cfg --runs 60
stopped compare tiny.cfg power.ramp_months=3 --runs 30
stopped sweep tiny.cfg --vary power.ramp_months=3,6,9 --runs 20
stopped game two.cfg --players Alpha,Beta --strategies bold,shy --runs 15
stopped sensitivity tiny.cfg --rows 20
stopped wait two.cfg --company Alpha --strategies bold,shy --quarters 0..3 --runs 12

[ "$failures" -eq 0 ]
