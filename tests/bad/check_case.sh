#!/bin/sh
# check_case.sh NAME: "buildout check --allow-outside NAME.cfg" must say NAME.stderr, nothing else, and end with code 1.
# check_case.sh --renew NAME: writes what it says now, for a person to read before it is committed.
set -u
renew=false
if [ "${1:-}" = --renew ]; then
    renew=true
    shift
fi
name=$1
cd -- "$(dirname -- "$0")" || exit 1
program=${BUILDOUT_PROGRAM:-../../buildout}
said=$(mktemp) || exit 1
trap 'rm -f "$said"' EXIT

out=$("$program" check --allow-outside "$name.cfg" 2>"$said")
code=$?
if [ "$code" -ne 1 ] || [ -n "$out" ]; then
    printf 'check %s.cfg ended with code %d, not 1, and printed "%s"\n' "$name" "$code" "$out"
    cat "$said"
    exit 1
fi
if $renew; then
    cp "$said" "$name.stderr"
else
    diff -u "$name.stderr" "$said"
fi
