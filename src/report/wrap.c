/* SPDX-License-Identifier: MIT */
/* Cutting a text into lines of a display width; see wrap.h. */
#include "wrap.h"

#include "base/str.h"
#include "base/unicode.h"

enum { BULLET = 0x2022, GUILLEMET = 0xAB, QUOTE_66 = 0x201C, QUOTE_99 = 0x201D, JOINER = 0x200D };
enum { MAX_ABBREVIATION = 4 }; /* letters and full stops, "f.ek" */
enum { LEAST_PIECE = 3 };      /* letters before and after a hyphen of ours */

kb_wrap kb_wrap_start(kb_str text, size_t width)
{
    return (kb_wrap){ .rest = text, .width = width > 0 ? width : 1 };
}

bool kb_wrap_more(const kb_wrap *wrap)
{
    return wrap->rest.len > 0;
}

/* Most text is plain ASCII, which needs no look into the tables of Unicode. */
static bool is_plain(uint32_t c)
{
    return c > ' ' && c < 0x7F;
}

static bool is_wide(uint32_t c)
{
    return !is_plain(c) && kb_width_of(c) == 2;
}

/* White space at which a line may end: not the no-break ones. */
static bool is_gap(uint32_t c)
{
    return c == ' ' ||
           (!is_plain(c) && kb_is_space(c) && c != 0xA0 && c != 0x202F && c != 0x2007 && c != '\n');
}

/* What is drawn as one: a character, its marks, and what a joiner ties to it. */
typedef struct cluster {
    uint32_t first;
    size_t end; /* its end in the text */
    size_t width;
} cluster;

static cluster cluster_at(kb_str text, size_t pos)
{
    cluster one = { .end = pos };
    bool joined = true;
    while (one.end < text.len) {
        size_t end = one.end;
        const uint32_t c = kb_utf8_next(text, &end);
        const int width = is_plain(c) || c == ' ' ? 1 : kb_width_of(c);
        if (!joined && (width > 0 || c < ' '))
            break;
        if (one.end == pos)
            one.first = c;
        one.width += (size_t)width;
        one.end = end;
        joined = c == JOINER;
    }
    return one;
}

/* Columns before the first letter of a paragraph: white space, a bullet, a quotation mark. */
static size_t hang_of(kb_str paragraph)
{
    size_t columns = 0;
    for (size_t pos = 0; pos < paragraph.len;) {
        const uint32_t c = kb_utf8_next(paragraph, &pos);
        if (c == GUILLEMET || c == QUOTE_66 || c == QUOTE_99)
            return columns + 1;
        if (c != ' ' && c != BULLET)
            break;
        columns++;
    }
    return columns;
}

/* Where a line may end, found so far. */
typedef struct place {
    size_t end;  /* of the line */
    size_t next; /* where the next line begins */
    bool found;
} place;

typedef struct scan {
    kb_str text; /* one paragraph */
    size_t room; /* columns */
    size_t pos, column;
    size_t run;   /* clusters since the last white space */
    place gap;    /* the last good place to break */
    place letter; /* the last place between letters that leaves room for a hyphen */
    uint32_t previous;
} scan;

/*
 * Inside a word of `run` clusters so far.  A full stop is a place to break in an id
 * ("tilbud.forbedring"), not in an abbreviation ("f.eks.").
 */
static bool may_break_between(uint32_t before, uint32_t after, size_t run)
{
    if ((before == '.' || before == '#') && run > MAX_ABBREVIATION && kb_is_letter(after))
        return true;
    if ((before == '-' || before == '/') && kb_is_letter(after))
        return true;
    return is_wide(before) || is_wide(after);
}

/* Whether enough letters follow to stand on a line of their own. */
static bool letters_follow(kb_str text, size_t pos)
{
    for (int i = 0; i < LEAST_PIECE; i++) {
        if (pos >= text.len)
            return false;
        const cluster one = cluster_at(text, pos);
        if (!kb_is_letter(one.first))
            return false;
        pos = one.end;
    }
    return true;
}

