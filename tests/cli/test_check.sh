#!/bin/sh
# check, show and schema as a person uses them.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
skipped=0
tiny=tests/support/tiny.cfg

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

# A locale whose decimal point is a comma, made from nothing: a fresh machine has none, nor the sources of any.
make_locale() {
    command -v localedef >/dev/null || return 1
    printf 'LC_NUMERIC\ndecimal_point ","\nthousands_sep "."\ngrouping 3\nEND LC_NUMERIC\n' >"$here/comma.locale"
    {
        printf '<code_set_name> ASCII\nCHARMAP\n'
        awk 'BEGIN { for (i = 0; i < 128; i++) printf "<U%04X> \\x%02x\n", i, i; print "END CHARMAP" }'
    } >"$here/ascii"
    localedef -c -f "$here/ascii" -i "$here/comma.locale" "$here/comma" >/dev/null 2>&1
    export LOCPATH="$here"
    [ -e "$here/comma/LC_NUMERIC" ]
}

expect "check is silent when all is well" "$(buildout check $tiny 2>&1; echo $?)" 0
expect "check takes several files" "$(buildout check $tiny $tiny 2>&1; echo $?)" 0

printf 'scenario: { extends = "none.cfg"; };\n' >"$here/a.cfg"
cp $tiny "$here/b.cfg"
printf 'power = ;\n' >"$here/c.cfg"
expect "check goes on after a faulty file" "$(cd "$here" && buildout check a.cfg b.cfg c.cfg 2>&1; echo $?)" \
    'a.cfg:1:23: error: scenario.extends: "none.cfg" is neither beside this file nor among the scenarios that ship
c.cfg:1:9: error: syntax error: expected a value, not ";"
1'
(cd "$here" && buildout check b.cfg c.cfg) >/dev/null 2>&1
expect "one faulty file is enough" $? 1
expect "check without a file" "$(buildout check >/dev/null 2>&1; echo $?)" 2

expect "a wrong --set" "$(buildout check $tiny --set power.ramp_months='5 MW' 2>&1; echo $?)" \
    '--set power.ramp_months: error: expected a duration such as "14 months", but "5 MW" is a power
1'

buildout show $tiny >"$here/shown.cfg"
expect "what show prints is a scenario" "$(buildout check "$here/shown.cfg" 2>&1; echo $?)" 0
expect "which shows itself" "$(buildout show "$here/shown.cfg")" "$(cat "$here/shown.cfg")"
expect "origins" "$(buildout show --resolved $tiny --set power.ramp_months=6 | sed -n '/^power/,/^}/p')" \
    "power: {
  load_factor_frac = 0.6;  # $tiny:$(grep -n load_factor_frac $tiny | cut -d: -f1)
  price_noise_sigma = 0.0;  # default
  ramp_months = 6.0;  # --set power.ramp_months
};"
expect "show of a faulty scenario" "$(buildout show "$here/a.cfg" 2>/dev/null; echo $?)" 1

# The same answer whatever the locale, the time zone and the folder one stands in.
if make_locale && [ "$(LC_ALL=comma env printf %.1f 0,5 2>/dev/null)" = 0,5 ]; then
    expect "another locale" "$(LC_ALL=comma TZ=Asia/Tokyo buildout show $tiny)" "$(cat "$here/shown.cfg")"
else
    echo "SKIPPED: a locale with commas: localedef could not make one"
    skipped=77
fi
program=$(realpath "$BUILDOUT_PROGRAM")
file=$(realpath $tiny)
expect "another folder" "$(cd / && "$program" show "$file")" "$(cat "$here/shown.cfg")"

# The scenarios that ship are well, and what show makes of them is the same scenario.
for shipped in scenarios/*.cfg; do
    expect "check $shipped" "$(buildout check "$shipped" 2>&1; echo $?)" 0
    buildout show "$shipped" >"$here/shown.cfg"
    expect "show of what show makes of $shipped" "$(buildout show "$here/shown.cfg" 2>&1)" "$(cat "$here/shown.cfg")"
done

if command -v python3 >/dev/null 2>&1; then
    expect "the schema is JSON" \
        "$(buildout schema --json | python3 -c 'import json, sys; print({type(row["key"]).__name__ for row in json.load(sys.stdin)})')" \
        "{'str'}"
fi
expect "the schema is Markdown" "$(buildout schema --markdown | sed -n 1p)" "# Keys of a scenario"
# Every row of the keys has the same eight cells, every row of the variables the same three.
expect "rows of the Markdown" "$(buildout schema --markdown | sed -n 's/\\|//g;/^|/p' | tr -cd '|\n' | sort -u)" \
    "||||
|||||||||"
expect "the variables, among them those of each chip" "$(buildout schema --variables | grep -c '^Chips|Orders|\* ')" 1
expect "as Markdown" "$(buildout schema --variables --markdown | grep -c '^| Revenue Gap\\|Flow | billion USD/yr | ')" 1
expect "as JSON" "$(buildout schema --variables --json | grep -c '"variable":')" \
    "$(buildout schema --variables | sed 1d | grep -c '^[A-Z]')"
expect "key figures" "$(buildout schema --figures | grep -c '^npv  *million USD  *company: operating cash flow less capex ')" 1
expect "as Markdown" "$(buildout schema --figures --markdown | grep -c '^| npv | million USD | company: ')" 1
expect "as JSON" "$(buildout schema --figures --json | grep -c '"figure":')" "$(buildout schema --figures | sed 1d | grep -c '^[a-z]')"
# Every key figure of a run with its unit, and who has it; of segments there is one line.
given='planned_sites.Mine={ name = "A site of mine"; company = "Microsoft"; region = "Texas"; announced = "2022-01-15"; it_power = 30.0; }'
buildout run "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2022-03-01 --set "$given" -o "$here/short" --quiet
buildout schema --figures --json >"$here/figures"
expect "are all those of a run" "$(sed 1d "$here/short/outcomes.csv" | cut -d, -f4 | sed 's/^share_.*/share_*/' | sort -u | tr '\n' ' ')" \
    "$(sed -n 's/.*"figure": "\([^"]*\)".*/\1/p' "$here/figures" | grep -v -e '^default_' -e '^exit_' -e '^opened_date' -e '^complete_date' -e '^gap_closed' -e '^irr$' -e '^late_frac$' | sort | tr '\n' ' ')"
