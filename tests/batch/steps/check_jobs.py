#!/usr/bin/env python3
"""Jobs that meet what jobs of others failed at: two processes at once, a stop
and a start, missed months, clocks, full disks, cron (README.md beside this
file lists the cases).

    check_jobs.py [--redress BIN]

Closes with: N passed, N failed.
"""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "fault"))
import sweep_kill  # noqa: E402

Failure = sweep_kill.Failure
BUSY, STOPPED, OUTPUT, IO = 75, 82, 73, 74


def expect(what, wanted, found):
    if wanted != found:
        raise Failure("%s: expected %r, found %r" % (what, wanted, found))


class Desk:
    """A folder with a book in it, at a moment."""

    def __init__(self, redress, clock="2010-01-07T05:17:00Z"):
        self.redress_path = redress
        self.folder = tempfile.mkdtemp(prefix="redress-jobs-")
        self.book = os.path.join(self.folder, "book")
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith(("FAULT_", "REDRESS_"))}
        self.env.update(REDRESS_CLOCK=clock, LC_ALL="C.UTF-8", TZ="UTC")

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *words, **env):
        return subprocess.Popen(
            [self.redress_path, *words, "-b", self.book],
            env=dict(self.env, **env), cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)

    def redress(self, *words, **env):
        child = self.start(*words, **env)
        out, err = child.communicate(timeout=120)
        return child.returncode, out, err

    def must(self, *words, code=0, **env):
        done, out, err = self.redress(*words, **env)
        expect("`redress %s`: %s" % (" ".join(words), (out + err)[-400:]),
               code, done)
        return out + err

    def make(self, first, conf=""):
        events = os.path.join(self.folder, "first.csv")
        sweep_kill.write_events(events, 1, 4)
        self.must("init", "-q", "--first", first)
        # as it is given it stands in the workbook
        self.must("import", "-q", "first.csv")
        if conf:
            with open(self.path("redress.conf"), "w",
                      encoding="ascii") as file:
                file.write(conf)
        return self

    def path(self, *names):
        return os.path.join(self.book, *names)

    def workbook(self, period):
        with open(self.path("reports", "monthly-%s.xlsx" % period),
                  "rb") as file:
            return file.read()

    def states(self):
        """(period, state) of each run that changed an instance of monthly."""
        return re.findall(r"monthly (\d{4}-\d\d): (\S+)$", self.must("runs"),
                          re.M)

    def hold(self):
        """Start `run --due`, and stop it once it holds the jobs' lock."""
        child = self.start("run", "--due", "--quiet")
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if child.poll() == 75: # it met this very look at the lock
                child = self.start("run", "--due", "--quiet")
            elif child.poll() is not None:
                break
            time.sleep(0.001)
            with open(self.path("jobs.lock"), "a", encoding="ascii") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    child.send_signal(signal.SIGSTOP)
                    return child
        raise Failure("the run was never seen to hold the lock")


# ---- the cases -------------------------------------------------------------

def two_at_once_one_runs_one_is_told_to_wait(desk):
    desk.make("2009-12")
    open(desk.path("jobs.lock"), "w", encoding="ascii").close()
    first = desk.hold()
    code, _, err = desk.redress("run", "--due", "--quiet")
    expect("the second", BUSY, code)
    expect("its word", True, "running the jobs of this book" in err)
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=120)
    expect("the first", 0, first.returncode)
    expect("one instance", [("2009-12", "running"), ("2009-12", "completed")],
           desk.states())


def many_in_the_same_millisecond_make_one_instance(desk):
    desk.make("2009-12")
    children = [desk.start("run", "--due", "--quiet") for _ in range(8)]
    for child in children:
        child.communicate(timeout=120)
    codes = {child.returncode for child in children}
    expect("codes are 0 and 75", True, codes <= {0, BUSY} and 0 in codes)
    expect("one instance", [("2009-12", "running"), ("2009-12", "completed")],
           desk.states())
    desk.must("verify", "-q")


def stopped_then_started_at_once_it_is_gone_on_with(desk):
    desk.make("2009-12")
    open(desk.path("jobs.lock"), "w", encoding="ascii").close()
    first = desk.hold()
    first.send_signal(signal.SIGTERM)
    second = desk.start("run", "--due", "--quiet", "--wait", "60")
    first.send_signal(signal.SIGCONT)
    _, err = first.communicate(timeout=120)
    second.communicate(timeout=120)
    expect("the second", 0, second.returncode)
    expect("the first", STOPPED, first.returncode)
    expect("what is next", True, "run" in err)
    states = desk.states()
    expect("completed", 1, states.count(("2009-12", "completed")))
    desk.must("status")
    desk.must("verify", "-q")


