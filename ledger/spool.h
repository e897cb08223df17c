/*
 * spool.h: a temporary file without a name, gone with the process.
 *
 * It lies in `folder`; but once this process has opened an encrypted book
 * (book_secret), in memory: what a book keeps secret reaches no disk in
 * clear. Memory then grows with what is written to it.
 * Errors      STATUS_FULL, STATUS_OUTPUT when the folder takes no file.
 */
#ifndef LEDGER_SPOOL_H
#define LEDGER_SPOOL_H

#include "ledger/base/err.h"

/* Open for reading and writing; *fd is the caller's. */
MUST_CHECK enum status spool_open(const char *folder, int *fd, struct err *err);

/* The folder for a library that makes its temporary files itself. */
const char *spool_folder(const char *folder);

#endif /* LEDGER_SPOOL_H */
