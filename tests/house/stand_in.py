#!/usr/bin/env python3
"""A stand-in for redress, as small as the kill sweep can do with: a book is
a folder with one file, and an import makes a new file and renames it.

STAND_IN=torn     writes the file in place instead: a kill tears it
STAND_IN=twice    forgets which files it has posted
STAND_IN=crash    dies on the first failing call
STAND_IN=silent   takes a failing call for a good one
"""

import hashlib
import os
import sys

FAULTS = os.environ.get("STAND_IN", "").split(",")


def read(book):
    with open(os.path.join(book, "journal"), encoding="utf-8") as file:
        return file.read().splitlines()


def put(path, lines):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    data = "".join(line + "\n" for line in lines).encode()
    for at in range(0, len(data), 1024):
        os.write(file, data[at:at + 1024])
    os.fsync(file)
    os.close(file)


def save(book, lines):
    path = os.path.join(book, "journal")
    if "torn" in FAULTS:
        put(path, lines)
        return
    put(path + ".new", lines)
    os.rename(path + ".new", path)
    # The last call: struck here, the book is the one after the file.
    folder = os.open(book, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def post(book, path):
    lines = read(book)
    with open(path, encoding="utf-8") as file:
        rows = file.read().splitlines()[1:]
    if "twice" not in FAULTS:
        rows = [row for row in rows if row not in set(lines)]
    try:
        save(book, lines + rows)
    except OSError as error:
        if "crash" in FAULTS:
            os.abort()
        if "silent" not in FAULTS:
            print(error, file=sys.stderr)
            return 74
    return 0


def main():
    words = sys.argv[1:]
    book = words[words.index("-b") + 1]
    if words[0] == "init":
        os.mkdir(book)
        save(book, [])
    elif words[0] == "import":
        return post(book, words[-1])
    elif words[0] == "verify":
        text = "\n".join(read(book))
        print("head: " + hashlib.sha256(text.encode()).hexdigest())
    else:
        print("seq,row,recorded,run")
        for seq, row in enumerate(read(book)):
            print('%d,"%s",%d,1' % (seq, row, os.getpid()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
