/* SPDX-License-Identifier: MIT */
/*
 * One word of a phrase, with everything it allows written out.
 *
 * A word is cut into steps: text that always stands, an optional ending with its
 * choices, a compound joint `_` with its three ways of being written.  A form is
 * one choice for each step; counting through all choices gives all forms.
 */
#include "phrase_read.h"

#include "base/str.h"
#include "base/unicode.h"

enum { MAX_STEPS = 64, JOINT_CHOICES = 3, TOKEN_BREAK = '\n' };

static const char NOT_A_WORD[] = "punctuation between words is ignored: leave it out";
static const char ENDING[] =
    "'(' glued to a word begins an optional ending; put a space before an optional word";

typedef struct word_step {
    kb_str text;    /* fixed: itself; an ending: what stands inside the brackets */
    size_t choices; /* 1 fixed, JOINT_CHOICES a joint, else 1 + the endings */
    bool joint, ending;
} word_step;

typedef struct word_reader {
    const kb_lexeme *lexeme;
    kb_arena *arena;
    kb_phrase_slip *slip;
    kb_str core; /* the word without ~ and + */
    word_step steps[MAX_STEPS];
    size_t step_count;
    kb_buf form, plain, nfc, folded; /* owned */
} word_reader;

/* Cuts `~`, `~1`, `~2`, `+` off the end. */
static bool read_suffix(word_reader *r, kb_word *word)
{
    size_t at = r->lexeme->at;
    kb_str text = r->lexeme->text;
    size_t cut = 0;
    while (cut < text.len && text.ptr[cut] != '~' && text.ptr[cut] != '+')
        cut++;
    kb_str suffix = { text.ptr + cut, text.len - cut };
    r->core = (kb_str){ text.ptr, cut };
    size_t where = at + kb_utf8_count(r->core);
    if (cut == 0)
        return kb_slip(r->slip, where, "write it after the word", "'%c' without a word before it",
                       suffix.ptr[0]);
    if (suffix.len == 0)
        return true;
    if (memchr(suffix.ptr, '~', suffix.len) && memchr(suffix.ptr, '+', suffix.len))
        return kb_slip(r->slip, where, NULL, "'~' and '+' cannot be combined");
    word->kind = suffix.ptr[0] == '~' ? KB_WORD_FUZZY : KB_WORD_STEM;
    if (kb_str_is(suffix, "~1") || kb_str_is(suffix, "~2"))
        word->distance = suffix.ptr[1] - '0';
    else if (suffix.len > 1)
        return kb_slip(r->slip, where, "after the word: ~, ~1, ~2 or +", "'%.*s' ends no word",
                       KB_SHOW(suffix));
    return true;
}

static bool add_step(word_reader *r, word_step step, size_t at)
{
    if (r->step_count == MAX_STEPS)
        return kb_slip(r->slip, at, NULL, "too many '_' and optional endings in one word");
    r->steps[r->step_count++] = step;
    return true;
}

/* Checks what stands between the brackets and counts the endings. */
static bool count_endings(word_reader *r, kb_str inside, size_t at, size_t *choices)
{
    *choices = 1;
    size_t length = 0;
    for (size_t pos = 0; pos < inside.len; at++) {
        uint32_t c = kb_utf8_next(inside, &pos);
        if (c == '/' && length == 0)
            return kb_slip(r->slip, at, NULL, "an optional ending is empty");
        if (c != '/' && (!kb_is_word_sign(c) || c == '*' || c == '?'))
            return kb_slip(r->slip, at, ENDING, "an optional ending holds letters only");
        *choices += c == '/';
        length = c == '/' ? 0 : length + 1;
    }
    ++*choices;
    return length > 0 || kb_slip(r->slip, at, NULL, "an optional ending is empty");
}

static bool read_joint(word_reader *r, size_t pos, size_t at)
{
    bool first = pos == 0 || r->core.ptr[pos - 1] == '_';
    if (first || pos + 1 == r->core.len)
        return kb_slip(r->slip, at, NULL, "'_' joins two parts of a word; one is missing");
    return add_step(r, (word_step){ .choices = JOINT_CHOICES, .joint = true }, at);
}

