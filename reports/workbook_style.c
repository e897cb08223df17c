/* workbook_style.c: the table of styles. */
#include "reports/workbook_style.h"

#include <assert.h>

enum {
	INK = XL_INK,
	FAINT = XL_FAINT,
	NAVY = XL_NAVY,
	PALE = XL_PALE,
	WHITE = XL_WHITE
};

/* Text columns have the format "@", so that F2 and Enter keep them text. */
static const struct xl_look looks[XL_STYLE_COUNT] = {
	[XL_PLAIN] = {"@", 10, false, false, ALIGN_LEFT, EDGE_NONE, INK, WHITE},
	[XL_TITLE] = {"@", 18, true, false, ALIGN_LEFT, EDGE_NONE, NAVY, WHITE},
	[XL_SUBTITLE] = {"@", 10, false, false, ALIGN_LEFT, EDGE_NONE, FAINT,
			 WHITE},
	[XL_HEADING] = {"@", 12, true, false, ALIGN_LEFT, EDGE_BOTTOM, NAVY,
			WHITE},
	[XL_PARAGRAPH] = {"@", 10, false, true, ALIGN_LEFT, EDGE_NONE, INK,
			  WHITE},
	[XL_LABEL] = {"@", 10, true, false, ALIGN_LEFT, EDGE_NONE, FAINT, WHITE,
		      true, 0},
	[XL_FACT] = {"@", 10, false, false, ALIGN_LEFT, EDGE_NONE, INK, WHITE},
	[XL_HASH] = {"@", 9, false, false, ALIGN_LEFT, EDGE_NONE, INK, WHITE},
	[XL_LINK] = {"@", 10, false, false, ALIGN_LEFT, EDGE_NONE, XL_BLUE,
		     WHITE},
	[XL_CODE_LINK] = {"@", 9, false, false, ALIGN_LEFT, EDGE_BOTTOM,
			  XL_BLUE, WHITE, false, 1},
	[XL_NOTE] = {"@", 10, false, true, ALIGN_LEFT, EDGE_NONE, FAINT, WHITE,
		     true, 1},
	[XL_HEAD] = {"@", 9, true, true, ALIGN_LEFT, EDGE_NONE, WHITE, NAVY,
		     false, 1},
	[XL_HEAD_RIGHT] = {"@", 9, true, true, ALIGN_RIGHT, EDGE_NONE, WHITE,
			   NAVY},
	[XL_HEAD_CENTER] = {"@", 9, true, true, ALIGN_CENTER, EDGE_NONE, WHITE,
			    NAVY},
	[XL_TEXT] = {"@", 9, false, false, ALIGN_LEFT, EDGE_BOTTOM, INK, WHITE,
		     false, 1},
	[XL_WRAP] = {"@", 9, false, true, ALIGN_LEFT, EDGE_BOTTOM, INK, WHITE,
		     false, 1},
	[XL_DAY] = {"yyyy-mm-dd", 9, false, false, ALIGN_CENTER, EDGE_BOTTOM,
		    INK, WHITE},
	[XL_NUMBER] = {"#,##0", 9, false, false, ALIGN_TYPE, EDGE_BOTTOM, INK,
		       WHITE},
	[XL_ORDINAL] = {"0", 9, false, false, ALIGN_TYPE, EDGE_BOTTOM, INK,
			WHITE},
	[XL_SHARE] = {"0.0%", 9, false, false, ALIGN_TYPE, EDGE_BOTTOM, INK,
		      WHITE},
	[XL_TENTHS] = {"#,##0.0", 9, false, false, ALIGN_TYPE, EDGE_BOTTOM, INK,
		       WHITE},
	[XL_HIDDEN] = {"@", 9, false, false, ALIGN_RIGHT, EDGE_BOTTOM, FAINT,
		       WHITE},
	[XL_TOO_LARGE] = {"@", 9, true, false, ALIGN_RIGHT, EDGE_BOTTOM,
			  XL_BAD_INK, XL_BAD_FILL},
	[XL_TOTAL] = {"@", 9, true, false, ALIGN_LEFT, EDGE_TOP, NAVY, PALE,
		      false, 1},
	[XL_TOTAL_NUMBER] = {"#,##0", 9, true, false, ALIGN_TYPE, EDGE_TOP,
			     NAVY, PALE},
	[XL_TOTAL_SHARE] = {"0.0%", 9, true, false, ALIGN_TYPE, EDGE_TOP, NAVY,
			    PALE},
	[XL_TOTAL_ROWS] = {"#,##0 \"rows\"", 9, true, false, ALIGN_LEFT,
			   EDGE_TOP, NAVY, PALE, false, 1},
	[XL_RESULT] = {"@", 9, true, false, ALIGN_CENTER, EDGE_BOTTOM, INK,
		       WHITE},
	[XL_MASTER] = {"@", 14, true, false, ALIGN_CENTER, EDGE_BOX, INK, WHITE,
		       true, 0},
	[XL_SIGN] = {"@", 10, false, false, ALIGN_LEFT, EDGE_BOX, INK, WHITE,
		     true, 1},
};

static const char *const money_formats[XL_DIGITS_MAX + 1] = {
	"#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"};

static const uint32_t bucket_fills[XL_BUCKETS_MAX] = {
	0xFFF7D6, 0xFEE8A4, 0xFED273, 0xFDB35A, 0xF98C4A, 0xE8623F,
	0xC23A34, 0x84202C, 0x5E1624, 0x4A101E, 0x3C0C19, 0x320A15,
	0x2A0812, 0x24070F, 0x1E060D, 0x19050B};
enum { BUCKETS_WITH_DARK_INK = 5 };

struct xl_look xl_look(int style)
{
	struct xl_look look;

	assert(style >= 0 && style < XL_STYLE_MAX);
	if (style >= XL_BUCKET) {
		int bucket = style - XL_BUCKET;

		look = looks[XL_TEXT];
		look.edge = EDGE_NONE;
		look.align = ALIGN_CENTER;
		look.fill = bucket_fills[bucket];
		look.ink = bucket < BUCKETS_WITH_DARK_INK ? INK : WHITE;
	} else if (style >= XL_TOTAL_MONEY) {
		assert(style <= XL_TOTAL_MONEY + XL_DIGITS_MAX);
		look = looks[XL_TOTAL_NUMBER];
		look.number = money_formats[style - XL_TOTAL_MONEY];
	} else if (style >= XL_MONEY) {
		assert(style <= XL_MONEY + XL_DIGITS_MAX);
		look = looks[XL_NUMBER];
		look.number = money_formats[style - XL_MONEY];
	} else {
		assert(style < XL_STYLE_COUNT);
		look = looks[style];
	}
	return look;
}