def killed_it_is_found_dead_without_anybody(desk):
    desk.make("2009-12")
    open(desk.path("jobs.lock"), "w", encoding="ascii").close()
    first = desk.hold()
    for _ in range(200):  # until it is recorded that it runs
        first.send_signal(signal.SIGCONT)
        time.sleep(0.002)
        first.send_signal(signal.SIGSTOP)
        if first.poll() is not None:
            raise Failure("it ended before it could be killed")
        if os.path.getsize(desk.path("runs.db")) and \
                os.path.exists(desk.path("jobs.db")):
            break
    first.kill()
    first.communicate()
    code, out, _ = desk.redress("status", "--format", "json")
    expect("status speaks up", 70, code)
    state = [row["state"] for job in json.loads(out)["jobs"]
             for row in job["open"]]
    expect("its state", True, state in ([], ["interrupted"]))
    desk.must("run", "--due", "--quiet")
    expect("completed once", 1, desk.states().count(("2009-12", "completed")))
    if state:
        expect("found dead once", 1,
               desk.states().count(("2009-12", "interrupted")))
    desk.must("verify", "-q")


def after_max_runtime_it_stops_and_can_go_on(desk):
    desk.make("2009-12")
    open(desk.path("jobs.lock"), "w", encoding="ascii").close()
    child = desk.start("run", "--due", "--quiet", "--max-runtime", "1")
    child.send_signal(signal.SIGSTOP)
    time.sleep(1.2)
    child.send_signal(signal.SIGCONT)
    child.communicate(timeout=120)
    expect("stopped, or done before", True, child.returncode in (0, STOPPED))
    desk.must("run", "--due", "--quiet")
    desk.must("status")


def three_missed_months_are_caught_up_oldest_first(desk):
    desk.make("2009-10")
    os.makedirs(desk.path("reports", "monthly-2009-11.xlsx", "in-the-way"))
    out = desk.must("run", "--due", "--quiet", code=OUTPUT)
    expect("the third is not tried", [
        ("2009-10", "running"), ("2009-10", "completed"),
        ("2009-11", "running"), ("2009-11", "failed")], desk.states())
    for word in ("what: ", "where: ", "money: ", "BYR", "next: ",
                 "redress run monthly --period 2009-11", "1 more due"):
        expect("the screen says %r: %s" % (word, out), True, word in out)
    expect("it fits a screen", True, out.count("\n") <= 24)
    desk.must("status", code=70)
    shutil.rmtree(desk.path("reports", "monthly-2009-11.xlsx"))
    out = desk.must("run", "--due", "--quiet",
                    REDRESS_CLOCK="2010-01-08T05:17:00Z")
    expect("the next day heals it, silently", "", out)
    expect("oldest first", [
        ("2009-11", "running"), ("2009-11", "completed"),
        ("2009-12", "running"), ("2009-12", "completed")],
        desk.states()[4:])
    expect("nothing is due", "", desk.must("run", "--due", "--quiet"))


def catch_up_takes_all_the_latest_or_none(desk):
    desk.make("2009-10")
    desk.must("run", "--due", "--quiet", "--catch-up", "none")
    expect("none was due today", [], desk.states())
    desk.must("run", "--due", "--quiet", "--catch-up", "none",
              REDRESS_CLOCK="2010-01-06T05:17:00Z")
    expect("what fell due that day", [("2009-12", "running"),
                                      ("2009-12", "completed")],
           desk.states())
    desk.must("run", "--due", "--quiet", "--catch-up", "latest")
    expect("the latest is done", 2, len(desk.states()))
    desk.must("run", "--due", "--quiet")
    expect("all", [("2009-10", "completed"), ("2009-11", "completed")],
           desk.states()[3::2])


def clocks_and_zones_change_no_byte(desk):
    """29 February, a month of 31 days, the hour that is there twice."""
    conf = "[calendar]\nfirst = 2012-02\n"
    desk.make("2012-02", conf)
    desk.must("run", "--due", "--quiet",
              REDRESS_CLOCK="2012-04-06T05:17:00Z")
    other = Desk(desk.redress_path)
    try:
        other.make("2012-02", conf)
        other.must("run", "--due", "--quiet", TZ="Pacific/Kiritimati",
                   REDRESS_CLOCK="2012-03-25T02:30:00Z")
        other.must("run", "--due", "--quiet", TZ="America/Los_Angeles",
                   REDRESS_CLOCK="2012-03-25T01:30:00Z")  # an hour back
        expect("only February had ended", ["2012-02"],
               [period for period, state in other.states()
                if state == "completed"])
        other.must("run", "--due", "--quiet", TZ="Asia/Kathmandu",
                   REDRESS_CLOCK="2019-10-31T23:59:59Z", code=0)
        for period in ("2012-02", "2012-03"):
            expect(period, True,
                   desk.workbook(period) == other.workbook(period))
    finally:
        other.close()


