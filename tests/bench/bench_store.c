/*
 * bench_store.c: the floor under an import: Berkeley DB alone.
 *
 *     bench_store [RECORDS]
 *
 * Records of 150 bytes are packed into blocks of 4,032 bytes, a put a block
 * under the number of its last record; 16 bytes of each go into an index of
 * sorted runs, a run for every 65,536 records in slices of a page; a thousand
 * balances are put once a transaction. A durable commit every 8,000 records.
 * No rule, no chain, no parsing: what is left is what the store costs.
 *
 * Prints records, seconds and records per second. The folder is $TMPDIR's.
 */
#include <db.h>

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	RECORD = 150,
	BLOCK = 4032,
	COMMIT_EVERY = 8000,
	RUN = 65536,
	ID = 16,
	BALANCES = 1000,
	CACHE = 64 << 20
};

struct floor {
	DB_ENV *env;
	DB *journal, *index, *balances;
	DB_TXN *txn;
	uint32_t number, runs;
	size_t used;
	unsigned char block[BLOCK];
	unsigned char run[RUN][ID];
};

static void done(int code, const char *what)
{
	if (code == 0)
		return;
	fprintf(stderr, "bench_store: %s: %s\n", what, db_strerror(code));
	exit(1);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void put(struct floor *floor, DB *db, uint32_t number, void *bytes,
		uint32_t size)
{
	unsigned char be[4] = {
		(unsigned char)(number >> 24), (unsigned char)(number >> 16),
		(unsigned char)(number >> 8), (unsigned char)number};
	DBT key, value;

	memset(&key, 0, sizeof key);
	memset(&value, 0, sizeof value);
	key.data = be;
	key.size = sizeof be;
	value.data = bytes;
	value.size = size;
	done(db->put(db, floor->txn, &key, &value, 0), "put");
}

static DB *table(struct floor *floor, const char *name)
{
	DB *db;

	done(db_create(&db, floor->env, 0), "db_create");
	done(db->set_pagesize(db, 4096), "set_pagesize");
	done(db->set_flags(db, DB_CHKSUM), "set_flags");
	done(db->open(db, NULL, name, NULL, DB_BTREE,
		      DB_CREATE | DB_AUTO_COMMIT, 0600),
	     "open");
	return db;
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, ID);
}

static void write_run(struct floor *floor, uint32_t count)
{
	uint32_t per = BLOCK / ID;
	uint32_t at;

	qsort(floor->run, count, ID, compare);
	for (at = 0; at < count; at += per) {
		uint32_t n = count - at < per ? count - at : per;

		put(floor, floor->index, floor->runs++, floor->run[at], n * ID);
	}
}

static void write_balances(struct floor *floor)
{
	unsigned char balance[32] = {0};
	uint32_t i;

	for (i = 0; i < BALANCES; i++)
		put(floor, floor->balances, i, balance, sizeof balance);
}

static void begin(struct floor *floor)
{
	done(floor->env->txn_begin(floor->env, NULL, &floor->txn, 0), "begin");
}

static void commit(struct floor *floor)
{
	write_balances(floor);
	done(floor->txn->commit(floor->txn, 0), "commit");
}

static void add(struct floor *floor, uint32_t number)
{
	uint64_t mixed = number * 0x9e3779b97f4a7c15u;
	unsigned char *record = floor->block + floor->used;

	memset(record, 'r', RECORD);
	memcpy(record, &mixed, sizeof mixed);
	memcpy(floor->run[number % RUN], &mixed, sizeof mixed);
	floor->used += RECORD;
	if (floor->used + RECORD > BLOCK) {
		put(floor, floor->journal, number, floor->block,
		    (uint32_t)floor->used);
		floor->used = 0;
	}
	if (number % RUN == RUN - 1)
		write_run(floor, RUN);
}

static void play(struct floor *floor, uint32_t records)
{
	uint32_t i;

	for (i = 0; i < records; i++) {
		if (i % COMMIT_EVERY == 0) {
			if (i > 0)
				commit(floor);
			begin(floor);
		}
		add(floor, i);
	}
	put(floor, floor->journal, records, floor->block,
	    (uint32_t)floor->used);
	write_run(floor, records % RUN);
	commit(floor);
}

static void open_floor(struct floor *floor, const char *folder)
{
	done(db_env_create(&floor->env, 0), "db_env_create");
	done(floor->env->set_cachesize(floor->env, 0, CACHE, 1), "cache");
	done(floor->env->open(floor->env, folder,
			      DB_CREATE | DB_PRIVATE | DB_INIT_MPOOL |
				      DB_INIT_TXN | DB_INIT_LOG | DB_INIT_LOCK,
			      0600),
	     "environment");
	done(floor->env->log_set_config(floor->env, DB_LOG_AUTO_REMOVE, 1),
	     "log");
	floor->journal = table(floor, "journal.db");
	floor->index = table(floor, "index.db");
	floor->balances = table(floor, "balances.db");
}

int main(int argc, char **argv)
{
	uint32_t records =
		argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
	const char *parent = getenv("TMPDIR");
	struct floor *floor = calloc(1, sizeof *floor);
	char folder[512];
	double start;

	assert(floor != NULL && records > 0);
	snprintf(folder, sizeof folder, "%s/bench-store-XXXXXX",
		 parent != NULL ? parent : "/tmp");
	if (mkdtemp(folder) == NULL) {
		perror(folder);
		return 1;
	}
	open_floor(floor, folder);
	start = seconds();
	play(floor, records);
	done(floor->env->txn_checkpoint(floor->env, 0, 0, 0), "checkpoint");
	start = seconds() - start;
	printf("%u records, %.3f s, %.0f records/s\n", records, start,
	       records / start);
	done(floor->journal->close(floor->journal, 0), "close");
	done(floor->index->close(floor->index, 0), "close");
	done(floor->balances->close(floor->balances, 0), "close");
	done(floor->env->close(floor->env, 0), "close");
	free(floor);
	fflush(stdout);
	execlp("rm", "rm", "-rf", folder, (char *)NULL);
	perror("rm");
	return 1;
}
