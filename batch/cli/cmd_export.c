/* cmd_export.c: redress export. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "ledger/book.h"

#include <stdio.h>
#include <string.h>

static enum status print_chain(struct book *book, struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	struct text line = TEXT_ZERO;
	enum status status = entries_open(book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	while ((status = entries_next(entries, &entry, err)) == STATUS_OK) {
		text_clear(&line);
		entry_chain(entry.seq, &entry.event, entry.lines,
			    entry.line_count, &line);
		if (fwrite(line.bytes, 1, line.size, stdout) != line.size) {
			status = err_set(err, STATUS_IO,
					 "the output cannot be written");
			break;
		}
	}
	text_release(&line);
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

int command_export(const struct options *options)
{
	const char *directory = options_book(options);
	const char *format = options->value[OPTION_FORMAT];
	int wait = options_wait(options);
	struct book *book;
	struct err err;
	enum status closed;
	enum status status;

	if (directory == NULL || wait < 0)
		return EXIT_USAGE;
	if (format == NULL || strcmp(format, "chain") != 0) {
		fprintf(stderr, "redress: export takes --format chain\n");
		return EXIT_USAGE;
	}
	status = book_open(directory, BOOK_READ, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = print_chain(book, &err);
	if (status != STATUS_OK)
		exit_with(status, &err);
	closed = book_close(book, &err);
	if (status == STATUS_OK && closed != STATUS_OK)
		return (int)exit_with(closed, &err);
	return (int)exit_of(status);
}
