/* check_verify.c: what is forged behind the book's back is found. */
#include "ledger/store/format.h"
#include "tests/ledger/room.h"

enum { STRIDE = 41 };

static void end(void)
{
	room_remove();
}

START_TEST(the_world_is_proved)
{
	room_sound();
	ck_assert_uint_eq(temp.verdict.entries, world_step_count);
	ck_assert_uint_gt(temp.verdict.items, 30);
	ck_assert_uint_eq(temp.verdict.runs, 1);
}
END_TEST

/* The block that holds the entry, its key and its entries apart. */
struct block {
	struct text key, value;
	struct text entries[512];
	size_t count;
};

static struct block block;

static void read_block(uint32_t entry)
{
	unsigned char key[4];
	struct reader reader;
	size_t i;

	put_u32(key, entry);
	OKAY(tempbook_peek(&temp, TABLE_JOURNAL,
			   (struct slice){(const char *)key, 4}, &block.key,
			   &block.value));
	reader = reader_of(block.value.bytes, block.value.size);
	ck_assert_uint_eq(read_byte(&reader), BLOCK_VERSION);
	block.count = (size_t)read_varint(&reader);
	ck_assert_uint_le(block.count, COUNT_OF(block.entries));
	for (i = 0; i < block.count; i++) {
		struct slice packed = read_string(&reader);

		text_clear(&block.entries[i]);
		text_add(&block.entries[i], packed.bytes, packed.size);
	}
	ck_assert(!reader.bad);
}

static void write_block(void)
{
	size_t i;

	text_clear(&block.value);
	pack_byte(&block.value, BLOCK_VERSION);
	pack_varint(&block.value, block.count);
	for (i = 0; i < block.count; i++)
		pack_string(&block.value, block.entries[i].bytes,
			    block.entries[i].size);
	OKAY(tempbook_poke(&temp, TABLE_JOURNAL, room_slice(&block.key),
			   room_slice(&block.value)));
}

static void release_block(void)
{
	size_t i;

	for (i = 0; i < COUNT_OF(block.entries); i++)
		text_release(&block.entries[i]);
	text_release(&block.key);
	text_release(&block.value);
}

/* The place of an entry in its block, which read_block has read. */
static struct text *entry_in_block(uint32_t entry)
{
	uint32_t last = get_u32(block.key.bytes);

	return &block.entries[block.count - 1 - (last - entry)];
}

/* The last entry with lines in the book of the world, and its number. */
static uint32_t last_with_lines(struct arena *arena, struct entry *entry)
{
	uint32_t seq = (uint32_t)world_step_count;

	for (; seq > 0; seq--) {
		const struct text *packed;

		read_block(seq);
		packed = entry_in_block(seq);
		ck_assert(entry_unpack(packed->bytes, packed->size, seq, arena,
				       entry));
		if (entry->line_count > 0)
			break;
	}
	return seq;
}

/* Forge the last entry with lines: add to its first, and its second line. */
static void forge_lines(int64_t first, int64_t second)
{
	struct arena arena = ARENA_ZERO;
	struct line lines[16];
	struct entry entry = {0};
	struct text *packed;
	uint32_t seq = last_with_lines(&arena, &entry);
	struct text fresh = TEXT_ZERO;

	memcpy(lines, entry.lines, entry.line_count * sizeof *lines);
	lines[0].amount += first;
	lines[1].amount += second;
	entry_pack(&entry.event, lines, entry.line_count, &fresh);
	packed = entry_in_block(seq);
	text_clear(packed);
	text_add(packed, fresh.bytes, fresh.size);
	write_block();
	text_release(&fresh);
	arena_release(&arena);
	release_block();
}

START_TEST(an_unbalanced_entry_is_found)
{
	forge_lines(1, 0);
	room_found("balance");
	ck_assert(tempbook_found(&temp, "chain"));
}
END_TEST

START_TEST(an_amount_forged_on_both_sides_is_found)
{
	forge_lines(1, -1);
	room_found("chain");
	ck_assert(!tempbook_found(&temp, "balance"));
	ck_assert(tempbook_found(&temp, "total"));
	ck_assert(tempbook_found(&temp, "item"));
}
END_TEST

START_TEST(a_swapped_pair_of_entries_is_found)
{
	struct text first;

	read_block((uint32_t)world_step_count);
	ck_assert_uint_gt(block.count, 1);
	first = block.entries[0];
	block.entries[0] = block.entries[1];
	block.entries[1] = first;
	write_block();
	release_block();
	room_found("chain");
}
END_TEST

START_TEST(a_missing_last_block_is_found)
{
	read_block((uint32_t)world_step_count);
	OKAY(tempbook_drop(&temp, TABLE_JOURNAL, room_slice(&block.key)));
	release_block();
	room_found("chain");
}
END_TEST

START_TEST(a_missing_first_block_is_found)
{
	read_block(1);
	ck_assert_uint_lt(block.count, world_step_count);
	OKAY(tempbook_drop(&temp, TABLE_JOURNAL, room_slice(&block.key)));
	release_block();
	room_found("chain");
}
END_TEST

