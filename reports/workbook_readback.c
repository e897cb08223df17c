/*
 * workbook_readback.c: a ZIP directory, inflate, and a scan of tags.
 *
 * Format      .ZIP File Format Specification (APPNOTE) 4.3.7, 4.3.12,
 *             4.3.14-4.3.16, 4.5.3: numbers are little-endian.
 */
#include "reports/workbook_readback.h"

#include "ledger/base/arena.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
	END_SIZE = 22,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	ENTRY_SIZE = 46,
	LOCAL_SIZE = 30,
	DIRECTORY_MAX = 1 << 20,
	NAME_MAX_SIZE = 64,
	CHUNK = 1 << 16,
	TAG_MAX = 16
};

struct part {
	char name[NAME_MAX_SIZE];
	uint64_t offset;
	uint64_t packed;
	uint64_t size;
	uint32_t crc;
	uint16_t method;
};

/* Tags of a part as they come; a tag's first letters are kept. */
struct scan {
	bool in_tag, named;
	char tag[TAG_MAX];
	size_t tag_size;
	char last; /* byte before, to see /> */
	int64_t depth;
	uint64_t rows, cells;
	bool bad;
	char closed[TAG_MAX]; /* the tag that came back to depth 0 */
};

static uint64_t number(const unsigned char *at, int size)
{
	uint64_t value = 0;

	while (size-- > 0)
		value = value << 8 | at[size];
	return value;
}

static enum status short_file(struct err *err, const char *what)
{
	return err_set(err, STATUS_FULL,
		       "the workbook came out damaged (%s): the disk or a "
		       "limit on file sizes is full",
		       what);
}

static enum status read_at(int file, uint64_t offset, void *bytes, size_t size,
			   struct err *err)
{
	char *at = bytes;

	while (size > 0) {
		ssize_t done = pread(file, at, size, (off_t)offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_set(err, STATUS_IO,
				       "the workbook cannot be read back: %s",
				       strerror(errno));
		if (done == 0)
			return short_file(err, "its end is missing");
		at += done;
		offset += (uint64_t)done;
		size -= (size_t)done;
	}
	return STATUS_OK;
}

static void end_tag(struct scan *scan, bool empty)
{
	bool closing = scan->tag_size > 0 && scan->tag[0] == '/';

	scan->tag[scan->tag_size] = '\0';
	if (scan->tag[0] == '?')
		return;
	if (strcmp(scan->tag, "row") == 0)
		scan->rows++;
	if (strcmp(scan->tag, "c") == 0)
		scan->cells++;
	if (closing)
		scan->depth--;
	else if (!empty)
		scan->depth++;
	if (scan->depth < 0)
		scan->bad = true;
	if (scan->depth == 0)
		memcpy(scan->closed, scan->tag, sizeof scan->closed);
}

/* A tag's name ends at a space, or at the / of an empty element. */
static void scan_tag(struct scan *scan, char c)
{
	if (c == ' ' || c == '\n' || (c == '/' && scan->tag_size > 0))
		scan->named = true;
	if (!scan->named && scan->tag_size < TAG_MAX - 1)
		scan->tag[scan->tag_size++] = c;
}

static void scan_bytes(struct scan *scan, const char *at, size_t size)
{
	const char *end = at + size;

	while (at < end) {
		if (!scan->in_tag) {
			at = memchr(at, '<', (size_t)(end - at));
			if (at == NULL)
				return;
			scan->in_tag = true;
			scan->tag_size = 0;
			scan->last = '<';
			scan->named = false;
			at++;
			continue;
		}
		if (*at == '>') {
			scan->in_tag = false;
			end_tag(scan, scan->last == '/');
		} else {
			if (*at == '<')
				scan->bad = true;
			scan_tag(scan, *at);
		}
		scan->last = *at++;
	}
}

struct inflater {
	int file;
	uint64_t offset, left;
	z_stream stream;
	unsigned char in[CHUNK];
	unsigned char out[CHUNK];
	uint64_t size;
	uint32_t crc;
};

static enum status refill(struct inflater *inflater, struct err *err)
{
	size_t size = inflater->left < CHUNK ? (size_t)inflater->left : CHUNK;
	enum status status;

