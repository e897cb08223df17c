/* outfile.c: temporary name, sync, rename. */
#include "batch/cli/outfile.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool write_file(void *owner, const char *bytes, size_t size)
{
	FILE *file = owner;

	return fwrite(bytes, 1, size, file) == size;
}

static enum status failed(const struct outfile *out, struct err *err)
{
	bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

	return err_set(err, full ? STATUS_FULL : STATUS_OUTPUT,
		       "%s cannot be written: %s",
		       out->path[0] == '\0' ? "the output" : out->path,
		       strerror(errno));
}

enum status outfile_open(struct outfile *out, const char *path, struct err *err)
{
	memset(out, 0, sizeof *out);
	out->file = stdout;
	if (path != NULL) {
		if (snprintf(out->path, sizeof out->path, "%s", path) >=
			    (int)sizeof out->path ||
		    snprintf(out->fresh, sizeof out->fresh, "%s.tmp", path) >=
			    (int)sizeof out->fresh)
			return err_set(err, STATUS_OUTPUT,
				       "the path of the output is too long");
		out->file = fopen(out->fresh, "w");
		if (out->file == NULL)
			return failed(out, err);
	}
	out->sink.write = write_file;
	out->sink.owner = out->file;
	return STATUS_OK;
}

enum status outfile_close(struct outfile *out, enum status status,
			  struct err *err)
{
	bool written;

	if (out->path[0] == '\0') {
		if (fflush(stdout) != 0 && status == STATUS_OK)
			return failed(out, err);
		return status;
	}
	written = fflush(out->file) == 0 && fsync(fileno(out->file)) == 0;
	if (fclose(out->file) != 0)
		written = false;
	if (status == STATUS_OK &&
	    (!written || rename(out->fresh, out->path) != 0))
		status = failed(out, err);
	if (status != STATUS_OK)
		unlink(out->fresh);
	return status;
}
