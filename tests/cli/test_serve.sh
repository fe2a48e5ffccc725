#!/bin/sh
# The page's server as clients see it: what it tells, that its numbers are those of the command line, and whom it refuses.
set -u
here=$(mktemp -d) || exit 1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$here"' EXIT
cd "$here" || exit 1
unset NO_COLOR LC_ALL LC_CTYPE LANG
. "$BUILDOUT_SOURCE/tests/support/expect.sh"
pages=$BUILDOUT_SOURCE/analysis/web
programs=$(dirname "$BUILDOUT_PROGRAM")/../tests
ask=$programs/buildout_ask

cat >small.cfg <<'END'
scenario: { extends = "baseline_2025.cfg"; title = "Half a year"; };
time: { end = "2026-01-01"; };
END
one=companies.Alibaba.strategy=all_in
two='export_rules.ban={ name = "Ban"; announced = "2025-09-01"; effective = "2025-09-01"; min_tpp = 2400.0; destinations = [ "D5" ]; headquarters = [ "D5" ]; policy = "deny"; source = "what-if"; }'
in_json=$(printf '%s' "$two" | sed 's/"/\\"/g')
sets="[\"$one\",\"$in_json\"]"

start() { # start program [option...]: waits for the link and sets port and token
    program=$1
    shift
    : >out # the link of the server before it is none of this one's
    "$program" serve --port 0 "$@" >out 2>err &
    server=$!
    for _ in $(seq 200); do
        grep -q token= out && break
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    port=$(sed -n 's,^http://127.0.0.1:\([0-9]*\)/#token=.*,\1,p' out)
    token=$(sed -n 's,.*#token=,,p' out)
}

stop() {
    kill -TERM "$server"
    wait "$server"
    code=$?
    server=
}

send() { # the request line and headers of $1, each ended by CR LF, then an empty line, then $2
    { printf '%s\n' "$1" | sed 's/$/\r/' && printf '\r\n%s' "${2:-}"; } | "$ask" "$port"
}

post() { # post call body: the body of the answer
    send "POST /api/$1 HTTP/1.1
Host: 127.0.0.1:$port
Origin: http://127.0.0.1:$port
X-Buildout-Token: $token
Content-Type: application/json
Content-Length: $(printf '%s' "$2" | wc -c)
Connection: close" "$2" | sed '1,/^\r$/d'
}

fetch() { # fetch path: the whole answer
    send "GET $1 HTTP/1.1
Host: 127.0.0.1:$port
Connection: close"
}

status() { # of an answer on stdin
    head -n 1 | tr -d '\r' | cut -d ' ' -f 2
}

look() { # look job against [more]: waits until both have ended
    for _ in $(seq 300); do
        answer=$(post look "{\"job\":$1,\"against\":$2,\"seen\":0${3:-}}")
        case $answer in
        *'"state":"running"'*) sleep 0.1 ;;
        *) break ;;
        esac
    done
    printf '%s' "$answer"
}

member() { # member name: the first value of that name in JSON on stdin
    awk -v name="\"$1\":" '{
        at = index($0, name)
        if (at == 0)
            next
        value = substr($0, at + length(name))
        if (sub(/^"/, "", value)) sub(/".*/, "", value)
        else sub(/[,}].*/, "", value)
        print value
        exit
    }'
}

figure() { # figure entity key variant which: a value of the key figure in the answer of a look on stdin
    sed 's/{"entity":/\n&/g' | grep "^{\"entity\":\"$1\",\"key\":\"$2\"" | sed "s/.*\"$3\":{//" | member "$4"
}

