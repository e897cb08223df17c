#!/usr/bin/env python3
"""The scenario of REPORTS.md section 3 by another hand: written from
"The scenario" of reports/README.md, over the state of a model's book.

Plain on purpose: a loop over the days on which anything happens, in it a
loop over all awards. `table(book, as_of, terms, explain)` gives CSV text;
terms is a dict: after, share, cap and money (text such as '5000BYR', or
None), funds (None, 'approved' or 'proposed')."""

import calendar
import datetime
import os
from fractions import Fraction

import redress_model as model

CASH = "fund:compensation:cash"
FLOWS = {"recovery.received": "collected", "recovery.applied": "collected",
         "asset.applied": "collected", "award.paid-direct": "direct",
         "award.advanced": "direct"}
LEVELS = {model.OWED: ("owed", 1), model.VICTIMS: ("held", -1),
          model.UNCLAIMED: ("held", -1), "#principal": ("awarded", 1),
          "#indexed": ("awarded", 1)}
MEASURES = """awards_in_force awards_due victims_advanced advanced repaid lost
subrogated rounding waiting short_of_money peak cash_real with cash_scenario
outstanding_real outstanding_scenario repaid_held delay_real delay_scenario
first_days_saved days_saved""".split()
COUNTED = set(MEASURES) - {"rounding", "short_of_money", "peak", "cash_real",
                           "with", "cash_scenario"}
NO_AMOUNT = {"victims_advanced", "short_of_money", "delay_real",
             "delay_scenario", "first_days_saved", "days_saved"}
WITH_DAYS = {"short_of_money", "delay_real", "delay_scenario",
             "first_days_saved", "days_saved"}


class Refused(Exception):
    pass


def draw(r):
    """Options of a command line, and the same as terms."""
    terms = {"after": r.choice([0, 1, 2, 8, 8, 24, 1200]), "share": 100,
             "cap": None, "money": None, "funds": None}
    flags = ["--advance-after", str(terms["after"])]
    preset = r.choice([None, None, "nl", "fr", "full"])
    if preset:
        terms.update({
            "nl": {"after": 8, "cap": "5000EUR"},
            "fr": {"after": 2, "share": 30}, "full": {"after": 8}}[preset])
        flags = ["--preset", preset]
    if r.random() < .3:
        terms["share"] = r.choice([1, 33, 50, 99])
        flags += ["--share", "%d" % terms["share"]]
    if r.random() < .5:
        terms["cap"] = r.choice(["5000", "700000BYR", "12.34BYN", "90USD",
                                 "9BYR", "400000BYR"])
        flags += ["--cap", terms["cap"]]
    if r.random() < .7:
        what = r.choice(["approved", "proposed", "5000000BYR", "750.01BYN",
                         "2000000000BYR", "600USD", "100"])
        terms["funds" if what[0] in "ap" else "money"] = what
        flags += ["--with", what]
    return flags, terms


RATES = """rate.set,S-1,2008-03-01,EUR,BYR,3200
rate.set,S-2,2011-06-01,EUR,BYR,7100.5
rate.set,S-3,2017-06-01,EUR,BYN,2.15
rate.set,S-4,2017-06-01,EUR,BYN,2.16
rate.set,S-5,2012-01-01,USD,EUR,0.77
rate.set,S-6,2019-01-01,USD,BYN,2.1
rate.set,S-7,2013-05-01,KWD,EUR,2.7
rate.set,S-8,2009-01-01,BYB,EUR,0.0000002
"""


def rates(folder):
    """An event file, so that a cap finds its way between currencies."""
    name = os.path.join(folder, "rates.csv")
    with open(name, "w", encoding="ascii") as f:
        f.write("event,id,date,currency,quote,rate\n" + RATES)
    return name


def round_half(value):
    n = int(abs(value) + Fraction(1, 2))
    return n if value >= 0 else -n


