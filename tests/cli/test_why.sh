#!/bin/sh
# The verb why, as a planner uses it: a number of series.csv, what it is made of, what moved it, and what is refused.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

why() {
    "$BUILDOUT_PROGRAM" why "$@"
}

value() { # value variable entity place date, as series.csv has it
    awk -F, -v v="$1" -v e="$2" -v p="$3" -v d="$4" '$4 == v && $2 == e && $3 == p && $1 == d { print $6 }' out/series.csv
}

# Two years of a world of two companies: one has a rule for the first, the other one for as long as it has cash.
cat >ruled.cfg <<'END'
scenario: { extends = "world.cfg"; title = "Two years"; };
strategies: {
    steady: { rules: { brake: { order = 1; when = "year < 2023"; set = { growth_belief_ratio = "1"; }; }; }; };
    eager: { leverage_max = 2.0; rules: { hurry: { order = 1; when = "cash_usd > 0"; set = { growth_belief_ratio = "1.2"; }; }; }; };
};
companies: { Beta: { strategy = "eager"; }; };
END
expect "a run" "$("$BUILDOUT_PROGRAM" run ruled.cfg --quiet -o out 2>&1; echo $?)" 0

# --- what it prints ---

why out 'Data Centers|Operating' --entity World --date 2023-12-15 >sites 2>err
expect "ends well" "$?" 0
expect "says nothing on stderr" "$(cat err)" ""
now=$(value 'Data Centers|Operating' World '' 2023-12-31)
before=$(value 'Data Centers|Operating' World '' 2022-12-31)
openings=$(awk -F, '$4 == "Data Centers|Openings" && $2 == "World" && $3 == "" && $1 > "2023" { n += $6 } END { print n }' out/series.csv)
expect "the value" "$(sed -n 1p sites)" "Data Centers|Operating of World, 2023-12: $now sites"
squeezed=$(tr -s ' ' <sites)
expect_in "the year before" "$squeezed" " in a year, from 2022-12 $before $now +$((now - before)) "
expect_in "what moved it" "$squeezed" " 2022-12 $before
 Data Centers|Openings +$openings
 2023-12 $now
"
expect "openings are all that moved it" "$openings" "$((now - before))"
expect_in "by owner" "$squeezed" "By owner, largest change first 2022-12 2023-12 change share, %"
expect_in "a landlord is one" "$squeezed" "
 Landlord North Country "
expect_in "by region" "$squeezed" "
 North Country $(value 'Data Centers|Operating' World 'North Country' 2022-12-31) "

# Halls that open or are complete, but for those of colocation, move the load.
moved() { # their dates
    awk -F, '($4 == "opened" || $4 == "complete") && $1 >= "2023-01-01" && $5 !~ /colocation/ { print $1 }' out/events.csv
}
n_moved=$(moved | wc -l | tr -d ' ')
why out 'Capacity|IT Power|Energised' --entity World --limit 2 >load
expect_in "the events of its year" "$(cat load)" "Events that bear on it, 2023-01-01 to 2023-12-31: "
expect "newest first" "$(sed -n 's/^  \(20..-..-..\)  .*/\1/p' load | sed -n 1p)" "$(moved | tail -n 1)"
expect "two of them" "$(grep -c '^  20..-..-..  ' load)" 2
expect_in "the rest is counted" "$(cat load)" "  and $((n_moved - 2)) earlier ones (--limit 0 prints all)"
expect "all of them" "$(why out 'Capacity|IT Power|Energised' --entity World --limit 0 | grep -c '^  20..-..-..  ')" "$n_moved"
expect "however many are asked for" "$(why out 'Capacity|IT Power|Energised' --entity World --limit 4294967295 | grep -c '^  20..-..-..  ')" "$n_moved"
expect "80 columns" "$(awk 'length > 80' sites load)" ""
expect "no date is the last month" "$(why out 'Data Centers|Operating' --entity World)" "$(cat sites)"
expect "a year is its last month" "$(why out 'Data Centers|Operating' --entity World --date 2023)" "$(cat sites)"

# Owners and regions sum to the whole.
for month in 2022-03 2022-12 2023-07; do
    why out 'Capacity|IT Power|Energised' --entity World --date $month --json >split.json
    expect "parts sum to the value in $month" "$(awk '
        { part = $0; sub(/.*"part": "/, "", part); sub(/".*/, "", part)
          x = $0; sub(/.*"value": /, "", x); sub(/,.*/, "", x)
          sum[part] += x }
        END { d = sum["owner"] - sum["value"]; e = sum["place"] - sum["value"]
              print (sum["value"] > 0 && d * d + e * e < 1e-9) }' split.json)" 1
done

why out 'Capacity|IT Power|Energised' --entity World --place South --json >split.json
expect_in "the landlord of a region is an owner there" "$(cat split.json)" '"subject": "Landlord South"'
expect "and no other" "$(grep -c 'Landlord North' split.json)" 0
expect "so that owners sum to the region" "$(awk '
    { part = $0; sub(/.*"part": "/, "", part); sub(/".*/, "", part)
      x = $0; sub(/.*"value": /, "", x); sub(/,.*/, "", x)
      sum[part] += x }
    END { d = sum["owner"] - sum["value"]; print (sum["value"] > 0 && d * d < 1e-9) }' split.json)" 1

# --- rules ---

