#!/bin/sh
# Runs `kodebok check` on every whole codebook that a Markdown file shows.
#
#   sh doc_blocks.sh FILE.md      exit 1 when a block has a problem or a test of it fails
#
# A whole codebook is a block that starts with ```yaml and whose first line is
# `codebook: 1`.  Each is checked in a file of its own; what is wrong is told with the
# line of the block in the Markdown file.  A file without such a block fails: then the
# marks have changed, and nothing would be tested.  kodebok is found in the PATH.
set -eu
file=$1
export LC_ALL=C NO_COLOR=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Writes each block to $work/NUMBER.yaml, where NUMBER is 100000 and the line of its first
# line, so that they are checked in the order of the file.
awk -v work="$work" '
/^```yaml$/      { first = FNR + 1; next }
/^```$/          { if (out != "") close(out); out = ""; first = 0; next }
first && FNR == first && /^codebook: 1$/ { out = sprintf("%s/%d.yaml", work, 100000 + FNR) }
out != ""        { print > out }
' "$file"

failed=0
blocks=0
for block in "$work"/*.yaml; do
    [ -e "$block" ] || break
    blocks=$((blocks + 1))
    line=$(($(basename "$block" .yaml) - 100000))
    if ! kodebok check "$block" >"$work/said" 2>&1; then
        echo "$file:$line: this codebook does not pass its check"
        sed "s|$work/[0-9]*[.]yaml|  block|" "$work/said"
        failed=1
    fi
done
if [ "$blocks" = 0 ]; then
    echo "$file: no codebook to check"
    exit 1
fi
exit "$failed"