START_TEST(a_last_entry_cut_off_is_found)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, 4};

	read_block((uint32_t)world_step_count);
	OKAY(tempbook_drop(&temp, TABLE_JOURNAL, room_slice(&block.key)));
	block.count--;
	put_u32(key, (uint32_t)world_step_count - 1);
	text_clear(&block.key);
	text_add(&block.key, name.bytes, name.size);
	write_block();
	release_block();
	room_found("chain");
}
END_TEST

/* Any byte of the journal's first block, turned over. */
START_TEST(a_flipped_byte_of_the_journal_is_found)
{
	size_t at = (size_t)_i * STRIDE;
	enum status status;

	read_block(1);
	if (at < block.value.size) {
		block.value.bytes[at] =
			(char)(block.value.bytes[at] ^ (1 << (_i % 7)));
		OKAY(tempbook_poke(&temp, TABLE_JOURNAL, room_slice(&block.key),
				   room_slice(&block.value)));
		status = tempbook_verify(&temp);
		ck_assert_msg(status == STATUS_CORRUPT ||
				      (status == STATUS_OK &&
				       temp.verdict.findings > 0),
			      "byte %zu: %s", at, temp.err.text);
	}
	release_block();
}
END_TEST

static const enum table claims = (enum table)(TABLE_ITEMS + (int)ITEM_CLAIM);

/* Change one move of the award C-final by one unit. */
static void forge_move(enum account account)
{
	struct item *item = item_new(ITEM_CLAIM, slice_on("C-final"));
	struct slice key = slice_on("C-final");
	struct text value = TEXT_ZERO;
	size_t i;

	OKAY(tempbook_peek(&temp, claims, key, NULL, &value));
	ck_assert(item_unpack(item, value.bytes, value.size));
	for (i = 0; i < item->move_count; i++)
		if (item->moves[i].account == (uint8_t)account)
			break;
	ck_assert_uint_lt(i, item->move_count);
	item->moves[i].amount++;
	text_clear(&value);
	item_pack(item, &value);
	OKAY(tempbook_poke(&temp, claims, key, room_slice(&value)));
	item_free(item);
	text_release(&value);
}

static const struct {
	enum account account;
	const char *kind;
} moves[] = {
	{ACCOUNT_AWARDS_OWED, "item"},	     {ACCOUNT_AWARDS_OWED, "identity"},
	{ACCOUNT_AWARDS_OWED, "sub-ledger"}, {ACCOUNT_TRUST_VICTIMS, "item"},
	{SUM_PRINCIPAL, "identity"},	     {SUM_PAID, "identity"},
};

START_TEST(a_changed_item_is_found)
{
	forge_move(moves[_i].account);
	room_found(moves[_i].kind);
}
END_TEST

START_TEST(a_missing_item_is_found)
{
	OKAY(tempbook_drop(&temp, claims, slice_on("C-final")));
	room_found("item");
}
END_TEST

START_TEST(a_changed_total_is_found)
{
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;
	struct reader reader;
	uint64_t day;
	int64_t amount;

	OKAY(tempbook_peek(&temp, TABLE_TOTALS, slice_on(""), &key, &value));
	reader = reader_of(value.bytes, value.size);
	day = read_varint(&reader);
	amount = read_zigzag(&reader);
	text_clear(&value);
	pack_varint(&value, day);
	pack_zigzag(&value, amount + 1);
	OKAY(tempbook_poke(&temp, TABLE_TOTALS, room_slice(&key),
			   room_slice(&value)));
	text_release(&key);
	text_release(&value);
	room_found("total");
}
END_TEST

START_TEST(a_missing_id_is_found)
{
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;
	static const unsigned char head[5] = {0, 0, 0, 1, '!'};

	/* the head of the run stays, its first block goes */
	OKAY(tempbook_peek(&temp, TABLE_IDS,
			   (struct slice){(const char *)head, 5}, &key,
			   &value));
	OKAY(tempbook_drop(&temp, TABLE_IDS, room_slice(&key)));
	text_release(&key);
	text_release(&value);
	room_found("ids");
}
END_TEST

/* The head of the first sorted run: count, first id, last id. */
static void forge_run_head(int forgery)
{
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;
	struct reader reader;
	struct slice first;
	struct slice last;
	uint64_t count;

	OKAY(tempbook_peek(&temp, TABLE_IDS, slice_on(""), &key, &value));
	reader = reader_of(value.bytes, value.size);
	count = read_varint(&reader) + (forgery == 0);
	first = read_string(&reader);
	last = read_string(&reader);
	ck_assert(!reader.bad && first.size > 1 && last.size > 1);
	{
		struct text forged = TEXT_ZERO;

		pack_varint(&forged, count);
		pack_string(&forged, first.bytes, first.size - (forgery == 1));
		pack_string(&forged, last.bytes, last.size - (forgery == 2));
		OKAY(tempbook_poke(&temp, TABLE_IDS, room_slice(&key),
				   room_slice(&forged)));
		text_release(&forged);
	}
	text_release(&key);
	text_release(&value);
}

