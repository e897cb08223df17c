/* cmd_verify.c: redress verify. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "ledger/verify.h"

#include <stdio.h>
#include <string.h>

enum { KINDS_MAX = 16, TOLD_MAX = 3 };

/* The first findings of each kind are told in full, the rest counted. */
struct telling {
	const char *kind[KINDS_MAX];
	unsigned long long count[KINDS_MAX];
	size_t kinds;
};

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
		printf("finding: %s: %s\n", finding->kind, finding->text);
}

static void tell_counts(const struct telling *telling)
{
	size_t i;

	for (i = 0; i < telling->kinds; i++)
		if (telling->count[i] > TOLD_MAX)
			printf("finding: %s: %llu in all\n", telling->kind[i],
			       telling->count[i]);
}

static bool test_head(const char *wanted, const struct verdict *verdict)
{
	if (wanted == NULL || strcmp(wanted, verdict->head) == 0)
		return true;
	printf("finding: head: the journal head is not %s\n", wanted);
	return false;
}

static int print_verdict(const struct options *options,
			 const struct verdict *verdict,
			 const struct telling *telling)
{
	bool same = test_head(options->value[OPTION_HEAD], verdict);
	bool clean = verdict->findings == 0 && same;

	tell_counts(telling);
	if (options->value[OPTION_QUIET] == NULL || !clean) {
		printf("entries: %u\nitems: %u\nruns: %u\nhead: %s\n",
		       (unsigned int)verdict->entries,
		       (unsigned int)verdict->items,
		       (unsigned int)verdict->runs, verdict->head);
		printf(clean ? "the book is proved: no findings\n"
			     : "the book is NOT proved: %llu findings; keep it "
			       "as it is and call an engineer\n",
		       (unsigned long long)verdict->findings + !same);
	}
	return clean ? EXIT_DONE : EXIT_FINDINGS;
}

int command_verify(const struct options *options)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	struct telling telling = {{NULL}, {0}, 0};
	struct verdict verdict;
	struct book *book;
	struct err err;
	enum status status;
	int code;

	if (directory == NULL || wait < 0)
		return EXIT_USAGE;
	status = book_open(directory, BOOK_READ, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = verify_book(book, tell, &telling, &verdict, &err);
	if (status != STATUS_OK)
		code = (int)exit_with(status, &err);
	else
		code = print_verdict(options, &verdict, &telling);
	status = book_close(book, &err);
	return code == EXIT_DONE && status != STATUS_OK
		       ? (int)exit_with(status, &err)
		       : code;
}
