#!/bin/sh
# The verb report: one HTML file that holds what the folder says, escapes every name, and asks for nothing from outside.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cp "$PWD/tests/support/tiny.cfg" "$here/world.cfg"
cd "$here" || exit 1
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

report() {
    "$BUILDOUT_PROGRAM" report "$@"
}

# A world whose names mean harm, on a page.
cat >hostile.cfg <<'END_OF_SCENARIO'
scenario: { extends = "world.cfg"; title = "</title><script>alert(1)</script> & \"two\" years"; };
regions: { North: { name = "<img src=x onerror=alert(2)>"; }; };
companies: { Beta: { name = "</script><b>Beta</b> 'x' -->"; }; };
END_OF_SCENARIO

# --- one run ---

expect "a run" "$("$BUILDOUT_PROGRAM" run hostile.cfg --quiet -o out 2>&1; echo $?)" 0
expect "says where" "$(report out 2>&1)" "out/report.html"
page=$(cat out/report.html)
expect_in "the title" "$page" "<h1>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;two&quot; years</h1>"
expect "no name opens a tag" "$(grep -ciE '<script>alert|<img|<b>Beta' out/report.html)" 0
expect "scripts: the charts' numbers, and ours" "$(grep -o '<script' out/report.html | wc -l | tr -d ' ')" 2
expect "the numbers end where they should" "$(grep -o '</script>' out/report.html | wc -l | tr -d ' ')" 2
expect_in "a company" "$page" "&lt;/script&gt;&lt;b&gt;Beta&lt;/b&gt; &#39;x&#39; --&gt;"
sites=$(awk -F, '$4 == "Data Centers|Operating" && $2 == "World" && $3 == "" { v = $6 } END { print v }' out/series.csv)
expect_in "sites at the end" "$page" "<h3>Data centres in operation</h3><p class=\"value\"><b>$sites</b>"
for section in answer world companies construction again; do
    expect_in "has section $section" "$page" "<section id=\"$section\""
    expect_in "links to it" "$page" "<a href=\"#$section\">"
done
expect_in "how to do it again" "$page" "<code>buildout run hostile.cfg --replicate 0 --seed 1</code>"

# The same results, the same bytes; a file elsewhere; nothing printed when quiet.
cp out/report.html first.html
expect "quiet" "$(report out --quiet -o second.html 2>&1)" ""
expect "the same bytes" "$(cmp first.html second.html 2>&1)" ""
expect "nothing is left over" "$(find . -name '*.partial')" ""

# A script runs only if its hash is in the page's policy.
awk '/^<script>/ { sub(/^<script>/, ""); on = 1 } on { if (sub(/<\/script>$/, "")) { printf "%s", $0; exit } print }' first.html >script.js
if command -v openssl >/dev/null 2>&1; then
    expect_in "the hash of the script" "$page" "script-src 'sha256-$(openssl dgst -sha256 -binary script.js | openssl base64)'"
fi

# --- many runs ---

"$BUILDOUT_PROGRAM" ensemble world.cfg --runs 3 --jobs 1 --quiet -o many >/dev/null 2>&1
report many --quiet
expect_in "how many" "$(cat many/report.html)" "world, 2022-01 to 2023-12, 3 runs, seed 1"
expect_in "an interval" "$(cat many/report.html)" '<span class="interval">('
last=$(awk -F, '$4 == "World" || $3 == "World" { if ($5 == "Capacity|IT Power|Energised" && $4 == "") v = $9 } END { printf "%.0f", v }' many/bands.csv)
shown=$(sed -n 's/.*<h3>IT load energised<\/h3><p class="value"><b>\([0-9,.]*\)<\/b> <span class="unit">GW.*/\1/p' many/report.html)
expect "the median of the band" "$shown" "$(awk -v mw="$last" 'BEGIN { printf "%.2f", mw / 1000 }')"

# References: links within the page, the empty icon, and what the scripts say of themselves.
expect "no address outside" "$(grep -oE '(src|href|action)="[^"]*"|url\([^)]*\)' many/report.html | grep -vE '="(#[a-z]*|data:,)"$')" ""

# --- the law ---

"$BUILDOUT_PROGRAM" run "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --set time.end=2024-01-01 --quiet -o law >/dev/null 2>&1
report law --quiet
row=$(sed 's/<tr>/\n/g' law/report.html | grep '^<th scope="row">A100 SXM4 40GB<')
for day in 2022-01-01 2022-08-26 2022-10-21 2023-11-17; do
    expect_in "a day on which the law changes" "$(cat law/report.html)" ">$day</th>"
