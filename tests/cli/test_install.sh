#!/bin/sh
# What is installed works where it lies: the program, its scenarios, and the library for a program of somebody else's.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
build=$(dirname "$BUILDOUT_PROGRAM")/..

cmake --install "$build" --prefix "$here/usr" >"$here/log" 2>&1 || {
    cat "$here/log"
    exit 1
}
lib=$(dirname "$(find "$here/usr" -name libbuildout.so)")
PKG_CONFIG_PATH=$lib/pkgconfig
export PKG_CONFIG_PATH
program=$here/usr/bin/buildout

expect "the program" "$("$program" version)" "$("$BUILDOUT_PROGRAM" version)"
expect "the manual, the completions" "$(find "$here/usr/share" -name 'buildout.1*' -o -name '_buildout' -o -name buildout.fish |
    wc -l)" 3
expect "no path of the build in scenarios and texts" \
    "$(grep -rlIF "$BUILDOUT_SOURCE" "$here/usr" | wc -l)" 0

# A scenario of one's own stands on those that were installed.
cat >"$here/mine.cfg" <<'END'
scenario: { extends = "baseline.cfg"; title = "Three years of the baseline"; };
time: { end = "2025-01-01"; };
END
# It is the installed baseline that is read, not the one of the sources, which the build knows, too.
expect "the scenarios" "$(cd "$here" && "$program" show mine.cfg --resolved | grep -c "^ .*# $BUILDOUT_SOURCE")" 0

expect "pkg-config" "$(pkg-config --modversion buildout)" "$("$program" version | sed 's/buildout //')"
# shellcheck disable=SC2046 # words are what pkg-config gives
${CC:-cc} -std=c11 -Wall -Wextra -Werror "$BUILDOUT_SOURCE/tests/api/all_in.c" \
    ${BUILDOUT_SANITIZE:+-fsanitize=$BUILDOUT_SANITIZE} $(pkg-config --cflags --libs buildout) -o "$here/all_in" || exit 1
if command -v c++ >/dev/null 2>&1; then
    echo '#include <buildout/buildout.h>' >"$here/header.cpp"
    # shellcheck disable=SC2046
    expect "a C++ compiler reads the header" \
        "$(c++ -fsyntax-only -Wall -Wextra $(pkg-config --cflags buildout) "$here/header.cpp" 2>&1)" ""
fi
said=$(cd "$here" && LD_LIBRARY_PATH=$lib ./all_in mine.cfg Baidu 2>&1)
for how in "as it is" "all in"; do
    set --
    [ "$how" = "all in" ] && set -- --set companies.Baidu.strategy=all_in
    npv=$("$program" run "$here/mine.cfg" -o "$here/results" --force "$@" >/dev/null &&
        LC_ALL=C awk -F, '$3 == "Baidu" && $4 == "npv" { printf "%.12g", $6 }' "$here/results/outcomes.csv")
    expect "$how, as the program says" "$(echo "$said" | grep -c "^$how: 36 months from 2022-01, npv $npv, capex ")" 1
done
expect "another company, another number" "$(echo "$said" | sed 's/.*npv \([^,]*\),.*/\1/' | sort -u | wc -l)" 2
expect "no such company" "$(cd "$here" && LD_LIBRARY_PATH=$lib ./all_in mine.cfg Baidoo 2>&1 | grep -c 'did you mean "Baidu"')" 1

[ "$failures" -eq 0 ]