	if (inflater->stream.avail_in > 0 || size == 0)
		return STATUS_OK;
	status = read_at(inflater->file, inflater->offset, inflater->in, size,
			 err);
	if (status != STATUS_OK)
		return status;
	inflater->offset += size;
	inflater->left -= size;
	inflater->stream.next_in = inflater->in;
	inflater->stream.avail_in = (uInt)size;
	return STATUS_OK;
}

static enum status inflate_all(struct inflater *inflater, struct scan *scan,
			       struct err *err)
{
	int code = Z_OK;

	while (code != Z_STREAM_END) {
		enum status status = refill(inflater, err);
		size_t made;

		if (status != STATUS_OK)
			return status;
		inflater->stream.next_out = inflater->out;
		inflater->stream.avail_out = CHUNK;
		code = inflate(&inflater->stream, Z_NO_FLUSH);
		if (code != Z_OK && code != Z_STREAM_END)
			return short_file(err, "a part does not inflate");
		made = CHUNK - inflater->stream.avail_out;
		if (made == 0 && code != Z_STREAM_END && inflater->left == 0 &&
		    inflater->stream.avail_in == 0)
			return short_file(err, "a part ends too early");
		inflater->size += made;
		inflater->crc = (uint32_t)crc32(inflater->crc, inflater->out,
						(uInt)made);
		scan_bytes(scan, (const char *)inflater->out, made);
	}
	return STATUS_OK;
}

static enum status read_part(int file, const struct part *part,
			     struct scan *scan, struct err *err)
{
	unsigned char local[LOCAL_SIZE];
	struct inflater *inflater;
	enum status status =
		read_at(file, part->offset, local, sizeof local, err);

	if (status != STATUS_OK)
		return status;
	if (number(local, 4) != 0x04034b50 || part->method != Z_DEFLATED)
		return short_file(err, "a part has no head");
	inflater = mem_alloc(sizeof *inflater);
	inflater->file = file;
	inflater->offset = part->offset + LOCAL_SIZE + number(local + 26, 2) +
			   number(local + 28, 2);
	inflater->left = part->packed;
	if (inflateInit2(&inflater->stream, -MAX_WBITS) != Z_OK) {
		free(inflater);
		return err_set(err, STATUS_IO,
			       "the workbook cannot be read back: no memory");
	}
	status = inflate_all(inflater, scan, err);
	inflateEnd(&inflater->stream);
	if (status == STATUS_OK &&
	    (inflater->size != part->size || inflater->crc != part->crc))
		status = short_file(err, "a part has another checksum");
	free(inflater);
	if (status != STATUS_OK)
		return status;
	if (scan->bad || scan->in_tag || scan->depth != 0 ||
	    scan->closed[0] != '/')
		return short_file(err, part->name);
	return STATUS_OK;
}

/* The 64-bit fields that stand where a 32-bit one is all ones. */
static void read_extra(const unsigned char *at, size_t size, struct part *part)
{
	uint64_t *fields[3] = {&part->size, &part->packed, &part->offset};

	while (size >= 4) {
		size_t length = (size_t)number(at + 2, 2);
		const unsigned char *value = at + 4;
		size_t i;

		if (length > size - 4)
			return;
		for (i = 0; number(at, 2) == 1 && i < 3; i++) {
			if (*fields[i] != UINT32_MAX ||
			    value + 8 > at + 4 + length)
				continue;
			*fields[i] = number(value, 8);
			value += 8;
		}
		at += 4 + length;
		size -= 4 + length;
	}
}

/* One entry of the directory; its size, 0 when it does not fit. */
static size_t read_entry(const unsigned char *at, size_t left,
			 struct part *part)
{
	size_t name, extra, whole;

