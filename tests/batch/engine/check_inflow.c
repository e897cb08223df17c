/* check_inflow.c: plain, gzip and piped files, and what damages them. */
#include "batch/engine/inflow.h"

#include "tests/batch/engine/folder.h"

#include <sys/stat.h>

#define ABC_SHA256                                                             \
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static struct inflow *open_name(const char *name)
{
	struct inflow_place place = {-1, folder, NULL};
	struct inflow *in;
	struct err err;

	ck_assert_msg(inflow_open(folder_path(name), &place, &in, &err) ==
			      STATUS_OK,
		      "%s", err.text);
	return in;
}

static void expect_abc(struct inflow *in)
{
	char hex[DIGEST_HEX_SIZE];
	char bytes[8];
	uint64_t size;
	size_t got;
	struct err err;

	ck_assert_int_eq(inflow_sha256(in, hex, &size, &err), STATUS_OK);
	ck_assert_str_eq(hex, ABC_SHA256);
	ck_assert_uint_eq(size, 3);
	ck_assert_int_eq(inflow_read(in, bytes, 8, &got, &err), STATUS_OK);
	ck_assert_uint_eq(got, 3);
	ck_assert_mem_eq(bytes, "abc", 3);
	ck_assert_uint_eq(inflow_done(in), inflow_total(in));
	ck_assert_int_eq(inflow_read(in, bytes, 8, &got, &err), STATUS_OK);
	ck_assert_uint_eq(got, 0);
	ck_assert_int_eq(inflow_rewind(in, &err), STATUS_OK);
	ck_assert_int_eq(inflow_read(in, bytes, 1, &got, &err), STATUS_OK);
	ck_assert_mem_eq(bytes, "a", 1);
	ck_assert_int_eq(inflow_unchanged(in, &err), STATUS_OK);
	inflow_close(in);
}

START_TEST(a_plain_file_reads_twice)
{
	folder_write_text("f", "abc");
	expect_abc(open_name("f"));
}
END_TEST

START_TEST(gzip_members_read_as_one_file)
{
	folder_gzip("f", "a", 1);
	folder_gzip("f", "", 0);
	folder_gzip("f", "bc", 2);
	expect_abc(open_name("f"));
}
END_TEST

START_TEST(an_empty_file_has_no_content)
{
	char bytes[4];
	size_t got;
	struct err err;
	struct inflow *in;

	folder_write_text("f", "");
	in = open_name("f");
	ck_assert_int_eq(inflow_read(in, bytes, 4, &got, &err), STATUS_OK);
	ck_assert_uint_eq(got, 0);
	ck_assert_uint_eq(inflow_total(in), 0);
	inflow_close(in);
}
END_TEST

/* What a pipe brings, plain and packed, can be read twice. */
START_TEST(a_pipe_is_spooled)
{
	struct inflow_place place = {-1, folder, NULL};
	struct inflow *in;
	struct err err;
	char *bytes;
	size_t size;
	int ends[2];

	folder_gzip("f.gz", "abc", 3);
	bytes = folder_read("f.gz", &size);
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], bytes, size), (ssize_t)size);
	close(ends[1]);
	place.stdin_fd = ends[0];
	ck_assert_int_eq(inflow_open("-", &place, &in, &err), STATUS_OK);
	expect_abc(in);
	ck_assert_int_eq(fcntl(ends[0], F_GETFD) >= 0, 1);
	close(ends[0]);
	free(bytes);
}
END_TEST

START_TEST(a_spool_needs_its_directory)
{
	struct inflow_place place = {-1, "/nowhere/at/all", NULL};
	struct inflow *in;
	struct err err;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	close(ends[1]);
	place.stdin_fd = ends[0];
	ck_assert_int_eq(inflow_open("-", &place, &in, &err), STATUS_OUTPUT);
	close(ends[0]);
}
END_TEST

START_TEST(what_is_missing_or_a_directory_is_not_found)
{
	struct inflow_place place = {-1, folder, NULL};
	struct inflow *in;
	struct err err;

	ck_assert_int_eq(inflow_open(folder_path("no"), &place, &in, &err),
			 STATUS_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.text, "No such file"));
	ck_assert_int_eq(inflow_open(folder, &place, &in, &err),
			 STATUS_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.text, "is a directory"));
}
END_TEST

