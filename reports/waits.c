/* waits.c: from one award's sums and changes. */
#include "reports/waits.h"

#include "reports/award.h"
#include "reports/delay.h"

/* Did the quashing itself end what was outstanding? */
static bool quashing_ended(const struct item *claim,
			   const struct change *quashed)
{
	size_t i;

	for (i = 0; i < claim->move_count; i++)
		if (claim->moves[i].seq == quashed->seq &&
		    (claim->moves[i].account == ACCOUNT_AWARDS_OWED ||
		     claim->moves[i].account == ACCOUNT_TRUST_VICTIMS ||
		     claim->moves[i].account == ACCOUNT_TRUST_UNCLAIMED))
			return true;
	return false;
}

static void end_wait(struct award_waits *waits, enum payment payment,
		     enum wait wait, int32_t days)
{
	waits->wait[payment] = wait;
	waits->days[payment] = days;
}

void waits_read(const struct item *claim, struct moment moment,
		struct award_waits *waits)
{
	const struct change *quashed =
		moment_reached(claim, STATE_QUASHED, moment);
	struct award award;
	int32_t unpaid;
	enum wait left;

	award_read(claim, moment, &award);
	waits->in_force = award.in_force != DAY_NONE;
	if (!waits->in_force)
		return;
	left = quashed == NULL ? WAIT_UNPAID : WAIT_QUASHED;
	unpaid = delay_days(award.in_force,
			    quashed == NULL ? moment.day : quashed->since);
	if (award.first_paid != DAY_NONE)
		end_wait(waits, PAYMENT_FIRST, WAIT_PAID,
			 delay_days(award.in_force, award.first_paid));
	else
		end_wait(waits, PAYMENT_FIRST, left, unpaid);
	if (award.outstanding == 0 &&
	    (quashed == NULL || !quashing_ended(claim, quashed)))
		end_wait(waits, PAYMENT_FULL, WAIT_PAID, award_days(&award));
	else
		end_wait(waits, PAYMENT_FULL, left, unpaid);
}
