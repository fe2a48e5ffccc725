#!/bin/sh
# predict.sh [RUNS [RUN_S [START_S [MERGE_S]]]]: what buildout-mpi would take on 1 to 1,000 nodes, as a table.
#
# RUN_S is the time of a replicate on one processor (--stats prints it), START_S that of reading the scenario and of
# MPI's own start, MERGE_S that of merging a replicate and of its part of the bands. The nodes have one rank each and
# gigabit Ethernet below a switch. Wants smpicc and smpirun, which come with SimGrid.
set -eu
runs=${1:-20000} run=${2:-0.1} start=${3:-0.3} merge=${4:-0.03}
here=$(cd "$(dirname "$0")" && pwd)
nodes=${BUILDOUT_NODES:-1 10 30 100 300 1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v smpicc >/dev/null || {
    echo "predict.sh: smpicc is missing: it comes with SimGrid (Debian: libsimgrid-dev)" >&2
    exit 69
}
smpicc -std=c11 -O2 "$here/predict.c" -o "$work/predict" >"$work/built" 2>&1 || {
    cat "$work/built" >&2
    exit 69
}
last=0
for n in $nodes; do
    last=$n
done
cat >"$work/cluster.xml" <<END
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <cluster id="cluster" prefix="node" radical="0-$((last - 1))" suffix="" speed="1Gf" bw="125MBps" lat="50us"/>
</platform>
END
micro() {
    LC_ALL=C awk -v s="$1" 'BEGIN { printf "%.0f", s * 1e6 }'
}
echo node0 >"$work/hosts" # the counter is beside the first rank
i=0
while [ "$i" -lt "$last" ]; do
    echo "node$i"
    i=$((i + 1))
done >>"$work/hosts"
echo "$runs replicates of $run s, $start s to start, $merge s to merge each"
echo
echo "| nodes | simulating, s | speed-up | efficiency | and merged, s | speed-up |"
echo "|---|---|---|---|---|---|"
for n in $nodes; do
    smpirun -np "$((n + 1))" -platform "$work/cluster.xml" -hostfile "$work/hosts" --cfg=smpi/simulate-computation:no \
        --cfg=smpi/host-speed:1Gf --cfg=smpi/privatization:no --log=root.thres:critical "$work/predict" "$runs" "$(micro "$run")" "$(micro "$start")" \
        "$(micro "$merge")"
done | LC_ALL=C awk -v runs="$runs" -v run="$run" -v start="$start" -v merge="$merge" '
    { one = start + runs * run; whole = one + runs * merge
      printf "| %d | %.1f | %.1f | %.0f %% | %.1f | %.1f |\n", $1, $2, one / $2, 100 * one / $2 / $1, $3, whole / $3 }'