done
verdicts=$(printf '%s\n' "$row" | grep -o '">[a-z?]*<' | sed 's/">//; s/<//' | sed -n '1,3p' | tr '\n' ' ')
wanted=$(for day in 2022-01-01 2022-08-26 2022-10-21; do
    "$BUILDOUT_PROGRAM" chips --date "$day" --json | grep '"A100 SXM4 40GB"' | sed 's/.*"verdict": "\([a-z]*\)".*/\1/'
done | tr '\n' ' ')
expect "verdicts are those of chips" "$verdicts" "$wanted"
row=$(sed 's/<tr>/\n/g' law/report.html | grep '^<th scope="row">MI300X<')
expect_in "a chip first sold after the last change" "$row" '>denied</td>'
free=$(grep -o 'Free whenever they are on sale: [^<]*' law/report.html)
expect_in "free while it is sold" "$free" "V100 SXM2 32GB"
expect "what is sold after the run is not called free" "$(printf '%s' "$free" | grep -c -e B200 -e Feynman)" 0
expect_in "another buyer" "$(report law --buyer Microsoft -o us.html --quiet; cat us.html)" "For Microsoft (headquarters United States) in United States"

# --- the back-test alone, without results.db ---

mkdir alone
cat >alone/backtest.csv <<'END_OF_TABLE'
period,entity,variable,unit,observed,p05,p50,p95,error,inside_tolerance,inside_band,crps,crps_last_value,crps_trend,source
2022,World,Data Centers|Openings,sites,120,100,110,125,-10,1,1,3,4,5,"a source, with a comma"
2023,World,Data Centers|Openings,sites,150-160,100,110,125,-40,0,0,3,4,5,<i>
2024,World,Capex,million USD,,,,,,,,,,,not computed
END_OF_TABLE
report alone --quiet
expect_in "hits" "$(cat alone/report.html)" "<b>1 of 2</b> rows that have a tolerance lie inside it; <b>1 of 2</b>"
expect_in "a range that was observed" "$(cat alone/report.html)" ">150-160</td>"

# --- tables of experiments ---

cat >alone/payoff.csv <<'END_OF_TABLE'
profile,player,strategy,key,unit,payoff,low,high,n,regret
a,Baidu,all_in,npv,million USD,1500,1000,2000,10,0
a,Alibaba,steady,npv,million USD,-20,-30,-10,10,5
b,Baidu,steady,npv,million USD,1000,900,1100,10,500
b,Alibaba,steady,npv,million USD,10,5,15,10,0
END_OF_TABLE
cat >alone/solve.csv <<'END_OF_TABLE'
step,kind,input,value,from,to,outcome,low,high,n
1,end,<i>rate</i>,0.5,0.1,0.5,-30,-40,-20,4
2,end,<i>rate</i>,0.1,0.1,0.5,10,5,15,4
3,root,<i>rate</i>,0.21234,0.2,0.22,,,,
END_OF_TABLE
cat >alone/wait.csv <<'END_OF_TABLE'
quarters,date,strategy,entity,key,unit,value,difference,low,high,p_better,variance_factor,n,switch_date,signal,best
0,2022-01-01,go,<Alpha>,npv,million USD,40000,0,0,0,0.5,,8,,,0
1,2022-04-01,go,<Alpha>,npv,million USD,42000,2000,1500,2500,0.75,9,8,,,1
,,look,<Alpha>,npv,million USD,41000,1000,500,1500,1,9,8,2022-10-01,later: year > 2022.7,0
END_OF_TABLE
cat >alone/discover.csv <<'END_OF_TABLE'
box,input,low,high,p,coverage,density,inside,held_out_coverage,held_out_density,held_out_inside,base_rate,when
1,a.b,2.5,,0.001,0.9,0.72,25,0.75,1,6,0.25,"all: <x> > 1"
1,c.d,,7,0.02,0.9,0.72,25,0.75,1,6,0.25,"all: <x> > 1"
2,a.b,,1,0.03,0.05,0.5,4,,,0,0.25,"all: <x> > 1"
END_OF_TABLE
cat >alone/calibration.csv <<'END_OF_TABLE'
input,prior_p05,prior_p50,prior_p95,posterior_p05,posterior_p50,posterior_p95,shift,spread,moved,bound
a.<b>,10,20,50,20,30,40,2,0.5,1,upper
c.d,1,2,3,1,2,3,0,1,0,
END_OF_TABLE
cat >alone/calibration_topics.csv <<'END_OF_TABLE'
topic,rows,inside_tolerance_before,inside_tolerance_after,inside_band_before,inside_band_after,width_before,width_after,crps_ratio
power,8,0.25,0.75,1,0.5,0.5,0.25,1.5
END_OF_TABLE
cat >alone/sensitivity.csv <<'END_OF_TABLE'
entity,key,unit,method,input,n,mu,mu_star,mu_star_low,mu_star_high,sigma,first,first_low,first_high,total,total_low,total_high
World,mw,MW,morris,regions.A.b,4,100,200,150,250,10,,,,,,
World,mw,MW,morris,regions.C.d,4,-1500,1500,1000,2000,10,,,,,,
World,sites,sites,sobol,regions.A.b,4,,,,,,0.2,0.1,0.3,0.5,0.4,0.6
END_OF_TABLE
# What is nothing beside what others have of it is clear and yet comes last, as is what hardly changes.
cat >alone/compare.csv <<'END_OF_TABLE'
entity,key,unit,base,other,difference,low,high,p_better,variance_factor,n,first_date
Big,h100e,H100e,1000000,900000,-100000,-150000,-50000,0,10,10,2024-01-31
Big,mw,MW,5000,4999,-1,-1.01,-0.99,0,10,10,2024-01-31
Big,survived,fraction,1,1,0,0,0,,,10,2024-01-31
Small,h100e,H100e,2,0.1,-1.9,-1.91,-1.89,0,10,10,2024-01-31
Small,npv,million USD,-0.2,-0.1,0.1,0.09,0.11,1,10,10,2024-01-31
Small,npv_book,million USD,-0.2,-0.1,0.1,0.09,0.11,1,10,10,2024-01-31
Small,survived,fraction,1,1,0,0,0,,,10,2024-01-31
Small,revenue_ai,million USD/yr,2,1,-1,-1.1,-0.9,0,10,10,2024-01-31
World,gap_closed_date,date,2031-05-31,2033-10-31,884,,,0,,3,2024-01-31
World,revenue_ai,million USD/yr,2000,1999,-1,-2,-0.5,0,10,10,2024-01-31
World,h100e,H100e,5000000,4900000,-100000,-150000,-50000,0,10,10,2024-01-31
Zulu,npv,million USD,5000,4000,-1000,-1500,-500,0,10,10,2024-01-31
Zulu,npv_book,million USD,5000,4000,-1000,-1500,-500,0,10,10,2024-01-31
Zulu,survived,fraction,1,1,0,0,0,,,10,2024-01-31
END_OF_TABLE
report alone --quiet
expect_in "a date that few runs have" "$(cat alone/report.html)" 'Revenue gap closes <span class="unit">in 3 of 10 pairs</span>'
expect "and only that" "$(grep -o "of 10 pairs" alone/report.html | wc -l | tr -d ' ')" 1
expect "the trivial comes last" "$(sed 's/.*<caption>Companies: what differs surely, the clearest first//; t; d' alone/report.html | sed 's/<\/tbody>.*//' |
    grep -o '<th scope="row">[^<]*</th><td>[^<]*' | sed 's/<[^>]*>/ /g; s/  */ /g' | tr '\n' ';')" \
    " Small Revenue of AI products; Big Accelerators in hand; Small Accelerators in hand; Big IT load;"
