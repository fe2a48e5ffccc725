#!/bin/sh
# What a pack calls judged is drawn anew in every run: a plain number beside such a comment is only what bears on no result or
# is no quantity that may lie between two values.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

# equity: told beside what opens, no flow reads it. labour_pool_workers: brought to the work in hand by crew_cover_ratio.
# cloud_revenue_per_year: known, less a small part that is judged. server_capex_per_year: of who buys little but AI.
# option_value: of who has sold its staff. discount_rate_per_year: the planner's own, in key figures only. The rest is counted or dated.
fixed='equity|labour_pool_workers|cloud_revenue_per_year|server_capex_per_year|option_value|discount_rate_per_year'
fixed="$fixed|sites|max_halls|slots|founded|launch|start|replaces|designed_for|refinish_frac"

plain() { # plain FILE...: what is judged and yet one number
    awk -v fixed="^($fixed)$" '
        /^ *[a-z_]+ = "?((USD|RMB) )?-?[0-9][^;{]*;[ ]+#.*(prior|judge)/ {
            value = $0; sub(/^[^=]*= "?((USD|RMB) )?/, "", value)
            if (value + 0 != 0 && $1 !~ fixed) { print FILENAME ":" FNR ": " $1 }
        }' "$@" | sed 's,.*/,,'
}

cat >"$here/pack.cfg" <<'END'
  cost = "USD 3 bn";  # judgement; prior, 2-4
  share_frac = 0.2;  # judged; prior
  none_frac = 0.0;  # judgement
  equity = "USD 3 bn";  # judged; prior
  known = 3.0;  # 10-K; high
  drawn = { dist = "uniform"; low = 1.0; high = 2.0; };  # judgement; prior
END
expect "one is seen where it stands" "$(plain "$here/pack.cfg")" "pack.cfg:1: cost
pack.cfg:2: share_frac"
expect "none in the packs" "$(plain "$BUILDOUT_SOURCE"/scenarios/packs/*.cfg)" ""

# What boards that ship decide a planner's own may want to: the template names it. It trains nothing of its own.
keys() { # keys FILE BOARD
    sed -n "/^  $2: {/,/^  };/s/^    \([a-z_]*\) = .*/\1/p" "$1" | grep -v -e '^name$' -e '^train_first_frac$' | sort
}
keys "$BUILDOUT_SOURCE/scenarios/strategies/steady.cfg" steady >"$here/steady"
keys "$BUILDOUT_SOURCE/scenarios/my_company.cfg" my_board >"$here/mine"
expect "a template names what a steady board decides" "$(comm -23 "$here/steady" "$here/mine")" ""
expect "which is something" "$(grep -c . "$here/steady")" 4
[ "$failures" -eq 0 ]
