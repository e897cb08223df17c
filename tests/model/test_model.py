#!/usr/bin/env python3
"""The model itself, on examples worked out by hand from the contract."""

import csv
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import random_book
import redress_model as m


class Case(unittest.TestCase):
    def setUp(self):
        self.book = m.Book("2026-01-01")
        self.n = 0

    def post(self, event, date, expect="posted", **columns):
        """Posts a row; `expect` is posted, duplicate or a refusal code."""
        self.n += 1
        row = {"event": event, "id": "E%d" % self.n, "date": date}
        row.update({k.rstrip("_"): str(v) for k, v in columns.items()})
        result = self.book.post(row)
        got = result if isinstance(result, str) else result[1]
        self.assertEqual(got, expect, (row, result))
        return row

    def bal(self, account, item="", cur="BYR", as_of=None):
        return self.book.balance(account, item, cur, as_of)

    def award(self, claim, amount, offender="o1", case="C1", day=1,
              currency="BYR"):
        """An award in force on 2009-01-DAY."""
        date = "2009-01-%02d" % day
        if case not in self.book.registers.get("case", {}):
            self.post("case.opened", "2008-01-01", case=case, article="181",
                      province="Minsk")
        self.post("claim.raised", "2008-06-01", claim=claim, case=case,
                  victim="v1", amount=amount, currency=currency)
        self.post("award.granted", "2008-12-01", claim=claim, amount=amount,
                  offender=offender)
        self.post("award.final", date, claim=claim)

    def recover(self, date, amount, offender="o1", case="C1", **more):
        self.post("recovery.received", date, case=case, offender=offender,
                  amount=amount, currency=more.pop("currency", "BYR"), **more)

    def fund(self, date, amount, fund="compensation", code="D1"):
        self.post("contribution.proposed", date, contribution=code,
                  source="state", amount=amount, currency="BYR", fund=fund)
        self.post("contribution.approved", date, contribution=code)
        self.post("contribution.bound", date, contribution=code)
        self.post("contribution.received", date, contribution=code,
                  amount=amount)


