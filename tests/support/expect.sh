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

# preloaded LIBRARY: what LD_PRELOAD is to be; a sanitizer wants to come first.
preloaded() {
    first=''
    [ -z "${BUILDOUT_SANITIZE:-}" ] || first=$(ldd "$BUILDOUT_PROGRAM" | sed -n 's/.*=> \([^ ]*libasan[^ ]*\).*/\1/p')
    echo "$first${first:+:}$1"
}

# slowly COMMAND &: with runs that take their time (support/slow.c), so that it can be stopped under way. Its log is to be
# empty or not there before: the shell may open it later than stop_under_way.
slowly() {
    exec env LD_PRELOAD="$(preloaded "${BUILDOUT_SLOW_LIBRARY:-}")" "$@"
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

has_netcdf() { # has_netcdf FOLDER: the program was built with it; the folder has results
    ! "$BUILDOUT_PROGRAM" export "$1" --to netcdf 2>&1 | grep -q 'built without netCDF'
}
