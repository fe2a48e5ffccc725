#!/bin/sh
# The commands with which a report says that its folder can be made again: each is typed, and makes the same tables.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cd "$here" || exit 1
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
sed 's/size_median_mw = 40.0/size_median_mw = "20 to 80"/
s/starts_per_year = 4.0/starts_per_year = "3 to 6"/
s/ramp_months *=.*/ramp_months = "1 to 12";/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg" >tiny.cfg
cp "$BUILDOUT_SOURCE/tests/support/two.cfg" .
cat >other.cfg <<'END'
scenario: { extends = "tiny.cfg"; title = "Larger and dearer"; };
construction: { size_median_mw = 60.0; };
power: { ramp_months = 9; };
END

told() { # told dir label: the command that the report of dir gives
    "$BUILDOUT_PROGRAM" report "$1" --quiet
    sed -n "s|.*<dt>$2</dt><dd><code>\\([^<]*\\)</code>.*|\\1|p" "$1/report.html" |
        sed "s/&#39;/'/g; s/&quot;/\"/g; s/&gt;/>/g; s/&lt;/</g; s/&amp;/\\&/g"
}

typed() { # typed command: with our program in place of "buildout"
    eval "\"\$BUILDOUT_PROGRAM\" ${1#buildout } --quiet" >said 2>&1 || expect "$1" "$?: $(cat said)" 0
}

again() { # again table verb argument...: a folder, its report, what that says to type, and the table of both
    table=$1
    shift
    rm -rf first second
    "$BUILDOUT_PROGRAM" "$@" --jobs 1 --quiet -o first >said 2>&1 || expect "$*" "$?: $(cat said)" 0
    command=$(told first Command)
    typed "$command --jobs 1 -o second"
    expect "$command" "$(cmp "first/$table" "second/$table" 2>&1)" ""
}

again outcomes.csv ensemble tiny.cfg --runs 2 --seed 3 --set "scenario.title='it''s'"
again diff.csv diff tiny.cfg other.cfg --effect --runs 2 --orders 1
expect_in "whole" "$command" "buildout diff tiny.cfg other.cfg --effect --orders 1 --runs 2"
again sensitivity.csv sensitivity tiny.cfg --rows 2 --seed 4
expect_in "all inputs need no names" "$command" "buildout sensitivity tiny.cfg --method morris --rows 2 --seed 4"
again sensitivity.csv sensitivity tiny.cfg --rows 2 --method sobol --inputs construction.size_median_mw
again sensitivity.csv sensitivity tiny.cfg --rows 2 --inputs construction.size_median_mw --figure Alpha.mw
expect_in "whose figures" "$command" "--figure Alpha."
again payoff.csv game two.cfg --players Alpha,Beta --strategies steady,bold --runs 2 --key mw
expect_in "what counts" "$command" "--key mw"
again payoff.csv game two.cfg --players Alpha,Beta --strategies steady,bold --runs 2
expect "the usual need not be said" "$(printf '%s' "$command" | grep -c -e --key)" 0

# What was looked for in the runs is a second command, of the folder that the first makes.
boxes() { # boxes argument...
    "$BUILDOUT_PROGRAM" discover "results/tiny" "$@" --quiet || expect discover $? 0
    cp results/tiny/discover.csv kept.csv
    command=$(told results/tiny "Then, for the boxes")
    rm results/tiny/discover.csv
    typed "$command"
    expect "$command" "$(cmp kept.csv results/tiny/discover.csv 2>&1)" ""
}
"$BUILDOUT_PROGRAM" ensemble tiny.cfg --runs 120 --jobs 1 --quiet >said 2>&1 || expect ensemble "$(cat said)" ""
boxes --when "World.mw > 1700 and World.mw > 0"
boxes --when "World.mw > 1700" --inputs construction,power
expect_in "among which" "$command" "--inputs construction,power"
rm -rf results
"$BUILDOUT_PROGRAM" compare tiny.cfg regions.North.grid_grants_mw_per_year=300 construction.size_median_mw=50 --runs 60 --jobs 1 --quiet >said 2>&1 ||
    expect compare "$(cat said)" ""
boxes --when "World.mw > 1700" --variant 2
boxes --when "World.mw > 0" --pairs --variant 3
[ "$failures" -eq 0 ]
