#!/usr/bin/env python3
"""Compares the program with the model, byte for byte, on random books."""

import argparse
import collections
import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import random_book
import redress_model as model
import scenario

CLOCK = "2026-01-01T12:00:00Z"
REPORTS = [("balances", []), ("balances", ["--items"]), ("journal", []),
           ("aged-awards", []), ("aged-awards", ["--all"]),
           ("aged-contributions", []), ("aged-contributions", ["--all"])]
REPORTS2 = [("aged-grants", []), ("aged-grants", ["--all"]),
            ("aged-assets", []), ("aged-assets", ["--all"]),
            ("policies", []), ("figures", []), ("recoveries", []),
            ("recoveries", ["--by", "offender"]), ("fund", []),
            ("exceptions", []), ("proofs", []),
            ("cohorts", []), ("statistics", [])]


def run(args):
    env = dict(os.environ, REDRESS_CLOCK=CLOCK, LC_ALL="C.UTF-8", TZ="UTC")
    done = subprocess.run(args, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


BLANK = re.compile(rb'^(\d+,(?:"(?:[^"]|"")*"|[^,]*),[^,]*,[^,]*,[^,]*),'
                   rb'[^,]*,[^,]*,', re.M)


# The model does not follow rows that were not posted, nor their money.
APART = re.compile(rb"^(import-money|open-reject),.*\n", re.M)


def blank(data):
    """A journal with its columns recorded and run blanked."""
    return BLANK.sub(rb"\1,,,", data)


def difference(ours, theirs):
    a, b = ours.split(b"\n"), theirs.split(b"\n")
    for i in range(max(len(a), len(b))):
        x = a[i] if i < len(a) else None
        y = b[i] if i < len(b) else None
        if x != y:
            show = lambda v: "(no such line)" if v is None \
                else v.decode("utf-8", "replace")
            head = a[0].decode("utf-8", "replace") if i else ""
            return "line %d%s\n    model:   %s\n    program: %s" % (
                i + 1, "\n    header:  " + head if head else "",
                show(x), show(y))
    return "equal"


def rejects_of(path):
    if not os.path.exists(path):
        return []
    with open(path, "rb") as f:
        text = f.read().decode("utf-8", "replace")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows:
        return []
    header = rows[0]
    # the three added columns stand last
    n, e = header.index("line"), header.index("error")
    n, e = n - len(header), e - len(header)
    return [(int(r[n]), r[e]) for r in rows[1:] if r]


class Comparison:
    def __init__(self, args):
        self.args, self.passed, self.failed = args, 0, 0
        self.seen, self.codes = collections.Counter(), collections.Counter()

    def check(self, name, ok, text=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s\n    %s" % (name, text))
        return ok

    def dates(self, seed):
        r = random.Random("dates %s" % seed)
        days = ["2007-12-31", "2026-01-01", "2012-02-29", "2016-06-30",
                "2016-07-01"]
        days += ["%d-%02d-%02d" % (r.randint(2008, 2025), r.randint(1, 12),
                                   r.randint(1, 28))
                 for _ in range(max(0, self.args.dates - 2))]
        return sorted(set(days[:2] + days[5:] + r.sample(days[2:5], 1)))

    def seed(self, seed):
        folder = tempfile.mkdtemp(prefix="redress-model-")
        try:
            self.seed_in(seed, folder)
        finally:
            if self.args.keep:
                print("seed %s: %s" % (seed, folder))
            else:
                shutil.rmtree(folder)

    def seed_in(self, seed, folder):
        maker = random_book.Maker(seed, self.args.events, self.args.stage)
        maker.run()
        files = maker.write(folder)
        files.append(scenario.rates(folder))
        self.seen.update(maker.seen)
        self.codes.update(maker.codes)
        self.play("seed %s" % seed, files, folder, self.dates(seed),
                  REPORTS + (REPORTS2 if self.args.stage == 2 else []))

    def play(self, name, files, folder, dates, reports):
        """The same files into the program and into the model."""
        dir_ = os.path.join(folder, "book")
        book = model.Book(CLOCK[:10])
        code, _, err = run([self.args.redress, "init", "-b", dir_])
        if not self.check("%s init" % name, code == 0, err):
            return
        for i, file in enumerate(files):
            self.post("%s import %d" % (name, i + 1), book, file, dir_,
                      os.path.join(folder, "rejects-%d.csv" % (i + 1)))
        code, said, err = run([self.args.redress, "verify", "-b", dir_])
        self.check("%s verify" % name, code == 0,
                   said.decode("utf-8", "replace")[-500:] + err[-500:])
        for as_of in dates:
            for report, flags in reports:
                if not self.args.report or report in self.args.report:
                    self.report("%s %s %s as of %s" % (
                        name, report, " ".join(flags), as_of),
                        book, dir_, report, flags, as_of)

            if not self.args.report or "scenario" in self.args.report:
                for i in range(self.args.scenarios):
                    self.scenario(name, book, dir_, as_of, i)

    def scenario(self, name, book, dir_, as_of, number):
        r = random.Random("scenario %s %s %d" % (name, as_of, number))
        flags, terms = scenario.draw(r)
        explain = r.random() < .6
        flags = flags + ["--explain"] * explain
        code, theirs, err = run(
            [self.args.redress, "report", "scenario", "--as-of", as_of,
             "--format", "csv"] + flags + ["-b", dir_])
        label = "%s scenario %s as of %s" % (name, " ".join(flags), as_of)
        try:
            ours = scenario.table(book, as_of, terms, explain).encode()
        except scenario.Refused as why:
            self.check(label, code == 64, "exit %d, model refuses: %s" % (
                code, why))
            return
        self.check(label, code == 0 and ours == theirs,
                   err[-500:] if code else difference(ours, theirs))
        code, theirs, err = run(
            [self.args.redress, "report", "scenario", "--as-of", as_of,
             "--totals"] + flags + ["-b", dir_])
        self.check(label + " controls", code == 0 and b"DIFFERS" not in theirs,
                   err[-500:] + theirs.decode())

    def post(self, label, book, file, dir_, rej):
        with open(file, "rb") as f:
            refused = model.import_file(book, f.read(), file)[2]
        code, _, err = run([self.args.redress, "import", "-b", dir_,
                            "--max-rejects", "100%", "--rejects", rej, file])
        self.check(label + " exit", code == (2 if refused else 0),
                   "exit %d, model has %d rejects: %s" % (
                       code, len(refused), err[-1500:]))
        try:
            theirs = dict(rejects_of(rej))
        except ValueError as why:
            self.check(label + " rejects", False, str(why))
            return
        ours = {r[0]: r[1:] for r in refused}
        wrong = [n for n in sorted(set(ours) | set(theirs))
                 if ours.get(n, ("posted",))[0] != theirs.get(n, "posted")]
        text = ""
        if wrong:
            n = wrong[0]
            row = dict(x for x in model.read_rows(self.bytes(file))
                       if not isinstance(x[1], model.Refused)).get(n, {})
            text = "%d lines differ, first line %d: model %s, program " \
                "%s\n    %s" % (len(wrong), n, " ".join(ours.get(
                    n, ("posted",))), theirs.get(n, "posted"),
                    {k: v for k, v in row.items() if v})
        self.check(label + " rejects", not wrong, text)

    def report(self, label, book, dir_, name, flags, as_of):
        ours = book.report(name, as_of, "--all" in flags,
                           "--items" in flags, "offender" if "--by" in flags
                           else "case").encode()
        code, theirs, err = run(
            [self.args.redress, "report", name, "--as-of", as_of, "--format",
             "csv"] + flags + ["-b", dir_])
        if name in ("proofs", "exceptions"):
            theirs = APART.sub(b"", theirs)
        if name == "journal":
            ours, theirs = blank(ours), blank(theirs)
        self.check(label, code == 0 and ours == theirs,
                   err[-500:] if code else difference(ours, theirs))

    @staticmethod
    def bytes(name):
        with open(name, "rb") as f:
            return f.read()


    def coverage(self, books):
        """What the random books met, all together."""
        events = model.EVENTS if self.args.stage == 2 else random_book.STAGE1
        least = min(events, key=lambda e: self.seen[e])
        print("events: %d, the least met is %s, %d times in %d books" % (
            len(events), least, self.seen[least], books))
        print(", ".join("%s %d" % x for x in sorted(self.codes.items())))
        if books >= 100:
            self.check("each event 20 times", self.seen[least] >= 20, least)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--redress", required=True)
    p.add_argument("--seeds", default="1-10", help="1-10 or 4 or 1,5,9")
    p.add_argument("--events", type=int, default=3000)
    p.add_argument("--stage", type=int, choices=(1, 2), default=1)
    p.add_argument("--dates", type=int, default=5)
    p.add_argument("--report", action="append", help="only this report")
    p.add_argument("--scenarios", type=int, default=2,
                   help="drawn for each date")
    p.add_argument("--keep", action="store_true", help="leave the books")
    args = p.parse_args()
    if os.sep in args.redress:
        args.redress = os.path.abspath(args.redress)
    seeds = []
    for part in args.seeds.split(","):
        a, _, b = part.partition("-")
        seeds += range(int(a), int(b or a) + 1)
    c = Comparison(args)
    for seed in seeds:
        c.seed(seed)
    c.coverage(len(seeds))
    print("%d passed, %d failed" % (c.passed, c.failed))
    return 1 if c.failed else 0


if __name__ == "__main__":
    sys.exit(main())
