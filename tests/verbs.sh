# The verbs of the script buildout that are not the program's: sourced by it, and nothing on its own.
# shellcheck shell=sh disable=SC2154 # repo and build come from there

usage() {
    say "error: $*"
    exit 2
}

# --- test -----------------------------------------------------------------------------------------------------------

# The number of attribute $1 of the <testsuite> in $build/tests.xml; 0 when ctest did not write it.
count_of() {
    tr '\t\n' '  ' <"$build/tests.xml" 2>/dev/null | sed -n "s/.*<testsuite [^>]* $1=\"\([0-9]*\)\".*/\1/p" |
        grep . || echo 0
}

# The programs that the tests called $names need besides the program itself; "all" when that is not clear from a name.
programs_of_names() {
    ctest --test-dir "$build" -N -R "$names" 2>/dev/null | sed -n 's/^ *Test *#[0-9]*: //p' | while read -r test; do
        case $test in
        unit/* | property/* | oracle/*) echo "tests/${test#*/}" ;;
        fuzz/*) echo "tests/fuzz_${test#*/}" ;;
        bad/* | golden/*) ;;
        cli/test_install | cli/test_audit | cli/test_faults*) echo all ;;
        cli/test_serve) echo tests/buildout_ask tests/buildout_broken_books ;;
        cli/test_mpi) echo mpi ;;
        # Valgrind's builds have no such library.
        cli/*)
            ! grep -qs 'slowly ' "$repo/tests/$test.sh" || ! ninja -C "$build" -t query buildout_slow >/dev/null 2>&1 ||
                echo buildout_slow
            ;;
        *) echo all ;;
        esac
    done
}

# run_tests [cmake option...]: builds $build and adds its tests to n_passed and n_failed.
run_tests() {
    install_missing 'python3  command -v python3' # the strict readers of exports
    if [ -n "$names" ]; then
        build_target buildout "$@"
        programs=$(programs_of_names)
        # shellcheck disable=SC2086 # a word each
        [ -z "$programs" ] || (flock 9 && quietly ninja --quiet -C "$build" $programs) 9>>"$build/lock" ||
            fail "could not build, see above"
    else
        build_target all "$@"
    fi
    rm -f "$build/tests.xml"
    set -- --test-dir "$build" --output-on-failure -j2 --no-tests=error --output-junit "$build/tests.xml"
    [ -z "$names" ] || set -- "$@" -R "$names"
    status=0
    eval "ctest \"\$@\" $ctest_words" </dev/null || status=$?
    failed=$(count_of failures)
    n_not_run=$(($(count_of disabled) + $(count_of skipped)))
    n_passed=$((n_passed + $(count_of tests) - failed - n_not_run))
    # Whatever made ctest unhappy counts, even if it is not in its report.
    [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    n_failed=$((n_failed + failed))
}

run_flavour() {
    build=$plain_build-$1
    case $1 in
    sanitize) run_tests -DBUILDOUT_SANITIZE=address,undefined ;;
    valgrind)
        install_missing 'valgrind  command -v valgrind'
        run_tests -DBUILDOUT_VALGRIND=ON
        ;;
    gcc) run_tests -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ ;;
    clang)
        install_missing 'clang  command -v clang'
        run_tests -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++
        ;;
    esac
}

# What the flavours of compilers leave open: whether they simulate the same.
compare_exports() {
    [ -z "$names" ] || printf 'cli/same_bytes\n' | grep -qE -- "$names" || return 0
    say "comparing the exports of gcc and clang"
    status=0
    BUILDOUT_SOURCE=$repo sh "$repo/tests/cli/same_bytes.sh" </dev/null || status=$?
    case $status in
    0) n_passed=$((n_passed + 1)) ;;
    77) ;;
    *) n_failed=$((n_failed + 1)) ;;
    esac
}

# build_fuzz_targets [cmake option...]: those of tests/fuzz that $names picks, in $build. $targets becomes their names,
# and $memory a folder for what they write, which goes with this script.
build_fuzz_targets() {
    targets='' programs=''
    for source in "$repo"/tests/fuzz/fuzz_*.c; do
        target=$(basename -- "$source" .c)
        target=${target#fuzz_}
        [ -z "$names" ] || printf 'fuzz/%s\n' "$target" | grep -qE -- "$names" || continue
        targets="$targets $target"
        programs="$programs tests/fuzz_$target"
    done
    [ -n "$targets" ] || usage "no target of tests/fuzz is called $names"
    build_target buildout -DBUILDOUT_FUZZ=ON -DBUILDOUT_SANITIZE=address,undefined "$@"
    # shellcheck disable=SC2086 # a word each
    (flock 9 && quietly ninja --quiet -C "$build" $programs) 9>>"$build/lock" || fail "could not build, see above"
    memory=$(mktemp -d /dev/shm/buildout-XXXXXX) || fail "cannot write to /dev/shm"
    trap 'rm -rf "$memory"' EXIT
    trap 'exit 130' INT TERM
}

# shellcheck disable=SC2016 # for sh -c
fuzz_needs='
clang               command -v clang
libclang-rt-14-dev  test -n "$(find /usr/lib/llvm-*/lib/clang -name "libclang_rt.fuzzer*" 2>/dev/null)"
'

