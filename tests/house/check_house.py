#!/usr/bin/env python3
"""The house's own tools find what they are there to find.

Each test plants a breach in a scratch folder and looks for it in what a
script says. SHIMS is the folder of the LD_PRELOAD objects.
Closes with: N passed, N failed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
STAND_IN = os.path.join(ROOT, "tests/house/stand_in.py")


def script(name, *words, cwd=None, **env):
    return subprocess.run(
        [os.path.join(ROOT, name), *words], cwd=cwd, text=True,
        env=dict(os.environ, **env), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)


class Scratch(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="redress-house-")
        self.addCleanup(shutil.rmtree, self.root)

    def put(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


class CheckLayers(Scratch):
    def breach(self, path, include, says):
        self.put(path, "/* a file */\n#include %s\n" % include)
        done = script("scripts/check-layers", self.root)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("%s:2: " % path, done.stdout)
        self.assertIn(says, done.stdout)
        self.assertTrue(done.stdout.endswith("0 passed, 1 failed\n"))

    def test_a_right_tree_passes(self):
        for path, include in (
                ("ledger/base/money.c", '"ledger/base/money.h"'),
                ("ledger/store/env.c", "<db.h>"),
                ("ledger/store/env.h", '"ledger/base/err.h"'),
                ("ledger/rules/claim.c", '"ledger/base/money.h"'),
                ("ledger/post.c", '"ledger/store/env.h"'),
                ("ledger/post.h", '"ledger/rules/event.h"'),
                ("reports/aged.c", '"ledger/post.h"'),
                ("reports/book.c", "<xlsxwriter.h>"),
                ("batch/engine/run.c", '"ledger/post.h"'),
                ("batch/steps/import.c", '"reports/aged.h"'),
                ("batch/cli/main.c", '"batch/steps/import.h"'),
                ("tests/ledger/check_post.c", "<check.h>")):
            self.put(path, "#include %s\n" % include)
        done = script("scripts/check-layers", self.root)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(done.stdout, "12 passed, 0 failed\n")

    def test_base_knows_nothing_of_the_store(self):
        self.breach("ledger/base/money.c", '"ledger/store/env.h"',
                    "must not include")

    def test_store_knows_nothing_of_the_rules(self):
        self.breach("ledger/store/env.c", '"ledger/rules/claim.h"',
                    "must not include")

    def test_rules_touch_no_storage(self):
        self.breach("ledger/rules/claim.c", '"ledger/store/env.h"',
                    "must not include")

    def test_a_face_header_does_not_bring_the_store_along(self):
        self.breach("ledger/post.h", '"ledger/store/env.h"',
                    "must not include")

    def test_the_ledger_does_not_look_up(self):
        self.breach("ledger/post.c", '"reports/aged.h"', "must not include")

    def test_reports_see_the_face_only(self):
        self.breach("reports/aged.c", '"ledger/rules/claim.h"',
                    "must not include")

    def test_the_engine_never_names_a_step(self):
        self.breach("batch/engine/run.c", '"batch/steps/import.h"',
                    "must not include")

    def test_the_engine_never_names_a_report(self):
        self.breach("batch/engine/run.c", '"reports/aged.h"',
                    "must not include")

    def test_steps_do_not_know_the_command_line(self):
        self.breach("batch/steps/import.c", '"batch/cli/options.h"',
                    "must not include")

    def test_an_include_is_written_from_the_root(self):
        self.breach("ledger/base/money.c", '"money.h"', "must not include")

    def test_a_folder_off_the_plan_is_named(self):
        self.put("batch/utils/x.c", "\n")
        done = script("scripts/check-layers", self.root)
        self.assertIn("batch/utils/x.c: lies in a folder", done.stdout)

    def test_berkeley_db_stays_in_the_store(self):
        self.breach("ledger/post.c", "<db.h>", "does not belong here")

    def test_check_stays_in_the_tests(self):
        self.breach("ledger/post.c", "<check.h>", "does not belong here")

    def test_a_second_door_to_a_library_is_named(self):
        for library, paths in (
                ("xlsxwriter.h", ("reports/a.c", "reports/b.c")),
                ("zlib.h", ("batch/engine/a.c", "batch/engine/b.c")),
                ("openssl/evp.h", ("ledger/base/a.c", "ledger/base/b.c"))):
            for path in paths:
                self.put(path, "#include <%s>\n" % library)
            done = script("scripts/check-layers", self.root)
            self.assertIn("%s:1: <%s> already has its door" % (
                paths[1], library), done.stdout)


class CheckReadmes(Scratch):
    def says(self, readme):
        self.put("ledger/base/money.c", "\n")
        self.put("ledger/base/money.h", "\n")
        self.put("ledger/base/pack.h", "\n")
        self.put("ledger/base/README.md", readme)
        done = script("scripts/check-readmes", self.root)
        return done.returncode, done.stdout

    def test_a_readme_that_names_each_module_passes(self):
        self.assertEqual(self.says("`money.h`, `pack`: bytes\n"),
                         (0, "3 passed, 0 failed\n"))

    def test_a_module_that_is_not_named_is_found(self):
        code, said = self.says("`money.h`; to pack is another matter\n")
        self.assertEqual(code, 1)
        self.assertIn("ledger/base/README.md: does not name pack\n", said)

    def test_a_file_that_is_gone_is_found(self):
        code, said = self.says("`money.h`, `pack.h`, `base/purse.c`\n")
        self.assertEqual(code, 1)
        self.assertIn("ledger/base/README.md: there is no base/purse.c\n",
                      said)

    def test_a_folder_without_a_readme_is_found(self):
        self.put("reports/cell.c", "\n")
        done = script("scripts/check-readmes", self.root)
        self.assertEqual(done.returncode, 1)
        self.assertIn("reports/README.md: does not name cell\n", done.stdout)


class CheckBanned(Scratch):
    def look(self, path, text):
        self.put(path, text)
        return script("scripts/check-banned", path, cwd=self.root)

    def test_each_word_is_found_where_it_is_banned(self):
        for call in ("strcpy(a, b)", "sprintf (a, b)", "atoi(a)", "rand()",
                     "gmtime(a)", "printf(a)", "exit(1)", "getenv(a)",
                     "time(NULL)", "malloc(1)", "double a", "system(a)",
                     "fwrite(a, 1, 1, stderr)"):
            done = self.look("ledger/a.c", "\nint f(void) { %s; }\n" % call)
            self.assertEqual(done.returncode, 1, call)
            self.assertIn("ledger/a.c:2: ", done.stdout)

    def test_comments_strings_and_look_alikes_are_not(self):
        done = self.look("ledger/a.c", '/* printf(x) double */\n'
                         'const char *a = "malloc(1)";\n'
                         'int posting_time(int x) { return s.time(x); }\n')
        self.assertEqual(done.stdout, "1 passed, 0 failed\n")

    def test_the_command_line_may_print_and_exit(self):
        done = self.look("batch/cli/a.c", "int f(void) { printf(a); "
                         "exit(1); getenv(b); }\n")
        self.assertEqual(done.stdout, "1 passed, 0 failed\n")

    def test_a_line_comment_is_found(self):
        done = self.look("batch/cli/a.c", "int x; // no\n")
        self.assertIn("batch/cli/a.c:1: // comment", done.stdout)


class CheckSize(Scratch):
    def look(self, text):
        self.put("a.c", text)
        return script("scripts/check-size", "a.c", cwd=self.root)

    def test_a_function_of_70_lines_passes_and_of_71_not(self):
        body = "\tx = 1;\n"
        for lines, code in ((70, 0), (71, 1)):
            done = self.look("/* a */\nint f(void)\n{\n%s}\n"
                             % (body * (lines - 3)))
            self.assertEqual(done.returncode, code, done.stdout)
        self.assertIn("a.c:2: f has 71 lines", done.stdout)

    def test_a_file_of_601_lines_does_not_pass(self):
        self.assertIn("a.c:1: 601 lines", self.look("\n" * 601).stdout)

    def test_a_seventh_parameter_is_found(self):
        done = self.look("int f(int a, int b, int c, int d, int e, "
                         "int (*f)(int, int));\n")
        self.assertEqual(done.returncode, 0, done.stdout)
        done = self.look("int g(int a, int b, int c, int d, int e, int f, "
                         "int h);\n")
        self.assertIn("g has 7 parameters", done.stdout)


class RunTranscripts(Scratch):
    def play(self, text, *words):
        self.put("bin/redress", "#!/bin/sh\necho out; echo err >&2; "
                 "exit ${1:-0}\n")
        os.chmod(os.path.join(self.root, "bin/redress"), 0o755)
        self.path = self.put("a.test", "# What it shows.\n" + text)
        return script("scripts/run-transcripts", "--redress",
                      os.path.join(self.root, "bin/redress"), *words,
                      self.path)

    def test_output_streams_codes_and_wildcards_are_compared(self):
        done = self.play("$ redress\nout\nerr\n"
                         "$ redress 65\nout\n2> err\n? 65\n"
                         "$ seq 9\n1\n...\n9\n$ echo abc\na[..]c\n"
                         "<<< f/x\n$ not a command\n>>>\n$ cat f/x\n"
                         "\\$ not a command\n")
        self.assertEqual(done.stdout, "5 passed, 0 failed\n")

    def test_each_difference_fails(self):
        for text in ("$ redress\nout\n", "$ redress\nout\n2> other\n",
                     "$ redress 1\n...\n", "$ redress\n...\n? 1\n",
                     "$ seq 3\n1\n...\n4\n", "$ echo abc\nx[..]\n"):
            done = self.play(text)
            self.assertEqual(done.returncode, 1, text)
            self.assertIn("0 passed, 1 failed", done.stdout)
            self.assertIn("a.test:2: ", done.stdout)

    def test_update_writes_what_passes(self):
        text = "$ echo '...'; redress 3\n2> x\n\n# more\n$ seq 9\n1\n...\n"
        self.play(text, "--update")
        with open(self.path, encoding="utf-8") as file:
            self.assertEqual(
                file.read(), "# What it shows.\n$ echo '...'; redress 3\n"
                "\\...\nout\n2> err\n? 3\n\n# more\n$ seq 9\n1\n...\n")

    def test_a_transcript_that_cannot_be_read_fails(self):
        for text in ("stray\n", "<<< x\nno end\n", "$ true\n? x\n"):
            self.assertIn("0 passed, 1 failed", self.play(text).stdout)


class SweepKill(unittest.TestCase):
    SHIM = os.path.join(os.environ.get("SHIMS", ""), "preload_kill.so")

    def sweep(self, fault, modes):
        return script("tests/fault/sweep_kill.py", "--redress", STAND_IN,
                      "--shim", self.SHIM, "--rows", "600", "--random", "4",
                      "--modes", modes, STAND_IN=fault)

    def test_a_sound_program_passes(self):
        done = self.sweep("", "random")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("4 passed, 0 failed", done.stdout)
        done = self.sweep("", "kill,fail")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_torn_book_is_found(self):
        done = self.sweep("torn", "kill")
        self.assertIn("neither before nor after", done.stdout)

    def test_a_file_posted_twice_is_found(self):
        done = self.sweep("twice", "kill")
        self.assertIn("the same command again: another", done.stdout)

    def test_a_crash_on_a_failing_call_is_found(self):
        self.assertIn("exits with -6", self.sweep("crash", "fail").stdout)

    def test_a_failure_passed_over_is_found(self):
        self.assertIn("said it was done", self.sweep("silent", "fail").stdout)


def main():
    # The reports of failures only; the closing line is ours.
    result = unittest.main(exit=False, verbosity=0).result
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
