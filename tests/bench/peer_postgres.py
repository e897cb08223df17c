"""PostgreSQL as a peer of an import: set-based batches, durable.

A private server in a folder of its own (a socket there, no port). A batch of
8,000 transfers, copied in as CSV, is one transaction: insert with a unique
reference and two indexes by account, update of the balances; every commit is
durable. Started by bench_targets.py.
"""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time

BATCH = 8000
ACCOUNTS = 1000
SCHEMA = """
create table account (id int primary key, balance bigint not null);
insert into account select i, 0 from generate_series(0, %d) i;
create table transfer (ref text not null unique,
    debit int not null references account,
    credit int not null references account,
    amount bigint not null check (amount > 0), day date not null,
    note text not null);
create index on transfer (debit, day);
create index on transfer (credit, day);
create table inbox (like transfer);
""" % (ACCOUNTS - 1)
BATCH_SQL = """
insert into transfer select * from inbox;
update account a set balance = balance + s.sum from (select id, sum(amount)
    from (select debit id, amount from inbox union all
          select credit, -amount from inbox) x group by id) s
    where s.id = a.id;
commit;
"""


def batch(first, end):
    """One transaction for psql: the rows, then what is done with them."""
    rows = "".join(
        "E-%010d,%d,%d,%d,2009-%02d-%02d,instalment %d of the convicted\n" % (
            i, i % ACCOUNTS, (i * 7 + 1) % ACCOUNTS, i % 9973 + 1,
            i % 12 + 1, i % 28 + 1, i) for i in range(first, end))
    return ("begin;\ntruncate inbox;\ncopy inbox from stdin csv;\n" + rows +
            "\\.\n" + BATCH_SQL)


def programs():
    """The folder of initdb and pg_ctl, or None."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    return os.path.dirname(found[-1]) if found else None


def as_other(arguments, **more):
    """Run as the account postgres when this is root's process."""
    if os.getuid() == 0:
        arguments = ["setpriv", "--reuid=postgres", "--regid=postgres",
                     "--clear-groups"] + arguments
    return subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, **more)


def transfers_a_second(count):
    """(transfers/s, None) or (None, why not)."""
    folder = programs()
    if folder is None:
        return None, "PostgreSQL is not installed"
    home = tempfile.mkdtemp(prefix="bench-postgres-")
    os.chmod(home, 0o755)
    data = os.path.join(home, "data")
    os.mkdir(data)
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(data, owner.pw_uid, owner.pw_gid)
    try:
        as_other([folder + "/initdb", "-D", data, "-A", "trust", "-U",
                  "bench"])
        as_other([folder + "/pg_ctl", "-D", data, "-w", "-o",
                  "-c listen_addresses='' -k " + data, "start"])
        try:
            script = "".join(batch(first, min(first + BATCH, count))
                             for first in range(0, count, BATCH))
            psql = ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", data,
                    "-U", "bench", "-d", "postgres"]
            as_other(psql, input=SCHEMA.encode())
            start = time.monotonic()
            as_other(psql, input=script.encode())
            return count / (time.monotonic() - start), None
        finally:
            as_other([folder + "/pg_ctl", "-D", data, "-w", "-m", "fast",
                      "stop"])
    except (OSError, KeyError, subprocess.CalledProcessError) as error:
        return None, "PostgreSQL could not be run: %s" % error
    finally:
        shutil.rmtree(home, ignore_errors=True)
