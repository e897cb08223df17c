/* render.c: the formats, and the controls as CSV. */
#include "reports/render.h"

#include "reports/cell.h"
#include "reports/dataset_kind.h"
#include "reports/render_formats.h"

enum status render(struct dataset *dataset, enum render_format format,
		   struct sink *sink, struct err *err)
{
	struct outlet out;
	enum status status = STATUS_OK;

	outlet_start(&out, sink);
	switch (format) {
	case RENDER_TEXT:
		status = render_text(dataset, &out, err);
		break;
	case RENDER_CSV:
		status = render_csv(dataset, &out, err);
		break;
	case RENDER_JSON:
		status = render_json(dataset, &out, err);
		break;
	}
	return outlet_end(&out, status, err);
}

static enum status pull_rows(struct dataset *dataset, struct err *err)
{
	struct cell cells[DATASET_COLUMNS_MAX];
	enum status status;

	do
		status = dataset_next(dataset, cells, err);
	while (status == STATUS_OK);
	return status == STATUS_END ? STATUS_OK : status;
}

static void add_amount(struct text *out, int64_t amount, uint8_t currency)
{
	struct cell cell = cell_money(amount, currency);

	text_add_char(out, ',');
	cell_plain(CELL_MONEY, &cell, out);
}

static void add_control(struct text *out, const char *name,
			const struct dataset_control *control)
{
	bool same = control->table == control->ledger;
	int64_t difference =
		(int64_t)((uint64_t)control->table - (uint64_t)control->ledger);

	render_csv_code(out, name, strlen(name));
	text_add_char(out, ',');
	text_add_string(out, currency_code(control->currency));
	add_amount(out, control->table, control->currency);
	add_amount(out, control->ledger, control->currency);
	add_amount(out, difference, control->currency);
	text_add_string(out, same ? ",OK\n" : ",DIFFERS\n");
}

enum status render_totals(struct dataset *dataset, struct sink *sink,
			  struct err *err)
{
	bool by_label = dataset->kind->totals_by_label;
	struct outlet out;
	size_t count;
	size_t i;
	enum status status = pull_rows(dataset, err);
	const struct dataset_control *controls =
		dataset_controls(dataset, &count);

	if (status != STATUS_OK)
		return status;
	outlet_start(&out, sink);
	text_add_string(&out.text,
			"column,currency,table,ledger,difference,result\n");
	for (i = 0; i < count && status == STATUS_OK; i++) {
		const char *name =
			by_label ? controls[i].label : controls[i].column;

		add_control(&out.text, name, &controls[i]);
		status = outlet_check(&out);
	}
	return outlet_end(&out, status, err);
}
