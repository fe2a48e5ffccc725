#!/bin/sh
# same_bytes.sh: builds the program with gcc and clang, each with -O0 and -O2, runs the tiny world and the whole baseline
# with each, compares every export byte for byte, and lets each reproduce what the first has made. Takes minutes: "./buildout test --compilers" runs it, and ctest when
# configured with -DBUILDOUT_SAME_BYTES=ON. Code 77: there is no gcc here.
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

ends_with() { # what code command...
    what=$1 wanted=$2
    shift 2
    "$@" >/dev/null 2>&1 </dev/null
    code=$?
    [ "$code" -eq "$wanted" ] && return
    echo "FAILED: $what: code $code, not $wanted"
    failed=1
}

runs() { # name
    run "$1" tiny "$source/tests/support/tiny.cfg" --seed 3
    run "$1" baseline "$source/scenarios/baseline.cfg"
}

command -v gcc >/dev/null || exit 77
names=''
for compiler in gcc:g++ clang:clang++; do
    c=${compiler%:*} cxx=${compiler#*:}
    if ! command -v "$c" >/dev/null || ! command -v "$cxx" >/dev/null; then
        echo "not compared: there is no $c or no $cxx"
        continue
    fi
    for level in -O0 -O2; do
        build "$c$level" "$c" "$cxx" "$level"
        runs "$c$level"
        names="$names $c$level"
    done
done
# What one compiler's program has written is the same again from another's, and what was altered is not.
first="$work/first"
ends_with "an ensemble" 0 "$work/gcc-O0/bin/buildout" ensemble "$source/tests/support/tiny.cfg" --runs 5 --jobs 1 -o "$first"
cp -r "$first" "$work/altered"
sed -i '$s/.$/&1/' "$work/altered/outcomes.csv"
for name in $names; do
    program="$work/$name/bin/buildout"
    ends_with "$name reproduces a run of gcc-O0" 0 "$program" reproduce "$work/gcc-O0-tiny"
    ends_with "$name reproduces an ensemble of gcc-O0" 0 "$program" reproduce "$first"
    ends_with "$name finds what was altered" 6 "$program" reproduce "$work/altered"
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
[ "$failed" -eq 0 ] && echo "same bytes:$names"
exit "$failed"
