/* store.c: Berkeley DB 5.3 behind tables, transactions and cursors. */
#include "ledger/store/store.h"

#include "ledger/base/arena.h"
#include "ledger/base/limits.h"
#include "ledger/store/ballast.h"
#include "ledger/store/cipher.h"
#include "ledger/store/format.h"
#include "ledger/store/logend.h"

#include <assert.h>
#include <db.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CACHE_BYTES_WRITE = 48 << 20,
	CACHE_BYTES_READ = 16 << 20,
	LOG_BUFFER_BYTES = 1 << 20,
	FILE_MODE = 0600
};

struct store {
	DB_ENV *env;
	DB *tables[TABLE_COUNT];
	DB_TXN *txn;
	bool writes;
	bool encrypted;
	char directory[LIMIT_PATH_BYTES];
	char said[400]; /* Berkeley DB's own words on the last failure */
};

struct store_cursor {
	struct store *store;
	enum table table;
	DBC *dbc;
	struct text from;
	bool started;
};

static const char *const names[TABLE_ITEMS] = {"meta",	 "journal", "segments",
					       "totals", "ids",	    "runs",
					       "files",	 "sources"};

/* Those that came after the tables of items. */
static const char *const lazy_names[TABLE_COUNT - TABLE_CONFIGS] = {
	"configs", "debts", "jobs"};

const char *table_name(enum table table)
{
	assert(table < TABLE_COUNT);
	if (table < TABLE_ITEMS)
		return names[table];
	return table < TABLE_CONFIGS ? "items"
				     : lazy_names[table - TABLE_CONFIGS];
}

static void table_file(enum table table, char out[32])
{
	if (table < TABLE_ITEMS || table >= TABLE_CONFIGS)
		snprintf(out, 32, "%s.db", table_name(table));
	else
		snprintf(out, 32, "items-%02d.db", (int)(table - TABLE_ITEMS));
}

static void hear(const DB_ENV *env, const char *prefix, const char *message)
{
	struct store *store = env->app_private;

	(void)prefix;
	if (store != NULL && store->said[0] == '\0')
		snprintf(store->said, sizeof store->said, "%s", message);
}

static enum status status_of(int code)
{
	switch (code) {
	case ENOSPC:
	case EDQUOT:
		return STATUS_FULL;
	case EACCES:
	case EPERM:
	case EROFS:
		return STATUS_DENIED;
	case ENOENT:
	case DB_NOTFOUND:
		return STATUS_NOT_FOUND;
	case DB_RUNRECOVERY:
	case DB_PAGE_NOTFOUND:
	case DB_OLD_VERSION:
	case EINVAL:
		return STATUS_CORRUPT;
	default:
		return STATUS_IO;
	}
}

static enum status failed(struct store *store, int code, const char *what,
			  struct err *err)
{
	const char *said =
		store->said[0] == '\0' ? db_strerror(code) : store->said;
	enum status status = status_of(code);

	/* recovery on a full disk panics, and says so as damage */
	if (strstr(said, strerror(ENOSPC)) != NULL)
		status = STATUS_FULL;
	return err_set(err, status, "%s: %s%s", what, said,
		       status == STATUS_FULL
			       ? "; nothing is lost: make room and run it "
				 "again"
		       : status == STATUS_CORRUPT
			       ? "; keep the book as it is and restore a "
				 "backup with `redress restore`"
			       : "");
}

static int configure(struct store *store, enum store_mode mode, const char *key)
{
	DB_ENV *env = store->env;
	u_int32_t cache =
		mode == STORE_READ ? CACHE_BYTES_READ : CACHE_BYTES_WRITE;
	int code;

	env->app_private = store;
	env->set_errcall(env, hear);
	code = env->set_cachesize(env, 0, cache, 1);
	store->encrypted = key != NULL;
	if (code == 0 && key != NULL)
		code = env->set_encrypt(env, key, DB_ENCRYPT_AES);
	if (code == 0 && mode != STORE_READ)
		code = env->set_lg_bsize(env, LOG_BUFFER_BYTES);
	if (code == 0 && mode != STORE_READ)
		code = env->set_lg_max(env, FORMAT_LOG_BYTES);
	if (code == 0 && mode != STORE_READ)
		code = env->log_set_config(env, DB_LOG_AUTO_REMOVE, 1);
	return code;
}

