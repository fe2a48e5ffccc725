#!/bin/sh
# What the program says of itself, and the exit codes of a command line that makes no sense.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

buildout() {
    "$BUILDOUT_PROGRAM" "$@"
}

verbs=$(buildout help | sed -n 's/^  \([a-z]*\) .*/\1/p')
expect "help is among the verbs" "$(echo "$verbs" | grep -cx help)" 1

# Every verb that is listed can be asked for, is in the manual page and in the completion.
buildout help --man >"$here/buildout.1"
for verb in $verbs; do
    expect "$verb --help" "$(buildout "$verb" --help | sed -n '1s/ *\(\[\|[A-Z]\).*//p')" "usage: buildout $verb"
    expect "help $verb" "$(buildout help "$verb")" "$(buildout "$verb" --help)"
    expect "$verb in the manual" "$(grep -cx "\.SS $verb" "$here/buildout.1")" 1
done
sed -n '/^\.SH EXAMPLES/,/^\.SH EXIT/s/^\\fB\(buildout .*\)\\fR$/\1/p' "$here/buildout.1" | sed "s/\\\\-/-/g" >"$here/examples"
expect "examples in the manual" "$(wc -l <"$here/examples" | tr -d ' ')" 6
while read -r _ verb words; do
    for option in $(printf '%s\n' "$words" | grep -o -e '--[a-z]*'); do
        buildout "$verb" --help | grep -q -e "$option[ =]" || expect "$option of the example of $verb" "unknown" "in its help"
    done
done <"$here/examples"
if command -v man >/dev/null 2>&1 && command -v groff >/dev/null 2>&1; then
    expect "groff has nothing to say" "$(groff -man -Tascii -ww -z "$here/buildout.1" 2>&1)" ""
fi

if command -v bash >/dev/null 2>&1; then
    buildout help --completion bash >"$here/complete"
    cat >"$here/try" <<'END'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_buildout
echo "${COMPREPLY[*]-}"
END
    expect "completes verbs" "$(bash "$here/try" "$here/complete" buildout versi)" "version"
    expect "completes options" "$(bash "$here/try" "$here/complete" buildout help --comp)" "--completion"
    expect "completes words" "$(bash "$here/try" "$here/complete" buildout help --completion '')" "bash zsh fish"
    expect "completes the operand of help" "$(bash "$here/try" "$here/complete" buildout help versi)" "version"
    expect "knows whose options" "$(bash "$here/try" "$here/complete" buildout version --comp)" ""
fi

if command -v mandoc >/dev/null 2>&1; then
    expect "mandoc has nothing to say" "$(mandoc -Tlint "$here/buildout.1" 2>&1)" ""
fi

buildout help --completion zsh >"$here/_buildout"
buildout help --completion fish >"$here/buildout.fish"
for verb in $verbs; do
    expect "zsh knows $verb" "$(grep -c "^    $verb) _arguments" "$here/_buildout")" 1
    expect "fish knows $verb" "$(grep -c "use_subcommand -a $verb " "$here/buildout.fish")" 1
done
if command -v zsh >/dev/null 2>&1; then
    expect "zsh reads its completion" "$(zsh -n "$here/_buildout" 2>&1)" ""
fi
if command -v fish >/dev/null 2>&1; then
    expect "fish reads its completion" "$(fish --no-execute "$here/buildout.fish" 2>&1)" ""
    expect "fish completes" "$(HOME=$here fish --no-config -c "source $here/buildout.fish; complete -C 'buildout versi'" |
        cut -f 1)" version
fi

expect "version" "$(buildout --version)" "$(buildout version)"
expect "a mistyped verb" "$(buildout hlep 2>&1; echo $?)" 'buildout: error: there is no verb "hlep"; did you mean help?
2'
expect "help on a mistyped verb" "$(buildout help versoin 2>&1; echo $?)" \
    'buildout: error: there is no verb "versoin"; did you mean version?
2'
expect "what only the script does" "$(buildout lint 2>&1; echo $?)" \
    'buildout: error: lint is done by the script buildout at the top of the source tree
2'
if [ -e /dev/full ]; then
    expect "a full disk" "$(buildout help 2>&1 >/dev/full; echo $?)" \
        'buildout: error: standard output could not be written
4'
fi
expect "no default of 0 beside the one that is told" "$(for verb in $verbs; do buildout "$verb" --help; done | grep -c ') (0)$')" 0
expect "without standard streams" "$(buildout version <&- >&- 2>&-; echo $?)" 0
expect "errors do not go to stdout" "$(buildout hlep 2>/dev/null)" ""

[ "$failures" -eq 0 ]
