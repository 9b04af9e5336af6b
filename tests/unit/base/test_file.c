/* SPDX-License-Identifier: MIT */
/* Whole files in memory, and files that appear only when complete. */
#include "base/file.h"

#include "base/str.h"

#include "unit.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct folder {
    char path[256];
    char file[300];
} folder;

static int set_up(void **state)
{
    static folder made;
    const char *place = getenv("TMPDIR");
    snprintf(made.path, sizeof made.path, "%s/kodebok-file-XXXXXX", place ? place : P_tmpdir);
    assert_non_null(mkdtemp(made.path));
    snprintf(made.file, sizeof made.file, "%s/svår.csv", made.path);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    folder *made = *state;
    unlink(made->file);
    return rmdir(made->path);
}

static void write_file(const char *path, const char *text)
{
    kb_outfile out;
    assert_int_equal(kb_outfile_open(&out, path, NULL), KB_OK);
    assert_true(fputs(text, out.stream) >= 0);
    assert_int_equal(kb_outfile_commit(&out, NULL), KB_OK);
}

static void expect_file(const char *path, const char *text)
{
    kb_buf buf = { 0 };
    assert_int_equal(kb_file_read(path, 1 << 20, &buf, NULL), KB_OK);
    assert_true(kb_str_is(kb_buf_view(&buf), text));
    kb_buf_free(&buf);
}

static size_t files_in(const char *path)
{
    size_t count = 0;
    DIR *opened = opendir(path);
    assert_non_null(opened);
    for (struct dirent *entry; (entry = readdir(opened)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(opened);
    return count;
}

static void what_is_written_is_read_again(void **state)
{
    folder *made = *state;
    write_file(made->file, "id;svar\n1;på\n");
    expect_file(made->file, "id;svar\n1;på\n");
    write_file(made->file, "");
    expect_file(made->file, "");
    assert_int_equal(files_in(made->path), 1);
}

static void an_unfinished_file_leaves_the_old_one(void **state)
{
    folder *made = *state;
    kb_outfile out;
    write_file(made->file, "gammel");
    assert_int_equal(kb_outfile_open(&out, made->file, NULL), KB_OK);
    fputs("ny", out.stream);
    expect_file(made->file, "gammel");
    kb_outfile_discard(&out);
    expect_file(made->file, "gammel");
    assert_int_equal(files_in(made->path), 1);
    kb_outfile_discard(&out);
}

static void a_replaced_file_keeps_its_rights(void **state)
{
    folder *made = *state;
    struct stat what;
    write_file(made->file, "a");
    assert_int_equal(chmod(made->file, 0640), 0);
    write_file(made->file, "b");
    assert_int_equal(stat(made->file, &what), 0);
    assert_int_equal(what.st_mode & 0777, 0640);
}

static void what_cannot_be_written_is_said(void **state)
{
    folder *made = *state;
    char path[400];
    kb_outfile out;
    kb_error err;
    snprintf(path, sizeof path, "%s/mangler/fil", made->path);
    assert_int_equal(kb_outfile_open(&out, path, &err), KB_ERR_IO);
    assert_non_null(strstr(err.message, "mangler/fil"));

    /* a folder has come to stand where the file should go */
    assert_int_equal(kb_outfile_open(&out, made->file, NULL), KB_OK);
    assert_int_equal(mkdir(made->file, 0777), 0);
    assert_int_equal(kb_outfile_commit(&out, &err), KB_ERR_IO);
    assert_int_equal(files_in(made->path), 1);
    assert_int_equal(rmdir(made->file), 0);
}

static void what_cannot_be_read_is_told_apart(void **state)
{
    folder *made = *state;
    kb_buf buf = { 0 };
    assert_int_equal(kb_file_read(made->file, 100, &buf, NULL), KB_ERR_NOT_FOUND);
    assert_int_equal(kb_file_read(made->path, 100, &buf, NULL), KB_ERR_INPUT);
    write_file(made->file, "12345");
    assert_int_equal(kb_file_read(made->file, 4, &buf, NULL), KB_ERR_LIMIT);
    kb_buf_reset(&buf);
    assert_int_equal(kb_file_read(made->file, 5, &buf, NULL), KB_OK);
    assert_int_equal(buf.len, 5);
    kb_buf_free(&buf);
}

static void names_are_seen_from_a_file_s_folder(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        { "a/b/study.yaml", "data.csv", "a/b/data.csv" },
        { "study.yaml", "data.csv", "data.csv" },
        { "a/study.yaml", "../data.csv", "a/../data.csv" },
        { "a/study.yaml", "/data.csv", "/data.csv" },
        { "/study.yaml", "data.csv", "/data.csv" },
        { "a/study.yaml", "", "a/" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *path = kb_path_beside(cases[i][0], kb_str_from(cases[i][1]));
        assert_non_null(path);
        assert_string_equal(path, cases[i][2]);
        free(path);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(an_unfinished_file_leaves_the_old_one),
        TEST(a_replaced_file_keeps_its_rights),
        TEST(what_cannot_be_written_is_said),
        TEST(what_cannot_be_read_is_told_apart),
        cmocka_unit_test(names_are_seen_from_a_file_s_folder),
    };
    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
