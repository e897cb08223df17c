/*
 * fuzz_book.c: an event file into an empty book, whole, as `redress import`
 * does it. A first byte below 32 makes rows of the bytes behind it (rows.h);
 * any other begins a file, plain or gzip.
 *
 * The file is imported all or nothing, then, if it was refused, with every
 * reject allowed. What must hold:
 *   - read = posted + duplicate + rejected, in rows and in money;
 *   - the head moves only if rows were posted; refused whole, the book is
 *     what it was;
 *   - what was posted is proved (verify) and replays to the same book; a
 *     file that was posted whole posts nothing when it comes again.
 *
 * The book lies in /dev/shm, or FUZZ_BOOKS, for it is synced at every commit;
 * it is used until something was posted.
 */
#include "batch/engine/import.h"
#include "ledger/verify.h"
#include "tests/support/rows.h"

#include <assert.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TODAY = 20454, FOLDER_SIZE = 80, PATH_SIZE = 120, MADE_ROWS = 32 };

static char folder[FOLDER_SIZE];
static char book_path[PATH_SIZE];
static char file_path[PATH_SIZE];
static char rejects_path[PATH_SIZE];
static char scratch_path[PATH_SIZE];
static struct book *book; /* open for writing, and empty, or NULL */
static struct err err;

static int remove_one(const char *path, const struct stat *status, int kind,
		      struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

static void take_away(const char *path)
{
	(void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A status that no file may cause. */
static void must(enum status status, const char *what)
{
	if (status == STATUS_OK)
		return;
	(void)fprintf(stderr, "%s: %s\n", what, err.text);
	abort();
}

static void leave(void)
{
	if (book != NULL)
		must(book_close(book, &err), "close");
	take_away(folder);
}

static void make_folder(void)
{
	const char *home = getenv("FUZZ_BOOKS");

	if (home == NULL)
		home = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	(void)snprintf(folder, sizeof folder, "%.50s/redress-fuzz-XXXXXX",
		       home);
	if (mkdtemp(folder) == NULL)
		abort();
	(void)snprintf(book_path, PATH_SIZE, "%s/book", folder);
	(void)snprintf(file_path, PATH_SIZE, "%s/events.csv", folder);
	(void)snprintf(rejects_path, PATH_SIZE, "%s/rejects.csv", folder);
	(void)snprintf(scratch_path, PATH_SIZE, "%s/scratch", folder);
	(void)atexit(leave);
}

static void need_book(void)
{
	if (folder[0] == '\0')
		make_folder();
	if (book != NULL)
		return;
	must(book_init(book_path, &err), "init");
	must(book_open(book_path, BOOK_WRITE, 0, &book, &err), "open");
}

static void end_book(void)
{
	struct book *closing = book;

	book = NULL;
	must(book_close(closing, &err), "close");
	take_away(book_path);
}

static void write_file(const void *bytes, size_t size)
{
	FILE *file = fopen(file_path, "wb");

	if (file == NULL || fwrite(bytes, 1, size, file) != size ||
	    fclose(file) != 0)
		abort();
}

static void make_file(const uint8_t *data, size_t size)
{
	static struct rows rows;
	struct text text = TEXT_ZERO;

	if (size == 0 || data[0] >= MADE_ROWS) {
		write_file(data, size);
		return;
	}
	rows.at = data + 1;
	rows.end = data + size;
	rows.number = 0;
	rows_csv(&rows, &text);
	write_file(text.bytes, text.size);
	text_release(&text);
}

static void hear(void *owner, const struct import_message *message)
{
	(void)owner;
	assert(message->sentence[0] != '\0');
	assert(message->code != REFUSAL_NONE);
}

static void test_tally(const struct import_result *result)
{
	assert(tally_proves(&result->tally));
	assert((strcmp(result->head_before, result->head_after) != 0) ==
	       (result->tally.rows[TALLY_POSTED] > 0));
}

/* Import the file; the result is what was posted, and what became of it. */
static enum import_outcome import(enum reject_limit_kind kind,
				  struct import_result *result)
{
	struct import_options options = {
		.max_rejects = {kind, 100 * 100},
		.today = TODAY,
		.stdin_fd = -1,
		.spool_directory = folder,
		.tell = hear,
		.rejects = kind == REJECT_LIMIT_NONE ? NULL : rejects_path,
	};
	uint32_t entries = book_entries(book);
	uint32_t runs = book_runs(book);
	char head[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];
	enum status status;

	(void)unlink(rejects_path);
	book_head(book, head);
	status = import_file(book, file_path, &options, result, &err);
	if (status != STATUS_OK) {
		/* Damaged gzip; its sentence says so. */
		assert(err.text[0] != '\0');
		assert(status == STATUS_NOT_FOUND || status == STATUS_OVERFLOW);
		result->outcome = IMPORT_UNDECIDED;
	}
	book_head(book, after);
	if (result->outcome == IMPORT_POSTED ||
	    result->outcome == IMPORT_POSTED_WITH_REJECTS) {
		test_tally(result);
		assert(book_runs(book) == runs + 1);
		return result->outcome;
	}
	assert(strcmp(head, after) == 0);
	assert(book_entries(book) == entries && book_runs(book) == runs);
	return result->outcome;
}

static void find(void *owner, const struct finding *finding)
{
	(void)owner;
	(void)fprintf(stderr, "%s: %s\n", finding->kind, finding->text);
	abort();
}

static void prove(void)
{
	struct replay_options replay = {scratch_path, false};
	struct verdict verdict;
	uint64_t findings = 0;

	memset(&verdict, 0, sizeof verdict);
	must(verify_book(book, find, NULL, &verdict, &err), "verify");
	must(verify_replay(book, &replay, find, NULL, &findings, &err),
	     "replay");
	take_away(scratch_path);
	assert(verdict.findings == 0 && findings == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_result result;
	static struct import_result again;
	enum import_outcome outcome;
	enum import_outcome second;

	need_book();
	make_file(data, size);
	outcome = import(REJECT_LIMIT_NONE, &result);
	if (outcome == IMPORT_REFUSED)
		outcome = import(REJECT_LIMIT_PERCENT, &result);
	if (outcome != IMPORT_POSTED && outcome != IMPORT_POSTED_WITH_REJECTS)
		return 0;
	prove();
	/* What was refused may be right behind the rows that were posted. */
	second = import(REJECT_LIMIT_NONE, &again);
	assert(second == IMPORT_ALREADY_POSTED ||
	       outcome == IMPORT_POSTED_WITH_REJECTS);
	if (second == IMPORT_POSTED)
		prove();
	end_book();
	return 0;
}
