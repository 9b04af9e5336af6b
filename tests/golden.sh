#!/bin/sh
# Compares what a command prints in each format with the files of a golden folder.
#
#   sh golden.sh FOLDER            compare; exit 1 and show the differences
#   BLESS=1 sh golden.sh FOLDER    accept what is printed now
#
# FOLDER/run is a shell script that prints one format, which it gets as its
# argument; it starts in an empty folder and finds the sources in $KB_SOURCE.
# FOLDER/expected.FORMAT is what it should print, byte for byte.
set -eu
folder=$(realpath "$1")
export LC_ALL=C NO_COLOR=1
unset COLUMNS LINES
failed=0
ran=0
for expected in "$folder"/expected.*; do
    work=$(mktemp -d)
    format=${expected##*.}
    (cd "$work" && sh -eu "$folder/run" "$format" >"$work.got" 2>"$work.said" </dev/null) ||
        { echo "run $format: exit $?"; cat "$work.said"; failed=1; }
    if [ "${BLESS:-}" = 1 ]; then
        cmp -s "$work.got" "$expected" || cat "$work.got" >"$expected"
    else
        diff -u "$expected" "$work.got" || failed=1
    fi
    rm -rf "$work" "$work.got" "$work.said"
    ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || { echo "no $folder/expected.FORMAT"; exit 1; }
exit "$failed"