expect_in "of the world it is all AI revenue" "$(cat alone/report.html)" '<th scope="row">World</th><td>AI revenue</td>'
expect "of worth, too" "$(sed 's/.*aria-label="What companies are worth">//; t; d' alone/report.html | sed 's/<\/tbody>.*//' |
    grep -o '<th scope="row">[^<]*' | sed 's/.*>//' | tr '\n' ' ')" "Zulu Small "
# Its interval goes to 2000, on both sides of the middle; a share of the variance begins at the left and ends at 0.6.
expect_in "the strongest input first, to its side" "$(cat alone/report.html)" '<th scope="row"><code>regions.C.d</code></th><td><span class="effect" aria-hidden="true"><i class="less" style="left:12.5%;width:37.5%"></i><u style="left:50.0%"></u><s style="left:0.0%;width:25.0%"></s>'
expect_in "a share, its interval" "$(cat alone/report.html)" '<i class="more" style="left:0.0%;width:83.3%"></i><u style="left:0.0%"></u><s style="left:66.7%;width:33.3%"></s>'
expect_in "what it has alone" "$(cat alone/report.html)" '20.0 <span class="interval">(10.0 to 30.0)</span> <span class="unit">%</span></td></tr>'
expect_in "the size of one that works either way" "$(cat alone/report.html)" 'either way, by 200 <span class="interval">(150 to 250)</span>'
expect_in "its effect" "$(cat alone/report.html)" 'falls by 1.50 <span class="interval">(1.00 to 2.00)</span> <span class="unit">GW</span>'
expect_in "a share of the variance" "$(cat alone/report.html)" '50.0 <span class="interval">(40.0 to 60.0)</span> <span class="unit">%</span>'
expect_in "a payoff matrix" "$(cat alone/report.html)" "<caption>Baidu in rows, Alibaba in columns</caption><thead><tr><td></td><th scope=\"col\">Alibaba: steady</th></tr>"
expect_in "its cells" "$(cat alone/report.html)" '1.50 <span class="interval">(1.00 to 2.00)</span> <span class="unit">bn USD</span> <span class="yes">best answer</span>'
expect_in "regret" "$(cat alone/report.html)" '<span class="no">regret 5.00 M USD</span>'
page=$(cat alone/report.html)
expect_in "where it turns" "$page" '<code>&lt;i&gt;rate&lt;/i&gt;</code> = <b>0.21234</b> <span class="interval">(between 0.20000 and 0.22000)</span>'
expect_in "the chart of what was tried, from the least value up" "$page" '"xName":"\u003ci>rate\u003c/i>","x":[0.1,0.5],"unit":"","mark":{"name":"where it turns","x":[0.2123]},"lines":[{"name":"outcome","p50":[10,-30],"p05":[5,-40],"p95":[15,-20]}]}'
expect_in "the chart of waiting, with what never commits itself" "$page" '"xName":"Quarters of waiting","x":[0,1],"unit":"bn USD","lines":[{"name":"go after waiting","p50":[0,2],"p05":[0,1.5],"p95":[0,2.5]},{"name":"look, never committed","p50":[1,1],"p05":[0.5,0.5],"p95":[1.5,1.5]}]}'
expect_in "the best wait" "$page" '<tr><th scope="row">1 <span class="yes">best</span></th><td class="n">2022-04-01</td><td class="n">42.0 bn USD</td><td class="n">2.00 <span class="interval">(1.50 to 2.50)</span> <span class="unit">bn USD</span></td><td class="n">75.0 <span class="unit">%</span></td></tr>'
expect_in "whose" "$page" '<h3>&lt;Alpha&gt;: Net present value when it plays go</h3>'
expect "what npv leaves out, under each table that hangs on it" "$(echo "$page" | grep -o '<section id="[a-z]*"\|class="gloss"' |
    grep -B 1 gloss | sed 's/.*id="\(.*\)"/\1/; /gloss/d; /--/d' | tr '\n' ' ')" "differences wait payoffs "
