#!/usr/bin/env python3
"""Reference model of the redress book, written from the contract alone.

Slow and plain on purpose: each sum is a list of (date, amount), and after
each row every day-end from the row's date on is checked by brute force over
the touched sums.  No clock: the day of the run is a parameter.
"""

import argparse
import datetime
import gzip
import re
import sys
from fractions import Fraction

INT64 = 9223372036854775807
FIRST_DAY, LAST_DAY = "1990-01-01", "2099-12-31"

# ---------------------------------------------------------------- vocabulary

CODES = """case claim parent victim offender payee asset contribution grant
relief assistance ngo donor policy series""".split()
IDS = ["id", "target", "corrects"]
DATES = ["date", "since", "start", "end", "due"]
AMOUNTS = ["amount", "quote_amount"]
RATES = ["rate", "factor"]
CURRENCIES = ["currency", "quote"]
TEXTS = """province court article purpose reason document stage period unit
index note""".split()
FUNDS = ["compensation", "legal-aid", "grants"]
ASSET_KINDS = ["cash", "vehicle", "real-estate", "valuables", "goods", "other"]
ASSISTANCE_KINDS = """reintegration training scholarship tools micro-grant
legal-aid medical psychological shelter other""".split()
STOP_REASONS = ["appeal", "documents", "stay"]
LISTS = {
    "venue": ["criminal", "civil"],
    "channel": ["voluntary", "bailiff", "wages", "prison"],
    "kind": ASSET_KINDS + ASSISTANCE_KINDS,
    "basis": ["mandatory", "optional", "special", "not-stated"],
    "residue": ["state", "fund"],
    "source": ["state", "proceeds", "donor", "levy", "other"],
    "fund": FUNDS,
    "track": ["aid", "assistance", "tender", "subsidy"],
}
COLUMNS = set(CODES + IDS + DATES + AMOUNTS + RATES + CURRENCIES + TEXTS
              + list(LISTS) + ["event", "value", "item"])
IGNORED = ["error", "detail", "line"]

MINOR = {c: 2 for c in """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT
BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN
NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD
TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWL""".split()}
MINOR.update({c: 0 for c in """BYB BYR BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF
UGX UYI VND VUV XAF XOF XPF""".split()})
MINOR.update({c: 3 for c in "BHD IQD JOD KWD LYD OMR TND".split()})
MINOR.update({c: 4 for c in "CLF UYW".split()})

# event: (required, optional) beside event,id,date and the general columns
EVENTS = {
    "case.opened": ("case article province", "court"),
    "claim.raised": ("claim case victim amount currency", "venue parent"),
    "claim.withdrawn": ("claim", "reason"),
    "claim.rejected": ("claim", "reason"),
    "claim.untraced": ("claim", "reason"),
    "award.granted": ("claim amount offender", ""),
    "award.final": ("claim", ""),
    "award.varied": ("claim amount", ""),
    "award.indexed": ("claim amount", ""),
    "award.quashed": ("claim", ""),
    "recovery.received": ("case offender amount currency", "channel"),
    "recovery.applied": ("case offender currency", ""),
    "recovery.refunded": ("case offender amount currency", ""),
    "award.paid": ("claim amount", "payee"),
    "award.paid-direct": ("claim amount", ""),
    "award.returned": ("claim amount", ""),
    "award.reclaimed": ("claim amount", "payee"),
    "award.advanced": ("claim amount", "fund"),
    "advance.returned": ("claim amount", "fund"),
    "advance.written-off": ("claim amount", "fund"),
    "asset.seized": ("asset case offender kind amount currency", ""),
    "asset.released": ("asset", ""),
    "asset.confiscated": ("asset amount", "basis"),
    "asset.valued": ("asset amount", ""),
    "asset.sold": ("asset amount", ""),
    "asset.charged": ("asset amount", ""),
    "asset.applied": ("asset", "residue fund"),
    "asset.returned": ("asset", "reason"),
    "asset.lost": ("asset", "reason"),
    "state.remitted": ("amount currency", ""),
    "contribution.proposed": ("contribution source amount currency", "fund"),
    "contribution.approved": ("contribution", "amount"),
    "contribution.bound": ("contribution", ""),
    "contribution.received": ("contribution amount", ""),
    "contribution.withdrawn": ("contribution", "reason"),
    "grant.applied": ("grant ngo track amount currency start end",
                      "donor purpose province due fund"),
    "grant.authorised": ("grant", "amount"),
    "grant.refused": ("grant", "reason"),
    "grant.withdrawn": ("grant", "reason"),
    "grant.received": ("grant amount", ""),
    "grant.spent": ("grant amount", "purpose"),
    "grant.returned": ("grant amount", ""),
    "grant.accepted": ("grant", ""),
    "relief.requested": ("relief ngo amount currency", ""),
    "relief.granted": ("relief", ""),
    "relief.refused": ("relief", ""),
    "assistance.approved": ("assistance victim kind amount currency",
                            "fund start"),
    "assistance.paid": ("assistance amount", "payee"),
    "assistance.stopped": ("assistance", "reason"),
    "cash.exchanged": ("amount currency quote quote_amount",
                       "asset case offender fund"),
    "cash.stated": ("currency amount document", "fund"),
    "clock.stopped": ("item reason", ""),
    "clock.started": ("item", ""),
    "rate.set": ("currency quote rate", "reason"),
    "index.set": ("index value unit", "reason"),
    "figure.reported": ("series period value unit", "reason"),
    "policy.stage": ("policy stage", "due"),
    "currency.redenominated": ("currency quote factor", ""),
    "event.reversed": ("target", "reason"),
}
EVENTS = {e: (r.split(), o.split()) for e, (r, o) in EVENTS.items()}
GENERAL = ["event", "id", "date", "since", "corrects", "document", "note"]
ITEM_COLUMNS = ["claim", "asset", "contribution", "grant", "relief",
                "assistance", "item"]
ZERO_ALLOWED = ["claim.raised", "asset.seized", "asset.confiscated",
                "asset.valued", "cash.stated"]


# Section 6 lists `depends` after `overdrawn`.  A mirror has no meaning while
# other events rest on its target, so by default depends is tested first.
DEPENDS_FIRST = True


class Refused(Exception):
    def __init__(self, code, detail=""):
        super().__init__(code, detail)
        self.code, self.detail = code, detail


# ------------------------------------------------------------- small helpers

CODE_RE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
ID_RE = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?")
NUMBER_RE = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
DATE_RE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
ITEM_KINDS = ["claim", "asset", "contribution", "grant"]


def day(text):
    return datetime.date.fromisoformat(text)


def good_date(text):
    m = DATE_RE.fullmatch(text)
    if not m or not FIRST_DAY <= text <= LAST_DAY:
        return False
    try:
        datetime.date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:
        return False
    return True


def minor_units(text, currency):
    """(units, too many fraction digits) of a well-formed amount."""
    m = NUMBER_RE.fullmatch(text)
    whole, frac = m[1], m[2] or ""
    digits = MINOR[currency]
    if len(frac) > digits:
        return None
    return int(whole + frac.ljust(digits, "0"))


def money(units, currency):
    digits = MINOR[currency]
    sign = "-" if units < 0 else ""
    text = str(abs(units)).rjust(digits + 1, "0")
    if digits:
        text = text[:-digits] + "." + text[-digits:]
    return sign + text


def anniversary(start, years):
    d = day(start)
    try:
        return d.replace(year=d.year + years)
    except ValueError:
        return datetime.date(d.year + years, 2, 28)


def bucket_long(start, stop):
    n = (day(stop) - day(start)).days
    if n <= 90:
        return "0-90"
    if n <= 180:
        return "91-180"
    for years, name in ((1, "181d-1y"), (2, "1-2y"), (3, "2-3y"),
                        (6, "3-6y"), (10, "6-10y")):
        if day(stop) < anniversary(start, years):
            return name
    return ">10y"


def bucket_short(n):
    for top, name in ((10, "0-10"), (30, "11-30"), (60, "31-60"),
                      (90, "61-90"), (180, "91-180")):
        if n <= top:
            return name
    return ">180"


