#!/bin/sh
# Does scripts/bench still work, and print all that it should?  With few answers, and no clock.
#
#   KODEBOK=PROGRAM PROGRAMS=FOLDER sh smoke.sh
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export BENCH_FOLDER="$work"

complain() {
    echo "$1"
    cat "$work/said" "$work/document.md" "$work/log" 2>/dev/null || :
    exit 1
}

# count NUMBER PATTERN FILE: so many lines match.
count() {
    [ "$(grep -cE -- "$2" "$3")" = "$1" ] || complain "not $1 lines '$2' in $3"
}

for wrong in '--answers' '--answers x' '--answers 7' '--rounds 0' '--out' 'tusen'; do
    code=0
    # shellcheck disable=SC2086 # a word or two
    sh "$here/run.sh" $wrong 2>"$work/log" || code=$?
    [ $code = 2 ] || complain "'$wrong' ended with $code"
done

sh "$here/run.sh" --answers 1000 --rounds 1 --out "$work/document.md" >"$work/said" 2>"$work/log" || complain "it failed"
count 10 '\| +(at least|at most) [0-9.]+ x \| +(yes|NO|skipped: not installed) \|$' "$work/said"
count 2 '\| +wc -w \| +[0-9.]+ \| +[0-9.]+ x \|' "$work/said"
count 1 'PCRE2-JIT loop \| +[0-9.]+ \| +[0-9.]+ x \|' "$work/said"
count 1 '^Most memory at once, .* [0-9]+ MB; wanted' "$work/said"
count 4 '^## ' "$work/document.md"
count 6 '\| +1,000 \| +[1-9][0-9,]* \| +yes \|$' "$work/document.md"
count 10 '^\|[^|]*(\| +[0-9.]+ ){7,10}\|$' "$work/document.md"
count 6 '^\| [^|]*(\| +[0-9]+ ){4}\|$' "$work/document.md"
count 6 '^(Not measured: perf .*|[a-z].* [0-9]+ %\.)$' "$work/document.md"
count 1 '^The project of .run. is ' "$work/document.md"
for title in "$(cd "$here/../.." && pwd)" "$work" '?? (' '|-|-|-|'; do
    ! grep -F -- "$title" "$work/document.md" >/dev/null || complain "'$title' stands in the document"
done
[ "$(find "$work" -name 'bench.*')" = "" ] || complain "a folder was left behind"

# The data is the same each time.
mkdir "$work/a" "$work/b"
"$PROGRAMS/bench_answers" 200 "$work/a" >/dev/null
"$PROGRAMS/bench_answers" 200 "$work/b" >/dev/null
diff -r "$work/a" "$work/b" >/dev/null || complain "the same answers were not made twice"

# What a process cost, and how it ended.
"$PROGRAMS/bench_measure" -m -o "$work/out" sh -c 'echo hei; exit 3' >"$work/said"
count 1 '^cpu [0-9.]+ wall [0-9.]+ peak [1-9][0-9]* anonymous [0-9]+ exit 3$' "$work/said"
count 1 '^hei$' "$work/out"

# Yardsticks agree about what there is to find.
printf 'K000\t\\bråd\\w*\nK001\t(?<!ikke )\\bplan\nK002\tx*\n' >"$work/rules"
printf 'Et råd om RÅDGIVNING.\nIkke plan, men plan.\n' >"$work/text"
"$PROGRAMS/bench_pcre2" "$work/rules" "$work/text" 2 >"$work/out"
count 1 '^answers 2 matches 3 seconds ' "$work/out"
if command -v python3 >/dev/null; then
    python3 "$here/re_loop.py" "$work/rules" "$work/text" 2 >"$work/out"
    count 1 '^answers 2 matches 3 seconds ' "$work/out"
fi
"$PROGRAMS/bench_literals" "$work/rules" | sort >"$work/out"
[ "$(cat "$work/out")" = "$(printf 'plan\nråd')" ] || complain "$(cat "$work/out")"
