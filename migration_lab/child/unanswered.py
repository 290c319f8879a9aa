"""In a command's own process: notice that something asks a question, though there is no keyboard to answer it.

Whatever asks gets the end of the input at once, as from a terminal whose input is empty; nothing waits. A program that
reads keys without Python's streams, such as ``click.getchar`` on Windows, is not noticed.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from migration_lab.child.installed import Installed

LONGEST = 80
asked: list[str] = []
"""The questions asked for this request so far, as far as their words are known."""


class NoKeyboard(io.TextIOWrapper):
    """An empty standard input, which notes that a line was wanted.

    Questions of ``getpass`` come here too, also on Windows, since it is not the interpreter's own.
    """

    def readline(self, *size: Any) -> str:  # type: ignore[override]
        line = super().readline(*size)
        if not line and len(asked) == self.seen:
            asked.append("")
        self.seen = len(asked)
        return line

    seen = 0


def watch_questions(installed: Installed) -> None:
    """Note each question from now on."""
    asked.clear()

    def listen(_: str, details: tuple[Any, ...]) -> None:
        asked.append(str(details[0] if details and details[0] is not None else "").strip()[:LONGEST])

    installed.on_audit(["builtins.input"], listen)
    nothing = NoKeyboard(io.FileIO(os.devnull), encoding="utf-8")
    installed.defer(nothing.close)
    installed.patch(sys, "stdin", nothing)


def unanswered(error: BaseException | None) -> str | None:
    """Return the words of the question whose missing answer led to this error.

    They are empty if not known; ``None`` for any other error.
    """
    seen = 0
    while error is not None and seen < 20:
        if type(error).__name__ in ("EOFError", "Abort") and asked:
            return asked[-1]
        error, seen = error.__cause__ or error.__context__, seen + 1
    return None