expect_in "when it changes" "$page" '<b>look</b> changes first on 2022-10-01, in the lowest run: later: year &gt; 2022.7'
expect_in "when it happens" "$page" '<b>all: &lt;x&gt; &gt; 1</b> holds in 25.0 % of all runs'
expect_in "a box: density against the base rate, coverage" "$page" '<tr><th scope="row">Box 1</th><td class="n">25</td><td><span class="effect" aria-hidden="true"><i class="more" style="left:0.0%;width:72.0%"></i><u style="left:25.0%"></u></span></td><td class="n">72.0 <span class="unit">%</span></td><td class="n">100 <span class="unit">%</span></td><td><span class="effect" aria-hidden="true"><i class="more" style="left:0.0%;width:90.0%"></i></span></td>'
expect_in "a box without any held out" "$page" '<tr><th scope="row">Box 2</th><td class="n">4</td>'
expect_in "is said to have none" "$page" '<td class="n">none inside</td>'
expect_in "its ranges" "$page" '<td>1</td><th scope="row"><code>c.d</code></th><td class="n"></td><td class="n">7.0000</td><td class="n">0.0200</td>'
expect_in "an input that moved, in the range of both" "$page" '<code>a.&lt;b&gt;</code></th><td><span class="effect" aria-hidden="true"><i class="more" style="left:25.0%;width:50.0%"></i><s style="left:0.0%;width:100.0%"></s><u style="left:50.0%"></u></span></td>'
expect_in "its bound" "$page" '<td class="no">upper bound</td>'
expect_in "how many moved" "$page" '1 of 2 inputs move'
expect_in "the fit of a topic, before and after" "$page" '<th scope="row">power</th><td class="n">8</td><td class="n">25.0 <span class="unit">%</span></td><td class="n">75.0 <span class="unit">%</span></td><td><span class="effect" aria-hidden="true"><i class="more" style="left:0.0%;width:75.0%"></i><u style="left:25.0%"></u></span></td>'
expect_in "a worse forecast" "$page" '<td class="n no">1.50</td>'

