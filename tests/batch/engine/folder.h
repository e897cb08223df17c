/*
 * folder.h: a folder of its own for each test, gone after it.
 *
 * Use folder_make and folder_remove as the checked fixture of a case.
 */
#ifndef TESTS_BATCH_ENGINE_FOLDER_H
#define TESTS_BATCH_ENGINE_FOLDER_H

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static char folder[64];

static inline void folder_make(void)
{
	snprintf(folder, sizeof folder, "/tmp/redress-engine-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static inline int folder_unlink(const char *path, const struct stat *status,
				int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

static inline void folder_remove(void)
{
	nftw(folder, folder_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

/* The path of a name in the folder, in one of four buffers. */
static inline const char *folder_path(const char *name)
{
	static char paths[4][256];
	static int turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static inline void folder_write(const char *name, const void *bytes,
				size_t size)
{
	FILE *file = fopen(folder_path(name), "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
}

static inline void folder_write_text(const char *name, const char *text)
{
	folder_write(name, text, strlen(text));
}

/* The whole of a file and a NUL; the caller frees it. */
static inline char *folder_read(const char *name, size_t *size)
{
	FILE *file = fopen(folder_path(name), "rb");
	char *bytes = malloc(1 << 21);

	ck_assert_ptr_nonnull(file);
	ck_assert_ptr_nonnull(bytes);
	*size = fread(bytes, 1, (1 << 21) - 1, file);
	bytes[*size] = '\0';
	fclose(file);
	return bytes;
}

static inline int folder_has(const char *name)
{
	return access(folder_path(name), F_OK) == 0;
}

/* Append one gzip member. */
static inline void folder_gzip(const char *name, const void *bytes, size_t size)
{
	gzFile file = gzopen(folder_path(name), "ab");

	ck_assert_ptr_nonnull(file);
	if (size > 0)
		ck_assert_int_eq(gzwrite(file, bytes, (unsigned int)size),
				 (int)size);
	ck_assert_int_eq(gzclose(file), Z_OK);
}

#endif /* TESTS_BATCH_ENGINE_FOLDER_H */
