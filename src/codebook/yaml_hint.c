/* SPDX-License-Identifier: MIT */
/*
 * The slips that YAML answers with riddles, in plain words.
 *
 * Patterns hold characters that YAML reads as its own: a leading * or [, @, %,
 * backslashes in double quotes, ": " inside a text.  libyaml's words for these
 * help nobody; the table below recognises them by what libyaml says and by the
 * character it stands at.
 */
#include "yaml.h"

#include "base/str.h"

typedef struct yaml_trap {
    const char *problem; /* part of libyaml's problem */
    const char *context; /* part of its context */
    const char *sign;    /* the source from there on begins so; "" = anything */
    bool at_start;       /* the slip is where libyaml began to read, not where it stopped */
    const char *message, *hint;
} yaml_trap;

#define QUOTE_IT   "put single quotes around the whole text"
#define APOSTROPHE "inside single quotes an apostrophe is written twice: ''"

static const yaml_trap traps[] = {
    { "unknown escape", "", "", false, "double quotes do not know this backslash sequence",
      "write patterns in single quotes, where a backslash is only a backslash" },
    { "hexdecimal number", "", "", false, "double quotes do not know this backslash sequence",
      "write patterns in single quotes, where a backslash is only a backslash" },
    { "character escape code", "", "", false, "double quotes do not know this backslash sequence",
      "write patterns in single quotes, where a backslash is only a backslash" },
    { "", "scanning an alias", "*", true, "a value cannot begin with '*' unless it is quoted",
      QUOTE_IT },
    { "", "scanning an anchor", "&", true, "a value cannot begin with '&' unless it is quoted",
      QUOTE_IT },
    { "", " a tag", "!", true, "a value cannot begin with '!' unless it is quoted", QUOTE_IT },
    { "undefined tag handle", "", "", false, "a value cannot begin with '!' unless it is quoted",
      QUOTE_IT },
    { "cannot start any token", "", "\t", false, "a tab is not indentation", "indent with spaces" },
    { "found a tab character", "", "", false, "a tab is not indentation", "indent with spaces" },
    { "cannot start any token", "", "@", false, "a value cannot begin with '@' unless it is quoted",
      QUOTE_IT },
    { "cannot start any token", "", "`", false, "a value cannot begin with '`' unless it is quoted",
      QUOTE_IT },
    { "cannot start any token", "", "%", false, "a value cannot begin with '%' unless it is quoted",
      QUOTE_IT },
    { "", "directive", "%", true, "a line cannot begin with '%'", QUOTE_IT },
    { "", "block scalar", "|", true, "a value cannot begin with '|' unless it is quoted",
      QUOTE_IT },
    { "", "block scalar", ">", true, "a value cannot begin with '>' unless it is quoted",
      QUOTE_IT },
    { "mapping values are not allowed", "", "", false,
      "': ' begins a value, and none can stand here",
      "put single quotes around text that holds ': ', or mend the indentation" },
    { "unexpected end of stream", "quoted scalar", "", true, "this quote is never closed",
      APOSTROPHE },
    { "unexpected document indicator", "quoted scalar", "", true, "this quote is never closed",
      APOSTROPHE },
    { "could not find expected ':'", "", "", true, "this line is neither 'key: value' nor '- item'",
      "a text over several lines is indented more than its key" },
    { "did not find expected ',' or ']'", "", "", true,
      "this '[' is not closed, or a comma is missing",
      "put single quotes around a pattern that begins with '['" },
    { "did not find expected ',' or '}'", "", "", true,
      "this '{' is not closed, or a comma is missing",
      "put single quotes around text that holds { } [ ] or a comma" },
    { "did not find expected node content", "", "", false, "a value is missing here",
      "put single quotes around text that begins with , ] or }" },
    { "block sequence entries are not allowed", "", "", false, "'- ' cannot stand here",
      "begin the list on a line of its own" },
    { "did not find expected", "parsing a block", "", false,
      "the indentation does not fit the lines above",
      "keys of one mapping begin in the same column" },
};

/* The last character that is not a space before `place`, in its line. */
static char sign_before(const kb_source *source, kb_place place)
{
    kb_str line = kb_source_line(source, place.line);
    kb_str rest = kb_source_from(source, place);
    kb_str before = kb_str_trim((kb_str){ line.ptr, line.len - rest.len });
    return before.len > 0 ? before.ptr[before.len - 1] : '\0';
}

/* `[a/b] c` and `'it's'`: YAML thinks that the value has ended, and text goes on. */
static bool explain_text_after(kb_findings *findings, const kb_source *source,
                               const kb_yaml_error *error)
{
    if (strncmp(error->problem, "did not find expected", 21) != 0)
        return false;
    switch (sign_before(source, error->at)) {
    case ']':
        kb_find(findings, error->at, "put single quotes around a pattern that begins with '['",
                "text goes on after ']'");
        return true;
    case '}':
        kb_find(findings, error->at, "put single quotes around text that begins with '{'",
                "text goes on after '}'");
        return true;
    case '\'':
    case '"':
        kb_find(findings, error->at, APOSTROPHE, "text goes on after the closing quote");
        return true;
    default: return false;
    }
}

void kb_yaml_explain(kb_findings *findings, const kb_source *source, const kb_yaml_error *error)
{
    if (explain_text_after(findings, source, error))
        return;
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
        const yaml_trap *trap = &traps[i];
        kb_place place = trap->at_start ? error->from : error->at;
        if (strstr(error->problem, trap->problem) != NULL &&
            strstr(error->context, trap->context) != NULL &&
            kb_str_starts(kb_source_from(source, place), kb_str_from(trap->sign))) {
            kb_find(findings, place, trap->hint, "%s", trap->message);
            return;
        }
    }
    kb_find(findings, error->at, NULL, "not valid YAML: %s", error->problem);
}
