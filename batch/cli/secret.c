/* secret.c: ask for a passphrase. */
#include "batch/cli/secret.h"

#include "ledger/book.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static const char *path_given;

/* The first line, without its end. */
static enum status read_line(int fd, struct passphrase *out, const char *from,
			     struct err *err)
{
	ssize_t got = 0;

	out->size = 0;
	do {
		got = read(fd, out->bytes + out->size, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || out->bytes[out->size] == '\n')
			break;
		out->size++;
	} while (out->size < PASSPHRASE_MAX);
	if (out->size > 0 && out->bytes[out->size - 1] == '\r')
		out->size--;
	if (got < 0)
		return err_set(err, STATUS_DENIED,
			       "the passphrase cannot be read from %s: %s",
			       from, strerror(errno));
	if (out->size == 0 || out->size == PASSPHRASE_MAX)
		return err_set(err, STATUS_DENIED,
			       "the first line of %s must be a passphrase of 1 "
			       "to %d bytes",
			       from, PASSPHRASE_MAX - 1);
	return STATUS_OK;
}

/* A passphrase that all can read protects nothing: said when it is chosen. */
static void warn_of_mode(int fd, const char *path)
{
	struct stat stat_of;

	if (fstat(fd, &stat_of) == 0 && S_ISREG(stat_of.st_mode) &&
	    (stat_of.st_mode & 077) != 0)
		fprintf(stderr,
			"redress: others can read %s; run `chmod 600 %s`\n",
			path, path);
}

static enum status from_file(const char *path, bool fresh,
			     struct passphrase *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum status status;

	if (fd < 0)
		return err_set(err, STATUS_DENIED,
			       "the passphrase file %s cannot be opened: %s",
			       path, strerror(errno));
	status = read_line(fd, out, path, err);
	if (fresh && status == STATUS_OK)
		warn_of_mode(fd, path);
	close(fd);
	return status;
}

static enum status from_terminal(int terminal, const char *question,
				 struct passphrase *out, struct err *err)
{
	struct termios shown;
	struct termios hidden;
	enum status status;

	if (tcgetattr(terminal, &shown) != 0)
		return err_set(err, STATUS_DENIED, "no terminal to ask on");
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	dprintf(terminal, "%s: ", question);
	tcsetattr(terminal, TCSAFLUSH, &hidden);
	status = read_line(terminal, out, "the answer", err);
	tcsetattr(terminal, TCSAFLUSH, &shown);
	dprintf(terminal, "\n");
	return status;
}

static enum status ask_person(int terminal, const char *book, bool fresh,
			      struct passphrase *out, struct err *err)
{
	struct passphrase again;
	char question[256];
	enum status status;

	snprintf(question, sizeof question, "%s of %.200s",
		 fresh ? "new passphrase" : "passphrase", book);
	status = from_terminal(terminal, question, out, err);
	if (status != STATUS_OK || !fresh)
		return status;
	again.size = 0;
	status = from_terminal(terminal, "the same again", &again, err);
	if (status == STATUS_OK &&
	    (again.size != out->size ||
	     memcmp(again.bytes, out->bytes, out->size) != 0))
		status = err_set(err, STATUS_DENIED,
				 "these were two different passphrases; no "
				 "book was made");
	explicit_bzero(&again, sizeof again);
	return status;
}

static enum status ask(const char *book, bool fresh, struct passphrase *out,
		       struct err *err)
{
	static const struct rlimit no_core = {0, 0};
	enum status status;
	int terminal;

	setrlimit(RLIMIT_CORE, &no_core);
	if (path_given != NULL)
		return from_file(path_given, fresh, out, err);
	terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (terminal < 0)
		return err_set(err, STATUS_DENIED,
			       "%s %s encrypted: give --passphrase-file FILE "
			       "or set REDRESS_PASSPHRASE_FILE",
			       book, fresh ? "is to be" : "is");
	status = ask_person(terminal, book, fresh, out, err);
	close(terminal);
	return status;
}

void secret_begin(const struct options *options)
{
	path_given = options->value[OPTION_PASSPHRASE];
	if (path_given == NULL)
		path_given = getenv("REDRESS_PASSPHRASE_FILE");
	if (path_given != NULL && *path_given == '\0')
		path_given = NULL;
	book_ask_with(ask);
}

void secret_end(void)
{
	book_forget_passphrase();
}
