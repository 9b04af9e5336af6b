# A codebook of one rule set:   awk -v pattern=regex -f book_of.awk rules200.txt
# Each line is CODE<TAB>PATTERN; pattern says whether the patterns are regexes or phrases.
BEGIN {
    FS = "\t"
    print "codebook: 1\nid: maaling\ntitle: 'Måling'\nversion: '1.0.0'\nlanguage: nb"
    print "defaults: {pattern: " pattern "}"
    print "categories:\n  funn: {label: 'Funn'}\nthemes:"
}
!($1 in rules) { codes[++count] = $1 }
{
    gsub(/'/, "''", $2)
    rules[$1] = rules[$1] "          - '" $2 "'\n"
}
END {
    for (i = 1; i <= count; i++) {
        code = codes[i]
        printf "  - id: %s\n    label: 'Tema %s'\n    cells:\n      funn:\n", tolower(code), code
        printf "        statement: 'Utsagn %s'\n        rules:\n%s", code, rules[code]
    }
}
