/*
 * render_formats.h: one function a format; render.h says what each does.
 * For reports/ only.
 */
#ifndef REPORTS_RENDER_FORMATS_H
#define REPORTS_RENDER_FORMATS_H

#include "reports/outlet.h"

MUST_CHECK enum status render_csv(struct dataset *dataset, struct outlet *out,
				  struct err *err);
MUST_CHECK enum status render_json(struct dataset *dataset, struct outlet *out,
				   struct err *err);
MUST_CHECK enum status render_text(struct dataset *dataset, struct outlet *out,
				   struct err *err);

/* Append one CSV cell, quoted where RFC 4180 asks for it. */
void render_csv_code(struct text *out, const char *bytes, size_t size);

/* Append free text, which is never to be taken for a formula. */
void render_csv_text(struct text *out, const char *bytes, size_t size);

/* Append a JSON string with its quotes. */
void render_json_string(struct text *out, const char *bytes, size_t size);

#endif /* REPORTS_RENDER_FORMATS_H */
