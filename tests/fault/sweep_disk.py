#!/usr/bin/env python3
"""A full disk, a disk that cannot be written, two at once, a clock set back.

    sweep_disk.py [--redress BIN] [--kills N]

The disk is a tmpfs of 120 MB, which root may mount; for others its part is
skipped, and says so. On a full disk every command ends with its code, leaves
the book proved and can be given again when there is room; a book whose
writer was killed is recovered on a full disk by its ballast.
Closes with: N passed, N failed.
"""

import argparse
import fcntl
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from sweep_kill import write_events  # noqa: E402

ROWS = 12000


class Failure(Exception):
    """What went wrong, in a sentence."""


class Disk:
    def __init__(self, options):
        self.redress = os.path.abspath(options.redress)
        self.folder = tempfile.mkdtemp(prefix="redress-disk-")
        self.disk = os.path.join(self.folder, "disk")
        self.clock = "2026-01-01T12:00:00Z"
        os.mkdir(self.disk)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *words, **more):
        env = dict(os.environ, REDRESS_CLOCK=self.clock, **more)
        return subprocess.run([self.redress, *words], env=env, text=True,
                              cwd=self.folder, timeout=120, errors="replace",
                              stdin=subprocess.DEVNULL, capture_output=True)

    def expect(self, codes, *words):
        done = self.run(*words)
        if done.returncode not in codes:
            raise Failure("%s: exit %d: %s" % (
                " ".join(words), done.returncode,
                (done.stdout + done.stderr).strip()[-300:]))
        if done.returncode != 0 and not done.stdout and not done.stderr:
            raise Failure("%s says nothing" % " ".join(words))
        return done

    def head(self, book):
        out = self.expect({0}, "verify", "-b", book).stdout
        return [line for line in out.split("\n") if line.startswith("head")]

    def mount(self, *more):
        return subprocess.run(["mount", *more, self.disk],
                              capture_output=True).returncode == 0

    def fill(self):
        """Not one byte more fits."""
        with open(os.path.join(self.disk, "filler"), "ab", 0) as file:
            for size in (1 << 20, 4096, 512, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    pass

    def free(self):
        os.unlink(os.path.join(self.disk, "filler"))

    def make(self, book):
        shutil.rmtree(self.path(book), ignore_errors=True)
        self.expect({0}, "init", "-q", book)
        self.expect({0}, "import", "-q", "-b", book, "first.csv")


def full_disk(disk):
    disk.make("disk/book")
    disk.expect({0}, "report", "aged-awards", "-b", "disk/book", "--format",
                "xlsx", "--out", "disk/old.xlsx")
    with open(disk.path("disk/old.xlsx"), "rb") as file:
        old = file.read()
    head = disk.head("disk/book")
    disk.fill()
    for words in (("import", "-b", "disk/book", "large.csv"),
                  ("backup", "disk/copy", "-b", "disk/book"),
                  ("restore", "disk/book", "--to", "disk/copy"),
                  ("init", "disk/new"),
                  ("report", "aged-awards", "-b", "disk/book", "--format",
                   "xlsx", "--out", "disk/old.xlsx"),
                  ("report", "journal", "-b", "disk/book", "--format", "csv",
                   "--out", "disk/new.csv"),
                  ("export", "-b", "disk/book", "--format", "hledger",
                   "--out", "disk/new.journal")):
        disk.expect({73, 74}, *words)
        disk.fill()  # what a command gave back, another takes
    if disk.head("disk/book") != head:
        raise Failure("the book changed on the full disk")
    disk.expect({0, 74}, "close", "2009-01", "-b", "disk/book")
    disk.expect({0}, "report", "balances", "-b", "disk/book")
    disk.head("disk/book")
    with open(disk.path("disk/old.xlsx"), "rb") as file:
        if file.read() != old:
            raise Failure("the old workbook did not stay")
    left = sorted(os.listdir(disk.disk))
    if left != ["book", "filler", "old.xlsx"]:
        raise Failure("left on the disk: %s" % left)
    disk.free()
    disk.expect({0}, "import", "-q", "-b", "disk/book", "large.csv")
    disk.expect({0}, "backup", "disk/copy", "-b", "disk/book")
    disk.head("disk/book")


def killed_then_full(disk, chance):
    disk.make("disk/book")
    before = disk.head("disk/book")
    env = dict(os.environ, REDRESS_CLOCK=disk.clock)
    child = subprocess.Popen([disk.redress, "import", "-q", "-b", "disk/book",
                              "large.csv"], cwd=disk.folder, env=env,
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0.01, 0.5))
    child.kill()
    child.wait()
    disk.fill()
    done = disk.run("report", "balances", "-b", "disk/book")
    if done.returncode != 0:
        raise Failure("not recovered on the full disk: exit %d: %s" % (
            done.returncode, done.stderr.strip()[-300:]))
    disk.free()
    if child.returncode != 0 and disk.head("disk/book") == before:
        disk.expect({0}, "import", "-q", "-b", "disk/book", "large.csv")
    disk.head("disk/book")


