#!/bin/sh
# same_bytes.sh: builds the program with gcc -O0, gcc -O2 and clang -O2, runs the tiny world and the first two years of
# the baseline with each, and compares every export byte for byte. Takes minutes: ctest runs it when configured with
# -DBUILDOUT_SAME_BYTES=ON. Code 77: there is only one compiler here.
set -u
source=${BUILDOUT_SOURCE:-$(dirname -- "$(readlink -f -- "$0")")/../..}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

build() { # name compiler c++-compiler flags
    {
        cmake -G Ninja -S "$source" -B "$work/$1" -DCMAKE_C_COMPILER="$2" -DCMAKE_CXX_COMPILER="$3" \
            -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG="$4" -DCMAKE_CXX_FLAGS_DEBUG="$4" -DBUILDOUT_WERROR=OFF &&
            ninja -C "$work/$1" buildout
    } >"$work/$1.log" 2>&1 && return
    tail -n 30 "$work/$1.log"
    exit 1
}

run() { # name case arguments...
    name=$1 case=$2
    shift 2
    "$work/$name/bin/buildout" run "$@" --quiet -o "$work/$name-$case" </dev/null || {
        echo "FAILED: the run of $case with $name ended with code $?"
        exit 1
    }
}

runs() { # name
    run "$1" tiny "$source/tests/support/tiny.cfg" --seed 3
    run "$1" baseline "$source/scenarios/baseline.cfg" --set time.end=2024-01-01
}

names=gcc-O0
command -v gcc >/dev/null || exit 77
build gcc-O0 gcc g++ -O0
runs gcc-O0
build gcc-O2 gcc g++ -O2
runs gcc-O2
names="$names gcc-O2"
if command -v clang >/dev/null && command -v clang++ >/dev/null; then
    build clang-O2 clang clang++ -O2
    runs clang-O2
    names="$names clang-O2"
fi
for name in $names; do
    for case in tiny baseline; do
        for file in series.csv events.csv outcomes.csv; do
            [ -s "$work/gcc-O0-$case/$file" ] || {
                echo "FAILED: $case has no $file"
                failed=1
            }
            cmp "$work/gcc-O0-$case/$file" "$work/$name-$case/$file" || failed=1
        done
    done
done
[ "$failed" -eq 0 ] && echo "same bytes: $names"
exit "$failed"
