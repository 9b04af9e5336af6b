#!/bin/sh
# The measurements of scripts/bench.
#
#   KODEBOK=PROGRAM PROGRAMS=FOLDER sh run.sh [--answers N] [--rounds N] [--out FILE]
#
# KODEBOK is the program, PROGRAMS where the bench_* programs lie.  Kodebok and the yardsticks take
# turns in each round; of the rounds the least time counts, and the most memory.  Every single figure goes to
# a list, `NAME METRIC VALUE`, of which document.sh makes tables and the document.
set -eu
export LC_ALL=C.UTF-8 NO_COLOR=1
here=$(cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
answers=1000000
rounds=5
out=$root/docs/performance.md

while [ $# -gt 0 ]; do
    case $1 in
    --answers) answers=${2:-} ;;
    --rounds) rounds=${2:-} ;;
    --out) case ${2:-} in /* | '') out=${2:-} ;; *) out=${CALLER:-$(pwd)}/$2 ;; esac ;;
    *)
        echo "usage: scripts/bench [--answers N] [--rounds N] [--out FILE]" >&2
        exit 2
        ;;
    esac
    shift $(($# > 1 ? 2 : 1))
done
case $answers$rounds in *[!0-9]* | '') answers=0 ;; esac
if [ "$answers" -lt 100 ] || [ "${rounds:-0}" -lt 1 ] || [ -z "$out" ]; then
    echo "bench: --answers is a number from 100, --rounds from 1, --out a file" >&2
    exit 2
fi

mkdir -p "$root/build"
work=$(mktemp -d "${BENCH_FOLDER:-$root/build}/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
figures=$work/figures
cd "$work"

say() {
    echo "bench: $*" >&2
}

have() {
    command -v "$1" >/dev/null
}

# One sample of the answers for what would take hours, another for the engine that tries all.
smaller() {
    [ "$1" -lt "$2" ] && echo "$1" || echo "$2"
}
script_answers=$(smaller "$answers" 5000)
loop_answers=$(smaller "$answers" 50000)
checked_answers=$(smaller "$answers" 20000)
tenth=$((answers / 10))

note() {
    echo "$1 $2 $3" >>"$figures"
}

# measured NAME [-m] COMMAND...: what it cost, and where kodebok says its time went.
measured() {
    name=$1
    shift
    "$PROGRAMS/bench_measure" -o said -e complained "$@" >cost
    read -r _ cpu _ wall _ peak _ anonymous _ code <cost
    if [ "$code" -gt 1 ]; then
        cat complained >&2
        say "exit $code: $*"
        exit 4
    fi
    note "$name" cpu "$cpu"
    note "$name" wall "$wall"
    note "$name" peak "$peak"
    [ "$anonymous" = 0 ] || note "$name" anonymous "$anonymous"
    sed -n "s/^timing \([a-z]*\) \([0-9.]*\)$/$name \1 \2/p" complained >>"$figures"
}

# A loop says its own time, for the answers that it read.
measured_loop() {
    measured "$@"
    awk -v name="$1" -v answers="$answers" '{
        print name, "read", $2
        print name, "matches", $4
        print name, "scaled", $6 * answers / $2
    }' said >>"$figures"
}

copy() {
    rm -f "$2" "$2"-*
    cp "$1" "$2"
}

# coded NAME BOOK JOBS [-m]: on a copy of the imported project.
coded() {
    copy stored.kodebok p.kodebok
    measured "$1" ${4:+"$4"} "$KODEBOK" code p.kodebok --codebook "$2" --jobs "$3" --timings --quiet
}

# edit BOOK NEW: one rule is another than before: a word that ends where the stem ends is no match now.
edit() {
    awk '!done && sub(/\\w\*'\''$/, "\\w+'\''") { done = 1 } { print }' "$1.yaml" >"$2.yaml"
    if cmp -s "$1.yaml" "$2.yaml"; then
        say "no rule to edit"
        exit 4
    fi
}

prepare() {
    say "making $answers answers"
    "$PROGRAMS/bench_answers" "$answers" . | while read -r name count bytes; do
        note "$name" count "$count"
        note "$name" bytes "$bytes"
    done
    for set in rules50 rules200 rules1000 rulesdense; do
        awk -v pattern=regex -f "$here/book_of.awk" $set.txt >$set.yaml
    done
    awk -v pattern=phrase -f "$here/book_of.awk" words200.txt >words200.yaml
    edit rules200 edited
    edit edited again
    cp "$root/codebooks/samhandling.yaml" samhandling.yaml
    "$PROGRAMS/bench_literals" rules200.txt | sort -u >literals
    note literals count "$(wc -l <literals)"
    head -n $((checked_answers + 1)) answers.csv >checked.csv
    head -n $((tenth + 1)) answers.csv >tenth.csv
}

segments_of() {
    "$KODEBOK" runs "$1" --format json | grep -o '"segments":"*[0-9]*' | grep -o '[0-9]*$'
}

# The fast engine has to do the whole job.
compare_engines() {
    say "comparing the engines on $checked_answers answers"
    note checked count "$checked_answers"
    rm -f small.kodebok
    "$KODEBOK" import small.kodebok checked.csv --answers svar=forslag --quiet 2>complained
    for set in rules50 rules200 rules1000 rulesdense words200 samhandling; do
        for engine in fast reference; do
            copy small.kodebok p.kodebok
            "$KODEBOK" code p.kodebok --codebook $set.yaml --engine $engine --quiet 2>complained || [ $? = 1 ]
            "$KODEBOK" runs p.kodebok --format json | grep -o '"segments_sha256":"[0-9a-f]*"' >$engine.hash
        done
        note $set segments "$(segments_of p.kodebok)"
        if cmp -s fast.hash reference.hash; then note $set same 1; else note $set same 0; fi
    done
}

yardsticks() {
    measured wc wc -w answers.txt
    measured wc_short wc -w short.csv
    measured_loop pcre2 "$PROGRAMS/bench_pcre2" rules200.txt answers.txt "$loop_answers"
    if have python3; then
        measured_loop python python3 "$here/re_loop.py" rules200.txt answers.txt "$script_answers"
    fi
    if have rg; then
        measured rg rg -c -i -F -f literals answers.txt
    fi
    if have sqlite3; then
        rm -f imported.db
        measured sqlite3 sqlite3 imported.db '.mode csv' '.separator ; "\r\n"' '.import answers.csv svar'
    fi
}

round() {
    yardsticks
    rm -f stored.kodebok
    measured import "$KODEBOK" import stored.kodebok answers.csv --answers svar=forslag --quiet
    for set in rules50 rules1000 rulesdense words200; do
        coded $set $set.yaml 1
    done
    coded samhandling samhandling.yaml 1
    coded samhandling2 samhandling.yaml 2
    coded rules200two rules200.yaml 2
    coded rules200 rules200.yaml 1
    measured edited "$KODEBOK" code p.kodebok --codebook edited.yaml --jobs 1 --timings --quiet
    measured again "$KODEBOK" code p.kodebok --codebook again.yaml --jobs 1 --timings --quiet
    rm -f p.kodebok
    measured run "$KODEBOK" run answers.csv --answers svar=forslag --codebook rules200.yaml --project p.kodebok \
        --jobs 1 --timings --quiet
    note run project "$(wc -c <p.kodebok)"
    note run segments "$(segments_of p.kodebok)"
    measured short "$KODEBOK" run short.csv --codebook words200.yaml --jobs 1 --timings --quiet
}

# Memory is looked at apart, for looking costs time.
memory() {
    say "memory"
    rm -f stored.kodebok
    measured memory_import -m "$KODEBOK" import stored.kodebok answers.csv --answers svar=forslag --quiet
    coded memory_code rules200.yaml 1 -m
    measured memory_edited -m "$KODEBOK" code p.kodebok --codebook edited.yaml --jobs 1 --quiet
    coded memory_book samhandling.yaml 1 -m
    coded memory_code2 rules200.yaml 2 -m
    rm -f p.kodebok
    measured memory_run -m "$KODEBOK" run answers.csv --answers svar=forslag --codebook rules200.yaml \
        --project p.kodebok --quiet
    rm -f stored.kodebok
    measured tenth_import -m "$KODEBOK" import stored.kodebok tenth.csv --answers svar=forslag --quiet
    coded tenth_code rules200.yaml 1 -m
    measured tenth_edited -m "$KODEBOK" code p.kodebok --codebook edited.yaml --jobs 1 --quiet
    coded tenth_book samhandling.yaml 1 -m
    coded tenth_code2 rules200.yaml 2 -m
    rm -f p.kodebok
    measured tenth_run -m "$KODEBOK" run tenth.csv --answers svar=forslag --codebook rules200.yaml \
        --project p.kodebok --quiet
}

# sites NAME COMMAND...: whose blocks were alive when most memory was had.
sites() {
    name=$1
    shift
    BENCH_MEMORY=$work/$name.raw LD_PRELOAD=$PROGRAMS/libbench_memory.so "$@" >said 2>complained || [ $? = 1 ]
    sh "$here/memory_sites.sh" "$KODEBOK" <"$name.raw" >"$name.sites"
}

buffers() {
    have addr2line || return 0
    say "whose memory it is"
    for size in tenth answers; do
        rm -f stored.kodebok
        sites $size.import "$KODEBOK" import stored.kodebok $size.csv --answers svar=forslag --quiet
        for set in rules200 samhandling; do
            copy stored.kodebok p.kodebok
            sites $size.$set "$KODEBOK" code p.kodebok --codebook $set.yaml --jobs 1 --quiet
        done
    done
}

# profile NAME RATE COMMAND...: the functions that took time, as `SHARE LIBRARY FUNCTION`, from RATE looks a second.
profile() {
    name=$1
    rate=$2
    shift 2
    perf record -q -F "$rate" -o "$name.perf" "$@" >said 2>complained || [ $? = 1 ] || return 0
    perf report -i "$name.perf" --stdio --no-children -F overhead,dso,symbol -g none 2>/dev/null |
        sed -n 's/^ *\([0-9.]*\)% *\([^ ]*\) *\[[.k]\] *\([^ ]*\).*/\1 \2 \3/p' >"$name.profile"
}

