/*
 * awards.c: an award from its entry into force on. On every day:
 * awarded + excess = uncollected + held + unclaimed + paid + paid directly
 * + advanced (EVENTS.md section 5).
 */
#include "ledger/rules/play.h"

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t principal(const struct play *play)
{
	return item_ending(play->item, SUM_PRINCIPAL, play->event->currency);
}

/* Money that the victim may no longer have goes back to the first-named. */
static struct item *payer(struct play *play)
{
	return play_unapplied(
		play, item_text(play->item, FACT_HOME),
		codes_first(item_text(play->item, COLUMN_OFFENDER)));
}

/*
 * The day of the last row that changed the award's sums; rows that were
 * reversed on their own day left nothing.
 */
static int32_t sums_changed_on(const struct item *item)
{
	size_t i;

	for (i = item->move_count; i > 0; i--) {
		if (item_cancelled(item, item->moves[i - 1].seq))
			continue;
		switch ((int)item->moves[i - 1].account) {
		case ACCOUNT_AWARDS_OWED:
		case ACCOUNT_AWARDS_EXCESS:
		case ACCOUNT_TRUST_VICTIMS:
		case ACCOUNT_TRUST_UNCLAIMED:
		case SUM_PRINCIPAL:
		case SUM_INDEXATION:
		case SUM_PAID:
		case SUM_DIRECT:
		case SUM_ADVANCED:
			return item->moves[i - 1].day;
		default:
			break;
		}
	}
	return DAY_NONE;
}

static bool test_sums_settled(struct play *play)
{
	int32_t day = sums_changed_on(play->item);
	char text[DAY_TEXT_SIZE];

	if (day == DAY_NONE || day <= play->event->date)
		return true;
	day_format(day, text);
	return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
			   "the sums of award %s changed on %s already; date "
			   "the row on or after that day and put the day of "
			   "the decision into since",
			   play->item->code, text);
}

/* Whatever raises what is uncollected goes against the excess first. */
static void raise_owed(struct play *play, int64_t amount)
{
	int64_t excess = smaller(
		amount, play_least(play, play->item, ACCOUNT_AWARDS_EXCESS));

	play_pair(play, ACCOUNT_AWARDS_EXCESS_CONTRA, ACCOUNT_AWARDS_EXCESS,
		  play->item, excess);
	play_pair(play, ACCOUNT_AWARDS_OWED, ACCOUNT_AWARDS_DUE, play->item,
		  amount - excess);
}

/* Take from one stage of the award what it has, up to what is left. */
static int64_t cut_from(struct play *play, enum account account, int64_t left)
{
	return smaller(left, play_least(play, play->item, account));
}

static void cut(struct play *play, int64_t amount)
{
	int64_t part = cut_from(play, ACCOUNT_AWARDS_OWED, amount);

	play_pair(play, ACCOUNT_AWARDS_DUE, ACCOUNT_AWARDS_OWED, play->item,
		  part);
	amount -= part;
	part = cut_from(play, ACCOUNT_TRUST_VICTIMS, amount);
	if (part > 0) {
		play_line(play, ACCOUNT_TRUST_VICTIMS, play->item, part);
		play_line(play, ACCOUNT_TRUST_UNAPPLIED, payer(play), -part);
	}
	amount -= part;
	part = cut_from(play, ACCOUNT_TRUST_UNCLAIMED, amount);
	if (part > 0) {
		play_line(play, ACCOUNT_TRUST_UNCLAIMED, play->item, part);
		play_line(play, ACCOUNT_TRUST_UNAPPLIED, payer(play), -part);
	}
	amount -= part;
	play_pair(play, ACCOUNT_AWARDS_EXCESS, ACCOUNT_AWARDS_EXCESS_CONTRA,
		  play->item, amount);
}

/*
 * The sum granted enters into force. A variation dated after this row
 * would leave days on which the award and its entry differ.
 */
bool play_award_final(struct play *play)
{
	int32_t changed = sums_changed_on(play->item);
	char text[DAY_TEXT_SIZE];

	if (changed != DAY_NONE && changed > play->event->date) {
		day_format(play->event->date, text);
		return play_refuse(play, REFUSAL_OVERDRAWN, COLUMN_DATE,
				   "on %s the award of %s was not yet the sum "
				   "that becomes final; date the row on or "
				   "after its last change and put the day of "
				   "entry into force into since",
				   text, play->item->code);
	}
	play_pair(play, ACCOUNT_AWARDS_OWED, ACCOUNT_AWARDS_DUE, play->item,
		  principal(play));
	return true;
}

