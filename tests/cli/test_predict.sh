#!/bin/sh
# What SimGrid's SMPI predicts of ranks on a cluster: one node takes the sum, four nearly a quarter, and merging is not shared.
set -u
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
command -v smpicc >/dev/null 2>&1 && command -v smpirun >/dev/null 2>&1 || exit 77

table=$(BUILDOUT_NODES="1 4" sh "$BUILDOUT_SOURCE/sim/mpi/predict.sh" 200 0.5 1 0.25 2>&1)
expect "a row for each number of nodes" "$(echo "$table" | grep -c '^| [14] |')" 2
# 1 + 200 x 0.5 = 101 s, and 50 s to merge; replicates of 0.8 to 1.2 of the mean, evenly.
expect "one node takes the sum" "$(echo "$table" | awk -F '|' '$2 == 1 { print ($3 > 100.5 && $3 < 101.5), ($6 > 150.5 && $6 < 151.5) }')" "1 1"
# A quarter of the work and the whole start: 26 s, and at most a replicate more.
expect "four nodes nearly a quarter" "$(echo "$table" | awk -F '|' '$2 == 4 { print ($3 > 25.9 && $3 < 26.7), ($6 > 75.9 && $6 < 76.7) }')" "1 1"

[ "$failures" -eq 0 ]
