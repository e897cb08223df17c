#!/usr/bin/python3
"""What an attacker can work out of everything that is published of a book.

Every table of `--profile public` is read as CSV; each count that is not
shown becomes an unknown whole number, each sum that is shown an equation
over all tables at once, and an integer program (glpsol, other people's
software) asks for the least and the greatest value of each unknown. None may
be narrower than 10. Beside the sums the attacker knows that those who wait
were all decided for. No small count is shown, and no code of the book is.
Closes with: N passed, N failed.
"""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

REDRESS = os.path.abspath(os.environ.get("REDRESS", "build/debug/redress"))
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MAKER = os.path.join(ROOT, "tests", "model", "random_book.py")
MIX = os.path.join(os.path.dirname(REDRESS), "fixtures", "mix")
APART = 10
SMALL = 10
DECISIONS = ("in_full", "in_part", "rejected", "pending", "untraced",
             "withdrawn", "quashed")
results = {"passed": 0, "failed": 0, "hidden": 0}


def check(good, what):
    results["passed" if good else "failed"] += 1
    if not good:
        print("FAILED: " + what)


def run(*arguments):
    done = subprocess.run([REDRESS] + list(arguments), capture_output=True,
                          text=True, check=False)
    if done.returncode not in (0, 2):
        raise SystemExit("redress %s: %s" % (" ".join(arguments),
                                             done.stderr))
    return done.stdout


