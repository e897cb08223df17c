/* configs.c: versions of the configuration, kept with the run chain. */
#include "ledger/configs.h"

#include "ledger/bookparts.h"
#include "ledger/store/store.h"

void book_configure(struct book *book, struct slice text)
{
	struct digest *digest;

	book->configured = true;
	text_clear(&book->config);
	text_add(&book->config, text.bytes, text.size);
	book->config_sha256[0] = '\0';
	if (text.size == 0)
		return;
	digest = digest_new();
	digest_add(digest, text.bytes, text.size);
	digest_hex(digest, book->config_sha256);
	digest_free(digest);
}

/* key: u32 version; value: u32 run, 64 hex digits or 64 spaces, text. */
enum { HEX = DIGEST_HEX_SIZE - 1, HEAD = 4 + HEX };

static enum status read_version(struct slice key, struct slice value,
				struct config_version *version, struct err *err)
{
	memset(version, 0, sizeof *version);
	if (key.size != 4 || value.size < HEAD)
		return err_set(err, STATUS_CORRUPT,
			       "table configs: a record contradicts itself; "
			       "restore a backup with `redress restore`");
	version->number = get_u32(key.bytes);
	version->run = get_u32(value.bytes);
	memcpy(version->sha256, value.bytes + 4, HEX);
	version->sha256[HEX] = '\0';
	if (version->sha256[0] == ' ')
		version->sha256[0] = '\0';
	return STATUS_OK;
}

enum status book_config(struct book *book, uint32_t run,
			struct config_version *version, struct text *text,
			struct err *err)
{
	struct slice start = {"", 0};
	struct config_version found;
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	enum status status;

	memset(version, 0, sizeof *version);
	if (!store_has(book->store, TABLE_CONFIGS))
		return STATUS_NOT_FOUND;
	status = store_cursor_open(book->store, TABLE_CONFIGS, start, &cursor,
				   err);
	if (status != STATUS_OK)
		return status;
	while ((status = store_cursor_next(cursor, &key, &value, err)) ==
	       STATUS_OK) {
		status = read_version(key, value, &found, err);
		if (status != STATUS_OK || found.run > run)
			break;
		*version = found;
		if (text != NULL) {
			text_clear(text);
			text_add(text, value.bytes + HEAD, value.size - HEAD);
		}
	}
	store_cursor_close(cursor);
	if (status != STATUS_OK && status != STATUS_END)
		return status;
	return version->number == 0 ? STATUS_NOT_FOUND : STATUS_OK;
}

enum status book_keep_config(struct book *book, uint32_t run, struct err *err)
{
	unsigned char number[4];
	struct slice key = {(const char *)number, sizeof number};
	struct text bytes = TEXT_ZERO;
	struct config_version last;
	struct slice value;
	enum status status;

	if (!book->configured)
		return STATUS_OK;
	status = book_config(book, UINT32_MAX, &last, NULL, err);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (strcmp(last.sha256, book->config_sha256) == 0)
		return STATUS_OK;
	put_u32(number, run);
	text_add(&bytes, (const char *)number, sizeof number);
	text_addf(&bytes, "%64s", book->config_sha256);
	text_add(&bytes, book->config.bytes, book->config.size);
	value.bytes = bytes.bytes;
	value.size = bytes.size;
	put_u32(number, last.number + 1);
	status = store_put(book->store, TABLE_CONFIGS, key, value, err);
	text_release(&bytes);
	return status;
}