class Waterfall(Case):
    def test_largest_remainder(self):
        self.assertEqual(m.largest_remainder(9, [1, 1, 1]), [1, 1, 1])
        self.assertEqual(m.largest_remainder(2, [1, 1, 1]), [1, 1, 0])
        self.assertEqual(m.largest_remainder(10, [7, 5, 3]), [5, 3, 2])
        self.assertEqual(m.largest_remainder(0, [4, 4]), [0, 0])
        self.assertEqual(m.largest_remainder(5, []), [])

    def test_three_awards(self):
        # 100 over 100, 100, 100: 33.33 each; the odd unit to the first code
        for claim in ("K2", "K1", "K10"):
            self.award(claim, 100)
        self.recover("2009-02-01", 100)
        self.assertEqual([-self.bal(m.VICTIMS, k) for k in
                          ("K1", "K10", "K2")], [34, 33, 33])
        self.assertEqual(self.bal(m.CASH), 100)

    def test_rest_is_unapplied_and_spread_later(self):
        self.award("K1", 60)
        self.recover("2009-02-01", 100)
        self.assertEqual(self.bal(m.UNAPPLIED, "C1+o1"), -40)
        self.award("K2", 30, day=5)
        self.post("recovery.applied", "2009-03-01", case="C1", offender="o1",
                  currency="BYR")
        self.assertEqual(self.bal(m.VICTIMS, "K2"), -30)
        self.assertEqual(self.bal(m.UNAPPLIED, "C1+o1"), -10)

    def test_joint_and_parent(self):
        self.award("K1", 50, offender="o1;o2")
        self.post("case.opened", "2008-02-01", case="C2", article="181",
                  province="Minsk")
        self.post("claim.raised", "2009-02-01", claim="K2", case="C2",
                  victim="v1", amount=50, currency="BYR", venue="civil",
                  parent="K1")
        self.post("award.granted", "2009-03-01", claim="K2", amount=50,
                  offender="o2")
        self.post("award.final", "2009-03-01", claim="K2")
        self.recover("2009-04-01", 10, offender="o2", case="C2")
        self.assertEqual(self.bal(m.UNAPPLIED, "C2+o2"), -10)
        self.recover("2009-04-01", 10, offender="o2")
        self.assertEqual([self.bal(m.VICTIMS, k) for k in ("K1", "K2")],
                         [-5, -5])

    def test_advances_after_victims(self):
        self.award("K1", 100)
        self.fund("2009-01-02", 100)
        self.fund("2009-01-02", 100, "legal-aid", "D2")
        self.post("award.advanced", "2009-02-01", claim="K1", amount=40)
        self.post("award.advanced", "2009-02-01", claim="K1", amount=20,
                  fund="legal-aid")
        self.post("advance.written-off", "2009-02-02", claim="K1", amount=10)
        # 40 uncollected, 30 + 20 subrogated, 10 written off; 95 comes in
        self.recover("2009-03-01", 95)
        self.assertEqual(self.bal(m.VICTIMS, "K1"), -40)
        self.assertEqual(self.bal(m.CASH), 40)
        self.assertEqual(self.bal("fund:compensation:subrogated", "K1"), 0)
        self.assertEqual(self.bal("fund:legal-aid:subrogated", "K1"), 0)
        self.assertEqual(self.bal("memo:advances:compensation:written-off",
                                  "K1"), 5)
        self.assertEqual(self.bal("fund:compensation:income:recovered"), -5)
        self.assertEqual(self.bal("fund:compensation:cash"), 95)
        self.assertEqual(self.book.entries[-1].lines, [
            (m.CASH, "", "BYR", 40), (m.VICTIMS, "K1", "BYR", -40),
            (m.DUE, "K1", "BYR", 40), (m.OWED, "K1", "BYR", -40),
            ("fund:compensation:cash", "", "BYR", 30),
            ("fund:compensation:subrogated", "K1", "BYR", -30),
            ("fund:legal-aid:cash", "", "BYR", 20),
            ("fund:legal-aid:subrogated", "K1", "BYR", -20),
            ("fund:compensation:cash", "", "BYR", 5),
            ("fund:compensation:income:recovered", "", "BYR", -5),
            ("memo:advances:compensation:contra", "K1", "BYR", 5),
            ("memo:advances:compensation:written-off", "K1", "BYR", -5)])

    def test_back_dated_takes_the_smallest_sum(self):
        self.award("K1", 100)
        self.post("award.paid-direct", "2009-06-01", claim="K1", amount=70)
        self.post("award.indexed", "2009-07-01", claim="K1", amount=50)
        self.recover("2009-02-01", 100)      # 30 on 2009-06-01, 80 today
        self.assertEqual(self.bal(m.VICTIMS, "K1"), -30)
        self.assertEqual(self.bal(m.UNAPPLIED, "C1+o1"), -70)

    def test_not_final_on_the_day(self):
        self.award("K1", 100, day=20)
        self.recover("2009-01-19", 100)
        self.assertEqual(self.bal(m.UNAPPLIED, "C1+o1"), -100)


class Excess(Case):
    def test_cut_and_what_comes_after(self):
        self.award("K1", 100)
        self.recover("2009-02-01", 80)
        self.post("award.paid", "2009-02-02", claim="K1", amount=50)
        self.post("award.returned", "2009-02-03", claim="K1", amount=10)
        # uncollected 20, held 30, unclaimed 10, paid 40
        self.post("award.varied", "2009-03-01", claim="K1", amount=35)
        # a cut of 65: 20, 30, 10, and 5 of excess
        s = self.book.award_sums("K1", "BYR")
        self.assertEqual((s["uncollected"], s["held"], s["unclaimed"],
                          s["paid"], s["excess"], s["awarded"]),
                         (0, 0, 0, 40, 5, 35))
        self.assertEqual(self.bal(m.UNAPPLIED, "C1+o1"), -40)
        self.post("award.indexed", "2009-03-02", claim="K1", amount=2)
        self.assertEqual(self.bal(m.EXCESS, "K1"), 3)
        self.post("award.returned", "2009-03-03", claim="K1", amount=4)
        self.assertEqual(self.bal(m.EXCESS, "K1"), 0)
        self.assertEqual(self.bal(m.UNCLAIMED, "K1"), -1)
        self.assertEqual(self.bal(m.UNAPPLIED, "C1+o1"), -43)
        self.post("award.varied", "2009-02-15", "date-order", claim="K1",
                  amount=20)
        self.post("award.quashed", "2009-04-01", claim="K1")
        s = self.book.award_sums("K1", "BYR")
        self.assertEqual((s["paid"], s["excess"], s["outstanding"],
                          s["awarded"]), (36, 36, 0, 0))
        self.post("award.returned", "2009-04-02", claim="K1", amount=36)
        self.assertEqual(self.bal(m.EXCESS, "K1"), 0)

    def test_final_before_variation(self):
        self.post("case.opened", "2008-01-01", case="C1", article="181",
                  province="Minsk")
        self.post("claim.raised", "2008-06-01", claim="K1", case="C1",
                  victim="v1", amount=0, currency="BYR")
        self.post("award.granted", "2008-07-01", claim="K1", amount=100,
                  offender="o1")
        self.post("award.varied", "2008-09-01", claim="K1", amount=120)
        self.post("award.final", "2008-08-01", "overdrawn", claim="K1")
        self.post("award.final", "2008-09-01", claim="K1")
        self.assertEqual(self.bal(m.OWED, "K1"), 120)


