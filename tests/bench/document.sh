#!/bin/sh
# The document of scripts/bench:   sh document.sh FOLDER ROOT
#
# FOLDER holds the measurements of run.sh, ROOT is the project.  Nothing here says where or for whom
# it was measured: the machine is told in general words.
set -eu
folder=$1
root=$2
here=$(cd -- "$(dirname -- "$0")" && pwd)

table() {
    awk -v table="$1" -f "$here/tables.awk" "$folder/figures"
}

figure() {
    awk -v table=figure -v name="$1" -v metric="$2" -f "$here/tables.awk" "$folder/figures"
}

machine() {
    processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
    system=$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)
    memory=$(awk '/^MemTotal/ { printf "%.0f", $2 * 1024 / 1e9 }' /proc/meminfo)
    echo "${processor:-processor unknown}, $(nproc) of its cores, $memory GB of memory; ${system:-system unknown}; release build."
}

# The shipped codebook that was measured: other versions have other rules.
codebook() {
    sed -n "s/^version: '\(.*\)'/\1/p" "$root/codebooks/samhandling.yaml"
}

versions() {
    for program in rg python3 sqlite3 wc; do
        command -v "$program" >/dev/null || { echo "$program missing"; continue; }
        case $program in
        sqlite3) echo "sqlite3 $(sqlite3 --version | cut -d ' ' -f 1)" ;;
        wc) wc --version | sed -n '1s/.* /wc of coreutils /p' ;;
        *) "$program" --version | sed -n '1s/ *(.*//p; 1{/(/!p}' | head -n 1 ;;
        esac
    done | paste -s -d ';' | sed 's/;/; /g'
}

# Where a function stands, for a reader who looks for it; a name may be used twice.
homes_of() {
    (cd "$root/src" && grep -lE "^[a-z].*[ *]$1\(" -r --include='*.c' . | sed 's/^\.\///' | sort | paste -s -d '|')
}

# Shares by room of src/ or by library, and then the dozen functions that took most.
profile() {
    [ -s "$folder/$1.profile" ] || { echo "Not measured: perf is not installed or may not look."; return 0; }
    while read -r share library function; do
        function=${function%%@*}
        case $library in
        kodebok*)
            homes=$(homes_of "${function%%.*}")
            echo "$share ${homes:-program} $function"
            ;;
        '[kernel'*) echo "$share kernel -" ;;
        *)
            case $function in 0x*) function=- ;; esac
            echo "$share ${library%%.so*} $function"
            ;;
        esac
    done <"$folder/$1.profile" | awk '
    {
        room = $2; sub(/\/.*/, "", room); rooms[room] += $1
        home = $2; gsub(/\|/, " or ", home)
        if ($3 != "-" && count < 12) functions[++count] = sprintf("%5.1f %%  %-34s %s", $1, $3, home)
    }
    END {
        while (1) {
            best = ""
            for (room in rooms) if (best == "" || rooms[room] > rooms[best]) best = room
            if (best == "" || rooms[best] < 0.5) break
            line = line (line == "" ? "" : ", ") sprintf("%s %.0f %%", best, rooms[best])
            delete rooms[best]
        }
        print line ".\n\n```text"
        for (i = 1; i <= count; i++) print functions[i]
        print "```"
    }'
}

# The owners of most memory, with a tenth of the answers and with all.
buffers() {
    [ -s "$folder/answers.$1.sites" ] || { echo "Not measured: addr2line is not installed."; return 0; }
    echo '```text'
    awk '
    { bytes = $1; sub(/^[0-9]+ /, "") }
    FILENAME ~ /tenth/ { tenth[$0] = bytes; tenth_all += bytes; next }
    { all += bytes }
    FNR <= 10 { lines[FNR] = sprintf("%8.2f MB %8.2f MB  %s", tenth[$0] / 1e6, bytes / 1e6, $0); count = FNR }
    END {
        printf "%8.2f MB %8.2f MB  all of it\n", tenth_all / 1e6, all / 1e6
        for (i = 1; i <= count; i++) print lines[i]
    }' "$folder/tenth.$1.sites" "$folder/answers.$1.sites"
    echo '```'
}