# ---- the page ----
start "$BUILDOUT_PROGRAM" small.cfg --runs 6 --jobs 2
expect "the title is told" "$(head -n 1 out)" "Half a year"
for file in /=page/index.html /page.js=page/page.js /page.css=page/page.css /uplot.js=uplot/uPlot.iife.min.js \
    /chart.js=look/chart.js; do
    fetch "${file%%=*}" >answer
    expect "status of $file" "$(status <answer)" 200
    sed '1,/^\r$/d' answer >body
    cmp -s body "$pages/${file#*=}" || expect "$file" "$(cksum <body)" "$(cksum <"$pages/${file#*=}")"
done
fetch / >answer
expect_in "a policy comes with it" "$(cat answer)" "Content-Security-Policy: default-src 'self'"
expect_in "nothing is kept" "$(cat answer)" "Cache-Control: no-store"

# ---- whom it refuses ----
refused() { # refused what status request [body]
    expect "$1" "$(send "$3" "${4:-}" | status)" "$2"
}
good="Host: 127.0.0.1:$port
X-Buildout-Token: $token
Content-Type: application/json"
refused "a foreign host" 403 "GET / HTTP/1.1
Host: evil.example:$port"
refused "another port" 403 "GET / HTTP/1.1
Host: 127.0.0.1"
refused "a foreign origin" 403 "POST /api/about HTTP/1.1
$good
Origin: http://evil.example
Content-Length: 2" "{}"
refused "no token" 403 "POST /api/about HTTP/1.1
Host: 127.0.0.1:$port
Content-Type: application/json
Content-Length: 2" "{}"
refused "another token" 403 "POST /api/about HTTP/1.1
Host: 127.0.0.1:$port
X-Buildout-Token: 00000000000000000000000000000000
Content-Type: application/json
Content-Length: 2" "{}"
refused "a form" 415 "POST /api/about HTTP/1.1
Host: 127.0.0.1:$port
X-Buildout-Token: $token
Content-Type: application/x-www-form-urlencoded
Content-Length: 2" "{}"
head -c 2000000 /dev/zero | tr '\0' 'x' >big
refused "two megabytes" 413 "POST /api/about HTTP/1.1
$good
Content-Length: 2000000" "$(cat big)"
refused "a body of unknown length" 411 "POST /api/about HTTP/1.1
$good
Transfer-Encoding: chunked" "2
{}
0
"
refused "a call that is fetched" 405 "GET /api/about HTTP/1.1
$good"
for path in /../../../etc/passwd /%2e%2e/%2e%2e/etc/passwd //etc/passwd /page.css/../page.js /etc/passwd /small.cfg \
    '/%00' /page '/..%5c..%5cetc' /api /favicon.ico; do
    expect "path $path" "$(fetch "$path" | status)" 404
done
expect "no such call" "$(post nothing '{}')" '{"error":"there is no such call"}'
expect "no JSON" "$(post start 'sets=1')" '{"error":"the body must be one JSON object"}'
expect "no sets" "$(post start '{"page":"t","slot":"v"}')" \
    '{"error":"sets must be an array of at most 200 texts \"path=value\""}'
expect_in "a set without a path" "$(post start '{"page":"t","slot":"v","sets":["=1"]}')" "sets must be an array"
expect_in "too many runs" "$(post start '{"page":"t","slot":"v","runs":100000,"sets":[]}')" "runs must be from 1 to 1000"

refused "two hosts" 403 "GET / HTTP/1.1
Host: 127.0.0.1:$port
Host: 127.0.0.1:$port"
refused "no host" 400 "GET / HTTP/1.1
Connection: close"
refused "a page of another site" 403 "POST /api/about HTTP/1.1
$good
Sec-Fetch-Site: cross-site
Content-Length: 2" "{}"
refused "a link on another site" 200 "GET / HTTP/1.1
Host: 127.0.0.1:$port
Sec-Fetch-Site: cross-site
Connection: close"
refused "JSON with a character set" 200 "POST /api/keys HTTP/1.1
Host: 127.0.0.1:$port
X-Buildout-Token: $token
Content-Type: application/json; charset=utf-8
Connection: close
Content-Length: 13" '{"query":"a"}'
refused "what only begins like JSON" 415 "POST /api/about HTTP/1.1
Host: 127.0.0.1:$port
X-Buildout-Token: $token
Content-Type: application/jsonp
Content-Length: 2" "{}"
refused "a length that is none" 400 "POST /api/about HTTP/1.1
$good
Content-Length: two" "{}"
names='{"error":"page and slot must be short texts"}'
long=$(printf '%0500d' 0)
expect "a page that is no text" "$(post start '{"page":1,"slot":"v","sets":[]}')" "$names"
expect "no slot" "$(post start '{"page":"t","sets":[]}')" "$names"
expect "a long page" "$(post start "{\"page\":\"$long\",\"slot\":\"v\",\"sets\":[]}")" "$names"
expect_in "no run" "$(post start '{"page":"t","slot":"v","runs":0,"sets":[]}')" "runs must be from 1 to 1000"
expect_in "runs in words" "$(post start '{"page":"t","slot":"v","runs":"six","sets":[]}')" "runs must be from 1 to 1000"
expect_in "a set that is no text" "$(post start '{"page":"t","slot":"v","sets":[1]}')" "sets must be an array"
expect_in "a set without a value" "$(post start '{"page":"t","slot":"v","sets":["a"]}')" "sets must be an array"
many=$(printf ',"a=1"%.0s' $(seq 201))
expect_in "too many sets" "$(post start "{\"page\":\"t\",\"slot\":\"v\",\"sets\":[${many#,}]}")" "sets must be an array"
expect_in "a job that is no number" "$(post look '{"job":"1"}')" "look at a job"
many=$(printf ',"a"%.0s' $(seq 100))
expect_in "too many variables" "$(post look "{\"job\":1,\"variables\":[${many#,}]}")" "look at a job"
expect "a query that is no text" "$(post keys '{"query":1}')" '{"error":"query must be a short text"}'
expect "the menu of nothing" "$(post menu '{"job":99}')" '{"error":"this variant is no longer kept"}'
expect_in "against what is not kept" "$(post look '{"job":1,"against":99}')" "this variant is no longer kept"

# ---- numbers ----
"$BUILDOUT_PROGRAM" ensemble small.cfg --runs 6 --quiet --set "$one" --set "$two" -o many || expect ensemble $? 0
"$BUILDOUT_PROGRAM" run small.cfg --central --quiet --set "$one" --set "$two" -o central || expect run $? 0
base=$(post start '{"page":"t","slot":"base","runs":6,"sets":[]}' | member job)
post start "{\"page\":\"t\",\"slot\":\"variant\",\"runs\":6,\"sets\":$sets,\"look\":{\"against\":$base}}" >answer
expect_in "a look that comes with the start waits for the central run" "$(cat answer)" '"of":6,"central":1'
mine=$(member job <answer)
expect "the job is the same without a look" \
    "$(post start "{\"page\":\"t\",\"slot\":\"variant\",\"runs\":6,\"sets\":$sets}" | member job)" "$mine"
expect_in "a look that makes no sense" \
    "$(post start "{\"page\":\"t\",\"slot\":\"variant\",\"runs\":6,\"sets\":$sets,\"look\":{\"variables\":1}}")" \
    'look at a job'
look "$mine" "$base" ',"entity":"Alibaba","variables":["Fleet|H100e","Capex"],"outcomes":true' >looked
expect "the variant is done" "$(member state <looked)" done
expect "what is of a month is told from what is at its end" "$(grep -o '"flow":[a-z]*' looked | tr '\n' ' ')" '"flow":false "flow":true '
expect_in "and all its runs" "$(cat looked)" '"done":6,"failed":0,"of":6,"central":1'
expect "the menu has each series with its unit" "$(post menu "{\"job\":$mine}" |
    grep -c '\["Fleet|H100e","H100e","Alibaba",""\].*"months":6')" 1
csv() { # csv dir entity key [replicate]: values with the digits that the page gets
    awk -F , -v e="$2" -v k="$3" -v r="${4:-}" \
        '$3 == e && $4 == k && (r == "" || $2 == r) { printf "%.9g\n", $6 }' "$1/outcomes.csv"
}
median() {
    sort -g | awk '{ x[NR] = $1 } END { printf "%.6g\n", NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'
}
for key in npv h100e cash_min; do
    expect "central $key" "$(figure Alibaba $key mine central <looked)" "$(csv central Alibaba $key)"
    expect "median $key" "$(figure Alibaba $key mine p50 <looked | awk '{ printf "%.6g\n", $1 }')" \
        "$(csv many Alibaba $key | median)"
done
"$BUILDOUT_PROGRAM" ensemble small.cfg --runs 6 --quiet -o base || expect ensemble $? 0
paired=$(awk -F , '$3 == "Alibaba" && $4 == "h100e" { if (NR == FNR) base[$2] = $6; else { sum += $6 - base[$2]; n++ } }
    END { printf "%.6g\n", sum / n }' base/outcomes.csv many/outcomes.csv)
expect "the paired difference" "$(figure Alibaba h100e difference mean <looked | awk '{ printf "%.6g\n", $1 }')" "$paired"
[ "$paired" != 0 ] || expect "the variant differs" "$paired" "something"
expect "a chart has a value for each month" \
    "$(sed 's/.*"mine":{"central":\[\([^]]*\)\].*/\1/' looked | tr , '\n' | grep -c '[0-9]')" 6

# ---- a laboratory that ends ----
ends='labs.OpenAI.rounds_until=\"2025-07-01\"","companies.OpenAI.cash=0.02 bn USD'
mine=$(post start "{\"page\":\"t\",\"slot\":\"variant\",\"runs\":6,\"sets\":[\"$ends\"]}" | member job)
look "$mine" "$base" ',"entity":"OpenAI","variables":["Cash","Capability|Lag"]' >looked
last() { # last variable array: of the difference, in the last month
    sed 's/{"variable":/\n&/g' looked | grep "^{\"variable\":\"$1\"" |
        sed "s/.*\"difference\":{.*\"$2\":\[\([^]]*\)\].*/\1/; s/.*,//"
}
"$BUILDOUT_PROGRAM" compare small.cfg 'labs.OpenAI.rounds_until="2025-07-01"; companies.OpenAI.cash=0.02 bn USD' \
    --runs 6 --quiet -o ended || expect compare $? 0
expect "who has ended has no cash, in all pairs" "$(last Cash n)" 6
expect "and differs by what compare says" "$(last Cash mean | awk '{ printf "%.6g\n", $1 }')" \
    "$(grep '2025,OpenAI,,Cash,' ended/differences.csv | sed 's/^"[^"]*\(""[^"]*\)*",//' | awk -F , '{ printf "%.6g\n", $9 }')"
expect "it is at no distance from the frontier, in no pair" "$(last 'Capability|Lag' n) $(last 'Capability|Lag' mean)" "0 null"

# ---- a variant as a file, the law, the keys ----
post save "{\"title\":\"Saved\",\"sets\":$sets}" >answer
sed 's/^{"text":"//; s/"}$//' answer | sed 's/\\n/\n/g; s/\\"/"/g' >saved.cfg
expect "the saved scenario is sound" "$("$BUILDOUT_PROGRAM" check saved.cfg 2>&1)" ""
"$BUILDOUT_PROGRAM" run saved.cfg --central --quiet -o again || expect run $? 0
for file in outcomes.csv series.csv events.csv; do
    cmp -s "central/$file" "again/$file" || expect "$file of the saved scenario" different same
done
"$BUILDOUT_PROGRAM" chips small.cfg --json --date 2025-10-01 --buyer Baidu --set "$one" --set "$two" >chips.json
post chips "{\"date\":\"2025-10-01\",\"buyer\":\"Baidu\",\"sets\":$sets}" >answer
words() { sed 's/}, *{/}\n{/g' "$1" | sed 's/.*"chip": *"\([^"]*\)".*"verdict": *"\([^"]*\)".*"clause": *\("[^"]*"\|null\).*/\1 \2 \3/' |
    grep -v '^[][{]'; }
words chips.json >want.verdicts
words answer >got.verdicts
expect "there are verdicts" "$(grep -c denied want.verdicts | awk '{ print ($1 > 5) }')" 1
expect "the verdicts are those of chips" "$(cat got.verdicts)" "$(cat want.verdicts)"
expect_in "a buyer nobody knows" "$(post chips '{"buyer":"Nobody","sets":[]}')" 'is no company of the scenario'
expect_in "keys are found" "$(post keys '{"query":"sentiment gap usual"}')" '"path":"capital.sentiment_gap_usual_frac"'
expect_in "rules are listed" "$(post rules '{"sets":[]}')" '"rule":"us_2025_12_h200"'
expect_in "companies are listed" "$(post about '{}')" '{"key":"Alibaba","name":"Alibaba","headquarters":"CN","strategy":"steady"}'

# ---- what goes wrong ----
wrong=$(post start '{"page":"t","slot":"variant","runs":6,"sets":["companies.Alibaba.strategy=al_in"]}' | member job)
look "$wrong" "$base" >looked
expect "a wrong value fails the variant" "$(member state <looked)" failed
expect_in "and is told as on the terminal" "$(cat looked)" \
    "$("$BUILDOUT_PROGRAM" check small.cfg --set companies.Alibaba.strategy=al_in 2>&1 | sed 's/"/\\"/g')"
some=$(post start '{"page":"t","slot":"variant","runs":6,"sets":["checks.c={ when = \"2025-12\"; expect = \"world.sites < 0\"; }"]}' | member job)
look "$some" "$base" >looked
expect_in "runs that fail are counted" "$(cat looked)" '"done":0,"failed":6,"of":6,"central":2'
expect_in "with their reason" "$(cat looked)" 'checks.c'
expect "what is no longer kept" "$(post look '{"job":99,"seen":0}')" '{"error":"this variant is no longer kept"}'

# Three are under way at a time; a page that asks for something else in the same place gives the place up.
slot() { # slot name value: the job of a variant that takes long, or why not
    post start "{\"page\":\"t\",\"slot\":\"$1\",\"runs\":1000,\"sets\":[\"power.ramp_months=$2\"]}" | tr -d '{}'
}
for value in 3 4 5; do
    expect_in "variant $value" "$(slot $value $value)" '"job":'
done
expect_in "a fourth has to wait" "$(slot 6 6)" '3 variants are being simulated already; wait a moment'
expect_in "another in the place of one" "$(slot 5 7)" '"job":'
for value in 3 4 5; do
    post start "{\"page\":\"t\",\"slot\":\"$value\",\"runs\":1,\"sets\":[\"power.ramp_months=1$value\"]}" >answer
    look "$(member job <answer)" 0 >looked
    expect "a short one in its place" "$(member state <looked)" done
done
for value in 8 9; do # more than are kept: what was looked at longest ago makes room
    post start "{\"page\":\"t\",\"slot\":\"$value\",\"runs\":1,\"sets\":[\"power.ramp_months=$value\"]}" >answer
    look "$(member job <answer)" 0 >looked
    expect "one beyond those that are kept" "$(member state <looked)" done
done
expect "the oldest is not kept" "$(post look "{\"job\":$mine,\"seen\":0}")" '{"error":"this variant is no longer kept"}'
expect_in "the base case is" "$(post look "{\"job\":$base,\"seen\":0}")" '"state":"done"'

# ---- a storm, and those who never finish ----
ls >before
"$ask" "$port" half 20 60 >held 2>&1 &
halves=$!
expect "ten thousand requests that make no sense" "$("$ask" "$port" storm 10000 1)" 10000
expect "and it still answers, beside those who never finish" "$(fetch / | status)" 200
kill "$halves"
expect "nothing was written" "$(ls | grep -vx held)" "$(cat before)"
stop
expect "it ends when asked to" "$code $(tail -n 1 out)" "0 stopped"
expect "it had nothing to complain of" "$(cat err)" ""

# ---- runs that fail by themselves ----
export BUILDOUT_FAULT=cent
start "$programs/buildout_broken_books" small.cfg --runs 2 --jobs 2
base=$(post start '{"page":"t","slot":"base","runs":2,"sets":[]}' | member job)
look "$base" 0 >looked
expect_in "an audit that fails is shown" "$(cat looked)" '"done":0,"failed":2,"of":2,"central":2'
expect_in "the server lives" "$(post about '{}')" '"name":"small"'
stop
export BUILDOUT_FAULT=crash
start "$programs/buildout_broken_books" small.cfg --runs 2 --jobs 2
base=$(post start '{"page":"t","slot":"base","runs":2,"sets":[]}' | member job)
look "$base" 0 >looked
expect_in "so is a crash" "$(cat looked)" '"done":0,"failed":2,"of":2,"central":2'
expect_in "with its signal" "$(cat looked)" 'it crashed with signal 6'
expect_in "and the server lives" "$(post about '{}')" '"name":"small"'
stop
unset BUILDOUT_FAULT

# ---- the command line ----
code_of() {
    "$BUILDOUT_PROGRAM" serve "$@" >said 2>&1
    echo $?
}
mkdir bin
printf '#!/bin/sh\necho "$@" >"%s/opened"\n' "$here" >bin/xdg-open
chmod +x bin/xdg-open
PATH=$here/bin:$PATH start "$BUILDOUT_PROGRAM" small.cfg --runs 1 --open
for _ in $(seq 100); do
    [ -s opened ] && break
    sleep 0.1
done
expect "the browser is given the link" "$(cat opened)" "http://127.0.0.1:$port/#token=$token"
stop
start "$BUILDOUT_PROGRAM" small.cfg --runs 1 --sampling sobol --set finance.discount_rate_per_year=0.12
expect_in "the page knows what the server was told, for the line that it shows" "$(post about '{}')" \
    '"sampling":"sobol","sets":["finance.discount_rate_per_year=0.12"]'
stop
expect "a broken scenario" "$(code_of --port 0 small.cfg --set companies.Alibaba.strategy=x)" 1
expect "no such port" "$(code_of --port 70000 small.cfg)" 2
expect "too many runs" "$(code_of --port 0 --runs 5000 small.cfg)" 2
start "$BUILDOUT_PROGRAM" small.cfg --runs 1
expect "a port that is taken" "$(code_of --port "$port" small.cfg)" 2
expect_in "and what to do" "$(cat said)" "try another with --port"
stop
# Ctrl-C, which a shell's background jobs ignore.
timeout -s INT 3 "$BUILDOUT_PROGRAM" serve --port 0 --runs 1 small.cfg >out 2>err
expect "Ctrl-C ends it" "$(tail -n 1 out)" stopped

[ "$failures" -eq 0 ]
