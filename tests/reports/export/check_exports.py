#!/usr/bin/env python3
"""The exports in other people's software, and the recipe for the head.

    check_exports.py [--redress BIN] [--fixtures DIR] [--keep]

BIN and DIR default to $REDRESS and $FIXTURES. What is expected comes from
the chain export, whose lines are what the head proves, and from the report
of balances; what is found comes from hledger, ledger, beancount, sha256sum.
Closes with: N passed, N failed.
"""

import argparse
import collections
import csv
import datetime
import decimal
import glob
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import readers  # noqa: E402

CLOCK = "2026-01-01T12:00:00Z"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))
MODEL = os.path.join(ROOT, "tests", "model", "random_book.py")
RECIPE = os.path.join(ROOT, "docs", "recipe.md")
SEEDS = ("1", "2")  # even ones redenominate
EVENTS = "1000"
TEXTS = {"province", "court", "article", "purpose", "reason", "stage",
         "period", "unit", "index", "document", "note"}

# Codes that a careless naming would run together, and texts that the
# programs read a meaning into.
CODES = ["CL-1", "cl-1", "CL.1", "CL-2E1", "CL--2E1", "CL--1", "CL-.1", "CL-",
         "CL--", "CL-2D", "c", "C", "0--c", "0-c", "0", "0.", "0--2E", "a_b",
         "a/b", "a.b", "a-b", "A-b", "1/2_3.4-", "x" * 40]
NOTES = ["a, b; c", "[2001-01-01]", "[=2001-01-01] or [1 of 3]",
         "date: 2001-01-01, payee: nobody", "100 % of 5 %2C", '"', "\\",
         '\\" and "\\', "; comment", "  two blanks  ", "\u00a0no break\u00a0",
         "по решению суда; «Ёлка», часть 1", "tag:: value", ":a:b:",
         "value:: 1/0", "=1+1", "-5", "@home", "a\u2003", "\u2028", ",", "%",
         "%20", "x  ; y:z", "#hash", "(amount)", "| payee | note", "{1 USD}"]


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def equal(self, what, got, wanted):
        if got == wanted:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s: %.800r, not %.800r" % (what, got, wanted))

    def same_keys(self, what, got, wanted):
        """Two mappings; only where they differ is shown."""
        differ = {k for k in set(got) | set(wanted)
                  if got.get(k) != wanted.get(k)}
        few = sorted(differ, key=str)[:5]
        self.equal(what, {k: got.get(k) for k in few},
                   {k: wanted.get(k) for k in few})


class Entry:
    """A line of the chain export."""

    def __init__(self, line):
        parts = line.split("\t")
        self.seq, self.event, self.id, self.date = parts[:4]
        self.fields, self.lines = {"id": self.id}, []
        for part in parts[4:]:
            name, equals, text = part.partition("=")
            if equals and re.fullmatch("[a-z_]+", name):
                self.fields[name] = text
            else:
                account, item, currency, amount = part.split(" ")
                self.lines.append((account, "" if item == "-" else item,
                                   currency, amount))


class Desk:
    def __init__(self, redress, folder):
        self.redress, self.folder = redress, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        return subprocess.run([self.redress] + list(arguments),
                              env={"PATH": os.environ["PATH"],
                                   "REDRESS_CLOCK": CLOCK, "TZ": "UTC",
                                   "LC_ALL": "C.UTF-8"}, capture_output=True)

    def must(self, *arguments, codes=(0,)):
        done = self.run(*arguments)
        if done.returncode not in codes:
            raise SystemExit("redress %s: %d\n%s\n0 passed, 1 failed" % (
                " ".join(arguments), done.returncode, done.stderr.decode()))
        return done.stdout.decode()

    def book(self, name, files):
        """A book of these files; rows that are refused are left out."""
        book = self.path(name)
        self.must("init", "-q", "-b", book)
        for file in files:
            self.must("import", "-q", "-b", book, "--max-rejects", "100%",
                      "--rejects", self.path("rejects-%d.csv" % len(
                          os.listdir(self.folder))), file, codes=(0, 2))
        return book

    def export(self, book, kind, *more):
        path = "%s.%s" % (book, kind)
        self.must("export", "-b", book, "--format", kind, "--out", path, *more)
        return path

    def entries(self, book):
        with open(self.export(book, "chain"), encoding="utf-8",
                  newline="\n") as file:
            return [Entry(line[:-1]) for line in file]

    def balances(self, book, day):
        text = self.must("report", "balances", "-b", book, "--items",
                         "--as-of", day, "--format", "csv")
        return {(r["account"], r["item"], r["currency"]):
                decimal.Decimal(r["balance"])
                for r in csv.DictReader(io.StringIO(text, newline=""))}

    def head(self, book):
        return re.search("^head: (.*)$", self.must("verify", "-b", book),
                         re.M).group(1)


def next_day(day):
    return str(datetime.date.fromisoformat(day) + datetime.timedelta(1))


