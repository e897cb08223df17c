/* logend.c: the end of the log, kept and compared. */
#include "ledger/store/logend.h"

#include "ledger/store/smallfile.h"

#include <db.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void unheard(const DB_ENV *env, const char *prefix, const char *message)
{
	(void)env;
	(void)prefix;
	(void)message;
}

enum status logend_write(const char *directory, const struct logend *end,
			 struct err *err)
{
	char text[SMALLFILE_BYTES];

	snprintf(text, sizeof text, "file=%u\noffset=%u\n",
		 (unsigned int)end->file, (unsigned int)end->offset);
	return smallfile_write(directory, "logend", text, err);
}

enum status logend_test(const char *directory, const struct logend *end,
			struct err *err)
{
	char text[SMALLFILE_BYTES];
	unsigned int file;
	unsigned int offset;
	enum status status = smallfile_read(directory, "logend", text, err);

	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	if (sscanf(text, "file=%u\noffset=%u", &file, &offset) == 2 &&
	    file == end->file && offset == end->offset)
		return STATUS_OK;
	return err_set(err, STATUS_CORRUPT,
		       "it ends at byte %u of file %u, but was left at byte "
		       "%u of file %u",
		       (unsigned int)end->offset, (unsigned int)end->file,
		       offset, file);
}

static int read_log(DB_ENV *env)
{
	DB_LOGC *cursor;
	DB_LSN at;
	DBT record;
	int code = env->log_cursor(env, &cursor, 0);

	if (code != 0)
		return code;
	memset(&record, 0, sizeof record);
	do
		code = cursor->get(cursor, &at, &record, DB_NEXT);
	while (code == 0);
	cursor->close(cursor, 0);
	return code == DB_NOTFOUND ? 0 : code;
}

static int find(DB_ENV *env, const char *directory, bool whole,
		struct logend *end)
{
	DB_LOG_STAT *stat;
	int code = env->open(env, directory,
			     DB_CREATE | DB_PRIVATE | DB_INIT_LOG, 0);

	if (code == 0 && whole)
		code = read_log(env);
	if (code == 0)
		code = env->log_stat(env, &stat, 0);
	if (code != 0)
		return code;
	end->file = stat->st_cur_file;
	end->offset = stat->st_cur_offset;
	free(stat);
	return 0;
}

/* Berkeley DB would make a log that is not there. */
static enum status test_there(const char *directory, struct err *err)
{
	char name[32];
	char text[SMALLFILE_BYTES];
	unsigned int file;

	if (smallfile_read(directory, "logend", text, NULL) != STATUS_OK ||
	    sscanf(text, "file=%u", &file) != 1)
		return STATUS_OK;
	snprintf(name, sizeof name, "log.%010u", file);
	return smallfile_there(directory, name)
		       ? STATUS_OK
		       : err_set(err, STATUS_CORRUPT, "%s is missing", name);
}

enum status logend_find(const char *directory, const char *key, bool whole,
			struct logend *end, struct err *err)
{
	DB_ENV *env;
	enum status status = test_there(directory, err);
	int closed;
	int code;

	if (status != STATUS_OK)
		return status;
	code = db_env_create(&env, 0);
	if (code == 0) {
		env->set_errcall(env, unheard);
		if (key != NULL)
			code = env->set_encrypt(env, key, DB_ENCRYPT_AES);
		if (code == 0)
			code = find(env, directory, whole, end);
		closed = env->close(env, 0);
		code = code == 0 ? closed : code;
	}
	if (code != 0)
		return err_set(err, STATUS_CORRUPT,
			       "its records cannot be read (%s)",
			       db_strerror(code));
	return STATUS_OK;
}
