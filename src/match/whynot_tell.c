/* SPDX-License-Identifier: MIT */
/* The nearest miss of a phrase in words: what of it is there, what is missing, what is between. */
#include "nearest.h"

enum { SHORT_NAME = 48, LONG_PHRASE = 100 };

/* An item that is missing where the phrase goes on: does it stand somewhere else?  Short words
 * stand in every other sentence, which says nothing. */
static bool find_elsewhere(inquest *q, const nearest *best, size_t item, token_span *found)
{
    const kb_text *text = q->scratch->text;
    const bool everywhere = best->items[item].weight == HEAVY;
    uint32_t end = everywhere ? (uint32_t)text->token_count : best->sentence.end;
    if (end > INQUEST_TOKENS)
        end = INQUEST_TOKENS;
    for (uint32_t at = everywhere ? 0 : best->sentence.begin; at < end; at++) {
        uint32_t limit = (uint32_t)text->sentences[text->tokens[at].sentence].last;
        if (kb_item_at(q, best->phrase, item, at, limit, found))
            return true;
    }
    return false;
}

static void tell_missing(inquest *q, const nearest *best, size_t item, size_t next, account *a)
{
    const kb_str wanted = kb_say_item(q, &best->phrase->sequence->items[item]);
    const hit *before = next > 0 ? &best->chain[next - 1] : NULL;
    token_span at;
    if (find_elsewhere(q, best, item, &at)) {
        const bool here = at.begin >= best->sentence.begin && at.end <= best->sentence.end;
        kb_account_add(q, a, KB_CONDITION_DISTANCE, false, &at, 1, "%.*s: «%.*s» stands %s",
                       KB_ARG(wanted), KB_ARG(kb_say_tokens(q, at)),
                       here ? "there in another order" : "in another sentence");
    } else if (before != NULL && before->span.end < best->sentence.end) {
        const token_span behind = { before->span.end, before->span.end + 1 };
        kb_account_add(q, a, KB_CONDITION_WORD, false, NULL, 0,
                       "%.*s is missing; after «%.*s» comes «%.*s»", KB_ARG(wanted),
                       KB_ARG(kb_say_tokens(q, before->span)), KB_ARG(kb_say_tokens(q, behind)));
    } else if (before != NULL) {
        kb_account_add(q, a, KB_CONDITION_WORD, false, NULL, 0,
                       "%.*s is missing; the sentence ends after «%.*s»", KB_ARG(wanted),
                       KB_ARG(kb_say_tokens(q, before->span)));
    } else {
        kb_account_add(q, a, KB_CONDITION_WORD, false, NULL, 0, "%.*s is missing before «%.*s»",
                       KB_ARG(wanted), KB_ARG(kb_say_tokens(q, best->chain[next].span)));
    }
}

/* Words between two hits that nothing allows. */
static void tell_distance(inquest *q, const nearest *best, const hit *before, const hit *h,
                          account *a)
{
    const uint32_t between = h->span.begin - before->span.end;
    const uint32_t allowed = kb_allowed_between(best->phrase, before->last, h->first);
    const token_span words = { before->span.end, h->span.begin };
    if (between <= allowed)
        return;
    kb_account_add(q, a, KB_CONDITION_DISTANCE, false, &words, 1,
                   "«%.*s» stands between «%.*s» and «%.*s»: %u word%s, and %s: short by %u",
                   KB_ARG(kb_say_tokens(q, words)), KB_ARG(kb_say_tokens(q, before->span)),
                   KB_ARG(kb_say_tokens(q, h->span)), between, between == 1 ? "" : "s",
                   allowed == 0   ? "none may"
                   : allowed == 1 ? "one may"
                                  : "fewer may",
                   between - allowed);
}

static void tell_hit(inquest *q, const nearest *best, const hit *h, account *a)
{
    const kb_str wanted = kb_say_item(q, &best->phrase->sequence->items[h->first]);
    if (h->miss.kind == MISS_NONE) {
        kb_account_add(q, a, KB_CONDITION_WORD, true, &h->span, 1, "%.*s: «%.*s»", KB_ARG(wanted),
                       KB_ARG(kb_say_tokens(q, h->span)));
        return;
    }
    kb_buf_reset(&q->line);
    kb_say_miss(q, &q->line, &h->miss, h->span.begin);
    kb_str miss = kb_keep_line(q);
    if (h->last > h->first)
        kb_account_add(
            q, a, KB_CONDITION_WORD, false, &h->span, 1, "%.*s %.*s: %.*s", KB_ARG(wanted),
            KB_ARG(kb_say_item(q, &best->phrase->sequence->items[h->last])), KB_ARG(miss));
    else
        kb_account_add(q, a, KB_CONDITION_WORD, false, &h->span, 1, "%.*s: %.*s", KB_ARG(wanted),
                       KB_ARG(miss));
}

static void tell_chain(inquest *q, const nearest *best, account *a)
{
    const kb_sequence *sequence = best->phrase->sequence;
    const hit *before = NULL;
    size_t next = 0;
    for (size_t item = 0; item < sequence->item_count; item++) {
        const hit *h = next < best->count ? &best->chain[next] : NULL;
        if (h != NULL && h->first == item) {
            if (before != NULL)
                tell_distance(q, best, before, h, a);
            tell_hit(q, best, h, a);
            item = h->last;
            before = h;
            next++;
        } else if (kb_is_wanted(&sequence->items[item])) {
            tell_missing(q, best, item, next, a);
        }
    }
}

static bool all_held(const account *a)
{
    for (size_t i = 0; i < a->count; i++)
        if (!a->findings[i].held)
            return false;
    return true;
}

static bool has_miss(const nearest *best)
{
    for (size_t i = 0; i < best->count; i++)
        if (best->chain[i].miss.kind != MISS_NONE)
            return true;
    return false;
}

/* Which phrase of many; `whole` is named before it when it is short, as macros are. */
static void tell_choice(inquest *q, const kb_pattern *pattern, const candidates *all, kb_str shown,
                        account *a)
{
    const kb_str whole = kb_say_pattern(q, pattern);
    const bool named = whole.len <= SHORT_NAME;
    kb_account_add(q, a, KB_CONDITION_PATTERN, false, NULL, 0,
                   "%.*s%sof its %s%zu phrases, «%.*s» comes nearest",
                   KB_ARG(named ? whole : (kb_str){ 0 }), named ? ": " : "",
                   all->more ? "first " : "", all->count, KB_ARG(shown));
}

void kb_tell_nearest(inquest *q, const kb_pattern *pattern, const candidates *all,
                     const nearest *best, account *a)
{
    const kb_str shown = best->phrase->shown.len > 0 ? best->phrase->shown
                                                     : kb_say_phrase(q, best->phrase->sequence);
    account parts = { 0 };
    tell_chain(q, best, &parts);
    if (all->count > 1)
        tell_choice(q, pattern, all, shown, a);
    else if (parts.count > 1 && shown.len <= LONG_PHRASE)
        kb_account_add(q, a, KB_CONDITION_PATTERN, false, NULL, 0, "«%.*s» is there only in part",
                       KB_ARG(shown));
    if (all_held(&parts))
        kb_account_add(q, &parts, KB_CONDITION_DISTANCE, false, NULL, 0,
                       "its words do not stand together as the phrase wants");
    kb_account_append(q, a, &parts);
    a->verdict = has_miss(best) ? KB_VERDICT_WORD : KB_VERDICT_PART;
    a->nearness = best->score * NEAR_MOST_OF / 1000;
}
