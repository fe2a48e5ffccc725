#!/bin/sh
# Scenarios that mean harm: each must be refused within 2 s of processor time and 256 MB, with exit code 1 and a message that says why.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
source=$PWD
failures=0
cpu_seconds=2
wall_seconds=60 # a loaded machine is no fault of ours; a wait is

# A program with sanitizers reserves terabytes and is slow: then only the messages are tried.
limit='ulimit -v 262144'
if ! (eval "$limit" && "$BUILDOUT_PROGRAM" version) >/dev/null 2>&1; then
    limit=:
    cpu_seconds=60 wall_seconds=240
fi
cd "$here" || exit 1
mkdir inside inside/sub outside

refuse() { # refuse what file pattern [option...]: check and run must end with 1 and say something that matches
    refuse_by check "$@"
    refuse_by run "$@"
}

refuse_by() { # refuse_by verb what file pattern [option...]
    verb=$1
    shift
    what=$1 file=$2 pattern=$3
    shift 3
    (eval "$limit" && ulimit -t "$cpu_seconds" && timeout "$wall_seconds" "$BUILDOUT_PROGRAM" "$verb" "$@" "$file") >"$here/out" 2>"$here/err" </dev/null
    code=$?
    if [ "$code" -ne 1 ] || [ -s "$here/out" ] || ! grep -q -- "$pattern" "$here/err"; then
        printf 'FAILED: %s %s: code %d, wanted 1 and "%s"; it said:\n' "$verb" "$what" "$code" "$pattern"
        head -c 2000 "$here/err"
        failures=$((failures + 1))
    fi
}

repeat() { # repeat n text
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}

tiny() { # tiny file: a scenario that is well but for what is appended
    cat "$source/tests/support/tiny.cfg" - >"$1"
}

# --- texts that would hurt the parser ---

printf 'time: { start = "2022-01-01"; /* never closed\n};\n' >x.cfg
refuse "an unclosed comment" x.cfg '^x.cfg:1:31: error: syntax error: this comment is never closed$'

awk 'BEGIN { print "regions: {"; for (i = 0; i < 200000; i++) printf "k%d=1;\n", i; print "};" }' | head -c 1000000 >x.cfg
refuse "200,000 keys" x.cfg '^x.cfg:402:1: error: too many keys in one group; at most 400 are allowed$'
awk 'BEGIN { for (i = 0; i < 400; i++) { printf "g%d: {", i; for (k = 0; k < 100; k++) printf "k%d=1;", k; print "};" } }' >x.cfg
refuse "40,000 keys in groups" x.cfg '^x.cfg:317:[0-9]*: error: too many keys in one file; at most 32000 are allowed$'

awk 'BEGIN { printf "correlations = ("; for (i = 0; i < 400000; i++) printf "1,"; print "1);" }' >x.cfg
refuse "400,000 elements" x.cfg 'error: too many values in one file; at most 40000 are allowed$'

printf '@include "."\n' >x.cfg
refuse "an include of a folder" x.cfg '^x.cfg:1:1: error: syntax error: @include is not allowed'
printf 'a = 1;\n  @include "/etc/passwd"\n' >x.cfg
refuse "an include of another file" x.cfg '^x.cfg:2:3: error: syntax error: @include is not allowed'

{ printf 'scenario: { title = "'; repeat 50000 "$(repeat 1000 x)"; printf '"; };\n'; } >x.cfg
refuse "a text of 50 MB" x.cfg '^x.cfg: error: is larger than 1 MB$'
{ printf 'scenario: { title = "'; repeat 100 "$(repeat 1000 x)"; printf '"; };\n'; } >x.cfg
refuse "a text of 100 kB" x.cfg 'error: too many bytes in a text; at most 65536 are allowed$'
{ printf 'scenario: { title = '; repeat 90 "\"$(repeat 1000 x)\" "; printf '; };\n'; } >x.cfg
refuse "90 texts of 1 kB that make one" x.cfg 'error: too many bytes in a text; at most 65536 are allowed$'
{ repeat 100 "$(repeat 1000 x)"; printf ' = 1;\n'; } >x.cfg
refuse "a name of 100 kB" x.cfg '^x.cfg:1:1: error: too many letters in a name; at most 48 are allowed$'
{ printf 'a = '; repeat 100 "$(repeat 1000 1)"; printf ';\n'; } >x.cfg
refuse "a number of 100,000 digits" x.cfg '^x.cfg:1:5: error: too many digits in a number; at most 64 are allowed$'

