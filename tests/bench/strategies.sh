#!/bin/sh
# strategies.sh PROGRAM SCENARIOS RUNS: all in, or wait and follow? The npv of a company on the one strategy less that on
# the other, with the same luck: of the run alone, with what stands at its end at book value, and with that going on for ever.
# From 2022 under four laws, and from July 2025 as it goes on and with models that get no better. And where over diffusion,
# cost of capital, what clouds are used for and whether renters may go abroad the better one changes. Prints tables.
set -u
program=$1 scenarios=$2 runs=$3
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
swept=$((runs / 5))
[ "$swept" -ge 5 ] || swept=5

quietly() {
    "$@" --quiet >"$here/said" 2>&1 || cat "$here/said"
}

# pair LAW COMPANY: a row for each figure.
pair() {
    rm -rf "$here/pair"
    quietly "$program" compare "$scenarios/$1.cfg; companies.$2.strategy=wait_and_follow" \
        "$scenarios/$1.cfg; companies.$2.strategy=all_in" --runs "$runs" --company "$2" -o "$here/pair"
    awk -F, -v law="$1" -v who="$2" '$1 == who && $2 ~ /^npv/ {
        printf "%-20s %-8s %-12s %9.1f %9.1f %9.1f %9.1f %9.1f %6.2f %6.1f  %s\n", law, who, $2, $4 / 1e3, $5 / 1e3, $6 / 1e3,
            $7 / 1e3, $8 / 1e3, $9, $10, $12 }' "$here/pair/compare.csv"
}

# frontier FIGURE COMPANY PATH=A,B,C PATH=A,B,C: where the better strategy changes, by that figure.
frontier() {
    rm -rf "$here/sweep"
    quietly "$program" sweep "$scenarios/baseline.cfg" --strategies wait_and_follow,all_in --company "$2" --key "$1" \
        --vary "$3" --vary "$4" --runs "$swept" -o "$here/sweep"
    printf '\n%s in the baseline, %s in bn USD of all_in less wait_and_follow, %s runs a point\n' "$2" "$1" "$swept"
    awk -F, 'NR == 1 { printf "%-32s %-34s %9s %9s %9s  %s\n", $1, $2, "difference", "from", "to 95 %", "better"; next }
             { printf "%-32s %-34s %9.1f %9.1f %9.1f  %s\n", $1, $2, $8 / 1e3, $9 / 1e3, $10 / 1e3, $12 }' \
        "$here/sweep/frontier.csv"
}

printf 'npv in bn USD, all_in less wait_and_follow, %s pairs; P: share of pairs in which all_in does better\n' "$runs"
printf '%-20s %-8s %-12s %9s %9s %9s %9s %9s %6s %6s  %s\n' law company figure follow 'all in' difference from 'to 95 %' P 'var /' 'first differs'
for law in baseline chip_ban_2023 no_rules ban_after_reopening baseline_2025 slope_flattens; do
    for company in Alibaba Baidu; do
        pair $law $company
    done
done
for figure in npv npv_terminal; do
    frontier $figure Baidu technology.diffusion_per_year=0.1,0.5,1.5 finance.discount_rate_per_year=0.04,0.08,0.14
done
frontier npv Baidu segments.cloud.use_per_user=2,9,15 segments.cloud.potential_users_china=400000,1100000,2000000
frontier npv Baidu segments.cloud.use_per_user=2,9,15 rental_markets.china.abroad_max_frac=0.0,0.5,0.9
