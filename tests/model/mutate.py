#!/usr/bin/env python3
"""Fixtures with rows bent at random, into the program and into the model:
the same rows refused with the same codes, the same reports, and a book that
`verify` proves. No row of a file may end the program."""

import argparse
import csv
import datetime
import glob
import os
import random
import shutil
import sys
import tempfile

import compare
import redress_model as model

DATES = ["1999-12-31", "2000-01-01", "2012-02-29", "2016-07-01",
         "2026-01-01"]
BENT = ["", "0", "1", "-1", "0.01", "9223372036854775807", "99999999999999",
        "BYR", "BYN", "USD", "XXX", "1990-01-01", "2100-01-01", "2016-06-30",
        "a;b", "claim:", ";", "=1+1", "ы", "\t", "x" * 101, "criminal",
        "cash", "fund", "tender", "appeal", "grants"]


def shifted(day, days):
    try:
        day = datetime.date.fromisoformat(day)
        return (day + datetime.timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return day


class Bender:
    def __init__(self, seed, rows):
        self.r = random.Random("mutate %s" % seed)
        self.rows = [dict(row) for row in rows]
        self.columns = sorted({c for row in rows for c in row})
        self.serial = 0

    def fresh(self):
        self.serial += 1
        return "M-%d" % self.serial

    def bend(self, rate):
        out = []
        for i, row in enumerate(self.rows):
            if self.r.random() >= rate:
                out.append(row)
                continue
            kind = self.r.choice(
                ["day"] * 4 + ["amount"] * 3 + ["since", "like", "like",
                 "cell", "drop", "again", "correct", "correct", "reverse",
                 "reverse", "late", "lose", "swap", "turn", "clock"])
            out += getattr(self, kind)(dict(row), i, out)
        return out

    def other(self, i):
        return self.rows[self.r.randrange(len(self.rows))]

    def near(self, day):
        return shifted(day, self.r.choice(
            [-1, 1, 0, self.r.randint(-40, 40), self.r.randint(-900, 900)]))

    def day(self, row, i, out):
        row["date"] = self.near(row.get("date", ""))
        if row.get("since", "") > row["date"]:
            row["since"] = row["date"]
        return [row]

    def since(self, row, i, out):
        row["since"] = shifted(row.get("date", ""), self.r.randint(-400, 2))
        return [row]

    def amount(self, row, i, out):
        if row.get("amount"):
            digits = row["amount"].replace(".", "")
            n = int(digits) if digits.isdigit() else 1
            row["amount"] = str(self.r.choice(
                [1, n + 1, 2 * n, n // 2, n // 3 + 1, 10 * n,
                 self.r.randint(1, 10 ** 6)]))
        return [row]

    def like(self, row, i, out):
        """A cell as another row has it."""
        column = self.r.choice(self.columns)
        found = [x[column] for x in self.r.sample(
            self.rows, min(20, len(self.rows))) if x.get(column)]
        if found and column != "id":
            row[column] = found[0]
        return [row]

    def cell(self, row, i, out):
        row[self.r.choice(self.columns)] = self.r.choice(BENT)
        return [row]

    def drop(self, row, i, out):
        row[self.r.choice([c for c in row if row[c]] or ["note"])] = ""
        return [row]

    def again(self, row, i, out):
        return [row, dict(row)]

    def correct(self, row, i, out):
        """A row sent again, otherwise; sometimes twice."""
        target = self.r.choice((out or [row])[-60:])
        again = dict(target, corrects=target.get("id", ""))
        if self.r.random() < .5:
            again["id"] = self.fresh()
        bent = [self.r.choice([self.day, self.amount, self.like, self.since])(
            again, i, out)[0]]
        if self.r.random() < .3:
            more = dict(bent[0], corrects=bent[0]["id"], id=self.fresh())
            bent += self.amount(more, i, out)
        return [row] + bent

    def reverse(self, row, i, out):
        target = self.r.choice((out or [row])[-40:])
        day = target.get("date", "")
        if self.r.random() < .5:
            day = max(day, self.near(row.get("date", "")))
        back = {"event": "event.reversed", "id": self.fresh(), "date": day,
                "target": target.get("id", "")}
        return [row, back] + ([dict(target, id=self.fresh())]
                              if self.r.random() < .5 else [])

    def late(self, row, i, out):
        """Somewhere behind."""
        at = self.r.randint(i, len(self.rows) - 1)
        self.rows[at] = dict(self.rows[at], date=row.get("date", ""))
        return [row]

    def lose(self, row, i, out):
        return []

    def swap(self, row, i, out):
        if not out:
            return [row]
        before = out.pop()
        return [row, before]

    def turn(self, row, i, out):
        if self.r.random() > .1:
            return self.day(row, i, out)
        old, new, factor = self.r.choice(
            [("BYB", "BYR", "1000"), ("BYR", "BYN", "10000"),
             ("BYR", "BYN", "7"), ("USD", "EUR", "1.3"),
             ("BYN", "USD", "2.5")])
        return [row, {"event": "currency.redenominated", "id": self.fresh(),
                      "date": row.get("date", ""), "currency": old,
                      "quote": new, "factor": factor}]

    def clock(self, row, i, out):
        for kind in ("claim", "asset", "grant", "contribution"):
            if row.get(kind):
                stop = {"event": "clock.stopped", "id": self.fresh(),
                        "date": row.get("date", ""), "reason": "appeal",
                        "item": "%s:%s" % (kind, row[kind])}
                start = dict(stop, event="clock.started", id=self.fresh(),
                             date=self.near(row.get("date", "")), reason="")
                return [row, stop, start]
        return [row]


def rows_of(files):
    rows = []
    for file in files:
        with open(file, encoding="utf-8-sig", newline="") as f:
            rows += csv.DictReader(f)
    return [{k: v for k, v in row.items() if v} for row in rows]


def write(path, rows):
    columns = sorted({c for row in rows for c in row if row[c]}
                     | {"event", "id", "date"})
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, columns, restval="",
                             extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)


