#!/bin/sh
# The verb export: each format is read by a strict reader of its own, and says what series.csv and events.csv say.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
export PYTHONDONTWRITEBYTECODE=1

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

reading() { # reading format dir: what the strict reader says
    python3 "$BUILDOUT_SOURCE/tests/support/read_exports.py" "$@" 2>&1 | tail -n 1
}

buildout run "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2024-01-01 --quiet -o run >/dev/null 2>&1
buildout ensemble world.cfg --runs 3 --jobs 1 --keep all --quiet -o many >/dev/null 2>&1

# --- the run ---

expect "names its files" "$(buildout export run --to iamc 2>&1)" "run: iamc.csv, iamc.variables.yaml, iamc.regions.yaml"
expect "pyam's rules" "$(reading iamc run)" ok
expect "rows are those of series.csv" "$(wc -l <run/iamc.csv)" "$(wc -l <run/series.csv)"
expect "a value" "$(grep -F ',World,Data Centers|Operating,sites,2023-12-31,' run/iamc.csv | sed 's/.*,//')" \
    "$(grep -F '2023-12-31,World,,Data Centers|Operating,sites,' run/series.csv | sed 's/.*,//')"
expect "a place" "$(grep -cF ',World|Ireland,Data Centers|Operating,sites,2023-12-31,' run/iamc.csv)" 1

expect "a data package" "$(buildout export run --to datapackage --quiet 2>&1; reading datapackage run)" ok
for file in events iamc outcomes series; do
    expect_in "it holds $file" "$(cat run/datapackage.json)" "\"path\": \"$file.csv\""
done
expect_in "what iamc.csv is, unread" "$(cat run/datapackage.json)" '"title": "Series as pyam reads them"'
expect "nothing that is not ours" "$(echo 'a,b' >run/mine.csv; buildout export run --to datapackage --quiet; grep -c mine run/datapackage.json)" 0

expect "a trace" "$(buildout export run --to trace --quiet 2>&1; reading trace run)" ok
bars() { # bars cat: of that kind
    grep -c "\"cat\":\"$1\"" run/trace.json
}
events() { # events kind
    awk -F, -v kind="$1" '$4 == kind { n++ } END { print n + 0 }' run/events.csv
}
expect "training runs" "$(bars training)" "$(events 'training begun')"
expect "licences" "$(bars licences)" "$(events 'licence applied for')"
[ "$(bars licences)" -gt 0 ] && [ "$(bars shipments)" -gt 100 ] || expect "bars" "$(bars licences) licences, $(bars shipments) shipments" "some"
[ "$(bars sites)" -ge "$(events announced)" ] || expect "sites" "$(bars sites)" "at least $(events announced)"
expect "sites that are complete" "$(grep '"cat":"sites"' run/trace.json | grep -c '"end":"complete"')" "$(events complete)"
delivered=$(awk -F, '$4 == "Chips|Deliveries|H100 SXM5 80GB" && $2 == "Meta" && $3 == "" { n += $6 } END { print n }' run/series.csv)
shipped=$(awk '/"process_name"/ { meta = /"name":"Meta"/ } meta && /"name":"H100 SXM5 80GB"/ && /"end":"delivered"/ { sub(/.*"amount":/, ""); sub(/,.*/, ""); n += $0 } END { print n + 0 }' run/trace.json)
[ "$shipped" -gt 0 ] && [ "$shipped" -le "$delivered" ] || expect "deliveries of a buyer" "$shipped" "at most $delivered"

# The same results, the same bytes, also a second later.
mkdir first
cp run/iamc.* run/datapackage.json run/trace.json first
sleep 1
for format in iamc trace datapackage; do
    buildout export run --to "$format" --quiet