printf 'scenario: { title = "a\000b"; };\n' >x.cfg
refuse "a zero byte" x.cfg '^x.cfg:1:23: error: a zero byte'
printf 'scenario: { title = "a\\x00b"; };\n' >x.cfg
refuse "an escaped zero byte" x.cfg '^x.cfg:1:23: error: syntax error: an unknown escape'
printf 'scenario: { title = "\033[2J"; };\n' >x.cfg
refuse "a control character" x.cfg '^x.cfg:1:22: error: a control character$'
printf 'scenario: { title = "a\377b"; };\n' >x.cfg
refuse "a byte that is not UTF-8" x.cfg '^x.cfg:1:23: error: a byte that is not UTF-8'

{ repeat 10000 'a: {'; repeat 10000 '};'; } >x.cfg
refuse "groups 10,000 deep" x.cfg 'error: too many groups and lists inside each other; at most 32 are allowed$'
{ printf 'a = '; repeat 10000 '('; repeat 10000 ')'; printf ';\n'; } >x.cfg
refuse "lists 10,000 deep" x.cfg 'error: too many groups and lists inside each other; at most 32 are allowed$'

# --- values that would be read silently wrong ---

tiny x.cfg <<'END'
demand: { index = 1.0; };
END
refuse "a group twice" x.cfg '^x.cfg:[0-9]*:1: error: "demand" stands twice in this group; first at line [0-9]*$'
printf 'a = 1e400;\n' >x.cfg
refuse "a number beyond all" x.cfg '^x.cfg:1:5: error: 1e400 is too large for a number$'
cp "$source/tests/support/tiny.cfg" tiny.cfg
cat >x.cfg <<'END'
scenario: { extends = "tiny.cfg"; };
companies: { Alpha: { cash = 9000000000; debt = 3000000000L; equity = 0xFFFFFFFFF; it_mw = 4294967297; }; };
END
refuse "integers beyond 32 bits" x.cfg \
    '^x.cfg:2:30: error: companies.Alpha.cash: write "9 B USD", not the bare integer 9000000000$'
refuse "an integer with L" x.cfg '^x.cfg:2:49: error: companies.Alpha.debt: write "3 B USD", not the bare integer 3000000000L$'
refuse "a hexadecimal integer" x.cfg ':2:71: error: companies.Alpha.equity: write .*, not the bare integer 0xFFFFFFFFF$'
refuse "an integer that would wrap to 1" x.cfg \
    ':2:92: error: companies.Alpha.it_mw: write 4294967297.0, not the bare integer 4294967297$'
refuse "an integer on the command line" tiny.cfg 'write "5 B USD", not the bare integer 5000000000$' \
    --set companies.Alpha.cash=5000000000

# --- files that are none, or not ours ---

if mkfifo fifo.cfg 2>/dev/null; then
    refuse "a FIFO" fifo.cfg '^fifo.cfg: error: is not a regular file$'
    printf 'scenario: { extends = "fifo.cfg"; };\n' >x.cfg
    refuse "a FIFO that is extended" x.cfg '^x.cfg:1:23: error: scenario.extends: "fifo.cfg" is not a regular file$'
fi
refuse "a folder" inside '^inside: error: is not a regular file$'
refuse "a device" /dev/zero '^/dev/zero: error: is not a regular file$'
refuse "no file" none.cfg '^none.cfg: error: cannot be opened: '
: >inside/empty.cfg
refuse "an empty file" inside/empty.cfg '^inside/empty.cfg:1:1: error: time: missing start, end$'

cp tiny.cfg outside/secret.cfg
ln -s ../outside/secret.cfg inside/link.cfg
for name in ../outside/secret.cfg "$here/outside/secret.cfg" link.cfg sub/../../outside/secret.cfg; do
    printf 'scenario: { extends = "%s"; };\n' "$name" >inside/x.cfg
    refuse "the way out by $name" inside/x.cfg '^inside/x.cfg:1:23: error: scenario.extends: .*--allow-outside'
    if ! "$BUILDOUT_PROGRAM" check --allow-outside inside/x.cfg; then
        echo "FAILED: --allow-outside does not read $name"
        failures=$((failures + 1))
    fi
done
mkdir inside.not
cp tiny.cfg inside.not/secret.cfg
ln -s ../inside.not/secret.cfg inside/beside.cfg
printf 'scenario: { extends = "beside.cfg"; };\n' >inside/x.cfg
refuse "a folder that is named alike" inside/x.cfg '^inside/x.cfg:1:23: error: scenario.extends: .*--allow-outside'
printf 'scenario: { extends = ""; };\n' >x.cfg
refuse "no name" x.cfg '^x.cfg:1:23: error: scenario.extends: "" is empty; it should name a file$'
printf '\357\273\277scenario: { extends = ".hidden/..tiny.cfg"; };\n' >x.cfg
mkdir .hidden
printf '\357\273\277' | cat - tiny.cfg >.hidden/..tiny.cfg
if ! "$BUILDOUT_PROGRAM" check x.cfg; then
    echo "FAILED: names with dots, and files that begin with a byte order mark"
    failures=$((failures + 1))
