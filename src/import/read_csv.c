/* SPDX-License-Identifier: MIT */
/*
 * The CSV reader: source -> decoder -> parser -> records; see reader.h.
 *
 * The parser is fed what could be decoded before a broken byte is reported, so
 * that the rows before it are read and the message can name row and column.
 */
#include "csv.h"
#include "encoding.h"
#include "reader.h"
#include "sniff.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

typedef struct csv_reader {
    kb_reader base;
    kb_source *source; /* borrowed */
    kb_notes *notes;   /* borrowed */
    kb_encoding encoding;
    kb_decoder *decoder;
    size_t sep_bytes; /* of a "sep=;" line at the beginning */
    size_t drop;      /* how much of it is still to be dropped */
    kb_csv csv;
    kb_buf decoded, raw;
    kb_str input; /* what of `decoded` has not been parsed */
    bool ended;
    kb_error broken; /* why decoding stopped, when it did */
    size_t columns;  /* of the first record; 0 before it */
    uint64_t blanks; /* blank lines just before the parser's record */
    bool held;       /* that record waits until the blank ones are delivered */
} csv_reader;

static bool detect(kb_str head)
{
    (void)head;
    return true;
}

static void close_reader(kb_reader *reader)
{
    csv_reader *self = (csv_reader *)reader;
    kb_decoder_close(self->decoder);
    kb_csv_clear(&self->csv);
    kb_buf_free(&self->decoded);
    kb_buf_free(&self->raw);
    free(self);
}

/* Decodes the head apart from the stream; a broken byte in it ends the sample. */
static kb_status decode_head(const csv_reader *self, kb_buf *text, bool *whole, kb_error *err)
{
    kb_str head = kb_source_head(self->source, whole);
    kb_decoder *decoder = NULL;
    KB_TRY(kb_decoder_open(&decoder, &self->encoding, err));
    kb_status status = kb_decoder_add(decoder, head, *whole, text, err);
    kb_decoder_close(decoder);
    if (status != KB_ERR_INPUT)
        return status;
    *whole = false;
    return KB_OK;
}

static kb_status choose_delimiter(csv_reader *self, const char *wanted, kb_error *err)
{
    kb_buf text = { 0 };
    bool whole = false;
    char delimiter = ',';
    kb_status status = decode_head(self, &text, &whole, err);
    if (status != KB_OK)
        goto done;
    self->sep_bytes = kb_sniff_sep_line(kb_buf_view(&text), &delimiter);
    if (wanted != NULL && !kb_delimiter_read(wanted, &delimiter))
        status = kb_fail(err, KB_ERR_INPUT,
                         "'%.40s' cannot be a delimiter: give one character, or 'tab'", wanted);
    else if (wanted == NULL && self->sep_bytes == 0)
        status = kb_sniff_delimiter(&delimiter, kb_buf_view(&text), whole, err);
    self->base.delimiter = delimiter;
done:
    kb_buf_free(&text);
    return status;
}

static kb_status set_up(csv_reader *self, const kb_reader_options *options, kb_error *err)
{
    bool whole;
    kb_str head = kb_source_head(self->source, &whole);
    if (options->sheet != NULL)
        return kb_fail(err, KB_ERR_INPUT,
                       "this is a text file: --sheet is for spreadsheets, leave it out");
    KB_TRY(kb_encoding_sniff(&self->encoding, head, whole, options->encoding, err));
    self->base.encoding = self->encoding.name;
    self->base.encoding_guessed = self->encoding.guessed;
    KB_TRY(choose_delimiter(self, options->delimiter, err));
    kb_csv_init(&self->csv, self->base.delimiter);
    self->drop = self->sep_bytes;
    return kb_decoder_open(&self->decoder, &self->encoding, err);
}

static kb_status open_reader(kb_reader **out, kb_source *source, const kb_reader_options *options,
                             kb_notes *notes, kb_error *err)
{
    csv_reader *self = calloc(1, sizeof *self);
    if (self == NULL)
        return kb_fail_memory(err);
    self->base.kind = &kb_reader_csv;
    self->source = source;
    self->notes = notes;
    kb_status status = set_up(self, options, err);
    if (status == KB_OK)
        *out = &self->base;
    else
        close_reader(&self->base);
    return status;
}

/* Decodes one more block; what is wrong with it is told when the parser gets there. */
static kb_status refill(csv_reader *self, kb_error *err)
{
    kb_str block;
    KB_TRY(kb_source_next(self->source, &block, err));
    self->ended = block.len == 0;
    kb_buf_reset(&self->decoded);
    kb_status status =
        kb_decoder_add(self->decoder, block, self->ended, &self->decoded, &self->broken);
    if (status != KB_OK && status != KB_ERR_INPUT)
        return kb_fail_memory(err);
    self->input = kb_buf_view(&self->decoded);
    self->drop -= kb_str_drop(&self->input, self->drop);
    return KB_OK;
}

