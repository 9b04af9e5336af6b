#!/bin/sh
# The runners of transcripts and golden folders themselves: what they accept,
# what they refuse, what they bless.
set -eu
here=$(realpath "$(dirname "$0")")
runner=$here/transcript.sh
unset BLESS
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# complain TEXT: remembers in a file, for much here runs in subshells of pipes.
complain() {
    echo "$1"
    cat out
    echo failed >>"$work/failed"
}

# expect CODE: the Markdown on stdin must end the runner with CODE.
expect() {
    cat >case.md
    code=0
    sh "$runner" case.md >out 2>&1 || code=$?
    [ "$code" = "$1" ] || complain "expected exit $1, got $code: $(cat case.md)"
}

block() {
    printf '```console\n'
    printf '%s\n' "$@"
    printf '```\n'
}

block '$ echo a; echo b' a b '$ exit 3' '[exit 3]' | expect 0
block '$ echo a; echo b' a | expect 1
block '$ echo a' a b | expect 1
block '$ true' '$ echo x' | expect 1
block '$ false' | expect 1
block '$ echo a >&2' a | expect 0
block '$ printf "a\r\n"' a | expect 0
block '$ seq 9' 1 ... 9 | expect 0
block '$ seq 9' ... 5 ... 9 | expect 0
block '$ seq 9' ... 5 | expect 1
block '$ seq 9' ... x ... | expect 1
block '$ echo 1' ... 1 ... | expect 0
block '$ cat <<E' '> a b' '> E' 'a b' | expect 0
block '$ echo kept > f' '$ cat f; ls' kept f | expect 0
block '$ read x; echo "<$x>"' '<>' | expect 0
block '$ printf "%05000d" 7 | wc -c' 5000 | expect 0
long=$(printf '%09000d' 7)
block '$ printf "%09000d\n" 7' "$long" | expect 0
block '$ printf "a\n\nb\n"' a '' b | expect 0
printf 'text\n\n```\n$ false\n```\n' | expect 0
printf '```console\n$ echo å\nå\n```\ntail without newline at the end\n' | expect 0

block '$ seq 3' 1 ... '$ echo new' old >case.md
BLESS=1 sh "$runner" case.md
block '$ seq 3' 1 ... '$ echo new' new | diff -u - case.md >out || complain 'blessed wrongly'

mkdir golden
printf '%s\n' 'printf "a %s\r\n" "$1"' >golden/run
golden() {
    sh "$here/golden.sh" golden >out 2>&1
}
! golden || complain "a golden folder without expected files passed"
printf 'a csv\r\n' >golden/expected.csv
golden || complain "a golden folder that is right failed"
printf 'a csv\n' >golden/expected.csv
! golden || complain "line ends were not compared"
BLESS=1 golden
golden || complain "a blessed golden folder failed"
echo 'exit 3' >>golden/run
! golden || complain "a failed run passed"

[ ! -e failed ]