# Each fuzz target for some seconds, with what it finds kept in $plain_build-fuzz/found.
fuzz() {
    install_missing "$fuzz_needs"
    build=$plain_build-fuzz
    build_fuzz_targets -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++
    mkdir -p "$build/found"
    for target in $targets; do
        say "fuzzing $target for $fuzz_seconds s"
        mkdir -p "$build/grown/$target"
        if (cd "$repo" && TMPDIR=$memory LSAN_OPTIONS=suppressions=$repo/tests/support/lsan.supp:print_suppressions=0 \
            "$build/tests/fuzz_$target" -max_total_time="$fuzz_seconds" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
            -artifact_prefix="$build/found/$target-" "$build/grown/$target" "$repo/tests/fuzz/corpus/$target") \
            >"$build/found/$target.log" 2>&1 </dev/null; then
            n_passed=$((n_passed + 1))
            sed -n 's/^stat::number_of_executed_units: */    runs: /p' "$build/found/$target.log"
        else
            n_failed=$((n_failed + 1))
            tail -n 40 "$build/found/$target.log"
        fi
    done
}

# The same targets under AFL++. What it finds lies in $plain_build-fuzz, beside what libFuzzer does, and each of them
# begins with what the other has grown.
afl() {
    install_missing "afl++  command -v afl-fuzz && command -v afl-clang-fast$fuzz_needs"
    build=$plain_build-afl
    build_fuzz_targets -DCMAKE_C_COMPILER=afl-clang-fast -DCMAKE_CXX_COMPILER=afl-clang-fast++
    kept=$plain_build-fuzz
    mkdir -p "$kept/found"
    for target in $targets; do
        say "fuzzing $target with AFL++ for $afl_seconds s"
        if afl_target; then
            n_passed=$((n_passed + 1))
        else
            n_failed=$((n_failed + 1))
        fi
    done
}

# A command with AFL++ as it is here: whatever the machine does with core files and with its clock, beside other work,
# and with AFL++'s own words for the sanitizers.
with_afl() {
    env -u ASAN_OPTIONS -u UBSAN_OPTIONS TMPDIR="$memory" AFL_ALLOW_TMP=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 \
        AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 "$@" </dev/null
}

