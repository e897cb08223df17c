#!/usr/bin/python3
"""The auditors' pack seen from outside: by openpyxl, LibreOffice, a ZIP
reader and an auditor who types over a cell.

    check_pack.py [--redress BIN] [--fixtures DIR] [--keep]

BIN and DIR default to $REDRESS and $FIXTURES. Closes with: N passed, N failed.
"""

import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True
import check_workbook as workbook  # noqa: E402
import events  # noqa: E402
import mutants  # noqa: E402

# REPORTS.md section 2, in sheet order; behind them what else a pack has.
SHEETS = ["Cover", "Summary", "Aged awards", "Aged grants", "Aged assets",
          "Contributions", "Recoveries", "Fund", "Scenario", "Cohorts", "Statistics",
          "Exceptions",
          "Trial balance", "Proofs", "Runs", "Journal", "Notes",
          "Controls"]
LATER = "event,id,date,case,article,province\n" \
        "case.opened,LATER-%d,2009-04-0%d,LATER-%d,181,Minsk\n"


def pack(desk, book, as_of, path, *more, **options):
    return desk.run("report", "monthly", "-b", book, "--as-of", as_of,
                    "--out", path, *more, **options)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def check_frame(checks, what, path, as_of):
    """Every sheet in its place, ready to print, with nothing hidden."""
    book = workbook.load(path, False)
    checks.equal(what + ": sheets", book.sheetnames, SHEETS)
    for sheet in book:
        name = "%s: %s" % (what, sheet.title)
        checks.equal(name + ": paper", (
            sheet.sheet_state, sheet.page_setup.paperSize,
            sheet.page_setup.orientation), ("visible", 9, "landscape"))
        checks.true(name + ": head and foot", as_of in
                    str(sheet.oddHeader.right.text) and
                    "Page" in str(sheet.oddFooter.right.text))
        if sheet.auto_filter.ref is None:
            continue
        head = int(re.match(r"A(\d+):", sheet.auto_filter.ref).group(1))
        checks.equal(name + ": repeated rows", sheet.print_title_rows,
                     "$%d:$%d" % (head, head))
        checks.true(name + ": frozen", (sheet.freeze_panes or "").endswith(
            str(head + 1)))


def check_details(checks, desk, what, book, as_of, path):
    """The rows of a sheet are those of the report's CSV."""
    for name, title in (("aged-awards", "Aged awards"),
                        ("aged-contributions", "Contributions")):
        sheet, head = workbook.detail_of(workbook.load(path, True), title)
        rows = desk.rows(book, name, as_of)[1:]
        last = int(re.search(r":[A-Z]+(\d+)$",
                             sheet.auto_filter.ref).group(1))
        checks.equal("%s: rows of %s" % (what, title), last - head,
                     max(1, len(rows)))
        checks.equal("%s: codes of %s" % (what, title), [
            sheet.cell(head + 1 + n, 1).value for n in range(len(rows))],
            [row[0] for row in rows])


def check_links(checks, what, path):
    """From the summary to the rows, from a row to its journal."""
    book = workbook.load(path, True)
    journal = book["Journal"]
    linked, wrong = 0, []
    for title in ("Aged awards", "Aged grants", "Aged assets",
                  "Contributions"):
        sheet, head = workbook.detail_of(book, title)
        for row in range(head + 1, sheet.max_row + 1):
            link = sheet.cell(row, 1).hyperlink
            if link is None:
                continue
            linked += 1
            at = re.match(r"'?Journal'?!A(\d+)$", link.location)
            items = {cell.value for cell in journal[at.group(1)]} \
                if at else set()
            if sheet.cell(row, 1).value not in items:
                wrong.append((title, row, link.location))
    checks.equal(what + ": links that lead elsewhere", wrong[:5], [])
    checks.true(what + ": codes are linked", linked > 10)
    targets = {cell.hyperlink.location.split("!")[0].strip("'")
               for row in book["Summary"].iter_rows() for cell in row
               if cell.hyperlink}
    checks.equal(what + ": where the summary leads", targets,
                 {"Aged awards", "Fund", "Aged grants"})
    contents = {cell.hyperlink.location.split("!")[0].strip("'")
                for row in book["Cover"].iter_rows() for cell in row
                if cell.hyperlink}
    checks.equal(what + ": contents", contents, set(SHEETS) - {"Cover"})


