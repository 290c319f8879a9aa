"""Shorten a terminal's output for a lesson: short paths, no secrets, tracebacks with the reader's own lines.

Works only on a stream of text chunks; nothing here touches a file or a database.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from migration_lab.hiding import hide_secrets, may_go_on

FRAME = re.compile(r'^  File "(?P<path>[^"]+)", line \d+')
MARKERS = re.compile(r"^\s+[~^]+\s*$")
CHAINED = re.compile(r"^(The above exception was the direct cause|During handling of the above exception)")
WARNING = re.compile(r"^(?P<path>(?:[A-Za-z]:)?[\\/][^:]*\.py):\d+: (?P<said>\w*Warning: .*\n?)")
ADDRESS = re.compile(r"(?<= object) at 0x[0-9a-fA-F]+(?=>)")
TRACEBACK = "Traceback (most recent call last):"


class Terminal:
    """Takes the output of one command in chunks and returns what to show, as the chunks come.

    Paths in ``root`` become relative to it, with ``/``. In a traceback the frames outside ``root`` are folded into one
    line that names their packages, and the markers under a line of code are left out (they differ between Pythons). In
    a chain of exceptions, those before the last that have no frame in ``root`` are left out. A Python warning from
    outside ``root`` is shown with its package, without the file and its line of code. The addresses of Python objects,
    which differ from run to run, are left out.
    """

    def __init__(self, root: Path) -> None:
        forms = sorted({str(root), str(root.resolve()), os.path.realpath(root)}, key=len, reverse=True)
        one = "|".join(map(pattern_of, forms))
        self.inside = re.compile(rf"(?:{one})(?P<rest>(?:[\\/][^\s'\":,]*)?)(?![\w.-])")
        self.raw: list[str] = []
        self.shown: list[str] = []
        self.pending = ""
        self.begun = ""
        """What has already been shown of the current line."""
        self.in_traceback = self.in_folded = self.after_warning = False
        self.folded: list[str] = []
        self.held: list[str] = []

    @property
    def full_output(self) -> str:
        return hide_secrets("".join(self.raw))

    @property
    def output(self) -> str:
        return "".join(self.shown)

    def feed(self, text: str) -> str:
        """Take a chunk; return what can be shown now: the complete lines."""
        self.raw.append(text)
        *lines, self.pending = (self.pending + text).split("\n")
        return self._show("".join(self._line(line + "\n") for line in lines))

    def pause(self) -> str:
        """Return the incomplete line too, such as a question without a line end, when nothing has come for a moment.

        Its end is held back if that may be the first half of a password.
        """
        if not self.pending or self.held or self.in_traceback or self.pending.startswith(("Trace", " ")):
            return ""
        safe = may_go_on(self.pending)
        text, self.pending = self.pending[:safe], self.pending[safe:]
        return self._show(self._rest(text))

    def close(self) -> str:
        """Return all that is left; the command has ended."""
        text, self.pending = (self._line(self.pending) if self.pending else ""), ""
        return self._show(text + self._unfold() + self._release())

    def _show(self, text: str) -> str:
        if text:
            self.shown.append(text)
        return text

    def _line(self, line: str) -> str:
        """Return one line as it is shown. A traceback is held back until it contains a line of the reader's own."""
        if self.begun:
            line, self.begun = self._rest(line), ""
            return line
        warned, self.after_warning = self.after_warning, False
        if warned and line.startswith("  "):
            return ""  # the line of code that warns
        if line.startswith(TRACEBACK):
            if any(CHAINED.match(before) for before in self.held):
                self.held.clear()  # earlier errors of the chain, all in other people's code
            self.in_traceback, self.in_folded = True, False
            return self._hold(line)
        frame = FRAME.match(line)
        if frame:
            self.in_traceback = True
            self.in_folded = not self.inside.match(frame["path"])
            if self.in_folded:
                self.folded.append(package(frame["path"]))
                return ""
            return self._release() + self._unfold() + self._relative(line)
        if not self.in_traceback:
            line = self._warning(line)
            chain = line == "\n" or CHAINED.match(line)
            return self._hold(line) if self.held and chain else self._release() + self._relative(line)
        if line.startswith("  "):
            hidden = self.in_folded or MARKERS.match(line) or line.startswith("  [Previous line repeated")
            return "" if hidden else self._relative(line)
        self.in_traceback = self.in_folded = False
        text = self._unfold() + self._relative(line)
        return self._hold(text) if self.held else text

    def _warning(self, line: str) -> str:
        """Return the line; if other people's code warns in it, with the package in place of the path."""
        warning = WARNING.match(line)
        if not warning or self.inside.match(warning["path"]):
            return line
        self.after_warning = True
        return ": ".join(filter(None, (package(warning["path"]), warning["said"])))

    def _hold(self, text: str) -> str:
        self.held.append(text)
        return ""

    def _release(self) -> str:
        text = "".join(self.held)
        self.held.clear()
        return text

    def _unfold(self) -> str:
        names = list(dict.fromkeys(name for name in self.folded if name))
        folded, self.folded = bool(self.folded), []
        return f"  … in {', '.join(names) or 'Python'} …\n" if folded else ""

    def _rest(self, text: str) -> str:
        """Return the rest of a line whose beginning has been shown; the beginning may tell that this is a password."""
        before, self.begun = self.begun, self.begun + text
        return self._relative(self.begun)[len(self._relative(before)) :]

    def _relative(self, text: str) -> str:
        text = hide_secrets(self.inside.sub(shorten, text))
        return text if self.begun else ADDRESS.sub("", text)


def pattern_of(folder: str) -> str:
    """Return a pattern that finds this folder. One of Windows may also be written with ``/``, or, as Python quotes it,
    with two backslashes for each."""
    if "\\" not in folder:
        return re.escape(folder)
    return r"(?:/|\\{1,2})".join(re.escape(part) for part in folder.split("\\"))


def shorten(match: re.Match[str]) -> str:
    return match["rest"].replace("\\\\", "/").replace("\\", "/").lstrip("/") or "."


def package(path: str) -> str:
    """Return the installed package of a file; empty for Python's own library and for the lab."""
    _, found, rest = path.replace("\\", "/").rpartition("/site-packages/")
    name = rest.split("/")[0].removesuffix(".py")
    return "" if not found or name == "migration_lab" else name
