/* check_runner.c: jobs of steps that do what a test wants. */
#include "batch/engine/job.h"

#include "tests/support/tempbook.h"

#include <check.h>
#include <stdio.h>

/* What the steps of the test do, and how often they were taken. */
static struct play {
	enum status answer[3];
	bool held;
	bool rejects;
	bool stop_after_first;
	int taken[3];
	volatile sig_atomic_t stop;
	bool alive;
} play;

static enum status take(int step, struct err *err)
{
	play.taken[step]++;
	if (play.answer[step] == STATUS_OK)
		return STATUS_OK;
	return err_set(err, play.answer[step], "step %d did not", step);
}

static enum status first(struct job_run *run, struct err *err)
{
	run->known_fixed = true;
	run->instance.known_at = 7;
	if (play.stop_after_first)
		play.stop = 1;
	return take(0, err);
}

static enum status second(struct job_run *run, struct err *err)
{
	run->held = play.held;
	run->rejects = play.rejects;
	ck_assert(run->instance.known && run->instance.known_at == 7);
	return take(1, err);
}

static enum status third(struct job_run *run, struct err *err)
{
	(void)run;
	return take(2, err);
}

static const struct job_step steps[] = {
	{"first", "", first}, {"second", "", second}, {"third", "", third}};

static bool wanted(const struct job_world *world, const void *setup)
{
	(void)world;
	return *(const bool *)setup;
}

static const struct job monthly = {"monthly", JOB_MONTHLY, steps, 3,
				   NULL,      NULL,	   NULL};
static const struct job daily = {"daily", JOB_DAILY, steps, 3,
				 wanted,  NULL,	     NULL};

static void now(void *owner, char out[JOB_TIME_SIZE])
{
	(void)owner;
	snprintf(out, JOB_TIME_SIZE, "2012-03-06T05:17:00Z");
}

static void tell(void *owner, const char *line)
{
	(void)owner;
	(void)line;
}

static bool alive(void *owner, struct slice process)
{
	(void)owner;
	(void)process;
	return play.alive;
}

static struct tempbook temp;
static struct job_world world;

static void set_up(void)
{
	memset(&play, 0, sizeof play);
	memset(&world, 0, sizeof world);
	ck_assert_int_eq(tempbook_make(&temp), STATUS_OK);
	world.directory = temp.path;
	world.operator_name = world.user = world.login = world.sudo = "";
	world.host = "host";
	world.build = world.command = "";
	world.process = "boot 1 2";
	world.config.bytes = "";
	world.today = day_on("2012-03-06");
	world.stop = &play.stop;
	world.now = now;
	world.tell = tell;
	world.alive = alive;
}

static void tear_down(void)
{
	tempbook_remove(&temp);
}

static enum job_state run(const struct job *job, const char *period)
{
	struct job_outcome outcome;
	enum job_state state;
	enum status status =
		job_execute(job, period, &world, NULL, &outcome, &temp.err);

	state = status == STATUS_OK ? outcome.state : JOB_STATE_COUNT;
	job_outcome_release(&outcome);
	return state;
}

/* How a second step ends, what becomes of the instance, what is taken anew. */
static const struct step_ending {
	enum status answer;
	bool held, rejects, stop;
	enum job_state state;
	int first, second, third; /* after a second run */
	enum job_state again;
} endings[] = {
	{STATUS_OK, false, false, false, JOB_COMPLETED, 1, 1, 1, JOB_COMPLETED},
	{STATUS_OK, false, true, false, JOB_COMPLETED_WITH_REJECTS, 1, 1, 1,
	 JOB_COMPLETED_WITH_REJECTS},
	{STATUS_FULL, false, false, false, JOB_FAILED, 1, 2, 1, JOB_COMPLETED},
	{STATUS_BUSY, false, false, false, JOB_FAILED, 1, 2, 1, JOB_COMPLETED},
	{STATUS_STOPPED, false, false, false, JOB_STOPPED, 1, 2, 1,
	 JOB_COMPLETED},
	{STATUS_OK, false, false, true, JOB_STOPPED, 1, 1, 1, JOB_COMPLETED},
	{STATUS_OK, true, false, false, JOB_HELD, 1, 1, 0, JOB_HELD},
	{STATUS_CORRUPT, false, false, false, JOB_HELD, 1, 1, 0, JOB_HELD},
};

