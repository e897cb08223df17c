/* check_jobs.c: the job repository as the run chain makes it. */
#include "ledger/jobs.h"

#include "tests/support/tempbook.h"

#include <check.h>
#include <stdio.h>

/* One run of a job: what it says, and how its instance then stands. */
struct said {
	const char *period;
	const char *step; /* NULL: the execution itself */
	const char *state;
	const char *known_at;
	enum job_state becomes;
	size_t steps;
};

static enum status say(struct tempbook *temp, const struct said *said)
{
	struct run run;
	enum status status = tempbook_begin(temp);

	if (status != STATUS_OK)
		return status;
	run_clear(&run);
	run_set(&run, RUN_KIND, "job");
	run_set(&run, RUN_JOB, "monthly");
	run_set(&run, RUN_PERIOD, said->period);
	run_set(&run, RUN_STATE, said->state);
	if (said->step != NULL)
		run_set(&run, RUN_STEP, said->step);
	if (said->known_at != NULL)
		run_set(&run, RUN_KNOWN_AT, said->known_at);
	return book_commit(temp->book, &run, false, &temp->err);
}

static const struct said life[] = {
	{"2009-01", NULL, "running", NULL, JOB_RUNNING, 0},
	{"2009-01", "verify", "done", "0", JOB_RUNNING, 1},
	{"2009-01", NULL, "failed", NULL, JOB_FAILED, 1},
	{"2009-01", NULL, "running", NULL, JOB_RUNNING, 1},
	{"2009-01", NULL, "interrupted", NULL, JOB_INTERRUPTED, 1},
	{"2009-01", NULL, "running", NULL, JOB_RUNNING, 1},
	{"2009-01", NULL, "held", NULL, JOB_HELD, 1},
	{"2009-01", NULL, "abandoned", NULL, JOB_DUE, 0},
	{"2009-01", NULL, "running", NULL, JOB_RUNNING, 0},
	{"2009-01", "verify", "done", "0", JOB_RUNNING, 1},
	{"2009-01", "report", "done", NULL, JOB_RUNNING, 2},
	{"2009-01", NULL, "completed", NULL, JOB_COMPLETED, 2},
	{"2009-02", NULL, "running", NULL, JOB_RUNNING, 0},
	{"2009-02", NULL, "stopped", NULL, JOB_STOPPED, 0},
};

static void live(struct tempbook *temp)
{
	struct job_instance instance;
	size_t i;

	ck_assert_int_eq(tempbook_make(temp), STATUS_OK);
	ck_assert_int_eq(tempbook_open(temp, BOOK_WRITE), STATUS_OK);
	for (i = 0; i < COUNT_OF(life); i++) {
		ck_assert_int_eq(say(temp, &life[i]), STATUS_OK);
		ck_assert_int_eq(job_instance_read(temp->book, "monthly",
						   life[i].period, &instance,
						   &temp->err),
				 STATUS_OK);
		ck_assert_int_eq(instance.state, life[i].becomes);
		ck_assert_uint_eq(instance.step_count, life[i].steps);
		ck_assert_uint_eq(instance.last, i + 1);
	}
}

START_TEST(an_instance_follows_its_runs_from_due_to_completed)
{
	struct tempbook temp;
	struct job_instance instance;
	struct job_summary summary;
	struct job_execution execution;

	live(&temp);
	ck_assert_int_eq(job_instance_read(temp.book, "monthly", "2009-01",
					   &instance, &temp.err),
			 STATUS_OK);
	ck_assert_uint_eq(instance.first, 1);
	ck_assert_uint_eq(instance.start, 9);
	ck_assert_uint_eq(instance.starts, 4);
	ck_assert(instance.known && instance.known_at == 0);
	ck_assert_str_eq(instance.steps[1].step, "report");
	ck_assert_uint_eq(instance.steps[1].run, 11);
	ck_assert_int_eq(
		job_summary_read(temp.book, "monthly", &summary, &temp.err),
		STATUS_OK);
	ck_assert_uint_eq(summary.start, 13);
	ck_assert_uint_eq(summary.good, 12);
	ck_assert_str_eq(summary.period, "2009-01");
	ck_assert_int_eq(
		job_execution_read(temp.book, 6, &execution, &temp.err),
		STATUS_OK);
	ck_assert_int_eq(execution.state, JOB_ABANDONED);
	ck_assert_uint_eq(execution.end, 8);
	ck_assert_int_eq(
		job_execution_read(temp.book, 2, &execution, &temp.err),
		STATUS_NOT_FOUND);
	tempbook_remove(&temp);
}
END_TEST

START_TEST(what_never_ran_is_due)
{
	struct tempbook temp;
	struct job_instance instance;
	struct job_summary summary;
	struct jobs *jobs;

	ck_assert_int_eq(tempbook_make(&temp), STATUS_OK);
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_OK);
	ck_assert_int_eq(job_instance_read(temp.book, "monthly", "2009-01",
					   &instance, &temp.err),
			 STATUS_OK);
	ck_assert_int_eq(instance.state, JOB_DUE);
	ck_assert_str_eq(instance.period, "2009-01");
	ck_assert_int_eq(
		job_summary_read(temp.book, "monthly", &summary, &temp.err),
		STATUS_OK);
	ck_assert_uint_eq(summary.start, 0);
	ck_assert_int_eq(
		jobs_open(temp.book, "monthly", "", false, &jobs, &temp.err),
		STATUS_OK);
	ck_assert_int_eq(jobs_next(jobs, &instance, &temp.err), STATUS_END);
	jobs_close(jobs);
	tempbook_remove(&temp);
}
END_TEST

