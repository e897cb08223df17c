/*
 * terms.h: what an office may decide about its reports: the buckets of the
 * aged ones, the deadlines of the work lists, the currency that sums of
 * several are told in.
 *
 * Source      `redress.conf` (docs/configuration.md), read by
 *             batch/steps/config.h; without one, REPORTS.md section 1, which
 *             is terms_default.
 * Ownership   plain value; who hands it to a dataset keeps it until the
 *             dataset is closed, for cells borrow the names of buckets.
 */
#ifndef REPORTS_TERMS_H
#define REPORTS_TERMS_H

#include "ledger/base/digest.h"
#include "reports/delay.h"

struct report_terms {
	struct delay_scale longs;  /* awards, assets, contributions, policies */
	struct delay_scale shorts; /* grants */
	/* Work lists (dataset exceptions). */
	int32_t writ_days;	  /* a writ that expires this soon */
	int32_t held_days;	  /* money held longer than this */
	struct delay_span unsold; /* property confiscated this long ago */
	int32_t never_paid_days;  /* awards in force for at least this long */
	int32_t open_reject_days; /* refused rows that are this old */
	uint8_t currency; /* of reporting; CURRENCY_NONE: none was chosen */
	/* The configuration that said so; 0 and "": none did. */
	uint32_t version; /* among those the book's runs had (configs.h) */
	char sha256[DIGEST_HEX_SIZE];
};

extern const struct report_terms terms_default;

/* The terms given, or the default for NULL. */
const struct report_terms *terms_or_default(const struct report_terms *terms);

#endif /* REPORTS_TERMS_H */