/* Notes what the seam before `one` is good for. */
static void note_seam(scan *s, const cluster *one)
{
    if (s->pos == 0)
        return;
    if (may_break_between(s->previous, one->first, s->run))
        s->gap = (place){ s->pos, s->pos, true };
    else if (s->run >= LEAST_PIECE && s->column < s->room && letters_follow(s->text, s->pos))
        s->letter = (place){ s->pos, s->pos, true };
}

/* Steps over white space; it may stick out of the line, where nobody sees it. */
static void step_over_gap(scan *s)
{
    const size_t end = s->pos;
    while (s->pos < s->text.len) {
        const cluster one = cluster_at(s->text, s->pos);
        if (!is_gap(one.first))
            break;
        s->column += one.width;
        s->pos = one.end;
    }
    if (end > 0)
        s->gap = (place){ end, s->pos, true };
    s->previous = ' ';
    s->run = 0;
}

/* Goes on until the paragraph ends or the next cluster does not fit; true when it ended. */
static bool scan_line(scan *s)
{
    while (s->pos < s->text.len) {
        const cluster one = cluster_at(s->text, s->pos);
        if (is_gap(one.first)) {
            step_over_gap(s);
            continue;
        }
        note_seam(s, &one);
        if (s->column + one.width > s->room && s->pos > 0)
            return false;
        s->column += one.width;
        s->pos = one.end;
        s->previous = one.first;
        s->run++;
    }
    return true;
}

static size_t paragraph_end(kb_str text)
{
    const char *end = memchr(text.ptr, '\n', text.len);
    return end ? (size_t)(end - text.ptr) : text.len;
}

/* Cuts `line` and moves on to `next`. */
static kb_line cut(kb_wrap *wrap, size_t end, size_t next, bool hyphen)
{
    while (end > 0 && wrap->rest.ptr[end - 1] == ' ')
        end--;
    const kb_line line = { { wrap->rest.ptr, end }, wrap->inside ? wrap->indent : 0, hyphen };
    wrap->rest = (kb_str){ wrap->rest.ptr + next, wrap->rest.len - next };
    return line;
}

kb_line kb_wrap_next(kb_wrap *wrap)
{
    const kb_str paragraph = { wrap->rest.ptr, paragraph_end(wrap->rest) };
    if (!wrap->inside)
        wrap->indent = hang_of(paragraph);
    /* What remains must hold a wide character. */
    if (wrap->indent > wrap->width / 2 || wrap->indent + 2 > wrap->width)
        wrap->indent = 0;

    scan s = { .text = paragraph, .room = wrap->width - (wrap->inside ? wrap->indent : 0) };
    if (scan_line(&s)) {
        const size_t seen = s.gap.found ? s.gap.end : 0;
        const size_t after = paragraph.len < wrap->rest.len ? 1 : 0;
        const kb_line line =
            cut(wrap, s.previous == ' ' ? seen : paragraph.len, paragraph.len + after, false);
        wrap->inside = false;
        return line;
    }
    place at = { s.pos, s.pos, false };
    /* White space at the beginning of a paragraph is its indent, no place to break. */
    if (s.gap.found && s.gap.end > 0)
        at = s.gap;
    else if (s.letter.found)
        at = s.letter;
    const bool hyphen = !(s.gap.found && s.gap.end > 0) && s.letter.found;
    const kb_line line = cut(wrap, at.end, at.next, hyphen);
    wrap->inside = true;
    return line;
}

size_t kb_longest_line(kb_str text)
{
    size_t longest = 0, column = 0;
    for (size_t pos = 0; pos < text.len;) {
        const cluster one = cluster_at(text, pos);
        column = one.first == '\n' ? 0 : column + one.width;
        longest = column > longest ? column : longest;
        pos = one.end;
    }
    return longest;
}

size_t kb_longest_word(kb_str text)
{
    size_t longest = 0, column = 0, run = 0;
    uint32_t previous = ' ';
    for (size_t pos = 0; pos < text.len;) {
        const cluster one = cluster_at(text, pos);
        if (is_gap(one.first) || one.first == '\n' || may_break_between(previous, one.first, run))
            column = 0;
        if (!is_gap(one.first) && one.first != '\n')
            column += one.width;
        longest = column > longest ? column : longest;
        run = is_gap(one.first) || one.first == '\n' ? 0 : run + 1;
        previous = one.first;
        pos = one.end;
    }
    return longest;
}