static u_int32_t env_flags(enum store_mode mode)
{
	u_int32_t flags = DB_CREATE | DB_PRIVATE | DB_INIT_MPOOL;

	if (mode == STORE_READ)
		return flags;
	flags |= DB_INIT_LOG | DB_INIT_TXN;
	/* recovery fills the rest of the last log with zeros: not needlessly */
	return mode == STORE_RECOVER ? flags | DB_RECOVER : flags;
}

static int configure_table(DB *db, bool fresh, bool encrypted)
{
	u_int32_t flags =
		(fresh ? DB_CHKSUM : 0) | (encrypted ? DB_ENCRYPT : 0);
	int code = flags == 0 ? 0 : db->set_flags(db, flags);

	if (code == 0 && fresh)
		code = db->set_pagesize(db, FORMAT_PAGE_BYTES);
	return code;
}

static int open_table(struct store *store, enum table table, u_int32_t flags)
{
	char file[32];
	DB *db;
	int code = db_create(&db, store->env, 0);

	if (code != 0)
		return code;
	code = configure_table(db, (flags & DB_CREATE) != 0, store->encrypted);
	table_file(table, file);
	if (code == 0)
		code = db->open(db, NULL, file, NULL, DB_BTREE, flags,
				FILE_MODE);
	if (code != 0) {
		db->close(db, DB_NOSYNC);
		return code;
	}
	store->tables[table] = db;
	return 0;
}

/*
 * The handle of a table. A table from TABLE_ITEMS on is opened when it is
 * asked for; *db is NULL where a reader finds none: nothing was written.
 */
static int table_of(struct store *store, enum table table, DB **db)
{
	int code = 0;

	if (store->tables[table] == NULL && table >= TABLE_ITEMS) {
		code = open_table(store, table,
				  store->writes ? DB_AUTO_COMMIT | DB_CREATE
						: DB_RDONLY);
		if (!store->writes && code == ENOENT) {
			code = 0;
			store->said[0] = '\0';
		}
	}
	*db = store->tables[table];
	return code;
}

bool store_has(struct store *store, enum table table)
{
	int code = 0;

	if (store->tables[table] == NULL)
		code = open_table(store, table,
				  store->writes ? DB_AUTO_COMMIT : DB_RDONLY);
	if (code == ENOENT)
		store->said[0] = '\0';
	return store->tables[table] != NULL;
}

static u_int32_t table_flags(enum store_mode mode)
{
	if (mode == STORE_READ)
		return DB_RDONLY;
	if (mode == STORE_CREATE)
		return DB_AUTO_COMMIT | DB_CREATE | DB_EXCL;
	return DB_AUTO_COMMIT;
}

static int open_env(struct store *store, enum store_mode mode, const char *key)
{
	int code = db_env_create(&store->env, 0);

	if (code == 0)
		code = configure(store, mode, key);
	if (code == 0)
		code = store->env->open(store->env, store->directory,
					env_flags(mode), FILE_MODE);
	return code;
}

static int open_tables(struct store *store, enum store_mode mode)
{
	int code = 0;
	int table;

	for (table = 0; table < TABLE_ITEMS && code == 0; table++)
		code = open_table(store, (enum table)table, table_flags(mode));
	return code;
}

/* Where the log ends now; all zero when there is none. */
static struct logend end_of(struct store *store)
{
	struct logend end = {0, 0};
	DB_LOG_STAT *stat;

	if (store->env->log_stat(store->env, &stat, 0) == 0) {
		end.file = stat->st_cur_file;
		end.offset = stat->st_cur_offset;
		free(stat);
	}
	return end;
}

static enum status open_once(const char *directory, enum store_mode mode,
			     struct store **out, struct err *err)
{
	struct store *store;
	const char *key;
	enum status status = cipher_key(directory, &key, err);
	int code;

	if (status != STATUS_OK)
		return status;
	store = mem_alloc(sizeof *store);
	store->writes = mode != STORE_READ;
	snprintf(store->directory, sizeof store->directory, "%s", directory);
	code = open_env(store, mode, key);
	if (code == 0)
		code = open_tables(store, mode);
	if (code != 0)
		status = failed(store, code, "the store cannot be opened", err);
	if (status == STATUS_OK)
		*out = store;
	else
		store_drop(store);
	return status;
}

