"""Event files for check_workbook.py: hostile texts, and many awards."""

import csv

COLUMNS = ["event", "id", "date", "case", "article", "province", "court",
           "claim", "victim", "venue", "offender", "amount", "currency",
           "channel", "note"]

# What a spreadsheet could take for something else. Control characters are
# refused by the import and cannot get here.
HOSTILE = ["=1+1", "=cmd|'/C calc'!A0", "+1-1", "-2+3", "@SUM(A1)",
           "_x0041_ court", "<c r=\"A1\">&amp;</c>", "a\u00a0\"b\" 'c'",
           "Мінская вобласць ў", "东京", "11-30", "1E5", "TRUE", "00171"]
CURRENCIES = ["BYN", "USD", "BYR", "KWD"]


def award(number, case, text, amount, currency, day):
    """The events of one award that is in force and partly collected."""
    claim, offender = "K-%d" % number, "O-%d" % number
    yield {"event": "case.opened", "id": "E%d-1" % number,
           "date": "2010-01-05", "case": case, "article": text,
           "province": text, "court": text}
    yield {"event": "claim.raised", "id": "E%d-2" % number,
           "date": "2010-01-06", "claim": claim, "case": case,
           "victim": "V-%d" % number, "venue": "criminal", "amount": amount,
           "currency": currency}
    yield {"event": "award.granted", "id": "E%d-3" % number, "date": day,
           "claim": claim, "amount": amount, "offender": offender}
    yield {"event": "award.final", "id": "E%d-4" % number, "date": day,
           "claim": claim}


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def hostile(path):
    rows = []
    for number, text in enumerate(HOSTILE):
        currency = CURRENCIES[number % len(CURRENCIES)]
        amount = str(1000 + 37 * number)
        if currency != "BYR":
            amount += ".%02d" % (29 + number)
        rows += award(number, "C-%d" % number, text, amount, currency,
                      "201%d-03-0%d" % (number % 5, 1 + number % 9))
        if number % 3 == 0:
            rows.append({"event": "recovery.received",
                         "id": "R%d" % number, "date": "2015-06-01",
                         "case": "C-%d" % number,
                         "offender": "O-%d" % number, "amount": "7",
                         "currency": currency, "channel": "wages"})
    return write(path, rows)


def many(path, count):
    def rows():
        for number in range(count):
            yield from award(number, "C-%d" % number, "Court %d" %
                             (number % 7), "%d.%02d" % (number % 9973 + 1,
                                                        number % 100),
                             "BYN", "201%d-0%d-15" % (number % 5,
                                                      number % 9 + 1))
    return write(path, rows())