class Refusals(Case):
    def test_order_of_the_form(self):
        self.post("award.paid", "2009-02-30", "missing-field", claim="K1")
        self.post("award.paid", "2009-02-30", "bad-date", claim="!",
                  amount="x")
        self.post("award.paid", "2009-02-28", "bad-code", claim="!",
                  amount="x")
        self.post("award.paid", "2009-02-28", "bad-currency", claim="K",
                  amount="x", currency="XXY")
        self.post("award.paid", "2009-02-28", "bad-amount", claim="K",
                  amount="0", court="\x01")
        self.post("award.paid", "2009-02-28", "bad-value", claim="K",
                  amount="1", court="\x01")
        self.post("award.paid", "2009-02-28", "overflow", claim="K",
                  amount="9223372036854775808", currency="BYR", court="x")
        self.post("award.paid", "2009-02-28", "unexpected-field", claim="K",
                  amount="1", court="x")
        self.post("award.paid", "2009-02-28", "unknown-item", claim="K",
                  amount="1")
        self.post("award.paid", "2026-01-02", "bad-date", claim="K",
                  amount="1")
        self.post("x", "2009-01-01", "unknown-event")

    def test_states_and_sums(self):
        self.award("K1", 100)
        self.post("claim.raised", "2009-01-01", "exists", claim="K1",
                  case="C1", victim="v", amount=1, currency="BYR")
        self.post("award.paid", "2009-01-02", "bad-amount", claim="K1",
                  amount="1.5")
        self.post("award.final", "2009-01-02", "wrong-state", claim="K1")
        self.post("award.paid", "2008-01-02", "currency-mismatch",
                  claim="K1", amount=1, currency="USD")
        self.post("award.paid", "2008-12-31", "date-order", claim="K1",
                  amount=1)
        self.post("award.paid", "2009-01-02", "exceeds", claim="K1", amount=1)
        self.recover("2009-03-01", 100)
        self.post("award.paid", "2009-02-28", "overdrawn", claim="K1",
                  amount=1)
        self.post("award.advanced", "2009-03-02", "exceeds", claim="K1",
                  amount=1)

    def test_victims_first(self):
        self.award("K1", 100)
        self.recover("2009-02-01", 100, offender="o2")
        refund = dict(case="C1", offender="o2", currency="BYR")
        self.post("claim.raised", "2009-03-01", claim="K2", case="C1",
                  victim="v", amount=5, currency="USD")
        self.post("recovery.refunded", "2009-03-02", "victims-first",
                  amount=1, **refund)
        self.post("recovery.refunded", "2009-02-28", amount=30, **refund)
        self.post("claim.withdrawn", "2009-03-03", claim="K2")
        self.post("recovery.refunded", "2009-03-03", "exceeds", amount=71,
                  **refund)
        self.post("recovery.refunded", "2009-01-31", "overdrawn", amount=70,
                  **refund)
        self.post("recovery.refunded", "2009-03-03", amount=70, **refund)

    def test_duplicates(self):
        self.award("K1", "100.00", currency="USD")
        row = dict(id="P", claim="K1", amount="5.10")
        self.post("award.paid-direct", "2009-02-01", **row)
        row = dict(id="P", claim="K1", amount="5.1", currency="USD",
                   since="2009-02-01")
        self.post("award.paid-direct", "2009-02-01", "duplicate", **row)
        row["note"] = "x"
        self.post("award.paid-direct", "2009-02-01", "id-conflict", **row)
        row["corrects"] = "P"
        self.post("award.paid-direct", "2009-02-01", **row)
        self.post("award.paid-direct", "2009-02-01", "duplicate", **row)
        self.assertEqual(self.bal("#direct", "K1", "USD"), 510)

    def test_reading_a_file(self):
        data = (b"\xef\xbb\xbfid,event,date,note,case,article,province\r\n"
                b'1,case.opened,2009-01-01,"a ""b"", c",C1,181,\xd0\x9c\r\n'
                b'2,case.opened,2009-01-01,a"b,C2,181,M\r\n'
                b"3,case.opened,2009-01-01,\xff,C2,181,M\r\n"
                b"4,case.opened,2009-01-01," + b"x" * 501 + b",C2,181,M\r\n"
                b'5,case.opened,2009-01-01,"two\nlines",C2,181,M\r\n'
                b"6,case.opened,2009-01-01,,C2,181,M")
        posted, duplicates, rejects = m.import_file(self.book, data)
        self.assertEqual(posted, 2)
        self.assertEqual([r[:2] for r in rejects], [
            (3, "bad-csv"), (4, "bad-utf8"), (5, "too-long"),
            (6, "bad-value")])
        self.assertEqual(self.book.entries[0].note, 'a "b", c')


