# Tables of the measurements:   awk -v table=goals -f tables.awk figures
#
# `figures` has a line NAME METRIC VALUE for each single figure; what is measured in every round stands
# there as often; figure() says which of them counts.  A table is Markdown with columns that stand in line.
# The stages are those that kodebok names, in its order.
$1 == "rules200" && $2 !~ /^(cpu|wall|peak|segments|same)$/ && !(($1, $2) in counts) { stage[++stage_count] = $2 }
{ key = $1 SUBSEP $2; values[key, ++counts[key]] = $3 + 0 }

# Of times the least: what else the machine does can only add to them.  Of memory the most.
function figure(name, metric,   key, i, x, best, memory) {
    key = name SUBSEP metric; memory = metric ~ /^(peak|anonymous)$/
    for (i = 1; i <= counts[key]; i++) {
        x = values[key, i]
        if (i == 1 || (memory ? x > best : x < best)) best = x
    }
    return best + 0
}
function spread(name, metric,   key, i, low, high) {
    key = name SUBSEP metric
    low = high = values[key, 1]
    for (i = 2; i <= counts[key]; i++) { low = values[key, i] < low ? values[key, i] : low; high = values[key, i] > high ? values[key, i] : high }
    return seconds(low) " - " seconds(high)
}
function has(name, metric) { return counts[name, metric] > 0 }
function seconds(x) { return x >= 100 ? sprintf("%.0f", x) : x >= 10 ? sprintf("%.1f", x) : x >= 1 ? sprintf("%.2f", x) : sprintf("%.4f", x) }
function ratio(x) { return x >= 100 ? sprintf("%.0f x", x) : x >= 10 ? sprintf("%.1f x", x) : sprintf("%.2f x", x) }
function mb(kib) { return sprintf("%.0f", kib * 1024 / 1e6) }
function thousands(n,   text) {
    text = sprintf("%d", n)
    while (match(text, /[0-9][0-9][0-9][0-9]($|,)/)) text = substr(text, 1, RSTART) "," substr(text, RSTART + 1)
    return text
}

# row(cells joined by |): the first row is the head.
function row(text,   n, i, parts) {
    n = split(text, parts, "|")
    rows++
    for (i = 1; i <= n; i++) {
        cell[rows, i] = parts[i]
        if (length(parts[i]) > wide[i]) wide[i] = length(parts[i])
    }
    columns = n
}
function flush_table(   r, i, line) {
    for (r = 1; r <= rows; r++) {
        line = "|"
        for (i = 1; i <= columns; i++) line = line sprintf(i == 1 ? " %-" wide[i] "s |" : " %" wide[i] "s |", cell[r, i])
        print line
        if (r > 1) continue
        line = "|"
        for (i = 1; i <= columns; i++) line = line (i == 1 ? " " dashes(wide[i]) " |" : " " dashes(wide[i] - 1) ": |")
        print line
    }
}
function dashes(n,   text) { while (n-- > 0) text = text "-"; return text }

