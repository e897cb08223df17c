#!/usr/bin/python3
"""Workbooks seen from outside: by openpyxl, LibreOffice and a ZIP reader.

    check_workbook.py [--redress BIN] [--fixtures DIR] [--keep]

BIN and DIR default to $REDRESS and $FIXTURES. Nothing of redress computes
what is expected here: cells come from its CSV, formulas from LibreOffice.
Closes with: N passed, N failed.
"""

import argparse
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
import warnings
import zipfile
from xml.etree import ElementTree

import openpyxl

sys.dont_write_bytecode = True
import events  # noqa: E402
import faults  # noqa: E402
import mutants  # noqa: E402

CLOCK = "2026-01-01T12:00:00Z"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))
MONEY = {"awarded", "uncollected", "held", "unclaimed", "paid", "direct",
         "advanced", "excess", "outstanding", "proposed", "approved",
         "bound", "received", "amount", "balance"}
DAYS = {"decided", "in_force", "first_paid", "last_paid", "writ_expires",
        "proposed_on", "approved_on", "bound_on", "received_on", "date",
        "since"}
NUMBERS = {"days", "net_days", "seq", "run"}
DIGITS = {"BYR": 0, "KWD": 3}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

warnings.simplefilter("ignore")


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def equal(self, what, got, wanted):
        if got == wanted:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s: %r, not %r" % (what, got, wanted))

    def true(self, what, got):
        self.equal(what, bool(got), True)


