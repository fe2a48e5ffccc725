#!/bin/sh
# The verb projects, as a planner uses it: dates as planned and as they came, slips and what they are made of.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

projects() {
    "$BUILDOUT_PROGRAM" projects "$@"
}

ask() {
    sqlite3 out/results.db "$1"
}

command -v sqlite3 >/dev/null 2>&1 || exit 77
expect "a run" "$("$BUILDOUT_PROGRAM" run world.cfg --quiet -o out 2>&1; echo $?)" 0

# --- every project, with its dates ---

projects out --json >all.json 2>err
expect "ends well" "$?" 0
expect "says nothing on stderr" "$(cat err)" ""
n=$(ask 'SELECT count(*) FROM project')
expect "all of them" "$(grep -c '"name"' all.json)" "$n"
expect "JSON" "$(ask "SELECT json_array_length(CAST(readfile('all.json') AS TEXT))")" "$n"
# Each opening of events.csv is told on its date.
expect "openings are the events'" \
    "$(ask "SELECT count(*) FROM event e JOIN project p ON p.name = e.subject AND p.open = e.date WHERE e.kind = 'opened'")" \
    "$(grep -c ',opened,' out/events.csv)"
# As a table, JSON says the same as the store.
expect "every part adds up" "$(ask "SELECT count(*) FROM json_each(CAST(readfile('all.json') AS TEXT)) r WHERE
    r.value ->> 'slip_days' <> (r.value ->> 'permit_days') + (r.value ->> 'study_days') + (r.value ->> 'queue_days') +
    (r.value ->> 'equipment_days') + (r.value ->> 'shell_days') + (r.value ->> 'crews_days') +
    (r.value ->> 'fitout_days') + (r.value ->> 'buffer_days')")" 0
expect "the slip is that of the dates" "$(ask "SELECT count(*) FROM json_each(CAST(readfile('all.json') AS TEXT)) r WHERE
    r.value ->> 'slip_days' <> julianday(coalesce(r.value ->> 'open', r.value ->> 'expected_open')) -
    julianday(r.value ->> 'planned_open')")" 0
expect "who was cancelled has none" \
    "$(ask "SELECT count(*) FROM project WHERE (state = 'cancelled') <> (slip_days IS NULL)")" 0

projects out >table
expect_in "the head" "$(sed -n 4p table)" "plan"
first=$(ask 'SELECT name FROM project ORDER BY planned_open, number LIMIT 1')
expect_in "the first planned comes first" "$(sed -n 5p table)" "$first"
expect "every year has its row" "$(sed -n '/^planned for/,$p' table | sed 1d | awk '{ n += $2 } END { print n }')" "$n"

[ "$n" -gt 4 ] || expect "projects" "$n" "more than four"
projects out --limit 3 >few
expect "the first three" "$(sed -n 5,7p few | tr -s ' ')" "$(sed -n 5,7p table | tr -s ' ')"
expect "and how many there are beside them" "$(sed -n 8p few)" \
    "and $(ask "SELECT printf('%,d', $n - 3)") that are planned for later (--limit 0 prints all)"
expect "years are of all" "$(sed -n '/^planned for/,$p' few)" "$(sed -n '/^planned for/,$p' table)"
expect "all" "$(projects out --limit 0)" "$(cat table)"

# --- those that are late ---

projects out --late >late
expect_in "the latest comes first" "$(sed -n 5p late)" \
    "$(ask 'SELECT name FROM project ORDER BY slip_days DESC, planned_open, number LIMIT 1')"
squeezed=$(sed -n 5p late | tr -s ' ')
expect_in "with its slip in days" "$squeezed" " $(ask 'SELECT printf("%,d", max(slip_days)) FROM project') "
n_late=$(ask 'SELECT count(*) FROM project WHERE slip_days > 0')
listed() { # listed ARGUMENTS: rows of the first table
    projects out --late "$@" | sed '1,4d; /^and /d; /^$/,$d' | wc -l | tr -d ' '
}
[ "$n_late" -gt 9 ] || expect "late projects" "$n_late" "more than nine"
expect "eight of them" "$(listed)" 8
expect_in "how many more there are" "$(cat late)" "
and $(ask "SELECT printf('%,d', $n_late - 8)") that are less late (--limit 0 prints all)
"
expect "all" "$(listed --limit 0; projects out --late --limit 0 | grep -c 'less late')" "$n_late
0"
expect "a line on one more is no shorter than it" "$(listed --limit $((n_late - 1)))" "$n_late"
expect "however many are asked for" "$(listed --limit 4294967295)" "$n_late"
expect "all that are, and no other" "$(projects out --late --json | grep -c '"name"')" \
    "$(ask 'SELECT count(*) FROM project WHERE slip_days > 0')"