# goal(what, our seconds, whose yardstick, its name and metric, "faster" or "time", bound)
# "faster": the yardstick takes at least `bound` times as long; "time": we take at most `bound` of it.
function goal(what, ours, yardstick, name, metric, kind, bound,   theirs, x, wanted, met) {
    wanted = (kind == "faster" ? "at least " : "at most ") bound " x"
    if (!has(name, metric)) { row(what "|" seconds(ours) "|" yardstick "|-|-|" wanted "|skipped: not installed"); return }
    theirs = figure(name, metric)
    x = kind == "faster" ? theirs / ours : ours / theirs
    met = kind == "faster" ? x >= bound : x <= bound
    row(what "|" seconds(ours) "|" yardstick "|" seconds(theirs) "|" ratio(x) "|" wanted "|" (met ? "yes" : "NO"))
}
function goals(   code, book, peak, name) {
    row("kodebok|s|yardstick|s|ratio|wanted|reached")
    code = figure("rules200", "code"); book = figure("samhandling", "code")
    goal("coding stage, 200 regexes", code, "Python re loop", "python", "scaled", "faster", 1000)
    goal("whole `code` process, 200 regexes", figure("rules200", "cpu"), "Python re loop", "python", "scaled", "faster", 400)
    goal("coding stage, 200 regexes", code, "PCRE2-JIT loop", "pcre2", "scaled", "faster", 150)
    goal("coding stage, 200 regexes", code, "rg -c -i -F -f", "rg", "cpu", "time", 0.75)
    goal("coding stage, samhandling.yaml", book, "wc -w", "wc", "cpu", "time", 2)
    goal("`run`: CSV to coded project", figure("run", "cpu"), "sqlite3 .import", "sqlite3", "cpu", "time", 0.8)
    goal("`code`, one rule edited", figure("again", "cpu"), "`code` from nothing", "rules200", "cpu", "time", 0.01)
    goal("`code --jobs 2`, 200 regexes, wall", figure("rules200two", "wall"), "`code --jobs 1`, wall", "rules200", "wall", "faster", 1.8)
    goal("the same, samhandling.yaml, wall", figure("samhandling2", "wall"), "`code --jobs 1`, wall", "samhandling", "wall", "faster", 1.8)
    goal("`run`: short answers to matrix", figure("short", "cpu"), "wc -w", "wc_short", "cpu", "time", 4)
    flush_table()
}
function memory_goal(   names, n, i, peak) {
    n = split("memory_import memory_code memory_edited memory_code2 memory_book memory_run", names, " ")
    for (i = 1; i <= n; i++) if (figure(names[i], "peak") > peak) peak = figure(names[i], "peak")
    printf "Most memory at once, in importing or coding: %s MB; wanted at most 300 MB: %s.\n", mb(peak), peak * 1024 <= 300e6 ? "reached" : "NOT reached"
}
function stage_row(label, name,   i, line) {
    line = label
    for (i = 1; i <= stage_count; i++) line = line "|" seconds(figure(name, stage[i]))
    row(line)
}
function stages(   i, line) {
    line = "codebook"
    for (i = 1; i <= stage_count; i++) line = line "|" stage[i]
    row(line)
    stage_row("50 regexes", "rules50"); stage_row("200 regexes", "rules200"); stage_row("1000 regexes", "rules1000")
    stage_row("dense: 200, 20 very common", "rulesdense"); stage_row("200 phrases", "words200")
    stage_row("samhandling.yaml", "samhandling"); stage_row("200 regexes, one edited", "edited")
    stage_row("and another edited", "again")
    stage_row("`run`, 200 regexes", "run"); stage_row("`run`, short answers", "short")
    flush_table()
}
function job_row(label, name) {
    if (has(name, "cpu")) row(label "|" seconds(figure(name, "cpu")) "|" spread(name, "cpu") "|" seconds(figure(name, "wall")) "|" mb(figure(name, "peak")))
    else row(label "|not installed|-|-|-")
}
function jobs() {
    row("process|CPU s|from - to|wall s|peak MB")
    job_row("kodebok import", "import"); job_row("kodebok code, 50 regexes", "rules50")
    job_row("kodebok code, 200 regexes", "rules200"); job_row("the same, --jobs 2", "rules200two")
    job_row("kodebok code, 1000 regexes", "rules1000"); job_row("kodebok code, dense", "rulesdense")
    job_row("kodebok code, 200 phrases", "words200"); job_row("kodebok code, samhandling.yaml", "samhandling")
    job_row("the same, --jobs 2", "samhandling2"); job_row("kodebok code, one rule edited", "edited")
    job_row("and another edited", "again")
    job_row("kodebok run, 200 regexes", "run"); job_row("kodebok run, short answers", "short")
    job_row("wc -w answers.txt", "wc"); job_row("wc -w short.csv", "wc_short")
    job_row("rg -c -i -F -f literals answers.txt", "rg"); job_row("sqlite3 .import", "sqlite3")
    job_row("PCRE2-JIT loop, " thousands(figure("pcre2", "read")) " answers", "pcre2")
    job_row("Python re loop, " thousands(figure("python", "read")) " answers", "python")
    flush_table()
}
function memory_row(label, name) {
    row(label "|" mb(figure("tenth_" name, "peak")) "|" mb(figure("tenth_" name, "anonymous")) "|" mb(figure("memory_" name, "peak")) "|" mb(figure("memory_" name, "anonymous")))
}
function memory(   n) {
    n = figure("answers", "count")
    row("process|" thousands(int(n / 10)) " answers, MB|of it no file|" thousands(n) " answers, MB|of it no file")
    memory_row("kodebok import", "import"); memory_row("kodebok code, 200 regexes, --jobs 1", "code")
    memory_row("the same, --jobs 2", "code2")
    memory_row("kodebok code, one rule edited", "edited"); memory_row("kodebok code, samhandling.yaml, --jobs 1", "book")
    memory_row("kodebok run, 200 regexes", "run")
    flush_table()
}
function checks(   list, labels, n, i) {
    row("codebook|answers|segments|the same")
    n = split("rules50 rules200 rules1000 rulesdense words200 samhandling", list, " ")
    split("50 regexes|200 regexes|1000 regexes|dense|200 phrases|samhandling.yaml", labels, "|")
    for (i = 1; i <= n; i++)
        row(labels[i] "|" thousands(figure("checked", "count")) "|" thousands(figure(list[i], "segments")) "|" (figure(list[i], "same") ? "yes" : "NO"))
    flush_table()
}
function storage(   text, segments, bytes, allowed) {
    text = figure("answers", "count") * figure("answers", "bytes")
    segments = figure("run", "segments"); bytes = figure("run", "project")
    allowed = 1.3 * text + 35 * segments
    printf "The project of `run` is %.1f MB, with %.1f MB of text and %s segments: %.2f times the text. Wanted: at most\n", bytes / 1e6, text / 1e6, thousands(segments), bytes / text
    printf "1.3 times the text and 35 bytes for each segment, %.1f MB: %s.\n", allowed / 1e6, bytes <= allowed ? "reached" : "NOT reached"
}
END {
    if (table == "goals") goals()
    else if (table == "memory_goal") memory_goal()
    else if (table == "stages") stages()
    else if (table == "jobs") jobs()
    else if (table == "memory") memory()
    else if (table == "checks") checks()
    else if (table == "storage") storage()
    else if (table == "figure") print metric == "count" || metric == "matches" || metric == "read" ? thousands(figure(name, metric)) : figure(name, metric)
}
