"""C source as the checks of this folder read it: text without comments,
strings and character constants, every line kept at its number."""

import re

TOKEN = re.compile(
    r'(?P<block>/\*.*?\*/)|(?P<line>//[^\n]*)'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")|(?P<char>\'(?:\\.|[^\'\\\n])*\')',
    re.S)


def blank(match):
    """The matched text with everything but its line breaks removed."""
    breaks = "\n" * match.group(0).count("\n")
    if match.lastgroup == "string":
        return '""' + breaks
    if match.lastgroup == "char":
        return "'0'" + breaks
    return " " + breaks


def code(text):
    """The code of a file: comments gone, literals emptied."""
    return TOKEN.sub(blank, text)


def line_comments(text):
    """Line numbers of // comments."""
    return [text.count("\n", 0, m.start()) + 1
            for m in TOKEN.finditer(text) if m.lastgroup == "line"]


def without_directives(text):
    """Code with preprocessor lines blanked, continuation lines included."""
    return re.sub(r'^[ \t]*#(?:[^\n\\]|\\.|\\\n)*',
                  lambda m: "\n" * m.group(0).count("\n"), text, flags=re.M)
