/*
 * world.c: items of every kind in every state, named for it, all by
 * 2009-06-01 and in BYR, so that a test of one rule is one row.
 *
 * C-final (case K-2, offender O-2) on 2009-06-01: principal 1000 =
 * uncollected 200 + held 400 + unclaimed 100 + paid 100 + directly 50 +
 * advanced 150. C-quashed (K-3, O-3): excess 800 = paid 500 + advanced 300.
 * Unapplied: K-4+O-4 holds 700, K-1+O-1 holds 30. The fund of compensation
 * holds 99,550 in cash, that of grants 750.
 */
#include "tests/support/desk.h"

#define CASE(code)                                                             \
	{                                                                      \
		"case.opened", "case=" code ",article=181,province=Minsk",     \
			"2009-01-05", POSTED                                   \
	}
#define CLAIM(code, home, amount)                                              \
	{                                                                      \
		"claim.raised",                                                \
			"claim=" code ",case=" home                            \
			",victim=V-1,currency=BYR,amount=" amount,             \
			"2009-01-10", POSTED                                   \
	}
#define ASSET(code, home, offender, kind, amount)                              \
	{                                                                      \
		"asset.seized",                                                \
			"asset=" code ",case=" home ",offender=" offender      \
			",kind=" kind ",currency=BYR,amount=" amount,          \
			"2009-02-02", POSTED                                   \
	}
#define CONTRIBUTION(code, amount, more)                                       \
	{                                                                      \
		"contribution.proposed",                                       \
			"contribution=" code ",currency=BYR,amount=" amount    \
			"," more,                                              \
			"2009-01-06", POSTED                                   \
	}
#define GRANT(code, track, amount)                                             \
	{                                                                      \
		"grant.applied",                                               \
			"grant=" code ",ngo=NGO-1,track=" track                \
			",amount=" amount                                      \
			",currency=BYR,start=2009-03-01,end=2009-12-31",       \
			"2009-02-03", POSTED                                   \
	}
#define ROW(event, fields, date)                                               \
	{                                                                      \
		event, fields, date, POSTED                                    \
	}