def three_days(entries):
    """Days with entries on both sides, and the last."""
    dates = sorted(e.date for e in entries)
    return [dates[len(dates) // 3], dates[2 * len(dates) // 3], dates[-1]]


def check_reader(checks, desk, book, entries, reader):
    what = "%s in %s: " % (os.path.basename(book), reader.format)
    path = desk.export(book, reader.format)
    code, _, err = reader.check(path)
    checks.equal(what + "strict checks", (code, err[:400]), (0, ""))
    found = list(reader.transactions(path))
    checks.equal(what + "transactions", len(found), len(entries))
    wanted = sorted(entries, key=lambda e: (e.date, int(e.seq)))
    checks.equal(what + "order", [t[2]["seq"] for t in found],
                 [e.seq for e in wanted])
    checks.same_keys(
        what + "date, event, postings",
        {t[2]["seq"]: (t[0], t[1], t[3]) for t in found},
        {e.seq: (e.date, e.event, len(e.lines)) for e in entries})
    checks.same_keys(what + "fields", {t[2]["seq"]: t[2] for t in found},
                     {e.seq: dict(e.fields, seq=e.seq) for e in entries})
    chart = collections.defaultdict(set)
    for entry in entries:
        for account, item, _, _ in entry.lines:
            chart[item != ""].add(account)
    for day in three_days(entries):
        checks.same_keys(what + "balances of " + day,
                         reader.balances(path, day, next_day(day), chart),
                         desk.balances(book, day))
    day = three_days(entries)[0]
    path = desk.export(book, reader.format, "--as-of", day)
    checks.equal(what + "strict checks as of " + day, reader.check(path)[0],
                 0)
    checks.equal(what + "transactions as of " + day,
                 len(list(reader.transactions(path))),
                 len([e for e in entries if e.date <= day]))


def unguard(name, text):
    """Undo the ' before free text that begins like a formula."""
    if name in TEXTS and re.match(r"'[=+@\t-]", text):
        return text[1:]
    return text


def check_csv(checks, desk, book, entries):
    what = os.path.basename(book) + " in csv: "
    with open(desk.export(book, "csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    checks.equal(what + "columns", len(rows[0]), len(set(rows[0])))
    found = collections.OrderedDict()
    for row in rows:
        line = [row.pop("line" + c) for c in ("", "_account", "_item",
                                              "_currency", "_amount")]
        seq = row.pop("seq")
        fields = {n: unguard(n, t) for n, t in row.items() if t != ""}
        got = found.setdefault(seq, (fields, []))
        if line[0]:
            got[1].append(tuple(line[1:]))
            assert line[0] == str(len(got[1])) and got[0] == fields, row
    checks.equal(what + "entries in order", list(found),
                 [e.seq for e in entries])
    checks.same_keys(what + "fields and lines", found,
                     {e.seq: (dict(e.fields, event=e.event, date=e.date),
                              e.lines) for e in entries})


def check_book(checks, desk, book):
    entries = desk.entries(book)
    for reader in readers.READERS:
        check_reader(checks, desk, book, entries, reader)
    check_csv(checks, desk, book, entries)


def model_files(desk, seed):
    folder = desk.path("model-" + seed)
    done = subprocess.run([sys.executable, MODEL, "--seed", seed, "--events",
                           EVENTS, "--stage", "2", "-o", folder],
                          capture_output=True, check=True)
    return [n for n in done.stdout.decode().splitlines()
            if n.startswith(folder)]


def hostile_file(desk):
    """Codes that look alike and texts that mean something elsewhere."""
    names = ["event", "id", "date", "since", "case", "article", "province",
             "claim", "victim", "offender", "payee", "amount", "currency",
             "series", "period", "value", "unit", "document", "note"]
    rows = []

    def row(event, day, **cells):
        cells.update(event=event, date=day, id="%d,\"%%[\\;" % len(rows))
        rows.append(cells)

    for i, code in enumerate(CODES):
        note = NOTES[i % len(NOTES)]
        row("case.opened", "2010-01-01", case=code, article="181",
            province="Минск", note=note)
        row("claim.raised", "2010-01-02", case=code, claim=code, victim="V",
            amount=str(100 + i), currency="BYR", document=note)
        row("award.granted", "2010-01-03", claim=code, offender="o." + code
            if len(code) < 9 else "O", amount=str(100 + i))
        row("award.final", "2010-01-04", claim=code)
        row("recovery.received", "2010-02-0%d" % (1 + i % 9), case=code,
            offender=rows[-2]["offender"], amount=str(200 + 3 * i),
            currency="BYR", since="2010-02-01")
        row("award.paid", "2010-03-01", claim=code, amount=str(50 + i),
            payee="heir." + code if len(code) < 9 else "H", note=note)
    for note in NOTES:
        row("figure.reported", "2010-01-15", series="s", period=note,
            value="-1.5", unit=note, note=note)
    path = desk.path("hostile.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path, len(rows)


# ---- the recipe -----------------------------------------------------------

def recipe_blocks():
    """The commands of the page, by heading; nothing of them is changed."""
    blocks, heading = collections.defaultdict(list), None
    with open(RECIPE, encoding="utf-8") as page:
        for line in page:
            if line.startswith("## "):
                heading = line[3:].strip()
            elif line.startswith("    "):
                blocks[heading].append(line[4:])
    return {h: "".join(b) for h, b in blocks.items()}


def follow(desk, commands, folder, **more):
    """Run lines of the page as they stand; what they print."""
    environment = {"PATH": os.path.dirname(desk.redress) + ":"
                   + os.environ["PATH"], "REDRESS_CLOCK": CLOCK, "TZ": "UTC"}
    environment.update(more)
    done = subprocess.run(["sh", "-eu", "-c", commands], cwd=folder,
                          env=environment, capture_output=True)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def mix_halves(desk):
    """10,000 generated events in two files, cut between cases' events."""
    mix = os.path.join(os.path.dirname(desk.redress), "fixtures", "mix")
    done = subprocess.run([mix, "--events", "10000", "--seed", "1"],
                          capture_output=True, check=True)
    lines = done.stdout.decode().splitlines(keepends=True)
    paths = [desk.path("mix-1.csv"), desk.path("mix-2.csv")]
    for path, part in zip(paths, (lines[1:6000], lines[6000:])):
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(lines[0] + "".join(part))
    return paths


def check_recipe(checks, desk):
    blocks = recipe_blocks()
    handed = blocks["What the fund hands over"]
    whole = blocks["What the auditor runs"]
    earlier = blocks["An earlier head"]
    first, second = mix_halves(desk)
    book = desk.book("book", [first])
    count = re.search("^entries: (.*)$", desk.must("verify", "-b", book),
                      re.M).group(1)
    known = desk.head(book)
    desk.must("import", "-q", "-b", book, second)
    head = desk.head(book)
    auditor = desk.path("auditor")
    os.mkdir(auditor)
    checks.equal("recipe: handing over", follow(desk, handed, desk.folder),
                 (0, "", ""))
    shutil.move(desk.path("journal.chain"), auditor)
    checks.equal("recipe: the head", follow(desk, whole, auditor),
                 (0, head + "\n", ""))
    checks.equal("recipe: more than one segment",
                 len(glob.glob(os.path.join(auditor, "segment.*"))), 3)
    checks.equal("recipe: an earlier head",
                 follow(desk, earlier, auditor, entries=count),
                 (0, known + "\n", ""))
    forge(os.path.join(auditor, "journal.chain"))
    code, printed, _ = follow(desk, "rm -f segment.*\n" + whole, auditor)
    checks.equal("recipe: a forged amount", (code, len(printed),
                                             printed == head + "\n"),
                 (0, 65, False))


def forge(path):
    """One digit of one amount in the first segment."""
    with open(path, "rb") as file:
        text = file.read()
    at = text.index(b" BYR ", len(text) // 20) + 5
    at += text[at:at + 1] == b"-"
    digit = b"1" if text[at:at + 1] != b"1" else b"2"
    with open(path, "wb") as file:
        file.write(text[:at] + digit + text[at + 1:])


def check_bytes(checks, desk, book):
    """To the screen and to a file, twice: the same bytes."""
    for kind in [r.format for r in readers.READERS] + ["csv", "chain"]:
        with open(desk.export(book, kind), "rb") as file:
            first = file.read()
        shown = desk.run("export", "-b", book, "--format", kind).stdout
        checks.equal("%s: the same bytes" % kind, shown == first, True)


def check_all(checks, desk, fixtures):
    belarus = os.path.join(fixtures, "belarus")
    book = desk.book("belarus",
                     sorted(glob.glob(os.path.join(belarus, "*.csv"))) +
                     sorted(glob.glob(os.path.join(belarus, "later",
                                                   "*.csv"))))
    check_book(checks, desk, book)
    check_bytes(checks, desk, book)
    for seed in SEEDS:
        book = desk.book("random-" + seed, model_files(desk, seed))
        check_book(checks, desk, book)
        if int(seed) % 2 == 0:
            checks.equal("seed %s redenominates" % seed, any(
                e.event == "currency.redenominated"
                for e in desk.entries(book)), True)
    path, count = hostile_file(desk)
    book = desk.book("hostile", [path])
    checks.equal("hostile: entries", len(desk.entries(book)), count)
    check_book(checks, desk, book)
    check_recipe(checks, desk)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--redress", default=os.environ.get(
        "REDRESS", os.path.join(ROOT, "build", "release", "redress")))
    parser.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(ROOT, "fixtures")))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    checks = Checks()
    folder = tempfile.mkdtemp(prefix="exports.")
    try:
        check_all(checks, Desk(os.path.abspath(options.redress), folder),
                  options.fixtures)
    finally:
        if options.keep:
            print("kept: " + folder)
        else:
            shutil.rmtree(folder)
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    return checks.failed != 0


if __name__ == "__main__":
    sys.exit(main())