static size_t count(struct tempbook *temp, const char *period, bool open)
{
	struct job_instance instance;
	struct jobs *jobs;
	size_t found = 0;

	ck_assert_int_eq(jobs_open(temp->book, "monthly", period, open, &jobs,
				   &temp->err),
			 STATUS_OK);
	while (jobs_next(jobs, &instance, &temp->err) == STATUS_OK)
		found++;
	jobs_close(jobs);
	return found;
}

START_TEST(instances_are_listed_by_period_and_open_ones_alone)
{
	struct tempbook temp;

	live(&temp);
	ck_assert_uint_eq(count(&temp, "", false), 2);
	ck_assert_uint_eq(count(&temp, "2009-02", false), 1);
	ck_assert_uint_eq(count(&temp, "", true), 1);
	tempbook_remove(&temp);
}
END_TEST

START_TEST(a_state_that_is_none_is_refused_and_changes_nothing)
{
	static const struct said nonsense = {"2009-03", NULL,	 "finished",
					     NULL,	JOB_DUE, 0};
	struct tempbook temp;

	live(&temp);
	ck_assert_int_eq(say(&temp, &nonsense), STATUS_CORRUPT);
	ck_assert_uint_eq(book_runs(temp.book), COUNT_OF(life));
	ck_assert_int_eq(tempbook_verify(&temp), STATUS_OK);
	ck_assert_uint_eq(temp.verdict.findings, 0);
	tempbook_remove(&temp);
}
END_TEST

/* A stored row changed, taken away, or added: each is found and rebuilt. */
static const struct tampering {
	const char *key;
	size_t key_size;
	const char *value; /* NULL: taken away */
	size_t value_size;
} tamperings[] = {
	{"Imonthly\0"
	 "2009-01",
	 16, "\x04\x01\x09\x0c\x04\x00\x00", 7},
	{"Imonthly\0"
	 "2009-01",
	 16, NULL, 0},
	{"Omonthly\0"
	 "2009-02",
	 16, NULL, 0},
	{"Imonthly\0"
	 "2009-09",
	 16, "\0\0\0\0\0\0\0", 7},
	{"X\0\0\0\x06", 5,
	 "\x02\x07monthly\x07"
	 "2009-01\x08",
	 18},
};

static enum status rebuild(struct tempbook *temp)
{
	struct replay_options options = {NULL, true};
	char scratch[128];
	uint64_t findings = 0;
	enum status status = tempbook_open(temp, BOOK_WRITE);

	snprintf(scratch, sizeof scratch, "%s/scratch", temp->folder);
	options.scratch = scratch;
	if (status == STATUS_OK)
		status = verify_replay(temp->book, &options, NULL, NULL,
				       &findings, &temp->err);
	return status == STATUS_OK ? tempbook_close(temp) : status;
}

START_TEST(verify_finds_what_the_runs_did_not_say_and_rebuild_mends_it)
{
	const struct tampering *t = &tamperings[_i];
	struct slice key = {t->key, t->key_size};
	struct slice value = {t->value, t->value_size};
	struct tempbook temp;

	live(&temp);
	ck_assert_int_eq(tempbook_close(&temp), STATUS_OK);
	ck_assert_int_eq(t->value == NULL
				 ? tempbook_drop(&temp, TABLE_JOBS, key)
				 : tempbook_poke(&temp, TABLE_JOBS, key, value),
			 STATUS_OK);
	ck_assert_int_eq(tempbook_verify(&temp), STATUS_OK);
	ck_assert(tempbook_found(&temp, "jobs"));
	ck_assert_int_eq(rebuild(&temp), STATUS_OK);
	temp.kind_count = 0;
	ck_assert_int_eq(tempbook_verify(&temp), STATUS_OK);
	ck_assert_uint_eq(temp.verdict.findings, 0);
	tempbook_remove(&temp);
}
END_TEST

START_TEST(one_holds_the_lock_of_the_jobs)
{
	struct tempbook temp;
	int first = -1;
	int second = -1;

	ck_assert_int_eq(tempbook_make(&temp), STATUS_OK);
	ck_assert_int_eq(job_lock(temp.path, 0, &first, &temp.err), STATUS_OK);
	ck_assert_int_eq(job_lock(temp.path, 0, &second, &temp.err),
			 STATUS_BUSY);
	job_unlock(first);
	ck_assert_int_eq(job_lock(temp.path, 0, &second, &temp.err), STATUS_OK);
	job_unlock(second);
	ck_assert_int_eq(job_lock(temp.folder, 0, &second, &temp.err),
			 STATUS_NOT_FOUND);
	tempbook_remove(&temp);
}
END_TEST

Suite *jobs_suite(void)
{
	Suite *suite = suite_create("ledger/jobs");
	TCase *tcase = tcase_create("repository");

	tcase_add_test(tcase,
		       an_instance_follows_its_runs_from_due_to_completed);
	tcase_add_test(tcase, what_never_ran_is_due);
	tcase_add_test(tcase,
		       instances_are_listed_by_period_and_open_ones_alone);
	tcase_add_test(tcase,
		       a_state_that_is_none_is_refused_and_changes_nothing);
	tcase_add_loop_test(
		tcase,
		verify_finds_what_the_runs_did_not_say_and_rebuild_mends_it, 0,
		(int)COUNT_OF(tamperings));
	tcase_add_test(tcase, one_holds_the_lock_of_the_jobs);
	suite_add_tcase(suite, tcase);
	return suite;
}