	if (left < ENTRY_SIZE || number(at, 4) != 0x02014b50)
		return 0;
	name = (size_t)number(at + 28, 2);
	extra = (size_t)number(at + 30, 2);
	whole = ENTRY_SIZE + name + extra + (size_t)number(at + 32, 2);
	if (whole > left || name >= NAME_MAX_SIZE)
		return 0;
	part->method = (uint16_t)number(at + 10, 2);
	part->crc = (uint32_t)number(at + 16, 4);
	part->packed = number(at + 20, 4);
	part->size = number(at + 24, 4);
	part->offset = number(at + 42, 4);
	memcpy(part->name, at + ENTRY_SIZE, name);
	part->name[name] = '\0';
	read_extra(at + ENTRY_SIZE + name, extra, part);
	return whole;
}

/* Where the directory lies; the library writes no comment behind it. */
static enum status find_directory(int file, uint64_t *offset, uint64_t *size,
				  struct err *err)
{
	unsigned char end[END_SIZE], locator[LOCATOR_SIZE], end64[END64_SIZE];
	struct stat about;
	enum status status;
	uint64_t at;

	if (fstat(file, &about) != 0)
		return err_set(err, STATUS_IO,
			       "the workbook cannot be read back: %s",
			       strerror(errno));
	if (about.st_size < END_SIZE)
		return short_file(err, "it is empty");
	at = (uint64_t)about.st_size - END_SIZE;
	status = read_at(file, at, end, sizeof end, err);
	if (status != STATUS_OK)
		return status;
	if (number(end, 4) != 0x06054b50)
		return short_file(err, "it has no directory");
	*size = number(end + 12, 4);
	*offset = number(end + 16, 4);
	if (*offset != UINT32_MAX || at < LOCATOR_SIZE)
		return STATUS_OK;
	status = read_at(file, at - LOCATOR_SIZE, locator, sizeof locator, err);
	if (status == STATUS_OK)
		status = read_at(file, number(locator + 8, 8), end64,
				 sizeof end64, err);
	if (status != STATUS_OK)
		return status;
	*size = number(end64 + 40, 8);
	*offset = number(end64 + 48, 8);
	return STATUS_OK;
}

/* Number of a sheet's part, from 1; 0 for any other part. */
static size_t sheet_number(const char *name)
{
	static const char start[] = "xl/worksheets/sheet";
	size_t value = 0;

	if (strncmp(name, start, sizeof start - 1) != 0)
		return 0;
	for (name += sizeof start - 1; *name >= '0' && *name <= '9'; name++)
		value = value * 10 + (size_t)(*name - '0');
	return strcmp(name, ".xml") == 0 ? value : 0;
}

static enum status check_part(int file, const struct part *part,
			      const struct readback_sheet *sheets, size_t count,
			      struct err *err)
{
	size_t sheet = sheet_number(part->name);
	struct scan scan;
	enum status status;

	memset(&scan, 0, sizeof scan);
	status = read_part(file, part, &scan, err);
	if (status != STATUS_OK || sheet == 0)
		return status;
	if (sheet > count || strcmp(scan.closed, "/worksheet") != 0)
		return short_file(err, part->name);
	if (scan.rows == sheets[sheet - 1].rows &&
	    scan.cells == sheets[sheet - 1].cells)
		return STATUS_OK;
	return err_set(err, STATUS_FULL,
		       "the workbook came out short: %s has %llu of %llu rows "
		       "and %llu of %llu cells; the disk or a limit on file "
		       "sizes is full",
		       part->name, (unsigned long long)scan.rows,
		       (unsigned long long)sheets[sheet - 1].rows,
		       (unsigned long long)scan.cells,
		       (unsigned long long)sheets[sheet - 1].cells);
}

enum status readback_check(int file, const struct readback_sheet *sheets,
			   size_t count, struct err *err)
{
	unsigned char *directory;
	uint64_t offset = 0, size = 0, at = 0;
	size_t found = 0;
	enum status status = find_directory(file, &offset, &size, err);

	if (status != STATUS_OK)
		return status;
	if (size > DIRECTORY_MAX)
		return short_file(err, "its directory is too large");
	directory = mem_alloc((size_t)size);
	status = read_at(file, offset, directory, (size_t)size, err);
	while (status == STATUS_OK && at < size) {
		struct part part;
		size_t whole =
			read_entry(directory + at, (size_t)(size - at), &part);

		if (whole == 0) {
			status = short_file(err, "its directory is broken");
			break;
		}
		found += sheet_number(part.name) != 0;
		status = check_part(file, &part, sheets, count, err);
		at += whole;
	}
	free(directory);
	if (status == STATUS_OK && found != count)
		status = short_file(err, "a sheet is missing");
	return status;
}
