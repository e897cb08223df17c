/* outlet.c: fewer and larger writes. */
#include "reports/outlet.h"

#include <errno.h>

enum { GATHER_BYTES = 64 * 1024 };

void outlet_start(struct outlet *out, struct sink *sink)
{
	static const struct text empty = TEXT_ZERO;

	out->sink = sink;
	out->text = empty;
	out->status = STATUS_OK;
}

static void hand_over(struct outlet *out)
{
	if (out->status == STATUS_OK && out->text.size > 0) {
		errno = 0;
		if (!out->sink->write(out->sink->owner, out->text.bytes,
				      out->text.size))
			out->status =
				errno == ENOSPC ? STATUS_FULL : STATUS_OUTPUT;
	}
	text_clear(&out->text);
}

enum status outlet_check(struct outlet *out)
{
	if (out->text.size >= GATHER_BYTES)
		hand_over(out);
	return out->status;
}

enum status outlet_end(struct outlet *out, enum status status, struct err *err)
{
	hand_over(out);
	text_release(&out->text);
	if (out->status == STATUS_FULL)
		return err_set(err, STATUS_FULL,
			       "no space left for the report; free space and "
			       "run the same command again");
	if (out->status != STATUS_OK)
		return err_set(err, out->status,
			       "the report could not be written whole");
	return status;
}