# $target for $afl_seconds: did nothing crash, nothing hang? The corpus is tried whole; of what has grown, what is needed
# to reach all that it reaches. An input may take 20 s, as with libFuzzer; a shorter time, or one that AFL++ works out,
# would drop inputs while the machine is busy. A process has 10000 inputs and goes, with all that it holds.
afl_target() {
    program=$build/tests/fuzz_$target seeds=$build/seeds/$target out=$build/out/$target log=$kept/found/$target.afl.log
    grown=$kept/grown/$target
    rm -rf "$seeds" "$out"
    mkdir -p "$build/seeds" "$build/out" "$grown"
    if [ -n "$(ls "$grown")" ] &&
        ! (cd "$repo" && with_afl afl-cmin -A -i "$grown" -o "$seeds" -t 20000 -- "$program" -10000) >"$log" 2>&1; then
        tail -n 40 "$log"
        return 1
    fi
    mkdir -p "$seeds"
    cp "$repo/tests/fuzz/corpus/$target"/* "$seeds/"
    status=0
    (cd "$repo" && with_afl afl-fuzz -i "$seeds" -o "$out" -V "$afl_seconds" -t 20000 -- "$program" -10000) \
        >"$log" 2>&1 || status=$?
    # What crashes or hangs from the start is only named there.
    awk '/Attempting dry run with/ { seed = $0; sub(/.*,orig:/, "", seed); sub(/\047.*/, "", seed) }
         /results in a crash/ { print "crashes", seed } /results in a timeout/ { print "hangs", seed }' "$log" |
        while read -r folder seed; do
            cp "$seeds/$seed" "$out/default/$folder/id:$seed"
        done
    n_crashes=$(keep crashes "$kept/found/$target-crash-")
    n_hangs=$(keep hangs "$kept/found/$target-timeout-")
    keep queue "$grown/" >/dev/null
    printf '    %s: %s executions, %s/s, %s crashes, %s hangs\n' "$target" "$(afl_figure execs_done)" \
        "$(afl_figure execs_per_sec)" "$n_crashes" "$n_hangs"
    [ "$status" -ne 0 ] || [ "$n_crashes" -gt 0 ] || [ "$n_hangs" -gt 0 ] || return 0
    if [ "$n_crashes" -gt 0 ]; then
        TMPDIR=$memory "$program" "$(find "$out/default/crashes" -name 'id:*' | head -n 1)" 2>&1 </dev/null | tail -n 40
    else
        tail -n 40 "$log"
    fi
    return 1
}

# keep FOLDER START: copies what AFL++ put into FOLDER and did not have before, each as START and its hash, as libFuzzer
# calls its own; prints how many.
keep() {
    n=0
    for input in "$out/default/$1"/id:*; do
        case $input in
        *,orig:* | *'*') continue ;;
        esac
        cp -- "$input" "$2$(sha1sum <"$input" | cut -d' ' -f1)"
        n=$((n + 1))
    done
    echo "$n"
}

afl_figure() {
    sed -n "s/^$1 *: //p" "$out/default/fuzzer_stats" 2>/dev/null | grep . || echo 0
}

# Runs the oracles, properties and figures, and writes tests/VERIFICATION.md of what they show.
verify() {
    names=${names:-'^(oracle|property|golden)/'}
    BUILDOUT_VERIFY=$plain_build/figures.md
    export BUILDOUT_VERIFY
    rm -f "$BUILDOUT_VERIFY"
    run_tests
    twin_runs=200
    twin
    {
        cat "$repo/tests/verification.head.md"
        LC_ALL=C sort -u "$BUILDOUT_VERIFY" 2>/dev/null
        printf '\n## Tests behind it\n\nThe name of each case is what it shows.\n\n'
        for source in "$repo"/tests/oracle/test_*.c "$repo"/tests/property/test_*.c; do
            test=$(basename -- "$(dirname -- "$source")")/$(basename -- "$source" .c)
            tr '\n' ' ' <"$build/tests.xml" | grep -q "<testcase name=\"$test\" [^>]*status=\"run\"" || continue
            # shellcheck disable=SC2016 # as it is written
            printf -- '- `%s`: %s\n' "$test" "$(sed -n 's/.*cmocka_unit_test[a-z_]*(\([a-z_0-9]*\).*/\1/p' "$source" |
                tr '_\n' ' ;' | sed 's/;$//; s/;/; /g')"
        done
    } >"$repo/tests/VERIFICATION.md"
    say "written to tests/VERIFICATION.md"
}

# The Python that can import SimPy, that of the system first; empty when there is none.
simpy_python() {
    for python in /usr/bin/python3 python3; do
        "$python" -c 'import simpy' >/dev/null 2>&1 && printf '%s' "$python" && return
    done
}

# The construction model against its twin in SimPy: one scenario, one distribution a figure.
twin() {
    # shellcheck disable=SC2016 # for sh -c
    [ -n "$(simpy_python)" ] || (install_missing 'python3-simpy3  /usr/bin/python3 -c "import simpy"') || {
        say "SKIPPED: there is no SimPy here (package python3-simpy3)"
        return
    }
    build_target buildout
    (flock 9 && quietly ninja --quiet -C "$build" replicates) 9>>"$build/lock" || fail "could not build, see above"
    if "$(simpy_python)" "$repo/tests/twin/compare.py" "$build/bin/buildout" "$build/twin/replicates" \
        "$repo/tests/twin/twin.cfg" "$twin_runs" </dev/null; then
        n_passed=$((n_passed + 1))
    else
        n_failed=$((n_failed + 1))
    fi
}