def read_only(disk):
    disk.make("disk/book")
    head = disk.head("disk/book")
    if not disk.mount("-o", "remount,ro"):
        raise Failure("cannot be mounted read-only")
    try:
        if disk.head("disk/book") != head:
            raise Failure("another head on a read-only disk")
        disk.expect({0}, "report", "balances", "-b", "disk/book")
        disk.expect({0}, "restore", "disk/book", "--to", "from-ro")
        for words in (("report", "journal", "-b", "disk/book", "--format",
                       "csv", "--out", "disk/x.csv"),
                      ("report", "aged-awards", "-b", "disk/book", "--format",
                       "xlsx", "--out", "disk/x.xlsx"),
                      ("backup", "disk/copy", "-b", "disk/book"),
                      ("init", "disk/new")):
            disk.expect({73}, *words)
        disk.expect({69, 71, 73, 74, 77}, "import", "-b", "disk/book",
                    "large.csv")
    finally:
        disk.mount("-o", "remount,rw")
    disk.expect({0}, "import", "-q", "-b", "disk/book", "large.csv")


def two_at_once(disk):
    disk.make("book")
    with open(disk.path("book/lock"), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        disk.expect({75}, "import", "-b", "book", "large.csv")
        disk.expect({0}, "report", "balances", "-b", "book")
        waiting = subprocess.Popen(
            [disk.redress, "import", "-q", "-b", "book", "--wait", "60",
             "large.csv"], cwd=disk.folder)
        time.sleep(0.2)
        # hot: readers hold the book, a writer waits
        disk.expect({0}, "backup", "hot", "-b", "book")
        fcntl.flock(file, fcntl.LOCK_UN)
        if waiting.wait() != 0:
            raise Failure("the writer that waited ends with %d" %
                          waiting.returncode)
        fcntl.flock(file, fcntl.LOCK_EX)
        disk.expect({75}, "report", "balances", "-b", "book")
        disk.expect({75}, "backup", "other", "-b", "book")
        os.unlink(disk.path("book/lock"))  # who takes the lock away
    disk.expect({69}, "report", "balances", "-b", "book")
    disk.expect({0}, "restore", "hot", "--to", "again")
    disk.expect({0}, "import", "-q", "-b", "again", "large.csv")


def clock_back(disk):
    disk.make("book")
    disk.clock = "2025-06-01T12:00:00Z"
    disk.expect({0}, "import", "-q", "-b", "book", "large.csv")
    disk.head("book")
    disk.clock = "2026-01-01T12:00:00Z"


def another_user(disk):
    """A book is its owner's; a backup can become another's."""
    if os.geteuid() != 0:
        print("skipped: only root can be somebody else")
        return
    disk.make("book")
    disk.expect({0}, "backup", "carried", "-b", "book")
    os.chmod(disk.folder, 0o755)
    shutil.copy2(disk.redress, disk.path("redress"))
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
             disk.path("redress")]

    def as_other(codes, *words):
        done = subprocess.run([*other, *words], cwd=disk.folder, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL,
                              env=dict(os.environ, REDRESS_CLOCK=disk.clock))
        if done.returncode not in codes:
            raise Failure("as another: %s: %d %s" % (
                " ".join(words), done.returncode, done.stderr))

    for words in (("report", "balances", "-b", "book"),
                  ("import", "-b", "book", "large.csv"),
                  ("verify", "-b", "book"), ("backup", "x", "-b", "book")):
        as_other({69, 73, 77}, *words)
    os.mkdir(disk.path("theirs"))
    subprocess.run(["chown", "-R", "65534:65534", disk.path("carried"),
                    disk.path("theirs")], check=True)
    as_other({0}, "restore", "carried", "--to", "theirs/book")
    as_other({0}, "import", "-q", "-b", "theirs/book", "large.csv")
    as_other({0}, "verify", "-q", "-b", "theirs/book")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--kills", type=int, default=4)
    options = parser.parse_args()
    disk = Disk(options)
    write_events(disk.path("first.csv"), 1, 4)
    write_events(disk.path("large.csv"), 1001, ROWS // 6)
    chance = random.Random(1)
    plan = [("two at once", lambda: two_at_once(disk)),
            ("the clock set back", lambda: clock_back(disk)),
            ("another user", lambda: another_user(disk))]
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m",
                              "tmpfs", disk.disk],
                             capture_output=True).returncode == 0
    if mounted:
        plan += [("a full disk", lambda: full_disk(disk)),
                 ("a read-only disk", lambda: read_only(disk))]
        plan += [("killed, then full %d" % n,
                  lambda: killed_then_full(disk, chance))
                 for n in range(options.kills)]
    else:
        print("skipped: a disk of its own can only be mounted by root")
    passed = failed = 0
    try:
        for what, act in plan:
            try:
                act()
                passed += 1
            except (Failure, subprocess.TimeoutExpired) as failure:
                failed += 1
                print("%s: %s" % (what, failure))
            print("done: %s" % what, flush=True)
            for name in ("book", "again", "hot", "carried", "theirs",
                         "from-ro"):
                shutil.rmtree(disk.path(name), ignore_errors=True)
            if mounted:
                for name in os.listdir(disk.disk):
                    path = os.path.join(disk.disk, name)
                    (shutil.rmtree if os.path.isdir(path)
                     else os.unlink)(path)
    finally:
        if mounted:
            subprocess.run(["umount", disk.disk], check=False)
        shutil.rmtree(disk.folder, ignore_errors=True)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
