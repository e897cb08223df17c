#!/usr/bin/env python3
"""A monthly run, or an inbox, that is killed or whose calls fail, is gone on
with by the same command, and comes to the same bytes as one that nobody
disturbed.

    sweep_jobs.py [--redress BIN] [--shim SO] [--every N] [--keep]

BIN and SO default to $REDRESS and $SHIMS/preload_kill.so; N (60) looks at
every N-th call of each kind only, from a different one on for each.

kill    SIGKILL just before the k-th write, fsync, rename ... of `run --due`.
enospc  the k-th call, and all that follow it, find the disk full.

After each the same command ends with 0; the workbook, the journal head, the
closed month and the folders are those of the undisturbed book; the month was
completed once; `verify` and `status` find nothing; the backup is a book that
is proved.
Closes with: N passed, N failed.
"""

import argparse
import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import sweep_kill  # noqa: E402

CLOCK = "2010-01-07T05:17:00Z"
CONFIGURATION = "[monthly]\nclose = yes\nbackup = backups\n"
# What ends a run whose calls fail: refused input, a step that failed, held.
CLEAN_CODES = {66, 69, 70, 71, 73, 74}
Failure = sweep_kill.Failure


class Sweep:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="redress-jobs-")
        self.passed = self.failed = 0
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith(("FAULT_", "REDRESS_"))}
        self.env.update(REDRESS_CLOCK=CLOCK, LC_ALL="C.UTF-8", TZ="UTC")

    def redress(self, *words, **faults):
        env = dict(self.env, **faults)
        if faults:
            env["LD_PRELOAD"] = self.options.shim
        return subprocess.run([self.options.redress, *words], env=env,
                              timeout=120, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True,
                              errors="replace")

    def must(self, *words):
        done = self.redress(*words)
        if done.returncode != 0:
            raise Failure("`redress %s` exits with %d: %s" % (
                " ".join(words), done.returncode,
                (done.stdout + done.stderr).strip()[-500:]))
        return done.stdout

    def path(self, name):
        return os.path.join(self.folder, name)

    def prepare(self):
        """The book before: posted files, one that waits, a month to close."""
        book = self.path("book")
        sweep_kill.write_events(self.path("first.csv"), 1, 4)
        self.must("init", "-q", "--first", "2009-12", "-b", book)
        self.must("import", "-q", "-b", book, self.path("first.csv"))
        with open(os.path.join(book, "redress.conf"), "w",
                  encoding="ascii") as file:
            file.write(CONFIGURATION)
        self.calls, self.wanted = {}, {}
        for what in ("monthly", "inbox"):
            if what == "inbox":
                os.makedirs(os.path.join(book, "inbox"), exist_ok=True)
                waiting = os.path.join(book, "inbox", "second.csv")
                sweep_kill.write_events(waiting, 101, 3)
                with open(waiting + ".ctl", "w", encoding="ascii") as file:
                    file.write("rows=18\n")
            before = self.path("before-" + what)
            sweep_kill.Sweep.copy(book, before)
            after, count = self.path("after-" + what), self.path("count")
            sweep_kill.Sweep.copy(before, after)
            done = self.redress("run", "--due", "--quiet", "-b", after,
                                FAULT_COUNT_FILE=count)
            if done.returncode != 0 or done.stdout or done.stderr:
                raise Failure("an undisturbed run ends with %d: %s" % (
                    done.returncode, done.stdout + done.stderr))
            with open(count, encoding="ascii") as text:
                self.calls[what] = int(text.read())
            self.wanted[what] = self.look(after, what)

    def look(self, book, what):
        """All that must be as in the undisturbed book. The workbook lists
        the runs up to the last entry: where the import itself was begun
        twice it says so, and its rows are compared instead."""
        verified = self.must("verify", "-b", book)
        status = self.must("status", "-b", book)
        runs = self.must("runs", "-b", book)
        completed = re.findall(r"monthly 2009-12: completed$", runs, re.M)
        if len(completed) != 1:
            raise Failure("the month was completed %d times" % len(completed))
        copy = os.path.join(book, "backups", "2009-12")
        self.must("verify", "-b", copy)
        with open(os.path.join(book, "reports", "monthly-2009-12.xlsx"),
                  "rb") as file:
            workbook = file.read()
        if what == "inbox":
            workbook = self.must("report", "aged-awards", "--as-of",
                                 "2009-12-31", "--format", "csv", "-b",
                                 book).encode()
        folders = {name: sorted(os.listdir(os.path.join(book, name)))
                   for name in ("inbox", "archive", "rejected", "reports",
                                "backups")
                   if os.path.isdir(os.path.join(book, name))}
        return {"head": re.search(r"^head: (\w+)$", verified, re.M).group(1),
                "closed": re.search(r"^closed: (\S+)$", status,
                                    re.M).group(1),
                "workbook": hashlib.sha256(workbook).hexdigest(), "folders": folders}

    def strike(self, what, number, faults, codes):
        book = self.path("book-%d" % number)
        sweep_kill.Sweep.copy(self.path("before-" + what), book)
        try:
            done = self.redress("run", "--due", "--quiet", "-b", book,
                                **faults)
            if done.returncode not in codes:
                raise Failure("exits with %d: %s" % (
                    done.returncode, done.stderr.strip()[-500:]))
            if done.returncode > 0 and not done.stderr.strip():
                raise Failure("exits with %d and says nothing"
                              % done.returncode)
            again = self.redress("run", "--due", "--quiet", "-b", book)
            if again.returncode == 70:  # held: people say that it may go on
                held = re.search(r"abandon (\d+)", again.stderr)
                self.must("abandon", held.group(1), "--reason", "mended",
                          "-q", "-b", book)
                self.must("run", "--due", "--quiet", "-b", book)
            elif again.returncode != 0:
                raise Failure("again it exits with %d: %s" % (
                    again.returncode, again.stderr.strip()[-500:]))
            found = self.look(book, what)
            for name, wanted in self.wanted[what].items():
                if found[name] != wanted:
                    raise Failure("%s is %s, undisturbed it is %s" % (
                        name, found[name], wanted))
            return None
        except Failure as failure:
            return "%s %s: %s" % (what, faults, failure)
        except subprocess.TimeoutExpired as failure:
            return "%s %s: did not end: %s" % (what, faults, failure)
        finally:
            if not self.options.keep:
                shutil.rmtree(book, ignore_errors=True)

    def plan(self):
        number = 0
        for what, calls in self.calls.items():
            for faults, codes in (
                    # 74: it was the child that writes the workbook
                    (("FAULT_KILL_AT",), {-9, 0, 74}),
                    (("FAULT_FAIL_FROM",), CLEAN_CODES | {0})):
                first = 1 + number % self.options.every
                for k in range(first, calls + 1, self.options.every):
                    number += 1
                    yield what, number, {faults[0]: str(k),
                                         "FAULT_ERRNO": "ENOSPC"}, codes

    def run(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = [pool.submit(self.strike, *order)
                       for order in self.plan()]
            for answer in answers:
                failure = answer.result()
                self.passed += failure is None
                self.failed += failure is not None
                if failure is not None:
                    print(failure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--shim", default=os.path.join(
        os.environ.get("SHIMS", ""), "preload_kill.so"))
    parser.add_argument("--every", type=int, default=60)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if not options.redress:
        parser.error("which program? --redress BIN or $REDRESS")
    options.redress = os.path.abspath(options.redress)
    options.shim = os.path.abspath(options.shim)
    sweep = Sweep(options)
    try:
        sweep.prepare()
        print("calls: %s" % sweep.calls)
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