# All tests in a build that counts what they run; the gate holds when no name picks some of them.
coverage() {
    build=$plain_build-coverage
    find "$build" -name '*.gcda' -delete 2>/dev/null
    run_tests -DBUILDOUT_COVERAGE=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++
    gate=--gate
    [ -z "$names" ] || gate=''
    # shellcheck disable=SC2086 # a word or none
    if python3 "$repo/tests/coverage.py" "$repo" "$build" $gate </dev/null; then
        return
    fi
    say "coverage is below what tests/coverage.py asks for"
    n_failed=$((n_failed + 1))
}

# Are the unit tests of the modules that must not be wrong strict? See tests/mutation/mutate.py.
mutate() {
    build_target all
    # shellcheck disable=SC2046 # names of modules, a word each
    if python3 "$repo/tests/mutation/mutate.py" "$repo" "$build" "$mutants" $(printf '%s' "$names" | tr '|' ' ') \
        </dev/null; then
        n_passed=$((n_passed + 1))
    else
        n_failed=$((n_failed + 1))
    fi
}

# Debian packages, built in a folder of their own, and what lintian says of them.
test_package() {
    install_missing 'lintian  command -v lintian
dpkg-dev  command -v dpkg-shlibdeps
fakeroot  command -v fakeroot'
    say "building and checking the Debian packages"
    if BUILDOUT_SOURCE=$repo sh "$repo/tests/package.sh" "$plain_build-package" </dev/null; then
        n_passed=$((n_passed + 1))
        say "they are in $plain_build-package"
    else
        n_failed=$((n_failed + 1))
    fi
}