class Desk:
    """A folder to work in, the program, and LibreOffice."""

    def __init__(self, redress, folder):
        self.redress, self.folder = redress, folder
        self.office = os.path.join(folder, "profile")
        os.makedirs(os.path.join(self.office, "user"))
        with open(os.path.join(self.office, "user",
                               "registrymodifications.xcu"), "w") as file:
            file.write(PROFILE)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, **options):
        environment = {"PATH": os.environ["PATH"], "REDRESS_CLOCK": CLOCK,
                       "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        environment.update(options.pop("env", {}))
        return subprocess.run([self.redress] + list(arguments),
                              env=environment, capture_output=True, **options)

    def must(self, *arguments, **options):
        done = self.run(*arguments, **options)
        if done.returncode != 0:
            raise SystemExit("%s: %d\n%s" % (" ".join(arguments),
                                             done.returncode,
                                             done.stderr.decode()))
        return done.stdout

    def book(self, name, files):
        self.must("init", "-b", self.path(name))
        self.must("import", "-b", self.path(name), *files)
        return self.path(name)

    def report(self, book, name, as_of, path, *more, **options):
        return self.run("report", name, "-b", book, "--as-of", as_of,
                        "--format", "xlsx", "--out", path, *more, **options)

    def rows(self, book, name, as_of, *more):
        text = self.must("report", name, "-b", book, "--as-of", as_of,
                         "--format", "csv", *more).decode()
        return list(csv.reader(io.StringIO(text, newline="")))

    def convert(self, files, kind="xlsx"):
        """LibreOffice recalculates the files; paths of what it made."""
        out = self.path("office")
        os.makedirs(out, exist_ok=True)
        made = [os.path.join(out, os.path.splitext(os.path.basename(f))[0]
                             + "." + kind) for f in files]
        for path in made:
            if os.path.exists(path):
                os.unlink(path)
        subprocess.run(["soffice", "-env:UserInstallation=file://"
                        + self.office, "--headless", "--convert-to", kind,
                        "--outdir", out] + files, capture_output=True,
                       timeout=900, cwd=self.folder)
        return made


def load(path, values):
    return openpyxl.load_workbook(path, data_only=values)


def master(path):
    cover = openpyxl.load_workbook(path, data_only=True,
                                   read_only=True)["Cover"]
    for row in cover.iter_rows(min_row=1, max_row=12, max_col=2):
        if row[0].value == "All controls":
            return row[1].value
    return None


def formulas(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value


def check_recalculated(checks, what, original, recalculated):
    """Every formula's stored result is the one LibreOffice comes to."""
    stored, other = load(original, True), load(recalculated, True)
    count, wrong = 0, []
    for sheet, at, formula in formulas(load(original, False)):
        got, wanted = stored[sheet][at].value, other[sheet][at].value
        count += 1
        if got != wanted:
            wrong.append((sheet, at, got, wanted, formula[:80]))
    checks.equal(what + ": formulas that come out otherwise", wrong[:5], [])
    checks.true(what + ": there are formulas", count > 10)
    return count


def shown(cell, column, currency):
    """A cell as the CSV writes it."""
    value = cell.value
    if value is None:
        return ""
    if column in DAYS and not isinstance(value, str):
        return value.date().isoformat()
    if column in MONEY and not isinstance(value, str):
        digits = DIGITS.get(currency, 2)
        return str(decimal.Decimal(repr(value)).quantize(
            decimal.Decimal(1).scaleb(-digits)))
    if column in NUMBERS:
        return str(value)
    return value.replace("_\u200bx", "_x")


def detail_of(book, title):
    """(sheet, row of the column titles) of the first sheet of rows."""
    sheet = book[title]
    reference = sheet.auto_filter.ref
    return sheet, int(re.match(r"A(\d+):", reference).group(1))


def last_of(sheet):
    """The last row of the table; subtotals stand below it."""
    return int(re.search(r"(\d+)$", sheet.auto_filter.ref).group(1))


def expected_format(column, currency):
    if column in DAYS:
        return "yyyy-mm-dd"
    if column in MONEY:
        digits = DIGITS.get(currency, 2)
        return "#,##0" + "." * (digits > 0) + "0" * digits
    return "0" if column in NUMBERS else "@"


def check_cells(checks, what, path, rows, title):
    """Each cell of the table is the CSV's, typed and formatted."""
    book = load(path, True)
    sheet, head = detail_of(book, title)
    columns, wrong, formats = rows[0], [], []
    for number, row in enumerate(rows[1:], head + 1):
        currency = row[columns.index("currency")] \
            if "currency" in columns else ""
        for index, text in enumerate(row):
            cell = sheet.cell(number, index + 1)
            column = columns[index]
            if text.startswith("'") and column not in MONEY:
                text = text[1:]
            if shown(cell, column, currency) != text:
                wrong.append((cell.coordinate, cell.value, text))
            if cell.value is not None and cell.number_format != \
                    expected_format(column, currency):
                formats.append((cell.coordinate, cell.number_format))
    checks.equal(what + ": cells unlike the CSV", wrong[:5], [])
    checks.equal(what + ": formats", formats[:5], [])
    checks.equal(what + ": last row", last_of(sheet),
                 head + max(1, len(rows) - 1))
    checks.equal(what + ": titles", sum(
        1 for i in range(len(columns)) if sheet.cell(head, i + 1).value),
        len(columns))


def check_frame(checks, what, path, title, as_of):
    """Freeze panes, filter, print set-up, nothing hidden, properties."""
    book = load(path, False)
    sheet, head = detail_of(book, title)
    checks.equal(what + ": freeze panes", sheet.freeze_panes,
                 "B%d" % (head + 1))
    checks.equal(what + ": repeated rows", sheet.print_title_rows,
                 "$%d:$%d" % (head, head))
    for page in book:
        name = what + ": " + page.title
        checks.equal(name + ": state", page.sheet_state, "visible")
        checks.equal(name + ": paper", (page.page_setup.paperSize,
                                        page.page_setup.orientation),
                     (9, "landscape"))
        checks.equal(name + ": hidden columns", [
            c for c, d in page.column_dimensions.items() if d.hidden], [])
        checks.true(name + ": foot", "Page &P of &N" in
                    re.sub(r"&\[Page\]", "&P", re.sub(
                        r"&\[Pages\]", "&N", str(page.oddFooter.right.text))))
        checks.true(name + ": head", as_of in
                    str(page.oddHeader.right.text))
    checks.equal(what + ": created", book.properties.created,
                 datetime.datetime.fromisoformat(as_of + "T23:59:59"))
    parts = zipfile.ZipFile(path).namelist()
    checks.equal(what + ": macros and links", [
        p for p in parts if "vba" in p.lower() or "external" in p.lower()],
        [])


def check_well_formed(checks, what, path):
    bad = []
    archive = zipfile.ZipFile(path)
    for part in archive.namelist():
        try:
            ElementTree.fromstring(archive.read(part))
        except ElementTree.ParseError as error:
            bad.append((part, str(error)))
    checks.equal(what + ": parts that are not well-formed", bad, [])
    checks.equal(what + ": ZIP", archive.testzip(), None)


def check_same_bytes(checks, desk, book, path):
    """Another zone, locale, folder, temporary folder and user's name."""
    other = desk.path("elsewhere")
    os.makedirs(os.path.join(other, "tmp"))
    desk.report(book, "aged-awards", "2012-05-31", "again.xlsx", cwd=other,
                env={"TZ": "Asia/Tokyo", "LC_ALL": "be_BY.UTF-8",
                     "LANG": "de_DE.UTF-8", "HOME": "/nowhere",
                     "LOGNAME": "other", "USER": "other",
                     "TMPDIR": os.path.join(other, "tmp"),
                     "REDRESS_CLOCK": "2026-02-10T01:02:03Z"})
    with open(path, "rb") as first, \
            open(os.path.join(other, "again.xlsx"), "rb") as second:
        checks.true("the same bytes elsewhere", first.read() == second.read())
    checks.equal("nothing is left beside it", sorted(os.listdir(other)),
                 ["again.xlsx", "tmp"])
    checks.equal("nothing is left in TMPDIR",
                 os.listdir(os.path.join(other, "tmp")), [])


def check_chart(checks, path):
    archive = zipfile.ZipFile(path)
    chart = archive.read("xl/charts/chart1.xml").decode()
    drawing = archive.read("xl/drawings/drawing1.xml").decode()
    checks.true("the chart has titles", chart.count("<c:title>") == 3)
    checks.true("the chart is stacked", 'val="stacked"' in chart)
    checks.true("the chart has words for who cannot see it",
                'descr="Stacked columns' in drawing)
    sheets = load(path, True)
    checks.equal("sheets", sheets.sheetnames,
                 ["Cover", "Summary", "Aged awards", "Controls"])


def check_belarus(checks, desk, fixtures):
    files = sorted(glob.glob(os.path.join(fixtures, "belarus", "0*.csv")))
    book = desk.book("belarus", files)
    made = []
    for name, as_of, more in (("aged-awards", "2009-05-31", ()),
                              ("aged-awards", "2012-05-31", ()),
                              ("aged-awards", "2012-05-31", ("--all",)),
                              ("aged-awards", "2001-01-01", ()),
                              ("aged-contributions", "2012-05-31", ()),
                              ("balances", "2012-05-31", ()),
                              ("balances", "2012-05-31", ("--items",)),
                              ("journal", "2012-05-31", ())):
        what = " ".join((name, as_of) + more)
        path = desk.path(what.replace(" ", "_") + ".xlsx")
        done = desk.report(book, name, as_of, path, *more)
        checks.equal(what + ": exit code", done.returncode, 0)
        checks.equal(what + ": silence", done.stderr, b"")
        title = name.capitalize().replace("-", " ")
        check_cells(checks, what, path, desk.rows(book, name, as_of, *more),
                    title)
        check_frame(checks, what, path, title, as_of)
        check_well_formed(checks, what, path)
        made.append((what, path))
    count = 0
    for (what, path), other in zip(made, desk.convert([p for _, p in made])):
        count += check_recalculated(checks, what, path, other)
        checks.equal(what + ": stored master control", master(path), "OK")
        checks.equal(what + ": recalculated", master(other), "OK")
    print("%d formulas recalculated" % count)
    check_same_bytes(checks, desk, book, made[1][1])
    check_chart(checks, made[1][1])
    check_pages(checks, desk, made[1][1])
    return book, made[1][1]


def check_pages(checks, desk, path):
    """Nothing is cut: no ### on the pages, each with its number."""
    if shutil.which("pdftotext") is None:
        return
    pdf = desk.convert([path], "pdf")[0]
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"],
                          capture_output=True).stdout.decode()
    checks.true("no ### on the pages", "###" not in text)
    checks.true("pages are counted", "Page 1 of " in text)


def check_mutants(checks, desk, path, name, whole):
    """One changed cell, and the master control says FAIL."""
    files = mutants.make(path, "Aged awards", desk.path("mutants-" + name),
                         whole)
    base = files.pop("nothing")
    order = sorted(files)
    made = desk.convert([base] + [files[what] for what in order])
    checks.equal("%s: untouched" % name, master(made[0]), "OK")
    for what, other in zip(order, made[1:]):
        checks.equal("%s: %s" % (name, what), master(other), "FAIL")
    print("%d mutants of %s" % (len(order), name))


def check_hostile(checks, desk):
    """Text that would be a formula, an escape, a tag or a line's end."""
    book = desk.book("hostile", [events.hostile(desk.path("hostile.csv"))])
    path = desk.path("hostile.xlsx")
    desk.report(book, "aged-awards", "2015-12-31", path, "--all")
    rows = desk.rows(book, "aged-awards", "2015-12-31", "--all")
    check_cells(checks, "hostile", path, rows, "Aged awards")
    check_well_formed(checks, "hostile", path)
    sheet, head = detail_of(load(path, False), "Aged awards")
    checks.equal("hostile: formulas among the rows", [
        c.coordinate for row in sheet.iter_rows(
            min_row=head, max_row=last_of(sheet)) for c in row
        if c.data_type == "f"], [])
    texts = {c.value for row in sheet.iter_rows(min_row=head) for c in row
             if isinstance(c.value, str)}
    for text in events.HOSTILE:
        text = text.replace("_x0041_", "_\u200bx0041_")
        checks.true("hostile: %r stands there" % text, text in texts)
    check_recalculated(checks, "hostile", path, desk.convert([path])[0])
    return path


def check_large(checks, desk):
    """Above the threshold memory is flat, and the look the same."""
    book = desk.book("large", [events.many(desk.path("many.csv"), 20050)])
    path = desk.path("large.xlsx")
    checks.equal("large: exit code", desk.report(
        book, "aged-awards", "2015-12-31", path).returncode, 0)
    archive = zipfile.ZipFile(path)
    sheet = archive.read("xl/worksheets/sheet3.xml")
    # A title, a note, a total and the head above; four of subtotals below.
    checks.equal("large: rows", sheet.count(b"<row "), 20050 + 4 + 4)
    checks.true("large: texts stand inline", b'inlineStr' in sheet)
    checks.equal("large: stored", master(path), "OK")
    stored = read_controls(path)
    other = read_controls(desk.convert([path])[0])
    checks.equal("large: controls recalculated", other, stored)
    checks.true("large: controls hold", len(stored) > 50 and
                {row[-1] for row in stored} == {"OK"})
    return book


def read_controls(path):
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    return [row[:9] for row in book["Controls"].iter_rows(
        min_row=5, values_only=True) if row[8] is not None]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(ROOT, "fixtures")))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    checks = Checks()
    folder = tempfile.mkdtemp(prefix="workbook-")
    try:
        desk = Desk(os.path.realpath(options.redress), folder)
        book, path = check_belarus(checks, desk, options.fixtures)
        check_mutants(checks, desk, path, "belarus", True)
        hostile = check_hostile(checks, desk)
        check_mutants(checks, desk, hostile, "hostile", False)
        large = check_large(checks, desk)
        faults.check(checks, desk, book, large)
    finally:
        if options.keep:
            print("kept: " + folder)
        else:
            shutil.rmtree(folder)
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
