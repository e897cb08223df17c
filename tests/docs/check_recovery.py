#!/usr/bin/env python3
"""docs/recovery.md, followed literally: each damage, what is seen, what mends.

    check_recovery.py [--redress BIN] [--fixtures DIR]

For each section a desk is laid out anew: `book`, its `backups`, the files
that were posted since, `head.kept`. The section's comment `<!-- done: ... -->`
is done to it; then each indented `$` line is typed, and must answer what
stands below it ([..] is anything; a line that is only [..] any number of
lines) and end with 0, or with the code behind `?`.
Closes with: N passed, N failed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DAYS = (("thursday", ("01-cases", "02-claims")),
        ("friday", ("03-decisions",)),
        ("monday", ("06-contributions",)), ("tuesday", ("07-reviews",)))


def sections():
    """(heading, what is done, [(command, answer lines, code)])."""
    heading, done, steps = "", None, []
    with open(os.path.join(ROOT, "docs", "recovery.md")) as page:
        for line in page:
            if line.startswith("## "):
                if done is not None or steps:
                    yield heading, done, steps
                heading, done, steps = line[3:].strip(), None, []
            elif line.startswith("<!-- done: "):
                done = line[len("<!-- done: "):].rstrip().removesuffix(" -->")
            elif line.startswith("    $ "):
                steps.append([line[6:].rstrip("\n"), [], 0])
            elif line.startswith("    ? "):
                steps[-1][2] = int(line[6:])
            elif line.startswith("    "):
                steps[-1][1].append(line[4:].rstrip("\n"))
    yield heading, done, steps


def pattern(lines):
    parts = []
    for line in lines:
        if line == "[..]":
            parts.append("(?:.*\n)*?")
        else:
            parts.append(".*".join(map(re.escape, line.split("[..]"))) + "\n")
    return "".join(parts)


class Desk:
    def __init__(self, options, folder):
        self.folder = folder
        bin_ = os.path.join(folder, "bin")
        os.mkdir(bin_)
        shutil.copy2(options.redress, os.path.join(bin_, "redress"))
        self.env = dict(os.environ, LC_ALL="C.UTF-8",
                        PATH=bin_ + os.pathsep + os.environ["PATH"])
        self.first = os.path.join(folder, "first")
        os.mkdir(self.first)
        self.lay(os.path.join(options.fixtures, "belarus"))

    def sh(self, line, where, day=9):
        env = dict(self.env, REDRESS_CLOCK="2026-01-%02dT11:00:00Z" % day)
        return subprocess.run(["sh", "-c", line], cwd=where, env=env,
                              text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, errors="replace")

    def must(self, line, day=9):
        done = self.sh(line, self.first, day)
        assert done.returncode == 0, (line, done.stdout)
        return done.stdout

    def lay(self, belarus):
        self.must("mkdir backups && redress init -q book")
        for day, (name, files) in enumerate(DAYS, 1):
            for file in files:
                self.must("cp '%s/%s.csv' ." % (belarus, file))
            if len(files) == 1:
                self.must("mv %s.csv %s.csv" % (files[0], name))
                files = (name,)
            if name == "tuesday":
                break
            for file in files:
                self.must("redress import -q -b book %s.csv" % file, day)
            if name in ("thursday", "friday"):
                self.must("redress backup -q backups/%s -b book" % name, day)
        self.must("redress verify -b book | sed -n 's/^head: //p' > head.kept")
        self.must("umask 077; echo secret > pass; REDRESS_PASSPHRASE_FILE=pass"
                  " redress init -q --encrypt secret && redress import -q -b"
                  " secret --passphrase-file pass 01-cases.csv")

    def follow(self, number, done, steps):
        """Failures of one section."""
        where = os.path.join(self.folder, "desk-%d" % number)
        subprocess.run(["cp", "-a", "--sparse=always", self.first, where],
                       check=True)
        if done is not None:
            ruin = self.sh(done, where)
            if ruin.returncode != 0:
                return ["%s: %s" % (done, ruin.stdout)]
        failures = []
        for command, answer, code in steps:
            did = self.sh(command, where)
            if did.returncode != code or not re.fullmatch(
                    pattern(answer), did.stdout):
                failures.append("$ %s\n  exit %d, not %d: %s" % (
                    command, did.returncode, code, did.stdout[-600:]))
        shutil.rmtree(where)
        return failures


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--redress", default=os.environ.get("REDRESS"))
    p.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(ROOT, "fixtures")))
    options = p.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="redress-recovery-") as folder:
        desk = Desk(options, folder)
        for number, (heading, done, steps) in enumerate(sections()):
            failures = desk.follow(number, done, steps)
            passed += len(steps) - len(failures)
            failed += len(failures)
            for failure in failures:
                print("FAILED %s: %s" % (heading, failure))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0 or passed < 30


if __name__ == "__main__":
    sys.exit(main())