static bool read_ending(word_reader *r, size_t *pos, size_t *at)
{
    const char *end = memchr(r->core.ptr + *pos, ')', r->core.len - *pos);
    if (end == NULL)
        return kb_slip(r->slip, *at, NULL, "'(' is never closed");
    kb_str inside = { r->core.ptr + *pos + 1, (size_t)(end - r->core.ptr) - *pos - 1 };
    word_step ending = { .text = inside, .ending = true };
    if (!count_endings(r, inside, *at + 1, &ending.choices))
        return false;
    size_t begin = *at;
    *pos += inside.len + 2;
    *at += kb_utf8_count(inside) + 2;
    return add_step(r, ending, begin);
}

static bool is_joiner(uint32_t c)
{
    return c == '\'' || c == '-' || c == '.' || c == ',' || c == ':';
}

static bool read_fixed(word_reader *r, size_t *pos, size_t *at)
{
    size_t begin = *pos, where = *at;
    while (*pos < r->core.len && r->core.ptr[*pos] != '_' && r->core.ptr[*pos] != '(') {
        size_t start = *pos;
        uint32_t c = kb_utf8_next(r->core, pos);
        if (!kb_is_word_sign(c) && !is_joiner(kb_plain_sign(c)))
            return kb_slip(r->slip, *at, NOT_A_WORD, "'%.*s' is never part of a word",
                           (int)(*pos - start), r->core.ptr + start);
        ++*at;
    }
    return add_step(
        r, (word_step){ .text = kb_str_slice(r->core, (kb_span){ begin, *pos }), .choices = 1 },
        where);
}

static bool read_steps(word_reader *r)
{
    size_t at = r->lexeme->at;
    for (size_t pos = 0; pos < r->core.len;) {
        if (r->core.ptr[pos] == '_') {
            if (!read_joint(r, pos, at))
                return false;
            pos++;
            at++;
        } else if (r->core.ptr[pos] == '(') {
            if (!read_ending(r, &pos, &at))
                return false;
        } else if (!read_fixed(r, &pos, &at)) {
            return false;
        }
    }
    return true;
}

static bool count_forms(word_reader *r, size_t *count)
{
    *count = 1;
    for (size_t i = 0; i < r->step_count; i++) {
        if (r->steps[i].choices > KB_MAX_FORMS)
            *count = KB_MAX_FORMS + 1;
        *count *= r->steps[i].choices;
        if (*count > KB_MAX_FORMS)
            return kb_slip(r->slip, r->lexeme->at, "write it as a choice of several words",
                           "this word can be written in more than %d ways", KB_MAX_FORMS);
    }
    return true;
}

/* Appends what `step` gives for `choice`. */
static void add_choice(word_reader *r, const word_step *step, size_t choice)
{
    if (step->joint) {
        if (choice > 0)
            kb_buf_char(&r->form, choice == 1 ? '-' : TOKEN_BREAK);
        return;
    }
    kb_str rest = step->text, piece = rest;
    if (step->ending)
        for (size_t i = 0; i < choice; i++)
            kb_str_cut(&rest, '/', &piece);
    if (!step->ending || choice > 0)
        kb_buf_str(&r->form, piece);
}

static void write_form(word_reader *r, size_t number)
{
    size_t choices[MAX_STEPS];
    for (size_t i = r->step_count; i > 0; i--) {
        choices[i - 1] = number % r->steps[i - 1].choices;
        number /= r->steps[i - 1].choices;
    }
    kb_buf_reset(&r->form);
    for (size_t i = 0; i < r->step_count; i++)
        add_choice(r, &r->steps[i], choices[i]);
}

static bool is_wild(uint32_t c)
{
    return c == '*' || c == '?';
}

/* Can a text hold one token like this?  See chapter 13 T of the format. */
static bool fits_a_token(kb_str part)
{
    uint32_t before = 0;
    for (size_t pos = 0; pos < part.len;) {
        uint32_t c = kb_utf8_next(part, &pos);
        bool joint = is_joiner(c), digits_only = joint && c != '\'' && c != '-';
        size_t peek = pos;
        uint32_t after = peek < part.len ? kb_utf8_next(part, &peek) : 0;
        if (joint && (before == 0 || after == 0 || is_joiner(before) || is_joiner(after)))
            return false;
        if (digits_only &&
            !((kb_is_number(before) || is_wild(before)) && (kb_is_number(after) || is_wild(after))))
            return false;
        if (kb_is_mark(c) && (before == 0 || is_joiner(before)))
            return false;
        before = c;
    }
    return part.len > 0;
}

