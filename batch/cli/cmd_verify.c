/* cmd_verify.c: redress verify. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/jsontext.h"
#include "batch/cli/scratchbook.h"
#include "ledger/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS_MAX = 24, TOLD_MAX = 3 };

/* The first findings of each kind are told in full, the rest counted. */
struct telling {
	const char *kind[KINDS_MAX];
	unsigned long long count[KINDS_MAX];
	size_t kinds;
	bool json;
	bool any;
};

static void print_finding(struct telling *telling, const char *kind,
			  const char *text)
{
	if (!telling->json) {
		printf("finding: %s: %s\n", kind, text);
		return;
	}
	printf("%s{\"kind\":\"%s\",\"text\":", telling->any ? ",\n" : "", kind);
	json_print_text(text);
	putchar('}');
	telling->any = true;
}

static void tell(void *owner, const struct finding *finding)
{
	struct telling *telling = owner;
	size_t i = 0;

	while (i < telling->kinds &&
	       strcmp(telling->kind[i], finding->kind) != 0)
		i++;
	if (i == KINDS_MAX)
		return;
	if (i == telling->kinds)
		telling->kind[telling->kinds++] = finding->kind;
	if (++telling->count[i] <= TOLD_MAX)
		print_finding(telling, finding->kind, finding->text);
}

static void tell_counts(struct telling *telling)
{
	char text[64];
	size_t i;

	for (i = 0; i < telling->kinds; i++) {
		if (telling->count[i] <= TOLD_MAX)
			continue;
		snprintf(text, sizeof text, "%llu in all", telling->count[i]);
		print_finding(telling, telling->kind[i], text);
	}
}

/* 64 hexadecimal digits, in small letters from here on. */
static bool read_head(const char *text, char head[DIGEST_HEX_SIZE])
{
	size_t i;

	if (strlen(text) != DIGEST_HEX_SIZE - 1)
		return false;
	for (i = 0; i < DIGEST_HEX_SIZE; i++) {
		char c = text[i];

		if (c >= 'A' && c <= 'F')
			c = (char)(c - 'A' + 'a');
		if (c != '\0' && strchr("0123456789abcdef", c) == NULL)
			return false;
		head[i] = c;
	}
	return true;
}

/*
 * A head kept outside is that of the book now, or of the book behind some
 * run: the chain from there to here is proved, so that is no finding.
 */
static void test_head(struct telling *telling, const char *wanted,
		      struct verdict *verdict)
{
	struct finding finding = {"head", ""};
	char head[DIGEST_HEX_SIZE];

	if (wanted == NULL || !read_head(wanted, head) ||
	    strcmp(head, verdict->head) == 0)
		return;
	if (verdict->wanted_run > 0) {
		if (!telling->json)
			printf("the head kept is that behind run %u: all "
			       "later entries came honestly\n",
			       (unsigned int)verdict->wanted_run);
		return;
	}
	snprintf(finding.text, sizeof finding.text,
		 "the journal head is %s, and no run ever had the head %s: "
		 "this is not the journal whose head was kept",
		 verdict->head, head);
	verdict->findings++;
	tell(telling, &finding);
}

/* After a seal, items are those that its later entries touched. */
static void print_counts(const struct verdict *verdict)
{
	if (verdict->sealed_run != 0)
		printf("sealed: run %u, entry %u\n",
		       (unsigned int)verdict->sealed_run,
		       (unsigned int)verdict->sealed_entries);
	printf("entries: %u\nitems: %u\nruns: %u\nhead: %s\n",
	       (unsigned int)verdict->entries, (unsigned int)verdict->items,
	       (unsigned int)verdict->runs, verdict->head);
}

static int print_verdict(const struct options *options,
			 const struct verdict *verdict, struct telling *telling)
{
	bool clean = verdict->findings == 0;

	tell_counts(telling);
	if (telling->json) {
		printf("],\"findings_count\":%llu,\"entries\":%u,\"items\":%u,"
		       "\"runs\":%u,\"sealed_run\":%u,\"sealed_entries\":%u,"
		       "\"head\":\"%s\",\"proved\":%s}\n",
		       (unsigned long long)verdict->findings,
		       (unsigned int)verdict->entries,
		       (unsigned int)verdict->items,
		       (unsigned int)verdict->runs,
		       (unsigned int)verdict->sealed_run,
		       (unsigned int)verdict->sealed_entries, verdict->head,
		       clean ? "true" : "false");
	} else if (options->value[OPTION_QUIET] == NULL || !clean) {
		if (verdict->head[0] != '\0') /* it could be opened */
			print_counts(verdict);
		if (clean)
			printf("the book is proved%s: no findings\n",
			       verdict->sealed_run == 0
				       ? ""
				       : " since its last seal");
		else
			printf("the book is NOT proved: %llu finding%s; keep it "
			       "as it is and call an engineer\n",
			       (unsigned long long)verdict->findings,
			       verdict->findings == 1 ? "" : "s");
	}
	return clean ? EXIT_DONE : EXIT_FINDINGS;
}

