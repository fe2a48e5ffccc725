#!/bin/sh
# The script buildout, tried on a small project of its own so that it costs seconds.
set -u
unset BUILDOUT_BUILD CDPATH
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
project="$here/a project"
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

write_greeting() {
    printf '#define GREETING "%s"\n' "$1" >"$project/include/greeting.h"
}

mkdir -p "$project/sim" "$project/include" "$project/tests"
cp "$BUILDOUT_SOURCE/buildout" "$project/"
cp "$BUILDOUT_SOURCE/tests/verbs.sh" "$project/tests/"
cat >"$project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(small LANGUAGES C)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
file(GLOB sources CONFIGURE_DEPENDS sim/*.c)
add_executable(buildout ${sources})
target_include_directories(buildout PRIVATE include)
enable_testing()
add_test(NAME good COMMAND sh -c "exit 0")
add_test(NAME skipped COMMAND sh -c "exit 77")
set_tests_properties(skipped PROPERTIES SKIP_RETURN_CODE 77)
if(EXISTS ${CMAKE_SOURCE_DIR}/tests/worse)
  add_test(NAME worse COMMAND sh -c "exit 1")
endif()
END
cat >"$project/sim/main.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "greeting.h"
int extra(void) __attribute__((weak));
int main(int argc, char *argv[])
{
    char cwd[4096];
    printf("%s %s %s %d", GREETING, getcwd(cwd, sizeof cwd), getenv("TZ") ? getenv("TZ") : "-", extra ? extra() : 0);
    for (int i = 1; i < argc; i++)
        printf(" <%s>", argv[i]);
    putchar('\n');
    return argc > 1 && argv[1][0] == 'f' ? 5 : 0;
}
END
write_greeting hello

# The first run builds, from anywhere, through a symlink, and passes all on.
mkdir -p "$here/else where"
ln -s "$project/buildout" "$here/else where/link"
cd "$here/else where" || exit 1
out=$(LC_ALL=POSIX TZ=Asia/Tokyo ./link run 'a b.cfg' '' 2>"$here/err")
expect "first run" "$out" "hello $PWD Asia/Tokyo 0 <run> <a b.cfg> <>"
expect "first run says a line a step" "$(cat "$here/err")" "buildout: configuring in $project/build
buildout: building"

# Nothing changed: silent, and the exit code is the program's.
err=$("$project/buildout" fail 2>&1 >/dev/null)
expect "exit code" $? 5
expect "silent when up to date" "$err" ""

# A change that carries an older date than the build, as archives and copies do.
write_greeting older
touch -d '2001-01-01' "$project/include/greeting.h"
out=$("$project/buildout" x 2>/dev/null)
expect "older date" "$out" "older $PWD ${TZ:--} 0 <x>"

# A file more, then a file less.
echo 'int extra(void); int extra(void) { return 7; }' >"$project/sim/extra.c"
expect "new file" "$("$project/buildout" x 2>/dev/null)" "older $PWD ${TZ:--} 7 <x>"
rm "$project/sim/extra.c"
expect "deleted file" "$("$project/buildout" x 2>/dev/null)" "older $PWD ${TZ:--} 0 <x>"

# A folder of the user's choosing, relative to where the user stands.
out=$(BUILDOUT_BUILD='other build' "$project/buildout" x 2>/dev/null)
expect "BUILDOUT_BUILD" "$out" "older $PWD ${TZ:--} 0 <x>"
expect "BUILDOUT_BUILD is used" "$(ls -d 'other build/bin/buildout')" "other build/bin/buildout"

# Two at once on nothing built: one waits for the other, both run.
BUILDOUT_BUILD="$here/both" "$project/buildout" one >"$here/one" 2>&1 &
BUILDOUT_BUILD="$here/both" "$project/buildout" two >"$here/two" 2>&1
wait $!
expect_in "first of two" "$(cat "$here/one")" "<one>"
expect_in "second of two" "$(cat "$here/two")" "<two>"

# Tests: passed and failed are counted, skipped are not passed, the last line says so.
out=$("$project/buildout" test 2>&1)
expect "tests pass" "$? $(printf '%s\n' "$out" | tail -n 1)" "0 1 passed, 0 failed"
: >"$project/tests/worse"
touch "$project/CMakeLists.txt"
out=$("$project/buildout" test 2>&1)
expect "a test fails" "$? $(printf '%s\n' "$out" | tail -n 1)" "1 1 passed, 1 failed"
out=$("$project/buildout" test goo 2>&1)
expect "tests by name" "$? $(printf '%s\n' "$out" | tail -n 1)" "0 1 passed, 0 failed"
out=$("$project/buildout" test no-such-test 2>&1)
expect "no test is a failure" "$? $(printf '%s\n' "$out" | tail -n 1)" "1 0 passed, 1 failed"
out=$("$project/buildout" test -- -R 'wor|x y' 2>&1)
expect "words for ctest" "$? $(printf '%s\n' "$out" | tail -n 1)" "1 0 passed, 1 failed"
out=$("$project/buildout" test --sanitise 2>&1)
expect "unknown option" "$? $out" "2 buildout: error: test has no option --sanitise; see buildout test --help"
expect "help of a verb done here" "$("$project/buildout" test --help 2>/dev/null)" \
    "older $PWD ${TZ:--} 0 <help> <test>"

# What does not compile is code 69, and says why.
echo 'int broken' >"$project/sim/broken.c"
out=$("$project/buildout" x 2>&1)
expect "does not compile" $? 69
expect_in "compiler's message" "$out" "broken.c"
expect_in "reason" "$out" "buildout: error: could not build, see above"
rm "$project/sim/broken.c"

# A machine where something is missing. The path holds only the tools of a fresh system, and stand-ins for some.
mkdir "$here/bin"
for tool in sh find cmp dirname readlink mkdir flock mktemp cat rm env id touch mv stat sort comm awk grep; do
    ln -s "$(command -v $tool)" "$here/bin/$tool"
done
out=$(PATH="$here/bin" BUILDOUT_BUILD="$here/fresh" "$project/buildout" x 2>&1)
expect "no apt-get" "$?" 69
expect_in "what is missing" "$out" "there is no apt-get here: gcc g++ cmake ninja-build pkg-config libsimgrid-dev"

printf '#!/bin/sh\necho "apt-get $*" >>"%s/apt.log"\n' "$here" >"$here/bin/apt-get"
chmod +x "$here/bin/apt-get"
rm "$here/bin/id"
printf '#!/bin/sh\necho 1000\n' >"$here/bin/id"
chmod +x "$here/bin/id"
out=$(PATH="$here/bin" BUILDOUT_BUILD="$here/fresh" "$project/buildout" x 2>&1)
expect "no sudo" "$?" 69
expect_in "what to type" "$out" "as root type: apt-get update && apt-get install --no-install-recommends gcc g++ cmake"

# With sudo it updates first and asks for what is missing only; the stand-in installs nothing, which is noticed.
# shellcheck disable=SC2016 # for the shell that runs it
printf '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n' >"$here/bin/sudo"
printf '#!/bin/sh\nexit 0\n' >"$here/bin/true"
printf '#!/bin/sh\nexit 0\n' >"$here/bin/pkg-config"
chmod +x "$here/bin/sudo" "$here/bin/true" "$here/bin/pkg-config"
out=$(PATH="$here/bin" BUILDOUT_BUILD="$here/fresh" "$project/buildout" x 2>&1)
expect "nothing was installed" $? 69
expect "apt-get was asked" "$(cat "$here/apt.log")" "apt-get -q -o DPkg::Lock::Timeout=300 update
apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends gcc g++ cmake ninja-build librandom123-dev"
expect "a line a step" "$out" "buildout: updating the list of packages (apt-get update)
buildout: installing gcc g++ cmake ninja-build librandom123-dev 
buildout: error: installed, but still not found: gcc g++ cmake ninja-build librandom123-dev "

[ "$failures" -eq 0 ]
