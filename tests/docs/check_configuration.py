#!/usr/bin/env python3
"""docs/configuration.md shows the very file that `redress init` writes."""
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def shown():
    """The ini block of the page."""
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    return page.split("```ini\n", 1)[1].split("```\n", 1)[0]


def written():
    with tempfile.TemporaryDirectory() as folder:
        book = os.path.join(folder, "book")
        subprocess.run([os.environ["REDRESS"], "init", "-q", book], check=True)
        with open(os.path.join(book, "redress.conf"), encoding="utf-8") as file:
            return file.read()


def main():
    same = shown() == written()
    if not same:
        print("docs/configuration.md differs from what `redress init` writes")
    print(f"{int(same)} passed, {int(not same)} failed")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
