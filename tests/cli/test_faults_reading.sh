#!/bin/sh
# A call of the system or a statement of SQLite that fails under a command that reads results, each in turn: it says so and
# ends with its code, or does as ever; half of a file is never left.
set -u
. "$BUILDOUT_SOURCE/tests/support/faults.sh"
tiny=$BUILDOUT_SOURCE/tests/support/tiny.cfg
cd "$here" || exit 1

# withstand "FILE..." "KIND..." word...: the command with these words writes these files.
withstand() {
    files=$1 kinds=$2
    shift 2
    serve "$@"
    try none 0
    expect "code of $verb" "$code" 0
    cp said right
    rm -rf wanted && mkdir wanted
    for file in $files; do
        cp "$file" wanted || expect "$file" "no file" "a file"
    done
    for kind in $kinds; do
        n=1
        while :; do
            # shellcheck disable=SC2086 # a word each
            [ -z "$files" ] || rm -f $files
            try $kind $n || break
            told
            well
            next
        done
        n_faults=$((n_faults + n - 1))
        echo "$verb: no $kind after $((n - 1))"
    done
}

# Each file is right or not there, and not there only when the command has failed. A warning tells what is left out.
well() {
    if [ "$code" -eq 0 ]; then
        grep -q warning: said && return
        cmp said right || expect "what $what says" "$(cat said)" "$(cat right)"
    fi
    for file in $files; do
        [ ! -e "$file" ] && [ "$code" -ne 0 ] || cmp "$file" "wanted/${file##*/}" ||
            expect "$file after $what (code $code)" another "as ever"
        for left in "${file%/*}"/*partial* "${file%/*}"/*.tmp*; do
            [ ! -e "$left" ] || expect "left behind by $what" "$left" ""
        done
    done
}

for made in "ensemble $tiny --runs 2 --jobs 1 --keep all -o many" "compare $tiny construction.size_median_mw=60 --runs 2 --jobs 1 -o pair" \
    "run $tiny -o one" \
    "compare $tiny power.load_factor_frac=0.7 --set construction.size_median_mw={dist=\"uniform\";low=20.0;high=80.0;} --runs 30 --jobs 1 -o boxes" \
    "ensemble $tiny --runs 2 --jobs 1 --shard 1/2 -o s1" "ensemble $tiny --runs 2 --jobs 1 --shard 2/2 -o s2"; do
    # shellcheck disable=SC2086 # a word each
    "$BUILDOUT_PROGRAM" $made --quiet || expect "$made" $? 0
done
n_faults=0
asked="prepare step row ${of_memory:+own}" # how a file is written is one function for all exports
has_netcdf many && withstand many/results.nc "netcdf $asked" export many --to netcdf
withstand 'many/iamc.csv many/iamc.variables.yaml many/iamc.regions.yaml' "open write sync rename $asked" \
    export many --to iamc
withstand many/datapackage.json "open $asked" export many --to datapackage
withstand one/trace.json "$asked" export one --to trace
withstand ./page.html "open sync $asked" report pair -o page.html
withstand '' "$asked" why many Cash --entity Alpha --date 2023-06
withstand '' "bind $asked" projects one
withstand '' "$asked" books one Alpha --year 2023
withstand '' "${of_memory:+own}" projects one --json
withstand '' "${of_memory:+own}" chips "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --date 2024-02-01 --json
withstand boxes/discover.csv 'prepare row' discover boxes --pairs --when 'World.mw > 0'
withstand '' 'open row' reproduce one
withstand '' "$asked" merge s1 s2 -o merged
withstand '' step compare "$tiny" construction.size_median_mw=60 --runs 1 --jobs 1 --force -o again
expect "there were faults" "$((n_faults > 200))" 1
[ "$failures" -eq 0 ]