def check_charts(checks, what, path):
    """Each with a title, two axis titles, and words for who cannot see."""
    archive = zipfile.ZipFile(path)
    parts = [archive.read(name).decode() for name in archive.namelist()
             if name.startswith("xl/charts/chart")]
    checks.true(what + ": charts", len(parts) >= 6)
    checks.equal(what + ": titles of a chart", {
        part.count("<c:title>") for part in parts}, {3})
    drawings = "".join(archive.read(name).decode()
                       for name in archive.namelist()
                       if name.startswith("xl/drawings/drawing"))
    checks.equal(what + ": charts with a description", len(re.findall(
        r'descr="[^"]{40,}"', drawings)), len(parts))
    values = [re.search(r"<c:numCache>.*?</c:numCache>", part, re.S)
              for part in parts]
    checks.true(what + ": charts keep their values", all(
        match and "<c:v>" in match.group(0) for match in values))


def check_names(checks, what, path):
    """Nothing that the library lets pass and Excel does not."""
    book = workbook.load(path, False)
    names = book.sheetnames
    checks.equal(what + ": names of sheets", [
        name for name in names
        if not re.fullmatch(r"[A-Z][A-Za-z]*( [a-z0-9]+)*", name)
        or len(name) > 31 or name.lower() == "history"
        or re.fullmatch(r"[A-Z]{1,3}[0-9]+", name)], [])
    checks.equal(what + ": names that differ in case alone",
                 len({name.casefold() for name in names}), len(names))
    checks.equal(what + ": defined names", list(
        book.defined_names.definedName), [])
    archive = zipfile.ZipFile(path)
    parts = archive.namelist()
    checks.equal(what + ": tables, macros, links to other files", [
        part for part in parts
        if re.search("tables/|vba|external|calcChain", part)], [])
    checks.equal(what + ": addresses outside", [
        part for part in parts if part.endswith(".rels")
        and b'TargetMode="External"' in archive.read(part)], [])
    volatile = re.compile(r"\b(TODAY|NOW|OFFSET|INDIRECT|RAND)\(")
    checks.equal(what + ": volatile formulas", [
        at for _, at, formula in workbook.formulas(book)
        if volatile.search(formula)], [])
    for sheet in book:
        cells = [cell for area in sheet.merged_cells.ranges
                 for cell in area.cells]
        checks.equal("%s: %s: merges that overlap, or of one cell" % (
            what, sheet.title), (len(cells) - len(set(cells)), [
                str(area) for area in sheet.merged_cells.ranges
                if area.size["rows"] * area.size["columns"] < 2]), (0, []))
        checks.true("%s: %s: links" % (what, sheet.title), sum(
            1 for row in sheet.iter_rows() for cell in row
            if cell.hyperlink) < 65530)


def check_too_large(checks, desk):
    """An amount of more digits than a number of a spreadsheet holds stands
    as text, and the control over it says that it cannot say."""
    amount = "9999999999999.999"
    path = desk.path("large.csv")
    events.write(path, list(events.award(1, "C-1", "Minsk", amount, "KWD",
                                         "2010-03-01")))
    book = desk.book("too-large", [path])
    path = desk.path("too-large.xlsx")
    checks.equal("too large: exit code", pack(
        desk, book, "2015-12-31", path).returncode, 0)
    sheet, head = workbook.detail_of(workbook.load(path, True), "Aged awards")
    texts = [cell.value for cell in sheet[head + 1]]
    checks.true("too large: as text", "9,999,999,999,999.999" in texts)
    results = {row[8] for row in workbook.read_controls(path)}
    checks.true("too large: not checked", "NOT CHECKED" in results)
    checks.equal("too large: all controls", workbook.master(path), "FAIL")
    workbook.check_well_formed(checks, "too large", path)


EXCELJS = """
const Excel = require("exceljs"), book = new Excel.Workbook();
book.xlsx.readFile(process.argv[1]).then(() => {
    const found = {};
    book.eachSheet(sheet => {
        let count = 0;
        sheet.eachRow(row => row.eachCell(cell => {
            if (cell.text !== "" || cell.result !== undefined) count++;
        }));
        found[sheet.name] = count;
    });
    console.log(JSON.stringify(found));
});
"""


def check_exceljs(checks, desk, path):
    """Another reader, where the machine has it (NODE_PATH)."""
    if shutil.which("node") is None:
        print("not checked: there is no node for exceljs")
        return
    done = subprocess.run(["node", "-e", EXCELJS, path], capture_output=True)
    if done.returncode != 0:
        print("not checked: exceljs is not there (npm install exceljs, "
              "NODE_PATH)")
        return
    wanted = {sheet.title: sum(
        1 for row in sheet.iter_rows() for cell in row
        if cell.value not in (None, ""))
        for sheet in workbook.load(path, True)}
    found = json.loads(done.stdout)
    checks.equal("exceljs: sheets", list(found), list(wanted))
    checks.equal("exceljs: cells", {
        name: (found.get(name), count) for name, count in wanted.items()
        if found.get(name, 0) < count}, {})


