#!/bin/sh
# Names for what memory_sites.c wrote:   sh memory_sites.sh PROGRAM <RAW
#
# Prints `BYTES OWNER`, most first.  The owner is the innermost function outside src/base, which holds
# the containers, and its caller; or a library and who called it.
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/raw"
tr ' ' '\n' <"$work/raw" | sed -n '/^0x/p' | sort -u >"$work/addresses"
addr2line -f -e "$program" <"$work/addresses" | awk -v list="$work/addresses" '
NR % 2 == 1 { name = $0; sub(/\.(isra|part|constprop|cold).*/, "", name) }
NR % 2 == 0 {
    getline address < list
    base = $0 ~ /\/src\/base\//
    file = $0
    sub(/:[0-9?]*( .*)?$/, "", file)
    sub(/.*\/src\//, "", file)
    print address, base ? "-" : name, file
}' >"$work/names"
awk '
FILENAME ~ /names$/ { name[$1] = $2; file[$1] = $3; next }
$1 == "small"       { print $2, "blocks under 4 KiB"; next }
{
    owner = ""; calls = 0
    for (i = 3; i <= NF && calls < 2; i++)
        if (name[$i] != "-" && name[$i] != "main")
            owner = owner (calls++ ? " < " : "") name[$i] (calls == 1 ? " (" file[$i] ")" : "")
    if ($2 != "-" && $2 != "") owner = $2 ", for " owner
    sum[owner] += $1
}
END { for (owner in sum) print sum[owner], owner }' "$work/names" "$work/raw" | sort -rn
