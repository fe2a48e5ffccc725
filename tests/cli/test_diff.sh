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

[ "$failures" -eq 0 ]
