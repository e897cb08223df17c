/* journalcut.c: the journal without its last entries. */
#include "ledger/journal.h"

#include "ledger/base/arena.h"
#include "ledger/store/format.h"
#include "ledger/store/store.h"

static struct slice key_of(unsigned char key[4], uint32_t number)
{
	struct slice slice = {(const char *)key, 4};

	put_u32(key, number);
	return slice;
}

/*
 * The block that ends with entry `last`, deleted; those of its entries that
 * stay are written again as a block that ends with entry `entries`.
 */
static enum status cut_block(struct store *store, uint32_t last,
			     uint32_t entries, struct err *err)
{
	unsigned char key[4];
	struct text value = TEXT_ZERO;
	struct text kept = TEXT_ZERO;
	struct reader reader;
	struct slice bytes;
	uint32_t count = 0;
	uint32_t seq;
	enum status status =
		store_get(store, TABLE_JOURNAL, key_of(key, last), &value, err);

	if (status == STATUS_OK)
		status = store_delete(store, TABLE_JOURNAL, key_of(key, last),
				      err);
	reader = reader_of(value.bytes, value.size);
	if (status == STATUS_OK && read_byte(&reader) == BLOCK_VERSION)
		count = (uint32_t)read_varint(&reader);
	if (status == STATUS_OK && last - count < entries) {
		pack_byte(&kept, BLOCK_VERSION);
		pack_varint(&kept, entries - (last - count));
		for (seq = last - count; seq < entries; seq++) {
			struct slice entry = read_string(&reader);

			pack_string(&kept, entry.bytes, entry.size);
		}
		bytes.bytes = kept.bytes;
		bytes.size = kept.size;
		status = store_put(store, TABLE_JOURNAL, key_of(key, entries),
				   bytes, err);
	}
	if (reader.bad || (status == STATUS_OK && count == 0))
		status = err_set(err, STATUS_CORRUPT,
				 "table journal: the block that ends with "
				 "entry %u contradicts itself",
				 (unsigned int)last);
	text_release(&value);
	text_release(&kept);
	return status;
}

enum status journal_cut(struct store *store, uint32_t entries, struct err *err)
{
	struct slice none = {"", 0};
	struct text key = TEXT_ZERO;
	enum status status;

	while ((status = store_last(store, TABLE_JOURNAL, none, &key, err)) ==
	       STATUS_OK) {
		uint32_t last = key.size == 4 ? get_u32(key.bytes) : 0;

		if (last <= entries)
			break;
		status = cut_block(store, last, entries, err);
		if (status != STATUS_OK)
			break;
	}
	text_release(&key);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}