def after(text, months):
    d = model.day(text)
    n = d.year * 12 + d.month - 1 + months
    y, m = n // 12, n % 12 + 1
    return "%04d-%02d-%02d" % (y, m, min(
        d.day, calendar.monthrange(y, m)[1]))


def days_between(a, b):
    return max(0, (model.day(b) - model.day(a)).days)


class Change:
    """A currency that became another one."""

    def __init__(self, entry):
        self.old, self.new = entry.row["currency"], entry.row["quote"]
        self.day = entry.date
        self.times = Fraction(entry.row["factor"]) \
            * Fraction(10 ** model.MINOR[self.old], 10 ** model.MINOR[self.new])

    def on(self, n):
        return round_half(n / self.times)

    def back(self, n):
        old = round_half(n * self.times)
        return old - 1 if self.on(old) > n else old


class Scenario:
    def __init__(self, book, as_of, terms):
        self.book, self.as_of, self.terms = book, as_of, terms
        self.lasting = book.standing(as_of)
        self.seen = [e for e in book.entries if e.date <= as_of]
        self.changes = []
        for e in book.redenominations:
            if e.date <= as_of:
                if self.next_of(e.row["quote"]):
                    raise Refused(e.row["quote"] + " comes back")
                self.changes.append(Change(e))
        self.used = {c for e in self.seen for a, _, c, _ in e.lines
                     if a == model.OWED}
        if terms["cap"]:
            self.amount(terms["cap"])
        self.fund = {}             # currency -> {day: change of its level}
        self.promised = {}         # currency -> on the as-of day
        self.read_fund()
        self.purse = {}
        self.awards = self.read_awards()
        self.play()

    # ------------------------------------------------------------ currencies

    def next_of(self, cur):
        for c in self.changes:
            if c.old == cur:
                return c
        return None

    def at_last(self, cur):
        while self.next_of(cur):
            cur = self.next_of(cur).new
        return cur

    def path(self, cur):
        steps = []
        while self.next_of(cur):
            steps.append(self.next_of(cur))
            cur = steps[-1].new
        return steps

    def convert(self, n, cur, to):
        """Between currencies that became each other."""
        ahead = [to] + [c.new for c in self.path(to)]
        for c in self.path(cur):
            if cur in ahead:
                break
            n, cur = c.on(n), c.new
        way = self.path(to)[:ahead.index(cur)]
        for c in reversed(way):
            n = c.back(n)
        return n

    def amount(self, text):
        """'5000BYR' or '5000' in minor units, and its currency."""
        digits = text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        cur = text[len(digits):]
        if not cur:
            found = {self.at_last(c) for c in self.used}
            if len(found) > 1:
                raise Refused("awards stand in " + ", ".join(sorted(found)))
            if not found:
                return 0, None
            cur = found.pop()
        n = Fraction(digits) * 10 ** model.MINOR[cur]
        if n.denominator != 1:
            raise Refused("digits")
        return int(n), cur

    def cap_on(self, cur, date):
        if not self.terms["cap"]:
            return None
        n, own = self.amount(self.terms["cap"])
        if own is None:
            return None
        if self.at_last(own) == self.at_last(cur):
            return self.convert(n, own, cur)
        kin = lambda a, b: self.at_last(a) == self.at_last(b)
        found = []
        for e in self.lasting:
            if e.event != "rate.set":
                continue
            a, b = e.row["currency"], e.row["quote"]
            if kin(a, own) and kin(b, cur):
                found.append((e.date, e.seq, a, b, Fraction(e.row["rate"])))
            elif kin(b, own) and kin(a, cur):
                found.append((e.date, e.seq, b, a,
                              1 / Fraction(e.row["rate"])))
        if not found:
            raise Refused("no rate")
        past = [f for f in found if f[0] <= date]
        if past:
            best = max(past, key=lambda f: f[:2])
        else:
            first = min(f[0] for f in found)
            best = max((f for f in found if f[0] == first),
                       key=lambda f: f[1])
        _, _, a, b, rate = best
        n = self.convert(n, own, a)
        n = round_half(n * rate * Fraction(10 ** model.MINOR[b],
                                           10 ** model.MINOR[a]))
        return self.convert(n, b, cur)

    # -------------------------------------------------------------- the fund

    def put(self, cur, date, n, promised):
        if date > self.as_of or not n:
            return
        levels = self.fund.setdefault(cur, {})
        levels[date] = levels.get(date, 0) + n
        if promised:
            self.promised[cur] = self.promised.get(cur, 0) + n

    def read_fund(self):
        stages = {"approved": ["memo:contributions:approved"],
                  "proposed": ["memo:contributions:proposed",
                               "memo:contributions:approved"]}
        stages = stages.get(self.terms["funds"], [])
        if stages:
            stages = stages + ["fund:compensation:receivable"]
        mine = {code for code, item in self.book.items_ever("contribution")
                if item.fields["fund"] == "compensation"}
        for e in self.seen:
            for account, code, cur, n in e.lines:
                if account == CASH:
                    self.put(cur, e.date, n, False)
                elif account in stages and code in mine:
                    self.put(cur, e.date, n, True)
        if self.terms["money"]:
            self.start_with(*self.amount(self.terms["money"]))

    def start_with(self, n, cur):
        if cur is None:
            return
        stages = [(cur, n)]
        while True:
            born = [c for c in self.changes if c.new == stages[0][0]]
            if not born:
                break
            stages.insert(0, (born[0].old, born[0].back(stages[0][1])))
        while self.next_of(stages[-1][0]):
            c = self.next_of(stages[-1][0])
            stages.append((c.new, c.on(stages[-1][1])))
        start = "1990-01-01"
        for cur, n in stages:
            self.put(cur, start, n, True)
            if self.next_of(cur):
                start = self.next_of(cur).day
                self.put(cur, start, -n, True)

    def level(self, cur, date):
        return sum(n for d, n in self.fund.get(cur, {}).items() if d <= date)

    def spare(self, cur, date):
        """What no day from that one to the as-of day would miss."""
        days = [date] + [d for d in self.fund.get(cur, {}) if d > date]
        change = self.next_of(cur)
        if cur not in self.fund:
            return 0
        if not change or date >= change.day:
            return min(self.level(cur, d) for d in days)
        least = min(self.level(cur, d) for d in days if d < change.day)
        return min(least, change.back(self.spare(change.new, change.day)))

    # ---------------------------------------------------------------- awards

    def read_awards(self):
        awards = []
        for code, item in sorted(self.book.items_ever("claim"),
                                 key=lambda x: x[0].encode()):
            finals = [e for e in self.book.touching(item, self.as_of)
                      if e.event == "award.final"
                      and not self.book.gone(e, self.as_of)]
            if not finals:
                continue
            final = finals[-1]
            award = {"code": code, "item": item, "in_force": final.since,
                     "due": after(final.since, self.terms["after"]),
                     "from": final.date, "days": {}, "cur": None,
                     "owed": 0, "held": 0, "awarded": 0, "sub": 0,
                     "repaid": 0, "lost": 0, "rheld": 0, "cap": None,
                     "advanced_on": "", "paid_up": "", "limit": "",
                     "looked": False}
            award["from"] = max(award["due"], final.date)
            for e in self.lasting:
                lines = [x for x in e.lines + e.facts
                         if x[1] == code and x[0] in LEVELS]
                if lines:
                    award["days"].setdefault(e.date, []).append((e, lines))
            awards.append(award)
        return awards

    def purse_of(self, cur):
        return self.purse.setdefault(cur, {
            "out": 0, "repaid": 0, "peak": 0, "peak_on": "", "short_on": "",
            "short": 0})

    def bring(self, award, cur):
        while award["cur"] not in (None, cur):
            change = self.next_of(award["cur"])
            for k in ("owed", "held", "awarded", "sub", "repaid", "lost",
                      "rheld"):
                award[k] = change.on(award[k])
            if award["cap"] is not None:
                award["cap"] = change.on(award["cap"])
            award["cur"] = change.new
            if award["advanced_on"]:
                if self.waits(award):
                    award["paid_up"] = ""
                elif not award["paid_up"]:
                    award["paid_up"] = change.day
        award["cur"] = cur

    def wanted(self, award):
        rest = award["owed"] - award["sub"]
        share = round_half(Fraction(
            max(0, award["awarded"]) * self.terms["share"], 100))
        bound = share if award["cap"] is None else min(award["cap"], share)
        left = bound - award["sub"] - award["repaid"] - award["lost"]
        if rest <= max(left, 0) and rest <= left or rest <= 0:
            why = "uncollected"
        elif award["cap"] is not None and award["cap"] <= share:
            why = "cap"
        else:
            why = "share"
        return max(0, min(rest, left)), why

    def waits(self, award):
        return award["owed"] > award["sub"] or award["held"] > award["rheld"]

    def part(self, award, date, rows, looked):
        """The rows of a day in one currency."""
        flows = {"collected": 0, "direct": 0}
        since = ""
        for e, lines in rows:
            effect = 0
            for account, _, _, n in lines:
                name, sign = LEVELS[account]
                award[name] += sign * n
                if name != "awarded":
                    effect += sign * n
                if account == model.OWED and n < 0 and e.event in FLOWS:
                    flows[FLOWS[e.event]] -= n
            if effect and not e.redenominates \
                    and e.event != "currency.redenominated":
                since = max(since, e.since)
        if not looked:
            return
        beyond = award["sub"] - award["owed"]
        if beyond > 0:
            back = min(beyond, flows["collected"] + flows["direct"])
            award["sub"] -= beyond
            award["repaid"] += back
            award["lost"] += beyond - back
            award["rheld"] += min(back, flows["collected"])
            purse = self.purse_of(award["cur"])
            purse["out"] -= back
            purse["repaid"] += back
        good = min(award["lost"], award["owed"] - award["sub"])
        award["lost"] -= good
        award["sub"] += good
        award["rheld"] = min(award["rheld"], award["held"])
        if award["advanced_on"]:
            if self.waits(award):
                award["paid_up"] = ""
            elif not award["paid_up"]:
                award["paid_up"] = since or date
        self.look(award)

    def look(self, award):
        want, why = self.wanted(award)
        if want:
            award["limit"] = "money"
        elif not award["limit"]:
            award["limit"] = why

    def happen(self, award, date):
        rows = award["days"].get(date, [])
        looked = award["looked"]
        # one currency after the other, the ended one first
        order = []
        for e, lines in rows:
            for x in lines:
                if x[2] not in order:
                    order.append(x[2])
            # what the book's rounding opens may be nothing
            if e.event == "currency.redenominated" \
                    and e.row["quote"] not in order:
                order.append(e.row["quote"])
        order.sort(key=lambda c: -len(self.path(c)))
        for cur in order:
            opening = any(e.event == "currency.redenominated"
                          and e.row["quote"] == cur for e, _ in rows)
            closing = any(e.event == "currency.redenominated"
                          and e.row["currency"] == cur for e, _ in rows)
            kept = [(e, [x for x in lines if x[2] == cur])
                    for e, lines in rows
                    if not (closing and e.event == "currency.redenominated"
                            and e.row["currency"] == cur)]
            kept = [(e, lines) for e, lines in kept if lines]
            if not kept and not opening:
                continue
            self.bring(award, cur)
            if opening:
                award["owed"] = award["held"] = award["awarded"] = 0
            self.part(award, date, kept, looked)
        if not looked and date >= award["from"]:
            award["looked"] = True
            if award["cur"] is None:
                award["cur"] = self.book.currency_at(award["item"], self.as_of)
            award["cap"] = self.cap_on(award["cur"], award["from"])
            self.look(award)

    # -------------------------------------------------------------- the days

    def play(self):
        dates = {d for levels in self.fund.values() for d in levels}
        dates |= {c.day for c in self.changes}
        for award in self.awards:
            dates |= set(award["days"])
            dates.add(award["from"])
        dates = sorted(d for d in dates if d <= self.as_of)
        dates.append((model.day(self.as_of)
                      + datetime.timedelta(days=1)).isoformat())
        queue = sorted(self.awards, key=lambda a: (a["due"],
                                                   a["code"].encode()))
        for date, following in zip(dates, dates[1:]):
            for award in self.awards:
                if date in award["days"] or date == award["from"]:
                    self.happen(award, date)
            for c in self.changes:
                if c.day == date:
                    self.change_purse(c)
            self.give(queue, date, days_between(date, following))
        for award in self.awards:
            if award["cur"]:
                self.bring(award, self.at_last(award["cur"]))

    def change_purse(self, c):
        old, new = self.purse_of(c.old), self.purse_of(c.new)
        new["out"] += c.on(old["out"])
        new["repaid"] += c.on(old["repaid"])
        if old["peak"] > 0 and c.on(old["peak"]) >= new["peak"]:
            new["peak"], new["peak_on"] = c.on(old["peak"]), old["peak_on"]
        if old["short_on"] and (not new["short_on"]
                                or old["short_on"] < new["short_on"]):
            new["short_on"] = old["short_on"]
        new["short"] += old["short"]
        del self.purse[c.old]

    def give(self, queue, date, lasts):
        short, money = set(), {}
        for award in queue:
            if not award["looked"] or date < award["from"]:
                continue
            cur = award["cur"]
            for c in self.path(cur):
                if c.day <= date:
                    cur = c.new
            want, why = self.wanted(award)
            if not want:
                continue
            self.bring(award, cur)
            want, why = self.wanted(award)
            if not want:
                continue
            purse = self.purse_of(cur)
            if cur not in money:
                money[cur] = self.spare(cur, date) - purse["out"]
            x = 0 if cur in short else max(0, min(want, money[cur]))
            if x:
                award["sub"] += x
                purse["out"] += x
                money[cur] -= x
                award["advanced_on"] = award["advanced_on"] or date
                if not self.waits(award):
                    award["paid_up"] = date
            if x < want:
                short.add(cur)
            else:
                award["limit"] = why
        for cur in short:
            purse = self.purse_of(cur)
            purse["short"] += lasts
            purse["short_on"] = purse["short_on"] or date
        for purse in self.purse.values():
            if purse["out"] > purse["peak"]:
                purse["peak"], purse["peak_on"] = purse["out"], date

    # --------------------------------------------------------------- results

    def outcome(self, award):
        item, as_of, book = award["item"], self.as_of, self.book
        cur = award["cur"] if award["looked"] \
            else book.currency_at(item, as_of)
        s = book.award_sums(award["code"], cur, as_of)
        if not award["looked"]:
            award["limit"] = "waiting-period"
        real = s["outstanding"]
        out = real - award["sub"] - award["rheld"]
        stop = as_of if real else max(book.paid_up(item, as_of),
                                      award["in_force"])
        days = days_between(award["in_force"], stop)
        mine = days
        if not out and award["advanced_on"]:
            mine = days_between(award["in_force"],
                                min(award["paid_up"], stop))
        paid = sorted(e.since for e in book.touching(item, as_of)
                      if e.event in ("award.paid", "award.paid-direct",
                                     "award.advanced")
                      and not book.gone(e, as_of))
        first = paid[0] if paid else as_of
        saved = 0
        if award["advanced_on"]:
            saved = days_between(award["in_force"], first) - days_between(
                award["in_force"], min(first, award["advanced_on"]))
        return {"cur": cur, "awarded": s["awarded"], "real": real,
                "out": out, "days": days, "mine": mine, "first_saved": saved}

    def explain(self):
        rows = []
        for a in self.awards:
            o = self.outcome(a)
            m = lambda n: model.money(n, o["cur"])
            rows.append([
                a["code"], a["item"].fields["case"],
                a["item"].fields["victim"], o["cur"], a["in_force"], a["due"],
                m(o["awarded"]), a["advanced_on"],
                m(a["sub"] + a["repaid"] + a["lost"]), a["limit"],
                m(a["repaid"]), m(a["lost"]), m(a["sub"]), m(a["rheld"]),
                m(o["real"]), m(o["out"]), o["first_saved"],
                o["days"] - o["mine"]])
        return model.to_csv(
            "claim,case,victim,currency,in_force,due_on,awarded,advanced_on,"
            "advanced,limited_by,repaid,lost,subrogated,repaid_held,"
            "outstanding_real,outstanding_scenario,first_days_saved,"
            "days_saved", rows)

    def summary(self):
        table, victims = {}, {}

        def figure(cur, name):
            return table.setdefault(cur, {}).setdefault(
                name, {"count": 0, "amount": 0, "day": "", "days": 0})

        def note(cur, name, n=0, days=0):
            if n or days:
                f = figure(cur, name)
                f["count"] += 1
                f["amount"] += n
                f["days"] += days

        for a in self.awards:
            o = self.outcome(a)
            cur = o["cur"]
            for name in ["awards_in_force"] + (
                    ["awards_due"] if a["due"] <= self.as_of else []):
                figure(cur, name)["count"] += 1
                figure(cur, name)["amount"] += o["awarded"]
            if a["advanced_on"]:
                f = figure(cur, "advanced")
                f["count"] += 1
                f["day"] = min(f["day"] or a["advanced_on"], a["advanced_on"])
                victims.setdefault(cur, set()).add(a["item"].fields["victim"])
            note(cur, "repaid", a["repaid"])
            note(cur, "lost", a["lost"])
            note(cur, "subrogated", a["sub"])
            if a["looked"]:
                note(cur, "waiting", self.wanted(a)[0])
            note(cur, "outstanding_real", o["real"])
            note(cur, "outstanding_scenario", o["out"])
            note(cur, "repaid_held", a["rheld"])
            note(cur, "delay_real", days=o["days"])
            note(cur, "delay_scenario", days=o["mine"])
            note(cur, "first_days_saved", days=o["first_saved"])
            note(cur, "days_saved", days=o["days"] - o["mine"])
        for cur, codes in victims.items():
            figure(cur, "victims_advanced")["count"] = len(codes)
        for cur in set(self.fund) | set(table):
            level = self.level(cur, self.as_of)
            promised = self.promised.get(cur, 0)
            if not level and not promised and cur not in table:
                continue
            purse = self.purse_of(cur)
            out, repaid = purse["out"], purse["repaid"]
            figure(cur, "rounding")["amount"] = out - figure(
                cur, "lost")["amount"] - figure(cur, "subrogated")["amount"]
            figure(cur, "advanced")["amount"] = out + repaid
            figure(cur, "repaid")["amount"] = repaid
            figure(cur, "short_of_money").update(
                day=purse["short_on"], days=purse["short"])
            figure(cur, "peak").update(
                amount=purse["peak"], day=purse["peak_on"])
            figure(cur, "with")["amount"] = promised
            figure(cur, "cash_real")["amount"] = level - promised
            figure(cur, "cash_scenario")["amount"] = level - out
        rows = []
        for cur in sorted(table):
            for name in MEASURES:
                f = figure(cur, name)
                rows.append([
                    name, cur, f["count"] if name in COUNTED else "",
                    "" if name in NO_AMOUNT else model.money(f["amount"], cur),
                    f["day"] if name in ("advanced", "short_of_money",
                                         "peak") else "",
                    f["days"] if name in WITH_DAYS else ""])
        return model.to_csv("measure,currency,count,amount,day,days", rows)


def table(book, as_of, terms, explain):
    scenario = Scenario(book, as_of, terms)
    return scenario.explain() if explain else scenario.summary()