cat >alone/diff.csv <<'END_OF_TABLE'
change,path,a,b,entity,key,unit,in_order,low,high,shapley,shapley_low,shapley_high,n
1,regions.A.b,1,2,World,mw,MW,-300,-400,-200,-250,-350,-150,10
2,<b>x</b>,<i>,4,World,mw,MW,800,700,900,750,650,850,10
,all,1000,1500,World,mw,MW,500,400,600,500,400,600,10
1,regions.A.b,1,2,World,sites,sites,1,-9,9,1,-9,9,10
2,<b>x</b>,<i>,4,World,sites,sites,1,-9,9,1,-9,9,10
,all,10,12,World,sites,sites,2,-9,9,2,-9,9,10
END_OF_TABLE
cat >alone/robustness.csv <<'END_OF_TABLE'
strategy,entity,key,unit,futures,mean,worst,worst_at,largest_regret,regret_at,regret,regret_low,regret_high,enough,enough_frac,enough_low,enough_high,best_frac,n
all_in,Baidu,npv,million USD,4,1500,-2000,x 1,3000,x <1>,1000,800,1200,0,0.75,0.6,0.9,0.25,40
steady,Baidu,npv,million USD,4,1800,100,x 2,500,x 3,200,100,300,0,1,0.9,1,0.75,40
END_OF_TABLE
cat >alone/frontier.csv <<'END_OF_TABLE'
x,entity,key,unit,first,second,difference,low,high,p_better,better
1.0,Baidu,npv,million USD,-2000,0,2000,-500,4500,0.75,steady
2.0,Baidu,npv,million USD,500,500,0,,,,
END_OF_TABLE
cat >alone/equilibria.csv <<'END_OF_TABLE'
equilibrium,kind,player,strategy,share,key,unit,payoff,stands_frac
1,mixed,Baidu,all_in,0.25,npv,million USD,1500,0.9
END_OF_TABLE
report alone --quiet
page=$(cat alone/report.html)
expect_in "strategies by name" "$page" '<th scope="col">x</th><th scope="col" class="n">all_in</th><th scope="col" class="n">steady</th><th scope="col" class="n">Difference</th><th scope="col" class="n">steady better in (ties half)</th>'
expect_in "a point of the frontier" "$page" '<th scope="row">1.0</th><td class="n">−2.00 bn USD</td><td class="n">0 USD</td><td class="n">2.00 <span class="interval">(−0.50 to 4.50)</span> <span class="unit">bn USD</span></td><td class="n">75.0 <span class="unit">%</span></td><td>steady</td>'
expect_in "a tie" "$page" '<td>neither</td>'
expect_in "an equilibrium" "$page" '<td>1, mixed</td><th scope="row">Baidu</th><td>all_in</td><td class="n">25.0 <span class="unit">%</span></td><td class="n">1.50 bn USD</td><td class="n">90.0 <span class="unit">%</span></td>'
expect_in "effects of changes by figure" "$page" '<section id="diff"'
expect_in "a change, its values, and its effect in order" "$page" '<th scope="row"><code>regions.A.b</code></th><td class="n">1</td><td class="n">2</td><td class="n">−300 <span class="interval">(−400 to −200)</span> <span class="unit">MW</span></td>'
# The scale of the figure goes from -350 to 850.
expect_in "its bar, below zero" "$page" '<i class="less" style="left:8.3%;width:20.8%"></i><u style="left:29.2%"></u><s style="left:0.0%;width:16.7%"></s>'
expect_in "all of them" "$page" '<th scope="row">All</th><td class="n">1.00 GW</td><td class="n">1.50 GW</td>'
expect_in "paths and values are escaped" "$page" '<code>&lt;b&gt;x&lt;/b&gt;</code></th><td class="n">&lt;i&gt;</td>'
expect_in "what is not clear is counted" "$page" "diff.csv holds 1 more key figure, of which 0 differ surely."
expect_in "robustness" "$page" '<h3>Baidu: Net present value over 4 futures</h3>'
expect_in "the worst, and where" "$page" '<td class="n">−2.00 bn USD <span class="unit">x 1</span></td>'
expect_in "the largest regret, escaped" "$page" 'x &lt;1&gt;</span></td>'
# The scale of regret goes to 1200.
expect_in "mean regret as a bar" "$page" '<i class="more" style="left:0.0%;width:83.3%"></i><u style="left:0.0%"></u><s style="left:66.7%;width:33.3%"></s></span></td><td class="n">1.00 <span class="interval">(0.80 to 1.20)</span> <span class="unit">bn USD</span></td>'
expect_in "good enough, best" "$page" '75.0 <span class="interval">(60.0 to 90.0)</span> <span class="unit">%</span></td><td class="n">25.0 <span class="unit">%</span></td>'
expect_in "what good enough is" "$page" 'Good enough: 0 bn USD, or better.'

cat >dearer.cfg <<'END_OF_SCENARIO'
scenario: { extends = "world.cfg"; title = "Power is dearer"; };
regions: { North: { grid_grants_mw_per_year = 300.0; }; };
END_OF_SCENARIO
"$BUILDOUT_PROGRAM" compare world.cfg dearer.cfg --runs 3 --jobs 1 --quiet -o pair >/dev/null 2>&1
report pair --quiet
expect_in "what is held against what" "$(cat pair/report.html)" "<h1>dearer against world</h1>"
expect_in "how to do it again, with what is compared" "$(cat pair/report.html)" "<code>buildout compare world.cfg dearer.cfg --runs 3 "
mean=$(awk -F, '$1 == "World" && $2 == "mw" { print $6 }' pair/compare.csv)
expect_in "a difference" "$(cat pair/report.html)" "<th scope=\"row\">World</th><td>IT load</td>"
expect_in "both in a chart" "$(cat pair/report.html)" '{"name":"dearer",'
[ -n "$mean" ] || expect "compare.csv" "" "a mean"
expect "of which no headline differs" "$(grep -c '<section id="years"' pair/report.html)" 0
"$BUILDOUT_PROGRAM" compare world.cfg demand.long_run_growth_per_year=0.3 --runs 8 --jobs 1 --quiet -o growth >/dev/null 2>&1
report growth --quiet
years=$(sed 's/.*aria-label="World by year">//; t; d' growth/report.html | sed 's/<\/table>.*//')
expect "when it differs, every year" "$(echo "$years" | grep -o '<th scope="row">20[0-9]*' | tr '\n' ' ')" '<th scope="row">2022 <th scope="row">2023 '
expect "a mean of the sum of a year, in billions" "$(echo "$years" | sed 's/.*<th scope="row">2023<\/th><td class="n">\([^ ]*\) .*/\1/; s/−/-/')" \
    "$(awk -F, '$2 == 2023 && $3 == "World" && $5 == "Capex" { printf "%#.3g", $10 / 1000 }' growth/differences.csv)"