START_TEST(a_change_while_reading_is_seen)
{
	struct inflow *in;
	struct err err;

	folder_write_text("f", "abc");
	in = open_name("f");
	folder_write_text("f", "abcd");
	ck_assert_int_eq(inflow_unchanged(in, &err), STATUS_NOT_FOUND);
	inflow_close(in);
}
END_TEST

START_TEST(a_stop_ends_reading)
{
	static volatile sig_atomic_t stop;
	struct inflow_place place = {-1, folder, &stop};
	char hex[DIGEST_HEX_SIZE];
	uint64_t size;
	struct inflow *in;
	struct err err;

	folder_write_text("f", "abc");
	ck_assert_int_eq(inflow_open(folder_path("f"), &place, &in, &err),
			 STATUS_OK);
	stop = 1;
	ck_assert_int_eq(inflow_sha256(in, hex, &size, &err), STATUS_STOPPED);
	inflow_close(in);
}
END_TEST

static enum status hash_of(const char *name, struct err *err)
{
	char hex[DIGEST_HEX_SIZE];
	uint64_t size;
	struct inflow *in = open_name(name);
	enum status status = inflow_sha256(in, hex, &size, err);

	inflow_close(in);
	return status;
}

/* Every length that is too short is found, wherever the cut falls. */
START_TEST(gzip_cut_anywhere_is_damaged)
{
	static const char text[] = "event,id,date\nevent,id,date\n";
	struct err err;
	char *bytes;
	size_t size;
	size_t cut;

	folder_gzip("whole", text, sizeof text - 1);
	folder_gzip("whole", text, sizeof text - 1);
	bytes = folder_read("whole", &size);
	for (cut = 2; cut < size; cut++) {
		enum status status;

		folder_write("cut", bytes, cut);
		status = hash_of("cut", &err);
		if (cut == size / 2)
			ck_assert_int_eq(status, STATUS_OK);
		else
			ck_assert_int_eq(status, STATUS_CORRUPT);
	}
	ck_assert_ptr_nonnull(strstr(err.text, "cut short"));
	free(bytes);
}
END_TEST

START_TEST(a_flipped_bit_is_damage)
{
	static const char text[] = "event,id,date\nevent,id,date\n";
	struct err err;
	char *bytes;
	size_t size;

	folder_gzip("whole", text, sizeof text - 1);
	bytes = folder_read("whole", &size);
	bytes[size - 6] = (char)(bytes[size - 6] ^ 4);
	folder_write("bad", bytes, size);
	ck_assert_int_eq(hash_of("bad", &err), STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.text, "damaged"));
	free(bytes);
}
END_TEST

START_TEST(rubbish_behind_gzip_is_named)
{
	struct err err;
	char *bytes;
	size_t size;

	folder_gzip("f", "abc", 3);
	bytes = folder_read("f", &size);
	memcpy(bytes + size, "rubbish", 7);
	folder_write("f", bytes, size + 7);
	ck_assert_int_eq(hash_of("f", &err), STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.text, "rubbish"));
	free(bytes);
}
END_TEST

Suite *inflow_suite(void)
{
	Suite *suite = suite_create("batch/engine/inflow");
	TCase *tcase = tcase_create("inflow");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_test(tcase, a_plain_file_reads_twice);
	tcase_add_test(tcase, gzip_members_read_as_one_file);
	tcase_add_test(tcase, an_empty_file_has_no_content);
	tcase_add_test(tcase, a_pipe_is_spooled);
	tcase_add_test(tcase, a_spool_needs_its_directory);
	tcase_add_test(tcase, what_is_missing_or_a_directory_is_not_found);
	tcase_add_test(tcase, a_change_while_reading_is_seen);
	tcase_add_test(tcase, a_stop_ends_reading);
	tcase_add_test(tcase, gzip_cut_anywhere_is_damaged);
	tcase_add_test(tcase, a_flipped_bit_is_damage);
	tcase_add_test(tcase, rubbish_behind_gzip_is_named);
	suite_add_tcase(suite, tcase);
	return suite;
}
