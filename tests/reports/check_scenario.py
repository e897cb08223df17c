#!/usr/bin/env python3
"""report scenario against the model, on the fixtures with history, and what
must be true of any scenario."""

import csv
import io
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "model"))

import redress_model as model  # noqa: E402
import scenario  # noqa: E402

REDRESS, FIXTURES = os.environ["REDRESS"], os.environ["FIXTURES"]
CLOCK = "2026-01-01T12:00:00Z"
passed = failed = 0


def check(name, ok, text=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("FAILED %s\n    %s" % (name, text))


def redress(*args):
    env = dict(os.environ, REDRESS_CLOCK=CLOCK, LC_ALL="C.UTF-8", TZ="UTC")
    done = subprocess.run((REDRESS,) + args, env=env, capture_output=True,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Tried:
    """A book, as the program has it and as the model has it."""

    def __init__(self, folder, name):
        self.dir = os.path.join(folder, name)
        self.model = model.Book(CLOCK[:10])
        source = os.path.join(FIXTURES, name)
        files = sorted(f for f in os.listdir(source) if f.endswith(".csv"))
        files = [os.path.join(source, f) for f in files]
        files.append(scenario.rates(folder))
        assert redress("init", "-b", self.dir)[0] == 0
        # a rate may come too late for a currency: it is a reject of both
        for file in files:
            with open(file, "rb") as f:
                model.import_file(self.model, f.read())
            code, _, err = redress("import", "-b", self.dir, "--max-rejects",
                                   "100%", "--rejects", file + ".no"
                                   if file.startswith(folder) else
                                   os.path.join(folder, "rejects.csv"), file)
            assert code in (0, 2), err

    def rows(self, as_of, *flags):
        code, out, err = redress("report", "scenario", "--as-of", as_of,
                                 "--format", "csv", "-b", self.dir, *flags)
        assert code == 0, err
        return list(csv.DictReader(io.StringIO(out)))

    def explain(self, as_of, *flags):
        return {r["claim"]: r for r in self.rows(as_of, "--explain", *flags)}

    def measures(self, as_of, *flags):
        return {(r["measure"], r["currency"]): r
                for r in self.rows(as_of, *flags)}


def compare(tried, name, dates, count):
    for as_of in dates:
        for i in range(count):
            r = random.Random("%s %s %d" % (name, as_of, i))
            flags, terms = scenario.draw(r)
            flags += ["--explain"] * (i % 2)
            label = "%s %s as of %s" % (name, " ".join(flags), as_of)
            code, out, err = redress("report", "scenario", "--as-of", as_of,
                                     "--format", "csv", "-b", tried.dir,
                                     *flags)
            try:
                ours = scenario.table(tried.model, as_of, terms, i % 2)
            except scenario.Refused as why:
                check(label, code == 64, "not refused: %s" % why)
                continue
            check(label, out == ours, err or "\n".join(
                "%s\n    %s" % x for x in zip(
                    ours.split("\n"), out.split("\n")) if x[0] != x[1]))
            code, out, err = redress("report", "scenario", "--as-of", as_of,
                                     "--totals", "-b", tried.dir, *flags)
            check(label + ": controls", code == 0 and "DIFFERS" not in out,
                  err + out)


def properties(tried, name, as_of, rich, cur):
    none = tried.explain(as_of, "--advance-after", "1200", "--with", rich)
    check(name + ": who waits a hundred years changes nothing", all(
        r["outstanding_real"] == r["outstanding_scenario"]
        and r["days_saved"] == r["first_days_saved"] == "0"
        and r["advanced_on"] == "" for r in none.values()))
    for months in ("0", "8"):
        full = tried.explain(as_of, "--advance-after", months, "--with", rich)
        late = [r for r in full.values() if r["currency"] == cur
                and r["advanced_on"] and r["advanced_on"] > r["due_on"]]
        check(name + ": with money for all nobody waits for it", all(
            r["limited_by"] in ("uncollected", "waiting-period")
            for r in full.values() if r["currency"] == cur))
        # later than due only where more was awarded, or known, later
        journal = redress("report", "journal", "--as-of", as_of, "--format",
                          "csv", "-b", tried.dir)[1]
        days = {}
        for row in csv.DictReader(io.StringIO(journal)):
            days.setdefault(row["item"], set()).add(row["date"])
        check(name + ": and is advanced on the day", all(
            r["advanced_on"] in days[r["claim"]] for r in late),
            str(late)[:500])
    poor = None
    for money in ("1", "100000", "5000000", "80000000000"):
        now = tried.measures(as_of, "--preset", "full", "--with",
                             money + "BYR")
        short = int(now["short_of_money", cur]["days"])
        check(name + ": more money is never short longer",
              poor is None or short <= poor, "%s: %s" % (money, short))
        poor = short
        check(name + ": the fund is never overdrawn", all(
            not r["amount"].startswith("-") for k, r in now.items()
            if k[0] == "cash_scenario"))


def main():
    with tempfile.TemporaryDirectory(prefix="redress-scenario-") as folder:
        history = Tried(folder, "history")
        belarus = Tried(folder, "belarus")
        compare(history, "history", ["1999-12-31", "2000-01-01", "2008-12-31",
                                     "2016-06-30", "2016-07-01",
                                     "2018-12-31"], 6)
        compare(belarus, "belarus", ["2008-12-31", "2009-05-31",
                                     "2025-12-31"], 6)
        properties(history, "history", "2018-12-31", "80000000000BYR", "BYN")
        properties(belarus, "belarus", "2009-05-31", "80000000000BYR", "BYR")
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
