/*
 * bench_jobs.c: do 100,000 stored runs slow a book's start? (TARGETS.md P8)
 *
 *     bench_jobs [RUNS]
 *
 * Makes a book with so many runs of an inbox, each day a start, a step and
 * an end, all in one transaction behind the face's back, and every month of
 * two years done; then times what cron and monitors call on it, best of 20.
 * REDRESS names the program; the folder is $TMPDIR's.
 */
#include "ledger/bookparts.h"
#include "ledger/jobrows.h"
#include "ledger/store/anchor.h"
#include "ledger/store/store.h"
#include "tests/support/tempbook.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 100000, TIMES = 20, DAY_BEGUN = 10957 /* 2000-01-01 */ };

static struct tempbook temp;
static struct standing standing;

static void must(enum status status)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "bench_jobs: %s\n", temp.err.text);
	exit(1);
}

/* One more run, in the chain and in the repository. */
static void say(struct store *store, struct run *run)
{
	struct job_shelf shelf = {store, NULL};
	struct text text = TEXT_ZERO;
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct slice line;

	run->number = ++standing.runs;
	put_u32(key, run->number);
	run_line(run, &text);
	line.bytes = text.bytes;
	line.size = text.size;
	run_chain(standing.run_head, line, standing.run_head);
	must(store_put(store, TABLE_RUNS, name, line, &temp.err));
	must(job_rows_enter(&shelf, run, &temp.err));
	text_release(&text);
}

static void say_three(struct store *store, const char *job, const char *period)
{
	static const char *const states[] = {"running", "done", "completed"};
	struct run run;
	int i;

	for (i = 0; i < 3; i++) {
		run_clear(&run);
		run_set(&run, RUN_KIND, i == 0 ? "start" : "step");
		run_set(&run, RUN_STARTED, "2026-01-01T05:17:00Z");
		run_set(&run, RUN_ENDED, "2026-01-01T05:17:00Z");
		run_set(&run, RUN_HEAD_BEFORE, standing.head);
		run_set(&run, RUN_HEAD_AFTER, standing.head);
		run_set(&run, RUN_FIRST, "0");
		run_set(&run, RUN_LAST, "0");
		run_set(&run, RUN_JOB, job);
		run_set(&run, RUN_PERIOD, period);
		run_set(&run, RUN_STATE, states[i]);
		if (i == 1)
			run_set(&run, RUN_STEP, "import");
		say(store, &run);
	}
}

/* Where the calendar begins, so that every month is asked for. */
static void say_first(struct store *store)
{
	struct run run;

	run_clear(&run);
	run_set(&run, RUN_KIND, "init");
	run_set(&run, RUN_PERIOD, "2024-01");
	say(store, &run);
}

static void fill(uint32_t runs)
{
	char text[JOB_PERIOD_SIZE];
	struct anchor anchor;
	struct store *store;
	uint32_t day;
	int month;

	must(anchor_read(temp.path, &anchor, &temp.err));
	must(store_open(temp.path, STORE_WRITE, &store, &temp.err));
	must(standing_read(store, &standing, &temp.err));
	must(store_begin(store, &temp.err));
	say_first(store);
	for (month = 0; month < 24; month++) {
		snprintf(text, sizeof text, "%d-%02d", 2024 + month / 12,
			 month % 12 + 1);
		say_three(store, "monthly", text);
	}
	for (day = 0; standing.runs < runs; day++) {
		day_format((int32_t)(DAY_BEGUN + day % 9000), text);
		if (day >= 9000)
			snprintf(text + DAY_TEXT_SIZE - 1,
				 sizeof text - (DAY_TEXT_SIZE - 1), ".%02u",
				 day / 9000 + 1);
		say_three(store, "inbox", text);
	}
	must(standing_write(store, &standing, &temp.err));
	must(store_commit(store, &temp.err));
	must(store_close(store, &temp.err));
	anchor.runs = standing.runs;
	anchor.clean = true;
	must(anchor_write(temp.path, &anchor, &temp.err));
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int call(const char *const *words)
{
	int how = 0;
	pid_t child = fork();

	if (child == 0) {
		char *argv[8] = {NULL};
		int nowhere = open("/dev/null", O_WRONLY);
		int i;

		for (i = 0; words[i] != NULL; i++)
			memcpy(&argv[i], &words[i], sizeof argv[i]);
		dup2(nowhere, STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	waitpid(child, &how, 0);
	return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static void measure(const char *what, const char *const *words)
{
	double best = 1e9;
	int code = 0;
	int i;

	for (i = 0; i < TIMES; i++) {
		double start = seconds();
		double took;

		code = call(words);
		took = seconds() - start;
		if (took < best)
			best = took;
	}
	printf("%-24s %7.1f ms   exit %d\n", what, best * 1000, code);
}

int main(int argc, char **argv)
{
	const char *redress = getenv("REDRESS");
	uint32_t runs = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : RUNS;

	if (redress == NULL) {
		fprintf(stderr, "bench_jobs: REDRESS names no program\n");
		return 1;
	}
	must(tempbook_make(&temp));
	fill(runs);
	setenv("REDRESS_CLOCK", "2026-01-20T12:00:00Z", 1);
	setenv("REDRESS_BOOK", temp.path, 1);
	printf("%u runs stored\n", (unsigned int)standing.runs);
	measure("--version", (const char *const[]){redress, "--version", NULL});
	measure("run --due --quiet",
		(const char *const[]){redress, "run", "--due", "--quiet",
				      NULL});
	measure("status", (const char *const[]){redress, "status", NULL});
	measure("status --format json",
		(const char *const[]){redress, "status", "--format", "json",
				      NULL});
	tempbook_remove(&temp);
	return 0;
}
