#!/usr/bin/env python3
"""Random event files from a seed, with the model as the judge of which rows
are acceptable: most rows are posted, some are back-dated, some are wrong."""

import argparse
import collections
import datetime
import gzip
import os
import random
import re
import sys

import redress_model as model

TODAY = "2026-01-01"
STAGE1 = [e for e in model.EVENTS
          if e.split(".")[0] in ("case", "claim", "award", "recovery",
                                 "advance", "contribution")]
NOTES = ["ok", "по решению суда", "часть 1, часть 2", 'so-called "gift"',
         "=1+1", "-5", "@home", "+375", "a;b", "Ёлка, «кавычки»", "х" * 80,
         '"', ",", "'quoted'", "1 000 000", "naïve – dash"]
PLACES = ["Minsk", "Брест", "Гомель, обл.", "Vitebsk", "Hrodna", "Mahilioŭ"]
ARTICLES = ["181", "181-1", "171", "=181", "187, ч. 2"]


def iso(d):
    return d.isoformat()


class Maker:
    def __init__(self, seed, events, stage=1):
        self.r = random.Random("redress %s" % seed)
        self.n, self.stage = events, stage
        self.book = model.Book(TODAY)
        self.rows = []             # (row, result), row a dict or raw bytes
        self.seen = collections.Counter()
        self.codes = collections.Counter()
        self.serial = collections.Counter()
        # even seeds of stage 2 redenominate BYR to BYN: 1 before, 2 after
        self.split = int(stage == 2 and str(seed).isdigit()
                         and int(seed) % 2 == 0)
        self.now = datetime.date(2008, 1, 2)
        self.last = datetime.date(2025, 11, 30)

    # ----------------------------------------------------------- ingredients

    def code(self, kind):
        self.serial[kind] += 1
        return "%s%s%d" % (kind, self.r.choice("-./_"), self.serial[kind])

    def ident(self):
        self.serial["id"] += 1
        return self.r.choice(["%d", "E-%d", "doc %d/a", "n,%d", "q\"%d"]) \
            % self.serial["id"]

    def currency(self):
        if self.split:
            return self.r.choice(["BYN" if self.split == 2 else "BYR",
                                  "USD"])
        return self.r.choice(["BYR"] * 3 + ["BYN"] * 3 + ["USD"])

    def amount(self, units, currency):
        text = model.money(max(0, units), currency)
        if "." in text and self.r.random() < .3:
            text = text.rstrip("0").rstrip(".")
        if self.r.random() < .02:
            text = "00" + text
        return text

    def size(self):
        if self.split == 1 and self.r.random() < .7:
            return self.r.randint(10 ** 4, 10 ** self.r.randint(5, 11))
        return self.r.choice([self.r.randint(1, 9), self.r.randint(10, 999),
                              self.r.randint(1000, 200000),
                              self.r.randint(10 ** 6, 10 ** 9),
                              self.r.choice([100, 1000, 3000])])

    def part(self, n):
        """A part of a limit: often all of it, rarely more."""
        x = self.r.random()
        if x < .3:
            return n
        if x < .34:
            return n + self.r.randint(1, 5)
        return self.r.randint(1, max(1, n))

    def items(self, kind, *states):
        found = [i for i in self.book.registers.get(kind, {}).values()
                 if not states or i.state in states]
        # lean to the young ones, so that stories go on
        return found[-40:] if self.r.random() < .6 else found

    def pick(self, kind, *states):
        found = self.items(kind, *states)
        return self.r.choice(found) if found else None

    def item_row(self, event, item, n=None, **more):
        row = dict(event=event, **more)
        row[item.kind] = item.code
        if n is not None:
            row["amount"] = self.amount(n, item.currency)
        if self.r.random() < .2:
            row["currency"] = item.currency
        return row

    def bal(self, account, item, sign=1):
        return sign * self.book.balance(account, item.code, item.currency)

    def pick_with(self, kind, states, account, sign=1):
        found = [i for i in self.items(kind, *states)
                 if self.bal(account, i, sign) > 0]
        return self.r.choice(found) if found else None

    # --------------------------------------------------- candidates by event

    def make(self, event):
        row = getattr(self, "make_" + re.sub("[.-]", "_", event))()
        if row is not None:
            row.setdefault("event", event)
        return row

    def make_case_opened(self):
        row = dict(case=self.code("C"), article=self.r.choice(ARTICLES),
                   province=self.r.choice(PLACES))
        if self.r.random() < .5:
            row["court"] = self.r.choice(PLACES) + " court"
        return row

    def make_claim_raised(self):
        cases = self.items("case")
        if not cases:
            return None
        case = self.r.choice(cases[-8:] if self.r.random() < .7 else cases)
        cur = self.currency()
        peers = [i for i in self.items("claim")
                 if i.fields["case"] == case.code]
        if peers and self.r.random() < .7:
            cur = peers[0].currency
        n = 0 if self.r.random() < .08 else self.size()
        row = dict(claim=self.code("K"), case=case.code,
                   victim="V%d" % self.r.randint(1, 400), currency=cur,
                   amount=self.amount(n, cur))
        if self.r.random() < .25:
            row["venue"] = "civil"
            parent = self.pick("claim")
            if parent and self.r.random() < .7:
                row["parent"] = parent.code
                if self.r.random() < .7:
                    row["currency"] = parent.currency
                    row["amount"] = self.amount(n, parent.currency)
        elif self.r.random() < .2:
            row["venue"] = "criminal"
        return row

    def end_claim(self, event, *states):
        item = self.pick("claim", *states)
        if item is None:
            return None
        row = self.item_row(event, item)
        if self.r.random() < .3:
            row["reason"] = self.r.choice(NOTES)
        return row

    def make_claim_withdrawn(self):
        return self.end_claim("claim.withdrawn", "raised")

    def make_claim_rejected(self):
        return self.end_claim("claim.rejected", "raised")

    def make_claim_untraced(self):
        return self.end_claim("claim.untraced", "raised")

    def offenders_of(self, case):
        tag = case.replace("/", "_")
        return ["%s.o%d" % (tag[:30], i) for i in range(3)]

    def make_award_granted(self):
        item = self.pick("claim", "raised", "raised", "rejected", "untraced")
        if item is None:
            return None
        claimed = self.bal("memo:claims:pending", item) \
            + self.bal("memo:claims:rejected", item)
        people = self.offenders_of(self.book.case_of(item))
        self.r.shuffle(people)
        people = people[:self.r.choice([1, 1, 2, 2, 3])]
        return self.item_row("award.granted", item,
                             self.part(claimed) if claimed else self.size(),
                             offender=";".join(people))

    def make_award_final(self):
        item = self.pick("claim", "granted")
        return item and self.item_row("award.final", item)

    def make_award_varied(self):
        item = self.pick("claim", "granted", "final")
        if item is None:
            return None
        n = self.bal("#principal", item)
        return self.item_row("award.varied", item, self.r.choice(
            [n, n * 2, n + 1, n // 2, n // 3, n * 9 // 10, 1]) or 1)

    def make_award_indexed(self):
        item = self.pick("claim", "final")
        return item and self.item_row("award.indexed", item, self.r.choice(
            [1, self.bal("#principal", item) // 10 + 1, self.size()]))

    def make_award_quashed(self):
        item = self.pick("claim", "granted", "final")
        return item and self.item_row("award.quashed", item)

    def payer(self):
        item = self.pick_with("claim", ["final"], model.OWED)
        if item is None or self.r.random() < .25:
            item = self.pick("claim", "final", "quashed", "granted") or item
        if item is None:
            return None, None, None
        case = self.book.case_of(item)
        if item.fields["offenders"] and self.r.random() < .9:
            return item, case, self.r.choice(item.fields["offenders"])
        return item, case, self.r.choice(self.offenders_of(case))

    def make_recovery_received(self):
        item, case, who = self.payer()
        if item is None:
            return None
        owed = max(1, self.bal(model.OWED, item))
        n = self.r.choice([owed, owed * 3, owed // 2 + 1, owed // 3 + 1,
                           owed // 5 + 1, owed // 7 + 1, owed // 11 + 1,
                           self.size(), 1, 7, 10])
        cur = item.currency if self.r.random() < .95 else self.currency()
        row = dict(case=case, offender=who, currency=cur,
                   amount=self.amount(n, cur))
        if self.r.random() < .5:
            row["channel"] = self.r.choice(model.LISTS["channel"])
        return row

    def unapplied(self):
        found = [(i, c, -sum(n for _, n in m))
                 for (a, i, c), m in self.book.sums.items()
                 if a == model.UNAPPLIED and sum(n for _, n in m)]
        return self.r.choice(sorted(found)) if found else None

    def make_recovery_applied(self):
        found = self.unapplied()
        if found and self.r.random() < .9:
            case, who = found[0].split("+")
            return dict(case=case, offender=who, currency=found[1])
        item, case, who = self.payer()
        return item and dict(case=case, offender=who, currency=item.currency)

    def make_recovery_refunded(self):
        found = self.unapplied()
        if not found:
            return None
        case, who = found[0].split("+")
        return dict(case=case, offender=who, currency=found[1],
                    amount=self.amount(self.part(found[2]), found[1]))

    def paying(self, event, account, sign=1, states=("final",), **more):
        item = self.pick_with("claim", states, account, sign)
        return item and self.item_row(
            event, item, self.part(self.bal(account, item, sign)), **more)

    def make_award_paid(self):
        row = self.paying("award.paid", model.VICTIMS, -1)
        if row and self.r.random() < .2:
            row["payee"] = "heir-%d" % self.r.randint(1, 50)
        return row

    def make_award_paid_direct(self):
        return self.paying("award.paid-direct", model.OWED)

    def make_award_returned(self):
        return self.paying("award.returned", "#paid",
                           states=("final", "quashed"))

    def make_award_reclaimed(self):
        return self.paying("award.reclaimed", model.UNCLAIMED, -1)

    def fund_column(self, row, fund):
        if row and (fund != "compensation" or self.r.random() < .3):
            row["fund"] = fund
        return row

    def make_award_advanced(self):
        fund = self.r.choice(["compensation", "compensation", "legal-aid"])
        item = self.pick_with("claim", ("final",), model.OWED)
        if item is None:
            return None
        cash = self.book.balance("fund:%s:cash" % fund, "", item.currency)
        n = min(self.bal(model.OWED, item), cash or 1)
        return self.fund_column(self.item_row(
            "award.advanced", item, self.part(n)), fund)

    def of_fund(self, event, suffix):
        fund = self.r.choice(["compensation", "legal-aid"])
        account = "fund:%s:subrogated" % fund
        return self.fund_column(self.paying(
            event, account, states=("final", "quashed")), fund)

    def make_advance_returned(self):
        return self.of_fund("advance.returned", "")

    def make_advance_written_off(self):
        return self.of_fund("advance.written-off", "")

    def make_contribution_proposed(self):
        cur = self.currency()
        row = dict(contribution=self.code("D"), currency=cur,
                   source=self.r.choice(model.LISTS["source"]),
                   amount=self.amount(self.size() * self.r.choice([1, 50]),
                                      cur))
        return self.fund_column(row, self.r.choice(
            ["compensation", "compensation", "legal-aid", "grants"]))

    def make_contribution_approved(self):
        item = self.pick("contribution", "proposed")
        if item is None:
            return None
        n = None
        if self.r.random() < .5:
            n = self.part(self.bal("memo:contributions:proposed", item))
        return self.item_row("contribution.approved", item, n)

    def make_contribution_bound(self):
        item = self.pick("contribution", "approved")
        return item and self.item_row("contribution.bound", item)

    def make_contribution_received(self):
        item = self.pick("contribution", "bound")
        return item and self.item_row("contribution.received", item, self.part(
            self.bal("fund:%s:receivable" % item.fields["fund"], item)))

    def make_contribution_withdrawn(self):
        item = self.pick("contribution", "proposed", "approved", "bound")
        if item is None:
            return None
        row = self.item_row("contribution.withdrawn", item)
        if self.r.random() < .4:
            row["reason"] = self.r.choice(NOTES)
        return row

    # ------------------------------------------------------------- stage two

    def make_asset_seized(self):
        case = self.pick("case")
        if case is None:
            return None
        cur = self.currency()
        n = 0 if self.r.random() < .05 else self.size()
        return dict(asset=self.code("A"), case=case.code, currency=cur,
                    offender=self.r.choice(self.offenders_of(case.code)),
                    kind=self.r.choice(model.ASSET_KINDS + ["cash"] * 3),
                    amount=self.amount(n, cur))

    def of_asset(self, event, *states, n=None, **more):
        item = self.pick("asset", *states)
        return item and self.item_row(
            event, item, n(item) if n else None, **more)

    def make_asset_released(self):
        return self.of_asset("asset.released", "seized")

    def make_asset_confiscated(self):
        row = self.of_asset("asset.confiscated", "seized", n=lambda i: max(
            0, self.part(-self.book.balance("trust:seized", i.code,
                                            i.currency))
            if i.fields["kind"] == "cash" else self.size()))
        if row and self.r.random() < .5:
            row["basis"] = self.r.choice(model.LISTS["basis"])
        return row

    def make_asset_valued(self):
        return self.of_asset("asset.valued", "confiscated",
                             n=lambda i: self.r.choice([0, self.size()]))

    def make_asset_sold(self):
        return self.of_asset("asset.sold", "confiscated",
                             n=lambda i: self.size())

    def make_asset_charged(self):
        return self.of_asset("asset.charged", "sold", n=lambda i: max(
            1, self.bal("trust:proceeds", i, -1)
            // self.r.choice([1, 10, 20])))

    def make_asset_applied(self):
        row = self.of_asset("asset.applied", "sold")
        if row and self.r.random() < .5:
            row["residue"] = self.r.choice(["state", "fund"])
            if row["residue"] == "fund" and self.r.random() < .5:
                row["fund"] = self.r.choice(model.FUNDS)
        return row

    def make_asset_returned(self):
        return self.of_asset("asset.returned", "confiscated")

    def make_asset_lost(self):
        return self.of_asset("asset.lost", "seized", "confiscated",
                             reason=self.r.choice(NOTES))

    def make_state_remitted(self):
        found = [k[2] for k in self.book.sums if k[0] == "trust:state"
                 and self.book.balance(*k)]
        if not found:
            return None
        cur = self.r.choice(sorted(found))
        return dict(currency=cur, amount=self.amount(self.part(
            -self.book.balance("trust:state", "", cur)), cur))

    def make_grant_applied(self):
        cur = self.currency()
        start = self.now + datetime.timedelta(self.r.randint(-100, 300))
        end = start + datetime.timedelta(self.r.choice(
            [0, 1, self.r.randint(30, 700)]))
        row = dict(grant=self.code("G"), ngo="N%d" % self.r.randint(1, 30),
                   track=self.r.choice(model.LISTS["track"]), currency=cur,
                   amount=self.amount(self.size(), cur), start=iso(start),
                   end=iso(end))
        for c, v in (("donor", "donor/%d" % self.r.randint(1, 9)),
                     ("purpose", self.r.choice(NOTES)),
                     ("province", self.r.choice(PLACES)),
                     ("due", iso(start)), ("fund", self.r.choice(
                         model.FUNDS))):
            if self.r.random() < .3:
                row[c] = v
        return row

    def of_grant(self, event, states, stage=None, **more):
        if stage:
            account = "memo:grants:" + stage
            item = self.pick_with("grant", states, account)
            return item and self.item_row(
                event, item, self.part(self.bal(account, item)), **more)
        item = self.pick("grant", *states)
        return item and self.item_row(event, item, **more)

    def make_grant_authorised(self):
        return self.of_grant("grant.authorised", ["applied"],
                             self.r.choice(["applied", None]))

    def make_grant_refused(self):
        return self.of_grant("grant.refused", ["applied"])

    def make_grant_withdrawn(self):
        return self.of_grant("grant.withdrawn", ["applied", "authorised"])

    def make_grant_received(self):
        return self.of_grant("grant.received", ["authorised"], "authorised")

    def make_grant_spent(self):
        return self.of_grant("grant.spent", ["authorised", "withdrawn"],
                             "received")

    def make_grant_returned(self):
        return self.of_grant("grant.returned", ["authorised", "withdrawn"],
                             "received")

    def make_grant_accepted(self):
        return self.of_grant("grant.accepted", ["authorised", "withdrawn"])

    def make_relief_requested(self):
        cur = self.currency()
        return dict(relief=self.code("R"), ngo="N1", currency=cur,
                    amount=self.amount(self.size(), cur))

    def make_relief_granted(self):
        item = self.pick("relief", "requested")
        return item and self.item_row("relief.granted", item)

    def make_relief_refused(self):
        item = self.pick("relief", "requested")
        return item and self.item_row("relief.refused", item)

    def make_assistance_approved(self):
        cur = self.currency()
        row = dict(assistance=self.code("S"), currency=cur,
                   victim="V%d" % self.r.randint(1, 400),
                   kind=self.r.choice(model.ASSISTANCE_KINDS),
                   amount=self.amount(self.size(), cur))
        if self.r.random() < .3:
            row["start"] = iso(self.now)
        return self.fund_column(row, self.r.choice(
            ["compensation", "legal-aid"]))

    def make_assistance_paid(self):
        item = self.pick_with("assistance", ["approved"],
                              "memo:assistance:approved")
        return item and self.item_row("assistance.paid", item, self.part(
            self.bal("memo:assistance:approved", item)))

    def make_assistance_stopped(self):
        item = self.pick("assistance", "approved")
        return item and self.item_row("assistance.stopped", item)

    def make_cash_exchanged(self):
        cur, quote = self.currency(), self.currency()
        if cur == quote:
            return None
        row = dict(currency=cur, quote=quote,
                   quote_amount=self.amount(self.size(), quote))
        if self.r.random() < .5:
            fund = self.r.choice(model.FUNDS)
            held = self.book.balance("fund:%s:cash" % fund, "", cur)
            row["fund"] = fund
        else:
            found = self.unapplied()
            if not found or found[1] == quote:
                return None
            row["case"], row["offender"] = found[0].split("+")
            row["currency"], held = found[1], found[2]
        if held <= 0:
            return None
        row["amount"] = self.amount(self.part(held), row["currency"])
        return row

    def make_cash_stated(self):
        cur = self.currency()
        row = dict(currency=cur, document=self.r.choice(NOTES),
                   amount=self.amount(self.r.choice([0, self.size()]), cur))
        if self.r.random() < .5:
            row["fund"] = self.r.choice(model.FUNDS)
        return row

    def clock_item(self):
        kind = self.r.choice(["claim"] * 4 + ["asset", "contribution",
                                              "grant"])
        item = self.pick(kind)
        return item and "%s:%s" % (kind, item.code)

    def make_clock_stopped(self):
        item = self.clock_item()
        return item and dict(item=item,
                             reason=self.r.choice(model.STOP_REASONS))

    def make_clock_started(self):
        found = [e.row["item"] for e in self.book.entries
                 if e.event == "clock.stopped"]
        return dict(item=self.r.choice(found[-30:])) if found else None

    def make_rate_set(self):
        return dict(currency="USD", quote="BYN",
                    rate="%.4f" % self.r.uniform(1, 4))

    def make_index_set(self):
        return dict(index="base value", value="%d.5" % self.r.randint(1, 40),
                    unit="BYN")

    def make_figure_reported(self):
        return dict(series="F-%d" % self.r.randint(1, 9), period="2008",
                    value=self.r.choice(["-1.5", "0", "37", "2840.9"]),
                    unit="persons")

    def make_policy_stage(self):
        row = dict(policy="P-%d" % self.r.randint(1, 6),
                   stage=self.r.choice(["proposed", "drafted", "adopted",
                                        "снято", "=x"]))
        if self.r.random() < .4:
            row["due"] = iso(self.now)
        return row

    def make_currency_redenominated(self):
        if self.split != 1 or self.now < datetime.date(2016, 7, 1):
            return None
        return dict(currency="BYR", quote="BYN", factor="10000")

    def make_event_reversed(self):
        if not self.book.entries:
            return None
        row = dict(target=self.r.choice(self.book.entries[-60:]).id)
        if self.r.random() < .4:
            row["reason"] = "entered in error"
        return row

    def correct(self):
        """The same event again, corrected; sometimes under its own id."""
        old = self.r.choice(self.book.entries[-60:])
        if old.reverses or old.event not in model.EVENTS:
            return None
        new = dict(old.row)
        new["corrects"] = old.id
        new["id"] = old.id if self.r.random() < .4 else self.ident()
        if "amount" in new and self.r.random() < .8:
            cur = old.normal["currency"]
            new["amount"] = self.amount(
                max(1, int(old.normal["amount"]) * 9 // 10), cur)
        else:
            new["note"] = "corrected"
        return new

    # ------------------------------------------------------------ wrong rows

    def spoil(self, row):
        """One thing made wrong in a good row."""
        r = self.r
        kind = r.choice("""bad-date bad-date bad-code bad-currency bad-amount
            bad-amount bad-value missing-field missing-field unknown-event
            unexpected-field overflow id-conflict unknown-item exists
            wrong-state currency-mismatch currency-mismatch date-order
            exceeds bad-utf8 bad-csv too-long""".split())
        row = dict(row)
        if kind == "bad-date":
            what = r.choice(["form", "since", "late", "range", "none"])
            if what == "since":
                row["since"] = iso(model.day(row["date"])
                                   + datetime.timedelta(1))
            else:
                row["date"] = {"form": "1.5.2015", "late": "2026-01-02",
                               "range": "1989-12-31",
                               "none": "2011-02-29"}[what]
        elif kind == "bad-code":
            columns = [c for c in model.CODES + ["id"] if c in row]
            c = r.choice(columns)
            row[c] = r.choice(["-x", "a b\x7f", "ж", "x" * 65, " x"])
        elif kind == "bad-currency":
            row["currency"] = r.choice(["byr", "XX", "BYX", "ZZZ"])
        elif kind == "bad-amount":
            row["amount"] = r.choice(["-1", "1,5", "0", "1e3", ".5", "5.",
                                      "1.999", "+1", "0.00", "1 000"])
        elif kind == "bad-value":
            c = r.choice(["fund", "venue", "channel", "note", "source",
                          "document"])
            row[c] = "x\ty" if c in ("note", "document") else "nothing"
        elif kind == "missing-field":
            c = r.choice(["id", "date", "event"]
                         + model.EVENTS[row["event"]][0])
            row.pop(c, None)
        elif kind == "unknown-event":
            row["event"] = r.choice(["award.cancelled", "Award.paid", "x"])
        elif kind == "unexpected-field":
            c, v = r.choice([("payee", "P1"), ("court", "Minsk"),
                             ("channel", "prison"), ("fund", "grants"),
                             ("source", "levy"), ("case", "C-1"),
                             ("rate", "1.5"), ("series", "s"),
                             ("target", "1"), ("end", "2016-01-01")])
            row[c] = v
        elif kind == "overflow":
            row["amount"] = r.choice(["9223372036854775808", "9" * 25])
        elif kind == "id-conflict" and self.book.entries:
            row["id"] = r.choice(self.book.entries).id
        elif kind == "unknown-item":
            for c in ("claim", "case", "contribution"):
                if c in row:
                    row[c] = "nowhere"
        elif kind == "exists":
            for c in ("claim", "case", "contribution"):
                other = self.pick(c)
                if c in row and other and row["event"] in (
                        "claim.raised", "case.opened",
                        "contribution.proposed") \
                        and not (c == "case" and "claim" in row):
                    row[c] = other.code
        elif kind == "wrong-state":
            for c in ("claim", "contribution"):
                other = self.pick(c)
                if c in row and other:
                    row[c] = other.code
        elif kind == "currency-mismatch":
            row["currency"] = r.choice(["BYN", "BYR", "USD", "EUR", "KWD"])
        elif kind == "date-order":
            row["date"] = "2008-01-01"
            row.pop("since", None)
        elif kind == "exceeds":
            if "amount" in row:
                row["amount"] = "90000000000000"
        elif kind == "bad-utf8":
            row["note"] = "\udcff\udc80"
        elif kind == "bad-csv":
            row["note"] = "\udc01"     # see encode()
        elif kind == "too-long":
            c, n = r.choice([("note", 501), ("document", 101),
                             ("note", 4097), ("offender", 5000)])
            row[c] = r.choice("ыx") * n
        return row

    # -------------------------------------------------------------- the book

    def dress(self, row):
        """id, date, since and the general columns."""
        r = self.r
        row["id"] = self.ident()
        date = self.now
        if r.random() < .13:
            back = r.choice([r.randint(1, 30), r.randint(30, 400),
                             r.randint(400, 2500)])
            date = max(datetime.date(2007, 12, 1),
                       date - datetime.timedelta(back))
            known = [i for i in self.named(row) if i.history]
            if known and r.random() < .5:
                date = max(date, max(model.day(i.changed) for i in known))
            row["back-dated"] = True
        row["date"] = iso(date)
        if r.random() < .15:
            row["since"] = iso(date - datetime.timedelta(r.choice(
                [0, 1, 3, r.randint(1, 60), r.randint(1, 900)])))
        if r.random() < .12:
            row["note"] = r.choice(NOTES)
        if r.random() < .08:
            row["document"] = r.choice(NOTES[:4]) + " №%d" % r.randint(1, 99)
        return row

    def named(self, row):
        for kind in ("claim", "contribution", "case", "asset", "grant",
                     "relief", "assistance"):
            item = self.book.registers.get(kind, {}).get(row.get(kind))
            if item is not None:
                yield item

    def judge(self, row):
        if any("\udc00" <= c <= "\udcff" for v in row.values() for c in v):
            return ("refused", "unreadable", "")
        for c, v in row.items():
            if len(v.encode()) > 4096 or c in model.TEXTS \
                    and len(v) > (500 if c == "note" else 100):
                return ("refused", "too-long", c)
        return self.book.post(row)

    def keep(self, row, result, back):
        self.rows.append(row)
        name = result if isinstance(result, str) else result[1]
        self.codes[name] += 1
        if result == "posted":
            self.seen[row["event"]] += 1
        self.codes["(back-dated, %s)" % ("posted" if result == "posted"
                                         else "not")] += back

    WEIGHTS = {"case.opened": 2.5, "claim.raised": 12, "award.granted": 9,
               "award.final": 8, "recovery.received": 12, "award.paid": 9,
               "award.paid-direct": 3, "award.advanced": 5,
               "advance.returned": 2, "advance.written-off": 2.5,
               "contribution.proposed": 4, "contribution.approved": 3.5,
               "contribution.bound": 3, "contribution.received": 4,
               "contribution.withdrawn": 1, "claim.withdrawn": 1,
               "award.varied": 4, "award.returned": 3,
               "asset.seized": 9, "asset.confiscated": 9,
               "asset.valued": 4, "asset.sold": 4.5, "asset.charged": 3,
               "asset.applied": 5, "asset.released": .7,
               "asset.returned": .7, "asset.lost": .7,
               "grant.applied": 5, "grant.authorised": 4.5,
               "grant.received": 4, "grant.spent": 4, "grant.returned": 3,
               "grant.refused": .7, "grant.withdrawn": .9,
               "grant.accepted": .9, "assistance.approved": 4,
               "assistance.paid": 4, "assistance.stopped": .7,
               "relief.requested": 3}

    def choose(self):
        events = STAGE1 if self.stage == 1 else list(model.EVENTS)
        done = min(1, len(self.rows) / self.n)
        behind = [e for e in events if self.seen[e] < 24 * done
                  and (done > .4 or self.WEIGHTS.get(e, 1.8) >= 1)]
        if behind and self.r.random() < .45:
            return self.r.choice(behind)
        return self.r.choices(events, [self.WEIGHTS.get(e, 1.8)
                                       for e in events])[0]

    def lacking(self):
        """Has an event fewer than its 20 rows, in a book that can hold it?
        Then the book grows, by a half at most."""
        events = STAGE1 if self.stage == 1 else list(model.EVENTS)
        return self.n >= 2000 and len(self.rows) < 1.5 * self.n and any(
            self.seen[e] < 20 for e in events
            if e != "currency.redenominated")

    def run(self):
        r = self.r
        step = (self.last - self.now).days / self.n
        start = self.now
        tries = 0
        while (len(self.rows) < self.n or self.lacking()) \
                and tries < 60 * self.n:
            tries += 1
            at = start + datetime.timedelta(
                step * min(self.n, len(self.rows)))
            self.now = max(self.now, at)
            if r.random() < .01 and self.book.entries:
                row = dict(r.choice(list(self.book.by_id.values())).row)
                if r.random() < .3:
                    row.setdefault("since", row["date"])
                self.keep(row, self.judge(row), False)
                continue
            event = self.choose()
            if self.split == 1 and self.now >= datetime.date(2016, 7, 1):
                event = "currency.redenominated"
            elif self.stage == 2 and r.random() < .015 and self.book.entries:
                row = self.correct()
                result = row and self.judge(row)
                if row and (result == "posted" or r.random() < .1):
                    self.keep(row, result, False)
                    self.codes["(corrects)"] += result == "posted"
                continue
            row = self.make(event)
            if row is None:
                continue
            row = self.dress(row)
            back = row.pop("back-dated", False)
            spoiled = r.random() < .04
            if event == "currency.redenominated":
                row.update(date=iso(self.now), since=iso(self.now))
                spoiled = False
            if spoiled:
                row = self.spoil(row)
                back = False
            result = self.judge(row)
            if result == "posted" or spoiled or r.random() < (
                    .25 if back
                    else .3 if result[1] in ("overdrawn", "depends")
                    else .1 if result[1] == "victims-first"
                    else .06 if result[1] in ("date-order", "exists")
                    else .04):
                self.keep(row, result, back)
            if event == "currency.redenominated" and result == "posted":
                self.split = 2
        return self.rows

    # ------------------------------------------------------------- the files

    def encode(self, rows, style):
        r = self.r
        columns = sorted({c for row in rows for c in row})
        r.shuffle(columns)
        eol = b"\r\n" if style == 1 else b"\n"
        out = [",".join(columns).encode()]
        for row in rows:
            cells = []
            for c in columns:
                v = row.get(c, "")
                if v == "\udc01":
                    cells.append(b'x"y')
                    continue
                raw = v.encode("utf-8", "surrogateescape")
                if any(b in v for b in ",\"\r\n") or r.random() < .03 and v:
                    raw = b'"' + raw.replace(b'"', b'""') + b'"'
                cells.append(raw)
            out.append(b",".join(cells))
        data = eol.join(out)
        if style != 2:
            data += eol
        return (b"\xef\xbb\xbf" if style == 1 else b"") + data

    def write(self, folder, files=3):
        names = []
        cuts = sorted(self.r.sample(range(1, len(self.rows)), files - 1))
        for i, (a, b) in enumerate(zip([0] + cuts, cuts + [len(self.rows)])):
            data = self.encode(self.rows[a:b], i % 3)
            name = os.path.join(folder, "events-%d.csv" % (i + 1))
            if i == 1:
                name += ".gz"
                half = len(data) // 2
                data = gzip.compress(data[:half], mtime=0) \
                    + gzip.compress(data[half:], mtime=0)
            with open(name, "wb") as f:
                f.write(data)
            names.append(name)
        return names

    def coverage(self):
        lines = ["%-26s %d" % (e, self.seen[e]) for e in model.EVENTS
                 if self.seen[e] or e in STAGE1 or self.stage == 2]
        lines += ["%-26s %d" % kv for kv in sorted(self.codes.items())]
        return "\n".join(lines)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--seed", default="1")
    p.add_argument("--events", type=int, default=3000)
    p.add_argument("--stage", type=int, choices=(1, 2), default=1)
    p.add_argument("-o", "--out", required=True, help="folder")
    a = p.parse_args()
    maker = Maker(a.seed, a.events, a.stage)
    maker.run()
    os.makedirs(a.out, exist_ok=True)
    for name in maker.write(a.out):
        print(name)
    print(maker.coverage())
    return 0


if __name__ == "__main__":
    sys.exit(main())
