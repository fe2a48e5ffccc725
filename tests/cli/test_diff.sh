#!/bin/sh
# The verb diff: which values differ, from where, and that what is said differently but means the same is none.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
cat >same.cfg <<'END'
scenario: { extends = "world.cfg"; };
regions: { North: { colo_inventory_mw = "0.5 GW"; }; };
END
cat >other.cfg <<'END'
scenario: { extends = "world.cfg"; title = "Another"; };
regions: { North: { tax_rate_frac = 0.25; pue_new_ratio = { dist = "uniform"; low = 1.1; high = 1.3; }; }; };
companies: { Beta: { strategy = "eager"; }; };
strategies: { eager: { leverage_max = 2.0; }; };
END

diff_of() {
    "$BUILDOUT_PROGRAM" diff "$@"
}

expect "ends well" "$(diff_of world.cfg other.cfg >changes 2>err; echo $?)" 0
expect "says nothing on stderr" "$(cat err)" ""
expect_in "a number" "$(cat changes)" "
regions.North.tax_rate_frac
  - 0.2  # world.cfg:15:25
  + 0.25  # other.cfg:2:37
"
expect_in "a distribution" "$(cat changes)" '
  + { dist = "uniform"; high = 1.3; low = 1.1; }  # other.cfg:2'
expect_in "a word" "$(cat changes)" '
companies.Beta.strategy
'
expect_in "a new row" "$(cat changes)" '
strategies.eager.leverage_max
  - -
  + 2.0  # other.cfg:4:'
expect "and no more" "$(grep -c '^[a-z]*\.' changes)" "$(grep '^[a-z]*\.' changes | sort -u | wc -l | tr -d ' ')"
expect "nothing else of the North" "$(grep -c '^regions\.' changes)" 2
expect_in "none" "$(diff_of world.cfg world.cfg)" "They have the same values."
expect_in "--set holds for both" "$(diff_of world.cfg other.cfg --set regions.North.tax_rate_frac=0.3)" "regions.North.pue_new_ratio"
expect "so that it is no difference" "$(diff_of world.cfg other.cfg --set regions.North.tax_rate_frac=0.3 | grep -c tax_rate_frac)" 0
expect_in "JSON" "$(diff_of world.cfg other.cfg --json)" '"path": "regions.North.tax_rate_frac", "a": "0.2", "a_from": "world.cfg:15:25", "b": "0.25", "b_from": "other.cfg:2:37"'
expect_in "said differently" "$(diff_of world.cfg same.cfg)" "They have the same values."
cat >ruled.cfg <<'END'
scenario: { extends = "other.cfg"; };
strategies: { eager: { rules: { hurry: { order = 1; when = "cash_usd > 0"; set = { growth_belief_ratio = "1.2"; }; }; }; }; };
END
expect_in "a rule" "$(diff_of other.cfg ruled.cfg)" 'strategies.eager.rules'
expect "JSON of none" "$(diff_of world.cfg world.cfg --json | tr -d '\n ')" "[]"
expect "a broken one" "$(echo 'regions: { North: { tax = 1.0; }; };' >broken.cfg; diff_of world.cfg broken.cfg >out 2>&1; echo $?)" 1
cat >linked.cfg <<'END'
scenario: { extends = "world.cfg"; };
correlations = ( ("construction.permit_months", "regions.North.grid_study_months", -0.3) );
END
expect_in "correlations" "$(diff_of world.cfg linked.cfg)" '
correlations
  - -
  + (("construction.permit_months", "regions.North.grid_study_months", -0.3))  # linked.cfg:2:16'

# --- what each change does ------------------------------------------------------------------------------------------

cat >three.cfg <<'END'
scenario: { extends = "world.cfg"; title = "Three changes"; };
demand: { long_run_growth_per_year = 0.3; };
construction: { permit_months = { dist = "lognormal"; median = 15.0; p90 = 18.0; }; };
companies: { Beta: { strategy = "eager"; }; };
strategies: { eager: { leverage_max = 2.0; }; };
END
effect_of() {
    diff_of world.cfg three.cfg --effect "$@"
}
expect "effects" "$(effect_of --runs 6 --jobs 1 -o effect >said 2>err; echo $?)" 0
expect_in "a new row is one change with what speaks of it" "$(cat said)" '
1  companies.Beta.strategy + strategies.eager
     "steady" -> "eager"; { leverage_max = 2.0; }
2  construction.permit_months
'
expect_in "every set of changes is run" "$(cat said)" "3 changes, 8 variants of 6 runs, all orders"
expect "columns" "$(sed -n 1p effect/diff.csv)" \
    "change,path,a,b,entity,key,unit,in_order,low,high,shapley,shapley_low,shapley_high,n"
