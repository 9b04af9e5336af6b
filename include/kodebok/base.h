/**
 * base: what every other room stands on.
 *
 * Status codes, the error record, strings and spans, lists of problems and the
 * callbacks through which the library reports progress.  The library itself
 * never prints, never exits and never reads the environment or the locale.
 *
 * Units: a kb_span is a half-open range [begin, end).  Inside the library it
 * counts bytes of UTF-8; files that people's programs read count code points
 * (see kb_offset_convert() in text.h).
 *
 * Threads: nothing in the library is shared and changed behind the caller's
 * back.  One object may be used by one thread at a time unless its header says
 * that it is immutable.
 */
#ifndef KODEBOK_BASE_H
#define KODEBOK_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define KB_API          __attribute__((visibility("default")))
#define KB_MUST_USE     __attribute__((warn_unused_result))
#define KB_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define KB_API
#define KB_MUST_USE
#define KB_PRINTF(f, a)
#endif

/** What became of a call.  The names say what the caller can do about it. */
typedef enum kb_status {
    KB_OK = 0,        /**< it worked */
    KB_ERR_MEMORY,    /**< no memory: give up */
    KB_ERR_IO,        /**< a file or the store could not be read or written */
    KB_ERR_INPUT,     /**< the file was read but is wrong: show where, ask to mend it */
    KB_ERR_ARGUMENT,  /**< the caller broke the contract written in the header */
    KB_ERR_NOT_FOUND, /**< no such file, code, variable or answer */
    KB_ERR_LIMIT,     /**< a stated limit was reached */
    KB_ERR_CANCELLED  /**< the progress function asked to stop */
} kb_status;

/**
 * Why a call failed, and where.
 *
 * Owned by the caller, usually on the stack; holds no memory of its own, so
 * it is never freed.  Functions write it only when they fail.  `line` and
 * `column` count from 1 and are 0 when unknown; `column` counts code points.
 */
typedef struct kb_error {
    kb_status status;
    int line;
    int column;
    char file[256];
    char message[512];
} kb_error;

/** A UTF-8 string that someone else owns.  Not terminated by a zero byte. */
typedef struct kb_str {
    const char *ptr; /**< may be NULL when len is 0 */
    size_t len;      /**< in bytes */
} kb_str;

/** A half-open range of bytes, begin <= end. */
typedef struct kb_span {
    size_t begin;
    size_t end; /**< one past the last */
} kb_span;

/** A place in a text file; both count from 1, columns in code points; 0 = unknown. */
typedef struct kb_place {
    int line;
    int column;
} kb_place;

/** Returns a short fixed English name for `status`, never NULL. */
KB_API const char *kb_status_name(kb_status status);

/**
 * Fills `err` and returns `status`, so that a failure is one line:
 *
 *     return kb_fail(err, KB_ERR_INPUT, "code '%s' is defined twice", id);
 *
 * `err` may be NULL.  A message that is too long is cut, never inside a character.
 */
KB_API kb_status kb_fail(kb_error *err, kb_status status, const char *format, ...) KB_PRINTF(3, 4);

/** Adds where in the file an error that has been filled stands.  `err` may be NULL. */
KB_API void kb_error_at(kb_error *err, int line, int column);

/** Adds which file an error that has been filled is about.  `err` may be NULL. */
KB_API void kb_error_in(kb_error *err, const char *file);

/** Fills `err` with the fixed message for lack of memory and returns KB_ERR_MEMORY. */
KB_API kb_status kb_fail_memory(kb_error *err);

/** How much a problem matters. */
typedef enum kb_severity {
    KB_NOTE,    /**< worth knowing: what was guessed, what was skipped and counted */
    KB_WARNING, /**< probably not what was meant */
    KB_PROBLEM  /**< wrong: the input cannot be used */
} kb_severity;

/** One finding about an input, with its place. */
typedef struct kb_problem {
    kb_severity severity;
    kb_str file;    /**< empty when the whole job is meant */
    kb_place place; /**< a line and column of a text file; row and column of a data file */
    bool in_table;  /**< the place is a row and a column of a data file */
    kb_str message; /**< one line, lower case, no full stop */
    kb_str hint;    /**< what would be right; may be empty */
    kb_str source;  /**< the source line the place is in, without its line end; may be empty */
} kb_problem;

/** A list of findings, in the order found.  Make it with kb_problems_new(). */
typedef struct kb_problems kb_problems;

/** Makes an empty list.  `*out` is the caller's; free it with kb_problems_free(). */
KB_API KB_MUST_USE kb_status kb_problems_new(kb_problems **out, kb_error *err);

/** Frees the list and every string in it; NULL is allowed. */
KB_API void kb_problems_free(kb_problems *problems);

/**
 * Adds a copy of `problem`.  `problems` may be NULL: then nothing happens.
 * Fails only for lack of memory, which sticks: see kb_problems_status().
 */
KB_API void kb_problems_add(kb_problems *problems, const kb_problem *problem);

/** Returns KB_ERR_MEMORY when an earlier addition was lost for lack of memory, else KB_OK. */
KB_API kb_status kb_problems_status(const kb_problems *problems);

/** Returns how many findings the list holds. */
KB_API size_t kb_problems_count(const kb_problems *problems);

/** Returns how many findings are of at least the given severity. */
KB_API size_t kb_problems_at_least(const kb_problems *problems, kb_severity severity);

/** Returns finding `index`, which must be below the count; it belongs to the list. */
KB_API const kb_problem *kb_problems_at(const kb_problems *problems, size_t index);

/**
 * Called again and again, many times a second, while something takes long; when it fails, that ends
 * with its status.
 */
typedef kb_status (*kb_look)(void *payload, kb_error *err);

/**
 * How a long job talks to its caller.  Every member may be NULL.
 */
typedef struct kb_watch {
    /**
     * Called now and then with the step's name, how much is done and how much
     * there is (0 when unknown); many times a second also without a name (NULL), to be asked
     * whether to go on.  Returns false to cancel: the job stops with KB_ERR_CANCELLED and
     * leaves the last complete state.
     */
    bool (*progress)(void *payload, const char *step, uint64_t done, uint64_t total);
    /** Called for every note, warning and problem as it is found; `problem` lives for the call. */
    void (*note)(void *payload, const kb_problem *problem);
    void *payload; /**< handed to both */
} kb_watch;

/** Returns the version of the library, for instance "0.1.0". */
KB_API const char *kb_version(void);

#ifdef __cplusplus
}
#endif

#endif