/* Play the journal again beside the book, and mend the book if asked. */
static enum status replay(const char *directory, int wait, bool rebuild,
			  struct telling *telling, uint64_t *findings,
			  struct err *err)
{
	char parent[] = "/tmp/redress-replay-XXXXXX";
	char scratch[64];
	struct book *book;
	enum status closed;
	enum status status;

	if (mkdtemp(parent) == NULL)
		return err_set(err, STATUS_IO, "no scratch directory");
	snprintf(scratch, sizeof scratch, "%s/book", parent);
	status = book_open(directory, BOOK_WRITE, wait, &book, err);
	if (status == STATUS_OK) {
		struct replay_options options = {scratch, rebuild};

		status = verify_replay(book, &options, tell, telling, findings,
				       err);
		closed = book_close(book, err);
		status = status == STATUS_OK ? closed : status;
	}
	scratchbook_remove(scratch);
	scratchbook_remove(parent);
	return status;
}

/* A book that cannot even be opened, or closed again, is not proved. */
static enum status store_finding(struct telling *telling,
				 struct verdict *verdict, const struct err *err)
{
	struct finding finding = {"store", ""};

	snprintf(finding.text, sizeof finding.text, "%.*s",
		 (int)sizeof finding.text - 1, err->text);
	verdict->findings++;
	tell(telling, &finding);
	return STATUS_OK;
}

static enum status prove(const char *directory, int wait,
			 const struct options *options, struct telling *telling,
			 struct verdict *verdict, struct err *err)
{
	const char *wanted = options->value[OPTION_HEAD];
	bool since_seal = options->value[OPTION_SINCE_SEAL] != NULL;
	struct book *book;
	enum status closed;
	enum status status = book_open(directory, BOOK_READ, wait, &book, err);

	if (status == STATUS_CORRUPT)
		return store_finding(telling, verdict, err);
	if (status != STATUS_OK)
		return status;
	if (wanted == NULL || !read_head(wanted, verdict->wanted))
		verdict->wanted[0] = '\0';
	status = since_seal
			 ? verify_since_seal(book, tell, telling, verdict, err)
			 : verify_book(book, tell, telling, verdict, err);
	closed = book_close(book, err);
	if (status != STATUS_OK || verdict->findings > 0)
		return status; /* of a dead store more cannot be said */
	return closed;
}

static enum status run_verify(const struct options *options,
			      const char *directory, int wait,
			      struct telling *telling, struct verdict *verdict,
			      struct err *err)
{
	bool rebuild = options->value[OPTION_REBUILD] != NULL;
	uint64_t pages = 0;
	uint64_t replayed = 0;
	enum status status = STATUS_OK;

	/* all pages are the whole book: more than came since the seal */
	if (options->value[OPTION_SINCE_SEAL] == NULL)
		status = verify_pages(directory, wait, tell, telling, &pages,
				      err);
	memset(verdict, 0, sizeof *verdict);
	verdict->findings = pages;
	if (status != STATUS_OK || pages > 0)
		return status;
	if (rebuild || options->value[OPTION_REPLAY] != NULL)
		status = replay(directory, wait, rebuild, telling, &replayed,
				err);
	if (status == STATUS_OK)
		status = prove(directory, wait, options, telling, verdict, err);
	verdict->findings += replayed;
	return status;
}

int command_verify(const struct options *options)
{
	const char *directory = options_book(options);
	const char *format = options->value[OPTION_FORMAT];
	int wait = options_wait(options);
	struct telling telling = {{NULL}, {0}, 0, false, false};
	struct verdict verdict;
	struct err err;
	enum status status;

	if (directory == NULL || wait < 0)
		return EXIT_USAGE;
	if (format != NULL && strcmp(format, "json") != 0 &&
	    strcmp(format, "text") != 0) {
		fprintf(stderr, "redress: verify takes --format text or "
				"json\n");
		return EXIT_USAGE;
	}
	if (options->value[OPTION_HEAD] != NULL &&
	    !read_head(options->value[OPTION_HEAD], verdict.head)) {
		fprintf(stderr, "redress: --head takes the 64 hexadecimal "
				"digits that were kept\n");
		return EXIT_USAGE;
	}
	if (options->value[OPTION_SINCE_SEAL] != NULL &&
	    (options->value[OPTION_HEAD] != NULL ||
	     options->value[OPTION_REPLAY] != NULL ||
	     options->value[OPTION_REBUILD] != NULL)) {
		fprintf(stderr, "redress: --head, --replay and --rebuild need "
				"the whole journal; leave --since-seal out\n");
		return EXIT_USAGE;
	}
	telling.json = format != NULL && strcmp(format, "json") == 0;
	if (telling.json)
		printf("{\"findings\":[");
	status = run_verify(options, directory, wait, &telling, &verdict, &err);
	if (status != STATUS_OK) {
		if (telling.json)
			printf("]}\n");
		return (int)exit_with(status, &err);
	}
	test_head(&telling, options->value[OPTION_HEAD], &verdict);
	return print_verdict(options, &verdict, &telling);
}