def table(book, name, day):
    text = run("report", name, "-b", book, "--as-of", day, "--profile",
               "public", "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


class Program:
    """Unknown whole numbers, not negative, and what is known of them."""

    def __init__(self):
        self.unknown = []
        self.lines = []

    def term(self, text):
        """(terms, constant) of a published cell."""
        if text != "s":
            return [], int(text)
        self.unknown.append("x%d" % len(self.unknown))
        return [self.unknown[-1]], 0

    def relate(self, parts, relation, whole):
        """The sum of the parts is related (=, >=) to the whole."""
        left = "".join(" + " + name for terms, _ in parts for name in terms)
        right = "".join(" - " + name for name in whole[0])
        number = whole[1] - sum(constant for _, constant in parts)
        if left or right:
            self.lines.append("%s%s %s %d" % (left, right, relation, number))

    def ask(self, sense, name):
        """The least or greatest value; None where there is no bound."""
        text = "%s\n obj: %s\nSubject To\n%s\nGeneral\n %s\nEnd\n" % (
            sense, name, "\n".join(" r%d:%s" % pair
                                   for pair in enumerate(self.lines)),
            " ".join(self.unknown))
        with tempfile.NamedTemporaryFile("w", suffix=".lp") as file:
            file.write(text)
            file.flush()
            said = subprocess.run(
                ["glpsol", "--lp", file.name, "-w", file.name + ".out"],
                capture_output=True, text=True, check=False).stdout
        if "UNBOUNDED" in said or "NO DUAL FEASIBLE" in said:
            return None
        with open(file.name + ".out") as answer:
            status = next(line for line in answer if line.startswith("s "))
        os.unlink(file.name + ".out")
        fields = status.split()
        if fields[-2] != "o":
            raise SystemExit("glpsol: %s\n%s" % (status, said))
        return int(float(fields[-1]))


def statistics(program, rows):
    """{(group, value): {column: term}} of the decisions."""
    terms = {}
    for row in rows:
        cells = {name: program.term(row[name])
                 for name in DECISIONS + ("claims",)}
        program.relate([cells[name] for name in DECISIONS], "=",
                       cells["claims"])
        terms[row["group"], row["value"]] = cells
    for group in ("year", "article", "venue"):
        inside = [cells for key, cells in terms.items() if key[0] == group]
        for name in DECISIONS + ("claims",):
            if inside:
                program.relate([cells[name] for cells in inside], "=",
                               terms["all", ""][name])
    return terms


def waiting(program, rows):
    """The term of all who wait."""
    if not rows:
        return [], 0
    columns = [name for name in rows[0] if name not in ("province",)]
    terms = []
    for row in rows:
        cells = {name: program.term(row[name]) for name in columns}
        program.relate([cells[name] for name in columns[:-1]], "=",
                       cells["awards"])
        terms.append((row["province"], cells))
    for name in columns:
        program.relate([cells[name] for _, cells in terms[:-1]], "=",
                       terms[-1][1][name])
    return terms[-1][1]["awards"]


def suppressed(count):
    return 1 <= int(count) <= SMALL


def cohorts(program, book, day):
    """The attacker is even told how many awards there are in all."""
    last = {}
    for row in table(book, "cohorts", day):
        if row["quarter"] not in last or \
                last[row["quarter"]][0] != row["age"]:
            last[row["quarter"]] = (row["age"], [])
        last[row["quarter"]][1].append(row["awards"])
    terms = []
    for _, counts in last.values():
        if "s" in counts: # a quarter is hidden whole: one unknown
            terms.append(program.term("s"))
        else:
            terms.extend(program.term(count) for count in counts)
    text = run("report", "statistics", "-b", book, "--as-of", day,
               "--format", "csv")
    total = next(csv.DictReader(io.StringIO(text)), {"awards": "0"})
    if not suppressed(total["awards"]): # else nothing says how many
        program.relate(terms, "=", ([], int(total["awards"])))


def attack(book, day):
    program = Program()
    decided = statistics(program, table(book, "statistics", day))
    cohorts(program, book, day)
    wait = waiting(program, table(book, "waiting", day))
    if decided:
        all_of = decided["all", ""]
        program.relate([all_of["in_full"], all_of["in_part"]], ">=", wait)
    for name in program.unknown:
        results["hidden"] += 1
        least = program.ask("Minimize", name)
        greatest = program.ask("Maximize", name)
        check(greatest is None or greatest - least >= APART,
              "%s as of %s: %s lies in %s..%s" % (book, day, name, least,
                                                  greatest))


def codes_of(book):
    codes = set()
    for line in run("export", "-b", book, "--format", "chain").split("\n"):
        for field in line.split("\t")[4:]:
            name, _, value = field.partition("=")
            if name in ("case", "claim", "victim", "offenders", "offender"):
                codes.update(value.split(";"))
    return {code for code in codes if len(code) > 2}


def look_inside(book, day, codes):
    """The workbook for the public: its sheets, and no code in any part."""
    path = os.path.join(os.path.dirname(book), "public.xlsx")
    run("report", "monthly", "-b", book, "--as-of", day, "--profile",
        "public", "--format", "xlsx", "--out", path)
    with zipfile.ZipFile(path) as parts:
        texts = {name: parts.read(name).decode("utf-8", "replace")
                 for name in parts.namelist()}
    names = re.findall(r'<sheet name="([^"]*)"', texts["xl/workbook.xml"])
    check(names[:5] == ["Cover", "Waiting", "Outstanding", "Statistics",
                        "Cohorts"] and
          not {"Aged awards", "Exceptions", "Runs", "Summary"} & set(names),
          "the sheets for the public are %s" % names)
    words = set()
    for text in texts.values():
        words.update(re.findall(r"[^<>\"&;,=() ]+", text))
    check(not words & codes, "the workbook holds %s" % (words & codes))
    check("<si><t>s</t></si>" in texts.get("xl/sharedStrings.xml", "") or
          not any("s" in row.values()
                  for row in table(book, "statistics", day)),
          "the workbook hides what the table hides")


def look(book, day):
    """No small count, and no code, stands in what is published."""
    codes = codes_of(book)
    look_inside(book, day, codes)
    for name in ("waiting", "statistics", "cohorts", "outstanding"):
        rows = table(book, name, day)
        for row in rows:
            shown = set(row.values())
            check(not shown & codes, "%s shows a code" % name)
            if name == "outstanding":
                continue
            for column, text in row.items():
                if column in DECISIONS + ("claims", "awards") or \
                        (name == "waiting" and column != "province"):
                    check(text == "s" or int(text) == 0 or
                          int(text) > SMALL,
                          "%s as of %s: %s is %s" % (name, day, column, text))


def books(folder):
    """(book, days) of the fixtures, random books and the measured mix."""
    for name, days in (("belarus", ("2009-05-31", "2012-05-31")),
                       ("history", ("2008-12-31", "2018-12-31"))):
        book = os.path.join(folder, name)
        run("init", "-q", book)
        files = os.path.join(ROOT, "fixtures", name)
        run("import", "-q", "-b", book, "--max-rejects", "100%",
            *sorted(os.path.join(files, file) for file in os.listdir(files)
                    if file.endswith(".csv")))
        yield book, days
    for rows in ("600", "6000"):
        book = os.path.join(folder, "mix" + rows)
        events = book + ".csv"
        with open(events, "wb") as file:
            subprocess.run([MIX, "--events", rows, "--seed", rows], check=True,
                           stdout=file)
        run("init", "-q", book)
        run("import", "-q", "-b", book, events)
        yield book, ("2000-12-31", "2001-06-30")


def main():
    os.environ["REDRESS_CLOCK"] = "2026-01-01T12:00:00Z"
    if shutil.which("glpsol") is None:
        print("skipped: no program glpsol (Debian: glpk-utils)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for book, days in books(folder):
            for day in days:
                look(book, day)
                attack(book, day)
    check(results["hidden"] > 100, "there was something to attack")
    print("%d hidden counts attacked" % results["hidden"])
    print("%d passed, %d failed" % (results["passed"], results["failed"]))
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