bool play_award_varied(struct play *play)
{
	int64_t change = play->event->amount - principal(play);

	if (!test_sums_settled(play))
		return false;
	if (item_state(play->item) == STATE_FINAL) {
		if (change > 0)
			raise_owed(play, change);
		else
			cut(play, -change);
	}
	play_sum(play, SUM_PRINCIPAL, play->item, change);
	if (change == 0) /* no move says that this row was here */
		play_fact(play, play->item, FACT_UNVARIED,
			  event_field(play->event, COLUMN_CLAIM));
	return true;
}

bool play_award_indexed(struct play *play)
{
	raise_owed(play, play->event->amount);
	play_sum(play, SUM_INDEXATION, play->item, play->event->amount);
	return true;
}

bool play_award_quashed(struct play *play)
{
	int64_t indexation =
		item_ending(play->item, SUM_INDEXATION, play->event->currency);

	if (!test_sums_settled(play))
		return false;
	if (item_state(play->item) == STATE_FINAL)
		cut(play, principal(play) + indexation);
	play_sum(play, SUM_PRINCIPAL, play->item, -principal(play));
	play_sum(play, SUM_INDEXATION, play->item, -indexation);
	return true;
}

bool play_award_paid(struct play *play)
{
	int64_t amount = play->event->amount;

	play_pair(play, ACCOUNT_TRUST_VICTIMS, ACCOUNT_TRUST_CASH, play->item,
		  amount);
	play_sum(play, SUM_PAID, play->item, amount);
	return true;
}

bool play_award_paid_direct(struct play *play)
{
	int64_t amount = play->event->amount;

	play_pair(play, ACCOUNT_AWARDS_DUE, ACCOUNT_AWARDS_OWED, play->item,
		  amount);
	play_sum(play, SUM_DIRECT, play->item, amount);
	return true;
}

/*
 * A payment came back: what the victim was never to keep (the excess, or
 * all of it once the award is quashed) is the payer's again, the rest waits
 * for the victim to be found.
 */
bool play_award_returned(struct play *play)
{
	int64_t amount = play->event->amount;
	int64_t excess = amount;

	if (item_state(play->item) == STATE_FINAL)
		excess = smaller(amount, play_least(play, play->item,
						    ACCOUNT_AWARDS_EXCESS));
	play_line(play, ACCOUNT_TRUST_CASH, NULL, amount);
	if (excess > 0)
		play_line(play, ACCOUNT_TRUST_UNAPPLIED, payer(play), -excess);
	play_pair(play, ACCOUNT_AWARDS_EXCESS_CONTRA, ACCOUNT_AWARDS_EXCESS,
		  play->item, excess);
	play_line(play, ACCOUNT_TRUST_UNCLAIMED, play->item, excess - amount);
	play_sum(play, SUM_PAID, play->item, -amount);
	return true;
}

bool play_award_reclaimed(struct play *play)
{
	play_pair(play, ACCOUNT_TRUST_UNCLAIMED, ACCOUNT_TRUST_VICTIMS,
		  play->item, play->event->amount);
	return true;
}

static enum fund fund_of(const struct play *play)
{
	return (enum fund)event_choice(play->event, COLUMN_FUND);
}

bool play_award_advanced(struct play *play)
{
	int64_t amount = play->event->amount;

	play_pair(play, account_of(ACCOUNT_FUND_SUBROGATED, fund_of(play)),
		  account_of(ACCOUNT_FUND_CASH, fund_of(play)), play->item,
		  amount);
	play_pair(play, ACCOUNT_AWARDS_DUE, ACCOUNT_AWARDS_OWED, play->item,
		  amount);
	play_sum(play, SUM_ADVANCED, play->item, amount);
	return true;
}

bool play_advance_returned(struct play *play)
{
	int64_t amount = play->event->amount;

	play_pair(play, account_of(ACCOUNT_FUND_CASH, fund_of(play)),
		  account_of(ACCOUNT_FUND_SUBROGATED, fund_of(play)),
		  play->item, amount);
	if (item_state(play->item) == STATE_FINAL)
		raise_owed(play, amount);
	else
		play_pair(play, ACCOUNT_AWARDS_EXCESS_CONTRA,
			  ACCOUNT_AWARDS_EXCESS, play->item, amount);
	play_sum(play, SUM_ADVANCED, play->item, -amount);
	return true;
}

bool play_advance_written_off(struct play *play)
{
	int64_t amount = play->event->amount;
	enum fund fund = fund_of(play);

	play_pair(play, account_of(ACCOUNT_EXPENSE_IMPAIRMENT, fund),
		  account_of(ACCOUNT_FUND_SUBROGATED, fund), play->item,
		  amount);
	play_pair(play, account_of(ACCOUNT_ADVANCES_WRITTEN_OFF, fund),
		  account_of(ACCOUNT_ADVANCES_CONTRA, fund), play->item,
		  amount);
	return true;
}
