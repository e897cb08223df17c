/* workbook_tape.c: rows as packed records behind their sizes. */
#include "reports/workbook_tape.h"

#include "ledger/base/arena.h"
#include "ledger/spool.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { TAPE_BUFFER = 1 << 18 };

struct tape {
	int file;
	size_t columns;
	uint64_t written, read; /* rows */
	struct text out;	/* rows that are not in the file yet */
	char *buffer;		/* what was read of the file */
	size_t start, end, room;
};

enum status tape_new(const char *folder, size_t columns, struct tape **out,
		     struct err *err)
{
	struct tape *tape;
	int file;
	enum status status = spool_open(folder, &file, err);

	if (status != STATUS_OK)
		return status;
	tape = mem_alloc(sizeof *tape);
	tape->file = file;
	tape->columns = columns;
	tape->buffer = mem_grow(NULL, &tape->room, TAPE_BUFFER, 1);
	*out = tape;
	return STATUS_OK;
}

void tape_free(struct tape *tape)
{
	if (tape == NULL)
		return;
	close(tape->file);
	text_release(&tape->out);
	free(tape->buffer);
	free(tape);
}

static enum status flush(struct tape *tape, struct err *err)
{
	const char *at = tape->out.bytes;
	size_t left = tape->out.size;

	while (left > 0) {
		ssize_t done = write(tape->file, at, left);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_set(err,
				       errno == ENOSPC || errno == EDQUOT ||
						       errno == EFBIG
					       ? STATUS_FULL
					       : STATUS_IO,
				       "the workbook's rows cannot be kept: %s",
				       strerror(errno));
		at += done;
		left -= (size_t)done;
	}
	text_clear(&tape->out);
	return STATUS_OK;
}

static void pack_cell(struct text *out, const struct cell *cell)
{
	pack_byte(out, cell->hidden ? 2 : cell->empty ? 1 : 0);
	pack_byte(out, cell->currency);
	pack_zigzag(out, cell->number);
	pack_string(out, cell->text.bytes, cell->text.size);
}

enum status tape_add(struct tape *tape, const struct cell *cells,
		     struct err *err)
{
	size_t start, size, i;
	unsigned char head[4] = {0, 0, 0, 0};

	start = tape->out.size;
	text_add(&tape->out, (const char *)head, sizeof head);
	for (i = 0; i < tape->columns; i++)
		pack_cell(&tape->out, &cells[i]);
	size = tape->out.size - start - sizeof head;
	assert(size <= UINT32_MAX);
	put_u32(head, (uint32_t)size);
	memcpy(tape->out.bytes + start, head, sizeof head);
	tape->written++;
	return tape->out.size < TAPE_BUFFER ? STATUS_OK : flush(tape, err);
}

enum status tape_rewind(struct tape *tape, struct err *err)
{
	enum status status = flush(tape, err);

	if (status != STATUS_OK)
		return status;
	if (lseek(tape->file, 0, SEEK_SET) != 0)
		return err_set(err, STATUS_IO, "the rows cannot be read: %s",
			       strerror(errno));
	tape->read = 0;
	tape->start = 0;
	tape->end = 0;
	return STATUS_OK;
}

/* Have `wanted` bytes in the buffer, at its start. */
static enum status fill(struct tape *tape, size_t wanted, struct err *err)
{
	if (tape->end - tape->start >= wanted)
		return STATUS_OK;
	memmove(tape->buffer, tape->buffer + tape->start,
		tape->end - tape->start);
	tape->end -= tape->start;
	tape->start = 0;
	tape->buffer = mem_grow(tape->buffer, &tape->room, wanted, 1);
	while (tape->end < wanted) {
		ssize_t done = read(tape->file, tape->buffer + tape->end,
				    tape->room - tape->end);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return err_set(err, STATUS_IO,
				       "the workbook's rows cannot be read "
				       "back: %s",
				       done < 0 ? strerror(errno)
						: "they end too early");
		tape->end += (size_t)done;
	}
	return STATUS_OK;
}

static void read_cell(struct reader *reader, struct cell *cell)
{
	unsigned int absence = read_byte(reader);

	cell->empty = absence != 0;
	cell->hidden = absence == 2;
	cell->currency = (uint8_t)read_byte(reader);
	cell->number = read_zigzag(reader);
	cell->text = read_string(reader);
}

enum status tape_next(struct tape *tape, struct cell *cells, struct err *err)
{
	enum status status;
	struct reader reader;
	uint32_t size;
	size_t i;

	if (tape->read == tape->written)
		return STATUS_END;
	status = fill(tape, 4, err);
	if (status != STATUS_OK)
		return status;
	size = get_u32(tape->buffer + tape->start);
	tape->start += 4;
	status = fill(tape, size, err);
	if (status != STATUS_OK)
		return status;
	reader = reader_of(tape->buffer + tape->start, size);
	tape->start += size;
	for (i = 0; i < tape->columns; i++)
		read_cell(&reader, &cells[i]);
	if (reader.bad || reader.at != reader.end)
		return err_set(err, STATUS_IO,
			       "the workbook's rows were not kept whole");
	tape->read++;
	return STATUS_OK;
}
