/*
 * world.h: the clock, the operator and the machine; read here alone.
 *
 * REDRESS_CLOCK=YYYY-MM-DDThh:mm:ssZ stands in for the clock, for tests and
 * rehearsals; what ran under it says so in its run's times.
 */
#ifndef BATCH_CLI_WORLD_H
#define BATCH_CLI_WORLD_H

#include <stdbool.h>
#include <stdint.h>

enum { WORLD_TIME_SIZE = 21, WORLD_NAME_SIZE = 256 };

#define REDRESS_VERSION "0.1.0"

struct world {
	char operator_name[WORLD_NAME_SIZE]; /* the person behind sudo */
	char user[WORLD_NAME_SIZE];	     /* the account that runs */
	char login[WORLD_NAME_SIZE];	     /* logged in with; "": none */
	char sudo[WORLD_NAME_SIZE];	     /* that called sudo; "": none */
	char host[WORLD_NAME_SIZE];
	char started[WORLD_TIME_SIZE];
	char process[WORLD_NAME_SIZE]; /* boot id, process id, its start */
	int32_t today;
};

/* False when REDRESS_CLOCK is set and is no time: a sentence was printed. */
bool world_read(struct world *world);

/* The time now, UTC, YYYY-MM-DDThh:mm:ssZ. */
void world_now(char out[WORLD_TIME_SIZE]);

/*
 * Is the process of this text (struct world) of this boot still there? Its
 * start in clock ticks tells it from a later one with the same number.
 */
bool world_alive(const char *process);

/* The command line as one text, for the run chain. */
void world_command(int argc, char **argv, char *out, int size);

#endif /* BATCH_CLI_WORLD_H */