START_TEST(an_execution_goes_on_at_the_first_step_that_is_not_done)
{
	const struct step_ending *ending = &endings[_i];

	play.answer[1] = ending->answer;
	play.held = ending->held;
	play.rejects = ending->rejects;
	play.stop_after_first = ending->stop;
	ck_assert_int_eq(run(&monthly, "2012-02"), ending->state);
	play.answer[1] = STATUS_OK;
	play.held = play.stop_after_first = false;
	play.stop = 0;
	ck_assert_int_eq(run(&monthly, "2012-02"), ending->again);
	ck_assert_int_eq(play.taken[0], ending->first);
	ck_assert_int_eq(play.taken[1], ending->second);
	ck_assert_int_eq(play.taken[2], ending->third);
	ck_assert_int_eq(tempbook_verify(&temp), STATUS_OK);
	ck_assert_uint_eq(temp.verdict.findings, 0);
}
END_TEST

/* As a killed process leaves it: it says that it runs. */
static void leave_running(void)
{
	struct run line;

	ck_assert_int_eq(tempbook_open(&temp, BOOK_WRITE), STATUS_OK);
	ck_assert_int_eq(tempbook_begin(&temp), STATUS_OK);
	run_clear(&line);
	run_set(&line, RUN_KIND, "start");
	run_set(&line, RUN_HOST, "host");
	run_set(&line, RUN_JOB, "monthly");
	run_set(&line, RUN_PERIOD, "2012-02");
	run_set(&line, RUN_STATE, "running");
	run_set(&line, RUN_PROCESS, "boot 1 2");
	ck_assert_int_eq(book_commit(temp.book, &line, false, &temp.err),
			 STATUS_OK);
	ck_assert_int_eq(tempbook_close(&temp), STATUS_OK);
}

START_TEST(what_was_killed_is_found_dead_and_run)
{
	struct job_execution execution;

	leave_running();
	ck_assert_int_eq(run(&monthly, "2012-02"), JOB_COMPLETED);
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_OK);
	ck_assert_int_eq(
		job_execution_read(temp.book, 1, &execution, &temp.err),
		STATUS_OK);
	ck_assert_int_eq(execution.state, JOB_INTERRUPTED);
}
END_TEST

START_TEST(a_process_that_is_still_there_is_left_alone)
{
	leave_running();
	play.alive = true;
	ck_assert_int_eq(run(&monthly, "2012-02"), JOB_STATE_COUNT);
	ck_assert_int_eq(play.taken[0], 0);
	world.host = "another"; /* where that process cannot be */
	ck_assert_int_eq(run(&monthly, "2012-02"), JOB_COMPLETED);
}
END_TEST

static const struct {
	const struct job *job;
	const char *period;
	bool right;
} periods[] = {
	{&monthly, "2012-02", true},
	{&monthly, "2012-02-01", false},
	{&monthly, "2012-2", false},
	{&daily, "2012-02-29", true},
	{&daily, "2011-02-29", false},
	{&daily, "2012-02-29.02", true},
	{&daily, "2012-02-29.", false},
	{&daily, "2012-02-29x", false},
	{&daily, "2012-02-29.x", false},
	{&daily, "2012-02", false},
	{&daily, "2012-02-29.0000000000000002", false},
};

START_TEST(a_period_has_the_form_of_its_rhythm)
{
	int32_t day;

	ck_assert_int_eq(
		job_period_parse(periods[_i].job, periods[_i].period, &day),
		periods[_i].right);
}
END_TEST

