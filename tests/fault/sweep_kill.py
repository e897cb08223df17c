#!/usr/bin/env python3
"""An import that dies, or whose calls fail, leaves the book before or after
the file and never between.

    sweep_kill.py [--redress BIN] [--shim SO] [--random N] [--rows R]
                  [--modes kill,fail,random] [--seed S] [--keep]

BIN and SO default to $REDRESS and $SHIMS/preload_kill.so.

kill    for every k: SIGKILL just before the k-th write, fsync, rename ... of
        an import of a small file.
fail    for every k and for EIO and ENOSPC: the k-th call fails; and for
        ENOSPC also all that follow it.
random  N (50) SIGKILLs at random instants of an import of R (50,000) rows.

After each: `verify` is clean, the journal is exactly that before or that
after the file, the same command posts the file, and the head is that of an
import that nobody disturbed. A copy of the struck book is sent the same
command at once, without `verify` coming first.
Closes with: N passed, N failed.
"""

import argparse
import concurrent.futures
import csv
import hashlib
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

CLOCK = "2026-01-01T12:00:00Z"
AS_OF = "2026-01-01"
HEADER = ("event,id,date,case,article,province,claim,victim,amount,currency,"
          "offender")
# A failing call ends in: store unavailable, invariant, system, output, I/O.
CLEAN_CODES = {69, 70, 71, 73, 74}


def rows(first, cases):
    """Event rows of whole stories, from case number first on."""
    for n in range(first, first + cases):
        case, claim, who = "K-%d" % n, "C-%d" % n, "O-%d" % n
        day = "2009-%02d-%02d"
        for event, date, fields in (
                ("case.opened", day % (1, 1 + n % 28),
                 {"case": case, "article": "181", "province": "Minsk"}),
                ("claim.raised", day % (2, 1 + n % 28),
                 {"case": case, "claim": claim, "victim": "V-%d" % n,
                  "amount": str(1000000 + n), "currency": "BYR"}),
                ("award.granted", day % (3, 1 + n % 28),
                 {"claim": claim, "amount": "900000", "offender": who}),
                ("award.final", day % (4, 1 + n % 28), {"claim": claim}),
                ("recovery.received", day % (5, 1 + n % 28),
                 {"case": case, "offender": who, "amount": "300000",
                  "currency": "BYR"}),
                ("award.paid", day % (6, 1 + n % 28),
                 {"claim": claim, "amount": "200000"})):
            fields = dict(fields, event=event, date=date,
                          id="%s-%d" % (event, n))
            yield ",".join(fields.get(name, "") for name in HEADER.split(","))


def write_events(path, first, cases):
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([HEADER, *rows(first, cases)]) + "\n")


class Failure(Exception):
    """What went wrong, in a sentence."""