expect "a company of which something is clear" "$(grep -c 'aria-label="Alpha by year"' growth/report.html)" 1
# What a company is worth: three counts in one row, each told in a line, and none of them alone among the other figures.
worth=$(sed 's/.*aria-label="What companies are worth">//; t; d' growth/report.html | sed 's/<\/ul>.*//')
expect "three counts side by side" "$(echo "$worth" | grep -o '<th scope="col" class="n">NPV[^<]*' | sed 's/.*>//' | tr '\n' ';')" \
    "NPV;NPV, plant at book value;NPV, going on for ever;"
expect "of a company in one row" "$(echo "$worth" | sed 's/<tr>/\n/g' | grep '<th scope="row">Alpha<' | grep -o 'class="unit"' | wc -l | tr -d ' ')" 3
expect "a line on each" "$(echo "$worth" | grep -o '<li>' | wc -l | tr -d ' ')" 3
expect "nowhere else" "$(sed 's/.*<section id="differences"//; t; d' growth/report.html | sed 's/<\/section>.*//' | grep -c 'Net present value')" 0
expect "and at the end of the months" "$(sed 's/.*<h3>What they are worth[^<]*<\/h3>//; t; d' growth/report.html | sed 's/<\/thead>.*//' |
    grep -o '>NPV' | wc -l | tr -d ' ')" 3
heads() { # heads ENTITY: those on IT load
    sed "s/.*aria-label=\"$1 by year\">//; t; d" growth/report.html | sed 's/<\/thead>.*//' | grep -o 'IT load[a-z ]*' | tr '\n' ';'
}
expect "IT load of the world" "$(heads World)" "IT load energised;"
expect "and what a company has of its own and leased" "$(heads Alpha)" "IT load of its own;IT load leased;"
# What a slow grid does is told where it is.
printf 'scenario: { extends = "world.cfg"; title = "Slow"; };\nregions: { North: { grid_grants_mw_per_year = 100.0; }; };\n' >slow.cfg
"$BUILDOUT_PROGRAM" compare world.cfg slow.cfg --runs 8 --jobs 1 --quiet -o slow >/dev/null 2>&1
report slow --quiet
expect "regions beside companies" "$(sed 's/.*<caption>Regions and countries: //; t; d' slow/report.html | sed 's/<\/tbody>.*//; s/<tr>/\n/g' |
    grep -c '<th scope="row">North Country<.*Wait for the grid')" 1
expect "and by year" "$(sed 's/.*aria-label="North Country by year">//; t; d' slow/report.html | sed 's/<\/thead>.*//' | grep -o 'Wait for the grid, [a-z]*')" \
    "Wait for the grid, months"
# A terminal shows the same ones under shorter names, whichever they are.
if command -v sqlite3 >/dev/null; then
    cp -r growth lags
    sqlite3 lags/results.db "INSERT OR IGNORE INTO variable VALUES ('Capability|Lag', 'months', '');
        UPDATE difference SET variable = 'Capability|Lag' WHERE variable = 'Cash' AND entity = 'Alpha' AND place = ''"
    report lags --quiet
    expect "the page's last column" "$(sed 's/.*aria-label="Alpha by year">//; t; d' lags/report.html | sed 's/<\/thead>.*//' |
        grep -o 'Behind the frontier, [a-z]*')" "Behind the frontier, months"
    expect "and the terminal's" "$("$BUILDOUT_PROGRAM" compare world.cfg demand.long_run_growth_per_year=0.3 --runs 8 -o lags --company Alpha 2>&1 |
        grep -c ' Lag$')" 1
fi

# A back-test that was made before the scenario was changed is not that of the runs.
"$BUILDOUT_PROGRAM" ensemble world.cfg --runs 2 --quiet -o changed >/dev/null 2>&1
sha=$(sed -n 's/.*"scenario_sha256": "\(.*\)".*/\1/p' changed/series.csv.meta.json)
printf 'period,entity,variable,unit,observed,p05,p50,p95,error,inside_tolerance,inside_band,crps,crps_last_value,crps_trend,source\n%s\n' \
    '2023,World,Capex,bn USD,1,0.5,1,2,0,1,1,0.1,,,a test' >changed/backtest.csv
for of in "$sha" 0123; do
    printf '{"scenario_sha256": "%s"}\n' "$of" >changed/backtest.csv.meta.json
    report changed --quiet
    expect "a back-test of this scenario or of another" "$(grep -c 'Of another version of the scenario' changed/report.html)" \
        "$([ "$of" = 0123 ] && echo 1 || echo 0)"
done

# Who has ended has no lag: a mean over the other pairs says of how many, by year as at the end.
"$BUILDOUT_PROGRAM" compare "$BUILDOUT_SOURCE/scenarios/baseline.cfg" labs.MiniMax.rounds_until=2022-06-01 \
    --set time.end=2026-01-01 --runs 6 --quiet -o gone >/dev/null 2>&1
report gone --quiet
year=$(sed 's/.*aria-label="MiniMax by year">//; t; d' gone/report.html | sed 's/<\/table>.*//; s/.*<th scope="row">2025<\/th>//; s/<\/tr>.*//')
expect "a year of which not all pairs have a value says how many have" "$(echo "$year" | grep -o 'in [0-9]* of [0-9]* pairs')" \
    "in $(awk -F, '$2 == 2025 && $3 == "MiniMax" && $5 == "Capability|Lag" { print $16 }' gone/differences.csv) of 6 pairs"

