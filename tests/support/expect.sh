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

stop_under_way() { # stop_under_way pid log [signal]: once ten runs are told in the log of --progress json; its status is the program's
    tries=0
    while ! grep -q '"done":[1-9][0-9]' "$2" && [ $tries -lt 3000 ]; do
        tries=$((tries + 1))
        sleep 0.02
    done
    kill -"${3:-TERM}" "$1"
    wait "$1"
}
