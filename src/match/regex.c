/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions, through PCRE2; see regex.h.
 *
 * JIT and interpreter count the same limit differently, so they are never mixed: a
 * pattern that cannot be compiled by the JIT is refused, and a call that gives up is
 * not tried again by the interpreter.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "regex.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <kodebok/match.h>
#include <pcre2.h>
#include <stdlib.h>

enum {
    MAX_PATTERN_BYTES = 4096,
    JIT_STACK_START = 32 << 10,
    JIT_STACK_MAX = 1 << 20,
    /* match_limit = WORK / bytes of the subject, within these bounds. */
    WORK = 2000000,
    MIN_LIMIT = 500,
    MAX_LIMIT = 20000,
    /* The limit counts the work of one starting position, and scanning a run of letters is free
     * of charge: a call takes the square of the subject's length.  Longer ones are not tried. */
    MAX_SUBJECT_BYTES = 64 << 10,
    /* A longer one is gone through in slices of so many starting positions. */
    LONG_SUBJECT_BYTES = 1 << 10,
    SLICE_BYTES = 256
};

struct kb_regex_code {
    pcre2_code *code;
    kb_str source;
    bool in_slices; /* where a search begins makes no difference */
};

struct kb_regex_scratch {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

static uint32_t limit_for(size_t bytes)
{
    size_t limit = WORK / (bytes > 0 ? bytes : 1);
    return (uint32_t)(limit < MIN_LIMIT ? MIN_LIMIT : limit > MAX_LIMIT ? MAX_LIMIT : limit);
}

/* ---------------------------------------------------------------- compiling */

typedef struct regex_job {
    const kb_codebook *book;
    const kb_regex *regex;
    kb_problems *problems;
} regex_job;

static kb_place place_at(const kb_regex *regex, size_t byte)
{
    kb_place place = regex->place;
    kb_str before = kb_str_slice(
        regex->source, (kb_span){ 0, byte < regex->source.len ? byte : regex->source.len });
    place.column += (int)kb_utf8_count(before);
    return place;
}

static void refuse(const regex_job *job, size_t byte, const char *hint, const char *message)
{
    kb_codebook_problem(job->book, job->problems, KB_PROBLEM, place_at(job->regex, byte), hint,
                        "regex %s", message);
}

static bool is_allowed_text(const regex_job *job)
{
    kb_str source = job->regex->source;
    if (source.len > MAX_PATTERN_BYTES)
        return refuse(job, 0, "split it into several rules", "is longer than 4096 bytes"), false;
    if (kb_str_starts(source, KB_STR("(*")))
        return refuse(job, 0, "options are fixed: UTF, UCP, caseless", "may not begin with '(*'"),
               false;
    return true;
}

static int found_callout(pcre2_callout_enumerate_block *block, void *payload)
{
    (void)block;
    *(bool *)payload = true;
    return 0;
}

/* Rules about patterns that PCRE2 itself accepts. */
static bool is_allowed_code(const regex_job *job, const pcre2_code *code)
{
    uint32_t empty = 0;
    bool callout = false;
    pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &empty);
    pcre2_callout_enumerate(code, found_callout, &callout);
    if (empty != 0)
        refuse(job, 0, "make some part of it required: write + for *, or drop the last ?",
               "can match nothing at all");
    if (callout)
        refuse(job, 0, "remove (?C...)", "may not hold callouts");
    return empty == 0 && !callout;
}

static pcre2_code *compile(const regex_job *job, pcre2_compile_context *context)
{
    int number = 0;
    PCRE2_SIZE offset = 0;
    kb_str source = job->regex->source;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)source.ptr, source.len,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
                                         PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT,
                                     &number, &offset, context);
    if (code == NULL) {
        char text[160];
        pcre2_get_error_message(number, (PCRE2_UCHAR *)text, sizeof text);
        kb_codebook_problem(job->book, job->problems, KB_PROBLEM, place_at(job->regex, offset), "",
                            "regex: %s", text);
    }
    return code;
}

static bool never_stops(void *payload)
{
    (void)payload;
    return true;
}

/* A match that touches no word is dropped when it happens; warn of patterns made so. */
static void warn_if_wordless(const regex_job *job, const kb_regex_code *code)
{
    static const char probe[] = " !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~\n\t \xC2\xA7\xE2\x80\x93 ...";
    kb_regex_scratch *scratch = NULL;
    kb_span found;
    if (kb_regex_scratch_new(&scratch, NULL) != KB_OK)
        return;
    if (kb_regex_next(code, scratch, (kb_str){ probe, sizeof probe - 1 }, 0, never_stops, NULL,
                      &found) == KB_REGEX_FOUND)
        kb_codebook_problem(job->book, job->problems, KB_WARNING, job->regex->place,
                            "only matches that touch a word count",
                            "regex can match without touching a word");
    kb_regex_scratch_free(scratch);
}

