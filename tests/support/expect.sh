# What the scripts of tests/cli compare with; they source it and end with [ "$failures" -eq 0 ].
failures=0

expect() { # expect what actual wanted
    [ "$2" = "$3" ] && return
    printf 'FAILED: %s\n--- got ---\n%s\n--- wanted ---\n%s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

expect_in() { # expect_in what text wanted
    case $2 in
    *"$3"*) ;;
    *) expect "$1" "$2" "...$3..." ;;
    esac
}