cat <<END
# How fast it is

Made by \`./scripts/bench\`, which measures kodebok and other programs in turn in the same run and writes this page.
To make it again:

    ./scripts/bench --answers $(figure answers count | tr -d ,) --rounds $(figure rounds count)

Machine: $(machine)
Beside it: $(versions).

Seconds are processor time, user and system together, unless wall time is said; the least of $(figure rounds count) rounds,
for what else the machine does can only add to them. Machines differ, so look at the ratios; where a machine is shared with
others, they too move by a third from run to run. The data is made by the project itself (\`tests/bench/gen_answers.c\`), always the same:
$(figure answers count) answers of $(figure answers bytes) bytes on average in one to five sentences, Norwegian compounds drawn by Zipf's law, two words in
a hundred misspelt; and $(figure short count) short ones of $(figure short bytes) bytes. The rules are regexes as analysts write them
(\`tests/bench/gen_rules.c\`). Real answers repeat themselves more, and real codebooks use commoner words: between the
200 regexes and the dense set. samhandling.yaml is version $(codebook).

## Goals

They are set for 1,000,000 answers and one thread$([ "$(figure answers count)" = 1,000,000 ] || echo "; **this run had fewer answers**, so what is paid once weighs more").

$(table goals)

$(table memory_goal)

## How the goals are measured

- *Coding stage*: the line \`timing code\` of \`kodebok code --timings --jobs 1\`: from texts to segments.
- *Python re loop*: every regex on each answer with \`finditer\`, compiled, the time of the loop alone; the first
  $(figure python read) answers, scaled up. It found $(figure python matches) matches there.
- *PCRE2-JIT loop*: the same in C, with match data and stack made once and no UTF check; the first $(figure pcre2 read) answers,
  scaled up. It found $(figure pcre2 matches) matches there.
- *rg*: one search for the $(figure literals count) literals that the gate looks for; it only counts lines.
- *wc -w* counts words in a UTF-8 locale, on a file with the answers alone; for the short answers on the CSV.
- *sqlite3 .import* reads the CSV into a table and does nothing else; \`run\` reads the same file, decodes and checks it, finds
  out which answers can match, takes those apart into sentences and words, codes them, stores all, and makes the matrix.
- *One rule edited*: the project is coded, one of the 200 regexes is changed, and \`code\` is run again: the whole process.
  The first edit makes the index of words and costs about as much as coding, below; the goal is about the next one.
- Two jobs are measured in wall time, of the whole process with reading and writing, which one thread does.
- *Short answers*: 200 phrases such as \`pasientplan*\`, from the CSV to the matrix, no project kept.

The fast engine must find what the reference engine finds, which tries every rule on every answer; compared by the
hash of all segments:

$(table checks)

## Where the time goes

Stages of \`kodebok code --timings\`, seconds:

$(table stages)

Whole processes:

$(table jobs)

By room of the sources and by library, and the functions that take most. Importing:

$(profile import)

of \`code\` with 200 regexes:

$(profile rules200)

of \`code\` with samhandling.yaml:

$(profile samhandling)

of \`run\` with 200 regexes, from the CSV to the matrix:

$(profile run)

of \`code\` after one rule was edited, the second time:

$(profile again)

and of \`run\` on the short answers:

$(profile short)

## Where the memory is

Peak memory with a tenth of the answers and with all. What is *no file* is the program's own; the rest is
libraries and pages of files, which the system takes back when it needs them.

$(table memory)

Who held the program's own memory when it had most, with a tenth of the answers and with all: what grows from one
column to the other grows with the answers. \`a < b\` is a, called by b; SQLite's is mostly its cache of pages, which has
a limit. \`import\`:

$(buffers import)

\`code\` with 200 regexes:

$(buffers rules200)

\`code\` with samhandling.yaml:

$(buffers samhandling)

$(table storage)
END