profiles() {
    have perf || return 0
    say "profiles"
    rm -f stored.kodebok
    profile import 999 "$KODEBOK" import stored.kodebok answers.csv --answers svar=forslag --quiet
    for set in samhandling rules200; do
        copy stored.kodebok p.kodebok
        profile $set 999 "$KODEBOK" code p.kodebok --codebook $set.yaml --jobs 1 --quiet
    done
    "$KODEBOK" code p.kodebok --codebook edited.yaml --jobs 1 --quiet 2>complained
    profile again 9999 "$KODEBOK" code p.kodebok --codebook again.yaml --jobs 1 --quiet
    rm -f p.kodebok
    profile run 999 "$KODEBOK" run answers.csv --answers svar=forslag --codebook rules200.yaml --project p.kodebok \
        --jobs 1 --quiet
    profile short 9999 "$KODEBOK" run short.csv --codebook words200.yaml --jobs 1 --quiet
}

prepare
compare_engines
for round in $(seq "$rounds"); do
    say "round $round of $rounds"
    round
done
memory
buffers
profiles
note rounds count "$rounds"
sh "$here/document.sh" "$work" "$root" >"$work/document.md"
mkdir -p "$(dirname -- "$out")"
cp "$work/document.md" "$out"
sed -n '/^## Goals/,/^## How/p' "$work/document.md" | sed '$d'
say "the whole of it: $out"