class Clocks(Case):
    def test_delay(self):
        self.award("K1", 100)
        self.recover("2009-02-01", 100)
        self.post("award.paid", "2009-03-10", claim="K1", amount=60,
                  since="2009-03-01")
        self.post("award.paid", "2009-04-10", claim="K1", amount=40,
                  since="2009-04-05")
        columns = lambda as_of, every=True: [
            line.split(",") for line in self.book.report(
                "aged-awards", as_of, every).splitlines()[1:]]
        self.assertEqual(columns("2008-12-31"), [])
        row = columns("2009-04-09", False)[0]
        self.assertEqual(row[19:], ["98", "98", "91-180", "2009-03-01",
                                    "2009-03-01", "2012-01-01"])
        self.assertEqual(columns("2009-04-10", False), [])
        row = columns("2020-01-01")[0]
        self.assertEqual(row[19:], ["94", "94", "91-180", "2009-03-01",
                                    "2009-04-05", "2012-01-01"])
        # it comes back, and is due again
        self.post("award.returned", "2009-05-01", claim="K1", amount=40)
        self.assertEqual(columns("2010-01-01", False)[0][19:22],
                         ["365", "365", "1-2y"])
        self.assertEqual(columns("2009-04-30")[0][19], "94")

    def test_net_days(self):
        self.award("K1", 100, day=11)
        item = dict(item="claim:K1")
        self.post("clock.stopped", "2009-01-11", reason="appeal",
                  since="2009-01-01", **item)
        self.post("clock.stopped", "2009-01-12", "wrong-state",
                  reason="stay", **item)
        self.post("clock.started", "2009-01-20", "date-order",
                  since="2008-12-31", **item)
        self.post("clock.started", "2009-01-21", **item)
        self.post("clock.stopped", "2009-01-31", reason="stay", **item)
        net = lambda d: self.book.report("aged-awards", d).splitlines()[
            1].split(",")[19:21]
        self.assertEqual(net("2009-01-20"), ["9", "0"])
        self.assertEqual(net("2009-01-31"), ["20", "10"])
        self.assertEqual(net("2009-02-28"), ["48", "10"])

    def test_buckets(self):
        for start, stop, name in (
                ("2008-02-29", "2008-05-29", "0-90"),
                ("2008-02-29", "2008-05-30", "91-180"),
                ("2008-02-29", "2008-08-27", "91-180"),
                ("2008-02-29", "2008-08-28", "181d-1y"),
                ("2008-02-29", "2009-02-27", "181d-1y"),
                ("2008-02-29", "2009-02-28", "1-2y"),
                ("2008-02-29", "2011-02-28", "3-6y"),
                ("2008-02-29", "2014-02-28", "6-10y"),
                ("2008-02-29", "2018-02-27", "6-10y"),
                ("2008-02-29", "2018-02-28", ">10y")):
            self.assertEqual(m.bucket_long(start, stop), name, stop)

    def test_contribution(self):
        self.post("contribution.proposed", "2010-01-01", contribution="D",
                  source="donor", amount=100, currency="BYR")
        self.post("contribution.approved", "2010-02-01", contribution="D",
                  amount=80)
        self.post("contribution.bound", "2010-03-01", contribution="D")
        self.post("contribution.received", "2010-05-01", contribution="D",
                  amount=50, since="2010-04-20")
        self.post("contribution.received", "2010-04-01", contribution="D",
                  amount=30)
        report = lambda d: self.book.report(
            "aged-contributions", d, True).splitlines()[1]
        self.assertEqual(report("2010-04-30"), "D,donor,compensation,BYR,"
                         "bound,100,80,80,30,2010-01-01,2010-02-01,"
                         "2010-03-01,,60,60,0-90")
        self.assertEqual(report("2010-05-01"), "D,donor,compensation,BYR,"
                         "received,100,80,80,80,2010-01-01,2010-02-01,"
                         "2010-03-01,2010-04-20,11,11,0-90")
        self.assertEqual(self.book.report("aged-contributions",
                                          "2010-05-01").count("\n"), 1)


