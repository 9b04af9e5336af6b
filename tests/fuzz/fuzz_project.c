/* SPDX-License-Identifier: MIT */
/* Any bytes as a project file: opened or refused, then everything in it is read, views included. */
#include "store/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A view that somebody wrote may never end. */
enum { STEPS = 1000, PAUSES = 2000 };

static int count_down(void *left)
{
    return --*(int *)left < 0;
}

static kb_status see_run(void *payload, const kb_run *run, kb_error *err)
{
    (void)err;
    *(int64_t *)payload = run->id;
    return KB_OK;
}

static kb_status see_question(void *payload, int64_t id, kb_str name, kb_str label, kb_error *err)
{
    (void)payload, (void)id, (void)name, (void)label, (void)err;
    return KB_OK;
}

static kb_status see_undecided(void *payload, int64_t answer, int64_t respondent, kb_str name,
                               kb_str question, kb_str rule, kb_error *err)
{
    (void)payload, (void)answer, (void)respondent, (void)name, (void)question, (void)rule;
    (void)err;
    return KB_OK;
}

static void read_answers(kb_store *store, int64_t run)
{
    kb_answers *answers = NULL;
    kb_answer one;
    bool more = kb_answers_open(&answers, store, run, NULL) == KB_OK;
    while (more && kb_answers_next(answers, &one, &more, NULL) == KB_OK)
        ;
    kb_answers_close(answers);
}

static void read_segments(kb_store *store, int64_t run)
{
    kb_segments *segments = NULL;
    kb_stored_segment one;
    bool more = kb_segments_open(&segments, store, run, NULL) == KB_OK;
    while (more && kb_segments_next(segments, &one, &more, NULL) == KB_OK) {
        if (one.bytes.end > one.text.len || one.match.end > one.text.len)
            abort();
    }
    kb_segments_close(segments);
}

static void read_all(kb_store *store)
{
    static const char *const views[] = { "v_answer", "v_segment",    "v_match",    "v_code",
                                         "v_matrix", "v_respondent", "v_undecided" };
    int64_t run = 0;
    kb_str text;
    unsigned ignored = (unsigned)kb_store_each_run(store, see_run, &run, NULL);
    ignored |= (unsigned)kb_store_each_question(store, see_question, NULL, NULL);
    ignored |= (unsigned)kb_store_each_undecided(store, run, see_undecided, NULL, NULL);
    ignored |= (unsigned)kb_store_codebook(store, run, &text, NULL);
    ignored |= (unsigned)kb_store_first_group(store, &text, NULL);
    (void)ignored;
    read_answers(store, 0);
    read_answers(store, run);
    read_segments(store, run);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT * FROM %s", views[i]);
        sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/kodebok-fuzz-XXXXXX";
    int left = PAUSES;
    int fd = mkstemp(path);
    kb_store *store = NULL;
    if (fd < 0)
        return 0;
    bool written = write(fd, data, size) == (ssize_t)size;
    close(fd);
    if (written && kb_store_open(&store, path, KB_STORE_READ, NULL, NULL) == KB_OK) {
        sqlite3_progress_handler(store->db, STEPS, count_down, &left);
        read_all(store);
    }
    kb_store_close(store);
    unlink(path);
    return 0;
}