static kb_status compile_with(kb_regex_code **out, const regex_job *job,
                              pcre2_compile_context *context, kb_error *err)
{
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    pcre2_code *code = compile(job, context);
    if (code == NULL)
        return KB_OK;
    bool good = is_allowed_code(job, code);
    if (good && pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
        refuse(job, 0, "simplify it, or split it into several rules",
               "is too large to be compiled");
        good = false;
    }
    kb_regex_code *made = good ? calloc(1, sizeof *made) : NULL;
    if (made == NULL) {
        pcre2_code_free(code);
        return good ? kb_fail_memory(err) : KB_OK;
    }
    made->code = code;
    made->source = job->regex->source;
    made->in_slices = memmem(made->source.ptr, made->source.len, "\\G", 2) == NULL;
    warn_if_wordless(job, made);
    *out = made;
    return KB_OK;
}

kb_status kb_regex_compile(kb_regex_code **out, const kb_codebook *book, const kb_regex *regex,
                           kb_problems *problems, kb_error *err)
{
    const regex_job job = { book, regex, problems };
    *out = NULL;
    if (!is_allowed_text(&job))
        return KB_OK;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context == NULL)
        return kb_fail_memory(err);
    kb_status status = compile_with(out, &job, context, err);
    pcre2_compile_context_free(context);
    return status;
}

kb_str kb_regex_source(const kb_regex_code *code)
{
    return code->source;
}

void kb_regex_free(kb_regex_code *code)
{
    if (code == NULL)
        return;
    pcre2_code_free(code->code);
    free(code);
}

/* ----------------------------------------------------------------- matching */

kb_status kb_regex_scratch_new(kb_regex_scratch **out, kb_error *err)
{
    kb_regex_scratch *scratch = calloc(1, sizeof *scratch);
    if (scratch == NULL)
        return kb_fail_memory(err);
    scratch->data = pcre2_match_data_create(1, NULL);
    scratch->context = pcre2_match_context_create(NULL);
    scratch->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
    if (scratch->data == NULL || scratch->context == NULL || scratch->stack == NULL) {
        kb_regex_scratch_free(scratch);
        return kb_fail_memory(err);
    }
    pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
    *out = scratch;
    return KB_OK;
}

void kb_regex_scratch_free(kb_regex_scratch *scratch)
{
    if (scratch == NULL)
        return;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    pcre2_jit_stack_free(scratch->stack);
    free(scratch);
}

/* One call that looks for matches which begin at byte `last` at the latest. */
static int match_slice(const kb_regex_code *code, kb_regex_scratch *scratch, kb_str subject,
                       size_t from, size_t last)
{
    pcre2_set_offset_limit(scratch->context, last);
    return pcre2_match(code->code, (PCRE2_SPTR)subject.ptr, subject.len, from, PCRE2_NO_UTF_CHECK,
                       scratch->data, scratch->context);
}

/* A slice begins at a character. */
static size_t slice_end(kb_str subject, size_t from)
{
    size_t end = from + SLICE_BYTES;
    while (end < subject.len && ((unsigned char)subject.ptr[end] & 0xC0) == 0x80)
        end++;
    return end;
}

kb_regex_outcome kb_regex_next(const kb_regex_code *code, kb_regex_scratch *scratch, kb_str subject,
                               size_t from, bool (*may_go_on)(void *payload), void *payload,
                               kb_span *found)
{
    if (subject.len > MAX_SUBJECT_BYTES)
        return KB_REGEX_UNDECIDED;
    pcre2_set_match_limit(scratch->context, limit_for(subject.len));
    int result = PCRE2_ERROR_NOMATCH;
    while (result == PCRE2_ERROR_NOMATCH && from <= subject.len) {
        size_t end = code->in_slices && subject.len > LONG_SUBJECT_BYTES ? slice_end(subject, from)
                                                                         : subject.len + 1;
        result = match_slice(code, scratch, subject, from, end - 1);
        from = end;
        if (from <= subject.len && !may_go_on(payload))
            return KB_REGEX_NONE;
    }
    if (result == PCRE2_ERROR_NOMATCH)
        return KB_REGEX_NONE;
    if (result < 0)
        return KB_REGEX_UNDECIDED;
    const PCRE2_SIZE *pair = pcre2_get_ovector_pointer(scratch->data);
    *found = (kb_span){ pair[0], pair[1] };
    return KB_REGEX_FOUND;
}

const char *kb_pcre2_version(void)
{
    static _Thread_local char version[64];
    pcre2_config(PCRE2_CONFIG_VERSION, version);
    version[strcspn(version, " ")] = '\0';
    return version;
}

void kb_regex_describe(kb_buf *out)
{
    char unicode[64] = "";
    pcre2_config(PCRE2_CONFIG_UNICODE_VERSION, unicode);
    kb_buf_printf(out, "; pcre2 %s; unicode(pcre2) %s", kb_pcre2_version(), unicode);
}
