#!/usr/bin/env python3
"""Every command that writes, struck at every place: it is done or not done,
never half, and the same command again does it.

    sweep_commands.py [--redress BIN] [--shims DIR] [--sample N] [--seed S]
                      [--only NAME] [--modes kill,fail,full,malloc]

kill    SIGKILL just before the k-th write, fsync, rename, unlink ...
fail    the k-th of them fails with EIO
full    the k-th and all after it fail with ENOSPC: the disk is full
malloc  the k-th malloc, calloc or realloc answers NULL

Commands: init (also encrypted), close, reopen, backup, restore, restore
--until, report --out as csv and xlsx, export --out, verify --rebuild.

After each strike: a documented exit code and a sentence, or death where it
was killed; what bears the name of an output is whole; the book is proved;
the same command, undisturbed, ends as it would have. `--sample N` strikes at
N places a command and mode (default 3; 0: at every one).
Closes with: N passed, N failed.
"""

import argparse
import concurrent.futures
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile

CLOCK = "2026-01-01T12:00:00Z"
CODES = {0, 69, 70, 71, 73, 74, 77}
EVENTS = """event,id,date,case,article,province,claim,victim,offender,amount,currency
case.opened,CT-1,2010-02-01,K-1,181,Gomel,,,,,
claim.raised,CT-2,2010-02-15,K-1,,,CL-1,V-1,,1500000,BYR
award.granted,CT-3,2010-06-10,,,,CL-1,,O-1,1200000,
award.final,CT-4,2010-06-21,,,,CL-1,,,,
"""
MONEY = """event,id,date,case,offender,channel,claim,amount,currency
recovery.received,BA-1,2010-09-15,K-1,O-1,wages,,90000,BYR
award.paid,BK-1,2010-09-22,,,,CL-1,60000,
"""


class Failure(Exception):
    """What went wrong, in a sentence."""


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Place:
    """A folder with the book `book`, in which commands are run."""

    def __init__(self, sweep, folder):
        self.sweep, self.folder = sweep, folder

    def run(self, *words, **more):
        env = dict(os.environ, REDRESS_CLOCK=CLOCK,
                   REDRESS_PASSPHRASE_FILE="pass", **more)
        done = subprocess.run([self.sweep.redress, *words], env=env,
                              cwd=self.folder, text=True, timeout=120,
                              errors="replace", stdin=subprocess.DEVNULL,
                              capture_output=True)
        return done

    def path(self, name):
        return os.path.join(self.folder, name)

    def there(self, name):
        return os.path.lexists(self.path(name))

    def proved(self, book):
        done = self.run("verify", "-b", book)
        if done.returncode != 0:
            raise Failure("%s is not proved: %d %s" % (
                book, done.returncode,
                (done.stdout + done.stderr).strip()[-300:]))
        return done.stdout

    def runs(self, book):
        return self.run("runs", "-b", book).stdout


# Each command: its words; what must hold right after the strike; what holds
# in the end, as a value to be compared with that of an undisturbed place.

def nothing(place):
    place.proved("book")


def copy_whole(name):
    def look(place):
        place.proved("book")
        if place.there(name):
            place.proved(name)
    return look


def file_whole(name):
    def look(place):
        place.proved("book")
        now = digest(place.path(name))
        if now not in (place.sweep.old, place.sweep.made.get(name)):
            raise Failure("%s is neither the old file nor the new" % name)
    return look


def of_book(name):
    return lambda place: (place.proved(name), place.runs(name))


def of_file(name):
    return lambda place: digest(place.path(name))


COMMANDS = {
    "init": (["init", "new"], lambda p: None, of_book("new")),
    "init-encrypted": (["init", "new", "--encrypt"], lambda p: None,
                       of_book("new")),
    "close": (["close", "2010-08", "-b", "book"], nothing, of_book("book")),
    "reopen": (["reopen", "2010-03", "--reason", "test", "-b", "book"],
               nothing, of_book("book")),
    "backup": (["backup", "copy", "-b", "book"], copy_whole("copy"),
               of_book("copy")),
    "restore": (["restore", "kept", "--to", "copy"], copy_whole("copy"),
                of_book("copy")),
    "until": (["restore", "kept", "--to", "copy", "--until", "run:1"],
              copy_whole("copy"), of_book("copy")),
    "csv": (["report", "aged-awards", "-b", "book", "--as-of", "2010-12-31",
             "--format", "csv", "--out", "out.csv"],
            file_whole("out.csv"), of_file("out.csv")),
    "xlsx": (["report", "aged-awards", "-b", "book", "--as-of", "2010-12-31",
              "--format", "xlsx", "--out", "out.xlsx"],
             file_whole("out.xlsx"), of_file("out.xlsx")),
    "export": (["export", "-b", "book", "--format", "hledger", "--out",
                "out.journal"], file_whole("out.journal"),
               of_file("out.journal")),
    "rebuild": (["verify", "--rebuild", "-b", "book"], nothing,
                of_book("book")),
}

# mode: (shim, its order, further environment)
MODES = {
    "kill": ("preload_kill.so", "FAULT_KILL_AT", {}),
    "fail": ("preload_kill.so", "FAULT_FAIL_AT", {"FAULT_ERRNO": "EIO"}),
    "full": ("preload_kill.so", "FAULT_FAIL_FROM", {"FAULT_ERRNO": "ENOSPC"}),
    "malloc": ("preload_malloc.so", "FAULT_MALLOC_AT", {}),
}