cash=$(why out Cash --entity World --date 2022-06)
expect_in "rules that act" "$cash" "
Rules of strategies that were acting
  brake of Alpha since 2022-0"
expect_in "with their conditions" "$cash" ", when year < 2023"
expect_in "of another" "$cash" "  hurry of Beta since 2022-0"
cash=$(why out Cash --entity Alpha --date 2023-12)
expect_in "a rule that has ended acts no more" "$cash" "No rule of a strategy was acting."
expect_in "its end is an event" "$cash" "  rule ends "

# --- the first month, and months without a value ---

first=$(why out Capex --entity World --date 2022-01 --limit 1 | tr -s ' ')
expect_in "of a flow, what it is of" "$first" " million USD in the month
"
expect_in "of the first month there is a value alone" "$first" "
By company 2022-01
"
expect "and no change" "$(printf '%s\n' "$first" | grep -c 'change')" 0
expect "its companies are the whole" "$(value Capex World '' 2022-01-31 | cut -c1-7)" \
    "$(printf '%s\n' "$(value Capex Alpha '' 2022-01-31)" "$(value Capex Beta '' 2022-01-31)" | awk '{ n += $1 } END { printf "%.9f\n", n }' | cut -c1-7)"
expect_in "the last value before" "$(why out 'Data Centers|Late' --entity World --date 2023-06)" \
    "It has no value in 2023-06; the last before is that of 2022-12."

# --- nil, JSON, ensembles ---

expect_in "nil throughout" "$(why out Buybacks --entity Beta --date 2023-03)" \
    "It is computed and nil throughout, from 2022-01 to 2023-12."
if command -v python3 >/dev/null 2>&1; then
    why out Capex --entity Alpha --date 2023-12 --json >capex.json
    expect "JSON" "$(python3 -c '
import json
rows = json.load(open("capex.json"))
print(*sorted({row["part"] for row in rows}))
print(*{",".join(row) for row in rows})')" "change event part value
part,date,entity,place,variable,kind,subject,unit,value,before,change,why"
fi
expect "an ensemble" "$("$BUILDOUT_PROGRAM" ensemble ruled.cfg --runs 5 --jobs 1 --quiet -o many 2>&1; echo $?)" 0
expect_in "its band" "$(why many Cash --entity World --date 2023-06)" "
In 5 runs: 5 % "

# --- on a terminal ---

if command -v python3 >/dev/null 2>&1; then
    on_terminal() { # on_terminal argument...: what the program writes to a terminal
        TERM=xterm python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$BUILDOUT_PROGRAM" "$@" </dev/null
    }
    bold=$(printf '\033[1m')
    expect_in "headings are bold" "$(on_terminal why out Cash --entity World)" "${bold}Cash of World, 2023-12: "
    on_terminal ensemble ruled.cfg --runs 2 --jobs 1 -o shown >shown.txt
    expect_in "a bar" "$(cat shown.txt)" "[##############################] 2/2"
    expect_in "in colours" "$(cat shown.txt)" "$bold"
fi

# --- what is refused ---

refuse() { # refuse what wanted arguments...
    what=$1 wanted=$2
    shift 2
    expect "$what" "$(why "$@" 2>&1 >/dev/null; echo $?)" "buildout: error: $wanted
2"
}

refuse "other letters" 'there is no variable "cash"; did you mean Cash, Free Cash Flow or Operating Cash Flow?' out cash --entity World
refuse "a mistyped variable" 'there is no variable "Data Centers|Opperating"; did you mean Data Centers|Operating?' \
    out 'Data Centers|Opperating' --entity World
refuse "a mistyped entity" 'there is no entity "Alhpa"; did you mean Alpha?' out Cash --entity Alhpa
expect "the world's when nobody is named" "$(why out Cash)" "$(why out Cash --entity World)"
refuse "no entity" 'Capex|Limit is computed for several; name one with --entity:
  Alpha, Beta' out 'Capex|Limit'
refuse "another's variable" 'Grid|Wait is not computed for Alpha, but for:
  World' out 'Grid|Wait' --entity Alpha
"$BUILDOUT_PROGRAM" run "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2022-03-01 --quiet -o chips
expect_in "what somebody has none of" "$(why chips 'Fleet|H100e' --entity Anthropic 2>&1 >/dev/null)" \
    "Fleet|H100e: Anthropic has none in any month; others have:"
refuse "no place" 'Grid|Wait of World is computed by region; name one with --place:
  North Country, South' out 'Grid|Wait' --entity World
refuse "no such place" 'Cash of World is computed for the whole alone, not by region' out Cash --entity World --place South
refuse "a date outside" '--date 2024-01 is outside the run, which goes from 2022-01 to 2023-12' \
    out Cash --entity World --date 2024-01
refuse "no date" '--date: "soon" is not a date such as "2023-10-17", "2023-10", "2024-Q2" or "2024"' \
    out Cash --entity World --date soon
refuse "one operand" 'why wants DIR VARIABLE; see buildout why --help' out
expect_in "the only entity need not be named" "$(why out 'Grid|Wait' --place South)" "Grid|Wait of World at South, 2023-12: "
expect "no results" "$(why nowhere Cash --entity World 2>&1; echo $?)" \
    "buildout: error: nowhere: is no folder of results; \`buildout run FILE -o DIR\` makes one, in results/ when nothing else is said
4"

[ "$failures" -eq 0 ]