def largest_remainder(amount, weights):
    """weights: list of sums in the order in which ties are broken."""
    total = sum(weights)
    if amount >= total:
        return list(weights)
    shares = [amount * w // total for w in weights]
    left = amount - sum(shares)
    order = sorted(range(len(weights)),
                   key=lambda i: (-(amount * weights[i] % total), i))
    for i in order[:left]:
        shares[i] += 1
    return shares


def cell(text):
    text = str(text)
    if any(c in text for c in ",\"\r\n"):
        return '"' + text.replace('"', '""') + '"'
    return text


def free(text):
    """Free text in CSV output never begins a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") and text \
        else text


def to_csv(header, rows):
    return "".join(",".join(cell(c) for c in r) + "\n"
                   for r in [header.split(",")] + rows)


# ------------------------------------------------------------------ the book

class Item:
    def __init__(self, kind, code, currency, fields):
        self.kind, self.code, self.currency = kind, code, currency
        self.fields = fields
        self.history = []          # (date, state, since), as accepted

    @property
    def state(self):
        return self.history[-1][1]

    @property
    def changed(self):
        return self.history[-1][0]

    def at(self, as_of):
        """(date, state, since) at the end of a day, None before the first."""
        known = [h for h in self.history if h[0] <= as_of]
        return known[-1] if known and known[-1][1] else None


class Entry:
    def __init__(self, row):
        self.row = row
        self.seq = None
        self.id, self.event, self.date = row["id"], row["event"], row["date"]
        self.since = row.get("since", self.date)
        self.note = row.get("note", "")
        self.lines = []            # (account, item, currency, amount)
        self.facts = []            # the same with a '#...' sum as account
        self.items = []            # items this row names
        self.reached = []          # items its waterfall reached
        self.changes = []          # (item, state, date, since)
        self.made = []             # (register, code, item)
        self.sets = []             # (item, field, old, new)
        self.ends = []             # (register, code): taken off the book
        self.pops = []             # (item, record): a state that never was
        self.before = []           # (item, history) to take it all back
        self.replaced = None       # entry that had this id before
        self.reversed_by = None
        self.reverses = None
        self.redenominates = False
        self.converted = []
        self.rounded = []          # (claim, principal needed, at 1/factor)
        self.normal = None
        self.units = None

    def line(self, account, item, currency, amount):
        if amount:
            self.lines.append((account, item, currency, amount))

    def pair(self, debit, credit, currency, amount, item="", credit_item=None):
        self.line(debit, item, currency, amount)
        self.line(credit, item if credit_item is None else credit_item,
                  currency, -amount)

    def fact(self, name, item, currency, amount):
        if amount:
            self.facts.append(("#" + name, item, currency, amount))

    def set(self, item, field, value):
        self.sets.append((item, field, item.fields[field], value))

    def change(self, item, state, date=None, since=None):
        self.changes.append((item, state, date or self.date,
                             since or self.since))


DEBIT = re.compile(
    r"memo:claims:(pending|rejected)|memo:awards:(owed|excess)"
    r"|memo:advances:[a-z-]+:written-off|memo:assets:seized"
    r"|memo:contributions:(proposed|approved)"
    r"|memo:grants:(applied|authorised|received|spent)"
    r"|memo:relief:(requested|granted)|memo:assistance:approved"
    r"|trust:(cash|property)|fund:[a-z-]+:(cash|receivable|subrogated)"
    r"|#paid|#direct|#advanced")
CREDIT = re.compile(
    r"memo:.*contra|memo:awards:due"
    r"|trust:(victims|unclaimed|unapplied|seized|proceeds|state)")
EITHER = re.compile(r"#.*|.*:(conversion|exchange)|fund:[a-z-]+:(income|expense):.*")

NO_MONEY = ("rate.set", "clock.stopped", "clock.started")
OWED, DUE = "memo:awards:owed", "memo:awards:due"
EXCESS, EXCESS_CONTRA = "memo:awards:excess", "memo:awards:excess-contra"
PENDING, REJECTED = "memo:claims:pending", "memo:claims:rejected"
CLAIMS_CONTRA = "memo:claims:contra"
CASH, VICTIMS, UNCLAIMED = "trust:cash", "trust:victims", "trust:unclaimed"
UNAPPLIED = "trust:unapplied"
AWARD_SUMS = {OWED, DUE, EXCESS, EXCESS_CONTRA, VICTIMS, UNCLAIMED,
              "#principal", "#indexed", "#paid", "#direct", "#advanced"}


class Book:
    def __init__(self, today):
        self.today = today
        self.sums = {}             # (account, item, currency) -> [(date, n)]
        self.entries = []
        self.by_id = {}
        self.registers = {}        # kind -> code -> Item
        self.ended = []            # items whose first event was reversed
        self.redenominations = []  # entries
        self.touched_by = self.moved = (-1, {})  # entries, what they did
        self.imports = []          # name, entries from-to, read, counts

    # ------------------------------------------------------------- the sums

    def balance(self, account, item, currency, as_of=None):
        return sum(n for d, n in self.sums.get((account, item, currency), [])
                   if as_of is None or d <= as_of)

    def days(self, keys, start):
        """Every day from start on at whose end one of the sums may differ."""
        found = {start}
        for key in keys:
            found.update(d for d, _ in self.sums.get(key, []) if d > start)
        return sorted(found)

    def smallest(self, account, item, currency, start, sign=1):
        """Smallest sum at the end of any day from start on."""
        key = (account, item, currency)
        moves = self.sums.get(key, [])
        return min(sign * sum(n for m, n in moves if m <= d)
                   for d in self.days([key], start))

    # ------------------------------------------------------ form of the row

    def check_form(self, row):
        for column in ("event", "id", "date"):
            if column not in row:
                raise Refused("missing-field", column)
        event = row["event"]
        if event not in EVENTS:
            raise Refused("unknown-event", event)
        required, optional = EVENTS[event]
        for column in required:
            if column not in row:
                raise Refused("missing-field", column)
        if event == "cash.exchanged" and not (
                "asset" in row or "fund" in row
                or "case" in row and "offender" in row):
            raise Refused("missing-field", "asset")

        for column in DATES:
            if column in row and not good_date(row[column]):
                raise Refused("bad-date", column)
        if row["date"] > self.today:
            raise Refused("bad-date", "date")
        if row.get("since", row["date"]) > row["date"]:
            raise Refused("bad-date", "since")
        if "start" in row and "end" in row and row["end"] < row["start"]:
            raise Refused("bad-date", "end")

        for column in IDS:
            if column in row and not ID_RE.fullmatch(row[column]):
                raise Refused("bad-code", column)
        for column in CODES:
            if column not in row:
                continue
            codes = [row[column]]
            if column == "offender" and event == "award.granted":
                codes = row[column].split(";")
            if any(not CODE_RE.fullmatch(c) for c in codes) \
                    or len(set(codes)) < len(codes):
                raise Refused("bad-code", column)
        if "item" in row:
            kind, _, code = row["item"].partition(":")
            if kind not in ITEM_KINDS or not CODE_RE.fullmatch(code):
                raise Refused("bad-code", "item")

        for column in CURRENCIES:
            if column in row and row[column] not in MINOR:
                raise Refused("bad-currency", column)

        for column in AMOUNTS:
            if column not in row:
                continue
            if not NUMBER_RE.fullmatch(row[column]):
                raise Refused("bad-amount", column)
            if not row[column].strip("0."):
                if event not in ZERO_ALLOWED or column == "quote_amount":
                    raise Refused("bad-amount", column)
            currency = row.get("currency" if column == "amount" else "quote")
            if currency and minor_units(row[column], currency) is None:
                raise Refused("bad-amount", column)

        for column in RATES:
            if column in row:
                m = NUMBER_RE.fullmatch(row[column])
                if not m or len(m[2] or "") > 10 \
                        or not row[column].strip("0."):
                    raise Refused("bad-value", column)
        if "value" in row:
            m = NUMBER_RE.fullmatch(row["value"].removeprefix("-"))
            if not m or len(m[2] or "") > 6:
                raise Refused("bad-value", "value")
        for column, allowed in LISTS.items():
            if column == "kind":
                allowed = {"asset.seized": ASSET_KINDS,
                           "assistance.approved": ASSISTANCE_KINDS}.get(
                               event, allowed)
            if column in row and row[column] not in allowed:
                raise Refused("bad-value", column)
        for column in TEXTS:
            if column in row and any(
                    ord(c) < 32 or 127 <= ord(c) < 160 for c in row[column]):
                raise Refused("bad-value", column)
        if event == "clock.stopped" and row["reason"] not in STOP_REASONS:
            raise Refused("bad-value", "reason")

        for column in AMOUNTS:
            currency = row.get("currency" if column == "amount" else "quote")
            if column in row and (minor_units(row[column], currency)
                                  if currency
                                  else int(row[column].split(".")[0])) > INT64:
                raise Refused("overflow", column)

        taken = set(GENERAL + required + optional)
        if any(c in ITEM_COLUMNS for c in required):
            taken.add("currency")
        for column in row:
            if column not in taken:
                raise Refused("unexpected-field", column)
        if event == "cash.exchanged":
            named = [k for k in ("asset", "fund") if k in row]
            if "case" in row or "offender" in row:
                named.append("case")
                if "case" not in row or "offender" not in row:
                    raise Refused("unexpected-field", "case")
            if len(named) > 1:
                raise Refused("unexpected-field", named[1])

    # ----------------------------------------------------- same id, content

    def named_item(self, row):
        for column in ("claim", "asset", "contribution", "grant", "relief",
                       "assistance"):
            if column in row:
                return self.registers.get(column, {}).get(row[column])
        if "item" in row:
            kind, _, code = row["item"].partition(":")
            return self.registers.get(kind, {}).get(code)
        return None

    def normalise(self, row, like=None):
        """Content of a row with the defaults filled in."""
        out = dict(row)
        out.setdefault("since", row["date"])
        required, optional = EVENTS[row["event"]]
        if "venue" in optional:
            out.setdefault("venue", "criminal")
        if "residue" in optional:
            out.setdefault("residue", "state")
        if "fund" in optional and row["event"] != "cash.stated" \
                and row["event"] != "cash.exchanged":
            if row["event"] == "asset.applied":
                if out["residue"] == "fund":
                    out.setdefault("fund", "compensation")
            elif row.get("track") in ("tender", "subsidy"):
                out.setdefault("fund", "grants")
            else:
                out.setdefault("fund", "compensation")
        if "currency" not in out:
            if like is not None and "currency" in like:
                out["currency"] = like["currency"]
            else:
                item = self.named_item(row)
                if item is not None and item.currency:
                    out["currency"] = item.currency
        for column in AMOUNTS + RATES + ["value"]:
            if column in out:
                currency = out.get("currency" if column == "amount"
                                   else "quote")
                number = Fraction(out[column])
                if column in AMOUNTS and currency:
                    number *= 10 ** MINOR[currency]
                out[column] = number
        return out

    # --------------------------------------------------------- post one row

    def post(self, row, line=0):
        row = {k: v for k, v in row.items() if v != "" and k not in IGNORED}
        try:
            return self.try_post(row)
        except Refused as no:
            return ("refused", no.code, no.detail)

    def try_post(self, row):
        self.check_form(row)
        old = self.by_id.get(row["id"])
        if old is not None:
            new = self.normalise(row, like=old.normal)
            if new == old.normal:
                return "duplicate"
            if row.get("corrects") != row["id"]:
                raise Refused("id-conflict", next(
                    c for c in sorted(set(new) | set(old.normal))
                    if new.get(c) != old.normal.get(c)))
        return self.post_new(row)

    def post_new(self, row):
        mark = len(self.entries)
        try:
            if "corrects" in row:
                self.replace(row)
            entries = self.prepare(row)
            for entry in entries:
                self.book_entry(entry)
            for entry in self.entries[mark:]:
                self.check_days(entry)
            if not DEPENDS_FIRST and (
                    "corrects" in row or row["event"] == "event.reversed"):
                self.check_depends(self.entries[mark].reverses)
        except Refused:
            while len(self.entries) > mark:
                self.take_back(self.entries[-1])
            raise
        return "posted"

    def prepare(self, row):
        entry = Entry(row)
        handler = "do_" + re.sub(r"[.-]", "_", row["event"])
        more = getattr(self, handler)(row, entry) or []
        return [entry] + more

    def book_entry(self, entry):
        """Enter the lines and move the states; check_days comes after."""
        for account, item, currency, amount in entry.lines + entry.facts:
            self.sums.setdefault((account, item, currency), []).append(
                (entry.date, amount))
        entry.before = [(i, list(i.history)) for i in
                        {id(x[0]): x[0] for x in
                         entry.changes + entry.pops}.values()]
        for kind, code in entry.ends:
            self.ended.append(self.registers[kind].pop(code))
        for kind, code, item in entry.made:
            self.registers.setdefault(kind, {})[code] = item
        for item, record in entry.pops:
            item.history.remove(record)
        for item, state, date, since in entry.changes:
            item.history.append((date, state, since))
        for item, field, old, new in entry.sets:
            if field == "currency":
                item.currency = new
            else:
                item.fields[field] = new
        self.entries.append(entry)
        entry.seq = len(self.entries)
        entry.replaced = self.by_id.get(entry.id)
        if entry.reverses:
            entry.reverses.reversed_by = entry
        if entry.redenominates:
            self.redenominations.append(entry)
        entry.normal = self.normalise(entry.row)
        self.by_id[entry.id] = entry

    def take_back(self, entry):
        self.entries.pop()
        self.touched_by = self.moved = (-1, {})
        for account, item, currency, amount in entry.lines + entry.facts:
            self.sums[(account, item, currency)].pop()
        for item, field, old, new in reversed(entry.sets):
            if field == "currency":
                item.currency = old
            else:
                item.fields[field] = old
        for item, history in entry.before:
            item.history = history
        for kind, code, item in entry.made:
            del self.registers[kind][code]
        for kind, code in reversed(entry.ends):
            self.registers[kind][code] = self.ended.pop()
        if entry.reverses:
            entry.reverses.reversed_by = None
        if entry.redenominates:
            self.redenominations.remove(entry)
        if entry.replaced:
            self.by_id[entry.id] = entry.replaced
        else:
            del self.by_id[entry.id]

    # --------------------------------- section 5: what holds at each day-end

    def check_days(self, entry):
        per_book = {}
        for account, item, currency, amount in entry.lines:
            book = account.split(":")
            book = ":".join(book[:2]) if book[0] == "fund" else book[0]
            per_book[book, currency] = per_book.get((book, currency), 0) + amount
        assert not any(per_book.values()), (entry.row, entry.lines)

        touched = {(a, i, c) for a, i, c, _ in entry.lines + entry.facts}
        for key in sorted(touched):
            debit, credit = DEBIT.fullmatch(key[0]), CREDIT.fullmatch(key[0])
            assert debit or credit or EITHER.fullmatch(key[0]), key
            if not debit and not credit:
                continue
            for d in self.days([key], entry.date):
                n = self.balance(*key, as_of=d)
                if debit and n < 0 or credit and n > 0:
                    raise Refused("overdrawn", "%s %s on %s" % (
                        key[0], key[1], d))
        for item, currency in sorted({(i, c) for a, i, c in touched
                                      if a in AWARD_SUMS}):
            self.check_award(item, currency, entry.date)
        for item, currency in sorted({
                (i, c) for a, i, c in touched
                if a in ("trust:property", "trust:proceeds")}):
            for d in self.days([("trust:property", item, currency),
                                ("trust:proceeds", item, currency)],
                               entry.date):
                if -self.balance("trust:proceeds", item, currency, d) \
                        < self.balance("trust:property", item, currency, d):
                    raise Refused("overdrawn", "%s on %s" % (item, d))

    def award_sums(self, code, currency, as_of=None):
        s = {
            "awarded": self.balance("#principal", code, currency, as_of)
            + self.balance("#indexed", code, currency, as_of),
            "uncollected": self.balance(OWED, code, currency, as_of),
            "held": -self.balance(VICTIMS, code, currency, as_of),
            "unclaimed": -self.balance(UNCLAIMED, code, currency, as_of),
            "paid": self.balance("#paid", code, currency, as_of),
            "direct": self.balance("#direct", code, currency, as_of),
            "advanced": self.balance("#advanced", code, currency, as_of),
            "excess": self.balance(EXCESS, code, currency, as_of),
        }
        s["outstanding"] = s["uncollected"] + s["held"] + s["unclaimed"]
        return s

    def check_award(self, code, currency, start):
        item = self.registers.get("claim", {}).get(code)
        if item is None:
            return                 # trust:unapplied carries case+offender
        for d in self.days([(a, code, currency) for a in AWARD_SUMS], start):
            if self.balance(OWED, code, currency, d) \
                    + self.balance(DUE, code, currency, d):
                raise Refused("overdrawn", "%s on %s" % (code, d))
            at = item.at(d)
            if at is None or at[1] not in ("final", "quashed"):
                continue
            s = self.award_sums(code, currency, d)
            if s["awarded"] + s["excess"] != s["outstanding"] + s["paid"] \
                    + s["direct"] + s["advanced"]:
                raise Refused("overdrawn", "%s on %s" % (code, d))

    # ------------------------------------------- steps of the tests, in order

    def need(self, entry, kind, code):
        item = self.registers.get(kind, {}).get(code)
        if item is None:
            raise Refused("unknown-item", "%s:%s" % (kind, code))
        if item not in entry.items:
            entry.items.append(item)
        return item

    def fresh(self, kind, code):
        if code in self.registers.get(kind, {}):
            raise Refused("exists", "%s:%s" % (kind, code))

    def new(self, entry, kind, row, state, currency=None, /, **fields):
        item = Item(kind, row[kind], currency, fields)
        for old in self.ended:     # a code that comes back
            if (old.kind, old.code) == (kind, item.code) and old.history \
                    and row["date"] < old.changed:
                raise Refused("date-order", old.changed)
        entry.made.append((kind, row[kind], item))
        entry.items.append(item)
        entry.change(item, state)
        return item

    def units(self, row, item=None, column="amount"):
        """The amount in minor units; with the currency of the item if the
        row has none of its own (then its digits are tested here)."""
        if column not in row:
            return None
        currency = row.get("currency") or item.currency
        n = minor_units(row[column], currency)
        if n is None:
            raise Refused("bad-amount", column)
        if n > INT64:
            raise Refused("overflow", column)
        return n

    def in_state(self, item, *states):
        if item.state not in states:
            raise Refused("wrong-state", item.state)

    def same_currency(self, row, item):
        if row.get("currency", item.currency) != item.currency:
            raise Refused("currency-mismatch", item.currency)

    def in_order(self, row, item=None, currency=None):
        if item is not None and row["date"] < item.changed:
            raise Refused("date-order", item.changed)
        self.not_redenominated(row, currency or row.get("currency")
                               or item.currency)

    def not_redenominated(self, row, currency):
        """No row in a currency that is gone, nor one in the new currency
        dated before it came."""
        for e in self.redenominations:
            if e.reversed_by is None and (
                    currency == e.row["currency"]
                    or currency == e.row["quote"] and row["date"] < e.date):
                raise Refused("date-order", e.id)

    def step(self, row, entry, kind, *states):
        """The usual way down to date-order for an event of one item."""
        item = self.need(entry, kind, row[kind])
        n = self.units(row, item)
        self.in_state(item, *states)
        self.same_currency(row, item)
        self.in_order(row, item)
        return item, item.code, item.currency, n

    def at_most(self, n, limit):
        if n > limit:
            raise Refused("exceeds", str(limit))

    # ------------------------------------------------- cases, claims, awards

    def case_of(self, claim):
        """The case of a claim that tops up another is its parent's."""
        while claim.fields["parent"]:
            claim = self.registers["claim"][claim.fields["parent"]]
        return claim.fields["case"]

    def do_case_opened(self, row, e):
        self.fresh("case", row["case"])
        self.new(e, "case", row, "open", None, article=row["article"],
                 province=row["province"], court=row.get("court", ""))

    def do_claim_raised(self, row, e):
        case = self.need(e, "case", row["case"])
        parent = None
        if "parent" in row:
            parent = self.need(e, "claim", row["parent"])
        self.fresh("claim", row["claim"])
        n = self.units(row)
        if row["date"] < case.history[0][0] \
                or parent and row["date"] < parent.history[0][0]:
            raise Refused("date-order", "case or parent")
        self.in_order(row)
        item = self.new(e, "claim", row, "raised", row["currency"],
                        case=row["case"], parent=row.get("parent"),
                        victim=row["victim"],
                        venue=row.get("venue", "criminal"), offenders=[])
        e.items.remove(case)
        if parent:
            e.items.remove(parent)
        e.fact("claimed", item.code, item.currency, n)
        e.pair(PENDING, CLAIMS_CONTRA, item.currency, n, item.code)

    def do_claim_withdrawn(self, row, e):
        item, code, cur, _ = self.step(row, e, "claim", "raised")
        e.pair(CLAIMS_CONTRA, PENDING, cur, self.balance(PENDING, code, cur),
               code)
        e.change(item, "withdrawn")

    def do_claim_rejected(self, row, e):
        item, code, cur, _ = self.step(row, e, "claim", "raised")
        n = self.balance(PENDING, code, cur)
        e.pair(CLAIMS_CONTRA, PENDING, cur, n, code)
        e.pair(REJECTED, CLAIMS_CONTRA, cur, n, code)
        e.change(item, "rejected")

    def do_claim_untraced(self, row, e):
        item, code, cur, _ = self.step(row, e, "claim", "raised")
        e.change(item, "untraced")

    def do_award_granted(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "raised", "rejected",
                                       "untraced")
        stage = REJECTED if item.state == "rejected" else PENDING
        claimed = self.balance(stage, code, cur)
        if claimed:
            self.at_most(n, claimed)
        e.pair(CLAIMS_CONTRA, stage, cur, claimed, code)
        if claimed > n:
            e.pair(REJECTED, CLAIMS_CONTRA, cur, claimed - n, code)
        e.fact("principal", code, cur, n)
        e.set(item, "offenders", row["offender"].split(";"))
        e.change(item, "granted")

    def do_award_final(self, row, e):
        item, code, cur, _ = self.step(row, e, "claim", "granted")
        e.pair(OWED, DUE, cur, self.balance("#principal", code, cur), code)
        e.change(item, "final")

    def raise_due(self, e, code, cur, n):
        """A raise of what is uncollected; excess comes first."""
        part = min(n, max(0, self.smallest(EXCESS, code, cur, e.date)))
        e.pair(EXCESS_CONTRA, EXCESS, cur, part, code)
        e.pair(OWED, DUE, cur, n - part, code)

    def first_offender(self, item):
        return "%s+%s" % (self.case_of(item), item.fields["offenders"][0])

    def cut(self, e, item, n):
        code, cur = item.code, item.currency
        payer = self.first_offender(item)
        part = min(n, self.smallest(OWED, code, cur, e.date))
        e.pair(DUE, OWED, cur, part, code)
        n -= part
        part = min(n, self.smallest(VICTIMS, code, cur, e.date, -1))
        e.pair(VICTIMS, UNAPPLIED, cur, part, code, payer)
        n -= part
        part = min(n, self.smallest(UNCLAIMED, code, cur, e.date, -1))
        e.pair(UNCLAIMED, UNAPPLIED, cur, part, code, payer)
        n -= part
        e.pair(EXCESS, EXCESS_CONTRA, cur, n, code)

    def sums_unchanged_after(self, row, code):
        for entry in self.entries:
            if entry.date > row["date"] and any(
                    a in AWARD_SUMS and i == code
                    for a, i, _, _ in entry.lines + entry.facts) \
                    and not self.undone_same_day(entry):
                raise Refused("date-order", entry.id)

    def undone_same_day(self, entry):
        other = entry.reversed_by or entry.reverses
        return other is not None and other.date == entry.date

    def do_award_varied(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "granted", "final")
        self.sums_unchanged_after(row, code)
        delta = n - self.balance("#principal", code, cur)
        if item.state == "final" and delta > 0:
            self.raise_due(e, code, cur, delta)
        if item.state == "final" and delta < 0:
            self.cut(e, item, -delta)
        e.fact("principal", code, cur, delta)

    def do_award_indexed(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final")
        self.raise_due(e, code, cur, n)
        e.fact("indexed", code, cur, n)

    def do_award_quashed(self, row, e):
        item, code, cur, _ = self.step(row, e, "claim", "granted", "final")
        self.sums_unchanged_after(row, code)
        principal = self.balance("#principal", code, cur)
        indexed = self.balance("#indexed", code, cur)
        if item.state == "final":
            self.cut(e, item, principal + indexed)
        e.fact("principal", code, cur, -principal)
        e.fact("indexed", code, cur, -indexed)
        e.change(item, "quashed")

    def do_award_paid(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final")
        self.at_most(n, -self.balance(VICTIMS, code, cur))
        e.line(VICTIMS, code, cur, n)
        e.line(CASH, "", cur, -n)
        e.fact("paid", code, cur, n)

    def do_award_paid_direct(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final")
        self.at_most(n, self.balance(OWED, code, cur))
        e.pair(DUE, OWED, cur, n, code)
        e.fact("direct", code, cur, n)

    def do_award_returned(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final", "quashed")
        self.at_most(n, self.balance("#paid", code, cur))
        part = n
        if item.state == "final":
            part = min(n, max(0, self.smallest(EXCESS, code, cur, e.date)))
        e.line(CASH, "", cur, n)
        e.line(UNAPPLIED, self.first_offender(item), cur, -part)
        e.pair(EXCESS_CONTRA, EXCESS, cur, part, code)
        e.line(UNCLAIMED, code, cur, -(n - part))
        e.fact("paid", code, cur, -n)

    def do_award_reclaimed(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final")
        self.at_most(n, -self.balance(UNCLAIMED, code, cur))
        e.pair(UNCLAIMED, VICTIMS, cur, n, code)

    # ---------------------------------------------------------- the advances

    def do_award_advanced(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final")
        fund = "fund:" + row.get("fund", "compensation")
        self.at_most(n, self.balance(OWED, code, cur))
        e.line(fund + ":subrogated", code, cur, n)
        e.line(fund + ":cash", "", cur, -n)
        e.pair(DUE, OWED, cur, n, code)
        e.fact("advanced", code, cur, n)

    def do_advance_returned(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final", "quashed")
        fund = "fund:" + row.get("fund", "compensation")
        self.at_most(n, self.balance(fund + ":subrogated", code, cur))
        e.line(fund + ":cash", "", cur, n)
        e.line(fund + ":subrogated", code, cur, -n)
        if item.state == "final":
            self.raise_due(e, code, cur, n)
        else:
            e.pair(EXCESS_CONTRA, EXCESS, cur, n, code)
        e.fact("advanced", code, cur, -n)

    def do_advance_written_off(self, row, e):
        item, code, cur, n = self.step(row, e, "claim", "final", "quashed")
        name = row.get("fund", "compensation")
        self.at_most(n, self.balance("fund:%s:subrogated" % name, code, cur))
        e.line("fund:%s:expense:impairment" % name, "", cur, n)
        e.line("fund:%s:subrogated" % name, code, cur, -n)
        e.pair("memo:advances:%s:written-off" % name,
               "memo:advances:%s:contra" % name, cur, n, code)

    # -------------------------------------------- section 4: the waterfall

    def waterfall(self, e, case, offender, cur, amount, source):
        """Spread an amount; source is 'received' (money not yet in the
        trust) or the (account, item) that holds it.  Returns the rest."""
        claims = [c for _, c in sorted(self.registers.get("claim", {}).items())
                  if c.state == "final" and c.changed <= e.date
                  and c.currency == cur and offender in c.fields["offenders"]
                  and self.case_of(c) == case]
        targets = [c.code for c in claims]
        one = largest_remainder(amount, [
            max(0, self.smallest(OWED, c, cur, e.date)) for c in targets])
        rest = amount - sum(one)
        pairs = [(c, f) for c in targets for f in sorted(FUNDS)]
        two = largest_remainder(rest, [max(0, self.smallest(
            "fund:%s:subrogated" % f, c, cur, e.date)) for c, f in pairs])
        rest -= sum(two)
        three = largest_remainder(rest, [max(0, self.smallest(
            "memo:advances:%s:written-off" % f, c, cur, e.date))
            for c, f in pairs])
        rest -= sum(three)

        out = sum(two) + sum(three)
        if source == "received":
            e.line(CASH, "", cur, amount - out)
        else:
            e.line(source[0], source[1], cur, amount - rest)
        for c, n in zip(targets, one):
            e.line(VICTIMS, c, cur, -n)
            e.pair(DUE, OWED, cur, n, c)
        for (c, f), n in zip(pairs, two):
            if source != "received":
                e.line(CASH, "", cur, -n)
            e.line("fund:%s:cash" % f, "", cur, n)
            e.line("fund:%s:subrogated" % f, c, cur, -n)
        for (c, f), n in zip(pairs, three):
            if source != "received":
                e.line(CASH, "", cur, -n)
            e.line("fund:%s:cash" % f, "", cur, n)
            e.line("fund:%s:income:recovered" % f, "", cur, -n)
            e.pair("memo:advances:%s:contra" % f,
                   "memo:advances:%s:written-off" % f, cur, n, c)
        reached = [c for c, n in zip(targets, one) if n]
        reached += [c for (c, f), n in zip(pairs, two) if n]
        reached += [c for (c, f), n in zip(pairs, three) if n]
        for c in claims:
            if c.code in reached and c not in e.reached:
                e.reached.append(c)
        return rest

    def recovery(self, row, e):
        case = self.need(e, "case", row["case"])
        n = self.units(row)
        self.in_state(case, "open")
        self.in_order(row, case)
        e.items.remove(case)
        return row["case"] + "+" + row["offender"], row["currency"], n

    def do_recovery_received(self, row, e):
        key, cur, n = self.recovery(row, e)
        rest = self.waterfall(e, row["case"], row["offender"], cur, n,
                              "received")
        e.line(UNAPPLIED, key, cur, -rest)

    def do_recovery_applied(self, row, e):
        key, cur, _ = self.recovery(row, e)
        n = max(0, self.smallest(UNAPPLIED, key, cur, e.date, -1))
        self.waterfall(e, row["case"], row["offender"], cur, n,
                       (UNAPPLIED, key))

    def victims_wait(self, case, offender, date, moves=()):
        """While victims of the case wait, read at the end of that day;
        moves are lines of the row itself, counted in."""
        for code, claim in sorted(self.registers.get("claim", {}).items()):
            at = claim.at(date)
            if at is None or self.case_of(claim) != case:
                continue
            if at[1] in ("raised", "granted"):
                return code
            if offender in claim.fields["offenders"]:
                for cur in {c for a, i, c in self.sums
                            if a == OWED and i == code}:
                    own = sum(n for a, i, c, n in moves
                              if (a, i, c) == (OWED, code, cur))
                    if self.balance(OWED, code, cur, date) + own > 0:
                        return code
        return None

    def do_recovery_refunded(self, row, e):
        key, cur, n = self.recovery(row, e)
        waits = self.victims_wait(row["case"], row["offender"], row["date"])
        if waits:
            raise Refused("victims-first", waits)
        self.at_most(n, -self.balance(UNAPPLIED, key, cur))
        e.line(UNAPPLIED, key, cur, n)
        e.line(CASH, "", cur, -n)

    # --------------------------------------------------------- contributions

    def stage(self, e, group, debit, credit, item, n):
        e.pair("memo:%s:%s" % (group, debit), "memo:%s:%s" % (group, credit),
               item.currency, n, item.code)

    def left(self, group, stage, item):
        return self.balance("memo:%s:%s" % (group, stage), item.code,
                            item.currency)

    def do_contribution_proposed(self, row, e):
        self.fresh("contribution", row["contribution"])
        n = self.units(row)
        self.in_order(row)
        item = self.new(e, "contribution", row, "proposed", row["currency"],
                        source=row["source"],
                        fund=row.get("fund", "compensation"))
        e.fact("c.proposed", item.code, item.currency, n)
        self.stage(e, "contributions", "proposed", "contra", item, n)

    def do_contribution_approved(self, row, e):
        item, code, cur, n = self.step(row, e, "contribution", "proposed")
        proposed = self.left("contributions", "proposed", item)
        if n is None:
            n = proposed
        self.at_most(n, proposed)
        self.stage(e, "contributions", "approved", "proposed", item, n)
        self.stage(e, "contributions", "contra", "proposed", item,
                   proposed - n)
        e.fact("c.approved", code, cur, n)
        e.change(item, "approved")

    def do_contribution_bound(self, row, e):
        item, code, cur, _ = self.step(row, e, "contribution", "approved")
        n = self.left("contributions", "approved", item)
        fund = "fund:" + item.fields["fund"]
        self.stage(e, "contributions", "contra", "approved", item, n)
        e.line(fund + ":receivable", code, cur, n)
        e.line(fund + ":income:" + item.fields["source"], "", cur, -n)
        e.fact("c.bound", code, cur, n)
        e.change(item, "bound")

    def do_contribution_received(self, row, e):
        item, code, cur, n = self.step(row, e, "contribution", "bound")
        account = "fund:%s:receivable" % item.fields["fund"]
        open_sum = self.balance(account, code, cur)
        self.at_most(n, open_sum)
        e.line("fund:%s:cash" % item.fields["fund"], "", cur, n)
        e.line(account, code, cur, -n)
        e.fact("c.received", code, cur, n)
        if n == open_sum:
            self.complete(e, item, "received", "contribution.received")

    def complete(self, e, item, state, event):
        """The state of an item that is complete: from the latest date among
        the rows that made it so."""
        rows = [e] + [x for x in self.entries if item in x.items
                      and x.event == event and not x.reversed_by]
        last = max(x.date for x in rows)
        e.change(item, state, last,
                 max(x.since for x in rows if x.date == last))

    def do_contribution_withdrawn(self, row, e):
        item, code, cur, _ = self.step(row, e, "contribution", "proposed",
                                       "approved", "bound")
        if item.state == "bound":
            fund = "fund:" + item.fields["fund"]
            n = self.balance(fund + ":receivable", code, cur)
            e.line(fund + ":expense:withdrawn", "", cur, n)
            e.line(fund + ":receivable", code, cur, -n)
        else:
            self.stage(e, "contributions", "contra", item.state, item,
                       self.left("contributions", item.state, item))
        e.change(item, "withdrawn")

    # ------------------------------------------ seized, confiscated property

    def do_asset_seized(self, row, e):
        case = self.need(e, "case", row["case"])
        self.fresh("asset", row["asset"])
        n = self.units(row)
        if row["date"] < case.history[0][0]:
            raise Refused("date-order", "case")
        self.in_order(row)
        item = self.new(e, "asset", row, "seized", row["currency"],
                        case=row["case"], offender=row["offender"],
                        kind=row["kind"])
        e.items.remove(case)
        e.fact("a.estimate", item.code, item.currency, n)
        if row["kind"] == "cash":
            e.line(CASH, "", item.currency, n)
            e.line("trust:seized", item.code, item.currency, -n)
        else:
            e.pair("memo:assets:seized", "memo:assets:contra", item.currency,
                   n, item.code)

    def unseize(self, e, item):
        """The seizure of goods comes off the memorandum."""
        n = self.balance("memo:assets:seized", item.code, item.currency)
        e.pair("memo:assets:contra", "memo:assets:seized", item.currency, n,
               item.code)

    def do_asset_released(self, row, e):
        item, code, cur, _ = self.step(row, e, "asset", "seized")
        if item.fields["kind"] == "cash":
            n = -self.balance("trust:seized", code, cur)
            e.line("trust:seized", code, cur, n)
            e.line(CASH, "", cur, -n)
        else:
            self.unseize(e, item)
        e.change(item, "released")

    def value_at(self, e, item, n):
        e.fact("a.valuation", item.code, item.currency,
               n - self.balance("#a.valuation", item.code, item.currency))

    def do_asset_confiscated(self, row, e):
        item, code, cur, n = self.step(row, e, "asset", "seized")
        self.value_at(e, item, n)
        if item.fields["kind"] != "cash":
            self.unseize(e, item)
            e.pair("trust:property", "trust:proceeds", cur, n, code)
            e.change(item, "confiscated")
            return
        held = -self.balance("trust:seized", code, cur)
        self.at_most(n, held)
        e.pair("trust:seized", "trust:proceeds", cur, n, code)
        e.line("trust:seized", code, cur, held - n)
        e.line(CASH, "", cur, n - held)
        e.fact("a.proceeds", code, cur, n)
        e.change(item, "sold")

    def do_asset_valued(self, row, e):
        item, code, cur, n = self.step(row, e, "asset", "confiscated")
        for x in self.entries:
            if item in x.items and x.event == "asset.valued" \
                    and not x.reversed_by and x.date > row["date"]:
                raise Refused("date-order", x.date)
        delta = n - self.balance("trust:property", code, cur)
        if delta > 0:
            e.pair("trust:property", "trust:proceeds", cur, delta, code)
        else:
            e.pair("trust:proceeds", "trust:property", cur, -delta, code)
        self.value_at(e, item, n)

    def do_asset_sold(self, row, e):
        item, code, cur, n = self.step(row, e, "asset", "confiscated")
        carried = self.balance("trust:property", code, cur)
        e.line(CASH, "", cur, n)
        e.line("trust:property", code, cur, -carried)
        e.line("trust:proceeds", code, cur, carried - n)
        e.fact("a.proceeds", code, cur, n)
        e.change(item, "sold")

    def proceeds_step(self, row, e):
        """A sold asset; after an exchange its proceeds may be in another
        currency than its own, which the row then names."""
        item = self.need(e, "asset", row["asset"])
        n = self.units(row, item)
        self.in_state(item, "sold")
        cur = row.get("currency", item.currency)
        if cur != item.currency \
                and not self.sums.get(("trust:proceeds", item.code, cur)):
            raise Refused("currency-mismatch", item.currency)
        self.in_order(row, item)
        return item, item.code, cur, n

    def do_asset_charged(self, row, e):
        item, code, cur, n = self.proceeds_step(row, e)
        self.at_most(n, -self.balance("trust:proceeds", code, cur))
        e.line("trust:proceeds", code, cur, n)
        e.line(CASH, "", cur, -n)
        e.fact("a.costs", code, cur, n)

    def do_asset_applied(self, row, e):
        item, code, cur, _ = self.proceeds_step(row, e)
        amount = max(0, self.smallest("trust:proceeds", code, cur, e.date, -1))
        case, offender = item.fields["case"], item.fields["offender"]
        rest = self.waterfall(e, case, offender, cur, amount,
                              ("trust:proceeds", code))
        waits = self.victims_wait(case, offender, e.date, e.lines)
        if not waits:
            e.line("trust:proceeds", code, cur, rest)
            if row.get("residue") == "fund":
                fund = "fund:" + row.get("fund", "compensation")
                e.line(CASH, "", cur, -rest)
                e.line(fund + ":cash", "", cur, rest)
                e.line(fund + ":income:proceeds", "", cur, -rest)
            else:
                e.line("trust:state", "", cur, -rest)
            others = [k for k in self.sums if k[:2] == ("trust:proceeds", code)
                      and k[2] != cur and self.balance(*k)]
            if not others:
                e.change(item, "applied")
            rest = 0
        e.fact("a.applied", code, cur, amount - rest)

    def unown(self, e, item):
        n = self.balance("trust:property", item.code, item.currency)
        e.pair("trust:proceeds", "trust:property", item.currency, n,
               item.code)

    def do_asset_returned(self, row, e):
        item, code, cur, _ = self.step(row, e, "asset", "confiscated")
        self.unown(e, item)
        e.change(item, "returned")

    def do_asset_lost(self, row, e):
        item = self.need(e, "asset", row["asset"])
        self.in_state(item, "seized", "confiscated")
        if item.state == "seized" and item.fields["kind"] == "cash":
            raise Refused("wrong-state", "cash")
        self.same_currency(row, item)
        self.in_order(row, item)
        if item.state == "seized":
            self.unseize(e, item)
        else:
            self.unown(e, item)
        e.change(item, "lost")

    def do_state_remitted(self, row, e):
        n, cur = self.units(row), row["currency"]
        self.in_order(row)
        self.at_most(n, -self.balance("trust:state", "", cur))
        e.pair("trust:state", CASH, cur, n)

    # --------------------------------------------- grants, relief, assistance

    def do_grant_applied(self, row, e):
        self.fresh("grant", row["grant"])
        n = self.units(row)
        self.in_order(row)
        paid_here = row["track"] in ("tender", "subsidy")
        item = self.new(e, "grant", row, "applied", row["currency"],
                        first=row, track=row["track"], fund=row.get(
                            "fund", "grants" if paid_here else "compensation"))
        e.fact("g.applied", item.code, item.currency, n)
        self.stage(e, "grants", "applied", "contra", item, n)

    def do_grant_authorised(self, row, e):
        item, code, cur, n = self.step(row, e, "grant", "applied")
        applied = self.left("grants", "applied", item)
        if n is None:
            n = applied
        self.at_most(n, applied)
        self.stage(e, "grants", "authorised", "applied", item, n)
        self.stage(e, "grants", "contra", "applied", item, applied - n)
        e.fact("g.authorised", code, cur, n)
        e.change(item, "authorised")

    def do_grant_refused(self, row, e):
        item, code, cur, _ = self.step(row, e, "grant", "applied")
        self.stage(e, "grants", "contra", "applied", item,
                   self.left("grants", "applied", item))
        e.change(item, "refused")

    def do_grant_withdrawn(self, row, e):
        item, code, cur, _ = self.step(row, e, "grant", "applied",
                                       "authorised")
        self.stage(e, "grants", "contra", item.state, item,
                   self.left("grants", item.state, item))
        e.change(item, "withdrawn")

    def do_grant_received(self, row, e):
        item, code, cur, n = self.step(row, e, "grant", "authorised")
        self.at_most(n, self.left("grants", "authorised", item))
        self.stage(e, "grants", "received", "authorised", item, n)
        if item.fields["track"] in ("tender", "subsidy"):
            fund = "fund:" + item.fields["fund"]
            e.pair(fund + ":expense:grants", fund + ":cash", cur, n)
        e.fact("g.received", code, cur, n)

    def do_grant_spent(self, row, e):
        item, code, cur, n = self.step(row, e, "grant", "authorised",
                                       "withdrawn")
        self.at_most(n, self.left("grants", "received", item))
        self.stage(e, "grants", "spent", "received", item, n)
        e.fact("g.spent", code, cur, n)

    def do_grant_returned(self, row, e):
        item, code, cur, n = self.step(row, e, "grant", "authorised",
                                       "withdrawn")
        self.at_most(n, self.left("grants", "received", item))
        self.stage(e, "grants", "contra", "received", item, n)
        if item.fields["track"] in ("tender", "subsidy"):
            fund = "fund:" + item.fields["fund"]
            e.pair(fund + ":cash", fund + ":expense:grants", cur, n)
        e.fact("g.returned", code, cur, n)

    def do_grant_accepted(self, row, e):
        item, code, cur, _ = self.step(row, e, "grant", "authorised",
                                       "withdrawn")
        self.stage(e, "grants", "contra", "spent", item,
                   self.left("grants", "spent", item))
        if not any(self.left("grants", s, item)
                   for s in ("applied", "authorised", "received")):
            moves = [x for x in self.entries if item in x.items
                     and (x.lines or x.facts)
                     and not x.reversed_by and not x.reverses] + [e]
            last = max(x.date for x in moves)
            e.change(item, "closed", last,
                     max(x.since for x in moves if x.date == last))

    def do_relief_requested(self, row, e):
        self.fresh("relief", row["relief"])
        n = self.units(row)
        self.in_order(row)
        item = self.new(e, "relief", row, "requested", row["currency"])
        self.stage(e, "relief", "requested", "contra", item, n)

    def relief_decided(self, row, e, debit, state):
        item, code, cur, _ = self.step(row, e, "relief", "requested")
        self.stage(e, "relief", debit, "requested", item,
                   self.left("relief", "requested", item))
        e.change(item, state)

    def do_relief_granted(self, row, e):
        self.relief_decided(row, e, "granted", "granted")

    def do_relief_refused(self, row, e):
        self.relief_decided(row, e, "contra", "refused")

    def do_assistance_approved(self, row, e):
        self.fresh("assistance", row["assistance"])
        n = self.units(row)
        self.in_order(row)
        item = self.new(e, "assistance", row, "approved", row["currency"],
                        fund=row.get("fund", "compensation"))
        self.stage(e, "assistance", "approved", "contra", item, n)

    def do_assistance_paid(self, row, e):
        item, code, cur, n = self.step(row, e, "assistance", "approved")
        left = self.left("assistance", "approved", item)
        self.at_most(n, left)
        fund = "fund:" + item.fields["fund"]
        e.pair(fund + ":expense:assistance", fund + ":cash", cur, n)
        self.stage(e, "assistance", "contra", "approved", item, n)
        if n == left:
            self.complete(e, item, "paid", "assistance.paid")

    def do_assistance_stopped(self, row, e):
        item, code, cur, _ = self.step(row, e, "assistance", "approved")
        self.stage(e, "assistance", "contra", "approved", item,
                   self.left("assistance", "approved", item))
        e.change(item, "stopped")

    # ------------------------------------------------- money, facts, reversal

    def do_cash_exchanged(self, row, e):
        code = ""
        if "asset" in row:
            item = self.need(e, "asset", row["asset"])
            account, cash, code = "trust:proceeds", CASH, row["asset"]
        elif "case" in row:
            item = self.need(e, "case", row["case"])
            account, cash = UNAPPLIED, CASH
            code = row["case"] + "+" + row["offender"]
            e.items.remove(item)
        else:
            item = None
            account, cash = ("fund:%s:%s" % (row["fund"], x)
                             for x in ("exchange", "cash"))
        n, q = self.units(row), minor_units(row["quote_amount"], row["quote"])
        if item is not None:
            self.in_state(item, "sold", "open")
        for cur in (row["currency"], row["quote"]):
            self.in_order(row, item, cur)
        held = self.balance(cash, "", row["currency"]) if item is None \
            else -self.balance(account, code, row["currency"])
        self.at_most(n, held)
        e.line(account, code, row["currency"], n)
        e.line(cash, "", row["currency"], -n)
        e.line(cash, "", row["quote"], q)
        e.line(account, code, row["quote"], -q)

    def do_cash_stated(self, row, e):
        self.units(row)
        self.in_order(row)

    def do_rate_set(self, row, e):
        pass

    def do_index_set(self, row, e):
        pass

    def do_figure_reported(self, row, e):
        pass

    def do_policy_stage(self, row, e):
        item = self.registers.get("policy", {}).get(row["policy"])
        if item is None:
            self.new(e, "policy", row, row["stage"])
            return
        e.items.append(item)
        if row["date"] < item.changed:
            raise Refused("date-order", item.changed)
        e.change(item, row["stage"])

    def do_currency_redenominated(self, row, e):
        old, new, day_ = row["currency"], row["quote"], row["date"]
        self.not_redenominated(row, old)
        for x in self.entries:
            if x.event not in NO_MONEY and not self.undone_same_day(x) \
                    and old in (x.normal.get("currency"),
                                x.normal.get("quote")):
                if x.date > day_:
                    raise Refused("date-order", x.id)
                if x.reversed_by is not None and x.reversed_by.date > day_:
                    raise Refused("date-order", x.reversed_by.id)
        factor = Fraction(row["factor"])

        def convert(n):
            """At 1/factor, half away from zero on the magnitude."""
            value = abs(n) * Fraction(10 ** MINOR[new], 10 ** MINOR[old]) \
                / factor
            n_new = int(value + Fraction(1, 2))
            return n_new if n >= 0 else -n_new

        entries = {}
        opened = {}
        for account, code, cur in sorted(self.sums):
            n = self.balance(account, code, cur)
            if cur != old or not n or account.startswith("#") \
                    or account.endswith(":conversion"):
                continue
            if code not in entries:
                entries[code] = Entry(row)
            x, m = entries[code], convert(n)
            if m > INT64:
                raise Refused("overflow", "%s %s" % (account, code))
            conversion = re.match(r"fund:[a-z-]+|[a-z]+", account)[0] \
                + ":conversion"
            x.line(account, code, old, -n)
            x.line(conversion, "", old, n)
            x.line(account, code, new, m)
            x.line(conversion, "", new, -m)
            opened[account, code] = m
        entries = [entries[code] for code in sorted(entries)]
        if entries:
            e.lines = entries.pop(0).lines
        converted = {}
        for account, code, cur in sorted(self.sums):
            n = self.balance(account, code, cur)
            if cur == old and n and account.startswith("#"):
                converted[account, code] = convert(n)
                e.fact(account[1:], code, old, -n)
        for code, item in self.registers.get("claim", {}).items():
            if item.currency == old and item.state in ("final", "quashed"):
                get = lambda a: opened.get((a, code), 0)
                fact = lambda a: converted.get((a, code), 0)
                plain = fact("#principal")
                converted["#principal", code] = get(OWED) - get(VICTIMS) \
                    - get(UNCLAIMED) + fact("#paid") + fact("#direct") \
                    + fact("#advanced") - get(EXCESS) - fact("#indexed")
                if fact("#principal") != plain:
                    e.rounded.append((code, fact("#principal"), plain))
        for (account, code), m in sorted(converted.items()):
            e.fact(account[1:], code, new, m)
        e.converted = [i for kind in self.registers
                       for i in self.registers[kind].values()
                       if i.currency == old]
        for item in e.converted:
            e.items.append(item)
            e.sets.append((item, "currency", old, new))
        for x in entries:
            x.items = e.items
        e.redenominates = True
        return entries

    # ----------------------------------------------- reversal and correction

    def touched(self, e):
        """What an event touched: items it names, items of its lines."""
        found = {(i.kind, i.code) for i in e.items + e.reached}
        for kind in ("case", "claim"):
            if kind in e.row:
                found.add((kind, e.row[kind]))
        if "parent" in e.row:
            found.add(("claim", e.row["parent"]))
        for account, code, _, _ in e.lines:
            if account == UNAPPLIED:
                found.add(("payer", code))
        return found

    def rests_on(self, e):
        """What nobody else may have touched since, to reverse an event."""
        found = {(i.kind, i.code) for i in e.items + e.reached}
        for account, code, _, _ in e.lines:
            if account == UNAPPLIED:
                found.add(("payer", code))
        return found

    def check_depends(self, target):
        mine = self.rests_on(target)
        for x in self.entries[target.seq:]:
            if not x.reverses and not x.reversed_by \
                    and mine & self.touched(x):
                raise Refused("depends", x.id)

    def mirror(self, e, target):
        e.lines = [(a, i, c, -n) for a, i, c, n in target.lines]
        e.facts = [(a, i, c, -n) for a, i, c, n in target.facts]
        e.items, e.reached = list(target.items), list(target.reached)
        e.reverses = target
        for kind, code, item in target.made:
            e.ends.append((kind, code))
        for item, state, date, since in target.changes:
            record = (date, state, since)
            if record not in item.history:
                continue           # undone by another reversal: depends
            at = len(item.history) - 1 - item.history[::-1].index(record)
            before = item.history[at - 1] if at else (None, None, None)
            if e.date <= date:
                e.pops.append((item, record))
            else:
                e.change(item, before[1], e.date, before[2])
        for item, field, old, new in target.sets:
            e.sets.append((item, field, new, old))

    def find_target(self, code):
        target = self.by_id.get(code)
        if target is None:
            raise Refused("unknown-item", code)
        if target.reversed_by or target.reverses \
                or target.event == "currency.redenominated":
            raise Refused("wrong-state", code)
        return target

    def do_event_reversed(self, row, e):
        target = self.find_target(row["target"])
        if row["date"] < target.date:
            raise Refused("date-order", target.date)
        if DEPENDS_FIRST:
            self.check_depends(target)
        for column in ("currency", "quote"):
            if column in target.normal and target.event not in NO_MONEY:
                self.not_redenominated(row, target.normal[column])
        self.mirror(e, target)

    def replace(self, row):
        """The row `corrects` another: that one is reversed on its own day."""
        target = self.find_target(row["corrects"])
        if DEPENDS_FIRST:
            self.check_depends(target)
        e = Entry({"event": "event.reversed", "id": row["id"],
                   "date": target.date, "target": target.id})
        self.mirror(e, target)
        self.book_entry(e)

    # ---------------------------------------------------------------- clocks

    def clock_rows(self, item, as_of=LAST_DAY):
        return [e for e in self.entries if item in e.items
                and e.event in ("clock.stopped", "clock.started")
                and e.date <= as_of and not self.gone(e, as_of)]

    def clock_item(self, row, e, stopped):
        kind, _, code = row["item"].partition(":")
        item = self.need(e, kind, code)
        rows = self.clock_rows(item)
        if bool(rows and rows[-1].event == "clock.stopped") != stopped:
            raise Refused("wrong-state", "clock")
        self.same_currency(row, item)
        if row["date"] < item.history[0][0] or rows and (
                row["date"] < rows[-1].date or e.since < rows[-1].since):
            raise Refused("date-order", row["item"])

    def do_clock_stopped(self, row, e):
        self.clock_item(row, e, False)

    def do_clock_started(self, row, e):
        self.clock_item(row, e, True)

    def net(self, item, start, stop, as_of):
        """Days from start to stop without those that a stop held."""
        total = max(0, (day(stop) - day(start)).days)
        held = None
        for e in self.clock_rows(item, as_of):
            if e.event == "clock.stopped":
                held = e.since
            elif held is not None:
                total -= self.overlap(held, e.since, start, stop)
                held = None
        if held is not None:
            total -= self.overlap(held, stop, start, stop)
        return max(0, total)

    @staticmethod
    def overlap(a, b, start, stop):
        return max(0, (day(min(b, stop)) - day(max(a, start))).days)

    # --------------------------------------------------------------- reports

    def report(self, name, as_of=None, everything=False, items=False,
               by="case"):
        as_of = as_of or self.today
        if name == "recoveries":
            return self.report_recoveries(as_of, by)
        if name == "balances":
            return self.report_balances(as_of, items)
        return getattr(self, "report_" + name.replace("-", "_"))(
            as_of, *([everything] if name.startswith("aged") else []))

    def report_balances(self, as_of, items):
        found = {}
        for (account, item, cur), moves in self.sums.items():
            if not account.startswith("#"):
                key = (account, item, cur) if items else (account, cur)
                found[key] = found.get(key, 0) + sum(
                    n for d, n in moves if d <= as_of)
        header = "account,item,currency,balance" if items \
            else "account,currency,balance"
        return to_csv(header, [list(k) + [money(n, k[-1])]
                               for k, n in sorted(found.items()) if n])

    def report_journal(self, as_of):
        rows = []
        for e in self.entries:
            if e.date > as_of:
                continue
            for account, item, cur, n in e.lines or [("", "", "", None)]:
                rows.append([e.seq, e.id, e.event, e.date, e.since, "", "",
                             account, item, cur,
                             "" if n is None else money(n, cur),
                             free(e.note)])
        return to_csv("seq,id,event,date,since,recorded,run,account,item,"
                      "currency,amount,note", rows)

    def touching(self, item, as_of):
        if self.touched_by[0] != len(self.entries):
            found = {}
            for e in self.entries:
                for i in {id(i) for i in e.items + e.reached}:
                    found.setdefault(i, []).append(e)
            self.touched_by = len(self.entries), found
        return [e for e in self.touched_by[1].get(id(item), [])
                if e.date <= as_of]

    def since_of(self, item, event, as_of):
        """since of the last row of that event by then that stands."""
        found = [e.since for e in self.touching(item, as_of)
                 if e.event == event and not self.gone(e, as_of)]
        return found[-1] if found else ""

    def gone(self, entry, as_of):
        return entry.reversed_by is not None \
            and entry.reversed_by.date <= as_of

    def report_aged_awards(self, as_of, everything):
        rows = []
        for code, item in self.items_ever("claim"):
            in_force = self.since_of(item, "award.final", as_of)
            if not in_force:
                continue
            cur = self.currency_at(item, as_of)
            s = self.award_sums(code, cur, as_of)
            if not everything and not s["outstanding"]:
                continue
            stop = as_of if s["outstanding"] else self.paid_up(item, as_of)
            stop = max(stop, in_force)
            case = dict(self.items_ever("case"))[item.fields["case"]]
            paid = sorted(e.since for e in self.touching(item, as_of)
                          if e.event in ("award.paid", "award.paid-direct",
                                         "award.advanced")
                          and not self.gone(e, as_of))
            days = (day(stop) - day(in_force)).days
            rows.append((days, code, [
                code, case.code, free(case.fields["province"]),
                free(case.fields["court"]), free(case.fields["article"]),
                item.fields["victim"],
                ";".join(self.offenders_at(item, as_of)), cur,
                self.since_of(item, "award.granted", as_of), in_force]
                + [money(s[k], cur) for k in (
                    "awarded", "uncollected", "held", "unclaimed", "paid",
                    "direct", "advanced", "excess", "outstanding")]
                + [days, self.net(item, in_force, stop, as_of),
                   bucket_long(in_force, stop),
                   paid[0] if paid else "", paid[-1] if paid else "",
                   anniversary(in_force, 3).isoformat()]))
        return self.aged("claim,case,province,court,article,victim,offenders,"
                         "currency,decided,in_force,awarded,uncollected,held,"
                         "unclaimed,paid,direct,advanced,excess,outstanding,"
                         "days,net_days,bucket,first_paid,last_paid,"
                         "writ_expires", rows)

    @staticmethod
    def aged(header, rows):
        rows.sort(key=lambda r: (-r[0], r[1]))
        return to_csv(header, [r[2] for r in rows])

    def items_ever(self, kind):
        items = [i for i in self.ended if i.kind == kind]
        items += self.registers.get(kind, {}).values()
        return [(i.code, i) for i in items]

    def currency_at(self, item, as_of):
        currency = item.currency
        for e in reversed(self.redenominations):
            if e.date > as_of and currency == e.row["quote"] \
                    and item in e.converted:
                currency = e.row["currency"]
        return currency

    def offenders_at(self, item, as_of):
        found = [e for e in self.touching(item, as_of)
                 if e.event == "award.granted" and not self.gone(e, as_of)]
        return found[-1].row["offender"].split(";") if found else []

    OUTSTANDING = {OWED: 1, VICTIMS: -1, UNCLAIMED: -1}

    def paid_up(self, item, as_of):
        """First day of the last unbroken run of day-ends with nothing
        outstanding: the latest since among that day's rows that changed
        it."""
        moves = []                 # (date, currency, change, since)
        for e in self.touching(item, as_of):
            for cur in sorted({c for _, i, c, _ in e.lines}):
                n = sum(self.OUTSTANDING[a] * n for a, i, c, n in e.lines
                        if a in self.OUTSTANDING and i == item.code
                        and c == cur)
                if n:
                    moves.append((e.date, cur, n, e.since))
        first = None
        for d in sorted({m[0] for m in moves}):
            if any(sum(n for x, c, n, _ in moves if x <= d and c == cur)
                   for cur in {m[1] for m in moves}):
                first = None
            elif first is None:
                first = d
        return max((s for d, _, _, s in moves if d == first), default="")

    def report_aged_contributions(self, as_of, everything):
        rows = []
        for code, item in self.items_ever("contribution"):
            at = item.at(as_of)
            if at is None:
                continue
            date, stage, since = at
            if stage in ("received", "withdrawn") and not everything:
                continue
            cur = self.currency_at(item, as_of)
            days = max(0, (day(as_of) - day(since)).days)
            on = {s: "" for s in ("proposed", "approved", "bound")}
            for s in on:
                on[s] = self.since_of(item, "contribution." + s, as_of)
            rows.append((days, code, [
                code, item.fields["source"], item.fields["fund"], cur, stage]
                + [money(self.balance("#c." + s, code, cur, as_of), cur)
                   for s in ("proposed", "approved", "bound", "received")]
                + [on["proposed"], on["approved"], on["bound"],
                   since if stage == "received" else "",
                   days, self.net(item, since, as_of, as_of),
                   bucket_long(since, as_of)]))
        return self.aged("contribution,source,fund,currency,stage,proposed,"
                         "approved,bound,received,proposed_on,approved_on,"
                         "bound_on,received_on,days,net_days,bucket", rows)

    def report_aged_assets(self, as_of, everything):
        rows = []
        for code, item in self.items_ever("asset"):
            at = item.at(as_of)
            if at is None:
                continue
            date, stage, since = at
            ended = stage in ("applied", "released", "returned", "lost")
            if ended and not everything:
                continue
            cur = self.currency_at(item, as_of)
            days = max(0, (day(as_of) - day(since)).days)
            on = {s: "" for s in ("seized", "confiscated", "sold", "applied")}
            on["seized"] = self.since_of(item, "asset.seized", as_of)
            on["confiscated"] = self.since_of(item, "asset.confiscated", as_of)
            for d, state, s in item.history:
                if d <= as_of and state in ("sold", "applied"):
                    on[state] = s
            if stage != "applied":
                on["applied"] = ""
            if stage not in ("sold", "applied"):
                on["sold"] = ""
            case = dict(self.items_ever("case"))[item.fields["case"]]
            rows.append((days, code, [
                code, case.code, item.fields["offender"],
                item.fields["kind"], free(case.fields["province"]), cur,
                stage]
                + [money(self.balance("#a." + s, code, cur, as_of), cur)
                   for s in ("estimate", "valuation", "proceeds", "costs",
                             "applied")]
                + [on["seized"], on["confiscated"], on["sold"],
                   on["applied"], days, self.net(item, since, as_of, as_of),
                   bucket_long(since, as_of),
                   max(0, (day(since if ended else as_of)
                           - day(on["seized"])).days)]))
        return self.aged("asset,case,offender,kind,province,currency,stage,"
                         "estimate,valuation,proceeds,costs,applied,"
                         "seized_on,confiscated_on,sold_on,applied_on,days,"
                         "net_days,bucket,days_total", rows)

    def report_aged_grants(self, as_of, everything):
        rows = []
        for code, item in self.items_ever("grant"):
            at = item.at(as_of)
            if at is None or at[1] != "applied" and not everything:
                continue
            row = item.fields["first"]
            applied = self.since_of(item, "grant.applied", as_of)
            decided = self.since_of(item, "grant.authorised", as_of) \
                or self.since_of(item, "grant.refused", as_of) \
                or self.since_of(item, "grant.withdrawn", as_of)
            stop = max(applied, decided or as_of)
            days = (day(stop) - day(applied)).days
            cur = self.currency_at(item, as_of)
            length = (day(row["end"]) - day(row["start"])).days + 1
            lost = (day(decided or as_of) - day(row["start"])).days
            lost = min(max(0, lost), length)
            share = int(Fraction(lost * 1000, length) + Fraction(1, 2))
            rows.append((days, code, [
                code, row["ngo"], row.get("donor", ""), row["track"],
                free(row.get("province", "")), free(row.get("purpose", "")),
                cur]
                + [money(self.balance("#g." + s, code, cur, as_of), cur)
                   for s in ("applied", "authorised", "received", "spent",
                             "returned")]
                + [at[1], applied, decided, row["start"], row["end"], days,
                   self.net(item, applied, stop, as_of), bucket_short(days),
                   lost, "%d.%d" % divmod(share, 10)]))
        return self.aged("grant,ngo,donor,track,province,purpose,currency,"
                         "applied,authorised,received,spent,returned,stage,"
                         "applied_on,decided_on,start,end,days,net_days,"
                         "bucket,lost_days,share_lost", rows)

    def report_policies(self, as_of):
        """The present stage of each policy, with its clock."""
        rows = []
        for code, item in self.items_ever("policy"):
            found = [e for e in self.touching(item, as_of)
                     if e.event == "policy.stage" and not self.gone(e, as_of)]
            if found:
                e = found[-1]
                days = (day(as_of) - day(e.since)).days
                rows.append((days, code, [
                    code, free(e.row["stage"]), e.since,
                    e.row.get("due", ""), days,
                    bucket_long(e.since, as_of), free(e.note)]))
        return self.aged("policy,stage,since,due,days,bucket,note", rows)

    def report_figures(self, as_of):
        rows = []
        for e in self.entries:
            if e.event == "figure.reported" and e.date <= as_of \
                    and not self.gone(e, as_of):
                rows.append([e.row["series"], free(e.row["period"]),
                             e.row["value"], free(e.row["unit"]), e.date,
                             e.since, free(e.row.get("reason", "")),
                             free(e.row.get("document", "")), free(e.note)])
        return to_csv("series,period,value,unit,date,since,reason,document,"
                      "note", rows)

    def standing(self, as_of):
        """Entries by then that are no reversal and were not reversed."""
        return [e for e in self.entries if e.date <= as_of
                and not e.reverses and not self.gone(e, as_of)]

    def home(self, code):
        """The case of a claim: of its parent, where it has one."""
        fields = dict(self.items_ever("claim"))[code].fields
        return self.home(fields["parent"]) if fields.get("parent") \
            else fields["case"]

    # what an event does to memo:awards:owed: column, sign
    WAYS = {"award.final": ("awarded", 1), "award.varied": ("varied", 1),
            "award.indexed": ("indexed", 1), "award.quashed": ("quashed", -1),
            "recovery.applied": ("other", -1),
            "asset.applied": ("from_assets", -1),
            "award.paid-direct": ("paid_direct", -1),
            "award.advanced": ("advanced", -1),
            "advance.returned": ("returned", 1),
            "currency.redenominated": ("redenominated", 1)}

    def first_offenders(self, as_of):
        """Who stands first in the last award.granted of a claim by then."""
        return {e.row["claim"]: e.row["offender"].split(";")[0]
                for e in self.entries
                if e.event == "award.granted" and e.date <= as_of}

    def report_recoveries(self, as_of, by="case"):
        columns = "opening awarded varied indexed quashed voluntary bailiff " \
            "wages prison other from_assets paid_direct advanced returned " \
            "redenominated closing".split()
        rows, first = {}, self.first_offenders(as_of)
        for e in self.standing(as_of):
            for account, code, cur, n in e.lines:
                if account != OWED:
                    continue
                name, sign = self.WAYS.get(e.event) \
                    or (e.row.get("channel", "other"), -1)
                who = self.home(code) if by == "case" \
                    else first[code]
                row = rows.setdefault((who, cur), dict.fromkeys(columns, 0))
                row[name] += sign * n
                row["closing"] += n
        return to_csv(by + ",currency," + ",".join(columns), [
            [who, cur] + [money(row[c], cur) for c in columns]
            for (who, cur), row in sorted(rows.items()) if any(row.values())])

    # what became of a claim, by its state; granted and final are looked at
    FATES = {"raised": "pending", "rejected": "rejected",
             "untraced": "untraced", "withdrawn": "withdrawn",
             "quashed": "quashed"}

    def moves_of(self, code, as_of):
        """(entry, account or sum, currency, amount) of one item's code by
        then, of entries that are no reversal and were not reversed."""
        if self.moved[0] != len(self.entries):
            found = {}
            for e in self.entries:
                for account, item, cur, n in e.lines + e.facts:
                    found.setdefault(item, []).append((e, account, cur, n))
            self.moved = len(self.entries), found
        return [m for m in self.moved[1].get(code, [])
                if m[0].date <= as_of and not m[0].reverses
                and not self.gone(m[0], as_of)]

    def fate(self, item, as_of):
        """A column of statistics: how the court decided the claim."""
        state = item.at(as_of)[1]
        if state in self.FATES:
            return self.FATES[state]
        moves = [(e.date, e.seq, account, cur, n)
                 for e, account, cur, n in self.moves_of(item.code, as_of)
                 if account in ("#claimed", "#principal")]
        fixed = {e.seq for e in self.touching(item, as_of)
                 if e.event in ("award.granted", "award.varied")}
        last = max(m[:2] + (m[3],) for m in moves
                   if m[1] in fixed and m[2] == "#principal")
        claimed, principal = (sum(
            n for d, seq, account, cur, n in moves
            if account == name and cur == last[2] and (d, seq) <= last[:2])
            for name in ("#claimed", "#principal"))
        return "in_full" if principal >= claimed else "in_part"

    def quash_of(self, item, as_of):
        found = [e for e in self.touching(item, as_of)
                 if e.event == "award.quashed" and not self.gone(e, as_of)]
        return found[-1] if found else None

    def waits(self, item, as_of):
        """How the waits for the first and for the full payment ended:
        [(days, 'paid' or 'unpaid' or 'quashed')] * 2, None without award."""
        in_force = self.since_of(item, "award.final", as_of)
        if not in_force:
            return None
        length = lambda until: (day(max(until, in_force))
                                - day(in_force)).days
        quash = self.quash_of(item, as_of)
        left = (length(quash.since), "quashed") if quash \
            else (length(as_of), "unpaid")
        paid = [e.since for e in self.touching(item, as_of)
                if e.event in ("award.paid", "award.paid-direct",
                               "award.advanced")
                and not self.gone(e, as_of)]
        owed = self.award_sums(item.code, self.currency_at(item, as_of),
                               as_of)["outstanding"]
        cut = quash and any(a in self.OUTSTANDING and i == item.code
                            for a, i, _, _ in quash.lines)
        return [(length(min(paid)), "paid") if paid else left,
                left if owed or cut
                else (length(self.paid_up(item, as_of)), "paid")]

    def claims_by_group(self, as_of):
        """{(group, value): [(fate, waits)]}, in the order of the report."""
        cases = dict(self.items_ever("case"))
        groups = {}
        for code, item in self.items_ever("claim"):
            if not item.at(as_of):
                continue
            case = cases[item.fields["case"]].fields
            year = self.since_of(item, "claim.raised", as_of)[:4]
            told = self.fate(item, as_of), self.waits(item, as_of)
            for key in (0, "all", ""), (1, "year", year), \
                    (2, "province", case["province"]), \
                    (3, "article", case["article"]), \
                    (4, "venue", item.fields["venue"]):
                groups.setdefault(key, []).append(told)
        return {key[1:]: groups[key] for key in sorted(
            groups, key=lambda k: (k[0], k[2].encode()))}

    @staticmethod
    def percentile(waits, p):
        """Kaplan-Meier in fractions: the middle of the first day on which
        S <= 1 - p and the first on which S < 1 - p (the last of all days,
        where it never is); '' where S stays above."""
        s, first, then, risk = Fraction(1), None, None, len(waits)
        days = {}
        for d, how in waits:
            days.setdefault(d, []).append(how)
        for d in sorted(days):
            s *= Fraction(risk - days[d].count("paid"), risk)
            risk -= len(days[d])
            if first is None and s <= 1 - p:
                first = d
            if then is None and s < 1 - p:
                then = d
                break
        if first is None:
            return ""
        twice = first + (max(w[0] for w in waits) if then is None else then)
        return "%d.%d" % (twice // 2, 5 * (twice % 2))

    def report_statistics(self, as_of):
        fates = "in_full in_part rejected pending untraced withdrawn " \
            "quashed".split()
        rows = []
        for (group, value), told in self.claims_by_group(as_of).items():
            waits = [w for _, w in told if w]
            row = [group, free(value), len(told)]
            row += [sum(f == name for f, _ in told) for name in fates]
            row.append(len(waits))
            for one in zip(*waits) if waits else ([], []):
                row += [sum(w[1] == how for w in one)
                        for how in ("paid", "unpaid", "quashed")]
                row += [self.percentile(one, Fraction(p, 10)) for p in (5, 9)]
            rows.append(row)
        return to_csv("group,value,claims," + ",".join(fates) + ",awards," +
                      ",".join(w + "_" + p for p in ("first", "full")
                               for w in ("paid", "unpaid", "quashed",
                                         "median", "p90")), rows)

    def award_at(self, moves, cur, quarter):
        """awarded, collected, reached of one award in one currency, of what
        had happened by the end of a quarter."""
        total = lambda *names: sum(
            n for q, name, c, n in moves
            if q <= quarter and c == cur and name in names)
        awarded = total("#principal", "#indexed")
        reached = total("#paid", "#direct", "#advanced")
        due_back = sum(n for q, name, c, n in moves
                       if q <= quarter and c == cur and re.fullmatch(
                           r"fund:.*:subrogated|memo:advances:.*:written-off",
                           name))
        collected = reached - total(VICTIMS, UNCLAIMED) - due_back
        return (awarded, max(0, min(collected, awarded)),
                reached - total(EXCESS))

    def report_cohorts(self, as_of):
        number = lambda d: int(d[:4]) * 4 + (int(d[5:7]) - 1) // 3
        last = number(as_of)
        rows = {}
        for code, item in self.items_ever("claim"):
            in_force = self.since_of(item, "award.final", as_of)
            if not in_force:
                continue
            changes = [e for e in self.redenominations
                       if item in e.converted and e.date <= as_of]
            kept = [(item.currency if not changes
                     else changes[0].row["currency"], number(in_force))]
            kept += [(e.row["quote"], number(e.date)) for e in changes]
            if not changes:
                kept = [(self.currency_at(item, as_of), number(in_force))]
            began = dict(kept)
            moves = []
            for e, name, cur, n in self.moves_of(code, as_of):
                date = e.date if e.event == "currency.redenominated" \
                    else e.since
                moves.append((max(number(date), number(in_force),
                                  began.get(cur, 0)), name, cur, n))
            for quarter in range(number(in_force), last + 1):
                now = [c for c, q in kept if q <= quarter][-1]
                for cur in {c for c, _ in kept}:
                    row = rows.setdefault((number(in_force), quarter, cur),
                                          [0, 0, 0, 0])
                    row[0] += cur == now
                    for k, n in enumerate(self.award_at(moves, cur, quarter)):
                        row[k + 1] += n

        def share(part, whole):
            """Tenths of a percent, half up."""
            if whole <= 0:
                return ""
            n = (2000 * part + whole) // (2 * whole)
            return "%s%d.%d" % ("-" if n < 0 else "", abs(n) // 10,
                                abs(n) % 10)

        return to_csv("quarter,age,currency,awards,awarded,collected,reached,"
                      "share_collected,share_reached", [
            ["%d-Q%d" % (q // 4, q % 4 + 1), now - q, cur, row[0]]
            + [money(n, cur) for n in row[1:]]
            + [share(row[2], row[1]), share(row[3], row[1])]
            for (q, now, cur), row in sorted(rows.items()) if any(row)])

    def report_fund(self, as_of):
        columns = "proposed approved bound received other_income advanced " \
            "recovered grants assistance impairment cash receivable " \
            "subrogated".split()
        rows = {}

        def add(fund, cur, name, n):
            row = rows.setdefault((fund, cur), dict.fromkeys(columns, 0))
            row[name] += n

        for code, item in self.items_ever("contribution"):
            if item.at(as_of) is None:
                continue           # another life of the code is meant
            for stage in ("proposed", "approved"):
                account = "memo:contributions:" + stage
                for (a, i, cur), moves in self.sums.items():
                    if (a, i) == (account, code):
                        add(item.fields["fund"], cur, stage, sum(
                            n for d, n in moves if d <= as_of))
        for e in self.standing(as_of):
            for account, _, cur, n in e.lines:
                if not account.startswith("fund:"):
                    continue
                fund, rest = account.split(":", 2)[1:]
                if rest in ("cash", "receivable", "subrogated"):
                    add(fund, cur, rest, n)
                if e.event == "currency.redenominated":
                    continue
                if rest == "cash" and e.event == "contribution.received":
                    add(fund, cur, "received", n)
                elif rest == "income:recovered":
                    add(fund, cur, "recovered", -n)
                elif rest.startswith("income:"):
                    add(fund, cur, "bound" if e.event == "contribution.bound"
                        else "other_income", -n)
                elif rest.startswith("expense:") and rest[8:] in columns:
                    add(fund, cur, rest[8:], n)
                elif rest == "subrogated":
                    if e.event in ("award.advanced", "advance.returned"):
                        add(fund, cur, "advanced", n)
                    elif e.event != "advance.written-off":
                        add(fund, cur, "recovered", -n)
        return to_csv("fund,currency," + ",".join(columns), [
            [fund, cur] + [money(row[c], cur) for c in columns]
            for (fund, cur), row in sorted(rows.items()) if any(row.values())])

    def oldest(self, account, code, cur, sign, as_of):
        """since of the oldest part of a balance, the oldest going first."""
        parts = {}                 # currency: [((date, seq, since), amount)]
        found = [e for e in self.entries if e.date <= as_of
                 and any((a, i) == (account, code) for a, i, _, _ in e.lines)]
        for e in sorted(found, key=lambda e: (e.date, e.seq)):
            lines = [(c, sign * n) for a, i, c, n in e.lines
                     if (a, i) == (account, code)]
            if e.event == "currency.redenominated":
                closed = -sum(n for c, n in lines if c == e.row["currency"])
                opened = sum(n for c, n in lines if c == e.row["quote"])
                parts[e.row["quote"]] = sorted(
                    self.unspent(parts.get(e.row["quote"], []))
                    + [(came, n * Fraction(opened, closed)) for came, n
                       in self.unspent(parts.pop(e.row["currency"], []))])
                continue
            for c, n in lines:
                parts.setdefault(c, []).append(
                    ((e.date, e.seq, e.since), n))
        left = self.unspent(parts.get(cur, []))
        return left[0][0][2] if left else None

    @staticmethod
    def unspent(parts):
        """What went out is the oldest of what came, whenever it went."""
        went = -sum(n for _, n in parts if n < 0)
        left = []
        for came, n in parts:
            taken = min(went, max(n, 0))
            went -= taken
            if n > taken:
                left.append((came, n - taken))
        return left

    def heir(self, currency, as_of):
        """What took the place of a currency by then."""
        for e in self.entries:
            if e.event == "currency.redenominated" and e.date <= as_of \
                    and e.row["currency"] == currency:
                currency = e.row["quote"]
        return currency

    def statements(self, as_of):
        """What the bank said, and what the book held on that day's end."""
        found = []
        for n, e in enumerate(self.entries):
            if e.event != "cash.stated" or e.date > as_of \
                    or self.gone(e, as_of):
                continue
            cur = e.row["currency"]
            account = "fund:%s:cash" % e.row["fund"] if e.row.get("fund") \
                else "trust:cash"
            found.append((e.date, account, cur, n,
                          self.balance(account, "", cur, e.date),
                          minor_units(e.row["amount"], cur),
                          e.row["document"]))
        return sorted(found)

    def report_proofs(self, as_of):
        """All but the money of imports, which the model does not follow."""
        rows, sums, names = [], {}, (
            "awarded excess uncollected held unclaimed paid direct "
            "advanced".split())

        def row(proof, item, reference, date, cur, count, left, right, parts,
                result=None):
            rows.append([proof, item, free(reference), date, cur, count,
                         money(left, cur), money(right, cur),
                         money(left - right, cur), result or
                         ("OK" if left == right else "DIFFERS"), parts])

        for code, item in self.items_ever("claim"):
            if self.since_of(item, "award.final", as_of):
                cur = self.currency_at(item, as_of)
                to = sums.setdefault(cur, [0] * 9)
                s = self.award_sums(code, cur, as_of)
                to[8] += 1
                for i, name in enumerate(names):
                    to[i] += s[name]
        for cur, s in sorted(sums.items()):
            said = ["%s %s" % (n, money(x, cur)) for n, x in zip(names, s)]
            row("award-identity", "", "", as_of, cur, s[8], sum(s[:2]),
                sum(s[2:8]), " + ".join(said[:2]) + " = "
                + " + ".join(said[2:]))
        items = {}
        for account, code, cur in self.sums:
            if code and not account.startswith("#"):
                n = self.balance(account, code, cur, as_of)
                to = items.setdefault((account, cur), [0, 0])
                to[0] += n
                to[1] += n != 0
        for (account, cur), (n, count) in sorted(items.items()):
            if n or count:
                row("sub-ledger", account, "", as_of, cur, count, n, n, "")
        for account, code, cur in sorted(self.sums):
            n = self.balance(account, code, cur, as_of)
            if account.endswith(":conversion") and n:
                row("residue", account, "", as_of, cur, "", n, 0, "",
                    "rounded")
        for code, number, e, needed, plain in sorted(
                (code, number, e, needed, plain)
                for number, e in enumerate(self.entries) if e.date <= as_of
                for code, needed, plain in e.rounded):
            row("principal", code, e.id, e.date, e.row["quote"], "", needed,
                plain, "", "rounded")
        for date, account, cur, _, ours, bank, document in \
                self.statements(as_of):
            row("cash", account, document, date, cur, "", ours, bank, "")
        for i, (name, first, last, read, counts) in enumerate(self.imports):
            if any(e.date <= as_of for e in self.entries[first:last]):
                rows.append(["import-rows", i + 1, free(name), self.today, "",
                             read, "", "", "", "OK",
                             "read %d = posted %d + duplicate %d + "
                             "rejected %d" % ((read,) + counts)])
        return to_csv("proof,item,reference,date,currency,count,left,right,"
                      "difference,result,parts", rows)

    def report_exceptions(self, as_of):
        lists = {name: [] for name in (
            "writ-expires", "held", "unapplied", "past-due", "unsold",
            "never-paid", "excess", "cash-differs")}
        what = dict(zip(lists, (
            "present the writ before it expires",
            "pay the victim what is held",
            "apply it, or refund it when nobody waits",
            "ask for the decision: the deadline has passed",
            "sell it, or have it valued anew",
            "collect, or advance: nothing has reached the victim",
            "settle what was paid beyond the award",
            "find what the bank has and the book has not, and enter it")))

        def old(name, code, since, amount, cur):
            days = max(0, (day(as_of) - day(since)).days)
            lists[name].append((-days, code, days, amount, cur))

        for code, item in self.items_ever("claim"):
            in_force = self.since_of(item, "award.final", as_of)
            if not in_force:
                continue
            cur = self.currency_at(item, as_of)
            s = self.award_sums(code, cur, as_of)
            left = (anniversary(in_force, 3) - day(as_of)).days
            if s["uncollected"] and 0 <= left <= 90:
                lists["writ-expires"].append(
                    (left, code, left, s["uncollected"], cur))
            if s["held"]:
                since = self.oldest(VICTIMS, code, cur, -1, as_of)
                if (day(as_of) - day(since)).days > 15:
                    old("held", code, since, s["held"], cur)
            if s["outstanding"] and not any(
                    self.since_of(item, e, as_of) for e in (
                        "award.paid", "award.paid-direct", "award.advanced")):
                old("never-paid", code, in_force, s["outstanding"], cur)
            if s["excess"]:
                old("excess", code, self.oldest(EXCESS, code, cur, 1, as_of),
                    s["excess"], cur)
        for account, code, cur in sorted(self.sums):
            n = -self.balance(account, code, cur, as_of)
            if account == UNAPPLIED and n:
                old("unapplied", code,
                    self.oldest(account, code, cur, -1, as_of), n, cur)
        for code, item in self.items_ever("grant"):
            at = item.at(as_of)
            due = item.fields["first"].get("due", "9")
            if at and at[1] == "applied" and due < as_of:
                cur = self.currency_at(item, as_of)
                old("past-due", code, due, self.balance(
                    "memo:grants:applied", code, cur, as_of), cur)
        for code, item in self.items_ever("asset"):
            at = item.at(as_of)
            if at and at[1] == "confiscated" \
                    and day(as_of) >= anniversary(at[2], 1):
                cur = self.currency_at(item, as_of)
                old("unsold", code, at[2], self.balance(
                    "trust:property", code, cur, as_of), cur)
        last = {}
        for date, account, cur, _, ours, bank, _ in self.statements(as_of):
            last[account, self.heir(cur, as_of)] = (date, cur, ours - bank)
        for (account, _), (date, cur, n) in last.items():
            if n:
                old("cash-differs", account, date, n, cur)
        return to_csv("list,item,days,amount,currency,what_to_do", [
            [name, code, days, money(n, cur), cur, what[name]]
            for name in lists
            for _, code, days, n, cur in sorted(
                lists[name], key=lambda r: (r[0], r[1], r[4]))])


# --------------------------------------------------------- reading the files

def records(data):
    """(line, fields or None when the record cannot be read) of CSV bytes."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    pos, line = 0, 1
    while pos < len(data):
        start, fields, bad = line, [], False
        while True:
            if data[pos:pos + 1] == b'"':
                value, pos = bytearray(), pos + 1
                while True:
                    end = data.find(b'"', pos)
                    if end < 0:
                        bad, end = True, len(data)
                        value += data[pos:end]
                        pos = end
                        break
                    value += data[pos:end]
                    pos = end + 1
                    if data[pos:pos + 1] != b'"':
                        break
                    value += b'"'
                    pos += 1
                line += bytes(value).count(b"\n")
                m = re.compile(rb"[^,\n]*").match(data, pos)
                tail = m[0]
                pos = m.end()
                if tail not in (b"", b"\r") \
                        or tail == b"\r" and data[pos:pos + 1] == b",":
                    bad = True
                value = bytes(value)
            else:
                m = re.compile(rb"[^,\n]*").match(data, pos)
                value, pos = m[0], m.end()
                if data[pos:pos + 1] != b"," and value.endswith(b"\r"):
                    value = value[:-1]
                if b'"' in value or b"\r" in value:
                    bad = True
            fields.append(value)
            if data[pos:pos + 1] != b",":
                break
            pos += 1
        pos += 1
        line += 1
        if fields == [b""]:
            continue               # an empty line
        yield start, None if bad else fields


def read_rows(data):
    """(line, row) or (line, Refused) for each record after the header."""
    header = None
    for line, fields in records(data):
        if header is None:
            if fields is None:
                raise Refused("bad-header")
            try:
                header = [f.decode("utf-8") for f in fields]
            except UnicodeDecodeError:
                raise Refused("bad-header")
            if len(set(header)) < len(header) \
                    or not {"event", "id", "date"} <= set(header):
                raise Refused("bad-header")
            for column in header:
                if column not in COLUMNS and column not in IGNORED:
                    raise Refused("unknown-column", column)
            continue
        if fields is None or len(fields) != len(header):
            yield line, Refused("bad-csv")
            continue
        try:
            row = {c: f.decode("utf-8") for c, f in zip(header, fields)}
        except UnicodeDecodeError:
            yield line, Refused("bad-utf8")
            continue
        long = [c for c, v in row.items() if len(v.encode()) > 4096
                or c in TEXTS and len(v) > (500 if c == "note" else 100)]
        if long:
            yield line, Refused("too-long", long[0])
            continue
        yield line, row
    if header is None:
        raise Refused("bad-header")


def import_file(book, data, name=""):
    """Post a file with every reject allowed: counts and [(line, code)]."""
    first = len(book.entries)
    posted = duplicates = 0
    rejects = []
    try:
        for line, row in read_rows(data):
            if isinstance(row, Refused):
                result = ("refused", row.code, row.detail)
            else:
                result = book.post(row, line)
            if result == "posted":
                posted += 1
            elif result == "duplicate":
                duplicates += 1
            else:
                rejects.append((line, result[1], result[2]))
    except Refused as no:
        rejects.append((1, no.code, no.detail))
    counts = (posted, duplicates, len(rejects))
    book.imports.append((name, first, len(book.entries), sum(counts), counts))
    return posted, duplicates, rejects


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("files", nargs="+")
    p.add_argument("--today", required=True)
    p.add_argument("--max-rejects-all", action="store_true",
                   help="post the good rows (the model never does else)")
    p.add_argument("--report")
    p.add_argument("--as-of")
    p.add_argument("--all", action="store_true")
    p.add_argument("--items", action="store_true")
    p.add_argument("--rejects")
    p.add_argument("-o", "--out")
    a = p.parse_args()
    book = Book(a.today)
    refused = []
    for name in a.files:
        with open(name, "rb") as f:
            refused += import_file(book, f.read())[2]
    if a.rejects:
        with open(a.rejects, "w", encoding="utf-8", newline="") as f:
            f.writelines("%d,%s\n" % r[:2] for r in refused)
    if a.report:
        text = book.report(a.report, a.as_of, a.all, a.items)
        if a.out:
            with open(a.out, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        else:
            sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
