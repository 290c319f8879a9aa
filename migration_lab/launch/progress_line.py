"""One line in a terminal that says what is being done, and is gone when it is done. Elsewhere there is no line."""

from __future__ import annotations

import shutil
import sys
from typing import TextIO


class ProgressLine:
    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self._shown = 0
        self._terminal = self._stream.isatty()

    def show(self, text: str) -> None:
        """Say this in the place of what the line said before."""
        if self._terminal:
            text = text[: shutil.get_terminal_size().columns - 1]
            self._write(f"\r{text.ljust(self._shown)}")
            self._shown = len(text)

    def clear(self) -> None:
        """Let the next thing that is printed begin where the line was."""
        if self._shown:
            self._write(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
