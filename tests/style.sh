#!/bin/sh
# Fails on functions over 60 lines, files over 500, and unfinished words.
#
#   sh style.sh ROOT
#
# The sources are clang-formatted, so a function is what stands between a line
# that is only "{" and the next that is only "}".
set -eu
cd "$1"
found=$(mktemp)
trap 'rm -f "$found"' EXIT

find src include -name '*.[ch]' -exec awk '
FNR == 1                 { begun = 0 }
/^\{$/                   { begun = FNR }
/^\}$/ && begun          { if (FNR - begun > 60) print FILENAME ":" begun ": function of " FNR - begun " lines (60 at most)"
                           begun = 0 }
FNR == 501               { print FILENAME ": over 500 lines; look for the seam" }
' {} + >"$found"
grep -rnwE 'TODO|FIXME|XXX' src include scripts >>"$found" || :

sort "$found"
[ ! -s "$found" ]
