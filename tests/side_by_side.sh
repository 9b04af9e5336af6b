#!/bin/sh
# Tables that show rules as "| phrase | regex |" must show rules that are tested.
#
#   sh side_by_side.sh FILE.md...     exit 1 when a pattern stands in no block of its file
#
# Each `pattern` in those two columns must occur, character by character, inside a fenced
# block of the same file; other tests run the blocks.  A file without such a table fails.
set -eu
for file in "$@"; do
    awk '
# The cells of a row of a table; \| is no border.
function cells(row) {
    gsub(/\\[|]/, "\001", row)
    return split(row, cell, "|")
}
/^```/                                { fenced = !fenced; next }
fenced                                { shown = shown "\n" $0; next }
/^[|].*[|] phrase [|] regex [|]/ || /^[|] phrase [|] regex [|]/ {
    count = cells($0)
    for (first = 1; cell[first] != " phrase "; first++) ;
    table = 1
    next
}
table && /^[|]-/                      { next }
!/^[|]/                               { table = 0 }
table {
    cells($0)
    for (i = first; i <= first + 1; i++) {
        spans = split(cell[i], span, "`")
        for (k = 2; k <= spans; k += 2) {
            gsub("\001", "|", span[k])
            pattern[++patterns] = span[k]
            line[patterns] = FNR
        }
    }
}
END {
    for (i = 1; i <= patterns; i++)
        if (!index(shown, pattern[i])) {
            print FILENAME ":" line[i] ": no block of the file has the pattern " pattern[i]
            failed = 1
        }
    if (patterns < 2) {
        print FILENAME ": no table of phrases and regexes"
        failed = 1
    }
    exit failed
}' "$file"
done