# The lines before "all" of a figure are its parts. Of the end of the line, what is before it may hold commas.
expect "parts add up to the difference" "$(awk -F, '
    function off(x, y) { return (x - y) ^ 2 > 1e-16 * (x ^ 2 + y ^ 2 + 1e-6) }
    NR > 1 && $2 != "all" { in_order += $(NF - 6); shapley += $(NF - 3) }
    $2 == "all" { n++; wrong += off(in_order, $(NF - 6)) + off(shapley, $(NF - 3)); in_order = shapley = 0 }
    END { print (n > 10), wrong + 0 }' effect/diff.csv)" "1 0"
# Alpha's npv by hand: change 2 after 1 in order; by Shapley over the three orders in which 2 is first, second, last.
expect "both ways by hand" "$(awk -F, '
    $3 == "Alpha" && $4 == "npv" { v[$1] += $6 / 6 }
    END {
        a = v["world"]; b = v["three"]
        printf "%.6g %.6g\n", v["1+2"] - v["1"],
            (v["2"] - a) / 3 + (v["1+2"] - v["1"]) / 6 + (v["2+3"] - v["3"]) / 6 + (b - v["1+3"]) / 3
    }' effect/outcomes.csv)" \
    "$(awk -F, '$1 == 2 && $(NF - 9) == "Alpha" && $(NF - 8) == "npv" { printf "%.6g %.6g\n", $(NF - 6), $(NF - 3) }' effect/diff.csv)"
expect "three jobs, the same bytes" "$(effect_of --runs 6 --jobs 3 -o again --quiet; diff -r effect again 2>&1)" ""
expect_in "orders that are drawn" "$(effect_of --runs 2 --orders 2 -o drawn 2>&1)" "2 orders drawn"
expect "JSON has the rows of the file" "$(effect_of --runs 6 -o effect --json 2>/dev/null | grep -c '"change"')" \
    "$(sed 1d effect/diff.csv | wc -l | tr -d ' ')"
# Both ways: what the one has and the other has not, a row with a table in it, correlations, a distribution.
cat >five.cfg <<'END'
scenario: { extends = "world.cfg"; title = "Five changes"; };
regions: { North: { tax_rate_frac = 0.25; }; };
companies: { Beta: { strategy = "eager"; }; };
strategies: {
    eager: { leverage_max = 2.0; rules: { hurry: { order = 1; when = "cash_usd > 0"; set = { growth_belief_ratio = "1.2"; }; }; }; };
};
equipment: {
    switchgear: {
        units_per_mw = 1.0; other_share_frac = 0.8; orders_over_capacity_ratio = 1.0;
        lead_at_start_weeks = 80.0; capacity_growth_per_year = 0.05; lines_delay_months = 24.0;
    };
};
power: { ramp_months = "6 to 12"; };
correlations = ( ("construction.permit_months", "regions.North.grid_study_months", -0.3) );
END
for way in "world five" "five world"; do
    set -- $way
    expect "$way" "$(diff_of "$1.cfg" "$2.cfg" --effect --runs 1 --orders 1 --jobs 1 -o "from_$1" --quiet 2>&1; echo $?)" 0
    expect "changes, $way" "$(awk -F, 'NR > 1 && !seen[$1, $2]++ { print $1, $2 }' "from_$1/diff.csv")" \
        "1 companies.Beta.strategy + strategies.eager
2 correlations
3 equipment.switchgear
4 power.ramp_months
5 regions.North.tax_rate_frac
 all"
done
expect_in "a row that goes" "$(cat from_five/diff.csv)" \
    '3,equipment.switchgear,{ capacity_growth_per_year = 0.05; lead_at_start_weeks = 80.0; '
expect "the way back is as long" "$(for start in world five; do
    awk -F, '$2 == "all" { printf "%s %s %.6g\n", $5, $6, ($8 < 0 ? -$8 : $8) }' from_$start/diff.csv >$start.all
done; cmp world.all five.all 2>&1; awk '$3 > 0' world.all | wc -l | awk '{ print ($1 > 5) }')" 1
told=$(diff_of world.cfg five.cfg --effect --runs 1 --orders 1 --jobs 1 -o from_world --company Beta)
expect "figures that do not differ are counted" "$(printf '%s\n' "$told" | grep -c -e '^Beta survived' -e '^Beta exit_date')" 0
expect "with how many" "$(printf '%s\n' "$told" | grep -c '^[0-9]* more key figures do not differ[.]$')" 1
expect "a company that there is not" "$(diff_of world.cfg five.cfg --effect --runs 1 -o none --company Alpah 2>&1 | grep -v " note: ")" \
    'buildout: error: there is no company "Alpah"; did you mean Alpha?'
expect "nothing to tell" "$(diff_of world.cfg same.cfg --effect -o none 2>&1; echo $?)" \
    "buildout: error: world.cfg and same.cfg have the same values
2"

[ "$failures" -eq 0 ]
