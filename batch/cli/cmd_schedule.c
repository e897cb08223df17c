/* cmd_schedule.c: redress schedule: the lines for cron and systemd. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/shellword.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Daily, though most work is monthly: what failed heals the next day. Not
 * between 01:00 and 03:00, where clocks change.
 */
enum { FIRE_HOUR = 5, FIRE_MINUTE = 17, WAIT_SECONDS = 600 };

/* The program and the book, from the root: cron starts in the home folder. */
struct places {
	char *program;
	char *book;
	char *passphrase; /* file; NULL: none was named */
};

static bool find_places(const char *directory, const char *passphrase,
			struct places *places)
{
	if (passphrase != NULL) {
		places->passphrase = realpath(passphrase, NULL);
		if (places->passphrase == NULL) {
			fprintf(stderr, "redress: %s: %s\n", passphrase,
				strerror(errno));
			return false;
		}
	}
	places->program = realpath("/proc/self/exe", NULL);
	places->book = realpath(directory, NULL);
	if (places->program != NULL && places->book != NULL)
		return true;
	fprintf(stderr, "redress: there is no book at %s: %s\n", directory,
		strerror(errno));
	return false;
}

static void add_command(struct text *out, const struct places *places)
{
	shellword_add(out, places->program);
	text_addf(out, " run --due --quiet --wait %d --book ", WAIT_SECONDS);
	shellword_add(out, places->book);
	if (places->passphrase == NULL)
		return;
	text_add_string(out, " --passphrase-file ");
	shellword_add(out, places->passphrase);
}

/* crontab(5): an unescaped % ends the command and begins its input. */
static void print_escaped(const char *text, char mark, const char *with)
{
	for (; *text != '\0'; text++)
		if (*text == mark)
			fputs(with, stdout);
		else
			putchar(*text);
}

static void print_cron(const struct places *places)
{
	struct text command = TEXT_ZERO;

	add_command(&command, places);
	printf("# redress: all that is due, every day. It prints, and so "
	       "mails, only what\n"
	       "# somebody must look at. Into the crontab of the account that "
	       "owns the\n"
	       "# book: `crontab -e`\n"
	       "%d %d * * * ",
	       FIRE_MINUTE, FIRE_HOUR);
	print_escaped(command.bytes, '%', "\\%");
	putchar('\n');
	text_release(&command);
}

/*
 * systemd.service(5): % and $ are doubled; a oneshot has no time limit of
 * its own, and one that hangs would block every later day.
 */
static void print_systemd(const struct places *places)
{
	static const char service[] =
		"# redress.service: into /etc/systemd/system\n"
		"[Unit]\n"
		"Description=redress: all that is due\n"
		"# OnFailure=NAME.service   whom to tell\n"
		"\n"
		"[Service]\n"
		"Type=oneshot\n"
		"# User=ACCOUNT             that owns the book\n"
		"UMask=0077\n"
		"TimeoutStartSec=12h\n"
		"SuccessExitStatus=2\n"
		"ExecStart=";
	static const char timer[] =
		"\n\n"
		"# redress.timer: beside it; then `systemctl enable --now "
		"redress.timer`\n"
		"[Unit]\n"
		"Description=redress, daily\n"
		"\n"
		"[Timer]\n"
		"OnCalendar=*-*-* %02d:%02d:00\n"
		"RandomizedDelaySec=10min\n"
		"Persistent=true\n"
		"\n"
		"[Install]\n"
		"WantedBy=timers.target\n";
	struct text command = TEXT_ZERO;
	const char *at;

	add_command(&command, places);
	fputs(service, stdout);
	for (at = command.bytes; *at != '\0'; at++) {
		if (*at == '%' || *at == '$')
			putchar(*at);
		putchar(*at);
	}
	printf(timer, FIRE_HOUR, FIRE_MINUTE);
	text_release(&command);
}

int command_schedule(const struct options *options)
{
	const char *directory = options_book(options);
	const char *format = options->value[OPTION_FORMAT];
	struct places places = {NULL, NULL, NULL};
	int code = EXIT_DONE;

	if (directory == NULL)
		return EXIT_USAGE;
	if (format != NULL && strcmp(format, "cron") != 0 &&
	    strcmp(format, "systemd") != 0) {
		fprintf(stderr, "redress: schedule takes --format cron or "
				"systemd\n");
		return EXIT_USAGE;
	}
	if (!find_places(directory, options->value[OPTION_PASSPHRASE], &places))
		code = EXIT_UNAVAILABLE;
	else if (format == NULL || strcmp(format, "cron") == 0)
		print_cron(&places);
	else
		print_systemd(&places);
	free(places.program);
	free(places.book);
	free(places.passphrase);
	return code;
}