static int close_tables(struct store *store, u_int32_t flags)
{
	int first = 0;
	int table;

	for (table = 0; table < TABLE_COUNT; table++) {
		DB *db = store->tables[table];
		int code = db == NULL ? 0 : db->close(db, flags);

		store->tables[table] = NULL;
		if (first == 0)
			first = code;
	}
	return first;
}

/* Recovery on a full disk ends in a panic, whatever the error was. */
enum status store_open(const char *directory, enum store_mode mode,
		       struct store **out, struct err *err)
{
	enum status status = open_once(directory, mode, out, err);

	if (status == STATUS_OK || mode != STORE_RECOVER ||
	    !ballast_needed(directory) || !ballast_release(directory))
		return status;
	return open_once(directory, mode, out, err);
}

/* On a full disk the ballast is given up for it. */
static int checkpoint(struct store *store)
{
	DB_ENV *env = store->env;
	int code = env->txn_checkpoint(env, 0, 0, DB_FORCE);

	if ((code == ENOSPC || code == EDQUOT) &&
	    ballast_release(store->directory))
		code = env->txn_checkpoint(env, 0, 0, DB_FORCE);
	return code;
}

enum status store_close(struct store *store, struct err *err)
{
	struct logend end = {0, 0};
	enum status status = STATUS_OK;
	int code = 0;
	int later;

	assert(store->txn == NULL);
	if (store->writes)
		code = checkpoint(store);
	later = close_tables(store, store->writes ? 0 : DB_NOSYNC);
	code = code == 0 ? later : code;
	if (code != 0)
		status = failed(store, code, "the store cannot be closed", err);
	else if (store->writes)
		end = end_of(store);
	later = store->env->close(store->env, 0);
	if (code == 0 && later != 0)
		status =
			failed(store, later, "the store cannot be closed", err);
	if (status == STATUS_OK && store->writes)
		status = logend_write(store->directory, &end, err);
	if (status == STATUS_OK && store->writes)
		ballast_keep(store->directory, 0);
	free(store);
	return status;
}

void store_drop(struct store *store)
{
	if (store == NULL)
		return;
	if (store->txn != NULL)
		store_abort(store);
	close_tables(store, DB_NOSYNC);
	if (store->env != NULL)
		store->env->close(store->env, 0);
	free(store);
}

enum status store_begin(struct store *store, struct err *err)
{
	int code;

	assert(store->writes && store->txn == NULL);
	code = store->env->txn_begin(store->env, NULL, &store->txn, 0);
	if (code != 0)
		return failed(store, code, "a transaction cannot begin", err);
	return STATUS_OK;
}

enum status store_commit(struct store *store, struct err *err)
{
	DB_TXN *txn = store->txn;
	int code;

	assert(txn != NULL);
	store->txn = NULL;
	code = txn->commit(txn, DB_TXN_SYNC);
	if (code != 0)
		return failed(store, code, "the transaction is not kept", err);
	return STATUS_OK;
}

void store_abort(struct store *store)
{
	DB_TXN *txn = store->txn;

	store->txn = NULL;
	if (txn != NULL)
		txn->abort(txn);
}

enum status store_empty(struct store *store, enum table table, struct err *err)
{
	DB *db;
	u_int32_t count;
	int code = table_of(store, table, &db);

	assert(store->txn != NULL);
	if (code == 0)
		code = db->truncate(db, store->txn, &count, 0);
	if (code != 0)
		return failed(store, code, "a table cannot be emptied", err);
	return STATUS_OK;
}

static DBT dbt_of(struct slice slice)
{
	DBT dbt;

	memset(&dbt, 0, sizeof dbt);
	memcpy(&dbt.data, &slice.bytes, sizeof dbt.data);
	dbt.size = (u_int32_t)slice.size;
	return dbt;
}

static enum status table_failed(struct store *store, enum table table, int code,
				struct err *err)
{
	char what[48];

	if (code == DB_NOTFOUND)
		return STATUS_NOT_FOUND;
	snprintf(what, sizeof what, "table %s", table_name(table));
	return failed(store, code, what, err);
}

enum status store_get(struct store *store, enum table table, struct slice key,
		      struct text *value, struct err *err)
{
	DBT k = dbt_of(key);
	DBT v;
	DB *db;
	int code = table_of(store, table, &db);