expect "so does a figure of a company that only some runs have" "$(sed 's/<tr>/\n&/g' gone/report.html | grep '<th scope="row">MiniMax</th>' |
    grep -o 'in [0-9]* of [0-9]* runs' | sort | uniq -c | sort -n | tail -n 1 | sed 's/ *[0-9]* //')" \
    "in $(awk -F, '$1 == "baseline" && $3 == "MiniMax" && $4 == "capability_lag_months" && $6 != ""' gone/outcomes.csv | wc -l | tr -d ' ') of 6 runs"

"$BUILDOUT_PROGRAM" compare "$BUILDOUT_SOURCE/scenarios/baseline.cfg" companies.Baidu.strategy=all_in \
    --set time.end=2024-06-01 --runs 4 --quiet -o shares >/dev/null 2>&1
"$BUILDOUT_PROGRAM" report shares --quiet
expect "two shares differ by points" "$(grep -o 'Share of [^%]*%[^%]*%.*' shares/report.html | head -n 1 |
    grep -o '^[^%]*%[^%]*%.*unit">points' | grep -c .)" 1

expect_in "who lets hours is drawn by what they earn" "$(sed 's/.*<h3>GPU-hours let, a month//; t; d' shares/report.html |
    sed 's/<h3>.*//')" "<h4>Oracle</h4>"

# What grows or falls by decades is drawn by decades, and nothing else is.
"$BUILDOUT_PROGRAM" ensemble "$BUILDOUT_SOURCE/scenarios/baseline.cfg" --runs 2 --quiet -o decades >/dev/null 2>&1
report decades --quiet
expect "prices of tokens by decades, capex not" "$(grep -o -e '<b>Price of tokens[^<]*</b> <span class="muted">[^<]*' -e '<b>Capital spending[^<]*</b> <span class="muted">[^<]*' decades/report.html |
    sed 's/.*>//')" "bn USD
USD/Mtok, log scale"
if command -v python3 >/dev/null 2>&1; then
    expect "where all is more than nothing and spans a factor of 50" "$(python3 -c '
import json, re
text = open("decades/report.html", encoding="utf-8").read()
specs = json.loads(re.search(r"<script[^>]*id=\"charts\"[^>]*>(.*?)</script>", text, re.S).group(1))
logs = 0
for spec in specs:
    values = [v for line in spec["lines"] for key in line if key != "name" for v in line[key] if v is not None]
    wide = min(values) > 0 and max(values) > 50 * min(values)
    logs += spec.get("log", False)
    if "first" in spec and wide != spec.get("log", False): print(spec["unit"], min(values), max(values))
print(logs > 2, logs < len(specs) / 2)
' 2>&1)" "True True"
fi

# Of another beginning: each month of a chart is the same for both.
"$BUILDOUT_PROGRAM" sweep world.cfg --vary time.start=2022-01-01,2022-07-01 --runs 2 --jobs 1 --quiet -o shifted >/dev/null 2>&1
report shifted --quiet
expect_in "its months" "$(cat shifted/report.html)" "start 2022-07-01, 2022-07 to 2023-12; charts show the months of start 2022-01-01"
expect "six months without it, then its own" "$(sed -n 's/.*{"name":"start 2022-07-01",.*"p50":\[\([^]]*\)\].*/\1/p' shifted/report.html | sed -n 1p |
    awk -F, '{ for (i = 1; i <= NF; i++) n += $i == "null"; print NF, n, $6, $7 }')" \
    "24 6 null $(awk -F, '$1 == "time.start=2022-07-01" && $3 == "World" && $4 == "" && $5 == "Data Centers|Operating" { print $9; exit }' shifted/bands.csv)"

# A point of a sweep is named without its paths.
"$BUILDOUT_PROGRAM" sweep world.cfg --vary power.ramp_months=6,12 --runs 1 --jobs 1 --quiet -o points >/dev/null 2>&1
report points --quiet
expect_in "how to sweep again" "$(cat points/report.html)" "--vary power.ramp_months=6,12"
expect_in "a short name" "$(cat points/report.html)" '{"name":"ramp_months 12",'

