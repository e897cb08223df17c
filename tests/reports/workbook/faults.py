"""Full disks, limits and bad targets, for check_workbook.py: an exit code,
a sentence, the old file as it was, nothing left beside it."""

import os
import resource
import signal
import subprocess
import tempfile

OLD = b"the old workbook\n"
FAILURES = (71, 73, 74)


def target(desk):
    """A folder of its own with an old file in it."""
    folder = tempfile.mkdtemp(dir=desk.folder)
    path = os.path.join(folder, "out.xlsx")
    with open(path, "wb") as file:
        file.write(OLD)
    return folder, path


def limited(size, ignore):
    def prepare():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        signal.signal(signal.SIGXFSZ,
                      signal.SIG_IGN if ignore else signal.SIG_DFL)
    return prepare


def check_outcome(checks, what, done, folder, path):
    checks.true("%s: exit code %d" % (what, done.returncode),
                done.returncode in FAILURES)
    checks.true(what + ": a sentence", len(done.stderr) > 20)
    with open(path, "rb") as file:
        checks.equal(what + ": the old file", file.read(), OLD)
    checks.equal(what + ": left beside it", os.listdir(folder), ["out.xlsx"])


def check_limits(checks, desk, book):
    for size in (512, 2048, 4096, 8192, 16384, 20480):
        for ignore in (False, True):
            folder, path = target(desk)
            done = desk.report(book, "aged-awards", "2012-05-31", path,
                               preexec_fn=limited(size, ignore))
            check_outcome(checks, "a limit of %d bytes" % size, done, folder,
                          path)


def check_large_limits(checks, desk, book):
    """The library's own temporary files are cut: it answers no error."""
    for size in (1 << 18, 1 << 20):
        folder, path = target(desk)
        done = desk.report(book, "aged-awards", "2015-12-31", path,
                           preexec_fn=limited(size, True))
        check_outcome(checks, "20,050 rows and a limit of %d" % size, done,
                      folder, path)


def check_full(checks, desk, book):
    """A small file system of its own, where this may be mounted."""
    for size in ("64k", "320k", "2m"):
        mount = tempfile.mkdtemp(dir=desk.folder)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=" + size,
                               "tmpfs", mount], capture_output=True)
        if done.returncode != 0:
            print("not checked: no file system can be mounted here")
            return
        try:
            path = os.path.join(mount, "out.xlsx")
            with open(path, "wb") as file:
                file.write(OLD)
            done = desk.report(book, "aged-awards", "2015-12-31", path)
            check_outcome(checks, "a disk of " + size, done, mount, path)
        finally:
            subprocess.run(["umount", mount], check=True)


def check_targets(checks, desk, book):
    folder, path = target(desk)
    for bad in ("/nowhere/at/all.xlsx", "/dev/full", "/dev/null", folder,
                path + "/x.xlsx", os.path.join(folder, "x" * 252)):
        done = desk.report(book, "aged-awards", "2012-05-31", bad)
        checks.true("%s: exit code %d" % (bad[-40:], done.returncode),
                    done.returncode in FAILURES)
        checks.true("%s: a sentence" % bad[-40:], done.stderr)
    checks.true("/dev/full is what it was", os.path.exists("/dev/full") and
                not os.path.isfile("/dev/full"))
    link = os.path.join(folder, "link.xlsx")
    os.symlink("out.xlsx", link)
    checks.equal("a link: exit code", desk.report(
        book, "aged-awards", "2012-05-31", link).returncode, 0)
    checks.true("a link stays a link", os.path.islink(link))
    with open(path, "rb") as file:
        checks.equal("and its file is replaced", file.read(2), b"PK")
    checks.equal("nothing else is there", sorted(os.listdir(folder)),
                 ["link.xlsx", "out.xlsx"])


def check(checks, desk, book, large):
    check_limits(checks, desk, book)
    check_large_limits(checks, desk, large)
    check_full(checks, desk, large)
    check_targets(checks, desk, book)
