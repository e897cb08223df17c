#!/usr/bin/python3
"""A small pack, part by part, as it was when somebody looked at it.

    check_golden.py [--redress BIN] [--fixtures DIR] [--update]

The parts of the workbook stand in golden/, a tag a line, the build's version
left open. With --update they become what the program makes now: read the
difference as if by hand, and open the workbook. Closes with: N passed,
N failed.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
GOLDEN = os.path.join(HERE, "golden")
FILES = ("R04.csv", "R10.csv")
# The import is older than the as-of date's month: who made it is not shown.
IMPORTED, AS_OF = "2012-02-01T12:00:00Z", "2012-12-31"


def run(redress, folder, *arguments):
    subprocess.run([redress] + list(arguments), cwd=folder, check=True,
                   env={"PATH": os.environ["PATH"], "TZ": "UTC",
                        "REDRESS_CLOCK": IMPORTED, "LC_ALL": "C.UTF-8"})


def make(redress, fixtures, folder):
    """{name of a part: its text, a tag a line}"""
    for name in FILES:
        shutil.copy(os.path.join(fixtures, "mission", name), folder)
    run(redress, folder, "init", "-q", "-b", "book")
    run(redress, folder, "import", "-q", "-b", "book", *FILES)
    run(redress, folder, "report", "monthly", "-b", "book", "--as-of", AS_OF,
        "--out", "pack.xlsx")
    parts = {}
    with zipfile.ZipFile(os.path.join(folder, "pack.xlsx")) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            text = re.sub(r"redress \d+\.\d+\.\d+[^<]*", "redress VERSION",
                          text)
            parts[name.replace("/", "+")] = text.replace("><", ">\n<") + "\n"
    return parts


def golden():
    parts = {}
    for name in sorted(os.listdir(GOLDEN)):
        with open(os.path.join(GOLDEN, name), encoding="utf-8",
                  newline="") as file:
            parts[name] = file.read()
    return parts


def update(parts):
    shutil.rmtree(GOLDEN, ignore_errors=True)
    os.makedirs(GOLDEN)
    for name, text in parts.items():
        with open(os.path.join(GOLDEN, name), "w", encoding="utf-8",
                  newline="") as file:
            file.write(text)


def compare(parts, wanted):
    passed = failed = 0
    for name in sorted(set(parts) | set(wanted)):
        if parts.get(name) == wanted.get(name):
            passed += 1
            continue
        failed += 1
        print("FAILED %s:" % name)
        print("\n".join(list(difflib.unified_diff(
            wanted.get(name, "").splitlines(), parts.get(
                name, "").splitlines(), "golden", "made", lineterm="", n=1))
            [:20]))
    return passed, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(ROOT, "fixtures")))
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="golden-")
    try:
        parts = make(os.path.realpath(options.redress), options.fixtures,
                     folder)
    finally:
        shutil.rmtree(folder)
    if options.update:
        update(parts)
    passed, failed = compare(parts, golden())
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
