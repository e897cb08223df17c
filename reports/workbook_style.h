/*
 * workbook_style.h: how cells look: one table, no library.
 *
 * One colour a bucket, from light to dark so that the order survives a
 * print in grey; it always stands behind the bucket's own name.
 * The font is Arial, whose widths free fonts share.
 */
#ifndef REPORTS_WORKBOOK_STYLE_H
#define REPORTS_WORKBOOK_STYLE_H

#include <stdbool.h>
#include <stdint.h>

/* |minor units| below this are numbers, 15 digits as Excel shows them. */
#define XL_EXACT INT64_C(1000000000000000)

enum {
	XL_DIGITS_MAX = 4, /* minor digits of any currency */
	XL_BUCKETS_MAX = 16,
	XL_BREAKS_MAX = 32
};

/* The last three are bases to which a number is added. */
enum xl_style {
	XL_PLAIN,
	XL_TITLE,
	XL_SUBTITLE,
	XL_HEADING,
	XL_PARAGRAPH,
	XL_LABEL,
	XL_FACT,
	XL_HASH,
	XL_LINK,
	XL_CODE_LINK, /* in a table */
	XL_NOTE,
	XL_HEAD,
	XL_HEAD_RIGHT,
	XL_HEAD_CENTER,
	XL_TEXT,
	XL_WRAP,
	XL_DAY,
	XL_NUMBER,
	XL_ORDINAL,
	XL_SHARE,
	XL_TENTHS,
	XL_HIDDEN, /* a figure that the public may not see */
	XL_TOO_LARGE,
	XL_TOTAL,
	XL_TOTAL_NUMBER,
	XL_TOTAL_SHARE,
	XL_TOTAL_ROWS,
	XL_RESULT,
	XL_MASTER,
	XL_SIGN,
	XL_STYLE_COUNT,
	XL_MONEY = 32,	     /* + minor digits of the currency */
	XL_TOTAL_MONEY = 40, /* + minor digits of the currency */
	XL_BUCKET = 48,	     /* + number of the bucket, oldest last */
	XL_STYLE_MAX = 64
};

enum xl_align { ALIGN_TYPE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum xl_edge { EDGE_NONE, EDGE_BOTTOM, EDGE_TOP, EDGE_BOX };

/* Colours are 0xRRGGBB. */
enum {
	XL_INK = 0x1F2A37,
	XL_FAINT = 0x5B6675,
	XL_PALE_INK = 0xA3ADB9,
	XL_NAVY = 0x17365D,
	XL_PALE = 0xE8EEF5,
	XL_LINE = 0xC9D1DB,
	XL_WHITE = 0xFFFFFF,
	XL_BLUE = 0x0B5394,
	XL_BAR = 0x9DC3E6,
	XL_GOOD_INK = 0x0B5E2B,
	XL_GOOD_FILL = 0xDDF1E1,
	XL_BAD_INK = 0x8E1010,
	XL_BAD_FILL = 0xFAD4D4
};

struct xl_look {
	const char *number; /* number format */
	uint8_t size;	    /* points */
	bool bold, wrap;
	enum xl_align align;
	enum xl_edge edge;
	uint32_t ink, fill;
	bool middle; /* between top and bottom */
	uint8_t indent;
};

/* How a style looks; fixed for good. */
struct xl_look xl_look(int style);

#endif /* REPORTS_WORKBOOK_STYLE_H */
