/* workbook_findings.c: sentences from exact sums. */
#include "reports/workbook_findings.h"

#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "reports/workbook.h"
#include "reports/workbook_words.h"

static void write_waiting(const struct sums *sums, struct summary *summary)
{
	const struct sums_oldest *oldest = &sums->oldest;
	struct text *out = summary_finding(summary);
	struct text count = TEXT_ZERO;
	struct text days = TEXT_ZERO;
	char since[DAY_TEXT_SIZE];

	if (out == NULL)
		return;
	workbook_count(&count, (int64_t)sums->due);
	workbook_count(&days, oldest->days);
	day_format(oldest->start, since);
	if (sums->due == 0)
		text_add_string(out, SAY_NOTHING_WAITS);
	else if (sums->due == 1)
		text_addf(out, SAY_WAITING_ONE_F, oldest->code.bytes, since,
			  days.bytes);
	else
		text_addf(out, SAY_WAITING_F, count.bytes, oldest->code.bytes,
			  since, days.bytes);
	text_release(&count);
	text_release(&days);
}

static void write_unpaid(const struct sums *sums, struct summary *summary)
{
	struct text unpaid = TEXT_ZERO;
	struct text late = TEXT_ZERO;
	struct text *out = summary_finding(summary);

	if (out == NULL)
		return;
	workbook_count(&unpaid, (int64_t)sums->unpaid);
	workbook_count(&late, (int64_t)sums->late);
	text_addf(out, SAY_UNPAID_F, unpaid.bytes, late.bytes);
	text_release(&unpaid);
	text_release(&late);
}

static void write_writs(const struct sums *sums, struct summary *summary)
{
	struct text count = TEXT_ZERO;
	struct text *out;

	if (sums->writs_expired > 0 &&
	    (out = summary_finding(summary)) != NULL) {
		workbook_count(&count, (int64_t)sums->writs_expired);
		text_addf(out, SAY_WRITS_EXPIRED_F, count.bytes);
	}
	if (sums->writs_soon > 0 && (out = summary_finding(summary)) != NULL) {
		text_clear(&count);
		workbook_count(&count, (int64_t)sums->writs_soon);
		text_addf(out, SAY_WRITS_SOON_F, count.bytes,
			  (int)sums->writ_days);
	}
	text_release(&count);
}

static int64_t group_total(const struct sums *sums,
			   const struct sums_currency *sum, size_t group)
{
	uint64_t amount = 0;
	size_t i;

	for (i = 0; i < sums->section_count; i++)
		amount += (uint64_t)sum->group[group][i];
	return (int64_t)amount;
}

/* Where most of a currency's money is due. */
static void write_most(const struct sums *sums, const struct sums_currency *sum,
		       struct summary *summary)
{
	int64_t whole = sum->total[sums->roles.amount];
	struct text amount = TEXT_ZERO;
	struct text share = TEXT_ZERO;
	struct text *out;
	size_t i, most = 0;

	if (sums->group_count < 2 || (out = summary_finding(summary)) == NULL)
		return;
	for (i = 1; i < sums->group_count; i++) {
		if (group_total(sums, sum, sums->group_order[i]) >
		    group_total(sums, sum, sums->group_order[most]))
			most = i;
	}
	most = sums->group_order[most];
	workbook_money(&amount, group_total(sums, sum, most), sum->currency);
	workbook_share(&share, group_total(sums, sum, most), whole);
	text_addf(out, SAY_MOST_F, currency_code(sum->currency), amount.bytes,
		  share.bytes, sums->group_name[most].bytes);
	text_release(&amount);
	text_release(&share);
}

static void write_currency(const struct sums *sums,
			   const struct sums_currency *sum,
			   struct summary *summary)
{
	const struct sums_roles *roles = &sums->roles;
	int64_t whole = sum->total[roles->amount];
	struct text amount = TEXT_ZERO;
	struct text share = TEXT_ZERO;
	struct text *out;

	if (whole == 0 || sum->outside ||
	    (out = summary_finding(summary)) == NULL)
		return;
	workbook_money(&amount, whole, sum->currency);
	workbook_share(&share, sum->late, whole);
	text_addf(out, SAY_OUTSTANDING_F, currency_code(sum->currency),
		  amount.bytes, share.bytes);
	if (roles->group != SUMS_NONE)
		write_most(sums, sum, summary);
	if (roles->held != SUMS_NONE && sum->total[roles->held] > 0 &&
	    (out = summary_finding(summary)) != NULL) {
		text_clear(&amount);
		workbook_money(&amount, sum->total[roles->held], sum->currency);
		text_addf(out, SAY_HELD_F, currency_code(sum->currency),
			  amount.bytes);
	}
	text_release(&amount);
	text_release(&share);
}

void findings_write(struct summary *summary, const struct sums *sums)
{
	size_t i;

	write_waiting(sums, summary);
	if (sums->due > 0)
		write_unpaid(sums, summary);
	for (i = 0; i < sums->currency_count && i < 3; i++)
		write_currency(sums, &sums->currency[i], summary);
	write_writs(sums, summary);
}
