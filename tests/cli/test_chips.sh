#!/bin/sh
# chips and rules as a person uses them.
set -u
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

# of CHIP OPTION...: verdict, gate and adds_to_law of a row of the JSON.
of() {
    chip=$1
    shift
    buildout chips --json "$@" | grep "\"key\": \"$chip\"" |
        sed 's/.*"verdict": "\([a-z]*\)".*"gate": "\([a-z]*\)".*"adds_to_law": \([a-z]*\).*/\1 \2 \3/'
}

h100=H100_SXM5_80GB
expect "the baseline by default" "$(of $h100 --date 2024-02-01)" "$(of $h100 scenarios/baseline.cfg --date 2024-02-01)"
expect "denied in China" "$(of $h100 --date 2024-02-01 --buyer China)" "denied export false"
expect "a subsidiary in 2023" "$(of $h100 --date 2023-06-01 --buyer Alibaba@Singapore)" "free none false"
expect "a subsidiary in 2024" "$(of $h100 --date 2024-06-01 --buyer Alibaba@Singapore)" "denied export true"
expect "the headquarters test not enforced" \
    "$(of $h100 --date 2025-08-01 --buyer Alibaba@Singapore --set export_rules.us_2023_10_3a090_a_hq.suspended.probability=1)" \
    "free none false"
expect "the headquarters test again" "$(of $h100 --date 2026-07-01 --buyer Alibaba@Singapore)" "denied export false"
expect "the importer's gate" "$(of RTX_Pro_6000D --date 2025-10-01 --set export_law.unknown=lax)" "denied import true"
expect "notice" "$(of L40 --date 2024-02-01)" "notify export false"
expect "an unknown TPP" "$(of MI308X --date 2024-02-01)" "unknown export false"
expect "a chip at home" "$(of Ascend_910B --date 2024-02-01)" "free none false"
expect "a tried ban adds" "$(of RTX_4090D --date 2024-02-01 --rule min_tpp=2400)" "denied export true"
expect "a tried ban adds nothing" "$(of $h100 --date 2024-02-01 --rule min_tpp=2400)" "denied export false"
expect "a tried ban of none" "$(of RTX_4090D --date 2024-02-01 --rule min_tpp=none)" "free none false"
expect "a tried licence elsewhere" \
    "$(of $h100 --date 2024-02-01 --buyer France --rule min_tpp=2400 --rule destinations=FR --rule policy=licence)" \
    "licence export true"
expect "58 chips of the catalogue, and 38 that continue their lines" "$(buildout chips --json | grep -c '"chip"')" 96
expect "a company is where its headquarters are" "$(buildout chips --json --buyer Baidu)" "$(buildout chips --json --buyer CN)"
expect "a chip without a law" "$(of $h100 --date 2022-01-01)" "free none false"

expect "the table names the buyer" "$(buildout chips --buyer Alibaba@Singapore --date 2024-06-01 | sed -n 1p)" \
    "Alibaba (headquarters China) in Singapore on 2024-06-01"
table=$(buildout chips --date 2023-11-20)
expect "chips of years later are left out" "$(printf '%s\n' "$table" | grep -c '^AMD of 2033')" 0
expect_in "and counted" "$(printf '%s\n' "$table" | tail -1)" "that are sold from two years after that day on"
expect "not those that are due" "$(printf '%s\n' "$table" | grep -c '^B200')" 1
expect "a scenario without chips" "$(buildout chips tests/support/tiny.cfg --json)" "[]"
expect "a scenario without rules" "$(buildout rules tests/support/tiny.cfg --json)" "[]"

state() {
    buildout rules --json --date "$1" | sed -n "s/.*\"rule\": \"$2\".*\"state\": \"\([a-z ]*\)\".*/\1/p"
}
expect "not yet" "$(state 2023-10-16 us_2023_10_3a090_a1)" "not yet"
expect "announced" "$(state 2023-10-17 us_2023_10_3a090_a1)" "announced"
expect "in force" "$(state 2023-11-17 us_2023_10_3a090_a1)" "in force"
expect "rescinded" "$(state 2026-01-15 us_2023_10_3a090_a1)" "rescinded"
expect "suspended" "$(state 2026-01-15 us_2025_09_affiliates)" "suspended"
expect "rules as a table" "$(buildout rules --date 2022-09-01 | sed -n 1,5p)" \
    "The law on 2022-09-01

clause             state     about  gate    effective   until       policy
US-2019-05-ENTITY  in force  chips  export  2019-05-16              denied
US-2022-08-LETTER  in force  chips  export  2022-08-26  2023-11-17  licence: 2 % granted"

if command -v python3 >/dev/null 2>&1; then
    for verb in chips rules; do
        expect "$verb --json is JSON" "$(buildout $verb --json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)) > 40)')" True
    done
fi

expect "a day before any rule" "$(buildout rules --date 2019-01-01)" "The law on 2019-01-01

no rule is in force or announced

$(buildout rules --json | grep -c '"rule":') more, rescinded or not yet announced: see --json"
expect "no rules at all" "$(buildout rules tests/support/tiny.cfg --date 2021-01-01)" "The law on 2021-01-01

no rule is in force or announced"

expect "capitals do not matter" "$(buildout chips --json --buyer baidu@SINGAPORE)" "$(buildout chips --json --buyer Baidu@Singapore)"
expect "nor those of countries" "$(buildout chips --json --buyer cn)" "$(buildout chips --json --buyer China)"
expect "a chip is no file" "$(buildout chips h100 2>&1; echo $?)" \
    'buildout: error: chips wants the FILE of a scenario, and "h100" is a chip; type: buildout chips | grep -i "h100"
2'
expect "what is neither" "$(buildout chips nothing 2>&1; echo $?)" \
    'nothing: error: cannot be opened: No such file or directory
1'
expect "an unknown company" "$(buildout chips --buyer Albaba 2>&1; echo $?)" \
    'buildout: error: --buyer: "Albaba" is no company of the scenario and no country; did you mean Alibaba?
2'
expect "an unknown place" "$(buildout chips --buyer Alibaba@Singapur 2>&1; echo $?)" \
    'buildout: error: --buyer: there is no country "Singapur"; did you mean Singapore?
2'
expect "a country has no subsidiary" "$(buildout chips --buyer China@Singapore 2>&1; echo $?)" \
    'buildout: error: --buyer: "China" is no company of the scenario
2'
expect "a wrong day" "$(buildout chips --date 2024-13-01 >/dev/null 2>&1; echo $?)" 2
expect "a rule that is of no chip" "$(buildout chips --rule kind=cloud 2>/dev/null; echo $?)" 2
expect "a mistyped key of a rule" "$(buildout chips --rule min_ttp=3 2>&1; echo $?)" \
    '--rule min_ttp: error: there is no key "min_ttp"; did you mean "min_tpp"?
1'
expect "a value out of range of a rule" "$(buildout chips --set chips.L40.tpp=2000 --rule policy=deny --rule min_tpp=-3 2>&1; echo $?)" \
    '--rule min_tpp: error: -3 is outside the range 0 to 1e+09
1'
expect "a part of a rule" "$(buildout chips --rule when.chip.tpp.at_leest=3 2>&1; echo $?)" \
    '--rule when.chip.tpp.at_leest: error: when.chip.tpp: there is no operator "at_leest"; known are at_least, above, below and at_most
1'
expect "no value of a rule" "$(buildout chips --rule min_tpp= 2>&1; echo $?)" \
    '--rule min_tpp: error: expected a number of TPP such as "100 TPP", but "" is not a number with a unit, nor "none"
1'

[ "$failures" -eq 0 ] || exit 1
