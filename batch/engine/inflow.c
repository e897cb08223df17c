/* inflow.c: read, inflate, spool and hash one event file. */
#include "batch/engine/inflow.h"

#include "batch/engine/scratch.h"
#include "ledger/base/arena.h"
#include "ledger/spool.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
	PACKED_BYTES = 256 * 1024, /* read at once from a gzip file */
	COPY_BYTES = 256 * 1024,   /* spooled or hashed at once */
	GZIP_WINDOW = 16 + MAX_WBITS
};

struct inflow {
	char *name; /* as given, for sentences */
	int fd;
	bool ours; /* close fd */
	struct scratch spool;
	struct stat opened;
	uint64_t done;
	uint64_t total;
	const volatile sig_atomic_t *stop;
	bool gzip;
	bool in_member;	  /* between the head and the end of a member */
	uint64_t members; /* read to their end */
	z_stream stream;
	unsigned char *packed;
};

static enum status unreadable(const struct inflow *in, struct err *err)
{
	return err_set(err, STATUS_NOT_FOUND, "%s cannot be read: %s", in->name,
		       strerror(errno));
}

static bool stopped(const struct inflow *in)
{
	return in->stop != NULL && *in->stop != 0;
}

/* ---- plain bytes --------------------------------------------------------- */

static enum status read_some(struct inflow *in, int fd, void *bytes,
			     size_t size, size_t *got, struct err *err)
{
	ssize_t count;

	do {
		if (stopped(in))
			return err_set(err, STATUS_STOPPED,
				       "stopped on request");
		count = read(fd, bytes, size);
	} while (count < 0 && errno == EINTR);
	if (count < 0)
		return err_set(err, STATUS_IO, "reading %s: %s", in->name,
			       strerror(errno));
	*got = (size_t)count;
	return STATUS_OK;
}

static enum status read_plain(struct inflow *in, void *bytes, size_t size,
			      size_t *got, struct err *err)
{
	enum status status = read_some(in, in->fd, bytes, size, got, err);

	if (status == STATUS_OK)
		in->done += *got;
	return status;
}

/* ---- gzip ---------------------------------------------------------------- */

/* zlib's memory comes from where all other memory does. */
static void *take_memory(void *owner, unsigned int count, unsigned int size)
{
	(void)owner;
	return mem_alloc((size_t)count * size);
}

static void give_memory(void *owner, void *block)
{
	(void)owner;
	free(block);
}

static void start_gzip(struct inflow *in)
{
	int code;

	in->stream.zalloc = take_memory;
	in->stream.zfree = give_memory;
	code = inflateInit2(&in->stream, GZIP_WINDOW);
	assert(code == Z_OK);
	(void)code;
	in->packed = mem_alloc(PACKED_BYTES);
	in->gzip = true;
}

static enum status damaged(const struct inflow *in, struct err *err)
{
	bool head = in->stream.total_out == 0 && in->stream.msg != NULL &&
		    strcmp(in->stream.msg, "incorrect header check") == 0;

	if (head && in->members > 0)
		return err_set(err, STATUS_CORRUPT,
			       "%s: the gzip data is followed by rubbish; send "
			       "the file again",
			       in->name);
	return err_set(err, STATUS_CORRUPT,
		       "%s: the gzip data is damaged (%s); send the file again",
		       in->name,
		       in->stream.msg == NULL ? "it contradicts itself"
					      : in->stream.msg);
}

/* More packed bytes; without any, *end says that the file ended well. */
static enum status refill(struct inflow *in, bool *end, struct err *err)
{
	size_t got;
	enum status status =
		read_plain(in, in->packed, PACKED_BYTES, &got, err);

	if (status != STATUS_OK)
		return status;
	if (got == 0 && in->in_member)
		return err_set(err, STATUS_CORRUPT,
			       "%s: the gzip data is cut short; send the file "
			       "again",
			       in->name);
	in->stream.next_in = in->packed;
	in->stream.avail_in = (unsigned int)got;
	*end = got == 0;
	return STATUS_OK;
}

static enum status inflate_step(struct inflow *in, struct err *err)
{
	int code;

	if (!in->in_member) {
		inflateReset(&in->stream);
		in->in_member = true;
	}
	code = inflate(&in->stream, Z_NO_FLUSH);
	if (code == Z_STREAM_END) {
		in->in_member = false;
		in->members++;
	} else if (code != Z_OK && code != Z_BUF_ERROR) {
		return damaged(in, err);
	}
	return STATUS_OK;
}

static enum status read_gzip(struct inflow *in, void *bytes, size_t size,
			     size_t *got, struct err *err)
{
	enum status status = STATUS_OK;
	bool end = false;

	in->stream.next_out = bytes;
	in->stream.avail_out = (unsigned int)size;
	while (status == STATUS_OK && in->stream.avail_out > 0) {
		if (in->stream.avail_in == 0)
			status = refill(in, &end, err);
		if (end)
			break;
		if (status == STATUS_OK)
			status = inflate_step(in, err);
	}
	*got = size - in->stream.avail_out;
	return status;
}

/* ---- opening ------------------------------------------------------------- */

static enum status copy_to_spool(struct inflow *in, int from, struct err *err)
{
	char *bytes = mem_alloc(COPY_BYTES);
	enum status status;
	size_t got;

