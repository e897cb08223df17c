#!/usr/bin/python3
"""What `show` says of a random book, worked out again.

Of every row that spreads money: the sums of the lines, the shares pro rata,
the largest remainders in their order, and what was left, are added up from
the sentences of `show` alone. Every code of the book has a life. Closes
with: N passed, N failed.
"""

import os
import re
import subprocess
import sys
import tempfile

REDRESS = os.environ.get("REDRESS", "build/debug/redress")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MAKER = os.path.join(ROOT, "tests", "model", "random_book.py")
EVENTS = "1000"
SEEDS = ["1", "2", "3"]
SPREADS = ("recovery.received", "recovery.applied", "asset.applied")
CODES = ("case", "claim", "victim", "offender", "asset", "contribution",
         "grant", "relief", "assistance", "ngo", "policy")
MONEY = r"-?[0-9][0-9 ]*(?:\.[0-9]+)?"
SHARE = re.compile(
    r"      step ([123]), [^:]*, ([^ ,]+)(?:, ([a-z-]+))?: (%s) of (%s) [a-z ]+ "
    r"of (%s) in all: (?:(covered whole)|(%s) by pro rata \((%s) x (%s) / "
    r"(%s)\)(?: (?:\+|and) (none|%s) by largest remainder \((\d+) of (\d+), "
    r"rank (\d+), (\d+) to hand out[^)]*\))?)" % ((MONEY,) * 8))
results = {"passed": 0, "failed": 0}


def check(good, what):
    results["passed" if good else "failed"] += 1
    if not good:
        print("FAILED: " + what)


def run(*arguments):
    done = subprocess.run([REDRESS, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.decode()


def minor(text):
    """Money as shown, in minor units; all of a spread has one currency."""
    return int(text.replace(" ", "").replace(".", ""))


class Share:
    def __init__(self, match):
        groups = match.groups()
        self.step = int(groups[0])
        self.taker = (groups[1], groups[2])
        self.part, self.most, self.sum = map(minor, groups[3:6])
        self.covered = groups[6] is not None
        if self.covered:
            return
        self.floor = minor(groups[7])
        self.money = minor(groups[8])
        self.factors = [minor(text) for text in groups[9:11]]
        self.unit = groups[11]
        self.remainder = [int(text or 0) for text in groups[12:16]]


def check_step(shares, money, what):
    """The shares of one step; returns what they left of the money."""
    total = sum(share.most for share in shares)
    check(all(share.sum == total for share in shares), what + ": the whole")
    if money >= total:
        check(all(share.covered and share.part == share.most
                  for share in shares), what + ": covered whole")
        return money - total
    left = money - sum(money * share.most // total for share in shares)
    order = sorted(range(len(shares)), key=lambda i:
                   (-(money * shares[i].most % total), i))
    for rank, i in enumerate(order):
        share = shares[i]
        check(not share.covered and share.money == money and
              share.factors == [share.most, total] and
              share.floor == money * share.most // total and
              share.part == share.floor + (rank < left), what + ": a share")
        if left > 0:
            check((share.unit == "none") == (rank >= left) and
                  share.remainder[:2] == [money * share.most % total, total]
                  and share.remainder[3] == left, what + ": a remainder")
    return 0


def check_spread(event, text):
    head = re.search(r"^      spread (%s) ([A-Z]{3}) of" % MONEY, text, re.M)
    shares = [Share(match) for match in
              map(SHARE.fullmatch, text.splitlines()) if match]
    check(head is not None, event + ": it says what was spread")
    check(text.count("      step ") == len(shares) +
          text.count("      step 4"), event + ": each sentence is read")
    check("say otherwise" not in text, event + ": as it was entered")
    money = minor(head[1])
    for step in (1, 2, 3):
        of_step = [share for share in shares if share.step == step]
        if money > 0 and of_step:
            money = check_step(of_step, money, "%s step %d" % (event, step))
    rest = re.search(r"step 4, the rest: (%s) " % MONEY, text)
    check((minor(rest[1]) if rest else 0) == money, event + ": the rest")
    entered = -sum(minor(line.group(1)) for line in re.finditer(
        r"^      trust:victims +(%s) [A-Z]{3}  " % MONEY, text, re.M))
    check(entered == sum(share.part for share in shares if share.step == 1),
          event + ": the lines for victims")


def make_book(seed, folder):
    book = os.path.join(folder, "book")
    subprocess.run([sys.executable, MAKER, "--seed", seed, "--events", EVENTS,
                    "--stage", "2", "-o", folder], check=True,
                   stdout=subprocess.DEVNULL)
    run("init", "-q", book)
    files = sorted(name for name in os.listdir(folder)
                   if re.fullmatch(r"events-.*\.csv(\.gz)?", name))
    for name in files:
        path = os.path.join(folder, name)
        check(run("import", "-q", "-b", book, "--max-rejects", "100%",
                  path)[0] in (0, 2), "import " + name)
    return book


def check_book(book):
    codes = set()
    spreads = remainders = 0
    for line in run("export", "-b", book, "--format", "chain")[1].split("\n"):
        fields = line.split("\t")
        if len(fields) < 4:
            continue
        for field in fields[4:]:
            name, _, value = field.partition("=")
            if name in CODES:
                codes.update(value.split(";"))
        if fields[1] not in SPREADS:
            continue
        code, text = run("show", "-b", book, "--kind", "event", "--",
                         fields[2])
        check(code == 0, "show " + fields[2])
        if "earlier form" in text:
            text = text[:text.index("earlier form")]
        spreads += 1
        remainders += text.count("by largest remainder")
        if re.search("^  event +(%s)$" % "|".join(SPREADS), text, re.M):
            check_spread(fields[2], text)
    for code in sorted(codes):
        check(run("show", "-b", book, "--", code)[0] == 0, "show " + code)
    return spreads, remainders


def main():
    os.environ["REDRESS_CLOCK"] = "2026-01-01T12:00:00Z"
    spreads = remainders = 0
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            book_spreads, book_remainders = check_book(make_book(seed, folder))
            spreads += book_spreads
            remainders += book_remainders
    check(spreads > 20 and remainders > 5, "the books spread money: %d, %d"
          % (spreads, remainders))
    print("%d passed, %d failed" % (results["passed"], results["failed"]))
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
