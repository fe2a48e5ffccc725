#!/bin/sh
# A call that fails under a command that makes runs to learn something from them: it ends with its code and says why, what
# it has stored is whole, and the same command then goes on to the same bytes.
set -u
. "$BUILDOUT_SOURCE/tests/support/faults.sh"
cd "$here" || exit 1
sed 's/end = "2024-01-01"/end = "2022-07-01"/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg" >tiny.cfg
cp "$BUILDOUT_SOURCE/tests/support/two.cfg" .
cat >open.cfg <<'END'
scenario: { extends = "two.cfg"; title = "Open"; };
construction: { size_median_mw = "20 to 80"; };
power: { load_factor_frac = { dist = "uniform"; low = 0.4; high = 0.8; }; };
END
{
    echo 'scenario: { extends = "two.cfg"; title = "Three"; };'
    echo 'companies: {'
    sed -n '/^    Beta: {/,/^    };/p' tiny.cfg | sed 's/Beta/Gamma/'
    echo '};'
} >three.cfg
cat >other.cfg <<'END'
scenario: { extends = "three.cfg"; title = "Other"; };
construction: { size_median_mw = 60.0; };
power: { load_factor_frac = 0.7; };
END
cat >past.csv <<'END'
period,entity,variable,aggregate,value,unit,tolerance,source,topic,place
2022-Q1,World,Companies|Alive,sum,6,count,0.1,report,companies,
2022-Q1,World,Electricity|Use,sum,2,TWh,0.1,report,power,
2022-Q2,World,Electricity|Use,sum,2,TWh,0.1,report,power,
END

# withstand word...: the command with these words makes the folder out, in which it finds nothing, or all that it wants to know.
withstand() {
    serve "$@"
    rm -rf out wanted nothing
    try none 0
    expect "code of $verb" "$code $(grep error: said)" "0 "
    cp -r out wanted
    kind=step
    each nothing 3
    goes_on
    for kind in prepare row ${of_memory:+own}; do
        each wanted 2
    done
}

# fault FOLDER: true while there is an n-th call.
fault() {
    rm -rf out
    [ ! -d "$1" ] || cp -r "$1" out
    try "$kind" "$n" || return 1
    told
    well
    n_faults=$((n_faults + 1))
}

# each FOLDER MORE: ever fewer calls, as a try is a run of the program.
each() {
    n=1 n_before=$n_faults
    while fault "$1"; do
        last=$n
        n=$((n + (${BUILDOUT_EVERY_FAULT:-0} ? 1 : 1 + n * $2)))
    done
    echo "$verb: $((n_faults - n_before)) of $kind with $1"
}

# the_end FOLDER: each of the last calls, which write a file and its sidecar.
the_end() {
    past=$n
    while [ $((past - last)) -gt 1 ]; do
        n=$(((last + past) / 2))
        if fault "$1"; then last=$n; else past=$n; fi
    done
    for n in $(seq $((last - 15)) "$last"); do
        fault "$1"
    done
}

same() { # the exports are those without a fault; a database may have its pages in another order
    diff -r -x '*.db*' out wanted 2>&1
}

well() {
    [ "$code" -ne 0 ] || grep -q warning: said || expect "results after $what (code $code)" "$(same)" ""
}

# From what a call that failed when runs were stored has left.
goes_on() {
    rm -rf out
    try "$kind" 12
    try none 0
    expect "after $kind 12 of $verb" "$code $(same)" "0 "
}

n_faults=0
few='--runs 2 --jobs 1 --progress none -o out'
# shellcheck disable=SC2086 # a word each
{
    withstand diff two.cfg other.cfg --effect --orders 2 $few
    [ -z "$of_memory" ] || the_end wanted
    withstand solve tiny.cfg --for finance.discount_rate_per_year --until 'Alpha.npv - 10000' --between 0.05..0.25 $few
    withstand wait two.cfg --company Alpha --strategies bold,shy --quarters 0..1 $few
    withstand game three.cfg --players Alpha,Beta,Gamma --strategies bold,shy $few
    withstand calibrate open.cfg --observed past.csv --until 2022-06-30 $few
    withstand sweep two.cfg --vary construction.size_median_mw=30,60 --strategies bold,shy --company Alpha $few
}
least=60
[ -n "$of_memory" ] || least=40
expect "there were faults" "$((n_faults > least))" 1
[ "$failures" -eq 0 ]