def a_later_import_changes_no_byte_of_a_month_that_failed(desk):
    desk.make("2009-12", "[monthly]\nbackup = /proc/nowhere\n")
    desk.must("run", "--due", "--quiet", code=OUTPUT)
    before = desk.workbook("2009-12")
    os.remove(desk.path("reports", "monthly-2009-12.xlsx"))
    more = os.path.join(desk.folder, "more.csv")
    sweep_kill.write_events(more, 50, 2)
    desk.must("import", "-q", more)
    os.remove(desk.path("redress.conf"))
    desk.must("run", "--due", "--quiet")
    desk.must("run", "monthly", "--period", "2009-12")
    expect("made again to the byte", True, before == desk.workbook("2009-12"))


def an_output_folder_that_cannot_be_written_is_73(desk):
    desk.make("2009-12", "[monthly]\noutdir = /proc/nowhere\n")
    out = desk.must("run", "--due", "--quiet", code=OUTPUT)
    expect("its remedy", True, "make that folder writable" in out)
    with open(desk.path("redress.conf"), "w", encoding="ascii") as file:
        file.write("[monthly]\noutdir = reports\n")
    desk.must("run", "--due", "--quiet")
    expect("one step was not taken twice", 1,
           desk.must("runs").count("verify done"))


def a_damaged_book_holds_the_job_until_there_is_a_reason(desk):
    desk.make("2009-12")
    good = desk.path("totals.db")
    kept = os.path.join(desk.folder, "kept")
    shutil.copy(good, kept)
    with open(good, "r+b") as file:
        file.seek(4096 + 2000)
        byte = file.read(1)
        file.seek(4096 + 2000)
        file.write(bytes([byte[0] ^ 1]))
    code, _, err = desk.redress("run", "--due", "--quiet")
    expect("held: " + err, 70, code)
    shutil.copy(kept, good)
    code, _, err = desk.redress("run", "--due", "--quiet")
    held = re.search(r"abandon (\d+)", err)
    if held:  # it could be written down: it stays held
        expect("held still", 70, code)
        desk.must("run", "--due", "--quiet", code=70)
        desk.must("abandon", held.group(1), "--reason", "page mended", "-q")
        expect("the reason is kept", True, "reason: page mended" in
               desk.must("runs", str(1 + desk.must("runs").count("\n") - 1)))
        desk.must("run", "--due", "--quiet")
    else:
        expect("nothing was lost", 0, code)
    desk.must("status")


def a_closed_month_is_closed_once_and_all_before_it(desk):
    desk.make("2009-10", "[monthly]\nclose = yes\nbackup = copies\n"
                         "[retention]\nbackups = 2\n")
    desk.must("run", "--due", "--quiet")
    expect("closed", True, "closed: 2009-12\n" in desk.must("status"))
    expect("retention", ["2009-11", "2009-12"],
           sorted(os.listdir(desk.path("copies"))))
    expect("in order", ["2009-10", "2009-11", "2009-12"], re.findall(
        r"close +\S+ .*monthly (\S+): close done", desk.must("runs")))
    # What a backup taken within a job says of that job heals by itself.
    restored = os.path.join(desk.folder, "restored")
    done = subprocess.run(
        [desk.redress_path, "restore", desk.path("copies", "2009-12"),
         "--to", restored], env=desk.env, check=False, capture_output=True)
    expect("restored", 0, done.returncode)
    desk.book = restored
    desk.must("status", code=70)
    desk.must("run", "--due", "--quiet")
    desk.must("status")
    desk.must("verify", "-q")


def the_printed_crontab_line_alone_runs_the_month(desk):
    """What cron gives: a home, a shell, a short path, and nothing else."""
    odd = os.path.join(desk.folder, "the 100% book's")
    desk.make("2009-12")
    os.rename(desk.book, odd)
    desk.book = odd
    lines = [line for line in desk.must("schedule").splitlines()
             if line and not line.startswith("#")]
    expect("one line", 1, len(lines))
    fields = lines[0].split(" ", 5)
    expect("daily", ["*", "*", "*"], fields[2:5])
    # cron(8): up to the first unescaped %, with \\% made %.
    command = re.split(r"(?<!\\)%", fields[5])[0].replace("\\%", "%")
    for clock, wanted in (("2010-01-07T05:17:00Z", 2), (None, None)):
        env = {"HOME": desk.folder, "LOGNAME": "fund", "SHELL": "/bin/sh",
               "PATH": "/usr/bin:/bin"}
        if clock:
            env["REDRESS_CLOCK"] = clock
        done = subprocess.run(["/bin/sh", "-c", command], env=env,
                              cwd=desk.folder, capture_output=True,
                              check=False, text=True, timeout=300)
        expect("silent: " + done.stdout + done.stderr, (0, "", ""),
               (done.returncode, done.stdout, done.stderr))
        if wanted:
            expect("the month is done", wanted, len(desk.states()))
            break
    os.chmod(odd, 0o755)
    done = subprocess.run(["/bin/sh", "-c", command], env=env,
                          cwd=desk.folder, capture_output=True, check=False,
                          text=True, timeout=60)
    expect("not silent when it must speak", (77, True),
           (done.returncode, "chmod 700" in done.stderr))