class Sweep:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="redress-sweep-")
        self.passed = self.failed = 0
        self.found = {"before": 0, "after": 0}
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith(("FAULT_", "REDRESS_"))}
        self.env.update(REDRESS_CLOCK=CLOCK, LC_ALL="C.UTF-8", TZ="UTC")

    # -- the program ---------------------------------------------------

    def redress(self, *words, **faults):
        env = dict(self.env, **faults)
        if faults:
            env["LD_PRELOAD"] = self.options.shim
        return subprocess.run(
            [self.options.redress, *words], env=env, timeout=300,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace")

    def must(self, *words):
        done = self.redress(*words)
        if done.returncode != 0:
            raise Failure("`redress %s` exits with %d: %s" % (
                " ".join(words), done.returncode,
                (done.stderr or done.stdout).strip()[-400:]))
        return done.stdout

    def head(self, book):
        out = self.must("verify", "-b", book)
        match = re.search(r"^\s*head:\s*([0-9a-f]+)\s*$", out, re.M)
        if match is None:
            raise Failure("`redress verify` prints no line `head: HEX`")
        return match.group(1)

    def journal(self, book):
        """A hash of the journal without its recorded and run columns."""
        out = self.must("report", "journal", "--as-of", AS_OF,
                        "--format", "csv", "-b", book)
        reader = csv.reader(io.StringIO(out))
        header = next(reader, [])
        kept = [i for i, name in enumerate(header)
                if name not in ("recorded", "run")]
        digest = hashlib.sha256()
        for row in reader:
            digest.update(repr([row[i] for i in kept]).encode())
        return digest.hexdigest()

    # -- books -----------------------------------------------------------

    def path(self, name):
        return os.path.join(self.folder, name)

    @staticmethod
    def copy(book, to):
        subprocess.run(["cp", "-a", "--sparse=always", book, to], check=True)

    def prepare(self):
        """The book before; what an undisturbed import makes of it."""
        write_events(self.path("first.csv"), 1, 4)
        write_events(self.path("small.csv"), 101, 3)
        write_events(self.path("large.csv"), 1001, self.options.rows // 6)
        self.must("init", "-b", self.path("book"))
        self.must("import", "-b", self.path("book"), self.path("first.csv"))
        self.before = self.journal(self.path("book"))
        self.files = {}
        for name in ("small", "large"):
            file, book = self.path(name + ".csv"), self.path("after-" + name)
            self.copy(self.path("book"), book)
            count = self.path(name + ".count")
            start = time.monotonic()
            done = self.redress("import", "-b", book, file,
                                FAULT_COUNT_FILE=count)
            took = time.monotonic() - start
            if done.returncode != 0:
                raise Failure("import of %s: %s" % (file, done.stderr))
            with open(count, encoding="ascii") as text:
                calls = int(text.read())
            if calls == 0:
                raise Failure("the shim saw no call of an import")
            self.files[name] = (file, self.journal(book), self.head(book),
                                calls, took)
            if self.files[name][1] == self.before:
                raise Failure("the import of %s changed nothing" % file)

    def look(self, book, name, done):
        """Compare a struck book with before and after; then heal it."""
        file, after, head, _, _ = self.files[name]
        direct = book + "-direct"
        self.copy(book, direct)
        self.head(book)
        state = self.journal(book)
        if state not in (self.before, after):
            raise Failure("the book is neither before nor after the file")
        if done.returncode == 0 and state != after:
            raise Failure("the import said it was done, and is not there")
        self.found["before" if state == self.before else "after"] += 1
        for healed in (book, direct):
            self.must("import", "-b", healed, file)
            if self.journal(healed) != after:
                raise Failure("the same command again: another journal")
            if self.head(healed) != head:
                raise Failure("the same command again: another head")

    # -- strikes ---------------------------------------------------------

    def kill(self, book, k):
        done = self.redress("import", "-b", book, self.files["small"][0],
                            FAULT_KILL_AT=str(k))
        if done.returncode not in (-9, 0):
            raise Failure("exits with %d: %s" % (done.returncode, done.stderr))
        self.look(book, "small", done)

    def fail(self, book, k, order, error):
        done = self.redress("import", "-b", book, self.files["small"][0],
                            **{order: str(k), "FAULT_ERRNO": error})
        if done.returncode != 0 and done.returncode not in CLEAN_CODES:
            raise Failure("exits with %d: %s" % (
                done.returncode, done.stderr.strip()[-400:]))
        if done.returncode != 0 and not done.stderr.strip():
            raise Failure("exits with %d and says nothing" % done.returncode)
        self.look(book, "small", done)

    def strike(self, book, delay):
        with open(book + ".out", "w+b") as out:
            child = subprocess.Popen(
                [self.options.redress, "import", "-b", book,
                 self.files["large"][0]], env=self.env,
                stdin=subprocess.DEVNULL, stdout=out, stderr=out)
            time.sleep(delay)
            child.kill()
            child.wait()
        if child.returncode not in (-9, 0):
            raise Failure("exits with %d" % child.returncode)
        self.look(book, "large", child)

    def attempt(self, what, number, act):
        """One strike at a fresh copy of the book."""
        book = self.path("book-%d" % number)
        self.copy(self.path("book"), book)
        try:
            act(book)
            return None
        except Failure as failure:
            return "%s: %s" % (what, failure)
        except subprocess.TimeoutExpired as failure:
            return "%s: did not end: %s" % (what, failure)
        finally:
            if not self.options.keep:
                shutil.rmtree(book, ignore_errors=True)
                shutil.rmtree(book + "-direct", ignore_errors=True)

    def plan(self):
        modes = self.options.modes.split(",")
        calls, took = self.files["small"][3], self.files["large"][4]
        print("an import of the small file makes %d calls; the large one "
              "takes %.2f s" % (calls, took))
        if "kill" in modes:
            for k in range(1, calls + 1):
                yield "kill at %d" % k, lambda b, k=k: self.kill(b, k)
        if "fail" in modes:
            for order, error in (("FAULT_FAIL_AT", "EIO"),
                                 ("FAULT_FAIL_AT", "ENOSPC"),
                                 ("FAULT_FAIL_FROM", "ENOSPC")):
                for k in range(1, calls + 1):
                    yield ("%s=%d %s" % (order, k, error),
                           lambda b, k=k, order=order, error=error:
                           self.fail(b, k, order, error))
        if "random" in modes:
            chance = random.Random(self.options.seed)
            for n in range(self.options.random):
                delay = chance.uniform(0, took * 1.05)
                yield ("kill %d after %.3f s" % (n, delay),
                       lambda b, delay=delay: self.strike(b, delay))

    def run(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = [pool.submit(self.attempt, what, number, act)
                       for number, (what, act) in enumerate(self.plan())]
            for answer in answers:
                failure = answer.result()
                if failure is None:
                    self.passed += 1
                else:
                    self.failed += 1
                    print(failure)
        print("found before the file: %d, after it: %d" % (
            self.found["before"], self.found["after"]))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--shim", default=os.path.join(
        os.environ.get("SHIMS", ""), "preload_kill.so"))
    parser.add_argument("--random", type=int, default=50, metavar="N")
    parser.add_argument("--rows", type=int, default=50000)
    parser.add_argument("--modes", default="kill,fail,random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if not options.redress:
        parser.error("which program? --redress BIN or $REDRESS")
    options.redress = os.path.abspath(options.redress)
    options.shim = os.path.abspath(options.shim)
    return options


def main():
    options = arguments()
    sweep = Sweep(options)
    try:
        sweep.prepare()
        sweep.run()
    except Failure as failure:
        print(failure)
        sweep.failed += 1
    finally:
        if options.keep:
            print("left in %s" % sweep.folder)
        else:
            shutil.rmtree(sweep.folder, ignore_errors=True)
    print("%d passed, %d failed" % (sweep.passed, sweep.failed))
    return 1 if sweep.failed else 0


if __name__ == "__main__":
    sys.exit(main())
