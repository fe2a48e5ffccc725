#!/bin/sh
# test --afl, with stand-ins for AFL++: what it counts as a failure, and what it keeps.
set -u
unset BUILDOUT_BUILD CDPATH
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
project="$here/a project"
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

mkdir -p "$project/sim" "$project/tests/fuzz" "$here/bin"
cp "$BUILDOUT_SOURCE/buildout" "$project/"
cp "$BUILDOUT_SOURCE/tests/verbs.sh" "$project/tests/"
echo 'int main(void) { return 0; }' >"$project/sim/main.c"
for target in good crashes hangs refused seed; do
    printf '#include <stdio.h>\nint main(int n, char **word) { return printf("%s of %%s", n > 1 ? word[1] : "") < 0; }\n' \
        $target >"$project/tests/fuzz/fuzz_$target.c"
    mkdir -p "$project/tests/fuzz/corpus/$target"
    echo seed >"$project/tests/fuzz/corpus/$target/one"
done
cat >"$project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(small LANGUAGES C)
add_executable(buildout sim/main.c)
set_target_properties(buildout PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
add_subdirectory(tests)
END
cat >"$project/tests/CMakeLists.txt" <<'END'
file(GLOB sources fuzz/fuzz_*.c)
foreach(source ${sources})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
endforeach()
END

# Stand-ins: clang and AFL++'s compilers are the compiler that is here, find sees libFuzzer where it is looked for.
for tool in clang afl-clang-fast; do
    printf '#!/bin/sh\nexec cc "$@"\n' >"$here/bin/$tool"
done
cat >"$here/bin/find" <<END
#!/bin/sh
case "\$*" in
*libclang_rt.fuzzer*) echo there ;;
*) exec $(command -v find) "\$@" ;;
esac
END
# afl-cmin keeps what is called grown*; afl-fuzz does what the target's name says, and writes down what it was given.
cat >"$here/bin/afl-cmin" <<'END'
#!/bin/sh
mkdir -p "$5"
cp "$3"/grown* "$5/"
END
cat >"$here/bin/afl-fuzz" <<'END'
#!/bin/sh
echo "what afl-fuzz says"
ls "$2" >"$2.seeds"
: >"$TMPDIR/written"
echo "$TMPDIR" >"$2.memory"
[ "$AFL_NO_UI$AFL_SKIP_CPUFREQ$AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES$6" = 1113 ] || exit 2
mkdir -p "$4/default/crashes" "$4/default/hangs" "$4/default/queue"
echo seed >"$4/default/queue/id:000000,time:0,orig:one"
echo new >"$4/default/queue/id:000001,src:000000"
case $2 in
*crashes) echo bad >"$4/default/crashes/id:000000,sig:06" && echo text >"$4/default/crashes/README.txt" ;;
*hangs) echo slow >"$4/default/hangs/id:000000,src:000000" ;;
*refused) exit 1 ;;
*seeds/seed)
    echo "[*] Attempting dry run with 'id:000000,time:0,execs:0,orig:one'..."
    echo "[!] WARNING: Test case 'id:000000,time:0,execs:0,orig:one' results in a crash, skipping"
    echo "[*] Attempting dry run with 'id:000001,time:0,execs:0,orig:two'..."
    echo "[!] WARNING: Test case results in a timeout (skipping)"
    ;;
esac
printf 'execs_done        : 1234\nexecs_per_sec     : 56.78\n' >"$4/default/fuzzer_stats"
END
chmod +x "$here"/bin/*
PATH="$here/bin:$PATH"
hash_of() {
    echo "$1" | sha1sum | cut -d' ' -f1
}
kept="$project/build-fuzz"

out=$("$project/buildout" test --afl=3 fuzz/good 2>"$here/err")
expect "nothing found" "$? $out" "0     good: 1234 executions, 56.78/s, 0 crashes, 0 hangs
1 passed, 0 failed"
expect "a line a step" "$(cat "$here/err")" "buildout: configuring in $project/build-afl
buildout: building
buildout: fuzzing good with AFL++ for 3 s"
expect "it begins with the corpus" "$(cat "$project/build-afl/seeds/good.seeds")" one
expect "what is new is kept" "$(ls "$kept/grown/good")" "$(hash_of new)"
expect "nothing is found" "$(ls "$kept/found")" good.afl.log
expect "what was written is gone" "$(ls -d "$(cat "$project/build-afl/seeds/good.memory")" 2>/dev/null)" ""

echo grown >"$kept/grown/good/grown1"
out=$("$project/buildout" test --afl 3 fuzz/good 2>/dev/null)
expect "again" "$?" 0
expect "and with what has grown, as far as it is needed" "$(cat "$project/build-afl/seeds/good.seeds")" "grown1
one"

out=$("$project/buildout" test --afl=3 crash 2>/dev/null)
expect "a crash fails" $? 1
expect_in "a crash is counted" "$out" "crashes: 1234 executions, 56.78/s, 1 crashes, 0 hangs"
expect_in "a crash is shown" "$out" "crashes of $project/build-afl/out/crashes/default/crashes/id:000000,sig:06"
expect "a crash is kept" "$(cat "$kept/found/crashes-crash-$(hash_of bad)")" bad

out=$("$project/buildout" test --afl=3 hang 2>/dev/null)
expect "a hang fails" $? 1
expect_in "a hang is counted" "$out" "hangs: 1234 executions, 56.78/s, 0 crashes, 1 hangs"
expect "a hang is kept" "$(cat "$kept/found/hangs-timeout-$(hash_of slow)")" slow

echo slow >"$project/tests/fuzz/corpus/seed/two"
out=$("$project/buildout" test --afl=3 seed 2>/dev/null)
expect "what is wrong from the start fails" $? 1
expect_in "what is wrong from the start is counted" "$out" "seed: 1234 executions, 56.78/s, 1 crashes, 1 hangs"
expect "a crash from the start is kept" "$(cat "$kept/found/seed-crash-$(hash_of seed)")" seed
expect "a hang from the start is kept" "$(cat "$kept/found/seed-timeout-$(hash_of slow)")" slow

out=$("$project/buildout" test --afl=3 2>/dev/null)
expect "all" "$? $(printf '%s\n' "$out" | tail -n 1)" "1 1 passed, 4 failed"
expect_in "what could not be tried is no success" "$out" "refused: 0 executions, 0/s, 0 crashes, 0 hangs
what afl-fuzz says"

for fuzzer in afl fuzz; do
    out=$("$project/buildout" test --$fuzzer=3 no-such-target 2>&1)
    expect "no target" "$? $out" "2 buildout: error: no target of tests/fuzz is called no-such-target"
done

[ "$failures" -eq 0 ]