def systemd_understands_the_printed_units(desk):
    if shutil.which("systemd-analyze") is None:
        return
    desk.make("2009-12")
    text = desk.must("schedule", "--format", "systemd")
    service, timer = text.split("# redress.timer", 1)
    units = []
    for name, unit in (("redress.service", service),
                       ("redress.timer", "#" + timer)):
        units.append(os.path.join(desk.folder, name))
        with open(units[-1], "w", encoding="utf-8") as file:
            file.write(unit)
    done = subprocess.run(["systemd-analyze", "verify", *units],
                          capture_output=True, check=False, text=True)
    wrong = [line for line in done.stderr.splitlines()
             if desk.folder in line]
    expect("units", [], wrong)
    when = re.search(r"^OnCalendar=(.*)$", timer, re.M).group(1)
    done = subprocess.run(["systemd-analyze", "calendar", when],
                          capture_output=True, check=False, text=True)
    expect("daily", 0, done.returncode)


def status_is_json_that_monitors_can_read(desk):
    desk.make("2009-12")
    code, out, _ = desk.redress("status", "--format", "json",
                                "--max-age", "35d")
    status = json.loads(out)
    expect("code", 70, code)
    expect("well", False, status["well"])
    jobs = {job["job"]: job for job in status["jobs"]}
    expect("due", (1, "2009-12"), (jobs["monthly"]["due"],
                                   jobs["monthly"]["due_first"]))
    desk.must("run", "--due", "--quiet")
    code, out, _ = desk.redress("status", "--format", "json",
                                "--max-age", "35d")
    status = json.loads(out)
    expect("code", 0, code)
    expect("last good", "2009-12",
           {job["job"]: job for job in status["jobs"]}["monthly"]
           ["last_good"]["period"])
    code, out, _ = desk.redress("status", "--format", "json",
                                "--max-age", "35d",
                                REDRESS_CLOCK="2010-03-01T00:00:00Z")
    expect("old", (70, True), (code, "days old" in out))


def the_inbox_takes_what_a_killed_run_left_with_its_control_file(desk):
    desk.make("2010-06")
    os.makedirs(desk.path("archive"))
    events = desk.path("inbox", "a.csv")
    sweep_kill.write_events(events, 60, 1)
    with open(events + ".ctl", "w", encoding="ascii") as file:
        file.write("rows=6\n")
    # as a run leaves it that was killed after it had moved the file
    desk.must("import", "-q", events)
    os.link(events + ".ctl", desk.path("archive", "a.csv.ctl"))
    os.rename(events, desk.path("archive", "a.csv"))
    sweep_kill.write_events(desk.path("inbox", "b.csv"), 70, 1)
    with open(desk.path("inbox", "c.csv.ctl"), "w",
              encoding="ascii") as file:
        file.write("rows=6\n")
    desk.must("run", "--due", "--quiet")
    expect("only what waits for its file stays", ["c.csv.ctl"],
           os.listdir(desk.path("inbox")))
    expect("archive", ["a.csv", "a.csv.ctl", "b.csv"],
           sorted(os.listdir(desk.path("archive"))))


CASES = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__code__", None) is not None
         and value.__code__.co_varnames[:1] == ("desk",)
         and value.__code__.co_argcount == 1]


def main():
    redress = os.environ.get("REDRESS")
    words = sys.argv[1:]
    if words[:1] == ["--redress"]:
        redress, words = words[1], words[2:]
    if not redress:
        sys.exit("which program? --redress BIN or $REDRESS")
    passed = failed = 0
    for case in CASES:
        name = case.__name__.replace("_", " ")
        if words and not any(word in name for word in words):
            continue
        desk = Desk(os.path.abspath(redress))
        try:
            case(desk)
            passed += 1
        except (Failure, OSError, ValueError, AttributeError,
                subprocess.TimeoutExpired) as failure:
            failed += 1
            print("%s: %s" % (name, failure))
        finally:
            desk.close()
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
