/* recorded.c: who did it, in the words of the run chain. */
#include "batch/cli/recorded.h"

#include "batch/cli/commands.h"

void recorded_begin(struct run *run, const char *kind,
		    const struct world *world, char ended[WORLD_TIME_SIZE])
{
	run_clear(run);
	world_now(ended);
	run_set(run, RUN_KIND, kind);
	run_set(run, RUN_STARTED, world->started);
	run_set(run, RUN_ENDED, ended);
	run_set(run, RUN_OPERATOR, world->operator_name);
	run_set(run, RUN_USER, world->user);
	run_set(run, RUN_LOGIN, world->login);
	run_set(run, RUN_SUDO, world->sudo);
	run_set(run, RUN_HOST, world->host);
	run_set(run, RUN_BUILD, "redress " REDRESS_VERSION);
	run_set(run, RUN_COMMAND, command_line);
}