done
for file in first/*; do
    expect "the same bytes of $file" "$(cmp "$file" "run/${file#first/}" 2>&1)" ""
done
expect "nothing is left over" "$(find . -name '*.partial')" ""
expect "its sidecar" "$(sed -n 's/.*"file_sha256": "\(.*\)",/\1/p' run/trace.json.meta.json)" "$(sha256sum run/trace.json | cut -d ' ' -f 1)"

# --- many runs ---

expect "quantiles" "$(buildout export many --to iamc --quiet 2>&1; reading iamc many; cut -d, -f2 many/iamc.csv | sort -u | tr '\n' ' ')" "ok
scenario world|p05 world|p50 world|p95 "
expect "a median" "$(grep -F ',world|p50,World,Data Centers|Operating,sites,2023-12-31,' many/iamc.csv | sed 's/.*,//')" \
    "$(grep -F 'base,2023-12-31,World,,Data Centers|Operating,sites,' many/bands.csv | cut -d, -f9)"
expect "a data package of many" "$(buildout export many --to datapackage --quiet 2>&1; reading datapackage many)" ok

said=$(buildout export many --to netcdf 2>&1)
if [ "$said" = "many: results.nc" ] && command -v ncdump >/dev/null 2>&1; then
    header=$(ncdump -h many/results.nc 2>&1)
    expect_in "runs" "$header" "run = 3 ;"
    expect_in "months" "$header" "time = 24 ;"
    expect_in "a variable" "$header" "double Data_Centers_Operating(run, time, entity) ;"
    expect_in "conventions" "$header" ':Conventions = "CF-1.8" ;'
    expect_in "the unit of time" "$header" 'time:units = "days since 1970-01-01" ;'
    expect_in "its own unit" "$header" 'Capex:unit_of_results = "million USD" ;'
    expect "units of all" "$(echo "$header" | grep -c ':unit_of_results')" "$(echo "$header" | grep -c '^	double .*(run, time, entity)')"
    # The first run in the file is the one of series.csv: its last month of the whole world.
    place=$(ncdump -v entity many/results.nc | sed -n '/^ entity =/,/;/p' | tr -d '\n' | sed 's/.*= *//; s/ *;.*//' | tr ',' '\n' | grep -nx ' *"World"' | cut -d: -f1)
    value=$(ncdump -p 9,17 -v Data_Centers_Operating many/results.nc | sed -n '/^ Data_Centers_Operating =/,/;/p' | tr -d '\n ;' | sed 's/.*=//' | tr ',' '\n' |
        awk -v place="$place" -v months=24 '{ v[NR] = $0 } END { n = NR / 3 / months; print v[(months - 1) * n + place] }')
    expect "a value" "$value" "$(grep -F '2023-12-31,World,,Data Centers|Operating,sites,' many/series.csv | sed 's/.*,//')"
    cp many/results.nc first.nc
    sleep 1
    buildout export many --to netcdf --quiet
    expect "the same bytes" "$(cmp first.nc many/results.nc 2>&1)" ""
    buildout ensemble world.cfg --runs 2 --jobs 1 --quiet -o bands >/dev/null 2>&1
    expect_in "one run of two" "$(buildout export bands --to netcdf 2>&1)" "warning: holds 1 of 2 runs"
else
    case $said in
    "many: results.nc" | *"built without netCDF"*) ;;
    *) expect "netCDF, or why not" "$said" "many: results.nc" ;;
    esac
fi

# --- what is refused ---

# A scenario may be called as a sole variant is.
cp world.cfg base.cfg
buildout compare world.cfg base.cfg --set power.ramp_months=3 --runs 2 --quiet -o named >/dev/null 2>&1
expect "a variant named base" "$(buildout export named --to iamc --quiet 2>&1; reading iamc named; cut -d, -f2 named/iamc.csv | sort -u | tr '\n' ' ')" \
    "ok
base|p05 base|p50 base|p95 scenario world|p05 world|p50 world|p95 "

expect "no format" "$(buildout export run 2>&1; echo $?)" "buildout: error: export wants --to iamc, datapackage, netcdf or trace
2"
expect_in "another format" "$(buildout export run --to xml 2>&1)" "iamc"
expect_in "no results" "$(buildout export nothing --to iamc 2>&1; echo $?)" "is no folder of results; \`buildout run FILE -o DIR\` makes one, in results/ when nothing else is said
4"
cat >na.cfg <<'END_OF_SCENARIO'
scenario: { extends = "world.cfg"; title = "A company whose name reads as missing"; };
companies: { Beta: { name = "None"; }; };
END_OF_SCENARIO
buildout run na.cfg --quiet -o na >/dev/null 2>&1
expect_in "a name that pyam does not see" "$(buildout export na --to iamc 2>&1; echo $?)" 'pyam reads the entity named "None" as missing; IAMC cannot hold it
4'
expect "and no half file" "$(find na -name 'iamc*')" ""
[ "$failures" -eq 0 ]
