#!/usr/bin/env python3
"""Every change of a byte of a stored book is found by `verify`.

    sweep_flips.py [--redress BIN] [--count N] [--seed S]

A small book is made; then N times (default 200) a copy is damaged in one
place: a bit flipped, a byte replaced, two blocks of the journal swapped, the
file cut. `redress verify` must end with 70 and say what it found, or (where
the place makes the book unreadable) with a code of failure and a sentence;
a damaged book that is called proved is a failure.
Closes with: N passed, N failed.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile

CLOCK = "2026-01-01T12:00:00Z"
HERE = os.path.dirname(os.path.abspath(__file__))
FOUND = {70}


def run(redress, *words):
    env = dict(os.environ, REDRESS_CLOCK=CLOCK)
    done = subprocess.run([redress, *words], env=env, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode, done.stdout + done.stderr


def make_book(redress, book, fixtures):
    assert run(redress, "init", "-q", book)[0] == 0
    for name in sorted(os.listdir(os.path.join(fixtures, "belarus"))):
        if name.endswith(".csv"):
            code, said = run(redress, "import", "-q", "-b", book,
                             os.path.join(fixtures, "belarus", name))
            assert code == 0, said


def damage(path, dice):
    """One change of the file; says which."""
    size = os.path.getsize(path)
    with open(path, "r+b") as f:
        kind = dice.choice(["flip", "flip", "flip", "byte", "cut", "swap"])
        at = dice.randrange(size)
        if kind == "flip":
            f.seek(at)
            old = f.read(1)[0]
            f.seek(at)
            f.write(bytes([old ^ (1 << dice.randrange(8))]))
        elif kind == "byte":
            f.seek(at)
            old = f.read(1)[0]
            f.seek(at)
            f.write(bytes([(old + dice.randrange(1, 256)) % 256]))
        elif kind == "cut":
            at = max(0, size - dice.randrange(1, size))
            f.truncate(at)
        else:
            pages = size // 4096
            a, b = dice.sample(range(pages), 2)
            f.seek(a * 4096)
            one = f.read(4096)
            f.seek(b * 4096)
            two = f.read(4096)
            if one == two:
                return damage(path, dice)
            f.seek(a * 4096)
            f.write(two)
            f.seek(b * 4096)
            f.write(one)
            at = a * 4096
    return "%s at %d of %s" % (kind, at, os.path.basename(path))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--redress", default=os.environ.get("REDRESS"))
    p.add_argument("--fixtures", default=os.environ.get(
        "FIXTURES", os.path.join(HERE, "..", "..", "fixtures")))
    p.add_argument("--count", type=int,
                   default=int(os.environ.get("FLIPS", "200")))
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    redress = os.path.abspath(a.redress)
    dice = random.Random(a.seed)
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="redress-flips-") as folder:
        book = os.path.join(folder, "book")
        make_book(redress, book, a.fixtures)
        for n in range(a.count):
            copy = os.path.join(folder, "copy")
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(book, copy,
                            ignore=shutil.ignore_patterns("ballast"))
            what = damage(os.path.join(copy, "journal.db"), dice)
            code, said = run(redress, "verify", "-b", copy)
            if code in FOUND and said.strip():
                passed += 1
            else:
                failed += 1
                print("FAILED %s: exit %d: %s" % (what, code,
                                                  said.strip()[-200:]))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
