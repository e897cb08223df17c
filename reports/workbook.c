/*
 * workbook.c: a workbook is written by a child and named by its parent.
 *
 * libxlsxwriter dies where memory runs out (measured: at 339 of 575 single
 * failures), disturbs the random numbers of the process, and does not
 * notice a full temporary folder. The child may die of it: it leaves by
 * _exit, only reads the book, and tells through a pipe what it wrote. The
 * old file stays until the new one was read back and is on the disk.
 */
#include "reports/workbook.h"

#include "ledger/base/limits.h"
#include "reports/workbook_readback.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_NO_MEMORY = 71 }; /* of arena.c */

/* Where the file goes; `temporary` lies in the same folder. */
struct target {
	char path[LIMIT_PATH_BYTES];
	char folder[LIMIT_PATH_BYTES];
	char temporary[LIMIT_PATH_BYTES];
	int file; /* the temporary one, locked */
};

/* What the child says. */
struct told {
	enum status status;
	struct err err;
	size_t count;
	struct readback_sheet sheets[WORKBOOK_SHEETS_MAX];
};

static enum status too_long(const char *path, struct err *err)
{
	return err_set(err, STATUS_OUTPUT, "%s: the name is too long", path);
}

/* A link is followed, so that the file behind it is replaced. */
static enum status resolve(struct target *target, const char *path,
			   struct err *err)
{
	char *real;
	struct stat about;
	bool fits;

	if (stat(path, &about) != 0) {
		if (strlen(path) >= sizeof target->path)
			return too_long(path, err);
		memcpy(target->path, path, strlen(path) + 1);
		return STATUS_OK;
	}
	if (!S_ISREG(about.st_mode))
		return err_set(err, STATUS_OUTPUT,
			       "%s: it is not a file that could be replaced",
			       path);
	real = realpath(path, NULL);
	if (real == NULL)
		return err_set(err, STATUS_OUTPUT, "%s: %s", path,
			       strerror(errno));
	fits = strlen(real) < sizeof target->path;
	if (fits)
		memcpy(target->path, real, strlen(real) + 1);
	free(real);
	return fits ? STATUS_OK : too_long(path, err);
}

static enum status name_files(struct target *target, const char *path,
			      struct err *err)
{
	const char *slash, *name;
	int folder, temporary;
	enum status status = resolve(target, path, err);

	if (status != STATUS_OK)
		return status;
	slash = strrchr(target->path, '/');
	name = slash == NULL ? target->path : slash + 1;
	if (*name == '\0')
		return err_set(err, STATUS_OUTPUT, "%s: it has no file name",
			       path);
	if (slash == NULL)
		folder = snprintf(target->folder, sizeof target->folder, ".");
	else
		folder = snprintf(
			target->folder, sizeof target->folder, "%.*s",
			slash == target->path ? 1 : (int)(slash - target->path),
			target->path);
	temporary = snprintf(target->temporary, sizeof target->temporary,
			     "%s/.%s.tmp", target->folder, name);
	if (folder >= (int)sizeof target->folder ||
	    temporary >= (int)sizeof target->temporary)
		return too_long(path, err);
	return STATUS_OK;
}

/* Is the open file still the one of that name? */
static bool is_named(const struct target *target)
{
	struct stat open_file, named;

	return fstat(target->file, &open_file) == 0 &&
	       lstat(target->temporary, &named) == 0 &&
	       S_ISREG(named.st_mode) && open_file.st_dev == named.st_dev &&
	       open_file.st_ino == named.st_ino;
}

/*
 * The lock keeps two writers of one target apart; it dies with us. Who gets
 * it just after another has renamed the file is late, too.
 */
static enum status take_temporary(struct target *target, struct err *err)
{
	target->file = open(
		target->temporary,
		O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
	if (target->file < 0)
		return err_set(err,
			       errno == ENOSPC || errno == EDQUOT
				       ? STATUS_FULL
				       : STATUS_OUTPUT,
			       "%s: %s", target->temporary, strerror(errno));
	if (flock(target->file, LOCK_EX | LOCK_NB) == 0 && is_named(target))
		return STATUS_OK;
	close(target->file);
	return err_set(err, STATUS_BUSY, "another process is writing %s",
		       target->temporary);
}

static bool write_all(int file, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size > 0) {
		ssize_t done = write(file, at, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		at += done;
		size -= (size_t)done;
	}
	return true;
}

static bool read_all(int file, void *bytes, size_t size)
{
	char *at = bytes;

	while (size > 0) {
		ssize_t done = read(file, at, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		at += done;
		size -= (size_t)done;
	}
	return true;
}

/*
 * Die when asked to, with the parent, and of a limit on file sizes (left
 * alone, the library would not notice it); leave no core with names in it.
 */
static void settle_child(pid_t parent)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT,
				      SIGXFSZ};
	struct rlimit none = {0, 0};
	size_t i;
	int nowhere;

