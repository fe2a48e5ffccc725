#!/bin/sh
# An ensemble by several ranks has the bytes of one process. Skipped where there is no MPI.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
mpi=$(dirname "$BUILDOUT_PROGRAM")/buildout-mpi
[ -x "$mpi" ] && command -v mpirun >/dev/null 2>&1 || exit 77
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" "$here/tiny.cfg"
cd "$here" || exit 1
export NO_COLOR=1 # mpirun gives its ranks a terminal
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl_vader_single_copy_mechanism=none

ranks() { # n argument...
    n=$1
    shift
    mpirun --oversubscribe -np "$n" "$mpi" "$@"
}

code() { # the exit code of a command, which says nothing
    "$@" >/dev/null 2>&1
    echo $?
}

ranks 1 version >/dev/null 2>&1
case $? in
2) ;;
3)
    echo "FAILED: buildout-mpi has the MPI that libsimgrid simulates"
    exit 1
    ;;
*) exit 77 ;; # mpirun cannot start anything here
esac

expect "one process" "$(code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 21 -o one)" 0
for n in 2 4; do
    expect "$n ranks" "$(code ranks $n ensemble tiny.cfg --runs 21 -o ranks$n)" 0
    expect "$n ranks, byte by byte" "$(diff -r one ranks$n 2>&1)" ""
    expect "their folders are gone" "$(ls -d ranks$n.ranks 2>/dev/null)" ""
done
expect "more ranks than replicates" "$(code ranks 4 ensemble tiny.cfg --runs 2 -o few
    code "$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 2 -o few1
    diff -r few few1 2>&1)" "0
0"
expect "it prints what an ensemble prints" "$(ranks 2 ensemble tiny.cfg --runs 21 -o again 2>/dev/null | sed '$d')" \
    "$("$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 21 -o one 2>/dev/null | sed '$d')"
expect "a faulty scenario is told once" "$(ranks 2 ensemble tiny.cfg --runs 4 -o x --set power.ramp_months=x 2>&1 |
    grep -c ramp_months)" 1
expect "no folder that all see" "$(code ranks 2 ensemble tiny.cfg --runs 4)" 2

# Replicates of which a check does not hold are listed, and the code is 7, as with one process.
{
    cat tiny.cfg
    printf 'checks: { small: { when = "2023-11"; expect = "world.mw < 0.0"; }; };\n'
} >failing.cfg
expect "failed replicates" "$(code ranks 2 ensemble failing.cfg --runs 3 -o failed)" 7

[ "$failures" -eq 0 ]
