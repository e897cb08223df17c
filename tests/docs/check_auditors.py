#!/usr/bin/env python3
"""Every indented line of docs/auditors.md and docs/exports.md runs as it stands.

    check_auditors.py [--redress BIN] [--fixtures DIR]

The book (`book`, on the second page `BOOK`) is made from fixtures/belarus; a line that ends with another code
than 0 fails. Closes with: N passed, N failed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def lines_of(page):
    """The commands of a page: one that leaves a quote open goes on."""
    lines = []
    with open(os.path.join(ROOT, "docs", page)) as text:
        for line in text:
            if not line.startswith("    "):
                continue
            line = line.strip()
            if lines and lines[-1].count('"') % 2:
                lines[-1] += " " + line
            else:
                lines.append(line)
    return lines


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--redress", default=os.environ.get("REDRESS"))
    p.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(ROOT, "fixtures")))
    a = p.parse_args()
    env = dict(os.environ, REDRESS_CLOCK="2026-01-01T12:00:00Z", LC_ALL="C.UTF-8")
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="redress-auditor-") as folder:
        bin_ = os.path.join(folder, "bin")
        os.mkdir(bin_)
        shutil.copy2(a.redress, os.path.join(bin_, "redress"))
        env["PATH"] = bin_ + os.pathsep + env["PATH"]
        desk = os.path.join(folder, "desk")
        os.mkdir(desk)

        def sh(line):
            return subprocess.run(["sh", "-c", line], cwd=desk, env=env,
                                  text=True, capture_output=True,
                                  stdin=subprocess.DEVNULL)

        assert sh("redress init -q book").returncode == 0
        belarus = os.path.join(a.fixtures, "belarus")
        for name in sorted(os.listdir(belarus)):
            if name.endswith(".csv"):
                done = sh("redress import -q -b book '%s'"
                          % os.path.join(belarus, name))
                assert done.returncode == 0, done.stderr
        os.symlink("book", os.path.join(desk, "BOOK"))
        for line in lines_of("auditors.md") + lines_of("exports.md"):
            done = sh(line)
            if done.returncode == 0:
                passed += 1
            else:
                failed += 1
                print("FAILED %s\n  exit %d %s%s" % (
                    line, done.returncode, done.stdout[-400:],
                    done.stderr[-400:]))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0 or not passed


if __name__ == "__main__":
    sys.exit(main())
