#!/bin/sh
# The verb fleet, as a planner uses it: whose chips stand where and who uses them, against the store.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
command -v sqlite3 >/dev/null 2>&1 || exit 77
cat >"$here/world.cfg" <<END
scenario: { extends = "$BUILDOUT_SOURCE/scenarios/alibaba_of_the_article.cfg"; title = "Fifteen months"; };
time: { end = "2023-04-01"; };
END
cd "$here" || exit 1
expect "a run" "$("$BUILDOUT_PROGRAM" run world.cfg --allow-outside --quiet -o out 2>&1; echo $?)" 0

fleet() {
    "$BUILDOUT_PROGRAM" fleet "$@"
}

ask() {
    sqlite3 out/results.db "$1"
}

sums() { # sums FILE: rows and chips of a JSON file
    ask "SELECT count(*), sum(r.value ->> 'count') FROM json_each(CAST(readfile('$1') AS TEXT)) r"
}

fleet out --json >all.json 2>err
expect "ends well" "$?" 0
expect "says nothing on stderr" "$(cat err)" ""
expect "the last month, and all of it" "$(sums all.json)" "$(ask "SELECT count(*), sum(count) FROM fleet WHERE month = '2023-03'")"
fleet out --year 2022 --company Alibaba --json >alibaba.json
expect "a company's of a year" "$(sums alibaba.json)" "$(ask "SELECT count(*), sum(count) FROM fleet
    WHERE month = '2022-12' AND (owner = 'Alibaba' OR host = 'Alibaba' OR user = 'Alibaba')")"
# A chip in Johor that one firm owns and others rent is told so.
fleet out --year 2022 --company Alibaba --place Malaysia >malaysia
let_out=$(ask "SELECT printf('%,d', sum(count)) FROM fleet WHERE month = '2022-12' AND owner = 'Alibaba'
    AND place = 'Malaysia' AND user = 'China market' AND host = 'Alibaba'")
expect "some are let" "$([ -n "$let_out" ] && echo yes)" yes
expect "who rents them" "$(tr -s ' ' <malaysia | grep -c "^Alibaba Malaysia its own China market $let_out A100")" 1
expect "who uses its own" "$(tr -s ' ' <malaysia | grep -c '^Alibaba Malaysia its own itself [0-9,]* A100')" 1
expect "nobody else's" "$(sed 1,3d malaysia | grep -cv '^Alibaba ')" 0
expect "who is not there" "$(fleet out --company Alibab 2>&1; echo $?)" \
    'buildout: error: there is no company with chips "Alibab"; did you mean Alibaba?
2'
expect "a region that is not there" "$(fleet out --place Malasia 2>&1; echo $?)" \
    'buildout: error: there is no region with chips "Malasia"; did you mean Malaysia?
2'
expect "a year that was not run" "$(fleet out --year 2030 2>&1; echo $?)" \
    'buildout: error: --year 2030 is outside the fleets, which go from 2022 to 2023
2'
expect "none of it in a place" "$(fleet out --company Meta --place Malaysia)" "No chips."
[ "$failures" -eq 0 ] || exit 1
