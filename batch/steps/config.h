/*
 * config.h: `redress.conf`, what an office decides about its own book.
 *
 * Source      BATCH.md section 4. The settings there are, what each takes
 *             and what holds without it: the table in config.c, which
 *             docs/configuration.md and the file that `init` writes are
 *             made of.
 * Shape       an INI file (batch/engine/settings.h) in the book's
 *             directory. A setting that is not there, or a file that is not
 *             there, means the default. An unknown section or setting, one
 *             that stands twice and a value of another form are mistakes.
 * Units       spans are days; `d` may stand behind the number. Where it is
 *             said, `y` are years, which end on the calendar anniversary.
 * Errors      STATUS_INVALID: there are mistakes; each was told by its line
 *             (or, without a callback, the first is in err as FILE:LINE:
 *             sentence); exit 78. STATUS_NOT_FOUND: unreadable.
 * Ownership   a plain value. `terms` is lent to datasets: keep the config
 *             until they are closed.
 */
#ifndef BATCH_STEPS_CONFIG_H
#define BATCH_STEPS_CONFIG_H

#include "batch/engine/import.h"
#include "ledger/base/digest.h"
#include "ledger/base/limits.h"
#include "reports/terms.h"

#define CONFIG_FILE "redress.conf"

enum { CONFIG_BYTES_MAX = 16384, CONFIG_PATH_SIZE = 192 };

struct config {
	/* The file itself, byte for byte; both empty when there is none. */
	char text[CONFIG_BYTES_MAX];
	size_t text_size;
	char sha256[DIGEST_HEX_SIZE];

	/* [ageing], [deadlines], [reporting]: for datasets and workbooks. */
	struct report_terms terms;

	/* [calendar] */
	int32_t first_month; /* its first day; DAY_NONE: not said */
	int32_t grace_days;  /* a month is due this long after its last day */

	/* [monthly]; a relative path begins in the book's directory */
	char outdir[CONFIG_PATH_SIZE];
	bool close; /* the month, once its reports are made */
	char backup[CONFIG_PATH_SIZE]; /* "": none is made */
	bool public_too; /* the public workbook beside the other */

	/* [inbox] */
	struct reject_limit max_rejects;
	bool late; /* rows of closed months move to the first open day */

	/* [retention] */
	int32_t backups; /* that are kept; 0: all */

	/* [import] */
	int32_t look_alike_days; /* files that look alike are held; 0: none */
};

/* What holds without a file. */
void config_default(struct config *config);

/* One mistake; line 0 is the file as a whole. */
typedef void config_tell(void *owner, int line, const char *sentence);

/*
 * Read a configuration's text; `name` is how sentences call it. With
 * mistakes the rest is as it could be read.
 */
MUST_CHECK enum status config_parse(struct slice text, const char *name,
				    config_tell *tell, void *owner,
				    struct config *config, struct err *err);

/* The same of a file. */
MUST_CHECK enum status config_read(const char *path, config_tell *tell,
				   void *owner, struct config *config,
				   struct err *err);

/* That of the book in this directory; the default when it has none. */
MUST_CHECK enum status config_of_book(const char *directory,
				      struct config *config, struct err *err);

/*
 * For whoever writes or reports now: that of the book as it stands, with its
 * version; runs recorded from here on say it (ledger/configs.h).
 */
MUST_CHECK enum status config_attach(struct book *book, struct config *config,
				     struct err *err);

/*
 * For a report made again: that of the last run up to `run`, as it was kept;
 * the default where that run had none.
 */
MUST_CHECK enum status config_of_run(struct book *book, uint32_t run,
				     struct config *config, struct err *err);

/* A path of the configuration as seen from here, in `out`. */
MUST_CHECK enum status config_path(const char *directory, const char *path,
				   char out[LIMIT_PATH_BYTES], struct err *err);

/* A file of all settings at their defaults, each with what it is for. */
void config_sample(struct text *out);

#endif /* BATCH_STEPS_CONFIG_H */