def check_bytes(checks, desk, book, as_of, path):
    """By another user, folder, zone, locale and clock; after an import, and
    after one that failed, of what was known before them."""
    first = read(path)
    other = desk.path("other place")
    os.makedirs(os.path.join(other, "tmp"))
    elsewhere = {"TZ": "Asia/Tokyo", "LC_ALL": "be_BY.UTF-8",
                 "LANG": "de_DE.UTF-8", "HOME": "/nowhere",
                 "LOGNAME": "other", "USER": "other",
                 "TMPDIR": os.path.join(other, "tmp"),
                 "REDRESS_CLOCK": "2026-02-10T01:02:03Z"}
    again = os.path.join(other, "again.xlsx")
    pack(desk, book, as_of, again, cwd=other, env=elsewhere)
    checks.true("pack: the same bytes elsewhere", read(again) == first)
    checks.equal("pack: nothing is left there", sorted(os.listdir(other)),
                 ["again.xlsx", "tmp"])
    known = desk.rows(book, "journal", "2099-12-31")[-1][0]
    bad = desk.path("bad.csv")
    with open(bad, "w") as file:
        file.write(LATER.replace("2009-04-0", "2009-14-0") % (1, 1, 1))
    checks.equal("pack: an import that fails", desk.run(
        "import", "-q", "-b", book, bad).returncode, 65)
    pack(desk, book, as_of, again)
    checks.true("pack: the same bytes after it", read(again) == first)
    good = desk.path("good.csv")
    with open(good, "w") as file:
        file.write(LATER % (2, 2, 2))
    desk.must("import", "-q", "-b", book, good)
    pack(desk, book, as_of, again, "--known-at", "entry:" + known)
    checks.true("pack: the same bytes after a later import",
                read(again) == first)
    pack(desk, book, as_of, again)
    checks.true("pack: the later import shows", read(again) != first)


def check_mutants(checks, desk, path):
    """One changed detail amount, on any sheet, and a control says FAIL."""
    files = mutants.sample(path, desk.path("mutants-pack"))
    order = sorted(files)
    count = 0
    for kind, other in zip(order, desk.convert([files[kind][0]
                                                for kind in order])):
        changed = files[kind][1]
        failed = {row[0] for row in workbook.read_controls(other)
                  if row[8] == "FAIL"}
        checks.equal("pack: %s: where controls fail" % kind, failed,
                     set(changed))
        checks.equal("pack: %s: all controls" % kind, workbook.master(other),
                     "FAIL" if changed else "OK")
        count += len(changed)
    print("%d mutants of the pack" % count)


def check_recalculated(checks, desk, packs):
    count = 0
    for (what, path), other in zip(packs, desk.convert(
            [path for _, path in packs])):
        count += workbook.check_recalculated(checks, what, path, other)
        checks.equal(what + ": stored master control",
                     workbook.master(path), "OK")
        checks.equal(what + ": recalculated", workbook.master(other), "OK")
    print("%d formulas recalculated" % count)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(workbook.ROOT, "fixtures")))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    checks = workbook.Checks()
    folder = tempfile.mkdtemp(prefix="pack-")
    try:
        desk = workbook.Desk(os.path.realpath(options.redress), folder)
        fixtures = options.fixtures
        books = (
            ("belarus", "2012-05-31", sorted(
                glob.glob(os.path.join(fixtures, "belarus", "0*.csv")) +
                glob.glob(os.path.join(fixtures, "belarus/later/*.csv")),
                key=os.path.basename)),
            ("history", "2015-12-31", sorted(glob.glob(
                os.path.join(fixtures, "history", "history-*.csv")))),
            ("hostile", "2015-12-31",
             [events.hostile(desk.path("hostile.csv"))]),
            ("empty", "2015-12-31", []))
        packs = []
        for name, as_of, files in books:
            desk.must("init", "-q", "-b", desk.path(name))
            if files:
                desk.must("import", "-q", "-b", desk.path(name), *files)
            path = desk.path(name + ".xlsx")
            done = pack(desk, desk.path(name), as_of, path)
            checks.equal(name + ": exit code, sentence",
                         (done.returncode, done.stderr), (0, b""))
            check_frame(checks, name, path, as_of)
            workbook.check_well_formed(checks, name, path)
            check_details(checks, desk, name, desk.path(name), as_of, path)
            packs.append((name, path))
        check_recalculated(checks, desk, packs)
        workbook.check_pages(checks, desk, packs[0][1])
        check_bytes(checks, desk, desk.path("belarus"), "2012-05-31",
                    packs[0][1])
        check_mutants(checks, desk, packs[0][1])
        for name, path in packs[:2]:
            check_links(checks, name, path)
            check_charts(checks, name, path)
            check_names(checks, name, path)
        check_too_large(checks, desk)
        check_exceljs(checks, desk, packs[1][1])
    finally:
        if options.keep:
            print("kept: " + folder)
        else:
            shutil.rmtree(folder)
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