const struct step world_steps[] = {
	CASE("K-1"),
	CASE("K-2"),
	CASE("K-3"),
	CASE("K-4"),
	/* contributions, which also fill the funds */
	CONTRIBUTION("N-full", "100000", "source=state"),
	ROW("contribution.approved", "contribution=N-full", "2009-01-07"),
	ROW("contribution.bound", "contribution=N-full", "2009-01-08"),
	ROW("contribution.received", "contribution=N-full,amount=100000",
	    "2009-01-09"),
	CONTRIBUTION("N-grants", "1000", "source=levy,fund=grants"),
	ROW("contribution.approved", "contribution=N-grants", "2009-01-07"),
	ROW("contribution.bound", "contribution=N-grants", "2009-01-08"),
	ROW("contribution.received", "contribution=N-grants,amount=1000",
	    "2009-01-09"),
	CONTRIBUTION("N-proposed", "1000", "source=donor"),
	CONTRIBUTION("N-approved", "1000", "source=proceeds"),
	ROW("contribution.approved", "contribution=N-approved,amount=900",
	    "2009-01-07"),
	CONTRIBUTION("N-bound", "1000", "source=other"),
	ROW("contribution.approved", "contribution=N-bound", "2009-01-07"),
	ROW("contribution.bound", "contribution=N-bound", "2009-01-08"),
	ROW("contribution.received", "contribution=N-bound,amount=400",
	    "2009-02-01"),
	CONTRIBUTION("N-withdrawn", "1000", "source=donor"),
	ROW("contribution.withdrawn", "contribution=N-withdrawn,reason=war",
	    "2009-01-08"),
	/* claims */
	CLAIM("C-raised", "K-1", "1000"),
	CLAIM("C-zero", "K-1", "0"),
	CLAIM("C-withdrawn", "K-1", "1000"),
	ROW("claim.withdrawn", "claim=C-withdrawn", "2009-01-20"),
	CLAIM("C-rejected", "K-1", "1000"),
	ROW("claim.rejected", "claim=C-rejected", "2009-01-20"),
	CLAIM("C-untraced", "K-1", "1000"),
	ROW("claim.untraced", "claim=C-untraced", "2009-01-20"),
	CLAIM("C-granted", "K-1", "1000"),
	ROW("award.granted", "claim=C-granted,amount=800,offender=O-1;O-2",
	    "2009-02-01"),
	CLAIM("C-final", "K-2", "1000"),
	ROW("award.granted", "claim=C-final,amount=1000,offender=O-2",
	    "2009-02-01"),
	ROW("award.final", "claim=C-final", "2009-03-01"),
	ROW("recovery.received",
	    "case=K-2,offender=O-2,amount=600,currency=BYR,id=R-final",
	    "2009-04-01"),
	ROW("award.paid", "claim=C-final,amount=200", "2009-04-05"),
	ROW("award.returned", "claim=C-final,amount=100", "2009-04-10"),
	ROW("award.paid-direct", "claim=C-final,amount=50", "2009-04-11"),
	ROW("award.advanced", "claim=C-final,amount=150,id=R-advance",
	    "2009-04-12"),
	CLAIM("C-quashed", "K-3", "1000"),
	ROW("award.granted", "claim=C-quashed,amount=1000,offender=O-3",
	    "2009-02-01"),
	ROW("award.final", "claim=C-quashed", "2009-03-01"),
	ROW("award.advanced", "claim=C-quashed,amount=300", "2009-03-10"),
	ROW("recovery.received",
	    "case=K-3,offender=O-3,amount=500,currency=BYR", "2009-03-15"),
	ROW("award.paid", "claim=C-quashed,amount=500", "2009-03-20"),
	ROW("award.quashed", "claim=C-quashed,id=R-quashed", "2009-05-01"),
	/* money that nobody is owed yet */
	ROW("recovery.received",
	    "case=K-4,offender=O-4,amount=700,currency=BYR,channel=prison",
	    "2009-02-01"),
	ROW("recovery.received", "case=K-1,offender=O-1,amount=30,currency=BYR",
	    "2009-02-01"),
	/* property */
	ASSET("A-seized", "K-4", "O-4", "vehicle", "500"),
	ASSET("A-cash", "K-4", "O-4", "cash", "400"),
	ASSET("A-released", "K-4", "O-4", "other", "0"),
	ROW("asset.released", "asset=A-released", "2009-02-10"),
	ASSET("A-confiscated", "K-4", "O-4", "goods", "300"),
	ROW("asset.confiscated", "asset=A-confiscated,amount=250,basis=special",
	    "2009-03-01"),
	ASSET("A-sold", "K-4", "O-4", "valuables", "300"),
	ROW("asset.confiscated", "asset=A-sold,amount=250", "2009-03-01"),
	ROW("asset.sold", "asset=A-sold,amount=260", "2009-04-01"),
	ASSET("A-waits", "K-1", "O-1", "cash", "90"),
	ROW("asset.confiscated", "asset=A-waits,amount=90", "2009-03-01"),
	ASSET("A-applied", "K-4", "O-4", "cash", "150"),
	ROW("asset.confiscated", "asset=A-applied,amount=150", "2009-03-01"),
	ROW("asset.applied", "asset=A-applied", "2009-04-01"),
	ASSET("A-returned", "K-4", "O-4", "real-estate", "300"),
	ROW("asset.confiscated", "asset=A-returned,amount=250", "2009-03-01"),
	ROW("asset.returned", "asset=A-returned,reason=appeal", "2009-04-01"),
	ASSET("A-lost", "K-4", "O-4", "goods", "300"),
	ROW("asset.lost", "asset=A-lost,reason=fire", "2009-04-01"),
	/* grants */
	GRANT("G-applied", "tender", "500"),
	GRANT("G-authorised", "aid", "500"),
	ROW("grant.authorised", "grant=G-authorised", "2009-03-01"),
	ROW("grant.received", "grant=G-authorised,amount=300", "2009-03-05"),
	ROW("grant.spent", "grant=G-authorised,amount=100", "2009-04-05"),
	GRANT("G-tender", "tender", "500"),
	ROW("grant.authorised", "grant=G-tender,amount=400", "2009-03-01"),
	ROW("grant.received", "grant=G-tender,amount=250", "2009-03-05"),
	GRANT("G-refused", "subsidy", "500"),
	ROW("grant.refused", "grant=G-refused,reason=budget", "2009-03-01"),
	GRANT("G-withdrawn", "assistance", "500"),
	ROW("grant.authorised", "grant=G-withdrawn", "2009-03-01"),
	ROW("grant.received", "grant=G-withdrawn,amount=200", "2009-03-05"),
	ROW("grant.withdrawn", "grant=G-withdrawn", "2009-04-01"),
	GRANT("G-closed", "aid", "100"),
	ROW("grant.authorised", "grant=G-closed", "2009-03-01"),
	ROW("grant.received", "grant=G-closed,amount=100", "2009-03-05"),
	ROW("grant.spent", "grant=G-closed,amount=100", "2009-04-05"),
	ROW("grant.accepted", "grant=G-closed", "2009-05-01"),
	/* relief and assistance */
	ROW("relief.requested", "relief=R-1,ngo=NGO-1,amount=70,currency=BYR",
	    "2009-02-01"),
	ROW("relief.requested", "relief=R-2,ngo=NGO-1,amount=70,currency=BYR",
	    "2009-02-01"),
	ROW("relief.granted", "relief=R-2", "2009-03-01"),
	ROW("relief.requested", "relief=R-3,ngo=NGO-1,amount=70,currency=BYR",
	    "2009-02-01"),
	ROW("relief.refused", "relief=R-3", "2009-03-01"),
	ROW("assistance.approved",
	    "assistance=S-approved,victim=V-1,kind=tools,amount=300,"
	    "currency=BYR",
	    "2009-02-01"),
	ROW("assistance.paid", "assistance=S-approved,amount=100",
	    "2009-03-01"),
	ROW("assistance.approved",
	    "assistance=S-paid,victim=V-1,kind=medical,amount=300,"
	    "currency=BYR,start=2009-01-15",
	    "2009-02-01"),
	ROW("assistance.paid", "assistance=S-paid,amount=300,payee=P-1",
	    "2009-03-01"),
	ROW("assistance.approved",
	    "assistance=S-stopped,victim=V-1,kind=other,amount=300,"
	    "currency=BYR",
	    "2009-02-01"),
	ROW("assistance.stopped", "assistance=S-stopped,reason=moved",
	    "2009-03-01"),
	/* clocks and policies */
	ROW("clock.stopped", "item=asset:A-seized,reason=appeal", "2009-05-01"),
	ROW("policy.stage", "policy=P-1,stage=draft,due=2012-01-01",
	    "2009-03-01"),
};

const size_t world_step_count = COUNT_OF(world_steps);
