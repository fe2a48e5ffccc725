#!/bin/sh
# Rules of a what-if, as a planner sees them: in series.csv, events.csv and the summary of a run.
set -u
ships=$BUILDOUT_SOURCE/scenarios
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

run() { # run scenario dir end
    "$BUILDOUT_PROGRAM" run "$1" -o "$2" --set "time.end=\"$3\"" 2>&1
}

same() { # same dir dir: the exports that differ
    for file in series outcomes events; do
        cmp -s "$1/$file.csv" "$2/$file.csv" || printf '%s ' "$file"
    done
}

# --- a threshold of none is no rule ---

# Announced before the rules of October 2023 and binding after them: who looked that day up early would see those.
rule() { # rule name when-or-threshold
    cat >"$1.cfg" <<END
scenario: { extends = "baseline.cfg"; title = "One more rule"; };
export_rules: {
    one_more: {
        name = "Ban above $1";
        announced = "2023-06-01";
        effective = "2023-10-17";
        grace = "60 days";
        $2
        destinations = [ "D5", "MO" ];
        headquarters = [ "D5", "MO" ];
        policy = "deny";
        source = "what-if";
    };
};
END
}
rule none 'min_tpp = "none";'
rule nothing 'when: { chip: { any: { tpp: { at_least = "none"; }; memory: { all: { memory_bandwidth: { above = "none"; };
    tpp: { at_least = 100.0; }; }; }; }; }; };'
rule infinity 'min_tpp = 900000.0;'
rule something 'min_tpp = 4000.0;'
run "$ships/baseline.cfg" base 2025-01-01 >base.text
for name in none nothing infinity something; do
    run $name.cfg $name 2025-01-01 >$name.text
done
expect "min_tpp of none" "$(same base none)" ""
expect "conditions that are never met" "$(same base nothing)" ""
expect "a threshold that no chip meets moves no number" "$(same base infinity)" "events "
expect "another one does" "$(same base something)" "series outcomes events "
expect "the summary says that it adds nothing" "$(grep 'Ban above' none.text)" \
    "Ban above none (from 2023-12-16) adds nothing to the law for buyers in China."
expect "the baseline has no what-if" "$(grep -c 'to the law for buyers' base.text)" 0

# --- no rules ---

run "$ships/no_rules.cfg" free 2025-01-01 >/dev/null
expect "no rule binds" "$(grep -c ',law binds,' free/events.csv)" 0
expect "nothing is denied" "$(awk -F, '$4 ~ /^Chips\|Denied/ && $6 > 0' free/series.csv)" ""
expect "chips made for a rule are not made" "$(awk -F, '$4 == "Chips|Deliveries|H20 SXM 96GB" && $6 > 0' free/series.csv)" ""

# --- all above TPP 2,400 from one day on ---

run "$ships/chip_ban_2023.cfg" ban 2025-01-01 >ban.text
# Of what was on order: A100 and H100 are for the few whom the law of 2022 left them, outside China.
cancelled() { # cancelled chip
    awk -F, -v chip="$1" '$1 == "2023-10-17" && $4 == "orders cancelled" && $5 == chip && $6 > 0 && /"Ban above TPP 2,400"/' \
        ban/events.csv | grep -c .
}
expect "orders for A800 are judged again on that day" "$(cancelled 'A800 SXM4 80GB')" 1
expect "and for H800" "$(cancelled 'H800 SXM5 80GB')" 1
expect "the day of the ban" "$(awk -F, '$4 == "law binds" && /Ban above TPP 2,400/ { print $1 }' ban/events.csv)" 2023-10-17
expect "of the rules of October 2023 those alone bind that are not of China" \
    "$(grep ',law binds,' ban/events.csv | grep -o 'US-2023-10[^,"]*' | sort -u)" "US-2023-10-ACS 3A090.a (D:1"
on() { # on scenario buyer: what the law says on a day on which all of it is in force
    "$BUILDOUT_PROGRAM" chips "$ships/$1.cfg" --buyer "$2" --date 2024-06-01
}
for buyer in AE SA VN MY IN DE US; do
    for what_if in chip_ban_2023 chip_ban_2023_grace; do
        expect "$what_if: to $buyer as it was" "$(on $what_if $buyer)" "$(on baseline $buyer)"
    done
done

# Chips above the line that came legally to companies that have no halls in the United States, where no border is
# crossed: what is delivered less what is grey. What was under way may arrive, for a quarter.
legal() { # legal from-date to-date chips
    awk -F, -v from="$1" -v to="$2" -v chips="$3" '
        $2 ~ /^(Alibaba|Tencent|Baidu)$/ && $1 >= from && $1 <= to {
            split($4, part, "|")
            if (part[1] == "Chips" && part[3] ~ chips && part[2] == "Deliveries") n += $6
            if (part[1] == "Chips" && part[3] ~ chips && part[2] == "Grey") n -= $6
        }
        END { print n + 0 }' ban/series.csv
}
above='^(A100|A800|H100|H800|H200|B200|L40|RTX 4090|MI300X)'
expect "they came before" "$([ "$(legal 2023-06-30 2023-09-30 "$above")" -gt 1000 ]; echo $?)" 0
expect "none comes after what was under way" "$(legal 2024-02-29 2024-12-31 "$above")" 0
expect "H20 is made for the ban" \
    "$(grep -c 'design-around,H20 SXM 96GB,2368,TPP,"Ban above TPP 2,400"' ban/events.csv)" 1
expect "and goes on" "$([ "$(legal 2024-04-30 2024-12-31 '^H20')" -gt 10000 ]; echo $?)" 0
expect "the summary says what the ban adds" "$(grep -A1 'to the law for buyers in China' ban.text)" \
    "Ban above TPP 2,400 (from 2023-10-17) adds to the law for buyers in China: A800 SXM4 80GB,
  H800 SXM5 80GB, L40, L40S, RTX 4090"

# With 90 days of grace it binds on 2024-01-15, and more is ordered before.
run "$ships/chip_ban_2023_grace.cfg" grace 2025-01-01 >grace.text
expect "the day after the grace" "$(grep -o 'from 2024-01-15) adds to the law' grace.text)" "from 2024-01-15) adds to the law"
ordered() { # ordered dir: of A800 and H800, in October to December 2023
    awk -F, '$4 ~ /^Chips\|Orders\|[AH]800/ && $2 == "NVIDIA" && $1 >= "2023-10-31" && $1 <= "2023-12-31" { n += $6 }
        END { print n + 0 }' "$1/series.csv"
}
expect "a wave of orders before" "$([ "$(ordered grace)" -gt "$(ordered ban)" ]; echo $?)" 0

# --- GPU-hours abroad ---

offshore() { # offshore dir arguments...: of DeepSeek at the end of 2023, 1 when it is what it leases and not nothing
    "$BUILDOUT_PROGRAM" run "$ships/baseline.cfg" --quiet -o "$@" --set 'time.end="2024-01-01"'
    awk -F, '$1 == "2023-12-31" && $2 == "DeepSeek" && $3 == "" { x[$4] = $6 }
        END { print (x["Usable Compute|Offshore Leased"] > 0 && x["Usable Compute|Offshore Leased"] == x["Compute|Leased In"]) }' \
        "$1/series.csv"
}
expect "who rents in China's market rents nothing abroad" "$(offshore home)" 0
expect "who rents in the world's does" "$(offshore abroad --set companies.DeepSeek.buys_as_china=false)" 1

[ "$failures" -eq 0 ]
