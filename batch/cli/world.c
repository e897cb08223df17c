/* world.c: who, when and where. */
#include "batch/cli/world.h"

#include "ledger/base/day.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Digits where the model has 0, the model's own byte elsewhere. */
static bool shaped(const char *text, const char *model)
{
	for (; *model != '\0'; model++, text++)
		if (*model == '0' ? *text < '0' || *text > '9'
				  : *text != *model)
			return false;
	return *text == '\0';
}

static const char *clock_given(void)
{
	const char *given = getenv("REDRESS_CLOCK");

	return given == NULL || *given == '\0' ? NULL : given;
}

void world_now(char out[WORLD_TIME_SIZE])
{
	const char *given = clock_given();
	time_t now = time(NULL);
	struct tm parts;

	if (given != NULL) {
		snprintf(out, WORLD_TIME_SIZE, "%s", given);
		return;
	}
	gmtime_r(&now, &parts);
	strftime(out, WORLD_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

/* The day of the run: the officer's own calendar, or REDRESS_CLOCK's. */
static bool read_today(int32_t *today)
{
	const char *given = clock_given();
	time_t now = time(NULL);
	struct tm parts;
	char text[DAY_TEXT_SIZE];

	if (given != NULL) {
		if (shaped(given, "0000-00-00T00:00:00Z") &&
		    day_parse(given, DAY_TEXT_SIZE - 1, today))
			return true;
		fprintf(stderr, "redress: REDRESS_CLOCK must read "
				"YYYY-MM-DDThh:mm:ssZ\n");
		return false;
	}
	localtime_r(&now, &parts);
	strftime(text, sizeof text, "%Y-%m-%d", &parts);
	return day_parse(text, DAY_TEXT_SIZE - 1, today);
}

static void name_of(uid_t uid, char out[WORLD_NAME_SIZE])
{
	const struct passwd *entry = getpwuid(uid);

	if (entry != NULL)
		snprintf(out, WORLD_NAME_SIZE, "%s", entry->pw_name);
	else
		snprintf(out, WORLD_NAME_SIZE, "uid %u", (unsigned int)uid);
}

/* The login uid survives su and sudo; 4294967295 says that none is set. */
static bool login_name(char out[WORLD_NAME_SIZE])
{
	FILE *file = fopen("/proc/self/loginuid", "r");
	unsigned int uid = 0;
	bool there;

	if (file == NULL)
		return false;
	there = fscanf(file, "%u", &uid) == 1 && uid != 4294967295u;
	fclose(file);
	if (there)
		name_of((uid_t)uid, out);
	return there;
}

/* The first line of a file of /proc; "" when it cannot be read. */
static void read_line(const char *path, char *out, int size)
{
	FILE *file = fopen(path, "r");

	out[0] = '\0';
	if (file == NULL)
		return;
	if (fgets(out, size, file) == NULL)
		out[0] = '\0';
	out[strcspn(out, "\n")] = '\0';
	fclose(file);
}

/*
 * "BOOT PID START". The start is field 22 of /proc/PID/stat, proc(5); the
 * second, the command's name, ends with the last bracket.
 */
static void name_process(long pid, char out[WORLD_NAME_SIZE])
{
	char path[64];
	char boot[64];
	char line[1024];
	const char *at;
	int field;

	read_line("/proc/sys/kernel/random/boot_id", boot, sizeof boot);
	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	read_line(path, line, sizeof line);
	at = strrchr(line, ')');
	for (field = 2; at != NULL && field < 22; field++)
		at = strchr(at + 1, ' ');
	snprintf(out, WORLD_NAME_SIZE, "%s %ld %.*s", boot, pid,
		 at == NULL ? 0 : (int)strcspn(at + 1, " "),
		 at == NULL ? "" : at + 1);
}

bool world_alive(const char *process)
{
	char there[WORLD_NAME_SIZE];
	const char *space = strchr(process, ' ');
	long pid = space == NULL ? 0 : strtol(space + 1, NULL, 10);

	if (pid <= 0)
		return false;
	name_process(pid, there);
	return strcmp(there, process) == 0;
}

bool world_read(struct world *world)
{
	const char *sudo = getenv("SUDO_USER");

	memset(world, 0, sizeof *world);
	if (!read_today(&world->today))
		return false;
	name_of(geteuid(), world->user);
	if (!login_name(world->login))
		world->login[0] = '\0';
	if (sudo != NULL)
		snprintf(world->sudo, WORLD_NAME_SIZE, "%s", sudo);
	snprintf(world->operator_name, WORLD_NAME_SIZE, "%s",
		 world->login[0] != '\0'  ? world->login
		 : world->sudo[0] != '\0' ? world->sudo
					  : world->user);
	if (gethostname(world->host, sizeof world->host - 1) != 0)
		world->host[0] = '\0';
	world_now(world->started);
	name_process((long)getpid(), world->process);
	return true;
}

void world_command(int argc, char **argv, char *out, int size)
{
	int used = 0;
	int i;

	out[0] = '\0';
	for (i = 0; i < argc && used < size; i++)
		used += snprintf(out + used, (size_t)(size - used), "%s%s",
				 i == 0 ? "" : " ", argv[i]);
}