# Tables with holes: nothing found, one point, dates, keys that are not ours, no interval.
mkdir odd
cat >odd/solve.csv <<'END_OF_TABLE'
step,kind,input,value,from,to,outcome,low,high,n
1,end,rate,0.5,0.1,0.5,-30,,,4
2,end,rate,0.5,0.1,0.5,-10,-12,-8,4
3,end,rate,,0.1,0.5,7,,,4
END_OF_TABLE
cat >odd/wait.csv <<'END_OF_TABLE'
quarters,date,strategy,entity,key,unit,value,difference,low,high,p_better,variance_factor,n,switch_date,signal,best
0,2022-01-01,go,Alpha,gap_closed_date,date,2030-01-01,0,,,0.5,,8,,,0
,,look,Alpha,gap_closed_date,date,2029-01-01,-90,,,1,9,8,,,1
END_OF_TABLE
cat >odd/payoff.csv <<'END_OF_TABLE'
profile,player,strategy,key,unit,payoff,low,high,n,regret
a,One,x,own_überschuss,million USD,1500,1000,2000,10,
a,Two,y,own_überschuss,million USD,,,,10,5
a,Three,y,cash_min_date,date,2030-06-01,2030-01-01,2031-01-01,10,5
END_OF_TABLE
cat >odd/diff.csv <<'END_OF_TABLE'
change,path,a,b,entity,key,unit,in_order,low,high,shapley,shapley_low,shapley_high,n
1,regions.A.b,1,2,World,cash_min_date,date,1,-9,9,1,-9,9,10
,all,2030-01-01,2030-01-03,World,cash_min_date,date,2,-9,9,2,-9,9,10
END_OF_TABLE
cat >odd/robustness.csv <<'END_OF_TABLE'
strategy,entity,key,unit,futures,mean,worst,worst_at,largest_regret,regret_at,regret,regret_low,regret_high,enough,enough_frac,enough_low,enough_high,best_frac,n
only,Baidu,an_odd_küy,,4,1500,,,,,1000,,,0,0.75,0.6,0.9,0.25,40
END_OF_TABLE
cat >odd/sensitivity.csv <<'END_OF_TABLE'
entity,key,unit,method,input,n,mu,mu_star,mu_star_low,mu_star_high,sigma,first,first_low,first_high,total,total_low,total_high
World,mw,MW,morris,a,4,100,200,,,10,,,,,,
World,mw,MW,morris,b,4,,,,,,,,,,,
World,mw,MW,morris,c,4,-200,200,150,250,10,,,,,,
END_OF_TABLE
cat >odd/calibration.csv <<'END_OF_TABLE'
input,prior_p05,prior_p50,prior_p95,posterior_p05,posterior_p50,posterior_p95,shift,spread,moved,bound
c.d,1,2,3,1,2,3,0,1,0,
END_OF_TABLE
cat >odd/backtest.csv <<'END_OF_TABLE'
period,entity,variable,unit,observed,p05,p50,p95,error,inside_tolerance,inside_band,crps,crps_last_value,crps_trend,source
END_OF_TABLE
report odd --quiet
page=$(cat odd/report.html)
expect_in "no root" "$page" '<p>It does not turn between the ends.</p>'
expect_in "no interval" "$page" '<td class="n">−30.0</td><td class="n">4</td>'
expect_in "a value that is not known" "$page" '<th scope="row">3</th><td class="n">–</td><td class="n">7.00</td>'
expect_in "the worth of a date, in days" "$page" '<td class="n">2029-01-01</td><td class="n">−90.0 <span class="unit">days</span></td>'
expect_in "no rule acts" "$page" '<p>Left to itself, no rule of <b>look</b> acts in the lowest run.</p>'
expect_in "three players have no matrix" "$page" '<caption>Payoffs by profile</caption>'
expect_in "no regret is told" "$page" '<span class="unit">bn USD</span></td></tr><tr><td>a</td><th scope="row">Two</th><td>y</td><td class="n"></td></tr>'
expect_in "a payoff that is a date" "$page" '<td>y</td><td class="n">2030-06-01</td></tr>'
expect_in "no figure differs" "$page" '<p>No key figure differs surely.</p>'
expect_in "a key that is not ours" "$page" '<h3>Baidu: an odd küy over 4 futures</h3>'
expect_in "no worst" "$page" '<th scope="row">only</th><td class="n">1,500</td><td class="n">–</td><td class="n">–</td>'
expect_in "an effect without an interval" "$page" '<td class="n">either way, by 200 <span class="unit">MW</span></td></tr><tr><th scope="row"><code>c</code></th>'
expect_in "nothing moves" "$page" '<p>0 of 1 inputs move;'

# --- what is refused ---

refuse() { # refuse what code message [argument...]
    what=$1 code=$2 message=$3
    shift 3
    said=$(report "$@" 2>&1)
    expect "$what: code" "$?" "$code"
    expect_in "$what" "$said" "$message"
}
mkdir empty
refuse "an empty folder" 4 "empty: holds no results (no results.db): \`buildout run FILE -o DIR\` writes them, and so do ensemble, compare and the like" empty
mkdir begun && : >begun/results.db.partial
refuse "an experiment that was not finished" 4 "begun: holds an experiment that was not finished; the command that began it goes on with it" begun
refuse "no folder" 4 "nothing: is no folder of results; \`buildout run FILE -o DIR\` makes one" nothing
refuse "a folder that is not there" 4 "no/such/report.html.partial: No such file or directory" out -o no/such/report.html
refuse "a folder in place of a file" 2 "-o wants a file, and many/ is none" out -o many/
refuse "an unknown buyer" 2 'is no company of the scenario and no country' law --buyer Atlantis
echo 'a,b,c' >>alone/backtest.csv
refuse "a table with a hole" 4 "alone/backtest.csv:5: has 3 fields, not 15" alone
expect "an earlier report stays" "$(grep -c '150-160' alone/report.html)" 1
[ "$failures" -eq 0 ]
