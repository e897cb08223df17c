/*
 * secret.h: where the passphrase of an encrypted book comes from.
 *
 * --passphrase-file, else REDRESS_PASSPHRASE_FILE, else the terminal, with
 * echo off. Never an argument: arguments can be read by everybody on the
 * machine and stand in the run chain. Asked for only when a book turns out
 * to be encrypted. A process that knows one leaves no core file.
 */
#ifndef BATCH_CLI_SECRET_H
#define BATCH_CLI_SECRET_H

#include "batch/cli/options.h"

void secret_begin(const struct options *options);

/* Wipe what was learned. */
void secret_end(void);

#endif /* BATCH_CLI_SECRET_H */