START_TEST(a_forged_head_of_a_sorted_run_of_ids_is_found)
{
	forge_run_head(_i);
	room_found("ids");
	ck_assert_ptr_nonnull(strstr(temp.said, "--rebuild"));
}
END_TEST

/* A block under a lower key: a look-up of its last ids would miss them. */
START_TEST(a_forged_key_of_a_block_of_ids_is_found)
{
	static const unsigned char head[5] = {0, 0, 0, 1, '!'};
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;

	OKAY(tempbook_peek(&temp, TABLE_IDS,
			   (struct slice){(const char *)head, 5}, &key,
			   &value));
	OKAY(tempbook_drop(&temp, TABLE_IDS, room_slice(&key)));
	key.size--;
	OKAY(tempbook_poke(&temp, TABLE_IDS, room_slice(&key),
			   room_slice(&value)));
	text_release(&key);
	text_release(&value);
	room_found("ids");
}
END_TEST

/* With it, an import of that content would be passed over. */
START_TEST(a_file_that_no_run_posted_is_found)
{
	char sha256[] = "0123456789abcdef0123456789abcdef"
			"0123456789abcdef0123456789abcdef";
	static const char *const runs[] = {"\0\0\0\1", "\0\0\0\7"};

	OKAY(tempbook_poke(&temp, TABLE_FILES, slice_on(sha256),
			   (struct slice){runs[_i], 4}));
	room_found("files");
}
END_TEST

static const struct {
	const char *from;
	const char *to;
} run_words[] = {{"kind=import", "kind=imporT"},
		 {"first=1\t", "first=2\t"},
		 {"last=", "lasT="}};

START_TEST(a_changed_run_is_found)
{
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;
	char *at;

	OKAY(tempbook_peek(&temp, TABLE_RUNS, slice_on(""), &key, &value));
	at = strstr(value.bytes, run_words[_i].from);
	ck_assert_ptr_nonnull(at);
	memcpy(at, run_words[_i].to, strlen(run_words[_i].to));
	OKAY(tempbook_poke(&temp, TABLE_RUNS, room_slice(&key),
			   room_slice(&value)));
	text_release(&key);
	text_release(&value);
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
}
END_TEST

START_TEST(a_changed_head_is_refused_or_found)
{
	struct text value = TEXT_ZERO;
	enum status status;

	OKAY(tempbook_peek(&temp, TABLE_META, slice_on("head"), NULL, &value));
	value.bytes[0] = value.bytes[0] == 'a' ? 'b' : 'a';
	OKAY(tempbook_poke(&temp, TABLE_META, slice_on("head"),
			   room_slice(&value)));
	status = tempbook_verify(&temp);
	ck_assert(status == STATUS_CORRUPT || temp.verdict.findings > 0);
	text_release(&value);
}
END_TEST

START_TEST(another_format_is_refused)
{
	OKAY(tempbook_poke(&temp, TABLE_META, slice_on("format"),
			   (struct slice){"\0\0\0\x09", 4}));
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(temp.err.text, "format 9"));
}
END_TEST

static void add_forgeries(TCase *tcase)
{
	tcase_add_test(tcase, the_world_is_proved);
	tcase_add_test(tcase, an_unbalanced_entry_is_found);
	tcase_add_test(tcase, an_amount_forged_on_both_sides_is_found);
	tcase_add_test(tcase, a_swapped_pair_of_entries_is_found);
	tcase_add_test(tcase, a_missing_last_block_is_found);
	tcase_add_test(tcase, a_missing_first_block_is_found);
	tcase_add_test(tcase, a_last_entry_cut_off_is_found);
	tcase_add_loop_test(tcase, a_changed_item_is_found, 0,
			    (int)COUNT_OF(moves));
	tcase_add_test(tcase, a_missing_item_is_found);
	tcase_add_test(tcase, a_changed_total_is_found);
	tcase_add_test(tcase, a_missing_id_is_found);
	tcase_add_loop_test(
		tcase, a_forged_head_of_a_sorted_run_of_ids_is_found, 0, 3);
	tcase_add_test(tcase, a_forged_key_of_a_block_of_ids_is_found);
	tcase_add_loop_test(tcase, a_file_that_no_run_posted_is_found, 0, 2);
	tcase_add_loop_test(tcase, a_changed_run_is_found, 0,
			    (int)COUNT_OF(run_words));
	tcase_add_test(tcase, a_changed_head_is_refused_or_found);
	tcase_add_test(tcase, another_format_is_refused);
}

Suite *verify_suite(void)
{
	Suite *suite = suite_create("ledger/verify");
	TCase *tcase = tcase_create("forgeries");

	tcase_add_checked_fixture(tcase, room_world, end);
	tcase_set_timeout(tcase, 30);
	add_forgeries(tcase);
	tcase_add_loop_test(tcase, a_flipped_byte_of_the_journal_is_found, 0,
			    4000 / STRIDE);
	suite_add_tcase(suite, tcase);
	return suite;
}
