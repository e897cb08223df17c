/*
 * commands.h: the commands there are; each returns its exit code.
 */
#ifndef BATCH_CLI_COMMANDS_H
#define BATCH_CLI_COMMANDS_H

#include "batch/cli/options.h"

/* The table, ended by a row without name. */
extern const struct command commands[];

int command_init(const struct options *options);
int command_import(const struct options *options);
int command_check(const struct options *options);
int command_report(const struct options *options);
int command_verify(const struct options *options);
int command_dismiss(const struct options *options);
int command_runs(const struct options *options);
int command_close(const struct options *options);
int command_reopen(const struct options *options);
int command_backup(const struct options *options);
int command_restore(const struct options *options);
int command_export(const struct options *options);
int command_template(const struct options *options);
int command_run(const struct options *options);
int command_abandon(const struct options *options);
int command_status(const struct options *options);
int command_schedule(const struct options *options);
int command_show(const struct options *options);

/* The whole command line, for the run chain; set by main. */
extern char command_line[4096];

#endif /* BATCH_CLI_COMMANDS_H */