	do {
		status = read_some(in, from, bytes, COPY_BYTES, &got, err);
		if (status == STATUS_OK && got > 0)
			status = scratch_write(&in->spool, bytes, got, err);
	} while (status == STATUS_OK && got > 0);
	free(bytes);
	return status;
}

static enum status spool(struct inflow *in, const char *directory,
			 struct err *err)
{
	int from = in->fd;
	enum status status = spool_open(directory, &in->spool.fd, err);

	if (status == STATUS_OK)
		status = copy_to_spool(in, from, err);
	if (in->ours)
		close(from);
	in->ours = false;
	in->fd = in->spool.fd;
	return status == STATUS_OK
		       ? status
		       : err_wrap(err, status, "spooling %s", in->name);
}

static enum status open_file(struct inflow *in, int stdin_fd, struct err *err)
{
	in->ours = strcmp(in->name, "-") != 0;
	in->fd = in->ours ? open(in->name, O_RDONLY | O_CLOEXEC) : stdin_fd;
	if (in->fd < 0 || fstat(in->fd, &in->opened) != 0)
		return unreadable(in, err);
	if (S_ISDIR(in->opened.st_mode))
		return err_set(err, STATUS_NOT_FOUND,
			       "%s is a directory, not an event file",
			       in->name);
	return STATUS_OK;
}

static enum status look_at_magic(struct inflow *in, struct err *err)
{
	unsigned char magic[2];
	ssize_t got;

	if (fstat(in->fd, &in->opened) != 0)
		return unreadable(in, err);
	in->total = (uint64_t)in->opened.st_size;
	got = pread(in->fd, magic, sizeof magic, 0);
	if (got < 0)
		return unreadable(in, err);
	if (got == 2 && magic[0] == 0x1f && magic[1] == 0x8b)
		start_gzip(in);
	return STATUS_OK;
}

enum status inflow_open(const char *path, const struct inflow_place *place,
			struct inflow **out, struct err *err)
{
	struct inflow *in = mem_alloc(sizeof *in);
	enum status status;

	in->name = mem_alloc(strlen(path) + 1);
	memcpy(in->name, path, strlen(path));
	in->fd = -1;
	in->stop = place->stop;
	scratch_init(&in->spool);
	status = open_file(in, place->stdin_fd, err);
	if (status == STATUS_OK && (!in->ours || !S_ISREG(in->opened.st_mode)))
		status = spool(in, place->spool_directory, err);
	if (status == STATUS_OK)
		status = look_at_magic(in, err);
	if (status == STATUS_OK)
		status = inflow_rewind(in, err);
	if (status == STATUS_OK)
		*out = in;
	else
		inflow_close(in);
	return status;
}

void inflow_close(struct inflow *in)
{
	if (in == NULL)
		return;
	if (in->ours && in->fd >= 0)
		close(in->fd);
	scratch_drop(&in->spool);
	if (in->gzip)
		inflateEnd(&in->stream);
	free(in->packed);
	free(in->name);
	free(in);
}

/* ---- reading ------------------------------------------------------------- */

enum status inflow_read(struct inflow *in, void *bytes, size_t size,
			size_t *got, struct err *err)
{
	assert(size > 0 && size <= 1u << 30);
	if (in->gzip)
		return read_gzip(in, bytes, size, got, err);
	return read_plain(in, bytes, size, got, err);
}

enum status inflow_rewind(struct inflow *in, struct err *err)
{
	if (lseek(in->fd, 0, SEEK_SET) != 0)
		return unreadable(in, err);
	in->done = 0;
	in->in_member = false;
	in->members = 0;
	in->stream.avail_in = 0;
	return STATUS_OK;
}

enum status inflow_sha256(struct inflow *in, char hex[DIGEST_HEX_SIZE],
			  uint64_t *size, struct err *err)
{
	struct digest *digest = digest_new();
	char *bytes = mem_alloc(COPY_BYTES);
	enum status status = inflow_rewind(in, err);
	size_t got = 1;

	*size = 0;
	while (status == STATUS_OK && got > 0) {
		status = inflow_read(in, bytes, COPY_BYTES, &got, err);
		if (status == STATUS_OK) {
			digest_add(digest, bytes, got);
			*size += got;
		}
	}
	digest_hex(digest, hex);
	digest_free(digest);
	free(bytes);
	return status == STATUS_OK ? inflow_rewind(in, err) : status;
}

enum status inflow_unchanged(const struct inflow *in, struct err *err)
{
	struct stat now;

	if (fstat(in->fd, &now) != 0)
		return unreadable(in, err);
	if (now.st_size != in->opened.st_size ||
	    now.st_mtim.tv_sec != in->opened.st_mtim.tv_sec ||
	    now.st_mtim.tv_nsec != in->opened.st_mtim.tv_nsec)
		return err_set(err, STATUS_NOT_FOUND,
			       "%s was changed while it was read; import it "
			       "when it is complete",
			       in->name);
	return STATUS_OK;
}

uint64_t inflow_done(const struct inflow *in)
{
	return in->done;
}

uint64_t inflow_total(const struct inflow *in)
{
	return in->total;
}
