#!/bin/sh
# The verb unit, as a planner uses it: what an hour and a million tokens cost, in parts that add up, against series.csv.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cat >"$here/world.cfg" <<END
scenario: { extends = "$BUILDOUT_SOURCE/scenarios/baseline.cfg"; title = "Two years"; };
time: { end = "2024-01-01"; };
END
cd "$here" || exit 1
expect "a run" "$("$BUILDOUT_PROGRAM" run world.cfg --allow-outside --quiet -o out 2>&1; echo $?)" 0

unit() {
    "$BUILDOUT_PROGRAM" unit "$@"
}

at() { # at variable company month
    awk -F, -v v="$1" -v e="$2" -v d="$3" '$4 == v && $2 == e && $3 == "" && substr($1, 1, 7) == d { print $6 }' out/series.csv
}

unit out Microsoft >page 2>err
expect "ends well" "$?" 0
expect "says nothing on stderr" "$(cat err)" ""
expect "100 columns" "$(awk 'length > 100' page)" ""
expect "the cost of an hour is that of the series" "$(awk '/^full cost/ { print $NF; exit }' page)" \
    "$(at 'Cost|GPU Hour' Microsoft 2023-12 | awk '{ printf "%.3f", $1 }')"
expect "contracts pay for it at the break-even" "$(awk '/^contract rent/ { print $NF }' page)" \
    "$(at 'Price|GPU Hour|H100|Contract' 'World market' 2023-12 | awk '{ printf "%.3f", $1 }')"
# In these two years rents rise, and go on past their end.
expect "rents rise" "$(awk -v a="$(at 'Price|GPU Hour|H100|Contract' 'World market' 2022-12)" \
    -v b="$(at 'Price|GPU Hour|H100|Contract' 'World market' 2023-12)" 'BEGIN { print (b > 1.1 * a) }')" 1
expect "what purchases return follows" "$(awk -F '  +' '/^IRR as rents went/ { went = $NF } /^IRR had rents stayed/ { stayed = $NF }
    END { print (stayed + 0 > 0), (went + 0 > stayed + 0) }' page)" "1 1"
expect "there is room for two years" "$(grep -c '^No room' page)" 0
sed 's/2024-01-01/2034-01-01/' world.cfg >long.cfg
"$BUILDOUT_PROGRAM" run long.cfg --allow-outside --quiet -o long
unit long Alibaba >long.txt
first=$(awk '/^A MILLION TOKENS/ { print $5 }' long.txt)
expect_in "years that there is no room for are named" "$(sed -n '/^A MILLION TOKENS/,/^$/p' long.txt)" "No room for 2022 to $((first - 1)): --json has them."
expect_in "and says of which rents it is" "$(cat page)" "Let for life at the rents of the run, which past its end go on as in its last two years;"

if command -v python3 >/dev/null 2>&1; then
    for who in Microsoft Alibaba OpenAI; do
        expect "$who: parts add up" "$(unit out "$who" --json | python3 -c '
import json, sys
rows = json.load(sys.stdin)
sums = 0
for subject in ("GPU hour", "million tokens"):
    for year in (2022, 2023):
        mine = [r for r in rows if (r["subject"], r["year"]) == (subject, year)]
        whole = next(r["value"] for r in mine if r["line"] == "full cost")
        if whole is None: continue
        parts = [r["value"] for r in mine if r["part"] and r["value"] is not None]
        sums += 1
        if abs(sum(parts) - whole) > 1e-9 * whole: print(subject, year, parts, whole)
print(sums > 0)
' 2>&1)" True
    done
fi

"$BUILDOUT_PROGRAM" why out 'Cost|GPU Hour' --entity Microsoft --date 2023-12 >why
expect_in "why splits it" "$(cat why)" "Cost|GPU Hour|Capital"
# World's AI revenue is that of products, of AI in clouds, of hours let, of own business, less what companies of the model pay.
expect "the world's AI revenue has all its parts" "$("$BUILDOUT_PROGRAM" why out 'Revenue|AI' --date 2023-12 |
    sed -n '/^By part/,/^$/p' | grep -c -e 'not told apart' -e '  Revenue|Leasing' -e '  less Revenue|Intra-sector')" 2
unit out Microsft >page 2>err
expect "a misspelt company" "$?" 2
expect_in "is told the nearest" "$(cat err)" 'there is no company with chips or models "Microsft"; did you mean Microsoft'

[ "$failures" -eq 0 ]
