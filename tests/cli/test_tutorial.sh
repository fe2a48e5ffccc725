#!/bin/sh
# What README and tutorial say can be typed: every command has a verb and options that there are, every file that is named
# ships, and the scenarios written out in the tutorial are well.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cd "$BUILDOUT_SOURCE" || exit 1
tutorial=scenarios/TUTORIAL.md

sed -n 's/.*\(\.\/buildout [a-z][^`]*\).*/\1/p' README.md $tutorial >"$here/commands"
expect "there are commands" "$(($(wc -l <"$here/commands") > 15))" 1
while read -r command; do
    verb=$(echo "$command" | cut -d ' ' -f 2)
    help=$("$BUILDOUT_PROGRAM" "$verb" --help 2>&1) || expect "the verb of: $command" "$help" "help"
    for option in $(echo "$command" | grep -o -e ' --[a-z-]*'); do
        echo "$help" | grep -q -e "$option[ =]" || expect "$option of: $command" "unknown" "in the help of $verb"
    done
    for file in $(echo "$command" | grep -o -e 'scenarios/[a-z0-9_/]*\.cfg'); do
        [ -f "$file" ] || expect "$file of: $command" "missing" "there"
    done
done <"$here/commands"

# Each block that begins with "scenario:" is a scenario. written FILE DIR: puts them there.
written() {
    mkdir -p "$2"
    awk -v dir="$2" '
        /^    scenario:/ { n++ }
        /^    / && n && !done[n] { sub(/^    /, ""); print > (dir "/" n ".cfg"); next }
        n && /[^ ]/ { done[n] = 1 }
    ' "$1"
}
written $tutorial "$here"
written scenarios/LANGUAGE.md "$here/language"
for file in "$here"/*.cfg "$here"/language/*.cfg; do
    expect "check $(sed -n 1,3p "$file")" "$("$BUILDOUT_PROGRAM" check "$file" 2>&1; echo $?)" 0
done
expect "two scenarios" "$(find "$here" -maxdepth 1 -name '*.cfg' | wc -l)" 2
expect "and six on the language" "$(find "$here/language" -name '*.cfg' | wc -l)" 6

# Every kind of distribution is told, and a step dated the first of a month is in force from that month on.
for kind in $(sed -n 's/^    \[BO_DIST_[A-Z_0-9]*\] = {"\([a-z]*\)".*/\1/p' sim/base/dist.c | sort -u); do
    expect "$kind is told" "$(grep -c "\`$kind\`" scenarios/LANGUAGE.md)" 1
done
half_from() {
    "$BUILDOUT_PROGRAM" run scenarios/baseline_2025.cfg --set time.end=2025-11-01 -o "$here/step" --force --quiet \
        --set "demand.ai_index=*0.5 from $1" &&
        awk -F, '$2 == "World" && $3 == "" && $4 == "Revenue|AI" { print substr($1, 1, 7), $6 }' "$here/step/series.csv"
}
half_from 2025-09 >"$here/first"
half_from 2025-10 >"$here/second"
expect "the first month in which the two differ" "$(diff "$here/first" "$here/second" | sed -n 's/^< \([^ ]*\) .*/\1/p' | head -n 1)" 2025-09

# Typed from top to bottom, with fewer runs and less of the world's time, each command does what is said of it.
mkdir "$here/typed" && cd "$here/typed" || exit 1
ln -s "$BUILDOUT_SOURCE/scenarios" scenarios
cp ../1.cfg my_ban.cfg
sed -n -e 's/^    \(.\/buildout .*\)$/\1/p' -e 's/^    \((head .*\)$/\1/p' "$BUILDOUT_SOURCE/$tutorial" | grep -v ' serve$' |
    sed -e 's/--runs [0-9]*/--runs 2/' -e 's/=0\.5,2\.0,4\.0/=0.5,2.0/' -e 's/=0\.04,0\.08,0\.16/=0.04/' \
        -e '/ \(run\|ensemble\|compare\|diff\|sweep\) /s/$/ --set time.end=2026-01-01/' >commands
expect "they are many" "$(($(wc -l <commands) > 12))" 1
ln -s "$BUILDOUT_PROGRAM" buildout
while read -r command; do
    said=$(eval "$command" 2>&1 </dev/null) || expect "typed: $command" "$?: $said" 0
done <commands
expect "a series in a spreadsheet" "$(sed -n 1p rents.csv; cut -d, -f2,4 rents.csv | sort | uniq -c | sed 's/^ *//' | grep -v entity)" \
    "date,entity,place,variable,unit,value
48 Alibaba,Compute|Leased Out
48 China market,Price|GPU Hour|H100"
cd "$BUILDOUT_SOURCE" || exit 1

[ "$failures" -eq 0 ]