	memset(&v, 0, sizeof v);
	text_clear(value);
	if (code == 0 && db == NULL)
		return STATUS_NOT_FOUND;
	if (code == 0)
		code = db->get(db, store->txn, &k, &v, 0);
	if (code != 0)
		return table_failed(store, table, code, err);
	text_add(value, v.data, v.size);
	return STATUS_OK;
}

enum status store_put(struct store *store, enum table table, struct slice key,
		      struct slice value, struct err *err)
{
	DBT k = dbt_of(key);
	DBT v = dbt_of(value);
	DB *db;
	int code = table_of(store, table, &db);

	assert(store->txn != NULL);
	if (code == 0)
		code = db->put(db, store->txn, &k, &v, 0);
	if (code != 0)
		return table_failed(store, table, code, err);
	return STATUS_OK;
}

enum status store_delete(struct store *store, enum table table,
			 struct slice key, struct err *err)
{
	DBT k = dbt_of(key);
	DB *db;
	int code = table_of(store, table, &db);

	assert(store->txn != NULL);
	if (code == 0)
		code = db->del(db, store->txn, &k, 0);
	if (code != 0)
		return table_failed(store, table, code, err);
	return STATUS_OK;
}

static int last_below(DBC *dbc, DBT *k, DBT *v, bool bounded)
{
	int code;

	if (!bounded)
		return dbc->get(dbc, k, v, DB_LAST);
	code = dbc->get(dbc, k, v, DB_SET_RANGE);
	if (code == DB_NOTFOUND)
		return dbc->get(dbc, k, v, DB_LAST);
	return code == 0 ? dbc->get(dbc, k, v, DB_PREV) : code;
}

enum status store_last(struct store *store, enum table table,
		       struct slice below, struct text *key, struct err *err)
{
	DBT k = dbt_of(below);
	DBT v;
	DBC *dbc;
	DB *db;
	int code = table_of(store, table, &db);

	if (code == 0 && db == NULL)
		return STATUS_NOT_FOUND;
	if (code == 0)
		code = db->cursor(db, store->txn, &dbc, 0);
	if (code != 0)
		return table_failed(store, table, code, err);
	memset(&v, 0, sizeof v);
	code = last_below(dbc, &k, &v, below.size > 0);
	if (code == 0) {
		text_clear(key);
		text_add(key, k.data, k.size);
	}
	dbc->close(dbc);
	if (code != 0)
		return table_failed(store, table, code, err);
	return STATUS_OK;
}

enum status store_cursor_open(struct store *store, enum table table,
			      struct slice from, struct store_cursor **out,
			      struct err *err)
{
	struct store_cursor *cursor;
	DBC *dbc = NULL;
	DB *db;
	int code = table_of(store, table, &db);

	if (code == 0 && db != NULL)
		code = db->cursor(db, store->txn, &dbc, 0);
	if (code != 0)
		return table_failed(store, table, code, err);
	cursor = mem_alloc(sizeof *cursor);
	cursor->store = store;
	cursor->table = table;
	cursor->dbc = dbc;
	text_add(&cursor->from, from.bytes, from.size);
	*out = cursor;
	return STATUS_OK;
}

enum status store_cursor_next(struct store_cursor *cursor, struct slice *key,
			      struct slice *value, struct err *err)
{
	struct slice from = {cursor->from.bytes, cursor->from.size};
	DBT k = dbt_of(from);
	DBT v;
	int code;

	if (cursor->dbc == NULL)
		return STATUS_END;
	memset(&v, 0, sizeof v);
	code = cursor->dbc->get(cursor->dbc, &k, &v,
				cursor->started	 ? DB_NEXT
				: from.size == 0 ? DB_FIRST
						 : DB_SET_RANGE);
	cursor->started = true;
	if (code == DB_NOTFOUND)
		return STATUS_END;
	if (code != 0)
		return table_failed(cursor->store, cursor->table, code, err);
	key->bytes = k.data;
	key->size = k.size;
	value->bytes = v.data;
	value->size = v.size;
	return STATUS_OK;
}

void store_cursor_close(struct store_cursor *cursor)
{
	if (cursor == NULL)
		return;
	if (cursor->dbc != NULL)
		cursor->dbc->close(cursor->dbc);
	text_release(&cursor->from);
	free(cursor);
}