expect "in their units" "$(sed 1d "$here/short/outcomes.csv" | cut -d, -f4,5 | sed 's/^share_[a-z]*/share_*/' | sort -u)" \
    "$(buildout schema --figures | sed '1d;s/  */ /g' | grep -v -e '^default_' -e '^exit_' -e '^opened_date' -e '^complete_date' -e '^gap_closed' -e '^irr ' -e '^late_frac' | sed 's/ \(company\|World\|region\|site:\).*//;s/ /,/' | sort)"
expect "not both" "$(buildout schema --json --markdown 2>&1; echo $?)" \
    'buildout: error: --json and --markdown exclude each other
2'

# --- what is there, times a factor ----------------------------------------------------------------------------------

said_of() { # what the key of that path is then
    buildout show "$here/times.cfg" --resolved "$@" 2>&1 | sed -n 's/;  # --set .*//;s/^ *//;/^[a-z_]* = /p' | grep "^$key = "
}
cp "$BUILDOUT_SOURCE/tests/support/tiny.cfg" "$here/tiny.cfg"
cat >"$here/times.cfg" <<'END'
scenario: { extends = "tiny.cfg"; title = "Of every form"; };
regions: { North: {
  grid_study_months = { dist = "lognormal"; median = { dist = "uniform"; low = 10.0; high = 14.0; }; sigma = 0.3; };
  grid_grants_mw_per_year = ( ("2022-01", 1000.0), ("2023-01", "900 to 1100") );
  power_price_usd_per_mwh = { points = ( ("2022-01", 40.0) ); scale = "0.8 to 1.25"; };
  moratorium_frac = 0.0;
  build_cost_multiplier = { dist = "discrete"; values = ( 1.0, 1.5 ); weights = ( 3.0, 1.0 ); };
  on_site_frac = { dist = "beta"; a = 1.0; b = 3.0; };
}; };
companies: { Alpha: { cash = "USD 14 B"; }; };
END
while read -r path factor wanted; do
    key=${path##*.}
    expect "$path times $factor" "$(said_of --set "$path=*$factor" | sort -u | grep -F -x -e "$wanted")" "$wanted"
done <<'END'
regions.North.grid_study_months 2 grid_study_months = { dist = "lognormal"; median = { dist = "uniform"; high = 28.0; low = 20.0; }; sigma = 0.3; }
regions.North.grid_grants_mw_per_year 0.5 grid_grants_mw_per_year = { points = (("2022-01", 1000.0), ("2023-01", "900 to 1100")); scale = 0.5; }
regions.North.power_price_usd_per_mwh 2 power_price_usd_per_mwh = { points = (("2022-01", 40.0)); scale = "1.6 to 2.5"; }
regions.North.build_cost_multiplier 2 build_cost_multiplier = { dist = "discrete"; values = (2.0, 3.0); weights = (3.0, 1.0); }
regions.North.on_site_frac 0.5 on_site_frac = { a = 1.0; b = 3.0; dist = "beta"; high = 0.5; low = 0.0; }
regions.North.grid_study_months 0 grid_study_months = 0.0
regions.North.power_price_usd_per_mwh 0 power_price_usd_per_mwh = { points = (("2022-01", 40.0)); scale = "0"; }
regions.North.on_site_frac 0 on_site_frac = 0.0
companies.Alpha.cash 0 cash = "USD 0 B"
companies.Alpha.cash 0.5 cash = "USD 7 B"
END
while read -r path factor wanted; do # from a day on, with spaces for "+"
    key=${path##*.}
    expect "$path times $factor" "$(said_of --set "$path=*$(echo "$factor" | tr + ' ')" | sort -u | grep -F -x -e "$wanted")" "$wanted"
done <<'END'
regions.North.grid_grants_mw_per_year 0.5+from+2023-01 grid_grants_mw_per_year = { points = (("2022-01", 1000.0), ("2023-01", "900 to 1100")); times = (("2023-01", 0.5)); }
regions.North.power_price_usd_per_mwh 2+from+2023-01+to+2024-01 power_price_usd_per_mwh = { points = (("2022-01", 40.0)); scale = "0.8 to 1.25"; times = (("2023-01", 2.0), ("2024-01", 1.0)); }
demand.ai_index 0.5+from+2023-01 ai_index = { points = 1.0; times = (("2023-01", 0.5)); }
END
while read -r path value wanted; do # in the place of what is there, or on top of it
    key=${path##*.}
    expect "$path from a day on" "$(said_of --set "$path=$(echo "$value" | tr '_' ' ')" | sort -u | grep -F -x -e "$wanted")" "$wanted"
done <<'END'
regions.North.grid_grants_mw_per_year 700_from_2023-01 grid_grants_mw_per_year = { plus = (("2023-01", 700.0)); points = (("2022-01", 1000.0), ("2023-01", "900 to 1100")); times = (("2023-01", 0.0)); }
regions.North.power_price_usd_per_mwh +9.5_from_2023-01_to_2024-01 power_price_usd_per_mwh = { plus = (("2023-01", 9.5), ("2024-01", 0.0)); points = (("2022-01", 40.0)); scale = "0.8 to 1.25"; }
companies.Alpha.capex_max_per_year USD_5_bn_from_2023-01 capex_max_per_year = { plus = (("2023-01", "USD 5 bn")); points = "none"; times = (("2023-01", 0.0)); }
END
expect "a default is there, too" "$(buildout show "$here/times.cfg" --resolved --set 'demand.ai_index=*0.5' | sed -n 's/^ *ai_index = \([^;]*\);.*/\1/p')" 0.5
expect "once is what is there" "$(buildout show "$here/times.cfg" --set 'regions.North.grid_study_months=*1')" "$(buildout show "$here/times.cfg")"
while read -r set wanted; do
    expect "$set" "$(buildout check "$here/times.cfg" --set "$(echo "$set" | tr + ' ')" 2>&1)" "--set ${set%%=*}: error: $wanted"
done <<'END'
companies.Alpha.strategy=*2 only a number, a distribution or a path in time can be multiplied, not a text
time.end=*2 only a number, a distribution or a path in time can be multiplied, not a text
regions.North=*2 only a number, a distribution or a path in time can be multiplied, not a group
regions.North.countries=*2 only a number, a distribution or a path in time can be multiplied, not a list
regions.North.labour_growth_per_year=*2 there is nothing to multiply, as the scenario leaves it to its default
companies.Alpha.cash=*-1 after * comes a number from 0 on, as in *0.5 or "*0.5 from 2027-01", not "-1"
companies.Alpha.cash=*2+from+2023-01 it does not change in time, so that nothing can be multiplied from a date on
regions.North.power_price_usd_per_mwh=*2+from+2023-01+to+2022-01 regions.North.power_price_usd_per_mwh.times: the dates must rise from one to the next
regions.North.power_price_usd_per_mwh=*41+from+2023-01 regions.North.power_price_usd_per_mwh times its factor: 2494.09 is outside the range 0 to 2000 USD/MWh
companies.Alpha.cash=5e9+from+2023-01 it does not change in time, so that it has no value from a date on
regions.North.power_price_usd_per_mwh=2001+from+2023-01 regions.North.power_price_usd_per_mwh with what is added: 2001 is outside the range 0 to 2000 USD/MWh
regions.North.power_price_usd_per_mwh=5+to+8+from+2023-01 regions.North.power_price_usd_per_mwh.plus: expected one number; it cannot be uncertain here
regions.North.power_price_usd_per_mwh=*2+from+soon "soon" is not a date such as "2023-10-17", "2023-10", "2024-Q2" or "2024"
regions.North.on_site_frac=*2 one draw in 1000 is above 1.8, outside the range 0 to 1; give the distribution ends, such as { dist = "pert"; low; mode; high; }
END

# --- what is no error, but should be known --------------------------------------------------------------------------

noted=$here/noted.cfg

{
    sed 's/size_median_mw = 40.0/size_median_mw = "20 to 80"/
s/ramp_months *=.*/ramp_months = "1 to 12";/' "$BUILDOUT_SOURCE/tests/support/tiny.cfg"
    echo 'correlations = ( ("construction.size_median_mw", "power.ramp_months", 0.5) );'
} >"$noted"
where="$noted:$(wc -l <"$noted" | tr -d ' '):18"
expect "a correlation of what is uncertain" "$("$BUILDOUT_PROGRAM" check "$noted" 2>&1; echo $?)" 0
expect "one of what is fixed" "$("$BUILDOUT_PROGRAM" check "$noted" --set power.ramp_months=3 2>&1; echo $?)" \
    "$where: note: correlations: \"power.ramp_months\" is not uncertain here, so that its correlation of 0.5 with \"construction.size_median_mw\" does nothing
0"

[ "$failures" -eq 0 ] || exit 1
exit "$skipped"
