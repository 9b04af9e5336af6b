#!/bin/sh
# How long does `kodebok check` take on a large codebook?
#
#   sh check.sh [CODES]      default 300 codes: about 5,000 lines
#
# kodebok is found in the PATH; with KEEP=FILE the codebook is kept.  The codebook is made here: every code has rules of each
# kind with words of its own, examples that hold, and a test.
set -eu
codes=${1:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v codes="$codes" '
# A made-up word for a number: three syllables of consonant and vowel.
function word(n,   text, i) {
    n = n * 7 + 3
    for (i = 0; i < 3; i++) {
        text = text substr("bdfgklmnprstv", n % 13 + 1, 1) substr("aeiouy", int(n / 13) % 6 + 1, 1)
        n = int(n / 78) + 5 * i + 1 + n % 11
    }
    return text
}
BEGIN {
    print "codebook: 1\nid: stor\ntitle: '\''Stor'\''\nversion: '\''1.0.0'\''\nlanguage: nb"
    print "negation: {before: ['\''ikke/ikkje'\'', '\''ingen/inga'\'', {phrase: '\''lite'\'', within: 1}]}"
    print "text: {clause_breaks: ['\''men'\'', '\''fordi'\'', '\''[selv/sjølv] om'\'']}"
    print "categories:\n  bra: {label: B}\n  darlig: {label: D}\nthemes:"
    for (c = 0; c < codes; c++) {
        if (c % 2 == 0) print "- id: tema-" c / 2 "\n  label: '\''Tema " c / 2 "'\''\n  cells:"
        a = word(4 * c) "a" c % 10; b = word(4 * c + 1) "e" c % 7; d = word(4 * c + 2) "i" c; e = word(4 * c + 3) "o" c
        gsub(/[0-9]/, "x", a); gsub(/[0-9]/, "y", b)
        gsub(/1/, "ba", d); gsub(/[02-9]/, "n", d); gsub(/1/, "ka", e); gsub(/[02-9]/, "m", e)
        print "    " (c % 2 ? "darlig" : "bra") ":"
        print "      statement: '\''Utsagn " c "'\''"
        print "      definition: '\''Det som sies om " a " og " b ".'\''"
        print "      negated: ignore"
        print "      rules:"
        print "        - '\''" a "*/" a "_" b "*'\''"
        print "        - '\''[" b "/" d "] ...2 [" a "/" e "*]'\''"
        print "        - {near: ['\''" d "*'\'', '\''" e "*'\''], within: 4}"
        print "        - {regex: '\''\\b" b "\\w*\\s+(?:og|eller)\\s+" d "'\''}"
        print "        - {all: ['\''" a "*'\'', '\''" d "*'\''], none: ['\''" e "ikke'\''], in: clause}"
        print "      examples:"
        print "        - '\''Vi har god " a "en i kommunen.'\''"
        print "        - '\''De sier at " b " er bra for " a " og alle andre, men " d " mangler.'\''"
        print "        - '\''" d "er og " e "er'\''"
        print "        - '\''" b "ing og " d " hver dag'\''"
    }
}' </dev/null >"$work/stor.yaml"

echo "$(wc -l <"$work/stor.yaml") lines"
begin=$(date +%s%N)
kodebok check "$work/stor.yaml" >"$work/said" 2>&1 || :
end=$(date +%s%N)
grep "examples and tests" "$work/said"
echo "$(((end - begin) / 1000000)) ms"
[ -z "${KEEP:-}" ] || cp "$work/stor.yaml" "$KEEP"
