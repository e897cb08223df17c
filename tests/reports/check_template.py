#!/usr/bin/python3
"""Empty event files as another program sees them (openpyxl, csv).

Every event alone, and all together: the columns are those that the listing
names, required ones first; in the workbook all cells are text, each list
lies on the sheet Lists and each head has its note; a file of the head alone
is accepted. Closes with: N passed, N failed.
"""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile

import openpyxl

REDRESS = os.environ.get("REDRESS", "build/debug/redress")
FIRST = ["event", "id", "date"]
results = {"passed": 0, "failed": 0}


def check(good, what):
    results["passed" if good else "failed"] += 1
    if not good:
        print("FAILED: " + what)


def run(*arguments):
    return subprocess.run([REDRESS, *arguments], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)


def listing():
    """{event: (required columns, optional columns)} from the listing."""
    events = {}
    for line in run("template").stdout.splitlines():
        match = re.fullmatch(r"([a-z]+\.[a-z-]+)\s+([^;]*)(?:; (.*))?", line)
        if match:
            name, required, optional = match.groups()
            events[name] = (required.split(", "),
                            optional.split(", ") if optional else [])
    return events


def check_csv(names, events, folder):
    done = run("template", *names)
    heads = next(csv.reader(io.StringIO(done.stdout)))
    needed = set(FIRST).union(*(events[name][0] for name in names))
    check(done.returncode == 0 and done.stdout.count("\n") == 1,
          "%s: one row" % names)
    check(heads[:3] == FIRST and set(heads[:len(needed)]) == needed,
          "%s: required columns first" % names)
    check(all(column in heads for name in names for column in
              events[name][1] + ["since", "corrects", "document", "note"]),
          "%s: optional columns" % names)
    path = os.path.join(folder, "empty.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(done.stdout)
    check(run("check", path).returncode == 0, "%s: accepted" % names)
    return heads


def check_lists(name, book, heads):
    lists = book["Lists"]
    titles = {cell.value: cell.column_letter for cell in lists[1]}
    for rule in book["Events"].data_validations.dataValidation:
        letter = str(rule.sqref).split(":", maxsplit=1)[0].rstrip("0123456789")
        column = heads[openpyxl.utils.column_index_from_string(letter) - 1]
        match = re.fullmatch(r"'Lists'!\$([A-Z]+)\$2(?::\$\1\$(\d+))?",
                             rule.formula1)
        check(match is not None and match[1] == titles.get(column),
              "%s: the list of %s" % (name, column))
        last = int(match[2] or 2)
        check(lists[match[1] + str(last)].value is not None and
              lists[match[1] + str(last + 1)].value is None,
              "%s: the whole list of %s" % (name, column))


def check_book(names, heads, folder):
    path = os.path.join(folder, "empty.xlsx")
    done = run("template", *names, "--format", "xlsx", "--out", path)
    name = names[0] if len(names) == 1 else "all events"
    check(done.returncode == 0, "%s: a workbook: %s" % (name, done.stderr))
    book = openpyxl.load_workbook(path)
    sheet = book["Events"]
    check(book.sheetnames == ["Events", "Lists"], "%s: its sheets" % name)
    check([cell.value for cell in sheet[1]] == heads,
          "%s: the heads of the CSV file" % name)
    check(sheet.max_row == 1, "%s: nothing below the heads" % name)
    check(all(cell.data_type == "s" and cell.number_format == "@"
              for tab in book for row in tab for cell in row
              if cell.value is not None), "%s: cells of text" % name)
    check(all(sheet.column_dimensions[cell.column_letter].number_format == "@"
              for cell in sheet[1]), "%s: columns of text" % name)
    check(all(cell.comment is not None and
              re.search(r"(Required|Optional)( by| for|\.)",
                        cell.comment.text) and
              (" %s: " % cell.value) in cell.comment.text
              for cell in sheet[1]), "%s: a note a column" % name)
    check_lists(name, book, heads)
    check(os.listdir(folder).count("empty.xlsx") == 1 and
          not [left for left in os.listdir(folder) if ".tmp" in left],
          "%s: nothing is left over" % name)


def main():
    events = listing()
    check(len(events) >= 58, "the listing has every event")
    with tempfile.TemporaryDirectory() as folder:
        for names in [[name] for name in events] + [list(events)]:
            heads = check_csv(names, events, folder)
            check_book(names, heads, folder)
    print("%d passed, %d failed" % (results["passed"], results["failed"]))
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
