#!/usr/bin/env python3
"""Seeds small faults into the rules and the base, one at a time, and counts
those that the unit tests of ledger/ find.

    tests/mutants/run_mutants.py --check build/debug/check \\
        --compile 'gcc FLAGS' --link 'gcc FLAGS' --libs '-ldb ...' OBJECT...

A mutant is one changed place in one .c file. It is compiled beside the tree,
linked before the archives, so that it stands in for its original, and the
suites run in this order until one fails: the file's own, those of its folder,
the rest of tests/ledger. A mutant that does not compile, or compiles to the
very code of its original, is no mutant, and another is drawn. The draw
depends on the seed and the sources alone. Prints each survivor; closes with:
N killed of N, N %.
"""

import argparse
import concurrent.futures
import glob
import os
import random
import re
import resource
import shlex
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "scripts"))
import csource  # noqa: E402

FOLDERS = ("ledger/base", "ledger/rules")
SUITES = "tests/ledger"
SECONDS = 60  # a suite that runs longer hangs: the mutant is found

# name, what is found, what takes its place
OTHERS = (
    ("edge", r"(?<= )(<|>|<=|>=)(?= )",
     {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}),
    ("compare", r"(?<= )(==|!=|<|>)(?= )",
     {"==": "!=", "!=": "==", "<": ">", ">": "<"}),
    ("logic", r"(&&|\|\|)", {"&&": "||", "||": "&&"}),
    ("sum", r"(?<= )(\+|-|\+=|-=)(?= )",
     {"+": "-", "-": "+", "+=": "-=", "-=": "+="}),
    ("not", r"(?<![\w!=<>])!(?=[\w(])", {"!": ""}),
    ("truth", r"\b(true|false)\b", {"true": "false", "false": "true"}),
)
NUMBER = re.compile(r"(?<![\w.])(\d+)(?![\w.])")
CONSTANT = re.compile(r"\b([A-Z]+)_[A-Z][A-Z_0-9]*\b")
STATEMENT = re.compile(r"^(\t+)(?!return|break|continue|goto|case|default|else)"
                       r"[\w*(][^;{}]*?[-+\w)\]>]\s*"
                       r"(?:[-+*|]?=[^=;{}][^;{}]*|\([^;{}]*\)|\+\+|--);$",
                       re.M)
DECLARED = re.compile(r"^\t+(?:(?:const|static|struct|enum|unsigned|wide)\b"
                      r"|\w+ \**\w+(?: =|;|\[|,))")