fi
printf 'scenario: { extends = "x.cfg"; };\n' >x.cfg
refuse "a file that extends itself" x.cfg 'error: scenario.extends: "x.cfg" extends itself'
printf 'scenario: { extends = "y.cfg"; };\n' >x.cfg
printf 'scenario: { extends = "x.cfg"; };\n' >y.cfg
refuse "two files that extend each other" x.cfg '^y.cfg:1:23: error: scenario.extends: "x.cfg" extends itself'
for i in $(seq 41); do printf 'scenario: { extends = "f%d.cfg"; };\n' $((i + 1)) >"f$i.cfg"; done
cp tiny.cfg f42.cfg
refuse "42 files" f1.cfg '^f40.cfg:1:23: error: scenario.extends: more than 40 files make up this scenario$'

# --- expressions that would not end ---

rule() { # rule when: a strategy with this condition
    printf 'scenario: { extends = "tiny.cfg"; };\nstrategies: { steady: { rules: { r: { order = 1; when = "%s"; set = { reserve_days = 90.0; }; }; }; }; };\n' "$1" >x.cfg
}
where='^x.cfg:2:57: error: strategies.steady.rules.r.when: '
rule '(function() while true do end end)()'
refuse "a loop" x.cfg "$where"
rule '(function(f) return f(f) end)(function(f) return f(f) end)'
refuse "an endless recursion" x.cfg "$where"
rule 'string.rep(\"x\", 1000000000) == 1'
refuse "a text repeated" x.cfg "$where"
rule "$(repeat 14 '(')year .. year$(repeat 14 ') .. (year')) == 1"
refuse "texts added up" x.cfg "$where"
rule "os.exit(0)"
refuse "a library" x.cfg "$where"
rule "$(repeat 5000 '(')1$(repeat 5000 ')') > 0"
refuse "5,000 brackets" x.cfg "$where"

# --- much of what is allowed ---

entries() { # entries table n body: a table of n rows with long keys
    awk -v table="$1" -v n="$2" -v body="$3" \
        'BEGIN { print table ": {"; for (i = 0; i < n; i++) printf "k%045d: { %s };\n", i, body; print "};" }'
}
loops() { # loops n: a strategy with n rules
    awk -v n="$1" 'BEGIN { print "a: { rules: {"; for (i = 0; i < n; i++)
        printf "r%d: { order = 1; when = \"(function() while true do end end)()\"; set = { reserve_days = \"1\"; }; };\n", i
        print "}; };" }'
}
awk 'BEGIN { print "strategies: {"; for (i = 0; i < 390; i++) printf "s%d: { extends = \"s%d\"; };\n", i, i + 1; print "};" }' >x.cfg
refuse "a long chain of strategies" x.cfg 'extends: more than 16 strategies extend each other$'
{ echo 'strategies: {'; loops 390; awk 'BEGIN { for (i = 0; i < 390; i++) printf "b%d: { extends = \"a\"; };\n", i }'; echo '};'; } >x.cfg
refuse "strategies that inherit too much" x.cfg 'error: the whole scenario has more than 40000 keys'
{ echo 'strategies: {'; loops 390; echo '};'; } >x.cfg
refuse "390 loops" x.cfg '^and [0-9]* more$'
files() { # files n tables: seven files of tables of n rows
    for i in 1 2 3 4 5 6 7; do
        for table in $2; do
            entries "$table" "$1" ''
        done >"t$i.cfg"
    done
}
printf 'scenario: { extends = [ "t1.cfg", "t2.cfg", "t3.cfg", "t4.cfg", "t5.cfg", "t6.cfg", "t7.cfg" ]; };\n' >x.cfg
files 399 'currencies regions equipment strategies companies checks t1 t2 t3 t4 t5 t6'
refuse "4,788 empty entries" t1.cfg '^and [0-9]* more$'
refuse "84 groups of 399 keys in seven files" x.cfg '^t4.cfg:1:1: error: the files have too many large groups together; '
files 150 "$(seq -f 't%.0f' 32)"
refuse "33,000 keys in seven files" x.cfg '^t7.cfg:1:1: error: the files have more than 32000 keys together$'
{ entries regions 399 ''; entries companies 399 'region_share: { }; strategy = "kxxxxxxxxxxxxxxxxxxxxxxxxxxx";'; } >x.cfg
refuse "many regions times many companies" x.cfg '^and [0-9]* more$'

[ "$failures" -eq 0 ] || exit 1