static kb_status fail_broken(const csv_reader *self, kb_error *err)
{
    uint64_t row;
    int column;
    kb_csv_place(&self->csv, &row, &column);
    kb_place place = kb_row_place(row, column);
    kb_fail(err, KB_ERR_INPUT, "%s", self->broken.message);
    kb_error_at(err, place.line, place.column);
    return KB_ERR_INPUT;
}

static kb_status finish(csv_reader *self, bool *more, kb_error *err)
{
    if (kb_csv_in_quotes(&self->csv)) {
        kb_place place = kb_row_place(self->csv.row, self->csv.quote_column);
        kb_fail(err, KB_ERR_INPUT, "the quote that opens this cell is never closed");
        kb_error_at(err, place.line, place.column);
        return KB_ERR_INPUT;
    }
    *more = kb_csv_end(&self->csv);
    return self->csv.failed ? kb_fail_memory(err) : KB_OK;
}

/* Brings the parser to its next record. */
static kb_status parse_record(csv_reader *self, bool *more, kb_error *err)
{
    *more = true;
    for (;;) {
        bool complete = kb_csv_feed(&self->csv, &self->input);
        if (self->csv.failed || self->csv.text.failed)
            return kb_fail_memory(err);
        if (complete)
            return KB_OK;
        if (self->broken.status != KB_OK)
            return fail_broken(self, err);
        if (self->ended)
            return finish(self, more, err);
        KB_TRY(refill(self, err));
    }
}

static bool is_blank(const kb_csv *csv)
{
    return csv->count == 1 && csv->faults[0] == 0 && kb_str_trim(csv->cells[0]).len == 0;
}

static void give_record(csv_reader *self, kb_line *line)
{
    self->held = false;
    *line = (kb_line){ self->csv.row, self->csv.cells, self->csv.faults, self->csv.count };
}

/* In a file of one column a blank line is a blank cell. */
static void give_blank(csv_reader *self, kb_line *line)
{
    static const kb_str empty = { "", 0 };
    static const uint8_t faultless = 0;
    *line = (kb_line){ self->csv.row - self->blanks--, &empty, &faultless, 1 };
}

static void tally_blanks(csv_reader *self)
{
    for (; self->blanks > 0; self->blanks--)
        kb_notes_tally(self->notes, KB_TALLY_BLANK_LINE, self->csv.row - self->blanks, 0);
}

/* Blank lines count only when something follows: at the end of a file they are nothing. */
static kb_status next(kb_reader *reader, kb_line *line, bool *more, kb_error *err)
{
    csv_reader *self = (csv_reader *)reader;
    *more = true;
    while (!self->held) {
        KB_TRY(parse_record(self, more, err));
        if (!*more)
            return KB_OK;
        if (is_blank(&self->csv))
            self->blanks++;
        else
            self->held = true;
    }
    if (self->columns != 1)
        tally_blanks(self);
    if (self->columns == 0)
        self->columns = self->csv.count;
    if (self->blanks > 0)
        give_blank(self, line);
    else
        give_record(self, line);
    return KB_OK;
}

static kb_status sample(kb_reader *reader, kb_see_line *see, void *payload, kb_error *err)
{
    csv_reader *self = (csv_reader *)reader;
    kb_buf text = { 0 };
    kb_csv csv;
    bool whole = false, go_on = true;
    kb_csv_init(&csv, reader->delimiter);
    kb_status status = decode_head(self, &text, &whole, err);
    kb_str input = kb_buf_view(&text);
    kb_str_drop(&input, self->sep_bytes);
    while (status == KB_OK && go_on && (kb_csv_feed(&csv, &input) || (whole && kb_csv_end(&csv)))) {
        if (csv.failed)
            status = kb_fail_memory(err);
        else if (!is_blank(&csv))
            go_on = see(payload, &(kb_line){ csv.row, csv.cells, csv.faults, csv.count });
    }
    kb_csv_clear(&csv);
    kb_buf_free(&text);
    return status;
}

static kb_status raw(kb_reader *reader, kb_str text, kb_str *bytes, kb_error *err)
{
    csv_reader *self = (csv_reader *)reader;
    kb_buf_reset(&self->raw);
    KB_TRY(kb_encoding_encode(&self->encoding, text, &self->raw, err));
    *bytes = kb_buf_view(&self->raw);
    return KB_OK;
}

const kb_reader_kind kb_reader_csv = {
    .name = "csv",
    .detect = detect,
    .open = open_reader,
    .next = next,
    .sample = sample,
    .raw = raw,
    .close = close_reader,
};