class Sweep:
    def __init__(self, options):
        self.options = options
        self.redress = options.redress
        self.folder = tempfile.mkdtemp(prefix="redress-commands-")
        self.made, self.expected, self.calls = {}, {}, {}
        self.passed = self.failed = 0

    def shim(self, name):
        return os.path.join(self.options.shims, name)

    def place(self, name):
        folder = os.path.join(self.folder, name)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["cp", "-a", "--sparse=always",
                        os.path.join(self.folder, "base"), folder],
                       check=True)
        return Place(self, folder)

    def must(self, place, *words):
        done = place.run(*words)
        if done.returncode != 0:
            raise Failure("%s: %s" % (" ".join(words), done.stderr))

    def prepare(self):
        base = os.path.join(self.folder, "base")
        os.mkdir(base)
        place = Place(self, base)
        for name, text in (("a.csv", EVENTS), ("b.csv", MONEY),
                           ("pass", "secret\n"), ("out.csv", "old\n"),
                           ("out.xlsx", "old\n"), ("out.journal", "old\n")):
            with open(place.path(name), "w", encoding="ascii") as file:
                file.write(text)
        os.chmod(place.path("pass"), 0o600)
        self.old = digest(place.path("out.csv"))
        self.must(place, "init", "-q", "book")
        self.must(place, "import", "-q", "-b", "book", "a.csv")
        self.must(place, "close", "-q", "2010-03", "-b", "book")
        self.must(place, "import", "-q", "-b", "book", "b.csv")
        self.must(place, "backup", "-q", "kept", "-b", "book")
        for name, (words, _, final) in COMMANDS.items():
            if self.options.only and name not in self.options.only.split(","):
                continue
            self.undisturbed(name, words, final)

    def undisturbed(self, name, words, final):
        for shim in sorted({row[0] for row in MODES.values()}):
            place = self.place("undisturbed")
            count = place.path("count")
            done = place.run(*words, LD_PRELOAD=self.shim(shim),
                             FAULT_COUNT_FILE=count)
            if done.returncode != 0:
                raise Failure("%s: %d %s" % (name, done.returncode,
                                             done.stderr))
            with open(count, encoding="ascii") as file:
                self.calls[name, shim] = int(file.read())
            for out in ("out.csv", "out.xlsx", "out.journal"):
                if digest(place.path(out)) != self.old:
                    self.made[out] = digest(place.path(out))
            self.expected[name] = final(place)

    def strike(self, number, name, mode, k):
        words, look, final = COMMANDS[name]
        shim, order, more = MODES[mode]
        place = self.place("at-%d" % number)
        try:
            done = place.run(*words, LD_PRELOAD=self.shim(shim),
                             **{order: str(k)}, **more)
            self.judge(place, done, mode)
            look(place)
            again = place.run(*words)
            said = {"init": "is not empty", "reopen": "is not closed",
                    "backup": "is not an empty", "restore": "is not an empty"}
            if again.returncode != 0 and said.get(
                    words[0], "?") not in again.stderr:
                raise Failure("the same again: %d %s" % (
                    again.returncode, again.stderr.strip()))
            if final(place) != self.expected[name]:
                raise Failure("the same again makes something else")
            left = [n for n in os.listdir(place.folder)
                    if n.endswith((".unfinished", ".played"))
                    or ".redress" in n]
            if left:
                raise Failure("%s is left behind" % left)
            return None
        except Failure as failure:
            return "%s, %s at %d: %s" % (name, mode, k, failure)
        except subprocess.TimeoutExpired:
            return "%s, %s at %d: did not end" % (name, mode, k)
        finally:
            shutil.rmtree(place.folder, ignore_errors=True)

    @staticmethod
    def judge(place, done, mode):
        if mode == "kill" and done.returncode == -9:
            return
        if mode == "kill" and done.returncode != 0:
            # a forked child may be the one that was killed
            if done.returncode not in CODES:
                raise Failure("exits with %d" % done.returncode)
            return
        if done.returncode not in CODES:
            raise Failure("exits with %d: %s" % (
                done.returncode, done.stderr.strip()[-300:]))
        if done.returncode != 0 and not done.stderr.strip() \
                and not done.stdout.strip():
            raise Failure("exits with %d and says nothing" % done.returncode)

    def plan(self):
        chance = random.Random(self.options.seed)
        for name in COMMANDS:
            for mode in self.options.modes.split(","):
                calls = self.calls.get((name, MODES[mode][0]), 0)
                places = range(1, calls + 1)
                if 0 < self.options.sample < calls:
                    places = sorted(chance.sample(places,
                                                  self.options.sample))
                for k in places:
                    yield name, mode, k

    def run(self):
        for (name, shim), calls in sorted(self.calls.items()):
            print("%s: %d calls that %s sees" % (name, calls, shim))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = [pool.submit(self.strike, number, *what)
                       for number, what in enumerate(self.plan())]
            for answer in answers:
                failure = answer.result()
                if failure is None:
                    self.passed += 1
                else:
                    self.failed += 1
                    print(failure, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--redress", default=os.environ.get("REDRESS"))
    parser.add_argument("--shims", default=os.environ.get("SHIMS", ""))
    parser.add_argument("--sample", type=int, default=3)
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--only")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.redress = os.path.abspath(options.redress)
    options.shims = os.path.abspath(options.shims)
    sweep = Sweep(options)
    try:
        sweep.prepare()
        sweep.run()
    except Failure as failure:
        print(failure)
        sweep.failed += 1
    finally:
        shutil.rmtree(sweep.folder, ignore_errors=True)
    print("%d passed, %d failed" % (sweep.passed, sweep.failed))
    return 1 if sweep.failed else 0


if __name__ == "__main__":
    sys.exit(main())
