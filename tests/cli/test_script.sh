#!/bin/sh
# Strategies that are whole Lua programs: all_in as a program is all_in, byte for byte; what fails is told with file and line.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cd "$here" || exit 1

# --- as the strategy with rules ---

cat >rules.cfg <<END
scenario: { extends = "$BUILDOUT_SOURCE/scenarios/baseline.cfg"; title = "All-in"; };
time: { end = "2025-01-01"; };
companies: { Baidu: { strategy = "all_in"; }; Alibaba: { strategy = "all_in"; }; OpenAI: { strategy = "all_in"; }; };
END
cat >script.cfg <<END
scenario: { extends = "rules.cfg"; };
strategies: { all_in: { rules: { brake = { remove = true; }; let_the_idle = { remove = true; }; }; script = "strategies/all_in.lua"; }; };
END
for kind in rules script; do
    expect "$kind" "$("$BUILDOUT_PROGRAM" run $kind.cfg --allow-outside --quiet -o $kind 2>&1; echo $?)" 0
done
for file in series.csv outcomes.csv; do
    cmp rules/$file script/$file || failures=$((failures + 1))
done
# A program has no rules that begin and end.
without_rules() {
    grep -v -e ',rule begins,' -e ',rule ends,' "$1/events.csv"
}
expect "events" "$(without_rules rules | cksum)" "$(without_rules script | cksum)"
expect "rules do act" "$(grep -c -e ',rule begins,[a-z]*' rules/events.csv | awk '{ print ($1 > 0) }')" 1
sed 's/ai_plan_ratio = 2,/ai_plan_ratio = 1,/' "$BUILDOUT_SOURCE/scenarios/strategies/all_in.lua" >other.lua
sed 's|strategies/all_in.lua|other.lua|' script.cfg >other.cfg
"$BUILDOUT_PROGRAM" run other.cfg --allow-outside --quiet -o other
expect "another program is another strategy" "$(cmp -s rules/series.csv other/series.csv; echo $?)" 1
expect "the store has the program" "$("$BUILDOUT_PROGRAM" reproduce script --quiet 2>&1; echo $?)" 0

# --- what fails only during the run: the check tries it on a made-up month of 2024 ---

fails() { # fails what script message
    printf '%s\n' "$2" >mine.lua
    cat >mine.cfg <<'END'
scenario: { extends = "world.cfg"; };
strategies: { steady: { script = "mine.lua"; }; };
END
    expect "$1 passes the check" "$("$BUILDOUT_PROGRAM" check mine.cfg 2>&1; echo $?)" 0
    expect "$1: code" "$("$BUILDOUT_PROGRAM" run mine.cfg --quiet -o mine >said 2>&1; echo $?)" 3
    expect_in "$1" "$(cat said)" "$3"
}
fails "a loop" 'local n = 0
while year < 2023 do n = n + 1 end
return {}' 'mine.lua:2: error: this takes too long: the limit of instructions is reached, for '
fails "a text without end" 'local s = "x"
for i = 1, (year > 2024) and 1 or 60 do s = s .. s end
return {}' 'mine.lua:2: error: a text grows longer than 16 KiB, for '
fails "what eats memory" 'local s, t = "x", {}
for i = 1, 13 do s = s .. s end
for i = 1, (year > 2024) and 1 or 10000 do t[i] = s .. i end
return {}' 'mine.lua:3: error: more than 16384 KiB of memory is needed, for '
fails "an unknown name" 'if year > 2024 then return {} end
return { leverage_max = shares }' 'mine.lua:2: error: the name shares is not known'
fails "nonsense" 'if year > 2024 then return {} end
return "all"' 'mine.lua:1: error: the script does not return a table of parameters'
fails "out of range" 'return { leverage_max = (year > 2024) and 2 or 99 }' 'mine.lua:1: error: leverage_max = 99 is outside 0 to 20'
fails "nothing that is divided" 'local n = (year > 2024) and 1 or 0
local m = n // 1 | 0
return { leverage_max = 1 // m }' "mine.lua:3: error: attempt to divide by zero"

# --- what a program may read is documented ---

"$BUILDOUT_PROGRAM" schema --names >names
expect_in "own" "$(cat names)" "
runway_months "
expect_in "the world's" "$(cat names)" "
world.sites "
expect "as JSON" "$("$BUILDOUT_PROGRAM" schema --names --json | grep -c '"scope": "world"' | awk '{ print ($1 > 5) }')" 1

[ "$failures" -eq 0 ]
