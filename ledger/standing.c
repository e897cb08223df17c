/* standing.c: where a book stands, in the table meta. */
#include "ledger/bookparts.h"
#include "ledger/store/format.h"
#include "ledger/store/store.h"

#include <string.h>

static void hex_zero(char hex[DIGEST_HEX_SIZE])
{
	memset(hex, '0', DIGEST_HEX_SIZE - 1);
	hex[DIGEST_HEX_SIZE - 1] = '\0';
}

void seal_zero(struct seal *seal)
{
	seal->run = seal->entries = 0;
	hex_zero(seal->head);
	hex_zero(seal->run_head);
	hex_zero(seal->totals);
}

static struct slice name_of(const char *name)
{
	struct slice slice = {name, strlen(name)};

	return slice;
}

static enum status damaged(const char *name, struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table meta: %s is missing or damaged; restore a "
		       "backup with `redress restore`",
		       name);
}

static enum status read_value(struct store *store, const char *name,
			      size_t size, struct text *value, struct err *err)
{
	enum status status =
		store_get(store, TABLE_META, name_of(name), value, err);

	if (status == STATUS_NOT_FOUND ||
	    (status == STATUS_OK && value->size != size))
		return damaged(name, err);
	return status;
}

static enum status read_number(struct store *store, const char *name,
			       uint32_t *number, struct err *err)
{
	struct text value = TEXT_ZERO;
	enum status status = read_value(store, name, 4, &value, err);

	if (status == STATUS_OK)
		*number = get_u32(value.bytes);
	text_release(&value);
	return status;
}

static enum status read_hex(struct store *store, const char *name,
			    char out[DIGEST_HEX_SIZE], struct err *err)
{
	struct text value = TEXT_ZERO;
	enum status status =
		read_value(store, name, DIGEST_HEX_SIZE - 1, &value, err);

	if (status == STATUS_OK)
		memcpy(out, value.bytes, DIGEST_HEX_SIZE);
	text_release(&value);
	return status;
}

enum { SEAL_HEX = DIGEST_HEX_SIZE - 1, SEAL_BYTES = 8 + 3 * SEAL_HEX };

/* Books of before there were seals have none. */
static enum status read_seal(struct store *store, struct seal *seal,
			     struct err *err)
{
	struct text value = TEXT_ZERO;
	enum status status =
		store_get(store, TABLE_META, name_of("seal"), &value, err);

	seal_zero(seal);
	if (status == STATUS_OK && value.size != SEAL_BYTES) {
		status = damaged("seal", err);
	} else if (status == STATUS_OK) {
		seal->run = get_u32(value.bytes);
		seal->entries = get_u32(value.bytes + 4);
		memcpy(seal->head, value.bytes + 8, SEAL_HEX);
		memcpy(seal->run_head, value.bytes + 8 + SEAL_HEX, SEAL_HEX);
		memcpy(seal->totals, value.bytes + 8 + 2 * SEAL_HEX, SEAL_HEX);
	}
	text_release(&value);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status put_seal(struct store *store, const struct seal *seal,
			    struct err *err)
{
	char bytes[SEAL_BYTES];
	struct slice value = {bytes, sizeof bytes};

	put_u32((unsigned char *)bytes, seal->run);
	put_u32((unsigned char *)bytes + 4, seal->entries);
	memcpy(bytes + 8, seal->head, SEAL_HEX);
	memcpy(bytes + 8 + SEAL_HEX, seal->run_head, SEAL_HEX);
	memcpy(bytes + 8 + 2 * SEAL_HEX, seal->totals, SEAL_HEX);
	return store_put(store, TABLE_META, name_of("seal"), value, err);
}

enum status standing_read(struct store *store, struct standing *standing,
			  struct err *err)
{
	uint32_t version;
	uint32_t closed = 0;
	enum status status = read_number(store, "format", &version, err);

	if (status == STATUS_OK && version != FORMAT_VERSION)
		return err_set(err, STATUS_CORRUPT,
			       "the book has stored format %u; this program "
			       "reads format %d: use the program that made it",
			       (unsigned int)version, FORMAT_VERSION);
	if (status == STATUS_OK)
		status = read_number(store, "entries", &standing->entries, err);
	if (status == STATUS_OK)
		status = read_number(store, "runs", &standing->runs, err);
	if (status == STATUS_OK)
		status = read_hex(store, "head", standing->head, err);
	if (status == STATUS_OK)
		status = read_hex(store, "run-head", standing->run_head, err);
	if (status == STATUS_OK)
		status = read_number(store, "closed", &closed, err);
	standing->closed = (int32_t)closed;
	if (status == STATUS_OK)
		status = read_seal(store, &standing->seal, err);
	return status;
}

static enum status put_number(struct store *store, const char *name,
			      uint32_t number, struct err *err)
{
	unsigned char bytes[4];
	struct slice value = {(const char *)bytes, sizeof bytes};

	put_u32(bytes, number);
	return store_put(store, TABLE_META, name_of(name), value, err);
}

static enum status put_hex(struct store *store, const char *name,
			   const char hex[DIGEST_HEX_SIZE], struct err *err)
{
	struct slice value = {hex, DIGEST_HEX_SIZE - 1};

	return store_put(store, TABLE_META, name_of(name), value, err);
}

enum status standing_write(struct store *store, const struct standing *standing,
			   struct err *err)
{
	enum status status = put_number(store, "format", FORMAT_VERSION, err);

	if (status == STATUS_OK)
		status = put_number(store, "entries", standing->entries, err);
	if (status == STATUS_OK)
		status = put_number(store, "runs", standing->runs, err);
	if (status == STATUS_OK)
		status = put_hex(store, "head", standing->head, err);
	if (status == STATUS_OK)
		status = put_hex(store, "run-head", standing->run_head, err);
	if (status == STATUS_OK)
		status = put_number(store, "closed", (uint32_t)standing->closed,
				    err);
	if (status == STATUS_OK)
		status = put_seal(store, &standing->seal, err);
	return status;
}
