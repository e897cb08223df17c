#!/usr/bin/python3
"""Every page of a workbook as a picture, to look at.

    render.py WORKBOOK.xlsx FOLDER [--dpi N]

LibreOffice prints it to PDF, pdftoppm makes FOLDER/SHEET-PAGE.png of it. Says
which pages show ###, and ends with 1 then.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workbook")
    parser.add_argument("folder")
    parser.add_argument("--dpi", default="70")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            ["soffice", "-env:UserInstallation=file://" + work + "/profile",
             "--headless", "--convert-to", "pdf", "--outdir", work,
             options.workbook], check=True, capture_output=True)
        name = os.path.splitext(os.path.basename(options.workbook))[0]
        pdf = os.path.join(work, name + ".pdf")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                              capture_output=True).stdout.decode()
        subprocess.run(["pdftoppm", "-r", options.dpi, "-png", pdf,
                        os.path.join(work, "page")], check=True)
        pages = sorted(file for file in os.listdir(work)
                       if file.startswith("page"))
        cut = 0
        for number, (page, words) in enumerate(zip(pages, text.split("\f")),
                                               1):
            # The head of a page: title, sheet, date.
            head = re.split(r"\s{2,}", words.strip().split("\n")[0].strip())
            sheet = head[1] if len(head) > 2 else "page"
            os.rename(os.path.join(work, page), os.path.join(
                options.folder, "%s-%03d.png" % (
                    re.sub(r"\W", "_", sheet), number)))
            if "###" in words:
                cut += 1
                print("page %d, %s: ###" % (number, sheet))
    print("%d pages, %d with ###" % (len(pages), cut))
    return 1 if cut else 0


if __name__ == "__main__":
    sys.exit(main())
