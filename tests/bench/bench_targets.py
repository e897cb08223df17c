#!/usr/bin/python3
"""The targets of speed and size (docs/TARGETS.md, section 2), in one run.

    BENCH_ROWS=1000000 BENCH_BIG=0 tests/bench/bench_targets.py

Each line is a figure beside its peer or floor, measured in this run on the
same machine; a peer that is not installed is named as such. BENCH_BIG=1 adds
the rows that need ten times the events (P2, P5, P6, P10). Nothing here is a
test.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import peer_postgres

HERE = os.path.dirname(os.path.abspath(__file__))
REDRESS = os.path.abspath(os.environ.get("REDRESS",
                                         "build/release/redress"))
BUILT = os.path.dirname(REDRESS)
MIX = os.path.join(BUILT, "fixtures", "mix")
FLOORS = os.path.join(BUILT, "tests", "bench")
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
BIG = os.environ.get("BENCH_BIG", "0") == "1"
DAY = "2009-05-31"
MONTH_END = "2015-12-31"


class Took:
    """Wall seconds, greatest resident memory in MiB, what was printed."""

    def __init__(self, seconds, mebibytes, output):
        self.seconds = seconds
        self.mebibytes = mebibytes
        self.output = output


def run(*arguments, stdout=None):
    """Run a command; its own memory, by wait4."""
    sink = open(stdout, "wb") if stdout else tempfile.TemporaryFile()
    start = time.monotonic()
    child = subprocess.Popen(arguments, stdout=sink,
                             stderr=subprocess.DEVNULL,
                             stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 2):
        raise SystemExit("bench_targets: %s ended with %d" % (
            " ".join(arguments), child.returncode))
    output = b""
    if not stdout:
        sink.seek(0)
        output = sink.read()
    sink.close()
    return Took(seconds, usage.ru_maxrss / 1024.0, output.decode())


def best(count, *arguments, **more):
    """The quickest of some runs."""
    return min((run(*arguments, **more) for _ in range(count)),
               key=lambda took: took.seconds)


def redress(book, *arguments, **more):
    return run(REDRESS, arguments[0], "-b", book, *arguments[1:], **more)


def say(target, what, figure, beside="", aim=""):
    print("| %-3s | %-46s | %-34s | %-44s | %s |" % (target, what, figure,
                                                  beside, aim))
    sys.stdout.flush()


def size_of(book):
    """Bytes of a book without its log, and the room it keeps free."""
    return sum(os.path.getsize(os.path.join(book, name))
               for name in os.listdir(book)
               if not name.startswith(("log.", "ballast")))


def make_book(folder, name, rows, *options):
    """(book, Took of its import, rows)."""
    events = os.path.join(folder, name + ".csv")
    book = os.path.join(folder, name)
    run(MIX, "--events", str(rows), "--seed", "1", "--stage", "3", *options,
        stdout=events)
    run(REDRESS, "init", "-q", book)
    took = redress(book, "import", "-q", events)
    os.unlink(events)
    return book, took


def floor_of(program, *arguments):
    """The rate that a floor prints at the end of its line."""
    path = os.path.join(FLOORS, program)
    line = run(path, *arguments).output
    return float(re.search(r"([0-9.]+) [a-z]+/s$", line.strip()).group(1))


def bench_import(folder):
    floor = floor_of("bench_store", str(ROWS))
    book, took = make_book(folder, "mix", ROWS)
    rate = ROWS / took.seconds
    postgres, why = peer_postgres.transfers_a_second(min(ROWS, 400000))
    say("P1", "import, %d rows, every rule" % ROWS,
        "%.0f rows/s (%.1f s)" % (rate, took.seconds),
        "packed Berkeley DB alone %.0f/s: 1/%.1f" % (floor, floor / rate),
        "1/3 of the floor")
    say("", "", "", why if postgres is None else
        "PostgreSQL %.0f transfers/s: %.1f times" % (postgres,
                                                     rate / postgres),
        "8 times")
    say("", "", "", "TigerBeetle is not installed", "its accepted rate")
    say("P7", "bytes an event, after the checkpoint",
        "%.0f" % (size_of(book) / ROWS), "", "120")
    say("P9", "resident memory of the import", "%.0f MiB" % took.mebibytes,
        "", "256 MiB")
    return book, rate


def plain_journal(folder, book):
    """The journal at its easiest for ledger: accounts only, no items."""
    whole = os.path.join(folder, "whole.ledger")
    plain = os.path.join(folder, "plain.ledger")
    redress(book, "export", "--format", "ledger", "--out", whole)
    with open(whole) as source, open(plain, "w") as sink:
        for line in source:
            if line.startswith(("    ;", "account ", "payee ")):
                continue
            sink.write(re.sub(r"^(    [a-z:-]+):[A-Z]\S*", r"\1", line))
    os.unlink(whole)
    return plain


def bench_balances(folder, book):
    took = best(5, REDRESS, "report", "-b", book, "balances", "--as-of", DAY,
                "--format", "csv")
    beside = "ledger is not installed"
    if shutil.which("ledger"):
        journal = plain_journal(folder, book)
        peer = run("ledger", "-f", journal, "--end", "2009-06-01", "balance")
        beside = "ledger %.1f s, %.0f MiB: %.0f times" % (
            peer.seconds, peer.mebibytes, peer.seconds / took.seconds)
        os.unlink(journal)
    say("P2", "trial balance as of a past day",
        "%.0f ms, %.0f MiB" % (1000 * took.seconds, took.mebibytes), beside,
        "50 ms, 100 times")


def bench_awards(folder, book):
    table = os.path.join(folder, "awards.csv")
    took = best(3, REDRESS, "report", "-b", book, "aged-awards", "--as-of",
                MONTH_END, "--format", "csv", stdout=table)
    with open(table, "rb") as file:
        rows = sum(1 for _ in file) - 1
    say("P3", "aged-awards as CSV, %d awards" % rows,
        "%.2f s, %.0f MiB" % (took.seconds, took.mebibytes), "",
        "1 s a million")
    sheet = os.path.join(folder, "awards.xlsx")
    took = run(REDRESS, "report", "-b", book, "aged-awards", "--as-of",
               MONTH_END, "--format", "xlsx", "--out", sheet)
    floor = run(os.path.join(FLOORS, "bench_cells"), table,
                os.path.join(folder, "floor.xlsx"))
    say("P4", "the same as xlsx, with controls and summary",
        "%.2f s, %.0f MiB" % (took.seconds, took.mebibytes),
        "libxlsxwriter, the same cells, %.2f s: %.2f times" % (
            floor.seconds, took.seconds / floor.seconds), "1.15 times")


def bench_verify(book, rate):
    took = redress(book, "verify", "-q")
    say("P6", "verify: chain, balances, registers",
        "%.0f events/s (%.2f s)" % (ROWS / took.seconds, took.seconds), "",
        "1,000,000 events/s")
    took = redress(book, "verify", "-q", "--replay")
    say("", "verify --replay: every rule again",
        "%.0f events/s (%.2f s)" % (ROWS / took.seconds, took.seconds),
        "%.2f times the import" % (ROWS / took.seconds / rate), "1.5 times")


def bench_start(folder):
    book = os.path.join(folder, "small")
    events = os.path.join(folder, "small.csv")
    run(MIX, "--events", "1000", stdout=events)
    run(REDRESS, "init", "-q", book)
    redress(book, "import", "-q", events)
    for what, arguments, aim in (
            ("--version", ["--version"], "3 ms"),
            ("report balances, 1,000 events",
             ["report", "-b", book, "balances", "--as-of", DAY], "15 ms")):
        took = best(20, REDRESS, *arguments)
        say("P8", what, "%.1f ms" % (1000 * took.seconds), "", aim)


def bench_growth(folder, rate):
    """Ten times the events: ordered ids, then random ones."""
    for what, options, aim in (("ordered ids", (), "0.8"),
                               ("random ids", ("--random-ids",), "0.4")):
        book, took = make_book(folder, "big", 10 * ROWS, *options)
        say("P10", "import, %d rows, %s" % (10 * ROWS, what),
            "%.0f rows/s, %.0f MiB" % (10 * ROWS / took.seconds,
                                       took.mebibytes),
            "%.2f times the rate of %d rows" % (
                10 * ROWS / took.seconds / rate, ROWS), aim)
        if not options:
            took = best(3, REDRESS, "report", "-b", book, "balances",
                        "--as-of", DAY, "--format", "csv")
            say("P2", "trial balance of that book",
                "%.0f ms, %.0f MiB" % (1000 * took.seconds, took.mebibytes),
                "", "100 ms")
        shutil.rmtree(book)


def main():
    os.environ.setdefault("REDRESS_CLOCK", "2026-01-01T12:00:00Z")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        say("", "what", "figure", "beside it, in this run", "target")
        book, rate = bench_import(folder)
        bench_balances(folder, book)
        bench_awards(folder, book)
        bench_verify(book, rate)
        shutil.rmtree(book)
        bench_start(folder)
        if BIG:
            bench_growth(folder, rate)


if __name__ == "__main__":
    main()
