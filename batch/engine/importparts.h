/*
 * importparts.h: one import under way, as its stages hand it on.
 *
 * Stages      in order: importstart.c reads, hashes and identifies the file;
 *             importrows.c plays its rows in a transaction; importend.c
 *             judges and commits. A stage that sets result->outcome ends
 *             the import, as does one that fails.
 * Private     to the import*.c files.
 */
#ifndef BATCH_ENGINE_IMPORTPARTS_H
#define BATCH_ENGINE_IMPORTPARTS_H

#include "batch/engine/control.h"
#include "batch/engine/csv.h"
#include "batch/engine/header.h"
#include "batch/engine/import.h"

struct inflow;
struct rejects;

struct import {
	struct book *book;
	const char *path;
	const char *name; /* as it is told and recorded */
	const struct import_options *options;
	struct import_result *result;

	struct inflow *in;
	bool has_control;
	char control_path[LIMIT_PATH_BYTES];
	struct control control;
	uint64_t sequence_last; /* of the source, before this file */

	struct csv *csv;
	struct header header;
	struct csv_record record;
	struct text decoded;   /* by a map: the record's cells, */
	struct text converted; /* and those of its row */

	int32_t first_date; /* of the rows that could be read; DAY_NONE */
	int32_t last_date;
	uint32_t debts; /* rows that were not owed before */

	char rejects_path[LIMIT_PATH_BYTES]; /* "": none is wanted */
	struct rejects *rejects;	     /* NULL: no row was refused */
};

/* Tell a refusal that has no row: line 0 is the file as a whole. */
void import_tell(struct import *import, const char *file, uint64_t line,
		 enum refusal_code code, const char *sentence);
void import_tell_refusal(struct import *import, struct refusal *refusal);

/* Does this file carry the next sequence of its source? */
bool import_sequence_new(const struct import *import);

/*
 * The run, newest first, that this file looks like (importalike.c); 0: none.
 * Within the transaction, after the last row.
 */
MUST_CHECK enum status import_look_alike(struct import *import, uint32_t *run,
					 struct err *err);

/* RUN_DATES: first and last date of the rows. */
enum { IMPORT_DATES_SIZE = 2 * DAY_TEXT_SIZE };
void import_dates(const struct import *import, char out[IMPORT_DATES_SIZE]);

/* The stages. */
MUST_CHECK enum status import_open(struct import *import, struct err *err);
MUST_CHECK enum status import_hash(struct import *import, struct err *err);
MUST_CHECK enum status import_controls(struct import *import, struct err *err);
MUST_CHECK enum status import_identify(struct import *import, struct err *err);
MUST_CHECK enum status import_space(struct import *import, struct err *err);
MUST_CHECK enum status import_header(struct import *import, struct err *err);

/* Leaves the transaction open when it answers STATUS_OK and decides nothing. */
MUST_CHECK enum status import_rows(struct import *import, struct err *err);
MUST_CHECK enum status import_conclude(struct import *import, struct err *err);

#endif /* BATCH_ENGINE_IMPORTPARTS_H */