class Property(Case):
    def test_confiscated_sold_applied(self):
        self.award("K1", 100)
        self.post("asset.seized", "2009-01-05", asset="A", case="C1",
                  offender="o1", kind="vehicle", amount=300, currency="BYR")
        self.post("asset.confiscated", "2009-02-01", asset="A", amount=200)
        self.post("asset.valued", "2009-03-01", asset="A", amount=150)
        self.post("asset.valued", "2009-02-28", "date-order", asset="A",
                  amount=150)
        self.post("asset.sold", "2009-04-01", asset="A", amount=130)
        self.post("asset.charged", "2009-04-02", asset="A", amount=10)
        self.assertEqual(self.bal("trust:proceeds", "A"), -120)
        self.post("claim.raised", "2009-04-02", claim="K2", case="C1",
                  victim="v", amount=1, currency="USD")
        self.post("asset.applied", "2009-04-03", asset="A")
        self.assertEqual(self.bal("trust:proceeds", "A"), -20)
        self.post("claim.withdrawn", "2009-04-04", claim="K2")
        self.post("asset.applied", "2009-04-05", asset="A", residue="fund")
        self.assertEqual(self.bal("fund:compensation:income:proceeds"), -20)
        self.assertEqual(self.bal(m.VICTIMS, "K1"), -100)
        self.assertEqual(self.book.registers["asset"]["A"].state, "applied")

    def test_cash(self):
        self.post("case.opened", "2008-01-01", case="C1", article="181",
                  province="Minsk")
        self.post("asset.seized", "2009-01-05", asset="A", case="C1",
                  offender="o1", kind="cash", amount=300, currency="BYR")
        self.post("asset.confiscated", "2009-02-01", "exceeds", asset="A",
                  amount=301)
        self.post("asset.confiscated", "2009-02-01", asset="A", amount=200)
        self.assertEqual(self.bal(m.CASH), 200)
        self.post("asset.applied", "2009-02-02", asset="A")
        self.post("state.remitted", "2009-02-03", amount=200, currency="BYR")
        self.assertEqual(self.bal(m.CASH), 0)


class Grants(Case):
    def test_lost_share(self):
        self.post("grant.applied", "2010-01-01", grant="G", ngo="N",
                  track="aid", amount="1000.00", currency="USD",
                  start="2010-02-01", end="2010-04-01")     # 60 days
        self.post("grant.authorised", "2010-02-11", grant="G",
                  amount="900")
        row = self.book.report("aged-grants", "2011-01-01", True)
        self.assertEqual(row.splitlines()[1],
                         "G,N,,aid,,,USD,1000.00,900.00,0.00,0.00,0.00,"
                         "authorised,2010-01-01,2010-02-11,2010-02-01,"
                         "2010-04-01,41,41,31-60,10,16.7")
        row = self.book.report("aged-grants", "2010-02-10").splitlines()[1]
        self.assertTrue(row.endswith(",40,40,31-60,9,15.0"), row)


