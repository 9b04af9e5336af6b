/* SPDX-License-Identifier: MIT */
/* Building an index of words; see kodebok/wordindex.h. */
#include <kodebok/wordindex.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "base/try.h"
#include "gate_fold.h"

#include <stdlib.h>
#include <string.h>

/* The answers of one word so far. */
typedef struct word_answers {
    unsigned char *bytes; /* owned */
    uint32_t length, cap;
    int64_t last;
} word_answers;

struct kb_word_index {
    kb_map words;
    word_answers *lists; /* owned; per word */
    size_t list_cap;
    int64_t last;
    kb_buf folded, word_bytes, places, postings;
};

kb_status kb_word_index_new(kb_word_index **out, kb_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out != NULL ? KB_OK : kb_fail_memory(err);
}

void kb_word_index_free(kb_word_index *index)
{
    if (index == NULL)
        return;
    for (size_t i = 0; i < index->words.count; i++)
        free(index->lists[i].bytes);
    free(index->lists);
    kb_map_free(&index->words);
    kb_buf_free(&index->folded);
    kb_buf_free(&index->word_bytes);
    kb_buf_free(&index->places);
    kb_buf_free(&index->postings);
    free(index);
}

static bool grow(word_answers *list)
{
    enum { LONGEST = 10 }; /* bytes of one number */
    if (list->cap - list->length >= LONGEST)
        return true;
    uint32_t want = list->cap > 0 ? list->cap * 2 : 16;
    unsigned char *bytes = realloc(list->bytes, want);
    if (bytes == NULL)
        return false;
    list->bytes = bytes;
    list->cap = want;
    return true;
}

static bool put_answer(word_answers *list, int64_t answer)
{
    uint64_t rest = (uint64_t)(answer - list->last);
    if (list->last == answer)
        return true;
    if (!grow(list))
        return false;
    list->last = answer;
    for (; rest >= 0x80; rest >>= 7)
        list->bytes[list->length++] = (unsigned char)(rest | 0x80);
    list->bytes[list->length++] = (unsigned char)rest;
    return true;
}

/* `word` is of a folded text, behind which more can be read. */
static bool put_word(kb_word_index *index, kb_str word, int64_t answer)
{
    size_t number = kb_map_find_open(&index->words, word);
    if (number == KB_MAP_NONE) {
        void *lists = index->lists;
        if (!kb_array_reserve(&lists, &index->list_cap, index->words.count, sizeof *index->lists))
            return false;
        index->lists = lists;
        index->lists[index->words.count] = (word_answers){ 0 };
        number = kb_map_add(&index->words, word);
        if (number == KB_MAP_NONE)
            return false;
    }
    return put_answer(&index->lists[number], answer);
}

kb_status kb_word_index_add(kb_word_index *index, int64_t answer, kb_str canonical, kb_error *err)
{
    if (answer <= index->last)
        return kb_fail(err, KB_ERR_ARGUMENT, "answers of an index come in rising order");
    index->last = answer;
    kb_gate_fold(&index->folded, canonical);
    if (index->folded.failed)
        return kb_fail_memory(err);
    kb_str rest = kb_buf_view(&index->folded), word;
    while (kb_str_cut(&rest, KB_GATE_BOUNDARY, &word))
        if (word.len > 0 && !put_word(index, word, answer))
            return kb_fail_memory(err);
    return KB_OK;
}

static void put_place(kb_buf *places, size_t number)
{
    for (int shift = 0; shift < 32; shift += 8)
        kb_buf_char(places, (char)(number >> shift & 0xFF));
}

kb_status kb_word_index_end(kb_word_index *index, kb_index_parts *parts, kb_error *err)
{
    kb_buf *words = &index->word_bytes, *postings = &index->postings;
    for (size_t i = 0; i < index->words.count; i++) {
        word_answers *list = &index->lists[i];
        kb_buf_char(words, KB_GATE_BOUNDARY);
        put_place(&index->places, words->len);
        put_place(&index->places, postings->len);
        kb_buf_str(words, index->words.keys[i]);
        kb_buf_add(postings, (const char *)list->bytes, list->length);
        free(list->bytes);
        *list = (word_answers){ 0 };
        if (postings->len > UINT32_MAX || words->len > UINT32_MAX)
            return kb_fail(err, KB_ERR_LIMIT, "too many words for an index");
    }
    kb_buf_char(words, KB_GATE_BOUNDARY);
    put_place(&index->places, words->len);
    put_place(&index->places, postings->len);
    if (words->failed || postings->failed || index->places.failed)
        return kb_fail_memory(err);
    *parts =
        (kb_index_parts){ kb_buf_view(words), kb_buf_view(&index->places), kb_buf_view(postings) };
    return KB_OK;
}