# What is drawn, in a real Chromium: tests/browser, run in the build folder so that the packages of npm lie there.
test_browser() {
    install_missing 'chromium  command -v chromium
nodejs    command -v node
npm       command -v npm'
    build_target buildout
    (flock 9 && quietly ninja --quiet -C "$build" tests/buildout_broken_books) 9>>"$build/lock" ||
        fail "could not build, see above"
    say "installing playwright-core and axe-core for the tests in Chromium"
    mkdir -p "$build/browser"
    cp "$repo"/tests/browser/* "$build/browser/"
    quietly npm --prefix "$build/browser" ci --no-audit --no-fund --ignore-scripts || fail "npm could not install, see above"
    status=0
    for file in "$build"/browser/*.test.mjs; do
        [ -z "$names" ] || printf 'browser/%s\n' "$(basename "$file")" | grep -qE -- "$names" || continue
        BUILDOUT_PROGRAM=$build/bin/buildout BUILDOUT_SOURCE=$repo node --test "$file" </dev/null >"$build/browser.log" || status=1
        cat "$build/browser.log"
        n_passed=$((n_passed + $(browser_count pass)))
        n_failed=$((n_failed + $(browser_count fail)))
    done
    [ "$status" -eq 0 ] || [ "$n_failed" -gt 0 ] || n_failed=1
}

# The number behind "# pass" or "# fail" in what node --test said.
browser_count() {
    sed -n "s/^[^a-z]* $1 \([0-9]*\)\$/\1/p" "$build/browser.log" | tail -n 1 | grep . || echo 0
}

# A word in quotes, to be read again by eval.
quoted() {
    printf "'%s' " "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}

verb_test() {
    flavours='' names='' ctest_words='' compared='' packaged='' fuzz_seconds='' afl_seconds='' verified='' browsed='' twin_runs='' covered='' mutants=''
    while [ $# -gt 0 ]; do
        case $1,${2:-} in
        --*,*[!0-9]* | *,) ;;
        --afl,* | --fuzz,* | --mutate,* | --twin,*)
            # The number after it is its own, as the help says.
            option=$1=$2
            shift 2
            set -- "$option" "$@"
            ;;
        esac
        case $1 in
        --sanitize) flavours="$flavours sanitize" ;;
        --valgrind) flavours="$flavours valgrind" ;;
        --compilers) flavours="$flavours gcc clang" compared=yes ;;
        --package) packaged=yes ;;
        --verify) verified=yes ;;
        --fuzz) fuzz_seconds=20 ;;
        --fuzz=*) fuzz_seconds=${1#--fuzz=} ;;
        --afl) afl_seconds=20 ;;
        --afl=*) afl_seconds=${1#--afl=} ;;
        --browser) browsed=yes ;;
        --mutate) mutants=100 ;;
        --mutate=*) mutants=${1#--mutate=} ;;
        --coverage) covered=yes ;;
        --twin) twin_runs=200 ;;
        --twin=*) twin_runs=${1#--twin=} ;;
        --quiet) ctest_words="$ctest_words --progress" ;;
        --) break ;;
        -*) usage "test has no option $1; see buildout test --help" ;;
        *) names="$names${names:+|}$1" ;;
        esac
        shift
    done
    [ $# -eq 0 ] || shift
    for word in "$@"; do
        ctest_words="$ctest_words $(quoted "$word")"
    done
    n_passed=0 n_failed=0 plain_build=$build
    if [ -n "$packaged" ]; then
        test_package
    elif [ -n "$fuzz_seconds" ]; then
        fuzz
    elif [ -n "$afl_seconds" ]; then
        afl
    elif [ -n "$verified" ]; then
        verify
    elif [ -n "$browsed" ]; then
        test_browser
    elif [ -n "$covered" ]; then
        coverage
    elif [ -n "$mutants" ]; then
        mutate
    elif [ -n "$twin_runs" ]; then
        twin
    elif [ -z "$flavours" ]; then
        run_tests
    else
        for flavour in $flavours; do
            run_flavour "$flavour"
        done
        [ -z "$compared" ] || compare_exports
    fi
    printf '%d passed, %d failed\n' "$n_passed" "$n_failed"
    [ "$n_failed" -eq 0 ] || exit 1
}

# --- bench ----------------------------------------------------------------------------------------------------------

verb_bench() {
    written=''
    case " $* " in
    *" --write "*) written=yes ;;
    esac
    names=''
    runs=''
    for name in "$@"; do
        case $name in
        --quiet | --write) continue ;;
        [1-9] | [1-9][0-9] | [1-9][0-9][0-9] | [1-9][0-9][0-9][0-9])
            case $names in
            *' chips' | *' construction' | *' history' | *' money' | *' strategies') runs=$name && continue ;;
            esac
            usage "a number of runs ($name) follows chips, construction, history, money or strategies"
            ;;
        -*) usage "bench has no option $name; see buildout bench --help" ;;
        ensemble | strategies | twin) ;;
        *) [ -f "$repo/tests/bench/bench_$name.c" ] || usage "there is no benchmark $name in tests/bench" ;;
        esac
        names="$names $name"
    done
    build_target bench
    if [ -z "$written" ]; then
        run_benches
        return
    fi
    load=$(cut -d' ' -f1 /proc/loadavg)
    results=$(mktemp) || fail "cannot write a temporary file"
    run_benches | tee "$results"
    {
        # shellcheck disable=SC2016 # as it is written
        printf '# Speeds\n\nWritten by `./buildout bench --write` on %s processors (%s), at a load average of\n%s when it began. Not edited by hand. Each block is what its ' \
            "$(nproc)" "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | grep . || uname -m)" "$load"
        printf 'command prints; ratios are to what is measured beside them, in the same run.\n'
        awk '/^== / { if (open) print "```"; printf "\n## %s\n\n`./buildout bench %s`\n\n```\n", $2, $2; open = 1; next }
             { print } END { if (open) print "```" }' "$results"
    } >"$repo/tests/bench/RESULTS.md"
    rm -f "$results"
    say "written to tests/bench/RESULTS.md"
}

# Those named, or all.
run_benches() {
    for source in "$repo"/tests/bench/bench_*.c ensemble strategies twin; do
        name=$(basename -- "$source" .c)
        name=${name#bench_}
        case "$names " in
        " " | *" $name "*) ;;
        *) continue ;;
        esac
        printf '== %s\n' "$name"
        case $name in
        ensemble) bench_ensemble ;;
        strategies) sh "$repo/tests/bench/strategies.sh" "$build/bin/buildout" "$repo/scenarios" "${runs:-20}" </dev/null ;;
        twin) bench_twin ;;
        export) bench_export ;;
        chips) bench_table "${runs:-20}" ;;
        construction | history | money) bench_table scenarios/baseline.cfg "${runs:-20}" ;;
        *) (cd -- "$repo" && "$build/bench/bench_$name" </dev/null) || say "warning: $name ended with code $?" ;;
        esac
    done
}

# bench_table argument...: that of the benchmark $name.
bench_table() {
    (cd -- "$repo" && "$build/bench/bench_$name" "$@" </dev/null) || say "warning: $name ended with code $?"
}

# Seconds that a command takes, and seconds of CPU, its output kept away.
seconds_of() {
    began=$(date +%s.%N)
    cpu=$(sh -c '"$@" >/dev/null 2>&1 </dev/null; times' sh "$@" | tail -n 1)
    printf '%s %s %s\n' "$began" "$(date +%s.%N)" "$cpu" |
        awk '{ split($3 "m" $4, t, "[ms]+"); printf "%.2f %.2f", $2 - $1, 60 * (t[1] + t[3]) + t[2] + t[4] }'
}

# The baseline, many times: by the number of jobs, until its first bands are there, and with all series stored.
bench_ensemble() {
    here=$(mktemp -d) || fail "cannot write a temporary folder"
    runs=20
    one=''
    jobs=1
    while [ "$jobs" -le "$(nproc)" ]; do
        took=$(seconds_of "$build/bin/buildout" ensemble "$repo/scenarios/baseline.cfg" --runs $runs --jobs "$jobs" \
            --output "$here/jobs$jobs")
        one=${one:-$took}
        ratios "$runs runs, $jobs jobs"
        jobs=$((2 * jobs))
    done
    took=$(seconds_of "$build/bin/buildout" ensemble "$repo/scenarios/baseline.cfg" --runs 10 --output "$here/first")
    ratios "first bands, of 10 runs"
    took=$(seconds_of "$build/bin/buildout" ensemble "$repo/scenarios/baseline.cfg" --runs $runs --jobs 1 --keep all \
        --output "$here/all")
    ratios "all series of each run stored"
    rm -rf "$here"
}

bench_export() {
    here=$(mktemp -d) || fail "cannot write a temporary folder"
    "$build/bench/bench_export" "$here" </dev/null || say "warning: export ended with code $?"
    rm -rf "$here"
}

# A row: $took against $one, both of seconds_of.
ratios() {
    echo "$took $one" | awk -v what="$1" '{ printf "%-32s %7.2f s, %7.2f s of CPU: %5.2f and %5.2f x one job\n", what, $1, $2,
                                              $1 / $3, $2 / $4 }'
}

# Against the twin in SimPy; of ./buildout test --twin the last lines.
bench_twin() {
    if [ -z "$(simpy_python)" ]; then
        echo "there is no SimPy here (package python3-simpy3)"
        return
    fi
    (flock 9 && quietly ninja --quiet -C "$build" replicates) 9>>"$build/lock" || fail "could not build, see above"
    "$(simpy_python)" "$repo/tests/twin/compare.py" "$build/bin/buildout" "$build/twin/replicates" \
        "$repo/tests/twin/twin.cfg" 20 speed </dev/null
}

# --- lint -----------------------------------------------------------------------------------------------------------

lint_needs='
clang-format  command -v clang-format
clang-tidy    command -v clang-tidy
cppcheck      command -v cppcheck
'

# lint_files extension...: NUL-separated, for xargs -0.
lint_files() {
    for extension in "$@"; do
        find sim analysis include tests -type f -name "*.$extension" -print0 2>/dev/null
    done
}

verb_lint() {
    case ${1:---quiet} in
    --quiet) ;;
    *) usage "lint does not know what to do with $1" ;;
    esac
    install_missing "$lint_needs"
    build_target buildout
    cd -- "$repo" || fail "cannot enter $repo"
    bad=0
    say "clang-format"
    lint_files c h cpp | xargs -0 clang-format --dry-run -Werror || bad=1
    say "clang-tidy"
    unread='^$' # without MPI, which is optional, what includes it cannot be read
    command -v mpicc >/dev/null 2>&1 || unread='^sim/mpi/'
    lint_files c cpp | grep -zv "$unread" | xargs -0 -n 1 -P 2 clang-tidy --quiet -p "$build" \
        --extra-arg=-Wno-ignored-optimization-argument --extra-arg=-Wno-unused-command-line-argument \
        --warnings-as-errors='*' 2>/dev/null || bad=1
    say "cppcheck"
    lint_files c | xargs -0 cppcheck --quiet -j 2 --std=c11 --enable=warning,portability,performance \
        --inline-suppr --suppress=missingIncludeSystem --error-exitcode=1 -I include || bad=1
    exit $bad
}