# --- of one company ---

expect "as owner or user" "$(projects out --company Alpha --json | grep -c '"name"')" \
    "$(ask "SELECT count(*) FROM project WHERE owner = 'Alpha' OR user = 'Alpha'")"
expect "a landlord's" "$(projects out --company 'Landlord North Country' --json | grep -c '"name"')" \
    "$(ask "SELECT count(*) FROM project WHERE owner = 'Landlord North Country'")"
expect "who is not there" "$(projects out --company Alpa 2>&1; echo $?)" \
    'buildout: error: there is no company "Alpa"; did you mean Alpha?
2'
expect "a folder that is not there" "$(projects none 2>&1; echo $?)" \
    'buildout: error: none: is no folder of results; `buildout run FILE -o DIR` makes one, in results/ when nothing else is said
4'
expect "of a region" "$(projects out --place South --json | grep -c '"name"')" "$(ask "SELECT count(*) FROM project WHERE place = 'South'")"
expect "of a company in a region" "$(projects out --company Alpha --place South --json | grep -c '"name"')" \
    "$(ask "SELECT count(*) FROM project WHERE place = 'South' AND (owner = 'Alpha' OR user = 'Alpha')")"
expect "which is none" "$(projects out --place Country 2>&1; echo $?)" \
    'buildout: error: there is no region "Country"; did you mean North Country?
2'

# --- by name, and a site that the scenario gives ---

sites='planned_sites.Mine={ name = "A site of mine"; company = "Alpha"; region = "North"; announced = "2022-04-10"; it_power = 30.0; }'
"$BUILDOUT_PROGRAM" run world.cfg -o given --set "$sites" >summary 2>&1
expect "it has a row under its name" "$(projects given --site 'A site of mine' --json | tr -d ' \n' | sed 's/.*"name":"\([^"]*\)".*"user":"\([^"]*\)".*/\1 \2/')" \
    "Asiteofmine Alpha"
expect "of a part of the name" "$(projects given --site 'site of' --json | grep -c '"name"')" 1
expect "of every project whose name has it" "$(projects out --site South --json | grep -c '"name"')" \
    "$(ask "SELECT count(*) FROM project WHERE instr(name, 'South')")"
expect "beside a company" "$(projects given --site North --company Beta --json | grep -c '"name"')" \
    "$(sqlite3 given/results.db "SELECT count(*) FROM project WHERE instr(name, 'North') AND (owner = 'Beta' OR user = 'Beta')")"
expect "in whose name nothing is" "$(projects given --site Nrth 2>&1; echo $?)" \
    'buildout: error: no project has "Nrth" in its name
2'
expect "the run tells of it" "$(grep '^Site given' summary)" "$(sqlite3 given/results.db "SELECT 'Site given: ' || name || ', ' ||
    coalesce(substr(open, 1, 7), 'expected ' || substr(expected_open, 1, 7)) || ' (planned ' || substr(planned_open, 1, 7) || ')'
    FROM project WHERE name = 'A site of mine'")"
expect "where none is given it tells of none" "$("$BUILDOUT_PROGRAM" run world.cfg -o out --force | grep -c 'Site given')" 0

# --- a region whose grid is shut ---

# Power comes from one utility: what was to be connected waits, and says so.
"$BUILDOUT_PROGRAM" run world.cfg --quiet -o out --force --set regions.North.moratorium_frac=1.0 >/dev/null 2>&1
expect "the queue holds up what is late there" "$(ask "SELECT why FROM project WHERE place = 'North Country' AND
    kind = 'new site' AND way = '' AND slip_days > 0 AND open IS NULL GROUP BY why ORDER BY count(*) DESC LIMIT 1")" \
    "the queue for the grid"

# Who was told no date has a row of its own, in which nothing is late.
ask "UPDATE project SET planned_open = NULL, slip_days = NULL WHERE number IN (1, 2)"
expect "without a date" "$(projects out | tail -n 30 | sed -n '/^planned for/{n;p;}' | tr -s ' ')" "no date 2"
expect "shown with neither" "$(projects out | sed -n 5p | grep -c ' - .* -$')" 1

[ "$failures" -eq 0 ]
