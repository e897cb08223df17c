/* sheet_notes.c: headings, and beside each word what it means. */
#include "reports/sheet_notes.h"

#include "reports/notes_words.h"
#include "reports/workbook_words.h"

enum { LAST_COLUMN = 2, LINE_CHARACTERS = 125, LINE_POINTS = 13 };

/* A heading has no word; a note has a word, its meaning and its source. */
static const struct note {
	const char *word;
	const char *meaning;
	const char *source;
} notes[] = {
#define NOTE(word, meaning, source) {word, meaning, source},
#define NOTES_ABOUT(heading)	    {NULL, heading, NULL},
	SAY_NOTES
#undef NOTE
#undef NOTES_ABOUT
};

static uint32_t write_heading(struct xl_sheet *sheet, uint32_t row,
			      const char *heading)
{
	static const char *const heads[] = {SAY_NOTES_WORD, SAY_NOTES_MEANING,
					    SAY_NOTES_SOURCE};
	uint32_t column;

	xl_put(sheet, row, 0, heading, XL_HEADING);
	for (column = 1; column <= LAST_COLUMN; column++)
		xl_put(sheet, row, column, "", XL_HEADING);
	row++;
	for (column = 0; column <= LAST_COLUMN; column++)
		xl_put(sheet, row, column, heads[column], XL_HEAD);
	return row + 1;
}

static void write_note(struct xl_sheet *sheet, uint32_t row,
		       const struct note *note)
{
	size_t lines = strlen(note->meaning) / LINE_CHARACTERS + 1;

	xl_height(sheet, row, (int)(LINE_POINTS * lines) + 2);
	xl_put(sheet, row, 0, note->word, XL_WRAP);
	xl_put(sheet, row, 1, note->meaning, XL_WRAP);
	xl_put(sheet, row, 2, note->source, XL_WRAP);
}

void sheet_notes_write(const struct workbook *workbook, struct xl_sheet *sheet)
{
	static const double widths[LAST_COLUMN + 1] = {26, 100, 46};
	struct text line = TEXT_ZERO;
	uint32_t row = 3;
	size_t i;

	workbook_page(workbook, sheet);
	xl_one_page(sheet);
	for (i = 0; i <= LAST_COLUMN; i++)
		xl_width(sheet, (uint32_t)i, widths[i]);
	xl_height(sheet, 0, 28);
	text_addf(&line, "%s: %s", workbook->title, SAY_NOTES_TITLE);
	xl_put(sheet, 0, 0, line.bytes, XL_TITLE);
	text_clear(&line);
	text_addf(&line, SAY_SUBTITLE_F, workbook->as_of,
		  workbook->facts->known_at);
	xl_put(sheet, 1, 0, line.bytes, XL_SUBTITLE);
	for (i = 0; i < sizeof notes / sizeof notes[0]; i++) {
		if (notes[i].word == NULL)
			row = write_heading(sheet, i == 0 ? row : row + 1,
					    notes[i].meaning);
		else
			write_note(sheet, row++, &notes[i]);
	}
	text_release(&line);
}
