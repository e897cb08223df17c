#!/usr/bin/env python3
"""Medians and 90th percentiles of the report `statistics` against R.

    check_survival.py [--redress BIN] [--seeds 11-13] [--events N]

Who waited how long is worked out by the reference model, the percentiles by
survfit and quantile of R's package survival: neither shares a line with the
program. One Rscript for all books. Skipped, with the reason, without R.
Closes with: N passed, N failed.
"""

import argparse
import csv
import glob
import io
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path[:0] = [os.path.join(TESTS, "fixtures"), os.path.join(TESTS, "model")]

import desk  # noqa: E402
import random_book  # noqa: E402
import redress_model as model  # noqa: E402

PAYMENTS = ("first", "full")

# p = 0 stands there for what it keeps R from doing: quantile() answers NA to
# all when 1 - S ends a rounding error below the smallest p asked for.
R = """
suppressMessages(library(survival))
x <- read.csv("waits.csv", colClasses = c("character", "numeric", "numeric"))
out <- file("r.csv", "w")
for (k in unique(x$key)) {
    y <- x[x$key == k, ]
    f <- survfit(Surv(y$days, y$ended) ~ 1)
    q <- quantile(f, c(0, 0.5, 0.9), conf.int = FALSE)[2:3]
    cat(k, f$n, sum(f$n.event), sum(f$n.censor),
        ifelse(is.na(q), "", sprintf("%.1f", q)), sep = ",", file = out)
    cat("\\n", file = out)
}
close(out)
"""


def lacking():
    """Why R cannot be asked, or nothing."""
    if not shutil.which("Rscript"):
        return "no program Rscript (r-base-core)"
    asked = subprocess.run(["Rscript", "-e", "library(survival)"],
                           stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
    return "no R package survival (r-cran-survival)" \
        if asked.returncode else None


def fixture(name):
    return sorted(glob.glob(os.path.join(desk.FIXTURES, name, "*.csv")))


def books(args, folder):
    """(name, files, as-of dates)"""
    yield "belarus", fixture("belarus"), ["2009-05-31", "2012-05-31"]
    yield "history", fixture("history"), ["2004-12-31", "2012-02-29",
                                          "2018-12-31"]
    first, _, last = args.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        maker = random_book.Maker(seed, args.events, 2)
        maker.run()
        home = os.path.join(folder, "random-%d" % seed)
        os.mkdir(home)
        yield "random %d" % seed, maker.write(home), ["2016-06-30",
                                                      "2026-01-01"]


class Comparison:
    def __init__(self, args, folder):
        self.args, self.folder = args, folder
        self.checks = desk.Checks()
        self.waits = []                # [key, days, ended]
        self.program = {}              # key: n, ended, censored, median, p90

    def book(self, name, files, dates):
        theirs = model.Book(desk.CLOCK[:10])
        home = os.path.join(self.folder, "book of " + name)
        os.mkdir(home)
        ours = desk.Book(self.args.redress, home)
        ours.init()
        for path in files:
            with open(path, "rb") as f:
                model.import_file(theirs, f.read())
            ours.run("import", "--quiet", "--max-rejects", "100%",
                     "--rejects", os.path.join(home, "rejects-%d.csv"
                                               % len(os.listdir(home))), path)
        for as_of in dates:
            label = "%s as of %s" % (name, as_of)
            self.model(theirs, as_of, label)
            done = ours.run("report", "statistics", "--as-of", as_of,
                            "--format", "csv")
            self.checks.equal(label + " exit", done.returncode, 0)
            self.report(done.stdout.decode(), label)

    def model(self, book, as_of, label):
        for group, told in book.claims_by_group(as_of).items():
            for number, payment in enumerate(PAYMENTS):
                key = "|".join((label, group[0], model.free(group[1]),
                                payment))
                self.waits += [[key, w[number][0],
                                int(w[number][1] == "paid")]
                               for _, w in told if w]

    def report(self, text, label):
        for row in csv.DictReader(io.StringIO(text)):
            for payment in PAYMENTS:
                if row["awards"] == "0":
                    continue
                key = "|".join((label, row["group"], row["value"], payment))
                self.program[key] = [
                    row["awards"], row["paid_" + payment],
                    str(int(row["unpaid_" + payment])
                        + int(row["quashed_" + payment])),
                    row["median_" + payment], row["p90_" + payment]]

    def ask(self):
        """R's answer: {key: n, ended, censored, median, p90}"""
        keys = {k: str(n) for n, k in enumerate(
            dict.fromkeys(w[0] for w in self.waits))}
        with open(os.path.join(self.folder, "waits.csv"), "w",
                  encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            out.writerow(["key", "days", "ended"])
            out.writerows([keys[w[0]]] + w[1:] for w in self.waits)
        with open(os.path.join(self.folder, "ask.R"), "w") as f:
            f.write(R)
        done = subprocess.run(["Rscript", "ask.R"], cwd=self.folder,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if not self.checks.equal("Rscript: " + done.stdout.decode()[-500:],
                                 done.returncode, 0):
            return {}
        with open(os.path.join(self.folder, "r.csv")) as f:
            answers = {row[0]: row[1:] for row in csv.reader(f)}
        return {key: answers.get(n) for key, n in keys.items()}

    def compare(self):
        answers = self.ask()
        self.checks.equal("the same groups", sorted(self.program),
                          sorted(answers))
        for key, answer in answers.items():
            self.checks.equal(key, self.program.get(key), answer)
        halves = sum(a[3].endswith(".5") or a[4].endswith(".5")
                     for a in self.program.values())
        self.checks.true("some curve lies flat at a percentile", halves)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--redress", default=os.environ.get("REDRESS"))
    p.add_argument("--seeds", default="11-13")
    p.add_argument("--events", type=int, default=2000)
    args = p.parse_args()
    args.redress = os.path.abspath(args.redress)
    reason = lacking()
    if reason:
        print("skipped: " + reason)
        print("0 passed, 0 failed")
        return 0
    with tempfile.TemporaryDirectory(prefix="redress-survival-") as folder:
        comparison = Comparison(args, folder)
        for name, files, dates in books(args, folder):
            comparison.book(name, files, dates)
        comparison.compare()
    return comparison.checks.close()


if __name__ == "__main__":
    sys.exit(main())
