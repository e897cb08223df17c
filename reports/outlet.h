/*
 * outlet.h: what a renderer writes through: a buffer before the sink.
 *
 * Errors      a sink that refused is not asked again; outlet_end says so.
 * Ownership   the renderer owns it from outlet_start to outlet_end.
 */
#ifndef REPORTS_OUTLET_H
#define REPORTS_OUTLET_H

#include "ledger/base/text.h"
#include "reports/render.h"

struct outlet {
	struct sink *sink;
	struct text text; /* add to it; outlet_check passes it on */
	enum status status;
};

void outlet_start(struct outlet *out, struct sink *sink);

/* After each row: hand over what has gathered. STATUS_OK while it goes. */
MUST_CHECK enum status outlet_check(struct outlet *out);

/* Hand over the rest and give the buffer back; `status` of the rows first. */
MUST_CHECK enum status outlet_end(struct outlet *out, enum status status,
				  struct err *err);

#endif /* REPORTS_OUTLET_H */