def blank(text):
    """The text, with what is no code made spaces, at the same offsets."""
    def spaces(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    text = csource.TOKEN.sub(spaces, text)
    text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", spaces, text, flags=re.M)
    return re.sub(r"\b(?:_Static_)?assert\([^;]*;", spaces, text)


def places(text):
    """Every (kind, begin, end, replacement) of a source."""
    code = blank(text)
    for kind, pattern, swap in OTHERS:
        for match in re.finditer(pattern, code):
            yield kind, match.start(), match.end(), swap[match.group(0)]
    for match in NUMBER.finditer(code):
        number = str(int(match.group(1)) + 1)
        yield "plus-one", match.start(), match.end(), number
    families = {}
    for match in CONSTANT.finditer(code):
        families.setdefault(match.group(1), []).append(match)
    for family in families.values():
        names = sorted({match.group(0) for match in family})
        for match in family:
            after = names.index(match.group(0)) + 1
            if len(names) > 1:
                yield ("constant", match.start(), match.end(),
                       names[after % len(names)])
    for match in STATEMENT.finditer(code):
        if not DECLARED.match(match.group(0)):
            yield "drop", match.start(), match.end(), match.group(1) + ";"


def drawn(seed):
    """All mutants of all files, shuffled: (path, kind, begin, end, new)."""
    found = []
    for folder in FOLDERS:
        for path in sorted(glob.glob(os.path.join(ROOT, folder, "*.c"))):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            name = os.path.relpath(path, ROOT)
            found += [(name, *place) for place in places(text)]
    random.Random(seed).shuffle(found)
    return found


def suites(path):
    """The suites that are asked about a file, the nearest first."""
    every = glob.glob(os.path.join(ROOT, SUITES, "**/check_*.c"),
                      recursive=True)
    names = [os.path.relpath(each, os.path.join(ROOT, "tests"))
             .replace("check_", "")[:-2] for each in every]
    stem, folder = path[:-2], os.path.dirname(path)
    return sorted(names, key=lambda name: (
        name != stem, os.path.dirname(name) != folder, name))


def machine_code(path):
    return subprocess.run(["objdump", "-d", "-s", "-j", ".text", "-j",
                           ".rodata", "-j", ".data", "-j", ".data.rel.ro",
                           "-j", ".data.rel.ro.local", "-r",
                           "--no-show-raw-insn", path],
                          capture_output=True, text=True,
                          check=False).stdout.split("\n", 3)[-1]


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Tree:
    """The built tree, and a scratch folder for what is bent."""

    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.plain = {}

    def compile(self, path, text, name):
        """The object of a file with this text, or None."""
        source = os.path.join(self.scratch, name + ".c")
        target = os.path.join(self.scratch, name + ".o")
        with open(source, "w", encoding="utf-8") as file:
            file.write('#line 1 "%s"\n' % path + text)
        done = subprocess.run([*shlex.split(self.options.compile), "-w", "-c",
                               "-g0", "-o", target, source], cwd=ROOT,
                              capture_output=True, check=False)
        return target if done.returncode == 0 else None

    def killer(self, path, target):
        """The suite that finds the bent object, or None."""
        program = target[:-2] + ".check"
        objects = self.options.objects
        subprocess.run([*shlex.split(self.options.link), "-o", program,
                        *[each for each in objects if each.endswith(".o")],
                        target,
                        *[each for each in objects if each.endswith(".a")],
                        *shlex.split(self.options.libs)], cwd=ROOT, check=True)
        try:
            for suite in suites(path):
                if not self.passes(program, suite):
                    return suite
            return None
        finally:
            os.remove(program)

    def passes(self, program, suite):
        try:
            return subprocess.run(
                [program], cwd=ROOT, check=False, preexec_fn=limits,
                timeout=SECONDS, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(os.environ, CK_RUN_SUITE=suite)).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def run(self, number, mutant):
        """(mutant, killer), or None where the change changes nothing."""
        path, _, begin, end, new = mutant
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text = file.read()
        bent = self.compile(path, text[:begin] + new + text[end:],
                            "mutant%d" % number)
        if path not in self.plain:
            self.plain[path] = machine_code(
                self.compile(path, text, "plain%d" % number))
        if bent is None or machine_code(bent) == self.plain[path]:
            return None
        return mutant, self.killer(path, bent)


def told(mutant):
    path, kind, begin, end, new = mutant
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        text = file.read()
    line = text.count("\n", 0, begin) + 1
    start = text.rfind("\n", 0, begin) + 1
    stop = text.find("\n", end)
    if kind == "drop":
        changed = "dropped: " + " ".join(text[begin:end].split())
    else:
        changed = " ".join((text[start:begin] + "[" + text[begin:end] +
                            " -> " + new + "]" + text[end:stop]).split())
    return "%s:%d: %s: %s" % (path, line, kind, changed)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compile", required=True)
    parser.add_argument("--link", required=True)
    parser.add_argument("--libs", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--only", default="", help="a part of a path")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("objects", nargs="+")
    options = parser.parse_args()
    sites = [each for each in drawn(options.seed) if options.only in each[0]]
    near = far = run = 0
    with tempfile.TemporaryDirectory(prefix="redress-mutants-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        tree = Tree(options, scratch)
        at = 0
        while run < options.count and at < len(sites):
            step = min(options.count - run, 10 * options.jobs)
            batch = range(at, min(at + step, len(sites)))
            for result in pool.map(tree.run, batch, [sites[i] for i in batch]):
                if result is None:
                    continue
                run += 1
                mutant, killer = result
                own = killer == mutant[0][:-2]
                near += own
                far += killer is not None and not own
                if killer is None:
                    print("alive: " + told(mutant), flush=True)
            at = batch.stop
    print("%d places; %d found by the file's own suite, %d by another"
          % (len(sites), near, far))
    print("%d killed of %d, %d %%"
          % (near + far, run, 100 * (near + far) // max(run, 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