/* ---- what is due --------------------------------------------------------- */

static struct due_list due;

static void list(const struct job *job, enum catch_up catch_up, bool work)
{
	struct due_question question = {NULL,
					&world,
					&work,
					{day_on("2011-12-01"), 5, world.today},
					catch_up};

	due_release(&due);
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_OK);
	question.book = temp.book;
	ck_assert_int_eq(due_add(&due, job, &question, &temp.err), STATUS_OK);
	ck_assert_int_eq(tempbook_close(&temp), STATUS_OK);
}

START_TEST(months_are_due_oldest_first)
{
	list(&monthly, CATCH_UP_ALL, false);
	ck_assert_uint_eq(due.count, 3);
	ck_assert_str_eq(due.rows[0].period, "2011-12");
	ck_assert_str_eq(due.rows[2].period, "2012-02");
	list(&monthly, CATCH_UP_LATEST, false);
	ck_assert_uint_eq(due.count, 1);
	ck_assert_str_eq(due.rows[0].period, "2012-02");
	list(&monthly, CATCH_UP_NONE, false);
	ck_assert_uint_eq(due.count, 1);
	world.today++;
	list(&monthly, CATCH_UP_NONE, false);
	ck_assert_uint_eq(due.count, 0);
	due_release(&due);
}
END_TEST

START_TEST(what_was_begun_is_due_before_the_calendar_and_without_catching_up)
{
	play.answer[2] = STATUS_FULL;
	ck_assert_int_eq(run(&monthly, "2010-07"), JOB_FAILED);
	ck_assert_int_eq(run(&monthly, "2012-01"), JOB_FAILED);
	world.today++;
	list(&monthly, CATCH_UP_NONE, false);
	ck_assert_uint_eq(due.count, 2);
	ck_assert_str_eq(due.rows[0].period, "2010-07");
	due_release(&due);
}
END_TEST

START_TEST(a_day_is_due_while_there_is_work_and_again_when_more_comes)
{
	list(&daily, CATCH_UP_ALL, false);
	ck_assert_uint_eq(due.count, 0);
	list(&daily, CATCH_UP_NONE, true);
	ck_assert_uint_eq(due.count, 1);
	ck_assert_str_eq(due.rows[0].period, "2012-03-06");
	ck_assert_int_eq(run(&daily, "2012-03-06"), JOB_COMPLETED);
	list(&daily, CATCH_UP_ALL, true);
	ck_assert_str_eq(due.rows[0].period, "2012-03-06.02");
	play.answer[2] = STATUS_FULL;
	ck_assert_int_eq(run(&daily, "2012-03-06.02"), JOB_FAILED);
	world.today++;
	list(&daily, CATCH_UP_ALL, true); /* the one that failed does it */
	ck_assert_uint_eq(due.count, 1);
	ck_assert_str_eq(due.rows[0].period, "2012-03-06.02");
	due_release(&due);
}
END_TEST

Suite *runner_suite(void)
{
	Suite *suite = suite_create("batch/engine/runner");
	TCase *tcase = tcase_create("executions");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(
		tcase, an_execution_goes_on_at_the_first_step_that_is_not_done,
		0, (int)COUNT_OF(endings));
	tcase_add_test(tcase, what_was_killed_is_found_dead_and_run);
	tcase_add_test(tcase, a_process_that_is_still_there_is_left_alone);
	tcase_add_loop_test(tcase, a_period_has_the_form_of_its_rhythm, 0,
			    (int)COUNT_OF(periods));
	tcase_add_test(tcase, months_are_due_oldest_first);
	tcase_add_test(
		tcase,
		what_was_begun_is_due_before_the_calendar_and_without_catching_up);
	tcase_add_test(
		tcase,
		a_day_is_due_while_there_is_work_and_again_when_more_comes);
	suite_add_tcase(suite, tcase);
	return suite;
}