class Corrections(Case):
    def test_reversal(self):
        self.award("K1", 100)
        self.recover("2009-02-01", 60, id="R")
        self.post("event.reversed", "2009-01-31", "date-order", target="R")
        self.post("award.paid", "2009-02-02", id="P", claim="K1", amount=60)
        self.post("event.reversed", "2009-03-01", "depends", target="R")
        self.post("event.reversed", "2009-03-01", target="P")
        self.post("event.reversed", "2009-03-01", "wrong-state", target="P")
        self.post("event.reversed", "2009-03-01", target="R")
        self.assertEqual(self.bal(m.OWED, "K1"), 100)
        self.assertEqual(self.bal(m.OWED, "K1", as_of="2009-02-28"), 40)
        self.assertEqual(self.bal(m.CASH), 0)

    def test_final_reversed(self):
        self.award("K1", 100)
        self.post("event.reversed", "2009-02-01", target="E4")
        self.assertEqual(self.book.registers["claim"]["K1"].state, "granted")
        self.assertEqual(self.book.report("aged-awards", "2009-02-01",
                                          True).count("\n"), 1)
        self.assertEqual(self.book.report("aged-awards", "2009-01-31",
                                          True).count("\n"), 2)
        self.post("award.final", "2009-01-31", "date-order", claim="K1")
        self.post("award.final", "2009-02-01", claim="K1")

    def test_date_corrected(self):
        self.award("K1", 100, day=20)
        self.post("award.final", "2009-01-10", claim="K1", corrects="E4",
                  id="E4")
        self.assertEqual(self.bal(m.OWED, "K1", as_of="2009-01-15"), 100)
        self.assertEqual(self.bal(m.OWED, "K1", as_of="2009-01-25"), 100)

    def test_redenomination(self):
        self.award("K1", 1000000)
        self.recover("2009-02-01", 333333)
        self.post("award.paid", "2009-02-02", claim="K1", amount=100050)
        self.post("currency.redenominated", "2009-01-15", "date-order",
                  currency="BYR", quote="BYN", factor=10000)
        self.post("currency.redenominated", "2016-07-01", currency="BYR",
                  quote="BYN", factor=10000)
        s = self.book.award_sums("K1", "BYN")
        self.assertEqual((s["uncollected"], s["held"], s["paid"],
                          s["awarded"]), (6667, 2333, 1001, 10001))
        self.recover("2016-07-02", 1, currency="BYN")
        self.post("recovery.received", "2016-07-02", "date-order", case="C1",
                  offender="o1", amount=1, currency="BYR")
        self.post("award.paid", "2016-06-30", "date-order", claim="K1",
                  amount=1)
        self.post("award.paid", "2016-07-02", claim="K1", amount="23.33")
        row = self.book.report("aged-awards", "2016-06-30").splitlines()[1]
        self.assertIn(",BYR,", row)
        row = self.book.report("aged-awards", "2016-07-01").splitlines()[1]
        self.assertIn(",BYN,", row)


class WholeBooks(unittest.TestCase):
    """The daily rules, checked once more over every sum of random books."""

    def book(self, seed, stage):
        maker = random_book.Maker(seed, 600, stage)
        maker.run()
        return maker.book

    def test_every_day(self):
        for seed, stage in ((1, 1), (2, 1), (1, 2), (2, 2)):
            book = self.book(seed, stage)
            self.assertGreater(len(book.entries), 400)
            for key, moves in book.sums.items():
                debit = m.DEBIT.fullmatch(key[0])
                credit = m.CREDIT.fullmatch(key[0])
                for d in sorted({d for d, _ in moves}):
                    n = sum(x for e, x in moves if e <= d)
                    self.assertFalse(debit and n < 0 or credit and n > 0,
                                     (key, d, n))

    def test_reports_tie_to_the_accounts(self):
        for seed, stage in ((3, 1), (4, 2)):
            book = self.book(seed, stage)
            for as_of in ("2009-06-30", "2014-12-31", "2016-07-01",
                          "2026-01-01"):
                totals = {}
                lines = book.report("aged-awards", as_of, True).splitlines()
                for line in lines[1:]:
                    row = dict(zip(lines[0].split(","),
                                   next(csv.reader([line]))))
                    for c in ("uncollected", "held", "unclaimed", "excess"):
                        key = c, row["currency"]
                        totals[key] = totals.get(key, 0) + m.minor_units(
                            row[c], row["currency"])
                accounts = {"uncollected": m.OWED, "held": m.VICTIMS,
                            "unclaimed": m.UNCLAIMED, "excess": m.EXCESS}
                for (c, cur), n in totals.items():
                    self.assertEqual(n, abs(sum(
                        x for (a, i, k), moves in book.sums.items()
                        for d, x in moves
                        if a == accounts[c] and k == cur and d <= as_of)))


if __name__ == "__main__":
    unittest.main()
