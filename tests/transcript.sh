#!/bin/sh
# Runs the console blocks of a Markdown file and compares what they print.
#
#   sh transcript.sh FILE.md [NAME...]            compare; exit 1 and show a diff if it differs
#   BLESS=1 sh transcript.sh FILE.md [NAME...]    accept what is printed now
#
# A block starts with ```console.  Lines that begin with "$ " are run, in one
# empty folder per file; lines that begin with "> " right after them belong to
# the command; everything else is what it should print.  stderr is printed with
# stdout, line ends are plain, and an exit code other than 0 is printed as
# "[exit 2]".  An expected line "..." stands for any lines.
#
# The commands find the sources in $KB_SOURCE; each NAME is copied from there
# into the folder first, without what a run of the program has left in it.
set -eu
file=$(realpath "$1")
shift
export LC_ALL=C NO_COLOR=1
export KB_SOURCE="${KB_SOURCE:-$(realpath "$(dirname "$0")/..")}"
unset COLUMNS LINES
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/here"
for name in "$@"; do
    tar -C "$KB_SOURCE" --exclude='*.kodebok*' --exclude=out -cf - "$name" | tar -C "$work/here" -xf -
done

(cd "$work/here" && awk '
# Do the lines got[g..] fit what is expected from want[w] on?
function fits(w, g,   k) {
    for (; w <= wants && want[w] != "..."; w++ && g++)
        if (g > gots || want[w] != got[g]) return 0
    if (w > wants) return g > gots
    for (k = g; k <= gots + 1; k++)
        if (fits(w + 1, k)) return 1
    return 0
}
function run(   full, line, i) {
    if (cmd == "") return
    full = "( " cmd "\n) 2>&1; code=$?; [ $code = 0 ] || echo \"[exit $code]\""
    for (gots = 0; (full | getline line) > 0;) { sub(/\r$/, "", line); got[++gots] = line }
    close(full)
    if (fits(1, 1)) for (i = 1; i <= wants; i++) print want[i]
    else            for (i = 1; i <= gots; i++) print got[i]
    cmd = ""; wants = 0
}
/^```console$/              { inside = 1 }
/^```$/                     { run(); inside = 0 }
inside && /^\$ /            { run(); cmd = substr($0, 3); print; next }
inside && /^> / && !wants && cmd { cmd = cmd "\n" substr($0, 3); print; next }
inside && cmd != ""         { want[++wants] = $0; next }
                            { print }
' "$file" </dev/null) >"$work/got.md"

if [ "${BLESS:-}" = 1 ]; then
    cmp -s "$work/got.md" "$file" || cat "$work/got.md" >"$file"
else
    diff -u "$file" "$work/got.md"
fi