def fixtures(root):
    belarus = sorted(glob.glob(os.path.join(root, "belarus", "*.csv")))
    later = sorted(glob.glob(os.path.join(root, "belarus/later", "*.csv")))
    yield "belarus", rows_of(belarus + later)
    yield "history", rows_of(sorted(glob.glob(
        os.path.join(root, "history", "*.csv"))))
    for file in sorted(glob.glob(os.path.join(root, "mission", "*.csv"))):
        yield os.path.basename(file), rows_of([file])


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--redress", required=True)
    p.add_argument("--fixtures", required=True)
    p.add_argument("--rounds", default="1-1", help="1-10 or 4")
    p.add_argument("--only", help="this fixture only")
    p.add_argument("--report", action="append", help="only this report")
    p.add_argument("--scenarios", type=int, default=0,
                   help="of that many random scenarios a date")
    p.add_argument("--keep", action="store_true", help="leave the books")
    args = p.parse_args()
    args.redress = os.path.abspath(args.redress)
    first, _, last = args.rounds.partition("-")
    c = compare.Comparison(args)
    codes = {}
    for number in range(int(first), int(last or first) + 1):
        for name, rows in fixtures(args.fixtures):
            if args.only and name != args.only:
                continue
            seed = "%s %d" % (name, number)
            folder = tempfile.mkdtemp(prefix="redress-mutate-")
            r = random.Random("rate %s" % seed)
            bent = Bender(seed, rows).bend(
                r.choice([.1, .3]) if len(rows) < 100
                else r.choice([.02, .06, .15]))
            file = os.path.join(folder, "bent.csv")
            write(file, bent)
            c.play("mutated " + seed, [file], folder,
                   r.sample(DATES, 2), compare.REPORTS + compare.REPORTS2)
            rej = os.path.join(folder, "rejects-1.csv")
            for _, code in compare.rejects_of(rej):
                codes[code] = codes.get(code, 0) + 1
            if args.keep:
                print("%s: %s" % (seed, folder))
            else:
                shutil.rmtree(folder)
    print("refused: " + ", ".join("%s %d" % x for x in sorted(codes.items())))
    print("%d passed, %d failed" % (c.passed, c.failed))
    return 1 if c.failed else 0


if __name__ == "__main__":
    sys.exit(main())