	for (i = 0; i < sizeof signals / sizeof signals[0]; i++)
		signal(signals[i], SIG_DFL);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_NO_MEMORY);
	/* The library talks to the standard error. */
	nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (nowhere >= 0)
		dup2(nowhere, STDERR_FILENO);
}

static void tell_counts(const struct workbook *workbook, struct told *told)
{
	size_t i;

	told->count = xl_sheets(workbook->xl);
	assert(told->count <= WORKBOOK_SHEETS_MAX);
	for (i = 0; i < told->count; i++) {
		struct xl_count count = xl_counted(workbook->xl, i);

		told->sheets[i].rows = count.rows;
		told->sheets[i].cells = count.cells;
	}
}

static enum status write_workbook(const struct workbook_order *order,
				  const struct target *target,
				  struct told *told)
{
	struct workbook workbook;
	enum status status;

	memset(&workbook, 0, sizeof workbook);
	status = workbook_gather(&workbook, order, target->folder, &told->err);
	if (status == STATUS_OK)
		status = workbook_build(&workbook, target->temporary,
					target->folder, &told->err);
	if (status == STATUS_OK)
		tell_counts(&workbook, told);
	workbook_release(&workbook);
	return status;
}

static void be_child(const struct workbook_order *order,
		     const struct target *target, int pipe_end, pid_t parent)
{
	struct told told;

	memset(&told, 0, sizeof told);
	settle_child(parent);
	told.status = write_workbook(order, target, &told);
	_exit(write_all(pipe_end, &told, sizeof told) ? 0 : EXIT_NO_MEMORY);
}

/* Why the child said nothing. */
static enum status explain(int how, struct err *err)
{
	if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXFSZ)
		return err_set(err, STATUS_FULL,
			       "the workbook is larger than the limit on file "
			       "sizes");
	if (WIFSIGNALED(how))
		return err_set(err, STATUS_IO,
			       "the writer of the workbook was ended by signal "
			       "%d; memory may be short",
			       WTERMSIG(how));
	return err_set(err, STATUS_IO,
		       "the writer of the workbook gave up with %d; memory "
		       "may be short",
		       WIFEXITED(how) ? WEXITSTATUS(how) : how);
}

static enum status run_child(const struct workbook_order *order,
			     const struct target *target, struct told *told,
			     struct err *err)
{
	int ends[2], how = 0;
	pid_t parent = getpid();
	pid_t child;
	bool heard;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, STATUS_IO, "no pipe can be made: %s",
			       strerror(errno));
	child = fork();
	if (child < 0) {
		close(ends[0]);
		close(ends[1]);
		return err_set(err, STATUS_IO, "no process can be made: %s",
			       strerror(errno));
	}
	if (child == 0) {
		close(ends[0]);
		be_child(order, target, ends[1], parent);
	}
	close(ends[1]);
	heard = read_all(ends[0], told, sizeof *told);
	close(ends[0]);
	while (waitpid(child, &how, 0) < 0 && errno == EINTR)
		continue;
	if (!heard || !WIFEXITED(how) || WEXITSTATUS(how) != 0)
		return explain(how, err);
	if (told->status != STATUS_OK)
		return err_set(err, told->status, "%s", told->err.text);
	return STATUS_OK;
}

static enum status sync_folder(const struct target *target, struct err *err)
{
	int folder = open(target->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = folder >= 0 && fsync(folder) == 0;
	int why = errno;

	if (folder >= 0)
		close(folder);
	/* A file system may not know how: the file itself is synced. */
	if (synced || why == EINVAL || why == EACCES)
		return STATUS_OK;
	return err_set(err, STATUS_IO, "%s: %s", target->folder, strerror(why));
}

/* Read back, on the disk, and only then under its name. */
static enum status publish(struct target *target, const struct told *told,
			   struct err *err)
{
	enum status status =
		readback_check(target->file, told->sheets, told->count, err);

	if (status != STATUS_OK)
		return status;
	if (fsync(target->file) != 0)
		return err_set(err,
			       errno == ENOSPC || errno == EDQUOT ? STATUS_FULL
								  : STATUS_IO,
			       "%s: %s", target->temporary, strerror(errno));
	if (rename(target->temporary, target->path) != 0)
		return err_set(err, STATUS_OUTPUT, "%s: %s", target->path,
			       strerror(errno));
	target->temporary[0] = '\0';
	return sync_folder(target, err);
}

enum status workbook_make(const struct workbook_order *order, const char *path,
			  struct err *err)
{
	struct target target;
	struct told told;
	enum status status;

	memset(&target, 0, sizeof target);
	memset(&told, 0, sizeof told);
	status = name_files(&target, path, err);
	if (status == STATUS_OK)
		status = take_temporary(&target, err);
	if (status != STATUS_OK)
		return status;
	status = run_child(order, &target, &told, err);
	if (status == STATUS_OK)
		status = publish(&target, &told, err);
	if (status != STATUS_OK && target.temporary[0] != '\0')
		unlink(target.temporary);
	close(target.file);
	return status == STATUS_OK ? STATUS_OK
				   : err_wrap(err, status, "%s", path);
}