static bool refuse_part(word_reader *r, kb_str part)
{
    size_t at = r->lexeme->at;
    if (part.len == 0)
        return kb_slip(r->slip, at, NULL,
                       "a word, or a part of it before or after '_', can be empty");
    if (part.ptr[0] == '-' || part.ptr[part.len - 1] == '-')
        return kb_slip(r->slip, at, "leave the hyphen out",
                       "no word of a text begins or ends with '-'");
    return kb_slip(r->slip, at,
                   "a text is cut into words at such signs: leave them out, or put a space instead",
                   "no word of a text is like '%.*s'", KB_SHOW(part));
}

/* Normalises one part: plain signs, NFC, folding; false after a slip. */
static bool add_part(word_reader *r, kb_str text, kb_str *part)
{
    kb_buf_reset(&r->plain);
    kb_buf_reset(&r->nfc);
    kb_buf_reset(&r->folded);
    for (size_t pos = 0; pos < text.len;)
        kb_utf8_put(&r->plain, kb_plain_sign(kb_utf8_next(text, &pos)));
    if (r->plain.failed || kb_nfc(&r->nfc, kb_buf_view(&r->plain), NULL) != KB_OK)
        return kb_slip_memory(r->slip);
    kb_fold_str(&r->folded, kb_buf_view(&r->nfc));
    *part = kb_arena_str(r->arena, kb_buf_view(&r->folded));
    if (r->folded.failed || part->ptr == NULL)
        return kb_slip_memory(r->slip);
    return fits_a_token(*part) || refuse_part(r, *part);
}

static bool build_form(word_reader *r, kb_word_form *form)
{
    kb_str *parts = NULL;
    kb_str rest = kb_buf_view(&r->form), piece = { 0 };
    if (r->form.failed)
        return kb_slip_memory(r->slip);
    if (rest.ptr == NULL)
        return refuse_part(r, rest);
    while (kb_str_cut(&rest, TOKEN_BREAK, &piece)) {
        parts = kb_arena_grow(r->arena, parts, form->part_count, sizeof *parts);
        if (parts == NULL)
            return kb_slip_memory(r->slip);
        if (!add_part(r, piece, &parts[form->part_count]))
            return false;
        form->parts = parts;
        form->part_count++;
    }
    return true;
}

static bool build_forms(word_reader *r, kb_word *word)
{
    size_t count = 0;
    if (!count_forms(r, &count))
        return false;
    kb_word_form *forms = kb_arena_array(r->arena, count, sizeof *forms);
    if (forms == NULL)
        return kb_slip_memory(r->slip);
    for (size_t i = 0; i < count; i++) {
        write_form(r, i);
        if (!build_form(r, &forms[i]))
            return false;
    }
    word->forms = forms;
    word->form_count = count;
    return true;
}

/* `~` bears one trailing `*`, `+` no wildcard at all. */
static bool check_wildcards(word_reader *r, const kb_word *word)
{
    size_t stars = 0, marks = 0;
    for (size_t i = 0; i < r->core.len; i++) {
        stars += r->core.ptr[i] == '*';
        marks += r->core.ptr[i] == '?';
    }
    bool trailing = stars == 1 && r->core.len > 1 && r->core.ptr[r->core.len - 1] == '*';
    if (word->kind == KB_WORD_STEM && stars + marks > 0)
        return kb_slip(r->slip, r->lexeme->at, "write either the stem sign '+' or '*'",
                       "'+' cannot be combined with '*' or '?'");
    if (word->kind == KB_WORD_FUZZY && (marks > 0 || (stars > 0 && !trailing)))
        return kb_slip(r->slip, r->lexeme->at, "only one '*', at the end of the word",
                       "'~' cannot be combined with '*' or '?' inside the word");
    return true;
}

const kb_word *kb_word_read(const kb_lexeme *lexeme, kb_arena *arena, kb_phrase_slip *slip)
{
    word_reader r = { .lexeme = lexeme, .arena = arena, .slip = slip };
    kb_word *word = kb_arena_alloc(arena, sizeof *word);
    if (word != NULL)
        word->source = lexeme->text;
    bool ok = word != NULL ? read_suffix(&r, word) && read_steps(&r) && check_wildcards(&r, word) &&
                                 build_forms(&r, word)
                           : kb_slip_memory(slip);
    kb_buf_free(&r.form);
    kb_buf_free(&r.plain);
    kb_buf_free(&r.nfc);
    kb_buf_free(&r.folded);
    return ok ? word : NULL;
}
