#!/bin/sh
# The verb books, as an accountant uses it: statements that add up, to the cent and by the year, against series.csv.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

books() {
    "$BUILDOUT_PROGRAM" books "$@"
}

expect "a run" "$("$BUILDOUT_PROGRAM" run world.cfg --quiet -o out 2>&1; echo $?)" 0

# --- lines add up to the cent, and are what series.csv says, which rounds nothing ---

if command -v python3 >/dev/null 2>&1; then
    for who in Alpha Beta 'Landlord South'; do
        expect "$who adds up" "$(books out "$who" --json | python3 -c '
import csv, json, sys
who, rows = sys.argv[1], json.load(sys.stdin)
cents = lambda x: round(x * 100)
def line(year, statement, name, column="amount"):
    return next(cents(r[column]) for r in rows if (r["year"], r["statement"], r["line"]) == (year, statement, name))
def flows(year, statement):
    return sum(cents(r["amount"]) for r in rows if (r["year"], r["statement"], r["total"]) == (year, statement, False))
def same(what, a, b):
    if a != b: print(what, a, b)
def series(year, variable):
    return sum(float(r["value"]) for r in csv.DictReader(open("out/series.csv")) if r["variable"] == variable and
               r["entity"] == who and r["place"] == "" and r["date"].startswith(str(year)))
same("years", sorted({r["year"] for r in rows}), [2022, 2023])
for r in rows:
    if r["closing"] is not None: same(r["line"], cents(r["opening"]) + cents(r["amount"]), cents(r["closing"]))
for y in (2022, 2023):
    same("balance", line(y, "balance sheet", "Total assets", "closing"), line(y, "balance sheet", "Liabilities and equity", "closing"))
    same("income", flows(y, "income"), line(y, "income", "Net income"))
    same("cash", flows(y, "cash flow"), line(y, "cash flow", "Change in cash"))
    same("cash at the end", line(y, "cash flow", "Cash at the end"), line(y, "balance sheet", "cash", "closing"))
    same("equity", line(y, "equity", "Equity at the beginning") + flows(y, "equity"), line(y, "equity", "Equity at the end"))
    for variable, statement, name in (("Net Income", "income", "Net income"), ("Operating Income", "income", "Operating income"),
                                      ("Operating Cash Flow", "cash flow", "Operating cash flow"), ("Revenue|Total", "income", "Revenue")):
        told = series(y, variable) * 1e8
        if abs(told - line(y, statement, name)) > 100: print(variable, y, told, line(y, statement, name))
same("the next year", line(2023, "balance sheet", "Total assets", "opening"), line(2022, "balance sheet", "Total assets", "closing"))
same("something is sold", line(2022, "income", "Revenue") > 0, True)
' "$who" 2>&1)" ""
    done
    expect "one year in JSON" "$(books out Alpha --year 2023 --json | python3 -c 'import json, sys; print({r["year"] for r in json.load(sys.stdin)})')" "{2023}"
fi

# --- what is printed ---

books out Alpha --year 2023 >year 2>err
expect "ends well" "$?" 0
expect "says nothing on stderr" "$(cat err)" ""
expect_in "the year is named" "$(sed -n '/BALANCE/p' year)" "end 2023"
expect "to the cent" "$(sed -n 's/^Total assets.*\(\.[0-9]*\)$/\1/p' year | tr -d '0-9')" "."
expect "debts and equity are what is owned" "$(sed -n 's/^Total assets.* //p' year)" "$(sed -n 's/^Liabilities and equity.* //p' year)"
books out Alpha >years
expect_in "all years" "$(grep '^INCOME' years | tr -s ' ')" " 2022 2023"
expect_in "in millions" "$(cat years)" "BALANCE SHEET, million USD"
expect "100 columns" "$(awk 'length > 100' year years)" ""
"$BUILDOUT_PROGRAM" run world.cfg --set time.end=2036-01-01 --quiet -o long >/dev/null 2>&1
books long Alpha >years
expect "years that have no room beside the others stand below" \
    "$(grep -c '^INCOME' years), $(grep '^INCOME' years | grep -o ' 20[0-9][0-9]' | tr -d '\n')" \
    "2,  2022 2023 2024 2025 2026 2027 2028 2029 2030 2031 2032 2033 2034 2035"
expect "in 100 columns" "$(awk 'length > 100' years)" ""

# --- what is refused ---

refused() { # refused what code message arguments...
    what=$1 code=$2 message=$3
    shift 3
    "$BUILDOUT_PROGRAM" books "$@" >refused.out 2>refused.err
    expect "$what: code" "$?" "$code"
    expect "$what: no output" "$(cat refused.out)" ""
    expect_in "$what: message" "$(cat refused.err)" "$message"
}
refused "a misspelt company" 2 "there is no company \"Alpah\"; did you mean Alpha" out Alpah
refused "a sector" 2 'there is no company "Shareholders"' out Shareholders
refused "a year outside" 2 "--year 1999 is outside the run, which goes from 2022 to 2023" out Alpha --year 1999
refused "no folder" 4 'nowhere: is no folder of results' nowhere Alpha

[ "$failures" -eq 0 ]
