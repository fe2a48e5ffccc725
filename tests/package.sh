#!/bin/sh
# package.sh FOLDER - builds the Debian packages in FOLDER, and asks lintian, and the program in them, whether they are well.
set -u
folder=$1
. "$BUILDOUT_SOURCE/tests/support/expect.sh"

cmake -G Ninja -S "$BUILDOUT_SOURCE" -B "$folder" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_INSTALL_PREFIX=/usr >/dev/null &&
    ninja --quiet -C "$folder" buildout bo_api documents compressed || exit 1
rm -rf "$folder"/*.deb "$folder/root"
(umask 022 && cd "$folder" && cpack -G DEB) >"$folder/cpack.log" 2>&1 || {
    cat "$folder/cpack.log"
    exit 1
}
expect "lintian has nothing to say" "$(lintian --allow-root "$folder"/*.deb 2>&1)" ""
for package in "$folder"/*.deb; do
    dpkg-deb -x "$package" "$folder/root" || exit 1
done
cat >"$folder/mine.cfg" <<'END'
scenario: { extends = "baseline.cfg"; title = "A year of the baseline"; };
time: { end = "2023-01-01"; };
END
expect "the program in it runs" \
    "$("$folder/root/usr/bin/buildout" run "$folder/mine.cfg" --quiet -o "$folder/results" --force 2>&1; echo $?)" 0

[ "$failures" -eq 0 ]
