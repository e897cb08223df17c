"""Workbooks with one change each, for check_workbook.py.

Each is a way in which a table is spoilt in practice: a typed-over figure, a
sorted column, a lost row. The original is never written to.
"""

import datetime
import os
import re

import openpyxl


def nudge(value):
    """The least change of a value of its kind."""
    if isinstance(value, datetime.datetime):
        return value + datetime.timedelta(days=1)
    if isinstance(value, bool) or value is None:
        return "x"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return round(value + 0.01, 2)
    return value[:-1] + chr(ord(value[-1]) + 1)


def kinds(value):
    """Further changes: (name, new value)."""
    yield "nudged", nudge(value)
    if isinstance(value, str):
        yield "with a space behind", value + " "
        if len(value) > 2 and value[0] != value[1]:
            yield "with two letters exchanged", \
                value[1] + value[0] + value[2:]
    elif isinstance(value, datetime.datetime):
        yield "emptied", None
    elif value is not None:
        yield "by half a minor unit", value + 0.004
        yield "negated or filled", -value if value else 5
        yield "emptied", None


class Press:
    def __init__(self, path, title, folder):
        self.path, self.title, self.folder = path, title, folder
        self.files = {}
        os.makedirs(folder)

    def sheet(self):
        book = openpyxl.load_workbook(self.path)
        sheet = book[self.title]
        head = int(re.match(r"A(\d+):", sheet.auto_filter.ref).group(1))
        return book, sheet, head

    def last(self):
        """Row and column of the table's last cell; subtotals stand below."""
        _, sheet, _ = self.sheet()
        cell = sheet[sheet.auto_filter.ref.split(":")[1]]
        return cell.row, cell.column

    def save(self, book, what):
        path = os.path.join(self.folder, "m%03d.xlsx" % len(self.files))
        book.save(path)
        self.files[what] = path


def change_cells(press):
    _, sheet, head = press.sheet()
    last, columns = press.last()
    rows = last - head
    for column in range(1, columns + 1):
        title = sheet.cell(head, column).value
        row = head + 1 + column % rows
        for name, value in kinds(sheet.cell(row, column).value):
            book, other, _ = press.sheet()
            other.cell(row, column).value = value
            press.save(book, "%s, row %d, %s" % (title, row, name))


def change_rows(press):
    book, sheet, head = press.sheet()
    last, columns = press.last()
    # The last row is within every range.
    for column in range(1, columns + 1):
        book, other, _ = press.sheet()
        cell = other.cell(last, column)
        cell.value = nudge(cell.value)
        press.save(book, "%s, last row" % sheet.cell(head, column).value)
    for column in range(1, columns + 1):
        a, b = sheet.cell(head + 1, column), sheet.cell(last, column)
        if a.value == b.value:
            continue
        book, other, _ = press.sheet()
        other.cell(head + 1, column).value = b.value
        other.cell(last, column).value = a.value
        press.save(book, "%s, two cells exchanged"
                   % sheet.cell(head, column).value)
    book, other, _ = press.sheet()
    for column in range(1, columns + 1):
        other.cell(last + 1, column).value = other.cell(last, column).value
    press.save(book, "a row below the table")
    book, other, _ = press.sheet()
    for column in range(1, columns + 1):
        other.cell(last, column).value = None
    press.save(book, "the last row emptied")


def change_totals(press):
    _, sheet, head = press.sheet()
    for row in range(3, head):
        for column in range(1, sheet.max_column + 1):
            if sheet.cell(row, column).data_type != "f":
                continue
            book, other, _ = press.sheet()
            other.cell(row, column).value = 123456789
            press.save(book, "total in row %d, column %d" % (row, column))
            break
    book, _, _ = press.sheet()
    summary = book["Summary"]
    for row in summary.iter_rows():
        if row[0].value == "Province":
            cell = summary.cell(row[0].row + 1, 2)
            cell.value = (cell.value or 0) + 1
            press.save(book, "a value of the chart")
            break
    book, _, _ = press.sheet()
    for row in book["Summary"].iter_rows():
        if row[0].value == "Bucket":
            book["Summary"].cell(row[0].row + 9, 3).value = 1
            press.save(book, "the summary's total")
            break


def make(path, title, folder, whole):
    """{what was changed: file}; "nothing" went through the same hands."""
    press = Press(path, title, folder)
    book, _, _ = press.sheet()
    press.save(book, "nothing")
    change_cells(press)
    if whole:
        change_rows(press)
        change_totals(press)
    return press.files


def places_of(sheet):
    """{kind of change: cell} of a sheet of rows."""
    first, last = [int(number) for number in re.match(
        r"A(\d+):[A-Z]+(\d+)$", sheet.auto_filter.ref).groups()]
    below = range(last + 3, sheet.max_row + 1)
    return {
        "a figure of the first row": find(sheet, [first + 1], (int, float)),
        "a figure of the last row": find(sheet, [last], (int, float), True),
        "a text": find(sheet, [(first + 1 + last) // 2], str),
        "a subtotal": find(sheet, below, None, True),
    }


def sample(path, folder):
    """{kind: (file, sheets changed)} of a pack: each kind of change on every
    sheet that has such a cell; "nothing" went through the same hands."""
    press = Press(path, None, folder)
    made = {}
    for kind in ["nothing"] + list(places_of(
            openpyxl.load_workbook(path)["Aged awards"])):
        book, changed = openpyxl.load_workbook(path), []
        for sheet in book:
            if not sheet.auto_filter.ref or sheet.title == "Controls":
                continue
            place = places_of(sheet).get(kind)
            if place is None:
                continue
            cell = sheet[place]
            cell.value = 123456789 if cell.data_type == "f" \
                else nudge(cell.value)
            changed.append(sheet.title)
        press.save(book, kind)
        made[kind] = (press.files[kind], changed)
    return made


def find(sheet, rows, kind, backwards=False):
    """The first cell of a kind in these rows; kind None: with a formula."""
    for row in rows:
        cells = list(sheet[row])
        for cell in reversed(cells) if backwards else cells:
            formula = cell.data_type == "f"
            if (formula if kind is None else
                    not formula and isinstance(cell.value, kind)):
                return cell.coordinate
    return None
