/*
 * cases.c: two pools of strings: codes, each with the place of its texts,
 * and texts.
 */
#include "reports/cases.h"

#include "ledger/base/arena.h"
#include "reports/pool.h"

#include <stdlib.h>

struct cases {
	struct book *book;
	struct moment moment;
	struct pool codes; /* number: place of the texts' record */
	struct pool texts; /* number: not used */
	struct text packed;
};

static void pack_texts(struct cases *cases, const struct item *item)
{
	static const enum column said[CASES_TEXTS] = {
		COLUMN_PROVINCE, COLUMN_COURT, COLUMN_ARTICLE};
	size_t i;

	text_clear(&cases->packed);
	for (i = 0; i < CASES_TEXTS; i++) {
		struct slice text =
			moment_text(item, (uint8_t)said[i], cases->moment);

		pack_string(&cases->packed, text.bytes, text.size);
	}
}

static struct slice packed_texts(const struct cases *cases)
{
	struct slice texts = {cases->packed.bytes, cases->packed.size};

	return texts;
}

static void keep(struct cases *cases, const struct item *item)
{
	struct slice code = {item->code, item->code_size};

	pack_texts(cases, item);
	(void)pool_add(&cases->codes, code,
		       pool_add(&cases->texts, packed_texts(cases), 0));
}

static enum status read_all(struct cases *cases, struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(cases->book, ITEM_CASE, &items, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &item, err);
		if (status == STATUS_OK)
			keep(cases, item);
	} while (status == STATUS_OK &&
		 pool_bytes(&cases->codes) + pool_bytes(&cases->texts) <
			 CASES_BYTES);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status cases_open(struct book *book, struct moment moment,
		       struct cases **out, struct err *err)
{
	struct cases *cases = mem_alloc(sizeof *cases);
	enum status status;

	cases->book = book;
	cases->moment = moment;
	status = read_all(cases, err);
	if (status == STATUS_OK)
		*out = cases;
	else
		cases_close(cases);
	return status;
}

void cases_close(struct cases *cases)
{
	if (cases == NULL)
		return;
	pool_release(&cases->codes);
	pool_release(&cases->texts);
	text_release(&cases->packed);
	free(cases);
}

static enum status look_up(struct cases *cases, struct slice code,
			   struct err *err)
{
	const struct item *item;
	enum status status =
		book_item(cases->book, ITEM_CASE, code, &item, err);

	if (status == STATUS_NOT_FOUND)
		return err_set(err, STATUS_CORRUPT,
			       "table items: case %.*s is not there, but a "
			       "claim names it; run `redress verify`",
			       (int)code.size, code.bytes);
	if (status == STATUS_OK)
		pack_texts(cases, item);
	return status;
}

enum status cases_find(struct cases *cases, struct slice code,
		       struct slice *texts, struct err *err)
{
	uint32_t place;
	enum status status;

	if (pool_find(&cases->codes, code, &place)) {
		*texts = pool_key(&cases->texts,
				  pool_value(&cases->codes, place));
		return STATUS_OK;
	}
	status = look_up(cases, code, err);
	if (status == STATUS_OK)
		*texts = packed_texts(cases);
	return status;
}
