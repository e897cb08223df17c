/* whole.c: a small file, read whole into memory. */
#include "batch/engine/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum status unreadable(const char *path, struct err *err)
{
	return err_set(err, STATUS_NOT_FOUND, "%s cannot be read: %s", path,
		       strerror(errno));
}

static enum status read_all(int fd, const char *path, size_t bytes_max,
			    struct text *text, struct err *err)
{
	while (text->size <= bytes_max) {
		ssize_t got;

		text_reserve(text, bytes_max);
		got = read(fd, text->bytes + text->size, bytes_max);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return unreadable(path, err);
		if (got == 0)
			return STATUS_OK;
		text->size += (size_t)got;
	}
	return err_set(err, STATUS_INVALID, "the file is longer than %zu bytes",
		       bytes_max);
}

enum status whole_read(const char *path, size_t bytes_max, struct text *text,
		       struct err *err)
{
	enum status status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return unreadable(path, err);
	status = read_all(fd, path, bytes_max, text, err);
	close(fd);
	return status;
}

struct slice whole_slice(const struct text *text)
{
	struct slice whole = {text->size == 0 ? "" : text->bytes, text->size};

	return whole;
}

void whole_sha256(const struct text *text, char out[DIGEST_HEX_SIZE])
{
	struct slice whole = whole_slice(text);
	struct digest *digest = digest_new();

	digest_add(digest, whole.bytes, whole.size);
	digest_hex(digest, out);
	digest_free(digest);
}
