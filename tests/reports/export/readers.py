"""Exports as other software reads them: hledger, ledger, beancount.

Each reader is asked for its strict checks, its number of transactions, the
fields of each transaction and the balances of a day; only the balances'
names and the fields' escapes are undone here, as docs/exports.md says.
"""

import csv
import decimal
import io
import json
import re
import shutil
import subprocess
from xml.etree import ElementTree


def run(*command):
    done = subprocess.run(command, capture_output=True,
                          env={"PATH": "/usr/local/bin:/usr/bin:/bin",
                               "LC_ALL": "C.UTF-8", "TZ": "UTC"})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def unescape(text):
    """The value of a tag: %XX are bytes."""
    return re.sub(rb"%([0-9A-F]{2})",
                  lambda m: bytes([int(m.group(1), 16)]),
                  text.encode()).decode()


def split_plain(name, chart):
    """hledger's and ledger's name of a line: (account, item)."""
    if name in chart[False]:
        return name, ""
    account, _, item = name.rpartition(":")
    assert account in chart[True], name
    return account, item


def split_beancount(name, chart):
    segments = [s[0].lower() + s[1:] for s in name.split(":")[1:]]
    whole = ":".join(segments)
    if whole in chart[False]:
        return whole, ""
    account = ":".join(segments[:-1])
    assert account in chart[True], name
    item = name.rpartition(":")[2]
    if re.match(r"0--[a-z]", item):
        item = item[3:]
    return account, re.sub(r"--([0-9A-F]{2})",
                           lambda m: chr(int(m.group(1), 16)), item)


def add(sums, name, currency, amount):
    amount = decimal.Decimal(amount)
    key = name + (currency,)
    assert key not in sums, "two rows of %s" % (key,)
    if amount != 0:
        sums[key] = amount


class Hledger:
    format = "hledger"

    def check(self, path):
        return run("hledger", "-f", path, "check", "--strict",
                   "ordereddates", "payees", "accounts", "commodities",
                   "balancednoautoconversion")

    def transactions(self, path):
        out = run("hledger", "-f", path, "print", "-O", "json")[1]
        for t in json.loads(out):
            tags = {name: unescape(value) for name, value in t["ttags"]}
            assert len(tags) == len(t["ttags"]), t
            assert t["tcode"] == tags.get("seq"), t
            yield t["tdate"], t["tdescription"], tags, len(t["tpostings"])

    def balances(self, path, day, after, chart):
        code, out, err = run("hledger", "-f", path, "balance", "-e", after,
                             "-N", "--flat", "--layout=bare", "-O", "csv")
        sums = {}
        assert code == 0, err
        for row in list(csv.reader(io.StringIO(out)))[1:]:
            add(sums, split_plain(row[0], chart), row[1], row[2])
        return sums


class Ledger:
    format = "ledger"

    def check(self, path):
        return run("ledger", "-f", path, "--strict", "--pedantic",
                   "--check-payees", "source")

    def transactions(self, path):
        out = run("ledger", "-f", path, "xml", "--empty")[1]
        for t in ElementTree.fromstring(out).iter("transaction"):
            tags = {}
            for value in t.find("metadata"):
                name = value.get("key")
                assert len(value) == 1 and value[0].tag == "string", name
                if name in ("x-payee", "x-value"):
                    name = name[2:]
                tags[name] = unescape(value[0].text)
            postings = [p.find("account/name").text
                        for p in t.find("postings")]
            assert t.find("code").text == tags["seq"]
            yield (t.find("date").text.replace("/", "-"),
                   t.find("payee").text, tags,
                   len([p for p in postings if p != "memo:facts"]))

    def balances(self, path, day, after, chart):
        code, out, err = run("ledger", "-f", path, "balance", "--flat",
                             "--end", after, "--no-total",
                             "--balance-format", "%(account)|%(amount)\n")
        sums, name = {}, None
        assert code == 0, err
        for line in out.splitlines():
            if "|" in line:
                name, line = line.split("|")
            if line.strip() in ("", "0"):
                continue
            amount, currency = line.split()
            add(sums, split_plain(name, chart), currency, amount)
        return sums


# Run by the interpreter of bean-check, which finds beancount. bean-query
# rounds what it prints to the digits that most numbers have.
DUMP = """
import json, sys
from beancount import loader
from beancount.core.data import Transaction
entries, errors, options = loader.load_file(sys.argv[1])
print(json.dumps([[str(e.date), e.payee, e.narration,
    {k: str(v) for k, v in e.meta.items()
     if k not in ("filename", "lineno", "__tolerances__")},
    len(e.postings)] for e in entries if isinstance(e, Transaction)]))
"""
SUMS = """
import datetime, json, sys
from beancount import loader
from beancount.core import realization
entries, errors, options = loader.load_file(sys.argv[1])
day = datetime.date.fromisoformat(sys.argv[2])
root = realization.realize([e for e in entries if e.date <= day])
print(json.dumps([[real.account, p.units.currency, str(p.units.number)]
    for real in realization.iter_children(root) for p in real.balance]))
"""


def beancount(script, *arguments):
    with open(shutil.which("bean-check"), encoding="utf-8") as program:
        python = program.readline()[2:].split()
    code, out, err = run(*python, "-c", script, *arguments)
    assert code == 0, err
    return json.loads(out)


class Beancount:
    format = "beancount"

    def check(self, path):
        return run("bean-check", path)

    def transactions(self, path):
        for date, payee, narration, meta, postings in beancount(DUMP, path):
            assert narration == meta["id"], meta
            yield date, payee, meta, postings

    def balances(self, path, day, after, chart):
        sums = {}
        for name, currency, amount in beancount(SUMS, path, day):
            add(sums, split_beancount(name, chart), currency, amount)
        return sums


READERS = [Hledger(), Ledger(), Beancount()]
